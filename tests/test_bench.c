/* gpt-bench: the models it makes are complete files of the shape they claim, and the program's figures agree with each
 * other on a tiny one. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/file.h"
#include "../tools/json.h"
#include "../tools/shapes.h"
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
            REQUIRE(shape_build(&tiny[i], (gpt_type)type, 2, 0, &image, &err) == GPT_OK);
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
    CHECK_INT(shape_build(shape_find("llama-3.2-1b"), GPT_TYPE_F32, 1, 4e9, &image, &err), GPT_E_MEMORY);
    CHECK_STR(err.message, "out of memory: llama-3.2-1b as a model file takes 4943 MB");
    CHECK(image.data == NULL);
}

/* ---- the program ---- */

static int run_bench(const char *args, const char *out) { /* its exit status */
    char command[4096];
    int status;
    snprintf(command, sizeof command, "%s %s > %s 2> /dev/null", test_build("gpt-bench"), args, out);
    status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

TEST(program_reports_what_it_measures) {
    char args[1024], model[512], out[512];
    gpt_error err = {GPT_OK, ""};
    shape_image image;
    unsigned char *text;
    size_t size;
    json_doc doc;
    FILE *f;
    double reached, limit;
    if (!file_exists(test_build("gpt-bench"))) SKIP("gpt-bench is not built");
    snprintf(model, sizeof model, "%s-%ld", test_build("bench-model"), (long)getpid());
    snprintf(out, sizeof out, "%s-%ld", test_build("bench-out"), (long)getpid());
    REQUIRE(shape_build(&tiny[0], GPT_TYPE_Q8, 1, 0, &image, &err) == GPT_OK);
    f = fopen(model, "wb");
    REQUIRE(f != NULL);
    CHECK(fwrite(image.data, 1, image.size, f) == image.size);
    fclose(f);
    shape_free(&image);
    snprintf(args, sizeof args, "%s -p 8 -n 4 -d 3 --threads 1 --lane portable --reps 1 --json", model);
    CHECK_INT(run_bench(args, out), 0);
    REQUIRE(file_read(out, &text, &size, &err) == GPT_OK);
    REQUIRE(json_parse(&doc, (const char *)text, size) == 0);
    CHECK_STR(json_str(doc.root, "model", ""), "tiny-llama");
    CHECK_STR(json_str(doc.root, "type", ""), "q8");
    CHECK_STR(json_str(doc.root, "lane", ""), "portable");
    CHECK_NEAR(json_num(doc.root, "threads", 0), 1, 0);
    reached = json_num(doc.root, "prompt_gops", 0), limit = json_num(doc.root, "limit_gops", 0);
    CHECK(limit > 0 && reached > 0);
    CHECK_NEAR(json_num(doc.root, "prompt_share", 0), reached / limit, 1e-3 * reached / limit);
    /* 2 layers: q and o (64, 64), k and v (32, 64), gate, up and down (128, 64); the head (21, 64) once a call */
    CHECK_NEAR(reached / json_num(doc.root, "prompt_tok_s", 0) * 1e9,
               2 * (2 * (2 * 64 + 2 * 32 + 3 * 128) * 64 + 21 * 64 / 8.0), 10);
    /* ... in blocks of 34 bytes, two panels for the head, a row of the embedding, 5 norms, 8 frequencies; and the cache
     * of 4 to 7 positions */
    CHECK_NEAR(json_num(doc.root, "decode_gb_s", 0) / json_num(doc.root, "decode_tok_s", 0) * 1e9,
               34.0 / 32 * (2 * (2 * 64 + 2 * 32 + 3 * 128) * 64 + 32 * 64 + 64) + 5 * 64 * 4 + 64 +
                   2 * 2 * 32 * 2 * (4 + 5 + 6 + 7) / 4.0, 10);
    json_free(&doc);
    free(text);
    remove(model);
    remove(out);
}

TEST(program_refuses_bad_usage) {
    static const char *const bad[] = {
        "", "a.gpt b.gpt", "--shape gpt3", "--shape gpt2 --type q7", "a.gpt --type q8", "a.gpt -p 0", "a.gpt -n x",
        "a.gpt -d -1", "a.gpt --threads 0", "a.gpt --lane x", "a.gpt --kv q8", "a.gpt --reps 100", "a.gpt -p", "a.gpt -q 1",
    };
    size_t i;
    if (!file_exists(test_build("gpt-bench"))) SKIP("gpt-bench is not built");
    for (i = 0; i < sizeof bad / sizeof *bad; i++) {
        NOTE("%s", bad[i]);
        CHECK_INT(run_bench(bad[i], "/dev/null"), 2);
    }
    CHECK_INT(run_bench("no-such-file.gpt", "/dev/null"), 1);
    CHECK_INT(run_bench("README.md", "/dev/null"), 1);
    CHECK_INT(run_bench("--help", "/dev/null"), 0);
}

TEST_MAIN("bench", shapes_are_whole_models, shapes_have_their_published_sizes, shapes_respect_the_memory_there_is,
          program_reports_what_it_measures, program_refuses_bad_usage)
