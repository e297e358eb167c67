/* torch.h -- reads what torch.save wrote: pytorch_model.bin, its shards, .pt and .pth.
 *
 *     zip     NAME/data.pkl   a pickle of dictionaries of tensors; their storages are persistent ids
 *             NAME/data/KEY   the bytes of a storage
 *             NAME/byteorder  little or big; may be missing
 *     before  five pickles (magic number, protocol, system, the same as data.pkl, a list of storage keys), then for
 *     1.6     each key 8 bytes, the number of its values, and the values
 *
 * A tensor is a view: storage, offset, sizes, strides. Views that are not contiguous, and storages that are deflated,
 * are brought into order in memory, one at a time; all others are read piece by piece from the file.
 *
 * Untrusted: see zip.h and pickle.h; no name is called, a tensor must lie in its storage and a storage in the file.
 * Include ../gpt.h, file.h, json.h and source.h first. */
#ifndef TOOLS_TORCH_H
#define TOOLS_TORCH_H

#include "pickle.h"
#include "shards.h"
#include "zip.h"

#define TORCH__PICKLE_LIMIT ((size_t)64 << 20) /* that of the largest published checkpoints has some 10 MB */
#define TORCH__NAME_LIMIT 500                  /* bytes of a tensor's name */

/* ---- names that a pickle may say ---- */

typedef struct torch__dtype {
    const char *storage; /* class; NULL: none has this type */
    const char *dtype;   /* NULL: untyped */
    const char *name;    /* as safetensors have it */
    int width;
    src_type type;
} torch__dtype;

static const torch__dtype torch__dtypes[] = {
    {"FloatStorage", "float32", "F32", 4, SRC_F32}, {"HalfStorage", "float16", "F16", 2, SRC_F16},
    {"BFloat16Storage", "bfloat16", "BF16", 2, SRC_BF16}, {"DoubleStorage", "float64", "F64", 8, SRC_F64},
    {"LongStorage", "int64", "I64", 8, SRC_I64}, {"IntStorage", "int32", "I32", 4, SRC_I32},
    {"ShortStorage", "int16", "I16", 2, SRC_I16}, {"CharStorage", "int8", "I8", 1, SRC_I8},
    {"ByteStorage", "uint8", "U8", 1, SRC_U8}, {"BoolStorage", "bool", "BOOL", 1, SRC_BOOL},
    {NULL, "uint16", "U16", 2, SRC_U16}, {NULL, "uint32", "U32", 4, SRC_U32}, {NULL, "uint64", "U64", 8, SRC_U64},
    {NULL, "float8_e4m3fn", "F8_E4M3", 1, SRC_F8_E4M3}, {NULL, "float8_e5m2", "F8_E5M2", 1, SRC_F8_E5M2},
    {NULL, "float8_e8m0fnu", "F8_E8M0", 1, SRC_F8_E8M0}, {"ComplexFloatStorage", "complex64", "C64", 8, SRC_OTHER},
    {"ComplexDoubleStorage", "complex128", "C128", 16, SRC_OTHER}, {"UntypedStorage", NULL, "U8", 1, SRC_U8}
};

static inline int torch__same(const char *text, size_t size, const char *want) {
    return want && strlen(want) == size && memcmp(text, want, size) == 0;
}

/* The type that a storage's class or a dtype names, without its module; NULL: none. */
static inline const torch__dtype *torch__find_dtype(const char *name, size_t size, int is_storage) {
    size_t i;
    for (i = 0; i < sizeof torch__dtypes / sizeof torch__dtypes[0]; i++) {
        const torch__dtype *d = &torch__dtypes[i];
        if (torch__same(name, size, is_storage ? d->storage : d->dtype)) return d;
    }
    return NULL;
}

/* Of "module.name", if it is a module that has them. */
static inline const torch__dtype *torch__type_of(const char *name, size_t size, int is_storage) {
    static const char *const modules[] = {"torch.", "torch.storage.", "torch.cuda."};
    const torch__dtype *d = NULL;
    size_t i;
    for (i = 0; i < (is_storage ? 3 : 1) && !d; i++) {
        const size_t n = strlen(modules[i]);
        if (size > n && memcmp(name, modules[i], n) == 0) d = torch__find_dtype(name + n, size - n, is_storage);
    }
    return d;
}

