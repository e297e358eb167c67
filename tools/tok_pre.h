/* tok_pre.h -- the ways to split texts that "tokenizer.ggml.pre" of a GGUF file names, as one table.
 *
 * Byte-level BPE vocabularies in GGUF files do not hold the patterns of their tokenizers, only a name. The patterns
 * here are those of the original tokenizers' files. A name that is not here is refused: another split, other ids. */
#ifndef TOOLS_TOK_PRE_H
#define TOOLS_TOK_PRE_H

#include <stddef.h>
#include <string.h>

typedef struct tok__pre {
    const char *names;          /* with | between them */
    int flags;                  /* TOK__PRE_... */
    const char *pattern[6];     /* in the order in which they split; NULL: no more */
} tok__pre;

enum {
    TOK__PRE_WHOLE = 1,         /* a piece that is a token is that token */
    TOK__PRE_BOS = 2,           /* texts begin with BOS, if the file does not say otherwise, */
    TOK__PRE_EOS = 4,           /* and end with EOS */
    TOK__PRE_NFC = 8,           /* texts are brought to normal form C first */
    TOK__PRE_THREES = 16,       /* matches of the second pattern are cut into threes from their end */
    TOK__PRE_MATCHES = 32,      /* what matches nothing is dropped */
    TOK__PRE_CHARS = 64,        /* symbols are characters, not bytes */
    TOK__PRE_MARK = 128,        /* spaces are U+2581, unknown characters are spelled in bytes */
    TOK__PRE_RANKS = 512,       /* without merges, tokens merge by their ids, as in rank files */
    TOK__PRE_BYTES = 256        /* the third pattern and those after it see bytes as GPT-2's alphabet writes them */
};

static const char tok__gpt2_pattern[] =
    "'s|'t|'re|'ve|'m|'ll|'d| ?\\p{L}+| ?\\p{N}+| ?[^\\s\\p{L}\\p{N}]+|\\s+(?!\\S)|\\s+";

#define TOK__CONTRACTIONS "(?i:'s|'t|'re|'ve|'m|'ll|'d)"
#define TOK__REST "|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
#define TOK__NO_CONTRACTIONS(digits) \
    "[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}" digits "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*" TOK__REST
#define TOK__LLAMA3(digits) TOK__CONTRACTIONS "|" TOK__NO_CONTRACTIONS(digits)
#define TOK__O200K(contractions, digits) \
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]+" contractions "|" \
    "[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}]*" contractions "|" \
    "\\p{N}" digits "| ?[^\\s\\p{L}\\p{N}]+[\\r\\n/]*" TOK__REST
static const char tok__qwen2_pattern[] = TOK__LLAMA3("");

#define TOK__CASED \
    "\\s?[A-Za-z\302\265\303\200-\303\226\303\230-\303\266\303\270-\306\272\306\274-\306\277\307\204-\312\223\312" \
    "\225-\312\257\315\260-\315\263\315\266\315\267\315\273-\315\275\315\277\316\206\316\210-\316\212\316\214\316" \
    "\216-\316\241\316\243-\317\265\317\267-\322\201\322\212-\324\257\324\261-\325\226\341\202\240-\341\203\205" \
    "\341\216\240-\341\217\265\341\217\270-\341\217\275\341\262\220-\341\262\272\341\262\275-\341\262\277\341\264" \
    "\200-\341\264\253\341\265\253-\341\265\267\341\265\271-\341\266\232\341\270\200-\341\274\225\341\274\230-\341" \
    "\274\235\341\274\240-\341\275\205\341\275\210-\341\275\215\341\275\220-\341\275\227\341\275\231\341\275\233" \
    "\341\275\235\341\275\237-\341\275\275\341\276\200-\341\276\264\341\276\266-\341\276\274\341\276\276\341\277" \
    "\202-\341\277\204\341\277\206-\341\277\214\341\277\220-\341\277\223\341\277\226-\341\277\233\341\277\240-\341" \
    "\277\254\341\277\262-\341\277\264\341\277\266-\341\277\274\342\204\202\342\204\207\342\204\212-\342\204\223" \
    "\342\204\225\342\204\231-\342\204\235\342\204\244\342\204\246\342\204\250\342\204\252-\342\204\255\342\204" \
    "\257-\342\204\264\342\204\271\342\204\274-\342\204\277\342\205\205-\342\205\211\342\205\216\342\206\203\342" \
    "\206\204\342\260\200-\342\261\273\342\261\276-\342\263\244\342\263\253-\342\263\256\342\263\262\342\263\263" \
    "\352\231\200-\352\231\255\352\232\200-\352\232\233\352\234\242-\352\235\257\352\235\261-\352\236\207\352\236" \
    "\213-\352\236\216\352\255\260-\352\256\277\357\254\200-\357\254\206\357\254\223-\357\254\227\357\274\241-\357" \
    "\274\272\357\275\201-\357\275\232\360\220\220\200-\360\220\221\217\360\220\222\260-\360\220\223\223\360\220" \
    "\223\230-\360\220\223\273\360\220\262\200-\360\220\262\262\360\220\263\200-\360\220\263\262\360\221\242\240-" \
    "\360\221\243\237\360\236\244\200-\360\236\245\203]+"
