/* tok_ranks.h -- rank files of tiktoken: lines of a token in base64 and its rank.
 *
 * Pattern and special tokens are not in them: a JSON file, or those of a model that is known, say them. */
#ifndef TOOLS_TOK_RANKS_H
#define TOOLS_TOK_RANKS_H

#include "tok_json.h"

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

#endif /* TOOLS_TOK_RANKS_H */
