/* mechanisms.h -- models with random weights for every mechanism of the network, made in memory as .gpt files.
 *
 *     mechanisms s = mechanisms_default();        or mechanisms_random(): a draw of shapes and mechanisms
 *     s.window = 3;
 *     image = mechanisms_model(&s);               a model file (see tiny.h); tiny_free(&image)
 *
 * Weights are drawn wide enough that every term shows in the logits. The file has no tokenizer, and no metadata but
 * label.function. Where tiny.h has two fixed families, this has the table of mechanisms. Include test.h first.
 */
#ifndef MECHANISMS_H
#define MECHANISMS_H

#include "tiny.h"

typedef struct mechanisms {
    int n_vocab, n_ctx, n_embd, n_layer, n_head, n_kv, head_qk, head_v, n_ff;
    int n_out;          /* labels, for heads other than GPT_HEAD_LM */
    int n_rot;          /* rotated dims, 0: no rotary embedding */
    int learned;        /* 1: learned positions */
    int pos_offset;
    int alibi, window;  /* window: of the odd layers only when window_odd */
    int window_odd;
    int layer_norm;     /* 1: layer norm, 0: RMS */
    int bias;           /* biases of projections and norms */
    int qk_norm;        /* 1: per head, 2: over the row, 3 and 4: the same after the rotation; 5: per head, with weights
                           of its own, 6: after the rotation */
    int parallel;       /* 1: parallel residual, 2: with one norm for both */
    int pre_norm, post_norm, res_norm, embd_norm;
    int gated, act;
    int own_head;       /* 1: the head is a matrix of its own */
    gpt_head head;
    float softcap, logit_softcap, clip, resid_scale, embd_scale, logit_scale, attn_factor;
    gpt_type type;      /* of the matrices */
    int bidirectional;
    int n_embd_in, embd_in_after; /* width of the token embedding, 0: n_embd */
    int n_token_type, pos_pad;
    int pool, n_pool, pool_act;   /* pool: 1 a dense layer before the head, 2: and its norm; n_pool 0: n_embd */
    int embd_pool, embd_unit;
    float out_norm_eps;
    const char *label_function;   /* metadata; NULL: none */
    int q_rank, kv_rank, head_rope; /* latent attention, see mechanisms_latent(); kv_rank 0: ordinary */
    int latent_odd;     /* 1: of the odd layers only */
    float latent_eps;
    int n_expert, n_expert_used, n_ff_expert; /* experts, beside n_ff, in layers from n_dense on */
    int n_dense;
    int router, router_norm, router_bias, score_bias, n_group, n_group_used;
    int router_q8;      /* 1: an 8-bit router in a q8 model, which no converter writes */
    int expert_gated, shared_score;
    float router_scale, router_min, router_jitter;
    int sinks, alibi_round;
    int chunk;          /* of the layers that a window would be of */
    float temp_scale;   /* query temperature, in steps of temp_floor positions */
    float temp_floor;
    float act_alpha, act_limit, act_beta, act_eps;
    int sub_norm;       /* norms before O and DOWN */
    int rope_kind, n_orig;
    float rope_factor;
} mechanisms;

static inline mechanisms mechanisms_default(void) {
    mechanisms s;
    memset(&s, 0, sizeof(s));
    s.n_vocab = 97, s.n_ctx = 150, s.n_embd = 24, s.n_layer = 3, s.n_head = 6, s.n_kv = 3;
    s.head_qk = 20, s.head_v = 20, s.n_ff = 40, s.n_rot = 20;
    s.pre_norm = 1, s.gated = 1, s.own_head = 1, s.head = GPT_HEAD_LM;
    s.resid_scale = s.embd_scale = s.logit_scale = s.attn_factor = 1;
    s.n_ff_expert = 40, s.n_expert_used = 2, s.expert_gated = 1, s.router_scale = 1, s.router_jitter = 0.5f;
    s.act_alpha = 1.3f, s.act_limit = 0.8f, s.act_beta = 0.5f, s.act_eps = -1e-6f;
    s.n_orig = 64, s.rope_factor = 4;
    return s;
}

static inline int mechanisms_pick(int a, int b, int c, int d) {
    int n = test_below(4);
    return n == 0 ? a : n == 1 ? b : n == 2 ? c : d;
}

