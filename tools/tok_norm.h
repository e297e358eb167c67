/* tok_norm.h -- the slow path's texts, and what normalisers make of them; tok_slow.h tells what this is for.
 *
 * A text is an array of code points; a byte that belongs to no character is SLOW_BYTE + byte. Memory comes from the
 * arena of the tokenizer that is being built. A text that grows too long, or a pattern that takes too many steps, is
 * given up (longjmp): then nothing is known but why. */
#ifndef TOOLS_TOK_NORM_H
#define TOOLS_TOK_NORM_H

#include <setjmp.h>
#include "tok_build.h"
#include "tok_match.h"

enum { SLOW_LONGEST = 200000 };

typedef struct slow_text { uint32_t *cp; size_t n, cap; } slow_text;
typedef struct slow_piece { slow_text text; int id, first; } slow_piece;   /* id >= 0: an added token */
typedef struct slow_list { slow_piece *p; size_t n, cap; } slow_list;
typedef struct slow_added { slow_text text; uint32_t id, flags; int normalized; } slow_added;

typedef struct slow {
    tok__build *b;
    const tok__plain *p;
    tok__chunk *of_b, *own, *lasting;   /* arenas: of b, of one text, of what lasts from text to text */
    slow_added *added;
    size_t n_added;
    slow_pattern *m;
    tok__vec ids;                   /* uint32_t */
    int after_unknown;              /* the last of them is the unknown token */
    tok__str text;                  /* that is encoded, or was decoded */
    const uint32_t *shows;          /* (n_shows): that are decoded */
    size_t n_shows;
    int special;                    /* control tokens are read in texts, and shown */
    jmp_buf give_up;
    int ready;                      /* it could be opened */
    char why[100];                  /* it was given up */
} slow;

static void slow__give_up(slow *s, const char *what, const char *name)
{
    snprintf(s->why, sizeof s->why, "%s%.60s", what, name);
    longjmp(s->give_up, 1);
}

/* ---- texts ---- */

static void *slow__alloc(slow *s, size_t n)
{
    void *p = tok__alloc(s->b, (n + 15) & ~(size_t)15);
    if (!p) slow__give_up(s, "out of memory", "");
    return p;
}

static void slow__put(slow *s, slow_text *t, uint32_t cp)
{
    if (t->n == t->cap) {
        uint32_t *more = (uint32_t *)slow__alloc(s, (t->cap = 2 * t->cap + 16) * sizeof *more);
        if (t->n > SLOW_LONGEST) slow__give_up(s, "a text grows too long", "");
        if (t->n) memcpy(more, t->cp, t->n * sizeof *more);
        t->cp = more;
    }
    t->cp[t->n++] = cp;
}

static void slow__add(slow *s, slow_text *t, slow_text more)
{
    for (size_t i = 0; i < more.n; i++) slow__put(s, t, more.cp[i]);
}

static slow_text slow__from(slow *s, const char *p, size_t n)
{
    slow_text t = {NULL, 0, 0};
    uint32_t cp;
    for (size_t i = 0, len; i < n; i += len) {
        len = gpt__utf8_next((const uint8_t *)p + i, n - i, &cp);
        slow__put(s, &t, cp == GPT__BAD_BYTE ? SLOW_BYTE + (uint8_t)p[i] : cp);
    }
    return t;
}

static slow_text slow__str(slow *s, const json_value *v)
{
    return v && v->type == JSON_STRING ? slow__from(s, v->text, v->size) : slow__from(s, "", 0);
}

/* back to bytes */
static tok__str slow__bytes(slow *s, slow_text t)
{
    char *out = (char *)slow__alloc(s, 4 * t.n + 1);
    tok__str r = {out, 0};
    for (size_t i = 0; i < t.n; i++) {
        if (t.cp[i] >= SLOW_BYTE) out[r.n++] = (char)(t.cp[i] - SLOW_BYTE);
        else r.n += gpt__utf8_put(t.cp[i], (uint8_t *)out + r.n);
    }
    return r;
}

static slow_text slow__part(slow_text t, size_t from, size_t to)
{
    slow_text part = {NULL, 0, 0};
    part.cp = t.cp + from;
    part.n = part.cap = to - from;  /* full: what is added goes elsewhere */
    return part;
}

static int slow__starts(slow_text t, size_t at, slow_text with)
{
    return with.n <= t.n - at && !(with.n && memcmp(t.cp + at, with.cp, with.n * sizeof *t.cp));
}

