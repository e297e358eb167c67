/* gpt-inspect -- what is in a .gpt file: mechanisms, metadata, tokenizer, tensors.
 * `gpt-inspect --help` tells how. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "file.h"
#include "names.h"
#include "samples.h"
#include "listing.h"
#include <stdio.h>
#include <string.h>

static const char usage[] =
    "usage: gpt-inspect MODEL.gpt [options]\n"
    "\n"
    "Of tensors: name, layer first, as recipes of gpt-quantize have it; type, shape, bytes; and how\n"
    "much of the model is of which type.\n"
    "\n"
    "  --verify   also check every tensor's checksum, tokenize the texts of the self-check, and run\n"
    "             the self-test in every lane\n"
    "  --brief    leave out the list of tensors\n";

/* ---- the network ---- */

static const char *pick(const char *const *names, size_t n, uint32_t value) {
    return value < n ? names[value] : "?";
}
#define PICK(names, value) pick(names, sizeof(names) / sizeof(names[0]), value)

static const char *const head_names[] = {
    "none", "language model", "classes, from the last token", "classes, from the mean",
    "classes, from the first token", "classes of each token", "start and end of a span"
};
static const char *const norm_names[] = {"rms", "layer"};
static const char *const position_names[] = {"none", "learned"};
static const char *const residual_names[] = {"sequential", "parallel"};
static const char *const act_names[] = {
    "silu", "gelu (tanh)", "gelu (erf)", "gelu (quick)", "relu", "relu squared", "tanh", "none",
    "clamped swiglu", "xielu"
};
static const char *const pool_names[] = {"mean", "mean", "last", "first", "max", "sqrt", "weighted"};
static const char *const rope_names[] = {"fixed", "by length", "dynamic"};
static const char *const router_names[] = {"softmax", "softmax after choice", "sigmoid",
                                           "sparsemixer", "sigmoid of the input"};

static void show_count(const char *name, uint32_t value) {
    if (value) printf("  %-22s %u\n", name, value);
}

/* Multipliers are shown where they differ from what has no effect. */
static void show_real(const char *name, float value, float usual) {
    if (value < usual || value > usual) printf("  %-22s %.9g\n", name, value);
}

static void print_config(const gpt__config *c, int dense) {
    uint32_t i;
    printf("network\n");
    printf("  %-22s %s, %u outputs\n", "head", PICK(head_names, c->head), c->n_out);
    show_count("vocabulary", c->n_vocab);
    show_count("context", c->n_ctx);
    show_count("width", c->n_embd);
    show_count("layers", c->n_layer);
    printf("  %-22s %s, eps %g\n", "norm", PICK(norm_names, c->norm), c->norm_eps);
    printf("  %-22s %s\n", "position embedding", PICK(position_names, c->position));
    printf("  %-22s %s\n", "residual", PICK(residual_names, c->residual));
    show_count("position offset", c->pos_offset);
    show_count("padding not counted", c->pos_pad);
    show_count("embedding width", c->n_embd_in);
    if (c->n_embd_in)
        printf("  %-22s %s\n", "projected", c->embd_in_after ? "after positions" : "first");
    show_count("bidirectional", c->bidirectional);
    show_count("token types", c->n_token_type);
    show_real("eps of the last norm", c->out_norm_eps, 0);
    if (dense)
        printf("  %-22s %u, %s\n", "dense layer", c->n_pool ? c->n_pool : c->n_embd,
               PICK(act_names, c->pool_act));
    if (c->embd_pool || c->embd_unit)
        printf("  %-22s %s%s\n", "embedding", PICK(pool_names, c->embd_pool),
               c->embd_unit ? ", length 1" : "");
    show_real("embedding scale", c->embd_scale, 1);
    show_real("residual scale", c->resid_scale, 1);
    show_real("logit scale", c->logit_scale, 1);
    show_real("logit soft cap", c->logit_softcap, 0);
    for (i = 0; i < c->n_rope && i < 4; i++) {
        const gpt__rope_config *r = &c->rope[i];
        printf("  rope set %u             %s, %u dims", i, PICK(rope_names, r->kind), r->n_rot);
        if (r->attn_factor < 1 || r->attn_factor > 1)
            printf(", attention factor %.9g", r->attn_factor);
        if (r->n_orig) printf(", trained for %u positions", r->n_orig);
        if (r->kind == GPT__ROPE_DYNAMIC) printf(", base %g, factor %g", r->base, r->factor);
        printf("\n");
    }
}

