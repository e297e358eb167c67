/* test_numbers.c -- >>memory, >>errors, >>numbers: checksums, messages, half floats, fmaf, panels */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"

static float of_bits(uint32_t u) {
    float f;
    memcpy(&f, &u, sizeof f);
    return f;
}

static uint32_t bits_of(float f) {
    uint32_t u;
    memcpy(&u, &f, sizeof u);
    return u;
}

/* ---- >>memory ---- */

TEST(checksum_is_xxh64) {
    static const struct {
        const char *text;
        uint64_t sum;
    } known[] = {
        {"", 0xef46db3751d8e999u},
        {"a", 0xd24ec4f1a98c6e5bu},
        {"abc", 0x44bc2cf5ad770999u},
        {"Nobody inspects the spammish repetition", 0xfbcea83c8a378bf1u},
    };
    size_t i;
    for (i = 0; i < sizeof known / sizeof *known; i++)
        CHECK(gpt_checksum(known[i].text, strlen(known[i].text)) == known[i].sum);
}

TEST(checksum_in_pieces) {
    unsigned char text[200];
    size_t i, size, piece;
    for (i = 0; i < sizeof text; i++) text[i] = (unsigned char)test_random();
    for (size = 0; size <= sizeof text; size++)
        for (piece = 1; piece < 70; piece += 1 + piece / 8) {
            gpt__xxh x;
            gpt__xxh_init(&x);
            for (i = 0; i < size; i += piece) gpt__xxh_update(&x, text + i, size - i < piece ? size - i : piece);
            if (!CHECK(gpt__xxh_digest(&x) == gpt_checksum(text, size))) return;
        }
}

TEST(sizes_are_checked) {
    size_t n = 7;
    CHECK(gpt__mul(0, SIZE_MAX, &n) && n == 0);
    CHECK(gpt__mul(SIZE_MAX, 1, &n) && n == SIZE_MAX);
    CHECK(!gpt__mul(SIZE_MAX / 2 + 1, 2, &n));
    CHECK(gpt__add(SIZE_MAX - 1, 1, &n) && n == SIZE_MAX);
    CHECK(!gpt__add(SIZE_MAX, 1, &n));
    CHECK(gpt__round_up(65, 64, &n) && n == 128);
    CHECK(gpt__round_up(0, 64, &n) && n == 0);
    CHECK(!gpt__round_up(SIZE_MAX - 5, 64, &n));
}

TEST(memory_is_aligned) {
    test_heap heap = {0};
    gpt_allocator a = {test_heap_alloc, test_heap_free, NULL};
    size_t size;
    a.user = &heap;
    for (size = 0; size < 200; size++) {
        unsigned char *p = (unsigned char *)gpt__alloc(size % 2 ? &a : NULL, size);
        if (!CHECK(p && (uintptr_t)p % 64 == 0)) return;
        memset(p, 1, size);
        gpt__free(size % 2 ? &a : NULL, p);
    }
    CHECK_INT(heap.live, 0);
    CHECK(!gpt__alloc(&a, SIZE_MAX));
    heap.fail_at = 1;
    CHECK(!gpt__alloc(&a, 1));
    gpt__free(&a, NULL);
}

TEST(words_are_little_endian) {
    static const unsigned char b[9] = {0, 1, 2, 3, 0x84, 5, 6, 7, 0x88};
    CHECK(gpt__rd16(b + 1) == 0x0201);
    CHECK(gpt__rd32(b + 1) == 0x84030201u);
    CHECK(gpt__rd64(b + 1) == 0x8807060584030201u);
}

/* ---- >>errors ---- */

