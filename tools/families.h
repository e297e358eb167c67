/* families.h -- from a published config.json and a list of tensors to a plan of a .gpt file.
 *
 * A family is a row of data: what its config calls things, which tensors it has and how they are
 * folded. The machinery below reads the row; it checks that config and tensors agree, honours
 * everything in the config that changes the computation, and refuses by name what it does not know.
 * It knows no file format: tensors come from a `source` (source.h).
 *
 * To add a family: a list of its tensors (or reuse one), a row in families[], and its tests.
 * Include ../gpt.h, file.h, json.h and source.h first. */
#ifndef TOOLS_FAMILIES_H
#define TOOLS_FAMILIES_H

#include <math.h>

/* ---- the table ---- */

/* Sizes that shapes are made of. */
typedef enum fam_dim {
    DIM_0, DIM_D, DIM_V, DIM_P,     /* none; width; vocabulary; learned positions */
    DIM_Q, DIM_K, DIM_QK, DIM_QKV,  /* rows of q; of k (and v); of q and k; of all three */
    DIM_C, DIM_F, DIM_OUT           /* head width; feed-forward width; labels or vocabulary */
} fam_dim;

/* One tensor of ours: how the checkpoint calls it (%d is the layer) and where in it ours lies. */
typedef struct fam_tensor {
    int role;
    const char *name;
    fam_dim rows, cols; /* cols DIM_0: a vector */
    int conv1d;         /* stored (inputs, outputs), as GPT-2 does */
    fam_dim first, of;  /* fused: our rows begin at `first` of a tensor with `of` rows */
} fam_tensor;

/* Some tensors, present if the config's key is true ("": always). */
typedef struct fam_group {
    const fam_tensor *tensor; /* ends with a NULL name */
    const char *when;
} fam_group;

typedef struct fam_head {
    const char *architecture; /* how the class name in "architectures" ends */
    gpt_head head;
    const char *weight, *bias; /* bias NULL: none */
} fam_head;

typedef enum fam_window { WINDOW_NONE, WINDOW_ALL_LAYERS, WINDOW_LAYER_TYPES } fam_window;

typedef struct family {
    const char *model_type;
    const char *first;      /* a tensor every checkpoint has; its prefix is looked for */
    const fam_group *group; /* ends with a NULL tensor */
    const fam_head *head;   /* ends with a NULL architecture */
    /* config keys; "a|b" are spellings of one key */
    const char *n_vocab, *n_ctx, *n_embd, *n_layer, *n_head, *n_kv, *head_dim, *n_ff, *act, *eps;
    const char *act_default;
    double eps_default;
    int head_dim_default; /* 0: width / heads */
    int ff_factor;        /* F = factor * D when the config gives none; 0: it must */
    int norm, position;
    double rope_theta; /* default; 0: no rotary positions */
    fam_window window;
    int window_default;                           /* when the key is absent */
    int tied;                                     /* default of tie_word_embeddings */
    const char *attn_scale, *attn_scale_by_layer; /* keys, NULL: 1 / sqrt(C) */
} family;