/* encoders, and what comes before the first layer and after the last one */
static inline void mechanisms_random_ends(mechanisms *s) {
    s->bidirectional = test_below(5) == 0;
    if (s->bidirectional) s->alibi = s->chunk = 0;
    if (s->bidirectional && test_below(3) == 0) {
        s->head = (gpt_head)mechanisms_pick(GPT_HEAD_CLASS_FIRST, GPT_HEAD_CLASS_MEAN, GPT_HEAD_SPAN,
                                            GPT_HEAD_CLASS_LAST);
        s->n_out = s->head == GPT_HEAD_SPAN ? 2 : mechanisms_pick(1, 2, 5, 17);
        s->own_head = 1;
    }
    s->n_token_type = test_below(4) ? 0 : mechanisms_pick(1, 2, 3, 17);
    s->pos_pad = s->pos_offset && test_below(2);
    s->n_embd_in = test_below(5) ? 0 : mechanisms_pick(20, 1, 48, 33);
    s->embd_in_after = test_below(2);
    s->pool = test_below(4) ? 0 : 1 + test_below(2);
    s->n_pool = s->pool && test_below(2) ? mechanisms_pick(16, 7, 65, 33) : 0;
    s->pool_act = test_below(GPT__ACT_SWIGLU_CLAMP);
    s->out_norm_eps = test_below(4) ? 0 : 1e-2f;
    if ((s->n_embd_in || s->n_pool) && s->head == GPT_HEAD_LM) s->own_head = 1;
}

/* turns s to latent attention: without what that can't be combined with */
static inline void mechanisms_latent(mechanisms *s, int q_rank, int kv_rank, int head_rope, int nope, int head_v) {
    s->q_rank = q_rank, s->kv_rank = kv_rank, s->head_rope = s->n_rot = head_rope;
    s->head_qk = head_rope + nope, s->head_v = head_v;
    if (head_rope == 2 && s->rope_kind == GPT__ROPE_DYNAMIC) s->rope_kind = GPT__ROPE_FIXED; /* no power of 2/0 */
    s->alibi = s->window = s->chunk = s->qk_norm = s->sinks = s->sub_norm = 0, s->clip = s->temp_scale = 0;
}

static inline void mechanisms_random_experts(mechanisms *s) {
    s->n_expert = mechanisms_pick(2, 4, 6, 17);
    s->router = test_below(5);
    s->n_expert_used = s->router == GPT__ROUTER_SPARSEMIXER ? 2 : 1 + test_below(s->n_expert);
    s->n_ff_expert = mechanisms_pick(40, 1, 65, 32);
    s->n_dense = test_below(3) == 0;
    s->router_norm = test_below(2);
    s->router_bias = test_below(3) == 0;
    s->score_bias = test_below(3) == 0;
    s->n_group = s->router == GPT__ROUTER_SOFTMAX || s->router == GPT__ROUTER_SIGMOID ? test_below(3) : 0;
    if (s->n_expert == 17 || s->n_expert == 2) s->n_group = s->n_group > 0;
    s->n_group_used = s->n_group ? 1 + test_below(s->n_group) : 0;
    if (s->n_group && s->n_expert_used > s->n_expert / s->n_group * s->n_group_used) s->n_expert_used = 1;
    s->expert_gated = test_below(4) != 0;
    s->shared_score = s->n_ff && test_below(2);
    s->router_scale = test_below(2) ? 1 : 1.7f;
    s->router_min = test_below(2) ? 0 : 0.6f;
    s->sub_norm = 0; /* nothing has both */
    if (s->act == GPT__ACT_SWIGLU_CLAMP) s->expert_gated = 1;
}

