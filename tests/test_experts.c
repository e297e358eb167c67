/* test_experts -- mixtures of experts: against the naive double-precision pass for every kind of router, by hand for the
 * choice itself, the same bits however tokens are divided, and files whose fields don't go together. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"
#include "naive.h"

static gpt_ctx *open_ctx(const gpt_model *model, int n_batch, int n_threads, int lane) {
    return mechanisms_ctx(model, 0, GPT_KV_F32, n_batch, n_threads, lane);
}

static mechanisms with_experts(void) {
    mechanisms s = mechanisms_default();
    s.n_expert = 6;
    s.layer_norm = 1; /* biases of norms too, where there are biases */
    return s;
}

/* ---- numbers ---- */

/* gpt.h and the naive pass agree on n random tokens, relative to the largest output */
static void check_naive(const mechanisms *s, double allowed) {
    tiny_image image = mechanisms_model(s);
    gpt_error err = {0, ""};
    gpt_model *model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    gpt_ctx *ctx = model ? open_ctx(model, 1 + test_below(30), 2, gpt_lane_count() - 1) : NULL;
    int tokens[25], n = 25, t, n_all = n * s->n_vocab, i;
    double *want = naive_new((size_t)n_all), worst = 0, largest = 1e-30;
    float *got = (float *)calloc((size_t)n_all, sizeof(float));
    naive_model naive;
    NOTE("%s", mechanisms_text(s));
    for (t = 0; t < n; t++) tokens[t] = test_below(s->n_vocab);
    if (!ctx) FAIL("%s", err.message);
    else if (CHECK_INT(gpt_eval_all(ctx, tokens, n, got), GPT_OK) && CHECK(!naive_open(&naive, image.data, image.size))) {
        naive_forward(&naive, tokens, n, want);
        for (i = 0; i < n_all; i++) {
            worst = fmax(worst, fabs(want[i] - (double)got[i]));
            largest = fmax(largest, fabs(want[i]));
        }
        naive_close(&naive);
        if (naive.margin >= 1e-4) CHECK_NEAR(worst / largest, 0, allowed);
    }
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    tiny_free(&image);
    free(want), free(got);
}

TEST(each_router_alone) {
    const mechanisms s = with_experts();
    int kind;
#define ONE(...) do { mechanisms m = s; m.router = kind; m.__VA_ARGS__; check_naive(&m, 2e-5); } while (0)
    for (kind = GPT__ROUTER_SOFTMAX; kind <= GPT__ROUTER_SIGMOID_INPUT; kind++) {
        ONE(n_ff = 0);
        ONE(n_ff = 40);
        ONE(shared_score = 1);
        ONE(bias = 1);
        ONE(bias = 1, m.router_bias = 1, m.score_bias = kind != GPT__ROUTER_SPARSEMIXER);
        ONE(router_norm = 1);
        ONE(router_norm = 1, m.router_min = 0.9f);
        ONE(router_scale = 2.5f);
        ONE(expert_gated = 0, m.gated = 0, m.act = GPT__ACT_RELU2);
        ONE(n_dense = 1, m.resid_scale = 0.4f);
        ONE(post_norm = 1);
        ONE(res_norm = 1);
        ONE(parallel = 1);
        ONE(parallel = 2, m.post_norm = 1);
        ONE(n_embd = 70, m.n_ff_expert = 130);
        ONE(n_embd = 5, m.n_ff_expert = 1, m.n_layer = 1);
        ONE(n_expert = 2);
        ONE(router_jitter = 0.02f);
        ONE(router_jitter = 1e3f);
        if (kind == GPT__ROUTER_SPARSEMIXER) continue;
        ONE(n_expert_used = 1);
        ONE(n_expert_used = 6);
        ONE(n_expert = 1, m.n_expert_used = 1);
        ONE(n_expert = 70, m.n_expert_used = 9);
    }
    for (kind = GPT__ROUTER_SOFTMAX; kind <= GPT__ROUTER_SIGMOID; kind += 2) {
        ONE(n_group = 1, m.n_group_used = 1);
        ONE(n_group = 3, m.n_group_used = 2);
        ONE(n_expert = 32, m.n_group = 8, m.n_group_used = 3, m.n_expert_used = 5, m.score_bias = 1);
        ONE(n_expert = 8, m.n_group = 2, m.n_group_used = 1, m.n_expert_used = 4, m.router_norm = 1);
    }
#undef ONE
}

