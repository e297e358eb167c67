/* regex.h -- compiles the split patterns of tokenizers to tables that match in linear time.
 *
 *     regex_compiler c = {0};
 *     int p = regex_add(&c, "\\p{L}+|\\s+(?!\\S)|\\s+", 23, REGEX_RUST);    one call a pattern
 *     if (p < 0 || regex_compile(&c)) fail(c.error);
 *     ... c.class_of[code point], c.program[p] ...
 *     regex_free(&c);
 *
 * A backtracking engine tries alternatives in order and takes the first that works ("leftmost first"). The same
 * choice falls out of running all of them side by side in an ordered list of threads (a Pike VM): a thread that
 * reaches the end of the pattern cuts off all threads after it. Here the ordered lists are made states of a
 * finite automaton.
 *
 * The alphabet is not code points but classes: code points that no set of the patterns tells apart share a
 * class. A transition reads one class, or the end of the text, and says two things: the next state, and whether
 * a match ends just before that symbol. So one symbol of look-ahead -- `(?!\S)`, `(?=x)`, `$` -- is decided
 * exactly: a thread waits at the assertion until the symbol that it is about is there. Where a pattern asks for the
 * symbol before -- `^`, `\b`, `(?<=x)` -- a state is not only its threads, but also what that symbol was. What would
 * need more (back-references, longer look-ahead and look-behind) is an error that gives the place.
 *
 * Possessive quantifiers and atomic groups never give back. For a single set that is an assertion, too: X*+ is
 * X*(?!X). For longer bodies it makes no difference if all that follows may be empty, and is refused otherwise.
 *
 * Syntax: literals, ., [...] with ranges, negation, nesting and &&, [:alpha:] and its like, escapes, \d \s \w \h and
 * capitals, \R, \p{..} (general categories, scripts, some properties, grapheme cluster breaks as gcb=..), ^ $ \A \z
 * \b \B, groups (..) (?:..) (?<name>..) (?>..) (?i:..) (?i) and other flags, look-ahead and look-behind of one
 * character, alternation, * + ? {m,n} with ? or + after them. */
#ifndef TOOLS_REGEX_H
#define TOOLS_REGEX_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "unicode.h"

#define REGEX_RUST 0        /* the regex and fancy-regex crates (tiktoken): $ is the end of the text */
#define REGEX_RUBY 1        /* Oniguruma's Ruby syntax (tokenizer.json): $ is the end of a line, too */

#define REGEX_MAX_PROGRAM 16
#define REGEX_MAX_CODE 20000
#define REGEX_MAX_STATE 8192
#define REGEX_MAX_DEPTH 100
#define REGEX_MAX_BEHIND 16
#define REGEX_FOLD 1        /* flags that a pattern sets: letters of either case, */
#define REGEX_ALL 2         /* . stands for line ends, too, */
#define REGEX_LINES 4       /* ^ and $ are about lines, */
#define REGEX_EXTENDED 8    /* blanks and comments are left out */
#define REGEX_MATCH 0x8000u /* in a transition: a match ends before this symbol */

/* code points, as ascending ranges that neither overlap nor touch */
typedef struct regex_range { uint32_t lo, hi; } regex_range;
typedef struct regex_set { regex_range *range; int n, cap; } regex_set;

/* what the threads run; x and y are instructions or numbers of sets */
typedef enum regex_op {
    REGEX_OP_SET,
    REGEX_OP_LOOK,
    REGEX_OP_BEHIND,
    REGEX_OP_SPLIT,
    REGEX_OP_JUMP,
    REGEX_OP_END
} regex_op;
typedef struct regex_code { regex_op op; int x, y; } regex_code;

typedef enum regex_kind {
    REGEX_EMPTY,
    REGEX_SET,
    REGEX_LOOK,
    REGEX_BEHIND,
    REGEX_CAT,
    REGEX_ALT,
    REGEX_REPEAT,
    REGEX_ATOMIC
} regex_kind;
typedef enum regex_greed { REGEX_GREEDY, REGEX_LAZY, REGEX_POSSESSIVE } regex_greed;

/* the syntax tree; a LOOK holds if the next symbol is in set a, or (b) at the end of the text, a BEHIND if the one
 * before is, or at its start */
typedef struct regex_node {
    regex_kind kind;
    int a, b;               /* children, or a: number of a set */
    int min, max;           /* REPEAT; max -1: no limit */
    regex_greed greed;
} regex_node;

typedef struct regex_program {
    regex_code *code;
    int n_code, cap_code;
    int n_behind, behind[REGEX_MAX_BEHIND][2]; /* what is asked about the symbol before: x and y of the instructions */
    int n_state;            /* 0: fails on everything; 1: the start; 2, if n_behind: goes to the start after a symbol */
    uint16_t *next;         /* (n_state, n_class + 1): next state | REGEX_MATCH; the last column: end of text */
} regex_program;

typedef struct regex_compiler {
    regex_set *set;
    int n_set, cap_set;
    regex_node *node;
    int n_node, cap_node;
    regex_program program[REGEX_MAX_PROGRAM];
    int n_program;
    int n_class;
    uint8_t *class_of;      /* (0x110000) */
    uint8_t *member;        /* (n_set, n_class): is the class in the set? */
    char error[240];
    /* the pattern being parsed */
    const char *text;
    size_t size, pos;
    int syntax, flags, depth;
    int before;             /* node that the one being parsed follows, -1: none */
    uint32_t letter;        /* the character that the one being parsed follows, 0: none */
} regex_compiler;

static inline int regex__fail(regex_compiler *c, const char *what)
{
    if (!c->error[0])
        snprintf(c->error, sizeof c->error, "pattern at byte %lu (\"%.*s\"): %s", (unsigned long)c->pos,
                 (int)(c->size - c->pos < 40 ? c->size - c->pos : 40), c->text + c->pos, what);
    return -1;
}

static inline void *regex__grow(void *array, int *cap, int n, size_t item)
{
    if (n < *cap) return array;
    int more = *cap ? *cap * 2 : 16;
    void *bigger = realloc(array, (size_t)more * item);
    if (bigger) *cap = more;
    return bigger;
}

/* ---- sets ---- */

static inline int regex__compare(const void *a, const void *b)
{
    const regex_range *x = (const regex_range *)a, *y = (const regex_range *)b;
    return x->lo < y->lo ? -1 : x->lo > y->lo;
}

static inline int regex__set_add(regex_set *s, uint32_t lo, uint32_t hi)
{
    void *range = regex__grow(s->range, &s->cap, s->n, sizeof *s->range);
    if (!range) return -1;
    s->range = (regex_range *)range;
    s->range[s->n].lo = lo;
    s->range[s->n++].hi = hi;
    return 0;
}

static inline void regex__set_tidy(regex_set *s)
{
    int n = 0;
    if (s->n) qsort(s->range, (size_t)s->n, sizeof *s->range, regex__compare);
    for (int i = 0; i < s->n; i++) {
        if (n && s->range[i].lo <= s->range[n - 1].hi + 1) {
            if (s->range[i].hi > s->range[n - 1].hi) s->range[n - 1].hi = s->range[i].hi;
        } else {
            s->range[n++] = s->range[i];
        }
    }
    s->n = n;
}

static inline int regex__set_has(const regex_set *s, uint32_t cp)
{
    int lo = 0, hi = s->n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2;
        if (cp > s->range[mid].hi) lo = mid + 1;
        else hi = mid;
    }
    return lo < s->n && cp >= s->range[lo].lo;
}

static inline int regex__set_union(regex_set *s, const regex_set *other)
{
    for (int i = 0; i < other->n; i++)
        if (regex__set_add(s, other->range[i].lo, other->range[i].hi)) return -1;
    regex__set_tidy(s);
    return 0;
}

static inline int regex__set_invert(regex_set *s)
{
    regex_set r = {0, 0, 0};
    uint32_t from = 0;
    regex__set_tidy(s);
    for (int i = 0; i < s->n; i++) {
        if (s->range[i].lo > from && regex__set_add(&r, from, s->range[i].lo - 1)) goto fail;
        from = s->range[i].hi + 1;
    }
    if (from <= 0x10ffff && regex__set_add(&r, from, 0x10ffff)) goto fail;
    free(s->range);
    *s = r;
    return 0;
fail:
    free(r.range);
    return -1;
}

