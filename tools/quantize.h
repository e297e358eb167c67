/* quantize.h -- rows of weights to panels of a type; below 8 bits with scales, codes and codebooks searched for.
 *
 *     rc = quantize_rows(GPT_TYPE_Q4, rows, n_row, n_col, NULL, NULL, scale, n_threads, panels, &err);
 *
 * What is made least is the weighted squared error of a panel,
 *
 *     sum over rows r and columns c of importance[c] (w[r, c] - d (codebook[n] - 128))^2
 *
 * where each block of 32 columns has its d, each weight its code n, and the panel its codebook (>>format in gpt.h).
 *
 *   block     Scales from the one at which the block just fits downwards, of both signs, for codebooks need not be
 *             symmetric. With the codes that are nearest at each, the best scale is sum wxq / sum wqq and takes
 *             (sum wxq)^2 / sum wqq off the error. From the best on, codes and scale in turn until nothing changes.
 *   codebook  Q4, Q3, Q2: from one that suits trained weights, each value moves to the mean of its weights in units of
 *             d (Lloyd's algorithm), and scales follow; a few rounds. An evenly spaced one stays if it loses less:
 *             weights that were trained or published on such a grid come through exactly. Q6, Q5: always even, the
 *             types have no other.
 *
 * Squared error of normally distributed weights, relative to their squares (tests/test_quantize.c has the first line
 * and the best of each type):
 *
 *                                             Q6       Q5       Q4       Q3       Q2
 *     even, to the nearest (gpt_pack_panel)   .00045   .0018    .0075    .0302    .435
 *     even, scales searched                   .00039   .0016    .0067    .0266    .111
 *     codebook of the panel                                     .0054    .0229    .095
 *
 *   feedback  Where inputs go together, one column's error is made good by the next ones: codes are chosen column after
 *             column, and each error moves what the columns behind it aim at, by what calibrate.h has found. So GPTQ
 *             (arXiv:2210.17323) does it; in the form of LDLQ (arXiv:2307.13304) it takes one triangular matrix. In
 *             models of 64 to 256 columns that and importance take 13 to 38 % off the KL divergence of Q4, Q3.
 *
 * Asymmetric codebooks with signed scales do most of what a minimum for each block would do. With 2^n even levels
 * between two searched ends a block loses .0049, .0209 and .088 for n = 4, 3, 2, but that takes another f16, half a
 * bit a weight; a whole bit more, the next type, loses less than a third.
 *
 * Panels don't depend on each other: the number of threads changes nothing. Include ../gpt.h, with its implementation,
 * and file.h first. */
#ifndef TOOLS_QUANTIZE_H
#define TOOLS_QUANTIZE_H

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { QUANTIZE__ROUNDS = 4 }; /* moves of a codebook */

typedef struct quantize__book {
    int bits;
    float low, high;      /* its least and largest value */
    uint8_t stored[16];   /* as >>format has it */
    float value[64];      /* of each code */
    uint8_t nearest[512]; /* codes of what lies between i / 2 - 128 and the next half: none changes in between ... */
    float near[512];      /* ... and their values */
} quantize__book;

/* A block, padded with zeros, and its weights' importance. */
typedef struct quantize__block { float x[32], w[32], wx[32]; } quantize__block;

/* A panel under way: rows (n_row, n_col) in units of the tensor's scale. */
typedef struct quantize__panel {
    int bits, n_row, n_col, n_block;
    float *x;                /* (n_row, n_block, 32), padded with zeros */
    float *w;                /* (n_block, 32) importance, padded with zeros */
    float *d, *best;         /* (n_row, n_block) scales that are tried, and those that lost least so far */
    double sum_x[16], sum_w[16]; /* what moves the codebook: sums over the weights of each code */
    uint8_t *code;           /* (n_row, n_col) */
    uint16_t *half;          /* (n_row, n_block) */
    float *aim;              /* (n_block, 32) a row, moved by the errors before each column */
} quantize__panel;