/* a vector; a matrix; a part of a fused vector; a (part of a) matrix stored (inputs, outputs) */
#define VEC(role, name, rows) \
    { GPT__ROLE_##role, name, rows, DIM_0, 0, DIM_0, DIM_0 }
#define MAT(role, name, rows, cols) \
    { GPT__ROLE_##role, name, rows, cols, 0, DIM_0, DIM_0 }
#define PART(role, name, rows, first, of) \
    { GPT__ROLE_##role, name, rows, DIM_0, 0, first, of }
#define CONV(role, name, rows, cols, first, of) \
    { GPT__ROLE_##role, name, rows, cols, 1, first, of }
#define END \
    { 0, NULL, DIM_0, DIM_0, 0, DIM_0, DIM_0 }

static const fam_tensor fam__llama[] = {
    MAT(TOKEN_EMBD, "embed_tokens.weight", DIM_V, DIM_D),
    VEC(OUT_NORM, "norm.weight", DIM_D),
    VEC(ATTN_NORM, "layers.%d.input_layernorm.weight", DIM_D),
    MAT(Q, "layers.%d.self_attn.q_proj.weight", DIM_Q, DIM_D),
    MAT(K, "layers.%d.self_attn.k_proj.weight", DIM_K, DIM_D),
    MAT(V, "layers.%d.self_attn.v_proj.weight", DIM_K, DIM_D),
    MAT(O, "layers.%d.self_attn.o_proj.weight", DIM_D, DIM_Q),
    VEC(FFN_NORM, "layers.%d.post_attention_layernorm.weight", DIM_D),
    MAT(GATE, "layers.%d.mlp.gate_proj.weight", DIM_F, DIM_D),
    MAT(UP, "layers.%d.mlp.up_proj.weight", DIM_F, DIM_D),
    MAT(DOWN, "layers.%d.mlp.down_proj.weight", DIM_D, DIM_F),
    END
};
static const fam_tensor fam__qkv_bias[] = {
    VEC(Q_B, "layers.%d.self_attn.q_proj.bias", DIM_Q),
    VEC(K_B, "layers.%d.self_attn.k_proj.bias", DIM_K),
    VEC(V_B, "layers.%d.self_attn.v_proj.bias", DIM_K),
    END
};
static const fam_tensor fam__o_bias[] = {
    VEC(O_B, "layers.%d.self_attn.o_proj.bias", DIM_D),
    END
};
static const fam_tensor fam__mlp_bias[] = {
    VEC(GATE_B, "layers.%d.mlp.gate_proj.bias", DIM_F),
    VEC(UP_B, "layers.%d.mlp.up_proj.bias", DIM_F),
    VEC(DOWN_B, "layers.%d.mlp.down_proj.bias", DIM_D),
    END
};
static const fam_tensor fam__qk_norm[] = {
    VEC(Q_NORM, "layers.%d.self_attn.q_norm.weight", DIM_C),
    VEC(K_NORM, "layers.%d.self_attn.k_norm.weight", DIM_C),
    END
};
static const fam_tensor fam__gpt2[] = {
    MAT(TOKEN_EMBD, "wte.weight", DIM_V, DIM_D),
    MAT(POS_EMBD, "wpe.weight", DIM_P, DIM_D),
    VEC(OUT_NORM, "ln_f.weight", DIM_D),
    VEC(OUT_NORM_B, "ln_f.bias", DIM_D),
    VEC(ATTN_NORM, "h.%d.ln_1.weight", DIM_D),
    VEC(ATTN_NORM_B, "h.%d.ln_1.bias", DIM_D),
    CONV(Q, "h.%d.attn.c_attn.weight", DIM_Q, DIM_D, DIM_0, DIM_QKV),
    CONV(K, "h.%d.attn.c_attn.weight", DIM_K, DIM_D, DIM_Q, DIM_QKV),
    CONV(V, "h.%d.attn.c_attn.weight", DIM_K, DIM_D, DIM_QK, DIM_QKV),
    PART(Q_B, "h.%d.attn.c_attn.bias", DIM_Q, DIM_0, DIM_QKV),
    PART(K_B, "h.%d.attn.c_attn.bias", DIM_K, DIM_Q, DIM_QKV),
    PART(V_B, "h.%d.attn.c_attn.bias", DIM_K, DIM_QK, DIM_QKV),
    CONV(O, "h.%d.attn.c_proj.weight", DIM_D, DIM_Q, DIM_0, DIM_0),
    VEC(O_B, "h.%d.attn.c_proj.bias", DIM_D),
    VEC(FFN_NORM, "h.%d.ln_2.weight", DIM_D),
    VEC(FFN_NORM_B, "h.%d.ln_2.bias", DIM_D),
    CONV(UP, "h.%d.mlp.c_fc.weight", DIM_F, DIM_D, DIM_0, DIM_0),
    VEC(UP_B, "h.%d.mlp.c_fc.bias", DIM_F),
    CONV(DOWN, "h.%d.mlp.c_proj.weight", DIM_D, DIM_F, DIM_0, DIM_0),
    VEC(DOWN_B, "h.%d.mlp.c_proj.bias", DIM_D),
    END
};

#undef VEC
#undef MAT
#undef PART
#undef CONV
#undef END

static const fam_group fam__gpt2_groups[] = {{fam__gpt2, ""}, {NULL, NULL}};
static const fam_group fam__llama_groups[] = {
    {fam__llama, ""}, {fam__qkv_bias, "attention_bias"}, {fam__o_bias, "attention_bias"},
    {fam__mlp_bias, "mlp_bias"}, {NULL, NULL}
};
static const fam_group fam__mistral_groups[] = {{fam__llama, ""}, {NULL, NULL}};
static const fam_group fam__qwen2_groups[] = {{fam__llama, ""}, {fam__qkv_bias, ""}, {NULL, NULL}};
static const fam_group fam__qwen3_groups[] = {
    {fam__llama, ""}, {fam__qk_norm, ""}, {fam__qkv_bias, "attention_bias"},
    {fam__o_bias, "attention_bias"}, {NULL, NULL}
};

/* The language model's head comes first: it is taken when the config names no architecture. */
static const fam_head fam__gpt2_heads[] = {
    {"LMHeadModel", GPT_HEAD_LM, "lm_head.weight", NULL},
    {"ForSequenceClassification", GPT_HEAD_CLASS_LAST, "score.weight", NULL},
    {"ForTokenClassification", GPT_HEAD_TOKEN, "classifier.weight", "classifier.bias"},
    {"ForQuestionAnswering", GPT_HEAD_SPAN, "qa_outputs.weight", "qa_outputs.bias"},
    {NULL, GPT_HEAD_NONE, NULL, NULL}
};
static const fam_head fam__llama_heads[] = {
    {"ForCausalLM", GPT_HEAD_LM, "lm_head.weight", NULL},
    {"ForSequenceClassification", GPT_HEAD_CLASS_LAST, "score.weight", NULL},
    {"ForTokenClassification", GPT_HEAD_TOKEN, "score.weight", "score.bias"},
    {"ForQuestionAnswering", GPT_HEAD_SPAN, "qa_outputs.weight", "qa_outputs.bias"},
    {NULL, GPT_HEAD_NONE, NULL, NULL}
};

/* Keys that the llama family and its descendants share. */
#define FAM__LLAMA_KEYS \
    "vocab_size", "max_position_embeddings", "hidden_size", "num_hidden_layers", \
    "num_attention_heads", "num_key_value_heads", "head_dim", "intermediate_size", \
    "hidden_act", "rms_norm_eps", "silu", 1e-6

static const family families[] = {
    {"gpt2", "wte.weight", fam__gpt2_groups, fam__gpt2_heads,
     "vocab_size", "n_positions|n_ctx", "n_embd", "n_layer", "n_head", NULL, NULL, "n_inner",
     "activation_function", "layer_norm_epsilon", "gelu_new", 1e-5, 0, 4,
     GPT__NORM_LAYER, GPT__POS_LEARNED, 0.0, WINDOW_NONE, 0, 1,
     "scale_attn_weights", "scale_attn_by_inverse_layer_idx"},
    {"llama", "embed_tokens.weight", fam__llama_groups, fam__llama_heads, FAM__LLAMA_KEYS, 0, 0,
     GPT__NORM_RMS, GPT__POS_NONE, 10000.0, WINDOW_NONE, 0, 0, NULL, NULL},
    {"mistral", "embed_tokens.weight", fam__mistral_groups, fam__llama_heads, FAM__LLAMA_KEYS, 0, 0,
     GPT__NORM_RMS, GPT__POS_NONE, 10000.0, WINDOW_ALL_LAYERS, 4096, 0, NULL, NULL},
    {"qwen2", "embed_tokens.weight", fam__qwen2_groups, fam__llama_heads, FAM__LLAMA_KEYS, 0, 0,
     GPT__NORM_RMS, GPT__POS_NONE, 10000.0, WINDOW_LAYER_TYPES, 4096, 0, NULL, NULL},
    {"qwen3", "embed_tokens.weight", fam__qwen3_groups, fam__llama_heads, FAM__LLAMA_KEYS, 128, 0,
     GPT__NORM_RMS, GPT__POS_NONE, 10000.0, WINDOW_LAYER_TYPES, 4096, 0, NULL, NULL},
};

/* Keys that don't change what is computed (here). Others that nothing reads are reported. */
static const char *const fam__ignored[] = {
    "_name_or_path", "architectures", "auto_map", "add_cross_attention", "attention_dropout",
    "attn_pdrop", "attn_implementation", "_attn_implementation", "_attn_implementation_autoset",
    "bad_words_ids", "begin_suppress_tokens", "bos_token_id", "chunk_size_feed_forward",
    "cross_attention_hidden_size", "decoder_start_token_id", "diversity_penalty", "do_sample",
    "dtype", "early_stopping", "embd_pdrop", "encoder_no_repeat_ngram_size", "eos_token_id",
    "exponential_decay_length_penalty", "finetuning_task", "forced_bos_token_id",
    "forced_eos_token_id", "gradient_checkpointing", "initializer_range", "is_decoder",
    "is_encoder_decoder", "label2id", "length_penalty", "max_length", "min_length", "n_ctx",
    "no_repeat_ngram_size", "num_beam_groups", "num_beams", "num_return_sequences",
    "output_attentions", "output_hidden_states", "output_scores", "pad_token_id", "prefix",
    "pretraining_tp", "problem_type", "pruned_heads", "quantization_config",
    "remove_invalid_values", "reorder_and_upcast_attn", "repetition_penalty", "resid_pdrop",
    "return_dict", "return_dict_in_generate", "rope_parameters", "rope_scaling", "rope_theta",
    "sep_token_id", "summary_activation", "summary_first_dropout", "summary_proj_to_labels",
    "summary_type", "summary_use_proj", "suppress_tokens", "task_specific_params", "temperature",
    "tf_legacy_loss", "tie_encoder_decoder", "tie_word_embeddings", "tokenizer_class", "top_k",
    "top_p", "torch_dtype", "torchscript", "transformers_version", "typical_p", "unsloth_version",
    "unsloth_fixed", "use_bfloat16", "use_cache", "use_return_dict"
};

/* Tensors that checkpoints carry though they are no weights. */
static const char *const fam__silent[] = {
    ".attn.bias", ".attn.masked_bias", ".rotary_emb.inv_freq", "lm_head.weight"
};

/* ---- the plan ---- */

#define PLAN__DIM_MAX (1 << 24) /* of widths, vocabularies and positions, as gpt.h has it */

/* A tensor to write. Its rows are src's rows first .. first + n_row - 1, or, where src is NULL,
 * values. */
typedef struct plan_tensor {
    uint32_t role, layer, n_row, n_col, n_expert;
    int vector; /* always f32 */
    int small;  /* looked up or tiny: never quantised */
    src_tensor *src;
    int conv1d;
    uint32_t first;
    float *values; /* (n_row) */
} plan_tensor;

typedef struct plan {
    const char *path; /* of config.json, for messages */
    const family *fam;
    gpt__config config;
    gpt__layer_config *layer;
    plan_tensor *tensor;
    int n_tensor, cap;
    char **meta; /* (2 * n_meta) key, value */
    int n_meta;
    const json_value *json; /* the config */
    const char *seen[96];   /* keys that were read */
    int n_seen;
    int rc; /* of the first failure; err tells */
    gpt_error *err;
} plan;

static inline void plan_free(plan *p) {
    int i;
    for (i = 0; i < p->n_tensor; i++) free(p->tensor[i].values);
    for (i = 0; i < 2 * p->n_meta; i++) free(p->meta[i]);
    free(p->tensor);
    free(p->meta);
    free(p->layer);
    memset(p, 0, sizeof *p);
}

/* Keeps the first failure: the config is read straight through and rc is looked at afterwards. */
#define PLAN__FAIL(p, status, ...) \
    ((p)->rc == GPT_OK ? (void)((p)->rc = tool_fail((p)->err, status, __VA_ARGS__)) : (void)0)

/* plan_meta -- adds a pair of metadata; value may be NULL: nothing is added. */
static inline void plan_meta(plan *p, const char *key, const char *value) {
    char **meta;
    size_t k = strlen(key) + 1, v = value ? strlen(value) + 1 : 0;
    if (!value) return;
    meta = (char **)realloc(p->meta, (size_t)(2 * p->n_meta + 2) * sizeof *meta);
    if (meta) p->meta = meta;
    if (meta) meta[2 * p->n_meta] = (char *)malloc(k);
    if (meta) meta[2 * p->n_meta + 1] = (char *)malloc(v);
    if (!meta || !meta[2 * p->n_meta] || !meta[2 * p->n_meta + 1]) {
        if (meta) free(meta[2 * p->n_meta]);
        if (meta) free(meta[2 * p->n_meta + 1]);
        PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
        return;
    }
    memcpy(meta[2 * p->n_meta], key, k);
    memcpy(meta[2 * p->n_meta + 1], value, v);
    p->n_meta++;
}

/* ---- reading the config ---- */

static inline int plan__listed(const char *name, const char *const *list, size_t n) {
    while (n--)
        if (strcmp(name, list[n]) == 0) return 1;
    return 0;
}

static inline void plan__see(plan *p, const char *key) {
    if (p->n_seen == (int)(sizeof p->seen / sizeof p->seen[0])) return;
    if (!plan__listed(key, p->seen, (size_t)p->n_seen)) p->seen[p->n_seen++] = key;
}

/* The member that one of the spellings "a|b" names; NULL if absent or null. */
static inline const json_value *plan__get(plan *p, const json_value *object, const char *keys,
                                          char name[64]) {
    while (keys && *keys) {
        size_t n = strcspn(keys, "|");
        const json_value *v;
        memcpy(name, keys, n);
        name[n] = 0;
        v = json_get(object, name);
        if (v && object == p->json) plan__see(p, v->key);
        if (v && v->type != JSON_NULL) return v;
        keys += n + (keys[n] == '|');
    }
    return NULL;
}

/* A value for messages: numbers and strings as written, others by kind. */
static inline const char *plan__show(const json_value *v) {
    if (v->type == JSON_STRING || v->type == JSON_NUMBER) return v->text;
    return v->type == JSON_TRUE    ? "true"
           : v->type == JSON_FALSE ? "false"
           : v->type == JSON_NULL  ? "null"
           : v->type == JSON_ARRAY ? "a list"
                                   : "an object";
}

/* A count in lo .. hi. fallback < 0: the key must be there. */
static inline int plan__int(plan *p, const char *keys, int fallback, int lo, int hi) {
    char name[64];
    const json_value *v = plan__get(p, p->json, keys, name);
    if (!v) {
        if (fallback < 0)
            PLAN__FAIL(p, GPT_E_FORMAT, "%s: %.*s is missing", p->path, (int)strcspn(keys, "|"),
                       keys);
        return fallback < 0 ? lo : fallback;
    }
    if (v->type != JSON_NUMBER || v->number != floor(v->number) || v->number < lo ||
        v->number > hi) {
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s = %s: must be a whole number from %d to %d", p->path,
                   name, plan__show(v), lo, hi);
        return lo;
    }
    return (int)v->number;
}

/* A number above lo, at most 10^12. fallback NaN: it must be there. */
static inline double plan__real(plan *p, const json_value *object, const char *keys,
                                double fallback, double lo) {
    char name[64];
    const json_value *v = plan__get(p, object, keys, name);
    if (!v) {
        if (isnan(fallback)) PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s is missing", p->path, keys);
        return fallback;
    }
    if (v->type != JSON_NUMBER || !(v->number > lo) || v->number > 1e12) {
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s = %s: must be above %g and at most 1e12", p->path,
                   name, plan__show(v), lo);
        return 1.0;
    }
    return v->number;
}

static inline int plan__bool(plan *p, const char *key, int fallback) {
    char name[64];
    const json_value *v = plan__get(p, p->json, key, name);
    if (!v) return fallback;
    if (v->type != JSON_TRUE && v->type != JSON_FALSE)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s = %s: must be true or false", p->path, name,
                   plan__show(v));
    return v->type == JSON_TRUE;
}

/* The feed-forward's activation, by the names of Transformers' table. */
static inline uint32_t plan__act(plan *p) {
    static const struct { const char *name; int act; } known[] = {
        {"silu", GPT__ACT_SILU}, {"swish", GPT__ACT_SILU}, {"gelu", GPT__ACT_GELU_ERF},
        {"gelu_python", GPT__ACT_GELU_ERF}, {"gelu_new", GPT__ACT_GELU_TANH},
        {"gelu_pytorch_tanh", GPT__ACT_GELU_TANH}, {"gelu_python_tanh", GPT__ACT_GELU_TANH},
        {"gelu_fast", GPT__ACT_GELU_TANH}, {"gelu_accurate", GPT__ACT_GELU_TANH},
        {"quick_gelu", GPT__ACT_GELU_QUICK}, {"relu", GPT__ACT_RELU}, {"relu2", GPT__ACT_RELU2},
        {"tanh", GPT__ACT_TANH}, {"linear", GPT__ACT_NONE}
    };
    char name[64];
    const json_value *v = plan__get(p, p->json, p->fam->act, name);
    const char *act = v ? plan__show(v) : p->fam->act_default;
    size_t i;
    for (i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(act, known[i].name) == 0) return (uint32_t)known[i].act;
    PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: %s = %s: this activation is not supported", p->path, name,
               act);
    return 0;
}

