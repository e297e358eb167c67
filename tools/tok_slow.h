/* tok_slow.h -- tokenization as the originals define it, step by step, on strings.
 *
 *     slow s;
 *     slow_open(&s, b);                                        b: a tokenizer that was read
 *     if (slow_encode(&s, text, size, special)) ... s.ids, s.n_ids ...
 *     slow_decode(&s, ids, n, special, &text, &size);
 *     slow_close(&s);
 *
 * Here is what a tokenizer does, in the plainest words: no automata, no tries, no tables of what was thought out
 * before, and no thought for speed. It works from what the file says (tok__plain): the steps of tokenizer.json, or of
 * another file in its words, and the texts of tokens and merges. gpt.h's fast path must give the same ids:
 * tok_samples.h compares them whenever a tokenizer is converted.
 *
 *   text -> added tokens cut out -> normalised -> added tokens cut out again -> split into words -> tokens
 *
 * tok_match.h has the patterns, tok_norm.h texts and normalisers, tok_shown.h the way back. */
#ifndef TOOLS_TOK_SLOW_H
#define TOOLS_TOK_SLOW_H

#include "tok_norm.h"
#include "tok_shown.h"

/* ---- splitting into words ---- */

/* Matches and the gaps between them become pieces, by themselves or with a neighbour. */
static void slow__split(slow *s, slow_list *out, const slow_piece *in, slow_spans found, const char *behavior,
                        int invert)
{
    size_t begin = 0, end = 0;
    int was = -1;                       /* a match (1), a gap (0): what the piece so far ends with */
    for (size_t k = 0; k <= found.n; k++) {
        const size_t from = k ? found.at[k - 1] : 0, to = k < found.n ? found.at[k] : in->text.n;
        const int is = (k % 2 != 0) != (invert != 0);
        int joins = 0;
        if (k % 2 == 0 && from == to) continue;
        if (!strcmp(behavior, "MergedWithPrevious")) joins = is && was == 0;
        if (!strcmp(behavior, "MergedWithNext")) joins = !is && was == 1;
        if (!strcmp(behavior, "Contiguous")) joins = is == was;
        if (!joins) {
            slow__push(s, out, slow__part(in->text, begin, end), -1, in->first && !begin);
            begin = from;
        }
        end = to;
        was = is;
        if (is && !strcmp(behavior, "Removed")) begin = end;
    }
    slow__push(s, out, slow__part(in->text, begin, end), -1, in->first && !begin);
}

static void slow__split_at(slow *s, slow_list *out, const slow_piece *in, const char *pattern, const char *behavior)
{
    slow__split(s, out, in, slow__find(s, pattern, strlen(pattern), SLOW_RUST, in->text), behavior, 0);
}

/* a space in front, the pattern of GPT-2, bytes as characters: each if the step says so */
static void slow__byte_level(slow *s, const json_value *v, slow_piece in, slow_list *out)
{
    slow_list words = {NULL, 0, 0};
    if (json_bool(v, "add_prefix_space", 1) && in.text.cp[0] != ' ') in.text = slow__in_front(s, ' ', in.text);
    if (json_bool(v, "use_regex", 1))
        slow__split_at(s, &words, &in, "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|"
                                       "\\s+", "Isolated");
    else slow__push(s, &words, in.text, -1, in.first);
    for (size_t i = 0; i < words.n; i++)
        slow__push(s, out, slow__to_alphabet(s, words.p[i].text), -1, words.p[i].first);
}

static void slow__metaspace(slow *s, const json_value *v, slow_piece in, slow_list *out)
{
    const char *scheme = json_str(v, "prepend_scheme", json_bool(v, "add_prefix_space", 1) ? "always" : "never");
    in.text = slow__replace(s, in.text, slow__from(s, " ", 1), slow__from(s, TOK__MARK, 3));
    if (in.text.cp[0] != 0x2581 && (!strcmp(scheme, "always") || (!strcmp(scheme, "first") && in.first)))
        in.text = slow__in_front(s, 0x2581, in.text);
    if (json_bool(v, "split", 1)) slow__split_at(s, out, &in, TOK__MARK, "MergedWithNext");
    else slow__push(s, out, in.text, -1, in.first);
}

