/* export_config.h -- the config.json of a .gpt file: the one that it was made from, which is in its metadata, or one
 * that is made up from its mechanisms, for models built like Llama or GPT-2. Whether it is right, the plan decides that
 * export.h makes of it. Include plan.h and families.h first; POSIX must be declared. */
#ifndef TOOLS_EXPORT_CONFIG_H
#define TOOLS_EXPORT_CONFIG_H

/* ---- names of classes ---- */

/* "qwen2_moe" is Qwen2Moe, but some are spelled in their own way. */
static inline void export__class(const char *type, char out[64]) {
    static const char *const own[][2] = {
        {"gemma3_text", "Gemma3"}, {"gpt2", "GPT2"}, {"gpt_bigcode", "GPTBigCode"}, {"gpt_neox", "GPTNeoX"},
        {"gptj", "GPTJ"}, {"minicpm", "MiniCPM"}, {"smollm3", "SmolLM3"}, {"stablelm", "StableLm"}
    };
    size_t i, n = 0;
    int upper = 1;
    for (i = 0; i < sizeof own / sizeof own[0]; i++)
        if (strcmp(type, own[i][0]) == 0) {
            snprintf(out, 64, "%s", own[i][1]);
            return;
        }
    for (; *type && n < 63; type++) {
        if (*type != '_') out[n++] = upper ? (char)toupper((unsigned char)*type) : *type;
        upper = *type == '_';
    }
    out[n] = 0;
}

/* The architecture of a model that no config names one for: its language model, or the bare one. */
static inline void export__architecture(FILE *f, const family *row, const char *type, uint32_t head) {
    const family fam = plan__inherit(row);
    char name[64];
    export__class(type, name);
    fprintf(f, "[\"%s%s\"]", name, head == GPT_HEAD_LM ? fam.head->architecture : "Model");
}

/* ---- a config from mechanisms ---- */

/* The shortest decimal number that is this float. */
static inline void export__float(FILE *f, const char *key, float value) {
    char text[32];
    int digits;
    for (digits = 1; digits <= 9; digits++) {
        snprintf(text, sizeof text, "%.*g", digits, (double)value);
        if ((float)atof(text) == value) break;
    }
    fprintf(f, ",\"%s\":%s", key, text);
}

static inline void export__count(FILE *f, const char *key, uint32_t value) { fprintf(f, ",\"%s\":%u", key, value); }

static inline void export__bool(FILE *f, const char *key, int value) {
    fprintf(f, ",\"%s\":%s", key, value ? "true" : "false");
}

/* The base whose powers a rope set's frequencies are: the shortest number that gives them all; 0: there is none. */
static inline double export__theta(const gpt_model *m) {
    const gpt__tensor *t = &m->freq[0];
    rope_plan o;
    int digits, i, same = 0;
    memset(&o, 0, sizeof o);
    o.n_rot = m->c->rope[0].n_rot;
    if (!t->data || o.n_rot < 2 || (uint32_t)t->n_row != o.n_rot / 2) return 0;
    for (digits = 1; digits <= 12 && !same; digits++) {
        char text[32];
        const double last = (double)gpt__vec(t)[t->n_row - 1];
        snprintf(text, sizeof text, "%.*g", digits, t->n_row > 1 ? pow(last, -(double)t->n_row / (t->n_row - 1)) : 1e4);
        o.theta = atof(text);
        for (same = 1, i = 0; i < t->n_row && same; i++) same = (float)rope__freq(&o, (uint32_t)i) == gpt__vec(t)[i];
    }
    return same ? o.theta : 0;
}

static inline const char *export__act(uint32_t act) {
    static const char *const names[] = {"silu", "gelu_pytorch_tanh", "gelu", "quick_gelu", "relu", "relu2", "tanh",
                                        "linear"};
    return act < sizeof names / sizeof names[0] ? names[act] : "";
}

