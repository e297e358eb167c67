/* Blocks of every type of GGUF files against their definitions, written down a second time: value by value, in double
 * precision, from bits. The points of lattices are those of tools/ggml.h, which test_gguf compares with ggml's. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE
#endif
#define GPT_IMPLEMENTATION
#define GPT_STATIC
#include "../gpt.h"
#include "../tools/file.h"
#include "../tools/source.h"
#include "../tools/ggml.h"
#include "test.h"

static const unsigned char *block;

/* n bits, bit `bit` of byte `at` first */
static unsigned bits(int at, int bit, int n) {
    unsigned v = 0;
    int i;
    for (i = 0; i < n; i++) v |= (unsigned)(block[at + (bit + i) / 8] >> (bit + i) % 8 & 1) << i;
    return v;
}
static double whole(int at, int n) { /* with a sign */
    const unsigned v = bits(at, 0, n);
    return v >> (n - 1) & 1 ? (double)v - ldexp(1, n) : (double)v;
}
/* a float of e bits of exponent and m of fraction at a byte; NaN beyond the largest */
static double real(int at, int e, int m) {
    const unsigned fraction = bits(at, 0, m), power = bits(at, m, e);
    const int bias = (1 << (e - 1)) - 1;
    const double sign = bits(at, m + e, 1) ? -1 : 1;
    if (power == (1u << e) - 1) return fraction ? NAN : sign * INFINITY;
    return sign * (power ? ldexp(1 + ldexp((double)fraction, -m), (int)power - bias) : ldexp((double)fraction, 1 - bias - m));
}
#define HALF(at) real(at, 5, 10)

/* value i of a row of bytes that have 2^k values each, the first `run` in the lowest bits, the next ones above them */
static unsigned packed(int at, int i, int run, int width) {
    const int per = 8 / width, group = i / (run * per), in = i % (run * per);
    return bits(at + group * run + in % run, in / run * width, width);
}
static double e2m1(unsigned v) {
    const int power = (int)(v >> 1 & 3);
    return (v & 8 ? -1 : 1) * (power ? ldexp(1 + 0.5 * (v & 1), power - 1) : 0.5 * (v & 1));
}
static double e4m3(int at) {
    const unsigned v = bits(at, 0, 7);
    if (bits(at, 0, 8) == 127) return 0; /* not a number: as good as none */
    return v >> 3 ? ldexp(1 + (v & 7) / 8.0, (int)(v >> 3) - 7) : ldexp(v & 7, -9);
}
/* digit k of a fraction of 256 in base 3 */
static double digit(int at, int k) {
    const double x = block[at] * pow(3, k) / 256;
    return floor(3 * (x - floor(x)));
}
/* the sign of value k of 8: seven bits say it of the first; their number is even with that of the last */
static double even_sign(int at, int from, int k) {
    int i, n = 0;
    if (k < 7) return bits(at, from + k, 1) ? -1 : 1;
    for (i = 0; i < 7; i++) n += (int)bits(at, from + i, 1);
    return n % 2 ? -1 : 1;
}
static double level2(unsigned point, int k) { return (double)(point >> 2 * k & 3 ? (point >> 2 * k & 3) == 1 ? 25 : 43 : 8); }
static double level3(unsigned point, int k) {
    static const double level[8] = {4, 12, 20, 28, 36, 44, 52, 62};
    return level[point >> 3 * k & 7];
}
static const double curve[16] = {-127, -104, -83, -65, -49, -35, -22, -10, 1, 13, 25, 38, 53, 69, 89, 113};

/* factor k of 8 (or its minimum) of Q4_K and Q5_K: six bits, split for the last four */
static double six(int at, int k, int minimum) {
    if (k < 4) return bits(at + k + 4 * minimum, 0, 6);
    return bits(at + 4 + k, 4 * minimum, 4) + 16 * bits(at + k - 4 + 4 * minimum, 6, 2);
}

