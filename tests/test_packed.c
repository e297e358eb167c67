/* test_packed -- checkpoints whose weights a quantiser packed: GPTQ, AWQ, compressed-tensors, 8-bit floats, BitNet,
 * bitsandbytes, MXFP4, NVFP4. They are packed here, by the published layouts, from random codes and scales; what is
 * made of them must be, byte for byte, what is made of the same model with the weights they stand for as plain floats,
 * and by default no type that loses anything where there is one that does not. Then they are damaged. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#include "../gpt.h"
#include "../tools/file.h"
#include "../tools/json.h"
#include "../tools/source.h"
#include "../tools/checkpoint.h"
#include "../tools/packed.h"
#include "test.h"
#include "tool.h"

/* ---- checkpoints ---- */

enum { MOST = 160 };

typedef struct tensor {
    char name[96], dtype[12];
    int n_dim;
    unsigned dim[4];
    size_t size;
    unsigned char *data;
} tensor;

typedef struct checkpoint {
    tensor t[MOST];
    int n;
} checkpoint;

static checkpoint packed_files, plain_files; /* the same model twice */

static void clear(checkpoint *c) {
    while (c->n > 0) free(c->t[--c->n].data);
}

static unsigned char *add(checkpoint *c, const char *stem, const char *end, const char *dtype, size_t value, int n_dim,
                          int a, int b, int d) {
    tensor *t = &c->t[c->n++];
    int i;
    if (c->n > MOST) abort();
    snprintf(t->name, sizeof t->name, "%s%s", stem, end);
    snprintf(t->dtype, sizeof t->dtype, "%s", dtype);
    t->n_dim = n_dim;
    t->dim[0] = (unsigned)a, t->dim[1] = (unsigned)b, t->dim[2] = (unsigned)d;
    for (t->size = value, i = 0; i < n_dim; i++) t->size *= t->dim[i];
    t->data = (unsigned char *)calloc(1, t->size + 8);
    if (!t->data) abort();
    return t->data;
}

static tensor *find(checkpoint *c, const char *name) {
    int i;
    for (i = 0; i < c->n; i++)
        if (strcmp(c->t[i].name, name) == 0) return &c->t[i];
    FAIL("no tensor %s", name);
    abort();
}

static void put16(unsigned char *p, unsigned v) { p[0] = (unsigned char)v, p[1] = (unsigned char)(v >> 8); }

static void put32(unsigned char *p, uint32_t v) { put16(p, v & 0xFFFF), put16(p + 2, v >> 16); }

static void put_float(unsigned char *p, float x) {
    uint32_t v;
    memcpy(&v, &x, 4);
    put32(p, v);
}

static void scratch(char out[250], const char *name) {
    char full[100];
    snprintf(full, sizeof full, "test_packed-%ld-%.40s", (long)getpid(), name);
    snprintf(out, 250, "%s", test_build(full));
}

static void save_text(const char *path, const char *text, size_t n) {
    FILE *f = fopen(path, "wb");
    if (!f) abort();
    fwrite(text, 1, n, f);
    fclose(f);
}

static void save(const checkpoint *c, const char *path) {
    FILE *f = fopen(path, "wb");
    char *head = (char *)malloc(400 * MOST);
    size_t n = 0, at = 0;
    unsigned char size[8] = {0};
    int i, k;
    if (!f || !head) abort();
    for (i = 0; i < c->n; i++) {
        const tensor *t = &c->t[i];
        n += (size_t)sprintf(head + n, "%c\"%s\":{\"dtype\":\"%s\",\"shape\":[", i ? ',' : '{', t->name, t->dtype);
        for (k = 0; k < t->n_dim; k++) n += (size_t)sprintf(head + n, k ? ",%u" : "%u", t->dim[k]);
        n += (size_t)sprintf(head + n, "],\"data_offsets\":[%zu,%zu]}", at, at + t->size);
        at += t->size;
    }
    head[n++] = '}';
    put32(size, (uint32_t)n);
    fwrite(size, 1, 8, f);
    fwrite(head, 1, n, f);
    for (i = 0; i < c->n; i++) fwrite(c->t[i].data, 1, c->t[i].size, f);
    free(head);
    fclose(f);
}

/* ---- numbers ---- */

/* an f16 of a usual size for scales, its bits at p */
static float random_f16(unsigned char *p) {
    const unsigned exponent = 6 + (unsigned)test_below(4), mantissa = (unsigned)test_below(1024);
    put16(p, exponent << 10 | mantissa);
    return ldexpf(1024.0f + (float)mantissa, (int)exponent - 25);
}

static float random_bf16(unsigned char *p) {
    const unsigned exponent = 118 + (unsigned)test_below(4), mantissa = (unsigned)test_below(128);
    put16(p, exponent << 7 | mantissa);
    return ldexpf(128.0f + (float)mantissa, (int)exponent - 134);
}

static float random_f32(unsigned char *p) {
    const float x = (float)(0.002 + 0.01 * test_uniform());
    put_float(p, x);
    return x;
}

/* e4m3 as the Open Compute Project writes it */
static float e4m3(unsigned b) {
    const int e = b >> 3 & 15, m = b & 7;
    const float x = e ? ldexpf(1.0f + (float)m / 8.0f, e - 7) : ldexpf((float)m / 8.0f, -6);
    return b & 128 ? -x : x;
}

static const float e2m1[16] = {0, .5f, 1, 1.5f, 2, 3, 4, 6, -0.f, -.5f, -1, -1.5f, -2, -3, -4, -6};

/* `bits` of a stream of words, of which word w is words[w * stride] */
static void put_bits(unsigned char *words, size_t stride, size_t at, int bits, unsigned v) {
    int i;
    for (i = 0; i < bits; i++, at++)
        if (v >> i & 1) words[at / 32 * stride * 4 + at % 32 / 8] |= (unsigned char)(1 << at % 8);
}

/* ---- packers: each makes a matrix (rows, cols) of random values ---- */

typedef struct recipe_of {
    const char *name, *config; /* quantization_config */
    float *(*pack)(const struct recipe_of *r, const char *stem, int rows, int cols);
    int bits, group;           /* group 0: whole columns */
    int even, act_order, plus; /* even: zero points in the middle; plus: they are stored less one; 2: word by word */
    const char *dtype, *type;  /* what the report says by default */
    double error;              /* the largest by default, as a share of the largest value */
} recipe_of;

static float *values_of(int rows, int cols) {
    float *x = (float *)malloc((size_t)(rows * cols) * sizeof *x);
    if (!x) abort();
    return x;
}

static float *pack_gptq(const recipe_of *r, const char *stem, int rows, int cols) {
    const int group = r->group ? r->group : cols, n = (cols + group - 1) / group, bits = r->bits, half = 1 << (bits - 1);
    unsigned char *q = add(&packed_files, stem, ".qweight", "I32", 4, 2, cols * bits / 32, rows, 0);
    unsigned char *z = add(&packed_files, stem, ".qzeros", "I32", 4, 2, n, rows * bits / 32, 0);
    unsigned char *s = add(&packed_files, stem, ".scales", "F16", 2, 2, n, rows, 0);
    unsigned char *g = r->act_order >= 0 ? add(&packed_files, stem, ".g_idx", "I32", 4, 1, cols, 0, 0) : NULL;
    float *x = values_of(rows, cols), *scale = values_of(n, rows), *zero = values_of(n, rows);
    int i, o, k;
    for (k = 0; k < n; k++)
        for (o = 0; o < rows; o++) {
            const int low = r->plus == 1, is = r->even ? half : low + test_below((1 << bits) - low);
            scale[k * rows + o] = random_f16(s + (k * rows + o) * 2);
            zero[k * rows + o] = (float)is;
            put_bits(z + (size_t)k * (size_t)(rows * bits / 32) * 4, 1, (size_t)(o * bits), bits, (unsigned)(is - low));
        }
    for (i = 0; i < n * rows * bits / 32 && r->plus == 2; i++) {
        const uint32_t word = z[i * 4] | (uint32_t)z[i * 4 + 1] << 8 | (uint32_t)z[i * 4 + 2] << 16 | (uint32_t)z[i * 4 + 3] << 24;
        put32(z + i * 4, word - 0x11111111); /* borrows from the next field where a zero point is 0 */
    }
    for (i = 0; i < cols; i++) {
        const int of = r->act_order > 0 ? (i * 7 + 3) % cols / group : i / group;
        if (g) put32(g + i * 4, r->act_order == 2 ? 0 : (uint32_t)of);
        for (o = 0; o < rows; o++) {
            const unsigned v = (unsigned)test_below(1 << bits);
            put_bits(q + o * 4, (size_t)rows, (size_t)(i * bits), bits, v);
            k = (r->act_order == 2 ? i / group : of) * rows + o;
            x[o * cols + i] = scale[k] * ((float)v - zero[k]);
        }
    }
    free(scale);
    free(zero);
    return x;
}

