/* gpt-bench -- how fast a model runs, beside what the machine could do at most. `gpt-bench --help`
 * tells what is measured and how it is counted. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "shapes.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifndef _WIN32
#include <sys/utsname.h>
#include <unistd.h>
#endif

static const char usage[] =
    "usage: gpt-bench MODEL.gpt [options]   |   gpt-bench --shape NAME [--type T] [options]\n"
    "\n"
    "  -p N            tokens of the prompt, evaluated in one call; default 256\n"
    "  -n N            tokens decoded one by one; default 32\n"
    "  -d N            tokens in the context before either; default 0\n"
    "  --threads N     how many threads; default: what OpenMP would use\n"
    "  --lane NAME     the instruction set: portable, avx2, avx512, avx512vnni; default: the best\n"
    "  --kv f16|f32    type of the key/value cache; default f16\n"
    "  --reps N        how often each is measured, alternately; default 5\n"
    "  --json          print one JSON object\n"
    "  --shape NAME    random weights of a published shape, made in memory:\n"
    "                  llama-3.2-1b, qwen2.5-0.5b, smollm2-135m, gpt2\n"
    "  --type T        f32, f16, bf16, q8, q6, q5, q4, q3 or q2; default q8\n"
    "\n"
    "Every repetition measures, with the same threads: the memory's read bandwidth, decoding, the\n"
    "peak of the arithmetic, the prompt. Results are medians (lowest .. highest).\n"
    "\n"
    "  GB/s    bytes that a decoded token reads x tokens/s: all matrices and\n"
    "          vectors once, the head included, but of an embedding one row; and the cache\n"
    "  GOP/s   (2 x tokens x multiply-adds of the layers' matrices + 2 x those of the head, which\n"
    "          only the last token needs) / seconds of the prompt; attention is not counted\n"
    "  limit   GB/s: the fastest of loops that only read the model's bytes, or a buffer far\n"
    "          larger than the caches if the model is not.\n"
    "          GOP/s: a loop on registers of the lane's widest exact 8-bit dot product (q8), or\n"
    "          of its widest fused multiply-add (float types); a multiply-add counts 2\n"
    "  share   reached / limit, each pair taken from one repetition\n"
    "\n"
    "Where other programs run too, threads that wait for each other should sleep, not spin: set\n"
    "OMP_WAIT_POLICY=passive.\n";

/* ---- options ---- */

#define REPS_MAX 99

typedef struct options {
    const char *model; /* NULL: shape */
    const shape *shape;
    gpt_type type;
    int prompt, decode, depth, threads, lane, reps, json, help; /* lane: as in gpt_ctx_desc */
    gpt_kv kv;
} options;

static int parse_type(const char *text, gpt_type *type) {
#define GPT__X(name, id, word, bits) \
    if (strcmp(text, word) == 0) return *type = GPT_TYPE_##name, 1;
    GPT__TYPES(GPT__X)
#undef GPT__X
    return 0;
}

static const char *type_name(gpt_type type) {
    switch (type) {
#define GPT__X(name, id, word, bits) \
    case GPT_TYPE_##name: return word;
        GPT__TYPES(GPT__X)
#undef GPT__X
    default: return "?";
    }
}

static int parse_int(const char *text, int low, int high, int *out) {
    char *end;
    long n = strtol(text, &end, 10);
    if (end == text || *end || n < low || n > high) return 0;
    *out = (int)n;
    return 1;
}

static int parse_lane(const char *text, int *lane) {
    int i;
    for (i = 0; i < gpt_lane_count(); i++)
        if (strcmp(text, gpt_lane_name(i)) == 0) return *lane = i + 1, 1;
    return 0;
}

