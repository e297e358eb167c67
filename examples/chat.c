/* Demonstrates a conversation: the cache kept from turn to turn, streaming, stop strings, sampling, cancelling, guesses
 * that make it faster.
 *
 *     cc -O2 -fopenmp examples/chat.c -o chat -lm
 *
 * With -DMODEL_FILE='"model.gpt"' (see embedded.h) the model is part of the program, which is all there is to ship.
 *
 * On a terminal it has a line editor of its own; otherwise it reads one message a line and writes the answers, and
 * nothing else, to stdout. Parts: text, settings, conversation, answering, saving, commands, the editor, main. */
#define _DEFAULT_SOURCE
#define _DARWIN_C_SOURCE
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <errno.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifdef _WIN32
#include <io.h>
#define isatty _isatty
#else
#include <poll.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>
#endif

#ifdef MODEL_FILE
#include "embedded.h"
#define MODEL_USAGE ""
#else
#define MODEL_USAGE "MODEL.gpt "
#endif

static const char usage[] =
    "usage: chat " MODEL_USAGE "[options]\n"
    "  --system TEXT      what the model is told first\n"
    "  --temp T           0: always the likeliest token (default: what the model recommends, else 0.7)\n"
    "  --top-k K  --top-p P  --min-p P  --typical P  --top-nsigma S  --repeat R  --repeat-last-n N\n"
    "  --presence-penalty X  --frequency-penalty X  --dynatemp-range R  --dynatemp-exp E  --min-keep N\n"
    "  --xtc-probability P  --xtc-threshold P  --mirostat 1|2  --mirostat-ent T  --mirostat-lr E\n"
    "  --dry-multiplier M  --dry-base B  --dry-allowed-length N  --dry-penalty-last-n N  --dry-sequence-breaker TEXT\n"
    "                     0 is off. A breaker takes the place of those that are usual; more may follow; none: none\n"
    "  --sampling-seq S   the steps, in order: edstkypmx; gpt.h tells what they are, at gpt_sampler\n"
    "  --seed N           the same answers again; default: from the clock\n"
    "  --max N            longest answer in tokens (default 512, 0: no limit)\n"
    "  --ctx N            tokens the conversation may hold\n"
    "  --threads N        default: all cores\n"
    "  --kv f16|f32|i8    how the conversation is kept in memory; i8 takes half of f16, the default\n"
    "  --lookup N         guess that the latest N tokens go on as before: faster where answers repeat, and the same\n"
    "  --draft MODEL.gpt  a smaller model with the same vocabulary that guesses: the same answers, faster\n"
    "  --plain, --chatml  how messages are written; default: by the model's own template\n"
    "  --vars JSON        variables of that template, such as '{\"enable_thinking\": false}'\n";

static const char help[] =
    "/reset            forget the conversation\n"
    "/undo             take back the last exchange\n"
    "/regen            another answer to the last message\n"
    "/stats            tokens, speed, memory\n"
    "/set              show the settings\n"
    "/set NAME VALUE   temp, top_k, top_p, min_p, repeat, seed, max, lookup, system; or what --help lists\n"
    "/save FILE        write the conversation\n"
    "/load FILE        go on with a saved one\n"
    "/quit             or Ctrl-D, or Ctrl-C twice\n"
    "Ctrl-C stops an answer. Ctrl-J starts a new line in a message. Anything else is a message; //x sends /x.\n";

static volatile sig_atomic_t interrupted;

/* ---- text ---- */

typedef struct text {
    char *at; /* NUL-terminated, once something was added */
    size_t size, cap;
} text;

static void *must(void *p) {
    if (p) return p;
    fputs("chat: out of memory\n", stderr);
    exit(1);
}

static void text_insert(text *t, size_t at, const char *s, size_t n) {
    if (t->size + n + 1 > t->cap) {
        t->cap = 2 * (t->size + n + 32);
        t->at = (char *)must(realloc(t->at, t->cap));
    }
    if (at < t->size) memmove(t->at + at + n, t->at + at, t->size - at);
    if (n > 0) memcpy(t->at + at, s, n);
    t->size += n;
    t->at[t->size] = 0;
}

static void text_add(text *t, const char *s, size_t n) { text_insert(t, t->size, s, n); }

static void text_remove(text *t, size_t from, size_t to) {
    memmove(t->at + from, t->at + to, t->size - to + 1);
    t->size -= to - from;
}

static char *copy(const char *s) {
    const size_t n = strlen(s) + 1;
    return (char *)memcpy(must(malloc(n)), s, n);
}

/* ---- settings ---- */

typedef struct turn {
    char *user, *answer; /* answer NULL: not yet */
} turn;

#define N_BREAKER 16

typedef struct chat {
    const gpt_model *model;
    gpt_ctx *ctx;
    int n_ctx, *tokens; /* tokens (n_ctx) */
    gpt_chat_desc desc; /* how it is written; messages are set when it is */
    gpt_sampler sampler;
    char *breakers[N_BREAKER], *order; /* of the sampler, if the user has set them */
    int max, lookup, interactive, failed;
    gpt_ctx *draft; /* NULL: none */
    unsigned chosen; /* bit i: the user has set knobs[i] */
    char *system; /* NULL: none */
    turn *turns;
    int n, first; /* turns; those before first no longer fit and are not sent */
    text out;     /* the answer so far */
    size_t shown; /* bytes of it that were printed */
    int n_prompt, n_kept, n_answer;
    double prompt_s, answer_s;
} chat;

/* notices go to stderr, dimmed on a terminal */
static void say(const chat *c, const char *format, ...) {
    va_list args;
    va_start(args, format);
    fflush(stdout);
    if (c->interactive) fputs("\033[2m", stderr);
    vfprintf(stderr, format, args);
    fputs(c->interactive ? "\033[0m\n" : "\n", stderr);
    va_end(args);
}

static int parse_number(const char *s, double low, double high, int whole, double *out) {
    char *end;
    *out = strtod(s, &end);
    return end != s && !*end && *out >= low && *out <= high && (!whole || *out - (double)(int64_t)*out == 0);
}

