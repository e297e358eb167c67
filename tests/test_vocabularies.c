/* test_vocabularies.c -- vocabularies in GGUF files, made here: every kind, every name of a split, and what is wrong */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/tokenizer.h"
#include "test.h"

#include <sys/stat.h>
#ifdef _WIN32
#include <direct.h>
#define mkdir(path, mode) _mkdir(path)
#endif

#define MARK "\xe2\x96\x81"

/* ---- writing GGUF metadata ---- */

static unsigned char file[1 << 20];
static size_t n_file, at_list;
static uint64_t n_pair;

static void put(const void *p, size_t n) {
    memcpy(file + n_file, p, n);
    n_file += n;
}

static void put_n(uint64_t v, int width) {
    for (; width > 0; width--, v >>= 8) file[n_file++] = (unsigned char)v;
}

static void put_text(const char *s) {
    put_n(strlen(s), 8);
    put(s, strlen(s));
}

static void key(const char *name, uint32_t type) {
    put_text(name);
    put_n(type, 4);
    n_pair++;
}

static void begin(const char *kind) {
    n_file = n_pair = 0;
    put("GGUF", 4);
    put_n(3, 4), put_n(0, 8), put_n(0, 8);
    key("tokenizer.ggml.model", GGUF_TEXT), put_text(kind);
}

static void key_text(const char *name, const char *v) { key(name, GGUF_TEXT), put_text(v); }
static void key_u32(const char *name, uint32_t v) { key(name, GGUF_U32), put_n(v, 4); }
static void key_bool(const char *name, int v) { key(name, GGUF_BOOL), put_n((uint64_t)v, 1); }

static void list(const char *name, uint32_t type) {
    key(name, GGUF_ARRAY);
    put_n(type, 4);
    at_list = n_file;
    put_n(0, 8);
}

static void count(uint64_t n) {
    const size_t end = n_file;
    n_file = at_list;
    put_n(n, 8);
    n_file = end;
}

/* texts separated by spaces; _ stands for U+2581 */
static void texts(const char *name, const char *s) {
    uint64_t n = 0;
    list(name, GGUF_TEXT);
    for (; *s; n++, s += *s == ' ') {
        char one[200];
        size_t k = 0;
        for (; *s && *s != ' '; s++)
            if (*s == '_') memcpy(one + k, MARK, 3), k += 3;
            else one[k++] = *s;
        one[k] = 0;
        put_text(one);
    }
    count(n);
}

static void types(const char *s) {
    list("tokenizer.ggml.token_type", GGUF_I32);
    for (size_t i = 0; s[i]; i++) put_n((uint64_t)(s[i] - '0'), 4);
    count(strlen(s));
}

static void scores(int n, const float *v) {
    list("tokenizer.ggml.scores", GGUF_F32);
    for (int i = 0; i < n; i++) put(&v[i], 4);
    count((uint64_t)n);
}

/* the 256 bytes in GPT-2's alphabet, then `more` as texts() has them, and merges of lines with | between them */
static void bytes_and(const char *more, const char *merges) {
    uint32_t cp[256];
    uint64_t n = 0;
    tok__byte_alphabet(cp);
    list("tokenizer.ggml.tokens", GGUF_TEXT);
    for (; n < 256; n++) {
        char one[8] = {0};
        gpt__utf8_put(cp[n], (uint8_t *)one);
        put_text(one);
    }
    for (; *more; n++, more += strcspn(more, " "), more += *more == ' ') {
        put_n(strcspn(more, " "), 8);
        put(more, strcspn(more, " "));
    }
    count(n);
    if (!merges) return;
    list("tokenizer.ggml.merges", GGUF_TEXT);
    for (n = 0; *merges; n++, merges += strcspn(merges, "|"), merges += *merges == '|') {
        put_n(strcspn(merges, "|"), 8);
        put(merges, strcspn(merges, "|"));
    }
    count(n);
}

/* ---- reading it ---- */

static tok_blob blob;
static gpt_model m;
static gpt_error err;

static int build(void) {
    const char *path = test_build("test_vocabulary.gguf");
    FILE *f = fopen(path, "wb");
    size_t end = n_file;
    int status;
    n_file = 16;
    put_n(n_pair, 8);
    n_file = end;
    memset(&err, 0, sizeof err);
    memset(&blob, 0, sizeof blob);
    memset(&m, 0, sizeof m);
    if (!f) return GPT_E_IO;
    fwrite(file, 1, n_file, f);
    fclose(f);
    status = tok_build(path, NULL, &blob, &err);
    if (!status) status = gpt__tokenizer_open(&m.tok, blob.data, blob.size, &err);
    m.has_tok = 1;
    return status;
}

