/* gpt-corpus -- the training text of the demo model, and the items it is measured on, from grammars and word lists.
 *
 *     cc -O2 tools/corpus.c -o gpt-corpus
 *     gpt-corpus --exchanges 1000000 -o train.jsonl      conversations, one a line, as chat messages
 *     gpt-corpus --held-out --exchanges 200 -o eval.jsonl   200 items of each task, none of them in any training text
 *     gpt-corpus --sample facts                          a look at one task
 *
 * No text is fetched from anywhere: what the model knows is written in tools/corpus, one file a subject, in the
 * pattern language of tools/corpus/grammar.h. The same seed gives the same file. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#include "../gpt.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "json.h"

#include "corpus/grammar.h"

#include "corpus/about.h"
#include "corpus/entities.h"
#include "corpus/facts.h"
#include "corpus/feeling.h"
#include "corpus/numbers.h"
#include "corpus/reading.h"
#include "corpus/rewrite.h"
#include "corpus/stories.h"
#include "corpus/talk.h"
#include "corpus/translate.h"
#include "corpus/unknown.h"

static const char usage[] =
    "usage: gpt-corpus [options] [-o FILE]      writes JSON lines; without -o to stdout\n"
    "  --exchanges N   questions with answers, at least (default 10000); with --held-out: items of each task\n"
    "  --held-out      items for measuring: {\"task\", \"scoring\", \"messages\"}; the last message is the answer\n"
    "  --seed N        (default 1)\n"
    "  --task NAME     this task only\n"
    "  --share NAME=N  another share of the training text for a task; may be repeated\n"
    "  --sample NAME   twenty exchanges of one task, to read\n"
    "  --list          the tasks: share of the training text, and what is held out\n";

static const struct { const task *list; int n; } rooms[] = {
    {about_tasks, COUNT(about_tasks)},       {entities_tasks, COUNT(entities_tasks)},
    {facts_tasks, COUNT(facts_tasks)},       {feeling_tasks, COUNT(feeling_tasks)},
    {numbers_tasks, COUNT(numbers_tasks)},   {reading_tasks, COUNT(reading_tasks)},
    {rewrite_tasks, COUNT(rewrite_tasks)},   {stories_tasks, COUNT(stories_tasks)},
    {talk_tasks, COUNT(talk_tasks)},         {translate_tasks, COUNT(translate_tasks)},
    {unknown_tasks, COUNT(unknown_tasks)}};

#define MAX_TASK 64
#define CONVERSATION_BYTES 1400 /* about 400 tokens: fits a row of training and leaves room in a context of 512 */

static const task *tasks[MAX_TASK]; /* NULL-terminated; --task leaves one */
static long shares[MAX_TASK];       /* of the training text; --share changes one */

static void collect_tasks(const char *only) {
    int i, j, n = 0;
    for (i = 0; i < COUNT(rooms); i++)
        for (j = 0; j < rooms[i].n; j++) {
            if (only && strcmp(only, rooms[i].list[j].name) != 0) continue;
            if (n + 1 == MAX_TASK) corpus_flaw("too many tasks", rooms[i].list[j].name);
            tasks[n] = &rooms[i].list[j];
            shares[n] = tasks[n]->weight;
            n++;
        }
}

static const task *draw_task(grammar *g) {
    long total = 0, at;
    int i;
    for (i = 0; tasks[i]; i++) total += shares[i];
    at = below(g, total > 0 ? (int)total : 1);
    for (i = 0; tasks[i + 1] && at >= shares[i]; i++) at -= shares[i];
    return tasks[i];
}

/* ---- what people do to a question ---- */

/* Only these may have something in front: "Please tell me: Good morning" nobody says. */
static int begins_as_question(const char *text) {
    static const char *const words[] = {"What", "Which", "Who", "Whose", "Where", "When", "Why", "How", "Can", "Could",
        "Would", "Will", "Do", "Does", "Did", "Is", "Are", "Was", "Tell", "Give", "Say", "Name", "Translate", "Find",
        "Explain", "Add", "Take", "Put", "Write", "Sort", "Count"};
    const size_t n = strcspn(text, " '");
    int i;
    for (i = 0; i < COUNT(words); i++)
        if (strlen(words[i]) == n && memcmp(text, words[i], n) == 0) return 1;
    return 0;
}

