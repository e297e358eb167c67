/* What every compile_variant.c exports: the logits after the last of n tokens, computed by its own copy of gpt.h on one
 * lane. Returns how many lanes that copy has, or a negative status. */
#ifndef COMPILE_VARIANT_H
#define COMPILE_VARIANT_H
#include <stddef.h>
#include <string.h>
#ifdef __cplusplus
extern "C" {
#endif
typedef int variant_fn(const void *image, size_t size, const int *tokens, int n, int lane, float *logits);
variant_fn variant_static, variant_minimal, variant_fast, variant_bare, variant_cxx;
#ifdef __cplusplus
}
#endif
#endif
