/* test_alloc -- memory that runs out. The n-th allocation fails, for all n, in everything that allocates: the call
 * gives GPT_E_MEMORY, says so in words, leaves its object as it was, and nothing leaks. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "tiny.h"

#define MOST 1000 /* allocations any of these calls could make */

static const int some[6] = {3, 1, 4, 1, 5, 9};

static gpt_model_desc with(test_heap *heap) {
    gpt_model_desc desc = {{test_heap_alloc, test_heap_free, heap}, 0, 0, 0, 0};
    return desc;
}

static int no_memory(const gpt_error *err) {
    return CHECK_INT(err->status, GPT_E_MEMORY) && CHECK(err->message[0] != '\0') &&
           CHECK(memchr(err->message, 0, sizeof(err->message)) != NULL);
}

TEST(load_from_memory) {
    tiny_desc d = {0};
    tiny_image image;
    long n;
    d.n_test = 3;
    image = tiny_build(&d);
    for (n = 1; n < MOST; n++) {
        test_heap heap = {0, 0, 0, 0, 0};
        gpt_model_desc desc = with(&heap);
        gpt_error err = {0, ""};
        gpt_model *model;
        heap.fail_at = n;
        model = gpt_model_load_memory(image.data, image.size, &desc, &err);
        NOTE("allocation %ld", n);
        if (!model) no_memory(&err);
        gpt_model_free(model);
        CHECK_INT(heap.live, 0);
        if (model) break;
    }
    CHECK(n > 1 && n < MOST);
    CHECK(gpt_model_load_memory(image.data, image.size - 1, NULL, NULL) == NULL);
    tiny_free(&image);
}

TEST(load_from_a_file) {
    const char *path = test_build("test_alloc.gpt");
    tiny_desc d = {0};
    tiny_image image = tiny_build(&d);
    FILE *f = fopen(path, "wb");
    int how;
    long n;
    if (!CHECK(f != NULL && fwrite(image.data, 1, image.size, f) == image.size)) return;
    fclose(f);
    for (how = 0; how < 4; how++) {
        for (n = 1; n < MOST; n++) {
            test_heap heap = {0, 0, 0, 0, 0};
            gpt_model_desc desc = with(&heap);
            gpt_error err = {0, ""};
            gpt_model *model;
            desc.read = how & 1;
            desc.verify = how & 2;
            heap.fail_at = n;
            model = gpt_model_load(path, &desc, &err);
            NOTE("allocation %ld, %s", n, how & 1 ? "read" : "mapped");
            if (!model) no_memory(&err);
            else if (how & 1) CHECK(heap.bytes >= image.size);
            else CHECK(!gpt_model_info(model)->mapped || heap.bytes < image.size);
            gpt_model_free(model);
            CHECK_INT(heap.live, 0);
            if (model) break;
        }
        CHECK(n > 1 && n < MOST);
    }
    remove(path);
    tiny_free(&image);
}

TEST(contexts_and_forks) {
    tiny_desc d = {0};
    tiny_image image = tiny_build(&d);
    long n, first = 0;
    for (n = 1; n < MOST; n++) {
        test_heap heap = {0, 0, 0, 0, 0};
        gpt_model_desc desc = with(&heap);
        gpt_error err = {0, ""};
        gpt_model *model = gpt_model_load_memory(image.data, image.size, &desc, NULL);
        gpt_ctx *ctx, *fork = NULL;
        REQUIRE(model != NULL);
        heap.fail_at = heap.n_alloc + n;
        NOTE("allocation %ld", n);
        ctx = gpt_ctx_new(model, NULL, &err);
        if (!ctx) no_memory(&err);
        else {
            if (!first) first = n;
            CHECK_INT(err.status, GPT_OK);
            CHECK_INT(gpt_eval(ctx, some, 6), GPT_OK);
            fork = gpt_ctx_fork(ctx, &err);
            if (!fork) no_memory(&err);
            CHECK_INT(gpt_ctx_pos(ctx), 6); /* the original lives on */
            CHECK_INT(gpt_eval(ctx, some, 6), GPT_OK);
        }
        gpt_ctx_free(fork);
        gpt_ctx_free(ctx);
        gpt_model_free(model);
        CHECK_INT(heap.live, 0);
        if (fork) break;
    }
    CHECK(first > 1 && n > first && n < MOST);
    tiny_free(&image);
}

