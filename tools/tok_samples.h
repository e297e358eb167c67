/* tok_samples.h -- the check of each conversion: a dozen texts, tokenized by the slow path (tok_slow.h) and by gpt.h.
 *
 * If they differ, the tokenizer is not converted: better no model than one whose ids are not sure. Else the texts and
 * their tokens become section "SAMP" of the file (samples.h), and gpt-verify replays them anywhere. A text that the
 * slow path gives up, because a pattern takes too long, is left out, and a note tells of it. */
#ifndef TOOLS_TOK_SAMPLES_H
#define TOOLS_TOK_SAMPLES_H

#include "tok_slow.h"

static const char *const tok__sample_texts[] = {
    "Hello, world! The quick brown fox doesn't jump over 13 lazy dogs; it's 1,234.56 past 7. I'LL SAY: \"OK\" (twice).",
    "for (int i = 0; i < n; i++) {\n\tsum += x[i] * 0x1F; // \"done\"\n}\n\n\n    return sum;\r\n\r\n",
    "0 1 12 123 1234 12345 123456 1234567 3.14159 1e-10 2024-12-31 \xd9\xa3\xd9\xa4 \xc2\xb2 \xe2\x85\xa7 x1y22z",
    "  two  three   four    \t\ttabs \r\n \n\n\xc2\xa0\xe3\x80\x80 \xe2\x80\x8b\xe2\x80\xa8 the end  ",
    "Gr\xc3\xb6\xc3\x9f" "e, na\xc3\xafve caf\xc3\xa9, \xc4\xb0stanbul'da \xc5\x81\xc3\xb3" "d\xc5\xba, \xc3\x86on: "
    "\xc2\xab" "d'accord\xc2\xbb \xe2\x80\x94 \xe2\x80\x9cquoted\xe2\x80\x9d\xe2\x80\xa6",
    "\xd0\x9f\xd1\x80\xd0\xb8\xd0\xb2\xd0\xb5\xd1\x82, \xd0\x9c\xd0\x98\xd0\xa0! \xce\x9a\xce\xb1\xce\xbb\xce\xb7\xce"
    "\xbc\xce\xad\xcf\x81\xce\xb1 \xce\xba\xcf\x8c\xcf\x83\xce\xbc\xce\xb5. \xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d \xd9\x85"
    "\xd8\xb1\xd8\xad\xd8\xa8\xd8\xa7 \xd8\xa8\xd8\xa7\xd9\x84\xd8\xb9\xd8\xa7\xd9\x84\xd9\x85\xd8\x8c",
    "\xe6\x88\x91\xe8\x83\xbd\xe5\x90\x9e\xe4\xb8\x8b\xe7\x8e\xbb\xe7\x92\x83\xe3\x80\x82\xe6\x97\xa5\xe6\x9c\xac\xe8"
    "\xaa\x9e\xe3\x81\xae\xe3\x83\x86\xe3\x82\xad\xe3\x82\xb9\xe3\x83\x88\xe3\x80\x81\xef\xbd\xb6\xef\xbe\x9e\xe3\x81"
    "\x8b\xe3\x82\x99 \xed\x95\x9c\xea\xb5\xad\xec\x96\xb4 \xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab \xf0\xa0\x80\x80",
    "\xe0\xa4\xb9\xe0\xa4\xbf\xe0\xa4\xa8\xe0\xa5\x8d\xe0\xa4\xa6\xe0\xa5\x80 \xe0\xa4\x95\xe0\xa4\xbc \xe0\xae\xa4"
    "\xe0\xae\xae\xe0\xae\xbf\xe0\xae\xb4\xe0\xaf\x8d \xe0\xb9\x84\xe0\xb8\x97\xe0\xb8\xa2\xe0\xb8\x81\xe0\xb8\xb3 \xe1"
    "\x83\xa5\xe1\x83\x90\xe1\x83\xa0\xe1\x83\x97 \xe1\x8a\xa0\xe1\x88\x9b\xe1\x88\xad\xe1\x8a\x9b",
    "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9\xe2\x80\x8d\xf0\x9f\x91\xa7 \xf0\x9f\x91\x8d\xf0\x9f\x8f\xbd \xf0\x9f"
    "\x87\xab\xf0\x9f\x87\xb7\xf0\x9f\x87\xa9\xf0\x9f\x87\xaa\xe2\x98\xba\xef\xb8\x8f \xf0\x9f\x99\x82\xf0\x9f\x99\x82",
    "e\xcc\x81 \xc3\xa9 q\xcc\x87\xcc\xa3 q\xcc\xa3\xcc\x87 \xe1\xba\x9b\xcc\xa3 \xef\xac\x81 \xc2\xbd "
    "\xe2\x84\x8c \xe2\x84\xab "
    "\xe3\x8d\xbf \xef\xbc\x91\xef\xbd\x81 \xc7\x85 \xe1\xba\x9e \xc5\xbf \xe2\x84\xaa \xcf\x82\xce\xa3",
    "<s> </s> <unk>[UNK] [MASK] <|endoftext|> <|im_start|> ##ing <0x0A> \xe2\x96\x81 \xe2\x96\x81\xe2\x96\x81x "
    "</w> <pad>\n",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"
    "                                                                                ========================= "
    "0000000000000000000000000000000000000000\n\n\n\n\n\n\n\n\n\n\n\n----------------------------------------"
};

