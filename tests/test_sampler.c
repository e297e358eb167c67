/* test_sampler.c -- >>sampler: hand-made distributions, a slow reference that sorts, statistics of the draws */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"

#define CAP 512

static int sample(gpt_sampler *s, const float *logits, int n) {
    float x[CAP];
    memcpy(x, logits, (size_t)n * sizeof(float));
    return gpt_sample_logits(s, x, n, NULL, 0);
}

/* ---- the reference: the documented steps, with a sorted list ---- */

typedef struct entry {
    float x;
    int id;
} entry;

static int by_rank(const void *a, const void *b) {
    const entry *p = (const entry *)a, *q = (const entry *)b;
    if (p->x > q->x) return -1;
    if (p->x < q->x) return 1;
    return p->id < q->id ? -1 : p->id > q->id;
}

static uint64_t shares(float weight, int n) {
    double one = ldexp(1, 61);
    for (n >>= 1; n > 0; n >>= 1) one /= 2;
    return (uint64_t)((double)weight * one);
}

/* weight (n): 0 for tokens that are out. Finite logits or -INFINITY, no bias, no penalties. Returns the token drawn. */
static int reference(const gpt_sampler *s, const float *logits, int n, uint64_t random, float *weight) {
    entry *list = (entry *)malloc((size_t)n * sizeof(entry));
    uint64_t total = 0, sum = 0, draw = 0;
    int i, kept = n;
    for (i = 0; i < n; i++) list[i].x = logits[i], list[i].id = i;
    qsort(list, (size_t)n, sizeof(entry), by_rank);
    for (i = n; i-- > 0;) list[i].x = (list[i].x - list[0].x) / s->temperature;
    qsort(list, (size_t)n, sizeof(entry), by_rank); /* dividing can make equals of neighbours */
    if (s->top_k > 0 && s->top_k < n) kept = s->top_k;
    for (i = 0; i < n; i++) list[i].x = i < kept && list[i].x > -80 ? (float)gpt__exp((double)list[i].x) : 0;
    qsort(list, (size_t)n, sizeof(entry), by_rank);
    for (i = 0; i < n; i++) total += shares(list[i].x, n);
    if (s->top_p > 0 && s->top_p < 1) {
        uint64_t need = (uint64_t)((double)s->top_p * (double)total);
        for (i = 0; i < n; i++) {
            if (i > 0 && sum >= need) list[i].x = 0;
            sum += shares(list[i].x, n);
        }
    }
    memset(weight, 0, (size_t)n * sizeof(float));
    for (i = 0, total = 0; i < n; i++)
        if (list[i].x >= s->min_p) weight[list[i].id] = list[i].x, total += shares(list[i].x, n);
    free(list);
    for (i = 0; i < 64; i++) draw = (draw + (random >> i & 1 ? total : 0)) >> 1; /* random * total / 2^64 */
    for (i = 0; i < n; i++) {
        uint64_t mass = shares(weight[i], n);
        if (draw < mass) return i;
        draw -= mass;
    }
    return -1;
}

/* ---- greedy ---- */

TEST(greedy_takes_the_largest) {
    const float x[5] = {-1, 3, 2, 3, 0}, zeros[3] = {-0.0f, 0.0f, -1};
    gpt_sampler s = {0};
    CHECK_INT(sample(NULL, x, 5), 1);
    CHECK_INT(sample(&s, x, 5), 1);
    CHECK_INT(s.state, 0); /* nothing was drawn */
    CHECK_INT(sample(&s, zeros, 3), 0);
    CHECK_INT(sample(&s, x, 1), 0);
}

TEST(strange_logits_are_defined) {
    const float inf = (float)INFINITY, nan = (float)NAN;
    const float mixed[4] = {nan, 1, -inf, 2}, none[3] = {nan, -inf, -nan}, high[4] = {1, inf, FLT_MAX, nan};
    const float extreme[3] = {FLT_MAX, -FLT_MAX, -FLT_MAX};
    gpt_sampler greedy = {0}, s = {0};
    uint64_t seed;
    s.temperature = 1;
    CHECK_INT(sample(&greedy, mixed, 4), 3);
    CHECK_INT(sample(&greedy, none, 3), GPT_E_FORMAT);
    CHECK_INT(sample(&greedy, high, 4), 1);
    CHECK_INT(sample(&s, none, 3), GPT_E_FORMAT);
    CHECK_INT(s.state, 0); /* a failed call draws nothing */
    for (seed = 0; seed < 100; seed++) {
        s.seed = seed, s.state = 0;
        s.temperature = 1000;
        CHECK(sample(&s, mixed, 4) % 2 == 1);
        CHECK(sample(&s, high, 4) != 3);
        s.temperature = 1;
        CHECK_INT(sample(&s, extreme, 3), 0);
        s.temperature = 1e-45f;
        CHECK_INT(sample(&s, mixed, 4), 3);
        s.temperature = FLT_MAX;
        CHECK(sample(&s, mixed, 4) % 2 == 1);
    }
}

TEST(bad_parameters_are_refused) {
    const float nan = (float)NAN, inf = (float)INFINITY, bad_t[3] = {-1, nan, inf}, bad_p[4] = {-0.1f, 1.1f, nan, inf};
    const float logits[2] = {1, 2};
    const int recent[1] = {0};
    float x[2] = {1, 2};
    gpt_bias bias[1] = {{2, 0}};
    gpt_sampler zero = {0}, s;
    int i;
#define REFUSED(change) (s = zero, s.temperature = 1, s.state = 5, (change), \
                         CHECK_INT(sample(&s, logits, 2), GPT_E_ARG), CHECK_INT(s.state, 5))
    for (i = 0; i < 3; i++) REFUSED(s.temperature = bad_t[i]);
    for (i = 0; i < 3; i++) REFUSED(s.repeat_penalty = bad_t[i]);
    for (i = 1; i < 3; i++) REFUSED(s.frequency_penalty = bad_t[i]);
    for (i = 1; i < 3; i++) REFUSED(s.presence_penalty = bad_t[i]);
    for (i = 0; i < 4; i++) REFUSED(s.top_p = bad_p[i]);
    for (i = 0; i < 4; i++) REFUSED(s.min_p = bad_p[i]);
    REFUSED(s.top_k = -1);
    REFUSED(s.penalty_last = -2);
    REFUSED(s.n_bias = -1);
    REFUSED(s.n_bias = 1);
    REFUSED((s.n_bias = 1, s.bias = bias));
    bias[0].token = -1;
    REFUSED((s.n_bias = 1, s.bias = bias));
    bias[0].token = 1, bias[0].bias = nan;
    REFUSED((s.n_bias = 1, s.bias = bias));
