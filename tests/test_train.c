/* gpt-train: gradients against finite differences of an independent forward pass in double precision, products in every
 * lane, and the program: the same bytes for any number of threads and lane, resuming, Ctrl-C, errors, and that what it
 * writes is what gpt.h then computes. */
#define TRAIN_NO_MAIN
#include "../tools/train.c"
#include "test.h"

#include <sys/wait.h>

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
    if (trainer_make(t, d, 50, 60, 2, n_thread, &err) != GPT_OK) return FAIL("%s", err.message);
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

/* Along the gradient g itself the loss rises by |g|^2; dropout draws the same masks both times. */
TEST(gradients_with_dropout) {
    trainer t;
    double whole, dropped, up, down, square = 0, step_size = 2e-3;
    float *w, *g;
    size_t i;
    dims d = odd;
    if (!make_odd(&t, &d, 2)) return;
    whole = run_step(&t, 2, 1);
    t.dropout = 0.3f;
    t.step = 7;
    dropped = run_step(&t, 2, 1);
    CHECK(fabs(dropped - whole) > 1e-4);
    CHECK_NEAR(run_step(&t, 2, 0), whole, 1e-12); /* a measurement drops nothing */
    w = (float *)malloc(t.n.n * sizeof *w);
    g = (float *)malloc(t.n.n * sizeof *g);
    memcpy(w, t.w, t.n.n * sizeof *w);
    memcpy(g, t.g, t.n.n * sizeof *g);
    for (i = 0; i < t.n.n; i++) square += (double)g[i] * (double)g[i];
    for (i = 0; i < t.n.n; i++) t.w[i] = w[i] + (float)step_size * g[i];
    gpt__parallel(2, pack_all, &t);
    up = run_step(&t, 2, 1);
    for (i = 0; i < t.n.n; i++) t.w[i] = w[i] - (float)step_size * g[i];
    gpt__parallel(2, pack_all, &t);
    down = run_step(&t, 2, 1);
    CHECK_NEAR((up - down) / (2 * step_size), square, 1e-3 * square + 1e-6 / step_size);
    free(w);
    free(g);
    trainer_free(&t);
}

/* ---- arithmetic ---- */

/* C += A B, or C = A B, in double precision; A and B as g has them, B plain with row stride ldb. */
static double plain_product(const tm_gemm *g, const float *b, size_t ldb, double from, int r, int c) {
    double sum = g->add ? from : 0;
    int l;
    for (l = 0; l < g->k; l++)
        sum += (double)g->a[(size_t)r * g->a_row + (size_t)l * g->a_k] * (double)b[(size_t)l * ldb + (size_t)c];
    return sum;
}

static float *random_floats(size_t n) {
    float *x = (float *)malloc(n * sizeof *x);
    size_t i;
    for (i = 0; x && i < n; i++) x[i] = (float)test_normal();
    return x;
}

/* B in panels; a packed matrix has no gaps between rows. */
static float *panels_of(const float *b, size_t ldb, int k, int n) {
    float *tight = random_floats((size_t)(k * n + 1)), *out = (float *)calloc((size_t)((k + 1) * (n + 2 * TM_WIDTH)), sizeof *out);
    int r;
    for (r = 0; tight && r < k; r++) memcpy(tight + (size_t)(r * n), b + (size_t)r * ldb, (size_t)n * sizeof *b);
    if (tight && out) tm_pack(tight, k, n, 0, 0, tm_panels(n), out);
    free(tight);
    return out;
}

/* kind, bits: A is read transposed, B is in panels, C is added to */
static void check_product(int m, int n, int k, int kind) {
    size_t lda = round16((size_t)(kind & 1 ? m : k)) + 16, ldb = round16((size_t)n) + 16, size = (size_t)m * ldb;
    float *a = random_floats(lda * (size_t)(m + k + 32)), *b = random_floats((size_t)(k + 1) * ldb + 64), *panels = panels_of(b, ldb, k, n);
    float *from = random_floats(size), *out = random_floats(size), *first = random_floats(size);
    tm_gemm g;
    int lane, r, c;
    g.a = a, g.a_row = kind & 1 ? 1 : lda, g.a_k = kind & 1 ? lda : 1;
    g.b = kind & 2 ? panels : b, g.b_panel = kind & 2 ? (size_t)(k ? k : 1) * TM_WIDTH : 0, g.b_k = ldb;
    g.c = out, g.ldc = ldb, g.m = m, g.n = n, g.k = k, g.add = kind >> 2;
    for (lane = 0; tm_lane_at(lane); lane++) {
        memcpy(out, from, size * sizeof *out);
        tm_lane_at(lane)->gemm(&g, 0, m / 2, 0, tm_panels(n)); /* a border of units changes nothing */
        tm_lane_at(lane)->gemm(&g, m / 2, m, 0, tm_panels(n));
        if (lane == 0) memcpy(first, out, size * sizeof *out);
        else CHECK_MEM(out, first, size * sizeof *out);
    }
    for (r = 0; r < m; r++)
        for (c = 0; c < (int)ldb; c++) {
            double was = (double)from[(size_t)r * ldb + (size_t)c];
            CHECK_NEAR(first[(size_t)r * ldb + (size_t)c], c < n ? plain_product(&g, b, ldb, was, r, c) : was, c < n ? 2e-6 * (k + 1) : 0);
        }
    free(a), free(b), free(panels), free(from), free(out), free(first);
}

