/* train_folder.h -- the folder that gpt-train writes and goes on from: a checkpoint as they are published (config.json,
 * generation_config.json, model.safetensors, the tokenizer's files), and beside it what --resume needs
 * (train_state.json, train_state.safetensors).
 *
 * save() replaces the folder as a whole (folder.h).
 * Include ../gpt.h (implementation) first. */
#ifndef TRAIN_FOLDER_H
#define TRAIN_FOLDER_H

#include "file.h"
#include "json.h"
#include "source.h"
#include "checkpoint.h"
#include "packed.h"
#include "safetensors_write.h"
#include "folder.h"
#include "train_net.h"

/* ---- checkpoints ---- */

/* What --resume needs beside weights and moments. */
typedef struct train_state {
    uint64_t step, epoch, at; /* steps done; place in the order */
    uint64_t data, tokenizer; /* fingerprints */
    char options[512];        /* all that shapes the result, in words */
} train_state;

/* A safetensors file of n tensors that lie in `values`. */
static int save_tensors(const char *dir, const char *name, const tensor *t, int n, const float *const *values,
                        gpt_error *err) {
    folder_file w = folder_begin(dir, name, err);
    safetensors_out o;
    int i, rc;
    safetensors_begin(&o);
    for (i = 0; i < n; i++) {
        uint64_t dim[2];
        dim[0] = (uint64_t)t[i].rows, dim[1] = (uint64_t)t[i].cols;
        safetensors_add(&o, t[i].name, "F32", t[i].cols ? 2 : 1, dim, tensor_size(&t[i]) * sizeof(float));
    }
    rc = safetensors_head(&o, w.f, err);
    if (w.rc == GPT_OK) w.rc = rc;
    for (i = 0; i < n && w.rc == GPT_OK; i++) fwrite(values[i], sizeof(float), tensor_size(&t[i]), w.f);
    return folder_finish(&w, err);
}

static int save_weights(const trainer *t, const char *dir, gpt_error *err) {
    const float **values = (const float **)malloc((size_t)t->n.n_tensor * sizeof *values);
    int i, rc;
    if (!values) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (i = 0; i < t->n.n_tensor; i++) values[i] = t->w + t->n.tensor[i].at;
    rc = save_tensors(dir, "model.safetensors", t->n.tensor, t->n.n_tensor, values, err);
    free((void *)values);
    return rc;
}

/* The moments of all weights, as two long vectors in the order of `w`. */
static int save_moments(const trainer *t, const char *dir, gpt_error *err) {
    tensor list[2];
    const float *values[2];
    memset(list, 0, sizeof list);
    snprintf(list[0].name, sizeof list[0].name, "m");
    snprintf(list[1].name, sizeof list[1].name, "v");
    list[0].rows = list[1].rows = (int)(t->n.n / 16); /* n may be more than an int counts */
    list[0].cols = list[1].cols = 16;
    values[0] = t->m, values[1] = t->v;
    return save_tensors(dir, "train_state.safetensors", list, 2, values, err);
}

/* What ends an answer; -1: nothing does. */
static int end_token(const gpt_model *tok) {
    const int end = gpt_token_find(tok, "<|im_end|>", 10), text = gpt_token_find(tok, "<|endoftext|>", 13);
    return end >= 0 ? end : text >= 0 ? text : gpt_token_special(tok, GPT_TOKEN_EOS);
}

/* temperature: what is recommended to those who sample from the model; < 0: nothing is. */
static int save_generation_config(const gpt_model *tok, double temperature, const char *dir, gpt_error *err) {
    const int end = end_token(tok), text = gpt_token_find(tok, "<|endoftext|>", 13);
    folder_file w = folder_begin(dir, "generation_config.json", err);
    if (w.f) {
        fprintf(w.f, "{\n");
        if (temperature > 0) fprintf(w.f, "  \"temperature\": %.9g,\n", temperature);
        if (temperature >= 0) fprintf(w.f, "  \"do_sample\": %s,\n", temperature > 0 ? "true" : "false");
        if (text >= 0 && text != end) fprintf(w.f, "  \"eos_token_id\": [%d, %d]\n}\n", end, text);
        else if (end >= 0) fprintf(w.f, "  \"eos_token_id\": %d\n}\n", end);
        else fprintf(w.f, "  \"eos_token_id\": null\n}\n");
    }
    return folder_finish(&w, err);
}

