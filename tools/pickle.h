/* pickle.h -- reads Python pickles, protocols 2 to 5, as data: bytes in, a tree of values out. Nothing is executed.
 *
 *     pickle_doc doc;
 *     if (pickle_parse(&doc, data, size, allowed, &used) != 0) fail(doc.error);
 *     v = pickle_get(doc.root, "state_dict");
 *     pickle_free(&doc);                          also after a failed parse
 *
 * A pickle is a program that may name any function of any module. Here a name is a text, it must be one that
 * `allowed` knows, and a call of it is a value of type PICKLE_CALL: the callee, then its arguments. Only a call of
 * collections.OrderedDict is carried out: it gives a dictionary.
 *
 * Untrusted: no recursion; no length is believed before that many bytes are there; an opcode makes at most one value,
 * so memory is at most 100 bytes per byte of the pickle. Values may be shared, and lists may hold themselves: whoever
 * walks the tree has to bound his steps. Needs only libc. */
#ifndef TOOLS_PICKLE_H
#define TOOLS_PICKLE_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PICKLE_DEPTH 200 /* of values inside values */
#define PICKLE__NAME_LIMIT 200 /* bytes of "module.name" */

typedef enum pickle_type {
    PICKLE_NONE, PICKLE_FALSE, PICKLE_TRUE,
    PICKLE_INT,    /* in n64 */
    PICKLE_LONG,   /* an integer of more than 64 bits: its bytes, little-endian two's complement */
    PICKLE_FLOAT,  /* in number */
    PICKLE_STRING, /* text and size; not ended by a NUL */
    PICKLE_BYTES,  /* likewise */
    PICKLE_TUPLE, PICKLE_LIST, PICKLE_SET, /* items */
    PICKLE_DICT,   /* items: key, value, key, value ... */
    PICKLE_NAME,   /* "module.name" of a function or class, in text and size */
    PICKLE_CALL,   /* items: what is called, the tuple of arguments */
    PICKLE_OUTSIDE /* a persistent id, something that lies outside the pickle; items: the id */
} pickle_type;

typedef struct pickle_value pickle_value;
typedef struct pickle_item pickle_item;

struct pickle_item {
    pickle_value *v;
    pickle_item *next;
};

struct pickle_value {
    pickle_type type;
    int n;     /* items */
    int depth; /* 0: nothing in it, 1: such values, ... */
    union {
        int64_t n64;
        double number;
        struct { const char *text; size_t size; } s;
        struct { pickle_item *first, *last; } in;
    } as;
};

/* A name, kept once however often it stands there. */
typedef struct pickle__name_text {
    struct pickle__name_text *next;
    size_t size;
    char text[PICKLE__NAME_LIMIT + 1];
} pickle__name_text;

/* Values and items are given out of blocks. */
typedef struct pickle__block {
    struct pickle__block *next;
    int used;
    union { pickle_value value; pickle_item item[2]; } cell[1000];
} pickle__block;

typedef struct pickle_doc {
    pickle_value *root; /* NULL unless pickle_parse returned 0 */
    char error[200];
    pickle_item *outside; /* every PICKLE_OUTSIDE, newest first */
    pickle__block *blocks;
    pickle_item *spare; /* half a cell */
    pickle__name_text *names; /* as many as are allowed, at most */
} pickle_doc;

/* Is "module.name" one that may stand in the pickle? */
typedef int (*pickle_allowed)(const char *name, size_t size);

typedef struct pickle__parser {
    pickle_doc *doc;
    const unsigned char *data, *p, *op; /* op: the opcode at hand */
    size_t size, left;                  /* left: bytes from p on */
    pickle_allowed allowed;
    pickle_value **stack, **memo; /* (n_stack); by number, n_memo of them set */
    size_t n_stack, stack_cap, n_memo, memo_cap;
    size_t *mark; /* (n_mark) heights of the stack */
    size_t n_mark, mark_cap;
} pickle__parser;

