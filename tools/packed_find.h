/* packed_find.h -- which tensors of a checkpoint belong together, and how they make a matrix: a function a method.
 *
 * See packed.h for what is stored how. */
#ifndef TOOLS_PACKED_FIND_H
#define TOOLS_PACKED_FIND_H

#include "packed_read.h"

typedef enum packed_method {
    PACKED_NONE, PACKED_GPTQ, PACKED_AWQ, PACKED_FLOAT8, PACKED_COMPRESSED, PACKED_BITNET, PACKED_BNB, PACKED_MX
} packed_method;

/* What the config says of it. */
typedef struct packed__how {
    const char *path;    /* of the config, for messages */
    packed_method method;
    uint64_t bits, group, block[2]; /* 0: not given; group UINT64_MAX: a column is one */
    int zero_plus;       /* GPTQ: zero points are one too low */
    int wraps;           /*   and were made so word by word */
    int dynamic;         /*   some modules have bits and groups of their own */
    int rows;            /* AWQ: "gemv" */
    int times;           /* BitNet: weights are multiplied with their scale */
} packed__how;

/* What is under way: the matrix that is being made of the tensor `t`. */
typedef struct packed__making {
    source *s;
    packed *p;
    packed__how how;
    src_tensor *t;
    packed__matrix *m;
    gpt_error *err;
} packed__making;

#define PACKED__FAIL(k, ...) tool_fail((k)->err, GPT_E_FORMAT, __VA_ARGS__)

static inline const char *packed__file(const packed__making *k) { return k->s->file[k->t->file]; }

static inline int packed__ends(const char *name, const char *end) {
    const size_t n = strlen(name), m = strlen(end);
    return n > m && strcmp(name + n - m, end) == 0;
}

/* The tensor that is called as the one under way, but for the last `cut` letters, and `end` instead of them. It is
 * taken over into *to; 0 if there is none. */
static inline int packed__partner(packed__making *k, size_t cut, const char *end, src_tensor *to) {
    const size_t n = strlen(k->t->name) - cut;
    char *name = (char *)malloc(n + strlen(end) + 1);
    src_tensor *t;
    if (!name) return 0;
    memcpy(name, k->t->name, n);
    memcpy(name + n, end, strlen(end) + 1);
    t = src_find(k->s, name);
    free(name);
    if (!t || t == k->t) return 0;
    t->used = 1;
    *to = *t;
    return 1;
}

static inline int packed__need(packed__making *k, size_t cut, const char *end, src_tensor *to) {
    const size_t n = strlen(k->t->name) - cut;
    if (packed__partner(k, cut, end, to)) return GPT_OK;
    return PACKED__FAIL(k, "%s: tensor %s: %.*s%s is missing, without which it can't be read", packed__file(k),
                        k->t->name, (int)n, k->t->name, end);
}

/* A shape that does not fit. */
static inline int packed__misfit(const packed__making *k, const src_tensor *t) {
    char shape[128], own[128];
    return PACKED__FAIL(k, "%s: tensor %s: shape %s does not fit %s, which has %s", k->s->file[t->file], t->name,
                        src_shape(t, shape), k->t->name, src_shape(k->t, own));
}

static inline int packed__is_word(const src_tensor *t) { return t->type == SRC_I32 || t->type == SRC_U32; }

static inline int packed__is_float(const src_tensor *t) { return t->type <= SRC_F8_E8M0; }

static inline uint64_t packed__parts(uint64_t n, uint64_t by) { return n / by + (n % by != 0); }

/* The name of what is made: that of the tensor under way without `cut` letters, and `end`. */
static inline int packed__name(packed__making *k, size_t cut, const char *end) {
    const size_t n = strlen(k->t->name) - cut;
    k->m->name = (char *)malloc(n + strlen(end) + 1);
    if (!k->m->name) return tool_fail(k->err, GPT_E_MEMORY, "out of memory");
    memcpy(k->m->name, k->t->name, n);
    memcpy(k->m->name + n, end, strlen(end) + 1);
    return GPT_OK;
}

