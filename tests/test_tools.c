/* The tools' readers and the converter: JSON, gzip, files, safetensors, the plan made of a config, and gpt-convert as a
 * program, above all what it does with bad input. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/file.h"
#include "../tools/json.h"
#include "../tools/source.h"
#include "../tools/safetensors.h"
#include "../tools/plan.h"
#include "../tools/families.h"
#include "test.h"

#include <dirent.h>
#include <sys/wait.h>

/* ---- JSON ---- */

TEST(json_reads_values) {
    static const char text[] = " {\"a\": [1, -2.5e3, true, false, null, {}], \"b\\u0041\": \"x\\n\\u00e9\\ud83d\\ude00\","
                               " \"a\": {\"n\": 7, \"s\": \"t\", \"f\": false, \"u\": 18446744073709551615}} ";
    const json_value *v;
    json_doc doc;
    uint64_t u = 0;
    REQUIRE(json_parse(&doc, text, sizeof text - 1) == 0);
    CHECK_INT(doc.root->type, JSON_OBJECT);
    CHECK_INT(doc.root->n, 3);
    v = doc.root->child;
    CHECK_INT(v->n, 6);
    CHECK_NEAR(v->child->next->number, -2500, 0);
    CHECK_STR(v->child->next->text, "-2.5e3");
    CHECK_STR(json_str(doc.root, "bA", ""), "x\n\xC3\xA9\xF0\x9F\x98\x80");
    v = json_get(doc.root, "a"); /* the last of two */
    CHECK_INT(v->type, JSON_OBJECT);
    CHECK_NEAR(json_num(v, "n", 0), 7, 0);
    CHECK_NEAR(json_num(v, "s", 3), 3, 0);
    CHECK_STR(json_str(v, "n", "none"), "none");
    CHECK_INT(json_bool(v, "f", 1), 0);
    CHECK_INT(json_bool(v, "n", 1), 1);
    CHECK(json_u64(json_get(v, "u"), &u) && u == UINT64_MAX);
    CHECK(!json_u64(json_get(v, "s"), &u));
    CHECK(json_get(NULL, "a") == NULL);
    json_free(&doc);
}

TEST(json_keeps_odd_strings) {
    static const char text[] = "\"a\\u0000b\\ud800c\"";
    json_doc doc;
    REQUIRE(json_parse(&doc, text, sizeof text - 1) == 0);
    CHECK_INT(doc.root->size, 7); /* NUL and a lone surrogate as WTF-8 */
    CHECK_MEM(doc.root->text, "a\0b\xED\xA0\x80" "c", 8);
    json_free(&doc);
}

TEST(json_refuses_bad_text) {
    static const char *const bad[] = {
        "", " ", "{", "[", "[1,]", "{\"a\":1,}", "{\"a\" 1}", "{a:1}", "[1 2]", "[}", "01", "1.", "-", "1e", "+1", ".5",
        "tru", "nul", "\"", "\"\\x\"", "\"\\u12\"", "\"\t\"", "1 2", "{\"a\":}", "[\"a]", "\\", "{]", "NaNx", "]"
    };
    size_t i;
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        json_doc doc;
        NOTE("%s", bad[i]);
        if (!CHECK_INT(json_parse(&doc, bad[i], strlen(bad[i])), -1)) json_free(&doc);
        CHECK(doc.root == NULL && strncmp(doc.error, "JSON: ", 6) == 0 && strstr(doc.error, " at byte "));
    }
}

TEST(json_bounds_its_depth) {
    char text[2 * JSON_DEPTH + 2];
    json_doc doc;
    memset(text, '[', JSON_DEPTH + 1);
    memset(text + JSON_DEPTH + 1, ']', JSON_DEPTH + 1);
    CHECK_INT(json_parse(&doc, text, sizeof text), -1);
    CHECK(strstr(doc.error, "nested") != NULL);
    CHECK_INT(json_parse(&doc, text + 1, sizeof text - 2), 0);
    json_free(&doc);
}

TEST(json_survives_damage) {
    static const char text[] = "{\"k\":[1,2.5,\"s\\u00e9\",{\"x\":null}],\"y\":true,\"z\":\"\\ud83d\\ude00\"}";
    char copy[sizeof text];
    int i;
    for (i = 0; i < 20000; i++) {
        size_t n = sizeof text - 1, at = (size_t)test_below((int)n);
        json_doc doc;
        memcpy(copy, text, sizeof text);
        copy[at] = (char)test_below(256);
        if (i % 3 == 0) copy[test_below((int)n)] = "{}[]\",:\\"[test_below(8)];
        if (i % 5 == 0) n = at;
        json_parse(&doc, copy, n);
        json_free(&doc);
    }
}

TEST(json_writes_strings) {
    char text[64] = {0};
    FILE *f = tmpfile();
    size_t n;
    REQUIRE(f != NULL);
    json_write_string(f, "a\"\\\n\x01\xC3\xA9\xFF\xE2\x82", 10);
    rewind(f);
    n = fread(text, 1, sizeof text - 1, f);
    fclose(f);
    CHECK_INT(n, strlen(text));
    CHECK_STR(text, "\"a\\\"\\\\\\n\\u0001\xC3\xA9\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
}

/* ---- gzip ---- */

static const unsigned char dynamic_gz[] = {
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 85, 144, 81, 14, 194, 48, 12, 67, 175, 146, 35, 52, 77, 155,
    180, 199, 233, 80, 5, 104, 213, 54, 198, 134, 196, 237, 17, 114, 248, 224, 203, 170, 19, 63,
    197, 157, 198, 122, 153, 107, 162, 87, 27, 103, 47, 133, 142, 117, 238, 75, 174, 52, 214, 235,
    253, 40, 130, 119, 12, 52, 218, 187, 239, 201, 232, 121, 107, 91, 23, 166, 199, 217, 247, 183,
    86, 248, 38, 216, 103, 72, 142, 52, 125, 177, 81, 176, 246, 139, 179, 199, 89, 105, 107, 75, 31,
    193, 233, 138, 88, 100, 216, 98, 184, 38, 102, 247, 157, 158, 170, 99, 49, 206, 130, 117, 46,
    176, 11, 108, 241, 14, 166, 222, 9, 211, 148, 161, 202, 14, 23, 220, 162, 1, 20, 251, 103, 179,
    67, 2, 26, 36, 133, 90, 242, 15, 178, 15, 232, 28, 229, 185, 56, 1, 0, 0
};
static const char dynamic_text[] =
    "block94 value88 token59 logit83 token20 layer47 shape31 query69 layer73 logit1 "
    "logit52 block23 query20 layer17 shape16 panel0 token26 logit21 panel37 value25 "
    "logit23 logit49 block2 value53 panel18 block8 value38 token76 value8 block45 "
    "block61 value23 shape60 panel7 block2 value51 token70 query46 query74 token57";
static const unsigned char fixed_gz[] = {
    31, 139, 8, 0, 0, 0, 0, 0, 2, 3, 75, 76, 74, 78, 68, 69, 58, 10, 16, 26, 0, 1, 76, 77, 18, 26,
    0, 0, 0
};
static const unsigned char stored_gz[] = {
    31, 139, 8, 0, 0, 0, 0, 0, 4, 3, 1, 15, 0, 240, 255, 115, 116, 111, 114, 101, 100, 32, 97, 115,
    32, 105, 116, 32, 105, 115, 101, 120, 209, 90, 15, 0, 0, 0
};

static void check_gzip(const unsigned char *in, size_t n, const char *want) {
    unsigned char *out;
    char why[160];
    size_t size;
    if (!CHECK_INT(gzip_inflate(in, n, &out, &size, 1000, why), 0)) return;
    CHECK_STR((char *)out, want);
    CHECK_INT(size, strlen(want));
    free(out);
    CHECK_INT(gzip_inflate(in, n, &out, &size, strlen(want), why), 0);
    free(out);
    CHECK_INT(gzip_inflate(in, n, &out, &size, strlen(want) - 1, why), -1);
    CHECK(out == NULL && strstr(why, "limit"));
}

TEST(gzip_unpacks_every_kind_of_block) {
    check_gzip(stored_gz, sizeof stored_gz, "stored as it is");
    check_gzip(fixed_gz, sizeof fixed_gz, "abcabcabcabcabcabc, abcabc");
    check_gzip(dynamic_gz, sizeof dynamic_gz, dynamic_text);
}

TEST(gzip_joins_members) {
    unsigned char both[sizeof stored_gz + sizeof fixed_gz + 3] = {0}; /* and zeros behind */
    memcpy(both, stored_gz, sizeof stored_gz);
    memcpy(both + sizeof stored_gz, fixed_gz, sizeof fixed_gz);
    check_gzip(both, sizeof both, "stored as it isabcabcabcabcabcabc, abcabc");
}

/* The checksum catches whatever the decoder does not. */
TEST(gzip_notices_every_damage) {
    unsigned char copy[sizeof dynamic_gz], *out;
    char why[160];
    size_t i, n, size;
    for (i = 10 * 8; i < sizeof dynamic_gz * 8; i++) {
        memcpy(copy, dynamic_gz, sizeof copy);
        copy[i / 8] = (unsigned char)(copy[i / 8] ^ 1 << i % 8);
        NOTE("bit %d", (int)i);
        if (gzip_inflate(copy, sizeof copy, &out, &size, 100000, why) != 0) continue;
        CHECK_STR((char *)out, dynamic_text); /* bits that fill up the last byte mean nothing */
        free(out);
    }
    for (n = 0; n < sizeof dynamic_gz; n++) {
        unsigned char *cut = (unsigned char *)malloc(n + 1); /* of that size, so that sanitizers see a read beyond */
        memcpy(cut, dynamic_gz, n);
        if (!CHECK_INT(gzip_inflate(cut, n, &out, &size, 100000, why), -1)) free(out);
        free(cut);
    }
}

/* ---- files ---- */

static const char *scratch(const char *name) {
    static char path[8][512];
    static int next;
    char *p = path[next++ & 7];
    snprintf(p, sizeof path[0], "%s/tools-%ld-%s", test_env("GPT_BUILD", "build"), (long)getpid(), name);
    return p;
}

static void write_file(const char *path, const void *data, size_t size) {
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(data, 1, size, f) == size);
    if (f) fclose(f);
}

