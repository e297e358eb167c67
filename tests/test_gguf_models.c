/* GGUF files of every architecture: a second opinion. Checkpoints of tests/data are written here as GGUF files the way
 * the published converter does (llama.cpp: conversion/, gguf-py/gguf/tensor_mapping.py), by tables that know nothing of
 * those in tools/gguf_model.h, and must become the very same model as their folder: config, layers, every tensor. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE
#endif
#define GPT_IMPLEMENTATION
#define GPT_STATIC
#include "../gpt.h"
#include "../tools/convert.h"
#include "test.h"

static gpt_error err;

/* ---- a checkpoint, and the GGUF file that is made of it ---- */

/* dim: the last contiguous; bytes: of another type than floats */
typedef struct made { char name[100]; int n_dim; size_t dim[3], n; float *v; unsigned type; unsigned char *bytes; size_t size; } made;

static const char *arch;   /* general.architecture */
static const char *how;    /* what is special: words of the case below */
static const char *replaced; /* the key that a test writes itself */
static json_doc doc;
static const json_value *config;
static source hf;
static made tensor[600];
static int n_made;
static unsigned char *file; /* (n_file) the pairs */
static size_t n_file, cap_file, n_pair, n_header;

static int listed(const char *word, const char *list) { return plan__listed(word, strlen(word), list, ' '); }
static int has(const char *word) { return listed(word, how); }

static void put(const void *p, size_t n) {
    if (n_file + n > cap_file) {
        unsigned char *grown = (unsigned char *)realloc(file, cap_file = 2 * (n_file + n));
        if (!grown) exit(9);
        file = grown;
    }
    memcpy(file + n_file, p, n);
    n_file += n;
}
static void put_n(uint64_t v, int width) {
    for (; width-- > 0; v >>= 8) {
        const unsigned char c = (unsigned char)v;
        put(&c, 1);
    }
}
static void put_text(const char *s) { put_n(strlen(s), 8), put(s, strlen(s)); }
static void put_f32(float f) {
    uint32_t u;
    memcpy(&u, &f, 4);
    put_n(u, 4);
}

/* keys below the architecture's name, unless they have a dot in front */
static void key(const char *name, uint32_t type) {
    char full[120];
    if (replaced && strcmp(name, replaced) == 0) name = ".another.one";
    snprintf(full, sizeof full, "%s%s%s", *name == '.' ? "" : arch, *name == '.' ? "" : ".", name + (*name == '.'));
    put_text(full);
    put_n(type, 4);
    n_pair++;
}
static void key_u32(const char *name, double v) { key(name, GGUF_U32), put_n((uint32_t)v, 4); }
static void key_f32(const char *name, double v) { key(name, GGUF_F32), put_f32((float)v); }
static void key_bool(const char *name, int v) { key(name, GGUF_BOOL), put_n((unsigned)v, 1); }
static void key_text(const char *name, const char *v) { key(name, GGUF_TEXT), put_text(v); }
static void key_list(const char *name, uint32_t type, size_t n) { key(name, GGUF_ARRAY), put_n(type, 4), put_n(n, 8); }

/* ---- the config ---- */

/* a value under one of the names "a b"; "outer.inner" is a member of a member */
static const json_value *value(const char *names) {
    char name[60], outer[60];
    for (;;) {
        const size_t n = strcspn(names, " ");
        const json_value *v;
        const char *dot;
        snprintf(name, sizeof name, "%.*s", (int)n, names);
        dot = strchr(name, '.');
        if (dot) snprintf(outer, sizeof outer, "%.*s", (int)(dot - name), name);
        v = dot ? json_get(json_get(config, outer), dot + 1) : json_get(config, name);
        if (v && v->type != JSON_NULL) return v;
        if (!names[n]) return NULL;
        names += n + 1;
    }
}
static double number(const char *names, double fallback) {
    const json_value *v = value(names);
    return v && v->type == JSON_NUMBER ? v->number : v && v->type == JSON_TRUE ? 1 : v && v->type == JSON_FALSE ? 0 : fallback;
}
static void u32(const char *name, const char *from) { if (value(from)) key_u32(name, number(from, 0)); }
static void f32(const char *name, const char *from) { if (value(from)) key_f32(name, number(from, 0)); }

#define LAYERS ((int)number("num_hidden_layers n_layer n_layers", 0))
#define WIDTH number("hidden_size n_embd d_model dim", 0)
#define HEADS number("num_attention_heads n_head n_heads", 0)
#define KV (has("repeat") ? HEADS : number("num_key_value_heads num_kv_heads attn_config.kv_n_heads", HEADS))
#define HEAD number("head_dim", WIDTH / HEADS)
#define EXPERTS number("num_local_experts num_experts n_routed_experts moe_num_experts ffn_config.moe_num_experts", 0)

/* Those that all models have, unless their converters make their own; then `how` says which of them to leave out. */
static void usual_keys(void) {
    const json_value *rope = value("rope_scaling rope_parameters");
    const char *type = rope ? json_str(rope, "rope_type", json_str(rope, "type", "")) : "";
    key_u32("block_count", LAYERS + has("nextn"));
    if (has("nextn")) key_u32("nextn_predict_layers", 1);
    key_u32("context_length", number("max_position_embeddings n_positions max_seq_len seq_length", 0) - (has("roberta") ? 2 : 0));
    key_u32("embedding_length", WIDTH);
    key_u32("feed_forward_length", number("intermediate_size_mlp intermediate_size n_inner ffn_hidden_size hidden_dim ffn_config.ffn_hidden_size",
                                          WIDTH * number("expansion_ratio", 4)) * (strcmp(arch, "qwen") == 0 ? 2 : 1));
    key_u32("attention.head_count", HEADS);
    if (!has("-kv")) key_u32("attention.head_count_kv", listed(arch, "deepseek2") && !has("old") ? 1 : KV);
    if (!has("-theta")) f32("rope.freq_base", "rope_theta rotary_emb_base attn_config.rope_theta");
    f32("rope.freq_base_swa", "rope_local_base_freq");
    f32("attention.layer_norm_rms_epsilon", "rms_norm_eps norm_eps");
    f32("attention.layer_norm_epsilon", "layer_norm_eps layer_norm_epsilon norm_epsilon norm_eps");
    u32("expert_count", "num_local_experts num_experts n_routed_experts moe_num_experts ffn_config.moe_num_experts");
    u32("expert_used_count", "num_experts_per_tok moe_topk moe_k ffn_config.moe_top_k");
    u32("expert_group_count", "n_group");
    u32("expert_group_used_count", "topk_group");
    if (strcmp(arch, "deepseek2") != 0) u32("attention.key_length", "head_dim"), u32("attention.value_length", "head_dim");
    key_u32("vocab_size", number("vocab_size", 0));
    if (strcmp(type, "linear") == 0 || strcmp(type, "yarn") == 0) {
        key_text("rope.scaling.type", type);
        key_f32("rope.scaling.factor", json_num(rope, "factor", 0));
    }
    if (strcmp(type, "yarn") == 0) {
        key_u32("rope.scaling.original_context_length", json_num(rope, "original_max_position_embeddings", 0));
        f32("rope.scaling.yarn_beta_fast", "rope_scaling.beta_fast");
        f32("rope.scaling.yarn_beta_slow", "rope_scaling.beta_slow");
    }
}

/* The same of one key in another way, for those that differ only in that. */
static const struct { const char *arch, *key; char type; const char *from; } more[] = {
    {"granite granitemoe", "attention.scale", 'f', "attention_multiplier"},
    {"granite granitemoe", "embedding_scale", 'f', "embedding_multiplier"},
    {"granite granitemoe", "residual_scale", 'f', "residual_multiplier"},
    {"granite granitemoe", "logit_scale", 'f', "logits_scaling"},
    {"granitemoe", "expert_shared_feed_forward_length", 'u', "shared_intermediate_size"},
    {"command-r cohere2", "logit_scale", 'f', "logit_scale"}, {"gptneox stablelm", "use_parallel_residual", 'b', "use_parallel_residual"},
    {"gemma2", "attn_logit_softcapping", 'f', "attn_logit_softcapping"}, {"gemma2", "final_logit_softcapping", 'f', "final_logit_softcapping"},
    {"gemma2 gemma3 cohere2 exaone4 olmo2 gpt-oss phi3 phimoe", "attention.sliding_window", 'u', "sliding_window"},
    {"olmo dbrx mpt olmoe", "attention.clamp_kqv", 'f', "clip_qkv attn_config.clip_qkv"},
    {"mpt", "attention.max_alibi_bias", 'f', "attn_config.alibi_bias_max"},
    {"qwen2moe qwen3moe qwen3vlmoe dots1 glm4moe deepseek2 ernie4_5-moe", "expert_feed_forward_length", 'u', "moe_intermediate_size"},
    {"gpt-oss llama4 hunyuan-moe", "expert_feed_forward_length", 'u', "intermediate_size"},
    {"qwen2moe", "expert_shared_feed_forward_length", 'u', "shared_expert_intermediate_size"},
    {"hunyuan-moe", "expert_shared_feed_forward_length", 'u', "intermediate_size"},
    {"dots1 glm4moe deepseek2", "leading_dense_block_count", 'u', "first_k_dense_replace"},
    {"dots1 glm4moe deepseek2", "expert_shared_count", 'u', "n_shared_experts"},
    {"dots1 glm4moe deepseek2", "expert_weights_scale", 'f', "routed_scaling_factor"},
    {"dots1 glm4moe", "expert_weights_norm", 'b', "norm_topk_prob"},
    {"deepseek2", "attention.q_lora_rank", 'u', "q_lora_rank"}, {"deepseek2", "attention.kv_lora_rank", 'u', "kv_lora_rank"},
    {"deepseek2", "rope.dimension_count", 'u', "qk_rope_head_dim"}, {"gptj", "rope.dimension_count", 'u', "rotary_dim"},
    {"ernie4_5-moe", "interleave_moe_layer_step", 'u', "moe_layer_interval"},
    {"ernie4_5-moe", "leading_dense_block_count", 'u', "moe_layer_start_index"},
    {"ernie4_5-moe", "expert_shared_count", 'u', "moe_num_shared_experts"},
    {"llama4", "interleave_moe_layer_step", 'u', "interleave_moe_layer_step"},
    {"phi3 phimoe", "rope.scaling.original_context_length", 'u', "original_max_position_embeddings"}
};