/* Codebooks to start with: of those tried, they ended with the least error in trained models. */
static const int8_t quantize__start[3][16] = {
    {-127, -40, 17, 89},
    {-127, -83, -48, -19, 5, 31, 63, 102},
    {-127, -105, -86, -68, -52, -37, -24, -12, -1, 10, 22, 35, 49, 65, 82, 102}};

/* ---- codebooks ---- */

static inline void quantize__set_book(quantize__book *b, int bits, const uint8_t *stored) {
    const int n = 1 << bits;
    int i, j, k;
    b->bits = bits;
    memcpy(b->stored, stored, 16);
    for (i = 0; i < n; i++) b->value[i] = (float)(gpt__byte_of(bits, stored, i) - 128);
    b->low = b->high = b->value[0];
    for (i = 1; i < n; i++) {
        b->low = b->value[i] < b->low ? b->value[i] : b->low;
        b->high = b->value[i] > b->high ? b->value[i] : b->high;
    }
    for (i = 0; i < 512; i++) {
        const float at = (float)i * 0.5f - 127.75f;
        for (j = 1, k = 0; j < n; j++)
            if (fabsf(at - b->value[j]) < fabsf(at - b->value[k])) k = j;
        b->nearest[i] = (uint8_t)k;
        b->near[i] = b->value[k];
    }
}

static inline void quantize__start_book(quantize__book *b, int bits) {
    uint8_t stored[16];
    int i;
    memset(stored, 128, 16);
    for (i = 0; i < 1 << bits; i++) stored[i] = (uint8_t)(128 + quantize__start[bits - 2][i]);
    quantize__set_book(b, bits, stored);
}

static inline void quantize__even_book(quantize__book *b, int bits) {
    uint8_t stored[16];
    gpt__even_codebook(bits, stored);
    quantize__set_book(b, bits, stored);
}

/* ---- one block ---- */

/* Index of x / d among the half steps; NaN: 0. twice: 2 / d. */
static inline int quantize__half_step(float x, float twice) {
    float at = x * twice + 256.0f;
    at = at > 0.0f ? at : 0.0f;
    at = at < 511.0f ? at : 511.0f;
    return (int)at;
}

/* How much of the error the best scale takes away, with the codes that are nearest at scale d; *better: that scale. */
static inline float quantize__gain(const quantize__book *b, const quantize__block *k, float d, float *better) {
    const float twice = 2.0f / d;
    float xq[4] = {0, 0, 0, 0}, qq[4] = {0, 0, 0, 0}, q[32];
    int at[32], i, j;
    for (i = 0; i < 32; i++) at[i] = quantize__half_step(k->x[i], twice);
    for (i = 0; i < 32; i++) q[i] = b->near[at[i]];
    for (i = 0; i < 32; i += 4) {
        for (j = 0; j < 4; j++) xq[j] += k->wx[i + j] * q[i + j];
        for (j = 0; j < 4; j++) qq[j] += k->w[i + j] * q[i + j] * q[i + j];
    }
    xq[0] = (xq[0] + xq[1]) + (xq[2] + xq[3]);
    qq[0] = (qq[0] + qq[1]) + (qq[2] + qq[3]);
    if (!(qq[0] > 0)) return 0;
    *better = xq[0] / qq[0];
    return xq[0] * *better;
}

static inline uint16_t quantize__f16(float d) {
    uint16_t h = gpt__f32_to_f16(d);
    return (h & 0x7fff) >= 0x7c00 ? (uint16_t)((h & 0x8000) | 0x7bff) : h;
}

/* the error with scale d */
static inline float quantize__error(const quantize__book *b, const quantize__block *k, float d) {
    const float twice = 2.0f / d;
    float sum = 0;
    int i;
    for (i = 0; i < 32; i++) {
        const float e = d > 0 || d < 0 ? k->x[i] - d * b->near[quantize__half_step(k->x[i], twice)] : k->x[i];
        sum += k->w[i] * e * e;
    }
    return sum;
}