static float *pack_awq(const recipe_of *r, const char *stem, int rows, int cols) {
    static const int order[8] = {0, 2, 4, 6, 1, 3, 5, 7};
    const int n = cols / r->group;
    unsigned char *q = add(&packed_files, stem, ".qweight", "I32", 4, 2, cols, rows / 8, 0);
    unsigned char *z = add(&packed_files, stem, ".qzeros", "I32", 4, 2, n, rows / 8, 0);
    unsigned char *s = add(&packed_files, stem, ".scales", "F16", 2, 2, n, rows, 0);
    float *x = values_of(rows, cols), *scale = values_of(n, rows);
    int *zero = (int *)malloc((size_t)(n * rows) * sizeof *zero), i, w, k, o;
    if (!zero) abort();
    for (i = 0; i < n; i++)
        for (o = 0; o < rows; o++) scale[i * rows + o] = random_f16(s + (i * rows + o) * 2), zero[i * rows + o] = test_below(16);
    for (i = 0; i < n; i++)
        for (w = 0; w < rows / 8; w++)
            for (k = 0; k < 8; k++)
                put_bits(z + (i * rows / 8 + w) * 4, 1, (size_t)k * 4, 4, (unsigned)zero[i * rows + w * 8 + order[k]]);
    for (i = 0; i < cols; i++)
        for (w = 0; w < rows / 8; w++)
            for (k = 0; k < 8; k++) {
                const int v = test_below(16), to = w * 8 + order[k], at = i / r->group * rows + to;
                put_bits(q + (i * rows / 8 + w) * 4, 1, (size_t)k * 4, 4, (unsigned)v);
                x[to * cols + i] = (float)(v - zero[at]) * scale[at];
            }
    free(zero);
    free(scale);
    return x;
}

static float *pack_gemv(const recipe_of *r, const char *stem, int rows, int cols) {
    const int n = cols / r->group, wide = (n + 7) / 8 * 8;
    unsigned char *q = add(&packed_files, stem, ".qweight", "I32", 4, 2, rows, cols / 8, 0);
    unsigned char *z = add(&packed_files, stem, ".qzeros", "I32", 4, 2, rows, wide / 8, 0);
    unsigned char *s = add(&packed_files, stem, ".scales", "F16", 2, 2, rows, wide, 0);
    float *x = values_of(rows, cols);
    int o, i, zero = 0;
    for (o = 0; o < rows; o++) {
        float scale = 0;
        for (i = 0; i < cols; i++) {
            const int v = test_below(16);
            if (i % r->group == 0) {
                scale = random_f16(s + (o * wide + i / r->group) * 2);
                zero = test_below(16);
                put_bits(z + (size_t)o * (size_t)wide / 2, 1, (size_t)(i / r->group) * 4, 4, (unsigned)zero);
            }
            put_bits(q + (size_t)o * (size_t)cols / 2, 1, (size_t)i * 4, 4, (unsigned)v);
            x[o * cols + i] = (float)(v - zero) * scale;
        }
    }
    return x;
}

static float *pack_ints(const recipe_of *r, const char *stem, int rows, int cols) {
    const int group = r->group ? r->group : cols, n = (cols + group - 1) / group, bits = r->bits, half = 1 << (bits - 1);
    const int words = (cols * bits + 31) / 32;
    unsigned char *q = add(&packed_files, stem, ".weight_packed", "I32", 4, 2, rows, words, 0);
    unsigned char *s = add(&packed_files, stem, ".weight_scale", "BF16", 2, 2, rows, n, 0);
    unsigned char *shape = add(&packed_files, stem, ".weight_shape", "I64", 8, 1, 2, 0, 0);
    unsigned char *z = r->even ? NULL : add(&packed_files, stem, ".weight_zero_point", "I32", 4, 2, (rows * bits + 31) / 32, n, 0);
    unsigned char *g = r->act_order > 0 ? add(&packed_files, stem, ".weight_g_idx", "I32", 4, 1, cols, 0, 0) : NULL;
    float *x = values_of(rows, cols), *scale = values_of(rows, n);
    int *zero = (int *)calloc((size_t)(rows * n), sizeof *zero), o, i;
    if (!zero) abort();
    put32(shape, (uint32_t)rows), put32(shape + 8, (uint32_t)cols);
    for (o = 0; o < rows; o++)
        for (i = 0; i < n; i++) {
            scale[o * n + i] = random_bf16(s + (o * n + i) * 2);
            if (z) put_bits(z + i * 4, (size_t)n, (size_t)(o * bits), bits, (unsigned)(zero[o * n + i] = test_below(2 * half)));
            if (z) zero[o * n + i] -= half;
        }
    for (i = 0; i < cols; i++) {
        const int of = g ? (i * 7 + 3) % cols / group : i / group;
        if (g) put32(g + i * 4, (uint32_t)of);
        for (o = 0; o < rows; o++) {
            const int v = test_below(2 * half);
            put_bits(q + (size_t)o * (size_t)words * 4, 1, (size_t)(i * bits), bits, (unsigned)v);
            x[o * cols + i] = (float)(v - half - zero[o * n + of]) * scale[o * n + of];
        }
    }
    free(scale);
    free(zero);
    return x;
}

/* bytes: bits 8 floats, else whole numbers; group: 0 one scale for all, 1 a row, 2 blocks of 48 x 40, 3 groups of 16 */
static float *pack_bytes(const recipe_of *r, const char *stem, int rows, int cols) {
    const int floats = r->bits == 8, a = r->group == 0 ? rows : r->group == 2 ? 48 : 1;
    const int b = r->group == 2 ? 40 : r->group == 3 ? 16 : cols, n = (rows + a - 1) / a, m = (cols + b - 1) / b;
    unsigned char *q = add(&packed_files, stem, ".weight", floats ? "F8_E4M3" : "I8", 1, 2, rows, cols, 0);
    unsigned char *s = add(&packed_files, stem, r->plus ? ".weight_scale_inv" : ".weight_scale", floats ? "F32" : "BF16",
                           floats ? 4 : 2, r->group ? 2 : 0, n, m, 0);
    unsigned char *z = r->even ? NULL : add(&packed_files, stem, ".weight_zero_point", "I8", 1, 2, n, m, 0);
    float *x = values_of(rows, cols), *scale = values_of(n, m);
    int i, o;
    for (i = 0; i < n * m; i++) scale[i] = floats ? random_f32(s + i * 4) : random_bf16(s + i * 2);
    for (i = 0; i < n * m && z; i++) z[i] = (unsigned char)(test_below(41) - 20);
    for (o = 0; o < rows; o++)
        for (i = 0; i < cols; i++) {
            const int at = o / a * m + i / b, zero = z ? (signed char)z[at] : 0;
            unsigned v = (unsigned)test_below(256);
            if (floats && (v & 127) == 127) v--; /* NaN */
            if (!floats && v == 128 && r->even != 2) v++; /* -128 is the exception */
            q[o * cols + i] = (unsigned char)v;
            x[o * cols + i] = floats ? e4m3(v) * scale[at] : (float)((signed char)v - zero) * scale[at];
        }
    free(scale);
    add(&packed_files, stem, ".input_scale", "F32", 4, 1, 1, 0, 0);
    return x;
}

static float *pack_bitnet(const recipe_of *r, const char *stem, int rows, int cols) {
    unsigned char *q = add(&packed_files, stem, ".weight", "U8", 1, 2, rows / 4, cols, 0);
    unsigned char *s = add(&packed_files, stem, ".weight_scale", "BF16", 2, 1, 1, 0, 0);
    float *x = values_of(rows, cols);
    const float scale = random_bf16(s);
    int o, i;
    for (o = 0; o < rows; o++)
        for (i = 0; i < cols; i++) {
            const int v = test_below(3);
            q[o % (rows / 4) * cols + i] |= (unsigned char)(v << o / (rows / 4) * 2);
            x[o * cols + i] = r->plus ? (float)(v - 1) * scale : (float)(v - 1) / scale;
        }
    return x;
}

