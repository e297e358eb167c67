/* test_steps.c -- small tokenizer.json files, one for each step and model that is seldom used: ids and texts as the
 * Hugging Face library `tokenizers`, version 0.23.2, gives them */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/tokenizer.h"
#include "test.h"

/* one tokenizer; ' stands for " in the JSON, and ` for ' */
typedef struct steps_case {
    const char *json;
    struct { const char *text, *ids, *shown; } row[6];
} steps_case;

static int steps_build(const char *json, tok_blob *blob, gpt_model *m, gpt_error *err) {
    const char *path = test_build("test_steps.json");
    FILE *f = fopen(path, "wb");
    int status;
    memset(m, 0, sizeof *m);
    memset(blob, 0, sizeof *blob);
    memset(err, 0, sizeof *err);
    if (!f) return GPT_E_IO;
    for (; *json; json++) fputc(*json == '\'' ? '"' : *json == '`' ? '\'' : *json, f);
    fclose(f);
    status = tok_build(path, NULL, blob, err);
    if (!status) status = gpt__tokenizer_open(&m->tok, blob->data, blob->size, err);
    m->has_tok = 1;
    return status;
}

static void steps_hold(const steps_case *c, size_t n) {
    for (size_t i = 0; i < n; i++) {
        gpt_error err;
        gpt_model m;
        tok_blob blob;
        NOTE("%.60s", c[i].json);
        if (!CHECK_INT(steps_build(c[i].json, &blob, &m, &err), GPT_OK)) {
            FAIL("%s", err.message);
            continue;
        }
        for (int k = 0; k < 6 && c[i].row[k].text; k++) {
            const char *text = c[i].row[k].text;
            int ids[200], got = gpt_tokenize(&m, text, strlen(text), GPT_TEXT_SPECIAL, ids, 200);
            char out[1000] = "", shown[1000];
            for (int q = 0, at = 0; q < got && q < 200; q++)
                at += snprintf(out + at, sizeof out - (size_t)at, q ? " %d" : "%d", ids[q]);
            NOTE("%.60s: %s", c[i].json, text);
            CHECK_STR(out, c[i].row[k].ids);
            gpt_detokenize(&m, ids, got, GPT_TEXT_SPECIAL, shown, (int)sizeof shown);
            CHECK_STR(shown, c[i].row[k].shown);
        }
        tok_blob_free(&blob);
    }
}

#define HOLD(cases) steps_hold(cases, sizeof cases / sizeof cases[0])

