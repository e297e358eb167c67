/* convert.h -- from a checkpoint to a .gpt file.
 *
 *     folder --checkpoint.h---------> source, --plan.h, families.h--> plan --convert.h, gptfile.h--> model.gpt
 *     .gguf  --gguf.h, gguf_model.h--> config
 *     .bin   --llama2c.h------------>
 *
 * Tensors pass through one at a time, so memory stays near the size of the largest one. Include
 * ../gpt.h, with its implementation, first; POSIX and madvise must be declared. */
#ifndef TOOLS_CONVERT_H
#define TOOLS_CONVERT_H

#include "file.h"
#include "json.h"
#include "source.h"
#include "checkpoint.h"
#include "packed.h"
#include "ggml.h"
#include "gguf.h"
#include "gguf_model.h"
#include "llama2c.h"
#include "plan.h"
#include "families.h"
#include "sentence.h"
#include "gptfile.h"
#include "quantize.h"
#include "selftest.h"
#include "tokenizer.h"
#include <dirent.h>
#include <time.h>
#ifndef _WIN32
#include <sys/resource.h>
#endif

typedef struct convert_options {
    const char *in;        /* a checkpoint folder, or the weights in it */
    const char *out;       /* the file to write */
    const char *tokenizer; /* file or folder; "none"; NULL: what lies in the folder */
    const char *specials;  /* JSON with pat_str and special_tokens, for rank files; NULL: none */
    const char *assume;    /* the model_type to take it for; NULL: as the config says */
    int type;              /* gpt_type of matrices, -1: as stored */
    const char *recipe;    /* what other matrices get, see recipe.h; NULL: the type's own */
    int tokenizer_only, quiet;
    int report;            /* tell of each tensor what it was, what it is, and what that cost */
    double *tested;        /* seconds that the self-test took, for the summary; NULL: nobody asks */
} convert_options;

/* ---- progress ---- */

typedef struct convert__progress {
    int on;
    double start, shown; /* seconds */
    uint64_t first, end; /* bytes of the output: where tensors begin, and end */
} convert__progress;

static inline double convert__now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline void convert__progress_show(convert__progress *p, const gptfile *g) {
    const double t = p->on ? convert__now() : 0;
    double done, share;
    if (!p->on || t - p->shown < 0.1) return;
    done = (double)(g->entry[g->next].offset + g->done - p->first);
    share = done / ((double)(p->end - p->first) + 1e-9);
    fprintf(stderr, "\r%3.0f%% [%-30.*s] %.0f MB/s, %.0f s left  ", 100 * share, (int)(30 * share),
            "##############################", done / 1e6 / (t - p->start + 1e-9),
            share > 0 ? (t - p->start) * (1 - share) / share : 0);
    p->shown = t;
}

static inline void convert__progress_clear(const convert__progress *p) {
    if (p->on && p->shown > 0) fprintf(stderr, "\r%70s\r", "");
}

/* The most bytes of memory that this process has had, mapped files included; 0: not known here. */
static inline double convert__peak_memory(void) {
#ifdef _WIN32
    return 0;
#else
    struct rusage use;
#ifdef __APPLE__
    const double unit = 1;
#else
    const double unit = 1024;
#endif
    return getrusage(RUSAGE_SELF, &use) == 0 ? unit * (double)use.ru_maxrss : 0;
#endif
}

/* What was written, and what it took; the self-test runs the network once over the finished file. */
static inline void convert__print_summary(const char *path, double seconds, double tested) {
    const double peak = convert__peak_memory();
    struct stat st;
    double size;
    if (stat(path, &st) != 0) return;
    size = (double)st.st_size;
    fprintf(stderr, size < 1e9 ? "%s: %.3f MB" : "%s: %.0f MB", path, size / 1e6);
    fprintf(stderr, " in %.2f s, %.0f MB/s", seconds - tested, size / 1e6 / (seconds - tested + 1e-9));
    if (tested > 0) fprintf(stderr, ", self-test %.2f s", tested);
    if (peak > 0) fprintf(stderr, ", peak memory %.0f MB", peak / 1e6);
    fprintf(stderr, "\n");
}

/* ---- one tensor, in chunks ----
 *
 * A chunk is some rows of a matrix. Threads take chunks in turn:
 *
 *     read      the bytes of these rows, one thread at a time (a matrix that is needed whole was read before)
 *     make      floats, which are checked, and panels of them; panels at once where values stay what they are
 *     deliver   what was seen, and the checksum of panels, one thread after the other, in order
 *     put       panels into the file
 *
 * Memory is that of a chunk for each thread, and whatever the number of threads, the file is the same. */

#define CONVERT__CHUNK ((size_t)1 << 17) /* values of a chunk, about */
enum { CONVERT__THREADS = 16 };          /* more would only wait for each other at the file */

#if GPT__OPENMP
#define CONVERT__OMP(text) _Pragma(text)
#define CONVERT__WAIT(spin) ((spin) < 4096 ? GPT__PAUSE() : (void)GPT__YIELD()) /* up to 0.1 ms, a part of a chunk's */
#else
#define CONVERT__OMP(text)
#define CONVERT__WAIT(spin) ((void)(spin))
#endif

/* How a tensor becomes panels: by way of floats; its bytes are those of the panels; its codes are. */
typedef enum convert__way { CONVERT__VALUES, CONVERT__COPY, CONVERT__CODES } convert__way;

typedef struct convert__packing {
    source *s;
    const plan *p;
    const plan_tensor *t;
    gptfile *g; /* NULL while the tensor is only looked through */
    convert__progress *bar;
    gpt_type type;
    convert__way way;
    size_t raw_row; /* bytes of a row as it is stored, if it can be decoded apart (src_apart); else 0 */
    unsigned char *whole; /* a transposed matrix is needed whole: values of one of the three usual types */
    src_type whole_type;
    float scale;
    int report;
    /* of codes */
    unsigned char codebook[16];
    int same;            /* the codebook is that of all parts: codes stay what they are */
    short code_of[256];  /* else: the code of a byte, -1: it has none */
    int rounds;          /* all parts would rather have factors rounded than nothing */
    int64_t turn;        /* the chunk to be delivered next */
    /* what the chunks delivered so far have shown */
    int rc;
    int misfit;       /* codes or factors that the type cannot hold */
    int inexact;      /* factors that are no f16 with this scale */
    float largest;    /* magnitude, of values or of the factors of codes */
    double sum, most; /* differences between values and what is stored; their largest */
} convert__packing;

typedef struct convert__chunk {
    uint32_t expert; /* whose matrix */
    size_t row, n;
    unsigned char *raw; /* (n, raw_row) */
    float *rows;        /* (n, n_col) */
    unsigned char *out; /* panels */
    float *back;        /* (n_col) a row as it is stored */
    int misfit, inexact;
    float largest;
    double sum, most;
} convert__chunk;

static inline size_t convert__chunk_rows(const convert__packing *p) {
    const size_t n = CONVERT__CHUNK / p->t->n_col / 16 * 16;
    return n < 16 ? 16 : n > p->t->n_row ? p->t->n_row : n;
}

static inline void convert__chunk_free(convert__chunk *k) {
    free(k->raw);
    free(k->rows);
    free(k->out);
    free(k->back);
    memset(k, 0, sizeof *k);
}

/* All zero if there is no memory. */
static inline void convert__chunk_new(convert__chunk *k, const convert__packing *p) {
    const size_t n = convert__chunk_rows(p), n_col = p->t->n_col;
    memset(k, 0, sizeof *k);
    k->raw = (unsigned char *)malloc(n * p->raw_row + 1);
    k->rows = (float *)malloc(n * n_col * sizeof *k->rows);
    k->out = (unsigned char *)malloc(gpt_tensor_size(p->type, n, n_col, 1));
    k->back = (float *)malloc(n_col * sizeof *k->back);
    if (!k->raw || !k->rows || !k->out || !k->back) convert__chunk_free(k);
}