static const float nf4[16] = {
    -1.0f, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f, -0.28444138169288635f, -0.18477343022823334f,
    -0.09105003625154495f, 0.0f, 0.07958029955625534f, 0.16093020141124725f, 0.24611230194568634f, 0.33791524171829224f,
    0.44070982933044434f, 0.5626170039176941f, 0.7229568362236023f, 1.0f};
static const float fp4[16] = {0, 0.0625f / 12, 8.0f / 12, 1, 4.0f / 12, 0.5f, 2.0f / 12, 0.25f,
                              -0.f, -0.0625f / 12, -8.0f / 12, -1, -4.0f / 12, -0.5f, -2.0f / 12, -0.25f};

static float *pack_bnb4(const recipe_of *r, const char *stem, int rows, int cols) {
    const int n = rows * cols, block = r->group, many = (n + block - 1) / block, wide = (many + 255) / 256;
    const float *map = r->plus ? fp4 : nf4;
    char state[300];
    unsigned char *q = add(&packed_files, stem, ".weight", "U8", 1, 2, (n + 1) / 2, 1, 0), *s, *p;
    float *x = values_of(rows, cols), *scale = values_of(many, 1);
    int i;
    p = add(&packed_files, stem, ".weight.quant_map", "F32", 4, 1, 16, 0, 0);
    for (i = 0; i < 16; i++) put_float(p + i * 4, map[i]);
    if (r->even) { /* scales as they are */
        s = add(&packed_files, stem, ".weight.absmax", "F32", 4, 1, many, 0, 0);
        for (i = 0; i < many; i++) scale[i] = random_f32(s + i * 4);
    } else {
        unsigned char *nested = add(&packed_files, stem, ".weight.nested_absmax", "F32", 4, 1, wide, 0, 0);
        float code[256], most[40];
        s = add(&packed_files, stem, ".weight.absmax", "U8", 1, 1, many, 0, 0);
        p = add(&packed_files, stem, ".weight.nested_quant_map", "F32", 4, 1, 256, 0, 0);
        for (i = 0; i < 256; i++) put_float(p + i * 4, code[i] = (float)((i - 128) * (i - 128)) / 16384.0f);
        for (i = 0; i < wide; i++) most[i] = random_f32(nested + i * 4);
        for (i = 0; i < many; i++) s[i] = (unsigned char)test_below(256), scale[i] = code[s[i]] * most[i / 256] + 0.03125f;
    }
    snprintf(state, sizeof state, "{\"quant_type\": \"%s\", \"blocksize\": %d, \"dtype\": \"bfloat16\", \"shape\": [%d, %d]%s}",
             r->plus ? "fp4" : "nf4", block, rows, cols,
             r->even ? "" : ", \"nested_blocksize\": 256, \"nested_dtype\": \"float32\", \"nested_offset\": 0.03125");
    memcpy(add(&packed_files, stem, r->plus ? ".weight.quant_state.bitsandbytes__fp4" : ".weight.quant_state.bitsandbytes__nf4",
               "U8", 1, 1, (int)strlen(state), 0, 0), state, strlen(state));
    for (i = 0; i < n; i++) {
        const int v = test_below(16);
        q[i / 2] |= (unsigned char)(i % 2 ? v : v << 4);
        x[i] = map[v] * scale[i / block];
    }
    free(scale);
    return x;
}

static float *pack_bnb8(const recipe_of *r, const char *stem, int rows, int cols) {
    unsigned char *q = add(&packed_files, stem, ".weight", "I8", 1, 2, rows, cols, 0);
    unsigned char *s = add(&packed_files, stem, ".SCB", "F32", 4, 1, rows, 0, 0);
    float *x = values_of(rows, cols);
    int o, i;
    (void)r;
    add(&packed_files, stem, ".weight_format", "U8", 1, 0, 0, 0, 0);
    for (o = 0; o < rows; o++) {
        const float scale = random_f32(s + o * 4) / 127.0f;
        for (i = 0; i < cols; i++) {
            const int v = test_below(255) - 127;
            q[o * cols + i] = (unsigned char)v;
            x[o * cols + i] = (float)v * scale;
        }
    }
    return x;
}

/* group 32: MXFP4, 16: NVFP4; plus: as ModelOpt calls its tensors */
static float *pack_fours(const recipe_of *r, const char *stem, int rows, int cols) {
    const int n = cols / r->group, mx = r->group == 32;
    unsigned char *q = add(&packed_files, stem, r->plus ? ".weight" : ".weight_packed", "U8", 1, 2, rows, cols / 2, 0);
    unsigned char *s = add(&packed_files, stem, ".weight_scale", mx ? "U8" : "F8_E4M3", 1, 2, rows, n, 0);
    float *x = values_of(rows, cols), one = 1, scale = 0;
    int o, i;
    if (!mx) one = random_f32(add(&packed_files, stem, r->plus ? ".weight_scale_2" : ".weight_global_scale", "F32", 4, 1, 1, 0, 0));
    for (o = 0; o < rows; o++)
        for (i = 0; i < cols; i++) {
            const int v = test_below(16);
            if (i % r->group == 0) {
                s[o * n + i / r->group] = (unsigned char)(mx ? 116 + test_below(6) : 24 + test_below(40));
                scale = mx ? ldexpf(1, s[o * n + i / r->group] - 127) : e4m3(s[o * n + i / r->group]);
                scale = mx ? scale : r->plus ? scale * one : scale / one;
            }
            q[(o * cols + i) / 2] |= (unsigned char)(i % 2 ? v << 4 : v);
            x[o * cols + i] = e2m1[v] * scale;
        }
    return x;
}

/* ---- models ---- */

static void add_floats(const char *name, int rows, int cols, int near_one) {
    unsigned char *a = add(&packed_files, name, "", "F32", 4, cols ? 2 : 1, rows, cols, 0);
    unsigned char *b = add(&plain_files, name, "", "F32", 4, cols ? 2 : 1, rows, cols, 0);
    int i, n = rows * (cols ? cols : 1);
    for (i = 0; i < n; i++) {
        const float x = (float)near_one + (float)test_normal() * 0.1f;
        put_float(a + i * 4, x), put_float(b + i * 4, x);
    }
}

/* turned: how the plain one is stored (Conv1D) */
static void add_matrix(const recipe_of *r, const char *stem, int rows, int cols, int turned) {
    float *x = r->pack(r, stem, rows, cols);
    unsigned char *to = add(&plain_files, stem, ".weight", "F32", 4, 2, turned ? cols : rows, turned ? rows : cols, 0);
    int o, i;
    for (o = 0; o < rows; o++)
        for (i = 0; i < cols; i++) put_float(to + (turned ? i * rows + o : o * cols + i) * 4, x[o * cols + i]);
    free(x);
}

static const char llama[] = "{\"model_type\":\"llama\",\"hidden_size\":64,\"intermediate_size\":%d,\"num_hidden_layers\":2,"
    "\"num_attention_heads\":4,\"num_key_value_heads\":2,\"vocab_size\":40,\"max_position_embeddings\":32,"
    "\"rms_norm_eps\":1e-5,\"tie_word_embeddings\":false%s%s}";

static void build_llama(const recipe_of *r, int F) {
    static const struct { const char *name; int rows, cols; } list[] = {
        {"self_attn.q_proj", 64, 64}, {"self_attn.k_proj", 32, 64}, {"self_attn.v_proj", 32, 64},
        {"self_attn.o_proj", 64, 64}, {"mlp.gate_proj", 0, 64}, {"mlp.up_proj", 0, 64}, {"mlp.down_proj", 64, 0}};
    char name[96];
    int l;
    size_t i;
    clear(&packed_files);
    clear(&plain_files);
    add_floats("model.embed_tokens.weight", 40, 64, 0);
    add_floats("model.norm.weight", 64, 0, 1);
    add_floats("lm_head.weight", 40, 64, 0); /* one of those that are not to be packed */
    for (l = 0; l < 2; l++) {
        for (i = 0; i < sizeof list / sizeof list[0]; i++) {
            snprintf(name, sizeof name, "model.layers.%d.%s", l, list[i].name);
            add_matrix(r, name, list[i].rows ? list[i].rows : F, list[i].cols ? list[i].cols : F, 0);
        }
        snprintf(name, sizeof name, "model.layers.%d.input_layernorm.weight", l);
        add_floats(name, 64, 0, 1);
        snprintf(name, sizeof name, "model.layers.%d.post_attention_layernorm.weight", l);
        add_floats(name, 64, 0, 1);
    }
}

