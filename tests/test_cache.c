/* test_cache -- what the KV cache holds and takes. Its types: how far int8 rounds, and what that does to a model's
 * predictions. Texts of many segments: the same bits however threads share them. Memory: to the byte what the formula
 * at gpt_ctx_bytes says. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"

static const char *const kv_name[] = {"f16", "f32", "i8"};

/* ---- int8 ---- */

TEST(int8_rounds_to_the_nearest) {
    int round, i, n, j;
    for (round = 0; round < 2000; round++) {
        float x[100], largest = 0;
        uint8_t row[108], *p = row;
        double width = pow(10, test_uniform() * 12 - 6);
        n = 1 + test_below(100);
        for (i = 0; i < n; i++) x[i] = (float)(test_normal() * width);
        gpt__lane(gpt_lane_count() - 1)->store(x, n, GPT_KV_I8, row);
        for (i = 0; i < n; i += 32) {
            uint16_t bits;
            double d;
            memcpy(&bits, p, 2);
            p += 2;
            d = (double)gpt__f16_to_f32(bits);
            for (largest = 0, j = i; j < n && j < i + 32; j++) largest = fmaxf(largest, fabsf(x[j]));
            NOTE("largest %g", (double)largest);
            CHECK(d * 127 >= (double)largest && d * 127 <= (double)largest * 1.001 + 127 * 5.97e-8);
            for (j = i; j < n && j < i + 32; j++) CHECK_NEAR((double)(int8_t)*p++ * d, (double)x[j], d * 0.50001);
        }
        CHECK_INT(p - row, (int)gpt__kv_row(GPT_KV_I8, (size_t)n));
    }
}

/* Mean KL divergence of the next token's distributions, int8 from f16, over n tokens */
static double divergence(const gpt_model *model, const int *tokens, int n) {
    int V = gpt_model_info(model)->n_vocab, t, i;
    gpt_ctx *a = mechanisms_ctx(model, n, GPT_KV_F16, 0, 1, -1), *b = mechanisms_ctx(model, n, GPT_KV_I8, 0, 1, -1);
    double sum = 0;
    for (t = 0; a && b && t < n; t++) {
        double za = 0, zb = 0;
        const float *p, *q;
        if (gpt_eval(a, tokens + t, 1) || gpt_eval(b, tokens + t, 1)) break;
        p = gpt_logits(a), q = gpt_logits(b);
        for (i = 0; i < V; i++) za += exp((double)p[i]), zb += exp((double)q[i]);
        for (i = 0; i < V; i++) {
            double lp = (double)p[i] - log(za), lq = (double)q[i] - log(zb);
            sum += exp(lp) * (lp - lq);
        }
    }
    CHECK_INT(t, n);
    gpt_ctx_free(a);
    gpt_ctx_free(b);
    return sum / n;
}

TEST(int8_predicts_what_f16_does) {
    static const char text[] =
        "The fox went to the river because it wanted to see what the water was like in spring. There it met an old "
        "otter, who said: the capital of Peru is Lima, and seven plus eight is fifteen. Why do you tell me that, asked "
        "the fox. Because nobody has ever asked me, said the otter, and I know so many things.";
    gpt_error err = {0, ""};
    gpt_model *model = gpt_model_load("demo/gpt-demo.gpt", NULL, &err);
    int tokens[400], n;
    double kl;
    if (!model) SKIP("demo/gpt-demo.gpt is not here");
    n = gpt_tokenize(model, text, strlen(text), GPT_TEXT_BOS, tokens, 400);
    if (CHECK(n > 40 && n <= 400)) {
        kl = divergence(model, tokens, n);
        NOTE("KL %g", kl);
        CHECK(kl > 0 && kl < 0.003);
    }
    gpt_model_free(model);
}

/* ---- segments ---- */

#define LONG 2300 /* tokens: more than two segments */

static mechanisms long_model(int i) {
    mechanisms s = mechanisms_default();
    s.n_vocab = 40, s.n_ctx = LONG, s.n_embd = 8, s.n_layer = 2, s.n_head = 4, s.n_kv = 1, s.head_qk = s.head_v = 4;
    s.n_ff = 8, s.n_rot = 4;
    if (i == 1) s.n_kv = 2, s.window = 1500, s.window_odd = 1;
    if (i == 2) s.n_head = 26, s.n_kv = 2, s.sinks = 1; /* more queries a head than a unit has */
    return s;
}

