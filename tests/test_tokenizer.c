/* test_tokenizer.c -- >>tokenizer, tools/tokenizer.h and tools/regex.h: patterns against a matcher that
 * backtracks, merges against textbook implementations, damaged sections, and the published tokenizers of ../shared
 * with their originals' ids */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif

static struct { long split, trie, merge; } tally; /* steps of loops in which time could grow faster than the text */
#define GPT__DONE(what) (tally.what++)
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/tokenizer.h"
#include "../tools/samples.h"
#include "test.h"

#define MARK "\xe2\x96\x81"
#define CAP 4096

/* ---- making tokenizers ---- */

static const char *scratch_file(const char *name, const char *data, size_t size) {
    const char *path = test_build(name);
    FILE *f = fopen(path, "wb");
    if (!f) return NULL;
    if (fwrite(data, 1, size, f) != size) path = NULL;
    fclose(f);
    return path;
}

/* a model that consists of a tokenizer */
static int open_blob(gpt_model *m, const tok_blob *blob) {
    gpt_error err;
    memset(m, 0, sizeof *m);
    m->has_tok = 1;
    return CHECK_INT(gpt__tokenizer_open(&m->tok, blob->data, blob->size, &err), GPT_OK);
}

static int build(tok_blob *blob, gpt_model *m, const char *name, const char *data, size_t size) {
    gpt_error err = {0, ""};
    const char *path = scratch_file(name, data, size);
    memset(blob, 0, sizeof *blob);
    if (!CHECK(path != NULL)) return 0;
    if (tok_build(path, NULL, blob, &err) != GPT_OK) return FAIL("%s", err.message);
    return open_blob(m, blob);
}

static int build_json(tok_blob *blob, gpt_model *m, const char *json) {
    return build(blob, m, "test_tokenizer.json", json, strlen(json));
}

/* the message with which a tokenizer.json is refused; "" if it isn't */
static const char *refusal(const char *json) {
    static gpt_error err;
    tok_blob blob;
    const char *path = scratch_file("test_refused.json", json, strlen(json));
    memset(&err, 0, sizeof err);
    if (path && tok_build(path, NULL, &blob, &err) == GPT_OK) tok_blob_free(&blob);
    return err.message;
}

typedef struct text { char p[200000]; size_t n; } text;

static void put(text *t, const char *format, ...) {
    va_list args;
    va_start(args, format);
    t->n += (size_t)vsnprintf(t->p + t->n, sizeof t->p - t->n, format, args);
    va_end(args);
}

/* vocabulary entries of the 256 bytes in GPT-2's alphabet */
static void put_bytes(text *t) {
    uint32_t cp[256];
    tok__byte_alphabet(cp);
    for (int i = 0; i < 256; i++) put(t, "%s\"\\u%04x\": %d", i ? ", " : "", (unsigned)cp[i], i);
}

static int ids_are(const gpt_model *m, const char *s, size_t n, int flags, const char *want) {
    static int ids[CAP];
    static char got[CAP * 8];
    int k = gpt_tokenize(m, s, n, flags, ids, CAP), at = 0;
    got[0] = 0;
    for (int i = 0; i < k && i < CAP; i++)
        at += snprintf(got + at, sizeof got - (size_t)at, i ? " %d" : "%d", ids[i]);
    return CHECK_STR(k < 0 ? gpt_status_text(k) : got, want);
}

static int says(const gpt_model *m, const int *ids, int n, int flags, const char *want) {
    static char got[CAP];
    int k = gpt_detokenize(m, ids, n, flags, got, CAP);
    return CHECK_STR(k < 0 ? gpt_status_text(k) : got, want);
}

/* ---- UTF-8 ---- */

TEST(utf8_of_every_code_point) {
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        uint8_t b[4];
        uint32_t got;
        size_t n = gpt__utf8_put(cp, b), k = gpt__utf8_next(b, n, &got);
        if (cp >= 0xd800 && cp < 0xe000) {
            if (!CHECK_INT(k, 1) || !CHECK_INT(got, GPT__BAD_BYTE)) break;
        } else if (!CHECK_INT(k, n) || !CHECK_INT(got, cp)) break;
        for (size_t cut = 1; cut < n; cut++)
            if (gpt__utf8_next(b, cut, &got) != 1 || got != GPT__BAD_BYTE)
                FAIL("cut character %x was read", (unsigned)cp);
    }
}

/* ---- patterns: the automaton against the matcher of the slow path, which tries one way after the other ---- */

static slow_pattern slow_m;

static long automaton(const regex_compiler *c, const regex_program *p, const uint32_t *s, size_t n) {
    unsigned state = 1, width = (unsigned)c->n_class + 1;
    long match = -1;
    for (size_t i = 0;; i++) {
        unsigned go = p->next[state * width + (i < n ? c->class_of[s[i]] : (unsigned)c->n_class)];
        if (go & REGEX_MATCH) match = (long)i;
        state = go & (REGEX_MATCH - 1);
        if (!state) return match;
    }
}

TEST(patterns_match_as_trying_does) {
    static const char *const patterns[] = {
        tok__gpt2_pattern,
        "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| "
        "?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| "
        "?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$|\\s*[\\r\\n]|\\s+(?!\\S)|\\s",
        "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+(?i:'s|'t|'"
        "re)?|[^\\r\\n\\p{L}\\p{N}]?"
        "[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*(?i:'s|'t|'re)?|\\p{N}{1,3}| "
        "?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*|"
        "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+",
        "a*?b|a+?(?=s)|(?:s|st|sta)+t?|[a-t&&[^bs]]{2,3}?|(A|B)*C|\\d{2}",
        "(a|ab)(c|bcd|s)(s*)",
        "(?:a?){3}a{3}|b",
        "x*+[^x]|a{1,2}+(?=a)|s",
        "\\b\\w+\\b.|^(?:\\s\\S|a)+(?<![ab])|[a-z](?<=s).\\B|(?:st)+(?!st)|\\B."};
    static const uint32_t letters[] = {
        'a', 'b', 's', 't', 'r',  'e',   'A',    'B',    'C',   'x',  '\'',   ' ',     ' ',    '\n',  '\r',
        '1', '2', '.', '/', 0xe9, 0x17f, 0x212a, 0x4e2d, 0x301, 0xa0, 0x3000, 0x1f600, 0xfffd, 0x664, 0x1c5};
    for (size_t k = 0; k < sizeof patterns / sizeof patterns[0]; k++) {
        regex_compiler c = {0};
        int p = regex_add(&c, patterns[k], strlen(patterns[k]), REGEX_RUST);
        if (p < 0 || regex_compile(&c)) {
            FAIL("%s", c.error);
            continue;
        }
        CHECK(slow_parse(&slow_m, patterns[k], strlen(patterns[k]), SLOW_RUST));
        for (int round = 0; round < 3000; round++) {
            uint32_t s[24];
            size_t n = (size_t)test_below(24);
            long got, want;
            int few = 1 + test_below((int)(sizeof letters / sizeof letters[0])),
                from = test_below((int)(sizeof letters / sizeof letters[0]));
            for (size_t i = 0; i < n; i++)
                s[i] = letters[(size_t)(from + test_below(few)) % (sizeof letters / sizeof letters[0])];
            slow_m.steps = slow_m.tired = 0;
            want = (long)slow_match(&slow_m, s, n, 0);
            got = automaton(&c, &c.program[p], s, n);
            NOTE("pattern %d, round %d", (int)k, round);
            if (!slow_m.tired && !CHECK_INT(got, want)) break;
        }
        regex_free(&c);
    }
}

TEST(patterns_have_their_known_matches) {
    static const struct { const char *pattern, *text; long match; } cases[] = {
        {"a|ab", "ab", 1}, {"ab|a", "ab", 2}, {"\\s+(?!\\S)|\\s+", "   x", 2}, {"\\s+(?!\\S)|\\s+", "   ", 3},
        {"\\s+(?!\\S)|\\s+", " x", 1},
        {"(?i)straSSe", "STRASSE", 7}, {"(?i:k)", "\xe2\x84\xaa", 3}, {"(?-i:k)", "K", -1},
        {"[^a-c]+", "xyzb", 3}, {"[]a]+", "]a]", 3},
        {"[a&&b]|c", "c", 1}, {"\\p{Han}+", "\xe4\xb8\xad\xe6\x96\x87x", 6}, {"\\P{L}", "a", -1},
        {"\\p{^L}", "1", 1}, {"\\x41\\u0042\\x{43}", "ABC", 3},
        {"a{2}", "aaa", 2}, {"a{2,}", "aaaa", 4}, {"a{,2}b", "aab", 3}, {"a$", "a", 1}, {"a$", "a\n", -1},
        {"a$|a", "ab", 1}, {".", "\n", -1},
        {"\\p{Lu}\\p{Ll}", "\xc3\x89\xc3\xa9", 4}, {"(?>a+)b?", "aab", 3}, {"[[:^a]b]", "b", -3},
        {"[a-\\d]", "a", -3}, {"(", "", -3}, {"a)", "", -3},
        {"a**", "aa", -3}, {"a*", "", -3}, {"(?<=a)b", "b", -1}, {"\\bword", "word", 4}, {"(a)\\1", "", -3},
        {"a(?=bc)", "", -3}, {"^a", "a", 1}, {"(?<=ab)c", "", -3}, {"[[:alpha:]]+", "a\xc3\xa9", 1},
        {"(?:ab)*+a", "", -3}, {"\\p{Nonsense}", "", -3}, {"a{3,2}", "", -3}, {"[z-a]", "", -3}, {"\xff", "", -3},
        {"a{1001}", "", -3}};
    for (size_t k = 0; k < sizeof cases / sizeof cases[0]; k++) {
        regex_compiler c = {0};
        int p = regex_add(&c, cases[k].pattern, strlen(cases[k].pattern), REGEX_RUST);
        uint32_t s[64], n = 0;
        long got = -3, bytes = 0;
        if (p >= 0 && !regex_compile(&c)) {
            for (size_t i = 0, len; i < strlen(cases[k].text); i += len)
                len = gpt__utf8_next((const uint8_t *)cases[k].text + i, strlen(cases[k].text) - i, &s[n++]);
            got = automaton(&c, &c.program[p], s, n);
            slow_m.steps = 0;
            slow_parse(&slow_m, cases[k].pattern, strlen(cases[k].pattern), SLOW_RUST);
            CHECK_INT((long)slow_match(&slow_m, s, n, 0), got);
            for (long i = 0; i < got; i++) {
                uint8_t b[4];
                bytes += (long)gpt__utf8_put(s[i], b);
            }
            if (got > 0) got = bytes;
        } else {
            CHECK(c.error[0]);
        }
        NOTE("pattern %s on %s: %s", cases[k].pattern, cases[k].text, c.error);
        CHECK_INT(got, cases[k].match);
        regex_free(&c);
    }
}