#undef REFUSED
    CHECK_INT(gpt_sample_logits(NULL, NULL, 2, NULL, 0), GPT_E_ARG);
    CHECK_INT(gpt_sample_logits(NULL, x, 0, NULL, 0), GPT_E_ARG);
    CHECK_INT(gpt_sample_logits(NULL, x, -1, NULL, 0), GPT_E_ARG);
    CHECK_INT(gpt_sample_logits(NULL, x, 2, NULL, 1), GPT_E_ARG);
    CHECK_INT(gpt_sample_logits(NULL, x, 2, recent, -1), GPT_E_ARG);
}

/* ---- which tokens stay ---- */

/* kept (n) as text, '1' for each token that can still be drawn; the logits array is where the steps leave the
 * weights */
static const char *kept(gpt_sampler *s, const float *logits, int n) {
    static char text[CAP + 1];
    float x[CAP];
    int i;
    s->temperature = 1;
    memcpy(x, logits, (size_t)n * sizeof(float));
    CHECK(gpt_sample_logits(s, x, n, NULL, 0) >= 0);
    for (i = 0; i < n; i++) text[i] = x[i] > 0 ? '1' : '0';
    text[n] = 0;
    return text;
}

TEST(hand_made_distributions) {
    /* probabilities 0.1 0.4 0.2 0.05 0.25 */
    const float p[5] = {logf(0.1f), logf(0.4f), logf(0.2f), logf(0.05f), logf(0.25f)}, equal[6] = {1, 2, 2, 2, 2, 0};
    gpt_sampler zero = {0}, s;
#define KEPT(logits, n, change, expected) (s = zero, (change), CHECK_STR(kept(&s, logits, n), expected))
    KEPT(p, 5, s.top_k = 0, "11111");
    KEPT(p, 5, s.top_k = 1, "01000");
    KEPT(p, 5, s.top_k = 3, "01101");
    KEPT(p, 5, s.top_k = 5, "11111");
    KEPT(p, 5, s.top_k = 600, "11111");
    KEPT(p, 5, s.top_p = 0.01f, "01000");
    KEPT(p, 5, s.top_p = 1e-30f, "01000");
    KEPT(p, 5, s.top_p = 0.39f, "01000");
    KEPT(p, 5, s.top_p = 0.41f, "01001");
    KEPT(p, 5, s.top_p = 0.66f, "01101");
    KEPT(p, 5, s.top_p = 0.9f, "11101");
    KEPT(p, 5, s.top_p = 0.96f, "11111");
    KEPT(p, 5, s.top_p = 1, "11111");
    KEPT(p, 5, s.min_p = 0.2f, "11101");
    KEPT(p, 5, s.min_p = 0.6f, "01001");
    KEPT(p, 5, s.min_p = 1, "01000");
    KEPT(p, 5, (s.top_k = 2, s.top_p = 0.6f), "01000"); /* 0.4 of the remaining 0.65 */
    KEPT(p, 5, (s.top_p = 0.66f, s.min_p = 0.6f), "01001");
    KEPT(equal, 6, s.top_k = 1, "010000"); /* ties: lower ids first */
    KEPT(equal, 6, s.top_k = 3, "011100");
    KEPT(equal, 6, s.top_p = 0.3f, "011000");
    KEPT(equal, 6, s.min_p = 1, "011110");
#undef KEPT
}

static void compare(const gpt_sampler *params, const float *logits, int n) {
    gpt_sampler s = *params;
    float *x = (float *)malloc((size_t)n * sizeof(float)), *weight = (float *)malloc((size_t)n * sizeof(float));
    uint64_t state = s.seed;
    int token, expected;
    memcpy(x, logits, (size_t)n * sizeof(float));
    expected = reference(&s, logits, n, gpt__sample_random(&state), weight);
    token = gpt_sample_logits(&s, x, n, NULL, 0);
    CHECK_INT(token, expected);
    CHECK_MEM(x, weight, (size_t)n * sizeof(float));
    free(x);
    free(weight);
}

TEST(agrees_with_a_sorting_reference) {
    float logits[CAP];
    int trial, i;
    for (trial = 0; trial < 4000; trial++) {
        const int n = 1 + test_below(trial % 2 ? 8 : CAP);
        gpt_sampler s = {0};
        for (i = 0; i < n; i++) {
            logits[i] = (float)(test_normal() * 4);
            if (trial % 3 == 0) logits[i] = floorf(logits[i]); /* many ties */
            if (i > 0 && test_below(20) == 0) logits[i] = -INFINITY;
        }
        s.temperature = (float)exp(test_normal());
        if (test_below(2)) s.top_k = 1 + test_below(n + 2);
        if (test_below(2)) s.top_p = (float)test_uniform();
        if (test_below(2)) s.min_p = (float)(test_uniform() * test_uniform());
        s.seed = test_random();
        NOTE("trial %d: n %d, temperature %g, top_k %d, top_p %g, min_p %g", trial, n, (double)s.temperature, s.top_k,
             (double)s.top_p, (double)s.min_p);
        compare(&s, logits, n);
    }
}

TEST(agrees_on_a_large_vocabulary) {
    const int n = 131072;
    float *logits = (float *)malloc((size_t)n * sizeof(float));
    int i, round;
    for (i = 0; i < n; i++) logits[i] = (float)(test_normal() * 3);
    for (round = 0; round < 6; round++) {
        gpt_sampler s = {0};
        s.temperature = 0.8f;
        s.seed = (uint64_t)round;
        if (round % 2) s.top_k = 40 << round;
        if (round % 3) s.top_p = 0.95f;
        if (round == 5) s.min_p = 0.02f;
        NOTE("round %d", round);
        compare(&s, logits, n);
    }
    free(logits);
}

/* ---- bias and penalties ---- */

TEST(bias_forbids_and_prefers) {
    const float x[4] = {1, 4, 3, 2};
    gpt_bias bias[3] = {{1, -INFINITY}, {3, 2}, {3, -0.5f}};
    gpt_sampler s = {0};
    uint64_t seed;
    s.bias = bias;
    s.n_bias = 1;
    CHECK_INT(sample(&s, x, 4), 2);
    s.n_bias = 3;
    CHECK_INT(sample(&s, x, 4), 3);
    s.temperature = 100;
    for (seed = 0; seed < 200; seed++) {
        s.seed = seed, s.state = 0;
        CHECK(sample(&s, x, 4) != 1);
    }
    bias[1].bias = INFINITY; /* wins over everything, and is no NaN with -0.5 */
    s.temperature = 0;
    CHECK_INT(sample(&s, x, 4), 3);
    bias[2].bias = -INFINITY; /* forbidden after all */
    CHECK_INT(sample(&s, x, 4), 2);
}

