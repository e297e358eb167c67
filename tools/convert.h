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
#include <time.h>

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
} convert_options;

/* ---- progress ---- */

typedef struct convert__progress {
    int on;
    double start, shown;  /* seconds */
    uint64_t done, total; /* bytes of the output */
} convert__progress;

static inline double convert__now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static inline void convert__progress_show(convert__progress *p, uint64_t more) {
    double t = convert__now(), share;
    p->done += more;
    if (!p->on || (t - p->shown < 0.1 && p->done < p->total)) return;
    share = p->total ? (double)p->done / (double)p->total : 1;
    fprintf(stderr, "\r%3.0f%% [%-30.*s] %.0f MB/s, %.0f s left  ", 100 * share, (int)(30 * share),
            "##############################", (double)p->done / 1e6 / (t - p->start + 1e-9),
            share > 0 ? (t - p->start) * (1 - share) / share : 0);
    p->shown = t;
}

static inline void convert__progress_clear(const convert__progress *p) {
    if (p->on && p->shown > 0) fprintf(stderr, "\r%70s\r", "");
}

/* ---- packing one tensor ---- */

#define CONVERT__CHUNK ((size_t)1 << 20) /* values converted at a time, about */

typedef struct convert__packing {
    source *s;
    const plan_tensor *t;
    gpt_type type;
    const plan *p;
    uint32_t expert; /* the matrix that is being read */
    float largest;   /* magnitude seen so far */
    float *whole;    /* a transposed matrix is needed whole, one of MXFP4 is read whole */
    int lost;        /* 1: a block of MXFP4 has no exact place in the tensor */
    float *rows;     /* the chunk: some rows of n_col values */
} convert__packing;

/* Where the current matrix begins in its tensor: several may follow each other there. */
static inline uint64_t convert__matrix_start(const convert__packing *k) {
    const plan_tensor *t = k->t;
    return t->n_part == 1 ? (uint64_t)k->expert * t->of * t->col_of : 0;
}

static inline void convert__unit(float *x, size_t n) {
    double sum = 0;
    size_t i;
    for (i = 0; i < n; i++) sum += (double)x[i] * (double)x[i];
    for (i = 0; i < n; i++) x[i] = (float)((double)x[i] / fmax(sqrt(sum), 1e-12));
}

/* Rows row .. row + n - 1 of the current matrix into k->rows. Rows that follow each other in the
 * checkpoint, too, are read at once. */
static inline int convert__load_rows(convert__packing *k, size_t row, size_t n, gpt_error *err) {
    const plan_tensor *t = k->t;
    size_t n_col = t->n_col, r, c, run;
    int part, rc = GPT_OK;
    if (t->values) {
        memcpy(k->rows, t->values + row * n_col, n * n_col * sizeof(float));
        return GPT_OK;
    }
    for (r = 0; r < n && rc == GPT_OK; r += run) {
        uint64_t at = plan_row(t, k->expert, (uint32_t)(row + r), &part);
        float *out = k->rows + r * n_col;
        for (run = 1; run < n - r; run++) {
            int next;
            if (plan_row(t, k->expert, (uint32_t)(row + r + run), &next) != at + run || next != part) break;
        }
        if (t->mx4) {
            memcpy(out, k->whole + at * n_col, run * n_col * sizeof(float));
        } else if (!t->transposed) {
            rc = src_read(k->s, k->p->part[part], convert__matrix_start(k) + at * n_col, run * n_col, out, err);
        } else {
            run = 1;
            for (c = 0; c < n_col; c++) out[c] = k->whole[c * t->of + at];
        }
    }
    for (r = 0; t->plus && r < n * n_col; r++) k->rows[r] = 1.0f + k->rows[r];
    for (r = 0; t->unit && r < n; r++) convert__unit(k->rows + r * n_col, n_col);
    return rc;
}

/* MXFP4 (OCP microscaling formats 1.0): the halves of e2m1 values as bytes of a codebook, 128 for zero */
static const uint8_t convert__e2m1[16] = {128, 129, 130, 131, 132, 134, 136, 140, 128, 127, 126, 125, 124, 122, 120,
                                          116};

/* The current matrix of MXFP4 as floats: blocks of 32 nibbles, the even column in the lower half of a byte, and the
 * exponents of these blocks. */
