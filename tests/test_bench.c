/* gpt-bench: the models it makes are complete files of the shape they claim, and the program's figures agree with each
 * other on a tiny one. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/file.h"
#include "../tools/json.h"
#include "../tools/bench_limits.h"
#include "../tools/bench_measure.h"
#include "../tools/bench_report.h"
#include "../tools/bench_plot.h"
#include "test.h"

#include <sys/wait.h>

/* 21 rows of vocabulary: the last panel is not full */
static const shape tiny[] = {
    {"tiny-llama", "llama", SHAPE_LLAMA, 1, 64, 2, 4, 2, 16, 128, 21, 32, 1e4, 1e-5f},
    {"tiny-qwen2", "qwen2", SHAPE_QKV_BIAS, 0, 64, 2, 4, 1, 16, 128, 21, 32, 1e4, 1e-6f},
    {"tiny-gpt2", "gpt2", SHAPE_GPT2, 1, 64, 2, 4, 4, 16, 128, 21, 32, 0, 1e-5f},
};

TEST(shapes_are_whole_models) {
    static const int tokens[] = {1, 20, 7};
    const gpt_model_desc desc = {{NULL, NULL, NULL}, 0, 1, 0, 0}; /* verify the weights too */
    size_t i;
    int type, j, finite;
    for (i = 0; i < sizeof tiny / sizeof *tiny; i++)
        for (type = 0; type < GPT__TYPE_COUNT; type++) {
            gpt_error err = {GPT_OK, ""};
            shape_image image;
            gpt_model *model;
            gpt_ctx *ctx;
            NOTE("%s, type %d", tiny[i].name, type);
            REQUIRE(shape_build(&tiny[i], (gpt_type)type, 2, 0, 0, &image, &err) == GPT_OK);
            model = gpt_model_load_memory(image.data, image.size, &desc, &err);
            CHECK_STR(err.message, "");
            REQUIRE(model != NULL);
            CHECK_STR(gpt_model_info(model)->name, tiny[i].name);
            CHECK_INT(gpt_model_info(model)->type, type);
            CHECK_INT(gpt_model_info(model)->n_kv, (int)tiny[i].K);
            ctx = gpt_ctx_new(model, NULL, &err);
            REQUIRE(ctx != NULL);
            CHECK_INT(gpt_eval(ctx, tokens, 3), GPT_OK);
            for (finite = 1, j = 0; j < 21; j++) finite &= gpt__finite(gpt_logits(ctx)[j]);
            CHECK(finite);
            gpt_ctx_free(ctx);
            gpt_model_free(model);
            shape_free(&image);
        }
}

TEST(shapes_have_their_published_sizes) {
    static const struct {
        const char *name;
        uint64_t n_param; /* of the checkpoint */
    } published[] = {
        {"llama-3.2-1b", 1235814400}, {"qwen2.5-0.5b", 494032768}, {"smollm2-135m", 134515008}, {"gpt2", 124439808},
    };
    size_t i, k;
    CHECK_INT(SHAPE_COUNT, sizeof published / sizeof *published);
    for (i = 0; i < sizeof published / sizeof *published; i++) {
        const shape *s = shape_find(published[i].name);
        gpt__tensor_entry *entry;
        uint64_t n = 0;
        size_t n_entry;
        NOTE("%s", published[i].name);
        REQUIRE(s != NULL);
        entry = (gpt__tensor_entry *)calloc(SHAPE_TENSORS(s->L), sizeof *entry);
        REQUIRE(entry != NULL);
        n_entry = shape_tensors(s, GPT_TYPE_Q8, entry);
        CHECK(n_entry <= SHAPE_TENSORS(s->L));
        for (k = 0; k < n_entry; k++) /* frequencies are no weights of a checkpoint */
            if (entry[k].role != GPT__ROLE_ROPE_FREQ) n += (uint64_t)entry[k].n_row * entry[k].n_col;
        CHECK(n == published[i].n_param);
        free(entry);
    }
    CHECK(shape_find("gpt3") == NULL);
}

TEST(shapes_respect_the_memory_there_is) {
    gpt_error err = {GPT_OK, ""};
    shape_image image;
    CHECK_INT(shape_build(shape_find("llama-3.2-1b"), GPT_TYPE_F32, 1, 4e9, 0, &image, &err), GPT_E_MEMORY);
    CHECK_STR(err.message, "out of memory: llama-3.2-1b as a model file takes 4943 MB of 4000 that are free");
    CHECK(image.data == NULL);
}

