/* checkpoint.h -- a checkpoint's weights, in whichever format they are: told by what lies in a folder, and of a file by
 * its content. Include ../gpt.h, file.h, json.h and source.h first. */
#ifndef TOOLS_CHECKPOINT_H
#define TOOLS_CHECKPOINT_H

#include "safetensors.h"
#include "torch.h"

typedef enum checkpoint_kind { CHECKPOINT_NONE, CHECKPOINT_SAFETENSORS, CHECKPOINT_TORCH } checkpoint_kind;

/* What a file is. The name decides what its content does not: a damaged .safetensors file is to be called that. */
static inline checkpoint_kind checkpoint__file(const char *path) {
    unsigned char head[262] = {0};
    size_t n = strlen(path), got;
    FILE *f;
    if (n >= 12 && strcmp(path + n - 12, ".safetensors") == 0) return CHECKPOINT_SAFETENSORS;
    f = fopen(path, "rb");
    if (!f) return CHECKPOINT_NONE;
    got = fread(head, 1, sizeof head, f);
    fclose(f);
    if (torch_is(head, got)) return CHECKPOINT_TORCH;
    return got > 9 && zip__u32(head + 4) == 0 && head[8] == '{' ? CHECKPOINT_SAFETENSORS : CHECKPOINT_NONE;
}

/* checkpoint_find -- what checkpoint_open will read: path is a folder or a file. */
static inline checkpoint_kind checkpoint_find(const char *path) {
    if (!file_is_dir(path)) return checkpoint__file(path);
    if (safetensors_is_there(path)) return CHECKPOINT_SAFETENSORS;
    return torch_is_there(path) ? CHECKPOINT_TORCH : CHECKPOINT_NONE;
}

/* checkpoint_open -- the tensors of a folder or of a file. Fills *s (zeroed by the caller, who frees it even on
 * failure). */
static inline int checkpoint_open(source *s, const char *path, gpt_error *err) {
    switch (checkpoint_find(path)) {
    case CHECKPOINT_SAFETENSORS: return safetensors_open(s, path, err);
    case CHECKPOINT_TORCH: return torch_open(s, path, err);
    default: break;
    }
    if (file_is_dir(path))
        return tool_fail(err, GPT_E_IO, "%s: neither model.safetensors nor pytorch_model.bin is there, nor an index of "
                         "such files", path);
    return tool_fail(err, GPT_E_UNSUPPORTED, "%s: neither a checkpoint folder nor a file of safetensors or PyTorch",
                     path);
}

#endif
