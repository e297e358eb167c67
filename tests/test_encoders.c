/* test_encoders -- attention in both directions, what comes before the first layer (token types, projected embeddings,
 * positions that skip padding) and after the last one (dense layers, pooled rows, labels, embeddings): against the
 * naive double-precision pass, and the same bits however they are computed. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"
#include "naive.h"

#define N 70 /* tokens: more than one chunk of attention */

/* a model and a text of N tokens with types */
typedef struct fixture {
    tiny_image image;
    gpt_model *model;
    const gpt_info *info;
    int tokens[N], types[N];
} fixture;

static int fixture_new(fixture *f, const mechanisms *s) {
    gpt_error err = {0, ""};
    int t;
    memset(f, 0, sizeof(*f));
    f->image = mechanisms_model(s);
    f->model = gpt_model_load_memory(f->image.data, f->image.size, NULL, &err);
    f->info = gpt_model_info(f->model);
    for (t = 0; t < N; t++) f->tokens[t] = test_below(test_below(4) ? s->n_vocab : 3);
    for (t = 0; t < N && s->n_token_type; t++) f->types[t] = test_below(s->n_token_type);
    return f->model ? 1 : FAIL("%s", err.message);
}

static void fixture_free(fixture *f) {
    gpt_model_free(f->model);
    tiny_free(&f->image);
}

static gpt_ctx *open_ctx(const fixture *f, gpt_kv kv, int n_threads, int lane) {
    return mechanisms_ctx(f->model, N + 5, kv, 7, n_threads, lane); /* an encoder takes no notice of n_batch */
}

/* ---- against the naive pass ---- */

/* got (n) are want (n), within a part of the largest of them */
static void near(const float *got, const double *want, int n, double allowed) {
    double worst = 0, largest = 1e-30;
    int i;
    for (i = 0; i < n; i++) {
        double d = fabs(want[i] - (double)got[i]);
        if (!(d <= worst)) worst = d;
        if (fabs(want[i]) > largest) largest = fabs(want[i]);
    }
    CHECK_NEAR(worst / largest, 0, allowed);
}

/* logits of the text with types, of every token without them, and embeddings of every kind, for a text of n tokens */
static void check_text(const fixture *f, naive_model *naive, gpt_kv kv, int n, double allowed) {
    int D = f->info->n_embd, n_out = f->info->n_out, pooling;
    size_t all = (size_t)n * (size_t)(n_out > D ? n_out : D) + 100;
    double *x = naive_new((size_t)n * (size_t)D), *want = naive_new(all);
    float *got = (float *)calloc(all, sizeof(float));
    gpt_ctx *ctx = open_ctx(f, kv, 1, -1);
    if (ctx && got && n_out) {
        int t;
        naive_states(naive, f->tokens, f->types, n, x);
        naive_labels(naive, x, n, want);
        CHECK_INT(gpt_eval_types(ctx, f->tokens, f->types, n, got), GPT_OK);
        near(gpt_logits(ctx), want, n_out, allowed);
        for (t = 0; t < n; t++) naive_read(naive, x + t * D, want + t * n_out);
        near(got, want, n * n_out, allowed);
        gpt_ctx_rewind(ctx, 0);
        naive_forward(naive, f->tokens, n, want);
        if (CHECK_INT(gpt_eval_all(ctx, f->tokens, n, got), GPT_OK)) near(got, want, n * n_out, allowed);
    }
    if (got) naive_states(naive, f->tokens, NULL, n, x);
    for (pooling = 0; ctx && got && pooling <= GPT_POOL_WEIGHTED; pooling++) {
        int Z = naive_embed_text(naive, x, n, pooling, want);
        gpt_ctx_rewind(ctx, 0);
        CHECK_INT(f->info->n_embd_out, Z);
        if (CHECK_INT(gpt_embed(ctx, f->tokens, n, (gpt_pooling)pooling, got), GPT_OK)) near(got, want, Z, allowed);
    }
    gpt_ctx_free(ctx);
    free(x), free(want), free(got);
}

static void check_naive(const mechanisms *s, gpt_kv kv, double allowed) {
    const int length[2] = {1 + test_below(30), test_below(4) ? 1 : N};
    naive_model naive;
    fixture f;
    int i;
    NOTE("%s", mechanisms_text(s));
    if (fixture_new(&f, s) && CHECK(naive_open(&naive, f.image.data, f.image.size) == 0)) {
        for (i = 0; i < 2; i++) check_text(&f, &naive, kv, length[i], allowed);
        naive_close(&naive);
    }
    fixture_free(&f);
}

/* as BERT (arXiv:1810.04805): norms after the sums, learned positions, biases everywhere */
static mechanisms bert(void) {
    mechanisms s = mechanisms_default();
    s.bidirectional = s.layer_norm = s.bias = s.learned = s.res_norm = s.embd_norm = 1;
    s.n_rot = s.pre_norm = s.gated = 0, s.n_kv = 6, s.n_layer = 2, s.n_ctx = N + 5;
    s.n_token_type = 2, s.act = GPT__ACT_GELU_ERF;
    return s;
}