static inline mechanisms mechanisms_random(void) {
    mechanisms s = mechanisms_default();
    s.n_vocab = mechanisms_pick(97, 1, 33, 256);
    s.n_embd = mechanisms_pick(24, 33, 5, 64);
    s.n_layer = mechanisms_pick(1, 2, 3, 1);
    s.n_kv = mechanisms_pick(1, 2, 3, 1);
    s.n_head = s.n_kv * mechanisms_pick(1, 2, 3, 7);
    s.head_qk = mechanisms_pick(20, 12, 1, 32);
    s.head_v = test_below(3) ? s.head_qk : mechanisms_pick(5, 16, 17, 1);
    s.n_ff = mechanisms_pick(40, 1, 65, 0);
    s.n_rot = test_below(2) ? s.head_qk / 2 * 2 : test_below(2) ? s.head_qk / 4 * 2 : 0;
    s.learned = test_below(3) == 0;
    s.pos_offset = s.learned ? mechanisms_pick(0, 0, 2, 5) : 0;
    s.alibi = test_below(5) == 0;
    s.window = mechanisms_pick(0, 0, 1, 1 + test_below(70));
    s.window_odd = test_below(2);
    s.layer_norm = test_below(2);
    s.bias = test_below(2);
    s.qk_norm = s.head_qk == 1 || test_below(3) ? 0 : 1 + test_below(4); /* the norm of one value is its sign */
    s.parallel = test_below(2) ? 0 : 1 + test_below(2);
    s.pre_norm = test_below(5) != 0;
    s.post_norm = test_below(4) == 0;
    s.res_norm = test_below(5) == 0 || (!s.pre_norm && !s.post_norm);
    s.embd_norm = test_below(4) == 0;
    s.gated = test_below(2);
    s.act = test_below(GPT__ACT_SWIGLU_CLAMP);
    s.own_head = test_below(2);
    s.softcap = test_below(3) ? 0 : 4;
    s.logit_softcap = test_below(3) ? 0 : 3;
    s.clip = test_below(4) ? 0 : 0.7f;
    s.resid_scale = test_below(3) ? 1 : 0.6f;
    s.embd_scale = test_below(3) ? 1 : 2.5f;
    s.logit_scale = test_below(3) ? 1 : 0.5f;
    s.attn_factor = test_below(3) ? 1 : 1.2f;
    if (test_below(5) == 0) {
        s.head = test_below(2) ? GPT_HEAD_TOKEN : GPT_HEAD_CLASS_LAST;
        s.n_out = mechanisms_pick(1, 2, 5, 17);
        s.own_head = 1;
    }
    if (test_below(3) == 0) mechanisms_random_experts(&s);
    s.sinks = test_below(4) == 0;
    s.alibi_round = test_below(2);
    s.chunk = test_below(6) ? 0 : 1 + test_below(70);
    s.temp_scale = test_below(5) ? 0 : 0.3f, s.temp_floor = 4.5f;
    if (s.head_qk > 1 && test_below(6) == 0) s.qk_norm = 5 + test_below(2);
    if (test_below(6) == 0) s.act = s.gated && test_below(2) ? GPT__ACT_SWIGLU_CLAMP : GPT__ACT_XIELU;
    s.rope_kind = test_below(4) ? GPT__ROPE_FIXED : s.n_rot > 2 ? 1 + test_below(2) : GPT__ROPE_LONG;
    s.n_orig = mechanisms_pick(64, 1, 149, 150);
    s.sub_norm = s.n_head * s.head_v > 1 && s.n_ff != 1 && test_below(6) == 0;
    if (s.n_expert) s.sub_norm = 0;
    if (s.act == GPT__ACT_SWIGLU_CLAMP) s.expert_gated = 1;
    mechanisms_random_ends(&s);
    if (!s.bidirectional && test_below(6) == 0) { /* last: it takes back some of the above */
        int head_v = mechanisms_pick(12, 16, 1, 20), nope = mechanisms_pick(10, 16, 1, 33); /* in an order of their own */
        int head_rope = mechanisms_pick(6, 2, 8, 32), kv_rank = mechanisms_pick(20, 16, 3, 64);
        mechanisms_latent(&s, mechanisms_pick(0, 0, 9, 40), kv_rank, head_rope, nope, head_v);
        s.latent_odd = test_below(4) == 0;
        s.latent_eps = test_below(2) ? 0 : 1e-3f;
    }
    return s;
}

/* a model that may be read token by token, where the draw is an encoder */
static inline void mechanisms_causal(mechanisms *s) {
    if (!s->bidirectional) return;
    s->bidirectional = 0;
    if (s->head == GPT_HEAD_CLASS_FIRST || s->head == GPT_HEAD_CLASS_MEAN) s->head = GPT_HEAD_CLASS_LAST;
}

