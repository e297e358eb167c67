/* file.h -- files as the tools need them: read one whole, write one so that it appears complete or
 * not at all. Include ../gpt.h first, for gpt_error. POSIX, with a fallback for Windows. */
#ifndef TOOLS_FILE_H
#define TOOLS_FILE_H

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#ifdef _WIN32
#include <io.h>
#include <process.h>
#define FILE__PID() _getpid()
#define FILE__SYNC(f) _commit(_fileno(f))
#define FILE__SEEK(f, pos) _fseeki64(f, (long long)(pos), SEEK_SET)
#define FILE__PUT(f, p, n, at) file__put(f, p, n, at)
#ifndef S_ISDIR
#define S_ISDIR(mode) (((mode)&_S_IFMT) == _S_IFDIR)
#define S_ISREG(mode) (((mode)&_S_IFMT) == _S_IFREG)
#endif
#else
#include <unistd.h>
#define FILE__PID() getpid()
#define FILE__SYNC(f) fsync(fileno(f))
#define FILE__SEEK(f, pos) fseeko(f, (off_t)(pos), SEEK_SET)
#define FILE__PUT(f, p, n, at) pwrite(fileno(f), p, n, (off_t)(at))
#endif
#include "gzip.h"
#include "json.h"

#define FILE__PART ((size_t)1 << 30) /* the most bytes that one call writes */

#define FILE__UNPACKED_LIMIT ((size_t)1 << 30) /* what a .gz may grow to */

/* What measuring tools tell chat templates that ask for the time: results must not depend on the day. */
#define TOOL_NOW "2025-01-01T00:00:00"

/* tool_fail -- fills err (may be NULL) and returns status; a message too long ends in "...". */
#ifdef __GNUC__
__attribute__((format(printf, 3, 4)))
#endif
static inline int
tool_fail(gpt_error *err, int status, const char *format, ...) {
    va_list args;
    int n;
    if (!err) return status;
    err->status = status;
    va_start(args, format);
    n = vsnprintf(err->message, sizeof err->message, format, args);
    va_end(args);
    if (n >= (int)sizeof err->message) memcpy(err->message + sizeof err->message - 4, "...", 4);
    return status;
}

#ifdef _WIN32
/* bytes written at a place; one thread at a time, for there is one position in a file */
static inline int64_t file__put(FILE *f, const void *p, size_t n, uint64_t at) {
    int64_t done;
#ifdef _OPENMP
#pragma omp critical(file_put)
#endif
    done = FILE__SEEK(f, at) == 0 && fwrite(p, 1, n, f) == n && fflush(f) == 0 ? (int64_t)n : -1;
    return done;
}
#endif

static inline int file_exists(const char *path) {
    struct stat st;
    return stat(path, &st) == 0;
}