/* An option with a value; 0: there is no such option, or the value is not one it can have. */
static int parse_option(options *o, const char *name, const char *value) {
    const int most = 1 << 24;
    if (strcmp(name, "-p") == 0) return parse_int(value, 1, most, &o->prompt);
    if (strcmp(name, "-n") == 0) return parse_int(value, 1, most, &o->decode);
    if (strcmp(name, "-d") == 0) return parse_int(value, 0, most, &o->depth);
    if (strcmp(name, "--threads") == 0) return parse_int(value, 1, 4096, &o->threads);
    if (strcmp(name, "--reps") == 0) return parse_int(value, 1, REPS_MAX, &o->reps);
    if (strcmp(name, "--lane") == 0) return parse_lane(value, &o->lane);
    if (strcmp(name, "--type") == 0) return parse_type(value, &o->type);
    if (strcmp(name, "--shape") == 0) return (o->shape = shape_find(value)) != NULL;
    if (strcmp(name, "--kv") == 0) {
        o->kv = strcmp(value, "f32") == 0 ? GPT_KV_F32 : GPT_KV_F16;
        return strcmp(value, o->kv == GPT_KV_F32 ? "f32" : "f16") == 0;
    }
    return 0;
}

/* NULL, or what is wrong. */
static const char *parse_options(options *o, int argc, char **argv) {
    static char message[256];
    int i, typed = 0;
    memset(o, 0, sizeof *o);
    o->prompt = 256;
    o->decode = 32;
    o->reps = 5;
    o->type = GPT_TYPE_Q8;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i], *value = i + 1 < argc ? argv[i + 1] : "";
        if (strcmp(a, "--help") == 0) {
            o->help = 1;
            return NULL;
        } else if (strcmp(a, "--json") == 0) {
            o->json = 1;
        } else if (*a != '-' && *a && !o->model) {
            o->model = a;
        } else if (*a == '-' && parse_option(o, a, value)) {
            typed |= strcmp(a, "--type") == 0;
            i++;
        } else {
            snprintf(message, sizeof message, "%s %s: no such option or value here", a,
                     *a == '-' ? value : "(a second model)");
            return message;
        }
    }
    if (!o->model == !o->shape) return "give a model file or --shape, one of the two";
    if (o->model && typed) return "--type goes with --shape: a model file has its types";
    return NULL;
}

/* ---- the machine ---- */

static double now(void) { /* seconds on a clock that nobody sets */
#ifdef _WIN32
    LARGE_INTEGER ticks, rate;
    QueryPerformanceCounter(&ticks);
    QueryPerformanceFrequency(&rate);
    return (double)ticks.QuadPart / (double)rate.QuadPart;
#else
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
#endif
}

/* What the processor calls itself, or its architecture. */
static void machine_name(char name[80]) {
#if GPT__X86
    unsigned r[12];
    gpt__cpuid(0x80000000u, 0, r);
    if (r[0] >= 0x80000004u) { /* the brand string: 48 bytes, blanks around it */
        char text[49] = {0}, *start = text, *end;
        gpt__cpuid(0x80000002u, 0, r);
        gpt__cpuid(0x80000003u, 0, r + 4);
        gpt__cpuid(0x80000004u, 0, r + 8);
        memcpy(text, r, 48);
        while (*start == ' ') start++;
        for (end = start + strlen(start); end > start && end[-1] == ' ';) *--end = 0;
        if (*start) {
            snprintf(name, 80, "%s", start);
            return;
        }
    }
#endif
#ifdef _WIN32
    snprintf(name, 80, "unknown processor");
#else
    {
        struct utsname u;
        snprintf(name, 80, "%s", uname(&u) < 0 ? "unknown processor" : u.machine);
    }
#endif
}

static int machine_processors(void) { /* 0: unknown */
#if !defined(_WIN32) && defined(_SC_NPROCESSORS_ONLN)
    return (int)sysconf(_SC_NPROCESSORS_ONLN);
#else
    return 0;
#endif
}

