/* gpt-quantize -- makes a smaller model file of one with float or 8-bit weights. `gpt-quantize --help` tells how. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _DEFAULT_SOURCE /* madvise */
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "file.h"
#include "gptfile.h"
#include "perplexity.h"
#include "recipe.h"
#include "calibrate.h"
#include "quantize.h"
#include "selftest.h"

static const char usage[] =
    "usage: gpt-quantize IN.gpt OUT.gpt --type TYPE [options]\n"
    "\n"
    "IN has f32, f16, bf16 or q8 weights. OUT appears complete or not at all. Matrices that have no\n"
    "more bits than they should get, and all vectors, are copied as they are.\n"
    "\n"
    "  --type TYPE       f32, f16, bf16, q8, q6, q5, q4, q3 or q2; below q6 some matrices get more\n"
    "                    bits, see --recipe\n"
    "  --recipe LIST     other types for some matrices, see below\n"
    "  --calibrate TEXT  weigh errors by what the columns of matrices meet in this text, and let the\n"
    "                    next columns make good for them; may be given several times. Plain text or\n"
    "                    .jsonl, as for gpt-perplexity\n"
    "  --test TEXT       then measure perplexity of this text and KL divergence from IN; may be\n"
    "                    given several times\n"
    "  --report          print each tensor: types, bytes, relative squared error\n"
    "  --threads N       how many threads; they don't change the result\n"
    "\n" RECIPE_USAGE;

typedef struct options {
    const char *in, *out, *recipe;
    const char **calibrate, **test; /* (n) texts */
    int n_calibrate, n_test;
    int type, report, threads;
} options;

/* One tensor on its way from IN to OUT. */
typedef struct work {
    const gpt_model *m;
    calibration *calibration; /* NULL: none */
    size_t i;                 /* of the tensor */
    const gpt__tensor_entry *from;
    gpt_type type;
    const options *o;
    float *rows; /* the chunk: some rows of n_col values */
    float scale;
    double error, square; /* sums of squares: of what was lost, of the weights */
} work;

enum { CHUNK = 1 << 20 }; /* values at a time, about */

static const char *name_of(const work *w, char name[64]) {
    const char *role = gpt__role_name(w->from->role);
    if (gpt__role_per_layer(w->from->role)) snprintf(name, 64, "%s (layer %u)", role, w->from->layer);
    else snprintf(name, 64, "%s", role);
    return name;
}

/* ---- types ---- */

/* What a tensor becomes. */
static int choose_type(const work *w, const recipe *r, int tied, gpt_error *err) {
    const gpt__tensor_entry *e = w->from;
    const int type = recipe_type(r, e->role, e->layer, w->m->c->n_layer, tied);
    char name[64];
    if (e->n_col == 1 || type < 0 || (uint32_t)type == e->type) return (int)e->type;
    if (gpt__is_float((uint32_t)type)) return type;
    if (recipe_never(e->role, w->m->c->head)) return (int)e->type;
    if (gpt__is_float(e->type)) return type;
    if (gpt__type_bits((uint32_t)type) >= gpt__type_bits(e->type)) return (int)e->type;
    if (e->type == GPT_TYPE_Q8) return type;
    return tool_fail(err, GPT_E_ARG, "%s: tensor %s is %s already; make %s from the float model", w->o->in,
                     name_of(w, name), names_type(e->type), names_type((uint32_t)type));
}

/* The directory of OUT. */
static int make_entries(work *w, gpt__tensor_entry *entry, gpt_error *err) {
    const gpt__file *f = &w->m->file;
    const int tied = !w->m->t[GPT__ROLE_OUTPUT].data;
    size_t i, n_changed = 0;
    recipe r;
    int rc = recipe_make(&r, w->o->type, w->o->recipe, err);
    for (i = 0; i < f->n_entry && rc == GPT_OK; i++) {
        int type;
        w->from = &f->entry[i];
        entry[i] = f->entry[i];
        type = choose_type(w, &r, tied, err);
        if (type < 0) return type;
        n_changed += entry[i].type != (uint32_t)type;
        entry[i].type = (uint32_t)type;
    }
    if (rc == GPT_OK && n_changed == 0)
        rc = tool_fail(err, GPT_E_ARG, "%s: has nothing that would become smaller than it is", w->o->in);
    return rc;
}