/* A greeting in front, no final mark, lower case: as messages are typed. */
static void roughen(grammar *g, turn *t) {
    static const char *const before[] = {"Hi, ", "Hello! ", "Hey, ", "Please tell me: ", "OK, ", "Quick question: ",
        "Hmm, ", "So, ", "Now: ", "And ", "Well, ", "Tell me, ", "One more: ", "I wonder: ", "Excuse me, "};
    char text[TEXT_CAP] = "";
    size_t n;
    if (t->exact) return;
    if (chance(g, 8) && strlen(t->user) + 32 < TEXT_CAP && begins_as_question(t->user)) {
        add(text, "%s", PICK(g, before));
        if (!strchr("!:", text[strlen(text) - 2])) t->user[0] = (char)tolower((unsigned char)t->user[0]);
        add(text, "%s", t->user);
        strcpy(t->user, text);
    }
    n = strlen(t->user);
    if (chance(g, 20) && n > 1 && strchr("?.!", t->user[n - 1]))
        while (n > 1 && strchr("?.! ", t->user[n - 1])) t->user[--n] = 0;
    if (chance(g, 15))
        for (n = 0; t->user[n]; n++) t->user[n] = (char)tolower((unsigned char)t->user[n]);
}

static int make_turns(grammar *g, const task *k, turn *turns) {
    int i, n;
    g->n_slot = 0;
    memset(turns, 0, MAX_TURN * sizeof(*turns));
    n = k->make(g, turns);
    if (n < 1 || n > MAX_TURN) corpus_flaw("wrong number of turns", k->name);
    for (i = 0; i < n; i++) {
        if (!turns[i].user[0] || !turns[i].answer[0]) corpus_flaw("empty turn", k->name);
        roughen(g, &turns[i]);
    }
    return n;
}

/* ---- output ---- */

static void write_message(FILE *f, const char *role, const char *content, const char *behind) {
    fprintf(f, "{\"role\": \"%s\", \"content\": ", role);
    json_write_string(f, content, strlen(content));
    fprintf(f, "}%s", behind);
}

static void write_turns(FILE *f, const turn *turns, int n) {
    int i;
    for (i = 0; i < n; i++) {
        write_message(f, "user", turns[i].user, ", ");
        write_message(f, "assistant", turns[i].answer, i + 1 < n ? ", " : "");
    }
}

static void begin(grammar *g, uint64_t seed, uint64_t number, int held_out) {
    g->random = seed * 0xD1342543DE82EF95u + number;
    draw(g);
    g->random ^= (uint64_t)held_out << 63;
    g->held_out = held_out;
}

/* One conversation: subjects change from turn to turn as they do with people who try a model out. Returns its
 * exchanges. */
static int write_conversation(FILE *f, grammar *g) {
    static const int lengths[] = {1, 1, 1, 1, 2, 2, 3, 4, 6, 8};
    static const char *const systems[] = {"You are a helpful assistant.", "You are a small, friendly chat model.",
        "Answer briefly.", "Be kind and short.", "You are a helpful and honest assistant."};
    turn turns[MAX_TURN];
    int want = PICK(g, lengths), done = 0, i, n;
    size_t size = 0;
    fputs("{\"messages\": [", f);
    if (chance(g, 8)) write_message(f, "system", PICK(g, systems), ", ");
    do {
        n = make_turns(g, draw_task(g), turns);
        for (i = 0; i < n; i++) size += strlen(turns[i].user) + strlen(turns[i].answer) + 12;
        if (done > 0 && size > CONVERSATION_BYTES) break;
        if (done > 0) fputs(", ", f);
        write_turns(f, turns, n);
        done += n;
    } while (done < want);
    fputs("]}\n", f);
    return done;
}

static void write_training(FILE *f, grammar *g, uint64_t seed, long exchanges) {
    uint64_t number;
    for (number = 0; exchanges > 0; number++) {
        begin(g, seed, number, 0);
        exchanges -= write_conversation(f, g);
    }
}

/* Whether the last message of an item is new among the n texts before it; remembers it then. */
static int is_new(uint64_t *seen, long n, const turn *last) {
    const uint64_t hash = text_hash(last->user);
    long i;
    for (i = 0; i < n; i++)
        if (seen[i] == hash) return 0;
    seen[n] = hash;
    return 1;
}

/* As many different items as asked for, or as a task of few can give. */
static void write_items(FILE *f, grammar *g, const task *k, uint64_t seed, long items, uint64_t *seen) {
    static const char *const scorings[] = {"none", "exact", "entities"};
    turn turns[MAX_TURN];
    long done = 0, drawn;
    int n;
    for (drawn = 0; done < items && drawn < 20 * items; drawn++) {
        begin(g, seed + text_hash(k->name), (uint64_t)drawn, 1);
        n = make_turns(g, k, turns);
        if (!is_new(seen, done, &turns[n - 1])) continue;
        fprintf(f, "{\"task\": \"%s\", \"scoring\": \"%s\", \"messages\": [", k->name, scorings[k->scoring]);
        write_turns(f, turns, n);
        fputs("]}\n", f);
        done++;
    }
}

static int write_held_out(FILE *f, grammar *g, uint64_t seed, long items) {
    uint64_t *seen = (uint64_t *)malloc((size_t)items * sizeof(*seen) + 1);
    int k;
    if (!seen) return fprintf(stderr, "gpt-corpus: out of memory\n"), 1;
    for (k = 0; tasks[k]; k++)
        if (tasks[k]->scoring != SCORE_NONE) write_items(f, g, tasks[k], seed, items, seen);
    free(seen);
    return 0;
}