static double value(uint32_t type, int i) {
    const int k = i / 32; /* of 8 */
    double d;
    switch (type) {
    case 0: return real(0, 8, 23);
    case 1: return HALF(0);
    case 30: return real(0, 8, 7);
    case 28: {
        const uint64_t u = (uint64_t)bits(4, 0, 32) << 32 | bits(0, 0, 32);
        double v;
        memcpy(&v, &u, 8);
        return v;
    }
    case 24: return whole(0, 8);
    case 25: return whole(0, 16);
    case 26: return whole(0, 32);
    case 27: return (double)((uint64_t)bits(4, 0, 32) << 32 | bits(0, 0, 32)) - (bits(7, 7, 1) ? ldexp(1, 64) : 0);
    case 2: return HALF(0) * ((double)packed(2, i, 16, 4) - 8);
    case 3: return HALF(0) * packed(4, i, 16, 4) + HALF(2);
    case 6: return HALF(0) * ((double)packed(6, i, 16, 4) + 16 * bits(2, i, 1) - 16);
    case 7: return HALF(0) * (packed(8, i, 16, 4) + 16 * bits(4, i, 1)) + HALF(2);
    case 8: return HALF(0) * whole(2 + i, 8);
    case 9: return HALF(0) * whole(4 + i, 8);
    case 15: return real(0, 8, 23) * whole(4 + i, 8);
    case 20: return HALF(0) * curve[packed(2, i, 16, 4)];
    case 23:
        d = bits(4, 4 * k, 4) + 16 * bits(2, 2 * k, 2);
        return HALF(0) * (d - 32) * curve[packed(8 + 16 * k, i % 32, 16, 4)];
    case 39: return ldexp(e2m1(packed(1, i, 16, 4)), block[0] - 127);
    case 40: return e4m3(i / 16) * e2m1(packed(4 + i / 16 * 8, i % 16, 8, 4));
    case 41: return bits(2, i, 1) ? HALF(0) : -HALF(0);
    case 42: return HALF(0) * ((double)bits(2, 2 * i, 2) - 1);
    case 35: return HALF(64) * ((double)packed(0, i, 32, 2) - 1);
    case 34:
        d = i < 160 ? digit(i % 32, i / 32) : i < 240 ? digit(32 + i % 16, (i - 160) / 16) : digit(48 + i % 4, (i - 240) / 4);
        return HALF(52) * (d - 1);
    case 10: return HALF(80) * bits(i / 16, 0, 4) * packed(16, i, 32, 2) - HALF(82) * bits(i / 16, 4, 4);
    case 11:
        d = bits(96 + i / 16 % 8, i / 128 * 4, 4) + 16 * bits(104 + i / 16 % 4, i / 64 * 2, 2);
        return HALF(108) * (d - 32) * ((double)packed(32, i, 32, 2) + 4 * bits(i % 32, k, 1) - 4);
    case 12: return HALF(0) * six(4, k, 0) * packed(16, i, 32, 4) - HALF(2) * six(4, k, 1);
    case 13: return HALF(0) * six(4, k, 0) * (packed(48, i, 32, 4) + 16 * bits(16 + i % 32, k, 1)) - HALF(2) * six(4, k, 1);
    case 14: return HALF(208) * whole(192 + i / 16, 8) * ((double)packed(0, i, 64, 4) + 16 * packed(128, i, 32, 2) - 32);
    case 16: /* of 8 bytes: four points, four times seven signs, a factor */
        d = HALF(0) * (0.5 + bits(9 + 8 * k, 4, 4)) * 0.25;
        return d * level2(ggml__iq2_xxs[block[2 + 8 * k + i % 32 / 8]], i % 8) * even_sign(6 + 8 * k, 7 * (i % 32 / 8), i % 8);
    case 17:
        d = HALF(0) * (0.5 + bits(66, 4 * (i / 16), 4)) * 0.25;
        return d * level2(ggml__iq2_xs[bits(2 + i / 8 * 2, 0, 9)], i % 8) * even_sign(2 + i / 8 * 2, 9, i % 8);
    case 22:
        d = HALF(0) * (0.5 + bits(74, 4 * (i / 16), 4)) * 0.25;
        return d * level2(ggml__iq2_s[block[2 + i / 8] + 256 * bits(66, i / 8 * 2, 2)], i % 8) * (bits(34, i, 1) ? -1 : 1);
    case 18:
        d = HALF(0) * (0.5 + bits(69 + 4 * k, 4, 4)) * 0.5;
        return d * level3(ggml__iq3_xxs[block[2 + i / 4]], i % 4) * even_sign(66 + 4 * k, 7 * (i % 32 / 8), i % 8);
    case 21:
        d = HALF(0) * (1 + 2.0 * bits(106, 4 * k, 4));
        return d * (1 + 2.0 * (ggml__iq3_s[block[2 + i / 4] + 256 * bits(66, i / 4, 1)] >> 3 * (i % 4) & 7)) * (bits(74, i, 1) ? -1 : 1);
    case 19:
        d = HALF(0) * (1 + 2.0 * bits(35 + 2 * k, 4, 3));
        return d * ((ggml__iq1[block[2 + i / 8] + 256 * bits(34 + 2 * k, i / 8 % 4 * 3, 3)] >> 2 * (i % 8) & 3) - 1.0 + (bits(35 + 2 * k, 7, 1) ? -0.125 : 0.125));
    case 29: {
        const unsigned char two[2] = {(unsigned char)(block[49] >> 4 | (block[51] & 0xF0)), (unsigned char)(block[53] >> 4 | (block[55] & 0xF0))};
        const unsigned char *all = block;
        block = two;
        d = HALF(0);
        block = all;
        d *= 1 + 2.0 * bits(48 + i / 64 * 2, i % 64 / 16 * 3, 3);
        return d * ((ggml__iq1[block[i / 8] + 256 * bits(32, i / 8 * 4, 3)] >> 2 * (i % 8) & 3) - 1.0 + (bits(32, i / 8 * 4 + 3, 1) ? -0.125 : 0.125));
    }
    default: return NAN;
    }
}