TEST(random_experts) {
    int round;
    for (round = 0; round < 150; round++) {
        mechanisms s = mechanisms_random();
        mechanisms_causal(&s);
        s.n_vocab = 33, s.head = GPT_HEAD_LM;
        mechanisms_random_experts(&s);
        s.type = (gpt_type)(round % 3);
        check_naive(&s, 1e-3);
    }
}

/* ---- the choice by itself ---- */

/* one token's choice of k among E experts with these logits; returns the weights in w */
static void choose(gpt__layer_config l, const gpt__config *g, const float *logits, const float *bias, int *id, float *w) {
    static gpt_model model;
    static gpt_ctx c;
    static gpt__layer layer;
    float score[128], scratch[3 * 128], shared;
    memset(&layer, 0, sizeof layer);
    model.c = g;
    c.model = &model;
    c.score.at = score;
    c.chosen = id, c.chosen_w = w, c.shared_w = &shared;
    memcpy(score, logits, l.n_expert * sizeof(float));
    layer.c = &l;
    layer.t[GPT__ROLE_ROUTER_SCORE_B].data = (const uint8_t *)(const void *)bias;
    gpt__route(&c, &layer, 0, scratch);
}

static gpt__layer_config router_of(uint32_t kind, uint32_t n_expert, uint32_t k) {
    gpt__layer_config l;
    memset(&l, 0, sizeof l);
    l.router = kind, l.n_expert = n_expert, l.n_expert_used = k, l.router_scale = 1;
    return l;
}

TEST(ties_go_to_the_lower_number) {
    static const float same[6] = {2, 2, 2, 2, 2, 2}, two[6] = {0, 1, 0, 1, 1, 0};
    gpt__config g;
    int kind, id[6], i;
    float w[6];
    memset(&g, 0, sizeof g);
    for (kind = GPT__ROUTER_SOFTMAX; kind <= GPT__ROUTER_SIGMOID_INPUT; kind++) {
        gpt__layer_config l = router_of((uint32_t)kind, 6, 2);
        choose(l, &g, same, NULL, id, w);
        CHECK(id[0] == 0 && id[1] == 1);
        choose(l, &g, two, NULL, id, w);
        CHECK(id[0] == 1 && id[1] == 3);
        if (kind == GPT__ROUTER_SPARSEMIXER) continue;
        l.n_expert_used = 6;
        choose(l, &g, two, NULL, id, w);
        for (i = 0; i < 6; i++) CHECK_INT(id[i], "134025"[i] - '0');
    }
}

TEST(routers_by_hand) {
    static const float x[4] = {0, 1, 3, 2}, bias[4] = {10, 0, -20, 0};
    gpt__config g;
    gpt__layer_config l = router_of(GPT__ROUTER_SOFTMAX, 4, 2);
    double e = exp(1.0), sum = 1 + e + e * e + e * e * e;
    int id[4];
    float w[4];
    memset(&g, 0, sizeof g);
    choose(l, &g, x, NULL, id, w);
    CHECK(id[0] == 2 && id[1] == 3);
    CHECK_NEAR(w[0], e * e * e / sum, 1e-7);
    CHECK_NEAR(w[1], e * e / sum, 1e-7);
    choose(l, &g, x, bias, id, w); /* which chooses, and is not in the weight */
    CHECK(id[0] == 0 && id[1] == 3);
    CHECK_NEAR(w[0], 1 / sum, 1e-7);
    l.router_norm = 1;
    choose(l, &g, x, NULL, id, w);
    CHECK_NEAR(w[0], e / (1 + e), 1e-7);
    l.router_norm = 0, l.router = GPT__ROUTER_SOFTMAX_AFTER;
    choose(l, &g, x, NULL, id, w);
    CHECK_NEAR(w[0], e / (1 + e), 1e-7);
    l.router = GPT__ROUTER_SPARSEMIXER;
    g.router_jitter = 0.5f; /* of 0 1 3 2 the best keeps 3 and 2; without it 2 keeps itself and 1, at 1/2 */
    choose(l, &g, x, NULL, id, w);
    CHECK_NEAR(w[0], 1 / (1 + 1 / e), 1e-7);
    CHECK_NEAR(w[1], 1 / (1 + 1 / e), 1e-7);
    l.router = GPT__ROUTER_SIGMOID, l.n_group = 2, l.n_group_used = 1, l.router_scale = 2;
    choose(l, &g, x, NULL, id, w);
    CHECK(id[0] == 2 && id[1] == 3);
    CHECK_NEAR(w[0], 2 / (1 + 1 / (e * e * e)), 1e-6);
    choose(l, &g, x, bias, id, w); /* group 0 wins; both of its experts are above 0 */
    CHECK(id[0] == 0 && id[1] == 1);
    { /* an expert outside the groups is chosen by 0 where the others are below: as published */
        static const float low[4] = {-5, -6, -7, -8};
        choose(l, &g, x, low, id, w);
        CHECK(id[0] == 2 && id[1] == 3);
        CHECK_NEAR(w[0], 2 / (1 + exp(-3.0)), 1e-6);
    }
}