#define TOK__WIDE_PUNCTUATION \
    "\\s?[!-/:-~\357\274\201-\357\274\217\357\274\232-\357\275\236\342\200\230-\342\200\237\343\200\200-\343\200" \
    "\202]+"
#define TOK__EAST_ASIAN \
    "[\344\270\200-\351\276\245\340\240\200-\344\270\200\352\260\200-\355\237\277]+"
#define TOK__KANA \
    "[\344\270\200-\351\276\245\343\201\200-\343\202\237\343\202\240-\343\203\277]+"
#define TOK__BLOOM \
    " ?[^(\\s|.,!?\342\200\246\343\200\202\357\274\214\343\200\201\340\245\244\333\224\330\214)]+"
#define TOK__YOUTU \
    "[\352\260\200-\355\236\243\343\204\261-\343\206\216]+|[\357\274\201\342\200\246\342\200\234\342\200\235\342" \
    "\200\230\342\200\231\342\200\224\357\274\232\357\274\233\357\274\214\343\200\201-\343\200\277\357\270\260-" \
    "\357\271\217]+|[\343\204\205-\343\204\257]+|[\344\270\200-\351\276\245\343\201\200-\343\202\237\343\202\240-" \
    "\343\203\277]+"
#define TOK__AFMOE \
    "[\344\270\200-\351\277\277\343\220\200-\344\266\277\357\244\200-\357\253\277\343\201\200-\343\202\237\343\202" \
    "\240-\343\203\277\357\275\245-\357\276\237\342\274\200-\342\277\237\340\271\200-\340\271\277\340\272\200-\340" \
    "\273\277\341\236\200-\341\237\277\341\200\200-\341\202\237\352\251\240-\352\251\277\352\247\240-\352\247\277" \
    "\352\260\200-\355\236\257\341\204\200-\341\207\277]+"
#define TOK__WORDS \
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\" \
    "p{S}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
#define TOK__SPARK \
    "[!\"#$%&'()*+,\\-./:;<=>?@\\[\\\\\\]^_`{|}~][A-Za-z]+|[^\\r\\n\\p{L}\\p{P}\\p{S}]?[\\p{L}\\p{M}]+| ?[\\p{P}\\" \
    "p{S}]+|[\\r\\n]|\\s+(?!\\S)|\\s+"
#define TOK__BAILING \
    "'(?i:[sdmt]|ll|ve|re)|[^\\r\\n\\p{L}\\p{N}]?+\\p{L}+|\\p{N}| ?[^\\s\\p{L}\\p{N}]++[\\r\\n]*|\\s*[\\r\\n]|\\s+" \
    "(?!\\S)|\\s+"
#define TOK__QWEN35 \
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?[\\p{L}\\p{M}]+|\\p{N}| ?[^\\s\\p{L}\\p{M}\\p{N}]+[\\r\\n]" \
    "*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"
#define TOK__SEED \
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1}| ?[^\\s\\p{L}\\p{N}\\r\\n]+|\\s*[\\r\\n]" \
    "+|\\s+(?!\\S)|\\s+"
#define TOK__EXAONE_MOE \
    "(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\\r\\n\\p{L}\\p{N}]?(?:\\p{L}\\p{M}*(?: \\p{L}\\p{M}*)*)+|\\p{N}| ?[^\\s\\p{L}" \
    "\\p{N}]+[\\r\\n/]?|\\s*[\\r\\n]|\\s+(?!\\S)|\\s+"