static inline int pickle__fail(pickle__parser *s, const char *what) {
    snprintf(s->doc->error, sizeof s->doc->error, "pickle: %s at byte %lu", what,
             (unsigned long)(s->op - s->data));
    return -1;
}

/* pickle__show -- a text of the file for a message: cut, and without control characters. */
static inline const char *pickle__show(const char *text, size_t size, char out[100]) {
    size_t i;
    for (i = 0; i < size && i < 99; i++) out[i] = text[i] >= ' ' && text[i] < 127 ? text[i] : '?';
    out[i] = 0;
    return out;
}

static inline pickle__block *pickle__room(pickle_doc *doc) {
    pickle__block *b = doc->blocks;
    if (b && b->used < (int)(sizeof b->cell / sizeof b->cell[0])) return b;
    b = (pickle__block *)malloc(sizeof *b);
    if (!b) return NULL;
    b->next = doc->blocks;
    b->used = 0;
    doc->blocks = b;
    return b;
}

static inline pickle_item *pickle__new_item(pickle_doc *doc) {
    pickle_item *item = doc->spare;
    pickle__block *b;
    if (item) {
        doc->spare = NULL;
        return item;
    }
    b = pickle__room(doc);
    if (!b) return NULL;
    item = b->cell[b->used++].item;
    doc->spare = item + 1;
    return item;
}

/* Grows an array to hold one more. */
static inline int pickle__grow(pickle__parser *s, void **array, size_t n, size_t *cap, size_t width) {
    size_t more = *cap ? *cap * 2 : 64;
    void *p;
    if (n < *cap) return 0;
    p = more < SIZE_MAX / 2 / width ? realloc(*array, more * width) : NULL;
    if (!p) return pickle__fail(s, "out of memory");
    *array = p;
    *cap = more;
    return 0;
}

static inline int pickle__push(pickle__parser *s, pickle_value *v) {
    void *stack = s->stack;
    if (pickle__grow(s, &stack, s->n_stack, &s->stack_cap, sizeof *s->stack) != 0) return -1;
    s->stack = (pickle_value **)stack;
    s->stack[s->n_stack++] = v;
    return 0;
}

/* A new value on the stack; NULL: out of memory. */
static inline pickle_value *pickle__make(pickle__parser *s, pickle_type type) {
    pickle__block *b = pickle__room(s->doc);
    pickle_value *v = b ? &b->cell[b->used++].value : NULL;
    if (!v) {
        pickle__fail(s, "out of memory");
        return NULL;
    }
    memset(v, 0, sizeof *v);
    v->type = type;
    return pickle__push(s, v) == 0 ? v : NULL;
}

/* How many values lie above the last mark, or on the stack if there is none. */
static inline size_t pickle__above(const pickle__parser *s) {
    return s->n_stack - (s->n_mark ? s->mark[s->n_mark - 1] : 0);
}

static inline pickle_value *pickle__pop(pickle__parser *s) {
    if (pickle__above(s) == 0) {
        pickle__fail(s, "the stack is empty");
        return NULL;
    }
    return s->stack[--s->n_stack];
}

static inline pickle_value *pickle__top(pickle__parser *s) {
    pickle_value *v = pickle__pop(s);
    if (v) s->n_stack++;
    return v;
}

static inline int pickle__add(pickle__parser *s, pickle_value *to, pickle_value *v) {
    pickle_item *item = pickle__new_item(s->doc);
    if (!item) return pickle__fail(s, "out of memory");
    if (v->depth >= PICKLE_DEPTH) return pickle__fail(s, "nested too deeply");
    item->v = v;
    item->next = NULL;
    if (to->as.in.last) to->as.in.last->next = item;
    else to->as.in.first = item;
    to->as.in.last = item;
    to->n++;
    if (v->depth >= to->depth) to->depth = v->depth + 1;
    return 0;
}