/* The shape: rows and columns, in stacks if `like` has more dims. */
static inline void packed__shape(packed__matrix *m, const src_tensor *like, int n_dim, uint64_t rows, uint64_t cols) {
    int i;
    uint64_t stack = 1;
    m->n_dim = n_dim;
    for (i = 0; i < n_dim - 2; i++) stack *= m->dim[i] = like->dim[i];
    m->dim[n_dim - 2] = m->per = rows;
    m->dim[n_dim - 1] = m->cols = cols;
    m->n = stack * rows * cols;
}

/* Codes of `bits` that lie row after row, each in whole bytes. */
static inline void packed__in_rows(packed__matrix *m, int bits, uint64_t row_size, const unsigned char *order) {
    const packed__layout l = {0, m->cols, row_size, 1, 1, m->cols, 1, bits, order};
    m->codes = l;
}

static inline void packed__number_codes(packed__matrix *m, float first) {
    int i;
    for (i = 0; i < 256; i++) m->meaning[i] = (float)i + first;
}

static inline void packed__type_codes(packed__matrix *m, src_type type) {
    unsigned char i = 0;
    do m->meaning[i] = src__value(type, &i);
    while (++i);
}

/* How many rows (columns) share a scale; 0: that is not clear. n of them, n_scale scales; block: what is expected. */
static inline uint64_t packed__sharing(uint64_t n, uint64_t n_scale, uint64_t block) {
    if (n_scale == 1) return n;
    if (n_scale == n) return 1;
    if (block && packed__parts(n, block) == n_scale) return block;
    return n_scale && n % n_scale == 0 ? n / n_scale : 0;
}

/* Scales in the shape of the matrix, but fewer: one number, one a row, or one for each block. */
static inline int packed__grid(packed__making *k, const uint64_t block[2]) {
    packed__matrix *m = k->m;
    const src_tensor *t = &m->scale;
    const uint64_t stack = m->n / m->per / m->cols;
    m->s_row = m->s_col = 1;
    m->shared = t->n == 1;
    if (!packed__is_float(t))
        return PACKED__FAIL(k, "%s: tensor %s: scales of type %s", packed__file(k), t->name, t->dtype);
    if (t->n_dim == m->n_dim && t->n > 1) m->s_row = t->dim[t->n_dim - 2], m->s_col = t->dim[t->n_dim - 1];
    else if (t->n_dim == 1 && m->n_dim == 2 && t->n > 1) m->s_row = t->n;
    if (m->s_row == m->cols && m->s_col == 1 && m->per != m->cols && m->s_row > 1) m->s_col = m->s_row, m->s_row = 1;
    m->row_block = packed__sharing(m->per, m->s_row, block[0]);
    m->col_block = packed__sharing(m->cols, m->s_col, block[1]);
    if (!m->row_block || !m->col_block || (!m->shared && t->n != stack * m->s_row * m->s_col))
        return packed__misfit(k, t);
    return GPT_OK;
}

/* Do 32 columns in a row share a scale? */
static inline int packed__in_blocks(const packed__matrix *m) {
    return !m->index.n && m->cols % 32 == 0 && (m->col_block % 32 == 0 || m->s_col == 1);
}

/* The first use of an index: one that says what goes without saying is dropped. So is one that is all zero beside
 * several groups, which older files without act-order have. */
static inline int packed__check_index(packed__making *k, uint64_t group) {
    packed *p = k->p;
    packed__matrix *m = k->m;
    uint64_t i, in_turn = 1, zero = 1;
    int rc;
    if (m->index.n != m->cols) return packed__misfit(k, &m->index);
    if (m->index.type < SRC_I8) return packed__fail(k->s, &m->index, "must hold whole numbers", k->err);
    rc = packed__load_index(k->s, p, m, k->err);
    for (i = 0; i < m->cols && rc == GPT_OK; i++) in_turn &= p->index[i] == i / group, zero &= p->index[i] == 0;
    if (in_turn || zero) m->index.n = 0;
    packed__drop(p);
    return rc;
}

