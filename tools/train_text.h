/* train_text.h -- text as gpt-train takes it: tokens in pieces, shuffled anew each epoch, packed into micro-batches.
 *
 *     corpus c = {0};
 *     read_texts(&desc, paths, n, &c, NULL, &err);
 *     cursor_open(&k, &c, seed, 0, 0, &err);
 *     fill(&k, &micro, cap, prompt_weight, 1);                          the next tokens, again and again
 *
 * Each token is marked as plain text, prompt or answer, which its weight in the loss follows. Include ../gpt.h
 * (implementation) first. */
#ifndef TRAIN_TEXT_H
#define TRAIN_TEXT_H

#include "gptfile.h"
#include "texts.h"
#include "tokenizer.h"
#include "train_net.h"

/* ---- text to tokens ---- */

enum { PLAIN = 0, PROMPT = 1, ANSWER = 2 }; /* what a token belongs to */

/* A document, or a part of it: n tokens from `first` on are read, each predicts the one behind it. */
typedef struct piece {
    size_t first;
    int n;
} piece;

typedef struct corpus {
    uint16_t *small; /* tokens, (n) of one of the two */
    uint32_t *large;
    unsigned char *kind; /* (n) */
    size_t n, cap;
    piece *piece;
    size_t n_piece, piece_cap;
    uint64_t print; /* fingerprint of all documents */
    size_t n_cut;   /* documents longer than a piece */
    size_t positions;
} corpus;

/* A document on its way: first its text, then its tokens. */
typedef struct pending {
    char *text;
    size_t size;
    gpt_message *message;
    int n_message;
    int *token;
    unsigned char *kind;
    int n; /* or a status */
} pending;

enum { PENDING = 4096 };

/* How text is read. */
typedef struct text_desc {
    const gpt_model *tok;
    int n_ctx;            /* positions of the longest piece */
    double prompt_weight; /* 0: pieces of nothing but prompt are left out */
    double valid_part;    /* share of the documents that goes to the validation */
    int n_thread;
} text_desc;

typedef struct reader {
    text_desc d;
    corpus *train, *valid;
    pending *wait; /* (PENDING) */
    int n_wait;
    size_t wait_size;
    int end;         /* the token that ends a plain document, -1: none */
    int *opening, n_opening; /* tokens of "<|im_start|>assistant\n" */
    int n_closing;           /* tokens of the line end behind <|im_end|> */
    uint64_t n_doc;
    gpt_error *err;
} reader;

static int corpus_token(const corpus *c, size_t i) { return c->small ? c->small[i] : (int)c->large[i]; }

static void corpus_free(corpus *c) {
    free(c->small);
    free(c->large);
    free(c->kind);
    free(c->piece);
    memset(c, 0, sizeof *c);
}

/* *p grows to `cap` things of `width` bytes; 0: out of memory. */
static int grow(void *p, size_t cap, size_t width) {
    void *old, *more;
    memcpy(&old, p, sizeof old);
    more = cap < SIZE_MAX / 2 / width ? realloc(old, cap * width) : NULL;
    if (more) memcpy(p, &more, sizeof more);
    return more != NULL;
}

/* Room for n more tokens. */
static int corpus_room(corpus *c, size_t n, int wide) {
    size_t cap = c->cap ? c->cap : (size_t)1 << 16;
    if (c->n + n <= c->cap) return 1;
    while (cap < c->n + n) cap *= 2;
    if (!grow(&c->kind, cap, 1) || !(wide ? grow(&c->large, cap, 4) : grow(&c->small, cap, 2))) return 0;
    c->cap = cap;
    return 1;
}

