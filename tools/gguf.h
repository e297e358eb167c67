/* gguf.h -- reads checkpoints in the GGUF format, versions 2 and 3: one file, or the parts of a split one.
 *
 *     "GGUF"  u32 version  u64 tensors  u64 pairs
 *     pairs   key, u32 type, value        a key or text: u64 bytes, then these
 *                                         an array: u32 type of its items, u64 how many, the items
 *     tensors name, u32 dimensions, u64 each (the first contiguous), u32 type, u64 offset
 *     then, at a multiple of general.alignment, the tensors' bytes; offsets count from here
 *
 * Untrusted: no length is believed before it is compared with what is left of the file, nothing is allocated by a
 * count, and the list of tensors is checked totally (types, products, ranges, overlap, duplicates) before anything is
 * read by it. Include ../gpt.h, file.h, source.h and ggml.h first. */
#ifndef TOOLS_GGUF_H
#define TOOLS_GGUF_H

#define GGUF__HEADER_LIMIT ((uint64_t)1 << 30) /* of pairs and the list of tensors together */
#define GGUF__PART_LIMIT 10000
#define GGUF__DEPTH 4 /* of arrays in arrays */

typedef enum gguf_type {
    GGUF_U8, GGUF_I8, GGUF_U16, GGUF_I16, GGUF_U32, GGUF_I32, GGUF_F32, GGUF_BOOL, GGUF_TEXT, GGUF_ARRAY, GGUF_U64,
    GGUF_I64, GGUF_F64, GGUF__TYPES
} gguf_type;

/* A pair of the metadata. A single value is an array of one. */
typedef struct gguf_pair {
    const char *key; /* (key_size) not terminated */
    size_t key_size;
    gguf_type type; /* of the items */
    int array, seen; /* seen: for whoever reads it */
    uint64_t n;
    const unsigned char *item; /* the first; texts have their size in front */
    size_t size;               /* bytes of all of them */
} gguf_pair;

typedef struct gguf {
    gguf_pair *pair; /* (n_pair) of the first part */
    int n_pair;
    uint32_t version;
    unsigned char *header; /* what the pairs point into */
} gguf;

static inline void gguf_free(gguf *g) {
    free(g->pair);
    free(g->header);
    memset(g, 0, sizeof *g);
}

/* ---- bytes ---- */

/* What has been read of the file's beginning, and how much more there is. */
typedef struct gguf__reader {
    const unsigned char *p, *end;
    uint64_t beyond;  /* bytes of the file after end */
    int more;         /* the header goes on there */
    const char *wrong; /* what is wrong with the file */
} gguf__reader;

static inline uint64_t gguf__number(const unsigned char *p, int size) {
    uint64_t v = 0;
    while (size-- > 0) v = v << 8 | p[size];
    return v;
}

/* n bytes; NULL if they are not there (yet). */
static inline const unsigned char *gguf__take(gguf__reader *r, uint64_t n) {
    const uint64_t left = (uint64_t)(r->end - r->p);
    const unsigned char *p = r->p;
    if (r->wrong || r->more) return NULL;
    if (n > left) {
        if (n - left > r->beyond) r->wrong = "the file ends within its header";
        else r->more = 1;
        return NULL;
    }
    r->p += n;
    return p;
}

static inline uint64_t gguf__u(gguf__reader *r, int size) {
    const unsigned char *p = gguf__take(r, (uint64_t)size);
    return p ? gguf__number(p, size) : 0;
}

static inline const char *gguf__string(gguf__reader *r, size_t *size) {
    const uint64_t n = gguf__u(r, 8);
    const unsigned char *p = gguf__take(r, n);
    *size = p ? (size_t)n : 0;
    return (const char *)p;
}

/* bytes of an item; 0: it has no fixed size */
static inline int gguf__width(gguf_type type) {
    static const int width[GGUF__TYPES] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};
    return width[type];
}

/* ---- metadata ---- */

static inline int gguf__item_type(gguf__reader *r, gguf_type *type) {
    const uint64_t v = gguf__u(r, 4);
    if (v >= GGUF__TYPES && !r->wrong && !r->more) r->wrong = "metadata of an unknown type";
    *type = v < GGUF__TYPES ? (gguf_type)v : GGUF_U8;
    return !r->wrong && !r->more;
}