/* Whole numbers of `bits`: a place of as many bits is enough if all zero points are in the middle. */
static inline int packed__int_coding(packed__making *k, int bits, float middle) {
    packed *p = k->p;
    packed__matrix *m = k->m;
    uint64_t i;
    int even = 1, rc = m->zero.n ? packed__load_zeros(k->s, p, m, k->err) : GPT_OK;
    for (i = 0; i < m->scale.n && rc == GPT_OK && p->zero; i++) even &= !(p->zero[i] < middle || p->zero[i] > middle);
    packed__drop(p);
    m->coding = packed__in_blocks(m) ? &packed__int_blocks[bits + !even] : &packed__int_floats[bits + !even];
    return rc;
}

/* ---- GPTQ and AWQ ---- */

static const unsigned char packed__awq_order[8] = {0, 4, 1, 5, 2, 6, 3, 7};
static const unsigned char packed__high_first[8] = {1, 0, 3, 2, 5, 4, 7, 6};

/* bits from the widths of zero points and scales; 0: from none */
static inline int packed__bits(uint64_t values, uint64_t words) {
    static const int some[] = {4, 8, 2, 3};
    size_t i;
    for (i = 0; i < sizeof some / sizeof *some; i++)
        if (packed__parts(values * (uint64_t)some[i], 32) == words) return some[i];
    return 0;
}

/* Groups of inputs, of which there are n; their size, 0: it does not fit. */
static inline uint64_t packed__group(const packed__making *k, uint64_t n_in, uint64_t n) {
    const uint64_t group = k->how.group == UINT64_MAX || k->how.group > n_in ? n_in : k->how.group;
    if (group && packed__parts(n_in, group) == n) return group;
    return (!group || k->how.dynamic) && n && n_in % n == 0 ? n_in / n : 0;
}

static inline int packed__check_group(packed__making *k, uint64_t group, int bits) {
    const packed__matrix *m = k->m;
    if (!bits || (k->how.bits && k->how.bits != (uint64_t)bits && !k->how.dynamic)) {
        if (k->how.bits)
            return PACKED__FAIL(k, "%s: tensor %s: shape and %s do not fit the %d bits that %s says", packed__file(k),
                                k->t->name, m->zero.name, (int)k->how.bits, k->how.path);
        return packed__misfit(k, &m->zero);
    }
    if (!group)
        return PACKED__FAIL(k, "%s: tensor %s: %llu groups for %llu inputs: not the group_size that %s says",
                            packed__file(k), m->scale.name, (unsigned long long)m->s_col, (unsigned long long)m->cols,
                            k->how.path);
    return GPT_OK;
}

/* The partners X.qzeros and X.scales of X.qweight, and their types. */
static inline int packed__affine(packed__making *k) {
    packed__matrix *m = k->m;
    int rc = packed__need(k, 7, "qzeros", &m->zero);
    if (rc == GPT_OK) rc = packed__need(k, 7, "scales", &m->scale);
    if (rc != GPT_OK) return rc;
    if (!packed__is_word(k->t) || !packed__is_word(&m->zero) || !packed__is_float(&m->scale))
        return PACKED__FAIL(k, "%s: tensor %s: types %s, %s and %s: must be I32, I32 and floats", packed__file(k),
                            k->t->name, k->t->dtype, m->zero.dtype, m->scale.dtype);
    if (k->t->n_dim != 2 || k->t->n == 0) return packed__fail(k->s, k->t, "must be a matrix", k->err);
    if (m->zero.n_dim != 2 || m->zero.n == 0) return packed__misfit(k, &m->zero);
    if (m->scale.n_dim != 2 || m->scale.n == 0) return packed__misfit(k, &m->scale);
    packed__number_codes(m, 0);
    m->code = *k->t;
    m->by_rows = 1;
    return packed__name(k, 7, "weight");
}