/* one mechanism at a time, so that a failure has a name */
TEST(each_mechanism_alone) {
    const mechanisms base = bert();
    int i;
#define ONE(...) do { mechanisms m = base; m.__VA_ARGS__; check_naive(&m, GPT_KV_F32, 2e-5); } while (0)
    ONE(n_layer = 1);
    ONE(n_layer = 1, m.n_head = 1, m.n_kv = 1);
    ONE(n_kv = 3);
    ONE(n_rot = 20, m.learned = 0);
    ONE(window = 9);
    ONE(window = 64, m.window_odd = 1);
    ONE(window = 1);
    ONE(softcap = 3);
    ONE(bidirectional = 0);
    ONE(n_token_type = 0);
    ONE(n_token_type = 1);
    ONE(n_token_type = 5, m.learned = 0);
    ONE(pos_offset = 2, m.pos_pad = 1);
    ONE(pos_offset = 1, m.pos_pad = 1, m.bidirectional = 0);
    ONE(embd_scale = 3);
    for (i = 0; i < 2; i++) {
        ONE(n_embd_in = 7, m.embd_in_after = i);
        ONE(n_embd_in = 50, m.embd_in_after = i, m.bias = 0);
        ONE(n_embd_in = 24, m.embd_in_after = i, m.own_head = 0);
        ONE(n_embd_in = 20, m.embd_in_after = i, m.pool = 2, m.n_pool = 20, m.own_head = 0);
    }
    for (i = 0; i < GPT__ACT_SWIGLU_CLAMP; i++) ONE(pool = 1, m.pool_act = i);
    ONE(pool = 1, m.n_pool = 65, m.pool_act = GPT__ACT_TANH);
    ONE(pool = 2, m.own_head = 0, m.pool_act = GPT__ACT_GELU_ERF);
    ONE(out_norm_eps = 0.3f, m.pre_norm = 1, m.res_norm = 0);
    for (i = GPT_HEAD_CLASS_LAST; i <= GPT_HEAD_SPAN; i++) {
        ONE(head = (gpt_head)i, m.n_out = i == GPT_HEAD_SPAN ? 2 : 3);
        ONE(head = (gpt_head)i, m.n_out = i == GPT_HEAD_SPAN ? 2 : 17, m.pool = 1, m.pool_act = GPT__ACT_TANH);
    }
    ONE(head = GPT_HEAD_NONE);
    ONE(head = GPT_HEAD_NONE, m.embd_pool = GPT_POOL_FIRST, m.embd_unit = 1);
    for (i = 0; i <= GPT_POOL_WEIGHTED; i++)
        ONE(head = GPT_HEAD_NONE, m.embd_pool = i, m.embd_unit = i % 2, m.pool = 1 + i % 2, m.n_pool = 37,
            m.pool_act = GPT__ACT_TANH, m.bidirectional = i < 4);
#undef ONE
}

/* the published families: RoBERTa's padding, ELECTRA's generator, OPT-350m */
TEST(families) {
    mechanisms s = bert();
    s.head = GPT_HEAD_CLASS_FIRST, s.n_out = 3, s.pool = 1, s.pool_act = GPT__ACT_TANH;
    s.pos_offset = 2, s.pos_pad = 1, s.n_token_type = 1;
    check_naive(&s, GPT_KV_F32, 2e-5);
    s = bert();
    s.n_embd_in = s.n_pool = 12, s.embd_in_after = 1, s.pool = 2, s.pool_act = GPT__ACT_GELU_ERF, s.own_head = 0;
    check_naive(&s, GPT_KV_F32, 2e-5);
    s = bert();
    s.bidirectional = s.n_token_type = s.embd_norm = 0, s.pos_offset = 2, s.act = GPT__ACT_RELU;
    s.n_embd_in = s.n_pool = 12, s.pool = 1, s.pool_act = GPT__ACT_NONE, s.own_head = 0;
    check_naive(&s, GPT_KV_F32, 2e-5);
}

/* the naive pass neither rounds keys and values to f16 nor activations to 8 bits */
TEST(rounded_models_stay_near) {
    mechanisms s = bert();
    int i;
    s.n_embd = 64, s.n_ff = 96, s.n_layer = 1, s.type = GPT_TYPE_Q8;
    s.n_embd_in = 40, s.pool = 2, s.n_pool = 40, s.pool_act = GPT__ACT_GELU_ERF;
    for (i = 0; i < 6; i++) {
        s.embd_in_after = i % 2, s.own_head = i < 2;
        s.head = i < 4 ? GPT_HEAD_LM : GPT_HEAD_NONE;
        check_naive(&s, GPT_KV_F16, 0.1);
        check_naive(&s, GPT_KV_I8, 0.1);
    }
    s.head = GPT_HEAD_CLASS_MEAN, s.n_out = 4, s.own_head = 1;
    check_naive(&s, GPT_KV_F16, 0.1);
}

/* ---- the same bits ---- */