/* k distinct experts in range and finite weights, whatever a hostile file's numbers come to */
TEST(any_logits_choose) {
    static const float odd[] = {0, -0.0f, 1e38f, -1e38f, 3.4e38f, -3.4e38f, 1e-40f, 1, -1, 1e4f};
    float x[100], bias[100], w[100];
    int round, id[100], i, j;
    gpt__config g;
    memset(&g, 0, sizeof g);
    for (round = 0; round < 3000; round++) {
        int E = 2 + test_below(99), kind = test_below(5), sparse = kind == GPT__ROUTER_SPARSEMIXER, biased = test_below(2);
        gpt__layer_config l = router_of((uint32_t)kind, (uint32_t)E, sparse ? 2 : 1 + (uint32_t)test_below(E));
        l.router_norm = (uint32_t)test_below(2);
        g.router_jitter = (float)test_uniform();
        if ((kind == GPT__ROUTER_SOFTMAX || kind == GPT__ROUTER_SIGMOID) && E % 4 == 0) l.n_group = 2, l.n_group_used = 2;
        for (i = 0; i < E; i++) {
            int what = test_below(14);
            x[i] = what < 10 ? odd[what] : what == 10 ? NAN : what == 11 ? INFINITY : what == 12 ? -INFINITY : (float)test_normal();
            bias[i] = test_below(4) ? (float)test_normal() : test_below(2) ? NAN : -INFINITY;
        }
        choose(l, &g, x, biased ? bias : NULL, id, w);
        NOTE("router %d of %d, %u of them, %d groups", kind, E, l.n_expert_used, (int)l.n_group);
        for (i = 0; i < (int)l.n_expert_used; i++) {
            if (!CHECK(id[i] >= 0 && id[i] < E) || !CHECK(gpt__finite(w[i]))) return;
            for (j = 0; j < i; j++) CHECK(id[i] != id[j]);
        }
    }
}

/* ---- the same bits ---- */

#define N 60

