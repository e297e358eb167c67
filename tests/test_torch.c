/* test_torch -- checkpoints of PyTorch: zip archives, pickles and the tensors in them. The files are made here, byte by
 * byte, and then damaged: what comes of them must be an error or the right values. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#include "../gpt.h"
#include "../tools/file.h"
#include "../tools/json.h"
#include "../tools/source.h"
#include "../tools/checkpoint.h"
#include "test.h"
#include "tool.h"
#include "weights.h"

static const char *scratch(const char *name) {
    char full[200];
    snprintf(full, sizeof full, "test_torch-%ld-%s", (long)getpid(), name);
    return test_build(full);
}

/* ---- zip ---- */

/* Opens the bytes as an archive; the file stays open. */
static int open_zip(const unsigned char *p, size_t n, zip_file *z, FILE **f, gpt_error *err) {
    const char *path = scratch("zip");
    write_file(path, p, n);
    *f = fopen(path, "rb");
    if (!*f) abort();
    return zip_open(z, *f, path, err);
}

static void close_zip(zip_file *z, FILE *f) {
    zip_free(z);
    fclose(f);
    remove(scratch("zip"));
}

TEST(zip_reads_stored_deflated_and_zip64) {
    int kind, i;
    unsigned char big[5000];
    for (i = 0; i < 5000; i++) big[i] = (unsigned char)(i * 7 >> 3);
    for (kind = 0; kind < 4; kind++) {
        zipper w = {{0}, {0}, 0, kind / 2};
        unsigned char *data;
        gpt_error err = {0, ""};
        zip_file z;
        zip_entry *e;
        FILE *f;
        NOTE("kind %d", kind);
        zip_put(&w, "b/x", big, 5000, kind % 2);
        zip_put(&w, "a", "hello", 5, kind % 2);
        zip_put(&w, "empty", "", 0, kind % 2);
        zip_end(&w);
        if (!CHECK_INT(open_zip(w.out.p, w.out.n, &z, &f, &err), GPT_OK)) puts(err.message);
        CHECK_INT(z.n, 3);
        CHECK(!zip_find(&z, "b") && !zip_find(&z, "") && !zip_find(&z, "z"));
        e = zip_find(&z, "b/x");
        REQUIRE(e != NULL);
        CHECK_INT(zip_read(f, "p", e, 5000, &data, &err), GPT_OK);
        CHECK_MEM(data, big, 5000);
        free(data);
        e->checked = 0;
        if (e->method == ZIP_STORED) CHECK_INT(zip_check(f, "p", e, &err), GPT_OK);
        CHECK_INT(zip_read(f, "p", e, 4999, &data, &err), GPT_E_FORMAT);
        CHECK(data == NULL);
        e = zip_find(&z, "empty");
        REQUIRE(e != NULL);
        CHECK_INT(zip_read(f, "p", e, 5000, &data, &err), GPT_OK);
        free(data);
        close_zip(&z, f);
        free(w.out.p);
    }
}

TEST(zip_checksums_are_those_of_gzip) {
    unsigned char data[300];
    int i;
    for (i = 0; i < 300; i++) data[i] = (unsigned char)test_random();
    for (i = 0; i < 300; i++) CHECK_INT(zip_crc(0, data, (size_t)i), gzip_crc32(0, data, (size_t)i));
    CHECK_INT(zip_crc(zip_crc(0, data, 77), data + 77, 100), gzip_crc32(0, data, 177));
}

/* One archive of two entries, one stored, one deflated; then a few of its bytes are others. */
TEST(zip_refuses_lies) {
    /* at: from the start; of negative ones -1 is the last byte of the directory's first entry's header, and so on */
    enum { LOCAL, LOCAL2, ENTRY, ENTRY2, END };
    static const struct { int part, at, size; uint64_t value; const char *why; } lies[] = {
        {END, 0, 4, 0, "no end record"}, {END, 8, 2, 3, "several parts"}, {END, 4, 2, 1, "several parts"},
        {END, 10, 2, 1, "several parts"}, {END, 12, 4, 0xFFFFFFF0u, "does not fit"}, {END, 16, 4, 1u << 30, "does not fit"},
        {END, 16, 4, 1, "damaged"}, {END, 20, 2, 1, "no end record"}, {END, 12, 4, 200, "does not fit"},
        {ENTRY, 0, 4, 0, "damaged"}, {ENTRY, 8, 2, 1, "encrypted"}, {ENTRY, 10, 2, 12, "method 12"},
        {ENTRY, 20, 4, 1u << 31, "cannot unpack"}, {ENTRY, 24, 4, 9, "cannot unpack"}, {ENTRY, 28, 2, 60000, "damaged"},
        {ENTRY, 28, 2, 0, "damaged"}, {ENTRY, 42, 4, 1u << 31, "outside"}, {ENTRY, 42, 4, 1, "not what the directory says"},
        {ENTRY2, 24, 4, 0xFFFFFFF0u, "cannot unpack"}, {ENTRY2, 42, 4, 0, "not what the directory says"},
        {ENTRY, 24, 4, 0xFFFFFFFFu, "zip64"}, {ENTRY, 46, 1, 0, "damaged"}, {ENTRY, 46, 1, 'z', "not what"},
        {LOCAL, 0, 4, 0, "not what"}, {LOCAL, 26, 2, 2, "not what"}, {LOCAL, 28, 2, 60000, "outside"},
        {LOCAL, 28, 2, 30, "overlap"}, {LOCAL, 8, 2, 8, "not what"}, {LOCAL, 18, 4, 6, "not what"},
    };
    zipper w = {{0}, {0}, 0, 0};
    size_t part[5], i, k;
    zip_put(&w, "a", "hello", 5, 0);
    part[LOCAL] = 0, part[LOCAL2] = w.out.n, part[ENTRY2] = w.directory.n;
    zip_put(&w, "b", "hello, hello", 12, 1);
    part[ENTRY] = w.out.n, part[ENTRY2] += w.out.n;
    zip_end(&w);
    part[END] = w.out.n - 22;
    for (i = 0; i < sizeof lies / sizeof lies[0]; i++) {
        unsigned char *p = (unsigned char *)malloc(w.out.n);
        gpt_error err = {0, ""};
        zip_file z;
        FILE *f;
        REQUIRE(p != NULL);
        NOTE("part %d at %d = %llu: %s", lies[i].part, lies[i].at, (unsigned long long)lies[i].value, lies[i].why);
        memcpy(p, w.out.p, w.out.n);
        for (k = 0; k < (size_t)lies[i].size; k++)
            p[part[lies[i].part] + (size_t)lies[i].at + k] = (unsigned char)(lies[i].value >> 8 * k & 255);
        CHECK(open_zip(p, w.out.n, &z, &f, &err) != GPT_OK);
        if (!CHECK(strstr(err.message, lies[i].why))) puts(err.message);
        close_zip(&z, f);
        free(p);
    }
    free(w.out.p);
}

