/* bench_tokenizer.h -- how fast one core turns text into tokens and back
 *
 *     tok_row rows[N_SAMPLE + 1];
 *     rc = tok_measure(&plan, model, rows, &err);
 *     tok_print_table(stdout, ...);  or  tok_print_json(stdout, ...);
 *
 * Each round times each text: once as a whole, once its first half, which tells whether time grows with the size. It is
 * the processor's time, so that other programs on the machine matter less.
 * Include ../gpt.h with its implementation, bench_limits.h, bench_measure.h and bench_report.h first. */
#ifndef TOOLS_BENCH_TOKENIZER_H
#define TOOLS_BENCH_TOKENIZER_H

#include "bench_texts.h"

typedef struct tok_plan {
    size_t size;            /* bytes of each text that is made up */
    int rounds;
    const char *write;      /* a folder that the texts are written to, or NULL */
    const char *text;       /* one more text, or NULL */
    size_t n_text;
} tok_plan;

/* Seconds of each round. */
typedef struct tok_row {
    const char *name;
    size_t n_byte, n_token;
    int rounds;
    double whole[ROUNDS_MAX], half[ROUNDS_MAX], back[ROUNDS_MAX];
} tok_row;

typedef struct tok_result {
    const char *model;
    int n_vocab, n_row;
    double load[ROUNDS_MAX]; /* seconds to open the tokenizer of a file in memory */
    tok_row row[N_SAMPLE + 1];
} tok_result;

/* ---- measuring ---- */

static inline double tok_clock(void) { return (double)clock() / CLOCKS_PER_SEC; }

/* Times one text once more; tokens and back have room for it. */
static inline int tok_time(const gpt_model *model, const sample *s, int flags, int *tokens, int cap, char *back,
                           int back_cap, tok_row *r, gpt_error *err) {
    double t[4];
    int n, m;
    t[0] = tok_clock();
    m = gpt_tokenize(model, s->p, s->n / 2, flags, tokens, cap);
    t[1] = tok_clock();
    n = gpt_tokenize(model, s->p, s->n, flags, tokens, cap);
    t[2] = tok_clock();
    if (m < 0 || n < 0) return gpt__fail(err, n < 0 ? n : m, "%s: %s", r->name, gpt_status_text(n < 0 ? n : m));
    m = gpt_detokenize(model, tokens, n < cap ? n : cap, flags, back, back_cap);
    t[3] = tok_clock();
    if (m < 0) return gpt__fail(err, m, "%s: %s", r->name, gpt_status_text(m));
    r->n_token = (size_t)n;
    r->half[r->rounds] = t[1] - t[0];
    r->whole[r->rounds] = t[2] - t[1];
    r->back[r->rounds++] = t[3] - t[2];
    return GPT_OK;
}

static inline int tok_rounds(const tok_plan *p, const gpt_model *model, const sample *s, int flags, tok_row *r,
                             gpt_error *err) {
    const int cap = (int)s->n + 16, back_cap = 4 * cap; /* no token is made of nothing; decoding shows U+FFFD */
    int *tokens = (int *)malloc((size_t)cap * sizeof *tokens);
    char *back = (char *)malloc((size_t)back_cap);
    int i, rc = tokens && back ? GPT_OK : gpt__fail(err, GPT_E_MEMORY, "out of memory");
    r->n_byte = s->n;
    r->rounds = 0;
    for (i = 0; i < p->rounds && rc == GPT_OK; i++)
        rc = tok_time(model, s, flags, tokens, cap, back, back_cap, r, err);
    free(tokens);
    free(back);
    return rc;
}

static inline int tok_write_text(const char *folder, const char *name, const sample *s, gpt_error *err) {
    char file[64];
    char *path;
    file_out out;
    int rc;
    snprintf(file, sizeof file, "%s.txt", name);
    path = file_join(folder, file);
    if (!path) return gpt__fail(err, GPT_E_MEMORY, "out of memory");
    rc = file_out_open(&out, path, err);
    if (rc == GPT_OK) {
        fwrite(s->p, 1, s->n, out.f);
        rc = file_out_commit(&out, err);
    }
    free(path);
    return rc;
}

static inline void tok_time_loading(const gpt_model *model, int rounds, double *seconds) {
    gpt__tokenizer t;
    int i;
    for (i = 0; i < rounds; i++) {
        const double start = tok_clock();
        gpt__tokenizer_open(&t, model->file.token, model->file.token_size, NULL);
        seconds[i] = tok_clock() - start;
    }
}

