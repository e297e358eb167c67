/* tokenizer.h -- published tokenizer files in, the tokenizer section of a .gpt file out.
 *
 *     tok_blob blob;
 *     if (tok_build("path/to/checkpoint", NULL, &blob, &err) != GPT_OK) fail(err.message);
 *
 * Reads tokenizer.json (Hugging Face), SentencePiece .model, vocab.json with merges.txt (GPT-2), vocab.txt (BERT), rank
 * files (tiktoken; those that are not known need a JSON file of pattern and special tokens), tekken.json (Mistral),
 * tokenizer.bin (llama2.c), and the vocabularies in GGUF files; each may be gzip-compressed. What a file asks for and
 * this does not know is an error that names it: ids are as the original library gives them, or there are none.
 *
 *     tokenizer.json        --tok_json.h-----------.
 *     vocab.json, vocab.txt --tok_folder.h---------|
 *     .model                --tok_classes.h--------|
 *     .model, tokenizer.bin --tok_sentencepiece.h--+--> tok__build --tok_section.h--> tables
 *     GGUF                  --tok_gguf.h, tok_pre.h|    (tok_build.h)
 *     rank files, tekken    --tok_ranks.h----------'
 *
 * What readers read they also note as it is: from that tok_slow.h tokenizes in the plainest way, and tok_samples.h
 * compares. Start there to learn what a tokenizer does.
 *
 * All thinking is done here, so that gpt.h only runs tables (>>tokenizer there describes the result byte by
 * byte): patterns become automata (regex.h), Unicode data that a tokenizer needs is written into its section,
 * byte alphabets and the visible space U+2581 are resolved to plain bytes, scores and ranks become merges.
 *
 * Include "../gpt.h" with GPT_IMPLEMENTATION before this: it shares hash functions and runs the result on each
 * token. */
#if !defined(TOOLS_TOKENIZER_H) && defined(GPT_IMPLEMENTATION)
#define TOOLS_TOKENIZER_H

#include "file.h"
#include "json.h"
#include "source.h"
#include "ggml.h"
#include "gguf.h"
#include "tok_json.h"
#include "tok_folder.h"
#include "tok_sentencepiece.h"
#include "tok_classes.h"
#include "tok_gguf.h"
#include "tok_ranks.h"
#include "tok_section.h"
#include "tok_slow.h"
#include "tok_samples.h"

static int tok__looks_like_ranks(const unsigned char *p, size_t n)
{
    size_t i = 0;
    while (i < n && i < 200 && p[i] > ' ' && p[i] < 127) i++;
    return i > 1 && i + 1 < n && p[i] == ' ' && p[i + 1] >= '0' && p[i + 1] <= '9';
}

/* Text of one word a line; SentencePiece models begin with a line end, and have control characters. */
static int tok__looks_like_lines(const unsigned char *p, size_t n)
{
    size_t i = 0;
    while (i < n && i < 4096 && (p[i] > ' ' || (i && (p[i] == '\n' || p[i] == '\r')))) i++;
    return i > 1 && (i == n || i == 4096) && memchr(p, '\n', i);
}

static int tok__read(tok__build *b, const unsigned char *data, size_t size, const char *specials)
{
    size_t i = 0;
    json_doc doc;
    int status;
    if (!size) return tok__fail(b, GPT_E_FORMAT, "the file is empty", NULL);
    if (size >= 4 && !memcmp(data, "GGUF", 4))
        return tok__gguf_memory(b, data, size);
    while (i < size && (data[i] == ' ' || data[i] == '\n' || data[i] == '\r' || data[i] == '\t')) i++;
    if (size > 3 && !memcmp(data, "\xef\xbb\xbf", 3)) i = 3;
    if (i == size || data[i] != '{') {
        if (tok__looks_like_llama2c(data, size)) return tok__llama2c(b, data, size);
        if (tok__looks_like_ranks(data, size)) return tok__ranks(b, data, size, specials);
        if (tok__looks_like_lines(data, size)) return tok__vocab_txt(b, data, size);
        status = tok__sentencepiece(b, data, size);
        if (!status) status = tok__read_added(b);
        return status ? status : tok__score_added(b);
    }
    if (json_parse(&doc, (const char *)data, size)) status = tok__fail(b, GPT_E_FORMAT, doc.error, NULL);
    else if (json_get(json_get(doc.root, "model"), "vocab")) {
        b->plain.doc = doc;     /* the slow path needs it, too */
        return tok__json(b, doc.root);
    } else if (json_get(json_get(doc.root, "config"), "pattern") && json_get(doc.root, "vocab"))
        status = tok__tekken(b, doc.root);
    else status = tok__gpt2(b, doc.root);
    json_free(&doc);
    return status;
}