/* Temporary or other files of this process left in the build folder whose names contain word. */
static int count_files(const char *word) {
    char own[64];
    DIR *dir = opendir(test_env("GPT_BUILD", "build"));
    struct dirent *e;
    int n = 0;
    snprintf(own, sizeof own, "tools-%ld-", (long)getpid());
    while (dir && (e = readdir(dir)) != NULL)
        if (strncmp(e->d_name, own, strlen(own)) == 0 && strstr(e->d_name, word)) n++;
    if (dir) closedir(dir);
    return n;
}

TEST(file_reads_whole_files) {
    const char *path = scratch("plain");
    unsigned char *data;
    gpt_error err;
    size_t size;
    write_file(path, "abc", 3);
    CHECK_INT(file_read(path, &data, &size, &err), GPT_OK);
    CHECK_INT(size, 3);
    CHECK_STR((char *)data, "abc");
    free(data);
    write_file(path, dynamic_gz, sizeof dynamic_gz);
    CHECK_INT(file_read(path, &data, &size, &err), GPT_OK);
    CHECK_STR((char *)data, dynamic_text);
    free(data);
    write_file(path, dynamic_gz, sizeof dynamic_gz - 1);
    CHECK_INT(file_read(path, &data, &size, &err), GPT_E_FORMAT);
    CHECK(data == NULL && strstr(err.message, "ends early"));
    remove(path);
    CHECK_INT(file_read(path, &data, &size, &err), GPT_E_IO);
    CHECK(strstr(err.message, path) != NULL);
    CHECK_INT(file_read(".", &data, &size, &err), GPT_E_IO);
    CHECK(strstr(err.message, "directory") != NULL);
}

TEST(file_appears_complete_or_not_at_all) {
    const char *path = scratch("out");
    unsigned char *data;
    gpt_error err;
    file_out o;
    size_t size;
    REQUIRE(file_out_open(&o, path, &err) == GPT_OK);
    fputs("half", o.f);
    CHECK(!file_exists(path));
    file_out_abort(&o);
    CHECK_INT(count_files("out"), 0);
    REQUIRE(file_out_open(&o, path, &err) == GPT_OK);
    fputs("whole", o.f);
    CHECK_INT(file_out_commit(&o, &err), GPT_OK);
    CHECK_INT(count_files("out"), 1);
    CHECK_INT(file_read(path, &data, &size, &err), GPT_OK);
    CHECK_STR((char *)data, "whole");
    free(data);
    REQUIRE(file_out_open(&o, path, &err) == GPT_OK); /* the old one stays until then */
    fputs("new", o.f);
    file_out_abort(&o);
    CHECK_INT(file_read(path, &data, &size, &err), GPT_OK);
    CHECK_STR((char *)data, "whole");
    free(data);
    remove(path);
    CHECK_INT(file_out_open(&o, ".", &err), GPT_E_IO);
    CHECK_INT(file_out_open(&o, "no/such/folder/x", &err), GPT_E_IO);
}

TEST(messages_are_cut_visibly) {
    char text[400];
    gpt_error err;
    memset(text, 'x', sizeof text - 1);
    text[sizeof text - 1] = 0;
    tool_fail(&err, GPT_E_IO, "%s", text);
    CHECK_INT(strlen(err.message), sizeof err.message - 1);
    CHECK_STR(err.message + sizeof err.message - 5, "x...");
    CHECK_INT(tool_fail(NULL, GPT_E_IO, "%s", text), GPT_E_IO);
}

/* ---- safetensors ---- */

/* A file of this header and n_data bytes 0, 1, 2 ... */
static void write_safetensors(const char *path, const char *header, size_t n_data) {
    uint64_t n = strlen(header);
    FILE *f = fopen(path, "wb");
    size_t i;
    REQUIRE(f != NULL);
    for (i = 0; i < 8; i++) fputc((int)(n >> 8 * i & 255), f);
    fputs(header, f);
    for (i = 0; i < n_data; i++) fputc((int)(i & 255), f);
    fclose(f);
}

TEST(safetensors_reads_the_three_float_types) {
    const char *path = scratch("a.safetensors");
    source s = {0};
    gpt_error err;
    const src_tensor *t;
    float x[4] = {0};
    write_safetensors(path,
                      "{\"__metadata__\":{\"format\":\"pt\"},\"b\":{\"dtype\":\"BF16\",\"shape\":[2,1],\"data_offsets\":"
                      "[4,8]},\"a\":{\"dtype\":\"F32\",\"shape\":[],\"data_offsets\":[0,4]},\"c\":{\"dtype\":\"F16\","
                      "\"shape\":[4],\"data_offsets\":[8,16]},\"d\":{\"dtype\":\"C64\",\"shape\":[0],\"data_offsets\":"
                      "[16,16]}}", 16);
    REQUIRE(safetensors_open(&s, path, &err) == GPT_OK);
    CHECK_INT(s.n, 4);
    CHECK(src_find(&s, "e") == NULL && src_find(&s, "") == NULL);
    t = src_find(&s, "a");
    REQUIRE(t && t->n_dim == 0 && t->n == 1);
    CHECK_INT(src_read(&s, t, 0, 1, x, &err), GPT_OK);
    CHECK_NEAR(x[0], 3.820471434542632e-37, 1e-45); /* 03020100 */
    t = src_find(&s, "b");
    REQUIRE(t && t->n_dim == 2 && t->dim[0] == 2 && t->dim[1] == 1);
    CHECK_INT(src_read(&s, t, 1, 1, x, &err), GPT_OK);
    CHECK_NEAR(x[0], gpt__bf16_to_f32(0x0706), 0);
    t = src_find(&s, "c");
    CHECK_INT(src_read(&s, t, 0, 4, x, &err), GPT_OK);
    CHECK_NEAR(x[0], gpt__f16_to_f32(0x0908), 0);
    CHECK_NEAR(x[3], gpt__f16_to_f32(0x0f0e), 0);
    t = src_find(&s, "d");
    CHECK_INT(src_read(&s, t, 0, 0, x, &err), GPT_E_UNSUPPORTED);
    CHECK(strstr(err.message, "C64") != NULL);
    src_free(&s);
    remove(path);
}

/* One value of each type, of the bytes 0, 1, 2 ... from an odd place on. */
TEST(safetensors_reads_every_type) {
    static const struct { const char *dtype; int size; double value; } all[] = {
        {"F64", 8, 7.9e-275}, {"F8_E4M3", 1, 0.015625}, {"F8_E5M2", 1, 0.000152587890625}, {"BOOL", 1, 1},
        {"I8", 1, 11}, {"U8", 1, 12}, {"I16", 2, 0x0E0D}, {"U16", 2, 0x100F}, {"I32", 4, 0x14131211},
        {"U32", 4, 0x18171615}, {"I64", 8, 2314601843866147353.0}, {"U64", 8, 2893323226570760737.0},
        {"F8_E8M0", 1, 0},
    };
    const char *path = scratch("types.safetensors");
    char header[2000];
    gpt_error err = {0, ""};
    source s = {0};
    size_t n = 0, i, at = 0;
    float x;
    for (i = 0; i < sizeof all / sizeof all[0]; i++, at += (size_t)all[i - 1].size)
        n += (size_t)snprintf(header + n, sizeof header - n, "%s\"%s\":{\"dtype\":\"%s\",\"shape\":[],\"data_offsets\":[%d,%d]}",
                              i ? "," : "{", all[i].dtype, all[i].dtype, (int)at, (int)at + all[i].size);
    snprintf(header + n, sizeof header - n, "}");
    write_safetensors(path, header, at);
    REQUIRE(safetensors_open(&s, path, &err) == GPT_OK);
    for (i = 0; i < sizeof all / sizeof all[0]; i++) {
        const src_tensor *t = src_find(&s, all[i].dtype);
        NOTE("%s", all[i].dtype);
        REQUIRE(t != NULL && CHECK_INT(src_read(&s, t, 0, 1, &x, &err), GPT_OK));
        CHECK_NEAR(x, all[i].value, 1e-7 * fabs(all[i].value) + 1e-12);
    }
    src_free(&s);
    remove(path);
    CHECK_NEAR(src__f8(SRC_F8_E4M3, 0x7E), 448, 0); /* the largest, the smallest, NaN */
    CHECK_NEAR(src__f8(SRC_F8_E4M3, 0x81), -0.001953125, 0);
    CHECK(isnan(src__f8(SRC_F8_E4M3, 0xFF)) && isnan(src__f8(SRC_F8_E5M2, 0x7F)) && isnan(src__f8(SRC_F8_E8M0, 0xFF)));
    CHECK_NEAR(src__f8(SRC_F8_E5M2, 0xFB), -57344, 0);
    CHECK(isinf(src__f8(SRC_F8_E5M2, 0x7C)));
    CHECK_NEAR(src__f8(SRC_F8_E8M0, 130), 8, 0);
}

