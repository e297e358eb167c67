/* shapes.h -- random models of published shapes, built as .gpt file images in memory
 *
 *     shape_image image;
 *     if (shape_build(shape_find("gpt2"), GPT_TYPE_Q8, n_thread, 0, 0, &image, &err) == GPT_OK)
 *         model = gpt_model_load_memory(image.data, image.size, NULL, &err);
 *     ...
 *     shape_free(&image);            after the model
 *
 * The image is a complete model file, checksums included: what a published checkpoint of that shape
 * converts to, but for the values of its weights. Speed does not depend on them.
 * Include ../gpt.h with its implementation first. */
#ifndef TOOLS_SHAPES_H
#define TOOLS_SHAPES_H

#include <math.h>

/* ---- the shapes ---- */

enum shape_style {
    SHAPE_LLAMA = 0,    /* RMS norms, rotary positions, gated SiLU, no biases */
    SHAPE_QKV_BIAS = 1, /* the same, with biases of q, k, v */
    SHAPE_GPT2 = 2      /* layer norms, learned positions, plain GELU, biases everywhere */
};

typedef struct shape {
    const char *name, *family;
    enum shape_style style;
    int tied; /* 1: the token embedding is the head too */
    uint32_t D, L, H, K, C, F, V, n_ctx;
    double theta;   /* base of the rotary frequencies */
    float norm_eps;
} shape;

static const shape shapes[] = {
    /* name, family, style, tied,
     *   D    L   H   K   C    F      V     n_ctx  theta   eps */
    {"llama-3.2-1b", "llama", SHAPE_LLAMA, 1,
     2048, 16, 32, 8, 64, 8192, 128256, 131072, 5e5, 1e-5f},
    {"qwen2.5-0.5b", "qwen2", SHAPE_QKV_BIAS, 1,
     896, 24, 14, 2, 64, 4864, 151936, 32768, 1e6, 1e-6f},
    {"smollm2-135m", "llama", SHAPE_LLAMA, 1,
     576, 30, 9, 3, 64, 1536, 49152, 8192, 1e5, 1e-5f},
    {"gpt2", "gpt2", SHAPE_GPT2, 1,
     768, 12, 12, 12, 64, 3072, 50257, 1024, 0, 1e-5f},
};
#define SHAPE_COUNT (sizeof shapes / sizeof *shapes)

static inline const shape *shape_find(const char *name) { /* NULL: there is none of that name */
    size_t i;
    for (i = 0; i < SHAPE_COUNT; i++)
        if (strcmp(shapes[i].name, name) == 0) return &shapes[i];
    return NULL;
}

/* ---- the network ---- */

static inline void shape_config(const shape *s, gpt__config *c, gpt__layer_config *layer) {
    const int gpt2 = s->style == SHAPE_GPT2;
    uint32_t i;
    memset(c, 0, sizeof *c);
    c->n_vocab = c->n_out = s->V;
    c->n_ctx = s->n_ctx;
    c->n_embd = s->D;
    c->n_layer = s->L;
    c->head = GPT_HEAD_LM;
    c->position = gpt2 ? GPT__POS_LEARNED : GPT__POS_NONE;
    c->norm = gpt2 ? GPT__NORM_LAYER : GPT__NORM_RMS;
    c->norm_eps = s->norm_eps;
    c->embd_scale = c->resid_scale = c->logit_scale = 1;
    c->n_rope = !gpt2;
    if (!gpt2) {
        c->rope[0].n_rot = s->C;
        c->rope[0].attn_factor = 1;
    }
    memset(layer, 0, s->L * sizeof *layer);
    for (i = 0; i < s->L; i++) {
        gpt__layer_config *l = &layer[i];
        l->n_head = s->H;
        l->n_kv = s->K;
        l->head_qk = l->head_v = s->C;
        l->rope = !gpt2;
        l->attn_scale = (float)(1 / sqrt((double)s->C));
        l->n_ff = s->F;
        l->act = gpt2 ? GPT__ACT_GELU_TANH : GPT__ACT_SILU;
    }
}