/* One step, to one piece */
static void slow__pre_tokenize(slow *s, const json_value *v, const slow_piece *in, slow_list *out)
{
    static const char punctuation[] = "[!-/:-@\\[-`{-~\\p{P}]";
    const char *behavior = json_str(v, "behavior", "Isolated");
    slow_list words = {NULL, 0, 0};
    if (slow__named(v, "Prefix"))       /* of GGUF files: a space in front, however spaces are written */
        slow__push(s, out, in->text.cp[0] == ' ' || in->text.cp[0] == 0x2581 ? in->text
                   : slow__in_front(s, s->p->byte_fallback ? 0x2581 : ' ', in->text), -1, in->first);
    else if (slow__named(v, "ByteLevel")) slow__byte_level(s, v, *in, out);
    else if (slow__named(v, "Metaspace")) slow__metaspace(s, v, *in, out);
    else if (slow__named(v, "Split"))
        slow__split(s, out, in, slow__find_json(s, json_get(v, "pattern"), in->text), behavior,
                    json_bool(v, "invert", 0));
    else if (slow__named(v, "Digits"))
        slow__split_at(s, out, in, "\\p{N}", json_bool(v, "individual_digits", 0) ? "Isolated" : "Contiguous");
    else if (slow__named(v, "Punctuation")) slow__split_at(s, out, in, punctuation, behavior);
    else if (slow__named(v, "WhitespaceSplit")) slow__split_at(s, out, in, "\\s", "Removed");
    else if (slow__named(v, "Whitespace"))
        slow__split(s, out, in, slow__find(s, "\\w+|[^\\w\\s]+", 12, SLOW_RUST, in->text), "Removed", 1);
    else if (slow__named(v, "BertPreTokenizer")) {
        slow__split_at(s, &words, in, "\\s", "Removed");
        for (size_t i = 0; i < words.n; i++) slow__split_at(s, out, &words.p[i], punctuation, "Isolated");
    } else if (slow__named(v, "FixedLength")) {
        const size_t length = (size_t)json_num(v, "length", 5);
        for (size_t i = 0; i < in->text.n && length; i += length)
            slow__push(s, out, slow__part(in->text, i, in->text.n - i < length ? in->text.n : i + length), -1,
                       in->first && !i);
    } else if (slow__named(v, "CharDelimiterSplit")) {
        const slow_text delimiter = slow__str(s, json_get(v, "delimiter"));
        slow_spans found = {NULL, 0, 0};
        for (size_t i = 0; i < in->text.n; i++)
            if (slow__starts(in->text, i, delimiter)) slow__span(s, &found, i, i + 1);
        slow__split(s, out, in, found, "Removed", 0);
    } else slow__give_up(s, "pre_tokenizer ", json_str(v, "type", "without type"));
}

/* All steps, each to all pieces that the one before has left */
static void slow__words(slow *s, const json_value *v, slow_list *words)
{
    const json_value *list = json_get(v, "pretokenizers");
    slow_list out = {NULL, 0, 0};
    if (!v || v->type == JSON_NULL) return;
    if (slow__named(v, "Sequence")) {
        for (const json_value *c = list ? list->child : NULL; c; c = c->next) slow__words(s, c, words);
        return;
    }
    for (size_t i = 0; i < words->n; i++) slow__pre_tokenize(s, v, &words->p[i], &out);
    *words = out;
}

/* ---- the models ---- */

static void slow__emit(slow *s, uint32_t id)
{
    s->after_unknown = 0;
    tok__push32(s->b, &s->ids, id);
    if (s->b->failed) slow__give_up(s, "out of memory", "");
}

/* the token of a byte, "<0x0A>" for example */
static int slow__byte_id(const slow *s, uint8_t byte, uint32_t *id)
{
    char name[8];
    tok__str text = {name, 6};
    snprintf(name, sizeof name, "<0x%02X>", (unsigned)byte);
    return slow__id(s, text, id);
}

static void slow__emit_the_unknown(slow *s)
{
    if (s->b->unknown == GPT__TOK_NONE) return;
    if (!s->after_unknown || !s->p->fuse) slow__emit(s, s->b->unknown);
    s->after_unknown = 1;
}

/* Something that is no token: spelled in bytes, or the unknown token. */
static void slow__emit_unknown(slow *s, tok__str text)
{
    uint32_t id = 0;
    size_t n = 0;
    while (s->p->byte_fallback && n < text.n && slow__byte_id(s, (uint8_t)text.p[n], &id)) n++;
    for (size_t i = 0; n == text.n && i < n; i++) {
        slow__byte_id(s, (uint8_t)text.p[i], &id);
        slow__emit(s, id);
    }
    if (n < text.n) slow__emit_the_unknown(s);
}