/* Writes a checkpoint's folder; its path, and that of the model it is to become, below a name of its own. */
static void write_folder(const checkpoint *c, const char *which, const char *config, char folder[300], char out[300]) {
    char dir[250], path[400];
    scratch(dir, which);
    snprintf(out, 300, "%s.gpt", dir);
    snprintf(folder, 300, "%s/model", dir);
    mkdir(dir, 0777);
    mkdir(folder, 0777);
    snprintf(path, sizeof path, "%s/config.json", folder);
    save_text(path, config, strlen(config));
    snprintf(path, sizeof path, "%s/model.safetensors", folder);
    save(c, path);
}

static void remove_folder(const char *which) {
    char dir[250], command[300];
    scratch(dir, which);
    snprintf(command, sizeof command, "rm -r %s", dir);
    CHECK_INT(system(command), 0);
}

/* Converts a checkpoint; what is said comes to `said`. */
static int convert(const checkpoint *c, const char *which, const char *config, const char *options, char out[300], char *said,
                   size_t cap) {
    char folder[300], arguments[1200];
    int rc;
    write_folder(c, which, config, folder, out);
    snprintf(arguments, sizeof arguments, "%s -o %s %s", folder, out, options);
    rc = test_tool("gpt-convert", arguments, said, cap);
    remove_folder(which);
    return rc;
}

static int same_files(const char *a, const char *b) {
    unsigned char *x = NULL, *y = NULL;
    size_t n = 0, m = 0;
    gpt_error err = {0, ""};
    int same = file_read(a, &x, &n, &err) == GPT_OK && file_read(b, &y, &m, &err) == GPT_OK && n == m && memcmp(x, y, n) == 0;
    free(x);
    free(y);
    return same;
}

/* What the report says of packed tensors: their types, and no larger error than r allows. */
static void check_report(const recipe_of *r, const char *said) {
    const char *line;
    int n = 0;
    for (line = said; line && *line; line = strchr(line, '\n'), line += line != NULL) {
        char name[96], dtype[16], type[8];
        double error = -1;
        if (sscanf(line, "%95s %15s %7s largest error %lf", name, dtype, type, &error) != 4 || !strstr(name, "_proj.weight"))
            continue;
        n++;
        CHECK_STR(dtype, r->dtype);
        CHECK_STR(type, r->type);
        if (!CHECK(error >= 0 && error <= r->error)) printf("  %s: %g\n", name, error);
    }
    if (!CHECK_INT(n, 14)) puts(said);
}

static void check_same(const recipe_of *r, const char *config, const char *plain) {
    static char said[40000];
    char a[300], b[300];
    NOTE("%s", r->name);
    if (!CHECK_INT(convert(&packed_files, "packed", config, "--type f32 --quiet", a, said, sizeof said), 0)) puts(said);
    if (!CHECK_INT(convert(&plain_files, "plain", plain, "--type f32 --quiet", b, said, sizeof said), 0)) puts(said);
    CHECK(same_files(a, b));
    remove(a);
    remove(b);
    if (!r->dtype) return;
    if (!CHECK_INT(convert(&packed_files, "packed", config, "--report --quiet", a, said, sizeof said), 0)) puts(said);
    check_report(r, said);
    remove(a);
}

#define GPTQ(more) "{\"quant_method\":\"gptq\"," more "}"
#define CT(format, more) "{\"quant_method\":\"compressed-tensors\",\"format\":\"" format "\"" more "}"
static const recipe_of recipes[] = {
    {"gptq of 4 bits", GPTQ("\"bits\":4,\"group_size\":32,\"sym\":true,\"desc_act\":false"), pack_gptq, 4, 32, 1, 0, 1, "GPTQ4", "q4", 0},
    {"gptq, last group not full", GPTQ("\"bits\":4,\"group_size\":64,\"desc_act\":false"), pack_gptq, 4, 64, 1, 0, 1, "GPTQ4", "q4", 0},
    {"gptq, no g_idx", GPTQ("\"bits\":4,\"group_size\":64"), pack_gptq, 4, 64, 1, -1, 1, "GPTQ4", "q4", 0},
    {"gptq, g_idx all zero", GPTQ("\"bits\":4,\"group_size\":32"), pack_gptq, 4, 32, 1, 2, 1, "GPTQ4", "q4", 0},
    {"gptq, zero points", GPTQ("\"bits\":4,\"group_size\":32,\"sym\":false"), pack_gptq, 4, 32, 0, 0, 1, "GPTQ4", "q5", 0},
    {"gptq, whole columns", GPTQ("\"bits\":4,\"group_size\":-1,\"sym\":false"), pack_gptq, 4, 0, 0, 0, 1, "GPTQ4", "q5", 0},
    {"gptq, act-order", GPTQ("\"bits\":4,\"group_size\":32,\"desc_act\":true"), pack_gptq, 4, 32, 0, 1, 1, "GPTQ4", "q6", 1},
    {"gptq, act-order, even", GPTQ("\"bits\":4,\"group_size\":32,\"desc_act\":true"), pack_gptq, 4, 32, 1, 1, 1, "GPTQ4", "q6", 1},
    {"gptq, small groups", GPTQ("\"bits\":4,\"group_size\":16,\"desc_act\":true"), pack_gptq, 4, 16, 1, 0, 1, "GPTQ4", "q6", 1},
    {"gptq_v2", GPTQ("\"bits\":4,\"group_size\":32,\"checkpoint_format\":\"gptq_v2\""), pack_gptq, 4, 32, 0, 0, 0, "GPTQ4", "q5", 0},
    {"gptq of GPTQModel", GPTQ("\"bits\":4,\"group_size\":32,\"sym\":false,\"checkpoint_format\":\"gptq\",\"meta\":{\"quantizer\":[\"gptqmodel:2.0.0\"]}"),
     pack_gptq, 4, 32, 0, 0, 2, "GPTQ4", "q5", 0},
    {"gptq of 2 bits", GPTQ("\"bits\":2,\"group_size\":64"), pack_gptq, 2, 64, 1, 0, 1, "GPTQ2", "q2", 0},
    {"gptq of 2 bits, zero points", GPTQ("\"bits\":2,\"group_size\":64"), pack_gptq, 2, 64, 0, 0, 1, "GPTQ2", "q3", 0},
    {"gptq of 3 bits", GPTQ("\"bits\":3,\"group_size\":32"), pack_gptq, 3, 32, 1, 0, 1, "GPTQ3", "q3", 0},
    {"gptq of 3 bits, zero points", GPTQ("\"bits\":3,\"group_size\":32"), pack_gptq, 3, 32, 0, 0, 1, "GPTQ3", "q4", 0},
    {"gptq of 8 bits", GPTQ("\"bits\":8,\"group_size\":128"), pack_gptq, 8, 128, 1, 0, 1, "GPTQ8", "q8", 0.02},
    {"awq", "{\"quant_method\":\"awq\",\"bits\":4,\"group_size\":32,\"zero_point\":true,\"version\":\"gemm\"}", pack_awq, 4, 32, 0, 0, 0, "AWQ4", "q5", 0},
    {"awq, GEMM", "{\"quant_method\":\"awq\",\"bits\":4,\"group_size\":16,\"version\":\"GEMM\"}", pack_awq, 4, 16, 0, 0, 0, "AWQ4", "q6", 1},
    {"awq, gemv", "{\"quant_method\":\"awq\",\"bits\":4,\"group_size\":32,\"version\":\"gemv\"}", pack_gemv, 4, 32, 0, 0, 0, "AWQ4", "q5", 0},
    {"gptq as auto-round has it", "{\"quant_method\":\"auto-round\",\"packing_format\":\"auto_round:auto_gptq\",\"bits\":4,\"group_size\":32}",
     pack_gptq, 4, 32, 1, 0, 1, "GPTQ4", "q4", 0},
    {"pack-quantized", CT("pack-quantized", ",\"config_groups\":{\"group_0\":{\"weights\":{\"num_bits\":4,\"group_size\":32}}}"),
     pack_ints, 4, 32, 1, 0, 0, "INT4", "q4", 0},
    {"pack-quantized, zero points", CT("pack-quantized", ""), pack_ints, 4, 32, 0, 0, 0, "INT4", "q5", 0},
    {"pack-quantized, act-order", CT("pack-quantized", ""), pack_ints, 4, 32, 1, 1, 0, "INT4", "q6", 1},
    {"pack-quantized, a scale a row", CT("pack-quantized", ""), pack_ints, 8, 0, 1, 0, 0, "INT8", "q8", 0.02},
    {"pack-quantized of 3 bits", CT("pack-quantized", ""), pack_ints, 3, 32, 1, 0, 0, "INT3", "q3", 0},
    {"pack-quantized of 6 bits", CT("pack-quantized", ",\"config_groups\":{\"g\":{\"weights\":{\"num_bits\":6}}}"), pack_ints, 6, 32, 1, 0, 0, "INT6", "q6", 0},
    {"int-quantized, a scale a row", CT("int-quantized", ""), pack_bytes, 0, 1, 1, 0, 0, "INT8", "q8", 0},
    {"int-quantized, with -128", CT("int-quantized", ""), pack_bytes, 0, 1, 2, 0, 0, "INT8", "q8", 0.02},
    {"int-quantized, zero points", CT("int-quantized", ""), pack_bytes, 0, 1, 0, 0, 0, "INT8", "q8", 0.02},
    {"naive-quantized, one scale", CT("naive-quantized", ""), pack_bytes, 0, 0, 1, 0, 0, "INT8", "q8", 0},
    {"float-quantized, one scale", CT("float-quantized", ""), pack_bytes, 8, 0, 1, 0, 0, "F8_E4M3", "bf16", 0.02},
    {"fbgemm_fp8", "{\"quant_method\":\"fbgemm_fp8\",\"activation_scale_ub\":1200.0}", pack_bytes, 8, 1, 1, 0, 0, "F8_E4M3", "bf16", 0.02},
    {"fp8 in blocks", "{\"quant_method\":\"fp8\",\"weight_block_size\":[48,40]}", pack_bytes, 8, 2, 1, 0, 1, "F8_E4M3", "bf16", 0.02},
    {"float-quantized in groups", CT("float-quantized", ""), pack_bytes, 8, 3, 1, 0, 0, "F8_E4M3", "bf16", 0.02},
    {"modelopt", "{\"quant_method\":\"modelopt\",\"quant_algo\":\"FP8\"}", pack_bytes, 8, 0, 1, 0, 0, "F8_E4M3", "bf16", 0.02},
    {"bitnet", "{\"quant_method\":\"bitnet\",\"modules_to_not_convert\":null}", pack_bitnet, 2, 0, 1, 0, 0, "BITNET", "q2", 0.1},
    {"autobitlinear", "{\"quant_method\":\"bitnet\",\"linear_class\":\"autobitlinear\",\"quantization_mode\":\"offline\"}",
     pack_bitnet, 2, 0, 1, 0, 1, "BITNET", "q2", 0},
    {"nf4", "{\"quant_method\":\"bitsandbytes\",\"load_in_4bit\":true}", pack_bnb4, 4, 64, 1, 0, 0, "NF4", "q4", 0.0001},
    {"nf4, nested", "{\"load_in_4bit\":true}", pack_bnb4, 4, 64, 0, 0, 0, "NF4", "q4", 0.0005},
    {"fp4, nested", "{\"quant_method\":\"bitsandbytes\",\"load_in_4bit\":true}", pack_bnb4, 4, 64, 0, 0, 1, "FP4", "q4", 0.0005},
    {"nf4, blocks across rows", "{\"load_in_4bit\":true}", pack_bnb4, 4, 128, 0, 0, 0, "NF4", "q4", 0.0005},
    {"bitsandbytes of 8 bits", "{\"quant_method\":\"bitsandbytes\",\"load_in_8bit\":true}", pack_bnb8, 8, 0, 1, 0, 0, "INT8", "q8", 0.00001},
    {"mxfp4-pack-quantized", CT("mxfp4-pack-quantized", ""), pack_fours, 4, 32, 1, 0, 0, "MXFP4", "q4", 0},
    {"nvfp4-pack-quantized", CT("nvfp4-pack-quantized", ""), pack_fours, 4, 16, 1, 0, 0, "NVFP4", "q5", 1e9},
    {"modelopt, nvfp4", "{\"quant_method\":\"modelopt\",\"quant_algo\":\"NVFP4\"}", pack_fours, 4, 16, 1, 0, 1, "NVFP4", "q5", 1e9}};