/* pickle_allowed: what builds tensors, containers, and their sizes and types; and nothing else. */
static inline int torch__allowed(const char *name, size_t size) {
    static const char *const names[] = {
        "collections.OrderedDict", "builtins.set", "__builtin__.set", "torch.Size", "torch.device", "torch.Tensor",
        "torch.nn.parameter.Parameter", "torch._utils._rebuild_tensor", "torch._utils._rebuild_tensor_v2",
        "torch._utils._rebuild_tensor_v3", "torch._utils._rebuild_parameter",
        "torch._utils._rebuild_parameter_with_state", "torch._tensor._rebuild_from_type_v2"
    };
    size_t i;
    for (i = 0; i < sizeof names / sizeof names[0]; i++)
        if (torch__same(name, size, names[i])) return 1;
    return torch__type_of(name, size, 0) || torch__type_of(name, size, 1);
}

/* ---- what is kept for reading ---- */

/* Where a tensor's values are, as far as src_tensor does not say. */
typedef struct torch__view {
    zip_entry *entry;     /* NULL: not in a zip archive */
    uint64_t data;        /* where in the file its storage begins */
    uint64_t start;       /* byte of the first value in the storage */
    uint64_t span;        /* bytes from there to the end of the farthest value */
    int strided;          /* not contiguous */
    uint64_t stride[SRC_DIMS]; /* in values */
} torch__view;

typedef struct torch__reader {
    zip_file *zip; /* (n_zip), one a file */
    int n_zip;
    torch__view *view; /* (n_view), by src_tensor.detail */
    size_t n_view, view_cap;
    unsigned char *data;    /* bytes at hand, or NULL ... */
    const zip_entry *entry; /* ... of all of this entry, if it is not NULL ... */
    size_t held;            /* ... or of what this view spans */
} torch__reader;

static inline void torch__free(void *reader) {
    torch__reader *r = (torch__reader *)reader;
    int i;
    for (i = 0; i < r->n_zip; i++) zip_free(&r->zip[i]);
    free(r->zip);
    free(r->view);
    free(r->data);
    free(r);
}

static inline torch__reader *torch__reader_of(source *s) {
    if (!s->reader) {
        s->reader = calloc(1, sizeof(torch__reader));
        s->reader_free = torch__free;
    }
    return (torch__reader *)s->reader;
}

/* Brings into memory what a view needs: the whole of a deflated entry, or what a strided view spans. *at: the view's
 * first byte there. */
static inline int torch__hold(source *s, const src_tensor *t, const unsigned char **at, gpt_error *err) {
    torch__reader *r = (torch__reader *)s->reader;
    torch__view *v = &r->view[t->detail];
    const int deflated = v->entry && v->entry->method == ZIP_DEFLATED;
    int rc = GPT_OK;
    if (!r->data || r->entry != (deflated ? v->entry : NULL) || (!deflated && r->held != t->detail)) {
        free(r->data);
        r->data = NULL;
        if (deflated) {
            unsigned char none;
            rc = src_read_file(s, t, 0, 0, &none, err); /* opens the file */
            if (rc == GPT_OK) rc = zip_read(s->f, s->file[t->file], v->entry, UINT64_MAX, &r->data, err);
        } else {
            r->data = v->span < SIZE_MAX ? (unsigned char *)malloc((size_t)v->span + 1) : NULL;
            rc = r->data ? src_read_file(s, t, v->data + v->start, (size_t)v->span, r->data, err)
                         : tool_fail(err, GPT_E_MEMORY, "%s: tensor %s: out of memory", s->file[t->file], t->name);
        }
        if (rc != GPT_OK) {
            free(r->data);
            r->data = NULL;
            return rc;
        }
        r->entry = deflated ? v->entry : NULL;
        r->held = t->detail;
    }
    *at = r->data + (deflated ? v->start : 0);
    return rc;
}

/* Values in logical order, gathered from where the strides say. */
static inline void torch__gather(const torch__view *v, const src_tensor *t, uint64_t first, size_t n,
                                 const unsigned char *from, unsigned char *out) {
    const size_t width = src_width(t->type);
    uint64_t index[SRC_DIMS] = {0}, at = 0;
    int d;
    for (d = t->n_dim; d-- > 0; first /= t->dim[d]) {
        index[d] = first % t->dim[d];
        at += index[d] * v->stride[d];
    }
    for (; n-- > 0; out += width) {
        memcpy(out, from + at * width, width);
        for (d = t->n_dim; d-- > 0;) {
            at += v->stride[d];
            if (++index[d] < t->dim[d]) break;
            at -= v->stride[d] * t->dim[d];
            index[d] = 0;
        }
    }
}

