/* gpt-train -- trains a Llama-shaped decoder on a CPU, from text to a checkpoint folder in the published style, or
 * goes on from such a folder (fine-tuning). `gpt-train --help` tells how.
 *
 *     cc -O2 -fopenmp tools/train.c -lm -o gpt-train
 *     gpt-train story.txt --tokenizer tok -o ckpt            tok: a folder with tokenizer.json, say from gpt-bpe
 *     gpt-convert ckpt -o model.gpt
 *
 * To see how a transformer is trained, read forward() and then backward(), which goes through the same lines in
 * mirrored order, each with its formula; then step(). train_math.h has the arithmetic.
 *
 *     text -> tokens -> pieces of at most --ctx tokens -> shuffled anew each epoch
 *          -> micro-batches, filled with whole pieces in that order, without padding: attention knows where each begins
 *     a step: the gradients of some micro-batches summed up, clipped, and given to AdamW
 *
 * Letters for shapes: T tokens of a micro-batch, D width, H heads, K key/value heads, C width of a head, F feed-forward
 * width, V vocabulary. The same seed gives the same files, whatever the number of threads and the instruction set. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _DEFAULT_SOURCE /* madvise */
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "file.h"
#include "json.h"
#include "source.h"
#include "safetensors.h"
#include "families.h"
#include "gptfile.h"
#include "tokenizer.h"
#include "texts.h"
#include "train_math.h"
#include <dirent.h>
#include <fcntl.h>
#include <sys/mman.h>
#include <time.h>

static const char usage[] =
    "usage: gpt-train TEXT... -o FOLDER --tokenizer PATH [options]\n"
    "\n"
    "TEXT is plain text (documents separated by lines <|endoftext|>) or .jsonl, a document a line: {\"text\": ...} or\n"
    "{\"messages\": [...]}. FOLDER becomes a checkpoint that gpt-convert reads; it appears complete or not at all.\n"
    "\n"
    "  -o FOLDER            the checkpoint to write\n"
    "  --tokenizer PATH     tokenizer.json or a folder that has one; default: that of --from\n"
    "  --from FOLDER        start with the weights of this Llama checkpoint\n"
    "  --resume             go on with the training that FOLDER holds, to the bit as if it had never stopped\n"
    "\n"
    "the model (not with --from)\n"
    "  --width D  --layers L  --heads H  --kv-heads K  --head-dim C  --ffn F\n"
    "                       default: by the size of the text; C = D / H\n"
    "  --untied             a head of its own instead of the transposed embedding\n"
    "  --rope-theta X       default 10000\n"
    "  --ctx N              tokens a document, or a part of one, may have: longer ones are cut; default 512\n"
    "\n"
    "the training\n"
    "  --steps N, --epochs N  how long; default: 20 tokens a parameter, but between 1 and 40 epochs\n"
    "  --batch N            tokens a step, about; default: a sixteenth of the text, at most 16384\n"
    "  --lr X  --min-lr X   learning rate: its peak, default by the width, and its end, default a tenth of that\n"
    "  --warmup N           steps until the peak; default 5 % of all\n"
    "  --decay X            weight decay of the matrices, default 0.1\n"
    "  --beta1 X  --beta2 X default 0.9, 0.95\n"
    "  --clip X             the largest norm of the gradient, default 1; 0: any\n"
    "  --dropout P          share of values dropped behind the embedding, attention and feed-forward, default 0\n"
    "  --prompt-weight W    weight in the loss of what is not the assistant's answer in conversations: 1, the\n"
    "                       default, is pre-training, 0 trains answers only\n"
    "  --seed N             of weights, order and dropout; default 1\n"
    "  --temperature X      the checkpoint recommends it to those who sample, chat does then; 0: the likeliest\n"
    "\n"
    "  --valid FILE         measure the loss on this text, too; or\n"
    "  --valid-part X       on this share of the documents, which are then not trained on\n"
    "  --valid-every N      steps between measurements, default 100\n"
    "  --save-every N       steps between checkpoints; default: only at the end and on Ctrl-C\n"
    "  --threads N  --lane NAME  default: what the machine has. They don't change the result\n"
    "  --log-every N        steps between lines of progress where stderr is no terminal, default 10\n"
    "  --quiet\n";

typedef struct options {
    const char **text, *out, *tokenizer, *from, *valid, *lane;
    int n_text, resume, quiet, untied;
    int D, L, H, K, C, F, n_ctx; /* 0: default */
    double theta;
    long steps, epochs, batch, warmup, valid_every, save_every, log_every;
    double lr, min_lr, decay, beta1, beta2, clip, dropout, prompt_weight, temperature, valid_part;
    uint64_t seed;
    int n_thread;
} options;

/* ---- random numbers: counters hashed, so that who computes what does not matter ---- */