/* The uppermost n values of the stack move into `to`. */
static inline int pickle__take(pickle__parser *s, pickle_value *to, size_t n) {
    size_t i;
    s->n_stack -= n;
    for (i = 0; i < n; i++)
        if (pickle__add(s, to, s->stack[s->n_stack + i]) != 0) return -1;
    return 0;
}

/* A new value made of the uppermost n ones. */
static inline int pickle__collect(pickle__parser *s, pickle_type type, size_t n) {
    pickle_value *v;
    if (pickle__above(s) < n) return pickle__fail(s, "the stack is empty");
    v = pickle__make(s, type);
    if (!v) return -1;
    s->n_stack--; /* it comes below what it takes */
    if (pickle__take(s, v, n) != 0) return -1;
    return pickle__push(s, v);
}

/* Forgets the last mark; *n: values above it. */
static inline int pickle__to_mark(pickle__parser *s, size_t *n) {
    if (s->n_mark == 0) return pickle__fail(s, "there is no mark");
    *n = pickle__above(s);
    s->n_mark--;
    return 0;
}

/* n values go into the container below them. */
static inline int pickle__extend(pickle__parser *s, pickle_type type, size_t n) {
    pickle_value *to;
    if (pickle__above(s) < n + 1) return pickle__fail(s, "the stack is empty");
    to = s->stack[s->n_stack - n - 1];
    if (to->type != type || (type == PICKLE_DICT && n % 2))
        return pickle__fail(s, "values are put into what can't hold them");
    return pickle__take(s, to, n);
}

/* The next n bytes; NULL: there are not so many. */
static inline const unsigned char *pickle__bytes(pickle__parser *s, uint64_t n) {
    const unsigned char *p = s->p;
    if (n > s->left) {
        pickle__fail(s, "it ends early");
        return NULL;
    }
    s->p += n;
    s->left -= (size_t)n;
    return p;
}

/* n <= 8 bytes as a number. */
static inline int pickle__number(pickle__parser *s, int n, uint64_t *out) {
    const unsigned char *p = pickle__bytes(s, (uint64_t)n);
    *out = 0;
    while (p && n-- > 0) *out = *out << 8 | p[n];
    return p ? 0 : -1;
}

/* A text whose length stands in the next n_size bytes. */
static inline int pickle__text(pickle__parser *s, pickle_type type, int n_size) {
    pickle_value *v;
    const unsigned char *p;
    uint64_t n;
    if (pickle__number(s, n_size, &n) != 0 || !(p = pickle__bytes(s, n))) return -1;
    v = pickle__make(s, type);
    if (!v) return -1;
    v->as.s.text = (const char *)p;
    v->as.s.size = (size_t)n;
    return 0;
}

static inline int pickle__int(pickle__parser *s, int64_t i) {
    pickle_value *v = pickle__make(s, PICKLE_INT);
    if (v) v->as.n64 = i;
    return v ? 0 : -1;
}

/* An integer of as many bytes as the next n_size bytes say. */
static inline int pickle__long(pickle__parser *s, int n_size) {
    pickle_value *v;
    uint64_t u;
    size_t i;
    if (pickle__text(s, PICKLE_LONG, n_size) != 0) return -1;
    v = s->stack[s->n_stack - 1];
    if (v->as.s.size <= 8) {
        const char *p = v->as.s.text;
        const size_t n = v->as.s.size;
        int64_t value;
        u = n && p[n - 1] & 0x80 ? ~(uint64_t)0 : 0;
        for (i = n; i-- > 0;) u = u << 8 | (unsigned char)p[i];
        memcpy(&value, &u, 8);
        v->type = PICKLE_INT;
        v->as.n64 = value;
    }
    return 0;
}

