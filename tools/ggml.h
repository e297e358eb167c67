/* ggml.h -- the blocks in which GGUF files keep weights, to floats.
 *
 * Each function reads one block. Layouts are drawn in the order of their bytes; f16 and all other numbers are
 * little-endian, q are the values' codes, the lowest bits first. Formulas are computed in single precision in the order
 * in which published code does it, so that values are the same to the last bit. Include ../gpt.h, with its
 * implementation, and source.h first. */
#ifndef TOOLS_GGML_H
#define TOOLS_GGML_H

#include "ggml_grids.h"

static inline unsigned ggml__u16(const unsigned char *p) { return p[0] | (unsigned)p[1] << 8; }
static inline uint32_t ggml__u32(const unsigned char *p) { return ggml__u16(p) | (uint32_t)ggml__u16(p + 2) << 16; }
static inline float ggml__f16(const unsigned char *p) { return src__f16((uint16_t)ggml__u16(p)); }

static inline float ggml__f32(const unsigned char *p) {
    const uint32_t u = ggml__u32(p);
    float f;
    memcpy(&f, &u, 4);
    return f;
}

/* ---- single values ---- */

static inline void ggml__read_f32(const unsigned char *p, float *y) { *y = ggml__f32(p); }
static inline void ggml__read_f16(const unsigned char *p, float *y) { *y = ggml__f16(p); }
static inline void ggml__read_i8(const unsigned char *p, float *y) { *y = (float)(signed char)*p; }
static inline void ggml__read_i16(const unsigned char *p, float *y) { *y = (float)(int16_t)ggml__u16(p); }
static inline void ggml__read_i32(const unsigned char *p, float *y) { *y = (float)(int32_t)ggml__u32(p); }

static inline void ggml__read_bf16(const unsigned char *p, float *y) {
    const uint32_t u = (uint32_t)ggml__u16(p) << 16;
    memcpy(y, &u, 4);
}
static inline void ggml__read_i64(const unsigned char *p, float *y) {
    *y = (float)(int64_t)(ggml__u32(p) | (uint64_t)ggml__u32(p + 4) << 32);
}
static inline void ggml__read_f64(const unsigned char *p, float *y) {
    const uint64_t u = ggml__u32(p) | (uint64_t)ggml__u32(p + 4) << 32;
    double d;
    memcpy(&d, &u, 8);
    *y = (float)d;
}

/* ---- blocks of 32 ----
 *
 *   Q4_0  d:f16 q:16     value i is in the low nibble of byte i, value 16 + i in the high one;  d (q - 8)
 *   Q4_1  d m q:16       d q + m
 *   Q5_0  d h:4 q:16     bit i of h is the fifth bit of value i;  d (q - 16)
 *   Q5_1  d m h:4 q:16   d q + m
 *   Q8_0  d q:32         d q, q signed;   Q8_1  d s q:32: s is not needed
 *   MXFP4 e q:16         2^(e - 128) times a code's value (OCP microscaling formats 1.0), halves of which are
 *   IQ4_NL d q:16        d times a code's value */

static const signed char ggml__e2m1[16] = {0, 1, 2, 3, 4, 6, 8, 12, 0, -1, -2, -3, -4, -6, -8, -12};
static const signed char ggml__nl[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

/* nibble i of n values, n / 2 apart */
static inline int ggml__nibble(const unsigned char *q, int i, int n) {
    return i < n / 2 ? q[i] & 15 : q[i - n / 2] >> 4;
}

static inline void ggml__read_q4_0(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 32; i++) y[i] = d * (float)(ggml__nibble(p + 2, i, 32) - 8);
}

static inline void ggml__read_q4_1(const unsigned char *p, float *y) {
    const float d = ggml__f16(p), m = ggml__f16(p + 2);
    int i;
    for (i = 0; i < 32; i++) y[i] = d * (float)ggml__nibble(p + 4, i, 32) + m;
}

static inline int ggml__five(const unsigned char *h, int i) {
    return ggml__nibble(h + 4, i, 32) | (h[i / 8] >> (i % 8) & 1) << 4;
}