/* ---- reading ---- */

/* Where the matrix of an expert begins in its tensor: several may follow each other there. */
static inline uint64_t convert__matrix_start(const plan_tensor *t, uint32_t expert) {
    return t->n_part == 1 ? (uint64_t)expert * t->of * t->col_of : 0;
}

/* How many rows from row r of the chunk on follow each other in the checkpoint, too: from row *at of part *part. */
static inline size_t convert__run(const convert__packing *p, const convert__chunk *k, size_t r, int *part,
                                  uint64_t *at) {
    size_t run;
    int next;
    *at = plan_row(p->t, k->expert, (uint32_t)(k->row + r), part);
    for (run = 1; run < k->n - r; run++)
        if (plan_row(p->t, k->expert, (uint32_t)(k->row + r + run), &next) != *at + run || next != *part) break;
    return run;
}

/* Reads the chunk: its bytes, or its values where bytes alone don't say them. */
static inline int convert__read(convert__packing *p, convert__chunk *k, gpt_error *err) {
    const plan_tensor *t = p->t;
    size_t r, run;
    uint64_t at;
    int part, rc = GPT_OK;
    if (t->values || p->whole) return GPT_OK;
    for (r = 0; r < k->n && rc == GPT_OK; r += run) {
        run = convert__run(p, k, r, &part, &at);
        at = convert__matrix_start(t, k->expert) + at * t->n_col;
        if (p->raw_row)
            rc = src_read_bytes(p->s, p->p->part[part], src_apart(p->p->part[part], at), run * p->raw_row,
                                k->raw + r * p->raw_row, err);
        else
            rc = src_read(p->s, p->p->part[part], at, run * t->n_col, k->rows + r * t->n_col, err);
    }
    return rc;
}

/* An expert's matrix as it is stored, if it is needed whole; floats are made of all but plain values. */
static inline int convert__load_whole(convert__packing *p, uint32_t expert, gpt_error *err) {
    const plan_tensor *t = p->t;
    const src_tensor *part = p->p->part[t->part + (t->n_part > 1 ? (int)expert : 0)];
    const uint64_t first = convert__matrix_start(t, expert);
    const size_t n = (size_t)t->of * t->col_of, width = src_width(part->type);
    const int plain = !part->coding && !part->group && part->type <= SRC_BF16;
    p->whole_type = plain ? part->type : SRC_F32;
    if (plain) return src_read_bytes(p->s, part, first * width, n * width, p->whole, err);
    return src_read(p->s, part, first, n, (float *)(void *)p->whole, err);
}

/* ---- making floats ---- */

static inline void convert__unit(float *x, size_t n) {
    double sum = 0;
    size_t i;
    for (i = 0; i < n; i++) sum += (double)x[i] * (double)x[i];
    for (i = 0; i < n; i++) x[i] = (float)((double)x[i] / fmax(sqrt(sum), 1e-12));
}

/* A part of a transposed matrix: n_row rows of n_col values; `from` has a column in each row of `of` values. Few rows
 * at a time, for where they lie a power of two apart they drive each other out of the cache. */
static inline void convert__transpose(src_type type, const unsigned char *from, size_t of, size_t n_row, size_t n_col,
                                      float *out) {
    const size_t width = src_width(type);
    size_t r, c, first, i;
    for (first = 0; first < n_col; first += 16)
        for (r = 0; r < n_row; r += 8)
            for (c = first; c < n_col && c < first + 16; c++) {
                const size_t n = n_row - r < 8 ? n_row - r : 8;
                float x[8];
                src__widen(type, from + (c * of + r) * width, n, x);
                for (i = 0; i < n; i++) out[(r + i) * n_col + c] = x[i];
            }
}

/* Rows of the matrix that is there whole. */
static inline void convert__gather(const convert__packing *p, convert__chunk *k) {
    const size_t n_col = p->t->n_col, width = src_width(p->whole_type);
    size_t r, run;
    uint64_t at;
    int part;
    for (r = 0; r < k->n; r += run) {
        run = convert__run(p, k, r, &part, &at);
        convert__transpose(p->whole_type, p->whole + at * width, p->t->of, run, n_col, k->rows + r * n_col);
    }
}

/* The chunk's values, k->rows, from what was read. */
static inline void convert__values(const convert__packing *p, convert__chunk *k) {
    const plan_tensor *t = p->t;
    const size_t n_col = t->n_col;
    size_t r;
    if (t->values) memcpy(k->rows, t->values + k->row * n_col, k->n * n_col * sizeof *k->rows);
    else if (p->whole) convert__gather(p, k);
    else if (p->raw_row) src_decode(p->p->part[t->part], k->raw, k->n * n_col, k->rows);
    for (r = 0; t->plus && r < k->n * n_col; r++) k->rows[r] = 1.0f + k->rows[r];
    for (r = 0; t->unit && r < k->n; r++) convert__unit(k->rows + r * n_col, n_col);
}

/* The largest finite magnitude that a type can hold once rounded. */
static inline float convert__type_limit(gpt_type type) {
    return type == GPT_TYPE_F16 ? 65519.99f : type == GPT_TYPE_BF16 ? 3.3961774e38f : INFINITY;
}

/* Refuses the value at `bad`. */
static inline int convert__refuse(const convert__packing *p, const convert__chunk *k, size_t bad, gpt_error *err) {
    const plan_tensor *t = p->t;
    int part = 0;
    const unsigned long long r = t->values ? 0 : plan_row(t, k->expert, (uint32_t)(k->row + bad / t->n_col), &part);
    const unsigned long long c = bad % t->n_col;
    const src_tensor *src = t->values ? NULL : p->p->part[part];
    const char *name = src ? src->name : "(computed)", *path = src ? p->s->file[src->file] : "";
    char at[64];
    if (t->vector)
        snprintf(at, sizeof at, "[%llu]", r);
    else
        snprintf(at, sizeof at, "[%llu, %llu]", t->transposed ? c : r, t->transposed ? r : c);
    if (isfinite(k->rows[bad]))
        return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: %s = %g does not fit into %s; use --type f32", path, name,
                         at, k->rows[bad], p->type == GPT_TYPE_F16 ? "f16" : "bf16");
    return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: %s is %s", path, name, at,
                     isnan(k->rows[bad]) ? "NaN" : "infinite");
}

/* Refuses values that are not finite, or not in the output's type. Magnitudes are ordered as their bits are. */
static inline int convert__check(const convert__packing *p, convert__chunk *k, gpt_error *err) {
    const float limit = convert__type_limit(p->type);
    const size_t n = k->n * p->t->n_col;
    int32_t most[8] = {0};
    size_t i, j;
    for (i = 0; i < n; i += 8) {
        int32_t bits[8] = {0};
        memcpy(bits, k->rows + i, (n - i < 8 ? n - i : 8) * sizeof *bits);
        for (j = 0; j < 8; j++) bits[j] &= 0x7fffffff;
        for (j = 0; j < 8; j++) most[j] = bits[j] > most[j] ? bits[j] : most[j];
    }
    for (j = 1; j < 8; j++) most[0] = most[j] > most[0] ? most[j] : most[0];
    memcpy(&k->largest, most, sizeof k->largest);
    if (k->largest <= limit && isfinite(k->largest)) return GPT_OK;
    for (i = 0; i < n && fabsf(k->rows[i]) <= limit && isfinite(k->rows[i]);) i++;
    return convert__refuse(p, k, i, err);
}

/* ---- making panels ---- */

/* A block in 8 bits that has no exact place there. */
static inline void convert__round_block(const float *x, int n, unsigned char *code, float *d) {
    int i, b;
    for (b = 0; b < n; b += 32) {
        float most = 0;
        for (i = 0; i < 32; i++) most = fmaxf(most, fabsf(x[b + i]));
        d[b / 32] = most / 127;
        for (i = 0; i < 32; i++) code[b + i] = (unsigned char)(128 + (most > 0 ? (int)rintf(x[b + i] / d[b / 32]) : 0));
    }
}

