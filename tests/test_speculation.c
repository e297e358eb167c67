/* test_speculation -- guesses of a draft model and of prompt lookup change nothing but the time: the same tokens, states
 * and draws as without them, in every callback and at the end. Everything here compares with plain generation. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"

#define MOST 100 /* tokens of a text */

typedef struct fixture {
    tiny_image image, other_image;
    gpt_model *model, *other; /* other: of the same vocabulary, with nothing in common */
} fixture;

static int open_fixture(fixture *f, const mechanisms *s) {
    mechanisms other = mechanisms_default();
    memset(f, 0, sizeof(*f));
    other.n_vocab = s->n_vocab, other.n_layer = 1;
    f->image = mechanisms_model(s);
    f->other_image = mechanisms_model(&other);
    f->model = gpt_model_load_memory(f->image.data, f->image.size, NULL, NULL);
    f->other = gpt_model_load_memory(f->other_image.data, f->other_image.size, NULL, NULL);
    return CHECK(f->model != NULL) && CHECK(f->other != NULL);
}

static void close_fixture(fixture *f) {
    gpt_model_free(f->model);
    gpt_model_free(f->other);
    tiny_free(&f->image);
    tiny_free(&f->other_image);
}

static mechanisms model_of(int i) {
    mechanisms s = mechanisms_default();
    s.n_vocab = i == 1 ? 13 : 97;
    s.type = i % 2 ? GPT_TYPE_Q8 : GPT_TYPE_F32;
    if (i == 1) s.window = 5, s.qk_norm = 1, s.n_kv = 1;
    if (i == 2) s.n_expert = 6, s.sinks = 1, s.logit_softcap = 5;
    if (i == 3) mechanisms_latent(&s, 9, 20, 6, 10, 12);
    return s;
}
#define MODELS 4

/* What one generation did: its tokens, and the context as on_token saw it each time. */
typedef struct record {
    gpt_ctx *ctx;
    int n, stop_at, result, n_runs, cancel_at;
    int tokens[MOST];
    uint64_t logits[MOST], state;
    gpt_stop why;
} record;

static int on_token(int token, void *user) {
    record *r = (record *)user;
    int held[2 * MOST], n = gpt_ctx_tokens(r->ctx, held, 2 * MOST);
    if (!CHECK(r->n < MOST) || !CHECK_INT(held[n - 1], token)) return 1;
    r->tokens[r->n] = token;
    r->logits[r->n++] = gpt_checksum(gpt_logits(r->ctx), sizeof(float) * (size_t)gpt_model_info(gpt_ctx_model(r->ctx))->n_out);
    return r->n == r->stop_at;
}

static int count_layers(void *user) {
    record *r = (record *)user;
    return ++r->n_runs == r->cancel_at;
}

/* Generates after the prompt, which has period 3, in a context of its own. */
static void generate(record *r, const gpt_model *model, const gpt_ctx_desc *how, const gpt_sampler *sampler, gpt_generate_desc desc, int stop_at) {
    static const int prompt[8] = {1, 5, 3, 1, 5, 3, 1, 5};
    gpt_ctx_desc ctx_desc = *how;
    gpt_sampler s = *sampler;
    memset(r, 0, sizeof(*r));
    r->stop_at = stop_at;
    ctx_desc.cancel = count_layers;
    ctx_desc.user = r;
    desc.sampler = &s;
    desc.on_token = on_token;
    desc.user = r;
    desc.why = &r->why;
    r->ctx = gpt_ctx_new(model, &ctx_desc, NULL);
    if (!CHECK(r->ctx != NULL)) return;
    r->result = gpt_generate_tokens(r->ctx, prompt, 8, &desc);
    if (r->result < 0) FAIL("%s", gpt_ctx_error(r->ctx));
    r->state = s.state;
}

