/* source.h -- what every checkpoint reader delivers: a sorted list of named tensors whose values
 * can be read piece by piece as floats. Readers (safetensors.h, ...) fill it, the converter reads
 * it, and neither knows the other. Include ../gpt.h and file.h first. */
#ifndef TOOLS_SOURCE_H
#define TOOLS_SOURCE_H

#include <math.h>

enum { SRC_DIMS = 8, SRC_BLOCK = 256 }; /* SRC_BLOCK: the most values of a block */

typedef enum src_type {
    SRC_F32, SRC_F16, SRC_BF16, SRC_F64, SRC_F8_E4M3, SRC_F8_E5M2, SRC_F8_E8M0, /* floats */
    SRC_I8, SRC_I16, SRC_I32, SRC_I64, SRC_U8, SRC_U16, SRC_U32, SRC_U64, SRC_BOOL,
    SRC_OTHER /* listed, but can't be read */
} src_type;

/* Values in blocks, as quantised files have them: n values of a row in size bytes. */
typedef struct src_coding {
    const char *name;
    int n, size;
    void (*read)(const unsigned char *block, float *out); /* to n floats */
    int near;          /* gpt_type that keeps nearly all that the block says */
    int home;          /* gpt_type that holds the very same values; -1: none does */
    /* home: the codes (n) of a block and the factor of each 32 of them; 0 if this block is an exception */
    int (*codes)(const unsigned char *block, unsigned char *code, float *d);
    const unsigned char *codebook; /* (16) of home, if it has one */
    /* the same at once, for coding of 32 values: its codes to row r of a block in a panel of home, and the f16 that is
     * their factor. NULL: nobody needs it that fast */
    int (*place)(const unsigned char *block, int r, unsigned char *panel, uint16_t *d);
    int rounds;        /* 1: rounding a factor to f16, and an exception, is better than to quantise all once more */
} src_coding;

typedef struct source source;
typedef struct src_tensor src_tensor;

/* n bytes of t, in its logical order, from byte `first` on. */
typedef int (*src_bytes)(source *s, const src_tensor *t, uint64_t first, size_t n, unsigned char *out, gpt_error *err);

struct src_tensor {
    char *name;
    const char *dtype; /* as the file spells it */
    src_type type;
    int n_dim;
    uint64_t dim[SRC_DIMS]; /* last index contiguous */
    uint64_t n;             /* values, the product of dim */
    uint64_t offset, size;  /* bytes in its file */
    int file;               /* index into source.file */
    int used;               /* for the converter */
    int by_rows;            /* a row is an output, whatever is usual for a tensor of that name */
    const src_coding *coding; /* NULL: plain values of type, which is SRC_F32 else */
    uint64_t group, factors;  /* group > 0: bytes with a sign, times a float for each group; the first is at factors */
    int scaled;             /* 1: all values are to be multiplied by scale */
    float scale;
    src_bytes bytes;        /* of a reader that knows better than `offset`; NULL: it lies there */
    size_t detail;          /* for that reader */
};

struct source {
    src_tensor *tensor; /* (n), sorted by name once src_sort has run */
    int n, cap;
    char **file; /* (n_file) paths */
    int n_file;
    FILE *f; /* the file that was read last */
    int f_index;
    void *reader; /* what `bytes` needs, and what frees it */
    void (*reader_free)(void *reader);
    void *over;   /* the same of packed.h, which makes tensors of those of a reader */
    void (*over_free)(void *over);
};

static inline void src_free(source *s) {
    int i;
    for (i = 0; i < s->n; i++) free(s->tensor[i].name);
    for (i = 0; i < s->n_file; i++) free(s->file[i]);
    if (s->f) fclose(s->f);
    if (s->reader) s->reader_free(s->reader);
    if (s->over) s->over_free(s->over);
    free(s->tensor);
    free(s->file);
    memset(s, 0, sizeof *s);
}

/* src_add_file -- takes over path (malloc'd; NULL is "out of memory"); its index, or a status. */
static inline int src_add_file(source *s, char *path, gpt_error *err) {
    char **file = path ? (char **)realloc(s->file, (size_t)(s->n_file + 1) * sizeof *file) : NULL;
    if (!file) {
        free(path);
        return tool_fail(err, GPT_E_MEMORY, "out of memory");
    }
    s->file = file;
    s->file[s->n_file] = path;
    return s->n_file++;
}