/* A block of the coding c to codes of this tensor; 0: it has no place there. */
static inline int convert__block(const convert__packing *p, const src_coding *c, const unsigned char *raw,
                                 unsigned char *code, float *d) {
    float x[SRC_BLOCK];
    int i;
    if (!c->codes(raw, code, d)) {
        if (!p->rounds || p->type != GPT_TYPE_Q8) return 0;
        c->read(raw, x);
        convert__round_block(x, c->n, code, d);
        return 1;
    }
    for (i = 0; i < c->n && !p->same; i++) {
        const int q = p->code_of[gpt__byte_of(gpt__type_bits((uint32_t)c->home), c->codebook, code[i])];
        if (q < 0) return 0;
        code[i] = (unsigned char)q;
    }
    return 1;
}

/* The factor d of a block over the tensor's scale, as f16. */
static inline uint16_t convert__factor(const convert__packing *p, convert__chunk *k, float d) {
    const float of_scale = d / p->scale, size = d < 0 ? -d : d;
    const uint32_t bits = gpt__f32_bits(of_scale), magnitude = bits & 0x7fffffffu;
    uint16_t half;
    k->largest = size > k->largest ? size : k->largest;
    if ((bits & 0x1fff) == 0 && magnitude >= 0x38800000u && magnitude < 0x47800000u) /* a normal f16, as most are */
        return (uint16_t)((bits >> 16 & 0x8000) | (magnitude - (112u << 23)) >> 13);
    half = gpt__f32_to_f16(of_scale);
    k->inexact |= gpt__f32_bits(gpt__f16_to_f32(half)) != bits;
    k->misfit |= !isfinite(d * 127) || (p->g && k->inexact && !p->rounds);
    return half;
}

/* A block to row r of blocks in a panel, and its factors to `to`. 0: it has no place there. */
static inline int convert__place(const convert__packing *p, convert__chunk *k, const src_coding *c,
                                 const unsigned char *raw, int r, unsigned char *out, uint16_t *to) {
    const int bits = gpt__type_bits((uint32_t)p->type);
    uint8_t code[SRC_BLOCK];
    float d[SRC_BLOCK / GPT__BLOCK];
    int i;
    if (p->same && c->place) return c->place(raw, r, out, to + r);
    if (!convert__block(p, c, raw, code, d)) return 0;
    for (i = 0; i < c->n / GPT__BLOCK; i++) {
        to[i * GPT__PANEL + r] = convert__factor(p, k, d[i]);
        if (p->g) gpt__put_codes(bits, out + (size_t)i * GPT__BLOCK_SIZE(bits), r, code + i * GPT__BLOCK);
    }
    return 1;
}

/* Up to 16 rows of codes that stay what they are, to a panel. */
static inline void convert__pack_codes(const convert__packing *p, convert__chunk *k, size_t row, size_t n,
                                       unsigned char *out) {
    const src_coding *c = p->p->part[p->t->part + (p->t->n_part > 1 ? (int)k->expert : 0)]->coding;
    const int bits = gpt__type_bits((uint32_t)p->type);
    const size_t n_block = p->t->n_col / GPT__BLOCK, many = (size_t)c->n / GPT__BLOCK;
    const size_t size = gpt_tensor_size(p->type, 1, p->t->n_col, 1), codes = n_block * GPT__BLOCK_SIZE(bits);
    const unsigned char *raw = k->raw + row * p->raw_row;
    uint16_t *to = (uint16_t *)(void *)(out + codes);
    size_t at, r;
    if (n < 16) memset(out, 0, size);
    for (at = 0; at < n_block && !k->misfit; at += many, raw += c->size)
        for (r = 0; r < n; r++)
            k->misfit |= !convert__place(p, k, c, raw + r * p->raw_row, (int)r, out + at * GPT__BLOCK_SIZE(bits),
                                         to + at * GPT__PANEL);
    to += n_block * GPT__PANEL;
    memset(to, 0, size - codes - n_block * GPT__PANEL * sizeof *to);
    if (bits < 8) memcpy(to, p->codebook, 16);
}

/* Four values of 16 bits from each of four rows at x to one row after the other: by columns. */
static inline void convert__turn(const unsigned char *x, size_t row, unsigned char *out) {
    const uint64_t even = 0x0000ffff0000ffffu, low = 0x00000000ffffffffu;
    uint64_t in[4], two[4], turned[4];
    int i;
    for (i = 0; i < 4; i++) memcpy(&in[i], x + (size_t)i * row, 8);
    for (i = 0; i < 4; i += 2) { /* values of two rows alternate: columns 0 and 2, 1 and 3 */
        two[i] = (in[i] & even) | (in[i + 1] & even) << 16;
        two[i + 1] = (in[i] >> 16 & even) | (in[i + 1] & ~even);
    }
    for (i = 0; i < 2; i++) {
        turned[i] = (two[i] & low) | two[i + 2] << 32;
        turned[i + 2] = two[i] >> 32 | (two[i + 2] & ~low);
    }
    for (i = 0; i < 4; i++) memcpy(out + 32 * i, &turned[i], 8);
}

/* Up to 16 rows of floats whose bytes stay what they are, to columns. A line of the cache of each row at a time: where
 * rows lie a power of two apart, more would drive each other out. */
static inline void convert__pack_bytes(const convert__packing *p, const convert__chunk *k, size_t row, size_t n,
                                       unsigned char *out) {
    const size_t width = p->type == GPT_TYPE_F32 ? 4 : 2, n_col = p->t->n_col, line = 64 / width;
    const unsigned char *raw = k->raw + row * p->raw_row;
    size_t first, r, c, end;
    if (n < 16) memset(out, 0, 16 * p->raw_row);
    for (first = 0; first < n_col; first += line) {
        end = n_col - first < line ? n_col : first + line;
        for (r = 0; r < n; r += width == 2 && end % 4 == 0 && n % 4 == 0 ? 4 : 1) {
            const unsigned char *x = raw + r * p->raw_row;
            unsigned char *y = out + r * width;
            if (width == 4)
                for (c = first; c < end; c++) memcpy(y + c * 64, x + c * 4, 4);
            else if (end % 4 == 0 && n % 4 == 0)
                for (c = first; c < end; c += 4) convert__turn(x + c * 2, p->raw_row, y + c * 32);
            else
                for (c = first; c < end; c++) memcpy(y + c * 32, x + c * 2, 2);
        }
    }
}

/* Are all values of n bytes finite? Their exponents, and one more, must not reach the sign's bit. */
static inline int convert__all_finite(gpt_type type, const unsigned char *p, size_t n) {
    const uint64_t exponent = type == GPT_TYPE_F32    ? 0x7f8000007f800000u
                              : type == GPT_TYPE_BF16 ? 0x7f807f807f807f80u
                                                      : 0x7c007c007c007c00u;
    const uint64_t sign = type == GPT_TYPE_F32 ? 0x8000000080000000u : 0x8000800080008000u;
    const uint64_t one = exponent & (0 - exponent), all = type == GPT_TYPE_F32 ? one | one << 32
                                                          : (one | one << 16) | (one | one << 16) << 32;
    uint64_t x, over = 0;
    for (; n >= 8; n -= 8, p += 8) {
        memcpy(&x, p, 8);
        over |= (x & exponent) + all;
    }
    x = 0;
    memcpy(&x, p, n);
    return !((over | ((x & exponent) + all)) & sign);
}

static inline int convert__make_panels(const convert__packing *p, convert__chunk *k, gpt_error *err) {
    const size_t n_col = p->t->n_col, size = gpt_tensor_size(p->type, 16, n_col, 1);
    size_t row, n;
    if (p->way == CONVERT__VALUES)
        return p->g ? quantize_rows(p->type, k->rows, k->n, n_col, NULL, NULL, p->scale, 1, k->out, err) : GPT_OK;
    for (row = 0; row < k->n; row += n) {
        unsigned char *out = k->out + row / 16 * size;
        n = k->n - row < 16 ? k->n - row : 16;
        if (p->way == CONVERT__CODES) convert__pack_codes(p, k, row, n, out);
        else convert__pack_bytes(p, k, row, n, out);
    }
    return GPT_OK;
}

