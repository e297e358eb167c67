/* zip.h -- reads zip archives (APPNOTE 6.3): the directory, zip64, stored and deflated entries.
 *
 *     zip_file z;
 *     if (zip_open(&z, f, path, &err) == GPT_OK && (e = zip_find(&z, "a/b")) != NULL)
 *         rc = zip_read(f, path, e, limit, &data, &err);
 *     zip_free(&z);                                   also after a failed zip_open
 *
 * Untrusted: before any entry can be read, all sizes were compared with the file's, each entry's local header was
 * found to say the same as the directory, and no two entries share a byte. What unpacks is never larger than
 * declared, and what is declared never larger than deflate could pack. Include ../gpt.h and file.h first. */
#ifndef TOOLS_ZIP_H
#define TOOLS_ZIP_H

enum { ZIP_STORED = 0, ZIP_DEFLATED = 8 };

typedef struct zip_entry {
    const char *name;
    int method;
    uint32_t crc;          /* of the unpacked bytes; 0: none was written */
    uint64_t header;       /* where its local header begins ... */
    uint64_t offset;       /* ... and where its data does, in the file */
    uint64_t packed, size; /* bytes there, and once unpacked */
    int checked;           /* for the reader: its checksum was found right */
} zip_entry;

typedef struct zip_file {
    zip_entry *entry; /* (n), sorted by name */
    int n;
    unsigned char *directory; /* the names lie in it */
} zip_file;

#define ZIP__NAME_LIMIT 4096  /* bytes of a name */
#define ZIP__TAIL (65535 + 22 + 20) /* the end record, the longest comment, the zip64 locator */

static inline uint32_t zip__u16(const unsigned char *p) { return (uint32_t)(p[0] | p[1] << 8); }
static inline uint32_t zip__u32(const unsigned char *p) { return zip__u16(p) | zip__u16(p + 2) << 16; }
static inline uint64_t zip__u64(const unsigned char *p) { return zip__u32(p) | (uint64_t)zip__u32(p + 4) << 32; }

/* zip_crc -- as gzip_crc32, sixteen bytes a step: checkpoints have gigabytes to check. */
static inline uint32_t zip_crc(uint32_t crc, const unsigned char *p, size_t n) {
    static uint32_t table[16][256]; /* [k][b]: of byte b and k zeros; its last element is set last */
    int i, k;
    for (i = 0; i < 256 && !table[15][255]; i++) {
        const unsigned char byte = (unsigned char)i;
        table[0][i] = ~gzip_crc32(~0u, &byte, 1);
    }
    for (k = 1; k < 16 && !table[15][255]; k++)
        for (i = 0; i < 256; i++) table[k][i] = table[k - 1][i] >> 8 ^ table[0][table[k - 1][i] & 255];
    crc = ~crc;
    for (; n >= 16; n -= 16, p += 16) {
        uint32_t a = crc ^ zip__u32(p), b = zip__u32(p + 4), c = zip__u32(p + 8), d = zip__u32(p + 12);
        crc = table[15][a & 255] ^ table[14][a >> 8 & 255] ^ table[13][a >> 16 & 255] ^ table[12][a >> 24] ^
              table[11][b & 255] ^ table[10][b >> 8 & 255] ^ table[9][b >> 16 & 255] ^ table[8][b >> 24] ^
              table[7][c & 255] ^ table[6][c >> 8 & 255] ^ table[5][c >> 16 & 255] ^ table[4][c >> 24] ^
              table[3][d & 255] ^ table[2][d >> 8 & 255] ^ table[1][d >> 16 & 255] ^ table[0][d >> 24];
    }
    while (n--) crc = crc >> 8 ^ table[0][(crc ^ *p++) & 255];
    return ~crc;
}

static inline void zip_free(zip_file *z) {
    free(z->entry);
    free(z->directory);
    memset(z, 0, sizeof *z);
}

static inline int zip__read_at(FILE *f, const char *path, uint64_t at, void *out, size_t n, gpt_error *err) {
    if (FILE__SEEK(f, at) != 0 || fread(out, 1, n, f) != n)
        return tool_fail(err, GPT_E_IO, "%s: the file ends early or cannot be read", path);
    return GPT_OK;
}

/* What the end record, or the one of zip64, says. */
typedef struct zip__end {
    uint64_t n, size, offset; /* entries; the directory */
    uint64_t limit;           /* where the records begin: all else lies before */
} zip__end;