/* ---- byte-level merges against the textbook ---- */

typedef struct pair { int left, right, to; } pair;
static struct { pair merge[1000]; int n; char word[1300][64]; int size[1300]; } book;

/* Apply the first merge of the list that applies anywhere, at its leftmost place; again. */
static int textbook(int *row, int n) {
    for (;;) {
        int best = book.n, at = 0;
        for (int i = 0; i + 1 < n; i++)
            for (int k = 0; k < best; k++)
                if (book.merge[k].left == row[i] && book.merge[k].right == row[i + 1]) best = k, at = i;
        if (best == book.n) return n;
        row[at] = book.merge[best].to;
        memmove(row + at + 1, row + at + 2, (size_t)(--n - at - 1) * sizeof *row);
    }
}

/* random merges over a few letters, later ones not always longer */
static void random_book(int letters, int n_merge) {
    book.n = 0;
    for (int i = 0; i < 256; i++) book.word[i][0] = (char)i, book.size[i] = 1;
    for (int tries = 0; book.n < n_merge && tries < 20 * n_merge; tries++) {
        int known = letters + book.n, l = test_below(known), r = test_below(known), to = 256 + book.n, same = 0;
        l = l < letters ? 'a' + l : 256 + l - letters;
        r = r < letters ? 'a' + r : 256 + r - letters;
        if (book.size[l] + book.size[r] > 60) continue;
        memcpy(book.word[to], book.word[l], (size_t)book.size[l]);
        memcpy(book.word[to] + book.size[l], book.word[r], (size_t)book.size[r]);
        book.size[to] = book.size[l] + book.size[r];
        for (int i = 0; i < to; i++)
            same |=
                book.size[i] == book.size[to] && !memcmp(book.word[i], book.word[to], (size_t)book.size[to]);
        if (same) continue;
        book.merge[book.n].left = l;
        book.merge[book.n].right = r;
        book.merge[book.n++].to = to;
    }
    for (int i = book.n; i > 1; i--) {  /* any order of ranks */
        int k = test_below(i);
        pair p = book.merge[k];
        if (test_below(2)) continue;
        book.merge[k] = book.merge[i - 1];
        book.merge[i - 1] = p;
    }
}

static text json;

static void book_json(const char *model, const char *rest) {
    json.n = 0;
    put(&json, "{\"model\": {\"type\": \"BPE\", %s \"vocab\": {", model);
    put_bytes(&json);
    for (int i = 256; i < 256 + book.n; i++) put(&json, ", \"%.*s\": %d", book.size[i], book.word[i], i);
    put(&json, "}, \"merges\": [");
    for (int i = 0; i < book.n; i++) {
        pair p = book.merge[i];
        put(&json, "%s\"%.*s %.*s\"", i ? ", " : "", book.size[p.left], book.word[p.left], book.size[p.right],
            book.word[p.right]);
    }
    put(&json, "]}, \"pre_tokenizer\": {\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"use_regex\": "
    "false}, "
               "\"decoder\": {\"type\": \"ByteLevel\"}%s}", rest);
}

TEST(merges_are_the_textbooks) {
    for (int round = 0; round < 30; round++) {
        int letters = 2 + test_below(4);
        tok_blob blob;
        gpt_model m;
        random_book(letters, 3 + test_below(round < 15 ? 30 : 300));
        book_json("", "");
        if (!build_json(&blob, &m, json.p)) return;
        for (int k = 0; k < 60; k++) {
            static int want[1000], got[1000];
            char s[1000];
            int n = test_below(k < 40 ? 90 : 999), few = 1 + test_below(letters), w, g;
            for (int i = 0; i < n; i++)
                s[i] = test_below(50) ? (char)('a' + test_below(few)) : (char)test_below(256);
            for (int i = 0; i < n; i++) want[i] = (unsigned char)s[i];
            NOTE("round %d, text %d of %d bytes, %d merges", round, k, n, book.n);
            w = textbook(want, n);
            g = gpt_tokenize(&m, s, (size_t)n, 0, got, 1000);
            if (!CHECK_INT(g, w) || !CHECK_MEM(got, want, (size_t)w * sizeof *got)) break;
        }
        tok_blob_free(&blob);
    }
}

/* ---- SentencePiece: a model written here, against its algorithm on strings ---- */

typedef struct sp_piece { char text[40]; float score; int type; } sp_piece;
static struct { sp_piece piece[400]; int n; } sp;

static void pb(text *t, int field, int wire, const void *p, size_t n) {
    t->p[t->n++] = (char)(field << 3 | wire);
    if (wire == 2) {
        if (n > 127) t->p[t->n++] = (char)(n | 128), t->p[t->n++] = (char)(n >> 7);
        else t->p[t->n++] = (char)n;
    }
    memcpy(t->p + t->n, p, n);
    t->n += n;
}

static void sp_add(const char *s, float score, int type) {
    for (int i = 0; i < sp.n; i++)
        if (!strcmp(sp.piece[i].text, s)) return;
    snprintf(sp.piece[sp.n].text, sizeof sp.piece[0].text, "%s", s);
    sp.piece[sp.n].score = score;
    sp.piece[sp.n++].type = type;
}

static void sp_file(text *t, int byte_fallback, int dummy, int squeeze) {
    static text inner;
    char yes = 1, two = 2, value;
    t->n = 0;
    for (int i = 0; i < sp.n; i++) {
        inner.n = 0;
        pb(&inner, 1, 2, sp.piece[i].text, strlen(sp.piece[i].text));
        pb(&inner, 2, 5, &sp.piece[i].score, 4);
        value = (char)sp.piece[i].type;
        pb(&inner, 3, 0, &value, 1);
        pb(t, 1, 2, inner.p, inner.n);
    }
    inner.n = 0;
    pb(&inner, 3, 0, &two, 1);
    inner.p[inner.n++] = (char)(35 << 3 & 127) | (char)128;
    inner.p[inner.n++] = 35 << 3 >> 7;
    inner.p[inner.n++] = (char)byte_fallback;
    pb(t, 2, 2, inner.p, inner.n);
    inner.n = 0;
    value = (char)dummy;
    pb(&inner, 3, 0, &value, 1);
    value = (char)squeeze;
    pb(&inner, 4, 0, &value, 1);
    pb(&inner, 5, 0, &yes, 1);
    pb(t, 3, 2, inner.p, inner.n);
}

static int sp_find(const char *s, size_t n) {
    for (int i = 0; i < sp.n; i++)
        if (strlen(sp.piece[i].text) == n && !memcmp(sp.piece[i].text, s, n)) return i;
    return -1;
}

/* SentencePiece's BPE on normalised text: symbols are spans; of all neighbours whose concatenation is a piece,
 * those with the best score merge first, the leftmost among equals. User-defined pieces are found first and
 * never merge. */
static int sp_reference(const char *s, size_t n, int byte_fallback, int *out) {
    size_t start[600], end[600];
    int fixed[600], count = 0, k = 0, unknown_before = 0;
    for (size_t i = 0; i < n;) {
        size_t len = (unsigned char)s[i] < 0x80   ? 1
                     : (unsigned char)s[i] < 0xe0 ? 2
                     : (unsigned char)s[i] < 0xf0 ? 3
                                                  : 4,
               best = 0;
        for (int p = 0; p < sp.n; p++) {
            size_t m = strlen(sp.piece[p].text);
            if (sp.piece[p].type == 4 && m > best && m <= n - i && !memcmp(sp.piece[p].text, s + i, m))
                best = m;
        }
        start[count] = i;
        i += best ? best : len;
        end[count] = i;
        fixed[count++] = best > 0;
    }
    for (;;) {
        int at = -1;
        float score = 0;
        for (int i = 0; i + 1 < count; i++) {
            int p = fixed[i] || fixed[i + 1] ? -1 : sp_find(s + start[i], end[i + 1] - start[i]);
            if (p < 0 || sp.piece[p].type != 1 || (at >= 0 && sp.piece[p].score <= score)) continue;
            at = i;
            score = sp.piece[p].score;
        }
        if (at < 0) break;
        end[at] = end[at + 1];
        count--;
        for (int i = at + 1; i < count; i++)
            start[i] = start[i + 1], end[i] = end[i + 1], fixed[i] = fixed[i + 1];
    }
    for (int i = 0; i < count; i++) {
        int p = sp_find(s + start[i], end[i] - start[i]);
        if (p < 0 && byte_fallback) {
            for (size_t b = start[i]; b < end[i]; b++) {
                char name[8];
                snprintf(name, sizeof name, "<0x%02X>", (unsigned)(unsigned char)s[b]);
                out[k++] = sp_find(name, 6);
            }
        } else if (p >= 0 || !unknown_before) {
            out[k++] = p < 0 ? 0 : p;
        }
        unknown_before = p < 0;
    }
    return k;
}

static void random_sp(int byte_fallback) {
    static const char *const letters[] = {"a", "b", "c", MARK, "\xc3\xa9", "\xe4\xb8\xad"};
    char name[8];
    sp.n = 0;
    sp_add("<unk>", 0, 2);
    sp_add("<s>", 0, 3);
    sp_add("</s>", 0, 3);
    for (int i = 0; i < 256 && byte_fallback; i++) {
        snprintf(name, sizeof name, "<0x%02X>", (unsigned)i);
        sp_add(name, 0, 6);
    }
    if (test_below(2)) sp_add("ab" MARK, 0, 4);
    if (test_below(2)) sp_add("cc", 0, 4);
    for (int i = 0; i < 80; i++) {
        char s[40] = "";
        int n = 1 + test_below(4);
        for (int k = 0; k < n; k++) strcat(s, letters[test_below(6)]);
        sp_add(s, (float)-test_below(30), 1);    /* with equal scores, unreachable pieces and missing letters */
    }
}

