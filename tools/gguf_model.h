/* gguf_model.h -- what a GGUF file says of its model, as the config.json and the tensor names of the same model
 * elsewhere. So families.h stays the only place that knows families; here are three tables: what architectures are
 * called, what keys are called, what tensors are called.
 *
 * GGUF files differ from other checkpoints in four ways, of which families.h learns by keys of the config:
 *
 *     _pairs        rows of queries and keys are in the order of rotary pairs (2i, 2i + 1)
 *     _joined       fused projections are [q; k; v], whatever the family's order is
 *     _rows         no matrix is stored transposed
 *     _whole_norms  weights of norms are w, even where they are 1 + w elsewhere
 *
 * Include gguf.h first. */
#ifndef TOOLS_GGUF_MODEL_H
#define TOOLS_GGUF_MODEL_H

#include <ctype.h>
#include <math.h>

#define GGUF__EXPERT_LIMIT 65536

/* ---- the tables ---- */

typedef struct gguf_arch {
    const char *name, *type; /* general.architecture; model_type */
    const char *config;      /* members of the config besides those that keys give; each ends with a comma */
} gguf_arch;

static inline const gguf_arch *gguf__arch(const char *name, size_t size) {
#define PAIRS "\"_pairs\":1,"
#define JOINED "\"_joined\":1,"
#define NORMS "\"_whole_norms\":1,"
    static const gguf_arch known[] = {
        {"llama", "llama", PAIRS}, {"mistral", "llama", PAIRS}, {"arcee", "arcee", PAIRS},
        {"granite", "granite", PAIRS}, {"smollm3", "smollm3", PAIRS}, {"minicpm", "minicpm", PAIRS},
        {"olmo", "olmo", PAIRS}, {"olmo2", "olmo2", ""}, {"olmoe", "olmoe", ""},
        {"qwen2", "qwen2", ""}, {"qwen3", "qwen3", ""}, {"qwen2moe", "qwen2_moe", ""},
        {"qwen3moe", "qwen3_moe", "\"norm_topk_prob\":true,"},
        {"gemma", "gemma", NORMS}, {"gemma2", "gemma2", NORMS}, {"gemma3", "gemma3_text", NORMS},
        {"phi2", "phi", ""}, {"phi3", "phi3", ""}, {"phimoe", "phimoe", ""},
        {"stablelm", "stablelm", ""}, {"command-r", "cohere", ""}, {"cohere2", "cohere2", ""},
        {"nemotron", "nemotron", NORMS}, {"exaone4", "exaone4", ""}, {"glm4", "glm4", ""},
        {"seed_oss", "seed_oss", ""}, {"starcoder2", "starcoder2", ""}, {"gpt2", "gpt2", "\"_rows\":1,"},
        {"starcoder", "gpt_bigcode", ""}, {"gptj", "gptj", ""}, {"gptneox", "gpt_neox", JOINED},
        {"falcon", "falcon", JOINED}, {"bloom", "bloom", JOINED}, {"mpt", "mpt", ""}, {"gpt-oss", "gpt_oss", ""},
        {"bert", "bert", "\"architectures\":[\"BertModel\"],"}
    };
#undef PAIRS
#undef JOINED
#undef NORMS
    size_t i;
    for (i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strlen(known[i].name) == size && memcmp(known[i].name, name, size) == 0) return &known[i];
    return NULL;
}