static inline void shape_tensor(gpt__tensor_entry **at, uint32_t role, uint32_t layer,
                                gpt_type type, uint32_t n_row, uint32_t n_col) {
    gpt__tensor_entry *e = (*at)++;
    memset(e, 0, sizeof *e);
    e->role = role;
    e->layer = layer;
    e->type = (uint32_t)(n_col > 1 ? type : GPT_TYPE_F32);
    e->n_row = n_row;
    e->n_col = n_col;
    e->n_expert = 1;
    e->scale = 1;
    e->size = gpt_tensor_size((gpt_type)e->type, n_row, n_col, 1);
}

#define SHAPE_TENSORS(L) (16 + 24 * (size_t)(L)) /* as many as there can be */

/* The tensors in the order of the file; returns how many. A bias follows its weight: role + 1. */
static inline size_t shape_tensors(const shape *s, gpt_type type, gpt__tensor_entry *entry) {
    const uint32_t q = s->H * s->C, kv = s->K * s->C;
    const int gpt2 = s->style == SHAPE_GPT2, qkv = s->style != SHAPE_LLAMA;
    const struct {
        uint32_t role, n_row, n_col;
        int present, bias;
    } part[] = {
        {GPT__ROLE_ATTN_NORM, s->D, 1, 1, gpt2},  {GPT__ROLE_Q, q, s->D, 1, qkv},
        {GPT__ROLE_K, kv, s->D, 1, qkv},          {GPT__ROLE_V, kv, s->D, 1, qkv},
        {GPT__ROLE_O, s->D, q, 1, gpt2},          {GPT__ROLE_FFN_NORM, s->D, 1, 1, gpt2},
        {GPT__ROLE_GATE, s->F, s->D, !gpt2, 0},   {GPT__ROLE_UP, s->F, s->D, 1, gpt2},
        {GPT__ROLE_DOWN, s->D, s->F, 1, gpt2},
    };
    gpt__tensor_entry *e = entry;
    uint32_t i;
    size_t k;
    shape_tensor(&e, GPT__ROLE_TOKEN_EMBD, 0, type, s->V, s->D);
    if (gpt2) shape_tensor(&e, GPT__ROLE_POS_EMBD, 0, type, s->n_ctx, s->D);
    else shape_tensor(&e, GPT__ROLE_ROPE_FREQ, 0, type, s->C / 2, 1);
    for (i = 0; i < s->L; i++)
        for (k = 0; k < sizeof part / sizeof *part; k++) {
            if (!part[k].present) continue;
            shape_tensor(&e, part[k].role, i, type, part[k].n_row, part[k].n_col);
            if (part[k].bias) shape_tensor(&e, part[k].role + 1, i, type, part[k].n_row, 1);
        }
    shape_tensor(&e, GPT__ROLE_OUT_NORM, 0, type, s->D, 1);
    if (gpt2) shape_tensor(&e, GPT__ROLE_OUT_NORM_B, 0, type, s->D, 1);
    if (!s->tied) shape_tensor(&e, GPT__ROLE_OUTPUT, 0, type, s->V, s->D);
    return (size_t)(e - entry);
}

/* ---- values ---- */

#define SHAPE_FRESH 4 /* panels of a matrix with values of their own; the others repeat them */

static inline float shape_random(uint64_t *state) { /* uniform in [-1, 1): xorshift64 */
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return (float)(*state >> 40) / 8388608.0f - 1.0f;
}

/* Values that keep activations near 1: norms are 1, matrices spread like 1 / sqrt(inputs). */
static inline void shape_values(const shape *s, const gpt__tensor_entry *e, uint32_t row,
                                uint32_t n_row, uint64_t *random, float *out) {
    const int norm = e->role == GPT__ROLE_ATTN_NORM || e->role == GPT__ROLE_FFN_NORM ||
                     e->role == GPT__ROLE_OUT_NORM;
    const float spread = norm ? 0 : e->n_col > 1 ? (float)(1.7 / sqrt((double)e->n_col)) : 0.02f;
    size_t i, n = (size_t)n_row * e->n_col;
    for (i = 0; i < n; i++) out[i] = shape_random(random) * spread + (norm ? 1.0f : 0.0f);
    if (e->role == GPT__ROLE_ROPE_FREQ)
        for (i = 0; i < n; i++) out[i] = (float)pow(s->theta, -(double)(row + i) / e->n_row);
}

