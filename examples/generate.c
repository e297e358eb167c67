/* Demonstrates generating text: load a model, make a context, let it write; faster with guesses (-l, -d), and the same.
 *
 *     cc -O2 -fopenmp examples/generate.c -o generate -lm */
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: generate MODEL.gpt [PROMPT] [-t TEMPERATURE] [-s SEED] [-n TOKENS] [-l LATEST] [-d DRAFT.gpt]\n"
    "                          [--kv f16|f32|i8]\n"
    "  -t   0: always the likeliest token (default); 1: the model's own distribution\n"
    "  -s   another number, another text, when -t is above 0 (default 1)\n"
    "  -n   at most so many tokens (default: until the end or a full context)\n"
    "  -l   guess that the latest 2 (3, ...) tokens go on as they did before: faster where the text repeats itself\n"
    "  -d   a smaller model with the same vocabulary, whose guesses the large one checks\n"
    "  --kv how keys and values are kept; i8 takes half the memory of f16, the default\n";

static int print(const char *text, int size, void *user) {
    (void)user;
    return fwrite(text, 1, (size_t)size, stdout) != (size_t)size || fflush(stdout) != 0;
}

static int bad_usage(const char *why) {
    fprintf(stderr, "generate: %s\n%s", why, usage);
    return 2;
}

/* f16, f32, i8: the types of the KV cache, as gpt_kv numbers them */
static int parse_kv(const char *word, gpt_kv *kv) {
    static const char *const name[] = {"f16", "f32", "i8"};
    int i;
    for (i = 0; i < 3 && strcmp(word, name[i]) != 0; i++) continue;
    *kv = (gpt_kv)i;
    return i < 3;
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    gpt_sampler sampler = {0};
    gpt_generate_desc desc = {0};
    gpt_ctx_desc how = {0};
    gpt_model *model, *draft = NULL;
    gpt_ctx *ctx;
    const char *path = NULL, *prompt = NULL, *draft_path = NULL;
    int i, n = -1;
    sampler.seed = 1;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "-h") == 0 || strcmp(a, "--help") == 0) return fputs(usage, stdout) < 0;
        if (strcmp(a, "-d") == 0 && i + 1 < argc) {
            draft_path = argv[++i];
        } else if (strcmp(a, "--kv") == 0 && i + 1 < argc) {
            if (!parse_kv(argv[++i], &how.kv)) return bad_usage("no such type of cache");
        } else if (a[0] == '-' && a[1]) {
            char *end;
            double x = i + 1 < argc ? strtod(argv[++i], &end) : -1;
            if (!strchr("tsnl", a[1]) || a[2] || !(x >= 0 && x <= 1e9) || *end)
                return bad_usage("an option is not right");
            if (a[1] == 't') sampler.temperature = (float)x;
            if (a[1] == 's') sampler.seed = (uint64_t)x;
            if (a[1] == 'n') desc.max_tokens = (int)x;
            if (a[1] == 'l') desc.lookup = (int)x;
        } else if (!path) {
            path = a;
        } else if (!prompt) {
            prompt = a;
        } else {
            return bad_usage("more than one prompt");
        }
    }
    if (!path) return bad_usage("which model?");

    model = gpt_model_load(path, NULL, &err);
    ctx = model ? gpt_ctx_new(model, &how, &err) : NULL;
    if (ctx && draft_path) {
        draft = gpt_model_load(draft_path, NULL, &err);
        desc.draft = draft ? gpt_ctx_new(draft, NULL, &err) : NULL;
    }
    desc.sampler = &sampler;
    desc.on_text = print;
    if (ctx && (desc.draft || !draft_path)) {
        n = gpt_generate(ctx, prompt, &desc);
        putchar('\n');
    }
    if (n < 0) fprintf(stderr, "generate: %s\n", err.status ? err.message : gpt_ctx_error(ctx));
    if (fflush(stdout) != 0) n = -1;
    gpt_ctx_free(desc.draft);
    gpt_model_free(draft);
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    return n < 0;
}