TEST(any_division_any_lane) {
    int round;
    for (round = 0; round < 15; round++) {
        mechanisms s = mechanisms_random();
        tiny_image image;
        gpt_model *model;
        gpt_ctx *ctx = NULL, *other;
        gpt_error err = {0, ""};
        int tokens[N], t, at, lane;
        static float want[N * 40];
        unsigned char *state = NULL;
        mechanisms_causal(&s);
        s.n_vocab = 33, s.head = GPT_HEAD_LM;
        mechanisms_random_experts(&s);
        if (s.n_expert == 2) s.n_expert = 64, s.n_expert_used = 2, s.n_group = s.n_group_used = 0; /* groups of one token each */
        s.type = (gpt_type)(round % GPT__TYPE_COUNT);
        s.router_q8 = test_below(2);
        image = mechanisms_model(&s);
        model = gpt_model_load_memory(image.data, image.size, NULL, &err);
        NOTE("%s", mechanisms_text(&s));
        for (t = 0; t < N; t++) tokens[t] = test_below(s.n_vocab);
        ctx = model ? open_ctx(model, 1, 1, 0) : NULL;
        if (!ctx) FAIL("%s", err.message);
        for (t = 0; ctx && t < N; t++) {
            CHECK_INT(gpt_eval(ctx, tokens + t, 1), GPT_OK);
            memcpy(want + t * s.n_vocab, gpt_logits(ctx), sizeof(float) * (size_t)s.n_vocab);
        }
        gpt_ctx_free(ctx);
        for (lane = 0; model && lane < gpt_lane_count(); lane++) {
            static float got[N * 40];
            ctx = open_ctx(model, 1 + test_below(N), 1 + test_below(3), lane);
            for (at = 0; ctx && at < N; at = t) {
                t = at + 1 + test_below(N - at);
                CHECK_INT(gpt_eval_all(ctx, tokens + at, t - at, got + at * s.n_vocab), GPT_OK);
            }
            CHECK_MEM(got, want, sizeof(float) * (size_t)(N * s.n_vocab));
            gpt_ctx_rewind(ctx, at = test_below(N));
            if (at) { /* saved, restored and forked */
                state = (unsigned char *)malloc(gpt_state_size(ctx));
                gpt_state_save(ctx, state, gpt_state_size(ctx));
                other = open_ctx(model, 7, 2, lane);
                CHECK_INT(gpt_state_restore(other, state, gpt_state_size(ctx)), GPT_OK);
                gpt_ctx_free(ctx);
                free(state);
                ctx = gpt_ctx_fork(other, &err);
                gpt_ctx_free(other);
            }
            CHECK_INT(gpt_eval(ctx, tokens + at, N - at), GPT_OK);
            CHECK_MEM(gpt_logits(ctx), want + (N - 1) * s.n_vocab, sizeof(float) * (size_t)s.n_vocab);
            gpt_ctx_free(ctx);
        }
        gpt_model_free(model);
        tiny_free(&image);
    }
}

/* 8-bit experts are near what they were made from: here a wrong block or scale would show as large errors */
TEST(q8_experts_stay_near) {
    int round;
    for (round = 0; round < 20; round++) {
        mechanisms s = with_experts();
        s.type = GPT_TYPE_Q8;
        s.n_layer = 1;
        s.n_expert_used = s.n_expert; /* so that nothing hangs on a choice */
        s.router = round % 3;
        s.n_embd = 32 + test_below(64), s.n_ff_expert = 32 + test_below(100), s.n_ff = test_below(2) ? 50 : 0;
        s.bias = test_below(2), s.shared_score = s.n_ff && test_below(2);
        check_naive(&s, 0.1);
    }
}

/* weights of experts that no token chose are not even read: filled with NaN they change nothing */
TEST(only_the_chosen_are_touched) {
    mechanisms s = with_experts();
    tiny_image image;
    gpt__tensor_entry *e;
    float *bias = NULL;
    gpt_error err = {0, ""};
    int i, token = 5;
    gpt_model *model;
    gpt_ctx *ctx;
    s.n_layer = 1, s.score_bias = 1;
    image = mechanisms_model(&s);
    for (e = (gpt__tensor_entry *)(void *)tiny_bytes(&image, "DIRE"); e->role != GPT__ROLE_OUTPUT; e++) {
        if (e->role == GPT__ROLE_ROUTER_SCORE_B) bias = (float *)(void *)(image.data + e->offset);
        if (e->role == GPT__ROLE_EXPERT_UP || e->role == GPT__ROLE_EXPERT_DOWN) { /* all but 1 and 4 */
            for (i = 0; i < 6; i++)
                if (i != 1 && i != 4) memset(image.data + e->offset + e->size / 6 * (size_t)i, 0xff, (size_t)e->size / 6);
        }
    }
    for (i = 0; bias && i < 6; i++) bias[i] = i == 1 || i == 4 ? 100 : 0;
    model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    ctx = model ? open_ctx(model, 1, 1, -1) : NULL;
    if (CHECK(bias && ctx)) {
        CHECK_INT(gpt_eval(ctx, &token, 1), GPT_OK);
        for (i = 0; i < s.n_vocab; i++) CHECK(gpt__finite(gpt_logits(ctx)[i]));
    }
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    tiny_free(&image);
}