static inline int pickle__float(pickle__parser *s) {
    pickle_value *v = pickle__make(s, PICKLE_FLOAT);
    const unsigned char *p = pickle__bytes(s, 8); /* big-endian, unlike all else */
    uint64_t u = 0;
    int i;
    if (!v || !p) return -1;
    for (i = 0; i < 8; i++) u = u << 8 | p[i];
    memcpy(&v->as.number, &u, 8);
    return 0;
}

/* "module.name", if it is allowed. */
static inline int pickle__name(pickle__parser *s, const char *module, size_t n_module, const char *name,
                               size_t n_name) {
    const size_t n = n_module + 1 + n_name;
    char full[PICKLE__NAME_LIMIT + 1], show[100];
    pickle__name_text *known;
    pickle_value *v;
    if (n_module > PICKLE__NAME_LIMIT || n_name > PICKLE__NAME_LIMIT || n > PICKLE__NAME_LIMIT)
        return pickle__fail(s, "a name is too long");
    memcpy(full, module, n_module);
    full[n_module] = '.';
    memcpy(full + n_module + 1, name, n_name);
    if (!s->allowed(full, n)) {
        snprintf(s->doc->error, sizeof s->doc->error, "pickle: %s is not allowed", pickle__show(full, n, show));
        return -1;
    }
    for (known = s->doc->names; known && (known->size != n || memcmp(known->text, full, n) != 0);) known = known->next;
    if (!known) {
        known = (pickle__name_text *)malloc(sizeof *known);
        if (!known) return pickle__fail(s, "out of memory");
        memcpy(known->text, full, n);
        known->size = n;
        known->next = s->doc->names;
        s->doc->names = known;
    }
    v = pickle__make(s, PICKLE_NAME);
    if (!v) return -1;
    v->as.s.text = known->text;
    v->as.s.size = n;
    return 0;
}

/* Two lines: module, name. */
static inline int pickle__global(pickle__parser *s) {
    const unsigned char *module = s->p, *a, *name, *b;
    a = (const unsigned char *)memchr(module, '\n', s->left);
    name = a ? a + 1 : NULL;
    b = a ? (const unsigned char *)memchr(name, '\n', s->left - (size_t)(name - module)) : NULL;
    if (!b) return pickle__fail(s, "it ends early");
    pickle__bytes(s, (uint64_t)(b + 1 - module));
    return pickle__name(s, (const char *)module, (size_t)(a - module), (const char *)name, (size_t)(b - name));
}

static inline int pickle__stack_global(pickle__parser *s) {
    pickle_value *name = pickle__pop(s), *module = name ? pickle__pop(s) : NULL;
    if (!module) return -1;
    if (name->type != PICKLE_STRING || module->type != PICKLE_STRING) return pickle__fail(s, "a name is not a text");
    return pickle__name(s, module->as.s.text, module->as.s.size, name->as.s.text, name->as.s.size);
}

/* Python 2 gives an OrderedDict its items as a list of pairs. They move, so that each item is paid for. */
static inline int pickle__pairs(pickle__parser *s, pickle_value *dict, pickle_value *list) {
    pickle_item *i;
    if (list->type != PICKLE_LIST) return pickle__fail(s, "an OrderedDict is made of something other than a list");
    for (i = list->as.in.first; i; i = i->next) {
        const pickle_value *pair = i->v;
        if ((pair->type != PICKLE_LIST && pair->type != PICKLE_TUPLE) || pair->n != 2)
            return pickle__fail(s, "an OrderedDict is made of something other than pairs");
        if (pickle__add(s, dict, pair->as.in.first->v) != 0 || pickle__add(s, dict, pair->as.in.last->v) != 0)
            return -1;
    }
    list->n = 0;
    list->as.in.first = list->as.in.last = NULL;
    return 0;
}