static void print_layer(const gpt__layer_config *l) {
    printf("  %-22s %u, %u for keys and values, size %u", "heads", l->n_head, l->n_kv, l->head_qk);
    if (l->head_v != l->head_qk) printf(" (values %u)", l->head_v);
    printf("\n  %-22s %u, %s\n", "feed-forward", l->n_ff, PICK(act_names, l->act));
    printf("  %-22s %.9g\n", "attention scale", l->attn_scale);
    if (l->rope) printf("  %-22s set %u\n", "rope", l->rope - 1);
    show_count("window", l->window);
    show_count("chunk", l->chunk);
    show_real("attention soft cap", l->attn_softcap, 0);
    show_real("qkv clip", l->qkv_clip, 0);
    show_count("norm after rope", l->norm_after_rope);
    show_count("norms of each head", l->qk_norm_heads);
    show_real("query temperature", l->temp_scale, 0);
    if (l->n_expert) {
        printf("  %-22s %u of %u, width %u, %s%s, scale %g\n", "experts", l->n_expert_used,
               l->n_expert, l->n_ff_expert, PICK(router_names, l->router),
               l->router_norm ? ", normalised" : "", l->router_scale);
        show_count("expert groups", l->n_group);
        show_count("expert groups in use", l->n_group_used);
    }
    show_count("query rank", l->q_rank);
    show_count("key/value rank", l->kv_rank);
}

/* Runs of equal layers are shown once. */
static void print_layers(const gpt__config *c, const gpt__layer_config *layer) {
    uint32_t i, end;
    for (i = 0; i < c->n_layer; i = end) {
        for (end = i + 1; end < c->n_layer && memcmp(&layer[i], &layer[end], sizeof *layer) == 0;)
            end++;
        if (end == i + 1)
            printf("layer %u\n", i);
        else
            printf("layers %u to %u\n", i, end - 1);
        print_layer(&layer[i]);
    }
}

/* ---- metadata and text ---- */

static void print_meta(const gpt_model *m) {
    const char *key, *value;
    size_t at = 8;
    if (!m->file.meta) return;
    printf("metadata\n");
    while (gpt__meta_pair(m->file.meta, m->file.meta_size, &at, &key, &value))
        listing_pair(key, strlen(key), value, strlen(value));
}

static void print_tokenizer(const gpt_model *m) {
    static const char *const names[] = {"bos", "eos", "unk", "pad", "sep", "cls", "mask"};
    int i, n = gpt_model_info(m)->n_tokens;
    printf("tokenizer\n");
    if (n == 0)
        printf("  none: token ids only\n");
    else
        printf("  %-22s %d\n", "tokens", n);
    if (m->file.samples) printf("  %-22s %d texts with their tokens\n", "self-check", samples_count(m));
    for (i = 0; i < 7 && n > 0; i++) {
        int len, id = gpt_token_special(m, i);
        const char *text = id >= 0 ? gpt_token_bytes(m, id, &len) : NULL;
        if (!text) continue;
        printf("  %-22s %d ", names[i], id);
        listing_text(text, (size_t)len, LISTING_VALUE);
        printf("\n");
    }
}

/* ---- tensors ---- */

/* "3.down", which a recipe understands; of what belongs to no layer only the role, and the number of a rope set. */
static void tensor_name(const gpt__tensor_entry *e, char out[64]) {
    const char *role = gpt__role_name(e->role);
    if (gpt__role_per_layer(e->role)) snprintf(out, 64, "%u.%s", e->layer, role);
    else if (e->layer) snprintf(out, 64, "%s of set %u", role, e->layer);
    else snprintf(out, 64, "%s", role);
}

static void tensor_shape(const gpt__tensor_entry *e, char out[48]) {
    if (e->n_expert > 1) snprintf(out, 48, "%u x %u x %u", e->n_expert, e->n_row, e->n_col);
    else if (e->n_col > 1) snprintf(out, 48, "%u x %u", e->n_row, e->n_col);
    else snprintf(out, 48, "%u", e->n_row);
}