/* The record of zip64, if its locator stands before the end record at `at`; tail begins at `from` in the file. */
static inline int zip__end64(FILE *f, const char *path, const unsigned char *tail, uint64_t from, size_t at,
                             zip__end *end, gpt_error *err) {
    unsigned char r[56];
    uint64_t record;
    int rc;
    if (at < 20 || zip__u32(tail + at - 20) != 0x07064B50) return GPT_OK;
    record = zip__u64(tail + at - 12);
    if (zip__u32(tail + at - 16) != 0 || zip__u32(tail + at - 4) != 1)
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: zip: an archive of several parts", path);
    if (record > from + at - 20 || from + at - 20 - record < 56)
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: the end record of zip64 lies outside the file", path);
    rc = zip__read_at(f, path, record, r, sizeof r, err);
    if (rc != GPT_OK) return rc;
    if (zip__u32(r) != 0x06064B50 || zip__u64(r + 4) != from + at - 20 - record - 12 || zip__u32(r + 16) ||
        zip__u32(r + 20) || zip__u64(r + 24) != zip__u64(r + 32))
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: the end record of zip64 is malformed", path);
    end->n = zip__u64(r + 32);
    end->size = zip__u64(r + 40);
    end->offset = zip__u64(r + 48);
    end->limit = record;
    return GPT_OK;
}

/* Finds the end record, whose comment must end with the file. */
static inline int zip__find_end(FILE *f, const char *path, uint64_t n_file, zip__end *end, gpt_error *err) {
    size_t n = n_file < ZIP__TAIL ? (size_t)n_file : ZIP__TAIL, at;
    unsigned char *tail = (unsigned char *)malloc(n + 1), *r;
    int rc = tail ? zip__read_at(f, path, n_file - n, tail, n, err) : tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK) {
        for (at = n >= 22 ? n - 21 : 0; at-- > 0;)
            if (zip__u32(tail + at) == 0x06054B50 && zip__u16(tail + at + 20) == n - at - 22) break;
        if (at == (size_t)-1) {
            rc = tool_fail(err, GPT_E_FORMAT, "%s: zip: no end record: the file is truncated or damaged", path);
        } else {
            r = tail + at;
            end->n = zip__u16(r + 10);
            end->size = zip__u32(r + 12);
            end->offset = zip__u32(r + 16);
            end->limit = n_file - n + at;
            if (zip__u16(r + 4) || zip__u16(r + 6) || zip__u16(r + 8) != zip__u16(r + 10))
                rc = tool_fail(err, GPT_E_UNSUPPORTED, "%s: zip: an archive of several parts", path);
            else
                rc = zip__end64(f, path, tail, n_file - n, at, end, err);
        }
    }
    free(tail);
    if (rc != GPT_OK) return rc;
    if (end->offset > end->limit || end->size > end->limit - end->offset || end->n > end->size / 46 ||
        end->n > INT_MAX)
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: a directory of %llu entries in %llu bytes at %llu does not fit",
                         path, (unsigned long long)end->n, (unsigned long long)end->size,
                         (unsigned long long)end->offset);
    return GPT_OK;
}

/* Sizes and offset that did not fit in 32 bits stand in the extra field of kind 1, those alone and in this order. */
static inline int zip__extra64(const unsigned char *p, size_t n, zip_entry *e) {
    uint64_t *value[3];
    int i, n_value = 0;
    size_t size;
    if (e->size == 0xFFFFFFFFu) value[n_value++] = &e->size;
    if (e->packed == 0xFFFFFFFFu) value[n_value++] = &e->packed;
    if (e->header == 0xFFFFFFFFu) value[n_value++] = &e->header;
    for (; n_value && n >= 4; p += 4 + size, n -= 4 + size) {
        size = zip__u16(p + 2);
        if (size > n - 4) return 0;
        if (zip__u16(p) != 1) continue;
        if (size < 8 * (size_t)n_value) return 0;
        for (i = 0; i < n_value; i++) *value[i] = zip__u64(p + 4 + 8 * i);
        return 1;
    }
    return n_value == 0;
}

/* The entry at p in the directory, n bytes to its end; *used of them. p's bytes are reused for the name. */
static inline int zip__entry(const char *path, unsigned char *p, size_t n, zip_entry *e, size_t *used, gpt_error *err) {
    size_t n_name, n_extra, n_comment;
    unsigned flags;
    if (n < 46 || zip__u32(p) != 0x02014B50)
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: the directory is damaged", path);
    n_name = zip__u16(p + 28), n_extra = zip__u16(p + 30), n_comment = zip__u16(p + 32);
    if (n_name + n_extra + n_comment > n - 46 || n_name == 0 || n_name > ZIP__NAME_LIMIT ||
        memchr(p + 46, 0, n_name))
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: the directory is damaged", path);
    flags = zip__u16(p + 8);
    e->method = (int)zip__u16(p + 10);
    e->crc = zip__u32(p + 16);
    e->packed = zip__u32(p + 20);
    e->size = zip__u32(p + 24);
    e->header = zip__u32(p + 42);
    *used = 46 + n_name + n_extra + n_comment;
    if (!zip__extra64(p + 46 + n_name, n_extra, e))
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: entry %.*s: its zip64 sizes are malformed", path, (int)n_name,
                         (char *)p + 46);
    memmove(p + 45, p + 46, n_name);
    p[45 + n_name] = 0;
    e->name = (char *)p + 45;
    if (flags & 0x2041)
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: zip: entry %s is encrypted", path, e->name);
    if (e->method != ZIP_STORED && e->method != ZIP_DEFLATED)
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: zip: entry %s: compression method %d is not supported", path,
                         e->name, e->method);
    /* deflate packs 258 bytes into two bits at best */
    if (e->method == ZIP_STORED ? e->packed != e->size : e->size / 1032 > e->packed)
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: entry %s: %llu bytes cannot unpack to %llu", path, e->name,
                         (unsigned long long)e->packed, (unsigned long long)e->size);
    return GPT_OK;
}