/* Reading 16-bit values in place must give what reading them one by one gives. */
TEST(source_widens_all_halves) {
    unsigned char *raw = (unsigned char *)malloc(65536 * 4);
    float *in_place = (float *)(void *)raw;
    int type, i, bad = 0;
    REQUIRE(raw != NULL);
    for (type = SRC_F16; type <= SRC_BF16; type++) {
        unsigned char *upper = raw + 65536 * 2;
        for (i = 0; i < 65536; i++) upper[2 * i] = (unsigned char)i, upper[2 * i + 1] = (unsigned char)(i >> 8);
        src__widen((src_type)type, upper, 65536, in_place);
        for (i = 0; i < 65536; i++) {
            float f = type == SRC_F16 ? gpt__f16_to_f32((uint16_t)i) : gpt__bf16_to_f32((uint16_t)i);
            if (memcmp(&f, &in_place[i], 4) != 0 && f == f) bad++;
            if ((f == f) != (in_place[i] == in_place[i])) bad++;
        }
    }
    CHECK_INT(bad, 0);
    free(raw);
}

TEST(safetensors_refuses_bad_headers) {
#define T(shape, dtype, offsets) "{\"t\":{\"dtype\":\"" dtype "\",\"shape\":" shape ",\"data_offsets\":" offsets "}}"
    static const struct { const char *header, *why; } bad[] = {
        {"[]", "not a JSON object"},
        {"{", "JSON"},
        {"{\"t\":1}", "malformed"},
        {T("[2]", "F32", "[0,9]"), "bytes"},
        {T("[3]", "F32", "[0,8]"), "needs 3 values"},
        {T("[2]", "F32", "[8,0]"), "outside"},
        {T("[4]", "F32", "[8,24]"), "outside"},
        {T("[2]", "F32", "[0]"), "malformed"},
        {T("[2]", "F32", "[0,8.5]"), "malformed"},
        {T("[2]", "F32", "[-8,0]"), "malformed"},
        {T("[-2]", "F32", "[0,8]"), "shape"},
        {T("[2.5]", "F32", "[0,8]"), "shape"},
        {T("2", "F32", "[0,8]"), "shape"},
        {T("[1,1,1,1,1,1,1,1,2]", "F32", "[0,8]"), "shape"},
        {T("[4294967296,4294967296]", "F32", "[0,0]"), "shape"},
        {T("[4611686018427387906]", "F32", "[0,8]"), "shape"},
        {T("[288230376151711744]", "F32", "[0,8]"), "needs"},
        {T("[2]", "FLOAT", "[0,8]"), "unknown dtype FLOAT"},
        {T("[3]", "F4", "[0,1]"), "needs"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
         "\"b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[4,12]}}", "a and b overlap"},
        {"{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]},"
         "\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[8,16]}}", "a appears twice"},
        {"{\"\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "name"},
        {"{\"a\\u0000b\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,8]}}", "name"},
    };
#undef T
    const char *path = scratch("bad.safetensors");
    size_t i;
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        source s = {0};
        gpt_error err = {0, ""};
        NOTE("%s: %s", bad[i].header, bad[i].why);
        write_safetensors(path, bad[i].header, 16);
        CHECK(safetensors_open(&s, path, &err) != GPT_OK);
        if (!CHECK(strstr(err.message, bad[i].why) && strstr(err.message, path))) puts(err.message);
        src_free(&s);
    }
    remove(path);
}

TEST(safetensors_refuses_every_cut) {
    static const char header[] = "{\"t\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}";
    const char *path = scratch("cut.safetensors");
    unsigned char *whole;
    gpt_error err;
    size_t size, n;
    write_safetensors(path, header, 16);
    REQUIRE(file_read(path, &whole, &size, &err) == GPT_OK);
    for (n = 0; n < size; n++) {
        source s = {0};
        write_file(path, whole, n);
        NOTE("%d bytes", (int)n);
        CHECK(safetensors_open(&s, path, &err) != GPT_OK);
        src_free(&s);
    }
    free(whole);
    remove(path);
}

/* A folder with an index: paths that leave it, shards that miss, tensors elsewhere. */
TEST(safetensors_checks_its_index) {
    static const struct { const char *index, *why; } cases[] = {
        {"{\"weight_map\":{\"t\":\"one.safetensors\"}}", NULL},
        {"{\"weight_map\":{\"t\":\"../one.safetensors\"}}", "not the name of a file beside it"},
        {"{\"weight_map\":{\"t\":\"/etc/passwd\"}}", "not the name of a file beside it"},
        {"{\"weight_map\":{\"t\":1}}", "not the name of a file beside it"},
        {"{\"weight_map\":{\"u\":\"one.safetensors\"}}", "tensor u is not in one.safetensors"},
        {"{\"weight_map\":{\"t\":\"two.safetensors\"}}", "two.safetensors"},
        {"{\"weight_map\":{}}", "no weight_map"},
        {"{}", "no weight_map"},
        {"{", "JSON"},
    };
    char dir[512], one[600], index[600];
    size_t i;
    snprintf(dir, sizeof dir, "%s", scratch("sharded"));
    snprintf(one, sizeof one, "%s/one.safetensors", dir);
    snprintf(index, sizeof index, "%s/model.safetensors.index.json", dir);
    REQUIRE(mkdir(dir, 0700) == 0);
    write_safetensors(one, "{\"t\":{\"dtype\":\"F32\",\"shape\":[4],\"data_offsets\":[0,16]}}", 16);
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        source s = {0};
        gpt_error err = {0, ""};
        int rc;
        NOTE("%s", cases[i].index);
        write_file(index, cases[i].index, strlen(cases[i].index));
        rc = safetensors_open(&s, dir, &err);
        if (!cases[i].why) CHECK_INT(rc, GPT_OK);
        else if (!CHECK(rc != GPT_OK && strstr(err.message, cases[i].why))) puts(err.message);
        src_free(&s);
    }
    remove(one);
    remove(index);
    rmdir(dir);
}

/* ---- plans ---- */

static void add(source *s, const char *name, int rows, int cols) {
    src_tensor *t = src_add(s, name, strlen(name));
    REQUIRE(t != NULL);
    t->dtype = "F32";
    t->type = SRC_F32;
    t->n_dim = cols ? 2 : 1;
    t->dim[0] = (uint64_t)rows;
    t->dim[1] = (uint64_t)cols;
    t->n = (uint64_t)rows * (uint64_t)(cols ? cols : 1);
}

/* The tensors of a llama with D 8, H 2, K 1, C 4, F 12, V 10, two layers. */
static void add_llama(source *s) {
    char name[100];
    int i;
    add(s, "model.embed_tokens.weight", 10, 8);
    add(s, "model.norm.weight", 8, 0);
    add(s, "lm_head.weight", 10, 8);
    for (i = 0; i < 2; i++) {
#define ADD(end, rows, cols) snprintf(name, sizeof name, "model.layers.%d." end, i), add(s, name, rows, cols)
        ADD("input_layernorm.weight", 8, 0);
        ADD("self_attn.q_proj.weight", 8, 8);
        ADD("self_attn.k_proj.weight", 4, 8);
        ADD("self_attn.v_proj.weight", 4, 8);
        ADD("self_attn.o_proj.weight", 8, 8);
        ADD("self_attn.rotary_emb.inv_freq", 2, 0);
        ADD("post_attention_layernorm.weight", 8, 0);
        ADD("mlp.gate_proj.weight", 12, 8);
        ADD("mlp.up_proj.weight", 12, 8);
        ADD("mlp.down_proj.weight", 8, 12);
#undef ADD
    }
}

#define LLAMA \
    "\"model_type\":\"llama\",\"hidden_size\":8,\"num_attention_heads\":2,\"num_key_value_heads\":1," \
    "\"num_hidden_layers\":2,\"intermediate_size\":12,\"vocab_size\":10,\"max_position_embeddings\":64"

