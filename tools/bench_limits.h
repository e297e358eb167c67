/* bench_limits.h -- what a machine can do at most: bytes that some threads read in a second, and operations of its best
 * instructions
 *
 *     reader r;                              peaks p;
 *     reader_open(&r, data, size, 2, 0);     peaks_open(&p);
 *     bytes = read_limit(&r, 2);             ops = peak_limit(&p.dot, 2);
 *     reader_close(&r);
 *
 * Both are measured for a fraction of a second at a time, so that they can alternate with what is compared with them.
 * Include ../gpt.h with its implementation first. */
#ifndef TOOLS_BENCH_LIMITS_H
#define TOOLS_BENCH_LIMITS_H

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#ifndef _WIN32
#include <sys/utsname.h>
#include <unistd.h>
#endif

/* ---- the machine ---- */

static inline double now(void) { /* seconds on a clock that nobody sets */
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

#if GPT__X86
/* What the processor calls itself, the blanks around it left out; and its family and model, for some names say little.
 * 0: it has no name. */
static inline int machine_brand(char *name, size_t size) {
    char text[49] = {0}, *start = text, *end;
    unsigned r[12], id[4], family;
    gpt__cpuid(0x80000000u, 0, r);
    if (r[0] < 0x80000004u) return 0;
    gpt__cpuid(0x80000002u, 0, r);
    gpt__cpuid(0x80000003u, 0, r + 4);
    gpt__cpuid(0x80000004u, 0, r + 8);
    memcpy(text, r, 48);
    while (*start == ' ') start++;
    for (end = start + strlen(start); end > start && end[-1] == ' ';) *--end = 0;
    gpt__cpuid(1, 0, id);
    family = id[0] >> 8 & 15;
    if (family == 15) family += id[0] >> 20 & 255;
    snprintf(name, size, "%s (family %u, model %u)", start, family, (id[0] >> 4 & 15) | (id[0] >> 12 & 0xf0));
    return *start != 0;
}
#endif

/* What the processor calls itself, or its architecture. */
static inline void machine_name(char *name, size_t size) {
#if GPT__X86
    if (machine_brand(name, size)) return;
#endif
#ifdef _WIN32
    snprintf(name, size, "unknown processor");
#else
    {
        struct utsname u;
        snprintf(name, size, "%s", uname(&u) < 0 ? "unknown processor" : u.machine);
    }
#endif
}

static inline int machine_processors(void) { /* 0: unknown */
#if !defined(_WIN32) && defined(_SC_NPROCESSORS_ONLN)
    return (int)sysconf(_SC_NPROCESSORS_ONLN);
#else
    return 0;
#endif
}

/* The number after `word` in a file of the system, or the first one if word is NULL; 0: there is none. */
static inline double machine_number(const char *path, const char *word) {
    char line[256];
    double n = 0;
    FILE *f = fopen(path, "r");
    while (f && n <= 0 && fgets(line, sizeof line, f))
        if (!word || strncmp(line, word, strlen(word)) == 0) n = strtod(line + (word ? strlen(word) : 0), NULL);
    if (f) fclose(f);
    return n;
}

/* Bytes of memory that are to be had, or that the machine has if it does not say how many are free; 0: unknown. */
static inline double machine_memory(void) {
    double free_bytes = 1024 * machine_number("/proc/meminfo", "MemAvailable:");
    const double cap = machine_number("/sys/fs/cgroup/memory.max", NULL); /* of a container */
#if !defined(_WIN32) && defined(_SC_PHYS_PAGES) && defined(_SC_PAGESIZE)
    if (free_bytes <= 0) free_bytes = (double)sysconf(_SC_PHYS_PAGES) * (double)sysconf(_SC_PAGESIZE);
#endif
    return cap > 0 && cap < free_bytes ? cap : free_bytes;
}

static inline size_t machine_cache(void) { /* bytes of the last level of cache, or a guess */
#if !defined(_WIN32) && defined(_SC_LEVEL3_CACHE_SIZE)
    const long size = sysconf(_SC_LEVEL3_CACHE_SIZE);
    if (size > 0) return (size_t)size;
#endif
    return (size_t)32 << 20;
}

/* Does a lane of this name run here? */
static inline int machine_runs(const char *lane) {
    int i;
    for (i = 0; i < gpt_lane_count(); i++)
        if (strcmp(gpt_lane_name(i), lane) == 0) return 1;
    return 0;
}

/* ---- limit: reading memory ---- */

#define READ_STEP 256 /* bytes of a stream that are read before the next stream's turn */

/* Each loop reads `stream` parts of `size` bytes side by side. Without the sums the compiler would leave the reading
 * out. */
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
static inline uint64_t read_words(const uint8_t *data, size_t size, int stream) {
    uint64_t a = 0, b = 0, c = 0, d = 0;
    READ_LOOP(uint64_t, READ_WORD, READ_MIX);
    return a;
}

#if GPT__X86
#define READ_YMM(p) _mm256_loadu_si256((const __m256i *)(const void *)(p))
static inline GPT__TARGET("avx2") uint64_t read_avx2(const uint8_t *data, size_t size, int stream) {
    __m256i a = _mm256_setzero_si256(), b = a, c = a, d = a;
    uint64_t out[4];
    READ_LOOP(__m256i, READ_YMM, _mm256_xor_si256);
    _mm256_storeu_si256((__m256i *)(void *)out, a);
    return out[0] ^ out[1] ^ out[2] ^ out[3];
}

#define READ_ZMM(p) _mm512_loadu_si512((const void *)(p))
static inline GPT__TARGET("avx512f") uint64_t read_avx512(const uint8_t *data, size_t size, int stream) {
    __m512i a = _mm512_setzero_si512(), b = a, c = a, d = a;
    uint64_t out[8];
    READ_LOOP(__m512i, READ_ZMM, _mm512_xor_si512);
    _mm512_storeu_si512((void *)out, a);
    return out[0] ^ out[1] ^ out[2] ^ out[3] ^ out[4] ^ out[5] ^ out[6] ^ out[7];
}
#endif

typedef struct reader {
    uint64_t (*read)(const uint8_t *data, size_t size, int stream);
    const uint8_t *data; /* what is read: the caller's, if it is far larger than the caches ... */
    uint64_t *own;       /* ... else this buffer */
    size_t size;
    int stream;
} reader;

static inline void read_thread(void *arg, const gpt__team *me) {
    const reader *r = (const reader *)arg;
    const size_t share = r->size / (size_t)me->n;
    const size_t part = share / (size_t)r->stream / READ_STEP * READ_STEP;
    volatile uint64_t sum = r->read(r->data + (size_t)me->i * share, part, r->stream);
    (void)sum;
}

/* Each thread first writes the pages it will read: they come to lie in its part of the memory. No two are alike, lest a
 * host that shares equal pages serves them from a cache. */
static inline void touch_thread(void *arg, const gpt__team *me) {
    const reader *r = (const reader *)arg;
    const size_t n = r->size / 8, share = n / (size_t)me->n;
    uint64_t *word = r->own + (size_t)me->i * share, x = 1 + (uint64_t)me->i;
    size_t i;
    for (i = 0; i < share; i++) {
        x = x * 6364136223846793005u + 1442695040888963407u;
        word[i] = x;
    }
}

/* Bytes of its own that a reader of `size` bytes needs: 0 if those are far more than the caches hold. */
static inline size_t reader_buffer(size_t size) {
    const size_t cache = machine_cache(), least = (size_t)512 << 20, most = (size_t)2 << 30;
    if (size >= 4 * cache) return 0;
    return cache > most / 8 ? most : cache * 8 > least ? cache * 8 : least;
}

/* The fairest limit is reading the very bytes that a program reads, where they lie. n_thread: the most that will read.
 * huge_pages: 1 asks for them, should it need a buffer. 0: out of memory. */
static inline int reader_open(reader *r, const uint8_t *data, size_t size, int n_thread, int huge_pages) {
    const size_t buffer = reader_buffer(size);
    r->own = buffer ? (uint64_t *)gpt__alloc(NULL, buffer) : NULL;
    r->data = buffer ? (const uint8_t *)r->own : data;
    r->size = buffer ? buffer : size;
    r->stream = 1;
    r->read = read_words;
#if GPT__X86
    if (machine_runs("avx2")) r->read = read_avx2;
    if (machine_runs("avx512")) r->read = read_avx512;
#endif
    if (r->own) {
        gpt__os_advise(r->own, r->size, huge_pages, 0);
        gpt__parallel(n_thread, touch_thread, r);
    }
    return r->data != NULL;
}

static inline void reader_close(reader *r) { gpt__free(NULL, r->own); }

/* Bytes a second: the best of several numbers of streams, each sustained for a while. */
static inline double read_limit(reader *r, int n_thread) {
    static const int streams[] = {1, 2, 4};
    double best = 0;
    size_t i;
    for (i = 0; i < sizeof streams / sizeof *streams; i++) {
        double start = now(), seconds, bytes = 0;
        r->stream = streams[i];
        do {
            gpt__parallel(n_thread, read_thread, r);
            bytes += (double)r->size;
            seconds = now() - start;
        } while (seconds < 0.2);
        if (bytes / seconds > best) best = bytes / seconds;
    }
    return best;
}

/* ---- limit: arithmetic ---- */

#if GPT__NEON && defined(__GNUC__)
#include <arm_neon.h>
#define HIDE(variable) __asm__ volatile("" : "+w"(variable))
#elif GPT__X86 && defined(__GNUC__)
#define HIDE(variable) __asm__ volatile("" : "+v"(variable))
#endif

#ifdef HIDE
/* Twelve independent sums hide the latency of two units; NEON has registers for sixteen, and processors with four units
 * that need them. The compiler must not know the operands, nor that the sums are all the same, or it would leave out
 * what is to be measured. */
#if GPT__X86
#define SUMS(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11)
#define N_SUM 12
#else
#define SUMS(X) X(0) X(1) X(2) X(3) X(4) X(5) X(6) X(7) X(8) X(9) X(10) X(11) X(12) X(13) X(14) X(15)
#define N_SUM 16
#endif
#define SUM_BEGIN(k) s[k] = zero; HIDE(s[k]);
#define SUM_END(k) HIDE(s[k]);

/* One function for an instruction: a step adds w * x to sum k. */
#define PEAK(name, fn, vector, nothing, one, step) \
    static inline fn void name(long n) { \
        const vector zero = nothing; \
        vector w = one, x = one, s[N_SUM]; \
        HIDE(w); HIDE(x); \
        SUMS(SUM_BEGIN) \
        for (; n > 0; n--) { SUMS(step) } \
        SUMS(SUM_END) \
    }
#endif

#if GPT__X86 && defined(__GNUC__)
/* vpmaddubsw would take twice the bytes, but saturates: bytes of 16 bits each are what is exact without VNNI */
#define STEP_MADD_YMM(k) HIDE(w); s[k] = _mm256_add_epi32(s[k], _mm256_madd_epi16(w, x));
#define STEP_MADD_ZMM(k) HIDE(w); s[k] = _mm512_add_epi32(s[k], _mm512_madd_epi16(w, x));
#define STEP_VNNI_YMM(k) s[k] = _mm256_dpbusd_avx_epi32(s[k], w, x);
#define STEP_VNNI_ZMM(k) s[k] = _mm512_dpbusd_epi32(s[k], w, x);
#define STEP_FMA_YMM(k) s[k] = _mm256_fmadd_ps(w, x, s[k]);
#define STEP_FMA_ZMM(k) s[k] = _mm512_fmadd_ps(w, x, s[k]);

#define ZERO_YMM _mm256_setzero_si256()
#define ZERO_ZMM _mm512_setzero_si512()
#define THREES16_YMM _mm256_set1_epi16(3)
#define THREES16_ZMM _mm512_set1_epi32(0x00030003)
#define THREES8_YMM _mm256_set1_epi8(3)
#define THREES8_ZMM _mm512_set1_epi32(0x03030303)

PEAK(dot_avx2, GPT__TARGET("avx2"), __m256i, ZERO_YMM, THREES16_YMM, STEP_MADD_YMM)
#if GPT__AVXVNNI
PEAK(dot_avxvnni, GPT__TARGET("avx2,avxvnni"), __m256i, ZERO_YMM, THREES8_YMM, STEP_VNNI_YMM)
#endif
PEAK(dot_avx512, GPT__TARGET("avx512f,avx512bw"), __m512i, ZERO_ZMM, THREES16_ZMM, STEP_MADD_ZMM)
PEAK(dot_avx512vnni, GPT__TARGET("avx512f,avx512vnni"), __m512i, ZERO_ZMM, THREES8_ZMM, STEP_VNNI_ZMM)
#if GPT__AMX
/* four tiles of sums, as in the lane: 16 x 16 each, 64 products to a sum */
static inline void dot_amx(long n) {
    gpt__tiles t;
    int i;
    memset(&t, 0, sizeof t);
    t.palette = 1;
    for (i = 0; i < 8; i++) t.width[i] = 64, t.rows[i] = 16;
    GPT__TILE_CONFIG(&t);
    for (; n > 0; n--) {
        GPT__TILE_DOT(0, 4, 6);
        GPT__TILE_DOT(1, 5, 6);
        GPT__TILE_DOT(2, 4, 7);
        GPT__TILE_DOT(3, 5, 7);
    }
    GPT__TILE_RELEASE();
}
#endif
PEAK(fma_avx2, GPT__TARGET("avx2,fma"), __m256, _mm256_setzero_ps(), _mm256_set1_ps(0.75f), STEP_FMA_YMM)
PEAK(fma_avx512, GPT__TARGET("avx512f"), __m512, _mm512_setzero_ps(), _mm512_set1_ps(0.75f), STEP_FMA_ZMM)
#elif GPT__NEON && defined(__GNUC__)
/* Bytes to 16 bits, pairs of those to 32: exact. */
#define STEP_MULL(k) HIDE(w); \
    s[k] = vpadalq_s16(s[k], vmull_s8(vget_low_s8(vreinterpretq_s8_s32(w)), vget_low_s8(vreinterpretq_s8_s32(x)))); \
    s[k] = vpadalq_s16(s[k], vmull_high_s8(vreinterpretq_s8_s32(w), vreinterpretq_s8_s32(x)));
#define STEP_DOTPROD(k) s[k] = vdotq_s32(s[k], vreinterpretq_s8_s32(w), vreinterpretq_s8_s32(x));
#define STEP_FMA_NEON(k) s[k] = vfmaq_f32(s[k], w, x);

PEAK(dot_neon, , int32x4_t, vdupq_n_s32(0), vdupq_n_s32(0x03030303), STEP_MULL)
#if defined(__ARM_FEATURE_DOTPROD)
PEAK(dot_dotprod, , int32x4_t, vdupq_n_s32(0), vdupq_n_s32(0x03030303), STEP_DOTPROD)
#elif GPT__DOTPROD
PEAK(dot_dotprod, __attribute__((target("arch=armv8.2-a+dotprod"))), int32x4_t, vdupq_n_s32(0),
     vdupq_n_s32(0x03030303), STEP_DOTPROD)
#endif
PEAK(fma_neon, , float32x4_t, vdupq_n_f32(0), vdupq_n_f32(0.75f), STEP_FMA_NEON)
#endif

/* What the compiler makes of plain C: 16 dot products of 4 bytes; multiply-adds of 16 floats. */
static inline void dot_portable(long n) {
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
        for (i = 0; i < 16; i++, a += 4) {
            const uint32_t more = (uint32_t)(a[0] * b[0] + a[1] * b[1] + a[2] * b[2] + a[3] * b[3]);
            sum[i] = (int32_t)((uint32_t)sum[i] + more); /* may wrap */
        }
    }
    for (i = 1; i < 16; i++) sum[0] ^= sum[i];
    out = sum[0];
    (void)out;
}