static inline int convert__load_mx4(convert__packing *k, gpt_error *err) {
    const plan_tensor *t = k->t;
    const src_tensor *const *src = (const src_tensor *const *)&k->p->part[t->part];
    const size_t n = (size_t)t->of * t->n_col;
    uint8_t *nibble = (uint8_t *)malloc(n / 2), *exponent = (uint8_t *)malloc(n / 32);
    int rc = nibble && exponent ? GPT_OK : tool_fail(err, GPT_E_MEMORY, "out of memory");
    size_t i;
    if (rc == GPT_OK) rc = src_read_bytes(k->s, src[0], k->expert * (n / 2), n / 2, nibble, err);
    if (rc == GPT_OK) rc = src_read_bytes(k->s, src[1], k->expert * (n / 32), n / 32, exponent, err);
    for (i = 0; i < n / 32 && rc == GPT_OK; i++)
        if (exponent[i] > 252)
            rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: an exponent of %d: not a finite number",
                           k->s->file[src[1]->file], src[1]->name, exponent[i]);
    for (i = 0; i < n && rc == GPT_OK; i++) {
        const int half = convert__e2m1[nibble[i / 2] >> (i % 2 * 4) & 15] - 128;
        k->whole[i] = (float)ldexp(half, exponent[i / 32] - 128);
    }
    free(nibble);
    free(exponent);
    return rc;
}

/* The current matrix as it is stored, if it is needed whole. */
static inline int convert__load_whole(convert__packing *k, gpt_error *err) {
    const plan_tensor *t = k->t;
    int part = t->part + (t->n_part > 1 ? (int)k->expert : 0);
    if (t->mx4) return convert__load_mx4(k, err);
    if (!t->transposed) return GPT_OK;
    return src_read(k->s, k->p->part[part], convert__matrix_start(k), (size_t)t->of * t->col_of, k->whole, err);
}

/* The largest finite magnitude that a type can hold once rounded. */
static inline float convert__type_limit(gpt_type type) {
    return type == GPT_TYPE_F16 ? 65519.99f : type == GPT_TYPE_BF16 ? 3.3961774e38f : INFINITY;
}

/* Refuses values that are not finite, or not in the output's type. */
static inline int convert__check_rows(convert__packing *p, size_t row, size_t n, gpt_error *err) {
    const plan_tensor *t = p->t;
    float limit = convert__type_limit(p->type), largest = p->largest;
    size_t i, n_value = n * t->n_col, bad = n_value;
    for (i = n_value; i-- > 0;) {
        float a = fabsf(p->rows[i]);
        if (!(a <= limit) || a == INFINITY)
            bad = i;
        else if (a > largest)
            largest = a;
    }
    p->largest = largest;
    if (bad < n_value) {
        int part = 0;
        unsigned long long r = t->values ? 0 : plan_row(t, p->expert, (uint32_t)(row + bad / t->n_col), &part);
        unsigned long long c = bad % t->n_col;
        const src_tensor *src = t->values ? NULL : p->p->part[part];
        const char *name = src ? src->name : "(computed)", *path = src ? p->s->file[src->file] : "";
        char at[64];
        if (t->vector)
            snprintf(at, sizeof at, "[%llu]", r);
        else
            snprintf(at, sizeof at, "[%llu, %llu]", t->transposed ? c : r, t->transposed ? r : c);
        if (isfinite(p->rows[bad]))
            return tool_fail(err, GPT_E_FORMAT,
                             "%s: tensor %s: %s = %g does not fit into %s; use --type f32", path,
                             name, at, p->rows[bad], p->type == GPT_TYPE_F16 ? "f16" : "bf16");
        return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: %s is %s", path, name, at,
                         isnan(p->rows[bad]) ? "NaN" : "infinite");
    }
    return GPT_OK;
}

/* The tensor's scale that leaves most room below the largest value of MXFP4: its block gets the largest power of two
 * that an f16 holds, 2^15. */
static inline float convert__mx4_scale(float largest) {
    int exponent;
    frexpf(largest, &exponent);
    return ldexpf(1.0f, largest > 0 && exponent > -80 ? exponent - 19 : -100);
}

/* A block of 32 values of MXFP4 to codes; returns the bits of its scale, or -1 if that is no f16. A scale with which
 * the largest value is 4 to 6 (8 to 12 halves) holds all of the block's. */
