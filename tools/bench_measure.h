/* bench_measure.h -- speeds of a model with several numbers of threads, measured in turn with the limits of the machine
 *
 *     row rows[THREADS_MAX];     one for each number of threads
 *     rc = measure(&plan, name, model, &peaks, rows, &err);
 *
 * Include ../gpt.h with its implementation, file.h and bench_limits.h first. */
#ifndef TOOLS_BENCH_MEASURE_H
#define TOOLS_BENCH_MEASURE_H

#include "bench_guess.h"
#include "names.h"
#include "shapes.h"

#define ROUNDS_MAX 99
#define THREADS_MAX 16
#define BATCH_MAX 64

/* What is measured in each round. */
#define FIGURES(X) \
    X(PROMPT_TOK, "prompt_tok_s") X(PROMPT_GOPS, "prompt_gops") X(LIMIT_GOPS, "limit_gops") \
    X(PROMPT_SHARE, "prompt_share") \
    X(DECODE_TOK, "decode_tok_s") X(DECODE_GB, "decode_gb_s") X(DECODE_SHARE, "decode_share") \
    X(DEPTH_TOK, "depth_tok_s") X(DEPTH_GB, "depth_gb_s") X(DEPTH_SHARE, "depth_share") \
    X(LIMIT_GB, "limit_gb_s") \
    X(TEXT_TOK, "text_tok_s") X(GUESS_TOK, "guess_tok_s") X(GUESS_GAIN, "guess_gain")
enum figure {
#define FIGURE(name, text) name,
    FIGURES(FIGURE)
#undef FIGURE
    N_FIGURE
};

typedef struct plan {
    int prompt, decode, depth, rounds; /* tokens of each; depth 0: not measured */
    int threads[THREADS_MAX], n_threads;
    int batch;      /* contexts that decode together */
    int lane;       /* as in gpt_ctx_desc */
    int huge_pages; /* 1: asked for, for models, contexts and the reader's buffer */
    gpt_kv kv;
    guess_desc guess; /* zeros: not measured */
} plan;

/* A line of the table. */
typedef struct row {
    char model[64];
    gpt_type type; /* the one that holds most weights */
    int threads, batch, prompt, decode, depth, rounds; /* depth 0: not measured, or more than the model has positions */
    int text; /* tokens of the text with guesses; 0: not measured */
    double prompt_ops, decode_bytes, depth_bytes; /* of a token; a batch shares the weights' bytes */
    double value[N_FIGURE][ROUNDS_MAX];
} row;

typedef struct spread { double low, mid, high; } spread;