static inline void ggml__read_q5_0(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 32; i++) y[i] = d * (float)(ggml__five(p + 2, i) - 16);
}

static inline void ggml__read_q5_1(const unsigned char *p, float *y) {
    const float d = ggml__f16(p), m = ggml__f16(p + 2);
    int i;
    for (i = 0; i < 32; i++) y[i] = d * (float)ggml__five(p + 4, i) + m;
}

static inline void ggml__read_q8_0(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 32; i++) y[i] = d * (float)(signed char)p[2 + i];
}

static inline void ggml__read_q8_1(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 32; i++) y[i] = d * (float)(signed char)p[4 + i];
}

static inline void ggml__read_iq4_nl(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 32; i++) y[i] = d * (float)ggml__nl[ggml__nibble(p + 2, i, 32)];
}

static inline void ggml__read_mxfp4(const unsigned char *p, float *y) {
    int i;
    for (i = 0; i < 32; i++) y[i] = ldexpf((float)ggml__e2m1[ggml__nibble(p + 1, i, 32)], p[0] - 128);
}

/* NVFP4: 4 factors of e4m3 without sign, then for each of them 16 nibbles in 8 bytes */
static inline void ggml__read_nvfp4(const unsigned char *p, float *y) {
    int i;
    for (i = 0; i < 64; i++) {
        const int e = p[i / 16] >> 3 & 15, m = p[i / 16] & 7;
        float d = e ? ldexpf((float)(8 + m), e - 11) : ldexpf((float)m, -10); /* half of it, as the codes are doubled */
        if (p[i / 16] == 0x7F) d = 0;
        y[i] = (float)ggml__e2m1[ggml__nibble(p + 4 + i / 16 * 8, i % 16, 16)] * d;
    }
}

/* ---- one and two bits ----
 *
 *   Q1_0  d q:16 (128 values)   bit 1: d, 0: -d
 *   Q2_0  d q:16 (64 values)    d (q - 1)
 *   TQ2_0 q:64 d (256 values)   d (q - 1); byte 32 k + i has values 128 k + i, + 32, + 64, + 96
 *   TQ1_0 q:48 h:4 d            a byte is a fraction of 256 in base 3, five digits of q, four of h; d (digit - 1) */

static inline void ggml__read_q1_0(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 128; i++) y[i] = p[2 + i / 8] >> (i % 8) & 1 ? d : -d;
}

static inline void ggml__read_q2_0(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 64; i++) y[i] = (float)((p[2 + i / 4] >> (i % 4 * 2) & 3) - 1) * d;
}

static inline int ggml__tq2_code(const unsigned char *p, int i) {
    return p[i / 128 * 32 + i % 32] >> (i % 128 / 32 * 2) & 3;
}

static inline int ggml__tq1_code(const unsigned char *p, int i) {
    static const unsigned char power[5] = {1, 3, 9, 27, 81};
    int byte, digit;
    if (i < 160) byte = i % 32, digit = i / 32;
    else if (i < 240) byte = 32 + (i - 160) % 16, digit = (i - 160) / 16;
    else byte = 48 + (i - 240) % 4, digit = (i - 240) / 4;
    return (unsigned char)(p[byte] * power[digit]) * 3 >> 8;
}

static inline void ggml__read_tq2_0(const unsigned char *p, float *y) {
    const float d = ggml__f16(p + 64);
    int i;
    for (i = 0; i < 256; i++) y[i] = d * (float)(ggml__tq2_code(p, i) - 1);
}

static inline void ggml__read_tq1_0(const unsigned char *p, float *y) {
    const float d = ggml__f16(p + 52);
    int i;
    for (i = 0; i < 256; i++) y[i] = d * (float)(ggml__tq1_code(p, i) - 1);
}

