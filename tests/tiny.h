/* tiny.h -- small random models, built as .gpt file images in memory
 *
 *     tiny_desc desc = {0};                      all zero: a llama of a few kilobytes
 *     tiny_image image = tiny_build(&desc);
 *     gpt_model *model = gpt_model_load_memory(image.data, image.size, NULL, &err);
 *     ...
 *     tiny_free(&image);                         after the model
 *
 * The same desc gives the same bytes. Tests that damage an image repair its checksums with tiny_seal. Needs only what
 * gpt.h declares; include that first.
 */
#ifndef TINY_H
#define TINY_H

#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef enum tiny_kind {
    TINY_LLAMA = 0, /* RMS norms, rotary positions, gated SiLU, grouped queries, its own head */
    TINY_GPT2 = 1   /* layer norms, learned positions, plain GELU, biases everywhere, tied head */
} tiny_kind;

typedef struct tiny_desc {
    tiny_kind kind;
    int n_vocab, n_ctx, n_embd, n_layer, n_head, n_kv, n_ff; /* 0: 40, 64, 32, 2, 4, 2 (gpt2: 4), 48 */
    gpt_type type; /* of the matrices */
    uint64_t seed;
    int n_test;    /* tokens of a TEST section (with a wrong result); 0: none */
    const void *token; /* (token_size) a TOKN section, or NULL */
    size_t token_size;
    const char *const *meta; /* key, value, key, value ... NULL: the metadata; NULL: its own */
    /* if not NULL: changes the config before the tensors are laid out, which it must still suit */
    void (*change)(gpt__config *config, gpt__layer_config *layer, void *user);
    void *user;
} tiny_desc;

typedef struct tiny_image {
    uint8_t *data; /* 64-byte aligned */
    size_t size;
    void *raw;     /* what malloc returned */
} tiny_image;

enum { TINY_CONF, TINY_LAYR, TINY_DIRE, TINY_META, TINY_TEST, TINY_TOKN, TINY_DATA, TINY_SECTIONS };

/* ---- little-endian words in place ---- */