/* Numbers that can be set: members of chat, float or int. */
enum { REAL, WHOLE, SEED };
static const struct { const char *name; int kind; double low, high; size_t at; const char *recommended; } knobs[] = {
    {"temp", REAL, 0, 100, offsetof(chat, sampler.temperature), "sampler.temperature"},
    {"top_k", WHOLE, 0, 1e9, offsetof(chat, sampler.top_k), "sampler.top_k"},
    {"top_p", REAL, 0, 1, offsetof(chat, sampler.top_p), "sampler.top_p"},
    {"min_p", REAL, 0, 1, offsetof(chat, sampler.min_p), "sampler.min_p"},
    {"repeat", REAL, 0, 100, offsetof(chat, sampler.repeat_penalty), "sampler.repetition_penalty"},
    {"max", WHOLE, 0, 1e9, offsetof(chat, max), NULL},
    {"lookup", WHOLE, 0, 1e9, offsetof(chat, lookup), NULL},
    {"seed", SEED, 0, 9007199254740992.0, offsetof(chat, sampler.seed), NULL},
#define N_SHOWN 8 /* the others are listed while they are not 0 */
    {"typical", REAL, 0, 1, offsetof(chat, sampler.typical_p), "sampler.typical_p"},
    {"top_nsigma", REAL, 0, 1e9, offsetof(chat, sampler.top_n_sigma), NULL},
    {"repeat_last_n", WHOLE, -1, 1e9, offsetof(chat, sampler.penalty_last), "sampler.penalty_last"},
    {"presence_penalty", REAL, -100, 100, offsetof(chat, sampler.presence_penalty), NULL},
    {"frequency_penalty", REAL, -100, 100, offsetof(chat, sampler.frequency_penalty), NULL},
    {"dynatemp_range", REAL, 0, 100, offsetof(chat, sampler.dynatemp_range), NULL},
    {"dynatemp_exp", REAL, 0, 100, offsetof(chat, sampler.dynatemp_exponent), NULL},
    {"min_keep", WHOLE, 0, 1e9, offsetof(chat, sampler.min_keep), NULL},
    {"xtc_probability", REAL, 0, 1, offsetof(chat, sampler.xtc_probability), "sampler.xtc_probability"},
    {"xtc_threshold", REAL, 0, 1, offsetof(chat, sampler.xtc_threshold), "sampler.xtc_threshold"},
    {"mirostat", WHOLE, 0, 2, offsetof(chat, sampler.mirostat), "sampler.mirostat"},
    {"mirostat_ent", REAL, 0, 100, offsetof(chat, sampler.mirostat_tau), "sampler.mirostat_tau"},
    {"mirostat_lr", REAL, 0, 100, offsetof(chat, sampler.mirostat_eta), "sampler.mirostat_eta"},
    {"dry_multiplier", REAL, 0, 100, offsetof(chat, sampler.dry_multiplier), NULL},
    {"dry_base", REAL, 1, 100, offsetof(chat, sampler.dry_base), NULL},
    {"dry_allowed_length", WHOLE, 0, 1e9, offsetof(chat, sampler.dry_allowed_length), NULL},
    {"dry_penalty_last_n", WHOLE, -1, 1e9, offsetof(chat, sampler.dry_penalty_last), NULL}};
#define N_KNOB ((int)(sizeof(knobs) / sizeof(knobs[0])))

static double knob_value(const chat *c, int i) {
    const char *at = (const char *)c + knobs[i].at;
    if (knobs[i].kind == REAL) return (double)*(const float *)(const void *)at;
    return knobs[i].kind == WHOLE ? *(const int *)(const void *)at : (double)*(const uint64_t *)(const void *)at;
}

static void knob_set(chat *c, int i, double x) {
    char *at = (char *)c + knobs[i].at;
    if (knobs[i].kind == REAL) *(float *)(void *)at = (float)x;
    else if (knobs[i].kind == WHOLE) *(int *)(void *)at = (int)x;
    else *(uint64_t *)(void *)at = (uint64_t)x, c->sampler.state = 0;
    if (strncmp(knobs[i].name, "mirostat", 8) == 0) c->sampler.mirostat_mu = 0;
}

/* The settings that are texts. Returns NULL if it was one, or why it can't be set; `name` if there is no such one. */
static const char *set_text(chat *c, const char *name, const char *value) {
    gpt_sampler *s = &c->sampler;
    if (strcmp(name, "system") == 0) {
        free(c->system);
        c->system = *value ? copy(value) : NULL;
    } else if (strcmp(name, "sampling_seq") == 0) {
        if (value[strspn(value + strspn(value, "ed"), "stkypmx") + strspn(value, "ed")])
            return "sampling_seq is made of the letters e d, then s t k y p m x";
        free(c->order);
        s->order = c->order = *value ? copy(value) : NULL;
    } else if (strcmp(name, "dry_sequence_breaker") == 0) {
        const int none = strcmp(value, "none") == 0;
        if (!*value || s->n_dry_breaker == N_BREAKER) return "a sequence breaker is empty, or there are too many";
        s->dry_breakers = (const char *const *)c->breakers;
        while (none && s->n_dry_breaker > 0) free(c->breakers[--s->n_dry_breaker]);
        if (!none) c->breakers[s->n_dry_breaker++] = copy(value);
    } else {
        return name;
    }
    return NULL;
}

/* Returns NULL, or what is wrong. Names may be written with - or _. */
static const char *set(chat *c, const char *name, const char *value) {
    static char wrong[160];
    const char *why;
    char key[32] = {0};
    double x;
    int i;
    for (i = 0; i < 31 && name[i]; i++) key[i] = (char)(name[i] == '-' ? '_' : name[i]);
    if ((why = set_text(c, key, value)) != key) return why;
    for (i = 0; i < N_KNOB && strcmp(key, knobs[i].name) != 0; i++) continue;
    if (i == N_KNOB) {
        snprintf(wrong, sizeof(wrong), "no setting is called '%.60s'", name);
        return wrong;
    }
    if (!parse_number(value, knobs[i].low, knobs[i].high, knobs[i].kind != REAL, &x)) {
        snprintf(wrong, sizeof(wrong), "%s is a %snumber from %.0f to %.0f, not '%.60s'", key,
                 knobs[i].kind != REAL ? "whole " : "", knobs[i].low, knobs[i].high, value);
        return wrong;
    }
    c->chosen |= 1u << i;
    knob_set(c, i, x);
    return NULL;
}

/* What the makers of the model recommend, where the user has chosen nothing. */
static void set_recommended(chat *c) {
    int i;
    for (i = 0; i < N_KNOB; i++) {
        const char *value = knobs[i].recommended ? gpt_model_meta(c->model, knobs[i].recommended) : NULL;
        if (value && !(c->chosen & 1u << i)) set(c, knobs[i].name, value);
    }
}

