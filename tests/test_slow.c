/* test_slow.c -- gpt.h's tokenizer against tools/tok_slow.h, which does what a file says in the plainest way: the
 * same ids and the same text of them, whole and token by token, for random texts and many tokenizers. Those of
 * ../shared, if it is there, but large ones only if asked; and random ones, of any steps that the reader takes.
 *
 *     TEST_TEXTS=100000 TEST_SEED=7 build/test_slow published    so many texts a tokenizer, of all; and counts
 *     TEST_TEXTS=30 build/test_slow random                       many random tokenizers */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/tokenizer.h"
#include "test.h"

#define MARK "\xe2\x96\x81"
#define COUNT(array) ((int)(sizeof(array) / sizeof(array)[0]))
#define PICK(array) ((array)[test_below(COUNT(array))])

enum { TEXT_CAP = 4000, SHOWN_CAP = 200000 };

static int texts_a_tokenizer(int usual) {
    const char *n = getenv("TEST_TEXTS");
    return n ? atoi(n) : usual;
}

/* ---- texts ---- */

/* where scripts, signs and planes begin */
static const uint32_t scripts[] = {
    0x20, 0x20, 0x61, 0x41, 0x30, 0x21, 0xa0, 0xc0, 0x100, 0x250, 0x300, 0x370, 0x400, 0x530, 0x590, 0x600, 0x700, 0x900,
    0x980, 0xb80, 0xe00, 0xe80, 0xf00, 0x1000, 0x10a0, 0x1100, 0x1200, 0x13a0, 0x1780, 0x1800, 0x1e00, 0x1f00, 0x2000,
    0x2070, 0x20d0, 0x2100, 0x2190, 0x2460, 0x2580, 0x2600, 0x2c00, 0x3000, 0x3040, 0x30a0, 0x3100, 0x3200, 0x3300, 0x3400,
    0x4e00, 0xa000, 0xa640, 0xac00, 0xd7b0, 0xe000, 0xf900, 0xfb00, 0xfe00, 0xff00, 0x10000, 0x10400, 0x1d400, 0x1f100,
    0x1f1e0, 0x1f300, 0x1f600, 0x20000, 0x2b800, 0xe0100, 0x10ffc0};

static const char *const blanks[] = {" ", "  ", "\n", "\r\n", "\t", " \n", "\xc2\xa0", "\xe3\x80\x80", MARK,
    "\xe2\x80\x8b", "   ", "\xc2\x85", "\xe2\x80\xa8", "\n\n"};

static const char *const words[] = {"the", "ing", "'s", "'LL", "http://", "123", "4567", "0.5", "don't do not ?", "ab",
    "e\xcc\x81", "\xf0\x9f\x91\xa8\xe2\x80\x8d\xf0\x9f\x91\xa9", "\xf0\x9f\x87\xab\xf0\x9f\x87\xb7", "\xef\xac\x81",
    "\xe1\x84\x92\xe1\x85\xa1\xe1\x86\xab", "\xe2\x84\xaa", "\xc5\xbf", "\xc4\xb0", "\xce\xa3", "\xe1\xba\x9e", "##",
    "</w>", "<0x0A>", "\xed\xa0\x80", "\xc0\xaf", "\xf4\x90\x80\x80", "\xe4\xb8", "\xf0\x9f\x98", "\xef\xbf\xbd", "\xcd\x85"};

static size_t put_text(char *out, const char *p, size_t n) {
    memcpy(out, p, n);
    return n;
}