TEST(penalties_by_hand) {
    const int recent[6] = {3, 0, 1, 1, 2, 1};
    const float logits[4] = {8, 6, -2, 1};
    float x[4];
    gpt_sampler s = {0};
#define PENALISED(last, a, b, c, d) \
    (s.penalty_last = (last), memcpy(x, logits, sizeof(x)), gpt_sample_logits(&s, x, 4, recent, 6), \
     CHECK_NEAR(x[0], a, 0), CHECK_NEAR(x[1], b, 0), CHECK_NEAR(x[2], c, 0), CHECK_NEAR(x[3], d, 0))
    PENALISED(0, 8, 6, -2, 1);
    s.repeat_penalty = 2; /* positive logits shrink, negative ones fall */
    PENALISED(0, 4, 3, -4, 0.5);
    PENALISED(-1, 4, 3, -4, 0.5);
    PENALISED(1, 8, 3, -2, 1);
    PENALISED(2, 8, 3, -4, 1);
    PENALISED(5, 4, 3, -4, 1);
    PENALISED(600, 4, 3, -4, 0.5);
    s.repeat_penalty = 0.5f;
    PENALISED(1, 8, 12, -2, 1);
    s.repeat_penalty = 0;
    s.frequency_penalty = 0.25f;
    PENALISED(0, 7.75, 5.25, -2.25, 0.75);
    s.frequency_penalty = 0;
    s.presence_penalty = 0.5f;
    PENALISED(0, 7.5, 5.5, -2.5, 0.5);
    s.frequency_penalty = 0.25f;
    s.repeat_penalty = 2;
    PENALISED(0, 3.25, 1.75, -4.75, -0.25);
    PENALISED(3, 8, 2, -4.75, 1);
#undef PENALISED
}

TEST(penalties_count_the_last_64) {
    int recent[100], i;
    float x[CAP];
    gpt_sampler s = {0};
    s.presence_penalty = 1;
    for (i = 0; i < 100; i++) recent[i] = i;
    for (i = 0; i < 100; i++) x[i] = 0;
    CHECK_INT(gpt_sample_logits(&s, x, 100, recent, 100), 0);
    for (i = 0; i < 100; i++) CHECK_NEAR(x[i], i < 36 ? 0 : -1, 0);
}

/* the bitmap of seen tokens works on a part of the ids at a time */
TEST(penalties_reach_a_large_vocabulary) {
    const int n = 100000;
    int recent[8] = {0, 32767, 32768, 65535, 65536, 99999, 32768, 0}, outside[3] = {-5, INT_MAX, INT_MIN}, i;
    float *x = (float *)calloc((size_t)n, sizeof(float));
    gpt_sampler s = {0};
    s.presence_penalty = 1;
    s.frequency_penalty = 0.5f;
    CHECK_INT(gpt_sample_logits(&s, x, n, recent, 8), 1);
    for (i = 0; i < 8; i++) CHECK_NEAR(x[recent[i]], recent[i] == 0 || recent[i] == 32768 ? -2 : -1.5, 0);
    CHECK_NEAR(x[1], 0, 0);
    CHECK_INT(gpt_sample_logits(&s, x, n, outside, 3), 1); /* ids that are none count for nothing */
    free(x);
}

/* ---- draws ---- */

TEST(generator_is_splitmix64) {
    uint64_t state = 1234567;
    CHECK(gpt__sample_random(&state) == 6457827717110365317u);
    CHECK(gpt__sample_random(&state) == 3203168211198807973u);
    CHECK(gpt__sample_random(&state) == 9817491932198370423u);
    state = 0 - (uint64_t)0x9E3779B97F4A7C15u; /* 0 would mean "not started" */
    gpt__sample_random(&state);
    CHECK(state == 0x9E3779B97F4A7C15u);
}

TEST(bounded_numbers_are_exact_products) {
    CHECK(gpt__sample_below(UINT64_MAX, 10) == 9);
    CHECK(gpt__sample_below(0, 10) == 0);
    CHECK(gpt__sample_below(UINT64_MAX, UINT64_MAX) == UINT64_MAX - 1);
    CHECK(gpt__sample_below((uint64_t)1 << 63, 0xFFFFFFFFFFFFFFFEu) == 0x7FFFFFFFFFFFFFFFu);
    CHECK(gpt__sample_below(0x123456789ABCDEF0u, 0x0FEDCBA987654321u) == 0x0121FA00AD77D742u);
}

/* The same on every machine. Computed apart from this library, from the definition, in Python. */
TEST(draws_are_pinned) {
    static const int expected[16] = {11, 7, 8, 9, 5, 11, 8, 11, 9, 10, 7, 10, 10, 10, 10, 7};
    float x[12];
    gpt_sampler s = {0};
    int i, k;
    s.temperature = 0.9f;
    s.top_k = 8;
    s.top_p = 0.98f;
    s.seed = 42;
    for (i = 0; i < 16; i++) {
        for (k = 0; k < 12; k++) x[k] = (float)k * 0.3f;
        NOTE("draw %d", i);
        CHECK_INT(gpt_sample_logits(&s, x, 12, NULL, 0), expected[i]);
    }
}

TEST(state_goes_on_where_it_was) {
    float x[8] = {0, 0, 0, 0, 0, 0, 0, 0};
    gpt_sampler a = {0}, b = {0};
    int i;
    a.temperature = b.temperature = 1;
    a.seed = 7;
    b.seed = 99; /* of no account once there is a state */
    for (i = 0; i < 50; i++) {
        int token;
        b.state = i ? a.state : a.seed;
        token = sample(&a, x, 8);
        CHECK_INT(sample(&b, x, 8), token);
        CHECK(a.state == b.state && a.state != 0);
    }
}

/* Pearson's chi-square of one draw for each of 100,000 seeds; 4 degrees of freedom exceed 18.47 once in a thousand, and
 * the seeds are fixed */
