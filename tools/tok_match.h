/* tok_match.h -- patterns of tokenizers, matched as their definition reads: by trying one way after the other.
 *
 *     slow_pattern m;
 *     if (slow_parse(&m, pattern, size, SLOW_RUBY) && (end = slow_match(&m, text, n, at)) != SLOW_NONE) ...
 *
 * This is what the automata of regex.h must agree with, so nothing is shared with them but the tables of unicode.h:
 * sets are not computed but asked, character by character, from the text of the pattern; quantifiers go round; an
 * assertion looks ahead as far as it likes. It may take exponential time, so it counts its steps and how deep they
 * are in each other, and gives up (`tired`) where a machine of states would have gone on. Patterns are those that
 * regex.h has accepted.
 *
 * A node of the pattern matches at a place if it does and `then`, all that follows it, does, too. The first way that
 * works counts: alternatives in their order, greedy quantifiers with more rounds before fewer, lazy ones the other
 * way round, possessive ones and atomic groups as if nothing followed. */
#ifndef TOOLS_TOK_MATCH_H
#define TOOLS_TOK_MATCH_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include "unicode.h"

#define SLOW_NONE ((size_t)-1)
#define SLOW_BYTE 0x110000u /* + b: a byte that is not part of any character; patterns see U+FFFD */

enum { SLOW_RUST, SLOW_RUBY, SLOW_NODES = 4000, SLOW_STEPS = 4000000, SLOW_DEPTH = 4000 };

typedef enum slow_kind {
    SLOW_EMPTY, SLOW_ONE, SLOW_CAT, SLOW_ALT, SLOW_REPEAT, SLOW_ATOMIC, SLOW_AHEAD, SLOW_NOT_AHEAD, SLOW_BEHIND,
    SLOW_NOT_BEHIND, SLOW_START, SLOW_END, SLOW_EDGE, SLOW_NO_EDGE, SLOW_LINE_END
} slow_kind;

enum { SLOW_FOLD = 1, SLOW_ALL = 2, SLOW_LINES = 4, SLOW_EXTENDED = 8 };    /* (?i), . is line ends too, (?m), (?x) */

typedef struct slow_node {
    slow_kind kind;
    int a, b;               /* what it is made of */
    int min, max, lazy;     /* REPEAT; max -1: no limit. START, END: min 1: of lines, too */
    int flags;              /* ONE: those that count for it; ... */
    const char *p;          /* ... how the pattern writes it */
} slow_node;

typedef struct slow_pattern {
    slow_node node[SLOW_NODES];
    int n, root, syntax, flags, bad;
    const char *p, *end;    /* what has not been parsed yet */
    const uint32_t *text;
    size_t n_text;
    long steps;             /* of matching, since their count was last set to 0 */
    int depth, tired;
} slow_pattern;

/* ---- characters ---- */

/* the value that a table of runs, each first << bits | value, has for a character */
static unsigned slow__run(const uint32_t *run, size_t n, int bits, uint32_t cp)
{
    size_t lo = 0;
    if (cp >= SLOW_BYTE) cp = 0xfffd;
    while (n - lo > 1) {
        const size_t mid = (lo + n) / 2;
        if (run[mid] >> bits <= cp) lo = mid;
        else n = mid;
    }
    return run[lo] & ((1u << bits) - 1);
}

/* the category of a character, "Lu" for example */
static const char *slow_category(uint32_t cp)
{
    return uni_category_names[slow__run(uni_category, sizeof uni_category / sizeof uni_category[0], 5, cp)];
}

static int slow_is(uint32_t cp, const char *category)
{
    const char *c = slow_category(cp);
    return c[0] == category[0] && (!category[1] || c[1] == category[1]);
}

static int slow_is_space(uint32_t cp)
{
    return (cp >= 9 && cp <= 13) || cp == 0x85 || slow_is(cp, "Z");
}

static int slow_is_word(uint32_t cp, int syntax)
{
    if (slow_is(cp, "L") || slow_is(cp, "M") || slow_is(cp, "Nd") || slow_is(cp, "Nl") || slow_is(cp, "Pc")) return 1;
    if ((cp >= 0x24b6 && cp <= 0x24e9) || (cp >= 0x1f130 && cp <= 0x1f149) || (cp >= 0x1f150 && cp <= 0x1f169) ||
        (cp >= 0x1f170 && cp <= 0x1f189)) return 1; /* letters in circles and squares are alphabetic */
    if (syntax == SLOW_RUST) return cp == 0x200c || cp == 0x200d;
    return cp == 0xb2 || cp == 0xb3 || cp == 0xb9 || (cp >= 0xbc && cp <= 0xbe);
}