/* Keys below the architecture's name, and what configs call them. */
static const struct { const char *key, *names; } gguf__keys[] = {
    {"context_length", "max_position_embeddings|n_positions|seq_length|max_seq_len"},
    {"embedding_length", "hidden_size|n_embd|d_model"},
    {"block_count", "num_hidden_layers|n_layer|n_layers"},
    {"feed_forward_length", "intermediate_size|n_inner|ffn_hidden_size"},
    {"attention.head_count", "num_attention_heads|n_head|n_heads"},
    {"attention.head_count_kv", "num_key_value_heads|num_kv_heads"},
    {"attention.key_length", "head_dim"},
    {"attention.layer_norm_rms_epsilon", "rms_norm_eps"},
    {"attention.layer_norm_epsilon", "layer_norm_eps|layer_norm_epsilon|norm_epsilon|norm_eps"},
    {"attention.sliding_window", "sliding_window"},
    {"attention.clamp_kqv", "clip_qkv"},
    {"attention.scale", "attention_multiplier"},
    {"attn_logit_softcapping", "attn_logit_softcapping"},
    {"final_logit_softcapping", "final_logit_softcapping"},
    {"rope.freq_base", "rope_theta|rotary_emb_base"},
    {"rope.freq_base_swa", "rope_local_base_freq"},
    {"rope.scaling.original_context_length", "original_max_position_embeddings"},
    {"expert_count", "num_local_experts|num_experts"},
    {"expert_used_count", "num_experts_per_tok"},
    {"expert_feed_forward_length", "moe_intermediate_size"},
    {"expert_shared_feed_forward_length", "shared_expert_intermediate_size"},
    {"use_parallel_residual", "use_parallel_residual"},
    {"logit_scale", "logit_scale|logits_scaling"},
    {"embedding_scale", "embedding_multiplier|scale_emb"},
    {"residual_scale", "residual_multiplier"}
};

/* Names of tensors without ".weight" and ".bias": of a layer ("blk.N." in front), or others. Rows of an architecture
 * count before those of all. */
