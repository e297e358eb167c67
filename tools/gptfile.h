/* gptfile.h -- writes .gpt files, streaming: the tensors pass through one at a time, in the order
 * of the directory. >>format in gpt.h describes the file; where tensors come from does not matter.
 *
 *     gptfile_open, gptfile_tensor for each, gptfile_finish, [gptfile_set_test,] gptfile_commit
 *     gptfile_abort instead, at any point, leaves nothing behind
 *
 * A tensor may also come piece by piece: gptfile_begin, gptfile_part as often as needed, gptfile_end.
 *
 * Include ../gpt.h and file.h first. */
#ifndef TOOLS_GPTFILE_H
#define TOOLS_GPTFILE_H

/* What a file is made of; absent parts are NULL and 0. */
typedef struct gptfile_desc {
    const gpt__config *config;       /* NULL: a tokenizer only */
    const gpt__layer_config *layer;  /* (config->n_layer) */
    const gpt__tensor_entry *tensor; /* (n_tensor) role, layer, type and dimensions filled in */
    size_t n_tensor;
    char *const *meta; /* (2 * n_meta) key, value, key, value ... */
    size_t n_meta;
    const void *tokenizer; /* section TOKN as it is stored */
    size_t tokenizer_size;
    const void *samples; /* section SAMP, made with it */
    size_t samples_size;
    const uint32_t *test; /* (n_test) tokens of the self-test */
    size_t n_test;
} gptfile_desc;

/* gptfile_describe -- what the file of an open model is made of, all but tensors and self-test, to write another like
 * it. free(d->meta) later; everything else belongs to the model. */
static inline int gptfile_describe(const gpt_model *m, gptfile_desc *d, gpt_error *err) {
    const gpt__file *f = &m->file;
    const char *pair[2];
    size_t at, n = 0;
    char **meta;
    memset(d, 0, sizeof *d);
    d->config = f->config;
    d->layer = f->layer;
    d->tokenizer = f->token;
    d->tokenizer_size = f->token_size;
    d->samples = f->samples;
    d->samples_size = f->samples_size;
    for (at = 8; f->meta && gpt__meta_pair(f->meta, f->meta_size, &at, &pair[0], &pair[1]);) n++;
    meta = (char **)malloc((2 * n + 1) * sizeof *meta);
    if (!meta) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    d->meta = meta;
    for (at = 8; d->n_meta < n && gpt__meta_pair(f->meta, f->meta_size, &at, &pair[0], &pair[1]); d->n_meta++) {
        meta[2 * d->n_meta] = (char *)(uintptr_t)pair[0];
        meta[2 * d->n_meta + 1] = (char *)(uintptr_t)pair[1];
    }
    return GPT_OK;
}

/* Sections in their order in the file. */
enum {
    GPTFILE__CONF, GPTFILE__LAYR, GPTFILE__META, GPTFILE__TOKN, GPTFILE__SAMP, GPTFILE__TEST, GPTFILE__DIRE,
    GPTFILE__DATA, GPTFILE__COUNT
};

/* Everything before the tensors' data is laid out in memory at its final place and written last. */
typedef struct gptfile {
    file_out out;
    unsigned char *head;
    size_t head_size;         /* = offset of DATA */
    size_t test;              /* offset of section TEST, 0: none */
    gpt__tensor_entry *entry; /* (n) in head */
    size_t n, next;
    uint64_t done; /* bytes of the next tensor that are written ... */
    gpt__xxh sum;  /* ... and what their checksum is so far */
} gptfile;

static inline size_t gptfile__align(size_t n) { return (n + 63) & ~(size_t)63; }

static inline size_t gptfile__meta_size(const gptfile_desc *d) {
    size_t i, n = 8;
    for (i = 0; i < d->n_meta; i++)
        n += (8 + strlen(d->meta[2 * i]) + 1 + strlen(d->meta[2 * i + 1]) + 1 + 3) & ~(size_t)3;
    return n;
}

static inline void gptfile__u32(unsigned char *p, size_t v) {
    uint32_t u = (uint32_t)v;
    memcpy(p, &u, 4);
}

static inline void gptfile__meta(unsigned char *p, const gptfile_desc *d) {
    size_t i;
    gptfile__u32(p, d->n_meta);
    for (p += 8, i = 0; i < d->n_meta; i++) {
        size_t key = strlen(d->meta[2 * i]) + 1, value = strlen(d->meta[2 * i + 1]) + 1;
        gptfile__u32(p, key);
        gptfile__u32(p + 4, value);
        memcpy(p + 8, d->meta[2 * i], key);
        memcpy(p + 8 + key, d->meta[2 * i + 1], value);
        p += (8 + key + value + 3) & ~(size_t)3;
    }
}