/* one part of a text: of a script, of the vocabulary, blanks, bytes, words, a run of one character, an added token */
static size_t random_part(const tok__build *b, uint32_t *script, char *out) {
    const tok__added *added = (const tok__added *)(const void *)b->added.p;
    const int n_added = (int)(b->added.n / sizeof *added), kind = test_below(12);
    size_t n = 0;
    if (kind < 4) {
        if (!test_below(3)) *script = PICK(scripts);
        for (int i = test_below(6); i >= 0; i--) {
            const uint32_t cp = *script + (uint32_t)test_below(*script < 128 ? 26 : 64);
            if ((cp < 0xd800 || cp >= 0xe000) && cp <= 0x10ffff) n += gpt__utf8_put(cp, (uint8_t *)out + n);
        }
    } else if (kind < 6) {
        const tok__str s = tok__token_at(b, (uint32_t)test_below((int)b->n_vocab))->text;
        if (s.n < 40) n = put_text(out, s.p, s.n);
    } else if (kind == 6 && n_added) {
        const tok__str s = added[test_below(n_added)].raw;
        if (s.n < 60) n = put_text(out, s.p, s.n);
    } else if (kind < 8) {
        const char *s = PICK(blanks);
        n = put_text(out, s, strlen(s));
    } else if (kind == 8) {
        for (int i = test_below(3); i >= 0; i--) out[n++] = (char)(128 + test_below(128));
    } else if (kind == 9) {
        char one[4];
        const size_t size = gpt__utf8_put(PICK(scripts) + (uint32_t)test_below(20), (uint8_t *)one);
        for (int i = test_below(test_below(9) ? 6 : 200); i >= 0; i--) n += put_text(out + n, one, size);
    } else {
        const char *s = PICK(words);
        n = put_text(out, s, strlen(s));
    }
    return n;
}

static tok__str random_text(const tok__build *b, char *out) {
    uint32_t script = PICK(scripts);
    tok__str text = {out, 0};
    for (int i = test_below(test_below(4) ? 8 : 30); i >= 0 && text.n < TEXT_CAP / 2; i--)
        text.n += random_part(b, &script, out + text.n);
    return text;
}

/* ---- both ways ---- */

static const char *quoted(tok__str text) {
    static char out[400];
    size_t at = 0;
    for (size_t i = 0; i < text.n && at < sizeof out - 5; i++) {
        const unsigned char c = (unsigned char)text.p[i];
        at += (size_t)snprintf(out + at, sizeof out - at, c < ' ' || c > '~' || c == '\\' ? "\\x%02x" : "%c", c);
    }
    return out;
}

/* Token by token the same text comes as at once; *n is its size. */
static int streams_as_a_whole(const gpt_model *m, const tok__check *c, int flags, char *whole, int *n) {
    static char piece[SHOWN_CAP];
    gpt_decoder d;
    int at = 0, size = 0;
    *n = gpt_detokenize(m, (const int *)c->ids, (int)c->n_ids, flags, whole, SHOWN_CAP);
    memset(&d, 0, sizeof d);
    for (size_t i = 0; i <= c->n_ids; i++, at += size) {
        size = i < c->n_ids ? gpt_decode(m, &d, (int)c->ids[i], flags, piece, SHOWN_CAP)
                            : gpt_decode_end(m, &d, piece, SHOWN_CAP);
        if (size < 0 || size > *n - at || memcmp(piece, whole + at, (size_t)size)) return 0;
    }
    return at == *n;
}

typedef struct counts { long text, left_out, decoded, back; } counts;

/* One text; 0: something was not as it should be. */
static int agrees(const gpt_model *m, tok__check *c, tok__str text, int flags, counts *count) {
    static char whole[SHOWN_CAP];
    const int otherwise = c->n_shown_otherwise, left_out = c->n_left_out;
    int n;
    if (tok__check_text(c, text, flags)) return FAIL("%s, flags %d: \"%s\"", c->b->err->message, flags, quoted(text)), 0;
    count->text++;
    count->left_out += c->n_left_out > left_out;
    if (c->n_left_out > left_out) return 1;
    if (c->n_shown_otherwise > otherwise) {
        slow_decode(&c->s, c->ids, c->n_ids, flags, &c->shown);
        gpt_detokenize(m, (const int *)c->ids, (int)c->n_ids, flags, whole, SHOWN_CAP);
        return FAIL("shown as \"%s\", flags %d, by definition: \"%.*s\"", whole, flags, (int)c->shown.n, c->shown.p), 0;
    }
    if (!streams_as_a_whole(m, c, flags, whole, &n)) return FAIL("streams, flags %d: \"%s\"", flags, quoted(text)), 0;
    if (!c->shown.p) return 1;
    count->decoded++;
    count->back += (size_t)n == text.n && !memcmp(whole, text.p, text.n);
    return CHECK_INT(n, c->shown.n) && CHECK_MEM(whole, c->shown.p, n);
}