/* Byte-pair encoding (arXiv:1508.07909). id NONE: no token. With its right neighbour it merges to `both`, and the
 * lower the rank, the sooner; INFINITY: it does not. */
typedef struct slow_symbol { tok__str text, both; uint32_t id, both_id; double rank; int frozen; } slow_symbol;

static tok__str slow__joined(slow *s, tok__str a, const char *between, size_t n, tok__str b)
{
    char *p = (char *)slow__alloc(s, a.n + n + b.n + 1);
    tok__str r = {p, a.n + n + b.n};
    memcpy(p, a.p, a.n);
    memcpy(p + a.n, between, n);
    memcpy(p + a.n + n, b.p, b.n);
    return r;
}

/* Files list the pairs that merge, in the order of their ranks; or, SentencePiece and tiktoken, any two neighbours
 * merge if together they are a token, and the better its score, the sooner. */
static void slow__consider(slow *s, slow_symbol *a, const slow_symbol *b)
{
    tok__str right = b->text;
    uint32_t rank = 0, type;
    a->rank = INFINITY;
    if (a->frozen || b->frozen || s->p->no_merges) return;
    if (!s->p->any_pair) {
        if (a->id == GPT__TOK_NONE || b->id == GPT__TOK_NONE) return;
        if (!tok__find(&s->p->pair, slow__joined(s, a->text, "\xff", 1, right), &rank)) return;
        if (right.n > s->b->prefix.n) right.p += s->b->prefix.n, right.n -= s->b->prefix.n;
    }
    a->both = slow__joined(s, a->text, "", 0, right);
    if (!slow__id(s, a->both, &a->both_id)) return;
    if (!s->p->any_pair) {
        a->rank = rank;
        return;
    }
    type = slow__token(s, a->both_id)->type;
    if (type && type != TOK__NORMAL && type != TOK__USER && type != TOK__UNUSED) return;
    a->rank = -slow__token(s, a->both_id)->score;
}

/* A piece that is not to be used is taken apart again, into what it was last seen to be made of. */
static void slow__emit_symbol(slow *s, const slow_list *made, tok__str text, uint32_t id)
{
    size_t i = made->n;
    if (id == GPT__TOK_NONE) {
        slow__emit_unknown(s, text);
        return;
    }
    while (i && slow__token(s, id)->type == TOK__UNUSED) {
        tok__str both = slow__bytes(s, made->p[--i].text), part[2];
        if (both.n != text.n || memcmp(both.p, text.p, text.n)) continue;
        part[0].p = text.p;
        part[0].n = (size_t)made->p[i].id;
        part[1].p = text.p + part[0].n;
        part[1].n = text.n - part[0].n;
        for (int k = 0; k < 2; k++) {
            if (!slow__id(s, part[k], &id)) id = GPT__TOK_NONE;
            slow__emit_symbol(s, made, part[k], id);
        }
        return;
    }
    slow__emit(s, id);
}

static void slow__symbol(slow_symbol *row, size_t *n, tok__str text, uint32_t id, int frozen)
{
    memset(&row[*n], 0, sizeof *row);
    row[*n].text = text;
    row[*n].id = id;
    row[(*n)++].frozen = frozen;
}

