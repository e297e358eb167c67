/* gpt-perplexity: texts become windows, predictions are counted and averaged as its documentation says. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/perplexity.h"
#include "test.h"
#include "tool.h"
#include "tiny.h"

/* A tiny llama that speaks the demo model's tokens. change: see tiny_desc. */
typedef struct fixture {
    gpt_model *tok, *model;
    tiny_image image;
} fixture;

static fixture open_model(uint64_t seed, void (*change)(gpt__config *, gpt__layer_config *, void *)) {
    gpt_error err = {0, ""};
    tiny_desc desc;
    fixture x;
    memset(&x, 0, sizeof x);
    memset(&desc, 0, sizeof desc);
    x.tok = gpt_model_load("demo/gpt-demo.gpt", NULL, &err);
    if (!x.tok) abort();
    desc.n_vocab = gpt_model_info(x.tok)->n_tokens;
    desc.token = x.tok->file.token, desc.token_size = x.tok->file.token_size;
    desc.seed = seed;
    desc.n_layer = 1;
    desc.change = change;
    x.image = tiny_build(&desc);
    x.model = gpt_model_load_memory(x.image.data, x.image.size, NULL, &err);
    if (!x.model) FAIL("no model: %s", err.message);
    return x;
}

static void close_model(fixture *x) {
    gpt_model_free(x->model);
    gpt_model_free(x->tok);
    tiny_free(&x->image);
}

static const char *text_file(const char *name, const char *text) {
    const char *path = test_build(name);
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(text, 1, strlen(text), f) != strlen(text) || fclose(f)) abort();
    return path;
}

static const char story[] = "Once upon a time there was a fox. It lived in a hollow under an old oak.\n<|endoftext|>\n"
                            "The soup was cold, and the waiter was rude; nobody came back.\n";

static int read_story(perplexity_text *t, const gpt_model *m, int context, size_t limit) {
    const char *path = text_file("story.txt", story);
    gpt_error err = {0, ""};
    const int rc = perplexity_read(t, m, context, &path, 1, limit, &err);
    CHECK_STR(err.message, "");
    return rc;
}

TEST(documents_become_windows) {
    fixture x = open_model(1, NULL);
    perplexity_text t;
    int id[64], n[2], first = 0, i, w, front;
    size_t at = 0;
    REQUIRE(read_story(&t, x.model, 9, 0) == GPT_OK);
    front = gpt_tokenize(x.model, "", 0, GPT_TEXT_BOS, id, 64);
    n[0] = gpt_tokenize(x.model, story, 73, 0, id, 64);
    n[1] = gpt_tokenize(x.model, story + 87, strlen(story + 87), 0, id, 64);
    CHECK_INT(t.n_doc, 2);
    CHECK_INT(t.longest, 9);
    CHECK_INT(t.n_token, (size_t)(n[0] + n[1] + front * ((n[0] + 8 - front) / (9 - front) + (n[1] + 8 - front) / (9 - front))));
    for (i = 0, w = 0; i < 2; i++) { /* the windows joined are the documents */
        gpt_tokenize(x.model, i ? story + 87 : story, i ? strlen(story + 87) : 73, 0, id, 64);
        for (first = 0; first < n[i]; first += 9 - front, w++) {
            const int size = n[i] - first < 9 - front ? n[i] - first : 9 - front;
            if (w < (int)t.n_window) CHECK_INT(t.window[w].first, at);
            CHECK_MEM(t.token + at + front, id + first, (size_t)size * sizeof *id);
            at += (size_t)(size + front);
        }
    }
    CHECK_INT(at, t.n_token);
    perplexity_text_free(&t);
    REQUIRE(read_story(&t, x.model, 9, 11) == GPT_OK);
    CHECK(t.n_token >= 11 && t.n_token <= 13);
    perplexity_text_free(&t);
    close_model(&x);
}

/* BOS stands in front of every window, not only of the first: forged here, for the demo model has none */
TEST(windows_begin_with_bos) {
    fixture x = open_model(1, NULL);
    const char *path = text_file("story.txt", story);
    gpt_error err = {0, ""};
    perplexity_text t;
    perplexity__reader r = {&t, x.model, 7, 0, &err};
    size_t w;
    memset(&t, 0, sizeof t);
    t.n_context = 5;
    CHECK_INT(texts_read(path, perplexity__document, &r, &err), GPT_OK);
    REQUIRE(t.n_window > 4);
    for (w = 0; w < t.n_window; w++) {
        int i;
        CHECK_INT(t.token[t.window[w].first], 7);
        for (i = 1; i < t.window[w].n; i++) CHECK(t.token[t.window[w].first + (size_t)i] != 7);
        CHECK(t.window[w].n <= 5);
    }
    perplexity_text_free(&t);
    close_model(&x);
}