/* ---- 256 values with factors of factors ("K") ----
 *
 *   Q2_K  s:16 q:64 d m            16 values: d (s & 15) q - m (s >> 4)
 *   Q3_K  h:32 q:64 s:12 d         16 values: d (s - 32) (q - 4), where a bit of h makes up for the 4
 *   Q4_K  d m s:12 q:128           32 values: d s q - m t, where s and t are 6 bits each of s:12
 *   Q5_K  d m s:12 h:32 q:128      the same with a fifth bit in h
 *   Q6_K  q:128 h:64 s:16 d        16 values: d s (q - 32), two upper bits in h
 *   Q8_K  d:f32 q:256 sums:32      d q */

static inline void ggml__read_q2_k(const unsigned char *p, float *y) {
    const float d = ggml__f16(p + 80), m = ggml__f16(p + 82);
    int i;
    for (i = 0; i < 256; i++) {
        const int s = p[i / 16], q = ggml__tq2_code(p + 16, i);
        y[i] = d * (float)(s & 15) * (float)q - m * (float)(s >> 4);
    }
}

static inline void ggml__read_q3_k(const unsigned char *p, float *y) {
    const unsigned char *s = p + 96;
    const float d = ggml__f16(p + 108);
    int i;
    for (i = 0; i < 256; i++) {
        const int k = i / 16, q = ggml__tq2_code(p + 32, i) - (p[i % 32] >> (i / 32) & 1 ? 0 : 4);
        const int low = k < 8 ? s[k] & 15 : s[k - 8] >> 4, high = s[8 + k % 4] >> (k / 4 * 2) & 3;
        y[i] = d * (float)((low | high << 4) - 32) * (float)q;
    }
}

/* factor k of 8 and its minimum: six bits each */
static inline void ggml__k_scale(const unsigned char *s, int k, int *factor, int *minimum) {
    *factor = k < 4 ? s[k] & 63 : (s[k + 4] & 15) | (s[k - 4] >> 6) << 4;
    *minimum = k < 4 ? s[k + 4] & 63 : s[k + 4] >> 4 | (s[k] >> 6) << 4;
}

/* value i in 32 bytes for each 64: low nibbles, then high ones */
static inline int ggml__k_nibble(const unsigned char *q, int i) {
    return q[i / 64 * 32 + i % 32] >> (i / 32 % 2 * 4) & 15;
}

static inline void ggml__read_q4_k(const unsigned char *p, float *y) {
    const float d = ggml__f16(p), m = ggml__f16(p + 2);
    int i, factor = 0, minimum = 0;
    for (i = 0; i < 256; i++) {
        if (i % 32 == 0) ggml__k_scale(p + 4, i / 32, &factor, &minimum);
        y[i] = d * (float)factor * (float)ggml__k_nibble(p + 16, i) - m * (float)minimum;
    }
}

static inline void ggml__read_q5_k(const unsigned char *p, float *y) {
    const float d = ggml__f16(p), m = ggml__f16(p + 2);
    int i, factor = 0, minimum = 0;
    for (i = 0; i < 256; i++) {
        const int q = ggml__k_nibble(p + 48, i) | (p[16 + i % 32] >> (i / 32) & 1) << 4;
        if (i % 32 == 0) ggml__k_scale(p + 4, i / 32, &factor, &minimum);
        y[i] = d * (float)factor * (float)q - m * (float)minimum;
    }
}

static inline void ggml__read_q6_k(const unsigned char *p, float *y) {
    const float d = ggml__f16(p + 208);
    int i;
    for (i = 0; i < 256; i++) {
        const int part = i / 128, in = i % 128;
        const int low = p[part * 64 + in % 64] >> (in / 64 * 4) & 15;
        const int high = p[128 + part * 32 + in % 32] >> (in / 32 * 2) & 3;
        y[i] = d * (float)(signed char)p[192 + i / 16] * (float)((low | high << 4) - 32);
    }
}

static inline void ggml__read_q8_k(const unsigned char *p, float *y) {
    const float d = ggml__f32(p);
    int i;
    for (i = 0; i < 256; i++) y[i] = d * (float)(signed char)p[4 + i];
}

