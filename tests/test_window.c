/* test_window -- layers that see only a window keep only that window. Contexts many windows long, rewinds to every
 * distance, states and forks after the ring of keys has gone round, calls cancelled half-way, batches and windows of
 * many sizes: always the bits of a fresh context token by token, and memory that does not grow with the context. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"
#include "naive.h"

#define N 700 /* tokens, the capacity of contexts */

/* A model and the logits at each of N tokens */
typedef struct subject {
    tiny_image image;
    gpt_model *model;
    int window, n_out, tokens[N];
    float *want;  /* (N, n_out) token by token */
} subject;

static gpt_kv kv; /* F16, or I8 for every other model */

static gpt_ctx *open_ctx(const subject *f, int n_ctx, int n_batch) {
    int any = test_below(8) == 0; /* thread and lane are of no influence, as ever */
    return mechanisms_ctx(f->model, n_ctx, kv, n_batch, any ? 2 : 1, any ? test_below(gpt_lane_count()) : -1);
}

static const float *row(const subject *f, int t) { return f->want + (size_t)t * (size_t)f->n_out; }

static int holds(const gpt_ctx *ctx, const subject *f, int n) {
    return CHECK_INT(gpt_ctx_pos(ctx), n) && CHECK(gpt_logits(ctx) != NULL) &&
           CHECK_MEM(gpt_logits(ctx), row(f, n - 1), (size_t)f->n_out * sizeof(float));
}

static int eval_to(gpt_ctx *ctx, const subject *f, int n) {
    int at = gpt_ctx_pos(ctx);
    return CHECK_INT(gpt_eval(ctx, f->tokens + at, n - at), GPT_OK) && CHECK(!ctx->lost) && holds(ctx, f, n);
}

/* a small model, fast enough for long texts; two layers, so that what one layer loses shows in the next one's keys */
static mechanisms model_of(int window, int chunk) {
    mechanisms s = mechanisms_default();
    s.n_vocab = 40, s.n_ctx = N, s.n_embd = 8, s.n_layer = 2, s.n_head = 2, s.n_kv = 1, s.head_qk = s.head_v = 4;
    s.n_ff = 8, s.n_rot = 4, s.window = window, s.chunk = chunk;
    return s;
}

static int subject_new(subject *f, const mechanisms *s) {
    gpt_error err = {0, ""};
    gpt_ctx *ctx;
    int t;
    memset(f, 0, sizeof(*f));
    f->window = s->window;
    f->image = mechanisms_model(s);
    f->model = gpt_model_load_memory(f->image.data, f->image.size, NULL, &err);
    if (!f->model) return FAIL("%s", err.message);
    f->n_out = gpt_model_info(f->model)->n_out;
    f->want = (float *)calloc((size_t)N * (size_t)f->n_out, sizeof(float));
    ctx = open_ctx(f, N, 1);
    if (!ctx || !f->want) return 0;
    for (t = 0; t < N; t++) {
        f->tokens[t] = test_below(s->n_vocab);
        if (!CHECK_INT(gpt_eval(ctx, f->tokens + t, 1), GPT_OK)) return 0;
        memcpy(f->want + (size_t)t * (size_t)f->n_out, gpt_logits(ctx), (size_t)f->n_out * sizeof(float));
    }
    gpt_ctx_free(ctx);
    return 1;
}

static void subject_free(subject *f) {
    gpt_model_free(f->model);
    tiny_free(&f->image);
    free(f->want);
}

/* windows around the size of a chunk and tiny ones, and chunked attention; made once, for all tests */
#define MODELS 8
static const int windows[MODELS] = {1, 9, 63, 64, 65, 0, 0, 70}, chunks[MODELS] = {0, 0, 0, 0, 0, 7, 130, 50};
static const int batches[5] = {1, 5, 64, 256, 33};

