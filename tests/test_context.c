/* test_context -- the same bits, however they are computed. For one list of tokens the logits must not depend on
 * the division into calls, threads, lanes, batch size, rewinding, forking, saving and restoring, other contexts,
 * failed calls, or the floating-point flags of the program. Everything here compares bytes. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"
#include <fenv.h>
#if defined(__SSE__) || defined(__x86_64__)
#include <xmmintrin.h>
#define HAVE_MXCSR 1
#else
#define HAVE_MXCSR 0
#endif

#define N 75 /* tokens: more than one chunk of attention */

/* A model, its tokens, and the logits at each of them as one thread of the portable lane computes them token by
 * token. */
typedef struct fixture {
    tiny_image image;
    gpt_model *model;
    int n_vocab, n_out, tokens[N];
    float *want[3]; /* by cache type: (N, n_out) */
} fixture;

static gpt_kv narrow; /* the cache type of most contexts: F16, on some models I8 */

static gpt_ctx *open_ctx(const fixture *f, gpt_kv kv, int n_batch, int n_threads, int lane) {
    return mechanisms_ctx(f->model, 0, kv, n_batch, n_threads, lane);
}

static const float *row(const fixture *f, gpt_kv kv, int t) {
    return f->want[kv] + (size_t)t * (size_t)f->n_out;
}

static int fixture_new(fixture *f, const mechanisms *s) {
    gpt_error err = {0, ""};
    int t, kv;
    memset(f, 0, sizeof(*f));
    f->image = mechanisms_model(s);
    f->model = gpt_model_load_memory(f->image.data, f->image.size, NULL, &err);
    if (!f->model) return FAIL("%s", err.message);
    f->n_vocab = gpt_model_info(f->model)->n_vocab;
    f->n_out = gpt_model_info(f->model)->n_out;
    for (t = 0; t < N; t++) f->tokens[t] = test_below(f->n_vocab);
    for (kv = 0; kv < 3; kv++) {
        gpt_ctx *ctx = open_ctx(f, (gpt_kv)kv, 1, 1, 0);
        f->want[kv] = (float *)calloc((size_t)N * (size_t)f->n_out, sizeof(float));
        if (!ctx || !f->want[kv]) return 0;
        for (t = 0; t < N; t++) {
            if (!CHECK_INT(gpt_eval(ctx, f->tokens + t, 1), GPT_OK)) return 0;
            memcpy(f->want[kv] + (size_t)t * (size_t)f->n_out, gpt_logits(ctx), (size_t)f->n_out * sizeof(float));
        }
        gpt_ctx_free(ctx);
    }
    return 1;
}

static void fixture_free(fixture *f) {
    gpt_model_free(f->model);
    tiny_free(&f->image);
    free(f->want[0]), free(f->want[1]), free(f->want[2]);
}

/* the models these tests run on: float and 8-bit weights, with what touches the cache and the order of sums */
static mechanisms model_of(int i) {
    mechanisms s = mechanisms_default();
    s.type = i == 1 || i == 3 ? GPT_TYPE_Q8 : i == 2 ? GPT_TYPE_F16 : GPT_TYPE_F32;
    if (i >= 1) s.window = 20, s.window_odd = 1, s.bias = 1;
    if (i == 2) s.parallel = 2, s.layer_norm = 1, s.learned = 1, s.n_rot = 0, s.gated = 0, s.act = GPT__ACT_GELU_TANH;
    if (i == 3) s.n_embd = 70, s.n_ff = 100, s.post_norm = 1, s.qk_norm = 1, s.head_v = 12;
    if (i == 3) s.softcap = 3, s.logit_softcap = 5;
    if (i == 4) s.alibi = 1, s.n_rot = 0, s.own_head = 0, s.type = GPT_TYPE_BF16;
    return s;
}
#define MODELS 5

/* the context holds the first n tokens of f and the logits of the last of them */
static int holds(gpt_ctx *ctx, const fixture *f, gpt_kv kv, int n) {
    int tokens[N];
    return CHECK_INT(gpt_ctx_pos(ctx), n) && CHECK_INT(gpt_ctx_tokens(ctx, tokens, N), n) &&
           CHECK_MEM(tokens, f->tokens, (size_t)n * sizeof(int)) &&
           (n == 0 ? CHECK(gpt_logits(ctx) == NULL)
                   : CHECK_MEM(gpt_logits(ctx), row(f, kv, n - 1), (size_t)f->n_out * sizeof(float)));
}