/* Two entries of one name, and a deflated one that unpacks to more than it says, or to less. */
TEST(zip_refuses_bombs) {
    int k;
    for (k = 0; k < 3; k++) {
        zipper w = {{0}, {0}, 0, 0};
        unsigned char *data;
        gpt_error err = {0, ""};
        zip_file z;
        FILE *f;
        int rc;
        zip_put(&w, "a", "hello, hello", 12, 1);
        if (k == 0) zip_put(&w, "a", "hello", 5, 0);
        if (k) {
            w.directory.p[24] = w.out.p[22] = k == 1 ? 11 : 13;
        }
        zip_end(&w);
        rc = open_zip(w.out.p, w.out.n, &z, &f, &err);
        if (k && CHECK_INT(rc, GPT_OK)) rc = zip_read(f, "p", zip_find(&z, "a"), 1000, &data, &err);
        CHECK_INT(rc, GPT_E_FORMAT);
        if (!CHECK(strstr(err.message, k == 0 ? "twice" : k == 1 ? "limit" : "sizes"))) puts(err.message);
        close_zip(&z, f);
        free(w.out.p);
    }
}

/* ---- pickle ---- */

static int any_name(const char *name, size_t size) {
    (void)name;
    return size > 0;
}

#define PARSE(doc, text) pickle_parse(doc, (const unsigned char *)(text), sizeof(text) - 1, any_name, &used)

TEST(pickle_reads_values) {
    static const char text[] =
        "\x80\5\x95\0\0\0\0\0\0\0\0}(" "X\1\0\0\0aK\7" "\x8C\1bM\1\2" "\x8D\1\0\0\0\0\0\0\0cJ\xFF\xFF\xFF\xFF"
        "U\1d\x8A\2\0\xFF" "T\1\0\0\0e\x8B\1\0\0\0\x80" "U\1f\x8A\0" "U\1gG\x3F\xF0\0\0\0\0\0\0" "U\1h\x88U\1i\x89U\1jN"
        "U\1k](K\1K\2e" "U\1l(K\1K\2K\3t" "U\1mK\1\x85U\1nK\1K\2\x86U\1oK\1K\2K\3\x87U\1p)" "U\1q\x8F(K\1\x90"
        "U\1r]K\5a" "U\1s}K\1K\2s" "U\1tcm\nn\n" "U\1u\x8C\1m\x8C\1n\x93" "U\1vcm\nn\n)R" "U\1wcm\nn\nK\1\x85\x81"
        "U\1xU\3idsQ" "U\1yC\2\0\1" "U\1zB\1\0\0\0\2" "U\2za\x8E\1\0\0\0\0\0\0\0\3"
        "U\2zb(K\1K\2l" "U\2zc(K\1K\2d" "U\2zd(K\1\x91" "U\2ze\x8A\x0A\0\0\0\0\0\0\0\0\0\1"
        "U\2zfK\7\x94q\5" "U\2zgh\0" "U\2zhK\x09q\1\x30h\1" "U\2zi(K\1K\2\x31K\3" "U\2zjK\4" "2\x86\x30K\5"
        "U\2zkccollections\nOrderedDict\n)R}b" "U\2zlccollections\nOrderedDict\n]](U\1aK\1e\x61\x85R" "u.tail";
    pickle_doc doc;
    size_t used;
    const pickle_value *v;
    int i;
    if (!CHECK_INT(PARSE(&doc, text), 0)) {
        puts(doc.error);
        return;
    }
    CHECK_INT(used, sizeof text - 1 - 4);
    for (i = 0; i < 6; i++) {
        static const int64_t want[] = {7, 513, -1, -256, -128, 0};
        char key[2] = {(char)('a' + i), 0};
        v = pickle_get(doc.root, key);
        if (CHECK(v && v->type == PICKLE_INT)) CHECK_INT(v->as.n64, want[i]);
    }
    v = pickle_get(doc.root, "g");
    CHECK(v && v->type == PICKLE_FLOAT);
    if (v) CHECK_NEAR(v->as.number, 1, 0);
    for (i = 0; i < 18; i++) {
        static const struct { const char *key; pickle_type type; int n; } want[] = {
            {"h", PICKLE_TRUE, 0}, {"i", PICKLE_FALSE, 0}, {"j", PICKLE_NONE, 0}, {"k", PICKLE_LIST, 2},
            {"l", PICKLE_TUPLE, 3}, {"m", PICKLE_TUPLE, 1}, {"n", PICKLE_TUPLE, 2}, {"o", PICKLE_TUPLE, 3},
            {"p", PICKLE_TUPLE, 0}, {"q", PICKLE_SET, 1}, {"r", PICKLE_LIST, 1}, {"s", PICKLE_DICT, 2},
            {"v", PICKLE_CALL, 2}, {"x", PICKLE_OUTSIDE, 1}, {"zb", PICKLE_LIST, 2}, {"zc", PICKLE_DICT, 2},
            {"zd", PICKLE_SET, 1}, {"zk", PICKLE_DICT, 0}
        };
        v = pickle_get(doc.root, want[i].key);
        NOTE("%s", want[i].key);
        if (CHECK(v && v->type == want[i].type)) CHECK_INT(v->n, want[i].n);
    }
    CHECK(pickle_is(pickle_get(doc.root, "t"), "m.n") && pickle_is(pickle_get(doc.root, "u"), "m.n"));
    CHECK(pickle_is(pickle_at(pickle_get(doc.root, "w"), 0), "m.n"));
    v = pickle_get(doc.root, "ze");
    CHECK(v && v->type == PICKLE_LONG && v->as.s.size == 10);
    v = pickle_get(doc.root, "y");
    CHECK(v && v->type == PICKLE_BYTES && v->as.s.size == 2);
    CHECK_INT(pickle_get(doc.root, "zg")->as.n64, 7);
    CHECK_INT(pickle_get(doc.root, "zh")->as.n64, 9);
    CHECK_INT(pickle_get(doc.root, "zi")->as.n64, 3);
    CHECK_INT(pickle_get(doc.root, "zj")->as.n64, 5);
    v = pickle_get(doc.root, "zl");
    CHECK(v && v->type == PICKLE_DICT && pickle_get(v, "a"));
    CHECK(doc.outside && doc.outside->v == pickle_get(doc.root, "x") && !doc.outside->next);
    pickle_free(&doc);
}