/* IQ4_XS  d h:u16 s:4 q:128: 32 values: d (s - 32) times a code's value; s has 4 bits in s, 2 in h */
static inline void ggml__read_iq4_xs(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 256; i++) {
        const int k = i / 32, s = (p[4 + k / 2] >> (k % 2 * 4) & 15) | (int)(ggml__u16(p + 2) >> (2 * k) & 3) << 4;
        y[i] = d * (float)(s - 32) * (float)ggml__nl[ggml__nibble(p + 8 + k * 16, i % 32, 32)];
    }
}

/* ---- 256 values as points of a lattice ("IQ") ----
 *
 *   IQ2_XXS d, 8 times {point:u8 x 4, u32}          the u32: four times 7 bits of signs, 4 bits of factor
 *   IQ2_XS  d, u16 x 32, s:8                        9 bits of point, 7 of signs
 *   IQ2_S   d point:32 signs:32 h:8 s:8
 *   IQ3_XXS d point:64, u32 x 8                     as IQ2_XXS, points of 4 values
 *   IQ3_S   d point:64 h:8 signs:32 s:4
 *   IQ1_S   d point:32, u16 x 8                     the u16: four times 3 bits of point, 3 of factor, sign of the shift
 *   IQ1_M   point:32 h:16 s:8                       d is spread over the upper four bits of s as u16 x 4 */

/* seven signs; the eighth makes their number even */
static inline unsigned ggml__signs(unsigned s) {
    unsigned parity = s ^ s >> 4;
    parity ^= parity >> 2;
    return s | ((parity ^ parity >> 1) & 1) << 7;
}

static inline void ggml__point2(float *y, float d, unsigned point, unsigned signs) {
    static const float level[4] = {8, 25, 43, 0};
    int i;
    for (i = 0; i < 8; i++) y[i] = d * level[point >> (2 * i) & 3] * (signs >> i & 1 ? -1.0f : 1.0f);
}

static inline void ggml__point3(float *y, float d, unsigned point, unsigned signs, const float level[8]) {
    int i;
    for (i = 0; i < 4; i++) y[i] = d * level[point >> (3 * i) & 7] * (signs >> i & 1 ? -1.0f : 1.0f);
}

static inline void ggml__point1(float *y, float d, unsigned point, float shift) {
    int i;
    for (i = 0; i < 8; i++) y[i] = d * ((float)((int)(point >> (2 * i) & 3) - 1) + shift);
}

static inline void ggml__read_iq2_xxs(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 32; i++) {
        const unsigned char *at = p + 2 + i / 4 * 8;
        const uint32_t u = ggml__u32(at + 4);
        const float f = d * (0.5f + (float)(u >> 28)) * 0.25f;
        ggml__point2(y + 8 * i, f, ggml__iq2_xxs[at[i % 4]], ggml__signs(u >> (7 * (i % 4)) & 127));
    }
}

static inline void ggml__read_iq2_xs(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 32; i++) {
        const unsigned u = ggml__u16(p + 2 + 2 * i);
        const float f = d * (0.5f + (float)(p[66 + i / 4] >> (i % 4 / 2 * 4) & 15)) * 0.25f;
        ggml__point2(y + 8 * i, f, ggml__iq2_xs[u & 511], ggml__signs(u >> 9));
    }
}

static inline void ggml__read_iq2_s(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 32; i++) {
        const float f = d * (0.5f + (float)(p[74 + i / 4] >> (i % 4 / 2 * 4) & 15)) * 0.25f;
        const unsigned high = p[66 + i / 4] >> (i % 4 * 2) & 3;
        ggml__point2(y + 8 * i, f, ggml__iq2_s[p[2 + i] | high << 8], p[34 + i]);
    }
}

static inline void ggml__read_iq3_xxs(const unsigned char *p, float *y) {
    static const float level[8] = {4, 12, 20, 28, 36, 44, 52, 62};
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 64; i++) {
        const uint32_t u = ggml__u32(p + 66 + i / 8 * 4);
        const float f = d * (0.5f + (float)(u >> 28)) * 0.5f;
        const unsigned signs = ggml__signs(u >> (7 * (i % 8 / 2)) & 127);
        ggml__point3(y + 4 * i, f, ggml__iq3_xxs[p[2 + i]], signs >> (i % 2 * 4), level);
    }
}