/* where not all bytes are characters */
static const char tok__sample_bytes[] =
    "\xff ok \xe4\xb8 \xf0\x9f\x98 A\xc3(\xed\xa0\x80\xc0\xaf \xf4\x90\x80\x80\x80.";

/* Some of the vocabulary's own tokens one behind the other; or some of those that are found in any text. */
static void tok__sample_own(tok__build *b, int added, tok__vec *text)
{
    enum { SOME = 12, LONG = 24, LONGEST = 200 };
    static const char between[] = " x  ";
    const tok__added *a = (const tok__added *)(const void *)b->added.p;
    const size_t n = added ? b->added.n / sizeof *a : b->n_vocab, step = n / SOME + 1;
    for (size_t i = added ? 0 : step / 2; i < n; i += step) {
        const tok__str s = added ? a[i].raw : tok__token_at(b, (uint32_t)i)->text;
        if (s.n > (added ? LONGEST : LONG)) continue;
        tok__push(b, text, s.p, s.n);
        if (added) tok__push(b, text, between + i % 4, 4 - i % 4);
    }
}

/* "12 345 6 ...": some tokens from the first that differs on */
static void tok__sample_ids(char *out, size_t cap, const uint32_t *ids, size_t from, size_t n)
{
    size_t at = 0;
    *out = 0;
    for (size_t i = from; i < n && i < from + 5; i++)
        at += (size_t)snprintf(out + at, cap - at, i > from ? " %u" : "%u", ids[i]);
    snprintf(out + at, cap - at, "%s", from >= n ? "the end" : from + 5 < n ? " ..." : "");
}

/* both ways for one text after the other */
typedef struct tok__check {
    tok__build *b;
    const gpt__tokenizer *t;
    slow s;
    uint32_t *ids;          /* (n_ids) of the last text; NULL: it was given up */
    size_t n_ids;
    tok__str shown;         /* what they are shown as; p NULL: that is not known, or gpt.h shows something else */
    int n_text, n_left_out, n_shown_otherwise;
    char why[100];          /* texts were left out */
} tok__check;

static int tok__check_open(tok__check *c, tok__build *b, const gpt__tokenizer *t)
{
    memset(c, 0, sizeof *c);
    c->b = b;
    c->t = t;
    return slow_open(&c->s, b) || !b->failed ? GPT_OK : tok__memory(b);
}

static void tok__check_close(tok__check *c)
{
    free(c->ids);
    slow_close(&c->s);
}

static int tok__check_differs(tok__check *c, tok__str text, const uint32_t *slow_ids, size_t n_slow)
{
    char by_slow[80], by_fast[80], what[300];
    size_t from = 0;
    while (from < c->n_ids && from < n_slow && c->ids[from] == slow_ids[from]) from++;
    tok__sample_ids(by_slow, sizeof by_slow, slow_ids, from, n_slow);
    tok__sample_ids(by_fast, sizeof by_fast, c->ids, from, c->n_ids);
    snprintf(what, sizeof what, "self-check: from number %lu on tokens are %s by definition, %s by gpt.h, in: %.*s",
             (unsigned long)from, by_slow, by_fast, (int)(text.n < 80 ? text.n : 80), text.p);
    return tok__fail(c->b, GPT_E_FORMAT, what, NULL);
}

/* What the tokens are shown as must be the text, where the original shows that. */
static int tok__check_shown(tok__check *c, tok__str text, int flags)
{
    const tok__str shown = c->shown;
    const int round_trip = shown.n == text.n && !memcmp(shown.p, text.p, text.n);
    char *out = (char *)malloc(shown.n + 1), what[300];
    gpt__sink sink = {out, shown.n, 0};
    gpt_decoder d;
    int same;
    if (!out) return tok__memory(c->b);
    memset(&d, 0, sizeof d);
    for (size_t i = 0; i < c->n_ids; i++) gpt__decode_token(c->t, &d, c->ids[i], flags, &sink);
    gpt__decode_rest(&d, &sink);
    same = sink.n == shown.n && !memcmp(out, shown.p, shown.n);
    if (!same) c->shown.p = NULL, c->n_shown_otherwise++;
    snprintf(what, sizeof what, "self-check: \"%.*s\" is decoded to \"%.*s\"", (int)(text.n < 80 ? text.n : 80), text.p,
             (int)(sink.n < 80 && sink.n < shown.n ? sink.n : shown.n < 80 ? shown.n : 80), out);
    free(out);
    return !same && round_trip ? tok__fail(c->b, GPT_E_FORMAT, what, NULL) : GPT_OK;
}

/* What the slow path gives up is no error, but remembered. */
static int tok__check_left_out(tok__check *c, int *count)
{
    if (c->b->failed) return tok__memory(c->b);
    if (!c->s.why[0]) return GPT_OK;
    ++*count;
    memcpy(c->why, c->s.why, sizeof c->why);
    return GPT_OK;
}

