/* gpt-convert -- makes a .gpt file from a published checkpoint. `gpt-convert --help` tells how.
 *
 *     folder --safetensors.h--> source --families.h--> plan --convert.c, gptfile.h--> model.gpt
 *
 * Tensors pass through one at a time, so memory stays near the size of the largest one. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _DEFAULT_SOURCE /* madvise */
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "file.h"
#include "json.h"
#include "source.h"
#include "safetensors.h"
#include "families.h"
#include "gptfile.h"
#include "tokenizer.h"
#include <time.h>

static const char usage[] =
    "usage: gpt-convert IN -o OUT.gpt [options]\n"
    "\n"
    "IN is a checkpoint folder: config.json with model.safetensors (or its shards) and, usually,\n"
    "tokenizer files; or the .safetensors file in such a folder.\n"
    "\n"
    "  -o FILE              the model file to write; it appears complete or not at all\n"
    "  --type TYPE          f32, f16, bf16 or q8 for the weight matrices; default: as they are\n"
    "                       stored. Norms, biases and other vectors are always f32\n"
    "  --tokenizer PATH     take the tokenizer from this file or folder; `none`: leave it out\n"
    "  --tokenizer-only     IN is a tokenizer file or folder; the result has no network\n"
    "  --specials FILE      JSON with pat_str and special_tokens, for rank files\n"
    "  --quiet              no notes, no progress\n"
    "  --help\n";

typedef struct options {
    const char *in, *out, *tokenizer, *specials;
    int type; /* gpt_type, -1: as stored */
    int tokenizer_only, quiet;
} options;

/* ---- progress ---- */

typedef struct progress {
    int on;
    double start, shown;  /* seconds */
    uint64_t done, total; /* bytes of the output */
} progress;

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void progress_show(progress *p, uint64_t more) {
    double t = now(), share;
    p->done += more;
    if (!p->on || (t - p->shown < 0.1 && p->done < p->total)) return;
    share = p->total ? (double)p->done / (double)p->total : 1;
    fprintf(stderr, "\r%3.0f%% [%-30.*s] %.0f MB/s, %.0f s left  ", 100 * share, (int)(30 * share),
            "##############################", (double)p->done / 1e6 / (t - p->start + 1e-9),
            share > 0 ? (t - p->start) * (1 - share) / share : 0);
    p->shown = t;
}

static void progress_clear(const progress *p) {
    if (p->on && p->shown > 0) fprintf(stderr, "\r%70s\r", "");
}

/* ---- packing one tensor ---- */

#define CHUNK ((size_t)1 << 20) /* values converted at a time, about */

typedef struct packing {
    source *s;
    const plan_tensor *t;
    gpt_type type;
    float largest; /* magnitude seen so far */
    float *whole;  /* a Conv1D matrix is needed whole to be transposed */
    float *rows;   /* the chunk: some rows of n_col values */
} packing;

/* Rows row .. row + n - 1 into p->rows. */
static int load_rows(packing *p, size_t row, size_t n, gpt_error *err) {
    const plan_tensor *t = p->t;
    size_t n_col = t->n_col, stride, r, c;
    if (!t->src) {
        memcpy(p->rows, t->values + row, n * sizeof(float));
        return GPT_OK;
    }
    if (!t->conv1d)
        return src_read(p->s, t->src, (t->first + row) * n_col, n * n_col, p->rows, err);
    stride = (size_t)t->src->dim[1];
    for (r = 0; r < n; r++)
        for (c = 0; c < n_col; c++)
            p->rows[r * n_col + c] = p->whole[c * stride + t->first + row + r];
    return GPT_OK;
}

/* The largest finite magnitude that a type can hold once rounded. */
static float type_limit(gpt_type type) {
    return type == GPT_TYPE_F16 ? 65519.99f : type == GPT_TYPE_BF16 ? 3.3961774e38f : INFINITY;
}

