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

#define GGUF__EXPERT_LIMIT 4096

/* ---- the tables ---- */

typedef struct gguf_arch {
    const char *name, *type; /* general.architecture; model_type */
    const char *config;      /* members of the config that keys may replace; each ends with a comma */
} gguf_arch;

#define PAIRS "\"_pairs\":1,"
#define JOINED "\"_joined\":1,"
#define ROWS "\"_rows\":1,"
#define NORMS "\"_whole_norms\":1,"
static const gguf_arch gguf__archs[] = {
    {"llama", "llama", PAIRS}, {"mistral", "llama", PAIRS}, {"arcee", "arcee", PAIRS}, {"llama4", "llama4_text", ""},
    {"granite", "granite", PAIRS}, {"granitemoe", "granitemoe", PAIRS}, {"smollm3", "smollm3", PAIRS},
    {"minicpm", "granite", PAIRS "\"embedding_multiplier\":12,"}, {"internlm2", "llama", PAIRS},
    {"xverse", "llama", PAIRS}, {"baichuan", "baichuan", PAIRS}, {"exaone", "llama", ""}, {"orion", "stablelm", ""},
    {"olmo", "olmo", PAIRS}, {"olmo2", "olmo2", ""}, {"olmoe", "olmoe", ""},
    {"qwen", "qwen2", ""}, {"qwen2", "qwen2", ""}, {"qwen2vl", "qwen2", ""}, {"qwen3", "qwen3", ""},
    {"qwen3vl", "qwen3", ""}, {"qwen2moe", "qwen2_moe", ""}, {"qwen3moe", "qwen3_moe", "\"norm_topk_prob\":true,"},
    {"qwen3vlmoe", "qwen3_moe", "\"norm_topk_prob\":true,"},
    {"gemma", "gemma", NORMS}, {"gemma2", "gemma2", NORMS}, {"gemma3", "gemma3_text", NORMS},
    {"phi2", "phi", ""}, {"phi3", "phi3", ""}, {"phimoe", "phimoe", ""}, {"stablelm", "stablelm", ""},
    {"command-r", "cohere", ""}, {"cohere2", "cohere2", ""}, {"nemotron", "nemotron", NORMS},
    {"exaone4", "exaone4", ""}, {"chatglm", "glm", ""}, {"glm4", "glm4", ""}, {"glm4moe", "glm4_moe", ""},
    {"seed_oss", "seed_oss", ""}, {"ernie4_5", "ernie4_5", ""}, {"ernie4_5-moe", "ernie4_5_moe", ""},
    {"hunyuan-dense", "hunyuan_v1_dense", ""}, {"hunyuan-moe", "hunyuan_v1_moe", ""}, {"apertus", "apertus", ""},
    {"bitnet", "bitnet", "\"hidden_act\":\"silu\","}, {"dots1", "dots1", ""}, {"deepseek2", "deepseek_v2", ""},
    {"dbrx", "dbrx", ROWS}, {"gpt-oss", "gpt_oss", ""}, {"starcoder2", "starcoder2", ""}, {"gpt2", "gpt2", ROWS},
    {"starcoder", "gpt_bigcode", ""}, {"gptj", "gptj", ""}, {"gptneox", "gpt_neox", JOINED},
    {"falcon", "falcon", JOINED}, {"bloom", "bloom", JOINED}, {"mpt", "mpt", ""},
    {"bert", "bert", "\"architectures\":[\"BertModel\"],"}
};
#undef PAIRS
#undef JOINED
#undef ROWS
#undef NORMS

/* Keys below the architecture's name, and what configs call them; of rows that give the same name the last counts. */
static const struct { const char *arch, *key, *names; } gguf__keys[] = {
    {"", "context_length", "max_position_embeddings|n_positions|seq_length|max_seq_len"},
    {"", "embedding_length", "hidden_size|n_embd|d_model"},
    {"", "feed_forward_length",
     "intermediate_size|intermediate_size_mlp|n_inner|ffn_hidden_size|ffn_config.ffn_hidden_size"},
    {"", "attention.head_count", "num_attention_heads|n_head|n_heads"},
    {"", "attention.layer_norm_rms_epsilon", "rms_norm_eps"},
    {"", "attention.layer_norm_epsilon", "layer_norm_eps|layer_norm_epsilon|norm_epsilon|norm_eps"},
    {"qwen", "attention.layer_norm_epsilon", "rms_norm_eps"},
    {"", "attention.clamp_kqv", "clip_qkv|attn_config.clip_qkv"},
    {"mpt", "attention.max_alibi_bias", "attn_config.alibi_bias_max|attn_config.alibi"},
    {"granite|granitemoe", "attention.scale", "attention_multiplier"},
    {"gemma2|gemma3", "attn_logit_softcapping", "attn_logit_softcapping"},
    {"gemma2|gemma3", "final_logit_softcapping", "final_logit_softcapping"},
    {"", "rope.freq_base", "rope_theta|rotary_emb_base|attn_config.rope_theta"},
    {"", "rope.freq_base_swa", "rope_local_base_freq"},
    {"", "rope.scaling.original_context_length", "original_max_position_embeddings"},
    {"", "expert_count", "num_local_experts|num_experts|n_routed_experts|moe_num_experts|ffn_config.moe_num_experts"},
    {"", "expert_used_count", "num_experts_per_tok|moe_topk|moe_k|ffn_config.moe_top_k"},
    {"", "expert_feed_forward_length", "moe_intermediate_size"},
    {"gpt-oss|llama4", "expert_feed_forward_length", "intermediate_size"},
    {"", "expert_shared_feed_forward_length", "shared_expert_intermediate_size|shared_intermediate_size"},
    {"", "expert_shared_count", "n_shared_experts|moe_num_shared_experts"},
    {"", "expert_weights_scale", "routed_scaling_factor"},
    {"deepseek2|glm4moe|dots1", "expert_weights_norm", "norm_topk_prob"},
    {"", "expert_group_count", "n_group"},
    {"", "expert_group_used_count", "topk_group"},
    {"", "leading_dense_block_count", "first_k_dense_replace|moe_layer_start_index"},
    {"", "interleave_moe_layer_step", "moe_layer_interval|interleave_moe_layer_step"},
    {"deepseek2", "attention.q_lora_rank", "q_lora_rank"},
    {"deepseek2", "attention.kv_lora_rank", "kv_lora_rank"},
    {"gptneox", "use_parallel_residual", "use_parallel_residual"},
    {"command-r|cohere2", "logit_scale", "logit_scale"},
    {"granite|granitemoe|minicpm", "logit_scale", "logits_scaling"},
    {"granite|granitemoe|minicpm", "embedding_scale", "embedding_multiplier"},
    {"granite|granitemoe|minicpm", "residual_scale", "residual_multiplier"}
};

/* Keys that change what is computed in ways that no family knows; but not with this value. */
static const struct { const char *key; double value; } gguf__neutral[] = {
    {"attention.causal", 1}, {"attention.temperature_scale", 0}, {"attention.output_scale", 1},
    {"attention.max_alibi_bias", 0}, {"attention.shared_kv_layers", 0}, {"attention.scale", 0},
    {"attn_logit_softcapping", 0},
    {"final_logit_softcapping", 0}, {"router_logit_softcapping", 0}, {"rope.scaling.yarn_ext_factor", 1},
    {"rope.scaling.alpha", 0}, {"swiglu_clamp_exp", 0}, {"swiglu_clamp_shexp", 0}, {"moe_every_n_layers", 0},
    {"logit_scale", 1}, {"embedding_scale", 1}, {"residual_scale", 1}, {"expert_weights_norm", 1}
};