TEST(messages) {
    gpt_error err;
    CHECK_INT(gpt__fail(NULL, GPT_E_IO, "%s", "x"), GPT_E_IO);
    CHECK_INT(gpt__fail(&err, GPT_E_IO, "%s|%d|%u|%zu|%llu|%.*s|%c|%x|%%", "ab", -5, 7u, (size_t)9,
                        18446744073709551615ULL, 2, "xyz", 'c', 255u), GPT_E_IO);
    CHECK_STR(err.message, "ab|-5|7|9|18446744073709551615|xy|c|ff|%");
    CHECK_INT(err.status, GPT_E_IO);
    gpt__fail(&err, GPT_E_IO, "%lld %d", -9223372036854775807LL - 1, 0);
    CHECK_STR(err.message, "-9223372036854775808 0");
    gpt__fail(&err, GPT_E_IO, "%.*s", 5, "ab\0cd");
    CHECK_STR(err.message, "ab");
}

TEST(messages_are_clean) {
    gpt_error err;
    char text[400];
    size_t i, n;
    gpt__fail(&err, GPT_E_IO, "%s", "a\n\x1b\x7f\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80\xff\xc0\x80\xed\xa0\x80\xc2\x85.");
    CHECK_STR(err.message, "a???\xc3\xa9\xe2\x82\xac\xf0\x9f\x98\x80????????.");
    for (n = 240; n < 260; n++) { /* a character that does not fit is left out whole */
        memset(text, 'x', n);
        strcpy(text + n, "\xe2\x82\xac!");
        gpt__fail(&err, GPT_E_IO, "%s", text);
        CHECK_INT(strlen(err.message), n + 3 > 251 ? (n < 251 ? n : 251) : n + 4 > 251 ? n + 3 : n + 4);
    }
    for (n = 0; n < 2000; n++) {
        for (i = 0; i < 399; i++) text[i] = (char)(1 + test_below(255));
        text[399] = 0;
        gpt__fail(&err, GPT_E_IO, "%s", text);
        for (i = 0; i < strlen(err.message);) {
            const size_t k = gpt__printable((const unsigned char *)err.message + i, strlen(err.message) - i);
            if (!CHECK(k > 0)) return;
            i += k;
        }
    }
}

TEST(status_texts) {
    int s;
    CHECK_STR(gpt_status_text(GPT_OK), "ok");
    for (s = -20; s < 20; s++) CHECK(gpt_status_text(s)[0] != 0);
    CHECK_INT(gpt_version(), GPT_VERSION_NUMBER);
}

/* ---- half floats ---- */

/* the value of an f16, by definition */
static double f16_value(unsigned h) {
    const int e = (int)(h >> 10 & 31), m = (int)(h & 1023);
    const double v = e ? ldexp(1024 + m, e - 25) : ldexp(m, -24);
    return h >> 15 ? -v : v;
}

/* the nearest of `count` ascending values, ties to an even index, by bisection */
static unsigned nearest(double x, unsigned count, double (*value)(unsigned)) {
    unsigned low = 0, high = count - 1;
    double below, above;
    if (x >= value(high)) return high;
    while (high - low > 1) {
        const unsigned mid = (low + high) / 2;
        if (value(mid) <= x) low = mid;
        else high = mid;
    }
    below = x - value(low), above = value(high) - x;
    return below < above ? low : above < below ? high : low % 2 ? high : low;
}

/* 0x7c00 stands for 65536 here, so that what rounds to it is infinity */
static double f16_positive(unsigned h) { return f16_value(h); }
static double bf16_positive(unsigned h) {
    return h == 0x7f80 ? ldexp(1, 128) : (double)of_bits((uint32_t)h << 16);
}

TEST(f16_to_f32_all) {
    unsigned h;
    for (h = 0; h < 65536; h++) {
        const float f = gpt__f16_to_f32((uint16_t)h);
        if ((h & 0x7fff) > 0x7c00) {
            CHECK(bits_of(f) == ((h & 0x8000u) << 16 | 0x7fc00000u | (h & 0x3ffu) << 13));
            CHECK_INT(gpt__f32_to_f16(f), h | 0x200);
        } else {
            if ((h & 0x7fff) == 0x7c00) CHECK(bits_of(f) == ((h & 0x8000u) << 16 | 0x7f800000u));
            else CHECK(bits_of(f) == bits_of((float)f16_value(h)));
            if (!CHECK_INT(gpt__f32_to_f16(f), h)) return;
        }
    }
}

