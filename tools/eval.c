/* gpt-eval -- how many questions of a file a model answers rightly, task by task.
 *
 *     cc -O2 -fopenmp tools/eval.c -lm -o gpt-eval
 *     gpt-eval model.gpt items.jsonl
 *
 * Each line of the file is one item: {"task": "...", "scoring": "exact" | "entities", "messages": [{"role", "content"},
 * ...]}. The last message is the right answer; the model gets those before it, writes greedily, and
 *
 *     exact       must write the same text, blanks at the ends aside
 *     entities    writes lines "kind: item, item"; every (kind, item) counts, and the task's score is F1, the harmonic
 *                 mean of precision and recall over all its items
 *
 * Items are spread over threads, one sequence each, so the table does not depend on how many there are. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <stdio.h>

#include "file.h"
#include "json.h"

static const char usage[] =
    "usage: gpt-eval MODEL.gpt ITEMS.jsonl [options]\n"
    "  --wrong N      show up to N wrong answers of each task, on stderr\n"
    "  --limit N      only the first N items of each task\n"
    "  --threads N    default: all cores\n"
    "  --max N        longest answer in tokens (default 160)\n"
    "  --json         one object a task instead of a table\n";

#define MAX_MESSAGE 32
#define ANSWER_CAP 4096
#define MAX_TASK 64

typedef struct item {
    int task, entities, n_message;         /* the last message is the answer */
    gpt_message message[MAX_MESSAGE];
    json_doc doc;                          /* owns the texts */
    char *said;                            /* what the model wrote */
    int n_right, n_wanted, n_said;         /* exact: 1 or 0 of 1 and 1; entities: how many */
} item;

typedef struct items {
    item *at;
    int n, cap;
    char *task[MAX_TASK];
    int n_task, n_of[MAX_TASK];
} items;

typedef struct options { const char *model, *path; int wrong, limit, threads, max, json; } options;

/* ---- reading ---- */

/* The number of a task, known or new; -1: too many, or out of memory. */
static int find_task(items *all, const char *name) {
    int i;
    for (i = 0; i < all->n_task; i++)
        if (strcmp(all->task[i], name) == 0) return i;
    if (i == MAX_TASK || (all->task[i] = (char *)malloc(strlen(name) + 1)) == NULL) return -1;
    strcpy(all->task[i], name);
    return all->n_task++;
}

static int read_messages(item *it, const json_value *list, gpt_error *err) {
    const json_value *m;
    if (!list || list->type != JSON_ARRAY || list->n < 2 || list->n > MAX_MESSAGE)
        return tool_fail(err, GPT_E_FORMAT, "messages: not a list of 2 to %d", MAX_MESSAGE);
    for (m = list->child; m; m = m->next) {
        gpt_message *to = &it->message[it->n_message++];
        to->role = json_str(m, "role", NULL);
        to->content = json_str(m, "content", NULL);
        if (!to->role || !to->content)
            return tool_fail(err, GPT_E_FORMAT, "message %d: no role or no content", it->n_message);
    }
    return GPT_OK;
}

static int read_item(items *all, item *it, const char *line, size_t size, gpt_error *err) {
    const char *task, *scoring;
    memset(it, 0, sizeof *it);
    if (json_parse(&it->doc, line, size) != 0) return tool_fail(err, GPT_E_FORMAT, "%s", it->doc.error);
    task = json_str(it->doc.root, "task", NULL);
    scoring = json_str(it->doc.root, "scoring", "exact");
    if (!task) return tool_fail(err, GPT_E_FORMAT, "no task");
    it->entities = strcmp(scoring, "entities") == 0;
    if (!it->entities && strcmp(scoring, "exact") != 0)
        return tool_fail(err, GPT_E_FORMAT, "scoring \"%.40s\" is neither exact nor entities", scoring);
    it->task = find_task(all, task);
    if (it->task < 0) return tool_fail(err, GPT_E_FORMAT, "more than %d tasks, or out of memory", MAX_TASK);
    return read_messages(it, json_get(it->doc.root, "messages"), err);
}