TEST(pickle_refuses_all_else) {
#define P(text, why) {text, sizeof(text) - 1, why}
    static const struct { const char *text; size_t n; const char *why; } bad[] = {
        P("", "not a pickle"), P("X", "not a pickle"), P("\x80\2", "ends early"), P("\x80\2.", "one value"),
        P("\x80\1N.", "a protocol"), P("\x80\6N.", "a protocol"), P("\x80\2NN.", "one value"), P("\x80\2N(.", "one value"),
        P("\x80\2" "cos\nsystem\n(X\2\0\0\0idtR.", "os.system is not allowed"),
        P("\x80\2" "cposix\nsystem\n.", "posix.system is not allowed"),
        P("\x80\2" "c__builtin__\neval\n.", "__builtin__.eval is not allowed"),
        P("\x80\4\x8C\10builtins\x8C\4exec\x93.", "builtins.exec is not allowed"),
        P("\x80\4\x8C\5torch\x8C\x19storage._load_from_bytes__\x93.", "not allowed"),
        P("\x80\2" "ctorch.storage\n_load_from_bytes\n.", "torch.storage._load_from_bytes is not allowed"),
        P("\x80\2" "ctorch\nEvilStorage\n.", "torch.EvilStorage is not allowed"),
        P("\x80\2" "c\x1b[31m\nx\n.", "?[31m.x is not allowed"), P("\x80\2" "ctorch\nSize", "ends early"),
        P("\x80\2K\1)R.", "not a name"), P("\x80\2" "ctorch\nSize\nK\1R.", "no tuple"), P("\x80\2R.", "stack is empty"),
        P("\x80\4K\1K\2\x93.", "not a text"), P("\x80\2(K\1\x85.", "") /* a tuple below an open mark */,
        P("\x80\2(\x85.", "stack is empty"), P("\x80\2t.", "no mark"), P("\x80\2K\1e.", "no mark"), P("\x80\2" "a.", "empty"),
        P("\x80\2)K\1a.", "can't hold"), P("\x80\2](K\1K\2u.", "can't hold"), P("\x80\2}(K\1u.", "can't hold"),
        P("\x80\2(K\1d.", "without a value"), P("\x80\2h\0.", "no such number"), P("\x80\2q\0.", "stack is empty"),
        P("\x80\2Nr\xFF\xFF\xFF\xFF.", "too large"), P("\x80\2j\xFF\xFF\xFF\xFF.", "no such number"),
        P("\x80\2X\xFF\xFF\xFF\xFFx.", "ends early"), P("\x80\4\x8D\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFFx.", "ends early"),
        P("\x80\4\x8E\0\0\0\0\0\0\0\x10x.", "ends early"), P("\x80\2\x8B\xFF\xFF\xFF\xFFx.", "ends early"),
        P("\x80\2\x8B\xFF\xFF\xFF\x7Fx.", "ends early"), P("\x80\2\x8A\xFFx.", "ends early"), P("\x80\2G\0.", "ends early"),
        P("\x80\4\x95\xFF\0\0\0\0\0\0\0N.", "ends early"), P("\x80\5\x97.", "0x97"), P("\x80\2I1\n.", "0x49"),
        P("\x80\2(ios\nsystem\n.", "0x69"), P("\x80\2(cos\no.", ""), P("\x80\2\x82\1.", "0x82"), P("\x80\2Nb.", "stack"),
        P("\x80\2NNb.", "no state"), P("\x80\4\x92.", "0x92"), P("\x80\2" "S'x'\n.", "0x53"), P("\x80\2P1\n.", "0x50"),
        P("\x80\2" "ccollections\nOrderedDict\nK\1\x85R.", "other than a list"),
        P("\x80\2" "ccollections\nOrderedDict\n]K\1a\x85R.", "other than pairs"),
    };
#undef P
    size_t i, used;
    pickle_doc doc;
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        NOTE("%d: %s", (int)i, bad[i].why);
        CHECK(pickle_parse(&doc, (const unsigned char *)bad[i].text, bad[i].n, torch__allowed, &used) != 0);
        if (!CHECK(strstr(doc.error, bad[i].why))) puts(doc.error);
        CHECK(doc.root == NULL && doc.blocks == NULL);
        pickle_free(&doc);
    }
}