static const struct { const char *arch, *gguf, *name; } gguf__names[] = {
    {"gpt2|starcoder|gptj|mpt", "token_embd", "wte"}, {"gpt2|starcoder", "position_embd", "wpe"},
    {"gpt2|starcoder|gptj|falcon|bloom", "output_norm", "ln_f"}, {"gpt2|starcoder|gptj", "blk.attn_norm", "h.%d.ln_1"},
    {"gpt2|starcoder", "blk.attn_qkv", "h.%d.attn.c_attn"}, {"gpt2|starcoder", "blk.attn_output", "h.%d.attn.c_proj"},
    {"gpt2|starcoder", "blk.ffn_norm", "h.%d.ln_2"}, {"gpt2|starcoder", "blk.ffn_up", "h.%d.mlp.c_fc"},
    {"gpt2|starcoder", "blk.ffn_down", "h.%d.mlp.c_proj"},
    {"gptj", "blk.attn_q", "h.%d.attn.q_proj"}, {"gptj", "blk.attn_k", "h.%d.attn.k_proj"},
    {"gptj", "blk.attn_v", "h.%d.attn.v_proj"}, {"gptj", "blk.attn_output", "h.%d.attn.out_proj"},
    {"gptj", "blk.ffn_up", "h.%d.mlp.fc_in"}, {"gptj", "blk.ffn_down", "h.%d.mlp.fc_out"},
    {"gptneox", "token_embd", "embed_in"}, {"gptneox", "output", "embed_out"},
    {"gptneox", "output_norm", "final_layer_norm"},
    {"gptneox", "blk.attn_qkv", "layers.%d.attention.query_key_value"},
    {"gptneox", "blk.attn_output", "layers.%d.attention.dense"},
    {"gptneox", "blk.ffn_up", "layers.%d.mlp.dense_h_to_4h"},
    {"gptneox", "blk.ffn_down", "layers.%d.mlp.dense_4h_to_h"},
    {"falcon|bloom", "token_embd", "word_embeddings"}, {"bloom", "token_embd_norm", "word_embeddings_layernorm"},
    {"falcon|bloom", "blk.attn_qkv", "h.%d.self_attention.query_key_value"},
    {"falcon|bloom", "blk.attn_output", "h.%d.self_attention.dense"},
    {"falcon|bloom", "blk.ffn_up", "h.%d.mlp.dense_h_to_4h"},
    {"falcon|bloom", "blk.ffn_down", "h.%d.mlp.dense_4h_to_h"},
    {"falcon|bloom", "blk.attn_norm", "h.%d.input_layernorm"},
    {"falcon|bloom", "blk.ffn_norm", "h.%d.post_attention_layernorm"},
    {"mpt", "output_norm", "norm_f"}, {"mpt", "blk.attn_norm", "blocks.%d.norm_1"},
    {"mpt", "blk.attn_qkv", "blocks.%d.attn.Wqkv"}, {"mpt", "blk.attn_output", "blocks.%d.attn.out_proj"},
    {"mpt", "blk.ffn_norm", "blocks.%d.norm_2"}, {"mpt", "blk.ffn_up", "blocks.%d.ffn.up_proj"},
    {"mpt", "blk.ffn_down", "blocks.%d.ffn.down_proj"},
    {"bert", "token_embd", "embeddings.word_embeddings"},
    {"bert", "position_embd", "embeddings.position_embeddings"},
    {"bert", "token_types", "embeddings.token_type_embeddings"}, {"bert", "token_embd_norm", "embeddings.LayerNorm"},
    {"bert", "blk.attn_q", "encoder.layer.%d.attention.self.query"},
    {"bert", "blk.attn_k", "encoder.layer.%d.attention.self.key"},
    {"bert", "blk.attn_v", "encoder.layer.%d.attention.self.value"},
    {"bert", "blk.attn_output", "encoder.layer.%d.attention.output.dense"},
    {"bert", "blk.attn_output_norm", "encoder.layer.%d.attention.output.LayerNorm"},
    {"bert", "blk.ffn_up", "encoder.layer.%d.intermediate.dense"},
    {"bert", "blk.ffn_down", "encoder.layer.%d.output.dense"},
    {"bert", "blk.layer_output_norm", "encoder.layer.%d.output.LayerNorm"},
    {"phi2", "output_norm", "final_layernorm"}, {"phi2", "blk.attn_output", "layers.%d.self_attn.dense"},
    {"phi2", "blk.ffn_up", "layers.%d.mlp.fc1"}, {"phi2", "blk.ffn_down", "layers.%d.mlp.fc2"},
    {"phi3|glm4", "blk.ffn_up", "layers.%d.mlp.gate_up_proj"},
    {"starcoder2", "blk.ffn_up", "layers.%d.mlp.c_fc"}, {"starcoder2", "blk.ffn_down", "layers.%d.mlp.c_proj"},
    {"stablelm", "blk.attn_q_norm", "layers.%d.self_attn.q_layernorm.norms.0"},
    {"stablelm", "blk.attn_k_norm", "layers.%d.self_attn.k_layernorm.norms.0"},
    {"gemma2|gemma3", "blk.ffn_norm", "layers.%d.pre_feedforward_layernorm"},
    {"glm4", "blk.post_attention_norm", "layers.%d.post_self_attn_layernorm"},
    {"glm4", "blk.post_ffw_norm", "layers.%d.post_mlp_layernorm"},
    {"llama|phimoe", "blk.ffn_gate_inp", "layers.%d.block_sparse_moe.gate"},
    {"llama|phimoe", "blk.ffn_gate_exps", "layers.%d.block_sparse_moe.experts.%d.w1"},
    {"llama|phimoe", "blk.ffn_up_exps", "layers.%d.block_sparse_moe.experts.%d.w3"},
    {"llama|phimoe", "blk.ffn_down_exps", "layers.%d.block_sparse_moe.experts.%d.w2"},
    {"gpt-oss", "blk.ffn_gate_inp", "layers.%d.mlp.router"}, {"gpt-oss", "blk.attn_sinks", "layers.%d.self_attn.sinks"},
    {"", "token_embd", "embed_tokens"}, {"", "output_norm", "norm"}, {"", "output", "lm_head"},
    {"", "blk.attn_norm", "layers.%d.input_layernorm"}, {"", "blk.attn_q", "layers.%d.self_attn.q_proj"},
    {"", "blk.attn_k", "layers.%d.self_attn.k_proj"}, {"", "blk.attn_v", "layers.%d.self_attn.v_proj"},
    {"", "blk.attn_output", "layers.%d.self_attn.o_proj"}, {"", "blk.attn_qkv", "layers.%d.self_attn.qkv_proj"},
    {"", "blk.attn_q_norm", "layers.%d.self_attn.q_norm"}, {"", "blk.attn_k_norm", "layers.%d.self_attn.k_norm"},
    {"", "blk.ffn_norm", "layers.%d.post_attention_layernorm"},
    {"", "blk.post_attention_norm", "layers.%d.post_attention_layernorm"},
    {"", "blk.post_ffw_norm", "layers.%d.post_feedforward_layernorm"},
    {"", "blk.ffn_gate", "layers.%d.mlp.gate_proj"}, {"", "blk.ffn_up", "layers.%d.mlp.up_proj"},
    {"", "blk.ffn_down", "layers.%d.mlp.down_proj"}, {"", "blk.ffn_gate_inp", "layers.%d.mlp.gate"},
    {"", "blk.ffn_gate_exps", "layers.%d.mlp.experts.%d.gate_proj"},
    {"", "blk.ffn_up_exps", "layers.%d.mlp.experts.%d.up_proj"},
    {"", "blk.ffn_down_exps", "layers.%d.mlp.experts.%d.down_proj"},
    {"", "blk.ffn_gate_shexp", "layers.%d.mlp.shared_expert.gate_proj"},
    {"", "blk.ffn_up_shexp", "layers.%d.mlp.shared_expert.up_proj"},
    {"", "blk.ffn_down_shexp", "layers.%d.mlp.shared_expert.down_proj"},
    {"", "blk.ffn_gate_inp_shexp", "layers.%d.mlp.shared_expert_gate"}
};