static void special_keys(void) {
    const json_value *types = value("layer_types"), *v, *rope = value("rope_scaling");
    const double nope = number("qk_nope_head_dim", 0), rot = number("qk_rope_head_dim", 0), rank = number("kv_lora_rank", 0);
    const double share = number("partial_rotary_factor rotary_pct", listed(arch, "glm4 chatglm glm4moe") ? 0.5 : 1);
    size_t i;
    for (i = 0; i < sizeof more / sizeof more[0]; i++) {
        if (!listed(arch, more[i].arch) || !value(more[i].from)) continue;
        if (more[i].type == 'f') key_f32(more[i].key, number(more[i].from, 0));
        if (more[i].type == 'u') key_u32(more[i].key, number(more[i].from, 0));
        if (more[i].type == 'b') key_bool(more[i].key, number(more[i].from, 0) != 0);
    }
    if (listed(arch, "llama arcee granite granitemoe smollm3 phi2 phi3 phimoe stablelm gptneox nemotron glm4 chatglm glm4moe exaone cohere2 baichuan xverse"))
        key_u32("rope.dimension_count", (int)(share * HEAD + 1e-9));
    if (has("pattern") && types) { /* newer files have it where it is not the usual one */
        key_list("attention.sliding_window_pattern", GGUF_BOOL, (size_t)LAYERS);
        for (v = types->child; v; v = v->next) put_n(v->size == 17 && memcmp(v->text, "sliding_attention", 17) == 0, 1);
    }
    if (has("every-2nd")) key_u32("attention.sliding_window_pattern", 2);
    if (listed(arch, "gptneox") && !value("use_parallel_residual")) key_bool("use_parallel_residual", 1);
    if (listed(arch, "stablelm") && !value("use_parallel_residual")) key_bool("use_parallel_residual", 1); /* whatever is true */
    if (listed(arch, "olmo dbrx")) key_f32("attention.layer_norm_epsilon", 1e-5);
    if (listed(arch, "bert")) key_bool("attention.causal", 0);
    if (has("1e-12")) key_f32("attention.layer_norm_epsilon", 1e-12);
    if (has("head")) key_list("classifier.output_labels", GGUF_TEXT, 3), put_text("LABEL_0"), put_text("LABEL_1"), put_text("LABEL_2");
    if (has("sigmoid")) key_u32("expert_gating_func", 2);
    if (listed(arch, "command-r cohere2 nemotron")) key_text("rope.scaling.type", "none");
    if (listed(arch, "bitnet")) key_text("rope.scaling.type", "linear"), key_f32("rope.scaling.factor", 1), key_text("hidden_activation", "relu2");
    if (listed(arch, "phi3 phimoe") && !value("sliding_window")) key_u32("attention.sliding_window", 0);
    if (listed(arch, "ernie4_5-moe")) key_u32("expert_shared_feed_forward_length", number("intermediate_size", 0) / KV);
    if (listed(arch, "deepseek2")) {
        key_u32("attention.key_length", has("old") ? nope + rot : rank + rot);
        key_u32("attention.value_length", has("old") ? number("v_head_dim", 0) : rank);
        if (!has("old")) key_u32("attention.key_length_mla", nope + rot), key_u32("attention.value_length_mla", number("v_head_dim", 0));
        if (number("norm_topk_prob", 0) != 0) key_bool("expert_weights_norm", 1);
        if (rope) key_f32("rope.scaling.yarn_log_multiplier", 0.1 * json_num(rope, "mscale_all_dim", 0));
    }
    if (rope && json_get(rope, "alpha")) { /* HunYuan: a larger base, once and for all */
        key_f32("rope.freq_base", number("rope_theta", 0) * pow(json_num(rope, "alpha", 0), HEAD / (HEAD - 2)));
        key_text("rope.scaling.type", "none");
        key_f32("rope.scaling.factor", 1);
    }
    if (rope && json_get(rope, "long_factor")) { /* Phi */
        const double ratio = number("max_position_embeddings", 0) / number("original_max_position_embeddings", 1);
        key_f32("rope.scaling.attn_factor", sqrt(1 + log(ratio) / log(number("original_max_position_embeddings", 1))));
    }
    if (has("minicpm")) {
        key_f32("embedding_scale", number("embedding_multiplier", 0));
        key_f32("residual_scale", number("residual_multiplier", 0));
        key_f32("logit_scale", number("logits_scaling", 0));
    }
}

/* ---- tensors ---- */

static const struct { const char *gguf, *hf; } map[] = {
    {"token_embd", "embed_tokens wte word_embeddings embed_in embeddings.word_embeddings"},
    {"token_types", "embeddings.token_type_embeddings"}, {"token_embd_norm", "word_embeddings_layernorm embeddings.LayerNorm"},
    {"position_embd", "wpe embeddings.position_embeddings"}, {"output", "lm_head embed_out"}, {"cls", "classifier.dense"},
    {"cls.output", "classifier.out_proj score"},
    {"output_norm", "norm ln_f norm_f final_layer_norm final_layernorm"},
    {"blk.#.attn_norm", "layers.#.input_layernorm h.#.ln_1 blocks.#.norm_1 h.#.input_layernorm h.#.ln_mlp layers.#.attention_layernorm"
                        " blocks.#.norm_attn_norm.norm_1"},
    {"blk.#.attn_norm_2", "h.#.ln_attn"},
    {"blk.#.attn_qkv", "layers.#.attention.query_key_value h.#.attn.c_attn blocks.#.attn.Wqkv blocks.#.norm_attn_norm.attn.Wqkv"
                       " h.#.self_attention.query_key_value layers.#.self_attn.qkv_proj"},
    {"blk.#.attn_q", "layers.#.self_attn.q_proj encoder.layer.#.attention.self.query transformer.layer.#.attention.q_lin h.#.attn.q_proj"},
    {"blk.#.attn_k", "layers.#.self_attn.k_proj encoder.layer.#.attention.self.key transformer.layer.#.attention.k_lin h.#.attn.k_proj"},
    {"blk.#.attn_v", "layers.#.self_attn.v_proj encoder.layer.#.attention.self.value transformer.layer.#.attention.v_lin h.#.attn.v_proj"},
    {"blk.#.attn_output", "layers.#.attention.dense h.#.attn.c_proj blocks.#.attn.out_proj h.#.self_attention.dense layers.#.self_attn.o_proj"
                          " encoder.layer.#.attention.output.dense transformer.layer.#.attention.out_lin h.#.attn.out_proj"
                          " layers.#.self_attn.dense blocks.#.norm_attn_norm.attn.out_proj"},
    {"blk.#.attn_output_norm", "encoder.layer.#.attention.output.LayerNorm transformer.layer.#.sa_layer_norm blocks.#.norm_attn_norm.norm_2"},
    {"blk.#.post_attention_norm", "layers.#.post_self_attn_layernorm"}, {"blk.#.attn_sinks", "layers.#.self_attn.sinks"},
    {"blk.#.ffn_norm", "layers.#.post_attention_layernorm h.#.ln_2 h.#.post_attention_layernorm blocks.#.norm_2 layers.#.feedforward_layernorm"
                       " layers.#.pre_feedforward_layernorm"},
    {"blk.#.post_ffw_norm", "layers.#.post_feedforward_layernorm layers.#.post_mlp_layernorm"},
    {"blk.#.ffn_gate_inp", "layers.#.block_sparse_moe.gate layers.#.mlp.gate blocks.#.ffn.router.layer layers.#.block_sparse_moe.router.layer"
                           " layers.#.feed_forward.router layers.#.mlp.router layers.#.mlp.gate.wg"},
    {"blk.#.ffn_gate_inp_shexp", "layers.#.mlp.shared_expert_gate"},
    {"blk.#.exp_probs_b", "layers.#.mlp.gate.e_score_correction layers.#.mlp.moe_statics.e_score_correction"},
    {"blk.#.ffn_up", "layers.#.mlp.dense_h_to_4h h.#.mlp.c_fc blocks.#.ffn.up_proj h.#.mlp.dense_h_to_4h layers.#.mlp.up_proj"
                     " encoder.layer.#.intermediate.dense transformer.layer.#.ffn.lin1 h.#.mlp.fc_in layers.#.mlp.fc1 layers.#.mlp.gate_up_proj"
                     " layers.#.mlp.c_fc layers.#.feed_forward.up_proj"},
    {"blk.#.ffn_gate", "layers.#.mlp.gate_proj layers.#.feed_forward.gate_proj"},
    {"blk.#.ffn_down", "layers.#.mlp.dense_4h_to_h h.#.mlp.c_proj blocks.#.ffn.down_proj h.#.mlp.dense_4h_to_h layers.#.mlp.down_proj"
                       " encoder.layer.#.output.dense transformer.layer.#.ffn.lin2 h.#.mlp.fc_out layers.#.mlp.fc2 layers.#.mlp.c_proj"
                       " layers.#.feed_forward.down_proj"},
    {"blk.#.ffn_gate_exps", "layers.#.block_sparse_moe.experts.@.w1 layers.#.mlp.experts.@.gate_proj"},
    {"blk.#.ffn_up_exps", "layers.#.block_sparse_moe.experts.@.w3 layers.#.mlp.experts.@.up_proj"},
    {"blk.#.ffn_down_exps", "layers.#.block_sparse_moe.experts.@.w2 layers.#.mlp.experts.@.down_proj layers.#.block_sparse_moe.output_linear"},
    {"blk.#.ffn_gate_shexp", "layers.#.mlp.shared_expert.gate_proj layers.#.mlp.shared_experts.gate_proj layers.#.feed_forward.shared_expert.gate_proj"
                             " layers.#.mlp.shared_mlp.gate_proj"},
    {"blk.#.ffn_up_shexp", "layers.#.mlp.shared_expert.up_proj layers.#.mlp.shared_experts.up_proj layers.#.feed_forward.shared_expert.up_proj"
                           " layers.#.mlp.shared_mlp.up_proj"},
    {"blk.#.ffn_down_shexp", "layers.#.mlp.shared_expert.down_proj layers.#.mlp.shared_experts.down_proj"
                             " layers.#.feed_forward.shared_expert.down_proj layers.#.shared_mlp.output_linear layers.#.mlp.shared_mlp.down_proj"},
    {"blk.#.attn_q_norm", "layers.#.self_attn.q_layernorm.norms.@ layers.#.self_attn.query_layernorm layers.#.self_attn.q_norm"},
    {"blk.#.attn_k_norm", "layers.#.self_attn.k_layernorm.norms.@ layers.#.self_attn.key_layernorm layers.#.self_attn.k_norm"},
    {"blk.#.layer_output_norm", "encoder.layer.#.output.LayerNorm transformer.layer.#.output_layer_norm"},
    {"blk.#.attn_sub_norm", "layers.#.self_attn.attn_sub_norm"}, {"blk.#.ffn_sub_norm", "layers.#.mlp.ffn_sub_norm"},
    {"blk.#.attn_q_a", "layers.#.self_attn.q_a_proj"}, {"blk.#.attn_q_b", "layers.#.self_attn.q_b_proj"},
    {"blk.#.attn_q_a_norm", "layers.#.self_attn.q_a_layernorm"}, {"blk.#.attn_kv_a_norm", "layers.#.self_attn.kv_a_layernorm"},
    {"blk.#.attn_kv_a_mqa", "layers.#.self_attn.kv_a_proj_with_mqa"}, {"blk.#.attn_kv_b", "layers.#.self_attn.kv_b_proj"}
};

