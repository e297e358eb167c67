/* Demonstrates generating text: load a model, make a context, let it write.
 *
 *     cc -O2 -fopenmp examples/generate.c -o generate -lm */
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: generate MODEL.gpt [PROMPT] [-t TEMPERATURE] [-s SEED] [-n TOKENS]\n"
    "  -t   0: always the likeliest token (default); 1: the model's own distribution\n"
    "  -s   another number, another text, when -t is above 0 (default 1)\n"
    "  -n   at most so many tokens (default: until the end or a full context)\n";

static int print(const char *text, int size, void *user) {
    (void)user;
    return fwrite(text, 1, (size_t)size, stdout) != (size_t)size || fflush(stdout) != 0;
}

static int bad_usage(const char *why) {
    fprintf(stderr, "generate: %s\n%s", why, usage);
    return 2;
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    gpt_sampler sampler = {0};
    gpt_generate_desc desc = {0};
    gpt_model *model;
    gpt_ctx *ctx;
    const char *path = NULL, *prompt = NULL;
    int i, n = -1;
    sampler.seed = 1;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "-h") == 0 || strcmp(a, "--help") == 0) return fputs(usage, stdout) < 0;
        if (a[0] == '-' && a[1]) {
            char *end;
            double x = i + 1 < argc ? strtod(argv[++i], &end) : -1;
            if (!strchr("tsn", a[1]) || a[2] || !(x >= 0 && x <= 1e9) || *end)
                return bad_usage("an option is not right");
            if (a[1] == 't') sampler.temperature = (float)x;
            if (a[1] == 's') sampler.seed = (uint64_t)x;
            if (a[1] == 'n') desc.max_tokens = (int)x;
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
    ctx = model ? gpt_ctx_new(model, NULL, &err) : NULL;
    desc.sampler = &sampler;
    desc.on_text = print;
    if (ctx) {
        n = gpt_generate(ctx, prompt, &desc);
        putchar('\n');
    }
    if (n < 0) fprintf(stderr, "generate: %s\n", ctx ? gpt_ctx_error(ctx) : err.message);
    if (fflush(stdout) != 0) n = -1;
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    return n < 0;
}