static int opens(void) {
    if (build() == GPT_OK) return 1;
    return FAIL("%s", err.message);
}

static void refused(const char *word) {
    if (build() == GPT_OK) FAIL("not refused: %s", word), tok_blob_free(&blob);
    else if (!strstr(err.message, word)) FAIL("%s is not in: %s", word, err.message);
}

static void ids_are(const char *s, int flags, const char *want) {
    int ids[200];
    char got[2000] = "";
    int k = gpt_tokenize(&m, s, strlen(s), flags, ids, 200), at = 0;
    for (int i = 0; i < k && i < 200; i++) at += snprintf(got + at, sizeof got - (size_t)at, i ? " %d" : "%d", ids[i]);
    NOTE("%s", s);
    CHECK_STR(got, want);
}

static void shows(const char *s, int flags, const char *want) {
    int ids[200];
    char got[1000];
    int k = gpt_tokenize(&m, s, strlen(s), flags, ids, 200);
    got[0] = 0;
    gpt_detokenize(&m, ids, k, flags, got, (int)sizeof got);
    CHECK_STR(got, want);
}

/* ---- the kinds ---- */

TEST(wordpiece) {
    for (int capitals = 0; capitals < 2; capitals++) {
        begin("bert");
        texts("tokenizer.ggml.tokens", capitals ? "[PAD] [UNK] [CLS] [SEP] [MASK] _hello ing _ing _. _e _Hi"
                                                : "[PAD] [UNK] [CLS] [SEP] [MASK] _hello ing _ing _. _e _hi");
        types("33333111111");
        if (!opens()) return;
        ids_are("hello helloing ing .", 0, "5 5 6 7 8");
        ids_are("hi", GPT_TEXT_BOS, capitals ? "2 1 3" : "2 10 3");
        ids_are("Hi \xc3\x89", 0, capitals ? "10 1" : "10 9"); /* E with an accent */
        ids_are("[MASK] hello", 0, "1 1 1 5");
        ids_are("[MASK] hello", GPT_TEXT_SPECIAL, "4 5");
        shows("helloing .", 0, "helloing.");
        CHECK_INT(gpt_token_special(&m, GPT_TOKEN_CLS), 2);
        tok_blob_free(&blob);
    }
}

TEST(unigram) {
    static const float score[] = {0, 0, 0, -2, -3, -3.5f, -2, -9};
    begin("t5");
    texts("tokenizer.ggml.tokens", "<pad> </s> <unk> _ a b _a ab");
    types("33211111");
    scores(8, score);
    key_u32("tokenizer.ggml.eos_token_id", 1);
    key_u32("tokenizer.ggml.unknown_token_id", 2);
    if (!opens()) return;
    ids_are("a  ab ", 0, "6 6 5");
    ids_are("xx a", GPT_TEXT_BOS, "3 2 6 1");
    ids_are("a</s>", GPT_TEXT_SPECIAL, "6 1");
    tok_blob_free(&blob);
    key_bool("tokenizer.ggml.add_space_prefix", 0);
    key_bool("tokenizer.ggml.remove_extra_whitespaces", 0);
    key_bool("tokenizer.ggml.add_eos_token", 0);
    if (!opens()) return;
    ids_are("ab  a", GPT_TEXT_BOS, "4 5 3 6");
    tok_blob_free(&blob);
    list("tokenizer.ggml.precompiled_charsmap", GGUF_U8);
    put_n(12, 4), count(4);
    refused("damaged");
}

