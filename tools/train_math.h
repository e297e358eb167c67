/* train_math.h -- the arithmetic of training, once per lane (instruction set): matrix products, attention and its
 * gradient, norms, SwiGLU, cross entropy, AdamW. gpt-train decides what is multiplied with what; here is how.
 *
 * It stands on the 16-float vectors of gpt.h (>>vector), whose primitives round alike in every lane, and keeps to two
 * rules, so that a training gives the same bytes on any processor and any number of threads:
 *   - an element of a product is one chain of fused multiply-adds over k in order, per block of k (TM_DEPTH); the
 *     blocks are added in order. Tiles only choose which chains are computed side by side.
 *   - any other sum runs in 16 lanes, column j in lane j % 16, which gpt__hsum joins in its one order.
 *
 * Rows of matrices start at multiples of 16 floats and may be read up to the next multiple of 16 beyond their end.
 * The file includes itself once per lane, with TM_LANE defined. Include ../gpt.h (implementation) first. */
#ifndef TRAIN_MATH_H
#define TRAIN_MATH_H

#if defined(__clang__) /* no fused operations but where they are written */
#pragma clang fp contract(off)
#endif

#define TM_DEPTH 320   /* most of k in one block of a product; part of the definition of the results */
#define TM_WIDTH 48    /* most columns of a panel of B */
#define TM_QUERIES 16  /* queries that attention handles at once; part of the definition, too */

/* C (m, n) = A (m, k) B (k, n), or C += A B. One of the strides of A is 1: a matrix, or one read transposed. */
typedef struct tm_gemm {
    const float *a;          /* A[i][l] = a[i * a_row + l * a_k] */
    size_t a_row, a_k;
    const float *b;          /* B[l][first column of panel p + j] = b[p * b_panel + l * TM_WIDTH + j] (tm_pack); or */
    size_t b_panel, b_k;     /* b_panel 0: a plain matrix, B[l][j] = b[l * b_k + j] */
    float *c;
    size_t ldc;
    int m, n, k, add;
} tm_gemm;

/* Causal attention of whole documents: n tokens in a row, positions 0 .. n - 1. A row of qkv holds H heads of C
 * queries, K heads of keys, K heads of values. H / K query heads share a key/value head (GQA, arXiv:2305.13245). */
typedef struct tm_attend {
    int H, K, C;
    float scale;                /* 1 / sqrt(C) */
    float *qkv;                 /* (T, ld); attend turns queries and keys in place (RoPE) */
    float *o;                   /* (T, ldo): H heads of C */
    float *top, *norm;          /* (T, H): of each row of scores the maximum and 1 / sum exp(s - max) */
    const float *cosine, *sine; /* (n_ctx, half): RoPE */
    size_t ld, ldo, half;
    const float *d_o;           /* (T, ldo): gradient of o */
    float *d_qkv;               /* (T, ld): gradient of qkv, as it was before RoPE */
} tm_attend;

/* Panels of n columns are three vectors wide, but for the last: rather two of two than one of three and one of one,
 * which would leave the multipliers idle. */
static inline int tm_panels(int n) { return (n + TM_WIDTH - 1) / TM_WIDTH; }

static inline int tm_column(int n, int p) { /* the first of panel p; n for p = tm_panels(n) */
    int left = n % TM_WIDTH;
    if (p == n / TM_WIDTH && p > 0 && left > 0 && left <= 16) return p * TM_WIDTH - 16;
    return p * TM_WIDTH < n ? p * TM_WIDTH : n;
}

/* floats of scratch memory for documents of up to n tokens: keys and values transposed, two blocks of scores */
static inline size_t tm_attend_scratch(int C, int n) {
    size_t width = ((size_t)n + 15) / 16 * 16 + 16;
    return 2 * (size_t)(C + TM_QUERIES) * width + TM_WIDTH;
}

/* One step of AdamW (arXiv:1711.05101) for n weights. */
typedef struct tm_adam {
    float scale;             /* of the gradient: clipping */
    float beta1, beta2, eps; /* decay of the two moments */
    float rate, decay;       /* rate: learning rate / (1 - beta1^t); decay: learning rate * weight decay */
    float fix2;              /* 1 / (1 - beta2^t) */
} tm_adam;

