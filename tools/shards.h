/* shards.h -- checkpoints that are divided into files: an index, "weight_map", says which tensor lies in which one.
 * Include ../gpt.h, file.h, json.h and source.h first. */
#ifndef TOOLS_SHARDS_H
#define TOOLS_SHARDS_H

#define SHARDS_LIMIT 4096

/* A shard's name must be a plain name: an index file may not point elsewhere. */
static inline int shards__plain(const char *name) {
    return *name && *name != '.' && !strchr(name, '/') && !strchr(name, '\\') && !strchr(name, ':');
}

/* Opens each file that weight_map mentions. shard (n_shard) collects their names. */
static inline int shards__each(source *s, const char *dir, const char *index, const json_value *map,
                               const char **shard, int (*open_file)(source *, char *, gpt_error *),
                               gpt_error *err) {
    const json_value *v;
    int i, rc, n_shard = 0;
    for (v = map->child; v; v = v->next) {
        if (v->type != JSON_STRING || v->size != strlen(v->text) || !shards__plain(v->text))
            return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: not the name of a file beside it",
                             index, v->key);
        for (i = 0; i < n_shard && strcmp(shard[i], v->text) != 0;) i++;
        if (i < n_shard) continue;
        if (n_shard == SHARDS_LIMIT)
            return tool_fail(err, GPT_E_FORMAT, "%s: too many shards", index);
        shard[n_shard++] = v->text;
        rc = open_file(s, file_join(dir, v->text), err);
        if (rc != GPT_OK) return rc;
    }
    return GPT_OK;
}

/* Each tensor of the index must be in the file it names. */
static inline int shards__check(source *s, const char *index, const json_value *map,
                                gpt_error *err) {
    const json_value *v;
    for (v = map->child; v; v = v->next) {
        const src_tensor *t = src_find(s, v->key);
        const char *base = t ? strrchr(s->file[t->file], '/') : NULL;
        if (t) base = base ? base + 1 : s->file[t->file];
        if (!t || strcmp(base, v->text) != 0)
            return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s is not in %s", index, v->key,
                             v->text);
    }
    return GPT_OK;
}

/* shards_open -- opens what dir's index names, by open_file, which takes over the path; then s is sorted. */
static inline int shards_open(source *s, const char *dir, const char *index,
                              int (*open_file)(source *, char *, gpt_error *), gpt_error *err) {
    unsigned char *text;
    const char **shard;
    const json_value *map;
    json_doc doc;
    size_t n;
    int rc = file_read(index, &text, &n, err);
    if (rc != GPT_OK) return rc;
    if (json_parse(&doc, (const char *)text, n) != 0) {
        rc = tool_fail(err, GPT_E_FORMAT, "%s: %s", index, doc.error);
        free(text);
        return rc;
    }
    free(text);
    map = json_get(doc.root, "weight_map");
    shard = (const char **)malloc(SHARDS_LIMIT * sizeof *shard);
    if (!shard)
        rc = tool_fail(err, GPT_E_MEMORY, "%s: out of memory", index);
    else if (!map || map->type != JSON_OBJECT || map->n == 0)
        rc = tool_fail(err, GPT_E_FORMAT, "%s: no weight_map", index);
    else
        rc = shards__each(s, dir, index, map, shard, open_file, err);
    if (rc == GPT_OK) rc = src_sort(s, err);
    if (rc == GPT_OK) rc = shards__check(s, index, map, err);
    free(shard);
    json_free(&doc);
    return rc;
}

#endif
