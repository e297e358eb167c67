/* test_attention -- the rarer mechanisms of attention and feed-forward: sinks, chunks, query temperature, norms with
 * weights for each head, rounded ALiBi, activations with parameters, norms before O and DOWN, rotary frequencies that
 * depend on the context's capacity. Each against the naive pass in double precision, and bit for bit against itself
 * computed in other ways. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"
#include "naive.h"

#define MOST 300 /* tokens */

/* A model, tokens, and the logits (n, n_out) at each of them, token by token on the portable lane */
typedef struct subject {
    tiny_image image;
    gpt_model *model;
    gpt_kv kv;
    int n_ctx, n, n_out, tokens[MOST];
    float *want;
} subject;

static gpt_ctx *open_ctx(const subject *f, int n_batch, int n_threads, int lane) {
    return mechanisms_ctx(f->model, f->n_ctx, f->kv, n_batch, n_threads, lane);
}

static const float *row(const subject *f, int t) { return f->want + (size_t)t * (size_t)f->n_out; }

static int holds(const gpt_ctx *ctx, const subject *f, int n) {
    return CHECK_INT(gpt_ctx_pos(ctx), n) && CHECK(gpt_logits(ctx) != NULL) &&
           CHECK_MEM(gpt_logits(ctx), row(f, n - 1), (size_t)f->n_out * sizeof(float));
}

static int eval_to(gpt_ctx *ctx, const subject *f, int n) {
    int at = gpt_ctx_pos(ctx);
    return CHECK_INT(gpt_eval(ctx, f->tokens + at, n - at), GPT_OK) && holds(ctx, f, n);
}