static inline void ggml__read_iq3_s(const unsigned char *p, float *y) {
    static const float level[8] = {1, 3, 5, 7, 9, 11, 13, 15};
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 64; i++) {
        const float f = d * (float)(1 + 2 * (p[106 + i / 16] >> (i / 8 % 2 * 4) & 15));
        const unsigned high = p[66 + i / 8] >> (i % 8) & 1;
        ggml__point3(y + 4 * i, f, ggml__iq3_s[p[2 + i] | high << 8], (unsigned)p[74 + i / 2] >> (i % 2 * 4), level);
    }
}

static inline void ggml__read_iq1_s(const unsigned char *p, float *y) {
    const float d = ggml__f16(p);
    int i;
    for (i = 0; i < 32; i++) {
        const unsigned u = ggml__u16(p + 34 + i / 4 * 2);
        const float f = d * (float)(2 * (u >> 12 & 7) + 1), shift = u & 0x8000 ? -0.125f : 0.125f;
        ggml__point1(y + 8 * i, f, ggml__iq1[p[2 + i] | (u >> (3 * (i % 4)) & 7) << 8], shift);
    }
}

static inline void ggml__read_iq1_m(const unsigned char *p, float *y) {
    const unsigned char *s = p + 48;
    const uint16_t bits = (uint16_t)(s[1] >> 4 | (s[3] >> 4) << 4 | (s[5] >> 4) << 8 | (s[7] >> 4) << 12);
    const float d = src__f16(bits);
    int i;
    for (i = 0; i < 32; i++) {
        const unsigned h = p[32 + i / 2] >> (i % 2 * 4) & 15, u = ggml__u16(s + i / 8 * 2);
        const float f = d * (float)(2 * (u >> (i % 8 / 2 * 3) & 7) + 1), shift = h & 8 ? -0.125f : 0.125f;
        ggml__point1(y + 8 * i, f, ggml__iq1[p[i] | (h & 7) << 8], shift);
    }
}

/* ---- blocks that a .gpt file can hold as they are: codes, and a factor for each 32 of them ---- */

static inline int ggml__codes_q8_0(const unsigned char *p, unsigned char *code, float *d) {
    unsigned char none = 0;
    int i;
    *d = ggml__f16(p);
    for (i = 0; i < 32; i++) code[i] = (unsigned char)(p[2 + i] ^ 128);
    for (i = 0; i < 32; i++) none = (unsigned char)(none | (code[i] == 0)); /* -128 has no place there */
    return !none;
}

static inline int ggml__codes_nibbles(const unsigned char *p, unsigned char *code, float *d) {
    int i;
    *d = ggml__f16(p);
    for (i = 0; i < 16; i++) code[i] = p[2 + i] & 15;
    for (i = 0; i < 16; i++) code[16 + i] = p[2 + i] >> 4;
    return 1;
}

/* Both once more, straight to where a panel has them, that files of them are nearly as fast to convert as to copy. */
static inline int ggml__place_q8_0(const unsigned char *p, int r, unsigned char *panel, uint16_t *d) {
    uint32_t x, none = 0;
    int i;
    for (i = 0; i < 32; i += GPT__GROUP) {
        memcpy(&x, p + 2 + i, 4);
        x ^= 0x80808080u;
        none |= (x - 0x01010101u) & ~x & 0x80808080u; /* has a byte that is 0 */
        memcpy(panel + i * GPT__PANEL + r * GPT__GROUP, &x, 4);
    }
    *d = (uint16_t)ggml__u16(p);
    return !none && (*d & 0x7c00) != 0x7c00;
}

