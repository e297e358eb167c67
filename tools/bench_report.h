/* bench_report.h -- what was measured, as a table for people (which is Markdown) and as JSON for programs
 *
 * Include bench_limits.h and bench_measure.h first. */
#ifndef TOOLS_BENCH_REPORT_H
#define TOOLS_BENCH_REPORT_H

typedef struct report {
    char machine[128];
    const char *lane;
    const char *draft; /* name of the draft model; NULL: none */
    const plan *plan;
    const row *rows;
    int n_row;
} report;

static inline const char *plural(int n) { return n == 1 ? "" : "s"; }

/* ---- the table ---- */

/* Tokens a second with three digits, and the share: "1234", "123", "12.3", "1.23". */
static inline void print_speed(FILE *f, double tokens, double share) {
    const int digits = tokens < 9.995 ? 2 : tokens < 99.95 ? 1 : 0;
    fprintf(f, " %7.*f | %3.0f %% |", digits, tokens, 100 * share);
}

/* The limits that lines of one number of threads were measured beside: lowest and highest median. */
static inline void print_limits(FILE *f, const report *r, int threads) {
    spread gb = {0, 0, 0}, dot = {0, 0, 0}, fma = {0, 0, 0};
    int i;
    for (i = 0; i < r->n_row; i++) {
        const row *l = &r->rows[i];
        const double value[2] = {median_of(l, LIMIT_GB), median_of(l, LIMIT_GOPS)};
        spread *s[2];
        int k;
        if (l->threads != threads) continue;
        s[0] = &gb;
        s[1] = gpt__is_float((uint32_t)l->type) ? &fma : &dot;
        for (k = 0; k < 2; k++) {
            if (s[k]->high <= 0 || value[k] < s[k]->low) s[k]->low = value[k];
            if (value[k] > s[k]->high) s[k]->high = value[k];
        }
    }
    fprintf(f, "%d thread%s: reading %.1f .. %.1f GB/s", threads, plural(threads), gb.low, gb.high);
    if (dot.high > 0) fprintf(f, "; 8-bit dot products %.0f .. %.0f GOP/s", dot.low, dot.high);
    if (fma.high > 0) fprintf(f, "; float multiply-adds %.0f .. %.0f GOP/s", fma.low, fma.high);
    fprintf(f, "\n");
}

/* Decoding a text, with guesses, and how many times as fast that is. */
static inline void print_guesses(FILE *f, const row *l) {
    const double speed[2] = {median_of(l, TEXT_TOK), median_of(l, GUESS_TOK)};
    int i;
    for (i = 0; i < 2; i++)
        fprintf(f, " %7.*f |", speed[i] < 9.995 ? 2 : speed[i] < 99.95 ? 1 : 0, speed[i]);
    fprintf(f, " %4.2f |", median_of(l, GUESS_GAIN));
}

static inline void print_table(FILE *f, const report *r) {
    const plan *p = r->plan;
    const int guessed = has_guesses(p);
    char prompt[32], depth[32], batch[48] = "", lookup[32] = "";
    int i;
    snprintf(prompt, sizeof prompt, "prompt %d", p->prompt);
    snprintf(depth, sizeof depth, "at %d", p->depth);
    if (p->batch > 1) snprintf(batch, sizeof batch, ", %d contexts decode together", p->batch);
    fprintf(f, "%s, %d processor%s; lane %s, %s cache%s%s; tokens/s and share of the limit, medians of %d round%s\n\n",
            r->machine, machine_processors(), plural(machine_processors()), r->lane, names_kv(p->kv), batch,
            p->huge_pages ? ", huge pages" : "", p->rounds, plural(p->rounds));
    fprintf(f, "| %-14s | type | threads | %-14s | share | decode  | share |", "model", prompt);
    if (p->depth) fprintf(f, " %-7s | share |", depth);
    if (guessed) fprintf(f, " a text  | guessed | gain |");
    fprintf(f, "\n|----------------|------|--------:|---------------:|------:|--------:|------:|%s%s\n",
            p->depth ? "--------:|------:|" : "", guessed ? "--------:|--------:|-----:|" : "");
    for (i = 0; i < r->n_row; i++) {
        const row *l = &r->rows[i];
        fprintf(f, "| %-14s | %-4s | %7d |       ", l->model, names_type(l->type), l->threads);
        print_speed(f, median_of(l, PROMPT_TOK), median_of(l, PROMPT_SHARE));
        print_speed(f, median_of(l, DECODE_TOK), median_of(l, DECODE_SHARE));
        if (l->depth) print_speed(f, median_of(l, DEPTH_TOK), median_of(l, DEPTH_SHARE));
        else if (p->depth) fprintf(f, "       – |     – |");
        if (guessed) print_guesses(f, l);
        fprintf(f, "\n");
    }
    fprintf(f, "\nThe limits, medians of each model:\n");
    for (i = 0; i < p->n_threads; i++) print_limits(f, r, p->threads[i]);
    if (p->guess.lookup) snprintf(lookup, sizeof lookup, "lookup %d", p->guess.lookup);
    if (guessed)
        fprintf(f, "\nThe text, of %d tokens at most, is the same with guesses and without; they are from %s%s%s.\n",
                p->decode, lookup, *lookup && p->guess.draft ? " and " : "", p->guess.draft ? r->draft : "");
}