/* models with 8-bit and float weights, each with another head and other ends */
static mechanisms model_of(int i) {
    mechanisms s = bert();
    s.head = i == 0 ? GPT_HEAD_LM : i == 1 ? GPT_HEAD_CLASS_FIRST : i == 2 ? GPT_HEAD_CLASS_MEAN : GPT_HEAD_TOKEN;
    s.n_out = 5;
    s.type = i % 2 ? GPT_TYPE_Q8 : i ? GPT_TYPE_BF16 : GPT_TYPE_F32;
    if (i == 0) s.own_head = 0, s.n_embd_in = s.n_pool = 33, s.embd_in_after = 1, s.pool = 2;
    if (i == 1 || i == 2) s.pool = 1, s.pool_act = GPT__ACT_TANH, s.window = i == 2 ? 9 : 0;
    if (i == 3) s.n_embd_in = 20, s.pool = 2, s.n_pool = 70, s.bidirectional = 0;
    if (i >= 1) s.pos_offset = 2, s.pos_pad = 1;
    return s;
}
#define MODELS 4

/* what one thread of the portable lane makes of the first n tokens with their types */
static void want_logits(const fixture *f, gpt_kv kv, int n, float *out) {
    gpt_ctx *ctx = open_ctx(f, kv, 1, 0);
    if (ctx && CHECK_INT(gpt_eval_types(ctx, f->tokens, f->types, n, NULL), GPT_OK))
        memcpy(out, gpt_logits(ctx), (size_t)f->info->n_out * sizeof(float));
    gpt_ctx_free(ctx);
}

static int holds(const gpt_ctx *ctx, const fixture *f, int n, const float *want) {
    return CHECK_INT(gpt_ctx_pos(ctx), n) && CHECK(gpt_logits(ctx) != NULL) &&
           CHECK_MEM(gpt_logits(ctx), want, (size_t)f->info->n_out * sizeof(float));
}

TEST(any_lane_threads_and_division) {
    float want[100];
    int i, lane, threads, kv, at, step;
    for (i = 0; i < MODELS; i++) {
        mechanisms s = model_of(i);
        fixture f;
        NOTE("%s", mechanisms_text(&s));
        if (!fixture_new(&f, &s)) continue;
        for (kv = 0; kv < 2; kv++) {
            want_logits(&f, (gpt_kv)kv, N, want);
            for (lane = 0; lane < gpt_lane_count(); lane++) {
                for (threads = 1; threads <= 3; threads += 2) {
                    gpt_ctx *ctx = open_ctx(&f, (gpt_kv)kv, threads, lane);
                    for (at = 0; ctx && at < N; at += step) { /* in one call, then in unequal parts */
                        step = threads == 1 ? N : at + 30 < N ? 29 : N - at;
                        if (gpt_eval_types(ctx, f.tokens + at, f.types + at, step, NULL) != GPT_OK) break;
                    }
                    if (ctx) holds(ctx, &f, N, want);
                    gpt_ctx_free(ctx);
                }
            }
        }
        fixture_free(&f);
    }
}

/* one token is enough work for three threads: each prepares the inputs of products for itself */
TEST(threads_share_single_tokens) {
    mechanisms s = bert();
    int i, t;
    s.n_embd = 256, s.n_ff = 1100, s.n_layer = 1, s.bidirectional = 0;
    s.n_embd_in = s.n_pool = 200, s.pool = 2, s.own_head = 0, s.pool_act = GPT__ACT_GELU_ERF;
    for (i = 0; i < 5; i++) {
        float want[12][100];
        gpt_ctx *one, *three;
        fixture f;
        s.type = i % 2 ? GPT_TYPE_Q8 : GPT_TYPE_F32;
        s.embd_in_after = i / 2 % 2;
        if (i == 4) s.head = GPT_HEAD_CLASS_MEAN, s.n_out = 3, s.own_head = s.bidirectional = 1, s.type = GPT_TYPE_Q8;
        NOTE("%s", mechanisms_text(&s));
        if (!fixture_new(&f, &s)) return;
        CHECK(f.model->layer_macs > 2 * GPT__TEAM_MACS);
        one = open_ctx(&f, GPT_KV_F16, 1, -1), three = open_ctx(&f, GPT_KV_F16, 3, -1);
        for (t = 0; t < 12; t++) {
            CHECK_INT(gpt_eval_types(one, f.tokens + t, f.types + t, 1, want[t]), GPT_OK);
            CHECK_INT(gpt_eval_types(three, f.tokens + t, f.types + t, 1, NULL), GPT_OK);
            if (!holds(three, &f, t + 1, gpt_logits(one))) break;
            if (s.head == GPT_HEAD_LM) CHECK_MEM(want[t], gpt_logits(one), sizeof(float) * 97);
        }
        gpt_ctx_free(one), gpt_ctx_free(three);
        fixture_free(&f);
    }
}

