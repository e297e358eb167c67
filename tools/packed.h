/* packed.h -- weights that a quantiser keeps in several tensors, as the one matrix that they stand for.
 *
 *     rc = checkpoint_open(&s, folder, &err);
 *     rc = packed_open_folder(&s, folder, &err);     X.qweight, X.scales, ... are X.weight now
 *
 * Whoever reads the `source` (source.h) afterwards knows nothing of all this. What is stored is always codes, scales,
 * and perhaps zero points:
 *
 *     weight[row, col] = (meaning[code[row, col]] - zero[row, group of col]) * scale[row, group of col]
 *
 *   GPTQ        arXiv:2210.17323. X.qweight i32 (in bits / 32, out): a word has codes of one output, the lowest bits
 *               first; those of 3 bits go on in the next word. X.scales (groups, out). X.qzeros i32 (groups, out bits /
 *               32): zero points less one ("gptq_v2": as they are). X.g_idx (in): the group of each input
 *   AWQ         arXiv:2306.00978. X.qweight i32 (in, out / 8): a word has outputs 0 2 4 6 1 3 5 7 of an input, the
 *               lowest bits first; X.qzeros i32 (groups, out / 8) alike; X.scales (groups, out). "gemv": (out, in / 8),
 *               (out, groups / 8) and (out, groups), padded, in their natural order
 *   compressed- X.weight_packed i32 (out, in bits / 32): codes 2^(bits - 1) too high, bit after bit along a row;
 *   tensors     X.weight_scale (out, groups), X.weight_zero_point i32 (out bits / 32, groups) packed along outputs,
 *               X.weight_shape, X.weight_g_idx. Or X.weight i8 with X.weight_scale, X.weight_zero_point
 *   8-bit       X.weight f8 with X.weight_scale_inv or X.weight_scale: one number, one a row or a column, or one for
 *   floats      each block (DeepSeek, arXiv:2412.19437: of 128 x 128; the last ones may be smaller)
 *   BitNet      arXiv:2402.17764. X.weight u8 (out / 4, in): bits 2k and 2k + 1 of a byte are 1 + the weight k out / 4
 *               rows further down; X.weight_scale, which weights are divided by ("autobitlinear": multiplied with)
 *   bitsand-    X.weight: two codes a byte, the first in the high half, one after another through the whole matrix;
 *   bytes       X.weight.quant_map: what 16 codes mean (NF4, arXiv:2305.14314, or FP4); X.weight.absmax: a scale for
 *               each 64 or so, or codes of these (packed__nested); X.weight.quant_state.*: JSON. Or X.weight i8 with
 *               127 scales in X.SCB
 *   MXFP4       OCP microscaling formats 1.0. X_blocks u8 (..., rows, cols / 32, 16), or X.weight_packed (rows, cols /
 *               2): e2m1, the first in the low half; X_scales or X.weight_scale: exponents of each 32
 *   NVFP4       the same, a scale in e4m3 of each 16, and one for all: X.weight_scale_2, or one to divide by:
 *               X.weight_global_scale
 *
 * Codes of a matrix, or of as many rows as do when rows lie together, are held in memory, one matrix at a time. Include
 * ../gpt.h, file.h, json.h and source.h first. */
#ifndef TOOLS_PACKED_H
#define TOOLS_PACKED_H

#include "packed_find.h"

/* ---- what the config says ---- */

static const struct packed__known { const char *name; packed_method method; } packed__known[] = {
    {"gptq", PACKED_GPTQ}, {"awq", PACKED_AWQ}, {"fp8", PACKED_FLOAT8}, {"fbgemm_fp8", PACKED_FLOAT8},
    {"modelopt", PACKED_FLOAT8}, {"modelopt_fp4", PACKED_FLOAT8}, {"compressed-tensors", PACKED_COMPRESSED},
    {"bitnet", PACKED_BITNET}, {"bitsandbytes", PACKED_BNB}, {"mxfp4", PACKED_MX}, {NULL, PACKED_NONE}};

