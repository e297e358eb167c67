/* test.h -- the test harness. One executable per suite; no setup, no dependencies.
 *
 *     #define GPT_IMPLEMENTATION            if the suite looks at private functions
 *     #include "../gpt.h"
 *     #include "test.h"
 *
 *     TEST(adds_two_numbers) {
 *         CHECK(1 + 1 > 1);
 *         CHECK_INT(1 + 1, 2);
 *         CHECK_NEAR(0.1 + 0.2, 0.3, 1e-12);
 *         CHECK_STR(gpt_status_text(GPT_OK), "ok");
 *     }
 *     TEST(reads_the_big_model) {
 *         const char *path = test_shared("stories260K");       a path, or NULL when ../shared is absent
 *         if (!path) SKIP("../shared is absent");
 *         REQUIRE(file_is_dir(path));                          a CHECK that ends the test when it fails
 *     }
 *     TEST_MAIN("numbers", adds_two_numbers, reads_the_big_model)
 *
 * A test that is missing from the list is an unused-variable warning, hence an error of `make lint`. A test's name is
 * a variable of the file: don't call one `rewind`. Every CHECK is an expression, true if it held:
 * `if (!CHECK(x)) break;`.
 *
 *     build/test_numbers [-v] [word ...]    only the tests whose name contains one of the words; -v: names and times
 *     TEST_SEED=7 build/test_numbers        another seed for the random numbers (default 1; printed with failures)
 *
 * Every test starts with its own seed made of TEST_SEED and its name, so it sees the same numbers when it runs alone.
 * NOTE("rows %d", n) describes the case at hand; it is printed with failures until the next NOTE.
 *
 * The suite prints each failure as file:line with the values, then one line "suite: N passed, N failed[, N skipped]",
 * which tests/run.sh adds up. Suites run from the root of the repository.
 */
#ifndef TEST_H
#define TEST_H

#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

typedef struct test_case {
    const char *name;
    void (*run)(void);
} test_case;

static struct test_state {
    const char *suite, *name, *skip;
    int n_fail;              /* of the running test */
    uint64_t seed, random;
    char note[900];
} test;