/* codes and scale in turn, from scale d on, at most `rounds` times; the result is an f16 */
static inline float quantize__settle(const quantize__book *b, const quantize__block *k, float d, int rounds) {
    float most = 0, better = d;
    while (rounds-- > 0 && (better > 0 || better < 0)) {
        const float gain = quantize__gain(b, k, better, &better);
        if (!(gain > most)) break;
        most = gain;
        d = better;
    }
    return gpt__f16_to_f32(quantize__f16(d));
}

/* the scale of a block, found from nothing */
static inline float quantize__search(const quantize__book *b, const quantize__block *k) {
    static const float step[7] = {0, 0, 0.12f, 0.09f, 0.065f, 0.04f, 0.02f}; /* by bits */
    float low = 0, high = 0, most = 0, at = 0, better = 0;
    int i, sign;
    for (i = 0; i < 32; i++) {
        low = k->x[i] < low ? k->x[i] : low;
        high = k->x[i] > high ? k->x[i] : high;
    }
    for (sign = 1; sign >= -1; sign -= 2) {
        const float up = (sign > 0 ? high : -low) / b->high, down = (sign > 0 ? low : -high) / b->low;
        const float fit = (float)sign * (up > down ? up : down);
        if (!(fit * fit > 0)) continue;
        for (i = 0; i < 8; i++) {
            const float gain = quantize__gain(b, k, fit * (1.0f + step[b->bits] * (float)(1 - i)), &better);
            if (gain > most) most = gain, at = better;
        }
    }
    return at;
}

/* ---- one panel ---- */

static inline void quantize__load(const quantize__panel *p, int r, int i, quantize__block *k) {
    int c;
    memcpy(k->x, p->x + (size_t)(r * p->n_block + i) * 32, sizeof k->x);
    memcpy(k->w, p->w + (size_t)i * 32, sizeof k->w);
    for (c = 0; c < 32; c++) k->wx[c] = k->w[c] * k->x[c];
}

static inline void quantize__count(quantize__panel *p, const quantize__book *b, const quantize__block *k, float d) {
    const float twice = 2.0f / d;
    int i;
    if (p->bits > 4 || !(d > 0 || d < 0)) return;
    for (i = 0; i < 32; i++) {
        const int code = b->nearest[quantize__half_step(k->x[i], twice)];
        p->sum_x[code] += (double)k->wx[i] * (double)d;
        p->sum_w[code] += (double)k->w[i] * (double)d * (double)d;
    }
}

/* Scales p->d of all blocks for this codebook, searched for or from what they are; returns the panel's error. */
static inline double quantize__scales(quantize__panel *p, const quantize__book *b, int search) {
    double error = 0;
    int r, i;
    memset(p->sum_x, 0, sizeof p->sum_x);
    memset(p->sum_w, 0, sizeof p->sum_w);
    for (r = 0; r < p->n_row; r++) {
        for (i = 0; i < p->n_block; i++) {
            float *d = &p->d[r * p->n_block + i], before = *d, e;
            quantize__block k;
            quantize__load(p, r, i, &k);
            *d = quantize__settle(b, &k, search ? quantize__search(b, &k) : before, search ? 4 : 2);
            e = quantize__error(b, &k, *d);
            quantize__count(p, b, &k, *d);
            error += (double)e;
        }
    }
    return error;
}

/* Each value of the codebook to the mean of its weights; the largest becomes 127, and scales grow for it. */
static inline void quantize__move(quantize__panel *p, quantize__book *b) {
    double value[16], most = 0;
    uint8_t stored[16];
    int i, n = 1 << p->bits;
    for (i = 0; i < n; i++) {
        value[i] = p->sum_w[i] > 0 ? p->sum_x[i] / p->sum_w[i] : (double)b->value[i];
        most = fabs(value[i]) > most ? fabs(value[i]) : most;
    }
    if (!(most > 0)) return;
    memset(stored, 128, 16);
    for (i = 0; i < n; i++) stored[i] = (uint8_t)(128 + (int)floor(value[i] * 127 / most + 0.5));
    for (i = 0; i < p->n_row * p->n_block; i++) p->d[i] *= (float)(most / 127);
    quantize__set_book(b, p->bits, stored);
}

