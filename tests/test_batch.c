/* test_batch -- gpt_eval_batch: many contexts in one call, each with the bits it has alone. Mixtures of prompts and
 * single tokens, contexts that differ in everything but the model, and calls that fail. Everything here compares bytes. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"
#define main example_main
#include "../examples/batch.c"
#undef main

#define MOST 17 /* contexts: more than rows of logits that are computed at a time */
#define LONG 90 /* tokens of a text: more than a chunk of attention */

/* A text, the outputs at each of its tokens as a context of its own computes them, and the context that is stepped
 * together with others. */
typedef struct text {
    gpt_ctx *ctx, *alone;
    int n, at;              /* tokens; those that ctx holds */
    int tokens[LONG], types[LONG];
    float *want;            /* (n, n_out) */
} text;

typedef struct batch {
    tiny_image image;
    gpt_model *model;
    int n_out, n;
    text text[MOST];
} batch;

static int batch_open(batch *b, const mechanisms *s) {
    gpt_error err = {0, ""};
    memset(b, 0, sizeof(*b));
    b->image = mechanisms_model(s);
    b->model = gpt_model_load_memory(b->image.data, b->image.size, NULL, &err);
    if (!b->model) return FAIL("%s", err.message);
    b->model->layer_macs = GPT__TEAM_MACS * 8; /* so that small layers get all threads */
    b->n_out = gpt_model_info(b->model)->n_out;
    return 1;
}

/* one more text, of n tokens, for a context of this kind */
static text *batch_add(batch *b, int n, const gpt_ctx_desc *desc) {
    const gpt_info *info = gpt_model_info(b->model);
    text *t = &b->text[b->n];
    int i;
    t->n = n;
    for (i = 0; i < n; i++) t->tokens[i] = test_below(info->n_vocab);
    for (i = 0; i < n && info->n_token_type; i++) t->types[i] = test_below(info->n_token_type);
    t->ctx = gpt_ctx_new(b->model, desc, NULL);
    t->alone = gpt_ctx_new(b->model, desc, NULL);
    t->want = (float *)calloc((size_t)n * (size_t)(b->n_out ? b->n_out : 1), sizeof(float));
    if (!CHECK(t->ctx && t->alone && t->want)) return NULL;
    b->n++;
    for (i = 0; i < n && !info->bidirectional; i++) {
        if (!CHECK_INT(gpt_eval_types(t->alone, t->tokens + i, t->types + i, 1, NULL), GPT_OK)) return NULL;
        if (b->n_out) memcpy(t->want + i * b->n_out, gpt_logits(t->alone), sizeof(float) * (size_t)b->n_out);
    }
    if (info->bidirectional && !CHECK_INT(gpt_eval_types(t->alone, t->tokens, t->types, n, t->want), GPT_OK)) return NULL;
    return t;
}

static void batch_free(batch *b) {
    for (; b->n > 0; b->n--) {
        text *t = &b->text[b->n - 1];
        gpt_ctx_free(t->ctx), gpt_ctx_free(t->alone), free(t->want);
    }
    gpt_model_free(b->model);
    tiny_free(&b->image);
}

/* a context that differs from others in whatever it may */
static gpt_ctx_desc any_desc(int n) {
    gpt_ctx_desc desc = {0};
    desc.n_ctx = n + test_below(20);
    desc.n_batch = mechanisms_pick(0, 1, 3, 1 + test_below(40));
    desc.n_threads = test_below(4) ? 1 : 2 + test_below(2);
    desc.kv = (gpt_kv)test_below(3);
    desc.lane = test_below(gpt_lane_count() + 1);
    return desc;
}

/* the next n tokens of a text as a part of a call */
static gpt_part part_of(text *t, int n, float *logits) {
    gpt_part p;
    p.ctx = t->ctx;
    p.tokens = t->tokens + t->at;
    p.types = t->types + t->at;
    p.n = n;
    p.logits = logits;
    return p;
}

/* the context holds what it held alone */
static int as_alone(const batch *b, const text *t) {
    size_t row = sizeof(float) * (size_t)b->n_out;
    int tokens[LONG];
    if (!CHECK_INT(gpt_ctx_tokens(t->ctx, tokens, LONG), t->at) || !CHECK_MEM(tokens, t->tokens, sizeof(int) * (size_t)t->at)) return 0;
    if (!b->n_out || !t->at) return 1;
    if (gpt_model_info(b->model)->bidirectional) /* outputs of a whole text */
        return t->at < t->n || CHECK_MEM(gpt_logits(t->ctx), gpt_logits(t->alone), row);
    return CHECK_MEM(gpt_logits(t->ctx), t->want + (size_t)(t->at - 1) * (size_t)b->n_out, row);
}