/* Deep nesting, and a list of lists of lists that would be endless if it were walked. */
TEST(pickle_bounds_depth_and_size) {
    const int deep = 100000;
    bytes b = {0};
    pickle_doc doc;
    size_t used;
    int i;
    put(&b, "\x80\2", 2);
    for (i = 0; i < deep; i++) put(&b, "]", 1);
    for (i = 0; i < deep - 1; i++) put(&b, "a", 1);
    put(&b, ".", 1);
    CHECK(pickle_parse(&doc, b.p, b.n, torch__allowed, &used) != 0);
    CHECK(strstr(doc.error, "nested too deeply") != NULL);
    b.n = 2;
    put(&b, ")", 1);
    for (i = 0; i < deep; i++) put(&b, "\x85", 1);
    put(&b, ".", 1);
    CHECK(pickle_parse(&doc, b.p, b.n, torch__allowed, &used) != 0);
    CHECK(strstr(doc.error, "nested too deeply") != NULL);
    b.n = 2;
    for (i = 0; i < deep; i++) put(&b, "(", 1);
    CHECK(pickle_parse(&doc, b.p, b.n, torch__allowed, &used) != 0);
    b.n = 2;
    put(&b, "]q\0", 3);
    for (i = 1; i < 150; i++) put(&b, "](h\0h\0eq\0", 9), b.p[b.n - 6] = b.p[b.n - 4] = (unsigned char)(i - 1), b.p[b.n - 1] = (unsigned char)i;
    put(&b, "(1", 2); /* all but the last are dropped by a new mark's absence: only one value may remain */
    put(&b, ".", 1);
    CHECK(pickle_parse(&doc, b.p, b.n, torch__allowed, &used) != 0);
    b.n = 2;
    put(&b, "}q\0U\1ah\0s.", 11); /* a dictionary that holds itself */
    CHECK_INT(pickle_parse(&doc, b.p, b.n, torch__allowed, &used), 0);
    CHECK(pickle_get(doc.root, "a") == doc.root);
    CHECK(torch__state(doc.root, 0) == NULL);
    pickle_free(&doc);
    free(b.p);
}

/* ---- tensors ---- */

static const char *bin_path(void) { return scratch("a.bin"); }

static int open_bytes(source *s, const void *p, size_t n, gpt_error *err) {
    write_file(bin_path(), p, n);
    memset(s, 0, sizeof *s);
    return torch_open(s, bin_path(), err);
}

/* one storage of 12 floats 0 .. 11, and one of each other type */
static const float twelve[12] = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11};
static const double doubles[2] = {1.0 + 1e-9, -3e300};
static const int64_t longs[2] = {-16777215, INT64_MIN};
static const unsigned char mixed[8] = {0x00, 0x3C, 0x80, 0xBF, 0xFF, 0x7F, 0x38, 0x01};

static const blob blobs[] = {
    {"0", twelve, 48, 12}, {"1", doubles, 16, 2}, {"2", longs, 16, 2}, {"3", mixed, 8, 4}, {"4", mixed, 8, 8},
    {"5", mixed, 8, 4}, {"6", mixed, 8, 8}, {"7", mixed, 8, 2}, {"8", mixed, 8, 4}, {"9", mixed, 8, 8},
    {"x", mixed, 8, 8},
};
enum { N_BLOB = sizeof blobs / sizeof blobs[0] };

static const spec specs[] = {
    {"matrix", "FloatStorage", "0", 12, 0, 2, {3, 4}, {4, 1}, NULL},
    {"turned", "FloatStorage", "0", 12, 0, 2, {4, 3}, {1, 4}, NULL},
    {"part", "FloatStorage", "0", 12, 5, 2, {2, 2}, {4, 1}, NULL},
    {"row", "FloatStorage", "0", 12, 4, 2, {1, 4}, {77, 1}, NULL},
    {"every other", "FloatStorage", "0", 12, 1, 1, {6}, {2}, NULL},
    {"cube", "FloatStorage", "0", 12, 0, 3, {2, 3, 2}, {1, 4, 2}, NULL},
    {"one", "FloatStorage", "0", 12, 11, 0, {0}, {0}, NULL},
    {"none", "FloatStorage", "0", 12, 12, 2, {0, 4}, {4, 1}, NULL},
    {"repeated", "FloatStorage", "0", 12, 3, 2, {2, 3}, {0, 1}, NULL},
    {"double", "DoubleStorage", "1", 2, 0, 1, {2}, {1}, NULL},
    {"long", "LongStorage", "2", 2, 0, 1, {2}, {1}, NULL},
    {"half", "HalfStorage", "3", 4, 0, 1, {2}, {1}, NULL},
    {"byte", "ByteStorage", "4", 8, 4, 1, {2}, {1}, NULL},
    {"bf16", "BFloat16Storage", "5", 4, 0, 1, {2}, {1}, NULL},
    {"char", "CharStorage", "6", 8, 3, 1, {2}, {1}, NULL},
    {"int", "IntStorage", "7", 2, 0, 1, {1}, {1}, NULL},
    {"short", "ShortStorage", "8", 4, 1, 1, {2}, {1}, NULL},
    {"bool", "BoolStorage", "9", 8, 6, 1, {2}, {1}, NULL},
    {"f8", "UntypedStorage", "x", 8, 6, 1, {2}, {1}, "float8_e4m3fn"},
    {"u16", "UntypedStorage", "x", 8, 2, 1, {1}, {1}, "uint16"},
};
enum { N_SPEC = sizeof specs / sizeof specs[0] };

static const struct { const char *name, *dtype; int n; float x[12]; } values[] = {
    {"matrix", "F32", 12, {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}},
    {"turned", "F32", 12, {0, 4, 8, 1, 5, 9, 2, 6, 10, 3, 7, 11}},
    {"part", "F32", 4, {5, 6, 9, 10}}, {"row", "F32", 4, {4, 5, 6, 7}}, {"every other", "F32", 6, {1, 3, 5, 7, 9, 11}},
    {"cube", "F32", 12, {0, 2, 4, 6, 8, 10, 1, 3, 5, 7, 9, 11}}, {"one", "F32", 1, {11}}, {"none", "F32", 0, {0}},
    {"repeated", "F32", 6, {3, 4, 5, 3, 4, 5}}, {"double", "F64", 2, {1.0f, -INFINITY}},
    {"long", "I64", 2, {-16777215.0f, -9223372036854775808.0f}}, {"half", "F16", 2, {1.0f, -1.875f}},
    {"byte", "U8", 2, {255, 127}}, {"bf16", "BF16", 2, {0.0078125f, -1.0f}}, {"char", "I8", 2, {-65, -1}},
    {"int", "I32", 1, {-1082115072.0f}}, {"short", "I16", 2, {-16512, 32767}}, {"bool", "BOOL", 2, {1, 1}},
    {"f8", "F8_E4M3", 2, {1.0f, 0.001953125f}}, {"u16", "U16", 1, {32767}},
};
enum { N_VALUE = sizeof values / sizeof values[0] };