/* ---- files ---- */

static void refused(const mechanisms *s, const char *text) {
    tiny_image image = mechanisms_model(s);
    gpt_error err = {0, ""};
    gpt_model *model;
    model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    NOTE("%s", text);
    if (!CHECK(!model)) gpt_model_free(model);
    CHECK_INT(err.status, GPT_E_FORMAT);
    if (!strstr(err.message, text)) FAIL("\"%s\" does not say \"%s\"", err.message, text);
    tiny_free(&image);
}

TEST(layers_that_contradict_themselves) {
    const mechanisms s = with_experts();
#define BAD(text, ...) do { mechanisms m = s; m.__VA_ARGS__; refused(&m, text); } while (0)
    BAD("n_expert_used is larger", n_expert_used = 7);
    BAD("without width or use", n_expert_used = 0);
    BAD("router_scale is 0", router_scale = 0);
    BAD("router_scale", router_scale = NAN);
    BAD("router is 5", router = 5);
    BAD("two experts", router = GPT__ROUTER_SPARSEMIXER, m.n_expert_used = 3);
    BAD("don't divide", n_group = 4, m.n_group_used = 2);
    BAD("more expert groups", n_group = 7, m.n_group_used = 7);
    BAD("more expert groups", n_group = 3, m.n_group_used = 4);
    BAD("don't divide", n_group = 3, m.n_group_used = 0);
    BAD("fewer experts", n_group = 3, m.n_group_used = 1, m.n_expert_used = 3);
    BAD("groups of one", n_group = 6, m.n_group_used = 3, m.router = GPT__ROUTER_SIGMOID);
    BAD("no groups", n_group = 3, m.n_group_used = 2, m.router = GPT__ROUTER_SOFTMAX_AFTER);
    BAD("shared_score", shared_score = 1, m.n_ff = 0);
#undef BAD
}

/* a tensor with one field changed: everything about its size is right, so that only its place can object */
static void odd_tensor(uint32_t role, uint32_t n_expert, uint32_t n_row, const char *text) {
    mechanisms s = with_experts();
    tiny_image image;
    gpt_error err = {0, ""};
    gpt_model *model;
    gpt__tensor_entry *e;
    s.bias = 1;
    image = mechanisms_model(&s);
    for (e = (gpt__tensor_entry *)(void *)tiny_bytes(&image, "DIRE"); e->role != role;) e++;
    if (n_expert) e->n_expert = n_expert;
    if (n_row) e->n_row = n_row;
    e->size = gpt_tensor_size((gpt_type)e->type, e->n_row, e->n_col, e->n_expert);
    e->checksum = gpt_checksum(image.data + e->offset, (size_t)e->size);
    tiny_seal(&image);
    model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    NOTE("role %u, %u x %u: %s", role, n_expert, n_row, err.message);
    if (!CHECK(!model)) gpt_model_free(model);
    CHECK_INT(err.status, GPT_E_FORMAT);
    CHECK(strstr(err.message, text) != NULL);
    tiny_free(&image);
}

TEST(tensors_that_do_not_fit) {
    odd_tensor(GPT__ROLE_EXPERT_UP, 5, 0, "holds 5 matrices");
    odd_tensor(GPT__ROLE_EXPERT_GATE, 1, 0, "holds 1 matrices");
    odd_tensor(GPT__ROLE_EXPERT_DOWN, 3, 0, "holds 3 matrices");
    odd_tensor(GPT__ROLE_EXPERT_DOWN_B, 4, 0, "holds 4 matrices");
    odd_tensor(GPT__ROLE_EXPERT_UP_B, 0, 39, "has shape (39, 1)");
    odd_tensor(GPT__ROLE_EXPERT_DOWN, 0, 16, "has shape (16, 40)");
    odd_tensor(GPT__ROLE_ROUTER, 0, 5, "has shape (5, 24)");
}

