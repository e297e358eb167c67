/* gpt-verify -- how close models are to their reference implementations: the table of the README,
 * for anyone to make again. `gpt-verify --help` tells how. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _DEFAULT_SOURCE /* madvise */
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "convert.h"
#include "padding.h"
#include "samples.h"
#include <dirent.h>

static const char usage[] =
    "usage: gpt-verify [PATH ...]\n"
    "\n"
    "PATH is a checkpoint folder with a reference.json beside config.json, a folder of such folders\n"
    "(tests/data is the default), or a model file.\n"
    "\n"
    "A checkpoint is converted with f32 weights and run on the prompts of its reference.json:\n"
    "  difference   largest difference from the reference's outputs, over all positions\n"
    "  allowed      10 times the reference's own noise, and 1e-6 of the spread of its outputs\n"
    "  noise        what float32 instead of float64 changes in the reference itself\n"
    "  greedy       ids of the greedy continuations that agree\n"
    "  q8 top 1     positions whose likeliest output stays the same in a q8 conversion ...\n"
    "  lost by      ... and how far apart the best two were, at most, where it does not, as a share\n"
    "               of the spread of the outputs\n"
    "Of a model file all checksums are verified, its self-test is run in every lane of this machine,\n"
    "and the texts in it are tokenized again: the converter has found their tokens in a second, slow\n"
    "way. The exit status is 0 if everything passed.\n";

/* ---- one checkpoint ---- */

typedef struct result {
    char family[32];
    double worst, allowed, noise, spread, lost;
    int greedy, n_greedy, same, n_position;
} result;

/* reference.json's key of the outputs, and how many heads' outputs one position has */
static const json_value *reference_outputs(const json_value *r, const char **key) {
    static const char *const keys[] = {"logits", "class_logits", "token_logits", "span_logits"};
    const json_value *v = NULL;
    int i;
    for (i = 0; i < 4 && !v; i++) v = json_get(r, *key = keys[i]);
    return v;
}

static int read_ids(const json_value *list, int **ids) {
    const json_value *v = list ? list->child : NULL;
    int n = 0;
    *ids = (int *)calloc((size_t)(list ? list->n : 0) + 1, sizeof **ids);
    for (; *ids && v; v = v->next) (*ids)[n++] = (int)v->number;
    return n;
}

/* The reference's outputs (n, n_out) of one prompt in rows: a list of rows, of starts and ends, or
 * of labels, which stand for the last row. Returns the first row that it has, or -1. */
static int reference_rows(const json_value *v, const char *key, int n, int n_out, float *rows) {
    const json_value *row = v->child, *x;
    int t, i, span = strcmp(key, "span_logits") == 0, one = strcmp(key, "class_logits") == 0;
    if (v->type != JSON_ARRAY || v->n != (span ? 2 : one ? n_out : n)) return -1;
    if (one) {
        for (i = 0, x = v->child; x; x = x->next, i++) rows[(n - 1) * n_out + i] = (float)x->number;
        return n - 1;
    }
    for (t = 0; row; row = row->next, t++) {
        if (row->type != JSON_ARRAY || row->n != (span ? n : n_out)) return -1;
        for (i = 0, x = row->child; x; x = x->next, i++) rows[span ? i * n_out + t : t * n_out + i] = (float)x->number;
    }
    return 0;
}

static int largest(const float *x, int n) {
    int i, at = 0;
    for (i = 1; i < n; i++)
        if (x[i] > x[at]) at = i;
    return at;
}

/* Our outputs (n, n_out) for a prompt; those of a whole text stand in the last row. */
static gpt_ctx *run_prompt(const gpt_model *m, const int *ids, int n, int more, float *out, gpt_error *err) {
    const gpt_info *info = gpt_model_info(m);
    int each = info->head == GPT_HEAD_LM || info->head == GPT_HEAD_TOKEN || info->head == GPT_HEAD_SPAN;
    gpt_ctx_desc desc = {0};
    gpt_ctx *c;
    int s;
    desc.kv = GPT_KV_F32;
    desc.n_ctx = n + more;
    c = gpt_ctx_new(m, &desc, err);
    if (!c) return NULL;
    s = each ? gpt_eval_all(c, ids, n, out) : gpt_eval(c, ids, n);
    if (s == GPT_OK && !each)
        memcpy(out + (size_t)(n - 1) * (size_t)info->n_out, gpt_logits(c), (size_t)info->n_out * sizeof *out);
    if (s == GPT_OK) return c;
    tool_fail(err, s, "%s", gpt_ctx_error(c));
    gpt_ctx_free(c);
    return NULL;
}