/* Bytes of memory; 0: unknown. */
static double machine_memory(void) {
#if !defined(_WIN32) && defined(_SC_PHYS_PAGES) && defined(_SC_PAGESIZE)
    return (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
#else
    return 0;
#endif
}

static size_t machine_cache(void) { /* bytes of the last level of cache, or a guess */
#if !defined(_WIN32) && defined(_SC_LEVEL3_CACHE_SIZE)
    const long size = sysconf(_SC_LEVEL3_CACHE_SIZE);
    if (size > 0) return (size_t)size;
#endif
    return (size_t)32 << 20;
}

/* ---- limit: reading memory ---- */

#define READ_STEP 256 /* bytes of a stream that are read before the next stream's turn */

/* Each loop reads `stream` parts of `size` bytes side by side. Without the sums the compiler would
 * leave the reading out. */
#define READ_LOOP(vector, load, mix) \
    size_t i, k; \
    int s; \
    for (i = 0; i + READ_STEP <= size; i += READ_STEP) \
        for (s = 0; s < stream; s++) { \
            const uint8_t *p = data + (size_t)s * size + i; \
            for (k = 0; k < READ_STEP; k += 4 * sizeof(vector)) { \
                a = mix(a, load(p + k)); \
                b = mix(b, load(p + k + sizeof(vector))); \
                c = mix(c, load(p + k + 2 * sizeof(vector))); \
                d = mix(d, load(p + k + 3 * sizeof(vector))); \
            } \
        } \
    a = mix(mix(a, b), mix(c, d))

#define READ_WORD(p) gpt__rd64(p)
#define READ_MIX(x, y) ((x) ^ (y))
static uint64_t read_words(const uint8_t *data, size_t size, int stream) {
    uint64_t a = 0, b = 0, c = 0, d = 0;
    READ_LOOP(uint64_t, READ_WORD, READ_MIX);
    return a;
}

#if GPT__X86
#define READ_YMM(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))
static GPT__TARGET("avx2") uint64_t read_avx2(const uint8_t *data, size_t size, int stream) {
    __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;
    uint64_t out[4];
    READ_LOOP(__m256i, READ_YMM, _mm256_xor_si256);
    _mm256_storeu_si256((__m256i *)(void *)out, a);
    return out[0] ^ out[1] ^ out[2] ^ out[3];
}

#define READ_ZMM(p) _mm512_loadu_si512((const void *)(p))
static GPT__TARGET("avx512f") uint64_t read_avx512(const uint8_t *data, size_t size, int stream) {
    __m512i a = _mm512_setzero_si512(), b = a, c = a, d = a;
    uint64_t out[8];
    READ_LOOP(__m512i, READ_ZMM, _mm512_xor_si512);
    _mm512_storeu_si512((void *)out, a);
    return out[0] ^ out[1] ^ out[2] ^ out[3] ^ out[4] ^ out[5] ^ out[6] ^ out[7];
}
#endif

typedef struct reader {
    uint64_t (*read)(const uint8_t *data, size_t size, int stream);
    const uint8_t *data; /* of the model, if it is far larger than the caches */
    uint64_t *own;       /* else a buffer */
    size_t size;
    int stream, n_thread;
} reader;

static void read_thread(void *arg, const gpt__team *me) {
    const reader *r = (const reader *)arg;
    const size_t share = r->size / (size_t)me->n;
    const size_t part = share / (size_t)r->stream / READ_STEP * READ_STEP;
    volatile uint64_t sum = r->read(r->data + (size_t)me->i * share, part, r->stream);
    (void)sum;
}

/* Each thread first writes the pages it will read: they come to lie in its part of the memory. No two are alike, lest a
 * host that shares equal pages serves them from a cache. */
static void touch_thread(void *arg, const gpt__team *me) {
    const reader *r = (const reader *)arg;
    const size_t n = r->size / 8, share = n / (size_t)me->n;
    uint64_t *word = r->own + (size_t)me->i * share, x = 1 + (uint64_t)me->i;
    size_t i;
    for (i = 0; i < share; i++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        word[i] = x;
    }
}

/* The fairest limit is reading the very bytes that decoding reads, where they lie. */
static int reader_open(reader *r, const gpt_model *model, int n_thread) {
    const size_t cache = machine_cache(), least = (size_t)512 << 20, most = (size_t)2 << 30;
    r->own = NULL;
    r->data = model->file.data;
    r->size = model->file.size;
    if (r->size < 4 * cache) {
        r->size = cache > most / 8 ? most : cache * 8 > least ? cache * 8 : least;
        r->own = (uint64_t *)gpt__alloc(NULL, r->size);
        r->data = (const uint8_t *)r->own;
    }
    r->n_thread = n_thread;
    r->read = read_words;
#if GPT__X86
    if (gpt_lane_count() > 1) r->read = read_avx2;
    if (gpt_lane_count() > 2) r->read = read_avx512;
#endif
    if (r->own) gpt__parallel(n_thread, touch_thread, r);
    return r->data != NULL;
}

/* Bytes a second: the best of several numbers of streams, each sustained for a while. */
static double read_limit(reader *r) {
    static const int streams[] = {1, 2, 4};
    double best = 0;
    size_t i;
    for (i = 0; i < sizeof streams / sizeof *streams; i++) {
        double start = now(), seconds, bytes = 0;
        r->stream = streams[i];
        do {
            gpt__parallel(r->n_thread, read_thread, r);
            bytes += (double)r->size;
            seconds = now() - start;
        } while (seconds < 0.2);
        if (bytes / seconds > best) best = bytes / seconds;
    }
    return best;
}

/* ---- limit: arithmetic ---- */

/* Twelve independent sums hide the latency of two units. The compiler must not know the operands,
 * nor that the sums are all the same, or it would leave out what is to be measured. */
#define SUMS(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define N_SUM 12

#if GPT__X86 && defined(__GNUC__)
#define HIDE(variable) __asm__ volatile("" : "+v"(variable))
#define HIDE_YMM(variable) __asm__ volatile("" : "+x"(variable))

/* One function for an instruction: STEP adds w * x to sum k. */
#define PEAK(name, features, vector, hide, zero, one, step) \
    static GPT__TARGET(features) void name(long n) { \
        vector w = one, x = one; \
        PEAK_SUMS(vector, hide, zero) \
        for (; n > 0; n--) { SUMS(step) } \
        PEAK_END(hide) \
    }
#define PEAK_SUMS(vector, hide, zero) \
    vector s0 = zero, s1 = zero, s2 = zero, s3 = zero, s4 = zero, s5 = zero; \
    vector s6 = zero, s7 = zero, s8 = zero, s9 = zero, s10 = zero, s11 = zero; \
    hide(w); hide(x); \
    hide(s0); hide(s1); hide(s2); hide(s3); hide(s4); hide(s5); \
    hide(s6); hide(s7); hide(s8); hide(s9); hide(s10); hide(s11);
#define PEAK_END(hide) \
    hide(s0); hide(s1); hide(s2); hide(s3); hide(s4); hide(s5); \
    hide(s6); hide(s7); hide(s8); hide(s9); hide(s10); hide(s11);

#define STEP_MADD_YMM(k) HIDE_YMM(w); s##k = _mm256_add_epi32(s##k, _mm256_madd_epi16(w, x));
#define STEP_MADD_ZMM(k) HIDE(w); s##k = _mm512_add_epi32(s##k, _mm512_madd_epi16(w, x));
#define STEP_VNNI(k) s##k = _mm512_dpbusd_epi32(s##k, w, x);
#define STEP_FMA_YMM(k) s##k = _mm256_fmadd_ps(w, x, s##k);
#define STEP_FMA_ZMM(k) s##k = _mm512_fmadd_ps(w, x, s##k);

#define THREES16_YMM _mm256_set1_epi16(3)
#define THREES16_ZMM _mm512_set1_epi32(0x00030003)
#define THREES8_ZMM _mm512_set1_epi32(0x03030303)

PEAK(dot_avx2, "avx2", __m256i, HIDE_YMM, _mm256_setzero_si256(), THREES16_YMM, STEP_MADD_YMM)
PEAK(dot_avx512, "avx512f,avx512bw", __m512i, HIDE, _mm512_setzero_si512(), THREES16_ZMM,
     STEP_MADD_ZMM)
PEAK(dot_avx512vnni, "avx512f,avx512vnni", __m512i, HIDE, _mm512_setzero_si512(), THREES8_ZMM,
     STEP_VNNI)
PEAK(fma_avx2, "avx2,fma", __m256, HIDE_YMM, _mm256_setzero_ps(), _mm256_set1_ps(0.75f),
     STEP_FMA_YMM)
PEAK(fma_avx512, "avx512f", __m512, HIDE, _mm512_setzero_ps(), _mm512_set1_ps(0.75f), STEP_FMA_ZMM)
#endif

/* What the compiler makes of plain C: 16 dot products of 4 bytes; multiply-adds of 16 floats. */
static void dot_portable(long n) {
    uint8_t w[4][64];
    int8_t x[4][4];
    int32_t sum[16] = {0};
    volatile int32_t out;
    int i;
    for (i = 0; i < 256; i++) w[i / 64][i % 64] = (uint8_t)i;
    for (i = 0; i < 16; i++) x[i / 4][i % 4] = (int8_t)(i - 8);
    for (; n > 0; n--) {
        const uint8_t *a = w[n & 3];
        const int8_t *b = x[n & 3];
        for (i = 0; i < 16; i++, a += 4)
            sum[i] += a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3];
    }
    for (i = 1; i < 16; i++) sum[0] ^= sum[i];
    out = sum[0];
    (void)out;
}

