/* calibrate.h -- what the columns of a model's matrices are multiplied with, over the tokens of a text: the mean of
 * their inputs' squares, which is what an error in a column costs, and thus the importance that quantize.h takes; and
 * of rows that are not too wide the products of all pairs, which tell how errors make good for each other: feedback.
 *
 *     calibration c;
 *     rc = calibrate(&c, model, &text, n_threads, &err);      text: see perplexity.h
 *     importance = calibrate_importance(&c, i, expert);       of matrix `expert` of the file's tensor i, or NULL
 *     feedback = calibrate_feedback(&c, i);                   of tensor i, or NULL
 *     calibrate_free(&c);
 *
 * With H the sum of x x^T over the inputs x, errors e of a row of weights cost e^T H e. H = V D V^T, where V is upper
 * triangular with ones on its diagonal and D diagonal, makes that
 *
 *     sum over columns k of D[k] (e[k] + sum over j < k of V[j, k] e[j])^2
 *
 * so, one column after the other, e[k] is best chosen to be nearest to minus the inner sum.
 *
 * The context gets a lane of its own, whose products look at their inputs and then are those of the best lane. The
 * first unit of each product counts; between two barriers one thread computes it, so sums have one order and results do
 * not depend on the number of threads. Include ../gpt.h, with its implementation, and perplexity.h first. */
#ifndef TOOLS_CALIBRATE_H
#define TOOLS_CALIBRATE_H

enum { CALIBRATE_WIDEST = 1024 }; /* columns, for products of pairs: 4 MB and some seconds for each such input */

typedef struct calibrate__tensor {
    double *sum; /* (n_expert, n_col) of squares */
    size_t *n;   /* (n_expert) rows */
    float *pair; /* (n_col, wide) sums of products of some rows, row c from its block on; NULL: none */
    size_t n_pair; /* rows */
    size_t same; /* the tensor that has them: keys and values meet what queries do, `up` what `gate` does */
} calibrate__tensor;

typedef struct calibration {
    const gpt_model *model;
    size_t n_token;       /* of the text */
    calibrate__tensor *t; /* (entries of the file); without sums: no matrix that counts */
    float *importance;    /* (widest row) */
    float *x;             /* (4, wide) inputs, padded with zeros */
    double *h;            /* (n_col, n_col) being decomposed */
    float *feedback;      /* (n_col, wide) of the tensor whose pairs these are: */
    size_t feedback_of;   /* SIZE_MAX: of none yet */
} calibration;

static inline size_t calibrate__wide(size_t n_col) { return (n_col + 31) / 32 * 32; }

/* Kernels know nothing but their arguments: one calibration at a time. */
static calibration *calibrate__now;
static const gpt__kernels *calibrate__lane;

/* Which tensor of the file has its data here; entries lie in order of offset. */
static inline size_t calibrate__find(const gpt__file *f, const uint8_t *at) {
    const uint64_t offset = (uint64_t)(at - f->data);
    size_t low = 0, high = f->n_entry;
    while (high - low > 1) {
        const size_t middle = (low + high) / 2;
        if (f->entry[middle].offset <= offset) low = middle;
        else high = middle;
    }
    return low;
}

/* pair[a, b] += x[t, a] x[t, b] over 4 inputs; by whole blocks, for compilers to make vectors of */
static inline void calibrate__add_pairs(float *pair, const float *x, size_t n_col, size_t wide) {
    const float *x1 = x + wide, *x2 = x1 + wide, *x3 = x2 + wide;
    size_t a, b, i;
    for (a = 0; a < n_col; a++, pair += wide)
        for (b = a / 32 * 32; b < wide; b += 32)
            for (i = b; i < b + 32; i++) pair[i] += (x[a] * x[i] + x1[a] * x1[i]) + (x2[a] * x2[i] + x3[a] * x3[i]);
}

/* Products of as many rows as are enough, from all over the text: t0 rows came before these. */
static inline void calibrate__pairs(calibration *c, calibrate__tensor *t, const gpt__matmul *m, size_t t0) {
    const size_t n_col = (size_t)m->n_col, wide = calibrate__wide(n_col), enough = 16 * (n_col > 512 ? n_col : 512);
    const size_t every = c->n_token / enough + 1;
    size_t i = (every - t0 % every) % every, k;
    while (i < (size_t)m->T) {
        memset(c->x, 0, 4 * wide * sizeof *c->x);
        for (k = 0; k < 4 && i < (size_t)m->T; k++, i += every, t->n_pair++)
            memcpy(c->x + k * wide, m->x + i * m->ldx, n_col * sizeof *c->x);
        calibrate__add_pairs(t->pair, c->x, n_col, wide);
    }
}