/* What the panels hold, compared with the values. */
static inline void convert__compare(const convert__packing *p, convert__chunk *k) {
    const size_t n_col = p->t->n_col;
    size_t row, c;
    for (row = 0; row < k->n; row++) {
        gpt_unpack_row(p->type, k->out, row, (int)n_col, p->scale, k->back);
        for (c = 0; c < n_col; c++) {
            const double e = fabs((double)k->back[c] - (double)k->rows[row * n_col + c]);
            k->sum += e;
            k->most = e > k->most ? e : k->most;
        }
    }
}

static inline int convert__make(const convert__packing *p, convert__chunk *k, gpt_error *err) {
    int rc = GPT_OK;
    if (p->way == CONVERT__VALUES || p->report ||
        (p->way == CONVERT__COPY && !convert__all_finite(p->type, k->raw, k->n * p->raw_row))) {
        convert__values(p, k);
        if (p->way != CONVERT__CODES) rc = convert__check(p, k, err);
    }
    if (rc == GPT_OK) rc = convert__make_panels(p, k, err);
    if (rc == GPT_OK && p->report && p->g && !k->misfit) convert__compare(p, k);
    return rc;
}

/* ---- all chunks of a tensor ---- */

/* Reads and makes a chunk; nothing once another has failed. */
static inline int convert__work(convert__packing *p, convert__chunk *k, gpt_error *err) {
    int rc;
    k->misfit = k->inexact = 0;
    k->largest = 0;
    k->sum = k->most = 0;
    CONVERT__OMP("omp critical(convert_read)") { rc = p->rc != GPT_OK ? p->rc : convert__read(p, k, err); }
    return rc == GPT_OK ? convert__make(p, k, err) : rc;
}

/* The first failure is the one that is told. */
static inline void convert__note(convert__packing *p, int rc, const gpt_error *its, gpt_error *err) {
    if (rc == GPT_OK) return;
    CONVERT__OMP("omp critical(convert_read)") {
        if (p->rc == GPT_OK) *err = *its;
        if (p->rc == GPT_OK) p->rc = rc;
    }
}

/* What a chunk has shown; the place of its panels in the file. Chunk by chunk: the error of the first is the one. */
static inline uint64_t convert__deliver(convert__packing *p, convert__chunk *k, size_t size) {
    p->misfit |= k->misfit;
    p->inexact |= k->inexact;
    p->largest = k->largest > p->largest ? k->largest : p->largest;
    p->most = k->most > p->most ? k->most : p->most;
    p->sum += k->sum;
    if (!p->g) return 0;
    convert__progress_show(p->bar, p->g);
    return gptfile_next(p->g, k->out, size);
}

/* Waits until all chunks before i have been delivered. OpenMP's "ordered" spins, to the harm of other programs. */
static inline void convert__await(convert__packing *p, int64_t i) {
    int64_t turn;
    int spin;
    for (spin = 0;; spin++) {
        CONVERT__OMP("omp critical(convert_turn)") { turn = p->turn; }
        if (turn == i) return;
        CONVERT__WAIT(spin);
    }
}

static inline void convert__pass_on(convert__packing *p) {
    CONVERT__OMP("omp critical(convert_turn)") { p->turn++; }
}

/* Chunk i, from the checkpoint to the file. */
static inline void convert__one(convert__packing *p, convert__chunk *k, int64_t i, gpt_error *err) {
    const size_t size = gpt_tensor_size(p->type, k->n, p->t->n_col, 1);
    gpt_error its = {0, ""};
    uint64_t at = 0;
    int rc = k->out ? convert__work(p, k, &its) : tool_fail(&its, GPT_E_MEMORY, "out of memory");
    convert__await(p, i);
    if (rc == GPT_OK) at = convert__deliver(p, k, size);
    convert__note(p, rc, &its, err);
    convert__pass_on(p);
    if (rc == GPT_OK && p->g) convert__note(p, gptfile_put(p->g, at, k->out, size, &its), &its, err);
}

/* All chunks of the matrices first ... first + n - 1. */
static inline void convert__chunks(convert__packing *p, uint32_t first, uint32_t n, gpt_error *err) {
    const size_t step = convert__chunk_rows(p), per = (p->t->n_row + step - 1) / step;
    const int64_t n_chunk = (int64_t)per * n;
    int n_thread = gpt__default_threads();
    if (n_thread > CONVERT__THREADS) n_thread = CONVERT__THREADS;
    if (n_thread > n_chunk) n_thread = (int)n_chunk;
    p->turn = 0;
    CONVERT__OMP("omp parallel num_threads(n_thread)") {
        convert__chunk k;
        int64_t i;
        convert__chunk_new(&k, p);
        CONVERT__OMP("omp for schedule(static, 1) nowait")
        for (i = 0; i < n_chunk; i++) {
            k.expert = first + (uint32_t)((size_t)i / per);
            k.row = (size_t)i % per * step;
            k.n = p->t->n_row - k.row < step ? p->t->n_row - k.row : step;
            convert__one(p, &k, i, err);
        }
        convert__chunk_free(&k);
    }
    (void)n_thread;
}

/* Once through the tensor: to the file g, or, if that is NULL, only looking. */
static inline int convert__pass(convert__packing *p, gptfile *g, gpt_error *err) {
    const uint32_t n = p->t->n_expert;
    uint32_t e;
    p->g = g;
    p->misfit = p->inexact = 0;
    p->largest = 0;
    p->sum = p->most = 0;
    p->rc = GPT_OK;
    if (g) gptfile_begin(g);
    if (!p->whole) convert__chunks(p, 0, n, err);
    for (e = 0; e < n && p->whole && p->rc == GPT_OK; e++) {
        p->rc = convert__load_whole(p, e, err);
        if (p->rc == GPT_OK) convert__chunks(p, e, 1, err);
    }
    return p->rc;
}

/* Do both parts look alike, but for what their codes mean? */
static inline int convert__alike(const src_tensor *a, const src_tensor *b) {
    if (a->type != b->type || a->group != b->group || a->scaled || b->scaled || !a->coding != !b->coding) return 0;
    return !a->coding || (a->coding->n == b->coding->n && a->coding->size == b->coding->size &&
                          a->coding->read == b->coding->read);
}

/* Bytes of a row as it is stored, if all parts are alike and it can be decoded apart. */
static inline size_t convert__raw_row(const convert__packing *p) {
    const plan_tensor *t = p->t;
    src_tensor *const *part = &p->p->part[t->part];
    int i;
    if (t->values || t->transposed || t->col_of != t->n_col) return 0;
    for (i = 1; i < t->n_part; i++)
        if (!convert__alike(part[0], part[i])) return 0;
    return src_apart(part[0], t->n_col);
}

/* Can blocks of all parts stay what they are? A type of more bits than theirs holds them, too, if their values are
 * among its own. */
static inline int convert__has_codes(convert__packing *p) {
    const int bits = gpt__type_bits((uint32_t)p->type);
    const src_coding *one = p->p->part[p->t->part]->coding;
    int i;
    if (gpt__is_float((uint32_t)p->type)) return 0;
    p->same = p->rounds = 1;
    for (i = 0; i < p->t->n_part; i++) {
        const src_coding *c = p->p->part[p->t->part + i]->coding;
        if (!c->codes || gpt__type_bits((uint32_t)c->home) > bits) return 0;
        p->same &= c == one && c->home == (int)p->type;
        p->rounds &= c->rounds;
    }
    if (bits < 8) gpt__even_codebook(bits, p->codebook);
    if (p->same && one->codebook) memcpy(p->codebook, one->codebook, sizeof p->codebook);
    memset(p->code_of, -1, sizeof p->code_of);
    for (i = 1 << bits; i-- > 0;) p->code_of[gpt__byte_of(bits, p->codebook, i)] = (short)i;
    return 1;
}

