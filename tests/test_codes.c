/* test_codes -- weights of 6 to 2 bits: where each code lies, what it stands for, products that have the bits of the same
 * bytes as Q8. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "mechanisms.h"

static const gpt_type types[5] = {GPT_TYPE_Q6, GPT_TYPE_Q5, GPT_TYPE_Q4, GPT_TYPE_Q3, GPT_TYPE_Q2};
static const int bits[5] = {6, 5, 4, 3, 2};

/* rows of any codes, scales and codebook */
typedef struct rows {
    int n_row, n_col, n_block;
    uint8_t code[16 * 160], codebook[16];
    uint16_t d[16 * 5];
} rows;

static void draw(rows *p, int k, int n_row, int n_col) {
    int i;
    p->n_row = n_row, p->n_col = n_col, p->n_block = (n_col + 31) / 32;
    for (i = 0; i < n_row * n_col; i++) p->code[i] = (uint8_t)test_below(1 << bits[k]);
    for (i = 0; i < n_row * p->n_block; i++) p->d[i] = (uint16_t)((0x1000 + test_below(0x3000)) | test_below(2) << 15);
    for (i = 0; i < 16; i++) p->codebook[i] = (uint8_t)(k < 2 ? test_below(16) * 16 : test_below(8) ? test_below(256) : 0);
}

/* the definition */
static int byte_of(const rows *p, int k, int r, int c) {
    int n = p->code[r * p->n_col + c];
    int entry = p->codebook[k < 2 ? n / 16 : n];
    if (entry == 0) entry = 1;
    return k < 2 ? entry | n % 16 : entry;
}

static uint8_t *panel_of(const rows *p, int k) {
    const size_t size = gpt_tensor_size(types[k], 1, (size_t)p->n_col, 1);
    uint8_t *panel = (uint8_t *)gpt__alloc(NULL, size + 64);
    if (!panel) abort();
    memset(panel, 0xcc, size + 64);
    gpt_pack_codes(types[k], p->code, p->d, p->codebook, p->n_row, p->n_col, panel);
    CHECK_INT(panel[size], 0xcc);
    return panel;
}

TEST(sizes) { /* 64 bytes a bit and 32 for the scales of a block, 16 for the codebook, to whole lines */
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q6, 1, 1, 1), 448);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q6, 16, 64, 1), 896);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q5, 16, 32, 1), 384);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q4, 16, 32, 1), 320);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q4, 17, 64, 3), 3 * 2 * 640);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q3, 1, 32, 1), 256);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q2, 1, 33, 1), 384);
    CHECK_INT(gpt_tensor_size(GPT_TYPE_Q4, 1, SIZE_MAX, 1), 0);
}

TEST(codes_stand_for_their_bytes) {
    int round, k, r, c;
    for (round = 0; round < 200; round++) {
        for (k = 0; k < 5; k++) {
            rows p;
            uint8_t *panel;
            float row[160];
            draw(&p, k, 1 + test_below(16), 1 + test_below(160));
            panel = panel_of(&p, k);
            for (r = 0; r < 16; r++) {
                gpt_unpack_row(types[k], panel, (size_t)r, p.n_col, 0.5f, row);
                for (c = 0; c < p.n_col; c++) {
                    float d = r < p.n_row ? gpt__f16_to_f32(p.d[r * p.n_block + c / 32]) : 0;
                    if (!CHECK(row[c] == (r < p.n_row ? d * (float)(byte_of(&p, k, r, c) - 128) * 0.5f : 0))) return;
                }
            }
            gpt__free(NULL, panel);
        }
    }
}