/* ---- guesses ---- */

/* the text of a run: n tokens behind the prompt */
static int text_of(guesses *g, int with, int text[16]) {
    gpt_error err = {GPT_OK, ""};
    int tokens[512], n = 0, all;
    double seconds = 0;
    CHECK_INT(guess_run(g, with, &n, &seconds, &err), GPT_OK);
    CHECK_STR(err.message, "");
    all = gpt_ctx_tokens(g->ctx, tokens, 512);
    CHECK(n > 0 && n <= 16 && seconds > 0 && all == g->n_prompt + n);
    memcpy(text, tokens + g->n_prompt, (size_t)n * sizeof *text);
    return n;
}

/* The question stands there twice, or the given text once; guesses change nothing; a run changes nothing for the next. */
TEST(guesses_are_of_the_same_text) {
    gpt_error err = {GPT_OK, ""};
    gpt_model *model = gpt_model_load("demo/gpt-demo.gpt", NULL, &err);
    gpt_ctx_desc how;
    int kind, i;
    REQUIRE(model != NULL);
    memset(&how, 0, sizeof how);
    how.n_threads = 1;
    how.n_batch = 1; /* of the prompt, not of guesses */
    for (kind = 0; kind < 6; kind++) {
        const guess_desc desc = {kind % 3 != 1 ? 2 : 0, kind % 3 ? model : NULL, kind < 3 ? NULL : "Tell me a joke.", 15};
        char prompt[2048];
        const char *found;
        int text[4][16], n;
        guesses g;
        NOTE("kind %d", kind);
        CHECK_INT(guess_open(&g, model, &desc, 16, &how, &err), GPT_OK);
        REQUIRE(g.ctx != NULL);
        gpt_detokenize(model, g.prompt, g.n_prompt, 0, prompt, (int)sizeof prompt);
        found = strstr(prompt, kind < 3 ? "about a fox." : "a joke.");
        REQUIRE(found != NULL);
        CHECK((strstr(found + 1, kind < 3 ? "about a fox." : "a joke.") != NULL) == (kind < 3));
        n = text_of(&g, 0, text[0]);
        for (i = 1; i < 4; i++) {
            CHECK_INT(text_of(&g, i % 2, text[i]), n);
            CHECK_MEM(text[i], text[0], (size_t)n * sizeof **text);
        }
        guess_close(&g);
    }
    gpt_model_free(model);
}

/* ---- the plot ---- */

/* Is it XML whose tags close each other in order? Without comments, CDATA and entities of its own. */
static int xml_is_well_formed(const char *p) {
    char open[32][16];
    int depth = 0, roots = 0;
    while (*p) {
        const char *end = strpbrk(p, "<&");
        if (!end) return depth == 0 && roots == 1 && strspn(p, " \n") == strlen(p);
        if (*end == '&') {
            if (strncmp(end, "&lt;", 4) && strncmp(end, "&amp;", 5)) return 0;
            p = end + 1;
            continue;
        }
        p = end + 1;
        end = strchr(p, '>');
        if (!end || memchr(p, '<', (size_t)(end - p))) return 0;
        if (*p == '/') {
            const size_t n = (size_t)(end - p) - 1;
            if (depth == 0 || strlen(open[depth - 1]) != n || strncmp(open[depth - 1], p + 1, n)) return 0;
            depth--;
        } else if (end[-1] != '/') {
            const size_t n = strcspn(p, " >");
            const char *quote;
            int quotes = 0;
            for (quote = p; quote < end; quote++) quotes += *quote == '"';
            if (depth == 32 || n >= sizeof *open || quotes % 2) return 0;
            roots += depth == 0;
            memcpy(open[depth], p, n);
            open[depth++][n] = 0;
        }
        p = end + 1;
    }
    return depth == 0 && roots == 1;
}