/* The local header, which must agree with the directory: it says where the data begins. */
static inline int zip__local(FILE *f, const char *path, uint64_t limit, zip_entry *e, gpt_error *err) {
    const size_t n_name = strlen(e->name);
    unsigned char h[30 + ZIP__NAME_LIMIT];
    uint32_t packed, size;
    int rc;
    if (e->header > limit || limit - e->header < 30 + n_name)
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: entry %s lies outside the file", path, e->name);
    rc = zip__read_at(f, path, e->header, h, 30 + n_name, err);
    if (rc != GPT_OK) return rc;
    packed = zip__u32(h + 18), size = zip__u32(h + 22);
    if (zip__u32(h) != 0x04034B50 || zip__u16(h + 8) != (unsigned)e->method || zip__u16(h + 26) != n_name ||
        memcmp(h + 30, e->name, n_name) != 0)
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: entry %s: its header is not what the directory says", path,
                         e->name);
    if (!(zip__u16(h + 6) & 8) && (zip__u32(h + 14) != e->crc || (packed != 0xFFFFFFFFu && packed != e->packed) ||
                                   (size != 0xFFFFFFFFu && size != e->size)))
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: entry %s: its header is not what the directory says", path,
                         e->name);
    e->offset = e->header + 30 + n_name + zip__u16(h + 28);
    if (e->offset > limit || e->packed > limit - e->offset)
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: entry %s: %llu bytes at %llu lie outside the file", path, e->name,
                         (unsigned long long)e->packed, (unsigned long long)e->offset);
    return GPT_OK;
}

static inline int zip__by_offset(const void *a, const void *b) {
    const zip_entry *x = (const zip_entry *)a, *y = (const zip_entry *)b;
    return x->header < y->header ? -1 : x->header > y->header;
}

static inline int zip__by_name(const void *a, const void *b) {
    return strcmp(((const zip_entry *)a)->name, ((const zip_entry *)b)->name);
}

/* Refuses entries that share bytes, as quoted archive bombs do, and names that appear twice. */
static inline int zip__apart(zip_file *z, const char *path, gpt_error *err) {
    int i;
    if (z->n) qsort(z->entry, (size_t)z->n, sizeof *z->entry, zip__by_offset);
    for (i = 1; i < z->n; i++)
        if (z->entry[i].header < z->entry[i - 1].offset + z->entry[i - 1].packed)
            return tool_fail(err, GPT_E_FORMAT, "%s: zip: entries %s and %s overlap", path, z->entry[i - 1].name,
                             z->entry[i].name);
    if (z->n) qsort(z->entry, (size_t)z->n, sizeof *z->entry, zip__by_name);
    for (i = 1; i < z->n; i++)
        if (strcmp(z->entry[i - 1].name, z->entry[i].name) == 0)
            return tool_fail(err, GPT_E_FORMAT, "%s: zip: entry %s appears twice", path, z->entry[i].name);
    return GPT_OK;
}

/* zip_open -- reads the directory of the archive at path, open as f. */
static inline int zip_open(zip_file *z, FILE *f, const char *path, gpt_error *err) {
    zip__end end;
    struct stat st;
    size_t at = 0, used = 0;
    int rc;
    memset(z, 0, sizeof *z);
    memset(&end, 0, sizeof end);
    if (stat(path, &st) != 0) return tool_fail(err, GPT_E_IO, "%s: %s", path, strerror(errno));
    rc = zip__find_end(f, path, (uint64_t)st.st_size, &end, err);
    if (rc != GPT_OK) return rc;
    z->directory = (unsigned char *)malloc((size_t)end.size + 1);
    z->entry = (zip_entry *)calloc((size_t)end.n + 1, sizeof *z->entry);
    if (!z->directory || !z->entry) return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    rc = zip__read_at(f, path, end.offset, z->directory, (size_t)end.size, err);
    for (; rc == GPT_OK && (uint64_t)z->n < end.n; at += used) {
        zip_entry *e = &z->entry[z->n++];
        rc = zip__entry(path, z->directory + at, (size_t)end.size - at, e, &used, err);
        if (rc == GPT_OK) rc = zip__local(f, path, end.offset, e, err);
    }
    if (rc == GPT_OK && at != end.size) rc = tool_fail(err, GPT_E_FORMAT, "%s: zip: the directory is damaged", path);
    return rc == GPT_OK ? zip__apart(z, path, err) : rc;
}