/* tensors by hand: some left out */
static int loads_without(uint32_t gone) {
    mechanisms s = with_experts();
    static mechanisms_file file;
    tiny_image image;
    gpt_error err = {0, ""};
    gpt_model *model;
    int i, n = 0, l;
    memset(&file, 0, sizeof file);
    file.s = &s;
    s.bias = 1, s.n_layer = 1, s.router_bias = 1;
    mechanisms_add(&file, GPT__ROLE_TOKEN_EMBD, 0, s.n_vocab, s.n_embd, 0, 1);
    mechanisms_add(&file, GPT__ROLE_ROPE_FREQ, 0, s.n_rot / 2, 1, 0, -1);
    mechanisms_layer(&file, 0);
    for (i = 0; i < file.n; i++) {
        if (file.entry[i].role == gone) free(file.data[i]);
        else file.entry[n] = file.entry[i], file.data[n++] = file.data[i];
    }
    file.n = n;
    image = mechanisms_write(&file);
    for (l = 0; l < file.n; l++) free(file.data[l]);
    model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    if (!model) CHECK(strstr(err.message, "is missing") != NULL);
    n = model != NULL;
    gpt_model_free(model);
    tiny_free(&image);
    return n;
}

TEST(tensors_that_must_be_there) {
    CHECK(loads_without(GPT__ROLE_COUNT));
    CHECK(loads_without(GPT__ROLE_ROUTER_B));
    CHECK(loads_without(GPT__ROLE_EXPERT_DOWN_B));
    CHECK(!loads_without(GPT__ROLE_ROUTER));
    CHECK(!loads_without(GPT__ROLE_EXPERT_UP));
    CHECK(!loads_without(GPT__ROLE_EXPERT_DOWN));
    CHECK(!loads_without(GPT__ROLE_EXPERT_GATE)); /* its bias is there */
}

/* words of the config, the layers and the directory replaced by what breaks sums and products: refused, or it runs */
TEST(forged_files_are_refused_or_run) {
    static const uint32_t words[] = {0, 1, 2, 3, 5, 6, 16, 64, 255, 65535, 65536, 0x7fffffff, 0x80000000u, 0xffffffffu,
                                     0x3f800000, 0x7f800000, 0x7fc00000, 0x00000001};
    static const char *const kinds[] = {"CONF", "LAYR", "DIRE"};
    static const size_t sizes[] = {sizeof(gpt__config), sizeof(gpt__layer_config), 20 * sizeof(gpt__tensor_entry)};
    int round, loaded = 0, n, i;
    for (round = 0; round < 500; round++) {
        mechanisms s = with_experts();
        tiny_image image;
        gpt_model *model;
        const int tokens[5] = {3, 1, 4, 1, 5};
        s.n_layer = 1, s.n_expert = 6, s.n_group = round % 2 * 3, s.n_group_used = round % 2 * 2, s.bias = 1;
        s.router = round % 2 ? GPT__ROUTER_SIGMOID : GPT__ROUTER_SPARSEMIXER;
        s.shared_score = 1, s.score_bias = 1, s.type = round % 3 ? GPT_TYPE_Q4 : GPT_TYPE_Q8;
        image = mechanisms_model(&s);
        for (n = 1 + test_below(2); n > 0; n--) {
            i = test_below(3);
            tiny_put32(tiny_bytes(&image, kinds[i]) + 4 * (size_t)test_below((int)sizes[i] / 4),
                       words[test_below((int)(sizeof words / sizeof *words))]);
        }
        tiny_seal(&image);
        model = gpt_model_load_memory(image.data, image.size, NULL, NULL);
        if (model) {
            gpt_ctx_desc desc = {0};
            gpt_ctx *ctx;
            desc.n_ctx = 8;
            ctx = gpt_ctx_new(model, &desc, NULL);
            if (ctx) (void)(gpt_eval(ctx, tokens, 4) || gpt_eval(ctx, tokens + 4, 1));
            gpt_ctx_free(ctx);
            loaded++;
        }
        gpt_model_free(model);
        tiny_free(&image);
    }
    CHECK(loaded > 20);
}

TEST_MAIN("experts", each_router_alone, random_experts, ties_go_to_the_lower_number, routers_by_hand, any_logits_choose,
          any_division_any_lane, q8_experts_stay_near, only_the_chosen_are_touched, layers_that_contradict_themselves,
          tensors_that_do_not_fit, tensors_that_must_be_there, forged_files_are_refused_or_run)