/* What a word starts as: its bytes, or its characters with what their place adds to them. */
static size_t slow__symbols(slow *s, tok__str word, slow_symbol *row)
{
    size_t n = 0, len, bytes;
    uint32_t cp, id = GPT__TOK_NONE;
    int after_unknown = 0;
    for (size_t i = 0; i < word.n; i += len) {
        tok__str c = {word.p + i, 0};
        const int user = s->p->has_user && (c.n = slow__user_defined(s, c.p, word.n - i, &id)) > 0;
        if (!user) c.n = s->p->by_byte ? 1 : gpt__utf8_next((const uint8_t *)c.p, word.n - i, &cp);
        len = c.n;
        if (i && s->b->prefix.n) c = slow__joined(s, s->b->prefix, "", 0, c);
        if (i + len == word.n && s->b->suffix.n) c = slow__joined(s, c, "", 0, s->b->suffix);
        if (slow__id(s, c, &id) || s->p->sentence) {
            if (!slow__id(s, c, &id)) id = GPT__TOK_NONE;   /* it may still merge */
            slow__symbol(row, &n, c, id, user);
            after_unknown = 0;
            continue;
        }
        bytes = 0;
        while (s->p->byte_fallback && bytes < len && slow__byte_id(s, (uint8_t)word.p[i + bytes], &id)) bytes++;
        for (size_t k = 0; bytes == len && k < len; k++) {
            slow__byte_id(s, (uint8_t)word.p[i + k], &id);
            slow__symbol(row, &n, slow__token(s, id)->text, id, 0);
        }
        if (bytes < len && s->b->unknown != GPT__TOK_NONE && !(after_unknown && s->p->fuse))
            slow__symbol(row, &n, slow__token(s, s->b->unknown)->text, s->b->unknown, 0);
        after_unknown = bytes < len;
    }
    return n;
}

/* i and its right neighbour have met. */
static void slow__meet(slow *s, slow_symbol *row, size_t n, size_t i, slow_list *made)
{
    if (i + 1 == n) row[i].rank = INFINITY;
    else slow__consider(s, &row[i], &row[i + 1]);
    if (s->p->has_unused && row[i].rank < INFINITY)
        slow__push(s, made, slow__from(s, row[i].both.p, row[i].both.n), (int)row[i].text.n, 0);
}

static void slow__bpe(slow *s, tok__str word)
{
    slow_symbol *row = (slow_symbol *)slow__alloc(s, (word.n + 1) * sizeof *row);
    slow_list made = {NULL, 0, 0};
    size_t n;
    uint32_t id;
    if (s->b->ignore_merges && slow__id(s, word, &id)) {
        slow__emit(s, id);
        return;
    }
    n = slow__symbols(s, word, row);
    for (size_t i = 0; i < n; i++) slow__meet(s, row, n, i, &made);
    for (;;) {
        size_t best = 0;
        for (size_t i = 1; i < n; i++)
            if (row[i].rank < row[best].rank) best = i;
        if (!n || row[best].rank >= INFINITY) break;
        row[best].text = row[best].both;
        row[best].id = row[best].both_id;
        memmove(row + best + 1, row + best + 2, (--n - best - 1) * sizeof *row);
        if (best) slow__meet(s, row, n, best - 1, &made);
        slow__meet(s, row, n, best, &made);
    }
    for (size_t i = 0; i < n; i++) slow__emit_symbol(s, &made, row[i].text, row[i].id);
}

/* Unigram (arXiv:1804.10959): the tokens with the largest sum of scores. Place by place: the best way to there. */
typedef struct slow_way { double sum; size_t from; uint32_t id; int there; } slow_way;

static void slow__unigram(slow *s, tok__str word)
{
    slow_way *way = (slow_way *)slow__alloc(s, (word.n + 1) * sizeof *way);
    size_t *cut = (size_t *)slow__alloc(s, (word.n + 1) * sizeof *cut), n_cut = 0;
    memset(way, 0, (word.n + 1) * sizeof *way);
    way[0].there = 1;
    for (size_t i = 0, len; i < word.n; i += len) {
        uint32_t cp, id;
        int alone = 0;
        len = gpt__utf8_next((const uint8_t *)word.p + i, word.n - i, &cp);
        for (size_t n = 1; n <= word.n - i && (n <= len || n <= s->p->longest); n++) {
            tok__str part = {word.p + i, n};
            const int is_token = n <= s->p->longest && slow__id(s, part, &id) &&
                                 (slow__token(s, id)->type == 0 || slow__token(s, id)->type == TOK__NORMAL ||
                                  slow__token(s, id)->type == TOK__USER);
            slow_way *to = &way[i + n];
            double sum = way[i].sum + (is_token ? slow__token(s, id)->score : s->p->unknown_score);
            alone |= is_token && n == len;
            if (!is_token && (alone || n != len)) continue;
            if (to->there && !(sum > to->sum)) continue;
            to->sum = s->p->sentence ? (double)(float)sum : sum;
            to->from = i;
            to->id = is_token ? id : GPT__TOK_NONE;
            to->there = 1;
        }
    }
    for (size_t i = word.n; i; i = way[i].from) cut[n_cut++] = i;
    for (size_t i = 0, end; n_cut; i = end) {
        const int is_unknown = way[end = cut[--n_cut]].id == GPT__TOK_NONE || way[end].id == s->b->unknown;
        tok__str text = {word.p + i, 0};
        uint32_t id = way[end].id;
        while (is_unknown && n_cut && !s->p->sentence &&
               (way[cut[n_cut - 1]].id == GPT__TOK_NONE || way[cut[n_cut - 1]].id == s->b->unknown))
            end = cut[--n_cut];         /* Hugging Face joins what is unknown, and looks it up once more */
        text.n = end - i;
        if (is_unknown && !s->p->sentence && !slow__id(s, text, &id)) id = GPT__TOK_NONE;
        if (id == GPT__TOK_NONE) slow__emit_unknown(s, text);
        else slow__emit(s, id);
    }
}