TEST(sentencepiece_merges_are_the_textbooks) {
    static const char *const letters[] = {"a", "b", "c", " ", "\xc3\xa9", "\xe4\xb8\xad", "d", "\xf0\x9f\x98\x80",
        "a", " "};
    static text file;
    for (int round = 0; round < 60; round++) {
        tok_blob blob;
        gpt_model m;
        int bytes = test_below(2), dummy = test_below(2);
        random_sp(bytes);
        sp_file(&file, bytes, dummy, 0);
        if (!build(&blob, &m, "test_tokenizer.model", file.p, file.n)) return;
        for (int k = 0; k < 60; k++) {
            static int want[2000], got[2000];
            char plain[512] = "", marked[1600] = "";
            int n = test_below(k < 50 ? 30 : 120), w, g;
            for (int i = 0; i < n; i++) strcat(plain, letters[test_below(10)]);
            if (dummy && n) strcat(marked, MARK);
            for (const char *c = plain; *c; c++) {
                char one[2] = {*c, 0};
                strcat(marked, *c == ' ' ? MARK : one);
            }
            NOTE("round %d: '%.200s'", round, plain);
            w = sp_reference(marked, strlen(marked), bytes, want);
            g = gpt_tokenize(&m, plain, strlen(plain), 0, got, 2000);
            if (!CHECK_INT(g, w) || !CHECK_MEM(got, want, (size_t)w * sizeof *got)) break;
        }
        tok_blob_free(&blob);
    }
}

TEST(sentencepiece_white_space) {
    static text file;
    tok_blob blob;
    gpt_model m;
    int ids[16], n;
    sp.n = 0;
    sp_add("<unk>", 0, 2);
    sp_add("<s>", 0, 3);
    sp_add("</s>", 0, 3);
    sp_add("a", -9, 1);
    sp_add(MARK, -9, 1);
    sp_add(MARK "a", -1, 1);
    sp_file(&file, 0, 1, 1);
    if (!build(&blob, &m, "test_tokenizer.model", file.p, file.n)) return;
    ids_are(&m, "  a   a  ", 9, 0, "5 5");
    ids_are(&m, "   ", 3, 0, "");
    ids_are(&m, "", 0, GPT_TEXT_BOS, "1");
    ids_are(&m, "aa", 2, 0, "5 3");
    ids_are(&m, "a" MARK "a", 5, 0, "5 5");
    ids_are(&m, "xyz a", 5, 0, "4 0 5");        /* a run of unknown characters is one token */
    ids_are(&m, "a<s>a", 5, GPT_TEXT_SPECIAL, "5 1 5");
    ids_are(&m, "<s>", 3, 0, "4 0");
    n = gpt_tokenize(&m, "xx a<s>", 7, GPT_TEXT_SPECIAL, ids, 16);
    says(&m, ids, n, 0, " \xe2\x81\x87  a");
    says(&m, ids, n, GPT_TEXT_SPECIAL, "<unk> a<s>");
    CHECK_INT(gpt_token_special(&m, GPT_TOKEN_BOS), 1);
    CHECK_INT(gpt_token_special(&m, GPT_TOKEN_EOS), 2);
    CHECK_INT(gpt_token_special(&m, GPT_TOKEN_UNK), 0);
    CHECK_INT(gpt_token_special(&m, GPT_TOKEN_PAD), -1);
    CHECK_INT(gpt_token_special(&m, 99), -1);
    CHECK(gpt_token_is_end(&m, 2) && !gpt_token_is_end(&m, 1) && !gpt_token_is_end(&m, -1));
    CHECK_INT(gpt_token_find(&m, " a", 2), 5);
    CHECK_INT(gpt_token_find(&m, "</s>", 4), 2);
    CHECK_INT(gpt_token_find(&m, "b", 1), -1);
    tok_blob_free(&blob);
}

/* ---- added tokens ---- */

#define ADDED(id, content, flags) "{\"id\": " #id ", \"content\": \"" content "\"" flags "}"

TEST(added_tokens) {
    tok_blob blob;
    gpt_model m;
    book.n = 0;
    book_json("", ", \"added_tokens\": ["
        ADDED(256, "<x>", ", \"special\": true") ", " ADDED(257, "<y>", "") ", "
        ADDED(258, "<x>>", ", \"special\": true") ", "
        ADDED(259, "<l>", ", \"lstrip\": true") ", " ADDED(260, "<r>", ", \"rstrip\": true") ", "
        ADDED(261, "w", ", \"single_word\": true") ", " ADDED(262, "<n>", ", \"normalized\": true") ", "
        ADDED(263, "<|im_end|>", ", \"special\": true") "]");
    if (!build_json(&blob, &m, json.p)) return;
    ids_are(&m, "a<x>b", 5, 0, "97 60 120 62 98");
    ids_are(&m, "a<x>b", 5, GPT_TEXT_SPECIAL, "97 256 98");
    ids_are(&m, "a<x>>b", 6, GPT_TEXT_SPECIAL, "97 258 98");
    ids_are(&m, "<y><n><y", 8, 0, "257 262 60 121");
    ids_are(&m, "a \t\n<l> a", 9, 0, "97 259 32 97");
    ids_are(&m, "a <r>\xe2\x80\x83\na", 10, 0, "97 32 260 97");
    ids_are(&m, "w ww w\xc3\xa9 .w.", 12, 0, "261 32 119 119 32 119 195 169 32 46 261 46");
    ids_are(&m, "<r>  <l>w", 9, 0, "260 259 261");
    CHECK(gpt_token_is_end(&m, 263) && !gpt_token_is_end(&m, 256));
    CHECK_INT(gpt_token_find(&m, "<|im_end|>", 10), 263);
    tok_blob_free(&blob);
}

TEST(templates_and_prefixes) {
    tok_blob blob;
    gpt_model m;
    int ids[16], n;
    static const char with_space[] =
        "{\"model\": {\"vocab\": {\"a\": 0, \"\xc4\xa0\": 1, \"\xc4\xa0" "a\": 2, \"b\": 3}, \"merges\": "
        "[[\"\xc4\xa0\", \"a\"]]},"
        "\"added_tokens\": [{\"id\": 4, \"content\": \"[S]\", \"special\": true}, {\"id\": 5, \"content\": "
        "\"[E]\", \"special\": true}],"
        "\"pre_tokenizer\": {\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"ByteLevel\"}]}, "
        "\"decoder\": {\"type\": \"ByteLevel\"},"
        "\"post_processor\": {\"type\": \"TemplateProcessing\", \"single\": [{\"SpecialToken\": {\"id\": "
        "\"[S]\"}}, {\"Sequence\": {\"id\": \"A\"}},"
        " {\"SpecialToken\": {\"id\": \"[E]\"}}], \"special_tokens\": {\"[S]\": {\"ids\": [4]}, \"[E]\": "
        "{\"ids\": [5]}}}}";
    static const char first[] =
        "{\"model\": {\"vocab\": {\"a\": 0, \"" MARK "\": 1, \"" MARK "a\": 2, \"<0x62>\": 3, \"<u>\": 4}, "
        "\"merges\": [\"" MARK " a\"],"
        " \"byte_fallback\": true, \"unk_token\": \"<u>\"}, \"added_tokens\": [{\"id\": 5, \"content\": "
        "\"[S]\", \"special\": true}],"
        " \"pre_tokenizer\": {\"type\": \"Metaspace\", \"replacement\": \"" MARK "\", \"prepend_scheme\": "
        "\"first\", \"split\": true},"
        " \"decoder\": {\"type\": \"Metaspace\", \"replacement\": \"" MARK "\", \"prepend_scheme\": \"first\"}}";
    if (!build_json(&blob, &m, with_space)) return;
    ids_are(&m, "a a", 3, GPT_TEXT_BOS, "4 2 2 5");
    ids_are(&m, " a", 2, 0, "2");
    ids_are(&m, "xaya", 4, 0, "2 0"); /* bytes without a token are left out before merging, as the original does */
    tok_blob_free(&blob);
    if (!build_json(&blob, &m, first)) return;
    ids_are(&m, "a a", 3, 0, "2 2");
    ids_are(&m, "aa[S]a a", 8, GPT_TEXT_SPECIAL, "2 0 5 0 2");
    ids_are(&m, "abz\xff", 4, 0, "2 3 4 4");
    n = gpt_tokenize(&m, "  a", 3, 0, ids, 16);
    says(&m, ids, n, 0, " a");
    tok_blob_free(&blob);
}

TEST(what_is_not_known_is_refused) {
    static const struct { const char *rest, *word; } cases[] = {
        {", \"normalizer\": {\"type\": \"Odd\"}", "Odd"},
        {", \"normalizer\": {\"type\": \"Replace\", \"pattern\": {\"Regex\": \"a(?=bc)\"}, \"content\": \"\"}",
        "look-ahead"},
        {", \"normalizer\": {\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AAAA\"}", "damaged"},
        {", \"normalizer\": {\"type\": \"Precompiled\", \"precompiled_charsmap\": \"*\"}", "base64"},
        {", \"pre_tokenizer\": {\"type\": \"UnicodeScripts\"}", "UnicodeScripts"},
        {", \"pre_tokenizer\": {\"type\": \"Split\", \"pattern\": {\"Regex\": \"a(?=bc)\"}, \"behavior\": "
        "\"Isolated\"}", "look-ahead"},
        {", \"pre_tokenizer\": {\"type\": \"Split\", \"pattern\": {\"Regex\": \"a\"}, \"behavior\": \"Odd\"}",
        "behavior"},
        {", \"post_processor\": {\"type\": \"Odd\"}", "Odd"},
        {", \"decoder\": {\"type\": \"Odd\"}", "Odd"},
        {", \"added_tokens\": [{\"content\": \"x\"}]", "id"},
        {", \"added_tokens\": [{\"id\": -1, \"content\": \"x\"}]", "id"},
        {", \"added_tokens\": [{\"id\": 1e9, \"content\": \"x\"}]", "id"}};
    char doc[600];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(doc, sizeof doc, "{\"model\": {\"vocab\": {\"a\": 0}, \"merges\": []}%s}", cases[i].rest);
        NOTE("%s", cases[i].rest);
        if (!CHECK(strstr(refusal(doc), cases[i].word))) printf("    said: %s\n", refusal(doc));
    }
    CHECK(strstr(refusal("{\"model\": {\"type\": \"Odd\", \"vocab\": {\"a\": 0}}}"), "Odd"));
    CHECK(strstr(refusal("{\"model\": {\"vocab\": {\"a\": 0}, \"merges\": [\"a b\"]}}"), "merge 0"));
    CHECK(strstr(refusal("{\"model\": {\"vocab\": {\"a\": 0}, \"merges\": [], \"end_of_word_suffix\": "
    "\"</w>\", \"ignore_merges\": true}}"), "suffix"));
    CHECK(strstr(refusal("{\"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\"]]}}"), "score"));
    CHECK(strstr(refusal("{\"model\": {\"type\": \"Unigram\", \"unk_id\": 3, \"vocab\": [[\"a\", 0]]}}"), "unknown"));
    CHECK(strstr(refusal("{\"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\", 1e300]]}}"), "score"));
    CHECK(strstr(refusal("{\"model\": {\"vocab\": {\"a\": 0}, \"merges\": [], \"byte_fallback\": true, "
    "\"continuing_subword_prefix\": \"##\"}}"), "byte_fallback"));
    CHECK(strstr(refusal("{\"model\": {\"vocab\": {}, \"merges\": []}}"), "vocabulary"));
    CHECK(strstr(refusal("{"), "JSON"));
    CHECK(strstr(refusal(""), "empty"));
    CHECK(refusal("nonsense")[0]);
}