static inline convert__way convert__find_way(convert__packing *p) {
    const src_tensor *src = p->raw_row ? p->p->part[p->t->part] : NULL;
    if (!src || p->t->plus || p->t->unit) return CONVERT__VALUES;
    if (src->coding) return convert__has_codes(p) ? CONVERT__CODES : CONVERT__VALUES;
    return (src->type == SRC_F32 && p->type == GPT_TYPE_F32) || (src->type == SRC_F16 && p->type == GPT_TYPE_F16) ||
                   (src->type == SRC_BF16 && p->type == GPT_TYPE_BF16)
               ? CONVERT__COPY
               : CONVERT__VALUES;
}

/* Takes over codes as they are, with the scale of the tensor that they need; p->misfit is 1 if that cannot be. Factors
 * that may be no f16 are looked at first, and if one is none, all are moved as high as they go: the largest to 2^15. */
static inline int convert__take(convert__packing *p, gptfile *g, gpt_error *err) {
    const int wide = p->rounds || strcmp(p->p->part[p->t->part]->coding->name, "MXFP4") == 0;
    int exponent, rc = convert__pass(p, wide ? NULL : g, err);
    if (rc != GPT_OK || (wide ? p->misfit : p->largest <= 65504)) return rc;
    frexpf(p->largest, &exponent);
    if (p->largest > 0 && (!wide || p->inexact)) p->scale = ldexpf(1.0f, exponent > -80 ? exponent - 16 : -96);
    return convert__pass(p, g, err);
}

/* By way of floats. */
static inline int convert__pack(convert__packing *p, gptfile *g, gpt_error *err) {
    int rc = GPT_OK;
    p->scale = 1;
    if (!gpt__is_float(p->type)) rc = convert__pass(p, NULL, err); /* the scale depends on the largest value of all */
    if (!gpt__is_float(p->type)) p->scale = gpt_pack_scale(p->type, p->largest);
    return rc == GPT_OK ? convert__pass(p, g, err) : rc;
}

static inline void convert__print_report(const convert__packing *p) {
    const plan_tensor *t = p->t;
    printf("%-60s %-8s %-5s largest error %-12.6g mean error %.6g\n",
           t->values ? "(computed)" : p->p->part[t->part]->name, t->values ? "F32" : p->p->part[t->part]->dtype,
           names_type(p->type), p->most, p->sum / ((double)t->n_row * (double)t->n_col * t->n_expert));
}

/* Reads, packs and writes tensor i. */
static inline int convert__tensor(gptfile *g, source *s, const plan *pl, int i, int report, unsigned char *whole,
                                  convert__progress *bar, gpt_error *err) {
    const plan_tensor *t = &pl->tensor[i];
    convert__packing p;
    int rc = GPT_OK;
    memset(&p, 0, sizeof p);
    p.s = s;
    p.p = pl;
    p.t = t;
    p.bar = bar;
    p.type = (gpt_type)g->entry[i].type;
    p.report = report;
    p.scale = 1;
    p.raw_row = convert__raw_row(&p);
    p.way = convert__find_way(&p);
    p.whole = t->transposed ? whole : NULL;
    if (p.way == CONVERT__CODES) {
        rc = convert__take(&p, g, err);
        if (p.misfit) p.way = CONVERT__VALUES;
    }
    if (rc == GPT_OK && p.way == CONVERT__COPY) rc = convert__pass(&p, g, err);
    if (rc == GPT_OK && p.way == CONVERT__VALUES) rc = convert__pack(&p, g, err);
    if (rc == GPT_OK && report) convert__print_report(&p);
    return rc == GPT_OK ? gptfile_end(g, p.scale, err) : rc;
}

/* Room for the largest matrix that is needed whole, used again for each: fresh pages cost more than what is done with
 * them. */
static inline unsigned char *convert__whole_new(const plan *p) {
    size_t most = 1;
    int i, part;
    for (i = 0; i < p->n_tensor; i++) {
        const plan_tensor *t = &p->tensor[i];
        for (part = 0; part < t->n_part && t->transposed; part++) {
            const src_tensor *src = p->part[t->part + part];
            const int plain = !src->coding && !src->group && src->type <= SRC_BF16;
            const size_t n = (size_t)t->of * t->col_of * (plain ? src_width(src->type) : sizeof(float));
            most = n > most ? n : most;
        }
    }
    return (unsigned char *)malloc(most);
}

/* ---- what lies beside the weights ---- */

/* The template of tokenizer_config.json: a string, or a list of named ones of which "default"
 * counts. */
static const char *convert__template_text(const json_value *config) {
    const json_value *v = json_get(config, "chat_template"), *item;
    if (!v || v->type == JSON_STRING) return v ? v->text : NULL;
    for (item = v->child; item; item = item->next)
        if (strcmp(json_str(item, "name", ""), "default") == 0)
            return json_str(item, "template", NULL);
    return NULL;
}

static inline void convert__add_template(plan *p, const char *chat) {
    plan_meta(p, "chat.template", chat);
    if (chat && strstr(chat, "<|im_start|>")) plan_meta(p, "chat.format", "chatml");
}

/* A template for one purpose, such as "tool_use" or "rag". */
static inline void convert__add_named_template(plan *p, const char *name, const char *chat) {
    char key[300];
    if (!chat || !*name || strlen(name) > 255 || strcmp(name, "default") == 0) return;
    snprintf(key, sizeof key, "chat.template.%s", name);
    plan_meta(p, key, chat);
}

static inline void convert__add_listed_templates(plan *p, const json_value *config) {
    const json_value *v = json_get(config, "chat_template"), *item;
    for (item = v && v->type == JSON_ARRAY ? v->child : NULL; item; item = item->next)
        convert__add_named_template(p, json_str(item, "name", ""), json_str(item, "template", NULL));
}

/* The name after `name` of those that NAME.jinja files in a folder have, in the order of bytes; 0: there is none. */
static inline int convert__next_template(const char *folder, char *name, size_t cap) {
    char best[256] = "";
    struct dirent *entry;
    DIR *dir = opendir(folder);
    while (dir && (entry = readdir(dir)) != NULL) {
        const size_t n = strlen(entry->d_name);
        char one[256];
        if (n <= 6 || n >= sizeof one || strcmp(entry->d_name + n - 6, ".jinja") != 0) continue;
        snprintf(one, sizeof one, "%.*s", (int)n - 6, entry->d_name);
        if (strcmp(one, name) > 0 && (!*best || strcmp(one, best) < 0)) memcpy(best, one, n - 5);
    }
    if (dir) closedir(dir);
    snprintf(name, cap, "%s", best);
    return *best != 0;
}

static inline void convert__add_template_files(plan *p, const char *dir) {
    char *folder = file_join(dir, "additional_chat_templates"), name[256] = "", file[264];
    while (folder && convert__next_template(folder, name, sizeof name)) {
        unsigned char *text = NULL;
        size_t size;
        char *path;
        snprintf(file, sizeof file, "%s.jinja", name);
        path = file_join(folder, file);
        if (path && file_read(path, &text, &size, NULL) == GPT_OK && strlen((char *)text) == size)
            convert__add_named_template(p, name, (const char *)text);
        free(text);
        free(path);
    }
    free(folder);
}

/* Chat templates and, where it is the plain ChatML one, the format's name. A damaged file is not
 * fatal here: the weights are as good without it. */