/* A call: what is called and its arguments lie on the stack. */
static inline int pickle__call(pickle__parser *s) {
    static const char ordered[] = "collections.OrderedDict";
    pickle_value *args = pickle__pop(s), *callee = args ? pickle__pop(s) : NULL, *v;
    int is_dict;
    if (!callee) return -1;
    if (args->type != PICKLE_TUPLE) return pickle__fail(s, "the arguments of a call are no tuple");
    if (callee->type != PICKLE_NAME) return pickle__fail(s, "what is called is not a name");
    is_dict = callee->as.s.size == sizeof ordered - 1 && memcmp(callee->as.s.text, ordered, sizeof ordered - 1) == 0;
    v = pickle__make(s, is_dict ? PICKLE_DICT : PICKLE_CALL);
    if (!v) return -1;
    if (is_dict) return args->n ? pickle__pairs(s, v, args->as.in.first->v) : 0;
    return pickle__add(s, v, callee) == 0 ? pickle__add(s, v, args) : -1;
}

/* Something outside: remembered in doc->outside too. */
static inline int pickle__outside(pickle__parser *s) {
    pickle_item *item;
    if (pickle__collect(s, PICKLE_OUTSIDE, 1) != 0) return -1;
    item = pickle__new_item(s->doc);
    if (!item) return pickle__fail(s, "out of memory");
    item->v = s->stack[s->n_stack - 1];
    item->next = s->doc->outside;
    s->doc->outside = item;
    return 0;
}

/* The state of an object. Dictionaries and tensors have attributes that are of no interest here. */
static inline int pickle__build(pickle__parser *s) {
    pickle_value *state = pickle__pop(s), *of = state ? pickle__top(s) : NULL;
    if (!of) return -1;
    if (of->type != PICKLE_DICT && of->type != PICKLE_CALL)
        return pickle__fail(s, "a value that has no state gets one");
    return 0;
}

/* Python numbers what it remembers from 0 on, so a number beyond the pickle's size is a lie. */
static inline int pickle__put(pickle__parser *s, uint64_t at) {
    pickle_value *v = pickle__top(s);
    if (!v) return -1;
    if (at >= s->size) return pickle__fail(s, "a number of the memo is too large");
    while (s->memo_cap <= at) {
        void *memo = s->memo;
        const size_t had = s->memo_cap;
        if (pickle__grow(s, &memo, had, &s->memo_cap, sizeof *s->memo) != 0) return -1;
        s->memo = (pickle_value **)memo;
        memset(s->memo + had, 0, (s->memo_cap - had) * sizeof *s->memo);
    }
    if (!s->memo[at]) s->n_memo++;
    s->memo[at] = v;
    return 0;
}

static inline int pickle__get(pickle__parser *s, int n_size) {
    uint64_t at;
    if (pickle__number(s, n_size, &at) != 0) return -1;
    if (at >= s->memo_cap || !s->memo[at]) return pickle__fail(s, "the memo has no such number");
    return pickle__push(s, s->memo[at]);
}

static inline int pickle__mark(pickle__parser *s) {
    void *mark = s->mark;
    if (pickle__grow(s, &mark, s->n_mark, &s->mark_cap, sizeof *s->mark) != 0) return -1;
    s->mark = (size_t *)mark;
    s->mark[s->n_mark++] = s->n_stack;
    return 0;
}

static inline int pickle__protocol(pickle__parser *s) {
    uint64_t n;
    if (pickle__number(s, 1, &n) != 0) return -1;
    return n >= 2 && n <= 5 ? 0 : pickle__fail(s, "a protocol other than 2 to 5");
}