/* s = s and other, which is used up: not (not s or not other) */
static inline int regex__set_intersect(regex_set *s, regex_set *other)
{
    int bad =
        regex__set_invert(s) || regex__set_invert(other) || regex__set_union(s, other) || regex__set_invert(s);
    free(other->range);
    memset(other, 0, sizeof *other);
    return bad ? -1 : 0;
}

/* adds what differs from members only in case: all that folds to the same as a member does */
static inline int regex__set_fold(regex_set *s)
{
    size_t n = sizeof uni_fold / sizeof uni_fold[0];
    regex_set folded = {0, 0, 0}, more = {0, 0, 0};
    int bad = 0;
    regex__set_tidy(s);
    for (size_t i = 0; i < n && !bad; i += 2)
        if (regex__set_has(s, uni_fold[i])) bad = regex__set_add(&folded, uni_fold[i + 1], uni_fold[i + 1]);
    bad = bad || regex__set_union(s, &folded);
    for (size_t i = 0; i < n && !bad; i += 2)
        if (regex__set_has(s, uni_fold[i + 1])) bad = regex__set_add(&more, uni_fold[i], uni_fold[i]);
    bad = bad || regex__set_union(s, &more);
    free(folded.range);
    free(more.range);
    return bad;
}

/* ---- named sets ---- */

static inline int regex__add_category(regex_set *s, const char *prefix)
{
    size_t n = sizeof uni_category / sizeof uni_category[0];
    int found = 0;
    for (size_t i = 0; i < n; i++) {
        const char *name = uni_category_names[uni_category[i] & 31];
        if (name[0] != prefix[0] || (prefix[1] && name[1] != prefix[1])) continue;
        found = 1;
        if (regex__set_add(s, uni_category[i] >> 5, i + 1 < n ? (uni_category[i + 1] >> 5) - 1 : 0x10ffff))
            return -1;
    }
    return found;
}

/* names are compared as Unicode advises: letters and digits only, no matter the case */
static inline void regex__squeeze(char *out, size_t cap, const char *name, size_t size)
{
    size_t n = 0;
    for (size_t i = 0; i < size && n + 1 < cap; i++) {
        char ch = name[i];
        if (ch >= 'A' && ch <= 'Z') ch = (char)(ch + 32);
        if ((ch >= 'a' && ch <= 'z') || (ch >= '0' && ch <= '9')) out[n++] = ch;
    }
    out[n] = 0;
}

static inline int regex__add_space(regex_set *s)
{
    static const regex_range spaces[] = {{9, 13}, {0x20, 0x20}, {0x85, 0x85}, {0xa0, 0xa0}, {0x1680, 0x1680},
        {0x2000, 0x200a}, {0x2028, 0x2029}, {0x202f, 0x202f}, {0x205f, 0x205f}, {0x3000, 0x3000}};
    for (size_t i = 0; i < sizeof spaces / sizeof spaces[0]; i++)
        if (regex__set_add(s, spaces[i].lo, spaces[i].hi)) return -1;
    return 0;
}

/* Alphabetic characters, marks, digits and connectors. What else differs: Rust has Join_Control, as UTS 18 says,
 * Oniguruma the raised digits and fractions of Latin-1. */
static inline int regex__add_word(regex_set *s, int syntax)
{
    static const regex_range circled[] = {{0x24b6, 0x24e9}, {0x1f130, 0x1f149}, {0x1f150, 0x1f169}, {0x1f170, 0x1f189}};
    static const regex_range rust[] = {{0x200c, 0x200d}}, ruby[] = {{0xb2, 0xb3}, {0xb9, 0xb9}, {0xbc, 0xbe}};
    static const char *const categories[] = {"L", "M", "Nd", "Nl", "Pc"};
    const regex_range *own = syntax == REGEX_RUBY ? ruby : rust;
    const size_t n_own = syntax == REGEX_RUBY ? 3 : 1;
    for (size_t i = 0; i < sizeof categories / sizeof categories[0]; i++)
        if (regex__add_category(s, categories[i]) < 0) return -1;
    for (size_t i = 0; i < sizeof circled / sizeof circled[0]; i++)
        if (regex__set_add(s, circled[i].lo, circled[i].hi)) return -1;
    for (size_t i = 0; i < n_own; i++)
        if (regex__set_add(s, own[i].lo, own[i].hi)) return -1;
    return 0;
}

/* properties that are stored as turns */
static inline int regex__add_turns(regex_set *s, const uint32_t *edge, size_t n)
{
    for (size_t i = 0; i < n; i += 2)
        if (regex__set_add(s, edge[i], i + 1 < n ? edge[i + 1] - 1 : 0x10ffff)) return -1;
    return 1;
}

static inline int regex__add_ranges(regex_set *s, const regex_range *range, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (regex__set_add(s, range[i].lo, range[i].hi)) return -1;
    return 1;
}

static inline int regex__add_categories(regex_set *s, const char *const *name)
{
    for (; *name; name++)
        if (regex__add_category(s, *name) < 0) return -1;
    return 1;
}

/* Classes of POSIX by name, as [:name:] (brackets) and in Ruby's syntax as \p{name}, too. 1: added, 0: no such class,
 * -1: out of memory. Rust's are ASCII. */
static inline int regex__add_posix(regex_set *s, const char *key, int syntax, int brackets)
{
    static const regex_range digit[] = {{'0', '9'}}, upper[] = {{'A', 'Z'}}, lower[] = {{'a', 'z'}},
        hex[] = {{'0', '9'}, {'A', 'F'}, {'a', 'f'}}, ascii[] = {{0, 127}}, blank[] = {{9, 9}, {32, 32}},
        space[] = {{9, 13}, {32, 32}}, cntrl[] = {{0, 31}, {127, 127}}, graph[] = {{33, 126}}, print[] = {{32, 126}},
        punct[] = {{33, 47}, {58, 64}, {91, 96}, {123, 126}}, word[] = {{'0', '9'}, {'A', 'Z'}, {'_', '_'}, {'a', 'z'}};
    static const struct { const char *name; const regex_range *range; size_t n; } sets[] = {
        {"xdigit", hex, 3}, {"ascii", ascii, 1}, {"digit", digit, 1}, {"upper", upper, 1}, {"lower", lower, 1},
        {"alpha", upper, 1}, {"alpha", lower, 1}, {"alnum", hex, 1}, {"alnum", upper, 1}, {"alnum", lower, 1},
        {"blank", blank, 2}, {"space", space, 2}, {"cntrl", cntrl, 2}, {"graph", graph, 1}, {"print", print, 1},
        {"punct", punct, 4}, {"word", word, 4}};
    static const char *const nd[] = {"Nd", NULL}, *const zs[] = {"Zs", NULL}, *const cc[] = {"Cc", NULL},
        *const signs[] = {"P", "S", NULL}, *const p[] = {"P", NULL}, *const words[] = {"M", "Nd", "Nl", "Pc", NULL},
        *const seen[] = {"L", "M", "N", "P", "S", "Cf", "Co", NULL};
    int found = 0;
    if (syntax == REGEX_RUBY && strcmp(key, "xdigit") && strcmp(key, "ascii")) {
        if (!strcmp(key, "digit")) return regex__add_categories(s, nd);
        if (!strcmp(key, "cntrl")) return regex__add_categories(s, cc);
        if (!strcmp(key, "punct")) return regex__add_categories(s, brackets ? signs : p);
        if (!strcmp(key, "graph")) return regex__add_categories(s, seen);
        if (!strcmp(key, "print")) return regex__add_categories(s, seen) < 0 ? -1 : regex__add_categories(s, zs);
        if (!strcmp(key, "blank")) return regex__set_add(s, 9, 9) ? -1 : regex__add_categories(s, zs);
        if (!strcmp(key, "space")) return regex__add_space(s) ? -1 : 1;
        if (!strcmp(key, "word") && !brackets) return regex__add_word(s, syntax) ? -1 : 1;
        if (!strcmp(key, "upper")) return regex__add_turns(s, uni_uppercase, sizeof uni_uppercase / 4);
        if (!strcmp(key, "lower")) return regex__add_turns(s, uni_lowercase, sizeof uni_lowercase / 4);
        if (strcmp(key, "alpha") && strcmp(key, "alnum") && strcmp(key, "word")) return 0;
        if (regex__add_turns(s, uni_alphabetic, sizeof uni_alphabetic / 4) < 0) return -1;
        if (!strcmp(key, "word")) return regex__add_categories(s, words);
        return strcmp(key, "alnum") ? 1 : regex__add_categories(s, nd);
    }
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        if (strcmp(sets[i].name, key)) continue;
        if (regex__add_ranges(s, sets[i].range, sets[i].n) < 0) return -1;
        found = 1;
    }
    return found;
}

