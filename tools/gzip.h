/* gzip.h -- unpacks gzip files (RFC 1952) and the deflate streams inside them (RFC 1951).
 *
 * Whole buffer in, whole buffer out, never more than a stated limit. Input is untrusted: every
 * read is checked against what remains, every copy against what was written. Needs only libc. */
#ifndef TOOLS_GZIP_H
#define TOOLS_GZIP_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { GZIP__FAST = 9 }; /* codes up to this length take one table look-up */

/* A canonical Huffman code: symbols sorted by (length, value), and how many of each length. */
typedef struct gzip__code {
    uint16_t count[16], symbol[288];
    uint16_t fast[1 << GZIP__FAST]; /* symbol * 16 + length, 0: longer than GZIP__FAST */
} gzip__code;

typedef struct gzip__stream {
    const unsigned char *in;
    size_t n, pos; /* input bytes, next byte to read */
    uint32_t bits; /* bits read but not used, lowest first */
    int n_bits;
    unsigned char *out;
    size_t size, cap, limit; /* written, allocated, most there may be */
    const char *error;
    gzip__code lengths, literal, distance;
} gzip__stream;

static inline int gzip__fail(gzip__stream *s, const char *what) {
    if (!s->error) s->error = what;
    return -1;
}

/* The next n <= 16 bits, or -1 at the end of the input. */
static inline int gzip__bits(gzip__stream *s, int n) {
    int v;
    while (s->n_bits < n) {
        if (s->pos == s->n) return gzip__fail(s, "the compressed data ends early");
        s->bits |= (uint32_t)s->in[s->pos++] << s->n_bits;
        s->n_bits += 8;
    }
    v = (int)(s->bits & ((1u << n) - 1));
    s->bits >>= n;
    s->n_bits -= n;
    return v;
}

/* Room for more bytes of output. */
static inline int gzip__room(gzip__stream *s, size_t more) {
    size_t cap = s->cap;
    unsigned char *out;
    if (more > s->limit - s->size) return gzip__fail(s, "unpacks to more than the limit");
    if (more <= cap - s->size) return 0;
    cap = cap < s->limit / 2 ? cap * 2 : s->limit;
    if (cap < s->size + more) cap = s->size + more;
    out = (unsigned char *)realloc(s->out, cap + 1);
    if (!out) return gzip__fail(s, "out of memory");
    s->out = out;
    s->cap = cap;
    return 0;
}

/* Builds a code from its lengths. Refuses over-full codes; an incomplete one is allowed only as
 * zlib allows it: a single code of length 1 (or none), and only where sparse says so. */
static inline int gzip__build(gzip__stream *s, gzip__code *c, const unsigned char *length, int n,
                              int sparse) {
    uint16_t offset[16];
    unsigned code = 0;
    int i, len, left = 1;
    memset(c, 0, sizeof *c);
    for (i = 0; i < n; i++) c->count[length[i]]++;
    c->count[0] = 0;
    offset[0] = offset[1] = 0;
    for (len = 1; len < 16; len++) {
        left = left * 2 - c->count[len];
        if (left < 0) return gzip__fail(s, "over-full Huffman code");
        if (len < 15) offset[len + 1] = (uint16_t)(offset[len] + c->count[len]);
    }
    for (i = 0; i < n; i++)
        if (length[i]) c->symbol[offset[length[i]]++] = (uint16_t)i;
    if (left > 0 && !(sparse && offset[15] == c->count[1] && c->count[1] <= 1))
        return gzip__fail(s, "incomplete Huffman code");

    /* Codes are sent highest bit first inside a stream of lowest-first bits: index them reversed.
     */
    for (len = 1, i = 0; len <= GZIP__FAST; len++, code <<= 1) {
        int k;
        for (k = 0; k < c->count[len]; k++, i++, code++) {
            unsigned at = 0;
            int b;
            for (b = 0; b < len; b++) at |= (code >> b & 1u) << (len - 1 - b);
            for (; at < 1u << GZIP__FAST; at += 1u << len)
                c->fast[at] = (uint16_t)(c->symbol[i] * 16 + len);
        }
    }
    return 0;
}

/* The next symbol, or -1. */
static inline int gzip__symbol(gzip__stream *s, const gzip__code *c) {
    int code = 0, first = 0, index = 0, len, entry;
    while (s->n_bits < GZIP__FAST && s->pos < s->n) {
        s->bits |= (uint32_t)s->in[s->pos++] << s->n_bits;
        s->n_bits += 8;
    }
    entry = c->fast[s->bits & ((1u << GZIP__FAST) - 1)];
    if (entry && (entry & 15) <= s->n_bits) {
        s->bits >>= entry & 15;
        s->n_bits -= entry & 15;
        return entry >> 4;
    }
    for (len = 1; len < 16; len++) {
        int bit = gzip__bits(s, 1);
        if (bit < 0) return -1;
        code |= bit;
        if (code - first < c->count[len]) return c->symbol[index + (code - first)];
        index += c->count[len];
        first = (first + c->count[len]) << 1;
        code <<= 1;
    }
    return gzip__fail(s, "code not in the Huffman table");
}