/* ---- conversation ---- */

static void turn_drop(chat *c) {
    c->n--;
    free(c->turns[c->n].user);
    free(c->turns[c->n].answer);
    if (c->first >= c->n) c->first = 0; /* what is left may fit again */
}

static void turn_add(chat *c, const char *user) {
    c->turns = (turn *)must(realloc(c->turns, (size_t)(c->n + 1) * sizeof(turn)));
    c->turns[c->n].user = copy(user);
    c->turns[c->n++].answer = NULL;
}

static void reset(chat *c) {
    while (c->n > 0) turn_drop(c);
    c->sampler.mirostat_mu = 0;
}

/* The conversation as tokens, up to the opening of the answer: returns how many, or a status after saying why. */
static int encode(chat *c) {
    gpt_error err;
    gpt_message *m = (gpt_message *)must(calloc((size_t)(2 * c->n + 1), sizeof(gpt_message)));
    int i, n = 0;
    if (c->system) m[n].role = "system", m[n++].content = c->system;
    for (i = c->first; i < c->n; i++) {
        m[n].role = "user", m[n++].content = c->turns[i].user;
        if (c->turns[i].answer) m[n].role = "assistant", m[n++].content = c->turns[i].answer;
    }
    c->desc.messages = m, c->desc.n = n;
    n = gpt_chat_tokens(c->model, &c->desc, c->tokens, c->n_ctx, &err);
    if (n < 0) say(c, "chat: %s", err.message);
    free(m);
    return n;
}

/* The same, with the oldest turns left out, visibly, when they leave no room for an answer. Several go at once, so that
 * the rest need not be computed again at every turn. */
static int encode_fitting(chat *c) {
    int room = c->max > 0 && c->max < c->n_ctx / 4 ? c->max : c->n_ctx / 4, n = encode(c), before = c->first;
    if (room < 1) room = 1;
    if (n <= c->n_ctx - room) return n;
    while (n > c->n_ctx / 2 && c->first < c->n - 1) {
        c->first++;
        n = encode(c);
    }
    if (c->first > before)
        say(c, "(the context of %d tokens is full: the model no longer sees the oldest %d exchange%s)", c->n_ctx,
            c->first, c->first == 1 ? "" : "s");
    if (n >= c->n_ctx) {
        say(c, "chat: the message is too long: %d tokens, and the context holds %d (--ctx)", n, c->n_ctx);
        return GPT_E_FULL;
    }
    return n;
}

/* ---- answering ---- */

static double seconds(void) {
#ifdef _WIN32
    return (double)clock() / CLOCKS_PER_SEC;
#else
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
#endif
}

static int is_space(char ch) { return ch == ' ' || ch == '\n' || ch == '\t' || ch == '\r'; }

static int cancelled(void *user) {
    (void)user;
    return interrupted;
}

static int on_token(int token, void *user) {
    (void)token;
    return cancelled(user);
}

/* Prints what has come, without the white space around the answer; on a terminal without control characters. */
static int on_text(const char *s, int size, void *user) {
    chat *c = (chat *)user;
    size_t i, end;
    while (c->out.size == 0 && size > 0 && is_space(*s)) s++, size--;
    text_add(&c->out, s, (size_t)size);
    for (end = c->out.size; end > c->shown && is_space(c->out.at[end - 1]); end--) continue;
    for (i = c->shown; i < end; i++) {
        const char ch = c->out.at[i];
        if (!c->interactive || (unsigned char)ch >= 32 || ch == '\n' || ch == '\t') putchar(ch);
    }
    c->shown = end;
    return fflush(stdout) != 0;
}

/* Answers the last turn. Returns 0, or -1 after saying why there is no answer. */
static int answer(chat *c) {
    gpt_generate_desc desc = {0};
    const char *stops[4];
    gpt_stop why = GPT_STOP_END;
    double start = seconds();
    int n = encode_fitting(c), status;
    interrupted = 0;
    if (n < 0) return -1;
    status = gpt_sync(c->ctx, c->tokens, n);
    if (status == GPT_E_CANCELLED) say(c, "(stopped while reading the message)");
    else if (status < 0) say(c, "chat: %s", gpt_ctx_error(c->ctx));
    if (status < 0) return -1;
    c->n_prompt = n;
    c->n_kept = status;
    c->prompt_s = seconds() - start;

    desc.sampler = &c->sampler;
    desc.max_tokens = c->max;
    desc.stop = stops;
    desc.n_stop = gpt_chat_stops(c->model, c->desc.format, stops, 4);
    desc.on_text = on_text;
    desc.on_token = on_token;
    desc.user = c;
    desc.why = &why;
    desc.lookup = c->lookup;
    desc.draft = c->draft;
    c->out.size = c->shown = 0;
    start = seconds();
    status = gpt_generate_tokens(c->ctx, NULL, 0, &desc); /* go on from where gpt_sync left the context */
    c->answer_s = seconds() - start;
    c->n_answer = gpt_ctx_pos(c->ctx) - n;
    putchar('\n');
    if (fflush(stdout) != 0) {
        say(c, "chat: cannot write: %s", strerror(errno));
        exit(1);
    }
    text_add(&c->out, "", 0);
    text_remove(&c->out, c->shown, c->out.size);
    c->turns[c->n - 1].answer = copy(c->out.at);
    if (status == GPT_E_CANCELLED || (status >= 0 && why == GPT_STOP_CALLER)) say(c, "(stopped)");
    else if (status < 0) say(c, "chat: %s", gpt_ctx_error(c->ctx));
    else if (why == GPT_STOP_LENGTH) say(c, "(stopped after %d tokens: /set max)", c->n_answer);
    else if (why == GPT_STOP_FULL) say(c, "(the context of %d tokens is full: the answer ends here)", c->n_ctx);
    return status < 0 && status != GPT_E_CANCELLED ? -1 : 0;
}

static void message(chat *c, const char *content) {
    turn_add(c, content);
    if (answer(c) == 0) return;
    c->failed = 1;
    if (!c->turns[c->n - 1].answer) turn_drop(c);
}

/* ---- saving ----
 *
 * A text file:  gpt-chat 1\n, then for each message {system|user|assistant} {size}\n{size bytes}\n, at last end\n.
 * Messages alternate, user first; the last may lack its answer. A file without "end" is not complete. */

