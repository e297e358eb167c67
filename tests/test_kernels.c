/* test_kernels -- every kernel of every lane this machine can run gives the bytes of the portable one, on random
 * sizes; and the portable ones are what their formulas say, within float32's rounding. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"

#define ROUNDS 60

static float *floats(size_t n, double width) {
    float *p = (float *)malloc((n ? n : 1) * sizeof(float));
    size_t i;
    if (!p) abort();
    for (i = 0; i < n; i++) p[i] = (float)(test_normal() * width);
    return p;
}

static void *filled(size_t size) { /* output buffers start with something, so that what is not written is equal too */
    void *p = malloc(size ? size : 1);
    if (!p) abort();
    memset(p, 0x3C, size);
    return p;
}

static const gpt__kernels *lane(int i) {
    NOTE("lane %s", gpt_lane_name(i));
    return gpt__lane(i);
}

/* now and then a size that fills vectors exactly, else anything up to most */
static int random_size(int most) {
    int n = 1 + test_below(most);
    return test_below(4) ? n : (n + 15) / 16 * 16;
}

/* values that kernels may meet and that expose a wrong order of max, a flushed denormal, a lost sign */
static void sprinkle(float *x, size_t n) {
    static const float odd[] = {0.0f, -0.0f, 1e-40f, -3e-42f, 65504.0f, 1e30f, -1e30f, 88.5f, -104.0f, 0.5f};
    size_t i;
    for (i = 0; i < n; i++)
        if (test_below(16) == 0) x[i] = odd[test_below(10)];
}

TEST(default_threads) { /* cores, but no fewer than a process that is held to a few processors may use */
    CHECK_INT(gpt__cores(64, 64, 2), 32);
    CHECK_INT(gpt__cores(128, 64, 2), 64); /* two packages */
    CHECK_INT(gpt__cores(2, 64, 2), 2);
    CHECK_INT(gpt__cores(2, 2, 2), 1);
    CHECK_INT(gpt__cores(1, 2, 2), 1);
    CHECK_INT(gpt__cores(1, 1, 2), 1);
    CHECK_INT(gpt__cores(8, 1, 1), 8);
    CHECK_INT(gpt__quota("max 100000\n"), 0);
    CHECK_INT(gpt__quota("200000 100000\n"), 2);
    CHECK_INT(gpt__quota("150000 100000"), 2);
    CHECK_INT(gpt__quota("1000 100000"), 1);
    CHECK_INT(gpt__quota("200000 0"), 0);
    CHECK_INT(gpt__quota("200000"), 0);
    CHECK_INT(gpt__quota(""), 0);
    CHECK_INT(gpt__quota("99999999999999999999 1"), 0);
    CHECK(gpt__default_threads() >= 1);
}

TEST(lanes_have_names) {
    int i, j, n = gpt_lane_count();
    REQUIRE(n >= 1);
    CHECK_STR(gpt_lane_name(0), "portable");
    for (i = 0; i < n; i++)
        for (j = 0; j < i; j++) CHECK(strcmp(gpt_lane_name(i), gpt_lane_name(j)) != 0);
    CHECK(gpt_lane_name(-1) == NULL);
    CHECK(gpt_lane_name(n) == NULL);
    if (n == 1) SKIP("this machine runs the portable lane only");
}

/* ---- matrix products ---- */

typedef struct product {
    gpt__matmul m;
    int n_row, n_panel;
    float *rows, *x, *bias, *d, *y0;
    int8_t *q;
    int32_t *c;
    uint8_t *w, *scratch;
} product;