/* Does name fit a pattern of the table? Numbers of the layer and of the expert (-1: none) are left in id. */
static int fits(const char *pattern, size_t size, const char *name, int id[2]) {
    size_t i;
    id[0] = id[1] = -1;
    for (i = 0; i < size; i++) {
        if (pattern[i] != '#' && pattern[i] != '@') {
            if (pattern[i] != *name++) return 0;
            continue;
        }
        if (*name < '0' || *name > '9') return 0;
        id[pattern[i] == '@'] = (int)strtol(name, (char **)(uintptr_t)&name, 10);
    }
    return *name == 0;
}

/* What a stem is called in GGUF files; "" if it has no name there. */
static void gguf_name(const char *stem, const char *suffix, char out[100], int id[2]) {
    size_t i;
    *out = 0;
    for (i = 0; i < sizeof map / sizeof map[0]; i++) {
        const char *at = map[i].hf;
        while (*at) {
            const size_t n = strcspn(at, " ");
            if (fits(at, n, stem, id)) {
                const char *to = map[i].gguf;
                if (strstr(stem, ".post_attention_layernorm") && listed(arch, "gemma2 gemma3 olmo2 exaone4 seed_oss glm4moe gpt-oss"))
                    to = "blk.#.post_attention_norm";
                if (*to == 'b') snprintf(out, 100, "blk.%d%s%s", id[0], to + 5, suffix);
                else snprintf(out, 100, "%s%s", to, suffix);
                return;
            }
            at += n + (at[n] == ' ');
        }
    }
}

static made *make(const char *name, size_t a, size_t b, size_t c) {
    made *t = &tensor[n_made++];
    if (n_made == sizeof tensor / sizeof tensor[0]) exit(8);
    memset(t, 0, sizeof *t);
    snprintf(t->name, sizeof t->name, "%s", name);
    t->dim[0] = a, t->dim[1] = b, t->dim[2] = c;
    t->n_dim = c ? 3 : b ? 2 : 1;
    t->n = a * (b ? b : 1) * (c ? c : 1);
    t->v = (float *)calloc(t->n, sizeof(float));
    t->size = t->n * sizeof(float);
    if (!t->v) exit(9);
    return t;
}

/* n rows of cols values, in which row r comes from row of(r) */
static void reorder(float *v, size_t rows, size_t cols, size_t (*of)(size_t r, const size_t k[3]), size_t a, size_t b, size_t c) {
    const size_t k[3] = {a, b, c};
    float *copy = (float *)malloc(rows * cols * sizeof *copy);
    size_t r;
    if (!copy) exit(9);
    memcpy(copy, v, rows * cols * sizeof *copy);
    for (r = 0; r < rows; r++) memcpy(v + r * cols, copy + of(r, k) * cols, cols * sizeof *copy);
    free(copy);
}
/* heads of k[0] rows: (2, k/2) becomes (k/2, 2) */
static size_t row_of_pair(size_t r, const size_t k[3]) { return r / k[0] * k[0] + r % k[0] % 2 * (k[0] / 2) + r % k[0] / 2; }
/* [q; k; v] from k[1] groups of k[2] queries, a key and a value, k[0] rows each */
static size_t row_of_group(size_t r, const size_t k[3]) {
    const size_t block = r / k[0], queries = k[1] * k[2];
    const size_t group = block < queries ? block / k[2] : (block - queries) % k[1];
    const size_t in = block < queries ? block % k[2] : k[2] + (block - queries) / k[1];
    return (group * (k[2] + 2) + in) * k[0] + r % k[0];
}

static void transpose(float *v, size_t rows, size_t cols) {
    float *copy = (float *)malloc(rows * cols * sizeof *copy);
    size_t r, c;
    if (!copy) exit(9);
    memcpy(copy, v, rows * cols * sizeof *copy);
    for (r = 0; r < rows; r++)
        for (c = 0; c < cols; c++) v[c * rows + r] = copy[r * cols + c];
    free(copy);
}

/* A stack (n, rows, cols) in two: rows `first`, `first` + step, ... to one tensor, the others alike. */
static void split(const char *one, const char *two, const float *v, size_t n, size_t rows, size_t cols, int in_turns) {
    made *t[2];
    size_t e, r, half = rows / 2;
    const int vector = cols == 0;
    const size_t width = vector ? 1 : cols;
    t[0] = vector ? make(one, n, half, 0) : n == 1 ? make(one, half, cols, 0) : make(one, n, half, cols);
    t[1] = vector ? make(two, n, half, 0) : n == 1 ? make(two, half, cols, 0) : make(two, n, half, cols);
    for (e = 0; e < n; e++)
        for (r = 0; r < rows; r++) {
            const size_t which = in_turns ? r % 2 : r / half, to = in_turns ? r / 2 : r % half;
            memcpy(t[which]->v + (e * half + to) * width, v + (e * rows + r) * width, width * sizeof *v);
        }
}