/* A report of all shapes in five types with two numbers of threads: as fast as the limits allow, or nearly. */
static void fill_report(report *r, plan *p, row rows[40]) {
    static const gpt_type type[] = {GPT_TYPE_Q8, GPT_TYPE_Q4, GPT_TYPE_F16, GPT_TYPE_BF16, GPT_TYPE_F32};
    int i, k;
    memset(p, 0, sizeof *p);
    memset(r, 0, sizeof *r);
    p->batch = 1, p->prompt = 256, p->decode = 16, p->depth = 4096, p->rounds = 2, p->n_threads = 2;
    p->threads[0] = 1, p->threads[1] = 2;
    snprintf(r->machine, sizeof r->machine, "a machine <of> 2 & more");
    r->lane = "portable";
    r->plan = p, r->rows = rows, r->n_row = 40;
    memset(rows, 0, 40 * sizeof *rows);
    for (i = 0; i < 40; i++) {
        const shape *s = &shapes[i / 10];
        row *l = &rows[i];
        const double n = (double)s->D * s->L * (2.0 * s->D + 3.0 * s->F) + (double)s->V * s->D, t = 1 + i % 2;
        snprintf(l->model, sizeof l->model, "%s", s->name);
        l->type = type[i / 2 % 5];
        l->threads = p->threads[i % 2];
        l->prompt = 256, l->decode = 16, l->rounds = 2, l->depth = s->style == SHAPE_GPT2 ? 0 : 4096;
        l->prompt_ops = 2 * n;
        l->decode_bytes = n * (l->type == GPT_TYPE_F32 ? 4 : l->type == GPT_TYPE_Q8 ? 1 : l->type == GPT_TYPE_Q4 ? 0.5 : 2);
        l->depth_bytes = l->depth ? l->decode_bytes + 4096.0 * s->L * s->K * s->C * 4 : 0;
        for (k = 0; k < 2; k++) {
            l->value[LIMIT_GB][k] = 20 * t + k, l->value[LIMIT_GOPS][k] = (l->type < GPT_TYPE_Q8 ? 80 : 150) * t + k;
            l->value[DECODE_SHARE][k] = 0.7 + 0.3 * test_uniform();
            l->value[DECODE_TOK][k] = l->value[DECODE_SHARE][k] * l->value[LIMIT_GB][k] * 1e9 / l->decode_bytes;
            l->value[PROMPT_SHARE][k] = 0.4 + 0.2 * test_uniform();
            l->value[PROMPT_TOK][k] = l->value[PROMPT_SHARE][k] * l->value[LIMIT_GOPS][k] * 1e9 / l->prompt_ops;
            if (l->depth) l->value[DEPTH_TOK][k] = l->value[DECODE_TOK][k] * l->decode_bytes / l->depth_bytes;
        }
    }
}

/* what a writer writes, as text to be freed */
static char *written(void (*write)(FILE *f, const report *r), const report *r) {
    FILE *f = tmpfile();
    char *text = NULL;
    long size;
    if (!f) return NULL;
    write(f, r);
    size = ftell(f);
    text = (char *)calloc((size_t)size + 1, 1);
    rewind(f);
    if (text && fread(text, 1, (size_t)size, f) != (size_t)size) text[0] = 0;
    fclose(f);
    return text;
}

TEST(plot_is_svg) {
    static row rows[40];
    report r;
    plan p;
    char *svg;
    CHECK(xml_is_well_formed("<a x=\"1\"><b/>t &amp; u<c></c></a>\n"));
    CHECK(!xml_is_well_formed("<a><b></a></b>") && !xml_is_well_formed("<a>") && !xml_is_well_formed("<a>&</a>"));
    fill_report(&r, &p, rows);
    svg = written(write_svg, &r);
    REQUIRE(svg != NULL);
    CHECK(strncmp(svg, "<svg xmlns=\"http://www.w3.org/2000/svg\"", 39) == 0);
    CHECK(xml_is_well_formed(svg));
    CHECK(strstr(svg, "a machine &lt;of> 2 &amp; more") != NULL);
    CHECK(strstr(svg, "prefers-color-scheme:dark") != NULL);
    CHECK(!strstr(svg, "nan") && !strstr(svg, "inf\"") && !strstr(svg, "-inf"));
    CHECK(strlen(svg) < 64 * 1024);
    free(svg);
    r.n_row = 1, p.n_threads = 1, p.depth = rows[0].depth = 0; /* the smallest plot */
    svg = written(write_svg, &r);
    REQUIRE(svg != NULL);
    CHECK(xml_is_well_formed(svg));
    CHECK(!strstr(svg, "nan") && !strstr(svg, "inf\"") && !strstr(svg, "hollow"));
    free(svg);
}