/* zip_find -- the entry of that name, or NULL. */
static inline zip_entry *zip_find(const zip_file *z, const char *name) {
    int lo = 0, hi = z->n;
    while (lo < hi) {
        int mid = lo + (hi - lo) / 2, order = strcmp(name, z->entry[mid].name);
        if (order == 0) return &z->entry[mid];
        if (order < 0) hi = mid;
        else lo = mid + 1;
    }
    return NULL;
}

static inline int zip__wrong(const char *path, const zip_entry *e, gpt_error *err) {
    return tool_fail(err, GPT_E_FORMAT, "%s: zip: entry %s is damaged: its checksum does not match", path, e->name);
}

static inline int zip__inflate(const char *path, const zip_entry *e, const unsigned char *packed, unsigned char **out,
                               gpt_error *err) {
    gzip__stream *s = (gzip__stream *)calloc(1, sizeof *s);
    const char *why;
    *out = NULL;
    if (s) {
        s->in = packed;
        s->n = (size_t)e->packed;
        s->limit = (size_t)e->size;
        s->cap = s->limit < 4096 ? s->limit : 4096;
        s->out = (unsigned char *)malloc(s->cap + 1);
    }
    why = !s || !s->out                                  ? "out of memory"
          : gzip__inflate(s) != 0                        ? s->error
          : s->pos != s->n || s->size != (size_t)e->size ? "its sizes are not what the directory says"
                                                         : NULL;
    if (s && !why) *out = s->out;
    else if (s) free(s->out);
    free(s);
    return why ? tool_fail(err, GPT_E_FORMAT, "%s: zip: entry %s: %s", path, e->name, why) : GPT_OK;
}

/* zip_read -- all of an entry of at most limit bytes, unpacked and its checksum compared. The caller frees *data, which
 * ends with a NUL that e->size does not count. NULL on failure. */
static inline int zip_read(FILE *f, const char *path, zip_entry *e, uint64_t limit, unsigned char **data,
                           gpt_error *err) {
    unsigned char *packed;
    int rc;
    *data = NULL;
    if (e->size > limit || e->size >= SIZE_MAX / 2 || e->packed >= SIZE_MAX / 2 ||
        (e->packed > e->size && e->packed - e->size > e->size / 8 + 64)) /* deflate adds a little at worst */
        return tool_fail(err, GPT_E_FORMAT, "%s: zip: entry %s is too large: %llu bytes", path, e->name,
                         (unsigned long long)e->size);
    packed = (unsigned char *)malloc((size_t)e->packed + 1);
    if (!packed) return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    rc = zip__read_at(f, path, e->offset, packed, (size_t)e->packed, err);
    if (rc == GPT_OK && e->method == ZIP_STORED) *data = packed, packed = NULL;
    else if (rc == GPT_OK) rc = zip__inflate(path, e, packed, data, err);
    free(packed);
    if (rc == GPT_OK && e->crc && zip_crc(0, *data, (size_t)e->size) != e->crc) rc = zip__wrong(path, e, err);
    if (rc == GPT_OK) {
        (*data)[e->size] = 0;
        e->checked = 1;
    } else {
        free(*data);
        *data = NULL;
    }
    return rc;
}

/* zip_check -- compares the checksum of a stored entry, piece by piece; once is enough. */
static inline int zip_check(FILE *f, const char *path, zip_entry *e, gpt_error *err) {
    size_t n, step = (size_t)1 << 18;
    unsigned char *piece;
    uint32_t crc = 0;
    uint64_t at;
    int rc = GPT_OK;
    if (e->checked || !e->crc) return GPT_OK;
    piece = (unsigned char *)malloc(step);
    if (!piece) return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    for (at = 0; at < e->size && rc == GPT_OK; at += n) {
        n = e->size - at < step ? (size_t)(e->size - at) : step;
        rc = zip__read_at(f, path, e->offset + at, piece, n, err);
        crc = zip_crc(crc, piece, n);
    }
    free(piece);
    if (rc == GPT_OK && crc != e->crc) rc = zip__wrong(path, e, err);
    e->checked = rc == GPT_OK;
    return rc;
}

#endif