/* outputs and embeddings of tokens appended to others are those of the same rows of the whole text */
TEST(appended_rows) {
    int i, kv;
    for (i = 0; i < MODELS; i++) {
        mechanisms s = model_of(i);
        fixture f;
        float all[N][100], some[N][100], last[100], first[100];
        NOTE("%s", mechanisms_text(&s));
        if (!fixture_new(&f, &s)) continue;
        f.tokens[23] = 5, f.tokens[39] = 6;
        for (kv = 0; kv < 2; kv++) {
            gpt_ctx *ctx = open_ctx(&f, (gpt_kv)kv, 2, -1);
            size_t row = (size_t)f.info->n_out * sizeof(float);
            if (!ctx) continue;
            CHECK_INT(gpt_eval_all(ctx, f.tokens, 40, all[0]), GPT_OK);
            gpt_ctx_rewind(ctx, 0);
            CHECK_INT(gpt_eval(ctx, f.tokens, 23), GPT_OK);
            CHECK_INT(gpt_eval_all(ctx, f.tokens + 23, 17, some[0]), GPT_OK);
            CHECK_MEM(some[0], all[0] + 23 * (size_t)f.info->n_out, 17 * row);
            gpt_ctx_rewind(ctx, 23);
            CHECK_INT(gpt_embed(ctx, f.tokens + 23, 17, GPT_POOL_LAST, last), GPT_OK);
            gpt_ctx_rewind(ctx, 23);
            CHECK_INT(gpt_embed(ctx, f.tokens + 23, 17, GPT_POOL_FIRST, first), GPT_OK);
            gpt_ctx_rewind(ctx, 0);
            CHECK_INT(gpt_embed(ctx, f.tokens, 40, GPT_POOL_LAST, all[0]), GPT_OK);
            CHECK_MEM(last, all[0], sizeof(float) * 24);
            gpt_ctx_rewind(ctx, 0);
            CHECK_INT(gpt_eval(ctx, f.tokens, 39), GPT_OK);
            CHECK_INT(gpt_embed(ctx, f.tokens + 39, 1, GPT_POOL_MAX, all[0]), GPT_OK);
            CHECK_MEM(last, all[0], sizeof(float) * 24); /* of one token all poolings are the same */
            CHECK(memcmp(first, last, sizeof(float) * 24) != 0);
            gpt_ctx_free(ctx);
        }
        fixture_free(&f);
    }
}

TEST(rewind_fork_save_restore) {
    int i;
    for (i = 0; i < MODELS; i++) {
        mechanisms s = model_of(i);
        fixture f;
        float want[100], shorter[100];
        gpt_ctx *ctx, *fork, *other;
        gpt_kv kv = (gpt_kv)(i % 3);
        unsigned char *state;
        size_t size;
        NOTE("%s", mechanisms_text(&s));
        if (!fixture_new(&f, &s)) continue;
        want_logits(&f, kv, N, want);
        want_logits(&f, kv, 50, shorter);
        ctx = open_ctx(&f, kv, 1, -1);
        CHECK_INT(gpt_eval_types(ctx, f.tokens, f.types, 60, NULL), GPT_OK);
        CHECK_INT(gpt_ctx_rewind(ctx, 40), GPT_OK);
        CHECK(gpt_logits(ctx) == NULL);
        fork = gpt_ctx_fork(ctx, NULL); /* in the middle, without logits */
        CHECK_INT(gpt_eval_types(ctx, f.tokens + 40, f.types + 40, 10, NULL), GPT_OK);
        holds(ctx, &f, 50, shorter);
        CHECK_INT(gpt_eval_types(fork, f.tokens + 40, f.types + 40, N - 40, NULL), GPT_OK);
        holds(fork, &f, N, want);
        size = gpt_state_size(ctx);
        state = (unsigned char *)malloc(size);
        other = open_ctx(&f, kv, 2, 0);
        if (CHECK(state != NULL) && CHECK_INT(gpt_state_save(ctx, state, size), GPT_OK)) {
            if (s.bidirectional) CHECK(size < 2000); /* no keys, no values */
            CHECK_INT(gpt_state_restore(other, state, size), GPT_OK);
            holds(other, &f, 50, shorter);
            CHECK_INT(gpt_eval_types(other, f.tokens + 50, f.types + 50, N - 50, NULL), GPT_OK);
            holds(other, &f, N, want);
        }
        gpt_ctx_free(ctx);
        ctx = gpt_ctx_fork(other, NULL);
        holds(ctx, &f, N, want);
        free(state);
        gpt_ctx_free(ctx), gpt_ctx_free(fork), gpt_ctx_free(other);
        fixture_free(&f);
    }
}

/* a saved type that the model does not have */
TEST(saved_types_are_checked) {
    mechanisms s = bert();
    fixture f;
    gpt_ctx *ctx;
    unsigned char state[3000];
    gpt__state head;
    size_t size;
    if (!fixture_new(&f, &s)) return;
    ctx = open_ctx(&f, GPT_KV_F16, 1, -1);
    CHECK_INT(gpt_eval_types(ctx, f.tokens, f.types, 9, NULL), GPT_OK);
    size = gpt_state_size(ctx);
    if (CHECK(size <= sizeof(state)) && CHECK_INT(gpt_state_save(ctx, state, sizeof(state)), GPT_OK)) {
        CHECK_INT(gpt_state_restore(ctx, state, size), GPT_OK);
        tiny_put32(state + sizeof(head) + 4 * (9 + 8), 2);
        memcpy(&head, state, sizeof(head));
        head.checksum = gpt__state_checksum(&head, state + sizeof(head));
        memcpy(state, &head, sizeof(head));
        CHECK_INT(gpt_state_restore(ctx, state, size), GPT_E_FORMAT);
        CHECK(strstr(gpt_ctx_error(ctx), "type of token 8") != NULL);
        CHECK_INT(gpt_ctx_pos(ctx), 9);
    }
    gpt_ctx_free(ctx);
    fixture_free(&f);
}