static int same(const record *a, const record *b) {
    size_t row = a->ctx ? sizeof(float) * (size_t)gpt_model_info(gpt_ctx_model(a->ctx))->n_out : 0;
    int x[2 * MOST], y[2 * MOST], n = gpt_ctx_tokens(a->ctx, x, 2 * MOST);
    return CHECK_INT(a->result, b->result) && CHECK_INT(a->why, b->why) && CHECK_INT(a->n, b->n) &&
           CHECK_MEM(a->tokens, b->tokens, sizeof(int) * (size_t)a->n) && CHECK_MEM(a->logits, b->logits, 8 * (size_t)a->n) &&
           CHECK_INT(gpt_ctx_tokens(b->ctx, y, 2 * MOST), n) && CHECK_MEM(x, y, sizeof(int) * (size_t)n) &&
           CHECK_MEM(gpt_logits(a->ctx), gpt_logits(b->ctx), row) && CHECK(a->state == b->state);
}

/* both may go on from where they are, and save what they hold */
static int same_further(const record *a, const record *b, int guess) {
    size_t size = gpt_state_size(a->ctx);
    unsigned char *x = (unsigned char *)calloc(2, size), *y = x + size;
    gpt_generate_desc desc = {0};
    int u[2 * MOST], v[2 * MOST], ok, n;
    ok = CHECK(size == gpt_state_size(b->ctx)) && CHECK_INT(gpt_state_save(a->ctx, x, size), GPT_OK) && CHECK_INT(gpt_state_save(b->ctx, y, size), GPT_OK) &&
         CHECK_MEM(x, y, size);
    free(x);
    desc.max_tokens = 9;
    n = gpt_generate_tokens(a->ctx, NULL, 0, &desc);
    desc.lookup = guess;
    ok = ok && CHECK(n >= 0) && CHECK_INT(gpt_generate_tokens(b->ctx, NULL, 0, &desc), n);
    n = gpt_ctx_tokens(a->ctx, u, 2 * MOST);
    return ok && CHECK_INT(gpt_ctx_tokens(b->ctx, v, 2 * MOST), n) && CHECK_MEM(u, v, sizeof(int) * (size_t)n);
}

static const gpt_bias forbidden[3] = {{1, -INFINITY}, {5, -INFINITY}, {7, 2}};

static gpt_sampler sampler_of(int i) {
    gpt_sampler s = {0};
    s.seed = 7;
    if (i == 1) s.temperature = 0.3f;
    if (i == 2) s.temperature = 1, s.top_k = 9, s.top_p = 0.9f, s.repeat_penalty = 1.1f, s.penalty_last = 20;
    if (i == 3) s.bias = forbidden, s.n_bias = 3, s.frequency_penalty = 0.3f, s.temperature = 0.2f;
    return s;
}
#define SAMPLERS 4

/* guess 0: lookup; 1: the model itself drafts; 2: another does; 3: lookup and another */
static gpt_generate_desc guesses_of(const fixture *f, int guess, const gpt_ctx_desc *draft) {
    gpt_generate_desc desc = {0};
    if (guess == 0 || guess == 3) desc.lookup = 1 + guess / 3;
    if (guess > 0) desc.draft = gpt_ctx_new(guess == 1 ? f->model : f->other, draft, NULL);
    return desc;
}

static void each(void (*run)(const fixture *f)) {
    int i;
    for (i = 0; i < MODELS; i++) {
        mechanisms s = model_of(i);
        fixture f;
        NOTE("model %d", i);
        if (open_fixture(&f, &s)) run(&f);
        close_fixture(&f);
    }
}

static void the_same_text_model(const fixture *f) {
    int sampler, guess, n_draft;
    for (sampler = 0; sampler < SAMPLERS; sampler++) {
        gpt_ctx_desc how = {0};
        gpt_sampler s = sampler_of(sampler);
        gpt_generate_desc plain = {0};
        record want;
        plain.max_tokens = 60;
        generate(&want, f->model, &how, &s, plain, 0);
        CHECK_INT(want.n, 60);
        for (guess = 0; guess < 4; guess++) {
            for (n_draft = 0; n_draft <= 11; n_draft += n_draft < 2 ? 1 : 9) {
                gpt_generate_desc desc = guesses_of(f, guess, NULL);
                record got;
                how.n_batch = n_draft == 1 ? 2 : n_draft == 2 ? 9 : 0;
                desc.max_tokens = 60;
                desc.n_draft = n_draft;
                generate(&got, f->model, &how, &s, desc, 0);
                if (!same(&want, &got)) FAIL("sampler %d, guess %d, n_draft %d", sampler, guess, n_draft);
                if (n_draft == 11 && guess < 3) {
                    gpt_ctx *fork = gpt_ctx_fork(want.ctx, NULL);
                    record copy = want;
                    copy.ctx = fork;
                    same_further(&copy, &got, guess);
                    gpt_ctx_free(fork);
                }
                gpt_ctx_free(got.ctx);
                gpt_ctx_free(desc.draft);
            }
        }
        gpt_ctx_free(want.ctx);
    }
}
TEST(the_same_text) { each(the_same_text_model); }