/* tok__check_text -- tokenizes a text both ways and back; GPT_E_FORMAT: the tokens differ, err says how. */
static int tok__check_text(tok__check *c, tok__str text, int flags)
{
    gpt_allocator allocator = {tok__malloc, tok__mfree, NULL};
    const int n = gpt__encode(c->t, &allocator, text.p, text.n, flags, NULL, NULL, NULL, 0);
    free(c->ids);
    c->shown.p = NULL;
    c->ids = n < 0 ? NULL : (uint32_t *)malloc(((size_t)n + 1) * sizeof *c->ids);
    if (n < 0 && n != GPT_E_MEMORY) return tok__fail(c->b, n, gpt_status_text(n), text.p);
    if (!c->ids) return tok__memory(c->b);
    c->n_text++;
    c->n_ids = (size_t)n;
    gpt__encode(c->t, &allocator, text.p, text.n, flags, NULL, (int *)c->ids, NULL, n);
    if (!c->s.ready || !slow_encode(&c->s, text.p, text.n, flags)) {
        free(c->ids);
        c->ids = NULL;
        return tok__check_left_out(c, &c->n_left_out);
    }
    if (c->s.ids.n != c->n_ids * sizeof *c->ids || (n && memcmp(c->ids, c->s.ids.p, c->s.ids.n)))
        return tok__check_differs(c, text, (const uint32_t *)(const void *)c->s.ids.p, c->s.ids.n / sizeof *c->ids);
    if (slow_decode(&c->s, c->ids, c->n_ids, flags, &c->shown)) return tok__check_shown(c, text, flags);
    c->shown.p = NULL;
    return tok__check_left_out(c, &c->n_shown_otherwise);
}

/* Adds a text and what was found of it to the section. */
static void tok__sample_put(tok__check *c, tok__str text, int flags, tok__vec *out)
{
    uint32_t head[4];
    head[0] = (uint32_t)flags;
    head[1] = (uint32_t)text.n;
    head[2] = c->shown.p ? (uint32_t)c->shown.n : UINT32_MAX;
    head[3] = (uint32_t)c->n_ids;
    tok__push(c->b, out, head, sizeof head);
    tok__push(c->b, out, c->ids, c->n_ids * sizeof *c->ids);
    tok__push(c->b, out, text.p, text.n);
    if (c->shown.p) tok__push(c->b, out, c->shown.p, c->shown.n);
    tok__push(c->b, out, "\0\0", (4 - out->n % 4) % 4);
}

static void tok__sample_note(const tok__check *c, tok_blob *out)
{
    if (c->n_left_out)
        snprintf(out->note, sizeof out->note, "self-check: the tokens of %d of %d texts are not checked: %s",
                 c->n_left_out, c->n_text, c->why);
    else if (c->n_shown_otherwise)
        snprintf(out->note, sizeof out->note, "self-check: what the tokens of %d of %d texts are shown as is not what "
                 "the file says%s%s", c->n_shown_otherwise, c->n_text, c->why[0] ? ": " : "", c->why);
}

/* tok__make_samples -- the section SAMP for a tokenizer of which out has the section TOKN. */
static int tok__make_samples(tok__build *b, tok_blob *out)
{
    const size_t n_text = sizeof tok__sample_texts / sizeof tok__sample_texts[0];
    const int has_bytes = b->bytes || b->plain.by_byte || b->plain.byte_fallback;
    tok__vec section = {NULL, 0, 0}, own[2] = {{NULL, 0, 0}, {NULL, 0, 0}};
    tok__check c;
    gpt__tokenizer t;
    uint32_t n = 0;
    int status = gpt__tokenizer_open(&t, out->data, out->size, b->err);
    if (status) return status;
    tok__push(b, &section, "\0\0\0\0\0\0\0", 8);
    for (int added = 0; added < 2; added++) tok__sample_own(b, added, &own[added]);
    status = tok__check_open(&c, b, &t);
    for (size_t i = 0; i < n_text + 3 && !status && !b->failed; i++) {
        const int flags = i == n_text + 2 ? GPT_TEXT_SPECIAL : 0;
        tok__str text = tok__lit(i < n_text ? tok__sample_texts[i] : has_bytes ? tok__sample_bytes : "");
        if (i > n_text) {
            text.p = (const char *)own[i - n_text - 1].p;
            text.n = own[i - n_text - 1].n;
        }
        if (text.n) status = tok__check_text(&c, text, flags);
        if (!text.n || status || !c.ids) continue;
        tok__sample_put(&c, text, flags, &section);
        n++;
    }
    tok__sample_note(&c, out);
    tok__check_close(&c);
    free(own[0].p);
    free(own[1].p);
    if (!status && b->failed) status = tok__memory(b);
    if (!status) memcpy(section.p, &n, sizeof n);
    out->samples = section.p;
    out->samples_size = section.n;
    return status;
}

#endif /* TOOLS_TOK_SAMPLES_H */
