/* test_mx4 -- 4-bit weights as they are published (MXFP4): every byte's meaning, packing from floats and from published
 * blocks, and products that have the bits of the same weights in f32. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"

static const double values[16] = {0, 0.5, 1, 1.5, 2, 3, 4, 6, -0.0, -0.5, -1, -1.5, -2, -3, -4, -6};

static uint32_t bits_of(float f) {
    uint32_t u;
    memcpy(&u, &f, sizeof u);
    return u;
}

/* published rows: bytes and exponents, of blocks that any numbers may follow each other in */
typedef struct published {
    uint8_t bytes[16][80], exponents[16][5]; /* up to 160 columns */
} published;

static void draw(published *p, int low, int n) { /* exponents low .. low + n - 1 */
    int r, i;
    for (r = 0; r < 16; r++) {
        for (i = 0; i < 80; i++) p->bytes[r][i] = (uint8_t)test_random();
        for (i = 0; i < 5; i++) p->exponents[r][i] = (uint8_t)(low + test_below(n));
    }
}

/* the definition, from the bytes as they were published */
static float value(const published *p, int r, int c) {
    int nibble = p->bytes[r][c / 2] >> (c % 2 ? 4 : 0) & 15;
    return (float)ldexp(values[nibble], p->exponents[r][c / 32] - 127);
}

static void *panel_of(const published *p, int n_row, int n_col) {
    void *panel = gpt__alloc(NULL, gpt_tensor_size(GPT_TYPE_MX4, 1, (size_t)n_col, 1));
    if (!panel) abort();
    gpt_pack_mx4(p->bytes[0], 80, p->exponents[0], 5, n_row, n_col, panel);
    return panel;
}

TEST(published_blocks_keep_their_values) {
    const gpt__fpenv env = gpt__fp_enter();
    int round, r, c;
    for (round = 0; round < 300; round++) {
        int n_col = 32 * (1 + test_below(5)), n_row = 1 + test_below(16);
        float row[160];
        published p;
        void *panel;
        draw(&p, round % 3 ? 110 : 0, round % 3 ? 30 : 253);
        panel = panel_of(&p, n_row, n_col);
        for (r = 0; r < 16; r++) {
            gpt_unpack_row(GPT_TYPE_MX4, panel, (size_t)r, n_col, 1, row);
            for (c = 0; c < n_col; c++) CHECK(bits_of(row[c]) == bits_of(r < n_row ? value(&p, r, c) : 0.0f));
        }
        gpt__free(NULL, panel);
    }
    gpt__fp_leave(env);
}

/* floats that came from blocks go back to the same values, whichever exponent stands for them */
TEST(floats_of_blocks_keep_their_values) {
    const gpt__fpenv env = gpt__fp_enter();
    int round, r, c;
    for (round = 0; round < 300; round++) {
        int n_col = 1 + test_below(160), n_row = 1 + test_below(16), few = round % 2;
        float src[16][163], back[160];
        published p;
        size_t size = gpt_tensor_size(GPT_TYPE_MX4, 1, (size_t)n_col, 1);
        uint8_t *panel = (uint8_t *)gpt__alloc(NULL, size + 64);
        draw(&p, round % 3 ? 110 : 0, round % 3 ? 30 : 253);
        for (r = 0; r < 16; r++)
            for (c = 0; c < 80 && few; c++) p.bytes[r][c] &= 0x99; /* small values only: another exponent is chosen */
        memset(panel, 0xcc, size + 64);
        for (r = 0; r < n_row; r++)
            for (c = 0; c < n_col; c++) src[r][c] = value(&p, r, c);
        gpt_pack_panel(GPT_TYPE_MX4, src[0], 163, n_row, n_col, 1, panel);
        CHECK_INT(panel[size], 0xcc);
        for (r = 0; r < n_row; r++) {
            gpt_unpack_row(GPT_TYPE_MX4, panel, (size_t)r, n_col, 1, back);
            if (!CHECK_MEM(back, src[r], (size_t)n_col * sizeof(float))) r = n_row;
        }
        gpt__free(NULL, panel);
    }
    gpt__fp_leave(env);
}