/* Steps all texts to their ends, some at a time, in any order. */
static int run_mixed(batch *b, int whole) {
    static float all[MOST][LONG * 260];
    gpt_part part[MOST];
    text *of[MOST];
    int left = b->n, n, i, j;
    while (left > 0) {
        for (n = i = 0; i < b->n; i++) {
            text *t = &b->text[(i + left) % b->n];
            int most = t->n - t->at, count = whole ? most : test_below(3) ? 1 : 1 + test_below(most ? most : 1);
            if (!most || (test_below(4) == 0 && n > 0)) continue;
            of[n] = t;
            part[n] = part_of(t, count < most ? count : most, test_below(3) || !b->n_out ? NULL : all[n]);
            n++;
        }
        if (!CHECK_INT(gpt_eval_batch(part, n), GPT_OK)) return FAIL("%s", gpt_ctx_error(part[0].ctx));
        for (i = 0; i < n; i++) {
            for (j = 0; part[i].logits && j < part[i].n && b->n_out; j++) {
                if (!CHECK_MEM(part[i].logits + j * b->n_out, of[i]->want + (of[i]->at + j) * b->n_out, sizeof(float) * (size_t)b->n_out)) return 0;
            }
            of[i]->at += part[i].n;
            if (!as_alone(b, of[i])) return 0;
            left -= of[i]->at == of[i]->n;
        }
    }
    return 1;
}

static gpt_type any_type(void) {
    static const gpt_type type[6] = {GPT_TYPE_F32, GPT_TYPE_F16, GPT_TYPE_BF16, GPT_TYPE_Q8, GPT_TYPE_Q8, GPT_TYPE_Q4};
    return type[test_below(6)];
}

TEST(random_models) {
    batch b;
    int round, i, ok = 1;
    for (round = 0; round < 60 && ok; round++) {
        mechanisms s = mechanisms_random();
        s.type = any_type();
        NOTE("round %d: %s", round, mechanisms_text(&s));
        ok = batch_open(&b, &s);
        for (i = 1 + test_below(6); i > 0 && ok; i--) {
            int n = 1 + test_below(i == 2 ? LONG : 12);
            gpt_ctx_desc desc = any_desc(n);
            ok = batch_add(&b, n, &desc) != NULL;
        }
        ok = ok && run_mixed(&b, s.bidirectional);
        batch_free(&b);
    }
}

/* a model whose layers have something of everything: window, experts, latent attention */
static mechanisms model_of(int i) {
    mechanisms s = mechanisms_default();
    s.type = i == 0 ? GPT_TYPE_F32 : i == 2 ? GPT_TYPE_Q4 : GPT_TYPE_Q8;
    if (i == 1) s.window = 9, s.window_odd = 1, s.qk_norm = 1, s.n_kv = 1, s.post_norm = 1;
    if (i == 2) s.n_expert = 6, s.n_expert_used = 2, s.router = GPT__ROUTER_SIGMOID, s.shared_score = 1, s.sinks = 1;
    if (i == 3) mechanisms_latent(&s, 9, 20, 6, 10, 12), s.latent_odd = 1, s.n_expert = 4;
    return s;
}
#define MODELS 4

static int open_model(batch *b, int i) {
    mechanisms s = model_of(i);
    NOTE("model %d", i);
    return batch_open(b, &s);
}

TEST(many_contexts) { /* more than rows of logits, more than the leader's n_batch */
    batch b;
    int i, j, n_batch;
    for (i = 0; i < MODELS; i++) {
        for (n_batch = 0; n_batch < 8; n_batch += 5) {
            gpt_ctx_desc desc = {0};
            int ok = open_model(&b, i);
            desc.n_ctx = LONG;
            desc.n_batch = n_batch;
            desc.n_threads = n_batch ? 1 : 2;
            for (j = 0; j < MOST && ok; j++) ok = batch_add(&b, 3 + j % 7, &desc) != NULL;
            if (ok) run_mixed(&b, 0);
            batch_free(&b);
        }
    }
}

TEST(after_rewinds_with_windows) { /* keys that a window has lost are computed again first */
    batch b;
    int i, j;
    for (i = 0; i < MODELS; i++) {
        gpt_ctx_desc desc = {0};
        int ok = open_model(&b, i);
        desc.n_batch = 4;
        for (j = 0; j < 3 && ok; j++) ok = batch_add(&b, LONG, &desc) != NULL;
        ok = ok && run_mixed(&b, 0);
        for (j = 0; j < 3 && ok; j++) {
            b.text[j].at = j == 2 ? LONG : 70 - 60 * j;
            CHECK_INT(gpt_ctx_rewind(b.text[j].ctx, b.text[j].at), GPT_OK);
        }
        b.n = ok ? 2 : b.n;
        if (ok) run_mixed(&b, 0);
        b.n = ok ? 3 : b.n;
        if (ok) as_alone(&b, &b.text[2]); /* who was not in the call is as before */
        batch_free(&b);
    }
}