/* Tensors that are not simply renamed; 1: done. name is without the prefix. */
static int special_tensor(const char *name, float *v, const src_tensor *s) {
    const size_t d[3] = {(size_t)s->dim[0], (size_t)s->dim[1], (size_t)s->dim[2]};
    char one[100], two[100];
    int layer = -1, at = 0;
    size_t e;
    if (sscanf(name, "layers.%d.%n", &layer, &at) < 1 && sscanf(name, "blocks.%d.%n", &layer, &at) < 1) return 0;
    name += at;
#define NAME(a, b) (snprintf(one, sizeof one, "blk.%d." a, layer), snprintf(two, sizeof two, "blk.%d." b, layer))
    if (strcmp(name, "self_attn.kv_b_proj.weight") == 0 && !has("old")) { /* keys transposed, and values */
        const size_t h = (size_t)HEADS, nope = (size_t)number("qk_nope_head_dim", 0), of = d[0] / h, rank = d[1];
        made *k, *w;
        NAME("attn_k_b.weight", "attn_v_b.weight");
        k = make(one, h, rank, nope), w = make(two, h, of - nope, rank);
        for (e = 0; e < h; e++) {
            memcpy(w->v + e * (of - nope) * rank, v + (e * of + nope) * rank, (of - nope) * rank * sizeof *v);
            memcpy(k->v + e * nope * rank, v + e * of * rank, nope * rank * sizeof *v);
            transpose(k->v + e * nope * rank, nope, rank);
        }
        return 1;
    }
    if (strstr(name, "moe.input_linear")) return NAME("ffn_gate_exps.weight", "ffn_up_exps.weight"), split(one, two, v, d[0], d[1], d[2], 0), 1;
    if (strstr(name, "shared_mlp.input")) return NAME("ffn_gate_shexp.weight", "ffn_up_shexp.weight"), split(one, two, v, 1, d[0], d[1], 0), 1;
    if (strstr(name, ".experts.gate_up_proj_bias")) return NAME("ffn_gate_exps.bias", "ffn_up_exps.bias"), split(one, two, v, d[0], d[1], 0, 1), 1;
    if (strstr(name, ".experts.down_proj_bias")) return NAME("ffn_down_exps.bias", ""), memcpy(make(one, d[0], d[1], 0)->v, v, s->n * sizeof *v), 1;
    if (strstr(name, ".experts.gate_up_proj") || strstr(name, ".experts.down_proj")) {
        const int down = strstr(name, "down") != NULL;
        for (e = 0; e < d[0]; e++) transpose(v + e * d[1] * d[2], d[1], d[2]);
        NAME("ffn_gate_exps.weight", "ffn_up_exps.weight");
        if (!down) split(one, two, v, d[0], d[2], d[1], strcmp(arch, "gpt-oss") == 0);
        else NAME("ffn_down_exps.weight", ""), memcpy(make(one, d[0], d[2], d[1])->v, v, s->n * sizeof *v);
        return 1;
    }
    if (strstr(name, "experts.mlp.")) { /* DBRX */
        const size_t n = (size_t)EXPERTS, rows = d[0] / n;
        const int down = strstr(name, "w2") != NULL;
        NAME("ffn_gate_exps.weight", "ffn_up_exps.weight");
        for (e = 0; down && e < n; e++) transpose(v + e * rows * d[1], rows, d[1]);
        if (down) NAME("ffn_down_exps.weight", "");
        memcpy((down ? make(one, n, d[1], rows) : make(strstr(name, "v1") ? two : one, n, rows, d[1]))->v, v, s->n * sizeof *v);
        return 1;
    }
    return strstr(name, "mlp.act_fn.") != NULL; /* xielu_keys */
#undef NAME
}

/* Apertus' activations are pairs. */
static void xielu_keys(void) {
    static const char *const what[4] = {"alpha_n", "alpha_p", "beta", "eps"};
    char name[100];
    int i, l;
    for (i = 0; i < 4; i++) {
        snprintf(name, sizeof name, ".xielu.%s", what[i]);
        key_list(name, GGUF_F32, (size_t)LAYERS);
        for (l = 0; l < LAYERS; l++) {
            float v = 0;
            snprintf(name, sizeof name, "model.layers.%d.mlp.act_fn.%s", l, what[i]);
            CHECK_INT(src_read(&hf, src_find(&hf, name), 0, 1, &v, &err), GPT_OK);
            put_f32(v);
        }
    }
}

static int ends(const char *s, const char *end) { return plan__ends(s, end); }

/* Experts in blocks of 32 codes of four bits and a factor: there two codes in turns in a byte, here one of each half. */
static void four_bits(const src_tensor *s) {
    const size_t n = (size_t)s->dim[0], rows = (size_t)s->dim[1], blocks = (size_t)s->dim[2], size = n * rows * blocks;
    unsigned char *codes = (unsigned char *)malloc(size * 17), *factors = codes + size * 16;
    const int down = strstr(s->name, "down") != NULL;
    char name[100];
    made *t[2] = {NULL, NULL};
    int layer = 0, i;
    size_t e, r, b;
    if (!codes || sscanf(s->name, "model.layers.%d.", &layer) != 1) exit(9);
    snprintf(name, sizeof name, "%.*sscales", (int)(strstr(s->name, "blocks") - s->name), s->name);
    CHECK_INT(src_read_bytes(&hf, s, 0, size * 16, codes, &err), GPT_OK);
    CHECK_INT(src_read_bytes(&hf, src_find(&hf, name), 0, size, factors, &err), GPT_OK);
    for (i = 0; i < 2 - down; i++) {
        snprintf(name, sizeof name, "blk.%d.ffn_%s_exps.weight", layer, down ? "down" : i ? "up" : "gate");
        t[i] = make(name, n, down ? rows : rows / 2, 32 * blocks);
        t[i]->type = 39;
        t[i]->size = t[i]->n / 32 * 17;
        t[i]->bytes = (unsigned char *)calloc(t[i]->size, 1);
        if (!t[i]->bytes) exit(9);
    }
    for (e = 0; e < n; e++)
        for (r = 0; r < rows; r++)
            for (b = 0; b < blocks; b++) {
                const size_t from = (e * rows + r) * blocks + b, to = down ? from : (e * (rows / 2) + r / 2) * blocks + b;
                unsigned char *out = t[down ? 0 : r % 2]->bytes + 17 * to;
                out[0] = factors[from];
                for (i = 0; i < 32; i++)
                    out[1 + i % 16] = (unsigned char)(out[1 + i % 16] | (codes[16 * from + (size_t)i / 2] >> i % 2 * 4 & 15) << i / 16 * 4);
            }
    free(codes);
}

static void one_tensor(const src_tensor *s) {
    static const char *const prefix[] = {"model.", "transformer.", "gpt_neox.", "bert.", "distilbert.", "roberta."};
    const char *name = s->name, *suffix;
    float *v = (float *)malloc((size_t)s->n * sizeof(float));
    char stem[160], to[100];
    size_t i, rows = (size_t)s->dim[0], cols = s->n_dim > 1 ? (size_t)(s->n / s->dim[0]) : 1;
    int id[2];
    made *t;
    if (!v) exit(9);
    if (ends(name, "_blocks") || ends(name, "_scales")) {
        if (ends(name, "_blocks")) four_bits(s);
        free(v);
        return;
    }
    CHECK_INT(src_read(&hf, s, 0, (size_t)s->n, v, &err), GPT_OK);
    for (i = 0; i < sizeof prefix / sizeof prefix[0]; i++)
        if (strncmp(name, prefix[i], strlen(prefix[i])) == 0) {
            name += strlen(prefix[i]);
            break;
        }
    if (special_tensor(name, v, s) || (!has("head") && strncmp(name, "classifier", 10) == 0)) {
        free(v);
        return;
    }
    snprintf(stem, sizeof stem, "%s%s", name, strstr(name, "sinks") ? ".weight" : "");
    if (ends(stem, "e_score_correction_bias")) snprintf(stem + strlen(stem) - 5, 8, ".bias");
    suffix = ends(stem, ".bias") ? ".bias" : ".weight";
    if (!ends(stem, suffix)) stem[0] = 0;
    else stem[strlen(stem) - strlen(suffix)] = 0;
    gguf_name(stem, suffix, to, id);
    if (strcmp(arch, "gpt2") == 0 && (strstr(stem, "c_attn") || strstr(stem, "c_proj") || strstr(stem, "c_fc")) && cols > 1) {
        transpose(v, rows, cols);
        i = rows, rows = cols, cols = i;
    }
    if (has("repeat") && (ends(stem, "k_proj") || ends(stem, "v_proj"))) { /* as many of them as queries */
        const size_t head = (size_t)HEAD * cols, times = (size_t)HEADS * (size_t)HEAD / rows;
        float *copy = (float *)malloc(times * (size_t)s->n * sizeof *copy);
        if (!copy) exit(9);
        for (i = 0; i < (size_t)HEADS; i++) memcpy(copy + i * head, v + i / times * head, head * sizeof *v);
        free(v);
        v = copy;
        rows *= times;
    }
    if (has("permute") && (ends(stem, "q_proj") || ends(stem, "k_proj"))) reorder(v, rows, cols, row_of_pair, (size_t)HEAD, 0, 0);
    if (has("regroup") && strstr(stem, "query_key_value"))
        reorder(v, rows, cols, row_of_group, (size_t)HEAD, (size_t)KV, (size_t)(HEADS / KV));
    for (i = 0; has("plus") && ends(stem, "norm") && strcmp(suffix, ".weight") == 0 && i < s->n; i++) v[i] = v[i] + 1;
    if (strcmp(stem, "embeddings.position_embeddings") == 0 && has("roberta")) { /* without those of padding */
        rows -= 2;
        memmove(v, v + 2 * cols, rows * cols * sizeof *v);
    }
    if (*to && id[1] < 0) {
        t = s->n_dim == 3 ? make(to, rows, (size_t)s->dim[1], (size_t)s->dim[2]) : make(to, rows, s->n_dim > 1 ? cols : 0, 0);
        memcpy(t->v, v, t->n * sizeof *v);
    } else if (*to) { /* one of a stack */
        const size_t n = strstr(to, "_norm") ? (size_t)(strstr(to, "_q_") ? HEADS : KV) : (size_t)EXPERTS;
        for (t = tensor; t < tensor + n_made && strcmp(t->name, to) != 0;) t++;
        if (t == tensor + n_made) t = s->n_dim > 1 ? make(to, n, rows, cols) : make(to, n, rows, 0);
        memcpy(t->v + (size_t)id[1] * (size_t)s->n, v, (size_t)s->n * sizeof *v);
    }
    free(v);
}

