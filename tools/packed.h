/* packed.h -- weights that a quantiser keeps in several tensors, as the one matrix that they stand for.
 *
 *     rc = checkpoint_open(&s, folder, &err);
 *     rc = packed_open_folder(&s, folder, &err);     X.qweight, X.scales, ... are X.weight now
 *
 * Whoever reads the `source` (source.h) afterwards knows nothing of all this. What is stored is always codes, scales,
 * and perhaps zero points:
 *
 *     weight[row, col] = (meaning[code[row, col]] - zero[row, group of col]) * scale[row, group of col]
 *
 *   GPTQ        arXiv:2210.17323. X.qweight i32 (in bits / 32, out): a word has codes of one output, the lowest bits
 *               first; those of 3 bits go on in the next word. X.scales (groups, out). X.qzeros i32 (groups, out bits /
 *               32): zero points less one ("gptq_v2": as they are). X.g_idx (in): the group of each input
 *   AWQ         arXiv:2306.00978. X.qweight i32 (in, out / 8): a word has outputs 0 2 4 6 1 3 5 7 of an input, the
 *               lowest bits first; X.qzeros i32 (groups, out / 8) alike; X.scales (groups, out). "gemv": (out, in / 8),
 *               (out, groups / 8) and (out, groups), padded, in their natural order
 *   compressed- X.weight_packed i32 (out, in bits / 32): codes 2^(bits - 1) too high, bit after bit along a row;
 *   tensors     X.weight_scale (out, groups), X.weight_zero_point i32 (out bits / 32, groups) packed along outputs,
 *               X.weight_shape, X.weight_g_idx. Or X.weight i8 with X.weight_scale, X.weight_zero_point
 *   8-bit       X.weight f8 with X.weight_scale_inv or X.weight_scale: one number, one a row or a column, or one for
 *   floats      each block (DeepSeek, arXiv:2412.19437: of 128 x 128; the last ones may be smaller)
 *   BitNet      arXiv:2402.17764. X.weight u8 (out / 4, in): bits 2k and 2k + 1 of a byte are 1 + the weight k out / 4
 *               rows further down; X.weight_scale, which weights are divided by ("autobitlinear": multiplied with)
 *   bitsand-    X.weight: two codes a byte, the first in the high half, one after another through the whole matrix;
 *   bytes       X.weight.quant_map: what 16 codes mean (NF4, arXiv:2305.14314, or FP4); X.weight.absmax: a scale for
 *               each 64 or so, or codes of these (packed__nested); X.weight.quant_state.*: JSON. Or X.weight i8 with
 *               127 scales in X.SCB
 *   MXFP4       OCP microscaling formats 1.0. X_blocks u8 (..., rows, cols / 32, 16), or X.weight_packed (rows, cols /
 *               2): e2m1, the first in the low half; X_scales or X.weight_scale: exponents of each 32
 *   NVFP4       the same, a scale in e4m3 of each 16, and one for all: X.weight_scale_2, or one to divide by:
 *               X.weight_global_scale
 *
 * Codes of a matrix, or of as many rows as do when rows lie together, are held in memory, one matrix at a time. Include
 * ../gpt.h, file.h, json.h and source.h first. */
#ifndef TOOLS_PACKED_H
#define TOOLS_PACKED_H

#define PACKED__WINDOW ((uint64_t)1 << 22) /* codes in memory, about, where rows lie together */

typedef enum packed__scaling { PACKED__AS_IS, PACKED__TIMES, PACKED__OVER, PACKED__INVERSE } packed__scaling;

/* Where codes lie: value i of stream s in `bits` bits at (order of i) * bits of the stream, whose bytes come `unit`
 * together and these units `step` bytes apart; streams begin `stream` bytes apart. Value i of stream s goes to
 * s * to_stream + i * to_step. */
typedef struct packed__layout {
    uint64_t n_stream, n, stream, unit, step, to_stream, to_step;
    int bits;
    const unsigned char *order; /* (8) of each 8 values; NULL: one after another */
} packed__layout;

/* A matrix, or a stack of them, and the tensors that it is made of (n is 0 if there is none). */
typedef struct packed__matrix {
    char *name;                /* what it is called afterwards */
    const char *dtype;
    int n_dim, by_rows;
    uint64_t dim[SRC_DIMS];
    src_tensor code, scale, zero, index, map, nested, nested_map;
    packed__layout codes, zeros; /* zeros.n 0: values are what they are */
    int scattered;             /* rows don't lie together: codes are read as a whole */
    uint64_t n, cols;          /* values; the matrix is read as rows of so many */
    uint64_t per;              /* rows of each matrix of a stack */
    uint64_t s_row, s_col, row_block, col_block; /* scales of a matrix, and what shares one */
    int turned, shared;        /* scales are stored (columns, rows); are those of all matrices */
    float meaning[256], zero_add;
    uint32_t zero_carry;       /* added to each word of zero points */
    packed__scaling scaling;
    float by;
    float nested_offset;
    uint64_t nested_block;
    const src_coding *coding;
} packed__matrix;

