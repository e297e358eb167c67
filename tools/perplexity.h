/* perplexity.h -- how well a model predicts texts, and how far its predictions are from those of another model.
 *
 *     perplexity_text text = {0};
 *     perplexity_read(&text, model, 512, paths, n_path, 0, &err);
 *     perplexity_run(&text, model, exact, &desc, &result, &err);        exact: NULL, or what to compare with
 *     perplexity_text_free(&text);
 *
 * Each document of the texts (texts.h) is tokenized by itself, special tokens in it as plain text; conversations are
 * laid out in the chat format of the model. A document is cut into windows of at most n_context tokens. Each window is
 * evaluated from an empty context, and begins with BOS if the tokenizer puts one in front of a text. Every token of a
 * window but its first, BOS or not, is predicted from those before it:
 *
 *     perplexity = exp(mean of -ln p(token))
 *     KL         = sum over the vocabulary of p ln(p / q), for each prediction; p: exact model, q: model
 *     top 1      = share of the predictions whose likeliest token is the same; the lower id of equals
 *
 * All sums are made in double precision and in the order of the text: results do not depend on the number of threads.
 * Include ../gpt.h, with its implementation, first. */
#ifndef TOOLS_PERPLEXITY_H
#define TOOLS_PERPLEXITY_H

#include "file.h"
#include "texts.h"
#include <limits.h>
#include <math.h>

typedef struct perplexity_window { size_t first; int n; } perplexity_window;

typedef struct perplexity_text {
    int *token; /* (n_token) of all windows, one after the other */
    size_t n_token, token_cap;
    perplexity_window *window; /* (n_window) of 2 tokens and more */
    size_t n_window, window_cap;
    int n_context, n_doc, longest; /* longest: tokens of a window */
} perplexity_text;

typedef struct perplexity_desc {
    int n_threads; /* 0: as in gpt_ctx_desc */
    gpt_kv kv;
} perplexity_desc;

typedef struct perplexity_result {
    size_t n;              /* predictions */
    double loss;           /* mean of -ln p(token) */
    int compared;          /* 1: there is an exact model, and what follows */
    double exact_loss;     /* its loss */
    double ratio_error;    /* standard error of loss - exact_loss */
    double kl, kl_part[4]; /* mean; median, 90 %, 99 % and all are at most that */
    double same;           /* share of equal top 1 */
} perplexity_result;

static inline void perplexity_text_free(perplexity_text *t) {
    free(t->token);
    free(t->window);
    memset(t, 0, sizeof *t);
}

/* ---- text to windows ---- */

typedef struct perplexity__reader {
    perplexity_text *t;
    const gpt_model *model;
    int bos;      /* -1: none */
    size_t limit; /* 0: none */
    gpt_error *err;
} perplexity__reader;

/* *p grows to hold n things of `width` bytes */
static inline int perplexity__room(void *p, size_t *cap, size_t n, size_t width, gpt_error *err) {
    size_t want = *cap ? *cap : 1024;
    void *old, *more;
    if (n <= *cap) return GPT_OK;
    while (want < n && want < SIZE_MAX / 4 / width) want *= 2;
    memcpy(&old, p, sizeof old);
    more = want < n ? NULL : realloc(old, want * width);
    if (!more) return tool_fail(err, GPT_E_MEMORY, "out of memory for the tokens of the text");
    memcpy(p, &more, sizeof more);
    *cap = want;
    return GPT_OK;
}

/* The tokens of a document behind what is there, which stays as it is; returns how many, or a status. */
static inline int perplexity__tokens(perplexity__reader *r, const texts_doc *doc) {
    perplexity_text *t = r->t;
    size_t room = doc->n_message ? 64 : doc->size + 16;
    int i, n;
    for (i = 0; i < doc->n_message; i++) room += strlen(doc->message[i].content) + 64;
    if (room > INT_MAX / 2) return tool_fail(r->err, GPT_E_ARG, "a document of more than 1 GB");
    if (perplexity__room(&t->token, &t->token_cap, t->n_token + room, sizeof *t->token, r->err)) return r->err->status;
    if (!doc->n_message) {
        n = gpt_tokenize(r->model, doc->text, doc->size, 0, t->token + t->n_token, (int)room);
        if (n < 0) tool_fail(r->err, n, "a document cannot be tokenized: %s", gpt_status_text(n));
    } else {
        gpt_chat_desc chat = {0};
        chat.messages = doc->message, chat.n = doc->n_message, chat.closed = chat.no_bos = 1;
        chat.now = TOOL_NOW;
        n = gpt_chat_tokens(r->model, &chat, t->token + t->n_token, (int)room, r->err);
    }
    if (n > (int)room) return tool_fail(r->err, GPT_E_FULL, "a document has more tokens than bytes");
    return n;
}

