/* texts.h -- the documents of a training text, one after the other.
 *
 *     static int count(const texts_doc *doc, void *user) { ... return 0; }
 *     if (texts_read("train.jsonl", count, &total, &err) != GPT_OK) fail(err.message);
 *
 * `.jsonl` files hold a document a line: {"text": "..."}, or a conversation, {"messages": [{"role": "user",
 * "content": "..."}, ...]}; other members don't matter, and of both the messages count. Any other file is plain text
 * whose documents are separated by lines that are exactly <|endoftext|>; a document keeps the line end before such a
 * line. Lines may end in CR LF, which stays as it is inside a document. Documents of nothing but white space are left
 * out. Text is bytes: what is not UTF-8 passes through. Each file may be gzip-compressed.
 *
 * Include ../gpt.h first, for gpt_message and gpt_error. */
#ifndef TOOLS_TEXTS_H
#define TOOLS_TEXTS_H

#include <stdlib.h>
#include <string.h>

#include "file.h"
#include "json.h"

/* One document. Plain: text (size bytes, maybe with NULs), n_message 0. Conversation: message (n_message), text NULL;
 * roles are system, user or assistant. Valid during the call. */
typedef struct texts_doc {
    const char *text;
    size_t size;
    const gpt_message *message;
    int n_message;
} texts_doc;

typedef int (*texts_each)(const texts_doc *doc, void *user); /* non-zero stops; that value is returned */

typedef struct texts__reader {
    const char *path;
    unsigned long line; /* of a .jsonl file, from 1 */
    texts_each each;
    void *user;
    gpt_error *err;
    size_t n_doc;
    gpt_message *message; /* room for cap messages */
    int cap;
} texts__reader;

static inline int texts__fail(const texts__reader *r, int status, const char *what) {
    return tool_fail(r->err, status, "%s: line %lu: %s", r->path, r->line, what);
}

static inline int texts__is_blank(const char *text, size_t size) {
    size_t i;
    for (i = 0; i < size; i++)
        if (!memchr(" \t\r\n\v\f", text[i], 6)) return 0;
    return 1;
}

static inline int texts__give(texts__reader *r, const char *text, size_t size, int n_message) {
    texts_doc doc = {text, size, n_message ? r->message : NULL, n_message};
    r->n_doc++;
    return r->each(&doc, r->user);
}

static inline int texts__give_text(texts__reader *r, const char *text, size_t size) {
    return texts__is_blank(text, size) ? 0 : texts__give(r, text, size, 0);
}

/* ---- plain text ---- */

static inline int texts__is_mark(const char *line, size_t size) {
    static const char mark[] = "<|endoftext|>";
    if (size && line[size - 1] == '\r') size--;
    return size == sizeof mark - 1 && memcmp(line, mark, size) == 0;
}

static inline int texts__plain(texts__reader *r, const char *text, const char *end) {
    const char *doc = text, *line, *stop;
    int rc = 0;
    for (line = text; line < end && rc == 0; line = stop < end ? stop + 1 : end) {
        stop = (const char *)memchr(line, '\n', (size_t)(end - line));
        if (!stop) stop = end;
        if (!texts__is_mark(line, (size_t)(stop - line))) continue;
        rc = texts__give_text(r, doc, (size_t)(line - doc));
        doc = stop < end ? stop + 1 : end;
    }
    return rc ? rc : texts__give_text(r, doc, (size_t)(end - doc));
}

/* ---- lines of JSON ---- */

static inline int texts__is_role(const char *role) {
    return strcmp(role, "system") == 0 || strcmp(role, "user") == 0 || strcmp(role, "assistant") == 0;
}

/* A member as a C string; NULL if it is no string or a NUL would cut it short. */
static inline const char *texts__member(const json_value *object, const char *key) {
    const json_value *v = json_get(object, key);
    return v && v->type == JSON_STRING && strlen(v->text) == v->size ? v->text : NULL;
}

static inline int texts__room(texts__reader *r, int n) {
    gpt_message *more;
    if (n <= r->cap) return GPT_OK;
    more = (gpt_message *)realloc(r->message, (size_t)n * sizeof *more);
    if (!more) return texts__fail(r, GPT_E_MEMORY, "out of memory");
    r->message = more;
    r->cap = n;
    return GPT_OK;
}

static inline int texts__chat(texts__reader *r, const json_value *list) {
    const json_value *v;
    int n = 0, blank = 1, rc;
    if (list->type != JSON_ARRAY) return texts__fail(r, GPT_E_FORMAT, "\"messages\" is not a list");
    if ((rc = texts__room(r, list->n)) != GPT_OK) return rc;
    for (v = list->child; v; v = v->next, n++) {
        gpt_message *m = &r->message[n];
        m->role = texts__member(v, "role");
        m->content = texts__member(v, "content");
        m->json = NULL;
        if (!m->role || !texts__is_role(m->role))
            return texts__fail(r, GPT_E_FORMAT, "a \"role\" is not system, user or assistant");
        if (!m->content) return texts__fail(r, GPT_E_FORMAT, "a \"content\" is not text without NUL characters");
        blank = blank && texts__is_blank(m->content, strlen(m->content));
    }
    return blank ? 0 : texts__give(r, NULL, 0, n);
}

static inline int texts__line(texts__reader *r, const char *line, size_t size) {
    const json_value *text, *messages;
    json_doc doc;
    int rc;
    if (json_parse(&doc, line, size) != 0) return texts__fail(r, GPT_E_FORMAT, doc.error);
    text = json_get(doc.root, "text");
    messages = json_get(doc.root, "messages");
    if (messages) rc = texts__chat(r, messages);
    else if (text && text->type == JSON_STRING) rc = texts__give_text(r, text->text, text->size);
    else rc = texts__fail(r, GPT_E_FORMAT, "neither \"text\" nor \"messages\"");
    json_free(&doc);
    return rc;
}

static inline int texts__lines(texts__reader *r, const char *text, const char *end) {
    const char *stop;
    int rc = 0;
    for (; text < end && rc == 0; text = stop < end ? stop + 1 : end) {
        stop = (const char *)memchr(text, '\n', (size_t)(end - text));
        if (!stop) stop = end;
        r->line++;
        if (!texts__is_blank(text, (size_t)(stop - text))) rc = texts__line(r, text, (size_t)(stop - text));
    }
    return rc;
}

static inline int texts__ends_in(const char *path, const char *ending) {
    size_t n = strlen(path), m = strlen(ending);
    return n >= m && strcmp(path + n - m, ending) == 0;
}

/* texts_read -- every document of a file, in order. GPT_OK, a negative status with err filled (may be NULL: unwanted),
 * or what `each` returned. A damaged line is GPT_E_FORMAT and named, as is a file without any text in it. The file is
 * held in memory meanwhile. */
static inline int texts_read(const char *path, texts_each each, void *user, gpt_error *err) {
    texts__reader r = {path, 0, each, user, err, 0, NULL, 0};
    unsigned char *data;
    const char *text, *end;
    size_t size;
    int rc = file_read(path, &data, &size, err);
    if (rc != GPT_OK) return rc;
    text = (const char *)data;
    end = text + size;
    if (size >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) text += 3; /* byte order mark */
    if (texts__ends_in(path, ".jsonl") || texts__ends_in(path, ".jsonl.gz")) rc = texts__lines(&r, text, end);
    else rc = texts__plain(&r, text, end);
    if (rc == 0 && r.n_doc == 0) rc = tool_fail(err, GPT_E_FORMAT, "%s: there is no text in it", path);
    free(r.message);
    free(data);
    return rc;
}

#endif