/* Refuses values that are not finite, or not in the output's type. */
static int check_rows(packing *p, size_t row, size_t n, gpt_error *err) {
    const plan_tensor *t = p->t;
    float limit = type_limit(p->type), largest = p->largest;
    size_t i, n_value = n * t->n_col, bad = n_value;
    for (i = n_value; i-- > 0;) {
        float a = fabsf(p->rows[i]);
        if (!(a <= limit) || a == INFINITY)
            bad = i;
        else if (a > largest)
            largest = a;
    }
    p->largest = largest;
    if (bad < n_value) {
        unsigned long long r = t->first + row + bad / t->n_col, c = bad % t->n_col;
        const char *name = t->src ? t->src->name : "(computed)",
                   *path = t->src ? p->s->file[t->src->file] : "";
        char at[64];
        if (t->vector)
            snprintf(at, sizeof at, "[%llu]", r);
        else
            snprintf(at, sizeof at, "[%llu, %llu]", t->conv1d ? c : r, t->conv1d ? r : c);
        if (isfinite(p->rows[bad]))
            return tool_fail(err, GPT_E_FORMAT,
                             "%s: tensor %s: %s = %g does not fit into %s; use --type f32", path,
                             name, at, p->rows[bad], p->type == GPT_TYPE_F16 ? "f16" : "bf16");
        return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: %s is %s", path, name, at,
                         isnan(p->rows[bad]) ? "NaN" : "infinite");
    }
    return GPT_OK;
}

static void pack_rows(const packing *p, size_t row, size_t n, float scale, unsigned char *out) {
    size_t n_col = p->t->n_col, size = gpt_tensor_size(p->type, 16, n_col, 1), at;
    for (at = 0; at < n; at += 16)
        gpt_pack_panel(p->type, p->rows + at * n_col, n_col, n - at < 16 ? (int)(n - at) : 16,
                       (int)n_col, scale, out + (row + at) / 16 * size);
}

/* All rows in chunks of whole panels: checked, and packed into out unless that is NULL. */
static int each_chunk(packing *p, float scale, unsigned char *out, gpt_error *err) {
    size_t step = CHUNK / p->t->n_col / 16 * 16, row, n;
    int rc;
    if (step < 16) step = 16;
    if (step > p->t->n_row) step = p->t->n_row;
    p->rows = (float *)malloc(step * p->t->n_col * sizeof(float));
    if (!p->rows) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (row = 0, rc = GPT_OK; row < p->t->n_row && rc == GPT_OK; row += n) {
        n = p->t->n_row - row < step ? p->t->n_row - row : step;
        rc = load_rows(p, row, n, err);
        if (rc == GPT_OK) rc = check_rows(p, row, n, err);
        if (rc == GPT_OK && out) pack_rows(p, row, n, scale, out);
    }
    free(p->rows);
    return rc;
}

/* Reads, packs and writes one tensor. */
static int convert_tensor(gptfile *g, source *s, const plan_tensor *t, const gpt__tensor_entry *e,
                          gpt_error *err) {
    unsigned char *out = (unsigned char *)calloc(1, (size_t)e->size);
    float scale = 1;
    packing p;
    int rc = GPT_OK;
    memset(&p, 0, sizeof p);
    p.s = s;
    p.t = t;
    p.type = (gpt_type)e->type;
    if (t->conv1d) p.whole = (float *)malloc((size_t)t->src->n * sizeof(float));
    if (!out || (t->conv1d && !p.whole)) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK && t->conv1d) rc = src_read(s, t->src, 0, (size_t)t->src->n, p.whole, err);
    if (rc == GPT_OK && p.type == GPT_TYPE_Q8) {
        rc = each_chunk(&p, 1, NULL, err); /* the scale depends on the largest value of all */
        scale = gpt_pack_scale(p.type, p.largest);
    }
    if (rc == GPT_OK) rc = each_chunk(&p, scale, out, err);
    if (rc == GPT_OK) rc = gptfile_tensor(g, out, scale, err);
    free(p.whole);
    free(out);
    return rc;
}

/* ---- what lies beside the weights ---- */

/* The template of tokenizer_config.json: a string, or a list of named ones of which "default"
 * counts. */
