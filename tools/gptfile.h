/* gptfile.h -- writes .gpt files, streaming: the tensors pass through one at a time, in the order
 * of the directory. >>format in gpt.h is the description; nothing here knows where tensors come
 * from.
 *
 *     gptfile_open -> gptfile_tensor (for each) -> gptfile_finish [-> gptfile_set_test] ->
 * gptfile_commit and gptfile_abort instead, at any point, leaves nothing behind.
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
    const uint32_t *test; /* (n_test) tokens of the self-test */
    size_t n_test;
} gptfile_desc;

/* Everything before the tensors' data is laid out in memory at its final place and written last. */
typedef struct gptfile {
    file_out out;
    unsigned char *head;
    size_t head_size;         /* = offset of DATA */
    size_t test;              /* offset of section TEST, 0: none */
    gpt__tensor_entry *entry; /* (n) in head */
    size_t n, next;
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

/* Gives the tensors their places; 0 if one is empty or sizes overflow. */
static inline int gptfile__place(gptfile *g, uint64_t *end) {
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
    *end = at;
    return 1;
}

/* gptfile_open -- begins the file. The description is copied. */
static inline int gptfile_open(gptfile *g, const char *path, const gptfile_desc *d,
                               gpt_error *err) {
    static const char kind[7][5] = {"CONF", "LAYR", "META", "TOKN", "TEST", "DIRE", "DATA"};
    size_t size[7] = {0}, at = 0, n = 0;
    uint64_t end;
    unsigned char *entry;
    int i, rc;
    memset(g, 0, sizeof *g);
    if (d->config) {
        size[0] = sizeof *d->config;
        size[1] = d->config->n_layer * sizeof *d->layer;
        size[5] = d->n_tensor * sizeof *d->tensor;
        size[6] = 1;
    }
    size[2] = gptfile__meta_size(d);
    size[3] = d->tokenizer_size;
    size[4] = d->n_test ? 16 + 4 * d->n_test : 0;
    for (i = 0; i < 7; i++) {
        if (size[i] == 0) continue;
        n++;
        if (i < 6) at += gptfile__align(size[i]);
    }
    g->head_size = gptfile__align(64 + 32 * n) + at;
    g->head = (unsigned char *)calloc(1, g->head_size);
    if (!g->head) return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);

    at = gptfile__align(64 + 32 * n);
    entry = g->head + 64;
    for (i = 0; i < 7; i++) {
        unsigned char *p = g->head + at;
        uint64_t offset = at, bytes = size[i];
        if (bytes == 0) continue;
        if (i == 0) memcpy(p, d->config, size[i]);
        if (i == 1) memcpy(p, d->layer, size[i]);
        if (i == 2) gptfile__meta(p, d);
        if (i == 3) memcpy(p, d->tokenizer, size[i]);
        if (i == 4) {
            g->test = at;
            gptfile__u32(p, d->n_test);
            memcpy(p + 16, d->test, 4 * d->n_test);
        }
        if (i == 5) {
            memcpy(p, d->tensor, size[i]);
            g->entry = (gpt__tensor_entry *)(void *)p;
            g->n = d->n_tensor;
        }
        if (i == 6) {
            if (!gptfile__place(g, &end)) {
                free(g->head);
                return tool_fail(err, GPT_E_FORMAT, "%s: a tensor is empty or too large", path);
            }
            bytes = end - offset;
        }
        memcpy(entry, kind[i], 4);
        entry[4] = i != 2 && i != 3 && i != 4; /* without these the weights mean nothing */
        memcpy(entry + 8, &offset, 8);
        memcpy(entry + 16, &bytes, 8);
        entry += 32;
        at += gptfile__align(size[i]);
    }
    gptfile__u32(g->head + 12, n);
    rc = file_out_open(&g->out, path, err);
    if (rc == GPT_OK && fseek(g->out.f, 0, SEEK_SET) == 0)
        rc = fwrite(g->head, 1, g->head_size, g->out.f) == g->head_size
                 ? GPT_OK
                 : tool_fail(err, GPT_E_IO, "%s: cannot write: %s", path, strerror(errno));
    if (rc != GPT_OK) {
        file_out_abort(&g->out);
        free(g->head);
    }
    return rc;
}

/* gptfile_tensor -- the data of the next tensor, all its bytes. */
static inline int gptfile_tensor(gptfile *g, const void *data, float scale, gpt_error *err) {
    static const char zero[64] = {0};
    gpt__tensor_entry *e = &g->entry[g->next++];
    size_t size = (size_t)e->size, pad = gptfile__align(size) - size;
    e->scale = scale;
    e->checksum = gpt_checksum(data, size);
    if (fwrite(data, 1, size, g->out.f) != size || fwrite(zero, 1, pad, g->out.f) != pad)
        return tool_fail(err, GPT_E_IO, "%s: cannot write: %s", g->out.path, strerror(errno));
    return GPT_OK;
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