/* src_bytes of tensors in .bin files. */
static inline int torch__bytes(source *s, const src_tensor *t, uint64_t first, size_t n, unsigned char *out,
                               gpt_error *err) {
    torch__view *v = &((torch__reader *)s->reader)->view[t->detail];
    const size_t width = src_width(t->type);
    const unsigned char *data;
    int rc = src_read_file(s, t, 0, 0, out, err); /* opens the file */
    if (n == 0 || rc != GPT_OK) return rc;
    if (v->entry && v->entry->method == ZIP_STORED) rc = zip_check(s->f, s->file[t->file], v->entry, err);
    if (rc == GPT_OK && !v->strided && !(v->entry && v->entry->method == ZIP_DEFLATED))
        return src_read_file(s, t, v->data + v->start + first, n, out, err);
    if (rc == GPT_OK) rc = torch__hold(s, t, &data, err);
    if (rc != GPT_OK) return rc;
    if (v->strided) torch__gather(v, t, first / width, n / width, data, out);
    else memcpy(out, data + first, n);
    return GPT_OK;
}

/* ---- storages ---- */

/* A storage, as persistent ids name it: ("storage", class, key, device, values, part). Before 1.6 it may be a part of
 * another one: (its key, first value, values). */
typedef struct torch__storage {
    const char *key;
    size_t key_size;
    const torch__dtype *type;
    uint64_t n, bytes; /* values as the id says; bytes there are */
    zip_entry *entry;
    uint64_t data;     /* where in the file it begins */
    int found;
} torch__storage;

/* One .bin file that is being opened. */
typedef struct torch__file {
    source *s;
    int file;
    const char *path;
    gpt_error *err;
    torch__storage *storage; /* (n_storage), sorted by key */
    size_t n_storage;
} torch__file;

/* A whole number >= 0 of the pickle. */
static inline int torch__count(const pickle_value *v, uint64_t *out) {
    if (!v || v->type != PICKLE_INT || v->as.n64 < 0) return 0;
    *out = (uint64_t)v->as.n64;
    return 1;
}

static inline int torch__order(const char *a, size_t n_a, const char *b, size_t n_b) {
    int order = memcmp(a, b, n_a < n_b ? n_a : n_b);
    return order ? order : n_a < n_b ? -1 : n_a > n_b;
}

static inline int torch__by_key(const void *a, const void *b) {
    const torch__storage *x = (const torch__storage *)a, *y = (const torch__storage *)b;
    return torch__order(x->key, x->key_size, y->key, y->key_size);
}

static inline torch__storage *torch__find_storage(const torch__file *f, const pickle_value *key) {
    size_t lo = 0, hi = f->n_storage;
    while (key && key->type == PICKLE_STRING && lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        torch__storage *x = &f->storage[mid];
        int order = torch__order(key->as.s.text, key->as.s.size, x->key, x->key_size);
        if (order == 0) return x;
        if (order < 0) hi = mid;
        else lo = mid + 1;
    }
    return NULL;
}

/* What a persistent id says; 0: it is none of a storage. */
static inline int torch__storage_of(const pickle_value *outside, torch__storage *x) {
    const pickle_value *id = pickle_at(outside, 0), *type = pickle_at(id, 1), *key = pickle_at(id, 2);
    memset(x, 0, sizeof *x);
    if (!id || id->type != PICKLE_TUPLE || id->n < 5 || !pickle_is(pickle_at(id, 0), "storage") || !type ||
        type->type != PICKLE_NAME || !key || key->type != PICKLE_STRING || key->as.s.size == 0 ||
        key->as.s.size > 100 || !torch__count(pickle_at(id, 4), &x->n))
        return 0;
    x->type = torch__type_of(type->as.s.text, type->as.s.size, 1);
    if (!x->type || x->n > (UINT64_MAX >> 8)) return 0;
    x->key = key->as.s.text;
    x->key_size = key->as.s.size;
    x->bytes = x->n * (uint64_t)x->type->width;
    return 1;
}

