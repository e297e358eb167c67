/* gpt-bench -- how fast models run, beside what the machine could do at most. `gpt-bench --help` tells what is measured
 * and how it is counted. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "file.h"

#include "bench_limits.h"
#include "bench_measure.h"
#include "bench_report.h"
#include "bench_plot.h"
#include "bench_tokenizer.h"

static const char usage[] =
    "usage: gpt-bench [MODEL.gpt ...] [--shape NAME,...] [options]\n"
    "       gpt-bench --tokenizer MODEL.gpt ... [--size N] [--text FILE] [--write FOLDER] [--rounds N] [--json]\n"
    "\n"
    "  --shape NAMES   random weights of published shapes, made in memory:\n"
    "                  llama-3.2-1b, qwen2.5-0.5b, smollm2-135m, gpt2\n"
    "  --type TYPES    their types: f32, f16, bf16, q8, q6, q5, q4, q3, q2; default q8\n"
    "  --threads LIST  numbers of threads; default 1 and one for each core\n"
    "  -p N            tokens of the prompt, evaluated in one pass; default 256\n"
    "  -n N            tokens decoded one by one; default 32\n"
    "  -d N            decode after a context of N tokens too; default 0: don't\n"
    "  --batch N       contexts that decode together, in one call; default 1\n"
    "  --rounds N      how often each is measured, in turn; default 5\n"
    "  --kv TYPE       f16, f32 or i8: type of the key/value cache; default f16\n"
    "  --lane NAME     the instruction set: portable, avx2, ...; default: the best\n"
    "  --lookup N      decode a text too, guessing that its latest N tokens go on as they did before;\n"
    "                  2 is good. For model files: random weights write no text\n"
    "  --draft FILE    ... and with the guesses of a smaller model of the same vocabulary, where\n"
    "                  lookup, if given, has none\n"
    "  --text FILE     what the text answers or continues; default: a short question, for the second\n"
    "                  time, the first answer standing before it\n"
    "  --huge-pages    ask the system for large pages\n"
    "  --json          one JSON object a line in place of the table, each a row of it\n"
    "  -o NAME         write NAME.json and NAME.svg too\n"
    "  --tokenizer     measure tokenizers instead, on one core: text to tokens and back\n"
    "  --size N        bytes of each text that is made up for that; default 1000000\n"
    "  --write FOLDER  write these texts there, to run other programs on them\n"
    "\n"
    "Lists have commas and no blanks. All shapes are measured in all types. Each round measures,\n"
    "with each number of threads: how fast memory is read, decoding, the peak of the arithmetic, the\n"
    "prompt. The table shows medians; a share is the median of what each round has.\n"
    "\n"
    "  decoding   bytes that a token reads x tokens/s, as a share of the bytes/s that a loop reads\n"
    "             that does nothing else. A token reads all matrices and vectors once, the head\n"
    "             included, but of an embedding one row and of a mixture the chosen experts; and\n"
    "             the keys and values of the positions it sees. Contexts that decode together\n"
    "             share what is read of the weights, not of embeddings and caches. A cache at a\n"
    "             depth holds made-up numbers, which have no influence on speed. The loop reads\n"
    "             the model's own bytes, or a buffer far larger than the caches if the model is not\n"
    "  prompt     2 x multiply-adds of the layers' matrices for each token, and of the head for the\n"
    "             last one, per second, as a share of a loop on registers: the fastest exact 8-bit\n"
    "             dot product of this machine (q8 to q2) or its fastest fused multiply-add (float\n"
    "             types). Attention is not counted\n"
    "  a text     -n tokens, or fewer if it ends, the likeliest each time; the same text with guesses\n"
    "             and without, in turn. The gain, how many times as fast it is, depends on the text:\n"
    "             give --text one like yours\n"
    "\n"
    "Tokenizers are measured on English, code and a mix of scripts, and on texts that are hard on them,\n"
    "in seconds of the processor.\n"
    "The table tells, of each, MB/s (10^6 bytes of text), how many times as slow as English that is,\n"
    "how many times as long all of the text takes as its first half (2: time grows with the size),\n"
    "and MB/s from the tokens back to text. --text adds a text of yours.\n"
    "\n"
    "Where other programs run too, threads that wait for each other should sleep, not spin: set\n"
    "OMP_WAIT_POLICY=passive.\n";

/* ---- options ---- */

