/* test_compile -- several copies of gpt.h in one program: the public one, in gpt.o, used here and by
 * compile_user.c, and private ones (compile_variant.c) built as C and C++, with options off, without optimisation,
 * with -Ofast. All compute the same bits. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "compile_variant.h"
#include "test.h"
#include "mechanisms.h"

int user_version(void);

static const struct { const char *name; variant_fn *run; } variants[] = {
#ifdef HAVE_static
    {"GPT_STATIC", variant_static},
#endif
#ifdef HAVE_minimal
    {"all options off", variant_minimal},
#endif
#ifdef HAVE_fast
    {"-Ofast", variant_fast},
#endif
#ifdef HAVE_bare
    {"-O0", variant_bare},
#endif
#ifdef HAVE_cxx
    {"C++11", variant_cxx},
#endif
    {NULL, NULL}
};

TEST(one_implementation_two_files) {
    CHECK_INT(user_version(), GPT_VERSION_NUMBER);
}

/* every copy, every lane it has, all types of weights */
TEST(copies_agree) {
    int type, i, lane, tokens[40], t;
    for (type = 0; type < GPT__TYPE_COUNT; type++) {
        mechanisms s = mechanisms_default();
        tiny_image image;
        gpt_model *model;
        gpt_ctx *ctx;
        float logits[97];
        s.type = (gpt_type)type;
        s.layer_norm = type == GPT_TYPE_F16;
        s.bias = 1, s.softcap = 5, s.act = type == GPT_TYPE_BF16 ? GPT__ACT_GELU_ERF : GPT__ACT_SILU;
        image = mechanisms_model(&s);
        for (t = 0; t < 40; t++) tokens[t] = test_below(97);
        model = gpt_model_load_memory(image.data, image.size, NULL, NULL);
        ctx = model ? gpt_ctx_new(model, NULL, NULL) : NULL;
        if (CHECK(ctx != NULL) && CHECK_INT(gpt_eval(ctx, tokens, 40), GPT_OK)) {
            for (i = 0; variants[i].name; i++) {
                int lanes = 1;
                for (lane = 0; lane < lanes; lane++) {
                    NOTE("%s lane %d type %d", variants[i].name, lane, type);
                    lanes = variants[i].run(image.data, image.size, tokens, 40, lane, logits);
                    if (CHECK(lanes >= 1)) CHECK_MEM(logits, gpt_logits(ctx), sizeof(logits));
                }
                CHECK(lanes == gpt_lane_count() || lanes == 1);
            }
        }
        gpt_ctx_free(ctx);
        gpt_model_free(model);
        tiny_free(&image);
    }
}

TEST_MAIN("compile", one_implementation_two_files, copies_agree)
