/* gpt-bpe: the documents it reads (tools/texts.h), the merges it learns against a trainer that counts everything anew
 * each time, and the tokenizer it writes as gpt-convert and gpt.h understand it. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/file.h"
#include "../tools/json.h"
#include "../tools/texts.h"
#include "test.h"

#include <sys/wait.h>

/* ---- files and programs ---- */

/* The same name gives the same string, which stays. */
static const char *scratch(const char *name) {
    static char path[24][512];
    char wanted[512];
    int i;
    snprintf(wanted, sizeof wanted, "%s/bpe-%ld-%s", test_env("GPT_BUILD", "build"), (long)getpid(), name);
    for (i = 0; path[i][0] && strcmp(path[i], wanted) != 0; i++) {}
    return strcpy(path[i], wanted);
}

static void write_file(const char *path, const void *data, size_t size) {
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(data, 1, size, f) == size);
    if (f) fclose(f);
}

/* Runs a command with what it says in the scratch file "said"; the exit status. */
TEST_PRINTF(2, 3) static int run_tool(const char *tool, const char *format, ...) {
    char command[3000];
    int n = snprintf(command, sizeof command, "%s ", test_build(tool)), status;
    va_list args;
    va_start(args, format);
    n += vsnprintf(command + n, sizeof command - (size_t)n, format, args);
    va_end(args);
    snprintf(command + n, sizeof command - (size_t)n, " > %s 2>&1 < /dev/null", scratch("said"));
    status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

static char *read_text(const char *path) {
    unsigned char *text = NULL;
    size_t size;
    CHECK_INT(file_read(path, &text, &size, NULL), GPT_OK);
    return (char *)text;
}

static void check_says(const char *word) {
    char *text = read_text(scratch("said"));
    if (text && !strstr(text, word)) FAIL("it said \"%s\", not \"%s\"", text, word);
    free(text);
}

/* The files of this process go; there is nothing else of that name. */
static void clean(void) {
    char command[600];
    snprintf(command, sizeof command, "rm -r %s*", scratch(""));
    CHECK_INT(system(command), 0);
}

/* ---- texts.h ---- */

/* Documents as [text] or {role:content role:content }. */
static int note_document(const texts_doc *doc, void *user) {
    char *s = (char *)user + strlen((char *)user);
    int i;
    if (!doc->n_message) sprintf(s, "[%.*s]", (int)doc->size, doc->text);
    else sprintf(s, "{");
    for (i = 0; i < doc->n_message; i++)
        sprintf(s + strlen(s), "%s:%s ", doc->message[i].role, doc->message[i].content);
    if (doc->n_message) strcat(s, "}");
    return 0;
}

static int stop_at_once(const texts_doc *doc, void *user) {
    (void)doc;
    return ++*(int *)user + 6;
}

TEST(texts_reads_documents) {
    static const struct { const char *name, *text, *want; } cases[] = {
        {"t.txt", "one\n two", "[one\n two]"},
        {"t.txt", "a\n<|endoftext|>\nb\n", "[a\n][b\n]"},
        {"t.txt", "a\r\n<|endoftext|>\r\nb\r\n\r\n", "[a\r\n][b\r\n\r\n]"},
        {"t.txt", "<|endoftext|>\n\n \t\n<|endoftext|>\nx<|endoftext|>\n<|endoftext|> \n<|endoftext|>",
         "[x<|endoftext|>\n<|endoftext|> \n]"},
        {"t.txt", "\xEF\xBB\xBF\xFF" "a", "[\xFF" "a]"},
        {"t.json", "{\"text\": \"a\"}", "[{\"text\": \"a\"}]"},
        {"t.jsonl", "{\"text\": \"a\\n\\u00e9\", \"id\": 1}\n{\"text\": \" \"}\n\n{\"text\": \"<|endoftext|>\"}",
         "[a\n\xC3\xA9][<|endoftext|>]"},
        {"t.jsonl", "\xEF\xBB\xBF{\"messages\": [{\"role\": \"user\", \"content\": \"hi\"},\r\n"
                    "{\"text\": \"b\"}\r\n", NULL},
        {"t.jsonl", "{\"messages\": [{\"role\": \"user\", \"content\": \"hi\", \"x\": []}, {\"content\": \"\", "
                    "\"role\": \"assistant\"}], \"text\": \"no\"}\r\n{\"messages\": []}\r\n{\"text\": \"b\"}\r\n",
         "{user:hi assistant: }[b]"},
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *path = scratch(cases[i].name);
        char got[500] = "";
        gpt_error err = {0, ""};
        NOTE("case %d", (int)i);
        write_file(path, cases[i].text, strlen(cases[i].text));
        CHECK_INT(texts_read(path, note_document, got, &err), cases[i].want ? GPT_OK : GPT_E_FORMAT);
        CHECK_STR(got, cases[i].want ? cases[i].want : "");
    }
    clean();
}

TEST(texts_names_what_is_wrong) {
    static const struct { const char *name, *text, *word; } cases[] = {
        {"t.txt", "", "no text"},
        {"t.txt", " \n<|endoftext|>\n\r\n", "no text"},
        {"t.jsonl", "", "no text"},
        {"t.jsonl", "{\"text\": \"\"}\n", "no text"},
        {"t.jsonl", "{\"text\": \"a\"}\n\n{\"text\": \"b\"\n", "line 3: JSON: "},
        {"t.jsonl", "{\"text\": \"a\"}\n{\"txt\": \"b\"}", "line 2: neither"},
        {"t.jsonl", "[1]", "line 1: neither"},
        {"t.jsonl", "{\"text\": 5}", "line 1: neither"},
        {"t.jsonl", "{\"messages\": \"x\"}", "not a list"},
        {"t.jsonl", "{\"messages\": [5]}", "\"role\""},
        {"t.jsonl", "{\"messages\": [{\"role\": \"robot\", \"content\": \"x\"}]}", "\"role\""},
        {"t.jsonl", "{\"messages\": [{\"role\": \"user\"}]}", "\"content\""},
        {"t.jsonl", "{\"messages\": [{\"role\": \"user\", \"content\": \"a\\u0000b\"}]}", "\"content\""},
    };
    char got[200];
    gpt_error err = {0, ""};
    int calls = 0;
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const char *path = scratch(cases[i].name);
        NOTE("case %d", (int)i);
        got[0] = 0;
        write_file(path, cases[i].text, strlen(cases[i].text));
        CHECK_INT(texts_read(path, note_document, got, &err), GPT_E_FORMAT);
        if (!strstr(err.message, cases[i].word) || !strstr(err.message, path)) FAIL("it says %s", err.message);
    }
    CHECK_INT(texts_read(scratch("none"), note_document, got, &err), GPT_E_IO);
    write_file(scratch("t.txt"), "a\n<|endoftext|>\nb\n", 18);
    CHECK_INT(texts_read(scratch("t.txt"), stop_at_once, &calls, &err), 7);
    CHECK_INT(calls, 1);
    clean();
}