static unsigned slow_break(uint32_t cp)
{
    return slow__run(uni_break, sizeof uni_break / sizeof uni_break[0], 4, cp);
}

static uint32_t slow__folded(uint32_t cp)
{
    size_t lo = 0, hi = sizeof uni_fold / sizeof uni_fold[0] / 2;
    while (lo < hi) {
        const size_t mid = (lo + hi) / 2;
        if (uni_fold[2 * mid] < cp) lo = mid + 1;
        else hi = mid;
    }
    return lo < sizeof uni_fold / sizeof uni_fold[0] / 2 && uni_fold[2 * lo] == cp ? uni_fold[2 * lo + 1] : cp;
}

/* Letters and digits of a name in lower case, for names are compared so; n of them at most. */
static const char *slow__name(const char *p, size_t size, char *out, size_t n)
{
    size_t k = 0;
    for (; size; p++, size--) {
        const char c = (char)(*p >= 'A' && *p <= 'Z' ? *p + 32 : *p);
        if (((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) && k + 1 < n) out[k++] = c;
    }
    out[k] = 0;
    return out;
}

/* Is it between the edges 0 and 1, 2 and 3, ..? */
static int slow__turns(uint32_t cp, const uint32_t *edge, size_t n)
{
    size_t i = 0;
    while (i < n && edge[i] <= cp) i++;
    return i % 2;
}
#define SLOW__HAS(cp, table) slow__turns(cp, table, sizeof table / sizeof table[0])

/* Is it in POSIX's class of that name? Rust's are ASCII, as are hexadecimal digits. -1: there is no such class. */
static int slow__posix(uint32_t cp, const char *name, int syntax, int brackets)
{
    static const char *const names[] = {"alpha", "digit", "alnum", "upper", "lower", "space", "blank", "cntrl", "graph",
        "print", "punct", "xdigit", "ascii", "word", NULL};
    const int ascii = syntax == SLOW_RUST;
    const int letter = ascii ? (cp | 32) >= 'a' && (cp | 32) <= 'z' : SLOW__HAS(cp, uni_alphabetic);
    const int digit = ascii ? cp >= '0' && cp <= '9' : slow_is(cp, "Nd");
    const int seen = ascii ? cp > 32 && cp < 127 : slow_is(cp, "L") || slow_is(cp, "M") || slow_is(cp, "N") ||
                     slow_is(cp, "P") || slow_is(cp, "S") || slow_is(cp, "Cf") || slow_is(cp, "Co");
    int k = 0;
    while (names[k] && strcmp(names[k], name)) k++;
    switch (k) {
    case 0: return letter;
    case 1: return digit;
    case 2: return letter || digit;
    case 3: return ascii ? cp >= 'A' && cp <= 'Z' : SLOW__HAS(cp, uni_uppercase);
    case 4: return ascii ? cp >= 'a' && cp <= 'z' : SLOW__HAS(cp, uni_lowercase);
    case 5: return ascii ? (cp >= 9 && cp <= 13) || cp == 32 : slow_is_space(cp);
    case 6: return cp == 9 || (ascii ? cp == 32 : slow_is(cp, "Zs"));
    case 7: return ascii ? cp < 32 || cp == 127 : slow_is(cp, "Cc");
    case 8: return seen;
    case 9: return seen || (ascii ? cp == 32 : slow_is(cp, "Zs"));
    case 10: return ascii ? seen && !letter && !digit : slow_is(cp, "P") || (brackets && slow_is(cp, "S"));
    case 11: return (cp >= '0' && cp <= '9') || ((cp | 32) >= 'a' && (cp | 32) <= 'f' && cp < 128);
    case 12: return cp < 128;
    case 13:
        if (ascii) return letter || digit || cp == '_';
        if (!brackets) return slow_is_word(cp, syntax);
        return letter || slow_is(cp, "M") || digit || slow_is(cp, "Nl") || slow_is(cp, "Pc");
    default: return -1;
    }
}

/* Has it the property of \p{name}? */
static int slow__property(uint32_t cp, const char *p, size_t size, int syntax)
{
    static const char *const words[][2] = {{"letter", "L"}, {"mark", "M"}, {"number", "N"}, {"punctuation", "P"},
        {"symbol", "S"}, {"separator", "Z"}, {"other", "C"}, {"uppercaseletter", "Lu"}, {"lowercaseletter", "Ll"},
        {"decimalnumber", "Nd"}, {"digit", "Nd"}, {"punct", "P"}};
    const char *equals = (const char *)memchr(p, '=', size);
    char name[64], other[64], category[3] = {0, 0, 0};
    int in;
    if (equals) {
        slow__name(p, (size_t)(equals - p), name, sizeof name);
        size -= (size_t)(equals + 1 - p), p = equals + 1;
        if (!strcmp(name, "gcb")) {
            const char *want = uni_break_names[slow_break(cp)];
            return strlen(want) == size && !memcmp(want, p, size);
        }
    }
    slow__name(p, size, name, sizeof name);
    if (!strcmp(name, "any")) return 1;
    if (!strcmp(name, "whitespace") || !strcmp(name, "space")) return slow_is_space(cp);
    if (!strcmp(name, "alphabetic")) return SLOW__HAS(cp, uni_alphabetic);
    if (!strcmp(name, "lowercase")) return SLOW__HAS(cp, uni_lowercase);
    if (!strcmp(name, "uppercase")) return SLOW__HAS(cp, uni_uppercase);
    if (!strcmp(name, "emoji")) return SLOW__HAS(cp, uni_emoji);
    in = syntax == SLOW_RUBY ? slow__posix(cp, name, syntax, 0) : -1;
    if (in >= 0) return in;
    for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
        if (!strcmp(name, words[i][0])) return slow_is(cp, words[i][1]);
    if (!strcmp(name, "lc") || (size == 2 && !memcmp(p, "L&", 2)))
        return slow_is(cp, "Lu") || slow_is(cp, "Ll") || slow_is(cp, "Lt");
    if (strlen(name) < 3) {
        category[0] = (char)(name[0] - 32);
        category[1] = name[1];
        return slow_is(cp, category);
    }
    for (size_t i = 0; i < sizeof uni_script_names / sizeof uni_script_names[0]; i++)
        if (!strcmp(name, slow__name(uni_script_names[i], strlen(uni_script_names[i]), other, sizeof other)))
            return slow__run(uni_script, sizeof uni_script / sizeof uni_script[0], 8, cp) == i;
    return 0;
}

static uint32_t slow__char(const char **p, const char *end)
{
    uint32_t cp = 0xfffd;
    *p += gpt__utf8_next((const uint8_t *)*p, (size_t)(end - *p), &cp);
    return cp;
}

static uint32_t slow__hex(const char **p, const char *end, int most)
{
    const int braces = *p < end && **p == '{';
    uint32_t v = 0;
    *p += braces;
    for (int i = 0; *p < end && (braces || i < most) && strchr("0123456789abcdefABCDEF", **p) && **p; i++, ++*p)
        v = v << 4 | (uint32_t)(**p <= '9' ? **p - '0' : (**p | 32) - 'a' + 10);
    *p += braces && *p < end;
    return v;
}

/* After a backslash: does it name a set that has the character (1) or not (0)? -1: it is a single one, *literal. */
static int slow__escape(const slow_pattern *m, const char **p, uint32_t cp, uint32_t *literal, int brackets)
{
    static const char from[] = "nrtfave", to[] = "\n\r\t\f\a\v\x1b";
    const char c = *p < m->end ? *(*p)++ : 0, *name = *p, *known = c ? strchr(from, c) : NULL;
    size_t size = 1;
    int invert = c == 'P';
    if (c == 'd' || c == 'D') return slow_is(cp, "Nd") == (c == 'd');
    if (c == 's' || c == 'S') return slow_is_space(cp) == (c == 's');
    if (c == 'h' || c == 'H') return slow__posix(cp, "xdigit", m->syntax, 1) == (c == 'h');
    if ((c == 'w' || c == 'W') && brackets && m->syntax == SLOW_RUBY)   /* no raised digits there */
        return slow__posix(cp, "word", m->syntax, 1) == (c == 'w');
    if (c == 'w' || c == 'W') return slow_is_word(cp, m->syntax) == (c == 'w');
    if (c == 'p' || c == 'P') {
        if (*name == '{') {
            const char *close = (const char *)memchr(name, '}', (size_t)(m->end - name));
            *p = close ? close + 1 : m->end;
            name++;
            if (*name == '^') invert = !invert, name++;
            size = (size_t)(*p - 1 - name);
        } else {
            ++*p;
        }
        return slow__property(cp, name, size, m->syntax) != invert;
    }
    if (known) *literal = (unsigned char)to[known - from];
    else if (c == 'x' || c == 'u') *literal = slow__hex(p, m->end, c == 'u' ? 4 : 2);
    else --*p, *literal = slow__char(p, m->end);
    return -1;
}

/* Behind the "[" at *p: is the character in this class? Moves behind its "]". */
static int slow__class(const slow_pattern *m, const char **p, uint32_t cp)
{
    const int invert = *p < m->end && **p == '^';
    int all = 1, some = 0, first = 1;
    *p += invert;
    for (; *p < m->end; first = 0) {
        uint32_t lo = 0, hi;
        int in;
        if (**p == ']' && !first) break;
        if (m->end - *p > 1 && !memcmp(*p, "&&", 2)) {
            all &= some;
            some = 0;
            *p += 2;
            continue;
        }
        if (m->end - *p > 1 && !memcmp(*p, "[:", 2)) {
            const int not_in = (*p)[2] == '^';
            const char *name = *p + 2 + not_in, *end = (const char *)memchr(name, ':', (size_t)(m->end - name));
            char text[16];
            slow__name(name, end ? (size_t)(end - name) : 0, text, sizeof text);
            some |= (slow__posix(cp, text, m->syntax, 1) > 0) != not_in;
            *p = end && m->end - end > 1 ? end + 2 : m->end;
            continue;
        }
        if (**p == '[') {
            ++*p;
            some |= slow__class(m, p, cp);
            continue;
        }
        if (m->end - *p > 1 && !memcmp(*p, "\\b", 2)) *p += 2, in = -1, lo = 8;
        else if (**p == '\\') ++*p, in = slow__escape(m, p, cp, &lo, 1);
        else in = -1, lo = slow__char(p, m->end);
        if (in >= 0) {
            some |= in;
            continue;
        }
        hi = lo;
        if (m->end - *p > 1 && **p == '-' && (*p)[1] != ']') {
            ++*p;
            if (**p == '\\') ++*p, slow__escape(m, p, cp, &hi, 1);
            else hi = slow__char(p, m->end);
        }
        some |= cp >= lo && cp <= hi;
    }
    *p += *p < m->end;
    return (all & some) != invert;
}

/* Does what stands at *p -- a class, an escape, a dot, a character -- match this one? Moves behind it. */
static int slow__one(const slow_pattern *m, const char **p, uint32_t cp, int flags, int *literal)
{
    uint32_t c;
    int in = -1;
    *literal = 0;
    if (**p == '[') return ++*p, slow__class(m, p, cp);
    if (**p == '.') return ++*p, cp != '\n' || flags & SLOW_ALL;
    if (**p == '\\') ++*p, in = slow__escape(m, p, cp, &c, 0);
    else c = slow__char(p, m->end);
    if (in >= 0) return in;
    *literal = 1;
    return cp == c;
}

/* Where case does not count, a character matches if one that folds to the same does. */
static int slow__is_one(const slow_pattern *m, const slow_node *node, uint32_t cp)
{
    const char *p = node->p;
    const uint32_t folded = slow__folded(cp);
    int literal, in;
    if (cp >= SLOW_BYTE) cp = 0xfffd;
    in = slow__one(m, &p, cp, node->flags, &literal);
    if (in || !(node->flags & SLOW_FOLD) || !(literal || *node->p == '[')) return in;
    p = node->p;
    in = slow__one(m, &p, folded, node->flags, &literal);
    for (size_t i = 0; !in && i < sizeof uni_fold / sizeof uni_fold[0]; i += 2) {
        p = node->p;
        if (uni_fold[i + 1] == folded) in = slow__one(m, &p, uni_fold[i], node->flags, &literal);
    }
    return in;
}

/* ---- parsing ---- */

static int slow__alternatives(slow_pattern *m);

static int slow__node(slow_pattern *m, slow_kind kind, int a, int b)
{
    slow_node *node = &m->node[m->n < SLOW_NODES - 1 ? m->n++ : (m->bad = 1, SLOW_NODES - 1)];
    memset(node, 0, sizeof *node);
    node->kind = kind;
    node->a = a;
    node->b = b;
    node->flags = m->flags;
    return (int)(node - m->node);
}

static int slow__take(slow_pattern *m, const char *what)
{
    const size_t n = strlen(what);
    if ((size_t)(m->end - m->p) < n || memcmp(m->p, what, n)) return 0;
    m->p += n;
    return 1;
}

/* flags behind "(?", with - in front of those that end */
static void slow__flags(slow_pattern *m)
{
    int off = 0;
    for (; m->p < m->end && *m->p != ':' && *m->p != ')'; m->p++) {
        const int ruby = m->syntax == SLOW_RUBY;
        const int flag = *m->p == 'i' ? SLOW_FOLD : *m->p == 'x' ? SLOW_EXTENDED : *m->p == 's' ? SLOW_ALL
                         : *m->p == 'm' ? (ruby ? SLOW_ALL : SLOW_LINES) : 0;
        if (*m->p == '-') off = 1;
        m->flags = off ? m->flags & ~flag : m->flags | flag;
    }
}

/* behind "(" */
static int slow__group(slow_pattern *m)
{
    static const struct { const char *text; slow_kind kind; } kinds[] = {
        {"?:", SLOW_CAT}, {"?=", SLOW_AHEAD}, {"?!", SLOW_NOT_AHEAD}, {"?>", SLOW_ATOMIC}, {"?<=", SLOW_BEHIND},
        {"?<!", SLOW_NOT_BEHIND}, {"?<", SLOW_CAT}, {"?P<", SLOW_CAT}, {"", SLOW_CAT}};
    const int flags = m->flags;
    int n, k = 0;
    while (!slow__take(m, kinds[k].text)) k++;
    if (k == 6 || k == 7)                                   /* a name */
        while (m->p < m->end && *m->p++ != '>') {}
    if (k == 8 && slow__take(m, "?")) {
        slow__flags(m);
        if (slow__take(m, ")"))                             /* for the rest of the enclosing group */
            return m->syntax == SLOW_RUBY ? slow__alternatives(m) : slow__node(m, SLOW_EMPTY, 0, 0);
        slow__take(m, ":");
    }
    n = slow__alternatives(m);
    m->flags = flags;
    if (!slow__take(m, ")")) m->bad = 1;
    return kinds[k].kind == SLOW_CAT ? n : slow__node(m, kinds[k].kind, n, 0);
}

static int slow__atom(slow_pattern *m)
{
    static const struct { const char *text; slow_kind kind; } places[] = {{"^", SLOW_START}, {"$", SLOW_END},
        {"\\A", SLOW_START}, {"\\z", SLOW_END}, {"\\b", SLOW_EDGE}, {"\\B", SLOW_NO_EDGE}, {"\\R", SLOW_LINE_END}};
    int literal, n;
    if (slow__take(m, "(")) return slow__group(m);
    n = slow__node(m, SLOW_ONE, 0, 0);
    m->node[n].p = m->p;
    for (size_t i = 0; i < sizeof places / sizeof places[0]; i++) {
        if (!slow__take(m, places[i].text)) continue;
        m->node[n].kind = places[i].kind;
        m->node[n].min = i < 2 && (m->syntax == SLOW_RUBY || m->flags & SLOW_LINES);
        return n;
    }
    slow__one(m, &m->p, 0, 0, &literal);
    return n;
}

/* comments, and with (?x) blanks */
static void slow__skip(slow_pattern *m)
{
    for (;;) {
        if (slow__take(m, "(?#")) {
            while (m->p < m->end && *m->p++ != ')') {}
        } else if (!(m->flags & SLOW_EXTENDED) || m->p == m->end || !strchr("# \t\n\v\f\r", *m->p) || !*m->p) {
            return;
        } else if (*m->p++ == '#') {
            while (m->p < m->end && *m->p != '\n') m->p++;
        }
    }
}

/* {m}, {m,}, {m,n}, {,n} */
static int slow__braces(slow_pattern *m, int *min, int *max)
{
    const char *p = m->p + 1;
    int value[2] = {-1, -1}, k = 0;
    if (m->p == m->end || *m->p != '{') return 0;
    for (; p < m->end && *p != '}'; p++) {
        if (*p == ',' && !k) k = 1;
        else if (*p >= '0' && *p <= '9') value[k] = (value[k] < 0 ? 0 : value[k]) * 10 + *p - '0';
        else return 0;
    }
    if (p == m->end || (value[0] < 0 && value[1] < 0)) return 0;
    *min = value[0] < 0 ? 0 : value[0];
    *max = k ? value[1] : value[0];
    m->p = p + 1;
    return 1;
}

static int slow__repeated(slow_pattern *m)
{
    int n = slow__atom(m);
    for (;;) {
        int min = 0, max = -1, braces = 0, r;
        slow__skip(m);
        if (slow__take(m, "+")) min = 1;
        else if (slow__take(m, "?")) max = 1;
        else if (!slow__take(m, "*") && !(braces = slow__braces(m, &min, &max))) return n;
        r = slow__node(m, SLOW_REPEAT, n, 0);
        m->node[r].min = min;
        m->node[r].max = max;
        n = r;
        /* Ruby takes what follows x{n} and x{m,n} for quantifiers of their own, but for the lazy x{m,n}? */
        if (!(braces && m->syntax == SLOW_RUBY && min == max) && slow__take(m, "?")) m->node[r].lazy = 1;
        else if (!(braces && m->syntax == SLOW_RUBY) && slow__take(m, "+")) n = slow__node(m, SLOW_ATOMIC, r, 0);
    }
}

static int slow__alternatives(slow_pattern *m)
{
    const int flags = m->flags;
    int n = slow__node(m, SLOW_EMPTY, 0, 0);
    for (slow__skip(m); m->p < m->end && *m->p != '|' && *m->p != ')' && !m->bad; slow__skip(m)) {
        const int next = slow__repeated(m);
        n = slow__node(m, SLOW_CAT, n, next);
    }
    if (slow__take(m, "|")) {
        const int next = slow__alternatives(m);
        n = slow__node(m, SLOW_ALT, n, next);
    }
    m->flags = flags;
    return n;
}

/* slow_parse -- the pattern's text must stay. 0: that is no pattern. */
static int slow_parse(slow_pattern *m, const char *text, size_t size, int syntax)
{
    m->n = m->flags = m->bad = m->tired = 0;
    m->syntax = syntax;
    m->p = text;
    m->end = text + size;
    m->root = slow__alternatives(m);
    return !m->bad && m->p == m->end;
}

/* ---- matching ---- */

static int slow__word_at(const slow_pattern *m, size_t at)
{
    return at < m->n_text && slow_is_word(m->text[at] < SLOW_BYTE ? m->text[at] : 0xfffd, m->syntax);
}

/* What is to match after a node; rounds: it is a quantifier's node again, after so many of them, this one from here */
typedef struct slow_then { int node, rounds; size_t from; const struct slow_then *then; } slow_then;

static size_t slow__match(slow_pattern *m, int n, size_t at, const slow_then *then);

/* (max, then) rounds of a single character need no way back through each of them */
static size_t slow__run_of(slow_pattern *m, const slow_node *r, size_t at, const slow_then *then);

static size_t slow__rounds(slow_pattern *m, int n, int rounds, size_t at, const slow_then *then);

static size_t slow__go(slow_pattern *m, const slow_then *then, size_t at)
{
    if (!then) return at;
    if (then->rounds < 0) return slow__match(m, then->node, at, then->then);
    if (at == then->from && then->rounds > m->node[then->node].min) return SLOW_NONE;  /* an empty round more */
    return slow__rounds(m, then->node, then->rounds, at, then->then);
}

static size_t slow__rounds(slow_pattern *m, int n, int rounds, size_t at, const slow_then *then)
{
    const slow_node *r = &m->node[n];
    const int enough = rounds >= r->min, more = r->max < 0 || rounds < r->max;
    slow_then again;
    size_t end = SLOW_NONE;
    again.node = n;
    again.rounds = rounds + 1;
    again.from = at;
    again.then = then;
    if (enough && r->lazy) end = slow__go(m, then, at);
    if (end == SLOW_NONE && more) end = slow__match(m, r->a, at, &again);
    if (end == SLOW_NONE && enough && !r->lazy) end = slow__go(m, then, at);
    return end;
}

static size_t slow__run_of(slow_pattern *m, const slow_node *r, size_t at, const slow_then *then)
{
    size_t n = 0, end;
    while (at + n < m->n_text && (r->max < 0 || n < (size_t)r->max) &&
           slow__is_one(m, &m->node[r->a], m->text[at + n])) n++;
    for (; n + 1 > (size_t)r->min; n--) {
        end = slow__go(m, then, at + n);
        if (end != SLOW_NONE || !n) return end;
    }
    return SLOW_NONE;
}

static size_t slow__match_here(slow_pattern *m, int n, size_t at, const slow_then *then)
{
    const slow_node *node = &m->node[n];
    slow_then next;
    size_t end;
    switch (node->kind) {
    case SLOW_EMPTY: return slow__go(m, then, at);
    case SLOW_ONE:
        return at < m->n_text && slow__is_one(m, node, m->text[at]) ? slow__go(m, then, at + 1) : SLOW_NONE;
    case SLOW_CAT:
        next.node = node->b;
        next.rounds = -1;
        next.from = 0;
        next.then = then;
        return slow__match(m, node->a, at, &next);
    case SLOW_ALT:
        end = slow__match(m, node->a, at, then);
        return end == SLOW_NONE ? slow__match(m, node->b, at, then) : end;
    case SLOW_REPEAT:
        if (!node->lazy && m->node[node->a].kind == SLOW_ONE) return slow__run_of(m, node, at, then);
        return slow__rounds(m, n, 0, at, then);
    case SLOW_ATOMIC:
        end = slow__match(m, node->a, at, NULL);
        return end == SLOW_NONE ? end : slow__go(m, then, end);
    case SLOW_START:    /* Ruby's last line end begins no line */
        end = !at || (node->min && m->text[at - 1] == '\n' && (at < m->n_text || m->syntax == SLOW_RUST));
        return end ? slow__go(m, then, at) : SLOW_NONE;
    case SLOW_END:
        if (at < m->n_text && !(node->min && m->text[at] == '\n')) return SLOW_NONE;
        return slow__go(m, then, at);
    case SLOW_EDGE:
    case SLOW_NO_EDGE:
        end = (at && slow__word_at(m, at - 1)) != slow__word_at(m, at);
        return end == (node->kind == SLOW_EDGE) ? slow__go(m, then, at) : SLOW_NONE;
    case SLOW_LINE_END: {
        const uint32_t cp = at < m->n_text ? m->text[at] : 0;
        if (!(cp >= 10 && cp <= 13) && cp != 0x85 && cp != 0x2028 && cp != 0x2029) return SLOW_NONE;
        return slow__go(m, then, at + 1 + (cp == '\r' && at + 1 < m->n_text && m->text[at + 1] == '\n'));
    }
    case SLOW_BEHIND:
    case SLOW_NOT_BEHIND:   /* of one character, or of none */
        end = slow__match(m, node->a, at, NULL);
        if (end != at && at) end = slow__match(m, node->a, at - 1, NULL);
        return (end == at) == (node->kind == SLOW_BEHIND) ? slow__go(m, then, at) : SLOW_NONE;
    default:
        end = slow__match(m, node->a, at, NULL);
        return (end == SLOW_NONE) == (node->kind == SLOW_NOT_AHEAD) ? slow__go(m, then, at) : SLOW_NONE;
    }
}

static size_t slow__match(slow_pattern *m, int n, size_t at, const slow_then *then)
{
    size_t end = SLOW_NONE;
    m->tired |= ++m->steps > SLOW_STEPS || m->depth > SLOW_DEPTH;
    m->depth++;
    if (!m->tired) end = slow__match_here(m, n, at, then);
    m->depth--;
    return end;
}

/* slow_match -- where the match ends that begins at `at`; SLOW_NONE: there is none, or it is tired. */
static size_t slow_match(slow_pattern *m, const uint32_t *text, size_t n, size_t at)
{
    m->text = text;
    m->n_text = n;
    m->depth = 0;
    return slow__match(m, m->root, at, NULL);
}

#endif /* TOOLS_TOK_MATCH_H */