static inline void convert__add_chat(plan *p, const char *dir, int quiet) {
    char *path = file_join(dir, "chat_template.jinja");
    unsigned char *text = NULL;
    const char *chat;
    gpt_error err = {0, ""};
    json_doc doc;
    size_t size;
    if (file_read_json(dir, "tokenizer_config.json", 1, &doc, &err) != GPT_OK && !quiet)
        fprintf(stderr, "note: %s\n", err.message);
    chat = convert__template_text(doc.root);
    if (path && file_exists(path) && file_read(path, &text, &size, &err) == GPT_OK &&
        strlen((char *)text) == size)
        chat = (const char *)text;
    convert__add_template(p, chat);
    convert__add_listed_templates(p, doc.root);
    convert__add_template_files(p, dir);
    json_free(&doc);
    free(text);
    free(path);
}

/* How the makers of the model sample from it: the settings of generation_config.json, as metadata. */
static inline void convert__add_sampling(plan *p, const char *dir, int quiet) {
    static const char *const keys[] = {"temperature", "top_k", "top_p", "min_p", "typical_p", "repetition_penalty"};
    gpt_error err = {0, ""};
    char name[48];
    json_doc doc;
    size_t i, greedy;
    if (file_read_json(dir, "generation_config.json", 1, &doc, &err) != GPT_OK && !quiet)
        fprintf(stderr, "note: %s\n", err.message);
    greedy = (size_t)!json_bool(doc.root, "do_sample", 1);
    if (greedy) plan_meta(p, "sampler.temperature", "0"); /* whatever is written there */
    for (i = greedy; i < sizeof keys / sizeof keys[0]; i++) {
        const json_value *v = json_get(doc.root, keys[i]);
        if (!v || v->type != JSON_NUMBER) continue;
        snprintf(name, sizeof name, "sampler.%s", keys[i]);
        plan_meta(p, name, v->text);
    }
    json_free(&doc);
}

/* Does this member belong into the config that is kept? All of a published one do, but for how weights were quantised
 * there; of one that a reader made up, what this family reads, without what readers only tell the planner. */
static inline int convert__keeps(const plan *p, const json_value *v, int made_up) {
    static const char own[] = "_gguf _joined _pairs _rows _whole_norms", always[] = "architectures model_type";
    int i;
    if (strcmp(v->key, "quantization_config") == 0 || strcmp(v->key, "compression_config") == 0) return 0;
    if (!made_up || plan__listed(v->key, v->key_size, always, ' ')) return 1;
    if (plan__listed(v->key, v->key_size, own, ' ')) return 0;
    for (i = 0; i < p->r.n_seen && p->r.seen[i] != v;) i++;
    return i < p->r.n_seen;
}

/* What gpt-export makes a checkpoint of again: the config, the prefix of the tensors' names, and which of several
 * spellings they have. made_up: by a reader of another format. */
static inline void convert__add_config(plan *p, const json_value *root, int made_up) {
    const json_value *v;
    char *text = NULL, between = '{';
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    for (v = f ? root->child : NULL; v; v = v->next) {
        if (!convert__keeps(p, v, made_up)) continue;
        fputc(between, f);
        json_write_string(f, v->key, v->key_size);
        fputc(':', f);
        json_write(f, v, -1);
        between = ',';
    }
    if (f) fputc('}', f);
    if (!f || fclose(f) != 0) PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
    plan_meta(p, "config", text);
    plan_meta(p, "config.prefix", made_up ? NULL : p->prefix);
    plan_meta(p, "config.names", p->spellings);
    free(text);
}

/* The last part of a path, as the model's name. */
static inline void convert__add_name(plan *p, const char *path) {
    char name[128];
    size_t n = strlen(path), from;
    while (n > 1 && path[n - 1] == '/') n--;
    for (from = n; from > 0 && path[from - 1] != '/';) from--;
    snprintf(name, sizeof name, "%.*s", (int)(n - from > 120 ? 120 : n - from), path + from);
    if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && *name) plan_meta(p, "name", name);
}

/* The tokenizer of the model, if there is one. */
static inline int convert__load_tokenizer(const convert_options *o, const char *dir, tok_blob *tok, gpt_error *err) {
    const char *path = o->tokenizer ? o->tokenizer : dir;
    size_t n;
    int rc;
    memset(tok, 0, sizeof *tok);
    if (strcmp(path, "none") == 0) return GPT_OK;
    rc = tok_build(path, o->specials, tok, err);
    if (rc == GPT_E_IO && !o->tokenizer && strncmp(err->message, "no tokenizer", 12) == 0)
        return GPT_OK;
    n = strlen(err->message);
    if (rc != GPT_OK && !o->tokenizer && n < 200)
        snprintf(err->message + n, sizeof err->message - n,
                 " (--tokenizer none converts without it)");
    return rc;
}

/* ---- the whole ---- */

/* The type that keeps what a tensor of the checkpoint says; small: one of floats, that no model is without. */
static inline gpt_type convert__kept(const src_tensor *t, int small) {
    if (t->coding && !small) return (gpt_type)(t->coding->home >= 0 ? t->coding->home : t->coding->near);
    return t->type == SRC_F16 ? GPT_TYPE_F16 : t->type == SRC_F32 || t->type == SRC_F64 ? GPT_TYPE_F32 : GPT_TYPE_BF16;
}

/* What tensor i is stored as. Unless told: what keeps most of its parts. */
static inline gpt_type convert__type(const plan *p, int i, const recipe *r, int tied) {
    const plan_tensor *t = &p->tensor[i];
    const src_coding *coding = t->values ? NULL : p->part[t->part]->coding;
    const int type = recipe_type(r, t->role, t->layer, p->config.n_layer, tied);
    int kept = GPT_TYPE_F32, k;
    if (t->vector) return GPT_TYPE_F32;
    if (type >= 0 && gpt__is_float((uint32_t)type)) return (gpt_type)type;
    if (type >= 0 && !t->small && coding && strcmp(coding->name, "MXFP4") == 0) return GPT_TYPE_Q4; /* less is more */
    if (type >= 0 && !t->small) return (gpt_type)type;
    for (k = 0; k < t->n_part; k++) {
        const int of = (int)convert__kept(p->part[t->part + k], t->small);
        kept = k == 0 || of < kept ? of : kept; /* types are numbered by size */
    }
    return (gpt_type)kept;
}

/* The directory of tensors. */
static inline gpt__tensor_entry *convert__make_entries(const plan *p, const convert_options *o, gpt_error *err) {
    gpt__tensor_entry *entry = NULL;
    int i, tied = 1;
    recipe r;
    if (recipe_make(&r, o->type, o->recipe, err) != GPT_OK) return NULL;
    entry = (gpt__tensor_entry *)calloc((size_t)p->n_tensor + 1, sizeof *entry);
    if (!entry) tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (i = 0; i < p->n_tensor; i++) tied = tied && p->tensor[i].role != GPT__ROLE_OUTPUT;
    for (i = 0; entry && i < p->n_tensor; i++) {
        const plan_tensor *t = &p->tensor[i];
        entry[i].role = t->role;
        entry[i].layer = t->layer;
        entry[i].n_row = t->n_row;
        entry[i].n_col = t->n_col;
        entry[i].n_expert = t->n_expert;
        entry[i].type = convert__type(p, i, &r, tied);
    }
    return entry;
}