static inline int gguf__listed(const char *word, const char *list) {
    const size_t n = strlen(word);
    while (*list) {
        const size_t k = strcspn(list, "|");
        if (k == n && memcmp(list, word, n) == 0) return 1;
        list += k + (list[k] == '|');
    }
    return 0;
}

/* ---- names ---- */

/* What other checkpoints call a tensor; out stays empty if it has no name there. Numbers: of the layer and of the
 * expert, if the tensor is one expert's. *stack: it holds all experts. */
static inline void gguf__name(const char *arch, const char *name, char out[160], int *stack, int number) {
    const char *rest = name, *dot = strrchr(name, '.'), *row = NULL;
    char stem[100], *end;
    long layer = 0;
    size_t i, n = 0, k;
    int seen = 0, expert = -1;
    out[0] = 0;
    *stack = 0;
    if (!dot || (strcmp(dot, ".weight") != 0 && strcmp(dot, ".bias") != 0)) return;
    if (strncmp(name, "blk.", 4) == 0) {
        layer = strtol(name + 4, &end, 10);
        if (end == name + 4 || *end != '.' || layer < 0 || layer > 99999) return;
        rest = end + 1;
    }
    if (dot <= rest || dot - rest > 80) return;
    k = (size_t)snprintf(stem, sizeof stem, "%s%.*s", rest == name ? "" : "blk.", (int)(dot - rest), rest);
    for (n = k; n > 0 && isdigit((unsigned char)stem[n - 1]);) n--;
    if (n < k && n > 4 && stem[n - 1] == '.' && k - n < 6) { /* "blk.0.ffn_up.3.weight": an expert by itself */
        expert = atoi(stem + n);
        snprintf(stem + n - 1, sizeof stem - n + 1, "_exps");
    }
    for (i = 0; i < sizeof gguf__names / sizeof gguf__names[0] && !row; i++)
        if (strcmp(gguf__names[i].gguf, stem) == 0 &&
            (!*gguf__names[i].arch || gguf__listed(arch, gguf__names[i].arch)))
            row = gguf__names[i].name;
    if (!row) return;
    for (n = 0; *row && n < 140; row++) {
        if (row[0] == '%') {
            n += (size_t)snprintf(out + n, 160 - n, "%ld", seen == 0 ? layer : expert >= 0 ? expert : number);
            *stack |= seen++ == 1 && expert < 0;
            row++;
        } else {
            out[n++] = *row;
        }
    }
    snprintf(out + n, 160 - n, "%s", dot);
}