static uint64_t mix(uint64_t z) { /* splitmix64's finaliser */
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

static uint64_t hash(uint64_t a, uint64_t b, uint64_t c, uint64_t d) {
    uint64_t h = mix(a + 0x9E3779B97F4A7C15u);
    h = mix(h ^ (b + 0xD1B54A32D192ED03u));
    h = mix(h ^ (c + 0x8CB92BA72F3D8DD7u));
    return mix(h ^ (d + 0xABC98388FB8FAC03u));
}

static double uniform(uint64_t h) { return ((double)(h >> 11) + 0.5) / 9007199254740992.0; } /* (0, 1) */

/* Normally distributed (Box and Muller, 1958). */
static double normal(uint64_t seed, uint64_t tensor, uint64_t i) {
    double sine, cosine;
    gpt__sincos(6.283185307179586 * uniform(hash(seed, 2, tensor, 2 * i + 1)), &sine, &cosine);
    return sqrt(-2.0 * gpt__log(uniform(hash(seed, 2, tensor, 2 * i)))) * cosine;
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
    n->n_param += (uint64_t)rows * (uint64_t)(cols ? cols : 1);
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
        size_t k, size = (size_t)t->rows * (size_t)(t->cols ? t->cols : 1);
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
    uint64_t at = hash(t->seed, t->step, ((uint64_t)m << 32) + (uint64_t)row, 3), h = 0;
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
        size_t at, size = (size_t)x->rows * (size_t)(x->cols ? x->cols : 1);
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

/* "path" without slashes at its end, and `suffix`; to be freed, NULL when out of memory. */
static char *beside(const char *path, const char *suffix) {
    size_t n = strlen(path), size = n + strlen(suffix) + 1;
    char *name = (char *)malloc(size);
    while (n > 1 && path[n - 1] == '/') n--;
    if (name) snprintf(name, size, "%.*s%s", (int)n, path, suffix);
    return name;
}

/* ---- text to tokens ---- */

enum { PLAIN = 0, PROMPT = 1, ANSWER = 2 }; /* what a token belongs to */

/* A document, or a part of it: n tokens from `first` on are read, each predicts the one behind it. */
typedef struct piece {
    size_t first;
    int n;
} piece;

typedef struct corpus {
    uint16_t *small; /* tokens, (n) of one of the two */
    uint32_t *large;
    unsigned char *kind; /* (n) */
    size_t n, cap;
    piece *piece;
    size_t n_piece, piece_cap;
    uint64_t print; /* fingerprint of all documents */
    size_t n_cut;   /* documents longer than a piece */
    size_t positions;
} corpus;

/* A document on its way: first its text, then its tokens. */
typedef struct pending {
    char *text;
    size_t size;
    gpt_message *message;
    int n_message;
    int *token;
    unsigned char *kind;
    int n; /* or a status */
} pending;

enum { PENDING = 4096 };

typedef struct reader {
    const gpt_model *tok;
    const options *o;
    corpus *train, *valid;
    double valid_part;
    pending *wait; /* (PENDING) */
    int n_wait;
    size_t wait_size;
    int end;         /* the token that ends a plain document, -1: none */
    int *opening, n_opening; /* tokens of "<|im_start|>assistant\n" */
    int n_closing;           /* tokens of the line end behind <|im_end|> */
    uint64_t n_doc;
    gpt_error *err;
} reader;

static int corpus_token(const corpus *c, size_t i) { return c->small ? c->small[i] : (int)c->large[i]; }

static void corpus_free(corpus *c) {
    free(c->small);
    free(c->large);
    free(c->kind);
    free(c->piece);
    memset(c, 0, sizeof *c);
}

/* *p grows to `cap` things of `width` bytes; 0: out of memory. */
static int grow(void *p, size_t cap, size_t width) {
    void *old, *more;
    memcpy(&old, p, sizeof old);
    more = cap < SIZE_MAX / 2 / width ? realloc(old, cap * width) : NULL;
    if (more) memcpy(p, &more, sizeof more);
    return more != NULL;
}

/* Room for n more tokens. */
static int corpus_room(corpus *c, size_t n, int wide) {
    size_t cap = c->cap ? c->cap : (size_t)1 << 16;
    if (c->n + n <= c->cap) return 1;
    while (cap < c->n + n) cap *= 2;
    if (!grow(&c->kind, cap, 1) || !(wide ? grow(&c->large, cap, 4) : grow(&c->small, cap, 2))) return 0;
    c->cap = cap;
    return 1;
}

/* Appends a document in pieces of at most n_ctx positions. Pieces of nothing but tokens without weight are left out. */
static int corpus_add(corpus *c, const pending *p, int n_ctx, int wide, double prompt_weight) {
    int i, at;
    uint64_t both[3];
    if (!corpus_room(c, (size_t)p->n, wide)) return GPT_E_MEMORY;
    for (i = 0; i < p->n; i++) {
        if (wide) c->large[c->n + (size_t)i] = (uint32_t)p->token[i];
        else c->small[c->n + (size_t)i] = (uint16_t)p->token[i];
        c->kind[c->n + (size_t)i] = p->kind[i];
    }
    both[0] = c->print;
    both[1] = gpt_checksum(p->token, (size_t)p->n * sizeof *p->token);
    both[2] = gpt_checksum(p->kind, (size_t)p->n);
    c->print = gpt_checksum(both, sizeof both);
    c->n_cut += p->n - 1 > n_ctx;
    for (at = 0; at < p->n - 1; at += n_ctx) {
        piece *q;
        int n = p->n - 1 - at < n_ctx ? p->n - 1 - at : n_ctx, counts = prompt_weight > 0;
        for (i = at + 1; i <= at + n && !counts; i++) counts = p->kind[i] != PROMPT;
        if (!counts) continue;
        if (c->n_piece == c->piece_cap) {
            size_t cap = c->piece_cap ? 2 * c->piece_cap : 1024;
            if (!grow(&c->piece, cap, sizeof *c->piece)) return GPT_E_MEMORY;
            c->piece_cap = cap;
        }
        q = &c->piece[c->n_piece++];
        q->first = c->n + (size_t)at;
        q->n = n;
        c->positions += (size_t)n;
    }
    c->n += (size_t)p->n;
    return GPT_OK;
}

/* Tokens of a conversation in ChatML, as gpt_chat_tokens lays it out, without the line end behind the last message.
 * What belongs to an answer: all behind "<|im_start|>assistant\n", up to and with <|im_end|>. */
static int chat_tokens(const reader *r, pending *p) {
    int i, n = 0, cap = 64 + 16 * p->n_message, have = 0;
    for (i = 0; i < p->n_message; i++) cap += (int)strlen(p->message[i].content);
    p->token = (int *)malloc((size_t)cap * sizeof *p->token);
    p->kind = (unsigned char *)malloc((size_t)cap);
    if (!p->token || !p->kind) return GPT_E_MEMORY;
    for (i = 0; i < p->n_message; i++, have += n) {
        int answer = strcmp(p->message[i].role, "assistant") == 0, bos, body, k;
        n = gpt_chat_tokens(r->tok, GPT_CHAT_CHATML, &p->message[i], 1, i ? GPT_CHAT_NO_BOS : 0, p->token + have,
                            cap - have, NULL);
        if (n < 0 || n > cap - have) return n < 0 ? n : GPT_E_FULL;
        bos = n > 0 && r->n_opening > 0 && p->token[have] != r->opening[0]; /* a token in front of the first */
        for (body = 0; body < r->n_opening && bos + body < n; body++)
            if (p->token[have + bos + body] != r->opening[body]) break;
        for (k = 0; k < n; k++)
            p->kind[have + k] = answer && k >= bos + body && k < n - r->n_closing ? ANSWER : PROMPT;
    }
    return have - r->n_closing;
}

static int plain_tokens(const reader *r, pending *p) {
    size_t cap = p->size + 16;
    int n;
    p->token = cap < INT_MAX / 4 ? (int *)malloc(cap * sizeof *p->token) : NULL;
    p->kind = (unsigned char *)calloc(cap, 1);
    if (!p->token || !p->kind) return GPT_E_MEMORY;
    n = gpt_tokenize(r->tok, p->text, p->size, GPT_TEXT_BOS, p->token, (int)cap - 1);
    if (n < 0 || n > (int)cap - 1) return n < 0 ? n : GPT_E_FULL;
    if (r->end >= 0 && (n == 0 || p->token[n - 1] != r->end)) p->token[n++] = r->end;
    return n;
}

static void tokenize_waiting(void *arg, const gpt__team *me) {
    reader *r = (reader *)arg;
    int u;
    EACH(u, r->n_wait) {
        pending *p = &r->wait[u];
        p->n = p->n_message ? chat_tokens(r, p) : plain_tokens(r, p);
    }
}

static int n_vocab(const gpt_model *tok) { return gpt_model_info(tok)->n_tokens; }

/* Tokenizes the documents that wait, side by side, and appends them in order. */
static int flush(reader *r) {
    int i, rc = GPT_OK;
    gpt__parallel(r->o->n_thread, tokenize_waiting, r);
    for (i = 0; i < r->n_wait; i++) {
        pending *p = &r->wait[i];
        int held = r->valid_part > 0 && uniform(hash(r->n_doc, 5, 0, 0)) < r->valid_part;
        r->n_doc++;
        if (rc == GPT_OK && p->n < 0)
            rc = tool_fail(r->err, p->n, "document %llu: cannot be tokenized: %s", (unsigned long long)r->n_doc,
                           gpt_status_text(p->n));
        if (rc == GPT_OK && corpus_add(held ? r->valid : r->train, p, r->o->n_ctx, n_vocab(r->tok) > 65536,
                                       r->o->prompt_weight) != GPT_OK)
            rc = tool_fail(r->err, GPT_E_MEMORY, "out of memory for the tokens of the text");
        free(p->text);
        free(p->message);
        free(p->token);
        free(p->kind);
    }
    r->n_wait = 0;
    r->wait_size = 0;
    return rc;
}

/* Copies a document; every so often those that wait are tokenized. The strings of a conversation lie behind its
 * messages in one block. */
static int take_document(const texts_doc *doc, void *user) {
    reader *r = (reader *)user;
    pending *p = &r->wait[r->n_wait];
    size_t size = (size_t)doc->n_message * sizeof *p->message;
    char *at;
    int i;
    memset(p, 0, sizeof *p);
    p->size = doc->size;
    p->n_message = doc->n_message;
    if (doc->n_message == 0) {
        p->text = (char *)malloc(doc->size + 1);
        if (p->text) memcpy(p->text, doc->text, doc->size);
    } else if (r->n_opening == 0) {
        return tool_fail(r->err, GPT_E_KIND, "the text has conversations, but the tokenizer lacks <|im_start|> and "
                                             "<|im_end|>");
    } else {
        for (i = 0; i < doc->n_message; i++)
            size += strlen(doc->message[i].role) + strlen(doc->message[i].content) + 2;
        p->message = (gpt_message *)malloc(size);
        at = (char *)(p->message + doc->n_message);
        for (i = 0; p->message && i < doc->n_message; i++) {
            p->message[i].role = strcpy(at, doc->message[i].role);
            at += strlen(at) + 1;
            p->message[i].content = strcpy(at, doc->message[i].content);
            at += strlen(at) + 1;
        }
        p->size = size;
    }
    if (!p->text && !p->message) return tool_fail(r->err, GPT_E_MEMORY, "out of memory for the text");
    r->wait_size += p->size;
    return ++r->n_wait == PENDING || r->wait_size > (size_t)1 << 24 ? flush(r) : GPT_OK;
}

/* Reads files into train and, by share, valid. */
static int read_texts(const gpt_model *tok, const options *o, const char **path, int n_path, double valid_part,
                      corpus *train, corpus *valid, gpt_error *err) {
    int opening[64], i, rc = GPT_OK;
    reader r;
    memset(&r, 0, sizeof r);
    r.tok = tok;
    r.o = o;
    r.train = train;
    r.valid = valid;
    r.valid_part = valid_part;
    r.err = err;
    r.end = gpt_token_find(tok, "<|endoftext|>", 13);
    if (r.end < 0) r.end = gpt_token_special(tok, GPT_TOKEN_EOS);
    if (gpt_token_find(tok, "<|im_start|>", 12) >= 0 && gpt_token_find(tok, "<|im_end|>", 10) >= 0) {
        r.n_opening = gpt_chat_tokens(tok, GPT_CHAT_CHATML, NULL, 0, GPT_CHAT_ANSWER | GPT_CHAT_NO_BOS, opening, 64,
                                      err);
        if (r.n_opening < 0) return r.n_opening;
        r.opening = opening;
        r.n_closing = gpt_tokenize(tok, "\n", 1, 0, NULL, 0);
    }
    r.wait = (pending *)malloc(PENDING * sizeof *r.wait);
    if (!r.wait) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (i = 0; i < n_path && rc == GPT_OK; i++) {
        rc = texts_read(path[i], take_document, &r, err);
        if (rc == GPT_OK) rc = flush(&r);
        else {
            gpt_error kept_error = *err;
            flush(&r); /* frees what waits */
            *err = kept_error;
        }
    }
    free(r.wait);
    return rc;
}

/* The tokenizer by itself, as a model file without a network that is gone again once it is mapped. */
static gpt_model *load_tokenizer(const char *path, const char *out, gpt_error *err) {
    char *temp = beside(out, ".tokenizer");
    gptfile_desc d;
    gptfile g;
    tok_blob blob;
    gpt_model *model = NULL;
    int rc = temp ? tok_build(path, NULL, &blob, err) : tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK) {
        memset(&d, 0, sizeof d);
        d.tokenizer = blob.data;
        d.tokenizer_size = blob.size;
        rc = gptfile_open(&g, temp, &d, err);
        if (rc == GPT_OK) {
            if (gptfile_finish(&g, err) == GPT_OK) model = gpt_model_load(g.out.temp, NULL, err);
            gptfile_abort(&g);
        }
        tok_blob_free(&blob);
    }
    free(temp);
    return model;
}

/* ---- order ---- */

/* Where training stands in the text. The order of an epoch's pieces follows from seed and epoch. */
typedef struct cursor {
    const corpus *c;
    uint64_t seed, epoch;
    size_t at;       /* pieces of the epoch that were used */
    uint32_t *order; /* (n_piece) */
} cursor;

/* Fisher and Yates' shuffle. */
static void shuffle(cursor *k) {
    size_t i, n = k->c->n_piece;
    for (i = 0; i < n; i++) k->order[i] = (uint32_t)i;
    for (i = n; i-- > 1;) {
        size_t j = (size_t)gpt__sample_below(hash(k->seed, 1, k->epoch, i), i + 1);
        uint32_t keep = k->order[i];
        k->order[i] = k->order[j];
        k->order[j] = keep;
    }
}

static int cursor_open(cursor *k, const corpus *c, uint64_t seed, uint64_t epoch, size_t at, gpt_error *err) {
    k->c = c;
    k->seed = seed;
    k->epoch = epoch;
    k->at = at;
    k->order = c->n_piece < UINT32_MAX ? (uint32_t *)malloc((c->n_piece + 1) * sizeof *k->order) : NULL;
    if (!k->order) return tool_fail(err, GPT_E_MEMORY, "out of memory for the order of %zu pieces", c->n_piece);
    shuffle(k);
    return GPT_OK;
}

/* Fills a micro-batch with the next pieces in order, as long as they fit whole. */
static void fill(cursor *k, micro *b, int cap, double prompt_weight, int wrap) {
    int i;
    b->T = b->n_piece = b->n_loss = 0;
    b->total = 0.0;
    for (;;) {
        const piece *p;
        if (k->at == k->c->n_piece) {
            if (!wrap) return;
            k->at = 0;
            k->epoch++;
            shuffle(k);
        }
        p = &k->c->piece[k->order[k->at]];
        if (p->n > cap - b->T) return;
        k->at++;
        b->first[b->n_piece] = b->T;
        b->length[b->n_piece++] = p->n;
        for (i = 0; i < p->n; i++, b->T++) {
            double weight = k->c->kind[p->first + (size_t)i + 1] == PROMPT ? prompt_weight : 1.0;
            b->token[b->T] = corpus_token(k->c, p->first + (size_t)i);
            b->target[b->T] = corpus_token(k->c, p->first + (size_t)i + 1);
            b->weight[b->T] = (float)weight;
            b->total += weight;
            if (weight > 0) b->pick[b->n_loss++] = b->T;
        }
    }
}

/* ---- checkpoints ---- */

/* What --resume needs beside weights and moments. */
typedef struct state {
    uint64_t step, epoch, at; /* steps done; place in the order */
    uint64_t data, tokenizer; /* fingerprints */
    char options[512];        /* all that shapes the result, in words */
} state;

/* A folder that is replaced as a whole: written beside it, then renamed. */
typedef struct output {
    char *path, *temp, *old;
} output;

static void output_free(output *f) {
    free(f->path);
    free(f->temp);
    free(f->old);
}

static int output_name(output *f, const char *path, gpt_error *err) {
    f->path = beside(path, "");
    f->temp = beside(path, ".gpt-train-new");
    f->old = beside(path, ".gpt-train-old");
    return f->path && f->temp && f->old ? GPT_OK : tool_fail(err, GPT_E_MEMORY, "out of memory");
}

/* Calls each(from/name, to/name) for the plain entries of a folder. */
static void each_file(const char *from, const char *to, void (*each)(const char *a, const char *b)) {
    DIR *dir = opendir(from);
    struct dirent *entry;
    while (dir && (entry = readdir(dir)) != NULL) {
        char *a, *b;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        a = file_join(from, entry->d_name);
        b = file_join(to, entry->d_name);
        if (a && b) each(a, b);
        free(a);
        free(b);
    }
    if (dir) closedir(dir);
}

static void discard(const char *a, const char *b) {
    (void)b;
    remove(a);
}

static void keep_other(const char *a, const char *b) {
    if (!file_exists(b)) rename(a, b);
}

static void folder_remove(const char *path) {
    each_file(path, path, discard);
    rmdir(path);
}

/* Files that somebody else put there move along; the rest goes. */
static void drop_old(const output *f) {
    each_file(f->old, f->path, keep_other);
    folder_remove(f->old);
}

/* After a crash at the worst moment the old folder waits under its other name. */
static void output_recover(const output *f) {
    if (!file_exists(f->path) && file_exists(f->old)) rename(f->old, f->path);
    if (file_exists(f->old)) drop_old(f);
    if (file_exists(f->temp)) folder_remove(f->temp);
}

static void sync_folder(const char *path) {
    int fd = open(path, O_RDONLY);
    if (fd < 0) return;
    fsync(fd);
    close(fd);
}

/* Puts the finished temporary folder in the place of the old one. Signals wait meanwhile. */
static int output_commit(const output *f, gpt_error *err) {
    sigset_t all, before;
    int bad = 0, had = file_exists(f->path);
    sync_folder(f->temp);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    if (had) bad = rename(f->path, f->old) != 0;
    if (!bad && rename(f->temp, f->path) != 0) {
        bad = 1;
        if (had) rename(f->old, f->path);
    }
    if (bad) tool_fail(err, GPT_E_IO, "%s: cannot be replaced: %s", f->path, strerror(errno));
    if (!bad && had) drop_old(f);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return bad ? GPT_E_IO : GPT_OK;
}

/* One file of the folder: fill it through f, then close it. */
typedef struct writing {
    FILE *f;
    char *path;
    int rc;
} writing;

static writing begin(const char *dir, const char *name, gpt_error *err) {
    writing w = {NULL, NULL, GPT_OK};
    w.path = file_join(dir, name);
    w.f = w.path ? fopen(w.path, "wb") : NULL;
    if (!w.path) w.rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    else if (!w.f) w.rc = tool_fail(err, GPT_E_IO, "%s: cannot write: %s", w.path, strerror(errno));
    return w;
}

static int finish(writing *w, gpt_error *err) {
    if (w->f) {
        int bad = ferror(w->f) || fflush(w->f) != 0 || fsync(fileno(w->f)) != 0, why = errno;
        if (fclose(w->f) != 0 && !bad) bad = 1, why = errno;
        if (bad) w->rc = tool_fail(err, GPT_E_IO, "%s: cannot write: %s", w->path, strerror(why));
    }
    free(w->path);
    return w->rc;
}

/* A safetensors file of n tensors that lie in `values`. */
static int save_tensors(const char *dir, const char *name, const tensor *t, int n, const float *const *values,
                        gpt_error *err) {
    writing w = begin(dir, name, err);
    char *text = NULL;
    size_t size = 0, at = 0;
    FILE *head = w.f ? open_memstream(&text, &size) : NULL;
    unsigned char length[8];
    int i;
    if (w.f && !head) w.rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (head) {
        fprintf(head, "{\"__metadata__\":{\"format\":\"pt\"}");
        for (i = 0; i < n; i++) {
            size_t bytes = (size_t)t[i].rows * (size_t)(t[i].cols ? t[i].cols : 1) * sizeof(float);
            fprintf(head, ",\"%s\":{\"dtype\":\"F32\",\"shape\":[%d", t[i].name, t[i].rows);
            if (t[i].cols) fprintf(head, ",%d", t[i].cols);
            fprintf(head, "],\"data_offsets\":[%zu,%zu]}", at, at + bytes);
            at += bytes;
        }
        fputc('}', head);
        while (fflush(head) == 0 && size % 8) fputc(' ', head);
        if (fclose(head) != 0 || !text) w.rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    }
    if (w.f && w.rc == GPT_OK) {
        for (i = 0; i < 8; i++) length[i] = (unsigned char)((uint64_t)size >> (8 * i));
        fwrite(length, 1, 8, w.f);
        fwrite(text, 1, size, w.f);
        for (i = 0; i < n; i++)
            fwrite(values[i], sizeof(float), (size_t)t[i].rows * (size_t)(t[i].cols ? t[i].cols : 1), w.f);
    }
    free(text);
    return finish(&w, err);
}

static int save_weights(const trainer *t, const char *dir, gpt_error *err) {
    const float **values = (const float **)malloc((size_t)t->n.n_tensor * sizeof *values);
    int i, rc;
    if (!values) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (i = 0; i < t->n.n_tensor; i++) values[i] = t->w + t->n.tensor[i].at;
    rc = save_tensors(dir, "model.safetensors", t->n.tensor, t->n.n_tensor, values, err);
    free((void *)values);
    return rc;
}

/* The moments of all weights, as two long vectors in the order of `w`. */
static int save_moments(const trainer *t, const char *dir, gpt_error *err) {
    tensor list[2];
    const float *values[2];
    memset(list, 0, sizeof list);
    snprintf(list[0].name, sizeof list[0].name, "m");
    snprintf(list[1].name, sizeof list[1].name, "v");
    list[0].rows = list[1].rows = (int)(t->n.n / 16); /* n may be more than an int counts */
    list[0].cols = list[1].cols = 16;
    values[0] = t->m, values[1] = t->v;
    return save_tensors(dir, "train_state.safetensors", list, 2, values, err);
}

/* What ends an answer; -1: nothing does. */
static int end_token(const gpt_model *tok) {
    const int end = gpt_token_find(tok, "<|im_end|>", 10), text = gpt_token_find(tok, "<|endoftext|>", 13);
    return end >= 0 ? end : text >= 0 ? text : gpt_token_special(tok, GPT_TOKEN_EOS);
}

/* temperature: what is recommended to those who sample from the model; < 0: nothing is. */
static int save_generation_config(const gpt_model *tok, double temperature, const char *dir, gpt_error *err) {
    const int end = end_token(tok), text = gpt_token_find(tok, "<|endoftext|>", 13);
    writing w = begin(dir, "generation_config.json", err);
    if (w.f) {
        fprintf(w.f, "{\n");
        if (temperature > 0) fprintf(w.f, "  \"temperature\": %.9g,\n", temperature);
        if (temperature >= 0) fprintf(w.f, "  \"do_sample\": %s,\n", temperature > 0 ? "true" : "false");
        if (text >= 0 && text != end) fprintf(w.f, "  \"eos_token_id\": [%d, %d]\n}\n", end, text);
        else if (end >= 0) fprintf(w.f, "  \"eos_token_id\": %d\n}\n", end);
        else fprintf(w.f, "  \"eos_token_id\": null\n}\n");
    }
    return finish(&w, err);
}

static int save_config(const trainer *t, const gpt_model *tok, const char *dir, gpt_error *err) {
    const dims *d = &t->n.d;
    const int end = end_token(tok);
    writing w = begin(dir, "config.json", err);
    if (w.f) {
        fprintf(w.f, "{\n  \"architectures\": [\"LlamaForCausalLM\"],\n  \"model_type\": \"llama\",\n");
        fprintf(w.f, "  \"vocab_size\": %d,\n  \"hidden_size\": %d,\n  \"intermediate_size\": %d,\n", d->V, d->D, d->F);
        fprintf(w.f, "  \"num_hidden_layers\": %d,\n  \"num_attention_heads\": %d,\n", d->L, d->H);
        fprintf(w.f, "  \"num_key_value_heads\": %d,\n  \"head_dim\": %d,\n", d->K, d->C);
        fprintf(w.f, "  \"max_position_embeddings\": %d,\n  \"hidden_act\": \"silu\",\n", d->n_ctx);
        fprintf(w.f, "  \"rms_norm_eps\": %.9g,\n  \"rope_theta\": %.17g,\n", (double)d->eps, d->theta);
        fprintf(w.f, "  \"rope_scaling\": null,\n  \"attention_bias\": false,\n  \"mlp_bias\": false,\n");
        fprintf(w.f, "  \"attention_dropout\": 0.0,\n  \"tie_word_embeddings\": %s,\n", d->tied ? "true" : "false");
        fprintf(w.f, "  \"bos_token_id\": null,\n");
        if (end >= 0) fprintf(w.f, "  \"eos_token_id\": %d,\n", end);
        fprintf(w.f, "  \"torch_dtype\": \"float32\",\n  \"use_cache\": true\n}\n");
    }
    return finish(&w, err);
}

static int save_state(const state *s, const char *dir, gpt_error *err) {
    writing w = begin(dir, "train_state.json", err);
    if (w.f)
        fprintf(w.f, "{\n  \"step\": %llu,\n  \"epoch\": %llu,\n  \"at\": %llu,\n  \"data\": %llu,\n"
                "  \"tokenizer\": %llu,\n  \"options\": \"%s\"\n}\n", (unsigned long long)s->step,
                (unsigned long long)s->epoch, (unsigned long long)s->at, (unsigned long long)s->data,
                (unsigned long long)s->tokenizer, s->options);
    return finish(&w, err);
}

/* Copies what belongs to a tokenizer: the files of a folder, or one file and the config beside it. */
static int copy_tokenizer(const char *path, const char *dir, gpt_error *err) {
    static const char *const names[] = {"tokenizer.json", "tokenizer.model", "vocab.json", "merges.txt",
                                        "tokenizer_config.json", "chat_template.jinja"};
    size_t i, size;
    int is_dir = file_is_dir(path), rc = GPT_OK;
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    for (i = 0; i < sizeof names / sizeof names[0] && rc == GPT_OK; i++) {
        const char *name = names[i];
        char *from, folder_of[2048];
        unsigned char *data;
        writing w;
        snprintf(folder_of, sizeof folder_of, "%.*s", is_dir ? (int)strlen(path) : (int)(base - path), path);
        if (!is_dir && i == 0) name = base;
        if (!is_dir && i > 0 && i < 4) continue;
        from = file_join(*folder_of ? folder_of : ".", name);
        if (!from) return tool_fail(err, GPT_E_MEMORY, "out of memory");
        if (file_exists(from)) {
            rc = file_read(from, &data, &size, err);
            if (rc == GPT_OK) {
                w = begin(dir, name, err);
                if (w.f) fwrite(data, 1, size, w.f);
                rc = finish(&w, err);
                free(data);
            }
        }
        free(from);
    }
    return rc;
}

/* The whole checkpoint: complete, or as it was before. */
static int save(const trainer *t, const gpt_model *tok, const char *tok_path, double temperature, const state *s,
                const output *f, gpt_error *err) {
    int rc = GPT_OK;
    if (file_exists(f->temp)) folder_remove(f->temp);
    if (mkdir(f->temp, 0777) != 0) return tool_fail(err, GPT_E_IO, "%s: %s", f->temp, strerror(errno));
    rc = save_config(t, tok, f->temp, err);
    if (rc == GPT_OK) rc = save_generation_config(tok, temperature, f->temp, err);
    if (rc == GPT_OK) rc = copy_tokenizer(tok_path, f->temp, err);
    if (rc == GPT_OK) rc = save_weights(t, f->temp, err);
    if (rc == GPT_OK) rc = save_moments(t, f->temp, err);
    if (rc == GPT_OK) rc = save_state(s, f->temp, err);
    if (rc == GPT_OK) rc = output_commit(f, err);
    if (rc != GPT_OK) folder_remove(f->temp);
    return rc;
}

/* RoPE as older configs have it, rope_scaling beside rope_theta, or newer ones, both in rope_parameters. */
static int read_rope(const json_value *c, const char *dir, double *theta, gpt_error *err) {
    static const char *const keys[2] = {"rope_scaling", "rope_parameters"};
    int i;
    *theta = json_num(c, "rope_theta", 10000.0);
    for (i = 0; i < 2; i++) {
        const json_value *v = json_get(c, keys[i]);
        const char *type = json_str(v, "rope_type", json_str(v, "type", "default"));
        if (strcmp(type, "default") != 0)
            return tool_fail(err, GPT_E_UNSUPPORTED, "%s: RoPE of type \"%s\" is not trained", dir, type);
        *theta = json_num(v, "rope_theta", *theta);
    }
    return GPT_OK;
}

/* What a config may ask for that this trainer can't do, in words; NULL: nothing. */
static const char *unsupported(const json_value *c) {
    if (strcmp(json_str(c, "model_type", ""), "llama") != 0) return "model_type is not llama";
    if (strcmp(json_str(c, "hidden_act", "silu"), "silu") != 0) return "hidden_act is not silu";
    if (json_bool(c, "attention_bias", 0) || json_bool(c, "mlp_bias", 0)) return "biases are not trained";
    return NULL;
}

/* The shape of a published checkpoint. Sizes out of range become 0, which choose_shape refuses. */
static int read_config(const char *dir, dims *d, gpt_error *err) {
    json_doc doc;
    const json_value *c;
    int i, rc = file_read_json(dir, "config.json", 0, &doc, err);
    memset(d, 0, sizeof *d);
    c = doc.root;
    if (rc == GPT_OK && unsupported(c))
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s/config.json: %s", dir, unsupported(c));
    if (rc == GPT_OK) rc = read_rope(c, dir, &d->theta, err);
    if (rc == GPT_OK) {
        double D = json_num(c, "hidden_size", 0), H = json_num(c, "num_attention_heads", 0), value[8];
        int *const to[8] = {&d->V, &d->D, &d->F, &d->L, &d->H, &d->K, &d->C, &d->n_ctx};
        value[0] = json_num(c, "vocab_size", 0);
        value[1] = D;
        value[2] = json_num(c, "intermediate_size", 0);
        value[3] = json_num(c, "num_hidden_layers", 0);
        value[4] = H;
        value[5] = json_num(c, "num_key_value_heads", H);
        value[6] = json_num(c, "head_dim", H >= 1 ? floor(D / H) : 0);
        value[7] = json_num(c, "max_position_embeddings", 2048);
        for (i = 0; i < 8; i++) *to[i] = value[i] >= 1 && value[i] <= 1 << 24 ? (int)value[i] : 0;
        d->tied = json_bool(c, "tie_word_embeddings", 0);
        d->eps = (float)json_num(c, "rms_norm_eps", 1e-6);
    }
    json_free(&doc);
    return rc;
}

static int load_weights(trainer *t, const char *dir, gpt_error *err) {
    source s = {0};
    int i, rc = safetensors_open(&s, dir, err);
    for (i = 0; i < t->n.n_tensor && rc == GPT_OK; i++) {
        const tensor *x = &t->n.tensor[i];
        const src_tensor *from = src_find(&s, x->name);
        size_t n = (size_t)x->rows * (size_t)(x->cols ? x->cols : 1), k;
        char text[128];
        if (!from) rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s is missing", dir, x->name);
        else if (from->n != n || from->n_dim != (x->cols ? 2 : 1) || from->dim[0] != (uint64_t)x->rows)
            rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s has shape %s, not [%d, %d]", dir, x->name,
                           src_shape(from, text), x->rows, x->cols);
        else rc = src_read(&s, from, 0, n, t->w + x->at, err);
        for (k = 0; k < n && rc == GPT_OK; k++)
            if (!gpt__finite(t->w[x->at + k]))
                rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: value %zu is not finite", dir, x->name, k);
    }
    src_free(&s);
    return rc;
}