static void product_new(product *p, gpt_type type, int n_row, int n_col, int T) {
    int t, r, n_block = (n_col + 31) / 32;
    memset(p, 0, sizeof(*p));
    p->n_row = n_row;
    p->n_panel = (n_row + 15) / 16;
    p->rows = floats((size_t)n_row * (size_t)n_col, 1);
    p->m.scale = !gpt__is_float(type) && test_below(2) ? 0.25f : 1.0f;
    p->m.panel = gpt_tensor_size(type, 1, (size_t)n_col, 1);
    p->w = (uint8_t *)gpt__alloc(NULL, p->m.panel * (size_t)p->n_panel);
    for (r = 0; r < n_row; r += 16)
        gpt_pack_panel(type, p->rows + (size_t)r * (size_t)n_col, (size_t)n_col, n_row - r < 16 ? n_row - r : 16, n_col,
                       p->m.scale, p->w + (size_t)(r / 16) * p->m.panel);
    p->m.ldx = (size_t)n_col + (size_t)test_below(20);
    p->m.ldq = (size_t)n_block * 32;
    p->m.ldd = (size_t)n_block;
    p->m.ldy = (size_t)p->n_panel * 16;
    p->x = floats((size_t)T * p->m.ldx, 1);
    p->bias = floats((size_t)p->n_panel * 16, 1);
    p->y0 = floats((size_t)T * p->m.ldy, 1);
    p->q = (int8_t *)filled((size_t)T * p->m.ldq);
    p->d = (float *)filled((size_t)T * p->m.ldd * sizeof(float));
    p->c = (int32_t *)filled((size_t)T * p->m.ldd * sizeof(int32_t));
    for (t = 0; t < T; t++)
        gpt__lane(0)->quantize(p->x + (size_t)t * p->m.ldx, n_col, p->q + (size_t)t * p->m.ldq,
                               p->d + (size_t)t * p->m.ldd, p->c + (size_t)t * p->m.ldd);
    p->scratch = (uint8_t *)gpt__alloc(NULL, 2 * gpt_tensor_size(GPT_TYPE_Q8, 1, (size_t)n_col, 1));
    p->m.scratch = p->scratch;
    p->m.w = p->w;
    p->m.bits = gpt__type_bits((uint32_t)type);
    p->m.n_col = n_col;
    p->m.T = T;
    p->m.bias = test_below(2) ? p->bias : NULL;
    p->m.x = p->x;
    p->m.q = p->q;
    p->m.d = p->d;
    p->m.c = p->c;
    p->m.add = test_below(2) ? 0.0f : 1.5f;
}

static void product_free(product *p) {
    gpt__free(NULL, p->w), gpt__free(NULL, p->scratch);
    free(p->rows), free(p->x), free(p->bias), free(p->y0), free(p->q), free(p->d), free(p->c);
}

/* y by this lane, rows [0, n_panel) cut in two at `cut` and tokens in two at `part` */
static float *product_run(const product *p, int type, int i, int cut, int part) {
    size_t size = (size_t)p->m.T * p->m.ldy * sizeof(float);
    float *y = (float *)filled(size);
    gpt__matmul m = p->m;
    int8_t *q = test_activations(p->q, (size_t)p->m.T * p->m.ldq, lane(i)->x_size);
    int half;
    memcpy(y, p->y0, size);
    m.ldq *= (size_t)lane(i)->x_size;
    for (half = 0; half < 2; half++) {
        int t0 = half ? part : 0;
        m.T = half ? p->m.T - part : part;
        if (m.T == 0) continue;
        m.x = p->x + (size_t)t0 * m.ldx;
        m.q = q + (size_t)t0 * m.ldq;
        m.d = p->d + (size_t)t0 * m.ldd;
        m.c = p->c + (size_t)t0 * m.ldd;
        m.y = y + (size_t)t0 * m.ldy;
        if (cut) lane(i)->matmul[type](&m, 0, cut);
        lane(i)->matmul[type](&m, cut, p->n_panel);
#ifdef GPT__EMULATED
        CHECK(!emulate_configured);
#endif
    }
    free(q);
    return y;
}

static void check_matmul(gpt_type type) {
    int round, i;
    for (round = 0; round < ROUNDS; round++) {
        int n_row = random_size(100), n_col = random_size(150), T = 1 + test_below(round & 1 ? 17 : 3), k;
        product p;
        float *want, *row = floats((size_t)n_col, 1);
        product_new(&p, type, n_row, n_col, T);
        want = product_run(&p, (int)type, 0, 0, T);
        for (i = 0; i < gpt_lane_count(); i++) { /* lane 0 too: it may be divided in any way */
            float *got = product_run(&p, (int)type, i, test_below(p.n_panel + 1), test_below(T + 1));
            NOTE("lane %s rows %d columns %d T %d", gpt_lane_name(i), n_row, n_col, T);
            CHECK_MEM(want, got, (size_t)T * p.m.ldy * sizeof(float));
            free(got);
        }
        for (i = 0; i < n_row; i++) { /* the last token, in double */
            size_t t = (size_t)T - 1;
            const float *x = p.x + t * p.m.ldx;
            double sum = 0, size = 0, y = 0;
            gpt_unpack_row(type, p.w, (size_t)i, n_col, p.m.scale, row);
            for (k = 0; k < n_col; k++) {
                double a = (double)x[k];
                if (!gpt__is_float(type))
                    a = (double)p.q[t * p.m.ldq + (size_t)k] * (double)p.d[t * p.m.ldd + (size_t)(k / 32)];
                sum += a * (double)row[k];
                size += fabs(a * (double)row[k]);
            }
            sum += p.m.bias ? (double)p.bias[i] : 0;
            y = p.m.add > 0 ? (double)p.y0[t * p.m.ldy + (size_t)i] + (double)p.m.add * sum : sum;
            CHECK_NEAR(want[t * p.m.ldy + (size_t)i], y, 1e-6 * (1 + fabs(y) + size * 2));
        }
        free(want), free(row);
        product_free(&p);
    }
}