/* Steps over n items. Arrays may hold arrays, to a depth that no file needs. */
static inline void gguf__skip(gguf__reader *r, gguf_type type, uint64_t n, int depth) {
    const int width = gguf__width(type);
    size_t size;
    if (width) {
        if (n > UINT64_MAX / 8) r->wrong = "an array longer than the file";
        gguf__take(r, n * (uint64_t)width);
        return;
    }
    if (depth == GGUF__DEPTH && type == GGUF_ARRAY) r->wrong = "arrays nested too deeply";
    while (n-- > 0 && !r->wrong && !r->more) {
        gguf_type inner;
        if (type == GGUF_TEXT) gguf__string(r, &size);
        else if (gguf__item_type(r, &inner)) gguf__skip(r, inner, gguf__u(r, 8), depth + 1);
    }
}

static inline void gguf__pair(gguf__reader *r, gguf_pair *p) {
    memset(p, 0, sizeof *p);
    p->key = gguf__string(r, &p->key_size);
    if (!gguf__item_type(r, &p->type)) return;
    if (p->key_size == 0) r->wrong = "a key is empty";
    p->array = p->type == GGUF_ARRAY;
    p->n = 1;
    if (p->array && gguf__item_type(r, &p->type)) p->n = gguf__u(r, 8);
    p->item = r->p;
    gguf__skip(r, p->type, p->n, 1);
    p->size = (size_t)(r->p - p->item);
}

/* gguf_find -- NULL if there is no such key. */
static inline const gguf_pair *gguf_find(const gguf *g, const char *key) {
    const size_t n = strlen(key);
    int i;
    for (i = 0; i < g->n_pair; i++)
        if (g->pair[i].key_size == n && memcmp(g->pair[i].key, key, n) == 0) return &g->pair[i];
    return NULL;
}

/* gguf_number -- item i of numbers or booleans; texts are 0. */
static inline double gguf_number(const gguf_pair *p, uint64_t i) {
    const int width = p ? gguf__width(p->type) : 0;
    uint64_t u;
    uint32_t u32;
    float f;
    double d;
    if (!width || i >= p->n) return 0;
    u = gguf__number(p->item + i * (uint64_t)width, width);
    if (p->type == GGUF_F32) {
        u32 = (uint32_t)u;
        memcpy(&f, &u32, 4);
        return (double)f;
    }
    if (p->type == GGUF_F64) {
        memcpy(&d, &u, 8);
        return d;
    }
    if (p->type == GGUF_BOOL) return u != 0;
    if (p->type == GGUF_I8) return (int8_t)u;
    if (p->type == GGUF_I16) return (int16_t)u;
    if (p->type == GGUF_I32) return (int32_t)u;
    return p->type == GGUF_I64 ? (double)(int64_t)u : (double)u;
}

/* gguf_text_next -- the text at *at, which moves on to the next one; begin with p->item. */
static inline const char *gguf_text_next(const unsigned char **at, size_t *size) {
    const char *text = (const char *)*at + 8;
    *size = (size_t)gguf__number(*at, 8);
    *at += 8 + *size;
    return text;
}

/* gguf_text -- a text (size), not terminated; NULL if the key is not there or something else. */
static inline const char *gguf_text(const gguf *g, const char *key, size_t *size) {
    const gguf_pair *p = gguf_find(g, key);
    const unsigned char *at = p ? p->item : NULL;
    *size = 0;
    return p && p->type == GGUF_TEXT && !p->array ? gguf_text_next(&at, size) : NULL;
}

static inline int gguf__by_key(const void *a, const void *b) {
    const gguf_pair *x = *(const gguf_pair *const *)a, *y = *(const gguf_pair *const *)b;
    const size_t n = x->key_size < y->key_size ? x->key_size : y->key_size;
    const int order = memcmp(x->key, y->key, n);
    return order ? order : x->key_size < y->key_size ? -1 : x->key_size > y->key_size;
}

static inline int gguf__check_keys(const gguf *g, const char *path, gpt_error *err) {
    const gguf_pair **order = (const gguf_pair **)malloc((size_t)(g->n_pair + 1) * sizeof(*order));
    int i, rc = GPT_OK;
    if (!order) return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    for (i = 0; i < g->n_pair; i++) order[i] = &g->pair[i];
    if (g->n_pair > 1) qsort(order, (size_t)g->n_pair, sizeof *order, gguf__by_key);
    for (i = 1; i < g->n_pair && rc == GPT_OK; i++)
        if (gguf__by_key(&order[i - 1], &order[i]) == 0)
            rc = tool_fail(err, GPT_E_FORMAT, "%s: the key %.*s appears twice", path,
                           (int)(order[i]->key_size < 80 ? order[i]->key_size : 80), order[i]->key);
    free(order);
    return rc;
}