/* Llama 3's rope: what each pair's frequency is divided by */
static void rope_factors(void) {
    const json_value *rope = value("rope_scaling");
    const size_t n = (size_t)HEAD / 2;
    size_t i;
    made *t;
    if (rope && strcmp(json_str(rope, "rope_type", ""), "llama3") == 0) {
        const double f = json_num(rope, "factor", 8), low = json_num(rope, "low_freq_factor", 1), high = json_num(rope, "high_freq_factor", 4);
        const double old = json_num(rope, "original_max_position_embeddings", 8192);
        t = make("rope_freqs.weight", n, 0, 0);
        for (i = 0; i < n; i++) {
            const double wave = 6.283185307179586 * pow(number("rope_theta", 10000), (double)(2 * i) / HEAD), smooth = (old / wave - low) / (high - low);
            t->v[i] = (float)(wave < old / high ? 1 : wave > old / low ? f : 1 / ((1 - smooth) / f + smooth));
        }
    }
    if (rope && json_get(rope, "long_factor")) {
        const json_value *v;
        t = make("rope_factors_long.weight", n, 0, 0);
        for (i = 0, v = json_get(rope, "long_factor")->child; v && i < n; v = v->next) t->v[i++] = (float)v->number;
        t = make("rope_factors_short.weight", n, 0, 0);
        for (i = 0, v = json_get(rope, "short_factor")->child; v && i < n; v = v->next) t->v[i++] = (float)v->number;
    }
}

/* For architectures that have it: queries, keys and values in one tensor. */
static void fuse(const char *suffix) {
    int l, i, k;
    char name[100];
    for (l = 0; l < LAYERS; l++) {
        made *part[3] = {NULL, NULL, NULL}, *t;
        size_t at = 0;
        for (k = 0; k < 3; k++) {
            snprintf(name, sizeof name, "blk.%d.attn_%c%s", l, "qkv"[k], suffix);
            for (i = 0; i < n_made; i++)
                if (strcmp(tensor[i].name, name) == 0) part[k] = &tensor[i];
            if (!part[k]) return;
        }
        snprintf(name, sizeof name, "blk.%d.attn_qkv%s", l, suffix);
        t = make(name, part[0]->dim[0] + part[1]->dim[0] + part[2]->dim[0], part[0]->dim[1], 0);
        for (k = 0; k < 3; at += part[k++]->n) memcpy(t->v + at, part[k]->v, part[k]->n * sizeof(float)), *part[k]->name = 0;
    }
}

static made *made_named(const char *stem, int layer, const char *rest) {
    char name[100];
    int i;
    snprintf(name, sizeof name, "blk.%d.%s%s", layer, stem, rest);
    for (i = 0; i < n_made; i++)
        if (strcmp(tensor[i].name, name) == 0) return &tensor[i];
    return NULL;
}

/* Forms that files of other years have: experts alone, their gates and ups together, factors beside a tensor, layers
 * that predict a second token. */
static void other_forms(void) {
    const int n = n_made;
    size_t e, k;
    char name[120];
    int i, l;
    for (i = 0; i < n && has("alone"); i++) {
        const made *t = &tensor[i];
        const char *at = strstr(t->name, "_exps.weight");
        if (!at) continue;
        for (e = 0; e < t->dim[0]; e++) {
            snprintf(name, sizeof name, "%.*s.%d.weight", (int)(at - t->name), t->name, (int)e);
            memcpy(make(name, t->dim[1], t->dim[2], 0)->v, t->v + e * t->dim[1] * t->dim[2], t->dim[1] * t->dim[2] * sizeof(float));
        }
        *tensor[i].name = 0;
    }
    for (l = 0; l < LAYERS && has("gate-up"); l++) {
        made *gate = made_named("ffn_gate_exps", l, ".weight"), *up = made_named("ffn_up_exps", l, ".weight"), *t;
        if (!gate || !up) continue;
        snprintf(name, sizeof name, "blk.%d.ffn_gate_up_exps.weight", l);
        k = gate->dim[1] * gate->dim[2];
        t = make(name, gate->dim[0], 2 * gate->dim[1], gate->dim[2]);
        for (e = 0; e < gate->dim[0]; e++) {
            memcpy(t->v + 2 * e * k, gate->v + e * k, k * sizeof(float));
            memcpy(t->v + (2 * e + 1) * k, up->v + e * k, k * sizeof(float));
        }
        *gate->name = *up->name = 0;
    }
    for (i = 0; i < n_made && has("scaled"); i++) {
        made *t = &tensor[i], *scale;
        char *at = strstr(t->name, ".weight");
        if (t->n_dim < 2 || !at || strncmp(t->name, "blk.", 4) != 0) continue;
        snprintf(name, sizeof name, "%.*s.scale", (int)(at - t->name), t->name);
        scale = make(name, t->n_dim == 3 ? t->dim[0] : 1, 0, 0);
        for (e = 0; e < scale->n; e++) scale->v[e] = ldexpf(1, (int)(e % 3) + 2);
        for (k = 0; k < t->n; k++) t->v[k] /= scale->v[k / (t->n / scale->n)];
        snprintf(name, sizeof name, "%.*s.input_scale", (int)(at - t->name), t->name);
        make(name, 1, 0, 0);
    }
    if (has("nextn")) {
        snprintf(name, sizeof name, "blk.%d.nextn.eh_proj.weight", LAYERS), make(name, 8, 8, 0);
        snprintf(name, sizeof name, "blk.%d.attn_norm.weight", LAYERS), make(name, 8, 0, 0);
    }
}

/* One file, or a part of a split one: every n-th tensor, and the pairs in the first. */
static void write_gguf(const char *path, int part, int parts) {
    const size_t n_before = n_file, n_pair_before = n_pair;
    unsigned char head[24] = {'G', 'G', 'U', 'F', 3};
    uint64_t n = 0, offset = 0;
    size_t begin = 0;
    FILE *f = fopen(path, "wb");
    int i, k, all = 0;
    if (part > 0) begin = n_file, n_pair = 0;
    for (i = 0; i < n_made; i++) all += *tensor[i].name != 0;
    if (parts > 1) key_u32(".split.no", part), key_u32(".split.count", parts), key_u32(".split.tensors.count", all);
    for (i = part; i < n_made; i += parts) {
        made *t = &tensor[i];
        if (!*t->name) continue;
        put_text(t->name);
        put_n((uint64_t)t->n_dim, 4);
        for (k = t->n_dim; k-- > 0;) put_n(t->dim[k], 8);
        put_n(t->type, 4);
        put_n(offset, 8);
        offset += (t->size + 31) / 32 * 32;
        n++;
    }
    for (i = 0; i < 8; i++) head[8 + i] = (unsigned char)(n >> 8 * i), head[16 + i] = (unsigned char)((uint64_t)n_pair >> 8 * i);
    while ((24 + n_file - begin) % 32) put_n(0, 1);
    n_header = 24 + n_file - begin;
    for (i = part; i < n_made; i += parts) {
        const made *t = &tensor[i];
        if (!*t->name) continue;
        if (t->bytes) put(t->bytes, t->size);
        for (k = 0; !t->bytes && k < (int)t->n; k++) put_f32(t->v[k]);
        for (k = (int)t->size; k % 32; k++) put_n(0, 1);
    }
    if (!f || fwrite(head, 1, 24, f) != 24 || fwrite(file + begin, 1, n_file - begin, f) != n_file - begin)
        FAIL("%s cannot be written", path);
    if (f) fclose(f);
    n_file = n_before, n_pair = n_pair_before;
}

/* The folder's checkpoint as the pairs and tensors of a GGUF file. */
static int read_folder(const char *folder, void (*more_keys)(void)) {
    int i;
    n_made = 0;
    n_file = n_pair = 0;
    if (!CHECK_INT(safetensors_open(&hf, folder, &err), GPT_OK)) return 0;
    key_text(".general.architecture", arch);
    if (more_keys) more_keys();
    usual_keys();
    special_keys();
    if (strcmp(arch, "apertus") == 0) xielu_keys();
    for (i = 0; i < hf.n; i++) one_tensor(&hf.tensor[i]);
    rope_factors();
    if (has("fused")) fuse(".weight"), fuse(".bias");
    other_forms();
    src_free(&hf);
    return 1;
}

static void forget(void) {
    int i;
    for (i = 0; i < n_made; i++) free(tensor[i].v), free(tensor[i].bytes);
    n_made = 0;
}

/* ---- comparing ---- */

static int to_gpt(const char *in, const char *out) {
    convert_options o;
    memset(&o, 0, sizeof o);
    memset(&err, 0, sizeof err);
    o.in = in, o.out = out, o.tokenizer = "none", o.type = GPT_TYPE_F32, o.quiet = 1;
    return convert_run(&o, &err);
}