static void print_tensors(const gpt_model *m, int show) {
    char name[64], shape[48];
    listing l;
    size_t i;
    memset(&l, 0, sizeof l);
    for (i = 0; i < m->file.n_entry; i++) tensor_name(&m->file.entry[i], name), listing_width(&l, name);
    if (show) listing_head(&l);
    for (i = 0; i < m->file.n_entry; i++) {
        const gpt__tensor_entry *e = &m->file.entry[i];
        tensor_name(e, name);
        tensor_shape(e, shape);
        listing_tensor(&l, name, names_type(e->type), shape, (uint64_t)e->n_row * e->n_col * e->n_expert, e->size, NULL,
                       show);
    }
    listing_totals(&l);
}

/* Weights that one token meets: of the experts only those that it chooses. */
static uint64_t active_values(const gpt_model *m) {
    uint64_t sum = 0;
    size_t i;
    for (i = 0; i < m->file.n_entry; i++) {
        const gpt__tensor_entry *e = &m->file.entry[i];
        uint32_t n = gpt__of_experts(e->role) ? m->file.layer[e->layer].n_expert_used : e->n_expert;
        sum += (uint64_t)e->n_row * e->n_col * n;
    }
    return sum;
}

static void print_totals(const gpt_model *m) {
    printf("totals\n  %-22s %llu values in a file of %llu bytes\n", "all",
           (unsigned long long)gpt_model_info(m)->n_param, (unsigned long long)gpt_model_info(m)->file_size);
    if (active_values(m) != gpt_model_info(m)->n_param)
        printf("  %-22s %llu values\n", "active for a token", (unsigned long long)active_values(m));
}

/* Is it a file, or a folder, of another kind? A damaged .gpt file is none, and gpt.h says what is wrong with it. */
static int is_other(const char *path) {
    char head[8] = "";
    FILE *f = fopen(path, "rb");
    const size_t n = f ? fread(head, 1, 8, f) : 0;
    const int folder = f && n == 0 && ferror(f);
    if (f) fclose(f);
    return folder || (n == 8 && memcmp(head, "gpt.h\r\n\032", 8) != 0);
}

/* ---- verification ---- */

static int verify(const gpt_model *m, gpt_error *err) {
    int lane, n, rc = gpt_model_verify(m, err);
    printf("checksums                %s\n", rc == GPT_OK ? "ok" : "DAMAGED");
    if (rc == GPT_OK && m->file.samples) {
        rc = samples_replay(m, &n, err);
        printf("tokens of %-14d %s\n", samples_count(m), rc == GPT_OK ? "texts ok" : "texts FAILED");
    }
    for (lane = 0; lane < gpt_lane_count() && rc == GPT_OK; lane++) {
        rc = gpt_model_selftest(m, lane, err);
        printf("self-test, %-13s %s\n", gpt_lane_name(lane),
               rc == GPT_OK       ? "ok"
               : rc == GPT_E_KIND ? "none in the file"
                                  : "FAILED");
        if (rc == GPT_E_KIND) return GPT_OK;
    }
    return rc;
}

int main(int argc, char **argv) {
    const char *path = NULL;
    int i, rc = GPT_OK, check = 0, brief = 0;
    gpt_error err = {0, ""};
    gpt_model *m;
    for (i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--verify") == 0)
            check = 1;
        else if (strcmp(argv[i], "--brief") == 0)
            brief = 1;
        else if (strcmp(argv[i], "--help") == 0)
            return fputs(usage, stdout) < 0;
        else if (*argv[i] != '-' && !path)
            path = argv[i];
        else
            path = NULL, i = argc;
    }
    if (!path) {
        fputs(usage, stderr);
        return 2;
    }
    if (is_other(path)) {
        fprintf(stderr, "gpt-inspect: %s: not a .gpt file; gpt-convert --list shows what is in a checkpoint\n", path);
        return 1;
    }
    m = gpt_model_load(path, NULL, &err);
    if (!m) {
        fprintf(stderr, "gpt-inspect: %s\n", err.message);
        return 1;
    }
    printf("%s\n", path);
    if (m->c) {
        print_config(m->c, m->t[GPT__ROLE_POOL].data != NULL);
        print_layers(m->c, m->file.layer);
    }
    print_meta(m);
    print_tokenizer(m);
    if (m->file.n_entry) print_tensors(m, !brief);
    print_totals(m);
    if (check) rc = verify(m, &err);
    if (rc != GPT_OK) fprintf(stderr, "gpt-inspect: %s: %s\n", path, err.message);
    gpt_model_free(m);
    return rc == GPT_OK ? 0 : 1;
}