static inline void fma_portable(long n) {
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
    double ops;  /* of a step: a multiply-add is two */
    double rate; /* operations a second of one thread when it was tried */
    long n;      /* steps of a thread that take a tenth of a second or so */
} peak;

typedef struct peaks { peak dot, fma; } peaks; /* of exact 8-bit dot products, of fused multiply-adds of floats */

static inline void peak_thread(void *arg, const gpt__team *me) {
    const peak *p = (const peak *)arg;
    (void)me;
    p->run(p->n);
}

static inline double peak_seconds(peak *p, int n_thread) {
    const double start = now();
    gpt__parallel(n_thread, peak_thread, p);
    return now() - start;
}

/* Operations a second. */
static inline double peak_limit(peak *p, int n_thread) {
    double best = 0;
    int i;
    for (i = 0; i < 3; i++) {
        const double rate = p->ops * (double)p->n * (double)n_thread / peak_seconds(p, n_thread);
        if (rate > best) best = rate;
    }
    return best;
}

/* Keep this loop if it is faster than the one there is. */
static inline void peak_try(peak *best, void (*run)(long n), double ops) {
    peak p;
    double seconds;
    p.run = run;
    p.ops = ops;
    p.n = 1000;
    while ((seconds = peak_seconds(&p, 1)) < 0.05) p.n *= seconds < 0.005 ? 8 : 2;
    p.rate = p.ops * (double)p.n / seconds;
    p.n *= 2;
    if (p.rate > best->rate) *best = p;
}