TEST(draws_follow_the_distribution) {
    const double p[5] = {0.5, 0.2, 0.15, 0.1, 0.05};
    const int n = 100000;
    double chi = 0;
    int count[5] = {0}, i;
    float x[5];
    gpt_sampler s = {0};
    s.temperature = 1;
    for (i = 0; i < 5; i++) x[i] = (float)log(p[i]) + 3;
    for (i = 0; i < n; i++) {
        int token;
        s.seed = (uint64_t)i, s.state = 0;
        token = sample(&s, x, 5);
        if (!CHECK(token >= 0 && token < 5)) return;
        count[token]++;
    }
    for (i = 0; i < 5; i++) chi += (count[i] - n * p[i]) * (count[i] - n * p[i]) / (n * p[i]);
    CHECK(chi < 18.47);
    NOTE("top_p 0.8 leaves 0.5 0.2 0.15");
    memset(count, 0, sizeof(count));
    s.top_p = 0.8f;
    s.state = 0;
    for (i = 0; i < n; i++) count[sample(&s, x, 5)]++; /* one stream this time */
    CHECK_INT(count[3] + count[4], 0);
    for (i = 0, chi = 0; i < 3; i++) {
        double mean = n * p[i] / 0.85;
        chi += (count[i] - mean) * (count[i] - mean) / mean;
    }
    CHECK(chi < 13.82);
}

TEST(temperature_is_an_exponent) {
    const int n = 50000;
    float x[2] = {0, 1};
    gpt_sampler s = {0};
    int i, k;
    for (k = 1; k <= 4; k *= 2) {
        double mean = n / (1 + exp(-1.0 / k)), ones = 0;
        s.temperature = (float)k;
        for (i = 0; i < n; i++) ones += sample(&s, x, 2);
        CHECK_NEAR(ones, mean, 4 * sqrt(n * 0.25));
    }
}

/* ---- all steps, against their definitions: doubles, sorted lists ---- */

typedef struct candidate {
    double x, key; /* logit; what this step sorts by, larger first */
    int id;
} candidate;

static int by_key(const void *a, const void *b) {
    const candidate *p = (const candidate *)a, *q = (const candidate *)b;
    if (p->key > q->key) return -1;
    if (p->key < q->key) return 1;
    return p->id < q->id ? -1 : p->id > q->id;
}

/* probabilities of n candidates; returns their entropy in nats */
static double probabilities(const candidate *c, int n, double *p) {
    double top = c[0].x, sum = 0, entropy = 0;
    int i;
    for (i = 1; i < n; i++) top = c[i].x > top ? c[i].x : top;
    for (i = 0; i < n; i++) sum += p[i] = exp(c[i].x - top);
    for (i = 0; i < n; i++) p[i] /= sum;
    for (i = 0; i < n; i++) entropy -= p[i] > 0 ? p[i] * log(p[i]) : 0;
    return entropy;
}

static void sort_by_logit(candidate *c, int n) {
    int i;
    for (i = 0; i < n; i++) c[i].key = c[i].x;
    qsort(c, (size_t)n, sizeof(candidate), by_key);
}

/* how many of a sorted list together reach this much, but min_keep at least */
static int reach(const double *p, int n, double mass, int min_keep) {
    double sum = 0;
    int i = 0;
    while (i < n && (sum < mass || i < min_keep)) sum += p[i++];
    return i;
}

/* One step on a list of candidates; returns how many are left. excluded: what XTC's throw of the dice said. */
static int reference_step(const gpt_sampler *s, char step, candidate *c, int n, int excluded) {
    const int keep = s->min_keep > 1 ? s->min_keep : 1;
    double p[CAP], entropy, mean = 0, variance = 0, t = (double)s->temperature;
    int i, last = 0;
    sort_by_logit(c, n);
    entropy = probabilities(c, n, p);
    switch (step) {
    case 's':
        if (!(s->top_n_sigma > 0)) return n;
        for (i = 0; i < n; i++) mean += c[i].x / n;
        for (i = 0; i < n; i++) variance += (c[i].x - mean) * (c[i].x - mean) / n;
        for (i = 0; i < n && (i < keep || c[i].x >= c[0].x - (double)s->top_n_sigma * sqrt(variance)); i++) continue;
        return i;
    case 't':
        if (s->dynatemp_range > 0) {
            const double range = (double)s->dynatemp_range, low = t > range ? t - range : 0;
            const double exponent = s->dynatemp_exponent > 0 ? (double)s->dynatemp_exponent : 1;
            t = n > 1 ? low + (t + range - low) * pow(entropy / log(n), exponent) : low;
        }
        for (i = n; i-- > 0;) c[i].x = (c[i].x - c[0].x) / (t > 0 ? t : 1e-30);
        for (i = n - 1; i > 0 && c[i].x - c[0].x < -1e20; i--) n--;
        return n;
    case 'k':
        return s->top_k > 0 && s->top_k < n ? (s->top_k > keep ? s->top_k : keep < n ? keep : n) : n;
    case 'p':
        return s->top_p > 0 && s->top_p < 1 ? reach(p, n, (double)s->top_p, keep) : n;
    case 'm':
        for (i = 0; i < n && (i < keep || p[i] >= (double)s->min_p * p[0]); i++) continue;
        return i;
    case 'y':
        if (!(s->typical_p > 0 && s->typical_p < 1)) return n;
        for (i = 0; i < n; i++) c[i].key = -fabs(-log(p[i]) - entropy);
        qsort(c, (size_t)n, sizeof(candidate), by_key);
        probabilities(c, n, p);
        return reach(p, n, (double)s->typical_p, keep);
    default:
        while (last < n && p[last] >= (s->xtc_threshold > 0 ? (double)s->xtc_threshold : 0.1)) last++;
        if (!excluded || last < 2 || n - (last - 1) < s->min_keep) return n;
        memmove(c, c + last - 1, (size_t)(n - last + 1) * sizeof(candidate));
        return n - last + 1;
    }
}

/* probabilities (n) after all steps; random: the state before */
static void reference_chain(const gpt_sampler *s, const float *logits, int n, uint64_t random, double *out) {
    const char *order = s->order ? s->order : "stkypmx";
    candidate c[CAP];
    double p[CAP];
    int i, m = 0, excluded = 0;
    for (i = 0; i < n; i++)
        if (logits[i] >= -FLT_MAX) c[m].x = (double)logits[i], c[m].key = 0, c[m++].id = i;
    if (s->xtc_probability > 0)
        excluded = ldexp((double)(gpt__sample_random(&random) >> 11), -53) < (double)s->xtc_probability;
    for (; *order; order++) m = reference_step(s, *order, c, m, excluded);
    probabilities(c, m, p);
    for (i = 0; i < n; i++) out[i] = 0;
    for (i = 0; i < m; i++) out[c[i].id] = p[i];
}