/* WordPiece (arXiv:1609.08144): the longest token that the word begins with, then that which the rest begins with. */
static void slow__wordpiece(slow *s, tok__str word)
{
    const size_t before = s->ids.n;
    const int after_unknown = s->after_unknown;
    size_t n_char = 0, n;
    uint32_t id = 0, cp;
    for (size_t i = 0; i < word.n; i += gpt__utf8_next((const uint8_t *)word.p + i, word.n - i, &cp)) n_char++;
    for (size_t i = 0; i < word.n; i += n) {
        for (n = word.n - i; n; n--) {
            tok__str part = {word.p + i, n};
            if (i && s->b->prefix.n) part = slow__joined(s, s->b->prefix, "", 0, part);
            if (part.n <= s->p->longest && slow__id(s, part, &id)) break;
        }
        if (s->p->whole_words && n < word.n) n = 0;
        if (!n || n_char > s->b->longest_word) {
            s->ids.n = before;
            s->after_unknown = after_unknown;
            slow__emit_the_unknown(s);
            return;
        }
        if (s->p->sentence && id == s->b->unknown) slow__emit_the_unknown(s);    /* a word of that name is one */
        else slow__emit(s, id);
    }
}

static void slow__word(slow *s, slow_text t)
{
    const tok__str word = slow__bytes(s, t);
    if (!s->p->sentence) s->after_unknown = 0;
    if (s->b->kind == GPT__TOK_UNIGRAM) slow__unigram(s, word);
    else if (s->b->kind == GPT__TOK_WORDPIECE) slow__wordpiece(s, word);
    else slow__bpe(s, word);
}

/* ---- added tokens ---- */

/* The longest added token that stands here. */
static const slow_added *slow__added_at(const slow *s, slow_text t, size_t at, int normalized)
{
    const slow_added *best = NULL;
    for (size_t i = 0; i < s->n_added; i++) {
        const slow_added *a = &s->added[i];
        if (a->normalized == normalized && a->text.n && slow__starts(t, at, a->text) &&
            (!best || a->text.n > best->text.n)) best = a;
    }
    return best;
}

/* Cuts the added tokens out of a text. `special`: control tokens, too. */
static void slow__cut(slow *s, const slow_piece *in, int normalized, int special, slow_list *out)
{
    const slow_text t = in->text;
    size_t done = 0;
    for (size_t i = 0; i < t.n;) {
        const slow_added *a = slow__added_at(s, t, i, normalized);
        size_t from = i, to = a ? i + a->text.n : i + 1;
        i = to;
        if (!a || ((a->flags & GPT__ADDED_SPECIAL) && !special)) continue;
        if ((a->flags & GPT__ADDED_WORD) && ((from && slow_is_word(t.cp[from - 1], SLOW_RUST)) ||
                                             (to < t.n && slow_is_word(t.cp[to], SLOW_RUST)))) continue;
        while ((a->flags & GPT__ADDED_LSTRIP) && from && slow_is_space(t.cp[from - 1])) from--;
        while ((a->flags & GPT__ADDED_RSTRIP) && to < t.n && slow_is_space(t.cp[to])) to++;
        if (from < done) from = done;
        slow__push(s, out, slow__part(t, done, from), -1, in->first && !done);
        slow__push(s, out, a->text, (int)a->id, 0);
        if (to > done) done = to;
    }
    slow__push(s, out, slow__part(t, done, t.n), -1, in->first && !done);
}

/* ---- all together ---- */