TEST(matmul_f32_lanes) { check_matmul(GPT_TYPE_F32); }
TEST(matmul_f16_lanes) { check_matmul(GPT_TYPE_F16); }
TEST(matmul_bf16_lanes) { check_matmul(GPT_TYPE_BF16); }
TEST(matmul_q8_lanes) { check_matmul(GPT_TYPE_Q8); }
TEST(matmul_code_lanes) {
    int type;
    for (type = GPT_TYPE_Q8 + 1; type < GPT__TYPE_COUNT; type++) check_matmul((gpt_type)type);
}

/* numbers of rows around those that tiles are made of, odd numbers of panels and blocks; results go to other rows */
TEST(matmul_tile_edges) {
    static const int rows[] = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 31, 32, 33, 48, 49, 65, 97};
    static const int panels[] = {1, 2, 3, 5}, columns[] = {32, 96, 100, 7, 161};
    size_t k;
    int i, t;
    for (k = 0; k < sizeof(rows) / sizeof(rows[0]); k++) {
        int T = rows[k], type = k & 1 ? GPT_TYPE_Q8 + 1 + test_below(GPT__TYPE_COUNT - GPT_TYPE_Q8 - 1) : GPT_TYPE_Q8, round;
        for (round = 0; round < 4; round++) {
            int n_row = panels[(k + (size_t)round) % 4] * 16 - test_below(4), n_col = columns[(k * 3 + (size_t)round) % 5];
            int *to = (int *)malloc((size_t)T * sizeof(int));
            float *weight = floats((size_t)T, 1), *want;
            product p;
            product_new(&p, (gpt_type)type, n_row, n_col, T);
            for (t = 0; t < T; t++) to[t] = T - 1 - t;
            if (round & 1) p.m.to = to;
            if (round & 2) p.m.weight = weight;
            p.m.next = p.w, p.m.next_panel = p.m.panel;
            want = product_run(&p, type, 0, 0, T);
            for (i = 1; i < gpt_lane_count(); i++) {
                float *got = product_run(&p, type, i, test_below(p.n_panel + 1), T);
                NOTE("lane %s type %d rows %d columns %d T %d", gpt_lane_name(i), type, n_row, n_col, T);
                CHECK_MEM(want, got, (size_t)T * p.m.ldy * sizeof(float));
                free(got);
            }
            free(want), free(weight), free(to);
            product_free(&p);
        }
    }
}

/* the largest products an 8-bit dot can have: saturating 16-bit instructions would show here */
TEST(matmul_q8_extremes) {
    int round, i, k;
    for (round = 0; round < 16; round++) {
        int n_col = 32 * (1 + round / 2), T = round & 8 ? 20 : 3;
        product p;
        float *want;
        product_new(&p, GPT_TYPE_Q8, 16, n_col, T);
        memset(p.w, round & 1 ? 255 : round & 2 ? 0 : 1, (size_t)n_col * 16);
        for (k = 0; k < T; k++) {
            int b;
            memset(p.q + (size_t)k * p.m.ldq, k == 1 ? -127 : 127, p.m.ldq);
            for (b = 0; b < n_col / 32; b++) p.c[(size_t)k * p.m.ldd + (size_t)b] = -128 * 32 * (k == 1 ? -127 : 127);
        }
        want = product_run(&p, GPT_TYPE_Q8, 0, 0, T);
        for (i = 1; i < gpt_lane_count(); i++) {
            float *got = product_run(&p, GPT_TYPE_Q8, i, 0, T);
            CHECK_MEM(want, got, (size_t)T * p.m.ldy * sizeof(float));
            free(got);
        }
        free(want);
        product_free(&p);
    }
}

/* ---- one row in, one row out ---- */