/* how many tensors of s have other values than they should, or can't be read */
static int wrong(source *s) {
    gpt_error err = {0, ""};
    float x[12];
    int i, k, bad = 0;
    for (i = 0; i < N_VALUE; i++) {
        const src_tensor *t = src_find(s, values[i].name);
        if (!t || t->n != (uint64_t)values[i].n || strcmp(t->dtype, values[i].dtype) != 0 ||
            src_read(s, t, 0, (size_t)t->n, x, &err) != GPT_OK || memcmp(x, values[i].x, 4 * (size_t)t->n) != 0) {
            bad++;
            continue;
        }
        for (k = 0; k < values[i].n; k++) /* and one by one, from the end */
            bad += src_read(s, t, (uint64_t)(values[i].n - 1 - k), 1, x, &err) != GPT_OK ||
                   memcmp(x, &values[i].x[values[i].n - 1 - k], 4) != 0;
    }
    return bad;
}

static bytes make_kind(int kind, int n_spec, int n_blob) {
    bytes pickle = {0}, file;
    put_dict(&pickle, specs, n_spec, kind == LEGACY);
    file = make_file(&pickle, blobs, n_blob, kind);
    free(pickle.p);
    return file;
}

TEST(torch_reads_every_type_and_view) {
    int kind;
    for (kind = 0; kind < KINDS; kind++) {
        bytes file = make_kind(kind, N_SPEC, N_BLOB);
        gpt_error err = {0, ""};
        source s;
        NOTE("kind %d", kind);
        if (!CHECK_INT(open_bytes(&s, file.p, file.n, &err), GPT_OK)) puts(err.message);
        CHECK_INT(s.n, N_SPEC);
        CHECK_INT(wrong(&s), 0);
        src_free(&s);
        free(file.p);
    }
    remove(bin_path());
}

/* Where the tensors may lie, and what else may be there. */
TEST(torch_finds_the_state_dict) {
    static const spec t = {"w", "FloatStorage", "0", 12, 0, 1, {12}, {1}, NULL};
    static const spec front = {"module.w", "FloatStorage", "0", 12, 0, 1, {12}, {1}, NULL};
    int kind;
    for (kind = 0; kind < 6; kind++) {
        bytes p = {0}, file;
        gpt_error err = {0, ""};
        source s;
        NOTE("kind %d", kind);
        if (kind == 0) put_text(&p, "}X\x0a"), put(&p, "\0\0\0state_dict", 13);
        if (kind == 1) put_text(&p, "}X\x05"), put(&p, "\0\0\0model}X\x06\0\0\0module", 20);
        if (kind < 3) put_dict(&p, kind == 2 ? &front : &t, 1, 0);
        if (kind == 0) put_text(&p, "s");
        if (kind == 1) put_text(&p, "ss");
        if (kind == 3 || kind == 4) { /* parameters, in an OrderedDict with attributes */
            put_text(&p, "ccollections\nOrderedDict\n)RU\1w");
            put_text(&p, kind == 3 ? "ctorch._utils\n_rebuild_parameter\n("
                                   : "ctorch._tensor\n_rebuild_from_type_v2\n(ctorch._utils\n_rebuild_parameter\n"
                                     "ctorch.nn.parameter\nParameter\n(");
            put_tensor(&p, &t, 0);
            put_text(&p, kind == 3 ? "\x88" "ccollections\nOrderedDict\n)RtRs" : "\x88" "ccollections\nOrderedDict\n)Rt}tRs");
            put_text(&p, "U\5epochK\7s}U\4metaNsb");
        }
        if (kind == 5) put_text(&p, "](K\1K\2e");
        file = make_file(&p, blobs, 1, PLAIN);
        if (kind < 5) {
            if (!CHECK_INT(open_bytes(&s, file.p, file.n, &err), GPT_OK)) puts(err.message);
            CHECK(s.n == 1 && strcmp(s.tensor[0].name, "w") == 0 && s.tensor[0].n == 12);
        } else {
            CHECK_INT(open_bytes(&s, file.p, file.n, &err), GPT_E_FORMAT);
            CHECK(strstr(err.message, "no dictionary of tensors") != NULL);
        }
        src_free(&s);
        free(file.p);
        free(p.p);
    }
    remove(bin_path());
}

TEST(torch_refuses_bad_tensors) {
#define F "FloatStorage", "0"
    static const struct { spec t; const char *why; } bad[] = {
        {{"w", F, 12, 0, 1, {13}, {1}, NULL}, "outside storage 0"}, {{"w", F, 12, 1, 1, {12}, {1}, NULL}, "outside"},
        {{"w", F, 12, 0, 2, {3, 4}, {5, 1}, NULL}, "outside"}, {{"w", F, 12, -1, 1, {2}, {1}, NULL}, "malformed"},
        {{"w", F, 12, 0, 1, {-2}, {1}, NULL}, "malformed"}, {{"w", F, 12, 0, 1, {2}, {-1}, NULL}, "malformed"},
        {{"w", F, 12, INT_MAX, 1, {1}, {1}, NULL}, "outside"}, {{"w", F, 12, 0, 1, {2}, {INT_MAX}, NULL}, "outside"},
        {{"w", F, 12, 13, 1, {0}, {1}, NULL}, "outside"}, {{"w", F, 12, 12, 0, {0}, {0}, NULL}, "outside"},
        {{"w", F, 12, 0, 4, {INT_MAX, INT_MAX, INT_MAX, INT_MAX}, {0, 0, 0, 0}, NULL}, "malformed"},
        {{"w", F, 12, 0, 2, {INT_MAX, 2}, {INT_MAX, INT_MAX}, NULL}, "outside"},
        {{"w", F, 11, 0, 1, {2}, {1}, NULL}, "has 48 bytes, but its storage 44"},
        {{"w", F, 1 << 30, 0, 1, {2}, {1}, NULL}, "has 48 bytes"}, {{"w", F, -1, 0, 1, {2}, {1}, NULL}, "storage is malformed"},
        {{"w", "FloatStorage", "no", 12, 0, 1, {2}, {1}, NULL}, "its storage no is not in the file"},
        {{"w", "FloatStorage", "../../version", 12, 0, 1, {2}, {1}, NULL}, "is not in the file"},
        {{"w", "Size", "0", 12, 0, 1, {2}, {1}, NULL}, "storage is malformed"},
        {{"w", "UntypedStorage", "0", 48, 6, 1, {1}, {1}, "float64"}, "outside"},
        {{"w", "UntypedStorage", "0", 48, 5, 1, {1}, {1}, "Size"}, "malformed"},
        {{"", F, 12, 0, 1, {2}, {1}, NULL}, "name is empty"},
        {{"w", F, 12, 0, 1, {13}, {0}, NULL}, NULL}, /* can be listed, not read */
    };
#undef F
    size_t i;
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        bytes p = {0}, file;
        gpt_error err = {0, ""};
        source s;
        float x[13];
        int rc;
        NOTE("%d: %s", (int)i, bad[i].why ? bad[i].why : "");
        put_dict(&p, &bad[i].t, 1, 0);
        file = make_file(&p, blobs, 1, PLAIN);
        rc = open_bytes(&s, file.p, file.n, &err);
        if (!bad[i].why && CHECK_INT(rc, GPT_OK)) rc = src_read(&s, &s.tensor[0], 0, 13, x, &err);
        CHECK(rc != GPT_OK);
        if (!CHECK(strstr(err.message, bad[i].why ? bad[i].why : "repeats"))) puts(err.message);
        CHECK(strstr(err.message, bin_path()) != NULL);
        src_free(&s);
        free(file.p);
        free(p.p);
    }
    remove(bin_path());
}