static void slow__encode(slow *s)
{
    slow_piece whole;
    slow_list cut = {NULL, 0, 0}, words;
    s->ids.n = 0;
    whole.text = slow__from(s, s->text.p, s->text.n);
    whole.first = 1;
    slow__cut(s, &whole, 0, s->special, &cut);
    for (size_t i = 0; i < cut.n; i++) {
        slow_list part = {NULL, 0, 0};
        if (cut.p[i].id >= 0) {
            slow__emit(s, (uint32_t)cut.p[i].id);
            continue;
        }
        cut.p[i].text = slow__normalize(s, cut.p[i].text);
        slow__cut(s, &cut.p[i], 1, s->special, &part);
        for (size_t k = 0; k < part.n; k++) {
            if (part.p[k].id >= 0) {
                slow__emit(s, (uint32_t)part.p[k].id);
                continue;
            }
            s->after_unknown = 0;
            words.p = &part.p[k];
            words.n = words.cap = 1;
            slow__words(s, s->p->pre_tokenizer, &words);
            for (size_t q = 0; q < words.n; q++) slow__word(s, words.p[q].text);
        }
    }
}

/* ---- opening, and one text after the other ---- */

static void slow__free_chunks(tok__chunk *c)
{
    while (c) {
        tok__chunk *next = c->next;
        free(c);
        c = next;
    }
}

/* The arena of what is done next; back with slow__leave. */
static void slow__enter(slow *s)
{
    s->of_b = s->b->chunks;
    s->b->chunks = NULL;
}

static void slow__leave(slow *s)
{
    slow__free_chunks(s->own);
    s->own = s->b->chunks;          /* what was made stays until the next call */
    s->b->chunks = s->of_b;
}

/* The added tokens as texts are searched for them. */
static void slow__open(slow *s)
{
    const tok__added *a = (const tok__added *)(const void *)s->b->added.p;
    const size_t n = s->b->added.n / sizeof *a;
    s->added = (slow_added *)slow__alloc(s, (n + 1) * sizeof *s->added);
    for (size_t i = 0; i < n; i++) {
        slow_added *to = &s->added[s->n_added];
        if (s->p->sentence && a[i].trie && !a[i].normalize) continue; /* the model finds them itself */
        to->text = slow__from(s, a[i].raw.p, a[i].raw.n);
        if (a[i].normalize) to->text = slow__normalize(s, to->text);
        to->id = a[i].id;
        to->flags = a[i].flags;
        to->normalized = a[i].trie;
        s->n_added++;
    }
}

/* Does it with an arena of its own. 0: it was given up. */
static int slow__try(slow *s, void (*work)(slow *s))
{
    if (setjmp(s->give_up)) {
        slow__leave(s);
        return 0;
    }
    s->m->steps = 0;
    slow__enter(s);
    work(s);
    slow__leave(s);
    return 1;
}

/* slow_open -- 0: given up, for lack of memory or because a normaliser takes too long with the added tokens; s->why
 * says it. s may be closed in any case. */
static int slow_open(slow *s, tok__build *b)
{
    memset(s, 0, sizeof *s);
    s->b = b;
    s->p = &b->plain;
    s->m = (slow_pattern *)malloc(sizeof *s->m);
    if (!s->m) b->failed = 1;
    if (!s->m || !slow__try(s, slow__open)) return 0;
    s->lasting = s->own;
    s->own = NULL;
    return s->ready = 1;
}

static void slow_close(slow *s)
{
    slow__free_chunks(s->own);
    slow__free_chunks(s->lasting);
    free(s->ids.p);
    free(s->m);
}

/* slow_encode -- the tokens of a text, in s->ids until the next call. 0: given up, s->why says for what reason. */
static int slow_encode(slow *s, const char *text, size_t size, int special)
{
    s->text.p = text;
    s->text.n = size;
    s->special = special;
    return slow__try(s, slow__encode);
}

/* slow_decode -- the text of tokens, which stays until the next call; special: control tokens are shown. 0: given up,
 * or (s->why is empty) nothing says what they are shown as. */
static int slow_decode(slow *s, const uint32_t *ids, size_t n, int special, tok__str *text)
{
    int fine;
    s->shows = ids;
    s->n_shows = n;
    s->special = special;
    s->why[0] = 0;
    fine = !s->p->no_decoder && slow__try(s, slow__decode);
    *text = s->text;
    return fine;
}

#endif /* TOOLS_TOK_SLOW_H */