/* ---- normal form C ---- */

TEST(composition) {
    static const struct { const char *from, *to; } cases[] = {
        {"e\xcc\x81", "\xc3\xa9"}, {"plain", "plain"}, {"x e\xcc\x81 y", "x \xc3\xa9 y"}, {"\xc3\xa9", "\xc3\xa9"},
        {"a\xcc\xa3\xcc\x81", "\xe1\xba\xa1\xcc\x81"}, {"a\xcc\x81\xcc\xa3", "\xe1\xba\xa1\xcc\x81"},
        /* marks in order of class */
        {"\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "\xed\x95\x9c"}, {"\xed\x95\x98\xe1\x86\xab", "\xed\x95\x9c"},
        /* Hangul */
        {"\xe2\x84\xab", "\xc3\x85"}, {"\xe0\xa5\x98", "\xe0\xa4\x95\xe0\xa4\xbc"},
        /* singleton, exclusion */
        {"\xcc\x81" "a", "\xcc\x81" "a"}, {"\xcd\x84", "\xcc\x88\xcc\x81"},
        {"\xff" "e\xcc\x81\xff", "\xff\xc3\xa9\xff"},
        {"a\xcc\x95\xcc\x80\xd6\xae\xcc\x80" "b", "\xc3\xa0\xd6\xae\xcc\x80\xcc\x95" "b"},
        {"\xe0\xad\x87\xcc\x80\xe0\xac\xbe", "\xe0\xad\x87\xcc\x80\xe0\xac\xbe"}};
    static char marks[120000];
    tok_blob blob;
    gpt_model m;
    book.n = 0;
    book_json("", ", \"normalizer\": {\"type\": \"NFC\"}");
    if (!build_json(&blob, &m, json.p)) return;
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int ids[64], n = gpt_tokenize(&m, cases[i].from, strlen(cases[i].from), 0, ids, 64);
        char got[64];
        for (int k = 0; k < n; k++) got[k] = (char)ids[k];
        got[n] = 0;
        NOTE("case %d", (int)i);
        CHECK_STR(got, cases[i].to);
    }
    for (size_t i = 0; i + 4 <= sizeof marks; i += 4)
        memcpy(marks + i, "\xcc\xa3\xcc\x81", 4); /* a long run to sort */
    CHECK_INT(gpt_tokenize(&m, marks, sizeof marks, 0, NULL, 0), sizeof marks);
    tok_blob_free(&blob);
}

/* ---- all normalisers ---- */

/* What a text becomes, in a vocabulary of bytes. */
static void becomes(const char *normalizer, const char *from, const char *to) {
    char rest[600], got[200];
    int ids[190], n;
    tok_blob blob;
    gpt_model m;
    book.n = 0;
    snprintf(rest, sizeof rest, ", \"normalizer\": {\"type\": %s}", normalizer);
    book_json("", rest);
    NOTE("%s of %s", normalizer, from);
    if (!build_json(&blob, &m, json.p)) return;
    n = gpt_tokenize(&m, from, strlen(from), 0, ids, 190);
    for (int k = 0; k < n; k++) got[k] = (char)ids[k];
    got[n > 0 ? n : 0] = 0;
    CHECK_STR(got, to);
    tok_blob_free(&blob);
}

TEST(normalizers) {
#define E_ACUTE "\xc3\xa9"
#define ACUTE "\xcc\x81"
    becomes("\"NFD\"", "x" E_ACUTE "\xed\x95\x9c", "xe" ACUTE "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab");
    becomes("\"NFD\"", "\xef\xac\x81", "\xef\xac\x81");                     /* a ligature is no canonical matter */
    becomes("\"NFKC\"", "\xef\xac\x81 \xc2\xbd e" ACUTE, "fi 1\xe2\x81\x84" "2 " E_ACUTE);
    becomes("\"NFKC\"", "\xef\xbd\xb6\xef\xbe\x9e", "\xe3\x82\xac");         /* half-width ka, voiced */
    becomes("\"NFKC\"", "\xef\xb7\xba", "\xd8\xb5\xd9\x84\xd9\x89 \xd8\xa7\xd9\x84\xd9\x84\xd9\x87 \xd8\xb9\xd9\x84\xd9\x8a"
            "\xd9\x87 \xd9\x88\xd8\xb3\xd9\x84\xd9\x85");                     /* the longest of all */
    becomes("\"NFKD\"", "\xe1\xba\x9b\xcc\xa3", "s\xcc\xa3\xcc\x87");        /* marks in order */
    becomes("\"Lowercase\"", "A" "\xc3\x89\xc4\xb0\xce\xa3", "a" E_ACUTE "i\xcc\x87\xcf\x83");
    becomes("\"StripAccents\"", "e" ACUTE E_ACUTE "\xe0\xa4\xbe", "e" E_ACUTE); /* a spacing mark, too */
    becomes("\"Strip\"", " \xc2\xa0 a b\t", "a b");
    becomes("\"Strip\", \"strip_left\": false", "\ta b\n", "\ta b");
    becomes("\"Strip\", \"strip_right\": false", " \xe3\x80\x80", "");
    becomes("\"Nmt\"", "a\x01\tb\xe2\x80\x8b\xef\xbf\xbd", "a b  ");
    becomes("\"Replace\", \"pattern\": {\"Regex\": \" {2,}\"}, \"content\": \"_\"", "a  b   c d", "a_b_c d");
    becomes("\"BertNormalizer\"", "\xc3\x89\x07 \xe4\xb8\xad\xc2\xa0x", "e  \xe4\xb8\xad  x");
    becomes("\"BertNormalizer\", \"lowercase\": false", "\xc3\x89\xef\xbf\xbd", "\xc3\x89");
    becomes("\"BertNormalizer\", \"strip_accents\": false, \"handle_chinese_chars\": false", "\xc3\x89\xe4\xb8\xad",
            E_ACUTE "\xe4\xb8\xad");
    becomes("\"Sequence\", \"normalizers\": [{\"type\": \"NFKC\"}, {\"type\": \"Lowercase\"}]", "\xef\xbc\xa1\xff", "a\xff");
}

/* ---- unigram models ---- */

/* The best sum over all ways to cut s, and the way: every way is tried. */
static struct { char text[300][8]; double score[300]; int n; } uni;
typedef struct uni_way { double sum; int id[64], n, tie; } uni_way;

static void uni_search(const char *s, uni_way *now, uni_way *best) {
    int single = 0;
    if (!*s) {
        best->tie |= best->n >= 0 && fabs(now->sum - best->sum) < 1e-9;
        if (best->n < 0 || now->sum > best->sum + 1e-9) *best = *now;
        return;
    }
    for (int i = 0; i <= uni.n; i++) { /* at last, the unknown token */
        const size_t n = i < uni.n ? strlen(uni.text[i]) : 1;
        const uni_way was = *now;
        if (i == uni.n ? single : strncmp(s, uni.text[i], n) != 0) continue;
        single |= n == 1;
        now->sum += i < uni.n ? uni.score[i] : uni.score[uni.n];
        if (i < uni.n || !now->n || now->id[now->n - 1] != 0) now->id[now->n++] = i < uni.n ? i : 0;
        uni_search(s + n, now, best);
        *now = was;
    }
}

TEST(unigram_takes_the_best_way) {
    for (int round = 0; round < 40; round++) {
        tok_blob blob;
        gpt_model m;
        uni.n = 1;
        snprintf(uni.text[0], sizeof uni.text[0], "?");
        uni.score[0] = uni.score[299] = -3;
        for (int i = 0; i < 12; i++) {
            const int n = 1 + test_below(4);
            int same = 0;
            for (int k = 0; k < n; k++) uni.text[uni.n][k] = (char)('a' + test_below(4));
            uni.text[uni.n][n] = 0;
            for (int k = 0; k < uni.n; k++) same |= !strcmp(uni.text[k], uni.text[uni.n]);
            uni.score[uni.n] = -(1 + test_below(1000000)) / 99991.0;
            uni.n += !same;
        }
        json.n = 0;
        put(&json, "{\"model\": {\"type\": \"Unigram\", \"unk_id\": 0, \"vocab\": [");
        uni.score[uni.n] = 0;
        for (int i = 0; i < uni.n; i++) {
            put(&json, "%s[\"%s\", %.17g]", i ? ", " : "", uni.text[i], uni.score[i]);
            if (uni.score[i] < uni.score[uni.n]) uni.score[uni.n] = uni.score[i];
        }
        uni.score[uni.n] -= 10;
        put(&json, "]}, \"decoder\": {\"type\": \"Fuse\"}}");
        if (!build_json(&blob, &m, json.p)) return;
        for (int k = 0; k < 20; k++) {
            char s[16];
            int got[64], g, n = test_below(12);
            uni_way now, best;
            for (int i = 0; i < n; i++) s[i] = (char)('a' + test_below(5));
            s[n] = 0;
            memset(&now, 0, sizeof now);
            best.n = -1;
            best.tie = 0;
            uni_search(s, &now, &best);
            if (best.tie) continue;
            NOTE("round %d, %s", round, s);
            g = gpt_tokenize(&m, s, (size_t)n, 0, got, 64);
            if (!CHECK_INT(g, best.n) || !CHECK_MEM(got, best.id, (size_t)g * sizeof *got)) break;
        }
        tok_blob_free(&blob);
    }
}