/* All storages that the pickle names, sorted, each once. */
static inline int torch__list_storages(torch__file *f, const pickle_doc *doc) {
    const pickle_item *i;
    size_t n = 0, k, kept = 0;
    for (i = doc->outside; i; i = i->next) n++;
    f->storage = (torch__storage *)calloc(n + 1, sizeof *f->storage);
    if (!f->storage) return tool_fail(f->err, GPT_E_MEMORY, "%s: out of memory", f->path);
    for (i = doc->outside, k = 0; i; i = i->next, k++)
        if (!torch__storage_of(i->v, &f->storage[k]))
            return tool_fail(f->err, GPT_E_FORMAT, "%s: pickle: a storage is malformed", f->path);
    if (n) qsort(f->storage, n, sizeof *f->storage, torch__by_key);
    for (k = 0; k < n; k++) {
        torch__storage *last = kept ? &f->storage[kept - 1] : NULL, *x = &f->storage[k];
        if (!last || torch__by_key(last, x) != 0)
            f->storage[kept++] = *x;
        else if (last->type != x->type || last->n != x->n)
            return tool_fail(f->err, GPT_E_FORMAT, "%s: pickle: storage %.*s has two sizes or types", f->path,
                             (int)x->key_size, x->key);
    }
    f->n_storage = kept;
    return GPT_OK;
}

/* ---- tensors ---- */

/* A tensor as the pickle describes it. */
typedef struct torch__tensor {
    const pickle_value *storage, *offset, *size, *stride, *dtype;
} torch__tensor;

/* Is v a tensor, or a parameter made of one? Its description comes to t. */
static inline int torch__is_tensor(const pickle_value *v, torch__tensor *t) {
    int i;
    for (i = 0; i < 4; i++) {
        const pickle_value *callee = pickle_at(v, 0), *args = pickle_at(v, 1);
        if (!v || v->type != PICKLE_CALL) return 0;
        if (pickle_is(callee, "torch._tensor._rebuild_from_type_v2")) { /* function, type, arguments, state */
            const pickle_value *type = pickle_at(args, 1);
            if (!pickle_is(type, "torch.nn.parameter.Parameter") && !pickle_is(type, "torch.Tensor")) return 0;
            callee = pickle_at(args, 0);
            args = pickle_at(args, 2);
        }
        if (pickle_is(callee, "torch._utils._rebuild_parameter") ||
            pickle_is(callee, "torch._utils._rebuild_parameter_with_state") ||
            pickle_is(callee, "torch.nn.parameter.Parameter")) {
            v = pickle_at(args, 0);
            continue;
        }
        t->storage = pickle_at(args, 0);
        t->offset = pickle_at(args, 1);
        t->size = pickle_at(args, 2);
        t->stride = pickle_at(args, 3);
        t->dtype = pickle_is(callee, "torch._utils._rebuild_tensor_v3") ? pickle_at(args, 6) : NULL;
        return pickle_is(callee, "torch._utils._rebuild_tensor") ||
               pickle_is(callee, "torch._utils._rebuild_tensor_v2") || t->dtype;
    }
    return 0;
}

/* The sizes in t's description, which may be a tuple or a torch.Size of one. */
static inline int torch__shape(const torch__tensor *from, src_tensor *t, torch__view *v) {
    const pickle_value *size = from->size;
    uint64_t d, stride;
    int i;
    if (size && size->type == PICKLE_CALL && pickle_is(pickle_at(size, 0), "torch.Size"))
        size = pickle_at(pickle_at(size, 1), 0);
    if (!size || !from->stride || size->type != PICKLE_TUPLE || from->stride->type != PICKLE_TUPLE ||
        size->n != from->stride->n || size->n > SRC_DIMS)
        return 0;
    t->n = 1;
    for (i = 0; i < size->n; i++) {
        if (!torch__count(pickle_at(size, i), &d) || !torch__count(pickle_at(from->stride, i), &stride)) return 0;
        if (d != 0 && t->n > (UINT64_MAX >> 8) / d) return 0;
        t->dim[t->n_dim++] = d;
        t->n *= d;
        v->stride[i] = stride;
    }
    return 1;
}

/* The last value's place, counted from the first; 0: out of all bounds. Also says whether values follow each other. */
static inline int torch__last(const src_tensor *t, torch__view *v, uint64_t *last) {
    const uint64_t most = UINT64_MAX >> 8;
    uint64_t dense = 1;
    int i;
    *last = 0;
    for (i = t->n_dim; i-- > 0 && t->n > 0;) {
        uint64_t d = t->dim[i] - 1;
        if (d == 0) continue; /* its stride says nothing */
        if (v->stride[i] > most / d || *last > most - d * v->stride[i]) return 0;
        *last += d * v->stride[i];
        v->strided |= v->stride[i] != dense;
        dense *= t->dim[i];
    }
    return 1;
}