static inline int packed__gptq(packed__making *k) {
    static const char *const names[] = {"GPTQ", "GPTQ", "GPTQ2", "GPTQ3", "GPTQ4", "", "", "", "GPTQ8"};
    packed__matrix *m = k->m;
    const uint64_t out = k->t->dim[1];
    uint64_t group;
    int bits, rc = packed__affine(k);
    if (rc != GPT_OK) return rc;
    bits = packed__bits(out, m->zero.dim[1]);
    if (!bits || k->t->dim[0] * 32 % (uint64_t)bits) return packed__check_group(k, 1, 0);
    packed__shape(m, NULL, 2, out, k->t->dim[0] * 32 / (uint64_t)bits);
    if (packed__partner(k, 7, "g_idx", &m->index) && m->index.n < m->cols &&
        packed__parts(m->index.n * (uint64_t)bits, 32) == k->t->dim[0])
        packed__shape(m, NULL, 2, out, m->index.n); /* the last word is not full */
    m->s_col = m->scale.dim[0];
    m->s_row = out;
    if (m->scale.dim[1] != out) return packed__misfit(k, &m->scale);
    if (m->zero.dim[0] != m->s_col) return packed__misfit(k, &m->zero);
    group = packed__group(k, m->cols, m->s_col);
    rc = packed__check_group(k, group, bits);
    if (rc != GPT_OK) return rc;
    m->turned = m->scattered = 1;
    m->row_block = 1;
    m->col_block = group;
    {
        const packed__layout codes = {out, m->cols, 4, 4, out * 4, m->cols, 1, bits, NULL};
        const packed__layout zeros = {m->s_col, out, m->zero.dim[1] * 4, 4, 4, out, 1, bits, NULL};
        m->codes = codes;
        m->zeros = zeros;
    }
    m->zero_add = (float)k->how.zero_plus;
    if (k->how.wraps && bits != 3) { /* one was taken off each field of a word by one subtraction */
        m->zero_add = 0;
        m->zero_carry = bits == 2 ? 0x55555555 : bits == 4 ? 0x11111111 : 0x01010101;
    }
    m->dtype = names[bits];
    if (m->index.n) rc = packed__check_index(k, group);
    return rc == GPT_OK ? packed__int_coding(k, bits, (float)(1 << (bits - 1))) : rc;
}

static inline int packed__awq(packed__making *k) {
    packed__matrix *m = k->m;
    uint64_t in = k->t->dim[0], out = k->t->dim[1] * 8, group;
    int rc = packed__affine(k), rows = k->how.rows;
    if (rc != GPT_OK) return rc;
    if (rows) out = k->t->dim[0], in = k->t->dim[1] * 8;
    packed__shape(m, NULL, 2, out, in);
    m->s_row = m->scale.dim[rows ? 0 : 1];
    m->s_col = m->scale.dim[rows ? 1 : 0];
    if (m->s_row != out) return packed__misfit(k, &m->scale);
    if (m->zero.dim[rows ? 0 : 1] != (rows ? out : out / 8) || m->zero.n * 8 != m->scale.n)
        return packed__misfit(k, &m->zero);
    group = k->how.group == UINT64_MAX || k->how.group > in ? in : k->how.group;
    if (!rows) group = packed__group(k, in, m->s_col);
    else if (!group || packed__parts(in, group) > m->s_col) group = 0; /* there is room for more */
    rc = packed__check_group(k, group, 4);
    m->turned = m->scattered = !rows;
    m->row_block = 1;
    m->col_block = group;
    if (rows) {
        const packed__layout zeros = {out, m->s_col, m->s_col / 2, 1, 1, m->s_col, 1, 4, NULL};
        packed__in_rows(m, 4, in / 2, NULL);
        m->zeros = zeros;
    } else {
        const packed__layout codes = {in, out, out / 2, 1, 1, 1, in, 4, packed__awq_order};
        const packed__layout zeros = {m->s_col, out, out / 2, 1, 1, out, 1, 4, packed__awq_order};
        m->codes = codes;
        m->zeros = zeros;
    }
    m->dtype = "AWQ4";
    return rc == GPT_OK ? packed__int_coding(k, 4, 8) : rc;
}

