/* safetensors.h -- reads checkpoints in the safetensors format: one file, or shards with an index.
 *
 *     8 bytes   n, the size of the header, little-endian
 *     n bytes   JSON: {"name": {"dtype": "F32", "shape": [2, 3], "data_offsets": [begin, end]}}
 *     the rest  the tensors' bytes; offsets count from here
 *
 * Untrusted: the header is checked totally (types, products, ranges, overlap, duplicates) before
 * anything is read by it. Include ../gpt.h, file.h, json.h and source.h first. */
#ifndef TOOLS_SAFETENSORS_H
#define TOOLS_SAFETENSORS_H

#include "shards.h"

#define ST__HEADER_LIMIT 100000000u /* as the format states */

typedef struct st__dtype {
    const char *name;
    int bits;
    src_type type;
} st__dtype;

static inline const st__dtype *st__find_dtype(const char *name) {
    static const st__dtype known[] = {
        {"F32", 32, SRC_F32}, {"F16", 16, SRC_F16}, {"BF16", 16, SRC_BF16}, {"F64", 64, SRC_F64},
        {"F8_E4M3", 8, SRC_F8_E4M3}, {"F8_E5M2", 8, SRC_F8_E5M2}, {"F8_E8M0", 8, SRC_F8_E8M0},
        {"BOOL", 8, SRC_BOOL}, {"U8", 8, SRC_U8}, {"I8", 8, SRC_I8}, {"U16", 16, SRC_U16},
        {"I16", 16, SRC_I16}, {"U32", 32, SRC_U32}, {"I32", 32, SRC_I32}, {"U64", 64, SRC_U64},
        {"I64", 64, SRC_I64}, {"C64", 64, SRC_OTHER}, {"F4", 4, SRC_OTHER}, {"F6_E2M3", 6, SRC_OTHER},
        {"F6_E3M2", 6, SRC_OTHER}
    };
    size_t i;
    for (i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(name, known[i].name) == 0) return &known[i];
    return NULL;
}

/* Fills t's shape and the number of values; 0 if the shape is not a list of sane numbers. */
static inline int st__shape(const json_value *shape, src_tensor *t) {
    const json_value *v;
    if (!shape || shape->type != JSON_ARRAY || shape->n > SRC_DIMS) return 0;
    t->n = 1;
    for (v = shape->child; v; v = v->next) {
        uint64_t d;
        if (!json_u64(v, &d) || (d != 0 && t->n > (UINT64_MAX >> 4) / d)) return 0;
        t->dim[t->n_dim++] = d;
        t->n *= d;
    }
    return 1;
}

/* One entry of the header. data: where the tensors begin in the file, of n_data bytes. */
static inline int st__entry(source *s, int file, const json_value *v, uint64_t data,
                            uint64_t n_data, gpt_error *err) {
    const char *path = s->file[file], *dtype = json_str(v, "dtype", NULL);
    const json_value *range = json_get(v, "data_offsets");
    const st__dtype *type;
    uint64_t begin, end;
    src_tensor *t;
    if (v->key_size != strlen(v->key) || v->key_size == 0)
        return tool_fail(err, GPT_E_FORMAT, "%s: a tensor's name is empty or holds a NUL", path);
    t = src_add(s, v->key, v->key_size);
    if (!t) return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    if (!dtype || !range || range->type != JSON_ARRAY || range->n != 2 ||
        !json_u64(range->child, &begin) || !json_u64(range->child->next, &end))
        return tool_fail(err, GPT_E_FORMAT,
                         "%s: tensor %s: dtype or data_offsets missing or malformed", path,
                         t->name);
    type = st__find_dtype(dtype);
    if (!type)
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: tensor %s: unknown dtype %s", path, t->name,
                         dtype);
    if (!st__shape(json_get(v, "shape"), t))
        return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: shape missing, malformed or too large",
                         path, t->name);
    if (begin > end || end > n_data)
        return tool_fail(
            err, GPT_E_FORMAT,
            "%s: tensor %s: bytes %llu to %llu lie outside the file's %llu bytes of data", path,
            t->name, (unsigned long long)begin, (unsigned long long)end,
            (unsigned long long)n_data);
    if (t->n > UINT64_MAX / 64 || t->n * (uint64_t)type->bits % 8 != 0 ||
        t->n * (uint64_t)type->bits / 8 != end - begin)
        return tool_fail(err, GPT_E_FORMAT,
                         "%s: tensor %s: its shape needs %llu values of %s, but it has %llu bytes",
                         path, t->name, (unsigned long long)t->n, dtype,
                         (unsigned long long)(end - begin));
    t->dtype = type->name;
    t->type = type->type;
    t->file = file;
    t->offset = data + begin;
    t->size = end - begin;
    return GPT_OK;
}

