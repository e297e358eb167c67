/* safetensors_write.h -- writes a file of the safetensors format, which safetensors.h reads: first what its tensors
 * are, then their bytes, one after the other.
 *
 *     safetensors_out o;
 *     safetensors_begin(&o);
 *     safetensors_add(&o, "m", "F32", 2, shape, size) for each;
 *     safetensors_head(&o, f, &err);                     then fwrite the tensors in that order
 *
 * Offsets count up from 0 without gaps, so the widest type comes first where all are to be aligned. Include ../gpt.h
 * and file.h first; POSIX must be declared. */
#ifndef TOOLS_SAFETENSORS_WRITE_H
#define TOOLS_SAFETENSORS_WRITE_H

#include "json.h"

typedef struct safetensors_out {
    FILE *head;
    char *text;
    size_t size;
    uint64_t at;
} safetensors_out;

static inline void safetensors_begin(safetensors_out *o) {
    memset(o, 0, sizeof *o);
    o->head = open_memstream(&o->text, &o->size);
    if (o->head) fputs("{\"__metadata__\":{\"format\":\"pt\"}", o->head);
}

/* One more tensor, of `size` bytes. */
static inline void safetensors_add(safetensors_out *o, const char *name, const char *dtype, int n_dim,
                                   const uint64_t *dim, uint64_t size) {
    int i;
    if (!o->head) return;
    fputc(',', o->head);
    json_write_string(o->head, name, strlen(name));
    fprintf(o->head, ":{\"dtype\":\"%s\",\"shape\":[", dtype);
    for (i = 0; i < n_dim; i++) fprintf(o->head, "%s%llu", i ? "," : "", (unsigned long long)dim[i]);
    fprintf(o->head, "],\"data_offsets\":[%llu,%llu]}", (unsigned long long)o->at, (unsigned long long)(o->at + size));
    o->at += size;
}

/* safetensors_head -- writes what was added, and ends o; f may be NULL: only the latter. */
static inline int safetensors_head(safetensors_out *o, FILE *f, gpt_error *err) {
    unsigned char length[8];
    int i, rc = GPT_OK;
    if (o->head) {
        fputc('}', o->head);
        while (fflush(o->head) == 0 && o->size % 8) fputc(' ', o->head);
    }
    if (!o->head || fclose(o->head) != 0 || !o->text) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (f && rc == GPT_OK) {
        for (i = 0; i < 8; i++) length[i] = (unsigned char)((uint64_t)o->size >> (8 * i));
        fwrite(length, 1, 8, f);
        fwrite(o->text, 1, o->size, f);
    }
    free(o->text);
    return rc;
}

#endif