TEST(sentencepiece_bpe) {
    static const float score[] = {0, 0, 0, -1, -2, -3, -1, 0, 0};
    for (int phi = 0; phi < 2; phi++) {
        begin("llama");
        key_text("general.architecture", phi ? "phi3" : "llama");
        list("tokenizer.ggml.tokens", GGUF_TEXT);
        put_text("<unk>"), put_text("<s>"), put_text("</s>"), put_text(MARK), put_text("a"), put_text("<0x41>");
        put_text(MARK "a"), put_text("[PAD1]"), put_text("");
        count(9);
        types(phi ? "334116122" : "233116122");
        scores(9, score);
        key_u32("tokenizer.ggml.bos_token_id", 1);
        key_u32("tokenizer.ggml.unknown_token_id", 0);
        if (!opens()) return;
        ids_are("aA", GPT_TEXT_BOS, phi ? "6 5" : "1 6 5");
        ids_are("a</s>", GPT_TEXT_SPECIAL, "6 2");
        ids_are("</s>", 0, "3 0");
        tok_blob_free(&blob);
        key_bool("tokenizer.ggml.add_space_prefix", 0);
        if (!opens()) return;
        ids_are("a a", 0, "4 6");
        tok_blob_free(&blob);
    }
}

TEST(every_name_of_a_split) {
    static const char *const text = "I'll   say 1234567 x\xc3\xa9" "2, \xe4\xb8\xad\xe6\x96\x87!\r\n\r\n  \xe0\xa4\x95 Ab</s>";
    for (size_t i = 0; i < sizeof tok__pres / sizeof tok__pres[0]; i++) {
        for (const char *p = tok__pres[i].names; *p; p += strcspn(p, "|"), p += *p == '|') {
            int ids[200], n;
            char name[64], out[200];
            const int chars = tok__pres[i].flags & TOK__PRE_CHARS;
            snprintf(name, sizeof name, "%.*s", (int)strcspn(p, "|"), p);
            NOTE("%s", name);
            begin("gpt2");
            key_text("tokenizer.ggml.pre", name);
            bytes_and("11", "1 1");
            if (!opens()) continue;
            n = gpt_tokenize(&m, text, strlen(text), 0, ids, 200);
            CHECK(n > 0 && n <= 200);
            gpt_detokenize(&m, ids, n, 0, out, (int)sizeof out);
            if (!chars) CHECK_STR(out, text);       /* nothing is lost */
            tok_blob_free(&blob);
        }
    }
}

static void digits(const char *pre, const char *s, const char *want) {
    begin("gpt2");
    if (pre) key_text("tokenizer.ggml.pre", pre);
    else key_text("general.architecture", "falcon");
    bytes_and("11 111 \xc3\x83\xc2\xb2", "1 1|11 1|\xc3\x83 \xc2\xb2");
    if (!opens()) return;
    ids_are(s, 0, want);
    tok_blob_free(&blob);
}

TEST(digits_and_bytes) {
    digits("gpt-2", "1111111", "256 256 257");
    digits("qwen2", "1111", "49 49 49 49");
    digits("llama-bpe", "1111", "257 49");
    digits("superbpe", "1111", "49 257");
    digits("superbpe", "a11111 111", "97 256 257 32 257");
    digits("tiny_aya", "1111.", "49 257 46");
    digits("tiny_aya", "1111a", "257 49 97");
    digits("gpt-2", "\xc3\xb2", "258");
    digits("falcon", "\xc3\xb2", "195 178");   /* its digits are looked for among bytes: B2 is written as a digit */
    digits(NULL, "\xc3\xb2", "195 178");
    digits("falcon", "1111", "257 49");
}

TEST(characters_with_merges) {
    begin("gemma4");
    texts("tokenizer.ggml.tokens", "<pad> <eos> <bos> <unk> _ a <0x41> _a aa");
    types("333311611");
    list("tokenizer.ggml.merges", GGUF_TEXT);
    put_text(MARK " a"), put_text("a a"), count(2);
    key_u32("tokenizer.ggml.bos_token_id", 2);
    key_u32("tokenizer.ggml.unknown_token_id", 3);
    if (!opens()) return;
    ids_are("a aaA b", GPT_TEXT_BOS, "2 5 7 5 6 4 3");
    shows("a aa", 0, "a aa");
    tok_blob_free(&blob);
}

TEST(ranks_without_merges) {
    begin("gpt2");
    key_text("tokenizer.ggml.pre", "kimi-k2");
    bytes_and("ab abc bc", NULL);
    if (!opens()) return;
    ids_are("abc bca", 0, "257 32 258 97");
    tok_blob_free(&blob);
}

/* ---- what is wrong ---- */