static inline const char *mechanisms_text(const mechanisms *s) {
    static char text[700];
    snprintf(text, sizeof(text),
             "V%d D%d L%d H%d/%d C%d/%d F%d rot%d pos%d+%d alibi%d win%d/%d ln%d b%d qk%d par%d n%d%d%d%d "
             "gate%d act%d own%d head%d "
             "cap%g/%g clip%g type%d bi%d in%d/%d types%d pad%d pool%d/%d/%d eps%g latent%d/%d/%d/%d "
             "experts %d of %d, F%d from %d, router%d n%d b%d%d g%d/%d gate%d%d scale%g min%g sink%d round%d chunk%d temp%g rope%d",
             s->n_vocab, s->n_embd, s->n_layer, s->n_head, s->n_kv, s->head_qk, s->head_v, s->n_ff, s->n_rot,
             s->learned, s->pos_offset, s->alibi, s->window, s->window_odd, s->layer_norm, s->bias, s->qk_norm,
             s->parallel, s->pre_norm, s->post_norm, s->res_norm, s->embd_norm, s->gated, s->act, s->own_head,
             (int)s->head, (double)s->softcap, (double)s->logit_softcap, (double)s->clip, (int)s->type,
             s->bidirectional, s->n_embd_in, s->embd_in_after, s->n_token_type, s->pos_pad, s->pool, s->n_pool,
             s->pool_act, (double)s->out_norm_eps, s->q_rank, s->kv_rank, s->head_rope, s->latent_odd,

             s->n_expert_used, s->n_expert, s->n_ff_expert, s->n_dense, s->router, s->router_norm, s->router_bias,
             s->score_bias, s->n_group_used, s->n_group, s->expert_gated, s->shared_score, (double)s->router_scale,
             (double)s->router_min,

             s->sinks, s->alibi_round, s->chunk, (double)s->temp_scale, s->rope_kind);
    return text;
}

/* ---- the file ---- */

typedef struct mechanisms_file {
    const mechanisms *s;
    gpt__tensor_entry entry[256];
    unsigned char *data[256];
    int n;
} mechanisms_file;

/* A tensor with weights of this mean and deviation; frequencies of at most -width when that is negative. n_col 1:
 * a vector, f32. */
static inline void mechanisms_add_n(mechanisms_file *f, int role, int layer, int n_expert, int n_row, int n_col,
                                    double mean, double width) {
    gpt__tensor_entry *e = &f->entry[f->n];
    int matrix = n_col > 1 || role == GPT__ROLE_TOKEN_EMBD || role == GPT__ROLE_OUTPUT || role == GPT__ROLE_EMBD_IN, r;
    int heads = role == GPT__ROLE_K_UP || role == GPT__ROLE_V_UP, k, x;
    int router = role == GPT__ROLE_ROUTER && !f->s->router_q8;
    gpt_type type = !matrix || (router && f->s->type >= GPT_TYPE_Q8) ? GPT_TYPE_F32
                    : heads && f->s->type >= GPT_TYPE_Q8               ? GPT_TYPE_F16
                                                                       : f->s->type;
    float *row = (float *)malloc(sizeof(float) * 16 * (size_t)n_col), largest = 0;
    size_t panel = gpt_tensor_size(type, 1, (size_t)n_col, 1);
    if (!row || f->n == 256) abort();
    e->role = (uint32_t)role, e->layer = (uint32_t)layer, e->type = (uint32_t)type;
    e->n_expert = (uint32_t)n_expert;
    e->n_row = (uint32_t)n_row, e->n_col = (uint32_t)n_col;
    e->size = gpt_tensor_size(type, (size_t)n_row, (size_t)n_col, (size_t)n_expert);
    largest = (float)(fabs(mean) + 6 * fabs(width));
    e->scale = gpt_pack_scale(type, largest);
    f->data[f->n] = (unsigned char *)calloc(1, (size_t)e->size);
    for (x = 0; x < n_expert; x++) {
        for (r = 0; r < n_row; r += 16) {
            int rows = n_row - r < 16 ? n_row - r : 16, at = x * ((n_row + 15) / 16) + r / 16;
            for (k = 0; k < rows * n_col; k++)
                row[k] = (float)(width < 0 ? -width / tiny_power(100, (double)(r + k) / n_row)
                                           : mean + width * test_normal());
            gpt_pack_panel((gpt_type)e->type, row, (size_t)n_col, rows, n_col, e->scale,
                           f->data[f->n] + (size_t)at * panel);
        }
    }
    e->checksum = gpt_checksum(f->data[f->n], (size_t)e->size);
    free(row);
    f->n++;
}