TEST(sync_keeps_all_or_nothing) {
    mechanisms s = bert();
    const int zero[N] = {0}, ones[N] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1};
    float want[100];
    gpt_ctx *ctx;
    fixture f;
    for (s.bidirectional = 0; s.bidirectional < 2; s.bidirectional++) {
        if (!fixture_new(&f, &s)) return;
        memcpy(f.types, zero, sizeof(zero));
        want_logits(&f, GPT_KV_F16, 40, want);
        ctx = open_ctx(&f, GPT_KV_F16, 1, -1);
        CHECK_INT(gpt_sync(ctx, f.tokens, 30), 0);
        CHECK_INT(gpt_sync(ctx, f.tokens, 40), s.bidirectional ? 0 : 30);
        holds(ctx, &f, 40, want);
        CHECK_INT(gpt_sync(ctx, f.tokens, 40), 40);
        CHECK_INT(gpt_sync(ctx, f.tokens, 35), s.bidirectional ? 0 : 34);
        CHECK_INT(gpt_sync(ctx, f.tokens, 40), s.bidirectional ? 0 : 35);
        holds(ctx, &f, 40, want);
        gpt_ctx_rewind(ctx, 20); /* tokens of other types are no common prefix */
        CHECK_INT(gpt_eval_types(ctx, f.tokens + 20, ones, 20, NULL), GPT_OK);
        CHECK(memcmp(gpt_logits(ctx), want, (size_t)f.info->n_out * sizeof(float)) != 0);
        CHECK_INT(gpt_sync(ctx, f.tokens, 40), s.bidirectional ? 0 : 20);
        holds(ctx, &f, 40, want);
        gpt_ctx_free(ctx);
        fixture_free(&f);
    }
}

typedef struct cancel { int at, calls; } cancel;

static int cancelling(void *user) {
    cancel *c = (cancel *)user;
    return ++c->calls == c->at;
}

/* what fails leaves the context as it was, in a state saved afterwards too */
TEST(failures_leave_all_as_it_was) {
    mechanisms s = bert();
    const int bad_types[3] = {0, 2, 0}, low_types[3] = {0, 0, -1};
    float want[100], out[3 * 100];
    unsigned char state[2][3000];
    gpt_ctx_desc desc = {0};
    cancel c = {0, 0};
    gpt_ctx *ctx;
    fixture f;
    size_t size;
    if (!fixture_new(&f, &s)) return;
    want_logits(&f, GPT_KV_F16, 20, want);
    desc.n_ctx = 24, desc.cancel = cancelling, desc.user = &c;
    ctx = gpt_ctx_new(f.model, &desc, NULL);
    REQUIRE(ctx != NULL);
    gpt_ctx_resolved(ctx, &desc);
    CHECK_INT(desc.n_batch, 24);
    CHECK_INT(gpt_eval_types(ctx, f.tokens, f.types, 20, NULL), GPT_OK);
    size = gpt_state_size(ctx);
    REQUIRE(size <= sizeof(state[0]));
    CHECK_INT(gpt_state_save(ctx, state[0], size), GPT_OK);
    for (c.at = 1; c.at <= s.n_layer; c.at++) {
        c.calls = 0;
        CHECK_INT(gpt_eval(ctx, f.tokens + 20, 3), GPT_E_CANCELLED);
        holds(ctx, &f, 20, want);
    }
    c.at = 0;
    CHECK_INT(gpt_eval_types(ctx, f.tokens, bad_types, 3, NULL), GPT_E_ARG);
    CHECK(strstr(gpt_ctx_error(ctx), "type of token 1") != NULL);
    CHECK_INT(gpt_eval_types(ctx, f.tokens, low_types, 3, NULL), GPT_E_ARG);
    CHECK_INT(gpt_eval(ctx, f.tokens, 5), GPT_E_FULL);
    CHECK_INT(gpt_eval_types(ctx, NULL, f.types, 5, NULL), GPT_E_ARG);
    CHECK_INT(gpt_eval_types(NULL, f.tokens, f.types, 5, NULL), GPT_E_ARG);
    CHECK_INT(gpt_eval_types(ctx, f.tokens, bad_types, 3, out), GPT_E_ARG);
    CHECK_INT(gpt_embed(ctx, f.tokens, 2, (gpt_pooling)-1, out), GPT_E_ARG);
    CHECK_INT(gpt_embed(ctx, f.tokens, 2, (gpt_pooling)7, out), GPT_E_ARG);
    holds(ctx, &f, 20, want);
    CHECK_INT(gpt_state_save(ctx, state[1], size), GPT_OK);
    CHECK_MEM(state[1], state[0], size);
    gpt_ctx_free(ctx);
    fixture_free(&f);
}