/* ---- a trainer and an encoder without any cleverness ---- */

enum { ROWS = 400, ROW = 24, MERGES = 60 };

typedef struct row {
    int n, symbol[ROW];
} row;

typedef struct naive {
    int n, left[MERGES], right[MERGES];
} naive;

/* Text of a's, b's and c's in words, each with the space before it: these are the pieces of every pattern. */
static int random_rows(row *rows, char *text) {
    int i, k, n = 0;
    for (i = 0; i < ROWS; i++) {
        row *r = &rows[i];
        r->n = 0;
        if (i) r->symbol[r->n++] = ' ';
        for (k = 1 + test_below(i % 10 ? 7 : ROW - 2); k > 0; k--) r->symbol[r->n++] = 'a' + test_below(3) * test_below(2);
        for (k = 0; k < r->n; k++) text[n++] = (char)r->symbol[k];
    }
    text[n] = 0;
    return n;
}

static void naive_merge(row *r, int left, int right, int made) {
    int i, n = 0;
    for (i = 0; i < r->n; i++) {
        const int both = i + 1 < r->n && r->symbol[i] == left && r->symbol[i + 1] == right;
        r->symbol[n++] = both ? made : r->symbol[i];
        i += both;
    }
    r->n = n;
}

static void naive_train(naive *m, row *rows) {
    static int count[256 + MERGES][256 + MERGES];
    int i, k, x, y, l, r;
    for (m->n = 0; m->n < MERGES; m->n++) {
        memset(count, 0, sizeof count);
        for (i = 0; i < ROWS; i++)
            for (k = 0; k + 1 < rows[i].n; k++) count[rows[i].symbol[k]][rows[i].symbol[k + 1]]++;
        for (x = l = r = 0; x < 256 + m->n; x++)
            for (y = 0; y < 256 + m->n; y++)
                if (count[x][y] > count[l][r]) l = x, r = y;
        if (count[l][r] < 2) return;
        m->left[m->n] = l;
        m->right[m->n] = r;
        for (i = 0; i < ROWS; i++) naive_merge(&rows[i], l, r, 256 + m->n);
    }
}