/* Appends a document in pieces of at most n_ctx positions. Pieces of nothing but tokens without weight are left out. */
static int corpus_add(corpus *c, const pending *p, int n_ctx, int wide, double prompt_weight) {
    int i, at;
    uint64_t both[3];
    if (!corpus_room(c, (size_t)p->n, wide)) return GPT_E_MEMORY;
    for (i = 0; i < p->n; i++) {
        if (wide) c->large[c->n + (size_t)i] = (uint32_t)p->token[i];
        else c->small[c->n + (size_t)i] = (uint16_t)p->token[i];
        c->kind[c->n + (size_t)i] = p->kind[i];
    }
    both[0] = c->print;
    both[1] = gpt_checksum(p->token, (size_t)p->n * sizeof *p->token);
    both[2] = gpt_checksum(p->kind, (size_t)p->n);
    c->print = gpt_checksum(both, sizeof both);
    c->n_cut += p->n - 1 > n_ctx;
    for (at = 0; at < p->n - 1; at += n_ctx) {
        piece *q;
        int n = p->n - 1 - at < n_ctx ? p->n - 1 - at : n_ctx, counts = prompt_weight > 0;
        for (i = at + 1; i <= at + n && !counts; i++) counts = p->kind[i] != PROMPT;
        if (!counts) continue;
        if (c->n_piece == c->piece_cap) {
            size_t cap = c->piece_cap ? 2 * c->piece_cap : 1024;
            if (!grow(&c->piece, cap, sizeof *c->piece)) return GPT_E_MEMORY;
            c->piece_cap = cap;
        }
        q = &c->piece[c->n_piece++];
        q->first = c->n + (size_t)at;
        q->n = n;
        c->positions += (size_t)n;
    }
    c->n += (size_t)p->n;
    return GPT_OK;
}

/* Tokens of a conversation in ChatML, as gpt_chat_tokens lays it out, without the line end behind the last message.
 * What belongs to an answer: all behind "<|im_start|>assistant\n", up to and with <|im_end|>. */
static int chat_tokens(const reader *r, pending *p) {
    int i, n = 0, cap = 64 + 16 * p->n_message, have = 0;
    for (i = 0; i < p->n_message; i++) cap += (int)strlen(p->message[i].content);
    p->token = (int *)malloc((size_t)cap * sizeof *p->token);
    p->kind = (unsigned char *)malloc((size_t)cap);
    if (!p->token || !p->kind) return GPT_E_MEMORY;
    for (i = 0; i < p->n_message; i++, have += n) {
        int answer = strcmp(p->message[i].role, "assistant") == 0, bos, body, k;
        gpt_chat_desc chat = {0};
        chat.format = GPT_CHAT_CHATML, chat.messages = &p->message[i], chat.n = 1, chat.closed = 1, chat.no_bos = i > 0;
        n = gpt_chat_tokens(r->d.tok, &chat, p->token + have, cap - have, NULL);
        if (n < 0 || n > cap - have) return n < 0 ? n : GPT_E_FULL;
        bos = n > 0 && r->n_opening > 0 && p->token[have] != r->opening[0]; /* a token in front of the first */
        for (body = 0; body < r->n_opening && bos + body < n; body++)
            if (p->token[have + bos + body] != r->opening[body]) break;
        for (k = 0; k < n; k++)
            p->kind[have + k] = answer && k >= bos + body && k < n - r->n_closing ? ANSWER : PROMPT;
    }
    return have - r->n_closing;
}

static int plain_tokens(const reader *r, pending *p) {
    size_t cap = p->size + 16;
    int n;
    p->token = cap < INT_MAX / 4 ? (int *)malloc(cap * sizeof *p->token) : NULL;
    p->kind = (unsigned char *)calloc(cap, 1);
    if (!p->token || !p->kind) return GPT_E_MEMORY;
    n = gpt_tokenize(r->d.tok, p->text, p->size, GPT_TEXT_BOS, p->token, (int)cap - 1);
    if (n < 0 || n > (int)cap - 1) return n < 0 ? n : GPT_E_FULL;
    if (r->end >= 0 && (n == 0 || p->token[n - 1] != r->end)) p->token[n++] = r->end;
    return n;
}

static void tokenize_waiting(void *arg, const gpt__team *me) {
    reader *r = (reader *)arg;
    int u;
    EACH(u, r->n_wait) {
        pending *p = &r->wait[u];
        p->n = p->n_message ? chat_tokens(r, p) : plain_tokens(r, p);
    }
}

