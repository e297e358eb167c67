/* bench_guess.h -- decoding a text with guesses (gpt_generate_desc.lookup, .draft) and without, the same text
 *
 *     guess_desc d = {2, draft_model, NULL, 0};
 *     rc = guess_open(&g, model, &d, 128, &how, &err);             how: gpt_ctx_desc but for its n_ctx
 *     rc = guess_run(&g, 1, &tokens, &seconds, &err);              0: without
 *     guess_close(&g);
 *
 * Guesses pay where a text repeats itself. The text that is measured without another prompt does: a question is asked
 * for the second time, and the model, which takes the likeliest token each time, has its first answer before it.
 * Include ../gpt.h with its implementation, file.h and bench_limits.h first. */
#ifndef TOOLS_BENCH_GUESS_H
#define TOOLS_BENCH_GUESS_H

typedef struct guess_desc {
    int lookup;             /* 0: none */
    const gpt_model *draft; /* NULL: none */
    const char *text;       /* (size) the prompt; NULL: a question, for the second time */
    size_t size;
} guess_desc;

typedef struct guesses {
    const guess_desc *desc;
    gpt_ctx *ctx, *draft;
    int *prompt, n_prompt, n; /* n: tokens to generate, at most */
} guesses;

/* A failed call of a context says why itself. */
static inline int explain(const gpt_ctx *ctx, int rc, gpt_error *err) {
    if (rc >= 0) return GPT_OK;
    return gpt__fail(err, rc, "%s", *gpt_ctx_error(ctx) ? gpt_ctx_error(ctx) : gpt_status_text(rc));
}

static inline void guess_close(guesses *g) {
    gpt_ctx_free(g->ctx);
    gpt_ctx_free(g->draft);
    free(g->prompt);
    memset(g, 0, sizeof *g);
}

/* ---- the prompt ---- */

/* The messages as tokens of g->prompt; a model that was never taught to chat has their texts one after the other. */
static inline int guess__layout(guesses *g, const gpt_model *m, const gpt_message *message, int n, gpt_error *err) {
    const int chats = gpt_chat_default(m) != GPT_CHAT_PLAIN;
    gpt_chat_desc chat = {0};
    size_t room = 4096; /* templates may write a prompt of their own */
    int i, k = 0;
    for (i = 0; i < n; i++) room += strlen(message[i].content) + 64;
    if (room > INT_MAX / 2) return tool_fail(err, GPT_E_ARG, "a text of more than 1 GB");
    free(g->prompt);
    g->prompt = (int *)malloc(room * sizeof *g->prompt);
    if (!g->prompt) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    g->n_prompt = 0;
    chat.messages = message, chat.n = n, chat.now = TOOL_NOW;
    if (chats) k = gpt_chat_tokens(m, &chat, g->prompt, (int)room, err);
    for (i = 0; i < n && !chats && k >= 0; i++, g->n_prompt += k > 0 ? k : 0)
        k = gpt_tokenize(m, message[i].content, strlen(message[i].content), i ? 0 : GPT_TEXT_BOS,
                         g->prompt + g->n_prompt, (int)room - g->n_prompt);
    if (k > (int)room) return tool_fail(err, GPT_E_FULL, "the chat template writes more than the text");
    if (k < 0) return tool_fail(err, k, "the text can't be tokenized: %s", gpt_status_text(k));
    if (chats) g->n_prompt = k;
    return g->n_prompt > 0 ? GPT_OK : tool_fail(err, GPT_E_ARG, "the text is empty");
}

static inline int guess__collect(const char *text, int size, void *user) {
    char *answer = (char *)user;
    const size_t n = strlen(answer);
    if (n + (size_t)size >= 1 << 16) return 1;
    memcpy(answer + n, text, (size_t)size);
    answer[n + (size_t)size] = 0;
    return 0;
}

static inline int guess__context(guesses *g, const gpt_model *m, const gpt_ctx_desc *how, gpt_error *err) {
    gpt_ctx_desc d = *how;
    const int most = gpt_model_info(m)->n_ctx;
    d.n_ctx = g->n_prompt + g->n;
    d.n_batch = 0;
    if (most && d.n_ctx > most)
        return tool_fail(err, GPT_E_FULL, "a text of %d tokens and %d more: the model has %d positions", g->n_prompt,
                         g->n, most);
    gpt_ctx_free(g->ctx);
    g->ctx = gpt_ctx_new(m, &d, err);
    return g->ctx ? GPT_OK : err->status;
}