/* 1: added, 0: no such class, -1: out of memory */
static inline int regex__add_break(regex_set *s, const char *name, size_t size)
{
    const size_t n = sizeof uni_break / sizeof uni_break[0];
    const size_t n_name = sizeof uni_break_names / sizeof uni_break_names[0];
    size_t i = 0;
    while (i < n_name && (strlen(uni_break_names[i]) != size || memcmp(uni_break_names[i], name, size))) i++;
    for (size_t k = 0; k < n && i < n_name; k++)
        if ((uni_break[k] & 15) == i &&
            regex__set_add(s, uni_break[k] >> 4, k + 1 < n ? (uni_break[k + 1] >> 4) - 1 : 0x10ffff))
            return -1;
    return i < n_name;
}

/* 1: added, 0: no such property, -1: out of memory */
static inline int regex__add_property(regex_set *s, const char *name, size_t size, int syntax)
{
    static const char *const words[][2] = {
        {"letter", "L"},           {"mark", "M"},           {"number", "N"}, {"punctuation", "P"},
        {"symbol", "S"},           {"separator", "Z"},      {"other", "C"},  {"uppercaseletter", "Lu"},
        {"lowercaseletter", "Ll"}, {"decimalnumber", "Nd"}, {"digit", "Nd"}, {"punct", "P"}};
    char key[64];
    const char *equals = (const char *)memchr(name, '=', size);
    if (equals) {
        regex__squeeze(key, sizeof key, name, (size_t)(equals - name));
        if (!strcmp(key, "gcb")) return regex__add_break(s, equals + 1, size - (size_t)(equals + 1 - name));
        if (strcmp(key, "script") && strcmp(key, "sc") && strcmp(key, "gc") && strcmp(key, "generalcategory"))
            return 0;
        size -= (size_t)(equals + 1 - name);
        name = equals + 1;
    }
    regex__squeeze(key, sizeof key, name, size);
    if (!strcmp(key, "any")) return regex__set_add(s, 0, 0x10ffff) ? -1 : 1;
    if (!strcmp(key, "whitespace") || !strcmp(key, "space")) return regex__add_space(s) ? -1 : 1;
    if (!strcmp(key, "alphabetic")) return regex__add_turns(s, uni_alphabetic, sizeof uni_alphabetic / 4);
    if (!strcmp(key, "lowercase")) return regex__add_turns(s, uni_lowercase, sizeof uni_lowercase / 4);
    if (!strcmp(key, "uppercase")) return regex__add_turns(s, uni_uppercase, sizeof uni_uppercase / 4);
    if (!strcmp(key, "emoji")) return regex__add_turns(s, uni_emoji, sizeof uni_emoji / 4);
    if (syntax == REGEX_RUBY) {
        const int found = regex__add_posix(s, key, syntax, 0);
        if (found) return found;
    }
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (!strcmp(key, words[i][0])) return regex__add_category(s, words[i][1]);
    if (strlen(key) == 1 || strlen(key) == 2) {
        key[0] = (char)(key[0] - 32);
        if (!strcmp(key, "Lc") || !strcmp(key, "L&"))
            return regex__add_category(s, "Lu") < 0 || regex__add_category(s, "Ll") < 0 ||
                   regex__add_category(s, "Lt") < 0 ? -1 : 1;
        int found = regex__add_category(s, key);
        if (found) return found;
    }
    for (size_t i = 0; i < sizeof uni_script_names / sizeof uni_script_names[0]; i++) {
        char script[64];
        size_t n = sizeof uni_script / sizeof uni_script[0];
        regex__squeeze(script, sizeof script, uni_script_names[i], strlen(uni_script_names[i]));
        regex__squeeze(key, sizeof key, name, size);
        if (strcmp(script, key)) continue;
        for (size_t k = 0; k < n; k++)
            if ((uni_script[k] & 255) == i &&
                regex__set_add(s, uni_script[k] >> 8, k + 1 < n ? (uni_script[k + 1] >> 8) - 1 : 0x10ffff))
                return -1;
        return 1;
    }
    return 0;
}

/* ---- parsing ---- */

static inline int regex__peek(const regex_compiler *c)
{
    return c->pos < c->size ? (unsigned char)c->text[c->pos] : -1;
}

static inline int regex__take(regex_compiler *c, const char *what)
{
    size_t n = strlen(what);
    if (c->size - c->pos < n || memcmp(c->text + c->pos, what, n)) return 0;
    c->pos += n;
    return 1;
}

/* the next character of the pattern; patterns are UTF-8 */
static inline int regex__char(regex_compiler *c, uint32_t *cp)
{
    const unsigned char *p = (const unsigned char *)c->text + c->pos;
    size_t left = c->size - c->pos, n = *p < 0x80 ? 1 : *p < 0xe0 ? 2 : *p < 0xf0 ? 3 : 4;
    if (n > left || (*p >= 0x80 && *p < 0xc2) || *p > 0xf4) return regex__fail(c, "not UTF-8");
    uint32_t v = n == 1 ? *p : *p & (0x7fu >> n);
    for (size_t i = 1; i < n; i++) {
        if ((p[i] & 0xc0) != 0x80) return regex__fail(c, "not UTF-8");
        v = v << 6 | (p[i] & 0x3fu);
    }
    if (v > 0x10ffff) return regex__fail(c, "not UTF-8");
    *cp = v;
    c->pos += n;
    return 0;
}

static inline int regex__hex(regex_compiler *c, int min, int max, uint32_t *cp)
{
    uint32_t v = 0;
    int n = 0;
    for (int ch; n < max && (ch = regex__peek(c)) >= 0; n++, c->pos++) {
        int low = ch | 32;
        if (ch >= '0' && ch <= '9') v = v << 4 | (uint32_t)(ch - '0');
        else if (low >= 'a' && low <= 'f') v = v << 4 | (uint32_t)(low - 'a' + 10);
        else break;
    }
    if (n < min || v > 0x10ffff) return regex__fail(c, "bad hexadecimal escape");
    *cp = v;
    return 0;
}

/* after a backslash: a set (returns 1, added to s) or a single character (returns 0, in *cp) */
static inline int regex__escape(regex_compiler *c, regex_set *s, uint32_t *cp, int brackets)
{
    static const char from[] = "nrtfave", to[] = "\n\r\t\f\a\v\x1b";
    int ch = regex__peek(c), invert = 0;
    regex_set named = {0, 0, 0};
    if (ch < 0) return regex__fail(c, "nothing after the backslash");
    if (strchr("dDsSwWpPhH", ch)) {
        int bad = 0;
        c->pos++;
        invert = ch == 'D' || ch == 'S' || ch == 'W' || ch == 'P' || ch == 'H';
        if (ch == 'd' || ch == 'D') bad = regex__add_category(&named, "Nd") < 0;
        else if (ch == 's' || ch == 'S') bad = regex__add_space(&named);
        else if ((ch == 'w' || ch == 'W') && brackets && c->syntax == REGEX_RUBY)
            bad = regex__add_posix(&named, "word", c->syntax, 1) < 0;   /* no raised digits there */
        else if (ch == 'w' || ch == 'W') bad = regex__add_word(&named, c->syntax);
        else if (ch == 'h' || ch == 'H') bad = regex__add_posix(&named, "xdigit", c->syntax, 1) < 0;
        else {
            size_t start = c->pos, end;
            if (regex__take(c, "{")) {
                if (regex__take(c, "^")) invert = !invert;
                start = c->pos;
                while (regex__peek(c) >= 0 && regex__peek(c) != '}') c->pos++;
                end = c->pos;
                if (!regex__take(c, "}")) return regex__fail(c, "} is missing");
            } else {
                end = start + 1;
                if (end > c->size) return regex__fail(c, "the name of a property is missing");
                c->pos = end;
            }
            int found = regex__add_property(&named, c->text + start, end - start, c->syntax);
            if (!found) {
                c->pos = start;
                free(named.range);
                return regex__fail(c, "unknown property");
            }
            bad = found < 0;
        }
        regex__set_tidy(&named);
        bad = bad || (invert && regex__set_invert(&named)) || regex__set_union(s, &named);
        free(named.range);
        return bad ? regex__fail(c, "out of memory") : 1;
    }
    const char *known = strchr(from, ch);
    if (known) {
        c->pos++;
        *cp = (unsigned char)to[known - from];
        return 0;
    }
    if (ch == 'x' || ch == 'u') {
        c->pos++;
        if (!regex__take(c, "{")) return regex__hex(c, ch == 'u' ? 4 : 1, ch == 'u' ? 4 : 2, cp);
        if (regex__hex(c, 1, 8, cp)) return -1;
        return regex__take(c, "}") ? 0 : regex__fail(c, "} is missing");
    }
    if ((ch >= '0' && ch <= '9') || ((ch | 32) >= 'a' && (ch | 32) <= 'z'))
        return regex__fail(c, ch >= '1' && ch <= '9' ? "back-references can't be expressed" : "unknown escape");
    return regex__char(c, cp);
}

