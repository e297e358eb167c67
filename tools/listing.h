/* listing.h -- how gpt-inspect and gpt-convert --list show what is in a file: metadata, tensors, and how much of it is
 * of which type.
 *
 *     listing l = {0};
 *     listing_pair("name", 4, "a model", 7);
 *     listing_width(&l, "token_embd") for each name, listing_head(&l)
 *     listing_tensor(&l, ...) for each, listing_totals(&l)
 *
 * Needs only libc. */
#ifndef TOOLS_LISTING_H
#define TOOLS_LISTING_H

#include <stdint.h>
#include <stdio.h>
#include <string.h>

enum { LISTING_TYPES = 64, LISTING_KEY = 22, LISTING_VALUE = 120, LISTING_NAME = 72 };

typedef struct listing_type {
    const char *name;
    uint64_t n_tensor, n_value, n_byte;
} listing_type;

typedef struct listing {
    listing_type type[LISTING_TYPES]; /* in the order of their first tensors; the last counts what has no room */
    int n_type, width;                /* width: of the longest name */
} listing;

/* Text of a file: control characters could drive a terminal, and are shown as '?'; what is longer than `most` bytes is
 * cut, at the first byte of a character, and its size is told. Returns how many bytes were shown. */
static inline size_t listing_text(const char *p, size_t n, size_t most) {
    size_t i, end = n;
    if (n > most)
        for (end = most; end > 0 && ((unsigned char)p[end] & 0xC0) == 0x80;) end--;
    for (i = 0; i < end; i++) putchar((unsigned char)p[i] < 32 || p[i] == 127 ? '?' : p[i]);
    if (end < n) printf(" ... (%llu bytes)", (unsigned long long)n);
    return end;
}

/* The key of a pair; its value follows on the same line. */
static inline void listing_key(const char *key, size_t size) {
    size_t n;
    printf("  ");
    for (n = listing_text(key, size, LISTING_VALUE); n < LISTING_KEY; n++) putchar(' ');
    putchar(' ');
}

static inline void listing_pair(const char *key, size_t key_size, const char *value, size_t size) {
    listing_key(key, key_size);
    listing_text(value, size, LISTING_VALUE);
    putchar('\n');
}

static inline void listing_width(listing *l, const char *name) {
    const size_t n = strlen(name);
    if (n > (size_t)l->width) l->width = n < LISTING_NAME ? (int)n : LISTING_NAME;
}

static inline void listing_head(listing *l) {
    listing_width(l, "name");
    printf("tensors\n  %-*s %-8s %20s %14s\n", l->width, "name", "type", "shape", "bytes");
}

/* file: where it lies; NULL: it does not matter. show 0: it is only counted. */
static inline void listing_tensor(listing *l, const char *name, const char *type, const char *shape, uint64_t n_value,
                                  uint64_t n_byte, const char *file, int show) {
    listing_type *t;
    size_t n;
    int i;
    for (i = 0; i < l->n_type && strcmp(l->type[i].name, type) != 0;) i++;
    if (i == LISTING_TYPES) i--;
    t = &l->type[i];
    if (i == l->n_type) t->name = i == LISTING_TYPES - 1 ? "others" : type, l->n_type++;
    t->n_tensor++;
    t->n_value += n_value;
    t->n_byte += n_byte;
    if (!show) return;
    printf("  ");
    for (n = listing_text(name, strlen(name), LISTING_NAME); n < (size_t)l->width; n++) putchar(' ');
    printf(" %-8s %20s %14llu", type, shape, (unsigned long long)n_byte);
    if (file) printf("  "), listing_text(file, strlen(file), LISTING_NAME);
    putchar('\n');
}

static inline void listing__total(const listing_type *t) {
    printf("  %-8s %8llu tensors %14llu values %14llu bytes", t->name, (unsigned long long)t->n_tensor,
           (unsigned long long)t->n_value, (unsigned long long)t->n_byte);
    if (t->n_value) printf(" %6.2f bits a value", 8 * (double)t->n_byte / (double)t->n_value);
}

/* How much is of which type, with the share of the bytes as a bar. */
static inline void listing_totals(const listing *l) {
    listing_type all = {"all", 0, 0, 0};
    int i, k;
    for (i = 0; i < l->n_type; i++) {
        all.n_tensor += l->type[i].n_tensor;
        all.n_value += l->type[i].n_value;
        all.n_byte += l->type[i].n_byte;
    }
    printf("types\n");
    for (i = 0; i < l->n_type; i++) {
        const double share = all.n_byte ? (double)l->type[i].n_byte / (double)all.n_byte : 0;
        listing__total(&l->type[i]);
        printf(" %5.1f %%%s", 100 * share, share * 30 >= 0.5 ? " " : "");
        for (k = 0; k < (int)(30 * share + 0.5); k++) putchar('#');
        putchar('\n');
    }
    listing__total(&all);
    putchar('\n');
}

#endif