/* Keys that change nothing (here). */
static const char gguf__harmless[] =
    "vocab_size|tensor_data_layout|pooling_type|classifier.output_labels|rope.scaling.finetuned|rope.dimension_sections"
    "|n_deepstack_layers|use_parallel_residual";

/* Names of tensors without ".weight" and ".bias": of a layer ("blk.N." in front), or others. Rows of an architecture
 * count before those of all. A row with such an ending says all of the name. */
static const struct { const char *arch, *gguf, *name; } gguf__names[] = {
    {"gpt2|starcoder|gptj|mpt|dbrx", "token_embd", "wte"}, {"gpt2|starcoder", "position_embd", "wpe"},
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
    {"mpt|dbrx", "output_norm", "norm_f"}, {"mpt", "blk.attn_norm", "blocks.%d.norm_1"},
    {"mpt", "blk.attn_qkv", "blocks.%d.attn.Wqkv"}, {"mpt", "blk.attn_output", "blocks.%d.attn.out_proj"},
    {"mpt", "blk.ffn_norm", "blocks.%d.norm_2"}, {"mpt", "blk.ffn_up", "blocks.%d.ffn.up_proj"},
    {"mpt", "blk.ffn_down", "blocks.%d.ffn.down_proj"},
    {"dbrx", "blk.attn_norm", "blocks.%d.norm_attn_norm.norm_1"},
    {"dbrx", "blk.attn_output_norm", "blocks.%d.norm_attn_norm.norm_2"},
    {"dbrx", "blk.attn_qkv", "blocks.%d.norm_attn_norm.attn.Wqkv"},
    {"dbrx", "blk.attn_output", "blocks.%d.norm_attn_norm.attn.out_proj"},
    {"dbrx", "blk.ffn_gate_inp", "blocks.%d.ffn.router.layer"},
    {"dbrx", "blk.ffn_gate_exps.weight", "blocks.%d.ffn.experts.mlp.w1"},
    {"dbrx", "blk.ffn_up_exps.weight", "blocks.%d.ffn.experts.mlp.v1"},
    {"dbrx", "blk.ffn_down_exps.weight", "blocks.%d.ffn.experts.mlp.w2"},
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
    {"bert", "blk.layer_output_norm", "encoder.layer.%d.output.LayerNorm"}, {"bert", "cls", "pooler.dense"},
    {"bert", "cls.output", "classifier"}, {"", "cls.output", "score"},
    {"phi2", "output_norm", "final_layernorm"}, {"phi2", "blk.attn_output", "layers.%d.self_attn.dense"},
    {"phi2", "blk.ffn_up", "layers.%d.mlp.fc1"}, {"phi2", "blk.ffn_down", "layers.%d.mlp.fc2"},
    {"phi3", "blk.attn_qkv", "layers.%d.self_attn.qkv_proj"},
    {"phi3|glm4|chatglm", "blk.ffn_up", "layers.%d.mlp.gate_up_proj"},
    {"starcoder2", "blk.ffn_up", "layers.%d.mlp.c_fc"}, {"starcoder2", "blk.ffn_down", "layers.%d.mlp.c_proj"},
    {"stablelm", "blk.attn_q_norm", "layers.%d.self_attn.q_layernorm.norms.0"},
    {"stablelm", "blk.attn_k_norm", "layers.%d.self_attn.k_layernorm.norms.0"},
    {"hunyuan-dense|hunyuan-moe", "blk.attn_q_norm", "layers.%d.self_attn.query_layernorm"},
    {"hunyuan-dense|hunyuan-moe", "blk.attn_k_norm", "layers.%d.self_attn.key_layernorm"},
    {"gemma2|gemma3", "blk.ffn_norm", "layers.%d.pre_feedforward_layernorm"},
    {"glm4", "blk.post_attention_norm", "layers.%d.post_self_attn_layernorm"},
    {"glm4", "blk.post_ffw_norm", "layers.%d.post_mlp_layernorm"},
    {"apertus", "blk.attn_norm", "layers.%d.attention_layernorm"},
    {"apertus", "blk.ffn_norm", "layers.%d.feedforward_layernorm"},
    {"bitnet", "blk.attn_sub_norm", "layers.%d.self_attn.attn_sub_norm"},
    {"bitnet", "blk.ffn_sub_norm", "layers.%d.mlp.ffn_sub_norm"},
    {"llama|phimoe", "blk.ffn_gate_inp", "layers.%d.block_sparse_moe.gate"},
    {"llama|phimoe", "blk.ffn_gate_exps", "layers.%d.block_sparse_moe.experts.%d.w1"},
    {"llama|phimoe", "blk.ffn_up_exps", "layers.%d.block_sparse_moe.experts.%d.w3"},
    {"llama|phimoe", "blk.ffn_down_exps", "layers.%d.block_sparse_moe.experts.%d.w2"},
    {"gpt-oss", "blk.ffn_gate_inp", "layers.%d.mlp.router"},
    {"gpt-oss", "blk.attn_sinks.weight", "layers.%d.self_attn.sinks"},
    {"hunyuan-moe", "blk.ffn_gate_inp", "layers.%d.mlp.gate.wg"},
    {"hunyuan-moe", "blk.ffn_gate_shexp", "layers.%d.mlp.shared_mlp.gate_proj"},
    {"hunyuan-moe", "blk.ffn_up_shexp", "layers.%d.mlp.shared_mlp.up_proj"},
    {"hunyuan-moe", "blk.ffn_down_shexp", "layers.%d.mlp.shared_mlp.down_proj"},
    {"granitemoe", "blk.ffn_gate_shexp", "layers.%d.mlp.gate_proj"},
    {"granitemoe", "blk.ffn_up_shexp", "layers.%d.mlp.up_proj"},
    {"granitemoe", "blk.ffn_down_shexp", "layers.%d.mlp.down_proj"},
    {"llama4", "blk.ffn_gate", "layers.%d.feed_forward.gate_proj"},
    {"llama4", "blk.ffn_up", "layers.%d.feed_forward.up_proj"},
    {"llama4", "blk.ffn_down", "layers.%d.feed_forward.down_proj"},
    {"llama4", "blk.ffn_gate_inp", "layers.%d.feed_forward.router"},
    {"llama4", "blk.ffn_gate_shexp", "layers.%d.feed_forward.shared_expert.gate_proj"},
    {"llama4", "blk.ffn_up_shexp", "layers.%d.feed_forward.shared_expert.up_proj"},
    {"llama4", "blk.ffn_down_shexp", "layers.%d.feed_forward.shared_expert.down_proj"},
    {"qwen2moe", "blk.ffn_gate_shexp", "layers.%d.mlp.shared_expert.gate_proj"},
    {"qwen2moe", "blk.ffn_up_shexp", "layers.%d.mlp.shared_expert.up_proj"},
    {"qwen2moe", "blk.ffn_down_shexp", "layers.%d.mlp.shared_expert.down_proj"},
    {"ernie4_5-moe", "blk.exp_probs_b.bias", "layers.%d.mlp.moe_statics.e_score_correction_bias"},
    {"", "token_embd", "embed_tokens"}, {"", "output_norm", "norm"}, {"", "output", "lm_head"},
    {"", "blk.attn_norm", "layers.%d.input_layernorm"}, {"", "blk.attn_q", "layers.%d.self_attn.q_proj"},
    {"", "blk.attn_k", "layers.%d.self_attn.k_proj"}, {"", "blk.attn_v", "layers.%d.self_attn.v_proj"},
    {"", "blk.attn_output", "layers.%d.self_attn.o_proj"},
    {"", "blk.attn_q_norm", "layers.%d.self_attn.q_norm"}, {"", "blk.attn_k_norm", "layers.%d.self_attn.k_norm"},
    {"", "blk.attn_q_a", "layers.%d.self_attn.q_a_proj"}, {"", "blk.attn_q_b", "layers.%d.self_attn.q_b_proj"},
    {"", "blk.attn_q_a_norm", "layers.%d.self_attn.q_a_layernorm"},
    {"", "blk.attn_kv_a_mqa", "layers.%d.self_attn.kv_a_proj_with_mqa"},
    {"", "blk.attn_kv_a_norm", "layers.%d.self_attn.kv_a_layernorm"},
    {"", "blk.attn_kv_b", "layers.%d.self_attn.kv_b_proj"}, {"", "blk.attn_k_b", "layers.%d.self_attn.k_b_proj"},
    {"", "blk.attn_v_b", "layers.%d.self_attn.v_b_proj"},
    {"", "blk.ffn_norm", "layers.%d.post_attention_layernorm"},
    {"", "blk.post_attention_norm", "layers.%d.post_attention_layernorm"},
    {"", "blk.post_ffw_norm", "layers.%d.post_feedforward_layernorm"},
    {"", "blk.ffn_gate", "layers.%d.mlp.gate_proj"}, {"", "blk.ffn_up", "layers.%d.mlp.up_proj"},
    {"", "blk.ffn_down", "layers.%d.mlp.down_proj"}, {"", "blk.ffn_gate_inp", "layers.%d.mlp.gate"},
    {"", "blk.exp_probs_b.bias", "layers.%d.mlp.gate.e_score_correction_bias"},
    {"", "blk.ffn_gate_exps", "layers.%d.mlp.experts.%d.gate_proj"},
    {"", "blk.ffn_up_exps", "layers.%d.mlp.experts.%d.up_proj"},
    {"", "blk.ffn_down_exps", "layers.%d.mlp.experts.%d.down_proj"},
    {"", "blk.ffn_gate_shexp", "layers.%d.mlp.shared_experts.gate_proj"},
    {"", "blk.ffn_up_shexp", "layers.%d.mlp.shared_experts.up_proj"},
    {"", "blk.ffn_down_shexp", "layers.%d.mlp.shared_experts.down_proj"},
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

/* What is known of a model beside its keys. */
typedef struct gguf_shape {
    const char *arch, *path;
    int layers;                          /* those for multi-token prediction do not count */
    double heads, kv, width, head, head_v, rot; /* head: of a head's queries and keys; rot: rotated of it */
} gguf_shape;

/* ---- names ---- */

/* What other checkpoints call a tensor; out stays empty if it has no name there. Numbers: of the layer and of the
 * expert, if the tensor is one expert's. *stack: it holds all experts. Returns the layer; -1: of none. */
static inline long gguf__name(const char *arch, const char *name, char out[160], int *stack, int number) {
    const char *rest = name, *dot = strrchr(name, '.'), *row = NULL, *ending = dot;
    char stem[120], *end;
    long layer = -1;
    size_t i, n = 0, k;
    int seen = 0, expert = -1;
    out[0] = 0;
    *stack = 0;
    if (!dot || (strcmp(dot, ".weight") != 0 && strcmp(dot, ".bias") != 0)) return -1;
    if (strncmp(name, "blk.", 4) == 0) {
        layer = strtol(name + 4, &end, 10);
        if (end == name + 4 || *end != '.' || layer < 0 || layer > 99999) return -1;
        rest = end + 1;
    }
    if (dot <= rest || dot - rest > 80) return layer;
    k = (size_t)snprintf(stem, sizeof stem, "%s%.*s", rest == name ? "" : "blk.", (int)(dot - rest), rest);
    for (n = k; n > 0 && isdigit((unsigned char)stem[n - 1]);) n--;
    if (n < k && n > 4 && stem[n - 1] == '.' && k - n < 6) { /* "blk.0.ffn_up.3.weight": an expert by itself */
        expert = atoi(stem + n);
        snprintf(stem + n - 1, sizeof stem - n + 1, "_exps");
        k = strlen(stem);
    }
    for (i = 0; i < sizeof gguf__names / sizeof gguf__names[0] && !row; i++) {
        const char *gguf_name = gguf__names[i].gguf;
        if (strncmp(gguf_name, stem, k) != 0 || (gguf_name[k] && strcmp(gguf_name + k, dot) != 0)) continue;
        if (*gguf__names[i].arch && !gguf__listed(arch, gguf__names[i].arch)) continue;
        row = gguf__names[i].name;
        if (gguf_name[k]) ending = "";
    }
    if (!row) return layer;
    for (n = 0; *row && n < 140; row++) {
        if (row[0] == '%') {
            n += (size_t)snprintf(out + n, 160 - n, "%ld", seen == 0 ? layer : expert >= 0 ? expert : number);
            *stack |= seen++ == 1 && expert < 0;
            row++;
        } else {
            out[n++] = *row;
        }
    }
    snprintf(out + n, 160 - n, "%s", ending);
    return layer;
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

/* ---- tensors in parts ---- */

/* Rows first .. first + n - 1 of a tensor, seen as one matrix, become one of their own. */
static inline int gguf__slice(source *s, int at, const char *name, uint64_t first, uint64_t n, gpt_error *err) {
    const src_tensor all = s->tensor[at]; /* adding may move it */
    const uint64_t cols = all.n_dim > 1 ? all.dim[all.n_dim - 1] : 1, rows = all.n / cols;
    src_tensor *t;
    char *own;
    if (n == 0 || n > rows || first > rows - n || all.size % rows)
        return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s has %llu rows: too few", s->file[all.file], all.name,
                         (unsigned long long)rows);
    t = src_add(s, name, strlen(name));
    if (!t) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    own = t->name;
    *t = all;
    t->name = own;
    t->n_dim = all.n_dim > 1 ? 2 : 1;
    t->dim[0] = n, t->dim[1] = cols;
    t->n = n * cols;
    t->size = all.size / rows * n;
    t->offset = all.offset + all.size / rows * first;
    s->tensor[at].used = 1;
    return GPT_OK;
}

/* What a tensor's values are to be multiplied with may lie beside it, "x.scale" beside "x.weight": a number, or one for
 * each expert of a stack. NVFP4 has it. What inputs are multiplied with is of use only for codes of theirs. */
static inline int gguf__scales(source *s, gpt_error *err) {
    char name[160];
    int i, rc = GPT_OK;
    for (i = 0; i < s->n && rc == GPT_OK; i++) {
        src_tensor *scale = &s->tensor[i], *t;
        const char *dot = strrchr(scale->name, '.');
        if (!dot || (strcmp(dot, ".scale") != 0 && strcmp(dot, ".input_scale") != 0)) continue;
        scale->used = 1;
        snprintf(name, sizeof name, "%.*s.weight", (int)(dot - scale->name), scale->name);
        t = src_find(s, name);
        if (!t || strcmp(dot, ".scale") != 0) continue;
        if (scale->n == 1) rc = src_read(s, scale, 0, 1, &t->scale, err);
        else if (t->n_dim == 3 && scale->n == t->dim[0]) t->detail = (size_t)i + 1; /* for gguf__unstack */
        else rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: must be one number", s->file[scale->file], scale->name);
        t->scaled = scale->n == 1;
    }
    return rc;
}

/* A stack of experts becomes a tensor for each; of gate and up in one, two. */
static inline int gguf__unstack(source *s, int at, const char *arch, gpt_error *err) {
    static const char *const halves[2] = {"gate", "up"};
    const src_tensor stack = s->tensor[at];
    const uint64_t n = stack.dim[0], rows = stack.n_dim > 2 ? stack.dim[1] : 1;
    const char *both = strstr(stack.name, "_gate_up_");
    const uint64_t parts = both ? 2 : 1;
    char name[160], part[160];
    int i, k, is, rc = GPT_OK;
    if (n > GGUF__EXPERT_LIMIT || rows % parts)
        return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: %llu experts of %llu rows", s->file[stack.file], stack.name,
                         (unsigned long long)n, (unsigned long long)rows);
    for (i = 0; i < 2 * (int)n && rc == GPT_OK; i++) {
        k = i % 2;
        if (k >= (int)parts) continue;
        if (both)
            snprintf(part, sizeof part, "%.*s_%s_%s", (int)(both - stack.name), stack.name, halves[k], both + 9);
        gguf__name(arch, both ? part : stack.name, name, &is, i / 2);
        rc = gguf__slice(s, at, name, (uint64_t)(i / 2) * rows + (uint64_t)k * (rows / parts), rows / parts, err);
        if (rc != GPT_OK || !stack.detail) continue;
        s->tensor[s->n - 1].scaled = 1;
        rc = src_read(s, &s->tensor[stack.detail - 1], (uint64_t)(i / 2), 1, &s->tensor[s->n - 1].scale, err);
    }
    return rc;
}

