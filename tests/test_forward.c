/* test_forward -- the transformer's numbers against a naive double-precision forward pass (naive.h), on random models
 * of every mechanism and odd shapes. (test_references has those of published implementations.) */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"
#include "naive.h"

static gpt_ctx *new_ctx(const gpt_model *model, gpt_kv kv, int n_batch) {
    return mechanisms_ctx(model, 0, kv, n_batch, 0, -1);
}

/* ---- random models against the naive forward pass ---- */

/* Largest difference between gpt.h and the naive pass over n random tokens, relative to the largest output;
 * negative when something failed. */
static double naive_difference(const mechanisms *s, gpt_kv kv, int n_batch, int n) {
    size_t i, n_all;
    tiny_image image = mechanisms_model(s);
    gpt_error err = {0, ""};
    gpt_model *model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    gpt_ctx *ctx = model ? new_ctx(model, kv, n_batch) : NULL;
    naive_model naive;
    double *want, worst = 0, largest = 1e-30;
    float *got;
    int tokens[256], t;
    n_all = (size_t)n * (size_t)(s->head == GPT_HEAD_LM ? s->n_vocab : s->n_out);
    want = naive_new(n_all);
    got = (float *)calloc(n_all, sizeof(float));
    for (t = 0; t < n; t++) tokens[t] = test_below(s->n_vocab);
    if (!ctx) FAIL("%s", err.message), worst = -1;
    else if (!got || gpt_eval_all(ctx, tokens, n, got) != GPT_OK) FAIL("%s", gpt_ctx_error(ctx)), worst = -1;
    else if (CHECK(naive_open(&naive, image.data, image.size) == 0)) {
        naive_forward(&naive, tokens, n, want);
        for (i = 0; i < n_all; i++) {
            double d = fabs(want[i] - (double)got[i]);
            if (!(d <= worst)) worst = d;
            if (fabs(want[i]) > largest) largest = fabs(want[i]);
        }
        naive_close(&naive);
        worst = naive.margin < 1e-4 ? 0 : worst / largest; /* a choice of experts may hang on a rounding */
    }
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    tiny_free(&image);
    free(want), free(got);
    return worst;
}

static void check_naive(const mechanisms *s, gpt_kv kv, double allowed) {
    double d;
    int n = 1 + test_below(test_below(8) ? 40 : s->n_ctx), n_batch = test_below(2) ? 0 : 1 + test_below(20);
    NOTE("%s", mechanisms_text(s));
    d = naive_difference(s, kv, n_batch, n);
    CHECK(d >= 0);
    CHECK_NEAR(d, 0, allowed);
}

/* one mechanism at a time, so that a failure has a name */
TEST(each_mechanism_alone) {
    const mechanisms s = mechanisms_default();
    int i;
#define ONE(...) do { mechanisms m = s; m.__VA_ARGS__; check_naive(&m, GPT_KV_F32, 2e-5); } while (0)
    ONE(n_kv = 6);
    ONE(n_kv = 1);
    ONE(n_rot = 0);
    ONE(n_rot = 10);
    ONE(attn_factor = 1.3f);
    ONE(learned = 1);
    ONE(learned = 1, m.pos_offset = 2);
    ONE(alibi = 1);
    ONE(window = 1);
    ONE(window = 5);
    ONE(window = 64, m.window_odd = 1);
    ONE(layer_norm = 1);
    ONE(layer_norm = 1, m.bias = 1);
    ONE(bias = 1);
    ONE(parallel = 1);
    ONE(parallel = 2);
    ONE(post_norm = 1);
    ONE(res_norm = 1, m.pre_norm = 0);
    ONE(embd_norm = 1);
    ONE(gated = 0);
    ONE(own_head = 0);
    ONE(softcap = 2);
    ONE(logit_softcap = 2);
    ONE(clip = 0.5f);
    ONE(resid_scale = 0.3f);
    ONE(embd_scale = 5);
    ONE(logit_scale = 0.2f);
    ONE(n_ff = 0);
    ONE(head_v = 9);
    ONE(head = GPT_HEAD_TOKEN, m.n_out = 5);
    ONE(head = GPT_HEAD_CLASS_LAST, m.n_out = 2);
    for (i = 1; i <= 4; i++) ONE(qk_norm = i);
    for (i = 0; i < GPT__ACT_SWIGLU_CLAMP; i++) {
        ONE(act = i);
        ONE(act = i, m.gated = 0);
    }
#undef ONE
}