#define LIST_MAX 16

typedef struct options {
    const char *model[LIST_MAX];
    const shape *shape[LIST_MAX];
    gpt_type type[GPT__TYPE_COUNT];
    int n_model, n_shape, n_type, json, help;
    const char *out; /* NULL: no files */
    const char *draft, *text; /* files; NULL: none */
    int tokenizer, size; /* 1: tokenizers are measured; on texts of so many bytes */
    tok_plan tok;
    plan plan;
} options;

static char wrong[512]; /* what is wrong with the options */

#ifdef __GNUC__
__attribute__((format(printf, 1, 2)))
#endif
static int refuse(const char *format, ...) { /* 0 */
    va_list args;
    va_start(args, format);
    vsnprintf(wrong, sizeof wrong, format, args);
    va_end(args);
    return 0;
}

static int parse_int(const char *name, const char *text, int low, int high, int *out) {
    char *end;
    long n;
    errno = 0;
    n = strtol(text, &end, 10);
    if (end == text || *end || errno || n < low || n > high)
        return refuse("%s %s: a number from %d to %d is wanted", name, text, low, high);
    *out = (int)n;
    return 1;
}

static int parse_type(options *o, const char *text) {
    char known[128] = "";
    int i;
#define GPT__X(name, id, word, bits) \
    if (strcmp(text, word) == 0) { \
        for (i = 0; i < o->n_type; i++) \
            if (o->type[i] == GPT_TYPE_##name) return refuse("--type %s: given twice", text); \
        return o->type[o->n_type++] = GPT_TYPE_##name, 1; \
    } \
    snprintf(known + strlen(known), sizeof known - strlen(known), " %s", word);
    GPT__TYPES(GPT__X)
#undef GPT__X
    return refuse("--type %s: there is no such type, but%s", text, known);
}

static int parse_shape(options *o, const char *text) {
    const shape *s = shape_find(text);
    char known[256] = "";
    size_t k;
    int i;
    for (k = 0; k < SHAPE_COUNT; k++)
        snprintf(known + strlen(known), sizeof known - strlen(known), " %s", shapes[k].name);
    if (!s) return refuse("--shape %s: there is no such shape, but%s", text, known);
    for (i = 0; i < o->n_shape; i++)
        if (o->shape[i] == s) return refuse("--shape %s: given twice", text);
    return o->shape[o->n_shape++] = s, 1; /* no more than there are */
}

static int parse_threads(options *o, const char *text) {
    plan *p = &o->plan;
    int n, i;
    if (!parse_int("--threads", text, 1, 1024, &n)) return 0;
    if (n > 1 && !GPT__OPENMP) return refuse("--threads %s: this program was built without OpenMP", text);
    for (i = 0; i < p->n_threads; i++)
        if (p->threads[i] == n) return refuse("--threads %s: given twice", text);
    if (p->n_threads == THREADS_MAX) return refuse("--threads: more than %d numbers", THREADS_MAX);
    return p->threads[p->n_threads++] = n, 1;
}

static int parse_list(options *o, const char *name, const char *text, int (*parse)(options *o, const char *text)) {
    char part[64];
    while (1) {
        const size_t n = strcspn(text, ",");
        if (n == 0) return refuse("%s: an empty name in the list", name);
        if (n >= sizeof part) return refuse("%s %s: there is no such thing", name, text);
        memcpy(part, text, n);
        part[n] = 0;
        if (!parse(o, part)) return 0;
        if (!text[n]) return 1;
        text += n + 1;
    }
}

static int parse_lane(options *o, const char *text) {
    char known[256] = "";
    int i;
    for (i = 0; i < gpt_lane_count(); i++) {
        if (strcmp(text, gpt_lane_name(i)) == 0) return o->plan.lane = i + 1, 1;
        snprintf(known + strlen(known), sizeof known - strlen(known), " %s", gpt_lane_name(i));
    }
    return refuse("--lane %s: this machine runs%s", text, known);
}

static int parse_kv(options *o, const char *text) {
    char known[64] = "";
#define KV(id, name) \
    if (strcmp(text, name) == 0) return o->plan.kv = id, 1; \
    snprintf(known + strlen(known), sizeof known - strlen(known), " %s", name);
    NAMES_KV(KV)
#undef KV
    return refuse("--kv %s: there is no such type, but%s", text, known);
}

static int parse_option(options *o, const char *name, const char *value) {
    const int most = 1 << 20;
    if (strcmp(name, "-p") == 0) return parse_int(name, value, 1, most, &o->plan.prompt);
    if (strcmp(name, "-n") == 0) return parse_int(name, value, 1, most, &o->plan.decode);
    if (strcmp(name, "-d") == 0) return parse_int(name, value, 0, most, &o->plan.depth);
    if (strcmp(name, "--batch") == 0) return parse_int(name, value, 1, BATCH_MAX, &o->plan.batch);
    if (strcmp(name, "--rounds") == 0) return parse_int(name, value, 1, ROUNDS_MAX, &o->plan.rounds);
    if (strcmp(name, "--shape") == 0) return parse_list(o, name, value, parse_shape);
    if (strcmp(name, "--type") == 0) return parse_list(o, name, value, parse_type);
    if (strcmp(name, "--threads") == 0) return parse_list(o, name, value, parse_threads);
    if (strcmp(name, "--lane") == 0) return parse_lane(o, value);
    if (strcmp(name, "--size") == 0) return parse_int(name, value, 1000, 100000000, &o->size);
    if (strcmp(name, "--write") == 0) return o->tok.write = value, 1;
    if (strcmp(name, "--kv") == 0) return parse_kv(o, value);
    if (strcmp(name, "--lookup") == 0) return parse_int(name, value, 1, most, &o->plan.guess.lookup);
    if (strcmp(name, "--draft") == 0) return o->draft = value, 1;
    if (strcmp(name, "--text") == 0) return o->text = value, 1;
    if (strcmp(name, "-o") == 0) return o->out = value, 1;
    return refuse("%s: there is no such option", name);
}

static void fill_defaults(options *o) {
    plan *p = &o->plan;
    if (!p->n_threads) {
        p->threads[p->n_threads++] = 1;
        if (gpt__default_threads() > 1) p->threads[p->n_threads++] = gpt__default_threads();
    }
    if (!o->n_type) o->type[o->n_type++] = GPT_TYPE_Q8;
    if (!p->lane) p->lane = gpt_lane_count();
}

static int parse_options(options *o, int argc, char **argv) {
    int i;
    memset(o, 0, sizeof *o);
    o->plan.prompt = 256;
    o->plan.decode = 32;
    o->plan.rounds = 5;
    o->plan.batch = 1;
    o->size = 1000000;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "--help") == 0) return o->help = 1;
        if (strcmp(a, "--json") == 0) {
            o->json = 1;
            continue;
        }
        if (strcmp(a, "--huge-pages") == 0) {
            o->plan.huge_pages = 1;
        } else if (strcmp(a, "--tokenizer") == 0) {
            o->tokenizer = 1;
        } else if (*a != '-') {
            if (o->n_model == LIST_MAX) return refuse("%s: more than %d models", a, LIST_MAX);
            o->model[o->n_model++] = a;
        } else if (i + 1 == argc || !*argv[i + 1]) {
            return refuse("%s: a value is missing, or there is no such option", a);
        } else if (!parse_option(o, a, argv[++i])) {
            return 0;
        }
    }
    if (!o->n_model && !o->n_shape) return refuse("give a model file or --shape");
    if (o->n_type && !o->n_shape) return refuse("--type goes with --shape: a model file has its types");
    if (o->n_shape && (o->plan.guess.lookup || o->draft))
        return refuse("%s goes with model files: random weights write no text", o->draft ? "--draft" : "--lookup");
    if (o->tokenizer && (o->n_shape || o->out)) return refuse("--tokenizer goes with model files, and not with -o");
    if (o->tok.write && !o->tokenizer) return refuse("--write goes with --tokenizer");
    if (o->text && !o->plan.guess.lookup && !o->draft && !o->tokenizer)
        return refuse("--text goes with --tokenizer, --lookup or --draft");
    fill_defaults(o);
    return 1;
}

