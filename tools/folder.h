/* folder.h -- a folder that a tool writes: complete, or not at all.
 *
 *     folder_name(&f, "out", "gpt-train", &err), folder_recover(&f)
 *     folder_open, folder_begin and folder_finish for each file, folder_commit; folder_abort instead leaves nothing
 *
 * It is written beside its place under another name and renamed: after a full disk, a signal or a crash it is the new
 * one, or the old one, or none. POSIX must be declared. Include ../gpt.h and file.h first. */
#ifndef TOOLS_FOLDER_H
#define TOOLS_FOLDER_H

#include <dirent.h>
#include <fcntl.h>

typedef struct folder_out {
    char *path, *temp, *old; /* its place; where it is written; where the one that it replaces waits */
} folder_out;

static inline void folder_free(folder_out *f) {
    free(f->path);
    free(f->temp);
    free(f->old);
    memset(f, 0, sizeof *f);
}

static inline int folder_name(folder_out *f, const char *path, const char *tool, gpt_error *err) {
    char suffix[64];
    f->path = file_beside(path, "");
    snprintf(suffix, sizeof suffix, ".%s-new", tool);
    f->temp = file_beside(path, suffix);
    snprintf(suffix, sizeof suffix, ".%s-old", tool);
    f->old = file_beside(path, suffix);
    return f->path && f->temp && f->old ? GPT_OK : tool_fail(err, GPT_E_MEMORY, "out of memory");
}

/* Calls each(from/name, to/name) for the entries of a folder. */
static inline void folder__each(const char *from, const char *to, void (*each)(const char *a, const char *b)) {
    DIR *dir = opendir(from);
    struct dirent *entry;
    while (dir && (entry = readdir(dir)) != NULL) {
        char *a, *b;
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0) continue;
        a = file_join(from, entry->d_name);
        b = file_join(to, entry->d_name);
        if (a && b) each(a, b);
        free(a);
        free(b);
    }
    if (dir) closedir(dir);
}

static inline void folder__discard_file(const char *a, const char *b) {
    (void)b;
    remove(a);
}

/* A file, or a folder of files. */
static inline void folder__discard(const char *a, const char *b) {
    if (remove(a) == 0) return;
    folder__each(a, b, folder__discard_file);
    rmdir(a);
}

static inline void folder__keep_other(const char *a, const char *b) {
    if (!file_exists(b)) rename(a, b);
}

static inline void folder__remove(const char *path) {
    folder__each(path, path, folder__discard);
    rmdir(path);
}

/* Files that somebody else put there move along; the rest goes. */
static inline void folder__drop_old(const folder_out *f) {
    folder__each(f->old, f->path, folder__keep_other);
    folder__remove(f->old);
}

/* folder_recover -- after a crash at the worst moment the old folder waits under its other name. */
static inline void folder_recover(const folder_out *f) {
    if (!file_exists(f->path) && file_exists(f->old)) rename(f->old, f->path);
    if (file_exists(f->old)) folder__drop_old(f);
    if (file_exists(f->temp)) folder__remove(f->temp);
}

/* folder_is_empty -- is nothing there, or a folder without entries? */
static inline int folder_is_empty(const char *path) {
    DIR *dir = opendir(path);
    struct dirent *entry;
    int n = 0;
    if (!dir) return !file_exists(path);
    while ((entry = readdir(dir)) != NULL) n += strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0;
    closedir(dir);
    return n == 0;
}

static inline int folder_open(const folder_out *f, gpt_error *err) {
    if (file_exists(f->temp)) folder__remove(f->temp);
    if (mkdir(f->temp, 0777) != 0) return tool_fail(err, GPT_E_IO, "%s: %s", f->temp, strerror(errno));
    return GPT_OK;
}

static inline void folder_abort(const folder_out *f) { folder__remove(f->temp); }

static inline void folder__sync(const char *path) {
    int fd = open(path, O_RDONLY);
    if (fd < 0) return;
    fsync(fd);
    close(fd);
}

/* folder_commit -- puts the finished temporary folder in the place of the old one. Signals wait meanwhile. */
static inline int folder_commit(const folder_out *f, gpt_error *err) {
    sigset_t all, before;
    int bad = 0, had = file_exists(f->path);
    folder__sync(f->temp);
    sigfillset(&all);
    sigprocmask(SIG_BLOCK, &all, &before);
    if (had) bad = rename(f->path, f->old) != 0;
    if (!bad && rename(f->temp, f->path) != 0) {
        bad = 1;
        if (had) rename(f->old, f->path);
    }
    if (bad) tool_fail(err, GPT_E_IO, "%s: cannot be replaced: %s", f->path, strerror(errno));
    if (!bad && had) folder__drop_old(f);
    sigprocmask(SIG_SETMASK, &before, NULL);
    return bad ? GPT_E_IO : GPT_OK;
}

/* One file of the folder: fill it through f, then close it. */
typedef struct folder_file {
    FILE *f;
    char *path;
    int rc;
} folder_file;

static inline folder_file folder_begin(const char *dir, const char *name, gpt_error *err) {
    folder_file w = {NULL, NULL, GPT_OK};
    w.path = file_join(dir, name);
    w.f = w.path ? fopen(w.path, "wb") : NULL;
    if (!w.path) w.rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    else if (!w.f) w.rc = tool_fail(err, GPT_E_IO, "%s: cannot write: %s", w.path, strerror(errno));
    return w;
}

static inline int folder_finish(folder_file *w, gpt_error *err) {
    if (w->f) {
        int bad = ferror(w->f) || fflush(w->f) != 0 || fsync(fileno(w->f)) != 0, why = errno;
        if (fclose(w->f) != 0 && !bad) bad = 1, why = errno;
        if (bad) w->rc = tool_fail(err, GPT_E_IO, "%s: cannot write: %s", w->path, strerror(why));
    }
    free(w->path);
    return w->rc;
}

/* folder_tokenizer -- copies what belongs to a tokenizer into dir: the files of a folder, or one file and the config
 * beside it. */
static inline int folder_tokenizer(const char *path, const char *dir, gpt_error *err) {
    enum { LISTS = 6 }; /* so many are vocabularies, of which a file stands for itself */
    static const char *const names[] = {"tokenizer.json", "tokenizer.model", "spiece.model", "vocab.json", "vocab.txt",
                                        "merges.txt", "tokenizer_config.json", "special_tokens_map.json",
                                        "added_tokens.json", "chat_template.jinja"};
    size_t i, size;
    int is_dir = file_is_dir(path), rc = GPT_OK;
    const char *base = strrchr(path, '/') ? strrchr(path, '/') + 1 : path;
    for (i = 0; i < sizeof names / sizeof names[0] && rc == GPT_OK; i++) {
        const char *name = names[i];
        char *from, folder_of[2048];
        unsigned char *data;
        folder_file w;
        snprintf(folder_of, sizeof folder_of, "%.*s", is_dir ? (int)strlen(path) : (int)(base - path), path);
        if (!is_dir && i == 0) name = base;
        if (!is_dir && i > 0 && i < LISTS) continue;
        from = file_join(*folder_of ? folder_of : ".", name);
        if (!from) return tool_fail(err, GPT_E_MEMORY, "out of memory");
        if (file_exists(from)) {
            rc = file_read(from, &data, &size, err);
            if (rc == GPT_OK) {
                w = folder_begin(dir, name, err);
                if (w.f) fwrite(data, 1, size, w.f);
                rc = folder_finish(&w, err);
                free(data);
            }
        }
        free(from);
    }
    return rc;
}

#endif