/* Every token is as likely as another: exp(loss) is how many there are. */
TEST(uniform_model_has_the_vocabulary_as_perplexity) {
    fixture x = open_model(2, NULL);
    const gpt__tensor *head = gpt__head_weights(x.model);
    perplexity_desc d = {1, GPT_KV_F32};
    gpt_error err = {0, ""};
    perplexity_result r;
    perplexity_text t;
    memset(x.image.data + (head->data - x.image.data), 0,
           gpt_tensor_size((gpt_type)head->type, (size_t)head->n_row, (size_t)head->n_col, 1));
    REQUIRE(read_story(&t, x.model, 16, 0) == GPT_OK);
    REQUIRE(perplexity_run(&t, x.model, NULL, &d, &r, &err) == GPT_OK);
    CHECK_NEAR(exp(r.loss), gpt_model_info(x.model)->n_vocab, 1e-8);
    CHECK_INT(r.compared, 0);
    perplexity_text_free(&t);
    close_model(&x);
}

TEST(model_equals_itself) {
    fixture x = open_model(3, NULL);
    perplexity_desc d = {2, GPT_KV_F16};
    gpt_error err = {0, ""};
    perplexity_result r;
    perplexity_text t;
    REQUIRE(read_story(&t, x.model, 0, 0) == GPT_OK);
    REQUIRE(perplexity_run(&t, x.model, x.model, &d, &r, &err) == GPT_OK);
    CHECK_INT(r.n, t.n_token - t.n_window);
    CHECK(r.compared && r.kl == 0 && r.kl_part[3] == 0 && r.same == 1 && r.ratio_error == 0);
    CHECK(r.loss == r.exact_loss);
    perplexity_text_free(&t);
    close_model(&x);
}

/* p ln(p / q) and -ln q of all predictions, the plain way */
static void naive(const perplexity_text *t, const gpt_model *m, const gpt_model *exact, double *loss, double *kl,
                  double *same) {
    const int V = gpt_model_info(m)->n_out;
    float *q = (float *)malloc(64 * (size_t)V * sizeof *q), *p = (float *)malloc(64 * (size_t)V * sizeof *p);
    gpt_error err;
    size_t w, n = 0;
    *loss = *kl = *same = 0;
    for (w = 0; w < t->n_window; w++) {
        gpt_ctx_desc desc = {0};
        gpt_ctx *a, *b;
        int i, k;
        desc.n_ctx = t->n_context;
        a = gpt_ctx_new(m, &desc, &err), b = gpt_ctx_new(exact, &desc, &err);
        gpt_eval_all(a, t->token + t->window[w].first, t->window[w].n, q);
        gpt_eval_all(b, t->token + t->window[w].first, t->window[w].n, p);
        for (i = 0; i + 1 < t->window[w].n; i++, n++) {
            const float *x = q + i * V, *y = p + i * V;
            double sx = 0, sy = 0;
            int bx = 0, by = 0;
            for (k = 0; k < V; k++) {
                sx += exp((double)x[k]), sy += exp((double)y[k]);
                bx = x[k] > x[bx] ? k : bx, by = y[k] > y[by] ? k : by;
            }
            *loss -= log(exp((double)x[t->token[t->window[w].first + (size_t)i + 1]]) / sx);
            for (k = 0; k < V; k++) *kl += exp((double)y[k]) / sy * log(exp((double)y[k]) / sy / (exp((double)x[k]) / sx));
            *same += bx == by;
        }
        gpt_ctx_free(a), gpt_ctx_free(b);
    }
    *loss /= (double)n, *kl /= (double)n, *same /= (double)n;
    free(q), free(p);
}

TEST(figures_are_those_of_their_definition) {
    fixture x = open_model(4, NULL), y = open_model(5, NULL);
    perplexity_desc d = {1, GPT_KV_F16};
    gpt_error err = {0, ""};
    perplexity_result r, other;
    perplexity_text t;
    double loss, kl, same;
    REQUIRE(read_story(&t, x.model, 20, 0) == GPT_OK);
    REQUIRE(perplexity_run(&t, x.model, y.model, &d, &r, &err) == GPT_OK);
    naive(&t, x.model, y.model, &loss, &kl, &same);
    CHECK_NEAR(r.loss, loss, 1e-9);
    CHECK_NEAR(r.kl, kl, 1e-9);
    CHECK_NEAR(r.same, same, 1e-12);
    CHECK(r.kl > 0.01 && r.kl_part[0] <= r.kl_part[1] && r.kl_part[1] <= r.kl_part[2] && r.kl_part[2] <= r.kl_part[3]);
    CHECK(r.kl_part[3] > r.kl && r.ratio_error > 0);
    d.n_threads = 3;
    REQUIRE(perplexity_run(&t, x.model, y.model, &d, &other, &err) == GPT_OK);
    CHECK_MEM(&other, &r, sizeof r);
    perplexity_text_free(&t);
    close_model(&x), close_model(&y);
}

