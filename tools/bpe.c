/* gpt-bpe -- learns a byte-level BPE vocabulary from text and writes it as a Hugging Face tokenizer folder.
 *
 *     cc -O2 tools/bpe.c -lm -o gpt-bpe
 *     gpt-bpe train.jsonl notes.txt -o tok --vocab 4096       tok/tokenizer.json, tok/tokenizer_config.json
 *     gpt-convert tok --tokenizer-only -o tok.gpt             the same for gpt.h
 *
 * Byte pair encoding (Sennrich, Haddow, Birch: arXiv:1508.07909) over bytes, as in GPT-2: text is cut into pieces by a
 * pattern, each piece begins as its bytes, and the most frequent pair of neighbours becomes a token until there are
 * enough. Any text can be written, for all 256 bytes are tokens; so nothing normalises the text, and bytes that are
 * not UTF-8 are learnt like others. Of pairs that are equally frequent, the one whose left token is older wins, then
 * the one whose right token is older; bytes are ordered by value. So the same text gives the same file everywhere.
 *
 * Pieces come from the library's own split code, run on the tables of a tokenizer with this pattern and no merges: they
 * are what gpt_tokenize will see. A conversation is learnt as ChatML lays it out: each message as role, line end and
 * content in one. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <errno.h>
#include <stdio.h>
#include <time.h>

#include "file.h"
#include "json.h"
#include "texts.h"
#include "tokenizer.h"

static const char usage[] =
    "usage: gpt-bpe TEXT... -o DIR [options]\n"
    "\n"
    "TEXT is a .jsonl file, each line {\"text\": ...} or {\"messages\": [{\"role\": ..., \"content\": ...}, ...]},\n"
    "or else plain text whose documents are separated by lines <|endoftext|>; .gz of either. DIR gets\n"
    "tokenizer.json and tokenizer_config.json.\n"
    "\n"
    "  -o DIR             made if it is not there\n"
    "  --vocab N          tokens in all, at least 256 and the special ones; default 2048\n"
    "  --pattern NAME     where text is cut: qwen2 (default; a digit is a piece), llama3 (up to three digits), gpt2\n"
    "  --special TEXT     one more special token, behind <|endoftext|>, <|im_start|> and <|im_end|>; may be repeated\n"
    "  --min-count N      stop at pairs less frequent than this; default 2\n"
    "  --help\n";

#define NONE UINT32_MAX
#define N_BYTE 256u
#define MAX_VOCAB 0x1000000         /* what a model file may have */
#define MAX_TEXT ((size_t)1 << 30)  /* bytes of all distinct pieces; keeps places and pairs below NONE */
#define MAX_SPECIAL 64

static const struct { const char *name, *regex; } patterns[] = {
    {"qwen2", tok__qwen2_pattern},
    {"llama3", "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|"
               "\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"},
    {"gpt2", tok__gpt2_pattern}};

typedef struct options {
    char **text; /* files (n_text) */
    const char *dir, *regex, *special[MAX_SPECIAL];
    int n_text, n_special;
    long vocab, min_count;
} options;

static int out_of_memory(gpt_error *err) {
    return tool_fail(err, GPT_E_MEMORY, "out of memory");
}

/* p with room for `need` items of `size` bytes, or NULL and p as it was. */
static void *grown(void *p, size_t *cap, size_t need, size_t size) {
    size_t want, bytes;
    void *more;
    if (need <= *cap) return p;
    if (!gpt__add(need, need / 2 + 16, &want) || !gpt__mul(want, size, &bytes)) return NULL;
    more = realloc(p, bytes);
    if (more) *cap = want;
    return more;
}

/* ---- progress ---- */