static inline torch__view *torch__new_view(torch__file *f) {
    torch__reader *r = torch__reader_of(f->s);
    if (r && r->n_view == r->view_cap) {
        size_t cap = r->view_cap ? r->view_cap * 2 : 256;
        torch__view *view = (torch__view *)realloc(r->view, cap * sizeof *view);
        if (!view) return NULL;
        r->view = view;
        r->view_cap = cap;
    }
    if (!r) return NULL;
    memset(&r->view[r->n_view], 0, sizeof *r->view);
    return &r->view[r->n_view++];
}

/* Where t's values lie: in a storage, or in a part of one. */
static inline int torch__place(torch__file *f, const torch__tensor *from, src_tensor *t, torch__view *v) {
    const pickle_value *outside = from->storage;
    const pickle_value *id = outside && outside->type == PICKLE_OUTSIDE ? pickle_at(outside, 0) : NULL;
    const pickle_value *part = pickle_at(id, 5), *dtype = from->dtype;
    const torch__storage *x = torch__find_storage(f, pickle_at(id, 2));
    const torch__dtype *type = x ? x->type : NULL;
    uint64_t offset, first = 0, width, last, room;
    if (dtype) type = dtype->type == PICKLE_NAME ? torch__type_of(dtype->as.s.text, dtype->as.s.size, 0) : NULL;
    if (!x || !type || !torch__count(from->offset, &offset) || !torch__shape(from, t, v))
        return tool_fail(f->err, GPT_E_FORMAT, "%s: tensor %s is malformed: type, offset, size or stride", f->path,
                         t->name);
    if (!x->found)
        return tool_fail(f->err, GPT_E_FORMAT, "%s: tensor %s: its storage %.*s is not in the file", f->path, t->name,
                         (int)x->key_size, x->key);
    if (part && part->type == PICKLE_TUPLE && !torch__count(pickle_at(part, 1), &first)) first = UINT64_MAX;
    t->dtype = type->name;
    t->type = type->type;
    width = (uint64_t)type->width;
    room = x->bytes / width; /* values of this type */
    first = first > x->n ? UINT64_MAX : first * (uint64_t)x->type->width / width;
    if (!torch__last(t, v, &last) || first > room || offset > room - first ||
        (t->n > 0 && last >= room - first - offset))
        return tool_fail(f->err, GPT_E_FORMAT, "%s: tensor %s: its values lie outside storage %.*s of %llu bytes",
                         f->path, t->name, (int)x->key_size, x->key, (unsigned long long)x->bytes);
    if (t->n > room) { /* an expanded tensor: a few bytes that claim to be any number */
        t->type = SRC_OTHER;
        t->dtype = "of a view that repeats its values";
    }
    v->entry = x->entry;
    v->data = x->data;
    v->start = (first + offset) * width;
    v->span = t->n ? (last + 1) * width : 0;
    t->offset = x->data + v->start;
    t->size = t->n * width;
    return GPT_OK;
}

static inline int torch__add(torch__file *f, const pickle_value *key, const torch__tensor *from) {
    torch__view *v;
    src_tensor *t;
    if (key->type != PICKLE_STRING || key->as.s.size == 0 || key->as.s.size > TORCH__NAME_LIMIT ||
        memchr(key->as.s.text, 0, key->as.s.size))
        return tool_fail(f->err, GPT_E_FORMAT, "%s: a tensor's name is empty, too long or no text", f->path);
    t = src_add(f->s, key->as.s.text, key->as.s.size);
    v = t ? torch__new_view(f) : NULL;
    if (!v) return tool_fail(f->err, GPT_E_MEMORY, "%s: out of memory", f->path);
    t->file = f->file;
    t->bytes = torch__bytes;
    t->detail = torch__reader_of(f->s)->n_view - 1;
    return torch__place(f, from, t, v);
}

