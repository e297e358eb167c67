/* json.h -- a JSON reader for the tools: text in, a tree of values out.
 *
 *     json_doc doc;
 *     if (json_parse(&doc, text, size) != 0) fail(doc.error);
 *     double eps = json_num(doc.root, "rms_norm_eps", 1e-6);
 *     json_free(&doc);                       also after a failed parse
 *
 * Input is untrusted: no recursion, nesting up to 512, memory at most 1 + 64 bytes per input byte.
 * Beyond RFC 8259 it takes what published files contain: a byte order mark at the start,
 * NaN / Infinity / -Infinity (Python writes them), and lone surrogates, which decode to the three
 * bytes UTF-8 would use (WTF-8). Needs only libc. */
#ifndef TOOLS_JSON_H
#define TOOLS_JSON_H

#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define JSON_DEPTH 512

typedef enum json_type {
    JSON_NULL, JSON_FALSE, JSON_TRUE, JSON_NUMBER, JSON_STRING, JSON_ARRAY, JSON_OBJECT
} json_type;

typedef struct json_value json_value;
struct json_value {
    json_type type;
    int n;            /* ARRAY, OBJECT: number of children */
    double number;    /* NUMBER: its value */
    const char *text; /* STRING: decoded UTF-8, may hold NUL; NUMBER: its source text.  */
    size_t size;      /*   Both end with an extra NUL that size does not count. */
    const char *key;  /* inside an object: the decoded name, else NULL */
    size_t key_size;
    json_value *child, *next; /* first child; next sibling; in the order of the text */
};

typedef struct json__block {
    struct json__block *next;
    int used;
    json_value value[1000];
} json__block;

typedef struct json_doc {
    json_value *root; /* NULL unless json_parse returned 0 */
    char error[160];
    char *strings;       /* every decoded string and number */
    json__block *blocks; /* every value */
} json_doc;

typedef struct json__parser {
    json_doc *doc;
    const unsigned char *text, *p, *end;
    char *out;                                       /* where the next string goes */
    json_value *open[JSON_DEPTH], *last[JSON_DEPTH]; /* open containers, their last children */
    int depth;
    const char *key;
    size_t key_size;
} json__parser;

static inline int json__fail(json__parser *s, const char *what) {
    snprintf(s->doc->error, sizeof s->doc->error, "JSON: %s at byte %lu", what,
             (unsigned long)(s->p - s->text));
    return -1;
}

static inline void json__space(json__parser *s) {
    while (s->p < s->end && (*s->p == ' ' || *s->p == '\n' || *s->p == '\r' || *s->p == '\t'))
        s->p++;
}

static inline json_value *json__new(json_doc *doc) {
    json__block *b = doc->blocks;
    if (!b || b->used == (int)(sizeof b->value / sizeof b->value[0])) {
        b = (json__block *)malloc(sizeof *b);
        if (!b) return NULL;
        b->next = doc->blocks;
        b->used = 0;
        doc->blocks = b;
    }
    memset(&b->value[b->used], 0, sizeof b->value[0]);
    return &b->value[b->used++];
}

static inline int json__hex4(const unsigned char *p) {
    int i, v = 0;
    for (i = 0; i < 4; i++) {
        int c = p[i] | 0x20;
        if (p[i] >= '0' && p[i] <= '9')
            v = v * 16 + (p[i] - '0');
        else if (c >= 'a' && c <= 'f')
            v = v * 16 + (c - 'a' + 10);
        else
            return -1;
    }
    return v;
}

static inline char *json__utf8(char *out, int c) {
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xC0 | c >> 6);
        *out++ = (char)(0x80 | (c & 63));
    } else if (c < 0x10000) {
        *out++ = (char)(0xE0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 63));
        *out++ = (char)(0x80 | (c & 63));
    } else {
        *out++ = (char)(0xF0 | c >> 18);
        *out++ = (char)(0x80 | (c >> 12 & 63));
        *out++ = (char)(0x80 | (c >> 6 & 63));
        *out++ = (char)(0x80 | (c & 63));
    }
    return out;
}