TEST(what_is_refused_by_name) {
    begin("gpt2");
    key_text("tokenizer.ggml.pre", "odd-one");
    bytes_and("", "");
    refused("odd-one");
    begin("rwkv");
    refused("rwkv");
    begin("plamo2");
    refused("plamo2");
    begin("none");
    refused("no tokenizer");
    begin("no_vocab");
    refused("no tokenizer");
    begin("llama");
    refused("tokenizer.ggml.tokens");
    begin("gpt2");
    bytes_and("", NULL);
    refused("merges");
    begin("gpt2");
    bytes_and("ab", "a b|a q");
    refused("merge 1");
    begin("gpt2");
    bytes_and("ab", "ab");
    refused("merge");
    begin("gpt2");
    bytes_and("ab ab", "a b");
    refused("twice");
    begin("llama");
    texts("tokenizer.ggml.tokens", "<unk> a a");
    refused("twice");
    begin("llama");
    texts("tokenizer.ggml.tokens", "<unk> a");
    types("211");
    refused("length");
    begin("llama");
    texts("tokenizer.ggml.tokens", "<unk> <0xZZ>");
    types("26");
    refused("byte");
}

TEST(ids_that_are_not_there) {
    begin("gpt2");
    bytes_and("", "");
    key_u32("tokenizer.ggml.bos_token_id", 0xffffffffu);
    key_u32("tokenizer.ggml.eos_token_id", 256);
    key_bool("tokenizer.ggml.add_bos_token", 1);
    if (!opens()) return;
    CHECK_INT(gpt_token_special(&m, GPT_TOKEN_BOS), -1);
    CHECK_INT(gpt_token_special(&m, GPT_TOKEN_EOS), -1);
    ids_are("a", GPT_TEXT_BOS, "97");
    tok_blob_free(&blob);
}

/* ---- folders without tokenizer.json ---- */

static void write_in(const char *folder, const char *name, const char *data) {
    char path[1200];
    FILE *f;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "wb");
    if (!CHECK(f != NULL)) return;
    fputs(data, f);
    fclose(f);
}

TEST(added_tokens_of_a_folder) {
    char folder[1000];
    snprintf(folder, sizeof folder, "%s", test_build("test_added_tokens"));
    mkdir(folder, 0777);
    write_in(folder, "vocab.json", "{\"a\": 0, \"b\": 1, \"ab\": 2}");
    write_in(folder, "merges.txt", "#version: 0.2\na b\n");
    write_in(folder, "added_tokens.json", "{\"<x>\": 3, \"<y>\": 4, \"<z>\": 5}");
    write_in(folder, "special_tokens_map.json", "{\"eos_token\": \"<x>\", \"additional_special_tokens\": [{\"content\": \"<z>\"}]}");
    write_in(folder, "tokenizer_config.json", "{}");
    memset(&m, 0, sizeof m);
    m.has_tok = 1;
    if (!CHECK_INT(tok_build(folder, NULL, &blob, &err), GPT_OK)) return;
    if (!CHECK_INT(gpt__tokenizer_open(&m.tok, blob.data, blob.size, &err), GPT_OK)) return;
    ids_are("ab<y>a", 0, "2 4 0");
    ids_are("<x>a<z>", 0, "0");
    ids_are("<x>a<z>", GPT_TEXT_SPECIAL, "3 0 5");
    CHECK_INT(gpt_token_special(&m, GPT_TOKEN_EOS), 3);
    tok_blob_free(&blob);
    write_in(folder, "tokenizer_config.json",
             "{\"added_tokens_decoder\": {\"3\": {\"content\": \"<q>\", \"special\": true, \"rstrip\": true}}}");
    if (!CHECK_INT(tok_build(folder, NULL, &blob, &err), GPT_OK)) return;
    if (!CHECK_INT(gpt__tokenizer_open(&m.tok, blob.data, blob.size, &err), GPT_OK)) return;
    ids_are("<q>  a<y>", GPT_TEXT_SPECIAL, "3 0");     /* the newer file says it all */
    tok_blob_free(&blob);
}

static int open_folder(const char *folder) {
    memset(&m, 0, sizeof m);
    m.has_tok = 1;
    if (tok_build(folder, NULL, &blob, &err) != GPT_OK) return FAIL("%s", err.message);
    return CHECK_INT(gpt__tokenizer_open(&m.tok, blob.data, blob.size, &err), GPT_OK);
}