static int load_moments(trainer *t, const char *dir, gpt_error *err) {
    static const char *const names[2] = {"m", "v"};
    float *to[2];
    char *path = file_join(dir, "train_state.safetensors");
    source s = {0};
    int i, rc = path ? safetensors_open(&s, path, err) : tool_fail(err, GPT_E_MEMORY, "out of memory");
    to[0] = t->m, to[1] = t->v;
    for (i = 0; i < 2 && rc == GPT_OK; i++) {
        const src_tensor *from = src_find(&s, names[i]);
        if (!from || from->n != t->n.n) rc = tool_fail(err, GPT_E_FORMAT, "%s: is not of this model", path);
        else rc = src_read(&s, from, 0, t->n.n, to[i], err);
    }
    src_free(&s);
    free(path);
    return rc;
}

static int load_state(const char *dir, state *s, gpt_error *err) {
    static const char *const keys[5] = {"step", "epoch", "at", "data", "tokenizer"};
    uint64_t *const to[5] = {&s->step, &s->epoch, &s->at, &s->data, &s->tokenizer};
    json_doc doc;
    int i, rc = file_read_json(dir, "train_state.json", 0, &doc, err);
    memset(s, 0, sizeof *s);
    for (i = 0; i < 5 && rc == GPT_OK; i++)
        if (!json_u64(json_get(doc.root, keys[i]), to[i]))
            rc = tool_fail(err, GPT_E_FORMAT, "%s/train_state.json: no number \"%s\"", dir, keys[i]);
    if (rc == GPT_OK) snprintf(s->options, sizeof s->options, "%s", json_str(doc.root, "options", ""));
    json_free(&doc);
    return rc;
}