/* the tokenizer file of a folder */
static int tok__choose(const char *dir, char *path, size_t cap)
{
    static const char *const names[] = {"tokenizer.json", "tekken.json", "tokenizer.model", "spiece.model",
        "sentencepiece.bpe.model", "spm.model", "sentencepiece.model", "vocab.json", "vocab.txt", "qwen.tiktoken",
        "tiktoken.model", "cl100k_base.tiktoken", "o200k_base.tiktoken", "r50k_base.tiktoken", NULL};
    for (int i = 0; names[i]; i++) {
        for (int gz = 0; gz < 2; gz++) {
            int n = snprintf(path, cap, "%s/%s%s", dir, names[i], gz ? ".gz" : "");
            if (n > 0 && (size_t)n < cap && file_exists(path)) return 1;
        }
    }
    return 0;
}

/* tok_free -- what tok_read gave; NULL is fine. */
static void tok_free(tok__build *b)
{
    tok__vec *vec[17];
    if (!b) return;
    vec[0] = &b->token; vec[1] = &b->merge; vec[2] = &b->expand_at; vec[3] = &b->expand; vec[4] = &b->chars;
    vec[5] = &b->added; vec[6] = &b->step; vec[7] = &b->step_text; vec[8] = &b->front; vec[9] = &b->back;
    vec[10] = &b->end; vec[11] = &b->piece; vec[12] = &b->score; vec[13] = &b->map; vec[14] = &b->map_at;
    vec[15] = &b->map_text; vec[16] = &b->plain.token;
    for (size_t i = 0; i < sizeof vec / sizeof vec[0]; i++) free(vec[i]->p);
    while (b->chunks) {
        tok__chunk *next = b->chunks->next;
        free(b->chunks);
        b->chunks = next;
    }
    json_free(&b->plain.doc);
    free(b->plain.id.slot);
    free(b->plain.pair.slot);
    free(b->vocab.slot);
    regex_free(&b->regex);
    free(b->data);
    free(b);
}

/* tok_read -- read a tokenizer file, or the one in a checkpoint folder (tokenizer.json, else tokenizer.model, else
 * vocab.json with merges.txt). specials: for rank files, a JSON file with pat_str and special_tokens; else NULL. A
 * folder without tokenizer is GPT_E_IO with a message that starts with "no tokenizer". path and err must stay. */
static int tok_read(const char *path, const char *specials, tok__build **out, gpt_error *err)
{
    tok__build *b = (tok__build *)calloc(1, sizeof *b);
    size_t size = 0;
    int status = GPT_OK;
    *out = b;
    if (!b) return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    b->err = err;
    b->path = path;
    b->kind = GPT__TOK_BPE;
    b->prefix = b->suffix = tok__lit("");
    b->unknown = GPT__TOK_NONE;
    for (int i = 0; i < 8; i++) b->special[i] = -1;
    for (int i = 0; i < 256; i++) b->byte[i] = GPT__TOK_NONE;
    if (file_is_dir(path)) {
        if (!tok__choose(path, b->chosen, sizeof b->chosen))
            return tool_fail(err, GPT_E_IO, "no tokenizer in %s", path);
        b->path = b->chosen;
    }
    if (gguf_is(b->path)) return tok__gguf_file(b, &b->data);
    status = file_read(b->path, &b->data, &size, err);
    return status ? status : tok__read(b, b->data, size, specials);
}

static void tok_blob_free(tok_blob *blob)
{
    free(blob->data);
    free(blob->samples);
    memset(blob, 0, sizeof *blob);
}

/* tok_build -- read a tokenizer as tok_read does, and make its sections; that gpt.h runs them as the slow path says is
 * checked on some texts. */
static int tok_build(const char *path, const char *specials, tok_blob *out, gpt_error *err)
{
    tok__build *b;
    int status = tok_read(path, specials, &b, err);
    memset(out, 0, sizeof *out);
    if (!status) status = tok__finish(b, out);
    if (!status) status = tok__make_samples(b, out);
    if (status) tok_blob_free(out);
    tok_free(b);
    return status;
}

#endif /* TOOLS_TOKENIZER_H */