static inline void mechanisms_add(mechanisms_file *f, int role, int layer, int n_row, int n_col, double mean,
                                  double width) {
    int heads = role == GPT__ROLE_K_UP || role == GPT__ROLE_V_UP; /* a matrix for each */
    mechanisms_add_n(f, role, layer, heads ? f->s->n_head : 1, n_row, n_col, mean, width);
}

/* a norm and, with biases in a layer norm, its bias (the next role) */
static inline void mechanisms_norm(mechanisms_file *f, int wanted, int role, int layer, int n) {
    if (!wanted) return;
    mechanisms_add(f, role, layer, n, 1, 1, 0.3);
    if (f->s->layer_norm && f->s->bias) mechanisms_add(f, role + 1, layer, n, 1, 0, 0.3);
}

/* a matrix that keeps the size of its input about the same, and its bias (the next role) */
static inline void mechanisms_matrix(mechanisms_file *f, int role, int layer, int n_row, int n_col) {
    mechanisms_add(f, role, layer, n_row, n_col, 0, 1.2 / sqrt(n_col));
    if (f->s->bias) mechanisms_add(f, role + 1, layer, n_row, 1, 0, 0.3);
}

static inline int mechanisms_is_latent(const mechanisms *s, int l) {
    return s->kv_rank && (l % 2 || !s->latent_odd);
}

/* Q, K and V of latent attention */
static inline void mechanisms_latent_layer(mechanisms_file *f, int l) {
    const mechanisms *s = f->s;
    int D = s->n_embd, q = s->n_head * s->head_qk, nope = s->head_qk - s->head_rope;
    mechanisms_matrix(f, GPT__ROLE_Q, l, q, s->q_rank ? s->q_rank : D);
    if (s->q_rank) mechanisms_matrix(f, GPT__ROLE_Q_A, l, s->q_rank, D);
    if (s->q_rank) mechanisms_add(f, GPT__ROLE_Q_A_NORM, l, s->q_rank, 1, 1, 0.3);
    mechanisms_matrix(f, GPT__ROLE_KV_A, l, s->head_rope + s->kv_rank, D);
    mechanisms_add(f, GPT__ROLE_KV_A_NORM, l, s->kv_rank, 1, 1, 0.3);
    mechanisms_add(f, GPT__ROLE_K_UP, l, s->kv_rank, nope, 0, 1.2 / sqrt(s->kv_rank));
    mechanisms_add(f, GPT__ROLE_V_UP, l, s->head_v, s->kv_rank, 0, 1.2 / sqrt(s->kv_rank));
}

static inline void mechanisms_experts(mechanisms_file *f, int l) {
    const mechanisms *s = f->s;
    int E = s->n_expert, D = s->n_embd, F = s->n_ff_expert, role;
    mechanisms_add(f, GPT__ROLE_ROUTER, l, E, D, 0, 1.2 / sqrt(D));
    if (s->router_bias) mechanisms_add(f, GPT__ROLE_ROUTER_B, l, E, 1, 0, 0.3);
    if (s->score_bias) mechanisms_add(f, GPT__ROLE_ROUTER_SCORE_B, l, E, 1, 0, 0.3);
    for (role = GPT__ROLE_EXPERT_GATE; role <= GPT__ROLE_EXPERT_DOWN; role += 2) {
        int down = role == GPT__ROLE_EXPERT_DOWN, n_row = down ? D : F, n_col = down ? F : D;
        if (role == GPT__ROLE_EXPERT_GATE && !s->expert_gated) continue;
        mechanisms_add_n(f, role, l, E, n_row, n_col, 0, 1.2 / sqrt(n_col));
        if (s->bias) mechanisms_add_n(f, role + 1, l, E, n_row, 1, 0, 0.3);
    }
    if (s->shared_score) mechanisms_add(f, GPT__ROLE_SHARED_SCORE, l, 1, D, 0, 1.2 / sqrt(D));
}