typedef struct tm_lane {
    const char *name;
    void (*gemm)(const tm_gemm *g, int i0, int i1, int p0, int p1); /* rows and panels */
    void (*attend)(const tm_attend *a, size_t first, int n, int kv, float *scratch);
    void (*attend_back)(const tm_attend *a, size_t first, int n, int kv, float *scratch);
    float (*norm)(const float *x, const float *gain, int n, float eps, float *out);
    void (*norm_back)(const float *x, const float *gain, const float *dy, float inv, int n, float *dx);
    void (*gain_back)(const float *x, const float *dy, size_t ld, const float *inv, int T, float *dgain, int n);
    void (*swiglu)(const float *g, const float *u, int n, float *h);
    void (*swiglu_back)(float *g, float *u, const float *dh, int n);
    void (*add)(const float *x, const float *y, const float *mask, int n, float *out);
    double (*loss)(float *s, int n, int target, float weight);
    float (*squares)(const float *x, int n);
    void (*adam)(const tm_adam *o, float *w, const float *g, float *m, float *v, int n);
    double (*peak)(int rounds);
} tm_lane;

#if defined(__GNUC__)
#define TM_PREFETCH(p) __builtin_prefetch(p, 1)
#else
#define TM_PREFETCH(p) ((void)(p))
#endif

#define TM_LANE portable
#define TM_FN
#define TM_INLINE GPT__INLINE
#define TM_ROWS 4
#define TM_VECTORS 1
#include "train_math.h"
#if GPT__X86
#define TM_LANE avx2
#define TM_FN GPT__TARGET("avx2,fma,f16c")
#define TM_INLINE GPT__INLINE TM_FN
#define TM_ROWS 4
#define TM_VECTORS 1
#include "train_math.h"
#define TM_LANE avx512
#define TM_FN GPT__TARGET("avx2,fma,f16c,avx512f,avx512bw,avx512dq,avx512vl")
#define TM_INLINE GPT__INLINE TM_FN
#define TM_ROWS 8
#define TM_VECTORS 3
#include "train_math.h"
#endif

/* Lane i of those that this processor runs, in gpt.h's order; NULL beyond. */
static const tm_lane *tm_lane_at(int i) {
    static const tm_lane *const table[] = {
        &tm_lane_portable,
#if GPT__X86
        &tm_lane_avx2, &tm_lane_avx512,
#endif
    };
    int n = (int)(sizeof table / sizeof table[0]);
    return i >= 0 && i < n && i < gpt_lane_count() ? table[i] : NULL;
}

static const tm_lane *tm_best_lane(void) {
    int i = 0;
    while (tm_lane_at(i + 1)) i++;
    return tm_lane_at(i);
}

/* B of a product with W (rows, cols), row-major, in panels: transposed, so that y = x W^T; or as it is, dx = dy W.
 * Panels p0 .. p1 - 1. Columns beyond the last stay what they are (zero). */
static inline void tm_pack(const float *w, int rows, int cols, int transposed, int p0, int p1, float *out) {
    int n = transposed ? rows : cols, k = transposed ? cols : rows, p, i, j;
    for (p = p0; p < p1; p++) {
        int column = tm_column(n, p), width = tm_column(n, p + 1) - column;
        float *panel = out + (size_t)p * (size_t)k * TM_WIDTH;
        for (i = 0; i < k && !transposed; i++)
            memcpy(panel + (size_t)i * TM_WIDTH, w + (size_t)i * (size_t)cols + column, (size_t)width * sizeof *w);
        for (j = 0; j < width && transposed; j++) {
            const float *row = w + (size_t)(column + j) * (size_t)cols;
            for (i = 0; i < k; i++) panel[(size_t)i * TM_WIDTH + (size_t)j] = row[i];
        }
    }
}

#else /* ---- once per lane ---- */

