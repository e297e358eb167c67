/* gpt-convert -- makes a .gpt file from a published checkpoint. `gpt-convert --help` tells how. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _DEFAULT_SOURCE /* madvise */
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "convert.h"
#include "list.h"

static const char usage[] =
    "usage: gpt-convert IN -o OUT.gpt [options]\n"
    "       gpt-convert --list IN\n"
    "\n"
    "IN is a checkpoint folder: config.json with model.safetensors or pytorch_model.bin (or shards\n"
    "of one), quantised or not, and, usually, tokenizer files; or the file of weights in such a\n"
    "folder, of any name: safetensors, or what torch.save wrote (.bin, .pt, .pth; nothing of a\n"
    "pickle is executed); or a GGUF file, of a split one the first part; or a .bin file of llama2.c\n"
    "(with tokenizer.bin beside it, or --tokenizer).\n"
    "\n"
    "  -o FILE              the model file to write; it appears complete or not at all\n"
    "  --type TYPE          f32, f16, bf16, q8, q6, q5, q4, q3 or q2 for the weight matrices; below\n"
    "                       q6 some of them get more bits, see --recipe. Default: as they are\n"
    "                       stored, and blocks without an exact place in a type one with more\n"
    "                       bits. Q8_0, Q4_0, Q5_0, IQ4_NL, MXFP4, TQ1_0 and TQ2_0 of GGUF files\n"
    "                       have one, and groups of GPTQ, AWQ and the like, unless their inputs\n"
    "                       are in act-order. Norms, biases and other vectors are always f32;\n"
    "                       weights of MXFP4 stay what they are in q8 to q2\n"
    "  --recipe LIST        other types for some matrices, see below\n"
    "  --tokenizer PATH     take the tokenizer from this file or folder; `none`: leave it out\n"
    "  --tokenizer-only     IN is a tokenizer file or folder; the result has no network\n"
    "  --specials FILE      JSON with pat_str and special_tokens, for rank files that are not known\n"
    "  --assume TYPE        read the config as one of model_type TYPE, whatever it says\n"
    "  --report             of each tensor: its type, the new type, largest and mean error\n"
    "  --quiet              no notes, no progress, no summary\n"
    "  --help\n"
    "\n" RECIPE_USAGE;

static int parse(convert_options *o, int argc, char **argv) {
    int i;
    memset(o, 0, sizeof *o);
    o->type = -1;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i], *value = i + 1 < argc ? argv[i + 1] : NULL, **to = NULL;
        if (strcmp(a, "--tokenizer-only") == 0)
            o->tokenizer_only = 1;
        else if (strcmp(a, "--quiet") == 0)
            o->quiet = 1;
        else if (strcmp(a, "--report") == 0)
            o->report = 1;
        else if (strcmp(a, "-o") == 0)
            to = &o->out;
        else if (strcmp(a, "--tokenizer") == 0)
            to = &o->tokenizer;
        else if (strcmp(a, "--specials") == 0)
            to = &o->specials;
        else if (strcmp(a, "--assume") == 0)
            to = &o->assume;
        else if (strcmp(a, "--recipe") == 0)
            to = &o->recipe;
        else if (strcmp(a, "--type") == 0) {
            if (!value || (o->type = names_find_type(value, strlen(value))) < 0) {
                fprintf(stderr, "gpt-convert: --type is one of " RECIPE_TYPES "\n");
                return 0;
            }
            i++;
        } else if (*a == '-' || o->in) {
            fprintf(stderr, "gpt-convert: what is %s? See --help\n", a);
            return 0;
        } else {
            o->in = a;
        }
        if (to && !value) {
            fprintf(stderr, "gpt-convert: %s needs a value\n", a);
            return 0;
        }
        if (to) *to = argv[++i];
    }
    if (!o->in || !o->out) fputs(usage, stderr);
    return o->in && o->out;
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    convert_options o;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    if (argc == 3 && strcmp(argv[1], "--list") == 0) {
        if (list_run(argv[2], &err) == GPT_OK) return 0;
        fprintf(stderr, "gpt-convert: %s\n", err.message);
        return 1;
    }
    if (!parse(&o, argc, argv)) return 2;
    if (convert_run(&o, &err) != GPT_OK) {
        fprintf(stderr, "gpt-convert: %s\n", err.message);
        return 1;
    }
    return 0;
}