/* p->d and a codebook have this error: are they the best so far? */
static inline void quantize__keep(quantize__panel *p, double error, const quantize__book *b, double *least,
                                  quantize__book *best) {
    if (!(error < *least)) return;
    *least = error;
    *best = *b;
    memcpy(p->best, p->d, (size_t)(p->n_row * p->n_block) * sizeof *p->d);
}

/* What gpt_pack_panel makes: the even codebook, the largest of each block exactly. Returns its error. */
static inline double quantize__plain(quantize__panel *p, const quantize__book *even) {
    double error = 0;
    uint8_t code[32];
    int r, i;
    for (r = 0; r < p->n_row; r++) {
        for (i = 0; i < p->n_block; i++) {
            quantize__block k;
            quantize__load(p, r, i, &k);
            p->d[r * p->n_block + i] = gpt__f16_to_f32(gpt__even_codes(p->bits, k.x, 32, 1.0f, code));
            error += (double)quantize__error(even, &k, p->d[r * p->n_block + i]);
        }
    }
    return error;
}

/* Finds codebook and scales (p->best) of a panel. */
static inline void quantize__find(quantize__panel *p, quantize__book *best) {
    quantize__book b;
    double least = INFINITY, plain;
    int i;
    quantize__even_book(&b, p->bits);
    plain = quantize__plain(p, &b);
    quantize__keep(p, plain, &b, &least, best);
    if (p->bits <= 4) {
        quantize__start_book(&b, p->bits);
        quantize__keep(p, quantize__scales(p, &b, 1), &b, &least, best);
        for (i = 0; i < QUANTIZE__ROUNDS; i++) {
            quantize__move(p, &b);
            quantize__keep(p, quantize__scales(p, &b, i + 1 == QUANTIZE__ROUNDS), &b, &least, best);
        }
        if (least < plain) return;
        quantize__even_book(&b, p->bits);
    }
    quantize__keep(p, quantize__scales(p, &b, 1), &b, &least, best);
}

/* ---- rows ---- */

typedef struct quantize__job {
    gpt_type type;
    const float *rows, *importance, *feedback;
    size_t n_row;
    int n_col;
    float scale;
    unsigned char *out;
    int failed; /* set if a thread has no memory */
} quantize__job;

static inline int quantize__room(quantize__panel *p, int bits, int n_col) {
    const size_t n_block = ((size_t)n_col + 31) / 32;
    p->bits = bits;
    p->n_col = n_col;
    p->n_block = (int)n_block;
    p->x = (float *)malloc(16 * n_block * 32 * sizeof(float));
    p->w = (float *)malloc(n_block * 32 * sizeof(float));
    p->d = (float *)malloc(16 * n_block * sizeof(float));
    p->best = (float *)malloc(16 * n_block * sizeof(float));
    p->half = (uint16_t *)malloc(16 * n_block * sizeof(uint16_t));
    p->code = (uint8_t *)malloc(16 * (size_t)n_col);
    p->aim = (float *)malloc(n_block * 32 * sizeof(float));
    return p->x && p->w && p->d && p->best && p->half && p->code && p->aim;
}

static inline void quantize__panel_free(quantize__panel *p) {
    free(p->x);
    free(p->w);
    free(p->d);
    free(p->best);
    free(p->half);
    free(p->code);
    free(p->aim);
}

/* rows of at most one panel, and their importance, padded to whole blocks */
static inline void quantize__fill(quantize__panel *p, const quantize__job *j, const float *rows, int n_row) {
    const size_t n = (size_t)p->n_col, wide = (size_t)p->n_block * 32;
    size_t r, c;
    p->n_row = n_row;
    for (c = 0; c < wide; c++) p->w[c] = c >= n ? 0.0f : j->importance ? j->importance[c] : 1.0f;
    for (r = 0; r < (size_t)n_row; r++)
        for (c = 0; c < wide; c++) p->x[r * wide + c] = c < n ? rows[r * n + c] / j->scale : 0.0f;
}