/* As the converters of transformers 4.46 make them, with ids of tokenizers 0.23.2. */
TEST(classes_of_merges_and_words) {
    static const struct { const char *config, *vocab, *merges, *text, *want, *shown; } cases[] = {
        {"{\"tokenizer_class\": \"RobertaTokenizer\", \"add_prefix_space\": true}", "{\"<s>\": 0, \"<pad>\": 1, \"</s>\": 2, "
         "\"<unk>\": 3, \"a\": 4, \"\\u0120\": 5, \"\\u0120a\": 6, \"<mask>\": 7}", "\xc4\xa0 a", "a a <mask>", "0 6 6 7 2",
         "<s> a a<mask></s>"},
        {"{\"tokenizer_class\": \"CLIPTokenizer\"}", "{\"a\": 0, \"b\": 1, \"a</w>\": 2, \"b</w>\": 3, \"ab</w>\": 4, "
         "\"<|startoftext|>\": 5, \"<|endoftext|>\": 6, \"!</w>\": 7}", "a b</w>", "AB  ab! b!ba", "5 4 4 7 3 7 1 2 6",
         "<|startoftext|>ab</w>ab</w>!</w>b</w>!</w>ba</w><|endoftext|>"},
        {"{\"tokenizer_class\": \"OpenAIGPTTokenizer\"}", "{\"<unk>\": 0, \"a\": 1, \"b\": 2, \"a</w>\": 3, \"b</w>\": 4, "
         "\"ab</w>\": 5, \".</w>\": 6}", "a b</w>", "\xc3\x81" "b. abb c", "5 6 1 2 4 0", "ab . abb <unk>"}};
    char folder[1000];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char merges[100];
        snprintf(folder, sizeof folder, "%s%d", test_build("test_merges"), (int)i);
        mkdir(folder, 0777);
        write_in(folder, "vocab.json", cases[i].vocab);
        snprintf(merges, sizeof merges, "#version: 0.2\n%s\n", cases[i].merges);
        write_in(folder, "merges.txt", merges);
        write_in(folder, "tokenizer_config.json", cases[i].config);
        NOTE("%s", cases[i].config);
        if (!open_folder(folder)) continue;
        ids_are(cases[i].text, GPT_TEXT_BOS | GPT_TEXT_SPECIAL, cases[i].want);
        shows(cases[i].text, GPT_TEXT_BOS | GPT_TEXT_SPECIAL, cases[i].shown);
        tok_blob_free(&blob);
    }
    write_in(folder, "tokenizer_config.json", "{\"tokenizer_class\": \"BioGptTokenizer\"}");
    if (tok_build(folder, NULL, &blob, &err) == GPT_OK) FAIL("not refused"), tok_blob_free(&blob);
    else CHECK(strstr(err.message, "BioGpt"));
    snprintf(folder, sizeof folder, "%s", test_build("test_words"));
    mkdir(folder, 0777);
    write_in(folder, "vocab.txt", "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\na\n##b\n");
    write_in(folder, "added_tokens.json", "{\"[E1]\": 7, \"e 2\": 8}");
    write_in(folder, "special_tokens_map.json", "{\"additional_special_tokens\": [\"[E1]\"]}");
    write_in(folder, "config.json", "{\"model_type\": \"bert\"}");
    if (!open_folder(folder)) return;
    ids_are("Ab[E1]e 2a", GPT_TEXT_BOS | GPT_TEXT_SPECIAL, "2 5 6 7 8 5 3");
    tok_blob_free(&blob);
    write_in(folder, "config.json", "{\"model_type\": \"esm\"}");
    if (tok_build(folder, NULL, &blob, &err) == GPT_OK) FAIL("not refused"), tok_blob_free(&blob);
    else CHECK(strstr(err.message, "esm"));
}

/* The 256 bytes in base64, then ab, abc and a combining acute, with their ranks. */
static void write_ranks(FILE *f, const char *before, const char *between, const char *after) {
    static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    static const char *const more[] = {"YWI=", "YWJj", "zIE="};
    for (int i = 0; i < 259; i++) {
        char one[5] = {digits[i >> 2 & 63], digits[i << 4 & 63], '=', '=', 0};
        fprintf(f, "%s%s%s%d%s", before, i < 256 ? one : more[i - 256], between, i, after);
    }
}