typedef struct packed {
    packed__matrix *m;
    int n, cap;
    int now;                       /* whose codes lie in memory; -1: nobody's */
    uint64_t first_row, n_row;     /* and which */
    unsigned char *raw, *code;
    float *scale, *zero;
    uint32_t *index;
} packed;

static inline void packed__drop(packed *p) {
    free(p->raw);
    free(p->code);
    free(p->scale);
    free(p->zero);
    free(p->index);
    p->raw = p->code = NULL;
    p->scale = p->zero = NULL;
    p->index = NULL;
    p->now = -1;
}

static inline void packed__free(void *reader) {
    packed *p = (packed *)reader;
    int i;
    packed__drop(p);
    for (i = 0; i < p->n; i++) free(p->m[i].name);
    free(p->m);
    free(p);
}

/* ---- blocks: what `bytes` delivers ---- */

/* 32 values in units of d, or plain floats where no such units exist. */
typedef struct packed__block { float d, x[32]; } packed__block;

static inline void packed__read_block(const unsigned char *from, float *out) {
    packed__block b;
    int i;
    memcpy(&b, from, sizeof b);
    for (i = 0; i < 32; i++) out[i] = b.x[i] * b.d;
}

static inline void packed__read_float(const unsigned char *from, float *out) { memcpy(out, from, sizeof *out); }

/* whole numbers from lowest to highest, as codes from `first` on */
static inline int packed__whole(const unsigned char *from, unsigned char *code, float *d, int lowest, int highest,
                                int first) {
    packed__block b;
    int i;
    memcpy(&b, from, sizeof b);
    *d = b.d;
    for (i = 0; i < 32; i++) {
        if (!(b.x[i] >= (float)lowest && b.x[i] <= (float)highest)) return 0;
        code[i] = (unsigned char)((int)b.x[i] - lowest + first);
    }
    return 1;
}

/* values of a table, whose largest is `unit` times what the codebook makes of it */
static inline int packed__listed(const unsigned char *from, unsigned char *code, float *d, const float *table,
                                 float unit) {
    packed__block b;
    int i, k, some = 0;
    memcpy(&b, from, sizeof b);
    for (i = 0; i < 32; i++) {
        for (k = 0; k < 16 && b.x[i] != table[k];) k++;
        if (k == 16) return 0;
        some |= b.x[i] != 0;
        code[i] = (unsigned char)k;
    }
    *d = some ? b.d / unit : 0;
    return 1;
}

/* Values that codes of 4 bits stand for, and the codebooks of a .gpt file (>>format) nearest to them: those of NF4 and
 * of FP4 are not whole numbers times anything; at these units, the largest error is 1/350 of the largest value. */
static const float packed__nf4[16] = {
    -1.0f, -0.6961928009986877f, -0.5250730514526367f, -0.39491748809814453f, -0.28444138169288635f,
    -0.18477343022823334f, -0.09105003625154495f, 0.0f, 0.07958029955625534f, 0.16093020141124725f,
    0.24611230194568634f, 0.33791524171829224f, 0.44070982933044434f, 0.5626170039176941f, 0.7229568362236023f, 1.0f};
static const unsigned char packed__nf4_book[16] = {5, 42, 63, 79, 93, 105, 117, 128, 138, 148, 158, 170, 182, 197, 217,
                                                   251};
#define PACKED__NF4_UNIT 123.26f
static const float packed__fp4[16] = {
    0.0f, 0.005208333333f, 0.666666667f, 1.0f, 0.333333333f, 0.5f, 0.166666667f, 0.25f,
    -0.0f, -0.005208333333f, -0.666666667f, -1.0f, -0.333333333f, -0.5f, -0.166666667f, -0.25f};
static const unsigned char packed__fp4_book[16] = {128, 129, 208, 248, 168, 188, 148, 158, 128, 127, 48, 8, 88, 68, 108,
                                                   98};
#define PACKED__FP4_UNIT 120.0f
static const float packed__e2m1[16] = {0, 0.5f, 1, 1.5f, 2, 3, 4, 6, -0.0f, -0.5f, -1, -1.5f, -2, -3, -4, -6};
static const unsigned char packed__e2m1_book[16] = {128, 129, 130, 131, 132, 134, 136, 140, 128, 127, 126, 125, 124,
                                                    122, 120, 116};

#define PACKED__CODES(name, call) \
    static inline int packed__codes_##name(const unsigned char *from, unsigned char *code, float *d) { return call; }