static inline int gguf__set_name(src_tensor *t, const char *name) {
    const size_t n = strlen(name) + 1;
    char *copy = (char *)malloc(n);
    if (!copy) return 0;
    memcpy(copy, name, n);
    free(t->name);
    t->name = copy;
    return 1;
}

/* A stack of experts becomes one tensor for each. */
static inline int gguf__unstack(source *s, int at, const char *arch, gpt_error *err) {
    const src_tensor stack = s->tensor[at]; /* adding may move it */
    const uint64_t n = stack.dim[0];
    char name[160];
    int i, is;
    if (n > GGUF__EXPERT_LIMIT)
        return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: %llu experts", s->file[stack.file], stack.name,
                         (unsigned long long)n);
    for (i = 0; i < (int)n; i++) {
        src_tensor *t;
        char *own;
        gguf__name(arch, stack.name, name, &is, i);
        t = src_add(s, name, strlen(name));
        if (!t) return tool_fail(err, GPT_E_MEMORY, "out of memory");
        own = t->name;
        *t = stack;
        t->name = own;
        t->n_dim = stack.n_dim - 1;
        memmove(t->dim, t->dim + 1, sizeof t->dim - sizeof t->dim[0]);
        t->n = stack.n / n;
        t->size = stack.size / n;
        t->offset = stack.offset + (uint64_t)i * t->size;
    }
    s->tensor[at].used = 1;
    return GPT_OK;
}

/* Gives all tensors the names of other checkpoints; those that have none keep their own. */
static inline int gguf__rename(source *s, const char *arch, gpt_error *err) {
    const int two_norms = src_find(s, "blk.0.attn_norm_2.weight") != NULL; /* Falcon 40B */
    const int n = s->n;
    char name[160];
    int i, stack, layer, rc = GPT_OK;
    for (i = 0; i < n && rc == GPT_OK; i++) {
        src_tensor *t = &s->tensor[i];
        const char *dot = strrchr(t->name, '.');
        gguf__name(arch, t->name, name, &stack, 0);
        if (two_norms && dot && strstr(t->name, ".attn_norm") && sscanf(t->name, "blk.%d.", &layer) == 1)
            snprintf(name, sizeof name, "h.%d.%s%s", layer, strstr(t->name, "norm_2") ? "ln_attn" : "ln_mlp", dot);
        if (!*name) continue;
        if (stack && t->n_dim < 2) continue;
        if (stack) {
            rc = gguf__unstack(s, i, arch, err);
            continue;
        }
        if (!gguf__set_name(t, name)) return tool_fail(err, GPT_E_MEMORY, "out of memory");
        if (t->n_dim == 1 && strstr(name, "shared_expert_gate.weight")) { /* a matrix of one row elsewhere */
            t->n_dim = 2;
            t->dim[1] = t->dim[0];
            t->dim[0] = 1;
        }
    }
    return rc == GPT_OK ? src_sort(s, err) : rc;
}

/* ---- the config ---- */

typedef struct gguf__text {
    char *p;
    size_t n, cap;
    int failed;
} gguf__text;

#ifdef __GNUC__
__attribute__((format(printf, 2, 3)))
#endif
static inline void
gguf__put(gguf__text *t, const char *format, ...) {
    va_list args;
    int n;
    if (t->cap - t->n < 512) {
        char *grown = (char *)realloc(t->p, t->cap * 2 + 4096);
        if (!grown) {
            t->failed = 1;
            return;
        }
        t->p = grown;
        t->cap = t->cap * 2 + 4096;
    }
    va_start(args, format);
    n = vsnprintf(t->p + t->n, t->cap - t->n, format, args);
    va_end(args);
    if (n > 0 && (size_t)n < t->cap - t->n) t->n += (size_t)n;
    else t->failed = 1;
}