/* src_add -- one more tensor, all zero but for its name (copied); NULL when out of memory. */
static inline src_tensor *src_add(source *s, const char *name, size_t size) {
    src_tensor *t;
    if (s->n == s->cap) {
        int cap = s->cap ? s->cap * 2 : 256;
        t = (src_tensor *)realloc(s->tensor, (size_t)cap * sizeof *t);
        if (!t) return NULL;
        s->tensor = t;
        s->cap = cap;
    }
    t = &s->tensor[s->n];
    memset(t, 0, sizeof *t);
    t->name = (char *)malloc(size + 1);
    if (!t->name) return NULL;
    memcpy(t->name, name, size);
    t->name[size] = 0;
    s->n++;
    return t;
}

static inline int src__by_name(const void *a, const void *b) {
    return strcmp(((const src_tensor *)a)->name, ((const src_tensor *)b)->name);
}

/* src_sort -- must run after the last src_add; refuses two tensors of one name. */
static inline int src_sort(source *s, gpt_error *err) {
    int i;
    if (s->n > 0) qsort(s->tensor, (size_t)s->n, sizeof *s->tensor, src__by_name);
    for (i = 1; i < s->n; i++)
        if (strcmp(s->tensor[i - 1].name, s->tensor[i].name) == 0)
            return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s appears twice",
                             s->file[s->tensor[i].file], s->tensor[i].name);
    return GPT_OK;
}

static inline int src__by_offset(const void *a, const void *b) {
    const src_tensor *x = *(const src_tensor *const *)a, *y = *(const src_tensor *const *)b;
    if (x->offset != y->offset) return x->offset < y->offset ? -1 : 1;
    return x->size < y->size ? -1 : x->size > y->size;
}

/* src_overlap -- refuses overlap among the tensors from index first on, which all belong to one
 * file. */
static inline int src_overlap(const source *s, int first, gpt_error *err) {
    int i, n = s->n - first, rc = GPT_OK;
    const src_tensor **order = (const src_tensor **)malloc((size_t)(n + 1) * sizeof *order);
    if (!order) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (i = 0; i < n; i++) order[i] = &s->tensor[first + i];
    if (n > 0) qsort(order, (size_t)n, sizeof *order, src__by_offset);
    for (i = 1; i < n && rc == GPT_OK; i++)
        if (order[i]->offset < order[i - 1]->offset + order[i - 1]->size)
            rc = tool_fail(err, GPT_E_FORMAT, "%s: tensors %s and %s overlap",
                           s->file[order[i]->file], order[i - 1]->name, order[i]->name);
    free(order);
    return rc;
}

static inline src_tensor *src_find(const source *s, const char *name) {
    int lo = 0, hi = s->n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2, order = strcmp(name, s->tensor[mid].name);
        if (order == 0) return &s->tensor[mid];
        if (order < 0)
            hi = mid;
        else
            lo = mid + 1;
    }
    return NULL;
}

/* src_shape -- "[32, 64]" for messages. */
static inline const char *src_shape(const src_tensor *t, char buf[128]) {
    int i;
    size_t n = 0;
    buf[n++] = '[';
    for (i = 0; i < t->n_dim && n < 100; i++)
        n += (size_t)snprintf(buf + n, 128 - n, i ? ", %llu" : "%llu",
                              (unsigned long long)t->dim[i]);
    snprintf(buf + n, 128 - n, "]");
    return buf;
}

/* Both kinds are worked out, then one is chosen: compilers make vectors of that. */
static inline uint32_t src__f16_bits(uint16_t h) {
    const uint32_t exp = h & 0x7c00, man = h & 0x3ff;
    const float tiny = (float)(int32_t)man * (1.0f / 16777216.0f); /* zero or subnormal: man * 2^-24, exact */
    uint32_t small;
    memcpy(&small, &tiny, 4);
    return (uint32_t)(h & 0x8000) << 16 |
           (exp ? ((exp | man) << 13) + (112u << 23) + (exp == 0x7c00 ? 112u << 23 : 0) : small);
}

static inline float src__f16(uint16_t h) {
    const uint32_t u = src__f16_bits(h);
    float f;
    memcpy(&f, &u, 4);
    return f;
}