/* One opcode, other than that of the end. */
static inline int pickle__step(pickle__parser *s, int op) {
    uint64_t u;
    size_t n;
    int32_t i;
    switch (op) {
    case 0x80: return pickle__protocol(s);
    case 0x95: return pickle__number(s, 8, &u) != 0 ? -1 : u > s->left ? pickle__fail(s, "it ends early") : 0;
    case '(': return pickle__mark(s);
    case '0': /* POP takes a mark, too */
        if (pickle__above(s) == 0 && s->n_mark) return s->n_mark--, 0;
        return pickle__pop(s) ? 0 : -1;
    case '1': return pickle__to_mark(s, &n) != 0 ? -1 : (s->n_stack -= n, 0);
    case '2': return pickle__top(s) ? pickle__push(s, pickle__top(s)) : -1;
    case 'N': return pickle__make(s, PICKLE_NONE) ? 0 : -1;
    case 0x88: return pickle__make(s, PICKLE_TRUE) ? 0 : -1;
    case 0x89: return pickle__make(s, PICKLE_FALSE) ? 0 : -1;
    case 'J':
        if (pickle__number(s, 4, &u) != 0) return -1;
        i = (int32_t)(u & 0x7FFFFFFF);
        return pickle__int(s, u >> 31 ? (int64_t)i - 0x7FFFFFFF - 1 : i);
    case 'K': return pickle__number(s, 1, &u) != 0 ? -1 : pickle__int(s, (int64_t)u);
    case 'M': return pickle__number(s, 2, &u) != 0 ? -1 : pickle__int(s, (int64_t)u);
    case 0x8A: return pickle__long(s, 1);
    case 0x8B: return pickle__long(s, 4);
    case 'G': return pickle__float(s);
    case 'U': return pickle__text(s, PICKLE_STRING, 1); /* texts of Python 2 */
    case 'T': return pickle__text(s, PICKLE_STRING, 4);
    case 0x8C: return pickle__text(s, PICKLE_STRING, 1);
    case 'X': return pickle__text(s, PICKLE_STRING, 4);
    case 0x8D: return pickle__text(s, PICKLE_STRING, 8);
    case 'C': return pickle__text(s, PICKLE_BYTES, 1);
    case 'B': return pickle__text(s, PICKLE_BYTES, 4);
    case 0x8E: return pickle__text(s, PICKLE_BYTES, 8);
    case 0x96: return pickle__text(s, PICKLE_BYTES, 8);
    case ')': return pickle__make(s, PICKLE_TUPLE) ? 0 : -1;
    case ']': return pickle__make(s, PICKLE_LIST) ? 0 : -1;
    case '}': return pickle__make(s, PICKLE_DICT) ? 0 : -1;
    case 0x8F: return pickle__make(s, PICKLE_SET) ? 0 : -1;
    case 't': return pickle__to_mark(s, &n) != 0 ? -1 : pickle__collect(s, PICKLE_TUPLE, n);
    case 'l': return pickle__to_mark(s, &n) != 0 ? -1 : pickle__collect(s, PICKLE_LIST, n);
    case 0x91: return pickle__to_mark(s, &n) != 0 ? -1 : pickle__collect(s, PICKLE_SET, n);
    case 'd':
        if (pickle__to_mark(s, &n) != 0) return -1;
        return n % 2 ? pickle__fail(s, "a key without a value") : pickle__collect(s, PICKLE_DICT, n);
    case 0x85: return pickle__collect(s, PICKLE_TUPLE, 1);
    case 0x86: return pickle__collect(s, PICKLE_TUPLE, 2);
    case 0x87: return pickle__collect(s, PICKLE_TUPLE, 3);
    case 'a': return pickle__extend(s, PICKLE_LIST, 1);
    case 'e': return pickle__to_mark(s, &n) != 0 ? -1 : pickle__extend(s, PICKLE_LIST, n);
    case 's': return pickle__extend(s, PICKLE_DICT, 2);
    case 'u': return pickle__to_mark(s, &n) != 0 ? -1 : pickle__extend(s, PICKLE_DICT, n);
    case 0x90: return pickle__to_mark(s, &n) != 0 ? -1 : pickle__extend(s, PICKLE_SET, n);
    case 'q': return pickle__number(s, 1, &u) != 0 ? -1 : pickle__put(s, u);
    case 'r': return pickle__number(s, 4, &u) != 0 ? -1 : pickle__put(s, u);
    case 0x94: return pickle__put(s, s->n_memo);
    case 'h': return pickle__get(s, 1);
    case 'j': return pickle__get(s, 4);
    case 'c': return pickle__global(s);
    case 0x93: return pickle__stack_global(s);
    case 'R': return pickle__call(s);
    case 0x81: return pickle__call(s); /* NEWOBJ: the same, of a class */
    case 'b': return pickle__build(s);
    case 'Q': return pickle__outside(s);
    default: break;
    }
    snprintf(s->doc->error, sizeof s->doc->error, "pickle: opcode 0x%02X is not allowed at byte %lu", (unsigned)op,
             (unsigned long)(s->op - s->data));
    return -1;
}