/* Queries, keys and values in one tensor become three. */
static inline int gguf__split(source *s, int at, const gguf_shape *m, gpt_error *err) {
    const char *old = s->tensor[at].name, *qkv = strstr(old, "qkv");
    const double rows[3] = {m->heads * m->head, m->kv * m->head, m->kv * m->head_v};
    char part[160], name[160];
    uint64_t first = 0;
    int i, is, rc = GPT_OK;
    for (i = 0; i < 3 && rc == GPT_OK; i++) {
        snprintf(part, sizeof part, "%.*s%c%s", (int)(qkv - old), old, "qkv"[i], qkv + 3);
        gguf__name(m->arch, part, name, &is, 0);
        if (!(rows[i] >= 1 && rows[i] < 1e9)) rc = tool_fail(err, GPT_E_FORMAT, "%s: attention.head_count", m->path);
        else rc = gguf__slice(s, at, name, first, (uint64_t)rows[i], err);
        first += (uint64_t)(rc == GPT_OK ? rows[i] : 0);
        old = s->tensor[at].name, qkv = strstr(old, "qkv");
    }
    return rc;
}

/* Gives all tensors the names of other checkpoints; those that have none keep their own. */
static inline int gguf__rename(source *s, const gguf_shape *m, gpt_error *err) {
    const int two_norms = src_find(s, "blk.0.attn_norm_2.weight") != NULL; /* Falcon 40B */
    const int n = s->n;
    char name[160];
    int i, stack, rc = gguf__scales(s, err);
    for (i = 0; i < n && rc == GPT_OK; i++) {
        src_tensor *t = &s->tensor[i];
        const char *dot = strrchr(t->name, '.');
        const long layer = gguf__name(m->arch, t->name, name, &stack, 0);
        if (layer >= m->layers) {
            t->used = 1;
            continue;
        }
        if (two_norms && layer >= 0 && strstr(t->name, ".attn_norm"))
            snprintf(name, sizeof name, "h.%ld.%s%s", layer, strstr(t->name, "norm_2") ? "ln_attn" : "ln_mlp", dot);
        if (stack && t->n_dim < 2) continue;
        if (stack || (layer >= 0 && t->n_dim > 1 && strstr(t->name, ".ffn_gate_up_exps."))) {
            rc = gguf__unstack(s, i, m->arch, err);
        } else if (!*name && layer >= 0 && strstr(t->name, ".attn_qkv.")) {
            rc = gguf__split(s, i, m, err);
        } else if (*name && !gguf__set_name(t, name)) {
            rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
        } else if (t->n_dim == 1 && strstr(name, "shared_expert_gate.weight")) { /* a matrix of one row elsewhere */
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

/* A number as the config had it, most likely: for one of single precision the shortest that rounds to it. */
static inline const char *gguf__show(double v, gguf_type type, char out[40]) {
    int digits;
    for (digits = 1; digits < 10 && type == GGUF_F32; digits++) {
        snprintf(out, 40, "%.*g", digits, v);
        if (strtof(out, NULL) == (float)v) return out;
    }
    snprintf(out, 40, "%.17g", v);
    return out;
}

/* The pair of a key below the architecture's name, which is known to matter from now on. */
static inline const gguf_pair *gguf__of(gguf *g, const char *arch, const char *key) {
    char full[160];
    gguf_pair *p;
    snprintf(full, sizeof full, "%s.%s", arch, key);
    p = (gguf_pair *)(uintptr_t)gguf_find(g, full);
    if (p) p->seen = 1;
    return p;
}

/* The number of a key, the same in all layers; fallback if it is not there. */
static inline double gguf__number_of(gguf *g, const gguf_shape *m, const char *key, double fallback, int *rc,
                                     gpt_error *err) {
    const gguf_pair *p = gguf__of(g, m->arch, key);
    const double v = gguf_number(p, 0);
    uint64_t i;
    if (!p || *rc != GPT_OK) return fallback;
    if (p->array && p->n < (uint64_t)m->layers)
        *rc = tool_fail(err, GPT_E_FORMAT, "%s: %s.%s: fewer entries than layers", m->path, m->arch, key);
    for (i = 1; i < p->n && *rc == GPT_OK; i++)
        if (gguf_number(p, i) != v) {
            *rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s: %s.%s differs from layer to layer; that is not supported",
                            m->path, m->arch, key);
            return fallback;
        }
    if (*rc == GPT_OK && (p->n == 0 || !gguf__width(p->type) || !isfinite(v)))
        *rc = tool_fail(err, GPT_E_FORMAT, "%s: %s.%s must be a number", m->path, m->arch, key);
    return v;
}

/* A text below the architecture's name; NULL if it is not there, or holds what no name does. */
static inline const char *gguf__text_of(gguf *g, const char *arch, const char *key, size_t *size) {
    const gguf_pair *p = gguf__of(g, arch, key);
    const unsigned char *at = p ? p->item : NULL;
    const char *text = p && p->type == GGUF_TEXT && p->n ? gguf_text_next(&at, size) : NULL;
    size_t i;
    if (!text) return NULL;
    for (i = 0; i < *size; i++)
        if (!isalnum((unsigned char)text[i]) && text[i] != '_' && text[i] != '-') return NULL;
    return *size && *size < 40 ? text : NULL;
}

/* Sizes that several places need. */
static inline int gguf__shape(gguf *g, gguf_shape *m, gpt_error *err) {
    double layers;
    int rc = GPT_OK;
    layers = gguf__number_of(g, m, "block_count", 0, &rc, err) -
             gguf__number_of(g, m, "nextn_predict_layers", 0, &rc, err);
    m->layers = rc == GPT_OK && layers >= 1 && layers <= 4096 ? (int)layers : 0;
    if (rc == GPT_OK && !m->layers)
        rc = tool_fail(err, GPT_E_FORMAT, "%s: %s.block_count = %g is out of range", m->path, m->arch, layers);
    m->heads = gguf__number_of(g, m, "attention.head_count", 0, &rc, err);
    m->kv = gguf__number_of(g, m, "attention.head_count_kv", m->heads, &rc, err);
    m->width = gguf__number_of(g, m, "embedding_length", 0, &rc, err);
    m->head = gguf__number_of(g, m, "attention.key_length", m->heads > 0 ? floor(m->width / m->heads) : 0, &rc, err);
    m->head_v = gguf__number_of(g, m, "attention.value_length", m->head, &rc, err);
    m->rot = gguf__number_of(g, m, "rope.dimension_count", m->head, &rc, err);
    return rc;
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

/* YaRN's numbers. yarn_attn_factor is the config's attention_factor; attn_factor multiplies the usual one. */
static inline void gguf__yarn(gguf *g, const gguf_shape *m, double factor, double attn, gguf__text *out, int *rc,
                              gpt_error *err) {
    static const char *const keys[][2] = {{"rope.scaling.yarn_beta_fast", "beta_fast"},
        {"rope.scaling.yarn_beta_slow", "beta_slow"}, {"rope.scaling.yarn_attn_factor", "attention_factor"}};
    const double log_mul = gguf__number_of(g, m, "rope.scaling.yarn_log_multiplier", 0, rc, err);
    const double all = strcmp(m->arch, "deepseek2") == 0 ? log_mul * 10 : log_mul; /* there it has a factor of 0.1 */
    char number[40];
    size_t i;
    if (attn != 1 && factor > 1) gguf__put(out, ",\"attention_factor\":%.17g", attn * (0.1 * log(factor) + 1));
    if (log_mul != 0) gguf__put(out, ",\"mscale\":%.17g,\"mscale_all_dim\":%.17g", all, all);
    if (strcmp(m->arch, "gpt-oss") == 0) gguf__put(out, ",\"truncate\":false");
    for (i = 0; i < sizeof keys / sizeof keys[0]; i++) {
        const double v = gguf__number_of(g, m, keys[i][0], 0, rc, err);
        if (v > 0) gguf__put(out, ",\"%s\":%s", keys[i][1], gguf__show(v, GGUF_F32, number));
    }
}

/* Stretched rotary positions: by a type, or by divisors that a tensor holds. */
static inline int gguf__rope(gguf *g, source *s, const gguf_shape *m, gguf__text *out, gpt_error *err) {
    const int lists = src_find(s, "rope_factors_short.weight") && src_find(s, "rope_factors_long.weight");
    const int one = !lists && src_find(s, "rope_freqs.weight") != NULL;
    int rc = GPT_OK;
    const double old = gguf__number_of(g, m, "rope.scale_linear", 1, &rc, err);
    const double factor = gguf__number_of(g, m, "rope.scaling.factor", old, &rc, err);
    const double attn = gguf__number_of(g, m, "rope.scaling.attn_factor", 1, &rc, err);
    const double n_orig = gguf__number_of(g, m, "rope.scaling.original_context_length", 0, &rc, err);
    size_t size = 6;
    const char *type = gguf__text_of(g, m->arch, "rope.scaling.type", &size);
    char number[40];
    if (!type) type = "linear", size = 6;
    if (lists) type = "longrope", size = 8;
    else if (factor == 0 || factor == 1 || (size == 4 && memcmp(type, "none", 4) == 0)) type = NULL;
    else if (one)
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: rope.scaling.factor and rope_freqs are not supported together",
                         m->path);
    if (one) type = "factors", size = 7;
    if (!type) {
        gguf__put(out, "\"rope_scaling\":null,");
        return rc;
    }
    gguf__put(out, "\"rope_scaling\":{\"rope_type\":\"%.*s\"", (int)size, type);
    if (factor > 0) gguf__put(out, ",\"factor\":%s", gguf__show(factor, GGUF_F32, number));
    if (n_orig > 0) gguf__put(out, ",\"original_max_position_embeddings\":%.17g", n_orig);
    if (size == 4 && memcmp(type, "yarn", 4) == 0) gguf__yarn(g, m, factor, attn, out, &rc, err);
    else if (attn != 1) gguf__put(out, ",\"attention_factor\":%s", gguf__show(attn, GGUF_F32, number));
    if (lists && rc == GPT_OK) rc = gguf__list(s, "rope_factors_short.weight", "short_factor", out, err);
    if (lists && rc == GPT_OK) rc = gguf__list(s, "rope_factors_long.weight", "long_factor", out, err);
    if (one && rc == GPT_OK) rc = gguf__list(s, "rope_freqs.weight", "factors", out, err);
    gguf__put(out, "},");
    return rc;
}

/* Which layers see a window only: a list, or n: all but every n-th. Without the key the family's own pattern counts. */
static inline int gguf__window(gguf *g, const gguf_shape *m, gguf__text *out, gpt_error *err) {
    const gguf_pair *p = gguf__of(g, m->arch, "attention.sliding_window_pattern");
    const char *const near = strcmp(m->arch, "llama4") == 0 ? "chunked_attention" : "sliding_attention";
    int i, rc = GPT_OK;
    const double fixed = strcmp(m->arch, "gemma2") == 0 ? -1 : 0; /* Gemma 2 has one unless its file says otherwise */
    const double window = gguf__number_of(g, m, "attention.sliding_window", fixed, &rc, err);
    const int every = p && !p->array ? (int)fmin(fmax(gguf_number(p, 0), 0), 1e6) : 0;
    if (window > 0) gguf__put(out, "\"sliding_window\":%.17g,", window);
    else if (window == 0) gguf__put(out, "\"sliding_window\":null,");
    if (!p || window == 0) return rc;
    if (p->array && p->n < (uint64_t)m->layers)
        return tool_fail(err, GPT_E_FORMAT, "%s: attention.sliding_window_pattern: fewer entries than layers", m->path);
    gguf__put(out, "\"layer_types\":[");
    for (i = 0; i < m->layers; i++) {
        const int is = p->array ? gguf_number(p, (uint64_t)i) != 0 : every == 0 || (i + 1) % every != 0;
        gguf__put(out, "%s\"%s\"", i ? "," : "", is ? near : "full_attention");
    }
    gguf__put(out, "],");
    return rc;
}

/* ---- what no key says, but the tensors or the sizes do ---- */

static inline int gguf__has(const source *s, const char *name) { return src_find(s, name) != NULL; }

/* Rows of a layer's tensor, of the first layer that has it (of matrices in a stack: of one); 0: none has. */
static inline double gguf__rows(const source *s, const gguf_shape *m, const char *stem) {
    char name[80];
    int i;
    for (i = 0; i < m->layers; i++) {
        const src_tensor *t;
        snprintf(name, sizeof name, "blk.%d.%s.weight", i, stem);
        t = src_find(s, name);
        if (t && t->n_dim > 1) return (double)t->dim[t->n_dim - 2];
    }
    return 0;
}

/* Which of the architecture's relations it is. */
static inline const char *gguf__type(gguf *g, const source *s, const gguf_arch *arch, const gguf_shape *m) {
    const int llama = strcmp(arch->name, "llama") == 0;
    if (llama && gguf_number(gguf__of(g, m->arch, "expert_count"), 0) > 0) return "mixtral";
    if (llama && gguf_number(gguf_find(g, "llama.attention.sliding_window"), 0) > 0) return "mistral";
    if (strcmp(arch->type, "llama") == 0 && gguf__has(s, "blk.0.attn_q.bias") &&
        !gguf__has(s, "blk.0.attn_output.bias"))
        return "qwen2"; /* a Llama but for these biases */
    if (strcmp(arch->name, "olmo2") == 0 && gguf_number(gguf_find(g, "olmo2.attention.sliding_window"), 0) > 0)
        return "olmo3";
    if (strcmp(arch->name, "deepseek2") == 0 && gguf_number(gguf_find(g, "deepseek2.expert_gating_func"), 0) == 2)
        return "deepseek_v3";
    return arch->type;
}

static inline void gguf__flags(const source *s, const gguf_shape *m, gguf__text *out) {
    static const char *const found[][2] = {
        {"qkv_bias", "blk.0.attn_q.bias"}, {"use_qkv_bias", "blk.0.attn_q.bias"}, {"use_bias", "blk.0.attn_q.bias"},
        {"bias", "blk.0.attn_qkv.bias"}, {"mlp_bias", "blk.0.ffn_up.bias"},
        {"attention_bias", "blk.0.attn_output.bias"}, {"attention_out_bias", "blk.0.attn_output.bias"},
        {"use_qk_norm", "blk.0.attn_q_norm.weight"}, {"qk_layernorm", "blk.0.attn_q_norm.weight"}
    };
    const src_tensor *embed = src_find(s, "token_embd.weight"), *types = src_find(s, "token_types.weight");
    char name[60];
    int dense = 0, i;
    for (i = 0; i < (int)(sizeof found / sizeof found[0]); i++)
        gguf__put(out, "\"%s\":%s,", found[i][0], gguf__has(s, found[i][1]) ? "true" : "false");
    if (gguf__listed(m->arch, "glm4|chatglm|glm4moe|seed_oss")) /* of queries, keys and values only */
        gguf__put(out, "\"attention_bias\":%s,",
                  gguf__has(s, "blk.0.attn_q.bias") || gguf__has(s, "blk.0.attn_qkv.bias") ? "true" : "false");
    gguf__put(out, "\"tie_word_embeddings\":%s,", gguf__has(s, "output.weight") ? "false" : "true");
    if (embed && embed->n_dim == 2) gguf__put(out, "\"vocab_size\":%llu,", (unsigned long long)embed->dim[0]);
    gguf__put(out, "\"type_vocab_size\":%llu,",
              !types ? 0ULL : types->n_dim == 2 ? (unsigned long long)types->dim[0] : 1ULL);
    gguf__put(out, "\"mlp_only_layers\":[");
    for (i = 0; i < m->layers; i++) { /* of mixtures: layers without a router */
        snprintf(name, sizeof name, "blk.%d.ffn_gate_inp.weight", i);
        if (!gguf__has(s, name)) gguf__put(out, "%s%d", dense++ ? "," : "", i);
    }
    gguf__put(out, "],");
}

static inline void gguf__sizes(const source *s, const gguf_shape *m, gguf__text *out) {
    const double expert = gguf__rows(s, m, "ffn_gate_exps"), shared = gguf__rows(s, m, "ffn_gate_shexp");
    gguf__put(out, "\"num_hidden_layers\":%d,\"n_layer\":%d,\"n_layers\":%d,", m->layers, m->layers, m->layers);
    gguf__put(out, "\"head_dim\":%.17g,\"rope_theta\":10000,\"rotary_emb_base\":10000,", m->head);
    if (m->head > 0) /* a little more, which is cut off again */
        gguf__put(out, "\"partial_rotary_factor\":%.17g,\"rotary_pct\":%.17g,\"rotary_dim\":%.17g,",
                  (m->rot + 0.25) / m->head, (m->rot + 0.25) / m->head, m->rot);
    if (expert > 0) gguf__put(out, "\"moe_intermediate_size\":%.17g,", expert);
    if (shared > 0) gguf__put(out, "\"shared_expert_intermediate_size\":%.17g,", shared);
}

/* Latent attention: what key_length and value_length mean depends on the age of the file. In newer ones keys are
 * latent, and those of heads have a name of their own. The files of DeepSeek V3 and V2 may be older than the keys of
 * groups; they are told by their number of experts. */
static inline int gguf__deepseek(gguf *g, const gguf_shape *m, const char *type, gguf__text *out, gpt_error *err) {
    const int v3 = strcmp(type, "deepseek_v3") == 0;
    int rc = GPT_OK;
    const double experts = gguf__number_of(g, m, "expert_count", 0, &rc, err);
    const double usual = v3 && experts == 256 ? 8 : !v3 && experts == 160 ? 8 : 1;
    const double groups = gguf__number_of(g, m, "expert_group_count", usual, &rc, err);
    const double head = gguf__number_of(g, m, "attention.key_length_mla", m->head, &rc, err);
    const double head_v = gguf__number_of(g, m, "attention.value_length_mla", m->head_v, &rc, err);
    if (rc == GPT_OK && m->kv != 1 && m->kv != m->heads)
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s: deepseek2.attention.head_count_kv = %g", m->path, m->kv);
    gguf__put(out, "\"head_dim\":null,\"q_lora_rank\":null,\"qk_rope_head_dim\":%.17g,\"qk_nope_head_dim\":%.17g,",
              m->rot, head - m->rot);
    gguf__put(out, "\"v_head_dim\":%.17g,\"n_group\":%.17g,\"topk_group\":%d,\"norm_topk_prob\":false,", head_v, usual,
              usual == 1 ? 1 : v3 ? 4 : 3);
    gguf__put(out, "\"topk_method\":\"%s\",", v3 ? "noaux_tc" : groups > 1 ? "group_limited_greedy" : "greedy");
    return rc;
}

/* A text as JSON has it. */
static inline void gguf__quote(gguf__text *out, const char *text, size_t n) {
    gguf__put(out, "\"");
    for (; n > 0; n--, text++) {
        const unsigned char c = (unsigned char)*text;
        if (c < 32 || c == '"' || c == '\\') gguf__put(out, "\\u%04x", c);
        else gguf__put(out, "%c", c);
    }
    gguf__put(out, "\"");
}

/* A head for classes. That of BERT has a dense layer below it, which files of BERT itself lack (and those of DistilBERT
 * have with another function): RoBERTa's are whole. */
static inline int gguf__classes(gguf *g, const source *s, const gguf_shape *m, gguf__text *out, gpt_error *err) {
    const gguf_pair *names = gguf__of(g, m->arch, "classifier.output_labels");
    const src_tensor *head = src_find(s, "cls.output.weight");
    const int bert = strcmp(m->arch, "bert") == 0;
    const unsigned char *at;
    uint64_t i, n;
    size_t size;
    if (gguf__has(s, "dense_2.weight"))
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: dense_2: embeddings that are projected", m->path);
    if (!head && !gguf__has(s, "cls.weight")) return GPT_OK;
    if (!head || bert != gguf__has(s, "cls.weight") || (bert && !gguf__has(s, "token_types.weight")))
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: cls: a head for classes of a kind that is not known", m->path);
    n = head->n_dim > 1 ? head->dim[0] : 1;
    gguf__put(out, "\"architectures\":[\"%sForSequenceClassification\"],\"num_labels\":%llu,", bert ? "Bert" : "",
              (unsigned long long)n);
    if (!names || names->type != GGUF_TEXT || names->n != n) return GPT_OK;
    gguf__put(out, "\"id2label\":{");
    for (i = 0, at = names->item; i < n; i++) {
        const char *text = gguf_text_next(&at, &size);
        gguf__put(out, "%s\"%llu\":", i ? "," : "", (unsigned long long)i);
        gguf__quote(out, text, size);
    }
    gguf__put(out, "},");
    return GPT_OK;
}

static inline void gguf__llama4(gguf *g, const gguf_shape *m, gguf__text *out) {
    const gguf_pair *window = gguf__of(g, m->arch, "attention.sliding_window");
    const int plain = window && gguf_number(window, 0) == 0; /* all layers alike */
    gguf__put(out, "\"use_qk_norm\":%s,\"attention_chunk_size\":%d,\"no_rope_layer_interval\":%d,",
              gguf_number(gguf__of(g, m->arch, "expert_count"), 0) == 128 ? "false" : "true", plain ? 0 : 8192,
              plain ? m->layers + 1 : 4);
}

/* Numbers that published code knows by the architecture's name. */
static inline int gguf__fixed(gguf *g, const source *s, const gguf_shape *m, const char *type, gguf__text *out,
                              gpt_error *err) {
    const char *arch = m->arch;
    const double largest = strcmp(arch, "gemma2") == 0 ? 46 : 62; /* layers of the one with another attention scale */
    const int two_norms = gguf__has(s, "blk.0.attn_norm_2.weight");
    const char *act;
    size_t size;
    if (gguf__listed(arch, "gemma2|gemma3"))
        gguf__put(out, "\"query_pre_attn_scalar\":%.17g,", m->layers == largest ? m->width / m->heads : m->head);
    if (strcmp(arch, "falcon") == 0)
        gguf__put(out, "\"new_decoder_architecture\":%s,\"multi_query\":%s,\"num_ln_in_parallel_attn\":%d,",
                  two_norms || (m->kv != 1 && m->kv != m->heads) ? "true" : "false", m->kv == 1 ? "true" : "false",
                  two_norms ? 2 : 1);
    if (strcmp(arch, "starcoder") == 0) gguf__put(out, "\"multi_query\":%s,", m->kv == 1 ? "true" : "false");
    if (gguf__listed(arch, "stablelm|orion"))
        gguf__put(out, "\"use_parallel_residual\":%s,", gguf__has(s, "blk.0.ffn_norm.weight") ? "false" : "true");
    if (strcmp(arch, "minicpm") == 0)
        gguf__put(out, "\"attention_multiplier\":%.17g,\"residual_multiplier\":%.17g,\"logits_scaling\":%.17g,",
                  1 / sqrt(m->head), 1.4 / sqrt(m->layers), m->width / 256);
    if (strcmp(arch, "baichuan") == 0 && m->layers == 40) /* the one with ALiBi */
        gguf__put(out, "\"model_max_length\":%.17g,", gguf_number(gguf__of(g, arch, "context_length"), 0));
    if (strcmp(arch, "llama4") == 0) gguf__llama4(g, m, out);
    if (strcmp(arch, "bitnet") == 0 && (act = gguf__text_of(g, arch, "hidden_activation", &size)) != NULL)
        gguf__put(out, "\"hidden_act\":\"%.*s\",", (int)size, act);
    return strcmp(arch, "deepseek2") == 0 ? gguf__deepseek(g, m, type, out, err) : gguf__classes(g, s, m, out, err);
}

/* ---- keys ---- */

/* The members that keys give: those of an object "outer." in the config, or ("") those of the config itself. */
static inline int gguf__members(gguf *g, const gguf_shape *m, const char *outer, gguf__text *out, gpt_error *err) {
    const int experts = gguf_number(gguf__of(g, m->arch, "expert_count"), 0) > 0;
    const size_t k = strlen(outer);
    char number[40];
    size_t i, n;
    int rc = GPT_OK;
    for (i = 0; i < sizeof gguf__keys / sizeof gguf__keys[0] && rc == GPT_OK; i++) {
        const char *key = gguf__keys[i].key, *name = gguf__keys[i].names;
        const gguf_pair *p;
        double v;
        if (*gguf__keys[i].arch && !gguf__listed(m->arch, gguf__keys[i].arch)) continue;
        p = gguf__of(g, m->arch, key);
        if (!p) continue;
        v = gguf__number_of(g, m, key, 0, &rc, err);
        if (strncmp(key, "expert_", 7) == 0 && (!experts || v == 0)) continue;
        if (v == 0 && strstr(key, "scale")) continue; /* as if it were not there */
        for (; *name; name += n + (name[n] == '|')) {
            const char *dot;
            n = strcspn(name, "|");
            dot = (const char *)memchr(name, '.', n);
            if (k ? strncmp(name, outer, k) == 0 : !dot)
                gguf__put(out, "\"%.*s\":%s,", (int)(n - k), name + k, gguf__show(v, p->type, number));
        }
    }
    return rc;
}

/* Members that every model has, and which of the keys are not theirs. */
static inline int gguf__keyed(gguf *g, const gguf_shape *m, gguf__text *out, gpt_error *err) {
    static const char *const objects[] = {"attn_config", "ffn_config"};
    char outer[20], number[40];
    size_t i;
    int rc = gguf__members(g, m, "", out, err);
    if (strcmp(m->arch, "deepseek2") != 0)
        gguf__put(out, "\"num_key_value_heads\":%.17g,\"num_kv_heads\":%.17g,", m->kv, m->kv);
    for (i = 0; i < 2 && rc == GPT_OK; i++) {
        snprintf(outer, sizeof outer, "%s.", objects[i]);
        gguf__put(out, "\"%s\":{", objects[i]);
        rc = gguf__members(g, m, outer, out, err);
        gguf__put(out, "\"kv_n_heads\":%s},", gguf__show(m->kv, GGUF_U32, number));
    }
    return rc;
}

/* The scores of experts must be what the family has. */
static inline int gguf__refuse(gguf *g, const gguf_shape *m, gpt_error *err) {
    const char *arch = m->arch;
    int rc = GPT_OK;
    const double gate = gguf__number_of(g, m, "expert_gating_func", 0, &rc, err);
    const double usual = gguf__listed(arch, "glm4moe|dots1|llama4") ? 2 : strcmp(arch, "gpt-oss") == 0 ? 3 : 1;
    size_t i;
    if (rc == GPT_OK && gate != 0 && gate != usual && !(gate == 2 && strcmp(arch, "deepseek2") == 0))
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: %s.expert_gating_func = %g is not supported", m->path, arch,
                         gate);
    if (rc == GPT_OK && m->head_v != m->head && strcmp(arch, "deepseek2") != 0)
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: %s.attention.value_length = %g, but key_length = %g", m->path,
                         arch, m->head_v, m->head);
    for (i = 0; i < sizeof gguf__neutral / sizeof gguf__neutral[0] && rc == GPT_OK; i++) {
        const char *key = gguf__neutral[i].key;
        gguf_pair *p = (gguf_pair *)(uintptr_t)gguf__of(g, arch, key);
        size_t k;
        double v;
        int known = strcmp(key, "attention.causal") == 0 && strcmp(arch, "bert") == 0;
        for (k = 0; k < sizeof gguf__keys / sizeof gguf__keys[0]; k++)
            known |= strcmp(gguf__keys[k].key, key) == 0 &&
                     (!*gguf__keys[k].arch || gguf__listed(arch, gguf__keys[k].arch));
        if (!p || known) continue;
        v = gguf__number_of(g, m, key, 0, &rc, err);
        if (rc == GPT_OK && v != gguf__neutral[i].value)
            rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s: %s.%s = %g is not supported", m->path, arch, key, v);
    }
    if (rc == GPT_OK && gguf__listed(arch, "granite|granitemoe")) {
        const gguf_pair *p = gguf__of(g, arch, "rope.scaling.finetuned");
        if (p && gguf_number(p, 0) == 0)
            rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s: %s.rope.scaling.finetuned: a model without positions", m->path,
                           arch);
    }
    if (rc == GPT_OK && strcmp(arch, "glm4") == 0 && gguf__of(g, arch, "rope.dimension_sections"))
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s: glm4.rope.dimension_sections: models of images", m->path);
    return rc;
}