/* Settings that no family here can honour unless they have their usual value. */
static inline void plan__refuse(plan *p) {
    const json_value *q = json_get(p->json, "quantization_config");
    const json_value *heads = json_get(p->json, "pruned_heads");
    const json_value *partial = json_get(p->json, "partial_rotary_factor");
    if (q && q->type != JSON_NULL)
        PLAN__FAIL(p, GPT_E_UNSUPPORTED,
                   "%s: quantization_config: checkpoints quantised with %s are not supported",
                   p->path, json_str(q, "quant_method", "an unnamed method"));
    if (heads && heads->n > 0)
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: pruned_heads: pruned checkpoints are not supported",
                   p->path);
    if (json_bool(p->json, "is_encoder_decoder", 0))
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: is_encoder_decoder = true is not supported", p->path);
    if (json_bool(p->json, "add_cross_attention", 0))
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: add_cross_attention = true is not supported",
                   p->path);
    if (partial && partial->type == JSON_NUMBER && partial->number != 1.0)
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: partial_rotary_factor = %s is not supported for %s",
                   p->path, partial->text, p->fam->model_type);
}

/* ---- tensors ---- */

static inline plan_tensor *plan__add(plan *p, int role, int layer) {
    plan_tensor *t;
    if (p->n_tensor == p->cap) {
        int cap = p->cap ? p->cap * 2 : 256;
        t = (plan_tensor *)realloc(p->tensor, (size_t)cap * sizeof *t);
        if (!t) {
            PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
            return NULL;
        }
        p->tensor = t;
        p->cap = cap;
    }
    t = &p->tensor[p->n_tensor++];
    memset(t, 0, sizeof *t);
    t->role = (uint32_t)role;
    t->layer = (uint32_t)layer;
    t->n_expert = 1;
    return t;
}

