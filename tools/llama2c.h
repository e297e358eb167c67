/* llama2c.h -- reads checkpoints of llama2.c, versions 0, 1 and 2.
 *
 *     version 0   i32 x 7: width, feed-forward, layers, heads, key/value heads, vocabulary (negative: the head has a
 *                 matrix of its own), positions; then floats: embedding, all attention norms, all wq, wk, wv, wo, all
 *                 feed-forward norms, all w1, w2, w3, last norm, cosines and sines of all positions, the head's matrix
 *     version 1   "24ka", i32 version, the same i32 x 7, u8: is the head the embedding?; from byte 256 on floats: norms
 *                 of attention, of feed-forwards, the last one, embedding, all wq, wk, wv, wo, w1, w2, w3, head
 *     version 2   the same with i32 group behind the u8; matrices are bytes with a sign, and then a float for each
 *                 group of them that they are multiplied with
 *
 * Rows of queries and keys are in the order of rotary pairs (2i, 2i + 1). Untrusted: sizes are bounded before they are
 * multiplied, and the file must be just as long as they say. Include ../gpt.h, file.h, json.h and source.h first. */
#ifndef TOOLS_LLAMA2C_H
#define TOOLS_LLAMA2C_H

#include <math.h>

typedef struct llama2c {
    int version, own_head;
    uint64_t width, ff, layers, heads, kv, vocab, positions, group;
} llama2c;

static inline int64_t llama2c__i32(const unsigned char *p) {
    return (int32_t)(p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24);
}

/* The sizes from the beginning (256 bytes, zeros behind the end of the file); 0: no such file. */
static inline int llama2c__sizes(llama2c *h, const unsigned char *p) {
    uint64_t *to[7];
    int i;
    memset(h, 0, sizeof *h);
    to[0] = &h->width, to[1] = &h->ff, to[2] = &h->layers, to[3] = &h->heads, to[4] = &h->kv, to[5] = &h->vocab;
    to[6] = &h->positions;
    if (memcmp(p, "24ka", 4) == 0) {
        h->version = (int)llama2c__i32(p + 4);
        h->own_head = p[36] == 0;
        h->group = h->version == 2 ? (uint64_t)llama2c__i32(p + 37) : 0;
        p += 8;
    }
    for (i = 0; i < 7; i++) {
        int64_t v = llama2c__i32(p + 4 * i);
        if (i == 5 && h->version == 0 && v < 0) h->own_head = 1, v = -v;
        if (v < 1 || v > 1 << 24) return 0;
        *to[i] = (uint64_t)v;
    }
    return h->layers <= 4096 && h->heads <= 65536 && h->width % h->heads == 0 && h->kv <= h->heads;
}

/* Adds one tensor at *at, which moves on. group: see above; 0: floats. */
static inline int llama2c__add(source *s, const char *name, uint64_t rows, uint64_t cols, uint64_t group, uint64_t *at,
                               gpt_error *err) {
    static const src_coding bytes = {"Q8", 1, 1, NULL, GPT_TYPE_Q8, -1, NULL, NULL, NULL, 0};
    src_tensor *t = src_add(s, name, strlen(name));
    if (!t) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    t->dtype = group ? bytes.name : "F32";
    t->type = SRC_F32;
    t->n_dim = cols ? 2 : 1;
    t->dim[0] = rows;
    t->dim[1] = cols;
    t->n = rows * (cols ? cols : 1);
    t->offset = *at;
    t->size = t->n * 4;
    if (group) {
        if (t->n % group)
            return tool_fail(err, GPT_E_FORMAT, "%s: %s doesn't divide into groups of %llu", s->file[0], name,
                             (unsigned long long)group);
        t->coding = &bytes;
        t->group = group;
        t->factors = *at + t->n;
        t->size = t->n + t->n / group * 4;
    }
    *at += t->size;
    return GPT_OK;
}

/* The tensors of all layers under a name in which # is the layer, or the one of another name. */
static inline int llama2c__all(source *s, const llama2c *h, const char *name, uint64_t rows, uint64_t cols,
                               uint64_t *at, gpt_error *err) {
    char full[100], number[12];
    const char *mark = strchr(name, '#');
    uint64_t i;
    int rc = GPT_OK;
    for (i = 0; i < (mark ? h->layers : 1) && rc == GPT_OK; i++) {
        snprintf(number, sizeof number, "%u", (unsigned)i);
        if (mark) snprintf(full, sizeof full, "%.*s%s%s", (int)(mark - name), name, number, mark + 1);
        rc = llama2c__add(s, mark ? full : name, rows, cols, cols ? h->group : 0, at, err);
    }
    return rc;
}