TEST(quantize_lanes) {
    int round, i, k;
    for (round = 0; round < ROUNDS; round++) {
        int n = random_size(200), n_block = (n + 31) / 32;
        float *x = floats((size_t)n, pow(10, test_uniform() * 8 - 4)), *d0 = (float *)filled((size_t)n_block * 4);
        int8_t *q0 = (int8_t *)filled((size_t)n_block * 32);
        int32_t *c0 = (int32_t *)filled((size_t)n_block * 4);
        if (round & 1) sprinkle(x, (size_t)n);
        gpt__lane(0)->quantize(x, n, q0, d0, c0);
        for (i = 1; i < gpt_lane_count(); i++) {
            float *d = (float *)filled((size_t)n_block * 4);
            size_t size = (size_t)(n_block * 32 * lane(i)->x_size);
            int8_t *q = (int8_t *)filled(size), *want = test_activations(q0, (size_t)n_block * 32, lane(i)->x_size);
            int32_t *c = (int32_t *)filled((size_t)n_block * 4);
            lane(i)->quantize(x, n, q, d, c);
            CHECK_MEM(want, q, size);
            CHECK_MEM(d0, d, n_block * 4);
            CHECK_MEM(c0, c, n_block * 4);
            free(d), free(q), free(c), free(want);
        }
        for (k = 0; k < n; k++) {
            double d = (double)d0[k / 32];
            CHECK_NEAR(q0[k] * d, x[k], 0.501 * d + 1e-30);
        }
        for (k = n; k < n_block * 32; k++) CHECK_INT(q0[k], 0);
        free(x), free(d0), free(q0), free(c0);
    }
}

TEST(norm_lanes) {
    int round, i, k;
    for (round = 0; round < ROUNDS; round++) {
        int n = random_size(200), kind = round & 1 ? GPT__NORM_LAYER : GPT__NORM_RMS;
        float *x = floats((size_t)n, 2), *w = floats((size_t)n, 1), *b = floats((size_t)n, 1), eps = 1e-5f;
        float *bias = test_below(2) ? b : NULL, *want = (float *)filled((size_t)n * 4);
        double mean = 0, var = 0;
        gpt__lane(0)->norm(kind, x, w, bias, n, eps, want);
        for (i = 1; i < gpt_lane_count(); i++) {
            float *got = (float *)filled((size_t)n * 4);
            lane(i)->norm(kind, x, w, bias, n, eps, got);
            CHECK_MEM(want, got, n * 4);
            memcpy(got, x, (size_t)n * 4);
            lane(i)->norm(kind, got, w, bias, n, eps, got); /* in place */
            CHECK_MEM(want, got, n * 4);
            free(got);
        }
        for (k = 0; k < n && kind == GPT__NORM_LAYER; k++) mean += (double)x[k] / n;
        for (k = 0; k < n; k++) var += ((double)x[k] - mean) * ((double)x[k] - mean) / n;
        for (k = 0; k < n; k++) {
            double y = ((double)x[k] - mean) / sqrt(var + (double)eps) * (double)w[k] + (bias ? (double)b[k] : 0);
            if (n > 1) CHECK_NEAR(want[k], y, 3e-6 * (1 + fabs(y) + fabs((double)w[k])));
        }
        free(x), free(w), free(b), free(want);
    }
}

static double act_of(const gpt__activation *a, double x) {
    double eps = (double)a->eps;
    switch (a->kind) {
    case GPT__ACT_SILU: return x / (1 + exp(-x));
    case GPT__ACT_GELU_TANH: return 0.5 * x * (1 + tanh(0.79788456080286535588 * (x + 0.044715 * x * x * x)));
    case GPT__ACT_GELU_ERF: return 0.5 * x * (1 + erf(x / sqrt(2.0)));
    case GPT__ACT_GELU_QUICK: return x / (1 + exp(-1.702 * x));
    case GPT__ACT_RELU: return x > 0 ? x : 0;
    case GPT__ACT_RELU2: return x > 0 ? x * x : 0;
    case GPT__ACT_TANH: return tanh(x);
    case GPT__ACT_SWIGLU_CLAMP:
        x = fmin(x, (double)a->limit);
        return x / (1 + exp(-(double)a->alpha * x));
    case GPT__ACT_XIELU:
        return (double)a->beta * x +
               (x > 0 ? (double)a->alpha * x * x : (double)a->limit * (expm1(x < eps ? x : eps) - x));
    default: return x;
    }
}