static int naive_encode(const naive *m, row *rows, int *ids) {
    int i, k, n = 0;
    for (i = 0; i < ROWS; i++) {
        for (k = 0; k < m->n; k++) naive_merge(&rows[i], m->left[k], m->right[k], 256 + k);
        for (k = 0; k < rows[i].n; k++) ids[n++] = rows[i].symbol[k];
    }
    return n;
}

/* ---- the tokenizer that is written ---- */

/* Result of gpt-bpe in the scratch folder "tok", as a model. */
static gpt_model *load_result(void) {
    gpt_error err = {0, ""};
    gpt_model *model;
    CHECK_INT(run_tool("gpt-convert", "%s --tokenizer-only -o %s", scratch("tok"), scratch("tok.gpt")), 0);
    model = gpt_model_load(scratch("tok.gpt"), NULL, &err);
    if (!model) FAIL("%s", err.message);
    return model;
}

/* The merges of the result, as "left right, left right". */
static void list_merges(char *out, size_t cap) {
    char *text = read_text(test_join(scratch("tok"), "tokenizer.json"));
    const json_value *v = NULL;
    json_doc doc;
    out[0] = 0;
    if (!text || !CHECK_INT(json_parse(&doc, text, strlen(text)), 0)) return;
    v = json_get(json_get(doc.root, "model"), "merges");
    for (v = v ? v->child : NULL; v; v = v->next)
        snprintf(out + strlen(out), cap - strlen(out), "%s%s", out[0] ? ", " : "", v->text);
    json_free(&doc);
    free(text);
}

TEST(merges_come_in_the_known_order) {
    static const struct { const char *text, *options, *want, *says; } cases[] = {
        /* a a, 4 times; then a b and aa a, twice each: a is older; then aa ab; then all are single */
        {"aaabdaaabac", "--vocab 300", "a a, a b, aa ab", "no pair occurs 2 times any more: 262 tokens instead of 300"},
        {"aaabdaaabac", "--vocab 261", "a a, a b", "261 tokens: 256 bytes, 2 merges, 3 special"},
        {"aaabdaaabac", "--vocab 259", "", "259 tokens"},
        {"xy xy xy zy zy", "--min-count 3", "x y", "14 bytes"},
        {"xy xy xy zy zy", "", "x y, \xC4\xA0 z, \xC4\xA0 xy, \xC4\xA0z y", "5 tokens, 2.80 bytes each"},
        {"aaaaaaa b aaaaaaa", "--vocab 261", "a a, aa aa", "tokens, "},
        {"19 19 19", "", "", "3 distinct"}, /* a digit is a piece, and so is the space before it */
    };
    char got[500];
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        NOTE("case %d", (int)i);
        write_file(scratch("in"), cases[i].text, strlen(cases[i].text));
        CHECK_INT(run_tool("gpt-bpe", "%s -o %s %s", scratch("in"), scratch("tok"), cases[i].options), 0);
        check_says(cases[i].says);
        list_merges(got, sizeof got);
        CHECK_STR(got, cases[i].want);
    }
    clean();
}