/* Measures a model's tokenizer on all texts. */
static inline int tok_measure(const tok_plan *p, const char *name, const gpt_model *model, tok_result *r,
                              gpt_error *err) {
    sample s;
    int id, rc = GPT_OK;
    if (!model->has_tok) return gpt__fail(err, GPT_E_KIND, "%s has no tokenizer", name);
    r->model = name;
    r->n_vocab = gpt_model_info(model)->n_tokens;
    r->n_row = 0;
    tok_time_loading(model, p->rounds, r->load);
    for (id = 0; id < N_SAMPLE && rc == GPT_OK; id++) {
        tok_row *one = &r->row[r->n_row++];
        one->name = sample_names[id];
        if (!sample_make(&s, (sample_id)id, &model->tok, p->size)) return gpt__fail(err, GPT_E_MEMORY, "out of memory");
        if (p->write) rc = tok_write_text(p->write, one->name, &s, err);
        if (rc == GPT_OK) rc = tok_rounds(p, model, &s, id == SAMPLE_SPECIAL ? GPT_TEXT_SPECIAL : 0, one, err);
        free(s.p);
    }
    if (rc != GPT_OK || !p->text) return rc;
    r->row[r->n_row].name = "--text";
    memset(&s, 0, sizeof s);
    s.n = p->n_text;
    s.p = (char *)malloc(s.n + 1);
    if (!s.p) return gpt__fail(err, GPT_E_MEMORY, "out of memory");
    memcpy(s.p, p->text, s.n);
    rc = tok_rounds(p, model, &s, 0, &r->row[r->n_row++], err);
    free(s.p);
    return rc;
}

/* ---- the report ---- */

static inline double tok_mid(const double *seconds, int n) { return spread_of(seconds, n).mid; }
static inline double tok_mb_s(const tok_row *r) { return 1e-6 * (double)r->n_byte / tok_mid(r->whole, r->rounds); }

static inline void tok_print_table(FILE *f, const char *machine, const tok_result *r, int rounds) {
    const double english = tok_mb_s(&r->row[SAMPLE_ENGLISH]);
    double worst = 0;
    int i, worst_at = 0;
    fprintf(f, "%s, one core; %s, %d tokens, opened in %.2f ms; medians of %d round%s\n\n", machine, r->model,
            r->n_vocab, 1e3 * tok_mid(r->load, rounds), rounds, plural(rounds));
    fprintf(f, "| text     |   MB/s | slower | twice as long | bytes/token | back, MB/s |\n"
               "|----------|-------:|-------:|--------------:|------------:|-----------:|\n");
    for (i = 0; i < r->n_row; i++) {
        const tok_row *l = &r->row[i];
        const double mb_s = tok_mb_s(l), slower = english / mb_s;
        if (i < N_SAMPLE && slower > worst) worst = slower, worst_at = i;
        fprintf(f, "| %-8s | %6.*f | %6.2f | %13.2f | %11.2f | %10.0f |\n", l->name, mb_s < 9.995 ? 2 : 1, mb_s, slower,
                tok_mid(l->whole, l->rounds) / tok_mid(l->half, l->rounds),
                l->n_token ? (double)l->n_byte / (double)l->n_token : 0,
                1e-6 * (double)l->n_byte / tok_mid(l->back, l->rounds));
    }
    fprintf(f, "\nThe worst, %s, is %.1f times as slow as English.\n", r->row[worst_at].name, worst);
}

static inline void tok_json_range(FILE *f, const char *key, const double *seconds, int n, double bytes) {
    const spread s = spread_of(seconds, n);
    fprintf(f, ", \"%s_mb_s\": %.6g, \"%s_mb_s_range\": [%.6g, %.6g]", key, 1e-6 * bytes / s.mid, key,
            1e-6 * bytes / s.high, 1e-6 * bytes / s.low);
}

/* One object a line: a text. */
static inline void tok_print_json(FILE *f, const char *machine, const tok_result *r, int rounds) {
    const double english = tok_mb_s(&r->row[SAMPLE_ENGLISH]);
    int i;
    for (i = 0; i < r->n_row; i++) {
        const tok_row *l = &r->row[i];
        fprintf(f, "{");
        json_text(f, "machine", machine);
        json_text(f, "model", r->model);
        json_text(f, "text", l->name);
        fprintf(f, "\"n_vocab\": %d, \"open_ms\": %.6g, \"bytes\": %zu, \"tokens\": %zu", r->n_vocab,
                1e3 * tok_mid(r->load, rounds), l->n_byte, l->n_token);
        tok_json_range(f, "encode", l->whole, l->rounds, (double)l->n_byte);
        tok_json_range(f, "decode", l->back, l->rounds, (double)l->n_byte);
        fprintf(f, ", \"slower\": %.6g, \"twice_as_long\": %.6g}\n", english / tok_mb_s(l),
                tok_mid(l->whole, l->rounds) / tok_mid(l->half, l->rounds));
    }
}

#endif