PACKED__CODES(q2, packed__whole(from, code, d, -2, 1, 0))
PACKED__CODES(q3, packed__whole(from, code, d, -4, 3, 0))
PACKED__CODES(q4, packed__whole(from, code, d, -8, 7, 0))
PACKED__CODES(q5, packed__whole(from, code, d, -16, 15, 0))
PACKED__CODES(q6, packed__whole(from, code, d, -32, 31, 0))
PACKED__CODES(q8, packed__whole(from, code, d, -127, 127, 1))
PACKED__CODES(ternary, packed__whole(from, code, d, -1, 2, 0))
PACKED__CODES(nf4, packed__listed(from, code, d, packed__nf4, PACKED__NF4_UNIT))
PACKED__CODES(fp4, packed__listed(from, code, d, packed__fp4, PACKED__FP4_UNIT))
PACKED__CODES(e2m1, packed__listed(from, code, d, packed__e2m1, 2.0f))
#undef PACKED__CODES

/* the codebooks of whole numbers, as gpt__even_codebook has them, but that of 2 bits begins with -2 */
static const unsigned char packed__book_q2[16] = {126, 127, 128, 129}, packed__book_ternary[16] = {127, 128, 129, 130},
    packed__book_q3[16] = {124, 125, 126, 127, 128, 129, 130, 131}, packed__book_q5[16] = {112, 128},
    packed__book_q4[16] = {120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135},
    packed__book_q6[16] = {96, 112, 128, 144};