TEST(act_lanes) {
    int kind, round, i, k;
    for (kind = 0; kind <= GPT__ACT_XIELU; kind++) {
        gpt__activation a = {0, 1.702f, 1.2f, 0.5f, -1e-6f};
        a.kind = kind;
        for (round = 0; round < 12; round++) {
            int n = random_size(200);
            float *g = floats((size_t)n, round < 6 ? 3 : 30), *up = floats((size_t)n, 1);
            float *want = (float *)filled((size_t)n * 4);
            if (round & 1) sprinkle(g, (size_t)n);
            gpt__lane(0)->act(&a, g, round & 2 ? up : NULL, n, want);
            for (i = 1; i < gpt_lane_count(); i++) {
                float *got = (float *)filled((size_t)n * 4);
                lane(i)->act(&a, g, round & 2 ? up : NULL, n, got);
                CHECK_MEM(want, got, n * 4);
                free(got);
            }
            NOTE("activation %d", kind);
            for (k = 0; k < n && !(round & 1); k++) {
                double u = (double)up[k], y = act_of(&a, (double)g[k]);
                if (kind == GPT__ACT_SWIGLU_CLAMP) u = 1 + fmax(-(double)a.limit, fmin(u, (double)a.limit));
                if (round & 2) y *= u;
                CHECK_NEAR(want[k], y, 1e-6 * (1 + fabs(y) + fabs((double)g[k])));
            }
            free(g), free(up), free(want);
        }
    }
}

/* near 0, where exp(x) - 1 in float would lose all digits: xIELU without its linear terms is expm1 */
TEST(expm1_is_exact_near_0) {
    gpt__activation a = {GPT__ACT_XIELU, 0, 1, 1, 0};
    float x[40], y[40];
    int i, k;
    for (k = 0; k < 40; k++) x[k] = (float)-pow(10, -k / 2.0 + 2);
    for (i = 0; i < gpt_lane_count(); i++) {
        lane(i)->act(&a, x, NULL, 8, y); /* expm1(x) - x + x: the sum keeps what is larger than x's roundings */
        for (k = 0; k < 8; k++) CHECK_NEAR(y[k], expm1((double)x[k]), 3e-7 * (1 + fabs((double)x[k])));
        a.beta = 0; /* expm1(x) - x, about x^2 / 2 */
        lane(i)->act(&a, x, NULL, 40, y);
        for (k = 4; k < 40; k++) CHECK_NEAR(y[k], expm1((double)x[k]) - (double)x[k], 2e-7 * fabs((double)x[k]));
        a.beta = 1;
    }
}

/* Rotations by sines of 1 are a * c - b: a product of 25 bits lies halfway between two floats, and b, however small, says
 * which one is nearer. Some lanes have no fma and look closer there; so do they where results are subnormal. */
TEST(fma_is_exact_lanes) {
    int round, i, k;
    for (round = 0; round < 400; round++) {
        float x[32], c[16], s[16], want[32];
        for (k = 0; k < 16; k++) {
            int e = test_below(120) - 60, small = test_below(4);
            x[k] = (float)ldexp(4097 + 2 * test_below(2000), e - 12);
            c[k] = (float)ldexp(4097 + 2 * test_below(2000), (round & 1 ? -e : -e - 130) - 12);
            x[16 + k] = (float)ldexp(test_below(3) - 1, small == 1 ? -149 : small == 2 ? -60 : -20 - test_below(10));
            s[k] = 1;
        }
        memcpy(want, x, sizeof(x));
        gpt__lane(0)->rope(want, c, s, 16);
        for (k = 0; k < 16; k++) {
            float y = gpt__fmaf(x[k], c[k], -x[16 + k]);
            CHECK_MEM(&y, want + k, 4);
        }
        for (i = 1; i < gpt_lane_count(); i++) {
            float got[32];
            memcpy(got, x, sizeof(x));
            lane(i)->rope(got, c, s, 16);
            CHECK_MEM(want, got, sizeof(got));
        }
    }
}

TEST(rope_lanes) {
    int round, i, k;
    for (round = 0; round < ROUNDS; round++) {
        int half = random_size(70);
        size_t n = (size_t)half * 2;
        float *x = floats(n, 1), *c = floats((size_t)half, 1), *s = floats((size_t)half, 1);
        float *want = (float *)filled(n * 4);
        memcpy(want, x, n * 4);
        gpt__lane(0)->rope(want, c, s, half);
        for (i = 1; i < gpt_lane_count(); i++) {
            float *got = (float *)filled(n * 4);
            memcpy(got, x, n * 4);
            lane(i)->rope(got, c, s, half);
            CHECK_MEM(want, got, n * 4);
            free(got);
        }
        for (k = 0; k < half; k++) {
            double a = (double)x[k], b = (double)x[k + half];
            CHECK_NEAR(want[k], a * (double)c[k] - b * (double)s[k], 2e-6);
            CHECK_NEAR(want[k + half], b * (double)c[k] + a * (double)s[k], 2e-6);
        }
        free(x), free(c), free(s), free(want);
    }
}

