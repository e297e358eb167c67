/* One private copy of gpt.h, compiled as the Makefile says for this VARIANT: as C or C++, optimised or not, with options
 * off, with -ffast-math. test_compile links all of them into one program and compares what they compute. */
#define GPT_STATIC
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "compile_variant.h"

#define JOIN2(a, b) a##b
#define JOIN(a, b) JOIN2(a, b)

#ifdef __cplusplus
extern "C"
#endif
int JOIN(variant_, VARIANT)(const void *image, size_t size, const int *tokens, int n, int lane, float *logits) {
    gpt_error err;
    gpt_ctx_desc desc = {0, 0, 0, GPT_KV_F16, 0, NULL, NULL};
    gpt_model *model = gpt_model_load_memory(image, size, NULL, &err);
    gpt_ctx *ctx;
    int status = GPT_E_ARG, lanes = gpt_lane_count();
    desc.lane = lane + 1;
    ctx = model && lane < lanes ? gpt_ctx_new(model, &desc, &err) : NULL;
    if (ctx) status = gpt_eval(ctx, tokens, n);
    if (status == GPT_OK) memcpy(logits, gpt_logits(ctx), (size_t)gpt_model_info(model)->n_out * sizeof(float));
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    return status == GPT_OK ? lanes : status;
}