static void fma_portable(long n) {
    float sum[4][16] = {{0}}, w[4][16];
    volatile float out;
    int i, k;
    for (k = 0; k < 4; k++)
        for (i = 0; i < 16; i++) w[k][i] = 0.25f * (float)(i + k);
    for (; n > 0; n--) {
        const float *a = w[n & 3], b = a[1];
        for (k = 0; k < 4; k++)
            for (i = 0; i < 16; i++) sum[k][i] = sum[k][i] + a[i] * b;
    }
    for (k = 0; k < 4; k++)
        for (i = 0; i < 16; i++) sum[0][0] += sum[k][i];
    out = sum[0][0];
    (void)out;
}

typedef struct peak {
    void (*run)(long n);
    double ops; /* of a step: a multiply-add is two */
    long n;     /* steps of a thread that take a tenth of a second or so */
    int n_thread;
} peak;

static void peak_thread(void *arg, const gpt__team *me) {
    const peak *p = (const peak *)arg;
    (void)me;
    p->run(p->n);
}

static double peak_seconds(peak *p) {
    const double start = now();
    gpt__parallel(p->n_thread, peak_thread, p);
    return now() - start;
}

/* The loop of a lane; integers: 8-bit dot products, else floats. */
static void peak_open(peak *p, int lane, int integers, int n_thread) {
    static const struct {
        void (*run)(long n);
        double ops;
    } loops[][2] = {
        {{fma_portable, 2 * 4 * 16}, {dot_portable, 2 * 64}},
#if GPT__X86 && defined(__GNUC__)
        {{fma_avx2, 2 * N_SUM * 8}, {dot_avx2, 2 * N_SUM * 16}},
        {{fma_avx512, 2 * N_SUM * 16}, {dot_avx512, 2 * N_SUM * 32}},
        {{fma_avx512, 2 * N_SUM * 16}, {dot_avx512vnni, 2 * N_SUM * 64}},
#endif
    };
    const int known = (int)(sizeof loops / sizeof *loops);
    double seconds;
    lane = lane < known ? lane : known - 1;
    p->run = loops[lane][integers].run;
    p->ops = loops[lane][integers].ops;
    p->n_thread = n_thread;
    p->n = 1000;
    while ((seconds = peak_seconds(p)) < 0.05) p->n *= seconds < 0.005 ? 8 : 2;
    p->n *= 2;
}