#define TEST(name)                                               \
    static void name##_test(void);                               \
    static test_case name[1] = {{#name, name##_test}};           \
    static void name##_test(void)

#ifdef GPT__EMULATED
#define TEST_VARIANT " (emulated)"
#else
#define TEST_VARIANT
#endif
#define TEST_MAIN(suite, ...)                                    \
    int main(int argc, char **argv) {                            \
        test_case *const list[] = {__VA_ARGS__};                 \
        return test_main(suite TEST_VARIANT, list, (int)(sizeof(list) / sizeof(list[0])), argc, argv); \
    }

#define CHECK(cond) test_that((cond) ? 1 : 0, __FILE__, __LINE__, #cond)
#define CHECK_INT(a, b) test_int((long long)(a), (long long)(b), __FILE__, __LINE__, #a, #b)
#define CHECK_STR(a, b) test_str((a), (b), __FILE__, __LINE__, #a, #b)
#define CHECK_MEM(a, b, n) test_mem((a), (b), (size_t)(n), __FILE__, __LINE__, #a, #b)
#define CHECK_NEAR(a, b, tol) test_near((double)(a), (double)(b), (double)(tol), __FILE__, __LINE__, #a, #b)
#define REQUIRE(cond) do { if (!CHECK(cond)) return; } while (0)
#define SKIP(reason) do { test.skip = (reason); return; } while (0)
#define FAIL(...) test_fail(__FILE__, __LINE__, __VA_ARGS__)
#define NOTE(...) ((void)snprintf(test.note, sizeof(test.note), __VA_ARGS__))

#if defined(__GNUC__)
#define TEST_PRINTF(a, b) __attribute__((format(printf, a, b)))
#else
#define TEST_PRINTF(a, b)
#endif

/* ---- checks ---- */

TEST_PRINTF(3, 4) static inline int test_fail(const char *file, int line, const char *format, ...) {
    va_list args;
    if (++test.n_fail == 11) printf("  ... more failures in %s not shown\n", test.name);
    if (test.n_fail > 10) return 0;
    printf("%s:%d: %s: ", file, line, test.name);
    va_start(args, format);
    vprintf(format, args);
    va_end(args);
    if (test.note[0]) printf("  [%s]", test.note);
    printf("\n");
    fflush(stdout);
    return 0;
}

static inline int test_that(int ok, const char *file, int line, const char *text) {
    return ok ? 1 : test_fail(file, line, "%s", text);
}

static inline int test_int(long long a, long long b, const char *file, int line, const char *ta, const char *tb) {
    return a == b ? 1 : test_fail(file, line, "%s is %lld, not %s = %lld", ta, a, tb, b);
}

static inline int test_str(const char *a, const char *b, const char *file, int line, const char *ta, const char *tb) {
    if (a == b || (a && b && strcmp(a, b) == 0)) return 1;
    return test_fail(file, line, "%s is \"%s\", not %s = \"%s\"", ta, a ? a : "(null)", tb, b ? b : "(null)");
}

static inline int test_mem(const void *a, const void *b, size_t n, const char *file, int line, const char *ta,
                           const char *tb) {
    const unsigned char *x = (const unsigned char *)a, *y = (const unsigned char *)b;
    size_t i = 0, differ = 0, first = 0;
    if (!a || !b) return n == 0 ? 1 : test_fail(file, line, "%s or %s is NULL", ta, tb);
    for (i = n; i-- > 0;)
        if (x[i] != y[i]) differ++, first = i;
    if (!differ) return 1;
    return test_fail(file, line, "%s and %s: %lu of %lu bytes differ, the first at %lu: %02x, %02x", ta, tb,
                     (unsigned long)differ, (unsigned long)n, (unsigned long)first, (unsigned)x[first],
                     (unsigned)y[first]);
}

/* equal infinities are near; a NaN is near nothing */
static inline int test_near(double a, double b, double tol, const char *file, int line, const char *ta,
                            const char *tb) {
    if ((a <= b && a >= b) || fabs(a - b) <= tol) return 1;
    return test_fail(file, line, "%s is %.9g, not %s = %.9g (difference %.3g, allowed %.3g)", ta, a, tb, b, a - b, tol);
}

/* ---- random numbers: splitmix64 ---- */

static inline uint64_t test_random(void) {
    uint64_t z = (test.random += 0x9E3779B97F4A7C15u);
    z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9u;
    z = (z ^ (z >> 27)) * 0x94D049BB133111EBu;
    return z ^ (z >> 31);
}

/* 0 .. n - 1 */
static inline int test_below(int n) {
    return (int)(test_random() % (uint64_t)n);
}

/* [0, 1) */
static inline double test_uniform(void) {
    return (double)(test_random() >> 11) / 9007199254740992.0;
}

/* mean 0, deviation 1 (the sum of twelve uniforms) */
static inline double test_normal(void) {
    double sum = -6;
    int i;
    for (i = 0; i < 12; i++) sum += test_uniform();
    return sum;
}

/* ---- an allocator that counts and fails:  gpt_allocator a = {test_heap_alloc, test_heap_free, &heap}; ---- */

typedef struct test_heap {
    long fail_at;        /* the n-th call of alloc (from 1) and all later ones fail; 0: none does */
    long n_alloc, live;  /* calls so far; blocks not yet freed (0 at the end: nothing leaked) */
    size_t bytes, peak;  /* in live blocks, now and at most */
} test_heap;

#define TEST_HEAP_MAGIC 0x7E57AB1EC0FFEE11u

static inline void *test_heap_alloc(size_t size, void *user) {
    test_heap *h = (test_heap *)user;
    unsigned char *block;
    uint64_t head[2];
    h->n_alloc++;
    if (h->fail_at && h->n_alloc >= h->fail_at) return NULL;
    if (size > SIZE_MAX - 16 || !(block = (unsigned char *)malloc(size + 16))) return NULL;
    head[0] = size, head[1] = TEST_HEAP_MAGIC;
    memcpy(block, head, 16);
    memset(block + 16, 0xA5, size); /* nobody may count on zeros */
    h->live++, h->bytes += size;
    if (h->bytes > h->peak) h->peak = h->bytes;
    return block + 16;
}

static inline void test_heap_free(void *ptr, void *user) {
    test_heap *h = (test_heap *)user;
    unsigned char *block = (unsigned char *)ptr - 16;
    uint64_t head[2];
    if (!ptr) return;
    memcpy(head, block, 16);
    if (head[1] != TEST_HEAP_MAGIC) {
        test_fail(__FILE__, __LINE__, "free of a pointer that alloc did not return");
        return;
    }
    memset(block, 0x5A, (size_t)head[0] + 16); /* nobody may look at it again */
    h->live--, h->bytes -= (size_t)head[0];
    free(block);
}

/* ---- places. Results stay valid for the next seven calls. ---- */

static inline const char *test_join(const char *folder, const char *name) {
    static char text[8][1024];
    static int next;
    char *s = text[next++ & 7], joined[sizeof text[0]]; /* folder may itself be one of the texts */
    snprintf(joined, sizeof joined, "%s/%s", folder, name);
    memcpy(s, joined, sizeof joined);
    return s;
}

static inline const char *test_env(const char *name, const char *fallback) {
    const char *value = getenv(name);
    return value && value[0] ? value : fallback;
}

/* a built program or a scratch file: GPT_BUILD, default build/ */
static inline const char *test_build(const char *name) {
    return test_join(test_env("GPT_BUILD", "build"), name);
}

/* a file that travels with the tests */
static inline const char *test_data(const char *name) {
    return test_join("tests/data", name);
}

/* a file or folder of ../shared (GPT_SHARED), or NULL if it is not there */
static inline const char *test_shared(const char *name) {
    const char *path = test_join(test_env("GPT_SHARED", "../shared"), name);
    FILE *f = fopen(path, "rb");
    if (!f) return NULL;
    fclose(f);
    return path;
}

/* ---- kernels ---- */

/* n quantised activations as lanes lay them out in size bytes each: one, or two with four as x0 x2 x1 x3. To be freed. */
static inline int8_t *test_activations(const int8_t *x, size_t n, int size) {
    int8_t *out = (int8_t *)malloc(n * (size_t)size + 1);
    size_t i;
    if (!out) abort();
    if (size == 1) memcpy(out, x, n);
    for (i = 0; i < n && size > 1; i++) {
        int16_t wide = x[(i & ~(size_t)3) | (i & 1) << 1 | (i >> 1 & 1)];
        int8_t *block = out + i / 32 * 32 * (size_t)size;
        memcpy(block + 2 * (i % 32), &wide, 2);
        if (size == 4) block[64 + i % 32] = x[i], block[96 + i % 32] = (int8_t)abs(x[i]);
    }
    return out;
}

/* ---- running ---- */

static inline int test_wanted(const char *name, int argc, char **argv) {
    int i, n = 0;
    for (i = 1; i < argc; i++) {
        if (argv[i][0] == '-') continue;
        n++;
        if (strstr(name, argv[i])) return 1;
    }
    return n == 0;
}

static inline uint64_t test_hash(const char *text) {
    uint64_t h = 0xCBF29CE484222325u; /* FNV-1a */
    while (*text) h = (h ^ (unsigned char)*text++) * 0x100000001B3u;
    return h;
}

static inline int test_main(const char *suite, test_case *const *list, int n, int argc, char **argv) {
    int i, passed = 0, failed = 0, skipped = 0, verbose = argc > 1 && strcmp(argv[1], "-v") == 0;
    test.suite = suite;
    test.seed = (uint64_t)strtoull(test_env("TEST_SEED", "1"), NULL, 0);
    for (i = 0; i < n; i++) {
        clock_t start = clock();
        if (!test_wanted(list[i]->name, argc, argv)) continue;
        test.name = list[i]->name;
        test.skip = NULL;
        test.n_fail = 0;
        test.note[0] = '\0';
        test.random = test.seed ^ test_hash(test.name);
        list[i]->run();
        if (test.n_fail) {
            failed++;
            printf("FAIL %s/%s (TEST_SEED=%llu)\n", suite, test.name, (unsigned long long)test.seed);
        } else if (test.skip) {
            skipped++;
            printf("skip %s/%s: %s\n", suite, test.name, test.skip);
        } else {
            passed++;
        }
        if (verbose) printf("%6.2f s %s\n", (double)(clock() - start) / CLOCKS_PER_SEC, test.name);
        fflush(stdout);
    }
    printf("%s: %d passed, %d failed", suite, passed, failed);
    if (skipped) printf(", %d skipped", skipped);
    printf("\n");
    return failed != 0;
}

#endif