#define TM(name) GPT__CAT(tm_, GPT__CAT(name, GPT__CAT(_, TM_LANE)))
#define V(name) GPT__CAT(gpt__, GPT__CAT(name, GPT__CAT(_, TM_LANE)))
#define v16 V(v16)
#if defined(__clang__)
#define TM_UNROLL _Pragma("clang loop unroll(full)")
#elif defined(__GNUC__)
#define TM_UNROLL _Pragma("GCC unroll 16")
#else
#define TM_UNROLL
#endif

/* R rows by P vectors of C: R * P sums stay in registers while A is broadcast against rows of B. n: columns that are
 * there. In the AVX-512 lane 8 x 3 = 24 chains hide the latency of 8 and leave registers for three vectors of B. */
TM_INLINE void TM(tile)(int R, int P, int K, const float *a, size_t a_row, size_t a_k, const float *b, size_t b_k,
                        float *c, size_t ldc, int n, int add) {
    v16 sum[TM_ROWS * TM_VECTORS];
    int r, p, k;
    TM_UNROLL for (r = 0; r < R; r++) {
        TM_UNROLL for (p = 0; p < P; p++) {
            sum[r * P + p] = V(set1)(0.0f);
            TM_PREFETCH(c + (size_t)r * ldc + 16 * p);
        }
    }
    for (k = 0; k < K; k++, a += a_k, b += b_k) {
        v16 row[TM_VECTORS];
        if (a_row == 1) { /* both are read row after row, from page to page: no prefetcher follows by itself */
            TM_PREFETCH(a + 24 * a_k);
            TM_UNROLL for (p = 0; p < P; p++) TM_PREFETCH(b + 24 * b_k + 16 * p);
        }
        TM_UNROLL for (p = 0; p < P; p++) row[p] = V(load)(b + 16 * p);
        TM_UNROLL for (r = 0; r < R; r++) {
            v16 x = V(set1)(a[(size_t)r * a_row]);
            TM_UNROLL for (p = 0; p < P; p++) sum[r * P + p] = V(vfma)(row[p], x, sum[r * P + p]);
        }
    }
    if (n >= 16 * P) {
        TM_UNROLL for (r = 0; r < R; r++) {
            TM_UNROLL for (p = 0; p < P; p++) {
                float *to = c + (size_t)r * ldc + 16 * p;
                V(save)(to, add ? V(vadd)(V(load)(to), sum[r * P + p]) : sum[r * P + p]);
            }
        }
        return;
    }
    TM_UNROLL for (r = 0; r < R; r++) {
        TM_UNROLL for (p = 0; p < P; p++) {
            float *to = c + (size_t)r * ldc + 16 * p;
            int left = n - 16 * p;
            if (left > 0) V(save_n)(to, add ? V(vadd)(V(load_n)(to, left), sum[r * P + p]) : sum[r * P + p], left);
        }
    }
}

/* k0 .. k1 - 1 of k for rows i0 .. i1 - 1 and P vectors of columns from j on, with B at b. */
TM_INLINE void TM(rows)(int P, const tm_gemm *g, int by_row, int i0, int i1, int j, int k0, int k1, const float *b) {
    size_t a_row = by_row ? g->a_row : 1, a_k = by_row ? 1 : g->a_k; /* the stride 1 known to the compiler */
    size_t b_k = g->b_panel ? TM_WIDTH : g->b_k;
    int i, add = g->add || k0 > 0;
#define TM_STEP(R) \
    TM(tile)(R, P, k1 - k0, g->a + (size_t)i * a_row + (size_t)k0 * a_k, a_row, a_k, b + (size_t)k0 * b_k, b_k, \
             g->c + (size_t)i * g->ldc + j, g->ldc, g->n - j, add)
    for (i = i0; i + TM_ROWS <= i1; i += TM_ROWS) TM_STEP(TM_ROWS);
#if TM_ROWS == 8
    for (; i + 4 <= i1; i += 4) TM_STEP(4);
#endif
    for (; i + 2 <= i1; i += 2) TM_STEP(2);
    for (; i < i1; i++) TM_STEP(1);
#undef TM_STEP
}

