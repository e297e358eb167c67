/* gpt-train: gradients against finite differences of an independent forward pass in double precision. */
#define TRAIN_NO_MAIN
#define folder train_folder /* a type there, the name of parameters in test.h */
#include "../tools/train.c"
#undef folder
#include "test.h"

/* ---- the network once more, plainly and in double precision ---- */

typedef struct plain {
    const net *n;
    const double *w;
    double *x, *y, *qkv, *h; /* one document: (T, D), (T, D), (T, q + 2 kv), (2 F) */
} plain;

static void plain_norm(const plain *p, const double *x, size_t gain, double *out) {
    int i, D = p->n->d.D;
    double sum = 0;
    for (i = 0; i < D; i++) sum += x[i] * x[i];
    for (i = 0; i < D; i++) out[i] = x[i] / sqrt(sum / D + (double)p->n->d.eps) * p->w[gain + (size_t)i];
}

static void plain_linear(const plain *p, const matrix *m, const double *x, double *out) {
    int r, c;
    for (r = 0; r < m->rows; r++)
        for (out[r] = 0, c = 0; c < m->cols; c++) out[r] += p->w[m->at + (size_t)r * (size_t)m->cols + (size_t)c] * x[c];
}

static void plain_turn(const dims *d, double *x, int pos) {
    int i, half = d->C / 2;
    for (i = 0; i < half; i++) {
        double angle = pos * pow(d->theta, -2.0 * i / d->C), a = x[i], b = x[i + half];
        x[i] = a * cos(angle) - b * sin(angle);
        x[i + half] = b * cos(angle) + a * sin(angle);
    }
}

/* out (H C): attention of token t over the tokens up to it */
static void plain_attend(const plain *p, int t, double *out) {
    const dims *d = &p->n->d;
    int h, j, c, row = (d->H + 2 * d->K) * d->C;
    double score[64];
    for (h = 0; h < d->H; h++) {
        const double *q = p->qkv + t * row + h * d->C, *k = p->qkv + (d->H + h / (d->H / d->K)) * d->C, *v = k + d->K * d->C;
        double sum = 0;
        for (j = 0; j <= t; j++) {
            for (score[j] = 0, c = 0; c < d->C; c++) score[j] += q[c] * k[j * row + c];
            sum += score[j] = exp(score[j] / sqrt(d->C));
        }
        for (c = 0; c < d->C; c++)
            for (out[h * d->C + c] = 0, j = 0; j <= t; j++) out[h * d->C + c] += score[j] / sum * v[j * row + c];
    }
}

/* The weighted loss of one document of n tokens; logits (n, V) may be NULL. */
static double plain_document(const plain *p, const int *token, const int *target, const float *weight, int n,
                             double *logits) {
    const dims *d = &p->n->d;
    int t, i, l, D = d->D, row = (d->H + 2 * d->K) * d->C;
    double loss = 0, *y = p->y, s[64];
    for (t = 0; t < n; t++)
        for (i = 0; i < D; i++) p->x[t * D + i] = p->w[p->n->embed + (size_t)(token[t] * D + i)];
    for (l = 0; l < d->L; l++) {
        const layer *a = &p->n->layer[l];
        for (t = 0; t < n; t++) {
            double *qkv = p->qkv + t * row;
            plain_norm(p, p->x + t * D, a->norm1, y);
            plain_linear(p, &a->qkv, y, qkv);
            for (i = 0; i < d->H + d->K; i++) plain_turn(d, qkv + i * d->C, t);
        }
        for (t = 0; t < n; t++) {
            plain_attend(p, t, p->h);
            plain_linear(p, &a->o, p->h, y);
            for (i = 0; i < D; i++) p->x[t * D + i] += y[i];
            plain_norm(p, p->x + t * D, a->norm2, y);
            plain_linear(p, &a->gate_up, y, p->h);
            for (i = 0; i < d->F; i++) p->h[i] *= p->h[d->F + i] / (1 + exp(-p->h[i]));
            plain_linear(p, &a->down, p->h, y);
            for (i = 0; i < D; i++) p->x[t * D + i] += y[i];
        }
    }
    for (t = 0; t < n; t++) {
        double sum = 0;
        plain_norm(p, p->x + t * D, p->n->norm, y);
        plain_linear(p, &p->n->head, y, s);
        for (i = 0; i < d->V; i++) sum += exp(s[i]);
        loss += (double)weight[t] * (log(sum) - s[target[t]]);
        if (logits) memcpy(logits + t * d->V, s, (size_t)d->V * sizeof *s);
    }
    return loss;
}

