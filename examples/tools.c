/* Demonstrates tools: the model is told what it may call, its answer is taken apart as it comes, calls are run, and
 * what they give goes back into the conversation until there is an answer in words.
 *
 *     cc -O2 -fopenmp examples/tools.c -o tools -lm
 *     ./tools MODEL.gpt "What is 17 plus 25?"              a model that was taught to call tools
 *     ./tools MODEL.gpt "What is 17 plus 25?" --canned     the first answer is one that was written beforehand
 *
 * demo/gpt-demo.gpt was taught no tools and its template does not mention them: it answers in words. With --canned the
 * loop can be seen with it all the same, but for what it makes of the result. */
#define _POSIX_C_SOURCE 200809L
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define MAX_MESSAGE 16
#define TEXT_CAP 4096

static const char tools[] =
    "[{\"type\": \"function\", \"function\": {\"name\": \"add\", \"description\": \"The sum of two numbers\", "
    "\"parameters\": {\"type\": \"object\", "
    "\"properties\": {\"a\": {\"type\": \"number\"}, \"b\": {\"type\": \"number\"}}, "
    "\"required\": [\"a\", \"b\"]}}}]";
static const char canned[] = "<tool_call>\n{\"name\": \"add\", \"arguments\": {\"a\": 17, \"b\": 25}}\n</tool_call>";

typedef struct answer {
    char name[64], arguments[TEXT_CAP]; /* of the last call */
    int n_call;
    gpt_answer parser;
} answer;

static void append(char *to, size_t cap, const char *text, int size) {
    const size_t n = strlen(to);
    snprintf(to + n, cap - n, "%.*s", size, text);
}

static int on_part(gpt_answer_part part, const char *text, int size, void *user) {
    answer *a = (answer *)user;
    switch (part) {
    case GPT_ANSWER_CONTENT: printf("%.*s", size, text); return fflush(stdout) != 0;
    case GPT_ANSWER_CALL: a->n_call++, a->name[0] = a->arguments[0] = 0; break;
    case GPT_ANSWER_NAME: append(a->name, sizeof(a->name), text, size); break;
    case GPT_ANSWER_ARGUMENTS: append(a->arguments, sizeof(a->arguments), text, size); break;
    default: break; /* reasoning is not shown here, and ids are not needed for one call at a time */
    }
    return 0;
}

static int on_text(const char *text, int size, void *user) {
    return gpt_answer_push(&((answer *)user)->parser, text, size) != GPT_OK;
}

/* The number behind "key":, as far as this example needs to read JSON. */
static double number(const char *json, const char *key) {
    const char *at = strstr(json, key);
    at = at ? strchr(at, ':') : NULL;
    return at ? strtod(at + 1, NULL) : 0;
}

static void run(const answer *a, char *result, size_t cap) {
    if (strcmp(a->name, "add") != 0) snprintf(result, cap, "there is no such tool");
    else snprintf(result, cap, "%g", number(a->arguments, "\"a\"") + number(a->arguments, "\"b\""));
}

/* The prompt's tokens, then the answer through the parser. Returns 0, or -1 after saying what is wrong. */
static int ask(gpt_ctx *ctx, const gpt_chat_desc *chat, int use_canned, answer *a) {
    const gpt_model *model = gpt_ctx_model(ctx);
    gpt_generate_desc desc = {0};
    gpt_error err = {0, ""};
    int n = gpt_chat_tokens(model, chat, NULL, 0, &err), status = GPT_OK;
    int *tokens = n > 0 ? (int *)malloc((size_t)n * sizeof(int)) : NULL;
    if (!tokens) {
        fprintf(stderr, "tools: %s\n", n < 0 ? err.message : n == 0 ? "an empty prompt" : "out of memory");
        return -1;
    }
    memset(a, 0, sizeof(*a));
    a->parser.on_part = on_part, a->parser.user = a;
    if (use_canned) a->parser.styles = GPT_STYLE_TAGS; /* the model's template may not know these marks */
    n = gpt_chat_tokens(model, chat, tokens, n, &err);
    gpt_answer_start(&a->parser, model, chat, tokens, n);
    desc.on_text = on_text, desc.user = a, desc.special = 2, desc.max_tokens = 512;
    if (use_canned) gpt_answer_push(&a->parser, canned, (int)strlen(canned));
    else if ((status = gpt_sync(ctx, tokens, n)) >= 0) status = gpt_generate_tokens(ctx, NULL, 0, &desc);
    gpt_answer_end(&a->parser);
    free(tokens);
    if (status < 0) fprintf(stderr, "tools: %s\n", gpt_ctx_error(ctx));
    return status < 0 ? -1 : 0;
}

int main(int argc, char **argv) {
    static char json[MAX_MESSAGE][TEXT_CAP + 200], result[MAX_MESSAGE][64];
    static answer a;
    gpt_message messages[MAX_MESSAGE] = {{0, 0, 0}};
    gpt_chat_desc chat = {0};
    gpt_error err = {0, "usage: tools MODEL.gpt QUESTION [--canned]"};
    gpt_model *model = argc > 2 ? gpt_model_load(argv[1], NULL, &err) : NULL;
    gpt_ctx *ctx = model ? gpt_ctx_new(model, NULL, &err) : NULL;
    const int use_canned = argc > 3 && strcmp(argv[3], "--canned") == 0;
    const time_t seconds = time(NULL);
    char now[32];
    int rc = 1;
    if (!ctx) return fprintf(stderr, "%s\n", err.message), gpt_model_free(model), 1;
    strftime(now, sizeof(now), "%Y-%m-%dT%H:%M:%S", localtime(&seconds));
    messages[0].role = "user", messages[0].content = argv[2];
    chat.messages = messages, chat.n = 1, chat.now = now;
    if (gpt_chat_default(model) == GPT_CHAT_TEMPLATE) chat.tools = tools; /* the built-in formats know no tools */
    else fprintf(stderr, "tools: the model has no template, and is not told of the tools\n");
    while (chat.n + 2 <= MAX_MESSAGE) {
        if (ask(ctx, &chat, use_canned && chat.n == 1, &a)) break;
        rc = a.n_call > 0;
        if (!a.n_call) break;
        run(&a, result[chat.n], sizeof(result[0]));
        printf("[%s(%s) is %s]\n", a.name, a.arguments, result[chat.n]);
        snprintf(json[chat.n], sizeof(json[0]), "{\"tool_calls\": [{\"type\": \"function\", \"id\": \"call00001\", "
                 "\"function\": {\"name\": \"%s\", \"arguments\": %s}}]}", a.name, a.arguments);
        messages[chat.n].role = "assistant", messages[chat.n].content = "", messages[chat.n].json = json[chat.n];
        messages[chat.n + 1].role = "tool", messages[chat.n + 1].content = result[chat.n];
        messages[chat.n + 1].json = "{\"tool_call_id\": \"call00001\", \"name\": \"add\"}";
        chat.n += 2;
    }
    putchar('\n');
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    return rc;
}