/* a callback stops anywhere, max_tokens and a full context end anywhere */
static void ends_model(const fixture *f) {
    int guess, n, kind;
    for (guess = 0; guess < 3; guess++) {
        for (n = 1; n < 26; n += 2) {
            for (kind = 0; kind < 3; kind++) {
                gpt_ctx_desc how = {0}, small = {0};
                gpt_sampler s = sampler_of(1);
                gpt_generate_desc plain = {0}, desc;
                record want, got;
                if (kind == 2) how.n_ctx = 8 + n;
                small.n_ctx = n % 4 == 1 ? 12 : 0; /* a draft that has not room for it all */
                desc = guesses_of(f, guess, &small);
                desc.max_tokens = plain.max_tokens = kind == 1 ? n : 40;
                generate(&want, f->model, &how, &s, plain, kind == 0 ? n : 0);
                generate(&got, f->model, &how, &s, desc, kind == 0 ? n : 0);
                CHECK_INT(want.n, n);
                if (!same(&want, &got)) FAIL("guess %d, %d tokens, kind %d", guess, n, kind);
                if (kind < 2) same_further(&want, &got, guess);
                gpt_ctx_free(want.ctx);
                gpt_ctx_free(got.ctx);
                gpt_ctx_free(desc.draft);
            }
        }
    }
}
TEST(ends_anywhere) { each(ends_model); }

TEST(random_models) {
    int round;
    for (round = 0; round < 40; round++) {
        mechanisms s = mechanisms_random();
        gpt_ctx_desc how = {0};
        gpt_sampler sampler = sampler_of(test_below(3));
        gpt_generate_desc plain = {0}, desc;
        record want, got;
        fixture f;
        mechanisms_causal(&s);
        s.head = GPT_HEAD_LM, s.n_vocab = mechanisms_pick(6, 11, 97, 256);
        s.type = test_below(2) ? GPT_TYPE_Q8 : GPT_TYPE_F32;
        NOTE("round %d: %s", round, mechanisms_text(&s));
        if (!open_fixture(&f, &s)) break;
        how.kv = (gpt_kv)test_below(3);
        how.n_batch = mechanisms_pick(0, 3, 8, 20);
        how.n_threads = 1 + test_below(2);
        desc = guesses_of(&f, test_below(4), NULL);
        desc.n_draft = test_below(12);
        desc.max_tokens = plain.max_tokens = 50;
        generate(&want, f.model, &how, &sampler, plain, 0);
        how.n_threads = 1;
        generate(&got, f.model, &how, &sampler, desc, 0);
        same(&want, &got);
        gpt_ctx_free(want.ctx), gpt_ctx_free(got.ctx), gpt_ctx_free(desc.draft);
        close_fixture(&f);
        if (test.n_fail) break;
    }
}

/* ---- what guesses are worth ---- */

TEST(right_guesses_save_runs) {
    mechanisms s = model_of(0);
    gpt_ctx_desc how = {0};
    gpt_sampler sampler = sampler_of(1);
    gpt_generate_desc plain = {0}, desc;
    record want, got;
    fixture f;
    REQUIRE(open_fixture(&f, &s));
    plain.max_tokens = 60;
    generate(&want, f.model, &how, &sampler, plain, 0);
    CHECK_INT(want.n_runs, 3 * 61);
    desc = guesses_of(&f, 1, NULL); /* a draft that draws as the model does is always right: 7 guesses a run */
    desc.max_tokens = 60;
    generate(&got, f.model, &how, &sampler, desc, 0);
    CHECK_INT(got.n_runs, 3 * (1 + 8));
    same(&want, &got);
    gpt_ctx_free(want.ctx), gpt_ctx_free(got.ctx), gpt_ctx_free(desc.draft);
    close_fixture(&f);
}