static int save(const chat *c, const char *path) {
    char *temp = (char *)must(malloc(strlen(path) + 6));
    FILE *f;
    int i, ok;
    sprintf(temp, "%s.part", path);
    f = fopen(temp, "wb");
    if (f) {
        fputs("gpt-chat 1\n", f);
        if (c->system) fprintf(f, "system %zu\n%s\n", strlen(c->system), c->system);
        for (i = 0; i < c->n; i++) {
            fprintf(f, "user %zu\n%s\n", strlen(c->turns[i].user), c->turns[i].user);
            if (c->turns[i].answer) fprintf(f, "assistant %zu\n%s\n", strlen(c->turns[i].answer), c->turns[i].answer);
        }
        fputs("end\n", f);
    }
    ok = f && !ferror(f);
    if (f) ok &= fclose(f) == 0;
#ifdef _WIN32
    if (ok) remove(path);
#endif
    ok = ok && rename(temp, path) == 0;
    if (!ok) {
        say(c, "chat: %s: cannot write: %s", path, strerror(errno));
        if (f) remove(temp);
    }
    free(temp);
    return ok;
}

/* Reads one message from the rest of the file. Returns what follows it, or NULL if it is damaged. */
static char *load_message(char *at, const char *end, char role[16], char **content) {
    unsigned long long size = 0;
    int used = 0;
    char *next;
    if (sscanf(at, "%15[a-z] %9llu%n", role, &size, &used) != 2 || used == 0 || at[used] != '\n') return NULL;
    at += used + 1;
    if (size >= (unsigned long long)(end - at)) return NULL;
    next = at + size;
    if (*next != '\n' || memchr(at, 0, (size_t)size)) return NULL;
    *next = 0;
    *content = at;
    return next + 1;
}

static int read_file(const char *path, text *t) {
    char part[4096];
    size_t n;
    FILE *f = fopen(path, "rb");
    int ok;
    if (!f) return 0;
    while ((n = fread(part, 1, sizeof(part), f)) > 0) text_add(t, part, n);
    ok = !ferror(f);
    fclose(f);
    return ok;
}

/* The conversation changes only if the whole file is good. */
static void load(chat *c, const char *path) {
    chat fresh = *c;
    text file = {0};
    char *at = NULL, *content, role[16];
    int i, good = read_file(path, &file);
    if (!good) say(c, "chat: %s: cannot read: %s", path, strerror(errno));
    fresh.turns = NULL, fresh.n = fresh.first = 0, fresh.system = NULL;
    if (good && file.size > 11 && memcmp(file.at, "gpt-chat 1\n", 11) == 0) at = file.at + 11;
    while (at && strcmp(at, "end\n") != 0) {
        const int open = fresh.n > 0 && !fresh.turns[fresh.n - 1].answer;
        at = load_message(at, file.at + file.size, role, &content);
        if (!at) break;
        if (strcmp(role, "system") == 0 && !fresh.system && fresh.n == 0) fresh.system = copy(content);
        else if (strcmp(role, "user") == 0 && !open) turn_add(&fresh, content);
        else if (strcmp(role, "assistant") == 0 && open) fresh.turns[fresh.n - 1].answer = copy(content);
        else at = NULL;
    }
    if (good && (!at || at + 4 != file.at + file.size)) {
        say(c, "chat: %s: not a saved conversation, or damaged", path);
        good = 0;
    }
    if (good) { /* the old conversation goes, else the new one */
        chat old = *c;
        *c = fresh;
        fresh = old;
        say(c, "(%d exchange%s)", c->n, c->n == 1 ? "" : "s");
        for (i = 0; i < c->n && c->interactive; i++)
            printf("> %s\n%s\n", c->turns[i].user, c->turns[i].answer ? c->turns[i].answer : "");
    } else {
        c->failed = 1;
    }
    reset(&fresh);
    free(fresh.turns);
    free(fresh.system);
    free(file.at);
}

/* ---- commands ---- */

static void stats(const chat *c) {
    const gpt_info *info = gpt_model_info(c->model);
    gpt_ctx_desc desc;
    gpt_ctx_resolved(c->ctx, &desc);
    say(c, "model     %s, %.1f million weights, %.1f MB", info->name[0] ? info->name : "(no name)",
        (double)info->n_param / 1e6, (double)info->file_size / 1e6);
    say(c, "context   %d of %d tokens, %.1f MB; %d exchange%s, the oldest %d not seen any more",
        gpt_ctx_pos(c->ctx), c->n_ctx, (double)gpt_ctx_bytes(c->model, &desc) / 1e6, c->n, c->n == 1 ? "" : "s",
        c->first);
    if (c->n_prompt == 0) return;
    say(c, "prompt    %d tokens, %d of them kept from before; %.2f s", c->n_prompt, c->n_kept, c->prompt_s);
    say(c, "answer    %d tokens in %.2f s, %.1f a second", c->n_answer, c->answer_s,
        c->answer_s > 0 ? c->n_answer / c->answer_s : 0);
}

static void settings(const chat *c) {
    const gpt_sampler *s = &c->sampler;
    char list[1200];
    int i, n = 0;
    for (i = 0; i < N_KNOB; i++)
        if (i < N_SHOWN || knob_value(c, i) < 0 || knob_value(c, i) > 0)
            n += snprintf(list + n, sizeof(list) - (size_t)n, "%s%s %.*g", n ? "  " : "", knobs[i].name,
                          knobs[i].kind == REAL ? 6 : 17, knob_value(c, i));
    say(c, "%s%s%s\nsystem %s", list, s->order ? "  sampling_seq " : "", s->order ? s->order : "",
        c->system ? c->system : "(none)");
    for (i = 0; i < s->n_dry_breaker; i++) say(c, "dry_sequence_breaker %s", s->dry_breakers[i]);
    if (s->dry_breakers && s->n_dry_breaker == 0) say(c, "dry_sequence_breaker none");
}

static void regen(chat *c) {
    turn *last = c->n > 0 ? &c->turns[c->n - 1] : NULL;
    char *old;
    if (!last) {
        say(c, "(nothing to answer)");
        return;
    }
    old = last->answer;
    last->answer = NULL;
    if (answer(c) != 0) c->failed = 1;
    if (last->answer) free(old);
    else last->answer = old;
}