/* one code of all ones among zeros: the planes that it sets, as >>format draws them */
TEST(layout) {
    int k, r, c;
    for (k = 0; k < 5; k++) {
        for (r = 0; r < 16; r += 5) {
            for (c = 0; c < 64; c++) {
                const int b = bits[k], group = c % 32 / 4, at = c / 32 * 64 * b + r * 4 + c % 4;
                uint8_t want[2 * 64 * 6] = {0}, *panel;
                rows p;
                memset(&p, 0, sizeof p);
                p.n_row = 16, p.n_col = 64;
                p.code[r * 64 + c] = (uint8_t)((1 << b) - 1);
                if (b >= 4) want[at + group / 2 * 64] = (uint8_t)(group % 2 ? 0xf0 : 0x0f);
                if (b == 6) want[at + 256 + group / 4 * 64] = (uint8_t)(3 << 2 * (group % 4));
                if (b == 5) want[at + 256] = (uint8_t)(1 << group);
                if (b < 4) want[at + group / 4 * 64] = (uint8_t)(3 << 2 * (group % 4));
                if (b == 3) want[at + 128] = (uint8_t)(1 << group);
                panel = panel_of(&p, k);
                NOTE("%d bits, row %d, column %d", b, r, c);
                if (!CHECK_MEM(panel, want, (size_t)(2 * 64 * b))) return;
                gpt__free(NULL, panel);
            }
        }
    }
}

/* What gpt_pack_panel makes: evenly spaced values, each to the nearest, the largest of a block exactly. */
TEST(even_codebooks) {
    static const float two[4] = {0.26f, -0.5f, 0.24f, -0.26f}, two_back[4] = {0.5f, -0.5f, 0, -0.5f};
    int k, i;
    for (k = 0; k < 4; k++) {
        const int half = 1 << (bits[k] - 1);
        float row[64] = {0}, back[64];
        uint8_t *panel = (uint8_t *)gpt__alloc(NULL, gpt_tensor_size(types[k], 1, 64, 1));
        for (i = 0; i < 64; i++) { /* -half .. half - 1 steps; then mirrored */
            int step = i % 32 * (half > 16 ? 2 : 1) % (2 * half) - half;
            row[i] = (float)step * (i < 32 ? 0.25f : -2.0f);
        }
        gpt_pack_panel(types[k], row, 64, 1, 64, 1, panel);
        gpt_unpack_row(types[k], panel, 0, 64, 1, back);
        for (i = 0; i < 64; i++) CHECK(row[i] == back[i]);
        row[0] = INFINITY, row[1] = NAN, row[2] = 3e38f;
        gpt_pack_panel(types[k], row, 64, 1, 64, 1, panel);
        gpt_unpack_row(types[k], panel, 0, 64, 1, back);
        for (i = 0; i < 64; i++) CHECK(gpt__finite(back[i]));
        gpt__free(NULL, panel);
    }
    for (i = 0; i < 1; i++) {
        float back[4];
        uint8_t panel[192];
        gpt_pack_panel(GPT_TYPE_Q2, two, 4, 1, 4, 1, panel);
        gpt_unpack_row(GPT_TYPE_Q2, panel, 0, 4, 1, back);
        CHECK_MEM(back, two_back, sizeof back);
    }
}