/* after "[:": the name of a class and ":]". Adds it to s. */
static inline int regex__posix(regex_compiler *c, regex_set *s)
{
    const int invert = regex__take(c, "^");
    const size_t start = c->pos;
    regex_set named = {0, 0, 0};
    char key[16];
    int found;
    while (regex__peek(c) >= 'a' && regex__peek(c) <= 'z') c->pos++;
    regex__squeeze(key, sizeof key, c->text + start, c->pos - start);
    found = regex__take(c, ":]") ? regex__add_posix(&named, key, c->syntax, 1) : 0;
    regex__set_tidy(&named);
    if (found > 0 && ((invert && regex__set_invert(&named)) || regex__set_union(s, &named))) found = -1;
    free(named.range);
    if (!found) c->pos = start;
    return found > 0 ? 0 : regex__fail(c, found ? "out of memory" : "unknown class");
}

/* after "[": the members up to "]" */
static inline int regex__class(regex_compiler *c, regex_set *s)
{
    int invert = regex__take(c, "^"), first = 1, status = -1;
    regex_set all = {0, 0, 0}, part = {0, 0, 0};
    int have_all = 0;
    if (++c->depth > REGEX_MAX_DEPTH) return regex__fail(c, "nested too deeply");
    for (;; first = 0) {
        uint32_t lo = 0, hi = 0;
        int ch = regex__peek(c), is_set = 0;
        if (ch < 0) { regex__fail(c, "] is missing"); goto done; }
        if ((ch == ']' && !first) || regex__take(c, "&&")) {
            if ((c->flags & REGEX_FOLD) && regex__set_fold(&part)) goto memory;
            if (have_all ? regex__set_intersect(&all, &part) : regex__set_union(&all, &part)) goto memory;
            have_all = 1;
            part.n = 0;
            if (ch == ']') break;
            continue;
        }
        if (regex__take(c, "[:")) {
            if (regex__posix(c, &part)) goto done;
            continue;
        }
        if (regex__take(c, "[")) {
            if (regex__class(c, &part)) goto done;
            continue;
        }
        if (regex__take(c, "\\b")) lo = 8;
        else if (regex__take(c, "\\")) is_set = regex__escape(c, &part, &lo, 1);
        else if (regex__char(c, &lo)) is_set = -1;
        if (is_set < 0) goto done;
        if (is_set) continue;
        hi = lo;
        if (regex__peek(c) == '-' && c->pos + 1 < c->size && c->text[c->pos + 1] != ']') {
            c->pos++;
            is_set = regex__take(c, "\\") ? regex__escape(c, &part, &hi, 1) : regex__char(c, &hi);
            if (is_set < 0) goto done;
            if (is_set || hi < lo) { regex__fail(c, "bad range"); goto done; }
        }
        if (regex__set_add(&part, lo, hi)) goto memory;
    }
    c->pos++;
    regex__set_tidy(&all);
    if ((invert && regex__set_invert(&all)) || regex__set_union(s, &all)) goto memory;
    status = 0;
    goto done;
memory:
    regex__fail(c, "out of memory");
done:
    c->depth--;
    free(all.range);
    free(part.range);
    return status;
}

static inline int regex__node(regex_compiler *c, regex_kind kind, int a, int b)
{
    void *node;
    if (c->n_node >= REGEX_MAX_CODE) return regex__fail(c, "too long");
    node = regex__grow(c->node, &c->cap_node, c->n_node, sizeof *c->node);
    if (!node) return regex__fail(c, "out of memory");
    c->node = (regex_node *)node;
    memset(&c->node[c->n_node], 0, sizeof *c->node);
    c->node[c->n_node].kind = kind;
    c->node[c->n_node].a = a;
    c->node[c->n_node].b = b;
    return c->n_node++;
}

/* keeps the set (which is then the compiler's) under a number, the old one if there is an equal set */
static inline int regex__keep_set(regex_compiler *c, regex_set *s)
{
    void *sets;
    regex__set_tidy(s);
    for (int i = 0; i < c->n_set; i++) {
        if (c->set[i].n == s->n &&
            !(s->n && memcmp(c->set[i].range, s->range, (size_t)s->n * sizeof *s->range))) {
            free(s->range);
            return i;
        }
    }
    sets = regex__grow(c->set, &c->cap_set, c->n_set, sizeof *c->set);
    if (!sets) {
        free(s->range);
        return regex__fail(c, "out of memory");
    }
    c->set = (regex_set *)sets;
    c->set[c->n_set] = *s;
    return c->n_set++;
}

static inline int regex__set_node(regex_compiler *c, regex_set *s)
{
    int n = regex__keep_set(c, s);
    return n < 0 ? -1 : regex__node(c, REGEX_SET, n, 0);
}

static inline int regex__alternatives(regex_compiler *c);

/* what a look-ahead accepts as next symbol, if one symbol decides it: sets, repeated sets, $, alternatives of
 * them */
static inline int regex__first(regex_compiler *c, int n, regex_set *s, int *end)
{
    regex_node *node = &c->node[n];
    switch (node->kind) {
    case REGEX_SET: return regex__set_union(s, &c->set[node->a]);
    case REGEX_LOOK: *end |= node->b; return regex__set_union(s, &c->set[node->a]);
    case REGEX_ALT: return regex__first(c, node->a, s, end) || regex__first(c, node->b, s, end) ? -1 : 0;
    case REGEX_ATOMIC: return regex__first(c, node->a, s, end);
    case REGEX_REPEAT:
        return node->min == 1 && c->node[node->a].kind == REGEX_SET ? regex__first(c, node->a, s, end) : -1;
    default: return -1;
    }
}

/* do two nodes match the same in the same way? */
static inline int regex__same(const regex_compiler *c, int a, int b)
{
    const regex_node *x = &c->node[a], *y = &c->node[b];
    const int leaf = x->kind == REGEX_SET || x->kind == REGEX_LOOK || x->kind == REGEX_BEHIND;
    if (x->kind != y->kind || x->min != y->min || x->max != y->max || x->greed != y->greed) return 0;
    if (leaf) return x->a == y->a && x->b == y->b;
    if (x->kind == REGEX_EMPTY) return 1;
    return regex__same(c, x->a, y->a) && ((x->kind != REGEX_CAT && x->kind != REGEX_ALT) || regex__same(c, x->b, y->b));
}

/* A look-behind of one character, out of a set node or alternatives of them. */
static inline int regex__behind(regex_compiler *c, int negative)
{
    const size_t start = c->pos;
    regex_set s = {0, 0, 0};
    int at_start = 0, body = regex__alternatives(c), n;
    if (body < 0) return -1;
    if (c->node[body].kind == REGEX_BEHIND) { /* (?<!^), (?<=\A) */
        at_start = c->node[body].b;
        n = regex__set_union(&s, &c->set[c->node[body].a]);
    } else {
        n = c->node[body].kind == REGEX_LOOK || c->node[body].kind == REGEX_REPEAT ||
            regex__first(c, body, &s, &at_start);
    }
    if (n) {
        free(s.range);
        c->pos = start;
        return regex__fail(c, "look-behind of anything but one character can't be expressed");
    }
    if (negative && regex__set_invert(&s)) {
        free(s.range);
        return regex__fail(c, "out of memory");
    }
    n = regex__keep_set(c, &s);
    return n < 0 ? -1 : regex__node(c, REGEX_BEHIND, n, negative ? !at_start : at_start);
}

