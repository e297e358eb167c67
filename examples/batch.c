/* Demonstrates stepping many contexts in one call: each prompt is continued by a context of its own, and the model's
 * weights are read once a step for all of them. Each text is what it would be alone.
 *
 *     cc -O2 -fopenmp examples/batch.c -o batch -lm */
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char usage[] =
    "usage: batch MODEL.gpt [-n TOKENS] [-t TEMPERATURE] PROMPT...\n"
    "  -n   at most so many tokens for each prompt (default 100)\n"
    "  -t   0: always the likeliest token (default); 1: the model's own distribution\n";

/* One text under way. */
typedef struct job {
    gpt_ctx *ctx;
    gpt_sampler sampler;
    gpt_decoder decoder;
    int *tokens, n_tokens; /* what comes next: the prompt, then the token that was chosen last */
    int left;              /* tokens it may still write; 0: it has ended */
    char *text;
    size_t size, cap;
} job;

static void *must(void *p) {
    if (p) return p;
    fputs("batch: out of memory\n", stderr);
    exit(1);
}

static void fail(const char *why) {
    fprintf(stderr, "batch: %s\n", why);
    exit(1);
}

static void job_start(job *j, const gpt_model *model, const char *prompt, int n, float temperature) {
    const size_t size = strlen(prompt);
    gpt_ctx_desc desc = {0};
    gpt_error err = {0, ""};
    memset(j, 0, sizeof(*j));
    j->n_tokens = gpt_tokenize(model, prompt, size, GPT_TEXT_BOS, NULL, 0);
    if (j->n_tokens < 1) fail(j->n_tokens < 0 ? gpt_status_text(j->n_tokens) : "an empty prompt");
    j->tokens = (int *)must(malloc(sizeof(int) * (size_t)j->n_tokens));
    gpt_tokenize(model, prompt, size, GPT_TEXT_BOS, j->tokens, j->n_tokens);
    desc.n_ctx = j->n_tokens + n;
    j->ctx = gpt_ctx_new(model, &desc, &err);
    if (!j->ctx) fail(err.message);
    j->sampler.temperature = temperature;
    j->sampler.seed = 1;
    j->left = n;
}

/* the text of one more token; of -1: what is still kept when the text ends */
static void job_write(job *j, const gpt_model *model, int token) {
    const size_t room = 2048;
    char *at;
    int n;
    if (j->cap < j->size + room) j->text = (char *)must(realloc(j->text, j->cap = 2 * j->size + room));
    at = j->text + j->size;
    n = token < 0 ? gpt_decode_end(model, &j->decoder, at, (int)room)
                  : gpt_decode(model, &j->decoder, token, 0, at, (int)room);
    if (n > 0 && n <= (int)room) j->size += (size_t)n;
}

/* All jobs that have not ended take one step together: a whole prompt at first, then a token each. Returns how many. */
static int step(job *jobs, int n, const gpt_model *model, gpt_part *parts) {
    int i, n_part = 0;
    for (i = 0; i < n; i++) {
        gpt_part part = {0};
        part.ctx = jobs[i].ctx;
        part.tokens = jobs[i].tokens;
        part.n = jobs[i].n_tokens;
        if (jobs[i].left > 0) parts[n_part++] = part;
    }
    if (n_part == 0) return 0;
    if (gpt_eval_batch(parts, n_part) != GPT_OK) fail(gpt_ctx_error(parts[0].ctx));
    for (i = 0; i < n; i++) {
        job *j = &jobs[i];
        if (j->left == 0) continue;
        j->tokens[0] = gpt_sample(j->ctx, &j->sampler);
        j->n_tokens = 1;
        if (j->tokens[0] < 0) fail(gpt_ctx_error(j->ctx));
        j->left = gpt_token_is_end(model, j->tokens[0]) ? 0 : j->left - 1;
        if (!gpt_token_is_end(model, j->tokens[0])) job_write(j, model, j->tokens[0]);
        if (j->left == 0) job_write(j, model, -1);
    }
    return n_part;
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    gpt_model *model;
    gpt_part *parts;
    job *jobs;
    double x[2] = {100, 0}; /* -n, -t */
    int i, at = 2, n;
    for (; at + 1 < argc && argv[at][0] == '-' && (argv[at][1] == 'n' || argv[at][1] == 't') && !argv[at][2]; at += 2) {
        char *end;
        double *to = &x[argv[at][1] == 't'];
        *to = strtod(argv[at + 1], &end);
        if (end == argv[at + 1] || *end || !(*to >= 0 && *to <= 1e6)) at = argc;
    }
    n = argc - at;
    if (n < 1) {
        fputs(usage, stderr);
        return 2;
    }
    model = gpt_model_load(argv[1], NULL, &err);
    if (!model) fail(err.message);
    jobs = (job *)must(calloc((size_t)n, sizeof(job)));
    parts = (gpt_part *)must(calloc((size_t)n, sizeof(gpt_part)));
    for (i = 0; i < n; i++) job_start(&jobs[i], model, argv[at + i], (int)x[0], (float)x[1]);
    while (step(jobs, n, model, parts) > 0) continue;
    for (i = 0; i < n; i++) {
        printf("%s%.*s\n", argv[at + i], (int)jobs[i].size, jobs[i].text ? jobs[i].text : "");
        gpt_ctx_free(jobs[i].ctx);
        free(jobs[i].tokens);
        free(jobs[i].text);
    }
    free(jobs);
    free(parts);
    gpt_model_free(model);
    return fflush(stdout) != 0;
}
