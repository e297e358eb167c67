/* tok_build.h -- what all readers of tokenizer files build on: the tokenizer in the making.
 *
 * Growing arrays, texts, tables of tokens, merges and symbols; the steps and patterns that texts go through. Readers
 * (tok_json.h, tok_folder.h, tok_sentencepiece.h, tok_gguf.h, tok_ranks.h) fill a tok__build; tok_section.h writes
 * it. */
#ifndef TOOLS_TOK_BUILD_H
#define TOOLS_TOK_BUILD_H

#include <float.h>
#include <limits.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "file.h"
#include "json.h"
#include "regex.h"
#include "unicode.h"

/* sections TOKN and SAMP of a .gpt file; note: what of the self-check was left out, and why, else empty */
typedef struct tok_blob {
    unsigned char *data, *samples;
    size_t size, samples_size;
    int n_vocab;
    char note[240];
} tok_blob;

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
typedef struct tok__added { /* raw: the text as it was read */
    tok__str text, raw;
    uint32_t id, flags;
    int trie, normalize;
} tok__added;
typedef struct tok__split {
    uint32_t mode;
    int program, own;
} tok__split; /* own: spaces are spaces (below) */
typedef struct tok__key { tok__str text; uint32_t root, value; } tok__key; /* of a trie */

enum { TOK__CLASS_SETS = 6 };

/* types of SentencePiece's pieces */
enum { TOK__NORMAL = 1, TOK__UNKNOWN, TOK__CONTROL, TOK__USER, TOK__UNUSED, TOK__BYTE, TOK__PADDING };

/* What a file says, as it says it, for the slow path (tok_slow.h): readers note it beside what they compile. */
typedef struct tok__plain_token { tok__str text; double score; uint32_t type; } tok__plain_token; /* type 0: none */
typedef struct tok__plain {
    json_doc doc;           /* tokenizer.json, or steps of another file in its words */
    const json_value *normalizer, *pre_tokenizer, *decoder;
    tok__map id;            /* tokens of the model by their text */
    tok__vec token;         /* tok__plain_token: the same by their ids */
    tok__map pair;          /* ranks of merges: "left FF right" */
    size_t longest;         /* token, in bytes */
    double unknown_score;
    int any_pair;           /* two neighbours merge if both together are a token: the better its score, the sooner */
    int by_byte, no_merges, whole_words, byte_fallback, fuse, no_decoder;
    int sentence;           /* SentencePiece: a text is one piece, its spaces are treated so: */
    int dummy_prefix, squeeze, escape, has_user, has_unused;
    tok__str charsmap;
} tok__plain;

typedef struct tok__build {
    gpt_error *err;
    const char *path;
    char chosen[4096];          /* of a folder, the file */
    unsigned char *data;        /* of the file; texts may point there */
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
    int byte_text;              /* so does what looks for added tokens in normalised text, ... */
    int visible_text;           /* ... and that has U+2581 for spaces already */
    int white_split;            /* the only split so far is at white space */
    tok__str prefix, suffix;    /* of tokens that go on with a word, and of those that end one */
    uint32_t kind, longest_word;
    uint32_t flags, unknown;
    int32_t special[8];
    tok__plain plain;
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
 * What the slow path works from
 * ------------------------------------------------------------------------------------------------------------- */

/* A token as the file writes it; of equal texts the last one counts. The text must stay. */
static void tok__note_token(tok__build *b, tok__str text, uint32_t id, double score, uint32_t type)
{
    static const tok__plain_token none = {{"", 0}, 0, 0};
    tok__plain *p = &b->plain;
    tok__plain_token *t;
    while (p->token.n / sizeof none <= id && !b->failed) tok__push(b, &p->token, &none, sizeof none);
    if (b->failed) return;
    t = (tok__plain_token *)(void *)p->token.p + id;
    t->text = text;
    t->score = score;
    t->type = type;
    p->has_user |= type == TOK__USER;
    p->has_unused |= type == TOK__UNUSED;
    if (text.n > p->longest) p->longest = text.n;
    if (text.n && type != TOK__PADDING) tok__put(b, &p->id, text, id);
}

static void tok__note_merge(tok__build *b, tok__str left, tok__str right, uint32_t rank)
{
    char *p = tok__alloc(b, left.n + 1 + right.n);
    tok__str key = {p, left.n + 1 + right.n};
    if (!p) return;
    memcpy(p, left.p, left.n);
    p[left.n] = '\xff';
    memcpy(p + left.n + 1, right.p, right.n);
    tok__put(b, &b->plain.pair, key, rank);
}

/* Steps that a file has without saying so, in the words of tokenizer.json. */
static void tok__note_steps(tok__build *b, const char *json)
{
    tok__plain *p = &b->plain;
    if (json_parse(&p->doc, json, strlen(json))) {
        b->failed = 1;
        return;
    }
    p->normalizer = json_get(p->doc.root, "normalizer");
    p->pre_tokenizer = json_get(p->doc.root, "pre_tokenizer");
    p->decoder = json_get(p->doc.root, "decoder");
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

/* Symbols that are no tokens count from here on until it is known how many tokens there are: some may be added. */
#define TOK__SYMBOL 0x40000000u

static uint32_t tok__new_symbol(tok__build *b, const uint32_t *tokens, uint32_t n)
{
    uint32_t symbol = TOK__SYMBOL + (uint32_t)(b->expand_at.n / 4);
    tok__push32(b, &b->expand_at, (uint32_t)(b->expand.n / 4));
    tok__push(b, &b->expand, tokens, n * sizeof *tokens);
    return symbol;
}

static void tok__number_symbol(const tok__build *b, uint32_t *symbol)
{
    if (*symbol >= TOK__SYMBOL && *symbol != GPT__TOK_NONE) *symbol += b->n_vocab - TOK__SYMBOL;
}

/* once all tokens are there: symbols behind them */
static void tok__number_symbols(tok__build *b)
{
    gpt__merge_slot *merge = (gpt__merge_slot *)(void *)b->merge.p;
    gpt__char_slot *chars = (gpt__char_slot *)(void *)b->chars.p;
    for (size_t i = 0; i < b->merge.n / sizeof *merge; i++) {
        tok__number_symbol(b, &merge[i].left);
        tok__number_symbol(b, &merge[i].right);
        tok__number_symbol(b, &merge[i].symbol);
    }
    for (size_t i = 0; i < b->chars.n / sizeof *chars; i++) tok__number_symbol(b, &chars[i].symbol);
    for (int i = 0; i < 256; i++) tok__number_symbol(b, &b->byte[i]);
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
        const size_t size = goal[i].text.n;
        size_t done, k = gpt__symbols(&t, p, size, 0, size, row, row + 3 * longest, &done);
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
                if (s < TOK__SYMBOL) {
                    tok__push32(b, &all, s);
                    continue;
                }
                s -= TOK__SYMBOL;
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
    a.text = a.raw = text;
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

#endif /* TOOLS_TOK_BUILD_H */