static inline int regex__look(regex_compiler *c, int negative)
{
    size_t start = c->pos;
    regex_set s = {0, 0, 0};
    const int before = c->before;
    int end = 0, body = regex__alternatives(c), n;
    if (body < 0) return -1;
    if (regex__first(c, body, &s, &end)) {
        free(s.range);
        if (negative && before >= 0 && c->node[before].kind == REGEX_REPEAT && c->node[before].max < 0 &&
            c->node[before].greed != REGEX_LAZY && regex__same(c, c->node[before].a, body)) {
            c->node[before].greed = REGEX_POSSESSIVE;   /* X+(?!X): that is where X+ has ended */
            return regex__node(c, REGEX_EMPTY, 0, 0);
        }
        c->pos = start;
        return regex__fail(c, "look-ahead of more than one character can't be expressed");
    }
    if (negative && regex__set_invert(&s)) {
        free(s.range);
        return regex__fail(c, "out of memory");
    }
    n = regex__keep_set(c, &s);
    return n < 0 ? -1 : regex__node(c, REGEX_LOOK, n, negative ? !end : end);
}

/* after "(?": flags up to ":" or ")", with - in front of those that end. Returns the flags, or -1. */
static inline int regex__flags(regex_compiler *c)
{
    const char *const letters = c->syntax == REGEX_RUBY ? "imx" : "ismx";
    static const int ruby[] = {REGEX_FOLD, REGEX_ALL, REGEX_EXTENDED}, rust[] = {REGEX_FOLD, REGEX_ALL, REGEX_LINES,
        REGEX_EXTENDED};
    int flags = c->flags, off = 0;
    for (; regex__peek(c) >= 0 && regex__peek(c) != ':' && regex__peek(c) != ')'; c->pos++) {
        const char *letter = strchr(letters, regex__peek(c));
        const int flag = letter ? (c->syntax == REGEX_RUBY ? ruby : rust)[letter - letters] : 0;
        if (regex__peek(c) != '-' && !flag) return regex__fail(c, "unknown kind of group");
        off |= regex__peek(c) == '-';
        flags = off ? flags & ~flag : flags | flag;
    }
    return flags;
}

/* "<name>" of a group, if there is one */
static inline void regex__group_name(regex_compiler *c)
{
    const char *end = (const char *)memchr(c->text + c->pos, '>', c->size - c->pos);
    const size_t p = c->pos + (regex__peek(c) == 'P');
    if (!end || p + 1 >= c->size || c->text[p] != '<' || c->text[p + 1] == '=' || c->text[p + 1] == '!') return;
    c->pos = (size_t)(end + 1 - c->text);
}

/* after "(" */
static inline int regex__group(regex_compiler *c)
{
    const int flags = c->flags;
    int n = -1, named = 0;
    if (++c->depth > REGEX_MAX_DEPTH) return regex__fail(c, "nested too deeply");
    if (regex__take(c, "?")) {
        const size_t start = c->pos;
        regex__group_name(c);
        named = c->pos > start;
        if (named) n = regex__alternatives(c);
        else if (regex__take(c, ":")) n = regex__alternatives(c);
        else if (regex__take(c, "=")) n = regex__look(c, 0);
        else if (regex__take(c, "!")) n = regex__look(c, 1);
        else if (regex__take(c, "<=")) n = regex__behind(c, 0);
        else if (regex__take(c, "<!")) n = regex__behind(c, 1);
        else if (regex__take(c, ">")) {
            n = regex__alternatives(c);
            if (n >= 0) n = regex__node(c, REGEX_ATOMIC, n, 0);
        } else {
            const int set = regex__flags(c);
            if (set < 0) return -1;
            c->flags = set;
            if (regex__take(c, ")")) {  /* (?i): up to the end of the enclosing group, Ruby's with its alternatives */
                c->depth--;
                return c->syntax == REGEX_RUBY ? regex__alternatives(c) : regex__node(c, REGEX_EMPTY, 0, 0);
            }
            if (!regex__take(c, ":")) return regex__fail(c, "unknown kind of group");
            n = regex__alternatives(c);
        }
    } else {
        n = regex__alternatives(c);
    }
    c->flags = flags;
    c->depth--;
    if (n < 0) return -1;
    return regex__take(c, ")") ? n : regex__fail(c, ") is missing");
}

/* A node that looks at a character, ahead or behind: is it in the set (inverted: not), or is there none? */
static inline int regex__looks(regex_compiler *c, regex_kind kind, const regex_set *set, int invert, int none)
{
    regex_set s = {0, 0, 0};
    int n;
    if (regex__set_union(&s, set) || (invert && regex__set_invert(&s))) {
        free(s.range);
        return regex__fail(c, "out of memory");
    }
    n = regex__keep_set(c, &s);
    return n < 0 ? -1 : regex__node(c, kind, n, none);
}

/* a b | d e */
static inline int regex__either(regex_compiler *c, int a, int b, int d, int e)
{
    const int ab = a < 0 || b < 0 ? -1 : regex__node(c, REGEX_CAT, a, b);
    const int de = ab < 0 || d < 0 || e < 0 ? -1 : regex__node(c, REGEX_CAT, d, e);
    return de < 0 ? -1 : regex__node(c, REGEX_ALT, ab, de);
}

/* \b: one of the characters here and before belongs to a word, the other doesn't; \B: both, or none */
static inline int regex__boundary(regex_compiler *c, int same)
{
    regex_set word = {0, 0, 0};
    int n;
    if (regex__add_word(&word, c->syntax)) {
        free(word.range);
        return regex__fail(c, "out of memory");
    }
    regex__set_tidy(&word);
    n = regex__either(c, regex__looks(c, REGEX_BEHIND, &word, 0, 0), regex__looks(c, REGEX_LOOK, &word, !same, !same),
                      regex__looks(c, REGEX_BEHIND, &word, 1, 1), regex__looks(c, REGEX_LOOK, &word, same, same));
    free(word.range);
    return n;
}

/* ^; Ruby's is where each line begins, but not behind a last line end */
static inline int regex__line_start(regex_compiler *c)
{
    regex_set line = {0, 0, 0}, none = {0, 0, 0};
    const int lines = c->syntax == REGEX_RUBY || (c->flags & REGEX_LINES);
    int n = regex__looks(c, REGEX_BEHIND, &none, 0, 1);
    if (n < 0 || !lines) return n;
    if (regex__set_add(&line, '\n', '\n')) return regex__fail(c, "out of memory");
    n = regex__either(c, n, regex__node(c, REGEX_EMPTY, 0, 0), regex__looks(c, REGEX_BEHIND, &line, 0, 0),
                      regex__looks(c, REGEX_LOOK, &none, 1, c->syntax == REGEX_RUST));
    free(line.range);
    return n;
}

/* $ and \z */
static inline int regex__line_end(regex_compiler *c, int lines)
{
    regex_set line = {0, 0, 0};
    int n;
    if (lines && regex__set_add(&line, '\n', '\n')) return regex__fail(c, "out of memory");
    n = regex__looks(c, REGEX_LOOK, &line, 0, 1);
    free(line.range);
    return n;
}

/* \R: a line end, of which "\r\n" is one that never gives back */
static inline int regex__any_line_end(regex_compiler *c)
{
    static const regex_range ends[] = {{10, 12}, {0x85, 0x85}, {0x2028, 0x2029}};
    regex_set r = {0, 0, 0}, lf = {0, 0, 0}, others = {0, 0, 0};
    int n = -1, cr, crlf;
    if (!regex__set_add(&r, 13, 13) && !regex__set_add(&lf, 10, 10) && regex__add_ranges(&others, ends, 3) > 0) {
        cr = regex__looks(c, REGEX_SET, &r, 0, 0);
        crlf = regex__either(c, cr, regex__looks(c, REGEX_SET, &lf, 0, 0), cr, regex__looks(c, REGEX_LOOK, &lf, 1, 1));
        n = regex__looks(c, REGEX_SET, &others, 0, 0);
        n = crlf < 0 || n < 0 ? -1 : regex__node(c, REGEX_ALT, crlf, n);
    }
    free(r.range); free(lf.range); free(others.range);
    return n < 0 ? regex__fail(c, "out of memory") : n;
}