/* Returns 0 when it is time to leave. */
static int command(chat *c, char *line) {
    char *name = line + 1, *rest = name + strcspn(name, " \t"), *value;
    if (*rest) *rest++ = 0;
    rest += strspn(rest, " \t");
    if (strcmp(name, "quit") == 0 || strcmp(name, "exit") == 0) return 0;
    if (strcmp(name, "help") == 0) {
        fputs(help, stderr);
    } else if (strcmp(name, "reset") == 0) {
        reset(c);
    } else if (strcmp(name, "undo") == 0) {
        if (c->n > 0) turn_drop(c);
        else say(c, "(nothing to undo)");
    } else if (strcmp(name, "regen") == 0) {
        regen(c);
    } else if (strcmp(name, "stats") == 0) {
        stats(c);
    } else if (strcmp(name, "set") == 0 && !*rest) {
        settings(c);
    } else if (strcmp(name, "set") == 0) {
        const char *wrong;
        value = rest + strcspn(rest, " \t=");
        if (*value) *value++ = 0;
        wrong = set(c, rest, value + strspn(value, " \t="));
        if (wrong) say(c, "chat: %s", wrong);
        if (wrong) c->failed = 1;
    } else if ((strcmp(name, "save") == 0 || strcmp(name, "load") == 0) && *rest) {
        if (*name == 'l') load(c, rest);
        else if (!save(c, rest)) c->failed = 1;
    } else {
        say(c, "chat: no command like that; /help lists them");
        c->failed = 1;
    }
    return 1;
}

/* ---- the editor ---- */

#ifndef _WIN32

/* The terminal is in one of three modes: as we found it; QUIET while the model answers (no echo, what is typed
 * waits for the next prompt, Ctrl-C is a signal); EDIT at the prompt (Ctrl-C is a key). */
enum { FOUND, QUIET, EDIT };
static struct termios terminal[3];
static volatile sig_atomic_t terminal_mode, terminal_redraw; /* redraw 2: below whatever is on the screen now */

static void terminal_set(int mode) { /* also called by signal handlers */
    static const char paste[2][9] = {"\033[?2004l", "\033[?2004h"}; /* bracketed paste: off, on */
    const int old = terminal_mode;
    if (mode == old) return;
    terminal_mode = mode;
    tcsetattr(STDIN_FILENO, TCSADRAIN, &terminal[mode]);
    if ((mode == EDIT) != (old == EDIT) && write(STDOUT_FILENO, paste[mode == EDIT], 8) != 8) return;
}

static void terminal_restore(void) { terminal_set(FOUND); }

static void on_signal(int sig);

static void catch_signal(int sig, int flags) { /* no SA_RESTART: a signal ends a read */
    struct sigaction action;
    memset(&action, 0, sizeof(action));
    action.sa_handler = on_signal;
    action.sa_flags = flags;
    sigaction(sig, &action, NULL);
}

static void on_signal(int sig) {
    const int saved = errno, mode = terminal_mode;
    if (sig == SIGINT) interrupted = 1;
    if (sig == SIGWINCH) terminal_redraw = 1;
    if (sig == SIGINT || sig == SIGWINCH) return;
    /* the others do what they always do, on a terminal put in order; after a suspension we come back */
    terminal_set(FOUND);
    signal(sig, SIG_DFL);
    raise(sig);
    catch_signal(sig, SA_NODEFER);
    terminal_set(mode);
    terminal_redraw = 2;
    errno = saved;
}

static void terminal_init(int interactive) {
    static const int fatal[4] = {SIGTERM, SIGHUP, SIGQUIT, SIGTSTP};
    int i;
    catch_signal(SIGINT, 0);
    if (!interactive) return;
    tcgetattr(STDIN_FILENO, &terminal[FOUND]);
    terminal[QUIET] = terminal[FOUND];
    terminal[QUIET].c_lflag &= ~(tcflag_t)(ICANON | ECHO);
    terminal[QUIET].c_iflag &= ~(tcflag_t)(ICRNL | INLCR);
    terminal[QUIET].c_cc[VMIN] = 1;
    terminal[QUIET].c_cc[VTIME] = 0;
    terminal[EDIT] = terminal[QUIET];
    terminal[EDIT].c_lflag &= ~(tcflag_t)(ISIG | IEXTEN);
    terminal[EDIT].c_iflag &= ~(tcflag_t)IXON;
    atexit(terminal_restore);
    catch_signal(SIGWINCH, 0);
    for (i = 0; i < 4; i++) catch_signal(fatal[i], SA_NODEFER);
}

typedef struct editor {
    text line;
    size_t at;       /* cursor, in bytes */
    int row;         /* row of the cursor on the screen, from the first row that is drawn */
    char **history;
    int n, pick;     /* pick == n: the line being written, kept in draft meanwhile */
    text draft;
    unsigned char in[512];
    int n_in, next;
    int pasting;
} editor;

/* Decodes the character at s (n bytes left); returns its bytes. Anything invalid is one byte and U+FFFD. */
static size_t utf8(const char *s, size_t n, unsigned long *ch) {
    const unsigned char *p = (const unsigned char *)s;
    const size_t size = *p < 0x80 ? 1 : *p < 0xC2 ? 0 : *p < 0xE0 ? 2 : *p < 0xF0 ? 3 : *p < 0xF5 ? 4 : 0;
    size_t i;
    *ch = 0xFFFD;
    if (size == 0 || size > n) return 1;
    for (i = 1; i < size; i++)
        if ((p[i] & 0xC0) != 0x80) return 1;
    *ch = size == 1 ? *p : *p & (0xFFu >> (size + 1));
    for (i = 1; i < size; i++) *ch = *ch << 6 | (p[i] & 0x3Fu);
    if (*ch >= 0x80 && *ch < 0xA0) *ch = 0xFFFD; /* C1 controls */
    return size;
}