/* Document i of the text becomes windows; BOS is put in front of each. */
static inline int perplexity__document(const texts_doc *doc, void *user) {
    perplexity__reader *r = (perplexity__reader *)user;
    perplexity_text *t = r->t;
    const int front = r->bos >= 0, most = t->n_context - front;
    int n = perplexity__tokens(r, doc), at, part, rc;
    size_t from = t->n_token, to, room;
    if (n < 0) return n;
    if (r->limit && (size_t)n > r->limit - from) n = (int)(r->limit - from);
    room = from + (size_t)n + (size_t)(n / most + 1);
    rc = perplexity__room(&t->token, &t->token_cap, room, sizeof *t->token, r->err);
    if (rc != GPT_OK) return rc;
    t->n_doc++;
    for (at = (n - 1) / most * most; n && front && at >= 0; at -= most) { /* from behind, to make room for BOS */
        to = from + (size_t)(at + at / most);
        memmove(t->token + to + 1, t->token + from + at, (size_t)(n - at < most ? n - at : most) * sizeof *t->token);
        t->token[to] = r->bos;
    }
    for (at = 0; at < n; at += part) {
        perplexity_window *w;
        part = n - at < most ? n - at : most;
        rc = perplexity__room(&t->window, &t->window_cap, t->n_window + 1, sizeof *t->window, r->err);
        if (rc != GPT_OK) return rc;
        w = &t->window[t->n_window];
        w->first = t->n_token;
        w->n = part + front;
        t->n_token += (size_t)w->n;
        if (w->n > t->longest) t->longest = w->n;
        t->n_window += w->n > 1;
    }
    return r->limit && t->n_token >= r->limit ? 1 : GPT_OK;
}

/* perplexity_read -- the windows of all documents of some files, as this model's tokens. n_context: 2 and more, 0: the
 * model's, at most 512. limit: leave off after about so many tokens; 0: none. */
static inline int perplexity_read(perplexity_text *t, const gpt_model *model, int n_context, const char *const *path,
                                  int n_path, size_t limit, gpt_error *err) {
    const gpt_info *info = gpt_model_info(model);
    perplexity__reader r = {t, model, -1, limit, err};
    int front[4], i, rc = GPT_OK;
    memset(t, 0, sizeof *t);
    if (info->n_tokens == 0) return tool_fail(err, GPT_E_KIND, "the model has no tokenizer");
    t->n_context = n_context ? n_context : info->n_ctx < 512 ? info->n_ctx : 512;
    if (t->n_context < 2 || t->n_context > info->n_ctx)
        return tool_fail(err, GPT_E_ARG, "a context of %d tokens: the model takes 2 to %d", t->n_context, info->n_ctx);
    if (gpt_tokenize(model, "", 0, GPT_TEXT_BOS, front, 4) > 0 && front[0] == gpt_token_special(model, GPT_TOKEN_BOS))
        r.bos = front[0];
    for (i = 0; i < n_path && rc == GPT_OK; i++) {
        rc = texts_read(path[i], perplexity__document, &r, err);
        if (rc < 0 && strncmp(err->message, path[i], strlen(path[i])) != 0) {
            gpt_error why = *err;
            tool_fail(err, rc, "%.120s: %.120s", path[i], why.message);
        }
    }
    if (rc >= 0 && t->n_window == 0)
        rc = tool_fail(err, GPT_E_FORMAT, "%s: too short: there is no token to predict", path[0]);
    return rc < 0 ? rc : GPT_OK;
}

/* ---- predictions ---- */

/* A run: some rows of outputs, of both models, and what comes of all predictions. */
typedef struct perplexity__run {
    int n_out, n, t0;   /* rows [t0, t0 + n) of the window; row t predicts token t + 1 */
    const int *token;   /* of the window */
    const float *q, *p; /* (n, n_out) outputs; p: NULL */
    size_t at;          /* predictions before them */
    double *loss, *exact, *kl; /* (predictions) */
    unsigned char *same;
} perplexity__run;