enum { RECIPES = sizeof recipes / sizeof recipes[0] };

TEST(every_kind_gives_the_same_model) {
    char config[1000], plain[1000], setting[400];
    int i;
    for (i = 0; i < RECIPES; i++) {
        snprintf(setting, sizeof setting, ",\"quantization_config\":%s", recipes[i].config);
        snprintf(config, sizeof config, llama, 96, setting, "");
        snprintf(plain, sizeof plain, llama, 96, "", "");
        build_llama(&recipes[i], 96);
        check_same(&recipes[i], config, plain);
    }
}


/* Rows that are not whole blocks of 32, last groups and words that are not full. */
TEST(odd_sizes_give_the_same_model) {
    static const char *const names[] = {"gptq of 4 bits", "gptq, zero points", "gptq, act-order", "gptq, whole columns", "gptq_v2", "pack-quantized",
        "pack-quantized, a scale a row", "int-quantized, zero points", "fp8 in blocks", "fbgemm_fp8", "bitnet", "nf4", "nf4, blocks across rows",
        "fp4, nested", "bitsandbytes of 8 bits"};
    char config[1000], plain[1000], setting[400];
    size_t i;
    int k;
    for (i = 0; i < sizeof names / sizeof names[0]; i++)
        for (k = 0; k < RECIPES; k++) {
            recipe_of r = recipes[k];
            if (strcmp(r.name, names[i]) != 0) continue;
            snprintf(setting, sizeof setting, ",\"quantization_config\":%s", r.config);
            snprintf(config, sizeof config, llama, 88, setting, "");
            snprintf(plain, sizeof plain, llama, 88, "", "");
            build_llama(&r, 88);
            r.dtype = NULL;
            check_same(&r, config, plain);
        }
}

/* The config of a llama with this quantization_config ("": none), and more. */
static const char *llama_config(const char *quantised, const char *more) {
    static char config[2000], setting[1200];
    snprintf(setting, sizeof setting, ",\"quantization_config\":%s", quantised);
    snprintf(config, sizeof config, llama, 96, *quantised ? setting : "", more);
    return config;
}

static const recipe_of *recipe_named(const char *name) {
    int i;
    for (i = 0; i < RECIPES; i++)
        if (strcmp(recipes[i].name, name) == 0) return &recipes[i];
    abort();
}

/* A type with more bits than blocks have holds them exactly. */
TEST(larger_types_hold_blocks_exactly) {
    static const struct { const char *recipe, *type; } cases[] = {
        {"gptq of 4 bits", "q5"}, {"gptq of 4 bits", "q6"}, {"gptq of 4 bits", "q8"}, {"gptq of 3 bits, zero points", "q8"},
        {"awq", "q6"}, {"awq", "q8"}, {"gptq of 2 bits", "q3"}, {"autobitlinear", "q8"}, {"mxfp4-pack-quantized", "q8"}};
    static char said[40000];
    char out[300], options[80];
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        recipe_of r = *recipe_named(cases[i].recipe);
        NOTE("%s as %s", r.name, cases[i].type);
        build_llama(&r, 96);
        r.type = strcmp(r.dtype, "MXFP4") == 0 ? "q4" : cases[i].type; /* MXFP4 stays what it is */
        snprintf(options, sizeof options, "--type %s --recipe plain --report --quiet", cases[i].type);
        CHECK_INT(convert(&packed_files, "packed", llama_config(r.config, ""), options, out, said, sizeof said), 0);
        check_report(&r, said);
        remove(out);
    }
}

/* What the report says of lines with this in their name: the type of each of n. */
static void check_types(const char *said, const char *name, const char *type, int n) {
    const char *line;
    int found = 0;
    for (line = said; line && *line; line = strchr(line, '\n'), line += line != NULL) {
        char is[96], dtype[16], as[8];
        if (sscanf(line, "%95s %15s %7s", is, dtype, as) != 3 || !strstr(is, name)) continue;
        found++;
        CHECK_STR(as, type);
        if (!CHECK(strstr(line, "largest error 0 ") != NULL)) printf("  %.150s\n", line);
    }
    CHECK_INT(found, n);
}

