/* weights.h -- writes files of weights: safetensors; and what torch.save writes, zip archives, pickles, files of the
 * format before 1.6. Include the tools' readers (../tools/checkpoint.h) and test.h first. */
#ifndef TESTS_WEIGHTS_H
#define TESTS_WEIGHTS_H

typedef struct bytes {
    unsigned char *p;
    size_t n, cap;
} bytes;

static inline void put(bytes *b, const void *data, size_t n) {
    if (b->n + n > b->cap) {
        b->cap = (b->n + n) * 2 + 64;
        b->p = (unsigned char *)realloc(b->p, b->cap);
        if (!b->p) abort();
    }
    if (n) memcpy(b->p + b->n, data, n);
    b->n += n;
}

static inline void put_text(bytes *b, const char *text) { put(b, text, strlen(text)); }

static inline void put_number(bytes *b, uint64_t v, int size) {
    int i;
    for (i = 0; i < size; i++) {
        unsigned char c = (unsigned char)(v >> 8 * i & 255);
        put(b, &c, 1);
    }
}

/* An archive that grows entry by entry. */
typedef struct zipper {
    bytes out, directory;
    int n, zip64; /* zip64: sizes and offsets stand in extra fields */
} zipper;

/* Deflate without packing: stored blocks. */
static inline void put_deflated(bytes *b, const unsigned char *p, size_t n) {
    size_t k;
    do {
        k = n < 1000 ? n : 1000;
        put_number(b, k == n, 1);
        put_number(b, k, 2);
        put_number(b, ~k & 0xFFFF, 2);
        put(b, p, k);
        p += k, n -= k;
    } while (n);
}

static inline void zip_put(zipper *z, const char *name, const void *data, size_t n, int deflate) {
    const uint64_t at = z->out.n, method = deflate ? ZIP_DEFLATED : ZIP_STORED;
    const uint32_t crc = gzip_crc32(0, (const unsigned char *)data, n);
    const int wide = z->zip64;
    bytes body = {0};
    if (deflate) put_deflated(&body, (const unsigned char *)data, n);
    else put(&body, data, n);
    put_number(&z->out, 0x04034B50, 4);
    put_number(&z->out, 20, 2), put_number(&z->out, 0, 2), put_number(&z->out, method, 2), put_number(&z->out, 0, 4);
    put_number(&z->out, crc, 4);
    put_number(&z->out, wide ? 0xFFFFFFFFu : body.n, 4), put_number(&z->out, wide ? 0xFFFFFFFFu : n, 4);
    put_number(&z->out, strlen(name), 2), put_number(&z->out, 6, 2);
    put_text(&z->out, name);
    put(&z->out, "FB\2\0ZZ", 6);
    put(&z->out, body.p, body.n);
    put_number(&z->directory, 0x02014B50, 4);
    put_number(&z->directory, 20, 2), put_number(&z->directory, 20, 2), put_number(&z->directory, 0, 2);
    put_number(&z->directory, method, 2), put_number(&z->directory, 0, 4), put_number(&z->directory, crc, 4);
    put_number(&z->directory, wide ? 0xFFFFFFFFu : body.n, 4), put_number(&z->directory, wide ? 0xFFFFFFFFu : n, 4);
    put_number(&z->directory, strlen(name), 2), put_number(&z->directory, wide ? 28 : 0, 2);
    put_number(&z->directory, 0, 2), put_number(&z->directory, 0, 8);
    put_number(&z->directory, wide ? 0xFFFFFFFFu : at, 4);
    put_text(&z->directory, name);
    if (wide) {
        put_number(&z->directory, 1, 2), put_number(&z->directory, 24, 2);
        put_number(&z->directory, n, 8), put_number(&z->directory, body.n, 8), put_number(&z->directory, at, 8);
    }
    z->n++;
    free(body.p);
}