/* ---- tensors ---- */

static const uint8_t *matrix_at(const work *w, uint32_t expert) {
    return w->m->file.data + w->from->offset + w->from->size / w->from->n_expert * expert;
}

static size_t chunk_rows(const work *w) {
    const size_t n = CHUNK / w->from->n_col / 16 * 16;
    return n < 16 ? 16 : n > w->from->n_row ? w->from->n_row : n;
}

/* Rows row .. row + n - 1 of a matrix to w->rows. */
static void load_rows(const work *w, const uint8_t *matrix, size_t row, size_t n) {
    size_t r, n_col = w->from->n_col;
    for (r = 0; r < n; r++)
        gpt_unpack_row((gpt_type)w->from->type, matrix, row + r, (int)n_col, w->from->scale, w->rows + r * n_col);
}

/* The largest magnitude of all matrices; refuses what is not finite or not in the new type. */
static int find_largest(const work *w, float *largest, gpt_error *err) {
    const float limit = w->type == GPT_TYPE_F16 ? 65519.99f : w->type == GPT_TYPE_BF16 ? 3.3961774e38f : INFINITY;
    size_t step = chunk_rows(w), row, n, i;
    uint32_t expert;
    char name[64];
    *largest = 0;
    for (expert = 0; expert < w->from->n_expert; expert++) {
        for (row = 0; row < w->from->n_row; row += n) {
            n = w->from->n_row - row < step ? w->from->n_row - row : step;
            load_rows(w, matrix_at(w, expert), row, n);
            for (i = 0; i < n * w->from->n_col; i++) {
                const float a = fabsf(w->rows[i]);
                if (!(a <= limit) || a == INFINITY)
                    return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: %g does not fit into %s", w->o->in,
                                     name_of(w, name), w->rows[i], names_type(w->type));
                *largest = a > *largest ? a : *largest;
            }
        }
    }
    return GPT_OK;
}

/* What packed rows lost. */
static void add_error(work *w, const unsigned char *packed, size_t n, float *row) {
    size_t r, c, n_col = w->from->n_col;
    for (r = 0; r < n; r++) {
        gpt_unpack_row(w->type, packed, r, (int)n_col, w->scale, row);
        for (c = 0; c < n_col; c++) {
            const double x = w->rows[r * n_col + c], e = x - (double)row[c];
            w->error += e * e;
            w->square += x * x;
        }
    }
}

static int convert_matrix(work *w, uint32_t expert, unsigned char *out, float *row, gpt_error *err) {
    const float *importance = w->calibration ? calibrate_importance(w->calibration, w->i, expert) : NULL;
    const float *feedback = w->calibration ? calibrate_feedback(w->calibration, w->i) : NULL;
    const size_t panel = gpt_tensor_size(w->type, 1, w->from->n_col, 1), step = chunk_rows(w);
    size_t at, n;
    int rc = GPT_OK;
    for (at = 0; at < w->from->n_row && rc == GPT_OK; at += n) {
        n = w->from->n_row - at < step ? w->from->n_row - at : step;
        load_rows(w, matrix_at(w, expert), at, n);
        rc = quantize_rows(w->type, w->rows, n, w->from->n_col, importance, feedback, w->scale, w->o->threads,
                           out + at / 16 * panel, err);
        if (rc == GPT_OK) add_error(w, out + at / 16 * panel, n, row);
    }
    return rc;
}

static int convert_tensor(work *w, gptfile *g, gpt_error *err) {
    const gpt__tensor_entry *e = w->from;
    const size_t size = gpt_tensor_size(w->type, e->n_row, e->n_col, e->n_expert);
    unsigned char *out = (unsigned char *)malloc(size);
    float *row = (float *)malloc(e->n_col * sizeof *row), largest = 0;
    uint32_t expert;
    int rc = GPT_OK;
    w->rows = (float *)malloc(chunk_rows(w) * e->n_col * sizeof(float));
    if (!out || !row || !w->rows) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK) rc = find_largest(w, &largest, err);
    w->scale = gpt_pack_scale(w->type, largest);
    for (expert = 0; expert < e->n_expert && rc == GPT_OK; expert++)
        rc = convert_matrix(w, expert, out + size / e->n_expert * expert, row, err);
    if (rc == GPT_OK) rc = gptfile_tensor(g, out, w->scale, err);
    free(w->rows);
    free(row);
    free(out);
    return rc;
}