TEST(models_and_steps) {
    static const steps_case cases[] = {
        {"{'normalizer': {'type': 'Sequence', 'normalizers': [{'type': 'NFC'}, {'type': 'Replace', 'pattern': "
         "{'Regex': '\\\\s+'}, 'content': ' '}, {'type': 'Lowercase'}]}, 'pre_tokenizer': {'type': 'Sequence', "
         "'pretokenizers': [{'type': 'Split', 'pattern': {'Regex': "
         "'<\\\\|startoftext\\\\|>|<\\\\|endoftext\\\\|>|[\\\\p{L}]+|[\\\\p{N}]|[^\\\\s\\\\p{L}\\\\p{N}]+'}, "
         "'behavior': 'Removed', 'invert': true}, {'type': 'ByteLevel', 'add_prefix_space': false, 'use_regex': "
         "false}]}, 'decoder': {'type': 'ByteLevel', 'add_prefix_space': false, 'use_regex': false}, 'model': "
         "{'type': 'BPE', 'vocab': {'a': 0, 'b': 1, '\\u00c3': 2, '\\u00a9': 3, 'a</w>': 4, 'b</w>': 5, "
         "'\\u00a9</w>': 6, 'ab</w>': 7, '\\u00c3\\u00a9</w>': 8, '!</w>': 9, '<u>': 10}, 'merges': [['a', "
         "'b</w>'], ['\\u00c3', '\\u00a9</w>']], 'unk_token': '<u>', 'end_of_word_suffix': '</w>'}}",
         {{"AB  ab!", "7 7 9", "ab</w>ab</w>!</w>"},
          {"bab \xc3\x89 a\xc3\x89" "b", "1 7 8 0 2 3 5", "bab</w>\xc3\xa9</w>a\xc3\xa9" "b</w>"},
          {"ac cc", "0 10 10 10", "a<u><u><u>"}}},
        {"{'added_tokens': [{'id': 6, 'content': '\\u00e9 b', 'normalized': true, 'lstrip': true}, {'id': 7, "
         "'content': '\\u00e9'}], 'normalizer': {'type': 'ByteLevel'}, 'pre_tokenizer': {'type': 'Split', "
         "'pattern': {'Regex': '\\u0120?[a-z]+'}, 'behavior': 'Isolated'}, 'decoder': {'type': 'ByteLevel', "
         "'add_prefix_space': false, 'use_regex': false}, 'model': {'type': 'BPE', 'vocab': {'a': 0, 'b': 1, "
         "'\\u0120': 2, '\\u0120a': 3, 'ab': 4, 'ba': 5}, 'merges': [['\\u0120', 'a'], ['a', 'b'], ['b', 'a']]}}",
         {{"ab a ba", "4 3 2 5", "ab a ba"},
          {"a \xc3\xa9 b\xc3\xa9", "0 2 7 2 1 7", "a \xef\xbf\xbd b\xef\xbf\xbd"},
          {"ab1ab", "4 4", "abab"}}},
        {"{'added_tokens': [{'id': 10, 'content': '\\u00e9'}], 'pre_tokenizer': {'type': 'ByteLevel', "
         "'add_prefix_space': false, 'use_regex': false}, 'decoder': {'type': 'ByteLevel', 'add_prefix_space': "
         "false, 'use_regex': false}, 'model': {'type': 'BPE', 'vocab': {'a': 0, 'b': 1, '<0xC4>': 2, '<0xA0>': 3, "
         "'<0xC3>': 4, '<0x83>': 5, '<0x63>': 6, 'ab': 7, '<u>': 8, '\\u0106': 9}, 'merges': [['a', 'b']], "
         "'unk_token': '<u>', 'byte_fallback': true}}",
         {{"ab c a", "7 2 3 6 2 3 0", "ab<0xC4><0xA0><0x63><0xC4><0xA0>a"},
          {"\xc4\x86x", "8 8 8", "<u><u><u>"},
          {"\xc3\xa9" "a", "10 0", "\xef\xbf\xbd" "a"}}},
        {"{'pre_tokenizer': {'type': 'FixedLength', 'length': 2}, 'model': {'type': 'BPE', 'vocab': {'a': 0, "
         "'\\u00e9': 1, 'a\\u00e9': 2, '\\u00e9a': 3}, 'merges': [['a', '\\u00e9'], ['\\u00e9', 'a']]}}",
         {{"a\xc3\xa9" "a\xc3\xa9", "2 2", "a\xc3\xa9 a\xc3\xa9"},
          {"aa\xc3\xa9", "0 0 1", "a a \xc3\xa9"}}},
        {"{'added_tokens': [{'id': 5, 'content': '[M]'}], 'pre_tokenizer': {'type': 'ByteLevel', "
         "'add_prefix_space': false, 'use_regex': false}, 'decoder': {'type': 'ByteLevel', 'add_prefix_space': "
         "false, 'use_regex': false}, 'model': {'type': 'Unigram', 'unk_id': 0, 'vocab': [['<u>', 0], ['a', -1], "
         "['\\u00c3\\u00a9', -1], ['\\u00a9a', -1], ['\\u00c3', -3]]}}",
         {{"a\xc3\xa9" "a", "1 2 1", "a\xc3\xa9" "a"},
          {"[M]xyza", "5 0 1", "[M]<u>a"}}},
        {"{'pre_tokenizer': {'type': 'ByteLevel', 'add_prefix_space': false, 'use_regex': true}, 'decoder': "
         "{'type': 'ByteLevel', 'add_prefix_space': false, 'use_regex': false}, 'model': {'type': 'WordPiece', "
         "'vocab': {'[UNK]': 0, 'a': 1, '##\\u00c3': 2, '##\\u00a9': 3, '\\u0120a': 4, '##b': 5}, 'unk_token': "
         "'[UNK]', 'continuing_subword_prefix': '##', 'max_input_chars_per_word': 4}}",
         {{"a\xc3\xa9 ab", "1 2 3 4 5", "a##\xef\xbf\xbd##\xef\xbf\xbd a##b"},
          {"a\xc3\xa9" "b a\xc3\xa9" "bb", "1 2 3 5 0", "a##\xef\xbf\xbd##\xef\xbf\xbd##b[UNK]"},
          {"##b", "0 0", "[UNK][UNK]"}}},
        {"{'added_tokens': [{'id': 6, 'content': '[Mask]', 'normalized': true}], 'normalizer': {'type': "
         "'Lowercase'}, 'pre_tokenizer': {'type': 'BertPreTokenizer'}, 'decoder': {'type': 'WordPiece', 'prefix': "
         "'##', 'cleanup': true}, 'model': {'type': 'WordPiece', 'vocab': {'[UNK]': 0, 'a': 1, '##b': 2, '#': 3, "
         "'.': 4, '.a': 5}, 'unk_token': '[UNK]', 'continuing_subword_prefix': '##', 'max_input_chars_per_word': "
         "100}}",
         {{"ab [MASK] a.", "1 2 6 1 4", "ab [mask] a."}}},
        {"{'added_tokens': [{'id': 0, 'content': '<pad>'}], 'decoder': {'type': 'CTC', 'pad_token': '<pad>', "
         "'word_delimiter_token': '|', 'cleanup': true}, 'model': {'type': 'BPE', 'vocab': {'<pad>': 0, 'a': 1, "
         "'b': 2, '|': 3}, 'merges': []}}",
         {{"aab|||<pad>ba<pad>a", "1 1 2 3 3 3 0 2 1 0 1", "ab baa"},
          {"a<pad><pad>a|", "1 0 0 1 3", "aa "}}},
        {"{'pre_tokenizer': {'type': 'CharDelimiterSplit', 'delimiter': '\\u00e9'}, 'model': {'type': 'BPE', "
         "'vocab': {'a': 0, 'b': 1, 'ab': 2, '##b': 3}, 'merges': [['a', 'b']]}}",
         {{"ab\xc3\xa9" "ab\xc3\xa9\xc3\xa9", "2 2", "ab ab"},
          {"\xc3\xa9" "a", "0", "a"}}}};
    HOLD(cases);
}