static inline void calibrate__see(const gpt__matmul *m, int p0) {
    const gpt__file *f = &calibrate__now->model->file;
    size_t i, expert;
    double *sum;
    int t, c;
    if (p0 > 0) return;
    i = calibrate__find(f, m->w);
    if (!calibrate__now->t[i].sum) return;
    expert = (size_t)(m->w - (f->data + f->entry[i].offset)) / (size_t)(f->entry[i].size / f->entry[i].n_expert);
    sum = calibrate__now->t[i].sum + expert * f->entry[i].n_col;
    for (t = 0; t < m->T; t++) {
        const float *x = m->x + (size_t)t * m->ldx;
        for (c = 0; c < m->n_col; c++) sum[c] += (double)x[c] * (double)x[c];
    }
    if (calibrate__now->t[i].pair)
        calibrate__pairs(calibrate__now, &calibrate__now->t[i], m, calibrate__now->t[i].n[expert]);
    calibrate__now->t[i].n[expert] += (size_t)m->T;
}

#define X(id, value, text, bits) \
    static void calibrate__##id(const gpt__matmul *m, int p0, int p1) { \
        calibrate__see(m, p0); \
        calibrate__lane->matmul[GPT_TYPE_##id](m, p0, p1); \
    }
GPT__TYPES(X)
#undef X

static inline void calibrate_free(calibration *c) {
    size_t i;
    for (i = 0; c->t && i < c->model->file.n_entry; i++) {
        free(c->t[i].sum);
        free(c->t[i].n);
        free(c->t[i].pair);
    }
    free(c->t);
    free(c->importance);
    free(c->x);
    free(c->h);
    free(c->feedback);
    memset(c, 0, sizeof *c);
}

/* The tensor that sees the same inputs as tensor i, and comes before it; or i. */
static inline size_t calibrate__twin(const calibration *c, size_t i) {
    const gpt__tensor_entry *e = &c->model->file.entry[i];
    const uint32_t role = e->role == GPT__ROLE_K || e->role == GPT__ROLE_V ? GPT__ROLE_Q :
                          e->role == GPT__ROLE_UP ? GPT__ROLE_GATE : e->role;
    size_t k;
    for (k = i; k-- > 0;) {
        const gpt__tensor_entry *f = &c->model->file.entry[k];
        if (f->role == role && f->layer == e->layer && f->n_col == e->n_col) return k;
    }
    return i;
}

static inline int calibrate__room(calibration *c, gpt_error *err) {
    const gpt__file *f = &c->model->file;
    size_t i, widest = 1, paired = 1;
    c->t = (calibrate__tensor *)calloc(f->n_entry + 1, sizeof *c->t);
    for (i = 0; c->t && i < f->n_entry; i++) {
        const gpt__tensor_entry *e = &f->entry[i];
        calibrate__tensor *t = &c->t[i];
        if (e->n_col == 1 || recipe_never(e->role, c->model->c->head)) continue;
        t->sum = (double *)calloc((size_t)e->n_expert * e->n_col, sizeof(double));
        t->n = (size_t *)calloc(e->n_expert, sizeof(size_t));
        if (!t->sum || !t->n) return tool_fail(err, GPT_E_MEMORY, "out of memory");
        widest = e->n_col > widest ? e->n_col : widest;
        t->same = calibrate__twin(c, i);
        if (e->n_expert > 1 || e->n_col > CALIBRATE_WIDEST || t->same != i) continue;
        t->pair = (float *)calloc(e->n_col * calibrate__wide(e->n_col), sizeof(float));
        if (!t->pair) return tool_fail(err, GPT_E_MEMORY, "out of memory");
        paired = e->n_col > paired ? e->n_col : paired;
    }
    c->importance = (float *)malloc(widest * sizeof(float));
    c->x = (float *)malloc(4 * calibrate__wide(paired) * sizeof(float));
    c->h = (double *)malloc(paired * paired * sizeof(double));
    c->feedback = (float *)malloc(paired * calibrate__wide(paired) * sizeof(float));
    c->feedback_of = SIZE_MAX;
    if (!c->t || !c->importance || !c->x || !c->h || !c->feedback) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    return GPT_OK;
}

/* calibrate -- runs all windows of a text and sums up. */
static inline int calibrate(calibration *c, const gpt_model *model, const perplexity_text *text, int n_threads,
                            gpt_error *err) {
    const int n_out = gpt_model_info(model)->n_out;
    float *out = (float *)malloc((size_t)text->longest * (size_t)(n_out ? n_out : 1) * sizeof(float));
    gpt__kernels lane;
    gpt_ctx_desc desc = {0};
    gpt_ctx *ctx = NULL;
    size_t w;
    int rc;
    memset(c, 0, sizeof *c);
    c->model = model;
    c->n_token = text->n_token;
    rc = out ? calibrate__room(c, err) : tool_fail(err, GPT_E_MEMORY, "out of memory");
    desc.n_ctx = text->n_context;
    desc.n_threads = n_threads;
    if (rc == GPT_OK && !(ctx = gpt_ctx_new(model, &desc, err))) rc = err->status;
    if (rc == GPT_OK) {
        calibrate__now = c;
        calibrate__lane = ctx->lane;
        lane = *ctx->lane;
#define X(id, value, name, bits) lane.matmul[GPT_TYPE_##id] = calibrate__##id;
        GPT__TYPES(X)
#undef X
        ctx->lane = &lane;
    }
    for (w = 0; w < text->n_window && rc == GPT_OK; w++) {
        const int *token = text->token + text->window[w].first;
        gpt_ctx_rewind(ctx, 0);
        rc = n_out ? gpt_eval_all(ctx, token, text->window[w].n, out) : gpt_eval(ctx, token, text->window[w].n);
        if (rc != GPT_OK) tool_fail(err, rc, "%s", gpt_ctx_error(ctx));
    }
    gpt_ctx_free(ctx);
    free(out);
    if (rc != GPT_OK) calibrate_free(c);
    return rc;
}