/* After a backslash; p stands on the letter. */
static inline int json__escape(json__parser *s) {
    static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";
    const char *at;
    int c, low;
    if (s->p == s->end) return json__fail(s, "string without an end");
    if (*s->p != 'u') {
        at = *s->p ? strchr(from, *s->p) : NULL;
        if (!at) return json__fail(s, "unknown escape");
        *s->out++ = to[at - from];
        s->p++;
        return 0;
    }
    if (s->end - s->p < 5 || (c = json__hex4(s->p + 1)) < 0) return json__fail(s, "bad \\u escape");
    s->p += 5;
    if (c >= 0xD800 && c < 0xDC00 && s->end - s->p >= 6 && s->p[0] == '\\' && s->p[1] == 'u') {
        low = json__hex4(s->p + 2);
        if (low >= 0xDC00 && low < 0xE000) {
            c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
            s->p += 6;
        }
    }
    s->out = json__utf8(s->out, c);
    return 0;
}

/* p stands on the opening quote. A string never grows by decoding, and its two quotes leave room
 * for the NUL, so all strings and numbers of a text of n bytes fit into n + 1 bytes. */
static inline int json__string(json__parser *s, const char **text, size_t *size) {
    char *start = s->out;
    for (s->p++; s->p < s->end && *s->p != '"';) {
        if (*s->p < 0x20) return json__fail(s, "control character in a string");
        if (*s->p != '\\') {
            *s->out++ = (char)*s->p++;
        } else {
            s->p++;
            if (json__escape(s) != 0) return -1;
        }
    }
    if (s->p == s->end) return json__fail(s, "string without an end");
    s->p++;
    *text = start;
    *size = (size_t)(s->out - start);
    *s->out++ = 0;
    return 0;
}

static inline int json__word(json__parser *s, const char *word) {
    size_t n = strlen(word);
    if ((size_t)(s->end - s->p) < n || memcmp(s->p, word, n) != 0) return 0;
    s->p += n;
    return 1;
}

static inline int json__digits(json__parser *s) {
    const unsigned char *start = s->p;
    while (s->p < s->end && *s->p >= '0' && *s->p <= '9') s->p++;
    return s->p > start;
}

static inline int json__number(json__parser *s, json_value *v) {
    const unsigned char *start = s->p;
    size_t n;
    if (*s->p == '-') s->p++;
    if (!json__word(s, "NaN") && !json__word(s, "Infinity")) {
        if (s->p < s->end && *s->p == '0')
            s->p++;
        else if (!json__digits(s))
            return json__fail(s, "expected a value");
        if (s->p < s->end && *s->p == '.') {
            s->p++;
            if (!json__digits(s)) return json__fail(s, "expected a digit");
        }
        if (s->p < s->end && (*s->p | 0x20) == 'e') {
            s->p++;
            if (s->p < s->end && (*s->p == '+' || *s->p == '-')) s->p++;
            if (!json__digits(s)) return json__fail(s, "expected a digit");
        }
    }
    n = (size_t)(s->p - start);
    memcpy(s->out, start, n);
    s->out[n] = 0;
    v->type = JSON_NUMBER;
    v->text = s->out;
    v->size = n;
    v->number = strtod(s->out, NULL);
    s->out += n + 1;
    return 0;
}

/* One value at p, linked into the innermost open container; a container is left open. */
static inline int json__value(json__parser *s) {
    json_value *v = json__new(s->doc), *parent = s->depth ? s->open[s->depth - 1] : NULL;
    if (!v) return json__fail(s, "out of memory");
    v->key = s->key;
    v->key_size = s->key_size;
    s->key = NULL;
    s->key_size = 0;
    if (!parent)
        s->doc->root = v;
    else if (parent->n++ == 0)
        parent->child = v;
    else
        s->last[s->depth - 1]->next = v;
    if (parent) s->last[s->depth - 1] = v;

    if (s->p == s->end) return json__fail(s, "text ends early");
    if (*s->p == '{' || *s->p == '[') {
        v->type = *s->p++ == '{' ? JSON_OBJECT : JSON_ARRAY;
        if (s->depth == JSON_DEPTH) return json__fail(s, "nested too deeply");
        s->open[s->depth++] = v;
        return 0;
    }
    if (*s->p == '"') {
        v->type = JSON_STRING;
        return json__string(s, &v->text, &v->size);
    }
    if (json__word(s, "null"))
        v->type = JSON_NULL;
    else if (json__word(s, "true"))
        v->type = JSON_TRUE;
    else if (json__word(s, "false"))
        v->type = JSON_FALSE;
    else
        return json__number(s, v);
    return 0;
}