static void slow__push(slow *s, slow_list *l, slow_text text, int id, int first)
{
    slow_piece *p;
    if (!text.n) return;
    if (l->n == l->cap) {
        p = (slow_piece *)slow__alloc(s, (l->cap = 2 * l->cap + 16) * sizeof *p);
        if (l->n) memcpy(p, l->p, l->n * sizeof *p);
        l->p = p;
    }
    p = &l->p[l->n++];
    p->text = text;
    p->id = id;
    p->first = first;
}

static slow_text slow__replace(slow *s, slow_text t, slow_text from, slow_text to)
{
    slow_text out = {NULL, 0, 0};
    for (size_t i = 0; i < t.n;) {
        if (from.n && slow__starts(t, i, from)) slow__add(s, &out, to), i += from.n;
        else slow__put(s, &out, t.cp[i++]);
    }
    return out;
}

static slow_text slow__in_front(slow *s, uint32_t cp, slow_text t)
{
    slow_text out = {NULL, 0, 0};
    slow__put(s, &out, cp);
    slow__add(s, &out, t);
    return out;
}

/* Bytes as GPT-2 writes them: printable ones as they are, the others as characters from U+0100 on. */
static slow_text slow__to_alphabet(slow *s, slow_text t)
{
    const tok__str in = slow__bytes(s, t);
    slow_text out = {NULL, 0, 0};
    uint32_t alphabet[256];
    tok__byte_alphabet(alphabet);
    for (size_t i = 0; i < in.n; i++) slow__put(s, &out, alphabet[(uint8_t)in.p[i]]);
    return out;
}

static slow_text slow__from_alphabet(slow *s, slow_text t)
{
    slow_text out = {NULL, 0, 0};
    uint32_t alphabet[256];
    tok__byte_alphabet(alphabet);
    for (size_t i = 0; i < t.n; i++) {
        uint32_t byte = 0;
        while (byte < 256 && alphabet[byte] != t.cp[i]) byte++;
        if (byte == 256) return t;      /* no text of that alphabet */
        slow__put(s, &out, byte < 128 ? byte : SLOW_BYTE + byte);
    }
    return out;
}

/* ---- patterns ---- */

/* where the matches lie: from, to, from, to ... */
typedef struct slow_spans { size_t *at, n, cap; } slow_spans;

static void slow__span(slow *s, slow_spans *l, size_t from, size_t to)
{
    if (l->n + 2 > l->cap) {
        size_t *more = (size_t *)slow__alloc(s, (l->cap = 2 * l->cap + 16) * sizeof *more);
        if (l->n) memcpy(more, l->at, l->n * sizeof *more);
        l->at = more;
    }
    l->at[l->n++] = from;
    l->at[l->n++] = to;
}

/* The first match from the left, then the first one behind it, and so on. */
static slow_spans slow__find(slow *s, const char *pattern, size_t size, int syntax, slow_text t)
{
    slow_spans found = {NULL, 0, 0};
    if (!slow_parse(s->m, pattern, size, syntax)) slow__give_up(s, "a pattern is too long", "");
    for (size_t i = 0; i < t.n;) {
        const size_t end = slow_match(s->m, t.cp, t.n, i);
        const int empty_again = end == i && found.n && found.at[found.n - 1] == i;
        if (end != SLOW_NONE && !empty_again) slow__span(s, &found, i, end);
        i = end != SLOW_NONE && end > i ? end : i + 1;
        if (s->m->tired) slow__give_up(s, "a pattern takes too many steps", "");
    }
    return found;
}

/* {"String": ...} or {"Regex": ...}; {"Rust": ...} in the steps of rank files */
static slow_spans slow__find_json(slow *s, const json_value *pattern, slow_text t)
{
    const json_value *regex = json_get(pattern, "Regex"), *rust = json_get(pattern, "Rust");
    slow_text literal = slow__str(s, json_get(pattern, "String"));
    slow_spans found = {NULL, 0, 0};
    if (regex) return slow__find(s, regex->text, regex->size, SLOW_RUBY, t);
    if (rust) return slow__find(s, rust->text, rust->size, SLOW_RUST, t);
    for (size_t i = 0; literal.n && i < t.n; i++) {
        if (!slow__starts(t, i, literal)) continue;
        slow__span(s, &found, i, i + literal.n);
        i += literal.n - 1;
    }
    return found;
}

/* ---- normalising: characters ---- */