/* A vector that is computed here; returns its n values to fill in. */
static inline float *plan__values(plan *p, int role, int layer, uint32_t n) {
    plan_tensor *t = plan__add(p, role, layer);
    if (!t) return NULL;
    t->vector = 1;
    t->n_row = n;
    t->n_col = 1;
    t->values = (float *)malloc(n * sizeof(float));
    if (!t->values) PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
    return t->values;
}

static inline uint32_t plan__dim(const plan *p, const gpt__layer_config *l, fam_dim dim) {
    uint32_t q = l->n_head * l->head_qk, k = l->n_kv * l->head_qk;
    switch (dim) {
    case DIM_D: return p->config.n_embd;
    case DIM_V: return p->config.n_vocab;
    case DIM_P: return p->config.n_ctx;
    case DIM_Q: return q;
    case DIM_K: return k;
    case DIM_QK: return q + k;
    case DIM_QKV: return q + 2 * k;
    case DIM_C: return l->head_qk;
    case DIM_F: return l->n_ff;
    case DIM_OUT: return p->config.n_out;
    default: return 0;
    }
}

/* One tensor of the table: found, its shape checked, added to the plan. name is complete. */
static inline void plan__tensor(plan *p, const source *s, const fam_tensor *ft, const char *name,
                                int layer) {
    const gpt__layer_config *l = &p->layer[layer];
    uint32_t rows = plan__dim(p, l, ft->rows), cols = plan__dim(p, l, ft->cols);
    uint32_t all = ft->of ? plan__dim(p, l, ft->of) : rows, want[2];
    int n_dim = ft->cols ? 2 : 1;
    src_tensor *src = src_find(s, name);
    plan_tensor *t;
    char shape[128];
    if (p->rc != GPT_OK) return;
    if (!src) {
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: tensor %s is missing",
                   s->n_file == 1 ? s->file[0] : p->path, name);
        return;
    }
    want[0] = ft->conv1d ? cols : all;
    want[1] = ft->conv1d ? all : cols;
    if (src->n_dim != n_dim || src->dim[0] != want[0] || (n_dim == 2 && src->dim[1] != want[1])) {
        PLAN__FAIL(p, GPT_E_FORMAT,
                   n_dim == 2 ? "%s: tensor %s has shape %s; config.json says [%u, %u]"
                              : "%s: tensor %s has shape %s; config.json says [%u]",
                   s->file[src->file], name, src_shape(src, shape), want[0], want[1]);
        return;
    }
    if (src->type == SRC_OTHER) {
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: tensor %s has type %s; F32, F16 and BF16 are read",
                   s->file[src->file], name, src->dtype);
        return;
    }
    t = plan__add(p, ft->role, layer);
    if (!t) return;
    src->used = 1;
    t->src = src;
    t->vector = !ft->cols;
    t->n_row = rows;
    t->n_col = ft->cols ? cols : 1;
    t->conv1d = ft->conv1d;
    t->first = plan__dim(p, l, ft->first);
    t->small = ft->role == GPT__ROLE_POS_EMBD ||
               (ft->role == GPT__ROLE_OUTPUT && p->config.head != GPT_HEAD_LM);
}