TEST(ranks_that_are_known) {
    char folder[1000], path[1200];
    FILE *f;
    snprintf(folder, sizeof folder, "%s", test_build("test_ranks"));
    snprintf(path, sizeof path, "%s/qwen.tiktoken", folder);
    mkdir(folder, 0777);
    f = fopen(path, "wb");
    REQUIRE(f != NULL);
    write_ranks(f, "", " ", "\n");
    fclose(f);
    write_in(folder, "tokenizer_config.json", "{\"tokenizer_class\": \"QWenTokenizer\"}");
    if (!open_folder(folder)) return;
    ids_are("abcab 11e\xcc\x81", 0, "257 256 32 49 49 195 169");       /* composed before it is split */
    ids_are("<|endoftext|><|im_end|>a<|extra_204|>", GPT_TEXT_SPECIAL, "259 261 97 466");
    tok_blob_free(&blob);
    write_in(folder, "tokenizer_config.json", "{\"tokenizer_class\": \"OddTokenizer\"}");
    if (tok_build(folder, NULL, &blob, &err) == GPT_OK) FAIL("not refused"), tok_blob_free(&blob);
    else CHECK(strstr(err.message, "--specials"));
}

TEST(tekken) {
    static const char *const specials[] = {"", ", \"special_tokens\": [{\"rank\": 1, \"token_str\": \"<s>\"}, {\"rank\": 2, "
        "\"token_str\": \"[THINK]\"}]"};
    const char *path = test_build("test_tekken.json");
    for (int listed = 0; listed < 2; listed++) {
        FILE *f = fopen(path, "wb");
        REQUIRE(f != NULL);
        fprintf(f, "{\"config\": {\"pattern\": \"\\\\p{L}+|\\\\p{N}|[^\\\\p{L}\\\\p{N}]+\", \"default_vocab_size\": 278, "
                "\"default_num_special_tokens\": 20}%s, \"vocab\": [", specials[listed]);
        write_ranks(f, "{\"token_bytes\": \"", "\", \"rank\": ", "}, ");
        fprintf(f, "{\"token_bytes\": \"YQ==\", \"rank\": 1000}]}");
        fclose(f);
        if (!open_folder(path)) return;
        ids_are("abcab 11", GPT_TEXT_BOS, "1 277 276 52 69 69");
        ids_are("[INST]a<SPECIAL_19>", GPT_TEXT_SPECIAL, listed ? "111 93 98 103 104 113 117 19" : "3 117 80 103 100 89 87 93 85 96 115 69 77 82");
        if (!listed) ids_are("[TOOL_CONTENT]", GPT_TEXT_SPECIAL, "19");
        else ids_are("[THINK]", GPT_TEXT_SPECIAL, "2");
        CHECK_INT(gpt_token_special(&m, GPT_TOKEN_BOS), 1);
        CHECK_INT(blob.n_vocab, 278);
        tok_blob_free(&blob);
    }
}

/* A unigram model of SentencePiece: texts separated by spaces, _ for U+2581, and their types. */
static void write_model(const char *folder, const char *name, const char *pieces, const char *types) {
    char path[1200];
    FILE *f;
    snprintf(path, sizeof path, "%s/%s", folder, name);
    f = fopen(path, "wb");
    if (!CHECK(f != NULL)) return;
    for (int i = 0; *pieces; i++, pieces += *pieces == ' ') {
        unsigned char one[100];
        const float score = types[i] == '1' ? -1 - (float)i / 10 : 0;
        size_t k = 0;
        for (; *pieces && *pieces != ' '; pieces++)
            if (*pieces == '_') memcpy(one + k, MARK, 3), k += 3;
            else one[k++] = (unsigned char)*pieces;
        fprintf(f, "\n%c\n%c", (int)(k + 9), (int)k);  /* field 1: a piece, of which 1 is the text */
        fwrite(one, 1, k, f);
        fputc(2 << 3 | 5, f), fwrite(&score, 4, 1, f);
        fputc(3 << 3, f), fputc(types[i] - '0', f);
    }
    fclose(f);
}