/* One prompt of the reference against the exact model and the q8 one. */
static int check_prompt(const gpt_model *m, const gpt_model *q8, const json_value *prompt, const json_value *want,
                        const char *key, const json_value *greedy, result *r, gpt_error *err) {
    int *ids, n = read_ids(prompt, &ids), n_out = gpt_model_info(m)->n_out, t, i, first, best, best8;
    size_t size = (size_t)(n ? n : 1) * (size_t)(n_out ? n_out : 1);
    float *ref = (float *)calloc(size, sizeof *ref), *out = (float *)calloc(size, sizeof *out);
    float *out8 = (float *)calloc(size, sizeof *out8);
    gpt_ctx *c = NULL, *c8 = NULL;
    int s = GPT_OK;
    if (!ids || !ref || !out || !out8) s = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (s == GPT_OK && n) n = padding_dropped(m, ids, n);
    first = s == GPT_OK && n ? reference_rows(want, key, n, n_out, ref) : -1;
    if (s == GPT_OK && first < 0) s = tool_fail(err, GPT_E_FORMAT, "reference.json: %s has another shape", key);
    if (s == GPT_OK) c = run_prompt(m, ids, n, greedy ? greedy->n : 0, out, err);
    if (s == GPT_OK && c) c8 = run_prompt(q8, ids, n, 0, out8, err);
    if (s == GPT_OK && (!c || !c8)) s = err->status;
    for (t = first; s == GPT_OK && t < n; t++) {
        const float *a = ref + (size_t)t * (size_t)n_out, *b = out + (size_t)t * (size_t)n_out;
        for (i = 0; i < n_out; i++) {
            double d = fabs((double)a[i] - (double)b[i]);
            if (!(d <= r->worst)) r->worst = d;
        }
        best = largest(b, n_out), best8 = largest(out8 + (size_t)t * (size_t)n_out, n_out);
        r->same += best == best8;
        r->lost = fmax(r->lost, (double)b[best] - (double)b[best8]);
        r->n_position++;
    }
    for (greedy = greedy ? greedy->child : NULL; s == GPT_OK && greedy; greedy = greedy->next) {
        int token = gpt_sample(c, NULL);
        r->n_greedy++;
        if (token != (int)greedy->number) break;
        r->greedy++;
        if (greedy->next) s = gpt_eval(c, &token, 1);
    }
    for (; greedy && greedy->next; greedy = greedy->next) r->n_greedy++; /* after the first wrong one */
    gpt_ctx_free(c);
    gpt_ctx_free(c8);
    free(ids), free(ref), free(out), free(out8);
    return s;
}

/* Converts a checkpoint to a file beside nothing of value, loads it, and removes it. */
static gpt_model *convert(const char *folder, int type, gpt_error *err) {
    const char *base = getenv("TMPDIR");
    convert_options o;
    gpt_model_desc desc = {{0, 0, 0}, 0, 0, 0, 0};
    gpt_model *m = NULL;
    char path[512];
    int fd;
    memset(&o, 0, sizeof o);
    snprintf(path, sizeof path, "%s/gpt-verify-XXXXXX", base && *base ? base : "/tmp");
    fd = mkstemp(path);
    if (fd < 0) {
        tool_fail(err, GPT_E_IO, "%s: %s", path, strerror(errno));
        return NULL;
    }
    close(fd);
    o.in = folder;
    o.out = path;
    o.tokenizer = "none";
    o.type = type;
    o.quiet = 1;
    desc.read = 1; /* the file goes away */
    if (convert_run(&o, err) == GPT_OK) m = gpt_model_load(path, &desc, err);
    unlink(path);
    return m;
}

static int check_folder(const char *folder, result *r, gpt_error *err) {
    gpt_model *m = convert(folder, GPT_TYPE_F32, err), *q8 = m ? convert(folder, GPT_TYPE_Q8, err) : NULL;
    const json_value *prompt, *want, *greedy;
    const char *key = "";
    json_doc doc = {0};
    int s = m && q8 ? file_read_json(folder, "reference.json", 0, &doc, err) : err->status;
    if (s == GPT_OK) {
        snprintf(r->family, sizeof r->family, "%s", gpt_model_info(m)->family);
        r->noise = json_num(doc.root, "float64_difference", 1e-5);
        r->spread = json_num(doc.root, "spread", 1);
        r->allowed = 10 * r->noise + 1e-6 * r->spread;
        prompt = json_get(doc.root, "prompts");
        want = reference_outputs(doc.root, &key);
        greedy = json_get(doc.root, "greedy");
        if (!prompt || !want || prompt->n != want->n || prompt->n < 1)
            s = tool_fail(err, GPT_E_FORMAT, "reference.json: no prompts, or not as many outputs");
        prompt = prompt ? prompt->child : NULL, want = want ? want->child : NULL;
        greedy = greedy ? greedy->child : NULL;
        for (; s == GPT_OK && prompt && want; prompt = prompt->next, want = want->next) {
            s = check_prompt(m, q8, prompt, want, key, greedy, r, err);
            greedy = greedy ? greedy->next : NULL;
        }
    }
    json_free(&doc);
    gpt_model_free(m);
    gpt_model_free(q8);
    return s;
}

