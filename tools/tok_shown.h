/* tok_shown.h -- the slow path's way back: what tokens are shown as. */
#ifndef TOOLS_TOK_SHOWN_H
#define TOOLS_TOK_SHOWN_H

#include "tok_norm.h"

/* What an id is shown as: an added token's text, or the model's token */
static slow_text slow__text_of(slow *s, uint32_t id)
{
    for (size_t i = 0; i < s->n_added; i++)
        if (s->added[i].id == id && !(s->p->sentence && slow__token(s, id)->type)) return s->added[i].text;
    return slow__from(s, slow__token(s, id)->text.p, slow__token(s, id)->text.n);
}

/* Up to `start` of these characters go in front, up to `stop` at the end. */
static slow_text slow__strip_some(slow_text t, slow_text what, int start, int stop)
{
    size_t from = 0, to = t.n;
    for (; start > 0 && from < to && slow__starts(t, from, what); start--) from++;
    for (; stop > 0 && to > from && slow__starts(t, to - 1, what); stop--) to--;
    return slow__part(t, from, to);
}

/* A space in front of each token but the first and those that go on with a word; then tidied up so: */
static slow_text slow__tidy(slow *s, slow_text t)
{
    static const char *const tidy[][2] = {{" .", "."}, {" ?", "?"}, {" !", "!"}, {" ,", ","}, {" ' ", "'"},
        {" n't", "n't"}, {" 'm", "'m"}, {" do not", " don't"}, {" 's", "'s"}, {" 've", "'ve"}, {" 're", "'re"}};
    for (size_t i = 0; i < sizeof tidy / sizeof tidy[0]; i++)
        t = slow__replace(s, t, slow__from(s, tidy[i][0], strlen(tidy[i][0])),
                          slow__from(s, tidy[i][1], strlen(tidy[i][1])));
    return t;
}

static slow_text slow__word_part(slow *s, const json_value *v, slow_text t, int first)
{
    const slow_text prefix = slow__from(s, json_str(v, "prefix", "##"), strlen(json_str(v, "prefix", "##")));
    if (!first) t = slow__starts(t, 0, prefix) ? slow__part(t, prefix.n, t.n) : slow__in_front(s, ' ', t);
    return json_bool(v, "cleanup", 1) ? slow__tidy(s, t) : t;
}

/* Speech as it was recognised, a token a moment: of equal ones in a row one counts, and blanks show nothing. */
static void slow__ctc(slow *s, const json_value *v, slow_list *t)
{
    const char *pad = json_str(v, "pad_token", "<pad>"), *space = json_str(v, "word_delimiter_token", "|");
    slow_list out = {NULL, 0, 0};
    for (size_t i = 0; i < t->n; i++) {
        const slow_text x = t->p[i].text, none = {NULL, 0, 0};
        slow_text y;
        if (i && x.n == t->p[i - 1].text.n && slow__starts(x, 0, t->p[i - 1].text)) continue;
        y = slow__replace(s, x, slow__from(s, pad, strlen(pad)), none);
        if (json_bool(v, "cleanup", 1))
            y = slow__replace(s, slow__tidy(s, y), slow__from(s, space, strlen(space)), slow__from(s, " ", 1));
        slow__push(s, &out, y, -1, 0);
    }
    *t = out;
}

/* token number i of n; first of all are those that nothing precedes */
static slow_text slow__decoded(slow *s, const json_value *v, slow_text t, size_t i, size_t n)
{
    const slow_text mark = slow__from(s, TOK__MARK, 3), space = slow__from(s, " ", 1), none = {NULL, 0, 0};
    slow_text out = {NULL, 0, 0}, suffix;
    const char *scheme = json_str(v, "prepend_scheme", json_bool(v, "add_prefix_space", 1) ? "always" : "never");
    uint8_t byte;
    if (slow__named(v, "ByteLevel")) return slow__from_alphabet(s, t);
    if (slow__named(v, "WordPiece")) return slow__word_part(s, v, t, i == 0);
    if (slow__named(v, "Replace")) return slow__replace_matches(s, v, t);
    if (slow__named(v, "Metaspace")) return slow__replace(s, t, mark, !i && strcmp(scheme, "never") ? none : space);
    if (slow__named(v, "Strip"))
        return slow__strip_some(t, slow__str(s, json_get(v, "content")), (int)json_num(v, "start", 0),
                                (int)json_num(v, "stop", 0));
    if (slow__named(v, "BPEDecoder")) {
        suffix = slow__from(s, json_str(v, "suffix", "</w>"), strlen(json_str(v, "suffix", "</w>")));
        return slow__replace(s, t, suffix, i + 1 < n ? space : none);
    }
    if (slow__named(v, "Sequence") || slow__named(v, "CTC")) return t;
    if (!slow__named(v, "ByteFallback")) slow__give_up(s, "decoder ", json_str(v, "type", "without type"));
    if (!tok__byte_piece(slow__bytes(s, t), &byte)) return t;
    slow__put(s, &out, byte < 128 ? byte : SLOW_BYTE + byte);
    return out;
}