static const char *template_text(const json_value *config) {
    const json_value *v = json_get(config, "chat_template"), *item;
    if (!v || v->type == JSON_STRING) return v ? v->text : NULL;
    for (item = v->child; item; item = item->next)
        if (strcmp(json_str(item, "name", ""), "default") == 0)
            return json_str(item, "template", NULL);
    return NULL;
}

/* Chat template and, where it is the plain ChatML one, the format's name. A damaged file is not
 * fatal here: the weights are as good without it. */
static void add_chat(plan *p, const char *dir, int quiet) {
    char *path = file_join(dir, "chat_template.jinja");
    unsigned char *text = NULL;
    const char *chat;
    gpt_error err = {0, ""};
    json_doc doc;
    size_t size;
    if (file_read_json(dir, "tokenizer_config.json", 1, &doc, &err) != GPT_OK && !quiet)
        fprintf(stderr, "note: %s\n", err.message);
    chat = template_text(doc.root);
    if (path && file_exists(path) && file_read(path, &text, &size, &err) == GPT_OK &&
        strlen((char *)text) == size)
        chat = (const char *)text;
    plan_meta(p, "chat.template", chat);
    if (chat && strstr(chat, "<|im_start|>")) plan_meta(p, "chat.format", "chatml");
    json_free(&doc);
    free(text);
    free(path);
}

/* How the makers of the model sample from it: the settings of generation_config.json, as metadata. */
static void add_sampling(plan *p, const char *dir, int quiet) {
    static const char *const keys[] = {"temperature", "top_k", "top_p", "min_p", "repetition_penalty"};
    gpt_error err = {0, ""};
    char name[48];
    json_doc doc;
    size_t i, greedy;
    if (file_read_json(dir, "generation_config.json", 1, &doc, &err) != GPT_OK && !quiet)
        fprintf(stderr, "note: %s\n", err.message);
    greedy = (size_t)!json_bool(doc.root, "do_sample", 1);
    if (greedy) plan_meta(p, "sampler.temperature", "0"); /* whatever is written there */
    for (i = greedy; i < sizeof keys / sizeof keys[0]; i++) {
        const json_value *v = json_get(doc.root, keys[i]);
        if (!v || v->type != JSON_NUMBER) continue;
        snprintf(name, sizeof name, "sampler.%s", keys[i]);
        plan_meta(p, name, v->text);
    }
    json_free(&doc);
}

/* The last part of a path, as the model's name. */
static void add_name(plan *p, const char *path) {
    char name[128];
    size_t n = strlen(path), from;
    while (n > 1 && path[n - 1] == '/') n--;
    for (from = n; from > 0 && path[from - 1] != '/';) from--;
    snprintf(name, sizeof name, "%.*s", (int)(n - from > 120 ? 120 : n - from), path + from);
    if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0 && *name) plan_meta(p, "name", name);
}

/* The tokenizer of the model, if there is one. */
static int load_tokenizer(const options *o, const char *dir, tok_blob *tok, gpt_error *err) {
    const char *path = o->tokenizer ? o->tokenizer : dir;
    size_t n;
    int rc;
    memset(tok, 0, sizeof *tok);
    if (strcmp(path, "none") == 0) return GPT_OK;
    rc = tok_build(path, o->specials, tok, err);
    if (rc == GPT_E_IO && !o->tokenizer && strncmp(err->message, "no tokenizer", 12) == 0)
        return GPT_OK;
    n = strlen(err->message);
    if (rc != GPT_OK && !o->tokenizer && n < 200)
        snprintf(err->message + n, sizeof err->message - n,
                 " (--tokenizer none converts without it)");
    return rc;
}

/* ---- self-test ---- */

enum { TEST_TOKENS = 8 };

static uint32_t test_tokens(const gpt__config *c, uint32_t token[TEST_TOKENS]) {
    uint32_t i, n = c->n_ctx < TEST_TOKENS ? c->n_ctx : TEST_TOKENS;
    if (c->n_out == 0) return 0;
    for (i = 0; i < n; i++) token[i] = (uint32_t)((1 + (uint64_t)i * 7919) % c->n_vocab);
    return n;
}