static inline int gzip__stored(gzip__stream *s) {
    size_t len;
    s->pos -= (size_t)(s->n_bits / 8); /* whole bytes read ahead go back */
    s->bits = 0;
    s->n_bits = 0;
    if (s->n - s->pos < 4) return gzip__fail(s, "the compressed data ends early");
    len = (size_t)(s->in[s->pos] | s->in[s->pos + 1] << 8);
    if (len != (size_t)((s->in[s->pos + 2] | s->in[s->pos + 3] << 8) ^ 0xFFFF))
        return gzip__fail(s, "stored block with a bad length");
    s->pos += 4;
    if (len > s->n - s->pos) return gzip__fail(s, "the compressed data ends early");
    if (gzip__room(s, len) != 0) return -1;
    memcpy(s->out + s->size, s->in + s->pos, len);
    s->size += len;
    s->pos += len;
    return 0;
}

static inline int gzip__fixed(gzip__stream *s) {
    unsigned char length[288];
    int i;
    for (i = 0; i < 288; i++)
        length[i] = (unsigned char)(i < 144 ? 8 : i < 256 ? 9 : i < 280 ? 7 : 8);
    if (gzip__build(s, &s->literal, length, 288, 0) != 0) return -1;
    memset(length, 5, 32);
    return gzip__build(s, &s->distance, length, 32, 0);
}

/* The header of a dynamic block: code lengths, themselves Huffman coded and run-length packed. */
static inline int gzip__dynamic(gzip__stream *s) {
    static const unsigned char order[19] = {
        16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15
    };
    unsigned char length[320] = {0};
    int n_literal = gzip__bits(s, 5), n_distance = gzip__bits(s, 5), n_lengths = gzip__bits(s, 4),
        i;
    if (n_lengths < 0) return -1;
    n_literal += 257;
    n_distance += 1;
    if (n_literal > 286 || n_distance > 30) return gzip__fail(s, "too many codes");
    for (i = 0; i < n_lengths + 4; i++) {
        int bits = gzip__bits(s, 3);
        if (bits < 0) return -1;
        length[order[i]] = (unsigned char)bits;
    }
    if (gzip__build(s, &s->lengths, length, 19, 0) != 0) return -1;
    memset(length, 0, sizeof length);
    for (i = 0; i < n_literal + n_distance;) {
        int sym = gzip__symbol(s, &s->lengths), run, value = 0;
        if (sym < 0) return -1;
        if (sym < 16) {
            length[i++] = (unsigned char)sym;
            continue;
        }
        if (sym == 16 && i == 0) return gzip__fail(s, "repeat without a length before it");
        if (sym == 16) value = length[i - 1];
        run = sym == 16 ? gzip__bits(s, 2) : sym == 17 ? gzip__bits(s, 3) : gzip__bits(s, 7);
        if (run < 0) return -1;
        run += sym == 18 ? 11 : 3;
        if (run > n_literal + n_distance - i) return gzip__fail(s, "too many code lengths");
        while (run--) length[i++] = (unsigned char)value;
    }
    if (length[256] == 0) return gzip__fail(s, "block without an end code");
    if (gzip__build(s, &s->literal, length, n_literal, 1) != 0) return -1;
    return gzip__build(s, &s->distance, length + n_literal, n_distance, 1);
}

static inline int gzip__copy(gzip__stream *s, int sym) {
    static const uint16_t base[29] = {
        3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115,
        131, 163, 195, 227, 258
    };
    static const uint16_t far[30] = {
        1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537,
        2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577
    };
    size_t length, distance;
    unsigned char *to;
    int more, d;
    if (sym > 28) return gzip__fail(s, "bad length code");
    more = gzip__bits(s, sym < 8 || sym == 28 ? 0 : (sym - 4) / 4);
    if (more < 0) return -1;
    length = (size_t)(base[sym] + more);
    d = gzip__symbol(s, &s->distance);
    if (d < 0) return -1;
    if (d > 29) return gzip__fail(s, "bad distance code");
    more = gzip__bits(s, d < 4 ? 0 : (d - 2) / 2);
    if (more < 0) return -1;
    distance = (size_t)(far[d] + more);
    if (distance > s->size) return gzip__fail(s, "copy from before the start");
    if (gzip__room(s, length) != 0) return -1;
    to = s->out + s->size;
    s->size += length;
    while (length--) {
        *to = to[-(ptrdiff_t)distance];
        to++;
    }
    return 0;
}