static inline const gguf_pair *gguf__of(const gguf *g, const char *arch, const char *key) {
    char full[160];
    snprintf(full, sizeof full, "%s.%s", arch, key);
    return gguf_find(g, full);
}

/* A number that is the same in all layers. */
static inline int gguf__one_number(const gguf_pair *p, double *v, const char *path, gpt_error *err) {
    uint64_t i;
    *v = gguf_number(p, 0);
    for (i = 1; i < p->n; i++)
        if (gguf_number(p, i) != *v)
            return tool_fail(err, GPT_E_UNSUPPORTED, "%s: %.*s differs from layer to layer; that is not supported",
                             path, (int)(p->key_size < 80 ? p->key_size : 80), p->key);
    if (p->n == 0 || !gguf__width(p->type) || !isfinite(*v))
        return tool_fail(err, GPT_E_FORMAT, "%s: %.*s must be a number", path,
                         (int)(p->key_size < 80 ? p->key_size : 80), p->key);
    return GPT_OK;
}

/* A list of numbers that a tensor holds, as a member of an object. */
static inline int gguf__list(source *s, const char *tensor, const char *key, gguf__text *out, gpt_error *err) {
    src_tensor *t = src_find(s, tensor);
    float v[512];
    int rc;
    size_t i;
    if (!t) return GPT_OK;
    if (t->n > sizeof v / sizeof v[0])
        return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s is too long", s->file[t->file], tensor);
    rc = src_read(s, t, 0, (size_t)t->n, v, err);
    gguf__put(out, ",\"%s\":[", key);
    for (i = 0; i < t->n && rc == GPT_OK; i++) {
        if (!isfinite(v[i]))
            return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: not a number", s->file[t->file], tensor);
        gguf__put(out, "%s%.9g", i ? "," : "", (double)v[i]);
    }
    gguf__put(out, "]");
    t->used = 1;
    return rc;
}

/* Stretched rotary positions: by a type, or by divisors that a tensor holds. */
static inline int gguf__rope(const gguf *g, source *s, const char *arch, gguf__text *out, gpt_error *err) {
    static const struct { const char *key, *name; } keys[] = {
        {"rope.scaling.factor", "factor"}, {"rope.scaling.attn_factor", "attention_factor"},
        {"rope.scaling.yarn_beta_fast", "beta_fast"}, {"rope.scaling.yarn_beta_slow", "beta_slow"},
        {"rope.scaling.original_context_length", "original_max_position_embeddings"}
    };
    const int lists = src_find(s, "rope_factors_short.weight") && src_find(s, "rope_factors_long.weight");
    const int one = src_find(s, "rope_freqs.weight") != NULL;
    const gguf_pair *type = gguf__of(g, arch, "rope.scaling.type"), *p;
    const unsigned char *at = type ? type->item : NULL;
    size_t i, size = 0;
    const char *name = type && type->type == GGUF_TEXT && type->n ? gguf_text_next(&at, &size) : "";
    int rc = GPT_OK, plain = size == 0 || (size == 4 && memcmp(name, "none", 4) == 0);
    p = gguf__of(g, arch, "rope.scale_linear"); /* older files */
    if (plain && !lists && !one && !(p && gguf_number(p, 0) != 1)) return GPT_OK;
    if (!plain && memchr(name, '"', size)) return tool_fail(err, GPT_E_FORMAT, "%s: rope.scaling.type", s->file[0]);
    if (lists) name = "longrope", size = 8;
    else if (one) name = "factors", size = 7;
    else if (plain) name = "linear", size = 6;
    gguf__put(out, "\"rope_scaling\":{\"rope_type\":\"%.*s\"", (int)(size < 40 ? size : 40), name);
    if (plain && p) gguf__put(out, ",\"factor\":%.9g", gguf_number(p, 0));
    for (i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const gguf_pair *k = gguf__of(g, arch, keys[i].key);
        double v = k ? gguf_number(k, 0) : 0;
        if (k && isfinite(v) && v > 0) gguf__put(out, ",\"%s\":%.9g", keys[i].name, v);
    }
    if (lists) rc = gguf__list(s, "rope_factors_short.weight", "short_factor", out, err);
    if (lists && rc == GPT_OK) rc = gguf__list(s, "rope_factors_long.weight", "long_factor", out, err);
    if (one && !lists) rc = gguf__list(s, "rope_freqs.weight", "factors", out, err);
    gguf__put(out, "},");
    return rc;
}