#define PACKED__BLOCKS(name, home, codes, book, rounds) \
    {name, 32, (int)sizeof(packed__block), packed__read_block, GPT_TYPE_##home, GPT_TYPE_##home, \
     packed__codes_##codes, book, NULL, rounds}
#define PACKED__FLOATS(near) \
    {#near, 1, (int)sizeof(float), packed__read_float, GPT_TYPE_##near, -1, NULL, NULL, NULL, 0}
static const src_coding packed__int_blocks[] = { /* by bits */
    PACKED__BLOCKS("0 bits", Q2, q2, packed__book_q2, 1), PACKED__BLOCKS("1 bit", Q2, q2, packed__book_q2, 1),
    PACKED__BLOCKS("2 bits", Q2, q2, packed__book_q2, 1), PACKED__BLOCKS("3 bits", Q3, q3, packed__book_q3, 1),
    PACKED__BLOCKS("4 bits", Q4, q4, packed__book_q4, 1), PACKED__BLOCKS("5 bits", Q5, q5, packed__book_q5, 1),
    PACKED__BLOCKS("6 bits", Q6, q6, packed__book_q6, 1), PACKED__BLOCKS("7 bits", Q8, q8, NULL, 1),
    PACKED__BLOCKS("8 bits", Q8, q8, NULL, 1), PACKED__BLOCKS("9 bits", Q8, q8, NULL, 1)};
static const src_coding packed__int_floats[] = { /* by bits: more */
    PACKED__FLOATS(Q4), PACKED__FLOATS(Q4), PACKED__FLOATS(Q4), PACKED__FLOATS(Q5), PACKED__FLOATS(Q6),
    PACKED__FLOATS(Q6), PACKED__FLOATS(Q8), PACKED__FLOATS(Q8), PACKED__FLOATS(Q8), PACKED__FLOATS(Q8)};
static const src_coding packed__ternary_blocks = PACKED__BLOCKS("ternary", Q2, ternary, packed__book_ternary, 1),
    packed__nf4_blocks = PACKED__BLOCKS("NF4", Q4, nf4, packed__nf4_book, 1),
    packed__fp4_blocks = PACKED__BLOCKS("FP4", Q4, fp4, packed__fp4_book, 1),
    packed__mxfp4_blocks = PACKED__BLOCKS("MXFP4", Q4, e2m1, packed__e2m1_book, 0),
    packed__four_bits = PACKED__FLOATS(Q5), packed__eight_bits = PACKED__FLOATS(BF16);
#undef PACKED__BLOCKS
#undef PACKED__FLOATS

/* ---- reading ---- */

/* Where a value of the first stream has its bits: in these two bytes, or in one that is both. */
typedef struct packed__place {
    const unsigned char *low, *high;
    int shift;
} packed__place;

static inline packed__place packed__find(const packed__layout *l, const unsigned char *raw, uint64_t i) {
    const uint64_t at = (l->order ? i / 8 * 8 + l->order[i % 8] : i) * (uint64_t)l->bits, b = at / 8;
    packed__place p;
    p.shift = (int)(at % 8);
    p.low = raw + b / l->unit * l->step + b % l->unit;
    p.high = p.shift + l->bits > 8 ? raw + (b + 1) / l->unit * l->step + (b + 1) % l->unit : p.low;
    return p;
}

static inline unsigned char packed__pick(const packed__place *p, size_t at, unsigned mask) {
    return (unsigned char)((p->low[at] | (unsigned)p->high[at] << 8) >> p->shift & mask);
}

/* Codes to bytes, in tiles that are small enough for the cache on both sides. */
static inline void packed__unpack(const packed__layout *l, const unsigned char *raw, unsigned char *out) {
    enum { STREAMS = 16, VALUES = 32 };
    const unsigned mask = (1u << l->bits) - 1;
    const size_t stream = (size_t)l->stream, to_stream = (size_t)l->to_stream, to_step = (size_t)l->to_step;
    packed__place place[VALUES];
    uint64_t first, i;
    size_t s, k;
    for (first = 0; first < l->n_stream; first += STREAMS)
        for (i = 0; i < l->n; i += VALUES) {
            const size_t n_s = l->n_stream - first < STREAMS ? (size_t)(l->n_stream - first) : STREAMS;
            const size_t n = l->n - i < VALUES ? (size_t)(l->n - i) : VALUES, from = (size_t)first * stream;
            unsigned char *to = out + (size_t)first * to_stream + (size_t)i * to_step;
            for (k = 0; k < n; k++) place[k] = packed__find(l, raw, i + k);
            for (s = 0; s < n_s && to_step == 1; s++)
                for (k = 0; k < n; k++) to[s * to_stream + k] = packed__pick(&place[k], from + s * stream, mask);
            for (k = 0; k < n && to_step != 1; k++)
                for (s = 0; s < n_s; s++)
                    to[s * to_stream + k * to_step] = packed__pick(&place[k], from + s * stream, mask);
        }
}

static inline int packed__fail(const source *s, const src_tensor *t, const char *what, gpt_error *err) {
    return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s %s", s->file[t->file], t->name, what);
}

/* All values of a tensor as floats that the caller frees. */
static inline float *packed__values(source *s, const src_tensor *t, gpt_error *err) {
    float *x = t->n <= SIZE_MAX / sizeof *x ? (float *)malloc((size_t)t->n * sizeof *x) : NULL;
    if (!x) tool_fail(err, GPT_E_MEMORY, "out of memory");
    else if (src_read(s, t, 0, (size_t)t->n, x, err) != GPT_OK) free(x), x = NULL;
    return x;
}

/* All bytes of a tensor. */
static inline unsigned char *packed__bytes_of(source *s, const src_tensor *t, gpt_error *err) {
    unsigned char *raw = t->size <= SIZE_MAX ? (unsigned char *)malloc((size_t)t->size) : NULL;
    if (!raw) tool_fail(err, GPT_E_MEMORY, "out of memory");
    else if (src_read_bytes(s, t, 0, (size_t)t->size, raw, err) != GPT_OK) free(raw), raw = NULL;
    return raw;
}

/* Scales that are codes themselves, 256 values on a scale of their own for each nested_block of them. */
static inline int packed__nested(source *s, const packed__matrix *m, float *x, gpt_error *err) {
    float *scale = packed__values(s, &m->nested, err), *map = scale ? packed__values(s, &m->nested_map, err) : NULL;
    uint64_t i;
    int rc = map ? GPT_OK : err->status;
    for (i = 0; i < m->scale.n && rc == GPT_OK; i++)
        x[i] = map[(unsigned char)x[i]] * scale[i / m->nested_block] + m->nested_offset;
    free(scale);
    free(map);
    return rc;
}

static inline int packed__load_scales(source *s, packed *p, const packed__matrix *m, gpt_error *err) {
    uint64_t i;
    int rc;
    p->scale = packed__values(s, &m->scale, err);
    if (!p->scale) return err->status;
    rc = m->nested.n ? packed__nested(s, m, p->scale, err) : GPT_OK;
    for (i = 0; i < m->scale.n && rc == GPT_OK; i++) {
        float *x = &p->scale[i];
        if (m->scaling == PACKED__TIMES) *x *= m->by;
        if (m->scaling == PACKED__OVER) *x /= m->by;
        if (m->scaling == PACKED__INVERSE) *x = m->by / *x;
        if (!isfinite(*x))
            rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: scale %llu is not finite", s->file[m->scale.file],
                           m->scale.name, (unsigned long long)i);
    }
    return rc;
}

/* Adds something to words of 32 bits. */
static inline void packed__carry(unsigned char *raw, uint64_t size, uint32_t what) {
    uint64_t i;
    int b;
    for (i = 0; i + 4 <= size; i += 4) {
        uint32_t word = what;
        for (b = 0; b < 4; b++) word += (uint32_t)raw[i + (uint64_t)b] << 8 * b;
        for (b = 0; b < 4; b++) raw[i + (uint64_t)b] = (unsigned char)(word >> 8 * b);
    }
}

/* Zero points, as many as scales and in their order. */
static inline int packed__load_zeros(source *s, packed *p, const packed__matrix *m, gpt_error *err) {
    unsigned char *raw, *code;
    uint64_t i;
    if (!m->zeros.n) { /* as they are */
        p->zero = packed__values(s, &m->zero, err);
        return p->zero ? GPT_OK : err->status;
    }
    raw = packed__bytes_of(s, &m->zero, err);
    if (!raw) return err->status;
    code = (unsigned char *)malloc((size_t)m->scale.n);
    p->zero = (float *)malloc((size_t)m->scale.n * sizeof(float));
    if (code && p->zero) {
        if (m->zero_carry) packed__carry(raw, m->zero.size, m->zero_carry);
        packed__unpack(&m->zeros, raw, code);
        for (i = 0; i < m->scale.n; i++) p->zero[i] = (float)code[i] + m->zero_add;
    }
    i = code && p->zero;
    free(raw);
    free(code);
    return i ? GPT_OK : tool_fail(err, GPT_E_MEMORY, "out of memory");
}

static inline int packed__load_index(source *s, packed *p, const packed__matrix *m, gpt_error *err) {
    float *x = packed__values(s, &m->index, err);
    uint64_t i;
    int rc = x ? GPT_OK : err->status;
    p->index = (uint32_t *)malloc((size_t)m->cols * sizeof *p->index);
    if (!p->index && rc == GPT_OK) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (i = 0; i < m->cols && rc == GPT_OK; i++) {
        if (!(x[i] >= 0 && x[i] < (float)m->s_col))
            rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: input %llu is in group %g of %llu",
                           s->file[m->index.file], m->index.name, (unsigned long long)i, (double)x[i],
                           (unsigned long long)m->s_col);
        else p->index[i] = (uint32_t)x[i];
    }
    free(x);
    return rc;
}