TM_INLINE void TM(blocks)(const tm_gemm *g, int by_row, int i0, int i1, int p0, int p1) {
    int n_block = g->k > TM_DEPTH ? (g->k + TM_DEPTH - 1) / TM_DEPTH : 1, block, p;
    for (block = 0; block < n_block; block++) {
        int k0 = (int)((int64_t)g->k * block / n_block), k1 = (int)((int64_t)g->k * (block + 1) / n_block);
        for (p = p0; p < p1; p++) {
            int j = tm_column(g->n, p), end = tm_column(g->n, p + 1);
            const float *b = g->b_panel ? g->b + (size_t)p * g->b_panel : g->b + j;
#if TM_VECTORS == 3
            if (end - j > 32) TM(rows)(3, g, by_row, i0, i1, j, k0, k1, b);
            else if (end - j > 16) TM(rows)(2, g, by_row, i0, i1, j, k0, k1, b);
            else TM(rows)(1, g, by_row, i0, i1, j, k0, k1, b);
#else
            for (; j < end; j += 16, b += 16) TM(rows)(1, g, by_row, i0, i1, j, k0, k1, b);
#endif
        }
    }
}

/* Blocks of k are of equal size, as few as TM_DEPTH allows: a panel's part of a block is what stays in the cache while
 * rows of A pass by. */
static TM_FN void TM(gemm)(const tm_gemm *g, int i0, int i1, int p0, int p1) {
    if (g->a_k == 1) TM(blocks)(g, 1, i0, i1, p0, p1);
    else TM(blocks)(g, 0, i0, i1, p0, p1);
}

/* ---- rows ---- */

/* RMSNorm (arXiv:1910.07467): out = x * inv * gain, inv = 1 / sqrt(mean(x^2) + eps), which is returned. */
static TM_FN float TM(norm)(const float *x, const float *gain, int n, float eps, float *out) {
    v16 sum = V(set1)(0.0f);
    float inv;
    int i;
    for (i = 0; i < n; i += 16) {
        v16 a = V(load_n)(x + i, n - i);
        sum = V(vfma)(a, a, sum);
    }
    inv = 1.0f / sqrtf(V(hsum)(sum) / (float)n + eps);
    for (i = 0; i < n; i += 16)
        V(save_n)(out + i, V(vmul)(V(vmul)(V(load_n)(x + i, n - i), V(set1)(inv)), V(load_n)(gain + i, n - i)), n - i);
    return inv;
}

/* dx += inv * gain * dy - x * inv^3 / n * sum(gain * dy * x) */
static TM_FN void TM(norm_back)(const float *x, const float *gain, const float *dy, float inv, int n, float *dx) {
    v16 sum = V(set1)(0.0f), pull;
    int i;
    for (i = 0; i < n; i += 16)
        sum = V(vfma)(V(vmul)(V(load_n)(gain + i, n - i), V(load_n)(dy + i, n - i)), V(load_n)(x + i, n - i), sum);
    pull = V(set1)(-(inv * inv * inv) * (V(hsum)(sum) / (float)n));
    for (i = 0; i < n; i += 16) {
        v16 d = V(vfma)(V(load_n)(x + i, n - i), pull, V(load_n)(dx + i, n - i));
        v16 gdy = V(vmul)(V(load_n)(gain + i, n - i), V(load_n)(dy + i, n - i));
        V(save_n)(dx + i, V(vfma)(gdy, V(set1)(inv), d), n - i);
    }
}

/* dgain += sum over T rows of dy * x * inv, for n <= 16 columns */
static TM_FN void TM(gain_back)(const float *x, const float *dy, size_t ld, const float *inv, int T, float *dgain,
                                int n) {
    v16 sum = V(set1)(0.0f);
    int t;
    for (t = 0; t < T; t++, x += ld, dy += ld)
        sum = V(vfma)(V(vmul)(V(load_n)(x, n), V(set1)(inv[t])), V(load_n)(dy, n), sum);
    V(save_n)(dgain, V(vadd)(V(load_n)(dgain, n), sum), n);
}