/* The tensors of one layer, or (layer -1) those outside of the layers: their names have no %d. */
static inline void plan__tensors(plan *p, const source *s, const char *prefix, int layer) {
    const fam_group *g;
    const fam_tensor *t;
    char name[128];
    for (g = p->fam->group; g->tensor; g++) {
        if (*g->when && !plan__bool(p, g->when, 0)) continue;
        for (t = g->tensor; t->name; t++) {
            const char *at = strstr(t->name, "%d");
            if ((at != NULL) != (layer >= 0)) continue;
            if (at)
                snprintf(name, sizeof name, "%s%.*s%d%s", prefix, (int)(at - t->name), t->name,
                         layer, at + 2);
            else
                snprintf(name, sizeof name, "%s%s", prefix, t->name);
            plan__tensor(p, s, t, name, layer < 0 ? 0 : layer);
        }
    }
}

/* The head's own tensors; a tied language model has none. */
static inline void plan__head_tensors(plan *p, const source *s, const fam_head *h) {
    fam_tensor t = {GPT__ROLE_OUTPUT, NULL, DIM_OUT, DIM_D, 0, DIM_0, DIM_0};
    if (h->head == GPT_HEAD_NONE ||
        (h->head == GPT_HEAD_LM && plan__bool(p, "tie_word_embeddings", p->fam->tied)))
        return;
    plan__tensor(p, s, &t, h->weight, 0);
    if (!h->bias) return;
    t.role = GPT__ROLE_OUTPUT_B;
    t.cols = DIM_0;
    plan__tensor(p, s, &t, h->bias, 0);
}

/* ---- rotary positions (RoFormer, arXiv:2104.09864, and its stretched variants) ---- */

/* What a variant starts from. */
typedef struct plan__rope {
    const json_value *json; /* rope_scaling or rope_parameters; NULL: none */
    const char *type;
    int newer; /* the spelling of Transformers 5: rope_parameters */
    double theta, n_ctx;
    uint32_t n_rot;
    float *freq; /* (n_rot / 2) the result: radians a position */
} plan__rope;

static inline double plan__freq(const plan__rope *r, uint32_t i) {
    return pow(r->theta, -2.0 * i / r->n_rot);
}

/* Positions the model was trained for before it was stretched. */
static inline double plan__n_orig(plan *p, const plan__rope *r) {
    const char *key = "original_max_position_embeddings";
    return plan__real(p, r->json, key, plan__real(p, p->json, key, r->n_ctx, 0), 0);
}

/* Llama 3.1: long waves are slowed by factor, short ones kept, those between blended. */
static inline void plan__rope_llama3(plan *p, const plan__rope *r) {
    double factor = plan__real(p, r->json, "factor", NAN, 0);
    double low = plan__real(p, r->json, "low_freq_factor", NAN, 0);
    double high = plan__real(p, r->json, "high_freq_factor", NAN, 0);
    double n_orig = plan__real(p, r->json, "original_max_position_embeddings", NAN, 0);
    uint32_t i;
    if (!(high > low))
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: rope: high_freq_factor must be above low_freq_factor",
                   p->path);
    if (p->rc != GPT_OK) return;
    for (i = 0; i < r->n_rot / 2; i++) {
        double f = plan__freq(r, i);
        double turns = n_orig * f / 6.283185307179586; /* within the old length */
        double keep = turns <= low ? 0 : turns >= high ? 1 : (turns - low) / (high - low);
        r->freq[i] = (float)(f * (keep + (1 - keep) / factor));
    }
}

static inline double plan__mscale(double factor, double mscale) {
    return factor <= 1 ? 1.0 : 0.1 * mscale * log(factor) + 1.0;
}

/* The (fractional) pair that turns so often within n positions. */
static inline double plan__yarn_pair(const plan__rope *r, double turns, double n) {
    return r->n_rot * log(n / (turns * 6.283185307179586)) / (2 * log(r->theta));
}

/* YaRN (arXiv:2309.00071): pairs below `low` keep their speed, those above `high` are slowed by
 * factor, and attention is sharpened a little. */