/* All but the codes of matrix i. */
static inline int packed__load(source *s, packed *p, int i, gpt_error *err) {
    const packed__matrix *m = &p->m[i];
    int rc;
    if (p->now == i) return GPT_OK;
    packed__drop(p);
    rc = packed__load_scales(s, p, m, err);
    if (rc == GPT_OK && m->zero.n) rc = packed__load_zeros(s, p, m, err);
    if (rc == GPT_OK && m->index.n) rc = packed__load_index(s, p, m, err);
    p->n_row = 0;
    p->now = rc == GPT_OK ? i : -1;
    return rc;
}

/* The codes of a row, with those of its neighbours. */
static inline int packed__load_codes(source *s, packed *p, uint64_t row, gpt_error *err) {
    const packed__matrix *m = &p->m[p->now];
    packed__layout l = m->codes;
    uint64_t many = PACKED__WINDOW / m->cols + 256, first, size;
    int rc;
    if (row >= p->first_row && row - p->first_row < p->n_row) return GPT_OK;
    if (m->scattered || many > m->n / m->cols + 1) many = m->n / m->cols + 1;
    first = row / many * many;
    size = m->code.size;
    if (!m->scattered) { /* the last row of what is no matrix may be short */
        l.n_stream = many;
        size = many * l.stream < m->code.size - first * l.stream ? many * l.stream : m->code.size - first * l.stream;
    }
    if (!p->raw) {
        p->raw = (unsigned char *)calloc(1, (size_t)(m->scattered ? size : many * l.stream) + 8);
        p->code = (unsigned char *)malloc((size_t)(many * m->cols));
        if (!p->raw || !p->code) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    }
    p->n_row = 0;
    rc = src_read_bytes(s, &m->code, m->scattered ? 0 : first * l.stream, (size_t)size, p->raw, err);
    if (rc != GPT_OK) return rc;
    packed__unpack(&l, p->raw, p->code);
    p->first_row = first;
    p->n_row = many;
    return GPT_OK;
}

/* n values of a row, as blocks or floats: first those of 32 columns or fewer that share a scale. */
static inline void packed__put(const packed *p, uint64_t row, uint64_t col, uint64_t n, unsigned char *out) {
    const packed__matrix *m = &p->m[p->now];
    const unsigned char *code = p->code + (row - p->first_row) * m->cols;
    const uint64_t s_row = (m->shared ? 0 : row / m->per * m->s_row) + row % m->per / m->row_block;
    const int blocks = m->coding->n == 32;
    packed__block b;
    uint64_t many, i;
    for (; n > 0; n -= many, col += many) {
        const uint64_t group = p->index ? p->index[col] : col / m->col_block, next = (group + 1) * m->col_block;
        const uint64_t at = m->turned ? group * m->s_row + s_row : s_row * m->s_col + group;
        const float zero = p->zero ? p->zero[at] : 0.0f, scale = p->scale[at];
        many = p->index ? 1 : next - col < 32 ? next - col : 32;
        if (many > n) many = n;
        for (i = 0; i < many; i++) b.x[i] = m->meaning[code[col + i]] - zero;
        for (i = 0; i < many && !blocks; i++) b.x[i] *= scale;
        b.d = scale;
        memcpy(out, blocks ? (const void *)&b : b.x, blocks ? sizeof b : (size_t)many * sizeof(float));
        out += blocks ? sizeof b : (size_t)many * sizeof(float);
    }
}

