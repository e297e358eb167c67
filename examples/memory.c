/* Demonstrates a model linked into the program: one file to ship, nothing to find or read at run time.
 *
 *     cc -O2 -fopenmp -DMODEL_FILE='"model.gpt"' examples/memory.c -o memory -lm
 *
 * embedded.h puts the file into the read-only data of the program, where gpt.h uses it in place.
 * Without MODEL_FILE the program shows the call all the same, on a file that it reads into memory itself. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <stdio.h>
#include <stdlib.h>

#ifdef MODEL_FILE
#include "embedded.h"
#endif

static int print(const char *text, int size, void *user) {
    (void)user;
    return fwrite(text, 1, (size_t)size, stdout) != (size_t)size || fflush(stdout) != 0;
}

static int write_text(const void *data, size_t size, const char *prompt) {
    gpt_error err = {0, ""};
    gpt_generate_desc desc = {0};
    gpt_model *model = gpt_model_load_memory(data, size, NULL, &err);
    gpt_ctx *ctx = model ? gpt_ctx_new(model, NULL, &err) : NULL;
    int n = -1;
    desc.on_text = print;
    desc.max_tokens = 200;
    if (ctx) {
        n = gpt_generate(ctx, prompt, &desc);
        putchar('\n');
    }
    if (n < 0) fprintf(stderr, "memory: %s\n", ctx ? gpt_ctx_error(ctx) : err.message);
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    return n < 0;
}

#ifdef MODEL_FILE

int main(int argc, char **argv) {
    if (argc > 2) {
        fputs("usage: memory [PROMPT]\n", stderr);
        return 2;
    }
    return write_text(embedded_begin, (size_t)(embedded_end - embedded_begin), argc > 1 ? argv[1] : NULL);
}

#else

/* The whole file in memory of our own, or NULL. */
static void *read_file(const char *path, size_t *size) {
    char *data = NULL, *more;
    size_t cap = 0, n = 0;
    FILE *f = fopen(path, "rb");
    *size = 0;
    if (!f) return NULL;
    do {
        *size += n;
        if (*size == cap) {
            cap = 2 * cap + 65536;
            more = (char *)realloc(data, cap);
            if (!more) break;
            data = more;
        }
        n = fread(data + *size, 1, cap - *size, f);
    } while (n > 0);
    if (n > 0 || ferror(f)) {
        free(data);
        data = NULL;
    }
    fclose(f);
    return data;
}

int main(int argc, char **argv) {
    size_t size;
    void *data;
    int failed;
    if (argc < 2 || argc > 3) {
        fputs("usage: memory MODEL.gpt [PROMPT]        (no model is linked into this build: see its source)\n", stderr);
        return 2;
    }
    data = read_file(argv[1], &size);
    if (!data) {
        fprintf(stderr, "memory: %s: cannot read\n", argv[1]);
        return 1;
    }
    failed = write_text(data, size, argc > 2 ? argv[2] : NULL);
    free(data);
    return failed;
}

#endif