/* ---- the program ---- */

/* Measure what is loaded; its lines follow those there are. */
static int bench_model(const options *o, const char *name, const gpt_model *model, peaks *best, report *r, row **rows,
                       gpt_error *err) {
    const int n = o->plan.n_threads;
    row *more = (row *)realloc(*rows, (size_t)(r->n_row + n) * sizeof **rows);
    int rc;
    if (!more) return gpt__fail(err, GPT_E_MEMORY, "out of memory");
    *rows = more;
    r->rows = more;
    rc = measure(&o->plan, *gpt_model_info(model)->name ? gpt_model_info(model)->name : name, model, best,
                 more + r->n_row, err);
    if (rc == GPT_OK) r->n_row += n;
    return rc;
}

static int bench_file(const options *o, const char *path, peaks *best, report *r, row **rows, gpt_error *err) {
    gpt_model_desc desc;
    gpt_model *model;
    memset(&desc, 0, sizeof desc);
    desc.huge_pages = o->plan.huge_pages;
    model = gpt_model_load(path, &desc, err);
    if (!model) return err->status;
    fprintf(stderr, "%s\n", path);
    bench_model(o, path, model, best, r, rows, err);
    gpt_model_free(model);
    return err->status;
}

static int bench_shape(const options *o, const shape *s, gpt_type type, peaks *best, report *r, row **rows,
                       gpt_error *err) {
    const int n_thread = gpt__default_threads();
    gpt_model_desc desc;
    shape_image image;
    gpt_model *model;
    fprintf(stderr, "%s as %s\n", s->name, names_type(type));
    if (shape_build(s, type, n_thread, machine_memory(), o->plan.huge_pages, &image, err)) return err->status;
    memset(&desc, 0, sizeof desc);
    desc.huge_pages = o->plan.huge_pages;
    model = gpt_model_load_memory(image.data, image.size, &desc, err);
    if (model) bench_model(o, s->name, model, best, r, rows, err);
    gpt_model_free(model);
    shape_free(&image);
    return err->status;
}