/* the entry of a sorted table, `width` numbers each, that begins with cp; NULL: none */
static const uint32_t *slow__entry(const uint32_t *table, size_t n, size_t width, uint32_t cp)
{
    size_t lo = 0, hi = n / width;
    while (lo < hi) {
        const size_t mid = (lo + hi) / 2;
        if (table[width * mid] < cp) lo = mid + 1;
        else hi = mid;
    }
    return lo < n / width && table[width * lo] == cp ? table + width * lo : NULL;
}
#define SLOW_ENTRY(table, width, cp) slow__entry(table, sizeof table / sizeof table[0], width, cp)

static slow_text slow__lowercase(slow *s, slow_text t)
{
    slow_text out = {NULL, 0, 0};
    for (size_t i = 0; i < t.n; i++) {
        const uint32_t *to = SLOW_ENTRY(uni_lower, 3, t.cp[i]);
        slow__put(s, &out, to ? to[1] : t.cp[i]);
        if (to && to[2]) slow__put(s, &out, to[2]);
    }
    return out;
}

/* Characters that `in` has are left out. */
static slow_text slow__drop(slow *s, slow_text t, int (*in)(uint32_t cp))
{
    slow_text out = {NULL, 0, 0};
    for (size_t i = 0; i < t.n; i++)
        if (!in(t.cp[i])) slow__put(s, &out, t.cp[i]);
    return out;
}

static int slow__is_mark(uint32_t cp) { return slow_is(cp, "M"); }
static int slow__is_nonspacing(uint32_t cp) { return slow_is(cp, "Mn"); }
static int slow__is_control(uint32_t cp)
{
    if (cp == '\t' || cp == '\n' || cp == '\r') return 0;
    return cp == 0xfffd || cp >= SLOW_BYTE || slow_is(cp, "Cc") || slow_is(cp, "Cf") || slow_is(cp, "Co");
}

/* what BERT takes for a word each; the gap at U+2B820 is Hugging Face's */
static int slow__is_ideograph(uint32_t cp)
{
    return (cp >= 0x4e00 && cp <= 0x9fff) || (cp >= 0x3400 && cp <= 0x4dbf) || (cp >= 0x20000 && cp <= 0x2a6df) ||
           (cp >= 0x2a700 && cp <= 0x2b73f) || (cp >= 0x2b740 && cp <= 0x2b81f) || (cp >= 0x2b920 && cp <= 0x2ceaf) ||
           (cp >= 0xf900 && cp <= 0xfaff) || (cp >= 0x2f800 && cp <= 0x2fa1f);
}

/* ---- normal forms, UAX 15 ---- */

enum { SLOW_S = 0xac00, SLOW_L = 0x1100, SLOW_V = 0x1161, SLOW_T = 0x11a7 };  /* Hangul: syllables and their parts */

static unsigned slow__ccc(uint32_t cp)
{
    size_t lo = 0, hi = sizeof uni_ccc / sizeof uni_ccc[0];
    while (hi - lo > 1) {
        const size_t mid = (lo + hi) / 2;
        if (uni_ccc[mid] >> 8 <= cp) lo = mid;
        else hi = mid;
    }
    return uni_ccc[lo] >> 8 == cp ? uni_ccc[lo] & 255 : 0;
}

static void slow__decompose(slow *s, uint32_t cp, int compatible, slow_text *out)
{
    const size_t n = sizeof uni_compatible / sizeof uni_compatible[0];
    const uint32_t *c = SLOW_ENTRY(uni_canonical, 4, cp);
    size_t i = compatible && cp >= 128 ? 0 : n;
    while (i < n && uni_compatible[i] < cp) i += 2 + uni_compatible[i + 1];
    if (i < n && uni_compatible[i] == cp) {
        for (uint32_t k = 0; k < uni_compatible[i + 1]; k++) slow__put(s, out, uni_compatible[i + 2 + k]);
    } else if (c) {
        slow__decompose(s, c[1], compatible, out);
        if (c[2]) slow__decompose(s, c[2], compatible, out);
    } else if (cp - SLOW_S < 11172) {
        slow__put(s, out, SLOW_L + (cp - SLOW_S) / 588);
        slow__put(s, out, SLOW_V + (cp - SLOW_S) % 588 / 28);
        if ((cp - SLOW_S) % 28) slow__put(s, out, SLOW_T + (cp - SLOW_S) % 28);
    } else {
        slow__put(s, out, cp);
    }
}