/* ---- report ---- */

typedef struct totals { double error, square; uint64_t bytes, n, before; } totals;

static void report_tensor(const work *w, uint64_t bytes, totals *sum) {
    const gpt__tensor_entry *e = w->from;
    char name[64];
    sum->error += w->error;
    sum->square += w->square;
    sum->bytes += bytes;
    sum->before += e->size;
    sum->n += (uint64_t)e->n_row * e->n_col * e->n_expert;
    if (!w->o->report || e->n_col == 1) return;
    printf("%-24s %-4s -> %-4s %8u x %-8u %12llu bytes  error %.6f\n", name_of(w, name), names_type(e->type),
           names_type(w->type), e->n_row * e->n_expert, e->n_col, (unsigned long long)bytes,
           w->square > 0 ? w->error / w->square : 0);
}

static int write_tensors(work *w, gptfile *g, totals *sum, gpt_error *err) {
    const gpt__file *f = &w->m->file;
    int rc = GPT_OK;
    for (w->i = 0; w->i < f->n_entry && rc == GPT_OK; w->i++) {
        w->from = &f->entry[w->i];
        w->type = (gpt_type)g->entry[w->i].type;
        w->error = w->square = 0;
        if ((uint32_t)w->type == w->from->type) rc = gptfile_tensor(g, f->data + w->from->offset, w->from->scale, err);
        else rc = convert_tensor(w, g, err);
        if (rc == GPT_OK) report_tensor(w, g->entry[w->i].size, sum);
    }
    return rc;
}

/* ---- the whole ---- */

static int write_model(work *w, gpt_error *err) {
    const gpt__file *f = &w->m->file;
    gpt__tensor_entry *entry = (gpt__tensor_entry *)calloc(f->n_entry + 1, sizeof *entry);
    uint32_t token[SELFTEST_TOKENS];
    totals sum = {0, 0, 0, 0, 0};
    gptfile_desc d;
    gptfile g;
    int rc = gptfile_describe(w->m, &d, err);
    if (rc == GPT_OK && !entry) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK) rc = make_entries(w, entry, err);
    d.tensor = entry;
    d.n_tensor = f->n_entry;
    d.test = token;
    d.n_test = selftest_tokens(f->config, token);
    if (rc == GPT_OK && (rc = gptfile_open(&g, w->o->out, &d, err)) == GPT_OK) {
        rc = write_tensors(w, &g, &sum, err);
        if (rc == GPT_OK) rc = gptfile_finish(&g, err);
        if (rc == GPT_OK && d.n_test) rc = selftest_run(&g, token, (uint32_t)d.n_test, err);
        if (rc == GPT_OK) rc = gptfile_commit(&g, err);
        else gptfile_abort(&g);
    }
    if (rc == GPT_OK)
        printf("%llu bytes of weights from %llu: %.2f bits each, error %.6f of those changed\n",
               (unsigned long long)sum.bytes, (unsigned long long)sum.before, 8.0 * (double)sum.bytes / (double)sum.n,
               sum.square > 0 ? sum.error / sum.square : 0);
    free((void *)(uintptr_t)d.meta);
    free(entry);
    return rc;
}

static int run_calibration(calibration *c, const gpt_model *m, const options *o, gpt_error *err) {
    perplexity_text text;
    int rc = perplexity_read(&text, m, 0, o->calibrate, o->n_calibrate, 0, err);
    if (rc == GPT_OK) rc = calibrate(c, m, &text, o->threads, err);
    perplexity_text_free(&text);
    return rc;
}

static int run_test(const gpt_model *exact, const options *o, gpt_error *err) {
    gpt_model *m = gpt_model_load(o->out, NULL, err);
    perplexity_desc d = {o->threads, GPT_KV_F16};
    perplexity_text text = {0};
    perplexity_result r;
    int rc = m ? perplexity_read(&text, m, 0, o->test, o->n_test, 0, err) : err->status;
    if (rc == GPT_OK) rc = perplexity_run(&text, m, exact, &d, &r, err);
    if (rc == GPT_OK) perplexity_print(stdout, &r);
    perplexity_text_free(&text);
    gpt_model_free(m);
    return rc;
}