static inline void mechanisms_layer(mechanisms_file *f, int l) {
    const mechanisms *s = f->s;
    int experts = s->n_expert && l >= s->n_dense;
    int D = s->n_embd, q = s->n_head * s->head_qk, k = s->n_kv * s->head_qk;
    mechanisms_norm(f, s->pre_norm, GPT__ROLE_ATTN_NORM, l, D);
    if (mechanisms_is_latent(s, l)) {
        mechanisms_latent_layer(f, l);
    } else {
        mechanisms_matrix(f, GPT__ROLE_Q, l, q, D);
        mechanisms_matrix(f, GPT__ROLE_K, l, k, D);
        mechanisms_matrix(f, GPT__ROLE_V, l, s->n_kv * s->head_v, D);
    }
    mechanisms_matrix(f, GPT__ROLE_O, l, D, s->n_head * s->head_v);
    mechanisms_norm(f, s->qk_norm, GPT__ROLE_Q_NORM, l, s->qk_norm == 1 || s->qk_norm == 3 ? s->head_qk : q);
    mechanisms_norm(f, s->qk_norm, GPT__ROLE_K_NORM, l, s->qk_norm == 1 || s->qk_norm == 3 ? s->head_qk : k);
    mechanisms_norm(f, s->post_norm, GPT__ROLE_ATTN_POST, l, D);
    mechanisms_norm(f, s->res_norm, GPT__ROLE_ATTN_RES, l, D);
    if (s->alibi) mechanisms_add(f, GPT__ROLE_ALIBI, l, s->n_head, 1, 0.2, 0.05);
    if (s->sinks) mechanisms_add(f, GPT__ROLE_SINKS, l, s->n_head, 1, 0.5, 1);
    mechanisms_norm(f, s->sub_norm, GPT__ROLE_O_NORM, l, s->n_head * s->head_v);
    if (s->n_ff == 0 && !experts) return;
    if (s->n_ff) mechanisms_norm(f, s->sub_norm, GPT__ROLE_DOWN_NORM, l, s->n_ff);
    mechanisms_norm(f, s->pre_norm && s->parallel < 2, GPT__ROLE_FFN_NORM, l, D);
    if (s->n_ff && s->gated) mechanisms_matrix(f, GPT__ROLE_GATE, l, s->n_ff, D);
    if (s->n_ff) mechanisms_matrix(f, GPT__ROLE_UP, l, s->n_ff, D);
    if (s->n_ff) mechanisms_matrix(f, GPT__ROLE_DOWN, l, D, s->n_ff);
    if (experts) mechanisms_experts(f, l);
    mechanisms_norm(f, s->post_norm, GPT__ROLE_FFN_POST, l, D);
    mechanisms_norm(f, s->res_norm, GPT__ROLE_FFN_RES, l, D);
}

static inline void mechanisms_config(const mechanisms *s, gpt__config *c) {
    memset(c, 0, sizeof(*c));
    c->n_vocab = (uint32_t)s->n_vocab, c->n_ctx = (uint32_t)s->n_ctx, c->n_embd = (uint32_t)s->n_embd;
    c->n_layer = (uint32_t)s->n_layer;
    c->head = (uint32_t)s->head;
    c->n_out = (uint32_t)(s->head == GPT_HEAD_LM ? s->n_vocab : s->n_out);
    c->bidirectional = (uint32_t)s->bidirectional;
    c->n_embd_in = (uint32_t)s->n_embd_in, c->embd_in_after = (uint32_t)s->embd_in_after;
    c->n_token_type = (uint32_t)s->n_token_type, c->pos_pad = (uint32_t)s->pos_pad;
    c->n_pool = (uint32_t)s->n_pool, c->pool_act = (uint32_t)s->pool_act;
    c->embd_pool = (uint32_t)s->embd_pool, c->embd_unit = (uint32_t)s->embd_unit;
    c->out_norm_eps = s->out_norm_eps;
    c->position = s->learned ? GPT__POS_LEARNED : GPT__POS_NONE;
    c->pos_offset = (uint32_t)s->pos_offset;
    c->norm = s->layer_norm ? GPT__NORM_LAYER : GPT__NORM_RMS;
    c->norm_eps = 1e-5f;
    c->residual = s->parallel ? GPT__RES_PARALLEL : GPT__RES_SEQUENTIAL;
    c->embd_scale = s->embd_scale, c->resid_scale = s->resid_scale, c->logit_scale = s->logit_scale;
    c->logit_softcap = s->logit_softcap;
    c->latent_eps = s->latent_eps;
    c->router_min = s->router_min, c->router_jitter = s->router_jitter;
    c->alibi_round = (uint32_t)s->alibi_round;
    c->n_rope = s->n_rot ? 1 : 0;
    if (!s->n_rot) return;
    c->rope[0].n_rot = (uint32_t)s->n_rot;
    c->rope[0].attn_factor = s->attn_factor;
    c->rope[0].kind = (uint32_t)s->rope_kind;
    if (s->rope_kind == GPT__ROPE_FIXED) return;
    c->rope[0].n_orig = (uint32_t)s->n_orig;
    if (s->rope_kind == GPT__ROPE_LONG) c->rope[0].attn_factor_long = 1.1f * s->attn_factor;
    else c->rope[0].base = 100, c->rope[0].factor = s->rope_factor;
}