/* What two characters compose to; 0: nothing. */
static uint32_t slow__composed(uint32_t a, uint32_t b)
{
    if (b < 0x300) return 0;    /* no such character follows another */
    if (a - SLOW_L < 19 && b - SLOW_V < 21) return SLOW_S + ((a - SLOW_L) * 21 + b - SLOW_V) * 28;
    if (a - SLOW_S < 11172 && (a - SLOW_S) % 28 == 0 && b - SLOW_T - 1 < 27) return a + b - SLOW_T;
    for (size_t i = 0; i < sizeof uni_canonical / sizeof uni_canonical[0]; i += 4)
        if (uni_canonical[i + 1] == a && uni_canonical[i + 2] == b && !uni_canonical[i + 3]) return uni_canonical[i];
    return 0;
}

static slow_text slow__form(slow *s, slow_text t, int compatible, int compose)
{
    slow_text out = {NULL, 0, 0};
    size_t starter = SLOW_NONE, n = 0;
    unsigned last = 0;
    for (size_t i = 0; i < t.n; i++) slow__decompose(s, t.cp[i], compatible, &out);
    for (size_t i = 1; i < out.n; i++) {        /* marks in the order of their classes, equal ones as they came */
        for (size_t k = i; k && slow__ccc(out.cp[k]) && slow__ccc(out.cp[k - 1]) > slow__ccc(out.cp[k]); k--) {
            const uint32_t swap = out.cp[k];
            out.cp[k] = out.cp[k - 1];
            out.cp[k - 1] = swap;
        }
    }
    for (size_t i = 0; i < out.n && compose; i++) { /* a mark joins the starter unless one of its class is between */
        const unsigned ccc = slow__ccc(out.cp[i]);
        const int blocked = starter == SLOW_NONE || (n > starter + 1 && last >= ccc);
        const uint32_t both = blocked ? 0 : slow__composed(out.cp[starter], out.cp[i]);
        if (both) {
            out.cp[starter] = both;
            continue;
        }
        if (!ccc) starter = n;
        last = ccc;
        out.cp[n++] = out.cp[i];
    }
    if (compose) out.n = n;
    return out;
}

/* ---- normalising: SentencePiece's map ---- */

static uint32_t slow__u32(tok__str map, size_t at)
{
    const uint8_t *u = (const uint8_t *)map.p + at;
    return at <= map.n - 4 ? u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24 : 0;
}

/* The longest (or shortest) key of the map that p begins with, and the text it becomes; 0: none. The map is the size of
 * a double array (Darts-clone), that, and texts which end with NUL. */
static size_t slow__mapped(tok__str map, const char *p, size_t n, int shortest, tok__str *to)
{
    const size_t size = map.n >= 4 ? slow__u32(map, 0) : 0;
    size_t node = 0, found = 0;
    uint32_t unit = size ? slow__u32(map, 4) : 0;
    for (size_t i = 0; i < n && size && size <= map.n - 4; i++) {
        node ^= unit >> 10 << ((unit & 1 << 9) >> 6);
        node ^= (uint8_t)p[i];
        unit = node < size / 4 ? slow__u32(map, 4 + 4 * node) : 0;
        if ((unit & 0x800000ff) != (uint8_t)p[i] || !p[i]) break;
        if (unit >> 8 & 1) {
            const size_t leaf = node ^ (unit >> 10 << ((unit & 1 << 9) >> 6));
            const size_t at = 4 + size + (slow__u32(map, 4 + 4 * leaf) & 0x7fffffff);
            if (at >= map.n) break;
            to->p = map.p + at;
            to->n = 0;
            while (at + to->n < map.n && to->p[to->n]) to->n++;
            found = i + 1;
            if (shortest) break;
        }
    }
    return found;
}

/* Is there a border of grapheme clusters before character i? UAX 29, rules GB3 to GB13. */
static int slow__cluster_ends(slow_text t, size_t i)
{
    enum { CR = 1, LF, CONTROL, EXTEND, ZWJ, FLAG, PREPEND, SPACING, L, V, T, LV, LVT, PICTURE };
    const unsigned a = slow_break(t.cp[i - 1]), b = slow_break(t.cp[i]);
    size_t k = i - 1, flags = 0;
    if (a == CR && b == LF) return 0;
    if ((a >= CR && a <= CONTROL) || (b >= CR && b <= CONTROL)) return 1;
    if (a == L && (b == L || b == V || b == LV || b == LVT)) return 0;
    if ((a == LV || a == V) && (b == V || b == T)) return 0;
    if ((a == LVT || a == T) && b == T) return 0;
    if (b == EXTEND || b == ZWJ || b == SPACING || a == PREPEND) return 0;
    if (a == ZWJ && b == PICTURE) {
        while (k && slow_break(t.cp[k - 1]) == EXTEND) k--;
        return !(k && slow_break(t.cp[k - 1]) == PICTURE);
    }
    for (k = i; k && slow_break(t.cp[k - 1]) == FLAG; k--) flags++;
    return !(b == FLAG && flags % 2);
}