/* ---- compressed-tensors ---- */

/* X.weight_packed, i32: bits from the shape of the whole. */
static inline int packed__ints(packed__making *k) {
    static const char *const names[] = {"", "INT1", "INT2", "INT3", "INT4", "INT5", "INT6", "INT7", "INT8"};
    packed__matrix *m = k->m;
    const uint64_t words = k->t->dim[k->t->n_dim - 1], rows = k->t->dim[k->t->n_dim - 2], block[2] = {0, k->how.group};
    src_tensor shape = {0};
    float *dim = NULL;
    uint64_t cols = 0, b;
    int rc = packed__need(k, 7, "_scale", &m->scale), bits = 0;
    if (rc == GPT_OK) rc = packed__need(k, 7, "_shape", &shape);
    if (rc == GPT_OK && shape.n != (uint64_t)k->t->n_dim) rc = packed__misfit(k, &shape);
    if (rc == GPT_OK) dim = packed__values(k->s, &shape, k->err);
    if (!dim) return k->err->status;
    if (dim[shape.n - 1] >= 1 && dim[shape.n - 1] <= 1 << 24) cols = (uint64_t)dim[shape.n - 1];
    if (dim[shape.n - 2] != (float)rows) cols = 0;
    free(dim);
    for (b = 1; b <= 8 && cols; b++) /* the bits that the config says, if they fit */
        if (packed__parts(cols * b, 32) == words && (!bits || b == 4 || b == 8 || b == k->how.bits)) bits = (int)b;
    if (k->how.bits >= 1 && k->how.bits <= 8 && cols && packed__parts(cols * k->how.bits, 32) == words)
        bits = (int)k->how.bits;
    if (!bits) return packed__misfit(k, &shape);
    packed__shape(m, k->t, k->t->n_dim, rows, cols);
    packed__in_rows(m, bits, words * 4, NULL);
    packed__number_codes(m, -(float)(1 << (bits - 1)));
    rc = packed__grid(k, block);
    if (rc == GPT_OK && packed__partner(k, 7, "_g_idx", &m->index)) {
        if (m->s_col > 1) rc = packed__check_index(k, m->col_block);
        else m->index.n = 0;
    }
    if (rc == GPT_OK && packed__partner(k, 7, "_zero_point", &m->zero)) {
        const packed__layout zeros = {m->s_col, m->s_row, 4, 4, m->s_col * 4, 1, m->s_col, bits, NULL};
        if (m->zero.n == m->scale.n && !packed__is_word(&m->zero)) m->zero_add = 0;
        else if (m->n_dim == 2 && packed__is_word(&m->zero) && m->s_row == rows &&
                 m->zero.n == packed__parts(rows * (uint64_t)bits, 32) * m->s_col)
            m->zeros = zeros, m->zero_add = -(float)(1 << (bits - 1));
        else rc = packed__misfit(k, &m->zero);
    }
    m->dtype = names[bits];
    return rc == GPT_OK ? packed__int_coding(k, bits, 0) : rc;
}

/* X.weight_packed, u8, or X.weight: two values of e2m1 a byte, with scales of 16 or 32 of them. cut: the letters of
 * the name that X.weight does without. */