/* A line on a terminal, ten times a second at most. */
static void show(const char *what, size_t done, size_t total) {
    static double shown;
    struct timespec now;
    double t;
    if (!isatty(fileno(stderr))) return;
    clock_gettime(CLOCK_MONOTONIC, &now);
    t = (double)now.tv_sec + 1e-9 * (double)now.tv_nsec;
    if (t - shown < 0.1) return;
    shown = t;
    fprintf(stderr, "\r%s: %zu", what, done);
    if (total) fprintf(stderr, " of %zu", total);
    fprintf(stderr, "   ");
}

static void show_end(void) {
    if (isatty(fileno(stderr))) fprintf(stderr, "\r%60s\r", "");
}

/* ---- the distinct pieces of the text ---- */

typedef struct piece {
    uint64_t count;
    uint32_t at, n, hash; /* its bytes in text */
} piece;

typedef struct counter {
    gpt__tokenizer split; /* tables of a tokenizer without merges */
    gpt__encoder walk; /* splits with them */
    piece *piece;
    size_t n, cap;
    uint32_t *slot; /* hash table of piece indices, at most half full; n_slot is a power of two */
    size_t n_slot;
    uint8_t *text;
    size_t n_text, cap_text;
    char *message; /* room for one as the model will see it */
    size_t cap_message;
    uint64_t n_byte;
    size_t n_doc;
    gpt_error *err;
} counter;

static void counter_free(counter *c) {
    gpt__encoder_free(&c->walk);
    free(c->piece);
    free(c->slot);
    free(c->text);
    free(c->message);
}

/* The slot of a piece, or the free one where it belongs. */
static uint32_t *find_slot(const counter *c, const uint8_t *p, size_t n, uint32_t hash) {
    size_t at = hash & (c->n_slot - 1);
    for (; c->slot[at] != NONE; at = (at + 1) & (c->n_slot - 1)) {
        const piece *q = &c->piece[c->slot[at]];
        if (q->hash == hash && q->n == n && memcmp(c->text + q->at, p, n) == 0) break;
    }
    return &c->slot[at];
}

static int double_slots(counter *c) {
    const size_t n = c->n_slot ? c->n_slot * 2 : 1 << 14;
    uint32_t *slot = (uint32_t *)malloc(n * sizeof *slot);
    size_t i;
    if (!slot) return out_of_memory(c->err);
    memset(slot, 0xFF, n * sizeof *slot);
    free(c->slot);
    c->slot = slot;
    c->n_slot = n;
    for (i = 0; i < c->n; i++) {
        const piece *q = &c->piece[i];
        *find_slot(c, c->text + q->at, q->n, q->hash) = (uint32_t)i;
    }
    return GPT_OK;
}

static int new_piece(counter *c, const uint8_t *p, size_t n, uint32_t hash) {
    piece *more;
    uint8_t *text;
    if (n > MAX_TEXT - c->n_text) return tool_fail(c->err, GPT_E_FULL, "more than 1 GiB of different pieces");
    more = (piece *)grown(c->piece, &c->cap, c->n + 1, sizeof *more);
    if (more) c->piece = more;
    text = (uint8_t *)grown(c->text, &c->cap_text, c->n_text + n, 1);
    if (text) c->text = text;
    if (!more || !text) return out_of_memory(c->err);
    more[c->n].count = 1;
    more[c->n].at = (uint32_t)c->n_text;
    more[c->n].n = (uint32_t)n;
    more[c->n++].hash = hash;
    memcpy(text + c->n_text, p, n);
    c->n_text += n;
    return GPT_OK;
}

static int count_piece(counter *c, const uint8_t *p, size_t n) {
    const uint32_t hash = gpt__tok_hash(p, n);
    uint32_t *slot;
    if (c->n * 2 >= c->n_slot && double_slots(c) != GPT_OK) return GPT_E_MEMORY;
    slot = find_slot(c, p, n, hash);
    if (*slot != NONE) {
        c->piece[*slot].count++;
        return GPT_OK;
    }
    *slot = (uint32_t)c->n;
    return new_piece(c, p, n, hash);
}