/* Makes a plan of LLAMA and more: later keys override. The result is valid until the next call. */
static struct { source s; json_doc doc; plan p; gpt_error err; } made;

static int make(const char *more) {
    char text[2000];
    src_free(&made.s);
    plan_free(&made.p);
    json_free(&made.doc);
    memset(&made.err, 0, sizeof made.err);
    add_llama(&made.s);
    if (src_sort(&made.s, &made.err) != GPT_OK) return made.err.status;
    src_add_file(&made.s, (char *)calloc(1, 8), &made.err);
    snprintf(text, sizeof text, "{" LLAMA "%s%s}", *more ? "," : "", more);
    if (json_parse(&made.doc, text, strlen(text)) != 0) return FAIL("%s", made.doc.error);
    return plan_make(&made.p, "config.json", made.doc.root, &made.s, NULL, &made.err);
}

static void unmake(void) {
    src_free(&made.s);
    plan_free(&made.p);
    json_free(&made.doc);
}

TEST(plan_covers_a_llama) {
    int i, unused = 0;
    REQUIRE(make("") == GPT_OK);
    CHECK_INT(made.p.n_tensor, 1 + 3 + 2 * 9); /* rope_freq; outside; layers */
    CHECK_INT(made.p.config.n_vocab, 10);
    CHECK_INT(made.p.config.n_out, 10);
    CHECK_INT(made.p.config.head, GPT_HEAD_LM);
    CHECK_NEAR(made.p.layer[1].attn_scale, 0.5, 1e-7);
    CHECK_INT(made.p.layer[1].rope, 1);
    CHECK_INT(made.p.layer[1].n_kv, 1);
    CHECK_INT(made.p.layer[1].act, GPT__ACT_SILU);
    CHECK_NEAR(made.p.config.norm_eps, 1e-6, 1e-12);
    for (i = 0; i < made.s.n; i++) unused += plan_tensor_unused(&made.s.tensor[i]);
    CHECK_INT(unused, 0);
    CHECK(plan_key_unread(&made.p, NULL) == NULL);
    REQUIRE(make("\"tie_word_embeddings\":true,\"mystery\":3,\"use_cache\":true") == GPT_OK);
    CHECK_INT(made.p.n_tensor, 1 + 2 + 2 * 9);
    REQUIRE(plan_key_unread(&made.p, NULL) != NULL);
    CHECK_STR(plan_key_unread(&made.p, NULL)->key, "mystery");
    unmake();
}

TEST(plan_refuses_what_it_does_not_know) {
    static const struct { const char *more, *why; } bad[] = {
        {"\"model_type\":\"novel\"", "model_type = novel"},
        {"\"model_type\":null", "model_type"},
        {"\"hidden_act\":\"mish\"", "hidden_act = mish"},
        {"\"rope_scaling\":{\"rope_type\":\"spiral\",\"factor\":2}", "rope type spiral"},
        {"\"rope_scaling\":{\"type\":\"mrope\"}", "rope type mrope"},
        {"\"rope_scaling\":{\"rope_type\":\"linear\"}", "factor is missing"},
        {"\"rope_scaling\":{\"rope_type\":\"linear\",\"factor\":0}", "factor = 0"},
        {"\"rope_scaling\":{\"rope_type\":\"linear\",\"factor\":\"2\"}", "factor = 2"},
        {"\"rope_scaling\":{\"rope_type\":\"llama3\",\"factor\":8,\"low_freq_factor\":4,\"high_freq_factor\":1,"
         "\"original_max_position_embeddings\":16}", "high_freq_factor"},
        {"\"rope_scaling\":{\"rope_type\":\"longrope\",\"short_factor\":[1],\"long_factor\":[1,2],\"factor\":2}",
         "short_factor"},
        {"\"rope_scaling\":[1]", "must be an object"},
        {"\"rope_parameters\":7", "must be an object"},
        {"\"rope_theta\":-1", "rope_theta = -1"},
        {"\"rope_theta\":NaN", "rope_theta = NaN"},
        {"\"head_dim\":3", "head size 3"},
        {"\"head_dim\":6", "q_proj"},
        {"\"num_attention_heads\":0", "num_attention_heads = 0"},
        {"\"num_attention_heads\":3,\"num_key_value_heads\":2", "does not divide"},
        {"\"num_attention_heads\":3", "q_proj.weight has shape [8, 8]; config.json says [6, 8]"},
        {"\"num_key_value_heads\":2", "k_proj.weight has shape [4, 8]; config.json says [8, 8]"},
        {"\"hidden_size\":16", "config.json says"},
        {"\"hidden_size\":8.5", "hidden_size = 8.5"},
        {"\"hidden_size\":null", "hidden_size is missing"},
        {"\"hidden_size\":1e300", "hidden_size = 1e300"},
        {"\"num_hidden_layers\":3", "layers.2.input_layernorm.weight is missing"},
        {"\"num_hidden_layers\":4000", "num_hidden_layers = 4000"},
        {"\"num_hidden_layers\":2000000000", "num_hidden_layers = 2000000000"},
        {"\"vocab_size\":11", "embed_tokens.weight has shape [10, 8]; config.json says [11, 8]"},
        {"\"intermediate_size\":13", "gate_proj"},
        {"\"rms_norm_eps\":-1e-5", "rms_norm_eps"},
        {"\"rms_norm_eps\":0", "rms_norm_eps"},
        {"\"attention_bias\":true", "q_proj.bias is missing"},
        {"\"attention_bias\":\"yes\"", "attention_bias = yes"},
        {"\"mlp_bias\":true", "gate_proj.bias is missing"},
        {"\"pruned_heads\":{\"0\":[1]}", "pruned_heads"},
        {"\"is_encoder_decoder\":true", "is_encoder_decoder"},
        {"\"partial_rotary_factor\":0.3", "head size 4 of which 1 are rotated"},
        {"\"architectures\":[\"LlamaForPoetry\"]", "LlamaForPoetry"},
        {"\"architectures\":[\"LlamaForSequenceClassification\"]", "score.weight is missing"},
        {"\"model_type\":\"mistral\",\"sliding_window\":0", "sliding_window = 0"},
        {"\"model_type\":\"qwen2\"", "q_proj.bias is missing"},
        {"\"model_type\":\"qwen3\",\"head_dim\":4", "q_norm.weight is missing"},
        {"\"model_type\":\"qwen2\",\"use_sliding_window\":true,\"sliding_window\":4,"
         "\"layer_types\":[\"full_attention\"]", "layer_types must be a list of 2"},
        {"\"model_type\":\"qwen2\",\"layer_types\":[\"full_attention\",\"chunked_attention\"]", "chunked_attention"},
        {"\"model_type\":\"qwen2\",\"layer_types\":[\"sliding_attention\",\"full_attention\"]", "a layer is of type"},
        {"\"model_type\":\"qwen2\",\"use_sliding_window\":true,\"sliding_window\":0", "sliding_window = 0"},
        {"\"model_type\":\"gpt2\"", "is missing"},
    };
    size_t i;
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int rc = make(bad[i].more);
        NOTE("%s", bad[i].more);
        CHECK(rc != GPT_OK);
        if (!CHECK(strstr(made.err.message, bad[i].why) != NULL)) printf("  it says: %s\n", made.err.message);
    }
    unmake();
}

/* Window patterns. qwen2 needs biases, so its tensors are not looked at: the layers are made before. */
TEST(plan_places_windows) {
    static const struct { const char *more; int window[2]; } cases[] = {
        {"\"sliding_window\":4", {0, 0}}, /* llama has none */
        {"\"model_type\":\"mistral\",\"sliding_window\":4", {4, 4}},
        {"\"model_type\":\"mistral\",\"sliding_window\":null", {0, 0}},
        {"\"model_type\":\"mistral\"", {4096, 4096}},
        {"\"model_type\":\"qwen2\",\"sliding_window\":4", {0, 0}},
        {"\"model_type\":\"qwen2\",\"sliding_window\":4,\"use_sliding_window\":true,\"max_window_layers\":1", {0, 4}},
        {"\"model_type\":\"qwen2\",\"sliding_window\":4,\"use_sliding_window\":true", {0, 0}},
        {"\"model_type\":\"qwen2\",\"sliding_window\":5,\"use_sliding_window\":true,\"layer_types\":"
         "[\"sliding_attention\",\"full_attention\"]", {5, 0}},
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        NOTE("%s", cases[i].more);
        make(cases[i].more);
        if (!CHECK(made.p.layer != NULL)) continue;
        CHECK_INT(made.p.layer[0].window, cases[i].window[0]);
        CHECK_INT(made.p.layer[1].window, cases[i].window[1]);
    }
    unmake();
}