/* Ids that the classes of transformers 4.46 give, with what they put around; b is unknown. */
TEST(classes_of_sentencepiece_models) {
    static const struct { const char *name, *config, *want; } cases[] = {
        {"sentencepiece.bpe.model", "{\"tokenizer_class\": \"XLMRobertaTokenizer\"}", "0 6 6 3 8 2"},
        {"sentencepiece.bpe.model", "{\"tokenizer_class\": \"CamembertTokenizerFast\"}", "5 9 9 3 11 6"},
        {"sentencepiece.bpe.model", "{\"tokenizer_class\": \"XGLMTokenizer\"}", "2 6 6 3 8"},
        {"sentencepiece.bpe.model", "{\"tokenizer_class\": \"MBartTokenizer\"}", "6 6 3 8 2 12"},
        {"sentencepiece.bpe.model", "{\"tokenizer_class\": \"MBart50Tokenizer\", \"src_lang\": \"ro_RO\"}", "28 6 6 3 8 2"},
        {"sentencepiece.bpe.model", "{\"tokenizer_class\": \"NllbTokenizer\", \"additional_special_tokens\": [\"ace_Arab\", "
         "\"eng_Latn\"]}", "10 6 6 3 8 2"},
        {"spiece.model", "{\"tokenizer_class\": \"T5Tokenizer\"}", "5 5 0 7 2"},
        {"spiece.model", "{\"tokenizer_class\": \"LlamaTokenizer\"}", "1 5 5 0 7"},
        {"spiece.model", "{\"tokenizer_class\": \"BarthezTokenizer\"}", "1 5 5 0 7 2"}};
    static const struct { const char *config, *word; } wrong[] = {
        {"{\"tokenizer_class\": \"M2M100Tokenizer\"}", "M2M100"},
        {"{\"tokenizer_class\": \"NllbTokenizer\"}", "additional_special_tokens"},
        {"{\"tokenizer_class\": \"DebertaV2Tokenizer\", \"split_by_punct\": true}", "split_by_punct"},
        {"{\"tokenizer_class\": \"AlbertTokenizer\"}", "[CLS]"},
        {"{}", "tokenizer_class"}};
    char folder[1000];
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        snprintf(folder, sizeof folder, "%s%d", test_build("test_class"), (int)i);
        mkdir(folder, 0777);
        write_model(folder, cases[i].name, "<unk> <s> </s> a _ _a c x", "23311111");
        write_in(folder, "tokenizer_config.json", cases[i].config);
        NOTE("%s", cases[i].config);
        if (!open_folder(folder)) continue;
        ids_are("a abx", GPT_TEXT_BOS, cases[i].want);
        if (!strncmp(cases[i].want, "0 6", 3)) {
            ids_are("a <mask>", GPT_TEXT_SPECIAL, "6 9");      /* which takes the space along */
            CHECK_INT(gpt_token_special(&m, GPT_TOKEN_CLS), 0);
            CHECK_INT(gpt_token_special(&m, GPT_TOKEN_SEP), 2);
        }
        if (strstr(cases[i].config, "T5")) ids_are("<extra_id_0>", GPT_TEXT_SPECIAL, "107");
        tok_blob_free(&blob);
    }
    snprintf(folder, sizeof folder, "%s0", test_build("test_class"));
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        write_in(folder, "tokenizer_config.json", wrong[i].config);
        NOTE("%s", wrong[i].config);
        if (tok_build(folder, NULL, &blob, &err) == GPT_OK) FAIL("not refused"), tok_blob_free(&blob);
        else if (!strstr(err.message, wrong[i].word)) FAIL("%s is not in: %s", wrong[i].word, err.message);
    }
}

TEST(damaged_files_give_errors_or_tokenizers) {
    static const float score[] = {0, 0, 0, -2, -3, -3.5f, -2, -9};
    static unsigned char whole[4096];
    size_t size;
    begin("t5");
    texts("tokenizer.ggml.tokens", "<pad> </s> <unk> _ a b _a ab");
    types("33211111");
    scores(8, score);
    key_u32("tokenizer.ggml.unknown_token_id", 2);
    size = n_file;
    memcpy(whole, file, size);
    for (size_t i = 24; i < size; i++) {
        for (int bit = 0; bit < 8; bit += 3) {
            memcpy(file, whole, size);
            file[i] ^= (unsigned char)(1 << bit);
            n_file = size;
            if (build() == GPT_OK) {
                int ids[20];
                gpt_tokenize(&m, "ab a", 4, 0, ids, 20);
                tok_blob_free(&blob);
            }
        }
    }
}

TEST_MAIN("vocabularies", wordpiece, unigram, sentencepiece_bpe, every_name_of_a_split, digits_and_bytes,
          characters_with_merges, ranks_without_merges, what_is_refused_by_name, ids_that_are_not_there,
          added_tokens_of_a_folder, classes_of_merges_and_words, ranks_that_are_known, tekken, classes_of_sentencepiece_models, damaged_files_give_errors_or_tokenizers)