TEST(bf16_to_f32_all) {
    unsigned h;
    for (h = 0; h < 65536; h++) {
        const float f = gpt__bf16_to_f32((uint16_t)h);
        CHECK(bits_of(f) == (uint32_t)h << 16);
        if (!CHECK_INT(gpt__f32_to_bf16(f), (h & 0x7fff) > 0x7f80 ? h | 0x40 : h)) return;
    }
}

static void check_rounding(uint32_t u) {
    const float f = of_bits(u);
    const uint32_t sign = u >> 16 & 0x8000;
    if ((u & 0x7fffffffu) >= 0x7f800000u) return;
    if (gpt__f32_to_f16(f) != (sign | nearest(fabs((double)f), 0x7c01, f16_positive)))
        FAIL("f16 of %08x is %04x", (unsigned)u, (unsigned)gpt__f32_to_f16(f));
    if (gpt__f32_to_bf16(f) != (sign | nearest(fabs((double)f), 0x7f81, bf16_positive)))
        FAIL("bf16 of %08x is %04x", (unsigned)u, (unsigned)gpt__f32_to_bf16(f));
}

TEST(f32_rounds_to_nearest_even) {
    const gpt__fpenv env = gpt__fp_enter(); /* the reference needs its subnormals, however this file was compiled */
    unsigned i, h;
    for (i = 0; i < 200000; i++) check_rounding((uint32_t)test_random());
    for (i = 0; i < 200000; i++) /* around f16's range */
        check_rounding((uint32_t)test_random() % (0x48000000u - 0x32000000u) + 0x32000000u);
    for (h = 0; h < 0x7c00; h++) { /* at and beside every tie */
        const uint32_t tie = bits_of((float)((f16_value(h) + f16_value(h + 1)) / 2));
        check_rounding(tie - 1), check_rounding(tie), check_rounding(tie + 1);
        check_rounding(((uint32_t)h << 16 | 0x8000u) - 1), check_rounding((uint32_t)h << 16 | 0x8000u);
        check_rounding(((uint32_t)h << 16 | 0x8000u) + 1);
    }
    CHECK_INT(gpt__f32_to_f16(of_bits(0x7f800001u)), 0x7e00); /* a signalling NaN stays a NaN */
    CHECK_INT(gpt__f32_to_bf16(of_bits(0x7f800001u)), 0x7fc0);
    CHECK_INT(gpt__f32_to_f16(of_bits(0xff800000u)), 0xfc00);
    gpt__fp_leave(env);
}

/* ---- fmaf ---- */

/* floats of many kinds: any bits, few bits, long runs of ones, near 1, subnormal */
static float odd_float(void) {
    const uint64_t r = test_random();
    const uint32_t u = (uint32_t)(r >> 32), exponent = (uint32_t)(r >> 8 & 255) << 23;
    switch (r & 7) {
    case 0: return of_bits(u);
    case 1: return of_bits(u & 0x80ffffffu);
    case 2: return of_bits((u & 0x80000fffu) | 0x3f800000u);
    case 3: return of_bits((u & 0x80fff000u) | 0x3f000000u);
    case 4: return of_bits((u & 0x807f0001u) | exponent);
    case 5: return of_bits((u & 0x83ffffffu) | 0x3c000000u);
    case 6: return of_bits((u & 0x80000000u) | exponent);
    default: return of_bits((u & 0x80000003u) | exponent | (r & 8 ? 0x7ffffcu : 0));
    }
}

TEST(fmaf_is_exact) {
    int i;
#ifdef __wasm__
    SKIP("libm's fmaf rounds twice where there are no rounding modes; test_kernels and test_lanes tell");
#endif
    for (i = 0; i < 3000000; i++) {
        const float a = odd_float(), b = odd_float();
        float c = odd_float(), x, y;
        if (i & 1) { /* cancel nearly, or lie far below */
            c = -(a * b);
            if (i & 2) c = of_bits(bits_of(c) + (uint32_t)test_below(5) - 2);
            if (i & 4) c *= of_bits(0x33000000u + (uint32_t)(test_below(5) << 23));
        }
        x = gpt__fmaf(a, b, c);
        y = fmaf(a, b, c);
        if ((bits_of(x) & 0x7fffffffu) > 0x7f800000u) CHECK((bits_of(y) & 0x7fffffffu) > 0x7f800000u);
        else if (bits_of(x) != bits_of(y))
            FAIL("%a * %a + %a is %a, not %a", (double)a, (double)b, (double)c, (double)x, (double)y);
        if (test.n_fail > 10) return;
    }
}