static inline int packed__fours(packed__making *k, size_t cut) {
    packed__matrix *m = k->m;
    src_tensor one = {0};
    const uint64_t rows = k->t->dim[k->t->n_dim - 2], bytes = k->t->dim[k->t->n_dim - 1], none[2] = {0, 0};
    int i, rc = packed__need(k, cut, "_scale", &m->scale);
    if (rc != GPT_OK) return rc;
    packed__shape(m, k->t, k->t->n_dim, rows, bytes * 2);
    packed__in_rows(m, 4, bytes, NULL);
    for (i = 0; i < 16; i++) m->meaning[i] = packed__e2m1[i];
    if (packed__partner(k, cut, "_global_scale", &one)) m->scaling = PACKED__OVER;
    else if (packed__partner(k, cut, "_scale_2", &one)) m->scaling = PACKED__TIMES;
    if (one.n > 1) return packed__misfit(k, &one);
    if (one.n) rc = src_read(k->s, &one, 0, 1, &m->by, k->err);
    if (m->scale.type == SRC_U8) m->scale.type = one.n ? SRC_F8_E4M3 : SRC_F8_E8M0;
    if (rc == GPT_OK) rc = packed__grid(k, none);
    m->dtype = one.n ? "NVFP4" : "MXFP4";
    m->coding = !one.n && packed__in_blocks(m) ? &packed__mxfp4_blocks : &packed__four_bits;
    return rc;
}

/* X_blocks (..., columns / 32, 16) and X_scales (..., columns / 32). */
static inline int packed__mxfp4(packed__making *k) {
    packed__matrix *m = k->m;
    const src_tensor *t = k->t;
    int i, rc = packed__need(k, 7, "_scales", &m->scale);
    if (rc != GPT_OK) return rc;
    if (t->type != SRC_U8 || t->n_dim < 3 || t->dim[t->n_dim - 1] != 16)
        return packed__fail(k->s, t, "must be U8 with 16 bytes for each 32 columns", k->err);
    if (m->scale.type != SRC_U8 || m->scale.n * 16 != t->n) return packed__misfit(k, &m->scale);
    packed__shape(m, t, t->n_dim - 1, t->dim[t->n_dim - 3], t->dim[t->n_dim - 2] * 32);
    packed__in_rows(m, 4, m->cols / 2, NULL);
    for (i = 0; i < 16; i++) m->meaning[i] = packed__e2m1[i];
    m->scale.type = SRC_F8_E8M0;
    m->s_row = m->per;
    m->s_col = m->cols / 32;
    m->row_block = 1;
    m->col_block = 32;
    m->by_rows = 1;
    m->dtype = "MXFP4";
    m->coding = &packed__mxfp4_blocks;
    return packed__name(k, 7, "");
}

/* ---- bytes with scales ---- */

/* Floats of 8 bits, or whole numbers. */
static inline int packed__scaled(packed__making *k) {
    packed__matrix *m = k->m;
    const src_tensor *t = k->t;
    int rc;
    packed__shape(m, t, t->n_dim, t->dim[t->n_dim - 2], t->dim[t->n_dim - 1]);
    packed__in_rows(m, 8, m->cols, NULL);
    packed__type_codes(m, t->type);
    if (m->scale.type == SRC_U8) m->scale.type = SRC_F8_E8M0;
    rc = packed__grid(k, k->how.block);
    m->dtype = t->dtype;
    m->coding = &packed__eight_bits;
    if (rc != GPT_OK || t->type != SRC_I8) return rc;
    if (packed__partner(k, 0, "_zero_point", &m->zero) && (m->zero.n != m->scale.n || m->zero.type != SRC_I8))
        return packed__misfit(k, &m->zero);
    m->dtype = "INT8";
    m->coding = packed__in_blocks(m) ? &packed__int_blocks[8] : &packed__int_floats[8];
    return GPT_OK;
}