/* As Hugging Face applies the map: to clusters of less than six bytes, else to each character. */
static slow_text slow__precompiled(slow *s, slow_text t, tok__str map)
{
    slow_text out = {NULL, 0, 0};
    tok__str to, bytes;
    for (size_t i = 0, end; i < t.n; i = end) {
        for (end = i + 1; end < t.n && !slow__cluster_ends(t, end);) end++;
        bytes = slow__bytes(s, slow__part(t, i, end));
        if (bytes.n < 6 && slow__mapped(map, bytes.p, bytes.n, 1, &to)) {
            slow__add(s, &out, slow__from(s, to.p, to.n));
            continue;
        }
        for (size_t k = i; k < end; k++) {
            bytes = slow__bytes(s, slow__part(t, k, k + 1));
            if (slow__mapped(map, bytes.p, bytes.n, 1, &to)) slow__add(s, &out, slow__from(s, to.p, to.n));
            else slow__put(s, &out, t.cp[k]);
        }
    }
    return out;
}

/* ---- tokens of SentencePiece that its users have defined ---- */

static const tok__plain_token *slow__token(const slow *s, uint32_t id)
{
    static const tok__plain_token none = {{"", 0}, 0, 0};
    return id < s->p->token.n / sizeof none ? (const tok__plain_token *)(const void *)s->p->token.p + id : &none;
}

static int slow__id(const slow *s, tok__str text, uint32_t *id) { return tok__find(&s->p->id, text, id); }

/* the longest such token that p begins with, in bytes; 0: none */
static size_t slow__user_defined(const slow *s, const char *p, size_t n, uint32_t *id)
{
    for (; n; n--) {
        tok__str text = {p, n};
        if (n <= s->p->longest && slow__id(s, text, id) && slow__token(s, *id)->type == TOK__USER) return n;
    }
    return 0;
}

/* Spaces in front are dropped, and of several but one is kept, if the model wants that. */
static slow_text slow__sentence(slow *s, slow_text t)
{
    const tok__plain *m = s->p;
    const tok__str in = slow__bytes(s, t);
    const uint32_t mark = m->escape ? 0x2581 : ' ';
    slow_text out = {NULL, 0, 0};
    int after_space = m->squeeze;
    for (size_t i = 0, len; i < in.n; i += len) {
        uint32_t cp, id;
        tok__str to = {in.p + i, 0};
        slow_text part;
        size_t k = 0;
        len = to.n = m->has_user ? slow__user_defined(s, in.p + i, in.n - i, &id) : 0;
        if (!len) len = slow__mapped(m->charsmap, in.p + i, in.n - i, 0, &to);
        if (!len) len = to.n = gpt__utf8_next((const uint8_t *)in.p + i, in.n - i, &cp);
        part = slow__from(s, to.p, to.n);
        while (after_space && k < part.n && part.cp[k] == ' ') k++;
        if (k < part.n && !out.n && m->dummy_prefix) slow__put(s, &out, mark);
        if (k < part.n) after_space = m->squeeze && part.cp[part.n - 1] == ' ';
        for (; k < part.n; k++) slow__put(s, &out, part.cp[k] == ' ' ? mark : part.cp[k]);
    }
    while (m->squeeze && out.n && out.cp[out.n - 1] == mark) out.n--;
    return out;
}

/* ---- normalising: the steps of tokenizer.json ---- */

static int slow__named(const json_value *v, const char *type) { return !strcmp(json_str(v, "type", ""), type); }

static slow_text slow__strip(const json_value *v, slow_text t)
{
    size_t from = 0, to = t.n;
    while (json_bool(v, "strip_left", 1) && from < to && slow_is_space(t.cp[from])) from++;
    while (json_bool(v, "strip_right", 1) && to > from && slow_is_space(t.cp[to - 1])) to--;
    return slow__part(t, from, to);
}

