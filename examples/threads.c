/* Demonstrates many contexts on several threads sharing one model, and that all of them compute the same bits.
 *
 *     cc -O2 -pthread examples/threads.c -o threads -lm
 *
 * A model is read-only: any number of threads may use it. A context belongs to one thread at a time. Here every
 * thread has a context and a sampler of its own, starts from the same seed, and keeps a checksum of every logit it
 * sees. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

typedef struct job {
    pthread_t thread;
    const gpt_model *model;
    int n_token, last;
    uint64_t sum; /* of the logits at all steps */
    gpt_error err;
} job;

/* A start that every model understands: its BOS, else token 0. */
static int first_token(const gpt_model *model) {
    const int bos = gpt_token_special(model, GPT_TOKEN_BOS);
    return bos >= 0 ? bos : 0;
}

static void *run(void *arg) {
    job *j = (job *)arg;
    gpt_ctx_desc desc = {0};
    gpt_sampler sampler = {0};
    gpt_ctx *ctx;
    int i, token = first_token(j->model), status = GPT_OK;
    const size_t size = (size_t)gpt_model_info(j->model)->n_out * sizeof(float);
    desc.n_ctx = j->n_token;
    desc.n_threads = 1; /* the threads are ours */
    sampler.temperature = 1;
    sampler.seed = 2026;
    ctx = gpt_ctx_new(j->model, &desc, &j->err);
    if (!ctx) return NULL;
    for (i = 0; i < j->n_token && status >= 0; i++) {
        status = gpt_eval(ctx, &token, 1);
        if (status < 0) break;
        j->sum = j->sum * 31 + gpt_checksum(gpt_logits(ctx), size);
        status = token = gpt_sample(ctx, &sampler);
    }
    j->last = token;
    if (status < 0) {
        j->err.status = status;
        snprintf(j->err.message, sizeof(j->err.message), "%s", gpt_ctx_error(ctx));
    }
    gpt_ctx_free(ctx);
    return NULL;
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    gpt_model *model;
    job *jobs;
    int i, n = argc > 2 ? atoi(argv[2]) : 4, n_token = argc > 3 ? atoi(argv[3]) : 64, started, failed = 0;
    if (argc < 2 || argc > 4 || n < 1 || n > 1000 || n_token < 1) {
        fputs("usage: threads MODEL.gpt [THREADS 1..1000, default 4] [TOKENS, default 64]\n", stderr);
        return 2;
    }
    model = gpt_model_load(argv[1], NULL, &err);
    if (!model) {
        fprintf(stderr, "threads: %s\n", err.message);
        return 1;
    }
    jobs = (job *)calloc((size_t)n, sizeof(job));
    if (!jobs) n = 0, failed = 1;
    for (started = 0; started < n; started++) {
        jobs[started].model = model;
        jobs[started].n_token = n_token;
        if (pthread_create(&jobs[started].thread, NULL, run, &jobs[started]) != 0) break;
    }
    for (i = 0; i < started; i++) pthread_join(jobs[i].thread, NULL);
    if (started < n) fprintf(stderr, "threads: only %d threads could be started\n", started), failed = 1;
    for (i = 0; i < started && !failed; i++) {
        if (jobs[i].err.status < 0) fprintf(stderr, "threads: %s\n", jobs[i].err.message);
        else if (jobs[i].sum != jobs[0].sum || jobs[i].last != jobs[0].last)
            fprintf(stderr, "threads: thread %d differs\n", i);
        else continue;
        failed = 1;
    }
    if (!failed)
        printf("%d threads, %d tokens each: identical, checksum %016llx\n", n, n_token,
               (unsigned long long)jobs[0].sum);
    free(jobs);
    gpt_model_free(model);
    return failed;
}