/* for src_tensor.bytes */
static inline int packed__bytes(source *s, const src_tensor *t, uint64_t first, size_t n, unsigned char *out,
                                gpt_error *err) {
    packed *p = (packed *)s->over;
    const src_coding *c = t->coding;
    const uint64_t cols = p->m[t->detail].cols;
    uint64_t at = first / (uint64_t)c->size * (uint64_t)c->n, left = n / (size_t)c->size * (size_t)c->n, many;
    int rc = packed__load(s, p, (int)t->detail, err);
    for (; left > 0 && rc == GPT_OK; at += many, left -= many) {
        many = cols - at % cols < left ? cols - at % cols : left;
        rc = packed__load_codes(s, p, at / cols, err);
        if (rc != GPT_OK) break;
        packed__put(p, at / cols, at % cols, many, out);
        out += many / (uint64_t)c->n * (uint64_t)c->size;
    }
    return rc;
}

/* ---- opening ---- */

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

/* The place for one more matrix, all zero. */
static inline packed__matrix *packed__add(packed *p) {
    if (p->n == p->cap) {
        const int cap = p->cap ? p->cap * 2 : 64;
        packed__matrix *m = (packed__matrix *)realloc(p->m, (size_t)cap * sizeof *m);
        if (!m) return NULL;
        p->m = m;
        p->cap = cap;
    }
    memset(&p->m[p->n], 0, sizeof *p->m);
    return &p->m[p->n++];
}

/* Puts the matrices into the source: in the place of a tensor of that name, or as new ones. */
static inline int packed__put_all(source *s, packed *p, gpt_error *err) {
    const int old = s->n;
    int i, d;
    for (i = 0; i < p->n; i++) {
        packed__matrix *m = &p->m[i];
        source before = *s;
        src_tensor *t;
        before.n = old; /* what is sorted */
        t = src_find(&before, m->name);
        if (t && strcmp(t->name, m->code.name) != 0)
            return tool_fail(err, GPT_E_FORMAT, "%s: tensors %s and %s stand for the same", s->file[t->file], t->name,
                             m->code.name);
        if (!t) t = src_add(s, m->name, strlen(m->name));
        if (!t) return tool_fail(err, GPT_E_MEMORY, "out of memory");
        t->dtype = m->dtype;
        t->type = SRC_F32;
        t->n_dim = m->n_dim;
        t->n = 1;
        for (d = 0; d < m->n_dim; d++) t->n *= t->dim[d] = m->dim[d];
        t->file = m->code.file;
        t->by_rows = m->by_rows;
        t->coding = m->coding;
        t->group = 0;
        t->bytes = packed__bytes;
        t->detail = (size_t)i;
        t->used = 0;
    }
    return src_sort(s, err);
}

/* ---- what the config says ---- */

static const struct packed__known { const char *name; packed_method method; } packed__known[] = {
    {"gptq", PACKED_GPTQ}, {"awq", PACKED_AWQ}, {"fp8", PACKED_FLOAT8}, {"fbgemm_fp8", PACKED_FLOAT8},
    {"modelopt", PACKED_FLOAT8}, {"modelopt_fp4", PACKED_FLOAT8}, {"compressed-tensors", PACKED_COMPRESSED},
    {"bitnet", PACKED_BITNET}, {"bitsandbytes", PACKED_BNB}, {"mxfp4", PACKED_MX}, {NULL, PACKED_NONE}};

/* packed_settings -- those in a config, at the top or with those of the language model; NULL: there are none. */
static inline const json_value *packed_settings(const json_value *config) {
    static const char *const keys[] = {"quantization_config", "compression_config"};
    const json_value *v = NULL, *part;
    size_t i;
    for (i = 0; i < 2; i++) {
        v = json_get(config, keys[i]);
        if (v && v->type == JSON_OBJECT) return v;
        for (part = config->child; part && config->type == JSON_OBJECT; part = part->next) {
            v = part->type == JSON_OBJECT ? json_get(part, keys[i]) : NULL;
            if (v && v->type == JSON_OBJECT && !strstr(part->key, "vision") && !strstr(part->key, "audio")) return v;
        }
    }
    return NULL;
}

/* A whole number > 0; -1 gives UINT64_MAX. 0 in *ok if it is neither. */
static inline uint64_t packed__number(const json_value *q, const char *key, int *ok) {
    const json_value *v = json_get(q, key);
    uint64_t n = 0;
    if (!v || v->type == JSON_NULL) return 0;
    if (v->type == JSON_NUMBER && v->number < 0 && v->number > -1.5) return UINT64_MAX;
    if (!json_u64(v, &n) || n == 0) *ok = 0;
    return n;
}