TEST(torch_refuses_other_files) {
    static const struct { const char *entry, *text, *why; } cases[] = {
        {"a/x", "", "not of torch.save"}, {"data.pkl", "", "not of torch.save"}, {"a/b/data.pkl", "", "not of torch.save"},
        {"a/data.pkl", "\x80\2cos\nsystem\n.", "a/data.pkl: pickle: os.system is not allowed"},
        {"a/data.pkl", "", "not a pickle"}, {"a/byteorder", "big", "big-endian"}, {"a/byteorder", "?", "unknown"},
        {"a/constants.pkl", "x", "TorchScript"},
    };
    char tar[600] = {0};
    gpt_error err = {0, ""};
    source s;
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        zipper z = {{0}, {0}, 0, 0};
        NOTE("%s", cases[i].why);
        zip_put(&z, cases[i].entry, cases[i].text, strlen(cases[i].text), 0);
        if (i > 4) zip_put(&z, "a/data.pkl", "\x80\2}.", 4, 0);
        zip_end(&z);
        CHECK(open_bytes(&s, z.out.p, z.out.n, &err) != GPT_OK);
        if (!CHECK(strstr(err.message, cases[i].why))) puts(err.message);
        src_free(&s);
        free(z.out.p);
    }
    memcpy(tar + 257, "ustar", 5);
    CHECK_INT(open_bytes(&s, tar, sizeof tar, &err), GPT_E_UNSUPPORTED);
    CHECK(strstr(err.message, "tar archive") != NULL);
    src_free(&s);
    CHECK_INT(open_bytes(&s, "", 0, &err), GPT_E_FORMAT);
    CHECK(strstr(err.message, "empty") != NULL);
    src_free(&s);
    CHECK_INT(open_bytes(&s, "hello", 5, &err), GPT_E_FORMAT);
    CHECK(strstr(err.message, "neither a zip") != NULL);
    src_free(&s);
    remove(bin_path());
}

/* Is every tensor either refused when it is read, or right? */
static int says_so(source *s) {
    gpt_error err = {0, ""};
    float x[12];
    int i, k, ok = s->n == 3;
    for (i = 0; i < s->n; i++) {
        const src_tensor *t = &s->tensor[i];
        for (k = 0; k < N_VALUE - 1 && strcmp(values[k].name, t->name) != 0;) k++;
        if (t->n <= 12 && src_read(s, t, 0, (size_t)t->n, x, &err) == GPT_OK)
            ok = ok && t->n == (uint64_t)values[k].n && memcmp(x, values[k].x, 4 * (size_t)t->n) == 0;
    }
    return ok;
}

/* Every byte changed and every length: of a zip archive an error or the right values, as it has checksums; the older
 * format has none, so there it is enough to survive. */
TEST(torch_survives_every_damage) {
    static const unsigned char flips[] = {0x01, 0x80, 0xFF};
    int kind, bad = 0, refused = 0;
    for (kind = 0; kind < KINDS; kind++) {
        bytes file = make_kind(kind, 3, 1);
        gpt_error err = {0, ""};
        source s;
        size_t i;
        NOTE("kind %d", kind);
        for (i = 0; i < file.n; i++) {
            file.p[i] ^= flips[i % 3];
            if (open_bytes(&s, file.p, file.n, &err) != GPT_OK) refused++;
            else if (kind == LEGACY) wrong(&s);
            else bad += s.n != 3 || wrong(&s) != N_VALUE - 3 ? !says_so(&s) : 0;
            src_free(&s);
            file.p[i] ^= flips[i % 3];
        }
        CHECK_INT(bad, 0);
        for (i = 0; i < file.n; i += kind == LEGACY ? 1 : 5) {
            CHECK(open_bytes(&s, file.p, i, &err) != GPT_OK);
            src_free(&s);
        }
        free(file.p);
    }
    CHECK(refused > 1000);
    remove(bin_path());
}

/* ---- the converter ---- */

static void write_index(source *s, const char *path) {
    FILE *f = fopen(path, "wb");
    int i;
    REQUIRE(f != NULL);
    fputs("{\"weight_map\":{", f);
    for (i = 0; i < s->n; i++)
        fprintf(f, "%s\"%s\":\"pytorch_model-0000%d-of-00002.bin\"", i ? "," : "", s->tensor[i].name, i % 2 + 1);
    fputs("}}", f);
    fclose(f);
}

static int same_bytes(const char *a, const char *b) {
    unsigned char *x, *y;
    size_t n = 0, m = 1;
    gpt_error err;
    int same = file_read(a, &x, &n, &err) == GPT_OK;
    same = file_read(b, &y, &m, &err) == GPT_OK && same && n == m && memcmp(x, y, n) == 0;
    free(x);
    free(y);
    return same;
}