/* packed_settings -- those in a config, at the top or with those of the language model; NULL: there are none. */
static inline const json_value *packed_settings(const json_value *config) {
    static const char *const keys[] = {"quantization_config", "compression_config"};
    const json_value *v = NULL, *part;
    size_t i;
    for (i = 0; i < 2; i++) {
        v = json_get(config, keys[i]);
        if (v && v->type == JSON_OBJECT) return v;
        for (part = config->child; part && config->type == JSON_OBJECT; part = part->next) {
            v = part->type == JSON_OBJECT ? json_get(part, keys[i]) : NULL;
            if (v && v->type == JSON_OBJECT && !strstr(part->key, "vision") && !strstr(part->key, "audio")) return v;
        }
    }
    return NULL;
}

/* A whole number > 0; -1 gives UINT64_MAX. 0 in *ok if it is neither. */
static inline uint64_t packed__number(const json_value *q, const char *key, int *ok) {
    const json_value *v = json_get(q, key);
    uint64_t n = 0;
    if (!v || v->type == JSON_NULL) return 0;
    if (v->type == JSON_NUMBER && v->number < 0 && v->number > -1.5) return UINT64_MAX;
    if (!json_u64(v, &n) || n == 0) *ok = 0;
    return n;
}

/* Is this text, in letters of any size, one of the words of a list? */
static inline int packed__one_of(const char *text, const char *list) {
    const size_t n = strlen(text);
    size_t i;
    for (; *list; list += strcspn(list, " "), list += *list == ' ') {
        for (i = 0; i < n && (text[i] >= 'A' && text[i] <= 'Z' ? text[i] + 32 : text[i]) == list[i];) i++;
        if (i == n && strcspn(list, " ") == n) return 1;
    }
    return 0;
}

/* Variants of a method that lay out their tensors in another way than those of the list. */
static inline int packed__variant(const packed__how *h, const json_value *q, const char *key, const char *list,
                                  gpt_error *err) {
    const char *is = json_str(q, key, "");
    if (!*is || packed__one_of(is, list)) return GPT_OK;
    return tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: %s = %s is not supported", h->path, key, is);
}

static inline int packed__check_bits(const packed__how *h, const char *method, const char *list, gpt_error *err) {
    char bits[24];
    snprintf(bits, sizeof bits, "%llu", (unsigned long long)h->bits);
    if (!h->bits || packed__one_of(bits, list)) return GPT_OK;
    return tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: %s of %s bits is not supported", h->path, method,
                     bits);
}

static inline int packed__how_gptq(packed__how *h, const json_value *q, gpt_error *err) {
    static const char formats[] = "gptq gptq_v2";
    const json_value *by = json_get(json_get(q, "meta"), "quantizer"), *own = json_get(q, "dynamic");
    const char *format = json_str(q, "checkpoint_format", json_str(q, "format", "gptq"));
    int rc = packed__check_bits(h, "gptq", "2 3 4 8", err);
    if (rc == GPT_OK) rc = packed__variant(h, q, "checkpoint_format", formats, err);
    if (rc == GPT_OK) rc = packed__variant(h, q, "format", formats, err);
    if (rc == GPT_OK && json_bool(q, "is_marlin_format", 0))
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: gptq in Marlin's format is not supported",
                       h->path);
    if (by && by->type == JSON_ARRAY) by = by->child;
    if (!own) own = json_get(q, "extra_config");
    h->zero_plus = !packed__one_of(format, "gptq_v2");
    h->wraps = h->zero_plus && by && by->type == JSON_STRING && strstr(by->text, "gptqmodel") != NULL;
    h->dynamic = own && own->n > 0;
    return rc;
}

static inline int packed__how_awq(packed__how *h, const json_value *q, gpt_error *err) {
    const int rc = packed__check_bits(h, "awq", "4", err);
    h->rows = packed__one_of(json_str(q, "version", ""), "gemv");
    return rc == GPT_OK ? packed__variant(h, q, "version", "gemm gemv exllama ipex", err) : rc;
}