/* Where the plain matrix lies turned (Conv1D of GPT-2), a packed one has an output a row nevertheless. */
TEST(gptq_of_a_turned_matrix) {
    static const char config[] = "{\"model_type\":\"gpt2\",\"n_embd\":32,\"n_layer\":1,\"n_head\":2,\"vocab_size\":40,"
        "\"n_positions\":16%s}";
    static const char *const floats[] = {"ln_f.weight", "ln_f.bias", "h.0.ln_1.weight", "h.0.ln_1.bias", "h.0.ln_2.weight",
                                         "h.0.ln_2.bias", "h.0.attn.c_proj.bias", "h.0.mlp.c_proj.bias"};
    recipe_of r = *recipe_named("gptq of 4 bits");
    char packed_config[500], plain[300];
    size_t i;
    clear(&packed_files);
    clear(&plain_files);
    add_floats("wte.weight", 40, 32, 0);
    add_floats("wpe.weight", 16, 32, 0);
    add_floats("h.0.attn.c_attn.bias", 96, 0, 0);
    add_floats("h.0.mlp.c_fc.bias", 128, 0, 0);
    for (i = 0; i < sizeof floats / sizeof floats[0]; i++) add_floats(floats[i], 32, 0, 0);
    add_matrix(&r, "h.0.attn.c_attn", 96, 32, 1);
    add_matrix(&r, "h.0.attn.c_proj", 32, 32, 1);
    add_matrix(&r, "h.0.mlp.c_fc", 128, 32, 1);
    add_matrix(&r, "h.0.mlp.c_proj", 32, 128, 1);
    r.dtype = NULL;
    snprintf(packed_config, sizeof packed_config, config, ",\"quantization_config\":" GPTQ("\"bits\":4,\"group_size\":32"));
    snprintf(plain, sizeof plain, config, "");
    check_same(&r, packed_config, plain);
}

/* Experts one by one: those with zero points in the middle and the others share a tensor, of the type that holds both. */
TEST(gptq_of_mixed_experts) {
    static const char config[] = "{\"model_type\":\"mixtral\",\"hidden_size\":32,\"intermediate_size\":64,\"num_hidden_layers\":1,"
        "\"num_attention_heads\":2,\"num_key_value_heads\":1,\"vocab_size\":40,\"max_position_embeddings\":16,"
        "\"num_local_experts\":3,\"num_experts_per_tok\":2,\"tie_word_embeddings\":true%s}";
    static char said[40000];
    recipe_of r = *recipe_named("gptq of 4 bits");
    char packed_config[900], plain[500], name[96], out[300];
    int e;
    clear(&packed_files);
    clear(&plain_files);
    add_floats("model.embed_tokens.weight", 40, 32, 0);
    add_floats("model.norm.weight", 32, 0, 1);
    add_floats("model.layers.0.input_layernorm.weight", 32, 0, 1);
    add_floats("model.layers.0.post_attention_layernorm.weight", 32, 0, 1);
    add_floats("model.layers.0.block_sparse_moe.gate.weight", 3, 32, 0);
    add_matrix(&r, "model.layers.0.self_attn.q_proj", 32, 32, 0);
    add_floats("model.layers.0.self_attn.k_proj.weight", 16, 32, 0);
    add_floats("model.layers.0.self_attn.v_proj.weight", 16, 32, 0);
    add_matrix(&r, "model.layers.0.self_attn.o_proj", 32, 32, 0);
    for (e = 0; e < 3; e++) {
        r.even = e != 1;
        snprintf(name, sizeof name, "model.layers.0.block_sparse_moe.experts.%d.w1", e);
        add_matrix(&r, name, 64, 32, 0);
        snprintf(name, sizeof name, "model.layers.0.block_sparse_moe.experts.%d.w3", e);
        add_matrix(&r, name, 64, 32, 0);
        snprintf(name, sizeof name, "model.layers.0.block_sparse_moe.experts.%d.w2", e);
        add_matrix(&r, name, 32, 64, 0);
    }
    r.dtype = NULL;
    snprintf(packed_config, sizeof packed_config, config, ",\"quantization_config\":" GPTQ("\"bits\":4,\"group_size\":32"));
    snprintf(plain, sizeof plain, config, "");
    check_same(&r, packed_config, plain);
    CHECK_INT(convert(&packed_files, "packed", packed_config, "--report --quiet", out, said, sizeof said), 0);
    check_types(said, "experts.", "q5", 3);
    check_types(said, "q_proj", "q4", 1);
    remove(out);
}

/* Scales have one value, or one for each part along each dim; those of columns may be written as if they were of rows. */
TEST(scales_of_any_shape) {
    static const struct { int n_dim, dim[3], stack, rows, cols; } cases[] = { /* scales; what shares them */
        {1, {1, 0, 0}, 2, 6, 10}, {3, {2, 1, 1}, 1, 6, 10}, {1, {2, 0, 0}, 1, 6, 10}, {3, {2, 1, 10}, 1, 6, 1}, {3, {2, 10, 1}, 1, 6, 1},
        {3, {2, 6, 1}, 1, 1, 10}, {3, {2, 3, 5}, 1, 2, 2}, {3, {2, 2, 2}, 1, 4, 8}, {3, {2, 6, 2}, 1, 1, 8}};
    static const char text[] = "{\"quantization_config\":{\"quant_method\":\"fp8\",\"weight_block_size\":[4,8]}}";
    char path[300];
    size_t i;
    json_doc doc;
    REQUIRE(json_parse(&doc, text, sizeof text - 1) == 0);
    scratch(path, "scales.safetensors");
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const int *d = cases[i].dim, n_row = (6 + cases[i].rows - 1) / cases[i].rows, n_col = (10 + cases[i].cols - 1) / cases[i].cols;
        unsigned char *q, *p;
        gpt_error err = {0, ""};
        float x[120], scale[200];
        const src_tensor *t;
        source s = {0};
        int k;
        NOTE("case %d", (int)i);
        clear(&packed_files);
        q = add(&packed_files, "experts.up", "", "F8_E4M3", 1, 3, 2, 6, 10);
        p = add(&packed_files, "experts.up", "_scale", "F32", 4, cases[i].n_dim, d[0], d[1], d[2]);
        for (k = 0; k < 120; k++) q[k] = (unsigned char)(1 + k);
        for (k = 0; k < n_row * n_col * 2 / cases[i].stack; k++) scale[k] = random_f32(p + k * 4);
        save(&packed_files, path);
        CHECK_INT(checkpoint_open(&s, path, &err), GPT_OK);
        if (!CHECK_INT(packed_open(&s, "config.json", packed_settings(doc.root), &err), GPT_OK)) puts(err.message);
        t = src_find(&s, "experts.up");
        REQUIRE(t && t->n == 120 && CHECK_INT(src_read(&s, t, 0, 120, x, &err), GPT_OK));
        for (k = 0; k < 120; k++) {
            const int at = ((k / 60 / cases[i].stack) * n_row + k % 60 / 10 / cases[i].rows) * n_col + k % 10 / cases[i].cols;
            CHECK_NEAR(x[k], e4m3((unsigned)k + 1) * scale[at], 0);
        }
        src_free(&s);
    }
    json_free(&doc);
    remove(path);
}