/* Is this text, in letters of any size, one of the words of a list? */
static inline int packed__one_of(const char *text, const char *list) {
    const size_t n = strlen(text);
    size_t i;
    for (; *list; list += strcspn(list, " "), list += *list == ' ') {
        for (i = 0; i < n && (text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]) == list[i];) i++;
        if (i == n && strcspn(list, " ") == n) return 1;
    }
    return 0;
}

/* Variants of a method that lay out their tensors in another way than those of the list. */
static inline int packed__variant(const packed__how *h, const json_value *q, const char *key, const char *list,
                                  gpt_error *err) {
    const char *is = json_str(q, key, "");
    if (!*is || packed__one_of(is, list)) return GPT_OK;
    return tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: %s = %s is not supported", h->path, key, is);
}

static inline int packed__check_bits(const packed__how *h, const char *method, const char *list, gpt_error *err) {
    char bits[24];
    snprintf(bits, sizeof bits, "%llu", (unsigned long long)h->bits);
    if (!h->bits || packed__one_of(bits, list)) return GPT_OK;
    return tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: %s of %s bits is not supported", h->path, method,
                     bits);
}

static inline int packed__how_gptq(packed__how *h, const json_value *q, gpt_error *err) {
    static const char formats[] = "gptq gptq_v2";
    const json_value *by = json_get(json_get(q, "meta"), "quantizer"), *own = json_get(q, "dynamic");
    const char *format = json_str(q, "checkpoint_format", json_str(q, "format", "gptq"));
    int rc = packed__check_bits(h, "gptq", "2 3 4 8", err);
    if (rc == GPT_OK) rc = packed__variant(h, q, "checkpoint_format", formats, err);
    if (rc == GPT_OK) rc = packed__variant(h, q, "format", formats, err);
    if (rc == GPT_OK && json_bool(q, "is_marlin_format", 0))
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: gptq in Marlin's format is not supported",
                       h->path);
    if (by && by->type == JSON_ARRAY) by = by->child;
    if (!own) own = json_get(q, "extra_config");
    h->zero_plus = !packed__one_of(format, "gptq_v2");
    h->wraps = h->zero_plus && by && by->type == JSON_STRING && strstr(by->text, "gptqmodel") != NULL;
    h->dynamic = own && own->n > 0;
    return rc;
}

static inline int packed__how_awq(packed__how *h, const json_value *q, gpt_error *err) {
    const int rc = packed__check_bits(h, "awq", "4", err);
    h->rows = packed__one_of(json_str(q, "version", ""), "gemv");
    return rc == GPT_OK ? packed__variant(h, q, "version", "gemm gemv exllama ipex", err) : rc;
}

/* compressed-tensors: groups of modules have sizes of blocks; the first counts, shapes decide. */
static inline int packed__how_compressed(packed__how *h, const json_value *q, gpt_error *err) {
    static const char formats[] = "pack-quantized int-quantized float-quantized naive-quantized dense mixed-precision"
                                  " nvfp4-pack-quantized mxfp4-pack-quantized mxfp8-quantized";
    const json_value *groups = json_get(q, "config_groups"), *block, *w = NULL;
    const json_value *turned = json_get(json_get(q, "transform_config"), "config_groups");
    int ok = 1, rc = packed__variant(h, q, "format", formats, err);
    if (groups && groups->type == JSON_OBJECT && groups->child) w = json_get(groups->child, "weights");
    block = json_get(w, "block_structure");
    h->bits = packed__number(w, "num_bits", &ok);
    h->group = packed__number(w, "group_size", &ok);
    if (h->group == UINT64_MAX) h->group = 0;
    if (block && block->type == JSON_ARRAY && block->n == 2)
        json_u64(block->child, &h->block[0]), json_u64(block->child->next, &h->block[1]);
    if (rc == GPT_OK && turned && turned->n > 0)
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: transform_config: rotations are not supported",
                       h->path);
    return rc == GPT_OK ? packed__variant(h, json_get(q, "sparsity_config"), "format", "dense", err) : rc;
}

static inline int packed__how_bitnet(packed__how *h, const json_value *q, gpt_error *err) {
    h->times = packed__one_of(json_str(q, "linear_class", ""), "autobitlinear");
    if (json_bool(q, "use_rms_norm", 0))
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: bitnet with use_rms_norm is not supported",
                         h->path);
    return h->times ? packed__variant(h, q, "quantization_mode", "offline", err) : GPT_OK;
}