/* what looks like an escape, but is no character; -2: something else */
static inline int regex__assertion(regex_compiler *c)
{
    regex_set none = {0, 0, 0};
    const int lines = c->syntax == REGEX_RUBY || (c->flags & REGEX_LINES);
    if (regex__take(c, "\\A")) return regex__looks(c, REGEX_BEHIND, &none, 0, 1);
    if (regex__take(c, "\\b")) return regex__boundary(c, 0);
    if (regex__take(c, "\\B")) return regex__boundary(c, 1);
    if (regex__take(c, "^")) return regex__line_start(c);
    if (regex__take(c, "\\z")) return regex__line_end(c, 0);
    if (regex__take(c, "$")) return regex__line_end(c, lines);
    if (regex__take(c, "\\R")) return regex__any_line_end(c);
    if (c->size - c->pos > 1 && c->text[c->pos] == '\\' && strchr("ZGKX", c->text[c->pos + 1]))
        return regex__fail(c, "this can't be expressed");
    return -2;
}

/* Oniguruma takes some pairs of letters for one, if case does not matter: ss for sharp s, fi for a ligature. */
static inline int regex__is_pair(uint32_t a, uint32_t b)
{
    static const char pairs[] = "ssfffiflst";
    const uint32_t x = a == 0x17f ? 's' : a | 32, y = b == 0x17f ? 's' : b | 32;
    if (b == 0xdf || b == 0x1e9e || (b >= 0xfb00 && b <= 0xfb17) || (b >= 0x300 && b <= 0x345)) return 1;
    for (int i = 0; pairs[i]; i += 2)
        if (x == (uint32_t)pairs[i] && y == (uint32_t)pairs[i + 1]) return 1;
    return 0;
}

static inline int regex__atom(regex_compiler *c)
{
    regex_set s = {0, 0, 0};
    uint32_t cp = 0;
    const uint32_t last = c->letter;
    int ch = regex__peek(c), is_set = 0, n;
    c->letter = 0;
    if (ch == '(') {
        c->pos++;
        return regex__group(c);
    }
    if (ch == '*' || ch == '+' || ch == '?') return regex__fail(c, "nothing to repeat");
    n = regex__assertion(c);
    if (n != -2) return n;
    if (ch == '[') {
        c->pos++;
        is_set = regex__class(c, &s) ? -1 : 1;
    } else if (ch == '.') {
        c->pos++;
        is_set = (!(c->flags & REGEX_ALL) && regex__set_add(&s, '\n', '\n')) || regex__set_invert(&s) ? -1 : 1;
    } else if (ch == '\\') {
        c->pos++;
        is_set = regex__escape(c, &s, &cp, 0);
    } else if (regex__char(c, &cp)) {
        is_set = -1;
    }
    if (is_set == 0) {
        c->letter = cp;
        if (c->syntax == REGEX_RUBY && (c->flags & REGEX_FOLD) && regex__is_pair(last, cp))
            return regex__fail(c, "letters that are one in another case can't be expressed");
        is_set = regex__set_add(&s, cp, cp) || ((c->flags & REGEX_FOLD) && regex__set_fold(&s)) ? -1 : 1;
    }
    if (is_set < 0) {
        free(s.range);
        return regex__fail(c, "out of memory");
    }
    return regex__set_node(c, &s);
}

static inline void regex__skip(regex_compiler *c);

/* {m}, {m,}, {m,n} or (Ruby) {,n}; 0 if it is something else */
static inline int regex__counts(regex_compiler *c, int *min, int *max)
{
    size_t start = c->pos;
    int value[2] = {-1, -1}, k = 0;
    if (!regex__take(c, "{")) return 0;
    for (;; c->pos++) {
        int ch = regex__peek(c);
        if (ch >= '0' && ch <= '9') {
            value[k] = (value[k] < 0 ? 0 : value[k]) * 10 + ch - '0';
            if (value[k] > 1000) return regex__fail(c, "more than 1000 repetitions");
        } else if (ch == ',' && !k) {
            k = 1;
        } else if (ch == '}' && (value[0] >= 0 || value[1] >= 0)) {
            c->pos++;
            break;
        } else {
            c->pos = start;
            return 0;
        }
    }
    *min = value[0] < 0 ? 0 : value[0];
    *max = k ? value[1] : value[0];
    if (*max >= 0 && *max < *min) return regex__fail(c, "bad numbers of repetitions");
    return 1;
}

static inline int regex__repeated(regex_compiler *c)
{
    int n = regex__atom(c);
    while (n >= 0) {
        int min = 0, max = -1, braces = 0, outer;
        regex__skip(c);
        if (regex__take(c, "*")) min = 0;
        else if (regex__take(c, "+")) min = 1;
        else if (regex__take(c, "?")) max = 1;
        else {
            braces = regex__counts(c, &min, &max);
            if (braces < 0) return -1;
            if (!braces) return n;
        }
        if (c->node[n].kind == REGEX_LOOK || c->node[n].kind == REGEX_BEHIND)
            return regex__fail(c, "a repeated assertion can't be expressed");
        outer = regex__node(c, REGEX_REPEAT, n, 0);
        if (outer < 0) return -1;
        c->node[outer].min = min;
        c->node[outer].max = max;
        c->node[outer].greed = REGEX_GREEDY;
        /* in Ruby x{n}? and x{m,n}+ are quantifiers of a quantified x, not variants */
        if (!(braces && c->syntax == REGEX_RUBY && min == max) && regex__take(c, "?"))
            c->node[outer].greed = REGEX_LAZY;
        else if (!(braces && c->syntax == REGEX_RUBY) && regex__take(c, "+"))
            c->node[outer].greed = REGEX_POSSESSIVE;
        n = outer;
    }
    return n;
}

/* (?x): blanks and comments between the parts of a pattern; (?#..) always */
static inline void regex__skip(regex_compiler *c)
{
    for (;;) {
        const int ch = regex__peek(c);
        if (regex__take(c, "(?#")) {
            while (regex__peek(c) >= 0 && !regex__take(c, ")")) c->pos++;
        } else if (!(c->flags & REGEX_EXTENDED) || ch < 0 || !(ch == '#' || ch == ' ' || (ch >= 9 && ch <= 13))) {
            return;
        } else if (ch == '#') {
            while (regex__peek(c) >= 0 && regex__peek(c) != '\n') c->pos++;
        } else {
            c->pos++;
        }
    }
}

static inline int regex__sequence(regex_compiler *c)
{
    int n = regex__node(c, REGEX_EMPTY, 0, 0), next = -1;
    c->letter = 0;
    for (;;) {
        regex__skip(c);
        if (n < 0 || regex__peek(c) < 0 || regex__peek(c) == '|' || regex__peek(c) == ')') return n;
        c->before = next;
        next = regex__repeated(c);
        if (next < 0) return -1;
        n = c->node[n].kind == REGEX_EMPTY ? next : regex__node(c, REGEX_CAT, n, next);
    }
}

static inline int regex__alternatives(regex_compiler *c)
{
    int flags = c->flags, n = regex__sequence(c), last = -1;
    while (n >= 0 && regex__take(c, "|")) {
        int next = regex__sequence(c), both;
        if (next < 0) return -1;
        both = regex__node(c, REGEX_ALT, last < 0 ? n : c->node[last].b, next);
        if (both < 0) return -1;
        if (last < 0) n = both;
        else c->node[last].b = both;    /* a | (b | (c | d)) */
        last = both;
    }
    c->flags = flags;
    return n;
}

/* ---- code ---- */

static inline int regex__emit(regex_compiler *c, regex_program *p, regex_op op, int x, int y)
{
    void *code;
    if (p->n_code >= REGEX_MAX_CODE) return regex__fail(c, "too long when its repetitions are written out");
    code = regex__grow(p->code, &p->cap_code, p->n_code, sizeof *p->code);
    if (!code) return regex__fail(c, "out of memory");
    p->code = (regex_code *)code;
    p->code[p->n_code].op = op;
    p->code[p->n_code].x = x;
    p->code[p->n_code].y = y;
    return p->n_code++;
}

