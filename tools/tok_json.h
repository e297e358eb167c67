/* tok_json.h -- tokenizer.json of Hugging Face: vocabulary, added tokens, normaliser, splits, decoder.
 *
 * Each step of the file becomes one of gpt.h's, or is an error that names it. */
#ifndef TOOLS_TOK_JSON_H
#define TOOLS_TOK_JSON_H

#include "tok_build.h"
#include "tok_pre.h"

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

/* ---- steps of files that are no tokenizer.json, in its words, for the slow path ---- */

static void tok__say(tok__build *b, tok__vec *v, const char *text) { tok__push(b, v, text, strlen(text)); }

/* pattern: {key: ...} of a Split */
static void tok__say_split(tok__build *b, tok__vec *v, const char *key, tok__str pattern, int matches_only)
{
    tok__say(b, v, "{\"type\": \"Split\", \"pattern\": {\"");
    tok__say(b, v, key);
    tok__say(b, v, "\": \"");
    for (size_t i = 0; i < pattern.n; i++) {
        char escaped[8];
        const unsigned char c = (unsigned char)pattern.p[i];
        snprintf(escaped, sizeof escaped, c == '"' || c == '\\' ? "\\%c" : c < ' ' ? "\\u%04x" : "%c", c);
        tok__say(b, v, escaped);
    }
    tok__say(b, v, matches_only ? "\"}, \"behavior\": \"Removed\", \"invert\": true}, "
                                : "\"}, \"behavior\": \"Isolated\"}, ");
}

/* The way in which byte-pair encoding splits; normalizer: its JSON, or null; prefix: a space in front. */
static void tok__note_rule(tok__build *b, const tok__pre *rule, const char *normalizer, int prefix)
{
    static const char bytes[] = "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"use_regex\": false}";
    const int chars = (rule->flags & TOK__PRE_CHARS) != 0, late = (rule->flags & TOK__PRE_BYTES) != 0;
    tok__vec v = {NULL, 0, 0};
    tok__say(b, &v, "{\"normalizer\": ");
    tok__say(b, &v, normalizer);
    tok__say(b, &v, ", \"decoder\": ");
    tok__say(b, &v, chars ? "{\"type\": \"Sequence\", \"decoders\": [{\"type\": \"Replace\", \"pattern\": {"
                            "\"String\": \"" TOK__MARK "\"}, \"content\": \" \"}, "
                            "{\"type\": \"ByteFallback\"}, {\"type\": \"Fuse\"}]}"
                          : "{\"type\": \"ByteLevel\"}");
    tok__say(b, &v, ", \"pre_tokenizer\": {\"type\": \"Sequence\", \"pretokenizers\": [");
    if (prefix) tok__say(b, &v, "{\"type\": \"Prefix\"}, ");
    for (int i = 0; i < 6 && rule->pattern[i]; i++) {
        tok__str pattern = tok__lit(rule->pattern[i]);
        if (i == 1 && (rule->flags & TOK__PRE_THREES))      /* threes that end where the number ends */
            pattern = tok__lit(pattern.p[1] == 'd' ? "\\d{1,3}(?=(?:\\d{3})*\\z)"
                                                   : "\\p{N}{1,3}(?=(?:\\p{N}{3})*\\z)");
        if (late && i == 2) tok__say(b, &v, bytes), tok__say(b, &v, ", ");
        tok__say_split(b, &v, "Regex", pattern, (rule->flags & TOK__PRE_MATCHES) != 0);
    }
    tok__say(b, &v, chars || late ? "{\"type\": \"Sequence\"}" : bytes);
    tok__say(b, &v, "]}}");
    tok__push(b, &v, "", 1);
    if (!b->failed) tok__note_steps(b, (const char *)v.p);
    free(v.p);
}