static double peak_limit(peak *p) { /* operations a second */
    double best = 0;
    int i;
    for (i = 0; i < 3; i++) {
        const double rate = p->ops * (double)p->n * (double)p->n_thread / peak_seconds(p);
        if (rate > best) best = rate;
    }
    return best;
}

/* ---- the model's work ---- */

typedef struct work {
    double weight_bytes; /* that a token reads */
    double layer_ops;    /* of a token */
    double head_ops;     /* of a call */
} work;

static work count_work(const gpt_model *m) {
    const int tied = m->c->n_out && !m->t[GPT__ROLE_OUTPUT].data;
    work w = {0, 0, 0};
    size_t i;
    for (i = 0; i < m->file.n_entry; i++) {
        const gpt__tensor_entry *e = &m->file.entry[i];
        const double size = (double)e->size, ops = 2.0 * (double)e->n_row * (double)e->n_col;
        const double row = (double)gpt_tensor_size((gpt_type)e->type, 1, e->n_col, 1) / GPT__PANEL;
        const int embedding = e->role == GPT__ROLE_TOKEN_EMBD || e->role == GPT__ROLE_POS_EMBD;
        const int head = e->role == GPT__ROLE_OUTPUT || (tied && e->role == GPT__ROLE_TOKEN_EMBD);
        if (embedding) w.weight_bytes += row;
        if (head || !embedding) w.weight_bytes += size;
        if (head) w.head_ops += ops;
        else if (!embedding && e->n_col > 1) w.layer_ops += ops;
    }
    return w;
}