TEST(add_softcap_store_lanes) {
    int round, i;
    for (round = 0; round < ROUNDS; round++) {
        int n = random_size(200);
        gpt_kv kv = (gpt_kv)(round % 3);
        float *x = floats((size_t)n, 5), *y = floats((size_t)n, 5), cap = round & 2 ? 7.5f : 0.0f;
        float *want[3];
        for (i = 0; i < 3; i++) want[i] = (float *)filled((size_t)n * 4), memcpy(want[i], x, (size_t)n * 4);
        if (round & 4) sprinkle(y, (size_t)n);
        gpt__lane(0)->add(want[0], y, 0.37f, n);
        gpt__lane(0)->softcap(want[1], 1.25f, cap, n);
        gpt__lane(0)->store(y, n, kv, want[2]);
        for (i = 1; i < gpt_lane_count(); i++) {
            float *got = (float *)filled((size_t)n * 4);
            memcpy(got, x, (size_t)n * 4);
            lane(i)->add(got, y, 0.37f, n);
            CHECK_MEM(want[0], got, n * 4);
            memcpy(got, x, (size_t)n * 4);
            lane(i)->softcap(got, 1.25f, cap, n);
            CHECK_MEM(want[1], got, n * 4);
            memcpy(got, x, (size_t)n * 4);
            lane(i)->store(y, n, kv, got);
            CHECK_MEM(want[2], got, n * 4);
            free(got);
        }
        for (i = 0; i < n; i++) {
            double v = (double)x[i] * 1.25;
            CHECK_NEAR(want[1][i], cap > 0 ? 7.5 * tanh(v / 7.5) : v, 2e-6 * (1 + fabs(v)));
        }
        free(x), free(y);
        for (i = 0; i < 3; i++) free(want[i]);
    }
}

/* infinities and NaNs: results are of no use, but must be the same and finite where the cache begins */
TEST(store_keeps_the_cache_finite) {
    float x[20], out[20];
    uint16_t half[20];
    uint8_t bytes[22];
    int i, k;
    for (k = 0; k < 20; k++) x[k] = (k & 3) == 0 ? INFINITY : (k & 3) == 1 ? -INFINITY : (k & 3) == 2 ? NAN : 1e5f;
    for (i = 0; i < gpt_lane_count(); i++) {
        uint16_t d;
        lane(i)->store(x, 20, GPT_KV_F32, out);
        lane(i)->store(x, 20, GPT_KV_F16, half);
        lane(i)->store(x, 20, GPT_KV_I8, bytes);
        memcpy(&d, bytes, 2);
        CHECK(gpt__finite(gpt__f16_to_f32(d)));
        for (k = 0; k < 20; k++) {
            CHECK(gpt__finite(out[k]));
            CHECK(gpt__finite(gpt__f16_to_f32(half[k])));
        }
    }
}

/* ---- attention ---- */

typedef struct attention {
    gpt__attend a;
    float *q, *slope, *sink, *scratch, *kf, *vf; /* kf (K, P, C), vf (K, P, Cv): what the cache holds, in order */
    uint8_t *k, *v;
    int n_unit;
    size_t n_out;
} attention;

/* n values of a row as gpt.h stores it, read as the comments at gpt__store say; returns where the row goes on */
static const uint8_t *cached(gpt_kv kv, const uint8_t *row, int n, float *out) {
    float d = 0;
    uint16_t h;
    int i;
    for (i = 0; i < n; i++) {
        if (kv == GPT_KV_F32) memcpy(out + i, row, 4), row += 4;
        if (kv == GPT_KV_I8 && i % 32 == 0) memcpy(&h, row, 2), row += 2, d = gpt__f16_to_f32(h);
        if (kv == GPT_KV_I8) out[i] = d * (float)(int8_t)*row++;
        if (kv == GPT_KV_F16) memcpy(&h, row, 2), row += 2, out[i] = gpt__f16_to_f32(h);
    }
    return row;
}