/* The error of column c, to what the columns behind it aim at. feedback (n_block, 32): row c of the matrix, zero up to
 * c; whole blocks, for compilers to make vectors of. */
static inline void quantize__feed(quantize__panel *p, int c, float error, const float *feedback) {
    int i, j;
    for (i = c / 32 * 32; i < p->n_block * 32; i += 32)
        for (j = 0; j < 32; j++) p->aim[i + j] += error * feedback[i + j];
}

/* codes of row r: the nearest, or with feedback those that together lose least */
static inline void quantize__codes(quantize__panel *p, const quantize__book *b, int r, const float *feedback) {
    const size_t wide = (size_t)p->n_block * 32;
    const float *x = p->x + (size_t)r * wide;
    int c;
    memcpy(p->aim, x, wide * sizeof *x);
    for (c = 0; c < p->n_col; c++) {
        const float d = p->best[r * p->n_block + c / 32];
        const int code = b->nearest[quantize__half_step(p->aim[c], 2.0f / d)];
        p->code[r * p->n_col + c] = (uint8_t)code;
        if (!feedback) continue;
        quantize__feed(p, c, x[c] - (d > 0 || d < 0 ? d * b->value[code] : 0), feedback + (size_t)c * wide);
    }
}

static inline void quantize__pack(quantize__panel *p, const quantize__job *j, unsigned char *out) {
    quantize__book b;
    int r, i;
    quantize__find(p, &b);
    for (r = 0; r < p->n_row; r++) quantize__codes(p, &b, r, j->feedback);
    for (i = 0; i < p->n_row * p->n_block; i++) p->half[i] = quantize__f16(p->best[i]);
    gpt_pack_codes(j->type, p->code, p->half, b.stored, p->n_row, p->n_col, out);
}

static inline void quantize__thread(void *arg, const gpt__team *me) {
    quantize__job *j = (quantize__job *)arg;
    const size_t size = gpt_tensor_size(j->type, 1, (size_t)j->n_col, 1);
    const int n_panel = (int)((j->n_row + 15) / 16), search = !gpt__is_float(j->type) && j->type != GPT_TYPE_Q8;
    quantize__panel p;
    int i, ready;
    memset(&p, 0, sizeof p);
    ready = !search || quantize__room(&p, gpt__type_bits(j->type), j->n_col);
    if (!ready) j->failed = 1;
    for (i = gpt__next(me, -1); ready && i < n_panel; i = gpt__next(me, i)) {
        const float *rows = j->rows + (size_t)i * 16 * (size_t)j->n_col;
        const int n_row = j->n_row - (size_t)i * 16 < 16 ? (int)(j->n_row - (size_t)i * 16) : 16;
        unsigned char *out = j->out + (size_t)i * size;
        if (search) {
            quantize__fill(&p, j, rows, n_row);
            quantize__pack(&p, j, out);
        } else gpt_pack_panel(j->type, rows, (size_t)j->n_col, n_row, j->n_col, j->scale, out);
    }
    quantize__panel_free(&p);
}

/* quantize_rows -- rows (n_row, n_col) of finite values to panels of any type at out. importance (n_col): what the
 * squared error of a column counts; NULL: all the same. feedback (n_col, n_col rounded up to whole blocks): calibrate.h
 * makes it; NULL: none. Both are read for Q6 to Q2 only. scale: as for gpt_pack_panel. */
static inline int quantize_rows(gpt_type type, const float *rows, size_t n_row, size_t n_col, const float *importance,
                                const float *feedback, float scale, int n_threads, unsigned char *out, gpt_error *err) {
    quantize__job j;
    memset(&j, 0, sizeof j);
    j.type = type;
    j.rows = rows;
    j.importance = importance;
    j.feedback = feedback;
    j.n_row = n_row;
    j.n_col = (int)n_col;
    j.scale = scale;
    j.out = out;
    gpt__parallel(n_threads, quantize__thread, &j);
    return j.failed ? tool_fail(err, GPT_E_MEMORY, "out of memory") : GPT_OK;
}

#endif