static int save_config(const trainer *t, const gpt_model *tok, const char *dir, gpt_error *err) {
    const dims *d = &t->n.d;
    const int end = end_token(tok);
    folder_file w = folder_begin(dir, "config.json", err);
    if (w.f) {
        fprintf(w.f, "{\n  \"architectures\": [\"LlamaForCausalLM\"],\n  \"model_type\": \"llama\",\n");
        fprintf(w.f, "  \"vocab_size\": %d,\n  \"hidden_size\": %d,\n  \"intermediate_size\": %d,\n", d->V, d->D, d->F);
        fprintf(w.f, "  \"num_hidden_layers\": %d,\n  \"num_attention_heads\": %d,\n", d->L, d->H);
        fprintf(w.f, "  \"num_key_value_heads\": %d,\n  \"head_dim\": %d,\n", d->K, d->C);
        fprintf(w.f, "  \"max_position_embeddings\": %d,\n  \"hidden_act\": \"silu\",\n", d->n_ctx);
        fprintf(w.f, "  \"rms_norm_eps\": %.9g,\n  \"rope_theta\": %.17g,\n", (double)d->eps, d->theta);
        fprintf(w.f, "  \"rope_scaling\": null,\n  \"attention_bias\": false,\n  \"mlp_bias\": false,\n");
        fprintf(w.f, "  \"attention_dropout\": 0.0,\n  \"tie_word_embeddings\": %s,\n", d->tied ? "true" : "false");
        fprintf(w.f, "  \"bos_token_id\": null,\n");
        if (end >= 0) fprintf(w.f, "  \"eos_token_id\": %d,\n", end);
        fprintf(w.f, "  \"torch_dtype\": \"float32\",\n  \"use_cache\": true\n}\n");
    }
    return folder_finish(&w, err);
}

static int save_state(const train_state *s, const char *dir, gpt_error *err) {
    folder_file w = folder_begin(dir, "train_state.json", err);
    if (w.f)
        fprintf(w.f, "{\n  \"step\": %llu,\n  \"epoch\": %llu,\n  \"at\": %llu,\n  \"data\": %llu,\n"
                "  \"tokenizer\": %llu,\n  \"options\": \"%s\"\n}\n", (unsigned long long)s->step,
                (unsigned long long)s->epoch, (unsigned long long)s->at, (unsigned long long)s->data,
                (unsigned long long)s->tokenizer, s->options);
    return folder_finish(&w, err);
}

/* The whole checkpoint: complete, or as it was before. */
static int save(const trainer *t, const gpt_model *tok, const char *tok_path, double temperature, const train_state *s,
                const folder_out *f, gpt_error *err) {
    int rc = folder_open(f, err);
    if (rc != GPT_OK) return rc;
    rc = save_config(t, tok, f->temp, err);
    if (rc == GPT_OK) rc = save_generation_config(tok, temperature, f->temp, err);
    if (rc == GPT_OK) rc = folder_tokenizer(tok_path, f->temp, err);
    if (rc == GPT_OK) rc = save_weights(t, f->temp, err);
    if (rc == GPT_OK) rc = save_moments(t, f->temp, err);
    if (rc == GPT_OK) rc = save_state(s, f->temp, err);
    if (rc == GPT_OK) rc = folder_commit(f, err);
    if (rc != GPT_OK) folder_abort(f);
    return rc;
}

/* RoPE as older configs have it, rope_scaling beside rope_theta, or newer ones, both in rope_parameters. */
static int read_rope(const json_value *c, const char *dir, double *theta, gpt_error *err) {
    static const char *const keys[2] = {"rope_scaling", "rope_parameters"};
    int i;
    *theta = json_num(c, "rope_theta", 10000.0);
    for (i = 0; i < 2; i++) {
        const json_value *v = json_get(c, keys[i]);
        const char *type = json_str(v, "rope_type", json_str(v, "type", "default"));
        if (strcmp(type, "default") != 0)
            return tool_fail(err, GPT_E_UNSUPPORTED, "%s: RoPE of type \"%s\" is not trained", dir, type);
        *theta = json_num(v, "rope_theta", *theta);
    }
    return GPT_OK;
}

/* What a config may ask for that this trainer can't do, in words; NULL: nothing. */
static const char *unsupported(const json_value *c) {
    if (strcmp(json_str(c, "model_type", ""), "llama") != 0) return "model_type is not llama";
    if (strcmp(json_str(c, "hidden_act", "silu"), "silu") != 0) return "hidden_act is not silu";
    if (json_bool(c, "attention_bias", 0) || json_bool(c, "mlp_bias", 0)) return "biases are not trained";
    return NULL;
}