/* n random texts through a tokenizer that was read; each has a block of its own, so that sanitizers see its ends. */
static int agree_on_texts(tok__build *b, int n, counts *count) {
    static char out[TEXT_CAP];
    tok_blob blob;
    tok__check c;
    gpt_model m;
    int fine = 1;
    memset(&blob, 0, sizeof blob);
    memset(&m, 0, sizeof m);
    memset(&c, 0, sizeof c);
    m.has_tok = 1;
    if (tok__finish(b, &blob) || gpt__tokenizer_open(&m.tok, blob.data, blob.size, b->err) || tok__check_open(&c, b, &m.tok))
        FAIL("%s", b->err->message), fine = 0;
    for (int i = 0; i < n && fine; i++) {
        const tok__str text = random_text(b, out);
        tok__str copy = {(char *)malloc(text.n + !text.n), text.n};
        if (!CHECK(copy.p != NULL)) break;
        memcpy((char *)(uintptr_t)copy.p, text.p, text.n);
        fine = agrees(&m, &c, copy, test_below(2) ? GPT_TEXT_SPECIAL : 0, count);
        free((char *)(uintptr_t)copy.p);
    }
    if (c.b) tok__check_close(&c);
    tok_blob_free(&blob);
    return fine;
}

/* ---- published tokenizers ---- */

TEST(published) {
    static const struct { const char *file, *specials; int large; } files[] = {
        {"tok512-sp/tok512.model", NULL, 0}, {"tok512/tok512.bin", NULL, 0}, {"sp-bpe-gemmalike/tokenizer.model", NULL, 0},
        {"sp-bpe-nfkc-cf/tokenizer.model", NULL, 0}, {"sp-bpe-nodummy/tokenizer.model", NULL, 0},
        {"sp-unigram-bytes/tokenizer.model", NULL, 0}, {"sp-unigram-nfkc/tokenizer.model", NULL, 0},
        {"llama-2/tokenizer.model", NULL, 0}, {"bert/tokenizer.json.gz", NULL, 0}, {"bert/vocab.txt.gz", NULL, 1},
        {"bert/ggml-vocab-bert-bge.gguf.gz", NULL, 1}, {"gpt2/tokenizer.json.gz", NULL, 1}, {"gpt2/vocab.json.gz", NULL, 1},
        {"gpt2/ggml-vocab-gpt-2.gguf.gz", NULL, 1}, {"llama-2/ggml-vocab-llama-spm.gguf.gz", NULL, 1},
        {"llama-2/tokenizer.bin.gz", NULL, 1}, {"t5/spiece.model", NULL, 1}, {"t5/tokenizer.json.gz", NULL, 1},
        {"phi-3/tokenizer.json.gz", NULL, 1}, {"phi-3/ggml-vocab-phi-3.gguf.gz", NULL, 1}, {"qwen2/tokenizer.json.gz", NULL, 1},
        {"qwen2/qwen.tiktoken.gz", NULL, 1}, {"llama-3/tokenizer.json.gz", NULL, 1},
        {"llama-3/tokenizer.model.gz", "llama-3/specials.json", 1}, {"mistral-v3/tokenizer.json.gz", NULL, 1},
        {"mistral-v3/tokenizer.model.v3", NULL, 1}, {"cl100k_base/cl100k_base.tiktoken.gz", "cl100k_base/specials.json", 1},
        {"o200k_base/o200k_base.tiktoken.gz", "o200k_base/specials.json", 1}};
    const int n = texts_a_tokenizer(12), all = getenv("TEST_TEXTS") != NULL;
    char path[2][1200];
    if (!test_shared("tokenizers")) SKIP("../shared is absent");
    for (int i = 0; i < COUNT(files); i++) {
        gpt_error err = {0, ""};
        tok__build *b = NULL;
        counts count = {0, 0, 0, 0};
        if (files[i].large && !all) continue;
        NOTE("%s", files[i].file);
        snprintf(path[0], sizeof path[0], "%s/%s", test_shared("tokenizers"), files[i].file);
        snprintf(path[1], sizeof path[1], "%s/%s", test_shared("tokenizers"), files[i].specials ? files[i].specials : "");
        if (tok_read(path[0], files[i].specials ? path[1] : NULL, &b, &err)) FAIL("%s", err.message);
        else agree_on_texts(b, n, &count);
        CHECK_INT(count.left_out, 0);
        if (all)
            printf("%-40s %ld texts, %ld decoded, %ld of them to the text itself\n", files[i].file, count.text, count.decoded,
                   count.back);
        tok_free(b);
    }
}