/* Members after the first of a model with RMS norms and rope. */
static inline void export__like_llama(FILE *f, const gpt_model *m) {
    const gpt__config *c = m->c;
    const gpt__layer *l = &m->layer[0];
    const double theta = export__theta(m);
    const int biases = l->t[GPT__ROLE_Q_B].data != NULL, norms = l->t[GPT__ROLE_Q_NORM].data != NULL;
    const int all = biases && l->t[GPT__ROLE_O_B].data != NULL;
    fprintf(f, "\"model_type\":\"%s\"", norms             ? "qwen3"
                                          : biases && !all  ? "qwen2"
                                          : l->c->window    ? "mistral"
                                                            : "llama");
    export__count(f, "vocab_size", c->n_vocab);
    export__count(f, "hidden_size", c->n_embd);
    export__count(f, "intermediate_size", l->c->n_ff);
    export__count(f, "num_hidden_layers", c->n_layer);
    export__count(f, "num_attention_heads", l->c->n_head);
    export__count(f, "num_key_value_heads", l->c->n_kv);
    export__count(f, "head_dim", l->c->head_qk);
    export__count(f, "max_position_embeddings", c->n_ctx);
    if (l->c->window) export__count(f, "sliding_window", l->c->window);
    else fputs(",\"sliding_window\":null", f);
    fprintf(f, ",\"hidden_act\":\"%s\"", export__act(l->c->act));
    export__float(f, "rms_norm_eps", c->norm_eps);
    fprintf(f, ",\"rope_theta\":%.12g", theta > 0 ? theta : 10000.0);
    export__bool(f, "attention_bias", all);
    export__bool(f, "mlp_bias", l->t[GPT__ROLE_GATE_B].data != NULL);
    export__bool(f, "tie_word_embeddings", !m->t[GPT__ROLE_OUTPUT].data);
}

/* Members after the first of a model with layer norms and learned positions. */
static inline void export__like_gpt2(FILE *f, const gpt_model *m) {
    const gpt__config *c = m->c;
    const gpt__layer_config *l = m->layer[0].c;
    fputs("\"model_type\":\"gpt2\"", f);
    export__count(f, "vocab_size", c->n_vocab);
    export__count(f, "n_positions", c->n_ctx);
    export__count(f, "n_embd", c->n_embd);
    export__count(f, "n_layer", c->n_layer);
    export__count(f, "n_head", l->n_head);
    export__count(f, "n_inner", l->n_ff);
    fprintf(f, ",\"activation_function\":\"%s\"", export__act(l->act));
    export__float(f, "layer_norm_epsilon", c->norm_eps);
    export__bool(f, "tie_word_embeddings", !m->t[GPT__ROLE_OUTPUT].data);
}

static inline void export__made_up(FILE *f, const gpt_model *m) {
    fputc('{', f);
    if (m->c->position == GPT__POS_LEARNED) export__like_gpt2(f, m);
    else export__like_llama(f, m);
    fputc('}', f);
}

/* ---- the config as it is written ---- */

static inline int export__parse(json_doc *doc, FILE *f, char **text, size_t *size, const char *path, gpt_error *err) {
    int rc = GPT_OK;
    if (!f || fclose(f) != 0) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    else if (json_parse(doc, *text, *size) != 0 || doc->root->type != JSON_OBJECT)
        rc = tool_fail(err, GPT_E_FORMAT, "%s: metadata, config: %s", path, *doc->error ? doc->error : "not an object");
    free(*text);
    return rc;
}

/* One more member, before which nothing but { stands if it is the first. */
static inline void export__key(FILE *f, int *n, const char *key) {
    fputc((*n)++ ? ',' : '{', f);
    json_write_string(f, key, strlen(key));
    fputc(':', f);
}

/* Of a model of text and images only that of the text is in a .gpt file: then its part of the config is the one. */
static inline const json_value *export__text_part(const json_value *root, const family *row,
                                                  const char **architecture) {
    const json_value *list = json_get(root, "architectures"), *inner;
    const family fam = row ? plan__inherit(row) : families[0];
    *architecture = list && list->n > 0 && list->child->type == JSON_STRING ? list->child->text : NULL;
    inner = fam.config ? json_get(root, fam.config) : NULL;
    if (!inner || inner->type != JSON_OBJECT || !*architecture) return NULL;
    return plan__ends(*architecture, "ForConditionalGeneration") ? inner : NULL;
}