static inline double perplexity__norm(const float *x, int n, int *best) {
    double sum = 0;
    int i;
    for (*best = 0, i = 1; i < n; i++)
        if (x[i] > x[*best]) *best = i;
    for (i = 0; i < n; i++) sum = sum + gpt__exp((double)x[i] - (double)x[*best]);
    return (double)x[*best] + gpt__log(sum);
}

static inline void perplexity__rows(void *arg, const gpt__team *me) {
    const perplexity__run *r = (const perplexity__run *)arg;
    int t, i, best, exact_best;
    for (t = gpt__next(me, -1); t < r->n; t = gpt__next(me, t)) {
        const float *q = r->q + (size_t)t * (size_t)r->n_out, *p = r->p ? r->p + (size_t)t * (size_t)r->n_out : NULL;
        const int token = r->token[r->t0 + t + 1];
        const double norm = perplexity__norm(q, r->n_out, &best);
        const size_t at = r->at + (size_t)t;
        double exact_norm, kl = 0;
        r->loss[at] = norm - (double)q[token];
        if (!p) continue;
        exact_norm = perplexity__norm(p, r->n_out, &exact_best);
        r->exact[at] = exact_norm - (double)p[token];
        for (i = 0; i < r->n_out; i++)
            kl = kl + gpt__exp((double)p[i] - exact_norm) * ((double)p[i] - (double)q[i] - exact_norm + norm);
        r->kl[at] = kl < 0 ? 0 : kl; /* rounding; NaN stays */
        r->same[at] = best == exact_best;
    }
}

static inline gpt_ctx *perplexity__context(const gpt_model *m, const perplexity_desc *d, const perplexity_text *t,
                                           gpt_error *err) {
    gpt_ctx_desc desc = {0};
    desc.n_ctx = t->n_context; /* whatever is used of it: rotary frequencies may depend on it */
    desc.n_threads = d->n_threads;
    desc.kv = d->kv;
    return gpt_ctx_new(m, &desc, err);
}

/* A window through both models, `rows` tokens a call. */
static inline int perplexity__window(perplexity__run *r, gpt_ctx *const ctx[2], const int *token, int n, int rows,
                                     float *const out[2], int n_threads, gpt_error *err) {
    int at, part, i, rc = GPT_OK;
    r->token = token;
    for (i = 0; i < 2; i++)
        if (ctx[i]) gpt_ctx_rewind(ctx[i], 0);
    for (at = 0; at < n - 1 && rc == GPT_OK; at += part) {
        part = n - 1 - at < rows ? n - 1 - at : rows;
        for (i = 0; i < 2 && ctx[i] && rc == GPT_OK; i++) {
            rc = gpt_eval_all(ctx[i], token + at, part, out[i]);
            if (rc != GPT_OK) tool_fail(err, rc, "%s", gpt_ctx_error(ctx[i]));
        }
        if (rc != GPT_OK) break;
        r->t0 = at;
        r->n = part;
        gpt__parallel(n_threads, perplexity__rows, r);
        r->at += (size_t)part;
    }
    return rc;
}

static inline int perplexity__ascending(const void *a, const void *b) {
    double x, y;
    memcpy(&x, a, sizeof x);
    memcpy(&y, b, sizeof y);
    return (x > y) - (x < y);
}

static inline double perplexity__mean(const double *x, size_t n) {
    double sum = 0;
    size_t i;
    for (i = 0; i < n; i++) sum += x[i];
    return sum / (double)n;
}

/* What comes of all predictions; sorts r->kl. */
static inline int perplexity__sum_up(perplexity__run *r, perplexity_result *out, gpt_error *err) {
    static const double part[4] = {0.5, 0.9, 0.99, 1};
    const size_t n = r->at;
    size_t i, same = 0;
    double square = 0;
    out->n = n;
    out->loss = perplexity__mean(r->loss, n);
    if (!isfinite(out->loss)) return tool_fail(err, GPT_E_FORMAT, "an output of the network is not finite");
    if (!r->p) return GPT_OK;
    out->compared = 1;
    out->exact_loss = perplexity__mean(r->exact, n);
    out->kl = perplexity__mean(r->kl, n);
    if (!isfinite(out->exact_loss) || !isfinite(out->kl))
        return tool_fail(err, GPT_E_FORMAT, "an output of the exact network is not finite");
    for (i = 0; i < n; i++) {
        const double d = r->loss[i] - r->exact[i] - (out->loss - out->exact_loss);
        square += d * d;
        same += r->same[i];
    }
    out->ratio_error = sqrt(square) / (double)n;
    out->same = (double)same / (double)n;
    qsort(r->kl, n, sizeof *r->kl, perplexity__ascending);
    for (i = 0; i < 4; i++) out->kl_part[i] = r->kl[(size_t)ceil(part[i] * (double)n) - 1];
    return GPT_OK;
}