/* Called before each layer: the mapped weights of those before need not stay in memory, so that a
 * model larger than it can be tested, too. Never cancels. */
static int forget_pages(void *user) {
#ifdef MADV_DONTNEED
    const gpt_model *model = (const gpt_model *)user;
    if (model->file.mapped)
        madvise((void *)(uintptr_t)model->file.data, model->file.size, MADV_DONTNEED);
#else
    (void)user;
#endif
    return 0;
}

/* Runs the finished temporary file and records what came out. */
static int run_selftest(gptfile *g, const uint32_t *token, uint32_t n, gpt_error *err) {
    int ids[TEST_TOKENS], n_out, rc, i;
    gpt_ctx_desc desc = {0};
    uint64_t sum = 0;
    gpt_ctx *ctx = NULL;
    gpt_model *model = gpt_model_load(g->out.temp, NULL, err);
    if (!model) return err->status;
    for (i = 0; i < (int)n; i++) ids[i] = (int)token[i];
    desc.n_ctx = (int)n;
    desc.n_batch = (int)n;
    desc.kv = GPT_KV_F32;
    desc.cancel = forget_pages;
    desc.user = model;
    ctx = gpt_ctx_new(model, &desc, err);
    rc = ctx ? gpt_eval(ctx, ids, (int)n) : err->status;
    if (ctx && rc != GPT_OK)
        tool_fail(err, rc, "%s: self-test: %s", g->out.path, gpt_ctx_error(ctx));
    if (rc == GPT_OK) {
        const float *out = gpt_logits(ctx);
        n_out = gpt_model_info(model)->n_out;
        for (i = 0; i < n_out && rc == GPT_OK; i++)
            if (!isfinite(out[i]))
                rc = tool_fail(err, GPT_E_FORMAT,
                               "%s: self-test: output %d of the network is not finite", g->out.path,
                               i);
        sum = gpt_checksum(out, (size_t)n_out * sizeof *out);
    }
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    return rc == GPT_OK ? gptfile_set_test(g, sum, err) : rc;
}

/* ---- the whole ---- */

/* The directory of tensors: what is stored as which type. */
static gpt__tensor_entry *make_entries(const plan *p, const options *o, gpt_error *err) {
    gpt__tensor_entry *entry = (gpt__tensor_entry *)calloc((size_t)p->n_tensor + 1, sizeof *entry);
    int i;
    if (!entry) tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (i = 0; entry && i < p->n_tensor; i++) {
        const plan_tensor *t = &p->tensor[i];
        gpt_type stored = !t->src || t->src->type == SRC_F32 ? GPT_TYPE_F32
                          : t->src->type == SRC_F16          ? GPT_TYPE_F16
                                                             : GPT_TYPE_BF16;
        entry[i].role = t->role;
        entry[i].layer = t->layer;
        entry[i].n_row = t->n_row;
        entry[i].n_col = t->n_col;
        entry[i].n_expert = t->n_expert;
        entry[i].type = t->vector                                             ? GPT_TYPE_F32
                        : o->type < 0 || (o->type == GPT_TYPE_Q8 && t->small) ? stored
                                                                              : (uint32_t)o->type;
    }
    return entry;
}