/* SwiGLU (arXiv:2002.05202): h = silu(g) * u */
static TM_FN void TM(swiglu)(const float *g, const float *u, int n, float *h) {
    int i;
    for (i = 0; i < n; i += 16) {
        v16 a = V(load_n)(g + i, n - i);
        V(save_n)(h + i, V(vmul)(V(vswish)(a, a), V(load_n)(u + i, n - i)), n - i);
    }
}

/* With s = sigmoid(g):  du = dh * g s,  dg = dh * u * (s + g s (1 - s)). They replace g and u. */
static TM_FN void TM(swiglu_back)(float *g, float *u, const float *dh, int n) {
    v16 one = V(set1)(1.0f), zero = V(set1)(0.0f);
    int i;
    for (i = 0; i < n; i += 16) {
        v16 a = V(load_n)(g + i, n - i), d = V(load_n)(dh + i, n - i);
        v16 s = V(vdiv)(one, V(vadd)(one, V(vexp)(V(vsub)(zero, a)))), as = V(vmul)(a, s);
        v16 slope = V(vfma)(as, V(vsub)(one, s), s);
        V(save_n)(g + i, V(vmul)(V(vmul)(d, V(load_n)(u + i, n - i)), slope), n - i);
        V(save_n)(u + i, V(vmul)(d, as), n - i);
    }
}

/* out = x + y, y first multiplied by mask where there is one; x NULL is zero */
static TM_FN void TM(add)(const float *x, const float *y, const float *mask, int n, float *out) {
    int i;
    for (i = 0; i < n; i += 16) {
        v16 a = V(load_n)(y + i, n - i);
        if (mask) a = V(vmul)(a, V(load_n)(mask + i, n - i));
        if (x) a = V(vadd)(V(load_n)(x + i, n - i), a);
        V(save_n)(out + i, a, n - i);
    }
}

/* The largest of n values. */
TM_INLINE float TM(largest)(const float *s, int n) {
    v16 least = V(set1)(-3.40282347e38f), m = least;
    int i;
    for (i = 0; i < n; i += 16) m = V(vmax)(V(range)(V(load_n)(s + i, n - i), least, 0, n - i), m);
    return V(hmax)(m);
}

/* s = exp(s - top) for n values, zero up to the next multiple of 16; returns their sum. */
TM_INLINE float TM(exps)(float *s, int n, float top) {
    v16 zero = V(set1)(0.0f), sum = zero;
    int i;
    for (i = 0; i < n; i += 16) {
        v16 e = V(range)(V(vexp)(V(vsub)(V(load)(s + i), V(set1)(top))), zero, 0, n - i);
        sum = V(vadd)(sum, e);
        V(save)(s + i, e);
    }
    return V(hsum)(sum);
}

/* Cross entropy: returns -log softmax(s)[target]; s becomes its gradient times weight: (softmax(s) - onehot) * weight.
 * NaN in s gives NaN. s has room for a multiple of 16. */
static TM_FN double TM(loss)(float *s, int n, int target, float weight) {
    float top = TM(largest)(s, n), at = s[target], sum = 0.0f, bad = 0.0f;
    int i;
    for (i = 0; i < n; i += 16) { /* vexp makes a number of NaN; a difference with itself keeps it */
        v16 a = V(load_n)(s + i, n - i);
        bad += V(hsum)(V(vsub)(a, a));
    }
    sum = TM(exps)(s, n, top);
    for (i = 0; i < n; i += 16)
        V(save_n)(s + i, V(vmul)(V(load_n)(s + i, n - i), V(set1)(weight / sum)), n - i);
    s[target] = s[target] - weight;
    return gpt__log((double)sum) - ((double)at - (double)top) + (double)bad;
}

static TM_FN float TM(squares)(const float *x, int n) {
    v16 sum = V(set1)(0.0f);
    int i;
    for (i = 0; i < n; i += 16) {
        v16 a = V(load_n)(x + i, n - i);
        sum = V(vfma)(a, a, sum);
    }
    return V(hsum)(sum);
}