#define TOK__KIMI \
    "[\\p{Han}]+|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]*[\\p{Ll}\\p{Lm}\\p{Lo}\\p" \
    "{M}&&[^\\p{Han}]]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\\r\\n\\p{L}\\p{N}]?[\\p{Lu}\\p{Lt}\\p{Lm}\\p{Lo}\\p{M}&&[^" \
    "\\p{Han}]]+[\\p{Ll}\\p{Lm}\\p{Lo}\\p{M}&&[^\\p{Han}]]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\\p{N}{1,3}| ?[^\\s\\p{L}" \
    "\\p{N}]+[\\r\\n]*|\\s*[\\r\\n]+|\\s+(?!\\S)|\\s+"

static const tok__pre tok__pres[] = {
    {"gpt-2|gpt2|phi-2|jina-es|jina-de|jina-v2-es|jina-v2-de|gigachat|a.x-4.0|mellum|jais|trillion|granite-docling|"
     "exaone4", 0, {tok__gpt2_pattern}},
    {"mpt|olmo|modern-bert|gpt-neox", TOK__PRE_NFC, {tok__gpt2_pattern}},
    {"jina-v1-en|jina-v2-code|roberta-bpe", TOK__PRE_BOS | TOK__PRE_EOS, {tok__gpt2_pattern}},
    {"starcoder|refact|smollm|codeshell|exaone|minerva-7b|mellum2", 0, {"\\p{N}", tok__gpt2_pattern}},
    {"command-r", TOK__PRE_NFC, {"\\p{N}", tok__gpt2_pattern}},
    {"qwen2|deepseek-r1-qwen|stablelm2|megrez|kormo|f2llmv2|hunyuan", TOK__PRE_NFC, {tok__qwen2_pattern}},
    {"solar-open|grok-2", 0, {tok__qwen2_pattern}},
    {"qwen35", TOK__PRE_NFC, {TOK__QWEN35}},
    {"ufakzeka", 0, {TOK__NO_CONTRACTIONS("")}},
    {"laguna", 0, {"[^\\n]+|[\\n]+", tok__qwen2_pattern}},
    {"llama-bpe|llama3|llama-v3|falcon3|falcon-h1|pixtral|midm-2.0|lfm2|jina-v5-nano", TOK__PRE_WHOLE | TOK__PRE_BOS,
     {TOK__LLAMA3("{1,3}")}},
    {"dbrx|smaug-bpe|olmo2", 0, {TOK__LLAMA3("{1,3}")}},
    {"chatglm-bpe|glm4", TOK__PRE_WHOLE, {TOK__LLAMA3("{1,3}")}},
    {"minicpm5", TOK__PRE_WHOLE, {"\\p{N}{1,3}", TOK__LLAMA3("+")}},
    {"jais-2", 0, {TOK__CONTRACTIONS "|[^\\r\\n\\p{L}\\p{N}]?\\p{L}+|\\p{N}{1,3}| ?[^\\s\\p{L}\\p{N}]+[\\r\\n]*|"
                   "\\s*[\\r\\n]+|\\s{512}(?!\\S)|\\s{256}(?!\\S)|\\s{128}(?!\\S)|\\s{64}(?!\\S)|\\s{32}(?!\\S)|"
                   "\\s{16}(?!\\S)|\\s{8}(?!\\S)|\\s{4}(?!\\S)|\\s{1,2}(?!\\S)|\\s{1}"}},
    {"gpt-4o|llama4|o200k|kanana2|talkie|minimax-m2", 0, {TOK__O200K(TOK__CONTRACTIONS "?", "{1,3}")}},
    {"granite-embed-multi-97m", TOK__PRE_WHOLE, {TOK__O200K(TOK__CONTRACTIONS "?", "{1,3}")}},
    {"tiny_aya|cohere2moe", TOK__PRE_THREES,
     {"\\d+(?!\\w)", "\\d+(?!\\w)", TOK__O200K(TOK__CONTRACTIONS "?", "{1,3}")}},
    {"tekken", TOK__PRE_WHOLE | TOK__PRE_BOS, {TOK__O200K("", "")}},
    {"kimi-k2", TOK__PRE_WHOLE | TOK__PRE_RANKS, {TOK__KIMI}},
    {"deepseek-llm", 0, {"[\\r\\n]", TOK__CASED, TOK__WIDE_PUNCTUATION, "\\s+$", TOK__EAST_ASIAN, "\\p{N}"}},
    {"deepseek-coder", 0, {"[\\r\\n]", "\\s?\\p{L}+", "\\s?\\p{P}+", TOK__EAST_ASIAN, "\\p{N}"}},
    {"deepseek-v3|hunyuan-dense|joyai-llm|hy_v4", 0, {"\\p{N}{1,3}", TOK__KANA, TOK__WORDS}},
    {"spark2_5", 0, {"\\p{N}{1,3}", TOK__KANA, TOK__SPARK, "\\p{N}"}},
    {"youtu", TOK__PRE_WHOLE, {TOK__YOUTU, TOK__O200K(TOK__CONTRACTIONS "?", "")}},
    {"afmoe", TOK__PRE_THREES, {"\\p{N}+", "\\p{N}+", TOK__AFMOE, TOK__WORDS}},
    {"superbpe", TOK__PRE_THREES, {"\\p{N}+", "\\d+"}},
    {"falcon", TOK__PRE_BYTES,
     {"[\\p{P}\\$\\+<=>\\^~\\|`]+", tok__gpt2_pattern, "\\p{N}+", "[0-9][0-9][0-9]"}},
    {"poro-chat|bloom|gpt3-finnish", 0, {TOK__BLOOM}},
    {"viking", 0, {TOK__BLOOM, "\\p{N}"}},
    {"chameleon", TOK__PRE_BOS, {"<sentinel:[0-9]+>", "(IMGIMG)((A|B|C|D|E|F|G|H|I){1,4})Z", "([\\t\\n]|    |  )",
                                 "\\p{N}", "[\\p{P}!-/:-@\\[-`{-~]", tok__gpt2_pattern}},
    {"bailingmoe|bailingmoe2|llada-moe", 0, {TOK__BAILING}},
    {"seed-coder", 0, {TOK__SEED}},
    {"exaone-moe", 0, {TOK__EXAONE_MOE}},
    {"gemma4", TOK__PRE_CHARS | TOK__PRE_MARK | TOK__PRE_BOS, {NULL}},
    {"granite-embed-multi-311m|sarvam-moe", TOK__PRE_CHARS | TOK__PRE_MARK, {NULL}},
    {"whitespace", TOK__PRE_CHARS | TOK__PRE_MATCHES, {"\\S+"}},
    /* files of before there were names, when the architecture tells nothing either */
    {"default", 0, {"[\\p{P}\\$\\+<=>\\^~\\|]+", tok__gpt2_pattern, "\\p{N}+", "[0-9][0-9][0-9]"}}
};