/* The finished archive in z->out. */
static inline void zip_end(zipper *z) {
    const uint64_t at = z->out.n, n = (uint64_t)z->n, size = z->directory.n;
    put(&z->out, z->directory.p, z->directory.n);
    if (z->zip64) {
        const uint64_t record = z->out.n;
        put_number(&z->out, 0x06064B50, 4), put_number(&z->out, 44, 8), put_number(&z->out, 0x2D002D, 4);
        put_number(&z->out, 0, 8), put_number(&z->out, n, 8), put_number(&z->out, n, 8);
        put_number(&z->out, size, 8), put_number(&z->out, at, 8);
        put_number(&z->out, 0x07064B50, 4), put_number(&z->out, 0, 4);
        put_number(&z->out, record, 8), put_number(&z->out, 1, 4);
    }
    put_number(&z->out, 0x06054B50, 4), put_number(&z->out, 0, 4), put_number(&z->out, n, 2), put_number(&z->out, n, 2);
    put_number(&z->out, z->zip64 ? 0xFFFFFFFFu : size, 4), put_number(&z->out, z->zip64 ? 0xFFFFFFFFu : at, 4);
    put_number(&z->out, 0, 2);
    free(z->directory.p);
    memset(&z->directory, 0, sizeof z->directory);
}

static inline void write_file(const char *path, const void *data, size_t n) {
    FILE *f;
    remove(path); /* file systems wait for the disk when a file is replaced by another content */
    f = fopen(path, "wb");
    REQUIRE(f != NULL);
    if (n) fwrite(data, 1, n, f);
    fclose(f);
}

typedef struct spec {
    const char *name, *storage, *key; /* storage: a class below torch */
    int n, offset, n_dim, dim[4], stride[4];
    const char *dtype; /* _rebuild_tensor_v3; NULL: _v2 */
} spec;

static inline void put_int(bytes *b, int64_t v) {
    put(b, "\x8A\x08", 2);
    put_number(b, (uint64_t)v, 8);
}

static inline void put_string(bytes *b, const char *text) {
    put(b, "X", 1);
    put_number(b, strlen(text), 4);
    put_text(b, text);
}

static inline void put_tuple(bytes *b, const int *v, int n) {
    put(b, "(", 1);
    while (n-- > 0) put_int(b, *v++);
    put(b, "t", 1);
}

/* the value of a tensor, without its name; legacy: ids have a sixth part */
static inline void put_tensor(bytes *b, const spec *t, int legacy) {
    put_text(b, t->dtype ? "ctorch._utils\n_rebuild_tensor_v3\n((" : "ctorch._utils\n_rebuild_tensor_v2\n((");
    put_string(b, "storage");
    put_text(b, strcmp(t->storage, "UntypedStorage") == 0 ? "ctorch.storage\n" : "ctorch\n");
    put_text(b, t->storage), put_text(b, "\n");
    put_string(b, t->key);
    put_string(b, "cuda:0");
    put_int(b, t->n);
    put_text(b, legacy ? "NtQ" : "tQ");
    put_int(b, t->offset);
    put_tuple(b, t->dim, t->n_dim);
    put_tuple(b, t->stride, t->n_dim);
    put_text(b, "\x89" "ccollections\nOrderedDict\n)R");
    if (t->dtype) put_text(b, "ctorch\n"), put_text(b, t->dtype), put_text(b, "\n");
    put_text(b, "tR");
}

/* {name: tensor, ...}, without protocol and end */
static inline void put_dict(bytes *b, const spec *t, int n, int legacy) {
    put(b, "}(", 2);
    for (; n-- > 0; t++) {
        put_string(b, t->name);
        put_tensor(b, t, legacy);
    }
    put(b, "u", 1);
}

typedef struct blob {
    const char *key;
    const void *data;
    size_t size;
    int n; /* values */
} blob;

enum { PLAIN, DEFLATED, ZIP64, LEGACY, KINDS };