static inline void mechanisms_layer_config(const mechanisms *s, int l, gpt__layer_config *c) {
    memset(c, 0, sizeof(*c));
    c->n_head = (uint32_t)s->n_head, c->n_kv = (uint32_t)s->n_kv;
    c->head_qk = (uint32_t)s->head_qk, c->head_v = (uint32_t)s->head_v;
    c->window = s->window_odd && l % 2 == 0 ? 0 : (uint32_t)s->window;
    c->chunk = s->window_odd && l % 2 == 0 ? 0 : (uint32_t)s->chunk;
    c->temp_scale = s->temp_scale, c->temp_floor = s->temp_floor;
    c->qk_norm_heads = s->qk_norm > 4;
    c->rope = s->n_rot ? 1 : 0;
    c->attn_scale = (float)(1.5 / sqrt(s->head_qk));
    c->attn_softcap = s->softcap, c->qkv_clip = s->clip;
    c->norm_after_rope = s->qk_norm == 3 || s->qk_norm == 4 || s->qk_norm == 6;
    c->n_ff = (uint32_t)s->n_ff, c->act = (uint32_t)s->act;
    c->act_alpha = s->act_alpha, c->act_limit = s->act_limit, c->act_beta = s->act_beta, c->act_eps = s->act_eps;
    if (s->n_expert && l >= s->n_dense) {
        c->n_expert = (uint32_t)s->n_expert, c->n_expert_used = (uint32_t)s->n_expert_used;
        c->n_ff_expert = (uint32_t)s->n_ff_expert;
        c->router = (uint32_t)s->router, c->router_norm = (uint32_t)s->router_norm, c->router_scale = s->router_scale;
        c->n_group = (uint32_t)s->n_group, c->n_group_used = (uint32_t)s->n_group_used;
    }
    if (!mechanisms_is_latent(s, l)) return;
    c->n_kv = 1;
    c->q_rank = (uint32_t)s->q_rank, c->kv_rank = (uint32_t)s->kv_rank, c->head_rope = (uint32_t)s->head_rope;
}

/* section META with the pair label.function; returns its size. at NULL: only that */
static inline size_t mechanisms_meta(const mechanisms *s, uint8_t *at) {
    static const char key[] = "label.function";
    size_t n_key = sizeof(key), n_value = s->label_function ? strlen(s->label_function) + 1 : 0;
    size_t size = 8 + (n_value ? 8 + (n_key + n_value + 3) / 4 * 4 : 0);
    if (at) tiny_put32(at, n_value != 0);
    if (!at || !n_value) return size;
    tiny_put32(at + 8, (uint32_t)n_key);
    tiny_put32(at + 12, (uint32_t)n_value);
    memcpy(at + 16, key, n_key);
    memcpy(at + 16 + n_key, s->label_function, n_value);
    return size;
}