static void slow__decode_steps(slow *s, const json_value *v, slow_list *t)
{
    const json_value *list = json_get(v, "decoders");
    slow_text all = {NULL, 0, 0};
    const int fuse = slow__named(v, "Fuse"), none = !v || v->type == JSON_NULL;
    for (const json_value *c = list ? list->child : NULL; c; c = c->next) slow__decode_steps(s, c, t);
    if (slow__named(v, "CTC")) slow__ctc(s, v, t);
    for (size_t i = 0; i < t->n; i++) {
        if (none && i) slow__put(s, &all, ' ');
        if (fuse || none) slow__add(s, &all, t->p[i].text);
        else t->p[i].text = slow__decoded(s, v, t->p[i].text, i, t->n);
    }
    if ((fuse || none) && t->n) t->p[0].text = all, t->n = 1;
}

/* SentencePiece: U+2581 is a space, but not where the text starts if spaces were put or dropped there. */
static void slow__decode_sentence(slow *s, slow_list *t)
{
    const slow_text mark = slow__from(s, TOK__MARK, 3), space = slow__from(s, " ", 1);
    int start = 1, seen = 0;
    for (size_t i = 0; i < s->n_shows; i++) {
        const tok__plain_token *token = slow__token(s, s->shows[i]);
        slow_text x = slow__from(s, token->text.p, token->text.n);
        uint8_t byte;
        if (token->type == TOK__BYTE && tok__byte_piece(token->text, &byte)) {
            x.n = x.cap = 0;
            slow__put(s, &x, byte < 128 ? byte : SLOW_BYTE + byte);
        } else {
            if (seen || t->n) start = 0;
            seen = 0;
            if (token->type == TOK__CONTROL && !s->special) continue;
            if (token->type == TOK__UNKNOWN && !s->special && s->b->unk_text.n)
                x = slow__from(s, s->b->unk_text.p, s->b->unk_text.n);
            else if (token->type != TOK__CONTROL && token->type != TOK__UNKNOWN) {
                if (start && (s->p->dummy_prefix || s->p->squeeze) && slow__starts(x, 0, mark)) {
                    x = slow__part(x, 1, x.n);
                    seen = !s->p->squeeze;
                }
                x = slow__replace(s, x, mark, space);
            }
        }
        slow__push(s, t, x, -1, 0);
    }
}

/* Bytes that make no character are shown as U+FFFD, those that could have begun one together. */
static tok__str slow__shown(slow *s, tok__str in)
{
    char *out = (char *)slow__alloc(s, 3 * in.n + 1);
    tok__str r = {out, 0};
    for (size_t i = 0, len; i < in.n; i += len) {
        const uint8_t *p = (const uint8_t *)in.p + i;
        uint32_t cp;
        len = gpt__utf8_next(p, in.n - i, &cp);
        memcpy(out + r.n, cp == GPT__BAD_BYTE ? "\xef\xbf\xbd" : (const char *)p, cp == GPT__BAD_BYTE ? 3 : len);
        r.n += cp == GPT__BAD_BYTE ? 3 : len;
        while (cp == GPT__BAD_BYTE && (int)len < gpt__utf8_promise(*p) && i + len < in.n &&
               gpt__utf8_continues(*p, (int)len, p[len])) len++;
    }
    return r;
}

static void slow__decode(slow *s)
{
    slow_list t = {NULL, 0, 0};
    slow_text all = {NULL, 0, 0};
    for (size_t i = 0; i < s->n_shows && !s->p->sentence; i++)
        if (s->special || !(tok__token_at(s->b, s->shows[i])->attr & GPT__ATTR_SPECIAL))
            slow__push(s, &t, slow__text_of(s, s->shows[i]), -1, 0);
    if (s->p->sentence) slow__decode_sentence(s, &t);
    else slow__decode_steps(s, s->p->decoder, &t);
    for (size_t i = 0; i < t.n; i++) slow__add(s, &all, t.p[i].text);
    s->text = slow__shown(s, slow__bytes(s, all));
}

#endif /* TOOLS_TOK_SHOWN_H */