/* ---- random tokenizers ---- */

static struct { char p[400000]; size_t n; } file;
static struct { char p[600][48]; int n; } vocabulary;

static void say(const char *format, ...) {
    va_list args;
    va_start(args, format);
    file.n += (size_t)vsnprintf(file.p + file.n, sizeof file.p - file.n, format, args);
    va_end(args);
}

/* All parts of some words, of up to four characters; as they are, with U+2581 for spaces, or in GPT-2's alphabet. */
static void make_vocabulary(int alphabet) {
    static const char *const from[] = {"the then", " other", "123", "\xc3\xa9t\xc3\xa9", "\xe4\xb8\xad\xe6\x96\x87 ab", "aaaa",
        "e\xcc\x81x", "\xd0\x9f\xd1\x80", "\n\n ", "don't", "  ", "\xf0\x9f\x91\xa8!", "#a", ".,", "Ab"};
    uint32_t table[256];
    tok__byte_alphabet(table);
    vocabulary.n = 0;
    for (int w = 0; w < COUNT(from); w++) {
        size_t start[64], n = 0, size = 0, len;
        char s[100];
        uint32_t cp;
        if (!test_below(4)) continue;
        for (const char *p = from[w]; *p; p += len) {
            len = alphabet == 2 ? 1 : gpt__utf8_next((const uint8_t *)p, strlen(p), &cp);
            start[n++] = size;
            if (alphabet == 2) size += gpt__utf8_put(table[(uint8_t)*p], (uint8_t *)s + size);
            else if (alphabet == 1 && *p == ' ') size += put_text(s + size, MARK, 3);
            else size += put_text(s + size, p, len);
        }
        start[n] = size;
        for (size_t i = 0; i < n; i++)
            for (size_t k = i + 1; k <= n && k <= i + 4 && vocabulary.n < 600; k++) {
                char *to = vocabulary.p[vocabulary.n];
                int known = 0;
                snprintf(to, sizeof vocabulary.p[0], "%.*s", (int)(start[k] - start[i]), s + start[i]);
                for (int q = 0; q < vocabulary.n; q++) known |= !strcmp(vocabulary.p[q], to);
                vocabulary.n += !known;
            }
    }
}

static int in_vocabulary(const char *p, size_t n) {
    int i = 0;
    while (i < vocabulary.n && !(strlen(vocabulary.p[i]) == n && !memcmp(vocabulary.p[i], p, n))) i++;
    return i < vocabulary.n;
}

static void say_string(const char *before, const char *s, const char *after) {
    say("\"%s", before);
    for (; *s; s++) say(*s == '\n' ? "\\n" : *s == '"' || *s == '\\' ? "\\%c" : "%c", *s);
    say("%s\"", after);
}

static void say_part(const char *before, const char *s, size_t n, const char *after) {
    char part[48];
    snprintf(part, sizeof part, "%.*s", (int)n, s);
    say_string(before, part, after);
}