/* models without types take no notice of them */
TEST(types_without_a_table) {
    mechanisms s = bert();
    const int types[N] = {7, -1, 2147483647};
    fixture f;
    gpt_ctx *ctx;
    float want[100];
    s.n_token_type = 0;
    if (!fixture_new(&f, &s)) return;
    want_logits(&f, GPT_KV_F16, N, want);
    ctx = open_ctx(&f, GPT_KV_F16, 1, -1);
    CHECK_INT(gpt_eval_types(ctx, f.tokens, types, N, NULL), GPT_OK);
    holds(ctx, &f, N, want);
    gpt_ctx_free(ctx);
    fixture_free(&f);
}

/* ---- what encoders don't do, and labels ---- */

TEST(encoders_do_not_write) {
    mechanisms s = bert();
    const gpt_message message = {"user", "Hello", NULL};
    const gpt_chat_desc chat = {&message, 1, GPT_CHAT_PLAIN, 0, 0, NULL, NULL, NULL, NULL, NULL};
    gpt_error err = {0, ""};
    gpt_generate_desc desc = {0};
    float out[8];
    gpt_ctx *ctx;
    fixture f;
    if (!fixture_new(&f, &s)) return;
    CHECK_INT(f.info->bidirectional, 1);
    CHECK_INT(f.info->n_token_type, 2);
    CHECK_INT(f.info->n_embd_out, s.n_embd);
    ctx = open_ctx(&f, GPT_KV_F16, 1, -1);
    CHECK_INT(gpt_eval(ctx, f.tokens, 8), GPT_OK);
    CHECK_INT(gpt_sample(ctx, NULL), GPT_E_KIND);
    CHECK(strstr(gpt_ctx_error(ctx), "encoder") != NULL);
    desc.max_tokens = 3;
    CHECK_INT(gpt_generate_tokens(ctx, f.tokens, 3, &desc), GPT_E_KIND);
    CHECK_INT(gpt_logprobs(ctx, f.tokens, 8, out), GPT_E_KIND);
    CHECK(strstr(gpt_ctx_error(ctx), "encoder") != NULL);
    CHECK_INT(gpt_chat_format(f.model, &chat, NULL, 0, &err), GPT_E_KIND);
    CHECK(strstr(err.message, "encoder") != NULL);
    CHECK_INT(gpt_chat_tokens(f.model, &chat, NULL, 0, &err), GPT_E_KIND);
    CHECK_INT(gpt_ctx_pos(ctx), 8);
    gpt_ctx_free(ctx);
    fixture_free(&f);
}

TEST(label_functions) {
    static const char *const names[5] = {NULL, "softmax", "sigmoid", "none", "maxout"};
    mechanisms s = bert();
    int i, k;
    s.head = GPT_HEAD_CLASS_FIRST, s.n_out = 3;
    for (i = 0; i < 5; i++) {
        fixture f;
        gpt_ctx *ctx;
        float p[3];
        double sum = 0;
        s.label_function = names[i];
        if (!fixture_new(&f, &s)) return;
        ctx = open_ctx(&f, GPT_KV_F16, 1, -1);
        CHECK_INT(gpt_eval(ctx, f.tokens, 8), GPT_OK);
        CHECK_INT(gpt_classify(ctx, NULL, 3, p), i < 4 ? GPT_OK : GPT_E_UNSUPPORTED);
        for (k = 0; k < 3; k++) sum += exp((double)gpt_logits(ctx)[k]);
        for (k = 0; k < 3 && i < 4; k++) {
            double x = (double)gpt_logits(ctx)[k];
            CHECK_NEAR(p[k], i < 2 ? exp(x) / sum : i == 2 ? 1 / (1 + exp(-x)) : x, 1e-6);
        }
        gpt_ctx_free(ctx);
        fixture_free(&f);
    }
}

/* ---- hostile files ---- */

static gpt__config *config_of(tiny_image *image) { return (gpt__config *)(void *)tiny_bytes(image, "CONF"); }

/* the entry of a global tensor */
static gpt__tensor_entry *entry_of(tiny_image *image, uint32_t role) {
    gpt__tensor_entry *e = (gpt__tensor_entry *)(void *)tiny_bytes(image, "DIRE");
    while (e->role != role || e->layer != 0) e++;
    return e;
}

/* the image does not load, and the message has the word */
static void refused(tiny_image *image, int status, const char *word) {
    gpt_error err = {0, ""};
    gpt_model *model;
    tiny_seal(image);
    model = gpt_model_load_memory(image->data, image->size, NULL, &err);
    CHECK(model == NULL);
    CHECK_INT(err.status, status);
    if (!strstr(err.message, word)) FAIL("\"%s\" does not mention \"%s\"", err.message, word);
    gpt_model_free(model);
    tiny_free(image);
}