/* The same for rank files, whose tokens are bytes: what does not match is dropped. */
static void tok__note_ranks(tok__build *b, const char *normalizer, tok__str pattern)
{
    tok__vec v = {NULL, 0, 0};
    tok__say(b, &v, "{\"normalizer\": ");
    tok__say(b, &v, normalizer);
    tok__say(b, &v, ", \"decoder\": {\"type\": \"Fuse\"}, ");
    tok__say(b, &v, "\"pre_tokenizer\": {\"type\": \"Sequence\", \"pretokenizers\": [");
    tok__say_split(b, &v, "Rust", pattern, 1);
    tok__say(b, &v, "{\"type\": \"Sequence\"}]}}");
    tok__push(b, &v, "", 1);
    if (!b->failed) tok__note_steps(b, (const char *)v.p);
    free(v.p);
    b->plain.any_pair = b->plain.by_byte = 1;
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

/* Does a Prepend or Replace put spaces into texts? */
static int tok__makes_blanks(const json_value *v)
{
    return strchr(json_str(v, tok__is(v, "Prepend") ? "prepend" : "content", ""), ' ') != NULL;
}

static int tok__normalizer(tok__build *b, const json_value *v)
{
    tok__str from, to;
    int status;
    if (!v || v->type == JSON_NULL) return GPT_OK;
    if (b->bytes) return tok__unknown_step(b, "normalizer: after ByteLevel,", v);
    if (tok__is(v, "Sequence")) {
        const json_value *list = json_get(v, "normalizers");
        for (const json_value *c = list ? list->child : NULL; c; c = c->next) {
            status =
                tok__is(c, "Sequence") ? tok__unknown_step(b, "normalizer: nested", c) : tok__normalizer(b, c);
            if (status) return status;
        }
        return GPT_OK;
    }
    if (b->visible && (tok__is(v, "BertNormalizer") || tok__is(v, "Precompiled") || tok__is(v, "Strip") ||
                       tok__is(v, "Nmt") || tok__is(v, "NFKC") || tok__is(v, "NFKD") || tok__is(v, "ByteLevel") ||
                       tok__makes_blanks(v)))
        return tok__unknown_step(b, "normalizer: after a replacement of spaces,", v);
    if (tok__named_step(b, json_str(v, "type", ""), &status)) return status;
    if (tok__is(v, "ByteLevel")) {      /* texts are bytes here all the time; who looks at them sees the alphabet */
        b->bytes = b->byte_text = 1;
        return GPT_OK;
    }
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

/* Patterns that group digits in threes from the right look ahead to the end of a number. 1: it is one of them, and what
 * it does is in *status. */
static int tok__digit_groups(tok__build *b, tok__str pattern, int *status)
{
    static const struct { const char *pattern, *number; int isolate; } known[] = {
        {"\\d{1,3}(?=(?:\\d{3})*\\b)", "\\d+(?!\\w)", 1}, {"(?=(\\d{3})+(?!\\d))", "\\d+", 0},
        {"(?=(?:\\d{3})+(?!\\d))", "\\d+", 0}};
    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++) {
        if (pattern.n != strlen(known[i].pattern) || memcmp(pattern.p, known[i].pattern, pattern.n)) continue;
        *status = GPT_OK;
        if (known[i].isolate) *status = tok__add_split(b, tok__lit(known[i].number), REGEX_RUBY, GPT__SPLIT_ISOLATE, 0);
        if (!*status) *status = tok__add_split(b, tok__lit(known[i].number), REGEX_RUBY, GPT__SPLIT_THREES, 0);
        return 1;
    }
    return 0;
}

static int tok__pattern_split(tok__build *b, const json_value *v, tok__str pattern, const char *behavior,
                              int invert)
{
    uint32_t mode;
    int contiguous, status;
    if (!strcmp(behavior, "Isolated") && tok__digit_groups(b, pattern, &status)) return status;
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

/* every `length` characters are a piece */
static int tok__fixed_length(tok__build *b, double length)
{
    char pattern[32];
    if (!(length >= 1 && length <= 1000))
        return tok__fail(b, GPT_E_UNSUPPORTED, "pre_tokenizer FixedLength: pieces of more than 1000 characters", NULL);
    snprintf(pattern, sizeof pattern, "[\\s\\S]{1,%d}", (int)length);
    return tok__add_split(b, tok__lit(pattern), REGEX_RUST, GPT__SPLIT_ISOLATE, 0);
}

static int tok__pre_tokenizer(tok__build *b, const json_value *v, int inside)
{
    tok__str text;
    if (!v || v->type == JSON_NULL) return GPT_OK;
    if (b->bytes && (tok__is(v, "ByteLevel") || tok__is(v, "Metaspace")))
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
        if (b->visible) return tok__unknown_step(b, "pre_tokenizer: after a replacement of spaces,", v);
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
    if (tok__is(v, "FixedLength")) return tok__fixed_length(b, json_num(v, "length", 0));
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

/* Does the WordPiece decoder's clean-up join such a token to the one before? */
static int tok__cleans_up(tok__str s)
{
    static const char *const joined[] = {".", "?", "!", ",", "n't", "'m", "'s", "'ve", "'re"};
    for (size_t i = 0; i < sizeof joined / sizeof joined[0]; i++)
        if (strlen(joined[i]) <= s.n && !memcmp(joined[i], s.p, strlen(joined[i]))) return 1;
    return 0;
}

static int tok__wordpiece_decoder(tok__build *b, const char *prefix, int clean)
{
    const size_t n = strlen(prefix);
    if (n > 255) return tok__fail(b, GPT_E_UNSUPPORTED, "decoder: a prefix of more than 255 bytes", NULL);
    b->flags |= GPT__TOK_SPACED | (uint32_t)n << GPT__TOK_PREFIX;
    for (uint32_t id = 0; id < b->n_vocab; id++) {
        tok__token *t = tok__token_at(b, id);
        if (clean && tok__cleans_up(t->text)) t->attr |= GPT__ATTR_JOINS;
        if (n && t->text.n >= n && !memcmp(t->text.p, prefix, n)) t->attr |= GPT__ATTR_JOINS | GPT__ATTR_INNER;
    }
    return GPT_OK;
}

/* What is left of a token when speech has been recognised: blanks show nothing, and delimiters are spaces. */
static int tok__ctc_decoder(tok__build *b, const json_value *v)
{
    static const char *const tidy[][2] = {{" .", "."}, {" ?", "?"}, {" !", "!"}, {" ,", ","}, {" ' ", "'"},
        {" n't", "n't"}, {" 'm", "'m"}, {" do not", " don't"}, {" 's", "'s"}, {" 've", "'ve"}, {" 're", "'re"}};
    const char *pad = json_str(v, "pad_token", "<pad>"), *space = json_str(v, "word_delimiter_token", "|");
    if (!*pad || !*space) return tok__unknown_step(b, "decoder: tokens of", v);
    if (b->ignore_merges)       /* whole words are looked up by what is shown */
        return tok__unknown_step(b, "decoder: beside ignore_merges,", v);
    b->flags |= GPT__TOK_RUNS;
    for (uint32_t id = 0; id < b->n_vocab; id++) {
        tok__token *t = tok__token_at(b, id);
        t->text = tok__replace(b, t->text, pad, "");
        if (!json_bool(v, "cleanup", 1)) continue;
        for (size_t i = 0; i < sizeof tidy / sizeof tidy[0]; i++)
            t->text = tok__replace(b, t->text, tidy[i][0], tidy[i][1]);
        t->text = tok__replace(b, t->text, space, " ");
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

/* Metaspace takes U+2581 away at the start, but no blanks: those that added tokens begin with stay. */
static void tok__keep_blanks(tok__build *b)
{
    const tok__added *a = (const tok__added *)(const void *)b->added.p;
    for (size_t i = 0; i < b->added.n / sizeof *a; i++)
        if (*a[i].raw.p == ' ' && !a[i].normalize && !tok__token_at(b, a[i].id)->model)
            tok__token_at(b, a[i].id)->attr |= GPT__ATTR_BYTE;
}

static int tok__decoder(tok__build *b, const json_value *v)
{
    tok__str from;
    if ((!v || v->type == JSON_NULL) && !b->bytes && !b->visible) b->flags |= GPT__TOK_SPACED;
    b->plain.no_decoder = (!v || v->type == JSON_NULL) && (b->bytes || b->visible); /* texts in no alphabet */
    if (!v || v->type == JSON_NULL || tok__is(v, "Fuse")) return GPT_OK;
    if (tok__is(v, "WordPiece"))
        return tok__wordpiece_decoder(b, json_str(v, "prefix", "##"), json_bool(v, "cleanup", 1));
    if (tok__is(v, "CTC")) return tok__ctc_decoder(b, v);
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
        if (!strcmp(tok__scheme(v), "never")) return GPT_OK;
        b->flags |= GPT__TOK_STRIP_FIRST;
        tok__keep_blanks(b);
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
        tok__note_token(b, key, (uint32_t)v->number, 0, 0);
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

static int tok__add_merge(tok__build *b, tok__map *pairs, tok__str left, tok__str right, uint32_t rank)
{
    gpt__merge_slot m;
    uint32_t place, key[2];
    const size_t skip = right.n >= b->prefix.n ? b->prefix.n : 0;
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
    tok__note_merge(b, left, right, rank);
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

/* The character that s is, or the byte that it writes in GPT-2's alphabet; 0 if it is something else. */
static int tok__one_char(tok__build *b, tok__str s, uint32_t *cp)
{
    int ok;
    if (gpt__utf8_next((const uint8_t *)s.p, s.n, cp) != s.n || *cp == GPT__BAD_BYTE) return 0;
    if (!b->bytes) return 1;
    s = tok__from_alphabet(b, s, &ok);
    *cp = ok ? (uint8_t)*s.p : 0u;
    return ok;
}

/* The character that a token of one character stands for, with what its place in the piece adds to it. */
static void tok__char_of(tok__build *b, tok__str s, uint32_t id)
{
    for (int inner = 0; inner <= (b->prefix.n > 0); inner++) {
        for (int end = 0; end <= (b->suffix.n > 0); end++) {
            const size_t from = inner ? b->prefix.n : 0, behind = end ? b->suffix.n : 0;
            const size_t n = s.n > from + behind ? s.n - from - behind : 0;
            uint32_t cp;
            tok__str one;
            one.p = s.p + from;
            one.n = n;
            if (!n || memcmp(s.p, b->prefix.p, from) || memcmp(s.p + from + n, b->suffix.p, behind) ||
                !tok__one_char(b, one, &cp))
                continue;
            tok__add_char(b, cp | (inner ? GPT__CHAR_INNER : 0) | (end ? GPT__CHAR_END : 0), id);
        }
    }
}

/* the token that stands for a byte of an unknown character: "<0x0A>" */
static int tok__find_byte(const tok__build *b, uint32_t byte, uint32_t *id)
{
    char name[8];
    snprintf(name, sizeof name, "<0x%02X>", (unsigned)byte);
    return tok__find_text(b, name, id);
}

/* The symbol of a byte that is written in GPT-2's alphabet. If that has no token, what it is written with may have
 * some. */
static uint32_t tok__byte_symbol(tok__build *b, uint32_t cp, int byte_fallback)
{
    uint8_t utf8[8];
    uint32_t id, tokens[4], n = 0;
    tok__str key;
    key.p = (const char *)utf8;
    key.n = gpt__utf8_put(cp, utf8);
    if (tok__find(&b->vocab, key, &id)) return id;
    while (byte_fallback && n < key.n && tok__find_byte(b, utf8[n], &tokens[n])) n++;
    return n == key.n ? tok__new_symbol(b, tokens, n) : GPT__TOK_NONE;
}

/* Symbols that text starts as, and the token texts as plain bytes. byte_fallback: unknown characters are
 * spelled in bytes; shown: ... and the decoder puts those together again. */
static void tok__plain_texts(tok__build *b, int byte_fallback, int shown)
{
    const int marked = b->prefix.n || b->suffix.n, plain_bytes = b->bytes && b->kind == GPT__TOK_BPE && !marked;
    uint32_t alphabet[256], id;
    tok__byte_alphabet(alphabet);
    for (uint32_t i = 0; i < 256; i++) {
        b->byte[i] = GPT__TOK_NONE;
        if (plain_bytes) b->byte[i] = tok__byte_symbol(b, alphabet[i], byte_fallback);
        else if (byte_fallback && tok__find_byte(b, i, &id)) b->byte[i] = id;
    }
    if (b->bytes && !plain_bytes) b->flags |= GPT__TOK_BYTES;
    for (id = 0; id < b->n_vocab; id++) {
        tok__token *t = tok__token_at(b, id);
        uint8_t byte;
        int ok = 1;
        if (b->bytes && b->kind == GPT__TOK_BPE && marked) tok__char_of(b, t->text, id);
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
        b->plain.fuse = json_bool(model, "fuse_unk", 0);
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
        tok__note_token(b, t->text, (uint32_t)id, number, 0);
        tok__push(b, &b->score, &number, sizeof number);
        if (number < least) least = number;
    }
    if (unk && unk->type == JSON_NUMBER) {
        if (!(unk->number >= 0 && unk->number < b->n_vocab))
            return tok__fail(b, GPT_E_FORMAT, "the unknown token is not in the vocabulary", NULL);
        b->unknown = (uint32_t)unk->number;
        b->special[GPT_TOKEN_UNK] = (int32_t)b->unknown;
    }
    b->plain.unknown_score = least -= 10;
    b->plain.fuse = 1;
    tok__push(b, &b->score, &least, sizeof least);
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
    b->plain.whole_words = !pieces;
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
        int ok = 1;
        if (!t->model || (b->visible && memchr(text.p, ' ', text.n))) continue; /* no text leads to it */
        if (b->visible) text = tok__replace(b, text, TOK__MARK, " ");
        if (b->bytes) text = tok__from_alphabet(b, text, &ok);
        if (ok) tok__add_piece(b, text, 0, id);
        if (b->kind != GPT__TOK_WORDPIECE || !b->prefix.n || t->text.n < b->prefix.n ||
            memcmp(t->text.p, b->prefix.p, b->prefix.n))
            continue;
        rest.p = t->text.p + b->prefix.n;
        rest.n = t->text.n - b->prefix.n;
        if (b->visible) rest = tok__replace(b, rest, TOK__MARK, " ");
        if (b->bytes) rest = tok__from_alphabet(b, rest, &ok);
        if (ok) tok__add_piece(b, rest, 1, id);
    }
}

/* How an added token is shown. The decoder does to it what it does to others: U+2581 becomes a space, and it is taken
 * for one in GPT-2's alphabet, as which it is not written, but where normalisation has done that. */
static tok__str tok__shown(tok__build *b, tok__str text, int normalize)
{
    int ok;
    if (b->visible) return tok__replace(b, text, TOK__MARK, " ");
    return b->bytes && !(b->byte_text && normalize) ? tok__from_alphabet(b, text, &ok) : text;
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
    if (!t->model || (b->byte_text && normalize)) t->text = tok__shown(b, text, normalize);
    t->attr |= GPT__ATTR_ADDED;
    if (json_bool(v, "special", 0)) {
        flags |= GPT__ADDED_SPECIAL;
        t->attr |= GPT__ATTR_SPECIAL;
    }
    if (json_bool(v, "lstrip", 0)) flags |= GPT__ADDED_LSTRIP;
    if (json_bool(v, "rstrip", 0)) flags |= GPT__ADDED_RSTRIP;
    if (json_bool(v, "single_word", 0)) flags |= GPT__ADDED_WORD;
    if (normalize && b->byte_text) flags &= ~(uint32_t)(GPT__ADDED_LSTRIP | GPT__ADDED_RSTRIP);    /* no blanks there */
    if (normalize && b->visible_text && (flags & (GPT__ADDED_LSTRIP | GPT__ADDED_RSTRIP)))
        return tok__fail(b, GPT_E_UNSUPPORTED, "lstrip or rstrip of a token that is looked for after spaces are "
                         "replaced", NULL);
    if (normalize && b->byte_text && (flags & GPT__ADDED_WORD))
        return tok__fail(b, GPT_E_UNSUPPORTED, "single_word of a token that is looked for after ByteLevel", NULL);
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

/* Unigram has a score of each token, and one behind them: tokens that were added get that. */
static int tok__score_added(tok__build *b)
{
    double unknown;
    if (b->score.n < sizeof unknown) return GPT_OK;
    memcpy(&unknown, b->score.p + b->score.n - sizeof unknown, sizeof unknown);
    while (b->score.n <= b->n_vocab * sizeof unknown && !b->failed) tok__push(b, &b->score, &unknown, sizeof unknown);
    return b->failed ? tok__memory(b) : GPT_OK;
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
    b->plain.normalizer = json_get(root, "normalizer");
    b->plain.pre_tokenizer = json_get(root, "pre_tokenizer");
    b->plain.decoder = json_get(root, "decoder");
    b->plain.byte_fallback = fallback;
    status = tok__json_model(b, model);
    if (!status) status = tok__normalizer(b, json_get(root, "normalizer"));
    b->visible_text = b->visible;
    if (!status) status = tok__pre_tokenizer(b, json_get(root, "pre_tokenizer"), 0);
    if (!status && fallback && b->visible && !tok__find_text(b, TOK__MARK, &id))
        status = tok__fail(b, GPT_E_UNSUPPORTED, "byte_fallback without a token for U+2581 is not supported", NULL);
    if (!status && fallback && (b->prefix.n || b->suffix.n || (b->bytes && b->kind != GPT__TOK_BPE)))
        status = tok__fail(b, GPT_E_UNSUPPORTED, "byte_fallback is not supported beside a prefix or suffix, nor for "
                           "other models than BPE beside ByteLevel", NULL);
    if (status) return status;
    tok__json_pieces(b);
    tok__plain_texts(b, fallback, tok__has_step(json_get(root, "decoder"), "ByteFallback"));
    status = tok__json_added(b, json_get(root, "added_tokens"));
    if (!status) status = tok__score_added(b);
    if (!status) status = tok__post_processor(b, json_get(root, "post_processor"));
    if (!status) status = tok__decoder(b, json_get(root, "decoder"));
    return status;
}

#endif /* TOOLS_TOK_JSON_H */