TEST(selftest) {
    tiny_desc d = {0};
    tiny_image image;
    long n;
    int status = GPT_E_MEMORY;
    d.n_test = 4;
    image = tiny_build(&d);
    for (n = 1; n < MOST && status == GPT_E_MEMORY; n++) {
        test_heap heap = {0, 0, 0, 0, 0};
        gpt_model_desc desc = with(&heap);
        gpt_error err = {0, ""};
        gpt_model *model = gpt_model_load_memory(image.data, image.size, &desc, NULL);
        REQUIRE(model != NULL);
        heap.fail_at = heap.n_alloc + n;
        status = gpt_model_selftest(model, -1, &err);
        NOTE("allocation %ld", n);
        CHECK_INT(err.status, status);
        if (status == GPT_E_MEMORY) no_memory(&err);
        else CHECK_INT(status, GPT_E_FORMAT); /* tiny.h writes a wrong checksum */
        gpt_model_free(model);
        CHECK_INT(heap.live, 0);
    }
    CHECK(n > 2 && n < MOST);
    tiny_free(&image);
}

/* text needs scratch for long words only: with no memory at all it works or says GPT_E_MEMORY */
TEST(tokenize) {
    const char *folder = test_shared("stories260K/hf"), *path = test_build("test_alloc_text.gpt");
    char command[4096], *text;
    const size_t size = 20000;
    long n;
    int want, got = GPT_E_MEMORY;
    size_t i;
    gpt_model *model;
    if (!folder) SKIP("../shared is absent");
    snprintf(command, sizeof(command), "%s --tokenizer-only %s/tokenizer.json -o %s 2> %s", test_build("gpt-convert"),
             folder, path, test_build("test_alloc.txt"));
    if (!CHECK(system(command) == 0)) return;
    text = (char *)malloc(size);
    if (!text) abort();
    for (i = 0; i < size; i++) text[i] = (char)('a' + test_below(26)); /* one word */
    model = gpt_model_load(path, NULL, NULL);
    want = gpt_tokenize(model, text, size, 0, NULL, 0);
    CHECK(want > 0);
    gpt_model_free(model);
    for (n = 1; n < MOST && got == GPT_E_MEMORY; n++) {
        test_heap heap = {0, 0, 0, 0, 0};
        gpt_model_desc desc = with(&heap);
        long live;
        model = gpt_model_load(path, &desc, NULL);
        if (!CHECK(model != NULL)) break;
        live = heap.live;
        heap.fail_at = heap.n_alloc + n;
        got = gpt_tokenize(model, text, size, 0, NULL, 0);
        NOTE("allocation %ld", n);
        CHECK(got == GPT_E_MEMORY || got == want);
        heap.fail_at = 0;
        CHECK_INT(gpt_tokenize(model, text, size, 0, NULL, 0), want);
        CHECK_INT(heap.live, live);
        gpt_model_free(model);
        CHECK_INT(heap.live, 0);
    }
    CHECK_INT(got, want);
    free(text);
    remove(path);
}

/* half an allocator is a mistake that loading reports, or malloc; what is freed is what was allocated */
TEST(arena_without_free) {
    tiny_desc d = {0};
    tiny_image image = tiny_build(&d);
    test_heap heap = {0, 0, 0, 0, 0};
    gpt_model_desc desc = with(&heap);
    gpt_error err = {0, ""};
    gpt_model *model;
    desc.allocator.alloc = NULL; /* free alone: ignored, malloc is used */
    model = gpt_model_load_memory(image.data, image.size, &desc, &err);
    CHECK(model != NULL || err.status == GPT_E_ARG);
    gpt_model_free(model);
    CHECK_INT(heap.n_alloc, 0);
    tiny_free(&image);
}

TEST_MAIN("alloc", load_from_memory, load_from_a_file, contexts_and_forks, selftest, tokenize, arena_without_free)