/* The fastest loops of the instructions that the lanes of this machine may use. */
static inline void peaks_open(peaks *best) {
    static const struct {
        const char *lane;
        void (*dot)(long n);
        double dot_ops;
        void (*fma)(long n);
        double fma_ops;
    } loops[] = {
        {"portable", dot_portable, 2 * 64, fma_portable, 2 * 4 * 16},
#if GPT__X86 && defined(__GNUC__)
        {"avx2", dot_avx2, 2 * N_SUM * 16, fma_avx2, 2 * N_SUM * 8},
#if GPT__AVXVNNI
        {"avxvnni", dot_avxvnni, 2 * N_SUM * 32, fma_avx2, 2 * N_SUM * 8},
#endif
        {"avx512", dot_avx512, 2 * N_SUM * 32, fma_avx512, 2 * N_SUM * 16},
        {"avx512vnni", dot_avx512vnni, 2 * N_SUM * 64, fma_avx512, 2 * N_SUM * 16},
#if GPT__AMX
        {"amx", dot_amx, 2 * 4 * 16 * 16 * 64, fma_avx512, 2 * N_SUM * 16},
#endif
#elif GPT__NEON && defined(__GNUC__)
        {"neon", dot_neon, 2 * N_SUM * 16, fma_neon, 2 * N_SUM * 4},
#if GPT__DOTPROD
        {"neon-dotprod", dot_dotprod, 2 * N_SUM * 16, fma_neon, 2 * N_SUM * 4},
#endif
#endif
    };
    size_t i;
    memset(best, 0, sizeof *best);
    for (i = 0; i < sizeof loops / sizeof *loops; i++) {
        if (!machine_runs(loops[i].lane)) continue;
        peak_try(&best->dot, loops[i].dot, loops[i].dot_ops);
        peak_try(&best->fma, loops[i].fma, loops[i].fma_ops);
    }
}

#endif