static inline int ggml__place_nibbles(const unsigned char *p, int r, unsigned char *panel, uint16_t *d) {
    uint32_t x, y, line;
    int i;
    panel += r * GPT__GROUP;
    for (i = 0; i < 2; i++) { /* low nibbles are the first half of the block, and a line has two groups */
        memcpy(&x, p + 2 + 8 * i, 4);
        memcpy(&y, p + 6 + 8 * i, 4);
        line = (x & 0x0f0f0f0fu) | (y & 0x0f0f0f0fu) << 4;
        memcpy(panel + i * GPT__LINE, &line, 4);
        line = (x >> 4 & 0x0f0f0f0fu) | (y & 0xf0f0f0f0u);
        memcpy(panel + (i + 2) * GPT__LINE, &line, 4);
    }
    *d = (uint16_t)ggml__u16(p);
    return (*d & 0x7c00) != 0x7c00;
}

static inline int ggml__codes_q5_0(const unsigned char *p, unsigned char *code, float *d) {
    int i;
    *d = ggml__f16(p);
    for (i = 0; i < 32; i++) code[i] = (unsigned char)ggml__five(p + 2, i);
    return 1;
}

static inline int ggml__codes_mxfp4(const unsigned char *p, unsigned char *code, float *d) {
    int i, some = 0;
    for (i = 0; i < 32; i++) {
        code[i] = (unsigned char)ggml__nibble(p + 1, i, 32);
        some |= code[i] & 7;
    }
    *d = some ? ldexpf(1.0f, p[0] - 128) : 0;
    return 1;
}

static inline int ggml__codes_tq2_0(const unsigned char *p, unsigned char *code, float *d) {
    int i;
    for (i = 0; i < 256; i++) code[i] = (unsigned char)ggml__tq2_code(p, i);
    for (i = 0; i < 8; i++) d[i] = ggml__f16(p + 64);
    return 1;
}

static inline int ggml__codes_q1_0(const unsigned char *p, unsigned char *code, float *d) {
    int i;
    for (i = 0; i < 128; i++) code[i] = p[2 + i / 8] >> (i % 8) & 1;
    for (i = 0; i < 4; i++) d[i] = ggml__f16(p);
    return 1;
}

static inline int ggml__codes_q2_0(const unsigned char *p, unsigned char *code, float *d) {
    int i;
    for (i = 0; i < 64; i++) code[i] = p[2 + i / 4] >> (i % 4 * 2) & 3;
    for (i = 0; i < 2; i++) d[i] = ggml__f16(p);
    return 1;
}

static inline int ggml__codes_tq1_0(const unsigned char *p, unsigned char *code, float *d) {
    int i;
    for (i = 0; i < 256; i++) code[i] = (unsigned char)ggml__tq1_code(p, i);
    for (i = 0; i < 8; i++) d[i] = ggml__f16(p + 52);
    return 1;
}

/* bytes, 128 for zero, as >>format in gpt.h has them */
static const unsigned char ggml__book_q4_0[16] = {120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133,
                                                  134, 135};
static const unsigned char ggml__book_nl[16] = {1, 24, 45, 63, 79, 93, 106, 118, 129, 141, 153, 166, 181, 197, 217,
                                                241};
static const unsigned char ggml__book_e2m1[16] = {128, 129, 130, 131, 132, 134, 136, 140, 128, 127, 126, 125, 124, 122,
                                                  120, 116};
static const unsigned char ggml__book_q5[16] = {112, 128};
static const unsigned char ggml__book_q2[16] = {127, 128, 129, 130}, ggml__book_q1[16] = {127, 129, 128, 128};

/* ---- the table ---- */