static inline int llama2c__tensors(source *s, const llama2c *h, uint64_t *at, gpt_error *err) {
    const uint64_t D = h->width, K = D / h->heads * h->kv, F = h->ff, V = h->vocab;
    const struct { const char *name; uint64_t rows, cols; } all[] = {
        {"embed_tokens.weight", V, D},
        {"layers.#.input_layernorm.weight", D, 0},
        {"layers.#.self_attn.q_proj.weight", D, D}, {"layers.#.self_attn.k_proj.weight", K, D},
        {"layers.#.self_attn.v_proj.weight", K, D}, {"layers.#.self_attn.o_proj.weight", D, D},
        {"layers.#.post_attention_layernorm.weight", D, 0},
        {"layers.#.mlp.gate_proj.weight", F, D}, {"layers.#.mlp.down_proj.weight", D, F},
        {"layers.#.mlp.up_proj.weight", F, D},
        {"norm.weight", D, 0}
    };
    static const int order[2][11] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {1, 6, 10, 0, 2, 3, 4, 5, 7, 8, 9}};
    int i, rc = GPT_OK;
    for (i = 0; i < 11 && rc == GPT_OK; i++) {
        const int k = order[h->version > 0][i];
        rc = llama2c__all(s, h, all[k].name, all[k].rows, all[k].cols, at, err);
    }
    if (h->version == 0) *at += h->positions * (D / h->heads / 2) * 8; /* cosines and sines */
    if (h->own_head && rc == GPT_OK) rc = llama2c__all(s, h, "lm_head.weight", V, D, at, err);
    return rc;
}

/* Bytes of the whole file, if its sizes give a number that is not absurd. */
static inline double llama2c__size(const llama2c *h) {
    const double D = (double)h->width, K = D / (double)h->heads * (double)h->kv, F = (double)h->ff;
    const double L = (double)h->layers;
    const double matrices = (double)h->vocab * D * (1 + h->own_head) + L * (2 * D * D + 2 * K * D + 3 * F * D);
    const double each = h->version == 2 ? 1 + 4 / (double)h->group : 4;
    return matrices * each + (L * 2 + 1) * D * 4 + (h->version ? 256 : 28) +
           (h->version ? 0 : (double)h->positions * floor(D / (double)h->heads / 2) * 8);
}

static inline int llama2c__read(const char *path, llama2c *h, uint64_t *size) {
    unsigned char p[256] = {0};
    struct stat st;
    FILE *f = file_is_dir(path) ? NULL : fopen(path, "rb");
    size_t n = f ? fread(p, 1, sizeof p, f) : 0;
    if (f) fclose(f);
    if (n < 28 || stat(path, &st) != 0) return 0;
    *size = (uint64_t)st.st_size;
    return llama2c__sizes(h, p) || h->version > 0;
}

/* llama2c_is -- version 0 has nothing that tells it but that its sizes make up its length. */
static inline int llama2c_is(const char *path) {
    llama2c h;
    uint64_t size;
    if (!llama2c__read(path, &h, &size)) return 0;
    return h.version != 0 || llama2c__size(&h) == (double)size;
}

/* llama2c_open -- fills *s (zeroed by the caller, who frees it even on failure), with the tensors' usual names, and
 * *doc with their config. */
static inline int llama2c_open(source *s, json_doc *doc, const char *path, gpt_error *err) {
    char config[600];
    uint64_t size = 0, at;
    const size_t n = strlen(path);
    char *copy = (char *)malloc(n + 1);
    llama2c h;
    int rc;
    memset(doc, 0, sizeof *doc);
    if (copy) memcpy(copy, path, n + 1);
    rc = src_add_file(s, copy, err);
    if (rc < 0) return rc;
    memset(&h, 0, sizeof h);
    if (!llama2c__read(path, &h, &size) || h.version < 0 || h.version > 2 || h.width == 0 || h.positions == 0 ||
        (h.version == 2 && (h.group < 1 || h.group > 1 << 24)))
        return tool_fail(err, h.version > 2 ? GPT_E_UNSUPPORTED : GPT_E_FORMAT,
                         "%s: not a checkpoint of llama2.c, version 0, 1 or 2, or a damaged one", path);
    if (llama2c__size(&h) != (double)size)
        return tool_fail(err, GPT_E_FORMAT, "%s: %llu bytes, but its sizes make %.0f", path, (unsigned long long)size,
                         llama2c__size(&h));
    at = h.version ? 256 : 28;
    rc = llama2c__tensors(s, &h, &at, err);
    if (rc == GPT_OK && at != size) rc = tool_fail(err, GPT_E_FORMAT, "%s: truncated, or damaged", path);
    snprintf(config, sizeof config,
             "{\"model_type\":\"llama\",\"hidden_size\":%u,\"intermediate_size\":%u,\"num_hidden_layers\":%u,"
             "\"num_attention_heads\":%u,\"num_key_value_heads\":%u,\"vocab_size\":%u,\"max_position_embeddings\":%u,"
             "\"rms_norm_eps\":1e-5,\"rope_theta\":10000,\"tie_word_embeddings\":%s,\"_pairs\":1}",
             (unsigned)h.width, (unsigned)h.ff, (unsigned)h.layers, (unsigned)h.heads, (unsigned)h.kv,
             (unsigned)h.vocab, (unsigned)h.positions, h.own_head ? "false" : "true");
    if (rc == GPT_OK && json_parse(doc, config, strlen(config)) != 0)
        rc = tool_fail(err, GPT_E_FORMAT, "%s: %s", path, doc->error);
    return rc == GPT_OK ? src_sort(s, err) : rc;
}

#endif