static const gpt__tensor_entry *entry_of(const gpt__file *f, const gpt__tensor_entry *like) {
    size_t i;
    for (i = 0; i < f->n_entry; i++)
        if (f->entry[i].role == like->role && f->entry[i].layer == like->layer) return &f->entry[i];
    return NULL;
}

/* the first word in which two records differ; n if none does */
static size_t differ(const void *a, const void *b, size_t size) {
    size_t i;
    for (i = 0; i < size / 4 && memcmp((const char *)a + 4 * i, (const char *)b + 4 * i, 4) == 0;) i++;
    return i;
}

/* near: rope frequencies may differ in the last bits, as one file has them and the other has what they are made of */
static void compare(const gpt__file *a, const gpt__file *b, int near) {
    gpt__config x = *a->config, y = *b->config;
    size_t i, k;
    x.n_ctx = y.n_ctx = 0;
    if (has("roberta")) x.pos_offset = y.pos_offset = x.pos_pad = y.pos_pad = 0;
    if (!CHECK(memcmp(&x, &y, sizeof x) == 0)) FAIL("config: word %d is %08x, not %08x", (int)differ(&x, &y, sizeof x),
        ((const unsigned *)&y)[differ(&x, &y, sizeof x)], ((const unsigned *)&x)[differ(&x, &y, sizeof x)]);
    for (i = 0; i < x.n_layer && x.n_layer == y.n_layer; i++) {
        const gpt__layer_config *p = &a->layer[i], *q = &b->layer[i];
        if (!CHECK(memcmp(p, q, sizeof *p) == 0)) FAIL("layer %d: word %d is %08x, not %08x", (int)i, (int)differ(p, q, sizeof *p),
            ((const unsigned *)q)[differ(p, q, sizeof *p)], ((const unsigned *)p)[differ(p, q, sizeof *p)]);
    }
    CHECK_INT((int)b->n_entry, (int)a->n_entry);
    for (i = 0; i < a->n_entry; i++) {
        const gpt__tensor_entry *p = &a->entry[i], *q = entry_of(b, p);
        if (!q) {
            FAIL("%s of layer %u is missing", gpt__role_name(p->role), p->layer);
            continue;
        }
        if (has("roberta") && p->role == GPT__ROLE_POS_EMBD) { /* two rows more */
            for (k = 0; k < q->n_row; k++) {
                float f[64], g[64];
                gpt_unpack_row(GPT_TYPE_F32, a->data + p->offset, k + 2, (int)p->n_col, 1, f);
                gpt_unpack_row(GPT_TYPE_F32, b->data + q->offset, k, (int)q->n_col, 1, g);
                CHECK(memcmp(f, g, 4 * q->n_col) == 0);
            }
            continue;
        }
        if (!CHECK(p->n_row == q->n_row && p->n_col == q->n_col && p->n_expert == q->n_expert && p->size == q->size)) continue;
        if ((near && p->role == GPT__ROLE_ROPE_FREQ) || has("zeros")) { /* which have a sign in one and none in the other */
            for (k = 0; k < p->size / 4; k++) {
                float f, g;
                memcpy(&f, a->data + p->offset + 4 * k, 4), memcpy(&g, b->data + q->offset + 4 * k, 4);
                if (!CHECK_NEAR(g, f, near ? 3e-7 * (double)f : 0)) break;
            }
        } else if (memcmp(a->data + p->offset, b->data + q->offset, p->size) != 0)
            FAIL("%s of layer %u differs", gpt__role_name(p->role), p->layer);
    }
}

/* ---- the cases ---- */

/* edits: "from>to" in the config of the folder, where GGUF files cannot say the same: they hold no window for models that
 * run without one there, and some numbers are fixed */
static const struct { const char *folder, *arch, *how, *edits; } cases[] = {
#define NO_WINDOW "\"sliding_window\"> \"_window\";\"layer_types\">\"_types\";\"use_sliding_window\">\"_use\""
    {"llama", "llama", "permute", ""}, {"llama-attention-bias", "llama", "permute", ""}, {"llama-bf16-sharded", "llama", "permute", ""},
    {"llama-rope-linear", "llama", "permute", ""}, {"llama-rope-llama3", "llama", "permute near", ""}, {"llama-rope-yarn", "llama", "permute", ""},
    {"mistral-sliding", "llama", "permute", "\"sliding_window\": 6>\"sliding_window\": null"}, {"mixtral", "llama", "permute", NO_WINDOW},
    {"llama", "internlm2", "permute", ""}, {"llama", "xverse", "permute", ""}, {"llama", "exaone", "", ""},
    {"llama", "llama", "permute fused", ""}, {"arcee", "arcee", "permute", ""}, {"smollm3", "smollm3", "permute", NO_WINDOW ";\"no_rope_layers\">\"_no\""},
    {"granite", "granite", "permute", ""}, {"granitemoe", "granitemoe", "permute", ""}, {"granitemoeshared", "granitemoe", "permute", ""},
    {"granite", "minicpm", "permute minicpm", "\"attention_multiplier\": 0.2>\"attention_multiplier\": 0.31622776601683794"},
    {"olmo-clip", "olmo", "permute", ""}, {"olmo2", "olmo2", "", ""}, {"olmoe", "olmoe", "", ""},
    {"olmo2", "olmo2", "every-2nd", "\"olmo2\">\"olmo3\", \"sliding_window\": 5, \"layer_types\": [\"sliding_attention\", \"full_attention\"]"},
    {"mixtral", "llama", "permute alone", NO_WINDOW}, {"qwen3-moe", "qwen3moe", "gate-up", ""}, {"qwen3", "qwen3", "scaled", ""},
    {"qwen3-moe", "qwen3moe", "scaled", ""}, {"qwen3-moe", "qwen3moe", "gate-up scaled", ""}, {"glm4-moe", "glm4moe", "sigmoid nextn", ""},
    {"olmo2", "olmo2", "pattern", "\"olmo2\">\"olmo3\", \"sliding_window\": 5, \"layer_types\": [\"full_attention\", \"sliding_attention\"]"},
    {"qwen2", "qwen2", "", ""}, {"qwen2-yarn-sliding", "qwen2", "", NO_WINDOW}, {"qwen2", "qwen", "fused", ""}, {"qwen2", "qwen2vl", "", ""},
    {"qwen2-moe", "qwen2moe", "", ""}, {"qwen3", "qwen3", "", ""}, {"qwen3", "qwen3vl", "", ""}, {"qwen3-moe", "qwen3moe", "", ""},
    {"qwen3-moe", "qwen3vlmoe", "", ""}, {"gemma", "gemma", "plus -theta", ""},
    {"gemma2", "gemma2", "plus -theta", "\"query_pre_attn_scalar\": 13>\"query_pre_attn_scalar\": 6"},
    {"gemma3", "gemma3", "plus pattern", "\"query_pre_attn_scalar\": 13>\"query_pre_attn_scalar\": 6"},
    {"phi", "phi2", "-theta", ""}, {"phi3-longrope", "phi3", "", ""}, {"phi3-partial", "phi3", "", ""}, {"phimoe", "phimoe", "", ""},
    {"stablelm", "stablelm", "", ""}, {"stablelm-qk-norm", "stablelm", "", ""},
    {"stablelm", "orion", "", "\"partial_rotary_factor\": 0.4>\"partial_rotary_factor\": 1.0"},
    {"cohere-qk-norm", "command-r", "", ""}, {"cohere2", "cohere2", "pattern", ""}, {"nemotron", "nemotron", "plus", ""},
    {"exaone4", "exaone4", "pattern", ""}, {"glm", "chatglm", "", ""}, {"glm4", "glm4", "", ""}, {"glm4-moe", "glm4moe", "sigmoid", ""},
    {"seed-oss", "seed_oss", "", ""}, {"ernie4-5", "ernie4_5", "", ""}, {"ernie4-5-moe", "ernie4_5-moe", "", ""},
    {"hunyuan-v1-dense", "hunyuan-dense", "", ""}, {"hunyuan-v1-dense-alpha", "hunyuan-dense", "-theta", ""}, {"hunyuan-v1-moe", "hunyuan-moe", "", ""},
    {"apertus", "apertus", "near", ""}, {"bitnet", "bitnet", "", ""}, {"dots1", "dots1", "sigmoid", NO_WINDOW},
    {"deepseek-v2", "deepseek2", "", ""}, {"deepseek-v2", "deepseek2", "old", ""}, {"deepseek-v3", "deepseek2", "sigmoid", ""},
    {"deepseek-v3", "deepseek2", "old sigmoid", ""}, {"deepseek-v3-no-q-rank", "deepseek2", "sigmoid", ""},
    {"llama4-text", "llama4", "", "\"attention_chunk_size\": 5>\"attention_chunk_size\": 8192;\"attn_scale\": 0.3>\"attn_scale\": 0.1;"
                                  "\"floor_scale\": 4>\"floor_scale\": 8192;\"no_rope_layers\">\"_no\";\"layer_types\">\"_types\""},
    {"dbrx", "dbrx", "", ""}, {"gpt-oss", "gpt-oss", "", ""}, {"gpt-oss-mxfp4", "gpt-oss", "zeros", ""}, {"starcoder2-sliding", "starcoder2", "", NO_WINDOW},
    {"gpt2", "gpt2", "-kv", ""}, {"gpt2-prefixed-f16", "gpt2", "-kv", ""}, {"gpt-bigcode", "starcoder", "", ""}, {"gptj", "gptj", "", ""},
    {"gpt-neox", "gptneox", "regroup -theta", ""}, {"gpt-neox-sequential", "gptneox", "regroup -theta", ""},
    {"falcon-7b", "falcon", "regroup -theta", "\"num_kv_heads\": 3>\"num_kv_heads\": 1"}, {"falcon-40b", "falcon", "regroup -theta", ""},
    {"falcon2-11b", "falcon", "regroup -theta", ""}, {"bloom", "bloom", "regroup", ""}, {"mpt", "mpt", "", ""},
    {"bert-span", "bert", "", "BertForQuestionAnswering>BertModel"}, {"roberta-sequence", "bert", "roberta", "RobertaForSequenceClassification>RobertaModel"},
    {"roberta-sequence", "bert", "roberta head", ""}, {"qwen3-sequence", "qwen3", "head", ""},
    {"distilbert-span", "bert", "1e-12", "DistilBertForQuestionAnswering>DistilBertModel"}
#undef NO_WINDOW
};