/* m = b1 m + (1 - b1) g;   v = b2 v + (1 - b2) g^2;   w -= rate * m / (sqrt(v * fix2) + eps) + decay * w */
static TM_FN void TM(adam)(const tm_adam *o, float *w, const float *g, float *m, float *v, int n) {
    v16 scale = V(set1)(o->scale), b1 = V(set1)(o->beta1), b2 = V(set1)(o->beta2);
    v16 c1 = V(set1)(1.0f - o->beta1), c2 = V(set1)(1.0f - o->beta2), fix2 = V(set1)(o->fix2), eps = V(set1)(o->eps);
    v16 rate = V(set1)(-o->rate), keep = V(set1)(1.0f - o->decay);
    int i, l;
    for (i = 0; i < n; i += 16) {
        v16 grad = V(vmul)(V(load_n)(g + i, n - i), scale), first, second, root;
        float r[16];
        first = V(vfma)(V(load_n)(m + i, n - i), b1, V(vmul)(grad, c1));
        second = V(vfma)(V(load_n)(v + i, n - i), b2, V(vmul)(V(vmul)(grad, grad), c2));
        V(save)(r, V(vmul)(second, fix2));
        for (l = 0; l < 16; l++) r[l] = sqrtf(r[l]);
        root = V(vadd)(V(load)(r), eps);
        V(save_n)(m + i, first, n - i);
        V(save_n)(v + i, second, n - i);
        V(save_n)(w + i, V(vfma)(V(vdiv)(first, root), rate, V(vmul)(V(load_n)(w + i, n - i), keep)), n - i);
    }
}

/* ---- attention ---- */

/* RoPE (arXiv:2104.09864) of n positions of a head: the pairs (x[i], x[i + half]) turn by the angles of the position;
 * back (sign -1) for gradients, the turn's transpose. */
TM_INLINE void TM(turn)(float *x, size_t ld, int n, const tm_attend *a, float sign) {
    int t, i, half = a->C / 2;
    for (t = 0; t < n; t++, x += ld) {
        const float *c = a->cosine + (size_t)t * a->half, *s = a->sine + (size_t)t * a->half;
        for (i = 0; i < half; i += 16) {
            v16 p = V(load_n)(x + i, half - i), q = V(load_n)(x + half + i, half - i);
            v16 cosine = V(load_n)(c + i, half - i), sine = V(vmul)(V(load_n)(s + i, half - i), V(set1)(sign));
            V(save_n)(x + i, V(vfma)(p, cosine, V(vmul)(V(vsub)(V(set1)(0.0f), q), sine)), half - i);
            V(save_n)(x + half + i, V(vfma)(q, cosine, V(vmul)(p, sine)), half - i);
        }
    }
}

/* out[c][t] = x[t][c] */
TM_INLINE void TM(flip)(const float *x, size_t ld, int n, int C, float *out, size_t width) {
    int t, c;
    for (t = 0; t < n; t++)
        for (c = 0; c < C; c++) out[(size_t)c * width + (size_t)t] = x[(size_t)t * ld + (size_t)c];
}

/* C (m, n) (+)= A B of plain matrices; turned: A is read transposed. */
TM_INLINE void TM(product)(int m, int n, int k, const float *a, size_t lda, int turned, const float *b, size_t ldb,
                           float *c, size_t ldc, int add) {
    tm_gemm g;
    g.a = a, g.a_row = turned ? 1 : lda, g.a_k = turned ? lda : 1;
    g.b = b, g.b_panel = 0, g.b_k = ldb;
    g.c = c, g.ldc = ldc;
    g.m = m, g.n = n, g.k = k, g.add = add;
    TM(gemm)(&g, 0, m, 0, tm_panels(n));
}

/* s (m, n) = scale * q k^T of the queries t0 .. t0 + m - 1 with the keys 0 .. n - 1 */
TM_INLINE void TM(scores)(const tm_attend *a, const float *q, const float *kt, size_t width, int m, int n, float *s) {
    int t, j;
    TM(product)(m, n, a->C, q, a->ld, 0, kt, width, s, width, 0);
    for (t = 0; t < m; t++)
        for (j = 0; j < n; j += 16) {
            float *at = s + (size_t)t * width + j;
            V(save)(at, V(vmul)(V(load)(at), V(set1)(a->scale)));
        }
}