static int subject_new(subject *f, const mechanisms *s, int n, int n_ctx, gpt_kv kv) {
    gpt_error err = {0, ""};
    gpt_ctx *ctx;
    int t;
    memset(f, 0, sizeof(*f));
    f->image = mechanisms_model(s);
    f->model = gpt_model_load_memory(f->image.data, f->image.size, NULL, &err);
    if (!f->model) return FAIL("%s", err.message);
    f->n = n, f->n_ctx = n_ctx, f->kv = kv;
    f->n_out = gpt_model_info(f->model)->n_out;
    f->want = (float *)calloc((size_t)n * (size_t)f->n_out, sizeof(float));
    ctx = open_ctx(f, 1, 1, 0);
    if (!ctx || !f->want) return 0;
    for (t = 0; t < n; t++) {
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

/* largest difference from the naive pass, relative to the largest output */
static double naive_difference(const subject *f) {
    size_t n = (size_t)f->n * (size_t)f->n_out, i;
    double *want = naive_new(n), worst = 0, largest = 1e-30;
    naive_model m;
    if (CHECK(naive_open(&m, f->image.data, f->image.size) == 0)) {
        m.capacity = f->n_ctx;
        naive_forward(&m, f->tokens, f->n, want);
        for (i = 0; i < n; i++) {
            double d = fabs(want[i] - (double)f->want[i]);
            if (!(d <= worst)) worst = d;
            if (fabs(want[i]) > largest) largest = fabs(want[i]);
        }
        naive_close(&m);
    }
    free(want);
    return worst / largest;
}

/* goes on from a saved state, in a context of another batch size, lane and number of threads */
static void check_restore(const gpt_ctx *a, const subject *f) {
    size_t size = gpt_state_size(a);
    void *state = malloc(size);
    gpt_ctx *b = open_ctx(f, 1 + test_below(40), 2, 0), *c = gpt_ctx_fork(a, NULL);
    if (!state || !b || !CHECK(c != NULL)) abort();
    if (CHECK_INT(gpt_state_save(a, state, size), GPT_OK) && CHECK_INT(gpt_state_restore(b, state, size), GPT_OK)) {
        holds(b, f, gpt_ctx_pos(a));
        eval_to(b, f, f->n);
        eval_to(c, f, f->n);
    }
    gpt_ctx_free(b);
    gpt_ctx_free(c);
    free(state);
}

/* every lane, one to three threads, batches and calls of many sizes, rewinds, states and forks: the same bits */
static void check_bits(const subject *f) {
    static const int batches[5] = {1, 5, 12, 64, 0};
    int i, at;
    for (i = 0; i < 5 + gpt_lane_count(); i++) {
        int lane = i < 5 ? -1 : i - 5;
        gpt_ctx *ctx = open_ctx(f, i < 5 ? batches[i] : 20, 1 + i % 3, lane);
        if (!ctx || !eval_to(ctx, f, f->n)) break;
        CHECK_INT(gpt_ctx_rewind(ctx, at = test_below(f->n)), GPT_OK);
        while (at < f->n && eval_to(ctx, f, at += 1 + test_below(f->n - at))) {
            if (at < f->n && test_below(3) == 0) {
                check_restore(ctx, f);
                break;
            }
        }
        gpt_ctx_free(ctx);
    }
}

static void check(const mechanisms *s, int n, int n_ctx, double allowed) {
    subject f;
    NOTE("%s", mechanisms_text(s));
    if (subject_new(&f, s, n, n_ctx, allowed < 1e-2 ? GPT_KV_F32 : GPT_KV_F16)) {
        CHECK_NEAR(naive_difference(&f), 0, allowed);
        check_bits(&f);
    }
    subject_free(&f);
}

/* one mechanism added to the default model and to four others of odd shapes; with 8-bit weights too */
static void each_shape(void (*change)(mechanisms *s)) {
    int i;
    for (i = 0; i < 6; i++) {
        mechanisms s = mechanisms_default();
        if (i == 1) s.n_head = s.n_kv = 1, s.n_layer = 1, s.n_vocab = 33, s.bias = 1;
        if (i == 2) s.window = 9, s.layer_norm = 1, s.bias = 1, s.n_kv = 6, s.n_embd = 33;
        if (i == 3) s.head_qk = 12, s.head_v = 17, s.n_rot = 6, s.n_head = 7, s.n_kv = 1, s.softcap = 4, s.clip = 0.7f;
        if (i == 4) s.alibi = 1, s.n_rot = 0, s.parallel = 2, s.n_ff = 65;
        if (i == 5) s.type = GPT_TYPE_Q8, s.n_embd = 70, s.n_ff = 100;
        s.n_ctx = MOST;
        change(&s);
        check(&s, i == 0 ? 80 : 25, MOST, s.type == GPT_TYPE_Q8 ? 0.1 : 2e-5);
    }
}

/* a model whose config or layer 0 is changed must be refused, with these words in the message */
static void refused(const mechanisms *s, size_t at_layer, uint32_t value, const char *text) {
    tiny_image image = mechanisms_model(s);
    gpt_error err = {0, ""};
    gpt_model *model;
    memcpy(tiny_bytes(&image, "LAYR") + at_layer, &value, 4);
    tiny_seal(&image);
    model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    if (CHECK(!model)) CHECK_INT(err.status, GPT_E_FORMAT);
    if (!strstr(err.message, text)) FAIL("'%s' is not in '%s'", text, err.message);
    gpt_model_free(model);
    tiny_free(&image);
}
#define AT(field) offsetof(gpt__layer_config, field)

static void change_sinks(mechanisms *s) { s->sinks = 1; }
TEST(sinks) { each_shape(change_sinks); }

static void change_chunk_small(mechanisms *s) { s->chunk = 5; }
static void change_chunk(mechanisms *s) { s->chunk = 65, s->window_odd = 1, s->sinks = 1; }
TEST(chunks_of_attention) {
    each_shape(change_chunk_small);
    each_shape(change_chunk);
}

static void change_temperature(mechanisms *s) { s->temp_scale = 0.4f, s->temp_floor = 7; }
TEST(query_temperature) {
    mechanisms s = mechanisms_default();
    each_shape(change_temperature);
    s.temp_scale = 0.1f;
    refused(&s, AT(temp_scale), 0x3f800000u, "temp_floor");
    s.temp_floor = 1;
    refused(&s, AT(temp_floor), 0xbf800000u, "temp_floor");
    refused(&s, AT(temp_floor), 0x7fc00000u, "temp_floor");
}

static void change_own_norms(mechanisms *s) { s->qk_norm = 5; }
static void change_own_norms_after(mechanisms *s) { s->qk_norm = 6; }
TEST(norms_with_weights_for_each_head) {
    mechanisms s = mechanisms_default();
    each_shape(change_own_norms);
    each_shape(change_own_norms_after);
    s.qk_norm = 1; /* weights for one head only, though each should have its own */
    refused(&s, AT(qk_norm_heads), 1, "q_norm");
}

/* the norm over the row comes before the clip, the norm after the rotation after it (OLMoE) */
TEST(clip_between_norm_and_rotation) {
    mechanisms s = mechanisms_default();
    int i;
    for (i = 1; i <= 6; i++) {
        s.qk_norm = i, s.clip = 0.6f, s.bias = i & 1, s.layer_norm = i & 1;
        check(&s, 20, 40, 2e-5);
    }
}

/* 12 heads: slopes that bf16 rounds; beyond 256 positions it rounds those too */
static void change_alibi(mechanisms *s) { s->alibi = s->alibi_round = 1, s->n_rot = 0; }
TEST(rounded_alibi) {
    mechanisms s = mechanisms_default();
    each_shape(change_alibi);
    change_alibi(&s);
    s.n_head = 12, s.n_layer = 1, s.n_embd = 16, s.n_kv = 4, s.head_qk = s.head_v = 8;
    check(&s, MOST, MOST, 1e-4);
}

/* ---- feed-forward ---- */

static void change_clamp(mechanisms *s) { s->act = GPT__ACT_SWIGLU_CLAMP; }
static void change_clamp_high(mechanisms *s) { change_clamp(s), s->act_alpha = 1.702f, s->act_limit = 7; }
TEST(clamped_swiglu) {
    mechanisms s = mechanisms_default();
    each_shape(change_clamp);
    each_shape(change_clamp_high);
    s.gated = 0;
    refused(&s, AT(act), GPT__ACT_SWIGLU_CLAMP, "gate");
    refused(&s, AT(act), GPT__ACT_XIELU + 1, "act is 10");
}

static void change_xielu(mechanisms *s) { s->act = GPT__ACT_XIELU, s->gated = 0; }
static void change_xielu_gated(mechanisms *s) { s->act = GPT__ACT_XIELU, s->act_eps = -0.1f; }
TEST(xielu) {
    each_shape(change_xielu);
    each_shape(change_xielu_gated);
}

static void change_sub_norm(mechanisms *s) { s->sub_norm = 1, s->act = GPT__ACT_RELU2; }
TEST(norms_before_o_and_down) { each_shape(change_sub_norm); }

/* ---- rotary frequencies that depend on the capacity ---- */

/* at capacities on both sides of n_orig, whatever the length of the text */
TEST(ropes_of_long_and_short_contexts) {
    static const int capacity[7] = {9, 15, 16, 17, 30, 33, 150};
    int i, kind;
    for (kind = GPT__ROPE_LONG; kind <= GPT__ROPE_DYNAMIC; kind++) {
        for (i = 0; i < 7; i++) {
            mechanisms s = mechanisms_default();
            s.rope_kind = kind, s.n_orig = 16, s.rope_factor = i & 1 ? 8 : 1.5f;
            if (i & 2) s.n_rot = 12, s.n_head = s.n_kv = 1;
            check(&s, capacity[i] < 20 ? capacity[i] : 20, capacity[i], 2e-5);
        }
    }
}

/* Up to n_orig tokens a DYNAMIC set is the plain one of its base. Each frequency is the exact one rounded to float. */
TEST(dynamic_frequencies) {
    gpt__rope_config rope;
    float freq[64];
    int i, n, round;
    memset(&rope, 0, sizeof(rope));
    for (round = 0; round < 200; round++) {
        rope.n_rot = 4 + 2 * (uint32_t)test_below(62);
        rope.n_orig = 1 + (uint32_t)test_below(8192);
        rope.base = (float)(2 + test_below(1000000)), rope.factor = (float)(1 + test_below(64) / 8.0);
        n = round & 1 ? test_below((int)rope.n_orig + 1) : test_below(1 << 20);
        gpt__rope_dynamic(&rope, n, freq);
        for (i = 0; i < (int)rope.n_rot / 2; i++) {
            long double R = rope.n_rot, p = n > (int)rope.n_orig ? (long double)n / rope.n_orig : 1;
            long double base = rope.base * powl(rope.factor * p - (rope.factor - 1), R / (R - 2));
            float t = (float)(2 * i) / (float)rope.n_rot;
            if (round & 1) base = rope.base;
            if (!CHECK(freq[i] == 1.0f / (float)powl(base, t))) FAIL("pair %d of %u, n %d", i, rope.n_rot, n);
        }
    }
}

static void put_rope(tiny_image *image, size_t at, uint32_t value) {
    memcpy(tiny_bytes(image, "CONF") + offsetof(gpt__config, rope) + at, &value, 4);
    tiny_seal(image);
}

/* a set without its tensors, with those of another kind, or with senseless numbers */
TEST(incomplete_ropes_are_refused) {
    static const struct { int kind; size_t at; uint32_t value; const char *text; } list[] = {
        {GPT__ROPE_FIXED, offsetof(gpt__rope_config, kind), GPT__ROPE_DYNAMIC, ""},
        {GPT__ROPE_FIXED, offsetof(gpt__rope_config, kind), GPT__ROPE_LONG, "n_orig"},
        {GPT__ROPE_LONG, offsetof(gpt__rope_config, kind), GPT__ROPE_FIXED, "rope_freq_long"},
        {GPT__ROPE_LONG, offsetof(gpt__rope_config, n_rot), 10, "rope_freq"},
        {GPT__ROPE_LONG, offsetof(gpt__rope_config, attn_factor_long), 0x7fc00000u, "attn_factor_long"},
        {GPT__ROPE_DYNAMIC, offsetof(gpt__rope_config, kind), GPT__ROPE_LONG, "missing"},
        {GPT__ROPE_DYNAMIC, offsetof(gpt__rope_config, kind), GPT__ROPE_FIXED, "missing"},
        {GPT__ROPE_DYNAMIC, offsetof(gpt__rope_config, n_rot), 2, "n_rot"},
        {GPT__ROPE_DYNAMIC, offsetof(gpt__rope_config, n_orig), 0, "n_orig"},
        {GPT__ROPE_DYNAMIC, offsetof(gpt__rope_config, factor), 0x3f000000u, "factor"},
        {GPT__ROPE_DYNAMIC, offsetof(gpt__rope_config, base), 0x3f800000u, "base"},
    };
    size_t i;
    for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        mechanisms s = mechanisms_default();
        tiny_image image;
        gpt_error err = {0, ""};
        s.rope_kind = list[i].kind;
        image = mechanisms_model(&s);
        put_rope(&image, list[i].at, list[i].value);
        CHECK(!gpt_model_load_memory(image.data, image.size, NULL, &err));
        CHECK_INT(err.status, GPT_E_FORMAT);
        if (!strstr(err.message, list[i].text)) FAIL("'%s' is not in '%s'", list[i].text, err.message);
        tiny_free(&image);
    }
}

/* the extremes that a file may ask for: frequencies may vanish, the outputs are of no use, but nothing breaks */
TEST(extreme_ropes_run) {
    mechanisms s = mechanisms_default();
    const float big = 1e12f, factor = 1e6f;
    tiny_image image;
    gpt_model *model;
    gpt_ctx *ctx;
    uint32_t bits;
    s.rope_kind = GPT__ROPE_DYNAMIC, s.n_orig = 1, s.n_rot = 4;
    image = mechanisms_model(&s);
    memcpy(&bits, &big, 4), put_rope(&image, offsetof(gpt__rope_config, base), bits);
    memcpy(&bits, &factor, 4), put_rope(&image, offsetof(gpt__rope_config, factor), bits);
    model = gpt_model_load_memory(image.data, image.size, NULL, NULL);
    ctx = model ? gpt_ctx_new(model, NULL, NULL) : NULL;
    if (CHECK(ctx != NULL)) {
        const int tokens[3] = {1, 2, 3};
        CHECK_INT(gpt_eval(ctx, tokens, 3), GPT_OK);
        CHECK(ctx->freq[0] == 1.0f && ctx->freq[1] >= 0 && ctx->freq[1] < 1e-13f);
    }
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    tiny_free(&image);
}

/* a state goes into a context of other capacity if its frequencies are the same, else it is refused */
TEST(states_keep_to_their_frequencies) {
    static const struct { int kind, from, to, ok; } list[] = {
        {GPT__ROPE_FIXED, 20, 90, 1}, {GPT__ROPE_LONG, 20, 64, 1},    {GPT__ROPE_LONG, 65, 150, 1},
        {GPT__ROPE_LONG, 64, 65, 0},  {GPT__ROPE_LONG, 150, 20, 0},   {GPT__ROPE_DYNAMIC, 20, 64, 1},
        {GPT__ROPE_DYNAMIC, 64, 65, 0}, {GPT__ROPE_DYNAMIC, 90, 150, 0},
    };
    size_t i;
    for (i = 0; i < sizeof(list) / sizeof(list[0]); i++) {
        mechanisms s = mechanisms_default();
        subject f;
        s.rope_kind = list[i].kind, s.n_layer = 1;
        if (subject_new(&f, &s, 15, list[i].from, GPT_KV_F16)) {
            gpt_ctx *a = open_ctx(&f, 0, 1, -1), *b;
            size_t size;
            void *state;
            f.n_ctx = list[i].to;
            b = open_ctx(&f, 0, 1, -1);
            REQUIRE(a && b);
            eval_to(a, &f, 10);
            size = gpt_state_size(a);
            state = malloc(size);
            REQUIRE(state != NULL);
            CHECK_INT(gpt_state_save(a, state, size), GPT_OK);
            NOTE("kind %d: from %d to %d", list[i].kind, list[i].from, list[i].to);
            CHECK_INT(gpt_state_restore(b, state, size), list[i].ok ? GPT_OK : GPT_E_FORMAT);
            if (list[i].ok) eval_to(b, &f, 15);
            else CHECK(strstr(gpt_ctx_error(b), "frequencies") && gpt_ctx_pos(b) == 0);
            gpt_ctx_free(a), gpt_ctx_free(b);
            free(state);
        }
        subject_free(&f);
    }
}

/* wide enough that a single token has work for several threads */
TEST(threads_share_a_token) {
    int i;
    for (i = 0; i < 2; i++) {
        mechanisms s = mechanisms_default();
        s.n_embd = 256, s.n_ff = 512, s.n_layer = 2, s.layer_norm = s.bias = 1, s.window = 5;
        if (i) s.type = GPT_TYPE_Q8;
        s.sinks = 1, s.qk_norm = 5, s.sub_norm = 1, s.temp_scale = 0.2f, s.temp_floor = 3;
        s.act = GPT__ACT_SWIGLU_CLAMP;
        s.rope_kind = GPT__ROPE_LONG, s.n_orig = 5;
        check(&s, 10, 10, i ? 0.1 : 2e-5);
    }
}

static int put_file(const char *name, const void *data, size_t size) {
    FILE *file = fopen(test_build(name), "wb");
    int ok = file && fwrite(data, 1, size, file) == size;
    return CHECK(file && fclose(file) == 0 && ok);
}

/* gpt-logits answers each line as if it were alone, longer ones before it or not */
TEST(logits_of_a_line_are_its_own) {
    static const char line[] = "{\"ids\": [7, 8, 9], \"greedy\": 2}\n";
    static const char longer[] = "{\"ids\": [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n";
    static char said[2][40000];
    mechanisms s = mechanisms_default();
    tiny_image image;
    char text[200], command[5000];
    FILE *out;
    int i, kind;
    for (kind = GPT__ROPE_LONG; kind <= GPT__ROPE_DYNAMIC; kind++) {
        s.rope_kind = kind, s.n_orig = 5;
        image = mechanisms_model(&s);
        put_file("attention.gpt", image.data, image.size);
        tiny_free(&image);
        for (i = 0; i < 2; i++) {
            snprintf(text, sizeof(text), "%s%s", i ? longer : "", line);
            put_file("attention.jsonl", text, strlen(text));
            snprintf(command, sizeof(command), "%s %s --jsonl < %s | tail -n 1 > %s", test_build("gpt-logits"),
                     test_build("attention.gpt"), test_build("attention.jsonl"), test_build("attention.txt"));
            CHECK_INT(system(command), 0);
            out = fopen(test_build("attention.txt"), "rb");
            memset(said[i], 0, sizeof(said[i]));
            if (CHECK(out != NULL)) CHECK(fread(said[i], 1, sizeof(said[i]) - 1, out) > 100), fclose(out);
        }
        CHECK_STR(said[0], said[1]);
    }
    remove(test_build("attention.gpt")), remove(test_build("attention.jsonl")), remove(test_build("attention.txt"));
}

TEST(random_models) {
    int round;
    for (round = 0; round < 25; round++) {
        mechanisms s = mechanisms_random();
        mechanisms_causal(&s);
        check(&s, 1 + test_below(30), s.n_ctx, 1e-3);
    }
}

TEST_MAIN("attention", sinks, chunks_of_attention, query_temperature, norms_with_weights_for_each_head,
          clip_between_norm_and_rotation, rounded_alibi,
          clamped_swiglu, xielu, norms_before_o_and_down, ropes_of_long_and_short_contexts, dynamic_frequencies,
          incomplete_ropes_are_refused, extreme_ropes_run, states_keep_to_their_frequencies, threads_share_a_token,
          logits_of_a_line_are_its_own, random_models)