/* text with the edits "from>to;from>to" made */
static char *edited(char *text, const char *edits) {
    while (*edits) {
        const size_t n = strcspn(edits, ">"), k = strcspn(edits + n, ";");
        char from[200], *at, *now;
        snprintf(from, sizeof from, "%.*s", (int)n, edits);
        at = strstr(text, from);
        now = (char *)malloc(strlen(text) + k + 1);
        if (!now) exit(9);
        if (at) sprintf(now, "%.*s%.*s%s", (int)(at - text), text, (int)k - 1, edits + n + 1, at + n);
        else strcpy(now, text);
        free(text);
        text = now;
        edits += n + k + (edits[n + k] == ';');
    }
    return text;
}

/* The config of a folder, edited. */
static int open_config(const char *folder, const char *edits) {
    unsigned char *data;
    size_t n;
    char *path = file_join(folder, "config.json"), *text;
    if (!CHECK_INT(file_read(path, &data, &n, &err), GPT_OK)) return 0;
    text = edited((char *)memcpy(calloc(n + 1, 1), data, n), edits);
    if (json_parse(&doc, text, strlen(text)) != 0) FAIL("%s", doc.error);
    config = doc.root;
    free(text), free(data), free(path);
    return config != NULL;
}

static int folder_to_gpt(const char *folder, const char *out) {
    tok_blob tok = {0};
    convert_options o;
    source s = {0};
    plan p = {0};
    int rc;
    memset(&o, 0, sizeof o);
    o.out = out, o.type = GPT_TYPE_F32, o.quiet = 1;
    rc = safetensors_open(&s, folder, &err);
    if (rc == GPT_OK) rc = packed_open_folder(&s, folder, &err);
    if (rc == GPT_OK) rc = plan_make(&p, "config.json", config, &s, NULL, &err);
    if (rc == GPT_OK) rc = convert__write_model(&o, &s, &p, &tok, &err);
    plan_free(&p);
    src_free(&s);
    return rc;
}

static char in[500], one[600], two[600];

static void paths(void) {
    snprintf(in, sizeof in, "%s/m.%ld.gguf", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", (long)getpid());
    snprintf(one, sizeof one, "%s.1.gpt", in);
    snprintf(two, sizeof two, "%s.2.gpt", in);
}

/* A case's folder, as pairs and tensors; test by test for json_free(&doc) and forget. */
static int begin(const char *name, const char *as, const char *words, const char *edits, void (*more_keys)(void)) {
    char folder[600];
    snprintf(folder, sizeof folder, "%s", test_data(name));
    arch = as;
    how = words;
    NOTE("%s as %s %s", name, as, words);
    paths();
    if (!open_config(folder, edits)) return 0;
    return read_folder(folder, more_keys);
}

/* the first key of the file that nothing reads; "" */
static const char *unread(void) {
    static char key_name[100];
    json_doc d;
    source s;
    gguf g;
    int i = -1;
    memset(&s, 0, sizeof s), memset(&g, 0, sizeof g), memset(&d, 0, sizeof d);
    if (gguf_open(&s, &g, in, &err) == GPT_OK && gguf_config(&g, &s, &d, &err) == GPT_OK) i = gguf_key_unread(&g, 0);
    snprintf(key_name, sizeof key_name, "%.*s", i < 0 ? 0 : (int)g.pair[i].key_size, i < 0 ? "" : g.pair[i].key);
    json_free(&d);
    gguf_free(&g);
    src_free(&s);
    return key_name;
}

TEST(every_architecture_is_the_model_of_its_folder) {
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char folder[600];
        gpt_model *a = NULL, *b = NULL;
        if (!begin(cases[i].folder, cases[i].arch, cases[i].how, cases[i].edits, NULL)) continue;
        snprintf(folder, sizeof folder, "%s", test_data(cases[i].folder));
        write_gguf(in, 0, 1);
        CHECK_STR(unread(), "");
        if (CHECK_INT(folder_to_gpt(folder, one), GPT_OK)) a = gpt_model_load(one, NULL, &err);
        else FAIL("%s", err.message);
        if (CHECK_INT(to_gpt(in, two), GPT_OK)) b = gpt_model_load(two, NULL, &err);
        else FAIL("%s", err.message);
        if (a && b) compare(&a->file, &b->file, has("near"));
        if (b && has("head")) CHECK_STR(gpt_model_meta(b, "label.2"), "LABEL_2");
        gpt_model_free(a);
        gpt_model_free(b);
        json_free(&doc);
        forget();
        remove(in), remove(one), remove(two);
    }
}

/* No folder of tests/data is one of Baichuan: it has as many keys as queries, and is a Llama. */
TEST(baichuan_is_a_llama) {
    gpt_model *m[2] = {NULL, NULL};
    int i;
    for (i = 0; i < 2; i++) {
        if (!begin("llama", i ? "baichuan" : "llama", "permute repeat", "", NULL)) return;
        write_gguf(in, 0, 1);
        if (!CHECK_INT(to_gpt(in, i ? two : one), GPT_OK)) FAIL("%s", err.message);
        m[i] = gpt_model_load(i ? two : one, NULL, &err);
        json_free(&doc);
        forget();
    }
    if (CHECK(m[0] && m[1])) compare(&m[0]->file, &m[1]->file, 0);
    gpt_model_free(m[0]);
    gpt_model_free(m[1]);
    remove(in), remove(one), remove(two);
}

/* ---- what is refused ---- */

/* A key of n numbers or (type 't') a text, instead of what the file would have. */
typedef struct other { const char *folder, *arch, *how, *key; char type; int n; double v[3]; const char *text, *word; } other;
static const other *other_key;

static void write_other(void) {
    const other *o = other_key;
    const uint32_t type = o->type == 'f' ? GGUF_F32 : o->type == 'b' ? GGUF_BOOL : GGUF_U32;
    int i;
    if (o->type == 't') key_text(o->key, o->text);
    else if (o->n == 1) key(o->key, type);
    else key_list(o->key, type, (size_t)o->n);
    for (i = 0; i < o->n; i++) {
        if (o->type == 'f') put_f32((float)o->v[i]);
        else put_n((uint64_t)o->v[i], o->type == 'b' ? 1 : 4);
    }
    replaced = o->key;
}