/* What a file without the name has: by its architecture, since most had one tokenizer then. */
static const char *const tok__pre_of[][2] = {
    {"gpt2", "gpt-2"}, {"phi2", "phi-2"}, {"gptneox", "gpt-neox"}, {"mpt", "mpt"}, {"olmo", "olmo"}, {"qwen2", "qwen2"},
    {"qwen2moe", "qwen2"}, {"starcoder", "starcoder"}, {"starcoder2", "starcoder"}, {"refact", "refact"},
    {"command-r", "command-r"}, {"codeshell", "codeshell"}, {"falcon", "falcon"}, {"bloom", "bloom"}, {"dbrx", "dbrx"},
    {"jais", "jais"}, {"chatglm", "chatglm-bpe"}, {"exaone", "exaone"}
};

static const tok__pre *tok__find_pre(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof tok__pres / sizeof tok__pres[0]; i++)
        for (const char *p = tok__pres[i].names; *p; p += strcspn(p, "|"), p += *p == '|')
            if (strcspn(p, "|") == size && !memcmp(p, name, size)) return &tok__pres[i];
    return NULL;
}

static const char *tok__pre_by_architecture(const char *name, size_t size)
{
    for (size_t i = 0; i < sizeof tok__pre_of / sizeof tok__pre_of[0]; i++)
        if (strlen(tok__pre_of[i][0]) == size && !memcmp(tok__pre_of[i][0], name, size)) return tok__pre_of[i][1];
    return "default";
}

#endif /* TOOLS_TOK_PRE_H */