TEST(products_are_right_in_every_lane) {
    static const int sizes[][3] = {{1, 1, 1}, {3, 17, 5}, {8, 48, 320}, {9, 49, 321}, {31, 64, 7}, {21, 112, 700}, {13, 100, 0}};
    size_t i;
    int kind;
    for (i = 0; i < sizeof sizes / sizeof sizes[0]; i++)
        for (kind = 0; kind < 8; kind++) {
            NOTE("%d x %d x %d, kind %d", sizes[i][0], sizes[i][1], sizes[i][2], kind);
            check_product(sizes[i][0], sizes[i][1], sizes[i][2], kind);
        }
}

TEST(panels_cover_all_columns) {
    int n, p;
    for (n = 1; n < 300; n++) {
        NOTE("%d columns", n);
        CHECK_INT(tm_column(n, 0), 0);
        CHECK_INT(tm_column(n, tm_panels(n)), n);
        for (p = 0; p < tm_panels(n); p++) {
            int width = tm_column(n, p + 1) - tm_column(n, p);
            CHECK(width > 0 && width <= TM_WIDTH && (n <= 16 || width > 16));
        }
    }
}

TEST(rates_warm_up_and_fall) {
    options o;
    defaults(&o);
    o.lr = 1, o.min_lr = 0.1, o.steps = 100, o.warmup = 10;
    CHECK_NEAR(rate_at(&o, 0), 0.1, 1e-12);
    CHECK_NEAR(rate_at(&o, 9), 1, 1e-12);
    CHECK_NEAR(rate_at(&o, 54), 0.55, 1e-12);
    CHECK_NEAR(rate_at(&o, 99), 0.1, 1e-12);
    o.warmup = 0;
    CHECK(rate_at(&o, 0) < 1 && rate_at(&o, 0) > 0.99);
}

/* AdamW on one weight, against its definition in double precision. */
TEST(adam_follows_its_definition) {
    double w = 0.5, m = 0, v = 0;
    float got[19], gm[19] = {0}, gv[19] = {0}, grad[19];
    tm_adam a = {0.5f, 0.9f, 0.99f, 1e-8f, 0, 0, 0};
    int i, t;
    for (i = 0; i < 19; i++) got[i] = 0.5f;
    for (t = 1; t <= 5; t++) {
        double g = 0.3 * t - 0.7, lr = 0.01 * t;
        for (i = 0; i < 19; i++) grad[i] = (float)(2 * g); /* scaled by 0.5 */
        a.rate = (float)(lr / (1 - power(0.9, (uint64_t)t)));
        a.fix2 = (float)(1 / (1 - power(0.99, (uint64_t)t)));
        a.decay = (float)(lr * 0.1);
        tm_best_lane()->adam(&a, got, grad, gm, gv, 19);
        m = 0.9 * m + 0.1 * g;
        v = 0.99 * v + 0.01 * g * g;
        w -= lr * (m / (1 - pow(0.9, t)) / (sqrt(v / (1 - pow(0.99, t))) + 1e-8) + 0.1 * w);
        for (i = 0; i < 19; i++) CHECK_NEAR(got[i], w, 1e-6);
    }
}

/* ---- text ---- */

static const char *scratch(const char *name) {
    static char path[64][512];
    static int next;
    char *p = path[next++ & 63];
    snprintf(p, sizeof path[0], "%s/train-%ld-%s", test_env("GPT_BUILD", "build"), (long)getpid(), name);
    return p;
}