/* compressed-tensors: groups of modules have sizes of blocks; the first counts, shapes decide. */
static inline int packed__how_compressed(packed__how *h, const json_value *q, gpt_error *err) {
    static const char formats[] = "pack-quantized int-quantized float-quantized naive-quantized dense mixed-precision"
                                  " nvfp4-pack-quantized mxfp4-pack-quantized mxfp8-quantized";
    const json_value *groups = json_get(q, "config_groups"), *block, *w = NULL;
    const json_value *turned = json_get(json_get(q, "transform_config"), "config_groups");
    int ok = 1, rc = packed__variant(h, q, "format", formats, err);
    if (groups && groups->type == JSON_OBJECT && groups->child) w = json_get(groups->child, "weights");
    block = json_get(w, "block_structure");
    h->bits = packed__number(w, "num_bits", &ok);
    h->group = packed__number(w, "group_size", &ok);
    if (h->group == UINT64_MAX) h->group = 0;
    if (block && block->type == JSON_ARRAY && block->n == 2)
        json_u64(block->child, &h->block[0]), json_u64(block->child->next, &h->block[1]);
    if (rc == GPT_OK && turned && turned->n > 0)
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: transform_config: rotations are not supported",
                       h->path);
    return rc == GPT_OK ? packed__variant(h, json_get(q, "sparsity_config"), "format", "dense", err) : rc;
}

static inline int packed__how_bitnet(packed__how *h, const json_value *q, gpt_error *err) {
    h->times = packed__one_of(json_str(q, "linear_class", ""), "autobitlinear");
    if (json_bool(q, "use_rms_norm", 0))
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: bitnet with use_rms_norm is not supported",
                         h->path);
    return h->times ? packed__variant(h, q, "quantization_mode", "offline", err) : GPT_OK;
}

static inline int packed__read_how(packed__how *h, const json_value *q, gpt_error *err) {
    const json_value *block = json_get(q, "weight_block_size");
    int ok = 1;
    h->bits = packed__number(q, json_get(q, "bits") ? "bits" : "w_bit", &ok);
    h->group = packed__number(q, json_get(q, "group_size") ? "group_size" : "q_group_size", &ok);
    h->block[0] = h->block[1] = h->method == PACKED_FLOAT8 ? 128 : 0;
    if (block && block->type == JSON_ARRAY)
        ok &= block->n == 2 && json_u64(block->child, &h->block[0]) && json_u64(block->child->next, &h->block[1]) &&
              h->block[0] > 0 && h->block[1] > 0;
    if (!ok)
        return tool_fail(err, GPT_E_FORMAT, "%s: quantization_config: bits, group_size and weight_block_size must be "
                         "whole numbers above 0 (a group_size of -1: whole columns)", h->path);
    switch (h->method) {
    case PACKED_GPTQ: return packed__how_gptq(h, q, err);
    case PACKED_AWQ: return packed__how_awq(h, q, err);
    case PACKED_COMPRESSED: return packed__how_compressed(h, q, err);
    case PACKED_BITNET: return packed__how_bitnet(h, q, err);
    default: return GPT_OK;
    }
}

/* Methods that lay out their tensors in a way that is known, told by name. */
static inline int packed__method(packed__how *h, const json_value *q, gpt_error *err) {
    const struct packed__known *known = packed__known;
    const char *name = json_str(q, "quant_method", NULL);
    if (!name && (json_bool(q, "load_in_4bit", 0) || json_bool(q, "load_in_8bit", 0))) name = "bitsandbytes";
    if (!name && json_get(q, "config_groups")) name = "compressed-tensors";
    if (!name) name = json_get(q, "w_bit") ? "awq" : json_get(q, "bits") ? "gptq" : "an unnamed method";
    if (packed__one_of(name, "auto-round intel/auto-round")) { /* writes files of others */
        const char *as = json_str(q, "packing_format", "");
        if (strstr(as, "auto_gptq")) name = "gptq";
        if (strstr(as, "auto_awq")) name = "awq";
    }
    while (known->name && strcmp(known->name, name) != 0) known++;
    h->method = known->method;
    if (known->name) return packed__read_how(h, q, err);
    return tool_fail(err, GPT_E_UNSUPPORTED, "%s: quantization_config: checkpoints quantised with %s are not "
                     "supported; those of gptq, awq, fp8, fbgemm_fp8, modelopt, compressed-tensors, bitnet, "
                     "bitsandbytes and mxfp4 are", h->path, name);
}

/* ---- opening ---- */

