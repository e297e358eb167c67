/* calibrate.h -- what the columns of a model's matrices are multiplied with: the mean of their inputs' squares, over
 * the tokens of a text. It is what an error in a column costs, and thus the importance that quantize.h takes.
 *
 *     calibration c;
 *     rc = calibrate(&c, model, &text, n_threads, &err);      text: see perplexity.h
 *     importance = calibrate_importance(&c, i, expert);       of matrix `expert` of the file's tensor i, or NULL
 *     calibrate_free(&c);
 *
 * The context gets a lane of its own, whose products look at their inputs and then are those of the best lane. The
 * first unit of each product counts; between two barriers one thread computes it, so sums have one order and results do
 * not depend on the number of threads. Include ../gpt.h, with its implementation, and perplexity.h first. */
#ifndef TOOLS_CALIBRATE_H
#define TOOLS_CALIBRATE_H

typedef struct calibrate__tensor {
    double *sum; /* (n_expert, n_col) of squares */
    size_t *n;   /* (n_expert) rows */
} calibrate__tensor;

typedef struct calibration {
    const gpt_model *model;
    calibrate__tensor *t; /* (entries of the file); without sums: no matrix that counts */
    float *importance;    /* (widest row) */
} calibration;

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
    }
    free(c->t);
    free(c->importance);
    memset(c, 0, sizeof *c);
}

static inline int calibrate__room(calibration *c, gpt_error *err) {
    const gpt__file *f = &c->model->file;
    size_t i, widest = 1;
    c->t = (calibrate__tensor *)calloc(f->n_entry + 1, sizeof *c->t);
    for (i = 0; c->t && i < f->n_entry; i++) {
        const gpt__tensor_entry *e = &f->entry[i];
        if (e->n_col == 1 || recipe_never(e->role, c->model->c->head)) continue;
        c->t[i].sum = (double *)calloc((size_t)e->n_expert * e->n_col, sizeof(double));
        c->t[i].n = (size_t *)calloc(e->n_expert, sizeof(size_t));
        widest = e->n_col > widest ? e->n_col : widest;
        if (!c->t[i].sum || !c->t[i].n) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    }
    c->importance = (float *)malloc(widest * sizeof(float));
    return c->t && c->importance ? GPT_OK : tool_fail(err, GPT_E_MEMORY, "out of memory");
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

#endif