/* A checkpoint saved in every way, below the same name, gives the same model, byte by byte. */
TEST(convert_gives_the_same_model) {
    static const char *const files[] = {"pytorch_model.bin", "pytorch_model.bin", "pytorch_model.bin", "pytorch_model.bin",
                                        "consolidated.00.pth", NULL};
    char dir[600], config[700], want[600], got[600], arguments[3000], said[3000];
    unsigned char *text;
    gpt_error err = {0, ""};
    source s = {0};
    size_t size;
    int kind;
    snprintf(dir, sizeof dir, "%s", scratch("checkpoint"));
    snprintf(config, sizeof config, "%s/config.json", dir);
    snprintf(want, sizeof want, "%s", scratch("want.gpt"));
    snprintf(got, sizeof got, "%s", scratch("got.gpt"));
    REQUIRE(safetensors_open(&s, test_data("gpt2"), &err) == GPT_OK);
    REQUIRE(mkdir(dir, 0700) == 0);
    REQUIRE(file_read(test_join(test_data("gpt2"), "config.json"), &text, &size, &err) == GPT_OK);
    write_file(config, text, size);
    free(text);
    REQUIRE(file_read(test_join(test_data("gpt2"), "model.safetensors"), &text, &size, &err) == GPT_OK);
    write_file(test_join(dir, "model.safetensors"), text, size);
    free(text);
    snprintf(arguments, sizeof arguments, "%s -o %s", dir, want);
    if (!CHECK_INT(test_tool("gpt-convert", arguments, said, sizeof said), 0)) puts(said);
    remove(test_join(dir, "model.safetensors"));
    for (kind = 0; kind < 6; kind++) {
        NOTE("kind %d", kind);
        if (files[kind]) {
            save_as_torch(&s, test_join(dir, files[kind]), kind % KINDS, 0, 1);
        } else {
            save_as_torch(&s, test_join(dir, "pytorch_model-00001-of-00002.bin"), PLAIN, 0, 2);
            save_as_torch(&s, test_join(dir, "pytorch_model-00002-of-00002.bin"), PLAIN, 1, 2);
            write_index(&s, test_join(dir, "pytorch_model.bin.index.json"));
        }
        snprintf(arguments, sizeof arguments, "%s%s%s -o %s", dir, kind == 4 ? "/" : "", kind == 4 ? files[4] : "", got);
        if (!CHECK_INT(test_tool("gpt-convert", arguments, said, sizeof said), 0)) puts(said);
        CHECK(same_bytes(want, got));
        remove(got);
        if (files[kind]) remove(test_join(dir, files[kind]));
    }
    remove(test_join(dir, "pytorch_model-00002-of-00002.bin"));
    snprintf(arguments, sizeof arguments, "%s -o %s", dir, got);
    CHECK_INT(test_tool("gpt-convert", arguments, said, sizeof said), 1);
    CHECK(strstr(said, "pytorch_model-00002-of-00002.bin: No such file") != NULL);
    remove(test_join(dir, "pytorch_model-00001-of-00002.bin"));
    remove(test_join(dir, "pytorch_model.bin.index.json"));
    CHECK_INT(test_tool("gpt-convert", arguments, said, sizeof said), 1);
    CHECK(strstr(said, "neither model.safetensors nor pytorch_model.bin is there") != NULL);
    src_free(&s);
    remove(config);
    remove(want);
    CHECK_INT(rmdir(dir), 0);
}

static void write_text(const char *path, const char *text) { write_file(path, text, strlen(text)); }

/* A folder of sentence-transformers, the weights of its parts saved as safetensors or in .bin files. */
TEST(parts_of_sentence_transformers) {
    static const float twice[24 * 24 + 24] = {2, 1, 0.5f};
    static const spec dense[] = {{"linear.weight", "FloatStorage", "0", 576, 0, 2, {24, 24}, {24, 1}, NULL},
                                 {"linear.bias", "FloatStorage", "1", 24, 0, 1, {24}, {1}, NULL}};
    const blob data[] = {{"0", twice, 2304, 576}, {"1", twice + 576, 96, 24}};
    char dir[400], part[500], out[2][500], arguments[1500], said[3000];
    gpt_error err = {0, ""};
    source base = {0}, layer = {0};
    bytes p = {0}, file;
    unsigned char *text;
    size_t size;
    int k;
    snprintf(dir, sizeof dir, "%s", scratch("sentence"));
    snprintf(part, sizeof part, "%s/2_Dense", dir);
    REQUIRE(mkdir(dir, 0700) == 0 && mkdir(part, 0700) == 0 && mkdir(test_join(dir, "1_Pooling"), 0700) == 0);
    REQUIRE(file_read("tests/data/bert-sequence/config.json", &text, &size, &err) == GPT_OK);
    write_file(test_join(dir, "config.json"), text, size);
    free(text);
    write_text(test_join(dir, "modules.json"), "[{\"path\":\"\",\"type\":\"models.Transformer\"},{\"path\":\"1_Pooling\","
               "\"type\":\"models.Pooling\"},{\"path\":\"2_Dense\",\"type\":\"models.Dense\"}]");
    write_text(test_join(dir, "1_Pooling/config.json"), "{\"pooling_mode_max_tokens\":true,\"pooling_mode_mean_tokens\":false}");
    write_text(test_join(part, "config.json"), "{\"in_features\":24,\"out_features\":24,\"activation_function\":"
               "\"torch.nn.modules.activation.Tanh\"}");
    put_dict(&p, dense, 2, 0);
    file = make_file(&p, data, 2, PLAIN);
    write_file(test_join(part, "pytorch_model.bin"), file.p, file.n);
    free(file.p);
    free(p.p);
    REQUIRE(safetensors_open(&base, "tests/data/bert-sequence", &err) == GPT_OK && torch_open(&layer, part, &err) == GPT_OK);
    for (k = 0; k < 3; k++) { /* all .bin, one of each, all safetensors */
        const int i = k == 0 ? 0 : 1;
        if (k == 0) save_as_torch(&base, test_join(dir, "pytorch_model.bin"), PLAIN, 0, 1);
        if (k == 1) save_as_safetensors(&base, test_join(dir, "model.safetensors"));
        if (k == 2) save_as_safetensors(&layer, test_join(part, "model.safetensors"));
        if (k == 1) remove(test_join(dir, "pytorch_model.bin"));
        if (k == 2) remove(test_join(part, "pytorch_model.bin"));
        snprintf(out[i], sizeof out[i], "%s-%d.gpt", dir, i);
        snprintf(arguments, sizeof arguments, "%s -o %s", dir, out[i]);
        NOTE("way %d", k);
        if (!CHECK_INT(test_tool("gpt-convert", arguments, said, sizeof said), 0)) puts(said);
        if (k) CHECK(same_bytes(out[0], out[1]));
    }
    src_free(&base);
    src_free(&layer);
    snprintf(arguments, sizeof arguments, "rm -r %s %s %s", dir, out[0], out[1]);
    CHECK_INT(system(arguments), 0);
}