/* A model that writes the same few tokens for ever, because a bias leaves it no other. */
TEST(lookup_saves_runs_on_repetition) {
    static const gpt_bias bias[1] = {{9, 1000}};
    mechanisms s = model_of(0);
    gpt_ctx_desc how = {0};
    gpt_sampler sampler = {0};
    gpt_generate_desc desc = {0};
    record got;
    fixture f;
    sampler.bias = bias, sampler.n_bias = 1;
    REQUIRE(open_fixture(&f, &s));
    desc.max_tokens = 64;
    desc.lookup = 2;
    generate(&got, f.model, &how, &sampler, desc, 0);
    CHECK_INT(got.n, 64);
    CHECK(got.n_runs <= 3 * 14);
    gpt_ctx_free(got.ctx);
    desc.lookup = 70; /* nothing repeats itself so far */
    generate(&got, f.model, &how, &sampler, desc, 0);
    CHECK_INT(got.n_runs, 3 * 65);
    gpt_ctx_free(got.ctx);
    close_fixture(&f);
}

static int looked_up(const int *tokens, int n, int least, int most, const int *want, int n_want) {
    int guess[16];
    return CHECK_INT(gpt__guess_lookup(tokens, n, least, most, guess), n_want) && (!n_want || CHECK_MEM(guess, want, sizeof(int) * (size_t)n_want));
}

TEST(lookup_takes_the_longest_latest_match) {
    static const int text[12] = {1, 2, 3, 4, 9, 2, 3, 5, 8, 1, 2, 3};
    static const int after[4] = {4, 9, 2, 3}, latest[3] = {5, 8, 1}, again[6] = {7, 7, 7, 7, 7, 7}, period[5] = {6, 4, 6, 4, 6};
    static const int sevens[3] = {7, 7, 7}, two[4] = {6, 4, 6, 4};
    looked_up(text, 12, 1, 4, after, 4);         /* 1 2 3 was there before, and went on with 4 */
    looked_up(text, 12, 3, 2, after, 2);
    looked_up(text, 12, 4, 4, NULL, 0);
    looked_up(text + 1, 11, 1, 3, latest, 3);    /* without the first 1, both places match 2 3: the later one */
    looked_up(sevens, 3, 1, 6, again, 6);
    looked_up(two, 4, 2, 5, period, 5);
    looked_up(text, 1, 1, 5, NULL, 0);
    looked_up(text, 5, 1, 5, NULL, 0);           /* 9 is new */
}

/* ---- distribution ---- */

/* A second token's frequencies over many seeds against the product of the model's probabilities: chi squared. */
TEST(samples_have_the_models_distribution) {
    enum { V = 5, DRAWS = 4000 };
    mechanisms s = mechanisms_default();
    gpt_ctx_desc how = {0};
    double p[V * V], chi = 0;
    int count[V * V] = {0}, i, j, first[1] = {2};
    gpt_scored top[V];
    gpt_ctx *ctx;
    fixture f;
    gpt_generate_desc desc;
    s.n_vocab = V, s.n_layer = 1, s.logit_scale = 0.4f;
    REQUIRE(open_fixture(&f, &s));
    ctx = gpt_ctx_new(f.model, &how, NULL);
    desc = guesses_of(&f, 2, NULL);
    desc.max_tokens = 3;
    REQUIRE(ctx && desc.draft);
    CHECK_INT(gpt_eval(ctx, first, 1), GPT_OK);
    CHECK_INT(gpt_top(ctx, top, V), V);
    for (i = 0; i < V; i++) p[top[i].token * V] = top[i].prob;
    for (i = 0; i < V; i++) {
        double one = p[i * V];
        gpt_ctx_rewind(ctx, 1);
        CHECK_INT(gpt_eval(ctx, &i, 1), GPT_OK);
        CHECK_INT(gpt_top(ctx, top, V), V);
        for (j = 0; j < V; j++) p[i * V + top[j].token] = one * top[j].prob;
    }
    for (i = 0; i < DRAWS; i++) {
        gpt_sampler sampler = {0};
        int tokens[4] = {0};
        sampler.temperature = 1, sampler.seed = (uint64_t)i + 1;
        desc.sampler = &sampler;
        gpt_ctx_rewind(ctx, 0);
        CHECK_INT(gpt_generate_tokens(ctx, first, 1, &desc), 3);
        gpt_ctx_tokens(ctx, tokens, 4);
        count[tokens[1] * V + tokens[2]]++;
    }
    for (i = 0; i < V * V; i++) chi += (count[i] - DRAWS * p[i]) * (count[i] - DRAWS * p[i]) / (DRAWS * p[i]);
    CHECK(chi > 5 && chi < 52); /* 24 degrees of freedom: outside in one case of a thousand */
    gpt_ctx_free(ctx), gpt_ctx_free(desc.draft);
    close_fixture(&f);
}