/* ---- packing ---- */

TEST(tensor_sizes) {
    CHECK_INT(gpt_tensor_size(GPT_TYPE_F32, 1, 1, 1), 64);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_F32, 17, 3, 1), 2 * 3 * 64);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_F16, 16, 3, 1), 128);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_BF16, 16, 4, 2), 256);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q8, 16, 64, 1), 2 * 544);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q8, 16, 33, 1), 2 * 544);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q8, 1, 1, 1), 576);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_F32, 0, 1, 1), 0);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_F32, 1, 0, 1), 0);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_F32, 1, 1, 0), 0);
    CHECK_INT(gpt_tensor_size((gpt_type)77, 1, 1, 1), 0);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_F32, SIZE_MAX, SIZE_MAX, 1), 0);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q8, SIZE_MAX, 1, 1), 0);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q8, 1, SIZE_MAX, 1), 0);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_F16, 1, SIZE_MAX / 32, 1), 0); /* rounding up to 64 overflows */
}

/* Pack rows x cols random values of some magnitude, look at every value and at the padding. */
static void check_panels(gpt_type type, int n_row, int n_col, float magnitude) {
    const size_t stride = (size_t)n_col + 3, size = gpt_tensor_size(type, (size_t)n_row, (size_t)n_col, 1);
    const size_t panel = gpt_tensor_size(type, 1, (size_t)n_col, 1);
    const int n_pad = (n_row + 15) / 16 * 16;
    float *src = (float *)malloc(((size_t)n_row * stride + 1) * sizeof *src);
    float *back = (float *)malloc(((size_t)n_col + 1) * sizeof *back);
    unsigned char *dst = (unsigned char *)malloc(size + 1);
    float largest = 0, scale;
    size_t i;
    int r, c;
    NOTE("type %d, %d x %d, magnitude %g", (int)type, n_row, n_col, (double)magnitude);
    for (i = 0; i < (size_t)n_row * stride; i++) src[i] = (float)test_normal() * magnitude;
    for (r = 0; r < n_row; r++)
        for (c = 0; c < n_col; c++) largest = fmaxf(largest, fabsf(src[(size_t)r * stride + (size_t)c]));
    scale = gpt_pack_scale(type, largest);
    memset(dst, 0xcc, size + 1);
    for (r = 0; r < n_row; r += 16)
        gpt_pack_panel(type, src + (size_t)r * stride, stride, n_row - r < 16 ? n_row - r : 16, n_col, scale,
                       dst + (size_t)(r / 16) * panel);
    CHECK_INT(dst[size], 0xcc);
    for (r = 0; r < n_pad; r++) {
        const float *row = src + (size_t)r * stride;
        gpt_unpack_row(type, dst, (size_t)r, n_col, scale, back);
        for (c = 0; c < n_col && test.n_fail < 5; c++) {
            const float v = r < n_row ? row[c] : 0, got = back[c];
            if (r >= n_row) CHECK(bits_of(got) == 0 || got == 0);
            else if (type == GPT_TYPE_F32) CHECK(bits_of(got) == bits_of(v));
            else if (type == GPT_TYPE_F16) CHECK(bits_of(got) == bits_of(gpt__f16_to_f32(gpt__f32_to_f16(v))));
            else if (type == GPT_TYPE_BF16) CHECK(bits_of(got) == bits_of(gpt__bf16_to_f32(gpt__f32_to_bf16(v))));
            else { /* half a step, a little more for the rounding of d; values at the narrower end a whole one */
                float amax = 0;
                double steps;
                int k;
                for (k = c / 32 * 32; k < n_col && k < c / 32 * 32 + 32; k++) amax = fmaxf(amax, fabsf(row[k]));
                steps = type == GPT_TYPE_Q8 ? 127 * 2 : type == GPT_TYPE_Q2 ? 2 : ldexp(1, gpt__type_bits(type) - 1);
                CHECK_NEAR(got, v, (double)amax / steps * 1.02 + (double)scale * steps * ldexp(1, -25));
            }
        }
    }
    free(src), free(back), free(dst);
}

