/* selftest.h -- what a model file's self-test holds: a few tokens, and the checksum of what the network makes of them.
 *
 * Include ../gpt.h, with its implementation, and gptfile.h first; POSIX and madvise must be declared. */
#ifndef TOOLS_SELFTEST_H
#define TOOLS_SELFTEST_H

#include <math.h>

enum { SELFTEST_TOKENS = 8 };

/* selftest_tokens -- tokens for a network of this config to run; returns how many. */
static inline uint32_t selftest_tokens(const gpt__config *c, uint32_t token[SELFTEST_TOKENS]) {
    uint32_t i, n = c->n_ctx < SELFTEST_TOKENS ? c->n_ctx : SELFTEST_TOKENS;
    if (c->n_out == 0) return 0;
    for (i = 0; i < n; i++) token[i] = (uint32_t)((1 + (uint64_t)i * 7919) % c->n_vocab);
    return n;
}

/* Called before each layer: the mapped weights of those before need not stay in memory, so that a
 * model larger than it can be tested, too. Never cancels. */
static inline int selftest__forget_pages(void *user) {
#ifdef MADV_DONTNEED
    const gpt_model *model = (const gpt_model *)user;
    if (model->file.mapped)
        madvise((void *)(uintptr_t)model->file.data, model->file.size, MADV_DONTNEED);
#else
    (void)user;
#endif
    return 0;
}

/* selftest_run -- runs the finished temporary file and records what came out. */
static inline int selftest_run(gptfile *g, const uint32_t *token, uint32_t n, gpt_error *err) {
    int ids[SELFTEST_TOKENS], n_out, rc, i;
    gpt_ctx_desc desc = {0};
    uint64_t sum = 0;
    gpt_ctx *ctx = NULL;
    gpt_model *model = gpt_model_load(g->out.temp, NULL, err);
    if (!model) return err->status;
    for (i = 0; i < (int)n; i++) ids[i] = (int)token[i];
    desc.n_ctx = (int)n;
    desc.n_batch = (int)n;
    desc.kv = GPT_KV_F32;
    desc.cancel = selftest__forget_pages;
    desc.user = model;
    ctx = gpt_ctx_new(model, &desc, err);
    rc = ctx ? gpt_eval(ctx, ids, (int)n) : err->status;
    if (ctx && rc != GPT_OK)
        tool_fail(err, rc, "%s: self-test: %s", g->out.path, gpt_ctx_error(ctx));
    if (rc == GPT_OK) {
        const float *out = gpt_logits(ctx);
        n_out = gpt_model_info(model)->n_out;
        for (i = 0; i < n_out && rc == GPT_OK; i++)
            if (!isfinite(out[i]))
                rc = tool_fail(err, GPT_E_FORMAT,
                               "%s: self-test: output %d of the network is not finite", g->out.path,
                               i);
        sum = gpt_checksum(out, (size_t)n_out * sizeof *out);
    }
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    return rc == GPT_OK ? gptfile_set_test(g, sum, err) : rc;
}

#endif