/* The data of a tensor, and its checksum; rows has room for a panel. */
static inline void shape_fill(const shape *s, gpt__tensor_entry *e, uint8_t *data, float *rows) {
    const size_t panel = gpt_tensor_size((gpt_type)e->type, 1, e->n_col, 1);
    uint64_t random = 0x9E3779B97F4A7C15u ^ e->offset;
    uint32_t row;
    for (row = 0; row < e->n_row; row += GPT__PANEL) {
        const uint32_t p = row / GPT__PANEL, left = e->n_row - row;
        if (e->n_col > 1 && p >= SHAPE_FRESH && left >= GPT__PANEL) {
            memcpy(data + p * panel, data + p % SHAPE_FRESH * panel, panel);
        } else {
            const uint32_t n = left < GPT__PANEL ? left : GPT__PANEL;
            shape_values(s, e, row, n, &random, rows);
            gpt_pack_panel((gpt_type)e->type, rows, e->n_col, (int)n, (int)e->n_col, e->scale,
                           data + p * panel);
        }
    }
    e->checksum = gpt_checksum(data, (size_t)e->size);
}

/* ---- the file ---- */

typedef struct shape_image {
    uint8_t *data;
    size_t size;
} shape_image;

enum { SHAPE_CONF, SHAPE_LAYR, SHAPE_META, SHAPE_DIRE, SHAPE_DATA, SHAPE_SECTIONS };

typedef struct shape_job {
    const shape *s;
    shape_image *image;
    gpt__tensor_entry *entry; /* (n) in the image */
    size_t n, n_col;          /* n_col: the longest row */
    float *rows;              /* (threads, 16, n_col) */
} shape_job;

static inline void shape_fill_thread(void *arg, const gpt__team *me) {
    const shape_job *job = (const shape_job *)arg;
    float *rows = job->rows + (size_t)me->i * GPT__PANEL * job->n_col;
    size_t i;
    for (i = (size_t)me->i; i < job->n; i += (size_t)me->n)
        shape_fill(job->s, &job->entry[i], job->image->data + job->entry[i].offset, rows);
}

static inline size_t shape_meta(const shape *s, uint8_t *at) { /* its size; at NULL: only that */
    const char *const pair[2][2] = {{"name", s->name}, {"family", s->family}};
    const uint32_t count = 2;
    size_t i, size = 8;
    if (at) memcpy(at, &count, 4);
    for (i = 0; i < count; i++) {
        const uint32_t k = (uint32_t)strlen(pair[i][0]) + 1, v = (uint32_t)strlen(pair[i][1]) + 1;
        if (at) {
            memcpy(at + size, &k, 4);
            memcpy(at + size + 4, &v, 4);
            memcpy(at + size + 8, pair[i][0], k);
            memcpy(at + size + 8 + k, pair[i][1], v);
        }
        size += 8 + (k + v + 3) / 4 * 4;
    }
    return size;
}

/* The header and the table, when all the sections are in place. */
static inline void shape_seal(shape_image *image, const uint64_t *offset, const uint64_t *size) {
    static const char kind[SHAPE_SECTIONS][5] = {"CONF", "LAYR", "META", "DIRE", "DATA"};
    const uint32_t version = 1, n = SHAPE_SECTIONS;
    const uint64_t total = image->size;
    uint64_t sum;
    int i;
    memcpy(image->data, "gpt.h\r\n\032", 8);
    memcpy(image->data + 8, &version, 4);
    memcpy(image->data + 12, &n, 4);
    memcpy(image->data + 16, &total, 8);
    for (i = 0; i < SHAPE_SECTIONS; i++) {
        uint8_t *e = image->data + 64 + 32 * i;
        sum = i == SHAPE_DATA ? 0 : gpt_checksum(image->data + offset[i], (size_t)size[i]);
        memcpy(e, kind[i], 4);
        e[4] = i != SHAPE_META;
        memcpy(e + 8, &offset[i], 8);
        memcpy(e + 16, &size[i], 8);
        memcpy(e + 24, &sum, 8);
    }
    sum = gpt_checksum(image->data, 64 + 32 * SHAPE_SECTIONS);
    memcpy(image->data + 24, &sum, 8);
}

static inline void shape_free(shape_image *image) {
    gpt__free(NULL, image->data);
    memset(image, 0, sizeof *image);
}