/* The question, the model's answer, and the question again. */
static inline int guess__ask_twice(guesses *g, const gpt_model *m, const gpt_ctx_desc *how, gpt_error *err) {
    const int chats = gpt_chat_default(m) != GPT_CHAT_PLAIN;
    const char *question = chats ? "Tell me a story about a fox." : "Once upon a time";
    gpt_message message[3] = {{"user", NULL, NULL}, {"assistant", NULL, NULL}, {"user", NULL, NULL}};
    gpt_generate_desc desc;
    char *answer = (char *)calloc(1 << 16, 1);
    int rc = answer ? GPT_OK : tool_fail(err, GPT_E_MEMORY, "out of memory");
    memset(&desc, 0, sizeof desc);
    desc.max_tokens = g->n;
    desc.on_text = guess__collect;
    desc.user = answer;
    message[0].content = message[2].content = question;
    message[1].content = answer;
    if (rc == GPT_OK) rc = guess__layout(g, m, message, 1, err);
    if (rc == GPT_OK) rc = guess__context(g, m, how, err);
    if (rc == GPT_OK) rc = explain(g->ctx, gpt_generate_tokens(g->ctx, g->prompt, g->n_prompt, &desc), err);
    if (rc == GPT_OK) rc = guess__layout(g, m, message, 3, err);
    free(answer);
    return rc;
}

static inline int guess__given(guesses *g, const gpt_model *m, gpt_error *err) {
    gpt_message message = {"user", NULL, NULL};
    char *text = (char *)malloc(g->desc->size + 1);
    int rc;
    if (!text) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    memcpy(text, g->desc->text, g->desc->size);
    text[g->desc->size] = 0;
    message.content = text;
    rc = guess__layout(g, m, &message, 1, err);
    free(text);
    return rc;
}

/* ---- measuring ---- */

/* The contexts of one number of threads, the prompt evaluated. */
static inline int guess_open(guesses *g, const gpt_model *m, const guess_desc *desc, int n, const gpt_ctx_desc *how,
                             gpt_error *err) {
    gpt_ctx_desc d = *how;
    int rc;
    memset(g, 0, sizeof *g);
    g->desc = desc;
    g->n = n;
    if (!gpt_model_info(m)->n_tokens) return tool_fail(err, GPT_E_KIND, "the model has no tokenizer, and thus no text");
    rc = desc->text ? guess__given(g, m, err) : guess__ask_twice(g, m, how, err);
    if (rc == GPT_OK) rc = guess__context(g, m, how, err);
    if (rc == GPT_OK) rc = explain(g->ctx, gpt_eval(g->ctx, g->prompt, g->n_prompt), err);
    if (rc != GPT_OK || !desc->draft) return rc;
    d.n_ctx = g->n_prompt + n; /* a shorter draft ends its guesses there */
    if (gpt_model_info(desc->draft)->n_ctx && d.n_ctx > gpt_model_info(desc->draft)->n_ctx) d.n_ctx = 0;
    d.n_batch = 0;
    g->draft = gpt_ctx_new(desc->draft, &d, err);
    return g->draft ? GPT_OK : err->status;
}

/* The text once more, with guesses or without: its tokens and the seconds that they took. Both models have read the
 * prompt before the clock starts. */
static inline int guess_run(guesses *g, int with, int *tokens, double *seconds, gpt_error *err) {
    gpt_generate_desc desc;
    double start;
    int rc = explain(g->ctx, gpt_ctx_rewind(g->ctx, g->n_prompt - 1), err);
    memset(&desc, 0, sizeof desc);
    desc.max_tokens = g->n;
    if (with) desc.lookup = g->desc->lookup, desc.draft = g->draft;
    if (rc == GPT_OK) rc = explain(g->ctx, gpt_eval(g->ctx, g->prompt + g->n_prompt - 1, 1), err);
    if (rc == GPT_OK && desc.draft && g->n_prompt <= g->draft->desc.n_ctx)
        rc = explain(g->draft, gpt_sync(g->draft, g->prompt, g->n_prompt), err);
    if (rc != GPT_OK) return rc;
    start = now();
    *tokens = gpt_generate_tokens(g->ctx, NULL, 0, &desc);
    *seconds = now() - start;
    return explain(g->ctx, *tokens, err);
}

#endif