TEST(learns_what_counting_anew_learns) {
    static row rows[ROWS];
    static char text[ROWS * ROW + 1];
    static int want[ROWS * ROW], ids[ROWS * ROW];
    gpt_model *model;
    naive m;
    int i, round, n;
    for (round = 0; round < 3; round++) {
        write_file(scratch("in"), text, (size_t)random_rows(rows, text));
        naive_train(&m, rows);
        CHECK_INT(m.n, MERGES);
        REQUIRE(run_tool("gpt-bpe", "%s -o %s --vocab %d", scratch("in"), scratch("tok"), 259 + MERGES) == 0);
        model = load_result();
        REQUIRE(model != NULL);
        for (i = 0; i < MERGES; i++) { /* every token is what the two that it was made of say */
            int l, r, both;
            const char *left = gpt_token_bytes(model, m.left[i], &l);
            const char *made = gpt_token_bytes(model, 256 + i, &both);
            NOTE("merge %d", i);
            CHECK(left && made && l < both && memcmp(left, made, (size_t)l) == 0);
            left = gpt_token_bytes(model, m.right[i], &r);
            CHECK(left && l + r == both && memcmp(left, made + l, (size_t)r) == 0);
        }
        for (i = 0; i < 2; i++) { /* on the text itself, then on another */
            if (i) random_rows(rows, text);
            n = naive_encode(&m, rows, want);
            NOTE("round %d, text %d", round, i);
            CHECK_INT(gpt_tokenize(model, text, strlen(text), 0, ids, ROWS * ROW), n);
            CHECK_MEM(ids, want, (size_t)n * sizeof *ids);
        }
        gpt_model_free(model);
    }
    clean();
}

/* ---- any text ---- */

static const char many_scripts[] =
    "It's 2024, isn't it? \xC3\x9C" "ber stra\xC3\x9F" "e na\xC3\xAFve e\xCC\x81t\xC3\xA9 \xE2\x80\x94 "
    "\xD0\x9F\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82 \xD0\xBC\xD0\xB8\xD1\x80! \xE4\xBD\xA0\xE5\xA5\xBD\xE4\xB8\x96"
    "\xE7\x95\x8C\xE3\x80\x82 \xE3\x81\x93\xE3\x82\x93 \xED\x95\x9C\xEA\xB5\xAD \xD9\x85\xD8\xB1\xD8\xAD\xD8\xA8\xD8\xA7"
    "\r\n\r\n\t  \xE0\xA4\xB9\xE0\xA4\xBF\xE0\xA4\x82\xE0\xA4\xA6\xE0\xA5\x80 \xF0\x9F\x91\xA9\xE2\x80\x8D\xF0\x9F\x92\xBB"
    "  x = {'a': \"b\\n\"};   \n\n\n <|endoftext|> <|im_end|>\xC2\xA0\xE3\x80\x80 2024 2024 20245 \xD9\xA3\xD9\xA4 $$$$!!\n2024\n";

/* all of the above, all bytes, and damaged UTF-8; twice, so that there is something to learn */
static size_t hostile_text(char *text) {
    static const char damaged[] = "\xE2\x82 \xFF\xFE\xC0\x80\xED\xA0\x80 \xF4\x90\x80\x80\xF0\x9F\x91" "a\xE2\x82";
    size_t n = 0;
    int i, k;
    for (k = 0; k < 2; k++) {
        memcpy(text + n, many_scripts, sizeof many_scripts - 1);
        n += sizeof many_scripts - 1;
        for (i = 0; i < 256; i++) text[n++] = (char)i;
        memcpy(text + n, damaged, sizeof damaged - 1);
        n += sizeof damaged - 1;
    }
    return n;
}

