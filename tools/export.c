/* gpt-export -- makes a checkpoint folder from a .gpt file. `gpt-export --help` tells how. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "export.h"

static const char usage[] =
    "usage: gpt-export MODEL.gpt -o FOLDER [options]\n"
    "\n"
    "FOLDER becomes a checkpoint as they are published, config.json and model.safetensors, which\n"
    "Transformers and gpt-convert read; it appears complete or not at all. Tensors have the names and\n"
    "shapes of the checkpoint that the model was made from. A model without the config of one gets one\n"
    "if it is built like Llama or GPT-2.\n"
    "\n"
    "  -o FOLDER            must not be there yet, or be empty\n"
    "  --type TYPE          f32, f16 or bf16 for all tensors. Default: as they are in the file; the\n"
    "                       values of quantised ones as f32, which holds them exactly\n"
    "  --tokenizer PATH     copy the tokenizer from this file or folder\n"
    "  --quiet              no notes\n"
    "  --help\n";

static int parse(export_options *o, int argc, char **argv) {
    int i;
    memset(o, 0, sizeof *o);
    o->type = -1;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL, **to = NULL;
        if (strcmp(a, "--quiet") == 0) o->quiet = 1;
        else if (strcmp(a, "-o") == 0) to = &o->out;
        else if (strcmp(a, "--tokenizer") == 0) to = &o->tokenizer;
        else if (strcmp(a, "--type") == 0) {
            o->type = value ? names_find_type(value, strlen(value)) : -1;
            if (o->type < 0 || !gpt__is_float((uint32_t)o->type)) {
                fprintf(stderr, "gpt-export: --type is one of f32, f16, bf16\n");
                return 0;
            }
            i++;
        } else if (*a == '-' || o->in) {
            fprintf(stderr, "gpt-export: what is %s? See --help\n", a);
            return 0;
        } else {
            o->in = a;
        }
        if (to && !value) {
            fprintf(stderr, "gpt-export: %s needs a value\n", a);
            return 0;
        }
        if (to) *to = argv[++i];
    }
    if (!o->in || !o->out) fputs(usage, stderr);
    return o->in && o->out;
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    export_options o;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) return fputs(usage, stdout) < 0;
    if (!parse(&o, argc, argv)) return 2;
    if (export_run(&o, &err) == GPT_OK) return 0;
    fprintf(stderr, "gpt-export: %s\n", err.message);
    return 1;
}