/* ---- calls that fail ---- */

/* three contexts in the middle of their texts; 1 and 2 are larger than 0 */
static int three(batch *b, int i, int (*cancel)(void *), void *user) {
    int j, ok = open_model(b, i);
    for (j = 0; j < 3 && ok; j++) {
        gpt_ctx_desc desc = {0};
        text *t;
        desc.n_ctx = j ? LONG : 20;
        desc.n_batch = j ? 8 : 4;
        desc.cancel = cancel;
        desc.user = user;
        t = batch_add(b, j ? 40 : 20, &desc);
        ok = t && CHECK_INT(gpt_eval(t->ctx, t->tokens, 10), GPT_OK);
        if (ok) t->at = 10;
    }
    return ok;
}

static int fails(batch *b, const gpt_part *part, int n, int status, const char *words) {
    int i;
    if (!CHECK_INT(gpt_eval_batch(part, n), status)) return 0;
    if (!CHECK(strstr(gpt_ctx_error(part[0].ctx), words) != NULL)) return FAIL("%s", gpt_ctx_error(part[0].ctx));
    for (i = 0; i < b->n; i++)
        if (!as_alone(b, &b->text[i])) return 0;
    return 1;
}

TEST(bad_parts_change_nothing) {
    batch b, other;
    gpt_part part[3];
    gpt_ctx *stranger;
    int i, bad[2] = {0, 97}, full[11] = {0};
    for (i = 0; i < MODELS; i++) {
        int j, ok = open_model(&other, 0), fine = three(&b, i, NULL, NULL);
        stranger = ok ? gpt_ctx_new(other.model, NULL, NULL) : NULL;
        if (CHECK(stranger != NULL) && fine) {
            for (j = 0; j < 3; j++) part[j] = part_of(&b.text[j], 1 + 3 * j, NULL);
            CHECK_INT(gpt_eval_batch(NULL, 3), GPT_E_ARG);
            CHECK_INT(gpt_eval_batch(part, 0), GPT_E_ARG);
            CHECK_INT(gpt_eval_batch(part, -1), GPT_E_ARG);
            part[2].ctx = part[0].ctx;
            fails(&b, part, 3, GPT_E_ARG, "part 2: the context of part 0");
            part[2].ctx = NULL;
            fails(&b, part, 3, GPT_E_ARG, "part 2 has no context");
            part[2].ctx = stranger;
            fails(&b, part, 3, GPT_E_ARG, "part 2: a context of another model");
            CHECK_INT(gpt_ctx_pos(stranger), 0);
            part[2] = part_of(&b.text[2], 2, NULL);
            part[2].tokens = bad;
            fails(&b, part, 3, GPT_E_ARG, "part 2: token 1 is 97");
            part[2] = part_of(&b.text[2], 0, NULL);
            fails(&b, part, 3, GPT_E_ARG, "part 2: no tokens");
            part[2] = part_of(&b.text[2], 1, NULL);
            part[2].tokens = NULL;
            fails(&b, part, 3, GPT_E_ARG, "part 2: no tokens");
            part[2] = part_of(&b.text[2], 7, NULL);
            part[0].tokens = full, part[0].n = 11;
            fails(&b, part, 3, GPT_E_FULL, "11 tokens after 10 do not fit");
            part[0] = part[1], part[1] = part_of(&b.text[0], 11, NULL), part[1].tokens = full;
            fails(&b, part, 3, GPT_E_FULL, "part 1: 11 tokens after 10");
            part[0].ctx = NULL;
            CHECK_INT(gpt_eval_batch(part, 1), GPT_E_ARG);
            run_mixed(&b, 0);
        }
        gpt_ctx_free(stranger);
        batch_free(&b);
        batch_free(&other);
    }
}

typedef struct canceller { int calls, at; } canceller;

static int cancel_at(void *user) {
    canceller *c = (canceller *)user;
    return ++c->calls == c->at;
}