/* puts the header and sections CONF, LAYR, DIRE, META and DATA around the tensors */
static inline tiny_image mechanisms_write(mechanisms_file *f) {
    const mechanisms *s = f->s;
    const size_t size[4] = {sizeof(gpt__config), sizeof(gpt__layer_config) * (size_t)s->n_layer,
                            sizeof(gpt__tensor_entry) * (size_t)f->n, mechanisms_meta(s, NULL)};
    size_t at[5], end = tiny_up64(64 + 5 * 32), data;
    tiny_image image;
    int i;
    for (i = 0; i < 4; i++) at[i] = end, end = tiny_up64(end + size[i]);
    at[4] = data = end;
    for (i = 0; i < f->n; i++) f->entry[i].offset = end, end = tiny_up64(end + (size_t)f->entry[i].size);
    image = tiny_alloc(end);
    memcpy(image.data, "gpt.h\r\n\032", 8);
    tiny_put32(image.data + 8, 1);
    tiny_put32(image.data + 12, 5);
    tiny_put64(image.data + 16, end);
    for (i = 0; i < 5; i++) {
        uint8_t *entry = image.data + 64 + 32 * i;
        memcpy(entry, &"CONFLAYRDIREMETADATA"[4 * i], 4);
        tiny_put64(entry + 8, at[i]);
        tiny_put64(entry + 16, i < 4 ? size[i] : end - data);
    }
    mechanisms_config(s, (gpt__config *)(void *)(image.data + at[0]));
    for (i = 0; i < s->n_layer; i++)
        mechanisms_layer_config(s, i, (gpt__layer_config *)(void *)(image.data + at[1]) + i);
    memcpy(image.data + at[2], f->entry, size[2]);
    mechanisms_meta(s, image.data + at[3]);
    for (i = 0; i < f->n; i++) memcpy(image.data + f->entry[i].offset, f->data[i], (size_t)f->entry[i].size);
    tiny_seal(&image);
    return image;
}

static inline tiny_image mechanisms_model(const mechanisms *s) {
    static mechanisms_file file;
    tiny_image image;
    int l, D = s->n_embd, in = s->n_embd_in ? s->n_embd_in : D, sum = s->embd_in_after ? in : D;
    int z = s->n_pool ? s->n_pool : D;
    memset(&file, 0, sizeof(file));
    file.s = s;
    mechanisms_add(&file, GPT__ROLE_TOKEN_EMBD, 0, s->n_vocab, in, 0, 1);
    if (s->learned) mechanisms_add(&file, GPT__ROLE_POS_EMBD, 0, s->n_ctx + s->pos_offset, sum, 0, 0.5);
    if (s->n_token_type) mechanisms_add(&file, GPT__ROLE_TYPE_EMBD, 0, s->n_token_type, sum, 0, 0.5);
    mechanisms_norm(&file, s->embd_norm, GPT__ROLE_EMBD_NORM, 0, sum);
    if (s->n_embd_in) mechanisms_matrix(&file, GPT__ROLE_EMBD_IN, 0, D, in);
    if (s->n_rot && s->rope_kind != GPT__ROPE_DYNAMIC)
        mechanisms_add(&file, GPT__ROLE_ROPE_FREQ, 0, s->n_rot / 2, 1, 0, -1);
    if (s->n_rot && s->rope_kind == GPT__ROPE_LONG)
        mechanisms_add(&file, GPT__ROLE_ROPE_FREQ_LONG, 0, s->n_rot / 2, 1, 0, -0.3);
    for (l = 0; l < s->n_layer; l++) mechanisms_layer(&file, l);
    mechanisms_norm(&file, s->pre_norm, GPT__ROLE_OUT_NORM, 0, D);
    if (s->pool) mechanisms_matrix(&file, GPT__ROLE_POOL, 0, z, D);
    mechanisms_norm(&file, s->pool == 2, GPT__ROLE_POOL_NORM, 0, z);
    if (s->own_head && s->head != GPT_HEAD_NONE)
        mechanisms_matrix(&file, GPT__ROLE_OUTPUT, 0, s->head == GPT_HEAD_LM ? s->n_vocab : s->n_out, z);
    image = mechanisms_write(&file);
    for (l = 0; l < file.n; l++) free(file.data[l]);
    return image;
}

/* A context of a model, or a failure of the running test and NULL. n_ctx and n_batch 0: the defaults; lane from 0, -1:
 * the default. */
static inline gpt_ctx *mechanisms_ctx(const gpt_model *model, int n_ctx, gpt_kv kv, int n_batch, int n_threads,
                                      int lane) {
    gpt_ctx_desc desc = {0};
    gpt_error err = {0, ""};
    gpt_ctx *ctx;
    desc.n_ctx = n_ctx;
    desc.kv = kv;
    desc.n_batch = n_batch;
    desc.n_threads = n_threads;
    desc.lane = lane + 1;
    ctx = gpt_ctx_new(model, &desc, &err);
    if (!ctx) FAIL("gpt_ctx_new: %s", err.message);
    return ctx;
}

#endif