/* src_width -- bytes of a value; 0: it can't be read. */
static inline size_t src_width(src_type type) {
    static const unsigned char width[] = {4, 2, 2, 8, 1, 1, 1, 1, 2, 4, 8, 1, 2, 4, 8, 1, 0};
    return width[type];
}

/* The 8-bit floats, as the Open Compute Project defines them: e4m3 has no infinities and one NaN, e5m2 is the upper
 * half of an f16, e8m0 is a power of two. */
static inline float src__f8(src_type type, unsigned char b) {
    int exp = b >> 3 & 15, man = b & 7;
    float f;
    if (type == SRC_F8_E5M2) return src__f16((uint16_t)(b << 8));
    if (type == SRC_F8_E8M0) return b == 255 ? NAN : ldexpf(1.0f, b - 127);
    f = exp == 15 && man == 7 ? NAN : exp ? ldexpf((float)(8 + man), exp - 10) : ldexpf((float)man, -9);
    return b & 128 ? -f : f;
}

/* One little-endian value of any type but the three usual ones. */
static inline float src__value(src_type type, const unsigned char *p) {
    const int n = (int)src_width(type);
    uint64_t u = 0;
    int64_t i;
    double d;
    int k;
    for (k = n; k-- > 0;) u = u << 8 | p[k];
    if (type == SRC_F64) {
        memcpy(&d, &u, 8);
        return (float)d;
    }
    if (type <= SRC_F8_E8M0) return src__f8(type, p[0]);
    if (type == SRC_BOOL) return u ? 1.0f : 0.0f;
    if (type >= SRC_U8) return (float)u;
    if (n < 8 && u >> (8 * n - 1)) u |= ~(uint64_t)0 << 8 * n; /* the sign */
    memcpy(&i, &u, 8);
    return (float)i;
}

/* Little-endian bytes at p to n floats at out. Values of fewer than 4 bytes may lie at the end of out itself: walking
 * upwards, values are read before their bytes are overwritten. Halves go by eights. */
static inline void src__widen(src_type type, const unsigned char *p, size_t n, float *out) {
    const size_t width = src_width(type);
    size_t i, k;
    if (type == SRC_F32) memmove(out, p, n * 4);
    for (i = 0; i < n && type > SRC_BF16; i++, p += width) out[i] = src__value(type, p);
    for (i = 0; i < n && (type == SRC_F16 || type == SRC_BF16); i += k, p += 2 * k) {
        uint16_t h[8] = {0};
        uint32_t u[8];
        int j;
        k = n - i < 8 ? n - i : 8;
        memcpy(h, p, 2 * k);
        if (type == SRC_F16)
            for (j = 0; j < 8; j++) u[j] = src__f16_bits(h[j]);
        else
            for (j = 0; j < 8; j++) u[j] = (uint32_t)h[j] << 16;
        memcpy(out + i, u, 4 * k);
    }
}

/* src_apart -- how many bytes n values of t take, from the beginning of a block on, if these bytes alone say what the
 * values are: then src_decode makes floats of them, in any thread. 0: only src_read can. */
static inline size_t src_apart(const src_tensor *t, uint64_t n) {
    const src_coding *c = t->coding;
    if (t->group || t->scaled || (c && n % (uint64_t)c->n)) return 0;
    return (size_t)(c ? n / (uint64_t)c->n * (uint64_t)c->size : n * src_width(t->type));
}

static inline void src_decode(const src_tensor *t, const unsigned char *raw, size_t n, float *out) {
    const src_coding *c = t->coding;
    size_t i;
    if (!c) src__widen(t->type, raw, n, out);
    for (i = 0; c && i < n; i += (size_t)c->n, raw += c->size) c->read(raw, out + i);
}

/* src_read_file -- n bytes at `at` of the tensor's file, whatever lies there. */
static inline int src_read_file(source *s, const src_tensor *t, uint64_t at, size_t n, unsigned char *out,
                                gpt_error *err) {
    const char *path = s->file[t->file];
    if (!s->f || s->f_index != t->file) {
        if (s->f) fclose(s->f);
        s->f = fopen(path, "rb");
        s->f_index = t->file;
        if (!s->f) return tool_fail(err, GPT_E_IO, "%s: %s", path, strerror(errno));
        setvbuf(s->f, NULL, _IONBF, 0);
    }
    if (FILE__SEEK(s->f, at) != 0 || fread(out, 1, n, s->f) != n)
        return tool_fail(err, GPT_E_IO, "%s: tensor %s: the file ends early or cannot be read",
                         path, t->name);
    return GPT_OK;
}