/* the weights that gpt_sample_logits leaves are the reference's distribution, and the token has some */
static int agrees(const gpt_sampler *params, const float *logits, int n) {
    gpt_sampler s = *params;
    double want[CAP], sum = 0;
    float x[CAP];
    int i, token, good;
    reference_chain(&s, logits, n, s.seed, want);
    memcpy(x, logits, (size_t)n * sizeof(float));
    token = gpt_sample_logits(&s, x, n, NULL, 0);
    good = CHECK(token >= 0 && token < n && want[token] > 0);
    for (i = 0; i < n; i++) sum += (double)x[i];
    for (i = 0; i < n && good; i++) good = CHECK_NEAR((double)x[i] / sum, want[i], 2e-6);
    return good;
}

TEST(every_step_follows_its_definition) {
    static const char *const orders[] = {"stkypmx", "skypmxt", "xmpykts", "ytp", "kx", "mty", ""};
    float logits[CAP];
    int trial, i;
    for (trial = 0; trial < 3000; trial++) {
        const int n = 1 + test_below(trial % 2 ? 8 : 100), only = test_below(9);
        gpt_sampler s = {0};
        for (i = 0; i < n; i++) {
            logits[i] = (float)(test_normal() * 3);
            if (i > 0 && trial % 5 == 0) logits[i] = logits[test_below(i)]; /* ties; all equal where n is small */
            if (i > 0 && test_below(20) == 0) logits[i] = -INFINITY;
        }
        s.temperature = (float)exp(test_normal() / 2);
        if (only == 0 || (only > 6 && test_below(2))) s.typical_p = (float)test_uniform();
        if (only == 1 || (only > 6 && test_below(2))) s.top_n_sigma = (float)(test_uniform() * 3);
        if (only == 2 || (only > 6 && test_below(2))) s.xtc_probability = (float)test_uniform(), s.xtc_threshold = (float)test_uniform() / 2;
        if (only == 3 || (only > 6 && test_below(2))) s.dynatemp_range = (float)(test_uniform() * 2), s.dynatemp_exponent = (float)(test_uniform() * 3);
        if (only == 4 || (only > 6 && test_below(2))) s.top_p = (float)test_uniform();
        if (only == 5 || (only > 6 && test_below(2))) s.min_p = (float)(test_uniform() * test_uniform());
        if (only == 6 || (only > 6 && test_below(2))) s.top_k = 1 + test_below(n + 2);
        if (test_below(3) == 0) s.min_keep = test_below(n + 3);
        if (only == 8) s.order = orders[test_below(7)];
        s.seed = test_random();
        NOTE("trial %d: n %d, temperature %g +- %g ^ %g, sigma %g, top_k %d, typical %g, top_p %g, min_p %g, xtc %g %g, keep %d, order %s", trial,
             n, (double)s.temperature, (double)s.dynatemp_range, (double)s.dynatemp_exponent, (double)s.top_n_sigma, s.top_k, (double)s.typical_p,
             (double)s.top_p, (double)s.min_p, (double)s.xtc_probability, (double)s.xtc_threshold, s.min_keep, s.order ? s.order : "-");
        if (!agrees(&s, logits, n)) return;
    }
}

TEST(steps_by_hand) {
    /* probabilities 0.1 0.4 0.2 0.05 0.25, entropy 1.415 nats = exp of -0.243 */
    const float p[5] = {logf(0.1f), logf(0.4f), logf(0.2f), logf(0.05f), logf(0.25f)}, equal[4] = {2, 2, 2, 2}, one[1] = {-3};
    const float ramp[5] = {0, 1, 2, 3, 4}; /* sigma: sqrt 2 */
    gpt_sampler zero = {0}, s;
#define KEPT(logits, n, change, expected) (s = zero, (change), CHECK_STR(kept(&s, logits, n), expected))
    KEPT(p, 5, s.typical_p = 0.1f, "00001");
    KEPT(p, 5, s.typical_p = 0.3f, "00101"); /* 0.25, then 0.2: the likeliest is too likely */
    KEPT(p, 5, s.typical_p = 0.5f, "01101");
    KEPT(p, 5, s.typical_p = 0.9f, "11101");
    KEPT(p, 5, (s.typical_p = 0.1f, s.min_keep = 2), "00101");
    KEPT(p, 5, s.typical_p = 1, "11111");
    KEPT(equal, 4, s.typical_p = 0.3f, "1100");
    KEPT(ramp, 5, s.top_n_sigma = 1, "00011");
    KEPT(ramp, 5, s.top_n_sigma = 1.5f, "00111");
    KEPT(ramp, 5, s.top_n_sigma = 0.1f, "00001");
    KEPT(ramp, 5, (s.top_n_sigma = 0.1f, s.min_keep = 4), "01111");
    KEPT(ramp, 5, s.top_n_sigma = 1e30f, "11111");
    KEPT(equal, 4, s.top_n_sigma = 0.5f, "1111");
    KEPT(p, 5, s.xtc_probability = 1, "10110"); /* 0.1 as a float is 0.1 and a little: 0.1 of 1 does not reach it */
    KEPT(p, 5, (s.xtc_probability = 1, s.xtc_threshold = 0.09f), "10010");
    KEPT(p, 5, (s.xtc_probability = 1, s.xtc_threshold = 0.22f), "10111");
    KEPT(p, 5, (s.xtc_probability = 1, s.xtc_threshold = 0.3f), "11111"); /* one alone stays */
    KEPT(p, 5, (s.xtc_probability = 1, s.xtc_threshold = 0.09f, s.min_keep = 2), "10010");
    KEPT(p, 5, (s.xtc_probability = 1, s.xtc_threshold = 0.09f, s.min_keep = 3), "11111");
    KEPT(equal, 4, (s.xtc_probability = 1, s.xtc_threshold = 0.25f), "0001");
    KEPT(equal, 4, (s.xtc_probability = 1, s.xtc_threshold = 0.3f), "1111");
    KEPT(equal, 4, (s.top_k = 1, s.min_keep = 3), "1110");
    KEPT(p, 5, (s.top_p = 0.1f, s.min_keep = 3), "01101");
    KEPT(p, 5, (s.min_p = 1, s.min_keep = 3), "01101");
    KEPT(p, 5, (s.min_p = 1, s.min_keep = 99), "11111");
    KEPT(p, 5, (s.top_k = 1, s.top_p = 0.5f, s.order = "p"), "01001");
    KEPT(p, 5, (s.top_k = 1, s.order = ""), "11111");
    KEPT(p, 5, (s.dynatemp_range = 1, s.xtc_probability = 1, s.order = "edx"), "10110");
    KEPT(one, 1, (s.typical_p = 0.5f, s.top_n_sigma = 1, s.xtc_probability = 1, s.dynatemp_range = 2, s.min_keep = 3), "1");
    KEPT(one, 1, s.mirostat = 1, "1");
    KEPT(one, 1, s.mirostat = 2, "1");
    KEPT(p, 5, (s.mirostat = 2, s.mirostat_mu = 2.1f, s.top_k = 1), "01001"); /* 1.3 and 2 bits of surprise */
    KEPT(p, 5, (s.mirostat = 2, s.mirostat_mu = -4), "01000");
#undef KEPT
}