TEST_PRINTF(1, 2) static int shell(const char *format, ...) {
    char command[6000];
    va_list args;
    int status;
    va_start(args, format);
    vsnprintf(command, sizeof command, format, args);
    va_end(args);
    status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static void write_text(const char *path, const char *text) {
    FILE *f = fopen(path, "wb");
    if (CHECK(f != NULL)) CHECK_INT((fputs(text, f) == EOF) + (fclose(f) != 0), 0);
}

/* A small text of conversations, and a tokenizer for it; made once. */
static const char *text_path(void) {
    static char path[512];
    FILE *f;
    int i;
    if (*path) return path;
    snprintf(path, sizeof path, "%s", scratch("text.jsonl"));
    f = fopen(path, "wb");
    for (i = 0; f && i < 120; i++) {
        int a = i * 7 % 10, b = i * 3 % 7;
        if (i % 9 == 8) fprintf(f, "{\"text\": \"The number %d comes before %d, and then come all the others.\"}\n", i, i + 1);
        else fprintf(f, "{\"messages\": [{\"role\": \"user\", \"content\": \"What is %d + %d?\"}, {\"role\": \"assistant\", "
                     "\"content\": \"It is %d.\"}]}\n", a, b, a + b);
    }
    if (f) fclose(f);
    CHECK_INT(shell("%s %s -o %s --vocab 300 > /dev/null 2>&1", test_build("gpt-bpe"), path, scratch("tok")), 0);
    return path;
}

static const char *tokenizer(void) {
    text_path();
    return scratch("tok");
}

/* What all runs on the small text share. */
static const char *common(void) {
    static char text[1500];
    snprintf(text, sizeof text, "%s --tokenizer %s --ctx 48 --batch 100 --layers 2", text_path(), tokenizer());
    return text;
}

/* gpt-train in this process. What it says is kept off the report of the tests. */
TEST_PRINTF(1, 2) static int train_here(const char *format, ...) {
    static char line[4000], name[] = "gpt-train", *argv[100];
    va_list args;
    int argc = 0, status, keep;
    char *word;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    argv[argc++] = name;
    for (word = strtok(line, " "); word && argc < 99; word = strtok(NULL, " ")) argv[argc++] = word;
    fflush(stderr);
    keep = dup(2);
    if (!CHECK(keep >= 0 && freopen("/dev/null", "w", stderr) != NULL)) return -1;
    status = train_main(argc, argv);
    fflush(stderr);
    dup2(keep, 2);
    close(keep);
    return status;
}

/* The program itself; what it says goes to the file `said`. */
TEST_PRINTF(1, 2) static int train_program(const char *format, ...) {
    char line[4000];
    va_list args;
    va_start(args, format);
    vsnprintf(line, sizeof line, format, args);
    va_end(args);
    return shell("%s %s > %s 2>&1 < /dev/null", test_build("gpt-train"), line, scratch("said"));
}

static void check_says(const char *why) {
    unsigned char *text = NULL;
    size_t size;
    gpt_error err;
    if (CHECK_INT(file_read(scratch("said"), &text, &size, &err), GPT_OK) && !strstr((char *)text, why))
        FAIL("\"%s\" is not in: %.200s", why, (char *)text);
    free(text);
}

static int same_file(const char *a, const char *b, const char *name) {
    unsigned char *x = NULL, *y = NULL;
    size_t n = 0, m = 0;
    gpt_error err;
    int same = file_read(test_join(a, name), &x, &n, &err) == GPT_OK && file_read(test_join(b, name), &y, &m, &err) == GPT_OK;
    same = same && n == m && memcmp(x, y, n) == 0;
    free(x);
    free(y);
    return same;
}

static void check_same_training(const char *a, const char *b) {
    CHECK(same_file(a, b, "model.safetensors"));
    CHECK(same_file(a, b, "train_state.safetensors"));
    CHECK(same_file(a, b, "train_state.json"));
    CHECK(same_file(a, b, "config.json"));
}

/* What is learned in a conversation is what the assistant says, up to and with <|im_end|>; tokens are those of
 * gpt_chat_tokens without the last line end. */
TEST(answers_are_what_counts) {
    static const gpt_message talk[5] = {{"system", "Be kind.", NULL}, {"user", "Hi <|im_end|>", NULL},
                                        {"assistant", "Hello\nyou", NULL}, {"user", "assistant\n", NULL}, {"assistant", "Bye", NULL}};
    static const char line[] = "{\"messages\": [{\"role\": \"system\", \"content\": \"Be kind.\"}, {\"role\": \"user\", \"content\": "
        "\"Hi <|im_end|>\"}, {\"role\": \"assistant\", \"content\": \"Hello\\nyou\"}, {\"role\": \"user\", \"content\": \"assistant\\n\"}, "
        "{\"role\": \"assistant\", \"content\": \"Bye\"}]}\n";
    const gpt_chat_desc chat = {talk, 5, GPT_CHAT_CHATML, 1, 0, NULL, NULL, NULL, NULL, NULL};
    gpt_error err;
    gpt_model *tok = load_tokenizer(tokenizer(), scratch("x"), &err);
    const char *path = scratch("talk.jsonl");
    int want[200], n, i, marked[200], n_marked = 0;
    char text[300];
    corpus c;
    text_desc d = {tok, 512, 0, 0, 1};
    REQUIRE(tok != NULL);
    write_text(path, line);
    memset(&c, 0, sizeof c);
    REQUIRE(read_texts(&d, &path, 1, &c, NULL, &err) == GPT_OK);
    n = gpt_chat_tokens(tok, &chat, want, 200, &err);
    CHECK_INT(c.n, n - 1);
    for (i = 0; i < n - 1; i++) {
        CHECK_INT(corpus_token(&c, (size_t)i), want[i]);
        if (c.kind[i] == ANSWER) marked[n_marked++] = want[i];
        else CHECK_INT(c.kind[i], PROMPT);
    }
    CHECK(gpt_detokenize(tok, marked, n_marked, GPT_TEXT_SPECIAL, text, sizeof text) > 0);
    CHECK_STR(text, "Hello\nyou<|im_end|>Bye<|im_end|>");
    corpus_free(&c);
    gpt_model_free(tok);
    remove(path);
}

/* Plain documents end with <|endoftext|>; long ones are cut, and every token but the first is predicted once. */
TEST(long_documents_are_cut) {
    gpt_error err;
    gpt_model *tok = load_tokenizer(tokenizer(), scratch("x"), &err);
    const char *path = scratch("long.txt");
    corpus c;
    text_desc d = {tok, 7, 1, 0, 1};
    size_t i, at = 0;
    int end, parts = 1;
    REQUIRE(tok != NULL);
    end = gpt_token_find(tok, "<|endoftext|>", 13);
    write_text(path, "One two three four five six seven eight nine ten, all of them.\n<|endoftext|>\nThe end.\n");
    memset(&c, 0, sizeof c);
    REQUIRE(read_texts(&d, &path, 1, &c, NULL, &err) == GPT_OK);
    CHECK(c.n_piece > 4 && c.n_cut >= 1);
    CHECK_INT(c.positions, c.n - 2);
    for (i = 0; i < c.n_piece; i++) {
        CHECK(c.piece[i].n >= 1 && c.piece[i].n <= 7);
        if (c.piece[i].first != at) { /* the next document */
            CHECK_INT(corpus_token(&c, at), end);
            CHECK_INT(c.piece[i].first, at + 1);
            parts++;
        }
        at = c.piece[i].first + (size_t)c.piece[i].n;
    }
    CHECK_INT(parts, 2);
    CHECK_INT(at, c.n - 1);
    CHECK_INT(corpus_token(&c, at), end);
    corpus_free(&c);
    gpt_model_free(tok);
    remove(path);
}

/* Each epoch has every piece once, in another order; micro-batches hold whole pieces. */
TEST(epochs_are_complete_and_differ) {
    enum { N = 50 };
    static piece pieces[N];
    static uint16_t tokens[N * 8 + 1];
    static unsigned char kinds[N * 8 + 1];
    int seen[3][N] = {{0}}, first[3] = {0}, i, n = 0, epoch;
    corpus c;
    cursor k;
    gpt_error err;
    trainer t;
    dims d = odd;
    if (!make_odd(&t, &d, 1)) return;
    memset(&c, 0, sizeof c);
    c.piece = pieces, c.small = tokens, c.kind = kinds, c.n_piece = N;
    for (i = 0; i < N; i++) pieces[i].first = (size_t)(8 * i), pieces[i].n = 1 + i % 8;
    for (i = 0; i < N * 8 + 1; i++) tokens[i] = (uint16_t)(i / 8);
    REQUIRE(cursor_open(&k, &c, 5, 0, 0, &err) == GPT_OK);
    while (n < 3 * N) {
        const micro *b = &t.micro[0];
        fill(&k, &t.micro[0], 20, 1.0, 1);
        CHECK(b->T <= 20 && b->n_piece > 0 && b->n_loss == b->T);
        for (i = 0; i < b->n_piece && n < 3 * N; i++, n++) {
            int which = b->token[b->first[i]];
            CHECK_INT(b->length[i], 1 + which % 8);
            if (n % N == 0) first[n / N] = which;
            seen[n / N][which]++;
        }
    }
    for (epoch = 0; epoch < 3; epoch++)
        for (i = 0; i < N; i++) CHECK_INT(seen[epoch][i], 1);
    CHECK(first[0] != first[1] || first[1] != first[2]);
    free(k.order);
    trainer_free(&t);
}

/* ---- the program ---- */

TEST(the_result_depends_on_nothing_else) {
    static const char *const ways[] = {"--threads 1", "--threads 2", "--threads 3", "--lane portable", "--lane avx2",
                                       "--valid-every 2 --log-every 1 --save-every 3"};
    static const char fixed[] = "--width 20 --heads 2 --head-dim 6 --ffn 24 --steps 4 --dropout 0.1";
    const char *one = scratch("one"), *two = scratch("two"), *three = scratch("three");
    size_t i;
    REQUIRE(train_here("%s -o %s %s", common(), one, fixed) == 0);
    for (i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        NOTE("%s", ways[i]);
        if (strcmp(ways[i], "--lane avx2") == 0 && !find_lane("avx2")) continue;
        CHECK_INT(train_here("%s -o %s %s %s", common(), two, fixed, ways[i]), 0);
        check_same_training(one, two);
        shell("rm -rf %s", two);
    }
    NOTE("another seed");
    CHECK_INT(train_here("%s -o %s %s --seed 2", common(), three, fixed), 0);
    CHECK(!same_file(one, three, "model.safetensors"));
    shell("rm -rf %s %s", one, three);
}

/* interrupted, set beforehand, stops after one step as Ctrl-C does. */
TEST(resuming_goes_on_to_the_bit) {
    static const char fixed[] = "--width 16 --heads 2 --steps 9 --dropout 0.1 --clip 0.1 --lr 0.01 --warmup 2";
    const char *one = scratch("one"), *two = scratch("two");
    int i;
    REQUIRE(train_here("%s -o %s %s", common(), one, fixed) == 0);
    interrupted = 1;
    CHECK_INT(train_here("%s -o %s %s", common(), two, fixed), 1);
    CHECK(!same_file(one, two, "model.safetensors"));
    for (i = 0; i < 3; i++) CHECK_INT(train_here("%s -o %s %s --resume --threads %d", common(), two, fixed, i + 1), 1);
    interrupted = 0;
    CHECK_INT(train_here("%s -o %s %s --resume", common(), two, fixed), 0);
    check_same_training(one, two);
    CHECK_INT(train_here("%s -o %s %s --resume", common(), two, fixed), 0); /* nothing is left to do */

    NOTE("--until");
    shell("rm -rf %s", two);
    CHECK_INT(train_here("%s -o %s %s --until 4", common(), two, fixed), 0);
    CHECK_INT(shell("grep -q '\"step\": 4,' %s/train_state.json", two), 0);
    CHECK_INT(train_here("%s -o %s %s --until 4 --resume", common(), two, fixed), 0);
    CHECK_INT(shell("grep -q '\"step\": 4,' %s/train_state.json", two), 0);
    CHECK_INT(train_here("%s -o %s %s --until 100 --resume", common(), two, fixed), 0);
    check_same_training(one, two);

    NOTE("refusals");
    CHECK_INT(train_program("%s -o %s %s", common(), two, fixed), 1);
    check_says("holds a training already");
    CHECK_INT(train_program("%s -o %s %s --resume --lr 0.02", common(), two, fixed), 1);
    check_says("was trained with lr 0.01, not lr 0.02");
    CHECK_INT(train_program("%s %s -o %s %s --resume", text_path(), common(), two, fixed), 1);
    check_says("another text");
    CHECK_INT(shell("%s %s -o %s --vocab 290 > /dev/null 2>&1", test_build("gpt-bpe"), text_path(), scratch("tok2")), 0);
    CHECK_INT(train_program("%s -o %s %s --resume --tokenizer %s", common(), two, fixed, scratch("tok2")), 1);
    check_says("can't be resumed");
    write_text(test_join(two, "train_state.json"), "{\"step\": 9, \"epoch\": 0}");
    CHECK_INT(train_program("%s -o %s %s --resume", common(), two, fixed), 1);
    check_says("no number \"at\"");
    shell("rm -rf %s %s", one, two);
}

/* Starts the program, sends SIGINT once it reports a step, returns its exit status. Its report is longer than what a
 * pipe holds, so that it can't be done before the signal comes. */
static int run_and_interrupt(const char *arguments, int *told) {
    char command[3000], line[4100];
    int out[2], status = -1, sent = 0, have = 0;
    ssize_t n;
    pid_t pid;
    snprintf(command, sizeof command, "exec %s %s 2>&1", test_build("gpt-train"), arguments);
    if (pipe(out) != 0) return -1;
    pid = fork();
    if (pid == 0) {
        dup2(out[1], 1);
        close(out[0]);
        close(out[1]);
        execl("/bin/sh", "sh", "-c", command, (char *)NULL);
        _exit(127);
    }
    close(out[1]);
    while ((n = read(out[0], line + have, 2000)) > 0) {
        line[have + n] = 0;
        if (!sent && strstr(line, "step ")) sent = kill(pid, SIGINT) == 0;
        if (strstr(line, "--resume")) *told = 1;
        have = have + (int)n > 2000 ? 2000 : have + (int)n; /* the words may come in two parts */
        memmove(line, line + strlen(line) - (size_t)have, (size_t)have + 1);
    }
    close(out[0]);
    if (pid < 0 || waitpid(pid, &status, 0) != pid || !WIFEXITED(status)) return -1;
    return WEXITSTATUS(status);
}

TEST(control_c_saves) {
    static const char fixed[] = "--layers 1 --width 8 --heads 1 --steps 1200 --log-every 1 --threads 1";
    const char *one = scratch("one"), *two = scratch("two");
    char arguments[2500];
    int told = 0;
    CHECK_INT(train_program("%s -o %s %s", common(), one, fixed), 0);
    snprintf(arguments, sizeof arguments, "%s -o %s %s", common(), two, fixed);
    CHECK_INT(run_and_interrupt(arguments, &told), 1);
    CHECK(told);
    CHECK(file_exists(test_join(two, "model.safetensors")) && !same_file(one, two, "model.safetensors"));
    CHECK_INT(train_program("%s --resume", arguments), 0);
    check_same_training(one, two);
    shell("rm -rf %s %s", one, two);
}

/* Sets up a run in this process, as main does. */
static int prepare_here(run *r, gpt_error *err, const char *out) {
    static const char *path;
    memset(r, 0, sizeof *r);
    defaults(&r->o);
    path = text_path();
    r->err = err;
    r->o.text = &path, r->o.n_text = 1, r->o.out = out, r->o.tokenizer = tokenizer(), r->o.valid = path;
    r->o.n_ctx = 48, r->o.batch = 600, r->o.L = 2, r->o.D = 24, r->o.H = 2, r->o.steps = 120, r->o.lr = 0.02, r->o.quiet = 1;
    r->o.prompt_weight = 0.1;
    return prepare(r);
}

/* Each token's loss in a micro-batch of r, against the log-probabilities of gpt.h. */
static void check_losses(run *r, const gpt_model *model) {
    const micro *b = &r->t.micro[0];
    gpt_ctx_desc desc = {0};
    gpt_error err;
    gpt_ctx *ctx;
    float logprob[49];
    int i, p;
    desc.kv = GPT_KV_F32;
    desc.n_ctx = 48;
    ctx = gpt_ctx_new(model, &desc, &err);
    REQUIRE(ctx != NULL);
    fill(&r->order, &r->t.micro[0], r->t.cap, 1.0, 1);
    run_step(&r->t, 1, 0);
    for (p = 0; p < b->n_piece; p++) {
        int at = b->first[p], n = b->length[p] < 47 ? b->length[p] : 47, tokens[49];
        for (i = 0; i < n; i++) tokens[i] = b->token[at + i];
        tokens[n] = b->target[at + n - 1];
        CHECK_INT(gpt_ctx_rewind(ctx, 0), GPT_OK);
        CHECK_INT(gpt_logprobs(ctx, tokens, n + 1, logprob), GPT_OK);
        for (i = 1; i <= n; i++) CHECK_NEAR(-(double)logprob[i], r->t.row_loss[at + i - 1], 2e-5);
    }
    gpt_ctx_free(ctx);
}

TEST(loss_falls_and_the_model_is_what_gpt_h_reads) {
    const char *out = scratch("toy"), *file = scratch("toy.gpt");
    gpt_error err = {0, ""};
    gpt_model *model;
    double before = 0;
    run r;
    REQUIRE(prepare_here(&r, &err, out) == GPT_OK);
    CHECK_INT(validate(&r, &before), GPT_OK);
    CHECK_NEAR(before, log(r.t.n.d.V), 1.0);
    CHECK_INT(train(&r), 0);
    CHECK(r.valid_loss < 0.25 * before);

    CHECK_INT(shell("%s %s -o %s --type f32 > %s 2>&1", test_build("gpt-convert"), out, file, scratch("said")), 0);
    CHECK_INT(shell("grep note %s", scratch("said")), 1); /* no key or tensor of ours is unknown to it */
    model = gpt_model_load(file, NULL, &err);
    REQUIRE(model != NULL);
    CHECK_STR(gpt_model_meta(model, "chat.format"), "chatml");
    CHECK(gpt_model_meta(model, "sampler.temperature") == NULL); /* none is recommended unasked */
    CHECK(gpt_token_is_end(model, gpt_token_find(model, "<|im_end|>", 10)));
    check_losses(&r, model);
    gpt_model_free(model);
    run_free(&r);
    shell("rm -rf %s %s", out, file);
}

static void fill_prompt(micro *b, const json_value *prompt, int V) {
    const json_value *v;
    b->T = b->n_loss = 0;
    b->n_piece = 1, b->first[0] = 0, b->length[0] = prompt->n;
    for (v = prompt->child; v; v = v->next, b->T++) {
        b->token[b->T] = (int)v->number;
        b->target[b->T] = ((int)v->number * 5 + b->T) % V;
        b->weight[b->T] = 1;
        b->pick[b->n_loss++] = b->T;
    }
    b->total = b->T;
}

/* A published checkpoint: the losses that its reference logits give. */
TEST(published_weights_give_published_outputs) {
    const char *dir = test_data("llama");
    const json_value *prompt, *rows, *row, *v;
    gpt_error err = {0, ""};
    json_doc doc;
    trainer t;
    dims d;
    if (!file_is_dir(dir)) SKIP("tests/data/llama is absent");
    REQUIRE(read_config(dir, &d, &err) == GPT_OK);
    REQUIRE(trainer_make(&t, &d, 64, 64, 1, 2, &err) == GPT_OK);
    REQUIRE(load_weights(&t, dir, &err) == GPT_OK);
    gpt__parallel(2, pack_all, &t);
    REQUIRE(file_read_json(dir, "reference.json", 0, &doc, &err) == GPT_OK);
    prompt = json_get(doc.root, "prompts")->child;
    rows = json_get(doc.root, "logits")->child;
    for (; prompt && rows; prompt = prompt->next, rows = rows->next) {
        const micro *b = &t.micro[0];
        int pos = 0, i;
        fill_prompt(&t.micro[0], prompt, d.V);
        run_step(&t, 1, 0);
        for (row = rows->child; row; row = row->next, pos++) {
            double sum = 0, at = 0;
            for (v = row->child, i = 0; v; v = v->next, i++) {
                sum += exp(v->number);
                if (i == b->target[pos]) at = v->number;
            }
            CHECK_NEAR(t.row_loss[pos], log(sum) - at, 2e-5);
        }
        CHECK_INT(pos, b->T);
    }
    json_free(&doc);
    trainer_free(&t);
}

/* --from: the weights go on from where they were; the shape is theirs. */
TEST(fine_tuning_starts_from_a_checkpoint) {
    const char *base = scratch("base"), *tuned = scratch("tuned");
    static float p[300 * 16], q[300 * 16];
    source a = {0}, b = {0};
    gpt_error err = {0, ""};
    const src_tensor *x, *y;
    double far = 0;
    int i;
    REQUIRE(train_here("%s -o %s --width 16 --heads 2 --steps 3 --untied", common(), base) == 0);
    CHECK_INT(train_program("%s -o %s --from %s --ctx 48 --batch 100 --steps 1 --lr 1e-6 --decay 0 --prompt-weight 0", text_path(), tuned,
                            base), 0);
    REQUIRE(safetensors_open(&a, base, &err) == GPT_OK && safetensors_open(&b, test_join(tuned, "model.safetensors"), &err) == GPT_OK);
    x = src_find(&a, "lm_head.weight"), y = src_find(&b, "lm_head.weight");
    REQUIRE(x && y && x->n == y->n && x->n <= 300 * 16);
    REQUIRE(src_read(&a, x, 0, (size_t)x->n, p, &err) == GPT_OK && src_read(&b, y, 0, (size_t)y->n, q, &err) == GPT_OK);
    for (i = 0; i < (int)x->n; i++)
        if (fabs((double)p[i] - (double)q[i]) > far) far = fabs((double)p[i] - (double)q[i]);
    CHECK(far > 0 && far < 2e-6);
    CHECK_INT(train_program("%s -o %s.2 --from %s --width 32", text_path(), tuned, base), 1);
    check_says("the shape is that of --from");
    src_free(&a);
    src_free(&b);
    shell("rm -rf %s %s", base, tuned);
}

/* What --temperature recommends reaches the model file, where chat finds it. */
TEST(the_temperature_is_passed_on) {
    static const struct { const char *asked, *recommended; } cases[] = {{"0", "0"}, {"0.25", "0.25"}};
    const char *out = scratch("warm"), *file = scratch("warm.gpt");
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gpt_error err = {0, ""};
        gpt_model *model;
        NOTE("--temperature %s", cases[i].asked);
        REQUIRE(train_here("%s -o %s --width 16 --heads 2 --steps 1 --temperature %s", common(), out, cases[i].asked) == 0);
        REQUIRE(shell("%s %s -o %s --type f32 > %s 2>&1", test_build("gpt-convert"), out, file, scratch("said")) == 0);
        model = gpt_model_load(file, NULL, &err);
        REQUIRE(model != NULL);
        CHECK_STR(gpt_model_meta(model, "sampler.temperature"), cases[i].recommended);
        gpt_model_free(model);
        shell("rm -rf %s %s", out, file);
    }
}