/* Gives the tensors their places in DATA, of *size bytes; 0 if one is empty or sizes overflow. */
static inline int gptfile__place(gptfile *g, uint64_t *data_size) {
    uint64_t at = g->head_size;
    size_t i;
    for (i = 0; i < g->n; i++) {
        gpt__tensor_entry *e = &g->entry[i];
        uint64_t size = gpt_tensor_size((gpt_type)e->type, e->n_row, e->n_col, e->n_expert);
        if (size == 0 || size > UINT64_MAX / 4 || at > UINT64_MAX / 4) return 0;
        e->offset = at;
        e->size = size;
        at = (at + size + 63) & ~(uint64_t)63;
    }
    *data_size = at - g->head_size;
    return 1;
}

/* The section that starts at p, as described by d; DATA has no bytes in head. */
static inline void gptfile__section(gptfile *g, unsigned char *p, int i, size_t size,
                                    const gptfile_desc *d) {
    switch (i) {
    case GPTFILE__CONF: memcpy(p, d->config, size); break;
    case GPTFILE__LAYR: memcpy(p, d->layer, size); break;
    case GPTFILE__META: gptfile__meta(p, d); break;
    case GPTFILE__TOKN: memcpy(p, d->tokenizer, size); break;
    case GPTFILE__SAMP: memcpy(p, d->samples, size); break;
    case GPTFILE__TEST:
        g->test = (size_t)(p - g->head);
        gptfile__u32(p, d->n_test);
        memcpy(p + 16, d->test, 4 * d->n_test);
        break;
    case GPTFILE__DIRE:
        memcpy(p, d->tensor, size);
        g->entry = (gpt__tensor_entry *)(void *)p;
        g->n = d->n_tensor;
        break;
    default: break;
    }
}

/* Lays out head: the section table and all sections but DATA. */
static inline int gptfile__layout(gptfile *g, const char *path, const gptfile_desc *d,
                                  gpt_error *err) {
    static const char kind[GPTFILE__COUNT][5] = {"CONF", "LAYR", "META", "TOKN",
                                                 "SAMP", "TEST", "DIRE", "DATA"};
    size_t size[GPTFILE__COUNT] = {0}, n = 0, at = 0;
    unsigned char *entry;
    int i;
    if (d->config) {
        size[GPTFILE__CONF] = sizeof *d->config;
        size[GPTFILE__LAYR] = d->config->n_layer * sizeof *d->layer;
        size[GPTFILE__DIRE] = d->n_tensor * sizeof *d->tensor;
    }
    size[GPTFILE__META] = gptfile__meta_size(d);
    size[GPTFILE__TOKN] = d->tokenizer_size;
    size[GPTFILE__SAMP] = d->samples_size;
    size[GPTFILE__TEST] = d->n_test ? 16 + 4 * d->n_test : 0;
    for (i = 0; i < GPTFILE__COUNT; i++) {
        n += size[i] > 0 || (i == GPTFILE__DATA && d->config);
        at += gptfile__align(size[i]);
    }
    g->head_size = gptfile__align(64 + 32 * n) + at;
    g->head = (unsigned char *)calloc(1, g->head_size);
    if (!g->head) return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    gptfile__u32(g->head + 12, n);
    at = gptfile__align(64 + 32 * n);
    for (i = 0, entry = g->head + 64; i < GPTFILE__COUNT; i++) {
        uint64_t offset = at, bytes = size[i];
        if (bytes == 0 && !(i == GPTFILE__DATA && d->config)) continue;
        gptfile__section(g, g->head + at, i, size[i], d);
        if (i == GPTFILE__DATA && !gptfile__place(g, &bytes))
            return tool_fail(err, GPT_E_FORMAT, "%s: a tensor is empty or too large", path);
        memcpy(entry, kind[i], 4);
        entry[4] = i != GPTFILE__META && i != GPTFILE__TOKN && i != GPTFILE__SAMP && i != GPTFILE__TEST; /* required */
        memcpy(entry + 8, &offset, 8);
        memcpy(entry + 16, &bytes, 8);
        entry += 32;
        at += gptfile__align(size[i]);
    }
    return GPT_OK;
}