/* The dictionary of tensors: the root, or what lies below one of the usual keys. NULL: there is none. */
static inline const pickle_value *torch__state(const pickle_value *root, int depth) {
    static const char *const keys[] = {"state_dict", "model_state_dict", "model", "module"};
    const pickle_value *found = NULL;
    const pickle_item *i;
    torch__tensor t;
    size_t k;
    if (!root || root->type != PICKLE_DICT) return NULL;
    for (k = 0; k < 4 && !found && depth < 4; k++) found = torch__state(pickle_get(root, keys[k]), depth + 1);
    for (i = root->as.in.first; i && i->next && !found; i = i->next->next)
        if (torch__is_tensor(i->next->v, &t)) found = root;
    return found;
}

/* Parallel training puts "module." in front of all names; nobody publishes it on purpose. */
static inline void torch__strip(source *s, int first) {
    static const char front[] = "module.";
    int i;
    for (i = first; i < s->n; i++)
        if (strncmp(s->tensor[i].name, front, sizeof front - 1) != 0) return;
    for (i = first; i < s->n; i++) {
        char *name = s->tensor[i].name;
        memmove(name, name + sizeof front - 1, strlen(name) - (sizeof front - 1) + 1);
    }
}

static inline int torch__tensors(torch__file *f, const pickle_doc *doc) {
    const pickle_value *state = torch__state(doc->root, 0);
    const pickle_item *i;
    torch__tensor t;
    int rc = GPT_OK, first = f->s->n;
    if (!state) return tool_fail(f->err, GPT_E_FORMAT, "%s: it holds no dictionary of tensors", f->path);
    for (i = state->as.in.first; i && i->next && rc == GPT_OK; i = i->next->next)
        if (torch__is_tensor(i->next->v, &t)) rc = torch__add(f, i->v, &t);
    if (rc == GPT_OK) torch__strip(f->s, first);
    return rc;
}

/* ---- the two containers ---- */

/* What every name begins with, from the one that ends in "/data.pkl"; NULL: there is none. */
static inline char *torch__root(const zip_file *z) {
    static const char end[] = "/data.pkl";
    int i;
    for (i = 0; i < z->n; i++) {
        const char *name = z->entry[i].name;
        size_t n = strlen(name);
        if (n > sizeof end - 1 && strcmp(name + n - (sizeof end - 1), end) == 0 && strchr(name, '/') == name + n - 9) {
            char *root = (char *)malloc(n + 128);
            if (root) snprintf(root, n + 128, "%.*s", (int)(n - 9), name);
            return root;
        }
    }
    return NULL;
}

static inline int torch__byteorder(torch__file *f, FILE *in, zip_entry *e) {
    unsigned char *text;
    int rc, little;
    if (!e) return GPT_OK;
    rc = zip_read(in, f->path, e, 64, &text, f->err);
    if (rc != GPT_OK) return rc;
    little = strcmp((char *)text, "little") == 0;
    if (!little)
        rc = tool_fail(f->err, GPT_E_UNSUPPORTED, "%s: its byte order is %s, not little-endian", f->path,
                       strcmp((char *)text, "big") == 0 ? "big-endian" : "unknown");
    free(text);
    return rc;
}

static inline int torch__open_zip(torch__file *f, FILE *in) {
    torch__reader *r = torch__reader_of(f->s);
    zip_file *z = r ? (zip_file *)realloc(r->zip, (size_t)(r->n_zip + 1) * sizeof *z) : NULL;
    unsigned char *text = NULL;
    char *root = NULL, *name;
    pickle_doc doc;
    zip_entry *e = NULL;
    size_t k, size, used;
    int rc;
    memset(&doc, 0, sizeof doc);
    if (!z) return tool_fail(f->err, GPT_E_MEMORY, "%s: out of memory", f->path);
    r->zip = z;
    z += r->n_zip++;
    rc = zip_open(z, in, f->path, f->err);
    if (rc != GPT_OK) return rc;
    name = root = torch__root(z);
    if (!root) return tool_fail(f->err, GPT_E_FORMAT, "%s: a zip archive without data.pkl: not of torch.save", f->path);
    k = strlen(root);
    strcpy(name + k, "/constants.pkl");
    if (zip_find(z, name))
        rc = tool_fail(f->err, GPT_E_UNSUPPORTED, "%s: TorchScript programs are not supported", f->path);
    strcpy(name + k, "/byteorder");
    if (rc == GPT_OK) rc = torch__byteorder(f, in, zip_find(z, name));
    strcpy(name + k, "/data.pkl");
    if (rc == GPT_OK) e = zip_find(z, name);
    if (rc == GPT_OK) rc = zip_read(in, f->path, e, TORCH__PICKLE_LIMIT, &text, f->err);
    size = e ? (size_t)e->size : 0;
    if (rc == GPT_OK && pickle_parse(&doc, text, size, torch__allowed, &used) != 0)
        rc = tool_fail(f->err, GPT_E_FORMAT, "%s: %s: %s", f->path, name, doc.error);
    if (rc == GPT_OK) rc = torch__list_storages(f, &doc);
    for (size = 0; size < f->n_storage && rc == GPT_OK; size++) {
        torch__storage *x = &f->storage[size];
        snprintf(name + k, 128, "/data/%.*s", (int)x->key_size, x->key);
        x->entry = zip_find(z, name);
        x->found = x->entry != NULL;
        if (x->found) x->data = x->entry->offset;
        if (x->found && x->bytes != x->entry->size)
            rc = tool_fail(f->err, GPT_E_FORMAT, "%s: entry %s has %llu bytes, but its storage %llu", f->path, name,
                           (unsigned long long)x->entry->size, (unsigned long long)x->bytes);
    }
    if (rc == GPT_OK) rc = torch__tensors(f, &doc);
    pickle_free(&doc);
    free(text);
    free(root);
    return rc;
}