static inline void plan__rope_yarn(plan *p, const plan__rope *r, gpt__rope_config *out) {
    double n_orig = plan__n_orig(p, r);
    double factor = plan__real(p, r->json, "factor", r->n_ctx / n_orig, 0);
    double fast = plan__real(p, r->json, "beta_fast", 32, 0);
    double slow = plan__real(p, r->json, "beta_slow", 1, 0), low, high, usual;
    double mscale = json_num(r->json, "mscale", 0);
    double mscale_all = json_num(r->json, "mscale_all_dim", 0);
    uint32_t i;
    low = plan__yarn_pair(r, fast, n_orig);
    high = plan__yarn_pair(r, slow, n_orig);
    if (json_bool(r->json, "truncate", 1)) {
        low = floor(low);
        high = ceil(high);
    }
    low = low < 0 ? 0 : low;
    high = high > r->n_rot - 1 ? r->n_rot - 1 : high;
    if (low == high) high += 0.001;
    for (i = 0; i < r->n_rot / 2; i++) {
        double f = plan__freq(r, i), ramp = (i - low) / (high - low);
        ramp = ramp < 0 ? 0 : ramp > 1 ? 1 : ramp;
        r->freq[i] = (float)(f * (1 - ramp) + f / factor * ramp);
    }
    usual = mscale != 0 && mscale_all != 0
                ? plan__mscale(factor, mscale) / plan__mscale(factor, mscale_all)
                : plan__mscale(factor, 1);
    out->attn_factor = (float)plan__real(p, r->json, "attention_factor", usual, 0);
}

/* One list of LongRoPE's divisors. */
static inline void plan__rope_list(plan *p, const plan__rope *r, const char *key, float *freq) {
    const json_value *list = json_get(r->json, key), *v;
    uint32_t i = 0;
    if (!list || list->type != JSON_ARRAY || list->n != (int)(r->n_rot / 2)) {
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: rope: %s must be a list of %u numbers", p->path, key,
                   r->n_rot / 2);
        return;
    }
    for (v = list->child; v; v = v->next, i++) {
        if (v->type != JSON_NUMBER || !(v->number > 0))
            PLAN__FAIL(p, GPT_E_FORMAT, "%s: rope: %s[%u] = %s: must be above 0", p->path, key, i,
                       plan__show(v));
        else
            freq[i] = (float)(plan__freq(r, i) / v->number);
    }
}

/* LongRoPE (arXiv:2402.13753): divisors per pair, a list up to the original length, one beyond. */
static inline void plan__rope_long(plan *p, const plan__rope *r, gpt__rope_config *out, int set) {
    double n_orig = plan__n_orig(p, r), factor = r->n_ctx / n_orig;
    float *longer = plan__values(p, GPT__ROLE_ROPE_FREQ_LONG, set, r->n_rot / 2);
    int outer = json_get(p->json, "original_max_position_embeddings") != NULL;
    if (!(n_orig >= 1 && n_orig <= PLAN__DIM_MAX))
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: original_max_position_embeddings is out of range",
                   p->path);
    if (!longer || p->rc != GPT_OK) return;
    if (!outer || r->newer) factor = plan__real(p, r->json, "factor", factor, 0);
    plan__rope_list(p, r, "short_factor", r->freq);
    plan__rope_list(p, r, "long_factor", longer);
    out->kind = GPT__ROPE_LONG;
    out->n_orig = (uint32_t)n_orig;
    factor = factor <= 1 ? 1 : sqrt(1 + log(factor) / log(n_orig));
    out->attn_factor = (float)plan__real(p, r->json, "attention_factor", factor, 0);
    out->attn_factor_long = out->attn_factor;
}

/* plan__rope_set -- adds a set of frequencies; returns its number + 1, what a layer refers to. */
static inline uint32_t plan__rope_set(plan *p, const json_value *json, int newer, uint32_t n_rot) {
    int set = (int)p->config.n_rope;
    gpt__rope_config *out = &p->config.rope[set];
    plan__rope r;
    uint32_t i;
    if (p->config.n_rope == 4)
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: more than 4 kinds of rope", p->path);
    if (n_rot % 2)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: head size %u: rotary positions need an even one", p->path,
                   n_rot);
    if (p->rc != GPT_OK) return 0;
    r.json = json;
    r.newer = newer;
    r.type = json_str(json, "rope_type", json_str(json, "type", "default"));
    r.theta = plan__real(p, p->json, "rope_theta|rotary_emb_base", p->fam->rope_theta, 1);
    r.theta = plan__real(p, json, "rope_theta", r.theta, 1);
    r.n_ctx = p->config.n_ctx;
    r.n_rot = n_rot;
    r.freq = plan__values(p, GPT__ROLE_ROPE_FREQ, set, n_rot / 2);
    if (p->rc != GPT_OK) return 0;
    memset(out, 0, sizeof *out);
    out->n_rot = n_rot;
    out->kind = GPT__ROPE_FIXED;
    out->attn_factor = 1;
    out->attn_factor_long = 1;
    for (i = 0; i < n_rot / 2; i++) r.freq[i] = (float)plan__freq(&r, i);

    if (strcmp(r.type, "linear") == 0) {
        double factor = plan__real(p, json, "factor", NAN, 0);
        for (i = 0; i < n_rot / 2; i++) r.freq[i] = (float)(plan__freq(&r, i) / factor);
    } else if (strcmp(r.type, "dynamic") == 0) {
        out->kind = GPT__ROPE_DYNAMIC;
        out->n_orig = p->config.n_ctx;
        out->base = (float)r.theta;
        out->factor = (float)plan__real(p, json, "factor", NAN, 0);
        if (!(out->factor >= 1 && out->factor <= 1e6f && n_rot > 2))
            PLAN__FAIL(p, GPT_E_FORMAT, "%s: rope type dynamic: factor is out of range", p->path);
    } else if (strcmp(r.type, "llama3") == 0) {
        plan__rope_llama3(p, &r);
    } else if (strcmp(r.type, "yarn") == 0) {
        plan__rope_yarn(p, &r, out);
    } else if (strcmp(r.type, "longrope") == 0 || strcmp(r.type, "su") == 0) {
        plan__rope_long(p, &r, out, set);
    } else if (strcmp(r.type, "default") != 0) {
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: rope type %s is not supported", p->path, r.type);
    }
    for (i = 0; i < n_rot / 2 && p->rc == GPT_OK; i++)
        if (!isfinite(r.freq[i]) || !isfinite(out->attn_factor))
            PLAN__FAIL(p, GPT_E_FORMAT, "%s: rope type %s: its numbers give no finite frequencies",
                       p->path, r.type);
    return ++p->config.n_rope;
}

/* ---- layers ---- */

