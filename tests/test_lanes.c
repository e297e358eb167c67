/* test_lanes -- the bits themselves: checksums of the logits of small random models of all types of weights and all
 * mechanisms, in tests/data/lanes.txt. Every lane of every processor and compiler must reproduce them.
 *
 * Whoever changes what is computed (the order of a sum, a polynomial), or what mechanisms.h draws, enters them anew:
 *
 *     build/test_lanes; cp build/lanes.txt tests/data/lanes.txt
 */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"
#include "../tools/names.h"

#define LINE 80
#define DRAWS 72

static char want[256][LINE]; /* lines of the file; all are empty before it is read */
static FILE *found;          /* where those of this run go */
static const struct { gpt_kv kv; const char *name; } caches[] = {{GPT_KV_F16, "f16"}, {GPT_KV_F32, "f32"}, {GPT_KV_I8, "i8"}};
enum { N_CACHE = sizeof(caches) / sizeof(caches[0]) };

static void open_files(void) {
    FILE *f = want[0][0] ? NULL : fopen(test_data("lanes.txt"), "r");
    int n = 0;
    if (!found) found = fopen(test_build("lanes.txt"), "w");
    while (f && n < 256 && fgets(want[n], LINE, f)) n++;
    if (f) fclose(f);
}

/* Checksum of the logits after a prompt, and after each of three more tokens: products of many rows and of one. */
static uint64_t logits_checksum(const gpt_model *model, gpt_kv kv, const int *tokens, int n, int lane) {
    gpt_ctx *ctx = mechanisms_ctx(model, 0, kv, 0, 1, lane);
    size_t n_out = (size_t)gpt_model_info(model)->n_out, i;
    uint64_t sums[4] = {0, 0, 0, 0};
    int k;
    for (k = 0; ctx && k < 4; k++) {
        int first = k ? n - 4 + k : 0, count = k ? 1 : n - 3;
        if (!CHECK_INT(gpt_eval(ctx, tokens + first, count), GPT_OK)) break;
        for (i = 0; i < n_out; i++)
            if (!CHECK(gpt__finite(gpt_logits(ctx)[i]))) break; /* NaNs are not the same everywhere */
        sums[k] = gpt_checksum(gpt_logits(ctx), n_out * sizeof(float));
    }
    gpt_ctx_free(ctx);
    return gpt_checksum(sums, sizeof(sums));
}

/* one model in all lanes: they agree with each other and with the line of the file */
static void check_lanes(const char *name, const mechanisms *s, int cache, int n) {
    tiny_image image = mechanisms_model(s);
    gpt_error err = {0, ""};
    gpt_model *model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    int tokens[160], t, lane;
    char first[LINE] = "";
    open_files();
    for (t = 0; t < n; t++) tokens[t] = test_below(s->n_vocab);
    if (!model) FAIL("%s", err.message);
    for (lane = 0; model && lane < gpt_lane_count(); lane++) {
        uint64_t sum;
        char line[LINE];
        NOTE("lane %s, %s: %s", gpt_lane_name(lane), name, mechanisms_text(s));
        sum = logits_checksum(model, caches[cache].kv, tokens, n, lane);
        snprintf(line, LINE, "%08lx%08lx %s %s\n", (unsigned long)(sum >> 32), (unsigned long)(sum & 0xffffffffu),
                 name, caches[cache].name);
        if (lane == 0) {
            memcpy(first, line, LINE);
            if (found) fputs(line, found);
            for (t = 0; t < 256 && strcmp(want[t], line); t++) continue;
            if (t == 256) FAIL("not in lanes.txt: %.16s", line);
        } else {
            CHECK_STR(line, first);
        }
    }
    gpt_model_free(model);
    tiny_free(&image);
}

TEST(logits_of_each_type) {
    int type, cache;
    for (type = 0; type < GPT__TYPE_COUNT; type++) {
        for (cache = 0; cache < N_CACHE; cache++) {
            mechanisms s = mechanisms_default();
            s.type = (gpt_type)type;
            s.n_embd = 72, s.n_ff = 100, s.bias = 1, s.qk_norm = 1;
            test.random = 1;
            check_lanes(names_type((uint32_t)type), &s, cache, 90);
        }
    }
}

TEST(logits_of_each_mechanism) {
    int i;
    for (i = 0; i < DRAWS; i++) {
        mechanisms s;
        char name[32];
        test.random = (uint64_t)i;
        s = mechanisms_random();
        s.type = (gpt_type)(i % GPT__TYPE_COUNT);
        snprintf(name, sizeof(name), "draw %d %s", i, names_type((uint32_t)s.type));
        check_lanes(name, &s, i / GPT__TYPE_COUNT % N_CACHE, 4 + test_below(90));
    }
}

TEST_MAIN("lanes", logits_of_each_type, logits_of_each_mechanism)
