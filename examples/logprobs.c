/* Demonstrates log-probabilities: how likely a text is to a model, token by token, and what it would rather have read.
 *
 *     cc -O2 -fopenmp examples/logprobs.c -o logprobs -lm
 *
 *     logprobs MODEL.gpt TEXT               each token of the text, and the 5 likeliest in its place
 *     logprobs MODEL.gpt PROMPT -n 20       the same of 20 tokens that the model writes behind the prompt
 *
 * They are natural logarithms of the model's own distribution, as services return them: no temperature, no top-p. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define N_TOP 5

typedef struct report {
    const gpt_model *model;
    gpt_scored scored[1 + N_TOP]; /* a token, and the likeliest in its place */
    double sum;
    int n;
} report;

/* a token as a C string would be written: what is not printable as \n or \xE2 */
static void print_token(const gpt_model *model, int token) {
    int i, size = 0, width = 2;
    const char *bytes = gpt_token_bytes(model, token, &size);
    putchar('"');
    for (i = 0; i < size; i++) {
        const unsigned char c = (unsigned char)bytes[i];
        if (c == '\n') width += printf("\\n");
        else if (c == '"' || c == '\\') width += printf("\\%c", c);
        else if (c >= 32 && c < 127) width += printf("%c", c);
        else width += printf("\\x%02X", c);
    }
    printf("\"%*s", width < 16 ? 16 - width : 1, "");
}

static void print_row(report *r) {
    int i;
    print_token(r->model, r->scored[0].token);
    printf("%8.3f  |", (double)r->scored[0].logprob);
    for (i = 1; i <= N_TOP && r->scored[i].token >= 0; i++) {
        printf("  %.3f ", (double)r->scored[i].logprob);
        print_token(r->model, r->scored[i].token);
    }
    putchar('\n');
    r->sum += (double)r->scored[0].logprob;
    r->n++;
}

/* of a text that is there: each token is asked for before it is evaluated */
static int score_text(gpt_ctx *ctx, const int *tokens, int n, report *r) {
    int i, status = gpt_eval(ctx, tokens, 1), top;
    print_token(r->model, tokens[0]);
    printf("%8s  |  nothing comes before it\n", "");
    for (i = 1; i < n && status == GPT_OK; i++) {
        for (top = 0; top <= N_TOP; top++) r->scored[top].token = -1;
        status = gpt_score(ctx, tokens + i, 1, r->scored);
        if (status == GPT_OK) status = gpt_top(ctx, r->scored + 1, N_TOP) < 0 ? GPT_E_ARG : GPT_OK;
        if (status == GPT_OK) print_row(r);
        if (status == GPT_OK) status = gpt_eval(ctx, tokens + i, 1);
    }
    return status;
}

/* of a text that is written: gpt_generate has filled `scored` */
static int on_token(int token, void *user) {
    (void)token;
    print_row((report *)user);
    return 0;
}

static int score_answer(gpt_ctx *ctx, const int *tokens, int n, int n_new, report *r) {
    gpt_generate_desc desc = {0};
    int status;
    desc.max_tokens = n_new;
    desc.scored = r->scored;
    desc.n_top = N_TOP;
    desc.on_token = on_token;
    desc.user = r;
    status = gpt_generate_tokens(ctx, tokens, n, &desc);
    return status < 0 ? status : GPT_OK;
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    report r = {0};
    gpt_model *model;
    gpt_ctx *ctx;
    int n = 0, n_new = 0, status = GPT_OK, *tokens = NULL;
    if (argc == 5 && strcmp(argv[3], "-n") == 0) n_new = atoi(argv[4]);
    if (argc != 3 && n_new < 1) {
        fputs("usage: logprobs MODEL.gpt TEXT [-n TOKENS]\n", stderr);
        return 2;
    }
    model = gpt_model_load(argv[1], NULL, &err);
    ctx = model ? gpt_ctx_new(model, NULL, &err) : NULL;
    if (!ctx) {
        fprintf(stderr, "logprobs: %s\n", err.message);
        gpt_model_free(model);
        return 1;
    }
    r.model = model;
    n = gpt_tokenize(model, argv[2], strlen(argv[2]), GPT_TEXT_BOS, NULL, 0);
    if (n > 0) tokens = (int *)malloc((size_t)n * sizeof(int));
    if (tokens) {
        gpt_tokenize(model, argv[2], strlen(argv[2]), GPT_TEXT_BOS, tokens, n);
        status = n_new > 0 ? score_answer(ctx, tokens, n, n_new, &r) : score_text(ctx, tokens, n, &r);
        if (status != GPT_OK) fprintf(stderr, "logprobs: %s\n", gpt_ctx_error(ctx));
        if (r.n > 0) printf("%d tokens predicted, %.3f in all, perplexity %.3f\n", r.n, r.sum, exp(-r.sum / r.n));
    } else {
        status = n < 0 ? n : GPT_E_ARG;
        fprintf(stderr, "logprobs: %s\n", n == 0 ? "an empty text" : n < 0 ? gpt_status_text(n) : "out of memory");
    }
    free(tokens);
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    return status != GPT_OK;
}