TEST(unigram_details) {
    static const char vocab[] = "[\"<unk>\", 0], [\"\u2581\", -2], [\"\u2581a\", -3], [\"a\", -4], [\"b\", -4], [\"ab\", -5]";
    static const char numbers[] = "{\"model\": {\"type\": \"Unigram\", \"vocab\": [[\"a\", -12.130167007446289], [\"b\", "
        "-5.129043102264404], [\"c\", 123456789012345678901234567890.5], [\"d\", 25e-1]]}}";
    static const double want[] = {-12130167007446289.0 / 1e15, -5129043102264404.0 / 1e15, 1234567890123456789e11, 2.5};
    tok_blob blob;
    gpt_model m;
    json.n = 0;
    put(&json, "{\"model\": {\"type\": \"Unigram\", \"unk_id\": 0, \"vocab\": [%s]}, \"pre_tokenizer\": {\"type\": "
        "\"Metaspace\"}, \"decoder\": {\"type\": \"Metaspace\"}}", vocab);
    if (!build_json(&blob, &m, json.p)) return;
    ids_are(&m, "ab a", 4, 0, "1 5 2");
    ids_are(&m, "xy<unk>z b", 10, 0, "1 0 1 4"); /* one unknown token, whatever it is made of */
    ids_are(&m, "<unk>", 5, 0, "1 0");
    ids_are(&m, "", 0, 0, "");
    tok_blob_free(&blob);
    if (!build_json(&blob, &m, numbers)) return; /* numbers as serde_json reads them, rounded twice */
    for (int i = 0; i < 4; i++)
        if (i != 2) CHECK(!memcmp(&m.tok.SCORE[i], &want[i], sizeof want[i]));
    CHECK(m.tok.SCORE[2] > 1.2e29 && m.tok.SCORE[2] < 1.3e29);
    tok_blob_free(&blob);
}

/* ---- WordPiece, words, tokens that end words ---- */

TEST(wordpiece) {
    static const char model[] = "{\"model\": {\"type\": \"WordPiece\", \"max_input_chars_per_word\": 6, \"vocab\": {\"[UNK]\": 0, "
        "\"un\": 1, \"##able\": 2, \"##a\": 3, \"a\": 4, \"unab\": 5, \".\": 6, \"##b\": 7, \"\u4e2d\": 8, \"#\": 9}}, "
        "\"normalizer\": {\"type\": \"BertNormalizer\"}, \"pre_tokenizer\": {\"type\": \"BertPreTokenizer\"}, "
        "\"decoder\": {\"type\": \"WordPiece\"}}";
    static const char lines[] = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\nhe\n##llo\n,\n##\xc3\xa9\n";
    const int shown[] = {4, 3, 6, 1, 2};
    tok_blob blob;
    gpt_model m;
    if (!build_json(&blob, &m, model)) return;
    ids_are(&m, "unable", 6, 0, "0");           /* the longest first: unab, then nothing goes on with "le" */
    ids_are(&m, "Unaba a.", 8, 0, "5 3 4 6");
    ids_are(&m, "aaaaaaa", 7, 0, "0");          /* too long */
    ids_are(&m, "aaaaaa", 6, 0, "4 3 3 3 3 3");
    ids_are(&m, "a\xe4\xb8\xad" "a #a", 8, 0, "4 8 4 9 4");
    ids_are(&m, "\xff", 1, 0, "");              /* not a character: dropped as U+FFFD is */
    says(&m, shown, 5, 0, "aa. unable");
    CHECK_INT(gpt_token_find(&m, "a", 1), 4);
    tok_blob_free(&blob);
    if (!build(&blob, &m, "vocab.txt", lines, strlen(lines))) return;
    ids_are(&m, "Hello, [MASK] h\xc3\xa9", 18, GPT_TEXT_BOS | GPT_TEXT_SPECIAL, "2 5 6 7 4 5 3");
    CHECK_INT(gpt_token_special(&m, GPT_TOKEN_CLS), 2);
    CHECK_INT(gpt_token_special(&m, GPT_TOKEN_UNK), 1);
    tok_blob_free(&blob);
}

TEST(word_level) {
    const int shown[] = {1, 2};
    tok_blob blob;
    gpt_model m;
    if (!build_json(&blob, &m, "{\"model\": {\"type\": \"WordLevel\", \"vocab\": {\"<unk>\": 0, \"ab\": 1, \"abc\": 2}}, "
        "\"pre_tokenizer\": {\"type\": \"Whitespace\"}}")) return;
    ids_are(&m, "abc ab abcd a", 13, 0, "2 1 0 0");
    says(&m, shown, 2, 0, "ab abc");
    tok_blob_free(&blob);
}

TEST(tokens_that_end_words) {
    const int shown[] = {5, 3, 5};
    gpt_decoder d;
    char shows[16];
    tok_blob blob;
    gpt_model m;
    if (!build_json(&blob, &m, "{\"model\": {\"vocab\": {\"a\": 0, \"b\": 1, \"a</w>\": 2, \"b</w>\": 3, \"ab\": 4, "
        "\"ab</w>\": 5}, \"merges\": [\"a b</w>\", \"a b\"], \"end_of_word_suffix\": \"</w>\"}, \"pre_tokenizer\": "
        "{\"type\": \"WhitespaceSplit\"}, \"decoder\": {\"type\": \"BPEDecoder\"}}")) return;
    ids_are(&m, "ab b aba", 8, 0, "5 3 4 2");
    says(&m, shown, 3, 0, "ab b ab");           /* and no space at the end */
    memset(&d, 0, sizeof d);
    CHECK_INT(gpt_decode(&m, &d, 5, 0, shows, 16), 2);
    CHECK_INT(gpt_decode(&m, &d, 3, 0, shows, 16), 2);
    CHECK_STR(shows, " b");
    CHECK_INT(gpt_decode_end(&m, &d, shows, 16), 0);
    tok_blob_free(&blob);
    if (!build_json(&blob, &m, "{\"model\": {\"vocab\": {\"a\": 0, \"b\": 1, \"##b\": 2, \"ab\": 3, \"##a\": 4}, \"merges\": "
        "[\"a ##b\"], \"continuing_subword_prefix\": \"##\"}}")) return;
    ids_are(&m, "abab", 4, 0, "3 4 2");
    tok_blob_free(&blob);
}

/* ---- where tokens come from ---- */

static int spans_are(const gpt_model *m, const char *s, int flags, const char *want) {
    int ids[64], n, at = 0;
    gpt_span span[64];
    char got[700] = "";
    n = gpt_tokenize_spans(m, s, strlen(s), flags, ids, span, 64);
    for (int i = 0; i < n; i++)
        at += snprintf(got + at, sizeof got - (size_t)at, i ? " %d-%d" : "%d-%d", span[i].begin, span[i].end);
    return CHECK_STR(got, want);
}

TEST(where_tokens_come_from) {
    static const char bert[] = "{\"model\": {\"type\": \"WordPiece\", \"vocab\": {\"[UNK]\": 0, \"e\": 1, \"##e\": 2, \"fi\": 3, "
        "\"\u4e2d\": 4, \"[SEP]\": 5, \".\": 6, \"1\u20442\": 7}}, \"normalizer\": {\"type\": \"Sequence\", \"normalizers\": "
        "[{\"type\": \"NFKC\"}, {\"type\": \"BertNormalizer\"}]}, \"pre_tokenizer\": {\"type\": \"BertPreTokenizer\"}, "
        "\"added_tokens\": [{\"id\": 5, \"content\": \"[SEP]\", \"special\": true, \"lstrip\": true}], \"post_processor\": "
        "{\"type\": \"BertProcessing\", \"sep\": [\"[SEP]\", 5], \"cls\": [\"[UNK]\", 0]}}";
    tok_blob blob;
    gpt_model m;
    if (!build_json(&blob, &m, bert)) return;
    spans_are(&m, "", 0, "");
    spans_are(&m, E_ACUTE "e" ACUTE " fi.", 0, "0-2 2-5 6-8 8-9");     /* accents belong to their letters */
    spans_are(&m, "\x07" "e\x07" "e", 0, "1-2 3-4");                  /* what is dropped to nobody */
    spans_are(&m, "\xef\xac\x81\xef\xbd\x85 \xc2\xbd", 0, "0-3 3-6 7-9"); /* a ligature, a wide letter, 1/2 */
    spans_are(&m, "e\xe4\xb8\xad\xe4\xb8\xad", 0, "0-1 1-4 4-7");
    spans_are(&m, "e  [SEP]e", GPT_TEXT_SPECIAL, "0-1 1-8 8-9");      /* with the spaces that it swallows */
    spans_are(&m, "e xyz", GPT_TEXT_BOS, "0-0 0-1 2-5 5-5");
    tok_blob_free(&blob);
    if (!build_json(&blob, &m, "{\"model\": {\"type\": \"Unigram\", \"unk_id\": 0, \"vocab\": [[\"<unk>\", 0], [\"\u2581ab\", -1], "
        "[\"c\", -1], [\"\u2581\", -1]]}, \"pre_tokenizer\": {\"type\": \"Metaspace\"}}")) return;
    spans_are(&m, "ab abcx\xc3\xa9yc", 0, "0-2 2-5 5-6 6-10 10-11");  /* the unknown fuse */
    tok_blob_free(&blob);
}

/* Tokens of bytes tile the text, whichever way they were merged. */
TEST(spans_tile_the_text) {
    for (int round = 0; round < 10; round++) {
        tok_blob blob;
        gpt_model m;
        random_book(3, 60);
        book_json("", "");
        if (!build_json(&blob, &m, json.p)) return;
        for (int k = 0; k < 20; k++) {
            static int ids[400];
            static gpt_span span[400];
            char s[400];
            int n = test_below(k < 10 ? 60 : 400), g, at = 0, ok = 1;
            for (int i = 0; i < n; i++) s[i] = (char)(test_below(20) ? 'a' + test_below(3) : test_below(256));
            g = gpt_tokenize_spans(&m, s, (size_t)n, 0, ids, span, 400);
            for (int i = 0; i < g; i++) {
                int size;
                const char *bytes = gpt_token_bytes(&m, ids[i], &size);
                ok &= span[i].begin == at && span[i].end == at + size && !memcmp(bytes, s + at, (size_t)size);
                at = span[i].end;
            }
            if (!CHECK(ok && at == n)) break;
        }
        tok_blob_free(&blob);
    }
}