/* gguf_key_unread -- the first pair from i on below the architecture's name that nothing has read and that may matter;
 * -1: none. */
static inline int gguf_key_unread(const gguf *g, int i) {
    size_t n;
    const char *arch = gguf_text(g, "general.architecture", &n);
    char key[100];
    for (; arch && i < g->n_pair; i++) {
        const gguf_pair *p = &g->pair[i];
        if (p->seen || p->key_size <= n || p->key_size - n > 90) continue;
        if (memcmp(p->key, arch, n) != 0 || p->key[n] != '.') continue;
        snprintf(key, sizeof key, "%.*s", (int)(p->key_size - n - 1), p->key + n + 1);
        if (!gguf__listed(key, gguf__harmless)) return i;
    }
    return -1;
}

/* Apertus' activations are pairs of the metadata, a number for each layer: tensors elsewhere. */
static inline int gguf__xielu(const gguf *g, source *s, const gguf_shape *m, gpt_error *err) {
    static const char *const keys[4] = {"alpha_p", "alpha_n", "beta", "eps"};
    char name[80];
    int i, l;
    for (i = 0; i < 4; i++) {
        const gguf_pair *p;
        snprintf(name, sizeof name, "xielu.%s", keys[i]);
        p = gguf_find(g, name);
        if (!p) continue;
        if (p->type != GGUF_F32 || (p->array && p->n < (uint64_t)m->layers))
            return tool_fail(err, GPT_E_FORMAT, "%s: %s must be a number for each layer", m->path, name);
        for (l = 0; l < m->layers; l++) {
            src_tensor *t;
            snprintf(name, sizeof name, "layers.%d.mlp.act_fn.%s", l, keys[i]);
            t = src_add(s, name, strlen(name));
            if (!t) return tool_fail(err, GPT_E_MEMORY, "out of memory");
            t->dtype = "F32";
            t->type = SRC_F32;
            t->n_dim = 1;
            t->n = t->dim[0] = 1;
            t->size = 4;
            t->offset = (uint64_t)(p->item - g->header) + 4 * (uint64_t)(p->array ? l : 0);
        }
    }
    return GPT_OK;
}