/* The patterns leave no gaps that are dropped: the pieces joined are the text. */
static int count_text(counter *c, const char *text, size_t n) {
    const uint8_t *p = (const uint8_t *)text;
    size_t at, stop;
    int keep, rc = GPT_OK;
    c->walk.t = &c->split;
    c->walk.vain[0].on = 0;
    for (at = 0; at < n && rc == GPT_OK; at = stop) {
        stop = gpt__split_next(&c->walk, 0, p, 0, at, n, &keep);
        rc = c->walk.status ? out_of_memory(c->err) : count_piece(c, p + at, stop - at);
    }
    c->n_byte += n;
    return rc;
}

static int count_message(counter *c, const gpt_message *m) {
    const size_t n_role = strlen(m->role), n_content = strlen(m->content);
    char *text = (char *)grown(c->message, &c->cap_message, n_role + n_content + 1, 1);
    if (!text) return out_of_memory(c->err);
    c->message = text;
    memcpy(text, m->role, n_role);
    text[n_role] = '\n';
    memcpy(text + n_role + 1, m->content, n_content);
    return count_text(c, text, n_role + n_content + 1);
}

static int count_document(const texts_doc *doc, void *user) {
    counter *c = (counter *)user;
    int i, rc = GPT_OK;
    if (!doc->n_message) rc = count_text(c, doc->text, doc->size);
    for (i = 0; i < doc->n_message && rc == GPT_OK; i++) rc = count_message(c, &doc->message[i]);
    show("documents", ++c->n_doc, 0);
    return rc;
}

/* ---- merging ----
 *
 * Each distinct piece is a chain of places, one a symbol. Every place that has a right neighbour is in the list of its
 * pair, in order of the text, so that a merge touches only the places where something changes. New pairs all contain
 * the newest token, hence a pair gains places only in the step that made the younger of its tokens; from then on its
 * count can but fall. So the heap may hold counts that are too high: they are put right when they surface. */

typedef struct place {
    uint32_t symbol, piece;
    uint32_t before, after;         /* neighbours in the piece */
    uint32_t pair, earlier, later;  /* the pair that begins here; places in its list */
} place;

typedef struct pair {
    uint64_t count; /* times it stands in the text */
    uint32_t left, right, first, last;
} pair;

typedef struct candidate {
    uint64_t count;
    uint32_t pair;
} candidate;

typedef struct token {
    size_t at, n;         /* its bytes in text */
    uint32_t left, right; /* NONE for a byte */
} token;

typedef struct trainer {
    const piece *piece;
    place *place;
    pair *pair;
    size_t n_pair, cap_pair;
    candidate *heap;
    size_t n_heap, cap_heap;
    token *token;
    uint32_t n_token, max_token;
    uint8_t *text;
    size_t n_text, cap_text;
    uint32_t newest;            /* the token being made; NONE while the bytes are paired */
    uint32_t *bytes;            /* pair of two bytes, (N_BYTE, N_BYTE) */
    uint32_t *ahead, *behind;   /* pair (x, newest) and (newest, x) */
    uint64_t min_count, n_left; /* tokens that the text is now */
    int failed;                 /* out of memory */
} trainer;

static void trainer_free(trainer *t) {
    free(t->place);
    free(t->pair);
    free(t->heap);
    free(t->token);
    free(t->text);
    free(t->bytes);
    free(t->ahead);
    free(t->behind);
}

/* Where the index of a pair is kept in the step that makes it. */
static uint32_t *pair_slot(const trainer *t, uint32_t left, uint32_t right) {
    if (right == t->newest) return &t->ahead[left];
    if (left == t->newest) return &t->behind[right];
    return &t->bytes[left * N_BYTE + right];
}

static uint32_t pair_of(trainer *t, uint32_t left, uint32_t right) {
    uint32_t *slot = pair_slot(t, left, right);
    pair *more, made = {0, left, right, NONE, NONE};
    if (*slot != NONE) return *slot;
    more = (pair *)grown(t->pair, &t->cap_pair, t->n_pair + 1, sizeof *more);
    if (!more) {
        t->failed = 1;
        return NONE;
    }
    t->pair = more;
    more[t->n_pair] = made;
    return *slot = (uint32_t)t->n_pair++;
}