/* ---- tensors ---- */

/* One entry of the list; its offset still counts from the first tensor. */
static inline int gguf__tensor(source *s, int file, gguf__reader *r, gpt_error *err) {
    const char *path = s->file[file], *name;
    uint64_t dim[4] = {1, 1, 1, 1};
    uint32_t n_dim, type, i;
    size_t size;
    src_tensor *t;
    const src_coding *c;
    name = gguf__string(r, &size);
    n_dim = (uint32_t)gguf__u(r, 4);
    for (i = 0; i < n_dim && i < 4; i++) dim[i] = gguf__u(r, 8);
    if (!r->wrong && !r->more && n_dim > 4)
        return tool_fail(err, GPT_E_FORMAT, "%s: tensor %.*s has %u dimensions", path, (int)(size < 80 ? size : 80),
                         name, n_dim);
    type = (uint32_t)gguf__u(r, 4);
    gguf__u(r, 8);
    if (r->wrong || r->more) return GPT_OK;
    if (size == 0 || size > 150 || memchr(name, 0, size))
        return tool_fail(err, GPT_E_FORMAT, "%s: a tensor's name is empty, too long or holds a NUL", path);
    t = src_add(s, name, size);
    if (!t) return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    c = ggml_coding(type);
    if (!c) return tool_fail(err, GPT_E_UNSUPPORTED, "%s: tensor %s: unknown type %u", path, t->name, type);
    t->n = 1;
    t->n_dim = (int)n_dim;
    for (i = 0; i < n_dim; i++) {
        t->dim[n_dim - 1 - i] = dim[i];
        if (dim[i] == 0 || t->n > (UINT64_MAX >> 8) / dim[i])
            return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: a dimension is 0, or its size is beyond reason", path,
                             t->name);
        t->n *= dim[i];
    }
    if (dim[0] % (uint64_t)c->n)
        return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: rows of %llu values don't divide into blocks of %d for %s",
                         path, t->name, (unsigned long long)dim[0], c->n, c->name);
    if (t->n / (uint64_t)c->n > (UINT64_MAX >> 1) / (uint64_t)c->size)
        return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: its size is beyond reason", path, t->name);
    t->dtype = c->name;
    t->type = type == 1 ? SRC_F16 : type == 30 ? SRC_BF16 : SRC_F32;
    t->coding = type == 0 || type == 1 || type == 30 ? NULL : c;
    t->size = t->n / (uint64_t)c->n * (uint64_t)c->size;
    t->offset = gguf__number(r->p - 8, 8);
    t->file = file;
    return GPT_OK;
}

/* Tensors first .. of one file: within it, aligned, and apart from each other. data: where they begin. */
static inline int gguf__place(source *s, int first, uint64_t data, uint64_t alignment, uint64_t n_file,
                              gpt_error *err) {
    const uint64_t room = n_file > data ? n_file - data : 0;
    int i;
    for (i = first; i < s->n; i++) {
        src_tensor *t = &s->tensor[i];
        if (t->offset % alignment)
            return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: its offset %llu is no multiple of %llu",
                             s->file[t->file], t->name, (unsigned long long)t->offset, (unsigned long long)alignment);
        if (t->offset > room || t->size > room - t->offset)
            return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: %llu bytes at %llu lie outside the file's %llu of data",
                             s->file[t->file], t->name, (unsigned long long)t->size, (unsigned long long)t->offset,
                             (unsigned long long)room);
        t->offset += data;
    }
    return src_overlap(s, first, err);
}

/* ---- files ---- */

static inline int gguf__alignment(const gguf *g, const char *path, uint64_t *alignment, gpt_error *err) {
    const gguf_pair *p = gguf_find(g, "general.alignment");
    const double v = p ? gguf_number(p, 0) : 32;
    if (!(v >= 1 && v <= 65536) || v != (double)(uint32_t)v || ((uint32_t)v & ((uint32_t)v - 1)))
        return tool_fail(err, GPT_E_FORMAT, "%s: general.alignment = %g: must be a power of two up to 65536", path, v);
    *alignment = (uint64_t)v;
    return GPT_OK;
}