/* can it match nothing, whatever comes next? */
static inline int regex__may_be_empty(const regex_compiler *c, int n)
{
    const regex_node *node = &c->node[n];
    switch (node->kind) {
    case REGEX_EMPTY: return 1;
    case REGEX_CAT: return regex__may_be_empty(c, node->a) && regex__may_be_empty(c, node->b);
    case REGEX_ALT: return regex__may_be_empty(c, node->a) || regex__may_be_empty(c, node->b);
    case REGEX_REPEAT: return node->min == 0 || regex__may_be_empty(c, node->a);
    case REGEX_ATOMIC: return regex__may_be_empty(c, node->a);
    default: return 0;
    }
}

/* a fork whose preferred way is the next instruction (greedy) or the other; returns it, to be patched */
static inline int regex__fork(regex_compiler *c, regex_program *p, int lazy)
{
    int at = regex__emit(c, p, REGEX_OP_SPLIT, 0, 0);
    if (at < 0) return -1;
    if (lazy) p->code[at].y = at + 1;
    else p->code[at].x = at + 1;
    return at;
}

static inline void regex__patch(regex_program *p, int at, int lazy, int to)
{
    if (lazy) p->code[at].x = to;
    else p->code[at].y = to;
}

static inline int regex__code(regex_compiler *c, regex_program *p, int n, int free_end);

/* X repeated; never_again is the number of the set "not X" for possessive ones, else -1 */
static inline int regex__code_repeat(regex_compiler *c, regex_program *p, const regex_node *node,
                                     int never_again, int free_end)
{
    int lazy = node->greed == REGEX_LAZY, more = node->max < 0 ? 1 : node->max - node->min;
    int ends_at = -1, at, back, first = -1;
    for (int i = 0; i < node->min; i++)
        if (regex__code(c, p, node->a, free_end)) return -1;
    for (int i = 0; i < more; i++) {
        at = regex__fork(c, p, lazy);
        if (at < 0 || regex__code(c, p, node->a, free_end)) return -1;
        if (node->max < 0) {
            back = regex__emit(c, p, REGEX_OP_JUMP, at, 0);
            if (back < 0) return -1;
        }
        /* the ways out are chained through their open ends until their target is known */
        regex__patch(p, at, lazy, first);
        first = at;
    }
    if (never_again >= 0 && first >= 0) {
        int skip = -1;
        if (node->max >= 0) {     /* all repetitions used up: no condition */
            skip = regex__emit(c, p, REGEX_OP_JUMP, 0, 0);
            if (skip < 0) return -1;
        }
        ends_at = regex__emit(c, p, REGEX_OP_LOOK, never_again, 1);
        if (ends_at < 0) return -1;
        if (skip >= 0) p->code[skip].x = p->n_code;
    } else {
        ends_at = p->n_code;
    }
    while (first >= 0) {
        int next = lazy ? p->code[first].x : p->code[first].y;
        regex__patch(p, first, lazy, ends_at);
        first = next;
    }
    return 0;
}

/* what is asked about the symbol before has a number in the program */
static inline int regex__code_behind(regex_compiler *c, regex_program *p, const regex_node *node)
{
    int i = 0;
    while (i < p->n_behind && (p->behind[i][0] != node->a || p->behind[i][1] != node->b)) i++;
    if (i == REGEX_MAX_BEHIND) return regex__fail(c, "too many look-behinds");
    if (i == p->n_behind) p->n_behind++;
    p->behind[i][0] = node->a;
    p->behind[i][1] = node->b;
    return regex__emit(c, p, REGEX_OP_BEHIND, i, 0) < 0 ? -1 : 0;
}

/* free_end: whatever follows this node can match nothing, so that nobody ever asks it to give back */
static inline int regex__code(regex_compiler *c, regex_program *p, int n, int free_end)
{
    const regex_node node = c->node[n];
    int at, jump;
    switch (node.kind) {
    case REGEX_EMPTY: return 0;
    case REGEX_SET: return regex__emit(c, p, REGEX_OP_SET, node.a, 0) < 0 ? -1 : 0;
    case REGEX_LOOK: return regex__emit(c, p, REGEX_OP_LOOK, node.a, node.b) < 0 ? -1 : 0;
    case REGEX_BEHIND: return regex__code_behind(c, p, &node);
    case REGEX_CAT:
        return regex__code(c, p, node.a, free_end && regex__may_be_empty(c, node.b)) ||
               regex__code(c, p, node.b, free_end) ? -1 : 0;
    case REGEX_ALT:
        at = regex__fork(c, p, 0);
        if (at < 0 || regex__code(c, p, node.a, free_end)) return -1;
        jump = regex__emit(c, p, REGEX_OP_JUMP, 0, 0);
        if (jump < 0) return -1;
        p->code[at].y = p->n_code;
        if (regex__code(c, p, node.b, free_end)) return -1;
        p->code[jump].x = p->n_code;
        return 0;
    case REGEX_ATOMIC:
        if (!free_end)
            return regex__fail(c, "an atomic group before something that must follow can't be expressed");
        return regex__code(c, p, node.a, free_end);
    default: break;
    }
    if (node.greed == REGEX_POSSESSIVE && c->node[node.a].kind == REGEX_SET) {
        regex_set not_x = {0, 0, 0};
        int number;
        if (regex__set_union(&not_x, &c->set[c->node[node.a].a]) || regex__set_invert(&not_x)) {
            free(not_x.range);
            return regex__fail(c, "out of memory");
        }
        number = regex__keep_set(c, &not_x);
        return number < 0 ? -1 : regex__code_repeat(c, p, &node, number, free_end);
    }
    if (node.greed == REGEX_POSSESSIVE && !free_end)
        return regex__fail(c, "a possessive group before something that must follow can't be expressed");
    return regex__code_repeat(c, p, &node, -1, free_end);
}

/* Parses a pattern; returns its number, or -1 with c->error set. */
static inline int regex_add(regex_compiler *c, const char *pattern, size_t size, int syntax)
{
    regex_program *p = &c->program[c->n_program];
    int root;
    c->text = pattern;
    c->size = size;
    c->pos = 0;
    c->syntax = syntax;
    c->flags = c->depth = c->n_node = 0;
    c->before = -1;
    if (c->n_program == REGEX_MAX_PROGRAM) return regex__fail(c, "too many patterns");
    root = regex__alternatives(c);
    if (root < 0) return -1;
    if (c->pos < size) return regex__fail(c, "unexpected )");
    if (regex__code(c, p, root, 1) || regex__emit(c, p, REGEX_OP_END, 0, 0) < 0) return -1;
    return c->n_program++;
}

/* Adds a set by itself, so that no class straddles it; returns its number. */
static inline int regex_add_set(regex_compiler *c, const char *class_pattern, int syntax)
{
    int n;
    c->text = class_pattern;
    c->size = strlen(class_pattern);
    c->pos = 0;
    c->syntax = syntax;
    c->flags = c->depth = 0;
    n = regex__atom(c);
    return n < 0 ? -1 : c->node[n].a;
}

/* ---- classes ---- */

/* Two code points share a class if every set has both or neither. All sets are swept at once from 0 upwards. */
static inline int regex__classes(regex_compiler *c)
{
    size_t n_set = (size_t)c->n_set;
    uint8_t *now = (uint8_t *)calloc(n_set + 1, 1), *known = (uint8_t *)malloc(256 * (n_set + 1));
    int *at = (int *)calloc(n_set + 1, sizeof *at);
    c->class_of = (uint8_t *)malloc(0x110000);
    c->n_class = 0;
    if (!now || !known || !at || !c->class_of) goto memory;
    for (uint32_t cp = 0; cp < 0x110000;) {
        uint32_t until = 0x110000;
        int k = 0;
        for (size_t i = 0; i < n_set; i++) {
            const regex_set *s = &c->set[i];
            while (at[i] < s->n && s->range[at[i]].hi < cp) at[i]++;
            now[i] = at[i] < s->n && s->range[at[i]].lo <= cp;
            if (at[i] < s->n) {
                uint32_t edge = now[i] ? s->range[at[i]].hi + 1 : s->range[at[i]].lo;
                if (edge < until) until = edge;
            }
        }
        while (k < c->n_class && memcmp(known + (size_t)k * n_set, now, n_set)) k++;
        if (k == 255) {
            snprintf(c->error, sizeof c->error,
                     "patterns with more than 255 classes of characters are not supported");
            goto fail;
        }
        if (k == c->n_class) memcpy(known + (size_t)c->n_class++ * n_set, now, n_set);
        memset(c->class_of + cp, k, until - cp);
        cp = until;
    }
    c->member = (uint8_t *)malloc(n_set * (size_t)c->n_class + 1);
    if (!c->member) goto memory;
    for (size_t i = 0; i < n_set; i++)
        for (size_t k = 0; k < (size_t)c->n_class; k++)
            c->member[i * (size_t)c->n_class + k] = known[k * n_set + i];
    free(now); free(known); free(at);
    return 0;
memory:
    snprintf(c->error, sizeof c->error, "out of memory");
fail:
    free(now); free(known); free(at);
    return -1;
}