/* A file of torch.save: the pickle's inner part, and the storages. */
static inline bytes make_file(const bytes *pickle, const blob *x, int n, int kind) {
    zipper z = {{0}, {0}, 0, kind == ZIP64};
    bytes whole = {0};
    char name[100];
    int i;
    put(&whole, "\x80\2", 2);
    put(&whole, pickle->p, pickle->n);
    put(&whole, ".", 1);
    if (kind == LEGACY) {
        put(&z.out, torch__magic, 15);
        put(&z.out, "\x80\2M\xE9\3.", 6);
        put_text(&z.out, "\x80\2}(X\x0d");
        put(&z.out, "\0\0\0little_endian\x88u.", 19);
        put(&z.out, whole.p, whole.n);
        put(&z.out, "\x80\2](", 4);
        for (i = 0; i < n; i++) put_string(&z.out, x[i].key);
        put(&z.out, "e.", 2);
        for (i = 0; i < n; i++) put_number(&z.out, (uint64_t)x[i].n, 8), put(&z.out, x[i].data, x[i].size);
    } else {
        zip_put(&z, "any name/data.pkl", whole.p, whole.n, kind == DEFLATED);
        zip_put(&z, "any name/byteorder", "little", 6, 0);
        for (i = 0; i < n; i++) {
            snprintf(name, sizeof name, "any name/data/%s", x[i].key);
            zip_put(&z, name, x[i].data, x[i].size, kind == DEFLATED);
        }
        zip_put(&z, "any name/version", "3\n", 2, 0);
        zip_end(&z);
    }
    free(whole.p);
    return z.out;
}

/* The tensors of a checkpoint in the repository as one file of torch.save, from..to of n parts. */
static inline void save_as_torch(source *s, const char *path, int kind, int from, int step) {
    bytes p = {0}, file;
    blob *x = (blob *)calloc((size_t)s->n, sizeof *x);
    char(*key)[12] = (char(*)[12])calloc((size_t)s->n, 12);
    gpt_error err = {0, ""};
    int i, d, n = 0;
    REQUIRE(x && key);
    put(&p, "}(", 2);
    for (i = from; i < s->n; i += step) {
        const src_tensor *t = &s->tensor[i];
        const size_t size = (size_t)t->n * src_width(t->type);
        unsigned char *data = (unsigned char *)malloc(size + 1);
        spec to = {t->name, t->type == SRC_F32 ? "FloatStorage" : t->type == SRC_F16 ? "HalfStorage" : "BFloat16Storage",
                   key[n], (int)t->n, 0, t->n_dim, {0}, {0}, NULL};
        REQUIRE(data && CHECK_INT(src_read_bytes(s, t, 0, size, data, &err), GPT_OK));
        snprintf(key[n], 12, "%d", n);
        for (d = t->n_dim; d-- > 0;) {
            to.dim[d] = (int)t->dim[d];
            to.stride[d] = d == t->n_dim - 1 ? 1 : to.stride[d + 1] * to.dim[d + 1];
        }
        put_string(&p, t->name);
        put_tensor(&p, &to, kind == LEGACY);
        x[n].key = key[n], x[n].data = data, x[n].size = size, x[n].n = (int)t->n;
        n++;
    }
    put(&p, "u", 1);
    file = make_file(&p, x, n, kind);
    write_file(path, file.p, file.n);
    for (i = 0; i < n; i++) free((void *)(uintptr_t)x[i].data);
    free(file.p);
    free(p.p);
    free(key);
    free(x);
}

/* The tensors of a checkpoint as one file of safetensors. */
static inline void save_as_safetensors(source *s, const char *path) {
    bytes head = {0}, data = {0}, file = {0};
    char text[700], shape[128];
    int i;
    gpt_error err;
    for (i = 0; i < s->n; i++) {
        const src_tensor *t = &s->tensor[i];
        unsigned char *p = (unsigned char *)malloc((size_t)t->size + 1);
        REQUIRE(p && src_read_bytes(s, t, 0, (size_t)t->size, p, &err) == GPT_OK);
        snprintf(text, sizeof text, "%s\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%lu,%lu]}", i ? "," : "{",
                 t->name, t->dtype, src_shape(t, shape), (unsigned long)data.n, (unsigned long)(data.n + t->size));
        put_text(&head, text);
        put(&data, p, (size_t)t->size);
        free(p);
    }
    put_text(&head, "}");
    put_number(&file, head.n, 8);
    put(&file, head.p, head.n);
    put(&file, data.p, data.n);
    write_file(path, file.p, file.n);
    free(file.p);
    free(head.p);
    free(data.p);
}

#endif