/* p stands where a member of the innermost open object begins: its name and the colon. */
static inline int json__name(json__parser *s) {
    json__space(s);
    if (s->p == s->end || *s->p != '"') return json__fail(s, "expected a name in quotes");
    if (json__string(s, &s->key, &s->key_size) != 0) return -1;
    json__space(s);
    if (s->p == s->end || *s->p != ':') return json__fail(s, "expected ':'");
    s->p++;
    return 0;
}

/* After a value: closes what closes here, then stands before the next one or at the end. */
static inline int json__advance(json__parser *s) {
    for (;;) {
        json_value *in;
        json__space(s);
        if (s->depth == 0) return s->p == s->end ? 0 : json__fail(s, "text after the value");
        in = s->open[s->depth - 1];
        if (s->p == s->end) return json__fail(s, "text ends early");
        if (*s->p == (in->type == JSON_OBJECT ? '}' : ']')) {
            s->p++;
            s->depth--;
            continue;
        }
        if (in->n > 0) {
            if (*s->p != ',')
                return json__fail(s, in->type == JSON_OBJECT ? "expected ',' or '}'"
                                                             : "expected ',' or ']'");
            s->p++;
        }
        return in->type == JSON_OBJECT ? json__name(s) : 0;
    }
}

/* json_free -- releases everything a json_parse, failed or not, left in doc. */
static inline void json_free(json_doc *doc) {
    while (doc->blocks) {
        json__block *next = doc->blocks->next;
        free(doc->blocks);
        doc->blocks = next;
    }
    free(doc->strings);
    doc->strings = NULL;
    doc->root = NULL;
}

/* json_parse -- reads one JSON text of size bytes (no NUL needed). 0: doc->root is the value.
 * -1: doc->error says what and at which byte. The text is not needed afterwards. */
static inline int json_parse(json_doc *doc, const char *text, size_t size) {
    json__parser *s = (json__parser *)malloc(sizeof *s);
    int rc = 0;
    memset(doc, 0, sizeof *doc);
    if (s) memset(s, 0, sizeof *s);
    doc->strings = s && size < INT_MAX ? (char *)malloc(size + 1) : NULL;
    if (!doc->strings) {
        snprintf(doc->error, sizeof doc->error, "JSON: %s",
                 size < INT_MAX ? "out of memory" : "text of 2 GB or more");
        free(s);
        return -1;
    }
    s->doc = doc;
    s->text = s->p = (const unsigned char *)text;
    s->end = s->p + size;
    s->out = doc->strings;
    json__word(s, "\xEF\xBB\xBF");
    do {
        json__space(s);
        rc = json__value(s);
        if (rc == 0) rc = json__advance(s);
    } while (rc == 0 && s->depth > 0);
    free(s);
    if (rc != 0) json_free(doc);
    return rc;
}

/* json_get -- the member of that name; of equal names the last, as Python has it. NULL if there is
 * none, or object is NULL or no object. */
static inline const json_value *json_get(const json_value *object, const char *key) {
    const json_value *v, *found = NULL;
    size_t n = strlen(key);
    if (!object || object->type != JSON_OBJECT) return NULL;
    for (v = object->child; v; v = v->next)
        if (v->key_size == n && memcmp(v->key, key, n) == 0) found = v;
    return found;
}

/* json_str, json_num, json_bool -- a member's value, or fallback if absent or of another type. */
static inline const char *json_str(const json_value *object, const char *key,
                                   const char *fallback) {
    const json_value *v = json_get(object, key);
    return v && v->type == JSON_STRING ? v->text : fallback;
}