/* The kind of a layer by "layer_types", "" where the config has no such list. */
static inline const char *plan__layer_type(plan *p, const json_value *types, int layer) {
    const json_value *v = types ? types->child : NULL;
    if (!types) return "";
    if (types->type != JSON_ARRAY || types->n != (int)p->config.n_layer) {
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: layer_types must be a list of %u names, one a layer",
                   p->path, p->config.n_layer);
        return "";
    }
    while (layer-- > 0) v = v->next;
    if (v->type != JSON_STRING ||
        (strcmp(v->text, "full_attention") != 0 && strcmp(v->text, "sliding_attention") != 0)) {
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: layer_types: %s is not supported", p->path,
                   plan__show(v));
        return "";
    }
    return v->text;
}

/* Windows of the layers (Longformer, arXiv:2004.05150; Mistral, arXiv:2310.06825). */
static inline void plan__windows(plan *p) {
    char name[64];
    const json_value *types = NULL;
    int by_type = p->fam->window == WINDOW_LAYER_TYPES, window = 0, from = 0, i;
    const json_value *given = json_get(p->json, "sliding_window");
    if (p->fam->window == WINDOW_NONE) return;
    if (by_type) {
        types = plan__get(p, p->json, "layer_types", name);
        from = plan__int(p, "max_window_layers", 28, 0, 1 << 30);
    }
    if (!by_type || plan__bool(p, "use_sliding_window", 0))
        window = plan__int(p, "sliding_window", given ? 0 : p->fam->window_default, 1, 1 << 30);
    else
        plan__get(p, p->json, "sliding_window", name);
    for (i = 0; i < (int)p->config.n_layer && p->rc == GPT_OK; i++) {
        const char *type = plan__layer_type(p, types, i);
        if (*type ? strcmp(type, "sliding_attention") != 0 : i < from) continue;
        if (*type && !window)
            PLAN__FAIL(p, GPT_E_FORMAT,
                       "%s: layer %d is of type sliding_attention, but sliding_window is off",
                       p->path, i);
        p->layer[i].window = (uint32_t)window;
    }
}

/* Rotary sets: one for all layers, or one for each of the newer spelling's layer types. */
static inline void plan__ropes(plan *p) {
    const json_value *newer = json_get(p->json, "rope_parameters"), *json = newer;
    const json_value *types = json_get(p->json, "layer_types");
    uint32_t n_rot = p->layer[0].head_qk, set[2] = {0, 0};
    int i, nested;
    if (p->fam->rope_theta == 0) return;
    if (!newer || newer->type == JSON_NULL) json = json_get(p->json, "rope_scaling");
    if (json && json->type != JSON_OBJECT && json->type != JSON_NULL)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s must be an object", p->path, json->key);
    nested = json_get(json, "full_attention") || json_get(json, "sliding_attention");
    if (!nested) set[0] = plan__rope_set(p, json, json == newer, n_rot);
    for (i = 0; i < (int)p->config.n_layer && p->rc == GPT_OK; i++) {
        int sliding = nested && strcmp(plan__layer_type(p, types, i), "sliding_attention") == 0;
        const char *type = sliding ? "sliding_attention" : "full_attention";
        if (!set[sliding] && p->rc == GPT_OK)
            set[sliding] = plan__rope_set(p, json_get(json, type), 1, n_rot);
        p->layer[i].rope = set[sliding];
    }
}

static inline void plan__layers(plan *p) {
    const family *f = p->fam;
    int n_embd = (int)p->config.n_embd, i;
    int n_head = plan__int(p, f->n_head, -1, 1, 65536);
    int n_kv = plan__int(p, f->n_kv, n_head, 1, 65536);
    int fallback = f->head_dim_default ? f->head_dim_default : n_embd / n_head;
    int head = plan__int(p, f->head_dim, fallback, 1, 65536);
    int n_ff = plan__int(p, f->n_ff, f->ff_factor ? f->ff_factor * n_embd : -1, 1, PLAN__DIM_MAX);
    uint32_t act = plan__act(p);
    int by_layer = f->attn_scale_by_layer && plan__bool(p, f->attn_scale_by_layer, 0);
    double scale = 1 / sqrt(head);
    if (n_head % n_kv)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s = %d does not divide %s = %d", p->path, f->n_kv, n_kv,
                   f->n_head, n_head);
    if (!f->head_dim && n_embd % n_head)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s = %d does not divide %s = %d", p->path, f->n_head,
                   n_head, f->n_embd, n_embd);
    if (head < 1 || (double)n_head * head > PLAN__DIM_MAX)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %d heads of size %d", p->path, n_head, head);
    if (f->attn_scale && !plan__bool(p, f->attn_scale, 1)) scale = 1;
    for (i = 0; i < (int)p->config.n_layer && p->rc == GPT_OK; i++) {
        gpt__layer_config *l = &p->layer[i];
        l->n_head = (uint32_t)n_head;
        l->n_kv = (uint32_t)n_kv;
        l->head_qk = l->head_v = (uint32_t)head;
        l->n_ff = (uint32_t)n_ff;
        l->act = act;
        l->attn_scale = (float)(by_layer ? scale / (i + 1) : scale);
    }
}

/* ---- heads and labels ---- */

/* The head that "architectures" names. A bare model ("GPT2Model") has none, unless it is tied or
 * its matrix is there nevertheless: then it can as well be the language model. */
static inline const fam_head *plan__head(plan *p, const source *s) {
    const json_value *list = json_get(p->json, "architectures");
    const char *name =
        list && list->n > 0 && list->child->type == JSON_STRING ? list->child->text : NULL;
    const fam_head *h = p->fam->head;
    if (!name) return h;
    for (; h->architecture; h++) {
        size_t n = strlen(name), k = strlen(h->architecture);
        if (n >= k && strcmp(name + n - k, h->architecture) == 0) return h;
    }
    if (strstr(name, "DoubleHeadsModel"))
        return p->fam->head; /* GPT-2's; the second is for multiple choice */
    if (strlen(name) < 5 || strcmp(name + strlen(name) - 5, "Model") != 0)
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: architectures: %s is not supported", p->path, name);
    if (plan__bool(p, "tie_word_embeddings", p->fam->tied) || src_find(s, p->fam->head->weight))
        return p->fam->head;
    return h;
}