/* The place for one more matrix, all zero. */
static inline packed__matrix *packed__add(packed *p) {
    if (p->n == p->cap) {
        const int cap = p->cap ? p->cap * 2 : 64;
        packed__matrix *m = (packed__matrix *)realloc(p->m, (size_t)cap * sizeof *m);
        if (!m) return NULL;
        p->m = m;
        p->cap = cap;
    }
    memset(&p->m[p->n], 0, sizeof *p->m);
    return &p->m[p->n++];
}

/* Puts the matrices into the source: in the place of a tensor of that name, or as new ones. */
static inline int packed__put_all(source *s, packed *p, gpt_error *err) {
    const int old = s->n;
    int i, d;
    for (i = 0; i < p->n; i++) {
        packed__matrix *m = &p->m[i];
        source before = *s;
        src_tensor *t;
        before.n = old; /* what is sorted */
        t = src_find(&before, m->name);
        if (t && strcmp(t->name, m->code.name) != 0)
            return tool_fail(err, GPT_E_FORMAT, "%s: tensors %s and %s stand for the same", s->file[t->file], t->name,
                             m->code.name);
        if (!t) t = src_add(s, m->name, strlen(m->name));
        if (!t) return tool_fail(err, GPT_E_MEMORY, "out of memory");
        t->dtype = m->dtype;
        t->type = SRC_F32;
        t->n_dim = m->n_dim;
        t->n = 1;
        for (d = 0; d < m->n_dim; d++) t->n *= t->dim[d] = m->dim[d];
        t->file = m->code.file;
        t->by_rows = m->by_rows;
        t->coding = m->coding;
        t->group = 0;
        t->bytes = packed__bytes;
        t->detail = (size_t)i;
        t->used = 0;
    }
    return src_sort(s, err);
}

/* packed_open -- makes one tensor of those that belong together. s: as its reader left it; path: of the config, for
 * messages; q: the settings, an object; NULL: there are none. */
static inline int packed_open(source *s, const char *path, const json_value *q, gpt_error *err) {
    packed *p = (packed *)calloc(1, sizeof *p);
    packed__making k;
    int i, is, rc = p ? GPT_OK : tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (!p) return rc;
    memset(&k, 0, sizeof k);
    s->over = p;
    s->over_free = packed__free;
    p->now = -1;
    k.s = s;
    k.p = p;
    k.err = err;
    k.how.path = path;
    if (q) rc = packed__method(&k.how, q, err);
    for (i = 0; i < s->n && rc == GPT_OK; i++) {
        k.t = &s->tensor[i];
        k.m = packed__add(p);
        if (!k.m) return tool_fail(err, GPT_E_MEMORY, "out of memory");
        k.m->code = *k.t;
        rc = packed__look(&k, &is);
        if (rc == GPT_OK && is && !k.m->name) rc = packed__name(&k, 0, "");
        if (rc == GPT_OK && is) k.t->used = 1;
        else free(k.m->name), p->n--;
    }
    return rc == GPT_OK ? packed__put_all(s, p, err) : rc;
}

/* Is there something that can't be read without settings? */
static inline int packed__needs_settings(const source *s) {
    int i;
    for (i = 0; i < s->n; i++)
        if (packed__ends(s->tensor[i].name, ".qweight")) return 1;
    return 0;
}

/* packed_open_folder -- packed_open with the settings of a folder: they are in config.json, or, of older tools, in a
 * file of their own. */
static inline int packed_open_folder(source *s, const char *dir, gpt_error *err) {
    static const char *const names[] = {"config.json", "quantize_config.json", "quant_config.json"};
    const json_value *q = NULL;
    char *path = NULL;
    json_doc doc = {0};
    int i, rc = GPT_OK;
    for (i = 0; i < 3 && rc == GPT_OK && !q && (i == 0 || packed__needs_settings(s)); i++) {
        json_free(&doc);
        rc = file_read_json(dir, names[i], 1, &doc, err);
        q = rc != GPT_OK || !doc.root ? NULL : i == 0 ? packed_settings(doc.root) : doc.root;
    }
    if (rc == GPT_OK) path = file_join(dir, names[q ? i - 1 : 0]);
    if (rc == GPT_OK && !path) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK) rc = packed_open(s, path, q, err);
    json_free(&doc);
    free(path);
    return rc;
}

#endif