/* Stacked experts in 8-bit floats, with a scale for each block of each. */
TEST(fp8_of_stacked_experts) {
    static const char config[] = "{\"model_type\":\"granitemoe\",\"hidden_size\":32,\"intermediate_size\":24,\"num_hidden_layers\":1,"
        "\"num_attention_heads\":2,\"num_key_value_heads\":1,\"vocab_size\":40,\"max_position_embeddings\":16,"
        "\"num_local_experts\":3,\"num_experts_per_tok\":2,\"tie_word_embeddings\":true%s}";
    static const struct { const char *name; int rows, cols; } stack[] = {
        {"model.layers.0.block_sparse_moe.input_linear.weight", 48, 32},
        {"model.layers.0.block_sparse_moe.output_linear.weight", 32, 24}};
    const recipe_of r = {"stacked experts", "", NULL, 0, 0, 0, 0, 0, NULL, NULL, 0};
    char packed_config[900], plain[500];
    int k, e, o, i;
    clear(&packed_files);
    clear(&plain_files);
    add_floats("model.embed_tokens.weight", 40, 32, 0);
    add_floats("model.norm.weight", 32, 0, 1);
    add_floats("model.layers.0.input_layernorm.weight", 32, 0, 1);
    add_floats("model.layers.0.post_attention_layernorm.weight", 32, 0, 1);
    add_floats("model.layers.0.block_sparse_moe.router.layer.weight", 3, 32, 0);
    add_floats("model.layers.0.self_attn.q_proj.weight", 32, 32, 0);
    add_floats("model.layers.0.self_attn.k_proj.weight", 16, 32, 0);
    add_floats("model.layers.0.self_attn.v_proj.weight", 16, 32, 0);
    add_floats("model.layers.0.self_attn.o_proj.weight", 32, 32, 0);
    for (k = 0; k < 2; k++) {
        const int rows = stack[k].rows, cols = stack[k].cols, n = (rows + 19) / 20, m = (cols + 15) / 16;
        unsigned char *q = add(&packed_files, stack[k].name, "", "F8_E4M3", 1, 3, 3, rows, cols);
        unsigned char *s = add(&packed_files, stack[k].name, "_scale_inv", "F32", 4, 3, 3, n, m);
        unsigned char *x = add(&plain_files, stack[k].name, "", "F32", 4, 3, 3, rows, cols);
        float *scale = values_of(3 * n, m);
        for (i = 0; i < 3 * n * m; i++) scale[i] = random_f32(s + i * 4);
        for (e = 0; e < 3; e++)
            for (o = 0; o < rows; o++)
                for (i = 0; i < cols; i++) {
                    const int at = (e * rows + o) * cols + i;
                    q[at] = (unsigned char)(test_below(120) + 128 * test_below(2));
                    put_float(x + at * 4, e4m3(q[at]) * scale[(e * n + o / 20) * m + i / 16]);
                }
        free(scale);
    }
    snprintf(packed_config, sizeof packed_config, config,
             ",\"quantization_config\":{\"quant_method\":\"fp8\",\"weight_block_size\":[20,16]}");
    snprintf(plain, sizeof plain, config, "");
    check_same(&r, packed_config, plain);
}

/* Older tools write what config.json lacks to a file of their own. */
TEST(settings_may_lie_in_a_file_of_their_own) {
    static const struct { const char *recipe, *file, *text; } cases[] = {
        {"gptq of 4 bits", "quantize_config.json", "{\"bits\":4,\"group_size\":32,\"desc_act\":false,\"sym\":true}"},
        {"awq", "quant_config.json", "{\"zero_point\":true,\"q_group_size\":32,\"w_bit\":4,\"version\":\"GEMM\"}"}};
    static char said[4000];
    char folder[300], out[300], plain[300], path[400], arguments[1200];
    size_t i;
    for (i = 0; i < 2; i++) {
        NOTE("%s", cases[i].recipe);
        build_llama(recipe_named(cases[i].recipe), 96);
        write_folder(&packed_files, "packed", llama_config("", ""), folder, out);
        snprintf(path, sizeof path, "%s/%s", folder, cases[i].file);
        save_text(path, cases[i].text, strlen(cases[i].text));
        snprintf(arguments, sizeof arguments, "%s -o %s --type f32 --quiet", folder, out);
        if (!CHECK_INT(test_tool("gpt-convert", arguments, said, sizeof said), 0)) puts(said);
        CHECK_INT(convert(&plain_files, "plain", llama_config("", ""), "--type f32 --quiet", plain, said, sizeof said), 0);
        CHECK(same_files(out, plain));
        remove_folder("packed");
        remove(out);
        remove(plain);
    }
}

TEST(list_shows_what_is_in_the_file) {
    static char said[40000];
    char folder[300], out[300], arguments[400];
    const recipe_of *r = recipe_named("gptq of 4 bits");
    build_llama(r, 96);
    write_folder(&packed_files, "packed", llama_config(r->config, ""), folder, out);
    snprintf(arguments, sizeof arguments, "--list %s", folder);
    CHECK_INT(test_tool("gpt-convert", arguments, said, sizeof said), 0);
    CHECK(strstr(said, "quantised\n  quant_method           gptq\n  bits                   4\n  group_size             32\n"
                       "  sym                    true\n") != NULL);
    CHECK(strstr(said, "\n  model.layers.0.mlp.down_proj.qweight ") != NULL);
    CHECK(strstr(said, " I32                   12 x 64           3072\n") != NULL);
    CHECK(strstr(said, "down_proj.weight ") == NULL);
    remove_folder("packed");
}

/* ---- what is refused ---- */

static void check_refused(const char *config, const char *file, const char *why) {
    static char said[4000];
    char out[300];
    const int rc = convert(&packed_files, "refused", config, "--quiet", out, said, sizeof said);
    CHECK_INT(rc, 1);
    if (!CHECK(strstr(said, why) != NULL && strstr(said, file) != NULL)) printf("  it says: %s\n", said);
    CHECK(!file_exists(out));
    remove(out);
}

TEST(methods_that_are_not_known_are_refused_by_name) {
    static const struct { const char *config, *why; } bad[] = {
        {"{\"quant_method\":\"aqlm\"}", "quantised with aqlm are not supported"},
        {"{\"quant_method\":\"hqq\"}", "hqq"}, {"{\"quant_method\":\"quip\"}", "quip"}, {"{\"quant_method\":\"eetq\"}", "eetq"},
        {"{\"quant_method\":\"vptq\"}", "vptq"}, {"{\"quant_method\":\"spqr\"}", "spqr"}, {"{\"quant_method\":\"higgs\"}", "higgs"},
        {"{\"quant_method\":\"torchao\"}", "torchao"}, {"{\"quant_method\":\"quark\"}", "quark"},
        {"{\"quant_method\":\"auto-round\",\"packing_format\":\"auto_round\"}", "auto-round"},
        {CT("pack-quantized", ",\"transform_config\":{\"config_groups\":{\"v\":{}}}"), "rotations"},
        {"{\"something\":1}", "an unnamed method"}, {GPTQ("\"bits\":5,\"group_size\":32"), "gptq of 5 bits"},
        {"{\"quant_method\":\"awq\",\"bits\":8,\"group_size\":32}", "awq of 8 bits"},
        {GPTQ("\"bits\":4,\"group_size\":0"), "bits, group_size"}, {GPTQ("\"bits\":4,\"group_size\":\"all\""), "bits, group_size"},
        {GPTQ("\"bits\":4,\"group_size\":32,\"checkpoint_format\":\"marlin\""), "checkpoint_format = marlin"},
        {GPTQ("\"bits\":4,\"group_size\":32,\"is_marlin_format\":true"), "Marlin"},
        {GPTQ("\"bits\":4,\"group_size\":48"), "not the group_size"}, {GPTQ("\"bits\":8,\"group_size\":32"), "do not fit the 8 bits"},
        {"{\"quant_method\":\"awq\",\"bits\":4,\"group_size\":32,\"version\":\"gemv_fast\"}", "version = gemv_fast"},
        {CT("marlin-24", ""), "format = marlin-24"},
        {CT("pack-quantized", ",\"sparsity_config\":{\"format\":\"sparse-24-bitmask\"}"),
         "sparse-24-bitmask"},
        {"{\"quant_method\":\"bitnet\",\"linear_class\":\"autobitlinear\",\"quantization_mode\":\"online\"}", "online"},
        {"{\"quant_method\":\"fp8\",\"weight_block_size\":[128]}", "weight_block_size"}, {"", "no quantization_config"}};
    size_t i;
    build_llama(recipe_named("gptq of 4 bits"), 96);
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        NOTE("%s", bad[i].config);
        check_refused(llama_config(bad[i].config, ""), strstr(bad[i].why, " the ") ? "model.safetensors" : "config.json", bad[i].why);
    }
}

/* What is done to a tensor: r: it is removed; d: its first dim is value; e: its second; t: another type of that size,
 * name has it; w: its first 32 bits are value. */