/* What no key says, but the tensors or the sizes do. */
static inline void gguf__deduced(const gguf *g, const source *s, const char *arch, gguf__text *out) {
    static const char *const found[][2] = {
        {"qkv_bias", "blk.0.attn_q.bias"}, {"use_qkv_bias", "blk.0.attn_q.bias"}, {"use_bias", "blk.0.attn_q.bias"},
        {"bias", "blk.0.attn_qkv.bias"}, {"mlp_bias", "blk.0.ffn_up.bias"},
        {"use_qk_norm", "blk.0.attn_q_norm.weight"}, {"qk_layernorm", "blk.0.attn_q_norm.weight"}
    };
    const src_tensor *embed = src_find(s, "token_embd.weight"), *types = src_find(s, "token_types.weight");
    const double layers = gguf_number(gguf__of(g, arch, "block_count"), 0);
    const double heads = gguf_number(gguf__of(g, arch, "attention.head_count"), 0);
    const double width = gguf_number(gguf__of(g, arch, "embedding_length"), 0);
    const gguf_pair *length = gguf__of(g, arch, "attention.key_length");
    const gguf_pair *kv = gguf__of(g, arch, "attention.head_count_kv");
    const double head = length ? gguf_number(length, 0) : heads > 0 ? floor(width / heads) : 0;
    const double rot = gguf_number(gguf__of(g, arch, "rope.dimension_count"), 0);
    const double largest = strcmp(arch, "gemma2") == 0 ? 46 : 62; /* layers of the one with another attention scale */
    char name[60];
    int dense = 0;
    size_t i;
    if (embed && embed->n_dim == 2) gguf__put(out, "\"vocab_size\":%llu,", (unsigned long long)embed->dim[0]);
    if (types)
        gguf__put(out, "\"type_vocab_size\":%llu,", types->n_dim == 2 ? (unsigned long long)types->dim[0] : 1ULL);
    else if (strcmp(arch, "bert") == 0) gguf__put(out, "\"type_vocab_size\":0,");
    gguf__put(out, "\"tie_word_embeddings\":%s,", src_find(s, "output.weight") ? "false" : "true");
    if (rot > 0 && head > 0 && rot <= head)
        gguf__put(out, "\"partial_rotary_factor\":%.17g,\"rotary_pct\":%.17g,\"rotary_dim\":%.17g,", rot / head,
                  rot / head, rot);
    for (i = 0; i < sizeof found / sizeof found[0]; i++)
        gguf__put(out, "\"%s\":%s,", found[i][0], src_find(s, found[i][1]) ? "true" : "false");
    gguf__put(out, "\"attention_bias\":%s,",
              src_find(s, gguf__listed(arch, "glm4|seed_oss") ? "blk.0.attn_q.bias" : "blk.0.attn_output.bias")
                  ? "true" : "false");
    gguf__put(out, "\"mlp_only_layers\":[");
    for (i = 0; i < (size_t)layers && layers <= 4096; i++) { /* of mixtures: layers without a router */
        snprintf(name, sizeof name, "blk.%d.ffn_gate_inp.weight", (int)i);
        if (!src_find(s, name)) gguf__put(out, "%s%d", dense++ ? "," : "", (int)i);
    }
    gguf__put(out, "],");
    if (gguf__listed(arch, "gemma2|gemma3"))
        gguf__put(out, "\"query_pre_attn_scalar\":%.17g,", layers == largest && heads > 0 ? width / heads : head);
    if (strcmp(arch, "falcon") == 0) {
        const int two = src_find(s, "blk.0.attn_norm_2.weight") != NULL;
        gguf__put(out, "\"new_decoder_architecture\":%s,\"multi_query\":%s,", two ? "true" : "false",
                  kv && gguf_number(kv, 0) == 1 ? "true" : "false");
    }
    if (strcmp(arch, "stablelm") == 0 && !gguf__of(g, arch, "use_parallel_residual"))
        gguf__put(out, "\"use_parallel_residual\":%s,", src_find(s, "blk.0.ffn_norm.weight") ? "false" : "true");
}