static inline const gguf_arch *gguf__arch(const char *name, size_t size) {
    size_t i;
    for (i = 0; i < sizeof gguf__archs / sizeof gguf__archs[0]; i++)
        if (strlen(gguf__archs[i].name) == size && memcmp(gguf__archs[i].name, name, size) == 0)
            return &gguf__archs[i];
    return NULL;
}

static inline int gguf__unknown(const char *path, const char *name, size_t size, gpt_error *err) {
    char known[160];
    size_t i, n = 0;
    for (i = 0; i < sizeof gguf__archs / sizeof gguf__archs[0] && n < sizeof known; i++)
        n += (size_t)snprintf(known + n, sizeof known - n, "%s%s", i ? ", " : "", gguf__archs[i].name);
    return tool_fail(err, GPT_E_UNSUPPORTED, "%s: general.architecture = %.*s is not supported; known are %s", path,
                     (int)(size < 60 ? size : 60), name, known);
}

/* gguf_config -- the config of the file's model, parsed; the tensors of s are renamed. */
static inline int gguf_config(gguf *g, source *s, json_doc *doc, gpt_error *err) {
    const char *path = s->file[0], *text, *type;
    const gguf_arch *arch;
    const src_tensor *places;
    gguf__text out;
    gguf_shape m;
    size_t size;
    int rc;
    memset(doc, 0, sizeof *doc);
    memset(&out, 0, sizeof out);
    memset(&m, 0, sizeof m);
    text = gguf_text(g, "general.type", &size);
    if (text && (size != 5 || memcmp(text, "model", 5) != 0))
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: general.type = %.*s: not a model", path,
                         (int)(size < 60 ? size : 60), text);
    text = gguf_text(g, "general.architecture", &size);
    if (!text) return tool_fail(err, GPT_E_FORMAT, "%s: general.architecture is missing", path);
    arch = gguf__arch(text, size);
    if (!arch) return gguf__unknown(path, text, size, err);
    m.arch = arch->name;
    m.path = path;
    rc = gguf__shape(g, &m, err);
    if (rc == GPT_OK) rc = gguf__refuse(g, &m, err);
    type = gguf__type(g, s, arch, &m);
    gguf__put(&out, "{\"_gguf\":1,\"model_type\":\"%s\",%s", type, arch->config);
    gguf__flags(s, &m, &out);
    gguf__sizes(s, &m, &out);
    if (rc == GPT_OK) rc = gguf__fixed(g, s, &m, type, &out, err);
    if (rc == GPT_OK) rc = gguf__keyed(g, &m, &out, err);
    if (rc == GPT_OK) rc = gguf__window(g, &m, &out, err);
    if (rc == GPT_OK) rc = gguf__rope(g, s, &m, &out, err);
    places = src_find(s, "position_embd.weight");
    if (places && places->n_dim == 2) /* whatever the key says */
        gguf__put(&out, "\"max_position_embeddings\":%llu,\"n_positions\":%llu,", (unsigned long long)places->dim[0],
                  (unsigned long long)places->dim[0]);
    if (strcmp(m.arch, "baichuan") == 0 && m.layers == 40) gguf__put(&out, "\"max_position_embeddings\":null,");
    if (strcmp(m.arch, "qwen") == 0) gguf__put(&out, "\"intermediate_size\":%.17g,", gguf__rows(s, &m, "ffn_up"));
    gguf__put(&out, "\"_end\":0}");
    if (rc == GPT_OK && out.failed) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK && json_parse(doc, out.p, out.n) != 0)
        rc = tool_fail(err, GPT_E_FORMAT, "%s: %s", path, doc->error);
    if (rc == GPT_OK && strcmp(m.arch, "apertus") == 0) {
        rc = gguf__xielu(g, s, &m, err);
        if (rc == GPT_OK) rc = src_sort(s, err);
    }
    if (rc == GPT_OK) rc = gguf__rename(s, &m, err);
    free(out.p);
    return rc;
}

#endif
