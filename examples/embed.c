/* Demonstrates embeddings: how alike two texts are to a model, as the cosine of the angle between them.
 *
 *     cc -O2 -fopenmp examples/embed.c -o embed -lm
 *
 * The embedding of a text is what the model was made for, or else the mean of its final hidden states over the tokens;
 * with --last that of the last token. 1: the same direction; 0: unrelated. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* out (n_embd_out). Returns the number of tokens, or a negative number after a message. */
static int embed(gpt_ctx *ctx, const char *text, gpt_pooling pooling, float *out) {
    const gpt_model *model = gpt_ctx_model(ctx);
    int n = gpt_tokenize(model, text, strlen(text), GPT_TEXT_BOS, NULL, 0), status = n, *tokens;
    if (n < 0) {
        fprintf(stderr, "embed: the text can't be tokenized: %s\n", gpt_status_text(n));
        return n;
    }
    tokens = (int *)malloc(((size_t)n + 1) * sizeof(int));
    if (!tokens) return GPT_E_MEMORY;
    status = gpt_tokenize(model, text, strlen(text), GPT_TEXT_BOS, tokens, n);
    if (status >= 0) status = gpt_ctx_rewind(ctx, 0);
    if (status >= 0) status = gpt_embed(ctx, tokens, n, pooling, out);
    if (status < 0) fprintf(stderr, "embed: %s\n", gpt_ctx_error(ctx));
    free(tokens);
    return status < 0 ? status : n;
}

static double cosine(const float *a, const float *b, int n) {
    double ab = 0, aa = 0, bb = 0;
    int i;
    for (i = 0; i < n; i++) {
        ab += (double)a[i] * (double)b[i];
        aa += (double)a[i] * (double)a[i];
        bb += (double)b[i] * (double)b[i];
    }
    return aa > 0 && bb > 0 ? ab / sqrt(aa * bb) : 0;
}

int main(int argc, char **argv) {
    const int last = argc > 1 && strcmp(argv[1], "--last") == 0;
    const gpt_pooling pooling = last ? GPT_POOL_LAST : GPT_POOL_MODEL;
    gpt_error err = {0, ""};
    gpt_model *model;
    gpt_ctx *ctx;
    float *a = NULL, *b = NULL;
    int n = 0, ok;
    if (argc != 4 + last) {
        fputs("usage: embed [--last] MODEL.gpt TEXT TEXT\n", stderr);
        return 2;
    }
    model = gpt_model_load(argv[1 + last], NULL, &err);
    ctx = model ? gpt_ctx_new(model, NULL, &err) : NULL;
    if (ctx) {
        n = gpt_model_info(model)->n_embd_out;
        a = (float *)malloc((size_t)n * sizeof(float));
        b = (float *)malloc((size_t)n * sizeof(float));
    } else {
        fprintf(stderr, "embed: %s\n", err.message);
    }
    ok = a && b && embed(ctx, argv[2 + last], pooling, a) >= 0 && embed(ctx, argv[3 + last], pooling, b) >= 0;
    if (ok) printf("%.4f\n", cosine(a, b, n));
    free(a);
    free(b);
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    return !ok;
}