/* In every lane, for one row and for many, the bits of the same bytes as Q8. */
TEST(products_are_those_of_q8) {
    int round, i, k, lane, c;
    for (round = 0; round < 300; round++) {
        const int n_panel = 1 + test_below(4), T = 1 + test_below(round & 1 ? 15 : 3), n_col = 1 + test_below(160);
        const int n_block = (n_col + 31) / 32;
        const size_t panel8 = gpt_tensor_size(GPT_TYPE_Q8, 1, (size_t)n_col, 1), ldy = (size_t)n_panel * 16;
        const size_t size = (size_t)T * ldy * sizeof(float);
        uint8_t *w8 = (uint8_t *)gpt__alloc(NULL, panel8 * (size_t)n_panel), *w, *scratch;
        int8_t *q = (int8_t *)malloc((size_t)(T * n_block * 32));
        float *d = (float *)malloc((size_t)(T * n_block) * sizeof(float)), bias[64];
        int32_t *sum = (int32_t *)calloc((size_t)(T * n_block), sizeof *sum);
        float *want = (float *)calloc(1, size);
        gpt__matmul m;
        k = round % 5;
        w = (uint8_t *)gpt__alloc(NULL, gpt_tensor_size(types[k], (size_t)n_panel * 16, (size_t)n_col, 1));
        scratch = (uint8_t *)gpt__alloc(NULL, 2 * panel8);
        memset(&m, 0, sizeof m);
        m.bits = bits[k], m.n_col = n_col, m.T = T, m.scale = 0.5f, m.ldy = ldy, m.scratch = scratch;
        m.q = q, m.d = d, m.c = sum, m.ldq = (size_t)n_block * 32, m.ldd = (size_t)n_block;
        m.bias = test_below(2) ? bias : NULL;
        for (i = 0; i < 64; i++) bias[i] = (float)test_normal();
        for (i = 0; i < T * n_block * 32; i++) {
            q[i] = (int8_t)(i % (n_block * 32) < n_col ? test_below(255) - 127 : 0);
            sum[i / 32] -= 128 * q[i];
            d[i / 32] = (float)test_normal();
        }
        for (i = 0; i < n_panel; i++) {
            rows p;
            uint8_t byte[16 * 160];
            draw(&p, k, 16, n_col);
            for (c = 0; c < 16 * n_col; c++) byte[c] = (uint8_t)byte_of(&p, k, c / n_col, c % n_col);
            m.panel = gpt_tensor_size(types[k], 1, (size_t)n_col, 1);
            gpt_pack_codes(types[k], p.code, p.d, p.codebook, 16, n_col, w + (size_t)i * m.panel);
            gpt_pack_codes(GPT_TYPE_Q8, byte, p.d, NULL, 16, n_col, w8 + (size_t)i * panel8);
        }
        m.w = w8, m.y = want;
        i = (int)m.panel, m.panel = panel8;
        gpt__lane(0)->matmul[GPT_TYPE_Q8](&m, 0, n_panel);
        m.panel = (size_t)i;
        for (lane = 0; lane < gpt_lane_count(); lane++) {
            float *got = (float *)calloc(1, size);
            const int cut = test_below(n_panel + 1);
            NOTE("lane %s, %d bits, %d panels, %d columns, T %d", gpt_lane_name(lane), bits[k], n_panel, n_col, T);
            int8_t *own = test_activations(q, (size_t)(T * n_block * 32), gpt__lane(lane)->x_size);
            m.w = w, m.y = got, m.q = own, m.ldq = (size_t)(n_block * 32 * gpt__lane(lane)->x_size);
            gpt__lane(lane)->matmul[types[k]](&m, 0, cut);
            gpt__lane(lane)->matmul[types[k]](&m, cut, n_panel);
            CHECK_MEM(got, want, size);
            free(got), free(own);
        }
        gpt__free(NULL, w), gpt__free(NULL, w8), gpt__free(NULL, scratch);
        free(q), free(d), free(sum), free(want);
    }
}

/* Models whose matrices have less than 8 bits: any division into calls, any lane, any number of threads. */
TEST(models) {
    int k, t, n_call, lane;
    for (k = 0; k < 5; k++) {
        mechanisms s = mechanisms_default();
        tiny_image image;
        gpt_error err = {0, ""};
        gpt_model *model;
        float want[97];
        int tokens[20];
        s.type = types[k], s.n_embd = 48, s.n_ff = 80, s.n_layer = 2;
        if (k % 2) s.n_expert = 5;
        for (t = 0; t < 20; t++) tokens[t] = test_below(97);
        image = mechanisms_model(&s);
        model = gpt_model_load_memory(image.data, image.size, NULL, &err);
        REQUIRE(model != NULL);
        CHECK_INT(gpt_model_info(model)->type, types[k]);
        for (lane = 0; lane < gpt_lane_count(); lane++) {
            gpt_ctx_desc desc = {0};
            gpt_ctx *ctx;
            desc.lane = lane + 1;
            desc.n_threads = 1 + lane % 3;
            ctx = gpt_ctx_new(model, &desc, &err);
            REQUIRE(ctx != NULL);
            for (t = 0; t < 20; t += n_call) {
                n_call = lane == 0 ? 20 : 1 + test_below(20 - t);
                CHECK_INT(gpt_eval(ctx, tokens + t, n_call), GPT_OK);
            }
            if (lane == 0) memcpy(want, gpt_logits(ctx), sizeof want);
            else CHECK_MEM(gpt_logits(ctx), want, sizeof want);
            gpt_ctx_free(ctx);
        }
        gpt_model_free(model);
        tiny_free(&image);
    }
}

TEST_MAIN("codes", sizes, codes_stand_for_their_bytes, layout, even_codebooks, products_are_those_of_q8, models)