/* Columns that a character takes: none for marks, two for East Asian characters and pictures. */
static int width(unsigned long ch) {
    static const unsigned long none[][2] = {{0x300, 0x36F}, {0x483, 0x489}, {0x591, 0x5BD}, {0x610, 0x61A},
        {0x64B, 0x65F}, {0x93C, 0x93C}, {0x941, 0x948}, {0x94D, 0x94D}, {0xE31, 0xE31}, {0xE34, 0xE3A}, {0xE47, 0xE4E},
        {0x1AB0, 0x1AFF},
        {0x1DC0, 0x1DFF}, {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x2064}, {0x20D0, 0x20FF}, {0x3099, 0x309A},
        {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}, {0x1F3FB, 0x1F3FF}, {0xE0000, 0xE0FFF}};
    static const unsigned long two[][2] = {{0x1100, 0x115F}, {0x231A, 0x231B}, {0x23E9, 0x23EC}, {0x2614, 0x2615},
        {0x2648, 0x2653}, {0x26A1, 0x26A1}, {0x2705, 0x2705}, {0x2728, 0x2728}, {0x274C, 0x274C}, {0x2753, 0x2757},
        {0x2795, 0x2797}, {0x2B50, 0x2B50}, {0x2E80, 0x303E}, {0x3041, 0xA4CF}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3},
        {0xF900, 0xFAFF}, {0xFE30, 0xFE6F}, {0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F004, 0x1F004}, {0x1F18E, 0x1F19A},
        {0x1F200, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F7E0, 0x1F7EB}, {0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF},
        {0x20000, 0x3FFFD}};
    size_t i;
    for (i = 0; i < sizeof(none) / sizeof(none[0]); i++)
        if (ch >= none[i][0] && ch <= none[i][1]) return 0;
    for (i = 0; i < sizeof(two) / sizeof(two[0]); i++)
        if (ch >= two[i][0] && ch <= two[i][1]) return 2;
    return 1;
}

/* Lays the line out on a screen of so many columns, behind a prompt of two. Rows from..to are appended to out
 * (NULL: none). Returns the number of rows; cursor receives row and column. */
static int layout(const editor *e, int columns, text *out, int from, int to, int cursor[2]) {
    size_t i = 0, size;
    int row = 0, column = 2;
    if (out && from == 0) text_add(out, "> ", 2);
    while (1) {
        char shown[8] = "    ";
        unsigned long ch = 0;
        int cells;
        if (i == e->at) cursor[0] = row, cursor[1] = column;
        if (i == e->line.size) break;
        size = utf8(e->line.at + i, e->line.size - i, &ch);
        if (ch == '\n') {
            row++, column = 2;
            if (out && row > from && row <= to) text_add(out, "\r\n", 2);
            if (out && row >= from && row <= to) text_add(out, "  ", 2);
            i += size;
            continue;
        }
        if (ch == '\t') cells = 4;
        else if (ch < 32 || ch == 127) cells = 2, sprintf(shown, "^%c", (char)(ch ^ 64));
        else cells = width(ch), memcpy(shown, ch == 0xFFFD ? "\xEF\xBF\xBD" : e->line.at + i, ch == 0xFFFD ? 3 : size),
             shown[ch == 0xFFFD ? 3 : size] = 0;
        if (column + cells > columns) {
            row++, column = 0;
            if (out && row > from && row <= to) text_add(out, "\r\n", 2);
            if (i == e->at) cursor[0] = row, cursor[1] = column;
        }
        if (out && row >= from && row <= to) text_add(out, shown, strlen(shown));
        column += cells;
        i += size;
    }
    if (column >= columns) { /* the cursor stands behind a full row */
        row++, column = 0;
        if (out && row > from && row <= to) text_add(out, "\r\n", 2);
        if (e->at == e->line.size) cursor[0] = row, cursor[1] = column;
    }
    return row + 1;
}

static void put(const text *t) {
    size_t done = 0;
    while (done < t->size) {
        ssize_t n = write(STDOUT_FILENO, t->at + done, t->size - done);
        if (n < 0 && errno != EINTR) exit(1);
        if (n > 0) done += (size_t)n;
    }
}

/* Draws the line in place of what was drawn before; of a line higher than the screen, the part around the cursor. */
static void draw(editor *e) {
    struct winsize w;
    text out = {0};
    char move[32];
    int columns = 80, height = 24, cursor[2] = {0, 0}, rows, from = 0, to;
    if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &w) == 0 && w.ws_col > 0 && w.ws_row > 0)
        columns = w.ws_col, height = w.ws_row;
    if (columns < 8) columns = 8;
    rows = layout(e, columns, NULL, 0, 0, cursor);
    if (cursor[0] >= height) from = cursor[0] - height + 1;
    to = from + height - 1 < rows - 1 ? from + height - 1 : rows - 1;
    if (e->row > 0) text_add(&out, move, (size_t)sprintf(move, "\033[%dA", e->row));
    text_add(&out, "\r\033[J", 4);
    layout(e, columns, &out, from, to, cursor);
    if (to > cursor[0]) text_add(&out, move, (size_t)sprintf(move, "\033[%dA", to - cursor[0]));
    text_add(&out, "\r", 1);
    if (cursor[1] > 0) text_add(&out, move, (size_t)sprintf(move, "\033[%dC", cursor[1]));
    e->row = cursor[0] - from;
    put(&out);
    free(out.at);
}

/* The next byte, or -1 at the end of input. Draws when nothing more is waiting. */
static int key(editor *e) {
    if (e->next < e->n_in) return e->in[e->next++];
    while (1) {
        ssize_t n;
        if (terminal_redraw == 2) e->row = 0;
        terminal_redraw = 0;
        draw(e);
        n = read(STDIN_FILENO, e->in, sizeof(e->in));
        if (n > 0) {
            e->n_in = (int)n;
            e->next = 1;
            return e->in[0];
        }
        if (n == 0 || errno != EINTR) return -1;
    }
}

/* Whether a byte follows at once, as it does within an escape sequence. */
static int more(const editor *e) {
    struct pollfd p;
    if (e->next < e->n_in) return 1;
    p.fd = STDIN_FILENO, p.events = POLLIN, p.revents = 0;
    return poll(&p, 1, 50) > 0;
}

static size_t left(const editor *e, size_t at) {
    unsigned long ch = 0;
    do {
        do at--;
        while (at > 0 && ((unsigned char)e->line.at[at] & 0xC0) == 0x80);
        utf8(e->line.at + at, e->line.size - at, &ch);
    } while (at > 0 && width(ch) == 0);
    return at;
}

static size_t right(const editor *e, size_t at) {
    unsigned long ch;
    at += utf8(e->line.at + at, e->line.size - at, &ch);
    while (at < e->line.size) {
        size_t size = utf8(e->line.at + at, e->line.size - at, &ch);
        if (width(ch) != 0) break;
        at += size;
    }
    return at;
}