/* ---- the table ---- */

static const char *last_part(const char *path) {
    const char *p = path, *at = path;
    for (; *p; p++)
        if (p[0] == '/' && p[1]) at = p + 1;
    return at;
}

static int verify_checkpoint(const char *folder) {
    gpt_error err = {0, ""};
    result r;
    char greedy[24] = "-";
    int ok;
    memset(&r, 0, sizeof r);
    if (check_folder(folder, &r, &err) != GPT_OK) {
        printf("%-36s FAIL: %s\n", last_part(folder), err.message);
        return 0;
    }
    ok = r.worst <= r.allowed && r.greedy == r.n_greedy;
    if (r.n_greedy) snprintf(greedy, sizeof greedy, "%d/%d", r.greedy, r.n_greedy);
    printf("%-36s %-16s %10.1e %9.1e %9.1e %7s %8.1f %% %7.3f  %s\n", last_part(folder), r.family, r.worst,
           r.allowed, r.noise, greedy, r.n_position ? 100.0 * r.same / r.n_position : 0.0, r.lost / r.spread,
           ok ? "pass" : "FAIL");
    fflush(stdout);
    return ok;
}

static int verify_model(const char *path) {
    gpt_error err = {0, ""};
    gpt_model *m = gpt_model_load(path, NULL, &err);
    int s = m ? gpt_model_verify(m, &err) : err.status, lane, n_text = 0, n_lane = 0;
    for (lane = 0; s == GPT_OK && m->c && lane < gpt_lane_count(); lane++, n_lane++)
        s = gpt_model_selftest(m, lane, &err);
    if (s == GPT_OK) s = samples_replay(m, &n_text, &err);
    if (s == GPT_OK)
        printf("%-36s %-16s checksums and self-test in %d lanes, tokens of %d texts  pass\n", last_part(path),
               gpt_model_info(m)->family, n_lane, n_text);
    else
        printf("%-36s FAIL: %s\n", last_part(path), err.message);
    gpt_model_free(m);
    return s == GPT_OK;
}

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static int is_checkpoint(const char *folder) {
    char *path = file_join(folder, "reference.json");
    int is = path && file_exists(path);
    free(path);
    return is;
}

/* Counts what passed and what failed in a path. */
static void verify(const char *path, int count[2]) {
    struct dirent **list;
    int n, i, before = count[0] + count[1];
    if (file_exists(path) && !file_is_dir(path)) {
        count[verify_model(path)]++;
        return;
    }
    if (is_checkpoint(path)) {
        count[verify_checkpoint(path)]++;
        return;
    }
    n = scandir(path, &list, NULL, by_name);
    for (i = 0; i < n; i++) {
        char *folder = list[i]->d_name[0] == '.' ? NULL : file_join(path, list[i]->d_name);
        if (folder && is_checkpoint(folder)) count[verify_checkpoint(folder)]++;
        free(folder);
        free(list[i]);
    }
    if (n >= 0) free(list);
    if (count[0] + count[1] > before) return;
    printf("%-36s FAIL: neither a model file nor a checkpoint with a reference.json\n", path);
    count[0]++;
}

int main(int argc, char **argv) {
    int count[2] = {0, 0}, i;
    for (i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0) {
            fputs(usage, stdout);
            return 0;
        }
        if (argv[i][0] == '-') {
            fprintf(stderr, "gpt-verify: what is %s? See --help\n", argv[i]);
            return 2;
        }
    }
    printf("%-36s %-16s %10s %9s %9s %7s %10s %7s\n", "model", "family", "difference", "allowed", "noise", "greedy",
           "q8 top 1", "lost by");
    if (argc < 2) verify("tests/data", count);
    for (i = 1; i < argc; i++) verify(argv[i], count);
    printf("%d passed, %d failed\n", count[1], count[0]);
    return count[0] != 0 || count[1] == 0;
}