static int n_vocab(const gpt_model *tok) { return gpt_model_info(tok)->n_tokens; }

/* Tokenizes the documents that wait, side by side, and appends them in order. */
static int flush(reader *r) {
    int i, rc = GPT_OK;
    gpt__parallel(r->d.n_thread, tokenize_waiting, r);
    for (i = 0; i < r->n_wait; i++) {
        pending *p = &r->wait[i];
        int held = r->d.valid_part > 0 && uniform(hash4(r->n_doc, 5, 0, 0)) < r->d.valid_part;
        r->n_doc++;
        if (rc == GPT_OK && p->n < 0)
            rc = tool_fail(r->err, p->n, "document %llu: cannot be tokenized: %s", (unsigned long long)r->n_doc,
                           gpt_status_text(p->n));
        if (rc == GPT_OK && corpus_add(held ? r->valid : r->train, p, r->d.n_ctx, n_vocab(r->d.tok) > 65536,
                                       r->d.prompt_weight) != GPT_OK)
            rc = tool_fail(r->err, GPT_E_MEMORY, "out of memory for the tokens of the text");
        free(p->text);
        free(p->message);
        free(p->token);
        free(p->kind);
    }
    r->n_wait = 0;
    r->wait_size = 0;
    return rc;
}

/* Copies a document; every so often those that wait are tokenized. The strings of a conversation lie behind its
 * messages in one block. */
static int take_document(const texts_doc *doc, void *user) {
    reader *r = (reader *)user;
    pending *p = &r->wait[r->n_wait];
    size_t size = (size_t)doc->n_message * sizeof *p->message;
    char *at;
    int i;
    memset(p, 0, sizeof *p);
    p->size = doc->size;
    p->n_message = doc->n_message;
    if (doc->n_message == 0) {
        p->text = (char *)malloc(doc->size + 1);
        if (p->text) memcpy(p->text, doc->text, doc->size);
    } else if (r->n_opening == 0) {
        return tool_fail(r->err, GPT_E_KIND, "the text has conversations, but the tokenizer lacks <|im_start|> and "
                                             "<|im_end|>");
    } else {
        for (i = 0; i < doc->n_message; i++)
            size += strlen(doc->message[i].role) + strlen(doc->message[i].content) + 2;
        p->message = (gpt_message *)malloc(size);
        at = (char *)(p->message + doc->n_message);
        for (i = 0; p->message && i < doc->n_message; i++) {
            p->message[i].json = NULL;
            p->message[i].role = strcpy(at, doc->message[i].role);
            at += strlen(at) + 1;
            p->message[i].content = strcpy(at, doc->message[i].content);
            at += strlen(at) + 1;
        }
        p->size = size;
    }
    if (!p->text && !p->message) return tool_fail(r->err, GPT_E_MEMORY, "out of memory for the text");
    r->wait_size += p->size;
    return ++r->n_wait == PENDING || r->wait_size > (size_t)1 << 24 ? flush(r) : GPT_OK;
}

/* Reads files into train and, by share, valid. */
static int read_texts(const text_desc *d, const char **path, int n_path, corpus *train, corpus *valid, gpt_error *err) {
    const gpt_model *tok = d->tok;
    int opening[64], i, rc = GPT_OK;
    reader r;
    memset(&r, 0, sizeof r);
    r.d = *d;
    r.train = train;
    r.valid = valid;
    r.err = err;
    r.end = gpt_token_find(tok, "<|endoftext|>", 13);
    if (r.end < 0) r.end = gpt_token_special(tok, GPT_TOKEN_EOS);
    if (gpt_token_find(tok, "<|im_start|>", 12) >= 0 && gpt_token_find(tok, "<|im_end|>", 10) >= 0) {
        gpt_chat_desc chat = {0};
        chat.format = GPT_CHAT_CHATML, chat.no_bos = 1;
        r.n_opening = gpt_chat_tokens(tok, &chat, opening, 64, err);
        if (r.n_opening < 0) return r.n_opening;
        r.opening = opening;
        r.n_closing = gpt_tokenize(tok, "\n", 1, 0, NULL, 0);
    }
    r.wait = (pending *)malloc(PENDING * sizeof *r.wait);
    if (!r.wait) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (i = 0; i < n_path && rc == GPT_OK; i++) {
        rc = texts_read(path[i], take_document, &r, err);
        if (rc == GPT_OK) rc = flush(&r);
        else {
            gpt_error kept_error = *err;
            flush(&r); /* frees what waits */
            *err = kept_error;
        }
    }
    free(r.wait);
    return rc;
}