TEST(values_are_those_of_the_definitions) {
    uint32_t type;
    int n = 0;
    for (type = 0; type < 64; type++) {
        const src_coding *c = ggml_coding(type);
        unsigned char bytes[400];
        float y[SRC_BLOCK];
        int round, i, wrong = 0;
        if (!c) continue;
        n++;
        block = bytes;
        for (round = 0; round < (c->n == 1 ? 2000 : 100) && !wrong; round++) {
            for (i = 0; i < c->size; i++) bytes[i] = (unsigned char)(test_random() >> 8);
            c->read(bytes, y);
            for (i = 0; i < c->n; i++) {
                const float is = (float)value(type, i);
                if (y[i] == is || (isnan(y[i]) && isnan(is))) continue;
                if (!wrong++) FAIL("%s: value %d is %.9g, not %.9g", c->name, i, (double)y[i], (double)is);
            }
        }
    }
    CHECK_INT(n, 35);
}

/* The short way to a panel gives what the long way gives, by codes one a byte, and refuses the same blocks. */
TEST(blocks_are_placed_as_their_codes_are) {
    uint32_t type;
    int n = 0;
    for (type = 0; type < 64; type++) {
        const src_coding *c = ggml_coding(type);
        int round, i, wrong = 0, refused = 0;
        if (!c || !c->place) continue;
        n++;
        for (round = 0; round < 400 && !wrong; round++) {
            const int size = gpt__type_bits((uint32_t)c->home), r = round % GPT__PANEL;
            unsigned char bytes[40], code[SRC_BLOCK], panel[2][GPT__BLOCK * GPT__PANEL] = {{0}};
            uint16_t half;
            float d;
            int fits;
            for (i = 0; i < c->size; i++) bytes[i] = (unsigned char)(test_random() >> 8);
            if (round % 8 == 0) bytes[1] |= 0x7c; /* not finite */
            fits = c->codes(bytes, code, &d) && isfinite(d);
            refused += !fits;
            if (c->place(bytes, r, panel[0], &half) != fits) wrong++;
            if (!fits) continue;
            gpt__put_codes(size, panel[1], r, code);
            wrong += memcmp(panel[0], panel[1], sizeof panel[0]) != 0 || half != gpt__f32_to_f16(d);
        }
        if (wrong) FAIL("%s: block %d", c->name, round);
        CHECK(refused > 40 && refused < 300);
    }
    CHECK_INT(n, 3);
}

TEST_MAIN("ggml", values_are_those_of_the_definitions, blocks_are_placed_as_their_codes_are)