static slow_text slow__replace_matches(slow *s, const json_value *v, slow_text t)
{
    const slow_spans m = slow__find_json(s, json_get(v, "pattern"), t);
    const slow_text to = slow__str(s, json_get(v, "content"));
    slow_text out = {NULL, 0, 0};
    size_t done = 0;
    for (size_t i = 0; i < m.n; done = m.at[i + 1], i += 2) {
        slow__add(s, &out, slow__part(t, done, m.at[i]));
        slow__add(s, &out, to);
    }
    slow__add(s, &out, slow__part(t, done, t.n));
    return out;
}

static slow_text slow__bert(slow *s, const json_value *v, slow_text t)
{
    const int lower = json_bool(v, "lowercase", 1);
    slow_text out = {NULL, 0, 0};
    if (json_bool(v, "clean_text", 1)) {
        t = slow__drop(s, t, slow__is_control);
        for (size_t i = 0; i < t.n; i++) slow__put(s, &out, slow_is_space(t.cp[i]) ? ' ' : t.cp[i]);
        t = out;
    }
    out.n = out.cap = 0;
    for (size_t i = 0; i < t.n && json_bool(v, "handle_chinese_chars", 1); i++) {
        const int alone = slow__is_ideograph(t.cp[i]);
        if (alone) slow__put(s, &out, ' ');
        slow__put(s, &out, t.cp[i]);
        if (alone) slow__put(s, &out, ' ');
    }
    if (json_bool(v, "handle_chinese_chars", 1)) t = out;
    if (json_bool(v, "strip_accents", lower)) t = slow__drop(s, slow__form(s, t, 0, 0), slow__is_nonspacing);
    return lower ? slow__lowercase(s, t) : t;
}

/* Google's clean-up, as far as it looks at single characters */
static slow_text slow__nmt(slow *s, slow_text t)
{
    slow_text out = {NULL, 0, 0};
    for (size_t i = 0; i < t.n; i++) {
        const uint32_t c = t.cp[i];
        if ((c >= 1 && c <= 8) || c == 11 || (c >= 14 && c <= 31) || c == 0x7f || c == 0x8f || c == 0x9f) continue;
        slow__put(s, &out, c == 9 || c == 10 || c == 12 || c == 13 || c == 0x1680 || (c >= 0x200b && c <= 0x200f) ||
                           c == 0x2028 || c == 0x2029 || c == 0x2581 || c == 0xfeff || c == 0xfffd ? ' ' : c);
    }
    return out;
}

static slow_text slow__step(slow *s, const json_value *v, slow_text t)
{
    const json_value *list = json_get(v, "normalizers");
    slow_text before;
    if (!v || v->type == JSON_NULL) return t;
    for (const json_value *c = list ? list->child : NULL; c; c = c->next) t = slow__step(s, c, t);
    if (slow__named(v, "Sequence")) return t;
    if (slow__named(v, "ByteLevel")) return slow__to_alphabet(s, t);
    if (slow__named(v, "NFC")) return slow__form(s, t, 0, 1);
    if (slow__named(v, "NFD")) return slow__form(s, t, 0, 0);
    if (slow__named(v, "NFKC")) return slow__form(s, t, 1, 1);
    if (slow__named(v, "NFKD")) return slow__form(s, t, 1, 0);
    if (slow__named(v, "Lowercase")) return slow__lowercase(s, t);
    if (slow__named(v, "StripAccents")) return slow__drop(s, t, slow__is_mark);
    if (slow__named(v, "Strip")) return slow__strip(v, t);
    if (slow__named(v, "Nmt")) return slow__nmt(s, t);
    if (slow__named(v, "BertNormalizer")) return slow__bert(s, v, t);
    if (slow__named(v, "Replace")) return slow__replace_matches(s, v, t);
    if (slow__named(v, "Prepend")) {
        before = slow__str(s, json_get(v, "prepend"));
        if (t.n) slow__add(s, &before, t);
        return t.n ? before : t;
    }
    if (slow__named(v, "Precompiled")) {
        const json_value *text = json_get(v, "precompiled_charsmap");
        tok__str map = {(char *)slow__alloc(s, text ? text->size + 1 : 1), 0};
        if (text && tok__base64(text->text, text->size, (uint8_t *)(uintptr_t)map.p, &map.n))
            return slow__precompiled(s, t, map);
    }
    slow__give_up(s, "normalizer ", json_str(v, "type", "without type"));
    return t;
}

static slow_text slow__normalize(slow *s, slow_text t)
{
    t = slow__step(s, s->p->normalizer, t);
    return s->p->sentence ? slow__sentence(s, t) : t;
}

#endif /* TOOLS_TOK_NORM_H */