TEST(bad_steps_are_refused) {
    const float logits[2] = {1, 2}, nan = (float)NAN, inf = (float)INFINITY, bad[4] = {-0.1f, 1.1f, nan, inf};
    const char *const breakers[2] = {"x", ""};
    const char *const orders[4] = {"ked", "z", "te", "e k"};
    gpt_sampler zero = {0}, s;
    int i;
#define REFUSED(change) (s = zero, s.temperature = 1, (change), CHECK_INT(sample(&s, logits, 2), GPT_E_ARG))
    for (i = 0; i < 4; i++) {
        REFUSED(s.typical_p = bad[i]);
        REFUSED(s.xtc_probability = bad[i]);
        REFUSED(s.xtc_threshold = bad[i]);
        REFUSED(s.order = orders[i]);
        if (i == 1) continue;
        REFUSED(s.dynatemp_range = bad[i]);
        REFUSED(s.dynatemp_exponent = bad[i]);
        REFUSED(s.top_n_sigma = bad[i]);
        REFUSED(s.mirostat_tau = bad[i]);
        REFUSED(s.mirostat_eta = bad[i]);
        REFUSED(s.dry_multiplier = bad[i]);
        REFUSED(s.dry_base = bad[i]);
        if (i > 1) REFUSED(s.mirostat_mu = bad[i]);
    }
    REFUSED(s.dry_base = 0.5f);
    REFUSED(s.dry_allowed_length = -1);
    REFUSED(s.dry_penalty_last = -2);
    REFUSED(s.n_dry_breaker = 1);
    REFUSED(s.n_dry_breaker = -1);
    REFUSED((s.n_dry_breaker = 2, s.dry_breakers = breakers));
    REFUSED(s.min_keep = -1);
    REFUSED(s.mirostat = 3);
    REFUSED(s.mirostat = -1);
#undef REFUSED
}

/* one draw for each of 100,000 seeds; limit: exceeded once in a thousand with the degrees of freedom of `left` tokens */
static void check_draws(const char *what, const gpt_sampler *params, const double *p) {
    static const double limit[6] = {0, 0, 10.83, 13.82, 16.27, 18.47};
    const float x[5] = {logf(0.1f), logf(0.4f), logf(0.2f), logf(0.05f), logf(0.25f)};
    const int n = 100000;
    int count[5] = {0}, i, left = 0;
    double chi = 0;
    NOTE("%s", what);
    for (i = 0; i < n; i++) {
        gpt_sampler s = *params;
        int token;
        s.temperature = s.temperature > 0 ? s.temperature : 1;
        s.seed = (uint64_t)i;
        token = sample(&s, x, 5);
        if (!CHECK(token >= 0 && token < 5)) return;
        count[token]++;
    }
    for (i = 0; i < 5; i++) {
        left += p[i] > 0;
        if (p[i] > 0) chi += (count[i] - n * p[i]) * (count[i] - n * p[i]) / (n * p[i]);
        else CHECK_INT(count[i], 0);
    }
    CHECK(chi < limit[left]);
}

TEST(draws_follow_every_step) {
    const double xtc[5] = {0.7 * 0.1 + 0.3 * 2 / 3, 0.7 * 0.4, 0.7 * 0.2, 0.7 * 0.05 + 0.3 / 3, 0.7 * 0.25};
    const double typical[5] = {0, 0, 0.2 / 0.45, 0, 0.25 / 0.45}, surprise[5] = {0, 0.4 / 0.65, 0, 0, 0.25 / 0.65};
    const float logits[5] = {logf(0.1f), logf(0.4f), logf(0.2f), logf(0.05f), logf(0.25f)};
    double p[5];
    gpt_sampler zero = {0}, s;
    s = zero, s.xtc_probability = 0.3f, s.xtc_threshold = 0.09f;
    check_draws("xtc", &s, xtc);
    s = zero, s.typical_p = 0.3f;
    check_draws("typical", &s, typical);
    s = zero, s.mirostat = 2, s.mirostat_mu = 2.1f;
    check_draws("mirostat", &s, surprise);
    s = zero, s.temperature = 1, s.dynatemp_range = 0.5f, s.dynatemp_exponent = 2, s.top_n_sigma = 1.8f, s.min_p = 0.01f;
    reference_chain(&s, logits, 5, 0, p);
    check_draws("dynamic temperature, sigma, min_p", &s, p);
}

/* ---- Mirostat: the algorithms of the paper, in doubles ---- */

static int mirostat_kept(int version, const float *logits, int n, double mu, double *p) {
    candidate c[CAP];
    double dot = 0, square = 0, s, e;
    int i, k = 0;
    for (i = 0; i < n; i++) c[i].x = (double)logits[i], c[i].id = i;
    sort_by_logit(c, n);
    probabilities(c, n, p);
    if (version == 2) {
        while (k < n && -log2(p[k]) <= mu) k++;
        return k > 1 ? k : 1;
    }
    for (i = 0; i < 99 && i + 1 < n; i++) {
        const double t = log((i + 2.0) / (i + 1)), b = log(p[i] / p[i + 1]);
        dot += t * b, square += t * t;
    }
    s = dot / square, e = s - 1;
    k = (int)fmin(floor(pow(e * pow(2, mu) / (1 - pow(n, -e)), 1 / s) + 0.5), n);
    return k > 1 ? k : 1;
}

