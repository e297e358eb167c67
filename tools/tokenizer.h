/* tokenizer.h -- published tokenizer files in, the tokenizer section of a .gpt file out.
 *
 *     tok_blob blob;
 *     if (tok_build("path/to/checkpoint", NULL, &blob, &err) != GPT_OK) fail(err.message);
 *
 * Reads tokenizer.json (Hugging Face), SentencePiece .model, vocab.json with merges.txt (GPT-2), vocab.txt (BERT), rank
 * files (tiktoken, with a JSON file of pattern and special tokens), tokenizer.bin (llama2.c), and the vocabularies in
 * GGUF files; each may be gzip-compressed. What a file asks for and this does not know is an error that names it: ids
 * are as the original library gives them, or there are none.
 *
 * All thinking is done here, so that gpt.h only runs tables (>>tokenizer there describes the result byte by
 * byte): patterns become automata (regex.h), Unicode data that a tokenizer needs is written into its section,
 * byte alphabets and the visible space U+2581 are resolved to plain bytes, scores and ranks become merges.
 *
 * Include "../gpt.h" with GPT_IMPLEMENTATION before this: it shares hash functions and runs the result on each
 * token. */
#if !defined(TOOLS_TOKENIZER_H) && defined(GPT_IMPLEMENTATION)
#define TOOLS_TOKENIZER_H

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "json.h"
#include "source.h"
#include "ggml.h"
#include "gguf.h"
#include "regex.h"
#include "tok_pre.h"
#include "unicode.h"

typedef struct tok_blob { unsigned char *data; size_t size; int n_vocab; } tok_blob;

/* ---------------------------------------------------------------------------------------------------------------
 * Parts: growing arrays, strings in an arena, a map from strings to numbers
 * ------------------------------------------------------------------------------------------------------------- */

typedef struct tok__vec { unsigned char *p; size_t n, cap; } tok__vec;         /* n, cap in bytes */
typedef struct tok__str { const char *p; size_t n; } tok__str;
typedef struct tok__entry { tok__str key; uint32_t value; int used; } tok__entry;
typedef struct tok__map { tok__entry *slot; size_t n, cap; } tok__map;
typedef struct tok__chunk { struct tok__chunk *next; size_t n, cap; } tok__chunk;

typedef struct tok__token {
    tok__str text;
    uint8_t attr, model;
} tok__token; /* model: known to the model */
typedef struct tok__added { tok__str text; uint32_t id, flags; int trie, normalize; } tok__added;
typedef struct tok__split {
    uint32_t mode;
    int program, own;
} tok__split; /* own: spaces are spaces (below) */
typedef struct tok__key { tok__str text; uint32_t root, value; } tok__key; /* of a trie */

enum { TOK__CLASS_SETS = 6 };

typedef struct tok__build {
    gpt_error *err;
    const char *path;
    tok__chunk *chunks;
    tok__map vocab;             /* token by its text as the file has it */
    tok__vec token;             /* tok__token */
    uint32_t n_vocab;
    tok__vec merge;             /* gpt__merge_slot */
    tok__vec expand_at, expand; /* uint32_t */
    tok__vec chars;             /* gpt__char_slot, cp without the + 1 */
    uint32_t byte[256];
    tok__vec added;             /* tok__added */
    tok__vec step, step_text;
    tok__vec piece;             /* tok__key: tokens of unigram and WordPiece models */
    tok__vec score;             /* double */
    tok__vec map;               /* tok__key: values number the texts in map_at, map_text */
    tok__vec map_at, map_text;
    uint32_t n_map;             /* roots so far */
    tok__vec front, back, end;  /* uint32_t */
    tok__str unk_text;
    regex_compiler regex;
    tok__split split[REGEX_MAX_PROGRAM];
    int n_split;
    int class_set[TOK__CLASS_SETS]; /* sets of regex, in the order of GPT__CLASS_... */
    int visible;                /* text has U+2581 where it had spaces; the tables have spaces for both */
    int bytes;                  /* symbols are bytes, not characters */
    int ignore_merges;          /* a piece that is a token is that token */
    int complete;               /* the file says all itself: nothing beside it counts */
    int gpt2_bos;               /* GPT-2's <|endoftext|> begins texts, too, if no file says otherwise */
    int after_bytes;            /* patterns see bytes as GPT-2's alphabet writes them */
    int white_split;            /* the only split so far is at white space */
    tok__str prefix, suffix;    /* of tokens that go on with a word, and of those that end one */
    uint32_t kind, longest_word;
    uint32_t flags, unknown;
    int32_t special[8];
    int failed;                 /* out of memory, noticed late */
} tok__build;

static int tok__fail(tok__build *b, int status, const char *what, const char *detail)
{
    return tool_fail(b->err, status, "%s: %s%s%s", b->path, what, detail ? " " : "", detail ? detail : "");
}

static int tok__memory(tok__build *b)
{
    return tok__fail(b, GPT_E_MEMORY, "out of memory", NULL);
}

static void tok__push(tok__build *b, tok__vec *v, const void *p, size_t n)
{
    if (n > v->cap - v->n) {
        size_t cap = v->n + n + v->cap + 256;
        unsigned char *grown = (unsigned char *)realloc(v->p, cap);
        if (!grown) {
            b->failed = 1;
            return;
        }
        v->p = grown;
        v->cap = cap;
    }
    if (n) memcpy(v->p + v->n, p, n);
    v->n += n;
}

static void tok__push32(tok__build *b, tok__vec *v, uint32_t value)
{
    tok__push(b, v, &value, sizeof value);
}

static char *tok__alloc(tok__build *b, size_t n)
{
    tok__chunk *c = b->chunks;
    if (!c || n > c->cap - c->n) {
        size_t cap = n > 65536 ? n : 65536;
        c = (tok__chunk *)malloc(sizeof *c + cap);
        if (!c) {
            b->failed = 1;
            return NULL;
        }
        c->next = b->chunks;
        c->n = 0;
        c->cap = cap;
        b->chunks = c;
    }
    c->n += n;
    return (char *)(c + 1) + (c->n - n);
}

static tok__str tok__copy(tok__build *b, const void *p, size_t n)
{
    tok__str s = {NULL, 0};
    char *to = tok__alloc(b, n);
    if (!to) return s;
    if (n) memcpy(to, p, n);
    s.p = to;
    s.n = n;
    return s;
}

/* every `from` in s becomes `to` */
static tok__str tok__replace(tok__build *b, tok__str s, const char *from, const char *to)
{
    tok__vec v = {NULL, 0, 0};
    size_t n_from = strlen(from);
    tok__str r = s;
    for (size_t i = 0; i < s.n;) {
        if (s.n - i >= n_from && !memcmp(s.p + i, from, n_from)) {
            tok__push(b, &v, to, strlen(to));
            i += n_from;
        } else {
            tok__push(b, &v, s.p + i++, 1);
        }
    }
    if (v.n != s.n || (v.n && memcmp(v.p, s.p, v.n))) r = tok__copy(b, v.p, v.n);
    free(v.p);
    return r;
}

static size_t tok__slot(const tok__map *m, tok__str key)
{
    size_t i = gpt__tok_hash((const uint8_t *)key.p, key.n) & (m->cap - 1);
    while (m->slot[i].used && (m->slot[i].key.n != key.n || memcmp(m->slot[i].key.p, key.p, key.n)))
        i = (i + 1) & (m->cap - 1);
    return i;
}

static int tok__find(const tok__map *m, tok__str key, uint32_t *value)
{
    size_t i;
    if (!m->cap) return 0;
    i = tok__slot(m, key);
    if (m->slot[i].used) *value = m->slot[i].value;
    return m->slot[i].used;
}

static int tok__find_text(const tok__build *b, const char *text, uint32_t *value)
{
    tok__str key;
    key.p = text;
    key.n = strlen(text);
    return tok__find(&b->vocab, key, value);
}

/* adds or replaces; the key's bytes must stay */
static void tok__put(tok__build *b, tok__map *m, tok__str key, uint32_t value)
{
    size_t i;
    if (2 * (m->n + 1) > m->cap) {
        tok__map more;
        more.cap = m->cap ? 2 * m->cap : 1024;
        more.n = m->n;
        more.slot = (tok__entry *)calloc(more.cap, sizeof *more.slot);
        if (!more.slot) {
            b->failed = 1;
            return;
        }
        for (i = 0; i < m->cap; i++)
            if (m->slot[i].used) more.slot[tok__slot(&more, m->slot[i].key)] = m->slot[i];
        free(m->slot);
        *m = more;
    }
    i = tok__slot(m, key);
    m->n += !m->slot[i].used;
    m->slot[i].key = key;
    m->slot[i].value = value;
    m->slot[i].used = 1;
}

static tok__token *tok__token_at(const tok__build *b, uint32_t id)
{
    return (tok__token *)(void *)b->token.p + id;
}

/* makes room for token id */
static int tok__need_token(tok__build *b, double id, tok__token **token)
{
    static const tok__token none = {{"", 0}, GPT__ATTR_UNUSED, 0};
    if (!(id >= 0 && id < 0x1000000) || id != (double)(uint32_t)id || id > 4.0 * b->n_vocab + 1000000)
        return tok__fail(b, GPT_E_FORMAT, "a token has an unusable id", NULL);
    while (b->n_vocab <= id && !b->failed) {
        tok__push(b, &b->token, &none, sizeof none);
        b->n_vocab++;
    }
    if (b->failed) return tok__memory(b);
    *token = tok__token_at(b, (uint32_t)id);
    (*token)->attr &= (uint8_t)~GPT__ATTR_UNUSED;
    return GPT_OK;
}

/* ---------------------------------------------------------------------------------------------------------------
 * Merges and symbols
 * ------------------------------------------------------------------------------------------------------------- */

/* Puts an entry of `size` bytes into an open-addressed table of `cap` zeroed (or, for merges, FF-filled) slots;
 * 0 if no slot near enough to its home is free. used(slot) tells whether one is taken. */
static int tok__place(unsigned char *table, size_t cap, size_t size, uint32_t hash, const void *entry,
                      int (*used)(const void *slot))
{
    for (uint32_t i = 0; i < GPT__TOK_PROBES && i < cap; i++) {
        unsigned char *slot = table + ((hash + i) & (cap - 1)) * size;
        if (used(slot)) continue;
        memcpy(slot, entry, size);
        return 1;
    }
    return 0;
}

static int tok__merge_used(const void *slot)
{
    return ((const gpt__merge_slot *)slot)->symbol != GPT__TOK_NONE;
}
static int tok__char_used(const void *slot) { return ((const gpt__char_slot *)slot)->cp != 0; }
static int tok__vocab_used(const void *slot) { return ((const gpt__tok_slot *)slot)->value != 0; }
static int tok__compose_used(const void *slot) { return ((const gpt__compose *)slot)->result != 0; }

static uint32_t tok__merge_hash(const void *e)
{
    return gpt__pair_hash(((const gpt__merge_slot *)e)->left, ((const gpt__merge_slot *)e)->right);
}
static uint32_t tok__char_hash(const void *e) { return gpt__pair_hash(0, ((const gpt__char_slot *)e)->cp - 1); }
static uint32_t tok__vocab_hash(const void *e) { return ((const gpt__tok_slot *)e)->hash; }
static uint32_t tok__compose_hash(const void *e)
{
    return gpt__pair_hash(((const gpt__compose *)e)->first, ((const gpt__compose *)e)->second);
}

/* A hash table of n entries, at most half full, as a vector of bytes. */
static tok__vec tok__table(tok__build *b, const void *entries, size_t n, size_t size, int empty,
                           uint32_t (*hash)(const void *), int (*used)(const void *))
{
    tok__vec v = {NULL, 0, 0};
    for (size_t cap = 4; n && cap < (size_t)1 << 30; cap *= 2) {
        size_t i = 0;
        if (cap < 2 * n) continue;
        free(v.p);
        v.p = (unsigned char *)malloc(cap * size);
        v.n = v.cap = cap * size;
        if (!v.p) break;
        memset(v.p, empty, v.n);
        for (; i < n; i++) {
            const void *e = (const unsigned char *)entries + i * size;
            if (!tok__place(v.p, cap, size, hash(e), e, used)) break;
        }
        if (i == n) return v;
    }
    if (n) b->failed = 1;
    free(v.p);
    memset(&v, 0, sizeof v);
    return v;
}

static uint32_t tok__new_symbol(tok__build *b, const uint32_t *tokens, uint32_t n)
{
    uint32_t symbol = b->n_vocab + (uint32_t)(b->expand_at.n / 4);
    tok__push32(b, &b->expand_at, (uint32_t)(b->expand.n / 4));
    tok__push(b, &b->expand, tokens, n * sizeof *tokens);
    return symbol;
}

static void tok__add_char(tok__build *b, uint32_t cp, uint32_t symbol)
{
    gpt__char_slot c;
    c.cp = cp + 1;
    c.symbol = symbol;
    tok__push(b, &b->chars, &c, sizeof c);
}

/* the tokens that an unknown character of n bytes is written as */
static uint32_t tok__spell(const tok__build *b, const uint8_t *p, uint32_t n, uint32_t *out)
{
    uint32_t i;
    for (i = 0; i < n && b->byte[p[i]] != GPT__TOK_NONE; i++) out[i] = b->byte[p[i]];
    if (i == n) return n;
    out[0] = b->unknown;
    return b->unknown != GPT__TOK_NONE;
}

/* one text that should become one symbol, and how good that is */
typedef struct tok__goal { tok__str text; uint32_t rank, token; int unused; } tok__goal;

static int tok__by_length(const void *x, const void *y)
{
    const tok__goal *a = (const tok__goal *)x, *b = (const tok__goal *)y;
    if (a->text.n != b->text.n) return a->text.n < b->text.n ? -1 : 1;
    return a->token < b->token ? -1 : a->token > b->token;
}

/* Merges for models that merge any two neighbours whose concatenation is a token (SentencePiece, tiktoken). A
 * symbol that covers some bytes of a text came about exactly as if those bytes stood alone, as no merge crossed
 * its borders. So one pair a token is enough: the last one when its text is merged alone. Shorter ones are
 * found first. */
static int tok__find_merges(tok__build *b, tok__goal *goal, size_t n)
{
    gpt__tokenizer t;
    size_t cap = 1024, longest = 0;
    unsigned char *table = NULL;
    uint32_t *row = NULL;
    gpt__char_slot *chars = (gpt__char_slot *)(void *)b->chars.p;
    tok__vec char_table =
        tok__table(b, chars, b->chars.n / sizeof *chars, sizeof *chars, 0, tok__char_hash, tok__char_used);
    int status = GPT_OK;
    if (n) qsort(goal, n, sizeof *goal, tok__by_length);
    if (n) longest = goal[n - 1].text.n;
    while (cap < 4 * n) cap *= 2;   /* roomy: entries are placed one by one */
    table = (unsigned char *)malloc(cap * sizeof(gpt__merge_slot));
    row = (uint32_t *)malloc((4 * longest + 1) * sizeof *row);
    if (!table || !row || b->failed) {
        status = tok__memory(b);
        n = 0;
    } else {
        memset(table, 255, cap * sizeof(gpt__merge_slot));
    }
    memset(&t, 0, sizeof t);
    t.MERGE = (const gpt__merge_slot *)(void *)table;
    t.n_MERGE = (uint32_t)cap;
    t.BYTE = b->byte;
    t.unknown = b->unknown;
    t.CHARS = (const gpt__char_slot *)(void *)char_table.p;
    t.n_CHARS = (uint32_t)(char_table.n / sizeof(gpt__char_slot));
    for (size_t i = 0; i < n; i++) {
        gpt__merge_slot m;
        const uint8_t *p = (const uint8_t *)goal[i].text.p;
        size_t k = gpt__symbols(&t, p, goal[i].text.n, row, row + 3 * longest);
        if (k > GPT__TOK_EXPANSION) { /* merging alone takes quadratic time */
            status = tok__fail(b, GPT_E_UNSUPPORTED, "a token of more than 1000 characters", NULL);
            break;
        }
        k = gpt__merge_short(&t, row, row + 3 * longest, k, row + longest, row + 2 * longest);
        if (k != 2) continue;   /* 1: a single character; more: it can't be reached */
        m.left = row[0];
        m.right = row[1];
        m.rank = goal[i].rank;
        m.symbol = goal[i].token;
        if (goal[i].unused) {   /* SentencePiece takes such pieces apart again */
            uint32_t parts[2], n_part = 0;
            tok__vec all = {NULL, 0, 0};
            parts[n_part++] = m.left;
            parts[n_part++] = m.right;
            for (uint32_t q = 0; q < n_part; q++) {
                uint32_t s = parts[q], at, end;
                if (s < b->n_vocab) {
                    tok__push32(b, &all, s);
                    continue;
                }
                s -= b->n_vocab;
                at = ((uint32_t *)(void *)b->expand_at.p)[s];
                end = (s + 1) * 4 < b->expand_at.n ? ((uint32_t *)(void *)b->expand_at.p)[s + 1]
                                                   : (uint32_t)(b->expand.n / 4);
                if (end > at) tok__push(b, &all, b->expand.p + 4 * (size_t)at, 4 * (size_t)(end - at));
            }
            m.symbol = tok__new_symbol(b, (const uint32_t *)(void *)all.p, (uint32_t)(all.n / 4));
            free(all.p);
        }
        if (!tok__place(table, cap, sizeof m, tok__merge_hash(&m), &m, tok__merge_used)) {
            status = tok__fail(b, GPT_E_UNSUPPORTED, "the merges can't be arranged in a table", NULL);
            break;
        }
        tok__push(b, &b->merge, &m, sizeof m);
    }
    free(table);
    free(row);
    free(char_table.p);
    return status;
}

/* ---------------------------------------------------------------------------------------------------------------
 * Added tokens, patterns, steps
 * ------------------------------------------------------------------------------------------------------------- */

static void tok__add_added(tok__build *b, tok__str text, uint32_t id, uint32_t flags, int trie, int normalize)
{
    tok__added a;
    a.text = text;
    a.id = id;
    a.flags = flags;
    a.trie = trie;
    a.normalize = normalize;
    if (text.n) tok__push(b, &b->added, &a, sizeof a);
}

static int tok__add_step_with(tok__build *b, uint32_t op, uint32_t with, tok__str from, tok__str to)
{
    gpt__step s;
    s.op = op;
    s.with = with;
    s.at = (uint32_t)b->step_text.n;
    s.n_from = (uint32_t)from.n;
    s.n_to = (uint32_t)to.n;
    tok__push(b, &b->step_text, from.p, from.n);
    tok__push(b, &b->step_text, to.p, to.n);
    tok__push(b, &b->step, &s, sizeof s);
    return GPT_OK;
}

static int tok__add_step(tok__build *b, uint32_t op, tok__str from, tok__str to)
{
    return tok__add_step_with(b, op, 0, from, to);
}

static tok__str tok__lit(const char *text)
{
    tok__str s;
    s.p = text;
    s.n = strlen(text);
    return s;
}

#define TOK__MARK "\xe2\x96\x81"    /* U+2581, the visible space */

static int tok__add_plain_step(tok__build *b, uint32_t op, uint32_t with)
{
    return tok__add_step_with(b, op, with, tok__lit(""), tok__lit(""));
}

/* One more entry of a map. The text of `from` must stay. */
static void tok__map_entry(tok__build *b, uint32_t root, tok__str from, tok__str to)
{
    tok__key k;
    k.text = from;
    k.root = root;
    k.value = (uint32_t)(b->map_at.n / 4) + 1;
    tok__push32(b, &b->map_at, (uint32_t)b->map_text.n);
    tok__push(b, &b->map_text, to.p, to.n);
    tok__push(b, &b->map, &k, sizeof k);
}

/* from now on the text has U+2581 for spaces, which the tables write as spaces */
static void tok__make_visible(tok__build *b, uint32_t late)
{
    tok__add_step(b, GPT__STEP_REPLACE | late, tok__lit(TOK__MARK), tok__lit(" "));
    b->visible = 1;
}