TEST(hostile_configs_are_refused) {
    const mechanisms base = bert();
    mechanisms s;
    tiny_image image;
#define REFUSED(change, spoil, status, word)                    \
    do {                                                        \
        s = base;                                               \
        change;                                                 \
        image = mechanisms_model(&s);                           \
        spoil;                                                  \
        refused(&image, status, word);                          \
    } while (0)
#define ROLE(was, is) (entry_of(&image, GPT__ROLE_##was)->role = GPT__ROLE_##is)
    REFUSED(s.bidirectional = 0; s.head = GPT_HEAD_CLASS_FIRST; s.n_out = 2, (void)0, GPT_E_UNSUPPORTED, "causal");
    REFUSED(s.bidirectional = 0; s.head = GPT_HEAD_CLASS_MEAN; s.n_out = 2, (void)0, GPT_E_UNSUPPORTED, "causal");
    REFUSED(s.n_rot = 20, config_of(&image)->bidirectional = 2, GPT_E_FORMAT, "bidirectional");
    REFUSED(s.alibi = 1, (void)0, GPT_E_UNSUPPORTED, "ALiBi");
    REFUSED((void)0, config_of(&image)->n_token_type = 3, GPT_E_FORMAT, "type_embd");
    REFUSED(s.n_token_type = 0, config_of(&image)->n_token_type = 3, GPT_E_FORMAT, "type_embd");
    REFUSED((void)0, config_of(&image)->n_token_type = 0, GPT_E_FORMAT, "type_embd");
    REFUSED((void)0, config_of(&image)->pos_pad = 1, GPT_E_FORMAT, "pos_pad");
    REFUSED(s.pos_offset = 2, config_of(&image)->pos_offset = 3, GPT_E_FORMAT, "pos_embd");
    REFUSED((void)0, config_of(&image)->position = GPT__POS_NONE, GPT_E_FORMAT, "pos_embd");
    REFUSED((void)0, config_of(&image)->n_embd_in = 24, GPT_E_FORMAT, "embd_in");
    REFUSED((void)0, config_of(&image)->n_embd_in = 23, GPT_E_FORMAT, "token_embd");
    REFUSED(s.n_embd_in = 20, config_of(&image)->n_embd_in = 0, GPT_E_FORMAT, "token_embd");
    REFUSED(s.n_embd_in = 20, config_of(&image)->embd_in_after = 1, GPT_E_FORMAT, "pos_embd");
    REFUSED(s.n_embd_in = 20; s.own_head = 0, (void)0, GPT_E_FORMAT, "20 wide");
    REFUSED(s.pool = 1; s.n_pool = 20; s.own_head = 0, (void)0, GPT_E_FORMAT, "24 wide");
    REFUSED((void)0, config_of(&image)->n_pool = 24, GPT_E_FORMAT, "pool");
    REFUSED(s.pool = 1, config_of(&image)->n_pool = 23, GPT_E_FORMAT, "pool");
    REFUSED(s.pool = 1, config_of(&image)->pool_act = GPT__ACT_SWIGLU_CLAMP, GPT_E_FORMAT, "pool_act");
    REFUSED((void)0, config_of(&image)->embd_pool = 7, GPT_E_FORMAT, "embd_pool");
    REFUSED((void)0, config_of(&image)->embd_unit = 2, GPT_E_FORMAT, "embd_unit");
    REFUSED((void)0, config_of(&image)->out_norm_eps = -1.0f, GPT_E_FORMAT, "out_norm_eps");
    /* parts without what they belong to */
    REFUSED((void)0, ROLE(EMBD_NORM, POOL_NORM), GPT_E_FORMAT, "embd_norm");
    REFUSED((void)0, ROLE(EMBD_NORM_B, POOL_NORM_B), GPT_E_FORMAT, "pool_norm");
    REFUSED((void)0, ROLE(EMBD_NORM_B, POOL_B), GPT_E_FORMAT, "pool");
    REFUSED((void)0, ROLE(EMBD_NORM_B, EMBD_IN_B), GPT_E_FORMAT, "embd_in");
    REFUSED(s.head = GPT_HEAD_TOKEN; s.n_out = 24; s.pool = 1, ROLE(OUTPUT, EMBD_IN), GPT_E_FORMAT, "embd_in");
#undef ROLE
#undef REFUSED
}

/* chunks are causal: layer 0 of an encoder asks for them */
TEST(chunked_encoders_are_refused) {
    mechanisms s = bert();
    tiny_image image = mechanisms_model(&s);
    ((gpt__layer_config *)(void *)tiny_bytes(&image, "LAYR"))->chunk = 8;
    refused(&image, GPT_E_FORMAT, "causal");
}

/* ---- the file's own test ---- */

static void both_ways(gpt__config *config, gpt__layer_config *layer, void *user) {
    (void)layer, (void)user;
    config->bidirectional = 1;
}

TEST(selftest) {
    tiny_desc desc = {0};
    tiny_image image;
    gpt_model *model;
    gpt_error err = {0, ""};
    gpt_ctx_desc wide = {0};
    gpt_ctx *ctx;
    int tokens[9], i, lane;
    desc.kind = TINY_GPT2, desc.n_test = 9, desc.change = both_ways;
    image = tiny_build(&desc);
    model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    wide.kv = GPT_KV_F32;
    ctx = gpt_ctx_new(model, &wide, &err);
    REQUIRE(model && ctx);
    CHECK_INT(gpt_model_selftest(model, -1, &err), GPT_E_FORMAT);
    for (i = 0; i < 9; i++) tokens[i] = (int)tiny_get32(tiny_bytes(&image, "TEST") + 16 + 4 * i);
    CHECK_INT(gpt_eval(ctx, tokens, 9), GPT_OK);
    tiny_put64(tiny_bytes(&image, "TEST") + 8, gpt_checksum(gpt_logits(ctx), 40 * sizeof(float)));
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    tiny_seal(&image);
    model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    for (lane = 0; lane < gpt_lane_count(); lane++) CHECK_INT(gpt_model_selftest(model, lane, &err), GPT_OK);
    gpt_model_free(model);
    tiny_free(&image);
}

