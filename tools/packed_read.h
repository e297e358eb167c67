/* packed_read.h -- a matrix whose codes, scales and zero points lie in several tensors: its blocks or floats, in order.
 *
 * See packed.h for what is stored how. Include ../gpt.h, file.h, json.h and source.h first. */
#ifndef TOOLS_PACKED_READ_H
#define TOOLS_PACKED_READ_H

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

#endif