static void each_model(void (*run)(const subject *f)) {
    static subject made[MODELS];
    int i;
    for (i = 0; i < MODELS; i++) {
        mechanisms s = model_of(windows[i], chunks[i]);
        uint64_t random = test.random;
        s.window_odd = i == 2 || i == 6; /* beside a layer that sees all */
        test.random = test.seed + (uint64_t)i;
        kv = i % 2 ? GPT_KV_I8 : GPT_KV_F16;
        NOTE("window %d chunk %d", windows[i], chunks[i]);
        if (!made[i].model && !subject_new(&made[i], &s)) return;
        test.random = random;
        run(&made[i]);
    }
    kv = GPT_KV_F16;
}

#define MODEL_TEST(name)                              \
    static void name##_model(const subject *f);       \
    TEST(name) { each_model(name##_model); }          \
    static void name##_model(const subject *f)

/* the ring changes nothing: against the definition, and against contexts that need no ring */
MODEL_TEST(the_definition) {
    double worst = 0, largest = 0, *want = naive_new((size_t)(200 * f->n_out));
    naive_model m;
    gpt_ctx_desc desc = {0};
    gpt_ctx *ctx;
    float *got = (float *)calloc((size_t)(200 * f->n_out), sizeof(float));
    int i, n = 200;
    desc.n_ctx = N;
    desc.n_batch = 10;
    desc.kv = GPT_KV_F32;
    ctx = gpt_ctx_new(f->model, &desc, NULL);
    if (CHECK(ctx && got && naive_open(&m, f->image.data, f->image.size) == 0)) {
        naive_forward(&m, f->tokens, n, want);
        CHECK_INT(gpt_eval_all(ctx, f->tokens, n, got), GPT_OK);
        for (i = 0; i < n * f->n_out; i++) {
            worst = fmax(worst, fabs(want[i] - (double)got[i]));
            largest = fmax(largest, fabs(want[i]));
        }
        CHECK_NEAR(worst, 0, 2e-5 * largest);
        naive_close(&m);
    }
    gpt_ctx_free(ctx);
    free(want), free(got);
}

MODEL_TEST(every_batch_size) {
    int i, at;
    for (i = 0; i < 5; i++) {
        gpt_ctx *ctx = open_ctx(f, N, batches[i]);
        for (at = 0; ctx && at < N;) {
            at += 1 + test_below(i % 2 ? 90 : 400);
            if (!eval_to(ctx, f, at < N ? at : N)) break;
        }
        gpt_ctx_free(ctx);
    }
}

/* capacities from less than a window to many */
MODEL_TEST(every_capacity) {
    int n;
    for (n = 1; n < N; n += 1 + n / 3) {
        gpt_ctx *ctx = open_ctx(f, n, 8);
        if (ctx) eval_to(ctx, f, n);
        gpt_ctx_free(ctx);
    }
}

/* by every distance up to beyond the ring, on to the same and to other tokens */
MODEL_TEST(rewinds_of_every_distance) {
    int i, back;
    for (i = 0; i < 3; i++) {
        gpt_ctx *ctx = open_ctx(f, N, batches[i]);
        int at = 320 + test_below(70), step = i == 2 ? 3 : 17;
        for (back = 0; ctx && back <= at; back += back < 12 ? 1 : 1 + test_below(2 * step)) {
            int to = at - back, other = (f->tokens[to] + 1) % 40;
            if (gpt_ctx_pos(ctx) < at && !eval_to(ctx, f, at)) break;
            NOTE("window %d, batch %d: from %d to %d", f->window, batches[i], at, to);
            CHECK_INT(gpt_ctx_rewind(ctx, to), GPT_OK);
            CHECK(back > batches[i] || !ctx->lost);
            if (back % 2) { /* other tokens leave nothing behind */
                CHECK_INT(gpt_eval(ctx, &other, 1), GPT_OK);
                CHECK_INT(gpt_ctx_rewind(ctx, to), GPT_OK);
            }
            if (!eval_to(ctx, f, to + 1)) break;
        }
        gpt_ctx_free(ctx);
    }
}

/* back and forth at random, several rewinds in a row too */
MODEL_TEST(many_rewinds) {
    gpt_ctx *ctx = open_ctx(f, N, 1 + test_below(40));
    int round, at;
    for (round = 0; ctx && round < 25; round++) {
        for (at = gpt_ctx_pos(ctx); at > 0 && test_below(3); at = gpt_ctx_pos(ctx)) {
            int to = test_below(3) ? at - test_below(at < 100 ? at : 100) : test_below(at);
            CHECK_INT(gpt_ctx_rewind(ctx, to), GPT_OK);
        }
        if (at < N && !eval_to(ctx, f, at + 1 + test_below(N - at < 200 ? N - at : 200))) break;
    }
    gpt_ctx_free(ctx);
}

MODEL_TEST(sync_to_an_earlier_text) {
    gpt_ctx *ctx = open_ctx(f, N, 50);
    int other[N], i;
    for (i = 0; i < N; i++) other[i] = i < 90 ? f->tokens[i] : (f->tokens[i] + 1) % 40;
    if (ctx && eval_to(ctx, f, N)) {
        CHECK_INT(gpt_sync(ctx, other, 500), 90);
        CHECK_INT(gpt_sync(ctx, f->tokens, 600), 90);
        holds(ctx, f, 600);
        CHECK_INT(gpt_sync(ctx, f->tokens, 20), 19);
        holds(ctx, f, 20);
    }
    gpt_ctx_free(ctx);
}

/* ---- states and forks ---- */

static unsigned char *save(const gpt_ctx *ctx, size_t *size) {
    unsigned char *state = (unsigned char *)malloc(*size = gpt_state_size(ctx));
    if (!state) abort();
    CHECK_INT(gpt_state_save(ctx, state, *size), GPT_OK);
    return state;
}

/* into contexts of other capacity and batch size, from which one goes on, back, and saves again */
static void check_state(const gpt_ctx *a, const subject *f) {
    size_t size, again;
    unsigned char *state = save(a, &size), *copy;
    int at = gpt_ctx_pos(a), i;
    for (i = 0; i < 3; i++) {
        gpt_ctx *b = open_ctx(f, i == 0 ? N : at + test_below(N - at + 1), 1 + test_below(i == 1 ? 300 : 20));
        gpt_ctx_desc desc;
        if (!b) break;
        gpt_ctx_resolved(b, &desc);
        eval_to(b, f, at < 9 ? at : 9); /* what it held before is gone */
        CHECK_INT(gpt_state_restore(b, state, size), GPT_OK);
        CHECK_INT(gpt_ctx_pos(b), at);
        copy = save(b, &again);
        if (CHECK_INT(again, size)) CHECK_MEM(copy, state, size);
        if (i > 0) { /* a copy of a copy, taken back at once */
            gpt_ctx *copied = gpt_ctx_fork(b, NULL);
            gpt_ctx_free(b);
            if (!CHECK((b = copied) != NULL)) abort();
            CHECK_INT(gpt_ctx_rewind(b, i == 1 || at < 90 ? test_below(at) : at - 90 + test_below(90)), GPT_OK);
        }
        if (gpt_ctx_pos(b) < desc.n_ctx) eval_to(b, f, gpt_ctx_pos(b) + 1);
        if (gpt_ctx_pos(b) < desc.n_ctx) eval_to(b, f, gpt_ctx_pos(b) + 1 + test_below(desc.n_ctx - gpt_ctx_pos(b)));
        gpt_ctx_free(b);
        free(copy);
    }
    free(state);
}

MODEL_TEST(states_after_the_ring_has_gone_round) {
    int i, round;
    for (i = 0; i < 4; i++) {
        gpt_ctx *a = open_ctx(f, N, batches[i]);
        int at = 0;
        for (round = 0; a && round < 4; round++) {
            if (!eval_to(a, f, at += 1 + test_below(N / 4))) break;
            check_state(a, f);
            CHECK_INT(gpt_ctx_rewind(a, at -= test_below(at)), GPT_OK); /* now with keys lost, perhaps */
            if (at > 0) check_state(a, f);
        }
        gpt_ctx_free(a);
    }
}

MODEL_TEST(forks_after_the_ring_has_gone_round) {
    int i, at;
    for (i = 0; i < 4; i++) {
        gpt_ctx *a = open_ctx(f, N, batches[i]), *b = NULL, *c = NULL;
        int wrong[30] = {0};
        if (a && eval_to(a, f, 480)) {
            b = gpt_ctx_fork(a, NULL);
            at = 300 + test_below(180);
            CHECK_INT(gpt_ctx_rewind(a, at), GPT_OK);
            c = gpt_ctx_fork(a, NULL);
            CHECK_INT(gpt_eval(a, wrong, 30), GPT_OK);
            if (CHECK(b && c)) {
                holds(b, f, 480);
                if (i % 2 == 0) CHECK_INT(gpt_ctx_rewind(b, 250 + test_below(40)), GPT_OK);
                eval_to(b, f, gpt_ctx_pos(b) + 1); /* at once: what is lost is soon out of sight */
                eval_to(b, f, 520);
                eval_to(c, f, at + 1);
                eval_to(c, f, N);
                CHECK_INT(gpt_ctx_rewind(b, 430 + test_below(90)), GPT_OK);
                eval_to(b, f, gpt_ctx_pos(b) + 1);
                eval_to(b, f, N);
            }
        }
        gpt_ctx_free(a), gpt_ctx_free(b), gpt_ctx_free(c);
    }
}

/* a state does not grow with the text where no layer sees all */
TEST(states_are_as_large_as_the_window) {
    mechanisms s = model_of(30, 0);
    subject f;
    if (subject_new(&f, &s)) {
        gpt_ctx *ctx = open_ctx(&f, N, 0);
        size_t size;
        if (ctx && eval_to(ctx, &f, 64 * 4)) {
            size = gpt_state_size(ctx);
            eval_to(ctx, &f, 64 * 10);
            CHECK_INT(gpt_state_size(ctx), size + 64 * 6 * 4); /* the tokens */
            CHECK(size < 256 * 4 + 95 * 2 * 8 * 2 + 200);
        }
        gpt_ctx_free(ctx);
    }
    subject_free(&f);
}

/* a state cut or changed anywhere is refused, and one of a rewound context too */
TEST(damaged_states_are_refused) {
    mechanisms s = model_of(9, 0);
    subject f;
    if (subject_new(&f, &s)) {
        gpt_ctx *a = open_ctx(&f, N, 16), *b = open_ctx(&f, N, 16);
        int round;
        for (round = 0; a && b && round < 2; round++) {
            size_t size, i;
            unsigned char *state, *exact;
            if (!eval_to(a, &f, 400) || (gpt_ctx_pos(b) < 30 && !eval_to(b, &f, 30))) break;
            if (round) gpt_ctx_rewind(a, 130);
            state = save(a, &size);
            for (i = 0; i < size; i += i < 100 ? 1 : 37) {
                exact = (unsigned char *)malloc(i ? i : 1);
                if (!exact) abort();
                memcpy(exact, state, i);
                CHECK_INT(gpt_state_restore(b, exact, i), GPT_E_FORMAT);
                state[i] ^= 1;
                CHECK(gpt_state_restore(b, state, size) < 0);
                state[i] ^= 1;
                free(exact);
            }
            holds(b, &f, 30);
            CHECK_INT(gpt_state_restore(b, state, size), GPT_OK);
            eval_to(b, &f, 420);
            gpt_ctx_rewind(b, 0), gpt_ctx_rewind(a, 0);
            free(state);
        }
        gpt_ctx_free(a), gpt_ctx_free(b);
    }
    subject_free(&f);
}

/* ---- failures ---- */

typedef struct canceller { int calls, at; } canceller;

static int cancel_at(void *user) {
    canceller *c = (canceller *)user;
    return ++c->calls == c->at;
}

/* A long evaluation that is cancelled has overwritten what the context needs, and so may one that was making up for it:
 * the context still holds its tokens and logits, and goes on with the same bits. */
MODEL_TEST(cancelled_and_carried_on) {
    canceller c = {0, 0};
    gpt_ctx_desc desc = {0};
    gpt_ctx *ctx;
    int round;
    desc.n_ctx = N;
    desc.kv = kv;
    desc.n_batch = 20;
    desc.cancel = cancel_at;
    desc.user = &c;
    ctx = gpt_ctx_new(f->model, &desc, NULL);
    if (!CHECK(ctx != NULL)) return;
    for (round = 0; round < 8; round++) {
        int at = 1 + test_below(300);
        c.at = 0;
        CHECK_INT(gpt_ctx_rewind(ctx, test_below(2) ? 0 : test_below(gpt_ctx_pos(ctx) + 1)), GPT_OK);
        if (gpt_ctx_pos(ctx) < at && !eval_to(ctx, f, at)) break;
        if (gpt_logits(ctx) == NULL) CHECK_INT(gpt_ctx_rewind(ctx, at), GPT_OK), eval_to(ctx, f, ++at);
        c.calls = 0, c.at = 20 + test_below(20); /* of the 40 or more of 400 tokens in two layers */
        CHECK_INT(gpt_eval(ctx, f->tokens + at, 400), GPT_E_CANCELLED);
        holds(ctx, f, at);
        c.calls = 0, c.at = 1 + test_below(2);
        CHECK_INT(gpt_eval(ctx, f->tokens + at, 1), GPT_E_CANCELLED);
        holds(ctx, f, at);
        check_state(ctx, f);
        c.at = 0;
        if (!eval_to(ctx, f, at + 1) || !eval_to(ctx, f, at + 100)) break;
    }
    gpt_ctx_free(ctx);
}

/* ---- memory ---- */

TEST(memory_is_that_of_the_window) {
    const int window = 100;
    int n_batch;
    for (n_batch = 1; n_batch <= 512; n_batch *= 8) {
        mechanisms s = model_of(window, 0);
        tiny_image image = mechanisms_model(&s);
        gpt_model *model = gpt_model_load_memory(image.data, image.size, NULL, NULL);
        gpt_ctx_desc desc = {0};
        size_t small, large;
        REQUIRE(model != NULL);
        desc.n_batch = n_batch;
        desc.n_ctx = 2048;
        small = gpt_ctx_bytes(model, &desc);
        desc.n_ctx = 1 << 20;
        large = gpt_ctx_bytes(model, &desc);
        CHECK_INT(large - small, 2 * sizeof(int) * ((1 << 20) - 2048)); /* tokens and prompt */
        gpt_model_free(model);
        tiny_free(&image);
    }
}

/* one layer of two has the window: half of the memory */
TEST(memory_of_mixed_layers) {
    mechanisms s = model_of(100, 0);
    gpt_model *model;
    gpt_ctx_desc desc = {0};
    tiny_image image;
    size_t small, row = 8 + 32; /* bytes of keys, and of values in whole panels */
    s.window_odd = 1;
    image = mechanisms_model(&s);
    model = gpt_model_load_memory(image.data, image.size, NULL, NULL);
    REQUIRE(model != NULL);
    desc.n_ctx = 1 << 12;
    desc.n_threads = 1; /* more of them need memory to share a long text */
    small = gpt_ctx_bytes(model, &desc);
    desc.n_ctx = 1 << 16;
    CHECK_INT(gpt_ctx_bytes(model, &desc) - small, (row + 2 * sizeof(int)) * ((1 << 16) - (1 << 12)));
    gpt_model_free(model);
    tiny_free(&image);
}

TEST_MAIN("window", the_definition, every_batch_size, every_capacity, rewinds_of_every_distance, many_rewinds,
          sync_to_an_earlier_text, states_after_the_ring_has_gone_round, forks_after_the_ring_has_gone_round,
          states_are_as_large_as_the_window, damaged_states_are_refused, cancelled_and_carried_on,
          memory_is_that_of_the_window, memory_of_mixed_layers)