static inline int convert__write_model(const convert_options *o, source *s, const plan *p, const tok_blob *tok,
                       gpt_error *err) {
    gpt__tensor_entry *entry = convert__make_entries(p, o, err);
    uint32_t token[SELFTEST_TOKENS];
    gptfile_desc d;
    gptfile g;
    convert__progress bar;
    unsigned char *whole;
    double start;
    int i, rc;
    if (!entry) return err->status;
    memset(&d, 0, sizeof d);
    d.config = &p->config;
    d.layer = p->layer;
    d.tensor = entry;
    d.n_tensor = (size_t)p->n_tensor;
    d.meta = p->meta;
    d.n_meta = (size_t)p->n_meta;
    d.tokenizer = tok->data;
    d.tokenizer_size = tok->size;
    d.samples = tok->samples;
    d.samples_size = tok->samples_size;
    d.test = token;
    d.n_test = selftest_tokens(&p->config, token);
    rc = gptfile_open(&g, o->out, &d, err);
    free(entry);
    if (rc != GPT_OK) return rc;
    memset(&bar, 0, sizeof bar);
    bar.on = !o->quiet && isatty(2);
    bar.start = convert__now();
    bar.first = g.head_size;
    bar.end = g.head_size;
    for (i = 0; i < p->n_tensor; i++) bar.end = g.entry[i].offset + g.entry[i].size;
    whole = convert__whole_new(p);
    if (!whole) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (i = 0; i < p->n_tensor && rc == GPT_OK; i++) rc = convert__tensor(&g, s, p, i, o->report, whole, &bar, err);
    free(whole);
    convert__progress_clear(&bar);
    if (rc == GPT_OK) rc = gptfile_finish(&g, err);
    start = convert__now();
    if (rc == GPT_OK && d.n_test) rc = selftest_run(&g, token, (uint32_t)d.n_test, err);
    if (o->tested) *o->tested = convert__now() - start;
    if (rc != GPT_OK) {
        gptfile_abort(&g);
        return rc;
    }
    return gptfile_commit(&g, err);
}

/* Says what of the checkpoint was not used, so that nothing is lost silently. */
static inline void convert__print_notes(const plan *p, const source *s, const tok_blob *tok) {
    const json_value *v = NULL;
    int i, n = 0;
    if (p->assumed)
        fprintf(stderr, "warning: %s: read as if model_type were %s; compare what the model says\n", p->r.path,
                p->assumed);
    while (!json_get(p->r.json, "_gguf") && (v = plan_key_unread(p, v)) != NULL)
        fprintf(stderr, "note: %s: %s = %s is not known for %s and was ignored\n", p->r.path, v->key,
                rules_show(v), p->type);
    for (i = 0; i < s->n; i++) {
        if (!plan_tensor_unused(&s->tensor[i])) continue;
        if (n++ < 10) fprintf(stderr, "note: tensor %s is not used\n", s->tensor[i].name);
    }
    if (n > 10) fprintf(stderr, "note: %d tensors more are not used\n", n - 10);
    if (tok->note[0]) fprintf(stderr, "note: %s\n", tok->note);
    if (tok->size == 0)
        fprintf(stderr, "note: no tokenizer: the model takes token ids only\n");
    else if (tok->n_vocab > (int)p->config.n_vocab)
        fprintf(stderr, "note: the tokenizer has %d tokens, the model only %u\n", tok->n_vocab,
                p->config.n_vocab);
}

/* Are two paths one file? Links count. */
static inline int convert__same_file(const char *a, const char *b) {
    struct stat x, y;
    return a && b && stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_ino == y.st_ino && x.st_dev == y.st_dev;
}

/* Does something lie at path in folder dir that is no .gpt file? */
static inline int convert__other_file(const char *dir, const char *path) {
    const char *slash = strrchr(path, '/');
    char head[8] = {0}, *parent = file_join(path, "");
    struct stat st;
    FILE *f = stat(path, &st) == 0 && S_ISREG(st.st_mode) ? fopen(path, "rb") : NULL; /* who opens a pipe waits */
    int other = f && fread(head, 1, 8, f) > 0 && memcmp(head, "gpt.h\r\n\x1A", 8) != 0;
    if (f) fclose(f);
    if (parent) parent[slash ? slash - path + 1 : 0] = 0;
    other = other && parent && convert__same_file(dir, *parent ? parent : ".");
    free(parent);
    return other;
}

/* Refuses to replace one of the files that are read: weights, or what else belongs to them. */
static inline int convert__check_output(const convert_options *o, const source *s, const char *dir, gpt_error *err) {
    int i, same = convert__same_file(o->out, o->in) || convert__same_file(o->out, o->tokenizer) ||
                  convert__same_file(o->out, o->specials) || convert__other_file(dir, o->out);
    for (i = 0; i < s->n_file; i++) same |= convert__same_file(o->out, s->file[i]);
    if (same && !file_is_dir(o->out)) return tool_fail(err, GPT_E_IO, "%s: is also an input", o->out);
    return GPT_OK;
}

/* The weights, and those of a dense layer that a folder of sentence-transformers keeps apart. */
static inline int convert__open(source *s, const char *weights, const sentence *parts, gpt_error *err) {
    int rc = checkpoint_open(s, parts->dir ? parts->dir : weights, err);
    if (rc == GPT_OK && parts->dense) rc = checkpoint_open(s, parts->dense, err);
    return rc;
}

static inline int convert__model(const convert_options *o, const char *folder, gpt_error *err) {
    sentence parts;
    int rc = sentence_open(&parts, folder, err);
    const char *dir = parts.dir ? parts.dir : folder;
    char *config = file_join(dir, "config.json");
    plan_how how = {0};
    json_doc doc = {0};
    tok_blob tok = {0};
    source s = {0};
    plan p = {0};
    if (rc == GPT_OK && !config) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK && !file_exists(config))
        rc = tool_fail(err, GPT_E_IO, "%s: there is no config.json", dir);
    if (rc == GPT_OK) rc = file_read_json(dir, "config.json", 0, &doc, err);
    if (rc == GPT_OK) rc = convert__open(&s, o->in, &parts, err);
    if (rc == GPT_OK) rc = packed_open_folder(&s, dir, err);
    how.assume = o->assume;
    how.head = parts.dir ? &parts.head : NULL;
    how.embd_pool = parts.pool;
    how.embd_unit = parts.unit;
    if (rc == GPT_OK) rc = plan_make(&p, config, doc.root, &s, &how, err);
    if (rc == GPT_OK) rc = convert__check_output(o, &s, dir, err);
    if (rc == GPT_OK) rc = convert__load_tokenizer(o, dir, &tok, err);
    if (rc == GPT_OK) {
        convert__add_name(&p, folder);
        plan_meta(&p, "source", "checkpoint folder");
        convert__add_config(&p, doc.root, 0);
        convert__add_chat(&p, o->tokenizer && file_is_dir(o->tokenizer) ? o->tokenizer : dir, o->quiet);
        convert__add_sampling(&p, dir, o->quiet);
        rc = p.r.rc;
    }
    if (rc == GPT_OK) rc = convert__write_model(o, &s, &p, &tok, err);
    if (rc == GPT_OK && !o->quiet) convert__print_notes(&p, &s, &tok);
    sentence_free(&parts);
    tok_blob_free(&tok);
    plan_free(&p);
    src_free(&s);
    json_free(&doc);
    free(config);
    return rc;
}

/* A text of the metadata of a GGUF file, under a key of ours. NULL if it is not there. */
static inline char *convert__gguf_text(const gguf *g, const char *key) {
    size_t size;
    const char *text = gguf_text(g, key, &size);
    char *copy = text && size && !memchr(text, 0, size) ? (char *)malloc(size + 1) : NULL;
    if (copy) memcpy(copy, text, size), copy[size] = 0;
    return copy;
}

static inline void convert__gguf_meta(plan *p, const gguf *g, const char *path) {
    static const char *const sampling[][2] = {{"general.sampling.temp", "sampler.temperature"},
        {"general.sampling.top_k", "sampler.top_k"}, {"general.sampling.top_p", "sampler.top_p"},
        {"general.sampling.min_p", "sampler.min_p"}, {"general.sampling.xtc_probability", "sampler.xtc_probability"},
        {"general.sampling.xtc_threshold", "sampler.xtc_threshold"}, {"general.sampling.mirostat", "sampler.mirostat"},
        {"general.sampling.mirostat_tau", "sampler.mirostat_tau"},
        {"general.sampling.mirostat_eta", "sampler.mirostat_eta"},
        {"general.sampling.penalty_last_n", "sampler.penalty_last"},
        {"general.sampling.penalty_repeat", "sampler.repetition_penalty"}};
    char *name = convert__gguf_text(g, "general.name"), *license = convert__gguf_text(g, "general.license");
    char *chat = convert__gguf_text(g, "tokenizer.chat_template"), number[40];
    size_t i;
    if (name) plan_meta(p, "name", name);
    else convert__add_name(p, path);
    plan_meta(p, "source", "gguf");
    plan_meta(p, "license", license);
    convert__add_template(p, chat);
    for (i = 0; i < sizeof sampling / sizeof sampling[0]; i++) {
        const gguf_pair *v = gguf_find(g, sampling[i][0]);
        if (!v || v->array || !gguf__width(v->type)) continue;
        snprintf(number, sizeof number, "%.9g", gguf_number(v, 0));
        if (strcmp(sampling[i][1], "sampler.penalty_last") == 0 && strcmp(number, "0") == 0) break; /* no penalty */
        plan_meta(p, sampling[i][1], number);
    }
    free(name);
    free(license);
    free(chat);
}