/* Files that PyTorch itself wrote. */
TEST(published_files_give_the_same_model) {
    static const char *const names[] = {"gpt2", "gpt-neox"};
    static const char *const files[] = {"config.json", "model.safetensors", "pytorch_model.bin"};
    const char *shared = test_shared("reference");
    char reference[500], dir[600], want[600], got[600], from[600], arguments[3000], said[3000];
    int i, k;
    if (!shared) SKIP("../shared is absent");
    snprintf(reference, sizeof reference, "%s", shared);
    snprintf(dir, sizeof dir, "%s", scratch("checkpoint"));
    snprintf(want, sizeof want, "%s", scratch("want.gpt"));
    snprintf(got, sizeof got, "%s", scratch("got.gpt"));
    for (i = 0; i < 2; i++) {
        NOTE("%s", names[i]);
        snprintf(from, sizeof from, "%s/%s", reference, names[i]);
        REQUIRE(mkdir(dir, 0700) == 0);
        for (k = 0; k < 3; k++) {
            unsigned char *text;
            gpt_error err;
            size_t size;
            REQUIRE(file_read(test_join(from, files[k]), &text, &size, &err) == GPT_OK);
            write_file(test_join(dir, files[k]), text, size);
            free(text);
        }
        snprintf(arguments, sizeof arguments, "%s/model.safetensors -o %s", dir, want);
        CHECK_INT(test_tool("gpt-convert", arguments, said, sizeof said), 0);
        remove(test_join(dir, files[1]));
        snprintf(arguments, sizeof arguments, "%s -o %s", dir, got);
        if (!CHECK_INT(test_tool("gpt-convert", arguments, said, sizeof said), 0)) puts(said);
        CHECK(same_bytes(want, got));
        remove(test_join(dir, files[0]));
        remove(test_join(dir, files[2]));
        remove(want);
        remove(got);
        CHECK_INT(rmdir(dir), 0);
    }
}

/* gpt-train goes on from a folder of such a file as from one of safetensors. */
TEST(training_starts_from_it) {
    static const char text[] = "one two three four five six seven eight nine ten. ", *const also[] = {"config.json", "tokenizer.json"};
    char story[600], base[600], bin[600], a[600], b[600], arguments[4000], said[3000];
    unsigned char *copy;
    gpt_error err = {0, ""};
    source s = {0};
    size_t size;
    FILE *f;
    int i;
    snprintf(story, sizeof story, "%s", scratch("story.txt"));
    snprintf(base, sizeof base, "%s", scratch("base"));
    snprintf(bin, sizeof bin, "%s", scratch("bin"));
    snprintf(a, sizeof a, "%s", scratch("from-base"));
    snprintf(b, sizeof b, "%s", scratch("from-bin"));
    f = fopen(story, "wb");
    REQUIRE(f != NULL);
    for (i = 0; i < 60; i++) fwrite(text, 1, sizeof text - 1 - (size_t)(i % 7), f);
    fclose(f);
    REQUIRE(mkdir(bin, 0700) == 0);
    snprintf(arguments, sizeof arguments, "%s -o %s --vocab 270", story, bin);
    if (!CHECK_INT(test_tool("gpt-bpe", arguments, said, sizeof said), 0)) puts(said);
    snprintf(arguments, sizeof arguments, "%s -o %s --tokenizer %s --width 16 --heads 2 --layers 1 --ctx 16 --batch 64 --steps 2", story, base, bin);
    if (!CHECK_INT(test_tool("gpt-train", arguments, said, sizeof said), 0)) puts(said);
    REQUIRE(safetensors_open(&s, base, &err) == GPT_OK);
    save_as_torch(&s, test_join(bin, "pytorch_model.bin"), PLAIN, 0, 1);
    for (i = 0; i < 2; i++) {
        REQUIRE(file_read(test_join(base, also[i]), &copy, &size, &err) == GPT_OK);
        write_file(test_join(bin, also[i]), copy, size);
        free(copy);
    }
    for (i = 0; i < 2; i++) {
        snprintf(arguments, sizeof arguments, "%s -o %s --from %s --ctx 16 --batch 64 --steps 2", story, i ? b : a, i ? bin : base);
        if (!CHECK_INT(test_tool("gpt-train", arguments, said, sizeof said), 0)) puts(said);
    }
    src_free(&s);
    snprintf(arguments, sizeof arguments, "%s/model.safetensors", a);
    snprintf(said, sizeof said, "%s/model.safetensors", b);
    CHECK(same_bytes(arguments, said));
    snprintf(arguments, sizeof arguments, "rm -rf %s %s %s %s %s", story, base, bin, a, b);
    CHECK_INT(system(arguments), 0);
}

TEST_MAIN("torch", zip_reads_stored_deflated_and_zip64, zip_checksums_are_those_of_gzip, zip_refuses_lies,
          zip_refuses_bombs, pickle_reads_values, pickle_refuses_all_else, pickle_bounds_depth_and_size,
          torch_reads_every_type_and_view, torch_finds_the_state_dict, torch_refuses_bad_tensors,
          torch_refuses_other_files, torch_survives_every_damage, convert_gives_the_same_model,
          parts_of_sentence_transformers, published_files_give_the_same_model, training_starts_from_it)
