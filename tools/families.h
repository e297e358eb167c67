/* families.h -- every published family as a row of rules: what its config calls things, which
 * tensors it has, and where in them ours lie.
 *
 * To add a family: a row in families[] that says what differs from the row it is like, a list of
 * its tensors (or one that is there), and its tests. plan.h says what the columns mean, rules.h how
 * rules are written. Include plan.h first. */
#ifndef TOOLS_FAMILIES_H
#define TOOLS_FAMILIES_H

/* a vector; a matrix; both a weight and its bias; some of a fused tensor's rows; a stack of matrices */
#define VEC(id, text, n) {.role = GPT__ROLE_##id, .name = text, .rows = n}
#define MAT(id, text, n, m) {.role = GPT__ROLE_##id, .name = text, .rows = n, .cols = m}
#define NORM(id, text, n) VEC(id, text ".weight", n), VEC(id##_B, text ".bias", n)
#define LINEAR(id, text, n, m) MAT(id, text ".weight", n, m), VEC(id##_B, text ".bias", n)
#define PART(id, text, n, m, from, all, many) \
    {.role = GPT__ROLE_##id, .name = text, .rows = n, .cols = m, .first = from, .of = all, .groups = many}
#define CONV(id, text, n, m, from, all) \
    {.role = GPT__ROLE_##id, .name = text, .rows = n, .cols = m, .first = from, .of = all, .transposed = 1}
#define EXPERTS(id, text, n, m) \
    {.role = GPT__ROLE_##id, .name = text, .rows = n, .cols = m, .experts = "E"}
#define FILL(id, n, m, function) {.role = GPT__ROLE_##id, .rows = n, .cols = m, .fill = function}
#define END {.role = -1}

/* ---- values that no checkpoint has ---- */

static float fam__one(int row, int col, const float size[26], int rows) {
    (void)row, (void)col, (void)size, (void)rows;
    return 1.0f;
}

/* ALiBi (arXiv:2108.12409): 2^(-8 (h + 1) / n) for a power of two of heads n, and what lies between
 * for those beyond. Powers of a rounded base, as published code has them. */
static float fam__slope(int head, int col, const float size[26], int n_head) {
    int n = 1;
    (void)col, (void)size;
    while (2 * n <= n_head) n *= 2;
    if (head < n) return (float)pow((double)(float)exp2(-8.0 / n), head + 1);
    return (float)pow((double)(float)exp2(-4.0 / n), 2 * (head - n) + 1);
}

/* The same numbers as MPT makes them: from the next power of two, every second one first. */
static float fam__slope_mpt(int head, int col, const float size[26], int n_head) {
    int n = 1, k = head + 1;
    (void)col, (void)size;
    while (n < n_head) n *= 2;
    if (n != n_head) k = head < n / 2 ? 2 * head + 2 : 2 * (head - n / 2) + 1;
    return 1.0f / (float)pow(2, (double)((float)k * (8.0f / (float)n)));
}

/* Falcon's, which are bf16 */
static float fam__slope_bf16(int head, int col, const float size[26], int n_head) {
    return gpt__round_bf16(fam__slope(head, col, size, n_head));
}

/* Sinusoidal positions of XGLM: sines, then cosines; from row 2 on, and nothing at padding's row. */
static float fam__sinusoid_xglm(int row, int col, const float size[26], int rows) {
    int D = (int)size['D' - 'A'], half = D / 2, k = col < half ? col : col - half;
    float f = (float)exp((double)((float)k * (float)(-log(10000.0) / (half - 1))));
    float angle = (float)(row + 2) * f;
    (void)rows;
    if (k == half || row + 2 == (int)size['T' - 'A']) return 0;
    return (float)(col < half ? sin((double)angle) : cos((double)angle));
}

/* those of CTRL */
static float fam__sinusoid_ctrl(int row, int col, const float size[26], int rows) {
    int D = (int)size['D' - 'A'], half = (D + 1) / 2, k = col < half ? col : col - half;
    float angle = (float)row * (1.0f / (float)pow(10000, (double)((float)(2 * k) / (float)D)));
    (void)rows;
    return (float)(col < half ? sin((double)angle) : cos((double)angle));
}

/* ---- tensors: Llama and what is built like it ---- */

static const fam_tensor fam__embed[] = {MAT(TOKEN_EMBD, "embed_tokens.weight", "V", "W"), END};
static const fam_tensor fam__norms[] = {
    VEC(OUT_NORM, "norm.weight", "D"),
    VEC(ATTN_NORM, "layers.%d.input_layernorm.weight", "D"),
    VEC(FFN_NORM, "layers.%d.post_attention_layernorm.weight", "D"), END
};
static const fam_tensor fam__norm_biases[] = {
    VEC(OUT_NORM_B, "norm.bias", "D"),
    VEC(ATTN_NORM_B, "layers.%d.input_layernorm.bias", "D"),
    VEC(FFN_NORM_B, "layers.%d.post_attention_layernorm.bias", "D"), END
};
static const fam_tensor fam__qkv[] = {
    MAT(Q, "layers.%d.self_attn.q_proj.weight", "H*C", "D"),
    MAT(K, "layers.%d.self_attn.k_proj.weight", "K*C", "D"),
    MAT(V, "layers.%d.self_attn.v_proj.weight", "K*O", "D"), END
};
static const fam_tensor fam__o[] = {MAT(O, "layers.%d.self_attn.o_proj.weight", "D", "H*O"), END};
static const fam_tensor fam__qkv_bias[] = {
    VEC(Q_B, "layers.%d.self_attn.q_proj.bias", "H*C"),
    VEC(K_B, "layers.%d.self_attn.k_proj.bias", "K*C"),
    VEC(V_B, "layers.%d.self_attn.v_proj.bias", "K*O"), END
};
static const fam_tensor fam__o_bias[] = {VEC(O_B, "layers.%d.self_attn.o_proj.bias", "D"), END};
static const fam_tensor fam__qk_norm[] = {
    VEC(Q_NORM, "layers.%d.self_attn.q_norm.weight", "C"),
    VEC(K_NORM, "layers.%d.self_attn.k_norm.weight", "C"), END
};
static const fam_tensor fam__qk_norm_row[] = {
    VEC(Q_NORM, "layers.%d.self_attn.q_norm.weight", "H*C"),
    VEC(K_NORM, "layers.%d.self_attn.k_norm.weight", "K*C"), END
};
static const fam_tensor fam__cohere_qk_norm[] = { /* stored head by head */
    {.role = GPT__ROLE_Q_NORM, .name = "layers.%d.self_attn.q_norm.weight", .rows = "H*C", .lines = "H"},
    {.role = GPT__ROLE_K_NORM, .name = "layers.%d.self_attn.k_norm.weight", .rows = "K*C", .lines = "K"}, END
};
static const fam_tensor fam__gate[] = {MAT(GATE, "layers.%d.mlp.gate_proj.weight", "F", "D"), END};
static const fam_tensor fam__mlp[] = {
    MAT(UP, "layers.%d.mlp.up_proj.weight", "F", "D"),
    MAT(DOWN, "layers.%d.mlp.down_proj.weight", "D", "F"), END
};
static const fam_tensor fam__gate_bias[] = {VEC(GATE_B, "layers.%d.mlp.gate_proj.bias", "F"), END};
static const fam_tensor fam__mlp_bias[] = {
    VEC(UP_B, "layers.%d.mlp.up_proj.bias", "F"),
    VEC(DOWN_B, "layers.%d.mlp.down_proj.bias", "D"), END
};
static const fam_tensor fam__gate_up[] = {
    PART(GATE, "layers.%d.mlp.gate_up_proj.weight", "F", "D", "0", "2*F", "1"),
    PART(UP, "layers.%d.mlp.gate_up_proj.weight", "F", "D", "F", "2*F", "1"),
    MAT(DOWN, "layers.%d.mlp.down_proj.weight", "D", "F"), END
};
static const fam_tensor fam__qkv_fused[] = {
    PART(Q, "layers.%d.self_attn.qkv_proj.weight", "H*C", "D", "0", "(H+2*K)*C", "1"),
    PART(K, "layers.%d.self_attn.qkv_proj.weight", "K*C", "D", "H*C", "(H+2*K)*C", "1"),
    PART(V, "layers.%d.self_attn.qkv_proj.weight", "K*C", "D", "(H+K)*C", "(H+2*K)*C", "1"), END
};
static const fam_tensor fam__post_norms[] = { /* Gemma 2: around each sublayer */
    VEC(OUT_NORM, "norm.weight", "D"),
    VEC(ATTN_NORM, "layers.%d.input_layernorm.weight", "D"),
    VEC(ATTN_POST, "layers.%d.post_attention_layernorm.weight", "D"),
    VEC(FFN_NORM, "layers.%d.pre_feedforward_layernorm.weight", "D"),
    VEC(FFN_POST, "layers.%d.post_feedforward_layernorm.weight", "D"), END
};
static const fam_tensor fam__only_post_norms[] = { /* OLMo 2 */
    VEC(OUT_NORM, "norm.weight", "D"),
    VEC(ATTN_POST, "layers.%d.post_attention_layernorm.weight", "D"),
    VEC(FFN_POST, "layers.%d.post_feedforward_layernorm.weight", "D"), END
};
static const fam_tensor fam__glm4_norms[] = {
    VEC(ATTN_POST, "layers.%d.post_self_attn_layernorm.weight", "D"),
    VEC(FFN_POST, "layers.%d.post_mlp_layernorm.weight", "D"), END
};
static const fam_tensor fam__norms_of_ones[] = { /* OLMo: layer norms without weights */
    FILL(OUT_NORM, "D", NULL, fam__one),
    FILL(ATTN_NORM, "D", NULL, fam__one),
    FILL(FFN_NORM, "D", NULL, fam__one), END
};
static const fam_tensor fam__one_norm[] = { /* parallel layers that share it */
    VEC(OUT_NORM, "norm.weight", "D"),
    VEC(ATTN_NORM, "layers.%d.input_layernorm.weight", "D"), END
};
static const fam_tensor fam__one_norm_bias[] = {
    VEC(OUT_NORM_B, "norm.bias", "D"),
    VEC(ATTN_NORM_B, "layers.%d.input_layernorm.bias", "D"), END
};
static const fam_tensor fam__second_norm[] = {
    NORM(FFN_NORM, "layers.%d.post_attention_layernorm", "D"), END
};
static const fam_tensor fam__stablelm_qk_norm[] = {
    VEC(Q_NORM, "layers.%d.self_attn.q_layernorm.norms.%d.weight", "H*C"),
    VEC(K_NORM, "layers.%d.self_attn.k_layernorm.norms.%d.weight", "K*C"), END
};
static const fam_tensor fam__hunyuan_qk_norm[] = {
    VEC(Q_NORM, "layers.%d.self_attn.query_layernorm.weight", "C"),
    VEC(K_NORM, "layers.%d.self_attn.key_layernorm.weight", "C"), END
};
static const fam_tensor fam__apertus_norms[] = {
    VEC(OUT_NORM, "norm.weight", "D"),
    VEC(ATTN_NORM, "layers.%d.attention_layernorm.weight", "D"),
    VEC(FFN_NORM, "layers.%d.feedforward_layernorm.weight", "D"), END
};
static const fam_tensor fam__sub_norms[] = { /* BitNet */
    VEC(O_NORM, "layers.%d.self_attn.attn_sub_norm.weight", "H*O"),
    VEC(DOWN_NORM, "layers.%d.mlp.ffn_sub_norm.weight", "F"), END
};
static const fam_tensor fam__baichuan_qkv[] = {
    PART(Q, "layers.%d.self_attn.W_pack.weight", "H*C", "D", "0", "3*H*C", "1"),
    PART(K, "layers.%d.self_attn.W_pack.weight", "H*C", "D", "H*C", "3*H*C", "1"),
    PART(V, "layers.%d.self_attn.W_pack.weight", "H*C", "D", "2*H*C", "3*H*C", "1"), END
};
static const fam_tensor fam__alibi[] = {FILL(ALIBI, "H", NULL, fam__slope), END};
static const fam_tensor fam__internlm2[] = {
    MAT(TOKEN_EMBD, "tok_embeddings.weight", "V", "D"),
    VEC(OUT_NORM, "norm.weight", "D"),
    VEC(ATTN_NORM, "layers.%d.attention_norm.weight", "D"),
    PART(Q, "layers.%d.attention.wqkv.weight", "H*C", "D", "0", "(H+2*K)*C", "K"),
    PART(K, "layers.%d.attention.wqkv.weight", "K*C", "D", "G*C", "(H+2*K)*C", "K"),
    PART(V, "layers.%d.attention.wqkv.weight", "K*C", "D", "(G+1)*C", "(H+2*K)*C", "K"),
    MAT(O, "layers.%d.attention.wo.weight", "D", "H*C"),
    VEC(FFN_NORM, "layers.%d.ffn_norm.weight", "D"),
    MAT(GATE, "layers.%d.feed_forward.w1.weight", "F", "D"),
    MAT(UP, "layers.%d.feed_forward.w3.weight", "F", "D"),
    MAT(DOWN, "layers.%d.feed_forward.w2.weight", "D", "F"), END
};
static const fam_tensor fam__internlm2_bias[] = {
    PART(Q_B, "layers.%d.attention.wqkv.bias", "H*C", NULL, "0", "(H+2*K)*C", "K"),
    PART(K_B, "layers.%d.attention.wqkv.bias", "K*C", NULL, "G*C", "(H+2*K)*C", "K"),
    PART(V_B, "layers.%d.attention.wqkv.bias", "K*C", NULL, "(G+1)*C", "(H+2*K)*C", "K"),
    VEC(O_B, "layers.%d.attention.wo.bias", "D"), END
};
static const fam_tensor fam__phi[] = {
    NORM(OUT_NORM, "final_layernorm", "D"),
    NORM(ATTN_NORM, "layers.%d.input_layernorm", "D"),
    LINEAR(O, "layers.%d.self_attn.dense", "D", "H*C"),
    LINEAR(UP, "layers.%d.mlp.fc1", "F", "D"),
    LINEAR(DOWN, "layers.%d.mlp.fc2", "D", "F"), END
};
static const fam_tensor fam__phi_qk_norm[] = {
    NORM(Q_NORM, "layers.%d.self_attn.q_layernorm", "C"),
    NORM(K_NORM, "layers.%d.self_attn.k_layernorm", "C"), END
};
static const fam_tensor fam__starcoder2_mlp[] = {
    MAT(UP, "layers.%d.mlp.c_fc.weight", "F", "D"),
    MAT(DOWN, "layers.%d.mlp.c_proj.weight", "D", "F"), END
};
static const fam_tensor fam__starcoder2_bias[] = {
    VEC(UP_B, "layers.%d.mlp.c_fc.bias", "F"),
    VEC(DOWN_B, "layers.%d.mlp.c_proj.bias", "D"), END
};
static const fam_tensor fam__persimmon[] = {
    NORM(OUT_NORM, "final_layernorm", "D"),
    NORM(ATTN_NORM, "layers.%d.input_layernorm", "D"),
    PART(Q, "layers.%d.self_attn.query_key_value.weight", "H*C", "D", "0", "3*H*C", "H"),
    PART(K, "layers.%d.self_attn.query_key_value.weight", "H*C", "D", "C", "3*H*C", "H"),
    PART(V, "layers.%d.self_attn.query_key_value.weight", "H*C", "D", "2*C", "3*H*C", "H"),
    PART(Q_B, "layers.%d.self_attn.query_key_value.bias", "H*C", NULL, "0", "3*H*C", "H"),
    PART(K_B, "layers.%d.self_attn.query_key_value.bias", "H*C", NULL, "C", "3*H*C", "H"),
    PART(V_B, "layers.%d.self_attn.query_key_value.bias", "H*C", NULL, "2*C", "3*H*C", "H"),
    LINEAR(O, "layers.%d.self_attn.dense", "D", "H*C"),
    NORM(FFN_NORM, "layers.%d.post_attention_layernorm", "D"),
    LINEAR(UP, "layers.%d.mlp.dense_h_to_4h", "F", "D"),
    LINEAR(DOWN, "layers.%d.mlp.dense_4h_to_h", "D", "F"), END
};

/* ---- tensors: GPT-2 and the older ones ---- */

static const fam_tensor fam__gpt2_embed[] = {
    MAT(TOKEN_EMBD, "wte.weight", "V", "D"),
    NORM(OUT_NORM, "ln_f", "D"), END
};
static const fam_tensor fam__gpt2_positions[] = {MAT(POS_EMBD, "wpe.weight", "A", "D"), END};
static const fam_tensor fam__gpt2_norms[] = {
    NORM(ATTN_NORM, "h.%d.ln_1", "D"), NORM(FFN_NORM, "h.%d.ln_2", "D"), END
};
static const fam_tensor fam__gpt2[] = {
    CONV(Q, "h.%d.attn.c_attn.weight", "H*C", "D", "0", "3*H*C"),
    CONV(K, "h.%d.attn.c_attn.weight", "H*C", "D", "H*C", "3*H*C"),
    CONV(V, "h.%d.attn.c_attn.weight", "H*C", "D", "2*H*C", "3*H*C"),
    PART(Q_B, "h.%d.attn.c_attn.bias", "H*C", NULL, "0", "3*H*C", "1"),
    PART(K_B, "h.%d.attn.c_attn.bias", "H*C", NULL, "H*C", "3*H*C", "1"),
    PART(V_B, "h.%d.attn.c_attn.bias", "H*C", NULL, "2*H*C", "3*H*C", "1"),
    CONV(O, "h.%d.attn.c_proj.weight", "D", "H*C", "0", "D"),
    VEC(O_B, "h.%d.attn.c_proj.bias", "D"),
    CONV(UP, "h.%d.mlp.c_fc.weight", "F", "D", "0", "F"),
    VEC(UP_B, "h.%d.mlp.c_fc.bias", "F"),
    CONV(DOWN, "h.%d.mlp.c_proj.weight", "D", "F", "0", "D"),
    VEC(DOWN_B, "h.%d.mlp.c_proj.bias", "D"), END
};
static const fam_tensor fam__gpt1[] = { /* GPT-1: norms after the sums, none at the end */
    MAT(TOKEN_EMBD, "tokens_embed.weight", "V", "D"),
    MAT(POS_EMBD, "positions_embed.weight", "A", "D"),
    NORM(ATTN_RES, "h.%d.ln_1", "D"),
    NORM(FFN_RES, "h.%d.ln_2", "D"), END
};
static const fam_tensor fam__gpt_neo[] = {
    MAT(Q, "h.%d.attn.attention.q_proj.weight", "H*C", "D"),
    MAT(K, "h.%d.attn.attention.k_proj.weight", "H*C", "D"),
    MAT(V, "h.%d.attn.attention.v_proj.weight", "H*C", "D"),
    LINEAR(O, "h.%d.attn.attention.out_proj", "D", "H*C"),
    LINEAR(UP, "h.%d.mlp.c_fc", "F", "D"),
    LINEAR(DOWN, "h.%d.mlp.c_proj", "D", "F"), END
};
static const fam_tensor fam__gptj[] = {
    NORM(ATTN_NORM, "h.%d.ln_1", "D"),
    MAT(O, "h.%d.attn.out_proj.weight", "D", "H*C"),
    LINEAR(UP, "h.%d.mlp.fc_in", "F", "D"),
    LINEAR(DOWN, "h.%d.mlp.fc_out", "D", "F"), END
};
static const fam_tensor fam__gptj_qkv[] = {
    MAT(Q, "h.%d.attn.q_proj.weight", "H*C", "D"),
    MAT(K, "h.%d.attn.k_proj.weight", "H*C", "D"),
    MAT(V, "h.%d.attn.v_proj.weight", "H*C", "D"), END
};
static const fam_tensor fam__codegen_qkv[] = { /* four groups of [q v k], whatever the size */
    PART(Q, "h.%d.attn.qkv_proj.weight", "H*C", "D", "0", "3*H*C", "4"),
    PART(V, "h.%d.attn.qkv_proj.weight", "H*C", "D", "H*C/4", "3*H*C", "4"),
    PART(K, "h.%d.attn.qkv_proj.weight", "H*C", "D", "H*C/2", "3*H*C", "4"), END
};
static const fam_tensor fam__bigcode[] = { /* one group of [q k v] if K is 1, else head by head */
    PART(Q, "h.%d.attn.c_attn.weight", "H*C", "D", "0", "(H+2*K)*C", "K"),
    PART(K, "h.%d.attn.c_attn.weight", "K*C", "D", "G*C", "(H+2*K)*C", "K"),
    PART(V, "h.%d.attn.c_attn.weight", "K*C", "D", "(G+1)*C", "(H+2*K)*C", "K"),
    PART(Q_B, "h.%d.attn.c_attn.bias", "H*C", NULL, "0", "(H+2*K)*C", "K"),
    PART(K_B, "h.%d.attn.c_attn.bias", "K*C", NULL, "G*C", "(H+2*K)*C", "K"),
    PART(V_B, "h.%d.attn.c_attn.bias", "K*C", NULL, "(G+1)*C", "(H+2*K)*C", "K"),
    LINEAR(O, "h.%d.attn.c_proj", "D", "H*C"),
    LINEAR(UP, "h.%d.mlp.c_fc", "F", "D"),
    LINEAR(DOWN, "h.%d.mlp.c_proj", "D", "F"), END
};
#define JOINED(yes, no) "_joined=0 ? " yes " : " no /* what is [q k v] group by group may be stored [q; k; v] */
static const fam_tensor fam__neox[] = {
    MAT(TOKEN_EMBD, "embed_in.weight", "V", "D"),
    NORM(OUT_NORM, "final_layer_norm", "D"),
    NORM(ATTN_NORM, "layers.%d.input_layernorm", "D"),
    PART(Q, "layers.%d.attention.query_key_value.weight", "H*C", "D", "0", "3*H*C", JOINED("1", "H")),
    PART(K, "layers.%d.attention.query_key_value.weight", "H*C", "D", JOINED("H*C", "C"), "3*H*C", JOINED("1", "H")),
    PART(V, "layers.%d.attention.query_key_value.weight", "H*C", "D",
         JOINED("2*H*C", "2*C"), "3*H*C", JOINED("1", "H")),
    MAT(O, "layers.%d.attention.dense.weight", "D", "H*C"),
    NORM(FFN_NORM, "layers.%d.post_attention_layernorm", "D"),
    MAT(UP, "layers.%d.mlp.dense_h_to_4h.weight", "F", "D"),
    MAT(DOWN, "layers.%d.mlp.dense_4h_to_h.weight", "D", "F"), END
};
static const fam_tensor fam__neox_attn_bias[] = {
    PART(Q_B, "layers.%d.attention.query_key_value.bias", "H*C", NULL, "0", "3*H*C", JOINED("1", "H")),
    PART(K_B, "layers.%d.attention.query_key_value.bias", "H*C", NULL, JOINED("H*C", "C"), "3*H*C", JOINED("1", "H")),
    PART(V_B, "layers.%d.attention.query_key_value.bias", "H*C", NULL,
         JOINED("2*H*C", "2*C"), "3*H*C", JOINED("1", "H")),
    VEC(O_B, "layers.%d.attention.dense.bias", "D"), END
};
static const fam_tensor fam__neox_mlp_bias[] = {
    VEC(UP_B, "layers.%d.mlp.dense_h_to_4h.bias", "F"),
    VEC(DOWN_B, "layers.%d.mlp.dense_4h_to_h.bias", "D"), END
};
static const fam_tensor fam__neox_dense_bias[] = {VEC(O_B, "layers.%d.attention.dense_bias", "D"), END};

/* Falcon and Bloom: groups of [q .. q k v], K of them */
static const fam_tensor fam__falcon[] = {
    MAT(TOKEN_EMBD, "word_embeddings.weight", "V", "D"),
    NORM(OUT_NORM, "ln_f", "D"),
    PART(Q, "h.%d.self_attention.query_key_value.weight", "H*C", "D", "0", "(H+2*K)*C", JOINED("1", "K")),
    PART(K, "h.%d.self_attention.query_key_value.weight", "K*C", "D",
         JOINED("H*C", "G*C"), "(H+2*K)*C", JOINED("1", "K")),
    PART(V, "h.%d.self_attention.query_key_value.weight", "K*C", "D",
         JOINED("(H+K)*C", "(G+1)*C"), "(H+2*K)*C", JOINED("1", "K")),
    MAT(O, "h.%d.self_attention.dense.weight", "D", "H*C"),
    MAT(UP, "h.%d.mlp.dense_h_to_4h.weight", "F", "D"),
    MAT(DOWN, "h.%d.mlp.dense_4h_to_h.weight", "D", "F"), END
};
static const fam_tensor fam__falcon_bias[] = {
    PART(Q_B, "h.%d.self_attention.query_key_value.bias", "H*C", NULL, "0", "(H+2*K)*C", JOINED("1", "K")),
    PART(K_B, "h.%d.self_attention.query_key_value.bias", "K*C", NULL,
         JOINED("H*C", "G*C"), "(H+2*K)*C", JOINED("1", "K")),
    PART(V_B, "h.%d.self_attention.query_key_value.bias", "K*C", NULL,
         JOINED("(H+K)*C", "(G+1)*C"), "(H+2*K)*C", JOINED("1", "K")),
    VEC(O_B, "h.%d.self_attention.dense.bias", "D"),
    VEC(UP_B, "h.%d.mlp.dense_h_to_4h.bias", "F"),
    VEC(DOWN_B, "h.%d.mlp.dense_4h_to_h.bias", "D"), END
};
static const fam_tensor fam__falcon_one_norm[] = {NORM(ATTN_NORM, "h.%d.input_layernorm", "D"), END};
static const fam_tensor fam__falcon_second_norm[] = {
    NORM(FFN_NORM, "h.%d.post_attention_layernorm", "D"), END
};
static const fam_tensor fam__falcon_two_norms[] = {
    NORM(ATTN_NORM, "h.%d.ln_attn", "D"), NORM(FFN_NORM, "h.%d.ln_mlp", "D"), END
};
static const fam_tensor fam__falcon_alibi[] = {FILL(ALIBI, "H", NULL, fam__slope_bf16), END};
static const fam_tensor fam__bloom_norm[] = {NORM(EMBD_NORM, "word_embeddings_layernorm", "D"), END};
static const fam_tensor fam__mpt[] = {
    MAT(TOKEN_EMBD, "wte.weight", "V", "D"),
    VEC(OUT_NORM, "norm_f.weight", "D"),
    VEC(ATTN_NORM, "blocks.%d.norm_1.weight", "D"),
    PART(Q, "blocks.%d.attn.Wqkv.weight", "H*C", "D", "0", "3*H*C", "1"),
    PART(K, "blocks.%d.attn.Wqkv.weight", "H*C", "D", "H*C", "3*H*C", "1"),
    PART(V, "blocks.%d.attn.Wqkv.weight", "H*C", "D", "2*H*C", "3*H*C", "1"),
    MAT(O, "blocks.%d.attn.out_proj.weight", "D", "H*C"),
    FILL(ALIBI, "H", NULL, fam__slope_mpt),
    VEC(FFN_NORM, "blocks.%d.norm_2.weight", "D"),
    MAT(UP, "blocks.%d.ffn.up_proj.weight", "F", "D"),
    MAT(DOWN, "blocks.%d.ffn.down_proj.weight", "D", "F"), END
};
static const fam_tensor fam__opt[] = { /* also XGLM and BioGPT */
    MAT(TOKEN_EMBD, "embed_tokens.weight", "V", "W"),
    MAT(Q, "layers.%d.self_attn.q_proj.weight", "H*C", "D"),
    MAT(K, "layers.%d.self_attn.k_proj.weight", "H*C", "D"),
    MAT(V, "layers.%d.self_attn.v_proj.weight", "H*C", "D"),
    MAT(O, "layers.%d.self_attn.out_proj.weight", "D", "H*C"),
    MAT(UP, "layers.%d.fc1.weight", "F", "D"),
    MAT(DOWN, "layers.%d.fc2.weight", "D", "F"), END
};
static const fam_tensor fam__opt_bias[] = {
    VEC(Q_B, "layers.%d.self_attn.q_proj.bias", "H*C"),
    VEC(K_B, "layers.%d.self_attn.k_proj.bias", "H*C"),
    VEC(V_B, "layers.%d.self_attn.v_proj.bias", "H*C"),
    VEC(O_B, "layers.%d.self_attn.out_proj.bias", "D"),
    VEC(UP_B, "layers.%d.fc1.bias", "F"),
    VEC(DOWN_B, "layers.%d.fc2.bias", "D"), END
};
static const fam_tensor fam__opt_norms[] = {
    NORM(ATTN_NORM, "layers.%d.self_attn_layer_norm", "D"),
    NORM(FFN_NORM, "layers.%d.final_layer_norm", "D"), END
};
static const fam_tensor fam__opt_norms_of_ones[] = {
    FILL(ATTN_NORM, "D", NULL, fam__one), FILL(FFN_NORM, "D", NULL, fam__one), END
};
static const fam_tensor fam__opt_post_norms[] = {
    NORM(ATTN_RES, "layers.%d.self_attn_layer_norm", "D"),
    NORM(FFN_RES, "layers.%d.final_layer_norm", "D"), END
};
static const fam_tensor fam__opt_post_norms_of_ones[] = {
    FILL(ATTN_RES, "D", NULL, fam__one), FILL(FFN_RES, "D", NULL, fam__one), END
};
static const fam_tensor fam__opt_out_norm[] = {NORM(OUT_NORM, "final_layer_norm", "D"), END};
static const fam_tensor fam__opt_out_norm_of_ones[] = {FILL(OUT_NORM, "D", NULL, fam__one), END};
static const fam_tensor fam__opt_positions[] = {MAT(POS_EMBD, "embed_positions.weight", "A", "D"), END};
static const fam_tensor fam__opt_project_in[] = {MAT(EMBD_IN, "project_in.weight", "D", "W"), END};
static const fam_tensor fam__xglm_positions[] = {FILL(POS_EMBD, "P", "D", fam__sinusoid_xglm), END};
static const fam_tensor fam__xglm_out_norm[] = {NORM(OUT_NORM, "layer_norm", "D"), END};
static const fam_tensor fam__ctrl[] = {
    MAT(TOKEN_EMBD, "w.weight", "V", "D"),
    FILL(POS_EMBD, "P", "D", fam__sinusoid_ctrl),
    NORM(OUT_NORM, "layernorm", "D"),
    NORM(ATTN_NORM, "h.%d.layernorm1", "D"),
    LINEAR(Q, "h.%d.multi_head_attention.Wq", "H*C", "D"),
    LINEAR(K, "h.%d.multi_head_attention.Wk", "H*C", "D"),
    LINEAR(V, "h.%d.multi_head_attention.Wv", "H*C", "D"),
    LINEAR(O, "h.%d.multi_head_attention.dense", "D", "H*C"),
    NORM(FFN_NORM, "h.%d.layernorm2", "D"),
    LINEAR(UP, "h.%d.ffn.0", "F", "D"),
    LINEAR(DOWN, "h.%d.ffn.2", "D", "F"), END
};

/* ---- tensors: experts ---- */

static const fam_tensor fam__router[] = {MAT(ROUTER, "layers.%d.mlp.gate.weight", "E", "D"), END};
static const fam_tensor fam__experts[] = {
    EXPERTS(EXPERT_GATE, "layers.%d.mlp.experts.%d.gate_proj.weight", "X", "D"),
    EXPERTS(EXPERT_UP, "layers.%d.mlp.experts.%d.up_proj.weight", "X", "D"),
    EXPERTS(EXPERT_DOWN, "layers.%d.mlp.experts.%d.down_proj.weight", "D", "X"), END
};
#define EXPERTS_BIAS(id, text, n) {.role = GPT__ROLE_##id, .name = text, .rows = n, .experts = "E"}
static const fam_tensor fam__experts_bias[] = {
    EXPERTS_BIAS(EXPERT_GATE_B, "layers.%d.mlp.experts.%d.gate_proj.bias", "X"),
    EXPERTS_BIAS(EXPERT_UP_B, "layers.%d.mlp.experts.%d.up_proj.bias", "X"),
    EXPERTS_BIAS(EXPERT_DOWN_B, "layers.%d.mlp.experts.%d.down_proj.bias", "D"), END
};
static const fam_tensor fam__mixtral[] = { /* w3 is UP, w2 is DOWN */
    MAT(ROUTER, "layers.%d.block_sparse_moe.gate.weight|layers.%d.mlp.gate.weight", "E", "D"),
    EXPERTS(EXPERT_GATE, "layers.%d.block_sparse_moe.experts.%d.w1.weight", "X", "D"),
    EXPERTS(EXPERT_UP, "layers.%d.block_sparse_moe.experts.%d.w3.weight", "X", "D"),
    EXPERTS(EXPERT_DOWN, "layers.%d.block_sparse_moe.experts.%d.w2.weight", "D", "X"), END
};
static const fam_tensor fam__shared_expert[] = { /* Qwen 2 */
    MAT(GATE, "layers.%d.mlp.shared_expert.gate_proj.weight", "F", "D"),
    MAT(UP, "layers.%d.mlp.shared_expert.up_proj.weight", "F", "D"),
    MAT(DOWN, "layers.%d.mlp.shared_expert.down_proj.weight", "D", "F"),
    MAT(SHARED_SCORE, "layers.%d.mlp.shared_expert_gate.weight", "1", "D"), END
};
static const fam_tensor fam__shared_experts[] = { /* DeepSeek */
    MAT(GATE, "layers.%d.mlp.shared_experts.gate_proj.weight", "F", "D"),
    MAT(UP, "layers.%d.mlp.shared_experts.up_proj.weight", "F", "D"),
    MAT(DOWN, "layers.%d.mlp.shared_experts.down_proj.weight", "D", "F"), END
};
static const fam_tensor fam__shared_experts_bias[] = {
    VEC(GATE_B, "layers.%d.mlp.shared_experts.gate_proj.bias", "F"),
    VEC(UP_B, "layers.%d.mlp.shared_experts.up_proj.bias", "F"),
    VEC(DOWN_B, "layers.%d.mlp.shared_experts.down_proj.bias", "D"), END
};
static const fam_tensor fam__score_bias[] = {
    VEC(ROUTER_SCORE_B, "layers.%d.mlp.gate.e_score_correction_bias", "E"), END
};
static const fam_tensor fam__ernie_score_bias[] = {
    {.role = GPT__ROLE_ROUTER_SCORE_B, .name = "layers.%d.mlp.moe_statics.e_score_correction_bias", .rows = "E",
     .lines = "1"}, END
};
static const fam_tensor fam__sinks[] = {VEC(SINKS, "layers.%d.self_attn.sinks", "H"), END};
static const fam_tensor fam__gpt_oss_router[] = {LINEAR(ROUTER, "layers.%d.mlp.router", "E", "D"), END};
/* gate and up in turns, stored (experts, inputs, outputs) */
#define OSS(id, text, n, m, from, all, many) \
    {.role = GPT__ROLE_##id, .name = text, .rows = n, .cols = m, .first = from, .of = all, .groups = many, \
     .experts = "E", .transposed = 1}
#define OSS_BIAS(id, text, n, from, all, many) \
    {.role = GPT__ROLE_##id, .name = text, .rows = n, .first = from, .of = all, .groups = many, .experts = "E"}
static const fam_tensor fam__gpt_oss_experts[] = {
    OSS(EXPERT_GATE, "layers.%d.mlp.experts.gate_up_proj", "X", "D", "0", "2*X", "X"),
    OSS(EXPERT_UP, "layers.%d.mlp.experts.gate_up_proj", "X", "D", "1", "2*X", "X"),
    OSS(EXPERT_DOWN, "layers.%d.mlp.experts.down_proj", "D", "X", "0", "D", "1"), END
};
static const fam_tensor fam__gpt_oss_bias[] = {
    OSS_BIAS(EXPERT_GATE_B, "layers.%d.mlp.experts.gate_up_proj_bias", "X", "0", "2*X", "X"),
    OSS_BIAS(EXPERT_UP_B, "layers.%d.mlp.experts.gate_up_proj_bias", "X", "1", "2*X", "X"),
    OSS_BIAS(EXPERT_DOWN_B, "layers.%d.mlp.experts.down_proj_bias", "D", "0", "D", "1"), END
};
static const fam_tensor fam__granite_moe[] = {
    MAT(ROUTER, "layers.%d.block_sparse_moe.router.layer.weight", "E", "D"),
    {.role = GPT__ROLE_EXPERT_GATE, .name = "layers.%d.block_sparse_moe.input_linear.weight", .rows = "X",
     .cols = "D", .first = "0", .of = "2*X", .experts = "E"},
    {.role = GPT__ROLE_EXPERT_UP, .name = "layers.%d.block_sparse_moe.input_linear.weight", .rows = "X",
     .cols = "D", .first = "X", .of = "2*X", .experts = "E"},
    EXPERTS(EXPERT_DOWN, "layers.%d.block_sparse_moe.output_linear.weight", "D", "X"), END
};
static const fam_tensor fam__granite_shared[] = {
    PART(GATE, "layers.%d.shared_mlp.input_linear.weight", "F", "D", "0", "2*F", "1"),
    PART(UP, "layers.%d.shared_mlp.input_linear.weight", "F", "D", "F", "2*F", "1"),
    MAT(DOWN, "layers.%d.shared_mlp.output_linear.weight", "D", "F"), END
};
static const fam_tensor fam__dbrx[] = {
    MAT(TOKEN_EMBD, "wte.weight", "V", "D"),
    VEC(OUT_NORM, "norm_f.weight", "D"),
    VEC(ATTN_NORM, "blocks.%d.norm_attn_norm.norm_1.weight", "D"),
    PART(Q, "blocks.%d.norm_attn_norm.attn.Wqkv.weight", "H*C", "D", "0", "(H+2*K)*C", "1"),
    PART(K, "blocks.%d.norm_attn_norm.attn.Wqkv.weight", "K*C", "D", "H*C", "(H+2*K)*C", "1"),
    PART(V, "blocks.%d.norm_attn_norm.attn.Wqkv.weight", "K*C", "D", "(H+K)*C", "(H+2*K)*C", "1"),
    MAT(O, "blocks.%d.norm_attn_norm.attn.out_proj.weight", "D", "H*C"),
    VEC(FFN_NORM, "blocks.%d.norm_attn_norm.norm_2.weight", "D"),
    MAT(ROUTER, "blocks.%d.ffn.router.layer.weight", "E", "D"),
    {.role = GPT__ROLE_EXPERT_GATE, .name = "blocks.%d.ffn.experts.mlp.w1", .rows = "X", .cols = "D",
     .experts = "E", .flat = 1},
    {.role = GPT__ROLE_EXPERT_UP, .name = "blocks.%d.ffn.experts.mlp.v1", .rows = "X", .cols = "D",
     .experts = "E", .flat = 1},
    {.role = GPT__ROLE_EXPERT_DOWN, .name = "blocks.%d.ffn.experts.mlp.w2", .rows = "D", .cols = "X",
     .experts = "E", .transposed = 1, .flat = 1}, END
};
static const fam_tensor fam__hunyuan_moe[] = {
    MAT(ROUTER, "layers.%d.mlp.gate.wg.weight", "E", "D"),
    MAT(GATE, "layers.%d.mlp.shared_mlp.gate_proj.weight", "F", "D"),
    MAT(UP, "layers.%d.mlp.shared_mlp.up_proj.weight", "F", "D"),
    MAT(DOWN, "layers.%d.mlp.shared_mlp.down_proj.weight", "D", "F"), END
};
static const fam_tensor fam__llama4_dense[] = {
    MAT(GATE, "layers.%d.feed_forward.gate_proj.weight", "F", "D"),
    MAT(UP, "layers.%d.feed_forward.up_proj.weight", "F", "D"),
    MAT(DOWN, "layers.%d.feed_forward.down_proj.weight", "D", "F"), END
};
static const fam_tensor fam__llama4_experts[] = {
    OSS(EXPERT_GATE, "layers.%d.feed_forward.experts.gate_up_proj", "X", "D", "0", "2*X", "1"),
    OSS(EXPERT_UP, "layers.%d.feed_forward.experts.gate_up_proj", "X", "D", "X", "2*X", "1"),
    OSS(EXPERT_DOWN, "layers.%d.feed_forward.experts.down_proj", "D", "X", "0", "D", "1"), END
};
static const fam_tensor fam__llama4_shared[] = {
    MAT(ROUTER, "layers.%d.feed_forward.router.weight", "E", "D"),
    MAT(GATE, "layers.%d.feed_forward.shared_expert.gate_proj.weight", "F", "D"),
    MAT(UP, "layers.%d.feed_forward.shared_expert.up_proj.weight", "F", "D"),
    MAT(DOWN, "layers.%d.feed_forward.shared_expert.down_proj.weight", "D", "F"), END
};
static const fam_tensor fam__llama4_qk_norm[] = {
    FILL(Q_NORM, "C", NULL, fam__one), FILL(K_NORM, "C", NULL, fam__one), END
};

/* ---- tensors: latent attention (DeepSeek) ---- */

static const fam_tensor fam__latent[] = {
    MAT(KV_A, "layers.%d.self_attn.kv_a_proj_with_mqa.weight", "B+J", "D"),
    VEC(KV_A_NORM, "layers.%d.self_attn.kv_a_layernorm.weight", "J"), END
};
static const fam_tensor fam__latent_up[] = {
    {.role = GPT__ROLE_K_UP, .name = "layers.%d.self_attn.kv_b_proj.weight", .rows = "J", .cols = "C-B",
     .col_of = "C-B+O", .experts = "H", .transposed = 1, .flat = 1},
    {.role = GPT__ROLE_V_UP, .name = "layers.%d.self_attn.kv_b_proj.weight", .rows = "O", .cols = "J",
     .first = "C-B", .of = "C-B+O", .experts = "H", .flat = 1}, END
};
static const fam_tensor fam__latent_k_v[] = { /* the same in two, the keys' transposed, as GGUF files have it */
    {.role = GPT__ROLE_K_UP, .name = "layers.%d.self_attn.k_b_proj.weight", .rows = "J", .cols = "C-B", .experts = "H"},
    {.role = GPT__ROLE_V_UP, .name = "layers.%d.self_attn.v_b_proj.weight", .rows = "O", .cols = "J", .experts = "H"},
    END
};
static const fam_tensor fam__latent_q[] = {MAT(Q, "layers.%d.self_attn.q_proj.weight", "H*C", "D"), END};
static const fam_tensor fam__latent_q_a[] = {
    MAT(Q_A, "layers.%d.self_attn.q_a_proj.weight", "Q", "D"),
    VEC(Q_A_NORM, "layers.%d.self_attn.q_a_layernorm.weight", "Q"),
    MAT(Q, "layers.%d.self_attn.q_b_proj.weight", "H*C", "Q"), END
};
static const fam_tensor fam__latent_bias[] = {
    VEC(KV_A_B, "layers.%d.self_attn.kv_a_proj_with_mqa.bias", "B+J"),
    VEC(O_B, "layers.%d.self_attn.o_proj.bias", "D"), END
};
static const fam_tensor fam__latent_q_a_bias[] = {
    VEC(Q_A_B, "layers.%d.self_attn.q_a_proj.bias", "Q"), END
};

/* ---- tensors: encoders ---- */

/* weight and bias of a layer norm; old files call them gamma and beta */
#define OLD_NORM(id, text, n) \
    VEC(id, text ".weight|" text ".gamma", n), VEC(id##_B, text ".bias|" text ".beta", n)

static const fam_tensor fam__bert_embed[] = {
    MAT(TOKEN_EMBD, "embeddings.word_embeddings.weight", "V", "W"),
    MAT(POS_EMBD, "embeddings.position_embeddings.weight", "A", "W"),
    OLD_NORM(EMBD_NORM, "embeddings.LayerNorm", "W"), END
};
static const fam_tensor fam__bert_types[] = {
    MAT(TYPE_EMBD, "embeddings.token_type_embeddings.weight", "Y", "W"), END
};
static const fam_tensor fam__bert[] = {
    LINEAR(Q, "encoder.layer.%d.attention.self.query", "H*C", "D"),
    LINEAR(K, "encoder.layer.%d.attention.self.key", "H*C", "D"),
    LINEAR(V, "encoder.layer.%d.attention.self.value", "H*C", "D"),
    LINEAR(O, "encoder.layer.%d.attention.output.dense", "D", "H*C"),
    OLD_NORM(ATTN_RES, "encoder.layer.%d.attention.output.LayerNorm", "D"),
    LINEAR(UP, "encoder.layer.%d.intermediate.dense", "F", "D"),
    LINEAR(DOWN, "encoder.layer.%d.output.dense", "D", "F"),
    OLD_NORM(FFN_RES, "encoder.layer.%d.output.LayerNorm", "D"), END
};
static const fam_tensor fam__electra_project[] = {LINEAR(EMBD_IN, "embeddings_project", "D", "W"), END};
static const fam_tensor fam__distilbert[] = {
    LINEAR(Q, "transformer.layer.%d.attention.q_lin", "H*C", "D"),
    LINEAR(K, "transformer.layer.%d.attention.k_lin", "H*C", "D"),
    LINEAR(V, "transformer.layer.%d.attention.v_lin", "H*C", "D"),
    LINEAR(O, "transformer.layer.%d.attention.out_lin", "D", "H*C"),
    NORM(ATTN_RES, "transformer.layer.%d.sa_layer_norm", "D"),
    LINEAR(UP, "transformer.layer.%d.ffn.lin1", "F", "D"),
    LINEAR(DOWN, "transformer.layer.%d.ffn.lin2", "D", "F"),
    NORM(FFN_RES, "transformer.layer.%d.output_layer_norm", "D"), END
};

#undef VEC
#undef MAT
#undef NORM
#undef LINEAR
#undef PART
#undef CONV
#undef EXPERTS
#undef EXPERTS_BIAS
#undef FILL
#undef JOINED
#undef END
#undef OSS
#undef OSS_BIAS
#undef OSS_MX4
#undef OLD_NORM

/* ---- heads ---- */

#define CLASSES \
    {.architecture = "ForSequenceClassification", .head = GPT_HEAD_CLASS_LAST, \
     .weight = "score.weight|classifier.weight"}, \
    {.architecture = "ForTokenClassification", .head = GPT_HEAD_TOKEN, \
     .weight = "score.weight|classifier.weight", .bias = "?score.bias|classifier.bias"}, \
    {.architecture = "ForQuestionAnswering", .head = GPT_HEAD_SPAN, .weight = "qa_outputs.weight", \
     .bias = "qa_outputs.bias", .n_out = "2"}, \
    {.head = GPT_HEAD_NONE}
#define LM(name, matrix, vector) \
    {.architecture = name, .head = GPT_HEAD_LM, .weight = matrix, .bias = vector, .n_out = "V"}

static const fam_head fam__heads[] = {LM("ForCausalLM", "lm_head.weight", NULL), CLASSES};
static const fam_head fam__biased_heads[] = {LM("ForCausalLM", "lm_head.weight", "lm_head.bias"), CLASSES};
static const fam_head fam__lm_heads[] = {LM("LMHeadModel", "lm_head.weight", NULL),
                                         LM("ForCausalLM", "lm_head.weight", NULL), CLASSES};
static const fam_head fam__ctrl_heads[] = {LM("LMHeadModel", "lm_head.weight", "lm_head.bias"), CLASSES};
static const fam_head fam__neox_heads[] = {LM("ForCausalLM", "embed_out.weight", NULL), CLASSES};
static const fam_head fam__biogpt_heads[] = {LM("ForCausalLM", "output_projection.weight", NULL), CLASSES};
static const fam_head fam__internlm2_heads[] = {LM("ForCausalLM", "output.weight", NULL), CLASSES};
static const fam_head fam__maybe_biased_heads[] = {LM("ForCausalLM", "lm_head.weight", "?lm_head.bias"), CLASSES};
static const fam_head fam__multimodal_heads[] = { /* of their text models */
    LM("ForCausalLM", "lm_head.weight|language_model.lm_head.weight", NULL),
    LM("ForConditionalGeneration", "lm_head.weight|language_model.lm_head.weight", NULL), CLASSES
};
static const fam_head fam__opt_heads[] = { /* 350m: down to the width of the embedding again */
    {.architecture = "ForCausalLM", .head = GPT_HEAD_LM, .weight = "lm_head.weight", .n_out = "V",
     .pool = "?+project_out", .pool_act = "'linear'", .n_pool = "W"},
    {.architecture = "ForSequenceClassification", .head = GPT_HEAD_CLASS_LAST, .weight = "score.weight",
     .pool = "?+project_out", .pool_act = "'linear'", .n_pool = "W"},
    {.architecture = "ForQuestionAnswering", .head = GPT_HEAD_SPAN, .weight = "qa_outputs.weight",
     .bias = "qa_outputs.bias", .n_out = "2", .pool = "?+project_out", .pool_act = "'linear'", .n_pool = "W"},
    {.head = GPT_HEAD_NONE}
};

/* heads of encoders that read every position */
#define EACH \
    {.architecture = "ForTokenClassification", .head = GPT_HEAD_TOKEN, .weight = "classifier.weight", \
     .bias = "classifier.bias"}, \
    {.architecture = "ForQuestionAnswering", .head = GPT_HEAD_SPAN, .weight = "qa_outputs.weight", \
     .bias = "qa_outputs.bias", .n_out = "2"}, \
    {.head = GPT_HEAD_NONE}
#define FIRST(name, matrix, dense, function, outputs) \
    {.architecture = name, .head = GPT_HEAD_CLASS_FIRST, .weight = matrix ".weight", .bias = matrix ".bias", \
     .pool = dense, .pool_act = function, .n_out = outputs}
#define MASKED(name, matrix, vector, dense, function, norm, width) \
    {.architecture = name, .head = GPT_HEAD_LM, .weight = matrix, .bias = vector, .pool = dense, \
     .pool_act = function, .pool_norm = norm, .n_pool = width, .n_out = "V"}
#define BERT_MASKED(name) \
    MASKED(name, "cls.predictions.decoder.weight", "cls.predictions.bias|cls.predictions.decoder.bias", \
           "cls.predictions.transform.dense", "hidden_act='gelu'", "cls.predictions.transform.LayerNorm", "D")
static const fam_head fam__bert_heads[] = {
    BERT_MASKED("ForMaskedLM"), BERT_MASKED("ForPreTraining"), BERT_MASKED("LMHeadModel"),
    FIRST("ForSequenceClassification", "classifier", "+pooler.dense", "'tanh'", NULL),
    FIRST("ForNextSentencePrediction", "cls.seq_relationship", "+pooler.dense", "'tanh'", "2"),
    FIRST("ForMultipleChoice", "classifier", "+pooler.dense", "'tanh'", "1"), EACH
};
#define ROBERTA_MASKED(name) \
    MASKED(name, "lm_head.decoder.weight", "lm_head.bias|lm_head.decoder.bias", "lm_head.dense", "'gelu'", \
           "lm_head.layer_norm", "D")
static const fam_head fam__roberta_heads[] = {
    ROBERTA_MASKED("ForMaskedLM"), ROBERTA_MASKED("ForCausalLM"),
    FIRST("ForSequenceClassification", "classifier.out_proj", "classifier.dense", "'tanh'", NULL),
    FIRST("ForMultipleChoice", "classifier", "+pooler.dense", "'tanh'", "1"), EACH
};
static const fam_head fam__distilbert_heads[] = {
    MASKED("ForMaskedLM", "vocab_projector.weight", "vocab_projector.bias", "vocab_transform",
           "activation='gelu'", "vocab_layer_norm", "D"),
    FIRST("ForSequenceClassification", "classifier", "pre_classifier", "'relu'", NULL),
    FIRST("ForMultipleChoice", "classifier", "pre_classifier", "'relu'", "1"), EACH
};
#define ELECTRA_MASKED(name) \
    MASKED(name, "generator_lm_head.weight", "generator_lm_head.bias", "generator_predictions.dense", \
           "'gelu'", "generator_predictions.LayerNorm", "W")
static const fam_head fam__electra_heads[] = {
    ELECTRA_MASKED("ForMaskedLM"), ELECTRA_MASKED("ForCausalLM"),
    {.architecture = "ForPreTraining", .head = GPT_HEAD_TOKEN, /* 1 label: was this token replaced? */
     .weight = "discriminator_predictions.dense_prediction.weight",
     .bias = "discriminator_predictions.dense_prediction.bias", .n_out = "1",
     .pool = "discriminator_predictions.dense", .pool_act = "hidden_act='gelu'"},
    FIRST("ForSequenceClassification", "classifier.out_proj", "classifier.dense", "'gelu'", NULL),
    FIRST("ForMultipleChoice", "classifier", "sequence_summary.summary",
          "has(summary_activation) ? summary_activation : 'linear'", "1"), EACH
};
#undef CLASSES
#undef LM
#undef EACH
#undef FIRST
#undef MASKED
#undef BERT_MASKED
#undef ROBERTA_MASKED
#undef ELECTRA_MASKED

/* ---- families ---- */

#define GROUPS(...) .group = (const fam_group[]){__VA_ARGS__, {NULL, NULL}}
#define LLAMA_EMBED {fam__embed, NULL}
#define LLAMA_ATTENTION {fam__qkv, NULL}, {fam__o, NULL}
#define LLAMA_ATTENTION_BIAS {fam__qkv_bias, "attention_bias=0"}, {fam__o_bias, "attention_bias=0"}
#define LLAMA_MLP {fam__gate, NULL}, {fam__mlp, NULL}
#define LLAMA_MLP_BIAS {fam__gate_bias, "mlp_bias=0"}, {fam__mlp_bias, "mlp_bias=0"}

/* rules that several rows have */
#define SLIDING "layer_types[i] == 'sliding_attention'"
#define YARN_FACTOR "rope_scaling.factor|rope_parameters.factor=1"
#define YARN_M /* DeepSeek's correction of the scale of attention, applied twice */ \
    "(1 + (" YARN_FACTOR " > 1 ? 0.1 * rope_scaling.mscale_all_dim|rope_parameters.mscale_all_dim=0" \
    " * log(" YARN_FACTOR ") : 0))"
#define APART "tensor(layers.%d.mlp.experts.%d.gate_proj.weight)" /* experts are no stack, as in GGUF files */
#define LLAMA4_ROPE /* 1 means rope, whatever the key is called */ \
    "has(no_rope_layers) ? no_rope_layers[i] : (i + 1) % no_rope_layer_interval=4 != 0"
#define DEEPSEEK_SHARED(n) "E ? moe_intermediate_size * n_shared_experts~" n " : intermediate_size"
#define DEEPSEEK_EXPERTS(dense) "i < first_k_dense_replace=" dense " ? 0 : n_routed_experts|num_local_experts"

static const family families[] = {
    {.type = "", /* what all have unless their rows say otherwise */
     .prefix = "|model.|transformer.", .first = "embed_tokens.weight", .head = fam__heads,
     .types = "full_attention|sliding_attention",
     .n_vocab = "vocab_size", .n_ctx = "max_position_embeddings", .n_embd = "hidden_size",
     .n_layer = "num_hidden_layers", .n_type = "0", .n_embd_in = "D",
     .norm = "'rms'", .norm_plus = "0", .eps = "rms_norm_eps=1e-6", .out_eps = "0", .latent_eps = "0",
     .parallel = "0", .learned = "0", .pos_offset = "0", .pos_pad = "0", .embd_in_after = "0",
     .bidirectional = "0", .embd_scale = "1", .resid_scale = "1", .logit_scale = "1", .logit_cap = "0",
     .tied = "tie_word_embeddings=1", .unit_head = "0", .pad = "pad_token_id=-1", .n_label = "num_labels=2",
     .n_head = "num_attention_heads", .n_kv = "num_key_value_heads=H", .head_qk = "head_dim=int(D/H)",
     .head_v = "C", .n_ff = "intermediate_size", .act = "hidden_act='silu'", .act_alpha = "0", .act_limit = "0",
     .attn_scale = "1 / sqrt(C)", .attn_cap = "0", .clip = "0", .window = "0", .chunk = "0",
     .temp_scale = "0", .temp_floor = "0", .norm_after_rope = "0", .qk_norm_heads = "0", .alibi_round = "0",
     .n_rot = "int(C * partial_rotary_factor|rope_parameters.partial_rotary_factor=1)", .rope = "1",
     .pairs = "_pairs=0", .theta = "rope_theta=10000", .theta_local = "10000",
     .n_orig = "original_max_position_embeddings=0",
     .n_expert = "0", .n_expert_used = "num_experts_per_tok", .n_ff_expert = "moe_intermediate_size",
     .router = "'softmax'", .router_norm = "0", .router_scale = "1", .n_group = "0", .n_group_used = "0",
     .router_min = "0", .router_jitter = "0", .q_rank = "0", .kv_rank = "0", .head_rope = "0"},

    /* -- Llama and what is built like it -- */

    {.type = "llama", .tied = "tie_word_embeddings=0",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, LLAMA_MLP, LLAMA_ATTENTION_BIAS, LLAMA_MLP_BIAS)},
    {.type = "mistral", .like = "llama", .window = "sliding_window~4096",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, LLAMA_MLP)},
    {.type = "qwen2", .like = "llama",
     .window = "use_sliding_window=0 && (has(layer_types) ? " SLIDING " : i >= max_window_layers=28)"
               " ? sliding_window~4096 : 0",
     .ignore = "sliding_window max_window_layers layer_types",
     .refuse = "has(layer_types) && " SLIDING " && !use_sliding_window=0"
               " # layer_types: a layer is of type sliding_attention, but sliding_window is off",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__qkv_bias, NULL}, LLAMA_MLP)},
    {.type = "qwen3", .like = "qwen2", .head_qk = "head_dim=128",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__qk_norm, NULL}, LLAMA_MLP,
            LLAMA_ATTENTION_BIAS)},
    {.type = "gemma", .tied = "tie_word_embeddings=1", .head_qk = "head_dim=256", .norm_plus = "!_whole_norms=0",
     .embd_scale = "sqrt(D)", /* Gemma 1 was trained with tanh, whatever its files say */
     .act = "has(hidden_activation) ? hidden_activation : hidden_act='gelu' == 'gelu' ? 'gelu_pytorch_tanh'"
            " : hidden_act",
     .refuse = "use_bidirectional_attention=0", .ignore = "hidden_act",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, LLAMA_MLP, LLAMA_ATTENTION_BIAS)},
    {.type = "gemma2", .like = "gemma", .act = "hidden_activation='gelu_pytorch_tanh'",
     .attn_scale = "1 / sqrt(query_pre_attn_scalar=256)", .attn_cap = "attn_logit_softcapping~50",
     .logit_cap = "final_logit_softcapping~30",
     .window = "(has(layer_types) ? " SLIDING " : i % 2 == 0) ? sliding_window~4096 : 0",
     GROUPS(LLAMA_EMBED, {fam__post_norms, NULL}, LLAMA_ATTENTION, LLAMA_MLP, LLAMA_ATTENTION_BIAS)},
    {.type = "gemma3_text|gemma3", .like = "gemma2", .config = "text_config", .head = fam__multimodal_heads,
     .prefix = "|model.|language_model.model.|model.language_model.|language_model.",
     .n_vocab = "vocab_size=262208", .n_embd = "hidden_size=2304", .n_ff = "intermediate_size=9216",
     .n_layer = "num_hidden_layers=26", .n_head = "num_attention_heads=8", .n_kv = "num_key_value_heads=4",
     .n_ctx = "max_position_embeddings=131072",
     .attn_cap = "0", .logit_cap = "final_logit_softcapping=0", .ignore = "attn_logit_softcapping hidden_act",
     .window = "(has(layer_types) ? " SLIDING
               " : (i + 1) % sliding_window_pattern|_sliding_window_pattern=6 != 0) ? sliding_window~4096 : 0",
     .rope = "(has(layer_types) ? " SLIDING
             " : (i + 1) % sliding_window_pattern|_sliding_window_pattern=6 != 0) ? 2 : 1",
     .theta = "rope_theta=1000000", .theta_local = "rope_local_base_freq=10000",
     GROUPS(LLAMA_EMBED, {fam__post_norms, NULL}, LLAMA_ATTENTION, {fam__qk_norm, NULL}, LLAMA_MLP,
            LLAMA_ATTENTION_BIAS)},
    {.type = "phi", .like = "llama", .norm = "'layer'", .eps = "layer_norm_eps=1e-5", .parallel = "1",
     .act = "hidden_act='gelu_new'", .n_rot = "int(C * partial_rotary_factor=0.5)", .head = fam__biased_heads,
     GROUPS(LLAMA_EMBED, {fam__phi, NULL}, {fam__qkv, NULL}, {fam__qkv_bias, NULL},
            {fam__phi_qk_norm, "qk_layernorm=0"})},
    {.type = "phi3", .like = "llama", .eps = "rms_norm_eps=1e-5", .window = "sliding_window=0",
     .n_orig = "original_max_position_embeddings=4096", .pad = "pad_token_id=32000",
     .refuse = "attention_bias=0; mlp_bias=0",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, {fam__qkv_fused, NULL}, {fam__o, NULL}, {fam__gate_up, NULL})},
    {.type = "stablelm", .like = "llama", .norm = "'layer'", .eps = "layer_norm_eps=1e-5",
     .n_rot = "int(C * partial_rotary_factor=0.25)", .parallel = "use_parallel_residual=0",
     .qk_norm_heads = "qk_layernorm=0",
     GROUPS(LLAMA_EMBED, {fam__one_norm, NULL}, {fam__one_norm_bias, NULL}, LLAMA_ATTENTION,
            {fam__second_norm, "!use_parallel_residual=0"}, {fam__qkv_bias, "use_qkv_bias=0"},
            {fam__stablelm_qk_norm, "qk_layernorm=0"}, LLAMA_MLP)},
    {.type = "olmo", .like = "llama", .norm = "'layer'", .eps = "1e-5", .clip = "clip_qkv=0",
     GROUPS(LLAMA_EMBED, {fam__norms_of_ones, NULL}, LLAMA_ATTENTION, LLAMA_MLP, LLAMA_ATTENTION_BIAS)},
    {.type = "olmo2", .like = "llama", .eps = "rms_norm_eps=1e-5",
     GROUPS(LLAMA_EMBED, {fam__only_post_norms, NULL}, LLAMA_ATTENTION, {fam__qk_norm_row, NULL}, LLAMA_MLP,
            LLAMA_ATTENTION_BIAS)},
    {.type = "olmo3", .like = "olmo2",
     .window = "(has(layer_types) ? " SLIDING " : (i + 1) % 4 != 0) ? sliding_window~4096 : 0",
     .rope = "(has(layer_types) ? " SLIDING " : (i + 1) % 4 != 0) ? 2 : 1", .theta_local = "rope_theta=10000"},
    {.type = "cohere", .like = "llama", .norm = "'layer'", .eps = "layer_norm_eps=1e-5", .parallel = "1",
     .pairs = "1", .logit_scale = "logit_scale=0.0625", .qk_norm_heads = "use_qk_norm=0",
     .tied = "tie_word_embeddings=1", .pad = "pad_token_id=0", .head_qk = "int(D/H)",
     GROUPS(LLAMA_EMBED, {fam__one_norm, NULL}, LLAMA_ATTENTION, {fam__cohere_qk_norm, "use_qk_norm=0"},
            LLAMA_MLP, LLAMA_ATTENTION_BIAS)},
    {.type = "cohere2", .like = "cohere", .qk_norm_heads = "0", .head_qk = "head_dim=int(D/H)",
     .window = "(has(layer_types) ? " SLIDING " : (i + 1) % sliding_window_pattern|layer_switch=4 != 0)"
               " ? sliding_window~4096 : 0",
     .rope = "(has(layer_types) ? " SLIDING " : (i + 1) % sliding_window_pattern|layer_switch=4 != 0)"
             " && sliding_window~4096",
     .refuse = "use_qk_norm=0",
     .ignore = "order_of_interleaved_layers position_embedding_type rotary_pct use_embedding_sharing"
               " use_gated_activation use_parallel_block use_parallel_embedding",
     GROUPS(LLAMA_EMBED, {fam__one_norm, NULL}, LLAMA_ATTENTION, LLAMA_MLP, LLAMA_ATTENTION_BIAS)},
    {.type = "granite", .like = "llama", .embd_scale = "embedding_multiplier=1",
     .attn_scale = "attention_multiplier=1", .resid_scale = "residual_multiplier=1",
     .logit_scale = "1 / logits_scaling=1"},
    {.type = "smollm3", .like = "llama", .tied = "tie_word_embeddings=1", .theta = "rope_theta=2000000",
     .n_kv = "num_key_value_heads=4",
     .rope = "has(no_rope_layers) ? no_rope_layers[i] : (i + 1) % no_rope_layer_interval=4 != 0",
     .window = "has(layer_types) && " SLIDING " ? sliding_window : 0", .ignore = "sliding_window layer_types",
     .refuse = "has(layer_types) && " SLIDING " && !use_sliding_window=0"
               " # layer_types: a layer is of type sliding_attention, but use_sliding_window is false"},
    {.type = "glm", .like = "llama", .head_qk = "head_dim=128", .eps = "rms_norm_eps=1.5625e-7", .pairs = "1",
     .n_rot = "int(C * partial_rotary_factor|rope_parameters.partial_rotary_factor=0.5)",
     .n_kv = "num_key_value_heads=2",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__qkv_bias, "attention_bias=1"},
            {fam__gate_up, NULL})},
    {.type = "glm4", .like = "glm",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, {fam__glm4_norms, NULL}, LLAMA_ATTENTION,
            {fam__qkv_bias, "attention_bias=1"}, {fam__gate_up, NULL})},
    {.type = "exaone4", .like = "llama", .eps = "rms_norm_eps=1e-5",
     .window = "(has(layer_types) ? " SLIDING " : (i + 1) % sliding_window_pattern=4 != 0)"
               " ? sliding_window~4096 : 0",
     .rope = "!sliding_window~4096 || (has(layer_types) ? " SLIDING
             " : (i + 1) % sliding_window_pattern=4 != 0)",
     .ignore = "sliding_window_pattern",
     GROUPS(LLAMA_EMBED, {fam__only_post_norms, NULL}, LLAMA_ATTENTION, {fam__qk_norm, NULL}, LLAMA_MLP)},
    {.type = "arcee", .like = "llama", .eps = "rms_norm_eps=1e-5", .act = "hidden_act='relu2'",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__mlp, NULL}, LLAMA_ATTENTION_BIAS,
            {fam__mlp_bias, "mlp_bias=0"})},
    {.type = "helium", .like = "llama", .head_qk = "head_dim=128", .eps = "rms_norm_eps=1e-8",
     .theta = "rope_theta=100000", .pairs = "1", .n_kv = "num_key_value_heads=20",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__qkv_bias, "attention_bias=0"}, LLAMA_MLP,
            LLAMA_MLP_BIAS)},
    {.type = "ernie4_5", .like = "llama", .head = fam__maybe_biased_heads, .head_qk = "head_dim=128",
     .eps = "rms_norm_eps=1e-5", .theta = "rope_theta=500000", .pairs = "1", .n_kv = "num_key_value_heads=2",
     .tied = "tie_word_embeddings=1", .refuse = "rope_3d=0",
     .ignore = "compression_ratio use_flash_attention weight_share_add_bias max_sequence_length fuse_rms_norm"
               " fuse_ln fuse_softmax_mask fuse_swiglu fuse_rope",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, LLAMA_MLP, {fam__qkv_bias, "use_bias=0"},
            {fam__o_bias, "use_bias=0"}, {fam__gate_bias, "use_bias=0"}, {fam__mlp_bias, "use_bias=0"})},
    {.type = "seed_oss", .like = "llama", .head_qk = "head_dim=128", .n_kv = "num_key_value_heads=8",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__qkv_bias, "attention_bias=1"},
            {fam__o_bias, "attention_out_bias=0"}, LLAMA_MLP, LLAMA_MLP_BIAS)},
    {.type = "hunyuan_v1_dense", .like = "llama", .eps = "rms_norm_eps=1e-5", .norm_after_rope = "1",
     .refuse = "!use_qk_norm=1; use_cla=0",
     .ignore = "attention_head_dim cla_share_factor org_vocab_size norm_type use_rotary_pos_emb"
               " add_classification_head mlp_bias",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__hunyuan_qk_norm, NULL}, LLAMA_MLP,
            LLAMA_ATTENTION_BIAS)},
    {.type = "nemotron", .like = "llama", .norm = "'layer'", .norm_plus = "!_whole_norms=0", .eps = "norm_eps=1e-5",
     .act = "hidden_act='relu2'",
     .n_rot = "int(C * partial_rotary_factor|rope_percent|rope_percentage|rotary_percent=0.5)",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, {fam__norm_biases, NULL}, LLAMA_ATTENTION, {fam__mlp, NULL},
            LLAMA_ATTENTION_BIAS, {fam__mlp_bias, "mlp_bias=0"})},
    {.type = "baichuan", .like = "llama", .n_ctx = "max_position_embeddings|model_max_length", .n_kv = "H",
     .head_qk = "D/H", .theta = "10000", .rope = "has(max_position_embeddings)",
     .unit_head = "V == 125696 || given(z_loss_weight)", /* Baichuan 2: what tells it from the first */
     .ignore = "model_max_length z_loss_weight",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, {fam__baichuan_qkv, "!tensor(layers.%d.self_attn.q_proj.weight)"},
            {fam__qkv, "tensor(layers.%d.self_attn.q_proj.weight)"}, {fam__o, NULL}, LLAMA_MLP,
            {fam__alibi, "!has(max_position_embeddings)"})},
    {.type = "internlm2", .like = "llama", .first = "tok_embeddings.weight", .head = fam__internlm2_heads,
     .ignore = "attn_implementation",
     GROUPS({fam__internlm2, NULL}, {fam__internlm2_bias, "bias=1"})},
    {.type = "minicpm", .like = "llama", .embd_scale = "scale_emb=1", .tied = "tie_word_embeddings=1",
     .resid_scale = "scale_depth=1 / sqrt(L)", .logit_scale = "dim_model_base=1 / D",
     .refuse = "has(sparse_config) # sparse_config: sparse attention is not supported", .n_orig = "0",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, LLAMA_MLP, LLAMA_ATTENTION_BIAS)},
    {.type = "apertus", .like = "llama", .eps = "rms_norm_eps=1e-5", .act = "hidden_act='xielu'",
     .theta = "rope_theta=12000000",
     .refuse = "!given(rope_scaling) && !given(rope_parameters) # rope_scaling is missing",
     GROUPS(LLAMA_EMBED, {fam__apertus_norms, NULL}, LLAMA_ATTENTION, {fam__qk_norm, NULL}, {fam__mlp, NULL},
            LLAMA_ATTENTION_BIAS)},
    {.type = "bitnet", .like = "llama", .eps = "rms_norm_eps=1e-5", .act = "hidden_act='relu2'",
     .theta = "rope_theta=500000", .n_kv = "num_key_value_heads=5",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, LLAMA_MLP, {fam__sub_norms, NULL},
            LLAMA_ATTENTION_BIAS)},
    {.type = "starcoder2", .like = "llama", .norm = "'layer'", .eps = "norm_epsilon=1e-5",
     .act = "hidden_act='gelu_pytorch_tanh'", .window = "sliding_window=0", .tied = "tie_word_embeddings=1",
     .n_kv = "num_key_value_heads=2",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, {fam__norm_biases, NULL}, LLAMA_ATTENTION,
            {fam__starcoder2_mlp, NULL}, {fam__qkv_bias, "use_bias=1"}, {fam__o_bias, "use_bias=1"},
            {fam__starcoder2_bias, "use_bias=1"})},
    {.type = "persimmon", .like = "llama", .norm = "'layer'", .eps = "layer_norm_eps=1e-5",
     .act = "hidden_act='relu2'", .theta = "rope_theta=25000", .n_kv = "H",
     .n_rot = "int(C * partial_rotary_factor=0.5)", .head_qk = "D/H",
     GROUPS(LLAMA_EMBED, {fam__persimmon, NULL}, {fam__phi_qk_norm, "qk_layernorm=1"})},

    /* -- GPT-2 and the older ones -- */

    {.type = "gpt2", .first = "wte.weight", .head = fam__lm_heads, .n_ctx = "max_position_embeddings|n_positions|n_ctx",
     .n_embd = "hidden_size|n_embd", .n_layer = "num_hidden_layers|n_layer",
     .n_head = "num_attention_heads|n_head", .n_kv = "H", .head_qk = "D/H", .n_ff = "n_inner=(4*D)",
     .act = "activation_function='gelu_new'", .norm = "'layer'", .eps = "layer_norm_epsilon=1e-5",
     .learned = "1", .rope = "0",
     .attn_scale = "(scale_attn_weights=1 ? 1 / sqrt(C) : 1) / (scale_attn_by_inverse_layer_idx=0 ? i + 1 : 1)",
     GROUPS({fam__gpt2_embed, NULL}, {fam__gpt2_positions, NULL}, {fam__gpt2_norms, NULL}, {fam__gpt2, NULL})},
    {.type = "openai-gpt", .like = "gpt2", .first = "tokens_embed.weight", .n_ff = "4*D", .attn_scale = "1 / sqrt(C)",
     .act = "afn='gelu' == 'gelu' ? 'gelu_new' : afn", /* its "gelu" is the one with tanh */
     .ignore = "predict_special_tokens n_special",
     GROUPS({fam__gpt1, NULL}, {fam__gpt2, NULL})},
    {.type = "gpt_neo", .like = "gpt2", .n_ctx = "max_position_embeddings", .n_embd = "hidden_size",
     .n_layer = "num_hidden_layers|num_layers", .n_head = "num_attention_heads|num_heads",
     .n_ff = "intermediate_size=(4*D)", .attn_scale = "1",
     .window = "(has(attention_layers) ? attention_layers[i] : attention_types[[i]]) == 'local'"
               " ? window_size=256 : 0",
     .refuse = "window_size=256 == 0;"
               "(has(attention_layers) ? attention_layers[i] : attention_types[[i]]) != 'local' &&"
               "(has(attention_layers) ? attention_layers[i] : attention_types[[i]]) != 'global'",
     .ignore = "attention_types window_size",
     GROUPS({fam__gpt2_embed, NULL}, {fam__gpt2_positions, NULL}, {fam__gpt2_norms, NULL}, {fam__gpt_neo, NULL})},
    {.type = "gptj", .like = "gpt2", .learned = "0", .rope = "1", .theta = "10000", .parallel = "1", .pairs = "1",
     .n_rot = "rotary_dim=64", .tied = "tie_word_embeddings=0", .head = fam__biased_heads,
     .attn_scale = "1 / sqrt(C)", .ignore = "rotary scale_attn_weights",
     GROUPS({fam__gpt2_embed, NULL}, {fam__gptj, NULL}, {fam__gptj_qkv, NULL})},
    {.type = "codegen", .like = "gptj", .refuse = "H % 4 != 0 # n_head must be a multiple of 4",
     GROUPS({fam__gpt2_embed, NULL}, {fam__gptj, NULL}, {fam__codegen_qkv, NULL})},
    {.type = "gpt_bigcode", .like = "gpt2", .n_kv = "multi_query=1 ? 1 : H",
     .act = "activation_function='gelu_pytorch_tanh'", .attn_scale = "scale_attn_weights=1 ? 1 / sqrt(C) : 1",
     .ignore = "attention_softmax_in_fp32 scale_attention_softmax_in_fp32 num_key_value_heads inference_runner"
               " validate_runner_input pre_allocate_kv_cache max_sequence_length max_batch_size pad_key_length",
     GROUPS({fam__gpt2_embed, NULL}, {fam__gpt2_positions, NULL}, {fam__gpt2_norms, NULL}, {fam__bigcode, NULL})},
    {.type = "gpt_neox", .prefix = "|gpt_neox.|model.", .first = "embed_in.weight", .head = fam__neox_heads,
     .norm = "'layer'", .eps = "layer_norm_eps=1e-5", .act = "hidden_act='gelu'", .n_kv = "H", .head_qk = "D/H",
     .parallel = "use_parallel_residual=1",
     .n_rot = "int(C * rotary_pct|rope_parameters.partial_rotary_factor=0.25)",
     .theta = "rotary_emb_base=10000", .tied = "tie_word_embeddings=0", .ignore = "partial_rotary_factor",
     GROUPS({fam__neox, NULL}, {fam__neox_attn_bias, "attention_bias=1"}, {fam__neox_mlp_bias, NULL})},
    {.type = "gpt_neox_japanese", .like = "gpt_neox", .prefix = "|gpt_neox_japanese.|model.", .parallel = "0",
     .n_rot = "int(C * rotary_pct=1)", .n_ff = "int(D * intermediate_multiple_size=4)",
     .tied = "tie_word_embeddings=1",
     GROUPS({fam__neox, NULL}, {fam__neox_dense_bias, "i == L - 1"})},
    {.type = "bloom", .first = "word_embeddings.weight", .norm = "'layer'", .eps = "layer_norm_epsilon=1e-5",
     .n_embd = "n_embed|hidden_size", .n_layer = "num_hidden_layers|n_layer", .n_ctx = "seq_length=2048",
     .n_head = "num_attention_heads|n_head", .n_kv = "H", .head_qk = "D/H", .n_ff = "4*D", .rope = "0",
     .act = "'gelu_new'",
     .refuse = "apply_residual_connection_post_layernorm=0",
     .ignore = "slow_but_exact attention_softmax_in_fp32 masked_softmax_fusion bias_dropout_fusion skip_bias_add"
               " skip_bias_add_qkv unk_token_id offset_alibi n_inner seq_length",
     GROUPS({fam__falcon, NULL}, {fam__bloom_norm, NULL}, {fam__falcon_bias, NULL}, {fam__falcon_one_norm, NULL},
            {fam__falcon_second_norm, NULL}, {fam__alibi, NULL})},
    {.type = "falcon", .like = "bloom", .n_ctx = "max_position_embeddings=2048", .n_ff = "ffn_hidden_size=(4*D)",
     .act = "activation='gelu'", .parallel = "parallel_attn=1", .rope = "!alibi=0", .alibi_round = "alibi=0",
     .n_kv = "new_decoder_architecture=0 ? num_kv_heads=H : multi_query=1 ? 1 : H",
     .refuse = "new_decoder_architecture=0 && !parallel_attn=1;"
               "!new_decoder_architecture=0 && num_ln_in_parallel_attn=1 == 2",
     .ignore = "num_kv_heads",
     GROUPS({fam__falcon, NULL}, {fam__falcon_bias, "bias=0"},
            {fam__falcon_two_norms, "new_decoder_architecture=0 && num_ln_in_parallel_attn=2 == 2"},
            {fam__falcon_one_norm, "!(new_decoder_architecture=0 && num_ln_in_parallel_attn=2 == 2)"},
            {fam__falcon_second_norm, "!parallel_attn=1"}, {fam__falcon_alibi, "alibi=0"})},
    {.type = "mpt", .first = "wte.weight", .norm = "'layer'", .eps = "layer_norm_epsilon=1e-5",
     .n_embd = "d_model|hidden_size", .n_layer = "num_hidden_layers|n_layers", .n_ctx = "max_seq_len",
     .n_head = "num_attention_heads|n_heads", .n_kv = "H", .head_qk = "D/H", .n_ff = "4*D", .rope = "0",
     .act = "'gelu'", .clip = "attn_config.clip_qkv=0",
     .attn_scale = "attn_config.softmax_scale=0 ? attn_config.softmax_scale : 1 / sqrt(C)",
     .refuse = "!attn_config.alibi=1; attn_config.qk_ln=0; attn_config.prefix_lm=0; has(logit_scale);"
               "attn_config.alibi_bias_max=8 != 8",
     .ignore = "expansion_ratio emb_pdrop init_device learned_pos_emb no_bias norm_type use_norm_bias verbose"
               " embedding_fraction",
     GROUPS({fam__mpt, NULL})},
    {.type = "opt", .prefix = "model.decoder.|decoder.|", .head = fam__opt_heads, .norm = "'layer'", .eps = "1e-5",
     .n_kv = "H", .head_qk = "D/H", .n_ff = "ffn_dim", .act = "activation_function='relu'", .rope = "0",
     .learned = "1", .pos_offset = "2", .n_embd_in = "word_embed_proj_dim=D", .pad = "pad_token_id=1",
     .ignore = "dropout layerdrop init_std activation_dropout",
     GROUPS({fam__opt, NULL}, {fam__opt_positions, NULL}, {fam__opt_bias, "enable_bias=1"},
            {fam__opt_project_in, "W != D"},
            {fam__opt_norms, "do_layer_norm_before=1 && layer_norm_elementwise_affine=1"},
            {fam__opt_norms_of_ones, "do_layer_norm_before=1 && !layer_norm_elementwise_affine=1"},
            {fam__opt_post_norms, "!do_layer_norm_before=1 && layer_norm_elementwise_affine=1"},
            {fam__opt_post_norms_of_ones, "!do_layer_norm_before=1 && !layer_norm_elementwise_affine=1"},
            {fam__opt_out_norm, "do_layer_norm_before=1 && !_remove_final_layer_norm=0"
                                " && layer_norm_elementwise_affine=1"},
            {fam__opt_out_norm_of_ones, "do_layer_norm_before=1 && !_remove_final_layer_norm=0"
                                        " && !layer_norm_elementwise_affine=1"})},
    {.type = "xglm", .like = "opt", .prefix = "|model.", .head = fam__heads, .n_embd = "hidden_size|d_model",
     .n_layer = "num_hidden_layers|num_layers", .n_head = "num_attention_heads|attention_heads",
     .act = "activation_function='gelu'", .pos_offset = "0", .n_embd_in = "D",
     .embd_scale = "scale_embedding=1 ? sqrt(D) : 1",
     GROUPS({fam__opt, NULL}, {fam__opt_bias, NULL}, {fam__opt_norms, NULL}, {fam__xglm_positions, NULL},
            {fam__xglm_out_norm, NULL})},
    {.type = "biogpt", .like = "xglm", .prefix = "|biogpt.", .head = fam__biogpt_heads, .n_embd = "hidden_size",
     .n_layer = "num_hidden_layers", .n_head = "num_attention_heads", .n_ff = "intermediate_size",
     .act = "hidden_act='gelu'", .pos_offset = "2", .ignore = "layer_norm_eps layerdrop activation_dropout",
     GROUPS({fam__opt, NULL}, {fam__opt_bias, NULL}, {fam__opt_norms, NULL}, {fam__opt_positions, NULL},
            {fam__xglm_out_norm, NULL})},
    {.type = "ctrl", .like = "gpt2", .first = "w.weight", .head = fam__ctrl_heads, .n_ff = "dff", .act = "'relu'",
     .eps = "1e-6", .out_eps = "layer_norm_epsilon=1e-6", .embd_scale = "sqrt(D)", .attn_scale = "1 / sqrt(C)",
     GROUPS({fam__ctrl, NULL})},

    /* -- mixtures of experts -- */

    {.type = "mixtral", .like = "mistral", .eps = "rms_norm_eps=1e-5", .theta = "rope_theta=1000000",
     .window = "sliding_window=0", .n_expert = "num_local_experts|num_experts=8",
     .n_expert_used = "num_experts_per_tok=2", .n_ff = "0", .n_ff_expert = "intermediate_size",
     .router = "'softmax_after'",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__mixtral, NULL})},
    {.type = "qwen2_moe", .like = "llama",
     .n_expert = "has(mlp_only_layers) && i in mlp_only_layers || (i + 1) % decoder_sparse_step=1 != 0"
                 " ? 0 : num_experts",
     .n_ff = "E ? shared_expert_intermediate_size : intermediate_size",
     .router = "norm_topk_prob=0 ? 'softmax_after' : 'softmax'",
     .window = "use_sliding_window=0 && (!has(layer_types) || " SLIDING ") ? sliding_window~4096 : 0",
     .ignore = "sliding_window max_window_layers layer_types intermediate_size",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__qkv_bias, "qkv_bias=1"},
            {fam__gate, "!E"}, {fam__mlp, "!E"}, {fam__router, "E"}, {fam__experts, "E"},
            {fam__shared_expert, "E"})},
    {.type = "qwen3_moe", .like = "qwen2_moe", .n_ff = "E ? 0 : intermediate_size",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__qk_norm, NULL}, LLAMA_ATTENTION_BIAS,
            {fam__gate, "!E"}, {fam__mlp, "!E"}, {fam__router, "E"}, {fam__experts, "E"})},
    {.type = "gpt_oss", .like = "llama", .eps = "rms_norm_eps=1e-5", .theta = "rope_theta=150000",
     .refuse = "!given(rope_scaling) && !given(rope_parameters) # rope_scaling is missing",
     .head_qk = "head_dim=64", .n_expert = "num_local_experts|num_experts=128", .n_ff = "0",
     .n_ff_expert = "intermediate_size", .n_expert_used = "num_experts_per_tok=4", .router = "'softmax_after'",
     .act = "'swiglu_clamp'", .act_alpha = "swiglu_alpha=1.702", .act_limit = "swiglu_limit=7",
     .window = "(has(layer_types) ? " SLIDING " : i % 2 == 0) ? sliding_window~128 : 0",
     .ignore = "experts_per_token initial_context_length hidden_act",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__qkv_bias, "attention_bias=1"},
            {fam__o_bias, "attention_bias=1"}, {fam__sinks, NULL}, {fam__gpt_oss_router, NULL},
            {fam__gpt_oss_experts, "!" APART},
            {fam__gpt_oss_bias, "!tensor(layers.%d.mlp.experts.%d.gate_proj.bias)"},
            {fam__experts, APART},
            {fam__experts_bias, "tensor(layers.%d.mlp.experts.%d.gate_proj.bias)"})},
    {.type = "olmoe", .like = "llama", .eps = "rms_norm_eps=1e-5", .head_qk = "D/H", .clip = "clip_qkv=0",
     .n_expert = "num_experts", .n_ff = "0", .n_ff_expert = "intermediate_size",
     .router = "norm_topk_prob=0 ? 'softmax_after' : 'softmax'",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__qk_norm_row, NULL}, LLAMA_ATTENTION_BIAS,
            {fam__router, NULL}, {fam__experts, NULL})},
    {.type = "granitemoe|granitemoeshared", .like = "granite", .n_expert = "num_local_experts=8",
     .n_expert_used = "num_experts_per_tok=2",
     .n_ff = "shared_intermediate_size=0", .n_ff_expert = "intermediate_size", .router = "'softmax_after'",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, LLAMA_ATTENTION_BIAS,
            {fam__granite_moe, "!" APART}, {fam__granite_shared, "F && !" APART}, {fam__router, APART},
            {fam__experts, APART}, {fam__gate, "F && " APART}, {fam__mlp, "F && " APART})},
    {.type = "phimoe", .like = "mixtral", .norm = "'layer'", .n_expert = "num_local_experts=16",
     .head = fam__maybe_biased_heads, .router = "'sparsemixer'", .router_jitter = "2 * router_jitter_noise=0.01",
     .refuse = "num_experts_per_tok=2 != 2", .ignore = "input_jitter_noise",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, {fam__norm_biases, NULL}, LLAMA_ATTENTION, LLAMA_ATTENTION_BIAS,
            {fam__mixtral, NULL})},
    {.type = "dbrx", .like = "llama", .first = "wte.weight", .norm = "'layer'", .eps = "1e-5", .n_embd = "d_model",
     .n_layer = "n_layers", .n_head = "n_heads", .n_ctx = "max_seq_len", .n_kv = "attn_config.kv_n_heads=1",
     .head_qk = "D/H", .clip = "attn_config.clip_qkv=0", .theta = "attn_config.rope_theta=10000",
     .n_ff = "0", .n_ff_expert = "ffn_config.ffn_hidden_size=3584", .n_expert = "ffn_config.moe_num_experts=4",
     .n_expert_used = "ffn_config.moe_top_k=1", .act = "ffn_config.ffn_act_fn.name='silu'",
     .router = "ffn_config.moe_normalize_expert_weights~1 ? 'softmax_after' : 'softmax'",
     .refuse = "ffn_config.moe_normalize_expert_weights~1 > 1; tie_word_embeddings=0", .tied = "0",
     .ignore = "emb_pdrop",
     GROUPS({fam__dbrx, NULL})},
    {.type = "hunyuan_v1_moe", .like = "hunyuan_v1_dense",
     .n_expert = "list(num_experts) ? num_experts[i] : num_experts=1", .n_ff_expert = "F",
     .n_expert_used = "list(moe_topk) ? moe_topk[i] : moe_topk=1", .router = "'softmax_after'", .refuse = "use_cla=0",
     .ignore = "attention_head_dim moe_intermediate_size num_shared_expert use_mixed_mlp_moe moe_drop_tokens"
               " use_qk_norm norm_topk_prob routed_scaling_factor sliding_window",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__hunyuan_qk_norm, NULL}, LLAMA_ATTENTION_BIAS,
            {fam__hunyuan_moe, NULL}, {fam__experts, NULL})},
    {.type = "ernie4_5_moe", .like = "ernie4_5", .head_qk = "head_dim=int(D/H)", .n_kv = "num_key_value_heads=4",
     .n_expert = "(i + 1) % moe_layer_interval=1 == 0 && i >= moe_layer_start_index=1 &&"
                 " (moe_layer_end_index=(-1) < 0 || i <= moe_layer_end_index) ? moe_num_experts|num_experts=64 : 0",
     .n_expert_used = "moe_k|num_experts_per_tok=6", .router_norm = "1", .router_min = "moe_norm_min=1e-12",
     .n_ff = "E ? moe_intermediate_size * moe_num_shared_experts=2 : intermediate_size",
     .refuse = "rope_3d=0; moe_gate_act='softmax' != 'softmax'",
     .ignore = "compression_ratio moe_capacity moe_use_aux_free moe_gate intermediate_size fuse_rms_norm",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__qkv_bias, "use_bias=0"},
            {fam__o_bias, "use_bias=0"}, {fam__gate, "!E"}, {fam__mlp, "!E"}, {fam__gate_bias, "!E && use_bias=0"},
            {fam__mlp_bias, "!E && use_bias=0"}, {fam__router, "E"}, {fam__ernie_score_bias, "E"},
            {fam__experts, "E"},
            {fam__experts_bias, "E && use_bias=0 && tensor(layers.%d.mlp.experts.%d.gate_proj.bias)"},
            {fam__shared_experts, "E && F"}, {fam__shared_experts_bias, "E && F && use_bias=0"})},
    {.type = "glm4_moe", .like = "llama", .eps = "rms_norm_eps=1e-5",
     .n_rot = "int(C * partial_rotary_factor|rope_parameters.partial_rotary_factor=0.5)",
     .n_expert = DEEPSEEK_EXPERTS("1"),
     .n_ff = DEEPSEEK_SHARED("1"), .router = "'sigmoid'",
     .router_norm = "norm_topk_prob=1", .router_scale = "routed_scaling_factor=1", .router_min = "1e-20",
     .n_group = "n_group=1", .n_group_used = "topk_group=1",
     .ignore = "num_nextn_predict_layers intermediate_size",
     .refuse = "E && topk_group=1 * E / n_group=1 < num_experts_per_tok",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, {fam__qkv_bias, "attention_bias=0"},
            {fam__qk_norm, "use_qk_norm=0"}, {fam__gate, "!E"}, {fam__mlp, "!E"}, {fam__router, "E"},
            {fam__score_bias, "E"}, {fam__experts, "E"}, {fam__shared_experts, "E && F"})},
    {.type = "dots1", .like = "glm4_moe", .eps = "rms_norm_eps=1e-6", .router_norm = "norm_topk_prob=0",
     .n_rot = "C", .n_expert = DEEPSEEK_EXPERTS("0"), .n_ff = DEEPSEEK_SHARED("0"),
     .ignore = "scoring_func sliding_window max_window_layers intermediate_size",
     .window = "(has(layer_types) ? " SLIDING " : i >= max_window_layers=62) ? sliding_window~4096 : 0",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, LLAMA_ATTENTION_BIAS, {fam__qk_norm, NULL},
            {fam__gate, "!E"}, {fam__mlp, "!E"}, {fam__router, "E"}, {fam__score_bias, "E"}, {fam__experts, "E"},
            {fam__shared_experts, "E && F"})},
    {.type = "deepseek_v3|kimi_k2", .like = "glm4_moe", .eps = "rms_norm_eps=1e-6", .latent_eps = "1e-6",
     .q_rank = "q_lora_rank~1536", .kv_rank = "kv_lora_rank=512", .head_rope = "qk_rope_head_dim=64",
     .head_qk = "qk_nope_head_dim=128 + B", .head_v = "v_head_dim=128", .n_kv = "1", .n_rot = "B",
     .pairs = "rope_interleave=1", .n_expert = DEEPSEEK_EXPERTS("3"), .n_expert_used = "num_experts_per_tok=8",
     .attn_scale = "1 / sqrt(C) * " YARN_M " * " YARN_M,
     .n_group = "n_group=8", .n_group_used = "topk_group=4",
     .router_scale = "routed_scaling_factor=2.5",
     .refuse = "E && topk_group=4 * E / n_group=8 < num_experts_per_tok=8; scoring_func='sigmoid' != 'sigmoid';"
               "topk_method='noaux_tc' != 'noaux_tc'; moe_layer_freq=1 != 1; num_key_value_heads=H != H",
     .ignore = "head_dim qk_head_dim ep_size num_nextn_predict_layers intermediate_size aux_loss_alpha seq_aux",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, {fam__o, NULL}, {fam__latent, NULL},
            {fam__latent_up, "!tensor(layers.%d.self_attn.k_b_proj.weight)"},
            {fam__latent_k_v, "tensor(layers.%d.self_attn.k_b_proj.weight)"}, {fam__latent_q, "!Q"},
            {fam__latent_q_a, "Q"}, {fam__latent_bias, "attention_bias=0"},
            {fam__latent_q_a_bias, "Q && attention_bias=0"}, {fam__gate, "!E"}, {fam__mlp, "!E"},
            {fam__router, "E"}, {fam__score_bias, "E"}, {fam__experts, "E"}, {fam__shared_experts, "E && F"})},
    {.type = "deepseek_v2", .like = "deepseek_v3", .n_expert = DEEPSEEK_EXPERTS("0"), .n_ff = DEEPSEEK_SHARED("2"),
     .router = "'softmax'", .pairs = "1", .router_norm = "0",
     .router_min = "0", .router_scale = "routed_scaling_factor=1",
     .n_group = "topk_method='greedy' == 'greedy' ? 1 : n_group", .n_group_used = "topk_group",
     .refuse = "norm_topk_prob=0; moe_layer_freq=1 != 1; num_key_value_heads=H != H;"
               "topk_method='greedy' != 'greedy' && topk_method != 'group_limited_greedy';"
               "scoring_func='softmax' != 'softmax'",
     .ignore = "head_dim qk_head_dim ep_size intermediate_size n_group topk_group aux_loss_alpha seq_aux",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, {fam__o, NULL}, {fam__latent, NULL},
            {fam__latent_up, "!tensor(layers.%d.self_attn.k_b_proj.weight)"},
            {fam__latent_k_v, "tensor(layers.%d.self_attn.k_b_proj.weight)"}, {fam__latent_q, "!Q"},
            {fam__latent_q_a, "Q"}, {fam__latent_bias, "attention_bias=0"},
            {fam__latent_q_a_bias, "Q && attention_bias=0"}, {fam__gate, "!E"}, {fam__mlp, "!E"},
            {fam__gate_bias, "!E && mlp_bias=0"}, {fam__mlp_bias, "!E && mlp_bias=0"}, {fam__router, "E"},
            {fam__experts, "E"},
            {fam__experts_bias, "E && mlp_bias=0 && tensor(layers.%d.mlp.experts.%d.gate_proj.bias)"},
            {fam__shared_experts, "E && F"}, {fam__shared_experts_bias, "E && F && mlp_bias=0"})},
    {.type = "llama4_text|llama4", .like = "llama", .config = "text_config", .eps = "rms_norm_eps=1e-5",
     .prefix = "|model.|language_model.model.|model.language_model.", .head = fam__multimodal_heads,
     .types = "full_attention|chunked_attention", .head_qk = "head_dim=128", .theta = "rope_theta=500000",
     .rope = LLAMA4_ROPE, .pairs = "1", .norm_after_rope = "1",
     .chunk = "(has(layer_types) ? layer_types[i] == 'chunked_attention' : " LLAMA4_ROPE ")"
              " ? attention_chunk_size=0 : 0",
     .temp_scale = "!(" LLAMA4_ROPE ") && attn_temperature_tuning=1 ? attn_scale=0.1 : 0",
     .temp_floor = "!(" LLAMA4_ROPE ") && attn_temperature_tuning=1 ? floor_scale=8192 : 0",
     .n_expert = "(list(moe_layers) ? i in moe_layers : (i + 1) % interleave_moe_layer_step=1 == 0)"
                 " ? num_local_experts=16 : 0",
     .n_expert_used = "num_experts_per_tok=1", .n_ff_expert = "intermediate_size",
     .n_ff = "E ? intermediate_size : intermediate_size_mlp=16384", .router = "'sigmoid_input'",
     .ignore = "for_llm_compressor intermediate_size_mlp",
     GROUPS(LLAMA_EMBED, {fam__norms, NULL}, LLAMA_ATTENTION, LLAMA_ATTENTION_BIAS,
            {fam__llama4_qk_norm, "use_qk_norm=1 && (" LLAMA4_ROPE ")"}, {fam__llama4_dense, "!E"},
            {fam__llama4_shared, "E"}, {fam__llama4_experts, "E && !" APART}, {fam__experts, "E && " APART})},

    /* -- encoders -- */

    {.type = "bert", .prefix = "bert.|", .first = "embeddings.word_embeddings.weight", .head = fam__bert_heads,
     .norm = "'layer'", .eps = "layer_norm_eps=1e-12", .learned = "1", .bidirectional = "!is_decoder=0",
     .n_vocab = "vocab_size=30522", .n_embd = "hidden_size=768", .n_layer = "num_hidden_layers=12",
     .n_head = "num_attention_heads=12", .n_kv = "H", .head_qk = "D/H", .n_ff = "intermediate_size=3072",
     .n_ctx = "max_position_embeddings=512", .n_type = "type_vocab_size=2", .act = "hidden_act='gelu'", .rope = "0",
     .refuse = "position_embedding_type='absolute' != 'absolute'",
     .ignore = "attention_probs_dropout_prob hidden_dropout_prob directionality pooler_fc_size"
               " pooler_num_attention_heads pooler_num_fc_layers pooler_size_per_head pooler_type",
     GROUPS({fam__bert_embed, NULL}, {fam__bert_types, "Y"}, {fam__bert, NULL})},
    {.type = "roberta|xlm-roberta|camembert", .like = "bert", .prefix = "roberta.|", .head = fam__roberta_heads,
     .n_ctx = "max_position_embeddings=512 - pad_token_id~1 - 1", .pos_offset = "pad_token_id~1 + 1",
     .pos_pad = "1", .n_vocab = "vocab_size=50265", .pad = "pad_token_id=1",
     .refuse = "position_embedding_type='absolute' != 'absolute'"},
    {.type = "distilbert", .like = "bert", .prefix = "distilbert.|", .head = fam__distilbert_heads, .eps = "1e-12",
     .n_embd = "hidden_size|dim=768", .n_layer = "num_hidden_layers|n_layers=6",
     .n_head = "num_attention_heads|n_heads=12", .n_ff = "hidden_dim=3072", .act = "activation='gelu'",
     .n_type = "0", .bidirectional = "1",
     .ignore = "dropout qa_dropout seq_classif_dropout sinusoidal_pos_embds tie_weights_ output_past",
     GROUPS({fam__bert_embed, NULL}, {fam__distilbert, NULL})},
    {.type = "electra", .like = "bert", .prefix = "electra.|", .head = fam__electra_heads, .embd_in_after = "1",
     .n_embd_in = "embedding_size=128", .n_embd = "hidden_size=256", .n_head = "num_attention_heads=4",
     .n_ff = "intermediate_size=1024",
     .ignore = "attention_probs_dropout_prob hidden_dropout_prob summary_last_dropout summary_activation"
               " summary_type summary_use_proj",
     GROUPS({fam__bert_embed, NULL}, {fam__bert_types, "Y"}, {fam__electra_project, "W != D"}, {fam__bert, NULL})},
};

#undef GROUPS
#undef LLAMA_EMBED
#undef LLAMA_ATTENTION
#undef LLAMA_ATTENTION_BIAS
#undef LLAMA_MLP
#undef LLAMA_MLP_BIAS
#undef APART
#undef LLAMA4_ROPE
#undef SLIDING
#undef YARN_FACTOR
#undef YARN_M
#undef DEEPSEEK_EXPERTS
#undef DEEPSEEK_SHARED

#define FAM__N (sizeof families / sizeof families[0])

/* The row of a model_type ("": what all inherit); NULL if there is none. */
static const family *families_row(const char *type) {
    size_t i;
    for (i = 0; i < FAM__N; i++)
        if (*type ? plan__listed(type, strlen(type), families[i].type, '|') : !*families[i].type) return &families[i];
    return NULL;
}

/* All types in one line, as much as there is room for. */
static const char *families_list(char *out, size_t cap) {
    size_t i, n = 0;
    out[0] = 0;
    for (i = 1; i < FAM__N && n < cap; i++)
        n += (size_t)snprintf(out + n, cap - n, "%s%s", i > 1 ? ", " : "", families[i].type);
    return out;
}

#endif