/* ---- decoding ---- */

TEST(pieces_join_to_the_whole_text) {
    tok_blob blob;
    gpt_model m;
    book.n = 0;
    book_json("", "");
    if (!build_json(&blob, &m, json.p)) return;
    for (int round = 0; round < 3000; round++) {
        static const uint8_t some[] = {0x41, 0xc3, 0xa9, 0xe4, 0xb8, 0xad, 0xf0, 0x9f, 0x98,
                                       0x80, 0xed, 0xa0, 0xe0, 0xf4, 0x90, 0xff, 0xc0};
        int ids[40], n = test_below(40), at = 0, k, whole, used = 0;
        char got[400], want[400];
        gpt_decoder d = {{0}, 0, 0};
        for (int i = 0; i < n; i++) ids[i] = some[test_below((int)sizeof some)];
        whole = gpt_detokenize(&m, ids, n, 0, want, sizeof want);
        for (int i = 0; i < n; i++) {
            uint32_t cp;
            int room = test_below(8);
            k = gpt_decode(&m, &d, ids[i], 0, got + at, room);      /* too little room: nothing happened */
            if (k > room) k = gpt_decode(&m, &d, ids[i], 0, got + at, (int)sizeof got - at);
            for (int q = 0; q < k; q += used) {
                used = (int)gpt__utf8_next((const uint8_t *)got + at + q, (size_t)(k - q), &cp);
                if (!CHECK(cp != GPT__BAD_BYTE)) break;             /* whole characters only */
            }
            at += k;
        }
        at += gpt_decode_end(&m, &d, got + at, (int)sizeof got - at);
        if (!CHECK_INT(at, whole) || !CHECK_MEM(got, want, (size_t)whole)) break;
    }
    {
        int emoji[] = {0xf0, 0x9f, 0x98, 0x80}, bad[] = {0xe4, 0xb8, 0x41, 0xff, 0x42};
        char small[3] = {'x', 'x', 'x'};
        says(&m, emoji, 4, 0, "\xf0\x9f\x98\x80");
        says(&m, emoji, 3, 0, "\xef\xbf\xbd");
        says(&m, bad, 5, 0, "\xef\xbf\xbd" "A\xef\xbf\xbd" "B");
        CHECK_INT(gpt_detokenize(&m, emoji, 4, 0, small, 2), 4);
        CHECK(small[2] == 'x');
        emoji[0] = 256;
        CHECK_INT(gpt_detokenize(&m, emoji, 4, 0, NULL, 0), GPT_E_ARG);
    }
    tok_blob_free(&blob);
}

/* ---- what a conversion checks ---- */

/* The texts of a file are replayed; if one of their tokens changes, or their section is damaged, that is noticed. */
TEST(samples_are_replayed) {
    tok_blob blob;
    gpt_model m;
    gpt_error err;
    size_t at = 8;
    sample s;
    int n, more;
    random_book(3, 40);
    book_json("", ", \"normalizer\": {\"type\": \"NFC\"}, \"added_tokens\": [" ADDED(900, "<y>", "") "]");
    if (!build_json(&blob, &m, json.p)) return;
    m.file.samples = blob.samples;
    m.file.samples_size = blob.samples_size;
    CHECK(samples_count(&m) >= 12);
    CHECK_INT(samples_replay(&m, &n, &err), GPT_OK);
    CHECK_INT(n, samples_count(&m));
    while (samples_next(blob.samples, blob.samples_size, &at, &s) > 0) {
        unsigned char *token = (unsigned char *)(uintptr_t)s.token;
        if (!CHECK(s.n_token > 0)) break;
        token[0] ^= 1;
        CHECK_INT(samples_replay(&m, &n, &err), GPT_E_FORMAT);
        token[0] ^= 1;
    }
    CHECK_INT(samples_replay(&m, &n, &err), GPT_OK);
    for (at = 0; at < blob.samples_size; at++) {        /* cut anywhere */
        unsigned char *cut = (unsigned char *)malloc(at + 1);
        if (!CHECK(cut != NULL)) break;
        memcpy(cut, blob.samples, at);
        m.file.samples = cut;
        m.file.samples_size = at;
        n = samples_count(&m);
        free(cut);
        if (!CHECK_INT(n, -1)) break;
    }
    for (at = 0; at < blob.samples_size; at++) {        /* sizes that reach too far */
        blob.samples[at] ^= 0xff;
        m.file.samples = blob.samples;
        m.file.samples_size = blob.samples_size;
        more = samples_replay(&m, &n, &err);
        blob.samples[at] ^= 0xff;
        if (at >= 12 && at < 24 && !CHECK(more != GPT_OK)) break;
    }
    tok_blob_free(&blob);
}

/* A text that can't be tokenized is quoted as far as it goes: no NUL ends it, nor the section. */
TEST(samples_that_fail_are_quoted) {
    static const unsigned char section[28] = {1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 4, 0, 0, 0, 0xff, 0xff, 0xff, 0xff,
                                              0, 0, 0, 0, 'a', 'b', 'c', 'd'};
    unsigned char *exact = (unsigned char *)malloc(sizeof section);
    gpt_model m; /* without a tokenizer */
    gpt_error err;
    int n;
    if (!CHECK(exact != NULL)) return;
    memcpy(exact, section, sizeof section);
    memset(&m, 0, sizeof m);
    m.file.samples = exact;
    m.file.samples_size = sizeof section;
    CHECK_INT(samples_replay(&m, &n, &err), GPT_E_KIND);
    CHECK_INT(n, 0);
    CHECK(strncmp(err.message, "\"abcd\": ", 8) == 0);
    free(exact);
}

/* A difference is an error that names the text. */
TEST(differences_are_refused) {
    tok__build *b = NULL;
    tok_blob blob;
    gpt_error err = {0, ""};
    const char *path;
    memset(&blob, 0, sizeof blob);
    random_book(3, 40);
    book_json("", "");
    path = scratch_file("test_tokenizer.json", json.p, strlen(json.p));
    if (!CHECK_INT(tok_read(path, NULL, &b, &err), GPT_OK) || !CHECK_INT(tok__finish(b, &blob), GPT_OK)) return;
    {
        tok__str hello = {"H", 1};
        tok__put(b, &b->plain.id, hello, 'X');          /* as if the file had said so */
        CHECK_INT(tok__make_samples(b, &blob), GPT_E_FORMAT);
        CHECK(strstr(err.message, "self-check") && strstr(err.message, "Hello, world!"));
    }
    tok_blob_free(&blob);
    tok_free(b);
}

/* ---- worst cases, failures ---- */

TEST(one_letter_a_million_times) {
    enum { N = 1000000 };
    static const char letters[] = "a \nz";
    static text pattern;
    char *s = (char *)malloc(N);
    int *ids = (int *)malloc(N * sizeof *ids);
    tok_blob blob;
    gpt_model m;
    random_book(1, 0);
    for (int n = 1; n <= 32; n *= 2) {      /* a, aa, aaaa, ... */
        memset(book.word[256 + book.n], 'a', 2 * (size_t)n);
        book.size[256 + book.n] = 2 * n;
        book.merge[book.n].left = book.merge[book.n].right = n == 1 ? 'a' : 255 + book.n;
        book.n++;
        book.merge[book.n - 1].to = 255 + book.n;
        if (2 * n >= 32) break;
    }
    book_json("", "");
    pattern.n = 0;
    put(&pattern, "%.*s", (int)json.n, json.p);
    if (!build_json(&blob, &m, pattern.p)) return;
    REQUIRE(s && ids);
    for (const char *c = letters; *c; c++) {
        int n;
        memset(s, *c, N);
        n = gpt_tokenize(&m, s, N, 0, ids, N);
        CHECK_INT(n, *c == 'a' ? N / 32 : N);
        CHECK_INT(ids[0], *c == 'a' ? 256 + book.n - 1 : *c);
    }
    tok_blob_free(&blob);
    free(s);
    free(ids);
}

/* n tokens, all of them `id`: from a text of `times` times the same */
static void repeats(const gpt_model *m, const char *what, int times, int flags, int n, int id) {
    const size_t size = strlen(what);
    char *s = (char *)malloc(size * (size_t)times);
    int *ids = (int *)malloc((size_t)n * sizeof *ids), other = 0;
    REQUIRE(s && ids);
    for (int i = 0; i < times; i++) memcpy(s + size * (size_t)i, what, size);
    NOTE("%s, %d times", what, times);
    if (CHECK_INT(gpt_tokenize(m, s, size * (size_t)times, flags, ids, n), n))
        for (int i = 0; i < n; i++) other += ids[i] != id;
    CHECK_INT(other, 0);
    free(s);
    free(ids);
}

TEST(the_same_a_million_times) {
    tok_blob blob;
    gpt_model m;
    random_book(2, 0);
    book_json("", ", \"added_tokens\": [" ADDED(256, "<x>", ", \"special\": true") ", "
              ADDED(257, "  ", ", \"rstrip\": true") ", " ADDED(258, "\\t\\t", ", \"lstrip\": true") "]");
    if (!build_json(&blob, &m, json.p)) return;
    repeats(&m, "<x>", 1000000, GPT_TEXT_SPECIAL, 1000000, 256);
    repeats(&m, "  ", 1000000, 0, 1000000, 257); /* each match takes the white space up to the end */
    repeats(&m, "\t\t", 1000000, 0, 1000000, 258);
    repeats(&m, "a", 10000000, 0, 10000000, 'a');
    tok_blob_free(&blob);
    if (!build_json(&blob, &m, "{\"model\": {\"type\": \"Unigram\", \"unk_id\": 0, \"vocab\": [[\"<unk>\", 0], "
                    "[\"a\", -1], [\"aa\", -1.5]]}}")) return;
    repeats(&m, "a", 4000000, 0, 2000000, 2);
    tok_blob_free(&blob);
    if (!build_json(&blob, &m, "{\"model\": {\"type\": \"WordPiece\", \"unk_token\": \"?\", \"max_input_chars_per_word\": "
                    "100000, \"continuing_subword_prefix\": \"##\", \"vocab\": {\"?\": 0, \"aa\": 1, \"##aa\": 2, "
                    "\"##b\": 3}}}")) return;
    ids_are(&m, "aaaab", 5, 0, "1 2 3");
    repeats(&m, "a", 25999, 0, 1, 0);   /* the last letter is found missing at the end */
    repeats(&m, "aa", 1000000, 0, 1, 0); /* too long for a word */
    tok_blob_free(&blob);
}