static int tok__add_split(tok__build *b, tok__str pattern, int syntax, uint32_t mode, int own)
{
    int program = regex_add(&b->regex, pattern.p, pattern.n, syntax);
    if (program < 0) return tok__fail(b, GPT_E_UNSUPPORTED, b->regex.error, NULL);
    if (b->n_split == GPT__SPLIT_MAX) return tok__fail(b, GPT_E_UNSUPPORTED, "too many splits", NULL);
    b->split[b->n_split].mode = mode | (b->after_bytes ? GPT__SPLIT_BYTES : 0u);
    b->split[b->n_split].program = program;
    b->split[b->n_split++].own = own;
    return GPT_OK;
}

/* GPT-2 writes byte b as a character: itself if that is printable, else one from U+0100 on. Fills cp (256). */
static void tok__byte_alphabet(uint32_t *cp)
{
    uint32_t next = 256;
    for (uint32_t i = 0; i < 256; i++)
        cp[i] = (i >= 33 && i <= 126) || (i >= 161 && i <= 172) || i >= 174 ? i : next++;
}

/* text in that alphabet to bytes; a text with any other character stands for itself, as in the original. *ok:
 * it was. */
static tok__str tok__from_alphabet(tok__build *b, tok__str s, int *ok)
{
    uint32_t alphabet[256], cp;
    uint8_t byte_of[0x144];
    size_t n = 0, len;
    char *out = tok__alloc(b, s.n);
    tok__str r = s;
    *ok = 0;
    if (!out) return s;
    memset(byte_of, 0, sizeof byte_of);
    tok__byte_alphabet(alphabet);
    for (uint32_t i = 0; i < 256; i++) byte_of[alphabet[i]] = (uint8_t)i;
    for (size_t i = 0; i < s.n; i += len) {
        len = gpt__utf8_next((const uint8_t *)s.p + i, s.n - i, &cp);
        if (cp >= 0x144 || alphabet[byte_of[cp]] != cp) return s;
        out[n++] = (char)byte_of[cp];
    }
    *ok = 1;
    r.p = out;
    r.n = n;
    return r;
}

/* ---------------------------------------------------------------------------------------------------------------
 * tokenizer.json
 * ------------------------------------------------------------------------------------------------------------- */

static tok__str tok__json_str(const json_value *v)
{
    tok__str s = {"", 0};
    if (v && v->type == JSON_STRING) {
        s.p = v->text;
        s.n = v->size;
    }
    return s;
}

static int tok__is(const json_value *object, const char *type)
{
    return !strcmp(json_str(object, "type", ""), type);
}

static int tok__unknown_step(tok__build *b, const char *where, const json_value *step)
{
    char what[100];
    snprintf(what, sizeof what, "%s %.60s is not supported", where, json_str(step, "type", "without a type"));
    return tok__fail(b, GPT_E_UNSUPPORTED, what, NULL);
}

/* The literal of {"String": ..}, or of a {"Regex": ..} that has no special characters; 0 if it is something
 * else. */
static int tok__literal(const json_value *pattern, tok__str *s)
{
    const json_value *text = json_get(pattern, "String");
    if (!text) {
        text = json_get(pattern, "Regex");
        if (!text || text->type != JSON_STRING || strpbrk(text->text, "\\.^$|?*+()[]{}")) return 0;
    }
    *s = tok__json_str(text);
    return text->type == JSON_STRING && s->n > 0;
}

static size_t tok__put_utf8(const uint32_t *cp, int n, char *out)
{
    size_t size = 0;
    for (int i = 0; i < n; i++) size += gpt__utf8_put(cp[i], (uint8_t *)out + size);
    return size;
}

static void tok__map_char(tok__build *b, uint32_t root, uint32_t cp, tok__str to)
{
    char text[8];
    tok__map_entry(b, root, tok__copy(b, text, tok__put_utf8(&cp, 1, text)), to);
}

/* lower case, character by character: no rule looks at neighbours */
static int tok__lowercase(tok__build *b)
{
    const uint32_t root = b->n_map++;
    for (size_t i = 0; i < sizeof uni_lower / sizeof uni_lower[0]; i += 3) {
        char to[16];
        tok__str t;
        t.p = to;
        t.n = tok__put_utf8(uni_lower + i + 1, uni_lower[i + 2] ? 2 : 1, to);
        tok__map_char(b, root, uni_lower[i], t);
    }
    return tok__add_plain_step(b, GPT__STEP_MAP, root);
}

/* The clean-up of Google's neural machine translation, the part that looks at single characters. */
static int tok__nmt(tok__build *b)
{
    static const uint32_t blank[] = {9, 10, 12, 13, 0x1680, 0x200b, 0x200c, 0x200d, 0x200e, 0x200f, 0x2028, 0x2029,
                                     0x2581, 0xfeff, 0xfffd};
    const uint32_t root = b->n_map++;
    for (uint32_t cp = 1; cp < 0xa0; cp++)
        if (cp < 9 || cp == 11 || (cp > 13 && cp < 32) || cp == 0x7f || cp == 0x8f || cp == 0x9f)
            tok__map_char(b, root, cp, tok__lit(""));
    for (size_t i = 0; i < sizeof blank / sizeof blank[0]; i++) tok__map_char(b, root, blank[i], tok__lit(" "));
    return tok__add_plain_step(b, GPT__STEP_MAP, root);
}

static uint32_t tok__u32(const char *p)
{
    const uint8_t *u = (const uint8_t *)p;
    return u[0] | (uint32_t)u[1] << 8 | (uint32_t)u[2] << 16 | (uint32_t)u[3] << 24;
}

/* SentencePiece's precompiled map: the size of a trie, the trie (a double array as Darts-clone lays it out: a unit has
 * its label, the distance of its children and whether a key ends), and the texts, which end with NUL. Keys may share
 * their ends, so it is walked as a tree, depth first; a damaged one could be endless. */
static int tok__charsmap(tok__build *b, tok__str s, uint32_t root)
{
    enum { DEPTH = 64, STEPS = 4000000 };
    const size_t bytes = s.n >= 4 ? tok__u32(s.p) : 0, n = bytes / 4;
    const char *unit = s.p + 4, *text = unit + bytes;
    uint32_t at[DEPTH + 1];         /* where the children of the node at this depth lie: at ^ byte */
    unsigned byte[DEPTH + 1];
    char key[DEPTH];
    size_t depth = 0, met = 0;
    if (s.n < 4 || bytes > s.n - 4 || n < 1)
        return tok__fail(b, GPT_E_FORMAT, "the precompiled normalisation is damaged", NULL);
#define TOK__OFFSET(u) ((u) >> 10 << (((u) & 1 << 9) >> 6))
    at[0] = TOK__OFFSET(tok__u32(unit));
    byte[0] = 0;
    for (;;) {
        size_t child;
        uint32_t u;
        if (++byte[depth] > 255) {
            if (!depth--) break;
            continue;
        }
        child = at[depth] ^ byte[depth];
        u = child < n ? tok__u32(unit + 4 * child) : 0;
        if ((u & 0x800000ff) != byte[depth]) continue;
        if (++met > STEPS || depth + 1 == DEPTH)
            return tok__fail(b, GPT_E_FORMAT, "the precompiled normalisation is damaged", NULL);
        key[depth] = (char)byte[depth];
        at[depth + 1] = (uint32_t)child ^ TOK__OFFSET(u);
        byte[++depth] = 0;
        if (u >> 8 & 1) {
            const size_t leaf = at[depth];
            const size_t value = leaf < n ? tok__u32(unit + 4 * leaf) & 0x7fffffff : SIZE_MAX;
            const size_t left = value < s.n - 4 - bytes ? s.n - 4 - bytes - value : 0;
            tok__str to;
            to.p = text + (left ? value : 0);
            to.n = left;
            if (left && memchr(to.p, 0, left)) to.n = (size_t)((const char *)memchr(to.p, 0, left) - to.p);
            if (!left) return tok__fail(b, GPT_E_FORMAT, "the precompiled normalisation is damaged", NULL);
            tok__map_entry(b, root, tok__copy(b, key, depth), to);
        }
    }
#undef TOK__OFFSET
    return b->failed ? tok__memory(b) : GPT_OK;
}

static int tok__base64(const char *p, size_t n, uint8_t *out, size_t *size);

/* Grapheme clusters (UAX 29) */
static const char tok__graphemes[] =
    "\\r\\n|\\p{gcb=Prepend}*(?:\\p{gcb=Regional_Indicator}{2}|\\p{gcb=Pictographic}"
    "(?:\\p{gcb=Extend}*\\p{gcb=ZWJ}\\p{gcb=Pictographic})*|"
    "\\p{gcb=L}*(?:\\p{gcb=V}+|\\p{gcb=LV}\\p{gcb=V}*|\\p{gcb=LVT})\\p{gcb=T}*|\\p{gcb=L}+|\\p{gcb=T}+|"
    "[^\\r\\n\\p{gcb=Control}\\p{gcb=Prepend}])[\\p{gcb=Extend}\\p{gcb=ZWJ}\\p{gcb=SpacingMark}]*|"
    "\\p{gcb=Prepend}+[\\p{gcb=Extend}\\p{gcb=ZWJ}\\p{gcb=SpacingMark}]*";

/* the same map as Hugging Face applies it */
static int tok__precompiled(tok__build *b, tok__str text)
{
    const uint32_t root = b->n_map++;
    char *raw = tok__alloc(b, text.n + 1);
    tok__str map;
    int status;
    if (!raw) return tok__memory(b);
    if (!tok__base64(text.p, text.n, (uint8_t *)raw, &map.n))
        return tok__fail(b, GPT_E_FORMAT, "precompiled_charsmap is not in base64", NULL);
    map.p = raw;
    status = tok__charsmap(b, map, root);
    if (!status) status = tok__add_split(b, tok__lit(tok__graphemes), REGEX_RUST, GPT__SPLIT_STEP, !b->visible);
    if (status) return status;
    tok__add_plain_step(b, GPT__STEP_GRAPHEMES, root);
    ((gpt__step *)(void *)b->step.p)[b->step.n / sizeof(gpt__step) - 1].n_from = (uint32_t)b->n_split - 1;
    return b->failed ? tok__memory(b) : GPT_OK;
}

/* BERT's clean-up: no controls, and white space is spaces. */
static void tok__bert_clean(tok__build *b)
{
    static const uint32_t blank[] = {9, 10, 13, 0xa0, 0x1680, 0x2000, 0x2001, 0x2002, 0x2003, 0x2004, 0x2005, 0x2006,
                                     0x2007, 0x2008, 0x2009, 0x200a, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000};
    const uint32_t root = b->n_map++;
    for (size_t i = 0; i < sizeof blank / sizeof blank[0]; i++) tok__map_char(b, root, blank[i], tok__lit(" "));
    tok__add_plain_step(b, GPT__STEP_DROP, GPT__CLASS_CONTROL);
    tok__add_plain_step(b, GPT__STEP_MAP, root);
}

static int tok__bert_normalizer(tok__build *b, int clean, int ideographs, int accents, int lower)
{
    if (clean) tok__bert_clean(b);
    if (ideographs) tok__add_plain_step(b, GPT__STEP_SPACE, GPT__CLASS_IDEOGRAPH);
    if (accents) {
        tok__add_plain_step(b, GPT__STEP_FORM | GPT__STEP_DECOMPOSED, 0);
        tok__add_plain_step(b, GPT__STEP_DROP, GPT__CLASS_NONSPACING);
    }
    return lower ? tok__lowercase(b) : GPT_OK;
}

/* steps that say no more than their name */
static int tok__named_step(tok__build *b, const char *name, int *status)
{
    static const struct { const char *name; uint32_t op, with; } steps[] = {
        {"NFC", GPT__STEP_FORM, 0}, {"NFD", GPT__STEP_FORM | GPT__STEP_DECOMPOSED, 0},
        {"NFKC", GPT__STEP_FORM | GPT__STEP_COMPATIBLE, 0},
        {"NFKD", GPT__STEP_FORM | GPT__STEP_DECOMPOSED | GPT__STEP_COMPATIBLE, 0},
        {"StripAccents", GPT__STEP_DROP, GPT__CLASS_MARK}};
    for (size_t i = 0; i < sizeof steps / sizeof steps[0]; i++) {
        if (strcmp(steps[i].name, name)) continue;
        *status = tok__add_plain_step(b, steps[i].op, steps[i].with);
        return 1;
    }
    if (strcmp(name, "Lowercase") && strcmp(name, "Nmt")) return 0;
    *status = strcmp(name, "Nmt") ? tok__lowercase(b) : tok__nmt(b);
    return 1;
}

static int tok__normalizer(tok__build *b, const json_value *v)
{
    tok__str from, to;
    int status;
    if (!v || v->type == JSON_NULL) return GPT_OK;
    if (tok__is(v, "Sequence")) {
        const json_value *list = json_get(v, "normalizers");
        for (const json_value *c = list ? list->child : NULL; c; c = c->next) {
            status =
                tok__is(c, "Sequence") ? tok__unknown_step(b, "normalizer: nested", c) : tok__normalizer(b, c);
            if (status) return status;
        }
        return GPT_OK;
    }
    if (tok__named_step(b, json_str(v, "type", ""), &status)) return status;
    if (b->visible && (tok__is(v, "BertNormalizer") || tok__is(v, "Precompiled") || tok__is(v, "Strip")))
        return tok__unknown_step(b, "normalizer: after a replacement of spaces,", v);
    if (tok__is(v, "BertNormalizer")) {
        const int lower = json_bool(v, "lowercase", 1);
        return tok__bert_normalizer(b, json_bool(v, "clean_text", 1), json_bool(v, "handle_chinese_chars", 1),
                                    json_bool(v, "strip_accents", lower), lower);
    }
    if (tok__is(v, "Precompiled")) return tok__precompiled(b, tok__json_str(json_get(v, "precompiled_charsmap")));
    if (tok__is(v, "Strip"))
        return tok__add_plain_step(b, GPT__STEP_STRIP, (uint32_t)json_bool(v, "strip_left", 1) |
                                                           (uint32_t)json_bool(v, "strip_right", 1) << 1);
    if (tok__is(v, "Prepend")) {
        to = tok__json_str(json_get(v, "prepend"));
        if (b->visible) to = tok__replace(b, to, TOK__MARK, " ");
        return to.n ? tok__add_step(b, GPT__STEP_PREPEND, tok__lit(""), to) : GPT_OK;
    }
    if (tok__is(v, "Replace") && tok__literal(json_get(v, "pattern"), &from)) {
        to = tok__json_str(json_get(v, "content"));
        if (from.n == 1 && *from.p == ' ' && to.n == 3 && !memcmp(to.p, TOK__MARK, 3)) {
            tok__make_visible(b, 0);
            return GPT_OK;
        }
        if (b->visible && memchr(from.p, ' ', from.n)) return GPT_OK;   /* there is no space any more */
        if (b->visible) {
            from = tok__replace(b, from, TOK__MARK, " ");
            to = tok__replace(b, to, TOK__MARK, " ");
        }
        return tok__add_step(b, GPT__STEP_REPLACE, from, to);
    }
    from = tok__json_str(json_get(json_get(v, "pattern"), "Regex"));
    if (tok__is(v, "Replace") && from.n) {
        to = tok__json_str(json_get(v, "content"));
        if (b->visible) to = tok__replace(b, to, TOK__MARK, " ");
        status = tok__add_split(b, from, REGEX_RUBY, GPT__SPLIT_STEP, !b->visible);
        return status ? status : tok__add_step_with(b, GPT__STEP_MATCHES, (uint32_t)b->n_split - 1, tok__lit(""), to);
    }
    return tok__unknown_step(b, "normalizer", v);
}

/* a text as a pattern that matches just it */
static tok__str tok__quoted(tok__build *b, tok__str text)
{
    tok__vec v = {NULL, 0, 0};
    tok__str s;
    for (size_t i = 0; i < text.n; i++) {
        if ((unsigned char)text.p[i] < 0x80) {
            char hex[8];
            snprintf(hex, sizeof hex, "\\x%02x", (unsigned)(unsigned char)text.p[i]);
            tok__push(b, &v, hex, 4);
        } else {
            tok__push(b, &v, text.p + i, 1);
        }
    }
    s = tok__copy(b, v.p, v.n);
    free(v.p);
    return s;
}

static int tok__split_mode(const char *behavior, int invert, uint32_t *mode, int *contiguous)
{
    *contiguous = 0;
    if (!strcmp(behavior, "Isolated")) *mode = GPT__SPLIT_ISOLATE;
    else if (!strcmp(behavior, "Removed")) *mode = invert ? GPT__SPLIT_MATCHES : GPT__SPLIT_GAPS;
    else if (!strcmp(behavior, "MergedWithPrevious") && !invert) *mode = GPT__SPLIT_BEFORE;
    else if (!strcmp(behavior, "MergedWithNext") && !invert) *mode = GPT__SPLIT_AFTER;
    else if (!strcmp(behavior, "Contiguous") && !invert) *mode = GPT__SPLIT_ISOLATE, *contiguous = 1;
    else return 0;
    return 1;
}

static int tok__pattern_split(tok__build *b, const json_value *v, tok__str pattern, const char *behavior,
                              int invert)
{
    uint32_t mode;
    int contiguous;
    if (!tok__split_mode(behavior, invert, &mode, &contiguous))
        return tok__unknown_step(b, "pre_tokenizer: behavior of", v);
    if (contiguous) {
        tok__vec all = {NULL, 0, 0};
        tok__push(b, &all, "(?:", 3);
        tok__push(b, &all, pattern.p, pattern.n);
        tok__push(b, &all, ")+", 2);
        pattern = tok__copy(b, all.p, all.n);
        free(all.p);
    }
    return tok__add_split(b, pattern, REGEX_RUBY, mode, 0);
}

/* does Metaspace (pre-tokenizer or decoder) put a space in front? always, first or never */
static const char *tok__scheme(const json_value *metaspace)
{
    const char *scheme = json_str(metaspace, "prepend_scheme", NULL);
    if (scheme) return scheme;
    return json_bool(metaspace, "add_prefix_space", 1) ? "always" : "never";
}

/* how many splits there are, programs of steps not counted */
static int tok__splits(const tok__build *b)
{
    int n = 0;
    for (int i = 0; i < b->n_split; i++) n += b->split[i].mode != GPT__SPLIT_STEP;
    return n;
}

/* Words that were split at white space, each of which is to have a visible space in front, which some have already:
 * the same as a text with one space between words. */
static void tok__words_to_spaces(tok__build *b)
{
    b->split[b->n_split - 1].mode = GPT__SPLIT_STEP; /* \s, no longer used */
    tok__add_plain_step(b, GPT__STEP_STRIP | GPT__STEP_LATE, 3);
    if (!tok__add_split(b, tok__lit("\\s+" TOK__MARK), REGEX_RUST, GPT__SPLIT_STEP, 1))
        tok__add_step_with(b, GPT__STEP_MATCHES | GPT__STEP_LATE, (uint32_t)b->n_split - 1, tok__lit(""),
                           tok__lit(TOK__MARK));
    if (!tok__add_split(b, tok__lit("\\s+"), REGEX_RUST, GPT__SPLIT_STEP, 1))
        tok__add_step_with(b, GPT__STEP_MATCHES | GPT__STEP_LATE, (uint32_t)b->n_split - 1, tok__lit(""),
                           tok__lit(" "));
    b->white_split = 0;
}

static int tok__metaspace(tok__build *b, const json_value *v)
{
    const char *scheme = tok__scheme(v);
    if (strcmp(json_str(v, "replacement", TOK__MARK), TOK__MARK))
        return tok__unknown_step(b, "pre_tokenizer: replacement of", v);
    if (b->white_split && !strcmp(scheme, "always") && json_bool(v, "split", 1))
        tok__words_to_spaces(b);
    else if (tok__splits(b)) return tok__unknown_step(b, "pre_tokenizer: after a split,", v);
    tok__make_visible(b, GPT__STEP_LATE);
    if (!strcmp(scheme, "first"))
        tok__add_step(b, GPT__STEP_PREPEND | GPT__STEP_LATE | GPT__STEP_ONCE | GPT__STEP_FIRST, tok__lit(""),
                      tok__lit(" "));
    else if (!strcmp(scheme, "always"))
        tok__add_step(b, GPT__STEP_PREPEND | GPT__STEP_LATE | GPT__STEP_ONCE, tok__lit(""), tok__lit(" "));
    else if (strcmp(scheme, "never"))
        return tok__unknown_step(b, "pre_tokenizer: prepend_scheme of", v);
    return json_bool(v, "split", 1)
               ? tok__add_split(b, tok__lit(" [^ ]*|[^ ]+"), REGEX_RUST, GPT__SPLIT_ISOLATE, 1)
               : GPT_OK;
}