static int bench_all(const options *o, report *r, row **rows, gpt_error *err) {
    peaks best;
    int i, k;
    peaks_open(&best);
    for (i = 0; i < o->n_model && !err->status; i++) bench_file(o, o->model[i], &best, r, rows, err);
    for (i = 0; i < o->n_shape; i++)
        for (k = 0; k < o->n_type && !err->status; k++)
            bench_shape(o, o->shape[i], o->type[k], &best, r, rows, err);
    return err->status;
}

static int bench_tokenizer(const options *o, const char *machine, const char *path, tok_result *r, gpt_error *err) {
    gpt_model *model = gpt_model_load(path, NULL, err);
    if (!model) return err->status;
    if (tok_measure(&o->tok, path, model, r, err) == GPT_OK)
        (o->json ? tok_print_json : tok_print_table)(stdout, machine, r, o->tok.rounds);
    gpt_model_free(model);
    return err->status;
}

/* Tokenizers, one after the other; each is printed when it has been measured. */
static int bench_tokenizers(options *o, const char *machine, gpt_error *err) {
    tok_result *r = (tok_result *)malloc(sizeof *r);
    int i;
    if (!r) return gpt__fail(err, GPT_E_MEMORY, "out of memory");
    o->tok.rounds = o->plan.rounds;
    o->tok.size = (size_t)o->size;
    o->tok.text = o->plan.guess.text;
    o->tok.n_text = o->plan.guess.size;
    for (i = 0; i < o->n_model && !err->status; i++) {
        if (i > 0 && !o->json) puts("");
        bench_tokenizer(o, machine, o->model[i], r, err);
    }
    free(r);
    if (!err->status && fflush(stdout)) gpt__fail(err, GPT_E_IO, "cannot write the table");
    return err->status;
}