/* calibrate_importance -- (n_col) of one matrix, around 1; valid until the next call. An expert that no token chose has
 * that of all experts together. Columns that the text left at zero keep a hundredth of the mean: other texts may not.
 * NULL: the text has not touched the tensor. */
static inline const float *calibrate_importance(calibration *c, size_t i, uint32_t expert) {
    const gpt__tensor_entry *e = &c->model->file.entry[i];
    const calibrate__tensor *t = &c->t[i];
    uint32_t from = expert, to = expert + 1, col, k;
    double mean = 0;
    if (!t->sum) return NULL;
    if (!t->n[expert]) from = 0, to = e->n_expert;
    for (k = from; k < to; k++)
        for (col = 0; col < e->n_col; col++) mean += t->sum[(size_t)k * e->n_col + col] / (double)e->n_col;
    if (!(mean > 0) || !isfinite(mean)) return NULL;
    for (col = 0; col < e->n_col; col++) {
        double sum = 0;
        for (k = from; k < to; k++) sum += t->sum[(size_t)k * e->n_col + col];
        c->importance[col] = (float)((sum / mean + 0.01) / 1.01);
    }
    return c->importance;
}

/* H (n, n), its upper triangle, to V above the diagonal and D on it, from the last column on. 0: it is not positive. */
static inline int calibrate__decompose(double *h, size_t n) {
    size_t j, k, m;
    for (k = n; k-- > 0;) {
        const double *row = h + k * n;
        double d = row[k];
        for (m = k + 1; m < n; m++) d -= row[m] * row[m] * h[m * n + m];
        if (!(d > 0)) return 0;
        for (j = 0; j < k; j++) {
            double *v = h + j * n, sum = v[k];
            for (m = k + 1; m < n; m++) sum -= v[m] * row[m] * h[m * n + m];
            v[k] = sum / d;
        }
        h[k * n + k] = d;
    }
    return 1;
}

/* H of a tensor: what n rows of n_col columns show of pairs is less certain the fewer they are, so the pairs count
 * n / (n + n_col); and a hundredth of their mean is added to the squares, for other texts have other inputs. */
static inline int calibrate__fill(calibration *c, size_t i, size_t n_col) {
    const calibrate__tensor *t = &c->t[i];
    const double part = (double)t->n_pair / (double)(t->n_pair + n_col);
    const size_t wide = calibrate__wide(n_col);
    double mean = 0;
    size_t a, b;
    for (a = 0; a < n_col; a++) mean += (double)t->pair[a * wide + a] / (double)n_col;
    if (!(mean > 0) || !isfinite(mean)) return 0;
    for (a = 0; a < n_col; a++) {
        for (b = a + 1; b < n_col; b++) c->h[a * n_col + b] = part * (double)t->pair[a * wide + b];
        c->h[a * n_col + a] = (double)t->pair[a * wide + a] + 0.01 * mean;
    }
    return 1;
}

/* calibrate_feedback -- (n_col, n_col rounded up to blocks) V of tensor i without its diagonal; valid until the next
 * call. NULL: its rows are too wide, it is of experts, or the text has not touched it. */
static inline const float *calibrate_feedback(calibration *c, size_t i) {
    const size_t n_col = c->model->file.entry[i].n_col, wide = calibrate__wide(n_col);
    const calibrate__tensor *t = &c->t[i], *of;
    size_t a, b;
    if (!t->sum || !(of = &c->t[t->same])->pair || memcmp(t->sum, of->sum, n_col * sizeof *t->sum) != 0) return NULL;
    if (c->feedback_of == t->same) return c->feedback;
    c->feedback_of = SIZE_MAX;
    if (!calibrate__fill(c, t->same, n_col) || !calibrate__decompose(c->h, n_col)) return NULL;
    c->feedback_of = t->same;
    memset(c->feedback, 0, n_col * wide * sizeof *c->feedback);
    for (a = 0; a < n_col; a++)
        for (b = a + 1; b < n_col; b++) c->feedback[a * wide + b] = (float)c->h[a * n_col + b];
    return c->feedback;
}

#endif