/* The two frequencies of a head of 4, and the attention factor, worked out by hand from each variant's definition. */
TEST(plan_stretches_rope) {
    static const struct { const char *more; double freq[2], factor; } cases[] = {
        {"", {1, 0.01}, 1},
        {"\"rope_theta\":100", {1, 0.1}, 1},
        {"\"rope_parameters\":{\"rope_type\":\"default\",\"rope_theta\":100}", {1, 0.1}, 1},
        {"\"rope_scaling\":{\"type\":\"linear\",\"factor\":4}", {0.25, 0.0025}, 1},
        /* turns within 16 positions: 16/2pi = 2.546 (between 1 and 4: 0.515493 kept), 0.025 (below 1: all slowed) */
        {"\"rope_scaling\":{\"rope_type\":\"llama3\",\"factor\":8,\"low_freq_factor\":1,\"high_freq_factor\":4,"
         "\"original_max_position_embeddings\":16}", {0.5760564, 0.00125}, 1},
        /* pairs: 4 log(16 / (32 2pi)) / (2 log 1e4) < 0 -> 0 and 4 log(16 / 2pi) / (2 log 1e4) = 0.203 -> 1 */
        {"\"rope_parameters\":{\"rope_type\":\"yarn\",\"rope_theta\":10000,\"factor\":2,"
         "\"original_max_position_embeddings\":16}", {1, 0.005}, 1.0693147},
        {"\"rope_scaling\":{\"rope_type\":\"yarn\",\"original_max_position_embeddings\":16}", {1, 0.0025}, 1.1386294},
        {"\"rope_scaling\":{\"rope_type\":\"yarn\",\"factor\":4,\"attention_factor\":1.5}", {1, 0.0025}, 1.5},
        {"\"rope_scaling\":{\"rope_type\":\"yarn\",\"factor\":4,\"mscale\":1,\"mscale_all_dim\":1}", {1, 0.0025}, 1},
        /* not rounded: the ramp ends at 0.203, the first pair is still at its beginning */
        {"\"rope_scaling\":{\"rope_type\":\"yarn\",\"factor\":4,\"truncate\":false,"
         "\"original_max_position_embeddings\":16}", {1, 0.0025}, 1.1386294},
        {"\"rope_scaling\":{\"rope_type\":\"longrope\",\"factor\":4,\"short_factor\":[1,2],\"long_factor\":[3,4]}",
         {1, 0.005}, 1.1547005}, /* sqrt(1 + log 4 / log 64) */
    };
    size_t i, t;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const float *freq = NULL;
        NOTE("%s", cases[i].more);
        if (!CHECK_INT(make(cases[i].more), GPT_OK)) {
            printf("  it says: %s\n", made.err.message);
            continue;
        }
        for (t = 0; t < (size_t)made.p.n_tensor; t++)
            if (made.p.tensor[t].role == GPT__ROLE_ROPE_FREQ) freq = made.p.tensor[t].values;
        if (!CHECK(freq != NULL)) continue;
        CHECK_NEAR(freq[0], cases[i].freq[0], 1e-6);
        CHECK_NEAR(freq[1], cases[i].freq[1], 1e-8);
        CHECK_NEAR(made.p.config.rope[0].attn_factor, cases[i].factor, 1e-6);
    }
    unmake();
}

/* ---- gpt-convert as a program ---- */

/* Runs a command with its output in the file `said`; the exit status. */
static int run_tool(const char *tool, const char *arguments, const char *said) {
    char command[2000];
    int status;
    snprintf(command, sizeof command, "%s %s > %s 2>&1 < /dev/null", test_build(tool), arguments, said);
    status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* A checkpoint of that llama on disk. Values are small and all different; *at (if >= 0) is replaced by `value`. */
typedef struct checkpoint {
    const char *config;         /* more keys */
    const char *rename, *to;    /* a tensor to misname */
    const char *dtype;          /* of model.norm.weight: its 4 bytes a value stay */
    int at;
    float value;
    size_t cut;                 /* bytes missing at the end */
} checkpoint;

static void write_checkpoint(const char *dir, const checkpoint *c) {
    char header[8000], path[700], text[2000];
    source s = {0};
    size_t n = 0, at = 0, i, k;
    float *data = (float *)malloc(4000 * sizeof *data);
    FILE *f;
    add_llama(&s);
    REQUIRE(data != NULL);
    for (i = 0; i < (size_t)s.n; i++) {
        const src_tensor *t = &s.tensor[i];
        const char *name = c->rename && strcmp(c->rename, t->name) == 0 ? c->to : t->name;
        const char *dtype = c->dtype && strcmp(t->name, "model.norm.weight") == 0 ? c->dtype : "F32";
        n += (size_t)snprintf(header + n, sizeof header - n,
                              "%s\"%s\":{\"dtype\":\"%s\",\"shape\":[%d%s%d],\"data_offsets\":[%d,%d]}", i ? "," : "{",
                              name, dtype, (int)t->dim[0], t->n_dim == 2 ? "," : "", t->n_dim == 2 ? (int)t->dim[1] : 0,
                              (int)at * 4, (int)(at + t->n) * 4);
        if (t->n_dim == 1) { /* "[80" -> "[8": the second number was printed without its comma */
            char *end = strstr(header + n - 60, "0],\"data_offsets");
            if (end) memmove(end, end + 1, strlen(end)), n--;
        }
        for (k = 0; k < t->n; k++) data[at + k] = 0.25f * (float)sin((double)(at + k));
        at += (size_t)t->n;
    }
    src_free(&s);
    header[n++] = '}';
    header[n] = 0;
    if (c->at >= 0) data[c->at] = c->value;
    snprintf(path, sizeof path, "%s/model.safetensors", dir);
    write_safetensors(path, header, 0);
    f = fopen(path, "ab");
    REQUIRE(f != NULL);
    fwrite(data, 1, at * 4 - c->cut, f);
    fclose(f);
    free(data);
    snprintf(path, sizeof path, "%s/config.json", dir);
    snprintf(text, sizeof text, "{" LLAMA "%s}", c->config ? c->config : "");
    write_file(path, text, strlen(text));
}

/* One of the lines holds the words. */
static void check_holds(const char *said, const char *why) {
    unsigned char *text;
    gpt_error err;
    size_t size;
    REQUIRE(file_read(said, &text, &size, &err) == GPT_OK);
    if (!CHECK(strstr((char *)text, why) != NULL)) printf("  it says: %s\n", (char *)text);
    free(text);
}

/* ... and there is only one. */
static void check_says(const char *said, const char *why) {
    unsigned char *text;
    gpt_error err;
    size_t size;
    char *end;
    check_holds(said, why);
    REQUIRE(file_read(said, &text, &size, &err) == GPT_OK);
    end = strchr((char *)text, '\n');
    CHECK(end && end[1] == 0);
    free(text);
}

TEST(convert_refuses_bad_checkpoints) {
    static const struct { checkpoint c; const char *type, *why; } bad[] = {
        {{NULL, NULL, NULL, NULL, 3, NAN, 0}, "f32", "model.embed_tokens.weight: [0, 3] is NaN"},
        {{NULL, NULL, NULL, NULL, 13, INFINITY, 0}, "q8", "model.embed_tokens.weight: [1, 5] is infinite"},
        {{NULL, NULL, NULL, NULL, 82, -INFINITY, 0}, "q8", "model.norm.weight: [2] is infinite"},
        {{NULL, NULL, NULL, NULL, 3, 65536, 0}, "f16", "[0, 3] = 65536 does not fit into f16"},
        {{NULL, NULL, NULL, NULL, -1, 0, 1}, "f32", "outside the file"},
        {{NULL, NULL, NULL, NULL, -1, 0, 4000}, "f32", "outside the file"},
        {{NULL, "model.layers.1.mlp.up_proj.weight", "x", NULL, -1, 0, 0}, "f32",
         "tensor model.layers.1.mlp.up_proj.weight is missing"},
        {{NULL, "model.layers.1.mlp.up_proj.weight", "model.layers.0.mlp.up_proj.weight", NULL, -1, 0, 0}, "f32",
         "model.layers.0.mlp.up_proj.weight appears twice"},
        {{NULL, NULL, NULL, "I32", -1, 0, 0}, "f32", "model.norm.weight has type I32"},
        {{",\"vocab_size\":12", NULL, NULL, NULL, -1, 0, 0}, "f32", "config.json says [12, 8]"},
        {{",\"vocab_size\"", NULL, NULL, NULL, -1, 0, 0}, "f32", "config.json: JSON: expected ':'"},
        {{",\"hidden_act\":\"mish\"", NULL, NULL, NULL, -1, 0, 0}, "f32", "hidden_act = mish"},
    };
    char dir[512], out[512], said[512], arguments[1600], path[700];
    size_t i;
    snprintf(dir, sizeof dir, "%s", scratch("checkpoint"));
    snprintf(out, sizeof out, "%s", scratch("made.gpt"));
    snprintf(said, sizeof said, "%s", scratch("said"));
    REQUIRE(mkdir(dir, 0700) == 0);
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        NOTE("%s", bad[i].why);
        write_checkpoint(dir, &bad[i].c);
        snprintf(arguments, sizeof arguments, "%s -o %s --type %s", dir, out, bad[i].type);
        CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
        check_says(said, bad[i].why);
        CHECK_INT(count_files("made"), 0);
    }
    snprintf(path, sizeof path, "%s/model.safetensors", dir);
    write_file(path, "", 0);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
    check_says(said, "the file is empty");
    remove(path);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
    check_says(said, "neither model.safetensors nor");
    CHECK(mkdir(path, 0700) == 0);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
    check_says(said, "is a directory");
    rmdir(path);
    snprintf(path, sizeof path, "%s/config.json", dir);
    write_file(path, "", 0);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
    check_says(said, "config.json: the file is empty");
    remove(path);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
    check_says(said, "there is no config.json");
    rmdir(dir);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
    check_says(said, "No such file");
    CHECK_INT(count_files("made"), 0);
    remove(said);
}