static int eval_to(gpt_ctx *ctx, const fixture *f, int n) {
    int at = gpt_ctx_pos(ctx);
    return at == n || CHECK_INT(gpt_eval(ctx, f->tokens + at, n - at), GPT_OK);
}

/* made once, for all tests: the portable lane takes its time */
static void each_model(void (*run)(const fixture *f)) {
    static fixture made[MODELS];
    int i;
    for (i = 0; i < MODELS; i++) {
        mechanisms s = model_of(i);
        uint64_t random = test.random;
        NOTE("%s", mechanisms_text(&s));
        test.random = test.seed + (uint64_t)i;
        if (!made[i].model && !fixture_new(&made[i], &s)) return;
        test.random = random;
        narrow = i % 2 ? GPT_KV_I8 : GPT_KV_F16;
        run(&made[i]);
        narrow = GPT_KV_F16;
    }
}

/* a test that runs on each of the models, f */
#define MODEL_TEST(name)                              \
    static void name##_model(const fixture *f);       \
    TEST(name) { each_model(name##_model); }          \
    static void name##_model(const fixture *f)

/* ---- division ---- */

MODEL_TEST(chunks_of_every_size) {
    int kv, size, t;
    for (kv = 0; kv < 3; kv++) {
        for (size = 1; size <= N; size += size < 20 ? 1 : 11) {
            gpt_ctx *ctx = open_ctx(f, (gpt_kv)kv, 0, 1, -1);
            for (t = 0; ctx && t < N;) {
                t = t + size < N ? t + size : N;
                if (!eval_to(ctx, f, t) || !holds(ctx, f, (gpt_kv)kv, t)) break;
            }
            gpt_ctx_free(ctx);
        }
    }
}

MODEL_TEST(every_batch_size) {
    int n_batch;
    for (n_batch = 1; n_batch <= N + 1; n_batch += n_batch < 20 ? 1 : 13) {
        gpt_ctx *ctx = open_ctx(f, narrow, n_batch, 1, -1);
        if (ctx && eval_to(ctx, f, N)) holds(ctx, f, narrow, N);
        gpt_ctx_free(ctx);
    }
}

MODEL_TEST(one_two_three_threads) {
    int threads, at;
    for (threads = 1; threads <= 3; threads++) {
        gpt_ctx *ctx = open_ctx(f, GPT_KV_F32, 32, threads, -1);
        for (at = 1; ctx && at <= N; at += 37)
            if (!eval_to(ctx, f, at) || !holds(ctx, f, GPT_KV_F32, at)) break;
        gpt_ctx_free(ctx);
    }
}

MODEL_TEST(every_lane) {
    int lane, kv, at;
    for (lane = 0; lane < gpt_lane_count(); lane++) {
        for (kv = 0; kv < 3; kv++) {
            gpt_ctx *ctx = open_ctx(f, (gpt_kv)kv, 0, 1, lane);
            for (at = 1; ctx && at <= N; at += 37)
                if (!eval_to(ctx, f, at) || !holds(ctx, f, (gpt_kv)kv, at)) break;
            gpt_ctx_free(ctx);
        }
    }
}

/* all of it at once, on models of random mechanisms */
TEST(random_models_any_way) {
    int round;
    for (round = 0; round < 12; round++) { /* more take minutes under sanitizers */
        mechanisms s = mechanisms_random();
        fixture f;
        s.type = (gpt_type)test_below(GPT__TYPE_COUNT);
        NOTE("%s", mechanisms_text(&s));
        if (fixture_new(&f, &s)) {
            gpt_kv kv = (gpt_kv)test_below(2);
            gpt_ctx *ctx = open_ctx(&f, kv, 1 + test_below(N), 1 + test_below(3), test_below(gpt_lane_count()));
            int at = 0;
            while (ctx && at < N) {
                at += 1 + test_below(N - at);
                if (!eval_to(ctx, &f, at) || !holds(ctx, &f, kv, at)) break;
                if (test_below(3) == 0) gpt_ctx_rewind(ctx, at -= test_below(at + 1));
            }
            gpt_ctx_free(ctx);
        }
        fixture_free(&f);
    }
}

MODEL_TEST(eval_all_is_eval_at_every_token) {
    gpt_ctx *ctx = open_ctx(f, narrow, 31, 1, -1);
    float *all = (float *)calloc((size_t)N * (size_t)f->n_out, sizeof(float));
    if (ctx && all && eval_to(ctx, f, 3) && CHECK_INT(gpt_eval_all(ctx, f->tokens + 3, N - 3, all), GPT_OK)) {
        CHECK_MEM(all, row(f, narrow, 3), (size_t)(N - 3) * (size_t)f->n_out * sizeof(float));
        holds(ctx, f, narrow, N);
    }
    free(all);
    gpt_ctx_free(ctx);
}

/* ---- rewind, sync, fork ---- */

MODEL_TEST(rewind_and_eval_again) {
    gpt_ctx *ctx = open_ctx(f, narrow, 0, 1, -1);
    int round, other[N], t;
    for (t = 0; t < N; t++) other[t] = (f->tokens[t] + 1) % f->n_vocab;
    for (round = 0; ctx && round < 20; round++) {
        int to = test_below(N + 1), keep = test_below(N + 1);
        if (gpt_ctx_pos(ctx) > keep) CHECK_INT(gpt_ctx_rewind(ctx, keep), GPT_OK);
        CHECK(keep > 0 || gpt_logits(ctx) == NULL);
        if (round % 2 && gpt_ctx_pos(ctx) < N) { /* something else in between leaves nothing behind */
            int at = gpt_ctx_pos(ctx);
            CHECK_INT(gpt_eval(ctx, other, N - at), GPT_OK);
            CHECK_INT(gpt_ctx_rewind(ctx, at), GPT_OK);
            CHECK(gpt_logits(ctx) == NULL);
        }
        if (gpt_ctx_pos(ctx) < to && (!eval_to(ctx, f, to) || !holds(ctx, f, narrow, to))) break;
    }
    gpt_ctx_free(ctx);
}

MODEL_TEST(rewind_bounds) {
    gpt_ctx *ctx = open_ctx(f, narrow, 0, 1, -1);
    if (ctx && eval_to(ctx, f, 10)) {
        CHECK_INT(gpt_ctx_rewind(ctx, -1), GPT_E_ARG);
        CHECK_INT(gpt_ctx_rewind(ctx, 11), GPT_E_ARG);
        CHECK(gpt_ctx_error(ctx)[0] != '\0');
        holds(ctx, f, narrow, 10);
        CHECK_INT(gpt_ctx_rewind(ctx, 10), GPT_OK); /* forgets nothing */
        holds(ctx, f, narrow, 10);
        CHECK_INT(gpt_ctx_rewind(ctx, 0), GPT_OK);
        holds(ctx, f, narrow, 0);
    }
    gpt_ctx_free(ctx);
}

MODEL_TEST(sync_keeps_the_common_prefix) {
    gpt_ctx *ctx = open_ctx(f, narrow, 0, 1, -1);
    int other[N], kept, i;
    memcpy(other, f->tokens, sizeof(other));
    for (i = 20; i < N; i++) other[i] = (f->tokens[i] + 1) % f->n_vocab;
    if (ctx) {
        CHECK_INT(gpt_sync(ctx, f->tokens, 40), 0);
        holds(ctx, f, narrow, 40);
        CHECK_INT(gpt_sync(ctx, f->tokens, 50), 40);
        holds(ctx, f, narrow, 50);
        kept = gpt_sync(ctx, f->tokens, 50); /* nothing to do, or the last token again */
        CHECK(kept == 49 || kept == 50);
        holds(ctx, f, narrow, 50);
        CHECK_INT(gpt_sync(ctx, f->tokens, 30), 29); /* shorter: the last token again, for its logits */
        holds(ctx, f, narrow, 30);
        CHECK_INT(gpt_sync(ctx, other, N), 20);
        CHECK_INT(gpt_ctx_pos(ctx), N);
        CHECK_INT(gpt_sync(ctx, f->tokens, N), 20);
        holds(ctx, f, narrow, N);
        CHECK_INT(gpt_ctx_rewind(ctx, 60), GPT_OK);
        CHECK_INT(gpt_sync(ctx, f->tokens, 60), 59); /* after a rewind the logits are made again */
        holds(ctx, f, narrow, 60);
        CHECK_INT(gpt_sync(ctx, f->tokens, 0), GPT_E_ARG);
        CHECK_INT(gpt_sync(ctx, NULL, 3), GPT_E_ARG);
        holds(ctx, f, narrow, 60);
    }
    gpt_ctx_free(ctx);
}

MODEL_TEST(forks_go_their_own_way) {
    gpt_error err;
    gpt_ctx *a = open_ctx(f, narrow, 0, 1, -1), *b, *empty;
    int wrong = (f->tokens[33] + 1) % f->n_vocab;
    if (a) {
        empty = gpt_ctx_fork(a, &err);
        CHECK(empty != NULL);
        eval_to(a, f, 33);
        b = gpt_ctx_fork(a, &err);
        REQUIRE(b != NULL);
        holds(b, f, narrow, 33);
        CHECK_INT(gpt_eval(a, &wrong, 1), GPT_OK);
        holds(b, f, narrow, 33);
        gpt_ctx_free(a);
        if (eval_to(b, f, N)) holds(b, f, narrow, N);
        if (empty && eval_to(empty, f, N)) holds(empty, f, narrow, N);
        gpt_ctx_free(b);
        gpt_ctx_free(empty);
    }
}

MODEL_TEST(contexts_do_not_disturb_each_other) {
    gpt_ctx *a = open_ctx(f, narrow, 7, 1, -1), *b = open_ctx(f, GPT_KV_F32, 0, 1, 0);
    int t;
    for (t = 1; a && b && t <= N; t += 1 + test_below(9)) {
        if (!eval_to(a, f, t) || !eval_to(b, f, t)) break;
        holds(a, f, narrow, t);
        holds(b, f, GPT_KV_F32, t);
    }
    gpt_ctx_free(a);
    gpt_ctx_free(b);
}

#ifdef _OPENMP
MODEL_TEST(threads_share_a_model) {
    int good = 0, i;
#pragma omp parallel for num_threads(4) reduction(+ : good)
    for (i = 0; i < 8; i++) {
        gpt_ctx_desc desc = {0};
        gpt_ctx *ctx;
        desc.kv = narrow;
        ctx = gpt_ctx_new(f->model, &desc, NULL);
        if (!ctx) continue;
        good += gpt_eval(ctx, f->tokens, N - i) == GPT_OK &&
                memcmp(gpt_logits(ctx), row(f, narrow, N - i - 1), (size_t)f->n_out * sizeof(float)) == 0;
        gpt_ctx_free(ctx);
    }
    CHECK_INT(good, 8);
}
#else
TEST(threads_share_a_model) {
    SKIP("built without OpenMP");
}
#endif

/* ---- saved states ---- */

static unsigned char *save(const gpt_ctx *ctx, size_t *size) {
    unsigned char *state;
    *size = gpt_state_size(ctx);
    state = (unsigned char *)malloc(*size + 1);
    if (!state) abort();
    CHECK_INT(gpt_state_save(ctx, state, *size), GPT_OK);
    return state;
}

MODEL_TEST(restored_is_never_stopped) {
    int kv, at;
    for (kv = 0; kv < 3; kv++) {
        gpt_ctx *a = open_ctx(f, (gpt_kv)kv, 0, 1, -1);
        for (at = 0; a && at < N; at += 1 + test_below(40)) {
            gpt_ctx_desc desc = {0};
            size_t size, again;
            unsigned char *state, *copy;
            gpt_ctx *b;
            desc.kv = (gpt_kv)kv;
            desc.n_ctx = N + test_below(30); /* another capacity, another lane */
            desc.lane = 1;
            b = gpt_ctx_new(f->model, &desc, NULL);
            if (!CHECK(b != NULL) || !eval_to(a, f, at)) break;
            state = save(a, &size);
            CHECK_INT(gpt_eval(b, f->tokens + 5, 9), GPT_OK); /* what it held before is gone */
            CHECK_INT(gpt_state_restore(b, state, size), GPT_OK);
            holds(b, f, (gpt_kv)kv, at);
            copy = save(b, &again);
            if (CHECK_INT(again, size)) CHECK_MEM(copy, state, size);
            if (eval_to(b, f, N)) holds(b, f, (gpt_kv)kv, N);
            gpt_ctx_free(b);
            free(state), free(copy);
        }
        gpt_ctx_free(a);
    }
}

/* every refused state leaves the context as it was, and usable; buffers are exactly as large as said, for the
 * sanitizer */
static void refused(gpt_ctx *ctx, const fixture *f, const unsigned char *state, size_t size, int status) {
    unsigned char *exact = (unsigned char *)malloc(size ? size : 1);
    int s;
    if (!exact) abort();
    memcpy(exact, state, size);
    s = gpt_state_restore(ctx, exact, size);
    if (status) CHECK_INT(s, status);
    else CHECK(s < 0);
    CHECK(gpt_ctx_error(ctx)[0] != '\0');
    holds(ctx, f, narrow, 7);
    free(exact);
}

TEST(damaged_states_are_refused) {
    mechanisms s = model_of(0);
    fixture f;
    s.n_layer = 1, s.n_embd = 16, s.n_head = 2, s.n_kv = 1, s.head_qk = s.head_v = 4, s.n_rot = 4;
    if (fixture_new(&f, &s)) {
        gpt_ctx *a = open_ctx(&f, narrow, 0, 1, -1), *b = open_ctx(&f, narrow, 0, 1, -1);
        size_t size, i;
        unsigned char *state;
        if (!a || !b || !eval_to(a, &f, 5) || !eval_to(b, &f, 7)) return;
        state = save(a, &size);
        for (i = 0; i < size && !test.n_fail; i++) refused(b, &f, state, i, GPT_E_FORMAT);
        state[size] = 0;
        refused(b, &f, state, size + 1, GPT_E_FORMAT);
        for (i = 0; i < size && !test.n_fail; i++) {
            unsigned char old = state[i];
            state[i] = (unsigned char)(old ^ (1 << test_below(8)));
            refused(b, &f, state, size, 0);
            state[i] = (unsigned char)~old;
            refused(b, &f, state, size, 0);
            state[i] = old;
        }
        CHECK_INT(gpt_state_restore(b, state, size), GPT_OK); /* it was good all the time */
        holds(b, &f, narrow, 5);
        gpt_ctx_free(a);
        gpt_ctx_free(b);
        free(state);
    }
    fixture_free(&f);
}

/* states of another model, another cache type, or too long for this context; too small a buffer */
TEST(states_of_others_are_refused) {
    mechanisms s = model_of(0), s2 = model_of(1);
    fixture f, g;
    if (fixture_new(&f, &s) & fixture_new(&g, &s2)) {
        gpt_ctx_desc small = {0};
        gpt_ctx *a = open_ctx(&f, narrow, 0, 1, -1), *wide = open_ctx(&f, GPT_KV_F32, 0, 1, -1);
        gpt_ctx *other = open_ctx(&g, narrow, 0, 1, -1), *b;
        size_t size, i;
        unsigned char *state, *exact;
        small.n_ctx = 9;
        b = gpt_ctx_new(f.model, &small, NULL);
        REQUIRE(a && b && wide && other);
        eval_to(a, &f, 10), eval_to(b, &f, 7), eval_to(wide, &f, 7), eval_to(other, &g, 7);
        state = save(a, &size);
        refused(b, &f, state, size, GPT_E_FULL);
        refused(other, &g, state, size, 0);
        CHECK(gpt_state_restore(wide, state, size) < 0);
        holds(wide, &f, GPT_KV_F32, 7);
        for (i = 0; i < size; i += 1 + i / 9) {
            exact = (unsigned char *)malloc(i ? i : 1);
            if (exact) CHECK_INT(gpt_state_save(a, exact, i), GPT_E_ARG);
            free(exact);
        }
        CHECK_INT(gpt_state_save(a, NULL, 0), GPT_E_ARG);
        CHECK_INT(gpt_state_restore(a, NULL, 0), GPT_E_ARG);
        holds(a, &f, narrow, 10);
        gpt_ctx_free(a), gpt_ctx_free(b), gpt_ctx_free(wide), gpt_ctx_free(other);
        free(state);
    }
    fixture_free(&f);
    fixture_free(&g);
}

/* ---- failures leave the context unchanged ---- */

typedef struct canceller { int calls, at; } canceller;

static int cancel_at(void *user) {
    canceller *c = (canceller *)user;
    return ++c->calls == c->at;
}

MODEL_TEST(cancel_at_every_layer) {
    canceller c = {0, 0};
    gpt_ctx_desc desc = {0};
    gpt_ctx *ctx;
    int threads, calls, at;
    desc.cancel = cancel_at;
    desc.user = &c;
    desc.n_batch = 20;
    for (threads = 1; threads <= 2; threads++) {
        desc.n_threads = threads;
        desc.kv = narrow;
        ctx = gpt_ctx_new(f->model, &desc, NULL);
        if (!CHECK(ctx != NULL)) break;
        eval_to(ctx, f, 7);
        c.calls = 0;
        eval_to(ctx, f, N);
        calls = c.calls;
        CHECK_INT(calls, 4 * gpt_model_info(f->model)->n_layer); /* 68 tokens, 20 at a time */
        gpt_ctx_rewind(ctx, 0);
        eval_to(ctx, f, 7);
        for (at = 1; at <= calls; at++) {
            c.calls = 0;
            c.at = at;
            CHECK_INT(gpt_eval(ctx, f->tokens + 7, N - 7), GPT_E_CANCELLED);
            CHECK_INT(c.calls, at);
            CHECK(gpt_ctx_error(ctx)[0] != '\0');
            if (!holds(ctx, f, narrow, 7)) break;
        }
        c.at = 0;
        if (eval_to(ctx, f, N)) holds(ctx, f, narrow, N);
        gpt_ctx_free(ctx);
    }
}

MODEL_TEST(full_context) {
    gpt_ctx_desc desc = {0};
    gpt_ctx *ctx;
    float all[3000];
    desc.n_ctx = 10;
    desc.kv = narrow;
    ctx = gpt_ctx_new(f->model, &desc, NULL);
    if (CHECK(ctx != NULL) && eval_to(ctx, f, 8)) {
        CHECK_INT(gpt_eval(ctx, f->tokens + 8, 3), GPT_E_FULL);
        CHECK(gpt_ctx_error(ctx)[0] != '\0');
        holds(ctx, f, narrow, 8);
        CHECK_INT(gpt_eval_all(ctx, f->tokens + 8, 3, all), GPT_E_FULL);
        CHECK_INT(gpt_logprobs(ctx, f->tokens + 8, 3, all), GPT_E_FULL);
        CHECK_INT(gpt_embed(ctx, f->tokens + 8, 3, GPT_POOL_MEAN, all), GPT_E_FULL);
        CHECK_INT(gpt_eval(ctx, f->tokens + 8, 2147483647), GPT_E_FULL);
        holds(ctx, f, narrow, 8);
        if (eval_to(ctx, f, 10)) holds(ctx, f, narrow, 10);
        CHECK_INT(gpt_eval(ctx, f->tokens + 10, 1), GPT_E_FULL);
        CHECK_INT(gpt_sync(ctx, f->tokens, 11), GPT_E_FULL);
        holds(ctx, f, narrow, 10);
    }
    gpt_ctx_free(ctx);
}

MODEL_TEST(bad_tokens_and_counts) {
    gpt_ctx *ctx = open_ctx(f, narrow, 0, 1, -1);
    int bad[4][3], i;
    memcpy(bad[0], f->tokens, 3 * sizeof(int));
    for (i = 1; i < 4; i++) memcpy(bad[i], bad[0], sizeof(bad[0]));
    bad[0][0] = -1, bad[1][1] = f->n_vocab, bad[2][2] = 2147483647, bad[3][2] = -2147483647 - 1;
    if (ctx && eval_to(ctx, f, 7)) {
        for (i = 0; i < 4; i++) {
            float all[3000];
            CHECK_INT(gpt_eval(ctx, bad[i], 3), GPT_E_ARG);
            CHECK(gpt_ctx_error(ctx)[0] != '\0');
            CHECK_INT(gpt_eval_all(ctx, bad[i], 3, all), GPT_E_ARG);
            CHECK_INT(gpt_logprobs(ctx, bad[i], 3, all), GPT_E_ARG);
            CHECK_INT(gpt_embed(ctx, bad[i], 3, GPT_POOL_LAST, all), GPT_E_ARG);
            holds(ctx, f, narrow, 7);
        }
        CHECK_INT(gpt_eval(ctx, f->tokens, 0), GPT_E_ARG);
        CHECK_INT(gpt_eval(ctx, f->tokens, -1), GPT_E_ARG);
        CHECK_INT(gpt_eval(ctx, NULL, 1), GPT_E_ARG);
        CHECK_INT(gpt_eval(NULL, f->tokens, 1), GPT_E_ARG);
        CHECK_INT(gpt_eval_all(ctx, f->tokens, 1, NULL), GPT_E_ARG);
        holds(ctx, f, narrow, 7);
        if (eval_to(ctx, f, N)) holds(ctx, f, narrow, N);
    }
    gpt_ctx_free(ctx);
}

/* ---- the program's floating-point flags ---- */

#define FTZ 0x8040u /* MXCSR: flush to zero, denormals are zero */

MODEL_TEST(rounding_mode_and_flush_to_zero_do_not_matter) {
    const int modes[3] = {FE_UPWARD, FE_DOWNWARD, FE_TOWARDZERO};
    int i;
    for (i = 0; i < 3; i++) {
        gpt_ctx *ctx = open_ctx(f, narrow, 20, 1, -1);
        float embed[2][100], probs[2][2], logprobs[2][8];
        gpt_scored top[2][3];
        int labels[2] = {0, f->n_vocab - 1}, k, n = 0, mode;
        memset(embed, 0, sizeof(embed));
        memset(top, 0, sizeof(top));
        for (k = 0; ctx && k < 2; k++) { /* second time with other flags */
            if (k) fesetround(modes[i]);
#if HAVE_MXCSR
            if (k) _mm_setcsr(_mm_getcsr() | FTZ);
#endif
            gpt_ctx_rewind(ctx, 0);
            n += gpt_eval(ctx, f->tokens, N - 8) == GPT_OK;
            n += gpt_embed(ctx, f->tokens + N - 8, 4, GPT_POOL_MEAN, embed[k]) == GPT_OK;
            n += gpt_top(ctx, top[k], 3) == 3;
            n += gpt_classify(ctx, labels, 2, probs[k]) == GPT_OK;
            n += gpt_logprobs(ctx, f->tokens + N - 4, 4, logprobs[k]) == GPT_OK;
            mode = fegetround();
            CHECK_INT(mode, k ? modes[i] : FE_TONEAREST); /* put back */
#if HAVE_MXCSR
            CHECK_INT(_mm_getcsr() & FTZ, k ? FTZ : 0);
            _mm_setcsr(_mm_getcsr() & ~FTZ);
#endif
            fesetround(FE_TONEAREST);
        }
        CHECK_INT(n, 10);
        if (ctx) holds(ctx, f, narrow, N);
        CHECK_MEM(embed[0], embed[1], sizeof(embed[0]));
        CHECK_MEM(top[0], top[1], sizeof(top[0]));
        CHECK_MEM(probs[0], probs[1], sizeof(probs[0]));
        CHECK_MEM(logprobs[0], logprobs[1], 4 * sizeof(float));
        gpt_ctx_free(ctx);
    }
}

TEST_MAIN("context", chunks_of_every_size, every_batch_size, one_two_three_threads, every_lane, random_models_any_way,
          eval_all_is_eval_at_every_token, rewind_and_eval_again, rewind_bounds, sync_keeps_the_common_prefix,
          forks_go_their_own_way, contexts_do_not_disturb_each_other, threads_share_a_model, restored_is_never_stopped,
          damaged_states_are_refused, states_of_others_are_refused, cancel_at_every_layer, full_context,
          bad_tokens_and_counts, rounding_mode_and_flush_to_zero_do_not_matter)