static size_t line_start(const editor *e) {
    size_t at = e->at;
    while (at > 0 && e->line.at[at - 1] != '\n') at--;
    return at;
}

static size_t line_end(const editor *e) {
    size_t at = e->at;
    while (at < e->line.size && e->line.at[at] != '\n') at++;
    return at;
}

static size_t word_start(const editor *e) {
    size_t at = e->at;
    while (at > 0 && is_space(e->line.at[at - 1])) at--;
    while (at > 0 && !is_space(e->line.at[at - 1])) at--;
    return at;
}

static void editor_remove(editor *e, size_t from, size_t to) {
    if (from < to) text_remove(&e->line, from, to);
    e->at = from;
}

static void editor_pick(editor *e, int pick) {
    const char *s;
    if (pick < 0 || pick > e->n || pick == e->pick) return;
    if (e->pick == e->n) {
        e->draft.size = 0;
        text_add(&e->draft, e->line.at, e->line.size);
    }
    s = pick == e->n ? e->draft.at : e->history[pick];
    e->pick = pick;
    e->line.size = 0;
    text_add(&e->line, s, strlen(s));
    e->at = e->line.size;
}

static void editor_remember(editor *e) {
    if (e->line.size == 0 || (e->n > 0 && strcmp(e->history[e->n - 1], e->line.at) == 0)) return;
    e->history = (char **)must(realloc(e->history, (size_t)(e->n + 1) * sizeof(char *)));
    e->history[e->n++] = copy(e->line.at);
}

/* ESC [ parameters letter, ESC O letter. Unknown sequences are swallowed. */
static void editor_escape(editor *e) {
    int ch, number = 0;
    if (!more(e) || ((ch = key(e)) != '[' && ch != 'O') || !more(e)) return;
    for (ch = key(e); (ch >= '0' && ch <= '9') || ch == ';'; ch = key(e)) {
        if (ch != ';') number = number < 1000 ? number * 10 + ch - '0' : number;
        else number = 0;
        if (!more(e)) return;
    }
    if (ch == '~' && (number == 200 || number == 201)) e->pasting = number == 200;
    else if (ch == 'A') editor_pick(e, e->pick - 1);
    else if (ch == 'B') editor_pick(e, e->pick + 1);
    else if (ch == 'C' && e->at < e->line.size) e->at = right(e, e->at);
    else if (ch == 'D' && e->at > 0) e->at = left(e, e->at);
    else if (ch == 'H' || (ch == '~' && (number == 1 || number == 7))) e->at = line_start(e);
    else if (ch == 'F' || (ch == '~' && (number == 4 || number == 8))) e->at = line_end(e);
    else if (ch == '~' && number == 3 && e->at < e->line.size) editor_remove(e, e->at, right(e, e->at));
}

/* Keys that edit. */
static void editor_key(editor *e, int ch) {
    const char byte = (char)ch;
    const size_t at = e->at, size = e->line.size;
    if (ch == 27) editor_escape(e);
    else if (e->pasting || ch >= 128 || (ch >= 32 && ch != 127) || ch == '\n' || ch == '\t') {
        text_insert(&e->line, at, ch == '\r' ? "\n" : ch == 0 ? " " : &byte, 1);
        e->at++;
    }
    else if (ch == 1) e->at = line_start(e);                              /* Ctrl-A */
    else if (ch == 5) e->at = line_end(e);                                /* Ctrl-E */
    else if (ch == 2 && at > 0) e->at = left(e, at);                      /* Ctrl-B */
    else if (ch == 6 && at < size) e->at = right(e, at);                  /* Ctrl-F */
    else if (ch == 16) editor_pick(e, e->pick - 1);                       /* Ctrl-P */
    else if (ch == 14) editor_pick(e, e->pick + 1);                       /* Ctrl-N */
    else if ((ch == 8 || ch == 127) && at > 0) editor_remove(e, left(e, at), at);
    else if (ch == 4 && at < size) editor_remove(e, at, right(e, at));    /* Ctrl-D */
    else if (ch == 11) editor_remove(e, at, line_end(e));                 /* Ctrl-K */
    else if (ch == 21) editor_remove(e, line_start(e), at);               /* Ctrl-U */
    else if (ch == 23) editor_remove(e, word_start(e), at);               /* Ctrl-W */
    else if (ch == 12 && write(STDOUT_FILENO, "\033[H\033[J", 6) == 6) e->row = 0; /* Ctrl-L */
    else if (ch == 26) raise(SIGTSTP);                                    /* Ctrl-Z */
}

/* Returns 1 with a line, 0 when the user wants to leave. */
static int editor_read(editor *e) {
    int ch, quits = 0;
    editor_remove(e, 0, e->line.size);
    text_add(&e->line, "", 0);
    e->row = 0;
    e->pick = e->n;
    terminal_set(EDIT);
    while (1) {
        ch = key(e);
        if (!e->pasting && ch == 3) {
            if (e->line.size == 0 && ++quits == 2) break;
            if (e->line.size > 0) quits = 0;
            e->at = e->line.size;
            draw(e);
            fputs(quits == 1 ? "\r\n(Ctrl-C again or Ctrl-D to quit)\r\n" : "^C\r\n", stdout);
            fflush(stdout);
            e->row = 0;
            e->pick = e->n;
            editor_remove(e, 0, e->line.size);
            continue;
        }
        quits = 0;
        if (ch < 0 || (!e->pasting && ch == 4 && e->line.size == 0)) break;
        if (!e->pasting && ch == '\r') {
            e->at = e->line.size;
            draw(e);
            puts("");
            fflush(stdout);
            terminal_set(QUIET);
            editor_remember(e);
            return 1;
        }
        editor_key(e, ch);
    }
    terminal_restore();
    puts("");
    return 0;
}

#else

static void on_signal(int sig) {
    interrupted = 1;
    signal(sig, on_signal);
}

static void terminal_init(int interactive) {
    (void)interactive;
    signal(SIGINT, on_signal);
}

#endif

/* ---- main ---- */

/* A line of any length from stdin, without its end. Returns 0 when there is no more, or at Ctrl-C. */
static int read_line(text *line) {
    int ch;
    line->size = 0;
    text_add(line, "", 0);
    while ((ch = getchar()) != EOF && ch != '\n') {
        const char byte = (char)(ch ? ch : ' ');
        text_add(line, &byte, 1);
    }
    if (line->size > 0 && line->at[line->size - 1] == '\r') line->at[--line->size] = 0;
    return ch != EOF || (line->size > 0 && !interrupted);
}