static int write_model(const options *o, source *s, const plan *p, const tok_blob *tok,
                       gpt_error *err) {
    gpt__tensor_entry *entry = make_entries(p, o, err);
    uint32_t token[TEST_TOKENS];
    gptfile_desc d;
    gptfile g;
    progress bar;
    int i, rc;
    if (!entry) return GPT_E_MEMORY;
    memset(&d, 0, sizeof d);
    d.config = &p->config;
    d.layer = p->layer;
    d.tensor = entry;
    d.n_tensor = (size_t)p->n_tensor;
    d.meta = p->meta;
    d.n_meta = (size_t)p->n_meta;
    d.tokenizer = tok->data;
    d.tokenizer_size = tok->size;
    d.test = token;
    d.n_test = test_tokens(&p->config, token);
    rc = gptfile_open(&g, o->out, &d, err);
    free(entry);
    if (rc != GPT_OK) return rc;
    memset(&bar, 0, sizeof bar);
    bar.on = !o->quiet && isatty(2);
    bar.start = now();
    for (i = 0; i < p->n_tensor; i++) bar.total += g.entry[i].size;
    for (i = 0; i < p->n_tensor && rc == GPT_OK; i++) {
        rc = convert_tensor(&g, s, &p->tensor[i], &g.entry[i], err);
        progress_show(&bar, g.entry[i].size);
    }
    progress_clear(&bar);
    if (rc == GPT_OK) rc = gptfile_finish(&g, err);
    if (rc == GPT_OK && d.n_test) rc = run_selftest(&g, token, (uint32_t)d.n_test, err);
    if (rc != GPT_OK) {
        gptfile_abort(&g);
        return rc;
    }
    return gptfile_commit(&g, err);
}

/* Says what of the checkpoint was not used, so that nothing is lost silently. */
static void print_notes(const plan *p, const source *s, const tok_blob *tok) {
    const json_value *v = NULL;
    int i, n = 0;
    while ((v = plan_key_unread(p, v)) != NULL)
        fprintf(stderr, "note: %s: %s = %s is not known for %s and was ignored\n", p->path, v->key,
                plan__show(v), p->fam->model_type);
    for (i = 0; i < s->n; i++) {
        if (!plan_tensor_unused(&s->tensor[i])) continue;
        if (n++ < 10) fprintf(stderr, "note: tensor %s is not used\n", s->tensor[i].name);
    }
    if (n > 10) fprintf(stderr, "note: %d tensors more are not used\n", n - 10);
    if (tok->size == 0)
        fprintf(stderr, "note: no tokenizer: the model takes token ids only\n");
    else if (tok->n_vocab > (int)p->config.n_vocab)
        fprintf(stderr, "note: the tokenizer has %d tokens, the model only %u\n", tok->n_vocab,
                p->config.n_vocab);
}

/* Refuses to replace one of the files that are being read. */
static int check_output(const source *s, const char *path, gpt_error *err) {
    struct stat a, b;
    int i;
    for (i = 0; i < s->n_file; i++)
        if (stat(path, &a) == 0 && stat(s->file[i], &b) == 0 && a.st_ino == b.st_ino &&
            a.st_dev == b.st_dev)
            return tool_fail(err, GPT_E_IO, "%s: is also an input", path);
    return GPT_OK;
}

static int convert_model(const options *o, const char *dir, gpt_error *err) {
    char *config = file_join(dir, "config.json");
    json_doc doc = {0};
    tok_blob tok = {0};
    source s = {0};
    plan p = {0};
    int rc = config ? GPT_OK : tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK && !file_exists(config))
        rc = tool_fail(err, GPT_E_IO, "%s: there is no config.json", dir);
    if (rc == GPT_OK) rc = file_read_json(dir, "config.json", 0, &doc, err);
    if (rc == GPT_OK) rc = safetensors_open(&s, o->in, err);
    if (rc == GPT_OK) rc = plan_make(&p, config, doc.root, &s, err);
    if (rc == GPT_OK) rc = check_output(&s, o->out, err);
    if (rc == GPT_OK) rc = load_tokenizer(o, dir, &tok, err);
    if (rc == GPT_OK) {
        add_name(&p, dir);
        plan_meta(&p, "source", "safetensors");
        add_chat(&p, o->tokenizer && file_is_dir(o->tokenizer) ? o->tokenizer : dir, o->quiet);
        add_sampling(&p, dir, o->quiet);
        rc = p.rc;
    }
    if (rc == GPT_OK) rc = write_model(o, &s, &p, &tok, err);
    if (rc == GPT_OK && !o->quiet) print_notes(&p, &s, &tok);
    tok_blob_free(&tok);
    plan_free(&p);
    src_free(&s);
    json_free(&doc);
    free(config);
    return rc;
}