/* a tokenizer that splits at a pattern; pieces have their places, but all are unknown */
static int steps_pattern(const char *pattern, tok_blob *blob, gpt_model *m, gpt_error *err) {
    char json[1200];
    size_t n = (size_t)snprintf(json, sizeof json, "{'model': {'type': 'WordLevel', 'vocab': {'<unk>': 0}}, 'pre_tokenizer': "
                                "{'type': 'Split', 'behavior': 'Isolated', 'pattern': {'Regex': '");
    for (; *pattern; pattern++) {
        if (*pattern == '\\') json[n++] = '\\';
        json[n++] = *pattern;
    }
    snprintf(json + n, sizeof json - n, "'}}}");
    return steps_build(json, blob, m, err);
}

/* patterns in Oniguruma's syntax, and the pieces that they make of a text */
TEST(patterns) {
    static const struct { const char *pattern, *pieces; } cases[] = {
        {"\\d{1,3}(?=(?:\\d{3})*\\b)", "1|234|567| 12ab |1|000"},
        {"(?=(\\d{3})+(?!\\d))", "ab1|234cd56 1|000|000"}, {"(?:\\r?\\n)+(?!\\r?\\n)", "a|\n\r\n\n|b\rc"},
        {"[[:alpha:]]+|[[:punct:]]", "a\xc3\xa9\xe4\xb8\xad|_|1|+|\xc2\xb2|."},
        {"[^[:^digit:]]", "a|1|\xd9\xa3|b"}, {"\\h+", "x|fF9|g"}, {"\\R", "a|\r\n|b|\r|c|\n|\n|d"},
        {"a.(?m).", "abc|d a\n\na"}, {"(?i)ab|Cd", "AB|cD"}, {"a(?i)b|c", "aB|aC|c|ab"},
        {"(?x) d | a [b c]+ # and so on", "abc|d| e"}, {"(?#no)ab", "a|ab"}, {"^.", "a|b\n|c|d\n"},
        {"\\Aa|b", "a|a|b"}, {"\\b[a-z]+\\b", "ab| 1c |de"}, {"[a-z]\\B", "a|b c"},
        {"(?<=[a-z])[A-Z]|(?<![a-z])1", "a|B|B|1|a1"}, {"(?<=\\s)\\S+", "a |bc| |d"}, {"(?<n>a)b+?", "ab|b"},
        {"[\\w&&[^\\d_]]+", "a|1|b|_\xc2\xb2|c"}, {"\\w+", "a\xc2\xb2\xc2\xbd"},
        {"\\p{Hiragana}+|[\\p{Katakana}\xe3\x83\xbc]+|\\p{^L}", "\xe3\x81\xb2|\xe3\x82\xab\xe3\x83\xbc|1|x"},
        {"\\p{Upper}\\p{Lower}*", "Ab|Cd|E"}, {"\\s+$|\\s", "a| |\n| |b|  "}, {"[^[a-c]d]", "abcd|e"},
        {"\\p{Emoji}", "a|1|\xf0\x9f\x99\x82"}, {"[\\b]", "a|\x08|b"}, {"\\w+|[^\\w\\s]+", "don|'|t| |stop"},
        {"[^\\r\\n\\p{L}\\p{N}]?((?=[\\p{L}])([^a-z]))*((?=[\\p{L}])([^A-Z]))+", "Hello| WORLDs| HELlo"},
        {"(\\[[^\\]]+]|Br?|Cl?|N|O|S|c|n|\\(|\\)|\\%[0-9]{2}|[0-9])", "C|Br|[nH+]|C|%12|Cl"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char text[200], got[400];
        gpt_span span[100];
        gpt_error err;
        gpt_model m;
        tok_blob blob;
        int ids[100], n = 0, k, at = 0;
        for (const char *p = cases[i].pieces; *p; p++)
            if (*p != '|') text[n++] = *p;
        NOTE("%s", cases[i].pattern);
        if (steps_pattern(cases[i].pattern, &blob, &m, &err)) {
            FAIL("%s", err.message);
            continue;
        }
        k = gpt_tokenize_spans(&m, text, (size_t)n, 0, ids, span, 100);
        for (int q = 0; q < k && q < 100; q++)
            at += snprintf(got + at, sizeof got - (size_t)at, "%s%.*s", q ? "|" : "", span[q].end - span[q].begin, text + span[q].begin);
        CHECK_STR(got, cases[i].pieces);
        tok_blob_free(&blob);
    }
}

TEST(patterns_that_are_refused) {
    static const char *const cases[] = {"(?=x)", "x|", "\\Gx", "x\\Z", "a\\Kb", "\\X", "(a)\\1", "(?<=ab)c", "a(?=bc)", "(?~ab)", "(?s).",
        "[[:odd:]]", "(?i:stra)", "(?i:\xc3\x9f)", "\\b"};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gpt_error err;
        gpt_model m;
        tok_blob blob;
        NOTE("%s", cases[i]);
        if (steps_pattern(cases[i], &blob, &m, &err) == GPT_OK) FAIL("not refused"), tok_blob_free(&blob);
        else CHECK(strstr(err.message, "pattern"));
    }
}