/* The parts of a token that merge, at some place between characters that both sides are tokens. */
static void say_merge(const char *token, const char *before, const char *prefix, const char *suffix, int *n) {
    const size_t size = strlen(token);
    size_t at = 1 + (size_t)test_below((int)size);
    while (at < size && (((uint8_t)token[at] & 0xc0) == 0x80 || !in_vocabulary(token, at) ||
                         !in_vocabulary(token + at, size - at))) at++;
    if (at >= size) return;
    say((*n)++ ? ", [" : "[");
    say_part(before, token, at, "");
    say(", ");
    say_string(prefix, token + at, suffix);
    say("]");
}

/* the model; bytes: the vocabulary has a token for each */
static void say_bpe(int bytes, int alphabet) {
    const char *prefix = test_below(6) || bytes ? "" : "##", *suffix = test_below(6) || bytes ? "" : "</w>";
    int id = 1, n_merge = 0;
    uint32_t table[256];
    uint8_t c[5] = {0};
    tok__byte_alphabet(table);
    say("{\"type\": \"BPE\", ");
    if (bytes) say("\"byte_fallback\": true, ");
    if (test_below(2)) say("\"fuse_unk\": true, ");
    if (!test_below(5)) say("\"ignore_merges\": true, ");
    if (test_below(3)) say("\"unk_token\": \"<unk>\", ");
    say("\"continuing_subword_prefix\": \"%s\", \"end_of_word_suffix\": \"%s\", \"vocab\": {\"<unk>\": 0", prefix, suffix);
    for (int i = 0; i < 256 && bytes; i++) say(", \"<0x%02X>\": %d", (unsigned)i, id++);
    for (int i = 0; i < 256 && alphabet == 2 && test_below(200); i++) {
        c[gpt__utf8_put(table[i], c)] = 0;
        if (in_vocabulary((char *)c, strlen((char *)c))) continue;
        say(", ");
        say_string("", (char *)c, "");
        say(": %d", id++);
    }
    for (int i = 0; i < vocabulary.n; i++)
        for (int v = 0; v < 4; v++) {
            if ((v & 1 && !*prefix) || (v & 2 && !*suffix)) continue;
            say(", ");
            say_string(v & 1 ? prefix : "", vocabulary.p[i], v & 2 ? suffix : "");
            say(": %d", id++);
        }
    say("}, \"merges\": [");
    for (int i = vocabulary.n - 1, k = test_below(vocabulary.n); i >= 0; i--, k = (k + 7) % vocabulary.n)
        for (int v = 0; v < 4; v++)
            if (!((v & 1 && !*prefix) || (v & 2 && !*suffix)))
                say_merge(vocabulary.p[i % 2 ? i : k], v & 1 ? prefix : "", prefix, v & 2 ? suffix : "", &n_merge);
    say("]}");
}

static void say_unigram(int bytes) {
    say("{\"type\": \"Unigram\", \"unk_id\": 0, \"byte_fallback\": %s, \"vocab\": [[\"<unk>\", 0]", bytes ? "true" : "false");
    for (int i = 0; i < 256 && bytes; i++) say(", [\"<0x%02X>\", 0]", (unsigned)i);
    for (int i = 0; i < vocabulary.n; i++) {
        say(", [");
        say_string("", vocabulary.p[i], "");
        say(", -%d.%d]", test_below(9), test_below(4) * 25);
    }
    say("]}");
}

static void say_words(int pieces) {
    int id = 1;
    say("{\"type\": \"%s\", \"unk_token\": \"<unk>\", \"vocab\": {\"<unk>\": 0", pieces ? "WordPiece" : "WordLevel");
    for (int i = 0; i < vocabulary.n; i++) {
        say(", ");
        say_string(pieces && test_below(2) && strncmp(vocabulary.p[i], "##", 2) ? "##" : "", vocabulary.p[i], "");
        say(": %d", id++);
    }
    say(pieces ? "}, \"continuing_subword_prefix\": \"##\", \"max_input_chars_per_word\": %d}" : "}}", PICK(((int[]){3, 100})));
}