static void damage(checkpoint *c, const char *name, char what, uint32_t value, const char *type) {
    tensor *t = find(c, name);
    const int k = what == 'e';
    if (what == 'r') {
        free(t->data);
        memmove(t, t + 1, (size_t)(&c->t[c->n] - (t + 1)) * sizeof *t);
        c->n--;
    } else if (what == 'w') {
        put32(t->data, value);
    } else if (what == 't') {
        snprintf(t->dtype, sizeof t->dtype, "%s", type);
    } else if (t->n_dim > k) {
        t->size = t->size / t->dim[k] * value;
        t->dim[k] = value;
        t->data = (unsigned char *)realloc(t->data, t->size + 8);
        if (!t->data) abort();
    }
}

#define Q "model.layers.1.mlp.down_proj"
TEST(parts_that_do_not_fit_are_refused) {
    static const struct { const char *recipe, *name; char what; uint32_t value; const char *type, *why; } bad[] = {
        {"gptq of 4 bits", Q ".qzeros", 'r', 0, "", Q ".qzeros is missing"}, {"gptq of 4 bits", Q ".scales", 'r', 0, "", Q ".scales is missing"},
        {"gptq of 4 bits", Q ".qweight", 'r', 0, "", Q ".weight is missing"}, {"gptq of 4 bits", Q ".g_idx", 'w', 3, "", "input 0 is in group 3 of 3"},
        {"gptq of 4 bits", Q ".g_idx", 'w', 0xFFFFFFFF, "", "input 0 is in group -1 of 3"}, {"gptq of 4 bits", Q ".g_idx", 'd', 95, "", "has shape [64, 95]"},
        {"gptq of 4 bits", Q ".scales", 'w', 0x7C007C00, "", "scale 0 is not finite"}, {"gptq of 4 bits", Q ".scales", 'w', 0x7E00, "", "scale 0 is not finite"},
        {"gptq of 4 bits", Q ".scales", 'd', 2, "", Q ".qzeros: shape [3, 8] does not fit"}, {"gptq of 4 bits", Q ".scales", 'e', 63, "", "does not fit"},
        {"gptq of 4 bits", Q ".qzeros", 'e', 7, "", "do not fit the 4 bits"}, {"gptq of 4 bits", Q ".qzeros", 'e', 4, "", "do not fit the 4 bits"},
        {"gptq of 4 bits", Q ".qzeros", 'd', 4, "", "does not fit"}, {"gptq of 4 bits", Q ".qweight", 'd', 16, "", "3 groups for 128 inputs"},
        {"gptq, no g_idx", Q ".qweight", 'd', 17, "", "2 groups for 136 inputs"}, {"gptq of 4 bits", Q ".qweight", 'e', 32, "", "does not fit"},
        {"gptq of 4 bits", Q ".qweight", 't', 0, "F32", "types F32"}, {"gptq of 4 bits", Q ".scales", 't', 0, "I16", "I16"},
        {"gptq of 4 bits", Q ".g_idx", 't', 0, "F32", "whole numbers"}, {"gptq of 4 bits", Q ".qweight", 'd', 0, "", "must be a matrix"},
        {"awq", Q ".qzeros", 'r', 0, "", Q ".qzeros is missing"}, {"awq", Q ".qzeros", 'e', 4, "", "does not fit"}, {"awq", Q ".scales", 'd', 2, "", "does not fit"},
        {"awq", Q ".qweight", 'd', 95, "", "has shape [64, 95]"}, {"awq", Q ".qweight", 'd', 97, "", "3 groups for 97 inputs"},
        {"awq, gemv", Q ".scales", 'e', 7, "", "does not fit"},
        {"awq, gemv", Q ".qweight", 'e', 40, "", "8 groups for 320 inputs"}, {"pack-quantized", Q ".weight_scale", 'r', 0, "", Q ".weight_scale is missing"},
        {"pack-quantized", Q ".weight_shape", 'r', 0, "", Q ".weight_shape is missing"}, {"pack-quantized", Q ".weight_shape", 'w', 63, "", "does not fit"},
        {"pack-quantized", Q ".weight_scale", 'e', 5, "", "does not fit"}, {"pack-quantized, zero points", Q ".weight_zero_point", 'd', 7, "", "does not fit"},
        {"pack-quantized, act-order", Q ".weight_g_idx", 'w', 9, "", "input 0 is in group 9 of 3"}, {"fp8 in blocks", Q ".weight_scale_inv", 'd', 3, "", "does not fit"},
        {"fp8 in blocks", Q ".weight_scale_inv", 'w', 0x7F800000, "", "not finite"}, {"fp8 in blocks", Q ".weight", 'w', 0x7F, "", "NaN"},
        {"bitnet", Q ".weight_scale", 'r', 0, "", Q ".weight_scale is missing"}, {"bitnet", Q ".weight_scale", 'w', 0, "", "not finite"},
        {"nf4", Q ".weight.absmax", 'r', 0, "", Q ".weight.absmax is missing"}, {"nf4", Q ".weight.quant_map", 'd', 15, "", "does not fit"},
        {"nf4", Q ".weight.absmax", 'd', 95, "", "does not fit"}, {"nf4", Q ".weight", 'd', 95, "", "does not fit"},
        {"nf4", Q ".weight.quant_state.bitsandbytes__nf4", 'd', 70, "", "JSON"}, {"nf4, nested", Q ".weight.nested_absmax", 'd', 0, "", "does not fit"},
        {"nf4, nested", Q ".weight.nested_quant_map", 'r', 0, "", "nested_quant_map is missing"},
        {"mxfp4-pack-quantized", Q ".weight_scale", 'w', 0xFF, "", "not finite"},
        {"nvfp4-pack-quantized", Q ".weight_global_scale", 'w', 0, "", "not finite"}};
    size_t i;
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        const recipe_of *r = recipe_named(bad[i].recipe);
        NOTE("%s, %s %c", r->name, bad[i].name, bad[i].what);
        build_llama(r, 96);
        damage(&packed_files, bad[i].name, bad[i].what, bad[i].value, bad[i].type);
        check_refused(llama_config(r->config, ""), bad[i].what == 'r' ? "" : "model.safetensors", bad[i].why);
    }
}

/* Whatever is done to a file, all that can be read of it is read or refused. */
static void read_all(const char *path, const json_value *config) {
    gpt_error err = {0, ""};
    source s = {0};
    int i, rc = checkpoint_open(&s, path, &err);
    if (rc == GPT_OK) rc = packed_open(&s, "config.json", packed_settings(config), &err);
    for (i = 0; i < s.n && rc == GPT_OK; i++) {
        float *x = (float *)malloc((size_t)s.tensor[i].n * sizeof *x + 1);
        if (!x) abort();
        if (s.tensor[i].n) src_read(&s, &s.tensor[i], 0, (size_t)s.tensor[i].n, x, &err);
        if (s.tensor[i].n > 9) src_read(&s, &s.tensor[i], s.tensor[i].n - 7, 7, x, &err);
        free(x);
    }
    CHECK(rc == GPT_OK || strlen(err.message) > 10);
    src_free(&s);
}

TEST(damage_is_survived) {
    static const char *const types[] = {"F32", "I32", "U8", "I8", "F8_E4M3", "F16", "BF16", "I64"};
    char path[300];
    int i, k;
    scratch(path, "damaged.safetensors");
    for (i = 0; i < RECIPES; i++) {
        const char *config = llama_config(recipes[i].config, "");
        json_doc doc;
        NOTE("%s", recipes[i].name);
        REQUIRE(json_parse(&doc, config, strlen(config)) == 0);
        for (k = 0; k < 12; k++) {
            tensor *t;
            build_llama(&recipes[i], 96);
            t = &packed_files.t[test_below(packed_files.n)];
            if (k % 4 == 3) damage(&packed_files, t->name, 't', 0, types[test_below(8)]);
            else damage(&packed_files, t->name, "wdewdrw"[test_below(7)], (uint32_t)test_below(150), "");
            save(&packed_files, path);
            read_all(path, doc.root);
        }
        json_free(&doc);
    }
    remove(path);
}

TEST_MAIN("packed", every_kind_gives_the_same_model, odd_sizes_give_the_same_model, larger_types_hold_blocks_exactly,
          gptq_of_a_turned_matrix, gptq_of_mixed_experts, scales_of_any_shape, fp8_of_stacked_experts,
          settings_may_lie_in_a_file_of_their_own, list_shows_what_is_in_the_file, methods_that_are_not_known_are_refused_by_name,
          parts_that_do_not_fit_are_refused, damage_is_survived)