TEST(mirostat_follows_the_paper) {
    float logits[CAP], x[CAP];
    double p[CAP], mu;
    int trial, i, step;
    for (trial = 0; trial < 300; trial++) {
        const int n = 2 + test_below(300), version = 1 + trial % 2;
        gpt_sampler s = {0};
        s.temperature = 1, s.mirostat = version, s.seed = test_random();
        s.mirostat_tau = (float)(1 + 4 * test_uniform()), s.mirostat_eta = (float)(0.05 + test_uniform());
        mu = 2 * (double)s.mirostat_tau;
        for (step = 0; step < 5; step++) {
            int token, k, left = 0;
            double surprise;
            for (i = 0; i < n; i++) logits[i] = x[i] = (float)(test_normal() * 2);
            NOTE("trial %d, step %d: version %d, n %d, tau %g, mu %g", trial, step, version, n, (double)s.mirostat_tau, mu);
            k = mirostat_kept(version, logits, n, mu, p);
            token = gpt_sample_logits(&s, x, n, NULL, 0);
            for (i = 0; i < n; i++) left += x[i] > 0;
            CHECK_INT(left, k);
            for (i = 0, k = 0; i < n; i++) k += logits[i] > logits[token]; /* its rank */
            surprise = -log2(p[k]);
            mu -= (double)s.mirostat_eta * (surprise - (double)s.mirostat_tau);
            if (!CHECK_NEAR(s.mirostat_mu, mu, 1e-4)) return;
            mu = (double)s.mirostat_mu;
        }
    }
}

/* the surprise of what is drawn approaches tau: what the method is for */
TEST(mirostat_reaches_its_target) {
    float logits[CAP], x[CAP];
    int version, i, step;
    for (i = 0; i < CAP; i++) logits[i] = -1.2f * logf((float)(i + 1)); /* Zipf */
    for (version = 1; version <= 2; version++) {
        gpt_sampler s = {0};
        double sum = 0, norm = 0;
        s.temperature = 1, s.mirostat = version, s.mirostat_tau = 3, s.seed = 5;
        for (i = 0; i < CAP; i++) norm += exp((double)logits[i]);
        for (step = 0; step < 4000; step++) {
            memcpy(x, logits, sizeof(x));
            sum += log2(norm) - (double)logits[gpt_sample_logits(&s, x, CAP, NULL, 0)] / log(2);
        }
        NOTE("version %d", version);
        CHECK_NEAR(sum / 4000, 3, 0.05);
    }
}

TEST(greedy_ignores_what_follows_it) {
    const float x[4] = {1, 4, 3, 2};
    gpt_sampler s = {0};
    s.xtc_probability = 1, s.typical_p = 0.1f, s.mirostat = 2, s.dynatemp_range = 1, s.min_keep = 3, s.seed = 9;
    CHECK_INT(sample(&s, x, 4), 1);
    CHECK(s.state == 0 && !(s.mirostat_mu > 0));
}

/* ---- DRY ---- */

/* the definition, quadratic: what each token of the vocabulary loses */
static void dry_reference(const gpt_sampler *s, const int *recent, int n, int limit, int n_vocab, double *loss) {
    const double base = s->dry_base > 0 ? (double)s->dry_base : 1.75;
    const int allowed = s->dry_allowed_length ? s->dry_allowed_length : 2;
    int i, length;
    if (s->dry_penalty_last > 0 && s->dry_penalty_last < n) recent += n - s->dry_penalty_last, n = s->dry_penalty_last;
    memset(loss, 0, (size_t)n_vocab * sizeof(double));
    for (i = 0; i < n - 1; i++) {
        for (length = 0; length <= i && length < limit && recent[i - length] == recent[n - 1 - length]; length++) continue;
        if (length >= allowed && recent[i + 1] >= 0 && recent[i + 1] < n_vocab)
            loss[recent[i + 1]] = fmax(loss[recent[i + 1]], (double)s->dry_multiplier * pow(base, length - allowed));
    }
}

TEST(dry_follows_its_definition) {
    int recent[400], trial, i;
    double loss[CAP];
    float x[CAP];
    for (trial = 0; trial < 3000; trial++) {
        const int letters = 1 + test_below(4), n = test_below(trial % 10 ? 40 : 400), n_vocab = 1 + test_below(6);
        gpt_sampler s = {0};
        s.dry_multiplier = (float)test_uniform();
        if (test_below(2)) s.dry_base = (float)(1 + test_uniform() / 10);
        else if (n > 100) s.dry_base = 1.05f;
        s.dry_allowed_length = test_below(5);
        s.dry_penalty_last = test_below(3) ? test_below(50) - 1 : 0;
        for (i = 0; i < n; i++) recent[i] = i > 20 && test_below(3) ? recent[i - 7] : test_below(letters);
        for (i = 0; i < n_vocab; i++) x[i] = 0;
        dry_reference(&s, recent, n, n, n_vocab, loss);
        CHECK(gpt_sample_logits(&s, x, n_vocab, recent, n) >= 0);
        NOTE("trial %d: n %d of %d letters, base %g, allowed %d, last %d", trial, n, letters, (double)s.dry_base, s.dry_allowed_length,
             s.dry_penalty_last);
        for (i = 0; i < n_vocab; i++)
            if (!CHECK_NEAR(x[i], -loss[i], 1e-5 * loss[i])) return;
    }
}

/* many tokens to penalise at once take several passes; long repetitions count as 1024 and forbid nothing by themselves */
TEST(dry_has_no_limit_of_tokens) {
    const int n = 4001, n_vocab = 2500;
    int *recent = (int *)malloc((size_t)n * sizeof(int)), i;
    float *x = (float *)calloc((size_t)n_vocab, sizeof(float));
    gpt_sampler s = {0};
    s.dry_multiplier = 0.5f, s.dry_allowed_length = 1;
    for (i = 0; i < n; i++) recent[i] = i % 2 ? 500 + i / 2 * 7919 % 2000 : 3; /* 3 a 3 b 3 c ... 3 */
    CHECK(gpt_sample_logits(&s, x, n_vocab, recent, n) >= 0);
    for (i = 0; i < n_vocab; i++)
        if (!CHECK_NEAR(x[i], i < 500 ? 0 : -0.5, 0)) break;
    for (i = 0; i < n; i++) recent[i] = 3;
    for (i = 0; i < n_vocab; i++) x[i] = 0;
    CHECK_INT(gpt_sample_logits(&s, x, n_vocab, recent, n), 0);
    CHECK(x[3] < -1e30f && x[3] >= -FLT_MAX);
    free(recent);
    free(x);
}

