/* tok_ranks.h -- rank files of tiktoken: lines of a token in base64 and its rank; and tekken.json of Mistral.
 *
 * Rank files have neither pattern nor special tokens: a JSON file says them, or the file is one that is known by the
 * class that its folder names, by its own name, or by how many ranks it has. */
#ifndef TOOLS_TOK_RANKS_H
#define TOOLS_TOK_RANKS_H

#include "tok_classes.h"

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

/* one more token: its bytes, which must stay, its rank, and its id */
static int tok__add_rank(tok__build *b, tok__vec *goals, tok__str bytes, double rank, double id)
{
    tok__token *t;
    tok__goal goal;
    int status = tok__need_token(b, id, &t);
    if (status) return status;
    memset(&goal, 0, sizeof goal);
    goal.text = bytes;
    goal.rank = (uint32_t)rank;
    goal.token = (uint32_t)id;
    t->text = bytes;
    t->model = 1;
    tok__put(b, &b->vocab, bytes, goal.token);
    tok__note_token(b, bytes, goal.token, -rank, 0);
    if (bytes.n == 1) b->byte[(uint8_t)*bytes.p] = goal.token;
    tok__push(b, goals, &goal, sizeof goal);
    return GPT_OK;
}

static int tok__rank_lines(tok__build *b, const char *text, size_t size, tok__vec *goals)
{
    const char *end = text + size;
    while (text < end) {
        const char *stop = (const char *)memchr(text, '\n', (size_t)(end - text));
        const char *line = text, *space;
        size_t n = (size_t)((stop ? stop : end) - text);
        double id = 0;
        tok__str bytes;
        char *out;
        int status;
        text += n + (stop != NULL);
        if (n && line[n - 1] == '\r') n--;
        if (!n) continue;
        space = (const char *)memchr(line, ' ', n);
        out = space ? tok__alloc(b, n) : NULL;
        if (!space || !out || space + 1 == line + n ||
            !tok__base64(line, (size_t)(space - line), (uint8_t *)out, &bytes.n))
            return b->failed ? tok__memory(b)
                             : tok__fail(b, GPT_E_FORMAT, "a line is not a token in base64 and its rank", NULL);
        for (const char *p = space + 1; p < line + n; p++) {
            if (*p < '0' || *p > '9' || id > 1e9)
                return tok__fail(b, GPT_E_FORMAT, "a rank is not a number", NULL);
            id = 10 * id + (*p - '0');
        }
        bytes.p = out;
        status = tok__add_rank(b, goals, bytes, id, id);
        if (status) return status;
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

/* a token that texts may name, at an id of its own */
static int tok__add_special(tok__build *b, const char *text, size_t n, double id)
{
    const tok__str name = tok__copy(b, text, n);
    tok__token *t;
    int status = tok__need_token(b, id, &t);
    if (status || !name.p) return status ? status : tok__memory(b);
    if (!t->model) t->text = name;
    t->attr |= GPT__ATTR_SPECIAL | GPT__ATTR_ADDED;
    tok__put(b, &b->vocab, name, (uint32_t)id);
    tok__add_added(b, name, (uint32_t)id, GPT__ADDED_SPECIAL, 0, 0);
    return GPT_OK;
}

/* ---- files that are known ---- */

typedef struct tok__rank_kind {
    const char *classes, *files;    /* tokenizer_class without Tokenizer; names of files */
    uint32_t n;                     /* ranks; 0: that tells nothing */
    const char *pattern, *specials, *front;
    uint32_t gap, prompt;           /* ids between the last rank and the specials; id of <|endofprompt|> */
    int nfc;
} tok__rank_kind;

#define TOK__CL100K \
    "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}++|\\p{N}{1,3}+| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*+|\\s++$|" \
    "\\s*[\\r\\n]|\\s+(?!\\S)|\\s"

static const tok__rank_kind tok__rank_kinds[] = {
    {"QWen", "qwen.tiktoken", 151643, tok__qwen2_pattern,
     "<|endoftext|> <|im_start|> <|im_end|> <|extra_{0..204}|>", "", 0, 0, 1},
    {"", "", 128000, TOK__LLAMA3("{1,3}"),
     "<|begin_of_text|> <|end_of_text|> <|reserved_special_token_{0..3}|> <|start_header_id|> <|end_header_id|> "
     "<|reserved_special_token_4|> <|eot_id|> <|reserved_special_token_{5..250}|>", "<|begin_of_text|>", 0, 0, 0},
    {"ChatGLM4", "", 151329, TOK__LLAMA3("{1,3}"),
     "<|endoftext|> [MASK] [gMASK] [sMASK] <sop> <eop> <|system|> <|user|> <|assistant|> <|observation|> "
     "<|begin_of_image|> <|end_of_image|> <|begin_of_video|> <|end_of_video|>", "[gMASK] <sop>", 0, 0, 0},
    {"TikToken", "tiktoken.model", 163584, TOK__KIMI, "<|reserved_token_{163584..163839}|>", "", 0, 0, 0},
    {"", "cl100k_base.tiktoken", 100256, TOK__CL100K,
     "<|endoftext|> <|fim_prefix|> <|fim_middle|> <|fim_suffix|>", "", 1, 100276, 0},
    {"", "o200k_base.tiktoken", 199998, TOK__O200K(TOK__CONTRACTIONS "?", "{1,3}"), "<|endoftext|>", "", 1, 200018, 0},
    {"", "r50k_base.tiktoken|gpt2.tiktoken", 50256, tok__gpt2_pattern, "<|endoftext|>", "", 0, 0, 0}
};

static const tok__rank_kind *tok__find_ranks(const tok__build *b, size_t n)
{
    const tok__reader r = tok__read_class(b);
    const char *slash = strrchr(b->path, '/');
    char file[64];
    snprintf(file, sizeof file, "%s", slash ? slash + 1 : b->path);
    if (strlen(file) > 3 && !strcmp(file + strlen(file) - 3, ".gz")) file[strlen(file) - 3] = 0;
    for (size_t i = 0; i < sizeof tok__rank_kinds / sizeof tok__rank_kinds[0]; i++) {
        const tok__rank_kind *k = &tok__rank_kinds[i];
        if (*k->classes && *r.name ? tok__listed(k->classes, r.name) : tok__listed(k->files, file) || k->n == n)
            return k;
    }
    return NULL;
}

/* Pattern, special tokens and what goes around texts, of a file that is known. Where the folder gives special tokens
 * other names, those count. */
static int tok__known_ranks(tok__build *b, const tok__rank_kind *k)
{
    const char *list = k->specials;
    double id = b->n_vocab + k->gap;
    char name[64];
    int number = -1, status = GPT_OK;
    uint32_t last;
    if (k->nfc) status = tok__add_plain_step(b, GPT__STEP_FORM, 0);
    if (!status) status = tok__add_split(b, tok__lit(k->pattern), REGEX_RUST, GPT__SPLIT_MATCHES, 0);
    if (!status) tok__note_ranks(b, k->nfc ? "{\"type\": \"NFC\"}" : "null", tok__lit(k->pattern));
    if (!status) status = tok__read_added(b);
    for (; !status && tok__next_name(&list, &number, name, sizeof name); id++)
        if (id >= b->n_vocab || !(tok__token_at(b, (uint32_t)id)->attr & GPT__ATTR_ADDED))
            status = tok__add_special(b, name, strlen(name), id);
    if (!status && k->prompt) status = tok__add_special(b, "<|endofprompt|>", 15, k->prompt);
    return status ? status : tok__class_around(b, k->front, "", &b->front, &last);
}

/* the same of a JSON file: pat_str, special_tokens */
static int tok__told_ranks(tok__build *b, const char *path)
{
    unsigned char *text = NULL;
    size_t n;
    json_doc doc;
    const json_value *specials;
    tok__str pattern;
    uint32_t front;
    int status = file_read(path, &text, &n, b->err);
    if (status) return status;
    if (json_parse(&doc, (const char *)text, n)) {
        status = tool_fail(b->err, GPT_E_FORMAT, "%s: %s", path, doc.error);
        json_free(&doc);
        free(text);
        return status;
    }
    pattern = tok__json_str(json_get(doc.root, "pat_str"));
    status = tok__add_split(b, pattern, REGEX_RUST, GPT__SPLIT_MATCHES, 0);
    if (!status) tok__note_ranks(b, "null", pattern);
    specials = json_get(doc.root, "special_tokens");
    for (const json_value *v = specials ? specials->child : NULL; v && !status; v = v->next)
        status = v->type == JSON_NUMBER ? tok__add_special(b, v->key, v->key_size, v->number)
                                        : tok__fail(b, GPT_E_FORMAT, "a special token has no id", NULL);
    if (tok__find_text(b, "<|begin_of_text|>", &front) || tok__find_text(b, "<|startoftext|>", &front))
        tok__push32(b, &b->front, front);
    json_free(&doc);
    free(text);
    return status;
}

static int tok__ranks(tok__build *b, const unsigned char *data, size_t size, const char *specials_path)
{
    const tok__rank_kind *known = NULL;
    tok__vec goals = {NULL, 0, 0};
    int status;
    b->bytes = 1;
    b->ignore_merges = 1;   /* a piece that is a token is that token */
    status = tok__rank_lines(b, (const char *)data, size, &goals);
    if (!status && !specials_path) {
        known = tok__find_ranks(b, goals.n / sizeof(tok__goal));
        if (!known)
            status = tok__fail(b, GPT_E_ARG, "a rank file says nothing of its pattern and special tokens; name them "
                               "with --specials", NULL);
    }
    if (!status) status = tok__find_merges(b, (tok__goal *)(void *)goals.p, goals.n / sizeof(tok__goal));
    if (!status && known) status = tok__known_ranks(b, known);
    if (!status && specials_path) status = tok__told_ranks(b, specials_path);
    b->gpt2_bos = !b->front.n;
    free(goals.p);
    return status;
}

/* ---- tekken.json: {"config": {"pattern", "default_vocab_size", ...}, "vocab": [{"rank", "token_bytes"}, ...]} ---- */

static const char tok__tekken_specials[] =
    "<unk> <s> </s> [INST] [/INST] [AVAILABLE_TOOLS] [/AVAILABLE_TOOLS] [TOOL_RESULTS] [/TOOL_RESULTS] [TOOL_CALLS] "
    "[IMG] <pad> [IMG_BREAK] [IMG_END] [PREFIX] [MIDDLE] [SUFFIX] [SYSTEM_PROMPT] [/SYSTEM_PROMPT] [TOOL_CONTENT]";

/* Special tokens have the first ids; those that have no name are called after theirs. */
static int tok__tekken_special(tok__build *b, const json_value *list, uint32_t n)
{
    const char *usual = tok__tekken_specials;
    char name[64];
    int number = -1, status = GPT_OK;
    for (const json_value *v = list ? list->child : NULL; v && !status; v = v->next) {
        const double id = json_num(v, "rank", -1);
        const tok__str text = tok__json_str(json_get(v, "token_str"));
        status = text.n && id < n ? tok__add_special(b, text.p, text.n, id)
                                  : tok__fail(b, GPT_E_FORMAT, "a special token has no name or id", NULL);
    }
    for (uint32_t id = 0; id < n && !status; id++) {
        const int named = tok__next_name(&usual, &number, name, sizeof name) && !list;
        if (id < b->n_vocab && (tok__token_at(b, id)->attr & GPT__ATTR_ADDED)) continue;
        if (!named) snprintf(name, sizeof name, "<SPECIAL_%u>", (unsigned)id);
        status = tok__add_special(b, name, strlen(name), id);
    }
    return status;
}

static int tok__tekken(tok__build *b, const json_value *root)
{
    const json_value *config = json_get(root, "config"), *vocab = json_get(root, "vocab");
    const double n_special = json_num(config, "default_num_special_tokens", 0);
    const double n_vocab = json_num(config, "default_vocab_size", 0);
    const tok__str pattern = tok__json_str(json_get(config, "pattern"));
    tok__vec goals = {NULL, 0, 0};
    uint32_t bos;
    int status;
    if (!(n_special >= 0 && n_special < n_vocab && n_vocab < 0x1000000))
        return tok__fail(b, GPT_E_FORMAT, "its sizes are no sizes", NULL);
    b->bytes = 1;
    b->ignore_merges = 1;
    status = tok__tekken_special(b, json_get(root, "special_tokens"), (uint32_t)n_special);
    for (const json_value *v = vocab->child; v && !status; v = v->next) {
        const tok__str text = tok__json_str(json_get(v, "token_bytes"));
        const double rank = json_num(v, "rank", -1);
        char *out = tok__alloc(b, text.n + 1);
        tok__str bytes;
        if (rank + n_special >= n_vocab) continue;   /* more than the model has */
        if (!out || !tok__base64(text.p, text.n, (uint8_t *)out, &bytes.n) || !(rank >= 0)) {
            status = tok__fail(b, GPT_E_FORMAT, "an entry is not a token in base64 and its rank", NULL);
            break;
        }
        bytes.p = out;
        status = tok__add_rank(b, &goals, bytes, rank, rank + n_special);
    }
    if (!status) status = tok__find_merges(b, (tok__goal *)(void *)goals.p, goals.n / sizeof(tok__goal));
    if (!status) status = tok__add_split(b, pattern, REGEX_RUST, GPT__SPLIT_MATCHES, 0);
    if (!status) tok__note_ranks(b, "null", pattern);
    if (!status && tok__find_text(b, "<s>", &bos)) tok__push32(b, &b->front, bos);
    free(goals.p);
    return status;
}

#endif /* TOOLS_TOK_RANKS_H */