/* The shape of a published checkpoint. Sizes out of range become 0, which choose_shape refuses. */
static int read_config(const char *dir, dims *d, gpt_error *err) {
    json_doc doc;
    const json_value *c;
    int i, rc = file_read_json(dir, "config.json", 0, &doc, err);
    memset(d, 0, sizeof *d);
    c = doc.root;
    if (rc == GPT_OK && unsupported(c))
        rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s/config.json: %s", dir, unsupported(c));
    if (rc == GPT_OK) rc = read_rope(c, dir, &d->theta, err);
    if (rc == GPT_OK) {
        double D = json_num(c, "hidden_size", 0), H = json_num(c, "num_attention_heads", 0), value[8];
        int *const to[8] = {&d->V, &d->D, &d->F, &d->L, &d->H, &d->K, &d->C, &d->n_ctx};
        value[0] = json_num(c, "vocab_size", 0);
        value[1] = D;
        value[2] = json_num(c, "intermediate_size", 0);
        value[3] = json_num(c, "num_hidden_layers", 0);
        value[4] = H;
        value[5] = json_num(c, "num_key_value_heads", H);
        value[6] = json_num(c, "head_dim", H >= 1 ? floor(D / H) : 0);
        value[7] = json_num(c, "max_position_embeddings", 2048);
        for (i = 0; i < 8; i++) *to[i] = value[i] >= 1 && value[i] <= 1 << 24 ? (int)value[i] : 0;
        d->tied = json_bool(c, "tie_word_embeddings", 0);
        d->eps = (float)json_num(c, "rms_norm_eps", 1e-6);
    }
    json_free(&doc);
    return rc;
}

static int load_weights(trainer *t, const char *dir, gpt_error *err) {
    source s = {0};
    int i, rc = checkpoint_open(&s, dir, err);
    if (rc == GPT_OK) rc = packed_open_folder(&s, dir, err);
    for (i = 0; i < t->n.n_tensor && rc == GPT_OK; i++) {
        const tensor *x = &t->n.tensor[i];
        const src_tensor *from = src_find(&s, x->name);
        size_t n = tensor_size(x), k;
        char text[128];
        if (!from) rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s is missing", dir, x->name);
        else if (from->n != n || from->n_dim != (x->cols ? 2 : 1) || from->dim[0] != (uint64_t)x->rows)
            rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s has shape %s, not [%d, %d]", dir, x->name,
                           src_shape(from, text), x->rows, x->cols);
        else rc = src_read(&s, from, 0, n, t->w + x->at, err);
        for (k = 0; k < n && rc == GPT_OK; k++)
            if (!gpt__finite(t->w[x->at + k]))
                rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: value %zu is not finite", dir, x->name, k);
    }
    src_free(&s);
    return rc;
}

static int load_moments(trainer *t, const char *dir, gpt_error *err) {
    static const char *const names[2] = {"m", "v"};
    float *to[2];
    char *path = file_join(dir, "train_state.safetensors");
    source s = {0};
    int i, rc = path ? safetensors_open(&s, path, err) : tool_fail(err, GPT_E_MEMORY, "out of memory");
    to[0] = t->m, to[1] = t->v;
    for (i = 0; i < 2 && rc == GPT_OK; i++) {
        const src_tensor *from = src_find(&s, names[i]);
        if (!from || from->n != t->n.n) rc = tool_fail(err, GPT_E_FORMAT, "%s: is not of this model", path);
        else rc = src_read(&s, from, 0, t->n.n, to[i], err);
    }
    src_free(&s);
    free(path);
    return rc;
}

static int load_state(const char *dir, train_state *s, gpt_error *err) {
    static const char *const keys[5] = {"step", "epoch", "at", "data", "tokenizer"};
    uint64_t *const to[5] = {&s->step, &s->epoch, &s->at, &s->data, &s->tokenizer};
    json_doc doc;
    int i, rc = file_read_json(dir, "train_state.json", 0, &doc, err);
    memset(s, 0, sizeof *s);
    for (i = 0; i < 5 && rc == GPT_OK; i++)
        if (!json_u64(json_get(doc.root, keys[i]), to[i]))
            rc = tool_fail(err, GPT_E_FORMAT, "%s/train_state.json: no number \"%s\"", dir, keys[i]);
    if (rc == GPT_OK) snprintf(s->options, sizeof s->options, "%s", json_str(doc.root, "options", ""));
    json_free(&doc);
    return rc;
}

#endif