static int add_item(items *all, const options *o, const char *line, size_t size, gpt_error *err) {
    item *it;
    int rc;
    if (all->n == all->cap) {
        item *grown = (item *)realloc(all->at, (size_t)(all->cap + 1024) * sizeof *grown);
        if (!grown) return tool_fail(err, GPT_E_MEMORY, "out of memory");
        all->at = grown;
        all->cap += 1024;
    }
    it = &all->at[all->n];
    rc = read_item(all, it, line, size, err);
    if (rc != GPT_OK || (o->limit && all->n_of[it->task] == o->limit)) json_free(&it->doc);
    else all->n_of[it->task]++, all->n++;
    return rc;
}

static int read_items(items *all, const options *o, gpt_error *err) {
    unsigned char *data;
    size_t size, at = 0, end;
    int number = 0, rc = file_read(o->path, &data, &size, err);
    if (rc != GPT_OK) return rc;
    for (; at < size && rc == GPT_OK; at = end + 1) {
        const char *line = (const char *)data + at;
        for (end = at; end < size && data[end] != '\n'; end++) continue;
        number++;
        if (strspn(line, " \t\r") < end - at) rc = add_item(all, o, line, end - at, err);
    }
    free(data);
    if (rc != GPT_OK) {
        gpt_error why = *err;
        return tool_fail(err, rc, "%s: line %d: %.160s", o->path, number, why.message);
    }
    return all->n ? GPT_OK : tool_fail(err, GPT_E_FORMAT, "%s: no items", o->path);
}

/* ---- answering ---- */

static int keep_text(const char *text, int size, void *user) {
    char *said = (char *)user;
    const size_t used = strlen(said);
    if (used + (size_t)size >= ANSWER_CAP) return 1;
    memcpy(said + used, text, (size_t)size);
    said[used + (size_t)size] = 0;
    return 0;
}

/* A question too long for the context is answered with nothing: that is wrong, not an error. */
static int answer(gpt_ctx *ctx, const gpt_model *model, const options *o, item *it, int *tokens, int cap,
                  gpt_error *err) {
    gpt_generate_desc desc = {0};
    gpt_chat_desc chat = {0};
    const char *stops[4];
    int n, rc;
    it->said = (char *)calloc(1, ANSWER_CAP);
    if (!it->said) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    chat.messages = it->message, chat.n = it->n_message - 1, chat.now = TOOL_NOW;
    n = gpt_chat_tokens(model, &chat, tokens, cap, err);
    if (n < 0) return n;
    if (n >= cap) return GPT_OK;
    desc.max_tokens = o->max;
    desc.on_text = keep_text;
    desc.user = it->said;
    desc.n_stop = gpt_chat_stops(model, GPT_CHAT_AUTO, stops, 4);
    desc.stop = stops;
    gpt_ctx_rewind(ctx, 0);
    rc = gpt_generate_tokens(ctx, tokens, n, &desc);
    return rc < 0 ? tool_fail(err, rc, "%s", gpt_ctx_error(ctx)) : GPT_OK;
}

/* Each thread takes the items i, i + n, i + 2 n ... so that no order of events matters. */
static void answer_share(const gpt_model *model, const options *o, items *all, int i, int n, gpt_error *err) {
    gpt_ctx_desc desc = {0};
    gpt_ctx *ctx;
    int *tokens;
    desc.n_threads = 1;
    ctx = gpt_ctx_new(model, &desc, err);
    if (!ctx) return;
    gpt_ctx_resolved(ctx, &desc);
    tokens = (int *)malloc((size_t)desc.n_ctx * sizeof *tokens);
    if (!tokens) tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (; i < all->n && err->status == GPT_OK; i += n)
        answer(ctx, model, o, &all->at[i], tokens, desc.n_ctx, err);
    free(tokens);
    gpt_ctx_free(ctx);
}