/* ---- automaton ---- */

typedef struct regex__builder {
    int *list;              /* all states' threads, one after another */
    int n_list, cap_list;
    int *start;             /* (n_state + 1): where a state's threads are */
    unsigned *behind;       /* (n_state): what holds about the symbol before it, a bit each */
    int cap_start, cap_behind;
    int *hash;              /* state + 1 by hash of its threads; 2 * REGEX_MAX_STATE slots */
    int *stack, *seen, *queued, *out;
    int mark;
} regex__builder;

/* One step: from an ordered list of threads over symbol k (n_class: the end) to the next list, in b->out.
 * Returns its length; *match tells whether a thread was already through. */
static inline int regex__step(const regex_compiler *c, const regex_program *p, regex__builder *b, int state,
                              int k, int *match)
{
    int n_stack = 0, n_out = 0;
    b->mark++;
    *match = 0;
    for (int i = b->start[state + 1]; i-- > b->start[state];) b->stack[n_stack++] = b->list[i];
    while (n_stack) {
        int pc = b->stack[--n_stack], in;
        regex_code op;
        if (b->seen[pc] == b->mark) continue;   /* a thread with precedence has been here */
        b->seen[pc] = b->mark;
        op = p->code[pc];
        switch (op.op) {
        case REGEX_OP_END: *match = 1; n_stack = 0; break;
        case REGEX_OP_JUMP: b->stack[n_stack++] = op.x; break;
        case REGEX_OP_BEHIND: if (b->behind[state] >> op.x & 1) b->stack[n_stack++] = pc + 1; break;
        case REGEX_OP_SPLIT: b->stack[n_stack++] = op.y; b->stack[n_stack++] = op.x; break;
        default:
            in = k == c->n_class ? op.op == REGEX_OP_LOOK && op.y : c->member[op.x * c->n_class + k];
            if (!in) break;
            if (op.op == REGEX_OP_LOOK) {
                b->stack[n_stack++] = pc + 1;
            } else if (b->queued[pc + 1] != b->mark) {
                b->queued[pc + 1] = b->mark;
                b->out[n_out++] = pc + 1;
            }
        }
    }
    return n_out;
}

/* What holds after symbol k; k -1: at the start. */
static inline unsigned regex__behind_of(const regex_compiler *c, const regex_program *p, int k)
{
    unsigned bits = 0;
    for (int i = 0; i < p->n_behind; i++)
        bits |= (unsigned)(k < 0 ? p->behind[i][1] : c->member[p->behind[i][0] * c->n_class + k] != 0) << i;
    return bits;
}

/* the number of the state with these threads, a new one if need be; -1: out of memory, -2: too many */
static inline int regex__state(regex_program *p, regex__builder *b, const int *threads, int n, unsigned behind)
{
    uint32_t h = 2166136261u, slots = 2 * REGEX_MAX_STATE;
    void *grown;
    if (!n) behind = 0;
    for (int i = 0; i < n; i++) h = (h ^ (uint32_t)threads[i]) * 16777619u;
    h = (h ^ behind) * 16777619u;
    for (h %= slots; b->hash[h]; h = (h + 1) % slots) {
        int s = b->hash[h] - 1;
        if (b->start[s + 1] - b->start[s] == n && b->behind[s] == behind &&
            !(n && memcmp(b->list + b->start[s], threads, (size_t)n * sizeof *threads))) return s;
    }
    if (p->n_state == REGEX_MAX_STATE) return -2;
    for (int i = 0; i < n; i++) {
        grown = regex__grow(b->list, &b->cap_list, b->n_list, sizeof *b->list);
        if (!grown) return -1;
        b->list = (int *)grown;
        b->list[b->n_list++] = threads[i];
    }
    grown = regex__grow(b->start, &b->cap_start, p->n_state + 1, sizeof *b->start);
    if (!grown) return -1;
    b->start = (int *)grown;
    grown = regex__grow(b->behind, &b->cap_behind, p->n_state, sizeof *b->behind);
    if (!grown) return -1;
    b->behind = (unsigned *)grown;
    b->behind[p->n_state] = behind;
    b->start[p->n_state] = b->n_list - n;
    b->start[p->n_state + 1] = b->n_list;
    b->hash[h] = p->n_state + 1;
    return p->n_state++;
}

static inline int regex__automaton(regex_compiler *c, regex_program *p)
{
    regex__builder b;
    size_t n = (size_t)p->n_code + 1, width = (size_t)c->n_class + 1;
    int first = 0, cap_next = 0, status = -1;
    memset(&b, 0, sizeof b);
    b.hash = (int *)calloc(2 * REGEX_MAX_STATE, sizeof *b.hash);
    b.stack = (int *)malloc(3 * n * sizeof *b.stack);
    b.seen = (int *)calloc(n, sizeof *b.seen);
    b.queued = (int *)calloc(n, sizeof *b.queued);
    b.out = (int *)malloc(n * sizeof *b.out);
    if (!b.hash || !b.stack || !b.seen || !b.queued || !b.out) goto done;
    p->n_state = 0;
    if (regex__state(p, &b, NULL, 0, 0) < 0) goto done;
    if (regex__state(p, &b, &first, 1, regex__behind_of(c, p, -1)) < 0) goto done;
    if (p->n_behind && regex__state(p, &b, &p->n_code, 1, 0) < 0) goto done; /* state 2, with a thread of its own */
    for (int s = 0; s < p->n_state; s++) {
        const int between = s == 2 && p->n_behind;
        if (s >= cap_next) {
            int cap = cap_next ? 2 * cap_next : 64;
            void *next = realloc(p->next, (size_t)cap * width * sizeof *p->next);
            if (!next) goto done;
            p->next = (uint16_t *)next;
            cap_next = cap;
        }
        for (int k = 0; k <= c->n_class; k++) {
            const unsigned behind = k < c->n_class ? regex__behind_of(c, p, k) : 0;
            int match = 0, m = between ? 0 : regex__step(c, p, &b, s, k, &match), to;
            if (between && k < c->n_class) b.out[m++] = 0;
            to = regex__state(p, &b, b.out, m, behind);
            if (to == -2) {
                snprintf(c->error, sizeof c->error, "pattern: too complex, more than %d states",
                         REGEX_MAX_STATE);
                goto done;
            }
            if (to < 0) goto done;
            p->next[(size_t)s * width + (size_t)k] = (uint16_t)((unsigned)to | (match ? REGEX_MATCH : 0));
        }
    }
    for (size_t k = 0; k <= (p->n_behind ? width : 0); k++) {   /* from each start */
        const size_t start = k ? p->next[2 * width + k - 1] : 1;
        for (size_t i = start * width; i < (start + 1) * width && start; i++) {
            if (!(p->next[i] & REGEX_MATCH)) continue;
            snprintf(c->error, sizeof c->error, "a pattern that may match nothing can't be used to split");
            goto done;
        }
    }
    status = 0;
done:
    if (status && !c->error[0]) snprintf(c->error, sizeof c->error, "out of memory");
    free(b.list); free(b.start); free(b.behind); free(b.hash); free(b.stack); free(b.seen); free(b.queued); free(b.out);
    return status;
}

/* Makes the classes and the automata of all patterns that were added. 0, or -1 with c->error set. */
static inline int regex_compile(regex_compiler *c)
{
    if (regex__classes(c)) return -1;
    for (int i = 0; i < c->n_program; i++)
        if (regex__automaton(c, &c->program[i])) return -1;
    return 0;
}

static inline void regex_free(regex_compiler *c)
{
    for (int i = 0; i < REGEX_MAX_PROGRAM; i++) {
        free(c->program[i].code);
        free(c->program[i].next);
    }
    for (int i = 0; i < c->n_set; i++) free(c->set[i].range);
    free(c->set);
    free(c->node);
    free(c->class_of);
    free(c->member);
    memset(c, 0, sizeof *c);
}

#endif /* TOOLS_REGEX_H */