static inline int st__header(source *s, int file, const char *text, uint64_t n, uint64_t n_file,
                             gpt_error *err) {
    json_doc doc;
    const json_value *v;
    int rc = GPT_OK, first = s->n;
    if (json_parse(&doc, text, (size_t)n) != 0) {
        rc = tool_fail(err, GPT_E_FORMAT, "%s: header: %s", s->file[file], doc.error);
    } else if (doc.root->type != JSON_OBJECT) {
        rc = tool_fail(err, GPT_E_FORMAT, "%s: the header is not a JSON object", s->file[file]);
    } else {
        for (v = doc.root->child; v && rc == GPT_OK; v = v->next)
            if (strcmp(v->key, "__metadata__") != 0)
                rc = st__entry(s, file, v, 8 + n, n_file - 8 - n, err);
    }
    if (rc == GPT_OK) rc = src_overlap(s, first, err);
    json_free(&doc);
    return rc;
}

/* The header of a file: *text (n), to be freed in any case; n_file: bytes of the file. */
static inline int st__text(const char *path, char **text, uint64_t *n, uint64_t *n_file, gpt_error *err) {
    unsigned char size[8];
    struct stat st;
    FILE *f;
    int i, rc = GPT_OK;
    *text = NULL;
    *n = 0;
    if (file_is_dir(path)) return tool_fail(err, GPT_E_IO, "%s: is a directory", path);
    f = fopen(path, "rb");
    if (!f || stat(path, &st) != 0) {
        rc = tool_fail(err, GPT_E_IO, "%s: %s", path, strerror(errno));
        if (f) fclose(f);
        return rc;
    }
    *n_file = (uint64_t)st.st_size;
    if (fread(size, 1, 8, f) != 8) {
        rc = tool_fail(err, GPT_E_FORMAT, "%s: %s", path,
                       *n_file == 0 ? "the file is empty" : "too short for safetensors");
    } else {
        for (i = 7; i >= 0; i--) *n = *n << 8 | size[i];
        if (*n > *n_file - 8 || *n > ST__HEADER_LIMIT)
            rc = tool_fail(
                err, GPT_E_FORMAT,
                "%s: not safetensors, or truncated: a header of %llu bytes in a file of %llu", path,
                (unsigned long long)*n, (unsigned long long)*n_file);
    }
    if (rc == GPT_OK) {
        *text = (char *)malloc((size_t)*n + 1);
        if (!*text)
            rc = tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
        else if (fread(*text, 1, (size_t)*n, f) != *n)
            rc = tool_fail(err, GPT_E_IO, "%s: cannot be read", path);
    }
    fclose(f);
    return rc;
}

/* safetensors_header -- what stands at the beginning of a file; json_free(doc) in any case. */
static inline int safetensors_header(const char *path, json_doc *doc, gpt_error *err) {
    uint64_t n = 0, n_file = 0;
    char *text;
    int rc = st__text(path, &text, &n, &n_file, err);
    memset(doc, 0, sizeof *doc);
    if (rc == GPT_OK && json_parse(doc, text, (size_t)n) != 0)
        rc = tool_fail(err, GPT_E_FORMAT, "%s: header: %s", path, doc->error);
    free(text);
    return rc;
}

/* Adds the tensors of one file; path is taken over. */
static inline int st__open(source *s, char *path, gpt_error *err) {
    uint64_t n = 0, n_file = 0;
    char *text;
    int rc, file = src_add_file(s, path, err);
    if (file < 0) return file;
    path = s->file[file];
    rc = st__text(path, &text, &n, &n_file, err);
    if (rc == GPT_OK) rc = st__header(s, file, text, n, n_file, err);
    free(text);
    return rc;
}

/* safetensors_open -- dir/model.safetensors, or the shards of dir/model.safetensors.index.json;
 * path may also be a .safetensors file itself. Fills *s (zeroed by the caller, who frees it even on
 * failure). */
static inline int safetensors_open(source *s, const char *path, gpt_error *err) {
    char *one, *index;
    int rc;
    if (!file_is_dir(path)) {
        size_t n = strlen(path);
        one = (char *)malloc(n + 1);
        if (one) memcpy(one, path, n + 1);
        rc = st__open(s, one, err);
        return rc == GPT_OK ? src_sort(s, err) : rc;
    }
    one = file_join(path, "model.safetensors");
    index = file_join(path, "model.safetensors.index.json");
    if (!one || !index) {
        rc = tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    } else if (file_exists(one)) {
        rc = st__open(s, one, err);
        one = NULL;
        if (rc == GPT_OK) rc = src_sort(s, err);
    } else if (file_exists(index)) {
        rc = shards_open(s, path, index, st__open, err);
    } else {
        rc = tool_fail(err, GPT_E_IO,
                       "%s: neither model.safetensors nor model.safetensors.index.json is there",
                       path);
    }
    free(one);
    free(index);
    return rc;
}

/* safetensors_is_there -- is one of the files in dir that safetensors_open looks for? */
static inline int safetensors_is_there(const char *dir) {
    char *one = file_join(dir, "model.safetensors"), *index = file_join(dir, "model.safetensors.index.json");
    int there = one && index && (file_exists(one) || file_exists(index));
    free(one);
    free(index);
    return there;
}

#endif
