/* padding.h -- what a classifier of texts does about padding: published ones read the last token
 * that is not padding, whatever follows. A causal model gives the same when what follows is left out. */
#ifndef TOOLS_PADDING_H
#define TOOLS_PADDING_H

/* padding_dropped -- how many of n ids count. If all are padding, the first one does. */
static inline int padding_dropped(const gpt_model *m, const int *ids, int n) {
    const char *pad = gpt_model_meta(m, "pad_token_id");
    const gpt_info *info = gpt_model_info(m);
    if (!pad || info->head != GPT_HEAD_CLASS_LAST || info->bidirectional) return n;
    while (n > 0 && ids[n - 1] == atoi(pad)) n--;
    return n ? n : 1;
}

#endif