/* ---- gpt-logits ---- */

/* runs the tool on a model and one line of input; its output is in `said`. Returns its exit status. */
static int run_logits(const mechanisms *s, const char *options, const char *line, char *said, size_t cap) {
    const char *model = test_build("test_encoders.gpt"), *in = test_build("test_encoders.txt");
    const char *out = test_build("test_encoders.out");
    tiny_image image = mechanisms_model(s);
    char command[2000];
    FILE *f = fopen(model, "wb"), *g = fopen(in, "wb");
    size_t n = 0;
    int status = -1;
    if (CHECK(f && g)) {
        fwrite(image.data, 1, image.size, f);
        fputs(line, g);
    }
    if (f) fclose(f);
    if (g) fclose(g);
    snprintf(command, sizeof(command), "%s %s --jsonl %s < %s > %s 2>&1", test_build("gpt-logits"), model, options, in,
             out);
    status = system(command);
    f = fopen(out, "rb");
    if (f) n = fread(said, 1, cap - 1, f), fclose(f);
    said[n] = 0;
    tiny_free(&image);
    remove(model), remove(in), remove(out);
    return status;
}

TEST(gpt_logits_on_encoders) {
    const char *const ids = "{\"ids\":[5,6,7,8,9]}\n", *const typed = "{\"ids\":[5,6,7,8,9],\"types\":[0,0,0,1,1]}\n";
    static char a[20000], b[20000];
    mechanisms s = bert();
    uint64_t random = test.random;
    s.head = GPT_HEAD_TOKEN, s.n_out = 2;
    CHECK_INT(run_logits(&s, "", ids, a, sizeof(a)), 0);
    CHECK(strncmp(a, "{\"token_logits\":[[", 18) == 0);
    test.random = random;
    CHECK_INT(run_logits(&s, "--chunk 2", ids, b, sizeof(b)), 0); /* the whole at once in spite of it */
    CHECK_STR(b, a);
    test.random = random;
    CHECK_INT(run_logits(&s, "", "{\"ids\":[5,6,7,8,9],\"types\":[0,0,0,0,0]}\n", b, sizeof(b)), 0);
    CHECK_STR(b, a);
    test.random = random;
    CHECK_INT(run_logits(&s, "", typed, b, sizeof(b)), 0);
    CHECK(strncmp(b, "{\"token_logits\":[[", 18) == 0 && strcmp(a, b) != 0);
    CHECK(run_logits(&s, "", "{\"ids\":[5,6],\"types\":[0,2]}\n", b, sizeof(b)) != 0);
    CHECK(strstr(b, "types[1] = 2 is not a token type below 2") != NULL);
    CHECK(run_logits(&s, "", "{\"ids\":[5,6],\"types\":[0]}\n", b, sizeof(b)) != 0);
    CHECK(strstr(b, "as long as") != NULL);
    s.head = GPT_HEAD_SPAN;
    CHECK_INT(run_logits(&s, "", typed, a, sizeof(a)), 0);
    CHECK(strncmp(a, "{\"span_logits\":[[", 17) == 0);
    s.head = GPT_HEAD_CLASS_FIRST;
    CHECK_INT(run_logits(&s, "", typed, a, sizeof(a)), 0);
    CHECK(strncmp(a, "{\"class_logits\":[", 17) == 0 && a[17] != '[');
    s.head = GPT_HEAD_NONE, s.n_out = 0, s.embd_unit = 1, s.pool = 1, s.n_pool = 1, s.pool_act = GPT__ACT_NONE;
    CHECK_INT(run_logits(&s, "", ids, a, sizeof(a)), 0);
    CHECK(strcmp(a, "{\"embedding\":[1]}\n") == 0 || strcmp(a, "{\"embedding\":[-1]}\n") == 0);
    CHECK(run_logits(&s, "", typed, a, sizeof(a)) != 0);
    s.n_token_type = 0, s.head = GPT_HEAD_LM, s.pool = s.n_pool = 0;
    CHECK(run_logits(&s, "", typed, a, sizeof(a)) != 0);
    CHECK(strstr(a, "no token types") != NULL);
}

TEST_MAIN("encoders", each_mechanism_alone, families, rounded_models_stay_near, any_lane_threads_and_division,
          threads_share_single_tokens, appended_rows, rewind_fork_save_restore, saved_types_are_checked, sync_keeps_all_or_nothing,
          failures_leave_all_as_it_was, types_without_a_table, encoders_do_not_write, label_functions,
          hostile_configs_are_refused, chunked_encoders_are_refused, selftest, gpt_logits_on_encoders)