/* The number of tokens that gpt-bpe counts is the number that gpt_tokenize gives: pieces and merges are the same. */
TEST(splits_as_the_tokenizer_will) {
    static const struct { const char *name, *number[4]; } pattern[] = {
        {"qwen2", {"2", "0", "2", "4"}}, {"llama3", {"202", "4"}}, {"gpt2", {"2024"}}};
    static char text[4000], joined[4000];
    static int ids[4000];
    const size_t size = hostile_text(text);
    size_t i;
    int k, vocab, n, length;
    write_file(scratch("in"), text, size);
    for (i = 0; i < 3; i++)
        for (vocab = 300; vocab <= 5000; vocab += 4700) {
            const char *options = vocab > 300 ? "--min-count 1" : "";
            char want[64];
            size_t done = 0;
            gpt_model *model;
            NOTE("%s, %d", pattern[i].name, vocab);
            REQUIRE(run_tool("gpt-bpe", "%s -o %s --vocab %d --pattern %s %s", scratch("in"), scratch("tok"), vocab,
                             pattern[i].name, options) == 0);
            model = load_result();
            REQUIRE(model != NULL);
            n = gpt_tokenize(model, text, size, 0, ids, 4000);
            CHECK(n > 0 && n < 4000);
            for (k = 0; k < n; k++) {
                const char *bytes = gpt_token_bytes(model, ids[k], &length);
                if (!CHECK(done + (size_t)length <= size)) break;
                memcpy(joined + done, bytes, (size_t)length);
                done += (size_t)length;
            }
            CHECK_INT(done, size);
            CHECK_MEM(joined, text, size);
            REQUIRE(run_tool("gpt-bpe", "%s -o %s --vocab %d --pattern %s %s", scratch("in"), scratch("tok"), vocab,
                             pattern[i].name, options) == 0);
            snprintf(want, sizeof want, "pieces; %d tokens", n);
            check_says(want);
            n = gpt_tokenize(model, "2024", 4, 0, ids, 4000);
            for (k = 0; vocab > 300 && k < n; k++) {
                const char *bytes = gpt_token_bytes(model, ids[k], &length);
                CHECK(k < 4 && pattern[i].number[k] && (int)strlen(pattern[i].number[k]) == length &&
                      memcmp(bytes, pattern[i].number[k], (size_t)length) == 0);
            }
            CHECK(vocab == 300 || n == (i == 0 ? 4 : i == 1 ? 2 : 1));
            gpt_model_free(model);
        }
    clean();
}

TEST(programs_turn_text_into_ids_and_back) {
    char command[2000];
    gpt_model *model;
    write_file(scratch("in.txt"), many_scripts, sizeof many_scripts - 1);
    REQUIRE(run_tool("gpt-bpe", "%s -o %s", scratch("in.txt"), scratch("tok")) == 0);
    model = load_result();
    REQUIRE(model != NULL);
    gpt_model_free(model);
    snprintf(command, sizeof command, "%s %s < %s | %s %s --decode | cmp - %s", test_build("gpt-tokenize"),
             scratch("tok.gpt"), scratch("in.txt"), test_build("gpt-tokenize"), scratch("tok.gpt"), scratch("in.txt"));
    CHECK_INT(system(command), 0);
    clean();
}

/* ---- the rest of the folder ---- */

TEST(special_tokens_are_last_and_chat_is_chatml) {
    static const char text[] = "{\"messages\": [{\"role\": \"user\", \"content\": \"hi ho\"}, {\"role\": \"assistant\", "
                               "\"content\": \"hi ho\"}]}\n{\"text\": \"hi ho\"}\n{\"messages\": [{\"role\": "
                               "\"assistant\", \"content\": \"ho\"}]}\n";
    static const char *const special[] = {"<|endoftext|>", "<|im_start|>", "<|im_end|>", "<|tool|>", "<\"x\\>"};
    const gpt_message message = {"assistant", "hi", NULL};
    const gpt_chat_desc chat = {&message, 1, GPT_CHAT_CHATML, 1, 0, NULL, NULL, NULL, NULL, NULL};
    gpt_model *model;
    int i, n, ids[16];
    write_file(scratch("in.jsonl"), text, sizeof text - 1);
    REQUIRE(run_tool("gpt-bpe", "--special '<|tool|>' %s -o %s/ --special '<\"x\\>'", scratch("in.jsonl"), scratch("tok"))
            == 0);
    check_says("3 documents");
    model = load_result();
    REQUIRE(model != NULL);
    n = gpt_model_info(model)->n_tokens;
    for (i = 0; i < 5; i++) {
        CHECK_INT(gpt_token_find(model, special[i], strlen(special[i])), n - 5 + i);
        CHECK_INT(gpt_tokenize(model, special[i], strlen(special[i]), GPT_TEXT_SPECIAL, ids, 16), 1);
        CHECK_INT(ids[0], n - 5 + i);
        CHECK(gpt_tokenize(model, special[i], strlen(special[i]), 0, NULL, 0) > 1);
    }
    CHECK_INT(gpt_token_special(model, GPT_TOKEN_EOS), n - 3);
    CHECK_INT(gpt_token_special(model, GPT_TOKEN_PAD), n - 5);
    CHECK_INT(gpt_token_special(model, GPT_TOKEN_BOS), -1);
    CHECK(gpt_token_is_end(model, n - 5) && gpt_token_is_end(model, n - 3) && !gpt_token_is_end(model, n - 4));
    CHECK_INT(gpt_tokenize(model, "", 0, GPT_TEXT_BOS, ids, 16), 0);
    CHECK_INT(gpt_chat_default(model), GPT_CHAT_TEMPLATE);
    /* start, assistant, line end, hi, end, line end: the names of roles are learnt with the rest */
    CHECK_INT(gpt_chat_tokens(model, &chat, ids, 16, NULL), 6);
    CHECK_INT(ids[0], n - 4);
    CHECK_INT(ids[4], n - 3);
    gpt_model_free(model);
    clean();
}