/* Can the model's predictions be measured, and those of two models be compared? */
static inline int perplexity__check(const gpt_model *m, const gpt_model *exact, gpt_error *err) {
    const gpt_info *a = gpt_model_info(m), *b = exact ? gpt_model_info(exact) : a;
    if (a->head != GPT_HEAD_LM || b->head != GPT_HEAD_LM)
        return tool_fail(err, GPT_E_KIND, "the model predicts no tokens");
    if (a->bidirectional || b->bidirectional)
        return tool_fail(err, GPT_E_KIND, "an encoder: it sees the tokens that it would predict");
    if (a->n_out != b->n_out)
        return tool_fail(err, GPT_E_ARG, "the models' vocabularies differ: %d and %d tokens", a->n_out, b->n_out);
    return GPT_OK;
}

/* perplexity_run -- the predictions of a model, beside those of an exact one if that is not NULL. */
static inline int perplexity_run(const perplexity_text *t, const gpt_model *m, const gpt_model *exact,
                                 const perplexity_desc *d, perplexity_result *result, gpt_error *err) {
    const int n_out = gpt_model_info(m)->n_out, threads = d->n_threads ? d->n_threads : gpt__default_threads();
    int rows = n_out > 1 << 16 ? 64 : 256, rc = perplexity__check(m, exact, err), i;
    gpt_ctx *ctx[2] = {NULL, NULL};
    float *out[2] = {NULL, NULL};
    perplexity__run r;
    size_t w;
    memset(&r, 0, sizeof r);
    memset(result, 0, sizeof *result);
    if (rc != GPT_OK) return rc;
    for (i = 0; i < 2 && (i == 0 || exact) && rc == GPT_OK; i++) {
        out[i] = (float *)malloc((size_t)rows * (size_t)n_out * sizeof(float));
        if (!out[i]) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
        else if (!(ctx[i] = perplexity__context(i ? exact : m, d, t, err))) rc = err->status;
    }
    r.n_out = n_out;
    r.q = out[0], r.p = out[1];
    r.loss = (double *)malloc(3 * t->n_token * sizeof *r.loss);
    r.same = (unsigned char *)malloc(t->n_token);
    if (rc == GPT_OK && (!r.loss || !r.same)) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK) r.exact = r.loss + t->n_token, r.kl = r.exact + t->n_token;
    for (w = 0; w < t->n_window && rc == GPT_OK; w++)
        rc = perplexity__window(&r, ctx, t->token + t->window[w].first, t->window[w].n, rows, out, threads, err);
    if (rc == GPT_OK) rc = perplexity__sum_up(&r, result, err);
    for (i = 0; i < 2; i++) {
        gpt_ctx_free(ctx[i]);
        free(out[i]);
    }
    free(r.loss);
    free(r.same);
    return rc;
}

/* perplexity_print -- a result in words. */
static inline void perplexity_print(FILE *f, const perplexity_result *r) {
    fprintf(f, "%zu predictions: perplexity %.4f", r->n, exp(r->loss));
    if (r->compared) {
        fprintf(f, ", of the exact model %.4f: ratio %.5f +- %.5f\n", exp(r->exact_loss), exp(r->loss - r->exact_loss),
                r->ratio_error * exp(r->loss - r->exact_loss));
        fprintf(f, "KL divergence: mean %.3g; half below %.3g, 90 %% below %.3g, 99 %% below %.3g, most %.3g\n", r->kl,
                r->kl_part[0], r->kl_part[1], r->kl_part[2], r->kl_part[3]);
        fprintf(f, "top 1: %.2f %% equal", 100 * r->same);
    }
    fputc('\n', f);
}

#endif