static int convert_tokenizer(const options *o, gpt_error *err) {
    tok_blob tok = {0};
    plan p = {0};
    gptfile_desc d;
    gptfile g;
    gpt_model *model;
    int rc = tok_build(o->in, o->specials, &tok, err);
    if (rc != GPT_OK) return rc;
    p.err = err;
    add_name(&p, o->in);
    if (file_is_dir(o->in)) add_chat(&p, o->in, o->quiet);
    memset(&d, 0, sizeof d);
    d.meta = p.meta;
    d.n_meta = (size_t)p.n_meta;
    d.tokenizer = tok.data;
    d.tokenizer_size = tok.size;
    rc = p.rc == GPT_OK ? gptfile_open(&g, o->out, &d, err) : p.rc;
    if (rc == GPT_OK) {
        rc = gptfile_finish(&g, err);
        model = rc == GPT_OK ? gpt_model_load(g.out.temp, NULL, err) : NULL;
        if (rc == GPT_OK && !model) rc = err->status;
        gpt_model_free(model);
        if (rc == GPT_OK)
            rc = gptfile_commit(&g, err);
        else
            gptfile_abort(&g);
    }
    plan_free(&p);
    tok_blob_free(&tok);
    return rc;
}

/* IN may be the folder or the weights in it. */
static int convert(const options *o, gpt_error *err) {
    char *dir;
    size_t n = strlen(o->in);
    int rc;
    if (!file_exists(o->in)) return tool_fail(err, GPT_E_IO, "%s: %s", o->in, strerror(errno));
    if (o->tokenizer_only) return convert_tokenizer(o, err);
    if (!file_is_dir(o->in) && (n < 12 || strcmp(o->in + n - 12, ".safetensors") != 0))
        return tool_fail(err, GPT_E_UNSUPPORTED,
                         "%s: neither a checkpoint folder nor a .safetensors file", o->in);
    dir = (char *)malloc(n + 2);
    if (!dir) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    memcpy(dir, o->in, n + 1);
    if (!file_is_dir(dir)) {
        char *slash = strrchr(dir, '/');
        if (slash)
            slash[slash == dir] = 0;
        else
            memcpy(dir, ".", 2);
    }
    rc = convert_model(o, dir, err);
    free(dir);
    return rc;
}

/* MX4 is for weights that were published in it: rounding others to 4 bits is none of this program's business. */
static int parse_type(const char *name) {
#define X(id, value, text, bits) \
    if (strcmp(name, text) == 0 && value != GPT_TYPE_MX4) return GPT_TYPE_##id;
    GPT__TYPES(X)
#undef X
    return -1;
}

static int parse(options *o, int argc, char **argv) {
    int i;
    memset(o, 0, sizeof *o);
    o->type = -1;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL, **to = NULL;
        if (strcmp(a, "--tokenizer-only") == 0)
            o->tokenizer_only = 1;
        else if (strcmp(a, "--quiet") == 0)
            o->quiet = 1;
        else if (strcmp(a, "-o") == 0)
            to = &o->out;
        else if (strcmp(a, "--tokenizer") == 0)
            to = &o->tokenizer;
        else if (strcmp(a, "--specials") == 0)
            to = &o->specials;
        else if (strcmp(a, "--type") == 0) {
            if (!value || (o->type = parse_type(value)) < 0) {
                fprintf(stderr, "gpt-convert: --type is one of f32, f16, bf16, q8\n");
                return 0;
            }
            i++;
        } else if (*a == '-' || o->in) {
            fprintf(stderr, "gpt-convert: what is %s? See --help\n", a);
            return 0;
        } else {
            o->in = a;
        }
        if (to && !value) {
            fprintf(stderr, "gpt-convert: %s needs a value\n", a);
            return 0;
        }
        if (to) *to = argv[++i];
    }
    if (!o->in || !o->out) fputs(usage, stderr);
    return o->in && o->out;
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    options o;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    if (!parse(&o, argc, argv)) return 2;
    if (convert(&o, &err) != GPT_OK) {
        fprintf(stderr, "gpt-convert: %s\n", err.message);
        return 1;
    }
    return 0;
}