/* gzip__inflate -- one deflate stream; afterwards s->pos is behind its last byte. */
static inline int gzip__inflate(gzip__stream *s) {
    int last = 0;
    while (!last) {
        int kind, sym = 0;
        last = gzip__bits(s, 1);
        kind = gzip__bits(s, 2);
        if (last < 0 || kind < 0) return -1;
        if (kind == 3) return gzip__fail(s, "unknown block kind");
        if (kind == 0) {
            if (gzip__stored(s) != 0) return -1;
            continue;
        }
        if ((kind == 1 ? gzip__fixed(s) : gzip__dynamic(s)) != 0) return -1;
        while (sym != 256) {
            sym = gzip__symbol(s, &s->literal);
            if (sym < 0) return -1;
            if (sym < 256) {
                if (gzip__room(s, 1) != 0) return -1;
                s->out[s->size++] = (unsigned char)sym;
            } else if (sym > 256 && gzip__copy(s, sym - 257) != 0) {
                return -1;
            }
        }
    }
    s->pos -= (size_t)(s->n_bits / 8);
    s->bits = 0;
    s->n_bits = 0;
    return 0;
}

/* gzip_crc32 -- continues crc (0 at the start) over n more bytes; polynomial 0xEDB88320. */
static inline uint32_t gzip_crc32(uint32_t crc, const unsigned char *p, size_t n) {
    uint32_t table[256];
    unsigned i;
    int k;
    for (i = 0; i < 256; i++) {
        uint32_t v = i;
        for (k = 0; k < 8; k++) v = v >> 1 ^ (0xEDB88320u & (0u - (v & 1u)));
        table[i] = v;
    }
    crc = ~crc;
    while (n--) crc = crc >> 8 ^ table[(crc ^ *p++) & 255];
    return ~crc;
}

static inline uint32_t gzip__le32(const unsigned char *p) {
    return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static inline int gzip__skip_text(gzip__stream *s) {
    const unsigned char *end = (const unsigned char *)memchr(s->in + s->pos, 0, s->n - s->pos);
    if (!end) return gzip__fail(s, "header ends early");
    s->pos = (size_t)(end - s->in) + 1;
    return 0;
}

static inline int gzip__header(gzip__stream *s) {
    const unsigned char *h = s->in + s->pos;
    size_t extra;
    int flags;
    if (s->n - s->pos < 10) return gzip__fail(s, "header ends early");
    if (h[0] != 0x1F || h[1] != 0x8B) return gzip__fail(s, "not gzip data");
    if (h[2] != 8 || h[3] & 0xE0) return gzip__fail(s, "unknown compression method");
    flags = h[3];
    s->pos += 10;
    if (flags & 4) { /* extra field */
        if (s->n - s->pos < 2) return gzip__fail(s, "header ends early");
        extra = (size_t)(s->in[s->pos] | s->in[s->pos + 1] << 8);
        s->pos += 2;
        if (extra > s->n - s->pos) return gzip__fail(s, "header ends early");
        s->pos += extra;
    }
    if (flags & 8 && gzip__skip_text(s) != 0) return -1;  /* file name */
    if (flags & 16 && gzip__skip_text(s) != 0) return -1; /* comment */
    if (flags & 2) {                                      /* header checksum */
        if (s->n - s->pos < 2) return gzip__fail(s, "header ends early");
        s->pos += 2;
    }
    return 0;
}

static inline int gzip__member(gzip__stream *s) {
    size_t start = s->size;
    if (gzip__header(s) != 0 || gzip__inflate(s) != 0) return -1;
    if (s->n - s->pos < 8) return gzip__fail(s, "the compressed data ends early");
    if (gzip__le32(s->in + s->pos) != gzip_crc32(0, s->out + start, s->size - start) ||
        gzip__le32(s->in + s->pos + 4) != (uint32_t)(s->size - start))
        return gzip__fail(s, "checksum does not match");
    s->pos += 8;
    return 0;
}

/* gzip_inflate -- unpacks the n bytes of a gzip file, all its members; zeros may follow them.
 * 0: *out (the caller frees it) holds *out_size <= limit bytes and then a NUL.
 * -1: error says why, *out is NULL. */
static inline int gzip_inflate(const unsigned char *in, size_t n, unsigned char **out,
                               size_t *out_size, size_t limit, char error[160]) {
    gzip__stream *s = (gzip__stream *)calloc(1, sizeof *s);
    int rc;
    *out = NULL;
    *out_size = 0;
    error[0] = 0;
    if (s) {
        s->in = in;
        s->n = n;
        s->limit = limit;
        s->cap = limit < 4096 ? limit : 4096;
        s->out = (unsigned char *)malloc(s->cap + 1);
    }
    if (!s || !s->out) {
        snprintf(error, 160, "gzip: out of memory");
        free(s);
        return -1;
    }
    do {
        rc = gzip__member(s);
        while (rc == 0 && s->pos < n && in[s->pos] == 0) s->pos++;
    } while (rc == 0 && s->pos < n);
    if (rc == 0) {
        s->out[s->size] = 0;
        *out = s->out;
        *out_size = s->size;
    } else {
        snprintf(error, 160, "gzip: %s at byte %lu", s->error, (unsigned long)s->pos);
        free(s->out);
    }
    free(s);
    return rc;
}

#endif