/* src_read_bytes -- n bytes of t from `first` on. */
static inline int src_read_bytes(source *s, const src_tensor *t, uint64_t first, size_t n,
                                 unsigned char *out, gpt_error *err) {
    return t->bytes ? t->bytes(s, t, first, n, out, err) : src_read_file(s, t, t->offset + first, n, out, err);
}

/* Values first .. first + n - 1 of a tensor in blocks, some blocks at a time. */
static inline int src__read_blocks(source *s, const src_tensor *t, uint64_t first, size_t n, float *out,
                                   gpt_error *err) {
    const src_coding *c = t->coding;
    unsigned char raw[16384];
    float value[SRC_BLOCK];
    const size_t width = (size_t)c->n, size = (size_t)c->size;
    int rc = GPT_OK;
    while (n > 0 && rc == GPT_OK) {
        uint64_t block = first / width;
        size_t skip = (size_t)(first % width), many = (skip + n + width - 1) / width, i;
        if (many > sizeof raw / size) many = sizeof raw / size;
        rc = src_read_bytes(s, t, block * size, many * size, raw, err);
        for (i = 0; i < many && rc == GPT_OK; i++) {
            size_t k = width - skip < n ? width - skip : n;
            c->read(raw + i * size, k == width ? out : value);
            if (k < width) memcpy(out, value + skip, k * sizeof *out);
            out += k;
            first += k;
            n -= k;
            skip = 0;
        }
    }
    return rc;
}

/* The same of bytes whose factors lie elsewhere. */
static inline int src__read_groups(source *s, const src_tensor *t, uint64_t first, size_t n, float *out,
                                   gpt_error *err) {
    unsigned char raw[4096], bits[4];
    uint64_t group = UINT64_MAX;
    float factor = 0;
    size_t many, i;
    int rc = GPT_OK;
    for (; n > 0 && rc == GPT_OK; n -= many, first += many) {
        many = n < sizeof raw ? n : sizeof raw;
        if (many > t->group - first % t->group) many = (size_t)(t->group - first % t->group);
        rc = src_read_bytes(s, t, first, many, raw, err);
        if (rc == GPT_OK && first / t->group != group) {
            group = first / t->group;
            rc = src_read_bytes(s, t, t->factors - t->offset + group * 4, 4, bits, err);
            src__widen(SRC_F32, bits, 1, &factor);
        }
        for (i = 0; i < many && rc == GPT_OK; i++) *out++ = (float)(signed char)raw[i] * factor;
    }
    return rc;
}

static inline int src__read(source *s, const src_tensor *t, uint64_t first, size_t n, float *out, gpt_error *err) {
    const size_t width = src_width(t->type);
    unsigned char part[8 * 512];
    int rc = GPT_OK;
    if (t->group) return src__read_groups(s, t, first, n, out, err);
    if (t->coding) return src__read_blocks(s, t, first, n, out, err);
    if (width == 0)
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: tensor %s has type %s, which is not supported",
                         s->file[t->file], t->name, t->dtype);
    if (width <= 4) {
        unsigned char *raw = (unsigned char *)out + n * (sizeof(float) - width); /* the end of out */
        rc = src_read_bytes(s, t, first * width, n * width, raw, err);
        if (rc == GPT_OK) src__widen(t->type, raw, n, out);
    }
    while (width > 4 && n > 0 && rc == GPT_OK) {
        const size_t k = n < 512 ? n : 512;
        rc = src_read_bytes(s, t, first * width, k * width, part, err);
        if (rc == GPT_OK) src__widen(t->type, part, k, out);
        first += k, n -= k, out += k;
    }
    return rc;
}

/* src_read -- values first .. first + n - 1 of t as floats: f64 and integers rounded to the nearest one. */
static inline int src_read(source *s, const src_tensor *t, uint64_t first, size_t n, float *out, gpt_error *err) {
    const int rc = src__read(s, t, first, n, out, err);
    size_t i;
    for (i = 0; i < n && t->scaled && rc == GPT_OK; i++) out[i] *= t->scale;
    return rc;
}

#endif
