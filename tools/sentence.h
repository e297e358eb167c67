/* sentence.h -- folders of sentence-transformers: which base model they have, and how its hidden
 * states become one embedding.
 *
 * modules.json lists steps. Read are a Transformer, a Pooling, at most one Dense layer and Normalize;
 * anything else is refused by name. Include plan.h, families.h and safetensors.h first. */
#ifndef TOOLS_SENTENCE_H
#define TOOLS_SENTENCE_H

typedef struct sentence {
    char *dir;   /* of the base model: config.json, weights, tokenizer */
    char *dense; /* folder of the dense layer, or NULL */
    int pool, unit; /* gpt_pooling; 1: scaled to length 1 */
    char act[32], n_out[16]; /* rules */
    fam_head head;
} sentence;

static inline void sentence_free(sentence *s) {
    free(s->dir);
    free(s->dense);
    memset(s, 0, sizeof *s);
}

static inline int sentence__pooling(sentence *s, const char *folder, gpt_error *err) {
    static const struct { const char *key, *name; int pool; } ways[] = {
        {"pooling_mode_cls_token", "cls", GPT_POOL_FIRST}, {"pooling_mode_max_tokens", "max", GPT_POOL_MAX},
        {"pooling_mode_mean_tokens", "mean", GPT_POOL_MEAN},
        {"pooling_mode_mean_sqrt_len_tokens", "mean_sqrt_len_tokens", GPT_POOL_SQRT},
        {"pooling_mode_weightedmean_tokens", "weightedmean", GPT_POOL_WEIGHTED},
        {"pooling_mode_lasttoken", "lasttoken", GPT_POOL_LAST}
    };
    json_doc doc;
    const char *name;
    int i, n = 0, rc = file_read_json(folder, "config.json", 0, &doc, err);
    if (rc != GPT_OK) return rc;
    name = json_str(doc.root, "pooling_mode", NULL);
    for (i = 0; i < 6; i++) {
        int mean = ways[i].pool == GPT_POOL_MEAN;
        if (name ? strcmp(name, ways[i].name) != 0 : !json_bool(doc.root, ways[i].key, mean)) continue;
        s->pool = ways[i].pool;
        n++;
    }
    if (n != 1)
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s/config.json: %d ways of pooling; one is supported", folder, n);
    else if (!json_bool(doc.root, "include_prompt", 1))
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s/config.json: include_prompt = false is not supported", folder);
    json_free(&doc);
    return rc;
}

static inline int sentence__dense(sentence *s, const char *folder, gpt_error *err) {
    static const char *const acts[][2] = {{"Tanh", "'tanh'"}, {"Identity", "'linear'"}, {"GELU", "'gelu'"},
                                          {"ReLU", "'relu'"}, {"SiLU", "'silu'"}};
    json_doc doc;
    const char *act;
    int i, rc = file_read_json(folder, "config.json", 0, &doc, err);
    if (rc != GPT_OK) return rc;
    act = json_str(doc.root, "activation_function", "Tanh");
    if (strrchr(act, '.')) act = strrchr(act, '.') + 1;
    for (i = 0; i < 5; i++)
        if (strcmp(act, acts[i][0]) == 0) snprintf(s->act, sizeof s->act, "%s", acts[i][1]);
    snprintf(s->n_out, sizeof s->n_out, "%d", (int)json_num(doc.root, "out_features", 0));
    if (!*s->act)
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s/config.json: activation_function = %s is not supported", folder,
                       act);
    else if (strcmp(json_str(doc.root, "module_input_name", "sentence_embedding"), "sentence_embedding") != 0)
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s/config.json: module_input_name is not supported", folder);
    json_free(&doc);
    return rc;
}

/* One step; its folder, which may not lead out of dir. */
static inline int sentence__module(sentence *s, const char *dir, const json_value *module, gpt_error *err) {
    const char *type = json_str(module, "type", ""), *path = json_str(module, "path", "");
    const char *name = strrchr(type, '.') ? strrchr(type, '.') + 1 : type;
    char *folder;
    int rc = GPT_OK;
    if (*path == '/' || strstr(path, "..") || strchr(path, '\\'))
        return tool_fail(err, GPT_E_FORMAT, "%s/modules.json: path %s leads out of the folder", dir, path);
    folder = file_join(dir, *path ? path : ".");
    if (!folder) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (strcmp(name, "Transformer") == 0 && !s->dir) {
        s->dir = folder;
        return GPT_OK;
    }
    if (strcmp(name, "Pooling") == 0 && s->dir && !s->pool) {
        rc = sentence__pooling(s, folder, err);
    } else if (strcmp(name, "Dense") == 0 && s->pool && !s->dense && !s->unit) {
        rc = sentence__dense(s, folder, err);
        s->dense = folder;
        return rc;
    } else if (strcmp(name, "Normalize") == 0 && s->pool) {
        s->unit = 1;
    } else if (strcmp(name, "Dropout") != 0) {
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s/modules.json: %s is not supported there", dir, type);
    }
    free(folder);
    return rc;
}

/* sentence_open -- reads dir/modules.json. s->dir stays NULL if there is none. */
static inline int sentence_open(sentence *s, const char *dir, gpt_error *err) {
    const json_value *v;
    json_doc doc;
    int rc;
    memset(s, 0, sizeof *s);
    rc = file_read_json(dir, "modules.json", 1, &doc, err);
    if (rc == GPT_OK && doc.root && doc.root->type != JSON_ARRAY)
        rc = tool_fail(err, GPT_E_FORMAT, "%s/modules.json: not a list", dir);
    for (v = rc == GPT_OK && doc.root ? doc.root->child : NULL; v && rc == GPT_OK; v = v->next)
        rc = sentence__module(s, dir, v, err);
    if (rc == GPT_OK && doc.root && !s->pool)
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s/modules.json: no Transformer with a Pooling", dir);
    json_free(&doc);
    s->head.head = GPT_HEAD_NONE;
    if (s->dense) {
        s->head.pool = "linear";
        s->head.pool_act = s->act;
        s->head.n_pool = s->n_out;
    }
    return rc;
}

#endif