static inline int convert__mx4_codes(const float *x, float scale, uint8_t *code) {
    float most = 0, d, back;
    int i, q, exponent;
    uint16_t h;
    for (i = 0; i < 32; i++) most = fmaxf(most, fabsf(x[i]));
    frexpf(most, &exponent);
    d = most > 0 ? ldexpf(1.0f, exponent - 4) / scale : 0;
    h = gpt__f32_to_f16(d);
    back = gpt__f16_to_f32(h);
    if (memcmp(&back, &d, sizeof d)) return -1;
    for (i = 0; i < 32; i++) {
        const int half = most > 0 ? (int)(x[i] / scale / d) : 0;
        for (q = 0; q < 16 && convert__e2m1[q] != 128 + half;) q++;
        code[i] = (uint8_t)q;
    }
    return h;
}

static inline void convert__pack_mx4(convert__packing *p, const float *rows, int n, float scale, unsigned char *out) {
    const int n_col = (int)p->t->n_col, n_block = n_col / 32;
    uint8_t *code = (uint8_t *)malloc((size_t)n * (size_t)n_col + 1);
    uint16_t *d = (uint16_t *)malloc((size_t)n * (size_t)n_block * sizeof *d + 1);
    int i;
    p->lost |= !code || !d;
    for (i = 0; i < n * n_block && !p->lost; i++) {
        const int h = convert__mx4_codes(rows + i * 32, scale, code + i * 32);
        p->lost |= h < 0;
        d[i] = (uint16_t)h;
    }
    if (!p->lost) gpt_pack_codes(GPT_TYPE_Q4, code, d, convert__e2m1, n, n_col, out);
    free(code);
    free(d);
}

static inline int convert__pack_rows(convert__packing *p, size_t row, size_t n, float scale, unsigned char *out,
                                     gpt_error *err) {
    size_t n_col = p->t->n_col, size = gpt_tensor_size(p->type, 16, n_col, 1), at;
    out += row / 16 * size;
    if (!p->t->mx4 || p->type != GPT_TYPE_Q4)
        return quantize_rows(p->type, p->rows, n, n_col, NULL, NULL, scale, gpt__default_threads(), out, err);
    for (at = 0; at < n; at += 16)
        convert__pack_mx4(p, p->rows + at * n_col, n - at < 16 ? (int)(n - at) : 16, scale, out + at / 16 * size);
    return GPT_OK;
}

/* All rows of the current matrix in chunks of whole panels: checked, and packed into out unless
 * that is NULL. */
static inline int convert__each_chunk(convert__packing *p, float scale, unsigned char *out, gpt_error *err) {
    size_t step = CONVERT__CHUNK / p->t->n_col / 16 * 16, row, n;
    int rc;
    if (step < 16) step = 16;
    if (step > p->t->n_row) step = p->t->n_row;
    p->rows = (float *)malloc(step * p->t->n_col * sizeof(float));
    if (!p->rows) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    rc = convert__load_whole(p, err);
    for (row = 0; row < p->t->n_row && rc == GPT_OK; row += n) {
        n = p->t->n_row - row < step ? p->t->n_row - row : step;
        rc = convert__load_rows(p, row, n, err);
        if (rc == GPT_OK) rc = convert__check_rows(p, row, n, err);
        if (rc == GPT_OK && out) rc = convert__pack_rows(p, row, n, scale, out, err);
    }
    free(p->rows);
    return rc;
}

static inline int convert__each_matrix(convert__packing *p, float scale, unsigned char *out, gpt_error *err) {
    size_t size = gpt_tensor_size(p->type, p->t->n_row, p->t->n_col, 1);
    int rc = GPT_OK;
    for (p->expert = 0; p->expert < p->t->n_expert && rc == GPT_OK; p->expert++)
        rc = convert__each_chunk(p, scale, out ? out + p->expert * size : NULL, err);
    return rc;
}

/* ---- blocks that stay what they are ---- */

/* The coding of all parts of a tensor if rows of it can be taken over as they are; else NULL. */
static inline const src_coding *convert__exact(const convert__packing *p) {
    const plan_tensor *t = p->t;
    const src_coding *c = t->values || t->mx4 ? NULL : p->p->part[t->part]->coding;
    int i;
    if (!c || !c->codes || c->home != (int)p->type || t->transposed || t->plus || t->unit) return NULL;
    if (t->n_col % (uint32_t)c->n || t->col_of != t->n_col) return NULL;
    for (i = 0; i < t->n_part; i++)
        if (p->p->part[t->part + i]->coding != c) return NULL;
    return c;
}

typedef struct convert__codes {
    const src_coding *c;
    unsigned char *raw;  /* a row as it is stored */
    unsigned char *code; /* (16, n_col) */
    float *d;            /* (16, n_col / 32) */
    uint16_t *bits;      /* the same over the tensor's scale */
} convert__codes;