TEST(plot_holds_all_and_names_do_not_meet) {
    static row rows[40];
    static panel p;
    const box at = {60, 76, 480, 436};
    report r;
    plan todo;
    int prompt, i, k, depth;
    fill_report(&r, &todo, rows);
    for (prompt = 0; prompt < 2; prompt++) {
        NOTE("prompt %d", prompt);
        lay_out(&p, &r, prompt, at);
        CHECK_INT(p.n_label, prompt ? 4 : 20);
        for (i = 0; i < p.n_label; i++) {
            const box *b = &p.label[i].text;
            CHECK(b->x0 > at.x0 && b->x1 < at.x1 && b->y0 > at.y0 && b->y1 < at.y1);
            for (k = 0; k < i; k++) {
                CHECK(!boxes_meet(b, &p.label[k].text) && !boxes_meet(b, &p.label[k].leader));
                CHECK(!boxes_meet(&p.label[i].leader, &p.label[k].text));
            }
            for (k = 0; k < 40; k++) /* nor is a point below a name */
                for (depth = 0; depth <= (!prompt && rows[k].depth); depth++) {
                    const double x = axis_at(&p.x, point_x(&p, &rows[k], depth)) + point_shift(&p, &rows[k]);
                    const double y = axis_at(&p.y, point_y(&p, &rows[k], depth));
                    const box point = {x - 4, y - 4, x + 4, y + 4};
                    CHECK(x > at.x0 && x < at.x1 && y > at.y0 && y < at.y1);
                    CHECK(!boxes_meet(b, &point));
                }
        }
    }
}

/* ---- the program ---- */