static inline double json_num(const json_value *object, const char *key, double fallback) {
    const json_value *v = json_get(object, key);
    return v && v->type == JSON_NUMBER ? v->number : fallback;
}

static inline int json_bool(const json_value *object, const char *key, int fallback) {
    const json_value *v = json_get(object, key);
    if (!v || (v->type != JSON_TRUE && v->type != JSON_FALSE)) return fallback;
    return v->type == JSON_TRUE;
}

/* json_u64 -- 1 and the value if v is a whole number written with digits only and below 2^64. */
static inline int json_u64(const json_value *v, uint64_t *out) {
    const char *p;
    uint64_t n = 0;
    if (!v || v->type != JSON_NUMBER) return 0;
    for (p = v->text; *p; p++) {
        uint64_t digit = (uint64_t)(*p - '0');
        if (*p < '0' || *p > '9' || n > (UINT64_MAX - digit) / 10) return 0;
        n = n * 10 + digit;
    }
    *out = n;
    return 1;
}

/* Length of the valid UTF-8 sequence at p (n bytes left), 0 if it is none. */
static inline size_t json__utf8_len(const unsigned char *p, size_t n) {
    size_t len = p[0] < 0x80   ? 1
                 : p[0] < 0xC2 ? 0
                 : p[0] < 0xE0 ? 2
                 : p[0] < 0xF0 ? 3
                 : p[0] < 0xF5 ? 4
                               : 0;
    size_t i;
    if (len > n) return 0;
    for (i = 1; i < len; i++)
        if ((p[i] & 0xC0) != 0x80) return 0;
    if (len == 3 && ((p[0] == 0xE0 && p[1] < 0xA0) || (p[0] == 0xED && p[1] > 0x9F))) return 0;
    if (len == 4 && ((p[0] == 0xF0 && p[1] < 0x90) || (p[0] == 0xF4 && p[1] > 0x8F))) return 0;
    return len;
}

/* json_write_string -- size bytes of text as a JSON string with its quotes; each byte that is not
 * part of valid UTF-8 becomes U+FFFD. */
static inline void json_write_string(FILE *f, const char *text, size_t size) {
    const unsigned char *p = (const unsigned char *)text, *end = p + size;
    fputc('"', f);
    while (p < end) {
        size_t n = json__utf8_len(p, (size_t)(end - p));
        if (n == 0) {
            fputs("\xEF\xBF\xBD", f);
            n = 1;
        } else if (*p == '"' || *p == '\\') {
            fprintf(f, "\\%c", *p);
        } else if (*p == '\n') {
            fputs("\\n", f);
        } else if (*p < 0x20 || *p == 0x7F) {
            fprintf(f, "\\u%04x", *p);
        } else {
            fwrite(p, 1, n, f);
        }
        p += n;
    }
    fputc('"', f);
}

/* json_write -- a value as text, numbers as they were written: `level` of it inside others, by two spaces each; -1: in
 * one line without spaces. */
static inline void json_write(FILE *f, const json_value *v, int level) {
    static const char *const words[] = {"null", "false", "true"};
    const int object = v->type == JSON_OBJECT, inner = level < 0 ? -1 : level + 1;
    const json_value *child;
    if (v->type <= JSON_TRUE) fputs(words[v->type], f);
    if (v->type == JSON_NUMBER) fputs(v->text, f);
    if (v->type == JSON_STRING) json_write_string(f, v->text, v->size);
    if (v->type < JSON_ARRAY) return;
    fputc(object ? '{' : '[', f);
    for (child = v->child; child; child = child->next) {
        if (level >= 0) fprintf(f, "\n%*s", 2 * inner, "");
        if (object) json_write_string(f, child->key, child->key_size);
        if (object) fputs(level < 0 ? ":" : ": ", f);
        json_write(f, child, inner);
        if (child->next) fputc(',', f);
    }
    if (level >= 0 && v->child) fprintf(f, "\n%*s", 2 * level, "");
    fputc(object ? '}' : ']', f);
}

#endif