static inline int gguf__members(const gguf *g, source *s, const char *arch, gguf__text *out, gpt_error *err) {
    const int experts = gguf_number(gguf__of(g, arch, "expert_count"), 0) > 0;
    size_t i;
    int rc = GPT_OK;
    for (i = 0; i < sizeof gguf__keys / sizeof gguf__keys[0] && rc == GPT_OK; i++) {
        const gguf_pair *p = gguf__of(g, arch, gguf__keys[i].key);
        const char *name = gguf__keys[i].names;
        double v = 0;
        if (!p) continue;
        rc = gguf__one_number(p, &v, s->file[0], err);
        if (strncmp(gguf__keys[i].key, "expert", 6) == 0 && !experts) continue;
        if (strcmp(gguf__keys[i].key, "attention.sliding_window") == 0 && v == 0) continue;
        for (; rc == GPT_OK && *name; name += strcspn(name, "|"), name += *name == '|')
            gguf__put(out, "\"%.*s\":%.*g,", (int)strcspn(name, "|"), name, p->type == GGUF_F32 ? 9 : 17, v);
    }
    return rc;
}

/* gguf_config -- the config of the file's model, parsed; the tensors of s are renamed. */
static inline int gguf_config(const gguf *g, source *s, json_doc *doc, gpt_error *err) {
    const char *path = s->file[0], *text, *type;
    const gguf_arch *arch;
    gguf__text out;
    size_t size;
    int rc;
    memset(doc, 0, sizeof *doc);
    memset(&out, 0, sizeof out);
    text = gguf_text(g, "general.architecture", &size);
    if (!text) return tool_fail(err, GPT_E_FORMAT, "%s: general.architecture is missing", path);
    arch = gguf__arch(text, size);
    if (!arch)
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: general.architecture = %.*s is not supported", path,
                         (int)(size < 80 ? size : 80), text);
    type = arch->type;
    if (strcmp(arch->name, "llama") == 0 && gguf_number(gguf_find(g, "llama.expert_count"), 0) > 0) type = "mixtral";
    else if (strcmp(type, "llama") == 0 && gguf_number(gguf_find(g, "llama.attention.sliding_window"), 0) > 0)
        type = "mistral";
    if (strcmp(arch->name, "olmo2") == 0 && gguf_find(g, "olmo2.attention.sliding_window")) type = "olmo3";
    gguf__put(&out, "{\"model_type\":\"%s\",", type);
    rc = gguf__members(g, s, arch->name, &out, err);
    if (rc == GPT_OK) rc = gguf__rope(g, s, arch->name, &out, err);
    gguf__deduced(g, s, arch->name, &out);
    gguf__put(&out, "%s\"_gguf\":1}", arch->config);
    if (rc == GPT_OK && out.failed) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK && json_parse(doc, out.p, out.n) != 0)
        rc = tool_fail(err, GPT_E_FORMAT, "%s: %s", path, doc->error);
    if (rc == GPT_OK) rc = gguf__rename(s, arch->name, err);
    free(out.p);
    return rc;
}

#endif