/* Codes of up to 16 rows; 0 in *ok if a block is none that can be taken over. */
static inline int convert__load_codes(convert__packing *p, convert__codes *k, size_t row, size_t n, int *ok,
                                      gpt_error *err) {
    const size_t n_col = p->t->n_col, width = (size_t)k->c->n, size = n_col / width * (size_t)k->c->size;
    size_t r, b;
    int rc = GPT_OK, part;
    for (r = 0; r < n && rc == GPT_OK; r++) {
        const uint64_t at = plan_row(p->t, p->expert, (uint32_t)(row + r), &part);
        const uint64_t first = (convert__matrix_start(p) + at * n_col) / width * (uint64_t)k->c->size;
        rc = src_read_bytes(p->s, p->p->part[part], first, size, k->raw, err);
        for (b = 0; b < n_col / width && rc == GPT_OK; b++)
            *ok &= k->c->codes(k->raw + b * (size_t)k->c->size, k->code + r * n_col + b * width,
                               k->d + (r * n_col + b * width) / 32);
    }
    return rc;
}

/* Can each factor be an f16 once divided by scale? Fills bits. */
static inline int convert__scales(convert__codes *k, size_t n, float scale, float *largest) {
    size_t i;
    int ok = 1;
    for (i = 0; i < n; i++) {
        const float d = k->d[i] / scale;
        float back;
        k->bits[i] = gpt__f32_to_f16(d);
        back = gpt__f16_to_f32(k->bits[i]);
        ok &= memcmp(&back, &d, sizeof d) == 0 && isfinite(d);
        if (isfinite(k->d[i])) *largest = fmaxf(*largest, fabsf(k->d[i]));
    }
    return ok;
}

/* All rows of all experts: checked, and packed into out unless that is NULL. */
static inline int convert__each_code(convert__packing *p, convert__codes *k, float scale, float *largest, int *ok,
                                     unsigned char *out, gpt_error *err) {
    const size_t n_col = p->t->n_col, panel = gpt_tensor_size(p->type, 16, n_col, 1);
    size_t row, n;
    int rc = GPT_OK, fits = 1;
    for (p->expert = 0; p->expert < p->t->n_expert && rc == GPT_OK && *ok; p->expert++)
        for (row = 0; row < p->t->n_row && rc == GPT_OK && *ok; row += n) {
            n = p->t->n_row - row < 16 ? p->t->n_row - row : 16;
            rc = convert__load_codes(p, k, row, n, ok, err);
            fits &= convert__scales(k, n * n_col / 32, scale, largest);
            if (out && rc == GPT_OK) {
                gpt_pack_codes(p->type, k->code, k->bits, k->c->codebook, (int)n, (int)n_col, out);
                out += panel;
            }
        }
    *ok &= out == NULL || fits;
    return rc;
}

/* Takes over blocks as they are, with the scale of the tensor that they need; *ok is 0 if that cannot be. */
static inline int convert__take(convert__packing *p, float *scale, int *ok, unsigned char *out, gpt_error *err) {
    const size_t n_col = p->t->n_col;
    float largest = 0;
    convert__codes k;
    int rc = GPT_OK, exponent;
    k.c = convert__exact(p);
    *ok = k.c != NULL;
    if (!*ok) return GPT_OK;
    k.raw = (unsigned char *)malloc(n_col / (size_t)k.c->n * (size_t)k.c->size);
    k.code = (unsigned char *)malloc(16 * n_col);
    k.d = (float *)malloc(n_col / 2 * sizeof(float));
    k.bits = (uint16_t *)malloc(n_col / 2 * sizeof(uint16_t));
    if (!k.raw || !k.code || !k.d || !k.bits) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK) rc = convert__each_code(p, &k, 1, &largest, ok, NULL, err);
    *scale = 1;
    frexpf(largest, &exponent);
    if (largest >= 65504 || (largest > 0 && strcmp(k.c->name, "MXFP4") == 0)) /* leave most room below: 2^15 */
        *scale = ldexpf(1.0f, exponent > -80 ? exponent - 16 : -96);
    if (rc == GPT_OK && *ok) rc = convert__each_code(p, &k, *scale, &largest, ok, out, err);
    free(k.raw);
    free(k.code);
    free(k.d);
    free(k.bits);
    return rc;
}

/* ---- the report ---- */

