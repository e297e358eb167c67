/* test_latent -- multi-head latent attention (DeepSeek-V2, arXiv:2405.04434), which gpt.h computes in its absorbed
 * form: against naive.h, which writes out keys and values of every head; the same bits however it is computed; what
 * the cache holds; files that must be refused. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"
#include "naive.h"

#define N 75 /* tokens: more than one chunk of attention */

/* Shapes: with and without a query rank; sizes that fill no panel and no block; one head, three, seven; shapes of
 * whole panels; latent layers next to ordinary ones. */
#define MODELS 8
static mechanisms model_of(int i) {
    mechanisms s = mechanisms_default();
    s.n_layer = 2;
    s.n_head = i == 1 ? 1 : i == 2 || i == 6 ? 3 : i == 3 ? 7 : 6;
    s.bias = i % 2;
    mechanisms_latent(&s, i % 2 ? 13 : 0, 20, 6, 10, 12);
    if (i == 3) mechanisms_latent(&s, 50, 64, 32, 32, 32), s.latent_eps = 1e-2f, s.n_embd = 70;
    if (i == 4) mechanisms_latent(&s, 0, 3, 2, 1, 1), s.n_layer = 1;
    if (i == 5) s.latent_odd = 1, s.n_layer = 3, s.softcap = 2, s.attn_factor = 1.2f;
    if (i == 6) s.latent_odd = 1, s.n_layer = 3, s.parallel = 2, s.layer_norm = 1, s.bias = 1;
    if (i == 7) s.n_head = 25, s.n_layer = 1, s.post_norm = 1;
    s.n_kv = s.n_head % 3 ? 1 : 3; /* of the ordinary layers */
    return s;
}

/* A model, random tokens, and the logits (N, n_vocab) by cache type, token by token on one thread of the portable
 * lane. */
typedef struct fixture {
    tiny_image image;
    gpt_model *model;
    int tokens[N], n_vocab;
    float *want[3];
} fixture;

static gpt_ctx *open_ctx(const fixture *f, gpt_kv kv, int n_batch, int n_threads, int lane) {
    return mechanisms_ctx(f->model, 0, kv, n_batch, n_threads, lane);
}

