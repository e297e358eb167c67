/* list.h -- gpt-convert --list: names, types, shapes, bytes and metadata of a checkpoint, without converting it.
 * Include convert.h first. */
#ifndef TOOLS_LIST_H
#define TOOLS_LIST_H

#include "listing.h"

static inline void list__pair(const gguf_pair *p) {
    static const char *const names[GGUF__TYPES] = {"u8", "i8", "u16", "i16", "u32", "i32", "f32", "bool", "text",
                                                   "list", "u64", "i64", "f64"};
    const unsigned char *at = p->item;
    const char *text;
    uint64_t i;
    size_t size;
    listing_key(p->key, p->key_size);
    if (p->array) printf("%llu x %s: ", (unsigned long long)p->n, names[p->type]);
    for (i = 0; i < p->n && i < 6 && p->type != GGUF_ARRAY; i++) {
        if (i) printf(", ");
        if (p->type == GGUF_TEXT) {
            text = gguf_text_next(&at, &size);
            listing_text(text, size, p->array ? 24 : LISTING_VALUE);
        } else if (p->type == GGUF_BOOL) {
            printf(gguf_number(p, i) != 0 ? "true" : "false");
        } else {
            printf("%.*g", p->type == GGUF_F32 ? 7 : 17, gguf_number(p, i));
        }
    }
    printf(i < p->n ? " ...\n" : "\n");
}

/* The members of a config, or of safetensors' metadata, but for what is null. made: by a reader, whose own members
 * begin with _. */
static inline void list__members(const char *title, const json_value *object, int made) {
    const json_value *v = object && object->type == JSON_OBJECT ? object->child : NULL;
    if (v) printf("%s\n", title);
    for (; v; v = v->next) {
        char *text = NULL;
        size_t size = 0;
        FILE *f;
        if (v->type == JSON_NULL || (made && v->key[0] == '_')) continue;
        f = v->type == JSON_STRING ? NULL : open_memstream(&text, &size);
        if (f) json_write(f, v, -1), fclose(f);
        if (v->type == JSON_STRING) listing_pair(v->key, v->key_size, v->text, v->size);
        else listing_pair(v->key, v->key_size, text ? text : "", size);
        free(text);
    }
}

/* "32 x 64" */
static inline void list__shape(const src_tensor *t, char out[160]) {
    size_t n = 0;
    int i;
    snprintf(out, 160, "1");
    for (i = 0; i < t->n_dim; i++)
        n += (size_t)snprintf(out + n, 160 - n, i ? " x %llu" : "%llu", (unsigned long long)t->dim[i]);
}

static inline void list__tensors(const source *s) {
    listing l;
    int i;
    memset(&l, 0, sizeof l);
    for (i = 0; i < s->n; i++) listing_width(&l, s->tensor[i].name);
    listing_head(&l);
    for (i = 0; i < s->n; i++) {
        const src_tensor *t = &s->tensor[i];
        const char *file = s->file[t->file], *base = strrchr(file, '/') ? strrchr(file, '/') + 1 : file;
        char shape[160];
        list__shape(t, shape);
        listing_tensor(&l, t->name, t->dtype, shape, t->n, t->size, s->n_file > 1 ? base : NULL, 1);
    }
    listing_totals(&l);
}

/* ---- the kinds ---- */

static inline int list__gguf(const char *path, gpt_error *err) {
    source s = {0};
    gguf g = {0};
    int i, rc = gguf_open(&s, &g, path, err);
    if (rc == GPT_OK) printf("GGUF version %u\nmetadata\n", g.version);
    for (i = 0; i < g.n_pair && rc == GPT_OK; i++) list__pair(&g.pair[i]);
    if (rc == GPT_OK) list__tensors(&s);
    src_free(&s);
    gguf_free(&g);
    return rc;
}

static inline int list__llama2c(const char *path, gpt_error *err) {
    json_doc doc = {0};
    source s = {0};
    int rc = llama2c_open(&s, &doc, path, err);
    if (rc == GPT_OK) printf("llama2.c\n"), list__members("metadata", doc.root, 1);
    if (rc == GPT_OK) list__tensors(&s);
    json_free(&doc);
    src_free(&s);
    return rc;
}