static int check_files(const options *o, gpt_error *err) {
    struct stat a, b;
    int i;
    if (stat(o->in, &a) == 0 && stat(o->out, &b) == 0 && a.st_ino == b.st_ino && a.st_dev == b.st_dev)
        return tool_fail(err, GPT_E_IO, "%s: is the input, too", o->out);
    for (i = 0; i < o->n_test; i++) /* better now than after the work */
        if (!file_exists(o->test[i])) return tool_fail(err, GPT_E_IO, "%s: %s", o->test[i], strerror(errno));
    return GPT_OK;
}

static int run(const options *o, gpt_error *err) {
    gpt_model_desc desc;
    gpt_model *m = NULL;
    calibration c;
    work w;
    int rc = check_files(o, err);
    memset(&c, 0, sizeof c);
    memset(&w, 0, sizeof w);
    memset(&desc, 0, sizeof desc);
    desc.verify = 1; /* damaged weights are not worth the work */
    if (rc == GPT_OK && !(m = gpt_model_load(o->in, &desc, err))) rc = err->status;
    if (rc == GPT_OK && !m->c) rc = tool_fail(err, GPT_E_KIND, "%s: has no network, only a tokenizer", o->in);
    if (rc == GPT_OK && o->n_test) rc = perplexity__check(m, NULL, err);
    if (rc == GPT_OK && o->n_calibrate) rc = run_calibration(&c, m, o, err);
    w.m = m;
    w.o = o;
    w.calibration = o->n_calibrate ? &c : NULL;
    if (rc == GPT_OK) rc = write_model(&w, err);
    if (rc == GPT_OK && o->n_test) rc = run_test(m, o, err);
    calibrate_free(&c);
    gpt_model_free(m);
    return rc;
}

/* An option with a value: 1; -1: the value is none; 0: there is no such option. */
static int parse_option(options *o, const char *name, const char *value) {
    if (strcmp(name, "--type") == 0) return value && (o->type = names_find_type(value, strlen(value))) >= 0 ? 1 : -1;
    if (strcmp(name, "--threads") == 0)
        return value && (o->threads = atoi(value)) >= 1 && o->threads <= 4096 ? 1 : -1;
    if (strcmp(name, "--recipe") == 0) o->recipe = value;
    else if (strcmp(name, "--calibrate") == 0) o->calibrate[o->n_calibrate++] = value;
    else if (strcmp(name, "--test") == 0) o->test[o->n_test++] = value;
    else return 0;
    return value ? 1 : -1;
}

static int parse(options *o, int argc, char **argv) {
    int i;
    o->type = -1;
    o->threads = gpt__default_threads();
    for (i = 1; i < argc; i++) {
        const char *a = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
        const int option = parse_option(o, a, value);
        if (strcmp(a, "--report") == 0) o->report = 1;
        else if (option < 0 || (option == 0 && (a[0] == '-' || o->out))) {
            fprintf(stderr, "gpt-quantize: what is %s%s%s? See --help\n", a, option && value ? " " : "",
                    option && value ? value : "");
            return 0;
        } else if (option) i++;
        else if (!o->in) o->in = a;
        else o->out = a;
    }
    if (!o->out || (o->type < 0 && !o->recipe)) {
        fputs(usage, stderr);
        return 0;
    }
    return 1;
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    options o;
    int rc = 2;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) return fputs(usage, stdout) < 0;
    memset(&o, 0, sizeof o);
    o.calibrate = (const char **)malloc(2 * (size_t)argc * sizeof *o.calibrate);
    if (!o.calibrate) return 1;
    o.test = o.calibrate + argc;
    if (parse(&o, argc, argv)) rc = run(&o, &err) != GPT_OK;
    if (rc == 1) fprintf(stderr, "gpt-quantize: %s\n", err.message);
    free(o.calibrate);
    return rc == 2 ? 2 : rc || fflush(stdout) != 0;
}
