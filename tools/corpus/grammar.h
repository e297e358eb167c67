/* grammar.h -- text from patterns: the language in which the tasks of the demo corpus are written.
 *
 *     static const char *const asks[] = {"[What|Which city] is the capital of {country}?", ...};
 *     slot(g, "country", "France");
 *     expand(g, turn->user, WORDING(g, asks, asks_held));
 *
 * A pattern is text with
 *     [a|b|c]      one of the alternatives, drawn evenly; they nest and may be empty
 *     {name}       the value of a slot                {Name}  the same, its first letter in upper case
 *     {a:name}     with its article: "a cat", "an owl" {A:name} the same, in upper case
 *     \x           the character x itself
 *
 * The training text and the held-out items come from the same code; g->held_out says which is being made. They must
 * differ. WORDING draws from one of two lists of patterns, mine() tells whether an item (a pair of numbers, a name,
 * a sentence) belongs to the side being made: one item in ten is held out, by a hash of its text. */
#ifndef CORPUS_GRAMMAR_H
#define CORPUS_GRAMMAR_H

#include <ctype.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define TEXT_CAP 1600
#define MAX_SLOT 48
#define MAX_TURN 8

typedef struct grammar {
    uint64_t random;   /* splitmix64 */
    int held_out;      /* 1: items for measuring, 0: text for training */
    int n_slot;
    struct { char name[24], value[TEXT_CAP]; } slot[MAX_SLOT];
} grammar;

/* An exchange. exact: the user's text must stay as it is (its letters are the subject); otherwise the caller may
 * write it carelessly: lower case, no final mark, a greeting in front. */
typedef struct turn {
    char user[TEXT_CAP], answer[TEXT_CAP];
    int exact;
} turn;

enum scoring { SCORE_NONE, SCORE_EXACT, SCORE_ENTITIES };

/* make fills 1 .. MAX_TURN turns and returns how many. When held out items are scored, the last turn counts and has
 * exactly one right answer. */
typedef struct task {
    const char *name;
    int weight;                              /* share of the training exchanges, relative to the others */
    enum scoring scoring;
    int (*make)(grammar *g, turn *turns);
    const char *held_out;                    /* what held-out items have that the training text has not */
} task;

#define COUNT(list) ((int)(sizeof(list) / sizeof((list)[0])))
#define PICK(g, list) ((list)[below(g, COUNT(list))])
#define WORDING(g, train, held) ((g)->held_out ? PICK(g, held) : PICK(g, train))

/* A flaw of the corpus itself, not of anybody's input. */
static inline void corpus_flaw(const char *what, const char *where) {
    fprintf(stderr, "gpt-corpus: %s: %s\n", what, where);
    exit(1);
}