/* The fixed part: magic, version, counts. */
static inline int gguf__start(gguf__reader *r, const char *path, uint32_t *version, uint64_t count[2], gpt_error *err) {
    const unsigned char *magic = gguf__take(r, 4);
    if (!magic || memcmp(magic, "GGUF", 4) != 0)
        return tool_fail(err, GPT_E_FORMAT, "%s: not a GGUF file", path);
    *version = (uint32_t)gguf__u(r, 4);
    if (*version && (*version & 0xFFFF) == 0)
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: a big-endian GGUF file; only little-endian ones are read", path);
    if (!r->wrong && *version != 2 && *version != 3)
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: GGUF of version %u; versions 2 and 3 are read", path, *version);
    count[0] = gguf__u(r, 8);
    count[1] = gguf__u(r, 8);
    return GPT_OK;
}

/* Tries with what has been read of the file; r->more asks for more of it. */
static inline int gguf__header(source *s, int file, gguf *g, gguf__reader *r, uint64_t n_file, gpt_error *err) {
    const unsigned char *begin = r->p;
    const char *path = s->file[file];
    const int first = s->n;
    uint64_t count[2] = {0, 0}, i, alignment = 32, at;
    int rc = gguf__start(r, path, &g->version, count, err), cap = 0;
    for (i = 0; rc == GPT_OK && i < count[1] && !r->wrong && !r->more; i++) {
        if (g->n_pair == cap) {
            gguf_pair *grown = (gguf_pair *)realloc(g->pair, (size_t)(cap = cap ? 2 * cap : 64) * sizeof *grown);
            if (!grown) rc = tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
            else g->pair = grown;
        }
        if (rc == GPT_OK) gguf__pair(r, &g->pair[g->n_pair++]);
    }
    if (rc == GPT_OK && !r->wrong && !r->more) rc = gguf__check_keys(g, path, err);
    if (rc == GPT_OK && !r->wrong && !r->more) rc = gguf__alignment(g, path, &alignment, err);
    for (i = 0; rc == GPT_OK && i < count[0] && !r->wrong && !r->more; i++) rc = gguf__tensor(s, file, r, err);
    if (r->more) { /* all of it again, from a longer beginning */
        while (s->n > first) free(s->tensor[--s->n].name);
        g->n_pair = 0;
        return rc;
    }
    if (rc == GPT_OK && r->wrong) rc = tool_fail(err, GPT_E_FORMAT, "%s: %s", path, r->wrong);
    at = (uint64_t)(r->p - begin);
    if (rc == GPT_OK) rc = gguf__place(s, first, (at + alignment - 1) / alignment * alignment, alignment, n_file, err);
    if (rc != GPT_OK) g->n_pair = 0; /* the last may be half read */
    return rc;
}

/* Adds the tensors of one file to s and its metadata to g; path is taken over. */
static inline int gguf__open(source *s, char *path, gguf *g, gpt_error *err) {
    size_t have = 0, cap = 1 << 18;
    uint64_t n_file;
    struct stat st;
    FILE *f;
    int rc = GPT_OK, file = src_add_file(s, path, err), more = 1;
    if (file < 0) return file;
    if (file_is_dir(path)) return tool_fail(err, GPT_E_IO, "%s: is a directory", path);
    f = fopen(path, "rb");
    if (!f || stat(path, &st) != 0) {
        rc = tool_fail(err, GPT_E_IO, "%s: %s", path, strerror(errno));
        if (f) fclose(f);
        return rc;
    }
    n_file = (uint64_t)st.st_size;
    for (; more && rc == GPT_OK; cap *= 2) {
        const size_t want = cap < n_file ? cap : (size_t)n_file;
        unsigned char *grown = (unsigned char *)realloc(g->header, want + 1);
        gguf__reader r;
        if (grown) g->header = grown;
        if (!grown) rc = tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
        else if (want > GGUF__HEADER_LIMIT) rc = tool_fail(err, GPT_E_FORMAT, "%s: a header beyond 1 GB", path);
        else if (fread(grown + have, 1, want - have, f) != want - have)
            rc = tool_fail(err, GPT_E_IO, "%s: cannot be read", path);
        if (rc != GPT_OK) break;
        have = want;
        memset(&r, 0, sizeof r);
        r.p = grown;
        r.end = grown + have;
        r.beyond = n_file - have;
        rc = gguf__header(s, file, g, &r, n_file, err);
        more = r.more;
    }
    fclose(f);
    return rc;
}