/* ---- the run ---- */

static volatile sig_atomic_t interrupted;

static void on_signal(int sig) {
    (void)sig;
    interrupted = 1;
}

/* The first Ctrl-C is noted, the second has its usual effect. */
static void watch_signals(void) {
    struct sigaction a;
    memset(&a, 0, sizeof a);
    a.sa_handler = on_signal;
    a.sa_flags = (int)SA_RESETHAND;
    sigaction(SIGINT, &a, NULL);
    sigaction(SIGTERM, &a, NULL);
#ifdef SIGXFSZ
    signal(SIGXFSZ, SIG_IGN); /* a size limit then is an error of fwrite */
#endif
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct run {
    options o;
    gpt_error *err;
    gpt_model *tok;
    const char *tok_path;
    corpus train, valid;
    trainer t;
    cursor order;
    state state;
    output out;
    double peak; /* operations a second */
    /* progress */
    double start, last_shown, loss_sum, flops, valid_loss;
    size_t positions;
    long loss_n, first_step;
    int shown; /* a line that is rewritten stands there */
} run;

typedef struct peak_work { const tm_lane *lane; double ops; } peak_work;

static void peak_team(void *arg, const gpt__team *me) {
    peak_work *p = (peak_work *)arg;
    double ops = p->lane->peak(p->lane == tm_lane_at(0) ? 20000 : 2000000);
    gpt__barrier(me);
    if (me->i == 0) p->ops = ops * me->n;
}

/* What the arithmetic units give at best, with all threads: the best of a few short measurements. */
static double measure_peak(const trainer *t) {
    peak_work p = {t->lane, 0};
    double best = 0;
    int i;
    for (i = 0; i < 4; i++) {
        double begin_at = now();
        gpt__parallel(t->n_thread, peak_team, &p);
        begin_at = now() - begin_at;
        if (p.ops / begin_at > best) best = p.ops / begin_at;
    }
    return best;
}

/* Linear warm-up, then half a cosine (arXiv:1608.03983) down to min_lr. */
static double rate_at(const options *o, uint64_t step) {
    double sine, cosine, done = (double)step + 1.0;
    if (done <= (double)o->warmup) return o->lr * done / (double)o->warmup;
    done = (done - (double)o->warmup) / (double)(o->steps - o->warmup > 0 ? o->steps - o->warmup : 1);
    gpt__sincos(3.141592653589793 * done, &sine, &cosine);
    return o->min_lr + 0.5 * (o->lr - o->min_lr) * (1.0 + cosine);
}

static double power(double x, uint64_t n) {
    double y = 1.0;
    for (; n; n >>= 1, x *= x)
        if (n & 1) y *= x;
    return y;
}

/* One step of training; its loss. */
static double train_step(run *r) {
    trainer *t = &r->t;
    const options *o = &r->o;
    uint64_t n = r->state.step;
    double loss;
    int m;
    t->step = n;
    for (m = 0; m < t->n_micro; m++) {
        fill(&r->order, &t->micro[m], t->cap, o->prompt_weight, 1);
        r->flops += count_flops(t, &t->micro[m]);
        r->positions += (size_t)t->micro[m].T;
    }
    t->lr = (float)rate_at(o, n);
    t->adam.beta1 = (float)o->beta1;
    t->adam.beta2 = (float)o->beta2;
    t->adam.eps = 1e-8f;
    t->adam.rate = (float)(rate_at(o, n) / (1.0 - power(o->beta1, n + 1)));
    t->adam.fix2 = (float)(1.0 / (1.0 - power(o->beta2, n + 1)));
    t->clip = (float)o->clip;
    t->weight_decay = (float)o->decay;
    loss = run_step(t, t->n_micro, 1);
    r->state.step = n + 1;
    r->state.epoch = r->order.epoch;
    r->state.at = r->order.at;
    return loss;
}

/* The mean loss over the validation text. */
static int validate(run *r, double *loss) {
    cursor k;
    double sum = 0, weight = 0;
    int rc = cursor_open(&k, &r->valid, 0, 0, 0, r->err);
    if (rc != GPT_OK) return rc;
    while (k.at < r->valid.n_piece) {
        int m, n = 0;
        while (n < r->t.n_micro && k.at < r->valid.n_piece) fill(&k, &r->t.micro[n++], r->t.cap, r->o.prompt_weight, 0);
        run_step(&r->t, n, 0);
        for (m = 0; m < n; m++) {
            sum += r->t.micro[m].loss;
            weight += r->t.micro[m].total;
        }
    }
    free(k.order);
    *loss = sum / weight;
    return GPT_OK;
}

/* The line of progress: on a terminal five times a second, in place; else every log_every steps. */
static void show_progress(run *r, double loss) {
    const options *o = &r->o;
    long step_n = (long)r->state.step, done = step_n - r->first_step;
    double t = now(), spent = t - r->start, left = spent / (double)done * (double)(o->steps - step_n);
    int terminal = isatty(2), due = terminal ? t - r->last_shown >= 0.2 : step_n % o->log_every == 0 || done == 1;
    r->loss_sum += loss;
    r->loss_n++;
    if (o->quiet || (!due && step_n < o->steps)) return;
    fprintf(stderr, "%sstep %ld/%ld  loss %.4f", terminal ? "\r" : "", step_n, o->steps,
            r->loss_sum / (double)r->loss_n);
    if (r->valid_loss > 0) fprintf(stderr, "  valid %.4f", r->valid_loss);
    fprintf(stderr, "  lr %.2e  %.0f tok/s  %.0f GFLOP/s (%.0f %% of peak)", rate_at(o, r->state.step - 1),
            (double)r->positions / spent, r->flops / spent / 1e9, 100 * r->flops / spent / r->peak);
    fprintf(stderr, "  %.0f:%02.0f left%s", floor(left / 60), floor(left - 60 * floor(left / 60)),
            terminal ? "   " : "\n");
    r->shown = terminal;
    r->last_shown = t;
    r->loss_sum = 0;
    r->loss_n = 0;
}

static void end_line(run *r) {
    if (r->shown) fputc('\n', stderr);
    r->shown = 0;
}

static int save_run(run *r) {
    double begin_at = now();
    int rc = save(&r->t, r->tok, r->tok_path, r->o.temperature, &r->state, &r->out, r->err);
    r->start += now() - begin_at; /* not part of the speed */
    return rc;
}

/* Trains until o.steps or Ctrl-C. 1: interrupted. */
static int train(run *r) {
    const options *o = &r->o;
    int rc = GPT_OK, stopped = 0;
    uint64_t saved = r->state.step;
    r->start = now();
    r->first_step = (long)r->state.step;
    watch_signals();
    while (rc == GPT_OK && !stopped && r->state.step < (uint64_t)o->steps) {
        double loss = train_step(r);
        if (!(loss <= 1e30) || !(r->t.grad_norm <= 3e38)) {
            end_line(r);
            return tool_fail(r->err, GPT_E_FORMAT, "the %s is not a number at step %llu; a smaller --lr may help. "
                             "The last checkpoint is that of step %llu", loss <= 1e30 ? "gradient" : "loss",
                             (unsigned long long)r->state.step, (unsigned long long)saved);
        }
        stopped = interrupted != 0;
        if (r->valid.n_piece && !stopped &&
            (r->state.step % (uint64_t)o->valid_every == 0 || r->state.step == (uint64_t)o->steps)) {
            double begin_at = now();
            rc = validate(r, &r->valid_loss);
            r->start += now() - begin_at;
        }
        show_progress(r, loss);
        if (rc == GPT_OK && (stopped || r->state.step == (uint64_t)o->steps ||
                             (o->save_every > 0 && r->state.step % (uint64_t)o->save_every == 0))) {
            rc = save_run(r);
            if (rc == GPT_OK) saved = r->state.step;
        }
    }
    end_line(r);
    return rc != GPT_OK ? rc : stopped && r->state.step < (uint64_t)o->steps;
}

/* ---- setting up ---- */

static int clamp(double x, int lo, int hi) { return x < lo ? lo : x > hi ? hi : (int)x; }

/* The shape: that of --from, or as asked for, or by the size of the text. */
static int choose_shape(run *r, dims *d) {
    options *o = &r->o;
    int small = r->train.positions < 1000000, V = n_vocab(r->tok), rc;
    if (o->from) {
        rc = read_config(o->from, d, r->err);
        if (rc != GPT_OK) return rc;
        if (o->D || o->L || o->H || o->K || o->C || o->F || o->untied || o->theta > 0)
            return tool_fail(r->err, GPT_E_ARG, "the shape is that of --from: it can't be given");
        if (d->V < V)
            return tool_fail(r->err, GPT_E_ARG, "%s: %d tokens in the model, %d in the tokenizer", o->from, d->V, V);
        if (d->n_ctx < o->n_ctx) /* positions beyond the published ones are new to it, but no obstacle */
            d->n_ctx = o->n_ctx;
    } else {
        d->D = o->D ? o->D : small ? 128 : 256;
        d->L = o->L ? o->L : small ? 4 : 6;
        d->H = o->H ? o->H : o->C ? clamp((double)d->D / o->C, 1, d->D) : clamp(d->D / 32.0, 1, d->D);
        d->K = o->K ? o->K : d->H % 2 ? d->H : d->H / 2;
        d->C = o->C ? o->C : d->D / d->H;
        d->F = o->F ? o->F : (d->D * 8 / 3 + 63) / 64 * 64;
        d->V = V;
        d->n_ctx = o->n_ctx;
        d->tied = !o->untied;
        d->theta = o->theta > 0 ? o->theta : 10000.0;
        d->eps = 1e-5f;
        if (!o->C && d->D % d->H)
            return tool_fail(r->err, GPT_E_ARG, "--width %d is no multiple of --heads %d", d->D, d->H);
    }
    if (d->D < 1 || d->L < 1 || d->H < 1 || d->K < 1 || d->C < 1 || d->F < 1 || d->V < 2 || d->D > 1 << 20 ||
        d->F > 1 << 22 || d->H > 1 << 12 || d->C > 1 << 12)
        return tool_fail(r->err, GPT_E_ARG, "a size of the model is missing or out of range");
    if (d->H % d->K) return tool_fail(r->err, GPT_E_ARG, "%d heads can't share %d key/value heads evenly", d->H, d->K);
    if (d->C % 2) return tool_fail(r->err, GPT_E_ARG, "the width of a head, %d, is odd: RoPE turns pairs", d->C);
    return GPT_OK;
}

/* How many steps `epochs` passes over the text take. */
static long count_steps(run *r, long epochs) {
    cursor k = r->order;
    size_t room = 0;
    uint64_t micros = 0;
    long n;
    k.epoch = 0;
    k.at = 0;
    shuffle(&k);
    while (k.epoch < (uint64_t)epochs) {
        int length = k.c->piece[k.order[k.at]].n;
        if ((size_t)length > room) micros++, room = (size_t)r->t.cap;
        room -= (size_t)length;
        if (++k.at == k.c->n_piece) {
            k.at = 0;
            if (++k.epoch < (uint64_t)epochs) shuffle(&k);
        }
    }
    shuffle(&r->order);
    n = (long)(micros / (uint64_t)r->t.n_micro);
    return n > 0 ? n : 1;
}

/* Options that depend on text and model. */
static int choose_length(run *r, long batch) {
    options *o = &r->o;
    if (o->steps == 0) {
        double wanted = 20.0 * (double)r->t.n.n_param / (double)r->train.positions; /* arXiv:2203.15556 */
        o->steps = count_steps(r, o->epochs ? o->epochs : clamp(wanted, 1, 40));
    }
    o->batch = batch;
    if (o->lr <= 0) o->lr = 0.5 / r->t.n.d.D < 3e-3 ? 0.5 / r->t.n.d.D : 3e-3;
    if (o->min_lr < 0) o->min_lr = 0.1 * o->lr;
    if (o->warmup < 0) o->warmup = o->steps / 20 < 1000 ? o->steps / 20 : 1000;
    if (o->warmup > o->steps)
        return tool_fail(r->err, GPT_E_ARG, "--warmup %ld is more than %ld steps", o->warmup, o->steps);
    if (o->min_lr > o->lr) return tool_fail(r->err, GPT_E_ARG, "--min-lr is larger than --lr");
    return GPT_OK;
}

/* What must be equal for a resumed training to end in the same bytes. */
static void describe(const run *r, state *s) {
    const options *o = &r->o;
    const dims *d = &r->t.n.d;
    s->data = r->train.print;
    snprintf(s->options, sizeof s->options,
             "width %d, layers %d, heads %d, kv-heads %d, head-dim %d, ffn %d, vocabulary %d, %s, rope-theta %.9g, "
             "ctx %d, steps %ld, batch %ld, lr %.9g, min-lr %.9g, warmup %ld, decay %.9g, beta1 %.9g, beta2 %.9g, "
             "clip %.9g, dropout %.9g, prompt-weight %.9g, seed %llu, from %s", d->D, d->L, d->H, d->K, d->C, d->F,
             d->V, d->tied ? "tied" : "untied", d->theta, o->n_ctx, o->steps, o->batch, o->lr, o->min_lr, o->warmup,
             o->decay, o->beta1, o->beta2, o->clip, o->dropout, o->prompt_weight, (unsigned long long)o->seed,
             o->from ? "a checkpoint" : "nothing");
}

/* The first of the options in which two descriptions differ. */
static int compare_state(const state *old, const state *new_, const char *path, gpt_error *err) {
    const char *a = old->options, *b = new_->options;
    size_t i, from = 0, n, m;
    if (old->data != new_->data)
        return tool_fail(err, GPT_E_ARG, "%s: was trained on another text, or cut differently: can't be resumed", path);
    if (old->tokenizer != new_->tokenizer)
        return tool_fail(err, GPT_E_ARG, "%s: was trained with another tokenizer: can't be resumed", path);
    for (i = 0; a[i] && a[i] == b[i]; i++)
        if (a[i] == ' ' && i > 0 && a[i - 1] == ',') from = i + 1;
    if (a[i] == b[i]) return GPT_OK;
    n = strcspn(a + from, ",");
    m = strcspn(b + from, ",");
    return tool_fail(err, GPT_E_ARG, "%s: was trained with %.*s, not %.*s: can't be resumed", path, (int)n, a + from,
                     (int)m, b + from);
}

static int check_out(const run *r) {
    char *have = file_join(r->out.path, "train_state.json");
    int rc = GPT_OK, there;
    if (!have) return tool_fail(r->err, GPT_E_MEMORY, "out of memory");
    there = file_exists(have);
    if (file_exists(r->out.path) && !file_is_dir(r->out.path))
        rc = tool_fail(r->err, GPT_E_IO, "%s: exists and is not a folder", r->out.path);
    else if (there && !r->o.resume)
        rc = tool_fail(r->err, GPT_E_IO, "%s: holds a training already; --resume goes on with it", r->out.path);
    else if (!there && r->o.resume)
        rc = tool_fail(r->err, GPT_E_IO, "%s: there is no training to resume", r->out.path);
    free(have);
    return rc;
}

/* Weights, moments and place in the text, new or resumed. */
static int start_state(run *r) {
    state old;
    int rc;
    describe(r, &r->state);
    if (!r->o.resume) {
        if (r->o.from) return load_weights(&r->t, r->o.from, r->err);
        net_init(&r->t.n, r->o.seed, r->t.w);
        return GPT_OK;
    }
    rc = load_state(r->out.path, &old, r->err);
    if (rc == GPT_OK) rc = compare_state(&old, &r->state, r->out.path, r->err);
    if (rc == GPT_OK && old.at > r->train.n_piece)
        rc = tool_fail(r->err, GPT_E_FORMAT, "%s/train_state.json: is damaged", r->out.path);
    if (rc == GPT_OK) rc = load_weights(&r->t, r->out.path, r->err);
    if (rc == GPT_OK) rc = load_moments(&r->t, r->out.path, r->err);
    if (rc == GPT_OK) {
        r->state = old;
        r->order.epoch = old.epoch;
        r->order.at = (size_t)old.at;
        shuffle(&r->order);
    }
    return rc;
}

/* Fingerprint of a vocabulary: the bytes of all its tokens. */
static uint64_t tokenizer_print(const gpt_model *tok) {
    uint64_t both[2] = {0, 0};
    int i, n;
    for (i = 0; i < n_vocab(tok); i++) {
        const char *bytes = gpt_token_bytes(tok, i, &n);
        both[1] = bytes ? gpt_checksum(bytes, (size_t)n) : 0;
        both[0] = gpt_checksum(both, sizeof both);
    }
    return both[0];
}

static const tm_lane *find_lane(const char *name) {
    int i;
    for (i = 0; tm_lane_at(i); i++)
        if (strcmp(tm_lane_at(i)->name, name) == 0) return tm_lane_at(i);
    return NULL;
}

enum { LEAST_TOKENS = 64, MICRO_TOKENS = 1024 }; /* of a text; of a micro-batch, unless a document has more */

static int prepare(run *r) {
    options *o = &r->o;
    dims d;
    long batch;
    int cap, rc;
    r->tok_path = o->tokenizer ? o->tokenizer : o->from;
    rc = output_name(&r->out, o->out, r->err);
    if (rc != GPT_OK) return rc;
    output_recover(&r->out);
    rc = check_out(r);
    if (rc != GPT_OK) return rc;
    r->tok = load_tokenizer(r->tok_path, o->out, r->err);
    if (!r->tok) return r->err->status;
    rc = read_texts(r->tok, o, o->text, o->n_text, o->valid_part, &r->train, &r->valid, r->err);
    if (rc == GPT_OK && o->valid) rc = read_texts(r->tok, o, &o->valid, 1, 0, &r->valid, NULL, r->err);
    if (rc != GPT_OK) return rc;
    if (r->train.positions < LEAST_TOKENS)
        return tool_fail(r->err, GPT_E_FORMAT, "the text has %zu tokens to learn; %d is the least", r->train.positions,
                         LEAST_TOKENS);
    if ((o->valid || o->valid_part > 0) && r->valid.n_piece == 0)
        return tool_fail(r->err, GPT_E_FORMAT, "no document is left for validation; use a larger part, or a file");
    rc = choose_shape(r, &d);
    if (rc != GPT_OK) return rc;

    batch = o->batch ? o->batch : clamp((double)r->train.positions / 16, o->n_ctx, 16384);
    if (batch < o->n_ctx)
        return tool_fail(r->err, GPT_E_ARG, "--batch %ld is less than a document may have, --ctx %d", batch, o->n_ctx);
    cap = o->n_ctx < MICRO_TOKENS ? MICRO_TOKENS / o->n_ctx * o->n_ctx : o->n_ctx;
    if (cap > batch) cap = (int)(batch / o->n_ctx * o->n_ctx);
    rc = trainer_make(&r->t, &d, o->n_ctx, cap, (int)(batch / cap), o->n_thread, r->err);
    if (rc == GPT_OK) rc = cursor_open(&r->order, &r->train, o->seed, 0, 0, r->err);
    if (rc == GPT_OK) rc = choose_length(r, batch);
    if (rc != GPT_OK) return rc;
    r->t.dropout = (float)o->dropout;
    r->t.seed = o->seed;
    if (o->lane) r->t.lane = find_lane(o->lane);
    r->state.tokenizer = tokenizer_print(r->tok);
    rc = start_state(r);
    if (rc == GPT_OK) gpt__parallel(r->t.n_thread, pack_all, &r->t);
    if (rc == GPT_OK) r->peak = measure_peak(&r->t);
    return rc;
}

static void introduce(const run *r) {
    const dims *d = &r->t.n.d;
    const corpus *c = &r->train;
    if (r->o.quiet) return;
    fprintf(stderr, "text: %zu tokens in %zu pieces", c->positions, c->n_piece);
    if (c->n_cut) fprintf(stderr, " (%zu documents cut)", c->n_cut);
    if (r->valid.n_piece) fprintf(stderr, "; validation: %zu in %zu", r->valid.positions, r->valid.n_piece);
    fprintf(stderr, "\nmodel: D %d, L %d, H %d, K %d, C %d, F %d, V %d: %.2f M parameters; %.2f GB of memory\n",
            d->D, d->L, d->H, d->K, d->C, d->F, d->V, (double)r->t.n.n_param / 1e6, (double)r->t.memory_size / 1e9);
    fprintf(stderr, "training: %ld steps of %d x %d tokens, lr %g to %g; %d threads, %s, peak %.0f GFLOP/s\n",
            r->o.steps, r->t.n_micro, r->t.cap, r->o.lr, r->o.min_lr, r->t.n_thread, r->t.lane->name, r->peak / 1e9);
}

static void run_free(run *r) {
    trainer_free(&r->t);
    corpus_free(&r->train);
    corpus_free(&r->valid);
    free(r->order.order);
    gpt_model_free(r->tok);
    output_free(&r->out);
}

/* ---- command line ---- */

static int bad_usage(const char *what, const char *name) {
    fprintf(stderr, "gpt-train: %s%s\n\n%s", what, name, usage);
    return 0;
}

typedef struct option {
    const char *name;
    char kind;     /* s text, i int, l long, d double, u 64 bits, f a switch */
    void *to;
    double lo, hi; /* of numbers */
} option;

static int set_option(const option *p, const char *value) {
    char *end;
    double x;
    if (p->kind == 's') {
        memcpy(p->to, &value, sizeof value);
        return 1;
    }
    x = strtod(value, &end);
    if (end == value || *end || !(x >= p->lo && x <= p->hi)) return 0;
    if (p->kind != 'd' && floor(x) < x) return 0;
    if (p->kind == 'd') *(double *)p->to = x;
    else if (p->kind == 'i') *(int *)p->to = (int)x;
    else if (p->kind == 'l') *(long *)p->to = (long)x;
    else *(uint64_t *)p->to = strtoull(value, NULL, 10);
    return 1;
}

static int parse(options *o, int argc, char **argv) {
    const option list[] = {
        {"-o", 's', &o->out, 0, 0}, {"--tokenizer", 's', &o->tokenizer, 0, 0}, {"--from", 's', &o->from, 0, 0},
        {"--valid", 's', &o->valid, 0, 0}, {"--lane", 's', &o->lane, 0, 0}, {"--resume", 'f', &o->resume, 0, 0},
        {"--quiet", 'f', &o->quiet, 0, 0}, {"--untied", 'f', &o->untied, 0, 0},
        {"--width", 'i', &o->D, 2, 1 << 20}, {"--layers", 'i', &o->L, 1, 1000}, {"--heads", 'i', &o->H, 1, 4096},
        {"--kv-heads", 'i', &o->K, 1, 4096}, {"--head-dim", 'i', &o->C, 2, 4096}, {"--ffn", 'i', &o->F, 1, 1 << 22},
        {"--rope-theta", 'd', &o->theta, 1, 1e12}, {"--ctx", 'i', &o->n_ctx, 2, 1 << 20},
        {"--steps", 'l', &o->steps, 1, 1e9}, {"--epochs", 'l', &o->epochs, 1, 1e6}, {"--batch", 'l', &o->batch, 2, 1e9},
        {"--lr", 'd', &o->lr, 1e-9, 10}, {"--min-lr", 'd', &o->min_lr, 0, 10}, {"--warmup", 'l', &o->warmup, 0, 1e9},
        {"--decay", 'd', &o->decay, 0, 10}, {"--beta1", 'd', &o->beta1, 0, 0.9999},
        {"--beta2", 'd', &o->beta2, 0, 0.99999},
        {"--clip", 'd', &o->clip, 0, 1e9}, {"--dropout", 'd', &o->dropout, 0, 0.9},
        {"--prompt-weight", 'd', &o->prompt_weight, 0, 1}, {"--temperature", 'd', &o->temperature, 0, 100},
        {"--seed", 'u', &o->seed, 0, 1.8e19},
        {"--valid-part", 'd', &o->valid_part, 0, 0.9}, {"--valid-every", 'l', &o->valid_every, 1, 1e9},
        {"--save-every", 'l', &o->save_every, 1, 1e9}, {"--log-every", 'l', &o->log_every, 1, 1e9},
        {"--threads", 'i', &o->n_thread, 1, 256},
    };
    int i;
    size_t k, n = sizeof list / sizeof list[0];
    for (i = 1; i < argc; i++) {
        if (argv[i][0] != '-') {
            o->text[o->n_text++] = argv[i];
            continue;
        }
        for (k = 0; k < n && strcmp(argv[i], list[k].name) != 0;) k++;
        if (k == n) return bad_usage("what is ", argv[i]);
        if (list[k].kind == 'f') *(int *)list[k].to = 1;
        else if (i + 1 == argc) return bad_usage("a value is missing behind ", argv[i]);
        else if (!set_option(&list[k], argv[++i])) return bad_usage("this value is out of range: ", argv[i - 1]);
    }
    if (o->n_text == 0) return bad_usage("no text is given", "");
    if (!o->out) return bad_usage("-o FOLDER is missing", "");
    if (!o->tokenizer && !o->from) return bad_usage("--tokenizer PATH is missing", "");
    if (o->steps && o->epochs) return bad_usage("give --steps or --epochs, not both", "");
    if (o->valid && o->valid_part > 0) return bad_usage("give --valid or --valid-part, not both", "");
    if (o->lane && !find_lane(o->lane)) return bad_usage("this machine has no lane ", o->lane);
    return 1;
}

static void defaults(options *o) {
    memset(o, 0, sizeof *o);
    o->n_ctx = 512;
    o->min_lr = -1;
    o->warmup = -1;
    o->decay = 0.1;
    o->beta1 = 0.9;
    o->beta2 = 0.95;
    o->clip = 1.0;
    o->prompt_weight = 1.0;
    o->temperature = -1;
    o->valid_every = 100;
    o->log_every = 10;
    o->seed = 1;
    o->n_thread = gpt__default_threads();
}

/* An argument as a shell reads it back. */
static void print_argument(const char *a) {
    int plain = *a && !a[strspn(a, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%")];
    fputs(plain ? " " : " '", stderr);
    for (; *a; a++) {
        if (*a == '\'') fputs("'\\''", stderr);
        else fputc(*a, stderr);
    }
    if (!plain) fputc('\'', stderr);
}

static int train_main(int argc, char **argv) {
    gpt_error err = {0, ""};
    run r;
    int i, rc;
    memset(&r, 0, sizeof r);
    r.err = &err;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) return fputs(usage, stdout) == EOF;
    defaults(&r.o);
    r.o.text = (const char **)malloc((size_t)argc * sizeof *r.o.text);
    if (!r.o.text || !parse(&r.o, argc, argv)) {
        free((void *)r.o.text);
        return 2;
    }
    rc = prepare(&r);
    if (rc == GPT_OK) {
        introduce(&r);
        rc = train(&r);
    }
    if (rc < 0) fprintf(stderr, "gpt-train: %s\n", err.message);
    if (rc > 0) {
        fprintf(stderr, "interrupted after step %llu, saved; to go on:\n   ", (unsigned long long)r.state.step);
        for (i = 0; i < argc; i++) print_argument(argv[i]);
        fprintf(stderr, "%s\n", r.o.resume ? "" : " --resume");
    }
    run_free(&r);
    free((void *)r.o.text);
    return rc != GPT_OK;
}

#ifndef TRAIN_NO_MAIN
int main(int argc, char **argv) { return train_main(argc, argv); }
#endif