/* Bytes of keys and values that the token at a position reads, its own included. */
static double cache_bytes(const gpt_model *m, gpt_kv kv, int pos) {
    const double size = kv == GPT_KV_F16 ? 2 : 4;
    double sum = 0;
    uint32_t i;
    for (i = 0; i < m->c->n_layer; i++) {
        const gpt__layer_config *l = m->layer[i].c;
        const uint32_t all = (uint32_t)pos + 1;
        const uint32_t seen = l->window && l->window < all ? l->window : all;
        sum += (double)seen * (double)l->n_kv * (double)(gpt__key_width(l) + gpt__value_width(l)) * size;
    }
    return sum;
}

/* ---- measuring ---- */

#define FIGURES(X) \
    X(PROMPT_TOK, "prompt_tok_s") X(DECODE_TOK, "decode_tok_s") \
    X(PROMPT_GOPS, "prompt_gops") X(DECODE_GB, "decode_gb_s") \
    X(LIMIT_GOPS, "limit_gops") X(LIMIT_GB, "limit_gb_s") \
    X(PROMPT_SHARE, "prompt_share") X(DECODE_SHARE, "decode_share")
enum figure {
#define FIGURE(name, text) name,
    FIGURES(FIGURE)
#undef FIGURE
    N_FIGURE
};
static const char *const figure_name[N_FIGURE] = {
#define FIGURE(name, text) text,
    FIGURES(FIGURE)
#undef FIGURE
};

typedef struct bench {
    const gpt_model *model;
    gpt_ctx *ctx;
    gpt_ctx_desc desc; /* resolved */
    int prompt, decode, depth, reps;
    int *tokens; /* (depth + max(prompt, decode)) */
    double figure[N_FIGURE][REPS_MAX];
} bench;

typedef struct spread { double low, mid, high; } spread;