static inline void plan__labels(plan *p, const fam_head *h) {
    char name[64];
    const json_value *map = plan__get(p, p->json, "id2label", name), *v;
    int n = plan__int(p, "num_labels", map && map->n > 0 ? map->n : 2, 1, PLAN__DIM_MAX);
    p->config.head = h->head;
    if (h->head == GPT_HEAD_NONE) return;
    p->config.n_out = h->head == GPT_HEAD_LM ? p->config.n_vocab : (uint32_t)n;
    if (h->head == GPT_HEAD_LM) return;
    if (h->head == GPT_HEAD_SPAN) p->config.n_out = 2;
    for (v = map && map->type == JSON_OBJECT ? map->child : NULL; v; v = v->next) {
        if (v->type != JSON_STRING || v->key_size == 0 || v->key_size > 8 ||
            strspn(v->key, "0123456789") != v->key_size)
            continue;
        snprintf(name, sizeof name, "label.%s", v->key);
        plan_meta(p, name, v->text);
    }
}

/* ---- the whole ---- */

static inline void plan__family(plan *p) {
    const json_value *v = json_get(p->json, "model_type");
    char known[200] = "";
    size_t i, n = 0;
    for (i = 0; i < sizeof families / sizeof families[0]; i++) {
        if (v && v->type == JSON_STRING && strcmp(v->text, families[i].model_type) == 0)
            p->fam = &families[i];
        if (n < sizeof known)
            n += (size_t)snprintf(known + n, sizeof known - n, "%s%s", i ? ", " : "",
                                  families[i].model_type);
    }
    if (!v || v->type != JSON_STRING)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: model_type is missing", p->path);
    else if (!p->fam)
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: model_type = %s is not supported; known are %s",
                   p->path, v->text, known);
}

/* The prefix under which this checkpoint has the family's tensors. */
static inline const char *plan__prefix(plan *p, const source *s) {
    static const char *const prefix[] = {"", "model.", "transformer."};
    char name[128];
    size_t i;
    for (i = 0; i < sizeof prefix / sizeof prefix[0]; i++) {
        snprintf(name, sizeof name, "%s%s", prefix[i], p->fam->first);
        if (src_find(s, name)) return prefix[i];
    }
    PLAN__FAIL(p, GPT_E_FORMAT, "%s: tensor %s is missing (also under model. and transformer.)",
               s->n_file == 1 ? s->file[0] : p->path, p->fam->first);
    return "";
}

/* plan_make -- fills p from a config and the tensors of s. path: the config's, for messages; json:
 * its root, which must outlive p, as s must. Returns a status; p is to be freed either way. */
static inline int plan_make(plan *p, const char *path, const json_value *json, const source *s,
                            gpt_error *err) {
    const family *f;
    const fam_head *head;
    const char *prefix;
    char name[64];
    uint64_t pad;
    int layer;
    memset(p, 0, sizeof *p);
    p->path = path;
    p->json = json;
    p->err = err;
    if (json->type != JSON_OBJECT) PLAN__FAIL(p, GPT_E_FORMAT, "%s: not a JSON object", path);
    plan__family(p);
    if (p->rc != GPT_OK) return p->rc;
    f = p->fam;
    plan__get(p, json, "model_type", name);
    plan__refuse(p);
    p->config.n_vocab = (uint32_t)plan__int(p, f->n_vocab, -1, 1, PLAN__DIM_MAX);
    p->config.n_ctx = (uint32_t)plan__int(p, f->n_ctx, -1, 1, PLAN__DIM_MAX);
    p->config.n_embd = (uint32_t)plan__int(p, f->n_embd, -1, 1, PLAN__DIM_MAX);
    p->config.n_layer = (uint32_t)plan__int(p, f->n_layer, -1, 1, 4096);
    p->config.norm = (uint32_t)f->norm;
    p->config.norm_eps = (float)plan__real(p, json, f->eps, f->eps_default, 0);
    if (p->config.norm_eps > 1)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s = %g is out of range", path, f->eps,
                   p->config.norm_eps);
    p->config.position = (uint32_t)f->position;
    p->config.embd_scale = p->config.resid_scale = p->config.logit_scale = 1;
    if (p->rc == GPT_OK && p->config.n_layer > (uint32_t)s->n)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s = %u, but the checkpoint has only %d tensors", path,
                   f->n_layer, p->config.n_layer, s->n);
    if (p->rc != GPT_OK) return p->rc;
    p->layer = (gpt__layer_config *)calloc(p->config.n_layer, sizeof *p->layer);
    if (!p->layer) PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
    if (p->rc == GPT_OK) plan__layers(p);
    if (p->rc == GPT_OK) plan__windows(p);
    if (p->rc == GPT_OK) plan__ropes(p);
    if (p->rc != GPT_OK) return p->rc;
    plan_meta(p, "family", f->model_type);
    if (json_u64(json_get(json, "pad_token_id"), &pad) && pad < p->config.n_vocab)
        plan_meta(p, "pad_token_id", json_get(json, "pad_token_id")->text);
    head = plan__head(p, s);
    plan__labels(p, head);
    prefix = plan__prefix(p, s);
    for (layer = -1; layer < (int)p->config.n_layer && p->rc == GPT_OK; layer++)
        plan__tensors(p, s, prefix, layer);
    if (p->rc == GPT_OK) plan__head_tensors(p, s, head);
    return p->rc;
}

/* plan_key_unread -- the next key of the config, after v (NULL: from the start), that was neither
 * read nor is known not to matter; NULL at the end. */
static inline const json_value *plan_key_unread(const plan *p, const json_value *v) {
    for (v = v ? v->next : p->json->child; v; v = v->next) {
        if (v->type == JSON_NULL || v->type == JSON_FALSE || v->key[0] == '_') continue;
        if (plan__listed(v->key, p->seen, (size_t)p->n_seen)) continue;
        if (!plan__listed(v->key, fam__ignored, sizeof fam__ignored / sizeof fam__ignored[0]))
            return v;
    }
    return NULL;
}

/* plan_tensor_unused -- 1 if t belongs in the report of tensors that nothing uses. */
static inline int plan_tensor_unused(const src_tensor *t) {
    size_t i, n = strlen(t->name);
    if (t->used) return 0;
    for (i = 0; i < sizeof fam__silent / sizeof fam__silent[0]; i++) {
        size_t k = strlen(fam__silent[i]);
        if (n >= k && strcmp(t->name + n - k, fam__silent[i]) == 0) return 0;
    }
    return 1;
}

#endif
