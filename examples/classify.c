/* Demonstrates classification: probabilities of labels, from a model trained for it or from any language model.
 *
 *     cc -O2 -fopenmp examples/classify.c -o classify -lm
 *
 *     classify MODEL.gpt [TEXT ...]                                          the labels are the model's own
 *     classify MODEL.gpt --labels good,bad --prompt 'Review: {}. It was' [TEXT ...]
 *                                                    a language model: which of these words comes next? {} is the text
 * Without TEXT, each line of stdin is one. Output: a line for each text, likeliest label first. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MAX_LABELS 1024
#define MAX_TEXT 65536

typedef struct task {
    gpt_ctx *ctx;
    const char *prompt; /* NULL: the text as it is */
    int n, own;         /* labels; own: of a classification model */
    char *names[MAX_LABELS];
    float probs[MAX_LABELS];
    char text[MAX_TEXT];
    int *tokens;
    int n_ctx;
} task;

static int fail(const char *message) {
    fprintf(stderr, "classify: %s\n", message);
    return -1;
}

/* The words of --labels as the tokens they begin with, each behind this very text. */
static int label_tokens(task *t, int n_text, int *labels) {
    const gpt_model *model = gpt_ctx_model(t->ctx);
    const size_t size = strlen(t->text);
    int *with = (int *)malloc((size_t)(n_text + 256) * sizeof(int)), i, k, n;
    int bad = !with;
    for (i = 0; i < t->n && !bad; i++) {
        snprintf(t->text + size, MAX_TEXT - size, " %s", t->names[i]);
        n = gpt_tokenize(model, t->text, strlen(t->text), GPT_TEXT_BOS, with, n_text + 256);
        bad = n <= n_text || memcmp(with, t->tokens, (size_t)n_text * sizeof(int)) != 0;
        labels[i] = bad ? -1 : with[n_text];
        for (k = 0; k < i && !bad; k++) bad = labels[k] == labels[i];
    }
    t->text[size] = 0;
    free(with);
    return bad ? fail("two labels begin with the same token, or one merges with the text before it") : 0;
}

/* t->text with its {} replaced */
static int fill(task *t, const char *text) {
    const char *hole = t->prompt ? strstr(t->prompt, "{}") : NULL;
    const int n = hole ? snprintf(t->text, MAX_TEXT, "%.*s%s%s", (int)(hole - t->prompt), t->prompt, text, hole + 2)
                       : snprintf(t->text, MAX_TEXT, "%s", text);
    return n < 0 || n > MAX_TEXT - 256 ? fail("the text is too long") : 0;
}

static int classify(task *t, const char *text) {
    int labels[MAX_LABELS], n, i, k, status;
    if (fill(t, text) != 0) return -1;
    n = gpt_tokenize(gpt_ctx_model(t->ctx), t->text, strlen(t->text), GPT_TEXT_BOS, t->tokens, t->n_ctx);
    if (n < 0) return fail(n == GPT_E_KIND ? "the model has no tokenizer, so it can't read text" : gpt_status_text(n));
    if (n > t->n_ctx) return fail("the text does not fit into the context");
    if (n == 0) return fail("an empty text");
    if (!t->own && label_tokens(t, n, labels) != 0) return -1;
    status = gpt_ctx_rewind(t->ctx, 0);
    if (status == GPT_OK) status = gpt_eval(t->ctx, t->tokens, n);
    if (status != GPT_OK) return fail(gpt_ctx_error(t->ctx));
    status = gpt_classify(t->ctx, t->own ? NULL : labels, t->n, t->probs);
    if (status != GPT_OK) return fail(gpt_status_text(status));
    for (i = 0; i < t->n; i++) {
        int best = 0;
        for (k = 1; k < t->n; k++)
            if (t->probs[k] > t->probs[best]) best = k;
        printf("%s%s %.4f", i ? "  " : "", t->names[best], (double)t->probs[best]);
        t->probs[best] = -INFINITY;
    }
    putchar('\n');
    return fflush(stdout);
}

/* Names from the file's metadata, or from --labels, which is cut up in place. */
static int set_labels(task *t, const gpt_model *model, char *given) {
    const gpt_info *info = gpt_model_info(model);
    t->own = info->head == GPT_HEAD_CLASS_LAST || info->head == GPT_HEAD_CLASS_MEAN ||
             info->head == GPT_HEAD_CLASS_FIRST;
    if (t->own && given) return fail("the model has labels of its own: leave out --labels");
    if (!t->own && info->head != GPT_HEAD_LM) return fail("the model classifies tokens, not texts, or has no head");
    if (!t->own && !given) return fail("a language model: say which words to choose from with --labels a,b");
    if (t->own && info->n_out > MAX_LABELS) return fail("too many labels");
    for (t->n = 0; t->own && t->n < info->n_out; t->n++) {
        char key[24];
        const char *name;
        snprintf(key, sizeof(key), "label.%d", t->n);
        name = gpt_model_meta(model, key);
        t->names[t->n] = (char *)(name ? name : "(unnamed)");
    }
    if (t->own) return 0;
    for (given = strtok(given, ","); given && t->n < MAX_LABELS; given = strtok(NULL, ",")) t->names[t->n++] = given;
    return t->n < 2 || given ? fail("--labels needs at least two words") : 0;
}

int main(int argc, char **argv) {
    static task t;
    static char line[MAX_TEXT];
    gpt_error err = {0, ""};
    gpt_ctx_desc desc = {0};
    gpt_model *model;
    char *labels = NULL;
    int i = 2, failed = 0;
    for (; i + 1 < argc && (strcmp(argv[i], "--labels") == 0 || strcmp(argv[i], "--prompt") == 0); i += 2) {
        if (argv[i][2] == 'l') labels = argv[i + 1];
        else t.prompt = argv[i + 1];
    }
    if (argc < 2 || argv[1][0] == '-' || (i < argc && strncmp(argv[i], "--", 2) == 0) ||
        (t.prompt && !strstr(t.prompt, "{}"))) {
        fputs("usage: classify MODEL.gpt [--labels WORD,WORD,...] [--prompt 'text with {}'] [TEXT ...]\n", stderr);
        return 2;
    }
    model = gpt_model_load(argv[1], NULL, &err);
    t.ctx = model ? gpt_ctx_new(model, NULL, &err) : NULL;
    if (!t.ctx) failed = fail(err.message);
    if (t.ctx) {
        gpt_ctx_resolved(t.ctx, &desc);
        t.n_ctx = desc.n_ctx;
        t.tokens = (int *)malloc((size_t)t.n_ctx * sizeof(int));
        failed = !t.tokens ? fail("out of memory") : set_labels(&t, model, labels);
    }
    if (!failed && i == argc)
        while (fgets(line, sizeof(line), stdin)) {
            line[strcspn(line, "\r\n")] = 0;
            failed |= classify(&t, line);
        }
    for (; !failed && i < argc; i++) failed = classify(&t, argv[i]);
    free(t.tokens);
    gpt_ctx_free(t.ctx);
    gpt_model_free(model);
    return failed != 0;
}