/* ---- bad input ---- */

/* Words in capitals become paths. */
static void expand(const char *from, char *to) {
    static const char *const names[] = {"TEXT", "TOK", "OUT", "EMPTY", "BAD", "NONE", "SHORT", "COMMON"};
    const char *with[8];
    size_t k;
    with[0] = text_path(), with[1] = tokenizer(), with[2] = scratch("out"), with[3] = scratch("empty");
    with[4] = scratch("bad.jsonl"), with[5] = scratch("none"), with[6] = scratch("short"), with[7] = common();
    while (*from) {
        for (k = 0; k < 8 && strncmp(from, names[k], strlen(names[k])) != 0;) k++;
        if (k == 8) *to++ = *from++;
        else to += sprintf(to, "%s", with[k]), from += strlen(names[k]);
    }
    *to = 0;
}

TEST(bad_input_is_a_clear_error) {
    static const struct { int status; const char *arguments, *why; } bad[] = {
        {2, "", "no text is given"}, {2, "TEXT --tokenizer TOK", "-o FOLDER is missing"}, {2, "TEXT -o OUT", "--tokenizer PATH is missing"},
        {2, "COMMON -o OUT --frobnicate", "what is --frobnicate"}, {2, "COMMON -o OUT --lr", "a value is missing"},
        {2, "COMMON -o OUT --lr -1", "out of range: --lr"}, {2, "COMMON -o OUT --layers 2.5", "out of range: --layers"},
        {2, "COMMON -o OUT --steps 3 --epochs 1", "not both"}, {2, "COMMON -o OUT --lane mmx", "no lane mmx"},
        {1, "EMPTY -o OUT --tokenizer TOK", "no text in it"}, {1, "BAD -o OUT --tokenizer TOK", "line 1: JSON"},
        {1, "NONE -o OUT --tokenizer TOK", "No such file"}, {1, "TEXT -o OUT --tokenizer NONE", "No such file"},
        {1, "TEXT -o OUT --tokenizer tests", "no tokenizer in tests"},
        {1, "TEXT -o OUT --tokenizer TOK --valid-part 0.0001", "no document is left"}, {1, "SHORT -o OUT --tokenizer TOK", "64 is the least"},
        {1, "COMMON -o OUT --width 30 --heads 4", "no multiple of --heads"},
        {1, "COMMON -o OUT --width 30 --heads 3 --kv-heads 2", "share 2 key/value heads"},
        {1, "COMMON -o OUT --width 9 --heads 1", "is odd"}, {1, "COMMON -o OUT --batch 40", "--batch 40 is less than"},
        {1, "COMMON -o OUT --steps 10 --warmup 11", "--warmup 11 is more than 10 steps"},
        {1, "COMMON -o OUT --lr 1e-3 --min-lr 1e-2", "--min-lr is larger"},
        {1, "COMMON -o OUT --width 1000000 --layers 1000 --heads 1000", "memory"},
        {1, "COMMON -o OUT --resume", "no training to resume"}, {1, "COMMON -o TEXT", "is not a folder"},
        {1, "COMMON -o NONE/x", "No such file"}, {1, "TEXT -o OUT --from tests/data/qwen2 --tokenizer TOK", "model_type is not llama"},
        {1, "TEXT -o OUT --from tests/data/llama --tokenizer TOK", "97 tokens in the model"},
        {1, "TEXT -o OUT --from tests/data/llama-rope-llama3 --tokenizer TOK", "RoPE of type"},
        {1, "TEXT -o OUT --from tests/data/llama-attention-bias --tokenizer TOK", "biases"},
    };
    char line[4000];
    size_t i;
    write_text(scratch("empty"), " \n");
    write_text(scratch("bad.jsonl"), "{\n");
    write_text(scratch("short"), "a b\n");
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        NOTE("%s", bad[i].arguments);
        expand(bad[i].arguments, line);
        CHECK_INT(train_program("%s", line), bad[i].status);
        check_says(bad[i].why);
        CHECK(!file_exists(scratch("out")));
    }
    CHECK_INT(train_program("--help"), 0);
    check_says("usage: gpt-train");
    shell("rm -rf %s %s %s", scratch("empty"), scratch("bad.jsonl"), scratch("short"));
}