/* What a tensor was, what it is, and the largest and the mean difference between them. */
static inline int convert__report(convert__packing *p, float scale, const unsigned char *out, gpt_error *err) {
    const plan_tensor *t = p->t;
    const size_t n_col = t->n_col, size = gpt_tensor_size(p->type, t->n_row, n_col, 1);
    float *back = (float *)malloc(n_col * sizeof(float));
    double sum = 0, most = 0;
    size_t row, c;
    int rc = GPT_OK;
    p->rows = (float *)malloc(n_col * sizeof(float));
    if (!back || !p->rows) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (p->expert = 0; p->expert < t->n_expert && rc == GPT_OK; p->expert++) {
        rc = convert__load_whole(p, err);
        for (row = 0; row < t->n_row && rc == GPT_OK; row++) {
            rc = convert__load_rows(p, row, 1, err);
            gpt_unpack_row(p->type, out + p->expert * size, row, (int)n_col, scale, back);
            for (c = 0; c < n_col && rc == GPT_OK; c++) {
                const double e = fabs((double)back[c] - (double)p->rows[c]);
                sum += e;
                most = e > most ? e : most;
            }
        }
    }
    if (rc == GPT_OK)
        printf("%-60s %-8s %-5s largest error %-12.6g mean error %.6g\n",
               t->values ? "(computed)" : p->p->part[t->part]->name, t->values ? "F32" : p->p->part[t->part]->dtype,
               names_type(p->type), most, sum / ((double)t->n_row * (double)n_col * t->n_expert));
    free(back);
    free(p->rows);
    p->rows = NULL;
    return rc;
}

/* Reads, packs and writes one tensor. */
static inline int convert__tensor(gptfile *g, source *s, const plan *pl, const plan_tensor *t,
                          const gpt__tensor_entry *e, int report, gpt_error *err) {
    unsigned char *out = (unsigned char *)calloc(1, (size_t)e->size);
    float scale = 1;
    convert__packing p;
    int rc = GPT_OK, taken = 0;
    memset(&p, 0, sizeof p);
    p.s = s;
    p.p = pl;
    p.t = t;
    p.type = (gpt_type)e->type;
    if (t->transposed || t->mx4) p.whole = (float *)malloc((size_t)t->of * t->col_of * sizeof(float));
    if (!out || ((t->transposed || t->mx4) && !p.whole)) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK) rc = convert__take(&p, &scale, &taken, out, err);
    if (rc == GPT_OK && !taken) memset(out, 0, (size_t)e->size), scale = 1;
    if (rc == GPT_OK && !taken && !gpt__is_float(p.type)) {
        rc = convert__each_matrix(&p, 1, NULL, err); /* the scale depends on the largest value of all */
        scale = t->mx4 && p.type == GPT_TYPE_Q4 ? convert__mx4_scale(p.largest) : gpt_pack_scale(p.type, p.largest);
    }
    if (rc == GPT_OK && !taken) rc = convert__each_matrix(&p, scale, out, err);
    if (rc == GPT_OK && p.lost)
        rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: blocks of MXFP4 too far apart for one tensor of 4 bits; use "
                       "--type bf16", s->file[pl->part[t->part]->file], pl->part[t->part]->name);
    if (rc == GPT_OK && report) rc = convert__report(&p, scale, out, err);
    if (rc == GPT_OK) rc = gptfile_tensor(g, out, scale, err);
    free(p.whole);
    free(out);
    return rc;
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