#define TOK__PUNCTUATION "[!-/:-@\\[-`{-~\\p{P}]"
static int tok__split_dropping(tok__build *b, const char *pattern, uint32_t mode)
{
    const int first = !tok__splits(b);
    int status = tok__add_split(b, tok__lit(pattern), REGEX_RUST, mode, 0);
    b->white_split = first && mode == GPT__SPLIT_GAPS;
    return status;
}

static int tok__bert_split(tok__build *b)
{
    int status = tok__split_dropping(b, "\\s", GPT__SPLIT_GAPS);
    b->white_split = 0;
    return status ? status : tok__add_split(b, tok__lit(TOK__PUNCTUATION), REGEX_RUST, GPT__SPLIT_ISOLATE, 0);
}

static int tok__pre_tokenizer(tok__build *b, const json_value *v, int inside)
{
    tok__str text;
    if (!v || v->type == JSON_NULL) return GPT_OK;
    if (b->bytes && !tok__is(v, "Split") && !tok__is(v, "Digits") && !tok__is(v, "Punctuation"))
        return tok__unknown_step(b, "pre_tokenizer: after ByteLevel,", v);
    b->after_bytes = b->bytes;
    if (tok__is(v, "Sequence") && !inside) {
        const json_value *list = json_get(v, "pretokenizers");
        for (const json_value *c = list ? list->child : NULL; c; c = c->next) {
            int status = tok__pre_tokenizer(b, c, 1);
            if (status) return status;
        }
        return GPT_OK;
    }
    if (tok__is(v, "ByteLevel")) {
        if (json_bool(v, "add_prefix_space", 1)) {
            if (tok__splits(b)) return tok__unknown_step(b, "pre_tokenizer: add_prefix_space after a split,", v);
            tok__add_step(b, GPT__STEP_PREPEND | GPT__STEP_LATE | GPT__STEP_ONCE, tok__lit(""), tok__lit(" "));
        }
        b->bytes = 1;
        return json_bool(v, "use_regex", 1)
                   ? tok__add_split(b, tok__lit(tok__gpt2_pattern), REGEX_RUBY, GPT__SPLIT_ISOLATE, 0)
                   : GPT_OK;
    }
    if (tok__is(v, "Metaspace")) return tok__metaspace(b, v);
    if (tok__is(v, "Split")) {
        const json_value *pattern = json_get(v, "pattern");
        if (tok__literal(pattern, &text)) text = tok__quoted(b, text);
        else text = tok__json_str(json_get(pattern, "Regex"));
        if (!text.n) return tok__unknown_step(b, "pre_tokenizer: pattern of", v);
        return tok__pattern_split(b, v, text, json_str(v, "behavior", ""), json_bool(v, "invert", 0));
    }
    if (tok__is(v, "Digits"))
        return tok__pattern_split(b, v, tok__lit("\\p{N}"),
                                  json_bool(v, "individual_digits", 0) ? "Isolated" : "Contiguous", 0);
    if (tok__is(v, "Punctuation"))
        return tok__pattern_split(b, v, tok__lit(TOK__PUNCTUATION), json_str(v, "behavior", "Isolated"), 0);
    if (tok__is(v, "WhitespaceSplit")) return tok__split_dropping(b, "\\s", GPT__SPLIT_GAPS);
    if (tok__is(v, "Whitespace")) return tok__split_dropping(b, "\\w+|[^\\w\\s]+", GPT__SPLIT_MATCHES);
    if (tok__is(v, "BertPreTokenizer")) return tok__bert_split(b);
    if (tok__is(v, "CharDelimiterSplit")) {
        text = tok__json_str(json_get(v, "delimiter"));
        return tok__pattern_split(b, v, tok__quoted(b, text), "Removed", 0);
    }
    return tok__unknown_step(b, "pre_tokenizer", v);
}

static int tok__push_id(tok__build *b, tok__vec *list, const json_value *id)
{
    if (!id || id->type != JSON_NUMBER || !(id->number >= 0 && id->number < b->n_vocab))
        return tok__fail(b, GPT_E_FORMAT, "post_processor: a token that is not in the vocabulary", NULL);
    tok__push32(b, list, (uint32_t)id->number);
    return GPT_OK;
}

static int tok__template(tok__build *b, const json_value *v)
{
    const json_value *single = json_get(v, "single");
    tok__vec *side = &b->front;
    b->front.n = b->back.n = 0;
    for (const json_value *c = single ? single->child : NULL; c; c = c->next) {
        const json_value *special = json_get(c, "SpecialToken"), *ids = NULL;
        if (json_get(c, "Sequence")) {
            side = &b->back;
            continue;
        }
        ids = json_get(json_get(json_get(v, "special_tokens"), json_str(special, "id", "")), "ids");
        if (!ids) return tok__unknown_step(b, "post_processor: template of", v);
        for (ids = ids->child; ids; ids = ids->next) {
            int status = tok__push_id(b, side, ids);
            if (status) return status;
        }
    }
    return GPT_OK;
}

static int tok__post_processor(tok__build *b, const json_value *v)
{
    if (!v || v->type == JSON_NULL || tok__is(v, "ByteLevel")) return GPT_OK;
    b->gpt2_bos = 0;
    if (tok__is(v, "Sequence")) {
        const json_value *list = json_get(v, "processors");
        for (const json_value *c = list ? list->child : NULL; c; c = c->next) {
            int status = tok__is(c, "Sequence") ? tok__unknown_step(b, "post_processor: nested", c)
                                                : tok__post_processor(b, c);
            if (status) return status;
        }
        return GPT_OK;
    }
    if (tok__is(v, "TemplateProcessing")) return tok__template(b, v);
    if (tok__is(v, "BertProcessing") || tok__is(v, "RobertaProcessing")) {
        const json_value *cls = json_get(v, "cls"), *sep = json_get(v, "sep");
        b->front.n = b->back.n = 0;
        if (!cls || !cls->child || !sep || !sep->child)
            return tok__unknown_step(b, "post_processor: tokens of", v);
        return tok__push_id(b, &b->front, cls->child->next) || tok__push_id(b, &b->back, sep->child->next)
                   ? GPT_E_FORMAT
                   : GPT_OK;
    }
    return tok__unknown_step(b, "post_processor", v);
}

/* What the WordPiece decoder's clean-up makes of a token with a space in front. */
static int tok__cleans_up(tok__str s)
{
    static const char *const joined[] = {".", "?", "!", ",", "n't", "'m", "'s", "'ve", "'re"};
    for (size_t i = 0; i < sizeof joined / sizeof joined[0]; i++)
        if (strlen(joined[i]) == s.n && !memcmp(joined[i], s.p, s.n)) return 1;
    return 0;
}

static int tok__wordpiece_decoder(tok__build *b, const char *prefix, int clean)
{
    const size_t n = strlen(prefix);
    b->flags |= GPT__TOK_SPACED;
    for (uint32_t id = 0; id < b->n_vocab; id++) {
        tok__token *t = tok__token_at(b, id);
        if (clean && tok__cleans_up(t->text)) t->attr |= GPT__ATTR_JOINS;
        if (!n || t->text.n < n || memcmp(t->text.p, prefix, n)) continue;
        t->attr |= GPT__ATTR_JOINS;
        t->text.p += n;
        t->text.n -= n;
    }
    return GPT_OK;
}

/* suffix: what becomes a space, but not at the end */
static int tok__suffix_decoder(tok__build *b, const char *suffix)
{
    const size_t n = strlen(suffix);
    for (uint32_t id = 0; id < b->n_vocab; id++) {
        tok__token *t = tok__token_at(b, id);
        if (!n || t->text.n < n || memcmp(t->text.p + t->text.n - n, suffix, n)) continue;
        t->attr |= GPT__ATTR_ENDS;
        t->text.n -= n;
    }
    return GPT_OK;
}

static int tok__decoder(tok__build *b, const json_value *v)
{
    tok__str from;
    if ((!v || v->type == JSON_NULL) && b->kind != GPT__TOK_BPE) b->flags |= GPT__TOK_SPACED;
    if (!v || v->type == JSON_NULL || tok__is(v, "Fuse")) return GPT_OK;
    if (tok__is(v, "WordPiece"))
        return tok__wordpiece_decoder(b, json_str(v, "prefix", "##"), json_bool(v, "cleanup", 1));
    if (tok__is(v, "BPEDecoder")) return tok__suffix_decoder(b, json_str(v, "suffix", "</w>"));
    if (tok__is(v, "Sequence")) {
        const json_value *list = json_get(v, "decoders");
        for (const json_value *c = list ? list->child : NULL; c; c = c->next) {
            int status =
                tok__is(c, "Sequence") ? tok__unknown_step(b, "decoder: nested", c) : tok__decoder(b, c);
            if (status) return status;
        }
        return GPT_OK;
    }
    if (tok__is(v, "ByteLevel") && b->bytes) return GPT_OK;
    if (tok__is(v, "ByteFallback")) return GPT_OK;      /* byte tokens are stored as their bytes */
    if (tok__is(v, "Replace") && b->visible && tok__literal(json_get(v, "pattern"), &from) && from.n == 3 &&
        !memcmp(from.p, TOK__MARK, 3) && !strcmp(json_str(v, "content", ""), " ")) return GPT_OK;
    if (tok__is(v, "Strip") && !strcmp(json_str(v, "content", ""), " ") && json_num(v, "stop", 0) == 0 &&
        json_num(v, "start", 0) <= 1) {
        if (json_num(v, "start", 0) == 1) b->flags |= GPT__TOK_STRIP_ONE;
        return GPT_OK;
    }
    if (tok__is(v, "Metaspace") && b->visible) {
        if (strcmp(tok__scheme(v), "never")) b->flags |= GPT__TOK_STRIP_FIRST;
        return GPT_OK;
    }
    return tok__unknown_step(b, "decoder", v);
}

/* "<0x0A>" */
static int tok__byte_piece(tok__str s, uint8_t *byte)
{
    static const char digits[] = "0123456789ABCDEF";
    const char *hi, *lo;
    if (s.n != 6 || memcmp(s.p, "<0x", 3) || s.p[5] != '>') return 0;
    hi = s.p[3] ? strchr(digits, s.p[3]) : NULL;
    lo = s.p[4] ? strchr(digits, s.p[4]) : NULL;
    if (!hi || !lo) return 0;
    *byte = (uint8_t)((hi - digits) * 16 + (lo - digits));
    return 1;
}