static const gpt_model_desc mapped = {{NULL, NULL, NULL}, 0, 0, 0, 0};

/* What the converter wrote, value by value. */
TEST(convert_stores_every_value) {
    static const checkpoint fine = {",\"tie_word_embeddings\":false", NULL, NULL, NULL, -1, 0, 0};
    static const char *const types[] = {"f32", "f16", "bf16", "q8"};
    static const char templates[] = "{\"chat_template\": [{\"name\": \"default\", \"template\": \"a<|im_start|>b\"}, {\"name\": "
        "\"tool_use\", \"template\": \"d\"}]}";
    static const char sampling[] = "{\"top_p\": 0.9, \"temperature\": 0.6, \"do_sample\": false, \"top_k\": \"x\", \"typical_p\": 0.8}";
    static const double bound[] = {0, 0.25 / 4096, 0.25 / 512, 0.25 / 127 * 0.51};
    char dir[512], out[512], said[512], arguments[1600];
    gpt__file f;
    gpt_error err;
    source s = {0};
    size_t i, k, t;
    snprintf(dir, sizeof dir, "%s", scratch("fine"));
    snprintf(out, sizeof out, "%s", scratch("fine.gpt"));
    snprintf(said, sizeof said, "%s", scratch("fine.said"));
    REQUIRE(mkdir(dir, 0700) == 0);
    write_checkpoint(dir, &fine);
    snprintf(arguments, sizeof arguments, "%s/tokenizer_config.json", dir);
    write_file(arguments, templates, strlen(templates));
    snprintf(arguments, sizeof arguments, "%s/additional_chat_templates", dir);
    REQUIRE(mkdir(arguments, 0700) == 0);
    snprintf(arguments, sizeof arguments, "%s/additional_chat_templates/rag.jinja", dir);
    write_file(arguments, "c", 1);
    snprintf(arguments, sizeof arguments, "%s/generation_config.json", dir);
    write_file(arguments, sampling, strlen(sampling));
    REQUIRE(safetensors_open(&s, dir, &err) == GPT_OK);
    for (i = 0; i < 4; i++) {
        NOTE("%s", types[i]);
        snprintf(arguments, sizeof arguments, "%s -o %s --type %s --quiet", dir, out, types[i]);
        CHECK_INT(run_tool("gpt-convert", arguments, said), 0);
        snprintf(arguments, sizeof arguments, "%s --verify", out);
        CHECK_INT(run_tool("gpt-inspect", arguments, said), 0);
        if (!CHECK_INT(gpt__file_open(&f, out, &mapped, &err), GPT_OK)) continue;
        CHECK_STR(gpt__file_meta(&f, "family"), "llama");
        CHECK_STR(gpt__file_meta(&f, "chat.template"), "a<|im_start|>b");
        CHECK_STR(gpt__file_meta(&f, "chat.template.tool_use"), "d");
        CHECK_STR(gpt__file_meta(&f, "chat.template.rag"), "c");
        CHECK_STR(gpt__file_meta(&f, "chat.format"), "chatml");
        CHECK_STR(gpt__file_meta(&f, "sampler.top_p"), "0.9");
        CHECK_STR(gpt__file_meta(&f, "sampler.typical_p"), "0.8");
        CHECK_STR(gpt__file_meta(&f, "sampler.temperature"), "0"); /* no sampling is greedy */
        CHECK(gpt__file_meta(&f, "sampler.top_k") == NULL);
        for (t = 0; t < f.n_entry; t++) {
            const gpt__tensor_entry *e = &f.entry[t];
            const src_tensor *src = src_find(&s, e->role == GPT__ROLE_DOWN ? "model.layers.1.mlp.down_proj.weight"
                                                                           : "model.layers.1.mlp.gate_proj.weight");
            float want[16], got[16];
            if (e->layer != 1 || (e->role != GPT__ROLE_DOWN && e->role != GPT__ROLE_GATE)) continue;
            CHECK_INT(e->type, i);
            CHECK_INT(e->n_row, src->dim[0]);
            CHECK_INT(e->n_col, src->dim[1]);
            for (k = 0; k < e->n_row; k++) {
                uint32_t c;
                src_read(&s, src, k * e->n_col, e->n_col, want, &err);
                gpt_unpack_row((gpt_type)e->type, f.data + e->offset, k, (int)e->n_col, e->scale, got);
                for (c = 0; c < e->n_col; c++) CHECK_NEAR(got[c], want[c], bound[i]);
            }
        }
        gpt__file_close(&f);
        remove(out);
    }
    src_free(&s);
    snprintf(arguments, sizeof arguments, "rm -r %s %s", dir, said);
    CHECK_INT(system(arguments), 0);
}

/* GPT-2: matrices are stored (inputs, outputs) with q, k and v side by side. */
TEST(convert_transposes_and_splits) {
    const char *out = scratch("gpt2.gpt"), *said = scratch("gpt2.said");
    char arguments[1600];
    source s = {0};
    gpt__file f;
    gpt_error err;
    const src_tensor *src, *bias;
    float *whole, row[64];
    size_t t, k, c;
    if (!file_is_dir(test_data("gpt2"))) SKIP("tests/data/gpt2 is absent");
    snprintf(arguments, sizeof arguments, "%s -o %s --quiet", test_data("gpt2"), out);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 0);
    REQUIRE(safetensors_open(&s, test_data("gpt2"), &err) == GPT_OK);
    src = src_find(&s, "h.2.attn.c_attn.weight");
    bias = src_find(&s, "h.2.attn.c_attn.bias");
    REQUIRE(src && bias && src->n == 32 * 96);
    whole = (float *)malloc(33 * 96 * sizeof *whole);
    REQUIRE(whole && src_read(&s, src, 0, 32 * 96, whole, &err) == GPT_OK);
    REQUIRE(src_read(&s, bias, 0, 96, whole + 32 * 96, &err) == GPT_OK);
    REQUIRE(gpt__file_open(&f, out, &mapped, &err) == GPT_OK);
    for (t = 0; t < f.n_entry; t++) {
        const gpt__tensor_entry *e = &f.entry[t];
        const float *vector = (const float *)(const void *)(f.data + e->offset);
        size_t first = e->role == GPT__ROLE_K || e->role == GPT__ROLE_K_B   ? 32
                       : e->role == GPT__ROLE_V || e->role == GPT__ROLE_V_B ? 64 : 0;
        if (e->layer != 2) continue;
        if (e->role == GPT__ROLE_Q_B || e->role == GPT__ROLE_K_B || e->role == GPT__ROLE_V_B)
            CHECK_MEM(vector, whole + 32 * 96 + first, 32 * sizeof(float));
        if (e->role != GPT__ROLE_Q && e->role != GPT__ROLE_K && e->role != GPT__ROLE_V) continue;
        for (k = 0; k < 32; k++) {
            gpt_unpack_row(GPT_TYPE_F32, f.data + e->offset, k, 32, 1, row);
            for (c = 0; c < 32; c++) CHECK_NEAR(row[c], whole[c * 96 + first + k], 0);
        }
    }
    gpt__file_close(&f);
    free(whole);
    src_free(&s);
    remove(out);
    remove(said);
}

TEST(convert_does_not_touch_other_files) {
    static const checkpoint fine = {"", NULL, NULL, NULL, -1, 0, 0};
    char dir[512], said[512], arguments[1600];
    snprintf(dir, sizeof dir, "%s", scratch("input"));
    snprintf(said, sizeof said, "%s", scratch("input.said"));
    REQUIRE(mkdir(dir, 0700) == 0);
    write_checkpoint(dir, &fine);
    snprintf(arguments, sizeof arguments, "%s -o %s/model.safetensors", dir, dir);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
    check_says(said, "is also an input");
    snprintf(arguments, sizeof arguments, "%s -o %s", dir, dir);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
    check_says(said, "not a regular file");
    snprintf(arguments, sizeof arguments, "%s -o %s/none/x.gpt", dir, dir);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
    check_says(said, "No such file");
    CHECK_INT(run_tool("gpt-convert", "--frobnicate", said), 2);
    CHECK_INT(run_tool("gpt-convert", "a b -o c", said), 2);
    CHECK_INT(run_tool("gpt-convert", "", said), 2);
    CHECK_INT(run_tool("gpt-convert", "a -o", said), 2);
    CHECK_INT(run_tool("gpt-convert", "a -o b --type q17", said), 2);
    CHECK_INT(run_tool("gpt-convert", "--help", said), 0);
    snprintf(arguments, sizeof arguments, "rm -r %s %s", dir, said);
    CHECK_INT(system(arguments), 0);
}