static int answer_all(const gpt_model *model, const options *o, items *all, gpt_error *err) {
    gpt_error *errs;
    int i, n = o->threads;
#ifdef _OPENMP
    if (n == 0) n = omp_get_max_threads();
#else
    n = 1;
#endif
    errs = (gpt_error *)calloc((size_t)n, sizeof *errs);
    if (!errs) return tool_fail(err, GPT_E_MEMORY, "out of memory");
#ifdef _OPENMP
#pragma omp parallel for num_threads(n) schedule(static, 1)
#endif
    for (i = 0; i < n; i++) answer_share(model, o, all, i, n, &errs[i]);
    for (i = 0; i < n && errs[i].status == GPT_OK; i++) continue;
    if (i < n) *err = errs[i];
    free(errs);
    return err->status;
}

/* ---- scoring ---- */

typedef struct span { const char *at; size_t n; } span;
typedef struct entity { span kind, name; } entity;

static span trim(const char *from, const char *to) {
    span s;
    while (from < to && (*from == ' ' || *from == '\n' || *from == '\t')) from++;
    while (to > from && (to[-1] == ' ' || to[-1] == '\n' || to[-1] == '\t')) to--;
    s.at = from, s.n = (size_t)(to - from);
    return s;
}

static int same(span a, span b) { return a.n == b.n && memcmp(a.at, b.at, a.n) == 0; }

/* "people: A, B\nplaces: C" to (people, A), (people, B), (places, C). Lines without a colon name nothing. */
static int entities_of(const char *text, entity *out, int cap) {
    int n = 0;
    while (*text) {
        const char *end = text + strcspn(text, "\n"), *colon = text + strcspn(text, ":"), *p = colon + 1;
        for (; colon < end && p < end && n < cap; p += strcspn(p, ",\n") + 1) {
            out[n].kind = trim(text, colon);
            out[n].name = trim(p, p + strcspn(p, ",\n"));
            if (out[n].name.n > 0) n++;
        }
        text = *end ? end + 1 : end;
    }
    return n;
}

#define MAX_ENTITY 64
static void score_entities(item *it, const char *wanted) {
    entity a[MAX_ENTITY], b[MAX_ENTITY];
    int i, j;
    it->n_wanted = entities_of(wanted, a, MAX_ENTITY);
    it->n_said = entities_of(it->said, b, MAX_ENTITY);
    for (i = 0; i < it->n_wanted; i++)
        for (j = 0; j < it->n_said; j++)
            if (b[j].name.n > 0 && same(a[i].kind, b[j].kind) && same(a[i].name, b[j].name)) {
                it->n_right++;
                b[j].name.n = 0; /* each counts once */
                break;
            }
}

static void score(item *it) {
    const char *wanted = it->message[it->n_message - 1].content;
    if (it->entities) score_entities(it, wanted);
    else {
        it->n_wanted = it->n_said = 1;
        it->n_right = same(trim(it->said, it->said + strlen(it->said)), trim(wanted, wanted + strlen(wanted)));
    }
}

/* exact: share of right answers; entities: F1 = 2 right / (wanted + said) */
static double task_score(const items *all, int task, int *n, int *entities) {
    double right = 0, sum = 0;
    int i;
    *n = *entities = 0;
    for (i = 0; i < all->n; i++) {
        const item *it = &all->at[i];
        if (it->task != task) continue;
        right += it->n_right;
        sum += it->n_wanted + it->n_said;
        *entities = it->entities;
        ++*n;
    }
    return sum > 0 ? 2 * right / sum : 1;
}

static void show_wrong(const items *all, int task, int most) {
    int i, j;
    for (i = 0; i < all->n && most > 0; i++) {
        const item *it = &all->at[i];
        if (it->task != task || (it->n_right == it->n_wanted && it->n_right == it->n_said)) continue;
        fprintf(stderr, "[%s]\n", all->task[task]);
        for (j = 0; j + 1 < it->n_message; j++)
            fprintf(stderr, "  %s: %s\n", it->message[j].role, it->message[j].content);
        fprintf(stderr, "  wanted: %s\n  said:   %s\n", it->message[j].content, it->said);
        most--;
    }
}