/* Token by token on one thread, then in pieces and single tokens by teams, which share a unit's segments. */
TEST(long_texts_are_shared_by_segments) {
    static const int steps[] = {700, 1, 323, 1, 1, 300, 1, 720, 1, 250, 1, 1};
    int i, kv, team, t, k;
    for (i = 0; i < 3; i++) {
        mechanisms s = long_model(i);
        tiny_image image = mechanisms_model(&s);
        gpt_model *model = gpt_model_load_memory(image.data, image.size, NULL, NULL);
        int tokens[LONG], at[12];
        REQUIRE(model != NULL);
        model->layer_macs = GPT__TEAM_MACS * 8; /* else such small layers get one thread */
        for (t = 0; t < LONG; t++) tokens[t] = test_below(s.n_vocab);
        for (kv = 0; kv < 3; kv++) {
            float want[12][40];
            gpt_ctx *one, *ctx;
            if (i && kv != i) continue; /* the first model has all types, the others one each */
            one = mechanisms_ctx(model, LONG, (gpt_kv)kv, 1, 1, -1);
            for (k = 0, t = 0; one && k < 12; k++) {
                for (at[k] = t + steps[k]; t < at[k]; t++) CHECK_INT(gpt_eval(one, tokens + t, 1), GPT_OK);
                memcpy(want[k], gpt_logits(one), sizeof want[k]);
            }
            for (team = 1; one && team <= 3; team += 2) {
                ctx = mechanisms_ctx(model, LONG, (gpt_kv)kv, 200, team, -1);
                for (k = 0, t = 0; ctx && k < 12; t = at[k++]) {
                    CHECK_INT(gpt_eval(ctx, tokens + t, steps[k]), GPT_OK);
                    NOTE("model %d, %s, %d threads, %d tokens", i, kv_name[kv], team, at[k]);
                    if (!CHECK_MEM(gpt_logits(ctx), want[k], sizeof want[k])) break;
                }
                gpt_ctx_free(ctx);
            }
            gpt_ctx_free(one);
        }
        gpt_model_free(model);
        tiny_free(&image);
    }
}

/* ---- memory ---- */

static size_t round_up(size_t n, size_t step) { return (n + step - 1) / step * step; }

/* the formula at gpt_ctx_bytes */
static size_t formula(const gpt_model *model, int n_ctx, int n_batch, gpt_kv kv) {
    size_t sum = 0, l;
    for (l = 0; l < model->c->n_layer; l++) {
        const gpt__layer_config *c = model->layer[l].c;
        size_t C = c->kv_rank ? c->head_rope + c->kv_rank : c->head_qk, Cv = c->kv_rank ? c->kv_rank : c->head_v;
        size_t W = round_up(Cv, 16), P = round_up((size_t)n_ctx, 64), key, value, seen = c->window;
        if (c->chunk && (!seen || c->chunk < seen)) seen = c->chunk;
        if (seen && (seen + (size_t)n_batch + 125) / 64 * 64 < P) P = (seen + (size_t)n_batch + 125) / 64 * 64;
        key = kv == GPT_KV_I8 ? 64 * C + 128 * ((C + 31) / 32) : kv == GPT_KV_F16 ? 128 * C : 256 * C;
        value = kv == GPT_KV_I8 ? 64 * W + 128 * ((W + 31) / 32) : kv == GPT_KV_F16 ? 128 * W : 256 * W;
        sum += round_up(c->n_kv * P * key / 64, 64) + round_up(c->n_kv * P * value / 64, 64);
    }
    return sum + 2 * round_up(4 * (size_t)n_ctx, 64);
}

/* what more positions take, and what another cache type takes: to the byte */
TEST(memory_is_what_the_formula_says) {
    int round, kv;
    for (round = 0; round < 200; round++) {
        mechanisms s = mechanisms_default();
        tiny_image image;
        gpt_model *model;
        gpt_ctx_desc d = {0};
        size_t bytes[2], want[2];
        s.n_layer = 1 + test_below(3);
        s.head_qk = 2 * (1 + test_below(50)), s.n_rot = 2, s.head_v = 1 + test_below(100);
        s.n_ctx = 3000;
        if (test_below(2)) s.window = 1 + test_below(300), s.window_odd = test_below(2);
        if (test_below(3) == 0) s.chunk = 1 + test_below(300);
        if (test_below(4) == 0) mechanisms_latent(&s, 0, 1 + test_below(80), 2 * (1 + test_below(10)), 10, 12);
        image = mechanisms_model(&s);
        model = gpt_model_load_memory(image.data, image.size, NULL, NULL);
        REQUIRE(model != NULL);
        d.n_batch = 1 + test_below(100);
        d.n_threads = 1;
        for (kv = 0; kv < 3; kv++) {
            d.kv = (gpt_kv)kv;
            d.n_ctx = 100 + test_below(2000);
            bytes[0] = gpt_ctx_bytes(model, &d), want[0] = formula(model, d.n_ctx, d.n_batch, d.kv);
            d.n_ctx = 100 + test_below(2000);
            d.kv = (gpt_kv)test_below(3);
            bytes[1] = gpt_ctx_bytes(model, &d), want[1] = formula(model, d.n_ctx, d.n_batch, d.kv);
            NOTE("%s to %s, %d tokens", kv_name[kv], kv_name[d.kv], d.n_ctx);
            CHECK(bytes[0] > want[0] && bytes[1] > want[1]);
            CHECK_INT((long long)(bytes[1] - bytes[0]), (long long)(want[1] - want[0]));
        }
        gpt_model_free(model);
        tiny_free(&image);
    }
}

TEST_MAIN("cache", int8_rounds_to_the_nearest, int8_predicts_what_f16_does, long_texts_are_shared_by_segments,
          memory_is_what_the_formula_says)