TEST(cancelled_at_every_layer) { /* 27 tokens, 8 at a time: contexts whose tokens have run are unchanged too */
    batch b;
    canceller c = {0, 0};
    int i, j;
    for (i = 0; i < MODELS; i++) {
        gpt_part part[3];
        c.at = 0;
        if (three(&b, i, cancel_at, &c)) {
            for (j = 0; j < 3; j++) part[j] = part_of(&b.text[j], j ? 1 + 12 * j : 1, NULL);
            for (c.at = 1; c.at <= 5 * 3; c.at++) {
                c.calls = 0;
                if (!fails(&b, part, 3, GPT_E_CANCELLED, "cancelled") || !CHECK_INT(c.calls, c.at)) break;
            }
            c.at = c.calls = 0;
            CHECK_INT(gpt_eval_batch(part, 3), GPT_OK); /* 1 + 7, 6 + 2, 8, 8, 7 tokens of 3 layers */
            CHECK_INT(c.calls, 5 * 3);
            for (j = 0; j < 3; j++) b.text[j].at += part[j].n;
            run_mixed(&b, 0);
        }
        batch_free(&b);
    }
}

TEST(weights_are_read_once) { /* one run for all contexts */
    batch b;
    canceller c = {0, 0};
    gpt_ctx_desc desc = {0};
    gpt_part part[MOST];
    int j, ok = open_model(&b, 0);
    desc.cancel = cancel_at;
    desc.user = &c;
    for (j = 0; j < MOST && ok; j++) ok = batch_add(&b, 3, &desc) != NULL;
    for (j = 0; j < MOST && ok; j++) part[j] = part_of(&b.text[j], 1 + j % 3, NULL);
    c.calls = 0;
    if (ok) CHECK_INT(gpt_eval_batch(part, MOST), GPT_OK);
    CHECK_INT(c.calls, 3);
    batch_free(&b);
}

/* ---- memory ---- */

static void *counted_alloc(size_t size, void *user) {
    ++*(int *)user;
    return malloc(size);
}

static void counted_free(void *p, void *user) {
    (void)user;
    free(p);
}

TEST(nothing_is_allocated) {
    mechanisms s = model_of(3);
    tiny_image image = mechanisms_model(&s);
    gpt_model_desc desc = {0};
    gpt_part part[5];
    gpt_model *model;
    int count = 0, before, i, step, tokens[30] = {3, 1, 4, 1, 5, 9, 2, 6};
    desc.allocator.alloc = counted_alloc;
    desc.allocator.free = counted_free;
    desc.allocator.user = &count;
    memset(part, 0, sizeof(part));
    model = gpt_model_load_memory(image.data, image.size, &desc, NULL);
    REQUIRE(model);
    for (i = 0; i < 5; i++) part[i].ctx = mechanisms_ctx(model, 0, GPT_KV_F16, 10, 2, -1);
    before = count;
    for (step = 0; step < 4; step++) {
        for (i = 0; i < 5; i++) part[i].tokens = tokens, part[i].n = step ? 1 : 1 + 7 * i;
        CHECK_INT(gpt_eval_batch(part, 5), GPT_OK);
    }
    CHECK_INT(count, before);
    for (i = 0; i < 5; i++) gpt_ctx_free(part[i].ctx);
    gpt_model_free(model);
    tiny_free(&image);
}

/* ---- examples/batch.c ---- */

static int collect(const char *piece, int size, void *user) {
    strncat((char *)user, piece, (size_t)size);
    return 0;
}

TEST(the_example_writes_what_each_context_would) {
    static const char *const prompt[3] = {"A fox and a", "Tell me a story about a fox.", "a b c d e f g"};
    gpt_model *model = gpt_model_load("demo/gpt-demo.gpt", NULL, NULL);
    gpt_part part[3];
    job jobs[3];
    int i, steps = 0;
    REQUIRE(model);
    for (i = 0; i < 3; i++) job_start(&jobs[i], model, prompt[i], 12 + i, i ? 1.0f : 0.0f);
    while (step(jobs, 3, model, part) > 0) steps++;
    CHECK_INT(steps, 14);
    for (i = 0; i < 3; i++) {
        gpt_ctx *ctx = gpt_ctx_new(model, NULL, NULL);
        gpt_generate_desc desc = {0};
        gpt_sampler sampler = {0};
        char said[2000] = "";
        sampler.temperature = i ? 1.0f : 0.0f, sampler.seed = 1;
        desc.max_tokens = 12 + i;
        desc.on_text = collect, desc.user = said;
        desc.sampler = &sampler;
        CHECK(gpt_generate(ctx, prompt[i], &desc) > 0);
        CHECK_INT(jobs[i].size, strlen(said));
        CHECK_MEM(jobs[i].text, said, strlen(said));
        gpt_ctx_free(ctx), gpt_ctx_free(jobs[i].ctx);
        free(jobs[i].tokens), free(jobs[i].text);
    }
    gpt_model_free(model);
}

TEST_MAIN("batch", random_models, many_contexts, after_rewinds_with_windows, bad_parts_change_nothing, cancelled_at_every_layer,
          weights_are_read_once, nothing_is_allocated, the_example_writes_what_each_context_would)