/* What the guesses need: the draft model and the text, which is closed by one newline at most. Both are the caller's to
 * free. */
static int open_guesses(options *o, gpt_model **draft, unsigned char **text, gpt_error *err) {
    guess_desc *g = &o->plan.guess;
    if (o->draft && !(*draft = gpt_model_load(o->draft, NULL, err))) return err->status;
    g->draft = *draft;
    if (!o->text || file_read(o->text, text, &g->size, err)) return err->status;
    if (g->size > 0 && (*text)[g->size - 1] == '\n') g->size--;
    g->text = (const char *)*text;
    return GPT_OK;
}

/* NAME and the ending; write NULL: only see whether it can be written. */
static int write_file(const char *name, const char *ending, void (*write)(FILE *f, const report *r), const report *r,
                      gpt_error *err) {
    char *path = file_beside(name, ending);
    file_out out;
    int rc;
    if (!path) return gpt__fail(err, GPT_E_MEMORY, "out of memory");
    rc = file_out_open(&out, path, err);
    if (rc == GPT_OK && write) {
        write(out.f, r);
        rc = file_out_commit(&out, err);
    } else if (rc == GPT_OK) {
        file_out_abort(&out);
    }
    free(path);
    return rc;
}

static int write_files(const char *name, const report *r, gpt_error *err) {
    char *json;
    if (write_file(name, ".json", r ? write_json : NULL, r, err)) return err->status;
    if (!write_file(name, ".svg", r ? write_svg : NULL, r, err) || !r) return err->status;
    json = file_beside(name, ".json"); /* both or none */
    if (json) remove(json);
    free(json);
    return err->status;
}

int main(int argc, char **argv) {
    static options o;
    report r;
    row *rows = NULL;
    gpt_model *draft = NULL;
    unsigned char *text = NULL;
    gpt_error err = {GPT_OK, ""};
    if (!parse_options(&o, argc, argv)) {
        fprintf(stderr, "gpt-bench: %s (--help tells more)\n", wrong);
        return 2;
    }
    if (o.help) return fputs(usage, stdout) < 0;
    memset(&r, 0, sizeof r);
    machine_name(r.machine, sizeof r.machine);
    r.lane = gpt_lane_name(o.plan.lane - 1);
    r.plan = &o.plan;
    r.draft = o.draft;
    open_guesses(&o, &draft, &text, &err);
    if (!err.status && o.out) write_files(o.out, NULL, &err); /* not after minutes of measuring */
    if (!err.status && o.tokenizer) bench_tokenizers(&o, r.machine, &err);
    else if (!err.status) bench_all(&o, &r, &rows, &err);
    if (!err.status && o.out) write_files(o.out, &r, &err);
    if (!err.status && !o.tokenizer) {
        (o.json ? print_json : print_table)(stdout, &r);
        if (fflush(stdout)) gpt__fail(&err, GPT_E_IO, "cannot write the table");
    }
    if (err.status) fprintf(stderr, "gpt-bench: %s\n", err.message);
    gpt_model_free(draft);
    free(text);
    free(rows);
    return err.status ? 1 : 0;
}