/* Where everything lies; returns the size of the file. */
static inline uint64_t shape_layout(const shape *s, gpt__tensor_entry *entry, size_t n,
                                    uint64_t *offset, uint64_t *size) {
    uint64_t end = 64 + 32 * SHAPE_SECTIONS;
    size_t i;
    size[SHAPE_CONF] = sizeof(gpt__config);
    size[SHAPE_LAYR] = s->L * sizeof(gpt__layer_config);
    size[SHAPE_META] = shape_meta(s, NULL);
    size[SHAPE_DIRE] = n * sizeof *entry;
    size[SHAPE_DATA] = 0;
    for (i = 0; i < n; i++) size[SHAPE_DATA] += entry[i].size;
    for (i = 0; i < SHAPE_SECTIONS; i++) {
        offset[i] = (end + 63) / 64 * 64;
        end = offset[i] + size[i];
    }
    /* panels are multiples of 64 bytes, so the tensors follow each other without gaps */
    for (end = offset[SHAPE_DATA], i = 0; i < n; i++) {
        entry[i].offset = end;
        end += entry[i].size;
    }
    return end;
}

/* shape_build -- the image of a shape with matrices of a type, made by n_thread threads. memory:
 * bytes that the machine has, which the image must not exceed (a system may promise more than it
 * can give); 0: unknown. huge_pages: 1 asks for them. On failure nothing is to be freed. */
static inline int shape_build(const shape *s, gpt_type type, int n_thread, double memory, int huge_pages,
                              shape_image *image, gpt_error *err) {
    uint64_t offset[SHAPE_SECTIONS], size[SHAPE_SECTIONS], end = 0;
    gpt__config config;
    gpt__layer_config *layer = (gpt__layer_config *)calloc(s->L, sizeof *layer);
    gpt__tensor_entry *entry = (gpt__tensor_entry *)calloc(SHAPE_TENSORS(s->L), sizeof *entry);
    shape_job job;
    memset(&job, 0, sizeof job);
    memset(image, 0, sizeof *image);
    if (layer && entry) {
        shape_config(s, &config, layer);
        job.n = shape_tensors(s, type, entry);
        end = shape_layout(s, entry, job.n, offset, size);
        image->size = (size_t)end;
        if (end == image->size && (memory <= 0 || (double)end < memory))
            image->data = (uint8_t *)gpt__alloc(NULL, image->size);
        job.n_col = s->F > s->D ? s->F : s->D;
        job.n_col = s->H * s->C > job.n_col ? s->H * s->C : job.n_col;
        job.rows = (float *)calloc((size_t)n_thread * GPT__PANEL * job.n_col, sizeof *job.rows);
    }
    if (image->data && job.rows) {
        gpt__os_advise(image->data, image->size, huge_pages, 0);
        memset(image->data, 0, (size_t)offset[SHAPE_DATA]);
        memcpy(image->data + offset[SHAPE_CONF], &config, sizeof config);
        memcpy(image->data + offset[SHAPE_LAYR], layer, (size_t)size[SHAPE_LAYR]);
        memcpy(image->data + offset[SHAPE_DIRE], entry, (size_t)size[SHAPE_DIRE]);
        shape_meta(s, image->data + offset[SHAPE_META]);
        job.s = s;
        job.image = image;
        job.entry = (gpt__tensor_entry *)(void *)(image->data + offset[SHAPE_DIRE]);
        gpt__parallel(n_thread, shape_fill_thread, &job);
        shape_seal(image, offset, size);
        gpt__fail(err, GPT_OK, "%s", "");
    } else if (memory > 0) {
        gpt__fail(err, GPT_E_MEMORY, "out of memory: %s as a model file takes %llu MB of %llu that are free", s->name,
                  (unsigned long long)(end / 1000000), (unsigned long long)(memory * 1e-6));
        shape_free(image);
    } else {
        gpt__fail(err, GPT_E_MEMORY, "out of memory: %s as a model file takes %llu MB", s->name,
                  (unsigned long long)(end / 1000000));
        shape_free(image);
    }
    free(layer);
    free(entry);
    free(job.rows);
    return image->data ? GPT_OK : GPT_E_MEMORY;
}

#endif