/* Returns 0 when it is time to leave. */
static int handle(chat *c, text *line) {
    size_t i = 0;
    while (i < line->size && is_space(line->at[i])) i++;
    if (i == line->size) return 1;
    if (line->at[0] == '/' && line->at[1] != '/') return command(c, line->at);
    message(c, line->at + (line->at[0] == '/'));
    return 1;
}

static void talk(chat *c) {
#ifndef _WIN32
    if (c->interactive) {
        static editor e;
        while (editor_read(&e) && handle(c, &e.line)) continue;
        while (e.n > 0) free(e.history[--e.n]);
        free(e.history);
        free(e.line.at);
        free(e.draft.at);
        return;
    }
#endif
    {
        const int prompt = isatty(0);
        text line = {0};
        while (1) {
            if (prompt) fputs("> ", stderr);
            interrupted = 0;
            if (!read_line(&line) || !handle(c, &line)) break;
        }
        free(line.at);
    }
}

#ifdef MODEL_FILE
static gpt_model *open_model(const char *path, gpt_error *err) {
    (void)path;
    return gpt_model_load_memory(embedded_begin, (size_t)(embedded_end - embedded_begin), NULL, err);
}
#else
static gpt_model *open_model(const char *path, gpt_error *err) { return gpt_model_load(path, NULL, err); }
#endif

static int bad_usage(const char *what, const char *which) {
    fprintf(stderr, "chat: %s%s\n%s", what, which, usage);
    return 2;
}

/* f16, f32, i8: the types of the KV cache, as gpt_kv numbers them */
static int parse_kv(const char *word, gpt_kv *kv) {
    static const char *const name[] = {"f16", "f32", "i8"};
    int i;
    for (i = 0; i < 3 && strcmp(word, name[i]) != 0; i++) continue;
    *kv = (gpt_kv)i;
    return i < 3;
}

int main(int argc, char **argv) {
    static chat c;
    gpt_ctx_desc desc = {0};
    gpt_error err = {0, ""};
    gpt_model *model, *draft = NULL;
    const char *path = NULL, *draft_path = NULL, *wrong;
    const time_t clock_now = time(NULL);
    char now[32];
    double x;
    int i;
#ifdef MODEL_FILE
    path = "the model inside";
#endif
    c.sampler.temperature = 0.7f;
    c.sampler.top_p = 0.95f;
    c.sampler.seed = (uint64_t)time(NULL);
    c.max = 512;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i];
        if (strcmp(a, "--help") == 0 || strcmp(a, "-h") == 0) return fputs(usage, stdout) < 0;
        if (strcmp(a, "--plain") == 0) c.desc.format = GPT_CHAT_PLAIN;
        else if (strcmp(a, "--chatml") == 0) c.desc.format = GPT_CHAT_CHATML;
        else if (a[0] != '-' && !path) path = a;
        else if (strncmp(a, "--", 2) != 0) return bad_usage("unexpected argument: ", a);
        else if (i + 1 == argc) return bad_usage("a value is missing after ", a);
        else if (strcmp(a, "--draft") == 0) draft_path = argv[++i];
        else if (strcmp(a, "--vars") == 0) c.desc.variables = argv[++i];
        else if (strcmp(a, "--kv") == 0) {
            if (!parse_kv(argv[++i], &desc.kv)) return bad_usage("no type of cache: ", argv[i]);
        } else if (strcmp(a, "--ctx") == 0 || strcmp(a, "--threads") == 0) {
            if (!parse_number(argv[++i], 1, 1e9, 1, &x)) return bad_usage("not a positive whole number: ", argv[i]);
            *(a[2] == 'c' ? &desc.n_ctx : &desc.n_threads) = (int)x;
        } else if ((wrong = set(&c, a + 2, argv[++i])) != NULL) return bad_usage(wrong, "");
    }
    if (!path) return bad_usage("which model?", "");
    desc.cancel = cancelled;
    strftime(now, sizeof(now), "%Y-%m-%dT%H:%M:%S", localtime(&clock_now));
    c.desc.now = now;
    model = open_model(path, &err);
    if (model && gpt_model_info(model)->head != GPT_HEAD_LM)
        snprintf(err.message, sizeof(err.message), "%.200s: not a language model; see examples/classify.c", path);
    else if (model && gpt_model_info(model)->n_tokens == 0)
        snprintf(err.message, sizeof(err.message), "%.200s: the file has no tokenizer, so it can't read text", path);
    else if (model) c.ctx = gpt_ctx_new(model, &desc, &err);
    if (c.ctx && draft_path) draft = gpt_model_load(draft_path, NULL, &err);
    if (draft) c.draft = gpt_ctx_new(draft, &desc, &err);
    if (!c.ctx || (draft_path && !c.draft)) {
        fprintf(stderr, "chat: %s\n", err.message);
        gpt_model_free(draft);
        gpt_ctx_free(c.ctx);
        gpt_model_free(model);
        return 1;
    }
    gpt_ctx_resolved(c.ctx, &desc);
    c.model = model;
    set_recommended(&c);
    c.n_ctx = desc.n_ctx;
    c.tokens = (int *)must(malloc((size_t)c.n_ctx * sizeof(int)));
    if (c.desc.format == GPT_CHAT_AUTO) c.desc.format = gpt_chat_default(model);
    c.interactive = isatty(0) && isatty(1);
#ifdef _WIN32
    c.interactive = 0;
#endif
    terminal_init(c.interactive);
    if (c.interactive)
        say(&c, "%s, %d tokens of context, %s. /help lists commands.", gpt_model_info(model)->name, c.n_ctx,
            c.desc.format == GPT_CHAT_TEMPLATE ? "its own template"
            : c.desc.format == GPT_CHAT_CHATML ? "ChatML" : "plain transcript");
    talk(&c);
    reset(&c);
    free(c.turns);
    free(c.system);
    free(c.order);
    while (c.sampler.n_dry_breaker > 0) free(c.breakers[--c.sampler.n_dry_breaker]);
    free(c.tokens);
    free(c.out.at);
    gpt_ctx_free(c.draft);
    gpt_model_free(draft);
    gpt_ctx_free(c.ctx);
    gpt_model_free(model);
    return c.failed && !c.interactive;
}