/* all at once. Most draws agree to 1e-6; the bound leaves room for networks that no one would train, such as three
 * layers without any norm, whose values grow until float32's roundings show. */
TEST(random_models_f32) {
    int round;
    for (round = 0; round < 200; round++) {
        mechanisms s = mechanisms_random();
        check_naive(&s, GPT_KV_F32, 1e-3);
    }
}

/* stored in 16 bits the weights are what they are: the naive pass reads the same ones */
TEST(random_models_f16_bf16) {
    int round;
    for (round = 0; round < 60; round++) {
        mechanisms s = mechanisms_random();
        s.type = round & 1 ? GPT_TYPE_F16 : GPT_TYPE_BF16;
        check_naive(&s, GPT_KV_F32, 1e-3);
    }
}

/* the naive pass neither rounds keys and values to f16 nor activations to 8 bits: the difference is bounded, not
 * zero */
TEST(rounded_models_stay_near) {
    int round;
    for (round = 0; round < 40; round++) {
        mechanisms s = mechanisms_default();
        s.type = round & 1 ? GPT_TYPE_Q8 : GPT_TYPE_F32;
        s.n_embd = 32 + test_below(64);
        s.bias = test_below(2);
        s.n_ff = 32 + test_below(64);
        check_naive(&s, GPT_KV_F16, round & 1 ? 0.1 : 0.01);
        check_naive(&s, GPT_KV_I8, 0.1);
    }
}

/* a tensor of layer 0, in the directory of an image */
static gpt__tensor_entry *entry_of(tiny_image *image, uint32_t role) {
    gpt__tensor_entry *e = (gpt__tensor_entry *)(void *)tiny_bytes(image, "DIRE");
    while (e->role != role || e->layer != 0) e++;
    return e;
}

static void narrow(tiny_image *image, uint32_t role, uint32_t n_row) {
    gpt__tensor_entry *e = entry_of(image, role);
    e->n_row = n_row;
    e->size = gpt_tensor_size((gpt_type)e->type, n_row, 1, 1);
    e->checksum = gpt_checksum(image->data + e->offset, (size_t)e->size);
    tiny_seal(image);
}

/* Norms of queries and keys come in two widths. No mix of them may read beyond a tensor: a bias narrower than its norm is
 * refused; queries normed by head beside keys normed by row run. */
TEST(norms_of_mixed_width) {
    mechanisms s = mechanisms_default();
    tiny_image image;
    gpt_error err = {0, ""};
    gpt_model *model;
    gpt_ctx *ctx;
    const int tokens[3] = {1, 2, 3};
    int after;
    s.layer_norm = 1, s.bias = 1;
    for (after = 0; after < 2; after++) {
        s.qk_norm = 2 + 2 * after;
        image = mechanisms_model(&s);
        narrow(&image, GPT__ROLE_Q_NORM_B, (uint32_t)s.head_qk);
        model = gpt_model_load_memory(image.data, image.size, NULL, &err);
        CHECK(!model);
        CHECK_INT(err.status, GPT_E_FORMAT);
        CHECK(strstr(err.message, "q_norm_bias") != NULL);
        narrow(&image, GPT__ROLE_Q_NORM, (uint32_t)s.head_qk);
        model = gpt_model_load_memory(image.data, image.size, NULL, &err);
        ctx = model ? new_ctx(model, GPT_KV_F32, 0) : NULL;
        CHECK(ctx != NULL);
        if (ctx) CHECK_INT(gpt_eval(ctx, tokens, 3), GPT_OK);
        gpt_ctx_free(ctx);
        gpt_model_free(model);
        tiny_free(&image);
    }
}

TEST_MAIN("forward", each_mechanism_alone, random_models_f32, random_models_f16_bf16, rounded_models_stay_near,
          norms_of_mixed_width)
