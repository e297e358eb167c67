/* names.h -- the names that weight types and cache types have on command lines and in reports. Include ../gpt.h, with
 * its implementation, first. */
#ifndef TOOLS_NAMES_H
#define TOOLS_NAMES_H

#include <string.h>

#define NAMES_KV(X) X(GPT_KV_F16, "f16") X(GPT_KV_F32, "f32") X(GPT_KV_I8, "i8")

/* names_find_type -- the type whose name is these n bytes, -1: none. */
static inline int names_find_type(const char *name, size_t n) {
#define X(id, value, text, bits) \
    if (n == strlen(text) && memcmp(name, text, n) == 0) return GPT_TYPE_##id;
    GPT__TYPES(X)
#undef X
    return -1;
}

static inline const char *names_type(uint32_t type) {
    switch (type) {
#define X(id, value, text, bits) \
    case GPT_TYPE_##id: return text;
        GPT__TYPES(X)
#undef X
    default: return "?";
    }
}

/* names_find_kv -- 1: *kv is the cache type of this name; 0: there is none. */
static inline int names_find_kv(const char *name, gpt_kv *kv) {
#define X(id, text) \
    if (strcmp(name, text) == 0) return *kv = id, 1;
    NAMES_KV(X)
#undef X
    return 0;
}

static inline const char *names_kv(gpt_kv kv) {
#define X(id, text) \
    if (kv == id) return text;
    NAMES_KV(X)
#undef X
    return "?";
}

#endif