static inline int compare_doubles(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static inline spread spread_of(const double *value, int n) {
    double v[ROUNDS_MAX];
    spread s;
    memcpy(v, value, (size_t)n * sizeof *v);
    qsort(v, (size_t)n, sizeof *v, compare_doubles);
    s.low = v[0];
    s.mid = (v[(n - 1) / 2] + v[n / 2]) / 2;
    s.high = v[n - 1];
    return s;
}

static inline double median_of(const row *l, enum figure figure) { return spread_of(l->value[figure], l->rounds).mid; }

/* ---- the model's work ---- */

/* Operations of matrices with quantised weights and with floats, which have limits of their own. */
typedef struct op_count { double dot, fma; } op_count;

typedef struct work {
    double weight_bytes; /* that a step reads, of one token or of a batch of them */
    double row_bytes;    /* that each token reads of the embeddings */
    op_count layers;          /* of a token */
    op_count head;            /* of a call */
} work;

/* What a tensor contributes: of an embedding one row is read, of a mixture the experts that are chosen. */
static inline void count_tensor(const gpt_model *m, const gpt__tensor_entry *e, work *w) {
    const int tied = m->c->n_out && !m->t[GPT__ROLE_OUTPUT].data;
    const int embedding = e->role == GPT__ROLE_TOKEN_EMBD || e->role == GPT__ROLE_POS_EMBD ||
                          e->role == GPT__ROLE_TYPE_EMBD;
    const int head = e->role == GPT__ROLE_OUTPUT || (tied && e->role == GPT__ROLE_TOKEN_EMBD);
    const gpt__layer_config *l = gpt__of_experts(e->role) ? m->layer[e->layer].c : NULL;
    const double used = l ? (double)l->n_expert_used / (double)l->n_expert : 1;
    const double n = used * 2.0 * (double)e->n_row * (double)e->n_col * (double)e->n_expert;
    op_count *to = head ? &w->head : &w->layers;
    if (embedding) w->row_bytes += (double)gpt_tensor_size((gpt_type)e->type, 1, e->n_col, 1) / GPT__PANEL;
    if (embedding && !head) return;
    w->weight_bytes += used * (double)e->size;
    if (e->n_col == 1) return; /* a vector */
    if (gpt__is_float((gpt_type)e->type)) to->fma += n;
    else to->dot += n;
}

static inline work count_work(const gpt_model *m) {
    work w;
    size_t i;
    memset(&w, 0, sizeof w);
    for (i = 0; i < m->file.n_entry; i++) count_tensor(m, &m->file.entry[i], &w);
    return w;
}

/* Bytes of keys and values that each of n tokens from a position on reads, its own included; the mean. */
static inline double cache_bytes(const gpt_model *m, gpt_kv kv, int pos, int n) {
    double sum = 0;
    uint32_t i;
    int p;
    for (p = pos; p < pos + n; p++)
        for (i = 0; i < m->c->n_layer; i++) {
            const gpt__layer_config *l = m->layer[i].c;
            const int seen = p + 1 - gpt__first_seen(p, (int)l->window, (int)l->chunk);
            const size_t one = gpt__kv_row(kv, gpt__key_width(l)) + gpt__kv_row(kv, gpt__value_width(l));
            sum += (double)seen * (double)l->n_kv * (double)one;
        }
    return sum / (double)n;
}

/* ---- measuring ---- */

/* The contexts of a number of threads: (batch) empty ones, and as many that are filled up to the depth; the text's. */
typedef struct crew { gpt_ctx *flat[BATCH_MAX], *deep[BATCH_MAX]; guesses guess; } crew;

typedef struct bench {
    const plan *plan;
    const char *name;
    const gpt_model *model;
    int *tokens; /* (longest context), random */
    crew crew[THREADS_MAX];
    reader reader;
    peaks *peaks;
    work work;
} bench;

static inline gpt_ctx_desc context_of(const plan *p, int threads, int deep) {
    gpt_ctx_desc d;
    memset(&d, 0, sizeof d);
    d.n_ctx = deep ? p->depth + p->decode : p->prompt > p->decode ? p->prompt : p->decode;
    d.n_batch = p->prompt; /* a prompt is one pass over the weights, whatever its length */
    d.n_threads = threads;
    d.kv = p->kv;
    d.lane = p->lane;
    return d;
}

/* Can the context be as long as the plan wants? Learned positions end. */
static inline int has_depth(const plan *p, const gpt_model *model) {
    const gpt_ctx_desc deep = context_of(p, 1, 1);
    return p->depth > 0 && gpt_ctx_bytes(model, &deep) > 0;
}

/* Contexts and the reader's buffer must fit into what memory is left. */
static inline int check_memory(const plan *p, const gpt_model *model, int deep, gpt_error *err) {
    double need = (double)reader_buffer(model->file.size), have = machine_memory();
    gpt_ctx_desc d;
    int i, k;
    for (i = 0; i < p->n_threads; i++)
        for (k = 0; k <= deep; k++) {
            d = context_of(p, p->threads[i], k);
            need += (double)gpt_ctx_bytes(model, &d) * p->batch;
        }
    if (have <= 0 || need < have) return GPT_OK;
    return tool_fail(err, GPT_E_MEMORY, "out of memory: contexts and buffers take %.0f MB of %.0f that are free",
                     need * 1e-6, have * 1e-6);
}

/* The context as if it had evaluated the tokens: what stands in a cache has no influence on speed, and evaluating would
 * take minutes. The bytes are such that halves, floats and scales are ordinary numbers; no two pages are alike, see
 * touch_thread. Caches are the last thing in the memory of a context. */
static inline void pretend(const bench *b, gpt_ctx *ctx) {
    gpt_ctx_desc d;
    uint8_t *at = ctx->cache[0].k, *end;
    uint64_t random = 88172645463325252u ^ (uintptr_t)ctx;
    gpt_ctx_resolved(ctx, &d);
    end = (uint8_t *)ctx + gpt_ctx_bytes(b->model, &d);
    for (; at + 8 <= end; at += 8) {
        uint64_t word;
        shape_random(&random);
        word = 0x2828282828282828u | (random & 0x0707070707070707u);
        memcpy(at, &word, 8);
    }
    memset(at, 0x28, (size_t)(end - at));
    memcpy(ctx->tokens, b->tokens, (size_t)b->plan->depth * sizeof *b->tokens);
    ctx->pos = ctx->top = ctx->from = b->plan->depth;
}

static inline int has_guesses(const plan *p) { return p->guess.lookup || p->guess.draft; }

static inline int open_contexts(bench *b, int deep, gpt_error *err) {
    const plan *p = b->plan;
    int i, k;
    for (i = 0; i < p->n_threads && has_guesses(p); i++) {
        const gpt_ctx_desc flat = context_of(p, p->threads[i], 0);
        if (guess_open(&b->crew[i].guess, b->model, &p->guess, p->decode, &flat, err)) return err->status;
    }
    for (i = 0; i < p->n_threads; i++)
        for (k = 0; k < p->batch; k++) {
            const gpt_ctx_desc flat = context_of(p, p->threads[i], 0), filled = context_of(p, p->threads[i], 1);
            crew *c = &b->crew[i];
            if (!(c->flat[k] = gpt_ctx_new(b->model, &flat, err))) return err->status;
            if (!deep) continue;
            if (!(c->deep[k] = gpt_ctx_new(b->model, &filled, err))) return err->status;
            pretend(b, c->deep[k]);
        }
    return GPT_OK;
}

static inline void close_contexts(bench *b) {
    int i, k;
    for (i = 0; i < THREADS_MAX; i++) {
        guess_close(&b->crew[i].guess);
        for (k = 0; k < BATCH_MAX; k++) {
            gpt_ctx_free(b->crew[i].flat[k]);
            gpt_ctx_free(b->crew[i].deep[k]);
        }
    }
}

static inline int make_tokens(bench *b, gpt_error *err) {
    const plan *p = b->plan;
    const int n = p->depth + (p->prompt > p->decode ? p->prompt : p->decode);
    const uint64_t n_vocab = (uint64_t)gpt_model_info(b->model)->n_vocab;
    uint64_t random = 88172645463325252u;
    int i;
    b->tokens = (int *)malloc((size_t)n * sizeof *b->tokens);
    if (!b->tokens) return gpt__fail(err, GPT_E_MEMORY, "out of memory: %d tokens", n);
    for (i = 0; i < n; i++) {
        shape_random(&random);
        b->tokens[i] = (int)((random >> 32) % n_vocab);
    }
    return GPT_OK;
}

/* Evaluate the prompt from the start. */
static inline int run_prompt(const bench *b, gpt_ctx *ctx, double *seconds, gpt_error *err) {
    const double start = now();
    int rc = gpt_ctx_rewind(ctx, 0);
    if (rc == GPT_OK) rc = gpt_eval(ctx, b->tokens, b->plan->prompt);
    *seconds = now() - start;
    return explain(ctx, rc, err);
}

/* Step all contexts of a batch together through n tokens after those that they keep. */
static inline int run_decode(const bench *b, gpt_ctx *const *ctx, int keep, int n, double *seconds, gpt_error *err) {
    gpt_part part[BATCH_MAX];
    double start;
    int i, k, rc = GPT_OK;
    memset(part, 0, sizeof part);
    for (k = 0; k < b->plan->batch && rc == GPT_OK; k++) {
        rc = gpt_ctx_rewind(ctx[k], keep);
        part[k].ctx = ctx[k];
        part[k].n = 1;
    }
    start = now();
    for (i = 0; i < n && rc == GPT_OK; i++) {
        for (k = 0; k < b->plan->batch; k++) part[k].tokens = b->tokens + keep + (i + k) % n; /* not all the same row */
        rc = gpt_eval_batch(part, b->plan->batch);
    }
    *seconds = now() - start;
    return explain(ctx[0], rc, err);
}

/* Operations a second at which the machine could do the prompt's matrices, each kind of them at its own peak. */
static inline double ops_limit(const bench *b, op_count n, int threads) {
    double seconds = 0;
    if (n.dot > 0) seconds += n.dot / peak_limit(&b->peaks->dot, threads);
    if (n.fma > 0) seconds += n.fma / peak_limit(&b->peaks->fma, threads);
    return (n.dot + n.fma) / seconds;
}

static inline op_count prompt_ops(const bench *b) {
    op_count n = b->work.head;
    n.dot += b->plan->prompt * b->work.layers.dot;
    n.fma += b->plan->prompt * b->work.layers.fma;
    return n;
}

/* The text with guesses and without, each first in every other round. */
static inline int measure_guesses(guesses *g, row *l, int round, double *f, gpt_error *err) {
    double seconds[2];
    int i, rc = GPT_OK;
    for (i = 0; i < 2 && rc == GPT_OK; i++) {
        const int with = (i + round) % 2;
        rc = guess_run(g, with, &l->text, &seconds[with], err);
    }
    if (rc != GPT_OK) return rc;
    f[TEXT_TOK] = l->text / seconds[0];
    f[GUESS_TOK] = l->text / seconds[1];
    f[GUESS_GAIN] = seconds[0] / seconds[1];
    return GPT_OK;
}

/* A round of one number of threads. */
static inline int measure_once(const bench *b, crew *c, row *l, int round, gpt_error *err) {
    const op_count n = prompt_ops(b);
    double f[N_FIGURE] = {0}, decode, deep = 1, prompt;
    int i, rc;
    f[LIMIT_GB] = read_limit((reader *)&b->reader, l->threads) * 1e-9;
    rc = run_decode(b, c->flat, 0, l->decode, &decode, err);
    if (rc == GPT_OK && l->depth) rc = run_decode(b, c->deep, l->depth, l->decode, &deep, err);
    if (rc != GPT_OK) return rc;
    f[LIMIT_GOPS] = ops_limit(b, n, l->threads) * 1e-9;
    rc = run_prompt(b, c->flat[0], &prompt, err);
    if (rc == GPT_OK && has_guesses(b->plan)) rc = measure_guesses(&c->guess, l, round, f, err);
    if (rc != GPT_OK) return rc;
    f[PROMPT_TOK] = l->prompt / prompt;
    f[PROMPT_GOPS] = (n.dot + n.fma) / prompt * 1e-9;
    f[PROMPT_SHARE] = f[PROMPT_GOPS] / f[LIMIT_GOPS];
    f[DECODE_TOK] = l->batch * l->decode / decode;
    f[DECODE_GB] = l->decode_bytes * f[DECODE_TOK] * 1e-9;
    f[DECODE_SHARE] = f[DECODE_GB] / f[LIMIT_GB];
    f[DEPTH_TOK] = l->batch * l->decode / deep;
    f[DEPTH_GB] = l->depth_bytes * f[DEPTH_TOK] * 1e-9;
    f[DEPTH_SHARE] = f[DEPTH_GB] / f[LIMIT_GB];
    for (i = 0; i < N_FIGURE; i++) l->value[i][round] = f[i];
    fprintf(stderr, "round %d of %d, %d thread%s: prompt %.1f tokens/s (%.0f %%), decode %.2f (%.0f %%)", round + 1,
            l->rounds, l->threads, l->threads == 1 ? "" : "s", f[PROMPT_TOK], 100 * f[PROMPT_SHARE], f[DECODE_TOK],
            100 * f[DECODE_SHARE]);
    if (l->depth) fprintf(stderr, ", at %d %.2f (%.0f %%)", l->depth, f[DEPTH_TOK], 100 * f[DEPTH_SHARE]);
    if (l->text) fprintf(stderr, ", a text %.2f, with guesses %.2f", f[TEXT_TOK], f[GUESS_TOK]);
    fprintf(stderr, "\n");
    return GPT_OK;
}

static inline void describe_row(const bench *b, row *l, int threads, int deep) {
    const plan *p = b->plan;
    const op_count n = prompt_ops(b);
    const double weights = b->work.weight_bytes / p->batch + b->work.row_bytes;
    memset(l, 0, sizeof *l);
    snprintf(l->model, sizeof l->model, "%s", b->name);
    l->type = gpt_model_info(b->model)->type;
    l->threads = threads;
    l->batch = p->batch;
    l->prompt = p->prompt;
    l->decode = p->decode;
    l->depth = deep ? p->depth : 0;
    l->rounds = p->rounds;
    l->prompt_ops = (n.dot + n.fma) / p->prompt;
    l->decode_bytes = weights + cache_bytes(b->model, p->kv, 0, p->decode);
    if (deep) l->depth_bytes = weights + cache_bytes(b->model, p->kv, p->depth, p->decode);
}

static inline int run_rounds(bench *b, row *rows, int deep, gpt_error *err) {
    const plan *p = b->plan;
    double unused;
    int i, round, rc = GPT_OK;
    for (i = 0; i < p->n_threads && rc == GPT_OK; i++) { /* unmeasured: brings weights and buffers into memory */
        describe_row(b, &rows[i], p->threads[i], deep);
        rc = run_prompt(b, b->crew[i].flat[0], &unused, err);
        if (rc == GPT_OK) rc = run_decode(b, b->crew[i].flat, 0, 1, &unused, err);
    }
    for (round = 0; round < p->rounds; round++)
        for (i = 0; i < p->n_threads && rc == GPT_OK; i++) rc = measure_once(b, &b->crew[i], &rows[i], round, err);
    return rc;
}

/* rows (n_threads) of a model that the table calls `name`. best: as peaks_open made it. */
static inline int measure(const plan *p, const char *name, const gpt_model *model, peaks *best, row *rows,
                          gpt_error *err) {
    const int deep = has_depth(p, model);
    int i, most = 1, rc = check_memory(p, model, deep, err);
    bench b;
    if (rc != GPT_OK) return rc;
    if (gpt_model_info(model)->bidirectional)
        return gpt__fail(err, GPT_E_KIND, "%s is an encoder: it decodes nothing", name);
    memset(&b, 0, sizeof b);
    b.plan = p;
    b.name = name;
    b.model = model;
    b.peaks = best;
    b.work = count_work(model);
    for (i = 0; i < p->n_threads; i++) most = p->threads[i] > most ? p->threads[i] : most;
    if (!reader_open(&b.reader, model->file.data, model->file.size, most, p->huge_pages))
        rc = gpt__fail(err, GPT_E_MEMORY, "out of memory: %zu MB to measure reading", b.reader.size / 1000000);
    if (rc == GPT_OK) rc = make_tokens(&b, err);
    if (rc == GPT_OK) rc = open_contexts(&b, deep, err);
    if (rc == GPT_OK) rc = run_rounds(&b, rows, deep, err);
    close_contexts(&b);
    free(b.tokens);
    reader_close(&b.reader);
    return rc;
}

#endif