/* ---- failures ---- */

static int refuses(gpt_ctx *ctx, const gpt_generate_desc *desc, int status, const char *words) {
    static const int prompt[2] = {1, 2};
    return CHECK_INT(gpt_generate_tokens(ctx, prompt, 2, desc), status) && CHECK(strstr(gpt_ctx_error(ctx), words) != NULL) &&
           CHECK_INT(gpt_ctx_pos(ctx), 0);
}

TEST(bad_descs_are_refused) {
    mechanisms s = model_of(0), bad[3];
    gpt_generate_desc desc = {0};
    tiny_image image[3];
    gpt_model *model[3];
    gpt_ctx *ctx;
    fixture f;
    int i;
    REQUIRE(open_fixture(&f, &s));
    ctx = gpt_ctx_new(f.model, NULL, NULL);
    for (i = 0; i < 3; i++) bad[i] = s;
    bad[0].n_vocab = 96;
    bad[1].bidirectional = 1;
    bad[2].head = GPT_HEAD_CLASS_LAST, bad[2].n_out = 3;
    for (i = 0; i < 3; i++) {
        image[i] = mechanisms_model(&bad[i]);
        model[i] = gpt_model_load_memory(image[i].data, image[i].size, NULL, NULL);
        desc.draft = gpt_ctx_new(model[i], NULL, NULL);
        refuses(ctx, &desc, i ? GPT_E_KIND : GPT_E_ARG, i ? "does not predict" : "another vocabulary");
        gpt_ctx_free(desc.draft);
        gpt_model_free(model[i]);
        tiny_free(&image[i]);
    }
    desc.draft = ctx;
    refuses(ctx, &desc, GPT_E_ARG, "the context itself");
    desc.draft = NULL;
    desc.lookup = -1;
    refuses(ctx, &desc, GPT_E_ARG, "lookup is -1");
    desc.lookup = 1, desc.n_draft = 12;
    refuses(ctx, &desc, GPT_E_ARG, "n_draft is 12");
    desc.n_draft = -1;
    refuses(ctx, &desc, GPT_E_ARG, "n_draft is -1");
    gpt_ctx_free(ctx);
    close_fixture(&f);
}