/* The vocabulary object: token texts to ids. Texts stay as they are until tok__plain_texts. */
static int tok__vocabulary(tok__build *b, const json_value *vocab)
{
    if (!vocab || vocab->type != JSON_OBJECT || !vocab->n)
        return tok__fail(b, GPT_E_FORMAT, "there is no vocabulary", NULL);
    for (const json_value *v = vocab->child; v; v = v->next) {
        tok__token *t;
        tok__str key;
        int status = v->type == JSON_NUMBER ? tok__need_token(b, v->number, &t)
                                            : tok__fail(b, GPT_E_FORMAT, "an id is not a number", NULL);
        if (status) return status;
        key = tok__copy(b, v->key, v->key_size);
        t->text = key;
        t->model = 1;
        tok__put(b, &b->vocab, key, (uint32_t)v->number);
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

static int tok__add_merge(tok__build *b, tok__map *pairs, tok__str left, tok__str right, uint32_t rank)
{
    gpt__merge_slot m;
    uint32_t place, key[2];
    const size_t skip = right.n > b->prefix.n ? b->prefix.n : 0;
    char *both = tok__alloc(b, left.n + right.n);
    tok__str joined, pair;
    if (!both) return tok__memory(b);
    memcpy(both, left.p, left.n);
    memcpy(both + left.n, right.p + skip, right.n - skip);
    joined.p = both;
    joined.n = left.n + right.n - skip;
    if (!tok__find(&b->vocab, left, &m.left) || !tok__find(&b->vocab, right, &m.right) ||
        !tok__find(&b->vocab, joined, &m.symbol)) {
        char what[160];
        snprintf(what, sizeof what,
                 "merge %lu (\"%.*s\" and \"%.*s\") needs a token that is not in the vocabulary",
                 (unsigned long)rank, (int)(left.n < 40 ? left.n : 40), left.p,
                 (int)(right.n < 40 ? right.n : 40), right.p);
        return tok__fail(b, GPT_E_FORMAT, what, NULL);
    }
    m.rank = rank;
    key[0] = m.left;
    key[1] = m.right;
    pair = tok__copy(b, key, sizeof key);
    if (tok__find(pairs, pair, &place)) {   /* the last one counts */
        memcpy(b->merge.p + place, &m, sizeof m);
        return GPT_OK;
    }
    tok__put(b, pairs, pair, (uint32_t)b->merge.n);
    tok__push(b, &b->merge, &m, sizeof m);
    return b->failed ? tok__memory(b) : GPT_OK;
}

/* "left right" */
static int tok__merge_line(tok__build *b, tok__map *pairs, const char *line, size_t n, uint32_t rank)
{
    const char *space = n ? (const char *)memchr(line, ' ', n) : NULL;
    tok__str left, right;
    if (!space || memchr(space + 1, ' ', n - (size_t)(space + 1 - line)))
        return tok__fail(b, GPT_E_FORMAT, "a merge is not two tokens with a space between them", NULL);
    left.p = line;
    left.n = (size_t)(space - line);
    right.p = space + 1;
    right.n = n - left.n - 1;
    return tok__add_merge(b, pairs, left, right, rank);
}

static int tok__json_merges(tok__build *b, const json_value *merges)
{
    tok__map pairs = {NULL, 0, 0};
    uint32_t rank = 0;
    int status = GPT_OK;
    for (const json_value *v = merges ? merges->child : NULL; v && !status; v = v->next, rank++) {
        if (v->type == JSON_STRING) status = tok__merge_line(b, &pairs, v->text, v->size, rank);
        else if (v->type == JSON_ARRAY && v->n == 2 && v->child->type == JSON_STRING &&
                 v->child->next->type == JSON_STRING)
            status = tok__add_merge(b, &pairs, tok__json_str(v->child), tok__json_str(v->child->next), rank);
        else status = tok__fail(b, GPT_E_FORMAT, "a merge is not a pair of tokens", NULL);
    }
    free(pairs.slot);
    return status;
}

/* The character that a token of one character stands for, with what its place in the piece adds to it. */
static void tok__char_of(tok__build *b, tok__str s, uint32_t id)
{
    for (int inner = 0; inner <= (b->prefix.n > 0); inner++) {
        for (int end = 0; end <= (b->suffix.n > 0); end++) {
            const size_t from = inner ? b->prefix.n : 0, behind = end ? b->suffix.n : 0;
            const size_t n = s.n > from + behind ? s.n - from - behind : 0;
            uint32_t cp;
            if (!n || memcmp(s.p, b->prefix.p, from) || memcmp(s.p + from + n, b->suffix.p, behind) ||
                gpt__utf8_next((const uint8_t *)s.p + from, n, &cp) != n || cp == GPT__BAD_BYTE)
                continue;
            tok__add_char(b, cp | (inner ? GPT__CHAR_INNER : 0) | (end ? GPT__CHAR_END : 0), id);
        }
    }
}

/* Symbols that text starts as, and the token texts as plain bytes. byte_fallback: unknown characters are
 * spelled in bytes; shown: ... and the decoder puts those together again. */
static void tok__plain_texts(tok__build *b, int byte_fallback, int shown)
{
    uint32_t alphabet[256], id;
    tok__byte_alphabet(alphabet);
    for (uint32_t i = 0; i < 256; i++) {
        uint8_t utf8[8];
        tok__str key;
        char name[8];
        b->byte[i] = GPT__TOK_NONE;
        snprintf(name, sizeof name, "<0x%02X>", (unsigned)i);
        key.p = b->bytes ? (const char *)utf8 : name;
        key.n = b->bytes ? gpt__utf8_put(alphabet[i], utf8) : 6;
        if ((b->bytes || byte_fallback) && tok__find(&b->vocab, key, &id)) b->byte[i] = id;
    }
    for (id = 0; id < b->n_vocab; id++) {
        tok__token *t = tok__token_at(b, id);
        uint8_t byte;
        int ok = 1;
        if (b->bytes) {
            t->text = tok__from_alphabet(b, t->text, &ok);
            if (!ok) t->model = 0;              /* no text leads there */
            continue;
        }
        if (byte_fallback && shown && tok__byte_piece(t->text, &byte)) {
            t->text = tok__copy(b, &byte, 1);
            t->attr |= GPT__ATTR_BYTE;
            continue;
        }
        if (b->visible && memchr(t->text.p, ' ', t->text.n)) t->model = 0;
        else if (b->visible) t->text = tok__replace(b, t->text, TOK__MARK, " ");
        if (t->model && b->kind == GPT__TOK_BPE) tok__char_of(b, t->text, id);
    }
}

static int tok__json_bpe(tok__build *b, const json_value *model)
{
    const char *unk = json_str(model, "unk_token", NULL);
    int status;
    b->prefix = tok__json_str(json_get(model, "continuing_subword_prefix"));
    b->suffix = tok__json_str(json_get(model, "end_of_word_suffix"));
    if (b->prefix.n) b->flags |= GPT__TOK_MARKS_INNER;
    if (b->suffix.n) b->flags |= GPT__TOK_MARKS_END;
    if (json_num(model, "dropout", 0) > 0)
        return tok__fail(b, GPT_E_UNSUPPORTED, "dropout would give other ids each time; it is not supported", NULL);
    status = tok__vocabulary(b, json_get(model, "vocab"));
    if (!status) status = tok__json_merges(b, json_get(model, "merges"));
    if (status) return status;
    if (unk) {
        if (!tok__find_text(b, unk, &b->unknown))
            return tok__fail(b, GPT_E_FORMAT, "the unknown token is not in the vocabulary:", unk);
        b->special[GPT_TOKEN_UNK] = (int32_t)b->unknown;
        if (json_bool(model, "fuse_unk", 0)) b->flags |= GPT__TOK_FUSE_UNK;
    }
    b->ignore_merges = json_bool(model, "ignore_merges", 0);
    if (b->ignore_merges && (b->prefix.n || b->suffix.n))
        return tok__fail(b, GPT_E_UNSUPPORTED, "ignore_merges beside a prefix or suffix is not supported", NULL);
    return GPT_OK;
}

static double tok__power_of_ten(int n)
{
    char text[16];
    snprintf(text, sizeof text, "1e%d", n);
    return strtod(text, NULL);
}

/* A number as serde_json reads it: digits as one integer, rounded, then scaled, and rounded again. Its last bit decides
 * between ways of equal scores. */
static double tok__serde_number(const char *text)
{
    uint64_t digits = 0;
    int exponent = 0, point = 0, full = 0;
    const char *p = text + (*text == '-');
    double f;
    for (; (*p >= '0' && *p <= '9') || *p == '.'; p++) {
        const uint64_t d = (uint64_t)(*p - '0');
        if (*p == '.') {
            point = 1;
            continue;
        }
        full = full || digits > (UINT64_MAX - d) / 10;
        if (!full) digits = digits * 10 + d;
        exponent += full ? !point : -point;
    }
    if (*p == 'e' || *p == 'E') exponent += (int)fmax(-2000, fmin(2000, strtod(p + 1, NULL)));
    for (f = (double)digits; exponent < -308; exponent += 308) f /= 1e308;
    if (exponent) f = exponent < 0 ? f / tok__power_of_ten(-exponent) : f * tok__power_of_ten(exponent);
    return *text == '-' ? -f : f;
}

static void tok__add_piece(tok__build *b, tok__str text, uint32_t root, uint32_t id)
{
    tok__key k;
    k.text = text;
    k.root = root;
    k.value = id + 1;
    if (text.n) tok__push(b, &b->piece, &k, sizeof k);
}

/* [text, score], ...; of tokens with the same text the last one counts */
static int tok__json_unigram(tok__build *b, const json_value *model)
{
    const json_value *vocab = json_get(model, "vocab"), *unk = json_get(model, "unk_id");
    double least = INFINITY, id = 0;
    if (!vocab || vocab->type != JSON_ARRAY || !vocab->n)
        return tok__fail(b, GPT_E_FORMAT, "there is no vocabulary", NULL);
    for (const json_value *v = vocab->child; v; v = v->next, id++) {
        const json_value *score = v->type == JSON_ARRAY && v->n == 2 ? v->child->next : NULL;
        tok__token *t;
        double number;
        int status;
        if (!score || v->child->type != JSON_STRING || score->type != JSON_NUMBER)
            return tok__fail(b, GPT_E_FORMAT, "a token is not a text and its score", NULL);
        status = tok__need_token(b, id, &t);
        if (status) return status;
        t->text = tok__copy(b, v->child->text, v->child->size);
        t->model = 1;
        tok__put(b, &b->vocab, t->text, (uint32_t)id);
        number = tok__serde_number(score->text);
        tok__push(b, &b->score, &number, sizeof number);
        if (number < least) least = number;
    }
    if (unk && unk->type == JSON_NUMBER) {
        if (!(unk->number >= 0 && unk->number < b->n_vocab))
            return tok__fail(b, GPT_E_FORMAT, "the unknown token is not in the vocabulary", NULL);
        b->unknown = (uint32_t)unk->number;
        b->special[GPT_TOKEN_UNK] = (int32_t)b->unknown;
    }
    least -= 10;
    tok__push(b, &b->score, &least, sizeof least); /* of what is unknown */
    b->flags |= GPT__TOK_FUSE_UNK;
    return b->failed ? tok__memory(b) : GPT_OK;
}

/* WordPiece; or WordLevel, where no token goes on with a word */
static int tok__json_words(tok__build *b, const json_value *model, int pieces)
{
    const char *unk = json_str(model, "unk_token", pieces ? "[UNK]" : "<unk>");
    const double longest = json_num(model, "max_input_chars_per_word", 100);
    int status = tok__vocabulary(b, json_get(model, "vocab"));
    if (status) return status;
    if (pieces) b->prefix = tok__json_str(json_get(model, "continuing_subword_prefix"));
    if (pieces && !json_get(model, "continuing_subword_prefix")) b->prefix = tok__lit("##");
    b->longest_word = pieces && longest >= 0 && longest < 1e9 ? (uint32_t)longest : INT_MAX;
    if (tok__find_text(b, unk, &b->unknown)) b->special[GPT_TOKEN_UNK] = (int32_t)b->unknown;
    return GPT_OK;
}

static int tok__json_model(tok__build *b, const json_value *model)
{
    const json_value *vocab = json_get(model, "vocab");
    const char *type = json_str(model, "type", vocab && vocab->type == JSON_ARRAY ? "Unigram" : "BPE");
    if (!strcmp(type, "BPE")) return tok__json_bpe(b, model);
    b->kind = strcmp(type, "Unigram") ? GPT__TOK_WORDPIECE : GPT__TOK_UNIGRAM;
    if (!strcmp(type, "Unigram")) return tok__json_unigram(b, model);
    if (!strcmp(type, "WordPiece")) return tok__json_words(b, model, 1);
    if (!strcmp(type, "WordLevel")) return tok__json_words(b, model, 0);
    return tok__fail(b, GPT_E_UNSUPPORTED, "models of this type are not supported:", type);
}

/* The pieces of tokenizer.json: all tokens, under the text that they have in the file; those that go on with a word
 * a second time. */
static void tok__json_pieces(tok__build *b)
{
    if (b->kind == GPT__TOK_BPE) return;
    for (uint32_t id = b->n_vocab; id-- > 0;) {
        const tok__token *t = tok__token_at(b, id);
        tok__str text = t->text, rest;
        if (!t->model || (b->visible && memchr(text.p, ' ', text.n))) continue; /* no text leads to it */
        if (b->visible) text = tok__replace(b, text, TOK__MARK, " ");
        tok__add_piece(b, text, 0, id);
        if (b->kind != GPT__TOK_WORDPIECE || !b->prefix.n || t->text.n < b->prefix.n ||
            memcmp(t->text.p, b->prefix.p, b->prefix.n))
            continue;
        rest.p = t->text.p + b->prefix.n;
        rest.n = t->text.n - b->prefix.n;
        tok__add_piece(b, rest, 1, id);
    }
}

/* one added token, as tokenizer.json lists them */
static int tok__add_json(tok__build *b, const json_value *v, double id)
{
    tok__token *t;
    tok__str text = tok__json_str(json_get(v, "content"));
    uint32_t flags = 0, old;
    int status, normalize = json_bool(v, "normalized", 0);
    if (!text.n) return GPT_OK;
    status = tok__need_token(b, id, &t);
    if (status) return status;
    text = tok__copy(b, text.p, text.n);
    if (!text.p) return tok__memory(b);
    if (!t->model) t->text = text;
    t->attr |= GPT__ATTR_ADDED;
    if (json_bool(v, "special", 0)) {
        flags |= GPT__ADDED_SPECIAL;
        t->attr |= GPT__ATTR_SPECIAL;
    }
    if (json_bool(v, "lstrip", 0)) flags |= GPT__ADDED_LSTRIP;
    if (json_bool(v, "rstrip", 0)) flags |= GPT__ADDED_RSTRIP;
    if (json_bool(v, "single_word", 0)) flags |= GPT__ADDED_WORD;
    if (!tok__find(&b->vocab, text, &old)) tok__put(b, &b->vocab, text, (uint32_t)id);
    tok__add_added(b, text, (uint32_t)id, flags, normalize, normalize);
    return GPT_OK;
}

static int tok__json_added(tok__build *b, const json_value *list)
{
    int status = GPT_OK;
    for (const json_value *v = list ? list->child : NULL; v && !status; v = v->next)
        status = tok__add_json(b, v, json_num(v, "id", -1));
    return status;
}

/* is a decoder of this type, or has one? */
static int tok__has_step(const json_value *decoder, const char *type)
{
    const json_value *list = json_get(decoder, "decoders");
    int found = tok__is(decoder, type);
    for (const json_value *c = list ? list->child : NULL; c; c = c->next) found |= tok__is(c, type);
    return found;
}

static int tok__json(tok__build *b, const json_value *root)
{
    const json_value *model = json_get(root, "model");
    const int fallback = json_bool(model, "byte_fallback", 0);
    uint32_t id;
    int status;
    b->gpt2_bos = 1;
    status = tok__json_model(b, model);
    if (!status) status = tok__normalizer(b, json_get(root, "normalizer"));
    if (!status) status = tok__pre_tokenizer(b, json_get(root, "pre_tokenizer"), 0);
    if (!status && fallback && b->visible && !tok__find_text(b, TOK__MARK, &id))
        status = tok__fail(b, GPT_E_UNSUPPORTED, "byte_fallback without a token for U+2581 is not supported", NULL);
    if (!status && b->bytes && (b->kind != GPT__TOK_BPE || b->prefix.n || b->suffix.n))
        status = tok__fail(b, GPT_E_UNSUPPORTED, "ByteLevel is supported for plain BPE models only", NULL);
    if (status) return status;
    tok__json_pieces(b);
    tok__plain_texts(b, fallback, tok__has_step(json_get(root, "decoder"), "ByteFallback"));
    status = tok__json_added(b, json_get(root, "added_tokens"));
    if (!status) status = tok__post_processor(b, json_get(root, "post_processor"));
    if (!status) status = tok__decoder(b, json_get(root, "decoder"));
    return status;
}

/* ---------------------------------------------------------------------------------------------------------------
 * vocab.json with merges.txt
 * ------------------------------------------------------------------------------------------------------------- */

/* a JSON file beside the tokenizer; one that is not there or can't be read decides nothing */
static int tok__beside(const tok__build *b, const char *name, json_doc *doc, unsigned char **text)
{
    char path[4096];
    const char *slash = strrchr(b->path, '/');
    size_t dir = slash ? (size_t)(slash + 1 - b->path) : 0, size;
    memset(doc, 0, sizeof *doc);
    *text = NULL;
    if (dir > sizeof path - 64) return 0;
    snprintf(path, sizeof path, "%.*s%s", (int)dir, b->path, name);
    if (!file_exists(path) || file_read(path, text, &size, NULL)) return 0;
    if (!json_parse(doc, (const char *)*text, size)) return 1;
    json_free(doc);
    free(*text);
    return 0;
}

static const char *tok__name(const json_value *v);

/* is it among the special tokens that a file names? */
static int tok__names_special(const json_value *root, tok__str text)
{
    const json_value *more = json_get(root, "additional_special_tokens");
    for (const json_value *v = root && root->type == JSON_OBJECT ? root->child : NULL; v; v = v->next) {
        const char *name = tok__name(v);
        if (v->key_size > 6 && !strcmp(v->key + v->key_size - 6, "_token") && name && strlen(name) == text.n &&
            !memcmp(name, text.p, text.n)) return 1;
    }
    for (const json_value *v = more ? more->child : NULL; v; v = v->next) {
        const char *name = tok__name(v);
        if (name && strlen(name) == text.n && !memcmp(name, text.p, text.n)) return 1;
    }
    return 0;
}

/* One line of added_tokens.json: a text and its id. What is not special is found in all texts. */
static int tok__add_named(tok__build *b, const json_value *v, const json_value *map)
{
    const tok__str text = tok__copy(b, v->key, v->key_size);
    const int special = tok__names_special(map, text);
    tok__token *t;
    int status = v->type == JSON_NUMBER ? tok__need_token(b, v->number, &t)
                                        : tok__fail(b, GPT_E_FORMAT, "added_tokens.json: an id is not a number", NULL);
    if (status || !text.n || (t->attr & GPT__ATTR_ADDED)) return status;
    if (!t->model) t->text = text;
    t->attr |= GPT__ATTR_ADDED | (special ? GPT__ATTR_SPECIAL : 0);
    tok__put(b, &b->vocab, text, (uint32_t)v->number);
    tok__add_added(b, text, (uint32_t)v->number, special ? GPT__ADDED_SPECIAL : 0, 0, 0);
    return b->failed ? tok__memory(b) : GPT_OK;
}

/* Tokens that a folder without tokenizer.json adds to its vocabulary: those of tokenizer_config.json, or of older
 * folders in added_tokens.json. Tokens that the vocabulary itself has made special stay what they are. */
static int tok__read_added(tok__build *b)
{
    json_doc doc, map;
    unsigned char *text, *map_text;
    const json_value *list = NULL;
    int have = tok__beside(b, "tokenizer_config.json", &doc, &text), status = GPT_OK, have_map;
    if (have) list = json_get(doc.root, "added_tokens_decoder");
    for (const json_value *v = list ? list->child : NULL; v && !status; v = v->next) {
        const double id = strtod(v->key, NULL);
        if (!(id >= 0 && id < b->n_vocab) || !(tok__token_at(b, (uint32_t)id)->attr & GPT__ATTR_ADDED))
            status = tok__add_json(b, v, id);
    }
    if (have) json_free(&doc);
    free(text);
    if (status || list || !tok__beside(b, "added_tokens.json", &doc, &text)) return status;
    have_map = tok__beside(b, "special_tokens_map.json", &map, &map_text);
    for (const json_value *v = doc.root->type == JSON_OBJECT ? doc.root->child : NULL; v && !status; v = v->next)
        status = tok__add_named(b, v, have_map ? map.root : NULL);
    if (have_map) json_free(&map);
    free(map_text);
    json_free(&doc);
    free(text);
    return status;
}

static int tok__merges_txt(tok__build *b, const char *text, size_t size)
{
    tok__map pairs = {NULL, 0, 0};
    const char *end = text + size;
    uint32_t rank = 0;
    int status = GPT_OK;
    for (int first = 1; text < end && !status; first = 0) {
        const char *stop = (const char *)memchr(text, '\n', (size_t)(end - text));
        size_t n = (size_t)((stop ? stop : end) - text);
        const char *line = text;
        text += n + (stop != NULL);
        if (n && line[n - 1] == '\r') n--;
        if (!n || (first && n > 8 && !memcmp(line, "#version", 8))) continue;
        status = tok__merge_line(b, &pairs, line, n, rank++);
    }
    free(pairs.slot);
    return status;
}

/* merges.txt lies beside vocab.json, under either name with .gz */
static int tok__read_merges(tok__build *b)
{
    char path[4096];
    const char *slash = strrchr(b->path, '/');
    unsigned char *text = NULL;
    size_t size, dir = slash ? (size_t)(slash + 1 - b->path) : 0;
    int status;
    if (dir > sizeof path - 32) return tok__fail(b, GPT_E_ARG, "the path is too long", NULL);
    snprintf(path, sizeof path, "%.*smerges.txt", (int)dir, b->path);
    if (!file_exists(path)) strcat(path, ".gz");
    status = file_read(path, &text, &size, b->err);
    if (!status) status = tok__merges_txt(b, (const char *)text, size);
    free(text);
    return status;
}

/* Files of this form name neither pattern nor added tokens: tokenizer_config.json beside them does,
    if it is there. */
static int tok__gpt2(tok__build *b, const json_value *vocab)
{
    json_doc doc;
    unsigned char *text;
    int have = tok__beside(b, "tokenizer_config.json", &doc, &text), qwen2, gpt2, status;
    const char *class_name = have ? json_str(doc.root, "tokenizer_class", "") : "";
    uint32_t id;
    qwen2 = strstr(class_name, "Qwen2Tokenizer") != NULL;
    gpt2 = !*class_name || strstr(class_name, "GPT2Tokenizer");
    b->bytes = 1;
    b->gpt2_bos = gpt2;
    status = qwen2 || gpt2 ? GPT_OK : tok__fail(b, GPT_E_UNSUPPORTED,
        "vocab.json of this class is not supported yet:", class_name);
    if (!status) status = tok__vocabulary(b, vocab);
    if (!status) status = tok__read_merges(b);
    if (!status && qwen2) status = tok__add_step(b, GPT__STEP_FORM, tok__lit(""), tok__lit(""));
    if (!status && have && gpt2 && json_bool(doc.root, "add_prefix_space", 0))
        tok__add_step(b, GPT__STEP_PREPEND | GPT__STEP_LATE | GPT__STEP_ONCE, tok__lit(""), tok__lit(" "));
    if (!status)
        status = tok__add_split(b, tok__lit(qwen2 ? tok__qwen2_pattern : tok__gpt2_pattern), REGEX_RUBY,
            GPT__SPLIT_ISOLATE, 0);
    if (!status) {
        tok__plain_texts(b, 0, 0);
        status = tok__read_added(b);
        if (!b->added.n && tok__find_text(b, "<|endoftext|>", &id)) {
            tok__token_at(b, id)->attr |= GPT__ATTR_SPECIAL | GPT__ATTR_ADDED;
            tok__add_added(b, tok__lit("<|endoftext|>"), id, GPT__ADDED_SPECIAL, 0, 0);
        }
    }
    if (have) json_free(&doc);
    free(text);
    return status;
}

/* ---------------------------------------------------------------------------------------------------------------
 * vocab.txt: BERT's WordPiece, a token a line
 * ------------------------------------------------------------------------------------------------------------- */

static int tok__vocab_lines(tok__build *b, const char *text, size_t size)
{
    const char *end = text + size;
    for (double id = 0; text < end; id++) {
        const char *stop = (const char *)memchr(text, '\n', (size_t)(end - text));
        size_t n = (size_t)((stop ? stop : end) - text);
        const char *line = text;
        tok__token *t;
        int status = tok__need_token(b, id, &t);
        if (status) return status;
        text += n + (stop != NULL);
        if (n && line[n - 1] == '\r') n--;
        t->text = tok__copy(b, line, n);
        t->model = n > 0;
        if (n) tok__put(b, &b->vocab, t->text, (uint32_t)id);
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

/* A token that texts may name but are not made of; its id, -1: the vocabulary lacks it. */
static int tok__bert_special(tok__build *b, const char *name, int kind)
{
    uint32_t id;
    if (!tok__find_text(b, name, &id)) return -1;
    tok__token_at(b, id)->attr |= GPT__ATTR_SPECIAL | GPT__ATTR_ADDED;
    tok__add_added(b, tok__token_at(b, id)->text, id, GPT__ADDED_SPECIAL, 0, 0);
    b->special[kind] = (int32_t)id;
    return (int)id;
}

/* How BERT takes texts apart and puts them together, once the vocabulary is there. special: what the config calls
 * the special tokens; NULL: their usual names. */
static int tok__bert(tok__build *b, const json_value *special, int ideographs, int accents, int lower)
{
    static const struct { const char *key, *name; int kind; } names[] = {
        {"unk_token", "[UNK]", GPT_TOKEN_UNK}, {"pad_token", "[PAD]", GPT_TOKEN_PAD},
        {"mask_token", "[MASK]", GPT_TOKEN_MASK}, {"cls_token", "[CLS]", GPT_TOKEN_CLS},
        {"sep_token", "[SEP]", GPT_TOKEN_SEP}};
    int status = tok__bert_normalizer(b, 1, ideographs, accents, lower);
    b->kind = GPT__TOK_WORDPIECE;
    b->prefix = tok__lit("##");
    b->longest_word = 100;
    if (!status) status = tok__bert_split(b);
    if (status) return status;
    tok__json_pieces(b);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *name = tok__name(json_get(special, names[i].key));
        const int id = tok__bert_special(b, name ? name : names[i].name, names[i].kind);
        if (names[i].kind == GPT_TOKEN_UNK && id >= 0) b->unknown = (uint32_t)id;
        if (names[i].kind == GPT_TOKEN_CLS && id >= 0) tok__push32(b, &b->front, (uint32_t)id);
        if (names[i].kind == GPT_TOKEN_SEP && id >= 0) tok__push32(b, &b->back, (uint32_t)id);
    }
    return tok__wordpiece_decoder(b, "##", 1);
}

/* tokenizer_config.json beside it says how texts are normalised; without it they are made lower-case. */
/* Models that keep capitals have tokens with capitals. */
static int tok__has_capitals(const tok__build *b)
{
    for (uint32_t id = 0; id < b->n_vocab; id++) {
        const tok__str s = tok__token_at(b, id)->text;
        if (s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']') continue;
        for (size_t i = 0; i < s.n; i++)
            if (s.p[i] >= 'A' && s.p[i] <= 'Z') return 1;
    }
    return 0;
}

static int tok__vocab_txt(tok__build *b, const unsigned char *data, size_t size)
{
    json_doc doc;
    unsigned char *text;
    const int have = tok__beside(b, "tokenizer_config.json", &doc, &text);
    const json_value *root = have ? doc.root : NULL;
    int status = tok__vocab_lines(b, (const char *)data, size);
    const int lower = root ? json_bool(root, "do_lower_case", 1) : !tok__has_capitals(b);
    if (!status)
        status = tok__bert(b, root, json_bool(root, "tokenize_chinese_chars", 1),
                           json_bool(root, "strip_accents", lower), lower);
    if (have) json_free(&doc);
    free(text);
    return status;
}

/* ---------------------------------------------------------------------------------------------------------------
 * SentencePiece .model: a protocol buffer
 * ------------------------------------------------------------------------------------------------------------- */

typedef struct tok__field { uint32_t number; int wire; uint64_t value; tok__str bytes; } tok__field;

static int tok__varint(tok__str *s, uint64_t *v)
{
    *v = 0;
    for (int shift = 0; shift < 64 && s->n; shift += 7) {
        uint8_t c = (uint8_t)*s->p++;
        s->n--;
        *v |= (uint64_t)(c & 127) << shift;
        if (c < 128) return 1;
    }
    return 0;
}

/* 1: a field was taken off the front of s, 0: s is empty, -1: it is damaged */
static int tok__next_field(tok__str *s, tok__field *f)
{
    uint64_t key;
    size_t n = 0;
    memset(f, 0, sizeof *f);
    if (!s->n) return 0;
    if (!tok__varint(s, &key) || key >> 3 == 0 || key >> 3 > 0x1fffffff) return -1;
    f->number = (uint32_t)(key >> 3);
    f->wire = (int)(key & 7);
    if (f->wire == 0) return tok__varint(s, &f->value) ? 1 : -1;
    if (f->wire == 1) n = 8;
    else if (f->wire == 5) n = 4;
    else if (f->wire == 2) {
        if (!tok__varint(s, &key) || key > s->n) return -1;
        n = (size_t)key;
    } else return -1;
    if (n > s->n) return -1;
    f->bytes.p = s->p;
    f->bytes.n = n;
    s->p += n;
    s->n -= n;
    return 1;
}

enum { TOK__NORMAL = 1, TOK__UNKNOWN, TOK__CONTROL, TOK__USER, TOK__UNUSED, TOK__BYTE, TOK__PADDING };
enum { TOK__SP_UNIGRAM = 1, TOK__SP_BPE, TOK__SP_WORD, TOK__SP_CHAR };

typedef struct tok__piece { tok__str text; float score; uint32_t type; } tok__piece;

typedef struct tok__sp {
    tok__vec piece;             /* tok__piece */
    uint32_t model_type;
    int byte_fallback, dummy_prefix, squeeze, escape, suffix;
    tok__str charsmap, unk_text, name[4];   /* of bos, eos, unk, pad */
    tok__str charsmap_name;
} tok__sp;

static int tok__sp_parse(tok__build *b, tok__str s, tok__sp *sp)
{
    tok__field f, g;
    int more;
    sp->model_type = 1;
    sp->dummy_prefix = sp->squeeze = sp->escape = 1;
    sp->unk_text = tok__lit(" \xe2\x81\x87 ");
    sp->name[0] = tok__lit("<s>");
    sp->name[1] = tok__lit("</s>");
    sp->name[2] = tok__lit("<unk>");
    sp->name[3] = tok__lit("<pad>");
    while ((more = tok__next_field(&s, &f)) > 0) {
        tok__piece piece = {{"", 0}, 0, TOK__NORMAL};
        tok__str in = f.bytes;
        if (f.wire != 2 || f.number > 3) continue;
        while ((more = tok__next_field(&in, &g)) > 0) {
            if (f.number == 1) {        /* pieces */
                if (g.number == 1) piece.text = g.bytes;
                if (g.number == 2 && g.bytes.n == 4) memcpy(&piece.score, g.bytes.p, 4);
                if (g.number == 3) piece.type = (uint32_t)g.value;
            } else if (f.number == 2) { /* trainer_spec */
                if (g.number == 3) sp->model_type = (uint32_t)g.value;
                if (g.number == 24) sp->suffix = g.value != 0;
                if (g.number == 35) sp->byte_fallback = g.value != 0;
                if (g.number == 44) sp->unk_text = g.bytes;
                if (g.number == 45) sp->name[2] = g.bytes;
                if (g.number == 46) sp->name[0] = g.bytes;
                if (g.number == 47) sp->name[1] = g.bytes;
                if (g.number == 48) sp->name[3] = g.bytes;
            } else {                    /* normalizer_spec */
                if (g.number == 1) sp->charsmap_name = g.bytes;
                if (g.number == 2) sp->charsmap = g.bytes;
                if (g.number == 3) sp->dummy_prefix = g.value != 0;
                if (g.number == 4) sp->squeeze = g.value != 0;
                if (g.number == 5) sp->escape = g.value != 0;
            }
        }
        if (more < 0) break;
        if (f.number == 1) tok__push(b, &sp->piece, &piece, sizeof piece);
    }
    if (b->failed) return tok__memory(b);
    if (more < 0 || !sp->piece.n)
        return tok__fail(b, GPT_E_FORMAT, "not a SentencePiece model, or a damaged one", NULL);
    return GPT_OK;
}

static tok__str tok__sp_text(tok__build *b, tok__str piece)
{
    return b->visible ? tok__replace(b, piece, TOK__MARK, " ") : piece;
}

/* Pieces to tokens; single characters to symbols. SentencePiece looks single characters up among control pieces
 * first. */
static int tok__sp_tokens(tok__build *b, const tok__sp *sp)
{
    const tok__piece *piece = (const tok__piece *)(void *)sp->piece.p;
    uint32_t n = (uint32_t)(sp->piece.n / sizeof *piece), other;
    for (uint32_t i = 0; i < n; i++) {
        tok__token *t;
        uint8_t byte;
        int status = tok__need_token(b, i, &t);
        if (status) return status;
        if (piece[i].type == TOK__PADDING) t->attr |= GPT__ATTR_UNUSED;
        if (piece[i].type == TOK__PADDING && !piece[i].text.n) continue;
        if (!piece[i].text.n) return tok__fail(b, GPT_E_FORMAT, "a piece is empty", NULL);
        if (tok__find(&b->vocab, piece[i].text, &other))
            return tok__fail(b, GPT_E_FORMAT, "a piece is there twice", NULL);
        tok__put(b, &b->vocab, piece[i].text, i);
        t->text = tok__sp_text(b, piece[i].text);
        if (piece[i].type == TOK__USER && sp->squeeze && memchr(piece[i].text.p, ' ', piece[i].text.n))
            return tok__fail(b, GPT_E_UNSUPPORTED, "a user-defined piece with spaces, where extra spaces are removed,"
                             " is not supported", NULL);
        switch (piece[i].type) {
        case TOK__NORMAL: t->model = 1; break;
        case TOK__PADDING:
        case TOK__UNUSED: t->attr |= GPT__ATTR_UNUSED; break;
        case TOK__USER: t->attr |= GPT__ATTR_ADDED; break;
        case TOK__CONTROL: t->attr |= GPT__ATTR_SPECIAL | GPT__ATTR_ADDED; t->text = piece[i].text; break;
        case TOK__UNKNOWN:
            t->attr |= GPT__ATTR_UNKNOWN | GPT__ATTR_ADDED;
            t->text = piece[i].text;
            b->unknown = i;
            b->special[GPT_TOKEN_UNK] = (int32_t)i;
            break;
        case TOK__BYTE:
            if (!tok__byte_piece(piece[i].text, &byte))
                return tok__fail(b, GPT_E_FORMAT, "a byte piece has an unusable name", NULL);
            t->attr |= GPT__ATTR_BYTE;
            t->text = tok__copy(b, &byte, 1);
            if (sp->byte_fallback) b->byte[byte] = i;
            break;
        default: return tok__fail(b, GPT_E_UNSUPPORTED, "a piece has an unknown type", NULL);
        }
        if (piece[i].type == TOK__USER && b->kind == GPT__TOK_BPE &&
            !(b->visible && memchr(piece[i].text.p, ' ', piece[i].text.n)))
            tok__add_added(b, t->text, i, 0, 1, 0);
        if (piece[i].type == TOK__CONTROL || piece[i].type == TOK__UNKNOWN)
            tok__add_added(b, t->text, i, GPT__ADDED_SPECIAL, 0, 0);
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

/* symbols of the characters in the pieces: those that are pieces, then those that are not */
static void tok__sp_chars(tok__build *b, const tok__sp *sp)
{
    const tok__piece *piece = (const tok__piece *)(void *)sp->piece.p;
    uint8_t *seen = (uint8_t *)calloc(0x110000 + 1, 1);
    if (!seen) b->failed = 1;
    for (int round = 0; round < 2 && seen; round++) {
        for (uint32_t i = 0; i < b->n_vocab; i++) {
            tok__str s = tok__sp_text(b, piece[i].text);
            const uint8_t *p = (const uint8_t *)s.p;
            uint32_t cp, tokens[4], k;
            if (piece[i].type == TOK__PADDING) continue;
            if (!round && piece[i].type != TOK__BYTE && gpt__utf8_next(p, s.n, &cp) == s.n &&
                cp != GPT__BAD_BYTE && !seen[cp] && !(b->visible && piece[i].text.p[0] == ' ')) {
                seen[cp] = 1;
                tok__add_char(b, cp, i);
            }
            if (!round || piece[i].type == TOK__BYTE || piece[i].type == TOK__CONTROL ||
                piece[i].type == TOK__UNKNOWN)
                continue;
            for (size_t at = 0, len; at < s.n; at += len) {
                len = gpt__utf8_next(p + at, s.n - at, &cp);
                if (cp == GPT__BAD_BYTE || seen[cp]) continue;
                seen[cp] = 1;
                k = tok__spell(b, p + at, (uint32_t)len, tokens);
                tok__add_char(b, cp, tok__new_symbol(b, tokens, k));
            }
        }
    }
    free(seen);
}

static int tok__by_score(const void *x, const void *y)
{
    float a = *(const float *)x, b = *(const float *)y;
    return a > b ? -1 : a < b;
}

/* best score: rank 0; equal scores have equal ranks */
static int tok__sp_merges(tok__build *b, const tok__sp *sp)
{
    const tok__piece *piece = (const tok__piece *)(void *)sp->piece.p;
    tok__goal *goal = (tok__goal *)calloc(b->n_vocab, sizeof *goal);
    float *score = (float *)malloc(b->n_vocab * sizeof *score);
    size_t n = 0, n_score = 0;
    int status = GPT_OK;
    for (uint32_t i = 0; goal && score && i < b->n_vocab; i++)
        score[i] = piece[i].score == piece[i].score ? piece[i].score : 0;
    if (goal && score) qsort(score, b->n_vocab, sizeof *score, tok__by_score);
    else status = tok__memory(b);
    for (uint32_t i = 0; !status && i < b->n_vocab; i++)
        if (!n_score || score[i] < score[n_score - 1]) score[n_score++] = score[i];
    for (uint32_t i = 0; !status && i < b->n_vocab; i++) {
        size_t lo = 0, hi = n_score;
        if (piece[i].type != TOK__NORMAL && piece[i].type != TOK__UNUSED) continue;
        if (b->visible && memchr(piece[i].text.p, ' ', piece[i].text.n)) continue;     /* no text leads there */
        while (hi - lo > 1) {
            size_t mid = lo + (hi - lo) / 2;
            if (score[mid] >= piece[i].score) lo = mid;
            else hi = mid;
        }
        goal[n].text = tok__token_at(b, i)->text;
        goal[n].rank = (uint32_t)lo;
        goal[n].unused = piece[i].type == TOK__UNUSED;
        goal[n++].token = i;
    }
    if (!status) status = tok__find_merges(b, goal, n);
    free(goal);
    free(score);
    return status;
}

/* Pieces that text can become, with their scores; sums of scores are floats there. User-defined ones score nearly 0,
 * far better than others; byte pieces stand for what is unknown. */
static void tok__sp_scores(tok__build *b, const tok__sp *sp)
{
    const tok__piece *piece = (const tok__piece *)(void *)sp->piece.p;
    float least = FLT_MAX, most = FLT_MIN; /* that is what the original starts with */
    double score;
    for (uint32_t i = 0; i < b->n_vocab; i++) {
        if (piece[i].type != TOK__NORMAL) continue;
        if (piece[i].score < least) least = piece[i].score;
        if (piece[i].score > most) most = piece[i].score;
    }
    for (uint32_t i = 0; i < b->n_vocab; i++) {
        const int user = piece[i].type == TOK__USER;
        score = user ? (double)((float)piece[i].text.n * most) - 0.1 : (double)piece[i].score;
        tok__push(b, &b->score, &score, sizeof score);
        if (!user && piece[i].type != TOK__NORMAL) continue;
        if (b->visible && memchr(piece[i].text.p, ' ', piece[i].text.n)) continue; /* no text leads there */
        tok__add_piece(b, tok__token_at(b, i)->text, 0, i);
    }
    score = (double)(least - 10.0f); /* of what is unknown */
    tok__push(b, &b->score, &score, sizeof score);
}

/* The map of characters. User-defined pieces pass it as they are, so keys that begin with one count for nothing. */
static int tok__sp_map(tok__build *b, const tok__sp *sp)
{
    const tok__piece *piece = (const tok__piece *)(void *)sp->piece.p;
    const size_t n = sp->piece.n / sizeof *piece;
    const uint32_t root = b->n_map++;
    tok__key *key;
    size_t left = 0, n_user = 0;
    int status = tok__charsmap(b, sp->charsmap, root);
    if (status) return status;
    for (size_t i = 0; i < n; i++) n_user += piece[i].type == TOK__USER;
    key = (tok__key *)(void *)b->map.p;
    for (size_t k = 0; k < b->map.n / sizeof *key; k++) {
        size_t i = n_user ? 0 : n;
        while (i < n && !(piece[i].type == TOK__USER && piece[i].text.n <= key[k].text.n &&
                          !memcmp(piece[i].text.p, key[k].text.p, piece[i].text.n)))
            i++;
        if (i == n) key[left++] = key[k];
    }
    b->map.n = left * sizeof *key;
    for (size_t i = 0; i < n; i++)
        if (piece[i].type == TOK__USER) tok__map_entry(b, root, piece[i].text, piece[i].text);
    return tok__add_plain_step(b, GPT__STEP_MAP, root);
}

/* Everything but the parsing: *sp says what the model is. */
static int tok__sp_make(tok__build *b, tok__sp *sp)
{
    int status = GPT_OK;
    if (sp->model_type == TOK__SP_UNIGRAM) b->kind = GPT__TOK_UNIGRAM;
    if (sp->model_type == TOK__SP_WORD) b->kind = GPT__TOK_WORDPIECE;
    b->longest_word = INT_MAX;
    if (sp->charsmap.n) status = tok__sp_map(b, sp);
    if (status) return status;
    /* spaces are normalised first, so that U+2581 in the text itself is not taken for one */
    if (sp->squeeze) tok__add_step(b, GPT__STEP_SQUEEZE, tok__lit(""), tok__lit(""));
    if (sp->dummy_prefix) tok__add_step(b, GPT__STEP_PREPEND, tok__lit(""), tok__lit(" "));
    if (sp->escape) tok__make_visible(b, 0);
    if (sp->squeeze) tok__add_step(b, GPT__STEP_TRIM, tok__lit(""), tok__lit(""));
    b->unk_text = sp->unk_text;
    b->flags |= GPT__TOK_HIDES | GPT__TOK_FUSE_UNK | GPT__TOK_SENTENCE;
    if (sp->squeeze) b->flags |= GPT__TOK_STRIP_EACH;
    else if (sp->dummy_prefix) b->flags |= GPT__TOK_STRIP_ONE;
    status = tok__sp_tokens(b, sp);
    if (!status && b->kind != GPT__TOK_BPE) tok__sp_scores(b, sp);
    if (!status && b->kind == GPT__TOK_WORDPIECE)
        status = tok__add_split(b, tok__lit(" [^ ]*|[^ ]+"), REGEX_RUST, GPT__SPLIT_ISOLATE, 1);
    if (!status && b->kind == GPT__TOK_BPE) tok__sp_chars(b, sp);
    if (!status && b->kind == GPT__TOK_BPE && sp->model_type != TOK__SP_CHAR) status = tok__sp_merges(b, sp);
    b->unk_text = tok__copy(b, b->unk_text.p, b->unk_text.n);
    return status;
}

static int tok__sentencepiece(tok__build *b, const unsigned char *data, size_t size)
{
    static const int kinds[4] = {GPT_TOKEN_BOS, GPT_TOKEN_EOS, GPT_TOKEN_UNK, GPT_TOKEN_PAD};
    tok__sp sp;
    tok__str s;
    uint32_t id;
    int status;
    memset(&sp, 0, sizeof sp);
    s.p = (const char *)data;
    s.n = size;
    status = tok__sp_parse(b, s, &sp);
    if (!status && (sp.model_type < TOK__SP_UNIGRAM || sp.model_type > TOK__SP_CHAR))
        status = tok__fail(b, GPT_E_UNSUPPORTED, "this type of SentencePiece model is unknown", NULL);
    if (!status && sp.suffix)
        status = tok__fail(b, GPT_E_UNSUPPORTED, "treat_whitespace_as_suffix is not supported", NULL);
    if (!status) status = tok__sp_make(b, &sp);
    for (int i = 0; !status && i < 4; i++)
        if (i != 2 && tok__find(&b->vocab, sp.name[i], &id) && (tok__token_at(b, id)->attr & GPT__ATTR_SPECIAL))
            b->special[kinds[i]] = (int32_t)id;
    if (!status && b->special[GPT_TOKEN_BOS] >= 0)
        tok__push32(b, &b->front, (uint32_t)b->special[GPT_TOKEN_BOS]);
    free(sp.piece.p);
    return status;
}

/* ---------------------------------------------------------------------------------------------------------------
 * GGUF: vocabularies in the metadata of a model
 * ------------------------------------------------------------------------------------------------------------- */

/* Pieces as SentencePiece has them, from the lists of the metadata. */
static int tok__gguf_pieces(tok__build *b, const gguf *g, tok__sp *sp)
{
    const gguf_pair *text = gguf_find(g, "tokenizer.ggml.tokens"), *score = gguf_find(g, "tokenizer.ggml.scores");
    const gguf_pair *type = gguf_find(g, "tokenizer.ggml.token_type");
    const unsigned char *at;
    if (!text || !text->array || text->type != GGUF_TEXT || !text->n)
        return tok__fail(b, GPT_E_FORMAT, "tokenizer.ggml.tokens is missing, or no list of texts", NULL);
    if ((score && score->n != text->n) || (type && type->n != text->n) || text->n > 1 << 24)
        return tok__fail(b, GPT_E_FORMAT, "the vocabulary's lists of tokens, scores and types differ in length", NULL);
    at = text->item;
    for (uint64_t i = 0; i < text->n && !b->failed; i++) {
        tok__piece piece = {{"", 0}, 0, TOK__NORMAL};
        double t = type ? gguf_number(type, i) : TOK__NORMAL;
        piece.text.p = gguf_text_next(&at, &piece.text.n);
        piece.score = score ? (float)gguf_number(score, i) : 0;
        piece.type = t >= 1 && t <= 6 ? (uint32_t)t : TOK__NORMAL;
        tok__push(b, &sp->piece, &piece, sizeof piece);
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

static int tok__gguf_bool(const gguf *g, const char *key, int fallback)
{
    const gguf_pair *p = gguf_find(g, key);
    return p ? gguf_number(p, 0) != 0 : fallback;
}

static void tok__add_end(tok__build *b, uint32_t id)
{
    const uint32_t *end = (const uint32_t *)(void *)b->end.p;
    for (size_t i = 0; i < b->end.n / 4; i++)
        if (end[i] == id) return;
    tok__push32(b, &b->end, id);
}

/* The special tokens that the metadata names. */
static void tok__gguf_ids(tok__build *b, const gguf *g)
{
    static const struct { const char *key; int kind; } ids[] = {{"bos", GPT_TOKEN_BOS}, {"eos", GPT_TOKEN_EOS},
        {"unknown", GPT_TOKEN_UNK}, {"padding", GPT_TOKEN_PAD}, {"seperator", GPT_TOKEN_SEP}, {"cls", GPT_TOKEN_CLS},
        {"mask", GPT_TOKEN_MASK}, {"eot", -1}, {"eom", -1}};
    char key[64];
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const gguf_pair *p;
        double v;
        snprintf(key, sizeof key, "tokenizer.ggml.%s_token_id", ids[i].key);
        p = gguf_find(g, key);
        v = p ? gguf_number(p, 0) : -1;
        if (!(v >= 0 && v < b->n_vocab)) continue;
        if (ids[i].kind >= 0) b->special[ids[i].kind] = (int32_t)v;
        if (ids[i].kind == GPT_TOKEN_EOS || ids[i].kind < 0) tok__add_end(b, (uint32_t)v);
    }
}

/* What is added to texts: bos and eos, where the metadata does not say it. */
static void tok__gguf_additions(tok__build *b, const gguf *g, int bos, int eos)
{
    if (tok__gguf_bool(g, "tokenizer.ggml.add_bos_token", bos) && b->special[GPT_TOKEN_BOS] >= 0)
        tok__push32(b, &b->front, (uint32_t)b->special[GPT_TOKEN_BOS]);
    if (tok__gguf_bool(g, "tokenizer.ggml.add_eos_token", eos) && b->special[GPT_TOKEN_EOS] >= 0)
        tok__push32(b, &b->back, (uint32_t)b->special[GPT_TOKEN_EOS]);
}

/* Types that converters got wrong: the unknown token is the one that the metadata names, and not all the rows that
 * fill up the vocabulary, which may be empty; and </s> is no symbol of the user (as in Phi-3), for no text should end
 * itself. */
static void tok__gguf_controls(const gguf *g, tok__sp *sp)
{
    tok__piece *piece = (tok__piece *)(void *)sp->piece.p;
    const gguf_pair *p = gguf_find(g, "tokenizer.ggml.unknown_token_id");
    const double unknown = p ? gguf_number(p, 0) : -1;
    for (size_t i = 0; i < sp->piece.n / sizeof *piece; i++) {
        if (piece[i].type == TOK__UNKNOWN && unknown >= 0) piece[i].type = TOK__PADDING;
        if (piece[i].type == TOK__USER && piece[i].text.n == 4 && !memcmp(piece[i].text.p, "</s>", 4))
            piece[i].type = TOK__CONTROL;
        if ((double)i == unknown) piece[i].type = TOK__UNKNOWN;
        if (!piece[i].text.n) piece[i].type = TOK__PADDING;
    }
}

/* Vocabularies of SentencePiece: BPE ("llama") or unigram ("t5"). */
static int tok__gguf_sp(tok__build *b, const gguf *g, uint32_t type)
{
    const gguf_pair *map = gguf_find(g, "tokenizer.ggml.precompiled_charsmap");
    tok__sp sp;
    int status;
    memset(&sp, 0, sizeof sp);
    sp.model_type = type;
    sp.escape = sp.byte_fallback = 1;
    sp.dummy_prefix = tok__gguf_bool(g, "tokenizer.ggml.add_space_prefix", 1);
    sp.squeeze = tok__gguf_bool(g, "tokenizer.ggml.remove_extra_whitespaces", type == TOK__SP_UNIGRAM);
    sp.unk_text = tok__lit(" \xe2\x81\x87 ");
    if (map && (!map->array || (map->type != GGUF_U8 && map->type != GGUF_I8)))
        return tok__fail(b, GPT_E_FORMAT, "tokenizer.ggml.precompiled_charsmap is no list of bytes", NULL);
    if (map) {
        sp.charsmap.p = (const char *)map->item;
        sp.charsmap.n = (size_t)map->n;
    }
    status = tok__gguf_pieces(b, g, &sp);
    if (!status) tok__gguf_controls(g, &sp);
    if (!status) status = tok__sp_make(b, &sp);
    free(sp.piece.p);
    return status;
}

/* WordPiece: tokens that begin a word have U+2581 in front, others go on with one; names in brackets have neither. */
static int tok__gguf_bert(tok__build *b, const gguf *g)
{
    const tok__piece *piece;
    tok__sp sp;
    int status, lower;
    memset(&sp, 0, sizeof sp);
    status = tok__gguf_pieces(b, g, &sp);
    piece = (const tok__piece *)(void *)sp.piece.p;
    for (uint32_t i = 0; !status && !b->failed && i < sp.piece.n / sizeof *piece; i++) {
        tok__str s = piece[i].text;
        const int named = piece[i].type == TOK__CONTROL || piece[i].type == TOK__UNKNOWN ||
                          (s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']');
        const int begins = s.n > 3 && !memcmp(s.p, TOK__MARK, 3);
        tok__token *t;
        status = tok__need_token(b, i, &t);
        if (status) break;
        if (begins) s.p += 3, s.n -= 3;
        if (!begins && !named && s.n) {
            tok__str with = {tok__alloc(b, s.n + 2), s.n + 2};
            if (!with.p) break;
            memcpy((char *)with.p, "##", 2);
            memcpy((char *)with.p + 2, s.p, s.n);
            s = with;
        }
        t->text = s;
        t->model = s.n > 0;
        if (s.n) tok__put(b, &b->vocab, s, i);
    }
    free(sp.piece.p);
    if (status || b->failed) return status ? status : tok__memory(b);
    tok__gguf_ids(b, g);
    lower = tok__gguf_bool(g, "tokenizer.ggml.normalizer.lowercase", !tok__has_capitals(b));
    return tok__bert(b, NULL, 1, tok__gguf_bool(g, "tokenizer.ggml.normalizer.strip_accents", lower), lower);
}

/* The way to split texts, by its name, or by the architecture of a file that is older than the names; NULL: unknown. */
static const tok__pre *tok__gguf_pre(const tok__build *b, const gguf *g)
{
    size_t n = 0, n_arch = 0;
    const char *name = gguf_text(g, "tokenizer.ggml.pre", &n), *arch = gguf_text(g, "general.architecture", &n_arch);
    const tok__pre *rule;
    if (!name || (n == 7 && !memcmp(name, "default", 7))) {
        name = tok__pre_by_architecture(arch ? arch : "", n_arch);
        n = strlen(name);
    }
    rule = tok__find_pre(name, n);
    if (!rule) {
        char text[64];
        snprintf(text, sizeof text, "%.*s", (int)(n < 60 ? n : 60), name);
        tok__fail((tok__build *)b, GPT_E_UNSUPPORTED,
                  "this split of texts is not supported: tokenizer.ggml.pre =", text);
    }
    return rule;
}

/* Merges by pairs, or of a rank file's tokens: those that text leads to, by their ids. */
static int tok__gguf_merges(tok__build *b, const gguf *g, const tok__pre *rule)
{
    const gguf_pair *merges = gguf_find(g, "tokenizer.ggml.merges");
    tok__map pairs = {NULL, 0, 0};
    const unsigned char *at;
    int status = GPT_OK;
    if (!merges && (rule->flags & TOK__PRE_RANKS)) return GPT_OK;
    if (!merges || merges->type != GGUF_TEXT || !merges->array)
        return tok__fail(b, GPT_E_FORMAT, "tokenizer.ggml.merges is missing", NULL);
    at = merges->item;
    for (uint64_t i = 0; i < merges->n && !status; i++) {
        size_t n;
        const char *line = gguf_text_next(&at, &n);
        status = tok__merge_line(b, &pairs, line, n, (uint32_t)i);
    }
    free(pairs.slot);
    return status;
}

static int tok__gguf_ranks(tok__build *b, const gguf *g)
{
    tok__vec goals = {NULL, 0, 0};
    int status;
    if (gguf_find(g, "tokenizer.ggml.merges")) return GPT_OK;
    for (uint32_t id = 0; id < b->n_vocab; id++) {
        const tok__token *t = tok__token_at(b, id);
        tok__goal goal = {{NULL, 0}, 0, 0, 0};
        if (!t->model || !t->text.n) continue;
        goal.text = t->text;
        goal.rank = goal.token = id;
        tok__push(b, &goals, &goal, sizeof goal);
    }
    status = b->failed ? tok__memory(b) : GPT_OK;
    if (!status) status = tok__find_merges(b, (tok__goal *)(void *)goals.p, goals.n / sizeof(tok__goal));
    free(goals.p);
    return status;
}

static int tok__gguf_splits(tok__build *b, const tok__pre *rule)
{
    int status = GPT_OK;
    for (int i = 0; !status && i < 6 && rule->pattern[i]; i++) {
        uint32_t mode = rule->flags & TOK__PRE_MATCHES ? GPT__SPLIT_MATCHES : GPT__SPLIT_ISOLATE;
        if (i == 1 && (rule->flags & TOK__PRE_THREES)) mode = GPT__SPLIT_THREES;
        if (i > 1 && (rule->flags & TOK__PRE_BYTES)) mode |= GPT__SPLIT_BYTES;
        status = tok__add_split(b, tok__lit(rule->pattern[i]), REGEX_RUBY, mode, 0);
    }
    return status;
}

/* Tokens that text leads to, and unused ones; the texts are as they are in the file. */
static int tok__gguf_tokens(tok__build *b, const tok__sp *sp)
{
    const tok__piece *piece = (const tok__piece *)(void *)sp->piece.p;
    for (uint32_t i = 0; i < sp->piece.n / sizeof *piece; i++) {
        tok__token *t;
        uint32_t other;
        int status = tok__need_token(b, i, &t);
        if (status) return status;
        t->text = tok__copy(b, piece[i].text.p, piece[i].text.n);
        t->model = piece[i].text.n && (piece[i].type == TOK__NORMAL || piece[i].type == TOK__BYTE);
        if (piece[i].type == TOK__UNUSED) t->attr |= GPT__ATTR_UNUSED;
        if (!t->model && piece[i].type != TOK__UNUSED) continue;
        if (t->model && tok__find(&b->vocab, t->text, &other) && tok__token_at(b, other)->model)
            return tok__fail(b, GPT_E_FORMAT, "a token is there twice", NULL);
        tok__put(b, &b->vocab, t->text, i);
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

/* BPE with merges: tokens and merges in GPT-2's alphabet of bytes, or in characters. */
static int tok__gguf_bpe(tok__build *b, const gguf *g, const tok__pre *rule)
{
    const int mark = (rule->flags & TOK__PRE_MARK) != 0;
    const tok__piece *piece;
    tok__sp sp;
    int status;
    memset(&sp, 0, sizeof sp);
    b->bytes = !(rule->flags & TOK__PRE_CHARS);
    b->ignore_merges = (rule->flags & TOK__PRE_WHOLE) != 0;
    status = tok__gguf_pieces(b, g, &sp);
    piece = (const tok__piece *)(void *)sp.piece.p;
    if (!status) status = tok__gguf_tokens(b, &sp);
    if (!status) status = tok__gguf_merges(b, g, rule);
    if (!status && (rule->flags & TOK__PRE_NFC)) status = tok__add_plain_step(b, GPT__STEP_FORM, 0);
    if (!status && !b->bytes && tok__gguf_bool(g, "tokenizer.ggml.normalizer.lowercase", 0)) status = tok__lowercase(b);
    if (!status && tok__gguf_bool(g, "tokenizer.ggml.add_space_prefix", 0))
        tok__add_step(b, GPT__STEP_PREPEND | GPT__STEP_LATE | GPT__STEP_ONCE, tok__lit(""), tok__lit(" "));
    if (mark) tok__make_visible(b, 0);
    if (!status) status = tok__gguf_splits(b, rule);
    if (!status) tok__plain_texts(b, mark, 1);
    if (!status && (rule->flags & TOK__PRE_RANKS)) status = tok__gguf_ranks(b, g);
    for (uint32_t i = 0; !status && i < b->n_vocab; i++) {
        const int special = piece[i].type == TOK__CONTROL || piece[i].type == TOK__UNKNOWN;
        tok__token *t = tok__token_at(b, i);
        tok__str text;
        if (!special && piece[i].type != TOK__USER) continue;
        text = tok__copy(b, piece[i].text.p, piece[i].text.n);
        if (!text.n) continue;
        t->text = text;
        t->attr |= GPT__ATTR_ADDED | (special ? GPT__ATTR_SPECIAL : 0);
        tok__put(b, &b->vocab, text, i);
        tok__add_added(b, text, i, special ? GPT__ADDED_SPECIAL : 0, 0, 0);
    }
    free(sp.piece.p);
    b->gpt2_bos = !gguf_find(g, "tokenizer.ggml.add_bos_token");
    tok__gguf_ids(b, g);
    if (!b->bytes && b->special[GPT_TOKEN_UNK] >= 0) b->unknown = (uint32_t)b->special[GPT_TOKEN_UNK];
    if (!b->bytes) b->flags |= GPT__TOK_FUSE_UNK;
    tok__gguf_additions(b, g, (rule->flags & TOK__PRE_BOS) != 0, (rule->flags & TOK__PRE_EOS) != 0);
    return b->failed ? tok__memory(b) : status;
}

static int tok__gguf(tok__build *b, const gguf *g)
{
    size_t n;
    const char *kind = gguf_text(g, "tokenizer.ggml.model", &n), *arch;
    const tok__pre *rule = NULL;
    char name[64];
    int status;
    if (!kind) return tool_fail(b->err, GPT_E_IO, "no tokenizer in %s", b->path);
    snprintf(name, sizeof name, "%.*s", (int)(n < 60 ? n : 60), kind);
    b->complete = 1;
    if (!strcmp(name, "none") || !strcmp(name, "no_vocab"))
        return tool_fail(b->err, GPT_E_IO, "no tokenizer in %s", b->path);
    if (!strcmp(name, "bert")) return tok__gguf_bert(b, g);
    if (!strcmp(name, "gpt2")) {
        rule = tok__gguf_pre(b, g);
        return rule ? tok__gguf_bpe(b, g, rule) : GPT_E_UNSUPPORTED;
    }
    if (!strcmp(name, "gemma4") || !strcmp(name, "whitespace"))
        return tok__gguf_bpe(b, g, tok__find_pre(name, strlen(name)));
    if (strcmp(name, "llama") && strcmp(name, "t5"))
        return tok__fail(b, GPT_E_UNSUPPORTED,
                         "vocabularies of this kind are not supported: tokenizer.ggml.model =", name);
    status = tok__gguf_sp(b, g, *name == 'l' ? TOK__SP_BPE : TOK__SP_UNIGRAM);
    if (status) return status;
    tok__gguf_ids(b, g);
    tok__gguf_additions(b, g, *name == 'l', *name == 't');
    /* Phi-3's tokenizer adds nothing, its chat template writes <s>. Early files say otherwise, and had it twice. */
    arch = gguf_text(g, "general.architecture", &n);
    if (arch && n == 4 && !memcmp(arch, "phi3", 4)) b->front.n = b->back.n = 0;
    return GPT_OK;
}

/* ---------------------------------------------------------------------------------------------------------------
 * llama2.c's tokenizer.bin: i32 longest; then for each token float score, i32 size, bytes
 * ------------------------------------------------------------------------------------------------------------- */

/* The entry at *p, which moves on; 0 if there is none. */
static int tok__llama2c_entry(const unsigned char **p, const unsigned char *end, tok__piece *piece)
{
    const size_t left = (size_t)(end - *p);
    const uint32_t size = left >= 8 ? ggml__u32(*p + 4) : 0;
    if (left < 8 || size > left - 8 || size > 65536) return 0;
    piece->score = ggml__f32(*p);
    piece->text.p = (const char *)*p + 8;
    piece->text.n = size;
    *p += 8 + size;
    return 1;
}

static int tok__looks_like_llama2c(const unsigned char *p, size_t n)
{
    const unsigned char *end = p + n;
    tok__piece piece;
    int many = 0;
    if (n < 12 || ggml__u32(p) > 65536) return 0;
    for (p += 4; p < end; many++)
        if (!tok__llama2c_entry(&p, end, &piece)) return 0;
    return many > 259; /* <unk>, <s>, </s>, all bytes, and something */
}

static int tok__llama2c(tok__build *b, const unsigned char *data, size_t size)
{
    const unsigned char *p = data + 4, *end = data + size;
    tok__piece piece;
    tok__str shown[3];
    tok__sp sp;
    uint8_t byte;
    int status;
    memset(&sp, 0, sizeof sp);
    sp.byte_fallback = sp.dummy_prefix = 1;
    sp.unk_text = tok__lit("<unk>");
    for (uint32_t i = 0; tok__llama2c_entry(&p, end, &piece); i++) {
        piece.type = i == 0 ? TOK__UNKNOWN : i < 3 ? TOK__CONTROL : TOK__NORMAL;
        if (i >= 3 && i < 259 && tok__byte_piece(piece.text, &byte)) piece.type = TOK__BYTE;
        if (i > 0 && i < 3) { /* they are there between line ends, and run.c shows them so */
            shown[i] = piece.text;
            piece.text = tok__lit(i == 1 ? "<s>" : "</s>");
        }
        tok__push(b, &sp.piece, &piece, sizeof piece);
    }
    status = b->failed ? tok__memory(b) : tok__sp_make(b, &sp);
    free(sp.piece.p);
    b->complete = 1;
    b->special[GPT_TOKEN_BOS] = 1;
    b->special[GPT_TOKEN_EOS] = 2;
    tok__push32(b, &b->front, 1);
    if (status) return status;
    b->flags = (b->flags & ~(uint32_t)GPT__TOK_HIDES) | GPT__TOK_STRIP_BOS;
    for (uint32_t i = 1; i < 3; i++) tok__token_at(b, i)->text = shown[i];
    return GPT_OK;
}

/* data: a whole file that begins with GGUF, freed by the caller */
static int tok__gguf_memory(tok__build *b, const unsigned char *data, size_t size)
{
    source s;
    gguf g;
    int status;
    memset(&s, 0, sizeof s);
    memset(&g, 0, sizeof g);
    status = gguf_open_memory(&s, &g, b->path, data, size, b->err);
    if (!status) status = tok__gguf(b, &g);
    g.header = NULL;
    gguf_free(&g);
    src_free(&s);
    return status;
}

/* Only the beginning of the file is read; the caller frees *data, to which tokens point. */
static int tok__gguf_file(tok__build *b, unsigned char **data)
{
    source s;
    gguf g;
    int status;
    memset(&s, 0, sizeof s);
    memset(&g, 0, sizeof g);
    status = gguf_open(&s, &g, b->path, b->err);
    if (!status) status = tok__gguf(b, &g);
    *data = g.header;
    g.header = NULL;
    gguf_free(&g);
    src_free(&s);
    return status;
}

/* ---------------------------------------------------------------------------------------------------------------
 * rank files: lines of base64 and a number
 * ------------------------------------------------------------------------------------------------------------- */

static int tok__base64(const char *p, size_t n, uint8_t *out, size_t *size)
{
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    uint32_t bits = 0;
    int have = 0;
    *size = 0;
    while (n && p[n - 1] == '=') n--;
    for (size_t i = 0; i < n; i++) {
        const char *d = p[i] ? strchr(digits, p[i]) : NULL;
        if (!d) return 0;
        bits = bits << 6 | (uint32_t)(d - digits);
        have += 6;
        if (have >= 8) {
            have -= 8;
            out[(*size)++] = (uint8_t)(bits >> have);
        }
    }
    return n > 0;
}

static int tok__rank_lines(tok__build *b, const char *text, size_t size, tok__vec *goals)
{
    const char *end = text + size;
    while (text < end) {
        const char *stop = (const char *)memchr(text, '\n', (size_t)(end - text));
        const char *line = text, *space;
        size_t n = (size_t)((stop ? stop : end) - text), bytes;
        double id = 0;
        tok__token *t;
        tok__goal goal;
        char *out;
        int status;
        text += n + (stop != NULL);
        if (n && line[n - 1] == '\r') n--;
        if (!n) continue;
        space = (const char *)memchr(line, ' ', n);
        out = space ? tok__alloc(b, n) : NULL;
        if (!space || !out || space + 1 == line + n ||
            !tok__base64(line, (size_t)(space - line), (uint8_t *)out, &bytes))
            return b->failed ? tok__memory(b)
                             : tok__fail(b, GPT_E_FORMAT, "a line is not a token in base64 and its rank", NULL);
        for (const char *p = space + 1; p < line + n; p++) {
            if (*p < '0' || *p > '9' || id > 1e9)
                return tok__fail(b, GPT_E_FORMAT, "a rank is not a number", NULL);
            id = 10 * id + (*p - '0');
        }
        status = tok__need_token(b, id, &t);
        if (status) return status;
        memset(&goal, 0, sizeof goal);
        goal.text.p = out;
        goal.text.n = bytes;
        goal.rank = goal.token = (uint32_t)id;
        t->text = goal.text;
        t->model = 1;
        tok__put(b, &b->vocab, goal.text, goal.token);
        if (bytes == 1) b->byte[(uint8_t)*out] = goal.token;
        tok__push(b, goals, &goal, sizeof goal);
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

static int tok__ranks(tok__build *b, const unsigned char *data, size_t size, const char *specials_path)
{
    tok__vec goals = {NULL, 0, 0};
    unsigned char *text = NULL;
    size_t n;
    json_doc doc;
    const json_value *specials;
    tok__str pattern;
    int status;
    if (!specials_path)
        return tok__fail(
            b, GPT_E_ARG,
            "a rank file says nothing of its pattern and special tokens; name them with --specials", NULL);
    status = file_read(specials_path, &text, &n, b->err);
    if (status) return status;
    if (json_parse(&doc, (const char *)text, n)) {
        status = tool_fail(b->err, GPT_E_FORMAT, "%s: %s", specials_path, doc.error);
        json_free(&doc);
        free(text);
        return status;
    }
    b->bytes = 1;
    b->ignore_merges = 1;   /* a piece that is a token is that token */
    pattern = tok__json_str(json_get(doc.root, "pat_str"));
    status = tok__rank_lines(b, (const char *)data, size, &goals);
    if (!status) status = tok__find_merges(b, (tok__goal *)(void *)goals.p, goals.n / sizeof(tok__goal));
    if (!status) status = tok__add_split(b, pattern, REGEX_RUST, GPT__SPLIT_MATCHES, 0);
    specials = json_get(doc.root, "special_tokens");
    for (const json_value *v = specials ? specials->child : NULL; v && !status; v = v->next) {
        tok__token *t;
        tok__str name = tok__copy(b, v->key, v->key_size);
        status = v->type == JSON_NUMBER ? tok__need_token(b, v->number, &t)
                                        : tok__fail(b, GPT_E_FORMAT, "a special token has no id", NULL);
        if (status || !name.p) break;
        if (!t->model) t->text = name;
        t->attr |= GPT__ATTR_SPECIAL | GPT__ATTR_ADDED;
        tok__put(b, &b->vocab, name, (uint32_t)v->number);
        tok__add_added(b, name, (uint32_t)v->number, GPT__ADDED_SPECIAL, 0, 0);
        if (!strcmp(v->key, "<|begin_of_text|>") || !strcmp(v->key, "<|startoftext|>")) {
            b->front.n = 0;
            tok__push32(b, &b->front, (uint32_t)v->number);
        }
    }
    b->gpt2_bos = !b->front.n;
    json_free(&doc);
    free(text);
    free(goals.p);
    return status;
}

/* ---------------------------------------------------------------------------------------------------------------
 * Files that lie beside: which tokens begin and end texts
 * ------------------------------------------------------------------------------------------------------------- */

/* "<s>" or {"content": "<s>", ...} */
static const char *tok__name(const json_value *v)
{
    if (v && v->type == JSON_OBJECT) v = json_get(v, "content");
    return v && v->type == JSON_STRING ? v->text : NULL;
}

static void tok__read_names(tok__build *b, const char *file)
{
    static const char *const key[] = {"bos_token", "eos_token", "unk_token", "pad_token",
                                      "sep_token", "cls_token", "mask_token"};
    json_doc doc;
    unsigned char *text;
    uint32_t id;
    if (!tok__beside(b, file, &doc, &text)) return;
    for (int i = 0; i < 7; i++) {
        const char *name = tok__name(json_get(doc.root, key[i]));
        if (name && b->special[i] < 0 && tok__find_text(b, name, &id)) b->special[i] = (int32_t)id;
    }
    json_free(&doc);
    free(text);
}

/* add_bos_token and add_eos_token: what Llama's tokenizer class makes of them, whatever its post-processor says
 */
static void tok__read_additions(tok__build *b)
{
    json_doc doc;
    unsigned char *text;
    if (!tok__beside(b, "tokenizer_config.json", &doc, &text)) return;
    const char *class_name = json_str(doc.root, "tokenizer_class", "");
    const json_value *bos = json_get(doc.root, "add_bos_token"), *eos = json_get(doc.root, "add_eos_token");
    if (strstr(class_name, "Llama") || strstr(class_name, "Gemma") || strstr(class_name, "GPT2") ||
        (b->flags & GPT__TOK_HIDES)) {
        if (bos && (bos->type == JSON_TRUE || bos->type == JSON_FALSE)) {
            b->front.n = 0;
            if (bos->type == JSON_TRUE && b->special[GPT_TOKEN_BOS] >= 0)
                tok__push32(b, &b->front, (uint32_t)b->special[GPT_TOKEN_BOS]);
        }
        if (eos && (eos->type == JSON_TRUE || eos->type == JSON_FALSE)) {
            b->back.n = 0;
            if (eos->type == JSON_TRUE && b->special[GPT_TOKEN_EOS] >= 0)
                tok__push32(b, &b->back, (uint32_t)b->special[GPT_TOKEN_EOS]);
        }
    } else if (*class_name && strncmp(class_name, "GPT2", 4)) {
        b->gpt2_bos = 0;
    }
    json_free(&doc);
    free(text);
}

static void tok__read_ids(tok__build *b, const char *file)
{
    static const struct { const char *key; int kind; } ids[] = {{"bos_token_id", GPT_TOKEN_BOS},
        {"eos_token_id", GPT_TOKEN_EOS}, {"pad_token_id", GPT_TOKEN_PAD}};
    json_doc doc;
    unsigned char *text;
    if (!tok__beside(b, file, &doc, &text)) return;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const json_value *v = json_get(doc.root, ids[i].key);
        int list = v && v->type == JSON_ARRAY;
        for (v = list ? v->child : v; v; v = list ? v->next : NULL) {
            if (v->type != JSON_NUMBER || !(v->number >= 0 && v->number < b->n_vocab)) continue;
            if (b->special[ids[i].kind] < 0) b->special[ids[i].kind] = (int32_t)v->number;
            if (ids[i].kind == GPT_TOKEN_EOS) tok__add_end(b, (uint32_t)v->number);
        }
    }
    json_free(&doc);
    free(text);
}

static void tok__guess(tok__build *b, int kind, const char *const *names)
{
    uint32_t id;
    for (; *names && b->special[kind] < 0; names++)
        if (tok__find_text(b, *names, &id) &&
            (tok__token_at(b, id)->attr & (GPT__ATTR_SPECIAL | GPT__ATTR_ADDED)))
            b->special[kind] = (int32_t)id;
}

static void tok__special_tokens(tok__build *b)
{
    static const char *const bos[] = {"<s>", "<bos>", "<|begin_of_text|>", "<|startoftext|>", NULL};
    static const char *const eos[] = {"</s>",       "<eos>", "<|end_of_text|>", "<|im_end|>", "<|endoftext|>",
                                      "<|return|>", NULL};
    static const char *const pad[] = {"<pad>", "[PAD]", "<|finetune_right_pad_id|>", NULL};
    static const char *const sep[] = {"[SEP]", "<sep>", NULL}, *const cls[] = {"[CLS]", "<cls>", NULL};
    static const char *const mask[] = {"[MASK]", "<mask>", NULL};
    static const char *const ends[] = {"<|im_end|>",
                                       "<|eot_id|>",
                                       "<|eom_id|>",
                                       "<|end|>",
                                       "<|endoftext|>",
                                       "<|end_of_text|>",
                                       "<end_of_turn>",
                                       "<|end_of_turn|>",
                                       "<|END_OF_TURN_TOKEN|>",
                                       "<|eot|>",
                                       "<|EOT|>",
                                       "<|return|>",
                                       "<|call|>",
                                       "<\xef\xbd\x9c"
                                       "end" TOK__MARK "of" TOK__MARK "sentence\xef\xbd\x9c>",
                                       NULL};
    uint32_t id;
    if (!b->complete) {
        tok__read_names(b, "tokenizer_config.json");
        tok__read_names(b, "special_tokens_map.json");
        tok__read_ids(b, "generation_config.json");
        tok__read_ids(b, "config.json");
    }
    if (b->front.n && b->special[GPT_TOKEN_BOS] < 0) memcpy(&b->special[GPT_TOKEN_BOS], b->front.p, 4);
    tok__guess(b, GPT_TOKEN_BOS, bos);
    tok__guess(b, GPT_TOKEN_EOS, eos);
    tok__guess(b, GPT_TOKEN_PAD, pad);
    tok__guess(b, GPT_TOKEN_SEP, sep);
    tok__guess(b, GPT_TOKEN_CLS, cls);
    tok__guess(b, GPT_TOKEN_MASK, mask);
    if (!b->complete) tok__read_additions(b);
    if (b->special[GPT_TOKEN_EOS] >= 0) tok__add_end(b, (uint32_t)b->special[GPT_TOKEN_EOS]);
    for (int i = 0; ends[i]; i++)
        if (tok__find_text(b, ends[i], &id) && (tok__token_at(b, id)->attr & GPT__ATTR_ADDED))
            tok__add_end(b, id);
    /* GPT-2 has one special token, which separates texts: it ends one and begins the next */
    if (b->gpt2_bos && !b->front.n && b->added.n == sizeof(tok__added) &&
        tok__find_text(b, "<|endoftext|>", &id)) {
        tok__push32(b, &b->front, id);
        b->special[GPT_TOKEN_BOS] = (int32_t)id;
    }
}

/* ---------------------------------------------------------------------------------------------------------------
 * Writing the section
 * ------------------------------------------------------------------------------------------------------------- */

/* values of (0x110000), `width` bytes each, as blocks of 128 that are stored once */
static int tok__two_stage(tok__build *b, const uint8_t *value, size_t width, tok__vec *block, tok__vec *out)
{
    size_t size = 128 * width;
    for (size_t i = 0; i < GPT__TOK_BLOCKS; i++) {
        const uint8_t *p = value + i * size;
        size_t k = 0;
        uint16_t number;
        while (k * size < out->n && memcmp(out->p + k * size, p, size)) k++;
        if (k * size == out->n) tok__push(b, out, p, size);
        number = (uint16_t)k;
        tok__push(b, block, &number, 2);
        if (b->failed) return 0;
    }
    return 1;
}

/* Tables of the canonical composition, from unicode.h. */
typedef struct tok__forms { tok__vec block, index, form, text, compose; } tok__forms;

static const uint32_t *tok__canonical(uint32_t cp)
{
    size_t lo = 0, hi = sizeof uni_canonical / sizeof uni_canonical[0] / 4;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (uni_canonical[4 * mid] < cp) lo = mid + 1;
        else hi = mid;
    }
    return lo < sizeof uni_canonical / sizeof uni_canonical[0] / 4 && uni_canonical[4 * lo] == cp
               ? uni_canonical + 4 * lo
               : NULL;
}

static void tok__decompose(tok__build *b, uint32_t cp, tok__vec *out)
{
    const uint32_t *d = tok__canonical(cp);
    if (!d) {
        tok__push32(b, out, cp);
        return;
    }
    tok__decompose(b, d[1], out);   /* at most a few levels: data of unicode.h */
    if (d[2]) tok__decompose(b, d[2], out);
}

/* Compatibility decompositions by code point, (0x110000): where in uni_compatible their n stands. NULL: no memory. */
static uint16_t *tok__compatible(void)
{
    const size_t n = sizeof uni_compatible / sizeof uni_compatible[0];
    uint16_t *at = (uint16_t *)calloc(0x110000, sizeof *at);
    for (size_t i = 0; at && i < n; i += 2 + uni_compatible[i + 1]) at[uni_compatible[i]] = (uint16_t)(i + 1);
    return at;
}

/* The entry of one code point. Texts of decompositions go to f->text. */
static gpt__form tok__form(tok__build *b, tok__forms *f, uint32_t cp, const uint16_t *compatible)
{
    gpt__form form;
    memset(&form, 0, sizeof form);
    if (tok__canonical(cp)) {
        form.at = (uint32_t)(f->text.n / 4);
        tok__decompose(b, cp, &f->text);
        form.size = (uint8_t)(f->text.n / 4 - form.at);
    }
    form.at_k = form.at;
    form.size_k = form.size;
    if (compatible && compatible[cp]) {
        const uint32_t *d = uni_compatible + compatible[cp];
        form.at_k = (uint32_t)(f->text.n / 4);
        form.size_k = (uint8_t)d[0];
        tok__push(b, &f->text, d + 1, d[0] * sizeof *d);
    }
    return form;
}

/* with: steps ask for compatibility forms, too */
static void tok__make_forms(tok__build *b, tok__forms *f, int with_compatible)
{
    uint16_t *index = (uint16_t *)calloc(0x110000, sizeof *index);
    uint16_t *compatible = with_compatible ? tok__compatible() : NULL;
    uint8_t *ccc = (uint8_t *)calloc(0x110000, 1), *joins = (uint8_t *)calloc(0x110000, 1);
    tok__vec pairs = {NULL, 0, 0};
    gpt__form none;
    size_t n = sizeof uni_canonical / sizeof uni_canonical[0];
    memset(f, 0, sizeof *f);
    memset(&none, 0, sizeof none);
    if (!index || !ccc || !joins || (with_compatible && !compatible)) {
        b->failed = 1;
        free(index); free(ccc); free(joins); free(compatible);
        return;
    }
    for (size_t i = 0; i < sizeof uni_ccc / sizeof uni_ccc[0]; i++) {
        ccc[uni_ccc[i] >> 8] = (uint8_t)uni_ccc[i];
        joins[uni_ccc[i] >> 8] = 1;
    }
    for (size_t i = 0; i < n; i += 4) {
        const uint32_t *d = uni_canonical + i;
        gpt__compose c;
        if (d[3]) {             /* never composed: must be taken apart */
            joins[d[0]] = 1;
            continue;
        }
        joins[d[2]] = 1;        /* may compose with what precedes */
        c.first = d[1];
        c.second = d[2];
        c.result = d[0];
        c.zero = 0;
        tok__push(b, &pairs, &c, sizeof c);
    }
    for (uint32_t cp = GPT__HANGUL_V; cp < GPT__HANGUL_V + 21; cp++) joins[cp] = 1;
    for (uint32_t cp = GPT__HANGUL_T + 1; cp < GPT__HANGUL_T + 28; cp++) joins[cp] = 1;
    tok__push(b, &f->form, &none, sizeof none);
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        gpt__form form = tok__form(b, f, cp, compatible);
        size_t k = 0;
        form.ccc = ccc[cp];
        form.joins = joins[cp];
        if (!memcmp(&form, &none, sizeof form)) continue;
        while (!form.size_k && k < f->form.n / sizeof form && memcmp(f->form.p + k * sizeof form, &form, sizeof form))
            k++;
        if (form.size_k || k == f->form.n / sizeof form) {
            k = f->form.n / sizeof form;
            tok__push(b, &f->form, &form, sizeof form);
        }
        index[cp] = (uint16_t)k;
    }
    tok__two_stage(b, (const uint8_t *)index, 2, &f->block, &f->index);
    f->compose = tok__table(b, pairs.p, pairs.n / sizeof(gpt__compose), sizeof(gpt__compose), 0,
                            tok__compose_hash, tok__compose_used);
    free(pairs.p);
    free(index); free(ccc); free(joins); free(compatible);
}

/* Tries as double arrays: a node's children lie at its base + byte. */
typedef struct tok__trie {
    gpt__trie_node *node;
    uint32_t n, cap, free; /* nodes before `free` are taken, or not worth looking for */
} tok__trie;
typedef struct tok__range { size_t lo, hi, depth; uint32_t node; } tok__range; /* keys that go through a node */

static int tok__by_key(const void *x, const void *y)
{
    const tok__key *a = (const tok__key *)x, *b = (const tok__key *)y;
    size_t n = a->text.n < b->text.n ? a->text.n : b->text.n;
    int c = a->root != b->root ? (a->root < b->root ? -1 : 1) : memcmp(a->text.p, b->text.p, n);
    if (c) return c;
    if (a->text.n != b->text.n) return a->text.n < b->text.n ? -1 : 1;
    return a->value < b->value ? -1 : a->value > b->value;
}

/* makes node i exist; 0: no memory */
static int tok__trie_reach(tok__trie *t, uint32_t i)
{
    if (i >= t->cap) {
        const uint32_t cap = 2 * i + 1024;
        gpt__trie_node *more = (gpt__trie_node *)realloc(t->node, cap * sizeof *more);
        if (!more) return 0;
        memset(more + t->cap, 0, (cap - t->cap) * sizeof *more);
        t->node = more;
        t->cap = cap;
    }
    if (i >= t->n) t->n = i + 1;
    return 1;
}

/* Finds room for n children, takes it, and returns the base. Where many places were looked at in vain, they are not
 * looked at again: that leaves few holes, and takes linear time. */
static uint32_t tok__trie_place(tok__build *b, tok__trie *t, uint32_t parent, const uint8_t *byte, uint32_t n)
{
    uint32_t at = t->free, base, i;
    for (;; at++) {
        if (at == t->free + 512) t->free = at;
        if (at < t->n && t->node[at].check) continue;
        base = at - byte[0];
        for (i = 1; i < n && !(base + byte[i] < t->n && t->node[base + byte[i]].check); i++) {}
        if (i == n) break;
    }
    if (n == 1 && at == t->free) t->free++;
    for (i = 0; i < n; i++) {
        if (!tok__trie_reach(t, base + byte[i])) {
            b->failed = 1;
            return 0;
        }
        t->node[base + byte[i]].check = parent + 1;
    }
    return base;
}

/* The trie of some keys, as bytes of nodes; of equal keys the one of the smallest value counts. Sorts the keys. */
static tok__vec tok__make_trie(tok__build *b, tok__vec *keys, uint32_t n_root)
{
    tok__key *key = (tok__key *)(void *)keys->p;
    const size_t n = keys->n / sizeof *key;
    tok__vec queue = {NULL, 0, 0}, out = {NULL, 0, 0};
    tok__trie t = {NULL, 0, 0, 0};
    if (!n) return out;
    qsort(key, n, sizeof *key, tok__by_key);
    t.free = n_root = n_root < 2 ? 2 : n_root;
    if (!tok__trie_reach(&t, n_root)) b->failed = 1;
    for (size_t i = 0; i < n && !b->failed;) {
        tok__range r = {i, i, 0, key[i].root};
        while (r.hi < n && key[r.hi].root == r.node) r.hi++;
        tok__push(b, &queue, &r, sizeof r);
        i = r.hi;
    }
    for (size_t q = 0; q < queue.n && !b->failed; q += sizeof(tok__range)) {
        tok__range r, child;
        uint8_t byte[256];
        size_t from[257];
        uint32_t n_child = 0, base;
        memcpy(&r, queue.p + q, sizeof r);
        while (r.lo < r.hi && key[r.lo].text.n == r.depth) {
            if (r.depth && !t.node[r.node].value) t.node[r.node].value = key[r.lo].value;
            r.lo++;
        }
        for (size_t i = r.lo; i < r.hi; i++) {
            const uint8_t c = (uint8_t)key[i].text.p[r.depth];
            if (n_child && byte[n_child - 1] == c) continue;
            byte[n_child] = c;
            from[n_child++] = i;
        }
        if (!n_child) continue;
        from[n_child] = r.hi;
        base = tok__trie_place(b, &t, r.node, byte, n_child);
        if (b->failed) break;
        t.node[r.node].base = base;
        child.depth = r.depth + 1;
        for (uint32_t i = 0; i < n_child; i++) {
            child.lo = from[i];
            child.hi = from[i + 1];
            child.node = base + byte[i];
            tok__push(b, &queue, &child, sizeof child);
        }
    }
    free(queue.p);
    out.p = (unsigned char *)t.node;
    out.n = out.cap = (size_t)t.n * sizeof *t.node;
    return out;
}

/* added tokens: the values are places in b->added, which are those of ADDED */
static tok__vec tok__added_trie(tok__build *b)
{
    const tok__added *added = (const tok__added *)(void *)b->added.p;
    tok__vec keys = {NULL, 0, 0}, trie;
    for (size_t i = 0; i < b->added.n / sizeof *added; i++) {
        tok__key k;
        k.text = added[i].text;
        k.root = (uint32_t)added[i].trie;
        k.value = (uint32_t)i + 1;
        if (k.text.n) tok__push(b, &keys, &k, sizeof k);
    }
    trie = tok__make_trie(b, &keys, 2);
    free(keys.p);
    return trie;
}

/* The same for scores: if no token has a space after something else, all ways through a text meet in front of each
 * space. Sums go on from piece to piece, as rounding depends on them. */
static int tok__split_unigram(tok__build *b)
{
    const tok__key *piece = (const tok__key *)(void *)b->piece.p;
    if (tok__splits(b) || !b->visible || !(b->flags & GPT__TOK_SENTENCE)) return GPT_OK;
    for (size_t i = 0; i < b->piece.n / sizeof *piece; i++)
        for (size_t k = 1; k < piece[i].text.n; k++)
            if (piece[i].text.p[k] == ' ') return GPT_OK;
    return tok__add_split(b, tok__lit(" [^ ]*|[^ ]+"), REGEX_RUST, GPT__SPLIT_ISOLATE, 1);
}

/* Models without a split take a text as one piece. If no token has a space after something else, no merge ever
 * crosses such a place, and splitting there first changes nothing but the speed. */
static int tok__split_at_spaces(tok__build *b)
{
    const gpt__merge_slot *m = (const gpt__merge_slot *)(void *)b->merge.p;
    int has_space = 0;
    if (b->kind == GPT__TOK_UNIGRAM) return tok__split_unigram(b);
    if (b->kind != GPT__TOK_BPE || b->bytes || b->ignore_merges || !b->visible || b->prefix.n || b->suffix.n)
        return GPT_OK;
    for (size_t i = 0; i < b->chars.n / sizeof(gpt__char_slot); i++)
        has_space |= ((const gpt__char_slot *)(void *)b->chars.p)[i].cp == ' ' + 1;
    if (!has_space) return GPT_OK;
    for (size_t i = 0; i < b->merge.n / sizeof *m; i++) {
        tok__str s;
        if (m[i].symbol >= b->n_vocab) return GPT_OK;
        s = tok__token_at(b, m[i].symbol)->text;
        for (size_t k = 1; k < s.n; k++)
            if (s.p[k] == ' ' && s.p[k - 1] != ' ') return GPT_OK;
    }
    return tok__add_split(b, tok__lit(" *[^ ]+| +"), REGEX_RUST, GPT__SPLIT_ISOLATE, 1);
}

/* BERT's CJK characters; Hugging Face leaves a gap at U+2B820 */
#define TOK__IDEOGRAPHS \
    "[\\x{4e00}-\\x{9fff}\\x{3400}-\\x{4dbf}\\x{20000}-\\x{2a6df}\\x{2a700}-\\x{2b73f}\\x{2b740}-\\x{2b81f}" \
    "\\x{2b920}-\\x{2ceaf}\\x{f900}-\\x{faff}\\x{2f800}-\\x{2fa1f}]"

/* What every tokenizer asks of characters: GPT__CLASS_... */
static int tok__compile_patterns(tok__build *b)
{
    static const char *const sets[] = {"\\s", "\\w", "[\\p{Cc}\\p{Cf}\\p{Co}\\x{fffd}&&[^\\t\\n\\r]]", "\\p{Mn}",
                                       "\\p{M}", TOK__IDEOGRAPHS, TOK__MARK, " "};
    regex_compiler *r = &b->regex;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        const int set = regex_add_set(r, sets[i], REGEX_RUST);
        if (set < 0) return tok__fail(b, GPT_E_UNSUPPORTED, r->error, NULL);
        if (i < TOK__CLASS_SETS) b->class_set[i] = set;
    }
    return regex_compile(r) ? tok__fail(b, GPT_E_UNSUPPORTED, r->error, NULL) : GPT_OK;
}

/* Class tables and transitions. Where spaces are written U+2581, patterns of the file must not see the space in
 * the text, but that character. */
static int tok__make_splits(tok__build *b, tok__vec *block, tok__vec *classes, tok__vec *attr, tok__vec *split,
                            tok__vec *next, tok__vec *step)
{
    regex_compiler *r = &b->regex;
    const size_t width = (size_t)r->n_class + 1;
    const int space = r->class_of[' '], mark = r->class_of[0x2581];
    uint32_t place[REGEX_MAX_PROGRAM] = {0};
    if (!tok__two_stage(b, r->class_of, 1, block, classes)) return tok__memory(b);
    for (int k = 0; k < r->n_class; k++) {
        uint8_t a = 0;
        for (int i = 0; i < TOK__CLASS_SETS; i++)
            a |= (uint8_t)((r->member[b->class_set[i] * r->n_class + k] != 0) << i);
        tok__push(b, attr, &a, 1);
    }
    for (int turn = 0; turn < 2 * b->n_split; turn++) { /* those that split, then those of steps */
        const int i = turn % b->n_split, of_step = turn >= b->n_split;
        regex_program *p = &r->program[b->split[i].program];
        gpt__split s;
        int dead = 1;
        if ((b->split[i].mode == GPT__SPLIT_STEP) != of_step) continue;
        for (int state = 0; state < p->n_state && b->visible && !b->split[i].own; state++)
            p->next[(size_t)state * width + (size_t)space] = p->next[(size_t)state * width + (size_t)mark];
        for (size_t k = 0; k < width; k++) dead &= !p->next[width + k];
        if (dead && !of_step && b->split[i].mode != GPT__SPLIT_MATCHES) continue; /* it never matches: no split */
        place[i] = (uint32_t)(split->n / sizeof s);
        s.mode = b->split[i].mode;
        s.n_state = (uint32_t)p->n_state;
        s.next = (uint32_t)(next->n / 2);
        s.zero = 0;
        tok__push(b, next, p->next, (size_t)p->n_state * width * sizeof *p->next);
        tok__push(b, split, &s, sizeof s);
    }
    for (size_t i = 0; i < step->n / sizeof(gpt__step); i++) { /* they count as they were made */
        gpt__step *s = (gpt__step *)(void *)step->p + i;
        if ((s->op & GPT__STEP_OP) == GPT__STEP_MATCHES) s->with = place[s->with];
        if ((s->op & GPT__STEP_OP) == GPT__STEP_GRAPHEMES) s->n_from = place[s->n_from];
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

static tok__vec tok__vocab_table(tok__build *b, const uint8_t *whole)
{
    tok__vec slots = {NULL, 0, 0}, table;
    tok__map seen = {NULL, 0, 0};
    for (int round = 0; round < 2; round++) { /* of tokens with the same bytes, those of the model come first */
        for (uint32_t id = 0; id < b->n_vocab; id++) {
            const tok__token *t = tok__token_at(b, id);
            gpt__tok_slot s;
            uint32_t old;
            if ((t->model && !(t->attr & (GPT__ATTR_BYTE | GPT__ATTR_JOINS))) != !round || !t->text.n ||
                tok__find(&seen, t->text, &old))
                continue;
            s.hash = gpt__tok_hash((const uint8_t *)t->text.p, t->text.n);
            s.value = (id << 1 | (whole && whole[id])) + 1;
            tok__put(b, &seen, t->text, id);
            tok__push(b, &slots, &s, sizeof s);
        }
    }
    table = tok__table(b, slots.p, slots.n / sizeof(gpt__tok_slot), sizeof(gpt__tok_slot), 0, tok__vocab_hash,
                       tok__vocab_used);
    free(slots.p);
    free(seen.slot);
    return table;
}

/* The whole section. whole (n_vocab): tokens that a piece of just their text becomes; NULL: not known yet. */
static int tok__write(tok__build *b, const uint8_t *whole, tok__vec *out)
{
#define GPT__X(name, type) tok__vec v_##name = {NULL, 0, 0};
    GPT__TOK_ARRAYS(GPT__X)
#undef GPT__X
    tok__vec own[40];
    int n_own = 0, status = GPT_OK, forms = 0, compatible = 0;
    uint32_t head[16], at;
    tok__forms form;
    memset(&form, 0, sizeof form);
    out->n = 0;
    for (uint32_t id = 0; id < b->n_vocab; id++) {
        const tok__token *t = tok__token_at(b, id);
        tok__push32(b, &v_TEXT_AT, (uint32_t)v_TEXT.n);
        tok__push(b, &v_TEXT, t->text.p, t->text.n);
        tok__push(b, &v_ATTR, &t->attr, 1);
    }
    tok__push32(b, &v_TEXT_AT, (uint32_t)v_TEXT.n);
    v_VOCAB = tok__vocab_table(b, whole);
    tok__push(b, &v_BYTE, b->byte, sizeof b->byte);
    v_CHARS = tok__table(b, b->chars.p, b->chars.n / sizeof(gpt__char_slot), sizeof(gpt__char_slot), 0,
                         tok__char_hash, tok__char_used);
    v_MERGE = tok__table(b, b->merge.p, b->merge.n / sizeof(gpt__merge_slot), sizeof(gpt__merge_slot), 255,
                         tok__merge_hash, tok__merge_used);
    tok__push(b, &v_EXPAND_AT, b->expand_at.p, b->expand_at.n);
    tok__push32(b, &v_EXPAND_AT, (uint32_t)(b->expand.n / 4));
    tok__push(b, &v_EXPAND, b->expand.p, b->expand.n);
    v_TRIE = tok__added_trie(b);
    for (size_t i = 0; i < b->added.n / sizeof(tok__added); i++) {
        const tok__added *a = (const tok__added *)(void *)b->added.p + i;
        tok__push32(b, &v_ADDED, a->id);
        tok__push32(b, &v_ADDED, a->flags);
    }
    tok__push(b, &v_STEP, b->step.p, b->step.n);
    status = tok__make_splits(b, &v_CLASS_BLOCK, &v_CLASS, &v_CLASS_ATTR, &v_SPLIT, &v_NEXT, &v_STEP);
    v_PIECES = tok__make_trie(b, &b->piece, 2);
    tok__push(b, &v_SCORE, b->score.p, b->kind == GPT__TOK_UNIGRAM ? b->score.n : 0);
    v_MAPS = tok__make_trie(b, &b->map, b->n_map);
    tok__push(b, &v_MAP_AT, b->map_at.p, b->map_at.n);
    if (b->map_at.n) tok__push32(b, &v_MAP_AT, (uint32_t)b->map_text.n);
    tok__push(b, &v_MAP_TEXT, b->map_text.p, b->map_text.n);
    tok__push(b, &v_STEP_TEXT, b->step_text.p, b->step_text.n);
    for (size_t i = 0; i < b->step.n / sizeof(gpt__step); i++) {
        const uint32_t op = ((const gpt__step *)(void *)b->step.p)[i].op;
        forms |= (op & GPT__STEP_OP) == GPT__STEP_FORM;
        compatible |= (op & GPT__STEP_COMPATIBLE) != 0;
    }
    if (forms) tok__make_forms(b, &form, compatible);
    v_FORM_BLOCK = form.block;
    v_FORM_INDEX = form.index;
    v_FORM = form.form;
    v_FORM_TEXT = form.text;
    v_COMPOSE = form.compose;
    tok__push(b, &v_FRONT, b->front.p, b->front.n);
    tok__push(b, &v_BACK, b->back.p, b->back.n);
    tok__push(b, &v_END, b->end.p, b->end.n);
    tok__push(b, &v_UNK_TEXT, b->unk_text.p, b->unk_text.n);

    memset(head, 0, sizeof head);
    head[0] = 1;
    head[1] = b->kind;
    head[2] = b->flags;
    head[3] = b->n_vocab;
    head[4] = b->n_vocab + (uint32_t)(b->expand_at.n / 4);
    head[5] = (uint32_t)b->regex.n_class;
    memcpy(head + 6, b->special, sizeof b->special);
    head[14] = b->unknown;
    head[15] = b->longest_word;
    tok__push(b, out, head, sizeof head);
#define GPT__X(name, type) own[n_own++] = v_##name;
    GPT__TOK_ARRAYS(GPT__X)
#undef GPT__X
    at = (uint32_t)(sizeof head + 8 * (size_t)n_own);
    for (int i = 0; i < n_own; i++) {       /* arrays start at cache lines */
        at = (at + 63) & ~63u;
        tok__push32(b, out, own[i].n ? at : 0);
        tok__push32(b, out, (uint32_t)own[i].n);
        if (own[i].n > 0xf0000000u - at)
            status = tok__fail(b, GPT_E_UNSUPPORTED, "the tables would be larger than 4 GB", NULL);
        at += (uint32_t)own[i].n;
    }
    for (int i = 0; i < n_own; i++) {
        static const unsigned char zeros[64] = {0};
        tok__push(b, out, zeros, (64 - out->n % 64) % 64);
        tok__push(b, out, own[i].p, own[i].n);
        free(own[i].p);
    }
    if (!status && b->failed) status = tok__memory(b);
    return status;
}

static void *tok__malloc(size_t size, void *user) { (void)user; return malloc(size); }
static void tok__mfree(void *p, void *user) { (void)user; free(p); }

/* Runs the tables made so far: which tokens does a piece of just their text become? What do added tokens look
 * like in normalised text? */
static int tok__rehearse(tok__build *b, const tok__vec *blob, uint8_t *whole)
{
    gpt__tokenizer t;
    gpt__encoder e;
    gpt_allocator allocator = {tok__malloc, tok__mfree, NULL};
    tok__added *added = (tok__added *)(void *)b->added.p;
    int ids[2], status = gpt__tokenizer_open(&t, blob->p, blob->n, b->err);
    if (status) return status;
    memset(&e, 0, sizeof e);
    e.t = &t;
    e.allocator = &allocator;
    e.tokens = ids;
    e.cap = 2;
    for (uint32_t id = 0; id < b->n_vocab && !e.status && b->kind == GPT__TOK_BPE; id++) {
        const tok__token *token = tok__token_at(b, id);
        if (!token->model || (token->attr & GPT__ATTR_BYTE) || !token->text.n) continue;
        e.n = 0;
        gpt__encode_piece(&e, (const uint8_t *)token->text.p, token->text.n);
        whole[id] = (uint8_t)(b->ignore_merges || (e.n == 1 && ids[0] == (int)id));
    }
    for (size_t i = 0; i < b->added.n / sizeof *added && !e.status; i++) {
        const uint8_t *p = (const uint8_t *)added[i].text.p;
        size_t n = added[i].text.n;
        if (!added[i].normalize) continue;
        gpt__normalize(&e, 0, 1, &p, &n);
        added[i].text = tok__copy(b, p, n);
    }
    for (int i = 0; i < 4; i++) gpt__free(&allocator, e.text[i / 2][i % 2].p);
    gpt__free(&allocator, e.scratch);
    return e.status || b->failed ? tok__memory(b) : GPT_OK;
}

static int tok__finish(tok__build *b, tok_blob *out)
{
    tok__vec blob = {NULL, 0, 0};
    gpt__tokenizer t;
    uint8_t *whole = (uint8_t *)calloc((size_t)b->n_vocab + 1, 1);
    int status = b->failed || !whole ? tok__memory(b) : GPT_OK;
    if (!status) tok__special_tokens(b);
    if (!status) status = tok__split_at_spaces(b);
    if (!status) status = tok__compile_patterns(b);
    if (!status) status = tok__write(b, NULL, &blob);
    if (!status) status = tok__rehearse(b, &blob, whole);
    if (!status) status = tok__write(b, whole, &blob);
    if (!status) status = gpt__tokenizer_open(&t, blob.p, blob.n, b->err);
    free(whole);
    if (status) {
        free(blob.p);
        return status;
    }
    out->data = blob.p;
    out->size = blob.n;
    out->n_vocab = (int)b->n_vocab;
    return GPT_OK;
}

/* ---------------------------------------------------------------------------------------------------------------
 * Entry
 * ------------------------------------------------------------------------------------------------------------- */

static int tok__looks_like_ranks(const unsigned char *p, size_t n)
{
    size_t i = 0;
    while (i < n && i < 200 && p[i] > ' ' && p[i] < 127) i++;
    return i > 1 && i + 1 < n && p[i] == ' ' && p[i + 1] >= '0' && p[i + 1] <= '9';
}

/* Text of one word a line; SentencePiece models begin with a line end, and have control characters. */
static int tok__looks_like_lines(const unsigned char *p, size_t n)
{
    size_t i = 0;
    while (i < n && i < 4096 && (p[i] > ' ' || (i && (p[i] == '\n' || p[i] == '\r')))) i++;
    return i > 1 && (i == n || i == 4096) && memchr(p, '\n', i);
}

/* Tokens added to a SentencePiece model; unigram has a score of each token, and one behind them. */
static int tok__read_scored(tok__build *b)
{
    const uint32_t n = b->n_vocab;
    const int status = tok__read_added(b);
    double unknown;
    if (status || b->score.n < sizeof unknown) return status;
    memcpy(&unknown, b->score.p + b->score.n - sizeof unknown, sizeof unknown);
    for (uint32_t i = n; i < b->n_vocab; i++) tok__push(b, &b->score, &unknown, sizeof unknown);
    return b->failed ? tok__memory(b) : GPT_OK;
}

static int tok__read(tok__build *b, const unsigned char *data, size_t size, const char *specials)
{
    size_t i = 0;
    json_doc doc;
    int status;
    if (!size) return tok__fail(b, GPT_E_FORMAT, "the file is empty", NULL);
    if (size >= 4 && !memcmp(data, "GGUF", 4))
        return tok__gguf_memory(b, data, size);
    while (i < size && (data[i] == ' ' || data[i] == '\n' || data[i] == '\r' || data[i] == '\t')) i++;
    if (size > 3 && !memcmp(data, "\xef\xbb\xbf", 3)) i = 3;
    if (i == size || data[i] != '{') {
        if (tok__looks_like_llama2c(data, size)) return tok__llama2c(b, data, size);
        if (tok__looks_like_ranks(data, size)) return tok__ranks(b, data, size, specials);
        if (tok__looks_like_lines(data, size)) return tok__vocab_txt(b, data, size);
        status = tok__sentencepiece(b, data, size);
        return status ? status : tok__read_scored(b);
    }
    if (json_parse(&doc, (const char *)data, size)) status = tok__fail(b, GPT_E_FORMAT, doc.error, NULL);
    else if (json_get(json_get(doc.root, "model"), "vocab")) status = tok__json(b, doc.root);
    else status = tok__gpt2(b, doc.root);
    json_free(&doc);
    return status;
}

/* the tokenizer file of a folder */
static int tok__choose(const char *dir, char *path, size_t cap)
{
    static const char *const names[] = {"tokenizer.json", "tokenizer.model", "spiece.model", "vocab.json", "vocab.txt",
                                        NULL};
    for (int i = 0; names[i]; i++) {
        for (int gz = 0; gz < 2; gz++) {
            int n = snprintf(path, cap, "%s/%s%s", dir, names[i], gz ? ".gz" : "");
            if (n > 0 && (size_t)n < cap && file_exists(path)) return 1;
        }
    }
    return 0;
}

/* tok_build -- read a tokenizer file, or the one in a checkpoint folder (tokenizer.json, else tokenizer.model,
 * else vocab.json with merges.txt), and make the section. specials: for rank files, a JSON file with pat_str
 * and special_tokens; else NULL. A folder without tokenizer is GPT_E_IO with a message that starts with "no
 * tokenizer". */
static int tok_build(const char *path, const char *specials, tok_blob *out, gpt_error *err)
{
    char chosen[4096];
    unsigned char *data = NULL;
    size_t size = 0;
    tok__build *b;
    tok__vec *vec[16];
    int status;
    memset(out, 0, sizeof *out);
    if (file_is_dir(path)) {
        if (!tok__choose(path, chosen, sizeof chosen))
            return tool_fail(err, GPT_E_IO, "no tokenizer in %s", path);
        path = chosen;
    }
    if (!gguf_is(path)) {
        status = file_read(path, &data, &size, err);
        if (status) return status;
    }
    b = (tok__build *)calloc(1, sizeof *b);
    if (!b) {
        free(data);
        return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    }
    b->err = err;
    b->path = path;
    b->kind = GPT__TOK_BPE;
    b->prefix = b->suffix = tok__lit("");
    b->unknown = GPT__TOK_NONE;
    for (int i = 0; i < 8; i++) b->special[i] = -1;
    for (int i = 0; i < 256; i++) b->byte[i] = GPT__TOK_NONE;
    status = data ? tok__read(b, data, size, specials) : tok__gguf_file(b, &data);
    if (!status) status = tok__finish(b, out);
    vec[0] = &b->token; vec[1] = &b->merge; vec[2] = &b->expand_at; vec[3] = &b->expand; vec[4] = &b->chars;
    vec[5] = &b->added; vec[6] = &b->step; vec[7] = &b->step_text; vec[8] = &b->front; vec[9] = &b->back;
    vec[10] = &b->end; vec[11] = &b->piece; vec[12] = &b->score; vec[13] = &b->map; vec[14] = &b->map_at;
    vec[15] = &b->map_text;
    for (size_t i = 0; i < sizeof vec / sizeof vec[0]; i++) free(vec[i]->p);
    while (b->chunks) {
        tok__chunk *next = b->chunks->next;
        free(b->chunks);
        b->chunks = next;
    }
    free(b->vocab.slot);
    regex_free(&b->regex);
    free(b);
    free(data);
    return status;
}

static void tok_blob_free(tok_blob *blob)
{
    free(blob->data);
    memset(blob, 0, sizeof *blob);
}

#endif /* TOOLS_TOKENIZER_H */