/* an encoder that writes ids (cap of them) */
static void encoder_open(gpt__encoder *e, const gpt_model *m, int *ids, size_t cap) {
    memset(e, 0, sizeof *e);
    memset(&tally, 0, sizeof tally);
    e->t = &m->tok;
    e->allocator = &m->allocator;
    e->tokens = ids;
    e->cap = cap;
}

TEST(parts_merge_as_the_whole) {
    enum { N = 3000 };
    static uint8_t s[N];
    static int got[N], want[N];
    long wider = 0;
    for (int round = 0; round < 60; round++) {
        const int letters = 2 + test_below(3);
        tok_blob blob;
        gpt_model m;
        random_book(letters, 3 + test_below(round < 30 ? 30 : 300));
        book_json("", "");
        if (!build_json(&blob, &m, json.p)) return;
        for (int k = 0; k < 20; k++) {
            const size_t n = 1 + (size_t)test_below(N), part = (size_t)4 << test_below(7);
            gpt__encoder whole, parts;
            for (size_t i = 0; i < n; i++) s[i] = (uint8_t)('a' + test_below(k % 2 ? letters : 1 + test_below(letters)));
            encoder_open(&whole, &m, want, N);
            gpt__merge_long(&whole, s, n, n);
            encoder_open(&parts, &m, got, N);
            gpt__merge_long(&parts, s, n, part);
            wider += parts.scratch_size > (part + 4) * 64;
            NOTE("round %d, text %d of %d bytes in parts of %d", round, k, (int)n, (int)part);
            CHECK_INT(parts.n, whole.n);
            CHECK_MEM(got, want, whole.n * sizeof *got);
            gpt__encoder_free(&whole);
            gpt__encoder_free(&parts);
        }
        tok_blob_free(&blob);
    }
    CHECK(wider > 0); /* some parts had to be made larger */
}

/* a vocabulary of bytes, a split pattern, and what else */
static int build_pattern(tok_blob *blob, gpt_model *m, const char *pattern, const char *rest) {
    static text t;
    t.n = 0;
    put(&t, "{\"model\": {\"type\": \"BPE\", \"vocab\": {");
    put_bytes(&t);
    put(&t, "}, \"merges\": []}, \"pre_tokenizer\": {\"type\": \"Sequence\", \"pretokenizers\": [{\"type\": \"Split\", "
        "\"pattern\": {\"Regex\": \"%s\"}, \"behavior\": \"Isolated\", \"invert\": false}, {\"type\": \"ByteLevel\", "
        "\"add_prefix_space\": false, \"use_regex\": false}]}, \"decoder\": {\"type\": \"ByteLevel\"}%s}", pattern, rest);
    return build_json(blob, m, t.p);
}

/* A pattern that takes the slow path too long: the tokenizer is made, with fewer samples, and that is said. */
TEST(what_is_not_checked_is_said) {
    tok_blob blob;
    gpt_model m;
    REQUIRE(build_pattern(&blob, &m, "(?:aa|aaa)+b|a+b", ""));
    CHECK(strstr(blob.note, "texts are not checked") && strstr(blob.note, "too many steps"));
    m.file.samples = blob.samples;
    m.file.samples_size = blob.samples_size;
    CHECK(samples_count(&m) >= 10 && samples_count(&m) < 15);
    tok_blob_free(&blob);
    REQUIRE(build_pattern(&blob, &m, "a+b|a", ""));
    CHECK_STR(blob.note, "");
    tok_blob_free(&blob);
}

TEST(matches_that_fail_late) {
    enum { N = 20000 };
    static const char *const patterns[] = {
        "a+b|a", "(aa)+b|a", "(?:aa|aaa)+b|a+b", "(?:ab|ba)+c|[^c]", "[ab]{1,40}c|b", "\\\\s+a|\\\\s",
        "(?:a|\u00e9)+b|\u00e9", "a+(?:b.{0,9}c|c)|b+", "[ab]*[bc]+ |[^ ]"};
    static uint8_t s[N];
    for (size_t k = 0; k < sizeof patterns / sizeof patterns[0]; k++) {
        tok_blob blob;
        gpt_model m;
        if (!build_pattern(&blob, &m, patterns[k], "")) return;
        for (int round = 0; round < 12; round++) {
            const char *letters[] = {"a", "ab", "aaab", "abab", "a ", "\xc3\xa9"};
            const char *from = letters[round % 6];
            const int n_from = (int)strlen(from), rare = round < 6 ? 400 : 20000;
            gpt__encoder e, plain;
            size_t i, end, want, wrong = 0;
            uint32_t cp;
            long steps = 0;
            for (i = 0; i < N; i++)
                s[i] = (uint8_t)from[round % 6 == 5 || round % 6 == 3 ? (int)i % n_from : test_below(n_from)];
            for (i = 0; i + 2 < N; i += 2) /* some that end a match, no matter whether they break a character */
                if (!test_below(rare)) s[i] = (uint8_t)"abc \xc3"[test_below(5)];
            encoder_open(&plain, &m, NULL, 0);
            encoder_open(&e, &m, NULL, 0);
            for (i = 0; i < N; i = end > i ? end : i + gpt__utf8_next(s + i, N - i, &cp)) {
                tally.split = 0;
                end = gpt__split_match(&e, 0, s, 0, i, N);
                steps += tally.split;
                if (test_below(32)) continue;
                plain.vain[0].on = 0; /* it forgets what was in vain */
                want = gpt__split_match(&plain, 0, s, 0, i, N);
                wrong += end != want;
            }
            NOTE("%s on %s, round %d: %ld steps", patterns[k], from, round, steps);
            CHECK_INT(wrong, 0);
            CHECK(steps < 200L * N);
            gpt__encoder_free(&e);
            gpt__encoder_free(&plain);
        }
        tok_blob_free(&blob);
    }
}

TEST(every_allocation_may_fail) {
    static char s[3000];
    static int ids[3000];
    static gpt_span spans[3000];
    test_heap heap = {0, 0, 0, 0, 0};
    tok_blob blob;
    gpt_model m;
    long calls, want;
    random_book(3, 40);
    book_json("", ", \"normalizer\": {\"type\": \"NFC\"}, \"added_tokens\": [" ADDED(900, "<y>", "") "]");
    if (!build_json(&blob, &m, json.p)) return;
    m.allocator.alloc = test_heap_alloc;
    m.allocator.free = test_heap_free;
    m.allocator.user = &heap;
    for (size_t i = 0; i + 1 < sizeof s; i++) s[i] = (char)('a' + test_below(3));
    memcpy(s + 1000, "<y>e\xcc\x81", 6);
    want = gpt_tokenize_spans(&m, s, sizeof s - 1, 0, ids, spans, 3000);
    calls = heap.n_alloc;
    CHECK(want > 0 && calls > 0);
    CHECK_INT(heap.live, 0);
    for (long at = 1; at <= calls; at++) {
        heap.n_alloc = 0;
        heap.fail_at = at;
        CHECK_INT(gpt_tokenize_spans(&m, s, sizeof s - 1, 0, ids, spans, 3000), GPT_E_MEMORY);
        CHECK_INT(heap.live, 0);
    }
    tok_blob_free(&blob);
}

TEST(arguments_are_checked) {
    gpt_model none, m;
    gpt_decoder d = {{0}, 0, 0};
    tok_blob blob;
    int id, len;
    memset(&none, 0, sizeof none);
    CHECK_INT(gpt_tokenize(&none, "a", 1, 0, NULL, 0), GPT_E_KIND);
    CHECK_INT(gpt_detokenize(&none, NULL, 0, 0, NULL, 0), GPT_E_KIND);
    CHECK_INT(gpt_tokenize(NULL, "a", 1, 0, NULL, 0), GPT_E_ARG);
    CHECK_INT(gpt_token_find(&none, "a", 1), -1);
    book.n = 0;
    book_json("", "");
    if (!build_json(&blob, &m, json.p)) return;
    CHECK_INT(gpt_tokenize(&m, NULL, 1, 0, NULL, 0), GPT_E_ARG);
    CHECK_INT(gpt_tokenize(&m, NULL, 0, 0, NULL, 0), 0);
    CHECK_INT(gpt_tokenize(&m, "ab", 2, 0, &id, 1), 2);
    CHECK_INT(id, 'a');
    CHECK_INT(gpt_decode(&m, &d, -1, 0, NULL, 0), GPT_E_ARG);
    CHECK_INT(gpt_decode(&m, &d, 256, 0, NULL, 0), GPT_E_ARG);
    CHECK(!gpt_token_bytes(&m, 256, &len) && !gpt_token_bytes(&m, -1, NULL));
    CHECK_STR(gpt_token_bytes(&m, 'a', &len) ? "there" : "", "there");
    CHECK_INT(len, 1);
    tok_blob_free(&blob);
}

/* A section that was changed is refused, or it works somehow: sanitizers watch. */
static void try_section(const uint8_t *data, size_t size) {
    static const char some[] =
        "ab <x> e\xcc\x81 w \xff 123 abcabcabcaaaaaaabbbbbbbbbccccccccabcabcabcabcabcabcabcabcabcabcabcabc  "
        "\xe4\xb8\xad\xe6\x96\x87 z";
    gpt_model m;
    gpt_error err;
    memset(&m, 0, sizeof m);
    if (gpt__tokenizer_open(&m.tok, data, size, &err)) return;
    m.has_tok = 1;
    for (int flags = 0; flags < 4; flags += 3) {
        int ids[600], n = gpt_tokenize(&m, some, sizeof some - 1, flags, ids, 600);
        if (n > 600) n = 600;
        if (n > 0) gpt_detokenize(&m, ids, n, flags, NULL, 0);
    }
    gpt_token_find(&m, "abc", 3);
    for (int i = 0; i < 7; i++) gpt_token_special(&m, i);
}