#define VISIBLE "{'normalizer': {'type': 'Sequence', 'normalizers': [{'type': 'Replace', 'pattern': {'String': ' '}, " \
                "'content': '\\u2581'}"

TEST(what_is_refused) {
    static const struct { const char *json, *word; } cases[] = {
        {"{'normalizer': {'type': 'Sequence', 'normalizers': [{'type': 'ByteLevel'}, {'type': 'NFC'}]}, ", "after ByteLevel"},
        {"{'normalizer': {'type': 'ByteLevel'}, 'pre_tokenizer': {'type': 'ByteLevel'}, ", "after ByteLevel"},
        {"{'normalizer': {'type': 'ByteLevel'}, 'added_tokens': [{'id': 1, 'content': 'x', 'normalized': true, "
         "'single_word': true}], ", "single_word"},
        {"{'pre_tokenizer': {'type': 'FixedLength', 'length': 2000}, ", "FixedLength"},
        {"{'decoder': {'type': 'CTC', 'pad_token': ''}, ", "CTC"},
        {VISIBLE ", {'type': 'Nmt'}]}, ", "after a replacement"}, {VISIBLE ", {'type': 'NFKC'}]}, ", "after a replacement"},
        {VISIBLE ", {'type': 'Prepend', 'prepend': ' x'}]}, ", "after a replacement"},
        {VISIBLE "]}, 'pre_tokenizer': {'type': 'ByteLevel'}, ", "after a replacement"},
        {VISIBLE "]}, 'added_tokens': [{'id': 1, 'content': 'x', 'normalized': true, 'lstrip': true}], ", "lstrip"}};
    for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        char json[600];
        gpt_error err;
        gpt_model m;
        tok_blob blob;
        snprintf(json, sizeof json, "%s'model': {'vocab': {'a': 0}, 'merges': []}}", cases[i].json);
        NOTE("%s", cases[i].json);
        if (steps_build(json, &blob, &m, &err) == GPT_OK) FAIL("not refused"), tok_blob_free(&blob);
        else if (!strstr(err.message, cases[i].word)) FAIL("%s is not in: %s", cases[i].word, err.message);
    }
}

TEST_MAIN("steps", models_and_steps, patterns, patterns_that_are_refused, what_is_refused)