/* Puts place i at the end of the list of the pair that begins there, if any. */
static void enlist(trainer *t, uint32_t i) {
    place *p = &t->place[i];
    pair *list;
    p->pair = p->after == NONE ? NONE : pair_of(t, p->symbol, t->place[p->after].symbol);
    if (p->pair == NONE) return;
    list = &t->pair[p->pair];
    list->count += t->piece[p->piece].count;
    p->earlier = list->last;
    p->later = NONE;
    if (list->last == NONE) list->first = i;
    else t->place[list->last].later = i;
    list->last = i;
}

static void delist(trainer *t, uint32_t i) {
    place *p = &t->place[i];
    pair *list;
    if (p->pair == NONE) return;
    list = &t->pair[p->pair];
    list->count -= t->piece[p->piece].count;
    if (p->earlier == NONE) list->first = p->later;
    else t->place[p->earlier].later = p->later;
    if (p->later == NONE) list->last = p->earlier;
    else t->place[p->later].earlier = p->earlier;
    p->pair = NONE;
}

/* Place i takes in the one after it and becomes the newest token. */
static void merge_at(trainer *t, uint32_t i) {
    place *p = &t->place[i];
    const uint32_t before = p->before, gone = p->after;
    if (before != NONE) delist(t, before);
    delist(t, i);
    delist(t, gone);
    p->symbol = t->newest;
    p->after = t->place[gone].after;
    if (p->after != NONE) t->place[p->after].before = i;
    if (before != NONE) enlist(t, before);
    enlist(t, i);
    t->n_left -= t->piece[p->piece].count;
}

/* ---- the heap ---- */

static int goes_first(const trainer *t, candidate a, candidate b) {
    const pair *x = &t->pair[a.pair], *y = &t->pair[b.pair];
    if (a.count != b.count) return a.count > b.count;
    return x->left != y->left ? x->left < y->left : x->right < y->right;
}

static void heap_push(trainer *t, uint32_t pair_index) {
    candidate c = {t->pair[pair_index].count, pair_index}, *more;
    size_t at = t->n_heap;
    if (c.count < t->min_count) return;
    more = (candidate *)grown(t->heap, &t->cap_heap, at + 1, sizeof *more);
    if (!more) {
        t->failed = 1;
        return;
    }
    t->heap = more;
    t->n_heap++;
    for (; at > 0 && goes_first(t, c, more[(at - 1) / 2]); at = (at - 1) / 2) more[at] = more[(at - 1) / 2];
    more[at] = c;
}