static void attention_new(attention *t) {
    gpt__attend *a = &t->a;
    int G = 1 + test_below(4), P = 64 * (1 + test_below(test_below(8) ? 4 : 40)), h, p;
    uint8_t row[1024];
    gpt__layer_config l;
    gpt__cache cache;
    gpt_ctx c;
    memset(t, 0, sizeof(*t));
    memset(&l, 0, sizeof l);
    memset(&c, 0, sizeof c);
    a->K = 1 + test_below(3);
    a->H = G * a->K;
    a->C = random_size(test_below(3) ? 40 : 120);
    a->Cv = random_size(test_below(3) ? 40 : 120);
    a->T = 1 + test_below(12);
    a->n_pos = (size_t)P;
    a->pos = test_below(P - a->T + 1);
    a->window = test_below(2) ? 0 : 1 + test_below(P);
    a->chunk = test_below(3) ? 0 : 1 + test_below(P);
    if (a->window && a->window + a->T + 62 <= P) a->pos += P * test_below(3); /* the cache went round */
    a->kv = c.desc.kv = (gpt_kv)test_below(3);
    a->scale = 0.3f;
    a->softcap = test_below(3) ? 0.0f : 5.0f;
    a->ldq = (size_t)(a->H * a->C + test_below(16));
    a->ldo = (size_t)(a->H * a->Cv + 16);
    l.n_kv = (uint32_t)a->K;
    l.head_qk = (uint32_t)a->C;
    l.head_v = (uint32_t)a->Cv;
    t->q = floats((size_t)a->T * a->ldq + 16, 2);
    t->slope = floats((size_t)a->H, 0.3);
    t->sink = floats((size_t)a->H, 2);
    a->alibi_round = test_below(2);
    t->kf = floats((size_t)(a->K * P * a->C), 1);
    t->vf = floats((size_t)(a->K * P * a->Cv), 1);
    cache.k = t->k = (uint8_t *)gpt__alloc(NULL, (size_t)(a->K * P / 16) * gpt__key_panel(a->kv, (size_t)a->C));
    cache.v = t->v = (uint8_t *)gpt__alloc(NULL, (size_t)(a->K * P / 64) * gpt__value_chunk(a->kv, (size_t)a->Cv));
    cache.n_pos = (size_t)P;
    for (h = 0; h < a->K; h++) {
        for (p = 0; p < P; p++) {
            float *k = t->kf + (h * P + p) * a->C, *v = t->vf + (h * P + p) * a->Cv;
            gpt__lane(0)->store(k, a->C, a->kv, row);
            gpt__lane(0)->store(v, a->Cv, a->kv, row + gpt__kv_row_value(a->kv, &l));
            cached(a->kv, cached(a->kv, row, a->C, k), a->Cv, v);
            gpt__cache_row(&c, &l, &cache, (size_t)h, (size_t)p, row, 1);
        }
    }
    a->q = t->q;
    a->k = t->k;
    a->v = t->v;
    a->slope = test_below(3) ? NULL : t->slope;
    a->sink = test_below(3) ? NULL : t->sink;
    t->n_out = (size_t)a->T * a->ldo;
    t->n_unit = a->K * ((a->T * G + GPT__QUERIES - 1) / GPT__QUERIES);
    t->scratch = (float *)gpt__alloc(NULL, sizeof(float) * gpt__attend_scratch((size_t)a->C, a->Cv));
}

static void attention_free(attention *t) {
    free(t->q), free(t->slope), free(t->sink), free(t->kf), free(t->vf);
    gpt__free(NULL, t->k), gpt__free(NULL, t->v), gpt__free(NULL, t->scratch);
}

static float bf16(float x) { return gpt__bf16_to_f32(gpt__f32_to_bf16(x)); }

static void attention_naive(const attention *t, int token, int h, double *out) {
    const gpt__attend *a = &t->a;
    int g = h / (a->H / a->K), P = (int)a->n_pos, at = a->pos + token, p, i;
    const float *q = t->q + (size_t)token * a->ldq + (size_t)(h * a->C), *k = t->kf + g * P * a->C;
    static double score[8192]; /* a stack may be as small as WebAssembly's, 64 KB */
    double sum = a->sink ? exp((double)a->sink[h]) : 0, top = 0;
    for (i = 0; i < a->Cv; i++) out[i] = 0;
    for (p = 0; p <= at; p++) {
        score[p] = -INFINITY;
        if (a->window && p <= at - a->window) continue;
        if (a->chunk && p / a->chunk != at / a->chunk) continue;
        score[p] = 0;
        for (i = 0; i < a->C; i++)
            score[p] += (double)q[i] * (double)k[p % P * a->C + i];
        score[p] *= (double)a->scale;
        if (a->softcap > 0) score[p] = (double)a->softcap * tanh(score[p] / (double)a->softcap);
        if (a->slope && a->alibi_round)
            score[p] += (double)(bf16(bf16(a->slope[h]) * bf16((float)p)) * a->scale);
        else if (a->slope) score[p] += (double)a->slope[h] * (p - at);
        top = fmax(top, score[p]);
    }
    sum *= exp(-top);
    for (p = 0; p <= at; p++) sum += score[p] = exp(score[p] - top);
    for (p = 0; p <= at; p++)
        for (i = 0; i < a->Cv; i++) out[i] += score[p] / sum * (double)t->vf[(g * P + p % P) * a->Cv + i];
}