/* gptfile_open -- begins the file. The description is copied. */
static inline int gptfile_open(gptfile *g, const char *path, const gptfile_desc *d,
                               gpt_error *err) {
    int rc;
    memset(g, 0, sizeof *g);
    rc = gptfile__layout(g, path, d, err);
    if (rc == GPT_OK) rc = file_out_open(&g->out, path, err);
    if (rc == GPT_OK && (fwrite(g->head, 1, g->head_size, g->out.f) != g->head_size || fflush(g->out.f) != 0))
        rc = tool_fail(err, GPT_E_IO, "%s: cannot write: %s", path, strerror(errno));
    if (rc != GPT_OK) {
        file_out_abort(&g->out);
        free(g->head);
    }
    return rc;
}

/* gptfile_begin -- starts the next tensor; or starts it again, if parts of it were written. */
static inline void gptfile_begin(gptfile *g) {
    g->done = 0;
    gpt__xxh_init(&g->sum);
}

/* gptfile_next -- that these are its next bytes: their place in the file, for gptfile_put. */
static inline uint64_t gptfile_next(gptfile *g, const void *data, size_t size) {
    const uint64_t at = g->entry[g->next].offset + g->done;
    g->done += size;
    gpt__xxh_update(&g->sum, data, size);
    return at;
}

/* gptfile_put -- writes bytes; any thread may. */
static inline int gptfile_put(gptfile *g, uint64_t at, const void *data, size_t size, gpt_error *err) {
    return file_out_put(&g->out, at, data, size, err);
}

/* gptfile_end -- after the last of them. */
static inline int gptfile_end(gptfile *g, float scale, gpt_error *err) {
    static const char zero[64] = {0};
    gpt__tensor_entry *e = &g->entry[g->next++];
    const uint64_t end = e->offset + e->size;
    g->done = 0;
    e->scale = scale;
    e->checksum = gpt__xxh_digest(&g->sum);
    return gptfile_put(g, end, zero, (size_t)(0 - end % 64) % 64, err);
}

/* gptfile_tensor -- the data of the next tensor, all its bytes. */
static inline int gptfile_tensor(gptfile *g, const void *data, float scale, gpt_error *err) {
    const size_t size = (size_t)g->entry[g->next].size;
    int rc;
    gptfile_begin(g);
    rc = gptfile_put(g, gptfile_next(g, data, size), data, size, err);
    return rc == GPT_OK ? gptfile_end(g, scale, err) : rc;
}

/* gptfile_finish -- after the last tensor: checksums and header. The temporary file is complete
 * then. */
static inline int gptfile_finish(gptfile *g, gpt_error *err) {
    static const char magic[8] = {'g', 'p', 't', '.', 'h', '\r', '\n', '\x1A'};
    uint32_t n, i;
    uint64_t sum, offset = 0, size = 0;
    memcpy(g->head, magic, 8);
    gptfile__u32(g->head + 8, 1);
    memcpy(&n, g->head + 12, 4);
    for (i = 0; i < n; i++) {
        unsigned char *entry = g->head + 64 + 32 * i;
        memcpy(&offset, entry + 8, 8);
        memcpy(&size, entry + 16, 8);
        sum = offset < g->head_size ? gpt_checksum(g->head + offset, (size_t)size) : 0;
        memcpy(entry + 24, &sum, 8);
    }
    /* The last section may end between multiples of 64 where it is not DATA; the file is padded. */
    size = offset + size < g->head_size ? g->head_size : offset + size;
    memcpy(g->head + 16, &size, 8);
    memset(g->head + 24, 0, 8);
    sum = gpt_checksum(g->head, 64 + 32 * (size_t)n);
    memcpy(g->head + 24, &sum, 8);
    if (fseek(g->out.f, 0, SEEK_SET) != 0 ||
        fwrite(g->head, 1, g->head_size, g->out.f) != g->head_size || fflush(g->out.f) != 0)
        return tool_fail(err, GPT_E_IO, "%s: cannot write: %s", g->out.path, strerror(errno));
    return GPT_OK;
}

/* gptfile_set_test -- fills in what the self-test is expected to give, after gptfile_finish. */
static inline int gptfile_set_test(gptfile *g, uint64_t checksum, gpt_error *err) {
    memcpy(g->head + g->test + 8, &checksum, 8);
    return gptfile_finish(g, err);
}

static inline void gptfile_abort(gptfile *g) {
    file_out_abort(&g->out);
    free(g->head);
    memset(g, 0, sizeof *g);
}

static inline int gptfile_commit(gptfile *g, gpt_error *err) {
    int rc = file_out_commit(&g->out, err);
    free(g->head);
    memset(g, 0, sizeof *g);
    return rc;
}

#endif