static int compare(const void *a, const void *b) {
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static spread spread_of(const double *value, int n) {
    double v[REPS_MAX];
    spread s;
    memcpy(v, value, (size_t)n * sizeof *v);
    qsort(v, (size_t)n, sizeof *v, compare);
    s.low = v[0];
    s.mid = (v[(n - 1) / 2] + v[n / 2]) / 2;
    s.high = v[n - 1];
    return s;
}

/* Evaluate n tokens after the first `depth`, all in one call or one by one. */
static int evaluate(bench *b, int n, int one_by_one, double *seconds) {
    const int step = one_by_one ? 1 : n;
    int i, rc = gpt_ctx_rewind(b->ctx, b->depth);
    const double start = now();
    for (i = 0; i < n && rc == GPT_OK; i += step)
        rc = gpt_eval(b->ctx, b->tokens + b->depth + i, step);
    *seconds = now() - start;
    return rc;
}

static int measure_once(bench *b, int rep, reader *r, peak *p, const work *w, double decode_bytes) {
    double f[N_FIGURE], decode, prompt;
    int i, rc;
    f[LIMIT_GB] = read_limit(r) * 1e-9;
    rc = evaluate(b, b->decode, 1, &decode);
    if (rc != GPT_OK) return rc;
    f[LIMIT_GOPS] = peak_limit(p) * 1e-9;
    rc = evaluate(b, b->prompt, 0, &prompt);
    if (rc != GPT_OK) return rc;
    f[DECODE_TOK] = (double)b->decode / decode;
    f[PROMPT_TOK] = (double)b->prompt / prompt;
    f[DECODE_GB] = decode_bytes * f[DECODE_TOK] * 1e-9;
    f[PROMPT_GOPS] = ((double)b->prompt * w->layer_ops + w->head_ops) / prompt * 1e-9;
    f[DECODE_SHARE] = f[DECODE_GB] / f[LIMIT_GB];
    f[PROMPT_SHARE] = f[PROMPT_GOPS] / f[LIMIT_GOPS];
    for (i = 0; i < N_FIGURE; i++) b->figure[i][rep] = f[i];
    fprintf(stderr, "run %d of %d: ", rep + 1, b->reps);
    fprintf(stderr, "prompt %.1f tokens/s (%.0f %%), ", f[PROMPT_TOK], 100 * f[PROMPT_SHARE]);
    fprintf(stderr, "decode %.2f tokens/s (%.0f %%)\n", f[DECODE_TOK], 100 * f[DECODE_SHARE]);
    return GPT_OK;
}

static int measure(bench *b, gpt_error *err) {
    const work w = count_work(b->model);
    double decode_bytes = w.weight_bytes, unused;
    reader r;
    peak p;
    int i, rc = GPT_OK;
    for (i = 0; i < b->decode; i++)
        decode_bytes += cache_bytes(b->model, b->desc.kv, b->depth + i) / (double)b->decode;
    if (!reader_open(&r, b->model, b->desc.n_threads))
        return gpt__fail(err, GPT_E_MEMORY, "out of memory: %zu MB to measure the read bandwidth",
                         r.size / 1000000);
    peak_open(&p, b->desc.lane - 1, !gpt__is_float(gpt_model_info(b->model)->type),
              b->desc.n_threads);
    if (b->depth) {
        fprintf(stderr, "filling the context with %d tokens\n", b->depth);
        rc = gpt_eval(b->ctx, b->tokens, b->depth);
    }
    /* unmeasured: brings weights, buffers and cache into memory */
    if (rc == GPT_OK) rc = evaluate(b, 1, 1, &unused);
    if (rc == GPT_OK) rc = evaluate(b, b->prompt, 0, &unused);
    for (i = 0; i < b->reps && rc == GPT_OK; i++) rc = measure_once(b, i, &r, &p, &w, decode_bytes);
    gpt__free(NULL, r.own);
    return rc == GPT_OK ? rc : gpt__fail(err, rc, "%s", gpt_ctx_error(b->ctx));
}

/* ---- reports ---- */

static const char *kv_name(gpt_kv kv) { return kv == GPT_KV_F16 ? "f16" : "f32"; }

/* A line of the table: a figure of the prompt and the same of decoding. */
static void print_line(const bench *b, const char *what, int prompt, const char *prompt_unit,
                       int decode, const char *decode_unit) {
    const int figure[2] = {prompt, decode};
    const char *const unit[2] = {prompt_unit, decode_unit};
    char text[2][96];
    int i;
    for (i = 0; i < 2; i++) {
        const spread s = spread_of(b->figure[figure[i]], b->reps);
        const double k = *unit[i] == '%' ? 100 : 1;
        const int digits = k * s.high < 20 ? 2 : 1;
        snprintf(text[i], sizeof text[i], "%.*f%s%s (%.*f .. %.*f)", digits, k * s.mid,
                 *unit[i] ? " " : "", unit[i], digits, k * s.low, digits, k * s.high);
    }
    printf("%-10s  %-34s  %s\n", what, text[0], text[1]);
}

static void print_table(const bench *b, const char *machine, const char *name) {
    const gpt_info *info = gpt_model_info(b->model);
    char prompt[32];
    printf("machine     %s, %d processors\n", machine, machine_processors());
    printf("model       %s, %s: %.1f M weights, %.1f MB\n", name, type_name(info->type),
           (double)info->n_param * 1e-6, (double)info->weight_size * 1e-6);
    printf("with        lane %s, %d thread%s, %s cache, depth %d\n",
           gpt_lane_name(b->desc.lane - 1), b->desc.n_threads, b->desc.n_threads == 1 ? "" : "s",
           kv_name(b->desc.kv), b->depth);
    printf("            median of %d runs (lowest .. highest)\n", b->reps);
    snprintf(prompt, sizeof prompt, "prompt %d", b->prompt);
    printf("\n            %-34s  decode %d\n", prompt, b->decode);
    print_line(b, "tokens/s", PROMPT_TOK, "", DECODE_TOK, "");
    print_line(b, "reached", PROMPT_GOPS, "GOP/s", DECODE_GB, "GB/s");
    print_line(b, "limit", LIMIT_GOPS, "GOP/s", LIMIT_GB, "GB/s");
    print_line(b, "share", PROMPT_SHARE, "%", DECODE_SHARE, "%");
}

static void print_json_string(const char *key, const char *text) {
    printf("\"%s\": \"", key);
    for (; *text; text++) {
        const unsigned char c = (unsigned char)*text;
        if (c < 32) printf("\\u%04x", c);
        else if (c == '"' || c == '\\') printf("\\%c", c);
        else putchar(c);
    }
    printf("\", ");
}

static void print_json(const bench *b, const char *machine, const char *name) {
    int i;
    printf("{");
    print_json_string("machine", machine);
    print_json_string("model", name);
    print_json_string("type", type_name(gpt_model_info(b->model)->type));
    print_json_string("lane", gpt_lane_name(b->desc.lane - 1));
    print_json_string("kv", kv_name(b->desc.kv));
    printf("\"threads\": %d, \"prompt\": %d, \"decode\": %d, \"depth\": %d, \"reps\": %d",
           b->desc.n_threads, b->prompt, b->decode, b->depth, b->reps);
    for (i = 0; i < N_FIGURE; i++) {
        const spread s = spread_of(b->figure[i], b->reps);
        printf(", \"%s\": %.6g", figure_name[i], s.mid);
        printf(", \"%s_range\": [%.6g, %.6g]", figure_name[i], s.low, s.high);
    }
    printf("}\n");
}

/* ---- the program ---- */

static gpt_model *open_model(const options *o, int n_thread, shape_image *image, gpt_error *err) {
    if (o->model) return gpt_model_load(o->model, NULL, err);
    fprintf(stderr, "making %s as %s\n", o->shape->name, type_name(o->type));
    if (shape_build(o->shape, o->type, n_thread, machine_memory(), image, err)) return NULL;
    return gpt_model_load_memory(image->data, image->size, NULL, err);
}

static int run_bench(bench *b, const options *o, gpt_error *err) {
    const int longest = o->prompt > o->decode ? o->prompt : o->decode;
    uint64_t random = 88172645463325252u;
    int i, n_vocab;
    b->prompt = o->prompt;
    b->decode = o->decode;
    b->depth = o->depth;
    b->reps = o->reps;
    b->desc.n_ctx = o->depth + longest;
    b->desc.n_threads = o->threads;
    b->desc.kv = o->kv;
    b->desc.lane = o->lane;
    b->ctx = gpt_ctx_new(b->model, &b->desc, err);
    if (!b->ctx) return err->status;
    gpt_ctx_resolved(b->ctx, &b->desc);
    b->tokens = (int *)malloc((size_t)b->desc.n_ctx * sizeof *b->tokens);
    if (!b->tokens) return gpt__fail(err, GPT_E_MEMORY, "out of memory: %d tokens", b->desc.n_ctx);
    n_vocab = gpt_model_info(b->model)->n_vocab;
    for (i = 0; i < b->desc.n_ctx; i++) {
        shape_random(&random);
        b->tokens[i] = (int)((random >> 32) % (uint64_t)n_vocab);
    }
    return measure(b, err);
}

int main(int argc, char **argv) {
    bench b;
    options o;
    shape_image image = {NULL, 0};
    gpt_error err = {GPT_OK, ""};
    gpt_model *model;
    const char *wrong = parse_options(&o, argc, argv), *name;
    char machine[80];
    memset(&b, 0, sizeof b);
    if (wrong) {
        fprintf(stderr, "gpt-bench: %s (--help tells more)\n", wrong);
        return 2;
    }
    if (o.help) return fputs(usage, stdout) < 0;
    if (o.threads > 1 && !GPT__OPENMP) {
        fprintf(stderr, "built without OpenMP: one thread\n");
        o.threads = 1;
    }
    if (!o.threads) o.threads = gpt__default_threads();
    b.model = model = open_model(&o, o.threads, &image, &err);
    if (model && run_bench(&b, &o, &err) == GPT_OK) {
        name = *gpt_model_info(model)->name ? gpt_model_info(model)->name : o.model;
        machine_name(machine);
        if (o.json) print_json(&b, machine, name);
        else print_table(&b, machine, name);
        if (fflush(stdout)) gpt__fail(&err, GPT_E_IO, "cannot write the results");
    }
    if (err.status) fprintf(stderr, "gpt-bench: %s\n", err.message);
    free(b.tokens);
    gpt_ctx_free(b.ctx);
    gpt_model_free(model);
    shape_free(&image);
    return err.status ? 1 : 0;
}