static void print_sample(uint64_t seed, int held_out) {
    static grammar g;
    turn turns[MAX_TURN];
    int i, j, n;
    for (i = 0; i < 20; i++) {
        begin(&g, seed, (uint64_t)i, held_out);
        n = make_turns(&g, tasks[0], turns);
        for (j = 0; j < n; j++) printf("> %s\n%s\n", turns[j].user, turns[j].answer);
        puts("");
    }
}

static void print_list(void) {
    int i;
    for (i = 0; tasks[i]; i++)
        printf("%-24s %4ld  %-8s %s\n", tasks[i]->name, shares[i], tasks[i]->scoring ? "scored" : "",
               tasks[i]->held_out);
}

/* ---- main ---- */

static int bad_usage(const char *what, const char *which) {
    fprintf(stderr, "gpt-corpus: %s%s\n%s", what, which, usage);
    return 2;
}

static int parse_count(const char *s, long *out) {
    char *end;
    errno = 0;
    *out = strtol(s, &end, 10);
    return end != s && !*end && errno == 0 && *out >= 0 && *out <= 1000000000;
}

/* Returns the exit status. An output file appears complete or not at all. */
static int write_file(const char *path, uint64_t seed, long exchanges, int held_out) {
    static grammar g;
    gpt_error err = {0, ""};
    file_out out = {0};
    int rc = path ? file_out_open(&out, path, &err) : GPT_OK;
    FILE *f = path ? out.f : stdout;
    if (rc == GPT_OK && held_out && write_held_out(f, &g, seed, exchanges) != 0) {
        file_out_abort(&out);
        return 1;
    }
    if (rc == GPT_OK && !held_out) write_training(f, &g, seed, exchanges);
    if (rc == GPT_OK && path) rc = file_out_commit(&out, &err);
    else if (rc == GPT_OK && (fflush(f) != 0 || ferror(f))) rc = tool_fail(&err, GPT_E_IO, "stdout: cannot write");
    if (rc != GPT_OK) fprintf(stderr, "gpt-corpus: %s\n", err.message);
    return rc != GPT_OK;
}

/* "NAME=N"; 0: no such task, or no number up to 1000000. */
static int set_share(const char *text) {
    const char *sign = strrchr(text, '=');
    long n;
    int i;
    for (i = 0; tasks[i] && sign; i++)
        if (strlen(tasks[i]->name) == (size_t)(sign - text) && memcmp(tasks[i]->name, text, (size_t)(sign - text)) == 0)
            break;
    if (!sign || !tasks[i] || !parse_count(sign + 1, &n) || n > 1000000) return 0;
    shares[i] = n;
    return 1;
}

int main(int argc, char **argv) {
    const char *path = NULL, *only = NULL, *share[MAX_TASK];
    long exchanges = 10000, seed = 1;
    int held_out = 0, sample = 0, list = 0, n_share = 0, i;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "--help") == 0 || strcmp(a, "-h") == 0) return fputs(usage, stdout) < 0;
        if (strcmp(a, "--held-out") == 0) held_out = 1;
        else if (strcmp(a, "--list") == 0) list = 1;
        else if (strcmp(a, "-o") != 0 && strcmp(a, "--exchanges") != 0 && strcmp(a, "--seed") != 0 &&
                 strcmp(a, "--task") != 0 && strcmp(a, "--sample") != 0 && strcmp(a, "--share") != 0)
            return bad_usage("unexpected argument: ", a);
        else if (i + 1 == argc) return bad_usage("a value is missing after ", a);
        else if (strcmp(a, "-o") == 0) path = argv[++i];
        else if (strcmp(a, "--share") == 0) {
            if (n_share == MAX_TASK) return bad_usage("too many times: ", a);
            share[n_share++] = argv[++i];
        }
        else if (strcmp(a, "--task") == 0 || strcmp(a, "--sample") == 0) {
            sample = strcmp(a, "--sample") == 0;
            only = argv[++i];
        } else if (!parse_count(argv[++i], strcmp(a, "--seed") == 0 ? &seed : &exchanges))
            return bad_usage("not a whole number up to 1000000000: ", argv[i]);
    }
    collect_tasks(only);
    if (!tasks[0]) return bad_usage("no such task: ", only);
    for (i = 0; i < n_share; i++)
        if (!set_share(share[i])) return bad_usage("not the name of a task, =, and its share: ", share[i]);
    if (!list && !sample) return write_file(path, (uint64_t)seed, exchanges, held_out);
    if (list) print_list();
    else print_sample((uint64_t)seed, held_out);
    return fflush(stdout) != 0 || ferror(stdout);
}
