/* samples.h -- section "SAMP" of a .gpt file: a dozen texts with the tokens that the converter's slow path makes of
 * them (tok_slow.h), for any reader of the file to make again. >>format in gpt.h describes it.
 *
 * Include ../gpt.h, with its implementation, and file.h first. */
#ifndef TOOLS_SAMPLES_H
#define TOOLS_SAMPLES_H

typedef struct sample {
    int flags;                  /* of gpt_tokenize and gpt_detokenize */
    const char *text, *shown;   /* shown NULL: not known what the tokens are shown as */
    size_t n_text, n_shown;
    const unsigned char *token; /* (n_token) u32 */
    int n_token;
} sample;

/* samples_next -- the sample at *at, which moves on; start at 8. 1: there is one, 0: no more, -1: that is damaged. */
static inline int samples_next(const unsigned char *p, size_t size, size_t *at, sample *s) {
    uint32_t n_text, n_shown, n_token;
    size_t left;
    if (*at == size) return 0;
    if (*at > size || size - *at < 16) return -1;
    p += *at;
    left = size - *at - 16;
    s->flags = (int)gpt__rd32(p);
    n_text = gpt__rd32(p + 4);
    n_shown = gpt__rd32(p + 8);
    n_token = gpt__rd32(p + 12);
    if (n_token > left / 4 || n_token > INT_MAX) return -1;
    s->token = p + 16;
    s->n_token = (int)n_token;
    left -= 4 * (size_t)n_token;
    s->text = (const char *)p + 16 + 4 * (size_t)n_token;
    s->n_text = n_text;
    s->shown = n_shown == UINT32_MAX ? NULL : s->text + n_text;
    s->n_shown = n_shown == UINT32_MAX ? 0 : n_shown;
    if (n_text > left || s->n_shown > left - n_text) return -1;
    left -= n_text + s->n_shown;
    if (left < (size_t)-(n_text + s->n_shown) % 4) return -1;
    *at = size - left + (size_t)-(n_text + s->n_shown) % 4;
    return 1;
}

/* samples_count -- how many a model has; -1: the section is damaged. */
static inline int samples_count(const gpt_model *m) {
    size_t at = 8;
    sample s;
    int n = 0, more = 0;
    if (!m->file.samples) return 0;
    if (m->file.samples_size < 8 || gpt__rd32(m->file.samples + 4)) return -1;
    while ((more = samples_next(m->file.samples, m->file.samples_size, &at, &s)) > 0) n++;
    return more < 0 || (uint32_t)n != gpt__rd32(m->file.samples) ? -1 : n;
}

static inline int samples__replay(const gpt_model *m, const sample *s, gpt_error *err) {
    int *ids = (int *)malloc(((size_t)s->n_token + 1) * sizeof *ids), n = GPT_E_MEMORY, i, same;
    char *shown = (char *)malloc(s->n_shown + 1);
    const int n_quoted = (int)(s->n_text < 120 ? s->n_text : 120); /* no NUL ends a text */
    if (ids && shown) n = gpt_tokenize(m, s->text, s->n_text, s->flags, ids, s->n_token);
    same = n == s->n_token;
    for (i = 0; same && i < n; i++) same = (uint32_t)ids[i] == gpt__rd32(s->token + 4 * i);
    if (n < 0) tool_fail(err, n, "\"%.*s\": %s", n_quoted, s->text, gpt_status_text(n));
    else if (!same) tool_fail(err, n = GPT_E_FORMAT, "the tokens of this text are others than they were: \"%.*s\"",
                              n_quoted, s->text);
    else if (s->shown) {
        i = gpt_detokenize(m, ids, n, s->flags, shown, (int)s->n_shown);
        if (i != (int)s->n_shown || memcmp(shown, s->shown, s->n_shown) != 0)
            tool_fail(err, n = GPT_E_FORMAT, "the tokens of this text are shown as another than they were: \"%.*s\"",
                      n_quoted, s->text);
    }
    free(ids);
    free(shown);
    return n < 0 ? n : GPT_OK;
}

/* samples_replay -- tokenizes all of them; *n: how many were right, up to the first that was not. */
static inline int samples_replay(const gpt_model *m, int *n, gpt_error *err) {
    size_t at = 8;
    sample s;
    int rc = GPT_OK;
    *n = 0;
    if (samples_count(m) < 0) return tool_fail(err, GPT_E_FORMAT, "section SAMP is damaged");
    while (m->file.samples && rc == GPT_OK && samples_next(m->file.samples, m->file.samples_size, &at, &s) > 0) {
        rc = samples__replay(m, &s, err);
        *n += rc == GPT_OK;
    }
    return rc;
}

#endif