/* The path of part i of n: that of the first one with another number in it; NULL if its name is none. */
static inline char *gguf__part_path(const char *path, int i, int n) {
    char ending[40], *part;
    size_t size = strlen(path), k = (size_t)snprintf(ending, sizeof ending, "-00001-of-%05d.gguf", n);
    if (size < k || strcmp(path + size - k, ending) != 0) return NULL;
    part = (char *)malloc(size + 1);
    if (!part) return NULL;
    memcpy(part, path, size - k);
    memcpy(part + size - k, ending, k + 1);
    snprintf(ending, sizeof ending, "-%05d", i + 1); /* as long as the first one's */
    memcpy(part + size - k, ending, 6);
    return part;
}

static inline int gguf__parts(source *s, const char *path, const gguf *g, gpt_error *err) {
    const double n = gguf_number(gguf_find(g, "split.count"), 0), no = gguf_number(gguf_find(g, "split.no"), 0);
    const gguf_pair *all = gguf_find(g, "split.tensors.count");
    int i, rc = GPT_OK;
    if (n <= 1) return GPT_OK;
    if (!(n <= GGUF__PART_LIMIT) || no != 0)
        return tool_fail(err, GPT_E_FORMAT, "%s: part %g of %g; name the first part, -00001-of-", path, no + 1, n);
    for (i = 1; i < (int)n && rc == GPT_OK; i++) {
        char *part = gguf__part_path(path, i, (int)n);
        gguf more;
        memset(&more, 0, sizeof more);
        if (!part)
            return tool_fail(err, GPT_E_FORMAT, "%s: the first of %d parts must be called ...-00001-of-%05d.gguf", path,
                             (int)n, (int)n);
        rc = gguf__open(s, part, &more, err);
        if (rc == GPT_OK && (gguf_number(gguf_find(&more, "split.no"), 0) != i ||
                             gguf_number(gguf_find(&more, "split.count"), 0) != n))
            rc = tool_fail(err, GPT_E_FORMAT, "%s: does not say that it is part %d of %d", s->file[s->n_file - 1],
                           i + 1, (int)n);
        gguf_free(&more);
    }
    if (rc == GPT_OK && all && gguf_number(all, 0) != s->n)
        rc = tool_fail(err, GPT_E_FORMAT, "%s: %g tensors in all parts, but %d are there", path, gguf_number(all, 0),
                       s->n);
    return rc;
}

/* gguf_open_memory -- the same from the bytes of one whole file, which must outlive *g; set g->header to NULL before
 * gguf_free. path: for messages. */
static inline int gguf_open_memory(source *s, gguf *g, const char *path, const unsigned char *data, size_t size,
                                   gpt_error *err) {
    const size_t n = strlen(path);
    char *copy = (char *)malloc(n + 1);
    gguf__reader r;
    int file, rc;
    if (copy) memcpy(copy, path, n + 1);
    file = src_add_file(s, copy, err);
    if (file < 0) return file;
    memset(&r, 0, sizeof r);
    r.p = data;
    r.end = data + size;
    rc = gguf__header(s, file, g, &r, size, err);
    return rc == GPT_OK ? src_sort(s, err) : rc;
}

/* gguf_is -- does the file begin like one? */
static inline int gguf_is(const char *path) {
    char magic[4] = "";
    FILE *f = file_is_dir(path) ? NULL : fopen(path, "rb");
    size_t n = f ? fread(magic, 1, 4, f) : 0;
    if (f) fclose(f);
    return n == 4 && memcmp(magic, "GGUF", 4) == 0;
}

/* gguf_open -- fills *s and *g (zeroed by the caller, who frees them even on failure). path: the file, or the first
 * part of a split one; the others lie beside it. */
static inline int gguf_open(source *s, gguf *g, const char *path, gpt_error *err) {
    size_t n = strlen(path);
    char *copy = (char *)malloc(n + 1);
    int rc;
    if (copy) memcpy(copy, path, n + 1);
    rc = gguf__open(s, copy, g, err);
    if (rc == GPT_OK) rc = gguf__parts(s, path, g, err);
    return rc == GPT_OK ? src_sort(s, err) : rc;
}

#endif