/* Cancelled at any layer of the model or of the draft, the context holds what was passed on, and goes on as ever. */
TEST(cancelled_anywhere) {
    int i, at, who;
    for (i = 0; i < MODELS; i++) {
        mechanisms s = model_of(i);
        gpt_ctx_desc how = {0};
        gpt_sampler greedy = {0};
        gpt_generate_desc plain = {0};
        record want;
        fixture f;
        if (!open_fixture(&f, &s)) return;
        plain.max_tokens = 30;
        generate(&want, f.model, &how, &greedy, plain, 0);
        for (at = 1; at < 40; at += 2) {
            for (who = 0; who < 2; who++) {
                static const int prompt[8] = {1, 5, 3, 1, 5, 3, 1, 5};
                record r;
                gpt_generate_desc desc = {0};
                gpt_ctx_desc interrupted = {0};
                int status, left;
                memset(&r, 0, sizeof(r));
                interrupted.cancel = count_layers, interrupted.user = &r;
                r.cancel_at = at;
                r.ctx = gpt_ctx_new(f.model, who ? NULL : &interrupted, NULL);
                desc.draft = gpt_ctx_new(i % 2 ? f.model : f.other, who ? &interrupted : NULL, NULL);
                desc.max_tokens = 30;
                desc.on_token = on_token, desc.user = &r;
                REQUIRE(r.ctx && desc.draft);
                status = gpt_generate_tokens(r.ctx, prompt, 8, &desc);
                left = 30 - r.n;
                if (status == GPT_E_CANCELLED) {
                    if (who) CHECK(strncmp(gpt_ctx_error(r.ctx), "draft: ", 7) == 0);
                    if (r.n || who) CHECK_INT(gpt_ctx_pos(r.ctx), 8 + r.n);
                    desc.max_tokens = left;
                    if (gpt_ctx_pos(r.ctx) > 0) CHECK_INT(gpt_generate_tokens(r.ctx, NULL, 0, &desc), left);
                    else CHECK_INT(gpt_generate_tokens(r.ctx, prompt, 8, &desc), left);
                } else CHECK_INT(status, 30);
                CHECK_INT(r.n, 30);
                CHECK_MEM(r.tokens, want.tokens, 30 * sizeof(int));
                CHECK_MEM(r.logits, want.logits, 30 * sizeof(uint64_t));
                gpt_ctx_free(r.ctx), gpt_ctx_free(desc.draft);
            }
        }
        gpt_ctx_free(want.ctx);
        close_fixture(&f);
    }
}

/* ---- text ---- */

typedef struct spoken { char text[4000]; size_t n; } spoken;

static int on_text(const char *text, int size, void *user) {
    spoken *s = (spoken *)user;
    if (!CHECK(s->n + (size_t)size < sizeof(s->text))) return 1;
    memcpy(s->text + s->n, text, (size_t)size);
    s->n += (size_t)size;
    return 0;
}

TEST(text_and_stop_strings) { /* of the model that comes with the library; a draft of itself */
    static const char *const stops[3] = {"e wa", ".", "z"};
    gpt_model *model = gpt_model_load("demo/gpt-demo.gpt", NULL, NULL);
    gpt_ctx_desc how = {0};
    int guess, n_stop, special;
    REQUIRE(model);
    how.n_ctx = 100;
    how.n_threads = 1;
    for (n_stop = 0; n_stop <= 3; n_stop += n_stop ? 2 : 1) {
        for (special = 0; special < 2; special++) {
            spoken said[3];
            int result[3], pos[3];
            gpt_stop why[3];
            memset(said, 0, sizeof(said));
            for (guess = 0; guess < 3; guess++) {
                gpt_ctx *ctx = gpt_ctx_new(model, &how, NULL);
                gpt_generate_desc desc = {0};
                if (guess == 1) desc.lookup = 1;
                if (guess == 2) desc.draft = gpt_ctx_new(model, &how, NULL);
                desc.max_tokens = 40;
                desc.stop = n_stop == 1 ? stops + 2 : stops, desc.n_stop = n_stop;
                desc.special = special;
                desc.on_text = on_text, desc.user = &said[guess];
                desc.why = &why[guess];
                result[guess] = gpt_generate(ctx, "Once upon a time, a fox and a fox", &desc);
                pos[guess] = gpt_ctx_pos(ctx);
                gpt_ctx_free(ctx);
                gpt_ctx_free(desc.draft);
            }
            for (guess = 1; guess < 3; guess++) {
                CHECK_INT(result[guess], result[0]);
                CHECK_INT(pos[guess], pos[0]);
                CHECK_INT(why[guess], why[0]);
                CHECK_STR(said[guess].text, said[0].text);
            }
            CHECK(result[0] > 0);
        }
    }
    gpt_model_free(model);
}

TEST_MAIN("speculation", the_same_text, ends_anywhere, random_models, right_guesses_save_runs, lookup_saves_runs_on_repetition,
          lookup_takes_the_longest_latest_match, samples_have_the_models_distribution, bad_descs_are_refused, cancelled_anywhere,
          text_and_stop_strings)