/* ---- gpt-logits ---- */

TEST(logits_refuses_bad_lines) {
    static const struct { const char *line, *why; } bad[] = {
        {"{", "line 2: JSON"},
        {"{\"ids\":[]}", "line 2: \"ids\""},
        {"{\"ids\":3}", "line 2: \"ids\""},
        {"[1]", "line 2: \"ids\""},
        {"{\"ids\":[1,-1]}", "line 2: ids[1] = -1"},
        {"{\"ids\":[97]}", "line 2: ids[0] = 97"},
        {"{\"ids\":[1.5]}", "line 2: ids[0] = 1.5"},
        {"{\"ids\":[\"a\"]}", "line 2: ids[0]"},
        {"{\"ids\":[1],\"greedy\":-1}", "line 2: \"greedy\""},
        {"{\"ids\":[1],\"greedy\":1000}", "line 2"}, /* beyond the learned positions */
    };
    const char *out = scratch("l.gpt"), *said = scratch("l.said"), *in = scratch("l.in"), *null = scratch("l.out");
    char text[2000], command[2000];
    size_t i;
    if (!file_is_dir(test_data("gpt2"))) SKIP("tests/data/gpt2 is absent");
    snprintf(text, sizeof text, "%s -o %s --quiet", test_data("gpt2"), out);
    REQUIRE(run_tool("gpt-convert", text, said) == 0);
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        int status;
        NOTE("%s", bad[i].line);
        snprintf(text, sizeof text, "{\"ids\":[1,2]}\n%s\n{\"ids\":[1]}\n", bad[i].line);
        write_file(in, text, strlen(text));
        snprintf(command, sizeof command, "%s %s --jsonl < %s > %s 2> %s", test_build("gpt-logits"), out, in, null, said);
        status = system(command);
        CHECK(WIFEXITED(status) && WEXITSTATUS(status) == 1);
        check_says(said, bad[i].why);
    }
    remove(out), remove(said), remove(in), remove(null);
}

/* ---- other models than their configs say ---- */

/* A folder with the files of a checkpoint in tests/data, to add to. */
static const char *copy_checkpoint(const char *name, const char *to) {
    const char *dir = scratch(to);
    char command[2000];
    snprintf(command, sizeof command, "rm -rf %s && cp -r %s %s && chmod -R u+w %s", dir, test_data(name), dir, dir);
    CHECK_INT(system(command), 0);
    return dir;
}

/* Replaces `from` by `to`, of the same length or shorter, in a text file. */
static void change_text(const char *path, const char *from, const char *to) {
    unsigned char *text;
    gpt_error err;
    size_t size;
    char *at;
    REQUIRE(file_read(path, &text, &size, &err) == GPT_OK);
    at = strstr((char *)text, from);
    REQUIRE(at != NULL);
    memset(at, ' ', strlen(from));
    memcpy(at, to, strlen(to));
    write_file(path, text, size);
    free(text);
}

TEST(assumed_families_are_tried_with_a_warning) {
    const char *dir = copy_checkpoint("llama", "strange"), *out = scratch("strange.gpt"), *said = scratch("strange.said");
    char arguments[1600];
    change_text(test_join(dir, "config.json"), "\"model_type\": \"llama\"", "\"model_type\": \"lama\"");
    snprintf(arguments, sizeof arguments, "%s -o %s", dir, out);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
    check_says(said, "model_type = lama is not supported (--assume llama");
    snprintf(arguments, sizeof arguments, "%s -o %s --assume llama", dir, out);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 0);
    check_holds(said, "warning");
    snprintf(arguments, sizeof arguments, "%s -o %s --assume bert", dir, out);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 1);
    check_says(said, "embeddings.word_embeddings.weight is missing");
    snprintf(arguments, sizeof arguments, "rm -r %s %s %s", dir, said, out);
    CHECK_INT(system(arguments), 0);
}

/* A dense layer that doubles, as a safetensors file. */
static void write_dense(const char *path, int n) {
    char header[300];
    float *data = (float *)calloc((size_t)(n * n + n), sizeof *data);
    FILE *f;
    int i;
    REQUIRE(data != NULL);
    snprintf(header, sizeof header,
             "{\"linear.weight\":{\"dtype\":\"F32\",\"shape\":[%d,%d],\"data_offsets\":[0,%d]},"
             "\"linear.bias\":{\"dtype\":\"F32\",\"shape\":[%d],\"data_offsets\":[%d,%d]}}", n, n, 4 * n * n, n, 4 * n * n,
             4 * n * n + 4 * n);
    for (i = 0; i < n; i++) data[i * n + i] = 2, data[n * n + i] = 0.25f;
    write_safetensors(path, header, 0);
    f = fopen(path, "ab");
    CHECK(f && fwrite(data, sizeof *data, (size_t)(n * n + n), f) == (size_t)(n * n + n));
    if (f) fclose(f);
    free(data);
}

static gpt_ctx *converted_ctx(const char *dir, const char *out, const char *said, gpt_model **m) {
    gpt_error err = {0, ""};
    char arguments[1600];
    snprintf(arguments, sizeof arguments, "%s -o %s --type f32", dir, out);
    *m = NULL;
    if (!CHECK_INT(run_tool("gpt-convert", arguments, said), 0)) return NULL;
    *m = gpt_model_load(out, NULL, &err);
    return *m ? gpt_ctx_new(*m, NULL, &err) : NULL;
}

TEST(sentence_transformers_become_embeddings) {
    static const char modules[] =
        "[{\"idx\":0,\"path\":\"\",\"type\":\"sentence_transformers.models.Transformer\"},"
        "{\"idx\":1,\"path\":\"1_Pooling\",\"type\":\"sentence_transformers.models.Pooling\"},"
        "{\"idx\":2,\"path\":\"2_Dense\",\"type\":\"sentence_transformers.models.Dense\"},"
        "{\"idx\":3,\"path\":\"3\",\"type\":\"sentence_transformers.models.Normalize\"}]";
    static const char pooling[] = "{\"pooling_mode_max_tokens\":true,\"pooling_mode_mean_tokens\":false}";
    const char *dir = copy_checkpoint("bert-sequence", "sentence"), *out = scratch("s.gpt"), *said = scratch("s.said");
    const int ids[6] = {3, 1, 4, 1, 5, 9};
    float plain[64], got[64];
    double length = 0;
    gpt_model *base, *m;
    gpt_ctx *c = converted_ctx(dir, out, said, &base);
    char command[2000];
    int i, n;
    REQUIRE(c != NULL);
    n = gpt_model_info(base)->n_embd;
    REQUIRE(n <= 64);
    CHECK_INT(gpt_embed(c, ids, 6, GPT_POOL_MAX, plain), GPT_OK);
    gpt_ctx_free(c);
    gpt_model_free(base);
    CHECK(mkdir(test_join(dir, "1_Pooling"), 0700) == 0 && mkdir(test_join(dir, "2_Dense"), 0700) == 0);
    write_file(test_join(dir, "modules.json"), modules, strlen(modules));
    write_file(test_join(dir, "1_Pooling/config.json"), pooling, strlen(pooling));
    snprintf(command, sizeof command, "{\"in_features\":%d,\"out_features\":%d,\"activation_function\":"
             "\"torch.nn.modules.activation.Tanh\"}", n, n);
    write_file(test_join(dir, "2_Dense/config.json"), command, strlen(command));
    write_dense(test_join(dir, "2_Dense/model.safetensors"), n);
    c = converted_ctx(dir, out, said, &m);
    REQUIRE(c != NULL);
    CHECK_INT(gpt_model_info(m)->head, GPT_HEAD_NONE);
    CHECK_INT(gpt_model_info(m)->n_embd_out, n);
    CHECK_INT(gpt_embed(c, ids, 6, GPT_POOL_MODEL, got), GPT_OK);
    for (i = 0; i < n; i++) plain[i] = (float)tanh(2 * (double)plain[i] + 0.25), length += (double)(plain[i] * plain[i]);
    for (i = 0; i < n; i++) CHECK_NEAR(got[i], plain[i] / sqrt(length), 1e-5);
    gpt_ctx_free(c);
    gpt_model_free(m);
    write_file(test_join(dir, "1_Pooling/config.json"), "{\"pooling_mode_max_tokens\":true}", 32); /* and the mean */
    snprintf(command, sizeof command, "%s -o %s", dir, out);
    CHECK_INT(run_tool("gpt-convert", command, said), 1);
    check_says(said, "2 ways of pooling");
    change_text(test_join(dir, "modules.json"), "models.Normalize", "models.WeightedX");
    CHECK_INT(run_tool("gpt-convert", command, said), 1);
    change_text(test_join(dir, "modules.json"), "1_Pooling", "../escape");
    CHECK_INT(run_tool("gpt-convert", command, said), 1);
    check_says(said, "leads out of the folder");
    snprintf(command, sizeof command, "rm -r %s %s %s", dir, said, out);
    CHECK_INT(system(command), 0);
}