static inline int packed__bitnet(packed__making *k) {
    packed__matrix *m = k->m;
    const uint64_t rows = k->t->dim[0], cols = k->t->dim[1], none[2] = {0, 0};
    const packed__layout codes = {rows * cols, 4, 1, 1, 1, 1, rows * cols, 2, NULL};
    int rc = packed__need(k, 0, "_scale", &m->scale);
    if (rc != GPT_OK) return rc;
    packed__shape(m, NULL, 2, rows * 4, cols);
    m->codes = codes;
    m->scattered = 1;
    packed__number_codes(m, -1);
    m->scaling = k->how.times ? PACKED__AS_IS : PACKED__INVERSE;
    m->by = 1;
    rc = packed__grid(k, none);
    m->dtype = "BITNET";
    m->coding = packed__in_blocks(m) ? &packed__ternary_blocks : &packed__int_floats[2];
    return rc;
}

/* ---- bitsandbytes ---- */

static inline int packed__bnb8(packed__making *k) {
    packed__matrix *m = k->m;
    src_tensor format = {0};
    float is = 0;
    int rc = GPT_OK;
    if (packed__partner(k, 6, "weight_format", &format) && format.n) rc = src_read(k->s, &format, 0, 1, &is, k->err);
    if (rc == GPT_OK && is != 0)
        return packed__fail(k->s, k->t, "has a tiled weight_format, which is not supported", k->err);
    m->scaling = PACKED__OVER;
    m->by = 127;
    return rc == GPT_OK ? packed__scaled(k) : rc;
}

/* The JSON of a quant_state: shape and sizes of blocks. */
static inline int packed__state(packed__making *k, const src_tensor *state, const json_value *json) {
    packed__matrix *m = k->m;
    const json_value *shape = json_get(json, "shape"), *v;
    uint64_t block = 0;
    m->n = 1;
    if (!json_u64(json_get(json, "blocksize"), &block) || block == 0 || block > 65536 || !shape ||
        shape->type != JSON_ARRAY || shape->n < 2 || shape->n > SRC_DIMS)
        return packed__fail(k->s, state, "says no shape or blocksize", k->err);
    for (v = shape->child; v; v = v->next) {
        uint64_t d = 0;
        if (!json_u64(v, &d) || d == 0 || m->n > (UINT64_MAX >> 4) / d)
            return packed__fail(k->s, state, "says no sane shape", k->err);
        m->dim[m->n_dim++] = d;
        m->n *= d;
    }
    m->cols = block;
    m->nested_offset = (float)json_num(json, "nested_offset", 0);
    if (m->nested.n && (!json_u64(json_get(json, "nested_blocksize"), &m->nested_block) || m->nested_block == 0))
        return packed__fail(k->s, state, "says no nested_blocksize", k->err);
    return GPT_OK;
}

static inline int packed__bnb4(packed__making *k, const src_tensor *state) {
    packed__matrix *m = k->m;
    const float *known;
    unsigned char *text;
    json_doc doc;
    int i, rc = packed__need(k, 0, ".absmax", &m->scale);
    if (rc == GPT_OK) rc = packed__need(k, 0, ".quant_map", &m->map);
    if (rc == GPT_OK && packed__partner(k, 0, ".nested_absmax", &m->nested))
        rc = packed__need(k, 0, ".nested_quant_map", &m->nested_map);
    if (rc != GPT_OK) return rc;
    text = packed__bytes_of(k->s, state, k->err);
    if (!text) return k->err->status;
    if (json_parse(&doc, (const char *)text, (size_t)state->size) != 0) {
        free(text);
        return PACKED__FAIL(k, "%s: tensor %s: %s", packed__file(k), state->name, doc.error);
    }
    free(text);
    rc = packed__state(k, state, doc.root);
    json_free(&doc);
    if (rc != GPT_OK) return rc;
    if (k->t->size != packed__parts(m->n, 2)) return packed__misfit(k, k->t);
    if (m->scale.n != packed__parts(m->n, m->cols) ||
        (m->nested.n ? m->scale.type != SRC_U8 : !packed__is_float(&m->scale)))
        return packed__misfit(k, &m->scale);
    if (m->map.n != 16) return packed__misfit(k, &m->map);
    if (m->nested.n && m->nested_map.n != 256) return packed__misfit(k, &m->nested_map);
    if (m->nested.n && m->nested.n < packed__parts(m->scale.n, m->nested_block)) return packed__misfit(k, &m->nested);
    rc = src_read(k->s, &m->map, 0, 16, m->meaning, k->err);
    packed__in_rows(m, 4, m->cols / 2, packed__high_first);
    m->per = m->s_row = m->scale.n; /* read as rows of one block each */
    m->s_col = m->row_block = 1;
    m->col_block = m->cols;
    m->dtype = packed__ends(state->name, "nf4") ? "NF4" : "FP4";
    m->coding = &packed__four_bits;
    known = packed__ends(state->name, "nf4") ? packed__nf4 : packed__fp4;
    for (i = 0; i < 16 && rc == GPT_OK;) i = m->meaning[i] == known[i] ? i + 1 : 32;
    if (m->cols % 32 == 0 && m->n % m->cols == 0 && i == 16)
        m->coding = known == packed__nf4 ? &packed__nf4_blocks : &packed__fp4_blocks;
    return m->cols % 8 == 0 ? rc : packed__fail(k->s, state, "says a blocksize that is not supported", k->err);
}