TEST(other_floats_round_to_nearest_even) {
    static const float from[10] = {6, 5, 3.5f, 2.5f, 1.75f, 1.25f, 0.75f, 0.25f, -0.2f, -5.5f};
    static const float to[10] = {6, 4, 4, 2, 2, 1, 1, 0, -0.0f, -6};
    float row[32] = {0}, back[32];
    uint8_t panel[320];
    int i;
    memcpy(row, from, sizeof from);
    gpt_pack_panel(GPT_TYPE_MX4, row, 32, 1, 32, 1, panel);
    gpt_unpack_row(GPT_TYPE_MX4, panel, 0, 32, 1, back);
    CHECK_MEM(back, to, sizeof to);
    CHECK_INT(panel[256], 127);
    row[0] = 7.9f; /* held to the largest */
    gpt_pack_panel(GPT_TYPE_MX4, row, 32, 1, 32, 1, panel);
    gpt_unpack_row(GPT_TYPE_MX4, panel, 0, 32, 1, back);
    CHECK(bits_of(back[0]) == bits_of(6.0f));
    row[0] = INFINITY, row[1] = NAN, row[2] = 3e38f;
    gpt_pack_panel(GPT_TYPE_MX4, row, 32, 1, 32, 1, panel);
    gpt_unpack_row(GPT_TYPE_MX4, panel, 0, 32, 1, back);
    for (i = 0; i < 32; i++) CHECK(gpt__finite(back[i]));
}

TEST(panel_layout_mx4) {
    float src[2 * 40] = {0};
    uint8_t panel[576];
    CHECK_INT(gpt_tensor_size(GPT_TYPE_MX4, 2, 40, 1), sizeof panel);
    src[0] = 6, src[1] = -0.5f;  /* row 0 */
    src[33] = 12, src[38] = -2;
    src[40] = 4, src[42] = 3;    /* row 1 */
    gpt_pack_panel(GPT_TYPE_MX4, src, 40, 2, 40, 1, panel);
    CHECK_INT(panel[0], 7 + 16 * 9);
    CHECK_INT(panel[1], 6);      /* r1c0 */
    CHECK_INT(panel[16 + 1], 5); /* r1c2 */
    CHECK_INT(panel[256], 16 * 7);
    CHECK_INT(panel[256 + 3 * 16], 10); /* r0c38: -1 * 2 */
    CHECK_INT(panel[512], 127);
    CHECK_INT(panel[513], 127);
    CHECK_INT(panel[512 + 16], 128);
    CHECK_INT(panel[512 + 17], 0);
    CHECK_INT(gpt_pack_scale(GPT_TYPE_MX4, 1e9f) > 1, 0);
}

/* in every lane the bits of the same weights in f32 */
TEST(products_are_those_of_f32) {
    int round, i, k, r;
    for (round = 0; round < 60; round++) {
        int n_col = 1 + test_below(160), n_panel = 1 + test_below(4), T = 1 + test_below(round & 1 ? 15 : 3);
        size_t panel4 = gpt_tensor_size(GPT_TYPE_MX4, 1, (size_t)n_col, 1), ldy = (size_t)n_panel * 16;
        size_t panel32 = gpt_tensor_size(GPT_TYPE_F32, 1, (size_t)n_col, 1), size = (size_t)T * ldy * sizeof(float);
        uint8_t *w4 = (uint8_t *)gpt__alloc(NULL, panel4 * (size_t)n_panel);
        uint8_t *w32 = (uint8_t *)gpt__alloc(NULL, panel32 * (size_t)n_panel);
        float *x = (float *)malloc((size_t)(T * n_col) * sizeof(float)), *want = (float *)calloc(1, size);
        gpt__matmul m;
        for (k = 0; k < n_panel; k++) {
            float rows[16 * 160];
            published p;
            draw(&p, 100, 50);
            for (i = 0; i < 16 * n_col; i++) rows[i] = value(&p, i / n_col, i % n_col);
            gpt_pack_panel(GPT_TYPE_MX4, rows, (size_t)n_col, 16, n_col, 1, w4 + (size_t)k * panel4);
            gpt_pack_panel(GPT_TYPE_F32, rows, (size_t)n_col, 16, n_col, 1, w32 + (size_t)k * panel32);
        }
        for (i = 0; i < T * n_col; i++) x[i] = (float)test_normal();
        memset(&m, 0, sizeof m);
        m.n_col = n_col, m.T = T, m.scale = 1, m.x = x, m.ldx = (size_t)n_col, m.ldy = ldy;
        m.w = w32, m.panel = panel32, m.y = want;
        gpt__lane(0)->matmul[GPT_TYPE_F32](&m, 0, n_panel);
        for (r = 0; r < gpt_lane_count(); r++) {
            float *got = (float *)calloc(1, size);
            NOTE("lane %s, %d panels, %d columns, T %d", gpt_lane_name(r), n_panel, n_col, T);
            m.w = w4, m.panel = panel4, m.y = got;
            gpt__lane(r)->matmul[GPT_TYPE_MX4](&m, 0, n_panel);
            CHECK_MEM(got, want, size);
            free(got);
        }
        gpt__free(NULL, w4), gpt__free(NULL, w32);
        free(x), free(want);
    }
}