static inline int packed__read_how(packed__how *h, const json_value *q, gpt_error *err) {
    const json_value *block = json_get(q, "weight_block_size");
    int ok = 1;
    h->bits = packed__number(q, json_get(q, "bits") ? "bits" : "w_bit", &ok);
    h->group = packed__number(q, json_get(q, "group_size") ? "group_size" : "q_group_size", &ok);
    h->block[0] = h->block[1] = h->method == PACKED_FLOAT8 ? 128 : 0;
    if (block && block->type == JSON_ARRAY)
        ok &= block->n == 2 && json_u64(block->child, &h->block[0]) && json_u64(block->child->next, &h->block[1]) &&
              h->block[0] > 0 && h->block[1] > 0;
    if (!ok)
        return tool_fail(err, GPT_E_FORMAT, "%s: quantization_config: bits, group_size and weight_block_size must be "
                         "whole numbers above 0 (a group_size of -1: whole columns)", h->path);
    switch (h->method) {
    case PACKED_GPTQ: return packed__how_gptq(h, q, err);
    case PACKED_AWQ: return packed__how_awq(h, q, err);
    case PACKED_COMPRESSED: return packed__how_compressed(h, q, err);
    case PACKED_BITNET: return packed__how_bitnet(h, q, err);
    default: return GPT_OK;
    }
}

/* Methods that lay out their tensors in a way that is known, told by name. */
static inline int packed__method(packed__how *h, const json_value *q, gpt_error *err) {
    const struct packed__known *known = packed__known;
    const char *name = json_str(q, "quant_method", NULL);
    if (!name && (json_bool(q, "load_in_4bit", 0) || json_bool(q, "load_in_8bit", 0))) name = "bitsandbytes";
    if (!name && json_get(q, "config_groups")) name = "compressed-tensors";
    if (!name) name = json_get(q, "w_bit") ? "awq" : json_get(q, "bits") ? "gptq" : "an unnamed method";
    if (packed__one_of(name, "auto-round intel/auto-round")) { /* writes files of others */
        const char *as = json_str(q, "packing_format", "");
        if (strstr(as, "auto_gptq")) name = "gptq";
        if (strstr(as, "auto_awq")) name = "awq";
    }
    while (known->name && strcmp(known->name, name) != 0) known++;
    h->method = known->method;
    if (known->name) return packed__read_how(h, q, err);
    return tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: checkpoints quantised with %s are not "
                     "supported; those of gptq, awq, fp8, fbgemm_fp8, modelopt, compressed-tensors, bitnet, "
                     "bitsandbytes and mxfp4 are", h->path, name);
}

/* packed_open -- makes one tensor of those that belong together. s: as its reader left it; path: of the config, for
 * messages; q: the settings, an object; NULL: there are none. */
static inline int packed_open(source *s, const char *path, const json_value *q, gpt_error *err) {
    packed *p = (packed *)calloc(1, sizeof *p);
    packed__making k;
    int i, is, rc = p ? GPT_OK : tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (!p) return rc;
    memset(&k, 0, sizeof k);
    s->over = p;
    s->over_free = packed__free;
    p->now = -1;
    k.s = s;
    k.p = p;
    k.err = err;
    k.how.path = path;
    if (q) rc = packed__method(&k.how, q, err);
    for (i = 0; i < s->n && rc == GPT_OK; i++) {
        k.t = &s->tensor[i];
        k.m = packed__add(p);
        if (!k.m) return tool_fail(err, GPT_E_MEMORY, "out of memory");
        k.m->code = *k.t;
        rc = packed__look(&k, &is);
        if (rc == GPT_OK && is && !k.m->name) rc = packed__name(&k, 0, "");
        if (rc == GPT_OK && is) k.t->used = 1;
        else free(k.m->name), p->n--;
    }
    return rc == GPT_OK ? packed__put_all(s, p, err) : rc;
}

/* Is there something that can't be read without settings? */
static inline int packed__needs_settings(const source *s) {
    int i;
    for (i = 0; i < s->n; i++)
        if (packed__ends(s->tensor[i].name, ".qweight")) return 1;
    return 0;
}

/* packed_open_folder -- packed_open with the settings of a folder: they are in config.json, or, of older tools, in a
 * file of their own. */
static inline int packed_open_folder(source *s, const char *dir, gpt_error *err) {
    static const char *const names[] = {"config.json", "quantize_config.json", "quant_config.json"};
    const json_value *q = NULL;
    char *path = NULL;
    json_doc doc = {0};
    int i, rc = GPT_OK;
    for (i = 0; i < 3 && rc == GPT_OK && !q && (i == 0 || packed__needs_settings(s)); i++) {
        json_free(&doc);
        rc = file_read_json(dir, names[i], 1, &doc, err);
        q = rc != GPT_OK || !doc.root ? NULL : i == 0 ? packed_settings(doc.root) : doc.root;
    }
    if (rc == GPT_OK) path = file_join(dir, names[q ? i - 1 : 0]);
    if (rc == GPT_OK && !path) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK) rc = packed_open(s, path, q, err);
    json_free(&doc);
    free(path);
    return rc;
}

#endif
