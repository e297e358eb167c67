/* emulate.h -- AVX-512, AVX-512 VNNI, AVX-VNNI and AMX on a processor that has AVX2 only.
 *
 * gpt.h takes this file in place of immintrin.h where GPT__EMULATED names it. The wide intrinsics are SIMDe's (Debian:
 * libsimde-dev), which computes them by AVX2, half by half; those that its release lacks are below, and the tiles of
 * AMX, as Intel's manual defines them. A processor that
 * claims to have everything makes every lane run, so that `make test` sees code this machine can't execute. To be
 * compiled with -mavx2 -mfma -mf16c and nothing above.
 */
#ifndef EMULATE_H
#define EMULATE_H

#include <immintrin.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#if defined(__AVX512F__) || !defined(__AVX2__) || !defined(__FMA__) || !defined(__F16C__)
#error "emulate.h: compile with -mavx2 -mfma -mf16c, without AVX-512"
#endif

#define SIMDE_NO_INLINE /* gpt.h unrolls: copies of everything would take a minute to compile */
#define SIMDE_ENABLE_NATIVE_ALIASES
#include <simde/x86/avx512.h>

#undef _mm512_madd_epi16 /* its alias takes two arguments too many */
#define _mm512_madd_epi16(a, b) simde_mm512_madd_epi16(a, b)

#define EMULATE static __attribute__((noinline, unused))

EMULATE __m512 emulate_ps(__m256 low, __m256 high) {
    __m512 r;
    memcpy(&r, &low, 32);
    memcpy((char *)&r + 32, &high, 32);
    return r;
}

EMULATE __m512i emulate_si(__m256i low, __m256i high) {
    __m512i r;
    memcpy(&r, &low, 32);
    memcpy((char *)&r + 32, &high, 32);
    return r;
}

EMULATE __m256 emulate_half_ps(__m512 x, int i) {
    __m256 r;
    memcpy(&r, (char *)&x + 32 * i, 32);
    return r;
}

EMULATE __m256i emulate_half_si(__m512i x, int i) {
    __m256i r;
    memcpy(&r, (char *)&x + 32 * i, 32);
    return r;
}

/* ---- what SIMDe 0.7.4 lacks: conversions, masked loads and stores, AVX-VNNI ---- */

EMULATE __m512 emulate_loadu(__mmask16 k, const void *p) { /* touches what the mask selects only */
    float t[16] = {0};
    int i;
    for (i = 0; i < 16; i++)
        if (k >> i & 1) memcpy(t + i, (const char *)p + 4 * i, 4);
    return emulate_ps(_mm256_loadu_ps(t), _mm256_loadu_ps(t + 8));
}
#undef _mm512_maskz_loadu_ps
#define _mm512_maskz_loadu_ps(k, p) emulate_loadu(k, p)

EMULATE void emulate_storeu(void *p, __mmask16 k, __m512 x) {
    float t[16];
    int i;
    memcpy(t, &x, 64);
    for (i = 0; i < 16; i++)
        if (k >> i & 1) memcpy((char *)p + 4 * i, t + i, 4);
}
#undef _mm512_mask_storeu_ps
#define _mm512_mask_storeu_ps(p, k, x) emulate_storeu(p, k, x)

EMULATE __m512 emulate_cvtepi32(__mmask16 k, __m512i x) {
    return _mm512_maskz_mov_ps(k, emulate_ps(_mm256_cvtepi32_ps(emulate_half_si(x, 0)),
                                             _mm256_cvtepi32_ps(emulate_half_si(x, 1))));
}
#undef _mm512_maskz_cvtepi32_ps
#define _mm512_maskz_cvtepi32_ps(k, x) emulate_cvtepi32(k, x)

EMULATE __m512i emulate_cvtps(__mmask16 k, __m512 x) {
    return _mm512_maskz_mov_epi32(k, emulate_si(_mm256_cvtps_epi32(emulate_half_ps(x, 0)),
                                                _mm256_cvtps_epi32(emulate_half_ps(x, 1))));
}
#undef _mm512_maskz_cvtps_epi32
#define _mm512_maskz_cvtps_epi32(k, x) emulate_cvtps(k, x)

EMULATE __m512i emulate_cvtepu16(__mmask16 k, __m256i x) {
    return _mm512_maskz_mov_epi32(k, emulate_si(_mm256_cvtepu16_epi32(_mm256_castsi256_si128(x)),
                                                _mm256_cvtepu16_epi32(_mm256_extracti128_si256(x, 1))));
}
#undef _mm512_maskz_cvtepu16_epi32
#define _mm512_maskz_cvtepu16_epi32(k, x) emulate_cvtepu16(k, x)

EMULATE __m512i emulate_cvtepi8(__mmask16 k, __m128i x) {
    return _mm512_maskz_mov_epi32(k, emulate_si(_mm256_cvtepi8_epi32(x), _mm256_cvtepi8_epi32(_mm_srli_si128(x, 8))));
}
#undef _mm512_maskz_cvtepi8_epi32
#define _mm512_maskz_cvtepi8_epi32(k, x) emulate_cvtepi8(k, x)