TEST(panels_of_all_types) {
    static const int rows[] = {1, 15, 16, 17, 40}, cols[] = {1, 2, 3, 5, 31, 32, 33, 64, 95, 100};
    static const float magnitudes[] = {1, 0.02f, 1e-6f, 1e-30f, 3000, 1e20f};
    int t, r, c, m;
    for (t = 0; t < GPT__TYPE_COUNT; t++)
        for (r = 0; r < 5; r++)
            for (c = 0; c < 10; c++)
                for (m = 0; m < 6; m++) check_panels((gpt_type)t, rows[r], cols[c], magnitudes[m]);
}

TEST(panel_layout) {
    float src[2 * 40];
    uint8_t panel[1088];
    int i;
    for (i = 0; i < 80; i++) src[i] = (float)(i % 40 + 1) * (i < 40 ? 1 : -1);
    src[31] = 127, src[39] = 127, src[40] = -127, src[79] = -127;
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q8, 2, 40, 1), sizeof panel);
    gpt_pack_panel(GPT_TYPE_Q8, src, 40, 2, 40, 1, panel);
    CHECK_INT(panel[0], 128 + 1);           /* r0c0 */
    CHECK_INT(panel[3], 128 + 4);           /* r0c3 */
    CHECK_INT(panel[5], 128 - 2);           /* r1c1 */
    CHECK_INT(panel[8], 128);               /* r2c0: no such row */
    CHECK_INT(panel[64], 128 + 5);          /* r0c4 */
    CHECK_INT(panel[512 + 64 + 4], 128 - 37); /* r1c36 */
    CHECK_INT(panel[512 + 128], 128);       /* r0c40: no such column */
    CHECK_INT(gpt__rd16(panel + 1024), 0x3c00);      /* d of block 0, row 0 */
    CHECK_INT(gpt__rd16(panel + 1024 + 32 + 2), 0x3c00); /* block 1, row 1 */
    CHECK_INT(gpt__rd16(panel + 1024 + 4), 0);
}

TEST(q8_keeps_q8) { /* blocks that were q8 with f16 scales come back as they were, whatever the scale */
    int i, k;
    for (i = 0; i < 2000; i++) {
        const uint16_t d = (uint16_t)(1 + test_below(i % 2 ? 0x400 : 0x5c00));
        float src[32], back[32], scale;
        uint8_t panel[576];
        for (k = 0; k < 32; k++) src[k] = gpt__f16_to_f32(d) * (float)(k ? test_below(255) - 127 : 127);
        scale = i % 4 < 2 ? gpt_pack_scale(GPT_TYPE_Q8, src[0]) : 1;
        if (scale > 1) scale = 1;
        gpt_pack_panel(GPT_TYPE_Q8, src, 32, 1, 32, scale, panel);
        gpt_unpack_row(GPT_TYPE_Q8, panel, 0, 32, scale, back);
        NOTE("d %04x scale %g", (unsigned)d, (double)scale);
        if (!CHECK_MEM(src, back, sizeof src)) return;
    }
}

TEST(q8_of_anything) { /* no input makes a byte of 0 or undefined behaviour */
    int i, k;
    for (i = 0; i < 20000; i++) {
        float src[32];
        uint8_t panel[576];
        for (k = 0; k < 32; k++) src[k] = odd_float();
        gpt_pack_panel(GPT_TYPE_Q8, src, 32, 1, 32, of_bits((uint32_t)(1 + test_below(254)) << 23), panel);
        for (k = 0; k < 512; k++)
            if (!CHECK(panel[k] > 0)) return;
        if (!CHECK(gpt__rd16(panel + 512) < 0x7c00)) return;
    }
}