static candidate heap_pop(trainer *t) {
    candidate *heap = t->heap, top = heap[0], c = heap[--t->n_heap];
    size_t at = 0, child;
    while ((child = 2 * at + 1) < t->n_heap) {
        if (child + 1 < t->n_heap && goes_first(t, heap[child + 1], heap[child])) child++;
        if (!goes_first(t, heap[child], c)) break;
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = c;
    return top;
}

/* The most frequent pair, or NONE if none is frequent enough. */
static uint32_t best_pair(trainer *t) {
    while (t->n_heap) {
        const candidate c = heap_pop(t);
        if (c.count == t->pair[c.pair].count) return c.pair;
        heap_push(t, c.pair);
    }
    return NONE;
}

/* ---- training ---- */

/* Pairs from the first on are complete: they may be merged, and their slots are free again. */
static void offer_pairs(trainer *t, size_t first) {
    size_t i;
    for (i = first; i < t->n_pair; i++) {
        *pair_slot(t, t->pair[i].left, t->pair[i].right) = NONE;
        heap_push(t, (uint32_t)i);
    }
}

static int trainer_init(trainer *t, const counter *c, long vocab, long min_count) {
    const size_t table = (size_t)N_BYTE * N_BYTE * sizeof *t->bytes, row = (size_t)vocab * sizeof *t->ahead;
    uint32_t i;
    memset(t, 0, sizeof *t);
    t->piece = c->piece;
    t->max_token = (uint32_t)vocab;
    t->min_count = (uint64_t)min_count;
    t->newest = NONE;
    t->n_token = N_BYTE;
    t->place = (place *)malloc(c->n_text * sizeof *t->place);
    t->token = (token *)malloc((size_t)vocab * sizeof *t->token);
    t->text = (uint8_t *)grown(NULL, &t->cap_text, N_BYTE, 1);
    t->bytes = (uint32_t *)malloc(table);
    t->ahead = (uint32_t *)malloc(row);
    t->behind = (uint32_t *)malloc(row);
    if (!t->place || !t->token || !t->text || !t->bytes || !t->ahead || !t->behind) return 0;
    memset(t->bytes, 0xFF, table);
    memset(t->ahead, 0xFF, row);
    memset(t->behind, 0xFF, row);
    for (i = 0; i < N_BYTE; i++) {
        const token byte = {i, 1, NONE, NONE};
        t->token[i] = byte;
        t->text[i] = (uint8_t)i;
    }
    t->n_text = N_BYTE;
    return 1;
}

static void place_pieces(trainer *t, const counter *c) {
    uint32_t k, i;
    for (k = 0; k < c->n; k++) {
        const uint32_t at = c->piece[k].at, n = c->piece[k].n;
        for (i = at; i < at + n; i++) {
            place p = {c->text[i], k, i > at ? i - 1 : NONE, i + 1 < at + n ? i + 1 : NONE, NONE, NONE, NONE};
            t->place[i] = p;
        }
        for (i = at; i < at + n; i++) enlist(t, i);
        t->n_left += n * c->piece[k].count;
    }
    offer_pairs(t, 0);
}

/* A token for the pair; its text is the texts of the two. */
static int new_token(trainer *t, const pair *p) {
    const token left = t->token[p->left], right = t->token[p->right];
    const token made = {t->n_text, left.n + right.n, p->left, p->right};
    uint8_t *text = (uint8_t *)grown(t->text, &t->cap_text, t->n_text + made.n, 1);
    if (!text) return 0;
    t->text = text;
    memcpy(text + made.at, text + left.at, left.n);
    memcpy(text + made.at + left.n, text + right.at, right.n);
    t->n_text += made.n;
    t->newest = t->n_token;
    t->token[t->n_token++] = made;
    return 1;
}

static int train(trainer *t, const counter *c) {
    uint32_t best;
    place_pieces(t, c);
    while (!t->failed && t->n_token < t->max_token && (best = best_pair(t)) != NONE) {
        const size_t first = t->n_pair;
        if (!new_token(t, &t->pair[best])) return 0;
        while (t->pair[best].first != NONE && !t->failed) merge_at(t, t->pair[best].first);
        if (!t->failed) offer_pairs(t, first);
        show("merges", t->n_token - N_BYTE, t->max_token - N_BYTE);
    }
    return !t->failed;
}

/* ---- writing ---- */

/* A token in GPT-2's alphabet, where every byte is a printable character. */
static void write_token(FILE *f, const trainer *t, uint32_t id, const uint32_t *alphabet) {
    const uint8_t *p = t->text + t->token[id].at;
    uint8_t utf8[8];
    size_t i;
    for (i = 0; i < t->token[id].n; i++) {
        if (p[i] == '"' || p[i] == '\\') fputc('\\', f);
        fwrite(utf8, 1, gpt__utf8_put(alphabet[p[i]], utf8), f);
    }
}

static void write_special(FILE *f, const options *o, uint32_t first_id) {
    int i;
    fputs("  \"added_tokens\": [\n", f);
    for (i = 0; i < o->n_special; i++) {
        fprintf(f, "    {\"id\": %lu, \"content\": ", (unsigned long)first_id + (unsigned long)i);
        json_write_string(f, o->special[i], strlen(o->special[i]));
        fputs(", \"single_word\": false, \"lstrip\": false, \"rstrip\": false, \"normalized\": false, ", f);
        fputs("\"special\": true}", f);
        fputs(i + 1 < o->n_special ? ",\n" : "\n", f);
    }
    fputs("  ],\n", f);
}

/* t->n_token of 256: a tokenizer without merges. */
static void write_tokenizer(FILE *f, const options *o, const trainer *t) {
    static const char byte_level[] =
        "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": false, \"use_regex\": false}";
    uint32_t alphabet[N_BYTE], id;
    tok__byte_alphabet(alphabet);
    fputs("{\n  \"version\": \"1.0\",\n  \"truncation\": null,\n  \"padding\": null,\n", f);
    write_special(f, o, t->n_token);
    fputs("  \"normalizer\": null,\n  \"pre_tokenizer\": {\"type\": \"Sequence\", \"pretokenizers\": [\n"
          "    {\"type\": \"Split\", \"pattern\": {\"Regex\": ", f);
    json_write_string(f, o->regex, strlen(o->regex));
    fprintf(f, "}, \"behavior\": \"Isolated\", \"invert\": false},\n    %s]},\n", byte_level);
    fprintf(f, "  \"post_processor\": %s,\n  \"decoder\": %s,\n", byte_level, byte_level);
    fputs("  \"model\": {\n    \"type\": \"BPE\", \"dropout\": null, \"unk_token\": null, "
          "\"continuing_subword_prefix\": null,\n    \"end_of_word_suffix\": null, \"fuse_unk\": false, "
          "\"byte_fallback\": false, \"ignore_merges\": false,\n    \"vocab\": {\n", f);
    for (id = 0; id < t->n_token; id++) {
        fputs(id ? ",\n      \"" : "      \"", f);
        write_token(f, t, id, alphabet);
        fprintf(f, "\": %lu", (unsigned long)id);
    }
    fputs("\n    },\n    \"merges\": [", f);
    for (id = N_BYTE; id < t->n_token; id++) {
        fputs(id > N_BYTE ? ",\n      \"" : "\n      \"", f);
        write_token(f, t, t->token[id].left, alphabet);
        fputc(' ', f);
        write_token(f, t, t->token[id].right, alphabet);
        fputc('"', f);
    }
    fputs("\n    ]\n  }\n}\n", f);
}

/* The longest text is a matter of the model, not known here; Hugging Face's code only warns beyond it. The class is
 * the one that takes tokenizer.json as it is. */
static void write_config(FILE *f) {
    static const char chat[] =
        "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n"
        "{% endfor %}{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}";
    fputs("{\n  \"tokenizer_class\": \"PreTrainedTokenizerFast\",\n  \"bos_token\": null,\n"
          "  \"eos_token\": \"<|im_end|>\",\n  \"pad_token\": \"<|endoftext|>\",\n  \"unk_token\": null,\n"
          "  \"add_prefix_space\": false,\n  \"clean_up_tokenization_spaces\": false,\n"
          "  \"model_max_length\": 131072,\n  \"chat_template\": ", f);
    json_write_string(f, chat, sizeof chat - 1);
    fputs("\n}\n", f);
}

static int open_output(file_out *out, const options *o, const char *name, gpt_error *err) {
    char *path = file_join(o->dir, name);
    int rc = path ? file_out_open(out, path, err) : out_of_memory(err);
    free(path);
    return rc;
}

/* tokenizer.json last: a folder that has it is whole. */
static int write_folder(const options *o, const trainer *t, gpt_error *err) {
    file_out out;
    int rc = open_output(&out, o, "tokenizer_config.json", err);
    if (rc != GPT_OK) return rc;
    write_config(out.f);
    rc = file_out_commit(&out, err);
    if (rc == GPT_OK) rc = open_output(&out, o, "tokenizer.json", err);
    if (rc != GPT_OK) return rc;
    write_tokenizer(out.f, o, t);
    return file_out_commit(&out, err);
}

/* ---- the tokenizer without merges ---- */

/* Written under the temporary name of the result, so that a folder that can't be written is noticed before any work. */
static int make_split(const options *o, tok_blob *blob, gpt_error *err) {
    counter none;
    trainer bytes;
    file_out out;
    int rc;
    memset(&none, 0, sizeof none);
    none.n_text = 1; /* malloc(0) may be NULL */
    if (!trainer_init(&bytes, &none, N_BYTE, 1)) rc = out_of_memory(err);
    else rc = open_output(&out, o, "tokenizer.json", err);
    if (rc == GPT_OK) {
        write_tokenizer(out.f, o, &bytes);
        if (fflush(out.f) == 0) rc = tok_build(out.temp, NULL, blob, err);
        else rc = tool_fail(err, GPT_E_IO, "%s: cannot write: %s", out.path, strerror(errno));
        file_out_abort(&out);
    }
    trainer_free(&bytes);
    return rc;
}

/* A special token must not look like one that merges could make: that would be one text for two ids. */
static int check_special(const options *o, counter *c, gpt_error *err) {
    int i, keep;
    c->walk.t = &c->split;
    for (i = 0; i < o->n_special; i++) {
        const size_t n = strlen(o->special[i]);
        const uint8_t *p = (const uint8_t *)o->special[i];
        c->walk.vain[0].on = 0;
        if (gpt__split_next(&c->walk, 0, p, 0, 0, n, &keep) == n)
            return tool_fail(err, GPT_E_ARG, "--special %s: is an ordinary piece of text; try <|%s|>", o->special[i],
                             o->special[i]);
    }
    return GPT_OK;
}

/* ---- main ---- */

static void summarize(const options *o, const counter *c, const trainer *t) {
    const uint32_t n_merge = t->n_token - N_BYTE;
    if (t->n_token < t->max_token)
        fprintf(stderr, "gpt-bpe: no pair occurs %ld times any more: %lu tokens instead of %ld\n", o->min_count,
                (unsigned long)t->n_token + (unsigned long)o->n_special, o->vocab);
    fprintf(stderr, "gpt-bpe: %lu tokens: 256 bytes, %lu merges, %d special\n",
            (unsigned long)t->n_token + (unsigned long)o->n_special, (unsigned long)n_merge, o->n_special);
    fprintf(stderr, "gpt-bpe: the text: %zu documents, %llu bytes, %zu distinct pieces; %llu tokens, %.2f bytes each\n",
            c->n_doc, (unsigned long long)c->n_byte, c->n, (unsigned long long)t->n_left,
            (double)c->n_byte / (double)t->n_left);
}

/* From texts to folder, with the tables of the split at hand. */
static int learn(const options *o, counter *c, gpt_error *err) {
    trainer t;
    int i, rc = check_special(o, c, err);
    for (i = 0; i < o->n_text && rc == GPT_OK; i++) rc = texts_read(o->text[i], count_document, c, err);
    show_end();
    if (rc != GPT_OK) return rc;
    if (!trainer_init(&t, c, o->vocab - o->n_special, o->min_count) || !train(&t, c)) rc = out_of_memory(err);
    show_end();
    if (rc == GPT_OK) rc = write_folder(o, &t, err);
    if (rc == GPT_OK) summarize(o, c, &t);
    trainer_free(&t);
    return rc;
}

/* Takes back a folder that this run made. */
static void remove_folder(const options *o) {
    char *path = file_join(o->dir, "tokenizer_config.json");
    if (path) remove(path);
    free(path);
    rmdir(o->dir);
}

static int run(const options *o, gpt_error *err) {
    const int made = !file_exists(o->dir);
    tok_blob blob = {0};
    counter c;
    int rc;
    memset(&c, 0, sizeof c);
    c.err = err;
    if (made && mkdir(o->dir, 0777) != 0) return tool_fail(err, GPT_E_IO, "%s: %s", o->dir, strerror(errno));
    rc = make_split(o, &blob, err);
    if (rc == GPT_OK) rc = gpt__tokenizer_open(&c.split, blob.data, blob.size, err);
    if (rc == GPT_OK) rc = learn(o, &c, err);
    if (rc != GPT_OK && made) remove_folder(o);
    counter_free(&c);
    tok_blob_free(&blob);
    return rc;
}

static int bad_usage(const char *what, const char *which) {
    fprintf(stderr, "gpt-bpe: %s%s\n%s", what, which, usage);
    return 2;
}

static int parse_number(const char *s, long *out) {
    char *end;
    errno = 0;
    *out = strtol(s, &end, 10);
    return end != s && !*end && errno == 0 && *out >= 1;
}

static const char *find_pattern(const char *name) {
    size_t i;
    for (i = 0; i < sizeof patterns / sizeof patterns[0]; i++)
        if (strcmp(name, patterns[i].name) == 0) return patterns[i].regex;
    return NULL;
}

/* Visible ASCII, so that it reads the same in the file's alphabet and in plain; and new. */
static int add_special(options *o, const char *text) {
    const char *p;
    int i;
    for (p = text; *p; p++)
        if (*p <= ' ' || *p > '~') return 0;
    for (i = 0; i < o->n_special; i++)
        if (strcmp(o->special[i], text) == 0) return 0;
    if (!*text || o->n_special == MAX_SPECIAL) return 0;
    o->special[o->n_special++] = text;
    return 1;
}

/* 0, or the exit status after a message. */
static int parse_value(options *o, const char *option, const char *value) {
    if (strcmp(option, "-o") == 0) {
        o->dir = value;
    } else if (strcmp(option, "--pattern") == 0) {
        o->regex = find_pattern(value);
        if (!o->regex) return bad_usage("no such pattern: ", value);
    } else if (strcmp(option, "--special") == 0) {
        if (!add_special(o, value)) return bad_usage("not a new special token of visible ASCII: ", value);
    } else if (strcmp(option, "--vocab") == 0) {
        if (!parse_number(value, &o->vocab) || o->vocab > MAX_VOCAB)
            return bad_usage("not a vocabulary size up to 16777216: ", value);
    } else if (strcmp(option, "--min-count") == 0) {
        if (!parse_number(value, &o->min_count)) return bad_usage("not a count: ", value);
    } else {
        return bad_usage("unknown option: ", option);
    }
    return 0;
}

int main(int argc, char **argv) {
    options o = {argv, NULL, tok__qwen2_pattern, {"<|endoftext|>", "<|im_start|>", "<|im_end|>"}, 0, 3, 2048, 2};
    gpt_error err = {0, ""};
    int i, rc;
    for (i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--help") == 0 || strcmp(argv[i], "-h") == 0) return fputs(usage, stdout) < 0;
        if (argv[i][0] != '-') {
            argv[o.n_text++] = argv[i]; /* files move to the front */
            continue;
        }
        if (i + 1 == argc) return bad_usage("a value is missing, or no such option: ", argv[i]);
        rc = parse_value(&o, argv[i], argv[i + 1]);
        if (rc) return rc;
        i++;
    }
    if (!o.n_text) return bad_usage("no text", "");
    if (!o.dir) return bad_usage("no -o DIR", "");
    if (o.vocab < (long)N_BYTE + o.n_special)
        return bad_usage("--vocab is too small for 256 bytes and the special tokens", "");
    rc = run(&o, &err);
    if (rc != GPT_OK) fprintf(stderr, "gpt-bpe: %s\n", err.message);
    return rc != GPT_OK;
}