/* ---- JSON ---- */

static inline void json_text(FILE *f, const char *key, const char *text) {
    fprintf(f, "\"%s\": \"", key);
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c < 32) fprintf(f, "\\u%04x", c);
        else if (c == '"' || c == '\\') fprintf(f, "\\%c", c);
        else putc(c, f);
    }
    fprintf(f, "\", ");
}

/* What was measured, with everything it was measured with; gap: what stands between its parts. */
static inline void json_row(FILE *f, const report *r, const row *l, const char *gap) {
    static const char *const name[N_FIGURE] = {
#define FIGURE(id, text) text,
        FIGURES(FIGURE)
#undef FIGURE
    };
    int i;
    fprintf(f, "{");
    json_text(f, "model", l->model);
    json_text(f, "type", names_type(l->type));
    json_text(f, "lane", r->lane);
    json_text(f, "kv", names_kv(r->plan->kv));
    fprintf(f, "\"threads\": %d, \"batch\": %d, \"prompt\": %d, \"decode\": %d, \"depth\": %d, \"text\": %d",
            l->threads, l->batch, l->prompt, l->decode, l->depth, l->text);
    fprintf(f, "%s\"prompt_ops\": %.0f, \"decode_bytes\": %.0f, \"depth_bytes\": %.0f", gap, l->prompt_ops,
            l->decode_bytes, l->depth_bytes);
    for (i = 0; i < N_FIGURE; i++) {
        const spread s = spread_of(l->value[i], l->rounds);
        if ((!l->depth && (i == DEPTH_TOK || i == DEPTH_GB || i == DEPTH_SHARE)) ||
            (!l->text && (i == TEXT_TOK || i == GUESS_TOK || i == GUESS_GAIN))) {
            fprintf(f, "%s\"%s\": null, \"%s_range\": null", gap, name[i], name[i]);
            continue;
        }
        fprintf(f, "%s\"%s\": %.6g, \"%s_range\": [%.6g, %.6g]", gap, name[i], s.mid, name[i], s.low, s.high);
    }
    fprintf(f, "}");
}

static inline void write_json(FILE *f, const report *r) {
    int i;
    fprintf(f, "{");
    json_text(f, "machine", r->machine);
    json_text(f, "lane", r->lane);
    json_text(f, "kv", names_kv(r->plan->kv));
    if (r->draft) json_text(f, "draft", r->draft);
    fprintf(f, "\"version\": %d, \"processors\": %d, \"huge_pages\": %d, \"rounds\": %d, \"lookup\": %d,\n"
            "  \"rows\": [\n", gpt_version(), machine_processors(), r->plan->huge_pages, r->plan->rounds,
            r->plan->guess.lookup);
    for (i = 0; i < r->n_row; i++) {
        fprintf(f, "    ");
        json_row(f, r, &r->rows[i], ",\n     ");
        fprintf(f, "%s\n", i + 1 < r->n_row ? "," : "");
    }
    fprintf(f, "  ]}\n");
}

/* One object a line, for other programs. */
static inline void print_json(FILE *f, const report *r) {
    int i;
    for (i = 0; i < r->n_row; i++) {
        json_row(f, r, &r->rows[i], ", ");
        fprintf(f, "\n");
    }
}

#endif