/* Chat template and, where it is the plain ChatML one, the format's name. A damaged file is not
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
    json_free(&doc);
    free(text);
    free(path);
}

/* How the makers of the model sample from it: the settings of generation_config.json, as metadata. */
static inline void convert__add_sampling(plan *p, const char *dir, int quiet) {
    static const char *const keys[] = {"temperature", "top_k", "top_p", "min_p", "repetition_penalty"};
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

/* What tensor i is stored as. */
static inline gpt_type convert__type(const plan *p, int i, const recipe *r, int tied) {
    const plan_tensor *t = &p->tensor[i];
    const src_type from = t->values ? SRC_F32 : p->part[t->part]->type;
    const src_coding *coding = t->values ? NULL : p->part[t->part]->coding;
    const int type = recipe_type(r, t->role, t->layer, p->config.n_layer, tied);
    if (t->vector) return GPT_TYPE_F32;
    if (t->mx4 && (type < 0 || !gpt__is_float((uint32_t)type))) return GPT_TYPE_Q4;
    if (type >= 0 && (gpt__is_float((uint32_t)type) || !t->small)) return (gpt_type)type;
    if (coding && !t->small) return (gpt_type)(coding->home >= 0 ? coding->home : coding->near);
    return from == SRC_F16 ? GPT_TYPE_F16 : from == SRC_F32 || from == SRC_F64 ? GPT_TYPE_F32 : GPT_TYPE_BF16;
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
    d.test = token;
    d.n_test = selftest_tokens(&p->config, token);
    rc = gptfile_open(&g, o->out, &d, err);
    free(entry);
    if (rc != GPT_OK) return rc;
    memset(&bar, 0, sizeof bar);
    bar.on = !o->quiet && isatty(2);
    bar.start = convert__now();
    for (i = 0; i < p->n_tensor; i++) bar.total += g.entry[i].size;
    for (i = 0; i < p->n_tensor && rc == GPT_OK; i++) {
        rc = convert__tensor(&g, s, p, &p->tensor[i], &g.entry[i], o->report, err);
        convert__progress_show(&bar, g.entry[i].size);
    }
    convert__progress_clear(&bar);
    if (rc == GPT_OK) rc = gptfile_finish(&g, err);
    if (rc == GPT_OK && d.n_test) rc = selftest_run(&g, token, (uint32_t)d.n_test, err);
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
    if (tok->size == 0)
        fprintf(stderr, "note: no tokenizer: the model takes token ids only\n");
    else if (tok->n_vocab > (int)p->config.n_vocab)
        fprintf(stderr, "note: the tokenizer has %d tokens, the model only %u\n", tok->n_vocab,
                p->config.n_vocab);
}

/* Refuses to replace one of the files that are being read. */
static inline int convert__check_output(const source *s, const char *path, gpt_error *err) {
    struct stat a, b;
    int i;
    for (i = 0; i < s->n_file; i++)
        if (stat(path, &a) == 0 && stat(s->file[i], &b) == 0 && a.st_ino == b.st_ino &&
            a.st_dev == b.st_dev)
            return tool_fail(err, GPT_E_IO, "%s: is also an input", path);
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
    how.assume = o->assume;
    how.head = parts.dir ? &parts.head : NULL;
    how.embd_pool = parts.pool;
    how.embd_unit = parts.unit;
    if (rc == GPT_OK) rc = plan_make(&p, config, doc.root, &s, &how, err);
    if (rc == GPT_OK) rc = convert__check_output(&s, o->out, err);
    if (rc == GPT_OK) rc = convert__load_tokenizer(o, dir, &tok, err);
    if (rc == GPT_OK) {
        convert__add_name(&p, folder);
        plan_meta(&p, "source", "checkpoint folder");
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
        {"general.sampling.min_p", "sampler.min_p"}, {"general.sampling.penalty_repeat", "sampler.repetition_penalty"}};
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
        plan_meta(p, sampling[i][1], number);
    }
    free(name);
    free(license);
    free(chat);
}

/* Mean pooling, or the first position's row: what models of embeddings say. */
static inline int convert__gguf_pool(const gguf *g) {
    const int kind = (int)gguf_number(gguf_find(g, "bert.pooling_type"), 0);
    return kind == 1 ? GPT_POOL_MEAN : kind == 2 ? GPT_POOL_FIRST : 0;
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
    if (rc == GPT_OK) rc = convert__check_output(&s, o->out, err);
    if (rc == GPT_OK) rc = convert__load_tokenizer(o, o->in, &tok, err);
    if (rc == GPT_OK) {
        convert__gguf_meta(&p, &g, o->in);
        rc = p.r.rc;
    }
    if (rc == GPT_OK) rc = convert__write_model(o, &s, &p, &tok, err);
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
    if (rc == GPT_OK) rc = convert__check_output(&s, o->out, err);
    if (beside) snprintf(beside, n + 16, "%.*stokenizer.bin", (int)n, o->in);
    if (rc == GPT_OK && !o->tokenizer) with.tokenizer = file_exists(beside) ? beside : "none";
    if (rc == GPT_OK) rc = convert__load_tokenizer(&with, o->in, &tok, err);
    if (rc == GPT_OK) {
        convert__add_name(&p, o->in);
        plan_meta(&p, "source", "llama2.c");
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
    p.r.err = err;
    convert__add_name(&p, o->in);
    if (file_is_dir(o->in)) convert__add_chat(&p, o->in, o->quiet);
    memset(&d, 0, sizeof d);
    d.meta = p.meta;
    d.n_meta = (size_t)p.n_meta;
    d.tokenizer = tok.data;
    d.tokenizer_size = tok.size;
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
static inline int convert_run(const convert_options *o, gpt_error *err) {
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

#endif