/* pickle_free -- releases everything a pickle_parse, failed or not, left in doc. */
static inline void pickle_free(pickle_doc *doc) {
    while (doc->blocks) {
        pickle__block *next = doc->blocks->next;
        free(doc->blocks);
        doc->blocks = next;
    }
    while (doc->names) {
        pickle__name_text *next = doc->names->next;
        free(doc->names);
        doc->names = next;
    }
    doc->outside = NULL;
    doc->spare = NULL;
    doc->root = NULL;
}

/* pickle_parse -- reads one pickle at the start of data (size bytes), which must stay as long as doc. 0: doc->root is
 * its value and *used the bytes it took. -1: doc->error says what and at which byte. */
static inline int pickle_parse(pickle_doc *doc, const unsigned char *data, size_t size, pickle_allowed allowed,
                               size_t *used) {
    pickle__parser s;
    int op = 0, rc = 0;
    memset(doc, 0, sizeof *doc);
    memset(&s, 0, sizeof s);
    s.doc = doc;
    s.data = s.p = s.op = data;
    s.size = s.left = size;
    s.allowed = allowed;
    if (size > INT32_MAX) return pickle__fail(&s, "2 GB or more");
    if (size == 0 || data[0] != 0x80) rc = pickle__fail(&s, "not a pickle of protocol 2 to 5");
    while (rc == 0) {
        s.op = s.p;
        if (s.left == 0) {
            rc = pickle__fail(&s, "it ends early");
            break;
        }
        op = *s.p++;
        s.left--;
        if (op == '.') break;
        rc = pickle__step(&s, op);
    }
    if (rc == 0 && (s.n_stack != 1 || s.n_mark)) rc = pickle__fail(&s, "it ends with other than one value");
    if (rc == 0) doc->root = s.stack[0];
    *used = size - s.left;
    free(s.stack);
    free(s.memo);
    free(s.mark);
    if (rc != 0) pickle_free(doc);
    return rc;
}

/* pickle_is -- is v a text, or a name, of these letters? */
static inline int pickle_is(const pickle_value *v, const char *text) {
    size_t n = strlen(text);
    return v && (v->type == PICKLE_STRING || v->type == PICKLE_NAME) && v->as.s.size == n &&
           memcmp(v->as.s.text, text, n) == 0;
}

/* pickle_get -- the value of a key in a dictionary; of equal keys the last. NULL if there is none. */
static inline const pickle_value *pickle_get(const pickle_value *dict, const char *key) {
    const pickle_value *found = NULL;
    const pickle_item *i;
    if (!dict || dict->type != PICKLE_DICT) return NULL;
    for (i = dict->as.in.first; i && i->next; i = i->next->next)
        if (pickle_is(i->v, key)) found = i->next->v;
    return found;
}

/* pickle_at -- item i of a tuple, list or call, or NULL. */
static inline const pickle_value *pickle_at(const pickle_value *v, int i) {
    const pickle_item *item;
    if (!v || (v->type != PICKLE_TUPLE && v->type != PICKLE_LIST && v->type != PICKLE_CALL &&
               v->type != PICKLE_OUTSIDE))
        return NULL;
    for (item = v->as.in.first; item && i-- > 0;) item = item->next;
    return item ? item->v : NULL;
}

#endif