#define STEP(name, rest) "{\"type\": \"" name "\"" rest "}"
#define PATTERN(kind, p) ", \"pattern\": {\"" kind "\": \"" p "\"}"
static const char *const normalizers[] = {STEP("NFC", ""), STEP("NFD", ""), STEP("NFKC", ""), STEP("NFKD", ""),
    STEP("Lowercase", ""), STEP("StripAccents", ""), STEP("Nmt", ""), STEP("BertNormalizer", ""),
    STEP("BertNormalizer", ", \"clean_text\": false, \"lowercase\": false, \"strip_accents\": true"),
    STEP("BertNormalizer", ", \"handle_chinese_chars\": false, \"strip_accents\": false"),
    STEP("Strip", ", \"strip_left\": true, \"strip_right\": false"), STEP("Strip", ""),
    STEP("Replace", PATTERN("String", " ") ", \"content\": \"" MARK "\""),
    STEP("Replace", PATTERN("String", "aa") ", \"content\": \"a\""),
    STEP("Replace", PATTERN("Regex", "\\\\s+") ", \"content\": \" \""),
    STEP("Replace", PATTERN("Regex", " {2,}|\\\\d+") ", \"content\": \"" MARK "\""),
    STEP("Prepend", ", \"prepend\": \"" MARK "\""), STEP("Prepend", ", \"prepend\": \"x \""), STEP("ByteLevel", "")};
static const char *const splits[] = {STEP("ByteLevel", ", \"add_prefix_space\": false, \"use_regex\": true"),
    STEP("ByteLevel", ", \"add_prefix_space\": true, \"use_regex\": true"),
    STEP("ByteLevel", ", \"add_prefix_space\": false, \"use_regex\": false"),
    STEP("Metaspace", ", \"replacement\": \"" MARK "\", \"prepend_scheme\": \"always\", \"split\": true"),
    STEP("Metaspace", ", \"replacement\": \"" MARK "\", \"prepend_scheme\": \"first\", \"split\": false"),
    STEP("Metaspace", ", \"replacement\": \"" MARK "\", \"prepend_scheme\": \"never\", \"split\": true"),
    STEP("Digits", ", \"individual_digits\": true"), STEP("Digits", ", \"individual_digits\": false"),
    STEP("Punctuation", ""), STEP("Punctuation", ", \"behavior\": \"MergedWithPrevious\""), STEP("WhitespaceSplit", ""),
    STEP("Whitespace", ""), STEP("BertPreTokenizer", ""), STEP("FixedLength", ", \"length\": 3"),
    STEP("CharDelimiterSplit", ", \"delimiter\": \"e\""),
    STEP("Split", PATTERN("Regex", "\\\\d{1,3}(?=(?:\\\\d{3})*\\\\b)") ", \"behavior\": \"Isolated\", \"invert\": false"),
    STEP("Split", PATTERN("Regex", "(?i:'s|'ll)|[^\\\\r\\\\n\\\\p{L}\\\\p{N}]?\\\\p{L}+|\\\\p{N}{1,3}| ?[^\\\\s\\\\p{L}\\\\p{N}]+"
         "[\\\\r\\\\n]*|\\\\s*[\\\\r\\\\n]+|\\\\s+(?!\\\\S)|\\\\s+") ", \"behavior\": \"Isolated\", \"invert\": false"),
    STEP("Split", PATTERN("Regex", "[\\\\p{Lu}\\\\p{M}]+|\\\\w\\\\b") ", \"behavior\": \"Contiguous\", \"invert\": false"),
    STEP("Split", PATTERN("Regex", "^.|(?<=\\\\s)\\\\S") ", \"behavior\": \"MergedWithNext\", \"invert\": false"),
    STEP("Split", PATTERN("Regex", "[^\\\\s]+") ", \"behavior\": \"Removed\", \"invert\": true"),
    STEP("Split", PATTERN("String", "a") ", \"behavior\": \"MergedWithPrevious\", \"invert\": false"),
    STEP("Split", PATTERN("String", " ") ", \"behavior\": \"MergedWithPrevious\", \"invert\": true")};