/* ---- which is which ---- */

/* Is one of the scales there that weights of 8 bits have? */
static inline int packed__has_scale(packed__making *k) {
    static const char *const ends[] = {"_scale_inv", "_scale", "_scales_inv"};
    size_t i;
    for (i = 0; i < sizeof ends / sizeof *ends; i++)
        if (packed__partner(k, 0, ends[i], &k->m->scale)) return 1;
    return packed__ends(k->t->name, ".weight") && packed__partner(k, 6, "scale", &k->m->scale);
}

/* Makes a matrix of the tensor under way, or leaves it alone (*is 0). */
static inline int packed__look(packed__making *k, int *is) {
    const src_tensor *t = k->t;
    const char *name = t->name;
    src_tensor state = {0};
    *is = 1;
    if (packed__ends(name, ".qweight")) {
        if (k->how.method == PACKED_GPTQ) return packed__gptq(k);
        if (k->how.method == PACKED_AWQ) return packed__awq(k);
        return PACKED__FAIL(k, "%s: tensor %s is quantised, but %s has no quantization_config that says how",
                            packed__file(k), name, k->how.path);
    }
    if (packed__ends(name, ".pre_quant_scale"))
        return packed__fail(k->s, t, "multiplies inputs, which is not supported", k->err);
    if (packed__ends(name, "_blocks") && t->type == SRC_U8 && t->n > 0) return packed__mxfp4(k);
    if (t->n > 0 && packed__ends(name, ".weight") && (packed__partner(k, 0, ".quant_state.bitsandbytes__nf4", &state) ||
                                                      packed__partner(k, 0, ".quant_state.bitsandbytes__fp4", &state)))
        return packed__bnb4(k, &state);
    if (t->n > 0 && t->n_dim >= 2 && t->n_dim < SRC_DIMS) {
        if (packed__ends(name, ".weight_packed")) {
            const int rc = packed__name(k, 7, "");
            return rc != GPT_OK ? rc : packed__is_word(t) ? packed__ints(k) : packed__fours(k, 7);
        }
        if (t->type == SRC_F8_E4M3 || t->type == SRC_F8_E5M2 || t->type == SRC_I8) {
            if (t->type == SRC_I8 && packed__ends(name, ".weight") && packed__partner(k, 6, "SCB", &k->m->scale))
                return packed__bnb8(k);
            if (packed__has_scale(k)) return packed__scaled(k);
        }
        if (t->type == SRC_U8 && packed__ends(name, ".weight")) {
            if (k->how.method == PACKED_BITNET && t->n_dim == 2) return packed__bitnet(k);
            if (packed__partner(k, 0, "_scale_2", &state)) return packed__fours(k, 0);
        }
    }
    *is = 0;
    return GPT_OK;
}

#endif