/* ggml_coding -- of a type by its number in GGUF files; NULL if it is not known. */
static inline const src_coding *ggml_coding(uint32_t type) {
#define GGML__HOME(name, n, size, read, home, codes, book, place) \
    {name, n, size, ggml__read_##read, GPT_TYPE_##home, GPT_TYPE_##home, ggml__codes_##codes, book, place, 0}
#define GGML__EXACT(name, n, size, read, home, codes, book) GGML__HOME(name, n, size, read, home, codes, book, NULL)
#define GGML__PLACED(name, n, size, read, home, codes, book) \
    GGML__HOME(name, n, size, read, home, codes, book, ggml__place_##codes)
#define GGML__CLOSE(name, n, size, read, near) \
    {name, n, size, ggml__read_##read, GPT_TYPE_##near, -1, NULL, NULL, NULL, 0}
    static const struct { uint32_t type; src_coding coding; } known[] = {
        {0, GGML__CLOSE("F32", 1, 4, f32, F32)},
        {1, GGML__CLOSE("F16", 1, 2, f16, F16)},
        {30, GGML__CLOSE("BF16", 1, 2, bf16, BF16)},
        {8, GGML__PLACED("Q8_0", 32, 34, q8_0, Q8, q8_0, NULL)},
        {2, GGML__PLACED("Q4_0", 32, 18, q4_0, Q4, nibbles, ggml__book_q4_0)},
        {20, GGML__PLACED("IQ4_NL", 32, 18, iq4_nl, Q4, nibbles, ggml__book_nl)},
        {39, GGML__EXACT("MXFP4", 32, 17, mxfp4, Q4, mxfp4, ggml__book_e2m1)},
        {6, GGML__EXACT("Q5_0", 32, 22, q5_0, Q5, q5_0, ggml__book_q5)},
        {34, GGML__EXACT("TQ1_0", 256, 54, tq1_0, Q2, tq1_0, ggml__book_q2)},
        {35, GGML__EXACT("TQ2_0", 256, 66, tq2_0, Q2, tq2_0, ggml__book_q2)},
        {3, GGML__CLOSE("Q4_1", 32, 20, q4_1, Q5)},
        {7, GGML__CLOSE("Q5_1", 32, 24, q5_1, Q6)},
        {9, GGML__CLOSE("Q8_1", 32, 36, q8_1, Q8)},
        {10, GGML__CLOSE("Q2_K", 256, 84, q2_k, Q3)},
        {11, GGML__CLOSE("Q3_K", 256, 110, q3_k, Q4)},
        {12, GGML__CLOSE("Q4_K", 256, 144, q4_k, Q5)},
        {13, GGML__CLOSE("Q5_K", 256, 176, q5_k, Q6)},
        {14, GGML__CLOSE("Q6_K", 256, 210, q6_k, Q8)},
        {15, GGML__CLOSE("Q8_K", 256, 292, q8_k, Q8)},
        {23, GGML__CLOSE("IQ4_XS", 256, 136, iq4_xs, Q5)},
        {40, GGML__CLOSE("NVFP4", 64, 36, nvfp4, Q5)},
        {16, GGML__CLOSE("IQ2_XXS", 256, 66, iq2_xxs, Q3)},
        {17, GGML__CLOSE("IQ2_XS", 256, 74, iq2_xs, Q3)},
        {22, GGML__CLOSE("IQ2_S", 256, 82, iq2_s, Q3)},
        {18, GGML__CLOSE("IQ3_XXS", 256, 98, iq3_xxs, Q4)},
        {21, GGML__CLOSE("IQ3_S", 256, 110, iq3_s, Q4)},
        {19, GGML__CLOSE("IQ1_S", 256, 50, iq1_s, Q3)},
        {29, GGML__CLOSE("IQ1_M", 256, 56, iq1_m, Q3)},
        {41, GGML__EXACT("Q1_0", 128, 18, q1_0, Q2, q1_0, ggml__book_q1)},
        {42, GGML__EXACT("Q2_0", 64, 18, q2_0, Q2, q2_0, ggml__book_q2)},
        {28, GGML__CLOSE("F64", 1, 8, f64, F32)},
        {24, GGML__CLOSE("I8", 1, 1, i8, F32)},
        {25, GGML__CLOSE("I16", 1, 2, i16, F32)},
        {26, GGML__CLOSE("I32", 1, 4, i32, F32)},
        {27, GGML__CLOSE("I64", 1, 8, i64, F32)}
    };
#undef GGML__HOME
#undef GGML__EXACT
#undef GGML__PLACED
#undef GGML__CLOSE
    size_t i;
    for (i = 0; i < sizeof known / sizeof known[0]; i++)
        if (known[i].type == type) return &known[i].coding;
    return NULL;
}

#endif