/* the second is for bytes, the third to fifth for U+2581 */
static const char *const decoders[] = {"null", STEP("ByteLevel", ""),
    STEP("Metaspace", ", \"replacement\": \"" MARK "\", \"prepend_scheme\": \"always\""),
    STEP("Metaspace", ", \"replacement\": \"" MARK "\", \"prepend_scheme\": \"never\""),
    "{\"type\": \"Sequence\", \"decoders\": [" STEP("Replace", PATTERN("String", MARK) ", \"content\": \" \"") ", "
    STEP("ByteFallback", "") ", " STEP("Fuse", "") ", " STEP("Strip", ", \"content\": \" \", \"start\": 1, \"stop\": 0") "]}",
    STEP("WordPiece", ", \"prefix\": \"##\", \"cleanup\": true"), STEP("WordPiece", ", \"prefix\": \"##\", \"cleanup\": false"),
    STEP("BPEDecoder", ", \"suffix\": \"</w>\""), STEP("Fuse", ""),
    STEP("CTC", ", \"pad_token\": \"<unk>\", \"word_delimiter_token\": \"|\", \"cleanup\": true")};

static void say_sequence(const char *key, const char *plural, const char *const *step, int n_step) {
    say("\"%s\": {\"type\": \"Sequence\", \"%s\": [", key, plural);
    for (int i = 0, n = test_below(3); i < n; i++) say("%s%s", i ? ", " : "", step[test_below(n_step)]);
    say("]}, ");
}

static void say_added(int first) {
    static const char *const added[] = {"<x>", "the", "other", "\xc3\x89t", "Ab", MARK "a", "aaa", "[Mask]", "e\xcc\x81", "  "};
    static const char *const yes[] = {"true", "false", "false"};
    const int from = test_below(COUNT(added));
    say("\"added_tokens\": [");
    for (int i = 0, n = test_below(4); i < n; i++) {
        const char *text = added[(from + i) % COUNT(added)];
        say("%s{\"id\": %d, \"content\": \"%s\", \"single_word\": %s, \"lstrip\": %s, \"rstrip\": %s, \"normalized\": %s, "
            "\"special\": %s}", i ? ", " : "", first + i, text, PICK(yes), PICK(yes), PICK(yes),
            *text == ' ' ? "false" : PICK(yes), strchr("<[", *text) ? PICK(yes) : "false");
    }
    say("], ");
}

static void say_tokenizer(void) {
    const int alphabet = test_below(3), bytes = alphabet < 2 && !test_below(3), model = test_below(6);
    make_vocabulary(alphabet);
    file.n = 0;
    say("{");
    say_added(5000);
    say_sequence("normalizer", "normalizers", normalizers, COUNT(normalizers));
    say_sequence("pre_tokenizer", "pretokenizers", splits, COUNT(splits));
    say("\"decoder\": %s, \"model\": ", strstr(file.p, "ByteLevel") ? decoders[test_below(2)]
        : strstr(strstr(file.p, "\"normalizer\""), MARK) ? decoders[1 + test_below(4)] : decoders[test_below(COUNT(decoders))]);
    if (model < 3) say_bpe(bytes, alphabet);
    else if (model == 3) say_unigram(bytes);
    else say_words(model == 4);
    say("}");
}

/* Reads what `file` has. 0: it is refused, which is no failure. */
static int agrees_as_file(const char *name, int n, counts *count) {
    const char *path = test_build(name);
    FILE *f = fopen(path, "wb");
    gpt_error err = {0, ""};
    tok__build *b = NULL;
    tok_blob blob;
    int status;
    if (!CHECK(f != NULL)) return 0;
    fwrite(file.p, 1, file.n, f);
    fclose(f);
    status = tok_read(path, NULL, &b, &err);
    if (!status && agree_on_texts(b, n, count) && !test_below(8)) {       /* the texts of the self-check agree, too */
        if (tok_build(path, NULL, &blob, &err)) FAIL("%s", err.message);
        tok_blob_free(&blob);
    }
    tok_free(b);
    return status == GPT_OK;
}