/* p[t] = softmax(scale * q[t] k^T) over keys 0 .. t;   o[t] = sum of p[t][j] v[j] */
static TM_FN void TM(attend)(const tm_attend *a, size_t first, int n, int kv, float *scratch) {
    size_t width = ((size_t)n + 15) / 16 * 16 + 16, C = (size_t)a->C, G = (size_t)(a->H / a->K), g;
    float *rows = a->qkv + first * a->ld, *k = rows + ((size_t)a->H + (size_t)kv) * C, *v = k + (size_t)a->K * C;
    float *kt = scratch, *s = kt + C * width;
    int t0, t;
    TM(turn)(k, a->ld, n, a, 1.0f);
    TM(flip)(k, a->ld, n, a->C, kt, width);
    for (g = 0; g < G; g++) {
        size_t head = (size_t)kv * G + g;
        float *q = rows + head * C, *o = a->o + first * a->ldo + head * C;
        TM(turn)(q, a->ld, n, a, 1.0f);
        for (t0 = 0; t0 < n; t0 += TM_QUERIES) {
            int m = n - t0 < TM_QUERIES ? n - t0 : TM_QUERIES, seen = t0 + m;
            TM(scores)(a, q + (size_t)t0 * a->ld, kt, width, m, seen, s);
            for (t = 0; t < m; t++) {
                float *row = s + (size_t)t * width, top = TM(largest)(row, t0 + t + 1);
                float inv = 1.0f / TM(exps)(row, t0 + t + 1, top);
                size_t at = (first + (size_t)(t0 + t)) * (size_t)a->H + head;
                int j;
                for (j = 0; j < t0 + t + 1; j += 16) V(save)(row + j, V(vmul)(V(load)(row + j), V(set1)(inv)));
                for (; j < seen; j += 16) V(save)(row + j, V(set1)(0.0f));
                a->top[at] = top;
                a->norm[at] = inv;
            }
            TM(product)(m, a->C, seen, s, width, 0, v, a->ld, o + (size_t)t0 * a->ldo, a->ldo, 0);
        }
    }
}

/* p again from the scores and what attend kept of them;   dv[j] += sum over t of p[t][j] do[t];
 * ds[t][j] = p[t][j] (do[t] v[j] - do[t] o[t]) scale;
 * dq[t] = sum of ds[t][j] k[j];   dk[j] += sum over t of ds[t][j] q[t] */