/* A full disk, here a limit on the size of files: the error is clear and the checkpoint stays the one before. */
TEST(a_failed_checkpoint_leaves_the_last_one) {
    static const char fixed[] = "--width 16 --heads 2 --steps 6";
    const char *out = scratch("disk"), *copy = scratch("copy");
    interrupted = 1;
    CHECK_INT(train_here("%s -o %s %s", common(), out, fixed), 1);
    interrupted = 0;
    write_text(test_join(out, "notes.txt"), "mine");
    CHECK_INT(shell("cp -r %s %s", out, copy), 0);
    CHECK_INT(shell("ulimit -f 24; %s %s -o %s %s --resume > %s 2>&1", test_build("gpt-train"), common(), out, fixed, scratch("said")), 1);
    check_says("cannot write: File too large");
    check_same_training(out, copy);
    CHECK(!file_exists(scratch("disk.gpt-train-new")));
    CHECK_INT(train_here("%s -o %s %s --resume", common(), out, fixed), 0);
    CHECK(!same_file(out, copy, "model.safetensors"));
    CHECK(same_file(out, copy, "notes.txt")); /* what is not ours stays */
    CHECK(!file_exists(scratch("disk.gpt-train-old")));

    NOTE("a crash between the two renames");
    CHECK_INT(rename(out, scratch("disk.gpt-train-old")), 0);
    CHECK_INT(train_here("%s -o %s %s --resume", common(), out, fixed), 0);
    CHECK(file_exists(test_join(out, "notes.txt")));
    shell("rm -rf %s %s", out, copy);
}

