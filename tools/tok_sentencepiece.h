/* tok_sentencepiece.h -- SentencePiece models, BPE and unigram, and the vocabulary that llama2.c makes of one. */
#ifndef TOOLS_TOK_SENTENCEPIECE_H
#define TOOLS_TOK_SENTENCEPIECE_H

#include "tok_json.h"
#include "source.h"
#include "ggml.h"

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
    const int words = b->kind == GPT__TOK_WORDPIECE;        /* a control piece is one, too */
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
        if (!user && piece[i].type != TOK__NORMAL && (!words || piece[i].type == TOK__BYTE)) continue;
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

/* The same for the slow path. */
static void tok__sp_note(tok__build *b, const tok__sp *sp)
{
    const tok__piece *piece = (const tok__piece *)(void *)sp->piece.p;
    const size_t n = sp->piece.n / sizeof *piece;
    tok__plain *p = &b->plain;
    float least = FLT_MAX, most = FLT_MIN;
    for (size_t i = 0; i < n; i++) {
        if (piece[i].type == TOK__NORMAL && piece[i].score < least) least = piece[i].score;
        if (piece[i].type == TOK__NORMAL && piece[i].score > most) most = piece[i].score;
    }
    for (size_t i = 0; i < n; i++) {
        const int user = piece[i].type == TOK__USER && sp->model_type == TOK__SP_UNIGRAM;
        tok__note_token(b, piece[i].text, (uint32_t)i,
                        user ? (double)((float)piece[i].text.n * most) - 0.1 : (double)piece[i].score, piece[i].type);
    }
    p->unknown_score = (double)(least - 10.0f);
    p->sentence = p->fuse = p->any_pair = 1;
    p->no_merges = sp->model_type == TOK__SP_CHAR;
    p->whole_words = sp->model_type == TOK__SP_WORD;
    p->byte_fallback = sp->byte_fallback;
    p->dummy_prefix = sp->dummy_prefix;
    p->squeeze = sp->squeeze;
    p->escape = sp->escape;
    p->charsmap = sp->charsmap;
    if (p->whole_words)
        tok__note_steps(b, "{\"pre_tokenizer\": {\"type\": \"Split\", \"pattern\": {\"String\": \"" TOK__MARK "\"}, "
                           "\"behavior\": \"MergedWithNext\"}}");
}

/* Bytes spell U+2581, but texts have plain spaces in its place by then: it must be a token of its own. */
static int tok__sp_need_mark(tok__build *b, const tok__sp *sp)
{
    uint32_t id;
    if (!sp->escape || !sp->byte_fallback) return GPT_OK;
    if (tok__find_text(b, TOK__MARK, &id) && !(tok__token_at(b, id)->attr & (GPT__ATTR_UNUSED | GPT__ATTR_SPECIAL)))
        return GPT_OK;
    return tok__fail(b, GPT_E_UNSUPPORTED, "byte_fallback without a piece for U+2581 is not supported", NULL);
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
    if (sp->escape && sp->squeeze) b->flags |= GPT__TOK_STRIP_EACH;      /* spaces that are U+2581 alone */
    else if (sp->escape && sp->dummy_prefix) b->flags |= GPT__TOK_STRIP_ONE;
    status = tok__sp_tokens(b, sp);
    if (!status) status = tok__sp_need_mark(b, sp);
    if (!status) tok__sp_note(b, sp);
    if (!status && b->kind != GPT__TOK_BPE) tok__sp_scores(b, sp);
    if (!status && b->kind == GPT__TOK_WORDPIECE)
        status = tok__add_split(b, tok__lit(sp->escape ? " [^ ]*|[^ ]+"
                                                       : TOK__MARK "[^" TOK__MARK "]*|[^" TOK__MARK "]+"),
                                REGEX_RUST, GPT__SPLIT_ISOLATE, 1);
    if (!status && b->kind == GPT__TOK_BPE) tok__sp_chars(b, sp);
    if (!status && b->kind == GPT__TOK_BPE && sp->model_type != TOK__SP_CHAR) status = tok__sp_merges(b, sp);
    b->unk_text = tok__copy(b, b->unk_text.p, b->unk_text.n);
    return status;
}

/* which tokens the model itself says begin and end texts */
static void tok__sp_names(tok__build *b, const tok__sp *sp)
{
    static const int kinds[4] = {GPT_TOKEN_BOS, GPT_TOKEN_EOS, GPT_TOKEN_UNK, GPT_TOKEN_PAD};
    uint32_t id;
    for (int i = 0; i < 4; i++)
        if (i != 2 && tok__find(&b->vocab, sp->name[i], &id) && (tok__token_at(b, id)->attr & GPT__ATTR_SPECIAL))
            b->special[kinds[i]] = (int32_t)id;
    if (b->special[GPT_TOKEN_BOS] >= 0) tok__push32(b, &b->front, (uint32_t)b->special[GPT_TOKEN_BOS]);
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
    b->complete = b->plain.no_decoder = 1;
    b->special[GPT_TOKEN_BOS] = 1;
    b->special[GPT_TOKEN_EOS] = 2;
    tok__push32(b, &b->front, 1);
    if (status) return status;
    b->flags = (b->flags & ~(uint32_t)GPT__TOK_HIDES) | GPT__TOK_STRIP_ONE | GPT__TOK_STRIP_BOS;
    for (uint32_t i = 1; i < 3; i++) tok__token_at(b, i)->text = shown[i];
    return GPT_OK;
}

#endif /* TOOLS_TOK_SENTENCEPIECE_H */