/* every pair of nibbles under every exponent but NaN, in every lane: products with 1 */
TEST(every_byte_of_every_lane) {
    const gpt__fpenv env = gpt__fp_enter();
    int s, lane, r, i;
    uint8_t panel[320];
    for (lane = 0; lane < gpt_lane_count(); lane++) {
        for (s = 0; s < 255; s++) {
            float x[32] = {0}, y[16];
            gpt__matmul m;
            memset(&m, 0, sizeof m);
            memset(panel + 256, s, 16);
            for (i = 0; i < 256; i++) panel[i] = (uint8_t)i; /* pair i of 16: bytes 16 i .. 16 i + 15 */
            m.w = panel, m.panel = 320, m.n_col = 32, m.T = 1, m.scale = 1, m.x = x, m.ldx = 32, m.y = y, m.ldy = 16;
            for (i = 0; i < 32; i++) {
                x[i] = 1;
                gpt__lane(lane)->matmul[GPT_TYPE_MX4](&m, 0, 1);
                x[i] = 0;
                for (r = 0; r < 16; r++) {
                    float want = (float)ldexp(values[(i % 2 ? i / 2 : r) & 15], s - 127);
                    if (!CHECK(bits_of(y[r] + 0.0f) == bits_of(want + 0.0f))) return;
                }
            }
        }
    }
    gpt__fp_leave(env);
}

/* A model whose weights MX4 can hold gives the same logits as the one that stores them in f32: its matrices are packed
 * twice, from the floats that the first packing made. */
TEST(a_model_in_both_types) {
    mechanisms s = mechanisms_default();
    tiny_image image;
    gpt_error err = {0, ""};
    gpt_model *model;
    gpt_ctx *ctx;
    float want[97];
    int type, t, tokens[20];
    s.n_expert = 5, s.bias = 1, s.n_embd = 64;
    for (t = 0; t < 20; t++) tokens[t] = test_below(97);
    for (type = 0; type < 2; type++) {
        uint64_t random = test.random;
        s.type = GPT_TYPE_MX4;
        s.mx4_as_f32 = type == 0;
        image = mechanisms_model(&s);
        test.random = random;
        model = gpt_model_load_memory(image.data, image.size, NULL, &err);
        ctx = model ? gpt_ctx_new(model, NULL, &err) : NULL;
        if (!ctx) FAIL("%s", err.message);
        else if (CHECK_INT(gpt_eval(ctx, tokens, 20), GPT_OK)) {
            CHECK_INT(gpt_model_info(model)->type, type ? GPT_TYPE_MX4 : GPT_TYPE_F32);
            if (type == 0) memcpy(want, gpt_logits(ctx), sizeof want);
            else CHECK_MEM(gpt_logits(ctx), want, sizeof want);
        }
        gpt_ctx_free(ctx);
        gpt_model_free(model);
        tiny_free(&image);
    }
}

TEST_MAIN("mx4", published_blocks_keep_their_values, floats_of_blocks_keep_their_values,
          other_floats_round_to_nearest_even, panel_layout_mx4, products_are_those_of_f32, every_byte_of_every_lane,
          a_model_in_both_types)
