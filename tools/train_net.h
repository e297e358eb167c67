/* train_net.h -- the model that gpt-train trains, and a step of its training: the loss, its gradients, AdamW.
 *
 *     trainer t;
 *     trainer_make(&t, &dims, n_ctx, cap, n_micro, n_thread, &err);     memory for everything, taken once
 *     net_init(&t.n, seed, t.w);                                        or weights from a checkpoint
 *     gpt__parallel(t.n_thread, pack_all, &t);                          panels of the weights
 *     fill t.micro[0 .. n - 1];  loss = run_step(&t, n, 1);             again and again
 *
 * To see how a transformer is trained, read forward() and then backward(), which goes through the same lines in
 * mirrored order, each with its formula; then step(). train_math.h has the arithmetic.
 *
 * Letters for shapes: T tokens of a micro-batch, D width, H heads, K key/value heads, C width of a head, F feed-forward
 * width, V vocabulary; ld_... strides of rows of activations, odd numbers of cache lines (see stride).
 * Include ../gpt.h (implementation) first. */
#ifndef TRAIN_NET_H
#define TRAIN_NET_H

#include "file.h"
#include "train_math.h"
#include <sys/mman.h>

/* ---- random numbers: counters hashed, so that who computes what does not matter ---- */

static uint64_t mix(uint64_t z) { /* splitmix64's finaliser */
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static uint64_t hash4(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
    uint64_t h = mix(a + 0x9E3779B97F4A7C15u);
    h = mix(h ^ (b + 0xD1B54A32D192ED03u));
    h = mix(h ^ (c + 0x8CB92BA72F3D8DD7u));
    return mix(h ^ (d + 0xABC98388FB8FAC03u));
}

static double uniform(uint64_t h) { return ((double)(h >> 11) + 0.5) / 9007199254740992.0; } /* (0, 1) */

/* Normally distributed (Box and Muller, 1958). */
static double normal(uint64_t seed, uint64_t tensor, uint64_t i) {
    double sine, cosine;
    gpt__sincos(6.283185307179586 * uniform(hash4(seed, 2, tensor, 2 * i + 1)), &sine, &cosine);
    return sqrt(-2.0 * gpt__log(uniform(hash4(seed, 2, tensor, 2 * i)))) * cosine;
}

/* ---- the model: where its tensors lie ---- */

typedef struct dims {
    int D, L, H, K, C, F, V, n_ctx, tied;
    double theta;
    float eps;
} dims;

/* A weight matrix (rows, cols): y = x W^T. Its panels are what products read (tm_pack). */
typedef struct matrix {
    size_t at;              /* in weights, gradients, moments */
    int rows, cols;
    size_t forth, back;     /* panels of W^T and of W, in packed */
} matrix;

/* Offsets of a layer's vectors, and its matrices. q, k and v are one matrix, as are gate and up: one product each. */
typedef struct layer {
    size_t norm1, norm2;
    matrix qkv, o, gate_up, down;
} layer;

/* A tensor as the checkpoint has it: a part of our arrays. cols 0: a vector. */
typedef struct tensor {
    char name[64];
    size_t at;
    int rows, cols;
} tensor;

static size_t tensor_size(const tensor *t) { return (size_t)t->rows * (size_t)(t->cols ? t->cols : 1); }

typedef struct net {
    dims d;
    layer *layer; /* (L) */
    matrix head;  /* at the embedding's place where tied */
    size_t embed, norm;
    size_t n, n_packed; /* floats in all, with the gaps that align tensors */
    tensor *tensor;
    int n_tensor;
    uint64_t n_param;
} net;

static size_t round16(size_t n) { return (n + 15) / 16 * 16; }

/* Row stride of n columns of activations: an odd number of cache lines, so that a column's values spread over all
 * sets of the cache. */
static size_t stride(size_t n) { return round16(n) / 16 % 2 ? round16(n) : round16(n) + 16; }

static void name_tensor(net *n, size_t at, int rows, int cols, const char *format, int l) {
    tensor *t = &n->tensor[n->n_tensor++];
    t->at = at;
    t->rows = rows;
    t->cols = cols;
    snprintf(t->name, sizeof t->name, format, l);
    n->n_param += tensor_size(t);
}

static size_t place(net *n, size_t size) {
    size_t at = n->n;
    n->n += round16(size);
    return at;
}

static void place_panels(net *n, matrix *w) {
    w->forth = n->n_packed;
    n->n_packed += (size_t)tm_panels(w->rows) * TM_WIDTH * (size_t)w->cols;
    w->back = n->n_packed;
    n->n_packed += (size_t)tm_panels(w->cols) * TM_WIDTH * (size_t)w->rows;
}

static matrix place_matrix(net *n, int rows, int cols) {
    matrix w = {0, rows, cols, 0, 0};
    w.at = place(n, (size_t)rows * (size_t)cols);
    place_panels(n, &w);
    return w;
}

static void net_free(net *n) {
    free(n->layer);
    free(n->tensor);
}

/* Lays out all tensors; 0: out of memory. */
static int net_make(net *n, const dims *d) {
    int l, D = d->D, q = d->H * d->C, kv = d->K * d->C;
    size_t w = (size_t)D;
    memset(n, 0, sizeof *n);
    n->d = *d;
    n->layer = (layer *)calloc((size_t)d->L, sizeof *n->layer);
    n->tensor = (tensor *)calloc((size_t)d->L * 9 + 3, sizeof *n->tensor);
    if (!n->layer || !n->tensor) return 0;
    n->embed = place(n, (size_t)d->V * w);
    name_tensor(n, n->embed, d->V, D, "model.embed_tokens.weight", 0);
    for (l = 0; l < d->L; l++) {
        layer *a = &n->layer[l];
        a->norm1 = place(n, w);
        a->qkv = place_matrix(n, q + 2 * kv, D);
        a->o = place_matrix(n, D, q);
        a->norm2 = place(n, w);
        a->gate_up = place_matrix(n, 2 * d->F, D);
        a->down = place_matrix(n, D, d->F);
        name_tensor(n, a->norm1, D, 0, "model.layers.%d.input_layernorm.weight", l);
        name_tensor(n, a->qkv.at, q, D, "model.layers.%d.self_attn.q_proj.weight", l);
        name_tensor(n, a->qkv.at + (size_t)q * w, kv, D, "model.layers.%d.self_attn.k_proj.weight", l);
        name_tensor(n, a->qkv.at + (size_t)(q + kv) * w, kv, D, "model.layers.%d.self_attn.v_proj.weight", l);
        name_tensor(n, a->o.at, D, q, "model.layers.%d.self_attn.o_proj.weight", l);
        name_tensor(n, a->norm2, D, 0, "model.layers.%d.post_attention_layernorm.weight", l);
        name_tensor(n, a->gate_up.at, d->F, D, "model.layers.%d.mlp.gate_proj.weight", l);
        name_tensor(n, a->gate_up.at + (size_t)d->F * w, d->F, D, "model.layers.%d.mlp.up_proj.weight", l);
        name_tensor(n, a->down.at, D, d->F, "model.layers.%d.mlp.down_proj.weight", l);
    }
    n->norm = place(n, w);
    name_tensor(n, n->norm, D, 0, "model.norm.weight", 0);
    if (d->tied) {
        n->head.at = n->embed;
        n->head.rows = d->V;
        n->head.cols = D;
        place_panels(n, &n->head);
    } else {
        n->head = place_matrix(n, d->V, D);
        name_tensor(n, n->head.at, d->V, D, "lm_head.weight", 0);
    }
    return 1;
}

/* Gains 1; matrices normal with deviation sqrt(2 / 5 inputs); what writes to the residual stream less, by sqrt(2 L),
 * so that its variance does not grow with depth (GPT-2). */
static void net_init(const net *n, uint64_t seed, float *w) {
    int i;
    for (i = 0; i < n->n_tensor; i++) {
        const tensor *t = &n->tensor[i];
        size_t k, size = tensor_size(t);
        double deviation = sqrt(0.4 / (double)(t->cols ? t->cols : 1));
        if (strstr(t->name, "o_proj") || strstr(t->name, "down_proj")) deviation /= sqrt(2.0 * (double)n->d.L);
        for (k = 0; k < size; k++)
            w[t->at + k] = t->cols ? (float)(deviation * normal(seed, (uint64_t)i, k)) : 1.0f;
    }
}

/* ---- a batch ---- */

/* Some whole pieces of documents, one behind the other: T tokens, each with the one that follows. */
typedef struct micro {
    int T, n_piece, n_loss;
    int *token, *target; /* (T) */
    float *weight;       /* (T): of the prediction of target in the loss */
    int *pick;           /* (n_loss): rows whose weight is not zero */
    int *first, *length; /* (n_piece) */
    double loss, total;  /* weighted sum of the rows' losses; sum of weights */
} micro;

/* ---- the trainer ---- */

/* What the forward pass of a layer leaves for the backward pass. Strides below in trainer. */
typedef struct kept {
    float *x, *inv1, *n1, *qkv, *top, *norm, *att;
    float *mid, *inv2, *n2, *gate_up, *h;
} kept;

typedef struct chunk { size_t at; int n, decays; } chunk; /* of the weights: a unit of work of the optimizer */

typedef struct trainer {
    net n;
    const tm_lane *lane;
    int n_thread;
    int n_ctx;                   /* tokens of the longest piece */
    int cap, n_micro, head_rows; /* tokens of a micro-batch; micro-batches of a step; rows the head handles at once */
    float dropout;
    uint64_t seed;
    size_t ld_d, ld_qkv, ld_q, ld_gu, ld_f, ld_v; /* strides of activations with that many columns */
    float *w, *g, *m, *v, *packed;                /* weights, gradients, moments, panels */
    kept *keep;                                   /* (L) */
    float *cosine, *sine;                         /* (n_ctx, C / 2) */
    float *y, *dx, *dn, *d_qkv, *d_att, *dh;      /* (T, ...) passing values and gradients */
    float *last, *last_inv, *out, *d_out, *logits; /* rows that are predicted from */
    double *row_loss;
    float *scratch;                               /* (n_thread, scratch_size) */
    size_t scratch_size;
    chunk *chunk;
    float *square;                                /* (n_chunk) */
    int n_chunk;
    micro *micro;                                 /* (n_micro) */
    void *memory;
    size_t memory_size;
    /* of the step at hand */
    uint64_t step;       /* steps done before it */
    int training;        /* 0: validation, no gradients */
    int micro_n;         /* micro-batches in it */
    double weight_total; /* over all of them */
    tm_adam adam;
    float clip, lr, weight_decay;
    double grad_norm;
} trainer;

/* Units of work, handed out as threads come for them. */
#define EACH(u, n) for (u = gpt__next(me, -1); u < (n); u = gpt__next(me, u))

enum { ROW_BLOCK = 16, TILE_ROWS = 48, TILE_PANELS = 3, CHUNK = 4096 };

static int blocks(int n, int size) { return (n + size - 1) / size; }

/* Computes n independent products together. Behind it all is done: it ends with a barrier. */
static void multiply(const trainer *t, const gpt__team *me, const tm_gemm *g, int n) {
    int u, i, total = 0;
    for (i = 0; i < n; i++) total += blocks(g[i].m, TILE_ROWS) * blocks(tm_panels(g[i].n), TILE_PANELS);
    EACH(u, total) {
        const tm_gemm *x = g;
        int tile = u, across, i0, p0;
        for (; tile >= blocks(x->m, TILE_ROWS) * blocks(tm_panels(x->n), TILE_PANELS); x++)
            tile -= blocks(x->m, TILE_ROWS) * blocks(tm_panels(x->n), TILE_PANELS);
        across = blocks(tm_panels(x->n), TILE_PANELS);
        i0 = tile / across * TILE_ROWS;
        p0 = tile % across * TILE_PANELS;
        t->lane->gemm(x, i0, i0 + TILE_ROWS < x->m ? i0 + TILE_ROWS : x->m, p0,
                      p0 + TILE_PANELS < tm_panels(x->n) ? p0 + TILE_PANELS : tm_panels(x->n));
    }
    gpt__barrier(me);
}

/* y (T, rows) = x (T, cols) W^T */
static tm_gemm linear(const trainer *t, const matrix *w, const float *x, size_t ldx, float *y, size_t ldy, int T) {
    tm_gemm g = {x, ldx, 1, t->packed + w->forth, (size_t)w->cols * TM_WIDTH, 0, y, ldy, T, w->rows, w->cols, 0};
    return g;
}

/* dx (T, cols) = dy (T, rows) W */
static tm_gemm linear_dx(const trainer *t, const matrix *w, const float *dy, size_t ldy, float *dx, size_t ldx, int T) {
    tm_gemm g = {dy, ldy, 1, t->packed + w->back, (size_t)w->rows * TM_WIDTH, 0, dx, ldx, T, w->cols, w->rows, 0};
    return g;
}

/* dW (rows, cols) += dy^T x */
static tm_gemm linear_dw(const trainer *t, const matrix *w, const float *dy, size_t ldy, const float *x, size_t ldx,
                         int T) {
    tm_gemm g = {dy, 1, ldy, x, 0, ldx, t->g + w->at, (size_t)w->cols, w->rows, w->cols, T, 1};
    return g;
}

static void multiply1(const trainer *t, const gpt__team *me, tm_gemm g) { multiply(t, me, &g, 1); }

static void multiply2(const trainer *t, const gpt__team *me, tm_gemm a, tm_gemm b) {
    tm_gemm g[2];
    g[0] = a, g[1] = b;
    multiply(t, me, g, 2);
}

/* Dropout (Srivastava et al., 2014): the factors, 0 or 1 / (1 - p), of row `row` at place `site` of the network, in
 * mask (D); NULL where nothing is dropped. Four values share a hash. */
static const float *drop(const trainer *t, int m, int site, int row, float *mask) {
    uint64_t at = hash4(t->seed, t->step, ((uint64_t)m << 32) + (uint64_t)row, 3), h = 0;
    uint32_t limit = (uint32_t)(t->dropout * 65536.0f);
    int i;
    if (!t->training || limit == 0) return NULL;
    for (i = 0; i < t->n.d.D; i++, h >>= 16) {
        if (i % 4 == 0) h = mix(at ^ mix(((uint64_t)site << 32) + (uint64_t)i));
        mask[i] = (h & 0xffff) < limit ? 0.0f : 1.0f / (1.0f - (float)limit / 65536.0f);
    }
    return mask;
}

/* For the rows of a unit: x (T, D) = before + dropout(y), n = norm(x) */
static void residual(const trainer *t, int m, int unit, int T, int site, const float *before, const float *gain,
                     float *mask, float *x, float *inv, float *n) {
    int r, D = t->n.d.D, end = (unit + 1) * ROW_BLOCK < T ? (unit + 1) * ROW_BLOCK : T;
    for (r = unit * ROW_BLOCK; r < end; r++) {
        size_t at = (size_t)r * t->ld_d;
        t->lane->add(before + at, t->y + at, drop(t, m, site, r, mask), D, x + at);
        inv[r] = t->lane->norm(x + at, gain, D, t->n.d.eps, n + at);
    }
}

static tm_attend attention(const trainer *t, const kept *k) {
    tm_attend a;
    memset(&a, 0, sizeof a);
    a.H = t->n.d.H, a.K = t->n.d.K, a.C = t->n.d.C;
    a.scale = 1.0f / sqrtf((float)a.C);
    a.qkv = k->qkv, a.ld = t->ld_qkv;
    a.o = k->att, a.ldo = t->ld_q;
    a.top = k->top, a.norm = k->norm;
    a.cosine = t->cosine, a.sine = t->sine, a.half = (size_t)(a.C / 2);
    a.d_o = t->d_att, a.d_qkv = t->d_qkv;
    return a;
}

/* ---- forward: every thread of the team runs it ---- */

static void forward(const trainer *t, const gpt__team *me, int m) {
    const dims *d = &t->n.d;
    const micro *b = &t->micro[m];
    float *scratch = t->scratch + (size_t)me->i * t->scratch_size;
    int u, l, r, T = b->T;

    for (l = 0; l < d->L; l++) {
        const layer *a = &t->n.layer[l];
        const kept *k = &t->keep[l];
        tm_attend att = attention(t, k);

        /* x = dropout(E[token]), or the output of the layer before;   n1 = norm(x) */
        EACH(u, blocks(T, ROW_BLOCK)) {
            if (l > 0) {
                residual(t, m, u, T, 2 * l, k[-1].mid, t->w + a->norm1, scratch, k->x, k->inv1, k->n1);
                continue;
            }
            for (r = u * ROW_BLOCK; r < T && r < (u + 1) * ROW_BLOCK; r++) {
                size_t at = (size_t)r * t->ld_d;
                const float *e = t->w + t->n.embed + (size_t)b->token[r] * (size_t)d->D;
                t->lane->add(NULL, e, drop(t, m, 0, r, scratch), d->D, k->x + at);
                k->inv1[r] = t->lane->norm(k->x + at, t->w + a->norm1, d->D, d->eps, k->n1 + at);
            }
        }
        gpt__barrier(me);

        /* q, k, v = n1 Wqkv^T;   att = softmax(q k^T / sqrt(C)) v in each head and document */
        multiply1(t, me, linear(t, &a->qkv, k->n1, t->ld_d, k->qkv, t->ld_qkv, T));
        EACH(u, b->n_piece * d->K)
            t->lane->attend(&att, (size_t)b->first[u / d->K], b->length[u / d->K], u % d->K, scratch);
        gpt__barrier(me);

        /* mid = x + dropout(att Wo^T);   n2 = norm(mid) */
        multiply1(t, me, linear(t, &a->o, k->att, t->ld_q, t->y, t->ld_d, T));
        EACH(u, blocks(T, ROW_BLOCK))
            residual(t, m, u, T, 2 * l + 1, k->x, t->w + a->norm2, scratch, k->mid, k->inv2, k->n2);
        gpt__barrier(me);

        /* gate, up = n2 Wgu^T;   h = silu(gate) * up;   y = h Wdown^T */
        multiply1(t, me, linear(t, &a->gate_up, k->n2, t->ld_d, k->gate_up, t->ld_gu, T));
        EACH(u, blocks(T, ROW_BLOCK))
            for (r = u * ROW_BLOCK; r < T && r < (u + 1) * ROW_BLOCK; r++) {
                const float *gate = k->gate_up + (size_t)r * t->ld_gu;
                t->lane->swiglu(gate, gate + d->F, d->F, k->h + (size_t)r * t->ld_f);
            }
        gpt__barrier(me);
        multiply1(t, me, linear(t, &a->down, k->h, t->ld_f, t->y, t->ld_d, T));
    }

    /* the output's rows, those that count only:   last = mid + dropout(y);   out = norm(last) */
    EACH(u, blocks(b->n_loss, ROW_BLOCK))
        for (r = u * ROW_BLOCK; r < b->n_loss && r < (u + 1) * ROW_BLOCK; r++) {
            size_t from = (size_t)b->pick[r] * t->ld_d, at = (size_t)r * t->ld_d;
            t->lane->add(t->keep[d->L - 1].mid + from, t->y + from, drop(t, m, 2 * d->L, b->pick[r], scratch), d->D,
                         t->last + at);
            t->last_inv[r] = t->lane->norm(t->last + at, t->w + t->n.norm, d->D, d->eps, t->out + at);
        }
    gpt__barrier(me);
}

/* The head and the loss, head_rows rows at a time, since logits are many:
 *
 *     logits = out Whead^T;   loss += weight * -log softmax(logits)[target]
 *     d_logits = weight * (softmax(logits) - onehot(target));   d_out = d_logits Whead;   dWhead += d_logits^T out
 *
 * Each weight is divided by the sum of all weights of the step: its loss is a mean. */
static void head(const trainer *t, const gpt__team *me, int m) {
    const micro *b = &t->micro[m];
    const matrix *w = &t->n.head;
    int r0, u;
    for (r0 = 0; r0 < b->n_loss; r0 += t->head_rows) {
        int n = b->n_loss - r0 < t->head_rows ? b->n_loss - r0 : t->head_rows;
        const float *out = t->out + (size_t)r0 * t->ld_d;
        multiply1(t, me, linear(t, w, out, t->ld_d, t->logits, t->ld_v, n));
        EACH(u, n) {
            int row = b->pick[r0 + u];
            t->row_loss[r0 + u] = t->lane->loss(t->logits + (size_t)u * t->ld_v, t->n.d.V, b->target[row],
                                                (float)((double)b->weight[row] / t->weight_total));
        }
        gpt__barrier(me);
        if (t->training)
            multiply2(t, me, linear_dw(t, w, t->logits, t->ld_v, out, t->ld_d, n),
                      linear_dx(t, w, t->logits, t->ld_v, t->d_out + (size_t)r0 * t->ld_d, t->ld_d, n));
    }
}

/* ---- backward ---- */

/* Back through n = x * inv * gain, for `rows` rows:   dx += d norm(x),   dgain += sum over rows of dn * x * inv.
 * Row r of x and dn is row pick[r] of dx; pick NULL: row r. */
static void norm_back(const trainer *t, const gpt__team *me, int rows, const int *pick, const float *x,
                      const float *inv, const float *dn, size_t gain) {
    int u, r, D = t->n.d.D, columns = blocks(D, 16);
    EACH(u, columns + blocks(rows, ROW_BLOCK)) {
        if (u < columns) {
            t->lane->gain_back(x + 16 * u, dn + 16 * u, t->ld_d, inv, rows, t->g + gain + 16 * u,
                               D - 16 * u < 16 ? D - 16 * u : 16);
            continue;
        }
        for (r = (u - columns) * ROW_BLOCK; r < rows && r < (u - columns + 1) * ROW_BLOCK; r++) {
            size_t at = (size_t)r * t->ld_d, to = pick ? (size_t)pick[r] * t->ld_d : at;
            t->lane->norm_back(x + at, t->w + gain, dn + at, inv[r], D, t->dx + to);
        }
    }
    gpt__barrier(me);
}

/* The gradient of y where x + dropout(y) has the gradient dx: dx itself, or its rows masked again. */
static const float *drop_back(const trainer *t, const gpt__team *me, int m, int site) {
    float *mask = t->scratch + (size_t)me->i * t->scratch_size;
    int u, r, T = t->micro[m].T;
    if (t->dropout <= 0.0f) return t->dx;
    EACH(u, blocks(T, ROW_BLOCK))
        for (r = u * ROW_BLOCK; r < T && r < (u + 1) * ROW_BLOCK; r++) {
            size_t at = (size_t)r * t->ld_d;
            t->lane->add(NULL, t->dx + at, drop(t, m, site, r, mask), t->n.d.D, t->y + at);
        }
    gpt__barrier(me);
    return t->y;
}

/* The gradient of the output's rows to dx; other rows have none. */
static void output_back(const trainer *t, const gpt__team *me, int m) {
    const micro *b = &t->micro[m];
    int u, r;
    EACH(u, blocks(b->T, ROW_BLOCK))
        for (r = u * ROW_BLOCK; r < b->T && r < (u + 1) * ROW_BLOCK; r++)
            memset(t->dx + (size_t)r * t->ld_d, 0, (size_t)t->n.d.D * sizeof *t->dx);
    gpt__barrier(me);
    norm_back(t, me, b->n_loss, b->pick, t->last, t->last_inv, t->d_out, t->n.norm);
}

/* The lines of forward in mirrored order. dx is the gradient of the residual stream, which every branch adds to. */
static void backward(const trainer *t, const gpt__team *me, int m) {
    const dims *d = &t->n.d;
    const micro *b = &t->micro[m];
    float *scratch = t->scratch + (size_t)me->i * t->scratch_size;
    const float *dy;
    int u, l, r, T = b->T;

    output_back(t, me, m);
    for (l = d->L - 1; l >= 0; l--) {
        const layer *a = &t->n.layer[l];
        const kept *k = &t->keep[l];
        tm_attend att = attention(t, k);

        /* y = h Wdown^T:   dWdown += dy^T h,  dh = dy Wdown;   then through silu(gate) * up, in place */
        dy = drop_back(t, me, m, 2 * l + 2);
        multiply2(t, me, linear_dw(t, &a->down, dy, t->ld_d, k->h, t->ld_f, T),
                  linear_dx(t, &a->down, dy, t->ld_d, t->dh, t->ld_f, T));
        EACH(u, blocks(T, ROW_BLOCK))
            for (r = u * ROW_BLOCK; r < T && r < (u + 1) * ROW_BLOCK; r++) {
                float *gate = k->gate_up + (size_t)r * t->ld_gu;
                t->lane->swiglu_back(gate, gate + d->F, t->dh + (size_t)r * t->ld_f, d->F);
            }
        gpt__barrier(me);

        /* gate, up = n2 Wgu^T:   dWgu += dgu^T n2,  dn2 = dgu Wgu;   dx += through norm(mid) */
        multiply2(t, me, linear_dw(t, &a->gate_up, k->gate_up, t->ld_gu, k->n2, t->ld_d, T),
                  linear_dx(t, &a->gate_up, k->gate_up, t->ld_gu, t->dn, t->ld_d, T));
        norm_back(t, me, T, NULL, k->mid, k->inv2, t->dn, a->norm2);

        /* y = att Wo^T:   dWo += dy^T att,  datt = dy Wo;   then through softmax(q k^T / sqrt(C)) v */
        dy = drop_back(t, me, m, 2 * l + 1);
        multiply2(t, me, linear_dw(t, &a->o, dy, t->ld_d, k->att, t->ld_q, T),
                  linear_dx(t, &a->o, dy, t->ld_d, t->d_att, t->ld_q, T));
        EACH(u, b->n_piece * d->K)
            t->lane->attend_back(&att, (size_t)b->first[u / d->K], b->length[u / d->K], u % d->K, scratch);
        gpt__barrier(me);

        /* q, k, v = n1 Wqkv^T:   dWqkv += dqkv^T n1,  dn1 = dqkv Wqkv;   dx += through norm(x) */
        multiply2(t, me, linear_dw(t, &a->qkv, t->d_qkv, t->ld_qkv, k->n1, t->ld_d, T),
                  linear_dx(t, &a->qkv, t->d_qkv, t->ld_qkv, t->dn, t->ld_d, T));
        norm_back(t, me, T, NULL, k->x, k->inv1, t->dn, a->norm1);
    }

    /* x = dropout(E[token]):   dE[token] += dx. Threads share columns, not rows, for a token may come twice. */
    dy = drop_back(t, me, m, 0);
    EACH(u, blocks(d->D, 32))
        for (r = 0; r < T; r++) {
            float *e = t->g + t->n.embed + (size_t)b->token[r] * (size_t)d->D + 32 * u;
            t->lane->add(e, dy + (size_t)r * t->ld_d + 32 * u, NULL, d->D - 32 * u < 32 ? d->D - 32 * u : 32, e);
        }
    gpt__barrier(me);
}

/* ---- a step ---- */

static void pack_matrix(const trainer *t, const gpt__team *me, const matrix *w) {
    int u, forth = tm_panels(w->rows), back = tm_panels(w->cols);
    EACH(u, forth + back) {
        if (u < forth) tm_pack(t->w + w->at, w->rows, w->cols, 1, u, u + 1, t->packed + w->forth);
        else tm_pack(t->w + w->at, w->rows, w->cols, 0, u - forth, u - forth + 1, t->packed + w->back);
    }
    gpt__barrier(me);
}

/* The weights' panels, after a change. */
static void pack(const trainer *t, const gpt__team *me) {
    int l;
    for (l = 0; l < t->n.d.L; l++) {
        const layer *a = &t->n.layer[l];
        pack_matrix(t, me, &a->qkv);
        pack_matrix(t, me, &a->o);
        pack_matrix(t, me, &a->gate_up);
        pack_matrix(t, me, &a->down);
    }
    pack_matrix(t, me, &t->n.head);
}

/* AdamW on all weights, the gradient first cut to the norm `clip`. Every thread adds up the squares for itself. A
 * gradient that is not finite changes nothing. */
static void optimize(trainer *t, const gpt__team *me) {
    double sum = 0.0, norm;
    int u;
    EACH(u, t->n_chunk) t->square[u] = t->lane->squares(t->g + t->chunk[u].at, t->chunk[u].n);
    gpt__barrier(me);
    for (u = 0; u < t->n_chunk; u++) sum += (double)t->square[u];
    norm = sqrt(sum);
    if (me->i == 0) t->grad_norm = norm;
    if (!(norm <= 3e38)) return;
    EACH(u, t->n_chunk) {
        const chunk *c = &t->chunk[u];
        tm_adam a = t->adam;
        a.scale = t->clip > 0.0f && norm > (double)t->clip ? (float)((double)t->clip / norm) : 1.0f;
        a.decay = c->decays ? t->lr * t->weight_decay : 0.0f;
        t->lane->adam(&a, t->w + c->at, t->g + c->at, t->m + c->at, t->v + c->at, c->n);
    }
    gpt__barrier(me);
    pack(t, me);
}

static void add_losses(trainer *t, int m) {
    micro *b = &t->micro[m];
    int i;
    b->loss = 0.0;
    for (i = 0; i < b->n_loss; i++) b->loss += (double)b->weight[b->pick[i]] * t->row_loss[i];
}

/* One step, or with training 0 a measurement of the loss; run by a team. */
static void step(void *arg, const gpt__team *me) {
    trainer *t = (trainer *)arg;
    gpt__fpenv env = gpt__fp_enter();
    int m, u;
    if (t->training) {
        EACH(u, t->n_chunk) memset(t->g + t->chunk[u].at, 0, (size_t)t->chunk[u].n * sizeof *t->g);
        gpt__barrier(me);
    }
    for (m = 0; m < t->micro_n; m++) {
        forward(t, me, m);
        head(t, me, m);
        if (me->i == 0) add_losses(t, m);
        if (t->training) backward(t, me, m);
        gpt__barrier(me);
    }
    if (t->training) optimize(t, me);
    gpt__fp_leave(env);
}

static void pack_all(void *arg, const gpt__team *me) { pack((const trainer *)arg, me); }

/* Runs a step over the micro-batches 0 .. n - 1; returns its mean loss. */
static double run_step(trainer *t, int n, int training) {
    double loss = 0.0;
    int m;
    t->micro_n = n;
    t->training = training;
    t->weight_total = 0.0;
    for (m = 0; m < n; m++) t->weight_total += t->micro[m].total;
    gpt__parallel(t->n_thread, step, t);
    for (m = 0; m < n; m++) loss += t->micro[m].loss;
    return loss / t->weight_total;
}

/* Multiply-adds count twice; what is computed again in the backward pass, and masked scores, don't count. */
static double count_flops(const trainer *t, const micro *b) {
    const dims *d = &t->n.d;
    double matrices = (double)d->L * d->D * (2.0 * (d->H + d->K) * d->C + 3.0 * d->F), scores = 0.0;
    int i;
    for (i = 0; i < b->n_piece; i++) scores += 0.5 * (double)b->length[i] * (double)(b->length[i] + 1);
    return 6.0 * (matrices * b->T + (double)d->D * d->V * b->n_loss + 2.0 * scores * d->L * d->H * d->C);
}

/* ---- memory ---- */

/* Hands out parts of one block; with base NULL it only counts. */
typedef struct arena {
    char *base;
    size_t used;
    int too_much;
} arena;

static void *take(arena *a, size_t rows, size_t cols, size_t width) {
    size_t n = 0, at = a->used;
    if (!gpt__mul(rows, cols, &n) || !gpt__mul(n, width, &n) || n > SIZE_MAX / 4 || at > SIZE_MAX / 4) a->too_much = 1;
    else a->used += (n + 4 * TM_WIDTH * sizeof(float) + 127) / 64 * 64; /* rows may be read a little beyond their end */
    return a->base ? a->base + at : NULL;
}

static float *floats(arena *a, size_t rows, size_t cols) { return (float *)take(a, rows, cols, sizeof(float)); }
static int *ints(arena *a, size_t n) { return (int *)take(a, n, 1, sizeof(int)); }

static void lay_out(trainer *t, arena *a) {
    const dims *d = &t->n.d;
    size_t T = (size_t)t->cap, H = (size_t)d->H;
    int i;
    t->w = floats(a, t->n.n, 1);
    t->g = floats(a, t->n.n, 1);
    t->m = floats(a, t->n.n, 1);
    t->v = floats(a, t->n.n, 1);
    t->packed = floats(a, t->n.n_packed, 1);
    t->cosine = floats(a, (size_t)t->n_ctx, (size_t)d->C / 2);
    t->sine = floats(a, (size_t)t->n_ctx, (size_t)d->C / 2);
    for (i = 0; i < d->L; i++) {
        kept *k = &t->keep[i];
        k->x = floats(a, T, t->ld_d), k->inv1 = floats(a, T, 1), k->n1 = floats(a, T, t->ld_d);
        k->qkv = floats(a, T, t->ld_qkv), k->top = floats(a, T, H), k->norm = floats(a, T, H);
        k->att = floats(a, T, t->ld_q);
        k->mid = floats(a, T, t->ld_d), k->inv2 = floats(a, T, 1), k->n2 = floats(a, T, t->ld_d);
        k->gate_up = floats(a, T, t->ld_gu), k->h = floats(a, T, t->ld_f);
    }
    t->y = floats(a, T, t->ld_d), t->dx = floats(a, T, t->ld_d), t->dn = floats(a, T, t->ld_d);
    t->d_qkv = floats(a, T, t->ld_qkv), t->d_att = floats(a, T, t->ld_q), t->dh = floats(a, T, t->ld_f);
    t->last = floats(a, T, t->ld_d), t->last_inv = floats(a, T, 1), t->out = floats(a, T, t->ld_d);
    t->d_out = floats(a, T, t->ld_d);
    t->logits = floats(a, (size_t)t->head_rows, t->ld_v);
    t->row_loss = (double *)take(a, T, 1, sizeof(double));
    t->scratch = floats(a, (size_t)t->n_thread, t->scratch_size);
    t->chunk = (chunk *)take(a, (size_t)t->n_chunk, 1, sizeof(chunk));
    t->square = floats(a, (size_t)t->n_chunk, 1);
    for (i = 0; i < t->n_micro; i++) {
        micro *b = &t->micro[i];
        b->token = ints(a, T), b->target = ints(a, T), b->weight = floats(a, T, 1), b->pick = ints(a, T);
        b->first = ints(a, T), b->length = ints(a, T);
    }
}

/* The weights of each tensor in chunks: counts them where t->chunk is NULL, else fills them in. */
static void make_chunks(trainer *t) {
    int i, n = 0;
    for (i = 0; i < t->n.n_tensor; i++) {
        const tensor *x = &t->n.tensor[i];
        size_t at, size = tensor_size(x);
        for (at = 0; at < size; at += CHUNK, n++)
            if (t->chunk) {
                t->chunk[n].at = x->at + at;
                t->chunk[n].n = size - at < CHUNK ? (int)(size - at) : CHUNK;
                t->chunk[n].decays = x->cols > 0;
            }
    }
    t->n_chunk = n;
}

/* Angles of RoPE: position * theta^(-2 i / C) */
static void make_angles(trainer *t) {
    int p, i, half = t->n.d.C / 2;
    for (i = 0; i < half; i++) {
        double f = gpt__exp(-2.0 * (double)i / (double)t->n.d.C * gpt__log(t->n.d.theta)), s, c;
        for (p = 0; p < t->n_ctx; p++) {
            gpt__sincos((double)p * (double)(float)f, &s, &c);
            t->cosine[(size_t)p * (size_t)half + (size_t)i] = (float)c;
            t->sine[(size_t)p * (size_t)half + (size_t)i] = (float)s;
        }
    }
}

/* Bytes; 0: unknown. */
static double machine_memory(void) {
#ifdef _SC_PHYS_PAGES
    long n = sysconf(_SC_PHYS_PAGES), size = sysconf(_SC_PAGESIZE);
    if (n > 0 && size > 0) return (double)n * (double)size;
#endif
    return 0;
}

static void trainer_free(trainer *t) {
    if (t->memory) munmap(t->memory, t->memory_size);
    free(t->keep);
    free(t->micro);
    net_free(&t->n);
    memset(t, 0, sizeof *t);
}

/* Is there memory for that many bytes? Says how much is needed if not. */
static int check_memory(double bytes, gpt_error *err) {
    double have = machine_memory();
    if (bytes < (double)(SIZE_MAX / 4) && (have <= 0 || bytes < have)) return GPT_OK;
    return tool_fail(err, GPT_E_MEMORY, "training needs %.1f GB of memory, this machine has %.1f", bytes / 1e9,
                     have / 1e9);
}

/* A trainer whose steps have n_micro micro-batches of up to cap tokens, in pieces of up to n_ctx. Weights are zero.
 * Freed even after failure. */
static int trainer_make(trainer *t, const dims *d, int n_ctx, int cap, int n_micro, int n_thread, gpt_error *err) {
    arena a = {NULL, 0, 0};
    size_t q = (size_t)d->H * (size_t)d->C, kv = (size_t)d->K * (size_t)d->C;
    memset(t, 0, sizeof *t);
    if (!net_make(&t->n, d)) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    t->lane = tm_best_lane();
    t->n_ctx = n_ctx;
    t->cap = cap;
    t->n_micro = n_micro;
    t->n_thread = n_thread;
    t->head_rows = (1 << 20) / d->V / TILE_ROWS * TILE_ROWS;
    if (t->head_rows < TILE_ROWS) t->head_rows = TILE_ROWS;
    if (t->head_rows > cap) t->head_rows = cap;
    t->ld_d = stride((size_t)d->D), t->ld_qkv = stride(q + 2 * kv), t->ld_q = stride(q);
    t->ld_gu = stride(2 * (size_t)d->F), t->ld_f = stride((size_t)d->F), t->ld_v = stride((size_t)d->V);
    t->scratch_size = round16(tm_attend_scratch(d->C, n_ctx) + (size_t)d->D) + 64;
    t->keep = (kept *)calloc((size_t)d->L, sizeof *t->keep);
    t->micro = (micro *)calloc((size_t)n_micro, sizeof *t->micro);
    if (!t->keep || !t->micro) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (check_memory(6.0 * sizeof(float) * (double)t->n.n_param, err) != GPT_OK) return err->status;
    make_chunks(t);
    lay_out(t, &a);
    if (a.too_much) return tool_fail(err, GPT_E_MEMORY, "a model of this shape is larger than any memory");
    t->memory_size = a.used + 4096;
    if (check_memory((double)t->memory_size, err) != GPT_OK) return err->status;
    t->memory = mmap(NULL, t->memory_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (t->memory == MAP_FAILED) {
        t->memory = NULL;
        return tool_fail(err, GPT_E_MEMORY, "out of memory: training needs %.1f GB", (double)a.used / 1e9);
    }
#ifdef MADV_HUGEPAGE
    madvise(t->memory, t->memory_size, MADV_HUGEPAGE); /* fewer misses of the TLB: columns are read row by row */
#endif
    a.base = (char *)t->memory;
    a.used = 0;
    lay_out(t, &a);
    make_chunks(t);
    make_angles(t);
    return GPT_OK;
}

#endif