TEST(same_text_same_files) {
    static const char *const name[] = {"tokenizer.json", "tokenizer_config.json"};
    int i;
    write_file(scratch("in"), many_scripts, sizeof many_scripts - 1);
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s", scratch("in"), scratch("a")), 0);
    CHECK_INT(run_tool("gpt-bpe", "-o %s %s --min-count 2", scratch("b"), scratch("in")), 0);
    for (i = 0; i < 2; i++) {
        char *a = read_text(test_join(scratch("a"), name[i])), *b = read_text(test_join(scratch("b"), name[i]));
        CHECK_STR(a, b);
        free(a);
        free(b);
    }
    clean();
}

TEST(says_what_is_wrong) {
    const char *in = scratch("in"), *empty = scratch("empty"), *out = scratch("tok"), *none = scratch("none");
    write_file(in, "abab", 4);
    write_file(empty, "\n", 1);
    CHECK_INT(run_tool("gpt-bpe", "-o %s", out), 2);
    check_says("no text");
    CHECK_INT(run_tool("gpt-bpe", "%s", in), 2);
    check_says("no -o DIR");
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s --vocab 258", in, out), 2);
    check_says("too small");
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s --vocab 259 --special '<|x|>'", in, out), 2);
    check_says("too small");
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s --vocab 16777217", in, out), 2);
    check_says("16777217");
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s --vocab 99999999999999999999", in, out), 2);
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s --vocab 300x", in, out), 2);
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s --min-count 0", in, out), 2);
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s --pattern gpt5", in, out), 2);
    check_says("gpt5");
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s --special '<|im_end|>'", in, out), 2);
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s --special '<a b>'", in, out), 2);
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s --special word", in, out), 1); /* it could be learnt */
    check_says("word: is an ordinary piece");
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s --frobnicate 1", in, out), 2);
    CHECK_INT(run_tool("gpt-bpe", "%s -o", in), 2);
    CHECK_INT(run_tool("gpt-bpe", "--help"), 0);
    CHECK_INT(run_tool("gpt-bpe", "%s %s -o %s", in, none, out), 1);
    check_says(none);
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s", empty, out), 1);
    check_says("there is no text in it");
    CHECK(!file_exists(out)); /* after all of these */
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s/deep/er", in, out), 1);
    check_says("No such file");
    CHECK_INT(run_tool("gpt-bpe", "%s -o %s", in, in), 1);
    check_says("Not a directory");
    clean();
}

TEST_MAIN("bpe", texts_reads_documents, texts_names_what_is_wrong, merges_come_in_the_known_order,
          learns_what_counting_anew_learns, splits_as_the_tokenizer_will, programs_turn_text_into_ids_and_back,
          special_tokens_are_last_and_chat_is_chatml, same_text_same_files, says_what_is_wrong)