/* Mean pooling, the first position's row or the last one's: what models of embeddings say. */
static inline int convert__gguf_pool(const gguf *g) {
    static const int pool[4] = {0, GPT_POOL_MEAN, GPT_POOL_FIRST, GPT_POOL_LAST};
    char *arch = convert__gguf_text(g, "general.architecture"), key[100];
    double kind;
    snprintf(key, sizeof key, "%s.pooling_type", arch ? arch : "");
    kind = gguf_number(gguf_find(g, key), 0);
    free(arch);
    return kind >= 1 && kind <= 3 ? pool[(int)kind] : 0;
}

/* Keys of the model that nothing has read; no more than a screen of them. */
static inline void convert__gguf_notes(const gguf *g, const char *path) {
    int i = -1, n = 0;
    while (n++ < 20 && (i = gguf_key_unread(g, i + 1)) >= 0)
        fprintf(stderr, "note: %s: %.*s is not known and was ignored\n", path, (int)g->pair[i].key_size,
                g->pair[i].key);
}

static inline int convert__gguf(const convert_options *o, gpt_error *err) {
    plan_how how = {0};
    json_doc doc = {0};
    tok_blob tok = {0};
    source s = {0};
    gguf g = {0};
    plan p = {0};
    int rc = gguf_open(&s, &g, o->in, err);
    if (rc == GPT_OK) rc = gguf_config(&g, &s, &doc, err);
    how.assume = o->assume;
    how.embd_pool = convert__gguf_pool(&g);
    if (rc == GPT_OK) rc = plan_make(&p, o->in, doc.root, &s, &how, err);
    if (rc == GPT_OK) rc = convert__check_output(o, &s, "", err);
    if (rc == GPT_OK) rc = convert__load_tokenizer(o, o->in, &tok, err);
    if (rc == GPT_OK) {
        convert__gguf_meta(&p, &g, o->in);
        convert__add_config(&p, doc.root, 1);
        rc = p.r.rc;
    }
    if (rc == GPT_OK) rc = convert__write_model(o, &s, &p, &tok, err);
    if (rc == GPT_OK && !o->quiet) convert__gguf_notes(&g, o->in);
    if (rc == GPT_OK && !o->quiet) convert__print_notes(&p, &s, &tok);
    tok_blob_free(&tok);
    plan_free(&p);
    src_free(&s);
    gguf_free(&g);
    json_free(&doc);
    return rc;
}

/* A checkpoint of llama2.c; its tokenizer.bin may lie beside it. */
static inline int convert__llama2c(const convert_options *o, gpt_error *err) {
    const char *slash = strrchr(o->in, '/');
    const size_t n = slash ? (size_t)(slash + 1 - o->in) : 0;
    char *beside = (char *)malloc(n + 16);
    convert_options with = *o;
    json_doc doc = {0};
    tok_blob tok = {0};
    source s = {0};
    plan p = {0};
    int rc = beside ? llama2c_open(&s, &doc, o->in, err) : tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK) rc = plan_make(&p, o->in, doc.root, &s, NULL, err);
    if (rc == GPT_OK) rc = convert__check_output(o, &s, "", err);
    if (beside) snprintf(beside, n + 16, "%.*stokenizer.bin", (int)n, o->in);
    if (rc == GPT_OK && !o->tokenizer) with.tokenizer = file_exists(beside) ? beside : "none";
    if (rc == GPT_OK) rc = convert__load_tokenizer(&with, o->in, &tok, err);
    if (rc == GPT_OK) {
        convert__add_name(&p, o->in);
        plan_meta(&p, "source", "llama2.c");
        convert__add_config(&p, doc.root, 1);
        rc = p.r.rc;
    }
    if (rc == GPT_OK) rc = convert__write_model(o, &s, &p, &tok, err);
    if (rc == GPT_OK && !o->quiet) convert__print_notes(&p, &s, &tok);
    tok_blob_free(&tok);
    plan_free(&p);
    src_free(&s);
    json_free(&doc);
    free(beside);
    return rc;
}

static inline int convert__tokenizer(const convert_options *o, gpt_error *err) {
    tok_blob tok = {0};
    plan p = {0};
    gptfile_desc d;
    gptfile g;
    gpt_model *model;
    int rc = tok_build(o->in, o->specials, &tok, err);
    if (rc != GPT_OK) return rc;
    if (tok.note[0] && !o->quiet) fprintf(stderr, "note: %s\n", tok.note);
    p.r.err = err;
    convert__add_name(&p, o->in);
    if (file_is_dir(o->in)) convert__add_chat(&p, o->in, o->quiet);
    memset(&d, 0, sizeof d);
    d.meta = p.meta;
    d.n_meta = (size_t)p.n_meta;
    d.tokenizer = tok.data;
    d.tokenizer_size = tok.size;
    d.samples = tok.samples;
    d.samples_size = tok.samples_size;
    rc = p.r.rc == GPT_OK ? gptfile_open(&g, o->out, &d, err) : p.r.rc;
    if (rc == GPT_OK) {
        rc = gptfile_finish(&g, err);
        model = rc == GPT_OK ? gpt_model_load(g.out.temp, NULL, err) : NULL;
        if (rc == GPT_OK && !model) rc = err->status;
        gpt_model_free(model);
        if (rc == GPT_OK)
            rc = gptfile_commit(&g, err);
        else
            gptfile_abort(&g);
    }
    plan_free(&p);
    tok_blob_free(&tok);
    return rc;
}

/* IN may be the folder or the weights in it. */
static inline int convert__any(const convert_options *o, gpt_error *err) {
    char *dir;
    size_t n = strlen(o->in);
    int rc;
    if (!file_exists(o->in)) return tool_fail(err, GPT_E_IO, "%s: %s", o->in, strerror(errno));
    if (o->tokenizer_only) return convert__tokenizer(o, err);
    if (gguf_is(o->in)) return convert__gguf(o, err);
    if (!file_is_dir(o->in) && checkpoint_find(o->in) == CHECKPOINT_NONE) {
        if (llama2c_is(o->in)) return convert__llama2c(o, err);
        return tool_fail(err, GPT_E_UNSUPPORTED,
                         "%s: neither a checkpoint folder nor a file of safetensors, PyTorch, GGUF or llama2.c", o->in);
    }
    dir = (char *)malloc(n + 2);
    if (!dir) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    memcpy(dir, o->in, n + 1);
    if (!file_is_dir(dir)) {
        char *slash = strrchr(dir, '/');
        if (slash)
            slash[slash == dir] = 0;
        else
            memcpy(dir, ".", 2);
    }
    rc = convert__model(o, dir, err);
    free(dir);
    return rc;
}

static inline int convert_run(const convert_options *o, gpt_error *err) {
    const double start = convert__now();
    convert_options with = *o;
    double tested = 0;
    int rc;
    with.tested = &tested;
    rc = convert__any(&with, err);
    if (rc == GPT_OK && !o->quiet) convert__print_summary(o->out, convert__now() - start, tested);
    return rc;
}

#endif