static void encoder(gpt__config *c, gpt__layer_config *l, void *user) {
    (void)l, (void)user;
    c->bidirectional = 1;
}

static void one_output(gpt__config *c, gpt__layer_config *l, void *user) {
    (void)l, (void)user;
    c->head = GPT_HEAD_CLASS_LAST;
    c->n_out = 2;
}

/* the status and message of a whole run */
static void check_refused(const gpt_model *m, const gpt_model *exact, int context, const char *text, const char *why) {
    const char *path = text ? text_file("bad.txt", text) : "no/such.txt";
    perplexity_desc d = {1, GPT_KV_F16};
    gpt_error err = {0, ""};
    perplexity_result r;
    perplexity_text t;
    int rc = perplexity_read(&t, m, context, &path, 1, 0, &err);
    if (rc == GPT_OK) rc = perplexity_run(&t, m, exact, &d, &r, &err);
    CHECK(rc < 0);
    if (!CHECK(strstr(err.message, why) != NULL)) printf("  it says: %s\n", err.message);
    perplexity_text_free(&t);
}

TEST(nonsense_is_refused) {
    fixture x = open_model(6, NULL), e = open_model(6, encoder), c = open_model(6, one_output);
    check_refused(x.model, NULL, 16, "", "no text");
    check_refused(x.model, NULL, 16, " \n\n", "no text");
    check_refused(x.model, NULL, 16, "a", "too short");
    check_refused(x.model, NULL, 16, NULL, "no/such.txt");
    check_refused(x.model, NULL, 1, story, "a context of 1");
    check_refused(x.model, NULL, 65, story, "a context of 65 tokens: the model takes 2 to 64");
    check_refused(e.model, NULL, 16, story, "encoder");
    check_refused(c.model, NULL, 16, story, "predicts no tokens");
    check_refused(x.model, c.model, 16, story, "predicts no tokens");
    close_model(&x), close_model(&e), close_model(&c);
}

/* ---- the program ---- */

TEST(program_prints_what_it_measured) {
    char arguments[1000], said[4000];
    const char *chat = text_file("chat.jsonl", "{\"messages\": [{\"role\": \"user\", \"content\": \"Hello!\"}, {\"role\": "
                                 "\"assistant\", \"content\": \"Hello! How can I help you?\"}]}\n");
    json_doc doc;
    snprintf(arguments, sizeof arguments, "demo/gpt-demo.gpt %s %s --json --against demo/gpt-demo.gpt", chat,
             text_file("story.txt", story));
    REQUIRE(test_tool("gpt-perplexity", arguments, said, sizeof said) == 0);
    REQUIRE(json_parse(&doc, said, strlen(said)) == 0);
    CHECK_INT((int)json_num(doc.root, "documents", 0), 3);
    CHECK_NEAR(json_num(doc.root, "perplexity", 0), exp(json_num(doc.root, "loss", 0)), 1e-9);
    CHECK(json_num(doc.root, "kl", 1) == 0 && json_num(doc.root, "top1", 0) == 1);
    json_free(&doc);
    snprintf(arguments, sizeof arguments, "demo/gpt-demo.gpt %s", chat);
    REQUIRE(test_tool("gpt-perplexity", arguments, said, sizeof said) == 0);
    CHECK(strstr(said, "perplexity 1.") != NULL && !strstr(said, "KL")); /* the demo model knows that exchange */
    CHECK_INT(test_tool("gpt-perplexity", "demo/gpt-demo.gpt", said, sizeof said), 2);
    snprintf(arguments, sizeof arguments, "demo/gpt-demo.gpt %s --kv i8", chat);
    CHECK_INT(test_tool("gpt-perplexity", arguments, said, sizeof said), 0);
    CHECK_INT(test_tool("gpt-perplexity", "demo/gpt-demo.gpt a.txt --kv i7", said, sizeof said), 2);
    CHECK_INT(test_tool("gpt-perplexity", "demo/gpt-demo.gpt a.txt --context x", said, sizeof said), 2);
    CHECK_INT(test_tool("gpt-perplexity", "demo/gpt-demo.gpt a.txt --frobnicate", said, sizeof said), 2);
    CHECK_INT(test_tool("gpt-perplexity", "demo/gpt-demo.gpt no/such.txt", said, sizeof said), 1);
    CHECK(strncmp(said, "gpt-perplexity: no/such.txt: ", 29) == 0);
    CHECK_INT(test_tool("gpt-perplexity", "Makefile no/such.txt", said, sizeof said), 1);
    CHECK_INT(test_tool("gpt-perplexity", "--help", said, sizeof said), 0);
    remove(chat), remove(test_build("story.txt")), remove(test_build("bad.txt"));
}

TEST_MAIN("perplexity", documents_become_windows, windows_begin_with_bos, uniform_model_has_the_vocabulary_as_perplexity,
          model_equals_itself, figures_are_those_of_their_definition, nonsense_is_refused, program_prints_what_it_measured)