TEST(a_loss_that_is_no_number_stops_the_run) {
    const char *out = scratch("nan");
    gpt_error err = {0, ""};
    run r;
    REQUIRE(prepare_here(&r, &err, out) == GPT_OK);
    CHECK(train_step(&r) < 10);
    r.t.w[r.t.n.layer[1].qkv.at + 3] = NAN;
    gpt__parallel(2, pack_all, &r.t);
    CHECK_INT(train(&r), GPT_E_FORMAT);
    CHECK(strstr(err.message, "is not a number at step 2") != NULL);
    CHECK(!file_exists(out));
    run_free(&r);
}

TEST(scratch_files_are_removed) { /* the last test: what the others share goes */
    shell("rm -rf %s %s %s %s", scratch("text.jsonl"), scratch("tok"), scratch("tok2"), scratch("said"));
    CHECK_INT(shell("ls -d %s* > /dev/null 2>&1", scratch("")) != 0, 1);
}

TEST_MAIN("train", gradients_match_finite_differences, gradients_with_a_head_of_its_own, gradients_with_dropout,
          products_are_right_in_every_lane, panels_cover_all_columns, rates_warm_up_and_fall, adam_follows_its_definition,
          answers_are_what_counts, long_documents_are_cut, epochs_are_complete_and_differ, the_result_depends_on_nothing_else,
          resuming_goes_on_to_the_bit, control_c_saves, loss_falls_and_the_model_is_what_gpt_h_reads,
          published_weights_give_published_outputs, fine_tuning_starts_from_a_checkpoint, the_temperature_is_passed_on, bad_input_is_a_clear_error,
          a_failed_checkpoint_leaves_the_last_one, a_loss_that_is_no_number_stops_the_run, scratch_files_are_removed)