/* a repetition ends at a breaker, wherever tokens divide it */
TEST(dry_stops_at_breakers) {
    static const char *const texts[] = {"a cat. a dog. a cat. a", "x: a b c d\nx: a b c", "say \"so it is\" and \"so it", "one *two* one *two",
                                        "User: hi there User: hi", "no colon here: no colon here:"};
    static const char *const sets[4][2] = {{"\n", ":"}, {"User: ", "cat. a"}, {"e", "o it"}, {"d\nx", "t. a"}};
    gpt_model *model = gpt_model_load("demo/gpt-demo.gpt", NULL, NULL);
    int text, set, limit, i, n_vocab, broken = 0;
    float *x;
    double *loss;
    REQUIRE(model != NULL);
    n_vocab = gpt_model_info(model)->n_vocab;
    x = (float *)malloc((size_t)n_vocab * sizeof(float));
    loss = (double *)malloc((size_t)n_vocab * sizeof(double));
    for (text = 0; text < 6; text++) {
        int tokens[64], n = gpt_tokenize(model, texts[text], strlen(texts[text]), 0, tokens, 64);
        for (set = 0; set < 6; set++) {
            static const char *const usual[] = {"\n", ":", "\"", "*"};
            const char *const *breakers = set < 4 ? sets[set] : usual;
            const int count = set == 5 ? 0 : set == 4 ? 4 : 2;
            gpt_sampler s = {0};
            s.dry_multiplier = 1;
            if (set != 4) s.dry_breakers = breakers, s.n_dry_breaker = count; /* 4: what is usual */
            NOTE("text %d, breakers %d", text, set);
            for (limit = 0; limit < n; limit++) { /* tokens whose bytes begin where the latest breaker has ended */
                char before[256];
                int at = gpt_detokenize(model, tokens, n - limit, 0, before, 256), start = gpt_detokenize(model, tokens, n - limit - 1, 0, before, 256);
                gpt_detokenize(model, tokens, n - limit, 0, before, 256);
                for (i = 0; i < count && at >= start; i++) {
                    int size = (int)strlen(breakers[i]), end;
                    for (end = at; end > start; end--)
                        if (end >= size && memcmp(before + end - size, breakers[i], (size_t)size) == 0) at = -1;
                }
                if (at < 0) break;
            }
            broken += limit < n;
            dry_reference(&s, tokens, n, limit, n_vocab, loss);
            for (i = 0; i < n_vocab; i++) x[i] = 0;
            gpt__sample_dry(&s, model, x, n_vocab, tokens, n);
            for (i = 0; i < n_vocab; i++) {
                int k, size = 0, holds = 0;
                const char *bytes = loss[i] > 0 ? gpt_token_bytes(model, i, &size) : NULL;
                for (k = 0; k < count && bytes; k++) {
                    int at, m = (int)strlen(breakers[k]);
                    for (at = 0; at + m <= size; at++) holds |= memcmp(bytes + at, breakers[k], (size_t)m) == 0;
                }
                if (!CHECK_NEAR(x[i], holds ? 0 : -loss[i], 1e-6 * loss[i])) break;
            }
        }
    }
    CHECK(broken > 10);
    free(x);
    free(loss);
    gpt_model_free(model);
}

/* ---- what the model says of each token ---- */

typedef struct scores {
    gpt_scored now[4]; /* the chosen one and three */
    gpt_scored all[12][4];
    int token[12], n;
} scores;

static int note_scores(int token, void *user) {
    scores *s = (scores *)user;
    memcpy(s->all[s->n], s->now, sizeof(s->now));
    s->token[s->n++] = token;
    return 0;
}

TEST(generation_tells_logprobs) {
    gpt_model *model = gpt_model_load("demo/gpt-demo.gpt", NULL, NULL);
    gpt_ctx *ctx = model ? gpt_ctx_new(model, NULL, NULL) : NULL;
    gpt_generate_desc desc = {0};
    gpt_sampler sampler = {0};
    gpt_scored top[3], mine;
    static scores s;
    int i, k, prompt[32], n, none = -1;
    REQUIRE(ctx != NULL);
    sampler.temperature = 1.5f, sampler.seed = 3, sampler.xtc_probability = 0.5f;
    desc.sampler = &sampler, desc.max_tokens = 12, desc.on_token = note_scores, desc.user = &s;
    desc.n_top = 3;
    CHECK_INT(gpt_generate(ctx, "What is", &desc), GPT_E_ARG); /* no room to write them */
    desc.scored = s.now;
    desc.lookup = 2;
    n = gpt_tokenize(model, "What is the", 11, GPT_TEXT_BOS, prompt, 32);
    CHECK_INT(gpt_generate_tokens(ctx, prompt, n, &desc), 12);
    CHECK_INT(s.n, 12);
    CHECK_INT(gpt_ctx_rewind(ctx, 0), GPT_OK);
    CHECK_INT(gpt_score(ctx, prompt, 1, &mine), GPT_E_ARG); /* no logits */
    CHECK_INT(gpt_eval(ctx, prompt, n), GPT_OK);
    CHECK_INT(gpt_score(ctx, &none, 1, &mine), GPT_E_ARG);
    for (i = 0; i < s.n; i++) {
        float logprob;
        NOTE("token %d", i);
        CHECK_INT(gpt_score(ctx, &s.token[i], 1, &mine), GPT_OK);
        CHECK_INT(gpt_top(ctx, top, 3), 3);
        CHECK(mine.token == s.token[i] && memcmp(&mine, &s.all[i][0], sizeof(mine)) == 0);
        CHECK_MEM(top, &s.all[i][1], sizeof(top));
        for (k = 0; k < 3; k++) CHECK_NEAR(exp((double)top[k].logprob), top[k].prob, 1e-6);
        CHECK_INT(gpt_logprobs(ctx, &s.token[i], 1, &logprob), GPT_OK);
        CHECK(!(logprob < mine.logprob) && !(logprob > mine.logprob));
    }
    gpt_ctx_free(ctx);
    gpt_model_free(model);
}

TEST_MAIN("sampler", greedy_takes_the_largest, strange_logits_are_defined, bad_parameters_are_refused,
          hand_made_distributions, agrees_with_a_sorting_reference, agrees_on_a_large_vocabulary,
          bias_forbids_and_prefers, penalties_by_hand, penalties_count_the_last_64, penalties_reach_a_large_vocabulary,
          generator_is_splitmix64, bounded_numbers_are_exact_products, draws_are_pinned, state_goes_on_where_it_was,
          draws_follow_the_distribution, temperature_is_an_exponent, every_step_follows_its_definition, steps_by_hand,
          bad_steps_are_refused, draws_follow_every_step, mirostat_follows_the_paper, mirostat_reaches_its_target,
          greedy_ignores_what_follows_it, dry_follows_its_definition, dry_has_no_limit_of_tokens, dry_stops_at_breakers,
          generation_tells_logprobs)