static void report(const items *all, const options *o) {
    static const char dashes[] = "------------------------------";
    int t, n, entities;
    if (!o->json) printf("| %-28s | items | score |\n|%.30s|------:|------:|\n", "task", dashes);
    for (t = 0; t < all->n_task; t++) {
        const double s = task_score(all, t, &n, &entities);
        if (o->json) {
            printf("{\"task\": ");
            json_write_string(stdout, all->task[t], strlen(all->task[t]));
            printf(", \"items\": %d, \"measure\": \"%s\", \"score\": %.4f}\n", n, entities ? "f1" : "exact", s);
        } else printf("| %-28s | %5d | %3.0f %s|\n", all->task[t], n, 100 * s, entities ? "F1" : "% ");
        if (o->wrong) show_wrong(all, t, o->wrong);
    }
}

/* ---- main ---- */

static int parse_count(const char *s, int *out) {
    char *end;
    long n;
    errno = 0;
    n = strtol(s, &end, 10);
    *out = (int)n;
    return end != s && !*end && errno == 0 && n >= 1 && n <= 1000000;
}

static int bad_usage(const char *what, const char *which) {
    fprintf(stderr, "gpt-eval: %s%s\n%s", what, which, usage);
    return 2;
}

static int parse(options *o, int argc, char **argv) {
    int i;
    memset(o, 0, sizeof *o);
    o->max = 160;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i];
        int *number = strcmp(a, "--wrong") == 0     ? &o->wrong
                      : strcmp(a, "--limit") == 0   ? &o->limit
                      : strcmp(a, "--threads") == 0 ? &o->threads
                      : strcmp(a, "--max") == 0     ? &o->max
                                                    : NULL;
        if (strcmp(a, "--json") == 0) o->json = 1;
        else if (number) {
            if (i + 1 == argc) return bad_usage("a value is missing after ", a);
            if (!parse_count(argv[++i], number)) return bad_usage("not a positive whole number: ", argv[i]);
        } else if (a[0] != '-' && !o->model) o->model = a;
        else if (a[0] != '-' && !o->path) o->path = a;
        else return bad_usage("unexpected argument: ", a);
    }
    return o->path ? 0 : bad_usage("a model and a file of items are needed", "");
}

static void free_items(items *all) {
    int i;
    for (i = 0; i < all->n; i++) {
        json_free(&all->at[i].doc);
        free(all->at[i].said);
    }
    for (i = 0; i < all->n_task; i++) free(all->task[i]);
    free(all->at);
}

int main(int argc, char **argv) {
    items all = {0};
    gpt_error err = {0, ""};
    gpt_model *model;
    options o;
    int i, rc;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) return fputs(usage, stdout) < 0;
    if (parse(&o, argc, argv) != 0) return 2;
    model = gpt_model_load(o.model, NULL, &err);
    rc = model ? GPT_OK : err.status;
    if (rc == GPT_OK && (gpt_model_info(model)->head != GPT_HEAD_LM || gpt_model_info(model)->n_tokens == 0))
        rc = tool_fail(&err, GPT_E_KIND, "%s: not a language model with a tokenizer", o.model);
    if (rc == GPT_OK) rc = read_items(&all, &o, &err);
    if (rc == GPT_OK) rc = answer_all(model, &o, &all, &err);
    for (i = 0; i < all.n && rc == GPT_OK; i++) score(&all.at[i]);
    if (rc == GPT_OK) report(&all, &o);
    else fprintf(stderr, "gpt-eval: %s\n", err.message);
    free_items(&all);
    gpt_model_free(model);
    return rc != GPT_OK || fflush(stdout) != 0;
}
