/* gpt.h -- v0.1 -- run transformer language models on a CPU -- one header, libc and libm only
 *
 * Do this
 *     #define GPT_IMPLEMENTATION
 * before you include this file in *one* C or C++ file to create the implementation. For example:
 *
 *     #define GPT_IMPLEMENTATION
 *     #include "gpt.h"
 *     #include <stdio.h>
 *     static int print(const char *text, int size, void *user) {
 *         (void)user;
 *         return fwrite(text, 1, (size_t)size, stdout) != (size_t)size;
 *     }
 *     int main(int argc, char **argv) {
 *         gpt_error err = {0, "usage: app MODEL.gpt"};
 *         gpt_model *model = argc > 1 ? gpt_model_load(argv[1], NULL, &err) : NULL;
 *         gpt_ctx *ctx = model ? gpt_ctx_new(model, NULL, &err) : NULL;
 *         gpt_generate_desc desc = {0};
 *         desc.on_text = print;
 *         if (ctx) gpt_generate(ctx, "Once upon a time", &desc);
 *         else fprintf(stderr, "%s\n", err.message);
 *         gpt_ctx_free(ctx);
 *         gpt_model_free(model);
 *         return !ctx;
 *     }
 *
 *     cc -O2 app.c -lm                (add -fopenmp to use more than one core)
 *
 * Model files are made from published checkpoints by gpt-convert (tools/convert.c); `>>format` describes them byte
 * by byte. What runs, what does not, and how fast: README.md. Licence: public domain or MIT, see the end of the file.
 */

/* ---------------------------------------------------------------------------------------------------------------
 * >>contents
 *
 *   >>notation     the words and letters used throughout
 *   >>rules        ownership, threads, errors, determinism, trust
 *   >>options      macros to define before including this file
 *   >>format       the model file, byte by byte
 *   >>api          types and functions, in order of use
 *                  -- the implementation starts here --
 *   >>platform     compiler, operating system and processor differences
 *   >>memory       allocation, checked sizes, bytes and checksums
 *   >>errors       status texts
 *   >>numbers      fp16, bf16, 8-bit blocks; packing rows into panels
 *   >>vector       the 16-float vector, once per instruction set
 *   >>kernels      matrix times vectors, norms, softmax, activations: written once
 *   >>dispatch     which lanes this processor can run
 *   >>math         double precision sin, cos, exp, log, pow for tables made at run time
 *   >>file         opening and validating a model file
 *   >>unicode      UTF-8 in and out
 *   >>tokenizer    text to tokens and back
 *   >>model        binding tensors to their places in the network
 *   >>forward      the transformer
 *   >>context      one running sequence: cache, rewind, save, restore
 *   >>sampler      from logits to a token
 *   >>generate     the convenience loop
 *   >>template     chat templates: Jinja
 *   >>chat         messages to tokens
 *   >>answer       an answer taken apart: content, reasoning, tool calls
 *   >>readout      probabilities, embeddings, classes
 *   >>licence
 * ------------------------------------------------------------------------------------------------------------- */
#if !defined(GPT_H) && !defined(GPT__LANE)
#define GPT_H

#include <stddef.h>
#include <stdint.h>

/* ---------------------------------------------------------------------------------------------------------------
 * >>notation
 *
 *   token      an integer id in [0, V): a piece of text in the model's vocabulary
 *   position   index of a token in its sequence, from 0
 *   logits     one score per token of the vocabulary; softmax turns them into probabilities
 *   head       one of the parallel attention units of a layer; also the last matrix of the model ("LM head")
 *   KV cache   keys and values of every earlier position, kept so that they need not be computed again
 *   block      32 consecutive columns of a weight matrix: the unit of quantisation and of summation
 *   panel      16 consecutive rows of a weight matrix, stored so that one vector load fetches one column of them
 *   lane       one compilation of the kernels for one generation of processors
 *
 *   T tokens in a call    D model width     H query heads     K key/value heads     C head width
 *   F feed-forward width  V vocabulary      L layers          P positions in the cache
 * Shapes are written (rows, columns), the last index contiguous in memory.
 * ------------------------------------------------------------------------------------------------------------- */

/* ---------------------------------------------------------------------------------------------------------------
 * >>rules
 *
 * Ownership.  gpt_model is read-only after loading and may be shared by any number of threads. gpt_ctx is one
 *   sequence; one thread at a time may use it. Free contexts before their model. Strings and arrays that a
 *   function returns belong to the object they came from; everything passed in is only read during the call.
 * Errors.     Functions return GPT_OK (0) or a negative status; those that count return the count or a negative
 *   status. Creators return NULL and fill an optional gpt_error. A call that fails leaves its object as it was;
 *   gpt_ctx_error() tells in words what the last failure on a context was. The library never prints, exits,
 *   asserts on data, or keeps global state.
 * Memory.     All memory comes from the allocator in gpt_model_desc (malloc by default). After gpt_ctx_new
 *   evaluating, sampling, saving and restoring allocate nothing. gpt_tokenize may allocate scratch for a long word,
 *   gpt_chat_format and gpt_chat_tokens for the conversation; they free it before they return.
 * Same bits.  For one model file and one list of tokens the logits are identical bit for bit: for any number of
 *   threads, any division of the tokens into calls, after rewinding or restoring, on every lane. The type of the KV
 *   cache is part of the computation: each gives different, reproducible bits. So is the capacity
 *   gpt_ctx_desc.n_ctx for the few models whose rotary frequencies depend on the length of the text (longrope, dynamic
 *   NTK): the frequencies of a context are those of its capacity, from the first token on. The caller's
 *   rounding mode and flush-to-zero flags do not matter: they are set for the call and put back.
 * Process.    One thing of the process is changed: where the processor has AMX, Linux is asked for the use of its tiles
 *   as soon as lanes are counted or a context is made. From then on stacks for signals (sigaltstack) need room for
 *   their 8 KB. If there is one that lacks it, Linux says no, and "avx512vnni" is the last lane.
 * Trust.      A model file and a saved state are validated once, totally, when they are loaded; after that no list
 *   of tokens can make the library read or write out of bounds. Checksums of header, tables and tokenizer are always
 *   verified; those of the weights on request (they can't cause harm, only nonsense). A file that is mapped must not be
 *   changed or truncated by others while it is in use; if that can happen, set gpt_model_desc.read.
 * Limits.     Little-endian machines. Position, width and vocabulary are ints; byte counts are size_t.
 * ------------------------------------------------------------------------------------------------------------- */

/* ---------------------------------------------------------------------------------------------------------------
 * >>options -- define before including, in the file that defines GPT_IMPLEMENTATION (GPT_STATIC: everywhere)
 *
 *   GPT_STATIC          all functions static: the library is private to the file that includes it
 *   GPT_MALLOC(size), GPT_FREE(ptr)   the default allocator; define both or neither
 *   GPT_NO_STDIO        no file access and no stdio.h: models are loaded from memory only
 *   GPT_NO_MMAP         files are always read into memory
 *   GPT_NO_SIMD         compile the portable lane only
 *   GPT_NO_TEMPLATES    leave out chat templates; the two formats of GPT_CHAT_PLAIN and GPT_CHAT_CHATML stay
 *   GPT_NO_THREADS      ignore OpenMP even if it is switched on
 *   GPT_SELF            name of this file, if you renamed it (default "gpt.h"): the kernels include it again
 * ------------------------------------------------------------------------------------------------------------- */
#ifndef GPT_SELF
#define GPT_SELF "gpt.h"
#endif
#ifdef GPT_STATIC
#define GPT_API static
#else
#define GPT_API extern
#endif

#define GPT_VERSION_NUMBER 100 /* major * 10000 + minor * 100 + patch */

/* ---------------------------------------------------------------------------------------------------------------
 * >>format -- the .gpt file, version 1
 *
 * Little-endian. Made to be used where it lies: mapped from disk, linked into a program, or in flash; loading checks it
 * and builds nothing but a few pointers. All checksums are XXH64 with seed 0.
 *
 *   offset  bytes  header (64)
 *        0      8  magic: "gpt.h" 0D 0A 1A   (the last three reveal a text-mode transfer)
 *        8      4  version, 1
 *       12      4  n_section, 1 .. 64
 *       16      8  file size in bytes
 *       24      8  checksum of the header with this field zero, followed by the section table
 *       32     32  zero
 *   then n_section entries of 32 bytes, in order of offset:
 *        0      4  kind, four letters
 *        4      4  flags: bit 0 = a reader that does not know this kind must refuse the file (else: skip it)
 *        8      8  offset in the file, multiple of 64, at or after the end of the one before
 *       16      8  size in bytes
 *       24      8  checksum of the section; 0 for DATA, whose tensors have their own
 *
 *   "CONF"  gpt__config: the mechanisms of the network, 256 bytes     required unless the file is a tokenizer only
 *   "LAYR"  gpt__layer_config[n_layer]: what may differ by layer, 128 bytes each
 *   "DIRE"  gpt__tensor_entry[]: the tensors, 64 bytes each, in order of offset
 *   "DATA"  the tensors' data, each at a multiple of 64
 *   "META"  u32 count, u32 zero; then for each pair u32 key size, u32 value size (both with the final NUL),
 *           the key, the value, zeros up to a multiple of 4. UTF-8. Keys in use:
 *           name, family, source, license, chat.format (plain, chatml), chat.template, label.0 label.1 ...,
 *           chat.template.tool_use and so on (templates for one purpose, by the names that their model gives them),
 *           label.function (softmax, sigmoid, none: what makes probabilities of a classifier's outputs; softmax),
 *           sampler.temperature sampler.top_k sampler.top_p sampler.min_p sampler.typical_p sampler.repetition_penalty
 *           sampler.penalty_last sampler.xtc_probability sampler.xtc_threshold sampler.mirostat sampler.mirostat_tau
 *           sampler.mirostat_eta (recommended)
 *   "TOKN"  the tokenizer, laid out in >>tokenizer
 *   "TEST"  u32 n, u32 zero, u64 checksum of the head's outputs (n_out floats) after the last of n tokens with an
 *           f32 cache, then u32 token[n]: what gpt_model_selftest runs
 *   "SAMP"  texts with their tokens, as the converter's second, slow tokenizer has made them: what gpt-verify replays,
 *           and this library leaves alone. u32 count, u32 zero; then for each text u32 flags (of gpt_tokenize and
 *           gpt_detokenize), u32 size of the text, u32 size of what the tokens are shown as (FFFFFFFF: not known),
 *           u32 n, u32 token[n], the text, the shown text, zeros up to a multiple of 4
 *
 * Unknown sections and keys are skipped; unknown values of a mechanism are an error that names it; reserved fields
 * must be zero.
 *
 * A matrix (n_row, n_col) is stored in panels of 16 rows; missing rows of the last panel are zero. n_expert such
 * matrices may follow each other in one tensor. Each panel takes a multiple of 64 bytes:
 *
 *   F32, F16, BF16   column after column, 16 values each:
 *
 *        | r0c0 r1c0 ... r15c0 | r0c1 r1c1 ... r15c1 | ...            64 or 32 bytes a column
 *
 *   Q8, Q6 ... Q2   the columns in blocks of 32 (missing columns are zero). value = scale * d * (byte - 128):
 *
 *        | block 0 | block 1 | ... | d of block 0: 16 x f16 | d of block 1 | ... | codebook: 16 bytes |
 *
 *        A block of Q8 is 8 groups of 4 columns: | r0c0 r0c1 r0c2 r0c3 r1c0 ... r15c3 | r0c4 ... : 64 bytes a group,
 *        which one dot instruction multiplies with 4 activations that all 16 rows share. Q8 has no codebook.
 *
 *        The others store a code n of 6, 5, 4, 3 or 2 bits instead of the byte, group by group in the same order but
 *        packed: in 4 lines of 64 bytes the low 4 bits, two groups in a line, the first in the low nibbles; then in
 *        2 lines 2 bits, four groups in a line, the first in the lowest; then in 1 line 1 bit, group g in bit g. Of
 *        these planes Q6 has the first and the second, Q5 the first and the third, Q4 the first, Q3 the second and the
 *        third, Q2 the second.
 *
 *        Q4, Q3, Q2   byte = codebook[n]: evenly spaced (Q4_0), denser around zero (NF4, arXiv:2305.14314), those of
 *                     MXFP4 (arXiv:2310.10537), {-1, 0, 1}, or what fits these 16 rows best
 *        Q6, Q5       byte = codebook[n / 16] | n % 16; {96, 112, 128, 144} and {112, 128} make it n - 32, n - 16
 *
 *        A 0 in a codebook counts as 1: no weight of a code is -128, so that each can change its sign within a byte.
 *
 * `scale` of the tensor's entry is a power of two (1 for F32, F16, BF16), so that the f16 block scales never lack
 * range.
 * A vector of n values is a matrix (n, 1) of type F32: plain floats, padded with zeros to a multiple of 16.
 *
 * The converter leaves as little as it can to the reader: `1 + w` norms are stored as w, fused projections are split,
 * rotary pairs are (i, i + n_rot/2), Conv1D matrices are transposed to (outputs, inputs).
 * ------------------------------------------------------------------------------------------------------------- */

/* element types of tensors: X(name, id, text, bits of one value without block scales) */
#define GPT__TYPES(X) \
    X(F32, 0, "f32", 32) \
    X(F16, 1, "f16", 16) \
    X(BF16, 2, "bf16", 16) \
    X(Q8, 3, "q8", 8) \
    X(Q6, 4, "q6", 6) \
    X(Q5, 5, "q5", 5) \
    X(Q4, 6, "q4", 4) \
    X(Q3, 7, "q3", 3) \
    X(Q2, 8, "q2", 2)
typedef enum gpt_type {
#define GPT__X(name, id, text, bits) GPT_TYPE_##name = id,
    GPT__TYPES(GPT__X)
#undef GPT__X
    GPT__TYPE_COUNT
} gpt_type;

/* Roles of tensors: X(name, id, text, per layer).  A norm or bias that is absent does not exist in the network, a
 * missing OUTPUT means that TOKEN_EMBD is the head too. Shapes are those of >>model's table.
 *
 *   what enters the layers   x = EMBD_NORM(embd_scale * TOKEN_EMBD + TYPE_EMBD + POS_EMBD);   with EMBD_IN either
 *                            EMBD_NORM(EMBD_IN (embd_scale * TOKEN_EMBD) + ...) or EMBD_IN EMBD_NORM(...)
 *   what leaves the head     h: OUT_NORM of the last token, the first one, or the mean of all, as gpt_head says
 *                            z = POOL_NORM(pool_act(POOL h)) if there is a POOL, else h;   OUTPUT z */
#define GPT__ROLES(X) \
    X(TOKEN_EMBD, 0, "token_embd", 0)           /* (V, D), or (V, n_embd_in) */ \
    X(POS_EMBD, 1, "pos_embd", 0)               /* (positions + pos_offset, D), see embd_in_after */ \
    X(TYPE_EMBD, 2, "type_embd", 0)             /* (token types, D): segment of each token, row 0 unless told */ \
    X(EMBD_NORM, 3, "embd_norm", 0)             /* norm of the embedding sum */ \
    X(EMBD_NORM_B, 4, "embd_norm_bias", 0) \
    X(EMBD_IN, 5, "embd_in", 0)                 /* (D, n_embd_in): token embeddings that are narrower than D */ \
    X(EMBD_IN_B, 6, "embd_in_bias", 0) \
    X(OUT_NORM, 7, "out_norm", 0) \
    X(OUT_NORM_B, 8, "out_norm_bias", 0) \
    X(OUTPUT, 9, "output", 0)                   /* (n_out, n_pool): logits or labels */ \
    X(OUTPUT_B, 10, "output_bias", 0) \
    X(POOL, 11, "pool", 0)                      /* (n_pool, D): dense layer between the last norm and OUTPUT */ \
    X(POOL_B, 12, "pool_bias", 0) \
    X(ROPE_FREQ, 13, "rope_freq", 0)            /* (n_rot/2): radians a position; "layer" is the rope set */ \
    X(ROPE_FREQ_LONG, 14, "rope_freq_long", 0)  /* the same for long sequences */ \
    X(POOL_NORM, 15, "pool_norm", 0)            /* (n_pool): norm of the activated dense layer (masked LMs) */ \
    X(POOL_NORM_B, 16, "pool_norm_bias", 0) \
    X(ATTN_NORM, 32, "attn_norm", 1) \
    X(ATTN_NORM_B, 33, "attn_norm_bias", 1) \
    X(Q, 34, "q", 1)                            /* (H C, D) */ \
    X(Q_B, 35, "q_bias", 1) \
    X(K, 36, "k", 1)                            /* (K C, D) */ \
    X(K_B, 37, "k_bias", 1) \
    X(V, 38, "v", 1)                            /* (K Cv, D) */ \
    X(V_B, 39, "v_bias", 1) \
    X(O, 40, "o", 1)                            /* (D, H Cv) */ \
    X(O_B, 41, "o_bias", 1) \
    X(Q_NORM, 42, "q_norm", 1)                  /* (C): per head; (H C): the whole row, or see qk_norm_heads */ \
    X(Q_NORM_B, 43, "q_norm_bias", 1) \
    X(K_NORM, 44, "k_norm", 1) \
    X(K_NORM_B, 45, "k_norm_bias", 1) \
    X(ATTN_POST, 46, "attn_post_norm", 1)       /* norm of the sublayer's output */ \
    X(ATTN_POST_B, 47, "attn_post_norm_bias", 1) \
    X(ATTN_RES, 48, "attn_res_norm", 1)         /* norm after the residual sum (BERT, GPT-1) */ \
    X(ATTN_RES_B, 49, "attn_res_norm_bias", 1) \
    X(ALIBI, 50, "alibi", 1)                    /* (H): slope a position */ \
    X(SINKS, 51, "sinks", 1)                    /* (H): logit of the attention sink */ \
    X(O_NORM, 52, "o_norm", 1)                  /* (H Cv): norm of all heads' outputs before O (BitNet) */ \
    X(O_NORM_B, 53, "o_norm_bias", 1) \
    X(FFN_NORM, 64, "ffn_norm", 1) \
    X(FFN_NORM_B, 65, "ffn_norm_bias", 1) \
    X(GATE, 66, "gate", 1)                      /* (F, D) */ \
    X(GATE_B, 67, "gate_bias", 1) \
    X(UP, 68, "up", 1)                          /* (F, D) */ \
    X(UP_B, 69, "up_bias", 1) \
    X(DOWN, 70, "down", 1)                      /* (D, F) */ \
    X(DOWN_B, 71, "down_bias", 1) \
    X(FFN_POST, 72, "ffn_post_norm", 1) \
    X(FFN_POST_B, 73, "ffn_post_norm_bias", 1) \
    X(FFN_RES, 74, "ffn_res_norm", 1) \
    X(FFN_RES_B, 75, "ffn_res_norm_bias", 1) \
    X(DOWN_NORM, 76, "down_norm", 1)            /* (F): norm of the activated units before DOWN (BitNet) */ \
    X(DOWN_NORM_B, 77, "down_norm_bias", 1) \
    X(ROUTER, 80, "router", 1)                  /* (n_expert, D) */ \
    X(ROUTER_B, 81, "router_bias", 1) \
    X(ROUTER_SCORE_B, 82, "router_score_bias", 1) /* added for the choice only (DeepSeek-V3) */ \
    X(EXPERT_GATE, 83, "expert_gate", 1)        /* n_expert x (F, D) */ \
    X(EXPERT_GATE_B, 84, "expert_gate_bias", 1) \
    X(EXPERT_UP, 85, "expert_up", 1) \
    X(EXPERT_UP_B, 86, "expert_up_bias", 1) \
    X(EXPERT_DOWN, 87, "expert_down", 1) \
    X(EXPERT_DOWN_B, 88, "expert_down_bias", 1) \
    X(SHARED_SCORE, 89, "shared_score", 1)      /* (1, D): gate of the shared expert */ \
    X(Q_A, 96, "q_a", 1)                        /* (q_rank, D): latent attention; then Q is (H C, q_rank) */ \
    X(Q_A_B, 97, "q_a_bias", 1) \
    X(Q_A_NORM, 98, "q_a_norm", 1)              /* (q_rank) */ \
    X(KV_A, 99, "kv_a", 1)                      /* (head_rope + kv_rank, D): rotated key first, then the latent */ \
    X(KV_A_B, 100, "kv_a_bias", 1) \
    X(KV_A_NORM, 101, "kv_a_norm", 1)           /* (kv_rank) */ \
    X(K_UP, 102, "k_up", 1)                     /* H x (kv_rank, C - head_rope): query to latent; a float type */ \
    X(V_UP, 103, "v_up", 1)                     /* H x (Cv, kv_rank): latent to value; a float type */
enum gpt__role {
#define GPT__X(name, id, text, per_layer) GPT__ROLE_##name = id,
    GPT__ROLES(GPT__X)
#undef GPT__X
    GPT__ROLE_COUNT = 128
};

/* values of the mechanisms in the config */
enum gpt__position { GPT__POS_NONE = 0, GPT__POS_LEARNED = 1 };      /* rotary and ALiBi belong to the layers */
enum gpt__norm { GPT__NORM_RMS = 0, GPT__NORM_LAYER = 1 };
enum gpt__residual { GPT__RES_SEQUENTIAL = 0, GPT__RES_PARALLEL = 1 }; /* parallel: attention and FFN read the same x */
enum gpt__act { GPT__ACT_SILU = 0, GPT__ACT_GELU_TANH = 1, GPT__ACT_GELU_ERF = 2, GPT__ACT_GELU_QUICK = 3,
                GPT__ACT_RELU = 4, GPT__ACT_RELU2 = 5, GPT__ACT_TANH = 6, GPT__ACT_NONE = 7,
                GPT__ACT_SWIGLU_CLAMP = 8, GPT__ACT_XIELU = 9 };
enum gpt__rope { GPT__ROPE_FIXED = 0, GPT__ROPE_LONG = 1, GPT__ROPE_DYNAMIC = 2 };
enum gpt__router { GPT__ROUTER_SOFTMAX = 0, GPT__ROUTER_SOFTMAX_AFTER = 1, GPT__ROUTER_SIGMOID = 2,
                   GPT__ROUTER_SPARSEMIXER = 3, GPT__ROUTER_SIGMOID_INPUT = 4 };
/* Experts are chosen by the largest score + ROUTER_SCORE_B, the lower number first among equals; the score alone makes
 * their weights.  SOFTMAX: the softmax of all logits.  SOFTMAX_AFTER: logits; weights are the softmax of the chosen.
 * SIGMOID: of each logit (DeepSeek-V3).  SPARSEMIXER: logits; each of the two experts is weighted by a softmax over
 * those near it (arXiv:2409.12136).  SIGMOID_INPUT: logits; weights are sigmoids and multiply the experts' input
 * (Llama 4).
 * With groups, the best n_group_used of n_group runs of experts keep their scores and all others have 0: best by the
 * largest score of a group for SOFTMAX (DeepSeek-V2), by the sum of the two largest for SIGMOID. */

/* A set of rotary frequencies (RoFormer, arXiv:2104.09864); layers choose one. 32 bytes. */
typedef struct gpt__rope_config {
    uint32_t n_rot;         /* rotated dims of a head, even; pairs are (i, i + n_rot/2) */
    uint32_t kind;          /* FIXED: tensor ROPE_FREQ. LONG: ROPE_FREQ_LONG in a context with room for more than n_orig
                               positions. DYNAMIC: no tensor, a base that grows with that room (NTK), >>context */
    uint32_t n_orig;        /* LONG, DYNAMIC: positions the model was first trained for */
    float base, factor;     /* DYNAMIC only */
    float attn_factor;      /* multiplies cos and sin (YaRN, arXiv:2309.00071); 1 when there is none */
    float attn_factor_long; /* LONG: its value beyond n_orig */
    uint32_t reserved;
} gpt__rope_config;

/* The network as a whole. 256 bytes. */
typedef struct gpt__config {
    uint32_t n_vocab, n_ctx, n_embd, n_layer; /* V; longest trained sequence; D; L */
    uint32_t n_embd_in;     /* width of TOKEN_EMBD when EMBD_IN projects it to D, else 0 */
    uint32_t n_out;         /* outputs of the head: V, or the number of labels; 0 when there is no head */
    uint32_t head;          /* gpt_head */
    uint32_t bidirectional; /* 1: every position sees all others (encoders) */
    uint32_t position;      /* gpt__position */
    uint32_t pos_offset;    /* row of POS_EMBD that belongs to position 0 (OPT: 2) */
    uint32_t norm;          /* gpt__norm */
    float norm_eps;
    uint32_t residual;      /* gpt__residual */
    uint32_t pool_act;      /* gpt__act of POOL */
    uint32_t n_token_type;
    float embd_scale;       /* multiplies the token embedding; 1 */
    float resid_scale;      /* multiplies each sublayer's output before it is added; 1 */
    float logit_scale;      /* multiplies the head's outputs; 1 */
    float logit_softcap;    /* cap * tanh(x / cap) of them when > 0 */
    uint32_t n_rope;        /* rope sets in use, 0 .. 4 */
    uint32_t n_pool;        /* outputs of POOL, 0: D */
    uint32_t embd_in_after; /* 1: positions, types and EMBD_NORM are n_embd_in wide, EMBD_IN comes last (ELECTRA) */
    uint32_t pos_pad;       /* 1: token pos_offset - 1 is padding: it has that row and is not counted (RoBERTa) */
    uint32_t embd_pool;     /* gpt_pooling that the model was trained for; 0: none in particular */
    uint32_t embd_unit;     /* 1: embeddings are scaled to length 1 */
    uint32_t alibi_round;   /* 1: ALiBi as in Falcon: bf16(bf16(slope) * bf16(key position)) * attn_scale */
    float out_norm_eps;     /* of OUT_NORM; 0: norm_eps */
    float latent_eps;       /* of Q_A_NORM and KV_A_NORM; 0: norm_eps */
    float router_min;       /* least sum that chosen experts' weights are divided by */
    float router_jitter;    /* SPARSEMIXER: threshold, twice the published jitter noise */
    uint32_t reserved[2];
    gpt__rope_config rope[4];
} gpt__config;

/* One layer. 128 bytes. */
typedef struct gpt__layer_config {
    uint32_t n_head, n_kv;        /* H; K, a divisor of H (GQA, arXiv:2305.13245) */
    uint32_t head_qk, head_v;     /* width of a head for queries and keys, and for values */
    uint32_t window;              /* sees this many positions, itself included; 0: all */
    uint32_t chunk;               /* sees only its own chunk of this many positions; 0: all (Llama 4) */
    uint32_t rope;                /* 0: no rotation; n: rope set n - 1 */
    float attn_scale;             /* multiplies q.k */
    float attn_softcap;           /* cap * tanh(score / cap) when > 0 */
    float qkv_clip;               /* clamps q, k, v to +- this when > 0; q and k just before the rotation */
    uint32_t norm_after_rope;     /* 1: Q_NORM and K_NORM act on rotated heads */
    float temp_scale, temp_floor; /* query at p times 1 + scale ln(1 + floor((p + 1) / floor)) (Llama 4); 0 */
    uint32_t n_ff;                /* F of the dense or shared feed-forward; 0: none */
    uint32_t act;                 /* gpt__act; the FFN is gated when GATE or EXPERT_GATE exists */
    float act_alpha, act_limit;   /* SWIGLU_CLAMP; XIELU: softplus(alpha_p), beta + softplus(alpha_n) */
    uint32_t n_expert, n_expert_used, n_ff_expert;
    uint32_t router;              /* gpt__router */
    uint32_t router_norm;         /* 1: weights of the chosen experts are normalised to sum 1 */
    float router_scale;           /* multiplies the weights, after router_norm; 1 */
    uint32_t n_group, n_group_used;
    uint32_t q_rank, kv_rank, head_rope; /* latent attention (DeepSeek-V2, arXiv:2405.04434); 0: ordinary. Its n_kv is
                                          * 1, its rope set's n_rot is head_rope: the first dims of a head */
    uint32_t qk_norm_heads;       /* 1: Q_NORM (H C) and K_NORM (K C) have weights for each head, normed by itself */
    float act_beta, act_eps;      /* XIELU */
    uint32_t reserved[1];
} gpt__layer_config;

/* One tensor. 64 bytes. */
typedef struct gpt__tensor_entry {
    uint32_t role, layer;  /* gpt__role; layer, or rope set, or 0 */
    uint32_t type;         /* gpt_type */
    uint32_t n_row, n_col, n_expert; /* n_expert matrices (n_row, n_col); 1 for ordinary tensors */
    float scale;
    uint32_t reserved;
    uint64_t offset, size; /* from the start of the file; bytes, as gpt__tensor_size() computes them */
    uint64_t checksum;
    uint64_t reserved2;
} gpt__tensor_entry;

/* ---------------------------------------------------------------------------------------------------------------
 * >>api
 * ------------------------------------------------------------------------------------------------------------- */
#ifdef __cplusplus
extern "C" {
#endif

/* ---- status ---- */

/* X(name, value, text) */
#define GPT__STATUS(X) \
    X(OK, 0, "ok") \
    X(E_ARG, -1, "an argument is out of range") \
    X(E_MEMORY, -2, "out of memory") \
    X(E_IO, -3, "the file cannot be read or written") \
    X(E_FORMAT, -4, "the data is damaged or not what it should be") \
    X(E_UNSUPPORTED, -5, "the model needs something this version does not have") \
    X(E_FULL, -6, "the context is full") \
    X(E_CANCELLED, -7, "cancelled by the caller") \
    X(E_KIND, -8, "the model is not of the kind this call needs") \
    X(E_TEMPLATE, -9, "the chat template is faulty, or refuses")
enum gpt_status {
#define GPT__X(name, value, text) GPT_##name = value,
    GPT__STATUS(GPT__X)
#undef GPT__X
    GPT__STATUS_END = 1
};

typedef struct gpt_error {
    int status;        /* GPT_OK or GPT_E_... */
    char message[252]; /* what and where, one line, UTF-8 */
} gpt_error;

GPT_API int gpt_version(void);                    /* GPT_VERSION_NUMBER of the compiled implementation */
GPT_API const char *gpt_status_text(int status);  /* never NULL */

/* Lanes this machine can run, slowest first: lane 0 is "portable", the last is the default. */
GPT_API int gpt_lane_count(void);
GPT_API const char *gpt_lane_name(int lane);      /* NULL if there is no such lane */

/* ---- model ---- */

typedef struct gpt_model gpt_model;
typedef struct gpt_ctx gpt_ctx;

/* Where memory comes from. alloc returns NULL when it has none; free takes what alloc returned. All zero: malloc. */
typedef struct gpt_allocator {
    void *(*alloc)(size_t size, void *user);
    void (*free)(void *ptr, void *user);
    void *user;
} gpt_allocator;

typedef struct gpt_model_desc {
    gpt_allocator allocator; /* used by the model and its contexts */
    int read;                /* 1: read the file into memory instead of mapping it */
    int verify;              /* 1: check the checksums of all weights too (reads the whole file) */
    int huge_pages;          /* 1: ask the system for large pages, for the file's memory and that of contexts ... */
    int prefetch;            /* 1: ... and to begin reading a mapped file now. Both are advice, given where there is
                                madvise: what the system makes of it is no error, and changes no result */
} gpt_model_desc;

typedef enum gpt_head {
    GPT_HEAD_NONE = 0,       /* tokenizer-only files and bare encoders */
    GPT_HEAD_LM = 1,         /* scores of the next token; of an encoder: of the token that stands there */
    GPT_HEAD_CLASS_LAST = 2, /* labels of the sequence, read from its last token */
    GPT_HEAD_CLASS_MEAN = 3, /* labels of the sequence, from the mean over its tokens (encoders) */
    GPT_HEAD_CLASS_FIRST = 4,/* labels of the sequence, from its first token (encoders) */
    GPT_HEAD_TOKEN = 5,      /* labels of each token */
    GPT_HEAD_SPAN = 6        /* start and end scores of each token */
} gpt_head;

typedef struct gpt_info {
    const char *name, *family;       /* "" when unknown; for people, never used to compute */
    gpt_head head;
    int n_vocab, n_ctx, n_embd, n_layer, n_head, n_kv, n_ff; /* of layer 0 where layers differ */
    int n_out;                       /* floats per position that gpt_logits returns: n_vocab or labels */
    int n_embd_out;                  /* floats that gpt_embed writes: n_embd, or what a dense layer makes of it */
    int bidirectional;               /* 1: an encoder; every token sees those after it too */
    int n_token_type;                /* types that gpt_eval_types knows; 0: none */
    int n_tokens;                    /* vocabulary of the tokenizer; 0: the model takes ids only */
    uint64_t n_param;                /* weights */
    uint64_t file_size, weight_size; /* bytes */
    gpt_type type;                   /* the type that holds most of the weights */
    int mapped;                      /* 1: the file is mapped, 0: in memory */
} gpt_info;

/* gpt_model_load -- open a model file. path is UTF-8 (also on Windows). desc NULL: defaults. On failure returns
 * NULL and fills err (may be NULL). Mapping a file costs no memory beyond its pages in the system's cache. */
#ifndef GPT_NO_STDIO
GPT_API gpt_model *gpt_model_load(const char *path, const gpt_model_desc *desc, gpt_error *err);
#endif

/* gpt_model_load_memory -- the same for a file that is already in memory: size bytes at data, aligned to 8 (64 is
 * faster). Nothing is copied; data must outlive the model. */
GPT_API gpt_model *gpt_model_load_memory(const void *data, size_t size, const gpt_model_desc *desc, gpt_error *err);
GPT_API void gpt_model_free(gpt_model *model);                        /* NULL is fine */
GPT_API const gpt_info *gpt_model_info(const gpt_model *model);
GPT_API const char *gpt_model_meta(const gpt_model *model, const char *key); /* NULL if absent */

/* gpt_model_verify -- recompute the checksum of every tensor. GPT_OK, or GPT_E_FORMAT naming the first damaged one. */
GPT_API int gpt_model_verify(const gpt_model *model, gpt_error *err);

/* gpt_model_selftest -- run the few tokens that the converter ran when it wrote the file and compare the outputs
 * bit for bit. GPT_OK: this machine, compiler and lane (-1: the default) reproduce them. GPT_E_FORMAT: they don't;
 * err says so. GPT_E_KIND: the file has no self-test. Allocates a small context. */
GPT_API int gpt_model_selftest(const gpt_model *model, int lane, gpt_error *err);

/* ---- text ---- */

#define GPT_TEXT_SPECIAL 1 /* special tokens: written in a text they become their ids; detokenizing shows them */
#define GPT_TEXT_BOS 2     /* tokenize: make the tokenizer's own additions (BOS in front, ...) */

enum gpt_token_kind { GPT_TOKEN_BOS, GPT_TOKEN_EOS, GPT_TOKEN_UNK, GPT_TOKEN_PAD, GPT_TOKEN_SEP, GPT_TOKEN_CLS,
                      GPT_TOKEN_MASK };

/* gpt_tokenize -- text (len bytes; any bytes, NUL included) to ids. Returns how many ids the text has and writes
 * at most cap of them; (NULL, 0) only counts. Special tokens in the text are plain text unless GPT_TEXT_SPECIAL is
 * set, so text from users can't forge them. Time grows with len log len at worst; a word of more than 64 bytes
 * takes scratch memory of about 36 bytes a byte for the call.
 * GPT_E_KIND: no tokenizer in the file. GPT_E_ARG: more than INT_MAX ids or bytes. GPT_E_MEMORY. */
GPT_API int gpt_tokenize(const gpt_model *model, const char *text, size_t len, int flags, int *tokens, int cap);

/* gpt_tokenize_spans -- the same, and where in the text each token comes from: to mark names, to cut out answers. spans
 * has room for cap, too. Tokens of one character all have its bytes; the white space that a token swallows is part of
 * it; what the tokenizer adds has none (begin == end). Begins and ends never go back. GPT_E_MEMORY more often: this
 * keeps 8 bytes for each of a normalised text. */
typedef struct gpt_span { int begin, end; } gpt_span; /* bytes begin .. end - 1 */
GPT_API int gpt_tokenize_spans(const gpt_model *model, const char *text, size_t len, int flags, int *tokens,
                               gpt_span *spans, int cap);

/* gpt_detokenize -- n ids to UTF-8 text. Returns its bytes (without NUL) and writes at most cap of them, with a
 * NUL if there is room. Bytes that are not UTF-8 become U+FFFD. GPT_E_ARG: an id outside the vocabulary. */
GPT_API int gpt_detokenize(const gpt_model *model, const int *tokens, int n, int flags, char *text, int cap);

/* gpt_decode -- the same, one token at a time: text of whole characters only, the rest is kept in d until its
 * bytes arrive. gpt_decode_end returns what is still kept. The pieces joined are the text that gpt_detokenize gives.
 * If the text does not fit cap, its size is returned and d is as before. */
typedef struct gpt_decoder {
    unsigned char pending[8]; /* {0} is the start of a text */
    int n_pending, n_token;
} gpt_decoder;
GPT_API int gpt_decode(const gpt_model *model, gpt_decoder *d, int token, int flags, char *text, int cap);
GPT_API int gpt_decode_end(const gpt_model *model, gpt_decoder *d, char *text, int cap);

GPT_API const char *gpt_token_bytes(const gpt_model *model, int token, int *len); /* raw bytes; NULL if out of range */
GPT_API int gpt_token_find(const gpt_model *model, const char *text, size_t len); /* id written exactly so, or -1 */
GPT_API int gpt_token_special(const gpt_model *model, int kind);  /* id of a GPT_TOKEN_..., or -1 */
GPT_API int gpt_token_is_end(const gpt_model *model, int token);  /* 1 if a text or a chat turn ends with it */

/* ---- context ---- */

/* Types of the KV cache. Keys and values are rounded to it when they are written, and only then read. I8: bytes with
 * one f16 factor per 32 values, half the memory and traffic of F16. */
typedef enum gpt_kv { GPT_KV_F16 = 0, GPT_KV_F32 = 1, GPT_KV_I8 = 2 } gpt_kv;

typedef struct gpt_ctx_desc {
    int n_ctx;     /* capacity in tokens; 0: the model's own, at most 4096. Longrope and dynamic-NTK models take their
                      rotary frequencies from it: no larger than needed is best for them, and states move only between
                      contexts whose frequencies are the same */
    int n_batch;   /* most tokens computed at once; longer calls are divided; 0: 256. Encoders: always n_ctx */
    int n_threads; /* 0: as many as there are cores, or fewer if affinity or a cgroup leave the process fewer; or what
                      OMP_NUM_THREADS says; 1 without OpenMP. Small models and calls take fewer */
    gpt_kv kv;     /* type of the KV cache */
    int lane;      /* 0: the best; n: lane n - 1 */
    int (*cancel)(void *user); /* asked before each layer, on the calling thread; non-zero: give up */
    void *user;
} gpt_ctx_desc;

/* gpt_ctx_bytes -- memory that gpt_ctx_new would allocate, or 0 if desc is not usable with this model. Of it the cache
 * is exactly (each layer's keys and values rounded up to 64 bytes)
 *
 *     sum over layers of  K P (key + value) / 64      P: n_ctx, rounded up to a multiple of 64
 *
 *             key: bytes of 64 positions       value: of 64 positions, W = Cv rounded up to a multiple of 16
 *     F16     128 C                            128 W
 *     F32     256 C                            256 W
 *     I8      64 C + 128 ceil(C / 32)          64 W + 128 ceil(W / 32)
 *
 * A layer that sees s positions only (its window or chunk) keeps P = s + n_batch + 125, rounded down to a multiple of
 * 64, if that is less. Latent attention has K = 1, C = head_rope + kv_rank, Cv = kv_rank. Encoders need one layer's
 * keys and values at a time. The tokens take 8 n_ctx bytes, 12 with types. The rest does not grow with n_ctx, but for
 * what threads need to share a head: it is buffers for n_batch tokens, each thread's scratch, and the logits. */
GPT_API size_t gpt_ctx_bytes(const gpt_model *model, const gpt_ctx_desc *desc);
GPT_API gpt_ctx *gpt_ctx_new(const gpt_model *model, const gpt_ctx_desc *desc, gpt_error *err);
GPT_API gpt_ctx *gpt_ctx_fork(const gpt_ctx *ctx, gpt_error *err); /* a copy that goes its own way from here */
GPT_API void gpt_ctx_free(gpt_ctx *ctx);                           /* NULL is fine */
GPT_API void gpt_ctx_resolved(const gpt_ctx *ctx, gpt_ctx_desc *desc); /* the desc with defaults filled in */
GPT_API const gpt_model *gpt_ctx_model(const gpt_ctx *ctx);
GPT_API int gpt_ctx_pos(const gpt_ctx *ctx);                       /* tokens evaluated so far */
GPT_API int gpt_ctx_tokens(const gpt_ctx *ctx, int *tokens, int cap); /* which they are; returns gpt_ctx_pos */

/* gpt_ctx_rewind -- forget all after the first pos tokens. Costs nothing by itself. But layers with a window keep only
 * some of the latest keys. A rewind by more than n_batch tokens, or by a few after gpt_state_restore, may need keys
 * that are gone; the next evaluation then begins by evaluating the first pos tokens once more, and gives the same bits
 * as ever. (So it does when many tokens were to be evaluated and the caller cancelled.) */
GPT_API int gpt_ctx_rewind(gpt_ctx *ctx, int pos);
GPT_API const char *gpt_ctx_error(const gpt_ctx *ctx);             /* what the last failed call said; "" if none */

/* ---- evaluation ---- */

/* gpt_eval -- append n tokens to the context and run them through the model.
 *   tokens (n)   ids in [0, V);  n in 1 .. n_ctx - gpt_ctx_pos(ctx)
 * Afterwards gpt_logits() holds the head's outputs (n_out) at the last token. All weights are read once per
 * n_batch tokens, so many tokens in one call cost far less than one by one. GPT_E_ARG (bad id or n), GPT_E_FULL
 * (no room), GPT_E_CANCELLED; on error the context is unchanged.
 * An encoder's tokens see those that follow. Appended to what a context holds they change it all, so the whole is
 * computed again: the result is right, but give such a model a text in one call, after gpt_ctx_rewind(ctx, 0). */
GPT_API int gpt_eval(gpt_ctx *ctx, const int *tokens, int n);

/* gpt_eval_all -- the same, and the head's outputs at every one of the n tokens: logits (n, n_out). With heads that
 * label the whole text each row is what the head makes of that token's state alone; gpt_logits has the text's. */
GPT_API int gpt_eval_all(gpt_ctx *ctx, const int *tokens, int n, float *logits);

/* gpt_eval_types -- the same with a type for each token (BERT's segments: 0 for the first text of a pair, 1 for the
 * second, each with the separator that ends it). logits NULL: as gpt_eval, else as gpt_eval_all. types (n): in
 * [0, n_token_type), else GPT_E_ARG; NULL: all 0, as in every other call. Models without types ignore them. */
GPT_API int gpt_eval_types(gpt_ctx *ctx, const int *tokens, const int *types, int n, float *logits);

/* One context's part of a call: gpt_eval of its tokens. */
typedef struct gpt_part {
    gpt_ctx *ctx;
    const int *tokens;   /* (n) */
    int n;
    const int *types;    /* (n) as for gpt_eval_types; NULL: all 0 */
    float *logits;       /* (n, n_out) as for gpt_eval_all; NULL: not wanted */
} gpt_part;

/* gpt_eval_batch -- step n contexts of one model together: to each the tokens of its part are appended, one or a whole
 * prompt, at any position. Afterwards each has the bits that it would have alone, but the weights were read once for
 * all: eight contexts that decode take 1.5 to 2.7 times as long as one. The context with the largest n_batch (the first
 * of them) lends its buffers, threads, lane and `cancel`; more tokens than its n_batch are divided.
 * Errors are those of gpt_eval; GPT_E_ARG also if a context is of another model, or there twice. On error all contexts
 * are unchanged, and gpt_ctx_error of the first one tells why. */
GPT_API int gpt_eval_batch(const gpt_part *parts, int n);

/* gpt_sync -- make the context hold exactly these n tokens, of type 0: keep the common prefix, evaluate the rest. At
 * least the last token is evaluated, so that gpt_logits() is right; an encoder keeps all or nothing. Returns the number
 * of tokens kept (see gpt_ctx_rewind for models with windows), or a negative status; a failure may leave the context at
 * the common prefix. */
GPT_API int gpt_sync(gpt_ctx *ctx, const int *tokens, int n);

/* gpt_logits -- outputs (n_out) of the head at the last token, or for the whole text if the head reads its first token
 * or mean; NULL before the first eval and after a rewind.
 * Valid until the next call that changes the context. */
GPT_API const float *gpt_logits(const gpt_ctx *ctx);

/* ---- readout ---- */

/* A token, and what the model says of it before any step of a sampler: logprob, the natural logarithm of prob, is what
 * services return as `logprobs` by default. For what a sampler's steps have left see gpt_sample_logits. */
typedef struct gpt_scored { int token; float logit, prob, logprob; } gpt_scored;

/* gpt_top -- the k likeliest next tokens, best first (ties: lower id first). Returns how many were written, or a
 * status.   gpt_score -- the same of n tokens (n) of your choice: GPT_OK, or GPT_E_ARG if one is none or there are no
 * logits. gpt_generate_desc.scored has both for each token that is written. */
GPT_API int gpt_top(const gpt_ctx *ctx, gpt_scored *out, int k);
GPT_API int gpt_score(const gpt_ctx *ctx, const int *tokens, int n, gpt_scored *out);

/* gpt_logprobs -- append n tokens; out (n) is the natural log of the probability that each had given all before it.
 * The first token of an empty context has no prediction: its entry is 0. GPT_E_KIND: the model predicts no tokens, or
 * is an encoder, which sees what it would predict. */
GPT_API int gpt_logprobs(gpt_ctx *ctx, const int *tokens, int n, float *out);

/* How the states of n tokens, h[0] to h[n - 1], become one vector. */
typedef enum gpt_pooling {
    GPT_POOL_MODEL = 0,    /* what the file says, MEAN if nothing; scaled to length 1 if it says so */
    GPT_POOL_MEAN = 1,
    GPT_POOL_LAST = 2,
    GPT_POOL_FIRST = 3,    /* of an encoder: its [CLS] */
    GPT_POOL_MAX = 4,      /* the largest of each component */
    GPT_POOL_SQRT = 5,     /* sum / sqrt(n) */
    GPT_POOL_WEIGHTED = 6  /* sum of (t + 1) h[t] / sum of (t + 1) */
} gpt_pooling;

/* gpt_embed -- append n tokens; out (n_embd_out) is made of their final hidden states (after the last norm), then of
 * the dense layer that models made for embeddings may have. */
GPT_API int gpt_embed(gpt_ctx *ctx, const int *tokens, int n, gpt_pooling pooling, float *out);

/* gpt_classify -- probabilities (n) over n candidates, from gpt_logits. With a classification head: labels NULL and
 * n = n_out. With a language model: labels (n) are the tokens to choose between. Probabilities of a language model, and
 * of labels that exclude each other, sum to 1 (softmax). The file's metadata "label.function" may say `sigmoid`: each
 * label by itself; or `none`: probs are the outputs as they are (regression). GPT_E_UNSUPPORTED: it says else. */
GPT_API int gpt_classify(const gpt_ctx *ctx, const int *labels, int n, float *probs);

/* ---- sampling ---- */

typedef struct gpt_bias { int token; float bias; } gpt_bias;

/* How to choose a token. {0} is greedy: the largest logit, the lowest id among equals. All else is off while its first
 * number is 0. The steps, in this order:
 *
 *   letter  step               fields, and values that are usual                          from
 *           logit bias         bias
 *   e       penalties          repeat_penalty 1.1, frequency_, presence_penalty 0.5       arXiv:1909.05858
 *   d       DRY                dry_multiplier 0.8, dry_base 1.75, dry_allowed_length 2    text-generation-webui #5677
 *           greedy, if temperature is 0: nothing of what follows, no draw
 *   s       top-n-sigma        top_n_sigma 1                                              arXiv:2411.07641
 *   t       temperature        temperature 0.8; dynatemp_range 0.5, dynatemp_exponent 1   koboldcpp #600
 *   k       top-k              top_k 40                                                   arXiv:1805.04833
 *   y       locally typical    typical_p 0.95                                             arXiv:2202.00666
 *   p       top-p, nucleus     top_p 0.95                                                 arXiv:1904.09751
 *   m       min-p              min_p 0.05                                                 arXiv:2407.01082
 *   x       XTC                xtc_probability 0.5, xtc_threshold 0.1                     text-generation-webui #6335
 *           Mirostat           mirostat 2, mirostat_tau 5, mirostat_eta 0.1               arXiv:2007.14966
 *           the draw
 *
 * `order` takes the steps that it names, in the order of its letters; what it does not name is left out. Bias comes
 * first, and e and d before the other letters, for they need the model's logits. "edskypmxt" is the order of llama.cpp,
 * where the temperature comes last. Mirostat itself chooses how much to cut off: with it s, k, y, p, m, x are left out.
 *
 * A failed call leaves a sampler as it was. What it learns, draw by draw, are `state` and `mirostat_mu`. */
typedef struct gpt_sampler {
    float temperature;      /* 0: greedy, whatever else is set; 1: the model's own distribution */
    float dynatemp_range;   /* r > 0: T is from max(0, temperature - r), if one token is certain, to temperature + r, if
                               all are equally likely: in between in proportion to (entropy / highest) ^ exponent */
    float dynatemp_exponent;/* 0: 1 */
    int top_k;              /* keep the k likeliest; 0: all */
    float top_p;            /* keep the likeliest that together reach p; 0 or 1: all */
    float min_p;            /* keep those at least this fraction of the best; 0: all */
    float typical_p;        /* keep those whose surprise -log p is nearest to the mean, the entropy, and that together
                               reach this; 0 or 1: all */
    float top_n_sigma;      /* keep logits at most so many of their standard deviations below the best; 0: all */
    float xtc_probability;  /* how often to leave out the tokens that have at least the threshold, all but the least */
    float xtc_threshold;    /* ... likely of them; 0: 0.1. Above 0.5 nothing happens */
    int min_keep;           /* each of s, k, y, p, m leaves at least so many tokens, and x happens only if so; 0: 1 */
    int mirostat;           /* 1 or 2: the version; 0: off */
    float mirostat_tau;     /* bits of surprise to aim at; 0: 5 */
    float mirostat_eta;     /* how fast to learn; 0: 0.1 */
    float repeat_penalty;   /* divides positive, multiplies negative logits of recent tokens; 0: 1 */
    float frequency_penalty, presence_penalty; /* subtracted per occurrence, once; 0: none */
    int penalty_last;       /* how many recent tokens count; 0: 64; -1: all */
    float dry_multiplier;   /* A token that would prolong a repetition of n >= allowed_length tokens loses            */
    float dry_base;         /* multiplier * base ^ (n - allowed_length); base is at least 1; 0: 1.75                  */
    int dry_allowed_length; /* 0: 2. Of a repetition 1024 tokens count                                                */
    int dry_penalty_last;   /* how many recent tokens count; 0 or -1: all                                             */
    const char *const *dry_breakers; /* (n_dry_breaker) strings that no repetition goes across, however tokens divide */
    int n_dry_breaker;      /* them. A token that contains one loses nothing. NULL: "\n" ":" "\"" "*"                 */
    const gpt_bias *bias;   /* (n_bias) added to logits; -INFINITY forbids a token */
    int n_bias;
    const char *order;      /* letters of the table; NULL: "edstkypmx" */
    uint64_t seed;          /* same seed, same draws, on every machine */
    uint64_t state;         /* of the generator; 0: start from seed. XTC takes a number a token, the draw the next */
    float mirostat_mu;      /* bits of surprise to cut off at; 0: start from 2 tau. For a new text, set it to 0 */
} gpt_sampler;

/* gpt_sample -- choose the token that follows (it is not evaluated: pass it to gpt_eval). s NULL: greedy. Returns
 * a token or a negative status; GPT_E_FORMAT if every logit is -infinity or NaN; GPT_E_KIND if the model is no language
 * model, or an encoder: generation, below, asks for the same. */
GPT_API int gpt_sample(gpt_ctx *ctx, gpt_sampler *s);

/* gpt_sample_logits -- the same for any logits (n_vocab); recent (n_recent), oldest first, feeds penalties and DRY, for
 * which there are no breakers here, as there is no text. logits are overwritten: where a token was drawn by a weight
 * for each, 0 for those that were cut off (their sum makes probabilities of them); where none was, by what bias,
 * penalties and DRY have made. */
GPT_API int gpt_sample_logits(gpt_sampler *s, float *logits, int n_vocab, const int *recent, int n_recent);

/* ---- generation ---- */

typedef enum gpt_stop {
    GPT_STOP_END = 1,    /* the model ended its text */
    GPT_STOP_LENGTH = 2, /* max_tokens reached */
    GPT_STOP_FULL = 3,   /* the context is full */
    GPT_STOP_STRING = 4, /* a stop string appeared */
    GPT_STOP_CALLER = 5  /* a callback asked for it */
} gpt_stop;

typedef struct gpt_generate_desc {
    gpt_sampler *sampler;      /* NULL: greedy */
    int max_tokens;            /* 0: until the end or a full context */
    const char *const *stop;   /* (n_stop) strings of 1 .. 256 bytes that end the text; they are not passed on */
    int n_stop;
    int special;               /* 1: show special tokens, parse them in the prompt; 2: but not the one that ends it */
    int no_bos;                /* 1: gpt_generate leaves out BOS even at the start of a context */
    int (*on_text)(const char *text, int size, void *user); /* whole UTF-8, not NUL-terminated; non-zero: stop */
    int (*on_token)(int token, void *user);                 /* each token as it is chosen; non-zero: stop */
    void *user;
    gpt_scored *scored;        /* (1 + n_top) of the caller's. When on_token is called it has the token, and the n_top
                                  likeliest; fewer if there are no more: then a token is -1. NULL: not wanted */
    int n_top;
    gpt_stop *why;             /* if not NULL: why it ended */
    /* Speculative decoding (arXiv:2211.17192): guesses of the next tokens run together with the last one, and stay as
     * far as they are what is chosen anyway. The text is the same with and without, token by token, for every sampler;
     * it comes faster where many guesses are right. */
    int lookup;                /* n > 0: guess that the latest n tokens or more go on as they did before; 2 is good */
    gpt_ctx *draft;            /* of a smaller model with the same vocabulary, which guesses where lookup does not: it
                                  is made to hold the same tokens; NULL: none. GPT_E_ARG if its vocabulary differs */
    int n_draft;               /* most guesses at a time, up to 11; 0: 7. Fewer are made while they are wrong */
} gpt_generate_desc;

/* gpt_generate -- append the prompt, then let the model write. Returns the number of tokens generated or a
 * negative status. The context then holds prompt and answer, the ending token too. prompt NULL or "": go on from
 * here. */
GPT_API int gpt_generate(gpt_ctx *ctx, const char *prompt, const gpt_generate_desc *desc);

/* gpt_generate_tokens -- the same from n tokens (0: go on from here). desc NULL: defaults. */
GPT_API int gpt_generate_tokens(gpt_ctx *ctx, const int *tokens, int n, const gpt_generate_desc *desc);

/* ---- chat ---- */

typedef struct gpt_message {
    const char *role;    /* system, user, assistant, and what else the template knows: tool, developer ... */
    const char *content; /* text */
    const char *json;    /* further members of the message, as a JSON object that the template sees: {"tool_calls":
                            [{"type": "function", "function": {"name": ..., "arguments": {...}}}]}, "tool_call_id",
                            "name", "reasoning_content" ... role and content may be here, too, and be NULL above */
} gpt_message;

/* How a conversation is written down: by the model's own template (metadata "chat.template"; Jinja, see
 * gpt_template_render), or in one of two formats that are built in for models without. */
typedef enum gpt_chat {
    GPT_CHAT_AUTO = 0,     /* the template, else what the metadata "chat.format" says, else CHATML if its marks are in
                              the vocabulary, else PLAIN */
    GPT_CHAT_PLAIN = 1,
    GPT_CHAT_CHATML = 2,
    GPT_CHAT_TEMPLATE = 3
} gpt_chat;

/* A conversation. {0} and messages are enough: then the opening of an answer follows them. */
typedef struct gpt_chat_desc {
    const gpt_message *messages; /* (n) */
    int n;
    gpt_chat format;
    int closed;            /* 1: end with the last message, without the opening of an answer */
    int no_bos;            /* 1: without the BOS in front, whether the template or the tokenizer would put it */
    /* the rest is for templates; the built-in formats refuse tools and messages with json */
    const char *tools;     /* JSON list: [{"type": "function", "function": {"name": ..., "description": ...,
                              "parameters": {JSON schema}}}, ...]; NULL: none */
    const char *variables; /* JSON object: further variables of the template, {"enable_thinking": false}; NULL: none */
    const char *now;       /* what strftime_now gives, as "2026-07-04T09:05:03"; NULL: a template that asks fails */
    const char *name;      /* the model's template "chat.template.NAME"; NULL: "tool_use" if there are tools and it
                              exists, else "chat.template" */
    const char *source;    /* another Jinja template in its place; NULL: the model's */
} gpt_chat_desc;

/* gpt_chat_format -- the conversation as text, snprintf-like.   gpt_chat_tokens -- as ids: those that Transformers'
 * apply_chat_template gives for the whole text, but special tokens only where the template (or format) writes them:
 * text of messages, tools and variables can't forge them, "<|im_end|>" in a message is plain text. (Roles are the
 * program's own: one that is a word may be part of a special token that the template writes, as in "<|" + role + "|>".)
 * BOS is there once or not at all. A template says by itself whether it comes: nothing is added to what it writes,
 * which is what models are trained on (add_special_tokens=False). In front of the built-in formats it stands if the
 * tokenizer puts it in front of texts.
 * The template sees messages, tools and documents (none unless given), add_generation_prompt, bos_token, eos_token and
 * so on as far as the vocabulary has them, and `variables`. Both return the full count or a negative status, leave
 * nothing behind, and fill err (may be NULL): GPT_E_ARG names the message whose role is unknown or whose content is
 * missing, or the JSON that is none; GPT_E_TEMPLATE: the template is faulty or refuses, in its own words; GPT_E_KIND:
 * an encoder does not chat, or there is no such template; GPT_E_UNSUPPORTED: built with GPT_NO_TEMPLATES. */
GPT_API int gpt_chat_format(const gpt_model *model, const gpt_chat_desc *desc, char *text, int cap, gpt_error *err);
GPT_API int gpt_chat_tokens(const gpt_model *model, const gpt_chat_desc *desc, int *tokens, int cap, gpt_error *err);
GPT_API gpt_chat gpt_chat_default(const gpt_model *model); /* what GPT_CHAT_AUTO means for it */

/* gpt_chat_stops -- strings that end an answer in this format of the model beside its end tokens (a template needs
 * none, unless it writes ChatML); returns how many (at most 4). */
GPT_API int gpt_chat_stops(const gpt_model *model, gpt_chat format, const char **stops, int cap);

/* ---- answers ---- */

/* What an answer may be made of beside plain text. Several together; what is not set is content. */
enum gpt_style {
    GPT_STYLE_TEXT = 1,      /* nothing else: all is content */
    GPT_STYLE_THINK = 2,     /* <think> reasoning </think>; [THINK], <|START_THINKING|>, <seed:think> likewise */
    GPT_STYLE_TAGS = 4,      /* <tool_call>{"name": ..., "arguments": {...}}</tool_call> (Hermes, Qwen; lists of them,
                                <tool_calls>, <|START_ACTION|> ...); <function=NAME><parameter=KEY> value </parameter>
                                </function> (Qwen3-Coder); <tool_call>NAME<arg_key>KEY</arg_key><arg_value> value
                                </arg_value></tool_call> (GLM); <invoke name="NAME"><parameter name="KEY"> (MiniMax) */
    GPT_STYLE_BARE = 8,      /* {"name": ..., "parameters": {...}} at the start; behind <|python_tag|> that, or code,
                                which becomes the arguments of "python" as it is (Llama 3) */
    GPT_STYLE_MISTRAL = 16,  /* [TOOL_CALLS][{"name": ..., "arguments": {...}}] or [TOOL_CALLS]NAME[ARGS]{...} */
    GPT_STYLE_DEEPSEEK = 32, /* <|tool_call_begin|>NAME<|tool_sep|>{...}, written with their own bars and spaces */
    GPT_STYLE_KIMI = 64,     /* <|tool_call_begin|>functions.NAME:0<|tool_call_argument_begin|>{...} */
    GPT_STYLE_HARMONY = 128  /* <|channel|>analysis<|message|> reasoning <|end|><|start|>assistant<|channel|>commentary
                                to=functions.NAME <|message|>{...} (gpt-oss) */
};

/* The parts of an answer. A call is CALL, then NAME, perhaps ID, ARGUMENTS in any number of pieces, CALL_END; where the
 * model writes the name behind the arguments, NAME comes later. */
typedef enum gpt_answer_part {
    GPT_ANSWER_CONTENT = 0,
    GPT_ANSWER_REASONING = 1,
    GPT_ANSWER_CALL = 2,
    GPT_ANSWER_NAME = 3,
    GPT_ANSWER_ID = 4,        /* what the model calls this call */
    GPT_ANSWER_ARGUMENTS = 5, /* a JSON object; in XML styles made from the parameters: a value that is JSON, but no
                                 string and shorter than 500 bytes, stays what it is, any other is a string */
    GPT_ANSWER_CALL_END = 6   /* also where the answer breaks off: then the arguments are no whole JSON */
} gpt_answer_part;

/* An answer that is being taken apart, as it comes. {0}, on_part and perhaps styles; then gpt_answer_start. Everything
 * is in here, nothing is allocated. */
typedef struct gpt_answer {
    int styles;      /* GPT_STYLE_... together; 0: gpt_answer_start finds out */
    int (*on_part)(gpt_answer_part part, const char *text, int size, void *user); /* non-zero: stop */
    void *user;
    /* private */
    int found, state, part, reasoning, begun, trims, stopped;
    int nest, wrapped, depth, quoted, escaped, n_param, dialect, n_held;
    char held[512];  /* what may be the beginning of a mark */
} gpt_answer;

/* gpt_answer_start -- before an answer. model and desc (of the conversation; both may be NULL) tell the styles: those
 * whose marks are in the template or the vocabulary; without a model all but BARE. prompt (n_prompt) are the tokens
 * before the answer: a template may have opened the reasoning there, or begun a message of harmony; NULL, 0: no.
 * gpt_answer_push -- some more of it, size bytes however divided: parts are passed on as soon as they are certain,
 * white space around marks is dropped, what only looks like a mark is content. Special tokens must be in the text, the
 * one that ends it must not: gpt_generate_desc.special 2. gpt_answer_end -- that was all: what was held back is passed
 * on, an open call ends. No bytes are an error. GPT_OK, GPT_E_ARG, GPT_E_CANCELLED once on_part has asked to stop. */
GPT_API int gpt_answer_start(gpt_answer *a, const gpt_model *model, const gpt_chat_desc *desc, const int *prompt,
                             int n_prompt);
GPT_API int gpt_answer_push(gpt_answer *a, const char *text, int size);
GPT_API int gpt_answer_end(gpt_answer *a);

/* gpt_template_render -- a Jinja template (metadata "chat.template" of a model file, or any other text), rendered as
 * Transformers renders chat templates. variables: a JSON object {"messages": [{"role": ..., "content": ...}, ...],
 * "tools": [...], "add_generation_prompt": true, "bos_token": "<s>", ...}. now: what strftime_now gives, as
 * "2026-07-04T09:05:03"; NULL: a template that asks fails. snprintf-like: returns the full count of bytes, or
 * GPT_E_TEMPLATE (the template is faulty, needs too much, or refuses: then the message is its own), GPT_E_ARG (the
 * variables are no JSON object) or GPT_E_MEMORY. Keeps nothing, reads nothing else; any threads may call it. */
#ifndef GPT_NO_TEMPLATES
GPT_API int gpt_template_render(const char *source, const char *variables, const char *now, char *text, int cap,
                                gpt_error *err);
#endif

/* ---- state ---- */

/* gpt_state_save writes gpt_state_size bytes: tokens, their types, what the head reads, cache (of layers with a window
 * what can still be seen; of no layer while keys are gone, see gpt_ctx_rewind; none of an encoder). gpt_state_restore
 * checks them like a file (same model, same cache type, same rotary frequencies, fits n_ctx) and continues as if never
 * stopped, with the same bits. On error the context is unchanged. */
GPT_API size_t gpt_state_size(const gpt_ctx *ctx);
GPT_API int gpt_state_save(const gpt_ctx *ctx, void *buf, size_t cap);
GPT_API int gpt_state_restore(gpt_ctx *ctx, const void *buf, size_t size);

/* ---- packing, for tools that write model files ---- */

/* gpt_tensor_size -- bytes of n_expert matrices (n_row, n_col) of a type; 0 if that overflows or an argument is 0. */
GPT_API size_t gpt_tensor_size(gpt_type type, size_t n_row, size_t n_col, size_t n_expert);

/* gpt_pack_panel -- rows (n_row <= 16, n_col), row r at src + r * stride, to one panel at dst
 * (gpt_tensor_size(type, 1, n_col, 1) bytes). scale: the tensor's power of two, from gpt_pack_scale of its largest
 * magnitude; 1 for F32, F16, BF16. Rounds to the nearest, evenly spaced values. Those of Q6 to Q3 reach from
 * -2^(bits - 1) to 2^(bits - 1) - 1 steps, where the block's largest magnitude is the first; Q2 has -1, 0, 1. What
 * loses least is searched for by tools/quantize.h. */
GPT_API void gpt_pack_panel(gpt_type type, const float *src, size_t stride, int n_row, int n_col, float scale,
                            void *dst);

/* gpt_pack_codes -- the same from codes that the caller chose, for the types Q8 to Q2: codes (n_row, n_col) one a byte,
 * d (n_row, blocks of 32 columns) bits of f16, codebook (16) as >>format describes it (not read for Q8). */
GPT_API void gpt_pack_codes(gpt_type type, const uint8_t *codes, const uint16_t *d, const uint8_t *codebook, int n_row,
                            int n_col, void *dst);
GPT_API float gpt_pack_scale(gpt_type type, float largest);

/* gpt_unpack_row -- row `row` of a tensor back to floats (n_col). */
GPT_API void gpt_unpack_row(gpt_type type, const void *tensor, size_t row, int n_col, float scale, float *dst);

GPT_API uint64_t gpt_checksum(const void *data, size_t size); /* XXH64, seed 0 */

#ifdef __cplusplus
}
#endif
/* Stop here to only use the library. */
#endif /* GPT_H */

#if defined(GPT_IMPLEMENTATION) && (!defined(GPT__IMPLEMENTED) || defined(GPT__LANE))
#define GPT__IMPLEMENTED

/* Kernels take most of the time to compile, so this library's Makefile does it once for its many programs. 0, for all
 * others: they are private to this file; 1: other files may use them, too; 2: they are those of such a file. */
#ifndef GPT__LINKED
#define GPT__LINKED 0
#endif

#ifndef GPT__LANE /* the kernels include this file again; everything but their own region is skipped then */

/* ---------------------------------------------------------------------------------------------------------------
 * >>platform -- what differs between compilers, operating systems and processors
 *
 * Uses nothing. Start at gpt__fp_enter: it makes arithmetic mean the same wherever the library is called from. The
 * pragmas in the middle do the same for the compiler; >>licence, the last room, ends their reach.
 * ------------------------------------------------------------------------------------------------------------- */
#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#ifndef GPT_NO_STDIO
#include <stdio.h>
#endif

#if defined(_OPENMP) && !defined(GPT_NO_THREADS)
#define GPT__OPENMP 1
#include <omp.h>
#else
#define GPT__OPENMP 0
#endif

#if defined(__x86_64__) || defined(_M_X64) || defined(__i386__) || defined(_M_IX86)
#define GPT__X86_CPU 1
#else
#define GPT__X86_CPU 0
#endif
#if defined(__aarch64__) || defined(_M_ARM64)
#define GPT__ARM64_CPU 1
#else
#define GPT__ARM64_CPU 0
#endif
#if GPT__X86_CPU && !defined(GPT_NO_SIMD) && (defined(__GNUC__) || defined(_MSC_VER))
#define GPT__X86 1 /* lanes beyond the portable one can be compiled */
#else
#define GPT__X86 0
#endif
#if GPT__ARM64_CPU && !defined(GPT_NO_SIMD) && (defined(__GNUC__) || defined(_MSC_VER))
#define GPT__NEON 1
#else
#define GPT__NEON 0
#endif

#if defined(__wasm_simd128__) && !defined(GPT_NO_SIMD)
#define GPT__WASM 1
#else
#define GPT__WASM 0
#endif

/* does the compiler know NEON's dot products of bytes? clang before 16 only where the whole program may use them */
#if !GPT__NEON
#define GPT__DOTPROD 0
#elif defined(__ARM_FEATURE_DOTPROD)
#define GPT__DOTPROD 1
#elif defined(__linux__) && defined(__clang__)
#define GPT__DOTPROD (__clang_major__ >= 16)
#elif defined(__linux__) && defined(__GNUC__)
#define GPT__DOTPROD (__GNUC__ >= 8)
#else
#define GPT__DOTPROD 0
#endif

/* does the compiler know AVX-VNNI? */
#if !GPT__X86
#define GPT__AVXVNNI 0
#elif defined(__clang__)
#define GPT__AVXVNNI (__clang_major__ >= 13)
#elif defined(__GNUC__)
#define GPT__AVXVNNI (__GNUC__ >= 11)
#else
#define GPT__AVXVNNI (_MSC_VER >= 1930)
#endif

/* does it know AMX? Linux only: how others are asked for the tiles is not known here */
#if !GPT__X86 || !defined(__linux__) || !defined(__LP64__)
#define GPT__AMX 0
#elif defined(__clang__)
#define GPT__AMX (__clang_major__ >= 12)
#else
#define GPT__AMX (__GNUC__ >= 11)
#endif

#if defined(__GNUC__)
#define GPT__RESTRICT __restrict
#define GPT__INLINE static inline __attribute__((always_inline))
#define GPT__NOINLINE __attribute__((noinline))
#define GPT__ALIGN(n) __attribute__((aligned(n))) /* in front of the declaration */
#define GPT__UNUSED __attribute__((unused))
#elif defined(_MSC_VER)
#define GPT__RESTRICT __restrict
#define GPT__INLINE static __forceinline
#define GPT__NOINLINE __declspec(noinline)
#define GPT__ALIGN(n) __declspec(align(n))
#define GPT__UNUSED
#else
#define GPT__RESTRICT
#define GPT__INLINE static inline
#define GPT__NOINLINE
#define GPT__ALIGN(n)
#define GPT__UNUSED
#endif
#if defined(__GNUC__)
#define GPT__PREFETCH(p) __builtin_prefetch(p, 0, 0) /* to be read once */
#define GPT__PREFETCH_L2(p) __builtin_prefetch(p, 0, 2)
#else
#define GPT__PREFETCH(p) ((void)(p))
#define GPT__PREFETCH_L2(p) ((void)(p))
#endif
/* A sum in a register is complete here. Of a tile's integer sums gcc would else compute all products first, store them,
 * and add them up as a tree: half the speed. */
#if defined(__GNUC__) && !defined(__clang__) && !defined(GPT__EMULATED)
#define GPT__KEEP(register, sum) __asm__("" : register(sum))
#else
#define GPT__KEEP(register, sum) ((void)0)
#endif
#if defined(__clang__)
#define GPT__PRINTF(format_at, args_at) __attribute__((format(printf, format_at, args_at)))
#elif defined(__GNUC__)
#define GPT__PRINTF(format_at, args_at) __attribute__((format(gnu_printf, format_at, args_at)))
#else
#define GPT__PRINTF(format_at, args_at)
#endif

/* Every product and sum below must be rounded exactly where it is written. From here on a*b+c is not contracted to
 * a fused multiply-add (GCC does it by default) and -ffast-math is taken back, so that flags meant for the program
 * around do not reach the library. isnan and its kin are not used: in C++ they are functions compiled under the
 * outer flags. */
#if defined(__clang__)
#if defined(__FAST_MATH__) || (defined(__FINITE_MATH_ONLY__) && __FINITE_MATH_ONLY__) || \
    defined(__ASSOCIATIVE_MATH__) || defined(__RECIPROCAL_MATH__)
#error "gpt.h: clang can't turn -ffast-math off within a file: compile the one with GPT_IMPLEMENTATION without it"
#endif
#pragma clang diagnostic push
#ifdef GPT_STATIC
#pragma clang diagnostic ignored "-Wunused-function"
#endif
#pragma clang fp contract(off)
#elif defined(__GNUC__)
#pragma GCC diagnostic push
#ifdef GPT_STATIC
#pragma GCC diagnostic ignored "-Wunused-function"
#endif
#pragma GCC push_options
#pragma GCC optimize("no-fast-math", "no-unsafe-math-optimizations", "no-finite-math-only")
#pragma GCC optimize("no-associative-math", "no-reciprocal-math", "signed-zeros", "fp-contract=off")
#elif defined(_MSC_VER)
#pragma warning(push)
#ifdef GPT_STATIC
#pragma warning(disable : 4505)
#endif
#pragma float_control(precise, on, push)
#pragma fp_contract(off)
#elif defined(__FAST_MATH__)
#error "gpt.h: compile the file with GPT_IMPLEMENTATION without -ffast-math"
#endif

/* Between these stand rooms that run once a model, a prompt or a text: gcc, where it optimises, makes them small. */
#if defined(__GNUC__) && defined(__OPTIMIZE__) && !defined(__clang__)
#define GPT__SMALL _Pragma("GCC push_options") _Pragma("GCC optimize(\"Os\")")
#define GPT__SMALL_END _Pragma("GCC pop_options")
#else
#define GPT__SMALL
#define GPT__SMALL_END
#endif

/* x87 arithmetic rounds twice. (16 says the same as 0 where a half precision type exists.) */
#if defined(_MSC_VER) && defined(_M_IX86) && (!defined(_M_IX86_FP) || _M_IX86_FP < 2)
#error "gpt.h: 32-bit x86 needs SSE2: compile with /arch:SSE2"
#elif !defined(_MSC_VER) && defined(FLT_EVAL_METHOD) && FLT_EVAL_METHOD != 0 && FLT_EVAL_METHOD != 16
#error "gpt.h: floats must be computed as floats; on 32-bit x86 compile with -msse2 -mfpmath=sse"
#endif

#if GPT__X86 && defined(GPT__EMULATED)
#include GPT__EMULATED /* a test's: intrinsics in terms of lesser ones, and a gpt__cpuid that claims to have them all */
#elif GPT__X86
#include <immintrin.h>
#ifdef _MSC_VER
#include <intrin.h>
#define GPT__TARGET(list) /* its intrinsics need no permission */
#else
#include <cpuid.h>
#define GPT__TARGET(list) __attribute__((target(list)))
#endif
#elif GPT__X86_CPU
#include <xmmintrin.h>
#elif GPT__ARM64_CPU && defined(_MSC_VER)
#include <intrin.h>
#elif !GPT__ARM64_CPU
#include <fenv.h>
#endif
#if GPT__NEON
#include <arm_neon.h>
#elif GPT__WASM
#include <wasm_simd128.h>
#endif
#if GPT__DOTPROD && !defined(__ARM_FEATURE_DOTPROD)
#include <sys/auxv.h>
#endif

#if defined(_WIN32) && (GPT__OPENMP || !defined(GPT_NO_STDIO))
#ifndef WIN32_LEAN_AND_MEAN
#define WIN32_LEAN_AND_MEAN
#endif
#ifndef NOMINMAX
#define NOMINMAX
#endif
#include <windows.h>
#endif

#if GPT__OPENMP /* what a thread does that waits for another: first the one, then the other */
#if GPT__X86_CPU && defined(__GNUC__)
#define GPT__PAUSE() __builtin_ia32_pause()
#elif GPT__ARM64_CPU && defined(__GNUC__)
#define GPT__PAUSE() __asm__ volatile("yield")
#else
#define GPT__PAUSE() ((void)0)
#endif
#ifdef _WIN32
#define GPT__YIELD() Sleep(0)
#else
#include <sched.h>
#define GPT__YIELD() sched_yield()
#endif
#endif

/* Round to nearest, no flush to zero, no traps: between gpt__fp_enter and gpt__fp_leave, on the thread that calls it.
 * Each thread has its own flags, so threads of a parallel region enter and leave for themselves. */
#if GPT__X86_CPU
typedef unsigned gpt__fpenv; /* MXCSR: 15 flush to zero, 14-13 rounding, 12-7 exception masks, 6 denormals are zero */

static gpt__fpenv gpt__fp_enter(void) {
    const gpt__fpenv old = _mm_getcsr();
    _mm_setcsr((old & 0x3fu) | 0x1f80u);
    return old;
}

static void gpt__fp_leave(gpt__fpenv env) { _mm_setcsr(env); }

#elif GPT__ARM64_CPU
/* FPCR: 26 other halves, 25 default NaN, 24 and 19 flush to zero, 23-22 rounding, 15-8 traps, 2-0 others */
typedef uint64_t gpt__fpenv;

#ifdef _MSC_VER
static gpt__fpenv gpt__fp_get(void) { return (gpt__fpenv)_ReadStatusReg(ARM64_FPCR); }
static void gpt__fp_leave(gpt__fpenv env) { _WriteStatusReg(ARM64_FPCR, (__int64)env); }
#else
static gpt__fpenv gpt__fp_get(void) {
    gpt__fpenv env;
    __asm__ volatile("mrs %0, fpcr" : "=r"(env) : : "memory");
    return env;
}

static void gpt__fp_leave(gpt__fpenv env) { __asm__ volatile("msr fpcr, %0" : : "r"(env) : "memory"); }
#endif

static gpt__fpenv gpt__fp_enter(void) {
    const gpt__fpenv old = gpt__fp_get();
    gpt__fp_leave(old & ~(gpt__fpenv)0x07c8ff07u);
    return old;
}

#else
typedef int gpt__fpenv;

static gpt__fpenv gpt__fp_enter(void) {
    const gpt__fpenv old = fegetround();
    fesetround(FE_TONEAREST);
    return old;
}

static void gpt__fp_leave(gpt__fpenv env) { fesetround(env); }
#endif

/* ---------------------------------------------------------------------------------------------------------------
 * >>memory -- allocation, checked sizes, little-endian reads, checksums
 *
 * Uses >>platform. Start at gpt__alloc. Sizes that come from a file or a caller are only ever computed with gpt__mul
 * and gpt__add.
 * ------------------------------------------------------------------------------------------------------------- */
#if defined(GPT_MALLOC) != defined(GPT_FREE)
#error "gpt.h: define both GPT_MALLOC and GPT_FREE, or neither"
#endif
#ifndef GPT_MALLOC
#define GPT_MALLOC(size) malloc(size)
#define GPT_FREE(ptr) free(ptr)
#endif

/* out = a * b, or 0 when that overflows */
static int gpt__mul(size_t a, size_t b, size_t *out) {
    if (b && a > SIZE_MAX / b) return 0;
    *out = a * b;
    return 1;
}

/* out = a + b, or 0 when that overflows */
static int gpt__add(size_t a, size_t b, size_t *out) {
    if (a > SIZE_MAX - b) return 0;
    *out = a + b;
    return 1;
}

/* out = the next multiple of step (a power of two), or 0 when that overflows */
static int gpt__round_up(size_t a, size_t step, size_t *out) {
    if (!gpt__add(a, step - 1, &a)) return 0;
    *out = a & ~(step - 1);
    return 1;
}

#define GPT__ALIGNMENT 64 /* of all memory: a cache line, and the widest vector */

/* 64-byte aligned memory from any allocator; what it returned is kept just in front. NULL when there is none.
 * An allocator without `free` (an arena) gets nothing back. */
static void *gpt__alloc(const gpt_allocator *a, size_t size) {
    void *raw;
    uintptr_t at;
    if (!gpt__add(size, GPT__ALIGNMENT - 1 + sizeof(void *), &size)) return NULL;
    raw = a && a->alloc ? a->alloc(size, a->user) : GPT_MALLOC(size);
    if (!raw) return NULL;
    at = ((uintptr_t)raw + sizeof(void *) + GPT__ALIGNMENT - 1) & ~(uintptr_t)(GPT__ALIGNMENT - 1);
    memcpy((char *)raw + (at - (uintptr_t)raw) - sizeof(void *), &raw, sizeof(void *));
    return (char *)raw + (at - (uintptr_t)raw);
}

static void gpt__free(const gpt_allocator *a, void *ptr) {
    void *raw;
    if (!ptr) return;
    memcpy(&raw, (char *)ptr - sizeof(void *), sizeof(void *));
    if (!a || !a->alloc) GPT_FREE(raw);
    else if (a->free) a->free(raw, a->user);
}

/* Little-endian numbers at any address; compilers make single loads of these. */
static uint16_t gpt__rd16(const void *p) {
    const unsigned char *b = (const unsigned char *)p;
    return (uint16_t)(b[0] | b[1] << 8);
}

GPT__INLINE uint32_t gpt__rd32(const void *p) {
    const unsigned char *b = (const unsigned char *)p;
    return (uint32_t)b[0] | (uint32_t)b[1] << 8 | (uint32_t)b[2] << 16 | (uint32_t)b[3] << 24;
}

GPT__INLINE uint64_t gpt__rd64(const void *p) {
    return (uint64_t)gpt__rd32(p) | (uint64_t)gpt__rd32((const unsigned char *)p + 4) << 32;
}

/* XXH64 (Yann Collet's xxHash, 64 bits, seed 0) of a text that arrives in pieces. Four accumulators take 8 bytes each
 * of every 32:   acc = rotl(acc + word * P2, 31) * P1
 * then they are folded into one, with the length and the rest of the bytes, and mixed. */
#define GPT__XXH_P1 UINT64_C(0x9e3779b185ebca87)
#define GPT__XXH_P2 UINT64_C(0xc2b2ae3d27d4eb4f)
#define GPT__XXH_P3 UINT64_C(0x165667b19e3779f9)
#define GPT__XXH_P4 UINT64_C(0x85ebca77c2b2ae63)
#define GPT__XXH_P5 UINT64_C(0x27d4eb2f165667c5)

typedef struct gpt__xxh {
    uint64_t acc[4], size; /* size: bytes so far */
    unsigned char rest[32];
} gpt__xxh;

static uint64_t gpt__rotl(uint64_t x, int n) { return x << n | x >> (64 - n); }

static uint64_t gpt__xxh_round(uint64_t acc, uint64_t word) {
    return gpt__rotl(acc + word * GPT__XXH_P2, 31) * GPT__XXH_P1;
}

static void gpt__xxh_init(gpt__xxh *x) {
    memset(x, 0, sizeof *x);
    x->acc[0] = GPT__XXH_P1 + GPT__XXH_P2;
    x->acc[1] = GPT__XXH_P2;
    x->acc[3] = 0 - GPT__XXH_P1;
}

/* whole stripes of 32 bytes */
static void gpt__xxh_stripes(gpt__xxh *x, const unsigned char *p, size_t n_stripe) {
    uint64_t a = x->acc[0], b = x->acc[1], c = x->acc[2], d = x->acc[3];
    for (; n_stripe; n_stripe--, p += 32) {
        a = gpt__xxh_round(a, gpt__rd64(p));
        b = gpt__xxh_round(b, gpt__rd64(p + 8));
        c = gpt__xxh_round(c, gpt__rd64(p + 16));
        d = gpt__xxh_round(d, gpt__rd64(p + 24));
    }
    x->acc[0] = a, x->acc[1] = b, x->acc[2] = c, x->acc[3] = d;
}

static void gpt__xxh_update(gpt__xxh *x, const void *data, size_t size) {
    const unsigned char *p = (const unsigned char *)data;
    const size_t used = (size_t)(x->size & 31);
    if (!size) return;
    x->size += size;
    if (used) {
        const size_t n = size < 32 - used ? size : 32 - used;
        memcpy(x->rest + used, p, n);
        if (used + n < 32) return;
        gpt__xxh_stripes(x, x->rest, 1);
        p += n, size -= n;
    }
    gpt__xxh_stripes(x, p, size / 32);
    memcpy(x->rest, p + size / 32 * 32, size & 31);
}

static uint64_t gpt__xxh_digest(const gpt__xxh *x) {
    static const int turn[4] = {1, 7, 12, 18};
    const unsigned char *p = x->rest;
    size_t left = (size_t)(x->size & 31);
    uint64_t h = GPT__XXH_P5;
    int i;
    if (x->size >= 32) {
        for (h = 0, i = 0; i < 4; i++) h += gpt__rotl(x->acc[i], turn[i]);
        for (i = 0; i < 4; i++) h = (h ^ gpt__xxh_round(0, x->acc[i])) * GPT__XXH_P1 + GPT__XXH_P4;
    }
    h += x->size;
    for (; left >= 8; left -= 8, p += 8)
        h = gpt__rotl(h ^ gpt__xxh_round(0, gpt__rd64(p)), 27) * GPT__XXH_P1 + GPT__XXH_P4;
    if (left >= 4) {
        h = gpt__rotl(h ^ gpt__rd32(p) * GPT__XXH_P1, 23) * GPT__XXH_P2 + GPT__XXH_P3;
        left -= 4, p += 4;
    }
    for (; left; left--, p++) h = gpt__rotl(h ^ *p * GPT__XXH_P5, 11) * GPT__XXH_P1;
    h = (h ^ h >> 33) * GPT__XXH_P2;
    h = (h ^ h >> 29) * GPT__XXH_P3;
    return h ^ h >> 32;
}

GPT_API uint64_t gpt_checksum(const void *data, size_t size) {
    gpt__xxh x;
    gpt__xxh_init(&x);
    gpt__xxh_update(&x, data, size);
    return gpt__xxh_digest(&x);
}

/* ---------------------------------------------------------------------------------------------------------------
 * >>errors -- statuses in words, and messages
 *
 * Uses nothing. Start at gpt__fail. Messages are put together here rather than by vsnprintf: no stdio, no locale, and
 * whatever bytes a damaged file supplies, the message is one line of valid UTF-8.
 * ------------------------------------------------------------------------------------------------------------- */
GPT_API int gpt_version(void) { return GPT_VERSION_NUMBER; }

GPT_API const char *gpt_status_text(int status) {
    switch (status) {
#define GPT__X(name, value, text) \
    case value: return text;
        GPT__STATUS(GPT__X)
#undef GPT__X
    default: return "unknown status";
    }
}

/* Bytes of the printable UTF-8 character at p, of which n are left; 0: there is none. */
static size_t gpt__printable(const unsigned char *p, size_t n) {
    const size_t size = p[0] < 0x80 ? 1 : p[0] < 0xe0 ? 2 : p[0] < 0xf0 ? 3 : 4;
    uint32_t c = p[0];
    size_t i;
    if (c < 0x80) return c >= 0x20 && c != 0x7f;
    if (c < 0xc2 || c > 0xf4 || size > n) return 0;
    for (c &= 0x7fu >> size, i = 1; i < size; i++) {
        if ((p[i] & 0xc0) != 0x80) return 0;
        c = c << 6 | (p[i] & 0x3fu);
    }
    if (size == 2) return c < 0xa0 ? 0 : size; /* C1 controls */
    if (size == 3) return c < 0x800 || (c >= 0xd800 && c < 0xe000) || c == 0x2028 || c == 0x2029 ? 0 : size;
    return c < 0x10000 || c > 0x10ffff ? 0 : size;
}

/* A message under construction: whole characters while they fit. */
typedef struct gpt__text {
    char *at;
    size_t cap, size; /* cap without the final NUL */
} gpt__text;

static void gpt__text_add(gpt__text *t, const char *s, size_t n) {
    while (n) {
        const size_t good = gpt__printable((const unsigned char *)s, n);
        if ((good ? good : 1) > t->cap - t->size) {
            t->cap = t->size; /* full: nothing shorter may follow */
            return;
        }
        if (good) memcpy(t->at + t->size, s, good);
        else t->at[t->size] = '?';
        t->size += good ? good : 1;
        s += good ? good : 1;
        n -= good ? good : 1;
    }
}

static void gpt__text_number(gpt__text *t, unsigned long long value, unsigned base, int negative) {
    char digit[24];
    size_t i = sizeof digit;
    do {
        digit[--i] = "0123456789abcdef"[value % base];
        value /= base;
    } while (value);
    if (negative) digit[--i] = '-';
    gpt__text_add(t, digit + i, sizeof digit - i);
}

/* Of printf: %s %.*s %.4s %c %d %u %x, the last three also with z, l or ll; %%. No flags, no widths. */
static void gpt__text_format(gpt__text *t, const char *f, va_list args) {
    while (*f) {
        const char *mark = strchr(f, '%');
        int precision = -1, size = 0;
        gpt__text_add(t, f, mark ? (size_t)(mark - f) : strlen(f));
        if (!mark) return;
        f = mark + 1;
        if (f[0] == '.') {
            precision = f[1] == '*' ? va_arg(args, int) : f[1] - '0';
            f += 2;
        }
        for (; *f == 'l' || *f == 'z'; f++) size += *f == 'z' ? 4 : 1;
        if (*f == 's') {
            const char *s = va_arg(args, const char *), *end;
            if (!s) s = "", precision = 0;
            end = precision < 0 ? NULL : (const char *)memchr(s, 0, (size_t)precision);
            gpt__text_add(t, s, precision < 0 ? strlen(s) : end ? (size_t)(end - s) : (size_t)precision);
        } else if (*f == 'c') {
            const char c = (char)va_arg(args, int);
            gpt__text_add(t, &c, 1);
        } else if (*f == 'd') {
            const long long v = size == 4   ? (long long)va_arg(args, ptrdiff_t)
                                : size == 2 ? va_arg(args, long long)
                                : size == 1 ? va_arg(args, long)
                                            : va_arg(args, int);
            gpt__text_number(t, v < 0 ? 0 - (unsigned long long)v : (unsigned long long)v, 10, v < 0);
        } else if (*f == 'u' || *f == 'x') {
            const unsigned long long v = size == 4   ? va_arg(args, size_t)
                                         : size == 2 ? va_arg(args, unsigned long long)
                                         : size == 1 ? va_arg(args, unsigned long)
                                                     : va_arg(args, unsigned);
            gpt__text_number(t, v, *f == 'x' ? 16 : 10, 0);
        } else {
            gpt__text_add(t, "%", 1);
            if (*f != '%') return;
        }
        f++;
    }
}

static int gpt__vfail(gpt_error *err, int status, const char *format, va_list args) {
    gpt__text t;
    if (!err) return status;
    t.at = err->message, t.cap = sizeof err->message - 1, t.size = 0;
    gpt__text_format(&t, format, args);
    err->message[t.size] = 0;
    err->status = status;
    return status;
}

/* Fill err (NULL is fine) and return status: `return gpt__fail(err, GPT_E_FORMAT, "%s: cut short", path);` */
GPT__PRINTF(3, 4) static int gpt__fail(gpt_error *err, int status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    gpt__vfail(err, status, format, args);
    va_end(args);
    return status;
}

/* ---------------------------------------------------------------------------------------------------------------
 * >>numbers -- half precision floats, 8-bit blocks, rows to panels and back
 *
 * Uses >>memory. Start at gpt_pack_panel. This is the definition of the stored types; kernels only read faster.
 * All rounding is to nearest, ties to even. Nothing here depends on flush-to-zero flags.
 * ------------------------------------------------------------------------------------------------------------- */
GPT__INLINE uint32_t gpt__f32_bits(float f) {
    uint32_t u;
    memcpy(&u, &f, sizeof u);
    return u;
}

GPT__INLINE float gpt__f32_of(uint32_t bits) {
    float f;
    memcpy(&f, &bits, sizeof f);
    return f;
}

/* isfinite of math.h gives in to -ffast-math; this does not */
GPT__INLINE int gpt__finite(float f) { return (gpt__f32_bits(f) & 0x7f800000u) != 0x7f800000u; }

/* f16:  1 sign, 5 exponent (bias 15), 10 mantissa bits     f32: 1, 8 (bias 127), 23     bf16: the upper half of an f32
 *
 * Every f16 is an f32. NaNs become quiet and keep what they carry, as the processors' instructions do. */
static float gpt__f16_to_f32(uint16_t h) {
    const uint32_t sign = (uint32_t)(h & 0x8000) << 16, rest = h & 0x7fff;
    if (rest < 0x400) return gpt__f32_of(sign | gpt__f32_bits((float)rest * (1.0f / 16777216.0f)));
    if (rest < 0x7c00) return gpt__f32_of(sign | ((rest << 13) + (112u << 23)));
    return gpt__f32_of(sign | 0x7f800000u | rest << 13 | (rest > 0x7c00 ? 0x400000u : 0));
}

static uint16_t gpt__f32_to_f16(float f) {
    const uint32_t bits = gpt__f32_bits(f), sign = bits >> 16 & 0x8000, a = bits & 0x7fffffffu;
    uint32_t r;
    if (a > 0x7f800000u) r = 0x7e00u | (a >> 13 & 0x3ff);
    else if (a >= 0x477ff000u) r = 0x7c00u; /* from 65520 on: infinity */
    else if (a >= 0x38800000u) r = (a - (112u << 23) + 0xfffu + (a >> 13 & 1)) >> 13;
    else if (a <= 0x33000000u) r = 0; /* up to 2^-25, half the smallest */
    else {                            /* subnormal: in units of 2^-24 */
        const uint32_t m = (a & 0x7fffffu) | 0x800000u, shift = 126 - (a >> 23);
        r = (m + (1u << (shift - 1)) - 1 + (m >> shift & 1)) >> shift;
    }
    return (uint16_t)(sign | r);
}

static float gpt__bf16_to_f32(uint16_t h) { return gpt__f32_of((uint32_t)h << 16); }

static uint16_t gpt__f32_to_bf16(float f) {
    const uint32_t bits = gpt__f32_bits(f);
    if ((bits & 0x7fffffffu) > 0x7f800000u) return (uint16_t)(bits >> 16 | 0x40);
    return (uint16_t)((bits + 0x7fffu + (bits >> 16 & 1)) >> 16);
}
static float gpt__round_bf16(float f) { return gpt__bf16_to_f32(gpt__f32_to_bf16(f)); }

/* a * b + c, rounded once. Where the processor has no such instruction: the product of two floats is exact in double;
 * the sum with c is rounded to odd, that is, an inexact sum gets a last bit of 1, which keeps the second rounding,
 * to float, on the right side (Boldo and Melquiond, "Emulation of FMA and correctly rounded sums", 2008). */
#if defined(FP_FAST_FMAF) || defined(__FMA__) || GPT__ARM64_CPU
GPT__INLINE float gpt__fmaf(float a, float b, float c) { return fmaf(a, b, c); }
#else
GPT__INLINE float gpt__fmaf(float a, float b, float c) {
    const double p = (double)a * (double)b, d = (double)c, s = p + d;
    const double t = s - p, e = (p - (s - t)) + (d - t); /* s + e is the exact sum (Knuth's TwoSum) */
    uint64_t bits, error, inexact;
    double odd;
    memcpy(&bits, &s, sizeof bits);
    memcpy(&error, &e, sizeof error);
    /* infinities and NaNs have a NaN for e, which compares false twice */
    inexact = (uint64_t)((e < 0) | (e > 0)) & ~bits & 1;
    bits += (bits ^ error) >> 63 ? 0 - inexact : inexact;
    memcpy(&odd, &bits, sizeof odd);
    return (float)odd;
}
#endif

/* ---- types ---- */

#define GPT__PANEL 16 /* rows of a panel */
#define GPT__BLOCK 32 /* columns of a block */
#define GPT__GROUP 4  /* columns of a block that lie together, row by row */
#define GPT__LINE 64  /* bytes of a group in Q8 */
#define GPT__BLOCK_SIZE(bits) ((size_t)(GPT__LINE * (bits))) /* bytes of a block */

static int gpt__type_bits(uint32_t type) { /* 0: unknown */
    switch (type) {
#define GPT__X(name, id, text, bits) \
    case id: return bits;
        GPT__TYPES(GPT__X)
#undef GPT__X
    default: return 0;
    }
}

static int gpt__is_float(uint32_t type) {
    return type == GPT_TYPE_F32 || type == GPT_TYPE_F16 || type == GPT_TYPE_BF16;
}

/* Bytes of one panel; 0: unknown type, or too large.
 *
 *   F32, F16, BF16   n_col x 16 values                                                                 | to 64 |
 *   Q8 ... Q2        n_block x 64 bytes for each bit | n_block x 16 f16: their scales | 16: codebook | to 64 | */
static size_t gpt__panel_size(uint32_t type, size_t n_col) {
    const size_t n_block = n_col / GPT__BLOCK + (n_col % GPT__BLOCK != 0);
    size_t size = 0;
    const size_t bits = (size_t)gpt__type_bits(type);
    if (!bits) return 0;
    if (gpt__is_float(type)) {
        if (!gpt__mul(n_col, GPT__PANEL * bits / 8, &size)) return 0;
    } else {
        if (!gpt__mul(n_block, GPT__BLOCK_SIZE(bits) + GPT__PANEL * sizeof(uint16_t), &size)) return 0;
        if (size && type != GPT_TYPE_Q8 && !gpt__add(size, GPT__PANEL, &size)) return 0;
    }
    return gpt__round_up(size, 64, &size) ? size : 0;
}

GPT_API size_t gpt_tensor_size(gpt_type type, size_t n_row, size_t n_col, size_t n_expert) {
    const size_t n_panel = n_row / GPT__PANEL + (n_row % GPT__PANEL != 0);
    size_t size = gpt__panel_size((uint32_t)type, n_col);
    if (!gpt__mul(size, n_panel, &size) || !gpt__mul(size, n_expert, &size)) return 0;
    return size;
}

/* ---- packing ---- */

/* The scale of a Q8 tensor. It is 1 if the largest block scale, largest / 127, lies within 2^-10 .. 2^10: f16 then has
 * room for blocks far smaller. Otherwise it is the power of two that brings the largest block scale to [1, 2). A scale
 * up to 1 never costs a block scale that was an f16 before any of its bits (it only moves away from the subnormals),
 * so blocks of published Q8_0 files stay what they were. */
GPT_API float gpt_pack_scale(gpt_type type, float largest) {
    const uint32_t bits = gpt__f32_bits(largest / 127.0f) & 0x7fffffffu, low = 27; /* 2^-100 */
    uint32_t exponent = bits >> 23;
    if (gpt__is_float(type) || !bits || exponent == 255) return 1.0f;
    if (exponent >= 117 && exponent < 137) return 1.0f;
    if (exponent < low) exponent = low;
    return gpt__f32_of(exponent << 23);
}

static void gpt__pack_f32(const float *src, size_t stride, int n_row, int n_col, float *dst) {
    int r, c;
    for (r = 0; r < n_row; r++)
        for (c = 0; c < n_col; c++) dst[(size_t)c * GPT__PANEL + (size_t)r] = src[(size_t)r * stride + (size_t)c];
}

static void gpt__pack_16(gpt_type type, const float *src, size_t stride, int n_row, int n_col, uint16_t *dst) {
    int r, c;
    for (r = 0; r < n_row; r++)
        for (c = 0; c < n_col; c++) {
            const float v = src[(size_t)r * stride + (size_t)c];
            dst[(size_t)c * GPT__PANEL + (size_t)r] = type == GPT_TYPE_F16 ? gpt__f32_to_f16(v) : gpt__f32_to_bf16(v);
        }
}

/* The f16 scale d of a block whose largest magnitude is amax, so that all |value / d| round to at most 127. Rounding
 * amax / 127 does that in the normal range; a subnormal that was rounded down too far goes up by one. */
static uint16_t gpt__q8_scale(float amax) {
    uint16_t d = gpt__f32_to_f16(amax / 127.0f);
    if (d >= 0x7c00) return 0x7bff;
    return (uint16_t)(d + (amax > 127.5f * gpt__f16_to_f32(d)));
}

/* x to the nearest integer of -127 .. 127, as the byte that is stored. NaN: 0. Magnitudes are ordered as their bits
 * are, which compilers make vectors of; the last bit of a sum with 2^23 is worth 1. */
GPT__INLINE uint8_t gpt__q8_byte(float x) {
    const uint32_t bits = gpt__f32_bits(x), minus = 0 - (bits >> 31);
    const int32_t a = (int32_t)(bits & 0x7fffffffu), most = a < 0x42fe0000 ? a : 0x42fe0000; /* 127 */
    const uint32_t n = gpt__f32_bits(gpt__f32_of((uint32_t)most) + 8388608.0f) & 255;
    return (uint8_t)(128 + (((n ^ minus) - minus) & (0 - (uint32_t)(a <= 0x7f800000))));
}

/* n_col values of row r. Loops over whole blocks, for compilers to make vectors of. */
static void gpt__pack_q8(const float *src, int r, int n_col, float scale, uint8_t *dst) {
    const int n_block = (n_col + GPT__BLOCK - 1) / GPT__BLOCK;
    uint16_t *d = (uint16_t *)(void *)(dst + (size_t)n_block * GPT__PANEL * GPT__BLOCK);
    const float to_scale = 1.0f / scale;
    int b, c;
    for (b = 0; b < n_block; b++, src += GPT__BLOCK, dst += GPT__PANEL * GPT__BLOCK) {
        const int n = n_col - b * GPT__BLOCK < GPT__BLOCK ? n_col - b * GPT__BLOCK : GPT__BLOCK;
        float x[GPT__BLOCK] = {0}, step;
        uint8_t byte[GPT__BLOCK];
        int32_t most = 0; /* magnitudes are ordered as their bits are; NaNs lie above infinity and don't count */
        memcpy(x, src, (size_t)n * sizeof *x);
        for (c = 0; c < GPT__BLOCK; c++) x[c] *= to_scale;
        for (c = 0; c < GPT__BLOCK; c++) {
            const int32_t a = (int32_t)(gpt__f32_bits(x[c]) & 0x7fffffffu), known = a > 0x7f800000 ? 0 : a;
            most = known > most ? known : most;
        }
        d[b * GPT__PANEL + r] = gpt__q8_scale(gpt__f32_of((uint32_t)most));
        step = gpt__f16_to_f32(d[b * GPT__PANEL + r]);
        step = step > 0 ? step : gpt__f32_of(0x7f800000u); /* over infinity, all is 0 */
        for (c = 0; c < GPT__BLOCK; c++) x[c] /= step;
        for (c = 0; c < GPT__BLOCK; c++) byte[c] = gpt__q8_byte(x[c]);
        for (c = 0; c < GPT__BLOCK; c += GPT__GROUP)
            memcpy(dst + c * GPT__PANEL + r * GPT__GROUP, byte + c, GPT__GROUP);
    }
}

/* The code of row r, column c of a block. Each binary digit of `bits` is a plane of that many bits: a line of 64 bytes
 * holds 8 / width groups. */
static int gpt__code(int bits, const uint8_t *block, int r, int c) {
    const int group = c / GPT__GROUP, at = r * GPT__GROUP + c % GPT__GROUP;
    int width, code = 0, have = 0;
    if (bits == 8) return block[group * GPT__LINE + at];
    for (width = 4; width > 0; width /= 2) {
        const int a_line = 8 / width, line = group / a_line, shift = group % a_line * width;
        if (!(bits & width)) continue;
        code |= (block[line * GPT__LINE + at] >> shift & ((1 << width) - 1)) << have;
        have += width;
        block += width * GPT__LINE;
    }
    return code;
}

/* The codes of row r of a block stored, four at a time. */
GPT__INLINE void gpt__put_codes_of(int bits, uint8_t *block, int r, const uint8_t code[GPT__BLOCK]) {
    int width, line, i, have = 0;
    if (bits == 8)
        for (i = 0; i < GPT__BLOCK; i += GPT__GROUP)
            memcpy(block + i * GPT__PANEL + r * GPT__GROUP, code + i, GPT__GROUP);
    for (width = bits == 8 ? 0 : 4; width > 0; width /= 2) {
        const uint32_t mask = 0x01010101u * ((1u << width) - 1);
        if (!(bits & width)) continue;
        for (line = 0; line < width; line++, block += GPT__LINE) {
            uint32_t four, all = 0;
            for (i = 0; i < 8; i += width, code += GPT__GROUP) {
                memcpy(&four, code, GPT__GROUP);
                all |= (four >> have & mask) << i;
            }
            memcpy(block + r * GPT__GROUP, &all, GPT__GROUP);
        }
        code -= GPT__BLOCK;
        have += width;
    }
}

/* A copy each for the types that most weights have: twice as fast. */
static void gpt__put_codes(int bits, uint8_t *block, int r, const uint8_t code[GPT__BLOCK]) {
    if (bits == 8) gpt__put_codes_of(8, block, r, code);
    else if (bits == 4) gpt__put_codes_of(4, block, r, code);
    else gpt__put_codes_of(bits, block, r, code);
}

/* the byte that a code stands for: value = scale * d * (byte - 128) */
static int gpt__byte_of(int bits, const uint8_t *codebook, int code) {
    int entry;
    if (bits == 8) return code;
    entry = codebook[bits > 4 ? code >> 4 : code];
    return (entry ? entry : 1) | (bits > 4 ? code & 15 : 0);
}

/* the codebook whose values are evenly spaced */
static void gpt__even_codebook(int bits, uint8_t codebook[16]) {
    const int low = 128 - (bits == 2 ? 1 : 1 << (bits - 1)), step = bits > 4 ? 16 : 1;
    int i;
    memset(codebook, 128, 16);
    for (i = 0; i * step < 1 << bits; i++) codebook[i] = (uint8_t)(low + i * step);
}

GPT_API void gpt_pack_codes(gpt_type type, const uint8_t *codes, const uint16_t *d, const uint8_t *codebook, int n_row,
                            int n_col, void *dst) {
    const int bits = gpt__type_bits((uint32_t)type), n_block = (n_col + GPT__BLOCK - 1) / GPT__BLOCK;
    const size_t block_size = GPT__BLOCK_SIZE(bits);
    uint8_t *panel = (uint8_t *)dst;
    uint16_t *to = (uint16_t *)(void *)(panel + (size_t)n_block * block_size);
    int r, c;
    memset(dst, 0, gpt__panel_size((uint32_t)type, (size_t)n_col));
    for (r = 0; r < n_row; r++, codes += n_col, d += n_block) {
        for (c = 0; c < n_block; c++) {
            uint8_t code[GPT__BLOCK] = {0};
            const int n = n_col - c * GPT__BLOCK;
            memcpy(code, codes + c * GPT__BLOCK, n < GPT__BLOCK ? (size_t)n : GPT__BLOCK);
            gpt__put_codes(bits, panel + (size_t)c * block_size, r, code);
            to[c * GPT__PANEL + r] = d[c];
        }
    }
    if (type != GPT_TYPE_Q8) memcpy(to + n_block * GPT__PANEL, codebook, 16);
}

/* n <= 32 values to codes of a type below 8 bits, evenly spaced: the largest magnitude is the lowest code, which
 * reaches further than the highest (Q2: both alike). Returns the bits of their f16 scale d. */
static uint16_t gpt__even_codes(int bits, const float *x, int n, float to_scale, uint8_t *code) {
    const int half = 1 << (bits - 1), low = bits == 2 ? -1 : -half, high = bits == 2 ? 1 : half - 1;
    float most = 0, step;
    uint16_t d;
    int i;
    for (i = 0; i < n; i++) {
        const float v = x[i] * to_scale, a = v < 0 ? -v : v, b = most < 0 ? -most : most;
        most = a > b ? v : most;
    }
    d = gpt__f32_to_f16(most / (float)low);
    if ((d & 0x7fff) >= 0x7c00) d = (uint16_t)((d & 0x8000) | 0x7bff);
    step = gpt__f16_to_f32(d);
    for (i = 0; i < n; i++) {
        const float magic = 12582912.0f; /* 1.5 * 2^23, as in gpt__q8_byte */
        float v = d & 0x7fff ? x[i] * to_scale / step : 0.0f;
        v = v > (float)low ? v : v <= (float)low ? (float)low : 0.0f; /* NaN: 0 */
        v = v < (float)high ? v : (float)high;
        code[i] = (uint8_t)((int)(v + magic - magic) - low);
    }
    return d;
}

/* n_col values of row r, into zeros */
static void gpt__pack_even(int bits, const float *src, int r, int n_col, float scale, uint8_t *dst) {
    const int n_block = (n_col + GPT__BLOCK - 1) / GPT__BLOCK;
    uint16_t *d = (uint16_t *)(void *)(dst + (size_t)n_block * GPT__BLOCK_SIZE(bits));
    int b;
    for (b = 0; b < n_block; b++, src += GPT__BLOCK, dst += GPT__BLOCK_SIZE(bits)) {
        const int n = n_col - b * GPT__BLOCK < GPT__BLOCK ? n_col - b * GPT__BLOCK : GPT__BLOCK;
        uint8_t code[GPT__BLOCK] = {0};
        d[b * GPT__PANEL + r] = gpt__even_codes(bits, src, n, 1.0f / scale, code);
        gpt__put_codes(bits, dst, r, code);
    }
}

GPT_API void gpt_pack_panel(gpt_type type, const float *src, size_t stride, int n_row, int n_col, float scale,
                            void *dst) {
    const size_t size = gpt__panel_size((uint32_t)type, (size_t)n_col);
    const size_t n_block = ((size_t)n_col + GPT__BLOCK - 1) / GPT__BLOCK;
    const int bits = gpt__type_bits((uint32_t)type);
    int r;
    memset(dst, 0, size);
    switch (type) {
    case GPT_TYPE_F32: gpt__pack_f32(src, stride, n_row, n_col, (float *)dst); break;
    case GPT_TYPE_F16:
    case GPT_TYPE_BF16: gpt__pack_16(type, src, stride, n_row, n_col, (uint16_t *)dst); break;
    case GPT_TYPE_Q8:
        memset(dst, 128, n_block * GPT__PANEL * GPT__BLOCK);
        for (r = 0; r < n_row; r++) gpt__pack_q8(src + (size_t)r * stride, r, n_col, scale, (uint8_t *)dst);
        break;
    case GPT_TYPE_Q6:
    case GPT_TYPE_Q5:
    case GPT_TYPE_Q4:
    case GPT_TYPE_Q3:
    case GPT_TYPE_Q2:
        for (r = 0; r < n_row; r++) gpt__pack_even(bits, src + (size_t)r * stride, r, n_col, scale, (uint8_t *)dst);
        gpt__even_codebook(bits, (uint8_t *)dst + n_block * (GPT__BLOCK_SIZE(bits) + GPT__PANEL * sizeof(uint16_t)));
        break;
    default: break;
    }
}

static void gpt__unpack_codes(int bits, const uint8_t *panel, int r, int n_col, float scale, float *dst) {
    const size_t n_block = ((size_t)n_col + GPT__BLOCK - 1) / GPT__BLOCK;
    const uint8_t *d = panel + n_block * GPT__BLOCK_SIZE(bits), *codebook = d + n_block * GPT__PANEL * sizeof(uint16_t);
    int c, i;
    for (c = 0; c < n_col; panel += GPT__BLOCK_SIZE(bits), d += GPT__PANEL * sizeof(uint16_t)) {
        const float step = gpt__f16_to_f32(gpt__rd16(d + (size_t)r * sizeof(uint16_t)));
        for (i = 0; i < GPT__BLOCK && c < n_col; i++, c++) {
            dst[c] = step * (float)(gpt__byte_of(bits, codebook, gpt__code(bits, panel, r, i)) - 128) * scale;
        }
    }
}

GPT_API void gpt_unpack_row(gpt_type type, const void *tensor, size_t row, int n_col, float scale, float *dst) {
    const size_t size = gpt__panel_size((uint32_t)type, (size_t)n_col), r = row % GPT__PANEL;
    const uint8_t *panel = (const uint8_t *)tensor + row / GPT__PANEL * size;
    const float *f = (const float *)(const void *)panel;
    const uint16_t *h = (const uint16_t *)(const void *)panel;
    int c;
    switch (type) {
    case GPT_TYPE_F32:
        for (c = 0; c < n_col; c++) dst[c] = f[(size_t)c * GPT__PANEL + r];
        break;
    case GPT_TYPE_F16:
        for (c = 0; c < n_col; c++) dst[c] = gpt__f16_to_f32(h[(size_t)c * GPT__PANEL + r]);
        break;
    case GPT_TYPE_BF16:
        for (c = 0; c < n_col; c++) dst[c] = gpt__bf16_to_f32(h[(size_t)c * GPT__PANEL + r]);
        break;
    default: gpt__unpack_codes(gpt__type_bits((uint32_t)type), panel, (int)r, n_col, scale, dst); break;
    }
}
#endif /* GPT__LANE */

/* ---------------------------------------------------------------------------------------------------------------
 * >>vector -- the 16-float vector, once per instruction set
 *
 * Everything from here to the end of >>kernels is compiled once per lane: the normal pass is the portable lane,
 * then the file includes itself with GPT__LANE set for each of the others. GPT__(name) is the lane's own name of a
 * function, GPT__FN its target attribute. Uses >>numbers. Start at the portable primitives: they define what all
 * lanes compute.
 *
 * A v16 is one zmm, two ymm, four registers of 16 bytes, or float[16]. Every primitive is exactly rounded, so all lanes
 * give the same bits as long as kernels use primitives in the same order: never `a * b + c` on vectors, never a
 * horizontal sum but gpt__hsum.
 * max and min follow x86 where NaN is concerned: max(a, b) is `a > b ? a : b`.
 * ------------------------------------------------------------------------------------------------------------- */
#ifndef GPT__LANE
#define GPT__CAT2(a, b) a##b
#define GPT__CAT(a, b) GPT__CAT2(a, b)
#define GPT__CHUNK 64       /* positions attention visits at a time; part of the definition of the results ... */
#define GPT__SEGMENT 1024   /* ... and positions whose chunks are joined before they join those of earlier segments */
#define GPT__ROUND 12582912.0f /* 1.5 * 2^23: adding it rounds |x| < 2^22 to an integer, kept in the low bits */

/* One matrix product y = x W^T for T rows of x, over a range of panels. Rows of y are written in whole panels. */
typedef struct gpt__matmul {
    const uint8_t *w;      /* panels */
    size_t panel;          /* bytes of one */
    int bits;              /* of a weight, types below 8 */
    int n_col, T;
    float scale;           /* of the tensor */
    const float *bias;     /* (n_row) padded to whole panels, or NULL */
    const float *x;        /* (T, ldx), float weights */
    const int8_t *q;       /* (T, ldq bytes), Q8 to Q2: x quantised per block, as the lane lays it out ... */
    const float *d;        /* (T, ldd): ... scale of each block ... */
    const int32_t *c;      /* (T, ldd): ... and -128 * sum of its bytes, which undoes the offset of the weights */
    size_t ldx, ldq, ldd, ldy;
    float *y;              /* (T, ldy) */
    float add;             /* 0: y = result; else y += add * result */
    const int *to;         /* (T): the row of y that each result belongs to; NULL: its own */
    const float *weight;   /* (T): takes the place of add, for each row; or NULL */
    uint8_t *scratch;      /* two panels as Q8, for types below 8 bits when T > 1 */
    const uint8_t *next;   /* what to fetch meanwhile: during panel p, the one at next + p * next_panel; or NULL */
    size_t next_panel;
    void (*q8)(const struct gpt__matmul *m, int p0, int p1); /* of panels that became Q8; NULL: the lane's own */
} gpt__matmul;

/* An activation and its parameters, which the plain ones don't have. */
typedef struct gpt__activation {
    int kind;              /* gpt__act */
    float alpha, limit, beta, eps;
} gpt__activation;

/* The cache of a layer holds for each key/value head its keys in panels of 16 positions, then, elsewhere, its values in
 * chunks of GPT__CHUNK positions, these in panels of 16 columns: attention reads both from one end to the other.
 *
 *     F16, F32   keys (P/16, C, 16), values (P/64, Cv/16, 64, 16)
 *     I8         value = d * byte, where 32 columns of a position share d, an f16. In front of each 32 columns (the
 *                last ones may be fewer) of a panel of keys stand the 16 d of its positions; in front of each two
 *                panels of values the 64 d of the chunk's:
 *
 *                keys    | d: 16 x f16 | 32 x 16 bytes | d | ...     values    | d: 64 x f16 | 2 x 64 x 16 bytes | ...
 */
static size_t gpt__kv_size(gpt_kv kv) { return kv == GPT_KV_F32 ? 4 : kv == GPT_KV_F16 ? 2 : 1; }

static size_t gpt__key_panel(gpt_kv kv, size_t C) { /* bytes of 16 positions */
    return C * 16 * gpt__kv_size(kv) + (kv == GPT_KV_I8 ? (C + 31) / 32 * 32 : 0);
}

/* where panel p begins in a chunk of values: with p the number of panels, a chunk's bytes */
static size_t gpt__value_panel(gpt_kv kv, size_t p, int end) {
    size_t at = p * GPT__CHUNK * 16 * gpt__kv_size(kv);
    return kv == GPT_KV_I8 ? at + (end ? (p + 1) / 2 : p / 2 + 1) * GPT__CHUNK * 2 : at;
}

static size_t gpt__value_chunk(gpt_kv kv, size_t Cv) { return gpt__value_panel(kv, (Cv + 15) / 16, 1); }

/* Attention of one layer over all its heads. */
typedef struct gpt__attend {
    const float *q;        /* (T, ldq): H heads of C */
    float *out;            /* (T, ldo): H heads of Cv */
    const uint8_t *k, *v;  /* K heads, as above */
    size_t ldq, ldo, n_pos; /* n_pos: P, multiple of GPT__CHUNK; position p lies at p % P */
    gpt_kv kv;             /* type of the cache */
    int H, K, C, Cv, T;
    int pos;               /* position of the first of the T tokens */
    int end;               /* positions that every token sees; 0: each sees itself and those before */
    int window, chunk;     /* 0: all */
    float scale, softcap;
    const float *slope;    /* (H): ALiBi, or NULL */
    int alibi_round;
    const float *sink;     /* (H): logit of the attention sink, or NULL */
} gpt__attend;

/* the first position that the token at pos sees */
static int gpt__first_seen(int pos, int window, int chunk) {
    int first = window && pos - window + 1 > 0 ? pos - window + 1 : 0, own = chunk ? pos / chunk * chunk : 0;
    return first > own ? first : own;
}

/* What a lane offers. */
typedef struct gpt__kernels {
    const char *name;
    int x_size;            /* bytes that a quantised activation takes */
    void (*matmul[GPT__TYPE_COUNT])(const gpt__matmul *m, int p0, int p1);
    void (*quantize)(const float *x, int n, int8_t *q, float *d, int32_t *c);
    void (*norm)(int kind, const float *x, const float *w, const float *b, int n, float eps, float *out);
    void (*act)(const gpt__activation *a, const float *g, const float *up, int n, float *out);
    void (*rope)(float *x, const float *cosine, const float *sine, int half);
    void (*store)(const float *x, int n, gpt_kv kv, void *out);
    void (*add)(float *x, const float *y, float scale, int n);
    void (*softcap)(float *x, float scale, float cap, int n);
    float (*sumexp)(const float *x, int n, float max);
    void (*attend)(const gpt__attend *a, int unit, float *scratch);
    void (*attend_segment)(const gpt__attend *a, int unit, int segment, float *part, float *scratch);
    void (*attend_join)(const gpt__attend *a, int unit, const float *part, float *scratch);
} gpt__kernels;

#define GPT__TEAM_MACS (1u << 18) /* multiply-adds a layer that make one more thread worth its barriers */
#define GPT__QUERIES 12 /* queries one unit of attention works on: two tiles' worth, so that K and V come near once */

/* The queries of a unit: n of the T * H/K that share key/value head kv, from number `first` on, token by token. Their
 * keys lie in [from, to], those chunks in segments [seg0, seg1]. */
typedef struct gpt__attend_unit { int kv, G, first, n, from, to, seg0, seg1; } gpt__attend_unit;

static int gpt__attend_units(const gpt__attend *a) { /* of one key/value head */
    return (a->T * (a->H / a->K) + GPT__QUERIES - 1) / GPT__QUERIES;
}

/* one more than the last position that a query at `pos` sees; windows reach as far ahead as back */
static int gpt__sees_to(const gpt__attend *a, int pos) {
    int end = a->end ? a->end : pos + 1;
    return a->window && a->window < end - pos ? pos + a->window : end;
}

static gpt__attend_unit gpt__attend_unit_of(const gpt__attend *a, int unit) {
    gpt__attend_unit u;
    int n_unit = gpt__attend_units(a);
    u.G = a->H / a->K;
    u.kv = unit / n_unit;
    u.first = unit % n_unit * GPT__QUERIES;
    u.n = a->T * u.G - u.first < GPT__QUERIES ? a->T * u.G - u.first : GPT__QUERIES;
    u.from = gpt__first_seen(a->pos + u.first / u.G, a->window, a->chunk);
    u.to = gpt__sees_to(a, a->pos + (u.first + u.n - 1) / u.G) - 1;
    u.seg0 = u.from / GPT__SEGMENT;
    u.seg1 = u.to / GPT__SEGMENT;
    return u;
}

/* floats of a query's part of a segment: sums of values, padded, then the largest score and the sum of weights */
static size_t gpt__attend_row(int Cv) { return ((size_t)Cv + 15) / 16 * 16 + 16; }

/* floats of scratch that attention needs */
static size_t gpt__attend_scratch(size_t C, int Cv) {
    return GPT__QUERIES * (C + 2 * GPT__CHUNK + 3 * gpt__attend_row(Cv));
}

/* Of P panels to come, which begin at *next, rows [t0, t0 + T) of a product fetch their share: lines from the new *next
 * on. */
static int gpt__next_lines(const gpt__matmul *m, int P, int t0, int T, const uint8_t **next) {
    size_t all = (size_t)P * m->next_panel / 64, from = all * (size_t)t0 / (size_t)m->T;
    if (!*next) return 0;
    *next += from * 64;
    return (int)(all * (size_t)(t0 + T) / (size_t)m->T - from);
}
#endif

#ifdef GPT__LANE
#define GPT__LANE_ID GPT__LANE
#else
#define GPT__LANE_ID 0
#endif

/* Lanes: the names of their functions, GPT__FN: what the compiler may use, GPT__LENT: whose float kernels a lane has.
 * One that differs in integer dot products only borrows all others: float kernels give the same bits in every lane. One
 * that differs in products of many rows only (GPT__BORROWS 2) borrows GPT__BYTES, what else there is for bytes, too. */
#if GPT__LANE_ID == 0
#define GPT__(name) GPT__CAT(gpt__, GPT__CAT(name, _portable))
#define GPT__LENT(name) GPT__(name)
#define GPT__FN
#elif GPT__LANE_ID == 1
#define GPT__(name) GPT__CAT(gpt__, GPT__CAT(name, _avx2))
#define GPT__LENT(name) GPT__(name)
#define GPT__FN GPT__TARGET("avx2,fma,f16c")
#elif GPT__LANE_ID == 2
#define GPT__(name) GPT__CAT(gpt__, GPT__CAT(name, _avxvnni))
#define GPT__LENT(name) GPT__CAT(gpt__, GPT__CAT(name, _avx2))
#define GPT__BORROWS 1
#define GPT__FN GPT__TARGET("avx2,fma,f16c,avxvnni")
#elif GPT__LANE_ID == 3
#define GPT__(name) GPT__CAT(gpt__, GPT__CAT(name, _avx512))
#define GPT__LENT(name) GPT__(name)
#define GPT__FN GPT__TARGET("avx2,fma,f16c,avx512f,avx512bw,avx512dq,avx512vl")
#elif GPT__LANE_ID == 4
#define GPT__(name) GPT__CAT(gpt__, GPT__CAT(name, _avx512vnni))
#define GPT__LENT(name) GPT__CAT(gpt__, GPT__CAT(name, _avx512))
#define GPT__BORROWS 1
#define GPT__FN GPT__TARGET("avx2,fma,f16c,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")
#elif GPT__LANE_ID == 5
#define GPT__(name) GPT__CAT(gpt__, GPT__CAT(name, _amx))
#define GPT__LENT(name) GPT__CAT(gpt__, GPT__CAT(name, _avx512))
#define GPT__BYTES(name) GPT__CAT(gpt__, GPT__CAT(name, _avx512vnni))
#define GPT__BORROWS 2
#define GPT__FN GPT__TARGET("avx2,fma,f16c,avx512f,avx512bw,avx512dq,avx512vl,avx512vnni")
#elif GPT__LANE_ID == 10
#define GPT__(name) GPT__CAT(gpt__, GPT__CAT(name, _neon))
#define GPT__LENT(name) GPT__(name)
#define GPT__FN
#elif GPT__LANE_ID == 11
#define GPT__(name) GPT__CAT(gpt__, GPT__CAT(name, _dotprod))
#define GPT__LENT(name) GPT__CAT(gpt__, GPT__CAT(name, _neon))
#define GPT__BORROWS 1
#if defined(__ARM_FEATURE_DOTPROD)
#define GPT__FN
#else
#define GPT__FN __attribute__((target("arch=armv8.2-a+dotprod")))
#endif
#elif GPT__LANE_ID == 20
#define GPT__(name) GPT__CAT(gpt__, GPT__CAT(name, _wasm))
#define GPT__LENT(name) GPT__(name)
#define GPT__FN
#endif
#ifndef GPT__BORROWS
#define GPT__BORROWS 0
#endif
#ifndef GPT__BYTES
#define GPT__BYTES(name) GPT__(name)
#endif
#if GPT__LANE_ID == 0
#define GPT__V static inline
#else
#define GPT__V GPT__INLINE GPT__FN
#endif
#if GPT__LANE_ID && defined(__clang__) /* loops over a tile's registers must unroll, whatever the optimisation level */
#define GPT__UNROLL _Pragma("clang loop unroll(full)")
#elif GPT__LANE_ID && defined(__GNUC__)
#define GPT__UNROLL _Pragma("GCC unroll 16")
#else
#define GPT__UNROLL
#endif
#define v16 GPT__(v16)
#define i16x GPT__(i16x)
#define w64 GPT__(w64)
#define x4 GPT__(x4)
#define b64 GPT__(b64)

/* a value of four registers, lane by lane */
#define GPT__FOUR(type, expression) do { \
    type r; \
    int k; \
    GPT__UNROLL for (k = 0; k < 4; k++) r.v[k] = (expression); \
    return r; \
} while (0)

#if GPT__LANE_ID == 1 || GPT__LANE_ID == 3
/* the 32 activations of a block as 16 bits, in the order x0 x2 x1 x3 */
GPT__V void GPT__(save_wide)(int8_t *p, const int8_t *x) {
    int i;
    for (i = 0; i < 32; i += 16) {
        __m256i w = _mm256_cvtepi8_epi16(_mm_loadu_si128((const __m128i *)(const void *)(x + i)));
        w = _mm256_shufflehi_epi16(_mm256_shufflelo_epi16(w, _MM_SHUFFLE(3, 1, 2, 0)), _MM_SHUFFLE(3, 1, 2, 0));
        _mm256_storeu_si256((__m256i *)(void *)(p + 2 * i), w);
    }
}
#endif

#if GPT__LANE_ID == 0 /* ---- portable: the definition ---- */

typedef struct v16 { float f[16]; } v16;
typedef struct i16x { int32_t i[16]; } i16x; /* sixteen 32-bit sums */
typedef struct b64 { uint8_t b[64]; } b64;   /* bytes: a line of codes, or a group of 16 rows x 4 columns */
typedef struct w64 { b64 w; } w64;           /* such a group as `dot` takes it */
typedef struct x4 { const int8_t *x; } x4;   /* the 4 activations it meets */
#define GPT__EACH(expression) do { int l; for (l = 0; l < 16; l++) r.f[l] = (expression); } while (0)

GPT__V v16 GPT__(set1)(float a) { v16 r; GPT__EACH(a); return r; }
GPT__V v16 GPT__(load)(const float *p) { v16 r; GPT__EACH(p[l]); return r; }
GPT__V void GPT__(save)(float *p, v16 a) { int l; for (l = 0; l < 16; l++) p[l] = a.f[l]; }
GPT__V v16 GPT__(load_n)(const float *p, int n) { v16 r; GPT__EACH(l < n ? p[l] : 0.0f); return r; }
GPT__V void GPT__(save_n)(float *p, v16 a, int n) { int l; for (l = 0; l < 16 && l < n; l++) p[l] = a.f[l]; }
GPT__V v16 GPT__(load_f16)(const uint8_t *p) { v16 r; GPT__EACH(gpt__f16_to_f32(gpt__rd16(p + 2 * l))); return r; }
GPT__V v16 GPT__(load_bf16)(const uint8_t *p) { v16 r; GPT__EACH(gpt__bf16_to_f32(gpt__rd16(p + 2 * l))); return r; }
GPT__V v16 GPT__(load_i8)(const uint8_t *p) { v16 r; GPT__EACH((float)(p[l] < 128 ? p[l] : p[l] - 256)); return r; }
GPT__V void GPT__(save_f16)(uint16_t *p, v16 a) { int l; for (l = 0; l < 16; l++) p[l] = gpt__f32_to_f16(a.f[l]); }
GPT__V v16 GPT__(vadd)(v16 a, v16 b) { v16 r; GPT__EACH(a.f[l] + b.f[l]); return r; }
GPT__V v16 GPT__(vsub)(v16 a, v16 b) { v16 r; GPT__EACH(a.f[l] - b.f[l]); return r; }
GPT__V v16 GPT__(vmul)(v16 a, v16 b) { v16 r; GPT__EACH(a.f[l] * b.f[l]); return r; }
GPT__V v16 GPT__(vdiv)(v16 a, v16 b) { v16 r; GPT__EACH(a.f[l] / b.f[l]); return r; }
GPT__V v16 GPT__(vfma)(v16 a, v16 b, v16 c) { v16 r; GPT__EACH(gpt__fmaf(a.f[l], b.f[l], c.f[l])); return r; }
GPT__V v16 GPT__(vmax)(v16 a, v16 b) { v16 r; GPT__EACH(a.f[l] > b.f[l] ? a.f[l] : b.f[l]); return r; }
GPT__V v16 GPT__(vmin)(v16 a, v16 b) { v16 r; GPT__EACH(a.f[l] < b.f[l] ? a.f[l] : b.f[l]); return r; }

/* a where lo <= index < hi, b elsewhere */
GPT__V v16 GPT__(range)(v16 a, v16 b, int lo, int hi) {
    v16 r;
    GPT__EACH(l >= lo && l < hi ? a.f[l] : b.f[l]);
    return r;
}

/* a where x > 0, b elsewhere */
GPT__V v16 GPT__(above)(v16 x, v16 a, v16 b) { v16 r; GPT__EACH(x.f[l] > 0.0f ? a.f[l] : b.f[l]); return r; }

/* 2^n for t = n + GPT__ROUND, n integral in [-126, 127] */
GPT__V v16 GPT__(pow2)(v16 t) {
    v16 r;
    int l;
    for (l = 0; l < 16; l++) {
        uint32_t bits;
        memcpy(&bits, &t.f[l], 4);
        bits = (bits << 23) + 0x3f800000u;
        memcpy(&r.f[l], &bits, 4);
    }
    return r;
}

/* |a| <= 127 to bytes, nearest even */
GPT__V void GPT__(save_i8)(int8_t *p, v16 a) {
    int l;
    for (l = 0; l < 16; l++) p[l] = (int8_t)(int32_t)((a.f[l] + GPT__ROUND) - GPT__ROUND);
}

/* the one order in which 16 partial sums become one: halves, quarters, ... */
GPT__V float GPT__(hsum)(v16 a) {
    int n, l;
    for (n = 8; n > 0; n /= 2) {
        for (l = 0; l < n; l++) a.f[l] = a.f[l] + a.f[l + n];
    }
    return a.f[0];
}
GPT__V float GPT__(hmax)(v16 a) {
    int n, l;
    for (n = 8; n > 0; n /= 2) {
        for (l = 0; l < n; l++) a.f[l] = a.f[l] > a.f[l + n] ? a.f[l] : a.f[l + n];
    }
    return a.f[0];
}

GPT__V v16 GPT__(itof)(i16x a) { v16 r; GPT__EACH((float)a.i[l]); return r; }
GPT__V b64 GPT__(load_b)(const uint8_t *p) { b64 r; memcpy(r.b, p, 64); return r; }
GPT__V void GPT__(save_b)(uint8_t *p, b64 a) { memcpy(p, a.b, 64); }
GPT__V b64 GPT__(table)(const uint8_t *p) {
    b64 r;
    int l;
    for (l = 0; l < 64; l++) r.b[l] = p[l & 15] ? p[l & 15] : 1;
    return r;
}

/* byte by byte: a >> shift & mask;  a | b << shift, where no bit is lost;  the entry of a table of 16 */
GPT__V b64 GPT__(bits)(b64 a, int shift, int mask) {
    int l;
    for (l = 0; l < 64; l++) a.b[l] = (uint8_t)(a.b[l] >> shift & mask);
    return a;
}
GPT__V b64 GPT__(mix)(b64 a, b64 b, int shift) {
    int l;
    for (l = 0; l < 64; l++) a.b[l] = (uint8_t)(a.b[l] | b.b[l] << shift);
    return a;
}
GPT__V b64 GPT__(pick)(b64 table, b64 a) {
    int l;
    for (l = 0; l < 64; l++) a.b[l] = table.b[a.b[l]];
    return a;
}

/* sixteen sums of (byte - 128) * activation: `start` is given c = -128 * the sum of the activations to come, load_x
 * those of a block as save_x, below, stores them, GPT__X_SIZE bytes each, and the group of four that is wanted */
#define GPT__X_SIZE 1
GPT__V i16x GPT__(start)(int32_t c) { i16x r; int l; for (l = 0; l < 16; l++) r.i[l] = c; return r; }
GPT__V w64 GPT__(bytes)(b64 a) { w64 r; r.w = a; return r; }
GPT__V x4 GPT__(load_x)(const int8_t *p, int g) { x4 r; r.x = p + 4 * g; return r; }
GPT__V i16x GPT__(dot)(i16x a, w64 w, x4 x) {
    int l;
    for (l = 0; l < 16; l++) {
        const uint8_t *r = w.w.b + 4 * l;
        a.i[l] += r[0] * x.x[0] + r[1] * x.x[1] + r[2] * x.x[2] + r[3] * x.x[3];
    }
    return a;
}
#undef GPT__EACH

#elif GPT__LANE_ID <= 2 /* ---- AVX2 + FMA + F16C (Haswell, Zen), and AVX-VNNI (Alder Lake, Zen 5): two halves ---- */

typedef struct v16 { __m256 a, b; } v16;
typedef struct i16x { __m256i a, b; } i16x;
typedef struct b64 { __m256i a, b; } b64;
#if GPT__LANE_ID == 2
typedef struct w64 { __m256i a, b; } w64;
typedef struct x4 { __m256i v; } x4;
#else
typedef struct w64 { __m256i even_a, odd_a, even_b, odd_b; } w64; /* bytes 0 2 and 1 3 of each row as 16-bit pairs */
typedef struct x4 { __m256i even, odd; } x4;
#endif
#define GPT__PAIR(A, B) do { r.a = (A); r.b = (B); } while (0)

GPT__V v16 GPT__(set1)(float a) { v16 r; GPT__PAIR(_mm256_set1_ps(a), _mm256_set1_ps(a)); return r; }
GPT__V v16 GPT__(load)(const float *p) { v16 r; GPT__PAIR(_mm256_loadu_ps(p), _mm256_loadu_ps(p + 8)); return r; }
GPT__V void GPT__(save)(float *p, v16 x) { _mm256_storeu_ps(p, x.a); _mm256_storeu_ps(p + 8, x.b); }
GPT__V v16 GPT__(load_f16)(const uint8_t *p) {
    v16 r;
    GPT__PAIR(_mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(const void *)p)),
              _mm256_cvtph_ps(_mm_loadu_si128((const __m128i *)(const void *)(p + 16))));
    return r;
}
GPT__V __m256 GPT__(half_bf16)(const uint8_t *p) {
    __m256i w = _mm256_cvtepu16_epi32(_mm_loadu_si128((const __m128i *)(const void *)p));
    return _mm256_castsi256_ps(_mm256_slli_epi32(w, 16));
}
GPT__V v16 GPT__(load_bf16)(const uint8_t *p) {
    v16 r;
    GPT__PAIR(GPT__(half_bf16)(p), GPT__(half_bf16)(p + 16));
    return r;
}
GPT__V __m256 GPT__(half_i8)(const uint8_t *p) {
    return _mm256_cvtepi32_ps(_mm256_cvtepi8_epi32(_mm_loadl_epi64((const __m128i *)(const void *)p)));
}
GPT__V v16 GPT__(load_i8)(const uint8_t *p) {
    v16 r;
    GPT__PAIR(GPT__(half_i8)(p), GPT__(half_i8)(p + 8));
    return r;
}
GPT__V void GPT__(save_f16)(uint16_t *p, v16 x) {
    _mm_storeu_si128((__m128i *)(void *)p, _mm256_cvtps_ph(x.a, _MM_FROUND_TO_NEAREST_INT));
    _mm_storeu_si128((__m128i *)(void *)(p + 8), _mm256_cvtps_ph(x.b, _MM_FROUND_TO_NEAREST_INT));
}
GPT__V v16 GPT__(vadd)(v16 x, v16 y) { v16 r; GPT__PAIR(_mm256_add_ps(x.a, y.a), _mm256_add_ps(x.b, y.b)); return r; }
GPT__V v16 GPT__(vsub)(v16 x, v16 y) { v16 r; GPT__PAIR(_mm256_sub_ps(x.a, y.a), _mm256_sub_ps(x.b, y.b)); return r; }
GPT__V v16 GPT__(vmul)(v16 x, v16 y) { v16 r; GPT__PAIR(_mm256_mul_ps(x.a, y.a), _mm256_mul_ps(x.b, y.b)); return r; }
GPT__V v16 GPT__(vdiv)(v16 x, v16 y) { v16 r; GPT__PAIR(_mm256_div_ps(x.a, y.a), _mm256_div_ps(x.b, y.b)); return r; }
GPT__V v16 GPT__(vmax)(v16 x, v16 y) { v16 r; GPT__PAIR(_mm256_max_ps(x.a, y.a), _mm256_max_ps(x.b, y.b)); return r; }
GPT__V v16 GPT__(vmin)(v16 x, v16 y) { v16 r; GPT__PAIR(_mm256_min_ps(x.a, y.a), _mm256_min_ps(x.b, y.b)); return r; }
GPT__V v16 GPT__(vfma)(v16 x, v16 y, v16 z) {
    v16 r;
    GPT__PAIR(_mm256_fmadd_ps(x.a, y.a, z.a), _mm256_fmadd_ps(x.b, y.b, z.b));
    return r;
}
GPT__V v16 GPT__(range)(v16 x, v16 y, int lo, int hi) {
    v16 r;
    __m256i i = _mm256_setr_epi32(0, 1, 2, 3, 4, 5, 6, 7), j = _mm256_add_epi32(i, _mm256_set1_epi32(8));
    __m256i l = _mm256_set1_epi32(lo - 1), h = _mm256_set1_epi32(hi);
    __m256i ma = _mm256_and_si256(_mm256_cmpgt_epi32(i, l), _mm256_cmpgt_epi32(h, i));
    __m256i mb = _mm256_and_si256(_mm256_cmpgt_epi32(j, l), _mm256_cmpgt_epi32(h, j));
    GPT__PAIR(_mm256_blendv_ps(y.a, x.a, _mm256_castsi256_ps(ma)), _mm256_blendv_ps(y.b, x.b, _mm256_castsi256_ps(mb)));
    return r;
}
GPT__V v16 GPT__(above)(v16 x, v16 y, v16 z) {
    v16 r;
    __m256 zero = _mm256_setzero_ps();
    GPT__PAIR(_mm256_blendv_ps(z.a, y.a, _mm256_cmp_ps(x.a, zero, _CMP_GT_OQ)),
              _mm256_blendv_ps(z.b, y.b, _mm256_cmp_ps(x.b, zero, _CMP_GT_OQ)));
    return r;
}
GPT__V __m256 GPT__(half_pow2)(__m256 t) {
    __m256i n = _mm256_slli_epi32(_mm256_castps_si256(t), 23);
    return _mm256_castsi256_ps(_mm256_add_epi32(n, _mm256_set1_epi32(0x3f800000)));
}
GPT__V v16 GPT__(pow2)(v16 t) { v16 r; GPT__PAIR(GPT__(half_pow2)(t.a), GPT__(half_pow2)(t.b)); return r; }
GPT__V void GPT__(save_i8)(int8_t *p, v16 x) {
    __m256i w = _mm256_packs_epi32(_mm256_cvtps_epi32(x.a), _mm256_cvtps_epi32(x.b)); /* interleaved by 128 bits */
    w = _mm256_permute4x64_epi64(w, _MM_SHUFFLE(3, 1, 2, 0));
    _mm_storeu_si128((__m128i *)(void *)p, _mm_packs_epi16(_mm256_castsi256_si128(w), _mm256_extracti128_si256(w, 1)));
}
GPT__V float GPT__(hsum)(v16 x) {
    __m256 e = _mm256_add_ps(x.a, x.b);
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(e), _mm256_extractf128_ps(e, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_shuffle_ps(s, s, 1)));
}
GPT__V float GPT__(hmax)(v16 x) {
    __m256 e = _mm256_max_ps(x.a, x.b);
    __m128 s = _mm_max_ps(_mm256_castps256_ps128(e), _mm256_extractf128_ps(e, 1));
    s = _mm_max_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_max_ss(s, _mm_shuffle_ps(s, s, 1)));
}
GPT__V v16 GPT__(itof)(i16x x) { v16 r; GPT__PAIR(_mm256_cvtepi32_ps(x.a), _mm256_cvtepi32_ps(x.b)); return r; }

GPT__V b64 GPT__(load_b)(const uint8_t *p) {
    b64 r;
    GPT__PAIR(_mm256_loadu_si256((const __m256i *)(const void *)p),
              _mm256_loadu_si256((const __m256i *)(const void *)(p + 32)));
    return r;
}
GPT__V void GPT__(save_b)(uint8_t *p, b64 x) {
    _mm256_storeu_si256((__m256i *)(void *)p, x.a);
    _mm256_storeu_si256((__m256i *)(void *)(p + 32), x.b);
}
GPT__V b64 GPT__(table)(const uint8_t *p) {
    b64 r;
    __m128i t = _mm_max_epu8(_mm_loadu_si128((const __m128i *)(const void *)p), _mm_set1_epi8(1));
    GPT__PAIR(_mm256_broadcastsi128_si256(t), _mm256_broadcastsi128_si256(t));
    return r;
}
GPT__V b64 GPT__(bits)(b64 x, int shift, int mask) {
    b64 r;
    __m256i m = _mm256_set1_epi8((char)mask);
    GPT__PAIR(_mm256_and_si256(_mm256_srli_epi16(x.a, shift), m), _mm256_and_si256(_mm256_srli_epi16(x.b, shift), m));
    return r;
}
GPT__V b64 GPT__(mix)(b64 x, b64 y, int shift) {
    b64 r;
    GPT__PAIR(_mm256_or_si256(x.a, _mm256_slli_epi16(y.a, shift)), _mm256_or_si256(x.b, _mm256_slli_epi16(y.b, shift)));
    return r;
}
GPT__V b64 GPT__(pick)(b64 table, b64 x) {
    b64 r;
    GPT__PAIR(_mm256_shuffle_epi8(table.a, x.a), _mm256_shuffle_epi8(table.b, x.b));
    return r;
}
GPT__V i16x GPT__(start)(int32_t c) { i16x r; GPT__PAIR(_mm256_set1_epi32(c), _mm256_set1_epi32(c)); return r; }
GPT__V __m256i GPT__(four)(const int8_t *p) {
    int32_t t;
    memcpy(&t, p, 4);
    return _mm256_set1_epi32(t);
}
#if GPT__LANE_ID == 2
#define GPT__X_SIZE 1
GPT__V w64 GPT__(bytes)(b64 x) { w64 r; GPT__PAIR(x.a, x.b); return r; }
GPT__V x4 GPT__(load_x)(const int8_t *p, int g) { x4 r; r.v = GPT__(four)(p + 4 * g); return r; }
GPT__V i16x GPT__(dot)(i16x s, w64 w, x4 x) {
    s.a = _mm256_dpbusd_avx_epi32(s.a, w.a, x.v);
    s.b = _mm256_dpbusd_avx_epi32(s.b, w.b, x.v);
    return s;
}
#else
/* vpmaddubsw would saturate (255 * 127 * 2 > 32767), so bytes are widened to 16 bits first: exact. Activations are when
 * they are stored: there it happens once, here once a sum. A block of them is 32 times 16 bits in the order
 * x0 x2 x1 x3, the 32 bytes, and their 32 magnitudes. */
#define GPT__X_SIZE 4
GPT__V void GPT__(save_x)(int8_t *p, const int8_t *x) {
    __m256i all = _mm256_loadu_si256((const __m256i *)(const void *)x);
    GPT__(save_wide)(p, x);
    _mm256_storeu_si256((__m256i *)(void *)(p + 64), all);
    _mm256_storeu_si256((__m256i *)(void *)(p + 96), _mm256_abs_epi8(all));
}
GPT__V w64 GPT__(bytes)(b64 x) {
    w64 r;
    __m256i low = _mm256_set1_epi16(0xff);
    r.even_a = _mm256_and_si256(x.a, low);
    r.even_b = _mm256_and_si256(x.b, low);
    r.odd_a = _mm256_srli_epi16(x.a, 8);
    r.odd_b = _mm256_srli_epi16(x.b, 8);
    return r;
}
GPT__V x4 GPT__(load_x)(const int8_t *p, int g) {
    x4 r;
    r.even = GPT__(four)(p + 8 * g);
    r.odd = GPT__(four)(p + 8 * g + 4);
    return r;
}
GPT__V i16x GPT__(dot)(i16x s, w64 w, x4 x) {
    __m256i a = _mm256_add_epi32(_mm256_madd_epi16(w.even_a, x.even), _mm256_madd_epi16(w.odd_a, x.odd));
    __m256i b = _mm256_add_epi32(_mm256_madd_epi16(w.even_b, x.even), _mm256_madd_epi16(w.odd_b, x.odd));
    s.a = _mm256_add_epi32(s.a, a);
    s.b = _mm256_add_epi32(s.b, b);
    GPT__KEEP("+x", s.a);
    GPT__KEEP("+x", s.b);
    return s;
}

/* For codes and one row of activations: vpmaddubsw takes |x| and w with the sign of x, and 127 * 127 * 2 fits. */
#define GPT__OWN_ONE 1
GPT__V b64 GPT__(one_table)(b64 x) {
    b64 r;
    __m256i top = _mm256_set1_epi8((char)-128);
    GPT__PAIR(_mm256_xor_si256(x.a, top), _mm256_xor_si256(x.b, top));
    return r;
}
GPT__V i16x GPT__(one_start)(int32_t c) {
    i16x r;
    (void)c;
    GPT__PAIR(_mm256_setzero_si256(), _mm256_setzero_si256());
    return r;
}
GPT__V __m256i GPT__(one_half)(__m256i s, __m256i w, __m256i x, __m256i size) {
    __m256i pairs = _mm256_maddubs_epi16(size, _mm256_sign_epi8(w, x));
    s = _mm256_add_epi32(s, _mm256_madd_epi16(pairs, _mm256_set1_epi16(1)));
    GPT__KEEP("+x", s);
    return s;
}
GPT__V i16x GPT__(one_dot)(i16x s, b64 w, const int8_t *p, int g) {
    __m256i x = GPT__(four)(p + 64 + 4 * g), size = GPT__(four)(p + 96 + 4 * g);
    s.a = GPT__(one_half)(s.a, w.a, x, size);
    s.b = GPT__(one_half)(s.b, w.b, x, size);
    return s;
}
#endif
#undef GPT__PAIR

#elif GPT__LANE_ID <= 5 /* ---- AVX-512 F BW DQ VL (Skylake-X, Zen 4), and VNNI (Ice Lake, Zen 4): one register ---- */

#define GPT__ALL ((__mmask16)0xffff)
typedef struct v16 { __m512 v; } v16;
typedef struct i16x { __m512i v; } i16x;
typedef struct b64 { __m512i v; } b64;
#if GPT__LANE_ID >= 4
typedef struct w64 { __m512i v; } w64;
typedef struct x4 { __m512i v; } x4;
#else
typedef struct w64 { __m512i even, odd; } w64;
typedef struct x4 { __m512i even, odd; } x4;
#endif
#define GPT__ONE(type, expression) do { type r; r.v = (expression); return r; } while (0)

GPT__V v16 GPT__(set1)(float a) { GPT__ONE(v16, _mm512_set1_ps(a)); }
GPT__V v16 GPT__(load)(const float *p) { GPT__ONE(v16, _mm512_loadu_ps(p)); }
GPT__V void GPT__(save)(float *p, v16 x) { _mm512_storeu_ps(p, x.v); }
GPT__V __mmask16 GPT__(first)(int n) { return (__mmask16)(n >= 16 ? 0xffffu : (1u << n) - 1u); }
GPT__V v16 GPT__(load_n)(const float *p, int n) { GPT__ONE(v16, _mm512_maskz_loadu_ps(GPT__(first)(n), p)); }
GPT__V void GPT__(save_n)(float *p, v16 x, int n) { _mm512_mask_storeu_ps(p, GPT__(first)(n), x.v); }
GPT__V v16 GPT__(load_f16)(const uint8_t *p) {
    GPT__ONE(v16, _mm512_maskz_cvtph_ps(GPT__ALL, _mm256_loadu_si256((const __m256i *)(const void *)p)));
}
GPT__V v16 GPT__(load_bf16)(const uint8_t *p) {
    __m512i w = _mm512_maskz_cvtepu16_epi32(GPT__ALL, _mm256_loadu_si256((const __m256i *)(const void *)p));
    GPT__ONE(v16, _mm512_castsi512_ps(_mm512_maskz_slli_epi32(GPT__ALL, w, 16)));
}
GPT__V v16 GPT__(load_i8)(const uint8_t *p) {
    __m512i w = _mm512_maskz_cvtepi8_epi32(GPT__ALL, _mm_loadu_si128((const __m128i *)(const void *)p));
    GPT__ONE(v16, _mm512_maskz_cvtepi32_ps(GPT__ALL, w));
}
GPT__V void GPT__(save_f16)(uint16_t *p, v16 x) {
    _mm256_storeu_si256((__m256i *)(void *)p, _mm512_maskz_cvtps_ph(GPT__ALL, x.v, _MM_FROUND_TO_NEAREST_INT));
}
GPT__V v16 GPT__(vadd)(v16 x, v16 y) { GPT__ONE(v16, _mm512_add_ps(x.v, y.v)); }
GPT__V v16 GPT__(vsub)(v16 x, v16 y) { GPT__ONE(v16, _mm512_sub_ps(x.v, y.v)); }
GPT__V v16 GPT__(vmul)(v16 x, v16 y) { GPT__ONE(v16, _mm512_mul_ps(x.v, y.v)); }
GPT__V v16 GPT__(vdiv)(v16 x, v16 y) { GPT__ONE(v16, _mm512_div_ps(x.v, y.v)); }
GPT__V v16 GPT__(vmax)(v16 x, v16 y) { GPT__ONE(v16, _mm512_maskz_max_ps(GPT__ALL, x.v, y.v)); }
GPT__V v16 GPT__(vmin)(v16 x, v16 y) { GPT__ONE(v16, _mm512_maskz_min_ps(GPT__ALL, x.v, y.v)); }
GPT__V v16 GPT__(vfma)(v16 x, v16 y, v16 z) { GPT__ONE(v16, _mm512_fmadd_ps(x.v, y.v, z.v)); }
GPT__V v16 GPT__(range)(v16 x, v16 y, int lo, int hi) {
    uint32_t h = hi <= 0 ? 0u : hi >= 16 ? 0xffffu : (1u << hi) - 1u;
    uint32_t l = lo <= 0 ? 0u : lo >= 16 ? 0xffffu : (1u << lo) - 1u;
    GPT__ONE(v16, _mm512_mask_blend_ps((__mmask16)(h & ~l), y.v, x.v));
}
GPT__V v16 GPT__(above)(v16 x, v16 y, v16 z) {
    GPT__ONE(v16, _mm512_mask_blend_ps(_mm512_cmp_ps_mask(x.v, _mm512_setzero_ps(), _CMP_GT_OQ), z.v, y.v));
}
GPT__V v16 GPT__(pow2)(v16 t) {
    __m512i n = _mm512_maskz_slli_epi32(GPT__ALL, _mm512_castps_si512(t.v), 23);
    GPT__ONE(v16, _mm512_castsi512_ps(_mm512_add_epi32(n, _mm512_set1_epi32(0x3f800000))));
}
GPT__V void GPT__(save_i8)(int8_t *p, v16 x) {
    __m512i i = _mm512_maskz_cvtps_epi32(GPT__ALL, x.v);
    _mm_storeu_si128((__m128i *)(void *)p, _mm512_maskz_cvtsepi32_epi8(GPT__ALL, i));
}
GPT__V __m256 GPT__(lower)(__m512 x) { /* masked forms throughout: g++ 12 warns inside the plain ones */
    return _mm256_castpd_ps(_mm512_maskz_extractf64x4_pd((__mmask8)0xff, _mm512_castps_pd(x), 0));
}
GPT__V __m256 GPT__(upper)(__m512 x) {
    return _mm256_castpd_ps(_mm512_maskz_extractf64x4_pd((__mmask8)0xff, _mm512_castps_pd(x), 1));
}
GPT__V float GPT__(hsum)(v16 x) {
    __m256 e = _mm256_add_ps(GPT__(lower)(x.v), GPT__(upper)(x.v));
    __m128 s = _mm_add_ps(_mm256_castps256_ps128(e), _mm256_extractf128_ps(e, 1));
    s = _mm_add_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_add_ss(s, _mm_shuffle_ps(s, s, 1)));
}
GPT__V float GPT__(hmax)(v16 x) {
    __m256 e = _mm256_max_ps(GPT__(lower)(x.v), GPT__(upper)(x.v));
    __m128 s = _mm_max_ps(_mm256_castps256_ps128(e), _mm256_extractf128_ps(e, 1));
    s = _mm_max_ps(s, _mm_movehl_ps(s, s));
    return _mm_cvtss_f32(_mm_max_ss(s, _mm_shuffle_ps(s, s, 1)));
}
GPT__V v16 GPT__(itof)(i16x x) { GPT__ONE(v16, _mm512_maskz_cvtepi32_ps(GPT__ALL, x.v)); }
GPT__V b64 GPT__(load_b)(const uint8_t *p) { GPT__ONE(b64, _mm512_loadu_si512(p)); }
GPT__V void GPT__(save_b)(uint8_t *p, b64 x) { _mm512_storeu_si512(p, x.v); }
GPT__V b64 GPT__(table)(const uint8_t *p) {
    __m128i t = _mm_max_epu8(_mm_loadu_si128((const __m128i *)(const void *)p), _mm_set1_epi8(1));
    GPT__ONE(b64, _mm512_maskz_broadcast_i32x4(GPT__ALL, t));
}
/* the instruction takes no variable, and its type is int for one compiler, unsigned for another */
#define GPT__SHIFTED(op, x, n) \
    ((n) == 1 ? op(x, 1) : (n) == 2 ? op(x, 2) : (n) == 3 ? op(x, 3) : (n) == 4 ? op(x, 4) : (n) == 5 ? op(x, 5) \
     : (n) == 6 ? op(x, 6) : (n) == 7 ? op(x, 7) : (x))
GPT__V b64 GPT__(bits)(b64 x, int shift, int mask) {
    GPT__ONE(b64, _mm512_and_si512(GPT__SHIFTED(_mm512_srli_epi16, x.v, shift), _mm512_set1_epi8((char)mask)));
}
GPT__V b64 GPT__(mix)(b64 x, b64 y, int shift) {
    GPT__ONE(b64, _mm512_or_si512(x.v, GPT__SHIFTED(_mm512_slli_epi16, y.v, shift)));
}
#undef GPT__SHIFTED
GPT__V b64 GPT__(pick)(b64 table, b64 x) { GPT__ONE(b64, _mm512_shuffle_epi8(table.v, x.v)); }
GPT__V i16x GPT__(start)(int32_t c) { GPT__ONE(i16x, _mm512_set1_epi32(c)); }
GPT__V __m512i GPT__(four)(const int8_t *p) {
    int32_t t;
    memcpy(&t, p, 4);
    return _mm512_set1_epi32(t);
}
#if GPT__LANE_ID >= 4
#define GPT__X_SIZE 1
GPT__V w64 GPT__(bytes)(b64 x) { GPT__ONE(w64, x.v); }
GPT__V x4 GPT__(load_x)(const int8_t *p, int g) { GPT__ONE(x4, GPT__(four)(p + 4 * g)); }
GPT__V i16x GPT__(dot)(i16x s, w64 w, x4 x) { GPT__ONE(i16x, _mm512_dpbusd_epi32(s.v, w.v, x.v)); }
#else
#define GPT__X_SIZE 2
GPT__V void GPT__(save_x)(int8_t *p, const int8_t *x) { GPT__(save_wide)(p, x); }
GPT__V w64 GPT__(bytes)(b64 x) {
    w64 r;
    r.even = _mm512_and_si512(x.v, _mm512_set1_epi16(0xff));
    r.odd = _mm512_srli_epi16(x.v, 8);
    return r;
}
GPT__V x4 GPT__(load_x)(const int8_t *p, int g) {
    x4 r;
    r.even = GPT__(four)(p + 8 * g);
    r.odd = GPT__(four)(p + 8 * g + 4);
    return r;
}
GPT__V i16x GPT__(dot)(i16x s, w64 w, x4 x) {
    __m512i pairs = _mm512_add_epi32(_mm512_madd_epi16(w.even, x.even), _mm512_madd_epi16(w.odd, x.odd));
    s.v = _mm512_add_epi32(s.v, pairs);
    GPT__KEEP("+v", s.v);
    return s;
}
#endif
#undef GPT__ONE
#undef GPT__ALL

#elif GPT__LANE_ID <= 11 /* ---- NEON of 64-bit ARM, and its dot products of bytes (Armv8.2): four quarters ---- */

typedef struct v16 { float32x4_t v[4]; } v16;
typedef struct i16x { int32x4_t v[4]; } i16x;
typedef struct b64 { uint8x16_t v[4]; } b64;
typedef struct w64 { int8x16_t v[4]; } w64; /* byte - 128: products are signed here, `start` has nothing to do */
typedef struct x4 { int8x16_t v; } x4;

GPT__V v16 GPT__(set1)(float a) { GPT__FOUR(v16, vdupq_n_f32(a)); }
GPT__V v16 GPT__(load)(const float *p) { GPT__FOUR(v16, vld1q_f32(p + 4 * k)); }
GPT__V void GPT__(save)(float *p, v16 x) {
    int k;
    GPT__UNROLL for (k = 0; k < 4; k++) vst1q_f32(p + 4 * k, x.v[k]);
}
GPT__V uint16x4_t GPT__(load_u16)(const uint8_t *p) { return vreinterpret_u16_u8(vld1_u8(p)); }
GPT__V v16 GPT__(load_f16)(const uint8_t *p) {
    GPT__FOUR(v16, vcvt_f32_f16(vreinterpret_f16_u16(GPT__(load_u16)(p + 8 * k))));
}
GPT__V v16 GPT__(load_bf16)(const uint8_t *p) {
    GPT__FOUR(v16, vreinterpretq_f32_u32(vshll_n_u16(GPT__(load_u16)(p + 8 * k), 16)));
}
GPT__V v16 GPT__(load_i8)(const uint8_t *p) {
    int8x16_t x = vreinterpretq_s8_u8(vld1q_u8(p));
    int16x8_t low = vmovl_s8(vget_low_s8(x)), high = vmovl_high_s8(x);
    v16 r;
    r.v[0] = vcvtq_f32_s32(vmovl_s16(vget_low_s16(low)));
    r.v[1] = vcvtq_f32_s32(vmovl_high_s16(low));
    r.v[2] = vcvtq_f32_s32(vmovl_s16(vget_low_s16(high)));
    r.v[3] = vcvtq_f32_s32(vmovl_high_s16(high));
    return r;
}
GPT__V void GPT__(save_f16)(uint16_t *p, v16 x) {
    int k;
    GPT__UNROLL for (k = 0; k < 4; k++) vst1_u16(p + 4 * k, vreinterpret_u16_f16(vcvt_f16_f32(x.v[k])));
}
GPT__V v16 GPT__(vadd)(v16 x, v16 y) { GPT__FOUR(v16, vaddq_f32(x.v[k], y.v[k])); }
GPT__V v16 GPT__(vsub)(v16 x, v16 y) { GPT__FOUR(v16, vsubq_f32(x.v[k], y.v[k])); }
GPT__V v16 GPT__(vmul)(v16 x, v16 y) { GPT__FOUR(v16, vmulq_f32(x.v[k], y.v[k])); }
GPT__V v16 GPT__(vdiv)(v16 x, v16 y) { GPT__FOUR(v16, vdivq_f32(x.v[k], y.v[k])); }
GPT__V v16 GPT__(vfma)(v16 x, v16 y, v16 z) { GPT__FOUR(v16, vfmaq_f32(z.v[k], x.v[k], y.v[k])); }
/* the processor's own max and min would keep NaNs */
GPT__V float32x4_t GPT__(max4)(float32x4_t x, float32x4_t y) { return vbslq_f32(vcgtq_f32(x, y), x, y); }
GPT__V v16 GPT__(vmax)(v16 x, v16 y) { GPT__FOUR(v16, GPT__(max4)(x.v[k], y.v[k])); }
GPT__V v16 GPT__(vmin)(v16 x, v16 y) { GPT__FOUR(v16, vbslq_f32(vcltq_f32(x.v[k], y.v[k]), x.v[k], y.v[k])); }
GPT__V v16 GPT__(range)(v16 x, v16 y, int lo, int hi) {
    static const int32_t first[4] = {0, 1, 2, 3};
    int32x4_t i = vld1q_s32(first);
    GPT__FOUR(v16, vbslq_f32(vandq_u32(vcgeq_s32(i, vdupq_n_s32(lo - 4 * k)), vcltq_s32(i, vdupq_n_s32(hi - 4 * k))),
                             x.v[k], y.v[k]));
}
GPT__V v16 GPT__(above)(v16 x, v16 y, v16 z) { GPT__FOUR(v16, vbslq_f32(vcgtzq_f32(x.v[k]), y.v[k], z.v[k])); }
GPT__V v16 GPT__(pow2)(v16 t) {
    int32x4_t one = vdupq_n_s32(0x3f800000);
    GPT__FOUR(v16, vreinterpretq_f32_s32(vaddq_s32(vshlq_n_s32(vreinterpretq_s32_f32(t.v[k]), 23), one)));
}
GPT__V void GPT__(save_i8)(int8_t *p, v16 x) {
    int16x4_t t[4];
    int k;
    GPT__UNROLL for (k = 0; k < 4; k++) t[k] = vmovn_s32(vcvtnq_s32_f32(x.v[k]));
    vst1q_s8(p, vcombine_s8(vmovn_s16(vcombine_s16(t[0], t[1])), vmovn_s16(vcombine_s16(t[2], t[3]))));
}
GPT__V float GPT__(hsum)(v16 x) {
    float32x4_t q = vaddq_f32(vaddq_f32(x.v[0], x.v[2]), vaddq_f32(x.v[1], x.v[3]));
    float32x2_t d = vadd_f32(vget_low_f32(q), vget_high_f32(q));
    return vget_lane_f32(d, 0) + vget_lane_f32(d, 1);
}
GPT__V float GPT__(hmax)(v16 x) {
    float32x4_t q = GPT__(max4)(GPT__(max4)(x.v[0], x.v[2]), GPT__(max4)(x.v[1], x.v[3]));
    q = GPT__(max4)(q, vextq_f32(q, q, 2));
    return vgetq_lane_f32(GPT__(max4)(q, vextq_f32(q, q, 1)), 0);
}
GPT__V v16 GPT__(itof)(i16x x) { GPT__FOUR(v16, vcvtq_f32_s32(x.v[k])); }
GPT__V b64 GPT__(load_b)(const uint8_t *p) { GPT__FOUR(b64, vld1q_u8(p + 16 * k)); }
GPT__V void GPT__(save_b)(uint8_t *p, b64 x) {
    int k;
    GPT__UNROLL for (k = 0; k < 4; k++) vst1q_u8(p + 16 * k, x.v[k]);
}
GPT__V b64 GPT__(table)(const uint8_t *p) { GPT__FOUR(b64, vmaxq_u8(vld1q_u8(p), vdupq_n_u8(1))); }
GPT__V b64 GPT__(bits)(b64 x, int shift, int mask) {
    int8x16_t by = vdupq_n_s8((int8_t)-shift);
    GPT__FOUR(b64, vandq_u8(vshlq_u8(x.v[k], by), vdupq_n_u8((uint8_t)mask)));
}
GPT__V b64 GPT__(mix)(b64 x, b64 y, int shift) {
    int8x16_t by = vdupq_n_s8((int8_t)shift);
    GPT__FOUR(b64, vorrq_u8(x.v[k], vshlq_u8(y.v[k], by)));
}
GPT__V b64 GPT__(pick)(b64 table, b64 x) { GPT__FOUR(b64, vqtbl1q_u8(table.v[k], x.v[k])); }
GPT__V i16x GPT__(start)(int32_t c) {
    (void)c;
    GPT__FOUR(i16x, vdupq_n_s32(0));
}
#define GPT__X_SIZE 1
GPT__V w64 GPT__(bytes)(b64 x) { GPT__FOUR(w64, vreinterpretq_s8_u8(veorq_u8(x.v[k], vdupq_n_u8(128)))); }
GPT__V x4 GPT__(load_x)(const int8_t *p, int g) {
    x4 r;
    int32_t t;
    memcpy(&t, p + 4 * g, 4);
    r.v = vreinterpretq_s8_s32(vdupq_n_s32(t));
    return r;
}
#if GPT__LANE_ID == 11
GPT__V i16x GPT__(dot)(i16x s, w64 w, x4 x) { GPT__FOUR(i16x, vdotq_s32(s.v[k], w.v[k], x.v)); }
#else
/* two products of at most 128 * 127 fit 16 bits together */
GPT__V int16x8_t GPT__(pairs)(int8x16_t w, int8x16_t x) {
    return vpaddq_s16(vmull_s8(vget_low_s8(w), vget_low_s8(x)), vmull_high_s8(w, x));
}
GPT__V i16x GPT__(dot)(i16x s, w64 w, x4 x) { GPT__FOUR(i16x, vpadalq_s16(s.v[k], GPT__(pairs)(w.v[k], x.v))); }
#endif

#elif GPT__LANE_ID == 20 /* ---- WebAssembly's SIMD128: four quarters ---- */

typedef struct v16 { v128_t v[4]; } v16;
typedef struct i16x { v128_t v[8]; } i16x; /* sums of a row's first and second two columns: two rows each */
typedef struct b64 { v128_t v[4]; } b64;
typedef struct w64 { v128_t v[8]; } w64;   /* the bytes of two rows as 16 bits */
typedef struct x4 { v128_t v; } x4;

GPT__V v16 GPT__(set1)(float a) { GPT__FOUR(v16, wasm_f32x4_splat(a)); }
GPT__V v16 GPT__(load)(const float *p) { GPT__FOUR(v16, wasm_v128_load(p + 4 * k)); }
GPT__V void GPT__(save)(float *p, v16 x) {
    int k;
    GPT__UNROLL for (k = 0; k < 4; k++) wasm_v128_store(p + 4 * k, x.v[k]);
}
/* f16 by integers, see gpt__f16_to_f32: the exponent moved by 112; infinities and NaNs by another 112; subnormals by
 * one less, where a subtraction that is exact makes them normal */
GPT__V v128_t GPT__(half4)(const uint8_t *p) {
    v128_t h = wasm_u32x4_load16x4(p), m = wasm_v128_and(h, wasm_i32x4_const_splat(0x7fff)), r, small, nan;
    v128_t sign = wasm_i32x4_shl(wasm_v128_xor(h, m), 16), first = wasm_i32x4_const_splat(113 << 23);
    r = wasm_i32x4_add(wasm_i32x4_shl(m, 13), wasm_i32x4_const_splat(112 << 23));
    small = wasm_f32x4_sub(wasm_i32x4_add(r, wasm_i32x4_const_splat(1 << 23)), first);
    r = wasm_v128_bitselect(small, r, wasm_i32x4_lt(m, wasm_i32x4_const_splat(0x400)));
    nan = wasm_v128_and(wasm_i32x4_gt(m, wasm_i32x4_const_splat(0x7c00)), wasm_i32x4_const_splat(0x400000));
    r = wasm_v128_or(r, wasm_v128_and(wasm_i32x4_ge(m, wasm_i32x4_const_splat(0x7c00)),
                                      wasm_v128_or(nan, wasm_i32x4_const_splat(0x7f800000))));
    return wasm_v128_or(r, sign);
}
GPT__V v16 GPT__(load_f16)(const uint8_t *p) { GPT__FOUR(v16, GPT__(half4)(p + 8 * k)); }
GPT__V v16 GPT__(load_bf16)(const uint8_t *p) { GPT__FOUR(v16, wasm_i32x4_shl(wasm_u32x4_load16x4(p + 8 * k), 16)); }
GPT__V v16 GPT__(load_i8)(const uint8_t *p) {
    GPT__FOUR(v16, wasm_f32x4_convert_i32x4(wasm_i32x4_extend_low_i16x8(
                       wasm_i16x8_extend_low_i8x16(wasm_v128_load32_splat(p + 4 * k)))));
}
GPT__V void GPT__(save_f16)(uint16_t *p, v16 x) {
    float t[16];
    int k;
    GPT__(save)(t, x);
    for (k = 0; k < 16; k++) p[k] = gpt__f32_to_f16(t[k]);
}
GPT__V v16 GPT__(vadd)(v16 x, v16 y) { GPT__FOUR(v16, wasm_f32x4_add(x.v[k], y.v[k])); }
GPT__V v16 GPT__(vsub)(v16 x, v16 y) { GPT__FOUR(v16, wasm_f32x4_sub(x.v[k], y.v[k])); }
GPT__V v16 GPT__(vmul)(v16 x, v16 y) { GPT__FOUR(v16, wasm_f32x4_mul(x.v[k], y.v[k])); }
GPT__V v16 GPT__(vdiv)(v16 x, v16 y) { GPT__FOUR(v16, wasm_f32x4_div(x.v[k], y.v[k])); }
/* b < a ? a : b, and a < b ? a : b */
GPT__V v16 GPT__(vmax)(v16 x, v16 y) { GPT__FOUR(v16, wasm_f32x4_pmax(y.v[k], x.v[k])); }
GPT__V v16 GPT__(vmin)(v16 x, v16 y) { GPT__FOUR(v16, wasm_f32x4_pmin(y.v[k], x.v[k])); }

/* There is no fma. The product is exact in double; its sum with z is rounded twice, to double and to float. That
 * differs from rounding once only where the double lies halfway between two floats: between normal ones the low 29 bits
 * say so. Those, and all subnormals, are left to gpt__fmaf. */
GPT__V v128_t GPT__(sum2)(v128_t x, v128_t y, v128_t z, v128_t *doubt) {
    v128_t s = wasm_f64x2_promote_low_f32x4(z), size;
    s = wasm_f64x2_add(wasm_f64x2_mul(wasm_f64x2_promote_low_f32x4(x), wasm_f64x2_promote_low_f32x4(y)), s);
    size = wasm_f64x2_abs(s);
    *doubt = wasm_v128_and(wasm_f64x2_lt(size, wasm_f64x2_const_splat(1.1754943508222875e-38)),
                           wasm_f64x2_gt(size, wasm_f64x2_const_splat(0.0)));
    *doubt = wasm_v128_or(*doubt, wasm_i64x2_eq(wasm_v128_and(s, wasm_i64x2_const_splat(0x1fffffff)),
                                                wasm_i64x2_const_splat(0x10000000)));
    return wasm_f32x4_demote_f64x2_zero(s);
}
GPT__V v128_t GPT__(upper)(v128_t x) { return wasm_i64x2_shuffle(x, x, 1, 1); }
static GPT__NOINLINE v128_t GPT__(slow4)(v128_t x, v128_t y, v128_t z) {
    float a[4], b[4], c[4];
    int k;
    wasm_v128_store(a, x);
    wasm_v128_store(b, y);
    wasm_v128_store(c, z);
    for (k = 0; k < 4; k++) c[k] = gpt__fmaf(a[k], b[k], c[k]);
    return wasm_v128_load(c);
}
GPT__V v128_t GPT__(fma4)(v128_t x, v128_t y, v128_t z) {
    v128_t p, q, low = GPT__(sum2)(x, y, z, &p);
    v128_t high = GPT__(sum2)(GPT__(upper)(x), GPT__(upper)(y), GPT__(upper)(z), &q);
    if (wasm_v128_any_true(wasm_v128_or(p, q))) return GPT__(slow4)(x, y, z);
    return wasm_i64x2_shuffle(low, high, 0, 2);
}
GPT__V v16 GPT__(vfma)(v16 x, v16 y, v16 z) { GPT__FOUR(v16, GPT__(fma4)(x.v[k], y.v[k], z.v[k])); }

GPT__V v16 GPT__(range)(v16 x, v16 y, int lo, int hi) {
    v128_t i = wasm_i32x4_const(0, 1, 2, 3);
    GPT__FOUR(v16, wasm_v128_bitselect(x.v[k], y.v[k], wasm_v128_and(wasm_i32x4_ge(i, wasm_i32x4_splat(lo - 4 * k)),
                                                                     wasm_i32x4_lt(i, wasm_i32x4_splat(hi - 4 * k)))));
}
GPT__V v16 GPT__(above)(v16 x, v16 y, v16 z) {
    GPT__FOUR(v16, wasm_v128_bitselect(y.v[k], z.v[k], wasm_f32x4_gt(x.v[k], wasm_f32x4_const_splat(0.0f))));
}
GPT__V v16 GPT__(pow2)(v16 t) {
    GPT__FOUR(v16, wasm_i32x4_add(wasm_i32x4_shl(t.v[k], 23), wasm_i32x4_const_splat(0x3f800000)));
}
GPT__V void GPT__(save_i8)(int8_t *p, v16 x) {
    v128_t t[4];
    int k;
    GPT__UNROLL for (k = 0; k < 4; k++) t[k] = wasm_i32x4_trunc_sat_f32x4(wasm_f32x4_nearest(x.v[k]));
    wasm_v128_store(p, wasm_i8x16_narrow_i16x8(wasm_i16x8_narrow_i32x4(t[0], t[1]),
                                               wasm_i16x8_narrow_i32x4(t[2], t[3])));
}
GPT__V float GPT__(hsum)(v16 x) {
    v128_t q = wasm_f32x4_add(wasm_f32x4_add(x.v[0], x.v[2]), wasm_f32x4_add(x.v[1], x.v[3]));
    q = wasm_f32x4_add(q, GPT__(upper)(q));
    return wasm_f32x4_extract_lane(q, 0) + wasm_f32x4_extract_lane(q, 1);
}
GPT__V float GPT__(hmax)(v16 x) {
    v128_t p = wasm_f32x4_pmax(x.v[2], x.v[0]), q = wasm_f32x4_pmax(wasm_f32x4_pmax(x.v[3], x.v[1]), p);
    q = wasm_f32x4_pmax(GPT__(upper)(q), q);
    return wasm_f32x4_extract_lane(wasm_f32x4_pmax(wasm_i32x4_shuffle(q, q, 1, 1, 1, 1), q), 0);
}
GPT__V v16 GPT__(itof)(i16x x) {
    GPT__FOUR(v16, wasm_f32x4_convert_i32x4(wasm_i32x4_add(
                       wasm_i32x4_shuffle(x.v[2 * k], x.v[2 * k + 1], 0, 2, 4, 6),
                       wasm_i32x4_shuffle(x.v[2 * k], x.v[2 * k + 1], 1, 3, 5, 7))));
}
GPT__V b64 GPT__(load_b)(const uint8_t *p) { GPT__FOUR(b64, wasm_v128_load(p + 16 * k)); }
GPT__V void GPT__(save_b)(uint8_t *p, b64 x) {
    int k;
    GPT__UNROLL for (k = 0; k < 4; k++) wasm_v128_store(p + 16 * k, x.v[k]);
}
GPT__V b64 GPT__(table)(const uint8_t *p) {
    GPT__FOUR(b64, wasm_u8x16_max(wasm_v128_load(p), wasm_u8x16_splat(1)));
}
GPT__V b64 GPT__(bits)(b64 x, int shift, int mask) {
    GPT__FOUR(b64, wasm_v128_and(wasm_u8x16_shr(x.v[k], (uint32_t)shift), wasm_u8x16_splat((uint8_t)mask)));
}
GPT__V b64 GPT__(mix)(b64 x, b64 y, int shift) {
    GPT__FOUR(b64, wasm_v128_or(x.v[k], wasm_i8x16_shl(y.v[k], (uint32_t)shift)));
}
GPT__V b64 GPT__(pick)(b64 table, b64 x) { GPT__FOUR(b64, wasm_i8x16_swizzle(table.v[k], x.v[k])); }
GPT__V i16x GPT__(start)(int32_t c) {
    i16x r;
    int k;
    GPT__UNROLL for (k = 0; k < 8; k++) r.v[k] = wasm_i32x4_make(c, 0, c, 0);
    return r;
}
#define GPT__X_SIZE 1
GPT__V w64 GPT__(bytes)(b64 x) {
    w64 r;
    int k;
    GPT__UNROLL for (k = 0; k < 4; k++) {
        r.v[2 * k] = wasm_u16x8_extend_low_u8x16(x.v[k]);
        r.v[2 * k + 1] = wasm_u16x8_extend_high_u8x16(x.v[k]);
    }
    return r;
}
GPT__V x4 GPT__(load_x)(const int8_t *p, int g) {
    x4 r;
    r.v = wasm_i16x8_extend_low_i8x16(wasm_v128_load32_splat(p + 4 * g));
    return r;
}
GPT__V i16x GPT__(dot)(i16x s, w64 w, x4 x) {
    int k;
    GPT__UNROLL for (k = 0; k < 8; k++) s.v[k] = wasm_i32x4_add(s.v[k], wasm_i32x4_dot_i16x8(w.v[k], x.v));
    return s;
}
#endif
#undef GPT__FOUR

#if GPT__LANE_ID != 0 && (GPT__LANE_ID < 3 || GPT__LANE_ID > 5) /* those have masks */
GPT__V v16 GPT__(load_n)(const float *p, int n) {
    float t[16] = {0};
    if (n >= 16) return GPT__(load)(p);
    memcpy(t, p, (size_t)n * 4);
    return GPT__(load)(t);
}
GPT__V void GPT__(save_n)(float *p, v16 x, int n) {
    float t[16];
    if (n >= 16) {
        GPT__(save)(p, x);
        return;
    }
    GPT__(save)(t, x);
    memcpy(p, t, (size_t)n * 4);
}
#endif

#if GPT__X_SIZE == 1
GPT__V void GPT__(save_x)(int8_t *p, const int8_t *x) { memcpy(p, x, 32); } /* the 32 activations of a block */
#endif

/* The same sums for codes and one row of activations, which some processors have a shorter way for. */
#ifndef GPT__OWN_ONE
GPT__V b64 GPT__(one_table)(b64 table) { return table; }
GPT__V i16x GPT__(one_start)(int32_t c) { return GPT__(start)(c); }
GPT__V i16x GPT__(one_dot)(i16x s, b64 w, const int8_t *p, int g) {
    return GPT__(dot)(s, GPT__(bytes)(w), GPT__(load_x)(p, g));
}
#endif

#if GPT__LANE_ID == 5 /* instructions on tiles; what those are: >>kernels */
typedef struct gpt__tiles { /* what LDTILECFG takes: bytes of a row, and rows, of each register */
    uint8_t palette, start, zero[14];
    uint16_t width[16];
    uint8_t rows[16];
} gpt__tiles;

/* The compilers' own intrinsics are no less assembler, and gcc's forget to say which memory they read. */
#ifndef GPT__EMULATED
#define GPT__TILE_CONFIG(tiles) \
    __asm__ volatile("{ldtilecfg\t(%0)|ldtilecfg\t[%0]}" : : "r"(tiles), "m"(*(tiles)) : "memory")
#define GPT__TILE_LOAD(tile, p, stride) \
    __asm__ volatile("{tileloadd\t(%0,%1,1), %%tmm" #tile "|tileloadd\ttmm" #tile ", [%0+%1*1]}" \
                     : : "r"(p), "r"(stride) : "memory")
#define GPT__TILE_STORE(tile, p, stride) \
    __asm__ volatile("{tilestored\t%%tmm" #tile ", (%0,%1,1)|tilestored\t[%0+%1*1], tmm" #tile "}" \
                     : : "r"(p), "r"(stride) : "memory")
#define GPT__TILE_ZERO(tile) __asm__ volatile("tilezero\t{%%|}tmm" #tile : :)
#define GPT__TILE_DOT(c, a, b) \
    __asm__ volatile("{tdpbsud\t%%tmm" #b ", %%tmm" #a ", %%tmm" #c "|tdpbsud\ttmm" #c ", tmm" #a ", tmm" #b "}" : :)
#define GPT__TILE_RELEASE() __asm__ volatile("tilerelease")
#endif
#endif

/* ---------------------------------------------------------------------------------------------------------------
 * >>kernels -- written once over the primitives above
 *
 * A kernel takes pointers and sizes; it does not allocate, thread, fail, or know what a model is. Nothing needs
 * padding except where a panel is written whole. Each output element is computed by one fixed sequence of
 * operations, whatever tile it falls into. Start at `tile`: matrix products and attention are made of it.
 * ------------------------------------------------------------------------------------------------------------- */

/* the largest magnitude of 32 values */
GPT__V float GPT__(largest)(v16 a, v16 b) {
    v16 zero = GPT__(set1)(0.0f);
    return GPT__(hmax)(GPT__(vmax)(GPT__(vmax)(a, GPT__(vsub)(zero, a)), GPT__(vmax)(b, GPT__(vsub)(zero, b))));
}

#if !GPT__BORROWS
/* x = n ln 2 + r, |r| < 0.35, for x held in [-87, 88]: exp(x) = (1 + r q) 2^n. Returns q, the Taylor series of
 * (exp(r) - 1) / r (the next term is below 2^-26), and n in the low bits of *t. */
GPT__V v16 GPT__(vexp_parts)(v16 x, v16 *t, v16 *r) {
    v16 n, q;
    x = GPT__(vmin)(GPT__(vmax)(x, GPT__(set1)(-87.0f)), GPT__(set1)(88.0f));
    *t = GPT__(vfma)(x, GPT__(set1)(1.44269504f), GPT__(set1)(GPT__ROUND));
    n = GPT__(vsub)(*t, GPT__(set1)(GPT__ROUND));
    *r = GPT__(vfma)(n, GPT__(set1)(-0.693359375f), x);        /* ln 2 = 0.693359375 - 2.12194440e-4 */
    *r = GPT__(vfma)(n, GPT__(set1)(2.12194440e-4f), *r);
    q = GPT__(set1)(1.0f / 5040.0f);
    q = GPT__(vfma)(q, *r, GPT__(set1)(1.0f / 720.0f));
    q = GPT__(vfma)(q, *r, GPT__(set1)(1.0f / 120.0f));
    q = GPT__(vfma)(q, *r, GPT__(set1)(1.0f / 24.0f));
    q = GPT__(vfma)(q, *r, GPT__(set1)(1.0f / 6.0f));
    q = GPT__(vfma)(q, *r, GPT__(set1)(0.5f));
    return GPT__(vfma)(q, *r, GPT__(set1)(1.0f));
}

/* exp, within 1.5 ulp. Beyond [-87, 88] the result stays at the end's. NaN gives exp(-87). */
GPT__V v16 GPT__(vexp)(v16 x) {
    v16 t, r, q = GPT__(vexp_parts)(x, &t, &r);
    return GPT__(vmul)(GPT__(vfma)(q, r, GPT__(set1)(1.0f)), GPT__(pow2)(t));
}

/* exp(x) - 1, as exact near 0 as elsewhere: r q 2^n + (2^n - 1) */
GPT__V v16 GPT__(vexpm1)(v16 x) {
    v16 t, r, q = GPT__(vexp_parts)(x, &t, &r), p = GPT__(pow2)(t);
    return GPT__(vfma)(GPT__(vmul)(q, r), p, GPT__(vsub)(p, GPT__(set1)(1.0f)));
}

/* x / (1 + exp(-k x)): SiLU for k = 1 (arXiv:1702.03118); GELU by sigmoid or tanh are of this form too */
GPT__V v16 GPT__(vswish)(v16 x, v16 kx) {
    v16 e = GPT__(vexp)(GPT__(vsub)(GPT__(set1)(0.0f), kx));
    return GPT__(vdiv)(x, GPT__(vadd)(GPT__(set1)(1.0f), e));
}

/* tanh(x) = 1 - 2 / (1 + exp(2x)): within 1e-7 of it, absolutely */
GPT__V v16 GPT__(vtanh)(v16 x) {
    v16 one = GPT__(set1)(1.0f), e = GPT__(vexp)(GPT__(vadd)(x, x));
    return GPT__(vsub)(one, GPT__(vdiv)(GPT__(set1)(2.0f), GPT__(vadd)(one, e)));
}

/* cap * tanh(x / cap) (Gemma 2, arXiv:2408.00118) */
GPT__V v16 GPT__(vcap)(v16 x, float cap) {
    return GPT__(vmul)(GPT__(vtanh)(GPT__(vdiv)(x, GPT__(set1)(cap))), GPT__(set1)(cap));
}

/* erf(x) = 1 - exp(-x^2) Q(t), t = 1 / (1 + |x|/2): the form of Numerical Recipes' erfc, with our own Chebyshev fit of
 * Q(t) = exp(x^2) erfc(x) for |x| in [0, 6], in s = t * 8/3 - 5/3. Absolute error below 2e-7. */
GPT__V v16 GPT__(verf)(v16 x) {
    static const float q[9] = {0.378537421f, 0.422187747f, 0.169407366f, 0.0329912522f, -0.00166841826f,
                               -0.00165757268f, 0.000128349325f, 9.03074942e-05f, -1.64387555e-05f};
    v16 zero = GPT__(set1)(0.0f), one = GPT__(set1)(1.0f), neg = GPT__(vsub)(zero, x), a, t, s, p;
    int i;
    a = GPT__(vmin)(GPT__(vmax)(x, neg), GPT__(set1)(6.0f));
    t = GPT__(vdiv)(one, GPT__(vfma)(a, GPT__(set1)(0.5f), one));
    s = GPT__(vfma)(t, GPT__(set1)(8.0f / 3.0f), GPT__(set1)(-5.0f / 3.0f));
    p = GPT__(set1)(q[8]);
    for (i = 7; i >= 0; i--) p = GPT__(vfma)(p, s, GPT__(set1)(q[i]));
    p = GPT__(vsub)(one, GPT__(vmul)(p, GPT__(vexp)(GPT__(vsub)(zero, GPT__(vmul)(a, a)))));
    return GPT__(vmul)(p, GPT__(vdiv)(x, GPT__(vmax)(GPT__(vmax)(x, neg), GPT__(set1)(1e-30f)))); /* sign of x */
}

/* xIELU (arXiv:2411.13010): alpha x^2 + beta x for x > 0, else limit (exp(min(x, eps)) - 1 - x) + beta x */
GPT__V v16 GPT__(vxielu)(const gpt__activation *a, v16 x) {
    v16 right = GPT__(vmul)(GPT__(vmul)(GPT__(set1)(a->alpha), x), x);
    v16 left = GPT__(vsub)(GPT__(vexpm1)(GPT__(vmin)(x, GPT__(set1)(a->eps))), x);
    left = GPT__(vmul)(GPT__(set1)(a->limit), left);
    return GPT__(vfma)(GPT__(set1)(a->beta), x, GPT__(above)(x, right, left));
}

GPT__V v16 GPT__(vact)(const gpt__activation *a, v16 x) {
    v16 zero = GPT__(set1)(0.0f), u = x;
    switch (a->kind) {
    case GPT__ACT_SILU: break;
    case GPT__ACT_GELU_TANH: /* arXiv:1606.08415: x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))) */
        u = GPT__(vmul)(GPT__(vmul)(x, x), x);
        u = GPT__(vfma)(u, GPT__(set1)(0.044715f), x);
        u = GPT__(vmul)(u, GPT__(set1)(1.59576912f));
        break;
    case GPT__ACT_GELU_QUICK: u = GPT__(vmul)(x, GPT__(set1)(1.702f)); break;
    case GPT__ACT_SWIGLU_CLAMP: u = GPT__(vmul)(x, GPT__(set1)(a->alpha)); break;
    case GPT__ACT_XIELU: return GPT__(vxielu)(a, x);
    case GPT__ACT_GELU_ERF:
        u = GPT__(verf)(GPT__(vmul)(x, GPT__(set1)(0.707106781f)));
        return GPT__(vmul)(GPT__(vmul)(x, GPT__(set1)(0.5f)), GPT__(vadd)(u, GPT__(set1)(1.0f)));
    case GPT__ACT_RELU: return GPT__(vmax)(x, zero);
    case GPT__ACT_RELU2: u = GPT__(vmax)(x, zero); return GPT__(vmul)(u, u);
    case GPT__ACT_TANH: return GPT__(vtanh)(x);
    default: return x;
    }
    return GPT__(vswish)(x, u);
}

#endif /* GPT__BORROWS */

#if GPT__LINKED
extern const gpt__kernels GPT__(kernels);
#endif
#if GPT__LINKED != 2
#if !GPT__BORROWS
/* out = act(g), times up when there is one: the gated units of arXiv:2002.05202. SWIGLU_CLAMP (gpt-oss) holds both at
 * the limit, up from below too, and multiplies by up + 1. */
static GPT__FN void GPT__(act)(const gpt__activation *a, const float *g, const float *up, int n, float *out) {
    v16 low = GPT__(set1)(-a->limit), high = GPT__(set1)(a->limit);
    int i, clamp = a->kind == GPT__ACT_SWIGLU_CLAMP;
    for (i = 0; i < n; i += 16) {
        v16 x = GPT__(load_n)(g + i, n - i), y, u;
        y = GPT__(vact)(a, clamp ? GPT__(vmin)(x, high) : x);
        if (up) {
            u = GPT__(load_n)(up + i, n - i);
            if (clamp) u = GPT__(vadd)(GPT__(vmin)(GPT__(vmax)(u, low), high), GPT__(set1)(1.0f));
            y = GPT__(vmul)(y, u);
        }
        GPT__(save_n)(out + i, y, n - i);
    }
}

/* RMSNorm (arXiv:1910.07467): x / sqrt(mean(x^2) + eps) * w.  LayerNorm (arXiv:1607.06450) takes the mean off first. */
static GPT__FN void GPT__(norm)(int kind, const float *x, const float *w, const float *b, int n, float eps,
                                float *out) {
    v16 zero = GPT__(set1)(0.0f), sum = zero, mean = zero, inv;
    int i;
    if (kind == GPT__NORM_LAYER) {
        for (i = 0; i < n; i += 16) sum = GPT__(vadd)(sum, GPT__(load_n)(x + i, n - i));
        mean = GPT__(set1)(GPT__(hsum)(sum) / (float)n);
        sum = zero;
    }
    for (i = 0; i < n; i += 16) {
        v16 v = GPT__(range)(GPT__(vsub)(GPT__(load_n)(x + i, n - i), mean), zero, 0, n - i);
        sum = GPT__(vfma)(v, v, sum);
    }
    inv = GPT__(set1)(1.0f / sqrtf(GPT__(hsum)(sum) / (float)n + eps));
    for (i = 0; i < n; i += 16) {
        v16 v = GPT__(vmul)(GPT__(vsub)(GPT__(load_n)(x + i, n - i), mean), inv);
        v = GPT__(vmul)(v, GPT__(load_n)(w + i, n - i));
        if (b) v = GPT__(vadd)(v, GPT__(load_n)(b + i, n - i));
        GPT__(save_n)(out + i, v, n - i);
    }
}

/* Rotary embedding (RoFormer, arXiv:2104.09864) of one head: the pairs (x[i], x[i + half]) turn by the angle of i. */
static GPT__FN void GPT__(rope)(float *x, const float *cosine, const float *sine, int half) {
    int i;
    for (i = 0; i < half; i += 16) {
        v16 a = GPT__(load_n)(x + i, half - i), b = GPT__(load_n)(x + half + i, half - i);
        v16 c = GPT__(load_n)(cosine + i, half - i), s = GPT__(load_n)(sine + i, half - i);
        v16 bs = GPT__(vmul)(GPT__(vsub)(GPT__(set1)(0.0f), b), s);
        GPT__(save_n)(x + i, GPT__(vfma)(a, c, bs), half - i);
        GPT__(save_n)(x + half + i, GPT__(vfma)(b, c, GPT__(vmul)(a, s)), half - i);
    }
}

/* x += scale * y */
static GPT__FN void GPT__(add)(float *x, const float *y, float scale, int n) {
    int i;
    for (i = 0; i < n; i += 16) {
        v16 v = GPT__(vmul)(GPT__(load_n)(y + i, n - i), GPT__(set1)(scale));
        GPT__(save_n)(x + i, GPT__(vadd)(GPT__(load_n)(x + i, n - i), v), n - i);
    }
}

/* x = scale * x, then its soft cap where cap > 0 */
static GPT__FN void GPT__(softcap)(float *x, float scale, float cap, int n) {
    int i;
    for (i = 0; i < n; i += 16) {
        v16 v = GPT__(vmul)(GPT__(load_n)(x + i, n - i), GPT__(set1)(scale));
        if (cap > 0.0f) v = GPT__(vcap)(v, cap);
        GPT__(save_n)(x + i, v, n - i);
    }
}

/* sum of exp(x - max) */
static GPT__FN float GPT__(sumexp)(const float *x, int n, float max) {
    v16 sum = GPT__(set1)(0.0f);
    int i;
    for (i = 0; i < n; i += 16) {
        v16 v = GPT__(vexp)(GPT__(vsub)(GPT__(load_n)(x + i, n - i), GPT__(set1)(max)));
        sum = GPT__(vadd)(sum, GPT__(range)(v, GPT__(set1)(0.0f), 0, n - i));
    }
    return GPT__(hsum)(sum);
}

/* n floats, at most 32, as int8: d as f16, then the bytes. d is 1/127 of the largest magnitude, rounded up where f16
 * has no such number, so that no byte is beyond 127. */
GPT__V uint8_t *GPT__(store_i8)(const float *x, int n, uint8_t *out) {
    v16 zero = GPT__(set1)(0.0f), low = GPT__(set1)(-65504.0f * 127.0f), high = GPT__(set1)(65504.0f * 127.0f), a, b;
    int8_t q[32];
    uint16_t d;
    float largest, scale;
    a = GPT__(vmin)(GPT__(vmax)(GPT__(load_n)(x, n), low), high);
    b = n > 16 ? GPT__(vmin)(GPT__(vmax)(GPT__(load_n)(x + 16, n - 16), low), high) : zero;
    largest = GPT__(largest)(a, b);
    d = gpt__f32_to_f16(largest / 127.0f);
    if (gpt__f16_to_f32(d) * 127.0f < largest) d++;
    scale = d ? gpt__f16_to_f32(d) : 1.0f;
    GPT__(save_i8)(q, GPT__(vdiv)(a, GPT__(set1)(scale)));
    GPT__(save_i8)(q + 16, GPT__(vdiv)(b, GPT__(set1)(scale)));
    memcpy(out, &d, 2);
    memcpy(out + 2, q, (size_t)n);
    return out + 2 + n;
}

/* n floats to a row of the cache: values of its type, for I8 in blocks of 32. Held to the finite range, NaN to its
 * lower end, so that a masked value can't poison a sum. */
static GPT__FN void GPT__(store)(const float *x, int n, gpt_kv kv, void *out) {
    float limit = kv == GPT_KV_F16 ? 65504.0f : 3.40282347e38f;
    uint8_t *row = (uint8_t *)out;
    int i;
    for (i = 0; i < n && kv == GPT_KV_I8; i += 32) row = GPT__(store_i8)(x + i, n - i < 32 ? n - i : 32, row);
    for (i = 0; i < n && kv != GPT_KV_I8; i += 16) {
        v16 v = GPT__(vmax)(GPT__(load_n)(x + i, n - i), GPT__(set1)(-limit));
        int m = n - i < 16 ? n - i : 16;
        v = GPT__(vmin)(v, GPT__(set1)(limit));
        if (kv == GPT_KV_F16) {
            uint16_t h[16];
            GPT__(save_f16)(h, v);
            memcpy((uint16_t *)out + i, h, (size_t)m * 2);
        } else {
            GPT__(save_n)((float *)out + i, v, m);
        }
    }
}

#endif

/* what happens to 16 sums of a product: scale, bias, and the residual */
GPT__V void GPT__(put)(const gpt__matmul *m, v16 sum, int p, int t) {
    float *y = m->y + (size_t)(m->to ? m->to[t] : t) * m->ldy + (size_t)p * 16;
    float add = m->weight ? m->weight[t] : m->add;
    v16 v = GPT__(vmul)(sum, GPT__(set1)(m->scale));
    if (m->bias) v = GPT__(vadd)(v, GPT__(load)(m->bias + (size_t)p * 16));
    if (m->weight || add != 0.0f) v = GPT__(vadd)(GPT__(load)(y), GPT__(vmul)(v, GPT__(set1)(add)));
    GPT__(save)(y, v);
}

#if GPT__BORROWS < 2
/* ... to those of a tile; out of line, because each size of tile would have its own copy, one for each sum */
static GPT__NOINLINE GPT__FN void GPT__(put_tile)(const gpt__matmul *m, const v16 *sum, int P, int T, int p0, int t0) {
    int p, t;
    for (p = 0; p < P; p++) {
        for (t = 0; t < T; t++) GPT__(put)(m, *sum++, p0 + p, t0 + t);
    }
}

/* One row of activations to int8: per block of 32, d = max|x| / 127, q = round(x / d); c = -128 * sum(q). The last
 * block is filled up with zeros. A block that holds an infinity or NaN gives defined, if useless, bytes. q is stored as
 * the lane's dot products read it. */
static GPT__FN void GPT__(quantize)(const float *x, int n, int8_t *q, float *d, int32_t *c) {
    v16 zero = GPT__(set1)(0.0f), low = GPT__(set1)(-127.0f), high = GPT__(set1)(127.0f);
    int8_t block[32];
    int i, j;
    for (i = 0; i < n; i += 32, q += 32 * GPT__X_SIZE) {
        v16 a = GPT__(load_n)(x + i, n - i);
        v16 b = n - i > 16 ? GPT__(load_n)(x + i + 16, n - i - 16) : zero;
        float largest = GPT__(largest)(a, b);
        v16 inv = GPT__(set1)(largest > 1e-30f ? 127.0f / largest : 0.0f);
        int32_t sum = 0;
        GPT__(save_i8)(block, GPT__(vmin)(GPT__(vmax)(GPT__(vmul)(a, inv), low), high));
        GPT__(save_i8)(block + 16, GPT__(vmin)(GPT__(vmax)(GPT__(vmul)(b, inv), low), high));
        for (j = 0; j < 32; j++) sum += block[j];
        GPT__(save_x)(q, block);
        *d++ = largest / 127.0f;
        *c++ = -128 * sum;
    }
}

/* tile -- P panels against T rows of x: sum[p * T + t] = W_p x_t, 16 rows each.
 *
 *     for each block of 32 columns:  part = sum of w * x, column by column (fma);   sum += part
 *
 * P and T are constants after inlining, so that the P * T sums stay in registers. Blocks shorten the chains of
 * roundings and give them an order that no tile size changes. Two types are of the cache alone: bytes, and bytes with
 * the 16 factors d of a block in front of it, where sum += d * part (one fma). */
#define GPT__TILE_I8 GPT__TYPE_COUNT
#define GPT__TILE_I8_D (GPT__TYPE_COUNT + 1)
GPT__V void GPT__(tile)(int type, int P, int T, const uint8_t *w, size_t panel, int n_col, const float *x, size_t ldx,
                        v16 *sum) {
    size_t width = type == GPT_TYPE_F32 ? 64 : type >= GPT__TILE_I8 ? 16 : 32; /* bytes of a column */
    int j, p, t;
    GPT__UNROLL for (p = 0; p < P * T; p++) sum[p] = GPT__(set1)(0.0f);
    for (j = 0; j < n_col;) {
        int end = j + 32 < n_col ? j + 32 : n_col;
        const uint8_t *block = w + (size_t)j * width + (type == GPT__TILE_I8_D ? j + 32 : 0), *d = block - 32;
        v16 part[12];
        GPT__UNROLL for (p = 0; p < P * T; p++) part[p] = GPT__(set1)(0.0f);
        for (; j < end; j++, block += width) {
            v16 a[4];
            GPT__UNROLL for (p = 0; p < P; p++) {
                const uint8_t *column = block + (size_t)p * panel;
                a[p] = type == GPT_TYPE_F32 ? GPT__(load)((const float *)(const void *)column)
                     : type == GPT_TYPE_F16 ? GPT__(load_f16)(column)
                     : type == GPT_TYPE_BF16 ? GPT__(load_bf16)(column) : GPT__(load_i8)(column);
            }
            GPT__UNROLL for (t = 0; t < T; t++) {
                v16 b = GPT__(set1)(x[(size_t)t * ldx + (size_t)j]);
                GPT__UNROLL for (p = 0; p < P; p++) part[p * T + t] = GPT__(vfma)(a[p], b, part[p * T + t]);
            }
        }
        GPT__UNROLL for (p = 0; p < P; p++) {
            v16 f = type == GPT__TILE_I8_D ? GPT__(load_f16)(d + (size_t)p * panel) : GPT__(set1)(1.0f);
            GPT__UNROLL for (t = 0; t < T; t++) {
                v16 y = part[p * T + t], z = sum[p * T + t];
                sum[p * T + t] = type == GPT__TILE_I8_D ? GPT__(vfma)(y, f, z) : GPT__(vadd)(z, y);
            }
        }
    }
}

/* a group of a block as bytes; of its codes a plane holds 4, 2 or 1 bits, see >>format */
GPT__V b64 GPT__(group)(int bits, const uint8_t *block, int g, b64 codebook) {
    const uint8_t *line = block + (size_t)(bits & 4 ? g / 2 : g / 4) * 64;
    b64 low, high;
    low = bits & 4 ? GPT__(bits)(GPT__(load_b)(line), g % 2 * 4, 15) : GPT__(bits)(GPT__(load_b)(line), g % 4 * 2, 3);
    if (bits == 4 || bits == 2) return GPT__(pick)(codebook, low);
    if (bits == 6) high = GPT__(bits)(GPT__(load_b)(block + 256 + (size_t)(g / 4) * 64), g % 4 * 2, 3);
    else high = GPT__(bits)(GPT__(load_b)(block + (bits == 5 ? 256 : 128)), g, 1);
    if (bits == 3) return GPT__(pick)(codebook, GPT__(mix)(low, high, 2));
    return GPT__(mix)(low, GPT__(pick)(codebook, high), 0);
}

/* Decoding waits for memory, and the processor's own prefetchers stop at the end of a page or panel. At block b of P
 * panels: fetch the weights that come GPT__AHEAD bytes later and the scales that go with them; beyond the end of these
 * panels, those of the next P. */
#define GPT__AHEAD 1536
GPT__V void GPT__(prefetch)(int bits, int P, const uint8_t *w, size_t panel, int n_block, int b) {
    const int size = bits * 64, next = b + GPT__AHEAD / size;
    const size_t on = next < n_block ? 0 : (size_t)P * panel;
    const size_t block = (size_t)(next < n_block ? next : next - n_block);
    int p, i;
    w += on;
    GPT__UNROLL for (p = 0; p < P; p++, w += panel) {
        GPT__UNROLL for (i = 0; i < bits; i++) GPT__PREFETCH(w + block * (size_t)size + (size_t)i * 64);
        if (block % 2 == 0) GPT__PREFETCH(w + (size_t)n_block * (size_t)size + block * 32);
    }
}

/* group g of a block of P panels against T rows; of codes, one row at a time */
GPT__V void GPT__(tile_group)(int bits, int P, int T, const uint8_t *const *block, int g, const b64 *codebook,
                              const int8_t *q, size_t ldq, i16x *part) {
    w64 a[2];
    int p, t;
    if (bits < 8) {
        GPT__UNROLL for (p = 0; p < P; p++) {
            b64 w = GPT__(group)(bits, block[p], g, codebook[p]);
            part[p] = GPT__(one_dot)(part[p], w, q, g);
        }
        return;
    }
    GPT__UNROLL for (p = 0; p < P; p++) a[p] = GPT__(bytes)(GPT__(load_b)(block[p] + (size_t)g * 64));
    GPT__UNROLL for (t = 0; t < T; t++) {
        x4 x = GPT__(load_x)(q + (size_t)t * ldq, g);
        GPT__UNROLL for (p = 0; p < P; p++) part[p * T + t] = GPT__(dot)(part[p * T + t], a[p], x);
    }
}

/* tile_int -- the same for weights of 8 bits and less: per block the exact integer dot product, then
 *
 *     sum += float(dot) * (d_w * d_x)                          (one rounding in the product of scales, one fma)
 *
 * The 64 bytes of a group are 16 rows x 4 columns: one vpdpbusd multiplies them with 4 activations broadcast from
 * memory. */
GPT__V void GPT__(tile_int)(int bits, int P, int T, const gpt__matmul *m, const uint8_t *w, const uint8_t *next, int t0,
                            v16 *sum) {
    int n_block = (m->n_col + 31) / 32, b, g, p, t, lines = 0, due = 0;
    const int8_t *q = m->q + (size_t)t0 * m->ldq;
    const float *d = m->d + (size_t)t0 * m->ldd;
    const int32_t *c = m->c + (size_t)t0 * m->ldd;
    const size_t size = (size_t)bits * 64;
    const uint8_t *dw = w + (size_t)n_block * size;
    b64 codebook[2];
    GPT__UNROLL for (p = 0; p < P; p++) {
        const uint8_t *stored = bits < 8 ? dw + (size_t)p * m->panel + (size_t)n_block * 32 : w;
        codebook[p] = GPT__(one_table)(GPT__(table)(stored));
    }
    GPT__UNROLL for (p = 0; p < P * T; p++) sum[p] = GPT__(set1)(0.0f);
    if (T > 1) lines = gpt__next_lines(m, P, t0, T, &next);
    for (b = 0; b < n_block; b++, q += 32 * GPT__X_SIZE) {
        const uint8_t *block[2];
        i16x part[12];
        for (due += lines; T > 1 && due >= n_block; due -= n_block, next += 64) GPT__PREFETCH_L2(next);
        if (T == 1) GPT__(prefetch)(bits, P, w, m->panel, n_block, b);
        GPT__UNROLL for (p = 0; p < P; p++) block[p] = w + (size_t)p * m->panel + (size_t)b * size;
        GPT__UNROLL for (t = 0; t < T; t++) {
            const int32_t from = c[(size_t)t * m->ldd + (size_t)b];
            GPT__UNROLL for (p = 0; p < P; p++) {
                part[p * T + t] = bits < 8 ? GPT__(one_start)(from) : GPT__(start)(from);
            }
        }
        GPT__UNROLL for (g = 0; g < 8; g++) GPT__(tile_group)(bits, P, T, block, g, codebook, q, m->ldq, part);
        GPT__UNROLL for (p = 0; p < P; p++) {
            v16 s = GPT__(load_f16)(dw + (size_t)p * m->panel + (size_t)b * 32);
            GPT__UNROLL for (t = 0; t < T; t++) {
                v16 scale = GPT__(vmul)(s, GPT__(set1)(d[(size_t)t * m->ldd + (size_t)b]));
                sum[p * T + t] = GPT__(vfma)(GPT__(itof)(part[p * T + t]), scale, sum[p * T + t]);
            }
        }
    }
}

/* one tile of a product */
GPT__V void GPT__(tile_out)(int type, int bits, int P, int T, const gpt__matmul *m, int p0, int t0) {
    v16 sum[12];
    const uint8_t *w = m->w + (size_t)p0 * m->panel;
    if (bits <= 8) GPT__(tile_int)(bits, P, T, m, w, m->next ? m->next + (size_t)p0 * m->next_panel : NULL, t0, sum);
    else GPT__(tile)(type, P, T, w, m->panel, m->n_col, m->x + (size_t)t0 * m->ldx, m->ldx, sum);
    GPT__(put_tile)(m, sum, P, T, p0, t0);
}

/* All panels [p0, p1). The tile sizes are what registers allow: 32 of 64 bytes, or 16 of 32. One row (decoding) takes
 * two panels at a time in every lane: two streams of weights are what a core's prefetchers follow best. Every size is
 * code to compile: a last odd panel makes do with one, floats without four. */
#if GPT__LANE_ID == 3 || GPT__LANE_ID == 4
#define GPT__TILE_P 2
#define GPT__TILE_INT 6
#else
#define GPT__TILE_P 1
#define GPT__TILE_INT 4
#endif
GPT__V void GPT__(tiles)(int type, int bits, int P, const gpt__matmul *m, int p) {
    const int odd = P != GPT__TILE_P, fours = bits <= 8 && !odd, most = odd ? 1 : bits <= 8 ? GPT__TILE_INT : 6;
    int t, n;
    for (t = 0; t < m->T; t += n) {
        int left = m->T - t;
        n = left >= most && !(fours && left == 8) ? most /* 8 are 4 + 4, not 6 + 2 */
          : fours && left >= 4 ? 4 : left >= 2 ? 2 : 1;
        if (n == most) GPT__(tile_out)(type, bits, P, most, m, p, t);
        else if (fours && n == 4) GPT__(tile_out)(type, bits, P, 4, m, p, t);
        else if (!odd && n == 2) GPT__(tile_out)(type, bits, P, 2, m, p, t);
        else if (!odd) GPT__(tile_out)(type, bits, P, 1, m, p, t);
    }
}

GPT__V void GPT__(matmul_any)(int type, int bits, const gpt__matmul *m, int p0, int p1) {
    int p = p0;
#if GPT__TILE_P == 1
    for (; m->T == 1 && p + 2 <= p1; p += 2) GPT__(tile_out)(type, bits, 2, 1, m, p, 0);
    for (; p < p1; p++) GPT__(tiles)(type, bits, 1, m, p);
#else
    for (; p + 2 <= p1; p += 2) GPT__(tiles)(type, bits, 2, m, p);
    if (p < p1) GPT__(tiles)(type, bits, 1, m, p);
#endif
}
#undef GPT__TILE_P
#undef GPT__TILE_INT

#define GPT__MATMUL(name, type, bits) \
    static GPT__FN void GPT__(name)(const gpt__matmul *m, int p0, int p1) { GPT__(matmul_any)(type, bits, m, p0, p1); }
#if !GPT__BORROWS
GPT__MATMUL(matmul_f32, GPT_TYPE_F32, 32)
GPT__MATMUL(matmul_f16, GPT_TYPE_F16, 16)
GPT__MATMUL(matmul_bf16, GPT_TYPE_BF16, 16)
#endif
GPT__MATMUL(matmul_q8, GPT_TYPE_Q8, 8)
#undef GPT__MATMUL

/* a panel of codes as a panel of Q8 */
static GPT__FN void GPT__(unpack)(int bits, const uint8_t *w, int n_block, uint8_t *out) {
    const uint8_t *d = w + (size_t)n_block * (size_t)bits * 64;
    b64 codebook = GPT__(table)(d + (size_t)n_block * 32);
    int b, g;
#define GPT__CASE(bits) \
    case bits: \
        for (b = 0; b < n_block; b++, w += (bits) * 64, out += 512) { \
            GPT__UNROLL for (g = 0; g < 8; g++) GPT__(save_b)(out + g * 64, GPT__(group)(bits, w, g, codebook)); \
        } \
        break;
    switch (bits) {
    GPT__CASE(6)
    GPT__CASE(5)
    GPT__CASE(4)
    GPT__CASE(3)
    GPT__CASE(2)
    default: break;
    }
#undef GPT__CASE
    memcpy(out, d, (size_t)n_block * 32);
}

/* Products of codes: two panels at a time become bytes, once for all rows, which then cost what they cost with Q8. */
static GPT__FN void GPT__(matmul_unpacked)(const gpt__matmul *m, int p, int p1) {
    gpt__matmul part = *m;
    int n_block = (m->n_col + 31) / 32, n, k;
    part.w = m->scratch;
    part.panel = ((size_t)n_block * 544 + 63) / 64 * 64;
    for (; p < p1; p += n) {
        n = p1 - p < 2 ? p1 - p : 2;
        for (k = 0; k < n; k++) {
            GPT__(unpack)(m->bits, m->w + (size_t)(p + k) * m->panel, n_block, m->scratch + (size_t)k * part.panel);
        }
        part.y = m->y + (size_t)p * 16;
        if (m->bias) part.bias = m->bias + (size_t)p * 16;
        if (m->next) part.next = m->next + (size_t)p * m->next_panel;
        (m->q8 ? m->q8 : GPT__(matmul_q8))(&part, 0, n);
    }
}

/* ... but of one row (decoding) they are unpacked in registers, except for a last odd panel. */
#define GPT__MATMUL(name, bits) \
    static GPT__FN void GPT__(name)(const gpt__matmul *m, int p0, int p1) { \
        for (; m->T == 1 && p0 + 2 <= p1; p0 += 2) GPT__(tile_out)(0, bits, 2, 1, m, p0, 0); \
        if (p0 < p1) GPT__(matmul_unpacked)(m, p0, p1); \
    }
GPT__MATMUL(matmul_q6, 6)
GPT__MATMUL(matmul_q5, 5)
GPT__MATMUL(matmul_q4, 4)
GPT__MATMUL(matmul_q3, 3)
GPT__MATMUL(matmul_q2, 2)
#undef GPT__MATMUL
#endif

#if GPT__LANE_ID == 5
/* ---- AMX (Sapphire Rapids, Granite Rapids): many rows times Q8 ----
 *
 * A tile is a register of up to 16 rows of 64 bytes. What TDPBSUD multiplies lies in memory as it wants it:
 *
 *     C (rows of x, 16 outputs) += A (rows of x, 32 columns) B (8 groups of 16 outputs x 4 columns)
 *     int32                        int8                      uint8: a block of a panel
 *
 * Each block has scales of its own, so its exact sums leave the tiles at once. AVX-512 adds them up, in tile_int's
 * way, while the tiles are at the next 16 rows: it is the slower half, 4 operations for 16 outputs of a row, where VNNI
 * takes 11. Two panels times 32 rows are two such steps: even registers are of the first 16 rows, odd ones of the
 * others; 0 to 3 hold sums, 4 and 5 rows of x, 6 and 7 the panels. With 16 rows or fewer, blocks take turns. */
#define GPT__TILE_ROWS 32 /* rows of x that the tiles take at a time */
#define GPT__TILE_LEAST 8 /* fewer rows are left to VNNI; a guess */

/* tiles for n rows: between here and GPT__TILE_RELEASE they have contents that the system saves */
GPT__V void GPT__(configure)(int n) {
    gpt__tiles tiles;
    int i;
    memset(&tiles, 0, sizeof tiles);
    tiles.palette = 1;
    for (i = 0; i < 8; i++) {
        tiles.width[i] = i == 4 || i == 5 ? 32 : 64;
        tiles.rows[i] = (uint8_t)(i >= 6 ? 8 : i % 2 && n > 16 ? n - 16 : n < 16 ? n : 16);
    }
    GPT__TILE_CONFIG(&tiles);
}

/* Up to 16 rows of x times a block of two panels: dots (2, 16, 16). w: the block, NULL where it is loaded already. */
GPT__V void GPT__(step)(int odd, const uint8_t *w, size_t panel, const int8_t *q, size_t ldq, int32_t *dots) {
    const size_t line = 64;
    if (w) {
        GPT__TILE_LOAD(6, w, line);
        GPT__TILE_LOAD(7, w + panel, line);
    }
    if (odd) {
        GPT__TILE_LOAD(5, q, ldq);
        GPT__TILE_ZERO(1);
        GPT__TILE_DOT(1, 5, 6);
        GPT__TILE_ZERO(3);
        GPT__TILE_DOT(3, 5, 7);
        GPT__TILE_STORE(1, dots, line);
        GPT__TILE_STORE(3, dots + 256, line);
    } else {
        GPT__TILE_LOAD(4, q, ldq);
        GPT__TILE_ZERO(0);
        GPT__TILE_DOT(0, 4, 6);
        GPT__TILE_ZERO(2);
        GPT__TILE_DOT(2, 4, 7);
        GPT__TILE_STORE(0, dots, line);
        GPT__TILE_STORE(2, dots + 256, line);
    }
}

/* sum (n, 2) += what `step` found; dw: the scales of the first panel's block */
GPT__V void GPT__(add_dots)(const int32_t *dots, const uint8_t *dw, size_t panel, const float *d, const int32_t *c,
                            size_t ldd, int n, v16 *sum) {
    const v16 s0 = GPT__(load_f16)(dw), s1 = GPT__(load_f16)(dw + panel);
    int t;
    for (t = 0; t < n; t++, dots += 16, d += ldd, c += ldd, sum += 2) {
        const v16 dx = GPT__(set1)(*d);
        i16x x = GPT__(start)(*c), y = x;
        x.v = _mm512_add_epi32(x.v, _mm512_loadu_si512(dots));
        y.v = _mm512_add_epi32(y.v, _mm512_loadu_si512(dots + 256));
        sum[0] = GPT__(vfma)(GPT__(itof)(x), GPT__(vmul)(s0, dx), sum[0]);
        sum[1] = GPT__(vfma)(GPT__(itof)(y), GPT__(vmul)(s1, dx), sum[1]);
    }
}

/* Rows [t0, t0 + n) times panels p and p + 1. An odd last panel is taken twice, and its second result dropped. */
GPT__V void GPT__(tile_rows)(const gpt__matmul *m, int p, int n_panel, int t0, int n) {
    const int n_block = (m->n_col + 31) / 32, two = n > 16, n_step = n_block << two;
    const size_t ldq = m->ldq, ldd = m->ldd, panel = n_panel > 1 ? m->panel : 0;
    const uint8_t *w = m->w + (size_t)p * m->panel, *dw = w + (size_t)n_block * 512;
    const int8_t *q = m->q + (size_t)t0 * ldq;
    const float *d = m->d + (size_t)t0 * ldd;
    const int32_t *c = m->c + (size_t)t0 * ldd;
    const uint8_t *next = m->next ? m->next + (size_t)p * m->next_panel : NULL;
    int b, i, t, due = 0, lines = gpt__next_lines(m, 2, t0, n, &next);
    GPT__ALIGN(64) int32_t dots[2][2 * 16 * 16];
    v16 sum[GPT__TILE_ROWS * 2];
    for (t = 0; t < 2 * n; t++) sum[t] = GPT__(set1)(0.0f);
    for (i = 0; i <= n_step; i++) { /* the tiles' step i, and the sums of the one before */
        if (i < n_step) {
            b = i >> two, t = (i & two) * 16;
            GPT__(step)(i % 2, t ? NULL : w + (size_t)b * 512, panel, q + (size_t)t * ldq + (size_t)b * 32, ldq,
                        dots[i % 2]);
        }
        if (i == 0) continue;
        b = (i - 1) >> two, t = ((i - 1) & two) * 16;
        GPT__(add_dots)(dots[(i - 1) % 2], dw + (size_t)b * 32, panel, d + (size_t)t * ldd + b,
                        c + (size_t)t * ldd + b, ldd, n - t < 16 ? n - t : 16, sum + 2 * t);
        if (t) continue;
        for (due += lines; due >= n_block; due -= n_block, next += 64) GPT__PREFETCH_L2(next);
    }
    for (t = 0; t < n; t++) {
        GPT__(put)(m, sum[2 * t], p, t0 + t);
        if (n_panel > 1) GPT__(put)(m, sum[2 * t + 1], p + 1, t0 + t);
    }
}

static GPT__FN void GPT__(matmul_q8)(const gpt__matmul *m, int p0, int p1) {
    int p, t, n, configured = 0;
    if (m->T < GPT__TILE_LEAST) {
        GPT__BYTES(matmul_q8)(m, p0, p1);
        return;
    }
    for (p = p0; p < p1; p += 2) {
        for (t = 0; t < m->T; t += n) { /* 33 are 17 + 16 */
            int left = m->T - t, parts = (left + GPT__TILE_ROWS - 1) / GPT__TILE_ROWS;
            n = (left + parts - 1) / parts;
            if (n != configured) GPT__(configure)(n);
            configured = n;
            GPT__(tile_rows)(m, p, p1 - p, t, n);
        }
    }
    if (configured) GPT__TILE_RELEASE();
}

/* codes become Q8 as ever, and then come here */
#define GPT__MATMUL(name) \
    static GPT__FN void GPT__(name)(const gpt__matmul *m, int p0, int p1) { \
        gpt__matmul part = *m; \
        part.q8 = GPT__(matmul_q8); \
        GPT__BYTES(name)(&part, p0, p1); \
    }
GPT__MATMUL(matmul_q6)
GPT__MATMUL(matmul_q5)
GPT__MATMUL(matmul_q4)
GPT__MATMUL(matmul_q3)
GPT__MATMUL(matmul_q2)
#undef GPT__MATMUL
#endif

#if !GPT__BORROWS
/* ---- attention ----
 *
 * The K cache of a head is a matrix in panels whose rows are positions, the V cache one whose columns are: scores and
 * weighted sums are the same `tile` as any product. A unit is one key/value head and up to GPT__QUERIES of the
 * queries that share it (T tokens x H/K heads, token by token), so that each load of K and V serves them all (GQA,
 * arXiv:2305.13245).
 *
 * Keys are visited in chunks of GPT__CHUNK absolute positions. A chunk has its own maximum and sums, which then
 * join those of the chunks before in its segment; segments, which may be different threads' work, join in their order
 * too (online softmax, arXiv:1805.02867). The order depends on positions only, never on how tokens were divided into
 * calls. */

/* sum[p][t] of panels p for T rows of x, stored at out + t * ldo + 16 p: P at a time */
GPT__V void GPT__(product_rows)(int type, int P, int T, const uint8_t *w, size_t panel, int n_panel, int n_col,
                                const float *x, size_t ldx, float *out, size_t ldo) {
    int p, k, t;
    v16 sum[12];
    for (p = 0; p + P <= n_panel; p += P) {
        GPT__(tile)(type, P, T, w + (size_t)p * panel, panel, n_col, x, ldx, sum);
        GPT__UNROLL for (k = 0; k < P; k++) {
            GPT__UNROLL for (t = 0; t < T; t++) GPT__(save)(out + (size_t)t * ldo + (p + k) * 16, sum[k * T + t]);
        }
    }
    for (; P > 1 && p < n_panel; p++) {
        GPT__(tile)(type, 1, T, w + (size_t)p * panel, panel, n_col, x, ldx, sum);
        GPT__UNROLL for (t = 0; t < T; t++) GPT__(save)(out + (size_t)t * ldo + p * 16, sum[t]);
    }
}

/* The same for n <= GPT__QUERIES rows of x. Few rows take more panels at a time: it needs 8 sums of 8 floats, or of 16,
 * to keep a core's multipliers busy. */
#if GPT__LANE_ID == 3 || GPT__LANE_ID == 4
#define GPT__PANELS(avx2, avx512) (avx512)
#else
#define GPT__PANELS(avx2, avx512) (avx2)
#endif
GPT__V void GPT__(product_any)(int type, int n, const uint8_t *w, size_t panel, int n_panel, int n_col, const float *x,
                               size_t ldx, float *out, size_t ldo) {
    for (; n >= 6; n -= 6, x += 6 * ldx, out += 6 * ldo) {
        GPT__(product_rows)(type, GPT__PANELS(1, 2), 6, w, panel, n_panel, n_col, x, ldx, out, ldo);
    }
    for (; n >= 4; n -= 4, x += 4 * ldx, out += 4 * ldo) {
        GPT__(product_rows)(type, GPT__PANELS(1, 2), 4, w, panel, n_panel, n_col, x, ldx, out, ldo);
    }
    if (n == 3) GPT__(product_rows)(type, GPT__PANELS(1, 4), 3, w, panel, n_panel, n_col, x, ldx, out, ldo);
    if (n == 2) GPT__(product_rows)(type, GPT__PANELS(2, 4), 2, w, panel, n_panel, n_col, x, ldx, out, ldo);
    if (n == 1) GPT__(product_rows)(type, 4, 1, w, panel, n_panel, n_col, x, ldx, out, ldo);
}
#undef GPT__PANELS

#define GPT__PRODUCT(name, type) \
    static GPT__FN void GPT__(name)(int n, const uint8_t *w, size_t panel, int n_panel, int n_col, const float *x, \
                                    size_t ldx, float *out, size_t ldo) { \
        GPT__(product_any)(type, n, w, panel, n_panel, n_col, x, ldx, out, ldo); \
    }
GPT__PRODUCT(product_f32, GPT_TYPE_F32)
GPT__PRODUCT(product_f16, GPT_TYPE_F16)
GPT__PRODUCT(product_i8, GPT__TILE_I8)
GPT__PRODUCT(product_i8_d, GPT__TILE_I8_D)
#undef GPT__PRODUCT

/* s (n, 64) = q (n, C) times the keys of n_pos positions of a chunk */
GPT__V void GPT__(chunk_scores)(const gpt__attend *a, int n, const uint8_t *k, int n_pos, const float *q, float *s) {
    size_t panel = gpt__key_panel(a->kv, (size_t)a->C), C = (size_t)a->C;
    int n_panel = (n_pos + 15) / 16;
    if (a->kv == GPT_KV_F16) GPT__(product_f16)(n, k, panel, n_panel, a->C, q, C, s, GPT__CHUNK);
    else if (a->kv == GPT_KV_F32) GPT__(product_f32)(n, k, panel, n_panel, a->C, q, C, s, GPT__CHUNK);
    else GPT__(product_i8_d)(n, k, panel, n_panel, a->C, q, C, s, GPT__CHUNK);
}

/* part (n, ld) = weights s (n, 64) times the values of n_pos positions of a chunk. Of I8 the weights are multiplied
 * with the positions' d first, (n, 64) at `scaled`, anew for every two panels. */
GPT__V void GPT__(chunk_values)(const gpt__attend *a, int n, const uint8_t *v, int n_pos, const float *s, float *scaled,
                                float *part, size_t ld) {
    size_t panel = GPT__CHUNK * 16 * gpt__kv_size(a->kv);
    int n_panel = (a->Cv + 15) / 16, p, i, j;
    if (a->kv == GPT_KV_F16) GPT__(product_f16)(n, v, panel, n_panel, n_pos, s, GPT__CHUNK, part, ld);
    if (a->kv == GPT_KV_F32) GPT__(product_f32)(n, v, panel, n_panel, n_pos, s, GPT__CHUNK, part, ld);
    for (p = 0; p < n_panel && a->kv == GPT_KV_I8; p += 2) {
        const uint8_t *w = v + gpt__value_panel(a->kv, (size_t)p, 0), *d = w - GPT__CHUNK * 2;
        for (j = 0; j < GPT__CHUNK; j += 16) {
            v16 f = GPT__(load_f16)(d + j * 2);
            for (i = j; i < n * GPT__CHUNK; i += GPT__CHUNK) {
                GPT__(save)(scaled + i, GPT__(vmul)(GPT__(load)(s + i), f));
            }
        }
        GPT__(product_i8)(n, w, panel, n_panel - p < 2 ? 1 : 2, n_pos, scaled, GPT__CHUNK, part + p * 16, ld);
    }
}

/* Scores (64) of one query in a chunk to weights exp(s - max), zero outside [lo, hi); returns their sum, *max the
 * maximum. */
GPT__V float GPT__(chunk_softmax)(const gpt__attend *a, float *s, int lo, int hi, float slope, int c0, int pos,
                                  float *max) {
    v16 least = GPT__(set1)(-3.40282347e38f), zero = GPT__(set1)(0.0f), m = least, sum = zero;
    int i;
    for (i = 0; i < GPT__CHUNK; i += 16) {
        v16 v = GPT__(vmul)(GPT__(load)(s + i), GPT__(set1)(a->scale));
        if (a->softcap > 0.0f) v = GPT__(vcap)(v, a->softcap);
        if (a->slope && !a->alibi_round) { /* ALiBi (arXiv:2108.12409): slope * (key position - query position) */
            float away[16];
            int l;
            for (l = 0; l < 16; l++) away[l] = (float)(c0 - pos + i + l);
            v = GPT__(vfma)(GPT__(set1)(slope), GPT__(load)(away), v);
        } else if (a->slope) { /* as Falcon computes it: in bf16, before the scale */
            float bias[16], rounded = gpt__round_bf16(slope);
            int l;
            for (l = 0; l < 16; l++) bias[l] = gpt__round_bf16(rounded * gpt__round_bf16((float)(c0 + i + l)));
            v = GPT__(vfma)(GPT__(set1)(a->scale), GPT__(load)(bias), v);
        }
        v = GPT__(range)(v, least, lo - i, hi - i);
        m = GPT__(vmax)(m, v);
        GPT__(save)(s + i, v);
    }
    *max = GPT__(hmax)(m);
    for (i = 0; i < GPT__CHUNK; i += 16) {
        v16 v = GPT__(vexp)(GPT__(vsub)(GPT__(load)(s + i), GPT__(set1)(*max)));
        v = GPT__(range)(v, zero, lo - i, hi - i);
        sum = GPT__(vadd)(sum, v);
        GPT__(save)(s + i, v);
    }
    return GPT__(hsum)(sum);
}

/* One query's sums (n), maximum and denominator joined with those of other keys:   o = o * f + part * g */
GPT__V void GPT__(join)(float *o, const float *part, int n, float part_max, float part_sum) {
    float e[16] = {0}, *max = o + n, *sum = max + 1;
    float top = *max > part_max ? *max : part_max;
    v16 f, g;
    int i;
    e[0] = *max - top;
    e[1] = part_max - top;
    GPT__(save)(e, GPT__(vexp)(GPT__(load)(e)));
    f = GPT__(set1)(e[0]);
    g = GPT__(set1)(e[1]);
    for (i = 0; i < n; i += 16) {
        v16 p = GPT__(vmul)(GPT__(load)(part + i), g);
        GPT__(save)(o + i, GPT__(vfma)(GPT__(load)(o + i), f, p));
    }
    *sum = gpt__fmaf(*sum, e[0], part_sum * e[1]);
    *max = top;
}

/* nothing seen yet */
GPT__V void GPT__(clear)(float *o, int n, size_t row) {
    size_t i, at = row - 16;
    for (; n-- > 0; o += row) {
        for (i = 0; i < row; i++) o[i] = 0.0f;
        o[at] = -3.40282347e38f;
    }
}

/* attend_segment -- what the queries of a unit see in one segment: part (n, gpt__attend_row) */
static GPT__FN void GPT__(attend_segment)(const gpt__attend *a, int unit, int segment, float *part, float *scratch) {
    gpt__attend_unit u = gpt__attend_unit_of(a, unit);
    int width = (a->Cv + 15) / 16 * 16, last = (segment + 1) * GPT__SEGMENT - 1, i, j, c0;
    size_t C = (size_t)a->C, row = gpt__attend_row(a->Cv), P = a->n_pos;
    size_t panel = gpt__key_panel(a->kv, C), chunk = gpt__value_chunk(a->kv, (size_t)a->Cv);
    const uint8_t *k = a->k + (size_t)u.kv * (P / 16) * panel, *v = a->v + (size_t)u.kv * (P / GPT__CHUNK) * chunk;
    float *q = scratch, *s = q + GPT__QUERIES * C, *scaled = s + GPT__QUERIES * GPT__CHUNK;
    float *o = scaled + GPT__QUERIES * GPT__CHUNK;
    for (i = 0; i < u.n; i++) {
        int t = (u.first + i) / u.G, h = u.kv * u.G + (u.first + i) % u.G;
        memcpy(q + (size_t)i * C, a->q + (size_t)t * a->ldq + (size_t)h * C, C * sizeof(float));
    }
    GPT__(clear)(part, u.n, row);
    c0 = u.from / GPT__CHUNK * GPT__CHUNK;
    if (c0 < segment * GPT__SEGMENT) c0 = segment * GPT__SEGMENT;
    if (last > u.to) last = u.to;
    for (; c0 <= last; c0 += GPT__CHUNK) {
        int n_pos = u.to + 1 - c0 < GPT__CHUNK ? u.to + 1 - c0 : GPT__CHUNK; /* later positions weigh nothing */
        size_t slot = (size_t)c0 % P;
        float max[GPT__QUERIES], sum[GPT__QUERIES];
        GPT__(chunk_scores)(a, u.n, k + slot / 16 * panel, n_pos, q, s);
        for (i = 0; i < u.n; i++) {
            int pos = a->pos + (u.first + i) / u.G;
            int seen = gpt__first_seen(pos, a->window, a->chunk), lo = seen > c0 ? seen - c0 : 0;
            int end = gpt__sees_to(a, pos), hi = end - c0 < GPT__CHUNK ? end - c0 : GPT__CHUNK;
            float *si = s + (size_t)i * GPT__CHUNK;
            float slope = a->slope ? a->slope[u.kv * u.G + (u.first + i) % u.G] : 0.0f;
            sum[i] = 0.0f; /* also says that this query sees nothing of the chunk */
            if (hi > lo) sum[i] = GPT__(chunk_softmax)(a, si, lo, hi, slope, c0, pos, &max[i]);
            else for (j = 0; j < GPT__CHUNK; j++) si[j] = 0.0f;
        }
        GPT__(chunk_values)(a, u.n, v + slot / GPT__CHUNK * chunk, n_pos, s, scaled, o, row);
        for (i = 0; i < u.n; i++) {
            size_t at = (size_t)i * row;
            if (sum[i] > 0.0f) GPT__(join)(part + at, o + at, width, max[i], sum[i]);
        }
    }
}

/* the parts of one segment join those of the segments before */
GPT__V void GPT__(join_segment)(const gpt__attend *a, int n, float *o, const float *part) {
    size_t row = gpt__attend_row(a->Cv);
    int width = (int)row - 16;
    for (; n-- > 0; o += row, part += row) {
        if (part[width + 1] > 0.0f) GPT__(join)(o, part, width, part[width], part[width + 1]);
    }
}

/* out = sums / denominator, after the attention sink (arXiv:2309.17453): a last chunk of one key, whose value is 0 */
GPT__V void GPT__(attend_out)(const gpt__attend *a, const gpt__attend_unit *u, float *o, float *zeros) {
    size_t row = gpt__attend_row(a->Cv);
    int width = (int)row - 16, i, j;
    for (j = 0; j < width && a->sink; j++) zeros[j] = 0.0f;
    for (i = 0; i < u->n; i++, o += row) {
        int t = (u->first + i) / u->G, h = u->kv * u->G + (u->first + i) % u->G;
        float *out = a->out + (size_t)t * a->ldo + (size_t)h * (size_t)a->Cv;
        v16 d;
        if (a->sink) GPT__(join)(o, zeros, width, a->sink[h], 1.0f);
        d = GPT__(set1)(o[width + 1]);
        for (j = 0; j < a->Cv; j += 16) GPT__(save_n)(out + j, GPT__(vdiv)(GPT__(load)(o + j), d), a->Cv - j);
    }
}

/* attend_join -- the outputs of a unit whose segments are all there: part (segments, GPT__QUERIES, gpt__attend_row) */
static GPT__FN void GPT__(attend_join)(const gpt__attend *a, int unit, const float *part, float *scratch) {
    gpt__attend_unit u = gpt__attend_unit_of(a, unit);
    size_t size = GPT__QUERIES * gpt__attend_row(a->Cv);
    int segment;
    GPT__(clear)(scratch, u.n, gpt__attend_row(a->Cv));
    for (segment = u.seg0; segment <= u.seg1; segment++, part += size) GPT__(join_segment)(a, u.n, scratch, part);
    GPT__(attend_out)(a, &u, scratch, scratch + size);
}

/* attend -- the outputs of a unit, one segment after the other */
static GPT__FN void GPT__(attend)(const gpt__attend *a, int unit, float *scratch) {
    gpt__attend_unit u = gpt__attend_unit_of(a, unit);
    size_t size = GPT__QUERIES * gpt__attend_row(a->Cv);
    float *o = scratch, *part = o + size;
    int segment;
    GPT__(clear)(o, u.n, gpt__attend_row(a->Cv));
    for (segment = u.seg0; segment <= u.seg1; segment++) {
        GPT__(attend_segment)(a, unit, segment, part, part + size);
        GPT__(join_segment)(a, u.n, o, part);
    }
    GPT__(attend_out)(a, &u, o, part);
}

#endif

#if !GPT__LINKED
static
#endif
const gpt__kernels GPT__(kernels) = {
#if GPT__LANE_ID == 0
    "portable",
#elif GPT__LANE_ID == 1
    "avx2",
#elif GPT__LANE_ID == 2
    "avxvnni",
#elif GPT__LANE_ID == 3
    "avx512",
#elif GPT__LANE_ID == 4
    "avx512vnni",
#elif GPT__LANE_ID == 5
    "amx",
#elif GPT__LANE_ID == 10
    "neon",
#elif GPT__LANE_ID == 11
    "neon-dotprod",
#elif GPT__LANE_ID == 20
    "wasm-simd128",
#endif
    GPT__X_SIZE,
    {GPT__LENT(matmul_f32), GPT__LENT(matmul_f16), GPT__LENT(matmul_bf16), GPT__(matmul_q8), GPT__(matmul_q6),
     GPT__(matmul_q5), GPT__(matmul_q4), GPT__(matmul_q3), GPT__(matmul_q2)},
    GPT__BYTES(quantize), GPT__LENT(norm), GPT__LENT(act), GPT__LENT(rope), GPT__LENT(store), GPT__LENT(add),
    GPT__LENT(softcap), GPT__LENT(sumexp), GPT__LENT(attend), GPT__LENT(attend_segment), GPT__LENT(attend_join)
};
#endif /* GPT__LINKED */

#undef v16
#undef i16x
#undef w64
#undef x4
#undef b64
#undef GPT__V
#undef GPT__UNROLL
#undef GPT__FN
#undef GPT__
#undef GPT__X_SIZE
#undef GPT__OWN_ONE
#undef GPT__LANE_ID
#undef GPT__LENT
#undef GPT__BYTES
#undef GPT__BORROWS

#ifndef GPT__LANE
/* ---------------------------------------------------------------------------------------------------------------
 * >>dispatch -- which lanes this processor can run, and who does what in a team of threads
 *
 * A lane needs the processor's instructions and the operating system's saving of its registers (XGETBV). Uses
 * >>kernels. OpenMP appears in this room only. Start at gpt__lane.
 * ------------------------------------------------------------------------------------------------------------- */
#if GPT__X86
#define GPT__LANE 1
#include GPT_SELF
#undef GPT__LANE
#if GPT__AVXVNNI
#define GPT__LANE 2
#include GPT_SELF
#undef GPT__LANE
#endif
#define GPT__LANE 3
#include GPT_SELF
#undef GPT__LANE
#define GPT__LANE 4
#include GPT_SELF
#undef GPT__LANE
#if GPT__AMX
#define GPT__LANE 5
#include GPT_SELF
#undef GPT__LANE
#endif

#ifndef GPT__EMULATED
static void gpt__cpuid(unsigned leaf, unsigned sub, unsigned out[4]) { /* eax ebx ecx edx */
#ifdef _MSC_VER
    int r[4];
    __cpuidex(r, (int)leaf, (int)sub);
    out[0] = (unsigned)r[0];
    out[1] = (unsigned)r[1];
    out[2] = (unsigned)r[2];
    out[3] = (unsigned)r[3];
#else
    __cpuid_count(leaf, sub, out[0], out[1], out[2], out[3]);
#endif
}

static unsigned gpt__xgetbv(void) {
#ifdef _MSC_VER
    return (unsigned)_xgetbv(0);
#else
    unsigned low, high;
    __asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0));
    return low;
#endif
}

/* May this process use tiles? Linux wants to be asked, and says no where a thread has a stack for signals that their
 * 8 KB do not fit: arch_prctl(ARCH_REQ_XCOMP_PERM, XFEATURE_XTILEDATA). */
#if GPT__AMX
static int gpt__tiles_allowed(void) {
    long status = 158;
    __asm__ volatile("syscall" : "+a"(status) : "D"(0x1023L), "S"(18L) : "rcx", "r11", "memory");
    return status == 0;
}
#endif
#endif

/* the lanes that run here, bit by bit in the order of gpt__lane's table */
static unsigned gpt__lanes(void) {
    unsigned r[4], one, saved, highest, lanes = 1;
    const unsigned avx512 = 1u << 16 | 1u << 17 | 1u << 30 | 1u << 31; /* F DQ BW VL */
    gpt__cpuid(0, 0, r);
    if (r[0] < 7) return lanes;
    gpt__cpuid(1, 0, r);
    one = r[2];
    if (!(one >> 27 & 1)) return lanes; /* OSXSAVE */
    saved = gpt__xgetbv();
    gpt__cpuid(7, 0, r);
    highest = r[0];
    if ((saved & 6) != 6 || !(one >> 12 & 1) || !(one >> 29 & 1) || !(r[1] >> 5 & 1)) return lanes; /* FMA F16C AVX2 */
    lanes |= 1 << 1;
    if ((saved & 0xe6) == 0xe6 && (r[1] & avx512) == avx512) lanes |= 1 << 3;
    if (lanes >> 3 & 1 && r[2] >> 11 & 1) lanes |= 1 << 4; /* AVX512_VNNI */
#if GPT__AMX
    if (lanes >> 4 & 1 && (saved >> 17 & 3) == 3 && (r[3] >> 24 & 3) == 3 && gpt__tiles_allowed()) lanes |= 1 << 5;
#endif
    if (highest >= 1) gpt__cpuid(7, 1, r);
    if (highest >= 1 && GPT__AVXVNNI && r[0] >> 4 & 1) lanes |= 1 << 2;
    return lanes;
}
#elif GPT__NEON
#define GPT__LANE 10
#include GPT_SELF
#undef GPT__LANE
#if GPT__DOTPROD
#define GPT__LANE 11
#include GPT_SELF
#undef GPT__LANE
#endif

static unsigned gpt__lanes(void) {
#if defined(__ARM_FEATURE_DOTPROD)
    return 7;
#elif GPT__DOTPROD
    return getauxval(AT_HWCAP) >> 20 & 1 ? 7 : 3; /* HWCAP_ASIMDDP */
#else
    return 3;
#endif
}
#elif GPT__WASM
#define GPT__LANE 20
#include GPT_SELF
#undef GPT__LANE
static unsigned gpt__lanes(void) { return 3; } /* a browser without them does not load the program */
#else
static unsigned gpt__lanes(void) { return 1; }
#endif

/* the lane that is number i, from 0, of those that run here, or NULL; the last is the fastest */
static const gpt__kernels *gpt__lane(int i) {
    static const gpt__kernels *const table[] = {
        &gpt__kernels_portable,
#if GPT__X86
        &gpt__kernels_avx2,
#if GPT__AVXVNNI
        &gpt__kernels_avxvnni,
#else
        NULL,
#endif
        &gpt__kernels_avx512, &gpt__kernels_avx512vnni,
#if GPT__AMX
        &gpt__kernels_amx,
#endif
#elif GPT__NEON
        &gpt__kernels_neon,
#if GPT__DOTPROD
        &gpt__kernels_dotprod,
#endif
#elif GPT__WASM
        &gpt__kernels_wasm,
#endif
    };
    unsigned lanes = gpt__lanes(), k;
    for (k = 0; k < sizeof table / sizeof *table; k++) {
        if (lanes >> k & 1 && i-- == 0) return table[k];
    }
    return NULL;
}

/* Did the compiler fuse a product and a sum in spite of the pragmas (clang does under -ffp-contract=fast)? Rounded
 * by itself the product of 1 + 2^-23 with itself is 1 + 2^-22; fused, 2^-46 is left over. */
static int gpt__contracted(void) {
    volatile float factor = 1.00000012f, term = -1.00000024f;
    float a = factor, b = term;
    return a * a + b != 0.0f;
}

GPT_API int gpt_lane_count(void) {
    unsigned lanes = gpt__lanes();
    int n = 0;
    for (; lanes; lanes &= lanes - 1) n++;
    return n;
}

GPT_API const char *gpt_lane_name(int lane) {
    const gpt__kernels *k = gpt__lane(lane);
    return k ? k->name : NULL;
}

/* A thread's place in the team that works on one call. */
typedef struct gpt__gate { unsigned arrived, turn, spins; int next; } gpt__gate;
typedef struct gpt__team {
    int i, n;        /* thread i of n */
    gpt__gate *gate; /* shared */
} gpt__team;

/* Run work(arg, me) on a team of at most n_thread threads. */
static void gpt__parallel(int n_thread, void (*work)(void *arg, const gpt__team *me), void *arg) {
    gpt__gate gate = {0, 0, 0, 0};
    gpt__team alone;
    alone.i = 0;
    alone.n = 1;
    alone.gate = &gate;
#if GPT__OPENMP
    if (n_thread > 1) {
        gate.spins = n_thread > omp_get_num_procs() ? 0 : 100; /* with too many threads, who spins is in the way */
#pragma omp parallel num_threads(n_thread)
        {
            gpt__team me;
            me.i = omp_get_thread_num();
            me.n = omp_get_num_threads();
            me.gate = &gate;
            work(arg, &me);
        }
        return;
    }
#endif
    (void)n_thread;
    work(arg, &alone);
}

/* All of the team wait here for each other; what they wrote before, all see after. OpenMP's own barrier spins for
 * long or sleeps at once, as its environment says; this one spins for a few microseconds and then lets others run.
 * With four threads on two cores a model of 135 M weights decodes at 9/10 of the speed of two; spinning 20 times
 * as long, at 3/10. */
static void gpt__barrier(const gpt__team *me) {
#if GPT__OPENMP && defined(__GNUC__)
    unsigned turn, spin;
    if (me->n == 1) return;
    turn = __atomic_load_n(&me->gate->turn, __ATOMIC_ACQUIRE);
    if (__atomic_add_fetch(&me->gate->arrived, 1, __ATOMIC_ACQ_REL) == (unsigned)me->n) {
        __atomic_store_n(&me->gate->arrived, 0, __ATOMIC_RELAXED);
        __atomic_store_n(&me->gate->next, 0, __ATOMIC_RELAXED);
        __atomic_store_n(&me->gate->turn, turn + 1, __ATOMIC_RELEASE);
        return;
    }
    for (spin = 0; __atomic_load_n(&me->gate->turn, __ATOMIC_ACQUIRE) == turn; spin++) {
        if (spin < me->gate->spins) GPT__PAUSE();
        else GPT__YIELD();
    }
#elif GPT__OPENMP
    if (me->n > 1) {
#pragma omp barrier
    }
#else
    (void)me;
#endif
}

/* Units of work between two barriers are handed out as threads come for them, so that one on a busy core holds up
 * nobody:
 *     for (unit = gpt__next(me, -1); unit < n_unit; unit = gpt__next(me, unit)) ...
 * Who computes what has no influence on results. */
static int gpt__next(const gpt__team *me, int unit) {
#if GPT__OPENMP && defined(__GNUC__)
    if (me->n > 1) return __atomic_fetch_add(&me->gate->next, 1, __ATOMIC_RELAXED);
#endif
    return unit < 0 ? me->i : unit + me->n;
}

/* Threads worth having on `allowed` processors. Two threads of one core share the units that do the work, so cores
 * count; but a process held to fewer processors than a package has may well have got them on as many cores. */
GPT__UNUSED static int gpt__cores(int allowed, int package, int per_core) {
    return allowed < package || allowed < per_core ? allowed : allowed / per_core;
}

/* A cgroup's cpu.max, "microseconds period" or "max period", in whole processors; 0: no limit */
GPT__UNUSED static int gpt__quota(const char *text) {
    unsigned long number[2] = {0, 0};
    int i;
    for (i = 0; i < 2; i++) {
        for (; *text >= '0' && *text <= '9' && number[i] < 100000000; text++) {
            number[i] = number[i] * 10 + (unsigned long)(*text - '0');
        }
        if (i == 0 && *text++ != ' ') return 0;
    }
    return number[1] ? (int)((number[0] + number[1] - 1) / number[1]) : 0;
}

#if GPT__OPENMP
/* processors of the package that this thread runs on, and of its core; 1 and 1 where the processor does not say */
static void gpt__topology(int *package, int *per_core) {
    *package = *per_core = 1;
#if GPT__X86
    {
        unsigned r[4], leaf, level;
        gpt__cpuid(0, 0, r);
        leaf = r[0] >= 0x1f ? 0x1fu : 0xbu; /* the newer one of the two may be empty */
        if (r[0] < 0xb) return;
        gpt__cpuid(leaf, 0, r);
        if (leaf == 0x1f && !r[1]) leaf = 0xb;
        for (level = 0; level < 8; level++) {
            gpt__cpuid(leaf, level, r);
            if (!(r[2] >> 8 & 0xff) || !(r[1] & 0xffff)) break;
            if ((r[2] >> 8 & 0xff) == 1) *per_core = (int)(r[1] & 0xffff);
            *package = (int)(r[1] & 0xffff);
        }
    }
#endif
}

/* processors that may be used */
static int gpt__allowed(void) {
    int n = omp_get_num_procs();
#if defined(__linux__) && !defined(GPT_NO_STDIO)
    char text[64] = {0};
    FILE *f = fopen("/sys/fs/cgroup/cpu.max", "r");
    int quota = f && fread(text, 1, sizeof text - 1, f) ? gpt__quota(text) : 0;
    if (f) fclose(f);
    if (quota && quota < n) n = quota;
#endif
    return n;
}
#endif

static int gpt__default_threads(void) {
#if GPT__OPENMP
    int package, per_core;
    if (omp_get_max_threads() != omp_get_num_procs()) return omp_get_max_threads(); /* the user said so */
    gpt__topology(&package, &per_core);
    return gpt__cores(gpt__allowed(), package, per_core);
#else
    return 1;
#endif
}

/* what of `total` equal things thread i of the team does: [gpt__share(total, me, 0), gpt__share(total, me, 1)) */
static int gpt__share(int total, const gpt__team *me, int end) { return (int)((int64_t)total * (me->i + end) / me->n); }

/* ---------------------------------------------------------------------------------------------------------------
 * >>math -- sin, cos, exp, log and pow in double precision, the same on every system
 *
 * libm's differ between systems in the last bit, which would end in different logits. These use only + - * / and
 * exact steps. Uses nothing. Accurate to about 1e-15 relative to the largest value: far below the float they are
 * rounded to.
 * ------------------------------------------------------------------------------------------------------------- */

/* sin and cos of x, |x| < 2^24 (beyond, and for NaN, those of 0): pi/2 in three parts, the first two of 28 bits,
 * so that n * part is exact; then Taylor. */
static void gpt__sincos(double x, double *sine, double *cosine) {
    static const double odd[8] = { /* (-1)^k / (2k + 1)! for k = 8 .. 1 */
        1.0 / 355687428096000.0, -1.0 / 1307674368000.0, 1.0 / 6227020800.0, -1.0 / 39916800.0,
        1.0 / 362880.0, -1.0 / 5040.0, 1.0 / 120.0, -1.0 / 6.0};
    static const double even[8] = { /* (-1)^k / (2k)! */
        1.0 / 20922789888000.0, -1.0 / 87178291200.0, 1.0 / 479001600.0, -1.0 / 3628800.0,
        1.0 / 40320.0, -1.0 / 720.0, 1.0 / 24.0, -0.5};
    double n, r, r2, s = 0.0, c = 0.0;
    int64_t quadrant;
    int i;
    if (!(x > -16777216.0 && x < 16777216.0)) x = 0.0;
    n = x * 0.63661977236758134;
    quadrant = (int64_t)(n < 0 ? n - 0.5 : n + 0.5);
    n = (double)quadrant;
    r = x - n * 1.570796325802803;
    r = r - n * 9.920935739593517e-10;
    r = r - n * 5.721188726109832e-18;
    r2 = r * r;
    for (i = 0; i < 8; i++) s = s * r2 + odd[i];
    s = r + r * r2 * s;
    for (i = 0; i < 8; i++) c = c * r2 + even[i];
    c = 1.0 + r2 * c;
    switch (quadrant & 3) {
    case 0: *sine = s; *cosine = c; break;
    case 1: *sine = c; *cosine = -s; break;
    case 2: *sine = -s; *cosine = -c; break;
    default: *sine = -c; *cosine = s; break;
    }
}

/* exp(x): 2^n * Taylor of the rest. 0 below -708, exp(708) above; NaN gives 0. */
static double gpt__exp(double x) {
    double n, r, p;
    uint64_t bits;
    int64_t k;
    int i;
    if (!(x > -708.0)) return 0.0;
    if (x > 708.0) x = 708.0;
    n = x * 1.4426950408889634;
    k = (int64_t)(n < 0 ? n - 0.5 : n + 0.5);
    n = (double)k;
    r = x - n * 0.6931471796706319; /* ln 2, its first 30 bits */
    r = r - n * 8.893134238886677e-10;
    p = 1.0;
    for (i = 13; i >= 1; i--) p = 1.0 + p * r / (double)i;
    bits = (uint64_t)(k + 1023) << 52;
    memcpy(&r, &bits, 8);
    return p * r;
}

/* log(x) of a normal positive x: exponent * ln 2 + 2 atanh((m - 1) / (m + 1)), m in [0.7, 1.4] */
static double gpt__log(double x) {
    uint64_t bits;
    int e, i;
    double m, z, z2, p = 0.0;
    memcpy(&bits, &x, 8);
    e = (int)(bits >> 52 & 0x7ff) - 1023;
    bits = (bits & 0xfffffffffffffULL) | 0x3ff0000000000000ULL;
    memcpy(&m, &bits, 8);
    if (m > 1.4142135623730951) {
        m = m * 0.5;
        e++;
    }
    z = (m - 1.0) / (m + 1.0);
    z2 = z * z;
    for (i = 21; i >= 1; i -= 2) p = p * z2 + 1.0 / (double)i;
    return (double)e * 0.6931471805599453 + 2.0 * z * p;
}

/* x^y for a normal positive x, within about 1e-14 of it for results up to e^30: rounded to a float it is the right one
 * but for one in a million */
static double gpt__pow(double x, double y) { return gpt__exp(y * gpt__log(x)); }

/* ---------------------------------------------------------------------------------------------------------------
 * >>file -- opening a model file and checking it, once and totally
 *
 * Uses >>memory, >>errors, >>numbers. Start at gpt__file_check. Whatever it lets pass is well formed: later rooms use
 * numbers from the file without looking at them again, and decide only what they can run.
 * ------------------------------------------------------------------------------------------------------------- */
GPT__SMALL
typedef struct gpt__file {
    const uint8_t *data;
    size_t size;
    int mapped;              /* 1: data is a mapping */
    void *owned;             /* data was read into this; NULL: it is the caller's, or mapped */
    gpt_allocator allocator; /* that owned came from */
    const gpt__config *config;      /* NULL, as are layer and entry: the file is a tokenizer only */
    const gpt__layer_config *layer; /* (n_layer) */
    const gpt__tensor_entry *entry; /* (n_entry); a tensor's data is at data + offset */
    size_t n_entry;
    const uint8_t *meta, *token, *test, *samples; /* NULL: not there */
    size_t meta_size, token_size, test_size, samples_size;
    uint64_t checksum; /* of header and section table, which hold all others: the model's fingerprint */
} gpt__file;

#define GPT__DIM_MAX (1u << 24) /* of widths, vocabularies, positions: int can hold it, float counts to it */

enum gpt__section {
    GPT__CONF, GPT__LAYR, GPT__DIRE, GPT__DATA, GPT__META, GPT__TOKN, GPT__TEST, GPT__SAMP, GPT__SECTION_COUNT
};

typedef struct gpt__span {
    const uint8_t *at; /* NULL: absent */
    size_t size;
} gpt__span;

static const char *gpt__role_name(uint32_t role) { /* NULL: unknown */
    switch (role) {
#define GPT__X(name, id, text, per_layer) \
    case id: return text;
        GPT__ROLES(GPT__X)
#undef GPT__X
    default: return NULL;
    }
}

static int gpt__role_per_layer(uint32_t role) {
    switch (role) {
#define GPT__X(name, id, text, per_layer) \
    case id: return per_layer;
        GPT__ROLES(GPT__X)
#undef GPT__X
    default: return 0;
    }
}

static int gpt__all_zero(const void *p, size_t size) {
    const uint8_t *b = (const uint8_t *)p;
    while (size && !*b) b++, size--;
    return !size;
}

/* ---- header and sections ---- */

/* The file does not begin like a .gpt file: say what it looks like. */
static int gpt__file_not_gpt(const char *name, const uint8_t *p, size_t size, gpt_error *err) {
    static const struct {
        size_t at, size;
        const char *bytes, *what;
    } known[] = {
        {0, 5, "gpt.h", "was changed by a transfer in text mode: copy it as binary"},
        {0, 4, "GGUF", "is a GGUF file: convert it with gpt-convert"},
        {8, 1, "{", "looks like a safetensors file: convert its folder with gpt-convert"},
        {0, 4, "PK\3\4", "is a zip archive, perhaps of PyTorch: convert its folder with gpt-convert"},
        {0, 2, "\x1f\x8b", "is compressed with gzip: unpack it first"},
        {0, 1, "{", "is a JSON file: convert its folder with gpt-convert"},
        {0, 8, "version ", "looks like a git-lfs pointer: fetch the file itself with `git lfs pull`"},
        {0, 1, "<", "looks like a web page: the download went wrong"},
    };
    size_t i;
    for (i = 0; i < sizeof known / sizeof *known; i++)
        if (size >= known[i].at + known[i].size && !memcmp(p + known[i].at, known[i].bytes, known[i].size))
            return gpt__fail(err, GPT_E_FORMAT, "%s %s", name, known[i].what);
    return gpt__fail(err, GPT_E_FORMAT, "%s is not a .gpt model file", name);
}

static int gpt__file_header(gpt__file *f, const char *name, gpt_error *err) {
    static const uint8_t magic[8] = {'g', 'p', 't', '.', 'h', 13, 10, 26}, zero[8] = {0};
    const uint8_t *p = f->data;
    gpt__xxh x;
    size_t table;
    if (f->size < 8 || memcmp(p, magic, 8)) return gpt__file_not_gpt(name, p, f->size, err);
    if (f->size < 64) return gpt__fail(err, GPT_E_FORMAT, "%s ends within its header", name);
    if (gpt__rd32(p + 8) != 1)
        return gpt__fail(err, GPT_E_UNSUPPORTED, "%s has file format %u; this version reads 1", name, gpt__rd32(p + 8));
    if (gpt__rd64(p + 16) != f->size)
        return gpt__fail(err, GPT_E_FORMAT, "%s has %zu bytes but should have %llu", name, f->size,
                         (unsigned long long)gpt__rd64(p + 16));
    table = gpt__rd32(p + 12);
    if (table < 1 || table > 64 || table * 32 > f->size - 64)
        return gpt__fail(err, GPT_E_FORMAT, "%s: impossible number of sections, %zu", name, table);
    gpt__xxh_init(&x);
    gpt__xxh_update(&x, p, 24);
    gpt__xxh_update(&x, zero, 8);
    gpt__xxh_update(&x, p + 32, 32 + table * 32);
    f->checksum = gpt__xxh_digest(&x);
    if (gpt__rd64(p + 24) != f->checksum) return gpt__fail(err, GPT_E_FORMAT, "%s: the header is damaged", name);
    if (!gpt__all_zero(p + 32, 32))
        return gpt__fail(err, GPT_E_UNSUPPORTED, "%s: reserved header fields are in use", name);
    return GPT_OK;
}

/* One entry of the section table; end is where the section before ended, and then where this one does. */
static int gpt__file_section(const gpt__file *f, const uint8_t *e, size_t *end, gpt__span *section, const char *name,
                             gpt_error *err) {
    static const char kinds[GPT__SECTION_COUNT][5] = {"CONF", "LAYR", "DIRE", "DATA", "META", "TOKN", "TEST", "SAMP"};
    const uint64_t offset = gpt__rd64(e + 8), size = gpt__rd64(e + 16), checksum = gpt__rd64(e + 24);
    const char *kind = (const char *)e;
    int i;
    if (offset % 64 || offset < *end || offset > f->size || size > f->size - offset)
        return gpt__fail(err, GPT_E_FORMAT, "%s: section %.4s lies where it can't", name, kind);
    *end = (size_t)(offset + size);
    for (i = 0; i < GPT__SECTION_COUNT && memcmp(kind, kinds[i], 4); i++) continue;
    if (gpt__rd32(e + 4) > 1 || (gpt__rd32(e + 4) && i == GPT__SECTION_COUNT))
        return gpt__fail(err, GPT_E_UNSUPPORTED, "%s needs section %.4s, which this version does not know", name, kind);
    if (i == GPT__SECTION_COUNT) return GPT_OK;
    if (section[i].at) return gpt__fail(err, GPT_E_FORMAT, "%s: two sections %.4s", name, kind);
    section[i].at = f->data + offset;
    section[i].size = (size_t)size;
    if (checksum != (i == GPT__DATA ? 0 : gpt_checksum(section[i].at, section[i].size)))
        return gpt__fail(err, GPT_E_FORMAT, "%s: section %.4s is damaged", name, kind);
    return GPT_OK;
}

/* ---- config: tables of what each field may be ---- */

typedef struct gpt__int_range {
    const char *name;
    size_t at; /* offset in the struct */
    uint32_t low, high;
} gpt__int_range;

typedef struct gpt__float_range {
    const char *name;
    size_t at;
    float low, high;
} gpt__float_range;

#define GPT__N(ranges) (sizeof(ranges) / sizeof *(ranges))

/* `where` and `index` say which record it is: "config", or "layer" and its number */
static int gpt__file_ints(const void *record, const gpt__int_range *r, size_t n, const char *name, const char *where,
                          uint32_t index, gpt_error *err) {
    for (; n; n--, r++) {
        const uint32_t v = gpt__rd32((const uint8_t *)record + r->at);
        if (v < r->low || v > r->high)
            return gpt__fail(err, GPT_E_FORMAT, "%s: %s %u: %s is %u, not in %u..%u", name, where, index, r->name, v,
                             r->low, r->high);
    }
    return GPT_OK;
}

static int gpt__file_floats(const void *record, const gpt__float_range *r, size_t n, const char *name,
                            const char *where, uint32_t index, gpt_error *err) {
    for (; n; n--, r++) {
        const float v = gpt__f32_of(gpt__rd32((const uint8_t *)record + r->at));
        if (!(v >= r->low && v <= r->high)) /* so NaN fails */
            return gpt__fail(err, GPT_E_FORMAT, "%s: %s %u: %s is out of range", name, where, index, r->name);
    }
    return GPT_OK;
}

static int gpt__file_rope(const gpt__rope_config *rope, uint32_t index, const char *name, gpt_error *err) {
#define GPT__F(field) #field, offsetof(gpt__rope_config, field)
    static const gpt__int_range ints[] = {
        {GPT__F(n_rot), 2, 1u << 16},
        {GPT__F(kind), GPT__ROPE_FIXED, GPT__ROPE_DYNAMIC},
        {GPT__F(n_orig), 0, GPT__DIM_MAX},
        {GPT__F(reserved), 0, 0},
    };
    static const gpt__float_range floats[] = {
        {GPT__F(base), 0, 1e12f},
        {GPT__F(factor), 0, 1e6f},
        {GPT__F(attn_factor), 0, 1e3f},
        {GPT__F(attn_factor_long), 0, 1e3f},
    };
#undef GPT__F
    int status = gpt__file_ints(rope, ints, GPT__N(ints), name, "rope set", index, err);
    if (!status) status = gpt__file_floats(rope, floats, GPT__N(floats), name, "rope set", index, err);
    if (status) return status;
    if (rope->n_rot % 2)
        return gpt__fail(err, GPT_E_FORMAT, "%s: rope set %u: n_rot is odd, %u", name, index, rope->n_rot);
    if (rope->kind != GPT__ROPE_FIXED && !rope->n_orig)
        return gpt__fail(err, GPT_E_FORMAT, "%s: rope set %u: n_orig is 0", name, index);
    if (rope->kind == GPT__ROPE_DYNAMIC && !(rope->base > 1 && rope->factor >= 1 && rope->n_rot > 2))
        return gpt__fail(err, GPT_E_FORMAT, "%s: rope set %u: base, factor or n_rot is out of range", name, index);
    return GPT_OK;
}

static int gpt__file_config(const gpt__config *c, const char *name, gpt_error *err) {
#define GPT__F(field) #field, offsetof(gpt__config, field)
    static const gpt__int_range ints[] = {
        {GPT__F(n_vocab), 1, GPT__DIM_MAX},
        {GPT__F(n_ctx), 1, GPT__DIM_MAX},
        {GPT__F(n_embd), 1, GPT__DIM_MAX},
        {GPT__F(n_layer), 1, 1u << 16},
        {GPT__F(n_embd_in), 0, GPT__DIM_MAX},
        {GPT__F(n_out), 0, GPT__DIM_MAX},
        {GPT__F(head), GPT_HEAD_NONE, GPT_HEAD_SPAN},
        {GPT__F(bidirectional), 0, 1},
        {GPT__F(position), GPT__POS_NONE, GPT__POS_LEARNED},
        {GPT__F(pos_offset), 0, GPT__DIM_MAX},
        {GPT__F(norm), GPT__NORM_RMS, GPT__NORM_LAYER},
        {GPT__F(residual), GPT__RES_SEQUENTIAL, GPT__RES_PARALLEL},
        {GPT__F(pool_act), GPT__ACT_SILU, GPT__ACT_NONE},
        {GPT__F(n_token_type), 0, GPT__DIM_MAX},
        {GPT__F(n_rope), 0, 4},
        {GPT__F(n_pool), 0, GPT__DIM_MAX},
        {GPT__F(embd_in_after), 0, 1},
        {GPT__F(pos_pad), 0, 1},
        {GPT__F(embd_pool), 0, 6},
        {GPT__F(embd_unit), 0, 1},
        {GPT__F(alibi_round), 0, 1},
    };
    static const gpt__float_range floats[] = {
        {GPT__F(norm_eps), 0, 1},
        {GPT__F(embd_scale), -1e6f, 1e6f},
        {GPT__F(resid_scale), -1e6f, 1e6f},
        {GPT__F(logit_scale), -1e6f, 1e6f},
        {GPT__F(logit_softcap), 0, 1e6f},
        {GPT__F(out_norm_eps), 0, 1},
        {GPT__F(latent_eps), 0, 1},
        {GPT__F(router_min), 0, 1},
        {GPT__F(router_jitter), 0, 1e3f},
    };
#undef GPT__F
    uint32_t i, n_out;
    int status = gpt__file_ints(c, ints, GPT__N(ints), name, "config", 0, err);
    if (!status) status = gpt__file_floats(c, floats, GPT__N(floats), name, "config", 0, err);
    for (i = 0; !status && i < c->n_rope; i++) status = gpt__file_rope(&c->rope[i], i, name, err);
    if (status) return status;
    if (!gpt__all_zero(c->reserved, sizeof c->reserved) ||
        !gpt__all_zero(c->rope + c->n_rope, (4 - c->n_rope) * sizeof *c->rope))
        return gpt__fail(err, GPT_E_UNSUPPORTED, "%s: reserved fields of the config are in use", name);
    n_out = c->head == GPT_HEAD_NONE   ? 0
            : c->head == GPT_HEAD_LM   ? c->n_vocab
            : c->head == GPT_HEAD_SPAN ? 2
                                       : c->n_out;
    if (c->pos_pad && !c->pos_offset)
        return gpt__fail(err, GPT_E_FORMAT, "%s: config: pos_pad without a row of its own: pos_offset is 0", name);
    if (c->n_out != n_out || (c->head != GPT_HEAD_NONE && !n_out))
        return gpt__fail(err, GPT_E_FORMAT, "%s: config: n_out is %u, which does not suit the head", name, c->n_out);
    return GPT_OK;
}

/* the same for latent attention: what it needs, and what it can't be combined with */
static const char *gpt__latent_conflict(const gpt__layer_config *l, const gpt__config *c) {
    if (!l->kv_rank) return l->q_rank || l->head_rope ? "q_rank or head_rope without kv_rank" : NULL;
    if (l->n_kv != 1) return "latent attention has one key/value head";
    if (l->head_rope >= l->head_qk) return "head_rope is not smaller than head_qk";
    if (!l->rope || c->rope[l->rope - 1].n_rot != l->head_rope) return "head_rope is not what the rope set rotates";
    if (l->window || l->chunk || c->bidirectional) return "latent attention sees all earlier positions";
    if (l->qkv_clip > 0.0f || l->temp_scale > 0.0f || l->norm_after_rope || l->qk_norm_heads) {
        return "latent attention has no clip, query temperature or norms of queries and keys";
    }
    return NULL;
}

/* what the tables below can't say: how the fields of a layer go together. NULL: they do */
static const char *gpt__layer_conflict(const gpt__layer_config *l, const gpt__config *c) {
    if (l->n_head % l->n_kv) return "n_head is not a multiple of n_kv";
    if (l->n_head > GPT__DIM_MAX / l->head_qk || l->n_head > GPT__DIM_MAX / l->head_v) return "the heads are too wide";
    if (l->rope > c->n_rope) return "rope names a set that is not there";
    if (l->rope && c->rope[l->rope - 1].n_rot > l->head_qk) return "more dims are rotated than a head has";
    if (l->temp_scale != 0.0f && !(l->temp_floor > 0.0f)) return "temp_scale without temp_floor";
    if (l->n_expert_used > l->n_expert) return "n_expert_used is larger than n_expert";
    if (l->n_expert && (!l->n_expert_used || !l->n_ff_expert)) return "experts without width or use";
    if (l->n_group > l->n_expert || l->n_group_used > l->n_group) return "more expert groups than experts";
    if (l->n_group && (!l->n_group_used || l->n_expert % l->n_group)) return "experts don't divide into groups";
    if (l->chunk && c->bidirectional) return "chunked attention is causal";
    if (l->n_group && (uint64_t)l->n_group_used * (l->n_expert / l->n_group) < l->n_expert_used)
        return "the groups in use have fewer experts than a token needs";
    if (l->n_group > 1 && l->router != GPT__ROUTER_SOFTMAX && l->router != GPT__ROUTER_SIGMOID)
        return "this kind of router has no groups";
    if (l->n_group > 1 && l->router == GPT__ROUTER_SIGMOID && l->n_expert / l->n_group < 2)
        return "groups of one expert";
    if (l->n_expert && l->router == GPT__ROUTER_SPARSEMIXER && l->n_expert_used != 2)
        return "sparsemixer chooses two experts";
    if (l->n_expert && !(l->router_scale < 0.0f || l->router_scale > 0.0f))
        return "router_scale is 0: the experts would have no effect";
    if (l->n_expert && l->n_ff_expert > (1u << 30) / l->n_expert) return "the experts are too wide";
    if (!gpt__all_zero(l->reserved, sizeof l->reserved)) return "reserved fields are in use";
    return gpt__latent_conflict(l, c);
}

static int gpt__file_layer(const gpt__layer_config *l, const gpt__config *c, uint32_t index, const char *name,
                           gpt_error *err) {
#define GPT__F(field) #field, offsetof(gpt__layer_config, field)
    static const gpt__int_range ints[] = {
        {GPT__F(n_head), 1, 1u << 16},
        {GPT__F(n_kv), 1, 1u << 16},
        {GPT__F(head_qk), 1, 1u << 16},
        {GPT__F(head_v), 1, 1u << 16},
        {GPT__F(window), 0, INT_MAX},
        {GPT__F(chunk), 0, INT_MAX},
        {GPT__F(rope), 0, 4},
        {GPT__F(norm_after_rope), 0, 1},
        {GPT__F(n_ff), 0, GPT__DIM_MAX},
        {GPT__F(act), GPT__ACT_SILU, GPT__ACT_XIELU},
        {GPT__F(n_expert), 0, 1u << 16},
        {GPT__F(n_expert_used), 0, 1u << 16},
        {GPT__F(n_ff_expert), 0, GPT__DIM_MAX},
        {GPT__F(router), GPT__ROUTER_SOFTMAX, GPT__ROUTER_SIGMOID_INPUT},
        {GPT__F(router_norm), 0, 1},
        {GPT__F(n_group), 0, 1u << 16},
        {GPT__F(n_group_used), 0, 1u << 16},
        {GPT__F(q_rank), 0, GPT__DIM_MAX},
        {GPT__F(kv_rank), 0, 1u << 16},
        {GPT__F(head_rope), 0, 1u << 16},
        {GPT__F(qk_norm_heads), 0, 1},
    };
    static const gpt__float_range floats[] = {
        {GPT__F(attn_scale), -1e6f, 1e6f},
        {GPT__F(attn_softcap), 0, 1e6f},
        {GPT__F(qkv_clip), 0, 1e6f},
        {GPT__F(temp_scale), 0, 1e6f},
        {GPT__F(temp_floor), 0, 1e9f},
        {GPT__F(act_alpha), -1e6f, 1e6f},
        {GPT__F(act_limit), 0, 1e6f},
        {GPT__F(act_beta), -1e6f, 1e6f},
        {GPT__F(act_eps), -1, 1},
        {GPT__F(router_scale), -1e6f, 1e6f},
    };
#undef GPT__F
    const char *conflict;
    int status = gpt__file_ints(l, ints, GPT__N(ints), name, "layer", index, err);
    if (!status) status = gpt__file_floats(l, floats, GPT__N(floats), name, "layer", index, err);
    if (status) return status;
    conflict = gpt__layer_conflict(l, c);
    if (conflict) return gpt__fail(err, GPT_E_FORMAT, "%s: layer %u: %s", name, index, conflict);
    return GPT_OK;
}
#undef GPT__N

/* ---- tensors, metadata, self-test ---- */

static int gpt__power_of_two(float f) {
    const uint32_t bits = gpt__f32_bits(f);
    return !(bits & 0x807fffffu) && bits && bits != 0x7f800000u;
}

/* NULL: the entry is right. end is where the tensor before ended, limit where the section DATA ends. */
static const char *gpt__tensor_fault(const gpt__tensor_entry *e, const gpt__config *c, uint64_t end, uint64_t limit) {
    const int of_rope = e->role == GPT__ROLE_ROPE_FREQ || e->role == GPT__ROLE_ROPE_FREQ_LONG;
    const uint32_t n_layer = gpt__role_per_layer(e->role) ? c->n_layer : of_rope ? c->n_rope : 1;
    size_t size;
    if (e->layer >= n_layer) return "belongs to a layer that is not there";
    if (e->n_row > GPT__DIM_MAX || e->n_col > GPT__DIM_MAX || e->n_expert > 1u << 16) return "is too large";
    size = gpt_tensor_size((gpt_type)e->type, e->n_row, e->n_col, e->n_expert);
    if (!size || e->size != size) return "has a size that does not suit its shape";
    if (e->offset % 64 || e->offset < end || e->offset > limit || size > limit - e->offset)
        return "lies where it can't";
    if (!gpt__power_of_two(e->scale) || (gpt__is_float(e->type) && gpt__f32_bits(e->scale) != gpt__f32_bits(1.0f)))
        return "has a wrong scale";
    if (e->reserved || e->reserved2) return "uses reserved fields";
    return NULL;
}

static int gpt__file_tensors(const gpt__file *f, const gpt__span *data, const char *name, gpt_error *err) {
    uint64_t end = (uint64_t)(data->at - f->data);
    const uint64_t limit = end + data->size;
    size_t i;
    for (i = 0; i < f->n_entry; i++) {
        const gpt__tensor_entry *e = f->entry + i;
        const char *role = gpt__role_name(e->role), *fault;
        if (!role)
            return gpt__fail(err, GPT_E_UNSUPPORTED, "%s: tensor %zu has role %u, which this version does not know",
                             name, i, e->role);
        if (!gpt__type_bits(e->type))
            return gpt__fail(err, GPT_E_UNSUPPORTED, "%s: tensor %s of layer %u has type %u, which this version does "
                             "not know", name, role, e->layer, e->type);
        fault = gpt__tensor_fault(e, f->config, end, limit);
        if (fault)
            return gpt__fail(err, GPT_E_FORMAT, "%s: tensor %s of layer %u %s", name, role, e->layer, fault);
        end = e->offset + e->size;
    }
    return GPT_OK;
}

/* The pair at *at; steps over it. 0: there is no whole pair. */
static int gpt__meta_pair(const uint8_t *meta, size_t size, size_t *at, const char **key, const char **value) {
    size_t key_size, value_size, left = size - *at;
    const uint8_t *p = meta + *at;
    if (left < 8) return 0;
    key_size = gpt__rd32(p), value_size = gpt__rd32(p + 4), left -= 8, p += 8;
    if (key_size < 2 || !value_size || key_size > left || value_size > left - key_size) return 0;
    if (p[key_size - 1] || p[key_size + value_size - 1]) return 0;
    *key = (const char *)p;
    *value = (const char *)p + key_size;
    key_size += value_size;
    if ((4 - key_size % 4) % 4 > left - key_size) return 0;
    *at += 8 + key_size + (4 - key_size % 4) % 4;
    return 1;
}

static int gpt__file_meta_check(const gpt__file *f, const char *name, gpt_error *err) {
    const char *key, *value;
    size_t at = 8;
    uint32_t left;
    if (f->meta_size < 8 || gpt__rd32(f->meta + 4)) return gpt__fail(err, GPT_E_FORMAT, "%s: bad metadata", name);
    for (left = gpt__rd32(f->meta); left; left--)
        if (!gpt__meta_pair(f->meta, f->meta_size, &at, &key, &value))
            return gpt__fail(err, GPT_E_FORMAT, "%s: the metadata is cut short", name);
    if (at != f->meta_size) return gpt__fail(err, GPT_E_FORMAT, "%s: metadata beyond its end", name);
    return GPT_OK;
}

/* The value of a key, or NULL. */
static const char *gpt__file_meta(const gpt__file *f, const char *key) {
    const char *k, *value;
    size_t at = 8;
    if (!f->meta) return NULL;
    while (gpt__meta_pair(f->meta, f->meta_size, &at, &k, &value))
        if (!strcmp(k, key)) return value;
    return NULL;
}

static int gpt__file_test_check(const gpt__file *f, const char *name, gpt_error *err) {
    size_t i, n;
    if (f->test_size < 20 || gpt__rd32(f->test + 4)) return gpt__fail(err, GPT_E_FORMAT, "%s: bad self-test", name);
    n = gpt__rd32(f->test);
    if (n != (f->test_size - 16) / 4 || f->test_size % 4 || n > f->config->n_ctx)
        return gpt__fail(err, GPT_E_FORMAT, "%s: the self-test has a wrong size", name);
    for (i = 0; i < n; i++)
        if (gpt__rd32(f->test + 16 + 4 * i) >= f->config->n_vocab)
            return gpt__fail(err, GPT_E_FORMAT, "%s: token %zu of the self-test is not in the vocabulary", name, i);
    return GPT_OK;
}

/* The network: CONF, LAYR, DIRE and DATA. */
static int gpt__file_network(gpt__file *f, const gpt__span *section, const char *name, gpt_error *err) {
    size_t size;
    uint32_t i;
    int status;
    if (!section[GPT__LAYR].at || !section[GPT__DIRE].at || !section[GPT__DATA].at)
        return gpt__fail(err, GPT_E_FORMAT, "%s: a section of the network is missing", name);
    if (section[GPT__CONF].size != sizeof(gpt__config))
        return gpt__fail(err, GPT_E_FORMAT, "%s: the config has a wrong size", name);
    f->config = (const gpt__config *)(const void *)section[GPT__CONF].at;
    f->layer = (const gpt__layer_config *)(const void *)section[GPT__LAYR].at;
    f->entry = (const gpt__tensor_entry *)(const void *)section[GPT__DIRE].at;
    f->n_entry = section[GPT__DIRE].size / sizeof *f->entry;
    status = gpt__file_config(f->config, name, err);
    if (status) return status;
    if (!gpt__mul(f->config->n_layer, sizeof *f->layer, &size) || section[GPT__LAYR].size != size)
        return gpt__fail(err, GPT_E_FORMAT, "%s: the layers' section has a wrong size", name);
    if (section[GPT__DIRE].size % sizeof *f->entry)
        return gpt__fail(err, GPT_E_FORMAT, "%s: the directory has a wrong size", name);
    for (i = 0; i < f->config->n_layer; i++) {
        status = gpt__file_layer(f->layer + i, f->config, i, name, err);
        if (status) return status;
    }
    return gpt__file_tensors(f, &section[GPT__DATA], name, err);
}

/* Validate f->data, f->size and point the rest of f at its parts. name: what to call the file in messages. */
static int gpt__file_check(gpt__file *f, const char *name, gpt_error *err) {
    const uint16_t one = 1;
    gpt__span section[GPT__SECTION_COUNT];
    size_t end, i, n;
    int status;
    if (gpt__rd16(&one) != 1)
        return gpt__fail(err, GPT_E_UNSUPPORTED, "%s: model files are little-endian, this machine is not", name);
    status = gpt__file_header(f, name, err);
    if (status) return status;
    memset(section, 0, sizeof section);
    n = gpt__rd32(f->data + 12);
    end = 64 + n * 32;
    for (i = 0; i < n; i++) {
        status = gpt__file_section(f, f->data + 64 + i * 32, &end, section, name, err);
        if (status) return status;
    }
    f->meta = section[GPT__META].at, f->meta_size = section[GPT__META].size;
    f->token = section[GPT__TOKN].at, f->token_size = section[GPT__TOKN].size;
    f->test = section[GPT__TEST].at, f->test_size = section[GPT__TEST].size;
    f->samples = section[GPT__SAMP].at, f->samples_size = section[GPT__SAMP].size;
    if (section[GPT__CONF].at) status = gpt__file_network(f, section, name, err);
    else if (!f->token || f->test || section[GPT__LAYR].at || section[GPT__DIRE].at || section[GPT__DATA].at)
        status = gpt__fail(err, GPT_E_FORMAT, "%s: the config is missing", name);
    if (!status && f->meta) status = gpt__file_meta_check(f, name, err);
    if (!status && f->test) status = gpt__file_test_check(f, name, err);
    return status;
}

/* Compare the checksum of every tensor. */
static int gpt__file_verify(const gpt__file *f, gpt_error *err) {
    size_t i;
    for (i = 0; i < f->n_entry; i++) {
        const gpt__tensor_entry *e = f->entry + i;
        if (gpt_checksum(f->data + e->offset, (size_t)e->size) != e->checksum)
            return gpt__fail(err, GPT_E_FORMAT, "tensor %s of layer %u is damaged", gpt__role_name(e->role), e->layer);
    }
    return GPT_OK;
}

/* ---- the operating system: open, size, map, read ---- */

#ifdef GPT_NO_STDIO
#define GPT__OS_NONE 1
#elif defined(_WIN32)
#define GPT__OS_WINDOWS 1
#elif defined(__unix__) || defined(__unix) || defined(__APPLE__) || defined(__HAIKU__)
#define GPT__OS_POSIX 1
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <sys/types.h>
#include <unistd.h>
#ifndef GPT_NO_MMAP
#include <sys/mman.h>
#endif
#endif

#if defined(GPT__OS_POSIX)
typedef int gpt__os_file;

static const char *gpt__os_reason(int number) {
    switch (number) {
    case ENOENT: return "there is no such file";
    case EACCES: return "permission denied";
    case ENOTDIR: return "a part of its path is not a folder";
    case EISDIR: return "it is a folder";
    case EMFILE:
    case ENFILE: return "too many files are open";
    case EOVERFLOW:
    case EFBIG: return "it is too large for this program";
    default: return "the system can't read it";
    }
}

static int gpt__os_open(gpt__os_file *h, uint64_t *size, const char *path, const gpt_allocator *a, gpt_error *err) {
    struct stat st;
    int flags = O_RDONLY;
    (void)a;
    memset(&st, 0, sizeof st);
#ifdef O_CLOEXEC
    flags |= O_CLOEXEC;
#endif
#ifdef O_NONBLOCK
    flags |= O_NONBLOCK; /* a pipe must not make us wait for its other end */
#endif
    *h = open(path, flags);
    if (*h < 0) return gpt__fail(err, GPT_E_IO, "%s can't be opened: %s", path, gpt__os_reason(errno));
    if (!fstat(*h, &st) && S_ISREG(st.st_mode)) {
        *size = (uint64_t)st.st_size;
        return GPT_OK;
    }
    close(*h);
    return gpt__fail(err, GPT_E_IO, S_ISDIR(st.st_mode) ? "%s is a folder, not a file" : "%s is not an ordinary file",
                     path);
}

static void gpt__os_close(gpt__os_file h) { close(h); }

static int gpt__os_read(gpt__os_file h, uint8_t *dst, size_t size) { /* 1: all of it */
    while (size) {
        const ssize_t n = read(h, dst, size < (1u << 30) ? size : 1u << 30);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return 0;
        dst += n, size -= (size_t)n;
    }
    return 1;
}

#ifndef GPT_NO_MMAP
static const uint8_t *gpt__os_map(gpt__os_file h, size_t size) { /* NULL: it can't be mapped */
    void *p = mmap(NULL, size, PROT_READ, MAP_PRIVATE, h, 0);
    return p == MAP_FAILED ? NULL : (const uint8_t *)p;
}

static void gpt__os_unmap(const uint8_t *p, size_t size) { munmap((void *)(uintptr_t)p, size); }
#endif

#elif defined(GPT__OS_WINDOWS)
typedef HANDLE gpt__os_file;

/* path is UTF-8; the -A functions of Windows would take it for the local code page */
static int gpt__os_open(gpt__os_file *h, uint64_t *size, const char *path, const gpt_allocator *a, gpt_error *err) {
    const int n = MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, NULL, 0);
    WCHAR *wide = n > 0 ? (WCHAR *)gpt__alloc(a, (size_t)n * sizeof *wide) : NULL;
    LARGE_INTEGER length;
    if (!wide) return gpt__fail(err, GPT_E_IO, "%s can't be opened: its name is not UTF-8", path);
    MultiByteToWideChar(CP_UTF8, MB_ERR_INVALID_CHARS, path, -1, wide, n);
    *h = CreateFileW(wide, GENERIC_READ, FILE_SHARE_READ, NULL, OPEN_EXISTING, FILE_ATTRIBUTE_NORMAL, NULL);
    gpt__free(a, wide);
    if (*h == INVALID_HANDLE_VALUE)
        return gpt__fail(err, GPT_E_IO, "%s can't be opened: Windows error %lu", path, GetLastError());
    if (GetFileType(*h) == FILE_TYPE_DISK && GetFileSizeEx(*h, &length)) {
        *size = (uint64_t)length.QuadPart;
        return GPT_OK;
    }
    CloseHandle(*h);
    return gpt__fail(err, GPT_E_IO, "%s is not an ordinary file", path);
}

static void gpt__os_close(gpt__os_file h) { CloseHandle(h); }

static int gpt__os_read(gpt__os_file h, uint8_t *dst, size_t size) { /* 1: all of it */
    while (size) {
        DWORD n = 0;
        if (!ReadFile(h, dst, size < (1u << 30) ? (DWORD)size : 1u << 30, &n, NULL) || !n) return 0;
        dst += n, size -= n;
    }
    return 1;
}

#ifndef GPT_NO_MMAP
static const uint8_t *gpt__os_map(gpt__os_file h, size_t size) { /* NULL: it can't be mapped */
    HANDLE mapping = CreateFileMappingW(h, NULL, PAGE_READONLY, 0, 0, NULL);
    const void *p = mapping ? MapViewOfFile(mapping, FILE_MAP_READ, 0, 0, size) : NULL;
    if (mapping) CloseHandle(mapping); /* the view keeps it alive */
    return (const uint8_t *)p;
}

static void gpt__os_unmap(const uint8_t *p, size_t size) {
    (void)size;
    UnmapViewOfFile(p);
}
#endif

#elif !defined(GPT__OS_NONE)
#ifndef GPT_NO_MMAP
#define GPT_NO_MMAP
#endif
typedef FILE *gpt__os_file;

static int gpt__os_open(gpt__os_file *h, uint64_t *size, const char *path, const gpt_allocator *a, gpt_error *err) {
    long length = -1;
    (void)a;
    *h = fopen(path, "rb");
    if (!*h) return gpt__fail(err, GPT_E_IO, "%s can't be opened", path);
    if (!fseek(*h, 0, SEEK_END)) length = ftell(*h);
    if (length >= 0 && !fseek(*h, 0, SEEK_SET)) {
        *size = (uint64_t)length;
        return GPT_OK;
    }
    fclose(*h);
    return gpt__fail(err, GPT_E_IO, "%s is not an ordinary file, or is too large", path);
}

static void gpt__os_close(gpt__os_file h) { fclose(h); }

static int gpt__os_read(gpt__os_file h, uint8_t *dst, size_t size) { return fread(dst, 1, size, h) == size; }
#endif

/* Advice for memory that lies anywhere: its whole pages. */
#if defined(GPT__OS_POSIX) && !defined(GPT_NO_MMAP) && defined(MADV_WILLNEED)
static void gpt__os_advise(const void *p, size_t size, int huge_pages, int prefetch) {
    const long page = sysconf(_SC_PAGESIZE);
    const uintptr_t step = page > 0 ? (uintptr_t)page : 4096, start = ((uintptr_t)p + step - 1) / step * step;
    const uintptr_t end = ((uintptr_t)p + size) / step * step;
    if (end <= start) return;
#ifdef MADV_HUGEPAGE
    if (huge_pages) (void)madvise((void *)start, end - start, MADV_HUGEPAGE);
#else
    (void)huge_pages;
#endif
    if (prefetch) (void)madvise((void *)start, end - start, MADV_WILLNEED);
}
#else
static void gpt__os_advise(const void *p, size_t size, int huge_pages, int prefetch) {
    (void)p, (void)size, (void)huge_pages, (void)prefetch;
}
#endif

static void gpt__file_close(gpt__file *f) {
    gpt__free(&f->allocator, f->owned);
#if !defined(GPT__OS_NONE) && !defined(GPT_NO_MMAP)
    if (f->mapped) gpt__os_unmap(f->data, f->size);
#endif
    memset(f, 0, sizeof *f);
}

/* A file in memory that stays the caller's. The structs are used in place, hence the alignment. */
static int gpt__file_open_memory(gpt__file *f, const void *data, size_t size, gpt_error *err) {
    int status;
    memset(f, 0, sizeof *f);
    if (!data || !size) return gpt__fail(err, GPT_E_ARG, "no data");
    if ((uintptr_t)data % sizeof(uint64_t)) return gpt__fail(err, GPT_E_ARG, "the data is not aligned to 8 bytes");
    f->data = (const uint8_t *)data;
    f->size = size;
    status = gpt__file_check(f, "the data", err);
    if (status) gpt__file_close(f);
    return status;
}

#ifndef GPT__OS_NONE
/* Map the file, or read it into memory of the allocator. */
static int gpt__file_fetch(gpt__file *f, gpt__os_file h, const char *path, const gpt_model_desc *desc,
                           gpt_error *err) {
#ifndef GPT_NO_MMAP
    if (!desc->read) f->data = gpt__os_map(h, f->size);
    f->mapped = f->data != NULL;
    if (f->mapped) {
        gpt__os_advise(f->data, f->size, desc->huge_pages, desc->prefetch);
        return GPT_OK;
    }
#endif
    f->owned = gpt__alloc(&f->allocator, f->size);
    if (!f->owned) return gpt__fail(err, GPT_E_MEMORY, "%s needs %zu bytes of memory", path, f->size);
    f->data = (const uint8_t *)f->owned;
    gpt__os_advise(f->data, f->size, desc->huge_pages, 0);
    if (!gpt__os_read(h, (uint8_t *)f->owned, f->size))
        return gpt__fail(err, GPT_E_IO, "%s can't be read to its end", path);
    return GPT_OK;
}

/* Open and check. On failure f holds nothing. */
static int gpt__file_open(gpt__file *f, const char *path, const gpt_model_desc *desc, gpt_error *err) {
    gpt__os_file h = (gpt__os_file)0;
    uint64_t size = 0;
    int status;
    memset(f, 0, sizeof *f);
    f->allocator = desc->allocator;
    if (!path) return gpt__fail(err, GPT_E_ARG, "no path");
    status = gpt__os_open(&h, &size, path, &f->allocator, err);
    if (status) return status;
    f->size = (size_t)size;
    if (!size) status = gpt__fail(err, GPT_E_FORMAT, "%s is empty", path);
    else if (size > SIZE_MAX / 2) status = gpt__fail(err, GPT_E_IO, "%s is too large for this machine", path);
    else status = gpt__file_fetch(f, h, path, desc, err);
    gpt__os_close(h);
    if (!status) status = gpt__file_check(f, path, err);
    if (status) gpt__file_close(f);
    return status;
}
#endif
GPT__SMALL_END

/* ---------------------------------------------------------------------------------------------------------------
 * >>unicode -- UTF-8 in and out
 *
 * Any bytes are text. A byte that is not part of well-formed UTF-8 (RFC 3629: no surrogates, nothing above 10FFFF,
 * no long forms) counts as one character of its own. Uses nothing. Start at gpt__utf8_next.
 * ------------------------------------------------------------------------------------------------------------- */

#define GPT__BAD_BYTE 0x110000u /* stands for such a byte among code points */

/* A character that is not ASCII, see gpt__utf8_next. */
static size_t gpt__utf8_long(const uint8_t *p, size_t n, uint32_t *cp) {
    uint32_t a = p[0], b = n > 1 ? p[1] : 0u, c = n > 2 ? p[2] : 0u, d = n > 3 ? p[3] : 0u;
    *cp = (a & 0x1f) << 6 | (b & 0x3f);
    if (a < 0xe0) {
        if (a >= 0xc2 && (b & 0xc0) == 0x80) return 2;
    } else if (a < 0xf0) {
        *cp = (a & 0x0f) << 12 | (b & 0x3f) << 6 | (c & 0x3f);
        if ((b & 0xc0) == 0x80 && (c & 0xc0) == 0x80 && *cp >= 0x800 && (*cp & 0xfff800) != 0xd800) return 3;
    } else {
        *cp = (a & 7) << 18 | (b & 0x3f) << 12 | (c & 0x3f) << 6 | (d & 0x3f);
        if (a < 0xf5 && (b & 0xc0) == 0x80 && (c & 0xc0) == 0x80 && (d & 0xc0) == 0x80 && *cp >= 0x10000 &&
            *cp < 0x110000) return 4;
    }
    *cp = GPT__BAD_BYTE;
    return 1;
}

/* Reads one character at p (n > 0 bytes are left) into *cp, and returns its length. */
GPT__INLINE size_t gpt__utf8_next(const uint8_t *p, size_t n, uint32_t *cp) {
    if (*p >= 0x80) return gpt__utf8_long(p, n, cp);
    *cp = *p;
    return 1;
}

static size_t gpt__utf8_put(uint32_t cp, uint8_t *out) {
    if (cp < 0x80) {
        out[0] = (uint8_t)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (uint8_t)(0xc0 | cp >> 6);
        out[1] = (uint8_t)(0x80 | (cp & 0x3f));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (uint8_t)(0xe0 | cp >> 12);
        out[1] = (uint8_t)(0x80 | (cp >> 6 & 0x3f));
        out[2] = (uint8_t)(0x80 | (cp & 0x3f));
        return 3;
    }
    out[0] = (uint8_t)(0xf0 | cp >> 18);
    out[1] = (uint8_t)(0x80 | (cp >> 12 & 0x3f));
    out[2] = (uint8_t)(0x80 | (cp >> 6 & 0x3f));
    out[3] = (uint8_t)(0x80 | (cp & 0x3f));
    return 4;
}

/* The length that the lead byte a promises; 0 if it leads nothing. */
static int gpt__utf8_promise(uint8_t a) {
    return a < 0x80 ? 1 : a < 0xc2 ? 0 : a < 0xe0 ? 2 : a < 0xf0 ? 3 : a < 0xf5 ? 4 : 0;
}

/* The length of the character that ends before p + at > p. */
static size_t gpt__utf8_before(const uint8_t *p, size_t at, uint32_t *cp) {
    size_t k;
    for (k = 1; k <= 4 && k <= at; k++)
        if ((p[at - k] & 0xc0) != 0x80 && gpt__utf8_next(p + at - k, k, cp) == k) return k;
    *cp = GPT__BAD_BYTE;
    return 1;
}

/* May byte b be number i >= 1 of a character led by a? */
static int gpt__utf8_continues(uint8_t a, int i, uint8_t b) {
    if (i == 1) {
        if (a == 0xe0 && b < 0xa0) return 0;
        if (a == 0xed && b > 0x9f) return 0;
        if (a == 0xf0 && b < 0x90) return 0;
        if (a == 0xf4 && b > 0x8f) return 0;
    }
    return (b & 0xc0) == 0x80;
}

/* ---------------------------------------------------------------------------------------------------------------
 * >>tokenizer -- text to tokens and back
 *
 * Uses >>memory, >>errors, >>unicode. Start at gpt_tokenize and gpt__encode, which read top down:
 *
 *   text -> added tokens cut out -> normalised -> added tokens cut out again -> split into pieces -> tokens
 *
 * The converter (tools/tokenizer.h) has made tables of everything: this room knows no pattern, no Unicode property
 * and no published file format, and it builds nothing at load.
 *
 * Byte-pair encoding (arXiv:1508.07909). A piece starts as a row of symbols, one a byte or one a character. As long
 * as some neighbouring pair is in the merge table, the pair of lowest rank, the leftmost among equals, becomes one
 * symbol. Merges of SentencePiece and of tiktoken's rank files are written as such pairs, too. Symbols below n_vocab
 * are tokens; those above stand for the tokens in their expansion (characters that occur in tokens without being one).
 *
 * Unigram (arXiv:1804.10959). Each token has a score, the logarithm of its probability. Of all ways to cut a piece into
 * tokens, the one with the largest sum of scores is taken (Viterbi's algorithm); a character that no token is made of
 * costs the score behind the last token's.
 *
 * WordPiece (arXiv:1609.08144, as BERT has it). The longest token that a word starts with, then the longest that the
 * rest starts with, among the tokens that go on with a word. If somewhere there is none, or the word has too many
 * characters, the whole word is the unknown token. A vocabulary of whole words is one where no token goes on.
 *
 * Time is linear in the size of the text, on any text: what a vocabulary or its patterns add are factors. Pieces of up
 * to 64 bytes are merged at the cost of their size each byte, longer ones in parts, as gpt__merge_long tells. From each
 * place a trie is followed no further than its longest key; a split program goes over a character at most once for each
 * of its states, and of published patterns three times (gpt__split_match).
 *
 * Memory: pieces of up to 64 bytes are merged on the stack, longer ones take 33 KB, up to 128 bytes a byte where what
 * becomes of a symbol depends on symbols far away. Pieces of unigram models take 16 bytes a byte; normalised text up to
 * 18 times its size (4, unless the model maps characters to longer texts), and eight more for each of its bytes if
 * spans are asked for; a split program one byte a byte if it reads far in vain. All come from the model's allocator
 * and are freed before gpt_tokenize returns.
 *
 * The section "TOKN". Little-endian; offsets count from its start and are multiples of 8.
 *
 *   offset  bytes
 *        0      4  version, 1
 *        4      4  kind: 1 = byte-pair encoding, 2 = unigram, 3 = WordPiece
 *        8      4  flags, GPT__TOK_...
 *       12      4  n_vocab
 *       16      4  n_symbol >= n_vocab
 *       20      4  n_class: classes of characters that the split programs tell apart
 *       24     32  i32 ids of the special tokens in the order of enum gpt_token_kind, -1: none; the last is -1
 *       56      4  symbol for what has none, or FFFFFFFF: it is left out
 *       60      4  WordPiece: the most characters of a word that is looked up
 *       64  8 * n  for each array of GPT__TOK_ARRAYS, in that order: offset, size in bytes (0: empty)
 *
 * Hash tables have a power of two of slots. A key lies at its home slot (the low bits of gpt__tok_hash or
 * gpt__pair_hash) or at most GPT__TOK_PROBES - 1 slots after it, before any empty one.
 *
 * A trie is an array of nodes, the roots first. Byte b leads from node i to node i.base + b, if that one's check says
 * i + 1. In TRIE, root 0 is matched against the text as it came, root 1 against the normalised text: leftmost, then
 * longest. In PIECES, a word of WordPiece starts at root 0 and goes on at root 1. In MAPS, steps name their root.
 *
 * A split program is an automaton over classes: state 0 fails, state 1 starts. An entry of NEXT is the next state,
 * and bit 15 says that a match ends before the symbol just read: so one symbol of look-ahead, or the end of the text
 * (the last column), decides assertions such as (?!\S). Where the symbol before a match counts, the start is another:
 * see GPT__SPLIT_BEHIND. The matches found, and the gaps between them, are the pieces
 * (GPT__SPLIT_...). Further programs split the pieces of the one before.
 * ------------------------------------------------------------------------------------------------------------- */

/* X(name, element) */
#define GPT__TOK_ARRAYS(X) \
    X(TEXT_AT, uint32_t)      /* (n_vocab + 1): where in TEXT a token's bytes start */ \
    X(TEXT, uint8_t)          /* bytes of all tokens */ \
    X(ATTR, uint8_t)          /* (n_vocab): GPT__ATTR_... */ \
    X(VOCAB, gpt__tok_slot)   /* hash: token by its bytes */ \
    X(BYTE, uint32_t)         /* (256): symbol of a byte, or FFFFFFFF */ \
    X(CHARS, gpt__char_slot)  /* hash: symbol of a character; empty: symbols are bytes */ \
    X(MERGE, gpt__merge_slot) /* hash: what two neighbours become */ \
    X(EXPAND_AT, uint32_t)    /* (n_symbol - n_vocab + 1): where in EXPAND the tokens of symbol n_vocab + i start */ \
    X(EXPAND, uint32_t)       /* tokens */ \
    X(ADDED, gpt__added)      /* added tokens, found in the text before anything else */ \
    X(TRIE, gpt__trie_node)   /* added tokens; values: index in ADDED + 1 */ \
    X(PIECES, gpt__trie_node) /* unigram and WordPiece: tokens; values: id + 1 */ \
    X(SCORE, double)          /* unigram (n_vocab + 1): of each token, and of what is unknown */ \
    X(CLASS_BLOCK, uint16_t)  /* (8704): block of 128 classes for each 128 code points */ \
    X(CLASS, uint8_t)         /* (blocks, 128) */ \
    X(CLASS_ATTR, uint8_t)    /* (n_class): GPT__CLASS_... */ \
    X(SPLIT, gpt__split)      /* split programs, at most 16 */ \
    X(NEXT, uint16_t)         /* transitions: (n_state, n_class + 1) for each program */ \
    X(STEP, gpt__step)        /* normalisation, in order */ \
    X(STEP_TEXT, uint8_t)     /* strings of the steps */ \
    X(MAPS, gpt__trie_node)   /* keys of MAP steps; values: index in MAP_AT + 1 */ \
    X(MAP_AT, uint32_t)       /* where in MAP_TEXT what a key becomes starts; one more at the end */ \
    X(MAP_TEXT, uint8_t) \
    X(FORM_BLOCK, uint16_t)   /* (8704): block of 128 indices for each 128 code points; normal forms */ \
    X(FORM_INDEX, uint16_t)   /* (blocks, 128): entry of FORM; entry 0 is "nothing special" */ \
    X(FORM, gpt__form)        /* combining class and decomposition */ \
    X(FORM_TEXT, uint32_t)    /* code points */ \
    X(COMPOSE, gpt__compose)  /* hash: what two code points compose to */ \
    X(FRONT, uint32_t)        /* tokens that GPT_TEXT_BOS puts in front */ \
    X(BACK, uint32_t)         /* and behind */ \
    X(END, uint32_t)          /* tokens that end a text or a turn */ \
    X(UNK_TEXT, uint8_t)      /* shown for the unknown token, unless empty or GPT_TEXT_SPECIAL is set */

typedef struct gpt__tok_slot { uint32_t hash, value; } gpt__tok_slot;     /* value: (id << 1 | whole) + 1; 0: empty */
typedef struct gpt__char_slot { uint32_t cp, symbol; } gpt__char_slot;    /* cp + 1; 0: empty */
typedef struct gpt__merge_slot { uint32_t left, right, rank, symbol; } gpt__merge_slot; /* symbol FFFFFFFF: empty */
typedef struct gpt__added { uint32_t id, flags; } gpt__added;             /* GPT__ADDED_... */
typedef struct gpt__trie_node { uint32_t base, check, value; } gpt__trie_node; /* value 0: no key ends here */
typedef struct gpt__split { uint32_t mode, n_state, next, zero; } gpt__split; /* next: first transition in NEXT */
typedef struct gpt__step { uint32_t op, with, at, n_from, n_to; } gpt__step; /* strings from, to at STEP_TEXT + at */
typedef struct gpt__form { /* of a code point, or of many that are alike */
    uint8_t ccc, joins;     /* combining class; 1: form C may join it to what precedes, or take it apart */
    uint8_t size, size_k;   /* code points of its decomposition in forms D and KD, 0: it stays; ... */
    uint32_t at, at_k;      /* ... they lie in FORM_TEXT from here on */
} gpt__form;
typedef struct gpt__compose { uint32_t first, second, result, zero; } gpt__compose;     /* result 0: empty */

enum {
    GPT__TOK_BPE = 1,           /* kind */
    GPT__TOK_UNIGRAM = 2,
    GPT__TOK_WORDPIECE = 3,

    GPT__TOK_FUSE_UNK = 1,      /* flags: a run of unknown characters is one unknown token */
    GPT__TOK_STRIP_ONE = 2,     /* decoding drops one space at the start */
    GPT__TOK_STRIP_EACH = 4,    /* decoding drops one space of each token until something shows */
    GPT__TOK_STRIP_FIRST = 8,   /* decoding drops all spaces of the first token */
    GPT__TOK_HIDES = 16,        /* the original library decodes control tokens to nothing */
    GPT__TOK_SPACED = 32,       /* decoding puts a space between tokens */
    GPT__TOK_SENTENCE = 64,     /* pieces are parts of one: runs of the unknown token and sums of scores, which are
                                 * floats, go on from one to the next */
    GPT__TOK_MARKS_END = 128,   /* CHARS has a piece's last character apart: code point | GPT__CHAR_END; ... */
    GPT__TOK_STRIP_BOS = 512,   /* what follows a shown BOS counts as the start, where spaces are dropped */
    GPT__TOK_MARKS_INNER = 256, /* ... and each but the first: | GPT__CHAR_INNER */
    GPT__TOK_BYTES = 1024,      /* each byte counts as a character: in CHARS, and where characters are unknown */
    GPT__TOK_RUNS = 2048,       /* decoding shows a run of one token as one (connectionist temporal classification) */
    GPT__TOK_PREFIX = 24,       /* flags >> this: how many bytes INNER tokens leave out */

    GPT__ATTR_SPECIAL = 1,      /* control tokens: written in text, they mean nothing unless asked for */
    GPT__ATTR_BYTE = 2,         /* stands for one byte of a character that is not in the vocabulary; its blanks stay */
    GPT__ATTR_UNKNOWN = 4,
    GPT__ATTR_ADDED = 8,        /* found before the model splits the text */
    GPT__ATTR_UNUSED = 16,
    GPT__ATTR_JOINS = 32,       /* GPT__TOK_SPACED: no space in front */
    GPT__ATTR_ENDS = 64,        /* decoding puts a space behind it, if something follows */
    GPT__ATTR_INNER = 128,      /* goes on with a word, as its first bytes say; they show only where a text starts */

    GPT__ADDED_SPECIAL = 1,
    GPT__ADDED_LSTRIP = 2,      /* swallows white space before it */
    GPT__ADDED_RSTRIP = 4,      /* and after it */
    GPT__ADDED_WORD = 8,        /* not inside words */

    GPT__CLASS_SPACE = 1,       /* white space */
    GPT__CLASS_WORD = 2,        /* part of words */
    GPT__CLASS_CONTROL = 4,     /* what BERT drops: controls, formats, private ones, U+FFFD */
    GPT__CLASS_NONSPACING = 8,  /* category Mn */
    GPT__CLASS_MARK = 16,       /* categories Mn, Mc, Me */
    GPT__CLASS_IDEOGRAPH = 32,  /* what BERT takes for a word each */

    GPT__SPLIT_ISOLATE = 0,     /* matches and gaps are pieces */
    GPT__SPLIT_GAPS = 1,        /* gaps are pieces, matches are dropped */
    GPT__SPLIT_MATCHES = 2,     /* matches are pieces, gaps are dropped */
    GPT__SPLIT_BEFORE = 3,      /* a match joins the gap before it */
    GPT__SPLIT_AFTER = 4,       /* a match joins the gap after it */
    GPT__SPLIT_STEP = 5,        /* no split: a step's program. These come last */
    GPT__SPLIT_THREES = 6,      /* matches are cut before their last three characters, and each three before those */
    GPT__SPLIT_KIND = 255,      /* mask of these; then: */
    GPT__SPLIT_BYTES = 256,     /* the program sees each byte as the character that GPT-2 writes it as */
    GPT__SPLIT_BEHIND = 512,    /* state 2 leads, with the character before a match, to the state that starts it */
    GPT__SPLIT_MAX = 16,
    GPT__SPLIT_FAR = 128,

    GPT__STEP_PREPEND = 1,      /* `to` in front of text that is not empty */
    GPT__STEP_REPLACE = 2,      /* `from` by `to` everywhere */
    GPT__STEP_FORM = 3,         /* a normal form (UAX 15): C, or as the bits below say */
    GPT__STEP_SQUEEZE = 4,      /* no spaces in front, single ones inside */
    GPT__STEP_TRIM = 5,         /* no spaces at the end */
    GPT__STEP_STRIP = 6,        /* no white space in front (`with` & 1) and at the end (`with` & 2) */
    GPT__STEP_DROP = 7,         /* characters of the classes `with` are left out */
    GPT__STEP_SPACE = 8,        /* characters of the classes `with` get a space on both sides */
    GPT__STEP_MATCHES = 9,      /* matches of program `with` become `to` */
    GPT__STEP_MAP = 10,         /* the longest keys below root `with` of MAPS become their texts */
    GPT__STEP_GRAPHEMES = 11,   /* MAP as Hugging Face has it: what program n_from matches, if shorter than 6 bytes, or
                                 * else each character, becomes the text of the shortest key that it starts with */
    GPT__STEP_OP = 255,         /* mask of these; then: */
    GPT__STEP_ONCE = 256,       /* PREPEND: not if the text starts with it already */
    GPT__STEP_FIRST = 512,      /* PREPEND: only where the whole text starts */
    GPT__STEP_LATE = 1024,      /* after root 1 of TRIE has been searched, not before */
    GPT__STEP_DECOMPOSED = 2048, /* FORM: D */
    GPT__STEP_COMPATIBLE = 4096, /* FORM: KC or KD */

    GPT__TOK_HEAD = 64,
    GPT__TOK_PROBES = 64,
    GPT__TOK_PART = 512,        /* bytes of a long piece that are merged at a time */
    GPT__TOK_EXPANSION = 1000,  /* most tokens that a symbol stands for */
    GPT__TOK_BLOCKS = 0x110000 / 128
};
#define GPT__TOK_NONE 0xffffffffu
#define GPT__SPLIT_MATCH 0x8000u
#define GPT__CHAR_INNER 0x200000u
#define GPT__CHAR_END 0x400000u

typedef struct gpt__tokenizer {
    uint32_t kind, flags, n_vocab, n_symbol, n_class, unknown, longest_word;
    uint32_t n_splitter; /* split programs that split */
    int32_t special[8];
#define GPT__X(name, type) const type *name; uint32_t n_##name;
    GPT__TOK_ARRAYS(GPT__X)
#undef GPT__X
} gpt__tokenizer;

/* Tests count what is done: steps of split programs and tries, merges that are looked up. */
#ifndef GPT__DONE
#define GPT__DONE(what) ((void)0)
#endif

/* ---- hashing ---- */

static uint32_t gpt__tok_hash(const uint8_t *p, size_t n) {
    const uint64_t k = 0x9e3779b97f4a7c15u;
    uint64_t h = n * k, w = 0;
    for (; n > 8; p += 8, n -= 8) {
        h = (h ^ gpt__rd64(p)) * k;
        h ^= h >> 32;
    }
    if (n >= 4) w = gpt__rd32(p) | (uint64_t)gpt__rd32(p + n - 4) << 32;
    else if (n) w = p[0] | (uint64_t)p[n / 2] << 8 | (uint64_t)p[n - 1] << 16;
    h = (h ^ w) * k;
    h = (h ^ h >> 32) * k;
    return (uint32_t)(h >> 32);
}

GPT__INLINE uint32_t gpt__pair_hash(uint32_t a, uint32_t b) {
    uint64_t h = ((uint64_t)a << 32 | b) * 0x9e3779b97f4a7c15u;
    h = (h ^ h >> 32) * 0xd6e8feb86659fd93u;
    return (uint32_t)(h >> 32);
}

/* The slot's value (id << 1 | whole) + 1 of the token with these bytes; 0 if there is none. */
static uint32_t gpt__tok_lookup(const gpt__tokenizer *t, const uint8_t *p, size_t n) {
    uint32_t hash = gpt__tok_hash(p, n), i;
    for (i = 0; t->n_VOCAB && i < GPT__TOK_PROBES; i++) {
        const gpt__tok_slot *s = &t->VOCAB[(hash + i) & (t->n_VOCAB - 1)];
        if (!s->value) break;
        if (s->hash == hash) {
            const uint32_t *at = t->TEXT_AT + ((s->value - 1) >> 1);
            if (at[1] - at[0] == n && !memcmp(t->TEXT + at[0], p, n)) return s->value;
        }
    }
    return 0;
}

/* Where a byte leads from a node of a trie; 0: nowhere. */
GPT__INLINE uint32_t gpt__trie_next(const gpt__trie_node *trie, uint32_t n, uint32_t node, uint8_t byte) {
    uint32_t next = trie[node].base + byte;
    GPT__DONE(trie);
    return next < n && trie[next].check == node + 1 ? next : 0;
}

static const gpt__merge_slot *gpt__merge_lookup(const gpt__tokenizer *t, uint32_t left, uint32_t right) {
    uint32_t hash = gpt__pair_hash(left, right), i;
    GPT__DONE(merge);
    for (i = 0; t->n_MERGE && i < GPT__TOK_PROBES; i++) {
        const gpt__merge_slot *s = &t->MERGE[(hash + i) & (t->n_MERGE - 1)];
        if (s->left == left && s->right == right && s->symbol != GPT__TOK_NONE) return s;
        if (s->symbol == GPT__TOK_NONE) break;
    }
    return NULL;
}

static uint32_t gpt__char_lookup(const gpt__tokenizer *t, uint32_t cp) {
    uint32_t hash = gpt__pair_hash(0, cp), i;
    for (i = 0; i < GPT__TOK_PROBES; i++) {
        const gpt__char_slot *s = &t->CHARS[(hash + i) & (t->n_CHARS - 1)];
        if (s->cp == cp + 1) return s->symbol;
        if (!s->cp) break;
    }
    return GPT__TOK_NONE;
}

/* ---- opening: everything is checked here, once ---- */

static int gpt__tok_bad(gpt_error *err, const char *what) {
    return gpt__fail(err, GPT_E_FORMAT, "tokenizer: bad %s", what);
}

static int gpt__is_pow2(uint32_t n) {
    return n && !(n & (n - 1));
}

/* n ascending offsets, the last not above `end` */
static int gpt__tok_ascending(const uint32_t *at, uint32_t n, uint32_t end) {
    uint32_t i, bad = 0;
    for (i = 1; i < n; i++) bad |= at[i] < at[i - 1];
    return n && !bad && at[n - 1] <= end;
}

static int gpt__tok_below(const uint32_t *v, uint32_t n, uint32_t limit) {
    uint32_t i, bad = 0;
    for (i = 0; i < n; i++) bad |= v[i] >= limit;
    return !bad;
}

static int gpt__tok_blocks_ok(const uint16_t *block, uint32_t n, uint32_t n_value) {
    uint32_t i, bad = 0;
    if (n != GPT__TOK_BLOCKS || n_value % 128) return 0;
    for (i = 0; i < n; i++) bad |= block[i] >= n_value / 128;
    return !bad;
}

static int gpt__tok_check_vocab(const gpt__tokenizer *t, gpt_error *err) {
    uint32_t i, bad = 0;
    if (!t->n_vocab || t->n_vocab > 0x1000000 || t->n_symbol < t->n_vocab || t->n_symbol > 0x4000000)
        return gpt__tok_bad(err, "vocabulary size");
    for (i = 0; i < 8; i++)
        if (t->special[i] < -1 || t->special[i] >= (int32_t)t->n_vocab)
            return gpt__tok_bad(err, "special token");
    if (t->n_TEXT_AT != t->n_vocab + 1 || t->n_ATTR != t->n_vocab ||
        !gpt__tok_ascending(t->TEXT_AT, t->n_TEXT_AT, t->n_TEXT)) return gpt__tok_bad(err, "token texts");
    if (t->n_VOCAB && !gpt__is_pow2(t->n_VOCAB)) return gpt__tok_bad(err, "vocabulary table");
    for (i = 0; i < t->n_VOCAB; i++) bad |= t->VOCAB[i].value > 2 * t->n_vocab;
    if (bad) return gpt__tok_bad(err, "token in the vocabulary table");
    if (!gpt__tok_below(t->FRONT, t->n_FRONT, t->n_vocab) || !gpt__tok_below(t->BACK, t->n_BACK, t->n_vocab) ||
        !gpt__tok_below(t->END, t->n_END, t->n_vocab)) return gpt__tok_bad(err, "added or ending token");
    return GPT_OK;
}

static int gpt__tok_check_bpe(const gpt__tokenizer *t, gpt_error *err) {
    uint32_t i, bad = 0;
    if (t->n_EXPAND_AT != t->n_symbol - t->n_vocab + 1 ||
        !gpt__tok_ascending(t->EXPAND_AT, t->n_EXPAND_AT, t->n_EXPAND) ||
        !gpt__tok_below(t->EXPAND, t->n_EXPAND, t->n_vocab))
        return gpt__tok_bad(err, "symbol expansions");
    for (i = 0; i < t->n_symbol - t->n_vocab; i++)
        if (t->EXPAND_AT[i + 1] - t->EXPAND_AT[i] > GPT__TOK_EXPANSION)
            return gpt__tok_bad(err, "symbol expansions");
    if (t->n_BYTE != 256 || (t->n_CHARS && !gpt__is_pow2(t->n_CHARS)) ||
        (t->n_MERGE && !gpt__is_pow2(t->n_MERGE)))
        return gpt__tok_bad(err, "symbol tables");
    for (i = 0; i < 256; i++) bad |= t->BYTE[i] != GPT__TOK_NONE && t->BYTE[i] >= t->n_symbol;
    for (i = 0; i < t->n_CHARS; i++) bad |= t->CHARS[i].cp && t->CHARS[i].symbol >= t->n_symbol;
    for (i = 0; i < t->n_MERGE; i++)
        bad |= t->MERGE[i].symbol != GPT__TOK_NONE && t->MERGE[i].symbol >= t->n_symbol;
    if (bad || (t->unknown != GPT__TOK_NONE && t->unknown >= t->n_symbol)) return gpt__tok_bad(err, "symbol");
    return GPT_OK;
}

/* Any node may be gone to: what counts is that values are in range, and that the roots are there. */
static int gpt__tok_trie_ok(const gpt__trie_node *trie, uint32_t n, uint32_t limit) {
    uint32_t i, bad = 0;
    for (i = 0; i < n; i++) bad |= trie[i].value > limit;
    return n >= 2 && !bad;
}

static int gpt__tok_check_pieces(const gpt__tokenizer *t, gpt_error *err) {
    uint32_t i;
    if (!gpt__tok_trie_ok(t->PIECES, t->n_PIECES, t->n_vocab)) return gpt__tok_bad(err, "trie of tokens");
    if (t->n_symbol != t->n_vocab || t->n_BYTE != 256) return gpt__tok_bad(err, "symbol tables");
    for (i = 0; i < 256; i++)
        if (t->BYTE[i] != GPT__TOK_NONE && t->BYTE[i] >= t->n_vocab) return gpt__tok_bad(err, "symbol");
    if (t->unknown != GPT__TOK_NONE && t->unknown >= t->n_vocab) return gpt__tok_bad(err, "symbol");
    if (t->kind != GPT__TOK_UNIGRAM) return GPT_OK;
    if (t->n_SCORE != t->n_vocab + 1) return gpt__tok_bad(err, "scores");
    for (i = 0; i < t->n_SCORE; i++)
        if (!(t->SCORE[i] >= -1e30 && t->SCORE[i] <= 1e30)) return gpt__tok_bad(err, "score");
    return GPT_OK;
}

static int gpt__tok_check_added(const gpt__tokenizer *t, gpt_error *err) {
    uint32_t i;
    if (!t->n_ADDED) return GPT_OK;
    if (!gpt__tok_trie_ok(t->TRIE, t->n_TRIE, t->n_ADDED)) return gpt__tok_bad(err, "trie of added tokens");
    for (i = 0; i < t->n_ADDED; i++)
        if (t->ADDED[i].id >= t->n_vocab) return gpt__tok_bad(err, "added token");
    for (i = 0; i < t->n_ADDED; i++)
        if ((t->ADDED[i].flags & ~(uint32_t)GPT__ADDED_SPECIAL) && !t->n_CLASS_ATTR)
            return gpt__tok_bad(err, "classes of characters");
    return GPT_OK;
}

static int gpt__tok_check_split(gpt__tokenizer *t, gpt_error *err) {
    uint32_t i, k, row, bad = 0, width = t->n_class + 1;
    if (t->n_SPLIT > GPT__SPLIT_MAX || t->n_class > 255) return gpt__tok_bad(err, "split programs");
    if (t->n_class) {
        if (t->n_CLASS_ATTR != t->n_class || !gpt__tok_blocks_ok(t->CLASS_BLOCK, t->n_CLASS_BLOCK, t->n_CLASS))
            return gpt__tok_bad(err, "classes of characters");
        for (i = 0; i < t->n_CLASS; i++)
            if (t->CLASS[i] >= t->n_class) return gpt__tok_bad(err, "class of characters");
    } else if (t->n_SPLIT || t->n_CLASS_ATTR) {
        return gpt__tok_bad(err, "classes of characters");
    }
    for (i = 0; i < t->n_SPLIT; i++) {
        const gpt__split *s = &t->SPLIT[i];
        const uint16_t *next;
        if ((s->mode & GPT__SPLIT_KIND) != GPT__SPLIT_STEP) t->n_splitter = i + 1;
        if ((s->mode & GPT__SPLIT_KIND) > GPT__SPLIT_THREES || s->mode >= 2 * GPT__SPLIT_BEHIND ||
            s->n_state < 2 + (s->mode / GPT__SPLIT_BEHIND) || s->n_state > GPT__SPLIT_MATCH ||
            s->next > t->n_NEXT || s->n_state > (t->n_NEXT - s->next) / width)
            return gpt__tok_bad(err, "split program");
        next = t->NEXT + s->next;
        for (row = 0; row < s->n_state; row++, next += width) {
            for (k = 0; k < width; k++) bad |= (next[k] & (GPT__SPLIT_MATCH - 1)) >= s->n_state;
            /* the end of the text leads to state 0, so that matching stops there */
            bad |= (next[t->n_class] & (GPT__SPLIT_MATCH - 1)) != 0;
        }
        if (bad) return gpt__tok_bad(err, "split program");
    }
    return GPT_OK;
}

static int gpt__tok_check_forms(const gpt__tokenizer *t) {
    uint32_t i, bad = 0;
    if (!t->n_FORM || (t->n_COMPOSE && !gpt__is_pow2(t->n_COMPOSE)) ||
        !gpt__tok_blocks_ok(t->FORM_BLOCK, t->n_FORM_BLOCK, t->n_FORM_INDEX)) return 0;
    for (i = 0; i < t->n_FORM_INDEX; i++) bad |= t->FORM_INDEX[i] >= t->n_FORM;
    for (i = 0; i < t->n_FORM; i++) {
        const gpt__form *f = &t->FORM[i];
        bad |= f->at > t->n_FORM_TEXT || f->size > t->n_FORM_TEXT - f->at;
        bad |= f->at_k > t->n_FORM_TEXT || f->size_k > t->n_FORM_TEXT - f->at_k;
    }
    for (i = 0; i < t->n_COMPOSE; i++) bad |= t->COMPOSE[i].result > 0x10ffff;
    return !bad && gpt__tok_below(t->FORM_TEXT, t->n_FORM_TEXT, 0x110000);
}

static int gpt__tok_check_steps(const gpt__tokenizer *t, gpt_error *err) {
    uint32_t i;
    if (t->n_MAPS && (!t->n_MAP_AT || !gpt__tok_trie_ok(t->MAPS, t->n_MAPS, t->n_MAP_AT - 1) ||
                      !gpt__tok_ascending(t->MAP_AT, t->n_MAP_AT, t->n_MAP_TEXT)))
        return gpt__tok_bad(err, "map");
    for (i = 0; i < t->n_STEP; i++) {
        const gpt__step *s = &t->STEP[i];
        uint32_t op = s->op & GPT__STEP_OP;
        int ok = 1;
        if (op < GPT__STEP_PREPEND || op > GPT__STEP_GRAPHEMES)
            return gpt__fail(err, GPT_E_UNSUPPORTED, "tokenizer: unknown normalisation step %u", (unsigned)op);
        if (op == GPT__STEP_MAP || op == GPT__STEP_GRAPHEMES) ok = s->with < t->n_MAPS;
        if (op == GPT__STEP_GRAPHEMES) ok &= s->n_from < t->n_SPLIT;
        else if (s->at > t->n_STEP_TEXT || s->n_from > t->n_STEP_TEXT - s->at ||
                 s->n_to > t->n_STEP_TEXT - s->at - s->n_from) ok = 0;
        if (op == GPT__STEP_REPLACE) ok &= s->n_from > 0;
        if (op == GPT__STEP_MATCHES) ok &= s->with < t->n_SPLIT;
        if (op == GPT__STEP_DROP || op == GPT__STEP_STRIP || op == GPT__STEP_SPACE) ok &= t->n_CLASS_ATTR > 0;
        if (op == GPT__STEP_FORM) ok &= t->n_FORM > 0;
        if (!ok) return gpt__tok_bad(err, "normalisation step");
    }
    return !t->n_FORM || gpt__tok_check_forms(t) ? GPT_OK : gpt__tok_bad(err, "normal form");
}

/* Sets t's pointers into data, which must stay; everything that later code relies on is checked. */
static int gpt__tokenizer_open(gpt__tokenizer *t, const uint8_t *data, size_t size, gpt_error *err) {
    size_t entry = GPT__TOK_HEAD;
    int i, status;
    memset(t, 0, sizeof *t);
    if (size < GPT__TOK_HEAD || size > 0xffffffffu) return gpt__tok_bad(err, "size");
    if (gpt__rd32(data) != 1)
        return gpt__fail(err, GPT_E_UNSUPPORTED, "tokenizer: version %u, this library reads 1",
                         (unsigned)gpt__rd32(data));
    t->kind = gpt__rd32(data + 4);
    t->flags = gpt__rd32(data + 8);
    t->n_vocab = gpt__rd32(data + 12);
    t->n_symbol = gpt__rd32(data + 16);
    t->n_class = gpt__rd32(data + 20);
    for (i = 0; i < 8; i++) t->special[i] = (int32_t)gpt__rd32(data + 24 + 4 * i);
    t->unknown = gpt__rd32(data + 56);
    t->longest_word = gpt__rd32(data + 60);
    if (t->kind < GPT__TOK_BPE || t->kind > GPT__TOK_WORDPIECE)
        return gpt__fail(err, GPT_E_UNSUPPORTED, "tokenizer: unknown kind %u", (unsigned)t->kind);
#define GPT__X(name, type) \
    { \
        uint32_t at, bytes; \
        if (size - entry < 8) return gpt__tok_bad(err, "size"); \
        at = gpt__rd32(data + entry); \
        bytes = gpt__rd32(data + entry + 4); \
        entry += 8; \
        if (at % 8 || at > size || bytes > size - at || bytes % sizeof(type)) \
            return gpt__tok_bad(err, "array " #name); \
        t->name = (const type *)(const void *)(data + at); \
        t->n_##name = (uint32_t)(bytes / sizeof(type)); \
    }
    GPT__TOK_ARRAYS(GPT__X)
#undef GPT__X
    status = gpt__tok_check_vocab(t, err);
    if (!status) status = t->kind == GPT__TOK_BPE ? gpt__tok_check_bpe(t, err) : gpt__tok_check_pieces(t, err);
    if (!status) status = gpt__tok_check_added(t, err);
    if (!status) status = gpt__tok_check_split(t, err);
    if (!status) status = gpt__tok_check_steps(t, err);
    return status;
}

/* ---- one call of gpt_tokenize ---- */

typedef struct gpt__bytes { uint8_t *p; size_t n, cap; gpt_span *span; } gpt__bytes; /* span: see below */

/* What a split program has read in vain of a piece, see gpt__split_match. */
typedef struct gpt__vain {
    int on;                 /* 0: nothing yet */
    uint8_t *bits;          /* (blocks of the text, states) bits, blocks counted from `first` on */
    size_t size, first;
} gpt__vain;

typedef struct gpt__encoder {
    const gpt__tokenizer *t;
    const gpt_allocator *allocator;
    int *tokens;
    gpt_span *spans;        /* NULL: not asked for */
    const char *mark;       /* for each byte of the text, may no special token be found there? NULL: it may */
    int track;              /* each byte of normalised text has a span, for these two */
    size_t n, cap;          /* n counts on when cap is reached */
    const uint8_t *start;   /* the text as it came */
    size_t size;
    const uint8_t *at;      /* what the next token is made of: n_at bytes of text, normalised or not */
    size_t n_at;
    gpt_span here;          /* what a step replaces by something else */
    int special;            /* GPT_TEXT_SPECIAL was set */
    int status;             /* the first failure */
    int last_unknown;       /* the token before this one in the piece is the unknown token */
    double sum;             /* of the scores so far */
    gpt__bytes text[2][2];  /* normalised text before and after trie 1, each in two buffers used in turn */
    void *scratch;          /* for the longest piece so far */
    size_t scratch_size;
    gpt__vain vain[GPT__SPLIT_MAX + 1]; /* of each split program */
} gpt__encoder;

/* Where a byte comes from. *known: it is one of the text, or of what the text has become. */
static gpt_span gpt__origin(const gpt__encoder *e, const uint8_t *p, int *known) {
    size_t i = (uintptr_t)p - (uintptr_t)e->start;
    gpt_span s = e->here;
    int k;
    *known = 1;
    if (i < e->size) {
        s.begin = (int)i;
        s.end = (int)i + 1;
        return s;
    }
    for (k = 0; k < 4; k++) {
        const gpt__bytes *b = &e->text[k / 2][k % 2];
        i = (uintptr_t)p - (uintptr_t)b->p;
        if (b->span && i < b->n) return b->span[i];
    }
    *known = 0;
    return s;
}

static gpt_span gpt__origin_of(const gpt__encoder *e, const uint8_t *p, size_t n) {
    int known;
    gpt_span s = gpt__origin(e, p, &known);
    if (n) s.end = gpt__origin(e, p + n - 1, &known).end;
    else s.end = s.begin;
    return s;
}

/* A step replaces these bytes by others. */
static void gpt__replaces(gpt__encoder *e, const uint8_t *p, size_t n) {
    if (e->track) e->here = gpt__origin_of(e, p, n);
}

static void gpt__made_of(gpt__encoder *e, const uint8_t *p, size_t n) {
    e->at = p;
    e->n_at = n;
}

static void gpt__emit(gpt__encoder *e, uint32_t id) {
    int unknown = id == (uint32_t)e->t->special[GPT_TOKEN_UNK];
    gpt_span s = {0, 0};
    if (e->spans) s = gpt__origin_of(e, e->at, e->n_at);
    if (unknown && e->last_unknown && (e->t->flags & GPT__TOK_FUSE_UNK)) {
        if (e->spans && e->n && e->n <= e->cap) e->spans[e->n - 1].end = s.end;
        return;
    }
    e->last_unknown = unknown;
    if (e->n < e->cap) {
        e->tokens[e->n] = (int)id;
        if (e->spans) e->spans[e->n] = s;
    }
    e->n++;
}

static void gpt__emit_symbol(gpt__encoder *e, uint32_t symbol) {
    const gpt__tokenizer *t = e->t;
    uint32_t i;
    if (symbol < t->n_vocab) {
        gpt__emit(e, symbol);
        return;
    }
    symbol -= t->n_vocab;
    for (i = t->EXPAND_AT[symbol]; i < t->EXPAND_AT[symbol + 1]; i++) gpt__emit(e, t->EXPAND[i]);
}

static void *gpt__tok_scratch(gpt__encoder *e, size_t size) {
    if (size > e->scratch_size) {
        gpt__free(e->allocator, e->scratch);
        e->scratch = gpt__alloc(e->allocator, size);
        e->scratch_size = e->scratch ? size : 0;
        if (!e->scratch) e->status = GPT_E_MEMORY;
    }
    return e->scratch;
}

/* ---- merging a piece ---- */

/* The next character of a piece, which may be a byte. */
GPT__INLINE size_t gpt__char_next(const gpt__tokenizer *t, const uint8_t *p, size_t n, uint32_t *cp) {
    *cp = *p;
    return t->flags & GPT__TOK_BYTES ? 1 : gpt__utf8_next(p, n, cp);
}

/* The symbols that p[from .. until) starts as, a part of a piece of n bytes, and at which byte each begins; sym and at
 * have room for until - from + 3. Returns how many there are; *end is until, or where the last character ends. */
static size_t gpt__symbols(const gpt__tokenizer *t, const uint8_t *p, size_t n, size_t from, size_t until,
                           uint32_t *sym, uint32_t *at, size_t *end) {
    size_t i, k, len, m = 0;
    for (i = from; i < until; i += len) {
        uint32_t cp, s, mark = 0;
        if (!t->n_CHARS) {
            len = 1;
            s = t->BYTE[p[i]];
            if (s == GPT__TOK_NONE) s = t->unknown;
        } else {
            len = gpt__char_next(t, p + i, n - i, &cp);
            if (i + len == n && (t->flags & GPT__TOK_MARKS_END)) mark |= GPT__CHAR_END;
            if (i && (t->flags & GPT__TOK_MARKS_INNER)) mark |= GPT__CHAR_INNER;
            s = gpt__char_lookup(t, cp | mark);
            if (s == GPT__TOK_NONE) {
                for (k = 0; k < len && t->BYTE[p[i + k]] != GPT__TOK_NONE; k++) {
                    sym[m + k] = t->BYTE[p[i + k]];
                    at[m + k] = (uint32_t)(i + k);
                }
                if (k == len) {     /* spelled in bytes */
                    m += len;
                    continue;
                }
                if (cp == GPT__BAD_BYTE) s = gpt__char_lookup(t, 0xfffd | mark);
                if (s == GPT__TOK_NONE) s = t->unknown;
            }
        }
        at[m] = (uint32_t)i;
        if (s != GPT__TOK_NONE) sym[m++] = s;
    }
    *end = i;
    return m;
}

/* A short row: look for the best pair again and again. rank[i] and to[i] belong to the pair (i, i + 1). */
static size_t gpt__merge_short(const gpt__tokenizer *t, uint32_t *sym, uint32_t *at, size_t n, uint32_t *rank,
                               uint32_t *to) {
    size_t i, best, from, until;
    from = 0;
    until = n;
    while (n > 1) {
        for (i = from; i < until && i + 1 < n; i++) {
            const gpt__merge_slot *m = gpt__merge_lookup(t, sym[i], sym[i + 1]);
            rank[i] = m ? m->rank : GPT__TOK_NONE;
            to[i] = m ? m->symbol : GPT__TOK_NONE;
        }
        best = 0;
        for (i = 1; i + 1 < n; i++)
            if (rank[i] < rank[best]) best = i;
        if (to[best] == GPT__TOK_NONE) break;
        sym[best] = to[best];
        n--;
        for (i = best + 1; i < n; i++) {
            sym[i] = sym[i + 1];
            at[i] = at[i + 1];
            rank[i] = rank[i + 1];
            to[i] = to[i + 1];
        }
        from = best ? best - 1 : 0;
        until = best + 1;
    }
    return n;
}

/* A long row: a heap of the pairs that can be merged, and a linked list of the symbols. A pair's place in the
 * heap is not updated when a neighbour changes: what comes out counts only if it is still the pair's rank. Each
 * merge takes one entry and adds at most two, so 2n entries suffice. */
typedef struct gpt__heap { uint64_t *key; size_t n; } gpt__heap; /* rank << 32 | position; below i: 4i + 1 .. 4i + 4 */

typedef struct gpt__row {
    uint32_t *sym, *at, *rank, *to, *prev, *next; /* of each symbol */
    size_t n, begin, end; /* symbols before merging; the bytes of the piece that they are */
} gpt__row;

static void gpt__heap_push(gpt__heap *h, uint64_t key) {
    size_t i = h->n++;
    while (i) {
        size_t up = (i - 1) / 4;
        if (h->key[up] <= key) break;
        h->key[i] = h->key[up];
        i = up;
    }
    h->key[i] = key;
}

static uint64_t gpt__heap_pop(gpt__heap *h) {
    uint64_t top = h->key[0], key = h->key[--h->n];
    size_t i = 0, n = h->n;
    for (;;) {
        size_t k, c = 4 * i + 1, end = c + 4 < n ? c + 4 : n;
        if (c >= n) break;
        for (k = c + 1; k < end; k++)
            if (h->key[k] < h->key[c]) c = k;
        if (h->key[c] >= key) break;
        h->key[i] = h->key[c];
        i = c;
    }
    h->key[i] = key;
    return top;
}

/* (Re)considers the pair of symbol i and its right neighbour. */
static void gpt__row_pair(const gpt__tokenizer *t, gpt__row *r, gpt__heap *h, uint32_t i) {
    const gpt__merge_slot *m = NULL;
    if (r->next[i] != GPT__TOK_NONE) m = gpt__merge_lookup(t, r->sym[i], r->sym[r->next[i]]);
    r->to[i] = m ? m->symbol : GPT__TOK_NONE;
    if (!m) return;
    r->rank[i] = m->rank;
    gpt__heap_push(h, (uint64_t)m->rank << 32 | i);
}

/* Merges bytes `from` and on of the piece p, `size` of them or a few more, as if they were all. */
static void gpt__row_merge(const gpt__tokenizer *t, gpt__row *r, gpt__heap *h, const uint8_t *p, size_t n, size_t from,
                           size_t size) {
    uint32_t i, count;
    r->begin = from;
    r->n = gpt__symbols(t, p, n, from, size < n - from ? from + size : n, r->sym, r->at, &r->end);
    count = (uint32_t)r->n;
    for (i = 0; i < count; i++) {
        r->prev[i] = i ? i - 1 : GPT__TOK_NONE;
        r->next[i] = i + 1 < count ? i + 1 : GPT__TOK_NONE;
    }
    h->n = 0;
    for (i = 0; i < count; i++) gpt__row_pair(t, r, h, i);
    while (h->n) {
        uint64_t key = gpt__heap_pop(h);
        uint32_t gone;
        i = (uint32_t)key;
        if (r->to[i] == GPT__TOK_NONE || r->rank[i] != (uint32_t)(key >> 32)) continue;
        gone = r->next[i];
        r->sym[i] = r->to[i];
        r->to[gone] = GPT__TOK_NONE;
        r->next[i] = r->next[gone];
        if (r->next[i] != GPT__TOK_NONE) r->prev[r->next[i]] = i;
        gpt__row_pair(t, r, h, i);
        if (r->prev[i] != GPT__TOK_NONE) gpt__row_pair(t, r, h, r->prev[i]);
    }
}

/* The symbol of a merged row behind which its last quarter begins, if there is one, and one that follows it. */
static uint32_t gpt__row_seam(const gpt__row *r) {
    uint32_t i = 0;
    while (r->n && r->next[i] != GPT__TOK_NONE && r->at[i] < r->begin + (r->end - r->begin) / 4 * 3) i = r->next[i];
    return i && r->next[i] != GPT__TOK_NONE ? i : GPT__TOK_NONE;
}

/* Symbols before `until`, or all if that is NONE. */
static void gpt__row_emit(gpt__encoder *e, const gpt__row *r, const uint8_t *p, uint32_t until) {
    uint32_t i;
    for (i = r->n ? 0 : until; i != until; i = r->next[i]) {
        const size_t end = r->next[i] == GPT__TOK_NONE ? r->end : r->at[r->next[i]];
        gpt__made_of(e, p + r->at[i], end - r->at[i]);
        gpt__emit_symbol(e, r->sym[i]);
    }
}

/* Two rows with room for so many bytes, and a heap for either. */
static int gpt__rows_make(gpt__encoder *e, size_t size, gpt__row *row, gpt__heap *h) {
    const size_t cap = size + 4;        /* characters are not cut in two */
    uint32_t *p = size <= INT_MAX / 64 * 4 ? (uint32_t *)gpt__tok_scratch(e, cap * 64) : NULL;
    int i;
    if (!p) return 0;
    h->key = (uint64_t *)(void *)p;
    p += 4 * cap;
    for (i = 0; i < 2; i++, p += 6 * cap) {
        row[i].sym = p;
        row[i].at = p + cap;
        row[i].rank = p + 2 * cap;
        row[i].to = p + 3 * cap;
        row[i].prev = p + 4 * cap;
        row[i].next = p + 5 * cap;
    }
    return 1;
}

/* A long piece is merged in parts of `size` bytes, each of which begins at a seam within the part before: between two
 * symbols that it came to, of which the second comes out the same in the new part.
 *
 * Then merging the whole piece comes to the same symbols. Suppose that it does not, and look at the first merge across
 * a place between two of them. Both lie in one part. So far nothing has crossed any such place, and what is merged next
 * between two of them depends on nothing outside. So the part has come to the same point, and made the same merge.
 *
 * Where the symbol behind the seam comes out different, parts of twice the size are tried. */
static void gpt__merge_long(gpt__encoder *e, const uint8_t *p, size_t n, size_t size) {
    gpt__row row[2], swap;
    gpt__heap h;
    uint32_t seam;
    if (!gpt__rows_make(e, size, row, &h)) return;
    gpt__row_merge(e->t, &row[0], &h, p, n, 0, size);
    while (row[0].end < n) {
        seam = gpt__row_seam(&row[0]);
        if (seam != GPT__TOK_NONE) {
            gpt__row_merge(e->t, &row[1], &h, p, n, row[0].at[seam], size);
            if (row[1].next[0] != GPT__TOK_NONE && row[1].at[row[1].next[0]] == row[0].at[row[0].next[seam]]) {
                gpt__row_emit(e, &row[0], p, seam);
                swap = row[0];
                row[0] = row[1];
                row[1] = swap;
                continue;
            }
        }
        size *= 2;
        if (!gpt__rows_make(e, size, row, &h)) return;
        gpt__row_merge(e->t, &row[0], &h, p, n, row[0].begin, size);
    }
    gpt__row_emit(e, &row[0], p, GPT__TOK_NONE);
}

static void gpt__encode_bpe(gpt__encoder *e, const uint8_t *p, size_t n) {
    enum { SHORT = 64 };
    uint32_t whole = gpt__tok_lookup(e->t, p, n);
    if (whole && ((whole - 1) & 1)) {   /* the converter knows that merging arrives at this token */
        gpt__made_of(e, p, n);
        gpt__emit(e, (whole - 1) >> 1);
    } else if (n <= SHORT) {
        uint32_t sym[SHORT], at[SHORT + 1], rank[SHORT], to[SHORT];
        size_t i, end, m = gpt__symbols(e->t, p, n, 0, n, sym, at, &end);
        m = gpt__merge_short(e->t, sym, at, m, rank, to);
        at[m] = (uint32_t)n;
        for (i = 0; i < m; i++) {
            gpt__made_of(e, p + at[i], at[i + 1] - at[i]);
            gpt__emit_symbol(e, sym[i]);
        }
    } else if (n > INT_MAX) {
        e->status = GPT_E_ARG;
    } else {
        gpt__merge_long(e, p, n, GPT__TOK_PART);
    }
}

/* ---- the best way through a piece ---- */

/* The best way to reach a place in the piece: its sum of scores, and the token that it ends with. */
typedef struct gpt__way { double sum; uint32_t from, id; } gpt__way; /* from NONE: no way yet; id NONE: unknown */

static void gpt__way_try(gpt__way *to, double sum, size_t from, uint32_t id, int to_float) {
    if (to->from != GPT__TOK_NONE && !(sum > to->sum)) return;
    to->sum = to_float ? (double)(float)sum : sum;
    to->from = (uint32_t)from;
    to->id = id;
}

/* The unknown token may be written in the text: beside what is unknown it is part of that. */
static int gpt__way_unknown(const gpt__tokenizer *t, const gpt__way *way) {
    return way->id == GPT__TOK_NONE || way->id == t->unknown;
}

/* Something that no token is made of: spelled in bytes if there are tokens for them. */
static void gpt__emit_unknown(gpt__encoder *e, const uint8_t *p, size_t n) {
    size_t i, k;
    for (k = 0; k < n && e->t->BYTE[p[k]] != GPT__TOK_NONE; k++) {}
    for (i = 0; k == n && i < n; i++) {
        gpt__made_of(e, p + i, 1);
        gpt__emit(e, e->t->BYTE[p[i]]);
    }
    if (k < n && e->t->unknown != GPT__TOK_NONE) gpt__emit(e, e->t->unknown);
}

static void gpt__encode_unigram(gpt__encoder *e, const uint8_t *p, size_t n) {
    const gpt__tokenizer *t = e->t;
    const int to_float = (t->flags & GPT__TOK_SENTENCE) != 0;
    gpt__way *way = NULL;
    size_t i, k, len, size = 0;
    uint32_t next = 0;
    if (n >= INT_MAX || !gpt__mul(n + 1, sizeof *way, &size)) e->status = GPT_E_ARG;
    else way = (gpt__way *)gpt__tok_scratch(e, size);
    if (!way) return;
    for (i = 0; i <= n; i++) way[i].from = GPT__TOK_NONE;
    way[0].sum = e->sum;
    for (i = 0; i < n; i += len) {  /* every character's start has been reached: if by nothing else, as unknown */
        uint32_t node = 0, cp;
        int alone = 0;
        len = gpt__char_next(t, p + i, n - i, &cp);
        for (k = i; k < n && (node = gpt__trie_next(t->PIECES, t->n_PIECES, node, p[k])) != 0; k++) {
            const uint32_t id = t->PIECES[node].value;
            if (!id) continue;
            gpt__way_try(&way[k + 1], way[i].sum + t->SCORE[id - 1], i, id - 1, to_float);
            alone |= k + 1 == i + len;
        }
        if (!alone) {
            double sum = way[i].sum + t->SCORE[t->n_vocab];
            gpt__way_try(&way[i + len], to_float ? (double)(float)sum : sum, i, GPT__TOK_NONE, to_float);
        }
    }
    e->sum = way[n].sum;
    for (k = n; k; k = i) {         /* turn the links round: from then says where the next token ends */
        i = way[k].from;
        way[k].from = next;
        next = (uint32_t)k;
    }
    for (i = 0; i < n; i = k, next = way[k].from) {
        k = next;
        while (gpt__way_unknown(t, &way[k]) && k < n && gpt__way_unknown(t, &way[way[k].from])) k = way[k].from;
        gpt__made_of(e, p + i, k - i);
        if (way[k].id == GPT__TOK_NONE || k != next) gpt__emit_unknown(e, p + i, k - i);
        else gpt__emit(e, way[k].id);
    }
}

/* ---- the longest tokens of a word ---- */

static void gpt__encode_wordpiece(gpt__encoder *e, const uint8_t *p, size_t n) {
    const gpt__tokenizer *t = e->t;
    const size_t before = e->n;
    const int unknown_before = e->last_unknown;
    size_t i, k, end, n_char = 0;
    uint32_t cp;
    for (i = 0; i < n; i += gpt__char_next(t, p + i, n - i, &cp)) n_char++;
    for (i = 0; i < n; i = end) {
        uint32_t node = i > 0, id = 0;
        end = i;
        for (k = i; k < n && (node = gpt__trie_next(t->PIECES, t->n_PIECES, node, p[k])) != 0; k++) {
            if (!t->PIECES[node].value) continue;
            id = t->PIECES[node].value;
            end = k + 1;
        }
        if (end == i || n_char > t->longest_word) {
            e->n = before;
            e->last_unknown = unknown_before;
            gpt__made_of(e, p, n);
            if (t->unknown != GPT__TOK_NONE) gpt__emit(e, t->unknown);
            return;
        }
        gpt__made_of(e, p + i, end - i);
        gpt__emit(e, id - 1);
    }
}

static void gpt__encode_piece(gpt__encoder *e, const uint8_t *p, size_t n) {
    if (!(e->t->flags & GPT__TOK_SENTENCE)) {
        e->last_unknown = 0;
        e->sum = 0;
    }
    if (e->t->kind == GPT__TOK_UNIGRAM) gpt__encode_unigram(e, p, n);
    else if (e->t->kind == GPT__TOK_WORDPIECE) gpt__encode_wordpiece(e, p, n);
    else gpt__encode_bpe(e, p, n);
}

/* ---- splitting text into pieces ---- */

GPT__INLINE uint32_t gpt__class_of(const gpt__tokenizer *t, uint32_t cp) {
    if (cp == GPT__BAD_BYTE) cp = 0xfffd;   /* patterns see the replacement character */
    return t->CLASS[(uint32_t)t->CLASS_BLOCK[cp >> 7] << 7 | (cp & 127)];
}

/* The next character that a program sees. */
GPT__INLINE size_t gpt__split_read(const gpt__split *s, const uint8_t *p, size_t n, uint32_t *cp) {
    if (!(s->mode & GPT__SPLIT_BYTES)) return gpt__utf8_next(p, n, cp);
    *cp = *p;                   /* what is not printable is written as characters from U+0100 on, in order */
    if (*cp <= 32) *cp += 256;
    else if (*cp >= 127 && *cp <= 160) *cp += 256 + 33 - 127;
    else if (*cp == 173) *cp = 256 + 33 + 34;
    return 1;
}

/* The state that a match at `at` starts with, in a piece that begins at `from`. */
static uint32_t gpt__split_start(const gpt__tokenizer *t, const gpt__split *s, const uint8_t *p, size_t from,
                                 size_t at) {
    uint32_t cp;
    if (!(s->mode & GPT__SPLIT_BEHIND) || at == from) return 1;
    if (s->mode & GPT__SPLIT_BYTES) gpt__split_read(s, p + at - 1, 1, &cp);
    else gpt__utf8_before(p + from, at - from, &cp);
    return t->NEXT[s->next + 2 * (t->n_class + 1) + gpt__class_of(t, cp)] & (GPT__SPLIT_MATCH - 1);
}

/* One character further: the next state, or'd with GPT__SPLIT_MATCH if a match ended before it. */
GPT__INLINE uint32_t gpt__split_step(const gpt__tokenizer *t, const gpt__split *s, const uint8_t *p, size_t *i,
                                     size_t end, uint32_t state) {
    uint32_t cp;
    GPT__DONE(split);
    *i += gpt__split_read(s, p + *i, end - *i, &cp);
    return t->NEXT[s->next + state * (t->n_class + 1) + gpt__class_of(t, cp)];
}

/* A pattern such as a+b|a reads to the end of a text of many a and no b, in vain, from each place again. So pairs of
 * state and place are remembered from where no match is to come (T. Reps, "Maximal-munch" tokenization in linear time,
 * TOPLAS 20, 1998): reading stops there. Of the places only the first character of each block counts, and nothing is
 * remembered unless GPT__SPLIT_FAR bytes have been read in vain: what published patterns do not do to most texts. */

/* Bytes of a block: as many as a bit for each state takes at most. */
static size_t gpt__vain_block(const gpt__split *s) { return s->n_state / 8 > 32 ? s->n_state / 8 : 32; }

static size_t gpt__vain_bit(const gpt__split *s, const gpt__vain *v, size_t i, uint32_t state) {
    return (i / gpt__vain_block(s) - v->first) * s->n_state + state;
}

/* The program k went from `state` at `from` to `until` without a match, and there is none to come. */
static void gpt__vain_note(gpt__encoder *e, uint32_t k, const uint8_t *p, size_t from, uint32_t state, size_t until,
                           size_t end) {
    const gpt__split *s = &e->t->SPLIT[k];
    gpt__vain *v = &e->vain[k];
    const size_t block = gpt__vain_block(s);
    size_t i = from, bit, before;
    if (!v->on) {
        const size_t size = ((end / block - from / block + 1) * s->n_state + 7) / 8;
        if (size > v->size) {
            gpt__free(e->allocator, v->bits);
            v->bits = (uint8_t *)gpt__alloc(e->allocator, size);
            v->size = v->bits ? size : 0;
            if (!v->bits) e->status = GPT_E_MEMORY;
        }
        if (!v->bits) return;
        memset(v->bits, 0, size);
        v->first = from / block;
        v->on = 1;
    }
    while (i < until) {
        before = i;
        state = gpt__split_step(e->t, s, p, &i, end, state) & (GPT__SPLIT_MATCH - 1);
        if (!state || i / block == before / block || i >= end) continue;
        bit = gpt__vain_bit(s, v, i, state);
        v->bits[bit / 8] |= (uint8_t)(1 << bit % 8);
    }
}

/* The first place after i to ask at. */
static size_t gpt__vain_next(const gpt__split *s, const gpt__vain *v, size_t i, size_t end) {
    const size_t block = gpt__vain_block(s), next = i / block * block + block;
    return v->on && next < end ? next : end;
}

/* Is there no match to come from `state` at i? */
static int gpt__vain_ask(const gpt__split *s, const gpt__vain *v, size_t i, uint32_t state) {
    const size_t bit = gpt__vain_bit(s, v, i, state);
    return v->bits[bit / 8] >> bit % 8 & 1;
}

/* The end of the match of program k that starts at `at`, or `at`, in a piece that begins at `from`. */
static size_t gpt__split_match(gpt__encoder *e, uint32_t k, const uint8_t *p, size_t from, size_t at, size_t end) {
    const gpt__tokenizer *t = e->t;
    const gpt__split *s = &t->SPLIT[k];
    const gpt__vain *v = &e->vain[k];
    uint32_t state = gpt__split_start(t, s, p, from, at), last = state, go; /* last: the one at the end of the match */
    size_t i = at, match = at, here, stop = gpt__vain_next(s, v, at, end);
    while (state && i < end) {
        if (i >= stop) {
            if (gpt__vain_ask(s, v, i, state)) break;
            stop = gpt__vain_next(s, v, i, end);
        }
        here = i;
        go = gpt__split_step(t, s, p, &i, end, state);
        if (go & GPT__SPLIT_MATCH) {
            match = here;
            last = state;
        }
        state = go & (GPT__SPLIT_MATCH - 1);
    }
    if (state && i == end && t->NEXT[s->next + state * (t->n_class + 1) + t->n_class] & GPT__SPLIT_MATCH) return end;
    if (i - match > GPT__SPLIT_FAR) gpt__vain_note(e, k, p, match, last, i, end);
    return match;
}

/* Where the gap that starts at `at` (there is no match there) ends. */
static size_t gpt__split_gap(gpt__encoder *e, uint32_t k, const uint8_t *p, size_t from, size_t at, size_t end) {
    uint32_t cp;
    do at += gpt__split_read(&e->t->SPLIT[k], p + at, end - at, &cp);
    while (at < end && gpt__split_match(e, k, p, from, at, end) == at);
    return at;
}

/* Can a match of the program begin at `at`, as far as its first character tells? */
static int gpt__split_begins(const gpt__tokenizer *t, const gpt__split *s, const uint8_t *p, size_t from, size_t at,
                             size_t end) {
    const uint32_t state = gpt__split_start(t, s, p, from, at);
    uint32_t cp;
    if (at == end) return 0;
    gpt__split_read(s, p + at, end - at, &cp);
    return (t->NEXT[s->next + state * (t->n_class + 1) + gpt__class_of(t, cp)] & (GPT__SPLIT_MATCH - 1)) != 0;
}

/* The end of n characters from `at`. */
static size_t gpt__split_skip(const gpt__split *s, const uint8_t *p, size_t at, size_t end, size_t n) {
    uint32_t cp;
    for (; n && at < end; n--) at += gpt__split_read(s, p + at, end - at, &cp);
    return at;
}

/* The next place after `at` that is cut: before the last three characters of each match, and each three before those.
 * All but the first segment of a piece begin at such a place. */
static size_t gpt__split_threes(gpt__encoder *e, uint32_t program, const uint8_t *p, size_t from, size_t at,
                                size_t end) {
    const gpt__split *s = &e->t->SPLIT[program];
    size_t i = at, k, n, match;
    uint32_t cp;
    if (at > from) {
        i = gpt__split_skip(s, p, at, end, 3);
        if (gpt__split_begins(e->t, s, p, from, i, end)) return i; /* these three have not been the last */
    }
    while (i < end) {
        match = gpt__split_match(e, program, p, from, i, end);
        for (n = 0, k = i; k < match; n++) k += gpt__split_read(s, p + k, match - k, &cp);
        k = n < 3 ? at : gpt__split_skip(s, p, i, end, n % 3 || i > at ? n % 3 : 3);
        if (k > at && k < match) return k;
        i = match > i ? match : gpt__split_skip(s, p, i, end, 1);
    }
    return end;
}

/* Finds the end of the next segment from `at` of a piece that begins at `from`; *keep says whether it is a piece. */
static size_t gpt__split_next(gpt__encoder *e, uint32_t k, const uint8_t *p, size_t from, size_t at, size_t end,
                              int *keep) {
    const uint32_t mode = e->t->SPLIT[k].mode & GPT__SPLIT_KIND;
    size_t match, stop;
    int matched;
    *keep = 1;
    if (mode == GPT__SPLIT_THREES) return gpt__split_threes(e, k, p, from, at, end);
    match = gpt__split_match(e, k, p, from, at, end);
    matched = match > at;
    stop = matched ? match : gpt__split_gap(e, k, p, from, at, end);
    if (mode == GPT__SPLIT_GAPS) *keep = !matched;
    if (mode == GPT__SPLIT_MATCHES) *keep = matched;
    if (mode == GPT__SPLIT_BEFORE && !matched && stop < end) stop = gpt__split_match(e, k, p, from, stop, end);
    if (mode == GPT__SPLIT_AFTER && matched && stop < end && gpt__split_match(e, k, p, from, stop, end) == stop)
        stop = gpt__split_gap(e, k, p, from, stop, end);
    return stop;
}

/* Runs the programs one inside the other, without storing their pieces. */
static void gpt__encode_split(gpt__encoder *e, const uint8_t *p, size_t n) {
    size_t from[GPT__SPLIT_MAX + 1], at[GPT__SPLIT_MAX + 1], end[GPT__SPLIT_MAX + 1];
    uint32_t level = 0;
    from[0] = at[0] = 0;
    end[0] = n;
    e->vain[0].on = 0;
    for (;;) {
        if (e->status) return;
        if (at[level] == end[level]) {
            if (!level) return;
            level--;
        } else if (level == e->t->n_splitter) {
            gpt__encode_piece(e, p + at[level], end[level] - at[level]);
            at[level] = end[level];
        } else {
            int keep;
            size_t start = at[level];
            at[level] = gpt__split_next(e, level, p, from[level], start, end[level], &keep);
            if (!keep) continue;
            from[level + 1] = at[level + 1] = start;
            end[level + 1] = at[level];
            level++;
            e->vain[level].on = 0;
        }
    }
}

/* ---- normalising ---- */

static int gpt__char_is(const gpt__tokenizer *t, uint32_t cp, int attr) {
    return (t->CLASS_ATTR[gpt__class_of(t, cp)] & attr) != 0;
}

/* room for n bytes more, and for where they come from: e->here, unless that is known better */
static uint8_t *gpt__bytes_more(gpt__encoder *e, gpt__bytes *b, size_t n) {
    size_t i;
    if (n > b->cap - b->n) {
        size_t cap = 0, size = 0;
        uint8_t *p = NULL;
        gpt_span *span = NULL;
        if (gpt__add(b->n, n, &cap) && gpt__add(cap, b->cap + 64, &cap) && gpt__mul(cap, sizeof *span, &size))
            p = (uint8_t *)gpt__alloc(e->allocator, cap);
        if (p && e->track) span = (gpt_span *)gpt__alloc(e->allocator, size);
        if (!p || (e->track && !span)) {
            gpt__free(e->allocator, p);
            e->status = GPT_E_MEMORY;
            return NULL;
        }
        if (b->n) memcpy(p, b->p, b->n);
        if (b->n && span) memcpy(span, b->span, b->n * sizeof *span);
        gpt__free(e->allocator, b->p);
        gpt__free(e->allocator, b->span);
        b->p = p;
        b->span = span;
        b->cap = cap;
    }
    for (i = 0; b->span && i < n; i++) b->span[b->n + i] = e->here;
    b->n += n;
    return b->p + (b->n - n);
}

static void gpt__bytes_add(gpt__encoder *e, gpt__bytes *b, const uint8_t *p, size_t n) {
    uint8_t *to = n ? gpt__bytes_more(e, b, n) : NULL;
    size_t i;
    int known;
    if (to) memcpy(to, p, n);
    for (i = 0; to && b->span && i < n; i++) b->span[b->n - n + i] = gpt__origin(e, p + i, &known);
}

/* The steps return 1 if they wrote a changed text to out, 0 if the text is to stay as it is. */

/* The end of a step that has written what p[0 .. done) becomes, if it has changed anything. */
static int gpt__step_rest(gpt__encoder *e, const uint8_t *p, size_t n, size_t done, gpt__bytes *out) {
    if (done) gpt__bytes_add(e, out, p + done, n - done);
    return done > 0;
}

static int gpt__step_prepend(gpt__encoder *e, const gpt__step *s, const uint8_t *p, size_t n, int first,
                             gpt__bytes *out) {
    const uint8_t *to = e->t->STEP_TEXT + s->at + s->n_from;
    if ((s->op & GPT__STEP_FIRST) && !first) return 0;
    if ((s->op & GPT__STEP_ONCE) && n >= s->n_to && !memcmp(p, to, s->n_to)) return 0;
    gpt__replaces(e, p, 0);
    gpt__bytes_add(e, out, to, s->n_to);
    gpt__bytes_add(e, out, p, n);
    return 1;
}

static int gpt__step_replace(gpt__encoder *e, const gpt__step *s, const uint8_t *p, size_t n, gpt__bytes *out) {
    const uint8_t *from = e->t->STEP_TEXT + s->at, *to = from + s->n_from, *end = p + n;
    const uint8_t *done = p, *at = p;
    while (at < end && (size_t)(end - at) >= s->n_from) {
        at = (const uint8_t *)memchr(at, from[0], (size_t)(end - at) - s->n_from + 1);
        if (!at) break;
        if (memcmp(at, from, s->n_from)) {
            at++;
            continue;
        }
        gpt__bytes_add(e, out, done, (size_t)(at - done));
        gpt__replaces(e, at, s->n_from);
        gpt__bytes_add(e, out, to, s->n_to);
        done = at = at + s->n_from;
        if (e->status) return 0;
    }
    if (done > p) gpt__bytes_add(e, out, done, (size_t)(end - done));
    return done > p;
}

static int gpt__step_squeeze(gpt__encoder *e, const uint8_t *p, size_t n, gpt__bytes *out) {
    uint8_t *to = gpt__bytes_more(e, out, n);
    size_t i, m = 0;
    if (!to) return 0;
    for (i = 0; i < n; i++) {
        if (p[i] == ' ' && (!m || to[m - 1] == ' ')) continue;
        if (out->span) out->span[m] = gpt__origin_of(e, p + i, 1);
        to[m++] = p[i];
    }
    out->n = m;
    return 1;
}

/* Normal forms (UAX 15). What may change is found in runs: from a character that never joins what precedes to
 * the next such. A run is decomposed, its marks are sorted by combining class, and (C, KC) composed again. */

static const gpt__form *gpt__form_of(const gpt__tokenizer *t, uint32_t cp) {
    if (cp >= 0x110000) return &t->FORM[0];
    return &t->FORM[t->FORM_INDEX[(uint32_t)t->FORM_BLOCK[cp >> 7] << 7 | (cp & 127)]];
}

enum { GPT__HANGUL_S = 0xac00, GPT__HANGUL_L = 0x1100, GPT__HANGUL_V = 0x1161, GPT__HANGUL_T = 0x11a7 };

static uint32_t gpt__compose_pair(const gpt__tokenizer *t, uint32_t a, uint32_t b) {
    uint32_t i, hash;
    if (a - GPT__HANGUL_L < 19 && b - GPT__HANGUL_V < 21)
        return GPT__HANGUL_S + ((a - GPT__HANGUL_L) * 21 + (b - GPT__HANGUL_V)) * 28;
    if (a - GPT__HANGUL_S < 11172 && (a - GPT__HANGUL_S) % 28 == 0 && b - GPT__HANGUL_T - 1 < 27)
        return a + (b - GPT__HANGUL_T);
    hash = gpt__pair_hash(a, b);
    for (i = 0; t->n_COMPOSE && i < GPT__TOK_PROBES; i++) {
        const gpt__compose *c = &t->COMPOSE[(hash + i) & (t->n_COMPOSE - 1)];
        if (!c->result) break;
        if (c->first == a && c->second == b) return c->result;
    }
    return 0;
}

/* Where the decomposition of cp lies that a step asks for, and how long it is; 0: it stays. */
static uint32_t gpt__decomposition(const gpt__tokenizer *t, uint32_t op, uint32_t cp, const uint32_t **at) {
    const gpt__form *f = gpt__form_of(t, cp);
    *at = t->FORM_TEXT + (op & GPT__STEP_COMPATIBLE ? f->at_k : f->at);
    return op & GPT__STEP_COMPATIBLE ? f->size_k : f->size;
}

/* Decomposes n bytes to code points; out NULL: only counts them. Bad bytes pass as 0x110000 + byte. */
static size_t gpt__decompose(const gpt__tokenizer *t, uint32_t op, const uint8_t *p, size_t n, uint32_t *out) {
    size_t i, len, m = 0;
    for (i = 0; i < n; i += len) {
        uint32_t cp, k, s, part[3];
        const uint32_t *from;
        len = gpt__utf8_next(p + i, n - i, &cp);
        k = gpt__decomposition(t, op, cp, &from);
        s = cp - GPT__HANGUL_S;
        if (s < 11172) {
            part[0] = GPT__HANGUL_L + s / 588;
            part[1] = GPT__HANGUL_V + s % 588 / 28;
            part[2] = GPT__HANGUL_T + s % 28;
            k = s % 28 ? 3 : 2;
            from = part;
        } else if (!k) {
            part[0] = cp == GPT__BAD_BYTE ? cp + p[i] : cp;
            k = 1;
            from = part;
        }
        if (out) memcpy(out + m, from, k * sizeof *from);
        m += k;
    }
    return m;
}

/* Sorts each run of marks by class, equal ones in their order: by insertion when short, else by counting. */
static void gpt__sort_marks(const gpt__tokenizer *t, uint32_t *cps, size_t n, uint32_t *spare) {
    size_t i, j, k, count[257];
    for (i = 0; i < n; i = j + 1) {
        for (j = i; j < n && gpt__form_of(t, cps[j])->ccc; j++) {}
        if (j - i <= 32) {
            for (k = i + 1; k < j; k++) {
                uint32_t cp = cps[k];
                size_t at = k;
                for (; at > i && gpt__form_of(t, cps[at - 1])->ccc > gpt__form_of(t, cp)->ccc; at--)
                    cps[at] = cps[at - 1];
                cps[at] = cp;
            }
            continue;
        }
        memset(count, 0, sizeof count);
        for (k = i; k < j; k++) count[gpt__form_of(t, cps[k])->ccc + 1]++;
        for (k = 1; k < 257; k++) count[k] += count[k - 1];
        for (k = i; k < j; k++) spare[count[gpt__form_of(t, cps[k])->ccc]++] = cps[k];
        memcpy(cps + i, spare, (j - i) * sizeof *cps);
    }
}

static size_t gpt__compose_run(const gpt__tokenizer *t, uint32_t *cps, size_t n) {
    size_t i, m = 0, starter = 0;
    int have_starter = 0, last = -1;    /* class of the mark before, -1 right after the starter */
    for (i = 0; i < n; i++) {
        int ccc = gpt__form_of(t, cps[i])->ccc;
        uint32_t both = have_starter && last < ccc ? gpt__compose_pair(t, cps[starter], cps[i]) : 0;
        if (both) {
            cps[starter] = both;
            continue;
        }
        if (!ccc) {
            starter = m;
            have_starter = 1;
        }
        last = ccc ? ccc : -1;
        cps[m++] = cps[i];
    }
    return m;
}

static void gpt__form_run(gpt__encoder *e, uint32_t op, const uint8_t *p, size_t n, gpt__bytes *out) {
    uint32_t small[64], *cps = small;
    const gpt__tokenizer *t = e->t;
    size_t i, m = gpt__decompose(t, op, p, n, NULL);
    uint8_t *to;
    if (2 * m > 64) cps = (uint32_t *)gpt__tok_scratch(e, 2 * m * sizeof *cps);
    if (!cps) return;
    gpt__decompose(t, op, p, n, cps);
    gpt__sort_marks(t, cps, m, cps + m);
    if (!(op & GPT__STEP_DECOMPOSED)) m = gpt__compose_run(t, cps, m);
    gpt__replaces(e, p, n);
    to = gpt__bytes_more(e, out, 4 * m);
    if (!to) return;
    out->n -= 4 * m;
    for (i = 0; i < m; i++) {
        size_t len = 1;
        if (cps[i] >= GPT__BAD_BYTE) *to = (uint8_t)(cps[i] - GPT__BAD_BYTE);
        else len = gpt__utf8_put(cps[i], to);
        to += len;
        out->n += len;
    }
}

/* Can this form change the character, or join it to what precedes? *starts: no, it (or what it becomes) stands apart
 * from all that precedes. */
static int gpt__form_joins(const gpt__tokenizer *t, uint32_t op, uint32_t cp, int *starts) {
    const uint32_t *at;
    const uint32_t n = gpt__decomposition(t, op, cp, &at);
    *starts = !gpt__form_of(t, n ? at[0] : cp)->joins;
    if (gpt__form_of(t, cp)->joins) return 1;
    if ((op & GPT__STEP_DECOMPOSED) && cp - GPT__HANGUL_S < 11172) return 1;
    return (op & (GPT__STEP_DECOMPOSED | GPT__STEP_COMPATIBLE)) && n;
}

static int gpt__step_form(gpt__encoder *e, uint32_t op, const uint8_t *p, size_t n, gpt__bytes *out) {
    size_t i, len, run = 0, done = 0;   /* run: the last character that stands apart from what precedes */
    int inside = 0, starts, joins;      /* inside: something from there on may change */
    uint32_t cp;
    for (i = 0; i <= n; i += len) {
        joins = 0;
        starts = 1;
        len = 1;
        if (i < n) {
            if (!inside && p[i] < 0x80) {   /* plain ASCII passes quickly */
                run = i;
                continue;
            }
            len = gpt__utf8_next(p + i, n - i, &cp);
            joins = gpt__form_joins(e->t, op, cp, &starts);
        }
        if (starts && inside) {
            gpt__bytes_add(e, out, p + done, run - done);
            gpt__form_run(e, op, p + run, i - run, out);
            if (e->status) return 0;
            done = i;
        }
        inside = joins || (inside && !starts);
        if (starts) run = i;
    }
    return gpt__step_rest(e, p, n, done, out);
}

/* The length of the longest key (shortest: the first) of a map that p starts with, 0 if there is none. */
static size_t gpt__map_match(const gpt__tokenizer *t, uint32_t root, const uint8_t *p, size_t n, int shortest,
                             uint32_t *value) {
    uint32_t node = root;
    size_t i, found = 0;
    if (n && !gpt__trie_next(t->MAPS, t->n_MAPS, root, p[0])) return 0; /* as nearly everywhere */
    for (i = 0; i < n && !(found && shortest); i++) {
        node = gpt__trie_next(t->MAPS, t->n_MAPS, node, p[i]);
        if (!node) break;
        if (!t->MAPS[node].value) continue;
        *value = t->MAPS[node].value - 1;
        found = i + 1;
    }
    return found;
}

/* Writes the text of a key in place of p[at .. at + n), after what has not been written yet: *done moves on. */
static void gpt__map_put(gpt__encoder *e, uint32_t value, const uint8_t *p, size_t at, size_t n, size_t *done,
                         gpt__bytes *out) {
    const uint32_t *text = e->t->MAP_AT + value;
    gpt__bytes_add(e, out, p + *done, at - *done);
    gpt__replaces(e, p + at, n);
    gpt__bytes_add(e, out, e->t->MAP_TEXT + text[0], text[1] - text[0]);
    *done = at + n;
}

static int gpt__step_map(gpt__encoder *e, const gpt__step *s, const uint8_t *p, size_t n, gpt__bytes *out) {
    size_t i, len, done = 0;
    uint32_t value = 0, cp;
    for (i = 0; i < n && !e->status; i += len) {
        len = gpt__map_match(e->t, s->with, p + i, n - i, 0, &value);
        if (len) gpt__map_put(e, value, p, i, len, &done, out);
        else len = gpt__utf8_next(p + i, n - i, &cp);
    }
    return gpt__step_rest(e, p, n, done, out);
}

static int gpt__step_graphemes(gpt__encoder *e, const gpt__step *s, const uint8_t *p, size_t n, gpt__bytes *out) {
    const gpt__tokenizer *t = e->t;
    size_t i, k, len, end, done = 0;
    uint32_t value = 0, cp;
    e->vain[s->n_from].on = 0;
    for (i = 0; i < n && !e->status; i = end) {
        len = gpt__utf8_next(p + i, n - i, &cp);
        end = i + len;
        if (end < n && (p[i] >= 0x80 || p[end] >= 0x80 || p[i] == '\r')) { /* else it stands alone */
            k = gpt__split_match(e, s->n_from, p, 0, i, n);
            if (k > end) end = k;
        }
        if (end - i < 6 && gpt__map_match(t, s->with, p + i, end - i, 1, &value)) {
            gpt__map_put(e, value, p, i, end - i, &done, out);
            continue;
        }
        for (k = i; k < end; k += len) {
            len = gpt__utf8_next(p + k, end - k, &cp);
            if (gpt__map_match(t, s->with, p + k, len, 1, &value)) gpt__map_put(e, value, p, k, len, &done, out);
        }
    }
    return gpt__step_rest(e, p, n, done, out);
}

/* Characters of some classes are left out, or get a space on both sides. */
static int gpt__step_classes(gpt__encoder *e, const gpt__step *s, const uint8_t *p, size_t n, gpt__bytes *out) {
    const uint8_t *blank = (const uint8_t *)" ";
    size_t i, len, done = 0;
    uint32_t cp;
    for (i = 0; i < n && !e->status; i += len) {
        len = gpt__utf8_next(p + i, n - i, &cp);
        if (!gpt__char_is(e->t, cp, (int)s->with)) continue;
        gpt__bytes_add(e, out, p + done, i - done);
        done = i + len;
        if ((s->op & GPT__STEP_OP) == GPT__STEP_DROP) continue;
        gpt__replaces(e, p + i, len);
        gpt__bytes_add(e, out, blank, 1);
        gpt__bytes_add(e, out, p + i, len);
        gpt__bytes_add(e, out, blank, 1);
    }
    return gpt__step_rest(e, p, n, done, out);
}

static int gpt__step_matches(gpt__encoder *e, const gpt__step *s, const uint8_t *p, size_t n, gpt__bytes *out) {
    size_t i, end, done = 0;
    uint32_t cp;
    e->vain[s->with].on = 0;
    for (i = 0; i < n && !e->status; i = end) {
        end = gpt__split_match(e, s->with, p, 0, i, n);
        if (end == i) {
            end += gpt__utf8_next(p + i, n - i, &cp);
            continue;
        }
        gpt__bytes_add(e, out, p + done, i - done);
        gpt__replaces(e, p + i, end - i);
        gpt__bytes_add(e, out, e->t->STEP_TEXT + s->at + s->n_from, s->n_to);
        done = end;
    }
    return gpt__step_rest(e, p, n, done, out);
}

static void gpt__step_strip(gpt__encoder *e, const gpt__step *s, const uint8_t **p, size_t *n) {
    uint32_t cp;
    size_t len;
    while ((s->with & 1) && *n) {
        len = gpt__utf8_next(*p, *n, &cp);
        if (!gpt__char_is(e->t, cp, GPT__CLASS_SPACE)) break;
        *p += len;
        *n -= len;
    }
    while ((s->with & 2) && *n) {
        len = gpt__utf8_before(*p, *n, &cp);
        if (!gpt__char_is(e->t, cp, GPT__CLASS_SPACE)) break;
        *n -= len;
    }
}

/* Runs the early or late steps; *p and *n become the result, which is the input itself where nothing
 * changed. */
static void gpt__normalize(gpt__encoder *e, uint32_t late, int first, const uint8_t **p, size_t *n) {
    uint32_t i, turn = 0;
    for (i = 0; i < e->t->n_STEP && *n && !e->status; i++) {
        const gpt__step *s = &e->t->STEP[i];
        gpt__bytes *out = &e->text[late != 0][turn];
        int changed = 0;
        if ((s->op & GPT__STEP_LATE) != late) continue;
        out->n = 0;
        switch (s->op & GPT__STEP_OP) {
        case GPT__STEP_PREPEND: changed = gpt__step_prepend(e, s, *p, *n, first, out); break;
        case GPT__STEP_REPLACE: changed = gpt__step_replace(e, s, *p, *n, out); break;
        case GPT__STEP_FORM: changed = gpt__step_form(e, s->op, *p, *n, out); break;
        case GPT__STEP_SQUEEZE: changed = gpt__step_squeeze(e, *p, *n, out); break;
        case GPT__STEP_MAP: changed = gpt__step_map(e, s, *p, *n, out); break;
        case GPT__STEP_GRAPHEMES: changed = gpt__step_graphemes(e, s, *p, *n, out); break;
        case GPT__STEP_DROP:
        case GPT__STEP_SPACE: changed = gpt__step_classes(e, s, *p, *n, out); break;
        case GPT__STEP_MATCHES: changed = gpt__step_matches(e, s, *p, *n, out); break;
        case GPT__STEP_STRIP: gpt__step_strip(e, s, p, n); break;
        default: while (*n && (*p)[*n - 1] == ' ') --*n;
        }
        if (!changed) continue;
        *p = out->p;
        *n = out->n;
        turn ^= 1;
    }
}

/* ---- added tokens ---- */

/* The longest added token below a root that starts at p; returns its length, 0 if there is none. */
static size_t gpt__added_match(const gpt__tokenizer *t, uint32_t root, const uint8_t *p, size_t n, uint32_t *added) {
    uint32_t node = root;
    size_t i, found = 0;
    for (i = 0; i < n && (node = gpt__trie_next(t->TRIE, t->n_TRIE, node, p[i])) != 0; i++) {
        if (!t->TRIE[node].value) continue;
        *added = t->TRIE[node].value - 1;
        found = i + 1;
    }
    return found;
}

/* Widens the match [*from, *to) by what it strips, but not before `start`, where the one before ends that has been
 * widened; 0 if it may not stand there. */
static int gpt__added_fits(const gpt__tokenizer *t, uint32_t flags, const uint8_t *p, size_t n, size_t start,
                           size_t *from, size_t *to) {
    uint32_t cp;
    size_t len;
    if (flags & GPT__ADDED_WORD) {
        cp = ' ';
        if (*from) gpt__utf8_before(p, *from, &cp);
        if (gpt__char_is(t, cp, GPT__CLASS_WORD)) return 0;
        cp = ' ';
        if (*to < n) gpt__utf8_next(p + *to, n - *to, &cp);
        if (gpt__char_is(t, cp, GPT__CLASS_WORD)) return 0;
    }
    while ((flags & GPT__ADDED_LSTRIP) && *from > start) {
        len = gpt__utf8_before(p, *from, &cp);
        if (!gpt__char_is(t, cp, GPT__CLASS_SPACE)) break;
        *from -= len;
    }
    if (*from < start) *from = start;
    if ((flags & GPT__ADDED_RSTRIP) && *to < start) *to = start; /* it lies in white space that the one before takes */
    while ((flags & GPT__ADDED_RSTRIP) && *to < n) {
        len = gpt__utf8_next(p + *to, n - *to, &cp);
        if (!gpt__char_is(t, cp, GPT__CLASS_SPACE)) break;
        *to += len;
    }
    return 1;
}

/* How many of the n bytes at p, up to the first that is not, are made of bytes without a mark. */
static size_t gpt__unmarked(const gpt__encoder *e, const uint8_t *p, size_t n) {
    size_t i;
    int known, at;
    for (i = 0; e->mark && i < n; i++) {
        const gpt_span s = gpt__origin(e, p + i, &known);
        for (at = s.begin; at < s.end; at++)
            if (e->mark[at]) return i;
    }
    return n;
}

/* The added token to cut out at p, as gpt__added_match: a special one only if they are asked for, and where no byte of
 * it has a mark. *skip: how far to go on if there is none. */
static size_t gpt__added_allowed(const gpt__encoder *e, uint32_t root, const uint8_t *p, size_t n, uint32_t *added,
                                 size_t *skip) {
    const gpt__tokenizer *t = e->t;
    size_t own, len = gpt__added_match(t, root, p, n, added);
    *skip = len && !e->mark ? len : 1;
    if (!len || !(t->ADDED[*added].flags & GPT__ADDED_SPECIAL)) return len;
    if (!e->special) return 0;
    own = gpt__unmarked(e, p, len);
    return own == len ? len : gpt__added_match(t, root, p, own, added);
}

/* The text between two added tokens. */
static void gpt__encode_section(gpt__encoder *e, int trie, const uint8_t *p, size_t n, int first);

/* Cuts out the added tokens of a trie and encodes the sections between them. */
static void gpt__encode_added(gpt__encoder *e, int trie, const uint8_t *p, size_t n, int first) {
    const gpt__tokenizer *t = e->t;
    size_t i = 0, done = 0, len, skip, from, to;
    uint32_t k = 0;
    while (t->n_ADDED && i < n && !e->status) {
        len = 0, skip = 1;
        if (gpt__trie_next(t->TRIE, t->n_TRIE, (uint32_t)trie, p[i])) /* as nearly nowhere */
            len = gpt__added_allowed(e, (uint32_t)trie, p + i, n - i, &k, &skip);
        from = i;
        to = i + len;
        i += len ? len : skip;
        if (!len) continue;
        if (!gpt__added_fits(t, t->ADDED[k].flags, p, n, done, &from, &to)) continue;
        if (from > done) gpt__encode_section(e, trie, p + done, from - done, first && !done);
        e->last_unknown = 0;
        gpt__made_of(e, p + from, to - from);
        gpt__emit(e, t->ADDED[k].id);
        if (to > done) done = to;
    }
    if (done < n && !e->status) gpt__encode_section(e, trie, p + done, n - done, first && !done);
}

static void gpt__encode_section(gpt__encoder *e, int trie, const uint8_t *p, size_t n, int first) {
    gpt__normalize(e, trie ? (uint32_t)GPT__STEP_LATE : 0u, first, &p, &n);
    if (!trie) gpt__encode_added(e, 1, p, n, first);
    else if (n && !e->status) {
        e->sum = 0;
        e->last_unknown = 0;
        gpt__encode_split(e, p, n);
    }
}

static void gpt__encoder_free(gpt__encoder *e) {
    int i;
    for (i = 0; i < 4; i++) gpt__free(e->allocator, e->text[i / 2][i % 2].p);
    for (i = 0; i < 4; i++) gpt__free(e->allocator, e->text[i / 2][i % 2].span);
    for (i = 0; i < GPT__SPLIT_MAX; i++) gpt__free(e->allocator, e->vain[i].bits);
    gpt__free(e->allocator, e->scratch);
}

static int gpt__encode(const gpt__tokenizer *t, const gpt_allocator *allocator, const char *text, size_t len,
                       int flags, const char *mark, int *tokens, gpt_span *spans, int cap) {
    gpt__encoder e;
    uint32_t i;
    memset(&e, 0, sizeof e);
    e.start = (const uint8_t *)text;
    e.size = len;
    e.spans = spans;
    e.mark = mark;
    e.track = spans || mark;
    e.t = t;
    e.allocator = allocator;
    e.tokens = tokens;
    e.cap = tokens && cap > 0 ? (size_t)cap : 0;
    e.special = (flags & GPT_TEXT_SPECIAL) != 0;
    gpt__made_of(&e, e.start, 0);
    for (i = 0; (flags & GPT_TEXT_BOS) && i < t->n_FRONT; i++) gpt__emit(&e, t->FRONT[i]);
    gpt__encode_added(&e, 0, (const uint8_t *)text, len, 1);
    e.last_unknown = 0;
    e.here.begin = e.here.end = (int)len;
    gpt__made_of(&e, e.start + len, 0);
    for (i = 0; (flags & GPT_TEXT_BOS) && i < t->n_BACK; i++) gpt__emit(&e, t->BACK[i]);
    gpt__encoder_free(&e);
    if (e.status) return e.status;
    return e.n > INT_MAX ? GPT_E_ARG : (int)e.n;
}

/* ---- tokens to text ---- */

typedef struct gpt__sink { char *text; size_t cap, n; } gpt__sink;

static void gpt__sink_put(gpt__sink *s, const void *p, size_t n) {
    const size_t room = s->n < s->cap ? s->cap - s->n : 0;
    if (room) memcpy(s->text + s->n, p, n < room ? n : room);
    s->n += n;
}

/* Passes bytes on as whole characters. What can no longer become one is shown as one U+FFFD. */
static void gpt__decode_byte(gpt_decoder *d, uint8_t b, gpt__sink *out) {
    if (d->n_pending && d->pending[0] == ' ') {     /* it waited for something to follow */
        gpt__sink_put(out, " ", 1);
        d->n_pending = 0;
    }
    if (d->n_pending) {
        if (gpt__utf8_continues(d->pending[0], d->n_pending, b)) {
            d->pending[d->n_pending++] = b;
            if (d->n_pending < gpt__utf8_promise(d->pending[0])) return;
            gpt__sink_put(out, d->pending, (size_t)d->n_pending);
            d->n_pending = 0;
            return;
        }
        gpt__sink_put(out, "\xef\xbf\xbd", 3);
        d->n_pending = 0;
    }
    if (b < 0x80) {
        gpt__sink_put(out, &b, 1);
    } else if (gpt__utf8_promise(b)) {
        d->pending[0] = b;
        d->n_pending = 1;
    } else {
        gpt__sink_put(out, "\xef\xbf\xbd", 3);
    }
}

/* What is still kept: part of a character, or a space that nothing follows, which is dropped. */
static void gpt__decode_rest(gpt_decoder *d, gpt__sink *out) {
    if (d->n_pending && d->pending[0] != ' ') gpt__sink_put(out, "\xef\xbf\xbd", 3);
    d->n_pending = 0;
}

static void gpt__decode_token(const gpt__tokenizer *t, gpt_decoder *d, uint32_t id, int flags, gpt__sink *out) {
    const uint8_t *p = t->TEXT + t->TEXT_AT[id];
    uint32_t i, n = t->TEXT_AT[id + 1] - t->TEXT_AT[id];
    uint8_t attr = t->ATTR[id];
    const int keeps = (attr & (GPT__ATTR_SPECIAL | GPT__ATTR_BYTE)) != 0;
    const int drops = (t->flags & GPT__TOK_STRIP_FIRST) && !d->n_token && !keeps;
    if ((attr & GPT__ATTR_SPECIAL) && !(flags & GPT_TEXT_SPECIAL)) return;
    if ((t->flags & GPT__TOK_RUNS) && d->n_token == (int)id + 1) return;
    if ((attr & GPT__ATTR_INNER) && d->n_token) {
        i = t->flags >> GPT__TOK_PREFIX;
        i = i < n ? i : n;
        p += i, n -= i;
    }
    if ((attr & GPT__ATTR_UNKNOWN) && t->n_UNK_TEXT && !(flags & GPT_TEXT_SPECIAL)) {
        p = t->UNK_TEXT;
        n = t->n_UNK_TEXT;
    } else if (!d->n_token && n && *p == ' ' && !keeps) {
        if (t->flags & (GPT__TOK_STRIP_ONE | GPT__TOK_STRIP_EACH)) p++, n--;
        if (!n && (t->flags & GPT__TOK_STRIP_EACH)) return;
    }
    if ((t->flags & GPT__TOK_SPACED) && d->n_token && !(attr & GPT__ATTR_JOINS)) gpt__decode_byte(d, ' ', out);
    /* from here on spaces stay */
    d->n_token = !(t->flags & GPT__TOK_STRIP_BOS) || (int32_t)id != t->special[GPT_TOKEN_BOS];
    if (t->flags & GPT__TOK_RUNS) d->n_token = (int)id + 1;
    for (; n; p += i, n -= i) {
        for (i = 0; !d->n_pending && i < n && p[i] < 0x80 && !(drops && p[i] == ' '); i++) {}
        if (i) gpt__sink_put(out, p, i);
        else if (drops && *p == ' ') i = 1;
        else gpt__decode_byte(d, p[i++], out);
    }
    if (!(attr & GPT__ATTR_ENDS)) return;
    gpt__decode_rest(d, out);
    d->pending[0] = ' ';
    d->n_pending = 1;
}

/* ---- the public functions ---- */

/* of >>model, below: the tokenizer of a model, NULL if it has none, and where to get memory */
static const gpt__tokenizer *gpt__model_tok(const gpt_model *model);
static const gpt_allocator *gpt__model_allocator(const gpt_model *model);

GPT_API int gpt_tokenize(const gpt_model *model, const char *text, size_t len, int flags, int *tokens,
                         int cap) {
    return gpt_tokenize_spans(model, text, len, flags, tokens, NULL, cap);
}

GPT_API int gpt_tokenize_spans(const gpt_model *model, const char *text, size_t len, int flags, int *tokens,
                               gpt_span *spans, int cap) {
    if (!model || (!text && len) || len > INT_MAX || cap < 0 || (!tokens && cap)) return GPT_E_ARG;
    if (!gpt__model_tok(model)) return GPT_E_KIND;
    return gpt__encode(gpt__model_tok(model), gpt__model_allocator(model), text, len, flags, NULL, tokens, spans,
                       cap);
}

GPT_API int gpt_decode(const gpt_model *model, gpt_decoder *d, int token, int flags, char *text, int cap) {
    const gpt__tokenizer *t = gpt__model_tok(model);
    gpt__sink out;
    gpt_decoder next;
    if (!model || !d || cap < 0 || (!text && cap)) return GPT_E_ARG;
    if (!t) return GPT_E_KIND;
    if (token < 0 || token >= (int)t->n_vocab) return GPT_E_ARG;
    if (d->n_pending < 0 || d->n_pending > 3) return GPT_E_ARG;
    next = *d;
    out.text = text;
    out.cap = (size_t)cap;
    out.n = 0;
    gpt__decode_token(t, &next, (uint32_t)token, flags, &out);
    if (out.n > INT_MAX) return GPT_E_ARG;
    if (out.n <= out.cap) *d = next;
    if (out.n < out.cap) text[out.n] = 0;
    return (int)out.n;
}

GPT_API int gpt_decode_end(const gpt_model *model, gpt_decoder *d, char *text, int cap) {
    gpt_decoder rest;
    gpt__sink out;
    if (!model || !d || cap < 0 || (!text && cap)) return GPT_E_ARG;
    rest = *d;
    out.text = text;
    out.cap = (size_t)cap;
    out.n = 0;
    gpt__decode_rest(&rest, &out);
    if (out.n <= out.cap) memset(d, 0, sizeof *d);
    if (out.n < out.cap) text[out.n] = 0;
    return (int)out.n;
}

GPT_API int gpt_detokenize(const gpt_model *model, const int *tokens, int n, int flags, char *text, int cap) {
    const gpt__tokenizer *t = gpt__model_tok(model);
    gpt_decoder d;
    gpt__sink out;
    int i;
    if (!model || n < 0 || (!tokens && n) || cap < 0 || (!text && cap)) return GPT_E_ARG;
    if (!t) return GPT_E_KIND;
    memset(&d, 0, sizeof d);
    out.text = text;
    out.cap = (size_t)cap;
    out.n = 0;
    for (i = 0; i < n; i++) {
        if (tokens[i] < 0 || tokens[i] >= (int)t->n_vocab) return GPT_E_ARG;
        gpt__decode_token(t, &d, (uint32_t)tokens[i], flags, &out);
        if (out.n > INT_MAX) return GPT_E_ARG;
    }
    gpt__decode_rest(&d, &out);
    if (out.n > INT_MAX) return GPT_E_ARG;
    if (out.n < out.cap) text[out.n] = 0;
    return (int)out.n;
}

/* ---- about single tokens ---- */

GPT_API const char *gpt_token_bytes(const gpt_model *model, int token, int *len) {
    const gpt__tokenizer *t = gpt__model_tok(model);
    if (len) *len = 0;
    if (!t || token < 0 || token >= (int)t->n_vocab) return NULL;
    if (len) *len = (int)(t->TEXT_AT[token + 1] - t->TEXT_AT[token]);
    return (const char *)t->TEXT + t->TEXT_AT[token];
}

GPT_API int gpt_token_find(const gpt_model *model, const char *text, size_t len) {
    const gpt__tokenizer *t = gpt__model_tok(model);
    uint32_t value;
    if (!t || !text) return -1;
    value = gpt__tok_lookup(t, (const uint8_t *)text, len);
    return value ? (int)((value - 1) >> 1) : -1;
}

GPT_API int gpt_token_special(const gpt_model *model, int kind) {
    const gpt__tokenizer *t = gpt__model_tok(model);
    return t && kind >= 0 && kind <= GPT_TOKEN_MASK ? t->special[kind] : -1;
}

GPT_API int gpt_token_is_end(const gpt_model *model, int token) {
    const gpt__tokenizer *t = gpt__model_tok(model);
    uint32_t i;
    if (!t || token < 0) return 0;
    for (i = 0; i < t->n_END; i++)
        if (t->END[i] == (uint32_t)token) return 1;
    return 0;
}

/* ---------------------------------------------------------------------------------------------------------------
 * >>model -- tensors bound to their places in the network
 *
 * The file room has checked that every tensor lies inside the file; this room checks that each has the shape its
 * role asks for and that what the forward pass needs is there. An absent tensor has data NULL: that is the flag by
 * which forward knows that a bias or a norm does not exist. Uses >>file and >>tokenizer. Start at gpt__shape.
 * ------------------------------------------------------------------------------------------------------------- */
GPT__SMALL
typedef struct gpt__tensor {
    const uint8_t *data; /* NULL: absent */
    size_t panel;        /* bytes of a panel */
    int type, n_row, n_col;
    float scale;
} gpt__tensor;

typedef struct gpt__layer {
    const gpt__layer_config *c;
    gpt__tensor t[GPT__ROLE_COUNT]; /* by role; the global roles stay empty */
} gpt__layer;

struct gpt_model {
    gpt__file file;
    gpt_allocator allocator;
    gpt_info info;
    const gpt__config *c;
    gpt__tokenizer tok;
    int has_tok, huge_pages;
    size_t max_qk, max_v;       /* widest head of a layer, of q and k and of v ... */
    size_t max_q, max_kv, max_ff; /* ... and widest row of all its heads, of keys or values, of the feed-forward */
    size_t max_expert, max_used, max_ff_expert; /* most experts of a layer, of a token; widest of them */
    gpt__tensor t[32];          /* global roles */
    gpt__tensor freq[4], freq_long[4]; /* of the rope sets */
    size_t max_rank, max_latent; /* latent attention: widest latent query; most floats of scratch a query needs */
    uint64_t layer_macs;        /* multiply-adds of a token in an average layer */
    gpt__layer *layer;
};

static const gpt__tokenizer *gpt__model_tok(const gpt_model *m) { return m && m->has_tok ? &m->tok : NULL; }
static const gpt_allocator *gpt__model_allocator(const gpt_model *m) { return &m->allocator; }

/* width of a row of TOKEN_EMBD; of POS_EMBD, TYPE_EMBD and EMBD_NORM; of what OUTPUT reads */
static size_t gpt__width_in(const gpt__config *c) { return c->n_embd_in ? c->n_embd_in : c->n_embd; }
static size_t gpt__width_sum(const gpt__config *c) { return c->embd_in_after ? gpt__width_in(c) : c->n_embd; }
static size_t gpt__width_pool(const gpt__config *c) { return c->n_pool ? c->n_pool : c->n_embd; }
/* Width of a cached key and value. In latent attention all heads share one key, [rotated key | latent], and one
 * value, the latent. */
static size_t gpt__key_width(const gpt__layer_config *l) {
    return l->kv_rank ? (size_t)l->head_rope + l->kv_rank : l->head_qk;
}
static size_t gpt__value_width(const gpt__layer_config *l) { return l->kv_rank ? l->kv_rank : l->head_v; }

/* Floats that latent attention needs for each query of a unit: the query in the width of a key, one row out of K_UP
 * or V_UP in whole panels, the weighted sum of latents. */
static size_t gpt__latent_row(const gpt__layer_config *l) {
    return ((size_t)(l->kv_rank > l->head_v ? l->kv_rank : l->head_v) + 15) / 16 * 16;
}
static size_t gpt__latent_scratch(const gpt__layer_config *l) {
    return gpt__key_width(l) + gpt__latent_row(l) + l->kv_rank;
}

/* how many matrices lie in the tensor of a role */
static int gpt__of_experts(uint32_t role) { return role >= GPT__ROLE_EXPERT_GATE && role <= GPT__ROLE_EXPERT_DOWN_B; }
static uint32_t gpt__matrices(const gpt__layer_config *l, uint32_t role) {
    if (gpt__of_experts(role)) return l->n_expert;
    return role == GPT__ROLE_K_UP || role == GPT__ROLE_V_UP ? l->n_head : 1;
}

/* gpt__shape -- the shape a role must have. Returns 0 for roles this version does not run, 1 for vectors, 2 for
 * matrices. Norms of q and k may be one head wide (n_row) or as wide as all heads (n_row2). */
static int gpt__shape(const gpt__config *c, const gpt__layer_config *l, uint32_t role, size_t *n_row, size_t *n_col,
                      size_t *n_row2) {
    size_t D = c->n_embd, r = 0, k = 0;
    *n_row2 = 0;
    switch (role) {
    case GPT__ROLE_TOKEN_EMBD: r = c->n_vocab; k = gpt__width_in(c); break;
    case GPT__ROLE_POS_EMBD: r = (size_t)c->n_ctx + c->pos_offset; k = gpt__width_sum(c); break;
    case GPT__ROLE_TYPE_EMBD: r = c->n_token_type; k = gpt__width_sum(c); break;
    case GPT__ROLE_EMBD_NORM: case GPT__ROLE_EMBD_NORM_B: r = gpt__width_sum(c); break;
    case GPT__ROLE_EMBD_IN: r = c->n_embd_in ? D : 0; k = c->n_embd_in; break;
    case GPT__ROLE_EMBD_IN_B: r = D; break;
    case GPT__ROLE_POOL: r = gpt__width_pool(c); k = D; break;
    case GPT__ROLE_POOL_B: case GPT__ROLE_POOL_NORM: case GPT__ROLE_POOL_NORM_B: r = gpt__width_pool(c); break;
    case GPT__ROLE_OUTPUT: r = c->n_out; k = gpt__width_pool(c); break;
    case GPT__ROLE_OUTPUT_B: r = c->n_out; break;
    case GPT__ROLE_OUT_NORM: case GPT__ROLE_OUT_NORM_B:
    case GPT__ROLE_ATTN_NORM: case GPT__ROLE_ATTN_NORM_B: case GPT__ROLE_ATTN_POST: case GPT__ROLE_ATTN_POST_B:
    case GPT__ROLE_ATTN_RES: case GPT__ROLE_ATTN_RES_B: case GPT__ROLE_FFN_NORM: case GPT__ROLE_FFN_NORM_B:
    case GPT__ROLE_FFN_POST: case GPT__ROLE_FFN_POST_B: case GPT__ROLE_FFN_RES: case GPT__ROLE_FFN_RES_B:
    case GPT__ROLE_O_B: case GPT__ROLE_DOWN_B: r = D; break;
    case GPT__ROLE_Q: r = (size_t)l->n_head * l->head_qk; k = l->q_rank ? l->q_rank : D; break;
    case GPT__ROLE_Q_B: r = (size_t)l->n_head * l->head_qk; break;
    case GPT__ROLE_K: r = (size_t)l->n_kv * l->head_qk; k = D; break;
    case GPT__ROLE_K_B: r = (size_t)l->n_kv * l->head_qk; break;
    case GPT__ROLE_V: r = (size_t)l->n_kv * l->head_v; k = D; break;
    case GPT__ROLE_V_B: r = (size_t)l->n_kv * l->head_v; break;
    case GPT__ROLE_O_NORM: case GPT__ROLE_O_NORM_B: r = (size_t)l->n_head * l->head_v; break;
    case GPT__ROLE_DOWN_NORM: case GPT__ROLE_DOWN_NORM_B: r = l->n_ff; break;
    case GPT__ROLE_O: r = D; k = (size_t)l->n_head * l->head_v; break;
    case GPT__ROLE_Q_NORM: case GPT__ROLE_Q_NORM_B: r = l->head_qk; *n_row2 = (size_t)l->n_head * r; break;
    case GPT__ROLE_K_NORM: case GPT__ROLE_K_NORM_B: r = l->head_qk; *n_row2 = (size_t)l->n_kv * r; break;
    case GPT__ROLE_ALIBI: case GPT__ROLE_SINKS: r = l->n_head; break;
    case GPT__ROLE_GATE: case GPT__ROLE_UP: r = l->n_ff; k = D; break;
    case GPT__ROLE_GATE_B: case GPT__ROLE_UP_B: r = l->n_ff; break;
    case GPT__ROLE_DOWN: r = l->n_ff ? D : 0; k = l->n_ff; break;
    case GPT__ROLE_Q_A: r = l->q_rank; k = D; break;
    case GPT__ROLE_Q_A_B: case GPT__ROLE_Q_A_NORM: r = l->q_rank; break;
    case GPT__ROLE_KV_A: r = (size_t)l->head_rope + l->kv_rank; k = D; break;
    case GPT__ROLE_KV_A_B: r = (size_t)l->head_rope + l->kv_rank; break;
    case GPT__ROLE_KV_A_NORM: r = l->kv_rank; break;
    case GPT__ROLE_K_UP: r = l->kv_rank; k = l->head_qk - l->head_rope; break;
    case GPT__ROLE_V_UP: r = l->kv_rank ? l->head_v : 0; k = l->kv_rank; break;
    case GPT__ROLE_ROUTER: r = l->n_expert; k = D; break;
    case GPT__ROLE_ROUTER_B: case GPT__ROLE_ROUTER_SCORE_B: r = l->n_expert; break;
    case GPT__ROLE_EXPERT_GATE: case GPT__ROLE_EXPERT_UP: r = l->n_ff_expert; k = D; break;
    case GPT__ROLE_EXPERT_GATE_B: case GPT__ROLE_EXPERT_UP_B: r = l->n_ff_expert; break;
    case GPT__ROLE_EXPERT_DOWN: r = l->n_expert ? D : 0; k = l->n_ff_expert; break;
    case GPT__ROLE_EXPERT_DOWN_B: r = l->n_expert ? D : 0; break;
    case GPT__ROLE_SHARED_SCORE: r = l->n_expert && l->n_ff ? 1 : 0; k = D; break;
    default: return 0;
    }
    if (*n_row2 && l->qk_norm_heads) r = *n_row2;
    *n_row = r;
    *n_col = k ? k : 1;
    return k ? 2 : 1;
}

/* frequencies that tensor ROPE_FREQ or ROPE_FREQ_LONG of a set has; 0: the kind of the set has no such tensor */
static size_t gpt__rope_pairs(const gpt__rope_config *rope, int is_long) {
    int has = is_long ? rope->kind == GPT__ROPE_LONG : rope->kind != GPT__ROPE_DYNAMIC;
    return has ? rope->n_rot / 2 : 0;
}

static int gpt__bind_tensor(gpt_model *m, const gpt__tensor_entry *e, gpt_error *err) {
    size_t n_row = 0, n_col = 1, n_row2 = 0;
    const char *name = gpt__role_name(e->role);
    int kind = 1, freq = e->role == GPT__ROLE_ROPE_FREQ, freq_long = e->role == GPT__ROLE_ROPE_FREQ_LONG;
    gpt__layer *layer = e->role >= 32 ? &m->layer[e->layer] : NULL;
    gpt__tensor *t = layer ? &layer->t[e->role] : freq ? &m->freq[e->layer] : freq_long ? &m->freq_long[e->layer]
                   : &m->t[e->role];
    if (freq || freq_long) n_row = gpt__rope_pairs(&m->c->rope[e->layer], freq_long);
    else kind = gpt__shape(m->c, layer ? layer->c : NULL, e->role, &n_row, &n_col, &n_row2);
    if (!kind) {
        return gpt__fail(err, GPT_E_UNSUPPORTED, "tensor %s (layer %u): this version does not run it", name, e->layer);
    }
    if (e->n_expert != gpt__matrices(layer ? layer->c : NULL, e->role)) {
        return gpt__fail(err, GPT_E_FORMAT, "tensor %s (layer %u) holds %u matrices, which the config does not ask for",
                         name, e->layer, e->n_expert);
    }
    if (t->data) return gpt__fail(err, GPT_E_FORMAT, "tensor %s (layer %u) appears twice", name, e->layer);
    if ((e->n_row != n_row && (!n_row2 || e->n_row != n_row2)) || e->n_col != n_col) {
        return gpt__fail(err, GPT_E_FORMAT, "tensor %s (layer %u) has shape (%u, %u), the config asks for (%zu, %zu)",
                         name, e->layer, e->n_row, e->n_col, n_row, n_col);
    }
    if (kind == 1 && e->type != GPT_TYPE_F32) {
        return gpt__fail(err, GPT_E_FORMAT, "tensor %s (layer %u) is a vector and must be f32", name, e->layer);
    }
    t->data = m->file.data + e->offset;
    t->type = (int)e->type;
    t->n_row = (int)e->n_row;
    t->n_col = (int)e->n_col;
    t->scale = e->scale;
    t->panel = gpt__panel_size((gpt_type)e->type, e->n_col);
    return GPT_OK;
}

/* Are queries and keys normed over all their heads together? Else each head by itself, or not at all. */
static int gpt__norms_row(const gpt__layer *layer) {
    const gpt__tensor *q = &layer->t[GPT__ROLE_Q_NORM], *k = &layer->t[GPT__ROLE_K_NORM];
    if (layer->c->qk_norm_heads) return 0;
    return (q->data && q->n_row != (int)layer->c->head_qk) || (k->data && k->n_row != (int)layer->c->head_qk);
}

static int gpt__need(const gpt__tensor *t, uint32_t role, uint32_t layer, gpt_error *err) {
    if (t[role].data) return GPT_OK;
    return gpt__fail(err, GPT_E_FORMAT, "tensor %s (layer %u) is missing", gpt__role_name(role), layer);
}

/* the head's last matrix: its own, or the embedding's */
static const gpt__tensor *gpt__head_weights(const gpt_model *m) {
    return m->t[GPT__ROLE_OUTPUT].data ? &m->t[GPT__ROLE_OUTPUT] : &m->t[GPT__ROLE_TOKEN_EMBD];
}

/* What comes before the first layer and after the last one. */
static int gpt__check_ends(const gpt_model *m, gpt_error *err) {
    static const uint32_t pairs[][2] = { /* the first needs the second */
        {GPT__ROLE_EMBD_NORM_B, GPT__ROLE_EMBD_NORM}, {GPT__ROLE_EMBD_IN_B, GPT__ROLE_EMBD_IN},
        {GPT__ROLE_OUT_NORM_B, GPT__ROLE_OUT_NORM}, {GPT__ROLE_POOL_B, GPT__ROLE_POOL},
        {GPT__ROLE_POOL_NORM, GPT__ROLE_POOL}, {GPT__ROLE_POOL_NORM_B, GPT__ROLE_POOL_NORM}};
    const gpt__config *c = m->c;
    uint32_t i;
    int s = gpt__need(m->t, GPT__ROLE_TOKEN_EMBD, 0, err);
    if (!s && c->position == GPT__POS_LEARNED) s = gpt__need(m->t, GPT__ROLE_POS_EMBD, 0, err);
    if (!s && c->position != GPT__POS_LEARNED && m->t[GPT__ROLE_POS_EMBD].data) {
        s = gpt__fail(err, GPT_E_FORMAT, "tensor pos_embd in a model without learned positions");
    }
    if (!s && !c->bidirectional && (c->head == GPT_HEAD_CLASS_MEAN || c->head == GPT_HEAD_CLASS_FIRST)) {
        s = gpt__fail(err, GPT_E_UNSUPPORTED, "the model needs labels from the first token or the mean of a text that "
                      "is read token by token (causal attention), which this version does not run");
    }
    if (!s && c->n_token_type) s = gpt__need(m->t, GPT__ROLE_TYPE_EMBD, 0, err);
    if (!s && c->n_embd_in) s = gpt__need(m->t, GPT__ROLE_EMBD_IN, 0, err);
    if (!s && c->n_pool) s = gpt__need(m->t, GPT__ROLE_POOL, 0, err);
    if (!s && c->head != GPT_HEAD_NONE && c->head != GPT_HEAD_LM) s = gpt__need(m->t, GPT__ROLE_OUTPUT, 0, err);
    for (i = 0; !s && i < sizeof pairs / sizeof pairs[0]; i++) {
        if (m->t[pairs[i][0]].data) s = gpt__need(m->t, pairs[i][1], 0, err);
    }
    if (!s && c->head == GPT_HEAD_LM && (size_t)gpt__head_weights(m)->n_col != gpt__width_pool(c)) {
        s = gpt__fail(err, GPT_E_FORMAT, "the head is the token embedding, %d wide, but reads rows of %zu",
                      gpt__head_weights(m)->n_col, gpt__width_pool(c));
    }
    return s;
}

/* The tensors of latent attention, and those it has no place for. */
static int gpt__check_latent(const gpt__layer *layer, uint32_t i, gpt_error *err) {
    static const uint32_t never[] = {GPT__ROLE_K, GPT__ROLE_K_B, GPT__ROLE_V, GPT__ROLE_V_B, GPT__ROLE_Q_NORM,
                                     GPT__ROLE_Q_NORM_B, GPT__ROLE_K_NORM, GPT__ROLE_K_NORM_B, GPT__ROLE_ALIBI,
                                     GPT__ROLE_SINKS, GPT__ROLE_O_NORM};
    const gpt__tensor *t = layer->t;
    uint32_t j;
    int s = gpt__need(t, GPT__ROLE_KV_A, i, err);
    if (!s) s = gpt__need(t, GPT__ROLE_K_UP, i, err);
    if (!s) s = gpt__need(t, GPT__ROLE_V_UP, i, err);
    if (!s && layer->c->q_rank) s = gpt__need(t, GPT__ROLE_Q_A, i, err);
    for (j = 0; !s && j < sizeof never / sizeof never[0]; j++) {
        if (!t[never[j]].data) continue;
        s = gpt__fail(err, GPT_E_UNSUPPORTED, "tensor %s (layer %u) does not go with latent attention",
                      gpt__role_name(never[j]), i);
    }
    if (!s && !(gpt__is_float((uint32_t)t[GPT__ROLE_K_UP].type) && gpt__is_float((uint32_t)t[GPT__ROLE_V_UP].type))) {
        s = gpt__fail(err, GPT_E_UNSUPPORTED, "tensors k_up and v_up (layer %u) must be f32, f16 or bf16", i);
    }
    return s;
}

/* What forward takes for granted of a layer. A bias needs the matrix or norm it belongs to: its role is one less. */
static int gpt__check_layer(const gpt__layer *layer, uint32_t i, gpt_error *err) {
    static const uint32_t heads[] = {GPT__ROLE_Q, GPT__ROLE_O}, pairs[] = {GPT__ROLE_K, GPT__ROLE_V};
    static const uint32_t dense[] = {GPT__ROLE_UP, GPT__ROLE_DOWN, GPT__ROLE_GATE};
    static const uint32_t experts[] = {GPT__ROLE_ROUTER, GPT__ROLE_EXPERT_UP, GPT__ROLE_EXPERT_DOWN,
                                       GPT__ROLE_EXPERT_GATE};
    static const uint32_t biases[] = {
        GPT__ROLE_ATTN_NORM_B, GPT__ROLE_Q_NORM_B, GPT__ROLE_K_NORM_B, GPT__ROLE_ATTN_POST_B, GPT__ROLE_ATTN_RES_B,
        GPT__ROLE_FFN_NORM_B, GPT__ROLE_GATE_B, GPT__ROLE_UP_B, GPT__ROLE_DOWN_B, GPT__ROLE_FFN_POST_B,
        GPT__ROLE_FFN_RES_B, GPT__ROLE_Q_A_B, GPT__ROLE_KV_A_B, GPT__ROLE_ROUTER_B, GPT__ROLE_EXPERT_GATE_B,
        GPT__ROLE_EXPERT_UP_B, GPT__ROLE_EXPERT_DOWN_B, GPT__ROLE_O_NORM_B, GPT__ROLE_DOWN_NORM_B};
    const gpt__layer_config *l = layer->c;
    const gpt__tensor *t = layer->t;
    uint32_t j, gate = l->act == GPT__ACT_SWIGLU_CLAMP; /* which has no form without a gate */
    int s = GPT_OK;
    for (j = 0; !s && j < 2; j++) s = gpt__need(t, heads[j], i, err);
    for (j = 0; !s && j < 2 && !l->kv_rank; j++) s = gpt__need(t, pairs[j], i, err);
    for (j = 0; !s && j < 2 + gate && l->n_ff; j++) s = gpt__need(t, dense[j], i, err);
    for (j = 0; !s && j < 3 + gate && l->n_expert; j++) s = gpt__need(t, experts[j], i, err);
    if (!s && l->kv_rank) s = gpt__check_latent(layer, i, err);
    if (!s && l->n_expert && t[GPT__ROLE_DOWN_NORM].data) {
        s = gpt__fail(err, GPT_E_UNSUPPORTED, "tensor down_norm (layer %u) does not go with experts", i);
    }
    for (j = 0; !s && j < sizeof biases / sizeof biases[0]; j++) {
        if (!t[biases[j]].data) continue;
        s = gpt__need(t, biases[j] - 1, i, err);
        if (!s && t[biases[j]].n_row != t[biases[j] - 1].n_row) {
            s = gpt__fail(err, GPT_E_FORMAT, "tensor %s (layer %u) is not as long as what it belongs to",
                          gpt__role_name(biases[j]), i);
        }
    }
    return s;
}

static int gpt__check_complete(const gpt_model *m, gpt_error *err) {
    const gpt__config *c = m->c;
    uint32_t i;
    int s = gpt__check_ends(m, err);
    if (!s && !(c->resid_scale < 0.0f || c->resid_scale > 0.0f)) {
        s = gpt__fail(err, GPT_E_FORMAT, "resid_scale is 0: the layers would have no effect");
    }
    for (i = 0; !s && i < c->n_rope; i++) {
        if (gpt__rope_pairs(&c->rope[i], 0) && !m->freq[i].data) {
            s = gpt__fail(err, GPT_E_FORMAT, "tensor rope_freq of set %u is missing", i);
        } else if (gpt__rope_pairs(&c->rope[i], 1) && !m->freq_long[i].data) {
            s = gpt__fail(err, GPT_E_FORMAT, "tensor rope_freq_long of set %u is missing", i);
        }
    }
    for (i = 0; !s && i < c->n_layer; i++) {
        s = gpt__check_layer(&m->layer[i], i, err);
        if (!s && c->bidirectional && m->layer[i].t[GPT__ROLE_ALIBI].data) {
            s = gpt__fail(err, GPT_E_UNSUPPORTED, "layer %u needs ALiBi in both directions, which this version does "
                          "not run", i);
        }
    }
    return s;
}

static size_t gpt__most(size_t a, size_t b) { return a > b ? a : b; }

static void gpt__fill_info(gpt_model *m) {
    gpt_info *info = &m->info;
    const gpt__config *c = m->c;
    const char *text;
    uint64_t bytes[GPT__TYPE_COUNT] = {0};
    size_t i;
    info->name = (text = gpt__file_meta(&m->file, "name")) ? text : "";
    info->family = (text = gpt__file_meta(&m->file, "family")) ? text : "";
    info->n_tokens = m->has_tok ? (int)m->tok.n_vocab : 0;
    info->file_size = m->file.size;
    info->mapped = m->file.mapped;
    for (i = 0; i < m->file.n_entry; i++) {
        const gpt__tensor_entry *e = &m->file.entry[i];
        info->n_param += (uint64_t)e->n_row * e->n_col * e->n_expert;
        info->weight_size += e->size;
        bytes[e->type] += e->size;
    }
    for (i = 1; i < GPT__TYPE_COUNT; i++) {
        if (bytes[i] > bytes[info->type]) info->type = (gpt_type)i;
    }
    if (!c) return;
    info->head = (gpt_head)c->head;
    info->n_vocab = (int)c->n_vocab;
    info->n_ctx = (int)c->n_ctx;
    info->n_embd = (int)c->n_embd;
    info->n_layer = (int)c->n_layer;
    info->n_head = (int)m->file.layer[0].n_head;
    info->n_kv = (int)m->file.layer[0].n_kv;
    info->n_ff = (int)m->file.layer[0].n_ff;
    info->n_out = (int)c->n_out;
    info->n_embd_out = (int)(c->head == GPT_HEAD_NONE ? gpt__width_pool(c) : c->n_embd);
    info->bidirectional = (int)c->bidirectional;
    info->n_token_type = (int)c->n_token_type;
}

static int gpt__bind(gpt_model *m, gpt_error *err) {
    const gpt__config *c = m->c;
    size_t i, size;
    int s;
    if (!gpt__mul(c->n_layer, sizeof(gpt__layer), &size)) return gpt__fail(err, GPT_E_MEMORY, "too many layers");
    m->layer = (gpt__layer *)gpt__alloc(&m->allocator, size);
    if (!m->layer) return gpt__fail(err, GPT_E_MEMORY, "out of memory: %zu bytes for %u layers", size, c->n_layer);
    memset(m->layer, 0, size);
    for (i = 0; i < c->n_layer; i++) {
        const gpt__layer_config *l = m->layer[i].c = &m->file.layer[i];
        size_t wide = l->head_qk > l->head_v ? l->head_qk : l->head_v;
        m->max_qk = gpt__most(m->max_qk, gpt__key_width(l));
        m->max_v = gpt__most(m->max_v, gpt__value_width(l));
        m->max_q = gpt__most(m->max_q, gpt__most(l->n_head * wide, l->q_rank));
        m->max_kv = gpt__most(m->max_kv, l->kv_rank ? gpt__key_width(l) : l->n_kv * wide);
        m->max_rank = gpt__most(m->max_rank, l->q_rank);
        if (l->kv_rank) m->max_latent = gpt__most(m->max_latent, gpt__latent_scratch(l));
        m->max_ff = gpt__most(m->max_ff, l->n_ff);
        m->max_expert = gpt__most(m->max_expert, l->n_expert);
        m->max_used = gpt__most(m->max_used, l->n_expert_used);
        m->max_ff_expert = gpt__most(m->max_ff_expert, l->n_ff_expert);
    }
    for (i = 0; i < m->file.n_entry; i++) {
        const gpt__tensor_entry *e = &m->file.entry[i];
        if ((s = gpt__bind_tensor(m, e, err)) != GPT_OK) return s;
        if (!gpt__role_per_layer(e->role)) continue;
        size = e->n_expert; /* of experts only the chosen ones work */
        if (gpt__of_experts(e->role)) size = m->layer[e->layer].c->n_expert_used;
        m->layer_macs += (uint64_t)e->n_row * e->n_col * size;
    }
    m->layer_macs /= c->n_layer;
    return gpt__check_complete(m, err);
}

/* Everything after the file lies at m->file, checked. */
static gpt_model *gpt__model_new(gpt__file *file, const gpt_model_desc *desc, gpt_error *err) {
    gpt_model *m = (gpt_model *)gpt__alloc(&desc->allocator, sizeof *m);
    int s = m ? GPT_OK : gpt__fail(err, GPT_E_MEMORY, "out of memory: %zu bytes for a model", sizeof *m);
    if (m) {
        memset(m, 0, sizeof *m);
        m->file = *file;
        m->allocator = desc->allocator;
        m->huge_pages = desc->huge_pages;
        m->c = file->config;
        if (!s && file->token) s = gpt__tokenizer_open(&m->tok, file->token, file->token_size, err);
        m->has_tok = file->token != NULL;
        if (!s && m->c) s = gpt__bind(m, err);
        if (!s && desc->verify) s = gpt__file_verify(&m->file, err);
        if (!s) gpt__fill_info(m);
    }
    if (s) {
        gpt__file_close(file);
        if (m) gpt__free(&desc->allocator, m->layer);
        gpt__free(&desc->allocator, m);
        return NULL;
    }
    return m;
}

#ifndef GPT_NO_STDIO
GPT_API gpt_model *gpt_model_load(const char *path, const gpt_model_desc *desc, gpt_error *err) {
    gpt_model_desc d = {{0, 0, 0}, 0, 0, 0, 0};
    gpt__file file;
    gpt__fail(err, GPT_OK, "%s", "");
    if (desc) d = *desc;
    if (!path) {
        gpt__fail(err, GPT_E_ARG, "no path");
        return NULL;
    }
    if (gpt__file_open(&file, path, &d, err)) return NULL;
    return gpt__model_new(&file, &d, err);
}
#endif

GPT_API gpt_model *gpt_model_load_memory(const void *data, size_t size, const gpt_model_desc *desc, gpt_error *err) {
    gpt_model_desc d = {{0, 0, 0}, 0, 0, 0, 0};
    gpt__file file;
    gpt__fail(err, GPT_OK, "%s", "");
    if (desc) d = *desc;
    if (gpt__file_open_memory(&file, data, size, err)) return NULL;
    return gpt__model_new(&file, &d, err);
}

GPT_API void gpt_model_free(gpt_model *m) {
    gpt_allocator a;
    if (!m) return;
    a = m->allocator;
    gpt__file_close(&m->file);
    gpt__free(&a, m->layer);
    gpt__free(&a, m);
}

GPT_API const gpt_info *gpt_model_info(const gpt_model *m) { return m ? &m->info : NULL; }

GPT_API const char *gpt_model_meta(const gpt_model *m, const char *key) {
    return m && key ? gpt__file_meta(&m->file, key) : NULL;
}

GPT_API int gpt_model_verify(const gpt_model *m, gpt_error *err) {
    if (!m) return gpt__fail(err, GPT_E_ARG, "no model");
    return gpt__file_verify(&m->file, err);
}
GPT__SMALL_END

/* ---------------------------------------------------------------------------------------------------------------
 * >>forward -- the transformer
 *
 * One function for every family: token ids in, logits out. The state of the pass lies in the context, layer by
 * layer; the mechanisms come from the layer's config and from which tensors exist. All threads of a team run the
 * same text, each on its share of rows (tokens), panels (outputs) or units (heads), with a barrier wherever one
 * needs what another wrote. Uses >>kernels, >>dispatch, >>model. Start at gpt__forward.
 * ------------------------------------------------------------------------------------------------------------- */
#define GPT__ROWS 12 /* rows of logits computed at a time when all are wanted */

typedef struct gpt__rows { float *at; size_t ld; } gpt__rows; /* a buffer of one row a token */
typedef struct gpt__group { int expert, from, n; } gpt__group; /* an expert, and its rows among the sorted choices */

/* A context's part of a run: its tokens are rows [row, row + T) of the buffers. */
typedef struct gpt__seq {
    gpt_ctx *ctx;           /* whose cache they go to */
    const int *tokens;      /* (T) */
    const int *types;       /* (T), or NULL: all 0 */
    int row, T, pos;        /* pos: position of the first */
    int n_pad;              /* tokens before it that are padding, see pos_pad */
    int first;              /* outputs are wanted from this token on: what is before is evaluated again */
    int last;               /* 1: the logits of the last token are wanted, in ctx->new_logits */
    int every;              /* 1: those of every token are, in the run's ctx->rows; where to from there: */
    float *all;             /* (T - first, n_out) logits of every token, or NULL */
    const int *next;        /* (n_next) tokens that follow, whose log-probabilities are wanted; NULL: none */
    int n_next;             /* T, or T - 1 at the end */
    float *logprob;         /* (n_next) */
} gpt__seq;

/* Keys and values of a layer, laid out as >>vector says at gpt__attend; position p lies at p % P. P is the capacity, or
 * less if the layer sees only a window: then positions that no token can see any more are overwritten. */
typedef struct gpt__cache { uint8_t *k, *v; size_t n_pos; } gpt__cache;

struct gpt_ctx { /* the start of one block of memory, see gpt__layout */
    const gpt_model *model;
    const gpt__kernels *lane;
    gpt_ctx_desc desc;      /* resolved */
    gpt_error error;        /* of the last failure */
    int pos, has_logits;
    int top;                /* positions written so far: a cache holds the last P of them ... */
    int from;               /* ... and what a state of this many tokens had, if it comes from one */
    int ahead, ahead_row;   /* tokens that were guessed and evaluated after pos; the first one's logits in rows */
    int lost;               /* 1: that is less than the next token sees; evaluating begins with the first token again */
    const gpt_part *part;   /* its part of the call under way */
    int half;               /* most rotary pairs of a head */
    size_t ldq, ldd, ldo;   /* strides of quantised rows in bytes, their blocks, rows of logits */
    size_t scratch_size;    /* floats of one thread's scratch */
    int *tokens, *prompt;   /* (n_ctx) what was evaluated; (n_ctx) room for a prompt's ids */
    int *types;             /* (n_ctx) of the tokens; nothing if the model has none */
    gpt__seq *seq;          /* (T) the sequences of a run ... */
    int *seq_of;            /* (T) ... and the one that each row belongs to */
    int *want;              /* (T) rows whose final hidden states are wanted, in xn */
    gpt__rows x;            /* (T, D) the residual stream */
    gpt__rows xn, xf;       /* (T, D) its norms, inputs of attention and feed-forward; a row a thread when T is 1 */
    gpt__rows y;            /* (T, D) a sublayer's output that is normed before it is added */
    gpt__rows q, k, v, att; /* (T, H C), (T, K C), (T, K Cv), (T, H Cv) heads side by side */
    gpt__rows h, up;        /* (T, F) feed-forward */
    gpt__rows score;        /* (T, E and 16) the router's outputs; the last 16: the shared expert's gate */
    int *chosen;            /* (T, k) experts of each token, best first ... */
    float *chosen_w;        /* (T, k) ... and their weights */
    int *pair;              /* (T k) tokens of all choices, sorted by expert ... */
    float *pair_w;          /* (T k) ... and the weights */
    float *shared_w;        /* (T) of the shared expert */
    gpt__group *group;      /* (E) the experts that were chosen, ascending ... */
    int *n_group;           /* (1) ... and how many they are */
    gpt__rows ex, eh, eup;  /* (T k, D), (T k, F), (T k, F): rows of the choices as they are sorted */
    int8_t *exq, *ehq;      /* (T k, ldq) ex and eh quantised ... */
    float *exd, *ehd;       /* (T k, ldd) */
    int32_t *exc, *ehc;     /* (T k, ldd) */
    int8_t *xq;             /* (T, ldq) the current input, quantised ... */
    float *xd;              /* (T, ldd) */
    int32_t *xc;            /* (T, ldd) */
    float *cosine, *sine;   /* (rope sets, T, half) */
    float *freq;            /* (rope sets, half) radians a position ... */
    float turn[4];          /* (rope sets) ... and what cos and sin are multiplied by */
    uint64_t rope_checksum; /* of both */
    float *scratch;         /* (threads, scratch_size) */
    float *parts;           /* (units, segments, GPT__QUERIES, gpt__attend_row) of a single token's attention */
    uint8_t *unpacked;      /* (threads, unpacked_size) panels of less than 8 bits as bytes */
    size_t unpacked_size;
    gpt__rows z;            /* (GPT__ROWS, n_pool) what the dense layer before the head makes of rows ... */
    int8_t *zq;             /* (GPT__ROWS, ldq) ... and the same quantised */
    float *zd;              /* (GPT__ROWS, ldd) */
    int32_t *zc;            /* (GPT__ROWS, ldd) */
    float *hidden;          /* (D) what the head read last: the last token after the last norm, the first, the mean */
    float *logits;          /* (n_out) of the last token */
    float *new_hidden;      /* (D) both as they will be when the call under way succeeds ... */
    float *new_logits;      /* (n_out) ... between calls for the sampler to spoil */
    float *pool;            /* (D) an embedding under way */
    float *rows;            /* (GPT__ROWS, n_out) */
    gpt__cache *cache;      /* (L) */
};

/* One pass through the layers: the tokens of one or more sequences, as rows side by side, so that each weight is read
 * once for all of them. Only attention, rotation and caches know which row is whose. */
typedef struct gpt__run {
    gpt_ctx *ctx;           /* whose buffers, threads and lane serve them all */
    gpt__seq *seq;          /* (n_seq) */
    int n_seq, T;           /* T: rows of all together */
    int t0, t1;             /* this thread prepares rows [t0, t1) as inputs of products: its share, or the only one */
    int n_want;             /* rows in ctx->want ... */
    int head0, head1;       /* ... of which the head reads these */
    int all_norm;           /* 1: every token's final hidden state is wanted, in ctx->xn */
    int *stop;              /* set when the caller cancels */
} gpt__run;

static const gpt__seq *gpt__seq_at(const gpt__run *r, int t) { return &r->seq[r->ctx->seq_of[t]]; }

/* where row t stands in its sequence */
static int gpt__pos_at(const gpt__run *r, int t) { return gpt__seq_at(r, t)->pos + t - gpt__seq_at(r, t)->row; }

static const gpt__cache *gpt__cache_of(const gpt__seq *s, const gpt__layer *layer) {
    return &s->ctx->cache[layer - s->ctx->model->layer];
}

#define GPT__W(role) (&layer->t[GPT__ROLE_##role])

static float *gpt__rows_at(gpt__rows r, int t) { return r.at + (size_t)t * r.ld; }
/* does it take its input quantised? */
static int gpt__is_int(const gpt__tensor *w) { return w->data && !gpt__is_float((uint32_t)w->type); }
static const float *gpt__vec(const gpt__tensor *t) { return (const float *)(const void *)t->data; } /* NULL if absent */

#define GPT__UNIT 64 /* outputs of a unit, into which products are divided: 4 panels */
static int gpt__units(const gpt__tensor *w) { return (w->n_row + GPT__UNIT - 1) / GPT__UNIT; }

/* y = x W^T + b for T rows, or y += add * (...). 8-bit weights take the quantised rows in ctx->xq, which
 * gpt__quantize_rows made from x. */
static gpt__matmul gpt__product_of(const gpt_ctx *c, const gpt__tensor *w, const gpt__tensor *b, gpt__rows x, int T,
                                   gpt__rows y, float add) {
    gpt__matmul m;
    memset(&m, 0, sizeof m);
    m.w = w->data;
    m.panel = w->panel;
    m.next = w->data + 2 * w->panel;
    m.next_panel = w->panel;
    m.bits = gpt__type_bits((uint32_t)w->type);
    m.n_col = w->n_col;
    m.T = T;
    m.scale = w->scale;
    m.bias = gpt__vec(b);
    m.x = x.at;
    m.ldx = x.ld;
    m.q = c->xq;
    m.ldq = c->ldq;
    m.d = c->xd;
    m.c = c->xc;
    m.ldd = c->ldd;
    m.y = y.at;
    m.ldy = y.ld;
    m.add = add;
    m.scratch = c->unpacked;
    return m;
}

/* the outputs of one unit of it */
static void gpt__product_unit(const gpt_ctx *c, const gpt__tensor *w, const gpt__matmul *m, int unit) {
    int n_panel = (w->n_row + 15) / 16, p0 = unit * (GPT__UNIT / 16);
    int p1 = p0 + GPT__UNIT / 16 < n_panel ? p0 + GPT__UNIT / 16 : n_panel;
    c->lane->matmul[w->type](m, p0, p1);
}

static void gpt__linear(const gpt_ctx *c, const gpt__tensor *w, const gpt__tensor *b, gpt__rows x, int T, gpt__rows y,
                        float add, int unit) {
    gpt__matmul m = gpt__product_of(c, w, b, x, T, y, add);
    gpt__product_unit(c, w, &m, unit);
}

/* all outputs, this thread's part */
static void gpt__linear_all(const gpt_ctx *c, const gpt__team *me, const gpt__tensor *w, const gpt__tensor *b,
                            gpt__rows x, int T, gpt__rows y, float add) {
    int unit, n_unit = gpt__units(w);
    for (unit = gpt__next(me, -1); unit < n_unit; unit = gpt__next(me, unit)) gpt__linear(c, w, b, x, T, y, add, unit);
}

/* rows [t0, t1) of x to 8 bit */
static void gpt__quantize_rows(const gpt_ctx *c, gpt__rows x, int t0, int t1, int n_col) {
    int t;
    for (t = t0; t < t1; t++) {
        c->lane->quantize(gpt__rows_at(x, t), n_col, c->xq + (size_t)t * c->ldq, c->xd + (size_t)t * c->ldd,
                          c->xc + (size_t)t * c->ldd);
    }
}

/* out = norm(x) for rows [t0, t1); a norm that does not exist copies */
static void gpt__norm_rows(const gpt_ctx *c, gpt__rows x, gpt__rows out, const gpt__tensor *w, const gpt__tensor *b,
                           int t0, int t1) {
    const gpt__config *g = c->model->c;
    int t, D = (int)g->n_embd;
    for (t = t0; t < t1; t++) {
        float *from = gpt__rows_at(x, t), *to = gpt__rows_at(out, t);
        if (w->data) c->lane->norm((int)g->norm, from, gpt__vec(w), gpt__vec(b), D, g->norm_eps, to);
        else if (from != to) memcpy(to, from, (size_t)D * sizeof(float));
    }
}

/* Tokens to vectors: the embeddings of tokens, and the angles of the rotary embedding at each position.
 * Angles are products in float, as in the reference implementations; their sines and cosines are exact to the last
 * bit of a float. */
static void gpt__embed_rows(const gpt__run *r, gpt__rows out, int t0, int t1) {
    const gpt_ctx *c = r->ctx;
    const gpt_model *m = c->model;
    const gpt__tensor *e = &m->t[GPT__ROLE_TOKEN_EMBD];
    int t, j;
    uint32_t set;
    for (t = t0; t < t1; t++) {
        const gpt__seq *s = gpt__seq_at(r, t);
        float *x = gpt__rows_at(out, t);
        int pos = gpt__pos_at(r, t);
        gpt_unpack_row((gpt_type)e->type, e->data, (size_t)s->tokens[t - s->row], e->n_col, e->scale, x);
        for (j = 0; j < e->n_col; j++) x[j] = x[j] * m->c->embd_scale;
        for (set = 0; set < m->c->n_rope; set++) {
            const gpt__rope_config *rope = &m->c->rope[set];
            const float *freq = s->ctx->freq + (size_t)set * (size_t)c->half;
            float turn = s->ctx->turn[set];
            size_t at = ((size_t)set * (size_t)c->desc.n_batch + (size_t)t) * (size_t)c->half;
            for (j = 0; j < (int)rope->n_rot / 2; j++) {
                double sine, cosine;
                float angle = (float)pos * freq[j];
                gpt__sincos((double)angle, &sine, &cosine);
                c->sine[at + (size_t)j] = (float)sine * turn;
                c->cosine[at + (size_t)j] = (float)cosine * turn;
            }
        }
    }
}

/* x += a row of an embedding */
static void gpt__add_row(const gpt__tensor *table, size_t row, float *x, float *scratch) {
    int j;
    gpt_unpack_row((gpt_type)table->type, table->data, row, table->n_col, table->scale, scratch);
    for (j = 0; j < table->n_col; j++) x[j] = x[j] + scratch[j];
}

static int gpt__is_pad(const gpt__config *g, int token) { return g->pos_pad && token == (int)g->pos_offset - 1; }

/* how many of n tokens are padding */
static int gpt__count_pad(const gpt__config *g, const int *tokens, int n) {
    int i, n_pad = 0;
    for (i = 0; g->pos_pad && i < n; i++) n_pad += gpt__is_pad(g, tokens[i]);
    return n_pad;
}

/* the row of POS_EMBD for a sequence's token i */
static int gpt__place_of(const gpt__config *g, const gpt__seq *s, int i) {
    if (gpt__is_pad(g, s->tokens[i])) return (int)g->pos_offset - 1;
    return (int)g->pos_offset + s->pos + i - s->n_pad - gpt__count_pad(g, s->tokens, i);
}

/* Rows [t0, t1) of x get the embeddings of their type and position, then the norm of the sum. */
static void gpt__place_rows(const gpt__run *r, gpt__rows x, int t0, int t1) {
    const gpt_ctx *c = r->ctx;
    const gpt_model *m = c->model;
    const gpt__config *g = m->c;
    const gpt__tensor *p = &m->t[GPT__ROLE_POS_EMBD], *type = &m->t[GPT__ROLE_TYPE_EMBD];
    const gpt__tensor *w = &m->t[GPT__ROLE_EMBD_NORM], *b = &m->t[GPT__ROLE_EMBD_NORM_B];
    int t;
    for (t = t0; t < t1; t++) {
        const gpt__seq *s = gpt__seq_at(r, t);
        float *row = gpt__rows_at(x, t), *scratch = gpt__rows_at(c->xf, t);
        if (type->data) gpt__add_row(type, s->types ? (size_t)s->types[t - s->row] : 0, row, scratch);
        if (p->data) gpt__add_row(p, (size_t)gpt__place_of(g, s, t - s->row), row, scratch);
        if (w->data) c->lane->norm((int)g->norm, row, gpt__vec(w), gpt__vec(b), w->n_row, g->norm_eps, row);
    }
}

static void gpt__clip(float *x, int n, float limit) {
    int j;
    for (j = 0; j < n; j++) x[j] = x[j] > limit ? limit : x[j] < -limit ? -limit : x[j];
}

static gpt__tensor gpt__vector_from(const gpt__tensor *t, int at) { /* its values from `at` on */
    gpt__tensor r = *t;
    if (r.data) r.data += (size_t)at * sizeof(float);
    return r;
}

static void gpt__vector_norm(const gpt_ctx *c, float *x, int n, const gpt__tensor *w, const gpt__tensor *b) {
    c->lane->norm((int)c->model->c->norm, x, gpt__vec(w), gpt__vec(b), n, c->model->c->norm_eps, x);
}

/* one head of token t turned by its position */
static void gpt__rotate(const gpt_ctx *c, const gpt__layer *layer, float *x, int t) {
    const gpt__layer_config *l = layer->c;
    size_t at;
    if (!l->rope) return;
    at = ((size_t)(l->rope - 1) * (size_t)c->desc.n_batch + (size_t)t) * (size_t)c->half;
    c->lane->rope(x, c->cosine + at, c->sine + at, (int)c->model->c->rope[l->rope - 1].n_rot / 2);
}

/* n heads of queries or keys of token t from head `first` on, side by side: norm, clip, rotate, or clip, rotate, norm.
 * The norm is as wide as a head, with weights that all heads share or with the head's own, or as all n together
 * (OLMo 2, arXiv:2501.00656). */
static void gpt__turn_heads(const gpt_ctx *c, const gpt__layer *layer, float *x, int first, int n, int t,
                            const gpt__tensor *w, const gpt__tensor *b) {
    const gpt__layer_config *l = layer->c;
    int C = (int)l->head_qk, own = (int)l->qk_norm_heads, wide = !own && w->n_row == n * C ? n * C : C, h, pass;
    for (pass = 0; pass < 2; pass++) {
        if (pass == (int)l->norm_after_rope) {
            for (h = 0; h < n * C && w->data; h += wide) {
                gpt__tensor wh = gpt__vector_from(w, own ? first * C + h : 0);
                gpt__tensor bh = gpt__vector_from(b, own ? first * C + h : 0);
                gpt__vector_norm(c, x + h, wide, &wh, &bh);
            }
        } else {
            if (l->qkv_clip > 0.0f) gpt__clip(x, n * C, l->qkv_clip);
            for (h = 0; h < n; h++) gpt__rotate(c, layer, x + h * C, t);
        }
    }
}

/* the same for queries, which may have a temperature that falls with their position (Llama 4) */
static void gpt__turn_queries(const gpt__run *r, const gpt__layer *layer, float *q, int first, int n, int t) {
    const gpt__layer_config *l = layer->c;
    float factor, count = (float)(gpt__pos_at(r, t) + 1);
    int j;
    gpt__turn_heads(r->ctx, layer, q, first, n, t, GPT__W(Q_NORM), GPT__W(Q_NORM_B));
    if (l->temp_scale == 0.0f) return;
    factor = (float)gpt__log(1.0 + (double)floorf(count / l->temp_floor)) * l->temp_scale + 1.0f;
    for (j = 0; j < n * (int)l->head_qk; j++) q[j] = q[j] * factor;
}

/* Bytes of n keys or values in a row, as `store` makes it: I8 has d, then the bytes, for each 32. */
static size_t gpt__kv_row(gpt_kv kv, size_t n) {
    return n * gpt__kv_size(kv) + (kv == GPT_KV_I8 ? (n + 31) / 32 * 2 : 0);
}

/* Where in a row of keys and values the values begin. In latent attention the latent, which ends the key, is the value;
 * but the blocks of 32 of the two may not be the same. */
static size_t gpt__kv_row_value(gpt_kv kv, const gpt__layer_config *l) {
    size_t C = gpt__key_width(l);
    return gpt__kv_row(kv, l->kv_rank && kv != GPT_KV_I8 ? C - gpt__value_width(l) : C);
}

/* n elements of `size` bytes, `step` bytes apart in the cache, from a row (put) or to it; returns the row's rest */
static uint8_t *gpt__cache_move(uint8_t *cache, size_t step, uint8_t *row, size_t n, size_t size, int put) {
    for (; n; n--, cache += step, row += size) {
        if (put) memcpy(cache, row, size);
        else memcpy(row, cache, size);
    }
    return row;
}

/* Keys and values of head h at one position: from a row to their panels in the cache (put), or back. A saved state
 * holds them as such rows, which do not depend on the context's capacity. */
static void gpt__cache_row(const gpt_ctx *c, const gpt__layer_config *l, const gpt__cache *cache, size_t h, size_t pos,
                           uint8_t *row, int put) {
    gpt_kv kv = c->desc.kv;
    size_t C = gpt__key_width(l), Cv = gpt__value_width(l), P = cache->n_pos, at = pos % P, size = gpt__kv_size(kv), j;
    size_t panel = gpt__key_panel(kv, C), chunk = gpt__value_chunk(kv, Cv);
    uint8_t *k = cache->k + (h * P + at) / 16 * panel, *v = cache->v + (h * P + at) / GPT__CHUNK * chunk, *p = row;
    for (j = 0; j < C; j += 32) {
        size_t n = C - j < 32 ? C - j : 32;
        if (kv == GPT_KV_I8) p = gpt__cache_move(k + at % 16 * 2, 0, p, 1, 2, put);
        if (kv == GPT_KV_I8) k += 32;
        p = gpt__cache_move(k + at % 16 * size, 16 * size, p, n, size, put);
        k += n * 16 * size;
    }
    at %= GPT__CHUNK;
    p = row + gpt__kv_row_value(kv, l);
    for (j = 0; j < Cv; j += 16) {
        size_t n = (Cv - j < 16 ? Cv - j : 16) * size;
        uint8_t *values = v + gpt__value_panel(kv, j / 16, 0);
        if (kv == GPT_KV_I8 && j % 32 == 0) p = gpt__cache_move(values - (GPT__CHUNK - at) * 2, 0, p, 1, 2, put);
        p = gpt__cache_move(values + at * 16 * size, 0, p, 1, n, put);
        if (put) memset(values + at * 16 * size + n, 0, 16 * size - n); /* columns that only fill the panel */
    }
}

/* Key/value head h of token t, and the queries that share it, after the projections; keys and values go to the
 * cache. From here on attention reads only what the cache holds, rounded to its type, so that prompt and decoding
 * agree. */
static void gpt__heads(const gpt__run *r, const gpt__layer *layer, int t, int h, float *scratch) {
    const gpt_ctx *c = r->ctx;
    const gpt__seq *s = gpt__seq_at(r, t);
    const gpt__layer_config *l = layer->c;
    int G = (int)(l->n_head / l->n_kv), C = (int)l->head_qk, Cv = (int)l->head_v;
    float *q = gpt__rows_at(c->q, t) + h * G * C, *k = gpt__rows_at(c->k, t) + h * C;
    float *v = gpt__rows_at(c->v, t) + h * Cv;
    uint8_t *row = (uint8_t *)scratch;
    if (!gpt__norms_row(layer)) {
        gpt__turn_queries(r, layer, q, h * G, G, t);
        gpt__turn_heads(c, layer, k, h, 1, t, GPT__W(K_NORM), GPT__W(K_NORM_B));
    }
    if (l->qkv_clip > 0.0f) gpt__clip(v, Cv, l->qkv_clip);
    c->lane->store(k, C, s->ctx->desc.kv, row);
    c->lane->store(v, Cv, s->ctx->desc.kv, row + gpt__kv_row_value(s->ctx->desc.kv, l));
    gpt__cache_row(s->ctx, l, gpt__cache_of(s, layer), (size_t)h, (size_t)gpt__pos_at(r, t), row, 1);
}

/* Barriers cost as much as preparing one row: with a single token every thread prepares the inputs of products for
 * itself, in its own row of xn, xf and xq, and needs no barrier before it goes on. */
static void gpt__meet(const gpt__run *r, const gpt__team *me) {
    if (r->T > 1) gpt__barrier(me);
}

/* What enters the first layer, in x. Token embeddings may be narrower than D: a matrix brings them to D, before types
 * and positions are added (OPT, arXiv:2205.01068) or after (ELECTRA, arXiv:2003.10555). */
static void gpt__embed(const gpt__run *r, const gpt__team *me) {
    const gpt_ctx *c = r->ctx;
    const gpt_model *m = c->model;
    const gpt__tensor *w = &m->t[GPT__ROLE_EMBD_IN];
    gpt__rows narrow = w->data ? c->y : c->x;
    int t0 = gpt__share(r->T, me, 0), t1 = gpt__share(r->T, me, 1);
    gpt__embed_rows(r, narrow, t0, t1);
    if (!w->data || m->c->embd_in_after) gpt__place_rows(r, narrow, t0, t1);
    gpt__barrier(me);
    if (!w->data) return;
    if (gpt__is_int(w)) {
        gpt__quantize_rows(c, narrow, r->t0, r->t1, w->n_col);
        gpt__meet(r, me);
    }
    gpt__linear_all(c, me, w, &m->t[GPT__ROLE_EMBD_IN_B], narrow, r->T, c->x, 0.0f);
    gpt__barrier(me);
    if (m->c->embd_in_after) return;
    gpt__place_rows(r, c->x, t0, t1);
    gpt__barrier(me);
}

/* x += resid_scale * norm(y) where a sublayer's output is normed (else it is in x already), then the norm after the
 * sum, where it exists */
static void gpt__residual_norms(const gpt__run *r, const gpt__team *me, const gpt__layer *layer, uint32_t post,
                                uint32_t res) {
    const gpt_ctx *c = r->ctx;
    const gpt__tensor *t = layer->t;
    int row, t0 = gpt__share(r->T, me, 0), t1 = gpt__share(r->T, me, 1);
    if (t[post].data) {
        gpt__barrier(me);
        gpt__norm_rows(c, c->y, c->y, &t[post], &t[post + 1], t0, t1);
        for (row = t0; row < t1; row++) {
            c->lane->add(gpt__rows_at(c->x, row), gpt__rows_at(c->y, row), c->model->c->resid_scale,
                         (int)c->model->c->n_embd);
        }
    }
    gpt__barrier(me);
    if (t[res].data) {
        gpt__norm_rows(c, c->x, c->x, &t[res], &t[res + 1], t0, t1);
        gpt__barrier(me);
    }
}

/* norm of the rows that a sublayer's last product takes (BitNet b1.58, arXiv:2402.17764), where it exists */
static void gpt__norm_inputs(const gpt__run *r, const gpt__team *me, gpt__rows x, const gpt__tensor *w,
                             const gpt__tensor *b) {
    int t;
    if (!w->data) return;
    for (t = gpt__share(r->T, me, 0); t < gpt__share(r->T, me, 1); t++) {
        gpt__vector_norm(r->ctx, gpt__rows_at(x, t), w->n_row, w, b);
    }
    gpt__barrier(me);
}

/* x += resid_scale * norm(W in + b), then the norm after the sum, where each exists */
static void gpt__residual(const gpt__run *r, const gpt__team *me, const gpt__layer *layer, uint32_t w, uint32_t post,
                          uint32_t res, gpt__rows in) {
    const gpt_ctx *c = r->ctx;
    const gpt__tensor *t = layer->t;
    if (t[post].data) gpt__linear_all(c, me, &t[w], &t[w + 1], in, r->T, c->y, 0.0f);
    else gpt__linear_all(c, me, &t[w], &t[w + 1], in, r->T, c->x, c->model->c->resid_scale);
    gpt__residual_norms(r, me, layer, post, res);
}

/* q, k and v of all tokens: the units of three products, one after the other */
static void gpt__project(const gpt__run *r, const gpt__team *me, const gpt__layer *layer) {
    const gpt_ctx *c = r->ctx;
    int q = gpt__units(GPT__W(Q)), k = q + gpt__units(GPT__W(K)), v = k + gpt__units(GPT__W(V)), unit;
    for (unit = gpt__next(me, -1); unit < v; unit = gpt__next(me, unit)) {
        if (unit < q) gpt__linear(c, GPT__W(Q), GPT__W(Q_B), c->xn, r->T, c->q, 0.0f, unit);
        else if (unit < k) gpt__linear(c, GPT__W(K), GPT__W(K_B), c->xn, r->T, c->k, 0.0f, unit - q);
        else gpt__linear(c, GPT__W(V), GPT__W(V_B), c->xn, r->T, c->v, 0.0f, unit - k);
    }
}

/* Attention is divided by sequence: `per` units for each `size` queries, of which a token has G. */
typedef struct gpt__portion { int per, G, size; } gpt__portion;

static int gpt__seq_units(const gpt__portion *by, const gpt__seq *s) {
    return by->per * ((s->T * by->G + by->size - 1) / by->size);
}

static int gpt__all_units(const gpt__portion *by, const gpt__run *r) {
    int i, n = 0;
    for (i = 0; i < r->n_seq; i++) n += gpt__seq_units(by, &r->seq[i]);
    return n;
}

/* The sequence that a unit belongs to; *unit becomes its number there. Units come in ascending order: *s is where the
 * search goes on, and *before the units of the sequences before. */
static const gpt__seq *gpt__unit_seq(const gpt__portion *by, const gpt__run *r, int *s, int *before, int *unit) {
    int n;
    for (; *unit >= *before + (n = gpt__seq_units(by, &r->seq[*s])); ++*s) *before += n;
    *unit -= *before;
    return &r->seq[*s];
}

/* what attention needs to know of a sequence's tokens from number t on */
static void gpt__attend_seq(gpt__attend *a, const gpt__seq *s, const gpt__layer *layer, int t, int T) {
    const gpt__cache *cache = gpt__cache_of(s, layer);
    a->k = cache->k;
    a->v = cache->v;
    a->n_pos = cache->n_pos;
    a->kv = s->ctx->desc.kv;
    a->T = T;
    a->pos = s->pos + t;
    a->end = s->ctx->model->c->bidirectional ? s->pos + s->T : 0;
}

/* Are there too few units for the team, and is the text long? Then a unit's segments are different threads' work. It is
 * done for single tokens. */
static int gpt__splits(const gpt__run *r, const gpt__team *me, const gpt__attend *a, int n_unit) {
    int first = gpt__first_seen(r->seq->pos, a->window, a->chunk);
    return r->T == 1 && me->n > 1 && n_unit < 2 * me->n && r->seq->ctx == r->ctx &&
           first / GPT__SEGMENT < r->seq->pos / GPT__SEGMENT;
}

/* The attention of a single token so divided: all segments of all units, then the units. */
static void gpt__attend_split(const gpt__run *r, const gpt__team *me, const gpt__attend *a, int n_unit,
                              float *scratch) {
    const gpt_ctx *c = r->ctx;
    gpt__attend_unit first = gpt__attend_unit_of(a, 0); /* all see the same segments */
    int n = first.seg1 + 1 - first.seg0, unit;
    size_t size = GPT__QUERIES * gpt__attend_row(a->Cv);
    for (unit = gpt__next(me, -1); unit < n_unit * n; unit = gpt__next(me, unit)) {
        c->lane->attend_segment(a, unit / n, first.seg0 + unit % n, c->parts + (size_t)unit * size, scratch);
    }
    gpt__barrier(me);
    for (unit = gpt__next(me, -1); unit < n_unit; unit = gpt__next(me, unit)) {
        c->lane->attend_join(a, unit, c->parts + (size_t)unit * (size_t)n * size, scratch);
    }
}

/* att = attention(Q x, K x, V x)   (arXiv:1706.03762) */
static void gpt__attend_heads(const gpt__run *r, const gpt__team *me, const gpt__layer *layer) {
    const gpt_ctx *c = r->ctx;
    const gpt__layer_config *l = layer->c;
    int K = (int)l->n_kv, G = (int)l->n_head / K, unit, t, h, at = 0, before = 0;
    /* single tokens: a unit's queries need no other unit's keys */
    int one = r->T == r->n_seq && G <= GPT__QUERIES && !gpt__norms_row(layer), split = 0, n_unit;
    float *scratch = c->scratch + (size_t)me->i * c->scratch_size;
    gpt__portion by;
    gpt__attend a;
    by.per = K;
    by.G = G;
    by.size = GPT__QUERIES;
    n_unit = gpt__all_units(&by, r);
    memset(&a, 0, sizeof a);
    a.ldq = c->q.ld;
    a.ldo = c->att.ld;
    a.H = (int)l->n_head;
    a.K = (int)l->n_kv;
    a.C = (int)l->head_qk;
    a.Cv = (int)l->head_v;
    a.window = (int)l->window;
    a.chunk = (int)l->chunk;
    a.scale = l->attn_scale;
    a.softcap = l->attn_softcap;
    a.slope = gpt__vec(GPT__W(ALIBI));
    a.alibi_round = (int)c->model->c->alibi_round;
    a.sink = gpt__vec(GPT__W(SINKS));
    if (gpt__splits(r, me, &a, n_unit)) one = 0, split = 1;
    gpt__project(r, me, layer);
    gpt__barrier(me);
    if (!one) {
        for (t = gpt__share(r->T, me, 0); t < gpt__share(r->T, me, 1); t++) {
            if (gpt__norms_row(layer)) {
                gpt__turn_queries(r, layer, gpt__rows_at(c->q, t), 0, K * G, t);
                gpt__turn_heads(c, layer, gpt__rows_at(c->k, t), 0, K, t, GPT__W(K_NORM), GPT__W(K_NORM_B));
            }
            for (h = 0; h < K; h++) gpt__heads(r, layer, t, h, scratch);
        }
        gpt__barrier(me);
    }
    if (split) {
        gpt__attend_seq(&a, r->seq, layer, 0, 1);
        a.q = c->q.at;
        a.out = c->att.at;
        gpt__attend_split(r, me, &a, n_unit, scratch);
        return;
    }
    for (unit = gpt__next(me, -1); unit < n_unit; unit = gpt__next(me, unit)) {
        int part = unit;
        const gpt__seq *s = gpt__unit_seq(&by, r, &at, &before, &part);
        gpt__attend_seq(&a, s, layer, 0, s->T);
        a.q = gpt__rows_at(c->q, s->row);
        a.out = gpt__rows_at(c->att, s->row);
        if (one) gpt__heads(r, layer, s->row, part, scratch);
        c->lane->attend(&a, part, scratch);
    }
}

/* ---- multi-head latent attention (DeepSeek-V2, arXiv:2405.04434) ----
 *
 * Keys and values of all heads come from one latent vector c and one rotated key kR a position:
 *
 *     k_h = [kR | U_h c]     v_h = V_h c     q_h = [qR_h | qN_h]
 *
 * Only [kR | c] is cached, because U_h may act on the query and V_h after the weighted sum:
 *
 *     q_h . k_h = qR_h . kR + (U_h^T qN_h) . c     sum of p v_h = V_h (sum of p c)
 *
 * which is attention with one key/value head, shared by all. K_UP holds the U_h^T, V_UP the V_h. A prompt is computed
 * like this too, though with its keys and values written out it would take fewer operations: the bits would differ. */

/* The latent queries, or queries, and [kR | c] of all tokens: the units of two products */
static void gpt__latent_project(const gpt__run *r, const gpt__team *me, const gpt__layer *layer) {
    const gpt_ctx *c = r->ctx;
    int low = layer->c->q_rank > 0, q = gpt__units(low ? GPT__W(Q_A) : GPT__W(Q)), n = q + gpt__units(GPT__W(KV_A));
    int unit;
    for (unit = gpt__next(me, -1); unit < n; unit = gpt__next(me, unit)) {
        if (unit >= q) gpt__linear(c, GPT__W(KV_A), GPT__W(KV_A_B), c->xn, r->T, c->k, 0.0f, unit - q);
        else if (low) gpt__linear(c, GPT__W(Q_A), GPT__W(Q_A_B), c->xn, r->T, c->att, 0.0f, unit);
        else gpt__linear(c, GPT__W(Q), GPT__W(Q_B), c->xn, r->T, c->q, 0.0f, unit);
    }
}

/* norm of a latent vector; without a norm, the vector */
static void gpt__latent_norm(const gpt_ctx *c, const gpt__tensor *w, const float *x, int n, float *out) {
    const gpt__config *g = c->model->c;
    float eps = g->latent_eps > 0.0f ? g->latent_eps : g->norm_eps;
    if (w->data) c->lane->norm((int)g->norm, x, gpt__vec(w), NULL, n, eps, out);
    else if (x != out) memcpy(out, x, (size_t)n * sizeof(float));
}

/* queries of all tokens out of their latents, which lie in att */
static void gpt__latent_queries(const gpt__run *r, const gpt__team *me, const gpt__layer *layer) {
    const gpt_ctx *c = r->ctx;
    int t, rank = (int)layer->c->q_rank;
    for (t = r->t0; t < r->t1; t++) {
        gpt__latent_norm(c, GPT__W(Q_A_NORM), gpt__rows_at(c->att, t), rank, gpt__rows_at(c->xn, t));
    }
    if (gpt__is_int(GPT__W(Q))) gpt__quantize_rows(c, c->xn, r->t0, r->t1, rank);
    gpt__meet(r, me);
    gpt__linear_all(c, me, GPT__W(Q), GPT__W(Q_B), c->xn, r->T, c->q, 0.0f);
}

/* [kR | c] of token t to the cache */
static void gpt__latent_keep(const gpt__run *r, const gpt__layer *layer, int t, float *scratch) {
    const gpt_ctx *c = r->ctx;
    const gpt__seq *s = gpt__seq_at(r, t);
    const gpt__layer_config *l = layer->c;
    float *k = gpt__rows_at(c->k, t), *latent = k + l->head_rope;
    gpt_kv kv = s->ctx->desc.kv;
    uint8_t *row = (uint8_t *)scratch;
    gpt__rotate(c, layer, k, t);
    gpt__latent_norm(c, GPT__W(KV_A_NORM), latent, (int)l->kv_rank, latent);
    c->lane->store(k, (int)gpt__key_width(l), kv, row);
    if (kv == GPT_KV_I8) c->lane->store(latent, (int)l->kv_rank, kv, row + gpt__kv_row_value(kv, l));
    gpt__cache_row(s->ctx, l, gpt__cache_of(s, layer), 0, (size_t)gpt__pos_at(r, t), row, 1);
}

/* y (T, ldy) = x (T, ldx) times head h's matrix of w */
static void gpt__latent_product(const gpt_ctx *c, const gpt__tensor *w, int h, const float *x, size_t ldx, int T,
                                float *y, size_t ldy) {
    gpt__matmul m;
    int n_panel = (w->n_row + 15) / 16;
    memset(&m, 0, sizeof m);
    m.w = w->data + (size_t)h * (size_t)n_panel * w->panel;
    m.panel = w->panel;
    m.n_col = w->n_col;
    m.T = T;
    m.scale = w->scale;
    m.x = x;
    m.ldx = ldx;
    m.y = y;
    m.ldy = ldy;
    c->lane->matmul[w->type](&m, 0, n_panel);
}

/* Heads h .. h + H - 1 of rows t .. t + T - 1 of one sequence, at most GPT__QUERIES queries. What is as wide as a
 * latent stays in scratch: in DeepSeek-V3 128 heads of it would be 0.5 MB a token. */
static void gpt__latent_unit(const gpt__run *r, const gpt__layer *layer, gpt__attend *a, int h, int H, int t, int T,
                             float *scratch) {
    const gpt_ctx *c = r->ctx;
    const gpt__layer_config *l = layer->c;
    size_t C = (size_t)a->C, Cv = (size_t)a->Cv, ldy = gpt__latent_row(l), rope = l->head_rope;
    float *q = scratch, *y = q + GPT__QUERIES * C, *z = y + GPT__QUERIES * ldy;
    int i, j;
    for (i = 0; i < H; i++) { /* q = [rotated qR | K_UP qN] */
        const float *from = gpt__rows_at(c->q, t) + (size_t)(h + i) * l->head_qk;
        gpt__latent_product(c, GPT__W(K_UP), h + i, from + rope, c->q.ld, T, y, ldy);
        for (j = 0; j < T; j++) {
            float *to = q + (size_t)(j * H + i) * C;
            memcpy(to, from + (size_t)j * c->q.ld, rope * sizeof(float));
            gpt__rotate(c, layer, to, t + j);
            memcpy(to + rope, y + (size_t)j * ldy, Cv * sizeof(float));
        }
    }
    a->q = q;
    a->ldq = (size_t)H * C;
    a->out = z;
    a->ldo = (size_t)H * Cv;
    a->H = H;
    c->lane->attend(a, 0, z + GPT__QUERIES * Cv);
    for (i = 0; i < H; i++) {
        gpt__latent_product(c, GPT__W(V_UP), h + i, z + (size_t)i * Cv, a->ldo, T, y, ldy);
        for (j = 0; j < T; j++) {
            float *to = gpt__rows_at(c->att, t + j) + (size_t)(h + i) * l->head_v;
            memcpy(to, y + (size_t)j * ldy, l->head_v * sizeof(float));
        }
    }
}

/* att = latent attention of x. A unit takes as many tokens of a sequence as there are, up to GPT__QUERIES, so that a
 * head's matrices serve them all, and heads to fill it up; no more of these than give every thread the same. Units of
 * the same heads follow each other, so that their matrices are still near when the next tokens come. */
static void gpt__attend_latent(const gpt__run *r, const gpt__team *me, const gpt__layer *layer) {
    const gpt_ctx *c = r->ctx;
    const gpt__layer_config *l = layer->c;
    int n_head = (int)l->n_head, T = 1, n_t, most, share = (n_head + me->n - 1) / me->n, parts, H, unit, n_unit, t, i;
    float *scratch = c->scratch + (size_t)me->i * c->scratch_size;
    gpt__portion by;
    gpt__attend a;
    gpt__latent_project(r, me, layer);
    gpt__barrier(me);
    for (t = gpt__share(r->T, me, 0); t < gpt__share(r->T, me, 1); t++) gpt__latent_keep(r, layer, t, scratch);
    if (l->q_rank) gpt__latent_queries(r, me, layer);
    gpt__barrier(me);
    for (i = 0; i < r->n_seq; i++) T = r->seq[i].T > T ? r->seq[i].T : T;
    if (T > GPT__QUERIES) T = GPT__QUERIES;
    by.per = by.G = 1;
    by.size = T;
    n_t = gpt__all_units(&by, r);
    most = GPT__QUERIES / T;
    parts = (share + most - 1) / most;
    H = (share + parts - 1) / parts;
    memset(&a, 0, sizeof a);
    a.K = 1;
    a.C = (int)gpt__key_width(l);
    a.Cv = (int)l->kv_rank;
    a.scale = l->attn_scale;
    a.softcap = l->attn_softcap;
    n_unit = n_t * ((n_head + H - 1) / H);
    for (unit = gpt__next(me, -1); unit < n_unit; unit = gpt__next(me, unit)) {
        int h = unit / n_t * H, part = unit % n_t, at = 0, before = 0, n;
        const gpt__seq *s = gpt__unit_seq(&by, r, &at, &before, &part);
        n = s->T - part * T < T ? s->T - part * T : T;
        gpt__attend_seq(&a, s, layer, part * T, n);
        gpt__latent_unit(r, layer, &a, h, n_head - h < H ? n_head - h : H, s->row + part * T, n, scratch);
    }
}

/* x += O attention(x) */
static void gpt__attention(const gpt__run *r, const gpt__team *me, const gpt__layer *layer) {
    const gpt_ctx *c = r->ctx;
    if (layer->c->kv_rank) gpt__attend_latent(r, me, layer);
    else gpt__attend_heads(r, me, layer);
    gpt__barrier(me);
    gpt__norm_inputs(r, me, c->att, GPT__W(O_NORM), GPT__W(O_NORM_B));
    if (gpt__is_int(GPT__W(O))) {
        gpt__quantize_rows(c, c->att, r->t0, r->t1, GPT__W(O)->n_col);
        gpt__meet(r, me);
    }
    gpt__residual(r, me, layer, GPT__ROLE_O, GPT__ROLE_ATTN_POST, GPT__ROLE_ATTN_RES, c->att);
}

static gpt__activation gpt__layer_act(const gpt__layer_config *l) {
    gpt__activation a;
    a.kind = (int)l->act;
    a.alpha = l->act_alpha;
    a.limit = l->act_limit;
    a.beta = l->act_beta;
    a.eps = l->act_eps;
    return a;
}

/* A unit of the hidden values of a feed-forward, activated by who made it: h (T, F) = act(GATE x) * UP x
 * (arXiv:2002.05202), or act(UP x) without a gate. w: GATE, its bias, UP, its bias. */
static void gpt__hidden(const gpt_ctx *c, const gpt__layer_config *l, const gpt__tensor *w, gpt__rows in, int T,
                        gpt__rows h, gpt__rows up, int unit) {
    gpt__activation act = gpt__layer_act(l);
    int F = w[2].n_row, gated = w[0].data != NULL, from = unit * GPT__UNIT, t;
    int n = F - from < GPT__UNIT ? F - from : GPT__UNIT;
    if (gated) gpt__linear(c, &w[0], &w[1], in, T, h, 0.0f, unit);
    gpt__linear(c, &w[2], &w[3], in, T, gated ? up : h, 0.0f, unit);
    for (t = 0; t < T; t++) {
        float *ht = gpt__rows_at(h, t) + from;
        c->lane->act(&act, ht, gated ? gpt__rows_at(up, t) + from : NULL, n, ht);
    }
}

/* x += DOWN act(GATE x) * UP x */
static void gpt__feed_forward(const gpt__run *r, const gpt__team *me, const gpt__layer *layer, gpt__rows in) {
    const gpt_ctx *c = r->ctx;
    int unit, n_unit = gpt__units(GPT__W(UP));
    for (unit = gpt__next(me, -1); unit < n_unit; unit = gpt__next(me, unit)) {
        gpt__hidden(c, layer->c, GPT__W(GATE), in, r->T, c->h, c->up, unit);
    }
    gpt__barrier(me);
    gpt__norm_inputs(r, me, c->h, GPT__W(DOWN_NORM), GPT__W(DOWN_NORM_B));
    if (gpt__is_int(GPT__W(DOWN))) {
        gpt__quantize_rows(c, c->h, r->t0, r->t1, GPT__W(DOWN)->n_col);
        gpt__meet(r, me);
    }
    gpt__residual(r, me, layer, GPT__ROLE_DOWN, GPT__ROLE_FFN_POST, GPT__ROLE_FFN_RES, c->h);
}

/* ---- mixture of experts (arXiv:1701.06538, 2101.03961, 2401.04088) ---- */

/* Index of the largest of n values that is not taken yet, the lower one of equals; then it is. NaN is not larger than
 * anything, but an index in range comes back whatever the values are. */
static int gpt__take_best(const float *x, uint8_t *taken, int n) {
    int best = -1, i;
    for (i = 0; i < n; i++) {
        if (!taken[i] && (best < 0 || x[i] > x[best])) best = i;
    }
    taken[best] = 1;
    return best;
}

/* x to probabilities that sum to 1 */
static void gpt__softmax(float *x, int n) {
    float max = x[0];
    double sum = 0.0;
    int i;
    for (i = 1; i < n; i++) max = x[i] > max ? x[i] : max;
    for (i = 0; i < n; i++) sum = sum + gpt__exp((double)x[i] - (double)max);
    for (i = 0; i < n; i++) x[i] = (float)(gpt__exp((double)x[i] - (double)max) / sum);
}

static float gpt__sigmoid(float x) { return (float)(1.0 / (1.0 + gpt__exp(-(double)x))); }

/* Groups of experts (arXiv:2405.04434, 2412.19437): all but the best n_group_used have 0 to be chosen by. */
static void gpt__route_groups(const gpt__layer_config *l, float *choice, float *best, uint8_t *taken) {
    int n = (int)(l->n_expert / l->n_group), g, i;
    memset(taken, 0, l->n_group);
    for (g = 0; g < (int)l->n_group; g++) {
        float first = -3.40282347e38f, second = first;
        for (i = g * n; i < (g + 1) * n; i++) {
            if (choice[i] > first) {
                second = first;
                first = choice[i];
            } else if (choice[i] > second) second = choice[i];
        }
        best[g] = l->router == GPT__ROUTER_SIGMOID ? first + second : first;
    }
    for (i = 0; i < (int)l->n_group_used; i++) gpt__take_best(best, taken, (int)l->n_group);
    for (i = 0; i < (int)l->n_expert; i++) {
        if (!taken[i / n]) choice[i] = 0.0f;
    }
}

/* Sparsemixer (arXiv:2409.12136): a softmax over the experts whose logits are near that of the chosen one, relative to
 * their size. The second choice does not see the first. */
static float gpt__sparsemixer(const float *s, int n, int chosen, int hidden, float threshold) {
    double sum = 0.0;
    float top = s[chosen];
    int i;
    for (i = 0; i < n; i++) {
        float size = s[i] < 0.0f ? -s[i] : s[i];
        if (i == hidden || (top - s[i]) / (size > top ? size : top) > threshold) continue;
        sum = sum + gpt__exp((double)s[i] - (double)top);
    }
    return (float)(1.0 / sum);
}

/* Which experts token t takes, and their weights, from the router's outputs. In scalars and double precision: the same
 * on every lane. scratch: 3 E floats. */
static void gpt__route(const gpt_ctx *c, const gpt__layer *layer, int t, float *scratch) {
    const gpt__layer_config *l = layer->c;
    const float *bias = gpt__vec(GPT__W(ROUTER_SCORE_B));
    int E = (int)l->n_expert, k = (int)l->n_expert_used, i;
    float *s = gpt__rows_at(c->score, t), *w = c->chosen_w + (size_t)t * (size_t)k, sum = 0.0f;
    int *id = c->chosen + (size_t)t * (size_t)k;
    uint8_t *taken = (uint8_t *)(scratch + 2 * (size_t)E);
    if (GPT__W(SHARED_SCORE)->data) c->shared_w[t] = gpt__sigmoid(s[(E + 15) / 16 * 16]);
    for (i = 0; i < E; i++) { /* finite; NaN: least */
        s[i] = s[i] > -3.40282347e38f ? s[i] : -3.40282347e38f;
        s[i] = s[i] < 3.40282347e38f ? s[i] : 3.40282347e38f;
    }
    if (l->router == GPT__ROUTER_SOFTMAX) gpt__softmax(s, E);
    for (i = 0; i < E; i++) {
        if (l->router == GPT__ROUTER_SIGMOID) s[i] = gpt__sigmoid(s[i]);
        scratch[i] = bias ? s[i] + bias[i] : s[i];
    }
    if (l->n_group > 1) gpt__route_groups(l, scratch, scratch + E, taken);
    memset(taken, 0, (size_t)E);
    for (i = 0; i < k; i++) {
        id[i] = gpt__take_best(scratch, taken, E);
        w[i] = s[id[i]];
        if (l->router == GPT__ROUTER_SIGMOID_INPUT) w[i] = gpt__sigmoid(w[i]);
        if (l->router == GPT__ROUTER_SPARSEMIXER) {
            w[i] = gpt__sparsemixer(s, E, id[i], i ? id[0] : -1, c->model->c->router_jitter);
        }
    }
    if (l->router == GPT__ROUTER_SOFTMAX_AFTER) gpt__softmax(w, k);
    for (i = 0; i < k; i++) sum = sum + w[i];
    if (sum < c->model->c->router_min) sum = c->model->c->router_min;
    for (i = 0; i < k; i++) {
        if (l->router_norm) w[i] = sum > 0.0f ? w[i] / sum : 0.0f;
        w[i] = w[i] * l->router_scale;
    }
}

/* The choices of T tokens sorted by expert, then token: a counting sort. */
static void gpt__sort_choices(const gpt_ctx *c, const gpt__layer_config *l, int T) {
    int E = (int)l->n_expert, k = (int)l->n_expert_used, at = 0, n = 0, i;
    gpt__group *g = c->group;
    for (i = 0; i < E; i++) g[i].n = 0;
    for (i = 0; i < T * k; i++) g[c->chosen[i]].n++;
    for (i = 0; i < E; i++) {
        g[i].from = at;
        at += g[i].n;
    }
    for (i = 0; i < T * k; i++) {
        at = g[c->chosen[i]].from++;
        c->pair[at] = i / k;
        c->pair_w[at] = c->chosen_w[i];
    }
    for (i = 0; i < E; i++) {
        gpt__group one = g[i];
        if (!one.n) continue;
        one.expert = i;
        one.from -= one.n;
        g[n++] = one;
    }
    *c->n_group = n;
}

/* expert e's matrix or bias out of a tensor that holds those of all */
static gpt__tensor gpt__expert_of(const gpt__tensor *all, int e) {
    gpt__tensor w = *all;
    if (w.data) w.data += (size_t)e * (((size_t)w.n_row + 15) / 16) * w.panel;
    return w;
}

static gpt__rows gpt__rows_from(gpt__rows r, int row) {
    r.at = gpt__rows_at(r, row);
    return r;
}

/* Inputs of the choices [p0, p1) as they are sorted, side by side for the products; Llama 4 weights them here. */
static void gpt__expert_inputs(const gpt_ctx *c, const gpt__layer *layer, gpt__rows in, int p0, int p1) {
    int D = (int)c->model->c->n_embd, q8 = gpt__is_int(GPT__W(EXPERT_UP)) || gpt__is_int(GPT__W(EXPERT_GATE)), p, j;
    for (p = p0; p < p1; p++) {
        const float *x = gpt__rows_at(in, c->pair[p]);
        float *out = gpt__rows_at(c->ex, p), w = c->pair_w[p];
        if (layer->c->router == GPT__ROUTER_SIGMOID_INPUT) {
            for (j = 0; j < D; j++) out[j] = x[j] * w;
        } else memcpy(out, x, (size_t)D * sizeof(float));
        if (q8) {
            c->lane->quantize(out, D, c->exq + (size_t)p * c->ldq, c->exd + (size_t)p * c->ldd,
                              c->exc + (size_t)p * c->ldd);
        }
    }
}

/* A unit of an expert's hidden values, for the rows that chose it. DOWN's input is quantised here too: a unit is two
 * whole blocks. */
static void gpt__expert_hidden(const gpt_ctx *c, const gpt__layer *layer, const gpt__group *g, gpt__rows in, int unit) {
    int from = unit * GPT__UNIT, F = (int)layer->c->n_ff_expert, n = F - from < GPT__UNIT ? F - from : GPT__UNIT, i;
    gpt__tensor w[4];
    for (i = 0; i < 4; i++) w[i] = gpt__expert_of(GPT__W(EXPERT_GATE) + i, g->expert);
    gpt__hidden(c, layer->c, w, in, g->n, gpt__rows_from(c->eh, g->from), gpt__rows_from(c->eup, g->from), unit);
    for (i = g->from; i < g->from + g->n && gpt__is_int(GPT__W(EXPERT_DOWN)); i++) {
        size_t block = (size_t)i * c->ldd + (size_t)from / 32, at = (size_t)(from * c->lane->x_size);
        c->lane->quantize(gpt__rows_at(c->eh, i) + from, n, c->ehq + (size_t)i * c->ldq + at, c->ehd + block,
                          c->ehc + block);
    }
}

/* A unit of the layer's sum, for all T tokens: y = sum of w * (DOWN h + b) over the experts of a token, in ascending
 * order whatever else is in the batch, then the shared expert's part. */
static void gpt__expert_sum(const gpt__run *r, const gpt__layer *layer, int unit) {
    const gpt_ctx *c = r->ctx;
    int D = (int)c->model->c->n_embd, from = unit * GPT__UNIT, n = D - from < GPT__UNIT ? D - from : GPT__UNIT, i, t;
    gpt__matmul m;
    for (t = 0; t < r->T; t++) memset(gpt__rows_at(c->y, t) + from, 0, (size_t)(n + 15) / 16 * 16 * sizeof(float));
    for (i = 0; i < *c->n_group; i++) {
        const gpt__group *g = &c->group[i];
        gpt__tensor w = gpt__expert_of(GPT__W(EXPERT_DOWN), g->expert);
        gpt__tensor b = gpt__expert_of(GPT__W(EXPERT_DOWN_B), g->expert);
        m = gpt__product_of(c, &w, &b, gpt__rows_from(c->eh, g->from), g->n, c->y, 1.0f);
        m.q = c->ehq + (size_t)g->from * c->ldq;
        m.d = c->ehd + (size_t)g->from * c->ldd;
        m.c = c->ehc + (size_t)g->from * c->ldd;
        m.to = c->pair + g->from;
        if (layer->c->router != GPT__ROUTER_SIGMOID_INPUT) m.weight = c->pair_w + g->from;
        gpt__product_unit(c, &w, &m, unit);
    }
    if (layer->c->n_ff) {
        m = gpt__product_of(c, GPT__W(DOWN), GPT__W(DOWN_B), c->h, r->T, c->y, 1.0f);
        if (GPT__W(SHARED_SCORE)->data) m.weight = c->shared_w;
        gpt__product_unit(c, GPT__W(DOWN), &m, unit);
    }
    for (t = 0; t < r->T && !GPT__W(FFN_POST)->data; t++) {
        c->lane->add(gpt__rows_at(c->x, t) + from, gpt__rows_at(c->y, t) + from, c->model->c->resid_scale, n);
    }
}

/* x += the sum of the chosen experts and of the shared one, if there is one. The router's choice is waited for once, so
 * that the hidden values of the shared expert, which do not depend on it, are made first; then tokens are sorted by
 * expert, so that a batch reads the weights of each expert once, and those of no other. */
static void gpt__experts(const gpt__run *r, const gpt__team *me, const gpt__layer *layer, gpt__rows in) {
    const gpt_ctx *c = r->ctx;
    const gpt__layer_config *l = layer->c;
    int n_pair = r->T * (int)l->n_expert_used, gather = r->T > 1 || l->router == GPT__ROUTER_SIGMOID_INPUT, unit, t;
    int router = gpt__units(GPT__W(ROUTER)), shared = router + gpt__units(GPT__W(SHARED_SCORE));
    int hidden = shared + gpt__units(GPT__W(UP)), n_unit = (int)(l->n_ff_expert + GPT__UNIT - 1) / GPT__UNIT;
    float *scratch = c->scratch + (size_t)me->i * c->scratch_size;
    gpt__rows gate = c->score;
    gpt_ctx view = *c; /* as the experts' products see it */
    gate.at += (l->n_expert + 15) / 16 * 16;
    for (unit = gpt__next(me, -1); unit < hidden; unit = gpt__next(me, unit)) {
        if (unit < router) gpt__linear(c, GPT__W(ROUTER), GPT__W(ROUTER_B), in, r->T, c->score, 0.0f, unit);
        else if (unit < shared) gpt__linear(c, GPT__W(SHARED_SCORE), &layer->t[0], in, r->T, gate, 0.0f, unit - router);
        else gpt__hidden(c, l, GPT__W(GATE), in, r->T, c->h, c->up, unit - shared);
    }
    gpt__barrier(me);
    for (t = gpt__share(r->T, me, 0); t < gpt__share(r->T, me, 1); t++) gpt__route(c, layer, t, scratch);
    gpt__meet(r, me);
    if (me->i == me->n - 1) gpt__sort_choices(c, l, r->T); /* a single token was this thread's share */
    gpt__barrier(me);
    if (gather) {
        gpt__expert_inputs(c, layer, in, gpt__share(n_pair, me, 0), gpt__share(n_pair, me, 1));
        gpt__barrier(me);
    }
    n_unit *= *c->n_group;
    for (unit = gpt__next(me, -1); unit < n_unit; unit = gpt__next(me, unit)) {
        const gpt__group *g = &c->group[unit % *c->n_group];
        if (gather) {
            view.xq = c->exq + (size_t)g->from * c->ldq;
            view.xd = c->exd + (size_t)g->from * c->ldd;
            view.xc = c->exc + (size_t)g->from * c->ldd;
        }
        gpt__expert_hidden(&view, layer, g, gather ? gpt__rows_from(c->ex, g->from) : in, unit / *c->n_group);
    }
    gpt__barrier(me);
    if (gpt__is_int(GPT__W(DOWN))) {
        gpt__quantize_rows(c, c->h, r->t0, r->t1, GPT__W(DOWN)->n_col);
        gpt__meet(r, me);
    }
    for (unit = gpt__next(me, -1); unit < gpt__units(GPT__W(EXPERT_DOWN)); unit = gpt__next(me, unit)) {
        gpt__expert_sum(r, layer, unit);
    }
    gpt__residual_norms(r, me, layer, GPT__ROLE_FFN_POST, GPT__ROLE_FFN_RES);
}

/* the first matrix that hidden states meet after the last norm */
static const gpt__tensor *gpt__head_first(const gpt_model *m) {
    return m->t[GPT__ROLE_POOL].data ? &m->t[GPT__ROLE_POOL] : gpt__head_weights(m);
}

/* z = norm(act(POOL x + b)) for T rows, and quantised if OUTPUT asks for it: the dense layer of BERT's pooler and
 * masked language model (arXiv:1810.04805). Each unit is activated by who made it. */
static void gpt__dense(const gpt_ctx *c, const gpt__team *me, gpt__rows x, int T) {
    const gpt_model *m = c->model;
    const gpt__tensor *w = &m->t[GPT__ROLE_POOL], *norm = &m->t[GPT__ROLE_POOL_NORM];
    const gpt__tensor *bias = &m->t[GPT__ROLE_POOL_NORM_B];
    int unit, n_unit = gpt__units(w), q8 = gpt__is_int(gpt__head_weights(m)), t;
    gpt__activation act = {0, 0, 0, 0, 0};
    act.kind = (int)m->c->pool_act;
    for (unit = gpt__next(me, -1); unit < n_unit; unit = gpt__next(me, unit)) {
        int from = unit * GPT__UNIT, n = w->n_row - from < GPT__UNIT ? w->n_row - from : GPT__UNIT;
        gpt__linear(c, w, &m->t[GPT__ROLE_POOL_B], x, T, c->z, 0.0f, unit);
        for (t = 0; t < T; t++) {
            float *z = gpt__rows_at(c->z, t) + from;
            c->lane->act(&act, z, NULL, n, z);
        }
    }
    gpt__barrier(me);
    if (!norm->data && !q8) return;
    for (t = me->i; t < T; t += me->n) {
        float *z = gpt__rows_at(c->z, t);
        size_t q = (size_t)t * c->ldq, d = (size_t)t * c->ldd;
        if (norm->data) gpt__vector_norm(c, z, w->n_row, norm, bias);
        if (q8) c->lane->quantize(z, w->n_row, c->zq + q, c->zd + d, c->zc + d);
    }
    gpt__barrier(me);
}

/* The head's outputs for T rows of x from `row` on, quantised already if need be: out (T, ldo). */
static void gpt__head(const gpt_ctx *c, const gpt__team *me, gpt__rows x, int row, int T, float *out) {
    const gpt_model *m = c->model;
    gpt_ctx at = *c; /* the same context, seen from this row on */
    gpt__rows logits;
    int t;
    x.at = gpt__rows_at(x, row);
    at.xq += (size_t)row * c->ldq;
    at.xd += (size_t)row * c->ldd;
    at.xc += (size_t)row * c->ldd;
    logits.at = out;
    logits.ld = c->ldo;
    if (m->t[GPT__ROLE_POOL].data) {
        gpt__dense(&at, me, x, T);
        x = c->z;
        at.xq = c->zq;
        at.xd = c->zd;
        at.xc = c->zc;
    }
    gpt__linear_all(&at, me, gpt__head_weights(m), &m->t[GPT__ROLE_OUTPUT_B], x, T, logits, 0.0f);
    gpt__barrier(me);
    if (m->c->logit_scale == 1.0f && m->c->logit_softcap <= 0.0f) return;
    for (t = me->i; t < T; t += me->n) {
        c->lane->softcap(gpt__rows_at(logits, t), m->c->logit_scale, m->c->logit_softcap, (int)m->c->n_out);
    }
    gpt__barrier(me);
}

/* log of the sum of exp(x), in blocks of 1024 whose sums join in double */
static double gpt__logsumexp(const gpt_ctx *c, const float *x, int n) {
    float max = x[0];
    double sum = 0.0;
    int j;
    for (j = 1; j < n; j++) max = x[j] > max ? x[j] : max;
    for (j = 0; j < n; j += 1024) sum = sum + (double)c->lane->sumexp(x + j, n - j < 1024 ? n - j : 1024, max);
    return (double)max + gpt__log(sum);
}

/* the last norm of a row of x */
static void gpt__final_row(const gpt_ctx *c, int t, float *out) {
    const gpt_model *m = c->model;
    const gpt__tensor *w = &m->t[GPT__ROLE_OUT_NORM], *b = &m->t[GPT__ROLE_OUT_NORM_B];
    float eps = m->c->out_norm_eps > 0.0f ? m->c->out_norm_eps : m->c->norm_eps, *x = gpt__rows_at(c->x, t);
    int D = (int)m->c->n_embd;
    if (w->data) c->lane->norm((int)m->c->norm, x, gpt__vec(w), gpt__vec(b), D, eps, out);
    else memcpy(out, x, (size_t)D * sizeof(float));
}

/* Hidden states x (D), one after the other, become a pooled vector: that of token t, counted from 0, joins in ... */
static void gpt__pool_add(int pooling, const float *x, int t, int D, float *out) {
    float weight = pooling == GPT_POOL_WEIGHTED ? (float)(t + 1) : 1.0f;
    int j;
    if (pooling == GPT_POOL_FIRST && t > 0) return;
    for (j = 0; j < D; j++) {
        float v = x[j] * weight;
        if (t == 0 || pooling == GPT_POOL_LAST) out[j] = v;
        else if (pooling == GPT_POOL_MAX) out[j] = v > out[j] ? v : out[j];
        else out[j] = out[j] + v;
    }
}

/* ... and after all n of them sums are divided. */
static void gpt__pool_end(int pooling, int n, int D, float *out) {
    float by = pooling == GPT_POOL_MEAN       ? (float)n
               : pooling == GPT_POOL_SQRT     ? sqrtf((float)n)
               : pooling == GPT_POOL_WEIGHTED ? (float)((double)n * ((double)n + 1.0) / 2.0)
                                              : 1.0f;
    int j;
    for (j = 0; j < D; j++) out[j] = out[j] / by;
}

/* Does the head read the mean of a text's states? Of a single token that is its state. */
static int gpt__reads_mean(const gpt__run *r) { return r->ctx->model->c->head == GPT_HEAD_CLASS_MEAN && r->T > 1; }

/* the row that the head reads in the end, if not the mean of all */
static int gpt__picked(const gpt__seq *s) {
    return s->row + (s->ctx->model->c->head == GPT_HEAD_CLASS_FIRST ? 0 : s->T - 1);
}

/* row t's logits to who wants them */
static void gpt__give_logits(const gpt__run *r, int t, const float *logits) {
    const gpt__seq *s = gpt__seq_at(r, t);
    int n_out = (int)r->ctx->model->c->n_out, i = t - s->row;
    size_t size = (size_t)n_out * sizeof(float);
    if (s->all && i >= s->first) memcpy(s->all + (size_t)(i - s->first) * (size_t)n_out, logits, size);
    if (s->next && i < s->n_next) {
        s->logprob[i] = (float)((double)logits[s->next[i]] - gpt__logsumexp(r->ctx, logits, n_out));
    }
    if (s->last && t == gpt__picked(s) && logits != s->ctx->new_logits) memcpy(s->ctx->new_logits, logits, size);
}

/* the mean over a sequence of its final states, one after the other */
static void gpt__mean_state(const gpt_ctx *c, const gpt__seq *s, float *out) {
    int t, D = (int)c->model->c->n_embd;
    for (t = 0; t < s->T; t++) {
        float *x = gpt__rows_at(c->y, s->row + t);
        gpt__final_row(c, s->row + t, x);
        gpt__pool_add(GPT_POOL_MEAN, x, t, D, out);
    }
    gpt__pool_end(GPT_POOL_MEAN, s->T, D, out);
}

/* What heads that read the mean make of each sequence: the means are rows of xf. */
static void gpt__outputs_mean(const gpt__run *r, const gpt__team *me) {
    const gpt_ctx *c = r->ctx;
    int i, t, D = (int)c->model->c->n_embd, n_out = (int)c->model->c->n_out;
    gpt__barrier(me);
    for (i = me->i; i < r->n_seq; i += me->n) {
        gpt__mean_state(c, &r->seq[i], gpt__rows_at(c->xf, i));
        memcpy(r->seq[i].ctx->new_hidden, gpt__rows_at(c->xf, i), (size_t)D * sizeof(float));
        if (gpt__is_int(gpt__head_first(c->model))) gpt__quantize_rows(c, c->xf, i, i + 1, D);
    }
    gpt__barrier(me);
    for (i = 0; n_out && i < r->n_seq; i += GPT__ROWS) {
        int n = r->n_seq - i < GPT__ROWS ? r->n_seq - i : GPT__ROWS;
        gpt__head(c, me, c->xf, i, n, c->rows);
        for (t = me->i; t < n; t += me->n) {
            memcpy(r->seq[i + t].ctx->new_logits, c->rows + (size_t)t * c->ldo, (size_t)n_out * sizeof(float));
        }
        gpt__barrier(me);
    }
}

/* What is wanted of the rows after the last layer: the logits of last tokens or of whole texts, all logits,
 * log-probabilities, hidden states. Final states of the rows in c->want are side by side in xn. */
static void gpt__outputs(const gpt__run *r, const gpt__team *me) {
    const gpt_ctx *c = r->ctx;
    const gpt_model *m = c->model;
    int D = (int)m->c->n_embd, n_out = (int)m->c->n_out, i, t;
    int i0 = r->T == 1 ? 0 : gpt__share(r->n_want, me, 0), i1 = r->T == 1 ? r->n_want : gpt__share(r->n_want, me, 1);
    for (i = i0; i < i1; i++) {
        const gpt__seq *s = gpt__seq_at(r, c->want[i]);
        float *x = gpt__rows_at(c->xn, i);
        gpt__final_row(c, c->want[i], x);
        if (c->want[i] != gpt__picked(s) || !s->last || (r->T == 1 && me->i > 0)) continue;
        memcpy(s->ctx->new_hidden, x, (size_t)D * sizeof(float));
    }
    if (n_out && gpt__is_int(gpt__head_first(m))) gpt__quantize_rows(c, c->xn, i0, i1, D);
    gpt__meet(r, me);
    for (i = r->head0; n_out && i < r->head1; i += GPT__ROWS) {
        int n = r->head1 - i < GPT__ROWS ? r->head1 - i : GPT__ROWS;
        float *out = n > 1 ? c->rows : gpt__seq_at(r, c->want[i])->ctx->new_logits;
        gpt__head(c, me, c->xn, i, n, out);
        for (t = me->i; t < n; t += me->n) gpt__give_logits(r, c->want[i + t], out + (size_t)t * c->ldo);
        if (i + n < r->head1) gpt__barrier(me);
    }
    if (gpt__reads_mean(r)) gpt__outputs_mean(r, me);
}

static int gpt__any_int(const gpt__layer *layer, const uint32_t *role, int n) {
    while (n--) {
        if (gpt__is_int(&layer->t[role[n]])) return 1;
    }
    return 0;
}

/* gpt__forward -- one thread's part of running T tokens through the model. */
static void gpt__forward(const gpt__run *r, const gpt__team *me) {
    /* the matrices that take a layer's normed input */
    static const uint32_t attention[] = {GPT__ROLE_Q, GPT__ROLE_K, GPT__ROLE_V, GPT__ROLE_Q_A, GPT__ROLE_KV_A};
    static const uint32_t feed_forward[] = {GPT__ROLE_GATE, GPT__ROLE_UP, GPT__ROLE_ROUTER, GPT__ROLE_SHARED_SCORE,
                                            GPT__ROLE_EXPERT_GATE, GPT__ROLE_EXPERT_UP};
    const gpt_ctx *c = r->ctx;
    const gpt_model *m = c->model;
    int l, L = (int)m->c->n_layer, parallel = m->c->residual == GPT__RES_PARALLEL, D = (int)m->c->n_embd;
    gpt__embed(r, me);
    for (l = 0; l < L; l++) {
        const gpt__layer *layer = &m->layer[l];
        int own = GPT__W(FFN_NORM)->data != NULL; /* parallel layers may share one norm */
        if (c->desc.cancel) {
            if (me->i == 0) *r->stop = c->desc.cancel(c->desc.user) != 0;
            gpt__barrier(me);
            if (*r->stop) return;
        }
        gpt__norm_rows(c, c->x, c->xn, GPT__W(ATTN_NORM), GPT__W(ATTN_NORM_B), r->t0, r->t1);
        if (parallel) gpt__norm_rows(c, own ? c->x : c->xn, c->xf, GPT__W(FFN_NORM), GPT__W(FFN_NORM_B), r->t0, r->t1);
        if (gpt__any_int(layer, attention, 5)) gpt__quantize_rows(c, c->xn, r->t0, r->t1, D);
        gpt__meet(r, me);
        gpt__attention(r, me, layer);
        if (!layer->c->n_ff && !layer->c->n_expert) continue;
        if (!parallel) gpt__norm_rows(c, c->x, c->xf, GPT__W(FFN_NORM), GPT__W(FFN_NORM_B), r->t0, r->t1);
        if (gpt__any_int(layer, feed_forward, 6)) gpt__quantize_rows(c, c->xf, r->t0, r->t1, D);
        gpt__meet(r, me);
        if (layer->c->n_expert) gpt__experts(r, me, layer, c->xf);
        else gpt__feed_forward(r, me, layer, c->xf);
    }
    gpt__outputs(r, me);
}
#undef GPT__W

/* A thread's own view of the run: the rows it prepares, and the context with its own rows for them if there is one
 * token. */
static void gpt__forward_thread(void *run, const gpt__team *me) {
    gpt__fpenv env = gpt__fp_enter();
    gpt__run mine = *(const gpt__run *)run;
    gpt_ctx view = *mine.ctx;
    mine.ctx = &view;
    view.unpacked += (size_t)me->i * view.unpacked_size;
    mine.t0 = mine.T == 1 ? 0 : gpt__share(mine.T, me, 0);
    mine.t1 = mine.T == 1 ? 1 : gpt__share(mine.T, me, 1);
    if (mine.T == 1) {
        view.xn.at = gpt__rows_at(view.xn, me->i);
        view.xf.at = gpt__rows_at(view.xf, me->i);
        view.xq += (size_t)me->i * view.ldq;
        view.xd += (size_t)me->i * view.ldd;
        view.xc += (size_t)me->i * view.ldd;
    }
    gpt__forward(&mine, me);
    gpt__fp_leave(env);
}

/* ---------------------------------------------------------------------------------------------------------------
 * >>context -- one running sequence
 *
 * A context is one block of memory: the struct, buffers for n_batch tokens, and the cache, which the system backs
 * with pages only as positions are used. Uses >>forward. Start at gpt__layout.
 * ------------------------------------------------------------------------------------------------------------- */

/* gpt__ctx_fail -- record a failure for gpt_ctx_error, and return its status */
static int gpt__ctx_fail(gpt_ctx *c, int status, const char *format, ...) {
    va_list args;
    va_start(args, format);
    gpt__vfail(&c->error, status, format, args);
    va_end(args);
    return status;
}
static float *gpt__ctx_scratch(gpt_ctx *c) { return c->new_logits; }
static int *gpt__ctx_prompt(gpt_ctx *c, int *cap) { *cap = c->desc.n_ctx; return c->prompt; }
static const int *gpt__ctx_recent(const gpt_ctx *c, int *n) { *n = c->pos; return c->tokens; }

/* A bump allocator that only counts while it has no memory yet. */
typedef struct gpt__arena { uint8_t *base; size_t used; int overflow; } gpt__arena;

static void *gpt__take(gpt__arena *a, size_t n, size_t size) {
    size_t bytes = 0, start = a->used;
    if (!gpt__mul(n, size, &bytes) || !gpt__add(bytes, 63, &bytes) || !gpt__add(start, bytes / 64 * 64, &a->used)) {
        a->overflow = 1;
    }
    return a->base ? a->base + start : NULL;
}

/* T rows of n floats, written in whole panels. The stride is no power of two: rows of a tile would share cache sets. */
static gpt__rows gpt__take_rows(gpt__arena *a, size_t T, size_t n) {
    gpt__rows r;
    r.ld = (n + 15) / 16 * 16 + 16;
    r.at = (float *)gpt__take(a, T, r.ld * sizeof(float));
    return r;
}

/* The first position whose keys a layer's cache must hold before the token at pos is evaluated: that of the chunk which
 * has the first one that the token sees. */
static size_t gpt__cache_from(const gpt_model *m, size_t l, int pos) {
    const gpt__layer_config *lc = m->layer[l].c;
    if (m->c->bidirectional) return 0;
    return (size_t)gpt__first_seen(pos, (int)lc->window, (int)lc->chunk) / GPT__CHUNK * GPT__CHUNK;
}

static size_t gpt__cache_seen(const gpt__layer_config *l) { /* positions that a token sees; 0: all */
    return l->chunk && (!l->window || l->chunk < l->window) ? l->chunk : l->window;
}

/* Positions of a layer's cache, in whole chunks: those of a batch, what its first token sees, and the rest of the chunk
 * in which that begins; at most the capacity. */
static size_t gpt__cache_positions(const gpt_ctx *c, size_t l) {
    const gpt__layer_config *lc = c->model->layer[l].c;
    size_t all = ((size_t)c->desc.n_ctx + GPT__CHUNK - 1) / GPT__CHUNK * GPT__CHUNK, P;
    size_t seen = gpt__cache_seen(lc);
    if (!seen || c->model->c->bidirectional) return all;
    P = (seen - 1 + GPT__CHUNK - 1 + (size_t)c->desc.n_batch + GPT__CHUNK - 1) / GPT__CHUNK * GPT__CHUNK;
    return P < all ? P : all;
}

/* floats that the parts of a single token's attention take when threads share its units */
static size_t gpt__parts_size(const gpt_ctx *c) {
    size_t n = ((size_t)c->desc.n_ctx + GPT__SEGMENT - 1) / GPT__SEGMENT, most = 0, l;
    for (l = 0; l < c->model->c->n_layer && n > 1 && c->desc.n_threads > 1 && !c->model->c->bidirectional; l++) {
        const gpt__layer_config *lc = c->model->layer[l].c;
        size_t n_unit = lc->n_kv * ((lc->n_head / lc->n_kv + GPT__QUERIES - 1) / GPT__QUERIES);
        size_t seen = gpt__cache_seen(lc), segments = seen ? (seen + GPT__SEGMENT - 2) / GPT__SEGMENT + 1 : n;
        if (lc->kv_rank || n_unit >= 2 * (size_t)c->desc.n_threads) continue;
        if (segments > n) segments = n;
        most = gpt__most(most, segments * n_unit * GPT__QUERIES * gpt__attend_row((int)lc->head_v));
    }
    return most;
}

/* bytes of two panels as Q8, for the widest matrix of less than 8 bits */
static size_t gpt__unpacked_size(const gpt_model *m) {
    size_t i, most = 0;
    for (i = 0; i < m->file.n_entry; i++) {
        const gpt__tensor_entry *e = &m->file.entry[i];
        if (gpt__type_bits(e->type) < 8) most = gpt__most(most, 2 * gpt__panel_size(GPT_TYPE_Q8, e->n_col));
    }
    return most;
}

/* gpt__layout -- the memory of a context, in order. c is resolved up to its lane; its pointers are set if a has
 * memory. */
static void gpt__layout(gpt_ctx *c, gpt__arena *a) {
    const gpt_model *m = c->model;
    size_t T = (size_t)c->desc.n_batch, n_ctx = (size_t)c->desc.n_ctx, i, block;
    size_t rows = T < GPT__ROWS ? T : GPT__ROWS, wide = gpt__most(T, (size_t)c->desc.n_threads), pairs = 0, start, end;
    size_t D = m->c->n_embd, in = gpt__width_in(m->c), dense = m->t[GPT__ROLE_POOL].data ? rows : 0;
    if (!gpt__mul(T, m->max_used, &pairs) || pairs > INT_MAX) a->overflow = 1; /* choices are counted in ints */
    gpt__take(a, 1, sizeof *c);
    for (i = 0; i < m->c->n_rope; i++) c->half = (int)gpt__most((size_t)c->half, m->c->rope[i].n_rot / 2);
    block = gpt__most(gpt__most(D, m->max_q), gpt__most(m->max_ff, m->max_ff_expert));
    block = (gpt__most(block, gpt__most(in, gpt__width_pool(m->c))) + 31) / 32;
    c->ldq = block * 32 * (size_t)c->lane->x_size + 64;
    c->ldd = block + 16;
    c->ldo = ((size_t)m->c->n_out + 15) / 16 * 16;
    c->scratch_size = gpt__attend_scratch(m->max_qk, (int)m->max_v) + GPT__QUERIES * m->max_latent;
    c->scratch_size = gpt__most(c->scratch_size, 3 * m->max_expert);
    c->tokens = (int *)gpt__take(a, n_ctx, sizeof(int));
    c->prompt = (int *)gpt__take(a, n_ctx, sizeof(int));
    c->types = (int *)gpt__take(a, m->c->n_token_type ? n_ctx : 0, sizeof(int));
    c->seq = (gpt__seq *)gpt__take(a, T, sizeof(gpt__seq));
    c->seq_of = (int *)gpt__take(a, T, sizeof(int));
    c->want = (int *)gpt__take(a, T, sizeof(int));
    c->x = gpt__take_rows(a, T, D);
    c->xn = gpt__take_rows(a, wide, gpt__most(D, m->max_rank));
    c->xf = gpt__take_rows(a, wide, gpt__most(D, in)); /* and embeddings on their way */
    c->y = gpt__take_rows(a, T, gpt__most(D, in));
    c->q = gpt__take_rows(a, T, m->max_q);
    c->k = gpt__take_rows(a, T, m->max_kv);
    c->v = gpt__take_rows(a, T, m->max_kv);
    c->att = gpt__take_rows(a, T, m->max_q);
    c->h = gpt__take_rows(a, T, m->max_ff);
    c->up = gpt__take_rows(a, T, m->max_ff);
    c->score = gpt__take_rows(a, m->max_expert ? T : 0, (m->max_expert + 15) / 16 * 16 + 16);
    c->chosen = (int *)gpt__take(a, pairs, sizeof(int));
    c->chosen_w = (float *)gpt__take(a, pairs, sizeof(float));
    c->pair = (int *)gpt__take(a, pairs, sizeof(int));
    c->pair_w = (float *)gpt__take(a, pairs, sizeof(float));
    c->shared_w = (float *)gpt__take(a, m->max_expert ? T : 0, sizeof(float));
    c->group = (gpt__group *)gpt__take(a, m->max_expert, sizeof(gpt__group));
    c->n_group = (int *)gpt__take(a, 1, sizeof(int));
    c->ex = gpt__take_rows(a, pairs, m->c->n_embd);
    c->eh = gpt__take_rows(a, pairs, m->max_ff_expert);
    c->eup = gpt__take_rows(a, pairs, m->max_ff_expert);
    c->exq = (int8_t *)gpt__take(a, pairs, c->ldq);
    c->exd = (float *)gpt__take(a, pairs, c->ldd * sizeof(float));
    c->exc = (int32_t *)gpt__take(a, pairs, c->ldd * sizeof(int32_t));
    c->ehq = (int8_t *)gpt__take(a, pairs, c->ldq);
    c->ehd = (float *)gpt__take(a, pairs, c->ldd * sizeof(float));
    c->ehc = (int32_t *)gpt__take(a, pairs, c->ldd * sizeof(int32_t));
    c->xq = (int8_t *)gpt__take(a, wide, c->ldq);
    c->xd = (float *)gpt__take(a, wide, c->ldd * sizeof(float));
    c->xc = (int32_t *)gpt__take(a, wide, c->ldd * sizeof(int32_t));
    c->cosine = (float *)gpt__take(a, T * m->c->n_rope, (size_t)c->half * sizeof(float));
    c->sine = (float *)gpt__take(a, T * m->c->n_rope, (size_t)c->half * sizeof(float));
    c->freq = (float *)gpt__take(a, m->c->n_rope, (size_t)c->half * sizeof(float));
    c->scratch = (float *)gpt__take(a, (size_t)c->desc.n_threads, c->scratch_size * sizeof(float));
    c->parts = (float *)gpt__take(a, gpt__parts_size(c), sizeof(float));
    c->unpacked_size = gpt__unpacked_size(m);
    c->unpacked = (uint8_t *)gpt__take(a, (size_t)c->desc.n_threads, c->unpacked_size);
    c->z = gpt__take_rows(a, dense, gpt__width_pool(m->c));
    c->zq = (int8_t *)gpt__take(a, dense, c->ldq);
    c->zd = (float *)gpt__take(a, dense, c->ldd * sizeof(float));
    c->zc = (int32_t *)gpt__take(a, dense, c->ldd * sizeof(int32_t));
    c->hidden = (float *)gpt__take(a, D, sizeof(float));
    c->logits = (float *)gpt__take(a, c->ldo, sizeof(float));
    c->new_hidden = (float *)gpt__take(a, D, sizeof(float));
    c->new_logits = (float *)gpt__take(a, c->ldo, sizeof(float));
    c->pool = (float *)gpt__take(a, D, sizeof(float));
    c->rows = (float *)gpt__take(a, rows, c->ldo * sizeof(float));
    c->cache = (gpt__cache *)gpt__take(a, m->c->n_layer, sizeof(gpt__cache));
    start = end = a->used;
    for (i = 0; i < m->c->n_layer; i++) {
        const gpt__layer_config *l = m->layer[i].c;
        size_t P = gpt__cache_positions(c, i);
        uint8_t *k, *v;
        if (m->c->bidirectional) a->used = start; /* no later token will ask for what the layer before saw */
        k = (uint8_t *)gpt__take(a, l->n_kv * gpt__key_panel(c->desc.kv, gpt__key_width(l)), P / 16);
        v = (uint8_t *)gpt__take(a, l->n_kv * gpt__value_chunk(c->desc.kv, gpt__value_width(l)), P / GPT__CHUNK);
        end = gpt__most(end, a->used);
        if (!a->base) continue;
        c->cache[i].k = k;
        c->cache[i].v = v;
        c->cache[i].n_pos = P;
    }
    a->used = end;
}

/* Frequencies of a DYNAMIC set in a context of n tokens (NTK scaling, as published): the base grows with n, and its
 * powers are made in float as the models' own code makes them.
 *
 *     base' = base (factor n / n_orig - (factor - 1))^(R / (R - 2)),  n at least n_orig;  freq[i] = base'^(-2 i / R) */
static void gpt__rope_dynamic(const gpt__rope_config *rope, int n_ctx, float *freq) {
    double n_orig = rope->n_orig, n = n_ctx > n_orig ? n_ctx : n_orig, R = rope->n_rot, factor = (double)rope->factor;
    double base = (double)rope->base * gpt__pow(factor * n / n_orig - (factor - 1.0), R / (R - 2.0));
    int i;
    for (i = 0; i < (int)rope->n_rot / 2; i++) {
        float power = (float)(2 * i) / (float)R;
        freq[i] = 1.0f / (float)gpt__pow(base, (double)power);
    }
}

/* The rotary frequencies of a context. Those that depend on the length take the capacity for it: were it the length so
 * far, a text in one call and token by token would differ. */
static void gpt__rope_new(gpt_ctx *c) {
    const gpt_model *m = c->model;
    gpt__fpenv env = gpt__fp_enter();
    gpt__xxh x;
    uint32_t set;
    gpt__xxh_init(&x);
    for (set = 0; set < m->c->n_rope; set++) {
        const gpt__rope_config *rope = &m->c->rope[set];
        int is_long = rope->kind == GPT__ROPE_LONG && (uint32_t)c->desc.n_ctx > rope->n_orig;
        float *freq = c->freq + (size_t)set * (size_t)c->half;
        size_t size = rope->n_rot / 2 * sizeof(float);
        c->turn[set] = is_long ? rope->attn_factor_long : rope->attn_factor;
        if (rope->kind == GPT__ROPE_DYNAMIC) gpt__rope_dynamic(rope, c->desc.n_ctx, freq);
        else memcpy(freq, gpt__vec(is_long ? &m->freq_long[set] : &m->freq[set]), size);
        gpt__xxh_update(&x, freq, size);
        gpt__xxh_update(&x, &c->turn[set], sizeof(float));
    }
    c->rope_checksum = gpt__xxh_digest(&x);
    gpt__fp_leave(env);
}

/* Defaults filled in, values checked; c becomes a template of the context, without memory. */
static int gpt__resolve(const gpt_model *m, const gpt_ctx_desc *desc, gpt_ctx *c, gpt__arena *a, gpt_error *err) {
    gpt_ctx_desc d = {0, 0, 0, GPT_KV_F16, 0, 0, 0};
    if (desc) d = *desc;
    if (!m) return gpt__fail(err, GPT_E_ARG, "no model");
    if (!m->c) return gpt__fail(err, GPT_E_KIND, "the file has a tokenizer only, no network");
    if (gpt__contracted()) {
        return gpt__fail(err, GPT_E_UNSUPPORTED, "gpt.h must be compiled without -ffp-contract=fast");
    }
    if (d.n_ctx < 0 || d.n_ctx > (1 << 28)) return gpt__fail(err, GPT_E_ARG, "n_ctx %d: out of range", d.n_ctx);
    if (d.n_batch < 0) return gpt__fail(err, GPT_E_ARG, "n_batch %d: out of range", d.n_batch);
    if (d.n_threads < 0 || d.n_threads > 4096) {
        return gpt__fail(err, GPT_E_ARG, "n_threads %d: out of range", d.n_threads);
    }
    if (d.kv != GPT_KV_F16 && d.kv != GPT_KV_F32 && d.kv != GPT_KV_I8) {
        return gpt__fail(err, GPT_E_ARG, "kv %d: no such cache type", (int)d.kv);
    }
    if (d.lane < 0 || d.lane > gpt_lane_count()) {
        return gpt__fail(err, GPT_E_ARG, "lane %d: not on this machine", d.lane);
    }
    if (!d.n_ctx) d.n_ctx = m->c->n_ctx < 4096 ? (int)m->c->n_ctx : 4096;
    if (m->c->position == GPT__POS_LEARNED && (uint32_t)d.n_ctx > m->c->n_ctx) {
        return gpt__fail(err, GPT_E_ARG, "n_ctx %d: the model has %u positions", d.n_ctx, m->c->n_ctx);
    }
    if (!d.n_batch) d.n_batch = 256;
    if (d.n_batch > d.n_ctx || m->c->bidirectional) d.n_batch = d.n_ctx;
    if (!d.n_threads) d.n_threads = gpt__default_threads();
    if (!d.lane) d.lane = gpt_lane_count();
    memset(c, 0, sizeof *c);
    c->model = m;
    c->desc = d;
    c->lane = gpt__lane(d.lane - 1);
    gpt__layout(c, a);
    if (a->overflow) {
        return gpt__fail(err, GPT_E_MEMORY, "a context of %d tokens is larger than memory can be", d.n_ctx);
    }
    return GPT_OK;
}

GPT_API size_t gpt_ctx_bytes(const gpt_model *m, const gpt_ctx_desc *desc) {
    gpt_ctx c;
    gpt__arena a = {0, 0, 0};
    return gpt__resolve(m, desc, &c, &a, NULL) == GPT_OK ? a.used : 0;
}

GPT_API gpt_ctx *gpt_ctx_new(const gpt_model *m, const gpt_ctx_desc *desc, gpt_error *err) {
    gpt_ctx template_, *c;
    gpt__arena a = {0, 0, 0};
    size_t size;
    gpt__fail(err, GPT_OK, "%s", "");
    if (gpt__resolve(m, desc, &template_, &a, err)) return NULL;
    size = a.used;
    a.base = (uint8_t *)gpt__alloc(&m->allocator, size);
    if (!a.base) {
        gpt__fail(err, GPT_E_MEMORY, "out of memory: %zu bytes for a context of %d tokens", size, template_.desc.n_ctx);
        return NULL;
    }
    gpt__os_advise(a.base, size, m->huge_pages, 0);
    a.used = 0;
    c = (gpt_ctx *)(void *)a.base;
    *c = template_;
    gpt__layout(c, &a);
    memset(c->tokens, 0, (size_t)((uint8_t *)c->cache - (uint8_t *)c->tokens)); /* buffers; the cache stays untouched */
    gpt__rope_new(c);
    return c;
}

GPT_API void gpt_ctx_free(gpt_ctx *c) {
    if (c) gpt__free(&c->model->allocator, c);
}

GPT_API void gpt_ctx_resolved(const gpt_ctx *c, gpt_ctx_desc *desc) {
    if (c && desc) *desc = c->desc;
}

GPT_API const gpt_model *gpt_ctx_model(const gpt_ctx *c) { return c ? c->model : NULL; }
GPT_API int gpt_ctx_pos(const gpt_ctx *c) { return c ? c->pos : 0; }
GPT_API const char *gpt_ctx_error(const gpt_ctx *c) { return c ? c->error.message : "no context"; }

GPT_API const float *gpt_logits(const gpt_ctx *c) {
    return c && c->has_logits && c->model->c->n_out ? c->logits : NULL;
}

GPT_API int gpt_ctx_tokens(const gpt_ctx *c, int *tokens, int cap) {
    int i;
    if (!c) return GPT_E_ARG;
    for (i = 0; tokens && i < c->pos && i < cap; i++) tokens[i] = c->tokens[i];
    return c->pos;
}

/* Do the caches lack keys that the next token sees? After a rewind they may: later positions have overwritten them. */
static int gpt__keys_lost(const gpt_ctx *c) {
    size_t l;
    for (l = 0; l < c->model->c->n_layer; l++) {
        size_t first = gpt__cache_from(c->model, l, c->pos), P = c->cache[l].n_pos;
        if (first + P < (size_t)c->top || first < gpt__cache_from(c->model, l, c->from)) return c->pos > 0;
    }
    return 0;
}

GPT_API int gpt_ctx_rewind(gpt_ctx *c, int pos) {
    if (!c) return GPT_E_ARG;
    if (pos < 0 || pos > c->pos) {
        return gpt__ctx_fail(c, GPT_E_ARG, "rewind to %d: the context holds %d tokens", pos, c->pos);
    }
    if (pos < c->pos) c->has_logits = 0;
    c->pos = pos;
    c->ahead = 0;
    c->lost = pos > 0 && (c->lost || gpt__keys_lost(c));
    return GPT_OK;
}

static size_t gpt__cache_bytes(const gpt_ctx *c, size_t l) { /* of one position of one head */
    const gpt__layer_config *lc = c->model->layer[l].c;
    return gpt__kv_row_value(c->desc.kv, lc) + gpt__kv_row(c->desc.kv, gpt__value_width(lc));
}

/* Saved state: this header, the tokens, their types if the model has any, what the head read (D floats) if there are
 * logits, then, if it has caches, the cache rows per layer, position from gpt__cache_from on, and head. An encoder's
 * cache is not part of its state. */
typedef struct gpt__state {
    char magic[8];            /* "gptstate" */
    uint32_t version, kv;     /* 2 */
    uint64_t model, rope;     /* checksums of the model file's header, of the rotary frequencies */
    uint32_t n_token, has_logits, has_caches, zero;
    uint64_t size, checksum;  /* of all, with checksum 0 */
} gpt__state;

static size_t gpt__state_bytes(const gpt_ctx *c, int pos, int has_logits, int has_caches) {
    size_t size = sizeof(gpt__state) + (size_t)pos * sizeof(int32_t) * (c->model->c->n_token_type ? 2 : 1), l;
    if (has_logits) size += (size_t)c->model->c->n_embd * sizeof(float);
    for (l = 0; l < c->model->c->n_layer && has_caches && !c->model->c->bidirectional; l++) {
        size += ((size_t)pos - gpt__cache_from(c->model, l, pos)) * c->model->layer[l].c->n_kv * gpt__cache_bytes(c, l);
    }
    return size;
}

static void gpt__state_cache(const gpt_ctx *c, int n, uint8_t *p, int put) {
    size_t l, pos, h;
    for (l = 0; l < c->model->c->n_layer && !c->model->c->bidirectional; l++) {
        const gpt__layer_config *lc = c->model->layer[l].c;
        size_t bytes = gpt__cache_bytes(c, l);
        for (pos = gpt__cache_from(c->model, l, n); pos < (size_t)n; pos++) {
            for (h = 0; h < lc->n_kv; h++, p += bytes) gpt__cache_row(c, lc, &c->cache[l], h, pos, p, put);
        }
    }
}

static uint64_t gpt__state_checksum(const gpt__state *s, const uint8_t *rest) {
    gpt__state head = *s;
    gpt__xxh x;
    head.checksum = 0;
    gpt__xxh_init(&x);
    gpt__xxh_update(&x, &head, sizeof head);
    gpt__xxh_update(&x, rest, (size_t)s->size - sizeof head);
    return gpt__xxh_digest(&x);
}

GPT_API size_t gpt_state_size(const gpt_ctx *c) {
    return c ? gpt__state_bytes(c, c->pos, c->has_logits, !c->lost) : 0;
}

GPT_API int gpt_state_save(const gpt_ctx *c, void *buf, size_t cap) {
    gpt__state s = {{'g', 'p', 't', 's', 't', 'a', 't', 'e'}, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0};
    size_t size = gpt_state_size(c);
    uint8_t *p = (uint8_t *)buf;
    int i;
    if (!c || !buf || cap < size) return GPT_E_ARG;
    s.kv = (uint32_t)c->desc.kv;
    s.model = c->model->file.checksum;
    s.rope = c->rope_checksum;
    s.n_token = (uint32_t)c->pos;
    s.has_logits = (uint32_t)c->has_logits;
    s.has_caches = !c->lost;
    s.size = size;
    p += sizeof s;
    for (i = 0; i < c->pos; i++, p += 4) {
        int32_t token = c->tokens[i];
        memcpy(p, &token, 4);
    }
    for (i = 0; i < c->pos && c->model->c->n_token_type; i++, p += 4) {
        int32_t type = c->types[i];
        memcpy(p, &type, 4);
    }
    if (c->has_logits) {
        memcpy(p, c->hidden, c->model->c->n_embd * sizeof(float));
        p += c->model->c->n_embd * sizeof(float);
    }
    if (!c->lost) gpt__state_cache(c, c->pos, p, 0);
    s.checksum = gpt__state_checksum(&s, (const uint8_t *)buf + sizeof s);
    memcpy(buf, &s, sizeof s);
    return GPT_OK;
}

/* one thread's part of what the head makes of row 0 of xn: the logits, or without outputs the dense layer's z */
static void gpt__head_thread(void *ctx, const gpt__team *me) {
    gpt_ctx *c = (gpt_ctx *)ctx;
    gpt__fpenv env = gpt__fp_enter();
    if (me->i == 0 && gpt__is_int(gpt__head_first(c->model))) {
        gpt__quantize_rows(c, c->xn, 0, 1, (int)c->model->c->n_embd);
    }
    gpt__barrier(me);
    if (c->model->c->n_out) gpt__head(c, me, c->xn, 0, 1, c->logits);
    else gpt__dense(c, me, c->xn, 1);
    gpt__fp_leave(env);
}

GPT_API int gpt_state_restore(gpt_ctx *c, const void *buf, size_t size) {
    gpt__state s;
    const uint8_t *p = (const uint8_t *)buf;
    uint32_t i;
    if (!c || !buf) return GPT_E_ARG;
    if (size < sizeof s) return gpt__ctx_fail(c, GPT_E_FORMAT, "saved state: %zu bytes are too few", size);
    memcpy(&s, buf, sizeof s);
    if (memcmp(s.magic, "gptstate", 8) != 0 || s.version != 2) {
        return gpt__ctx_fail(c, GPT_E_FORMAT, "not a saved state");
    }
    if (s.model != c->model->file.checksum) return gpt__ctx_fail(c, GPT_E_FORMAT, "saved state: of another model");
    if (s.rope != c->rope_checksum) {
        return gpt__ctx_fail(c, GPT_E_FORMAT, "saved state: of a context with other rotary frequencies");
    }
    if (s.kv != (uint32_t)c->desc.kv) return gpt__ctx_fail(c, GPT_E_FORMAT, "saved state: of another cache type");
    if (s.has_logits > 1 || s.has_caches > 1 || s.zero) {
        return gpt__ctx_fail(c, GPT_E_FORMAT, "saved state: damaged header");
    }
    if (s.n_token > (uint32_t)c->desc.n_ctx) {
        return gpt__ctx_fail(c, GPT_E_FULL, "saved state: %u tokens, the context has room for %d", s.n_token,
                             c->desc.n_ctx);
    }
    if (s.size != size || size != gpt__state_bytes(c, (int)s.n_token, (int)s.has_logits, (int)s.has_caches)) {
        return gpt__ctx_fail(c, GPT_E_FORMAT, "saved state: its size does not fit %u tokens", s.n_token);
    }
    if (gpt__state_checksum(&s, p + sizeof s) != s.checksum) {
        return gpt__ctx_fail(c, GPT_E_FORMAT, "saved state: damaged");
    }
    p += sizeof s;
    for (i = 0; i < s.n_token; i++) {
        if (gpt__rd32(p + 4 * (size_t)i) >= c->model->c->n_vocab) {
            return gpt__ctx_fail(c, GPT_E_FORMAT, "saved state: token %u is outside the vocabulary", i);
        }
    }
    for (i = 0; i < s.n_token && c->model->c->n_token_type; i++) {
        if (gpt__rd32(p + 4 * ((size_t)s.n_token + i)) >= c->model->c->n_token_type) {
            return gpt__ctx_fail(c, GPT_E_FORMAT, "saved state: the type of token %u is out of range", i);
        }
    }
    for (i = 0; i < s.n_token; i++, p += 4) c->tokens[i] = (int)gpt__rd32(p);
    for (i = 0; i < s.n_token && c->model->c->n_token_type; i++, p += 4) c->types[i] = (int)gpt__rd32(p);
    c->pos = c->top = c->from = (int)s.n_token;
    c->ahead = 0;
    c->lost = c->pos > 0 && !s.has_caches;
    c->has_logits = (int)s.has_logits;
    if (s.has_logits) {
        memcpy(c->hidden, p, c->model->c->n_embd * sizeof(float));
        memcpy(c->xn.at, p, c->model->c->n_embd * sizeof(float));
        p += c->model->c->n_embd * sizeof(float);
        if (c->model->c->n_out) gpt__parallel(c->desc.n_threads, gpt__head_thread, c);
    }
    if (s.has_caches) gpt__state_cache(c, c->pos, (uint8_t *)(uintptr_t)p, 1);
    return GPT_OK;
}

GPT_API gpt_ctx *gpt_ctx_fork(const gpt_ctx *c, gpt_error *err) {
    gpt_ctx *f = NULL;
    size_t l, h;
    gpt__fail(err, GPT_OK, "%s", "");
    if (!c) gpt__fail(err, GPT_E_ARG, "no context");
    else f = gpt_ctx_new(c->model, &c->desc, err);
    if (!f) return NULL;
    f->pos = c->pos;
    f->top = c->top;
    f->from = c->from;
    f->lost = c->lost;
    f->has_logits = c->has_logits;
    memcpy(f->tokens, c->tokens, (size_t)c->pos * sizeof(int));
    if (c->model->c->n_token_type) memcpy(f->types, c->types, (size_t)c->pos * sizeof(int));
    memcpy(f->hidden, c->hidden, c->model->c->n_embd * sizeof(float));
    memcpy(f->logits, c->logits, c->model->c->n_out * sizeof(float));
    for (l = 0; l < c->model->c->n_layer && !c->model->c->bidirectional; l++) {
        const gpt__layer_config *lc = c->model->layer[l].c;
        size_t P = c->cache[l].n_pos, panel = gpt__key_panel(c->desc.kv, gpt__key_width(lc)), from;
        size_t chunk = gpt__value_chunk(c->desc.kv, gpt__value_width(lc)), n = (size_t)c->pos < P ? (size_t)c->pos : P;
        for (h = 0; h < lc->n_kv; h++) {
            from = h * (P / 16) * panel;
            memcpy(f->cache[l].k + from, c->cache[l].k + from, (n + 15) / 16 * panel);
            from = h * (P / GPT__CHUNK) * chunk;
            memcpy(f->cache[l].v + from, c->cache[l].v + from, (n + GPT__CHUNK - 1) / GPT__CHUNK * chunk);
        }
    }
    return f;
}

/* Threads worth their barriers: each should have some microseconds of work in each layer. */
static int gpt__team_size(const gpt_ctx *c, int T) {
    uint64_t most = 1 + c->model->layer_macs * (uint64_t)T / GPT__TEAM_MACS;
    return most < (uint64_t)c->desc.n_threads ? (int)most : c->desc.n_threads;
}

/* T tokens of a context, from position pos on, join a run. */
static gpt__seq *gpt__run_add(gpt__run *r, gpt_ctx *c, int pos, int T) {
    gpt__seq *s = &r->seq[r->n_seq];
    int t;
    memset(s, 0, sizeof *s);
    s->ctx = c;
    s->tokens = c->tokens + pos;
    s->types = c->model->c->n_token_type ? c->types + pos : NULL;
    s->row = r->T;
    s->T = T;
    s->pos = pos;
    s->n_pad = gpt__count_pad(c->model->c, c->tokens, pos);
    for (t = 0; t < T; t++) r->ctx->seq_of[r->T + t] = r->n_seq;
    r->n_seq++;
    r->T += T;
    return s;
}

/* A run without sequences; its buffers are those of c. */
static gpt__run gpt__run_new(gpt_ctx *c, int *stop) {
    gpt__run r;
    memset(&r, 0, sizeof r);
    r.ctx = c;
    r.seq = c->seq;
    r.stop = stop;
    return r;
}

/* The rows whose final states are wanted, and which of them the head reads; then off they go. */
static void gpt__run_go(gpt__run *r) {
    int i, t;
    for (i = 0; i < r->n_seq; i++) {
        const gpt__seq *s = &r->seq[i];
        for (t = s->row; t < s->row + s->T; t++) {
            int head = s->last && !gpt__reads_mean(r) && t == gpt__picked(s);
            if (s->every && t >= s->row + s->first) head = 1;
            if (!head && !r->all_norm) continue;
            if (head && !r->head1) r->head0 = r->n_want;
            if (head) r->head1 = r->n_want + 1;
            r->ctx->want[r->n_want++] = t;
        }
    }
    gpt__parallel(gpt__team_size(r->ctx, r->T), gpt__forward_thread, r);
}

/* Run the context's own tokens once more, for their keys. */
static int gpt__replay(gpt_ctx *c) {
    int stop = 0, pos = 0;
    while (pos < c->pos) {
        gpt__run r = gpt__run_new(c, &stop);
        gpt__run_add(&r, c, pos, c->pos - pos < c->desc.n_batch ? c->pos - pos : c->desc.n_batch);
        gpt__run_go(&r);
        if (stop) return gpt__ctx_fail(c, GPT_E_CANCELLED, "cancelled: %d of %d tokens evaluated again", pos, c->pos);
        pos += r.T;
    }
    c->top = c->pos;
    c->from = c->lost = 0;
    return GPT_OK;
}

/* Positions up to `end` were written: earlier ones may be gone. */
static void gpt__written(gpt_ctx *c, int end) {
    if (end > c->top) c->top = end;
    c->lost = gpt__keys_lost(c);
}

/* What a call with one context may want besides. */
typedef struct gpt__asked {
    const int *next;        /* (n_next) tokens that follow each of the first n_next ones ... */
    int n_next;
    float *logprob;         /* (n_next) ... and room for their log-probabilities */
    int every;              /* 1: logits of all tokens, which are GPT__ROWS at most, are to stay in c->rows */
    void (*each)(const gpt_ctx *c, int t0, int t1, void *user); /* takes final hidden states, rows [t0, t1) of c->xn */
    void *user;
} gpt__asked;

static gpt_part gpt__part_of(gpt_ctx *c, const int *tokens, int n) {
    gpt_part p;
    memset(&p, 0, sizeof p);
    p.ctx = c;
    p.tokens = tokens;
    p.n = n;
    return p;
}

static int gpt__part_check(const gpt_part *p) {
    gpt_ctx *c = p->ctx;
    const gpt__config *g = c->model->c;
    int i;
    if (!p->tokens || p->n < 1) return gpt__ctx_fail(c, GPT_E_ARG, "no tokens to evaluate (n = %d)", p->n);
    if (p->logits && !g->n_out) return gpt__ctx_fail(c, GPT_E_KIND, "the model has no head");
    if (p->n > c->desc.n_ctx - c->pos) {
        return gpt__ctx_fail(c, GPT_E_FULL, "%d tokens after %d do not fit a context of %d", p->n, c->pos,
                             c->desc.n_ctx);
    }
    for (i = 0; i < p->n; i++) {
        int type = p->types ? p->types[i] : 0;
        if (p->tokens[i] < 0 || (uint32_t)p->tokens[i] >= g->n_vocab) {
            return gpt__ctx_fail(c, GPT_E_ARG, "token %d is %d, the vocabulary has %u", i, p->tokens[i], g->n_vocab);
        }
        if (g->n_token_type && (type < 0 || (uint32_t)type >= g->n_token_type)) {
            return gpt__ctx_fail(c, GPT_E_ARG, "the type of token %d is %d, the model has %u", i, type,
                                 g->n_token_type);
        }
    }
    return GPT_OK;
}

/* the failure of part i is told by the first context too */
static int gpt__part_fail(const gpt_part *part, int i) {
    gpt_error e = part[i].ctx->error;
    if (i > 0) gpt__ctx_fail(part[0].ctx, e.status, "part %d: %s", i, e.message);
    return e.status;
}

static int gpt__parts_check(const gpt_part *part, int n) {
    gpt_ctx *first = part[0].ctx;
    int i;
    for (i = 0; i < n; i++) {
        if (!part[i].ctx) return gpt__ctx_fail(first, GPT_E_ARG, "part %d has no context", i);
        if (part[i].ctx->model != first->model) {
            return gpt__ctx_fail(first, GPT_E_ARG, "part %d: a context of another model", i);
        }
        part[i].ctx->part = NULL;
    }
    for (i = 0; i < n; i++) {
        gpt_ctx *c = part[i].ctx;
        int twin = c->part ? (int)(c->part - part) : i;
        if (twin < i) return gpt__ctx_fail(first, GPT_E_ARG, "part %d: the context of part %d", i, twin);
        c->part = &part[i];
    }
    for (i = 0; i < n; i++) {
        if (gpt__part_check(&part[i])) return gpt__part_fail(part, i);
    }
    return GPT_OK;
}

/* The tokens are written down behind those that the context holds, where lists are nobody's yet. */
static int gpt__part_begin(const gpt_part *p) {
    gpt_ctx *c = p->ctx;
    int i;
    if (!c->pos) c->top = c->from = 0;
    c->ahead = 0;
    if (c->lost && gpt__replay(c)) return c->error.status;
    memcpy(c->tokens + c->pos, p->tokens, (size_t)p->n * sizeof(int));
    for (i = 0; i < p->n && c->model->c->n_token_type; i++) c->types[c->pos + i] = p->types ? p->types[i] : 0;
    return GPT_OK;
}

/* As many of a part's tokens after the first *done as there is room for join a run; returns 1 if none is left. An
 * encoder runs all that its context holds once more, with the new ones behind. */
static int gpt__part_join(gpt__run *r, const gpt_part *p, const gpt__asked *asked, int *done) {
    gpt_ctx *c = p->ctx;
    int again = c->model->c->bidirectional ? c->pos : 0, left = again + p->n - *done, n = left;
    size_t at = (size_t)*done;
    gpt__seq *s;
    if (n > r->ctx->desc.n_batch - r->T) n = r->ctx->desc.n_batch - r->T;
    if (n > c->desc.n_batch) n = c->desc.n_batch;
    if (n < 1 || (n < left && c->model->c->bidirectional)) return 0;
    s = gpt__run_add(r, c, c->pos - again + *done, n);
    s->first = again;
    s->last = n == left;
    s->every = p->logits || asked->next || asked->every;
    if (p->logits) s->all = p->logits + at * c->model->c->n_out;
    if (asked->next) {
        s->next = asked->next + at;
        s->n_next = asked->n_next - *done;
        s->logprob = asked->logprob + at;
    }
    *done += n;
    return s->last;
}

/* The context whose buffers serve all: the first of those that have room for most tokens. */
static gpt_ctx *gpt__lead(const gpt_part *part, int n) {
    gpt_ctx *lead = part[0].ctx;
    int i;
    for (i = 1; i < n; i++) lead = part[i].ctx->desc.n_batch > lead->desc.n_batch ? part[i].ctx : lead;
    return lead;
}

static int gpt__cancelled(const gpt_part *part, int n_done, const gpt__run *r) {
    int i;
    for (i = 0; i < n_done; i++) gpt__written(part[i].ctx, part[i].ctx->pos + part[i].n);
    for (i = 0; i < r->n_seq; i++) gpt__written(r->seq[i].ctx, r->seq[i].pos + r->seq[i].T);
    return gpt__ctx_fail(part[0].ctx, GPT_E_CANCELLED, "cancelled while %d tokens were evaluated", r->T);
}

/* A call succeeded: the context holds the tokens of its part. */
static void gpt__part_end(const gpt_part *p) {
    gpt_ctx *c = p->ctx;
    float *logits = c->logits, *hidden = c->hidden;
    c->logits = c->new_logits;
    c->hidden = c->new_hidden;
    c->new_logits = logits;
    c->new_hidden = hidden;
    c->pos += p->n;
    c->has_logits = 1;
    gpt__written(c, c->pos);
}

/* Run the tokens of n parts after those that their contexts hold, in as few runs as they fit. The contexts change only
 * if all went well. */
static int gpt__append(const gpt_part *part, int n, const gpt__asked *asked) {
    gpt_ctx *lead;
    int i, done = 0, stop = 0, status = gpt__parts_check(part, n);
    if (status) return status;
    for (i = 0; i < n; i++) {
        if (gpt__part_begin(&part[i])) return gpt__part_fail(part, i);
    }
    lead = gpt__lead(part, n);
    for (i = 0; i < n;) {
        gpt__run r = gpt__run_new(lead, &stop);
        int first = i;
        r.all_norm = asked->each != NULL;
        for (; i < n && gpt__part_join(&r, &part[i], asked, &done); i++) done = 0;
        gpt__run_go(&r);
        if (stop) return gpt__cancelled(part, first, &r);
        if (asked->each) asked->each(lead, r.seq[0].first, r.T, asked->user);
    }
    for (i = 0; i < n; i++) gpt__part_end(&part[i]);
    return GPT_OK;
}

GPT_API int gpt_eval_batch(const gpt_part *parts, int n) {
    gpt__asked nothing;
    memset(&nothing, 0, sizeof nothing);
    if (!parts || n < 1 || !parts[0].ctx) return GPT_E_ARG;
    return gpt__append(parts, n, &nothing);
}

GPT_API int gpt_eval_types(gpt_ctx *c, const int *tokens, const int *types, int n, float *logits) {
    gpt_part part = gpt__part_of(c, tokens, n);
    part.types = types;
    part.logits = logits;
    return gpt_eval_batch(&part, 1);
}

GPT_API int gpt_eval(gpt_ctx *c, const int *tokens, int n) { return gpt_eval_types(c, tokens, NULL, n, NULL); }

GPT_API int gpt_eval_all(gpt_ctx *c, const int *tokens, int n, float *logits) {
    if (c && !logits) return gpt__ctx_fail(c, GPT_E_ARG, "no room for the logits");
    return gpt_eval_types(c, tokens, NULL, n, logits);
}

/* What is known of token `row` of the last run becomes that of the context's last token. */
static void gpt__show_row(gpt_ctx *c, int row) {
    memcpy(c->logits, c->rows + (size_t)row * c->ldo, (size_t)c->model->c->n_out * sizeof(float));
    memcpy(c->hidden, gpt__rows_at(c->xn, row), (size_t)c->model->c->n_embd * sizeof(float));
    c->lost = gpt__keys_lost(c);
}

/* Evaluate a token and in the same run n guesses of what follows, which with it fit n_batch and GPT__ROWS. Then the
 * context holds the token only; the guesses wait behind it for gpt__take_guess, until another call overwrites them. */
static int gpt__eval_guesses(gpt_ctx *c, const int *tokens, int n) {
    gpt__asked asked;
    gpt_part part = gpt__part_of(c, tokens, n + 1);
    int s;
    memset(&asked, 0, sizeof asked);
    asked.every = n > 0;
    if ((s = gpt__append(&part, 1, &asked)) != GPT_OK || n == 0) return s;
    c->pos -= n;
    c->ahead = n;
    c->ahead_row = 1;
    gpt__show_row(c, 0);
    return GPT_OK;
}

/* If the token that follows is the one that was guessed, the context holds it now, and the logits after it. */
static int gpt__take_guess(gpt_ctx *c, int token) {
    if (!c->ahead || c->tokens[c->pos] != token) return 0;
    c->ahead--;
    c->pos++;
    gpt__show_row(c, c->ahead_row++);
    return 1;
}

GPT_API int gpt_sync(gpt_ctx *c, const int *tokens, int n) {
    int keep = 0, s;
    if (!c) return GPT_E_ARG;
    if (!tokens || n < 1) return gpt__ctx_fail(c, GPT_E_ARG, "no tokens to keep or evaluate (n = %d)", n);
    while (keep < n && keep < c->pos && tokens[keep] == c->tokens[keep] &&
           !(c->model->c->n_token_type && c->types[keep])) keep++;
    if (keep == n && (n < c->pos || !c->has_logits)) keep--;
    if (keep == n) return keep;
    if (c->model->c->bidirectional) keep = 0;
    if (n > c->desc.n_ctx) {
        return gpt__ctx_fail(c, GPT_E_FULL, "%d tokens do not fit a context of %d", n, c->desc.n_ctx);
    }
    gpt_ctx_rewind(c, keep);
    s = gpt_eval(c, tokens + keep, n - keep);
    return s ? s : keep;
}

GPT_API int gpt_model_selftest(const gpt_model *m, int lane, gpt_error *err) {
    gpt_ctx_desc desc = {0, 0, 1, GPT_KV_F32, 0, 0, 0};
    gpt_error e = {GPT_OK, ""};
    const uint8_t *test;
    gpt_ctx *c;
    int i, step, s = GPT_OK;
    gpt__fail(err, GPT_OK, "%s", "");
    if (!m) return gpt__fail(err, GPT_E_ARG, "no model");
    test = m->file.test;
    if (!test || !m->c) return gpt__fail(err, GPT_E_KIND, "the file has no self-test");
    desc.n_ctx = (int)gpt__rd32(test);
    desc.lane = lane + 1;
    c = gpt_ctx_new(m, &desc, &e);
    if (!c) return gpt__fail(err, e.status, "self-test: %s", e.message);
    for (i = 0; i < desc.n_ctx; i++) c->prompt[i] = (int)gpt__rd32(test + 16 + 4 * (size_t)i);
    step = m->c->bidirectional ? desc.n_ctx : 1;
    for (i = 0; i < desc.n_ctx && !s; i += step) s = gpt_eval(c, c->prompt + i, step);
    if (s) gpt__fail(err, s, "self-test: %s", gpt_ctx_error(c));
    else if (gpt_checksum(gpt_logits(c), m->c->n_out * sizeof(float)) != gpt__rd64(test + 8)) {
        s = gpt__fail(err, GPT_E_FORMAT, "self-test: lane %s gives other logits than the converter's machine",
                      c->lane->name);
    }
    gpt_ctx_free(c);
    return s;
}
/* ---------------------------------------------------------------------------------------------------------------
 * >>sampler -- from logits to a token
 *
 * Start at gpt__sample and gpt__sample_choose: they take the steps of gpt_sampler in order. No step sorts or allocates;
 * all take time linear in the vocabulary, and in the recent tokens. Uses >>math, >>tokenizer and >>errors.
 *
 * Equal results on every machine: sums and draws are made in integers, where order and rounding play no part. A
 * probability is a whole number of equal shares, `one` of them for the likeliest token (a power of two, such that V
 * tokens can't overflow 62 bits: 2^44 for a vocabulary of 128k). What is less than one share is never drawn. Entropies
 * and deviations are sums of doubles in the order of ids.
 *
 * From the greedy choice on logits are relative to the best's, which is 0; -infinity is what was cut off.
 *
 * NaN counts as -infinity (forbidden), +infinity as FLT_MAX.
 * ------------------------------------------------------------------------------------------------------------- */

#define GPT__KEY_NEVER 0x007FFFFFu /* gpt__sample_key(-INFINITY) */

/* The order of floats as an order of integers: a < b exactly when key(a) < key(b), and 0 equals -0. */
static uint32_t gpt__sample_key(float x) {
    uint32_t bits = gpt__f32_bits(x);
    if (bits == 0x80000000u) bits = 0;
    return bits >> 31 ? ~bits : bits | 0x80000000u;
}

static float gpt__sample_clean(float x) {
    if (gpt__finite(x)) return x;
    return gpt__f32_bits(x) == 0x7F800000u ? FLT_MAX : -INFINITY;
}

/* splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, doi:10.1145/2660193.2660195).
 * The state counts in steps of 2^64 / golden ratio; it passes over 0, which gpt_sampler.state reserves for "not
 * started". */
static uint64_t gpt__sample_random(uint64_t *state) {
    uint64_t z;
    *state += 0x9E3779B97F4A7C15u;
    if (*state == 0) *state = 0x9E3779B97F4A7C15u;
    z = *state;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* floor(random * n / 2^64), in halves of 32 bits: a number in [0, n) */
static uint64_t gpt__sample_below(uint64_t random, uint64_t n) {
    uint64_t a = random >> 32, b = random & 0xFFFFFFFFu, c = n >> 32, d = n & 0xFFFFFFFFu;
    uint64_t middle = a * d + (b * d >> 32), other = b * c + (middle & 0xFFFFFFFFu);
    return a * c + (middle >> 32) + (other >> 32);
}

/* steps of gpt_sampler.order: on the model's logits, on relative ones */
#define GPT__ORDER_RAW "ed"
#define GPT__ORDER_REST "stkypmx"

static int gpt__sampler_positive(float x) { return gpt__finite(x) && x >= 0; }
static int gpt__sampler_fraction(float x) { return x >= 0 && x <= 1; }

static const char *gpt__sampler_check_cuts(const gpt_sampler *s) {
    const char *order = s->order ? s->order : "";
    if (!gpt__sampler_positive(s->temperature)) return "temperature is not a number >= 0";
    if (!gpt__sampler_positive(s->dynatemp_range)) return "dynatemp_range is not a number >= 0";
    if (!gpt__sampler_positive(s->dynatemp_exponent)) return "dynatemp_exponent is not a number >= 0";
    if (s->top_k < 0) return "top_k is negative";
    if (!gpt__sampler_fraction(s->top_p)) return "top_p is outside 0 .. 1";
    if (!gpt__sampler_fraction(s->min_p)) return "min_p is outside 0 .. 1";
    if (!gpt__sampler_fraction(s->typical_p)) return "typical_p is outside 0 .. 1";
    if (!gpt__sampler_positive(s->top_n_sigma)) return "top_n_sigma is not a number >= 0";
    if (!gpt__sampler_fraction(s->xtc_probability)) return "xtc_probability is outside 0 .. 1";
    if (!gpt__sampler_fraction(s->xtc_threshold)) return "xtc_threshold is outside 0 .. 1";
    if (s->min_keep < 0) return "min_keep is negative";
    if (s->mirostat < 0 || s->mirostat > 2) return "mirostat is not 0, 1 or 2";
    if (!gpt__sampler_positive(s->mirostat_tau)) return "mirostat_tau is not a number >= 0";
    if (!gpt__sampler_positive(s->mirostat_eta)) return "mirostat_eta is not a number >= 0";
    if (!gpt__finite(s->mirostat_mu)) return "mirostat_mu is not a number";
    order += strspn(order, GPT__ORDER_RAW);
    order += strspn(order, GPT__ORDER_REST);
    if (*order && strchr(GPT__ORDER_RAW, *order)) return "order has e or d behind another step";
    return *order ? "order has a letter that is no step" : NULL;
}

/* What is wrong with the parameters, in words, or NULL. */
static const char *gpt__sampler_check(const gpt_sampler *s, int n_vocab) {
    const char *wrong = gpt__sampler_check_cuts(s);
    int i;
    if (wrong) return wrong;
    if (!gpt__sampler_positive(s->repeat_penalty)) return "repeat_penalty is not a number >= 0";
    if (!gpt__finite(s->frequency_penalty)) return "frequency_penalty is not a number";
    if (!gpt__finite(s->presence_penalty)) return "presence_penalty is not a number";
    if (s->penalty_last < -1) return "penalty_last is less than -1";
    if (!gpt__sampler_positive(s->dry_multiplier)) return "dry_multiplier is not a number >= 0";
    if (!gpt__finite(s->dry_base) || !(s->dry_base >= 1 || (s->dry_base >= 0 && s->dry_base <= 0)))
        return "dry_base is neither 0 nor a number >= 1";
    if (s->dry_allowed_length < 0) return "dry_allowed_length is negative";
    if (s->dry_penalty_last < -1) return "dry_penalty_last is less than -1";
    if (s->n_dry_breaker < 0 || (s->n_dry_breaker > 0 && !s->dry_breakers))
        return "dry_breakers is NULL or n_dry_breaker negative";
    for (i = 0; i < s->n_dry_breaker; i++)
        if (!s->dry_breakers[i] || !*s->dry_breakers[i]) return "a sequence breaker is NULL or empty";
    if (s->n_bias < 0 || (s->n_bias > 0 && !s->bias)) return "bias is NULL or n_bias negative";
    for (i = 0; i < s->n_bias; i++) {
        if (s->bias[i].token < 0 || s->bias[i].token >= n_vocab) return "a bias names a token outside the vocabulary";
        if ((gpt__f32_bits(s->bias[i].bias) & 0x7FFFFFFFu) > 0x7F800000u) return "a bias is not a number";
    }
    return NULL;
}

/* Repetition penalty (CTRL, arXiv:1909.05858, section 4.1) and presence penalty once per distinct token, frequency
 * penalty per occurrence. A bitmap tells which tokens were seen, for as many ids at a time as fit in a little of
 * the stack. */
static void gpt__sample_penalties(const gpt_sampler *s, float *logits, int n_vocab, const int *recent, int n_recent) {
    unsigned char seen[4096];
    const int span = 8 * (int)sizeof(seen);
    int base, i, last = s->penalty_last == 0 ? 64 : s->penalty_last;
    float repeat = s->repeat_penalty > 0 ? s->repeat_penalty : 1;
    if (last > 0 && last < n_recent) recent += n_recent - last, n_recent = last;
    if (!(repeat < 1 || repeat > 1 || s->frequency_penalty < 0 || s->frequency_penalty > 0 || s->presence_penalty < 0 ||
          s->presence_penalty > 0)) return;
    for (base = 0; n_recent > 0; base += span) {
        memset(seen, 0, sizeof(seen));
        for (i = 0; i < n_recent; i++) {
            int id;
            float x;
            if (recent[i] < base || recent[i] >= n_vocab || recent[i] - base >= span) continue;
            id = recent[i] - base;
            x = logits[recent[i]];
            if (!(seen[id >> 3] >> (id & 7) & 1)) {
                seen[id >> 3] = (unsigned char)(seen[id >> 3] | 1 << (id & 7));
                x = x > 0 ? x / repeat : x * repeat;
                x -= s->presence_penalty;
            }
            logits[recent[i]] = x - s->frequency_penalty;
        }
        if (n_vocab - base <= span) break;
    }
}

/* ---- DRY, "don't repeat yourself" ---- */

#define GPT__DRY_LONGEST 1024 /* tokens of a repetition that count */
#define GPT__DRY_TABLE 512    /* tokens penalised in a pass */

typedef struct gpt__dry {
    int from, below;                                      /* ids of this pass */
    int n, token[GPT__DRY_TABLE], length[GPT__DRY_TABLE]; /* what would prolong a repetition, in order of ids */
    int z[GPT__DRY_LONGEST];
} gpt__dry;

/* Do the first `at` bytes of the last of n tokens, behind all the others, end with this breaker? */
static int gpt__dry_ends(const gpt_model *model, const int *tokens, int n, int at, const char *breaker) {
    size_t left = strlen(breaker);
    while (n > 0) {
        const char *bytes = gpt_token_bytes(model, tokens[--n], NULL);
        for (; bytes && at > 0; at--) {
            if (bytes[at - 1] != breaker[left - 1]) return 0;
            if (--left == 0) return 1;
        }
        at = 0;
        if (n > 0) gpt_token_bytes(model, tokens[n - 1], &at);
    }
    return 0;
}

/* Does a sequence breaker end in the last of n tokens? */
static int gpt__dry_breaks(const gpt_sampler *s, const gpt_model *model, const int *tokens, int n) {
    static const char *const usual[] = {"\n", ":", "\"", "*"};
    const char *const *breakers = s->dry_breakers ? s->dry_breakers : usual;
    int i, at, size = 0, count = s->dry_breakers ? s->n_dry_breaker : 4;
    if (!model || !gpt_token_bytes(model, tokens[n - 1], &size)) return 0;
    for (at = 1; at <= size; at++)
        for (i = 0; i < count; i++)
            if (gpt__dry_ends(model, tokens, n, at, breakers[i])) return 1;
    return 0;
}

/* Keeps the longest repetition that a token would prolong. If the table is full, the largest id waits for a pass to
 * come. */
static void gpt__dry_note(gpt__dry *d, int token, int length) {
    int low = 0, high = d->n;
    if (token < d->from || token >= d->below) return;
    while (low < high) {
        const int middle = (low + high) / 2;
        if (d->token[middle] < token) low = middle + 1;
        else high = middle;
    }
    if (low < d->n && d->token[low] == token) {
        if (d->length[low] < length) d->length[low] = length;
        return;
    }
    if (low == GPT__DRY_TABLE) {
        d->below = token;
        return;
    }
    if (d->n == GPT__DRY_TABLE) d->below = d->token[--d->n];
    memmove(d->token + low + 1, d->token + low, (size_t)(d->n - low) * sizeof(int));
    memmove(d->length + low + 1, d->length + low, (size_t)(d->n - low) * sizeof(int));
    d->token[low] = token;
    d->length[low] = length;
    d->n++;
}

/* How long a piece before each token equals the end of the text: the Z-function of the text read backwards (Gusfield,
 * Algorithms on Strings, Trees and Sequences, 1.4), of which only the first `limit` values are looked at again.
 * [left, right) is the piece known to equal the end that reaches furthest. */
static void gpt__dry_scan(gpt__dry *d, const int *recent, int n, int allowed, int limit) {
    const int *last = recent + n - 1;
    int k, left = 0, right = 0;
    for (k = 1; k < n; k++) {
        int length = k < right ? right - k : 0;
        if (length > 0 && d->z[k - left] < length) length = d->z[k - left];
        while (length < limit && k + length < n && last[-length] == last[-k - length]) length++;
        if (k + length > right) left = k, right = k + length;
        if (k < limit) d->z[k] = length;
        if (length >= allowed) gpt__dry_note(d, last[1 - k], length);
    }
}

static void gpt__sample_dry(const gpt_sampler *s, const gpt_model *model, float *logits, int n_vocab, const int *recent,
                            int n) {
    const double base = s->dry_base > 0 ? (double)s->dry_base : 1.75;
    const int allowed = s->dry_allowed_length > 0 ? s->dry_allowed_length : 2;
    int i, limit = 0;
    gpt__dry d;
    if (!(s->dry_multiplier > 0)) return;
    if (s->dry_penalty_last > 0 && s->dry_penalty_last < n) recent += n - s->dry_penalty_last, n = s->dry_penalty_last;
    while (limit < n && limit < GPT__DRY_LONGEST && !gpt__dry_breaks(s, model, recent, n - limit)) limit++;
    if (limit < allowed) return;
    for (d.below = 0; d.below < n_vocab;) {
        d.from = d.below, d.below = n_vocab, d.n = 0;
        gpt__dry_scan(&d, recent, n, allowed, limit);
        for (i = 0; i < d.n; i++) {
            double loss = (double)s->dry_multiplier * gpt__pow(base, (double)(d.length[i] - allowed));
            if (gpt__dry_breaks(s, model, &d.token[i], 1)) continue;
            logits[d.token[i]] -= loss < (double)FLT_MAX ? (float)loss : FLT_MAX;
        }
    }
}

/* ---- what stays and what is cut off ---- */

/* Makes every logit finite or -infinity. Returns the largest one's id (the lowest among equals), -1 if all are
 * forbidden. */
static int gpt__sample_best(float *logits, int n_vocab) {
    uint32_t key, best_key = GPT__KEY_NEVER;
    int i, best = -1;
    for (i = 0; i < n_vocab; i++) {
        logits[i] = gpt__sample_clean(logits[i]);
        key = gpt__sample_key(logits[i]);
        if (key > best_key) best_key = key, best = i;
    }
    return best;
}

/* exp(x) for x in [-80, 0], to 1e-13: rounded to a float it is gpt__exp's, but without a division */
static float gpt__sample_exp(float x) {
    static const double c[9] = {1.0 / 3628800, 1.0 / 362880, 1.0 / 40320, 1.0 / 5040, 1.0 / 720, 1.0 / 120, 1.0 / 24,
                                1.0 / 6, 0.5};
    const int n = (int)((double)x * 1.4426950408889634 - 0.5);
    const double r = (double)x - n * 0.6931471805599453;
    const uint64_t bits = (uint64_t)(n + 1023) << 52;
    double p = c[0], power;
    int i;
    for (i = 1; i < 9; i++) p = p * r + c[i];
    memcpy(&power, &bits, 8);
    return (float)((p * r * r + r + 1.0) * power);
}

/* a token's part of a sum: 1 when counting (one = 0), else the shares of its weight exp(x): none below e^-43 = 2^-62 */
static uint64_t gpt__sample_mass(float x, double one) {
    if (!(one > 0)) return 1;
    return x > -43 ? (uint64_t)(int64_t)((double)gpt__sample_exp(x) * one) : 0;
}

static uint64_t gpt__sample_total(const float *x, int n, double one) {
    uint64_t total = 0;
    int i;
    for (i = 0; i < n; i++) total += gpt__sample_mass(x[i], one);
    return total;
}

/* Rank of a token: larger x first, or, if there is a mean, those nearest to it. */
static uint32_t gpt__sample_rank(float x, const double *mean) {
    return gpt__sample_key(mean ? (float)(0.0 - fabs((double)x - *mean)) : x);
}

/* Who stays: those above the key; at the key the lowest ids, until their masses reach `rest`. */
typedef struct gpt__cut { uint32_t key; uint64_t rest; } gpt__cut;

static gpt__cut gpt__cut_below(double x) { /* all those at least x */
    gpt__cut cut;
    cut.key = gpt__sample_key(x > -(double)FLT_MAX ? (float)x : -FLT_MAX);
    cut.rest = UINT64_MAX;
    return cut;
}

/* The first in rank that together reach the mass `need`. A radix selection: each pass adds up the masses by the next 11
 * bits of the key and walks down from the largest. */
static gpt__cut gpt__sample_cut(const float *x, int n, const double *mean, uint64_t need, double one) {
    static const uint32_t shift[3] = {21, 10, 0}, mask[3] = {2047, 2047, 1023};
    uint64_t sum[2048];
    uint32_t fixed = 0, digit;
    gpt__cut cut;
    int i, pass;
    cut.key = 0;
    for (pass = 0; pass < 3; pass++) {
        memset(sum, 0, sizeof(sum));
        for (i = 0; i < n; i++) {
            uint32_t key = gpt__sample_rank(x[i], mean);
            if ((key & fixed) == cut.key) sum[key >> shift[pass] & mask[pass]] += gpt__sample_mass(x[i], one);
        }
        for (digit = mask[pass]; digit > 0 && sum[digit] < need; digit--) need -= sum[digit];
        cut.key |= digit << shift[pass];
        fixed |= mask[pass] << shift[pass];
    }
    cut.rest = need;
    return cut;
}

/* Cuts off the others, but leaves the first min_keep. */
static void gpt__sample_keep(float *x, int n, const double *mean, gpt__cut cut, double one, int min_keep) {
    uint64_t few = 0; /* that stay at the key whatever their masses */
    int i;
    if (min_keep > 1) {
        const gpt__cut least = gpt__sample_cut(x, n, mean, (uint64_t)(min_keep < n ? min_keep : n), 0);
        if (least.key <= cut.key) few = least.rest;
        if (least.key < cut.key) cut.key = least.key, cut.rest = 0;
    }
    for (i = 0; i < n; i++) {
        uint32_t key = gpt__sample_rank(x[i], mean);
        if (key > cut.key) continue;
        if (key < cut.key || (cut.rest == 0 && few == 0)) {
            x[i] = -INFINITY;
        } else {
            uint64_t mass = gpt__sample_mass(x[i], one);
            cut.rest = mass < cut.rest ? cut.rest - mass : 0;
            few -= few > 0;
        }
    }
}

/* The same for what together has the share p of all. */
static void gpt__sample_keep_share(float *x, int n, const double *mean, float p, double one, int min_keep) {
    uint64_t need = (uint64_t)((double)p * (double)gpt__sample_total(x, n, one));
    gpt__sample_keep(x, n, mean, gpt__sample_cut(x, n, mean, need > 0 ? need : 1, one), one, min_keep);
}

/* ---- steps ---- */

/* The distribution that x stands for: returns the logarithm of the sum of weights. Its entropy is that minus the mean
 * of x. */
static double gpt__sample_moments(const float *x, int n, double *mean) {
    double sum = 0, dot = 0;
    int i;
    for (i = 0; i < n; i++) {
        const double weight = x[i] > -80 ? (double)gpt__sample_exp(x[i]) : 0;
        if (!(weight > 0)) continue;
        sum += weight;
        dot += weight * (double)x[i];
    }
    *mean = dot / sum;
    return gpt__log(sum);
}

/* The best may have been cut off: the largest that is left becomes 0. */
static void gpt__sample_raise(float *x, int n) {
    float top = -INFINITY;
    int i;
    for (i = 0; i < n; i++) top = x[i] > top ? x[i] : top;
    for (i = 0; i < n; i++) x[i] -= top;
}

/* Keeps x >= best - n sigma, of the standard deviation of all that are not cut off. */
static void gpt__sample_sigma(const gpt_sampler *s, float *x, int n) {
    double sum = 0, square = 0, mean;
    int i, count = 0;
    for (i = 0; i < n; i++)
        if (x[i] >= -FLT_MAX) sum += (double)x[i], count++;
    mean = sum / count;
    for (i = 0; i < n; i++)
        if (x[i] >= -FLT_MAX) square += ((double)x[i] - mean) * ((double)x[i] - mean);
    gpt__sample_keep(x, n, NULL, gpt__cut_below(-(double)s->top_n_sigma * sqrt(square / count)), 0, s->min_keep);
}

/* Between the ends of the range as the entropy is between 0 and that of equally likely tokens. */
static float gpt__dynamic_temperature(const gpt_sampler *s, const float *x, int n) {
    const double range = (double)s->dynatemp_range, high = (double)s->temperature + range;
    const double low = (double)s->temperature > range ? (double)s->temperature - range : 0;
    const double exponent = s->dynatemp_exponent > 0 ? (double)s->dynatemp_exponent : 1;
    double mean, entropy, t;
    int i, count = 0;
    for (i = 0; i < n; i++) count += x[i] >= -FLT_MAX;
    entropy = gpt__sample_moments(x, n, &mean) - mean;
    t = count > 1 && entropy > 1e-300 ? low + (high - low) * gpt__pow(entropy / gpt__log(count), exponent) : low;
    return t < (double)FLT_MAX ? (float)t : FLT_MAX;
}

static void gpt__sample_temperature(const gpt_sampler *s, float *x, int n) {
    const float t = s->dynatemp_range > 0 ? gpt__dynamic_temperature(s, x, n) : s->temperature;
    int i;
    for (i = 0; i < n; i++) x[i] = t > 0 ? x[i] / t : x[i] < 0 ? -INFINITY : x[i];
}

/* XTC, "exclude top choices": of the tokens whose probability reaches the threshold only the last in rank stays. */
static void gpt__sample_xtc(gpt_sampler *s, float *x, int n, double one) {
    const double threshold = s->xtc_threshold > 0 ? (double)s->xtc_threshold : (double)0.1f;
    const double need = threshold * (double)gpt__sample_total(x, n, one);
    const double chance = (double)(int64_t)(gpt__sample_random(&s->state) >> 11) / 9007199254740992.0;
    int i, last = -1, above = 0, all = 0;
    if (chance >= (double)s->xtc_probability) return;
    for (i = 0; i < n; i++) {
        all += x[i] >= -FLT_MAX;
        if ((double)gpt__sample_mass(x[i], one) < need) continue;
        if (last < 0 || x[i] <= x[last]) last = i;
        above++;
    }
    if (above < 2 || all - (above - 1) < s->min_keep) return;
    for (i = 0; i < n; i++)
        if (i != last && x[i] >= x[last]) x[i] = -INFINITY;
}

/* Makes weights of x, and chooses one in proportion to its mass; the order of ids is as good as any. */
static int gpt__sample_draw(float *x, int n, double one, uint64_t random) {
    uint64_t r, total = 0;
    int i;
    for (i = 0; i < n; i++) {
        x[i] = x[i] > -80 ? gpt__sample_exp(x[i]) : 0;
        total += (uint64_t)(int64_t)((double)x[i] * one);
    }
    r = gpt__sample_below(random, total);
    for (i = 0; i < n - 1; i++) {
        uint64_t mass = (uint64_t)(int64_t)((double)x[i] * one);
        if (r < mass) break;
        r -= mass;
    }
    return i;
}

static double gpt__sample_one(int n_vocab) {
    int shift = 62;
    for (; n_vocab > 0; n_vocab >>= 1) shift--;
    return (double)((uint64_t)1 << shift);
}

#define GPT__MIROSTAT_TOP 100 /* probabilities that version 1 looks at: m of the paper */

/* Version 1: how many to keep, so that the surprise of a Zipf distribution with the exponent that fits the likeliest
 * tokens best stays below mu. */
static int gpt__mirostat_count(const float *x, int n, double mu) {
    float top[GPT__MIROSTAT_TOP];
    double dot = 0, square = 0, s, e, share, k;
    int i, j, m = 0;
    for (i = 0; i < n; i++) { /* insertion into the list of the best so far */
        if (!(x[i] >= -FLT_MAX) || (m == GPT__MIROSTAT_TOP && x[i] <= top[m - 1])) continue;
        j = m < GPT__MIROSTAT_TOP ? m++ : m - 1;
        for (; j > 0 && top[j - 1] < x[i]; j--) top[j] = top[j - 1];
        top[j] = x[i];
    }
    if (m < 2) return 1;
    for (i = 0; i + 1 < m; i++) { /* b: log of a probability by the next, t: that of the ranks */
        const double b = (double)top[i] - (double)top[i + 1], t = gpt__log((double)(i + 2) / (i + 1));
        dot += t * b;
        square += t * t;
    }
    s = dot / square;
    e = s - 1;
    share = fabs(e) < 1e-9 ? 1 / gpt__log(n) : e / (1 - gpt__exp(0.0 - e * gpt__log(n)));
    k = gpt__exp((gpt__log(share) + mu * 0.6931471805599453) / (s > 1e-9 ? s : 1e-9)) + 0.5;
    return k < 1 ? 1 : k < n ? (int)k : n;
}

/* Cuts off, draws with what is left, and learns from the surprise that the token had before. */
static int gpt__sample_mirostat(gpt_sampler *s, float *x, int n, double one) {
    const double ln2 = 0.6931471805599453, tau = s->mirostat_tau > 0 ? (double)s->mirostat_tau : 5;
    const double eta = s->mirostat_eta > 0 ? (double)s->mirostat_eta : (double)0.1f;
    double mean, mu = s->mirostat_mu < 0 || s->mirostat_mu > 0 ? (double)s->mirostat_mu : 2 * tau;
    const double norm = gpt__sample_moments(x, n, &mean), below = norm - mu * ln2;
    gpt__cut cut;
    int token;
    if (s->mirostat == 2) cut = gpt__cut_below(below < 0 ? below : 0);
    else cut = gpt__sample_cut(x, n, NULL, (uint64_t)gpt__mirostat_count(x, n, mu), 0);
    gpt__sample_keep(x, n, NULL, cut, 0, 0);
    token = gpt__sample_draw(x, n, one, gpt__sample_random(&s->state));
    mu -= eta * ((norm - gpt__log((double)x[token])) / ln2 - tau);
    if (!(fabs(mu) > (double)FLT_MIN)) mu = (double)FLT_MIN; /* 0 would be a new start */
    s->mirostat_mu = fabs(mu) < (double)FLT_MAX ? (float)mu : mu < 0 ? -FLT_MAX : FLT_MAX;
    return token;
}

static void gpt__sample_step(gpt_sampler *s, char step, float *x, int n, double one) {
    if (step == 't') gpt__sample_temperature(s, x, n);
    if (s->mirostat) return;
    if (step == 's' && s->top_n_sigma > 0) gpt__sample_sigma(s, x, n);
    if (step == 'k' && s->top_k > 0 && s->top_k < n)
        gpt__sample_keep(x, n, NULL, gpt__sample_cut(x, n, NULL, (uint64_t)s->top_k, 0), 0, s->min_keep);
    if (step == 'p' && s->top_p > 0 && s->top_p < 1) gpt__sample_keep_share(x, n, NULL, s->top_p, one, s->min_keep);
    if (step == 'm' && s->min_p > 0)
        gpt__sample_keep(x, n, NULL, gpt__cut_below(gpt__log((double)s->min_p)), 0, s->min_keep);
    if (step == 'y' && s->typical_p > 0 && s->typical_p < 1) {
        /* with p = exp(x) / sum the surprise -log p and its mean, the entropy, differ by |x - mean of x| */
        double mean;
        gpt__sample_moments(x, n, &mean);
        gpt__sample_keep_share(x, n, &mean, s->typical_p, one, s->min_keep);
        gpt__sample_raise(x, n);
    }
    if (step == 'x' && s->xtc_probability > 0) {
        gpt__sample_xtc(s, x, n, one);
        gpt__sample_raise(x, n);
    }
}

/* The steps that follow the greedy choice, on logits of which at least `best` is finite. */
static int gpt__sample_choose(gpt_sampler *s, const char *order, float *x, int n, int best) {
    const double one = gpt__sample_one(n);
    const float top = x[best];
    int i;
    for (i = 0; i < n; i++) x[i] -= top; /* so that nothing overflows */
    if (s->state == 0) s->state = s->seed;
    for (; *order; order++) gpt__sample_step(s, *order, x, n, one);
    if (s->mirostat) return gpt__sample_mirostat(s, x, n, one);
    return gpt__sample_draw(x, n, one, gpt__sample_random(&s->state));
}

/* model: whose tokenizer knows sequence breakers, NULL: none */
static int gpt__sample(gpt_sampler *s, const gpt_model *model, float *logits, int n_vocab, const int *recent,
                       int n_recent) {
    const char *order = s && s->order ? s->order : GPT__ORDER_RAW GPT__ORDER_REST;
    gpt__fpenv env = gpt__fp_enter();
    int i, token;
    for (i = 0; s && i < s->n_bias; i++) logits[s->bias[i].token] += s->bias[i].bias;
    for (; s && *order && strchr(GPT__ORDER_RAW, *order); order++) {
        if (*order == 'e') gpt__sample_penalties(s, logits, n_vocab, recent, n_recent);
        else gpt__sample_dry(s, model, logits, n_vocab, recent, n_recent);
    }
    token = gpt__sample_best(logits, n_vocab);
    if (token < 0) token = GPT_E_FORMAT;
    else if (s && s->temperature > 0) token = gpt__sample_choose(s, order, logits, n_vocab, token);
    gpt__fp_leave(env);
    return token;
}

GPT_API int gpt_sample_logits(gpt_sampler *s, float *logits, int n_vocab, const int *recent, int n_recent) {
    if (!logits || n_vocab <= 0 || n_recent < 0 || (n_recent > 0 && !recent)) return GPT_E_ARG;
    if (s && gpt__sampler_check(s, n_vocab)) return GPT_E_ARG;
    return gpt__sample(s, NULL, logits, n_vocab, recent, n_recent);
}

/* What both gpt_sample and gpt_generate need: a language model, and parameters that make sense. */
static int gpt__ctx_check_sampler(gpt_ctx *ctx, const gpt_sampler *s) {
    const gpt_info *info = gpt_model_info(gpt_ctx_model(ctx));
    const char *wrong = s ? gpt__sampler_check(s, info->n_vocab) : NULL;
    if (info->head != GPT_HEAD_LM)
        return gpt__ctx_fail(ctx, GPT_E_KIND, "not a language model: it can't choose tokens");
    if (info->bidirectional)
        return gpt__ctx_fail(ctx, GPT_E_KIND, "an encoder: it scores the tokens it reads, not those that follow");
    return wrong ? gpt__ctx_fail(ctx, GPT_E_ARG, "sampler: %s", wrong) : GPT_OK;
}

GPT_API int gpt_sample(gpt_ctx *ctx, gpt_sampler *s) {
    const float *logits;
    float *scratch;
    const int *recent;
    int n_recent, n_vocab, token, status;
    if (!ctx) return GPT_E_ARG;
    status = gpt__ctx_check_sampler(ctx, s);
    if (status != GPT_OK) return status;
    logits = gpt_logits(ctx);
    if (!logits) return gpt__ctx_fail(ctx, GPT_E_ARG, "nothing has been evaluated: no logits to sample from");
    n_vocab = gpt_model_info(gpt_ctx_model(ctx))->n_vocab;
    recent = gpt__ctx_recent(ctx, &n_recent);
    scratch = gpt__ctx_scratch(ctx);
    memcpy(scratch, logits, (size_t)n_vocab * sizeof(float));
    token = gpt__sample(s, gpt_ctx_model(ctx), scratch, n_vocab, recent, n_recent);
    if (token == GPT_E_FORMAT)
        return gpt__ctx_fail(ctx, token, "no token is possible: every logit is -infinity or NaN");
    return token;
}
#undef GPT__KEY_NEVER
#undef GPT__ORDER_RAW
#undef GPT__ORDER_REST
#undef GPT__DRY_LONGEST
#undef GPT__DRY_TABLE
#undef GPT__MIROSTAT_TOP
/* ---------------------------------------------------------------------------------------------------------------
 * >>generate -- the convenience loop
 *
 * Everything here can be written with the public functions; start at gpt_generate_tokens. No memory is allocated:
 * the prompt is tokenized into a buffer of the context, the text that waits lies on the stack. Uses >>sampler,
 * >>context and >>tokenizer.
 *
 * What a caller can rely on:
 *   - A token is evaluated before its text is passed on, so that what was shown is what the context holds.
 *   - Stop strings are found wherever tokens divide them: text that may be the beginning of one is held back until it
 *     is certain. The one that ends first counts; if two end together, the longer. They are 1 to 256 bytes long.
 *   - After a callback has asked to stop, none is called again.
 *   - A character whose last bytes have not come is not passed on; the next call, going on from here, completes
 *     it. Only when the model ends its text do such bytes become U+FFFD.
 *   - Guesses change nothing but the time. In each callback the context holds what it would hold without them.
 *
 * Each token is drawn from the model's own distribution, with the random number that it would be drawn with anyway; a
 * guess that equals it saves its evaluation. (Leviathan et al., arXiv:2211.17192, keep a few more of the guesses that a
 * draft model has drawn by itself, but then the text depends on the draft.) The draft draws with the same number as the
 * model will, so that they often agree where their distributions do, see arXiv:2408.07978.
 * ------------------------------------------------------------------------------------------------------------- */

#define GPT__STOP_CAP 256   /* longest stop string */
#define GPT__PIECE_CAP 2048 /* longest text of one token */

typedef struct gpt__stream {
    const gpt_model *model;
    const gpt_generate_desc *desc;
    gpt_decoder decoder;
    int flags, n; /* n: bytes held back; each may begin a stop string */
    char text[GPT__STOP_CAP + GPT__PIECE_CAP];
} gpt__stream;

/* Where the longest stop string that ends at `end` begins, or -1. */
static int gpt__stop_find(const gpt_generate_desc *desc, const char *text, int end) {
    int i, start = -1;
    for (i = 0; i < desc->n_stop; i++) {
        int size = (int)strlen(desc->stop[i]), at = end - size;
        if (at >= 0 && (start < 0 || at < start) && memcmp(text + at, desc->stop[i], (size_t)size) == 0) start = at;
    }
    return start;
}

/* How many bytes at the end of the text are the beginning of a stop string, at most. */
static int gpt__stop_begun(const gpt_generate_desc *desc, const char *text, int n) {
    int i, most = 0;
    for (i = 0; i < desc->n_stop; i++) {
        int size = (int)strlen(desc->stop[i]), k = size - 1 < n ? size - 1 : n;
        for (; k > most; k--)
            if (memcmp(text + n - k, desc->stop[i], (size_t)k) == 0) most = k;
    }
    return most;
}

/* Passes on all but the last `keep` bytes. Returns why to stop, or 0. */
static int gpt__stream_pass(gpt__stream *s, int keep) {
    int n = s->n - keep, stop = 0;
    if (n > 0 && s->desc->on_text) stop = s->desc->on_text(s->text, n, s->desc->user);
    memmove(s->text, s->text + n, (size_t)keep);
    s->n = keep;
    return stop ? GPT_STOP_CALLER : 0;
}

/* Takes in `size` bytes that were put behind those held back. */
static int gpt__stream_take(gpt__stream *s, int size) {
    int end = s->n + 1;
    s->n += size;
    for (; end <= s->n; end++) {
        int start = gpt__stop_find(s->desc, s->text, end);
        if (start < 0) continue;
        s->n = start;
        gpt__stream_pass(s, 0);
        return GPT_STOP_STRING;
    }
    return gpt__stream_pass(s, gpt__stop_begun(s->desc, s->text, s->n));
}

/* The text of one more token. Ids beyond the tokenizer's vocabulary (rows that pad the matrix) have none. */
static int gpt__stream_token(gpt__stream *s, gpt_ctx *ctx, int token) {
    int size;
    if (token >= gpt_model_info(s->model)->n_tokens) return 0;
    size = gpt_decode(s->model, &s->decoder, token, s->flags, s->text + s->n, GPT__PIECE_CAP);
    if (size < 0) return gpt__ctx_fail(ctx, size, "token %d can't be decoded", token);
    if (size > GPT__PIECE_CAP)
        return gpt__ctx_fail(ctx, GPT_E_UNSUPPORTED, "the text of token %d is longer than %d bytes", token,
                             GPT__PIECE_CAP);
    return size > 0 ? gpt__stream_take(s, size) : 0;
}

/* The decoder runs over what the context holds, so that the answer goes on where that ended: inside a character, or
 * with a space that would be dropped at the start of a text. */
static void gpt__stream_start(gpt__stream *s, const gpt_ctx *ctx, const gpt_generate_desc *desc) {
    int i, n, n_tokens;
    const int *tokens = gpt__ctx_recent(ctx, &n);
    memset(s, 0, sizeof(*s));
    s->model = gpt_ctx_model(ctx);
    s->desc = desc;
    s->flags = desc->special ? GPT_TEXT_SPECIAL : 0;
    n_tokens = gpt_model_info(s->model)->n_tokens;
    for (i = 0; i < n; i++)
        if (tokens[i] < n_tokens) gpt_decode(s->model, &s->decoder, tokens[i], s->flags, s->text, GPT__PIECE_CAP);
}

static int gpt__generate_check(gpt_ctx *ctx, const gpt_generate_desc *desc) {
    int i, status = gpt__ctx_check_sampler(ctx, desc->sampler);
    if (status != GPT_OK) return status;
    if (desc->max_tokens < 0) return gpt__ctx_fail(ctx, GPT_E_ARG, "max_tokens is %d", desc->max_tokens);
    if (desc->n_top < 0 || (desc->n_top > 0 && !desc->scored))
        return gpt__ctx_fail(ctx, GPT_E_ARG, "scored is NULL or n_top negative");
    if (desc->n_stop < 0 || (desc->n_stop > 0 && !desc->stop))
        return gpt__ctx_fail(ctx, GPT_E_ARG, "stop is NULL or n_stop negative");
    for (i = 0; i < desc->n_stop; i++) {
        size_t size = desc->stop[i] ? strlen(desc->stop[i]) : 0;
        if (size < 1 || size > GPT__STOP_CAP)
            return gpt__ctx_fail(ctx, GPT_E_ARG, "stop string %d has %zu bytes, not 1 to %d", i, size, GPT__STOP_CAP);
        if ((desc->stop[i][0] & 0xC0) == 0x80)
            return gpt__ctx_fail(ctx, GPT_E_ARG, "stop string %d begins inside a character", i);
    }
    if ((desc->on_text || desc->n_stop > 0) && gpt_model_info(gpt_ctx_model(ctx))->n_tokens == 0)
        return gpt__ctx_fail(ctx, GPT_E_KIND, "the model has no tokenizer: on_text and stop strings can't be used");
    return GPT_OK;
}

/* Brings the context to where the answer begins; without new tokens, to where it is: after a rewind the logits are
 * missing, and the last token is evaluated again. */
static int gpt__generate_prompt(gpt_ctx *ctx, const int *tokens, int n) {
    int pos = gpt_ctx_pos(ctx), n_ctx = ctx->desc.n_ctx, last, status;
    if (n < 0 || (n > 0 && !tokens)) return gpt__ctx_fail(ctx, GPT_E_ARG, "the prompt is NULL or has %d tokens", n);
    if (n > n_ctx - pos)
        return gpt__ctx_fail(ctx, GPT_E_FULL, "the prompt has %d tokens; the context has room for %d of its %d", n,
                             n_ctx - pos, n_ctx);
    if (n > 0) return gpt_eval(ctx, tokens, n);
    if (pos == 0) return gpt__ctx_fail(ctx, GPT_E_ARG, "no prompt, and an empty context to go on from");
    if (gpt_logits(ctx)) return GPT_OK;
    last = gpt__ctx_recent(ctx, &n)[pos - 1];
    status = gpt_ctx_rewind(ctx, pos - 1);
    return status == GPT_OK ? gpt_eval(ctx, &last, 1) : status;
}

/* ---- guesses ---- */

#define GPT__LOOKUP_CAP 16 /* longer repetitions are as good as this one */

typedef struct gpt__guesser {
    const gpt_generate_desc *desc;
    int most, n;        /* guesses to make at a time: at most, at present */
    int asked, right;   /* guesses of the last run, and how many of them were taken */
    int misses, rest;   /* runs without a right one; tokens to go without guessing */
} gpt__guesser;

static int gpt__same_vocabulary(const gpt_model *a, const gpt_model *b) {
    int i, n = gpt_model_info(a)->n_tokens;
    if (n != gpt_model_info(b)->n_tokens) return 0;
    if (n == 0) return gpt_model_info(a)->n_vocab == gpt_model_info(b)->n_vocab;
    for (i = 0; i < n; i++) {
        int size, other;
        const char *text = gpt_token_bytes(a, i, &size), *same = gpt_token_bytes(b, i, &other);
        if (size != other || memcmp(text, same, (size_t)size) != 0) return 0;
    }
    return 1;
}

static int gpt__guess_check(gpt_ctx *ctx, const gpt_generate_desc *desc) {
    const gpt_model *draft = gpt_ctx_model(desc->draft);
    if (desc->lookup < 0) return gpt__ctx_fail(ctx, GPT_E_ARG, "lookup is %d", desc->lookup);
    if (desc->n_draft < 0 || desc->n_draft >= GPT__ROWS)
        return gpt__ctx_fail(ctx, GPT_E_ARG, "n_draft is %d, not 0 to %d", desc->n_draft, GPT__ROWS - 1);
    if (!draft) return GPT_OK;
    if (desc->draft == ctx) return gpt__ctx_fail(ctx, GPT_E_ARG, "the draft is the context itself");
    if (gpt_model_info(draft)->head != GPT_HEAD_LM || gpt_model_info(draft)->bidirectional)
        return gpt__ctx_fail(ctx, GPT_E_KIND, "the draft's model does not predict what follows");
    if (!gpt__same_vocabulary(gpt_ctx_model(ctx), draft))
        return gpt__ctx_fail(ctx, GPT_E_ARG, "the draft's model has another vocabulary");
    return GPT_OK;
}

static gpt__guesser gpt__guess_start(const gpt_ctx *ctx, const gpt_generate_desc *desc) {
    gpt__guesser g;
    memset(&g, 0, sizeof(g));
    g.desc = desc;
    if (desc->draft || desc->lookup) g.most = desc->n_draft ? desc->n_draft : 7;
    if (g.most >= ctx->desc.n_batch) g.most = ctx->desc.n_batch - 1;
    g.n = g.most;
    return g;
}

/* Twice as many guesses after a run where all were right, else one more than were right. Where none was, some tokens go
 * without, and more of them each time that this happens again. */
static void gpt__guess_learn(gpt__guesser *g) {
    if (g->rest > 0) g->rest--;
    if (!g->asked) return;
    g->n = g->right == g->asked ? 2 * g->n : g->right + 1;
    if (g->n > g->most) g->n = g->most;
    g->misses = g->right ? 0 : g->misses < 16 ? 2 * g->misses + 1 : g->misses;
    g->rest = g->misses;
    g->asked = g->right = 0;
}

/* Prompt lookup: the longest run of tokens that the text of n ends with and that is in it before, the last such place
 * among equals; what followed there is guessed, and after that the guess itself. Returns how many. */
static int gpt__guess_lookup(const int *tokens, int n, int least, int most, int *guess) {
    int at, best = least - 1, from = 0, i;
    for (at = n - 1; at > 0 && best < GPT__LOOKUP_CAP; at--) {
        int k = 0;
        while (k < at && k < GPT__LOOKUP_CAP && tokens[at - 1 - k] == tokens[n - 1 - k]) k++;
        if (k > best) best = k, from = at;
    }
    for (i = 0; i < most && from > 0; i++) guess[i] = from + i < n ? tokens[from + i] : guess[from + i - n];
    return i;
}

/* What the draft model would write after the n tokens. Returns how many, or a negative status. */
static int gpt__guess_draft(gpt_ctx *ctx, const gpt_generate_desc *desc, int n, int most, int *guess) {
    const int n_vocab = gpt_model_info(gpt_ctx_model(ctx))->n_vocab;
    gpt_ctx *draft = desc->draft;
    gpt_sampler copy;
    int i, status;
    if (desc->sampler) copy = *desc->sampler;
    if (most > draft->desc.n_ctx - n) most = draft->desc.n_ctx - n;
    if (most < 1) return 0;
    status = gpt_sync(draft, ctx->tokens, n);
    for (i = 0; i < most && status >= 0; i++) {
        guess[i] = gpt_sample(draft, desc->sampler ? &copy : NULL);
        if (guess[i] < 0 || guess[i] >= n_vocab) break;
        if (i + 1 < most) status = gpt_eval(draft, guess + i, 1);
    }
    return status < 0 ? gpt__ctx_fail(ctx, status, "draft: %s", gpt_ctx_error(draft)) : i;
}

/* The context takes one more token, of which `left` may follow: one that was guessed, or it is evaluated, together with
 * new guesses. */
static int gpt__guess_step(gpt__guesser *g, gpt_ctx *ctx, int token, int left) {
    int tokens[GPT__ROWS], n, most, end = ctx->pos + 1, i;
    if (gpt__take_guess(ctx, token)) {
        g->right++;
        return GPT_OK;
    }
    gpt__guess_learn(g);
    most = g->n < left ? g->n : left;
    if (most > ctx->desc.n_ctx - end) most = ctx->desc.n_ctx - end;
    if (g->rest > 0) most = 0;
    n = 0;
    tokens[0] = ctx->tokens[ctx->pos] = token; /* beyond pos the list is nobody's */
    if (most > 0 && g->desc->lookup) n = gpt__guess_lookup(ctx->tokens, end, g->desc->lookup, most, tokens + 1);
    if (most > 0 && n == 0 && g->desc->draft) n = gpt__guess_draft(ctx, g->desc, end, most, tokens + 1);
    if (n < 0) return n;
    for (i = 1; i < n; i++) { /* nothing follows an end */
        if (gpt_token_is_end(gpt_ctx_model(ctx), tokens[i])) n = i;
    }
    g->asked = n;
    return gpt__eval_guesses(ctx, tokens, n);
}

/* What the model says of the token that was chosen, and of the likeliest, before its logits are replaced. */
static void gpt__generate_score(const gpt_ctx *ctx, int token, const gpt_generate_desc *desc) {
    int i = 0;
    gpt_score(ctx, &token, 1, desc->scored);
    if (desc->n_top > 0) i = gpt_top(ctx, desc->scored + 1, desc->n_top);
    for (; i < desc->n_top; i++) memset(&desc->scored[1 + i], 0, sizeof(gpt_scored)), desc->scored[1 + i].token = -1;
}

GPT_API int gpt_generate_tokens(gpt_ctx *ctx, const int *tokens, int n, const gpt_generate_desc *desc) {
    gpt_generate_desc defaults;
    gpt__guesser guesser;
    gpt__stream stream;
    const gpt_model *model;
    int count = 0, stop = 0, text;
    if (!ctx) return GPT_E_ARG;
    model = gpt_ctx_model(ctx);
    memset(&defaults, 0, sizeof(defaults));
    if (!desc) desc = &defaults;
    if ((stop = gpt__generate_check(ctx, desc)) != GPT_OK) return stop;
    if ((stop = gpt__guess_check(ctx, desc)) != GPT_OK) return stop;
    if ((stop = gpt__generate_prompt(ctx, tokens, n)) != GPT_OK) return stop;
    text = desc->on_text || desc->n_stop > 0;
    if (text) gpt__stream_start(&stream, ctx, desc);
    guesser = gpt__guess_start(ctx, desc);

    while (stop == 0) {
        int token, status, left;
        if (desc->max_tokens > 0 && count == desc->max_tokens) stop = GPT_STOP_LENGTH;
        else if (gpt_ctx_pos(ctx) == ctx->desc.n_ctx) stop = GPT_STOP_FULL;
        if (stop) break;
        token = gpt_sample(ctx, desc->sampler);
        left = desc->max_tokens > 0 ? desc->max_tokens - count - 1 : ctx->desc.n_ctx;
        if (token >= 0 && desc->scored) gpt__generate_score(ctx, token, desc);
        status = token < 0 ? token : gpt__guess_step(&guesser, ctx, token, left);
        if (status < 0) {
            stop = status;
            break;
        }
        count++;
        if (desc->on_token && desc->on_token(token, desc->user)) {
            stop = GPT_STOP_CALLER;
        } else if (gpt_token_is_end(model, token)) {
            stop = text && desc->special == 1 ? gpt__stream_token(&stream, ctx, token) : 0;
            if (stop == 0) stop = GPT_STOP_END;
        } else if (text) {
            stop = gpt__stream_token(&stream, ctx, token);
        }
    }
    /* what is still held back did not become a stop string */
    if (text && stop == GPT_STOP_END) {
        int size = gpt_decode_end(model, &stream.decoder, stream.text + stream.n, GPT__PIECE_CAP);
        if (size > 0 && gpt__stream_take(&stream, size) == GPT_STOP_CALLER) stream.n = 0;
    }
    if (text && stop != GPT_STOP_CALLER && stop != GPT_STOP_STRING) gpt__stream_pass(&stream, 0);
    if (stop < 0) return stop;
    if (desc->why) *desc->why = (gpt_stop)stop;
    return count;
}

/* The one place that decides about BOS: only at the start of a context, not if the caller leaves it out, and not
 * in front of one that is written in the prompt. Whether the model wants it is the tokenizer's business. */
static int gpt__generate_flags(const gpt_ctx *ctx, const char *prompt, size_t size, const gpt_generate_desc *desc) {
    const gpt_model *model = gpt_ctx_model(ctx);
    int first, flags = desc && desc->special ? GPT_TEXT_SPECIAL : 0;
    if (gpt_ctx_pos(ctx) > 0 || (desc && desc->no_bos)) return flags;
    if (flags && gpt_tokenize(model, prompt, size, flags, &first, 1) > 0 &&
        first == gpt_token_special(model, GPT_TOKEN_BOS)) return flags;
    return flags | GPT_TEXT_BOS;
}

GPT_API int gpt_generate(gpt_ctx *ctx, const char *prompt, const gpt_generate_desc *desc) {
    const size_t size = prompt ? strlen(prompt) : 0;
    int cap, n, flags, *tokens;
    if (!ctx) return GPT_E_ARG;
    if (gpt_model_info(gpt_ctx_model(ctx))->n_tokens == 0)
        return gpt__ctx_fail(ctx, GPT_E_KIND, "the model has no tokenizer: it can't read text, only tokens");
    tokens = gpt__ctx_prompt(ctx, &cap);
    flags = gpt__generate_flags(ctx, prompt ? prompt : "", size, desc);
    n = gpt_tokenize(gpt_ctx_model(ctx), prompt ? prompt : "", size, flags, tokens, cap);
    if (n < 0) return gpt__ctx_fail(ctx, n, "the prompt can't be tokenized: %s", gpt_status_text(n));
    return gpt_generate_tokens(ctx, tokens, n, desc);
}
#undef GPT__STOP_CAP
#undef GPT__PIECE_CAP
#undef GPT__LOOKUP_CAP

/* ---------------------------------------------------------------------------------------------------------------
 * >>template -- chat templates: the Jinja text that is published with a model, rendered as Transformers renders it
 *
 *     source --gpt__tpl_lex--> tokens --gpt__tpl_body--> nodes --gpt__tpl_exec--> text
 *
 * The language is that of jinja2 3.1 (jinja.palletsprojects.com/en/stable/templates) as Transformers sets it up: in a
 * sandbox that changes no value, trim_blocks, lstrip_blocks, break and continue, {% generation %}, raise_exception,
 * strftime_now, and a tojson that is json.dumps. Values, their methods and how they print are Python's.
 *
 * A template can't reach anything but its variables, and is bounded in steps, depth, memory and output. Each byte of a
 * text knows whether it came from the variables: whoever makes tokens of the result sees which special tokens the
 * template wrote, and which a message only pretends to be.
 *
 * Uses >>memory, >>errors and >>unicode. Start at gpt__tpl_render.
 * ------------------------------------------------------------------------------------------------------------- */
#ifndef GPT_NO_TEMPLATES
GPT__SMALL

#define GPT__TPL_MEMORY ((size_t)256 << 20) /* bytes that one rendering may take */
#define GPT__TPL_STEPS 20000000             /* nodes, values and bytes looked at, about a second's worth */
#define GPT__TPL_DEPTH 200                  /* nested expressions, statements, calls and values */

typedef enum gpt__val_type {
    GPT__VAL_UNDEFINED, GPT__VAL_NONE, GPT__VAL_BOOL, GPT__VAL_INT, GPT__VAL_FLOAT, GPT__VAL_STRING, GPT__VAL_LIST,
    GPT__VAL_DICT, GPT__VAL_SPACE, GPT__VAL_LOOP, GPT__VAL_MACRO, GPT__VAL_METHOD, GPT__VAL_GLOBAL, GPT__VAL_CYCLER,
    GPT__VAL_JOINER
} gpt__val_type;

/* what a list is in Python; views of dicts and generators are made at once, and only print differently */
typedef enum gpt__list_kind {
    GPT__LIST_LIST, GPT__LIST_TUPLE, GPT__LIST_RANGE, GPT__LIST_GENERATOR, GPT__LIST_KEYS, GPT__LIST_VALUES,
    GPT__LIST_ITEMS
} gpt__list_kind;

typedef struct gpt__val {
    gpt__val_type type;
    int kind;         /* of a list; 1 for a string that is marked safe; which method or global function */
    const char *p;    /* STRING: its bytes. UNDEFINED: what is missing. METHOD: its name */
    const char *mark; /* STRING: for each byte, did it come from the variables? */
    union {
        size_t n; /* STRING, UNDEFINED, METHOD: bytes */
        int64_t i;
        double f;
        struct gpt__list *list;
        struct gpt__dict *dict; /* of a namespace, too */
        struct gpt__loop *loop;
        struct gpt__macro *macro;
    } as;
    struct gpt__val *self; /* METHOD: whose */
} gpt__val;

typedef struct gpt__list { gpt__val *v; size_t n, cap; } gpt__list; /* of a generator: what is left */
typedef struct gpt__dict { gpt__val *key, *v; size_t n, cap; } gpt__dict;
typedef struct gpt__scope { struct gpt__scope *up; gpt__dict vars; } gpt__scope;

/* text under construction */
typedef struct gpt__sb { char *p, *mark; size_t n, cap; } gpt__sb;

typedef enum gpt__tok_kind {
    GPT__T_END, GPT__T_TEXT, GPT__T_OPEN, GPT__T_CLOSE, GPT__T_OPEN_BLOCK, GPT__T_CLOSE_BLOCK, GPT__T_NAME,
    GPT__T_STRING, GPT__T_INT, GPT__T_FLOAT, GPT__T_OP
} gpt__tok_kind;
typedef struct gpt__lexeme {
    gpt__tok_kind kind;
    int line, op; /* op: its characters, the first in the low byte */
    const char *p;
    size_t n;
    int64_t i;
    double f;
} gpt__lexeme;

typedef enum gpt__node_op {
    /* expressions */
    GPT__N_CONST, GPT__N_NAME, GPT__N_LIST, GPT__N_TUPLE, GPT__N_DICT, GPT__N_ATTR, GPT__N_ITEM, GPT__N_SLICE,
    GPT__N_CALL, GPT__N_FILTER, GPT__N_TEST, GPT__N_NOT, GPT__N_NEG, GPT__N_POS, GPT__N_AND, GPT__N_OR, GPT__N_BINARY,
    GPT__N_CONCAT, GPT__N_COMPARE, GPT__N_COND, GPT__N_KEYWORD, GPT__N_STAR, GPT__N_STARS,
    /* statements */
    GPT__N_TEXT, GPT__N_OUTPUT, GPT__N_IF, GPT__N_FOR, GPT__N_SET, GPT__N_SET_BLOCK, GPT__N_MACRO, GPT__N_CALL_BLOCK,
    GPT__N_FILTER_BLOCK, GPT__N_WITH, GPT__N_SCOPE, GPT__N_BREAK, GPT__N_CONTINUE
} gpt__node_op;

/* kid: what an operation works on; lists of nodes go on at next.
 *     LIST, TUPLE, DICT  0 the members; of a dict keys and values in turn      ATTR    0 the object, value the name
 *     ITEM    0 the object, 1 the subscript      SLICE   0 1 2 start, stop, step, each may be NULL
 *     CALL    0 the function, 1 the arguments    FILTER, TEST  0 what it is applied to, 1 the arguments, value the name
 *     BINARY  0, 1, and the operator in extra    COMPARE the first at 0, further ones, with their operators, from 1 on
 *     COND    0 the test, 1 and 2 the results    KEYWORD 0 the value, value the name
 *     IF      0 the test, 1 then, 2 else         FOR     0 target, 1 what to go through, 2 body, 3 else, 4 filter
 *     SET     0 target, 1 value                  SET_BLOCK 0 target, 1 body, 2 a filter over it
 *     MACRO   0 parameters: names, with defaults at their 0; 2 body            CALL_BLOCK the same, and 1 the call
 *     FILTER_BLOCK 0 a filter, 1 body            WITH    0 targets, with values at their 0; 1 body    SCOPE 0 body */
typedef struct gpt__node {
    gpt__node_op op;
    int line, extra;
    gpt__val value;
    struct gpt__node *kid[5], *next;
} gpt__node;

enum { GPT__TPL_VARARGS = 1, GPT__TPL_KWARGS = 2, GPT__TPL_CALLER = 4, GPT__TPL_RECURSIVE = 1 }; /* node.extra */

typedef struct gpt__macro { const gpt__node *node; gpt__scope *scope; } gpt__macro;
typedef struct gpt__loop {
    const gpt__node *node;
    gpt__scope *scope; /* in which a recursive loop is run again */
    gpt__list items;
    size_t at;
    int depth;
    gpt__val changed;
} gpt__loop;

typedef struct gpt__tpl_chunk { struct gpt__tpl_chunk *next; size_t n, cap; } gpt__tpl_chunk;
typedef struct gpt__tpl {
    const gpt_allocator *allocator;
    gpt__tpl_chunk *chunk;
    size_t memory;
    int64_t steps;
    int depth, line, status;
    gpt_error *err;
    gpt__lexeme *token; /* (n_token), the last one END; at: the next one */
    size_t n_token, cap_token, at;
    int uses, in_loop, in_if; /* parsing: what the macro's body names; loops and ifs around */
    gpt__val now;
} gpt__tpl;

/* ---- memory, errors and limits ---- */

GPT__PRINTF(2, 3) static void gpt__tpl_fail(gpt__tpl *t, const char *format, ...) {
    char text[sizeof ((gpt_error *)0)->message];
    gpt__text m;
    va_list args;
    if (t->status) return;
    m.at = text, m.cap = sizeof text - 1, m.size = 0;
    va_start(args, format);
    gpt__text_format(&m, format, args);
    va_end(args);
    text[m.size] = 0;
    t->status = gpt__fail(t->err, GPT_E_TEMPLATE, "template, line %d: %s", t->line, text);
}

static void *gpt__tpl_alloc(gpt__tpl *t, size_t n) {
    gpt__tpl_chunk *c = t->chunk;
    n = (n + 15) & ~(size_t)15;
    if (!c || n > c->cap - c->n) {
        const size_t cap = n > 32768 ? n : 32768;
        c = NULL;
        if (n > GPT__TPL_MEMORY || t->memory + cap > GPT__TPL_MEMORY) gpt__tpl_fail(t, "it needs too much memory");
        else c = (gpt__tpl_chunk *)gpt__alloc(t->allocator, 64 + cap);
        if (!c) {
            if (!t->status) t->status = gpt__fail(t->err, GPT_E_MEMORY, "out of memory for the template");
            return NULL;
        }
        c->next = t->chunk, c->n = 0, c->cap = cap;
        t->chunk = c;
        t->memory += cap;
    }
    c->n += n;
    return (char *)c + 64 + (c->n - n);
}

/* More work has been done; 0 if it was too much, or something has failed. */
static int gpt__tpl_step(gpt__tpl *t, size_t n) {
    if (t->status) return 0;
    t->steps += n < GPT__TPL_STEPS ? (int64_t)n : GPT__TPL_STEPS;
    if (t->steps > GPT__TPL_STEPS) gpt__tpl_fail(t, "it takes too many steps");
    return !t->status;
}

static int gpt__tpl_enter(gpt__tpl *t) {
    if (t->status) return 0;
    if (++t->depth <= GPT__TPL_DEPTH) return 1;
    gpt__tpl_fail(t, "too deeply nested, or a recursion without end");
    t->depth--;
    return 0;
}

/* Room for one more of n things of a size, in an array that may move; NULL if that fails. */
static void *gpt__tpl_grow(gpt__tpl *t, void *array, size_t n, size_t *cap, size_t size) {
    void *more;
    if (n < *cap) return array;
    *cap = *cap ? 2 * *cap : 4;
    more = gpt__tpl_alloc(t, *cap * size);
    if (more && n) memcpy(more, array, n * size);
    return more;
}

/* ---- text under construction ---- */

/* Makes room for n more bytes. */
static int gpt__sb_room(gpt__tpl *t, gpt__sb *s, size_t n) {
    char *p;
    size_t cap;
    if (t->status) return 0;
    if (n <= s->cap - s->n) return 1;
    cap = 2 * s->cap + n + 64;
    p = (char *)gpt__tpl_alloc(t, 2 * cap);
    if (!p) return 0;
    if (s->n) memcpy(p, s->p, s->n), memcpy(p + cap, s->mark, s->n);
    s->p = p, s->mark = p + cap, s->cap = cap;
    return 1;
}

/* n bytes, with their marks; mark NULL: none came from the variables. */
static void gpt__sb_put(gpt__tpl *t, gpt__sb *s, const char *p, const char *mark, size_t n) {
    if (!gpt__tpl_step(t, n / 16 + 1) || !gpt__sb_room(t, s, n) || !n) return;
    memcpy(s->p + s->n, p, n);
    if (mark) memcpy(s->mark + s->n, mark, n);
    else memset(s->mark + s->n, 0, n);
    s->n += n;
}

static void gpt__sb_text(gpt__tpl *t, gpt__sb *s, const char *text) { gpt__sb_put(t, s, text, NULL, strlen(text)); }

/* One character with the mark of another. */
static void gpt__sb_char(gpt__tpl *t, gpt__sb *s, uint32_t cp, char mark) {
    uint8_t c[4];
    char m[4];
    const size_t n = gpt__utf8_put(cp, c);
    memset(m, mark, 4);
    gpt__sb_put(t, s, (const char *)c, m, n);
}

static void gpt__sb_str(gpt__tpl *t, gpt__sb *s, gpt__val v) { gpt__sb_put(t, s, v.p, v.mark, v.as.n); }

static void gpt__sb_int(gpt__tpl *t, gpt__sb *s, int64_t i) {
    char digit[24];
    size_t at = sizeof digit;
    uint64_t u = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
    do digit[--at] = (char)('0' + u % 10);
    while ((u /= 10) != 0);
    if (i < 0) digit[--at] = '-';
    gpt__sb_put(t, s, digit + at, NULL, sizeof digit - at);
}

/* digits * 10^power, rounded once; without a point, so that no locale has a say. */
static double gpt__decimal(const char *digit, size_t n, int power) {
    char text[800];
    size_t at = n < 760 ? n : 760; /* no double has more digits that count */
    gpt__text t;
    memcpy(text, digit, at);
    t.at = text + at, t.cap = 30, t.size = 0;
    gpt__text_add(&t, "e", 1);
    power += (int)(n - at);
    gpt__text_number(&t, (unsigned long long)(power < 0 ? -power : power), 10, power < 0);
    text[at + t.size] = 0;
    return strtod(text, NULL);
}

/* as Python prints it: the fewest digits that are read as the same number */
static void gpt__sb_float(gpt__tpl *t, gpt__sb *s, double f) {
#ifdef GPT_NO_STDIO
    (void)f;
    (void)s;
    gpt__tpl_fail(t, "it prints a fraction, which needs stdio");
#else
    char text[40], digit[20];
    int n, i, have = 0, power = 0;
    const double a = f < 0 ? -f : f;
    if (f != f || a > DBL_MAX) {
        gpt__sb_text(t, s, f != f ? "nan" : f < 0 ? "-inf" : "inf");
        return;
    }
    for (n = 1; n <= 17; n++) {
        snprintf(text, sizeof text, "%.*e", n - 1, a); /* d.ddde-dd, whatever the point is */
        for (i = 0, have = 0; text[i] != 'e'; i++)
            if (text[i] >= '0' && text[i] <= '9') digit[have++] = text[i];
        power = atoi(text + i + 1);
        if (gpt__decimal(digit, (size_t)have, power - have + 1) == a) break;
    }
    if (f < 0 || (f == 0 && 1 / f < 0)) gpt__sb_text(t, s, "-");
    if (power < -4 || power >= 16) {
        gpt__sb_put(t, s, digit, NULL, 1);
        if (have > 1) gpt__sb_text(t, s, "."), gpt__sb_put(t, s, digit + 1, NULL, (size_t)have - 1);
        gpt__sb_text(t, s, power < 0 ? "e-" : "e+");
        if (power > -10 && power < 10) gpt__sb_text(t, s, "0");
        gpt__sb_int(t, s, power < 0 ? -power : power);
        return;
    }
    if (power < 0) gpt__sb_text(t, s, "0.");
    for (i = power; i < -1; i++) gpt__sb_text(t, s, "0");
    for (i = 0; i < have || i <= power + 1; i++) {
        if (i == power + 1 && power >= 0) gpt__sb_text(t, s, ".");
        if (i < have || i <= power + 1) gpt__sb_put(t, s, i < have ? digit + i : "0", NULL, 1);
    }
#endif
}

/* ---- values ---- */

static gpt__val gpt__val_of(gpt__val_type type) {
    gpt__val v;
    memset(&v, 0, sizeof v);
    v.type = type;
    return v;
}
static gpt__val gpt__val_bool(int b) {
    gpt__val v = gpt__val_of(GPT__VAL_BOOL);
    v.as.i = b != 0;
    return v;
}
static gpt__val gpt__val_int(int64_t i) {
    gpt__val v = gpt__val_of(GPT__VAL_INT);
    v.as.i = i;
    return v;
}
static gpt__val gpt__val_float(double f) {
    gpt__val v = gpt__val_of(GPT__VAL_FLOAT);
    v.as.f = f;
    return v;
}
static gpt__val gpt__val_text(const char *p, const char *mark, size_t n) {
    gpt__val v = gpt__val_of(GPT__VAL_STRING);
    v.p = p, v.mark = mark, v.as.n = n;
    return v;
}
static gpt__val gpt__val_str(const char *text) { return gpt__val_text(text, NULL, strlen(text)); }
static gpt__val gpt__val_sb(const gpt__sb *s) { return gpt__val_text(s->n ? s->p : "", s->n ? s->mark : NULL, s->n); }
static gpt__val gpt__val_missing(gpt__val name) {
    gpt__val v = gpt__val_of(GPT__VAL_UNDEFINED);
    if (name.type == GPT__VAL_STRING) v.p = name.p, v.as.n = name.as.n;
    return v;
}
static gpt__val gpt__val_list(gpt__tpl *t, gpt__list_kind kind) {
    gpt__val v = gpt__val_of(GPT__VAL_LIST);
    v.kind = (int)kind;
    v.as.list = (gpt__list *)gpt__tpl_alloc(t, sizeof *v.as.list);
    if (!v.as.list) return gpt__val_of(GPT__VAL_UNDEFINED);
    memset(v.as.list, 0, sizeof *v.as.list);
    return v;
}
static gpt__val gpt__val_dict(gpt__tpl *t) {
    gpt__val v = gpt__val_of(GPT__VAL_DICT);
    v.as.dict = (gpt__dict *)gpt__tpl_alloc(t, sizeof *v.as.dict);
    if (!v.as.dict) return gpt__val_of(GPT__VAL_UNDEFINED);
    memset(v.as.dict, 0, sizeof *v.as.dict);
    return v;
}

/* a part of a string, without copying it */
static gpt__val gpt__val_part(gpt__val s, size_t from, size_t n) {
    s.p += from, s.as.n = n;
    if (s.mark) s.mark += from;
    return s;
}

/* is it this text? */
static GPT__NOINLINE int gpt__val_is(const gpt__val *v, const char *text) {
    return v->type == GPT__VAL_STRING && v->as.n == strlen(text) && memcmp(v->p, text, v->as.n) == 0;
}
static int gpt__val_number(gpt__val v) {
    return v.type == GPT__VAL_INT || v.type == GPT__VAL_FLOAT || v.type == GPT__VAL_BOOL;
}
static double gpt__val_double(gpt__val v) { return v.type == GPT__VAL_FLOAT ? v.as.f : (double)v.as.i; }

static const char *gpt__val_name(gpt__val v) {
    static const char *const name[] = {"Undefined", "NoneType", "bool", "int", "float", "str", "list", "dict",
                                       "Namespace", "LoopContext", "Macro", "method", "function", "Cycler", "Joiner"};
    static const char *const list[] = {"list", "tuple", "range", "generator", "dict_keys", "dict_values", "dict_items"};
    return v.type == GPT__VAL_LIST ? list[v.kind] : name[v.type];
}

static void gpt__list_add(gpt__tpl *t, gpt__list *l, gpt__val v) {
    if (!gpt__tpl_step(t, 1)) return;
    l->v = (gpt__val *)gpt__tpl_grow(t, l->v, l->n, &l->cap, sizeof *l->v);
    if (l->v) l->v[l->n++] = v;
    else l->n = 0;
}

static int gpt__val_equal(gpt__tpl *t, gpt__val a, gpt__val b);

static gpt__val *gpt__dict_find(gpt__tpl *t, const gpt__dict *d, gpt__val key) {
    size_t i;
    for (i = 0; i < d->n; i++) {
        if (key.type == GPT__VAL_STRING && d->key[i].type == GPT__VAL_STRING) {
            if (key.as.n == d->key[i].as.n && !memcmp(key.p, d->key[i].p, key.as.n)) return &d->v[i];
        } else if (gpt__val_equal(t, key, d->key[i])) return &d->v[i];
    }
    gpt__tpl_step(t, d->n);
    return NULL;
}

static gpt__val *gpt__dict_get(gpt__tpl *t, const gpt__dict *d, const char *key) {
    return gpt__dict_find(t, d, gpt__val_str(key));
}

static void gpt__dict_put(gpt__tpl *t, gpt__dict *d, gpt__val key, gpt__val v) {
    gpt__val *have = gpt__dict_find(t, d, key);
    size_t cap = d->cap;
    if (have) *have = v;
    if (have || t->status) return;
    d->key = (gpt__val *)gpt__tpl_grow(t, d->key, d->n, &cap, sizeof *d->key);
    d->v = (gpt__val *)gpt__tpl_grow(t, d->v, d->n, &d->cap, sizeof *d->v);
    if (!d->key || !d->v) {
        d->n = 0;
        return;
    }
    d->key[d->n] = key;
    d->v[d->n++] = v;
}

static int gpt__val_true(gpt__val v) {
    switch (v.type) {
    case GPT__VAL_UNDEFINED:
    case GPT__VAL_NONE: return 0;
    case GPT__VAL_BOOL:
    case GPT__VAL_INT: return v.as.i != 0;
    case GPT__VAL_FLOAT: return v.as.f != 0;
    case GPT__VAL_STRING: return v.as.n > 0;
    case GPT__VAL_LIST: return v.kind == GPT__LIST_GENERATOR || v.as.list->n > 0;
    case GPT__VAL_DICT: return v.as.dict->n > 0;
    default: return 1;
    }
}

static int gpt__list_equal(gpt__tpl *t, const gpt__list *a, const gpt__list *b) {
    size_t i;
    if (a->n != b->n) return 0;
    for (i = 0; i < a->n; i++)
        if (!gpt__val_equal(t, a->v[i], b->v[i])) return 0;
    return 1;
}

static int gpt__dict_equal(gpt__tpl *t, const gpt__dict *a, const gpt__dict *b) {
    size_t i;
    if (a->n != b->n) return 0;
    for (i = 0; i < a->n; i++) {
        const gpt__val *other = gpt__dict_find(t, b, a->key[i]);
        if (!other || !gpt__val_equal(t, a->v[i], *other)) return 0;
    }
    return 1;
}

static int gpt__val_equal(gpt__tpl *t, gpt__val a, gpt__val b) {
    int equal = 0;
    if (gpt__val_number(a) && gpt__val_number(b)) {
        if (a.type == GPT__VAL_FLOAT || b.type == GPT__VAL_FLOAT) return gpt__val_double(a) == gpt__val_double(b);
        return a.as.i == b.as.i;
    }
    if (a.type != b.type || !gpt__tpl_enter(t)) return 0;
    gpt__tpl_step(t, 1);
    switch (a.type) {
    case GPT__VAL_UNDEFINED:
    case GPT__VAL_NONE: equal = 1; break;
    case GPT__VAL_STRING: equal = a.as.n == b.as.n && memcmp(a.p, b.p, a.as.n) == 0; break;
    case GPT__VAL_LIST:
        equal = a.as.list == b.as.list || (a.kind == b.kind && gpt__list_equal(t, a.as.list, b.as.list));
        break;
    case GPT__VAL_DICT: equal = gpt__dict_equal(t, a.as.dict, b.as.dict); break;
    default: equal = a.as.dict == b.as.dict; break;
    }
    t->depth--;
    return equal;
}

/* -1, 0 or 1; Python compares strings by code points, as UTF-8 does by bytes. */
static int gpt__val_order(gpt__tpl *t, gpt__val a, gpt__val b) {
    size_t i, n;
    if (gpt__val_number(a) && gpt__val_number(b)) {
        const double x = gpt__val_double(a), y = gpt__val_double(b);
        if (a.type == GPT__VAL_FLOAT || b.type == GPT__VAL_FLOAT) return x < y ? -1 : x > y;
        return a.as.i < b.as.i ? -1 : a.as.i > b.as.i;
    }
    if (a.type == GPT__VAL_STRING && b.type == GPT__VAL_STRING) {
        int order;
        n = a.as.n < b.as.n ? a.as.n : b.as.n;
        order = memcmp(a.p, b.p, n);
        gpt__tpl_step(t, n / 16);
        return order ? (order < 0 ? -1 : 1) : a.as.n < b.as.n ? -1 : a.as.n > b.as.n;
    }
    if (a.type == GPT__VAL_LIST && b.type == GPT__VAL_LIST && a.kind == b.kind && a.kind <= GPT__LIST_TUPLE) {
        int order = 0;
        n = a.as.list->n < b.as.list->n ? a.as.list->n : b.as.list->n;
        if (!gpt__tpl_enter(t)) return 0;
        for (i = 0; i < n && !t->status; i++) {
            if (gpt__val_equal(t, a.as.list->v[i], b.as.list->v[i])) continue;
            order = gpt__val_order(t, a.as.list->v[i], b.as.list->v[i]);
            break;
        }
        t->depth--;
        if (i < n) return order;
        return a.as.list->n < b.as.list->n ? -1 : a.as.list->n > b.as.list->n;
    }
    gpt__tpl_fail(t, "%s and %s have no order", gpt__val_name(a), gpt__val_name(b));
    return 0;
}

/* characters of a string */
static size_t gpt__str_count(gpt__tpl *t, gpt__val s) {
    size_t i, n = 0;
    uint32_t cp;
    gpt__tpl_step(t, s.as.n / 8);
    for (i = 0; i < s.as.n; n++) i += gpt__utf8_next((const uint8_t *)s.p + i, s.as.n - i, &cp);
    return n;
}

/* where character k begins; the end if there are fewer */
static size_t gpt__str_at(gpt__tpl *t, gpt__val s, size_t k) {
    size_t i = 0;
    uint32_t cp;
    for (; k && i < s.as.n; k--) i += gpt__utf8_next((const uint8_t *)s.p + i, s.as.n - i, &cp);
    gpt__tpl_step(t, i / 8);
    return i;
}

static uint32_t gpt__str_char(gpt__val s, size_t at, size_t *size) {
    uint32_t cp;
    *size = gpt__utf8_next((const uint8_t *)s.p + at, s.as.n - at, &cp);
    return cp;
}

/* where text stands in s from byte `from` on; SIZE_MAX: nowhere */
static size_t gpt__str_find(gpt__tpl *t, gpt__val s, size_t from, gpt__val text) {
    size_t i;
    for (i = from; text.as.n <= s.as.n && i <= s.as.n - text.as.n; i++) {
        if (text.as.n && s.p[i] != text.p[0]) continue;
        if (memcmp(s.p + i, text.p, text.as.n) == 0) break;
    }
    if (!gpt__tpl_step(t, (i - from) / 8 + 1)) return SIZE_MAX;
    return text.as.n <= s.as.n && i <= s.as.n - text.as.n ? i : SIZE_MAX;
}

/* str.isspace */
static int gpt__cp_space(uint32_t c) {
    return (c >= 9 && c <= 13) || (c >= 0x1c && c <= 0x20) || c == 0x85 || c == 0xa0 || c == 0x1680 ||
           (c >= 0x2000 && c <= 0x200a) || c == 0x2028 || c == 0x2029 || c == 0x202f || c == 0x205f || c == 0x3000;
}

/* Upper or lower case of a character of a script that has both, where it is one character, too. step 0: alternating,
 * the capital is even (1: odd). */
static uint32_t gpt__cp_case(uint32_t c, int upper) {
    static const struct { uint16_t first, last; int16_t step; } capital[] = {
        {0x41, 0x5a, 32}, {0xc0, 0xd6, 32}, {0xd8, 0xde, 32}, {0x100, 0x12f, 0}, {0x132, 0x137, 0}, {0x139, 0x148, 1},
        {0x14a, 0x177, 0}, {0x178, 0x178, -121}, {0x179, 0x17e, 1}, {0x386, 0x386, 38}, {0x388, 0x38a, 37},
        {0x38c, 0x38c, 64}, {0x38e, 0x38f, 63}, {0x391, 0x3a1, 32}, {0x3a3, 0x3ab, 32}, {0x3d8, 0x3ef, 0},
        {0x400, 0x40f, 80}, {0x410, 0x42f, 32}, {0x460, 0x481, 0}, {0x48a, 0x4bf, 0}, {0x4c1, 0x4ce, 1},
        {0x4d0, 0x52f, 0}, {0x531, 0x556, 48}, {0x1e00, 0x1e95, 0}, {0x1ea0, 0x1eff, 0}, {0xff21, 0xff3a, 32}};
    size_t i;
    if (c < 0x80 && !((c | 32) >= 'a' && (c | 32) <= 'z')) return c;
    if (upper && (c == 0xb5 || c == 0x3c2)) return c == 0xb5 ? 0x39c : 0x3a3;
    for (i = 0; i < sizeof capital / sizeof capital[0]; i++) {
        const uint32_t first = capital[i].first, last = capital[i].last;
        const int step = capital[i].step;
        if (step == 0 || step == 1) {
            if (c < first || c > last) continue;
            return upper ? ((c & 1) != (uint32_t)step ? c - 1 : c) : (c & 1) == (uint32_t)step ? c + 1 : c;
        }
        if (!upper && c >= first && c <= last) return (uint32_t)((int32_t)c + step);
        if (upper && (int32_t)c >= (int32_t)first + step && (int32_t)c <= (int32_t)last + step)
            return (uint32_t)((int32_t)c - step);
    }
    return c;
}

/* ---- printing ---- */

static void gpt__sb_hex(gpt__tpl *t, gpt__sb *s, const char *lead, uint32_t c, int digits) {
    char text[12];
    size_t n = strlen(lead);
    memcpy(text, lead, n);
    while (digits--) text[n++] = "0123456789abcdef"[c >> 4 * digits & 15];
    gpt__sb_put(t, s, text, NULL, n);
}

/* repr of a string */
static void gpt__sb_quoted(gpt__tpl *t, gpt__sb *s, gpt__val v) {
    const char quote = memchr(v.p, '\'', v.as.n) && !memchr(v.p, '"', v.as.n) ? '"' : '\'';
    size_t i, n;
    gpt__sb_put(t, s, &quote, NULL, 1);
    for (i = 0; i < v.as.n && !t->status; i += n) {
        const uint32_t c = gpt__str_char(v, i, &n);
        if (c == '\n' || c == '\r' || c == '\t') gpt__sb_text(t, s, c == '\n' ? "\\n" : c == '\r' ? "\\r" : "\\t");
        else if (c < 0x20 || (c >= 0x7f && c <= 0xa0) || c == 0xad) gpt__sb_hex(t, s, "\\x", c, 2);
        else if ((gpt__cp_space(c) && c != ' ') || (c >= 0x200b && c <= 0x200f) || (c >= 0x2028 && c <= 0x202e) ||
                 (c >= 0x2060 && c <= 0x206f) || c == 0xfeff || (c >= 0xe000 && c <= 0xf8ff))
            gpt__sb_hex(t, s, "\\u", c, 4);
        else {
            if (c == '\\' || c == (uint32_t)quote) gpt__sb_text(t, s, "\\");
            gpt__sb_put(t, s, v.p + i, v.mark ? v.mark + i : NULL, n);
        }
    }
    gpt__sb_put(t, s, &quote, NULL, 1);
}

static void gpt__sb_repr(gpt__tpl *t, gpt__sb *s, gpt__val v);

static void gpt__sb_list(gpt__tpl *t, gpt__sb *s, gpt__val v) {
    static const char *const open[] = {"[", "(", "range(", "", "dict_keys([", "dict_values([", "dict_items(["};
    static const char *const close[] = {"]", ")", ")", "", "])", "])", "])"};
    const gpt__list *l = v.as.list;
    size_t i;
    if (v.kind == GPT__LIST_GENERATOR) {
        gpt__tpl_fail(t, "a generator is printed; | list makes a list of it");
        return;
    }
    gpt__sb_text(t, s, open[v.kind]);
    if (v.kind == GPT__LIST_RANGE) { /* steps of one are all that prints so */
        gpt__sb_int(t, s, l->n ? l->v[0].as.i : 0);
        gpt__sb_text(t, s, ", ");
        gpt__sb_int(t, s, l->n ? l->v[l->n - 1].as.i + 1 : 0);
    }
    for (i = 0; i < l->n && v.kind != GPT__LIST_RANGE && !t->status; i++) {
        if (i) gpt__sb_text(t, s, ", ");
        gpt__sb_repr(t, s, l->v[i]);
    }
    if (v.kind == GPT__LIST_TUPLE && l->n == 1) gpt__sb_text(t, s, ",");
    gpt__sb_text(t, s, close[v.kind]);
}

/* repr */
static void gpt__sb_repr(gpt__tpl *t, gpt__sb *s, gpt__val v) {
    size_t i;
    if (!gpt__tpl_enter(t)) return;
    switch (v.type) {
    case GPT__VAL_UNDEFINED: gpt__sb_text(t, s, "Undefined"); break;
    case GPT__VAL_NONE: gpt__sb_text(t, s, "None"); break;
    case GPT__VAL_BOOL: gpt__sb_text(t, s, v.as.i ? "True" : "False"); break;
    case GPT__VAL_INT: gpt__sb_int(t, s, v.as.i); break;
    case GPT__VAL_FLOAT: gpt__sb_float(t, s, v.as.f); break;
    case GPT__VAL_STRING: gpt__sb_quoted(t, s, v); break;
    case GPT__VAL_LIST: gpt__sb_list(t, s, v); break;
    case GPT__VAL_SPACE: gpt__sb_text(t, s, "<Namespace "); /* fall through */
    case GPT__VAL_DICT:
        gpt__sb_text(t, s, "{");
        for (i = 0; i < v.as.dict->n && !t->status; i++) {
            if (i) gpt__sb_text(t, s, ", ");
            gpt__sb_repr(t, s, v.as.dict->key[i]);
            gpt__sb_text(t, s, ": ");
            gpt__sb_repr(t, s, v.as.dict->v[i]);
        }
        gpt__sb_text(t, s, v.type == GPT__VAL_DICT ? "}" : "}>");
        break;
    case GPT__VAL_MACRO:
        gpt__sb_text(t, s, "<Macro ");
        gpt__sb_quoted(t, s, v.as.macro->node->value);
        gpt__sb_text(t, s, ">");
        break;
    default: gpt__tpl_fail(t, "a %s is printed", gpt__val_name(v)); break;
    }
    t->depth--;
}

/* str */
static void gpt__sb_val(gpt__tpl *t, gpt__sb *s, gpt__val v) {
    if (v.type == GPT__VAL_STRING) gpt__sb_str(t, s, v);
    else if (v.type != GPT__VAL_UNDEFINED) gpt__sb_repr(t, s, v);
}

static gpt__val gpt__val_to_str(gpt__tpl *t, gpt__val v) {
    gpt__sb s = {NULL, NULL, 0, 0};
    if (v.type == GPT__VAL_STRING) return v;
    gpt__sb_val(t, &s, v);
    return gpt__val_sb(&s);
}

/* json.dumps. indent < 0: on one line. */
typedef struct gpt__json_style { int indent, ascii, sorted; gpt__val between, colon; } gpt__json_style;

static void gpt__sb_json_text(gpt__tpl *t, gpt__sb *s, gpt__val v, int ascii) {
    static const char special[] = "\"\\\n\r\t\f\b", letter[] = "\"\\nrtfb";
    size_t i, n;
    gpt__sb_text(t, s, "\"");
    for (i = 0; i < v.as.n && !t->status; i += n) {
        const uint32_t c = gpt__str_char(v, i, &n);
        const char *at = c && c < 0x80 ? strchr(special, (int)c) : NULL;
        if (at) gpt__sb_text(t, s, "\\"), gpt__sb_put(t, s, letter + (at - special), NULL, 1);
        else if (c < 0x20 || (ascii && c >= 0x7f && c < 0x10000 && c != 0x7f)) gpt__sb_hex(t, s, "\\u", c, 4);
        else if (ascii && c >= 0x10000 && c < 0x110000) {
            gpt__sb_hex(t, s, "\\u", 0xd800 + ((c - 0x10000) >> 10), 4);
            gpt__sb_hex(t, s, "\\u", 0xdc00 + ((c - 0x10000) & 0x3ff), 4);
        } else gpt__sb_put(t, s, v.p + i, v.mark ? v.mark + i : NULL, n);
    }
    gpt__sb_text(t, s, "\"");
}

static void gpt__sb_line(gpt__tpl *t, gpt__sb *s, const gpt__json_style *j, int level) {
    int i;
    if (j->indent < 0) return;
    gpt__sb_text(t, s, "\n");
    for (i = 0; i < j->indent * level && !t->status; i++) gpt__sb_text(t, s, " ");
}

static void gpt__sb_json(gpt__tpl *t, gpt__sb *s, gpt__val v, const gpt__json_style *j, int level);

static void gpt__sb_json_dict(gpt__tpl *t, gpt__sb *s, const gpt__dict *d, const gpt__json_style *j, int level) {
    size_t *order = (size_t *)gpt__tpl_alloc(t, (d->n + 1) * sizeof *order), i, k;
    for (i = 0; i < d->n && order; i++) {
        for (k = i; k > 0 && j->sorted && gpt__val_order(t, d->key[i], d->key[order[k - 1]]) < 0; k--)
            order[k] = order[k - 1];
        order[k] = i;
    }
    gpt__sb_text(t, s, "{");
    for (i = 0; i < d->n && !t->status; i++) {
        const gpt__val key = d->key[order[i]];
        if (i) gpt__sb_str(t, s, j->between);
        gpt__sb_line(t, s, j, level + 1);
        if (key.type == GPT__VAL_STRING) gpt__sb_json_text(t, s, key, j->ascii);
        else if (key.type == GPT__VAL_NONE || gpt__val_number(key)) {
            gpt__sb_text(t, s, "\"");
            gpt__sb_json(t, s, key, j, level);
            gpt__sb_text(t, s, "\"");
        } else gpt__tpl_fail(t, "a key of a dict is a %s, which JSON has not", gpt__val_name(key));
        gpt__sb_str(t, s, j->colon);
        gpt__sb_json(t, s, d->v[order[i]], j, level + 1);
    }
    if (d->n) gpt__sb_line(t, s, j, level);
    gpt__sb_text(t, s, "}");
}

static void gpt__sb_json(gpt__tpl *t, gpt__sb *s, gpt__val v, const gpt__json_style *j, int level) {
    size_t i;
    if (!gpt__tpl_enter(t)) return;
    switch (v.type) {
    case GPT__VAL_NONE: gpt__sb_text(t, s, "null"); break;
    case GPT__VAL_BOOL: gpt__sb_text(t, s, v.as.i ? "true" : "false"); break;
    case GPT__VAL_INT: gpt__sb_int(t, s, v.as.i); break;
    case GPT__VAL_FLOAT:
        if (v.as.f != v.as.f || v.as.f - v.as.f != 0)
            gpt__sb_text(t, s, v.as.f != v.as.f ? "NaN" : v.as.f < 0 ? "-Infinity" : "Infinity");
        else gpt__sb_float(t, s, v.as.f);
        break;
    case GPT__VAL_STRING: gpt__sb_json_text(t, s, v, j->ascii); break;
    case GPT__VAL_DICT: gpt__sb_json_dict(t, s, v.as.dict, j, level); break;
    case GPT__VAL_LIST:
        if (v.kind > GPT__LIST_TUPLE) gpt__tpl_fail(t, "a %s is not JSON", gpt__val_name(v));
        gpt__sb_text(t, s, "[");
        for (i = 0; i < v.as.list->n && !t->status; i++) {
            if (i) gpt__sb_str(t, s, j->between);
            gpt__sb_line(t, s, j, level + 1);
            gpt__sb_json(t, s, v.as.list->v[i], j, level + 1);
        }
        if (v.as.list->n) gpt__sb_line(t, s, j, level);
        gpt__sb_text(t, s, "]");
        break;
    default: gpt__tpl_fail(t, "a value of type %s is not JSON", gpt__val_name(v)); break;
    }
    t->depth--;
}

/* ---- tokens ---- */

typedef struct gpt__lex {
    gpt__tpl *t;
    const char *p;
    size_t n, at;
    int line_start; /* the tag before ended a line */
} gpt__lex;

static gpt__lexeme *gpt__lex_add(gpt__lex *x, gpt__tok_kind kind, const char *p, size_t n) {
    gpt__tpl *t = x->t;
    gpt__lexeme *e;
    if (!gpt__tpl_step(t, 1)) return NULL;
    t->token = (gpt__lexeme *)gpt__tpl_grow(t, t->token, t->n_token, &t->cap_token, sizeof *t->token);
    if (!t->token) {
        t->n_token = 0;
        return NULL;
    }
    e = &t->token[t->n_token++];
    memset(e, 0, sizeof *e);
    e->kind = kind, e->p = p, e->n = n, e->line = t->line;
    return e;
}

static int gpt__lex_space(const gpt__lex *x, size_t at, size_t *size) {
    return at < x->n && gpt__cp_space(gpt__str_char(gpt__val_text(x->p, NULL, x->n), at, size));
}

/* Moves on to `to`, counting lines. */
static void gpt__lex_go(gpt__lex *x, size_t to) {
    for (; x->at < to; x->at++) x->t->line += x->p[x->at] == '\n';
}

static void gpt__lex_blanks(gpt__lex *x) {
    size_t n, at = x->at;
    while (gpt__lex_space(x, at, &n)) at += n;
    gpt__lex_go(x, at);
}

static int gpt__lex_at(const gpt__lex *x, size_t at, const char *text) {
    const size_t n = strlen(text);
    return at <= x->n && n <= x->n - at && memcmp(x->p + at, text, n) == 0;
}

/* Behind a tag that ends: "-" takes all white space after it, without a sign a block or comment takes the line end. */
static void gpt__lex_after(gpt__lex *x, char sign, int block) {
    const size_t from = x->at;
    if (sign == '-') gpt__lex_blanks(x);
    else if (sign != '+' && block && x->at < x->n && x->p[x->at] == '\n') gpt__lex_go(x, x->at + 1);
    x->line_start = x->at > from && x->p[x->at - 1] == '\n';
}

/* Text from..to in front of a tag with a sign: "-" takes the white space before it, without a sign a block or comment
 * that is the first on its line takes that line's. */
static void gpt__lex_text(gpt__lex *x, size_t from, size_t to, char sign, int block) {
    size_t end = to, n = 1, i, last = from;
    for (i = from; i < to; i += n)
        if (!gpt__lex_space(x, i, &n)) last = i + (gpt__str_char(gpt__val_text(x->p, NULL, x->n), i, &n), n);
    if (sign == '-') end = last;
    else if (sign != '+' && block) {
        for (i = to; i > from && x->p[i - 1] != '\n'; i--) {}
        if (last <= i && (i > from || x->line_start)) end = i;
    }
    if (end > from) gpt__lex_add(x, GPT__T_TEXT, x->p + from, end - from);
}

/* {% raw %} ... {% endraw %}, if that is what stands here */
static int gpt__lex_word_tag(const gpt__lex *x, size_t at, const char *word, char *before, char *after, size_t *end) {
    size_t n;
    *before = *after = 0;
    if (!gpt__lex_at(x, at, "{%")) return 0;
    at += 2;
    if (at < x->n && (x->p[at] == '-' || x->p[at] == '+')) *before = x->p[at++];
    while (gpt__lex_space(x, at, &n)) at += n;
    if (!gpt__lex_at(x, at, word)) return 0;
    at += strlen(word);
    while (gpt__lex_space(x, at, &n)) at += n;
    if (at < x->n && (x->p[at] == '-' || x->p[at] == '+')) *after = x->p[at++];
    *end = at + 2;
    return gpt__lex_at(x, at, "%}");
}

static void gpt__lex_raw(gpt__lex *x, char after, size_t from) {
    char sign, last;
    size_t i, end;
    gpt__lex_go(x, from);
    if (after == '-') gpt__lex_blanks(x);
    x->line_start = 0;
    for (i = x->at; i < x->n; i++) {
        if (!gpt__lex_word_tag(x, i, "endraw", &sign, &last, &end)) continue;
        gpt__lex_text(x, x->at, i, sign, 1);
        gpt__lex_go(x, end);
        gpt__lex_after(x, last, 1);
        return;
    }
    gpt__tpl_fail(x->t, "raw has no end");
}

static void gpt__lex_comment(gpt__lex *x) {
    size_t i = x->at;
    while (i < x->n && !gpt__lex_at(x, i, "#}")) i++;
    if (i >= x->n) {
        gpt__tpl_fail(x->t, "a comment has no end");
        return;
    }
    {
        const char sign = i > x->at && (x->p[i - 1] == '-' || x->p[i - 1] == '+') ? x->p[i - 1] : 0;
        gpt__lex_go(x, i + 2);
        gpt__lex_after(x, sign, 1);
    }
}

static int gpt__lex_digit(const gpt__lex *x, size_t at, unsigned base) {
    const unsigned c = at < x->n ? (unsigned char)x->p[at] : 0;
    const unsigned v = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 99;
    return v < base ? (int)v : -1;
}

/* digits with single underscores between; into s without them */
static size_t gpt__lex_digits(gpt__lex *x, size_t at, unsigned base, gpt__sb *s) {
    for (; gpt__lex_digit(x, at, base) >= 0; at++) {
        gpt__sb_put(x->t, s, x->p + at, NULL, 1);
        if (at + 1 < x->n && x->p[at + 1] == '_' && gpt__lex_digit(x, at + 2, base) >= 0) at++;
    }
    return at;
}

static int64_t gpt__lex_integer(gpt__tpl *t, const gpt__sb *s, unsigned base) {
    uint64_t v = 0;
    size_t i;
    for (i = 0; i < s->n; i++) {
        const unsigned c = (unsigned char)s->p[i], d = c <= '9' ? c - '0' : (c | 32) - 'a' + 10;
        if (v > ((uint64_t)INT64_MAX - d) / base) {
            gpt__tpl_fail(t, "a number is too large");
            return 0;
        }
        v = v * base + d;
    }
    return (int64_t)v;
}

static void gpt__lex_number(gpt__lex *x) {
    static const struct { char letter; unsigned base; } known[] = {{'x', 16}, {'o', 8}, {'b', 2}};
    gpt__sb s = {NULL, NULL, 0, 0}, fraction = {NULL, NULL, 0, 0}, power = {NULL, NULL, 0, 0};
    const size_t from = x->at;
    size_t at = from, k, i;
    gpt__lexeme *e;
    int sign = 1, real = 0;
    unsigned base = 10;
    for (i = 0; i < 3; i++)
        if (x->p[at] == '0' && at + 2 < x->n && (x->p[at + 1] | 32) == known[i].letter &&
            gpt__lex_digit(x, at + 2, known[i].base) >= 0) base = known[i].base;
    if (base != 10) at += 2;
    at = gpt__lex_digits(x, at, base, &s);
    if (base == 10 && !(from > 0 && x->p[from - 1] == '.')) {
        if (at + 1 < x->n && x->p[at] == '.' && gpt__lex_digit(x, at + 1, 10) >= 0)
            at = gpt__lex_digits(x, at + 1, 10, &fraction), real = 1;
        k = at + 1 + (at + 1 < x->n && (x->p[at + 1] == '-' || x->p[at + 1] == '+'));
        if (at < x->n && (x->p[at] | 32) == 'e' && gpt__lex_digit(x, k, 10) >= 0) {
            sign = x->p[at + 1] == '-' ? -1 : 1;
            at = gpt__lex_digits(x, k, 10, &power), real = 1;
        }
    }
    e = gpt__lex_add(x, real ? GPT__T_FLOAT : GPT__T_INT, x->p + from, at - from);
    gpt__lex_go(x, at);
    if (!e) return;
    if (real) {
        const int64_t p = power.n > 5 ? 99999 : gpt__lex_integer(x->t, &power, 10);
        gpt__sb_put(x->t, &s, fraction.p, NULL, fraction.n);
        if (!x->t->status) e->f = gpt__decimal(s.p, s.n, (int)(sign * p - (int64_t)fraction.n));
    } else e->i = gpt__lex_integer(x->t, &s, base);
}

/* An escape behind a backslash, as in Python's texts. Returns how many bytes it takes. */
static size_t gpt__lex_escape(gpt__lex *x, size_t at, size_t end, gpt__sb *s) {
    static const char letter[] = "abfnrtv\\'\"", meaning[] = "\a\b\f\n\r\t\v\\'\"";
    const char c = x->p[at], *known = strchr(letter, c);
    const size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
    uint32_t v = 0;
    size_t i;
    if (c == '\n') return 1;
    if (c && known) {
        gpt__sb_put(x->t, s, meaning + (known - letter), NULL, 1);
        return 1;
    }
    if (c >= '0' && c <= '7') {
        for (i = 0; i < 3 && at + i < end && gpt__lex_digit(x, at + i, 8) >= 0; i++)
            v = v * 8 + (uint32_t)(x->p[at + i] - '0');
        gpt__sb_char(x->t, s, v, 0);
        return i;
    }
    for (i = 1; i <= digits && at + i < end && gpt__lex_digit(x, at + i, 16) >= 0; i++)
        v = v * 16 + (uint32_t)gpt__lex_digit(x, at + i, 16);
    if (digits && (i <= digits || v > 0x10ffff))
        gpt__tpl_fail(x->t, "a text has a \\%c without its %d digits", c, (int)digits);
    if (digits) {
        gpt__sb_char(x->t, s, v, 0);
        return digits + 1;
    }
    if (c == 'N') gpt__tpl_fail(x->t, "characters by their names (\\N) are not known");
    gpt__sb_text(x->t, s, "\\");
    return 0; /* the backslash stays, and what follows is as it is */
}

static void gpt__lex_string(gpt__lex *x) {
    const char quote = x->p[x->at];
    size_t i, end = x->at + 1;
    gpt__sb s = {NULL, NULL, 0, 0};
    while (end < x->n && x->p[end] != quote) end += x->p[end] == '\\' ? 2 : 1;
    if (end >= x->n) {
        gpt__tpl_fail(x->t, "a text has no end");
        return;
    }
    for (i = x->at + 1; i < end && !x->t->status;) {
        size_t plain = i;
        while (plain < end && x->p[plain] != '\\') plain++;
        gpt__sb_put(x->t, &s, x->p + i, NULL, plain - i);
        i = plain;
        if (i < end) i += 1 + gpt__lex_escape(x, i + 1, end, &s);
    }
    gpt__lex_add(x, GPT__T_STRING, s.n ? s.p : "", s.n);
    gpt__lex_go(x, end + 1);
}

/* what a name is made of; Python's rule for characters beyond ASCII is close to "all letters" */
static int gpt__lex_letter(char c) {
    return c == '_' || (c >= '0' && c <= '9') || ((c | 32) >= 'a' && (c | 32) <= 'z') || (unsigned char)c >= 0x80;
}

static void gpt__lex_operator(gpt__lex *x, char *open, int *depth) {
    static const char pairs[] = "//**==!=>=<=", single[] = "+-/*%~[](){}><=.:|,;";
    const char c = x->p[x->at];
    gpt__lexeme *e;
    size_t i, n = 0;
    for (i = 0; pairs[i] && !n; i += 2)
        if (c == pairs[i] && x->at + 1 < x->n && x->p[x->at + 1] == pairs[i + 1]) n = 2;
    if (!n && c && strchr(single, c)) n = 1;
    if (!n) {
        gpt__tpl_fail(x->t, "what is %c?", c);
        return;
    }
    if (n == 1 && strchr("([{", c)) {
        if (*depth == GPT__TPL_DEPTH) gpt__tpl_fail(x->t, "too many brackets");
        else open[(*depth)++] = c == '(' ? ')' : c == '[' ? ']' : '}';
    }
    if (n == 1 && strchr(")]}", c) && (*depth == 0 || open[--*depth] != c))
        gpt__tpl_fail(x->t, "%c is not expected", c);
    e = gpt__lex_add(x, GPT__T_OP, x->p + x->at, n);
    if (e) e->op = n == 2 ? c | x->p[x->at + 1] << 8 : c;
    gpt__lex_go(x, x->at + n);
}

/* the inside of {{ }} or {% %}, and its end */
static void gpt__lex_tag(gpt__lex *x, int block) {
    const char *close = block ? "%}" : "}}";
    char open[GPT__TPL_DEPTH];
    int depth = 0;
    while (!x->t->status) {
        char c, sign;
        gpt__lex_blanks(x);
        if (x->at >= x->n) {
            gpt__tpl_fail(x->t, "%s is missing", close);
            return;
        }
        c = x->p[x->at];
        sign = c == '-' || (c == '+' && block) ? c : 0;
        if (depth == 0 && gpt__lex_at(x, x->at + (sign != 0), close)) {
            gpt__lex_add(x, block ? GPT__T_CLOSE_BLOCK : GPT__T_CLOSE, x->p + x->at, 0);
            gpt__lex_go(x, x->at + (sign != 0) + 2);
            gpt__lex_after(x, sign, block);
            return;
        }
        if (c >= '0' && c <= '9') gpt__lex_number(x);
        else if (c == '"' || c == '\'') gpt__lex_string(x);
        else if (gpt__lex_letter(c)) {
            size_t end = x->at;
            while (end < x->n && gpt__lex_letter(x->p[end])) end++;
            gpt__lex_add(x, GPT__T_NAME, x->p + x->at, end - x->at);
            gpt__lex_go(x, end);
        } else gpt__lex_operator(x, open, &depth);
    }
}

static void gpt__tpl_lex(gpt__tpl *t, const char *source, size_t size) {
    char *text = (char *)gpt__tpl_alloc(t, size + 1);
    size_t i, n = 0, end;
    gpt__lex x;
    if (!text) return;
    for (i = 0; i < size; i++) { /* all line ends become \n, and the last one is dropped */
        if (source[i] == '\r' && i + 1 < size && source[i + 1] == '\n') continue;
        text[n++] = source[i] == '\r' ? '\n' : source[i];
    }
    n -= n > 0 && text[n - 1] == '\n';
    memset(&x, 0, sizeof x);
    x.t = t, x.p = text, x.n = n, x.line_start = 1;
    while (x.at < n && !t->status) {
        char sign, raw, after;
        int block;
        for (i = x.at; i < n; i++)
            if (text[i] == '{' && i + 1 < n && (text[i + 1] == '{' || text[i + 1] == '%' || text[i + 1] == '#')) break;
        if (i == n) {
            gpt__lex_add(&x, GPT__T_TEXT, text + x.at, n - x.at);
            break;
        }
        block = text[i + 1] != '{';
        sign = i + 2 < n && (text[i + 2] == '-' || text[i + 2] == '+') ? text[i + 2] : 0;
        gpt__lex_text(&x, x.at, i, sign, block);
        gpt__lex_go(&x, i);
        if (gpt__lex_word_tag(&x, i, "raw", &raw, &after, &end) && after != '+') {
            gpt__lex_raw(&x, after, end);
            continue;
        }
        gpt__lex_go(&x, i + 2 + (sign != 0));
        if (text[i + 1] == '#') gpt__lex_comment(&x);
        else {
            gpt__lex_add(&x, text[i + 1] == '{' ? GPT__T_OPEN : GPT__T_OPEN_BLOCK, text + i, 2);
            gpt__lex_tag(&x, text[i + 1] == '%');
        }
    }
    gpt__lex_add(&x, GPT__T_END, "", 0);
}

/* ---- nodes ---- */

#define GPT__OP2(a, b) ((a) | (b) << 8)

static const gpt__lexeme *gpt__tpl_peek(gpt__tpl *t) {
    static const gpt__lexeme none = {GPT__T_END, 0, 0, "", 0, 0, 0};
    const gpt__lexeme *e = t->status || !t->n_token ? &none : &t->token[t->at];
    if (e->line) t->line = e->line;
    return e;
}
static const gpt__lexeme *gpt__tpl_next(gpt__tpl *t) {
    const gpt__lexeme *e = gpt__tpl_peek(t);
    if (e->kind != GPT__T_END) t->at++;
    return e;
}
static int gpt__lexeme_is(const gpt__lexeme *e, const char *word) {
    return e->kind == GPT__T_NAME && e->n == strlen(word) && memcmp(e->p, word, e->n) == 0;
}
static int gpt__tpl_word(gpt__tpl *t, const char *word) {
    if (!gpt__lexeme_is(gpt__tpl_peek(t), word)) return 0;
    gpt__tpl_next(t);
    return 1;
}
static int gpt__tpl_is_op(gpt__tpl *t, int op) {
    const gpt__lexeme *e = gpt__tpl_peek(t);
    return e->kind == GPT__T_OP && e->op == op;
}
static int gpt__tpl_op(gpt__tpl *t, int op) {
    if (!gpt__tpl_is_op(t, op)) return 0;
    gpt__tpl_next(t);
    return 1;
}
static void gpt__tpl_unexpected(gpt__tpl *t, const char *wanted) {
    const gpt__lexeme *e = gpt__tpl_peek(t);
    static const char *const what[] = {"its end", "text", "{{", "}}", "{%", "%}"};
    if (e->kind <= GPT__T_CLOSE_BLOCK) gpt__tpl_fail(t, "%s is expected, not %s", wanted, what[e->kind]);
    else gpt__tpl_fail(t, "%s is expected, not \"%.*s\"", wanted, e->n < 60 ? (int)e->n : 60, e->p);
}
static void gpt__tpl_expect(gpt__tpl *t, int op, const char *wanted) {
    if (!gpt__tpl_op(t, op)) gpt__tpl_unexpected(t, wanted);
}

/* NULL once something has failed */
static gpt__node *gpt__node_new(gpt__tpl *t, gpt__node_op op, gpt__node *a, gpt__node *b) {
    gpt__node *n = gpt__tpl_step(t, 1) ? (gpt__node *)gpt__tpl_alloc(t, sizeof *n) : NULL;
    if (!n) return NULL;
    memset(n, 0, sizeof *n);
    n->op = op, n->line = t->line;
    n->kid[0] = a, n->kid[1] = b;
    return n;
}
static gpt__node *gpt__node_const(gpt__tpl *t, gpt__val v) {
    gpt__node *n = gpt__node_new(t, GPT__N_CONST, NULL, NULL);
    if (n) n->value = v;
    return n;
}
static gpt__node *gpt__node_named(gpt__tpl *t, gpt__node_op op, gpt__node *a, gpt__node *b, const gpt__lexeme *name) {
    gpt__node *n = gpt__node_new(t, op, a, b);
    if (n) n->value = gpt__val_text(name->p, NULL, name->n);
    return n;
}
/* appends n to the list whose end *end is */
static void gpt__node_add(gpt__node ***end, gpt__node *n) {
    if (!n) return;
    **end = n;
    *end = &n->next;
}

static int gpt__tpl_known_filter(gpt__val name);
static int gpt__tpl_known_test(gpt__val name);
static gpt__node *gpt__tpl_expr(gpt__tpl *t);
static gpt__node *gpt__tpl_unary(gpt__tpl *t, int filters);
static gpt__node *gpt__tpl_filters(gpt__tpl *t, gpt__node *n, int all);
static gpt__node *gpt__tpl_no_cond(gpt__tpl *t);

/* a name that is not a word of the language, to assign to */
static gpt__node *gpt__tpl_name(gpt__tpl *t) {
    const gpt__lexeme *e = gpt__tpl_next(t);
    if (e->kind != GPT__T_NAME) {
        if (t->at) t->at--;
        gpt__tpl_unexpected(t, "a name");
    }
    return gpt__node_named(t, GPT__N_NAME, NULL, NULL, e);
}

/* Members up to a closing bracket, of a list, or pairs of a dict. */
static gpt__node *gpt__tpl_members(gpt__tpl *t, int close) {
    gpt__node *first = NULL, **end = &first;
    while (!t->status && !gpt__tpl_is_op(t, close)) {
        gpt__node_add(&end, gpt__tpl_expr(t));
        if (close == '}') {
            gpt__tpl_expect(t, ':', ":");
            gpt__node_add(&end, gpt__tpl_expr(t));
        }
        if (!gpt__tpl_op(t, ',')) break;
    }
    gpt__tpl_expect(t, close, close == '}' ? "}" : close == ']' ? "]" : ")");
    return first;
}

/* One expression, or with commas a tuple of them; none is an empty tuple where brackets stand around it. */
static gpt__node *gpt__tpl_tuple(gpt__tpl *t, int cond, int bracketed) {
    gpt__node *first = NULL, **end = &first;
    int comma = 0, n = 0;
    while (!t->status) {
        const gpt__lexeme *e = gpt__tpl_peek(t);
        if (e->kind == GPT__T_CLOSE || e->kind == GPT__T_CLOSE_BLOCK || (e->kind == GPT__T_OP && e->op == ')') ||
            gpt__lexeme_is(e, "in")) break;
        gpt__node_add(&end, cond ? gpt__tpl_expr(t) : gpt__tpl_no_cond(t));
        n++;
        comma = gpt__tpl_op(t, ',');
        if (!comma) break;
    }
    if (n == 1 && !comma) return first;
    if (n == 0 && !bracketed) gpt__tpl_unexpected(t, "an expression");
    return gpt__node_new(t, GPT__N_TUPLE, first, NULL);
}

static gpt__node *gpt__tpl_primary(gpt__tpl *t) {
    const gpt__lexeme *e = gpt__tpl_next(t);
    gpt__node *n = NULL;
    switch (e->kind) {
    case GPT__T_NAME:
        if (gpt__lexeme_is(e, "true") || gpt__lexeme_is(e, "True")) return gpt__node_const(t, gpt__val_bool(1));
        if (gpt__lexeme_is(e, "false") || gpt__lexeme_is(e, "False")) return gpt__node_const(t, gpt__val_bool(0));
        if (gpt__lexeme_is(e, "none") || gpt__lexeme_is(e, "None"))
            return gpt__node_const(t, gpt__val_of(GPT__VAL_NONE));
        t->uses |= gpt__lexeme_is(e, "varargs") ? GPT__TPL_VARARGS : gpt__lexeme_is(e, "kwargs") ? GPT__TPL_KWARGS
                   : gpt__lexeme_is(e, "caller") ? GPT__TPL_CALLER : 0;
        return gpt__node_named(t, GPT__N_NAME, NULL, NULL, e);
    case GPT__T_STRING: {
        gpt__sb s = {NULL, NULL, 0, 0};
        if (gpt__tpl_peek(t)->kind != GPT__T_STRING) return gpt__node_const(t, gpt__val_text(e->p, NULL, e->n));
        gpt__sb_put(t, &s, e->p, NULL, e->n);
        while ((e = gpt__tpl_peek(t))->kind == GPT__T_STRING) gpt__sb_put(t, &s, e->p, NULL, e->n), gpt__tpl_next(t);
        return gpt__node_const(t, gpt__val_sb(&s));
    }
    case GPT__T_INT: return gpt__node_const(t, gpt__val_int(e->i));
    case GPT__T_FLOAT: return gpt__node_const(t, gpt__val_float(e->f));
    case GPT__T_OP:
        if (e->op == '(') {
            n = gpt__tpl_tuple(t, 1, 1);
            gpt__tpl_expect(t, ')', ")");
            return n;
        }
        if (e->op == '[') return gpt__node_new(t, GPT__N_LIST, gpt__tpl_members(t, ']'), NULL);
        if (e->op == '{') return gpt__node_new(t, GPT__N_DICT, gpt__tpl_members(t, '}'), NULL);
        break;
    default: break;
    }
    if (e->kind != GPT__T_END && t->at) t->at--;
    gpt__tpl_unexpected(t, "an expression");
    return NULL;
}

/* arguments behind "(": positions, name=value, *list, **dict */
static gpt__node *gpt__tpl_args(gpt__tpl *t) {
    gpt__node *first = NULL, **end = &first;
    int named = 0;
    while (!t->status && !gpt__tpl_is_op(t, ')')) {
        const gpt__lexeme *e = gpt__tpl_peek(t);
        if (gpt__tpl_op(t, '*')) gpt__node_add(&end, gpt__node_new(t, GPT__N_STAR, gpt__tpl_expr(t), NULL));
        else if (gpt__tpl_op(t, GPT__OP2('*', '*')))
            gpt__node_add(&end, gpt__node_new(t, GPT__N_STARS, gpt__tpl_expr(t), NULL)), named = 1;
        else if (e->kind == GPT__T_NAME && e[1].kind == GPT__T_OP && e[1].op == '=') {
            t->at += 2;
            gpt__node_add(&end, gpt__node_named(t, GPT__N_KEYWORD, gpt__tpl_expr(t), NULL, e));
            named = 1;
        } else {
            if (named) gpt__tpl_fail(t, "an argument without a name follows one with a name");
            gpt__node_add(&end, gpt__tpl_expr(t));
        }
        if (!gpt__tpl_op(t, ',')) break;
    }
    gpt__tpl_expect(t, ')', ")");
    return first;
}

/* one part of a subscript: an expression or a slice */
static gpt__node *gpt__tpl_subscript(gpt__tpl *t) {
    gpt__node *part[3] = {NULL, NULL, NULL}, *n;
    int i = 0;
    if (!gpt__tpl_is_op(t, ':')) {
        part[0] = gpt__tpl_expr(t);
        if (!gpt__tpl_is_op(t, ':')) return part[0];
    }
    while (!t->status && gpt__tpl_op(t, ':') && ++i <= 2)
        if (!gpt__tpl_is_op(t, ':') && !gpt__tpl_is_op(t, ']') && !gpt__tpl_is_op(t, ',')) part[i] = gpt__tpl_expr(t);
    n = gpt__node_new(t, GPT__N_SLICE, part[0], part[1]);
    if (n) n->kid[2] = part[2];
    return n;
}

static gpt__node *gpt__tpl_postfix(gpt__tpl *t, gpt__node *n) {
    while (!t->status) {
        if (gpt__tpl_op(t, '.')) {
            const gpt__lexeme *e = gpt__tpl_next(t);
            if (e->kind == GPT__T_NAME) n = gpt__node_named(t, GPT__N_ATTR, n, NULL, e);
            else if (e->kind == GPT__T_INT)
                n = gpt__node_new(t, GPT__N_ITEM, n, gpt__node_const(t, gpt__val_int(e->i)));
            else t->at--, gpt__tpl_unexpected(t, "a name");
        } else if (gpt__tpl_op(t, '[')) {
            gpt__node *first = NULL, **end = &first;
            int many = 0;
            gpt__node_add(&end, gpt__tpl_subscript(t));
            while (!t->status && gpt__tpl_op(t, ',')) {
                many = 1;
                if (!gpt__tpl_is_op(t, ']')) gpt__node_add(&end, gpt__tpl_subscript(t));
            }
            gpt__tpl_expect(t, ']', "]");
            n = gpt__node_new(t, GPT__N_ITEM, n, many ? gpt__node_new(t, GPT__N_TUPLE, first, NULL) : first);
        } else if (gpt__tpl_op(t, '(')) n = gpt__node_new(t, GPT__N_CALL, n, gpt__tpl_args(t));
        else break;
    }
    return n;
}

/* the argument of a test without brackets, if there is one: `x is divisibleby 3` */
static gpt__node *gpt__tpl_test_arg(gpt__tpl *t) {
    const gpt__lexeme *e = gpt__tpl_peek(t);
    const int starts = (e->kind == GPT__T_NAME && !gpt__lexeme_is(e, "else") && !gpt__lexeme_is(e, "or") &&
                        !gpt__lexeme_is(e, "and")) ||
                       e->kind == GPT__T_STRING || e->kind == GPT__T_INT || e->kind == GPT__T_FLOAT ||
                       (e->kind == GPT__T_OP && (e->op == '[' || e->op == '{'));
    if (!starts) return NULL;
    if (gpt__lexeme_is(e, "is")) gpt__tpl_fail(t, "one test can't follow another");
    return gpt__tpl_postfix(t, gpt__tpl_primary(t));
}

/* a dotted name, of which the one that counts is the whole */
static gpt__lexeme gpt__tpl_dotted(gpt__tpl *t, const char *wanted) {
    gpt__lexeme e = *gpt__tpl_next(t);
    if (e.kind != GPT__T_NAME) {
        if (e.kind != GPT__T_END) t->at--;
        gpt__tpl_unexpected(t, wanted);
    }
    while (!t->status && gpt__tpl_is_op(t, '.') && t->token[t->at + 1].kind == GPT__T_NAME) {
        gpt__tpl_next(t);
        e.n = (size_t)(gpt__tpl_peek(t)->p + gpt__tpl_peek(t)->n - e.p);
        gpt__tpl_next(t);
    }
    return e;
}

/* What is not known is an error at once, but in branches of an if, which may be there for the case. */
static void gpt__tpl_check_name(gpt__tpl *t, const gpt__lexeme *e, int filter) {
    const gpt__val name = gpt__val_text(e->p, NULL, e->n);
    if (t->status || t->in_if || (filter ? gpt__tpl_known_filter(name) : gpt__tpl_known_test(name))) return;
    gpt__tpl_fail(t, "there is no %s %.*s", filter ? "filter" : "test", e->n < 60 ? (int)e->n : 60, e->p);
}

/* | filter, and if all: is test, (arguments). A filter block begins with a filter of nothing. */
static gpt__node *gpt__tpl_filters(gpt__tpl *t, gpt__node *n, int all) {
    while (!t->status) {
        if (gpt__tpl_op(t, '|')) {
            const gpt__lexeme e = gpt__tpl_dotted(t, "the name of a filter");
            gpt__tpl_check_name(t, &e, 1);
            n = gpt__node_named(t, GPT__N_FILTER, n, gpt__tpl_op(t, '(') ? gpt__tpl_args(t) : NULL, &e);
        } else if (all && gpt__lexeme_is(gpt__tpl_peek(t), "is")) {
            int negated;
            gpt__lexeme e;
            gpt__tpl_next(t);
            negated = gpt__tpl_word(t, "not");
            e = gpt__tpl_dotted(t, "the name of a test");
            gpt__tpl_check_name(t, &e, 0);
            n = gpt__node_named(t, GPT__N_TEST, n, gpt__tpl_op(t, '(') ? gpt__tpl_args(t) : gpt__tpl_test_arg(t), &e);
            if (negated) n = gpt__node_new(t, GPT__N_NOT, n, NULL);
        } else if (all && gpt__tpl_op(t, '(')) n = gpt__node_new(t, GPT__N_CALL, n, gpt__tpl_args(t));
        else break;
    }
    return n;
}

static gpt__node *gpt__tpl_unary(gpt__tpl *t, int filters) {
    gpt__node *n;
    if (!gpt__tpl_enter(t)) return NULL;
    if (gpt__tpl_op(t, '-')) n = gpt__node_new(t, GPT__N_NEG, gpt__tpl_unary(t, 0), NULL);
    else if (gpt__tpl_op(t, '+')) n = gpt__node_new(t, GPT__N_POS, gpt__tpl_unary(t, 0), NULL);
    else n = gpt__tpl_primary(t);
    n = gpt__tpl_postfix(t, n);
    if (filters) n = gpt__tpl_filters(t, n, 1);
    t->depth--;
    return n;
}

/* operators between two values, from the weakest: + and -, ~, * and the divisions, powers */
static gpt__node *gpt__tpl_binary(gpt__tpl *t, int level) {
    static const int op[4][5] = {{'+', '-', 0, 0, 0}, {'~', 0, 0, 0, 0}, {'*', '/', GPT__OP2('/', '/'), '%', 0},
                                 {GPT__OP2('*', '*'), 0, 0, 0, 0}};
    gpt__node *n = level == 4 ? gpt__tpl_unary(t, 1) : gpt__tpl_binary(t, level + 1);
    int i = 0;
    while (level < 4 && !t->status && op[level][i]) {
        if (!gpt__tpl_op(t, op[level][i])) {
            i++;
            continue;
        }
        n = gpt__node_new(t, op[level][i] == '~' ? GPT__N_CONCAT : GPT__N_BINARY, n, gpt__tpl_binary(t, level + 1));
        if (n) n->extra = op[level][i];
        i = 0;
    }
    return n;
}

static gpt__node *gpt__tpl_compare(gpt__tpl *t) {
    static const int op[] = {
        GPT__OP2('=', '='), GPT__OP2('!', '='), '<', GPT__OP2('<', '='), '>', GPT__OP2('>', '='), 0};
    gpt__node *n = gpt__tpl_binary(t, 0), *rest = NULL, **end = &rest;
    while (!t->status) {
        gpt__node *right;
        int i = 0, what = 0;
        while (op[i] && !gpt__tpl_op(t, op[i])) i++;
        what = op[i];
        if (!what && gpt__tpl_word(t, "in")) what = 'i';
        if (!what && gpt__lexeme_is(gpt__tpl_peek(t), "not") && gpt__lexeme_is(gpt__tpl_peek(t) + 1, "in"))
            what = 'n', t->at += 2;
        if (!what) break;
        right = gpt__tpl_binary(t, 0);
        if (right) right = gpt__node_new(t, GPT__N_COMPARE, right, NULL);
        if (right) right->extra = what;
        gpt__node_add(&end, right);
    }
    return rest ? gpt__node_new(t, GPT__N_COMPARE, n, rest) : n;
}

static gpt__node *gpt__tpl_not(gpt__tpl *t) {
    gpt__node *n;
    if (!gpt__tpl_word(t, "not")) return gpt__tpl_compare(t);
    if (!gpt__tpl_enter(t)) return NULL;
    n = gpt__node_new(t, GPT__N_NOT, gpt__tpl_not(t), NULL);
    t->depth--;
    return n;
}

static gpt__node *gpt__tpl_and(gpt__tpl *t) {
    gpt__node *n = gpt__tpl_not(t);
    while (!t->status && gpt__tpl_word(t, "and")) n = gpt__node_new(t, GPT__N_AND, n, gpt__tpl_not(t));
    return n;
}

static gpt__node *gpt__tpl_no_cond(gpt__tpl *t) {
    gpt__node *n = gpt__tpl_and(t);
    while (!t->status && gpt__tpl_word(t, "or")) n = gpt__node_new(t, GPT__N_OR, n, gpt__tpl_and(t));
    return n;
}

static gpt__node *gpt__tpl_expr(gpt__tpl *t) {
    gpt__node *n;
    if (!gpt__tpl_enter(t)) return NULL;
    n = gpt__tpl_no_cond(t);
    while (!t->status && gpt__tpl_word(t, "if")) {
        gpt__node *test = gpt__tpl_no_cond(t), *cond = gpt__node_new(t, GPT__N_COND, test, n);
        if (cond && gpt__tpl_word(t, "else")) cond->kid[2] = gpt__tpl_expr(t);
        n = cond;
    }
    t->depth--;
    return n;
}

/* ---- statements ---- */

static gpt__node *gpt__tpl_body(gpt__tpl *t, const char *ends);

static void gpt__tpl_close(gpt__tpl *t) {
    if (gpt__tpl_peek(t)->kind != GPT__T_CLOSE_BLOCK) gpt__tpl_unexpected(t, "%}");
    else gpt__tpl_next(t);
}

/* %}, what lies before one of the words `ends`, which is next then */
static gpt__node *gpt__tpl_block(gpt__tpl *t, const char *ends) {
    gpt__tpl_close(t);
    return gpt__tpl_body(t, ends);
}
/* the same, and the word, which is the only one, and %} */
static gpt__node *gpt__tpl_whole(gpt__tpl *t, const char *end) {
    gpt__node *n = gpt__tpl_block(t, end);
    gpt__tpl_next(t);
    gpt__tpl_close(t);
    return n;
}

/* What is assigned to: names, a tuple of them, or a member of a namespace. */
static gpt__node *gpt__tpl_target(gpt__tpl *t, int member) {
    gpt__node *first = NULL, **end = &first, *n;
    int many = 0;
    do {
        const int bracket = gpt__tpl_op(t, '(');
        if (bracket && !gpt__tpl_enter(t)) return NULL;
        if (!bracket && many && gpt__tpl_peek(t)->kind != GPT__T_NAME) break;
        n = bracket ? gpt__tpl_target(t, 0) : gpt__tpl_name(t);
        if (bracket) t->depth--, gpt__tpl_expect(t, ')', ")");
        if (n && !bracket && member && gpt__tpl_op(t, '.'))
            n = gpt__node_named(t, GPT__N_ATTR, n, NULL, gpt__tpl_next(t));
        gpt__node_add(&end, n);
    } while (!t->status && gpt__tpl_op(t, ',') && (many = 1));
    return many ? gpt__node_new(t, GPT__N_TUPLE, first, NULL) : first;
}

static gpt__node *gpt__tpl_if(gpt__tpl *t) {
    const int in_if = t->in_if++;
    gpt__node *n = gpt__node_new(t, GPT__N_IF, gpt__tpl_tuple(t, 1, 0), NULL), *first = n;
    while (n && !t->status) {
        n->kid[1] = gpt__tpl_block(t, "elif else endif");
        if (gpt__tpl_word(t, "elif")) n = n->kid[2] = gpt__node_new(t, GPT__N_IF, gpt__tpl_tuple(t, 1, 0), NULL);
        else if (gpt__tpl_word(t, "else")) {
            n->extra = 1;
            n->kid[2] = gpt__tpl_whole(t, "endif");
            break;
        } else {
            gpt__tpl_next(t);
            gpt__tpl_close(t);
            break;
        }
    }
    t->in_if = in_if;
    return first;
}

static gpt__node *gpt__tpl_for(gpt__tpl *t) {
    const int in_if = t->in_if;
    gpt__node *n = gpt__node_new(t, GPT__N_FOR, gpt__tpl_target(t, 0), NULL);
    if (!n) return NULL;
    if (!gpt__tpl_word(t, "in")) gpt__tpl_unexpected(t, "in");
    n->kid[1] = gpt__tpl_tuple(t, 0, 0);
    if (gpt__tpl_word(t, "if")) n->kid[4] = gpt__tpl_expr(t);
    if (gpt__tpl_word(t, "recursive")) n->extra = GPT__TPL_RECURSIVE;
    t->in_loop++;
    t->in_if = 0;
    n->kid[2] = gpt__tpl_block(t, "else endfor");
    t->in_loop--;
    if (gpt__tpl_word(t, "else")) n->kid[3] = gpt__tpl_block(t, "endfor");
    t->in_if = in_if;
    gpt__tpl_next(t);
    gpt__tpl_close(t);
    return n;
}

static gpt__node *gpt__tpl_set(gpt__tpl *t) {
    gpt__node *target = gpt__tpl_target(t, 1), *n;
    if (gpt__tpl_op(t, '=')) n = gpt__node_new(t, GPT__N_SET, target, gpt__tpl_tuple(t, 1, 0));
    else {
        gpt__node *filter = gpt__tpl_filters(t, NULL, 0);
        n = gpt__node_new(t, GPT__N_SET_BLOCK, target, gpt__tpl_whole(t, "endset"));
        if (n) n->kid[2] = filter;
        return n;
    }
    gpt__tpl_close(t);
    return n;
}

/* (name, name=default) */
static gpt__node *gpt__tpl_params(gpt__tpl *t) {
    gpt__node *first = NULL, **end = &first, *n;
    int optional = 0;
    while (!t->status && !gpt__tpl_is_op(t, ')')) {
        n = gpt__tpl_name(t);
        if (n && gpt__tpl_op(t, '=')) n->kid[0] = gpt__tpl_expr(t), optional = 1;
        else if (optional) gpt__tpl_fail(t, "a parameter without a default follows one with a default");
        gpt__node_add(&end, n);
        if (!gpt__tpl_op(t, ',')) break;
    }
    gpt__tpl_expect(t, ')', ")");
    return first;
}

/* macro name(parameters), or what a call block hands over as caller */
static gpt__node *gpt__tpl_macro(gpt__tpl *t, int call) {
    const int uses = t->uses, in_loop = t->in_loop, in_if = t->in_if;
    gpt__node *n = gpt__node_new(t, call ? GPT__N_CALL_BLOCK : GPT__N_MACRO, NULL, NULL);
    if (!n) return NULL;
    if (!call) n->value = gpt__val_text(gpt__tpl_peek(t)->p, NULL, gpt__tpl_peek(t)->n), gpt__tpl_name(t);
    if (gpt__tpl_op(t, '(')) n->kid[0] = gpt__tpl_params(t);
    else if (!call) gpt__tpl_unexpected(t, "(");
    if (call) {
        n->kid[1] = gpt__tpl_expr(t);
        if (n->kid[1] && n->kid[1]->op != GPT__N_CALL) gpt__tpl_fail(t, "call needs a call");
    }
    t->uses = t->in_loop = t->in_if = 0;
    n->kid[2] = gpt__tpl_whole(t, call ? "endcall" : "endmacro");
    n->extra = t->uses;
    t->uses = uses, t->in_loop = in_loop, t->in_if = in_if;
    return n;
}

static gpt__node *gpt__tpl_with(gpt__tpl *t) {
    gpt__node *first = NULL, **end = &first, *n;
    while (!t->status && gpt__tpl_peek(t)->kind != GPT__T_CLOSE_BLOCK) {
        n = gpt__tpl_target(t, 0);
        gpt__tpl_expect(t, '=', "=");
        n = gpt__node_new(t, GPT__N_SET, n, gpt__tpl_expr(t));
        gpt__node_add(&end, n);
        if (!gpt__tpl_op(t, ',')) break;
    }
    return gpt__node_new(t, GPT__N_WITH, first, gpt__tpl_whole(t, "endwith"));
}

static gpt__node *gpt__tpl_filter_block(gpt__tpl *t) {
    const gpt__lexeme e = gpt__tpl_dotted(t, "the name of a filter");
    gpt__node *n;
    gpt__tpl_check_name(t, &e, 1);
    n = gpt__node_named(t, GPT__N_FILTER, NULL, gpt__tpl_op(t, '(') ? gpt__tpl_args(t) : NULL, &e);
    n = gpt__tpl_filters(t, n, 0);
    return gpt__node_new(t, GPT__N_FILTER_BLOCK, n, gpt__tpl_whole(t, "endfilter"));
}

static gpt__node *gpt__tpl_jump(gpt__tpl *t, gpt__node_op op) {
    if (!t->in_loop) gpt__tpl_fail(t, "%s stands in no loop", op == GPT__N_BREAK ? "break" : "continue");
    gpt__tpl_close(t);
    return gpt__node_new(t, op, NULL, NULL);
}

static gpt__node *gpt__tpl_print(gpt__tpl *t) {
    gpt__node *first = NULL, **end = &first;
    do gpt__node_add(&end, gpt__node_new(t, GPT__N_OUTPUT, gpt__tpl_expr(t), NULL));
    while (!t->status && gpt__tpl_op(t, ','));
    gpt__tpl_close(t);
    return gpt__node_new(t, GPT__N_SCOPE, first, NULL);
}

static gpt__node *gpt__tpl_statement(gpt__tpl *t) {
    const gpt__lexeme *e = gpt__tpl_next(t);
    if (gpt__lexeme_is(e, "if")) return gpt__tpl_if(t);
    if (gpt__lexeme_is(e, "for")) return gpt__tpl_for(t);
    if (gpt__lexeme_is(e, "set")) return gpt__tpl_set(t);
    if (gpt__lexeme_is(e, "macro")) return gpt__tpl_macro(t, 0);
    if (gpt__lexeme_is(e, "call")) return gpt__tpl_macro(t, 1);
    if (gpt__lexeme_is(e, "with")) return gpt__tpl_with(t);
    if (gpt__lexeme_is(e, "filter")) return gpt__tpl_filter_block(t);
    if (gpt__lexeme_is(e, "print")) return gpt__tpl_print(t);
    if (gpt__lexeme_is(e, "break")) return gpt__tpl_jump(t, GPT__N_BREAK);
    if (gpt__lexeme_is(e, "continue")) return gpt__tpl_jump(t, GPT__N_CONTINUE);
    if (gpt__lexeme_is(e, "generation"))
        return gpt__node_new(t, GPT__N_SCOPE, gpt__tpl_whole(t, "endgeneration"), NULL);
    if (gpt__lexeme_is(e, "block")) {
        gpt__node *n;
        gpt__tpl_name(t);
        gpt__tpl_close(t);
        n = gpt__tpl_body(t, "endblock");
        gpt__tpl_next(t);
        if (gpt__tpl_peek(t)->kind == GPT__T_NAME) gpt__tpl_next(t);
        gpt__tpl_close(t);
        return gpt__node_new(t, GPT__N_SCOPE, n, NULL);
    }
    if (e->kind != GPT__T_END && t->at) t->at--;
    if (e->kind == GPT__T_NAME) gpt__tpl_fail(t, "there is no tag %.*s here", e->n < 60 ? (int)e->n : 60, e->p);
    else gpt__tpl_unexpected(t, "the name of a tag");
    return NULL;
}

/* Is a word of n bytes one of the words in a list? */
static int gpt__tpl_listed(const char *word, size_t n, const char *words) {
    while (*words) {
        const size_t next = strcspn(words, " ");
        if (next == n && memcmp(words, word, n) == 0) return 1;
        words += next + (words[next] == ' ');
    }
    return 0;
}

/* Text and statements until a tag whose name is one of `ends`, which is next then; NULL: until the end. */
static gpt__node *gpt__tpl_body(gpt__tpl *t, const char *ends) {
    gpt__node *first = NULL, **end = &first;
    if (!gpt__tpl_enter(t)) return NULL;
    while (!t->status) {
        const gpt__lexeme *e = gpt__tpl_next(t);
        if (e->kind == GPT__T_TEXT) gpt__node_add(&end, gpt__node_named(t, GPT__N_TEXT, NULL, NULL, e));
        else if (e->kind == GPT__T_OPEN) {
            gpt__node_add(&end, gpt__node_new(t, GPT__N_OUTPUT, gpt__tpl_tuple(t, 1, 0), NULL));
            if (gpt__tpl_peek(t)->kind != GPT__T_CLOSE) gpt__tpl_unexpected(t, "}}");
            else gpt__tpl_next(t);
        } else if (e->kind == GPT__T_OPEN_BLOCK) {
            e = gpt__tpl_peek(t);
            if (ends && e->kind == GPT__T_NAME && gpt__tpl_listed(e->p, e->n, ends)) break;
            gpt__node_add(&end, gpt__tpl_statement(t));
        } else {
            if (ends) gpt__tpl_fail(t, "%s is missing at the end", ends);
            break;
        }
    }
    t->depth--;
    return first;
}

/* ---- arguments ---- */

enum { GPT__TPL_ARGS = 32 };
typedef struct gpt__args {
    gpt__val at[GPT__TPL_ARGS];
    gpt__list names, values; /* those with a name */
    int n;
} gpt__args;

/* argument i, or the one of that name; NULL: not given */
static const gpt__val *gpt__arg(const gpt__args *a, int i, const char *name) {
    size_t k;
    if (i >= 0 && i < a->n) return &a->at[i];
    for (k = 0; name && k < a->names.n; k++)
        if (gpt__val_is(&a->names.v[k], name)) return &a->values.v[k];
    return NULL;
}
static int gpt__arg_true(const gpt__args *a, int i, const char *name, int fallback) {
    const gpt__val *v = gpt__arg(a, i, name);
    return v ? gpt__val_true(*v) : fallback;
}
static int64_t gpt__arg_int(gpt__tpl *t, const gpt__args *a, int i, const char *name, int64_t fallback) {
    const gpt__val *v = gpt__arg(a, i, name);
    if (!v || v->type == GPT__VAL_NONE) return fallback;
    if (v->type != GPT__VAL_INT && v->type != GPT__VAL_BOOL)
        gpt__tpl_fail(t, "%s is a number, not %s", name, gpt__val_name(*v));
    else if (v->as.i > INT32_MAX || v->as.i < -INT32_MAX) return v->as.i < 0 ? -INT32_MAX : INT32_MAX;
    return v->as.i;
}
static gpt__val gpt__arg_str(gpt__tpl *t, const gpt__args *a, int i, const char *name, const char *fallback) {
    const gpt__val *v = gpt__arg(a, i, name);
    if (v && v->type == GPT__VAL_STRING) return *v;
    if (v || !fallback) gpt__tpl_fail(t, "%s is a text%s%s", name, v ? ", not " : "", v ? gpt__val_name(*v) : "");
    return gpt__val_str(fallback ? fallback : "");
}
/* No more than n positions, and no names but those in the list. */
static void gpt__args_check(gpt__tpl *t, const gpt__args *a, int n, const char *names, gpt__val what) {
    size_t k;
    if (a->n > n) gpt__tpl_fail(t, "%.*s takes %d arguments, not %d", (int)what.as.n, what.p, n, a->n);
    for (k = 0; k < a->names.n && !t->status; k++) {
        const gpt__val name = a->names.v[k];
        if (!gpt__tpl_listed(name.p, name.as.n, names))
            gpt__tpl_fail(t, "%.*s has no argument %.*s", (int)what.as.n, what.p, (int)name.as.n, name.p);
    }
}

/* ---- what values are made of ---- */

/* What a loop over v goes through: characters, keys, members. A generator is used up. */
static gpt__list gpt__val_members(gpt__tpl *t, gpt__val v) {
    gpt__list l = {NULL, 0, 0};
    size_t i, n;
    if (v.type == GPT__VAL_LIST) {
        l = *v.as.list;
        if (v.kind == GPT__LIST_GENERATOR) memset(v.as.list, 0, sizeof *v.as.list);
    } else if (v.type == GPT__VAL_DICT) {
        l.v = v.as.dict->key, l.n = v.as.dict->n;
    } else if (v.type == GPT__VAL_STRING) {
        for (i = 0; i < v.as.n && !t->status; i += n) {
            gpt__str_char(v, i, &n);
            gpt__list_add(t, &l, gpt__val_part(v, i, n));
        }
    } else if (v.type != GPT__VAL_UNDEFINED) gpt__tpl_fail(t, "a %s can't be gone through", gpt__val_name(v));
    l.cap = l.n; /* whoever adds to it copies it first */
    gpt__tpl_step(t, l.n / 4);
    return l;
}

static gpt__list gpt__list_copy(gpt__tpl *t, gpt__list l) {
    gpt__list out = {NULL, 0, 0};
    size_t i;
    for (i = 0; i < l.n && !t->status; i++) gpt__list_add(t, &out, l.v[i]);
    return out;
}

static gpt__val gpt__val_listed(gpt__tpl *t, gpt__list_kind kind, gpt__list l) {
    gpt__val v = gpt__val_list(t, kind);
    if (v.type == GPT__VAL_LIST) *v.as.list = l;
    return v;
}

static int64_t gpt__val_length(gpt__tpl *t, gpt__val v) {
    switch (v.type) {
    case GPT__VAL_UNDEFINED: return 0;
    case GPT__VAL_STRING: return (int64_t)gpt__str_count(t, v);
    case GPT__VAL_DICT: return (int64_t)v.as.dict->n;
    case GPT__VAL_LOOP: return (int64_t)v.as.loop->items.n;
    case GPT__VAL_LIST:
        if (v.kind != GPT__LIST_GENERATOR) return (int64_t)v.as.list->n;
        break;
    default: break;
    }
    gpt__tpl_fail(t, "a %s has no length", gpt__val_name(v));
    return 0;
}

static const char *const gpt__tpl_methods_dict[] = {"get", "items", "keys", "values", "copy", NULL};
static const char *const gpt__tpl_methods_list[] = {"count", "index", "copy", NULL};
static const char *const gpt__tpl_methods_change[] = {"append", "extend", "insert", "pop", "remove", "reverse", "sort",
    "clear", "popitem", "setdefault", "update", NULL};
static const char *const gpt__tpl_methods_str[] = {
    "strip",      "lstrip",       "rstrip",       "split",     "rsplit",     "startswith", "endswith",
    "upper",      "lower",        "replace",      "find",      "rfind",      "index",      "rindex",
    "count",      "title",        "capitalize",   "join",      "format",     "splitlines", "partition",
    "rpartition", "removeprefix", "removesuffix", "isdigit",   "isalpha",    "isalnum",    "isspace",
    "isupper",    "islower",      "isdecimal",    "isnumeric", "isascii",    "zfill",      "ljust",
    "rjust",      "center",       "swapcase",     "casefold",  "expandtabs", NULL};

static int gpt__name_in(const char *const *names, gpt__val name) {
    int i;
    for (i = 0; names[i]; i++)
        if (gpt__val_is(&name, names[i])) return i;
    return -1;
}

static gpt__val gpt__val_method(gpt__tpl *t, gpt__val self, gpt__val name) {
    gpt__val v = gpt__val_of(GPT__VAL_METHOD);
    v.self = (gpt__val *)gpt__tpl_alloc(t, sizeof *v.self);
    if (v.self) *v.self = self;
    v.p = name.p, v.as.n = name.as.n;
    return v;
}

static gpt__val gpt__loop_attr(gpt__tpl *t, gpt__val self, gpt__val name) {
    const gpt__loop *l = self.as.loop;
    const int64_t at = (int64_t)l->at, n = (int64_t)l->items.n;
    if (gpt__val_is(&name, "index")) return gpt__val_int(at + 1);
    if (gpt__val_is(&name, "index0")) return gpt__val_int(at);
    if (gpt__val_is(&name, "revindex")) return gpt__val_int(n - at);
    if (gpt__val_is(&name, "revindex0")) return gpt__val_int(n - at - 1);
    if (gpt__val_is(&name, "first")) return gpt__val_bool(at == 0);
    if (gpt__val_is(&name, "last")) return gpt__val_bool(at + 1 == n);
    if (gpt__val_is(&name, "length")) return gpt__val_int(n);
    if (gpt__val_is(&name, "depth")) return gpt__val_int(l->depth + 1);
    if (gpt__val_is(&name, "depth0")) return gpt__val_int(l->depth);
    if (gpt__val_is(&name, "previtem") && at > 0) return l->items.v[at - 1];
    if (gpt__val_is(&name, "nextitem") && at + 1 < n) return l->items.v[at + 1];
    if (gpt__val_is(&name, "cycle") || gpt__val_is(&name, "changed")) return gpt__val_method(t, self, name);
    return gpt__val_missing(name);
}

/* Methods that Python's values have under a name; UNDEFINED if there is none. Those that change a value are refused. */
static gpt__val gpt__val_attr(gpt__tpl *t, gpt__val v, gpt__val name) {
    const int changes =
        (v.type == GPT__VAL_LIST || v.type == GPT__VAL_DICT) && gpt__name_in(gpt__tpl_methods_change, name) >= 0;
    if (changes && !(v.type == GPT__VAL_LIST && (gpt__val_is(&name, "popitem") || gpt__val_is(&name, "setdefault") ||
                                                 gpt__val_is(&name, "update"))) &&
        !(v.type == GPT__VAL_DICT && gpt__name_in(gpt__tpl_methods_change, name) < 7 && !gpt__val_is(&name, "pop"))) {
        gpt__tpl_fail(t, "%.*s would change a %s, which a template may not", (int)name.as.n, name.p, gpt__val_name(v));
        return gpt__val_missing(name);
    }
    switch (v.type) {
    case GPT__VAL_UNDEFINED:
        gpt__tpl_fail(t, "%.*s is undefined: it has no %.*s", (int)v.as.n, v.p ? v.p : "", (int)name.as.n, name.p);
        break;
    case GPT__VAL_STRING:
        if (gpt__name_in(gpt__tpl_methods_str, name) >= 0) return gpt__val_method(t, v, name);
        break;
    case GPT__VAL_LIST:
        if (v.kind <= GPT__LIST_RANGE && gpt__name_in(gpt__tpl_methods_list, name) >= 0)
            return gpt__val_method(t, v, name);
        break;
    case GPT__VAL_DICT:
        if (gpt__name_in(gpt__tpl_methods_dict, name) >= 0) return gpt__val_method(t, v, name);
        break;
    case GPT__VAL_SPACE: {
        const gpt__val *have = gpt__dict_find(t, v.as.dict, name);
        if (have) return *have;
        break;
    }
    case GPT__VAL_LOOP: return gpt__loop_attr(t, v, name);
    case GPT__VAL_CYCLER:
        if (gpt__val_is(&name, "next") || gpt__val_is(&name, "reset")) return gpt__val_method(t, v, name);
        if (gpt__val_is(&name, "current")) return v.as.list->v[v.as.list->cap];
        break;
    case GPT__VAL_MACRO:
        if (gpt__val_is(&name, "name")) return v.as.macro->node->value;
        break;
    default: break;
    }
    return gpt__val_missing(name);
}

static int gpt__slice_bound(gpt__tpl *t, gpt__val v, int64_t n, int64_t fallback, int64_t low, int64_t high,
                            int64_t *out) {
    *out = fallback;
    if (v.type == GPT__VAL_NONE) return 1;
    if (v.type != GPT__VAL_INT && v.type != GPT__VAL_BOOL) {
        gpt__tpl_fail(t, "a slice is made of whole numbers, not of %s", gpt__val_name(v));
        return 0;
    }
    *out = v.as.i < 0 ? (v.as.i < -n - 1 ? -1 : v.as.i + n) : v.as.i;
    *out = *out < low ? low : *out > high ? high : *out;
    return 1;
}

/* v[start:stop:step] of a text or a list */
static gpt__val gpt__val_slice(gpt__tpl *t, gpt__val v, gpt__val start, gpt__val stop, gpt__val step) {
    const int text = v.type == GPT__VAL_STRING;
    int64_t n, from, to, by = 1, i;
    gpt__list l = {NULL, 0, 0};
    gpt__sb s = {NULL, NULL, 0, 0};
    if (!text && (v.type != GPT__VAL_LIST || v.kind > GPT__LIST_RANGE)) {
        gpt__tpl_fail(t, "a %s has no slices", gpt__val_name(v));
        return v;
    }
    n = gpt__val_length(t, v);
    if (step.type != GPT__VAL_NONE) by = step.type == GPT__VAL_INT ? step.as.i : 0;
    if (by == 0 || by > INT32_MAX || by < -INT32_MAX) gpt__tpl_fail(t, "the step of a slice is a whole number, not 0");
    if (t->status || !gpt__slice_bound(t, start, n, by > 0 ? 0 : n - 1, by > 0 ? 0 : -1, by > 0 ? n : n - 1, &from) ||
        !gpt__slice_bound(t, stop, n, by > 0 ? n : -1, by > 0 ? 0 : -1, by > 0 ? n : n - 1, &to)) return v;
    if (text && by == 1) {
        const size_t a = gpt__str_at(t, v, (size_t)from), b = gpt__str_at(t, v, (size_t)to);
        return gpt__val_part(v, a < b ? a : b, a < b ? b - a : 0);
    }
    if (text) l = gpt__val_members(t, v);
    else l = *v.as.list;
    {
        gpt__list out = {NULL, 0, 0};
        for (i = from; by > 0 ? i < to : i > to; i += by) {
            if (t->status) break;
            if (text) gpt__sb_str(t, &s, l.v[i]);
            else gpt__list_add(t, &out, l.v[i]);
        }
        return text ? gpt__val_sb(&s) : gpt__val_listed(t, (gpt__list_kind)v.kind, out);
    }
}

/* v[key] as Python has it; NULL in *found if there is none */
static gpt__val gpt__val_item(gpt__tpl *t, gpt__val v, gpt__val key, int *found) {
    int64_t i, n;
    *found = 0;
    if (v.type == GPT__VAL_DICT) {
        const gpt__val *have = gpt__dict_find(t, v.as.dict, key);
        if (have) *found = 1;
        if (have) return *have;
    } else if ((v.type == GPT__VAL_STRING || (v.type == GPT__VAL_LIST && v.kind <= GPT__LIST_RANGE)) &&
               (key.type == GPT__VAL_INT || key.type == GPT__VAL_BOOL)) {
        n = gpt__val_length(t, v);
        i = key.as.i < 0 ? key.as.i + n : key.as.i;
        if (i >= 0 && i < n) {
            *found = 1;
            if (v.type == GPT__VAL_LIST) return v.as.list->v[i];
            return gpt__val_slice(t, v, gpt__val_int(i), gpt__val_int(i + 1), gpt__val_of(GPT__VAL_NONE));
        }
    } else if (v.type == GPT__VAL_UNDEFINED) gpt__val_attr(t, v, gpt__val_to_str(t, key));
    return gpt__val_missing(key);
}

/* v.name: a method, else a member; v["name"]: a member, else a method */
static gpt__val gpt__val_get(gpt__tpl *t, gpt__val v, gpt__val key, int attr) {
    gpt__val got;
    int found;
    if (attr) {
        got = gpt__val_attr(t, v, key);
        if (got.type != GPT__VAL_UNDEFINED || t->status || v.type == GPT__VAL_SPACE) return got;
        return gpt__val_item(t, v, key, &found);
    }
    got = gpt__val_item(t, v, key, &found);
    return found || t->status || key.type != GPT__VAL_STRING ? got : gpt__val_attr(t, v, key);
}

/* item in v */
static int gpt__val_in(gpt__tpl *t, gpt__val item, gpt__val v) {
    gpt__list l;
    size_t i;
    if (v.type == GPT__VAL_STRING) {
        if (item.type == GPT__VAL_STRING) return gpt__str_find(t, v, 0, item) != SIZE_MAX;
        gpt__tpl_fail(t, "a text has no %s in it", gpt__val_name(item));
        return 0;
    }
    if (v.type == GPT__VAL_DICT) return gpt__dict_find(t, v.as.dict, item) != NULL;
    l = gpt__val_members(t, v);
    for (i = 0; i < l.n && !t->status; i++)
        if (gpt__val_equal(t, item, l.v[i])) return 1;
    return 0;
}

/* ---- arithmetic ---- */

static gpt__val gpt__tpl_too_large(gpt__tpl *t) {
    gpt__tpl_fail(t, "a number is too large");
    return gpt__val_int(0);
}

static gpt__val gpt__val_repeat(gpt__tpl *t, gpt__val v, int64_t n) {
    gpt__sb s = {NULL, NULL, 0, 0};
    gpt__list l = {NULL, 0, 0};
    size_t i;
    for (; n > 0 && !t->status; n--) {
        if (v.type == GPT__VAL_STRING) gpt__sb_str(t, &s, v);
        for (i = 0; v.type == GPT__VAL_LIST && i < v.as.list->n; i++) gpt__list_add(t, &l, v.as.list->v[i]);
        if (v.type == GPT__VAL_STRING ? !v.as.n : !v.as.list->n) break;
    }
    return v.type == GPT__VAL_STRING ? gpt__val_sb(&s) : gpt__val_listed(t, (gpt__list_kind)v.kind, l);
}

static gpt__val gpt__val_joined(gpt__tpl *t, gpt__val a, gpt__val b) {
    gpt__sb s = {NULL, NULL, 0, 0};
    gpt__list l = {NULL, 0, 0};
    size_t i;
    if (a.type == GPT__VAL_STRING) {
        gpt__sb_str(t, &s, a);
        gpt__sb_str(t, &s, b);
        return gpt__val_sb(&s);
    }
    for (i = 0; i < a.as.list->n && !t->status; i++) gpt__list_add(t, &l, a.as.list->v[i]);
    for (i = 0; i < b.as.list->n && !t->status; i++) gpt__list_add(t, &l, b.as.list->v[i]);
    return gpt__val_listed(t, (gpt__list_kind)a.kind, l);
}

static gpt__val gpt__int_power(gpt__tpl *t, int64_t base, int64_t power) {
    int64_t v = 1;
    while (power-- > 0) {
        const int64_t a = base < 0 ? -(base + 1) : base, m = v < 0 ? -(v + 1) : v;
        if (base == 0 || base == 1) return gpt__val_int(base);
        if (base == -1) return gpt__val_int(power % 2 ? 1 : -1);
        if (m >= INT64_MAX / (a + 1)) return gpt__tpl_too_large(t);
        v *= base;
    }
    return gpt__val_int(v);
}

static double gpt__floor(double x) {
    const double whole = x < 9e15 && x > -9e15 ? (double)(int64_t)x : x;
    return whole > x ? whole - 1 : whole;
}

static gpt__val gpt__val_arithmetic(gpt__tpl *t, int op, gpt__val a, gpt__val b) {
    const int64_t x = a.as.i, y = b.as.i;
    const int floats = a.type == GPT__VAL_FLOAT || b.type == GPT__VAL_FLOAT || op == '/';
    if (floats || (op == GPT__OP2('*', '*') && y < 0)) {
        const double u = gpt__val_double(a), v = gpt__val_double(b);
        double m;
        if (v == 0 && (op == '/' || op == '%' || op == GPT__OP2('/', '/'))) {
            gpt__tpl_fail(t, "a division by zero");
            return gpt__val_int(0);
        }
        switch (op) {
        case '+': return gpt__val_float(u + v);
        case '-': return gpt__val_float(u - v);
        case '*': return gpt__val_float(u * v);
        case '/': return gpt__val_float(u / v);
        case GPT__OP2('/', '/'): return gpt__val_float(gpt__floor(u / v));
        case '%':
            m = u - v * gpt__floor(u / v);
            return gpt__val_float(m);
        default: return gpt__val_float(pow(u, v));
        }
    }
    switch (op) {
    case '+':
        return (y > 0 && x > INT64_MAX - y) || (y < 0 && x < INT64_MIN - y) ? gpt__tpl_too_large(t)
                                                                            : gpt__val_int(x + y);
    case '-':
        return (y < 0 && x > INT64_MAX + y) || (y > 0 && x < INT64_MIN + y) ? gpt__tpl_too_large(t)
                                                                            : gpt__val_int(x - y);
    case '*': {
        const uint64_t u = x < 0 ? 0 - (uint64_t)x : (uint64_t)x, v = y < 0 ? 0 - (uint64_t)y : (uint64_t)y;
        return v && u > (uint64_t)INT64_MAX / v ? gpt__tpl_too_large(t) : gpt__val_int(x * y);
    }
    case GPT__OP2('*', '*'): return gpt__int_power(t, x, y);
    default: break;
    }
    if (y == 0) gpt__tpl_fail(t, "a division by zero");
    if (y == 0 || (y == -1 && x == INT64_MIN)) return y ? gpt__tpl_too_large(t) : gpt__val_int(0);
    if (op == '%') return gpt__val_int(x % y + ((x % y != 0 && (x % y < 0) != (y < 0)) ? y : 0));
    return gpt__val_int(x / y - (x % y != 0 && (x % y < 0) != (y < 0)));
}

static gpt__val gpt__str_percent(gpt__tpl *t, gpt__val format, gpt__val args);
static gpt__val gpt__str_escaped(gpt__tpl *t, gpt__val v);

static gpt__val gpt__val_binary(gpt__tpl *t, int op, gpt__val a, gpt__val b) {
    if (gpt__val_number(a) && gpt__val_number(b)) return gpt__val_arithmetic(t, op, a, b);
    if (op == '+' && a.type == b.type &&
        (a.type == GPT__VAL_STRING || (a.type == GPT__VAL_LIST && a.kind == b.kind && a.kind <= GPT__LIST_TUPLE))) {
        const int safe = a.type == GPT__VAL_STRING && (a.kind || b.kind);
        gpt__val v;
        if (safe && !a.kind) a = gpt__str_escaped(t, a); /* what is safe makes the other so */
        if (safe && !b.kind) b = gpt__str_escaped(t, b);
        v = gpt__val_joined(t, a, b);
        if (safe) v.kind = 1;
        return v;
    }
    if (op == '%' && a.type == GPT__VAL_STRING) return gpt__str_percent(t, a, b);
    if (op == '*' && (b.type == GPT__VAL_STRING || b.type == GPT__VAL_LIST)) {
        const gpt__val c = a;
        a = b, b = c;
    }
    if (op == '*' && (a.type == GPT__VAL_STRING || (a.type == GPT__VAL_LIST && a.kind <= GPT__LIST_TUPLE)) &&
        (b.type == GPT__VAL_INT || b.type == GPT__VAL_BOOL)) return gpt__val_repeat(t, a, b.as.i);
    if (a.type == GPT__VAL_UNDEFINED || b.type == GPT__VAL_UNDEFINED) {
        const gpt__val *v = a.type == GPT__VAL_UNDEFINED ? &a : &b;
        gpt__tpl_fail(t, "%.*s is undefined", (int)v->as.n, v->p ? v->p : "");
    } else gpt__tpl_fail(t, "%c of %s and %s", op & 0xff, gpt__val_name(a), gpt__val_name(b));
    return gpt__val_of(GPT__VAL_UNDEFINED);
}

/* ---- texts ---- */

/* Is the character among those of `set`, or white space if set is NULL? */
static int gpt__str_in_set(gpt__tpl *t, uint32_t c, const gpt__val *set) {
    size_t i, n;
    if (!set) return gpt__cp_space(c);
    gpt__tpl_step(t, set->as.n / 16);
    for (i = 0; i < set->as.n; i += n)
        if (gpt__str_char(*set, i, &n) == c) return 1;
    return 0;
}

/* sides: 1 the left one, 2 the right one */
static gpt__val gpt__str_strip(gpt__tpl *t, gpt__val s, const gpt__val *set, int sides) {
    size_t from = 0, end = s.as.n, n = 0;
    if (set && set->type == GPT__VAL_NONE) set = NULL;
    if (set && set->type != GPT__VAL_STRING)
        gpt__tpl_fail(t, "what is stripped is a text, not %s", gpt__val_name(*set));
    if (t->status) return s;
    for (; sides & 1 && from < end && gpt__str_in_set(t, gpt__str_char(s, from, &n), set); from += n) {}
    while (sides & 2 && end > from) {
        size_t at = end - 1;
        while (at > from && ((unsigned char)s.p[at] & 0xc0) == 0x80) at--;
        if (gpt__str_char(s, at, &n), at + n != end) at = end - 1; /* bytes that are no characters */
        if (!gpt__str_in_set(t, gpt__str_char(s, at, &n), set)) break;
        end = at;
    }
    gpt__tpl_step(t, (from + s.as.n - end) / 8);
    return gpt__val_part(s, from, end - from);
}

/* split at white space, from the left or the right, at most `most` times (< 0: always) */
static void gpt__str_words(gpt__tpl *t, gpt__val s, int64_t most, int right, gpt__list *out) {
    gpt__list words = {NULL, 0, 0};
    size_t i, from = 0, n, keep;
    int inside = 0;
    for (i = 0; i < s.as.n && !t->status; i += n) {
        const int space = gpt__cp_space(gpt__str_char(s, i, &n));
        if (!space && !inside) from = i;
        if (space && inside) gpt__list_add(t, &words, gpt__val_part(s, from, i - from));
        inside = !space;
    }
    if (inside) gpt__list_add(t, &words, gpt__val_part(s, from, s.as.n - from));
    if (most < 0 || (size_t)most >= words.n) {
        *out = words;
        return;
    }
    keep = (size_t)most;
    if (right) { /* what is left over stands in front */
        const gpt__val *end = &words.v[words.n - keep - 1];
        gpt__list_add(t, out, gpt__val_part(s, 0, (size_t)(end->p + end->as.n - s.p)));
        for (i = words.n - keep; i < words.n && !t->status; i++) gpt__list_add(t, out, words.v[i]);
        return;
    }
    for (i = 0; i < keep && !t->status; i++) gpt__list_add(t, out, words.v[i]);
    i = (size_t)(words.v[keep].p - s.p);
    gpt__list_add(t, out, gpt__val_part(s, i, s.as.n - i));
}

static void gpt__list_reverse(gpt__list *l) {
    size_t i;
    for (i = 0; i < l->n / 2; i++) {
        const gpt__val v = l->v[i];
        l->v[i] = l->v[l->n - 1 - i];
        l->v[l->n - 1 - i] = v;
    }
}

/* where text stands last in s[0, end); SIZE_MAX: nowhere */
static size_t gpt__str_find_last(gpt__tpl *t, gpt__val s, size_t end, gpt__val text) {
    size_t i;
    if (text.as.n > end) return SIZE_MAX;
    for (i = end - text.as.n;; i--) {
        if (memcmp(s.p + i, text.p, text.as.n) == 0) break;
        if (i == 0) return gpt__tpl_step(t, end / 8), SIZE_MAX;
    }
    gpt__tpl_step(t, (end - i) / 8);
    return i;
}

static gpt__val gpt__str_split(gpt__tpl *t, gpt__val s, const gpt__val *by, int64_t most, int right) {
    gpt__val v = gpt__val_list(t, GPT__LIST_LIST);
    size_t from = 0, end = s.as.n, at;
    if (by && by->type == GPT__VAL_NONE) by = NULL;
    if (by && by->type != GPT__VAL_STRING) gpt__tpl_fail(t, "split takes a text, not %s", gpt__val_name(*by));
    else if (by && !by->as.n) gpt__tpl_fail(t, "split takes a text that is not empty");
    if (t->status) return v;
    if (!by) {
        gpt__str_words(t, s, most, right, v.as.list);
        return v;
    }
    while (!t->status && most-- != 0) {
        at = right ? gpt__str_find_last(t, s, end, *by) : gpt__str_find(t, s, from, *by);
        if (at == SIZE_MAX) break;
        gpt__list_add(t, v.as.list,
                      right ? gpt__val_part(s, at + by->as.n, end - at - by->as.n) : gpt__val_part(s, from, at - from));
        if (right) end = at;
        else from = at + by->as.n;
    }
    gpt__list_add(t, v.as.list, gpt__val_part(s, from, end - from));
    if (right) gpt__list_reverse(v.as.list);
    return v;
}

static gpt__val gpt__str_lines(gpt__tpl *t, gpt__val s, int keep) {
    gpt__val v = gpt__val_list(t, GPT__LIST_LIST);
    size_t i, from = 0, n;
    if (t->status) return v;
    for (i = 0; i < s.as.n && !t->status; i += n) {
        const uint32_t c = gpt__str_char(s, i, &n);
        size_t end;
        if (!((c >= 10 && c <= 13) || (c >= 0x1c && c <= 0x1e) || c == 0x85 || c == 0x2028 || c == 0x2029)) continue;
        end = i + n + (c == '\r' && i + 1 < s.as.n && s.p[i + 1] == '\n');
        gpt__list_add(t, v.as.list, gpt__val_part(s, from, (keep ? end : i) - from));
        n = end - i;
        from = end;
    }
    if (from < s.as.n) gpt__list_add(t, v.as.list, gpt__val_part(s, from, s.as.n - from));
    return v;
}

static gpt__val gpt__str_replace(gpt__tpl *t, gpt__val s, gpt__val from, gpt__val to, int64_t most) {
    gpt__sb out = {NULL, NULL, 0, 0};
    size_t at = 0, next, n;
    while (!t->status && most != 0) {
        next = gpt__str_find(t, s, at, from);
        if (next == SIZE_MAX) break;
        if (!from.as.n) { /* between all characters */
            gpt__sb_str(t, &out, to);
            most--;
            if (at >= s.as.n) break;
            gpt__str_char(s, at, &n);
            gpt__sb_str(t, &out, gpt__val_part(s, at, n));
            at += n;
            continue;
        }
        gpt__sb_str(t, &out, gpt__val_part(s, at, next - at));
        gpt__sb_str(t, &out, to);
        at = next + from.as.n;
        most--;
    }
    if (at < s.as.n) gpt__sb_str(t, &out, gpt__val_part(s, at, s.as.n - at));
    return gpt__val_sb(&out);
}

typedef enum gpt__case {
    GPT__CASE_LOWER,
    GPT__CASE_UPPER,
    GPT__CASE_TITLE,
    GPT__CASE_CAPITAL,
    GPT__CASE_SWAP
} gpt__case;

static int gpt__cp_cased(uint32_t c) { return gpt__cp_case(c, 0) != c || gpt__cp_case(c, 1) != c || c == 0xdf; }

static gpt__val gpt__str_case(gpt__tpl *t, gpt__val s, gpt__case how) {
    gpt__sb out = {NULL, NULL, 0, 0};
    size_t i, n;
    int inside = 0;
    for (i = 0; i < s.as.n && !t->status; i += n) {
        const uint32_t c = gpt__str_char(s, i, &n);
        const char mark = s.mark ? s.mark[i] : 0;
        const int upper = how == GPT__CASE_UPPER || (how == GPT__CASE_TITLE && !inside) ||
                          (how == GPT__CASE_CAPITAL && i == 0) || (how == GPT__CASE_SWAP && gpt__cp_case(c, 1) != c);
        if (c == 0x3a3 && !upper && inside) { /* a sigma that ends a word */
            size_t next;
            const int ends = i + n >= s.as.n || !gpt__cp_cased(gpt__str_char(s, i + n, &next));
            gpt__sb_char(t, &out, ends ? 0x3c2 : 0x3c3, mark);
            continue;
        }
        inside = gpt__cp_cased(c);
        if (c == 0xdf && upper)
            gpt__sb_char(t, &out, 'S', mark),
                gpt__sb_char(t, &out, how == GPT__CASE_UPPER || how == GPT__CASE_SWAP ? 'S' : 's', mark);
        else if (c == GPT__BAD_BYTE || gpt__cp_case(c, upper) == c) gpt__sb_str(t, &out, gpt__val_part(s, i, n));
        else gpt__sb_char(t, &out, gpt__cp_case(c, upper), mark);
    }
    return gpt__val_sb(&out);
}

/* jinja's title: words begin behind white space, and - ( { [ < */
static gpt__val gpt__str_title(gpt__tpl *t, gpt__val s) {
    gpt__sb out = {NULL, NULL, 0, 0};
    size_t i, n;
    int first = 1;
    for (i = 0; i < s.as.n && !t->status; i += n) {
        const uint32_t c = gpt__str_char(s, i, &n), to = gpt__cp_case(c, first);
        if (c == to) gpt__sb_str(t, &out, gpt__val_part(s, i, n));
        else gpt__sb_char(t, &out, to, (char)(s.mark ? s.mark[i] : 0));
        first = gpt__cp_space(c) || c == '-' || c == '(' || c == '{' || c == '[' || c == '<';
    }
    return gpt__val_sb(&out);
}

static gpt__val gpt__str_escaped(gpt__tpl *t, gpt__val v) {
    static const char special[] = "&<>'\"";
    static const char *const entity[] = {"&amp;", "&lt;", "&gt;", "&#39;", "&#34;"};
    gpt__sb out = {NULL, NULL, 0, 0};
    size_t i;
    for (i = 0; i < v.as.n && !t->status; i++) {
        const char *at = v.p[i] ? strchr(special, v.p[i]) : NULL;
        if (at) gpt__sb_text(t, &out, entity[at - special]);
        else gpt__sb_str(t, &out, gpt__val_part(v, i, 1));
    }
    v = gpt__val_sb(&out);
    v.kind = 1;
    return v;
}

static gpt__val gpt__str_indent(gpt__tpl *t, gpt__val s, gpt__val by, int first, int blank) {
    gpt__val lines = gpt__str_lines(t, s, 0);
    gpt__sb out = {NULL, NULL, 0, 0};
    size_t i;
    const int ends = s.as.n && s.p[s.as.n - 1] == '\n'; /* a line end more is added before lines are counted */
    for (i = 0; !t->status && i < lines.as.list->n + (size_t)ends; i++) {
        const gpt__val line = i < lines.as.list->n ? lines.as.list->v[i] : gpt__val_str("");
        if (i) gpt__sb_text(t, &out, "\n");
        if (i ? blank || line.as.n : first) gpt__sb_str(t, &out, by);
        gpt__sb_str(t, &out, line);
    }
    if (!t->status && !lines.as.list->n && !ends && first) gpt__sb_str(t, &out, by);
    return gpt__val_sb(&out);
}

static gpt__val gpt__str_join(gpt__tpl *t, gpt__val by, gpt__list l, int any) {
    gpt__sb out = {NULL, NULL, 0, 0};
    size_t i;
    for (i = 0; i < l.n && !t->status; i++) {
        if (i) gpt__sb_str(t, &out, by);
        if (!any && l.v[i].type != GPT__VAL_STRING)
            gpt__tpl_fail(t, "join of texts, with a %s among them", gpt__val_name(l.v[i]));
        gpt__sb_val(t, &out, l.v[i]);
    }
    return gpt__val_sb(&out);
}

/* Puts text to the left (<), the right (>) or the middle (^) of `width` characters. */
static void gpt__sb_aligned(gpt__tpl *t, gpt__sb *out, gpt__val v, char align, const char *fill, size_t width) {
    const size_t n = gpt__str_count(t, v), left = width > n ? width - n : 0;
    const size_t before = align == '>' ? left : align == '^' ? left / 2 : 0;
    size_t i;
    for (i = 0; i < before && !t->status; i++) gpt__sb_text(t, out, fill);
    gpt__sb_str(t, out, v);
    for (i = before; i < left && !t->status; i++) gpt__sb_text(t, out, fill);
}

/* A number with digits behind the point. */
static void gpt__sb_fixed(gpt__tpl *t, gpt__sb *out, double f, int digits) {
#ifdef GPT_NO_STDIO
    (void)out;
    (void)f;
    (void)digits;
    gpt__tpl_fail(t, "it prints a fraction, which needs stdio");
#else
    char text[400], *p;
    if (digits > 60) digits = 60;
    snprintf(text, sizeof text, "%.*f", digits < 0 ? 6 : digits, f);
    for (p = text; *p; p++)
        if (*p == ',') *p = '.';
    gpt__sb_text(t, out, text);
#endif
}

/* A value by the end of a format: [[fill]align][sign][0][width][.precision][type], of "{}" and of "%". */
static void gpt__sb_format(gpt__tpl *t, gpt__sb *out, gpt__val v, const char *p, const char *end) {
    gpt__sb text = {NULL, NULL, 0, 0};
    char align = 0, sign = 0, type = 0, fill[2] = {' ', 0};
    int width = 0, precision = -1, comma = 0;
    gpt__val number;
    if (end - p > 1 && strchr("<>^=", p[1])) fill[0] = p[0], align = p[1], p += 2;
    else if (end > p && *p && strchr("<>^=", *p)) align = *p++;
    if (end > p && *p && strchr("+- ", *p)) sign = *p++;
    if (end > p && *p == '0' && !align) fill[0] = '0', align = '=', p++;
    for (; end > p && *p >= '0' && *p <= '9'; p++) width = width > 9999 ? width : width * 10 + (*p - '0');
    if (end > p && *p == ',') comma = 1, p++;
    if (end > p && *p == '.')
        for (p++, precision = 0; end > p && *p >= '0' && *p <= '9'; p++)
            precision = precision > 9999 ? precision : precision * 10 + (*p - '0');
    if (end > p) type = *p++;
    if (p != end || comma || (type && !strchr("sdfFxXobeEgGc%", type)) || (type && strchr("eEgGcob%", type))) {
        gpt__tpl_fail(t, "this format is not known");
        return;
    }
    if (gpt__val_number(v) && (type || v.type != GPT__VAL_BOOL) && type != 's') {
        const int negative = v.type == GPT__VAL_FLOAT ? v.as.f < 0 : v.as.i < 0;
        gpt__sb digits = {NULL, NULL, 0, 0};
        if (type == 'x' || type == 'X') {
            char hex[17];
            size_t at = sizeof hex;
            uint64_t u = negative ? 0 - (uint64_t)v.as.i : (uint64_t)v.as.i;
            do hex[--at] = (type == 'x' ? "0123456789abcdef" : "0123456789ABCDEF")[u & 15];
            while ((u >>= 4) != 0);
            gpt__sb_put(t, &digits, hex + at, NULL, sizeof hex - at);
        } else if (type == 'f' || type == 'F' || (precision >= 0 && type != 'd')) {
            gpt__sb_fixed(t, &digits, negative ? -gpt__val_double(v) : gpt__val_double(v), precision);
        } else {
            if (type == 'd' && v.type == GPT__VAL_FLOAT) gpt__tpl_fail(t, "a fraction has no format d");
            number = v;
            if (negative && v.type == GPT__VAL_FLOAT) number.as.f = -v.as.f;
            if (number.type == GPT__VAL_FLOAT) gpt__sb_float(t, &digits, number.as.f);
            else {
                gpt__sb_int(t, &digits, v.as.i);
                if (negative && digits.n) digits.p++, digits.mark++, digits.n--;
            }
        }
        if (negative || (sign && sign != '-')) gpt__sb_text(t, &text, negative ? "-" : sign == '+' ? "+" : " ");
        if (align == '=') {
            size_t n = text.n + digits.n;
            for (; n < (size_t)width && !t->status; n++) gpt__sb_text(t, &text, fill);
        }
        gpt__sb_put(t, &text, digits.p, digits.mark, digits.n);
        gpt__sb_aligned(t, out, gpt__val_sb(&text), (char)(align && align != '=' ? align : '>'), fill, (size_t)width);
        return;
    }
    if (type && type != 's') gpt__tpl_fail(t, "format %c of a %s", type, gpt__val_name(v));
    v = gpt__val_to_str(t, v);
    if (precision >= 0) v = gpt__val_part(v, 0, gpt__str_at(t, v, (size_t)precision));
    gpt__sb_aligned(t, out, v, (char)(align && align != '=' ? align : '<'), fill, (size_t)width);
}

/* format % args */
static gpt__val gpt__str_percent(gpt__tpl *t, gpt__val format, gpt__val args) {
    const int tuple = args.type == GPT__VAL_LIST && args.kind == GPT__LIST_TUPLE;
    const size_t n = tuple ? args.as.list->n : 1;
    size_t i, next = 0, from;
    gpt__sb out = {NULL, NULL, 0, 0};
    for (i = 0; i < format.as.n && !t->status;) {
        gpt__val v = args;
        char type, spec[40];
        size_t k = 0;
        int left = 0;
        for (from = i; i < format.as.n && format.p[i] != '%'; i++) {}
        gpt__sb_str(t, &out, gpt__val_part(format, from, i - from));
        if (i++ >= format.as.n) break;
        if (i < format.as.n && format.p[i] == '%') {
            gpt__sb_text(t, &out, "%");
            i++;
            continue;
        }
        if (i < format.as.n && format.p[i] == '(') {
            for (from = ++i; i < format.as.n && format.p[i] != ')'; i++) {}
            v = gpt__val_get(t, args, gpt__val_part(format, from, i - from), 0);
            i++;
            next = n;
        } else if (next >= n) {
            gpt__tpl_fail(t, "not enough values for this format");
            break;
        } else v = tuple ? args.as.list->v[next++] : (next++, args);
        for (; i < format.as.n && format.p[i] && strchr("-+ 0#", format.p[i]); i++)
            if (format.p[i] == '-') left = 1;
            else if (format.p[i] != '#' && k < 8) spec[k++] = format.p[i];
        for (; i < format.as.n && k < 30 && (format.p[i] == '.' || (format.p[i] >= '0' && format.p[i] <= '9')); i++)
            spec[k++] = format.p[i];
        type = i < format.as.n ? format.p[i++] : 0;
        if (type == 'r' || type == 's') {
            gpt__sb s = {NULL, NULL, 0, 0};
            if (type == 'r') gpt__sb_repr(t, &s, v), v = gpt__val_sb(&s);
            else v = gpt__val_to_str(t, v);
            type = 's';
        }
        if (type == 'i' || type == 'u') type = 'd';
        if (type == 'd' && v.type == GPT__VAL_FLOAT) v = gpt__val_int((int64_t)v.as.f);
        if (type == 'c' && v.type == GPT__VAL_INT && v.as.i >= 0 && v.as.i < 0x110000) {
            gpt__sb s = {NULL, NULL, 0, 0};
            gpt__sb_char(t, &s, (uint32_t)v.as.i, 0);
            v = gpt__val_sb(&s);
        } else if (type == 'c' && (v.type != GPT__VAL_STRING || gpt__str_count(t, v) != 1))
            gpt__tpl_fail(t, "%%c of what is no character");
        if (type == 'c') type = 's';
        if (!type || !strchr("sdfFxX", type)) gpt__tpl_fail(t, "this format is not known");
        spec[k++] = type;
        {
            char whole[44];
            memcpy(whole, left ? "<" : ">", 1);
            memcpy(whole + 1, spec, k);
            if (left || type == 's') gpt__sb_format(t, &out, v, whole, whole + 1 + k);
            else gpt__sb_format(t, &out, v, spec, spec + k);
        }
    }
    if (next < n && tuple) gpt__tpl_fail(t, "too many values for this format");
    if (!tuple && next == 0 && args.type != GPT__VAL_DICT && args.type != GPT__VAL_LIST)
        gpt__tpl_fail(t, "too many values for this format");
    return gpt__val_sb(&out);
}

/* str.format: {}, {0}, {name}, with .attributes, [items], !r and a format */
static gpt__val gpt__str_format(gpt__tpl *t, gpt__val format, const gpt__args *a) {
    gpt__sb out = {NULL, NULL, 0, 0};
    size_t i = 0, from, end;
    int next = 0;
    while (i < format.as.n && !t->status) {
        gpt__val v = gpt__val_of(GPT__VAL_UNDEFINED);
        const gpt__val *have;
        for (from = i; i < format.as.n && format.p[i] != '{' && format.p[i] != '}'; i++) {}
        gpt__sb_str(t, &out, gpt__val_part(format, from, i - from));
        if (i >= format.as.n) break;
        if (i + 1 < format.as.n && format.p[i + 1] == format.p[i]) {
            gpt__sb_str(t, &out, gpt__val_part(format, i, 1));
            i += 2;
            continue;
        }
        for (end = i; end < format.as.n && format.p[end] != '}'; end++) {}
        if (format.p[i] == '}' || end == format.as.n) {
            gpt__tpl_fail(t, "a format has a single %c", format.p[i]);
            break;
        }
        for (from = ++i; i < end && !strchr(".[!:", format.p[i]); i++) {}
        if (from == i) have = next < a->n ? &a->at[next++] : NULL;
        else if (format.p[from] >= '0' && format.p[from] <= '9') {
            const int k = format.p[from] - '0';
            have = i - from == 1 && k < a->n ? &a->at[k] : NULL;
        } else {
            size_t k;
            for (have = NULL, k = 0; k < a->names.n; k++)
                if (a->names.v[k].as.n == i - from && !memcmp(a->names.v[k].p, format.p + from, i - from))
                    have = &a->values.v[k];
        }
        if (!have) gpt__tpl_fail(t, "a format asks for \"%.*s\", which is not there", (int)(i - from), format.p + from);
        else v = *have;
        while (i < end && (format.p[i] == '.' || format.p[i] == '[') && !t->status) {
            const int attr = format.p[i] == '.';
            for (from = ++i; i < end && !strchr(attr ? ".[!:" : "]", format.p[i]); i++) {}
            v = gpt__val_get(t, v, gpt__val_part(format, from, i - from), attr);
            i += !attr;
        }
        if (i + 1 < end && format.p[i] == '!') {
            gpt__sb s = {NULL, NULL, 0, 0};
            if (format.p[i + 1] == 'r') gpt__sb_repr(t, &s, v);
            else gpt__sb_val(t, &s, v);
            v = gpt__val_sb(&s);
            i += 2;
        }
        i += i < end && format.p[i] == ':';
        if (!t->status) gpt__sb_format(t, &out, v, format.p + i, format.p + end);
        i = end + 1;
    }
    return gpt__val_sb(&out);
}

/* All characters of a kind, and at least one? Letters beyond ASCII count as letters, capitals where they have pairs. */
static int gpt__str_all(gpt__val s, gpt__val what) {
    size_t i, n;
    int cased = 0;
    if (gpt__val_is(&what, "isascii")) {
        for (i = 0; i < s.as.n; i++)
            if ((unsigned char)s.p[i] >= 0x80) return 0;
        return 1;
    }
    for (i = 0; i < s.as.n; i += n) {
        const uint32_t c = gpt__str_char(s, i, &n);
        const int digit = c >= '0' && c <= '9',
                  letter = c >= 0x80 ? !gpt__cp_space(c) && c >= 0xc0 && !(c >= 0x2000 && c < 0x2c00) &&
                                           !(c >= 0x3000 && c <= 0x3004) && !(c >= 0xff00 && c < 0xff21) && c < 0x1f000
                                     : (c | 32) >= 'a' && (c | 32) <= 'z';
        if (gpt__val_is(&what, "isdigit") || gpt__val_is(&what, "isdecimal") || gpt__val_is(&what, "isnumeric")) {
            if (!digit) return 0;
        } else if (gpt__val_is(&what, "isalpha")) {
            if (!letter) return 0;
        } else if (gpt__val_is(&what, "isalnum")) {
            if (!letter && !digit) return 0;
        } else if (gpt__val_is(&what, "isspace")) {
            if (!gpt__cp_space(c)) return 0;
        } else {
            const int upper = gpt__val_is(&what, "isupper");
            if (gpt__cp_case(c, upper) != c) return 0;
            cased |= gpt__cp_cased(c);
        }
    }
    if (gpt__val_is(&what, "isupper") || gpt__val_is(&what, "islower")) return cased;
    return s.as.n > 0;
}

static int gpt__str_starts(gpt__val s, gpt__val with, int end) {
    return with.as.n <= s.as.n && memcmp(s.p + (end ? s.as.n - with.as.n : 0), with.p, with.as.n) == 0;
}

/* startswith and endswith, of one text or a tuple of them */
static gpt__val gpt__str_affix(gpt__tpl *t, gpt__val s, const gpt__args *a, int end) {
    const gpt__val *v = gpt__arg(a, 0, NULL);
    size_t i;
    if (v && v->type == GPT__VAL_STRING) return gpt__val_bool(gpt__str_starts(s, *v, end));
    if (v && v->type == GPT__VAL_LIST && v->kind == GPT__LIST_TUPLE) {
        for (i = 0; i < v->as.list->n; i++)
            if (v->as.list->v[i].type == GPT__VAL_STRING && gpt__str_starts(s, v->as.list->v[i], end))
                return gpt__val_bool(1);
        return gpt__val_bool(0);
    }
    gpt__tpl_fail(t, "%s takes a text or a tuple of texts, not %s", end ? "endswith" : "startswith",
                  v ? gpt__val_name(*v) : "nothing");
    return gpt__val_bool(0);
}

static gpt__val gpt__str_partition(gpt__tpl *t, gpt__val s, gpt__val by, int right) {
    gpt__val v = gpt__val_list(t, GPT__LIST_TUPLE);
    const size_t at = !by.as.n ? SIZE_MAX : right ? gpt__str_find_last(t, s, s.as.n, by) : gpt__str_find(t, s, 0, by);
    if (!by.as.n) gpt__tpl_fail(t, "partition takes a text that is not empty");
    if (t->status) return v;
    if (at == SIZE_MAX) {
        gpt__list_add(t, v.as.list, right ? gpt__val_str("") : s);
        gpt__list_add(t, v.as.list, gpt__val_str(""));
        gpt__list_add(t, v.as.list, right ? s : gpt__val_str(""));
        return v;
    }
    gpt__list_add(t, v.as.list, gpt__val_part(s, 0, at));
    gpt__list_add(t, v.as.list, by);
    gpt__list_add(t, v.as.list, gpt__val_part(s, at + by.as.n, s.as.n - at - by.as.n));
    return v;
}

static gpt__val gpt__str_method(gpt__tpl *t, gpt__val s, gpt__val name, const gpt__args *a) {
    const gpt__val *first = gpt__arg(a, 0, NULL);
    gpt__sb out = {NULL, NULL, 0, 0};
    if (gpt__val_is(&name, "strip")) return gpt__str_strip(t, s, first, 3);
    if (gpt__val_is(&name, "lstrip")) return gpt__str_strip(t, s, first, 1);
    if (gpt__val_is(&name, "rstrip")) return gpt__str_strip(t, s, first, 2);
    if (gpt__val_is(&name, "split") || gpt__val_is(&name, "rsplit"))
        return gpt__str_split(t, s, gpt__arg(a, 0, "sep"), gpt__arg_int(t, a, 1, "maxsplit", -1), name.p[0] == 'r');
    if (gpt__val_is(&name, "startswith")) return gpt__str_affix(t, s, a, 0);
    if (gpt__val_is(&name, "endswith")) return gpt__str_affix(t, s, a, 1);
    if (gpt__val_is(&name, "upper")) return gpt__str_case(t, s, GPT__CASE_UPPER);
    if (gpt__val_is(&name, "lower") || gpt__val_is(&name, "casefold")) return gpt__str_case(t, s, GPT__CASE_LOWER);
    if (gpt__val_is(&name, "title")) return gpt__str_case(t, s, GPT__CASE_TITLE);
    if (gpt__val_is(&name, "capitalize")) return gpt__str_case(t, s, GPT__CASE_CAPITAL);
    if (gpt__val_is(&name, "swapcase")) return gpt__str_case(t, s, GPT__CASE_SWAP);
    if (gpt__val_is(&name, "replace")) {
        const gpt__val from = gpt__arg_str(t, a, 0, "old", NULL), to = gpt__arg_str(t, a, 1, "new", NULL);
        return t->status ? s : gpt__str_replace(t, s, from, to, gpt__arg_int(t, a, 2, "count", -1));
    }
    if (gpt__val_is(&name, "join")) {
        const gpt__list l = first ? gpt__val_members(t, *first) : gpt__val_members(t, gpt__val_of(GPT__VAL_NONE));
        return gpt__str_join(t, s, l, 0);
    }
    if (gpt__val_is(&name, "format")) return gpt__str_format(t, s, a);
    if (gpt__val_is(&name, "splitlines")) return gpt__str_lines(t, s, gpt__arg_true(a, 0, "keepends", 0));
    if (gpt__val_is(&name, "partition") || gpt__val_is(&name, "rpartition"))
        return gpt__str_partition(t, s, gpt__arg_str(t, a, 0, "sep", NULL), name.p[0] == 'r');
    if (gpt__val_is(&name, "removeprefix") || gpt__val_is(&name, "removesuffix")) {
        const int end = name.p[6] == 's';
        const gpt__val with = gpt__arg_str(t, a, 0, "affix", NULL);
        if (t->status || !gpt__str_starts(s, with, end)) return s;
        return gpt__val_part(s, end ? 0 : with.as.n, s.as.n - with.as.n);
    }
    if (gpt__val_is(&name, "find") || gpt__val_is(&name, "rfind") || gpt__val_is(&name, "index") ||
        gpt__val_is(&name, "rindex") || gpt__val_is(&name, "count")) {
        const gpt__val what = gpt__arg_str(t, a, 0, "sub", NULL);
        const gpt__val part =
            gpt__val_slice(t, s, a->n > 1 ? a->at[1] : gpt__val_of(GPT__VAL_NONE),
                           a->n > 2 ? a->at[2] : gpt__val_of(GPT__VAL_NONE), gpt__val_of(GPT__VAL_NONE));
        size_t at, n = 0;
        if (t->status) return s;
        if (gpt__val_is(&name, "count")) {
            if (!what.as.n) return gpt__val_int((int64_t)gpt__str_count(t, part) + 1);
            for (at = 0; (at = gpt__str_find(t, part, at, what)) != SIZE_MAX; at += what.as.n) n++;
            return gpt__val_int((int64_t)n);
        }
        at = name.p[0] == 'r' ? gpt__str_find_last(t, part, part.as.n, what) : gpt__str_find(t, part, 0, what);
        if (at == SIZE_MAX && name.p[name.as.n - 1] == 'x') gpt__tpl_fail(t, "index of a text that is not there");
        if (at == SIZE_MAX) return gpt__val_int(-1);
        return gpt__val_int((int64_t)gpt__str_count(t, gpt__val_part(s, 0, (size_t)(part.p - s.p) + at)));
    }
    if (name.p[0] == 'i' && name.p[1] == 's') return gpt__val_bool(gpt__str_all(s, name));
    if (gpt__val_is(&name, "zfill") || gpt__val_is(&name, "ljust") || gpt__val_is(&name, "rjust") ||
        gpt__val_is(&name, "center")) {
        const int64_t width = gpt__arg_int(t, a, 0, "width", 0);
        const gpt__val fill = gpt__arg_str(t, a, 1, "fillchar", name.p[0] == 'z' ? "0" : " ");
        const size_t sign = name.p[0] == 'z' && s.as.n && (s.p[0] == '-' || s.p[0] == '+');
        char text[8] = {0};
        if (t->status || fill.as.n > 4 || gpt__str_count(t, fill) != 1) {
            gpt__tpl_fail(t, "what fills up is one character");
            return s;
        }
        memcpy(text, fill.p, fill.as.n);
        if (gpt__val_is(&name, "center")) { /* Python's middle leans to the right where both sides are odd */
            const int64_t n = (int64_t)gpt__str_count(t, s), left = width > n ? width - n : 0,
                          before = left / 2 + (left & width & 1);
            gpt__sb_aligned(t, &out, s, '>', text, (size_t)(n + before));
            s = gpt__val_sb(&out);
            memset(&out, 0, sizeof out);
            gpt__sb_aligned(t, &out, s, '<', text, (size_t)(width < 0 ? 0 : width));
            return gpt__val_sb(&out);
        }
        if (sign) gpt__sb_str(t, &out, gpt__val_part(s, 0, 1));
        gpt__sb_aligned(t, &out, gpt__val_part(s, sign, s.as.n - sign), (char)(name.p[0] == 'l' ? '<' : '>'), text,
                        width > (int64_t)sign ? (size_t)width - sign : 0);
        return gpt__val_sb(&out);
    }
    gpt__tpl_fail(t, "%.*s is not known", (int)name.as.n, name.p); /* expandtabs */
    return s;
}

static gpt__val gpt__pair(gpt__tpl *t, gpt__val a, gpt__val b) {
    gpt__val v = gpt__val_list(t, GPT__LIST_TUPLE);
    if (t->status) return v;
    gpt__list_add(t, v.as.list, a);
    gpt__list_add(t, v.as.list, b);
    return v;
}

static gpt__val gpt__dict_items(gpt__tpl *t, const gpt__dict *d, gpt__list_kind kind) {
    gpt__val v = gpt__val_list(t, kind);
    size_t i;
    for (i = 0; i < d->n && !t->status; i++)
        gpt__list_add(t, v.as.list,
                      kind == GPT__LIST_KEYS     ? d->key[i]
                      : kind == GPT__LIST_VALUES ? d->v[i]
                                                 : gpt__pair(t, d->key[i], d->v[i]));
    return v;
}

static gpt__val gpt__dict_method(gpt__tpl *t, gpt__val self, gpt__val name, const gpt__args *a) {
    const gpt__dict *d = self.as.dict;
    size_t i;
    if (gpt__val_is(&name, "items")) return gpt__dict_items(t, d, GPT__LIST_ITEMS);
    if (gpt__val_is(&name, "keys")) return gpt__dict_items(t, d, GPT__LIST_KEYS);
    if (gpt__val_is(&name, "values")) return gpt__dict_items(t, d, GPT__LIST_VALUES);
    if (gpt__val_is(&name, "get")) {
        const gpt__val *have = a->n ? gpt__dict_find(t, d, a->at[0]) : NULL;
        if (!a->n || a->n > 2) gpt__tpl_fail(t, "get takes a key and perhaps what it is else");
        return have ? *have : a->n > 1 ? a->at[1] : gpt__val_of(GPT__VAL_NONE);
    }
    {
        gpt__val copy = gpt__val_dict(t);
        for (i = 0; i < d->n && !t->status; i++) gpt__dict_put(t, copy.as.dict, d->key[i], d->v[i]);
        return copy;
    }
}

static gpt__val gpt__list_method(gpt__tpl *t, gpt__val self, gpt__val name, const gpt__args *a) {
    const gpt__list *l = self.as.list;
    int64_t n = 0;
    size_t i;
    if (gpt__val_is(&name, "copy")) return gpt__val_listed(t, GPT__LIST_LIST, gpt__list_copy(t, *l));
    for (i = 0; a->n && i < l->n && !t->status; i++) {
        if (!gpt__val_equal(t, l->v[i], a->at[0])) continue;
        if (gpt__val_is(&name, "index")) return gpt__val_int((int64_t)i);
        n++;
    }
    if (!a->n || gpt__val_is(&name, "index"))
        gpt__tpl_fail(t, "%.*s of a value that is not in the list", (int)name.as.n, name.p);
    return gpt__val_int(n);
}

/* ---- running ---- */

static gpt__val gpt__tpl_eval(gpt__tpl *t, const gpt__node *n, gpt__scope *scope);
typedef enum gpt__jump { GPT__JUMP_NONE, GPT__JUMP_BREAK, GPT__JUMP_CONTINUE } gpt__jump;
static gpt__jump gpt__tpl_exec(gpt__tpl *t, const gpt__node *n, gpt__scope *scope, gpt__sb *out);
static gpt__val gpt__tpl_call(gpt__tpl *t, gpt__val f, const gpt__args *a);

/* A scope inside another. It lives as long as the rendering: macros and loops that are kept point to theirs. */
static gpt__scope *gpt__scope_in(gpt__tpl *t, gpt__scope *up) {
    gpt__scope *s = (gpt__scope *)gpt__tpl_alloc(t, sizeof *s);
    if (!s) return NULL;
    memset(s, 0, sizeof *s);
    s->up = up;
    return s;
}

static void gpt__tpl_eval_args(gpt__tpl *t, const gpt__node *n, gpt__scope *scope, gpt__args *a) {
    size_t i;
    a->n = 0;
    memset(&a->names, 0, sizeof a->names);
    memset(&a->values, 0, sizeof a->values);
    for (; n && !t->status; n = n->next) {
        const int plain = n->op != GPT__N_KEYWORD && n->op != GPT__N_STAR && n->op != GPT__N_STARS;
        const gpt__val v = gpt__tpl_eval(t, plain ? n : n->kid[0], scope);
        gpt__list l = {NULL, 0, 0};
        if (n->op == GPT__N_KEYWORD) {
            gpt__list_add(t, &a->names, n->value);
            gpt__list_add(t, &a->values, v);
        } else if (n->op == GPT__N_STARS) {
            if (v.type != GPT__VAL_DICT) gpt__tpl_fail(t, "** of a %s", gpt__val_name(v));
            for (i = 0; !t->status && i < v.as.dict->n; i++) {
                if (v.as.dict->key[i].type != GPT__VAL_STRING) gpt__tpl_fail(t, "** of a dict whose keys are no names");
                gpt__list_add(t, &a->names, v.as.dict->key[i]);
                gpt__list_add(t, &a->values, v.as.dict->v[i]);
            }
        } else {
            if (plain) l.v = (gpt__val *)(uintptr_t)&v, l.n = 1;
            else l = gpt__val_members(t, v);
            for (i = 0; i < l.n && !t->status; i++) {
                if (a->n == GPT__TPL_ARGS) gpt__tpl_fail(t, "more than %d arguments", GPT__TPL_ARGS);
                else a->at[a->n++] = l.v[i];
            }
        }
    }
}

/* Assigns to a name, a tuple of targets, or a member of a namespace. */
static void gpt__tpl_assign(gpt__tpl *t, const gpt__node *target, gpt__scope *scope, gpt__val v) {
    const gpt__node *n;
    gpt__list l;
    size_t i = 0;
    if (!target || t->status) return;
    if (target->op == GPT__N_NAME) {
        gpt__dict_put(t, &scope->vars, target->value, v);
    } else if (target->op == GPT__N_ATTR) {
        gpt__val space = gpt__tpl_eval(t, target->kid[0], scope);
        if (space.type != GPT__VAL_SPACE) gpt__tpl_fail(t, "only members of a namespace can be set");
        else gpt__dict_put(t, space.as.dict, target->value, v);
    } else {
        if (v.type == GPT__VAL_UNDEFINED) gpt__tpl_fail(t, "an undefined value has no parts");
        l = gpt__val_members(t, v);
        for (n = target->kid[0]; n && i < l.n; n = n->next) gpt__tpl_assign(t, n, scope, l.v[i++]);
        if (n || i < l.n) gpt__tpl_fail(t, "%d values for a different number of names", (int)l.n);
    }
}

/* ---- tests ---- */

static int gpt__val_iterable(gpt__val v) {
    return v.type == GPT__VAL_STRING || v.type == GPT__VAL_LIST || v.type == GPT__VAL_DICT ||
           v.type == GPT__VAL_UNDEFINED || v.type == GPT__VAL_LOOP;
}

static int gpt__tpl_known_test(gpt__val name) {
    static const char *const known[] = {
        "boolean",  "callable", "defined",  "divisibleby", "eq",     "equalto",     "escaped", "even",
        "false",    "filter",   "float",    "ge",          "gt",     "greaterthan", "in",      "integer",
        "iterable", "le",       "lessthan", "lower",       "lt",     "mapping",     "ne",      "none",
        "number",   "odd",      "sameas",   "sequence",    "string", "test",        "true",    "undefined",
        "upper",    "==",       "!=",       "<",           "<=",     ">",           ">=",      NULL};
    return gpt__name_in(known, name) >= 0;
}
static int gpt__tpl_known_filter(gpt__val name);

static int gpt__tpl_test(gpt__tpl *t, gpt__val name, gpt__val v, const gpt__args *a) {
    static const struct {
        const char *name;
        int op;
    } compare[] = {{"eq", '='}, {"equalto", '='},     {"==", '='}, {"ne", '!'}, {"!=", '!'},
                   {"lt", '<'}, {"lessthan", '<'},    {"<", '<'},  {"le", 'l'}, {"<=", 'l'},
                   {"gt", '>'}, {"greaterthan", '>'}, {">", '>'},  {"ge", 'g'}, {">=", 'g'}};
    const gpt__val *arg = gpt__arg(a, 0, NULL);
    size_t i;
    if (gpt__val_is(&name, "defined")) return v.type != GPT__VAL_UNDEFINED;
    if (gpt__val_is(&name, "undefined")) return v.type == GPT__VAL_UNDEFINED;
    if (gpt__val_is(&name, "none")) return v.type == GPT__VAL_NONE;
    if (gpt__val_is(&name, "boolean")) return v.type == GPT__VAL_BOOL;
    if (gpt__val_is(&name, "true")) return v.type == GPT__VAL_BOOL && v.as.i;
    if (gpt__val_is(&name, "false")) return v.type == GPT__VAL_BOOL && !v.as.i;
    if (gpt__val_is(&name, "integer")) return v.type == GPT__VAL_INT;
    if (gpt__val_is(&name, "float")) return v.type == GPT__VAL_FLOAT;
    if (gpt__val_is(&name, "number")) return gpt__val_number(v);
    if (gpt__val_is(&name, "string")) return v.type == GPT__VAL_STRING;
    if (gpt__val_is(&name, "mapping")) return v.type == GPT__VAL_DICT;
    if (gpt__val_is(&name, "iterable")) return gpt__val_iterable(v);
    if (gpt__val_is(&name, "sequence"))
        return v.type == GPT__VAL_STRING || v.type == GPT__VAL_DICT || v.type == GPT__VAL_UNDEFINED ||
               (v.type == GPT__VAL_LIST && v.kind <= GPT__LIST_RANGE);
    if (gpt__val_is(&name, "callable"))
        return v.type == GPT__VAL_MACRO || v.type == GPT__VAL_METHOD || v.type == GPT__VAL_GLOBAL ||
               v.type == GPT__VAL_JOINER || v.type == GPT__VAL_LOOP || v.type == GPT__VAL_UNDEFINED;
    if (gpt__val_is(&name, "escaped")) return v.type == GPT__VAL_STRING && v.kind;
    if (gpt__val_is(&name, "filter")) return v.type == GPT__VAL_STRING && gpt__tpl_known_filter(v);
    if (gpt__val_is(&name, "test")) return v.type == GPT__VAL_STRING && gpt__tpl_known_test(v);
    if (gpt__val_is(&name, "lower") || gpt__val_is(&name, "upper"))
        return gpt__str_all(gpt__val_to_str(t, v), gpt__val_str(name.p[0] == 'l' ? "islower" : "isupper"));
    if (gpt__val_is(&name, "odd") || gpt__val_is(&name, "even") || gpt__val_is(&name, "divisibleby")) {
        const gpt__val by =
            gpt__val_is(&name, "divisibleby") ? (arg ? *arg : gpt__val_of(GPT__VAL_NONE)) : gpt__val_int(2);
        const gpt__val rest = gpt__val_binary(t, '%', v, by);
        return !t->status && gpt__val_double(rest) == (gpt__val_is(&name, "odd") ? 1 : 0);
    }
    for (i = 0; i < sizeof compare / sizeof compare[0]; i++) {
        int order;
        if (!gpt__val_is(&name, compare[i].name)) continue;
        if (!arg) break;
        if (compare[i].op == '=' || compare[i].op == '!') return gpt__val_equal(t, v, *arg) == (compare[i].op == '=');
        order = gpt__val_order(t, v, *arg);
        return compare[i].op == '<'   ? order < 0
               : compare[i].op == '>' ? order > 0
               : compare[i].op == 'l' ? order <= 0
                                      : order >= 0;
    }
    if (gpt__val_is(&name, "in") && arg) return gpt__val_in(t, v, *arg);
    if (gpt__val_is(&name, "sameas") && arg) {
        if (v.type != arg->type) return 0;
        if (v.type == GPT__VAL_LIST || v.type == GPT__VAL_DICT) return v.as.list == arg->as.list;
        return gpt__val_equal(t, v, *arg);
    }
    if (gpt__tpl_known_test(name)) gpt__tpl_fail(t, "the test %.*s needs an argument", (int)name.as.n, name.p);
    else gpt__tpl_fail(t, "there is no test %.*s", (int)name.as.n, name.p);
    return 0;
}

/* ---- filters ---- */

static gpt__val gpt__tpl_filter(gpt__tpl *t, gpt__val name, gpt__val v, const gpt__args *a);

/* a.b.0 of v, as map, groupby and others name an attribute; a number is a subscript */
static gpt__val gpt__val_path(gpt__tpl *t, gpt__val v, gpt__val path, const gpt__val *fallback) {
    size_t at = 0, end;
    if (path.type != GPT__VAL_STRING) return gpt__val_get(t, v, path, 0);
    for (; at <= path.as.n && !t->status; at = end + 1) {
        gpt__val part, key;
        int64_t number = 0;
        size_t i;
        for (end = at; end < path.as.n && path.p[end] != '.'; end++) {}
        part = gpt__val_part(path, at, end - at);
        for (i = 0; i < part.as.n && part.as.n < 10 && part.p[i] >= '0' && part.p[i] <= '9'; i++)
            number = number * 10 + part.p[i] - '0';
        key = part.as.n && i == part.as.n ? gpt__val_int(number) : part;
        v = gpt__val_get(t, v, key, 0);
        if (v.type == GPT__VAL_UNDEFINED && fallback) return *fallback;
    }
    return v;
}

/* strings that sort and compare without regard to case */
static gpt__val gpt__val_folded(gpt__tpl *t, gpt__val v, int fold) {
    return fold && v.type == GPT__VAL_STRING ? gpt__str_case(t, v, GPT__CASE_LOWER) : v;
}

/* Sorts (merge sort: equal ones keep their order) l by keys. */
static void gpt__list_sort(gpt__tpl *t, gpt__val *v, gpt__val *key, gpt__val *spare, size_t n, int down) {
    const size_t half = n / 2;
    size_t i, a = 0, b = half;
    if (n < 2 || !gpt__tpl_step(t, n)) return;
    gpt__list_sort(t, v, key, spare, half, down);
    gpt__list_sort(t, v + half, key + half, spare, n - half, down);
    for (i = 0; i < n && !t->status; i++) {
        int second = a == half;
        if (a < half && b < n)
            second = down ? gpt__val_order(t, key[a], key[b]) < 0 : gpt__val_order(t, key[b], key[a]) < 0;
        spare[2 * i] = v[second ? b : a];
        spare[2 * i + 1] = key[second ? b++ : a++];
    }
    for (i = 0; i < n && !t->status; i++) v[i] = spare[2 * i], key[i] = spare[2 * i + 1];
}

/* a sorted copy; attributes: names with commas between, NONE for the members themselves */
static gpt__list gpt__list_sorted(gpt__tpl *t, gpt__list l, gpt__val attributes, int fold, int down) {
    gpt__list out = {NULL, 0, 0}, key = {NULL, 0, 0};
    gpt__val *spare = (gpt__val *)gpt__tpl_alloc(t, (2 * l.n + 1) * sizeof *spare);
    size_t i, at, end;
    for (i = 0; i < l.n && !t->status; i++) {
        gpt__val k = l.v[i];
        if (attributes.type == GPT__VAL_STRING && memchr(attributes.p, ',', attributes.as.n)) {
            k = gpt__val_list(t, GPT__LIST_TUPLE);
            for (at = 0; at <= attributes.as.n && !t->status; at = end + 1) {
                for (end = at; end < attributes.as.n && attributes.p[end] != ','; end++) {}
                gpt__list_add(
                    t, k.as.list,
                    gpt__val_folded(t, gpt__val_path(t, l.v[i], gpt__val_part(attributes, at, end - at), NULL), fold));
            }
        } else if (attributes.type != GPT__VAL_NONE) k = gpt__val_path(t, k, attributes, NULL);
        gpt__list_add(t, &key, gpt__val_folded(t, k, fold));
        gpt__list_add(t, &out, l.v[i]);
    }
    if (!t->status && spare) gpt__list_sort(t, out.v, key.v, spare, out.n, down);
    return out;
}

/* map, select, reject, selectattr, rejectattr */
static gpt__val gpt__filter_each(gpt__tpl *t, gpt__val name, gpt__val v, const gpt__args *a) {
    const gpt__list none = {NULL, 0, 0},
                    l = gpt__val_true(v) ? gpt__val_members(t, v) : none; /* false of any kind is empty */
    const int map = gpt__val_is(&name, "map"), attr = name.as.n > 6, reject = name.p[0] == 'r';
    const gpt__val *attribute = map    ? gpt__arg(a, -1, "attribute")
                                : attr ? gpt__arg(a, 0, NULL)
                                       : NULL,
                   *fallback = gpt__arg(a, -1, "default");
    const int skip = attr + 1;
    gpt__list out = {NULL, 0, 0};
    gpt__args rest = *a;
    size_t i;
    int k;
    if ((attr && !attribute) || (map && !attribute && !a->n))
        gpt__tpl_fail(t, "%.*s needs an argument", (int)name.as.n, name.p);
    for (k = 0; k + skip < a->n; k++) rest.at[k] = a->at[k + skip];
    rest.n = a->n > skip ? a->n - skip : 0;
    for (i = 0; i < l.n && !t->status; i++) {
        gpt__val one = l.v[i];
        if (map) {
            one = attribute ? gpt__val_path(t, one, *attribute, fallback)
                            : gpt__tpl_filter(t, a->at[0], one, &rest);
            gpt__list_add(t, &out, one);
            continue;
        }
        if (attr) one = gpt__val_path(t, one, *attribute, NULL);
        if ((a->n >= skip ? gpt__tpl_test(t, a->at[skip - 1], one, &rest) : gpt__val_true(one)) != reject)
            gpt__list_add(t, &out, l.v[i]);
    }
    return gpt__val_listed(t, GPT__LIST_GENERATOR, out);
}

static gpt__val gpt__filter_tojson(gpt__tpl *t, gpt__val v, const gpt__args *a) {
    const gpt__val *separators = gpt__arg(a, 2, "separators"), *indent = gpt__arg(a, 1, "indent");
    gpt__json_style j;
    gpt__sb s = {NULL, NULL, 0, 0};
    gpt__args_check(t, a, 4, "ensure_ascii indent separators sort_keys", gpt__val_str("tojson"));
    j.ascii = gpt__arg_true(a, 0, "ensure_ascii", 0);
    j.indent = indent && indent->type != GPT__VAL_NONE ? (int)gpt__arg_int(t, a, 1, "indent", 0) : -1;
    if (j.indent > 1000) j.indent = 1000;
    j.sorted = gpt__arg_true(a, 3, "sort_keys", 0);
    j.between = gpt__val_str(j.indent < 0 ? ", " : ",");
    j.colon = gpt__val_str(": ");
    if (separators && separators->type == GPT__VAL_LIST && separators->as.list->n == 2) {
        j.between = gpt__val_to_str(t, separators->as.list->v[0]);
        j.colon = gpt__val_to_str(t, separators->as.list->v[1]);
    }
    gpt__sb_json(t, &s, v, &j, 0);
    return gpt__val_sb(&s);
}

/* Python's int() and float() of a text, with the blanks around it */
static int gpt__str_number(gpt__tpl *t, gpt__val s, int64_t base, gpt__val *out) {
    gpt__sb whole = {NULL, NULL, 0, 0};
    size_t i = 0;
    int negative, point = -1, power = 0, sign = 1, digits = 0;
    s = gpt__str_strip(t, s, NULL, 3);
    negative = s.as.n && s.p[0] == '-';
    i += s.as.n && (s.p[0] == '-' || s.p[0] == '+');
    if (base != 10) {
        gpt__lex x;
        memset(&x, 0, sizeof x);
        x.t = t, x.p = s.p, x.n = s.as.n;
        if (base < 2 || base > 16) return 0;
        if (i + 1 < s.as.n && s.p[i] == '0' && (s.p[i + 1] | 32) == (base == 16 ? 'x' : base == 8 ? 'o' : 'b')) i += 2;
        i = gpt__lex_digits(&x, i, (unsigned)base, &whole);
        if (i != s.as.n || !whole.n) return 0;
        *out = gpt__val_int(gpt__lex_integer(t, &whole, (unsigned)base) * (negative ? -1 : 1));
        return 1;
    }
    for (; i < s.as.n; i++) {
        if (s.p[i] >= '0' && s.p[i] <= '9') gpt__sb_put(t, &whole, s.p + i, NULL, 1), digits++;
        else if (s.p[i] == '_' && digits && i + 1 < s.as.n && s.p[i - 1] != '_') continue;
        else if (s.p[i] == '.' && point < 0) point = (int)whole.n;
        else break;
    }
    if (!digits || t->status) return 0;
    if (i < s.as.n && (s.p[i] | 32) == 'e') {
        size_t from;
        if (++i < s.as.n && (s.p[i] == '-' || s.p[i] == '+')) sign = s.p[i++] == '-' ? -1 : 1;
        for (from = i; i < s.as.n && s.p[i] >= '0' && s.p[i] <= '9'; i++)
            power = power > 99999 ? power : power * 10 + s.p[i] - '0';
        if (from == i) return 0;
        if (point < 0) point = (int)whole.n;
    }
    if (i != s.as.n) return 0;
    if (point < 0) *out = gpt__val_int(gpt__lex_integer(t, &whole, 10) * (negative ? -1 : 1));
    else
        *out =
            gpt__val_float(gpt__decimal(whole.p, whole.n, sign * power - ((int)whole.n - point)) * (negative ? -1 : 1));
    return 1;
}

static gpt__val gpt__filter_number(gpt__tpl *t, gpt__val v, const gpt__args *a, int real) {
    const gpt__val *fallback = gpt__arg(a, 0, "default");
    gpt__val out = v;
    if (v.type == GPT__VAL_STRING) {
        if (!gpt__str_number(t, v, real ? 10 : gpt__arg_int(t, a, 1, "base", 10), &out))
            out = fallback ? *fallback : real ? gpt__val_float(0) : gpt__val_int(0);
        else if (real && out.type == GPT__VAL_INT) out = gpt__val_float((double)out.as.i);
        else if (!real && out.type == GPT__VAL_FLOAT) v = out;
    }
    if (v.type == GPT__VAL_UNDEFINED) gpt__tpl_fail(t, "%.*s is undefined", (int)v.as.n, v.p ? v.p : "");
    if (gpt__val_number(v)) {
        if (real) return gpt__val_float(gpt__val_double(v));
        if (v.type != GPT__VAL_FLOAT) return gpt__val_int(v.as.i);
        if (v.as.f < 9.2e18 && v.as.f > -9.2e18) return gpt__val_int((int64_t)v.as.f);
        return gpt__tpl_too_large(t);
    }
    if (v.type != GPT__VAL_STRING) return fallback ? *fallback : real ? gpt__val_float(0) : gpt__val_int(0);
    return out;
}

static gpt__val gpt__filter_round(gpt__tpl *t, gpt__val v, const gpt__args *a) {
    const int64_t digits = gpt__arg_int(t, a, 0, "precision", 0);
    const gpt__val how = gpt__arg_str(t, a, 1, "method", "common");
    double x, ten = 1;
    int64_t i;
    gpt__sb s = {NULL, NULL, 0, 0};
    if (!gpt__val_number(v)) gpt__tpl_fail(t, "round of a %s", gpt__val_name(v));
    if (t->status) return v;
    x = gpt__val_double(v);
    if (gpt__val_is(&how, "common") && digits >= 0 &&
        digits < 20) { /* as it prints: ties between decimals go by the exact value */
        gpt__val out = v;
        if (v.type != GPT__VAL_FLOAT) return gpt__val_int(v.as.i);
        gpt__sb_fixed(t, &s, x < 0 ? -x : x, digits ? (int)digits : 1);
        if (digits == 0) { /* to the even one */
            const double low = gpt__floor(x), rest = x - low;
            const double half = low - 2 * gpt__floor(low / 2);
            return gpt__val_float(rest > 0.5 || (rest == 0.5 && half != 0) ? low + 1 : low);
        }
        if (gpt__str_number(t, gpt__val_sb(&s), 10, &out) && x < 0) out.as.f = -out.as.f;
        return out;
    }
    for (i = 0; i < (digits < 0 ? -digits : digits) && i < 30; i++) ten *= 10;
    x = digits < 0 ? x / ten : x * ten;
    if (gpt__val_is(&how, "ceil")) x = -gpt__floor(-x);
    else if (gpt__val_is(&how, "floor")) x = gpt__floor(x);
    else if (gpt__val_is(&how, "common")) x = gpt__floor(x + 0.5);
    else gpt__tpl_fail(t, "round is common, ceil or floor");
    x = digits < 0 ? x * ten : x / ten;
    return v.type == GPT__VAL_INT && gpt__val_is(&how, "common") ? gpt__val_int((int64_t)x) : gpt__val_float(x);
}

/* batch: rows of n; slice: n columns */
static gpt__val gpt__filter_rows(gpt__tpl *t, gpt__val v, const gpt__args *a, int columns) {
    const gpt__list l = gpt__val_members(t, v);
    const int64_t n = gpt__arg_int(t, a, 0, columns ? "slices" : "linecount", 0);
    const gpt__val *fill = gpt__arg(a, 1, "fill_with");
    gpt__list out = {NULL, 0, 0};
    size_t at = 0, row, want;
    if (n < 1) gpt__tpl_fail(t, "rows or columns are at least 1");
    for (row = 0; !t->status && (columns ? row < (size_t)n : at < l.n); row++) {
        gpt__val one = gpt__val_list(t, GPT__LIST_LIST);
        const size_t extra = columns ? l.n % (size_t)n : 0;
        want = columns ? l.n / (size_t)n + (row < extra) : (size_t)n;
        for (; want && at < l.n && !t->status; want--) gpt__list_add(t, one.as.list, l.v[at++]);
        if (fill && fill->type != GPT__VAL_NONE && (columns ? row >= extra && extra : want > 0))
            for (want = columns ? 1 : want; want && !t->status; want--) gpt__list_add(t, one.as.list, *fill);
        gpt__list_add(t, &out, one);
    }
    return gpt__val_listed(t, GPT__LIST_GENERATOR, out);
}

static gpt__val gpt__filter_groupby(gpt__tpl *t, gpt__val v, const gpt__args *a) {
    const gpt__val *attribute = gpt__arg(a, 0, "attribute"), *fallback = gpt__arg(a, 1, "default");
    const int fold = !gpt__arg_true(a, 2, "case_sensitive", 0);
    gpt__list l, out = {NULL, 0, 0};
    size_t i;
    gpt__val last = gpt__val_of(GPT__VAL_NONE);
    if (!attribute) gpt__tpl_fail(t, "groupby needs an attribute");
    if (t->status) return v;
    l = gpt__list_sorted(t, gpt__val_members(t, v), *attribute, fold, 0);
    for (i = 0; i < l.n && !t->status; i++) {
        const gpt__val key = gpt__val_path(t, l.v[i], *attribute, fallback), plain = gpt__val_folded(t, key, fold);
        if (!i || !gpt__val_equal(t, plain, last))
            gpt__list_add(t, &out, gpt__pair(t, key, gpt__val_list(t, GPT__LIST_LIST)));
        if (!t->status) gpt__list_add(t, out.v[out.n - 1].as.list->v[1].as.list, l.v[i]);
        last = plain;
    }
    return gpt__val_listed(t, GPT__LIST_LIST, out);
}

static gpt__val gpt__filter_unique(gpt__tpl *t, gpt__val v, const gpt__args *a) {
    const gpt__list l = gpt__val_members(t, v);
    const int fold = !gpt__arg_true(a, 0, "case_sensitive", 0);
    const gpt__val *attribute = gpt__arg(a, 1, "attribute");
    gpt__list out = {NULL, 0, 0}, seen = {NULL, 0, 0};
    size_t i, k;
    for (i = 0; i < l.n && !t->status; i++) {
        const gpt__val key = gpt__val_folded(t, attribute ? gpt__val_path(t, l.v[i], *attribute, NULL) : l.v[i], fold);
        if (key.type == GPT__VAL_DICT || (key.type == GPT__VAL_LIST && key.kind == GPT__LIST_LIST))
            gpt__tpl_fail(t, "unique of a %s", gpt__val_name(key));
        for (k = 0; k < seen.n && !gpt__val_equal(t, seen.v[k], key); k++) {}
        if (k < seen.n) continue;
        gpt__list_add(t, &seen, key);
        gpt__list_add(t, &out, l.v[i]);
    }
    return gpt__val_listed(t, GPT__LIST_GENERATOR, out);
}

static gpt__val gpt__filter_dictsort(gpt__tpl *t, gpt__val v, const gpt__args *a) {
    const int fold = !gpt__arg_true(a, 0, "case_sensitive", 0), down = gpt__arg_true(a, 2, "reverse", 0);
    const gpt__val by = gpt__arg_str(t, a, 1, "by", "key");
    if (v.type != GPT__VAL_DICT) gpt__tpl_fail(t, "dictsort of a %s", gpt__val_name(v));
    if (t->status) return v;
    v = gpt__dict_items(t, v.as.dict, GPT__LIST_LIST);
    return gpt__val_listed(t, GPT__LIST_LIST,
                           gpt__list_sorted(t, *v.as.list, gpt__val_int(gpt__val_is(&by, "value")), fold, down));
}

static gpt__val gpt__filter_sum(gpt__tpl *t, gpt__val v, const gpt__args *a) {
    const gpt__list l = gpt__val_members(t, v);
    const gpt__val *attribute = gpt__arg(a, 0, "attribute"), *start = gpt__arg(a, 1, "start");
    gpt__val sum = start ? *start : gpt__val_int(0);
    size_t i;
    for (i = 0; i < l.n && !t->status; i++)
        sum = gpt__val_binary(t, '+', sum,
                              attribute && attribute->type != GPT__VAL_NONE ? gpt__val_path(t, l.v[i], *attribute, NULL)
                                                                            : l.v[i]);
    return sum;
}

static gpt__val gpt__filter_extreme(gpt__tpl *t, gpt__val v, const gpt__args *a, int sign) {
    const gpt__list l = gpt__val_members(t, v);
    const int fold = !gpt__arg_true(a, 0, "case_sensitive", 0);
    const gpt__val *attribute = gpt__arg(a, 1, "attribute");
    gpt__val best = gpt__val_missing(gpt__val_str("the first of nothing")), key = best;
    size_t i;
    for (i = 0; i < l.n && !t->status; i++) {
        const gpt__val k = gpt__val_folded(t, attribute ? gpt__val_path(t, l.v[i], *attribute, NULL) : l.v[i], fold);
        if (i && gpt__val_order(t, k, key) * sign <= 0) continue;
        best = l.v[i];
        key = k;
    }
    return best;
}

static gpt__val gpt__filter_truncate(gpt__tpl *t, gpt__val s, const gpt__args *a) {
    const int64_t n = gpt__arg_int(t, a, 0, "length", 255), leeway = gpt__arg_int(t, a, 3, "leeway", 5);
    const gpt__val end = gpt__arg_str(t, a, 2, "end", "...");
    const int64_t keep = n - (int64_t)gpt__str_count(t, end);
    gpt__sb out = {NULL, NULL, 0, 0};
    size_t at;
    if (keep < 0 || leeway < 0) gpt__tpl_fail(t, "truncate to less than its end");
    if (t->status || gpt__val_length(t, s) <= n + leeway) return s;
    if (s.type != GPT__VAL_STRING) gpt__tpl_fail(t, "truncate of a %s", gpt__val_name(s));
    if (t->status) return s;
    at = gpt__str_at(t, s, (size_t)keep);
    if (!gpt__arg_true(a, 1, "killwords", 0)) {
        const size_t space = gpt__str_find_last(t, s, at, gpt__val_str(" "));
        at = space == SIZE_MAX ? at : space;
    }
    gpt__sb_str(t, &out, gpt__val_part(s, 0, at));
    gpt__sb_str(t, &out, end);
    return gpt__val_sb(&out);
}

/* pair: a part of a query, where blanks are + and / is written out, too */
static gpt__val gpt__filter_urlencode(gpt__tpl *t, gpt__val v, int pair) {
    gpt__sb out = {NULL, NULL, 0, 0};
    size_t i;
    if (v.type == GPT__VAL_DICT || v.type == GPT__VAL_LIST) {
        const gpt__val items = v.type == GPT__VAL_DICT ? gpt__dict_items(t, v.as.dict, GPT__LIST_ITEMS) : v;
        const gpt__list l = gpt__val_members(t, items);
        for (i = 0; i < l.n && !t->status; i++) {
            const gpt__list l2 = gpt__val_members(t, l.v[i]);
            if (l2.n != 2) gpt__tpl_fail(t, "urlencode of what is no pair");
            if (t->status) break;
            if (i) gpt__sb_text(t, &out, "&");
            gpt__sb_str(t, &out, gpt__filter_urlencode(t, gpt__val_to_str(t, l2.v[0]), 1));
            gpt__sb_text(t, &out, "=");
            gpt__sb_str(t, &out, gpt__filter_urlencode(t, gpt__val_to_str(t, l2.v[1]), 1));
        }
        return gpt__val_sb(&out);
    }
    v = gpt__val_to_str(t, v);
    for (i = 0; i < v.as.n && !t->status; i++) {
        const unsigned char c = (unsigned char)v.p[i];
        char hex[3];
        if (c == ' ' && pair) {
            gpt__sb_text(t, &out, "+");
            continue;
        }
        if (c < 0x80 && (gpt__lex_letter((char)c) || (c && strchr(pair ? "-.~" : "-.~/", c)))) {
            gpt__sb_str(t, &out, gpt__val_part(v, i, 1));
            continue;
        }
        hex[0] = '%', hex[1] = "0123456789ABCDEF"[c >> 4], hex[2] = "0123456789ABCDEF"[c & 15];
        gpt__sb_put(t, &out, hex, NULL, 3);
    }
    return gpt__val_sb(&out);
}

static gpt__val gpt__filter_wordcount(gpt__tpl *t, gpt__val v) {
    size_t i, n, count = 0;
    int inside = 0;
    for (i = 0; i < v.as.n; i += n) { /* words are letters, digits and _ */
        const uint32_t c = gpt__str_char(v, i, &n);
        const int word = c < 0x80 ? gpt__lex_letter((char)c)
                                  : c >= 0xc0 && c < 0x1f000 && !gpt__cp_space(c) && !(c >= 0x2000 && c < 0x2c00);
        count += (size_t)(word && !inside);
        inside = word;
    }
    gpt__tpl_step(t, i / 4);
    return gpt__val_int((int64_t)count);
}

static const char *const gpt__tpl_filters_known[] = {
    "abs",    "attr",       "batch",       "capitalize", "center",   "count",
    "d",      "default",    "dictsort",    "e",          "escape",   "filesizeformat",
    "first",  "float",      "forceescape", "format",     "groupby",  "indent",
    "int",    "items",      "join",        "last",       "length",   "list",
    "lower",  "map",        "max",         "min",        "pprint",   "random",
    "reject", "rejectattr", "replace",     "reverse",    "round",    "safe",
    "select", "selectattr", "slice",       "sort",       "string",   "striptags",
    "sum",    "title",      "tojson",      "trim",       "truncate", "unique",
    "upper",  "urlencode",  "urlize",      "wordcount",  "wordwrap", "xmlattr",
    NULL};
static int gpt__tpl_known_filter(gpt__val name) { return gpt__name_in(gpt__tpl_filters_known, name) >= 0; }

static gpt__val gpt__filter_first(gpt__tpl *t, gpt__val v, int last) {
    const gpt__list l = gpt__val_members(t, v);
    if (l.n) return l.v[last ? l.n - 1 : 0];
    return gpt__val_missing(gpt__val_str(last ? "the last of nothing" : "the first of nothing"));
}

/* filters that work on texts, of which str makes one of anything */
static int gpt__filter_text(gpt__tpl *t, gpt__val name, gpt__val v, const gpt__args *a, gpt__val *out) {
    const int takes = !gpt__val_is(&name, "truncate") && !gpt__val_is(&name, "indent");
    const gpt__val s = v.type == GPT__VAL_STRING || !takes ? v : gpt__val_to_str(t, v);
    if (v.type != GPT__VAL_STRING && gpt__val_is(&name, "indent")) gpt__tpl_fail(t, "indent of a %s", gpt__val_name(v));
    if (t->status) return 0;
    if (gpt__val_is(&name, "trim")) *out = gpt__str_strip(t, s, gpt__arg(a, 0, "chars"), 3);
    else if (gpt__val_is(&name, "upper")) *out = gpt__str_case(t, s, GPT__CASE_UPPER);
    else if (gpt__val_is(&name, "lower")) *out = gpt__str_case(t, s, GPT__CASE_LOWER);
    else if (gpt__val_is(&name, "capitalize")) *out = gpt__str_case(t, s, GPT__CASE_CAPITAL);
    else if (gpt__val_is(&name, "title")) *out = gpt__str_title(t, s);
    else if (gpt__val_is(&name, "string")) *out = s;
    else if (gpt__val_is(&name, "safe")) *out = s, out->kind = 1;
    else if (gpt__val_is(&name, "escape") || gpt__val_is(&name, "e")) *out = s.kind ? s : gpt__str_escaped(t, s);
    else if (gpt__val_is(&name, "forceescape")) *out = gpt__str_escaped(t, s);
    else if (gpt__val_is(&name, "replace")) {
        const gpt__val from = gpt__arg_str(t, a, 0, "old", NULL), to = gpt__arg_str(t, a, 1, "new", NULL);
        *out = t->status ? s : gpt__str_replace(t, s, from, to, gpt__arg_int(t, a, 2, "count", -1));
    } else if (gpt__val_is(&name, "indent")) {
        const gpt__val *width = gpt__arg(a, 0, "width");
        const gpt__val by = width && width->type == GPT__VAL_STRING ? *width
                            : gpt__val_repeat(t, gpt__val_str(" "), gpt__arg_int(t, a, 0, "width", 4));
        *out = gpt__str_indent(t, s, by, gpt__arg_true(a, 1, "first", 0), gpt__arg_true(a, 2, "blank", 0));
    } else if (gpt__val_is(&name, "center")) {
        gpt__args with = *a;
        if (!with.n) with.at[0] = gpt__val_int(gpt__arg_int(t, a, 0, "width", 80));
        with.n = 1;
        *out = gpt__str_method(t, s, name, &with);
    } else if (gpt__val_is(&name, "format")) {
        gpt__val args = gpt__val_list(t, GPT__LIST_TUPLE);
        int i;
        for (i = 0; i < a->n && !t->status; i++) gpt__list_add(t, args.as.list, a->at[i]);
        if (a->names.n && !t->status) {
            size_t k;
            args = gpt__val_dict(t);
            for (k = 0; k < a->names.n && !t->status; k++)
                gpt__dict_put(t, args.as.dict, a->names.v[k], a->values.v[k]);
        }
        *out = gpt__str_percent(t, s, args);
    } else if (gpt__val_is(&name, "truncate")) *out = gpt__filter_truncate(t, v, a);
    else if (gpt__val_is(&name, "wordcount")) *out = gpt__filter_wordcount(t, s);
    else return 0;
    return 1;
}

static gpt__val gpt__tpl_filter(gpt__tpl *t, gpt__val name, gpt__val v, const gpt__args *a) {
    gpt__val out = v;
    if (name.type != GPT__VAL_STRING || !gpt__tpl_known_filter(name)) {
        gpt__tpl_fail(t, "there is no filter %.*s", name.type == GPT__VAL_STRING ? (int)name.as.n : 0,
                      name.p ? name.p : "");
        return v;
    }
    if (gpt__val_is(&name, "default") || gpt__val_is(&name, "d")) {
        const gpt__val *fallback = gpt__arg(a, 0, "default_value");
        if (v.type != GPT__VAL_UNDEFINED && !(gpt__arg_true(a, 1, "boolean", 0) && !gpt__val_true(v))) return v;
        return fallback ? *fallback : gpt__val_str("");
    }
    if (gpt__val_is(&name, "tojson")) return gpt__filter_tojson(t, v, a);
    if (gpt__val_is(&name, "length") || gpt__val_is(&name, "count")) return gpt__val_int(gpt__val_length(t, v));
    if (gpt__val_is(&name, "items")) {
        if (v.type == GPT__VAL_UNDEFINED) return gpt__val_list(t, GPT__LIST_GENERATOR);
        if (v.type == GPT__VAL_DICT) return gpt__dict_items(t, v.as.dict, GPT__LIST_GENERATOR);
        gpt__tpl_fail(t, "items of a %s", gpt__val_name(v));
        return v;
    }
    if (gpt__val_is(&name, "list"))
        return gpt__val_listed(t, GPT__LIST_LIST, gpt__list_copy(t, gpt__val_members(t, v)));
    if (gpt__val_is(&name, "first") || gpt__val_is(&name, "last")) return gpt__filter_first(t, v, name.p[0] == 'l');
    if (gpt__val_is(&name, "join")) {
        const gpt__val *attribute = gpt__arg(a, 1, "attribute");
        gpt__list l = gpt__val_members(t, v), of = {NULL, 0, 0};
        size_t i;
        for (i = 0; attribute && i < l.n && !t->status; i++)
            gpt__list_add(t, &of, gpt__val_path(t, l.v[i], *attribute, NULL));
        return gpt__str_join(t, gpt__arg_str(t, a, 0, "d", ""), attribute ? of : l, 1);
    }
    if (gpt__val_is(&name, "map") || gpt__val_is(&name, "select") || gpt__val_is(&name, "reject") ||
        gpt__val_is(&name, "selectattr") || gpt__val_is(&name, "rejectattr"))
        return gpt__filter_each(t, name, v, a);
    if (gpt__val_is(&name, "sort")) {
        const gpt__val *attribute = gpt__arg(a, 2, "attribute");
        return gpt__val_listed(
            t, GPT__LIST_LIST,
            gpt__list_sorted(t, gpt__val_members(t, v), attribute ? *attribute : gpt__val_of(GPT__VAL_NONE),
                             !gpt__arg_true(a, 1, "case_sensitive", 0), gpt__arg_true(a, 0, "reverse", 0)));
    }
    if (gpt__val_is(&name, "dictsort")) return gpt__filter_dictsort(t, v, a);
    if (gpt__val_is(&name, "unique")) return gpt__filter_unique(t, v, a);
    if (gpt__val_is(&name, "groupby")) return gpt__filter_groupby(t, v, a);
    if (gpt__val_is(&name, "batch") || gpt__val_is(&name, "slice")) return gpt__filter_rows(t, v, a, name.p[0] == 's');
    if (gpt__val_is(&name, "sum")) return gpt__filter_sum(t, v, a);
    if (gpt__val_is(&name, "max") || gpt__val_is(&name, "min"))
        return gpt__filter_extreme(t, v, a, name.p[1] == 'a' ? 1 : -1);
    if (gpt__val_is(&name, "reverse")) {
        gpt__list l;
        if (v.type == GPT__VAL_STRING)
            return gpt__val_slice(t, v, gpt__val_of(GPT__VAL_NONE), gpt__val_of(GPT__VAL_NONE), gpt__val_int(-1));
        l = gpt__list_copy(t, gpt__val_members(t, v));
        gpt__list_reverse(&l);
        return gpt__val_listed(t, GPT__LIST_GENERATOR, l);
    }
    if (gpt__val_is(&name, "int") || gpt__val_is(&name, "float")) return gpt__filter_number(t, v, a, name.p[0] == 'f');
    if (gpt__val_is(&name, "round")) return gpt__filter_round(t, v, a);
    if (gpt__val_is(&name, "abs")) {
        if (!gpt__val_number(v)) gpt__tpl_fail(t, "abs of a %s", gpt__val_name(v));
        if (v.type == GPT__VAL_FLOAT) return gpt__val_float(v.as.f < 0 ? -v.as.f : v.as.f);
        return v.as.i < 0 ? gpt__val_arithmetic(t, '-', gpt__val_int(0), v) : gpt__val_int(v.as.i);
    }
    if (gpt__val_is(&name, "attr")) return gpt__val_attr(t, v, gpt__arg_str(t, a, 0, "name", NULL));
    if (gpt__val_is(&name, "pprint")) {
        gpt__sb s = {NULL, NULL, 0, 0};
        gpt__sb_repr(t, &s, v);
        return gpt__val_sb(&s);
    }
    if (gpt__val_is(&name, "urlencode")) return gpt__filter_urlencode(t, v, 0);
    if (gpt__filter_text(t, name, v, a, &out)) return out;
    gpt__tpl_fail(t, "the filter %.*s is not for chat templates", (int)name.as.n, name.p);
    return v;
}

/* ---- functions ---- */

static const char *const gpt__tpl_globals[] = {
    "range", "dict", "namespace", "raise_exception", "strftime_now", "cycler", "joiner", "lipsum", NULL};

static gpt__val gpt__tpl_range(gpt__tpl *t, const gpt__args *a) {
    int64_t from = a->n > 1 ? gpt__arg_int(t, a, 0, "start", 0) : 0, i;
    const int64_t to = gpt__arg_int(t, a, a->n > 1, "stop", 0), by = a->n > 2 ? gpt__arg_int(t, a, 2, "step", 1) : 1;
    gpt__val v = gpt__val_list(t, GPT__LIST_RANGE);
    if (a->n < 1 || a->n > 3 || by == 0) gpt__tpl_fail(t, "range takes a stop, a start and a step, which is not 0");
    if (!t->status && (by > 0 ? to - from > 100000 * by : from - to > -100000 * by))
        gpt__tpl_fail(t, "a range of more than 100000 numbers");
    for (i = from; !t->status && (by > 0 ? i < to : i > to); i += by) gpt__list_add(t, v.as.list, gpt__val_int(i));
    return v;
}

/* dict(...) and namespace(...) */
static gpt__val gpt__tpl_make_dict(gpt__tpl *t, const gpt__args *a, gpt__val_type type) {
    gpt__val v = gpt__val_dict(t);
    size_t i;
    if (t->status) return v;
    v.type = type;
    if (a->n > 1) gpt__tpl_fail(t, "dict takes one value, and names");
    if (a->n == 1 && a->at[0].type == GPT__VAL_DICT) {
        for (i = 0; i < a->at[0].as.dict->n; i++)
            gpt__dict_put(t, v.as.dict, a->at[0].as.dict->key[i], a->at[0].as.dict->v[i]);
    } else if (a->n == 1) {
        const gpt__list l = gpt__val_members(t, a->at[0]);
        for (i = 0; i < l.n && !t->status; i++) {
            const gpt__list pair = gpt__val_members(t, l.v[i]);
            if (pair.n != 2) gpt__tpl_fail(t, "dict of what is no pair");
            else gpt__dict_put(t, v.as.dict, pair.v[0], pair.v[1]);
        }
    }
    for (i = 0; i < a->names.n && !t->status; i++) gpt__dict_put(t, v.as.dict, a->names.v[i], a->values.v[i]);
    return v;
}

/* The clock: seven numbers out of "2026-07-04T09:05:03"; 0 if it is none. */
static int gpt__tpl_clock(gpt__val now, int field[6]) {
    static const int low[6] = {0, 1, 1, 0, 0, 0}, high[6] = {9999, 12, 31, 23, 59, 60};
    size_t i = 0;
    int k;
    for (k = 0; k < 6; k++) {
        const size_t from = i;
        for (field[k] = 0; i < now.as.n && now.p[i] >= '0' && now.p[i] <= '9' && i - from < 4; i++)
            field[k] = field[k] * 10 + now.p[i] - '0';
        if (i == from && k < 3) return 0;
        if (field[k] < low[k] || field[k] > high[k]) return 0;
        if (i < now.as.n) i++;
    }
    return 1;
}

/* strftime in the C locale */
static gpt__val gpt__tpl_strftime(gpt__tpl *t, gpt__val format) {
    static const char *const month[] = {"January", "February", "March",     "April",   "May",      "June",
                                        "July",    "August",   "September", "October", "November", "December"};
    static const char *const weekday[] = {"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"};
    static const int before[] = {0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
    gpt__sb out = {NULL, NULL, 0, 0};
    int f[6], day, year_day, leap, shift;
    size_t i;
    if (!gpt__tpl_clock(t->now, f)) {
        gpt__tpl_fail(t, "strftime_now without a clock");
        return format;
    }
    leap = (f[0] % 4 == 0 && f[0] % 100 != 0) || f[0] % 400 == 0;
    year_day = before[f[1] - 1] + f[2] + (leap && f[1] > 2);
    shift = f[0] - (f[1] < 3); /* the day of the week (Sakamoto) */
    day = (shift + shift / 4 - shift / 100 + shift / 400 + "-bed=pen+mad."[f[1]] + f[2]) % 7;
    for (i = 0; i < format.as.n && !t->status; i++) {
        int value = -1, width = 2, pad = '0';
        const char *word = NULL;
        char c = format.p[i];
        if (c != '%' || i + 1 >= format.as.n) {
            gpt__sb_str(t, &out, gpt__val_part(format, i, 1));
            continue;
        }
        c = format.p[++i];
        if (c == '-' && i + 1 < format.as.n) width = 0, c = format.p[++i];
        switch (c) {
        case 'Y': value = f[0], width = 0; break;
        case 'C': value = f[0] / 100; break;
        case 'y': value = f[0] % 100; break;
        case 'm': value = f[1]; break;
        case 'd': value = f[2]; break;
        case 'e': value = f[2], pad = ' '; break;
        case 'H': value = f[3]; break;
        case 'I': value = f[3] % 12 ? f[3] % 12 : 12; break;
        case 'M': value = f[4]; break;
        case 'S': value = f[5]; break;
        case 'j': value = year_day, width = width ? 3 : 0; break;
        case 'u': value = day ? day : 7, width = 0; break;
        case 'w': value = day, width = 0; break;
        case 'U': value = (year_day - 1 + 7 - day) / 7; break;
        case 'W': value = (year_day - 1 + 7 - (day + 6) % 7) / 7; break;
        case 'f': word = "000000"; break;
        case 'B': word = month[f[1] - 1]; break;
        case 'b':
        case 'h': gpt__sb_put(t, &out, month[f[1] - 1], NULL, 3); continue;
        case 'A': word = weekday[day]; break;
        case 'a': gpt__sb_put(t, &out, weekday[day], NULL, 3); continue;
        case 'p': word = f[3] < 12 ? "AM" : "PM"; break;
        case 'F': gpt__sb_str(t, &out, gpt__tpl_strftime(t, gpt__val_str("%Y-%m-%d"))); continue;
        case 'T':
        case 'X': gpt__sb_str(t, &out, gpt__tpl_strftime(t, gpt__val_str("%H:%M:%S"))); continue;
        case 'R': gpt__sb_str(t, &out, gpt__tpl_strftime(t, gpt__val_str("%H:%M"))); continue;
        case 'D':
        case 'x': gpt__sb_str(t, &out, gpt__tpl_strftime(t, gpt__val_str("%m/%d/%y"))); continue;
        case 'c': gpt__sb_str(t, &out, gpt__tpl_strftime(t, gpt__val_str("%a %b %e %H:%M:%S %Y"))); continue;
        case 'r': gpt__sb_str(t, &out, gpt__tpl_strftime(t, gpt__val_str("%I:%M:%S %p"))); continue;
        case 'Z':
        case 'z': continue; /* a local time without a zone */
        case 'n': word = "\n"; break;
        case 't': word = "\t"; break;
        case '%': word = "%"; break;
        default: gpt__tpl_fail(t, "%%%c of strftime_now is not known", c); continue;
        }
        if (word) gpt__sb_text(t, &out, word);
        if (value < 0) continue;
        if (width > 2 && value < 100) gpt__sb_text(t, &out, "0");
        if (width > 1 && value < 10) gpt__sb_text(t, &out, pad == '0' ? "0" : " ");
        gpt__sb_int(t, &out, value);
    }
    return gpt__val_sb(&out);
}

static gpt__val gpt__tpl_call_global(gpt__tpl *t, int which, const gpt__args *a) {
    gpt__val v = gpt__val_of(GPT__VAL_NONE);
    int i;
    switch (which) {
    case 0: return gpt__tpl_range(t, a);
    case 1: return gpt__tpl_make_dict(t, a, GPT__VAL_DICT);
    case 2: return gpt__tpl_make_dict(t, a, GPT__VAL_SPACE);
    case 3:
        v = a->n ? gpt__val_to_str(t, a->at[0]) : gpt__val_str("");
        if (!t->status) t->status = gpt__fail(t->err, GPT_E_TEMPLATE, "%.*s", (int)(v.as.n < 400 ? v.as.n : 400), v.p);
        break;
    case 4: return gpt__tpl_strftime(t, gpt__arg_str(t, a, 0, "format", NULL));
    case 5:
        v = gpt__val_list(t, GPT__LIST_LIST);
        for (i = 0; i < a->n && !t->status; i++) gpt__list_add(t, v.as.list, a->at[i]);
        if (!a->n) gpt__tpl_fail(t, "cycler needs values");
        if (t->status) break;
        v.type = GPT__VAL_CYCLER;
        v.as.list->cap = 0; /* which one is next */
        break;
    case 6:
        v = gpt__val_list(t, GPT__LIST_LIST);
        if (t->status) break;
        gpt__list_add(t, v.as.list, gpt__arg_str(t, a, 0, "sep", ", "));
        gpt__list_add(t, v.as.list, gpt__val_bool(0));
        v.type = GPT__VAL_JOINER;
        break;
    default: gpt__tpl_fail(t, "%s is not for chat templates", gpt__tpl_globals[which]); break;
    }
    return v;
}

static gpt__val gpt__tpl_call_macro(gpt__tpl *t, const gpt__macro *m, const gpt__args *a) {
    const gpt__node *p;
    gpt__scope *scope = gpt__scope_in(t, m->scope);
    gpt__sb out = {NULL, NULL, 0, 0};
    gpt__val more = gpt__val_list(t, GPT__LIST_TUPLE), named = gpt__val_dict(t),
             caller = gpt__val_missing(gpt__val_str("caller"));
    size_t k;
    int i = 0;
    if (t->status) return gpt__val_of(GPT__VAL_UNDEFINED);
    for (k = 0; k < a->names.n && !t->status; k++) {
        for (p = m->node->kid[0]; p && !gpt__val_equal(t, p->value, a->names.v[k]); p = p->next) {}
        if (!p && gpt__val_is(&a->names.v[k], "caller") && m->node->extra & GPT__TPL_CALLER) caller = a->values.v[k];
        else if (!p && m->node->extra & GPT__TPL_KWARGS) gpt__dict_put(t, named.as.dict, a->names.v[k], a->values.v[k]);
        else if (!p)
            gpt__tpl_fail(t, "the macro %.*s has no parameter %.*s", (int)m->node->value.as.n,
                          m->node->value.p ? m->node->value.p : "", (int)a->names.v[k].as.n, a->names.v[k].p);
    }
    for (p = m->node->kid[0]; p && !t->status; p = p->next, i++) {
        const gpt__val *have = i < a->n ? &a->at[i] : NULL;
        for (k = 0; k < a->names.n; k++) {
            if (!gpt__val_equal(t, p->value, a->names.v[k])) continue;
            if (have) gpt__tpl_fail(t, "two values for the parameter %.*s", (int)p->value.as.n, p->value.p);
            have = &a->values.v[k];
        }
        gpt__dict_put(t, &scope->vars, p->value,
                      have        ? *have
                      : p->kid[0] ? gpt__tpl_eval(t, p->kid[0], scope)
                                  : gpt__val_missing(p->value));
    }
    if (i < a->n && !(m->node->extra & GPT__TPL_VARARGS))
        gpt__tpl_fail(t, "the macro %.*s has %d parameters", (int)m->node->value.as.n,
                      m->node->value.p ? m->node->value.p : "", i);
    for (; i < a->n && !t->status; i++) gpt__list_add(t, more.as.list, a->at[i]);
    if (m->node->extra & GPT__TPL_VARARGS) gpt__dict_put(t, &scope->vars, gpt__val_str("varargs"), more);
    if (m->node->extra & GPT__TPL_KWARGS) gpt__dict_put(t, &scope->vars, gpt__val_str("kwargs"), named);
    if (m->node->extra & GPT__TPL_CALLER && !gpt__dict_get(t, &scope->vars, "caller"))
        gpt__dict_put(t, &scope->vars, gpt__val_str("caller"), caller);
    if (!t->status && gpt__tpl_enter(t)) {
        gpt__tpl_exec(t, m->node->kid[2], scope, &out);
        t->depth--;
    }
    return gpt__val_sb(&out);
}

static gpt__jump gpt__tpl_loop(gpt__tpl *t, const gpt__node *n, gpt__val over, gpt__scope *scope, gpt__sb *out,
                               int depth);

static gpt__val gpt__tpl_call_method(gpt__tpl *t, gpt__val f, const gpt__args *a) {
    const gpt__val self = *f.self, name = gpt__val_text(f.p, NULL, f.as.n);
    gpt__loop *l = self.as.loop;
    gpt__val v;
    switch (self.type) {
    case GPT__VAL_STRING: return gpt__str_method(t, self, name, a);
    case GPT__VAL_DICT: return gpt__dict_method(t, self, name, a);
    case GPT__VAL_LIST: return gpt__list_method(t, self, name, a);
    case GPT__VAL_CYCLER:
        v = self.as.list->v[self.as.list->cap];
        self.as.list->cap = gpt__val_is(&name, "reset") ? 0 : (self.as.list->cap + 1) % self.as.list->n;
        return gpt__val_is(&name, "reset") ? gpt__val_of(GPT__VAL_NONE) : v;
    case GPT__VAL_LOOP:
        if (!a->n) break;
        if (gpt__val_is(&name, "cycle")) return a->at[l->at % (size_t)a->n];
        v = gpt__val_bool(l->changed.type == GPT__VAL_UNDEFINED || !gpt__val_equal(t, l->changed, a->at[0]));
        l->changed = a->at[0];
        return v;
    default: break;
    }
    gpt__tpl_fail(t, "%.*s needs an argument", (int)name.as.n, name.p);
    return self;
}

static gpt__val gpt__tpl_call(gpt__tpl *t, gpt__val f, const gpt__args *a) {
    gpt__sb out = {NULL, NULL, 0, 0};
    switch (f.type) {
    case GPT__VAL_METHOD: return gpt__tpl_call_method(t, f, a);
    case GPT__VAL_MACRO: return gpt__tpl_call_macro(t, f.as.macro, a);
    case GPT__VAL_GLOBAL: return gpt__tpl_call_global(t, f.kind, a);
    case GPT__VAL_JOINER: {
        gpt__val *used = &f.as.list->v[1];
        const int first = !used->as.i;
        used->as.i = 1;
        return first ? gpt__val_str("") : f.as.list->v[0];
    }
    case GPT__VAL_LOOP:
        if (!(f.as.loop->node->extra & GPT__TPL_RECURSIVE) || a->n != 1) gpt__tpl_fail(t, "the loop is not recursive");
        else if (gpt__tpl_enter(t)) {
            gpt__tpl_loop(t, f.as.loop->node, a->at[0], f.as.loop->scope, &out, f.as.loop->depth + 1);
            t->depth--;
        }
        return gpt__val_sb(&out);
    case GPT__VAL_UNDEFINED: gpt__tpl_fail(t, "%.*s is undefined", (int)f.as.n, f.p ? f.p : ""); break;
    default: gpt__tpl_fail(t, "a %s can't be called", gpt__val_name(f)); break;
    }
    return gpt__val_of(GPT__VAL_UNDEFINED);
}

/* ---- expressions ---- */

static gpt__val gpt__tpl_lookup(gpt__tpl *t, gpt__val name, gpt__scope *scope) {
    gpt__val v;
    int i;
    for (; scope; scope = scope->up) {
        const gpt__val *have = gpt__dict_find(t, &scope->vars, name);
        if (have) return *have;
    }
    i = gpt__name_in(gpt__tpl_globals, name);
    if (i < 0) return gpt__val_missing(name);
    v = gpt__val_of(GPT__VAL_GLOBAL);
    v.kind = i;
    return v;
}

static int gpt__tpl_compare_op(gpt__tpl *t, int op, gpt__val a, gpt__val b) {
    switch (op) {
    case GPT__OP2('=', '='): return gpt__val_equal(t, a, b);
    case GPT__OP2('!', '='): return !gpt__val_equal(t, a, b);
    case '<': return gpt__val_order(t, a, b) < 0;
    case GPT__OP2('<', '='): return gpt__val_order(t, a, b) <= 0;
    case '>': return gpt__val_order(t, a, b) > 0;
    case GPT__OP2('>', '='): return gpt__val_order(t, a, b) >= 0;
    default: return gpt__val_in(t, a, b) == (op == 'i');
    }
}

static gpt__val gpt__tpl_eval_sign(gpt__tpl *t, gpt__val v, int minus) {
    if (!gpt__val_number(v)) gpt__tpl_fail(t, "a sign before a %s", gpt__val_name(v));
    if (t->status) return v;
    if (v.type == GPT__VAL_FLOAT) return gpt__val_float(minus ? -v.as.f : v.as.f);
    return minus ? gpt__val_arithmetic(t, '-', gpt__val_int(0), gpt__val_int(v.as.i)) : gpt__val_int(v.as.i);
}

static gpt__val gpt__tpl_eval_members(gpt__tpl *t, const gpt__node *n, gpt__scope *scope) {
    gpt__val v = n->op == GPT__N_DICT ? gpt__val_dict(t)
                                      : gpt__val_list(t, n->op == GPT__N_LIST ? GPT__LIST_LIST : GPT__LIST_TUPLE);
    const gpt__node *m;
    for (m = n->kid[0]; m && !t->status; m = m->next) {
        const gpt__val one = gpt__tpl_eval(t, m, scope);
        if (n->op != GPT__N_DICT) gpt__list_add(t, v.as.list, one);
        else {
            m = m->next;
            if (one.type == GPT__VAL_LIST && one.kind != GPT__LIST_TUPLE) gpt__tpl_fail(t, "a list is no key");
            if (one.type == GPT__VAL_DICT) gpt__tpl_fail(t, "a dict is no key");
            gpt__dict_put(t, v.as.dict, one, gpt__tpl_eval(t, m, scope));
        }
    }
    return v;
}

static gpt__val gpt__tpl_eval_item(gpt__tpl *t, const gpt__node *n, gpt__scope *scope) {
    const gpt__val v = gpt__tpl_eval(t, n->kid[0], scope), none = gpt__val_of(GPT__VAL_NONE);
    const gpt__node *s = n->kid[1];
    gpt__val start, stop;
    if (!s || s->op != GPT__N_SLICE) return gpt__val_get(t, v, gpt__tpl_eval(t, s, scope), 0);
    start = s->kid[0] ? gpt__tpl_eval(t, s->kid[0], scope) : none;
    stop = s->kid[1] ? gpt__tpl_eval(t, s->kid[1], scope) : none;
    return t->status ? v : gpt__val_slice(t, v, start, stop, s->kid[2] ? gpt__tpl_eval(t, s->kid[2], scope) : none);
}

static gpt__val gpt__tpl_eval_applied(gpt__tpl *t, const gpt__node *n, gpt__scope *scope, gpt__val v) {
    gpt__args a;
    gpt__tpl_eval_args(t, n->kid[1], scope, &a);
    if (t->status) return v;
    t->line = n->line;
    if (n->op == GPT__N_CALL) return gpt__tpl_call(t, v, &a);
    if (n->op == GPT__N_FILTER) return gpt__tpl_filter(t, n->value, v, &a);
    return gpt__val_bool(gpt__tpl_test(t, n->value, v, &a));
}

static gpt__val gpt__tpl_eval_op(gpt__tpl *t, const gpt__node *n, gpt__scope *scope) {
    gpt__val a, b;
    const gpt__node *rest;
    gpt__sb s = {NULL, NULL, 0, 0};
    switch (n->op) {
    case GPT__N_CONST: return n->value;
    case GPT__N_NAME: return gpt__tpl_lookup(t, n->value, scope);
    case GPT__N_LIST:
    case GPT__N_TUPLE:
    case GPT__N_DICT: return gpt__tpl_eval_members(t, n, scope);
    case GPT__N_ATTR: a = gpt__tpl_eval(t, n->kid[0], scope); return t->status ? a : gpt__val_get(t, a, n->value, 1);
    case GPT__N_ITEM: return gpt__tpl_eval_item(t, n, scope);
    case GPT__N_CALL:
    case GPT__N_FILTER:
    case GPT__N_TEST: return gpt__tpl_eval_applied(t, n, scope, gpt__tpl_eval(t, n->kid[0], scope));
    case GPT__N_NOT: return gpt__val_bool(!gpt__val_true(gpt__tpl_eval(t, n->kid[0], scope)));
    case GPT__N_NEG:
    case GPT__N_POS: return gpt__tpl_eval_sign(t, gpt__tpl_eval(t, n->kid[0], scope), n->op == GPT__N_NEG);
    case GPT__N_AND:
        a = gpt__tpl_eval(t, n->kid[0], scope);
        return gpt__val_true(a) ? gpt__tpl_eval(t, n->kid[1], scope) : a;
    case GPT__N_OR:
        a = gpt__tpl_eval(t, n->kid[0], scope);
        return gpt__val_true(a) ? a : gpt__tpl_eval(t, n->kid[1], scope);
    case GPT__N_BINARY:
        a = gpt__tpl_eval(t, n->kid[0], scope);
        b = gpt__tpl_eval(t, n->kid[1], scope);
        return t->status ? a : gpt__val_binary(t, n->extra, a, b);
    case GPT__N_CONCAT:
        gpt__sb_val(t, &s, gpt__tpl_eval(t, n->kid[0], scope));
        gpt__sb_val(t, &s, gpt__tpl_eval(t, n->kid[1], scope));
        return gpt__val_sb(&s);
    case GPT__N_COMPARE:
        a = gpt__tpl_eval(t, n->kid[0], scope);
        for (rest = n->kid[1]; rest && !t->status; rest = rest->next) {
            b = gpt__tpl_eval(t, rest->kid[0], scope);
            if (t->status || !gpt__tpl_compare_op(t, rest->extra, a, b)) return gpt__val_bool(0);
            a = b;
        }
        return gpt__val_bool(1);
    case GPT__N_COND:
        if (gpt__val_true(gpt__tpl_eval(t, n->kid[0], scope))) return gpt__tpl_eval(t, n->kid[1], scope);
        return n->kid[2] ? gpt__tpl_eval(t, n->kid[2], scope)
                         : gpt__val_missing(gpt__val_str("the value of if without else"));
    default: gpt__tpl_fail(t, "this is no expression"); break;
    }
    return gpt__val_of(GPT__VAL_UNDEFINED);
}

static gpt__val gpt__tpl_eval(gpt__tpl *t, const gpt__node *n, gpt__scope *scope) {
    gpt__val v = gpt__val_of(GPT__VAL_UNDEFINED);
    if (!n || !gpt__tpl_step(t, 1) || !gpt__tpl_enter(t)) return v;
    t->line = n->line;
    v = gpt__tpl_eval_op(t, n, scope);
    t->depth--;
    return t->status ? gpt__val_of(GPT__VAL_UNDEFINED) : v;
}

/* ---- statements ---- */

static gpt__jump gpt__tpl_loop(gpt__tpl *t, const gpt__node *n, gpt__val over, gpt__scope *scope, gpt__sb *out,
                               int depth) {
    gpt__list l = gpt__val_members(t, over), kept = {NULL, 0, 0};
    gpt__loop *loop = (gpt__loop *)gpt__tpl_alloc(t, sizeof *loop);
    gpt__val self = gpt__val_of(GPT__VAL_LOOP);
    gpt__jump jump = GPT__JUMP_NONE;
    int whole = 0;
    size_t i;
    if (t->status) return GPT__JUMP_NONE;
    for (i = 0; i < l.n && n->kid[4] && !t->status; i++) {
        gpt__scope *in = gpt__scope_in(t, scope);
        gpt__tpl_assign(t, n->kid[0], in, l.v[i]);
        if (gpt__val_true(gpt__tpl_eval(t, n->kid[4], in))) gpt__list_add(t, &kept, l.v[i]);
    }
    if (n->kid[4]) l = kept;
    memset(loop, 0, sizeof *loop);
    loop->node = n, loop->scope = scope, loop->items = l, loop->depth = depth;
    self.as.loop = loop;
    for (; loop->at < l.n && !t->status && jump != GPT__JUMP_BREAK; loop->at++) {
        gpt__scope *in = gpt__scope_in(t, scope);
        if (!in) break;
        gpt__tpl_assign(t, n->kid[0], in, l.v[loop->at]);
        gpt__dict_put(t, &in->vars, gpt__val_str("loop"), self);
        jump = gpt__tpl_exec(t, n->kid[2], in, out);
        whole |= jump == GPT__JUMP_NONE;
    }
    if (whole || !n->kid[3]) return GPT__JUMP_NONE; /* what jinja2 asks: did some pass get to its end? */
    return gpt__tpl_exec(t, n->kid[3], gpt__scope_in(t, scope), out);
}

static gpt__val gpt__tpl_capture(gpt__tpl *t, const gpt__node *body, gpt__scope *scope) {
    gpt__sb s = {NULL, NULL, 0, 0};
    gpt__tpl_exec(t, body, gpt__scope_in(t, scope), &s);
    return gpt__val_sb(&s);
}

/* Filters over a text, the first applied first. */
static gpt__val gpt__tpl_filtered(gpt__tpl *t, const gpt__node *filter, gpt__scope *scope, gpt__val v) {
    if (!filter || !gpt__tpl_enter(t)) return v;
    v = gpt__tpl_eval_applied(t, filter, scope, gpt__tpl_filtered(t, filter->kid[0], scope, v));
    t->depth--;
    return v;
}

static gpt__val gpt__tpl_new_macro(gpt__tpl *t, const gpt__node *n, gpt__scope *scope) {
    gpt__val v = gpt__val_of(GPT__VAL_MACRO);
    v.as.macro = (gpt__macro *)gpt__tpl_alloc(t, sizeof *v.as.macro);
    if (!v.as.macro) return gpt__val_of(GPT__VAL_UNDEFINED);
    v.as.macro->node = n, v.as.macro->scope = scope;
    return v;
}

/* {% call(parameters) macro(arguments) %}body{% endcall %}: the macro finds the body as `caller` */
static void gpt__tpl_call_block(gpt__tpl *t, const gpt__node *n, gpt__scope *scope, gpt__sb *out) {
    gpt__val f = gpt__tpl_eval(t, n->kid[1]->kid[0], scope);
    gpt__args a;
    gpt__tpl_eval_args(t, n->kid[1]->kid[1], scope, &a);
    gpt__list_add(t, &a.names, gpt__val_str("caller"));
    gpt__list_add(t, &a.values, gpt__tpl_new_macro(t, n, scope));
    if (!t->status) gpt__sb_val(t, out, gpt__tpl_call(t, f, &a));
}

static gpt__jump gpt__tpl_exec_with(gpt__tpl *t, const gpt__node *n, gpt__scope *scope, gpt__sb *out) {
    gpt__scope *in = gpt__scope_in(t, scope);
    const gpt__node *m;
    for (m = n->kid[0]; m && !t->status; m = m->next)
        gpt__tpl_assign(t, m->kid[0], in, gpt__tpl_eval(t, m->kid[1], scope));
    return gpt__tpl_exec(t, n->kid[1], in, out);
}

static gpt__jump gpt__tpl_exec_one(gpt__tpl *t, const gpt__node *n, gpt__scope *scope, gpt__sb *out) {
    gpt__val v;
    switch (n->op) {
    case GPT__N_TEXT: gpt__sb_put(t, out, n->value.p, NULL, n->value.as.n); break;
    case GPT__N_OUTPUT: gpt__sb_val(t, out, gpt__tpl_eval(t, n->kid[0], scope)); break;
    case GPT__N_IF:
        for (; n; n = n->kid[2]) { /* elif hangs at else */
            const int yes = gpt__val_true(gpt__tpl_eval(t, n->kid[0], scope));
            if (t->status) return GPT__JUMP_NONE;
            if (yes) return gpt__tpl_exec(t, n->kid[1], scope, out);
            if (n->extra) return gpt__tpl_exec(t, n->kid[2], scope, out);
        }
        break;
    case GPT__N_FOR: return gpt__tpl_loop(t, n, gpt__tpl_eval(t, n->kid[1], scope), scope, out, 0);
    case GPT__N_SET: gpt__tpl_assign(t, n->kid[0], scope, gpt__tpl_eval(t, n->kid[1], scope)); break;
    case GPT__N_SET_BLOCK:
        v = gpt__tpl_capture(t, n->kid[1], scope);
        gpt__tpl_assign(t, n->kid[0], scope, gpt__tpl_filtered(t, n->kid[2], scope, v));
        break;
    case GPT__N_MACRO: gpt__dict_put(t, &scope->vars, n->value, gpt__tpl_new_macro(t, n, scope)); break;
    case GPT__N_CALL_BLOCK: gpt__tpl_call_block(t, n, scope, out); break;
    case GPT__N_FILTER_BLOCK:
        v = gpt__tpl_capture(t, n->kid[1], scope);
        gpt__sb_val(t, out, gpt__tpl_filtered(t, n->kid[0], scope, v));
        break;
    case GPT__N_WITH: return gpt__tpl_exec_with(t, n, scope, out);
    case GPT__N_SCOPE: return gpt__tpl_exec(t, n->kid[0], gpt__scope_in(t, scope), out);
    case GPT__N_BREAK: return GPT__JUMP_BREAK;
    case GPT__N_CONTINUE: return GPT__JUMP_CONTINUE;
    default: gpt__tpl_fail(t, "this is no statement"); break;
    }
    return GPT__JUMP_NONE;
}

static gpt__jump gpt__tpl_exec(gpt__tpl *t, const gpt__node *n, gpt__scope *scope, gpt__sb *out) {
    gpt__jump jump = GPT__JUMP_NONE;
    if (!gpt__tpl_enter(t)) return jump;
    for (; n && jump == GPT__JUMP_NONE && gpt__tpl_step(t, 1); n = n->next) {
        t->line = n->line;
        jump = gpt__tpl_exec_one(t, n, scope, out);
    }
    t->depth--;
    return jump;
}

/* ---- variables: JSON ---- */

typedef struct gpt__json_in { gpt__tpl *t; const char *what, *p, *mark; size_t n, at; } gpt__json_in;

static int gpt__json_fail(gpt__json_in *j, const char *what) {
    if (!j->t->status)
        j->t->status = gpt__fail(j->t->err, GPT_E_ARG, "%s, byte %zu: %s", j->what, j->at, what);
    return 0;
}
static void gpt__json_blanks(gpt__json_in *j) {
    while (j->at < j->n && j->p[j->at] && strchr(" \t\n\r", j->p[j->at])) j->at++;
}
static int gpt__json_hex(gpt__json_in *j, uint32_t *v) {
    gpt__lex x;
    int i, d;
    memset(&x, 0, sizeof x);
    x.p = j->p, x.n = j->n;
    for (*v = 0, i = 0; i < 4; i++, j->at++) {
        d = gpt__lex_digit(&x, j->at, 16);
        if (d < 0) return gpt__json_fail(j, "\\u needs four digits");
        *v = *v * 16 + (uint32_t)d;
    }
    return 1;
}

static gpt__val gpt__json_string(gpt__json_in *j) {
    static const char letter[] = "\"\\/bfnrt", meaning[] = "\"\\/\b\f\n\r\t";
    gpt__sb s = {NULL, NULL, 0, 0};
    size_t from = ++j->at;
    while (j->at < j->n && j->p[j->at] != '"' && j->p[j->at] != '\\' && (unsigned char)j->p[j->at] >= 0x20) j->at++;
    if (j->at < j->n && j->p[j->at] == '"') return gpt__val_text(j->p + from, j->mark, j->at++ - from);
    gpt__sb_put(j->t, &s, j->p + from, j->mark, j->at - from);
    while (!j->t->status) {
        uint32_t c, low;
        const char *known;
        from = j->at;
        while (j->at < j->n && j->p[j->at] != '"' && j->p[j->at] != '\\' && (unsigned char)j->p[j->at] >= 0x20) j->at++;
        gpt__sb_put(j->t, &s, j->p + from, j->mark, j->at - from);
        if (j->at >= j->n || (unsigned char)j->p[j->at] < 0x20) gpt__json_fail(j, "a text has no end");
        if (j->t->status || j->p[j->at++] == '"') break;
        known = j->at < j->n && j->p[j->at] ? strchr(letter, j->p[j->at]) : NULL;
        if (known) gpt__sb_put(j->t, &s, meaning + (known - letter), j->mark, 1), j->at++;
        else if (j->at < j->n && j->p[j->at] == 'u' && (j->at++, gpt__json_hex(j, &c))) {
            if ((c & 0xfc00) == 0xd800 && j->at + 1 < j->n && j->p[j->at] == '\\' && j->p[j->at + 1] == 'u') {
                const size_t back = j->at;
                j->at += 2;
                if (!gpt__json_hex(j, &low)) break;
                if ((low & 0xfc00) == 0xdc00) c = 0x10000 + ((c & 0x3ff) << 10 | (low & 0x3ff));
                else j->at = back;
            }
            gpt__sb_char(j->t, &s, c, 1);
        } else gpt__json_fail(j, "an escape that is not known");
    }
    return gpt__val_sb(&s);
}

static gpt__val gpt__json_number(gpt__json_in *j) {
    const size_t from = j->at;
    gpt__val v = gpt__val_int(0);
    while (j->at < j->n && j->p[j->at] && strchr("+-.0123456789eE", j->p[j->at])) j->at++;
    if (j->at == from || j->p[j->at - 1] == '.' ||
        !gpt__str_number(j->t, gpt__val_text(j->p + from, NULL, j->at - from), 10, &v))
        gpt__json_fail(j, "no value");
    return v;
}

static gpt__val gpt__json_value(gpt__json_in *j) {
    static const char *const word[] = {"null", "true", "false"};
    gpt__val v = gpt__val_of(GPT__VAL_NONE);
    int i;
    gpt__json_blanks(j);
    if (!gpt__tpl_enter(j->t)) return v;
    j->t->depth--;
    for (i = 0; i < 3; i++)
        if (j->n - j->at >= strlen(word[i]) && !memcmp(j->p + j->at, word[i], strlen(word[i]))) {
            j->at += strlen(word[i]);
            return i ? gpt__val_bool(i == 1) : v;
        }
    if (j->at < j->n && j->p[j->at] == '"') return gpt__json_string(j);
    if (j->at < j->n && (j->p[j->at] == '[' || j->p[j->at] == '{')) {
        const int dict = j->p[j->at] == '{';
        const char close = dict ? '}' : ']';
        v = dict ? gpt__val_dict(j->t) : gpt__val_list(j->t, GPT__LIST_LIST);
        j->at++;
        j->t->depth++;
        gpt__json_blanks(j);
        if (j->at < j->n && j->p[j->at] == close) j->at++;
        else while (!j->t->status) {
            gpt__val key = v, one;
            gpt__json_blanks(j);
            if (dict && (j->at >= j->n || j->p[j->at] != '"')) gpt__json_fail(j, "a name in quotes is expected");
            if (dict && !j->t->status) {
                key = gpt__json_string(j);
                gpt__json_blanks(j);
                if (j->at >= j->n || j->p[j->at++] != ':') gpt__json_fail(j, ": is expected");
            }
            one = gpt__json_value(j);
            if (j->t->status) break;
            if (dict) gpt__dict_put(j->t, v.as.dict, key, one);
            else gpt__list_add(j->t, v.as.list, one);
            gpt__json_blanks(j);
            if (j->at < j->n && j->p[j->at] == ',') j->at++;
            else if (j->at < j->n && j->p[j->at] == close) {
                j->at++;
                break;
            } else gpt__json_fail(j, dict ? ", or } is expected" : ", or ] is expected");
        }
        j->t->depth--;
        return v;
    }
    return gpt__json_number(j);
}

/* Marks for n bytes that came from outside; NULL if that fails. */
static char *gpt__tpl_marks(gpt__tpl *t, size_t n) {
    char *mark = (char *)gpt__tpl_alloc(t, n + 1);
    if (mark) memset(mark, 1, n);
    return mark;
}

/* A JSON text, of which type is a list or a dict; what: its name in messages. */
static gpt__val gpt__tpl_json(gpt__tpl *t, const char *what, const char *text, gpt__val_type type) {
    gpt__json_in j;
    gpt__val v = gpt__val_of(GPT__VAL_NONE);
    memset(&j, 0, sizeof j);
    j.t = t, j.what = what, j.p = text, j.n = strlen(text);
    j.mark = gpt__tpl_marks(t, j.n);
    if (t->status) return v;
    v = gpt__json_value(&j);
    gpt__json_blanks(&j);
    if (v.type != type) gpt__json_fail(&j, type == GPT__VAL_DICT ? "no object" : "no list");
    else if (j.at < j.n) gpt__json_fail(&j, type == GPT__VAL_DICT ? "more behind the object" : "more behind the list");
    return v;
}

static void gpt__tpl_end(gpt__tpl *t) {
    while (t->chunk) {
        gpt__tpl_chunk *next = t->chunk->next;
        gpt__free(t->allocator, t->chunk);
        t->chunk = next;
    }
}

/* Before all else; gpt__tpl_end must follow in any case. allocator NULL: malloc. */
static void gpt__tpl_start(gpt__tpl *t, const gpt_allocator *allocator, const char *now, gpt_error *err) {
    memset(t, 0, sizeof *t);
    t->allocator = allocator, t->err = err, t->line = 1;
    t->now = gpt__val_str(now ? now : "");
}

/* Renders with the variables of a dict; *out lives until gpt__tpl_end. */
static int gpt__tpl_render(gpt__tpl *t, const char *source, gpt__val variables, gpt__sb *out) {
    gpt__scope *outside = gpt__scope_in(t, NULL);
    gpt__node *body;
    if (t->status) return t->status;
    outside->vars = *variables.as.dict;
    gpt__tpl_lex(t, source, strlen(source));
    body = gpt__tpl_body(t, NULL);
    t->depth = 0;
    gpt__tpl_exec(t, body, gpt__scope_in(t, outside), out);
    return t->status;
}

GPT_API int gpt_template_render(const char *source, const char *variables, const char *now, char *text, int cap,
                                gpt_error *err) {
    gpt__sb out = {NULL, NULL, 0, 0};
    gpt__tpl t;
    gpt__val values;
    int status;
    if (!source || !variables) return gpt__fail(err, GPT_E_ARG, "no %s", source ? "variables" : "template");
    if (cap < 0 || (cap > 0 && !text)) return gpt__fail(err, GPT_E_ARG, "no room for the text");
    gpt__fail(err, GPT_OK, "%s", "");
    gpt__tpl_start(&t, NULL, now, err);
    values = gpt__tpl_json(&t, "variables of the template", variables, GPT__VAL_DICT);
    status = gpt__tpl_render(&t, source, values, &out);
    if (status == GPT_OK && out.n > INT_MAX)
        status = gpt__fail(err, GPT_E_ARG, "the text is longer than an int counts");
    if (status == GPT_OK && cap > 0) {
        memcpy(text, out.n ? out.p : "", out.n < (size_t)cap ? out.n : (size_t)cap);
        if (out.n < (size_t)cap) text[out.n] = 0;
    }
    gpt__tpl_end(&t);
    return status == GPT_OK ? (int)out.n : status;
}
GPT__SMALL_END
#endif /* GPT_NO_TEMPLATES */

/* ---------------------------------------------------------------------------------------------------------------
 * >>chat -- messages to text and tokens
 *
 * A conversation is written as text in which each byte knows whether it came from the caller; the tokenizer finds
 * special tokens where none did. Text and marks take two bytes a byte from the model's allocator for the call.
 *
 * Uses >>tokenizer and >>template. Start at gpt_chat_tokens; the built-in formats are drawn above gpt__chat_write.
 * ------------------------------------------------------------------------------------------------------------- */

GPT__SMALL /* to the end of >>answer */

#define GPT__IM_START "<|im_start|>"
#define GPT__IM_END "<|im_end|>"

/* a text under construction; n is the full length, of which cap bytes are written. mark: did a byte come from the
 * caller? */
typedef struct gpt__chat_out {
    char *text, *mark;
    size_t cap, n;
} gpt__chat_out;

static void gpt__chat_put(gpt__chat_out *out, const char *s, int mark) {
    const size_t size = strlen(s);
    if (size <= out->cap - out->n && out->cap) {
        memcpy(out->text + out->n, s, size);
        memset(out->mark + out->n, mark, size);
    }
    out->n += size;
}

static const char *const gpt__chat_roles[3] = {"system", "user", "assistant"};

static int gpt__chat_role(const char *role) {
    int i;
    for (i = 0; role && i < 3; i++)
        if (strcmp(role, gpt__chat_roles[i]) == 0) return i;
    return -1;
}

/* GPT_CHAT_PLAIN, made for models that were never taught to chat. Each message is one of
 *     System: {content}\n\n
 *     User: {content}\n
 *     Assistant: {content}\n\n
 * and the opening of an answer is "Assistant:", so that a conversation reads
 *     System: Be brief.
 *
 *     User: How are you?
 *     Assistant: Fine.
 *
 *     User: And now?
 *     Assistant:
 *
 * GPT_CHAT_CHATML (github.com/openai/openai-python, chatml.md). Each message is
 *     <|im_start|>{role}\n{content}<|im_end|>\n
 * and the opening of an answer is "<|im_start|>assistant\n". If the two marks are special tokens of the vocabulary
 * they become their ids; otherwise they are written out in ordinary tokens. */
static void gpt__chat_write(gpt__chat_out *out, gpt_chat format, const gpt_chat_desc *desc) {
    static const char *const name[3] = {"System: ", "User: ", "Assistant: "}, *const end[3] = {"\n\n", "\n", "\n\n"};
    const int chatml = format == GPT_CHAT_CHATML;
    int i;
    for (i = 0; i < desc->n; i++) {
        const int role = gpt__chat_role(desc->messages[i].role);
        if (chatml) gpt__chat_put(out, GPT__IM_START, 0);
        gpt__chat_put(out, chatml ? gpt__chat_roles[role] : name[role], 0);
        if (chatml) gpt__chat_put(out, "\n", 0);
        gpt__chat_put(out, desc->messages[i].content, 1);
        gpt__chat_put(out, chatml ? GPT__IM_END "\n" : end[role], 0);
    }
    if (!desc->closed) gpt__chat_put(out, chatml ? GPT__IM_START "assistant\n" : "Assistant:", 0);
}

static int gpt__chat_check_builtin(const gpt_chat_desc *desc, gpt_error *err) {
    const gpt_message *m = desc->messages;
    int i;
    if (desc->tools) return gpt__fail(err, GPT_E_ARG, "tools need a chat template, and the model has none");
    for (i = 0; i < desc->n; i++, m++) {
        if (m->json) return gpt__fail(err, GPT_E_ARG, "message %d: its json needs a chat template", i);
        if (gpt__chat_role(m->role) < 0)
            return gpt__fail(err, GPT_E_ARG, "message %d: the role \"%s\" is not system, user or assistant", i,
                             m->role);
        if (!m->content) return gpt__fail(err, GPT_E_ARG, "message %d has no content", i);
    }
    return GPT_OK;
}

static int gpt__chat_room(const gpt_model *model, gpt__chat_out *out, gpt_error *err) {
    size_t size = 0;
    if (out->n > INT_MAX) return gpt__fail(err, GPT_E_ARG, "the text is longer than an int counts");
    if (gpt__mul(out->n + 1, 2, &size)) out->text = (char *)gpt__alloc(gpt__model_allocator(model), size);
    if (!out->text) return gpt__fail(err, GPT_E_MEMORY, "out of memory: %zu bytes for the conversation", size);
    out->cap = out->n, out->mark = out->text + out->n + 1;
    return GPT_OK;
}

static int gpt__chat_builtin(const gpt_model *model, gpt_chat format, const gpt_chat_desc *desc, gpt__chat_out *out,
                             gpt_error *err) {
    int status = gpt__chat_check_builtin(desc, err);
    if (!status) gpt__chat_write(out, format, desc); /* measures */
    if (!status) status = gpt__chat_room(model, out, err);
    out->n = 0;
    if (!status) gpt__chat_write(out, format, desc);
    return status;
}

/* ---- templates ---- */

#ifndef GPT_NO_TEMPLATES
/* The Jinja text that a desc chooses, NULL: err says why there is none. */
static const char *gpt__chat_source(const gpt_model *model, const gpt_chat_desc *desc, gpt_error *err) {
    static const char prefix[] = "chat.template.";
    const char *source = desc->source, *name = desc->name;
    char key[300];
    if (source) return source;
    if (name && strcmp(name, "default") != 0) {
        if (strlen(name) < sizeof key - sizeof prefix) {
            memcpy(key, prefix, sizeof prefix);
            memcpy(key + sizeof prefix - 1, name, strlen(name) + 1);
            source = gpt_model_meta(model, key);
        }
        if (!source) gpt__fail(err, GPT_E_KIND, "the model has no chat template \"%s\"", name);
        return source;
    }
    if (desc->tools && !name) source = gpt_model_meta(model, "chat.template.tool_use");
    if (!source) source = gpt_model_meta(model, "chat.template");
    if (!source) gpt__fail(err, GPT_E_KIND, "the model has no chat template");
    return source;
}

static gpt__val gpt__chat_marked(gpt__tpl *t, const char *text) {
    return gpt__val_text(text, gpt__tpl_marks(t, strlen(text)), strlen(text));
}

/* A role that is a word is no text of a message: templates make special tokens of it. */
static void gpt__chat_trust(gpt__val *role) {
    size_t i;
    if (!role || role->type != GPT__VAL_STRING) return;
    for (i = 0; i < role->as.n; i++) {
        const char c = role->p[i];
        if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_')) return;
    }
    role->mark = NULL;
}

static gpt__val gpt__chat_messages(gpt__tpl *t, const gpt_chat_desc *desc) {
    const gpt__val list = gpt__val_list(t, GPT__LIST_LIST);
    int i;
    for (i = 0; i < desc->n && !t->status; i++) {
        const gpt_message *m = desc->messages + i;
        char what[32];
        gpt__text name;
        gpt__val v, *role;
        name.at = what, name.cap = sizeof what - 1, name.size = 0;
        gpt__text_add(&name, "json of message ", 16);
        gpt__text_number(&name, (unsigned)i, 10, 0);
        what[name.size] = 0;
        v = m->json ? gpt__tpl_json(t, what, m->json, GPT__VAL_DICT) : gpt__val_dict(t);
        if (t->status) break;
        if (m->role) gpt__dict_put(t, v.as.dict, gpt__val_str("role"), gpt__chat_marked(t, m->role));
        if (m->content) gpt__dict_put(t, v.as.dict, gpt__val_str("content"), gpt__chat_marked(t, m->content));
        role = gpt__dict_get(t, v.as.dict, "role");
        gpt__chat_trust(role);
        if (!t->status && !role) t->status = gpt__fail(t->err, GPT_E_ARG, "message %d has no role", i);
        gpt__list_add(t, list.as.list, v);
    }
    return list;
}

/* What Transformers' apply_chat_template gives a template; special tokens that the vocabulary lacks are undefined. */
static gpt__val gpt__chat_variables(gpt__tpl *t, const gpt_model *model, const gpt_chat_desc *desc) {
    static const char *const special[] = {"bos_token", "eos_token", "unk_token", "pad_token", "sep_token", "cls_token",
                                          "mask_token"};
    const gpt__val all = gpt__val_dict(t), none = gpt__val_of(GPT__VAL_NONE);
    gpt__dict *d = all.as.dict;
    gpt__val more;
    size_t i;
    int kind;
    for (kind = 0; kind <= GPT_TOKEN_MASK && !t->status; kind++) {
        int size;
        const char *text = gpt_token_bytes(model, gpt_token_special(model, kind), &size);
        if (text) gpt__dict_put(t, d, gpt__val_str(special[kind]), gpt__val_text(text, NULL, (size_t)size));
    }
    if (!t->status) gpt__dict_put(t, d, gpt__val_str("documents"), none);
    if (!t->status) gpt__dict_put(t, d, gpt__val_str("tools"), none);
    more = desc->variables && !t->status ? gpt__tpl_json(t, "variables", desc->variables, GPT__VAL_DICT) : none;
    for (i = 0; more.type == GPT__VAL_DICT && !t->status && i < more.as.dict->n; i++)
        gpt__dict_put(t, d, more.as.dict->key[i], more.as.dict->v[i]);
    more = desc->tools && !t->status ? gpt__tpl_json(t, "tools", desc->tools, GPT__VAL_LIST) : none;
    if (more.type == GPT__VAL_LIST && !t->status) gpt__dict_put(t, d, gpt__val_str("tools"), more);
    more = gpt__chat_messages(t, desc);
    if (!t->status) gpt__dict_put(t, d, gpt__val_str("messages"), more);
    if (!t->status) gpt__dict_put(t, d, gpt__val_str("add_generation_prompt"), gpt__val_bool(!desc->closed));
    return all;
}
#endif

static int gpt__chat_template(const gpt_model *model, const gpt_chat_desc *desc, gpt__chat_out *out, gpt_error *err) {
#ifdef GPT_NO_TEMPLATES
    (void)model, (void)desc, (void)out;
    return gpt__fail(err, GPT_E_UNSUPPORTED, "this program was built without chat templates (GPT_NO_TEMPLATES); it has "
                     "the plain format and ChatML");
#else
    gpt_error own; /* err may hold why there is no source */
    const char *source = gpt__chat_source(model, desc, &own);
    gpt__sb text = {NULL, NULL, 0, 0};
    gpt__tpl t;
    int status;
    if (!source) return gpt__fail(err, own.status, "%s", own.message);
    gpt__tpl_start(&t, gpt__model_allocator(model), desc->now, err);
    status = gpt__tpl_render(&t, source, gpt__chat_variables(&t, model, desc), &text);
    out->n = text.n;
    if (!status) status = gpt__chat_room(model, out, err);
    if (!status && out->n) memcpy(out->text, text.p, out->n), memcpy(out->mark, text.mark, out->n);
    gpt__tpl_end(&t);
    return status;
#endif
}

/* ---- both ---- */

static gpt_chat gpt__chat_choice(const gpt_model *model, const gpt_chat_desc *desc) {
    if (desc->format != GPT_CHAT_AUTO) return desc->format;
    return desc->source || desc->name ? GPT_CHAT_TEMPLATE : gpt_chat_default(model);
}

/* The conversation as text; out->text is the caller's to free. */
static int gpt__chat_render(const gpt_model *model, const gpt_chat_desc *desc, gpt__chat_out *out, gpt_error *err) {
    gpt_chat format;
    memset(out, 0, sizeof *out);
    if (!model || !desc) return gpt__fail(err, GPT_E_ARG, model ? "no conversation" : "no model");
    if (gpt_model_info(model)->bidirectional) return gpt__fail(err, GPT_E_KIND, "an encoder: it does not chat");
    format = desc->format;
    if ((int)format < GPT_CHAT_AUTO || (int)format > GPT_CHAT_TEMPLATE)
        return gpt__fail(err, GPT_E_ARG, "no such chat format: %d", (int)format);
    if (desc->n < 0 || (desc->n > 0 && !desc->messages))
        return gpt__fail(err, GPT_E_ARG, "no messages (n = %d)", desc->n);
    gpt__fail(err, GPT_OK, "%s", "");
    format = gpt__chat_choice(model, desc);
    if (format == GPT_CHAT_TEMPLATE) return gpt__chat_template(model, desc, out, err);
    return gpt__chat_builtin(model, format, desc, out, err);
}

/* What the file says, else ChatML if its marks are in the vocabulary, else plain. */
GPT_API gpt_chat gpt_chat_default(const gpt_model *model) {
    const char *format = gpt_model_meta(model, "chat.format");
    if (gpt_model_meta(model, "chat.template")) return GPT_CHAT_TEMPLATE;
    if (format && strcmp(format, "plain") == 0) return GPT_CHAT_PLAIN;
    if (format && strcmp(format, "chatml") == 0) return GPT_CHAT_CHATML;
    if (gpt_token_find(model, GPT__IM_START, strlen(GPT__IM_START)) >= 0 &&
        gpt_token_find(model, GPT__IM_END, strlen(GPT__IM_END)) >= 0) return GPT_CHAT_CHATML;
    return GPT_CHAT_PLAIN;
}

GPT_API int gpt_chat_format(const gpt_model *model, const gpt_chat_desc *desc, char *text, int cap, gpt_error *err) {
    gpt__chat_out out;
    int status;
    if (cap < 0 || (cap > 0 && !text)) return gpt__fail(err, GPT_E_ARG, "no room for the text");
    status = gpt__chat_render(model, desc, &out, err);
    if (!status && cap > 0) {
        memcpy(text, out.text, out.n < (size_t)cap ? out.n : (size_t)cap);
        if (out.n < (size_t)cap) text[out.n] = 0;
    }
    if (out.text) gpt__free(gpt__model_allocator(model), out.text);
    return status ? status : (int)out.n;
}

/* Does the text begin with the BOS that a template wrote? Then it is the first token. */
static int gpt__chat_begins_with(const gpt__chat_out *out, const gpt_model *model, int token) {
    int size, i;
    const char *text = gpt_token_bytes(model, token, &size);
    if (!text || size == 0 || (size_t)size > out->n || memcmp(text, out->text, (size_t)size) != 0) return 0;
    for (i = 0; i < size && !out->mark[i]; i++) {}
    return i == size;
}

/* The tokens of the text, without the first one; snprintf-like as all. */
static int gpt__chat_rest(const gpt_model *model, const gpt__chat_out *out, int n, int *tokens, int cap) {
    const gpt_allocator *allocator = gpt__model_allocator(model);
    int *all = n > 0 ? (int *)gpt__alloc(allocator, (size_t)n * sizeof *all) : NULL;
    if (n <= 0 || !all) return n <= 0 ? n : GPT_E_MEMORY;
    n = gpt__encode(gpt__model_tok(model), allocator, out->text, out->n, GPT_TEXT_SPECIAL, out->mark, all, NULL, n);
    if (n > 1 && cap > 0) memcpy(tokens, all + 1, (size_t)(n - 1 < cap ? n - 1 : cap) * sizeof *all);
    gpt__free(allocator, all);
    return n > 0 ? n - 1 : n;
}

GPT_API int gpt_chat_tokens(const gpt_model *model, const gpt_chat_desc *desc, int *tokens, int cap, gpt_error *err) {
    const int bos = gpt_token_special(model, GPT_TOKEN_BOS);
    gpt__chat_out out;
    int first, front = 0, n;
    if (cap < 0 || (cap > 0 && !tokens)) return gpt__fail(err, GPT_E_ARG, "no room for the tokens");
    if (model && !gpt_model_info(model)->bidirectional && gpt_model_info(model)->n_tokens == 0)
        return gpt__fail(err, GPT_E_KIND, "the model file has no tokenizer");
    n = gpt__chat_render(model, desc, &out, err);
    if (n == GPT_OK) {
        /* the tokenizer's additions to an empty text show whether the model wants BOS */
        if (!desc->no_bos && gpt__chat_choice(model, desc) != GPT_CHAT_TEMPLATE)
            front = gpt_tokenize(model, "", 0, GPT_TEXT_BOS, &first, 1) > 0 && first == bos;
        if (front && cap > 0) tokens[0] = bos;
        n = gpt__encode(gpt__model_tok(model), gpt__model_allocator(model), out.text, out.n, GPT_TEXT_SPECIAL, out.mark,
                        cap > front ? tokens + front : NULL, NULL, cap > front ? cap - front : 0);
        if (desc->no_bos && gpt__chat_begins_with(&out, model, bos)) n = gpt__chat_rest(model, &out, n, tokens, cap);
        else if (n >= 0) n = n <= INT_MAX - front ? n + front : GPT_E_ARG;
        if (n < 0) gpt__fail(err, n, "the conversation can't be tokenized: %s", gpt_status_text(n));
    }
    if (out.text) gpt__free(gpt__model_allocator(model), out.text);
    return n;
}

GPT_API int gpt_chat_stops(const gpt_model *model, gpt_chat format, const char **stops, int cap) {
    static const char *const text[2][3] = {
        {"\nUser:", "\nSystem:", "\nAssistant:"}, {GPT__IM_END, GPT__IM_START, NULL}};
    const char *source = gpt_model_meta(model, "chat.template");
    int i, n;
    if ((int)format < GPT_CHAT_AUTO || (int)format > GPT_CHAT_TEMPLATE || cap < 0 || (cap > 0 && !stops))
        return GPT_E_ARG;
    if (format == GPT_CHAT_AUTO) format = gpt_chat_default(model);
    if (format == GPT_CHAT_TEMPLATE && source && strstr(source, GPT__IM_START)) format = GPT_CHAT_CHATML;
    n = format == GPT_CHAT_TEMPLATE ? 0 : format == GPT_CHAT_CHATML ? 2 : 3;
    for (i = 0; i < n && i < cap; i++) stops[i] = text[format == GPT_CHAT_CHATML][i];
    return n;
}
#undef GPT__IM_START
#undef GPT__IM_END

/* ---------------------------------------------------------------------------------------------------------------
 * >>answer -- an answer taken apart: content, reasoning, tool calls
 *
 * A push parser. Bytes wait in `held` until it is certain what they are: each step looks at them from the first on, and
 * takes some, or asks for more. What a step decides never depends on how many bytes follow what it looked at, so that
 * an answer gives the same parts however it is divided. A mark that does not fit `held` is none.
 *
 *     TEXT   content or reasoning; marks are looked for    OBJECT  {"name": ..., "arguments": ...}, between members
 *     STRING, VALUE  a JSON string, any JSON value         PARAMS  between parameters of a call in XML
 *     PARAM, PARAM_TEXT  the value of one, which may be JSON; which is text
 *     BODY   a call's message in harmony                   CODE    all that follows
 *     AFTER  behind a call: another one of a list, or closing marks
 *
 * Uses >>chat. Start at gpt__answer_step.
 * ------------------------------------------------------------------------------------------------------------- */
enum { GPT__A_TEXT, GPT__A_OBJECT, GPT__A_STRING, GPT__A_VALUE, GPT__A_PARAMS, GPT__A_PARAM, GPT__A_PARAM_TEXT,
       GPT__A_BODY, GPT__A_CODE, GPT__A_AFTER };
#define GPT__A_MORE (-1)  /* of a step: it can't tell yet */
#define GPT__A_AGAIN (-2) /* nothing is taken, but the state is another */

/* DeepSeek's marks have U+FF5C for | and U+2581 for the space between words */
#define GPT__BAR "\xef\xbd\x9c"
#define GPT__GAP "\xe2\x96\x81"
#define GPT__DS(a, b, c) "<" GPT__BAR a GPT__GAP b GPT__GAP c GPT__BAR ">"

static const char *const gpt__think[][2] = {
    {"<think>", "</think>"}, {"[THINK]", "[/THINK]"}, {"<|START_THINKING|>", "<|END_THINKING|>"},
    {"<seed:think>", "</seed:think>"}, {NULL, NULL}};
/* in front of JSON objects, or a list of them */
static const char *const gpt__call_open[] = {"<tool_call>", "<tool_calls>", "<|START_ACTION|>", "<|tool_call|>",
                                             "<TOOLCALL>", NULL};
/* behind calls; nobody misses them */
static const char *const gpt__call_close[] = {
    "</tool_call>", "</tool_calls>", "<|END_ACTION|>", "<|/tool_call|>", "</TOOLCALL>", "</function>", "</invoke>",
    "</minimax:tool_call>", "</seed:tool_call>", GPT__DS("tool", "call", "end"), GPT__DS("tool", "calls", "end"),
    "<|tool_call_end|>", "<|tool_calls_section_end|>", NULL};
static const char *const gpt__message_end[] = {"<|end|>", "<|return|>", "<|call|>", NULL};

typedef struct gpt__dialect {
    const char *wrap, *open, *named, *param, *keyed, *value, *value_end, *end;
} gpt__dialect;
static const gpt__dialect gpt__dialects[] = {
    {"<tool_call>", "<function=", ">", "<parameter=", ">", "", "</parameter>", "</function>"},
    {"<seed:tool_call>", "<function=", ">", "<parameter=", ">", "", "</parameter>", "</function>"},
    {"<minimax:tool_call>", "<invoke name=\"", "\">", "<parameter name=\"", "\">", "", "</parameter>", "</invoke>"},
    {"", "<tool_call>", "", "<arg_key>", "</arg_key>", "<arg_value>", "</arg_value>", "</tool_call>"}};
enum { GPT__N_DIALECT = 4 };

/* What tells that an answer may have a style. */
static const struct { int style; const char *mark; } gpt__style_marks[] = {
    {GPT_STYLE_THINK, "<think>"}, {GPT_STYLE_THINK, "[THINK]"}, {GPT_STYLE_THINK, "<|START_THINKING|>"},
    {GPT_STYLE_THINK, "<seed:think>"}, {GPT_STYLE_TAGS, "<tool_call>"}, {GPT_STYLE_TAGS, "<tool_calls>"},
    {GPT_STYLE_TAGS, "<function="}, {GPT_STYLE_TAGS, "<|START_ACTION|>"}, {GPT_STYLE_TAGS, "<|tool_call|>"},
    {GPT_STYLE_TAGS, "<TOOLCALL>"}, {GPT_STYLE_TAGS, "<invoke name="}, {GPT_STYLE_MISTRAL, "[TOOL_CALLS]"},
    {GPT_STYLE_DEEPSEEK, GPT__DS("tool", "call", "begin")}, {GPT_STYLE_KIMI, "<|tool_call_begin|>"},
    {GPT_STYLE_HARMONY, "<|channel|>"}, {GPT_STYLE_BARE, "<|python_tag|>"}};

/* ---- looking at what is held: i of n bytes have been read; more: the end came too early ---- */

typedef struct gpt__look { const char *p; int n, i, more; } gpt__look;

static gpt__look gpt__look_at(const gpt_answer *a, int from) {
    gpt__look l;
    l.p = a->held, l.n = a->n_held, l.i = from, l.more = 0;
    return l;
}

static int gpt__is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

static int gpt__look_text(gpt__look *l, const char *text) {
    int k;
    for (k = 0; text[k]; k++) {
        if (l->i + k == l->n) l->more = 1;
        if (l->i + k == l->n || l->p[l->i + k] != text[k]) return 0;
    }
    l->i += k;
    return 1;
}

static int gpt__look_any(gpt__look *l, const char *const *texts) {
    int k;
    for (k = 0; texts[k]; k++)
        if (gpt__look_text(l, texts[k])) return 1;
    return 0;
}

static int gpt__look_blanks(gpt__look *l) {
    while (l->i < l->n && gpt__is_blank(l->p[l->i])) l->i++;
    return 1;
}

/* the next byte is one of these; it is not read */
static int gpt__look_byte(gpt__look *l, const char *bytes) {
    if (l->i == l->n) l->more = 1;
    return l->i < l->n && l->p[l->i] && strchr(bytes, l->p[l->i]) != NULL;
}

/* A name of a function, or an id: at least one letter, and what ends it is there. */
static int gpt__look_name(gpt__look *l, int *from, int *size) {
    *from = l->i;
    while (l->i < l->n && ((unsigned char)l->p[l->i] >= 0x80 || (l->p[l->i] >= '0' && l->p[l->i] <= ':') ||
                           ((l->p[l->i] | 32) >= 'a' && (l->p[l->i] | 32) <= 'z') || gpt__look_byte(l, "_-./"))) l->i++;
    if (l->i == l->n) l->more = 1;
    *size = l->i - *from;
    return l->i < l->n && *size > 0;
}

/* bytes up to a text, which is read, too */
static int gpt__look_until(gpt__look *l, const char *text, int *from, int *size) {
    for (*from = l->i; l->i < l->n; l->i++) {
        *size = l->i - *from;
        if (gpt__look_text(l, text)) return 1;
    }
    l->more = 1;
    return 0;
}

/* a string of JSON, as it is written between its quotes */
static int gpt__look_string(gpt__look *l, int *from, int *size) {
    if (!gpt__look_text(l, "\"")) return 0;
    for (*from = l->i; l->i < l->n && l->p[l->i] != '"'; l->i++)
        if (l->p[l->i] == '\\') l->i++;
    *size = l->i - *from;
    if (l->i >= l->n) l->i = l->n, l->more = 1;
    return gpt__look_text(l, "\"");
}

static int gpt__same(const char *p, int size, const char *const *words) {
    for (; *words; words++)
        if (strlen(*words) == (size_t)size && memcmp(p, *words, (size_t)size) == 0) return 1;
    return 0;
}
static const char *const gpt__key_name[] = {"name", "tool_name", NULL};
static const char *const gpt__key_id[] = {"id", "tool_call_id", NULL};
static const char *const gpt__key_arguments[] = {"arguments", "parameters", NULL};
static const char *const gpt__key_other[] = {"type", "id", NULL};
static const char *const gpt__key_function[] = {"function", NULL};

/* ---- what is passed on ---- */

static void gpt__give(gpt_answer *a, int part, const char *p, int n) {
    const int bare = part == GPT_ANSWER_CALL || part == GPT_ANSWER_CALL_END;
    if (a->stopped || part < 0 || (n <= 0 && !bare)) return;
    if (a->on_part && a->on_part((gpt_answer_part)part, p, n, a->user)) a->stopped = 1;
}

/* n bytes of a part, without a character whose last bytes have not come; returns how many, or MORE */
static int gpt__give_run(gpt_answer *a, int part, int n, int last) {
    int k;
    for (k = 1; n == a->n_held && !last && k <= 3 && k <= n; k++) {
        const unsigned char c = (unsigned char)a->held[n - k];
        if ((c & 0xc0) == 0x80) continue;
        if (gpt__utf8_promise(c) > k) n -= k;
        break;
    }
    gpt__give(a, part, a->held, n);
    return n ? n : GPT__A_MORE;
}

/* bytes of text inside a string of JSON */
static void gpt__give_quoted(gpt_answer *a, const char *p, int n) {
    static const char letter[] = "\"\\bfnrt", meaning[] = "\"\\\b\f\n\r\t";
    int i, from = 0;
    for (i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)p[i];
        const char *known = c ? strchr(meaning, p[i]) : NULL;
        char escape[6] = {'\\', 'u', '0', '0', 0, 0};
        if (c >= 0x20 && !known) continue;
        gpt__give(a, GPT_ANSWER_ARGUMENTS, p + from, i - from);
        if (known) escape[1] = letter[known - meaning];
        escape[4] = (char)('0' + (c >> 4)), escape[5] = "0123456789abcdef"[c & 15];
        gpt__give(a, GPT_ANSWER_ARGUMENTS, escape, known ? 2 : 6);
        from = i + 1;
    }
    gpt__give(a, GPT_ANSWER_ARGUMENTS, p + from, n - from);
}

static void gpt__give_text(gpt_answer *a, const char *text) {
    gpt__give(a, GPT_ANSWER_ARGUMENTS, text, (int)strlen(text));
}

static void gpt__call_begin(gpt_answer *a, const char *name, int size, int state) {
    a->begun = 1, a->nest = a->wrapped = a->depth = a->quoted = a->escaped = a->n_param = 0;
    a->part = GPT_ANSWER_ARGUMENTS;
    a->state = state;
    gpt__give(a, GPT_ANSWER_CALL, "", 0);
    gpt__give(a, GPT_ANSWER_NAME, name, size);
}

static int gpt__call_end(gpt_answer *a, int taken) {
    gpt__give(a, GPT_ANSWER_CALL_END, "", 0);
    a->state = GPT__A_AFTER;
    return taken ? taken : GPT__A_AGAIN;
}

static int gpt__object_begin(gpt_answer *a, int taken) {
    gpt__call_begin(a, "", 0, GPT__A_OBJECT);
    a->wrapped = 1;
    return taken;
}

/* ---- what begins a call; each returns how many bytes are taken, 0 if it does not ---- */

/* name, then an object of arguments */
static int gpt__open_named(gpt_answer *a, const gpt__look *l, int name, int size, int id, int id_size) {
    gpt__call_begin(a, l->p + name, size, GPT__A_VALUE);
    gpt__give(a, GPT_ANSWER_ID, l->p + id, id_size);
    return l->i;
}

/* { that a name of a member follows, of which the { is read */
static int gpt__look_object(gpt__look *l) {
    gpt__look ahead = *l;
    const int found = gpt__look_text(&ahead, "{") && gpt__look_blanks(&ahead) && gpt__look_byte(&ahead, "\"");
    l->more |= ahead.more;
    l->i += found;
    return found;
}

/* perhaps [ and an object */
static int gpt__open_objects(gpt_answer *a, gpt__look *l) {
    gpt__look_blanks(l);
    if (gpt__look_byte(l, "[")) l->i++;
    gpt__look_blanks(l);
    return gpt__look_object(l) ? gpt__object_begin(a, l->i) : 0;
}

static int gpt__open_tags(gpt_answer *a, int at, int *more) {
    gpt__look l;
    int k, name, size;
    for (k = 0; k < GPT__N_DIALECT; k++) {
        const gpt__dialect *d = gpt__dialects + k;
        l = gpt__look_at(a, at);
        if (gpt__look_text(&l, d->wrap)) gpt__look_blanks(&l);
        *more |= l.more;
        l.more = 0;
        if (gpt__look_text(&l, d->open) && gpt__look_blanks(&l) && gpt__look_name(&l, &name, &size) &&
            gpt__look_text(&l, d->named)) {
            gpt__look ahead = l;
            if (gpt__look_blanks(&ahead) && gpt__look_byte(&ahead, "{"))
                return gpt__open_named(a, &ahead, name, size, 0, 0);
            if (gpt__look_text(&ahead, d->param) || gpt__look_text(&ahead, d->end)) {
                gpt__call_begin(a, l.p + name, size, GPT__A_PARAMS);
                a->dialect = k;
                return l.i;
            }
            l.more = ahead.more;
        }
        *more |= l.more;
    }
    for (k = 0; gpt__call_open[k]; k++) {
        l = gpt__look_at(a, at);
        if (gpt__look_text(&l, gpt__call_open[k]) && (name = gpt__open_objects(a, &l)) != 0) return name;
        *more |= l.more;
    }
    return 0;
}

static int gpt__open_mistral(gpt_answer *a, int at, int *more) {
    gpt__look l = gpt__look_at(a, at), named;
    int name, size, id = 0, id_size = 0, taken;
    if (gpt__look_text(&l, "[TOOL_CALLS]")) {
        named = l;
        if ((taken = gpt__open_objects(a, &l)) != 0) return taken;
        *more |= l.more;
        l = named;
        gpt__look_blanks(&l);
        if (gpt__look_name(&l, &name, &size)) {
            if (gpt__look_text(&l, "[CALL_ID]") && !gpt__look_name(&l, &id, &id_size)) l.i = l.n;
            gpt__look_text(&l, "[ARGS]");
            gpt__look_blanks(&l);
            if (gpt__look_byte(&l, "{")) return gpt__open_named(a, &l, name, size, id, id_size);
        }
    }
    *more |= l.more;
    return 0;
}

static int gpt__open_deepseek(gpt_answer *a, int at, int *more) {
    gpt__look l = gpt__look_at(a, at);
    int name, size;
    if (gpt__look_text(&l, GPT__DS("tool", "calls", "begin"))) gpt__look_blanks(&l);
    *more |= l.more;
    l.more = 0;
    if (gpt__look_text(&l, GPT__DS("tool", "call", "begin")) && gpt__look_blanks(&l) &&
        gpt__look_until(&l, "<" GPT__BAR "tool" GPT__GAP "sep" GPT__BAR ">", &name, &size)) {
        gpt__look_blanks(&l);
        if (size == 8 && memcmp(l.p + name, "function", 8) == 0) {
            gpt__look v3 = l; /* function, then the name and fenced arguments; elsewhere the name is at this place */
            int own, own_size;
            if (gpt__look_name(&v3, &own, &own_size)) l = v3, name = own, size = own_size;
            else l.more |= v3.more;
        }
        gpt__look_blanks(&l);
        if (gpt__look_text(&l, "```json")) gpt__look_blanks(&l);
        if (gpt__look_byte(&l, "{")) return gpt__open_named(a, &l, name, size, 0, 0);
    }
    *more |= l.more;
    return 0;
}

static int gpt__open_kimi(gpt_answer *a, int at, int *more) {
    gpt__look l = gpt__look_at(a, at), id;
    int name, size, from, all;
    if (gpt__look_text(&l, "<|tool_calls_section_begin|>")) gpt__look_blanks(&l);
    *more |= l.more;
    l.more = 0;
    if (gpt__look_text(&l, "<|tool_call_begin|>") && gpt__look_blanks(&l) && gpt__look_name(&l, &name, &size)) {
        id = l, id.i = from = name, all = size;
        if (gpt__look_text(&id, "functions.")) name += 10, size -= 10;
        while (size > 0 && l.p[name + size - 1] >= '0' && l.p[name + size - 1] <= '9') size--;
        if (size > 0 && l.p[name + size - 1] == ':') size--; /* functions.NAME:0 */
        else size = from + all - name;
        gpt__look_blanks(&l);
        if (gpt__look_text(&l, "<|tool_call_argument_begin|>") && gpt__look_blanks(&l) && gpt__look_byte(&l, "{"))
            return gpt__open_named(a, &l, name, size, from, all);
    }
    *more |= l.more;
    return 0;
}

/* {"name": "...", "parameters": with nothing but a type and an id beside, so that other JSON stays content. */
static int gpt__open_bare(gpt_answer *a, int at, int *more) {
    gpt__look l = gpt__look_at(a, at);
    int key, size, from, n, named = 0, taken = at + 1;
    if (gpt__look_text(&l, "<|python_tag|>")) {
        gpt__look_blanks(&l);
        if (l.i == l.n) return *more = 1, 0;
        if (l.p[l.i] != '{') {
            gpt__call_begin(a, "python", 6, GPT__A_CODE);
            return l.i;
        }
        taken = l.i + 1;
    } else if (a->begun) {
        *more |= l.more;
        return 0;
    }
    for (*more |= l.more, l.more = 0; gpt__look_text(&l, l.i < taken ? "{" : ",");) {
        gpt__look_blanks(&l);
        if (!gpt__look_string(&l, &key, &size)) break;
        gpt__look_blanks(&l);
        if (!gpt__look_text(&l, ":")) break;
        gpt__look_blanks(&l);
        if (named && gpt__same(l.p + key, size, gpt__key_arguments)) return gpt__object_begin(a, taken);
        if (gpt__same(l.p + key, size, gpt__key_name)) named = 1;
        else if (!gpt__same(l.p + key, size, gpt__key_other)) break;
        if (!gpt__look_string(&l, &from, &n)) break;
        gpt__look_blanks(&l);
    }
    *more |= l.more;
    return 0;
}

/* The header of a message in harmony, up to <|message|>: who it is to, and on which channel. */
static int gpt__open_harmony(gpt_answer *a, int at, int *more) {
    gpt__look l = gpt__look_at(a, at), body;
    int from, size, i, to = 0, to_size = 0, analysis = 0;
    if (!gpt__look_text(&l, "<|start|>") && !gpt__look_text(&l, "<|channel|>") &&
        (a->begun || !gpt__look_text(&l, "to="))) {
        *more |= l.more;
        return 0;
    }
    l.i = at, l.more = 0;
    if (!gpt__look_until(&l, "<|message|>", &from, &size)) {
        *more |= 1;
        return 0;
    }
    for (i = from; i < from + size; i++) {
        body = gpt__look_at(a, i);
        if (gpt__look_text(&body, "<|channel|>")) gpt__look_blanks(&body), analysis = gpt__look_text(&body, "analysis");
        else if (gpt__look_text(&body, "to=")) {
            gpt__look_text(&body, "functions.");
            gpt__look_name(&body, &to, &to_size);
        }
    }
    if (to_size) gpt__call_begin(a, a->held + to, to_size, GPT__A_BODY);
    else a->state = GPT__A_TEXT, a->reasoning = analysis ? -1 : 0, a->begun = a->trims = 1;
    return l.i;
}

/* A mark at `at`, where text is: how many bytes are taken, 0: none. */
static int gpt__open(gpt_answer *a, int at, int *more) {
    const int style = a->found;
    gpt__look l = gpt__look_at(a, at);
    int k, taken = 0;
    if (style & GPT_STYLE_HARMONY) {
        if (gpt__look_any(&l, gpt__message_end)) {
            a->reasoning = 0, a->trims = a->begun = 1;
            return l.i;
        }
        *more |= l.more;
        if ((taken = gpt__open_harmony(a, at, more)) != 0) return taken;
    }
    for (k = 0; style & GPT_STYLE_THINK && gpt__think[k][0]; k++) {
        if (a->reasoning && a->reasoning != k + 1) continue;
        l = gpt__look_at(a, at);
        if (gpt__look_text(&l, gpt__think[k][a->reasoning != 0])) {
            a->reasoning = a->reasoning ? 0 : k + 1, a->trims = 1;
            return l.i;
        }
        *more |= l.more;
    }
    if (a->reasoning) return 0;
    if (style & GPT_STYLE_TAGS) taken = gpt__open_tags(a, at, more);
    if (!taken && style & GPT_STYLE_MISTRAL) taken = gpt__open_mistral(a, at, more);
    if (!taken && style & GPT_STYLE_DEEPSEEK) taken = gpt__open_deepseek(a, at, more);
    if (!taken && style & GPT_STYLE_KIMI) taken = gpt__open_kimi(a, at, more);
    if (!taken && style & GPT_STYLE_BARE) taken = gpt__open_bare(a, at, more);
    return taken;
}

/* ---- a step in each state. last: no bytes will follow, or no more fit ---- */

static int gpt__step_text(gpt_answer *a, int last) {
    const int part = a->reasoning ? GPT_ANSWER_REASONING : GPT_ANSWER_CONTENT;
    gpt__look l = gpt__look_at(a, 0);
    int blanks, taken, more = 0;
    gpt__look_blanks(&l);
    blanks = l.i;
    if (blanks < l.n && !strchr("<[{t", l.p[blanks] ? l.p[blanks] : 'x')) { /* begins no mark */
        while (l.i < l.n && l.p[l.i] != '<' && l.p[l.i] != '[') l.i++;
        while (gpt__is_blank(l.p[l.i - 1])) l.i--; /* a mark may follow these */
        if (a->trims && blanks) return a->trims = 0, blanks;
        a->trims = 0, a->begun = 1;
        return gpt__give_run(a, part, l.i, last);
    }
    if (blanks < l.n && (taken = gpt__open(a, blanks, &more)) != 0) return taken;
    if ((more || blanks == l.n) && !last) return GPT__A_MORE;
    if (a->trims && blanks) return blanks;
    if (blanks < l.n) a->trims = 0, a->begun = 1, blanks++;
    gpt__give(a, part, a->held, blanks);
    return blanks;
}

static int gpt__step_object(gpt_answer *a, int last) {
    gpt__look l = gpt__look_at(a, 0);
    int key, size;
    gpt__look_blanks(&l);
    if (gpt__look_byte(&l, ",")) l.i++;
    gpt__look_blanks(&l);
    if (gpt__look_text(&l, "}")) return a->nest > 0 ? (a->nest--, l.i) : gpt__call_end(a, l.i);
    if (gpt__look_string(&l, &key, &size) && gpt__look_blanks(&l) && gpt__look_text(&l, ":") && gpt__look_blanks(&l) &&
        (gpt__look_byte(&l, "\"{"), l.i < l.n)) {
        const char *p = l.p + key;
        const int quote = l.p[l.i] == '"', function = gpt__same(p, size, gpt__key_function);
        a->part = -1; /* other members are nobody's */
        if (gpt__same(p, size, gpt__key_arguments)) a->part = GPT_ANSWER_ARGUMENTS;
        else if (quote && (function || gpt__same(p, size, gpt__key_name))) a->part = GPT_ANSWER_NAME;
        else if (quote && gpt__same(p, size, gpt__key_id)) a->part = GPT_ANSWER_ID;
        if (function && l.p[l.i] == '{') return a->nest++, l.i + 1;
        a->state = quote ? GPT__A_STRING : GPT__A_VALUE;
        return l.i + quote;
    }
    if (!l.more) return gpt__call_end(a, 0);
    return last ? gpt__call_end(a, a->n_held) : GPT__A_MORE;
}

static int gpt__hex4(const char *p) {
    int i, v = 0;
    for (i = 0; i < 4; i++) {
        const char c = p[i], low = (char)(c | 32);
        if (!(c >= '0' && c <= '9') && !(low >= 'a' && low <= 'f')) return -1;
        v = v * 16 + (c <= '9' ? c - '0' : low - 'a' + 10);
    }
    return v;
}

/* The string's text, its escapes undone. */
static int gpt__step_string(gpt_answer *a, int last) {
    static const char letter[] = "\"\\/bfnrt", meaning[] = "\"\\/\b\f\n\r\t";
    const char *p = a->held, *known;
    uint8_t utf8[4];
    int n = a->n_held, i, v, low = -1, taken = 6;
    for (i = 0; i < n && p[i] != '"' && p[i] != '\\'; i++) {}
    if (i > 0) return gpt__give_run(a, a->part, i, last);
    if (p[0] == '"') return a->state = GPT__A_OBJECT, 1;
    if (n < 2) return last ? n : GPT__A_MORE;
    known = p[1] ? strchr(letter, p[1]) : NULL;
    if (known) return gpt__give(a, a->part, meaning + (known - letter), 1), 2;
    if (p[1] != 'u') return gpt__give(a, a->part, p, 1), 1;
    if (n < 6) return last ? n : GPT__A_MORE;
    if ((v = gpt__hex4(p + 2)) < 0) return gpt__give(a, a->part, p, 1), 1;
    if (v >= 0xd800 && v < 0xdc00) { /* the first half of a pair */
        gpt__look l = gpt__look_at(a, 6);
        if (gpt__look_text(&l, "\\u")) {
            if (n < 12 && !last) return GPT__A_MORE;
            low = n < 12 ? -1 : gpt__hex4(p + 8);
        } else if (l.more && !last) return GPT__A_MORE;
        if (low >= 0xdc00 && low < 0xe000) v = 0x10000 + ((v & 0x3ff) << 10 | (low & 0x3ff)), taken = 12;
    }
    if (v >= 0xd800 && v < 0xe000) v = 0xfffd;
    i = (int)gpt__utf8_put((uint32_t)v, utf8);
    gpt__give(a, a->part, (const char *)utf8, i);
    return taken;
}

/* A value as it is written, up to where it ends. */
static int gpt__step_value(gpt_answer *a, int last) {
    int i, ended = 0;
    for (i = 0; i < a->n_held && !ended; i++) {
        const char c = a->held[i];
        if (a->quoted) {
            if (a->escaped) a->escaped = 0;
            else if (c == '\\') a->escaped = 1;
            else if (c == '"') a->quoted = 0, ended = a->depth == 0;
        } else if (a->depth == 0 && (c == ',' || c == '}' || c == ']' || gpt__is_blank(c))) {
            break; /* a number or a word has ended */
        } else if (c == '"') {
            a->quoted = 1;
        } else if (c == '{' || c == '[') {
            a->depth += a->depth < INT_MAX;
        } else if (c == '}' || c == ']') {
            ended = --a->depth == 0;
        }
    }
    if (i == a->n_held && !ended) return gpt__give_run(a, a->part, i, last);
    gpt__give(a, a->part, a->held, i);
    if (!a->wrapped) return gpt__call_end(a, i);
    a->state = GPT__A_OBJECT;
    return i ? i : GPT__A_AGAIN;
}

static int gpt__step_after(gpt_answer *a, int last) {
    gpt__look l = gpt__look_at(a, 0), list;
    gpt__look_blanks(&l);
    if (gpt__look_any(&l, gpt__call_close) || gpt__look_text(&l, "]")) return l.i;
    if (a->found & GPT_STYLE_DEEPSEEK && gpt__look_text(&l, "```")) return l.i;
    list = l;
    if (gpt__look_byte(&list, ",;")) list.i++;
    gpt__look_blanks(&list);
    if (gpt__look_object(&list)) return gpt__object_begin(a, list.i);
    if ((l.more || list.more) && !last) return GPT__A_MORE;
    a->state = GPT__A_TEXT, a->trims = 1;
    return GPT__A_AGAIN;
}

static int gpt__step_params(gpt_answer *a, int last) {
    const gpt__dialect *d = gpt__dialects + a->dialect;
    gpt__look l = gpt__look_at(a, 0), end;
    int key, size;
    gpt__look_blanks(&l);
    end = l;
    if (gpt__look_text(&l, d->param) && gpt__look_until(&l, d->keyed, &key, &size) && gpt__look_blanks(&l) &&
        gpt__look_text(&l, d->value)) {
        gpt__give_text(a, a->n_param++ ? ", \"" : "{\"");
        gpt__give_quoted(a, l.p + key, size);
        gpt__give_text(a, "\": ");
        a->state = GPT__A_PARAM;
        /* blanks before a value are the value's own */
        if (!*d->value) while (gpt__is_blank(l.p[l.i - 1])) l.i--;
        return l.i;
    }
    if (!gpt__look_text(&end, d->end) && (l.more || end.more)) return last ? gpt__call_end(a, a->n_held) : GPT__A_MORE;
    gpt__give_text(a, a->n_param ? "}" : "{}");
    return gpt__call_end(a, end.i);
}

/* a string of JSON without line ends and other controls */
static int gpt__look_plain(gpt__look *l) {
    int from, size, i;
    if (!gpt__look_string(l, &from, &size)) return 0;
    for (i = 0; i < size && (unsigned char)l->p[from + i] >= 0x20; i++) {}
    return i == size;
}

/* Is it JSON, but no string? Depth is bounded; deeper is text. */
static int gpt__is_json(const char *p, int n) {
    static const char *const word[] = {"true", "false", "null", NULL};
    char open[64];
    int depth = 0, i = 0, key = 0, value = 1, fresh = 0; /* value, key: one is expected; fresh: { or [ came */
    while (i < n) {
        const char c = p[i];
        gpt__look l;
        l.p = p, l.n = n, l.i = i, l.more = 0;
        if (gpt__is_blank(c)) {
            i++;
        } else if (key && c != '}') {
            if (!gpt__look_plain(&l)) return 0;
            gpt__look_blanks(&l);
            if (!gpt__look_text(&l, ":")) return 0;
            i = l.i, key = fresh = 0, value = 1;
        } else if (c == '}' || c == ']') {
            if (!depth || open[--depth] != c || ((value || key) && !fresh)) return 0;
            key = value = fresh = 0, i++;
        } else if (!value) {
            if (c != ',' || !depth) return 0;
            key = open[depth - 1] == '}', value = !key, i++;
        } else if (c == '{' || c == '[') {
            if (depth == 64) return 0;
            open[depth++] = c == '{' ? '}' : ']';
            key = c == '{', value = !key, fresh = 1, i++;
        } else if (c == '"') {
            if (!depth || !gpt__look_plain(&l)) return 0;
            i = l.i, value = fresh = 0;
        } else if (gpt__look_any(&l, word)) {
            i = l.i, value = fresh = 0;
        } else {
            if (c == '-') i++;
            if (i == n || p[i] < '0' || p[i] > '9' || (p[i] == '0' && i + 1 < n && p[i + 1] >= '0' && p[i + 1] <= '9'))
                return 0;
            while (i < n && p[i] >= '0' && p[i] <= '9') i++;
            if (i + 1 < n && p[i] == '.' && p[i + 1] >= '0' && p[i + 1] <= '9')
                for (i++; i < n && p[i] >= '0' && p[i] <= '9';) i++;
            if (i < n && (p[i] | 32) == 'e') {
                for (i++; i < n && (p[i] == '+' || p[i] == '-');) i++;
                if (i == n || p[i] < '0' || p[i] > '9') return 0;
                while (i < n && p[i] >= '0' && p[i] <= '9') i++;
            }
            value = fresh = 0;
        }
    }
    return !depth && !value && !key;
}

/* A parameter's value. One line end on each side belongs to the marks. */
static int gpt__step_param(gpt_answer *a, int last) {
    gpt__look l = gpt__look_at(a, 0);
    int from, size;
    gpt__look_blanks(&l);
    if (l.i == l.n || gpt__look_byte(&l, "{[-0123456789tfn<")) { /* maybe JSON; < may end it */
        l.i = 0;
        if (gpt__look_until(&l, gpt__dialects[a->dialect].value_end, &from, &size)) {
            const char *p = l.p + from;
            if (size && *p == '\n') p++, size--;
            if (size && p[size - 1] == '\n') size--;
            if (gpt__is_json(p, size)) gpt__give(a, GPT_ANSWER_ARGUMENTS, p, size);
            else gpt__give_text(a, "\""), gpt__give_quoted(a, p, size), gpt__give_text(a, "\"");
            a->state = GPT__A_PARAMS;
            return l.i;
        }
        if (!last) return GPT__A_MORE;
    }
    gpt__give_text(a, "\"");
    a->state = GPT__A_PARAM_TEXT;
    return a->held[0] == '\n' ? 1 : GPT__A_AGAIN;
}

static int gpt__step_param_text(gpt_answer *a, int last) {
    gpt__look l = gpt__look_at(a, 0);
    int i = 0;
    while (i < l.n && l.p[i] != '\n' && l.p[i] != '<') i++;
    if (i == 0) {
        if (l.p[0] == '\n') l.i = 1;
        if (gpt__look_text(&l, gpt__dialects[a->dialect].value_end)) {
            gpt__give_text(a, "\"");
            a->state = GPT__A_PARAMS;
            return l.i;
        }
        if (l.more && !last) return GPT__A_MORE;
        i = 1;
    } else if ((i = gpt__give_run(a, -1, i, last)) < 0) { /* gives nothing, but counts whole characters */
        return i;
    }
    gpt__give_quoted(a, a->held, i);
    return i;
}

/* The message of a call, up to a mark that ends it. */
static int gpt__step_body(gpt_answer *a, int last) {
    static const char *const next[] = {"<|start|>", "<|channel|>", NULL};
    gpt__look l = gpt__look_at(a, 0);
    int i = 0;
    while (i < l.n && l.p[i] != '<') i++;
    if (i > 0) return gpt__give_run(a, GPT_ANSWER_ARGUMENTS, i, last);
    if (gpt__look_any(&l, gpt__message_end)) return gpt__call_end(a, l.i);
    if (gpt__look_any(&l, next)) return gpt__call_end(a, 0);
    if (l.more && !last) return GPT__A_MORE;
    gpt__give(a, GPT_ANSWER_ARGUMENTS, a->held, 1);
    return 1;
}

static int gpt__answer_step(gpt_answer *a, int last) {
    switch (a->state) {
    case GPT__A_TEXT: return gpt__step_text(a, last);
    case GPT__A_OBJECT: return gpt__step_object(a, last);
    case GPT__A_STRING: return gpt__step_string(a, last);
    case GPT__A_VALUE: return gpt__step_value(a, last);
    case GPT__A_PARAMS: return gpt__step_params(a, last);
    case GPT__A_PARAM: return gpt__step_param(a, last);
    case GPT__A_PARAM_TEXT: return gpt__step_param_text(a, last);
    case GPT__A_BODY: return gpt__step_body(a, last);
    case GPT__A_AFTER: return gpt__step_after(a, last);
    default: return gpt__give_run(a, GPT_ANSWER_ARGUMENTS, a->n_held, last);
    }
}

/* Takes what can be told; end: that is everything. */
static void gpt__answer_take(gpt_answer *a, int end) {
    while (a->n_held > 0) {
        const int last = end || a->n_held == (int)sizeof a->held, taken = gpt__answer_step(a, last);
        if (taken == GPT__A_MORE && !last) return;
        if (taken == GPT__A_AGAIN) continue;
        a->n_held -= taken > 0 ? taken : a->n_held; /* all of it where a step has nothing to say even now */
        memmove(a->held, a->held + (taken > 0 ? taken : 0), (size_t)a->n_held);
    }
}

GPT_API int gpt_answer_push(gpt_answer *a, const char *text, int size) {
    if (!a || size < 0 || (size > 0 && !text)) return GPT_E_ARG;
    while (size > 0 && !a->stopped) {
        const int room = (int)sizeof a->held - a->n_held, n = size < room ? size : room;
        memcpy(a->held + a->n_held, text, (size_t)n);
        a->n_held += n, text += n, size -= n;
        gpt__answer_take(a, 0);
    }
    return a->stopped ? GPT_E_CANCELLED : GPT_OK;
}

GPT_API int gpt_answer_end(gpt_answer *a) {
    if (!a) return GPT_E_ARG;
    gpt__answer_take(a, 1);
    if (a->state != GPT__A_TEXT && a->state != GPT__A_AFTER) gpt__call_end(a, 0);
    return a->stopped ? GPT_E_CANCELLED : GPT_OK;
}

/* The styles whose marks are in the model's template or vocabulary. */
static int gpt__answer_styles(const gpt_model *model, const gpt_chat_desc *desc) {
    const int n = (int)(sizeof gpt__style_marks / sizeof gpt__style_marks[0]);
    const char *text = desc && desc->source ? desc->source : gpt_model_meta(model, "chat.template");
    const char *tools = desc && desc->source ? NULL : gpt_model_meta(model, "chat.template.tool_use");
    int i, styles = 0;
    if (!model && !text) return 0xff & ~(GPT_STYLE_TEXT | GPT_STYLE_BARE);
    for (i = 0; i < n; i++) {
        const char *mark = gpt__style_marks[i].mark;
        if ((text && strstr(text, mark)) || (tools && strstr(tools, mark)) ||
            ((gpt__style_marks[i].style != GPT_STYLE_BARE || !text) && gpt_token_find(model, mark, strlen(mark)) >= 0))
            styles |= gpt__style_marks[i].style;
    }
    return styles ? styles : GPT_STYLE_TEXT;
}

/* What the end of the prompt has opened: reasoning, or a message of harmony. */
static void gpt__answer_prompt(gpt_answer *a, const char *text, int n) {
    static const char start[] = "<|start|>", message[] = "<|message|>";
    const int n_start = (int)sizeof start - 1, n_message = (int)sizeof message - 1;
    int k, i;
    while (n > 0 && gpt__is_blank(text[n - 1])) n--;
    for (k = 0; gpt__think[k][0]; k++) {
        const int size = (int)strlen(gpt__think[k][0]);
        if (a->found & GPT_STYLE_THINK && n >= size && memcmp(text + n - size, gpt__think[k][0], (size_t)size) == 0)
            a->reasoning = k + 1, a->trims = 1;
    }
    for (i = n - n_start; i >= 0 && a->found & GPT_STYLE_HARMONY && memcmp(text + i, start, (size_t)n_start); i--) {}
    if (i < 0 || !(a->found & GPT_STYLE_HARMONY)) return;
    for (k = i; k + n_message <= n && memcmp(text + k, message, (size_t)n_message); k++) {}
    if (k + n_message <= n) gpt_answer_push(a, text + i, n - i);
}

GPT_API int gpt_answer_start(gpt_answer *a, const gpt_model *model, const gpt_chat_desc *desc, const int *prompt,
                             int n_prompt) {
    gpt_answer fresh;
    char tail[512];
    int from, n;
    if (!a || n_prompt < 0 || (n_prompt > 0 && (!prompt || !model))) return GPT_E_ARG;
    memset(&fresh, 0, sizeof fresh);
    fresh.styles = a->styles, fresh.on_part = a->on_part, fresh.user = a->user;
    fresh.found = a->styles ? a->styles : gpt__answer_styles(model, desc);
    *a = fresh;
    for (from = n_prompt > 99 ? n_prompt - 99 : 0; from < n_prompt; from++) {
        n = gpt_detokenize(model, prompt + from, n_prompt - from, GPT_TEXT_SPECIAL, tail, sizeof tail);
        if (n < 0) return n;
        if (n <= (int)sizeof tail) {
            gpt__answer_prompt(a, tail, n);
            break;
        }
    }
    return GPT_OK;
}
#undef GPT__A_MORE
#undef GPT__A_AGAIN
#undef GPT__BAR
#undef GPT__GAP
#undef GPT__DS
GPT__SMALL_END

/* ---------------------------------------------------------------------------------------------------------------
 * >>readout -- probabilities, embeddings, classes
 *
 * What one can ask of a model besides its next token. Uses >>context and >>math. Start at gpt_top.
 * ------------------------------------------------------------------------------------------------------------- */

/* Is a ahead of b? Larger logit first, then lower id. */
static int gpt__ahead(const float *logits, int a, int b) {
    return logits[a] > logits[b] || (logits[a] == logits[b] && a < b);
}

/* norm: the logarithm of the sum of all exp(logit) */
static gpt_scored gpt__scored(const float *logits, int token, double norm) {
    gpt_scored s;
    s.token = token;
    s.logit = logits[token];
    s.logprob = (float)((double)s.logit - norm);
    s.prob = (float)gpt__exp((double)s.logit - norm);
    return s;
}

GPT_API int gpt_top(const gpt_ctx *c, gpt_scored *out, int k) {
    const float *logits = gpt_logits(c);
    int n, i, j, count = 0;
    double norm;
    gpt__fpenv env;
    if (!logits || !out || k < 1) return GPT_E_ARG;
    n = (int)c->model->c->n_out;
    env = gpt__fp_enter();
    norm = gpt__logsumexp(c, logits, n);
    for (i = 0; i < n; i++) { /* insertion into the list of the best so far */
        if (logits[i] != logits[i] || (count == k && !gpt__ahead(logits, i, out[k - 1].token))) continue;
        j = count < k ? count++ : k - 1;
        for (; j > 0 && gpt__ahead(logits, i, out[j - 1].token); j--) out[j] = out[j - 1];
        out[j].token = i;
    }
    for (j = 0; j < count; j++) out[j] = gpt__scored(logits, out[j].token, norm);
    gpt__fp_leave(env);
    return count;
}

GPT_API int gpt_score(const gpt_ctx *c, const int *tokens, int n, gpt_scored *out) {
    const float *logits = gpt_logits(c);
    gpt__fpenv env;
    double norm;
    int i;
    if (!logits || !tokens || !out || n < 1) return GPT_E_ARG;
    for (i = 0; i < n; i++)
        if (tokens[i] < 0 || (uint32_t)tokens[i] >= c->model->c->n_out) return GPT_E_ARG;
    env = gpt__fp_enter();
    norm = gpt__logsumexp(c, logits, (int)c->model->c->n_out);
    for (i = 0; i < n; i++) out[i] = gpt__scored(logits, tokens[i], norm);
    gpt__fp_leave(env);
    return GPT_OK;
}

GPT_API int gpt_logprobs(gpt_ctx *c, const int *tokens, int n, float *out) {
    gpt__asked asked;
    gpt_part part = gpt__part_of(c, tokens, n);
    float first = 0.0f;
    int s;
    memset(&asked, 0, sizeof asked);
    if (!c) return GPT_E_ARG;
    if (!tokens || n < 1 || !out) return gpt__ctx_fail(c, GPT_E_ARG, "no tokens or no room for their probabilities");
    if (c->model->c->head != GPT_HEAD_LM) return gpt__ctx_fail(c, GPT_E_KIND, "the model does not predict tokens");
    if (c->model->c->bidirectional) {
        return gpt__ctx_fail(c, GPT_E_KIND, "an encoder: it sees the tokens whose probabilities are asked for");
    }
    if (c->pos > 0 && !c->has_logits) {
        return gpt__ctx_fail(c, GPT_E_ARG, "no logits after a rewind: evaluate a token first");
    }
    if (c->has_logits && tokens[0] >= 0 && (uint32_t)tokens[0] < c->model->c->n_vocab) {
        gpt__fpenv env = gpt__fp_enter();
        first = (float)((double)c->logits[tokens[0]] - gpt__logsumexp(c, c->logits, (int)c->model->c->n_out));
        gpt__fp_leave(env);
    }
    asked.next = tokens + 1; /* row t predicts token t + 1; the last row predicts nothing we know */
    asked.n_next = n - 1;
    asked.logprob = out + 1;
    if ((s = gpt__append(&part, 1, &asked)) != GPT_OK) return s;
    out[0] = first;
    return GPT_OK;
}

typedef struct gpt__pool { int pooling, n; float *out; } gpt__pool; /* n: tokens so far */

static void gpt__pool_batch(const gpt_ctx *c, int t0, int t1, void *user) {
    gpt__pool *p = (gpt__pool *)user;
    gpt__fpenv env = gpt__fp_enter();
    int t;
    for (t = t0; t < t1; t++) {
        gpt__pool_add(p->pooling, gpt__rows_at(c->xn, t), p->n++, (int)c->model->c->n_embd, p->out);
    }
    gpt__fp_leave(env);
}

/* x / |x|; a zero stays one */
static void gpt__unit(float *x, int n) {
    gpt__fpenv env = gpt__fp_enter();
    double sum = 0.0, length;
    int j;
    for (j = 0; j < n; j++) sum = sum + (double)x[j] * (double)x[j];
    length = sqrt(sum) > 1e-12 ? sqrt(sum) : 1e-12;
    for (j = 0; j < n; j++) x[j] = (float)((double)x[j] / length);
    gpt__fp_leave(env);
}

GPT_API int gpt_embed(gpt_ctx *c, const int *tokens, int n, gpt_pooling pooling, float *out) {
    const gpt_model *m = c ? c->model : NULL;
    gpt__asked asked;
    gpt_part part = gpt__part_of(c, tokens, n);
    gpt__pool pool;
    gpt__fpenv env;
    int s, D;
    if (!c) return GPT_E_ARG;
    if (!out) return gpt__ctx_fail(c, GPT_E_ARG, "no room for the embedding");
    if ((int)pooling < GPT_POOL_MODEL || (int)pooling > GPT_POOL_WEIGHTED) {
        return gpt__ctx_fail(c, GPT_E_ARG, "no such pooling");
    }
    D = (int)m->c->n_embd;
    memset(&asked, 0, sizeof asked);
    asked.each = gpt__pool_batch;
    asked.user = &pool;
    pool.pooling = pooling != GPT_POOL_MODEL ? (int)pooling : m->c->embd_pool ? (int)m->c->embd_pool : GPT_POOL_MEAN;
    pool.n = 0;
    pool.out = c->pool;
    if ((s = gpt__append(&part, 1, &asked)) != GPT_OK) return s;
    env = gpt__fp_enter();
    gpt__pool_end(pool.pooling, n, D, c->pool);
    gpt__fp_leave(env);
    if (m->c->head == GPT_HEAD_NONE && m->t[GPT__ROLE_POOL].data) {
        memcpy(c->xn.at, c->pool, (size_t)D * sizeof(float));
        gpt__parallel(gpt__team_size(c, 1), gpt__head_thread, c);
        memcpy(out, c->z.at, (size_t)m->info.n_embd_out * sizeof(float));
    } else {
        memcpy(out, c->pool, (size_t)D * sizeof(float));
    }
    if (pooling == GPT_POOL_MODEL && m->c->embd_unit) gpt__unit(out, m->info.n_embd_out);
    return GPT_OK;
}

GPT_API int gpt_classify(const gpt_ctx *c, const int *labels, int n, float *probs) {
    const float *logits = gpt_logits(c);
    const char *function = NULL;
    gpt__fpenv env;
    int i, n_out;
    if (!logits || !probs || n < 1) return GPT_E_ARG;
    n_out = (int)c->model->c->n_out;
    if (!labels && n != n_out) return GPT_E_ARG;
    if (!labels && c->model->c->head == GPT_HEAD_LM) return GPT_E_KIND;
    for (i = 0; i < n; i++) {
        if (labels && (labels[i] < 0 || labels[i] >= n_out)) return GPT_E_ARG;
    }
    if (c->model->c->head != GPT_HEAD_LM) function = gpt_model_meta(c->model, "label.function");
    if (!function) function = "softmax";
    if (strcmp(function, "softmax") != 0 && strcmp(function, "sigmoid") != 0 && strcmp(function, "none") != 0) {
        return GPT_E_UNSUPPORTED;
    }
    for (i = 0; i < n; i++) probs[i] = logits[labels ? labels[i] : i];
    env = gpt__fp_enter();
    if (strcmp(function, "softmax") == 0) gpt__softmax(probs, n);
    for (i = 0; i < n && strcmp(function, "sigmoid") == 0; i++) {
        probs[i] = (float)(1.0 / (1.0 + gpt__exp(0.0 - (double)probs[i])));
    }
    gpt__fp_leave(env);
    return GPT_OK;
}

/* The pragmas of >>platform end here. */
#if defined(__clang__)
#pragma clang fp contract(on) /* clang's own default; it has no way to put back what was before */
#pragma clang diagnostic pop
#elif defined(__GNUC__)
#pragma GCC pop_options
#pragma GCC diagnostic pop
#elif defined(_MSC_VER)
#pragma float_control(pop)
#pragma warning(pop)
#endif

#endif /* GPT__LANE */
#endif /* GPT_IMPLEMENTATION */

/* ---------------------------------------------------------------------------------------------------------------
 * >>licence
 *
 * This file is available under two licences; take the one you prefer.
 *
 * A. Public domain
 *
 *   Everyone is free to copy, change, publish, use, compile, sell and distribute this software, as source code or as a
 *   compiled program, for any purpose, commercial or not, and by any means. Where the law allows it, the authors
 *   give up all copyright in it, to the benefit of the public at large and for all time, and bind their heirs and
 *   successors to that.
 *
 *   The software is provided "as is", without warranty of any kind, express or implied, including but not limited to
 *   the warranties of merchantability, fitness for a particular purpose and noninfringement. In no event shall the
 *   authors be liable for any claim, damages or other liability, whether in an action of contract, tort or otherwise,
 *   arising from, out of or in connection with the software or its use.
 *
 * B. MIT
 *
 *   Copyright (c) 2026 the authors of gpt.h
 *
 *   Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
 *   documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
 *   rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to
 *   permit persons to whom the Software is furnished to do so, subject to the following conditions:
 *
 *   The above copyright notice and this permission notice shall be included in all copies or substantial portions of
 *   the Software.
 *
 *   THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO
 *   THE WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE
 *   AUTHORS OR COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT,
 *   TORT OR OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE
 *   SOFTWARE.
 *
 * History: 0.1 the foundation.
 * ------------------------------------------------------------------------------------------------------------- */
