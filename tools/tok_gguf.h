/* tok_gguf.h -- GGUF: vocabularies in the metadata of a model.
 *
 * SentencePiece (BPE and unigram), WordPiece, and BPE whose pattern is known by a name; see tok_pre.h for those. */
#ifndef TOOLS_TOK_GGUF_H
#define TOOLS_TOK_GGUF_H

#include "tok_sentencepiece.h"
#include "tok_folder.h"
#include "tok_pre.h"
#include "source.h"
#include "ggml.h"
#include "gguf.h"

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
        tok__note_token(b, s, i, 0, 0);
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
        tok__note_token(b, t->text, i, -(double)i, 0);
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

static void tok__gguf_note(tok__build *b, const gguf *g, const tok__pre *rule)
{
    const int lower = !b->bytes && tok__gguf_bool(g, "tokenizer.ggml.normalizer.lowercase", 0);
    char normalizer[300];
    snprintf(normalizer, sizeof normalizer,
             "{\"type\": \"Sequence\", \"normalizers\": [%s%s%s{\"type\": \"Sequence\"}]}",
             rule->flags & TOK__PRE_NFC ? "{\"type\": \"NFC\"}, " : "", lower ? "{\"type\": \"Lowercase\"}, " : "",
             rule->flags & TOK__PRE_MARK ? "{\"type\": \"Replace\", \"pattern\": {\"String\": \" \"}, \"content\": \""
                                           TOK__MARK "\"}, " : "");
    tok__note_rule(b, rule, normalizer, tok__gguf_bool(g, "tokenizer.ggml.add_space_prefix", 0));
    b->plain.any_pair = (rule->flags & TOK__PRE_RANKS) && !gguf_find(g, "tokenizer.ggml.merges");
    b->plain.byte_fallback = (rule->flags & TOK__PRE_MARK) != 0;
    b->plain.fuse = !b->bytes;
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
    if (!status) tok__gguf_note(b, g, rule);
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

#endif /* TOOLS_TOK_GGUF_H */