/* stride: about how far from one changed byte to the next */
static void damage(const tok_blob *blob, int stride) {
    uint8_t *copy = (uint8_t *)malloc(blob->size);
    if (!CHECK(copy != NULL)) return;
    for (size_t n = 0; n < blob->size; n += n < 1000 ? 1 : 97) {
        uint8_t *cut = (uint8_t *)malloc(n + 1);    /* exactly as long as it is */
        if (!CHECK(cut != NULL)) break;
        memcpy(cut, blob->data, n);
        try_section(cut, n);
        free(cut);
    }
    memcpy(copy, blob->data, blob->size);
    for (size_t i = 0; i < blob->size; i += i < 1000 ? 1 : 1 + (size_t)test_below(2 * stride)) {
        static const uint8_t change[] = {0x01, 0x80, 0xff};
        for (int k = 0; k < 3; k++) {
            copy[i] = blob->data[i] ^ change[k];
            try_section(copy, blob->size);
        }
        copy[i] = blob->data[i];
    }
    free(copy);
}

TEST(damaged_sections) {
    static text file;
    tok_blob blob;
    gpt_model m;
    random_book(3, 60);
    book_json("", ", \"normalizer\": {\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"Replace\", "
    "\"pattern\": {\"String\": \"z\"}, "
                  "\"content\": \"yy\"}, {\"type\": \"NFC\"}]}, \"added_tokens\": [" ADDED(400, "<x>", ", "
                  "\"special\": true, \"rstrip\": true") ", "
                  ADDED(401, "w", ", \"single_word\": true") "]");
    if (!build_json(&blob, &m, json.p)) return;
    damage(&blob, 10);
    tok_blob_free(&blob);
    random_sp(1);
    sp_file(&file, 1, 1, 1);
    if (!build(&blob, &m, "test_tokenizer.model", file.p, file.n)) return;
    damage(&blob, 10);
    tok_blob_free(&blob);
    for (int unigram = 0; unigram < 2; unigram++) {
        json.n = 0;
        put(&json, "{\"model\": %s}, \"normalizer\": {\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"Nmt\"}, {\"type\": "
            "\"Replace\", \"pattern\": {\"Regex\": \"b+\"}, \"content\": \"b\"}]}, \"pre_tokenizer\": {\"type\": \"%s\"}}",
            unigram ? "{\"type\": \"Unigram\", \"unk_id\": 0, \"vocab\": [[\"x\", 0], [\"ab\", -1], [\"c\", -2]]"
                    : "{\"type\": \"WordPiece\", \"vocab\": {\"[UNK]\": 0, \"ab\": 1, \"##c\": 2}",
            unigram ? "Metaspace" : "BertPreTokenizer");
        if (!build_json(&blob, &m, json.p)) return;
        damage(&blob, 80);
        tok_blob_free(&blob);
    }
}

/* the builder on damaged files */
TEST(damaged_files) {
    static text file, changed;
    gpt_error err;
    tok_blob blob;
    random_sp(1);
    sp_file(&file, 1, 1, 0);
    random_book(2, 5);
    book_json("", ", \"added_tokens\": [" ADDED(400, "<x>", "") "]");
    for (int kind = 0; kind < 2; kind++) {
        const text *from = kind ? &json : &file;
        for (int round = 0; round < 400; round++) {
            const char *path;
            changed.n = from->n;
            memcpy(changed.p, from->p, from->n);
            if (round & 1) changed.n = (size_t)test_below((int)from->n);
            else changed.p[test_below((int)from->n)] ^= (char)(1 << test_below(8));
            path = scratch_file("test_damaged.bin", changed.p, changed.n);
            if (!CHECK(path != NULL)) return;
            err.message[0] = 0;
            if (tok_build(path, NULL, &blob, &err) == GPT_OK) {
                try_section(blob.data, blob.size);
                tok_blob_free(&blob);
            } else {
                CHECK(err.message[0]);
            }
        }
    }
}

/* ---- published tokenizers ---- */

/* decoded texts are compared with runs of U+FFFD as one: libraries differ in how many they show */
static size_t squeeze(char *s, size_t n) {
    size_t m = 0;
    for (size_t i = 0; i < n; i++) {
        if (n - i >= 3 && m >= 3 && !memcmp(s + i, "\xef\xbf\xbd", 3) && !memcmp(s + m - 3, "\xef\xbf\xbd", 3))
            i += 2;
        else s[m++] = s[i];
    }
    return m;
}

static int case_holds(const gpt_model *m, const json_value *c, int check_text) {
    static int ids[20000];
    static char got[80000], expected[80000];
    const json_value *t = json_get(c, "text"), *want = json_get(c, "ids"), *decoded = json_get(c, "decoded"),
                     *id;
    int special = json_bool(c, "special", 0), n, k = 0;
    n = gpt_tokenize(m, t->text, t->size,
                     (special ? GPT_TEXT_SPECIAL : 0) | (json_bool(c, "add_bos", 0) ? GPT_TEXT_BOS : 0), ids,
                     20000);
    if (!CHECK_INT(n, want->n)) return 0;
    for (id = want->child; id; id = id->next, k++)
        if (ids[k] != (int)id->number) return FAIL("id %d is %d, not %d", k, ids[k], (int)id->number);
    if (check_text && decoded && decoded->size < sizeof expected) {
        size_t size = (size_t)gpt_detokenize(
            m, ids, n, m->tok.flags & GPT__TOK_HIDES ? special : GPT_TEXT_SPECIAL, got, sizeof got);
        memcpy(expected, decoded->text, decoded->size);
        size = squeeze(got, size);
        return CHECK_INT(size, squeeze(expected, decoded->size)) && CHECK_MEM(got, expected, size);
    }
    return 1;
}

static void published(const char *folder, const char *file, const char *cases, int check_text) {
    char name[200], path[1100];
    const char *found;
    unsigned char *data;
    size_t size, at = 0;
    gpt_error err = {0, ""};
    tok_blob blob;
    gpt_model m;
    int n = 0;
    snprintf(name, sizeof name, "tokenizers/%s/%s", folder, file);
    found = test_shared(name);
    if (!found) SKIP("../shared is absent");
    snprintf(path, sizeof path, "%s", found);
    if (tok_build(path, NULL, &blob, &err)) {
        FAIL("%s", err.message);
        return;
    }
    snprintf(name, sizeof name, "tokenizers/%s/%s", folder, cases);
    if (open_blob(&m, &blob) && CHECK(test_shared(name)) &&
        CHECK_INT(file_read(test_shared(name), &data, &size, &err), GPT_OK)) {
        while (at < size) {
            const char *line = (const char *)data + at, *stop = (const char *)memchr(line, '\n', size - at);
            size_t len = stop ? (size_t)(stop - line) : size - at;
            json_doc doc;
            at += len + 1;
            NOTE("%s/%s, %s line %d", folder, file, cases, ++n);
            if (len && CHECK_INT(json_parse(&doc, line, len), 0)) {
                case_holds(&m, doc.root, check_text);
                json_free(&doc);
            }
        }
        free(data);
    }
    test.note[0] = 0;
    tok_blob_free(&blob);
}

TEST(gpt2_json) { published("gpt2", "tokenizer.json.gz", "cases.jsonl", 1); }
TEST(gpt2_vocab) { published("gpt2", "vocab.json.gz", "cases-llamacpp.jsonl", 1); }
TEST(llama2_model) { published("llama-2", "tokenizer.model", "cases.jsonl", 1); }
TEST(llama3_json) { published("llama-3", "tokenizer.json.gz", "cases.jsonl", 1); }
TEST(qwen2_json) { published("qwen2", "tokenizer.json.gz", "cases.jsonl", 1); }
TEST(phi3_json) { published("phi-3", "tokenizer.json.gz", "cases.jsonl", 1); }
TEST(mistral_json) { published("mistral-v3", "tokenizer.json.gz", "cases-hf.jsonl", 1); }
TEST(mistral_model) { published("mistral-v3", "tokenizer.model.v3", "cases.jsonl", 1); }
TEST(gemma_like_model) { published("sp-bpe-gemmalike", "tokenizer.model", "cases.jsonl", 1); }
TEST(no_dummy_model) { published("sp-bpe-nodummy", "tokenizer.model", "cases.jsonl", 1); }
TEST(squeezing_model) { published("tok512-sp", "tok512.model", "cases.jsonl", 1); }

TEST(bert_json) { published("bert", "tokenizer.json.gz", "cases.jsonl", 1); }
TEST(bert_vocab) { published("bert", "vocab.txt.gz", "cases-llamacpp.jsonl", 1); }
TEST(bert_gguf) { published("bert", "ggml-vocab-bert-bge.gguf.gz", "cases.jsonl", 0); }
TEST(phi3_gguf) { published("phi-3", "ggml-vocab-phi-3.gguf.gz", "cases.jsonl", 0); }
TEST(llama2c_bin) { published("tok512", "tok512.bin", "cases.jsonl", 1); }
TEST(t5_json) { published("t5", "tokenizer.json.gz", "cases-hf.jsonl", 1); }
TEST(t5_model) { published("t5", "spiece.model", "cases.jsonl", 1); }
TEST(unigram_with_bytes) { published("sp-unigram-bytes", "tokenizer.model", "cases.jsonl", 1); }
TEST(unigram_normalised) { published("sp-unigram-nfkc", "tokenizer.model", "cases.jsonl", 1); }
TEST(merges_normalised) { published("sp-bpe-nfkc-cf", "tokenizer.model", "cases.jsonl", 1); }

TEST_MAIN("tokenizer", utf8_of_every_code_point, patterns_match_as_trying_does,
          patterns_have_their_known_matches, merges_are_the_textbooks, sentencepiece_merges_are_the_textbooks,
          sentencepiece_white_space, added_tokens, templates_and_prefixes, what_is_not_known_is_refused,
          composition, pieces_join_to_the_whole_text, one_letter_a_million_times, the_same_a_million_times,
          parts_merge_as_the_whole, matches_that_fail_late, every_allocation_may_fail, arguments_are_checked,
          samples_are_replayed, samples_that_fail_are_quoted, differences_are_refused, what_is_not_checked_is_said, damaged_sections, damaged_files,
          gpt2_json, gpt2_vocab, llama2_model,
          llama3_json, qwen2_json, phi3_json, mistral_json, mistral_model, gemma_like_model, no_dummy_model,
          squeezing_model, normalizers, unigram_takes_the_best_way, unigram_details, wordpiece, word_level,
          tokens_that_end_words, bert_json, bert_vocab, bert_gguf, phi3_gguf, llama2c_bin, t5_json, t5_model,
          unigram_with_bytes, unigram_normalised, merges_normalised, where_tokens_come_from, spans_tile_the_text)