static int run_bench(const char *args, const char *out, const char *errors) { /* its exit status */
    char command[4096];
    int status;
    snprintf(command, sizeof command, "%s %s > %s 2> %s", test_build("gpt-bench"), args, out, errors);
    status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* a file of this process in the build folder */
static const char *own_file(char path[512], const char *name) {
    snprintf(path, 512, "%s-%ld%s", test_build("bench"), (long)getpid(), name);
    return path;
}

static int write_model(const shape *s, const char *path) {
    gpt_error err = {GPT_OK, ""};
    shape_image image;
    FILE *f = fopen(path, "wb");
    int ok = f && shape_build(s, GPT_TYPE_Q8, 1, 0, 0, &image, &err) == GPT_OK;
    if (ok) {
        ok = fwrite(image.data, 1, image.size, f) == image.size;
        shape_free(&image);
    }
    if (f) fclose(f);
    return ok;
}

static double ranged(const json_value *l, const char *name, int high) { /* an end of the range of a figure */
    char key[64];
    const json_value *r;
    snprintf(key, sizeof key, "%s_range", name);
    r = json_get(l, key);
    return r && r->n == 2 ? (high ? r->child->next : r->child)->number : -1;
}

/* The median of shares is none of medians, but lies between what the lowest and the highest would make. */
static void check_share(const json_value *l, const char *share, const char *reached, const char *limit) {
    const double s = json_num(l, share, 0);
    NOTE("%s", share);
    CHECK(s > 0 && s >= 0.999 * ranged(l, reached, 0) / ranged(l, limit, 1));
    CHECK(s <= 1.001 * ranged(l, reached, 1) / ranged(l, limit, 0));
}

/* what the row of a run of 8 tokens, of 4 decoded and of 4 after 3 of tiny-llama must say */
static void check_figures(const json_value *l) {
    /* 2 layers: q and o (64, 64), k and v (32, 64), gate, up and down (128, 64); the head (21, 64) once a call */
    const double prompt_op = 2 * (2 * (2 * 64 + 2 * 32 + 3 * 128) * 64 + 21 * 64 / 8.0);
    /* ... in blocks of 34 bytes, two panels for the head, a row of the embedding, 5 norms, 8 frequencies */
    const double weights = 34.0 / 32 * (2 * (2 * 64 + 2 * 32 + 3 * 128) * 64 + 32 * 64 + 64) + 5 * 64 * 4 + 64;
    const double position = 2 * 2 * 32 * 2; /* layers, keys and values, their width, bytes */
    CHECK_NEAR(json_num(l, "prompt_ops", 0), prompt_op, 1);
    CHECK_NEAR(json_num(l, "decode_bytes", 0), weights + position * 2.5, 1);
    CHECK_NEAR(json_num(l, "depth_bytes", 0), weights + position * 5.5, 1);
    check_share(l, "prompt_share", "prompt_gops", "limit_gops");
    check_share(l, "decode_share", "decode_gb_s", "limit_gb_s");
    check_share(l, "depth_share", "depth_gb_s", "limit_gb_s");
    CHECK_NEAR(json_num(l, "prompt_gops", 0) / json_num(l, "prompt_tok_s", 0) * 1e9, prompt_op, 1e-3 * prompt_op);
    CHECK_NEAR(json_num(l, "decode_gb_s", 0) / json_num(l, "decode_tok_s", 0) * 1e9, weights + position * 2.5, 100);
    CHECK_NEAR(json_num(l, "depth_gb_s", 0) / json_num(l, "depth_tok_s", 0) * 1e9, weights + position * 5.5, 100);
}

static void check_json(const char *path, int n_thread) {
    static const char *const figures[] = {
        "prompt_tok_s", "prompt_gops", "limit_gops", "prompt_share", "decode_tok_s", "decode_gb_s", "decode_share",
        "depth_tok_s", "depth_gb_s", "depth_share", "limit_gb_s",
    };
    gpt_error err = {GPT_OK, ""};
    unsigned char *text;
    size_t size, k;
    json_doc doc;
    const json_value *l;
    int n = 0;
    REQUIRE(file_read(path, &text, &size, &err) == GPT_OK);
    REQUIRE(json_parse(&doc, (const char *)text, size) == 0);
    CHECK_STR(json_str(doc.root, "lane", ""), "portable");
    CHECK_STR(json_str(doc.root, "kv", ""), "f16");
    CHECK(*json_str(doc.root, "machine", ""));
    CHECK_NEAR(json_num(doc.root, "rounds", 0), 2, 0);
    REQUIRE(json_get(doc.root, "rows") != NULL);
    for (l = json_get(doc.root, "rows")->child; l; l = l->next, n++) {
        NOTE("row %d", n);
        CHECK_STR(json_str(l, "model", ""), n / n_thread ? "tiny-gpt2" : "tiny-llama");
        CHECK_STR(json_str(l, "type", ""), "q8");
        CHECK_NEAR(json_num(l, "threads", 0), 1 + n % n_thread, 0);
        CHECK_NEAR(json_num(l, "depth", -1), 3, 0);
        CHECK_NEAR(json_num(l, "batch", -1), 1, 0);
        for (k = 0; k < sizeof figures / sizeof *figures; k++) {
            const double low = ranged(l, figures[k], 0), high = ranged(l, figures[k], 1);
            CHECK(low > 0 && low <= json_num(l, figures[k], 0) && json_num(l, figures[k], 0) <= high);
        }
        if (n == 0) check_figures(l);
    }
    CHECK_INT(n, 2 * n_thread);
    json_free(&doc);
    free(text);
}

TEST(program_reports_what_it_measures) {
    const int n_thread = GPT__OPENMP ? 2 : 1;
    char args[2048], model[2][512], out[512], json[512], svg[512], name[512];
    gpt_error err = {GPT_OK, ""};
    unsigned char *text;
    size_t size;
    if (!file_exists(test_build("gpt-bench"))) SKIP("gpt-bench is not built");
    own_file(name, "");
    REQUIRE(write_model(&tiny[0], own_file(model[0], "-0.gpt")) && write_model(&tiny[2], own_file(model[1], "-1.gpt")));
    snprintf(args, sizeof args, "%s %s -p 8 -n 4 -d 3 --threads %s --lane portable --rounds 2 -o %s", model[0], model[1],
             n_thread == 2 ? "1,2" : "1", name);
    CHECK_INT(run_bench(args, own_file(out, ".txt"), "/dev/null"), 0);
    check_json(own_file(json, ".json"), n_thread);
    REQUIRE(file_read(own_file(svg, ".svg"), &text, &size, &err) == GPT_OK);
    CHECK(xml_is_well_formed((const char *)text) && strstr((const char *)text, "tiny-gpt2 q8"));
    free(text);
    REQUIRE(file_read(out, &text, &size, &err) == GPT_OK);
    CHECK(strstr((const char *)text, "| tiny-llama     | q8   |       1 |") && strstr((const char *)text, "at 3"));
    free(text);
    remove(svg), remove(json), remove(out), remove(model[0]), remove(model[1]);
}

TEST(json_is_an_object_a_line) {
    static const char *const figures[] = {"prompt_tok_s", "decode_tok_s", "prompt_gops", "decode_gb_s", "limit_gops",
                                          "limit_gb_s", "prompt_share", "decode_share"};
    char args[2048], model[512], out[512], *line, *end;
    gpt_error err = {GPT_OK, ""};
    unsigned char *text;
    size_t size, k;
    int n = 0;
    if (!file_exists(test_build("gpt-bench"))) SKIP("gpt-bench is not built");
    REQUIRE(write_model(&tiny[0], own_file(model, ".gpt")));
    snprintf(args, sizeof args, "%s %s -p 8 -n 4 --threads 1 --rounds 1 --json", model, model);
    CHECK_INT(run_bench(args, own_file(out, ".txt"), "/dev/null"), 0);
    REQUIRE(file_read(out, &text, &size, &err) == GPT_OK);
    for (line = (char *)text; *line; line = end + 1, n++) {
        json_doc doc;
        end = strchr(line, '\n');
        REQUIRE(end != NULL);
        REQUIRE(json_parse(&doc, line, (size_t)(end - line)) == 0);
        CHECK_STR(json_str(doc.root, "model", ""), "tiny-llama");
        CHECK(*json_str(doc.root, "lane", "") && json_num(doc.root, "threads", 0) == 1);
        for (k = 0; k < sizeof figures / sizeof *figures; k++) CHECK(json_num(doc.root, figures[k], 0) > 0);
        json_free(&doc);
    }
    CHECK_INT(n, 2);
    free(text);
    remove(out), remove(model);
}

TEST(depth_beyond_learned_positions_is_left_out) {
    char args[1024], model[512], name[512], json[512], svg[512];
    gpt_error err = {GPT_OK, ""};
    unsigned char *text;
    size_t size;
    if (!file_exists(test_build("gpt-bench"))) SKIP("gpt-bench is not built");
    REQUIRE(write_model(&tiny[2], own_file(model, ".gpt")));
    snprintf(args, sizeof args, "%s -p 8 -n 4 -d 30 --threads 1 --rounds 1 -o %s", model, own_file(name, "-deep"));
    CHECK_INT(run_bench(args, "/dev/null", "/dev/null"), 0);
    REQUIRE(file_read(own_file(json, "-deep.json"), &text, &size, &err) == GPT_OK);
    CHECK(strstr((const char *)text, "\"depth_tok_s\": null") && strstr((const char *)text, "\"depth\": 0"));
    free(text);
    remove(own_file(svg, "-deep.svg")), remove(json), remove(model);
}

/* Contexts that decode together read the weights once, each its own row of the embedding and its cache: here of bytes. */
TEST(batch_shares_the_weights) {
    const double own = 34.0 / 32 * 64, position = 2 * 2 * 2 * (16 + 2); /* a scale for each head */
    const double weights = 34.0 / 32 * (2 * (2 * 64 + 2 * 32 + 3 * 128) * 64 + 32 * 64) + 5 * 64 * 4 + 64;
    char args[1024], model[512], name[512], path[512];
    gpt_error err = {GPT_OK, ""};
    unsigned char *text;
    size_t size;
    json_doc doc;
    const json_value *l;
    if (!file_exists(test_build("gpt-bench"))) SKIP("gpt-bench is not built");
    REQUIRE(write_model(&tiny[0], own_file(model, ".gpt")));
    snprintf(args, sizeof args, "%s -p 8 -n 4 -d 3 --batch 5 --threads 1 --rounds 1 --huge-pages --kv i8 -o %s", model, own_file(name, "-five"));
    CHECK_INT(run_bench(args, "/dev/null", "/dev/null"), 0);
    REQUIRE(file_read(own_file(path, "-five.json"), &text, &size, &err) == GPT_OK);
    REQUIRE(json_parse(&doc, (const char *)text, size) == 0);
    l = json_get(doc.root, "rows")->child;
    CHECK_NEAR(json_num(doc.root, "huge_pages", 0), 1, 0);
    CHECK_STR(json_str(doc.root, "kv", ""), "i8");
    CHECK_NEAR(json_num(l, "batch", 0), 5, 0);
    CHECK_NEAR(json_num(l, "decode_bytes", 0), weights / 5 + own + position * 2.5, 1);
    CHECK_NEAR(json_num(l, "depth_bytes", 0), weights / 5 + own + position * 5.5, 1);
    json_free(&doc);
    free(text);
    remove(path), remove(own_file(path, "-five.svg")), remove(model);
}

TEST(program_measures_guesses) {
    char args[2048], other[512], name[512], path[512], text[512], out[512];
    gpt_error err = {GPT_OK, ""};
    unsigned char *data;
    size_t size;
    json_doc doc;
    const json_value *l;
    FILE *f;
    if (!file_exists(test_build("gpt-bench"))) SKIP("gpt-bench is not built");
    own_file(name, "-guess"), own_file(path, "-guess.json"), own_file(out, "-guess.txt");
    REQUIRE(write_model(&tiny[0], own_file(other, ".gpt")) && (f = fopen(own_file(text, "-text"), "w")) != NULL);
    fputs("How much is 17 + 25?\n", f);
    fclose(f);
    snprintf(args, sizeof args, "demo/gpt-demo.gpt -p 8 -n 12 --threads 1 --rounds 2 --lookup 2 --draft demo/gpt-demo.gpt --text %s -o %s", text, name);
    CHECK_INT(run_bench(args, out, "/dev/null"), 0);
    REQUIRE(file_read(path, &data, &size, &err) == GPT_OK && json_parse(&doc, (const char *)data, size) == 0);
    l = json_get(doc.root, "rows")->child;
    CHECK_NEAR(json_num(doc.root, "lookup", 0), 2, 0);
    CHECK_STR(json_str(doc.root, "draft", ""), "demo/gpt-demo.gpt");
    CHECK_NEAR(json_num(l, "text", 0), 10, 2); /* "17 + 25 = 42": each digit a token, and the end */
    CHECK(json_num(l, "text_tok_s", 0) > 0 && json_num(l, "guess_tok_s", 0) > 0);
    check_share(l, "guess_gain", "guess_tok_s", "text_tok_s");
    json_free(&doc);
    free(data);
    REQUIRE(file_read(out, &data, &size, &err) == GPT_OK);
    CHECK(strstr((const char *)data, "| guessed | gain |") && strstr((const char *)data, "from lookup 2 and demo/gpt-demo.gpt."));
    free(data);
    snprintf(args, sizeof args, "demo/gpt-demo.gpt -p 8 -n 4 --threads 1 --rounds 1 --draft %s", other);
    CHECK_INT(run_bench(args, "/dev/null", out), 1); /* another vocabulary */
    snprintf(args, sizeof args, "demo/gpt-demo.gpt -p 8 -n 600 --threads 1 --rounds 1 --lookup 2");
    CHECK_INT(run_bench(args, "/dev/null", out), 1); /* more than it has positions */
    snprintf(args, sizeof args, "%s -p 8 -n 4 --threads 1 --rounds 1 --lookup 2", other);
    CHECK_INT(run_bench(args, "/dev/null", out), 1); /* no tokenizer */
    REQUIRE(file_read(out, &data, &size, &err) == GPT_OK);
    CHECK(strstr((const char *)data, "no tokenizer"));
    free(data);
    remove(other), remove(path), remove(own_file(path, "-guess.svg")), remove(text), remove(out);
}

/* Nothing of a run that fails or is interrupted stays behind. */
TEST(program_leaves_no_half_files) {
    char args[2048], model[512], name[512], json[512], svg[512], pattern[1024];
    struct timespec nap = {0, 300000000};
    pid_t child;
    int status = 0;
    if (!file_exists(test_build("gpt-bench"))) SKIP("gpt-bench is not built");
    own_file(name, "-half"), own_file(json, "-half.json"), own_file(svg, "-half.svg");
    snprintf(args, sizeof args, "no-such-file.gpt -o %s", name);
    CHECK_INT(run_bench(args, "/dev/null", "/dev/null"), 1);
    CHECK(!file_exists(json) && !file_exists(svg));
    REQUIRE(write_model(&tiny[0], own_file(model, ".gpt")));
    CHECK_INT(mkdir(svg, 0700), 0); /* the second of the files can't be written */
    snprintf(args, sizeof args, "%s -p 8 -n 4 --threads 1 --rounds 1 -o %s", model, name);
    CHECK_INT(run_bench(args, "/dev/null", "/dev/null"), 1);
    CHECK(!file_exists(json));
    rmdir(svg);
    child = fork();
    if (child == 0) {
        if (!freopen("/dev/null", "w", stderr)) _exit(3);
        execl(test_build("gpt-bench"), "gpt-bench", model, "--rounds", "99", "--threads", "1", "-o", name, (char *)NULL);
        _exit(3);
    }
    REQUIRE(child > 0);
    nanosleep(&nap, NULL);
    kill(child, SIGINT);
    CHECK(waitpid(child, &status, 0) == child);
    CHECK(WIFSIGNALED(status) && WTERMSIG(status) == SIGINT);
    snprintf(pattern, sizeof pattern, "test -z \"$(ls -d %s* 2> /dev/null)\"", name);
    CHECK_INT(system(pattern), 0);
    remove(model);
}

TEST(program_refuses_bad_usage) {
    static const struct { const char *args, *names; } bad[] = {
        {"", "--shape"}, {"--shape gpt3", "gpt3"}, {"--shape gpt2,gpt3", "gpt3"}, {"--shape gpt2,", "--shape"},
        {"--shape gpt2,gpt2", "gpt2: given twice"}, {"--shape gpt2 --type q7", "q7"}, {"--shape gpt2 --type q8,,q4", "--type"},
        {"--shape gpt2 --type q8,q8", "q8: given twice"}, {"a.gpt --type q8", "--type"}, {"a.gpt -p 0", "-p 0"},
        {"a.gpt -n x", "-n x"}, {"a.gpt -d -1", "-d -1"}, {"a.gpt --threads 0", "--threads 0"},
        {"a.gpt --threads 1,1", "--threads 1: given twice"}, {"a.gpt --threads 1,99999999999", "99999999999"},
        {"a.gpt --lane x", "--lane x"}, {"a.gpt --kv q8", "--kv q8"}, {"a.gpt --rounds 100", "--rounds 100"},
        {"a.gpt --batch 65", "--batch 65"}, {"a.gpt -p", "-p"}, {"a.gpt -q 1", "-q"},
        {"a.gpt --lookup 0", "--lookup 0"}, {"--shape gpt2 --lookup 2", "--lookup goes"}, {"--shape gpt2 --draft a.gpt", "--draft goes"},
        {"a.gpt --text b.txt", "--text goes"}, {"a.gpt -o ''", "-o"},
    };
    char errors[512];
    gpt_error err = {GPT_OK, ""};
    unsigned char *text;
    size_t i, size;
    if (!file_exists(test_build("gpt-bench"))) SKIP("gpt-bench is not built");
    own_file(errors, ".err");
    for (i = 0; i < sizeof bad / sizeof *bad; i++) {
        NOTE("%s", bad[i].args);
        CHECK_INT(run_bench(bad[i].args, "/dev/null", errors), 2);
        REQUIRE(file_read(errors, &text, &size, &err) == GPT_OK);
        CHECK(strstr((const char *)text, bad[i].names) != NULL);
        free(text);
    }
    remove(errors);
    CHECK_INT(run_bench("no-such-file.gpt", "/dev/null", "/dev/null"), 1);
    CHECK_INT(run_bench("README.md", "/dev/null", "/dev/null"), 1);
    CHECK_INT(run_bench("demo/gpt-demo.gpt --draft no-such-file.gpt", "/dev/null", "/dev/null"), 1);
    CHECK_INT(run_bench("demo/gpt-demo.gpt --lookup 2 --text no-such-file", "/dev/null", "/dev/null"), 1);
    CHECK_INT(run_bench("a.gpt -o no/such/folder", "/dev/null", "/dev/null"), 1);
    CHECK_INT(run_bench("--help", "/dev/null", "/dev/null"), 0);
}

TEST_MAIN("bench", shapes_are_whole_models, shapes_have_their_published_sizes, shapes_respect_the_memory_there_is,
          guesses_are_of_the_same_text, plot_is_svg, plot_holds_all_and_names_do_not_meet, program_reports_what_it_measures, json_is_an_object_a_line,
          depth_beyond_learned_positions_is_left_out, batch_shares_the_weights, program_measures_guesses,
          program_leaves_no_half_files, program_refuses_bad_usage)