TEST(what_no_family_does_is_refused_by_name) {
    static const other others[] = {
        {"llama", "llama", "permute", "attention.head_count_kv", 'u', 3, {2, 2, 1}, "", "head_count_kv differs from layer to layer"},
        {"llama", "llama", "permute", "attention.head_count_kv", 'u', 2, {2, 2}, "", "fewer entries than layers"},
        {"llama", "llama", "permute", "attention.head_count", 'u', 3, {4, 4, 2}, "", "head_count differs"},
        {"llama", "llama", "permute", "feed_forward_length", 'u', 3, {56, 28, 56}, "", "feed_forward_length differs"},
        {"llama", "llama", "permute", "attention.value_length", 'u', 1, {4}, "", "value_length = 4"},
        {"llama", "llama", "permute", "attention.temperature_scale", 'f', 1, {0.1}, "", "temperature_scale"},
        {"llama", "llama", "permute", "attention.causal", 'b', 1, {0}, "", "attention.causal"},
        {"llama", "llama", "permute", "attention.shared_kv_layers", 'u', 1, {1}, "", "shared_kv_layers"},
        {"llama", "llama", "permute", "logit_scale", 'f', 1, {0.5}, "", "logit_scale"},
        {"llama", "llama", "permute", "final_logit_softcapping", 'f', 1, {30}, "", "final_logit_softcapping"},
        {"llama", "llama", "permute", "rope.scaling.type", 't', 0, {0}, "none", ""}, /* nothing wrong with it */
        {"llama-rope-linear", "llama", "permute", "rope.scaling.type", 't', 0, {0}, "mystery", "mystery"},
        {"llama", "llama", "permute", "block_count", 'u', 1, {0}, "", "block_count"},
        {"llama", "llama", "permute", "block_count", 'u', 1, {4}, "", "layers.3"},
        {"llama", "llama", "permute", "attention.head_count", 'f', 1, {NAN}, "", "head_count must be a number"},
        {"granite", "granite", "permute", "rope.scaling.finetuned", 'b', 1, {0}, "", "without positions"},
        {"glm4", "glm4", "", "rope.dimension_sections", 'u', 3, {2, 1, 1}, "", "dimension_sections"},
        {"glm4-moe", "glm4moe", "", "expert_gating_func", 'u', 1, {1}, "", "expert_gating_func = 1"},
        {"mixtral", "llama", "permute", "expert_gating_func", 'u', 1, {2}, "", "expert_gating_func = 2"},
        {"deepseek-v2", "deepseek2", "", "attention.head_count_kv", 'u', 1, {2}, "", "head_count_kv = 2"},
        {"glm4-moe", "glm4moe", "sigmoid", "swiglu_clamp_exp", 'f', 1, {7}, "", "swiglu_clamp_exp"},
        {"olmo2", "olmo2", "", "attention.sliding_window_pattern", 'b', 0, {0}, "", ""},
        {"llama", "llama", "permute", ".general.type", 't', 0, {0}, "adapter", "general.type = adapter"},
        {"llama", "grok", "", "context_length", 'u', 1, {8}, "", "grok is not supported; known are llama, mistral, arcee"},
        {"llama", "t5", "", "context_length", 'u', 1, {8}, "", "t5 is not supported"}
    };
    size_t i;
    for (i = 0; i < sizeof others / sizeof others[0]; i++) {
        int rc;
        other_key = &others[i];
        if (!begin(others[i].folder, others[i].arch, others[i].how, "", write_other)) continue;
        replaced = NULL;
        write_gguf(in, 0, 1);
        NOTE("%s = %g %g %g", others[i].key, others[i].v[0], others[i].v[1], others[i].v[2]);
        rc = to_gpt(in, two);
        if (!*others[i].word) CHECK_INT(rc, GPT_OK);
        else if (!CHECK(rc != GPT_OK && strstr(err.message, others[i].word) && !file_exists(two))) FAIL("%d: %s", rc, err.message);
        json_free(&doc);
        forget();
        remove(in), remove(two);
    }
}

TEST(a_key_that_nothing_reads_is_named) {
    static const other strange = {"", "", "", "attention.mystery", 'f', 1, {1}, "", ""};
    other_key = &strange;
    if (!begin("llama", "llama", "permute", "", write_other)) return;
    replaced = NULL;
    write_gguf(in, 0, 1);
    CHECK_STR(unread(), "llama.attention.mystery");
    json_free(&doc);
    forget();
    remove(in);
}

/* ---- split files ---- */

static char part[4][600];

static void write_parts(const char *name) {
    int i;
    for (i = 0; i < 3; i++) {
        snprintf(part[i], sizeof part[i], "%s.%s-%05d-of-00003.gguf", in, name, i + 1);
        write_gguf(part[i], i, 3);
    }
}

static void refused(const char *path, const char *word) {
    if (!CHECK(to_gpt(path, two) != GPT_OK && strstr(err.message, word) && !file_exists(two))) FAIL("%s, not: %s", err.message, word);
}

TEST(split_files) {
    char spare[620], first[600];
    gpt_model *a, *b;
    int i;
    if (!begin("llama", "llama", "permute", "", NULL)) return;
    write_gguf(in, 0, 1);
    write_parts("m");
    CHECK_INT(to_gpt(in, one), GPT_OK);
    if (!CHECK_INT(to_gpt(part[0], two), GPT_OK)) FAIL("%s", err.message);
    a = gpt_model_load(one, NULL, &err), b = gpt_model_load(two, NULL, &err);
    if (CHECK(a && b)) compare(&a->file, &b->file, 0);
    gpt_model_free(a), gpt_model_free(b);
    remove(one), remove(two);
    refused(part[1], "name the first part");
    snprintf(spare, sizeof spare, "%s.spare", in);
    rename(part[1], spare);
    refused(part[0], "-00002-of-00003.gguf: No such file");
    rename(part[2], part[1]);
    refused(part[0], "does not say that it is part 2 of 3");
    rename(spare, part[2]);
    refused(part[0], "does not say that it is part 2 of 3");
    write_gguf(part[1], 1, 2), write_gguf(part[2], 2, 3); /* of another splitting */
    refused(part[0], "does not say that it is part 2 of 3");
    write_parts("m");
    rename(part[0], spare);
    refused(spare, "must be called ...-00001-of-00003.gguf");
    rename(spare, part[0]);
    for (i = n_made; i-- > 0 && i % 3 != 2;); /* the last part without a tensor */
    *tensor[i].name = 0;
    write_gguf(part[2], 2, 3);
    refused(part[0], "tensors in all parts, but");
    json_free(&doc);
    forget();
    snprintf(first, sizeof first, "%s", part[0]);
    if (!begin("gpt2", "gpt2", "-kv", "", NULL)) return;
    write_gguf(part[2], 2, 3); /* of another model */
    refused(first, "");
    json_free(&doc);
    forget();
    for (i = 0; i < 3; i++) remove(part[i]);
    remove(in);
}

/* ---- damage ---- */

/* A copy of the file with something wrong with it, mostly in its header. */
static size_t damage(unsigned char *p, size_t n) {
    static const uint64_t numbers[8] = {0, 1, 0xFF, 0xFFFF, 0x7FFFFFFF, 0xFFFFFFFF, (uint64_t)1 << 40, ~(uint64_t)0};
    int times = 1 + (int)((uint32_t)test_random() % 3), k;
    while (times-- > 0) {
        const size_t reach = (uint32_t)test_random() % 8 ? n_header < n ? n_header : n : n;
        const size_t at = reach ? (uint32_t)test_random() % reach : 0, from = reach ? (uint32_t)test_random() % reach : 0;
        const size_t size = 1 + (uint32_t)test_random() % 64;
        const uint64_t v = numbers[(uint32_t)test_random() % 8];
        if (reach == 0) return n;
        switch ((uint32_t)test_random() % 6) {
            case 0: p[at] ^= (unsigned char)(1 << (uint32_t)test_random() % 8); break;
            case 1: p[at] = (unsigned char)(uint32_t)test_random(); break;
            case 2: for (k = 0; k < 4 + (int)(size % 2) * 4 && at + (size_t)k < n; k++) p[at + (size_t)k] = (unsigned char)(v >> 8 * k); break;
            case 3: if (at + size <= n && from + size <= n) memmove(p + at, p + from, size); break;
            case 4: if (at + size < n) memmove(p + at, p + at + size, n - at - size), n -= size; break;
            default: if ((uint32_t)test_random() % 4 == 0) n = (uint32_t)test_random() % n;
        }
    }
    return n;
}

/* An error, or a model that can be loaded: not a crash, not a minute, no more memory than there is. GGUF_DAMAGE in the
 * environment says how many files to damage. */
TEST(damage_is_an_error_or_harmless) {
    static const char *const models[][3] = {
        {"llama", "llama", "permute fused"}, {"mixtral", "llama", "permute"}, {"deepseek-v3", "deepseek2", "sigmoid"}, {"gpt2", "gpt2", "-kv"},
        {"phi3-longrope", "phi3", ""}, {"gpt-oss-mxfp4", "gpt-oss", ""}, {"apertus", "apertus", ""}, {"falcon-40b", "falcon", "regroup -theta"},
        {"qwen3-moe", "qwen3moe", "scaled gate-up"}, {"gemma3", "gemma3", "plus pattern"}, {"dbrx", "dbrx", ""}, {"bloom", "bloom", "regroup"}
    };
    const int n = getenv("GGUF_DAMAGE") ? atoi(getenv("GGUF_DAMAGE")) : 600, kinds = sizeof models / sizeof models[0];
    int i, good = 0;
    size_t k;
    for (k = 0; k < (size_t)kinds; k++) {
        unsigned char *data = NULL, *copy;
        size_t size = 0;
        if (!begin(models[k][0], models[k][1], models[k][2], "", NULL)) continue;
        write_gguf(in, 0, 1);
        if (!CHECK_INT(file_read(in, &data, &size, &err), GPT_OK)) break;
        copy = (unsigned char *)malloc(size);
        for (i = 0; copy && i < n / kinds; i++) {
            const time_t start = time(NULL);
            FILE *f = fopen(in, "wb");
            size_t left;
            int rc;
            memcpy(copy, data, size);
            left = damage(copy, size);
            if (!f || fwrite(copy, 1, left, f) != left) FAIL("%s cannot be written", in);
            if (f) fclose(f);
            rc = to_gpt(in, two);
            if (rc == GPT_OK) {
                gpt_model *m = gpt_model_load(two, NULL, &err);
                CHECK(m || *err.message);
                gpt_model_free(m);
                good++;
            } else if (!CHECK(*err.message && rc != GPT_E_MEMORY && !file_exists(two))) FAIL("%d: %s", rc, err.message);
            CHECK(time(NULL) - start < 20);
            remove(two);
        }
        free(data), free(copy);
        json_free(&doc);
        forget();
        remove(in);
    }
    CHECK(good > 0 && good < n);
    free(file);
}

TEST_MAIN("gguf_models", every_architecture_is_the_model_of_its_folder, baichuan_is_a_llama, what_no_family_does_is_refused_by_name,
          a_key_that_nothing_reads_is_named, split_files, damage_is_an_error_or_harmless)