static TM_FN void TM(attend_back)(const tm_attend *a, size_t first, int n, int kv, float *scratch) {
    size_t width = ((size_t)n + 15) / 16 * 16 + 16, C = (size_t)a->C, G = (size_t)(a->H / a->K), g;
    size_t to_k = ((size_t)a->H + (size_t)kv) * C, to_v = to_k + (size_t)a->K * C;
    const float *rows = a->qkv + first * a->ld, *k = rows + to_k, *v = rows + to_v;
    float *d_rows = a->d_qkv + first * a->ld, *dk = d_rows + to_k, *dv = d_rows + to_v;
    float *kt = scratch, *vt = kt + C * width, *p = vt + C * width, *ds = p + TM_QUERIES * width;
    int t0, t, j;
    TM(flip)(k, a->ld, n, a->C, kt, width);
    TM(flip)(v, a->ld, n, a->C, vt, width);
    for (t = 0; t < n; t++) {
        memset(dk + (size_t)t * a->ld, 0, C * sizeof *dk);
        memset(dv + (size_t)t * a->ld, 0, C * sizeof *dv);
    }
    for (g = 0; g < G; g++) {
        size_t head = (size_t)kv * G + g;
        for (t0 = 0; t0 < n; t0 += TM_QUERIES) {
            int m = n - t0 < TM_QUERIES ? n - t0 : TM_QUERIES, seen = t0 + m;
            const float *q = rows + (size_t)t0 * a->ld + head * C;
            const float *o = a->o + (first + (size_t)t0) * a->ldo + head * C;
            const float *d_o = a->d_o + (first + (size_t)t0) * a->ldo + head * C;
            TM(scores)(a, q, kt, width, m, seen, p);
            TM(product)(m, seen, a->C, d_o, a->ldo, 0, vt, width, ds, width, 0);
            for (t = 0; t < m; t++) {
                size_t at = (first + (size_t)(t0 + t)) * (size_t)a->H + head;
                v16 dot = V(set1)(0.0f), top = V(set1)(a->top[at]), inv = V(set1)(a->norm[at]), zero = dot;
                for (j = 0; j < a->C; j += 16)
                    dot = V(vfma)(V(load_n)(o + (size_t)t * a->ldo + j, a->C - j),
                                  V(load_n)(d_o + (size_t)t * a->ldo + j, a->C - j), dot);
                dot = V(set1)(V(hsum)(dot));
                for (j = 0; j < seen; j += 16) {
                    float *pj = p + (size_t)t * width + j, *dsj = ds + (size_t)t * width + j;
                    int left = t0 + t + 1 - j;
                    v16 e = V(range)(V(vmul)(V(vexp)(V(vsub)(V(load)(pj), top)), inv), zero, 0, left);
                    v16 d = V(vmul)(V(vmul)(V(vsub)(V(load)(dsj), dot), e), V(set1)(a->scale));
                    V(save)(pj, e);
                    V(save)(dsj, V(range)(d, zero, 0, left));
                }
            }
            TM(product)(seen, a->C, m, p, width, 1, d_o, a->ldo, dv, a->ld, 1);
            TM(product)(m, a->C, seen, ds, width, 0, k, a->ld, d_rows + (size_t)t0 * a->ld + head * C, a->ld, 0);
            TM(product)(seen, a->C, m, ds, width, 1, q, a->ld, dk, a->ld, 1);
        }
        TM(turn)(d_rows + head * C, a->ld, n, a, -1.0f);
    }
    TM(turn)(dk, a->ld, n, a, -1.0f);
}

/* What the arithmetic units can do at best: rounds of TM_ROWS * TM_VECTORS independent multiply-adds. Returns how many
 * operations that were. */
static TM_FN double TM(peak)(int rounds) {
    float left[16];
    v16 sum[TM_ROWS][TM_VECTORS], x = V(set1)(0.999f), y = V(set1)(1e-3f);
    volatile float sink;
    int i, r, p;
    TM_UNROLL for (r = 0; r < TM_ROWS; r++) {
        TM_UNROLL for (p = 0; p < TM_VECTORS; p++) sum[r][p] = V(set1)((float)(r * TM_VECTORS + p));
    }
    for (i = 0; i < rounds; i++) {
        TM_UNROLL for (r = 0; r < TM_ROWS; r++) {
            TM_UNROLL for (p = 0; p < TM_VECTORS; p++) sum[r][p] = V(vfma)(sum[r][p], x, y);
        }
    }
    TM_UNROLL for (r = 0; r < TM_ROWS; r++) {
        TM_UNROLL for (p = 0; p < TM_VECTORS; p++) y = V(vadd)(y, sum[r][p]);
    }
    V(save)(left, y);
    sink = left[0];
    (void)sink;
    return (double)rounds * TM_ROWS * TM_VECTORS * 32;
}

#define TM_TEXT2(x) #x
#define TM_TEXT(x) TM_TEXT2(x)
static const tm_lane TM(lane) = {
    TM_TEXT(TM_LANE), TM(gemm), TM(attend), TM(attend_back), TM(norm), TM(norm_back), TM(gain_back), TM(swiglu),
    TM(swiglu_back), TM(add), TM(loss), TM(squares), TM(adam), TM(peak)
};

#undef TM_TEXT
#undef TM_TEXT2
#undef TM_UNROLL
#undef v16
#undef V
#undef TM
#undef TM_LANE
#undef TM_FN
#undef TM_INLINE
#undef TM_ROWS
#undef TM_VECTORS
#endif