/* The mean loss of all micro-batches of t with weights w. */
static double plain_loss(const trainer *t, const double *w) {
    static double x[64 * 64], y[64], qkv[64 * 128], h[256];
    plain p;
    double loss = 0;
    int m, i;
    p.n = &t->n, p.w = w, p.x = x, p.y = y, p.qkv = qkv, p.h = h;
    for (m = 0; m < t->n_micro; m++) {
        const micro *b = &t->micro[m];
        for (i = 0; i < b->n_piece; i++) {
            int at = b->first[i];
            loss += plain_document(&p, b->token + at, b->target + at, b->weight + at, b->length[i], NULL);
        }
    }
    return loss / t->weight_total;
}

/* Odd sizes throughout; documents of several lengths, some tokens without weight. */
static const dims odd = {18, 2, 4, 2, 6, 21, 37, 50, 1, 100.0, 1e-5f};

static int make_odd(trainer *t, const dims *d, int n_thread) {
    static const int lengths[2][4] = {{1, 17, 40, 2}, {50, 3, 0, 0}};
    gpt_error err;
    int m, i, k;
    if (trainer_make(t, d, 60, 60, 2, n_thread, &err) != GPT_OK) return FAIL("%s", err.message);
    net_init(&t->n, 3, t->w);
    for (k = 0; k < t->n.n_tensor; k++) /* no gain stays 1, lest one be forgotten */
        for (i = 0; t->n.tensor[k].cols == 0 && i < t->n.tensor[k].rows; i++)
            t->w[t->n.tensor[k].at + (size_t)i] = (float)(1 + 0.3 * test_normal());
    for (m = 0; m < 2; m++) {
        micro *b = &t->micro[m];
        for (k = 0; k < 4 && lengths[m][k]; k++) {
            b->first[b->n_piece] = b->T;
            b->length[b->n_piece++] = lengths[m][k];
            for (i = 0; i < lengths[m][k]; i++, b->T++) {
                b->token[b->T] = test_below(d->V);
                b->target[b->T] = test_below(d->V);
                b->weight[b->T] = (float)(test_below(3)) * 0.5f;
                b->total += (double)b->weight[b->T];
                if (b->weight[b->T] > 0) b->pick[b->n_loss++] = b->T;
            }
        }
    }
    gpt__parallel(n_thread, pack_all, t);
    t->lr = 0;
    t->adam.rate = 0; /* a step that leaves the gradient and moves nothing */
    t->adam.eps = 1;
    return 1;
}

static void check_gradients(const dims *d) {
    trainer t;
    double *w, loss;
    int i, k;
    size_t j;
    if (!make_odd(&t, d, 2)) return;
    loss = run_step(&t, 2, 1);
    w = (double *)malloc(t.n.n * sizeof *w);
    for (j = 0; j < t.n.n; j++) w[j] = (double)t.w[j];
    CHECK_NEAR(loss, plain_loss(&t, w), 1e-6);
    for (k = 0; k < t.n.n_tensor; k++) {
        const tensor *x = &t.n.tensor[k];
        int size = x->rows * (x->cols ? x->cols : 1), seen = 0;
        for (i = 0; i < 12; i++) {
            size_t at = x->at + (size_t)test_below(size);
            double keep = w[at], step = 1e-4, up, down;
            w[at] = keep + step;
            up = plain_loss(&t, w);
            w[at] = keep - step;
            down = plain_loss(&t, w);
            w[at] = keep;
            NOTE("%s %zu", x->name, at - x->at);
            CHECK_NEAR((double)t.g[at], (up - down) / (2 * step), 2e-6 + 2e-5 * fabs((double)t.g[at]));
            seen += fabs((double)t.g[at]) > 1e-5;
        }
        CHECK(seen > 0);
    }
    free(w);
    trainer_free(&t);
}

TEST(gradients_match_finite_differences) {
    dims d = odd;
    check_gradients(&d);
}

TEST(gradients_with_a_head_of_its_own) {
    dims d = odd;
    d.tied = 0;
    d.D = 33;
    d.K = 4;
    d.C = 10;
    check_gradients(&d);
}

TEST(bad_usage_is_told) {
    char name[] = "gpt-train", unknown[] = "--frobnicate";
    char *arguments[] = {name, unknown};
    CHECK_INT(train_main(2, arguments), 2);
}

TEST_MAIN("train", bad_usage_is_told, gradients_match_finite_differences, gradients_with_a_head_of_its_own)