TEST(q8_scales) {
    uint32_t e;
    CHECK(gpt_pack_scale(GPT_TYPE_F16, 1e9f) == 1);
    CHECK(gpt_pack_scale(GPT_TYPE_Q8, 0) == 1);
    CHECK(gpt_pack_scale(GPT_TYPE_Q8, 0.2f) == 1);
    CHECK(gpt_pack_scale(GPT_TYPE_Q8, 30000) == 1);
    CHECK(gpt_pack_scale(GPT_TYPE_Q8, of_bits(0x7f800000u)) == 1);
    for (e = 1; e < 255; e++) {
        const float largest = of_bits(e << 23 | 0x123456), s = gpt_pack_scale(GPT_TYPE_Q8, largest);
        const float d = largest / 127 / s;
        CHECK(gpt__f32_bits(s) << 9 == 0 && s > 0); /* a power of two */
        if (e > 40) CHECK(d >= 1.0f / 1024 && d < 1024);
        if (s < 1 || s > 1) CHECK(d < 2);
    }
}

TEST(floating_point_environment) {
    const gpt__fpenv before = gpt__fp_enter();
    volatile float tiny = 1e-38f, one = 1, ulp = 5.9604645e-08f;
    CHECK(tiny * 0.125f > 0);        /* not flushed */
    CHECK(bits_of(one + ulp) == 0x3f800000u); /* to even */
    gpt__fp_leave(before);
#if GPT__X86_CPU
    _mm_setcsr(0xffc0); /* round to zero, flush, denormals are zero; masked */
    gpt__fp_leave(gpt__fp_enter());
    CHECK(_mm_getcsr() >> 6 == 0xffc0 >> 6);
    gpt__fp_enter();
    CHECK(tiny * 0.125f > 0);
    CHECK(bits_of(one + 1.5f * ulp) == 0x3f800001u);
    gpt__fp_leave(before);
#endif
}

/* the functions of >>math against libm, beyond the ranges they are used in */
TEST(double_precision_functions) {
    double x, y, sine, cosine, worst_turn = 0, worst_exp = 0, worst_log = 0, worst_pow = 0;
    for (x = -200000; x < 200000; x += 1.37) {
        gpt__sincos(x, &sine, &cosine);
        worst_turn = fmax(worst_turn, fmax(fabs(sine - sin(x)), fabs(cosine - cos(x))));
    }
    for (x = -700; x < 700; x += 0.013) worst_exp = fmax(worst_exp, fabs(gpt__exp(x) / exp(x) - 1));
    for (x = 1e-6; x < 1e6; x *= 1.0003) worst_log = fmax(worst_log, fabs(gpt__log(x) - log(x)));
    CHECK_NEAR(worst_turn, 0, 1e-15);
    CHECK_NEAR(worst_exp, 0, 1e-15);
    CHECK_NEAR(worst_log, 0, 4e-15);
    for (x = 1.5; x < 1e12; x *= 1.37) {
        for (y = 0; y < 1; y += 0.0117) worst_pow = fmax(worst_pow, fabs(gpt__pow(x, y) / pow(x, y) - 1));
    }
    CHECK_NEAR(worst_pow, 0, 1e-14);
    gpt__sincos(HUGE_VAL, &sine, &cosine); /* a hostile file's frequency */
    CHECK(sine == 0 && cosine == 1);
    CHECK(gpt__exp(-HUGE_VAL) == 0 && gpt__exp(-1e9) == 0 && gpt__exp(1e9) > 1e300);
}

TEST_MAIN("numbers", double_precision_functions, checksum_is_xxh64, checksum_in_pieces, sizes_are_checked, memory_is_aligned,
          words_are_little_endian, messages, messages_are_clean, status_texts, f16_to_f32_all,
          bf16_to_f32_all, f32_rounds_to_nearest_even, fmaf_is_exact, tensor_sizes,
          panels_of_all_types, panel_layout, q8_keeps_q8, q8_of_anything, q8_scales,
          floating_point_environment)