EMULATE __m512 emulate_cvtph(__mmask16 k, __m256i x) {
    return _mm512_maskz_mov_ps(k, emulate_ps(_mm256_cvtph_ps(_mm256_castsi256_si128(x)),
                                             _mm256_cvtph_ps(_mm256_extracti128_si256(x, 1))));
}
#undef _mm512_maskz_cvtph_ps
#define _mm512_maskz_cvtph_ps(k, x) emulate_cvtph(k, x)

#undef _mm512_maskz_cvtps_ph
#define _mm512_maskz_cvtps_ph(k, x, mode) \
    _mm256_maskz_mov_epi16(k, _mm256_setr_m128i(_mm256_cvtps_ph(emulate_half_ps(x, 0), mode), \
                                                _mm256_cvtps_ph(emulate_half_ps(x, 1), mode)))

#undef _mm512_maskz_slli_epi32
#define _mm512_maskz_slli_epi32(k, x, n) _mm512_maskz_mov_epi32(k, _mm512_slli_epi32(x, n))
#undef _mm256_dpbusd_avx_epi32
#define _mm256_dpbusd_avx_epi32(s, u, i) _mm256_dpbusd_epi32(s, u, i)

/* ---- AMX: tiles of palette 1, a set for each thread; what would be a fault aborts ---- */

typedef struct emulate_tile { int rows, width; uint8_t at[16][64]; } emulate_tile;
static __thread emulate_tile emulate_tiles[8];
static __thread int emulate_configured;

EMULATE void emulate_fault(int wrong) { if (wrong) abort(); }

EMULATE emulate_tile *emulate_tile_of(int i) {
    emulate_fault(!emulate_configured || i < 0 || i > 7 || !emulate_tiles[i].rows);
    return &emulate_tiles[i];
}

EMULATE void emulate_release(void) {
    memset(emulate_tiles, 0, sizeof(emulate_tiles));
    emulate_configured = 0;
}

EMULATE void emulate_config(const void *from) { /* palette, start row, 14 zeros; 16 widths of 16 bits; 16 rows */
    uint8_t c[64];
    int i;
    memcpy(c, from, 64);
    emulate_release();
    if (!c[0]) return;
    emulate_fault(c[0] != 1 || c[1]);
    for (i = 2; i < 16; i++) emulate_fault(c[i]);
    for (i = 0; i < 16; i++) {
        int width = c[16 + 2 * i] | c[17 + 2 * i] << 8, rows = c[48 + i];
        emulate_fault(width > 64 || rows > 16 || !width != !rows || (i > 7 && rows));
        if (i < 8) emulate_tiles[i].rows = rows, emulate_tiles[i].width = width;
    }
    emulate_configured = 1;
}

EMULATE void emulate_zero(int i) {
    emulate_tile *t = emulate_tile_of(i);
    memset(t->at, 0, sizeof(t->at));
}

EMULATE void emulate_load(int i, const void *p, size_t stride) { /* bytes beyond the width, rows beyond the last: zero */
    emulate_tile *t = emulate_tile_of(i);
    int r;
    emulate_zero(i);
    for (r = 0; r < t->rows; r++) memcpy(t->at[r], (const char *)p + (size_t)r * stride, (size_t)t->width);
}

EMULATE void emulate_store(int i, void *p, size_t stride) {
    const emulate_tile *t = emulate_tile_of(i);
    int r;
    for (r = 0; r < t->rows; r++) memcpy((char *)p + (size_t)r * stride, t->at[r], (size_t)t->width);
}

EMULATE void emulate_dot(int to, int x, int w) { /* TDPBSUD: signed bytes times unsigned ones, four to a sum */
    emulate_tile *c = emulate_tile_of(to), *a = emulate_tile_of(x), *b = emulate_tile_of(w);
    int m, n, k, i;
    emulate_fault(to == x || to == w || x == w || c->width % 4 || a->width % 4 || b->width % 4);
    emulate_fault(c->rows != a->rows || a->width / 4 != b->rows || c->width != b->width);
    for (m = 0; m < c->rows; m++)
        for (n = 0; n < c->width / 4; n++) {
            uint32_t sum, part;
            memcpy(&sum, c->at[m] + 4 * n, 4);
            for (k = 0; k < a->width / 4; k++, sum += part)
                for (part = 0, i = 0; i < 4; i++) part += (uint32_t)((int8_t)a->at[m][4 * k + i] * b->at[k][4 * n + i]);
            memcpy(c->at[m] + 4 * n, &sum, 4);
        }
}

#define GPT__TILE_CONFIG(tiles) emulate_config(tiles)
#define GPT__TILE_RELEASE() emulate_release()
#define GPT__TILE_ZERO(tile) emulate_zero(tile)
#define GPT__TILE_LOAD(tile, p, stride) emulate_load(tile, p, stride)
#define GPT__TILE_STORE(tile, p, stride) emulate_store(tile, p, stride)
#define GPT__TILE_DOT(c, a, b) emulate_dot(c, a, b)
static int gpt__tiles_allowed(void) { return 1; }

/* ---- the processor: it has whatever gpt.h asks for ---- */

#define GPT__TARGET(list)

static void gpt__cpuid(unsigned leaf, unsigned sub, unsigned out[4]) {
    (void)leaf, (void)sub;
    memset(out, 0xff, 4 * sizeof(out[0]));
}

static unsigned gpt__xgetbv(void) { return ~0u; }

#endif