TEST(random_json) {
    const int n = texts_a_tokenizer(10), tokenizers = n > 10 ? 2000 : 60;
    counts count = {0, 0, 0, 0};
    int read = 0;
    for (int i = 0; i < tokenizers && test.n_fail < 3; i++) {
        test.note[0] = 0;
        say_tokenizer();
        NOTE("tokenizer %d: %.*s", i, (int)(strstr(file.p, "\"vocab\"") - file.p), file.p);
        read += agrees_as_file("test_slow.json", n, &count);
    }
    NOTE("%d tokenizers of %d are read; %ld texts, %ld left out", read, tokenizers, count.text, count.left_out);
    CHECK(read > tokenizers / 4 && count.left_out < count.text / 50);
    if (n > 10) printf("%s\n", test.note);
}

/* ---- random SentencePiece models: protocol buffers ---- */

static void say_bytes(const void *p, size_t n) {
    memcpy(file.p + file.n, p, n);
    file.n += n;
}

static void say_varint(uint32_t field, uint32_t kind, uint32_t v) {
    for (uint32_t k = field << 3 | kind, i = 0; i < 2; k = v, i++) {
        for (; k > 127; k >>= 7) file.p[file.n++] = (char)(k | 128);
        file.p[file.n++] = (char)k;
    }
}

static void say_piece(const char *text, float score, uint32_t type) {
    const uint32_t n = (uint32_t)strlen(text);
    say_varint(1, 2, 2 + n + 5 + 2);
    say_varint(1, 2, n);
    say_bytes(text, n);
    file.p[file.n++] = 2 << 3 | 5;
    say_bytes(&score, 4);
    say_varint(3, 0, type);
}

static void say_sentencepiece(uint32_t type) {
    const int bytes = type != 3 && !test_below(3), mark = test_below(4) > 0;      /* else spaces are not escaped */
    size_t at;
    make_vocabulary(mark);
    file.n = 0;
    say_piece("<unk>", 0, 2);
    say_piece("<s>", 0, 3);
    say_piece("</s>", 0, 3);
    for (int i = 0; i < 256 && bytes; i++) {
        char name[8];
        snprintf(name, sizeof name, "<0x%02X>", (unsigned)i);
        say_piece(name, 0, 6);
    }
    for (int i = 0; i < vocabulary.n; i++)
        say_piece(vocabulary.p[i], (float)-(type == 2 ? test_below(vocabulary.n) : test_below(40)) / 4,
                  test_below(12) ? 1 : test_below(2) ? 4 : 5);
    at = file.n;
    say_varint(3, 0, type);
    say_varint(35, 0, (uint32_t)bytes);
    {
        const size_t size = file.n - at;
        char spec[32];
        memcpy(spec, file.p + at, size);
        file.n = at;
        say_varint(2, 2, (uint32_t)size);
        say_bytes(spec, size);
    }
    say_varint(3, 2, 6);
    for (uint32_t k = 3; k < 6; k++) say_varint(k, 0, k == 5 ? (uint32_t)mark : (uint32_t)test_below(3) > 0);
}

TEST(random_sentencepiece) {
    const int n = texts_a_tokenizer(10), tokenizers = n > 10 ? 500 : 60;
    counts count = {0, 0, 0, 0};
    int read = 0;
    for (int i = 0; i < tokenizers && test.n_fail < 3; i++) {
        say_sentencepiece(1 + (uint32_t)i % 4);
        NOTE("model %d, type %d", i, 1 + i % 4);
        read += agrees_as_file("test_slow.model", n, &count);
    }
    NOTE("%d models of %d are read; %ld texts, %ld left out", read, tokenizers, count.text, count.left_out);
    CHECK(read > tokenizers / 2 && count.left_out == 0);
    if (n > 10) printf("%s\n", test.note);
}

TEST_MAIN("slow", published, random_json, random_sentencepiece)