static inline uint32_t tiny_get32(const uint8_t *p) {
    return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline uint64_t tiny_get64(const uint8_t *p) {
    return (uint64_t)tiny_get32(p) | (uint64_t)tiny_get32(p + 4) << 32;
}

static inline void tiny_put32(uint8_t *p, uint32_t v) {
    int i;
    for (i = 0; i < 4; i++) p[i] = (uint8_t)(v >> 8 * i);
}

static inline void tiny_put64(uint8_t *p, uint64_t v) {
    tiny_put32(p, (uint32_t)v);
    tiny_put32(p + 4, (uint32_t)(v >> 32));
}

/* ---- images ---- */

static inline tiny_image tiny_alloc(size_t size) {
    tiny_image image;
    image.raw = calloc(size + 64, 1);
    image.data = image.raw ? (uint8_t *)image.raw + (64 - ((uintptr_t)image.raw & 63)) : NULL;
    image.size = size;
    if (!image.raw) abort();
    return image;
}

static inline void tiny_free(tiny_image *image) {
    free(image->raw);
    memset(image, 0, sizeof *image);
}

/* The entry of a section in the table, or NULL. */
static inline uint8_t *tiny_section(const tiny_image *image, const char *kind) {
    uint32_t i, n = tiny_get32(image->data + 12);
    for (i = 0; i < n && i < 64 && 64 + 32 * (size_t)(i + 1) <= image->size; i++)
        if (!memcmp(image->data + 64 + 32 * i, kind, 4)) return image->data + 64 + 32 * i;
    return NULL;
}

/* Where a section's bytes are. */
static inline uint8_t *tiny_bytes(const tiny_image *image, const char *kind) {
    const uint8_t *e = tiny_section(image, kind);
    return e ? image->data + tiny_get64(e + 8) : NULL;
}

/* Make the checksums of sections and header right again, as far as the table still makes sense. */
static inline void tiny_seal(tiny_image *image) {
    uint32_t i, n = image->size < 64 ? 0 : tiny_get32(image->data + 12);
    size_t size;
    uint8_t *copy;
    if (n > 64 || 64 + 32 * (size_t)n > image->size) return;
    for (i = 0; i < n; i++) {
        uint8_t *e = image->data + 64 + 32 * i;
        const uint64_t at = tiny_get64(e + 8), bytes = tiny_get64(e + 16);
        if (!memcmp(e, "DATA", 4) || at > image->size || bytes > image->size - at) continue;
        tiny_put64(e + 24, gpt_checksum(image->data + at, (size_t)bytes));
    }
    size = 64 + 32 * (size_t)n;
    copy = (uint8_t *)malloc(size ? size : 1);
    if (!copy) abort();
    memcpy(copy, image->data, size);
    if (size >= 64) {
        memset(copy + 24, 0, 8);
        tiny_put64(image->data + 24, gpt_checksum(copy, size));
    }
    free(copy);
}

/* ---- tensors ---- */

typedef struct tiny_writer {
    gpt__tensor_entry *entry;
    size_t n_entry;
    uint64_t random;
} tiny_writer;

/* uniform in [-1, 1): splitmix64 */
static inline float tiny_random(tiny_writer *w) {
    uint64_t z = (w->random += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return (float)((z ^ (z >> 31)) >> 40) / 8388608.0f - 1.0f;
}

/* base^x, 0 <= x < 1: libm's pow is not the same everywhere, square roots are */
static inline double tiny_power(double base, double x) {
    double power = 1;
    for (; x > 0; x -= x >= 1) {
        base = sqrt(base);
        x *= 2;
        if (x >= 1) power *= base;
    }
    return power;
}

static inline void tiny_add(tiny_writer *w, uint32_t role, uint32_t layer, gpt_type type, uint32_t n_row,
                            uint32_t n_col) {
    gpt__tensor_entry *e = w->entry + w->n_entry++;
    memset(e, 0, sizeof *e);
    e->role = role, e->layer = layer, e->type = (uint32_t)type;
    e->n_row = n_row, e->n_col = n_col, e->n_expert = 1;
    e->scale = 1;
    e->size = gpt_tensor_size(type, n_row, n_col, 1);
}

static inline void tiny_tensors(tiny_writer *w, const tiny_desc *d, const gpt__config *c,
                                const gpt__layer_config *layer) {
    const uint32_t D = c->n_embd;
    const int bias = d->kind == TINY_GPT2;
    uint32_t i;
    tiny_add(w, GPT__ROLE_TOKEN_EMBD, 0, d->type, c->n_vocab, D);
    if (c->position == GPT__POS_LEARNED) tiny_add(w, GPT__ROLE_POS_EMBD, 0, d->type, c->n_ctx + c->pos_offset, D);
    for (i = 0; i < c->n_rope; i++) tiny_add(w, GPT__ROLE_ROPE_FREQ, i, GPT_TYPE_F32, c->rope[i].n_rot / 2, 1);
    for (i = 0; i < c->n_layer; i++) {
        const gpt__layer_config *l = layer + i;
        const struct {
            uint32_t role, n_row, n_col;
            int present;
        } matrix[] = {
            {GPT__ROLE_ATTN_NORM, D, 1, 1}, {GPT__ROLE_Q, l->n_head * l->head_qk, D, 1},
            {GPT__ROLE_K, l->n_kv * l->head_qk, D, 1}, {GPT__ROLE_V, l->n_kv * l->head_v, D, 1},
            {GPT__ROLE_O, D, l->n_head * l->head_v, 1}, {GPT__ROLE_FFN_NORM, D, 1, 1},
            {GPT__ROLE_GATE, l->n_ff, D, !bias}, {GPT__ROLE_UP, l->n_ff, D, 1}, {GPT__ROLE_DOWN, D, l->n_ff, 1},
        };
        size_t k;
        for (k = 0; k < sizeof matrix / sizeof *matrix; k++) {
            const int vector = matrix[k].n_col == 1;
            if (!matrix[k].present) continue;
            tiny_add(w, matrix[k].role, i, vector ? GPT_TYPE_F32 : d->type, matrix[k].n_row, matrix[k].n_col);
            if (bias) tiny_add(w, matrix[k].role + 1, i, GPT_TYPE_F32, matrix[k].n_row, 1);
        }
    }
    tiny_add(w, GPT__ROLE_OUT_NORM, 0, GPT_TYPE_F32, D, 1);
    if (bias) tiny_add(w, GPT__ROLE_OUT_NORM_B, 0, GPT_TYPE_F32, D, 1);
    else tiny_add(w, GPT__ROLE_OUTPUT, 0, d->type, c->n_out, D);
}

/* Random values that keep activations near 1; norms are near 1, frequencies those of RoPE. */
static inline void tiny_fill(tiny_writer *w, gpt__tensor_entry *e, uint8_t *at) {
    const int norm = e->role == GPT__ROLE_OUT_NORM || e->role == GPT__ROLE_ATTN_NORM || e->role == GPT__ROLE_FFN_NORM;
    const float spread = e->n_col > 1 ? 1.7f / sqrtf((float)e->n_col) : 0.3f;
    const size_t panel = gpt_tensor_size((gpt_type)e->type, 1, e->n_col, 1);
    float *rows = (float *)malloc(16 * (size_t)e->n_col * sizeof *rows);
    uint32_t row, i;
    if (!rows) abort();
    for (row = 0; row < e->n_row; row += 16) {
        const uint32_t n = e->n_row - row < 16 ? e->n_row - row : 16;
        for (i = 0; i < n * e->n_col; i++) rows[i] = tiny_random(w) * spread + (norm ? 1.0f : 0.0f);
        if (e->role == GPT__ROLE_ROPE_FREQ)
            for (i = 0; i < n; i++) rows[i] = (float)(1 / tiny_power(10000, (double)(row + i) / e->n_row));
        gpt_pack_panel((gpt_type)e->type, rows, e->n_col, (int)n, (int)e->n_col, e->scale, at + row / 16 * panel);
    }
    free(rows);
    e->checksum = gpt_checksum(at, (size_t)e->size);
}

/* ---- the file ---- */

static inline void tiny_config(const tiny_desc *d, gpt__config *c, gpt__layer_config *layer) {
    const int gpt2 = d->kind == TINY_GPT2;
    uint32_t i, n_head = (uint32_t)(d->n_head ? d->n_head : 4);
    memset(c, 0, sizeof *c);
    c->n_vocab = (uint32_t)(d->n_vocab ? d->n_vocab : 40);
    c->n_ctx = (uint32_t)(d->n_ctx ? d->n_ctx : 64);
    c->n_embd = (uint32_t)(d->n_embd ? d->n_embd : 32);
    c->n_layer = (uint32_t)(d->n_layer ? d->n_layer : 2);
    c->n_out = c->n_vocab;
    c->head = GPT_HEAD_LM;
    c->position = gpt2 ? GPT__POS_LEARNED : GPT__POS_NONE;
    c->norm = gpt2 ? GPT__NORM_LAYER : GPT__NORM_RMS;
    c->norm_eps = 1e-5f;
    c->embd_scale = c->resid_scale = c->logit_scale = 1;
    if (!gpt2) {
        c->n_rope = 1;
        c->rope[0].n_rot = c->n_embd / n_head;
        c->rope[0].attn_factor = 1;
    }
    for (i = 0; i < c->n_layer; i++) {
        gpt__layer_config *l = layer + i;
        memset(l, 0, sizeof *l);
        l->n_head = n_head;
        l->n_kv = d->n_kv ? (uint32_t)d->n_kv : gpt2 ? n_head : n_head % 2 ? 1 : n_head / 2;
        l->head_qk = l->head_v = c->n_embd / n_head;
        l->rope = !gpt2;
        l->attn_scale = 1.0f / sqrtf((float)l->head_qk);
        l->n_ff = (uint32_t)(d->n_ff ? d->n_ff : 48);
        l->act = gpt2 ? GPT__ACT_GELU_TANH : GPT__ACT_SILU;
    }
    if (d->change) d->change(c, layer, d->user);
}

static inline size_t tiny_meta(const char *const *meta, uint8_t *at) { /* returns its size; at NULL: only that */
    static const char *const own[] = {"name", "tiny", "family", "test", NULL};
    size_t size = 8;
    uint32_t n = 0;
    for (meta = meta ? meta : own; *meta; meta += 2, n++) {
        const size_t k = strlen(meta[0]) + 1, v = strlen(meta[1]) + 1;
        if (at) {
            tiny_put32(at + size, (uint32_t)k);
            tiny_put32(at + size + 4, (uint32_t)v);
            memcpy(at + size + 8, meta[0], k);
            memcpy(at + size + 8 + k, meta[1], v);
        }
        size += 8 + (k + v + 3) / 4 * 4;
    }
    if (at) tiny_put32(at, n);
    return size;
}

static inline size_t tiny_up64(size_t n) { return (n + 63) / 64 * 64; }

static inline tiny_image tiny_build(const tiny_desc *d) {
    static const char kinds[TINY_SECTIONS][5] = {"CONF", "LAYR", "DIRE", "META", "TEST", "TOKN", "DATA"};
    const size_t n_layer = (size_t)(d->n_layer ? d->n_layer : 2);
    gpt__config config;
    gpt__layer_config *layer = (gpt__layer_config *)calloc(n_layer, sizeof *layer);
    tiny_writer w;
    tiny_image image;
    size_t size[TINY_SECTIONS], at[TINY_SECTIONS], end, i, n = 0;
    memset(&w, 0, sizeof w);
    w.random = d->seed;
    w.entry = (gpt__tensor_entry *)calloc(16 + 24 * n_layer, sizeof *w.entry);
    if (!layer || !w.entry) abort();
    tiny_config(d, &config, layer);
    tiny_tensors(&w, d, &config, layer);
    size[TINY_CONF] = sizeof config;
    size[TINY_LAYR] = n_layer * sizeof *layer;
    size[TINY_DIRE] = w.n_entry * sizeof *w.entry;
    size[TINY_META] = tiny_meta(d->meta, NULL);
    size[TINY_TEST] = d->n_test ? 16 + 4 * (size_t)d->n_test : 0;
    size[TINY_TOKN] = d->token ? d->token_size : 0;
    for (size[TINY_DATA] = 0, i = 0; i < w.n_entry; i++) size[TINY_DATA] += (size_t)w.entry[i].size;
    for (i = 0; i < TINY_SECTIONS; i++) n += size[i] != 0;
    for (end = 64 + 32 * n, i = 0; i < TINY_SECTIONS; i++)
        at[i] = tiny_up64(end), end = size[i] ? at[i] + size[i] : end;
    image = tiny_alloc(end);
    memcpy(image.data, "gpt.h\r\n\032", 8);
    tiny_put32(image.data + 8, 1);
    tiny_put32(image.data + 12, (uint32_t)n);
    tiny_put64(image.data + 16, end);
    for (n = 0, i = 0; i < TINY_SECTIONS; i++) {
        uint8_t *e = image.data + 64 + 32 * n;
        if (!size[i]) continue;
        memcpy(e, kinds[i], 4);
        tiny_put32(e + 4, i != TINY_META && i != TINY_TEST);
        tiny_put64(e + 8, at[i]);
        tiny_put64(e + 16, size[i]);
        n++;
    }
    for (end = at[TINY_DATA], i = 0; i < w.n_entry; i++) {
        w.entry[i].offset = end;
        tiny_fill(&w, w.entry + i, image.data + end);
        end += (size_t)w.entry[i].size;
    }
    memcpy(image.data + at[TINY_CONF], &config, sizeof config);
    memcpy(image.data + at[TINY_LAYR], layer, size[TINY_LAYR]);
    memcpy(image.data + at[TINY_DIRE], w.entry, size[TINY_DIRE]);
    tiny_meta(d->meta, image.data + at[TINY_META]);
    if (d->n_test) {
        tiny_put32(image.data + at[TINY_TEST], (uint32_t)d->n_test);
        for (i = 0; i < (size_t)d->n_test; i++)
            tiny_put32(image.data + at[TINY_TEST] + 16 + 4 * i, (uint32_t)(i * 7 % config.n_vocab));
    }
    if (d->token) memcpy(image.data + at[TINY_TOKN], d->token, d->token_size);
    free(layer);
    free(w.entry);
    tiny_seal(&image);
    return image;
}

#endif