/* The tokenizer by itself, as a model file without a network that is gone again once it is mapped. */
static gpt_model *load_tokenizer(const char *path, const char *out, gpt_error *err) {
    char *temp = file_beside(out, ".tokenizer");
    gptfile_desc d;
    gptfile g;
    tok_blob blob;
    gpt_model *model = NULL;
    int rc = temp ? tok_build(path, NULL, &blob, err) : tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK) {
        memset(&d, 0, sizeof d);
        d.tokenizer = blob.data;
        d.tokenizer_size = blob.size;
        d.samples = blob.samples;
        d.samples_size = blob.samples_size;
        rc = gptfile_open(&g, temp, &d, err);
        if (rc == GPT_OK) {
            if (gptfile_finish(&g, err) == GPT_OK) model = gpt_model_load(g.out.temp, NULL, err);
            gptfile_abort(&g);
        }
        tok_blob_free(&blob);
    }
    free(temp);
    return model;
}

/* ---- order ---- */

/* Where training stands in the text. The order of an epoch's pieces follows from seed and epoch. */
typedef struct cursor {
    const corpus *c;
    uint64_t seed, epoch;
    size_t at;       /* pieces of the epoch that were used */
    uint32_t *order; /* (n_piece) */
} cursor;

/* Fisher and Yates' shuffle. */
static void shuffle(cursor *k) {
    size_t i, n = k->c->n_piece;
    for (i = 0; i < n; i++) k->order[i] = (uint32_t)i;
    for (i = n; i-- > 1;) {
        size_t j = (size_t)gpt__sample_below(hash4(k->seed, 1, k->epoch, i), i + 1);
        uint32_t keep = k->order[i];
        k->order[i] = k->order[j];
        k->order[j] = keep;
    }
}

static int cursor_open(cursor *k, const corpus *c, uint64_t seed, uint64_t epoch, size_t at, gpt_error *err) {
    k->c = c;
    k->seed = seed;
    k->epoch = epoch;
    k->at = at;
    k->order = c->n_piece < UINT32_MAX ? (uint32_t *)malloc((c->n_piece + 1) * sizeof *k->order) : NULL;
    if (!k->order) return tool_fail(err, GPT_E_MEMORY, "out of memory for the order of %zu pieces", c->n_piece);
    shuffle(k);
    return GPT_OK;
}

/* Fills a micro-batch with the next pieces in order, as long as they fit whole. */
static void fill(cursor *k, micro *b, int cap, double prompt_weight, int wrap) {
    int i;
    b->T = b->n_piece = b->n_loss = 0;
    b->total = 0.0;
    for (;;) {
        const piece *p;
        if (k->at == k->c->n_piece) {
            if (!wrap) return;
            k->at = 0;
            k->epoch++;
            shuffle(k);
        }
        p = &k->c->piece[k->order[k->at]];
        if (p->n > cap - b->T) return;
        k->at++;
        b->first[b->n_piece] = b->T;
        b->length[b->n_piece++] = p->n;
        for (i = 0; i < p->n; i++, b->T++) {
            double weight = k->c->kind[p->first + (size_t)i + 1] == PROMPT ? prompt_weight : 1.0;
            b->token[b->T] = corpus_token(k->c, p->first + (size_t)i);
            b->target[b->T] = corpus_token(k->c, p->first + (size_t)i + 1);
            b->weight[b->T] = (float)weight;
            b->total += weight;
            if (weight > 0) b->pick[b->n_loss++] = b->T;
        }
    }
}

#endif