static int fixture_new(fixture *f, const mechanisms *s) {
    gpt_error err = {0, ""};
    int t, kv;
    memset(f, 0, sizeof(*f));
    NOTE("%s", mechanisms_text(s));
    f->image = mechanisms_model(s);
    f->model = gpt_model_load_memory(f->image.data, f->image.size, NULL, &err);
    if (!f->model) return FAIL("%s", err.message);
    f->n_vocab = s->n_vocab;
    for (t = 0; t < N; t++) f->tokens[t] = test_below(s->n_vocab);
    for (kv = 0; kv < 3; kv++) {
        size_t row = (size_t)s->n_vocab;
        gpt_ctx *ctx = open_ctx(f, (gpt_kv)kv, 1, 1, 0);
        f->want[kv] = (float *)calloc(N * row, sizeof(float));
        if (!ctx || !f->want[kv]) return 0;
        for (t = 0; t < N; t++) {
            if (!CHECK_INT(gpt_eval(ctx, f->tokens + t, 1), GPT_OK)) return 0;
            memcpy(f->want[kv] + (size_t)t * row, gpt_logits(ctx), row * sizeof(float));
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

/* the context goes on to n tokens; it must then have the logits of the last of them */
static int reaches(gpt_ctx *ctx, const fixture *f, gpt_kv kv, int n) {
    int at = gpt_ctx_pos(ctx);
    if (at < n && !CHECK_INT(gpt_eval(ctx, f->tokens + at, n - at), GPT_OK)) return 0;
    return CHECK_MEM(gpt_logits(ctx), f->want[kv] + (size_t)(n - 1) * (size_t)f->n_vocab,
                     (size_t)f->n_vocab * sizeof(float));
}

/* runs on each of the models, two of them twice; their types take turns. Made once for all tests: the portable lane
 * takes its time. */
static void each_model(void (*run)(const fixture *f)) {
    static const gpt_type types[4] = {GPT_TYPE_F32, GPT_TYPE_Q8, GPT_TYPE_F16, GPT_TYPE_BF16};
    static fixture made[MODELS + 2];
    int i;
    for (i = 0; i < MODELS + 2; i++) {
        mechanisms s = model_of(i % MODELS);
        s.type = types[(i + i / MODELS) % 4];
        NOTE("%s", mechanisms_text(&s));
        if (!made[i].model && !fixture_new(&made[i], &s)) return;
        run(&made[i]);
    }
}

/* ---- numbers ---- */

/* largest difference from the naive pass over n tokens, relative to the largest output */
static double difference(const mechanisms *s, gpt_kv kv, int n_batch, int n) {
    size_t n_all = (size_t)n * (size_t)s->n_vocab, i;
    fixture f;
    gpt_error err = {0, ""};
    gpt_ctx *ctx;
    naive_model naive;
    double worst = 0, largest = 1e-30, *want = naive_new(n_all);
    float *got = (float *)calloc(n_all, sizeof(float));
    int t;
    memset(&f, 0, sizeof(f));
    NOTE("%s", mechanisms_text(s));
    f.image = mechanisms_model(s);
    f.model = gpt_model_load_memory(f.image.data, f.image.size, NULL, &err);
    for (t = 0; t < n; t++) f.tokens[t] = test_below(s->n_vocab);
    ctx = f.model ? open_ctx(&f, kv, n_batch, 0, -1) : NULL;
    if (!ctx || !got) FAIL("%s", err.message);
    else if (CHECK_INT(gpt_eval_all(ctx, f.tokens, n, got), GPT_OK) &&
             CHECK(naive_open(&naive, f.image.data, f.image.size) == 0)) {
        naive_forward(&naive, f.tokens, n, want);
        for (i = 0; i < n_all; i++) {
            double d = fabs(want[i] - (double)got[i]);
            if (!(d <= worst)) worst = d;
            if (fabs(want[i]) > largest) largest = fabs(want[i]);
        }
        naive_close(&naive);
    }
    gpt_ctx_free(ctx);
    fixture_free(&f);
    free(want), free(got);
    return worst / largest;
}

TEST(absorbed_form_is_what_the_definition_says) {
    int i, type;
    for (i = 0; i < MODELS; i++) {
        for (type = GPT_TYPE_F32; type <= GPT_TYPE_BF16; type++) {
            mechanisms s = model_of(i);
            s.type = (gpt_type)type;
            CHECK_NEAR(difference(&s, GPT_KV_F32, type ? 0 : 1 + i, i == 4 ? 3 : N), 0, 2e-5);
        }
    }
}

/* the naive pass rounds neither the cache nor activations */
TEST(rounded_models_stay_near) {
    int i;
    for (i = 0; i < MODELS; i++) {
        mechanisms s = model_of(i);
        if (i == 4) continue; /* one dim of a head: roundings are as large as what they round */
        CHECK_NEAR(difference(&s, GPT_KV_F16, 0, N), 0, 0.01);
        CHECK_NEAR(difference(&s, GPT_KV_I8, 0, N), 0, 0.1);
        s.type = GPT_TYPE_Q8;
        CHECK_NEAR(difference(&s, GPT_KV_F32, 0, N), 0, 0.1);
    }
}

/* ---- the same bits ---- */

static void divided(const fixture *f) {
    int kv, size, t;
    for (kv = 0; kv < 3; kv++) {
        for (size = 2; size <= N; size += size < 8 ? 1 : 17) {
            gpt_ctx *ctx = open_ctx(f, (gpt_kv)kv, size == 5 ? 3 : 0, 1, -1);
            for (t = size; ctx && t <= N; t += size)
                if (!reaches(ctx, f, (gpt_kv)kv, t)) break;
            gpt_ctx_free(ctx);
        }
    }
}
TEST(chunks_of_every_size) { each_model(divided); }

static void lanes_and_threads(const fixture *f) {
    int lane, threads;
    for (lane = 0; lane < gpt_lane_count(); lane++) {
        for (threads = 1; threads <= 3; threads += 2) {
            gpt_kv kv = (gpt_kv)((lane + threads / 2) % 3);
            gpt_ctx *ctx = open_ctx(f, kv, 0, threads, lane);
            if (ctx && reaches(ctx, f, kv, 1) && reaches(ctx, f, kv, 2) && reaches(ctx, f, kv, 70))
                reaches(ctx, f, kv, N);
            gpt_ctx_free(ctx);
        }
    }
}
TEST(every_lane_and_number_of_threads) { each_model(lanes_and_threads); }

/* Small layers get one thread (gpt__team_size): here the model says that it has more work than that. */
static void teams(const fixture *f) {
    int threads, at;
    f->model->layer_macs = GPT__TEAM_MACS * 8;
    for (threads = 2; threads <= 5; threads++) {
        gpt_kv kv = threads % 2 ? GPT_KV_F16 : GPT_KV_I8;
        gpt_ctx *ctx = open_ctx(f, kv, 0, threads, -1);
        for (at = 1; ctx && at <= N; at += at < 6 ? 1 : 23)
            if (!reaches(ctx, f, kv, at)) break;
        gpt_ctx_free(ctx);
    }
}
TEST(teams_share_the_heads) { each_model(teams); }

static void rewound_saved_forked(const fixture *f) {
    int kv, wrong = (f->tokens[30] + 1) % f->n_vocab;
    for (kv = 0; kv < 3; kv++) {
        gpt_ctx *a = open_ctx(f, (gpt_kv)kv, 0, 1, -1), *b = open_ctx(f, (gpt_kv)kv, 7, 2, 0), *c;
        size_t size, size0;
        unsigned char *state, *again;
        if (!a || !b || !reaches(a, f, (gpt_kv)kv, 30)) return;
        CHECK_INT(gpt_eval(a, &wrong, 1), GPT_OK);
        CHECK_INT(gpt_ctx_rewind(a, 25), GPT_OK);
        reaches(a, f, (gpt_kv)kv, 67);
        c = gpt_ctx_fork(a, NULL);
        size = gpt_state_size(a);
        state = (unsigned char *)calloc(2, size), again = state + size;
        REQUIRE(c && state);
        CHECK_INT(gpt_state_save(a, state, size), GPT_OK);
        CHECK_INT(gpt_state_restore(b, state, size), GPT_OK);
        CHECK_INT(gpt_state_save(b, again, size), GPT_OK); /* what came back is all there was */
        CHECK_MEM(again, state, size);
        CHECK_INT(gpt_state_save(c, again, size), GPT_OK);
        CHECK_MEM(again, state, size);
        reaches(b, f, (gpt_kv)kv, 67);
        CHECK_INT(gpt_eval(a, &wrong, 1), GPT_OK);
        reaches(b, f, (gpt_kv)kv, N);
        reaches(c, f, (gpt_kv)kv, N);
        CHECK_INT(gpt_ctx_rewind(c, 0), GPT_OK);
        size0 = gpt_state_size(c);
        CHECK(size0 < size);
        gpt_ctx_free(a), gpt_ctx_free(b), gpt_ctx_free(c);
        free(state);
    }
}
TEST(rewind_save_restore_fork) { each_model(rewound_saved_forked); }

/* ---- what is kept ---- */

/* a state grows by a token and, per layer, [key | latent]: head_rope + kv_rank elements however many heads there are;
 * no buffer of a context is as wide as all heads' latents */
TEST(nothing_is_kept_per_head) {
    mechanisms s = model_of(7);
    tiny_image image;
    gpt_model *model;
    gpt_ctx *ctx;
    gpt_ctx_desc desc = {0};
    const int tokens[3] = {1, 2, 3};
    size_t two, floats;
    s.n_head = 130;
    mechanisms_latent(&s, 13, 512, 6, 10, 12);
    image = mechanisms_model(&s);
    model = gpt_model_load_memory(image.data, image.size, NULL, NULL);
    desc.n_threads = 1;
    ctx = model ? gpt_ctx_new(model, &desc, NULL) : NULL;
    REQUIRE(ctx != NULL);
    CHECK_INT(gpt_eval(ctx, tokens, 2), GPT_OK);
    two = gpt_state_size(ctx);
    CHECK_INT(gpt_eval(ctx, tokens + 2, 1), GPT_OK);
    CHECK_INT(gpt_state_size(ctx) - two, sizeof(int32_t) + (6 + 512) * 2);
    desc.n_batch = 101;
    floats = gpt_ctx_bytes(model, &desc);
    desc.n_batch = 1;
    floats = (floats - gpt_ctx_bytes(model, &desc)) / 100 / sizeof(float); /* a token of a batch */
    CHECK(floats < (size_t)s.n_head * 512 / 4);
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    tiny_free(&image);
}

/* ---- files that are refused ---- */

static gpt__tensor_entry *entry_of(tiny_image *image, uint32_t role) {
    gpt__tensor_entry *e = (gpt__tensor_entry *)(void *)tiny_bytes(image, "DIRE");
    while (e->role != role || e->layer != 0) e++;
    return e;
}

static void check_refused(tiny_image *image, const char *text) {
    gpt_error err = {0, ""};
    gpt_model *model;
    tiny_seal(image);
    NOTE("%s", text);
    model = gpt_model_load_memory(image->data, image->size, NULL, &err);
    CHECK(model == NULL);
    CHECK(err.status == GPT_E_FORMAT || err.status == GPT_E_UNSUPPORTED);
    if (!strstr(err.message, text)) FAIL("the message is: %s", err.message);
    gpt_model_free(model);
    tiny_free(image);
}

TEST(configs_that_do_not_go_together) {
#define LAYER(field) offsetof(gpt__layer_config, field)
    static const struct { size_t at; uint32_t value; const char *text; } cases[] = {
        {LAYER(kv_rank), 0, "without kv_rank"},
        {LAYER(kv_rank), 21, "k"}, /* a tensor has another shape */
        {LAYER(kv_rank), 1u << 17, "kv_rank is"},
        {LAYER(q_rank), 0, "q"},
        {LAYER(q_rank), 14, "q"},
        {LAYER(head_rope), 0, "head_rope is not what"},
        {LAYER(head_rope), 5, "head_rope is not what"},
        {LAYER(head_rope), 8, "head_rope is not what"},
        {LAYER(head_rope), 16, "head_rope is not smaller"},
        {LAYER(head_rope), 17, "head_rope is not smaller"},
        {LAYER(head_qk), 6, "head_rope is not smaller"},
        {LAYER(head_qk), 17, "shape"},
        {LAYER(head_v), 11, "shape"},
        {LAYER(n_head), 3, "tensor"},
        {LAYER(n_kv), 2, "one key/value head"},
        {LAYER(rope), 0, "head_rope is not what"},
        {LAYER(window), 8, "all earlier positions"},
        {LAYER(chunk), 8, "all earlier positions"},
        {LAYER(qkv_clip), 0x3f800000, "no clip"},
        {LAYER(temp_scale), 0x3f800000, "temp_scale without temp_floor"},
        {LAYER(norm_after_rope), 1, "no clip"},
        {LAYER(qk_norm_heads), 1, "no clip"},
    };
#undef LAYER
    size_t i;
    mechanisms s = model_of(5);
    s.latent_odd = 0;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        tiny_image image = mechanisms_model(&s);
        tiny_put32(tiny_bytes(&image, "LAYR") + cases[i].at, cases[i].value);
        check_refused(&image, cases[i].text);
    }
}

/* a tensor that is needed serves as GATE, which has the same shape here and is optional */
TEST(tensors_that_are_missing) {
    static const struct { int q_rank, kv_rank, nope, head_v; uint32_t role; const char *text; } cases[] = {
        {40, 20, 10, 12, GPT__ROLE_Q_A, "tensor q_a (layer 0) is missing"},
        {0, 34, 10, 12, GPT__ROLE_KV_A, "tensor kv_a (layer 0) is missing"},
        {0, 40, 24, 12, GPT__ROLE_K_UP, "tensor k_up (layer 0) is missing"},
        {0, 24, 10, 40, GPT__ROLE_V_UP, "tensor v_up (layer 0) is missing"},
        {0, 20, 34, 12, GPT__ROLE_Q, "tensor q (layer 0) is missing"},
    };
    size_t i;
    for (i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        mechanisms s = model_of(1);
        tiny_image image;
        s.gated = s.bias = 0;
        mechanisms_latent(&s, cases[i].q_rank, cases[i].kv_rank, 6, cases[i].nope, cases[i].head_v);
        image = mechanisms_model(&s);
        entry_of(&image, cases[i].role)->role = GPT__ROLE_GATE;
        check_refused(&image, cases[i].text);
    }
}

/* the bias of the queries as something else: what belongs to ordinary attention has no place */
TEST(tensors_that_are_too_many) {
    static const uint32_t to[4] = {GPT__ROLE_K_B, GPT__ROLE_Q_NORM, GPT__ROLE_K_NORM, GPT__ROLE_ALIBI};
    size_t i;
    mechanisms s = model_of(1);
    s.n_head = 6;
    for (i = 0; i < 4; i++) {
        tiny_image image = mechanisms_model(&s);
        gpt__tensor_entry *e = entry_of(&image, GPT__ROLE_Q_B);
        e->role = to[i];
        e->n_row = i == 3 ? 6 : 16;
        e->size = gpt_tensor_size(GPT_TYPE_F32, e->n_row, 1, 1);
        e->checksum = gpt_checksum(image.data + e->offset, (size_t)e->size);
        check_refused(&image, "does not go with latent attention");
    }
}

/* n_expert of K_UP is H; 8-bit matrices of a head are refused; an ordinary layer has no latent tensors */
TEST(matrices_of_heads) {
    mechanisms s = model_of(0);
    tiny_image image = mechanisms_model(&s);
    gpt__tensor_entry *e = entry_of(&image, GPT__ROLE_K_UP);
    e->n_expert = 5;
    e->size = gpt_tensor_size(GPT_TYPE_F32, e->n_row, e->n_col, 5);
    check_refused(&image, "k_up");
    image = mechanisms_model(&s);
    e = entry_of(&image, GPT__ROLE_V_UP);
    e->type = GPT_TYPE_Q8;
    e->size = gpt_tensor_size(GPT_TYPE_Q8, e->n_row, e->n_col, e->n_expert);
    check_refused(&image, "k_up and v_up");
    image = mechanisms_model(&s);
    {
        gpt__layer_config *l = (gpt__layer_config *)(void *)tiny_bytes(&image, "LAYR");
        l->kv_rank = l->head_rope = 0;
    }
    check_refused(&image, "kv_a (layer 0) has shape");
}

TEST_MAIN("latent", absorbed_form_is_what_the_definition_says, rounded_models_stay_near, chunks_of_every_size,
          every_lane_and_number_of_threads, teams_share_the_heads, rewind_save_restore_fork, nothing_is_kept_per_head,
          configs_that_do_not_go_together, tensors_that_are_missing, tensors_that_are_too_many,
          matrices_of_heads)