/* 0x1950A86A20F9469CFC6C as a pickle of protocol 2 */
static const unsigned char torch__magic[15] = {
    0x80, 2, 0x8A, 10, 0x6C, 0xFC, 0x9C, 0x46, 0xF9, 0x20, 0x6A, 0xA8, 0x50, 0x19, '.'
};

/* Storages in the order of the list of keys, from `at` on in the file. */
static inline int torch__legacy_storages(torch__file *f, FILE *in, const pickle_value *keys, uint64_t at,
                                         uint64_t n_file) {
    const pickle_item *i;
    unsigned char count[8];
    if (keys->type != PICKLE_LIST)
        return tool_fail(f->err, GPT_E_FORMAT, "%s: the list of storages is none", f->path);
    for (i = keys->as.in.first; i; i = i->next) {
        torch__storage *x = torch__find_storage(f, i->v);
        if (!x || x->found)
            return tool_fail(f->err, GPT_E_FORMAT, "%s: the list of storages has a key that is unknown or twice there",
                             f->path);
        if (n_file - at < 8 || FILE__SEEK(in, at) != 0 || fread(count, 1, 8, in) != 8)
            return tool_fail(f->err, GPT_E_FORMAT, "%s: the file ends early: storage %.*s is missing", f->path,
                             (int)x->key_size, x->key);
        at += 8;
        if (zip__u64(count) != x->n || x->bytes > n_file - at)
            return tool_fail(f->err, GPT_E_FORMAT, "%s: storage %.*s: %llu values said, %llu there, in %llu bytes",
                             f->path, (int)x->key_size, x->key, (unsigned long long)x->n,
                             (unsigned long long)zip__u64(count), (unsigned long long)(n_file - at));
        x->data = at;
        x->found = 1;
        at += x->bytes;
    }
    return GPT_OK;
}

/* The five pickles, one behind the other at the start of text. */
static inline int torch__legacy(torch__file *f, FILE *in, const unsigned char *text, size_t size, uint64_t n_file) {
    pickle_doc doc[5];
    const pickle_value *little;
    size_t at = 0, used = 0;
    int i, rc = GPT_OK;
    memset(doc, 0, sizeof doc);
    for (i = 0; i < 5 && rc == GPT_OK; i++, at += used)
        if (pickle_parse(&doc[i], text + at, size - at, torch__allowed, &used) != 0)
            rc = tool_fail(f->err, GPT_E_FORMAT, "%s: %s of part %d", f->path, doc[i].error, i + 1);
    if (rc == GPT_OK) {
        little = pickle_get(doc[2].root, "little_endian");
        if (doc[1].root->type != PICKLE_INT || doc[1].root->as.n64 != 1001)
            rc = tool_fail(f->err, GPT_E_UNSUPPORTED, "%s: its protocol is not 1001", f->path);
        else if (!little || little->type != PICKLE_TRUE)
            rc = tool_fail(f->err, GPT_E_UNSUPPORTED, "%s: its byte order is not little-endian", f->path);
    }
    if (rc == GPT_OK) rc = torch__list_storages(f, &doc[3]);
    if (rc == GPT_OK) rc = torch__legacy_storages(f, in, doc[4].root, at, n_file);
    if (rc == GPT_OK) rc = torch__tensors(f, &doc[3]);
    for (i = 0; i < 5; i++) pickle_free(&doc[i]);
    return rc;
}