/* The family that a model with a config was made as; NULL: what the config says. */
static inline const char *export_family(const gpt_model *m) {
    const char *name = gpt_model_meta(m, "family");
    return name && gpt_model_meta(m, "config") && families_row(name) ? name : NULL;
}

/* Writes what a published config.json of the model says: the given one, without what belongs to a quantised checkpoint,
 * with the type of what is written (dtype). */
static inline void export__write_config(FILE *f, const json_value *root, const gpt_model *m, const char *dtype) {
    static const char drop[] = "quantization_config compression_config torch_dtype dtype";
    static const char *const ids[] = {"bos_token_id", "eos_token_id"};
    const json_value *v = json_get(root, "model_type");
    const char *type = export_family(m), *architecture, *key = json_get(root, "dtype") ? "dtype" : "torch_dtype";
    const family *row;
    const json_value *part;
    int i, known, n = 0;
    if (!type) type = v && v->type == JSON_STRING ? v->text : "";
    row = *type ? families_row(type) : NULL;
    part = export__text_part(root, row, &architecture);
    if (part) {
        export__key(f, &n, "architectures");
        fprintf(f, "[\"%.*sForCausalLM\"]", (int)(strlen(architecture) - strlen("ForConditionalGeneration")),
                architecture);
        root = part;
    } else if (!architecture && row) {
        export__key(f, &n, "architectures");
        export__architecture(f, row, type, m->c->head);
    }
    v = json_get(root, "model_type");
    known = !row || (v && v->type == JSON_STRING && families_row(v->text));
    if (!known) { /* a part names none, or it was read as a model of another type */
        export__key(f, &n, "model_type");
        json_write_string(f, row->type, strcspn(row->type, "|"));
    }
    for (v = root->child; v; v = v->next) {
        if (plan__listed(v->key, v->key_size, drop, ' ') || (part && strcmp(v->key, "architectures") == 0)) continue;
        if (!known && strcmp(v->key, "model_type") == 0) continue;
        export__key(f, &n, v->key);
        json_write(f, v, -1);
    }
    for (i = 0; i < 2; i++) {
        const int id = gpt_token_special(m, i == 0 ? GPT_TOKEN_BOS : GPT_TOKEN_EOS);
        if (id < 0 || json_get(root, ids[i])) continue;
        export__key(f, &n, ids[i]);
        fprintf(f, "%d", id);
    }
    export__key(f, &n, key);
    fprintf(f, "\"%s\"}", dtype);
}

/* export_config -- the config to be written, parsed; *prefix: of the tensors' names, NULL: the usual one. path: of the
 * model, for messages. */
static inline int export_config(json_doc *doc, const gpt_model *m, const char *dtype, const char **prefix,
                                const char *path, gpt_error *err) {
    const char *kept = gpt_model_meta(m, "config"), *architecture;
    json_doc old;
    char *text = NULL;
    size_t size = 0;
    FILE *f = open_memstream(&text, &size);
    int rc;
    memset(doc, 0, sizeof *doc);
    memset(&old, 0, sizeof old);
    if (f && kept) fputs(kept, f);
    else if (f) export__made_up(f, m);
    rc = export__parse(&old, f, &text, &size, path, err);
    *prefix = gpt_model_meta(m, "config.prefix");
    if (rc == GPT_OK) {
        const char *type = export_family(m);
        if (export__text_part(old.root, type ? families_row(type) : NULL, &architecture)) *prefix = NULL;
        text = NULL;
        f = open_memstream(&text, &size);
        if (f) export__write_config(f, old.root, m, dtype);
        rc = export__parse(doc, f, &text, &size, path, err);
    }
    json_free(&old);
    return rc;
}

#endif
