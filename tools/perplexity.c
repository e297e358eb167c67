/* gpt-perplexity -- how well a model predicts a text. `gpt-perplexity --help` tells how. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "names.h"
#include "perplexity.h"

static const char usage[] =
    "usage: gpt-perplexity MODEL.gpt TEXT... [options]\n"
    "\n"
    "TEXT is plain text (documents separated by lines <|endoftext|>) or .jsonl, a document a line:\n"
    "{\"text\": ...} or {\"messages\": [...]}, which is laid out in the model's chat format.\n"
    "\n"
    "  --against FILE  also compare with this model, of which MODEL is a quantised form\n"
    "  --context N     tokens of a window; default 512, or the model's own length if that is less\n"
    "  --limit N       leave off after about so many tokens\n"
    "  --kv f16|f32|i8 type of the key/value cache; default f16\n"
    "  --threads N     how many threads; they don't change the result\n"
    "  --json          print one JSON object\n"
    "\n"
    "Each document is cut into windows, each window evaluated from an empty context, with BOS in\n"
    "front if the tokenizer puts it there. Every token but the first of a window is predicted.\n"
    "  perplexity     exp of the mean of -ln p(token)\n"
    "  ratio          perplexity / that of the other model, and its standard error\n"
    "  KL divergence  sum of p ln(p / q) over the vocabulary, p from the other model, in nats\n"
    "  top 1          share of predictions whose likeliest token is the same\n";

typedef struct options {
    const char *model, *against;
    const char **text; /* (n_text) */
    int n_text, context, limit, json;
    perplexity_desc d;
} options;

static int parse_count(const char *text, int low, int *out) {
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < low || n > 1 << 30) return 0;
    *out = (int)n;
    return 1;
}

/* An option with a value: 1; -1: the value is none; 0: there is no such option. */
static int parse_option(options *o, const char *name, const char *value) {
    int ok = 1;
    if (strcmp(name, "--against") == 0) o->against = value;
    else if (strcmp(name, "--context") == 0) ok = value && parse_count(value, 2, &o->context);
    else if (strcmp(name, "--limit") == 0) ok = value && parse_count(value, 1, &o->limit);
    else if (strcmp(name, "--threads") == 0) ok = value && parse_count(value, 1, &o->d.n_threads);
    else if (strcmp(name, "--kv") == 0) ok = value && names_find_kv(value, &o->d.kv);
    else return 0;
    return value && ok ? 1 : -1;
}

static int parse(options *o, int argc, char **argv) {
    int i;
    memset(o, 0, sizeof *o);
    o->text = (const char **)malloc((size_t)argc * sizeof *o->text);
    if (!o->text) return 0;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL;
        const int option = parse_option(o, a, value);
        if (strcmp(a, "--json") == 0) o->json = 1;
        else if (option < 0 || (option == 0 && a[0] == '-' && a[1])) {
            fprintf(stderr, "gpt-perplexity: what is %s%s%s? See --help\n", a, option && value ? " " : "",
                    option && value ? value : "");
            return 0;
        } else if (option) i++;
        else if (!o->model) o->model = a;
        else o->text[o->n_text++] = a;
    }
    if (!o->n_text) fputs(usage, stderr);
    return o->n_text > 0;
}

static void print_json(const perplexity_result *r, const perplexity_text *t) {
    printf("{\"predictions\": %zu, \"documents\": %d, \"windows\": %zu, \"context\": %d, \"loss\": %.17g, "
           "\"perplexity\": %.17g", r->n, t->n_doc, t->n_window, t->n_context, r->loss, exp(r->loss));
    if (r->compared)
        printf(", \"exact_loss\": %.17g, \"ratio\": %.17g, \"ratio_error\": %.17g, \"kl\": %.17g, "
               "\"kl_median\": %.17g, \"kl_90\": %.17g, \"kl_99\": %.17g, \"kl_most\": %.17g, \"top1\": %.17g",
               r->exact_loss, exp(r->loss - r->exact_loss), r->ratio_error * exp(r->loss - r->exact_loss), r->kl,
               r->kl_part[0], r->kl_part[1], r->kl_part[2], r->kl_part[3], r->same);
    puts("}");
}

/* Models of one network have one tokenizer: the same ids of the same text. */
static int same_tokens(const perplexity_text *t, const gpt_model *exact, const options *o, gpt_error *err) {
    perplexity_text other = {0};
    int rc = GPT_OK;
    if (gpt_model_info(exact)->n_tokens) /* a model without a tokenizer takes any ids */
        rc = perplexity_read(&other, exact, t->n_context, o->text, o->n_text, (size_t)o->limit, err);
    if (rc == GPT_OK && other.n_token &&
        (other.n_token != t->n_token || memcmp(other.token, t->token, t->n_token * sizeof *t->token)))
        rc = tool_fail(err, GPT_E_ARG, "%s: another tokenizer than that of %s: the texts have other tokens",
                       o->against, o->model);
    perplexity_text_free(&other);
    return rc;
}

static int run(const options *o, gpt_error *err) {
    gpt_model *model = gpt_model_load(o->model, NULL, err), *exact = NULL;
    perplexity_text text = {0};
    perplexity_result r;
    int rc = model ? GPT_OK : err->status;
    if (rc == GPT_OK && o->against && !(exact = gpt_model_load(o->against, NULL, err))) rc = err->status;
    if (rc == GPT_OK && (rc = perplexity__check(model, exact, err)) != GPT_OK) {
        gpt_error why = *err;
        tool_fail(err, rc, "%.120s: %.120s", o->model, why.message);
    }
    if (rc == GPT_OK) rc = perplexity_read(&text, model, o->context, o->text, o->n_text, (size_t)o->limit, err);
    if (rc == GPT_OK && exact) rc = same_tokens(&text, exact, o, err);
    if (rc == GPT_OK) rc = perplexity_run(&text, model, exact, &o->d, &r, err);
    if (rc == GPT_OK && o->json) print_json(&r, &text);
    else if (rc == GPT_OK) perplexity_print(stdout, &r);
    perplexity_text_free(&text);
    gpt_model_free(exact);
    gpt_model_free(model);
    return rc;
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    options o;
    int rc = 2;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) return fputs(usage, stdout) < 0;
    if (parse(&o, argc, argv)) rc = run(&o, &err) != GPT_OK;
    if (rc == 1) fprintf(stderr, "gpt-perplexity: %s\n", err.message);
    free(o.text);
    return rc == 2 ? 2 : rc || fflush(stdout) != 0;
}