/* a unit's segments one by one, in any order, then joined: what threads do that share a unit */
static void attend_in_parts(const attention *t, const gpt__kernels *k, int unit) {
    gpt__attend_unit u = gpt__attend_unit_of(&t->a, unit);
    size_t size = GPT__QUERIES * gpt__attend_row(t->a.Cv);
    int n = u.seg1 - u.seg0 + 1, i;
    float *part = (float *)filled((size_t)n * size * 4);
    for (i = n - 1; i >= 0; i--) k->attend_segment(&t->a, unit, u.seg0 + i, part + (size_t)i * size, t->scratch);
    k->attend_join(&t->a, unit, part, t->scratch);
    free(part);
}

TEST(attend_lanes) {
    int round, i, u, k;
    for (round = 0; round < ROUNDS; round++) {
        attention t;
        float *want;
        double y[128];
        attention_new(&t);
        want = (float *)filled(t.n_out * 4);
        t.a.out = want;
        for (u = 0; u < t.n_unit; u++) gpt__lane(0)->attend(&t.a, u, t.scratch);
        for (i = 0; i < gpt_lane_count(); i++) {
            float *got = (float *)filled(t.n_out * 4);
            t.a.out = got;
            for (u = t.n_unit - 1; u >= 0; u--) {
                if (i && u % 2) lane(i)->attend(&t.a, u, t.scratch);
                else attend_in_parts(&t, lane(i), u);
            }
            NOTE("lane %s H %d K %d C %d Cv %d T %d P %d pos %d window %d chunk %d slope %d%d sink %d",
                 gpt_lane_name(i), t.a.H, t.a.K, t.a.C, t.a.Cv, t.a.T, (int)t.a.n_pos, t.a.pos, t.a.window, t.a.chunk,
                 t.a.slope != NULL, t.a.alibi_round, t.a.sink != NULL);
            CHECK_MEM(want, got, t.n_out * 4);
            free(got);
        }
        u = test_below(t.a.T), k = test_below(t.a.H);
        attention_naive(&t, u, k, y);
        for (i = 0; i < t.a.Cv; i++) CHECK_NEAR(want[(size_t)u * t.a.ldo + (size_t)(k * t.a.Cv + i)], y[i], 2e-5);
        free(want);
        attention_free(&t);
    }
}

/* a token's attention does not depend on who else is in the call */
TEST(attend_one_token_at_a_time) {
    int round, i, u, token;
    for (round = 0; round < ROUNDS / 2; round++) {
        attention t;
        gpt__attend one;
        float *all, *single;
        attention_new(&t);
        i = test_below(gpt_lane_count());
        all = (float *)filled(t.n_out * 4);
        single = (float *)filled(t.n_out * 4);
        t.a.out = all;
        for (u = 0; u < t.n_unit; u++) lane(i)->attend(&t.a, u, t.scratch);
        for (token = 0; token < t.a.T; token++) {
            one = t.a;
            one.T = 1;
            one.pos += token;
            one.q += (size_t)token * one.ldq;
            one.out = single + (size_t)token * one.ldo;
            for (u = 0; u < one.K * ((one.H / one.K + GPT__QUERIES - 1) / GPT__QUERIES); u++)
                lane(i)->attend(&one, u, t.scratch);
        }
        CHECK_MEM(all, single, t.n_out * 4);
        free(all), free(single);
        attention_free(&t);
    }
}

TEST_MAIN("kernels", default_threads, lanes_have_names, matmul_f32_lanes, matmul_f16_lanes, matmul_bf16_lanes, matmul_q8_lanes,
          matmul_code_lanes, matmul_tile_edges, matmul_q8_extremes, quantize_lanes, norm_lanes, act_lanes, expm1_is_exact_near_0,
          fma_is_exact_lanes, rope_lanes,
          add_softcap_store_lanes, store_keeps_the_cache_finite, attend_lanes, attend_one_token_at_a_time)