static inline int torch__open_legacy(torch__file *f, FILE *in) {
    struct stat st;
    unsigned char *text;
    size_t size;
    int rc;
    if (stat(f->path, &st) != 0) return tool_fail(f->err, GPT_E_IO, "%s: %s", f->path, strerror(errno));
    /* pickles don't say how long they are: as much is read as they may have */
    size = (uint64_t)st.st_size < TORCH__PICKLE_LIMIT ? (size_t)st.st_size : TORCH__PICKLE_LIMIT;
    text = (unsigned char *)malloc(size + 1);
    if (!text) return tool_fail(f->err, GPT_E_MEMORY, "%s: out of memory", f->path);
    rc = zip__read_at(in, f->path, 0, text, size, f->err);
    if (rc == GPT_OK) rc = torch__legacy(f, in, text, size, (uint64_t)st.st_size);
    free(text);
    return rc;
}

/* torch_is -- do the first n bytes of a file look like something that torch.save writes, or once wrote? */
static inline int torch_is(const unsigned char *head, size_t n) {
    return (n >= 4 && zip__u32(head) == 0x04034B50) || (n >= 15 && memcmp(head, torch__magic, 15) == 0) ||
           (n >= 262 && memcmp(head + 257, "ustar", 5) == 0);
}

/* Adds the tensors of one file; path is taken over. */
static inline int torch__open(source *s, char *path, gpt_error *err) {
    unsigned char head[262] = {0};
    torch__file f;
    size_t n;
    FILE *in;
    int rc;
    memset(&f, 0, sizeof f);
    f.file = src_add_file(s, path, err);
    if (f.file < 0) return f.file;
    f.s = s;
    f.path = s->file[f.file];
    f.err = err;
    if (file_is_dir(f.path)) return tool_fail(err, GPT_E_IO, "%s: is a directory", f.path);
    in = fopen(f.path, "rb");
    if (!in) return tool_fail(err, GPT_E_IO, "%s: %s", f.path, strerror(errno));
    n = fread(head, 1, sizeof head, in);
    if (n == 0)
        rc = tool_fail(err, GPT_E_FORMAT, "%s: the file is empty", f.path);
    else if (!torch_is(head, n))
        rc = tool_fail(err, GPT_E_FORMAT, "%s: neither a zip archive nor a pickle of torch.save", f.path);
    else if (head[0] == 'P')
        rc = torch__open_zip(&f, in);
    else if (head[0] == 0x80)
        rc = torch__open_legacy(&f, in);
    else
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s: a tar archive of PyTorch 0.1, which is not supported", f.path);
    free(f.storage);
    fclose(in);
    return rc;
}

/* torch_open -- dir/pytorch_model.bin, or the shards of dir/pytorch_model.bin.index.json; path may also be such a file
 * itself, of any name. Fills *s (zeroed by the caller, who frees it even on failure). */
static inline int torch_open(source *s, const char *path, gpt_error *err) {
    char *one = file_join(path, "pytorch_model.bin"), *index = file_join(path, "pytorch_model.bin.index.json");
    int rc;
    if (!one || !index) {
        rc = tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    } else if (!file_is_dir(path)) {
        strcpy(one, path);
        rc = torch__open(s, one, err);
        one = NULL;
        if (rc == GPT_OK) rc = src_sort(s, err);
    } else if (file_exists(one)) {
        rc = torch__open(s, one, err);
        one = NULL;
        if (rc == GPT_OK) rc = src_sort(s, err);
    } else if (file_exists(index)) {
        rc = shards_open(s, path, index, torch__open, err);
    } else {
        rc = tool_fail(err, GPT_E_IO, "%s: neither pytorch_model.bin nor pytorch_model.bin.index.json is there", path);
    }
    free(one);
    free(index);
    return rc;
}

/* torch_is_there -- is one of the files in dir that torch_open looks for? */
static inline int torch_is_there(const char *dir) {
    char *one = file_join(dir, "pytorch_model.bin"), *index = file_join(dir, "pytorch_model.bin.index.json");
    int there = one && index && (file_exists(one) || file_exists(index));
    free(one);
    free(index);
    return there;
}

#endif