static inline int file_is_dir(const char *path) {
    struct stat st;
    return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* file_join -- "dir/name", to be freed; NULL when out of memory. */
static inline char *file_join(const char *dir, const char *name) {
    size_t d = strlen(dir), n = strlen(name);
    char *path = (char *)malloc(d + n + 2);
    if (!path) return NULL;
    memcpy(path, dir, d);
    if (d > 0 && dir[d - 1] != '/') path[d++] = '/';
    memcpy(path + d, name, n + 1);
    return path;
}

/* "path" without slashes at its end, and `suffix`; to be freed, NULL when out of memory. */
static inline char *file_beside(const char *path, const char *suffix) {
    size_t n = strlen(path), size = n + strlen(suffix) + 1;
    char *name = (char *)malloc(size);
    while (n > 1 && path[n - 1] == '/') n--;
    if (name) snprintf(name, size, "%.*s%s", (int)n, path, suffix);
    return name;
}

/* file_slurp -- everything up to the end of f, which messages call path; *data ends with a NUL that *size does not
 * count. */
static inline int file_slurp(FILE *f, const char *path, unsigned char **data, size_t *size, gpt_error *err) {
    size_t cap = 65536, n = 0;
    unsigned char *p = (unsigned char *)malloc(cap + 1), *q;
    while (p) {
        n += fread(p + n, 1, cap - n, f);
        if (n < cap) break;
        q = cap < (size_t)-1 / 4 ? (unsigned char *)realloc(p, cap * 2 + 1) : NULL;
        if (!q) free(p);
        p = q;
        cap *= 2;
    }
    if (!p) return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    if (ferror(f)) {
        free(p);
        return tool_fail(err, GPT_E_IO, "%s: %s", path, strerror(errno));
    }
    p[n] = 0;
    *data = p;
    *size = n;
    return GPT_OK;
}

/* file_read -- the whole file, unpacked if it is gzip (told by its first bytes, not by its name).
 * The caller frees *data, which ends with a NUL that *size does not count. NULL on failure. */
static inline int file_read(const char *path, unsigned char **data, size_t *size, gpt_error *err) {
    unsigned char *packed;
    char why[160];
    size_t n;
    FILE *f;
    int rc;
    *data = NULL;
    *size = 0;
    if (file_is_dir(path)) return tool_fail(err, GPT_E_IO, "%s: is a directory", path);
    f = fopen(path, "rb");
    if (!f) return tool_fail(err, GPT_E_IO, "%s: %s", path, strerror(errno));
    rc = file_slurp(f, path, data, size, err);
    fclose(f);
    if (rc != GPT_OK || *size < 2 || (*data)[0] != 0x1F || (*data)[1] != 0x8B) return rc;
    packed = *data;
    n = *size;
    rc = gzip_inflate(packed, n, data, size, FILE__UNPACKED_LIMIT, why);
    free(packed);
    return rc == 0 ? GPT_OK : tool_fail(err, GPT_E_FORMAT, "%s: %s", path, why);
}

/* file_read_json -- DIR/name, parsed; json_free(doc) in any case. optional: a file that is not there is no error, and
 * doc->root is NULL. */
static inline int file_read_json(const char *dir, const char *name, int optional, json_doc *doc, gpt_error *err) {
    char *path = file_join(dir, name);
    unsigned char *text = NULL;
    size_t size;
    int rc = GPT_OK;
    memset(doc, 0, sizeof *doc);
    if (!path) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (!optional || file_exists(path)) {
        rc = file_read(path, &text, &size, err);
        if (rc == GPT_OK && size == 0) rc = tool_fail(err, GPT_E_FORMAT, "%s: the file is empty", path);
        else if (rc == GPT_OK && json_parse(doc, (const char *)text, size) != 0)
            rc = tool_fail(err, GPT_E_FORMAT, "%s: %s", path, doc->error);
    }
    free(text);
    free(path);
    return rc;
}

/* An output file under a temporary name beside the final one. One at a time a process: a signal that ends the process
 * removes it, and a signal handler can only know a global. */
typedef struct file_out {
    FILE *f; /* open for reading and writing */
    char *path, *temp;
} file_out;

static const char *volatile file__temp;

/* Ctrl-C and the like; and SIGPIPE, when nobody reads what is printed any more. */
static const int file__signals[] = {
    SIGINT, SIGTERM,
#ifndef _WIN32
    SIGHUP, SIGQUIT, SIGPIPE, SIGXCPU
#endif
};

static inline void file__on_signal(int sig) {
    if (file__temp) remove(file__temp);
    signal(sig, SIG_DFL);
    raise(sig);
}

/* While temp is there, it is removed by signals; those that are ignored, as nohup does, stay ignored. */
static inline void file__watch(const char *temp) {
    enum { N = sizeof file__signals / sizeof file__signals[0] };
    static void (*before[N + 1])(int);
    int i;
    if (!temp == !file__temp) return;
    file__temp = temp;
    for (i = 0; i < N; i++) {
        if (temp) before[i] = signal(file__signals[i], SIG_IGN);
        if (!temp || before[i] != SIG_IGN) signal(file__signals[i], temp ? file__on_signal : before[i]);
    }
#ifdef SIGXFSZ
    if (temp) before[N] = signal(SIGXFSZ, SIG_IGN); /* a size limit then is an error of fwrite */
    else signal(SIGXFSZ, before[N]);
#endif
}

/* file_out_abort -- forgets and removes the temporary file; fine on one that is not open. */
static inline void file_out_abort(file_out *o) {
    if (o->f) {
        fclose(o->f);
        remove(o->temp);
        file__watch(NULL);
    }
    free(o->path);
    free(o->temp);
    memset(o, 0, sizeof *o);
}

/* What an output's path names: through a link, the file it points to. To be freed; NULL when out of memory. */
static inline char *file__target(const char *path) {
#ifndef _WIN32
    struct stat st;
    char *target = lstat(path, &st) == 0 && S_ISLNK(st.st_mode) ? realpath(path, NULL) : NULL;
    if (target) return target;
#endif
    return file_beside(path, "");
}

/* file_out_open -- begins an output file. Nothing appears at path before file_out_commit. */
static inline int file_out_open(file_out *o, const char *path, gpt_error *err) {
    struct stat st;
    char end[32];
    memset(o, 0, sizeof *o);
    if (stat(path, &st) == 0 && !S_ISREG(st.st_mode))
        return tool_fail(err, GPT_E_IO, "%s: exists and is not a regular file", path);
    if (*path == 0 || path[strlen(path) - 1] == '/')
        return tool_fail(err, GPT_E_IO, "%s: is not the name of a file", *path ? path : "an empty path");
    snprintf(end, sizeof end, ".%ld.tmp", (long)FILE__PID());
    o->path = file__target(path);
    o->temp = o->path ? file_beside(o->path, end) : NULL;
    if (!o->temp) {
        file_out_abort(o);
        return tool_fail(err, GPT_E_MEMORY, "%s: out of memory", path);
    }
    file__watch(o->temp);
    o->f = fopen(o->temp, "w+b");
    if (!o->f) {
        int rc = tool_fail(err, GPT_E_IO, "%s: %s", path, strerror(errno));
        file__watch(NULL);
        file_out_abort(o);
        return rc;
    }
    return GPT_OK;
}

/* file_out_put -- writes bytes at a place; threads may do so at once. What went through o->f must have been flushed. */
static inline int file_out_put(file_out *o, uint64_t at, const void *data, size_t size, gpt_error *err) {
    const char *p = (const char *)data;
    while (size) {
        const int64_t n = FILE__PUT(o->f, p, size < FILE__PART ? size : FILE__PART, at);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return tool_fail(err, GPT_E_IO, "%s: cannot write: %s", o->path, strerror(n ? errno : ENOSPC));
        p += n, at += (uint64_t)n, size -= (size_t)n;
    }
    return GPT_OK;
}

/* file_out_commit -- flushes to the disk and gives the file its name. On failure nothing is left
 * of it; either way o is closed. */
static inline int file_out_commit(file_out *o, gpt_error *err) {
    int rc = GPT_OK, bad = ferror(o->f) || fflush(o->f) != 0 || FILE__SYNC(o->f) != 0;
    if (fclose(o->f) != 0) bad = 1;
    o->f = NULL;
#ifdef _WIN32
    if (!bad) remove(o->path); /* rename does not replace there */
#endif
    if (bad || rename(o->temp, o->path) != 0) {
        rc = tool_fail(err, GPT_E_IO, "%s: cannot write: %s", o->path, strerror(errno));
        remove(o->temp);
    }
    file__watch(NULL);
    file_out_abort(o);
    return rc;
}

#endif