/* splitmix64 (doi:10.1145/2660193.2660195) */
static inline uint64_t draw(grammar *g) {
    uint64_t z = g->random += 0x9E3779B97F4A7C15u;
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* 0 .. n - 1 */
static inline int below(grammar *g, int n) { return (int)((draw(g) >> 32) * (uint64_t)n >> 32); }

/* from .. to, both included */
static inline int between(grammar *g, int from, int to) { return from + below(g, to - from + 1); }

static inline int chance(grammar *g, int percent) { return below(g, 100) < percent; }

/* Fisher and Yates: the first k of order (n) are k different numbers below n, in random order. */
static inline void shuffle(grammar *g, int *order, int n, int k) {
    int i;
    for (i = 0; i < n; i++) order[i] = i;
    for (i = 0; i < k; i++) {
        const int j = between(g, i, n - 1), swap = order[i];
        order[i] = order[j];
        order[j] = swap;
    }
}

/* FNV-1a, its bits mixed once more */
static inline uint64_t text_hash(const char *text) {
    uint64_t h = 0xCBF29CE484222325u;
    for (; *text; text++) h = (h ^ (unsigned char)*text) * 0x100000001B3u;
    return (h ^ (h >> 29)) * 0xBF58476D1CE4E5B9u >> 16;
}

static inline int is_held_out(const char *key) { return text_hash(key) % 10 == 0; }

/* Whether the item of this key belongs to the side that is being made. */
static inline int mine(const grammar *g, const char *format, ...) {
    char key[TEXT_CAP];
    va_list args;
    va_start(args, format);
    vsnprintf(key, sizeof(key), format, args);
    va_end(args);
    return is_held_out(key) == (g->held_out != 0);
}

/* ---- text of limited size ---- */

/* Appends to text (TEXT_CAP). */
static inline void add(char *text, const char *format, ...) {
    const size_t used = strlen(text);
    va_list args;
    int n;
    va_start(args, format);
    n = vsnprintf(text + used, TEXT_CAP - used, format, args);
    va_end(args);
    if (n < 0 || (size_t)n >= TEXT_CAP - used) corpus_flaw("text too long", text);
}

static inline void capitalise(char *text) {
    /* Latin letters with accents that begin French and Spanish sentences: U+00E0 .. U+00FE are C3 A0 .. C3 BE */
    unsigned char *p = (unsigned char *)text;
    if (p[0] == 0xC3 && p[1] >= 0xA0 && p[1] <= 0xBE && p[1] != 0xB7) p[1] = (unsigned char)(p[1] - 0x20);
    else p[0] = (unsigned char)toupper(p[0]);
}

static inline const char *article(const char *noun) {
    return strchr("aeiouAEIOU", noun[0]) ? "an" : "a"; /* no "hour", no "university" among our nouns */
}

/* ---- slots and patterns ---- */

static inline char *slot_find(grammar *g, const char *name) {
    int i;
    for (i = 0; i < g->n_slot; i++)
        if (strcmp(g->slot[i].name, name) == 0) return g->slot[i].value;
    return NULL;
}

/* Sets a slot, printf-like. */
static inline void slot(grammar *g, const char *name, const char *format, ...) {
    char *value = slot_find(g, name);
    va_list args;
    int n;
    if (!value) {
        if (g->n_slot == MAX_SLOT || strlen(name) >= sizeof(g->slot[0].name)) corpus_flaw("no room for slot", name);
        strcpy(g->slot[g->n_slot].name, name);
        value = g->slot[g->n_slot++].value;
    }
    va_start(args, format);
    n = vsnprintf(value, TEXT_CAP, format, args);
    va_end(args);
    if (n < 0 || n >= TEXT_CAP) corpus_flaw("text too long", name);
}

/* Puts a slot, "name" or "a:name" in braces, at the end of text. */
static inline void expand_slot(grammar *g, char *text, const char *name, size_t n) {
    char key[32];
    const char *value;
    const int with_article = n > 2 && name[1] == ':', upper = isupper((unsigned char)name[0]) != 0;
    const size_t skip = with_article ? 2 : 0, at = strlen(text);
    if (n - skip >= sizeof(key)) corpus_flaw("no such slot", name);
    memcpy(key, name + skip, n - skip);
    key[n - skip] = 0;
    key[0] = (char)tolower((unsigned char)key[0]);
    value = slot_find(g, key);
    if (!value) corpus_flaw("no such slot", key);
    if (with_article) add(text, "%s ", article(value));
    add(text, "%s", value);
    if (upper) capitalise(text + at);
}

/* The end of the alternative that begins at p: its | or ], or the end of the pattern. */
static inline const char *alternative_end(const char *p) {
    int depth = 0;
    for (; *p; p++) {
        if (*p == '\\' && p[1]) p++;
        else if (*p == '[') depth++;
        else if (*p == ']' && depth-- == 0) break;
        else if (*p == '|' && depth == 0) break;
    }
    return p;
}

static inline void expand_range(grammar *g, char *text, const char *p, const char *end);

/* p is behind a '['; returns what is behind its ']'. */
static inline const char *expand_choice(grammar *g, char *text, const char *p) {
    const char *from = p, *end = alternative_end(p);
    int n = 1, chosen;
    for (; *end == '|'; n++) end = alternative_end(end + 1);
    if (*end != ']') corpus_flaw("no ] in pattern", p);
    for (chosen = below(g, n); chosen > 0; chosen--) from = alternative_end(from) + 1;
    expand_range(g, text, from, alternative_end(from));
    return end + 1;
}

static inline void expand_range(grammar *g, char *text, const char *p, const char *end) {
    while (p < end) {
        const char *close;
        if (*p == '[') p = expand_choice(g, text, p + 1);
        else if (*p == '{') {
            close = strchr(p, '}');
            if (!close || close > end) corpus_flaw("no } in pattern", p);
            expand_slot(g, text, p + 1, (size_t)(close - p - 1));
            p = close + 1;
        } else {
            if (*p == '\\' && p + 1 < end) p++;
            add(text, "%c", *p++);
        }
    }
}

/* Writes what a pattern gives into text (TEXT_CAP), over what was there; add_expanded writes behind it. */
static inline void add_expanded(grammar *g, char *text, const char *pattern) {
    expand_range(g, text, pattern, pattern + strlen(pattern));
}

static inline void expand(grammar *g, char *text, const char *pattern) {
    text[0] = 0;
    add_expanded(g, text, pattern);
}

/* ---- parts many tasks need ---- */

/* "one", "twenty-one", ... for 0 .. 9999, as 1000s "three thousand two hundred and five" */
static inline void add_number_words(char *text, int n) {
    static const char *const small[] = {"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine",
        "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
    static const char *const tens[] = {"twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"};
    if (n < 0) add(text, "minus ");
    if (n < 0) n = -n;
    if (n >= 1000) {
        add_number_words(text, n / 1000);
        add(text, n % 1000 ? " thousand " : " thousand");
        if (n % 1000 && n % 1000 < 100) add(text, "and ");
        if (n % 1000 == 0) return;
        n %= 1000;
    }
    if (n >= 100) add(text, n % 100 ? "%s hundred and " : "%s hundred", small[n / 100]);
    if (n >= 100 && n % 100 == 0) return;
    n %= 100;
    if (n < 20) add(text, "%s", small[n]);
    else add(text, n % 10 ? "%s-%s" : "%s", tens[n / 10 - 2], small[n % 10]);
}

#endif
