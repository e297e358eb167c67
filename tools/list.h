/* list.h -- gpt-convert --list: names, types, shapes, bytes and metadata of a checkpoint, without converting it.
 * Include convert.h first. */
#ifndef TOOLS_LIST_H
#define TOOLS_LIST_H

/* Text of a file: control characters could drive a terminal, and are shown as '?'; long ones are cut. */
static inline void list__text(const char *p, size_t n) {
    const size_t most = 160;
    size_t i;
    for (i = 0; i < n && i < most; i++) putchar((unsigned char)p[i] < 32 || p[i] == 127 ? '?' : p[i]);
    if (n > most) printf(" ... (%llu bytes)", (unsigned long long)n);
}

static inline void list__pair(const gguf_pair *p) {
    static const char *const names[GGUF__TYPES] = {"u8", "i8", "u16", "i16", "u32", "i32", "f32", "bool", "text",
                                                   "list", "u64", "i64", "f64"};
    const unsigned char *at = p->item;
    const char *text;
    uint64_t i;
    size_t size;
    printf("  ");
    list__text(p->key, p->key_size);
    printf(" = ");
    if (p->array) printf("%llu x %s: ", (unsigned long long)p->n, names[p->type]);
    for (i = 0; i < p->n && i < 6 && p->type != GGUF_ARRAY; i++) {
        if (i) printf(", ");
        if (p->type == GGUF_TEXT) {
            text = gguf_text_next(&at, &size);
            list__text(text, size);
        } else if (p->type == GGUF_BOOL) {
            printf(gguf_number(p, i) != 0 ? "true" : "false");
        } else {
            printf("%.*g", p->type == GGUF_F32 ? 7 : 17, gguf_number(p, i));
        }
    }
    printf(i < p->n ? " ...\n" : "\n");
}

/* What the config of a folder says of how its weights are quantised. */
static inline void list__quantised(const char *path) {
    const json_value *q, *v;
    json_doc doc = {0};
    if (!file_is_dir(path) || file_read_json(path, "config.json", 1, &doc, NULL) != GPT_OK || !doc.root) return;
    q = packed_settings(doc.root);
    if (q) printf("quantised\n");
    for (v = q ? q->child : NULL; v; v = v->next) {
        if (v->type == JSON_NULL || v->type == JSON_OBJECT || v->type == JSON_ARRAY) continue;
        printf("  ");
        list__text(v->key, v->key_size);
        printf(" = ");
        if (v->type == JSON_STRING) list__text(v->text, v->size);
        else printf("%s", rules_show(v));
        printf("\n");
    }
    json_free(&doc);
}

static inline void list__tensors(const source *s) {
    unsigned long long total = 0, n = 0;
    char shape[128];
    int i;
    printf("tensors\n");
    for (i = 0; i < s->n; i++) {
        const src_tensor *t = &s->tensor[i];
        printf("  ");
        list__text(t->name, strlen(t->name));
        printf("  %s %s %llu bytes", t->dtype, src_shape(t, shape), (unsigned long long)t->size);
        if (s->n_file > 1) printf("  in %s", strrchr(s->file[t->file], '/') ? strrchr(s->file[t->file], '/') + 1
                                                                             : s->file[t->file]);
        printf("\n");
        total += t->size;
        n += t->n;
    }
    printf("%d tensors, %llu values, %llu bytes\n", s->n, n, total);
}

/* list_run -- prints what is in a file or folder that gpt-convert reads. */
static inline int list_run(const char *path, gpt_error *err) {
    json_doc doc = {0};
    source s = {0};
    gguf g = {0};
    int i, rc;
    if (!file_exists(path)) return tool_fail(err, GPT_E_IO, "%s: %s", path, strerror(errno));
    if (gguf_is(path)) {
        rc = gguf_open(&s, &g, path, err);
        if (rc == GPT_OK) printf("GGUF version %u\nmetadata\n", g.version);
        for (i = 0; i < g.n_pair && rc == GPT_OK; i++) list__pair(&g.pair[i]);
    } else if (llama2c_is(path)) {
        const json_value *v;
        rc = llama2c_open(&s, &doc, path, err);
        if (rc == GPT_OK) printf("llama2.c\nmetadata\n");
        for (v = rc == GPT_OK ? doc.root->child : NULL; v; v = v->next)
            if (v->key[0] != '_') printf("  %s = %s\n", v->key, rules_show(v));
    } else {
        rc = checkpoint_open(&s, path, err);
        if (rc == GPT_OK) printf(checkpoint_find(path) == CHECKPOINT_TORCH ? "PyTorch\n" : "safetensors\n");
        if (rc == GPT_OK) list__quantised(path);
    }
    if (rc == GPT_OK) list__tensors(&s);
    json_free(&doc);
    src_free(&s);
    gguf_free(&g);
    return rc;
}

#endif