TEST(verify_tells_right_from_wrong) {
    const char *dir = copy_checkpoint("llama", "right"), *out = scratch("v.gpt"), *said = scratch("v.said");
    char arguments[1600];
    CHECK_INT(run_tool("gpt-verify", dir, said), 0);
    check_holds(said, "1 passed, 0 failed");
    change_text(test_join(dir, "config.json"), "\"rms_norm_eps\": 1e-06", "\"rms_norm_eps\": 1e-03");
    CHECK_INT(run_tool("gpt-verify", dir, said), 1);
    check_holds(said, "0 passed, 1 failed");
    snprintf(arguments, sizeof arguments, "%s -o %s", dir, out);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 0);
    CHECK_INT(run_tool("gpt-verify", out, said), 0);
    check_holds(said, "checksums and self-test");
    CHECK_INT(run_tool("gpt-verify", "demo/gpt-demo.gpt", said), 0);
    check_holds(said, "tokens of 15 texts");
    change_text(test_join(dir, "reference.json"), "\"prompts\"", "\"prompt\"");
    CHECK_INT(run_tool("gpt-verify", dir, said), 1);
    check_holds(said, "no prompts");
    CHECK_INT(run_tool("gpt-verify", "tests", said), 1);
    check_holds(said, "neither a model file nor a checkpoint");
    CHECK_INT(run_tool("gpt-verify", "--frobnicate", said), 2);
    CHECK_INT(run_tool("gpt-verify", "--help", said), 0);
    snprintf(arguments, sizeof arguments, "rm -r %s %s %s", dir, said, out);
    CHECK_INT(system(arguments), 0);
}

/* ---- what is in a file ---- */

static void check_absent(const char *said, const char *what) {
    unsigned char *text;
    gpt_error err;
    size_t size;
    REQUIRE(file_read(said, &text, &size, &err) == GPT_OK);
    if (!CHECK(strstr((char *)text, what) == NULL)) printf("  it says: %s\n", (char *)text);
    free(text);
}

TEST(inspect_shows_what_is_in_a_model) {
    static const char *const shown[] = {"tensors\n  name ", "\n  token_embd  q4 ", "\n  1.down      q4 ", "\n  rope_freq ",
                                        "types\n  f32 ", "\n  q6 ", "\n  q4 ", " % ####", " bits a value", "\n  all ", "  config   ",
                                        " bytes)", "  name                   tools-"};
    const char *dir = copy_checkpoint("llama", "odd\033[31m"), *out = scratch("odd.gpt"), *said = scratch("odd.said");
    char arguments[1600];
    size_t i;
    snprintf(arguments, sizeof arguments, "'%s' -o %s --type q4 --quiet", dir, out);
    CHECK_INT(run_tool("gpt-convert", arguments, said), 0);
    CHECK_INT(run_tool("gpt-inspect", out, said), 0);
    for (i = 0; i < sizeof shown / sizeof shown[0]; i++) check_holds(said, shown[i]);
    check_absent(said, "\033"); /* the name of the folder is one of the model */
    check_holds(said, "odd?[31m");
    snprintf(arguments, sizeof arguments, "%s --brief", out);
    CHECK_INT(run_tool("gpt-inspect", arguments, said), 0);
    check_absent(said, "1.down");
    check_holds(said, "types\n");
    NOTE("a checkpoint");
    snprintf(arguments, sizeof arguments, "'%s'", dir);
    CHECK_INT(run_tool("gpt-inspect", arguments, said), 1);
    check_says(said, "gpt-convert --list");
    CHECK_INT(run_tool("gpt-inspect", test_data("llama/model.safetensors"), said), 1);
    check_says(said, "gpt-convert --list");
    CHECK_INT(run_tool("gpt-inspect", "nothing-here", said), 1);
    check_absent(said, "gpt-convert --list");
    snprintf(arguments, sizeof arguments, "rm -r '%s' %s %s", dir, out, said);
    CHECK_INT(system(arguments), 0);
}

/* What gpt-convert --list prints of a checkpoint. */
static void check_list(const char *path, const char *const *shown, const char *said) {
    char arguments[1200];
    NOTE("%s", path);
    snprintf(arguments, sizeof arguments, "--list '%s'", path);
    if (CHECK_INT(run_tool("gpt-convert", arguments, said), 0))
        for (; *shown; shown++) check_holds(said, *shown);
}

TEST(list_shows_checkpoints_of_every_kind) {
    static const char *const folder[] = {"safetensors\nconfig\n", "  model_type             llama\n", "metadata\n  format ",
                                         "tensors\n  name ", "\n  model.layers.0.self_attn.q_proj.weight         F32 ",
                                         "types\n  F32 ", " 32.00 bits a value 100.0 % ####", "\n  all ", NULL};
    static const char *const file[] = {"safetensors\nmetadata\n  format                 pt\ntensors\n", "types\n", NULL};
    static const char *const shards[] = {"metadata of model-00002-of-00003.safetensors\n", "  model-00003-of-00003.safetensors\n",
                                         "types\n", NULL};
    static const char *const embeddings[] = {"safetensors, of sentence-transformers\n", "bert.embeddings.", NULL};
    static const char *const gguf_file[] = {"GGUF version 3\nmetadata\n", "general.architecture   llama", "tensors\n  name ",
                                            "token_embd.weight ", "types\n", NULL};
    static const char *const llama2c[] = {"llama2.c\nmetadata\n", "hidden_size ", "tensors\n  name ", "types\n", NULL};
    static const char *const tokens[] = {"tokenizer\n  tokens ", NULL};
    static const char modules[] = "[{\"path\":\"\",\"type\":\"sentence_transformers.models.Transformer\"},"
                                  "{\"path\":\"1_Pooling\",\"type\":\"sentence_transformers.models.Pooling\"}]";
    static const char vocab[] = "{\"model\":{\"type\":\"BPE\",\"vocab\":{\"a\":0,\"b\":1},\"merges\":[]}}";
    const char *said = scratch("list.said"), *dir = copy_checkpoint("bert-sequence", "list"), *out = scratch("list.gpt");
    char path[600];
    check_list(test_data("llama"), folder, said);
    check_list(test_data("llama/model.safetensors"), file, said);
    check_list(test_data("llama-bf16-sharded"), shards, said);
    CHECK(mkdir(test_join(dir, "1_Pooling"), 0700) == 0);
    write_file(test_join(dir, "modules.json"), modules, strlen(modules));
    write_file(test_join(dir, "1_Pooling/config.json"), "{}", 2);
    check_list(dir, embeddings, said);
    write_file(test_join(dir, "tokenizer.json"), vocab, strlen(vocab));
    snprintf(path, sizeof path, "%s/tokenizer.json", dir);
    check_list(path, tokens, said);
    if (test_shared("formats")) {
        snprintf(path, sizeof path, "%s/tiny-Q8_0.gguf", test_shared("formats"));
        check_list(path, gguf_file, said);
        snprintf(path, sizeof path, "%s/llama2c-v2.bin", test_shared("formats"));
        check_list(path, llama2c, said);
    }
    NOTE("what it does not list");
    snprintf(path, sizeof path, "%s -o %s --quiet", test_data("llama"), out);
    CHECK_INT(run_tool("gpt-convert", path, said), 0);
    snprintf(path, sizeof path, "--list %s", out);
    CHECK_INT(run_tool("gpt-convert", path, said), 1);
    check_says(said, "gpt-inspect");
    CHECK_INT(run_tool("gpt-convert", "--list tests/test.h", said), 1);
    check_says(said, "neither a checkpoint nor a tokenizer");
    CHECK_INT(run_tool("gpt-convert", "--list nothing-here", said), 1);
    snprintf(path, sizeof path, "rm -r %s %s %s", dir, said, out);
    CHECK_INT(system(path), 0);
}

TEST_MAIN("tools", json_reads_values, json_keeps_odd_strings, json_refuses_bad_text, json_bounds_its_depth,
          json_survives_damage, json_writes_strings, gzip_unpacks_every_kind_of_block, gzip_joins_members,
          gzip_notices_every_damage, file_reads_whole_files, file_appears_complete_or_not_at_all,
          messages_are_cut_visibly, safetensors_reads_the_three_float_types, safetensors_reads_every_type,
          source_widens_all_halves,
          safetensors_refuses_bad_headers, safetensors_refuses_every_cut, safetensors_checks_its_index,
          plan_covers_a_llama, plan_refuses_what_it_does_not_know, plan_places_windows, plan_stretches_rope,
          convert_refuses_bad_checkpoints, convert_stores_every_value, convert_transposes_and_splits,
          convert_does_not_touch_other_files, logits_refuses_bad_lines, assumed_families_are_tried_with_a_warning,
          sentence_transformers_become_embeddings, verify_tells_right_from_wrong, inspect_shows_what_is_in_a_model,
          list_shows_checkpoints_of_every_kind)