/* What a safetensors file says of itself. */
static inline int list__metadata(const source *s, gpt_error *err) {
    int i, rc = GPT_OK;
    for (i = 0; i < s->n_file && rc == GPT_OK; i++) {
        char title[300];
        json_doc doc = {0};
        const char *base = strrchr(s->file[i], '/');
        rc = safetensors_header(s->file[i], &doc, err);
        snprintf(title, sizeof title, s->n_file > 1 ? "metadata of %s" : "metadata", base ? base + 1 : s->file[i]);
        if (rc == GPT_OK) list__members(title, json_get(doc.root, "__metadata__"), 0);
        json_free(&doc);
    }
    return rc;
}

/* Weights, and of a folder the config beside them; a folder of sentence-transformers has some more of both. */
static inline int list__checkpoint(const char *path, gpt_error *err) {
    checkpoint_kind kind;
    sentence parts;
    json_doc doc = {0};
    source s = {0};
    int rc = file_is_dir(path) ? sentence_open(&parts, path, err) : (memset(&parts, 0, sizeof parts), GPT_OK);
    const char *dir = parts.dir ? parts.dir : path;
    kind = checkpoint_find(dir);
    if (rc == GPT_OK) rc = checkpoint_open(&s, dir, err);
    if (rc == GPT_OK && parts.dense) rc = checkpoint_open(&s, parts.dense, err);
    if (rc == GPT_OK && file_is_dir(dir)) rc = file_read_json(dir, "config.json", 1, &doc, err);
    if (rc == GPT_OK) {
        printf("%s%s\n", kind == CHECKPOINT_SAFETENSORS ? "safetensors" : "PyTorch",
               parts.dir ? ", of sentence-transformers" : "");
        list__members("config", doc.root, 0);
        list__members("quantised", doc.root ? packed_settings(doc.root) : NULL, 0);
        if (kind == CHECKPOINT_SAFETENSORS) rc = list__metadata(&s, err);
    }
    if (rc == GPT_OK) list__tensors(&s);
    sentence_free(&parts);
    json_free(&doc);
    src_free(&s);
    return rc;
}

static inline int list__tokenizer(const char *path, gpt_error *err) {
    static const char *const names[] = {"bos", "eos", "unk", "pad", "sep", "cls", "mask"};
    gpt__tokenizer tok;
    tok_blob blob;
    int i, rc = tok_build(path, NULL, &blob, err);
    if (rc != GPT_OK) return rc;
    memset(&tok, 0, sizeof tok);
    rc = gpt__tokenizer_open(&tok, blob.data, blob.size, err);
    if (rc == GPT_OK) printf("tokenizer\n  %-22s %u\n", "tokens", tok.n_vocab);
    for (i = 0; i < 7 && rc == GPT_OK; i++)
        if (tok.special[i] >= 0) printf("  %-22s %d\n", names[i], tok.special[i]);
    tok_blob_free(&blob);
    return rc;
}

static inline int list__is_sentence(const char *path) {
    char *modules = file_join(path, "modules.json");
    const int is = modules && file_exists(modules);
    free(modules);
    return is;
}

/* Is it a file of ours? */
static inline int list__is_gpt(const char *path) {
    char head[8] = "";
    FILE *f = file_is_dir(path) ? NULL : fopen(path, "rb");
    const size_t n = f ? fread(head, 1, 8, f) : 0;
    if (f) fclose(f);
    return n == 8 && memcmp(head, "gpt.h\r\n\032", 8) == 0;
}

/* list_run -- prints what is in a file or folder that gpt-convert reads. */
static inline int list_run(const char *path, gpt_error *err) {
    if (!file_exists(path)) return tool_fail(err, GPT_E_IO, "%s: %s", path, strerror(errno));
    if (list__is_gpt(path))
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: a .gpt file; gpt-inspect shows what is in it", path);
    if (gguf_is(path)) return list__gguf(path, err);
    if (checkpoint_find(path) != CHECKPOINT_NONE || list__is_sentence(path)) return list__checkpoint(path, err);
    if (llama2c_is(path)) return list__llama2c(path, err);
    if (list__tokenizer(path, err) == GPT_OK) return GPT_OK;
    return tool_fail(err, GPT_E_UNSUPPORTED, "%s: neither a checkpoint nor a tokenizer that gpt-convert reads", path);
}

#endif
