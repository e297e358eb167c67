/* GGUF and llama2.c files: metadata of all kinds, blocks of all types, models that convert, and damage of every sort.
 * Files are made here, byte by byte. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE
#endif
#define GPT_IMPLEMENTATION
#define GPT_STATIC
#include "../gpt.h"
#include "../tools/convert.h"
#include "test.h"

/* ---- a writer ---- */

typedef struct bytes { unsigned char p[1 << 19]; size_t n; } bytes;

static bytes head, body; /* pairs and tensors; the tensors' data */
static uint64_t n_pair, n_tensor, align_to;
static size_t infos; /* where in head the tensors begin */

static void put(bytes *b, const void *p, size_t n) {
    if (b->n + n > sizeof b->p) {
        FAIL("the writer's buffer is full");
        return;
    }
    memcpy(b->p + b->n, p, n);
    b->n += n;
}
static void put_n(bytes *b, uint64_t v, int width) {
    while (width-- > 0) {
        const unsigned char c = (unsigned char)v;
        put(b, &c, 1);
        v >>= 8;
    }
}
static void put_text(const char *s) {
    put_n(&head, strlen(s), 8);
    put(&head, s, strlen(s));
}
static void put_f32(bytes *b, float f) {
    uint32_t u;
    memcpy(&u, &f, 4);
    put_n(b, u, 4);
}
static void begin(void) {
    head.n = body.n = 0;
    n_pair = n_tensor = 0;
    align_to = 32;
}
static void key(const char *name, uint32_t type) {
    put_text(name);
    put_n(&head, type, 4);
    n_pair++;
}
static void key_u32(const char *name, uint32_t v) { key(name, GGUF_U32), put_n(&head, v, 4); }
static void key_f32(const char *name, float v) { key(name, GGUF_F32), put_f32(&head, v); }
static void key_text(const char *name, const char *v) { key(name, GGUF_TEXT), put_text(v); }
static void key_list(const char *name, uint32_t type, uint64_t n) {
    key(name, GGUF_ARRAY);
    put_n(&head, type, 4);
    put_n(&head, n, 8);
}

static void tensor(const char *name, int n_dim, uint64_t a, uint64_t b, uint64_t c, uint32_t type) {
    const uint64_t dim[3] = {a, b, c};
    int i;
    if (n_tensor++ == 0) infos = head.n;
    put_text(name);
    put_n(&head, (uint64_t)n_dim, 4);
    for (i = 0; i < n_dim; i++) put_n(&head, dim[i], 8);
    put_n(&head, type, 4);
    while (body.n % align_to) put_n(&body, 0, 1);
    put_n(&head, body.n, 8);
}

/* small numbers of both signs; blocks of Q8_0 if type says so */
static void values(size_t n, uint32_t type, float scale) {
    size_t i;
    for (i = 0; i < n; i++) {
        const int q = (int)((uint32_t)test_random() % 255) - 127;
        if (type == 8 && i % 32 == 0) put_n(&body, 0x2000 + (uint32_t)test_random() % 64, 2);
        if (type == 8) put_n(&body, (uint64_t)(q & 255), 1);
        else if (type == 1) put_n(&body, gpt__f32_to_f16((float)q * scale), 2);
        else put_f32(&body, (float)q * scale);
    }
}

static const char *temp(const char *name) {
    static char path[24][300]; /* of all tests */
    static int k;
    if (k == 24) FAIL("too many names");
    k = k % 24 + 1;
    snprintf(path[k - 1], sizeof path[k - 1], "%s/test_gguf.%ld.%s", getenv("TMPDIR") ? getenv("TMPDIR") : "/tmp", (long)getpid(), name);
    return path[k - 1];
}

static bytes file;

static void finish(uint32_t version) {
    file.n = 0;
    put(&file, "GGUF", 4);
    put_n(&file, version, 4);
    put_n(&file, n_tensor, 8);
    put_n(&file, n_pair, 8);
    put(&file, head.p, head.n);
    while (file.n % align_to) put_n(&file, 0, 1);
    put(&file, body.p, body.n);
}

static void save(const char *path, size_t n) {
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(file.p, 1, n, f) != n) FAIL("%s cannot be written", path);
    if (f) fclose(f);
}

/* ---- reading ---- */

static gpt_error err;
static source s;
static gguf g;

static int read_file(void) {
    static const char *path;
    int rc;
    if (!path) path = temp("in.gguf");
    save(path, file.n);
    memset(&err, 0, sizeof err);
    rc = gguf_open(&s, &g, path, &err);
    remove(path);
    return rc;
}
static void close_file(void) {
    src_free(&s);
    gguf_free(&g);
}

TEST(metadata_of_every_kind) {
    static const struct { uint32_t type; int width; uint64_t bits; double is; } cases[] = {
        {GGUF_U8, 1, 200, 200}, {GGUF_I8, 1, 200, -56}, {GGUF_U16, 2, 65535, 65535}, {GGUF_I16, 2, 65535, -1},
        {GGUF_U32, 4, 4294967295u, 4294967295.0}, {GGUF_I32, 4, 4294967295u, -1}, {GGUF_F32, 4, 0x3FC00000u, 1.5},
        {GGUF_BOOL, 1, 1, 1}, {GGUF_U64, 8, (uint64_t)1 << 60, 1152921504606846976.0},
        {GGUF_I64, 8, ~(uint64_t)6, -7}, {GGUF_F64, 8, 0x3FF8000000000000u, 1.5}
    };
    const unsigned char *at;
    const gguf_pair *p;
    size_t i, n;
    char name[40];
    uint32_t version;
    for (version = 2; version <= 3; version++) {
        begin();
        for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            snprintf(name, sizeof name, "one.%u", cases[i].type);
            key(name, cases[i].type);
            put_n(&head, cases[i].bits, cases[i].width);
            snprintf(name, sizeof name, "two.%u", cases[i].type);
            key_list(name, cases[i].type, 2);
            put_n(&head, 0, cases[i].width);
            put_n(&head, cases[i].bits, cases[i].width);
        }
        key_text("text", "a text");
        key_list("texts", GGUF_TEXT, 2);
        put_text("");
        put_text("second");
        key_list("lists", GGUF_ARRAY, 2);
        put_n(&head, GGUF_U8, 4), put_n(&head, 3, 8), put(&head, "abc", 3);
        put_n(&head, GGUF_TEXT, 4), put_n(&head, 1, 8), put_text("x");
        key_list("empty", GGUF_I16, 0);
        key_u32("last", 7);
        finish(version);
        CHECK_INT(read_file(), GPT_OK);
        CHECK_INT((int)g.version, (int)version);
        for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
            NOTE("type %u", cases[i].type);
            snprintf(name, sizeof name, "one.%u", cases[i].type);
            CHECK_NEAR(gguf_number(gguf_find(&g, name), 0), cases[i].is, 0);
            CHECK_NEAR(gguf_number(gguf_find(&g, name), 1), 0, 0);
            snprintf(name, sizeof name, "two.%u", cases[i].type);
            CHECK_NEAR(gguf_number(gguf_find(&g, name), 1), cases[i].is, 0);
        }
        CHECK(gguf_text(&g, "text", &n) && n == 6 && memcmp(gguf_text(&g, "text", &n), "a text", 6) == 0);
        p = gguf_find(&g, "texts");
        at = p ? p->item : NULL;
        if (CHECK(at)) {
            gguf_text_next(&at, &n);
            CHECK_INT((int)n, 0);
            CHECK(memcmp(gguf_text_next(&at, &n), "second", 6) == 0 && n == 6);
        }
        CHECK(gguf_find(&g, "lists") && gguf_find(&g, "empty") && !gguf_find(&g, "none"));
        CHECK_NEAR(gguf_number(gguf_find(&g, "last"), 0), 7, 0);
        close_file();
    }
}

/* One tensor of 64 values, and a pair. */
static void small(void) {
    begin();
    key_u32("general.alignment", 32);
    tensor("a", 2, 32, 2, 0, 8);
    values(64, 8, 0);
    tensor("b", 1, 3, 0, 0, 0);
    values(3, 0, 1);
    finish(3);
}

static void change(size_t at, uint64_t v, int width) {
    for (; width-- > 0; at++, v >>= 8) file.p[at] = (unsigned char)v;
}

TEST(refuses_what_is_wrong) {
    const size_t info = 24; /* where head begins in the file */
    size_t b_offset, a_offset;
    small();
    CHECK_INT(read_file(), GPT_OK);
    CHECK_INT(s.n, 2);
    close_file();
    b_offset = info + head.n - 8;
    a_offset = info + infos + 8 + 1 + 4 + 16 + 4;
#define WRONG(at, v, width, word)                                              \
    small();                                                                   \
    change(at, v, width);                                                      \
    CHECK(read_file() != GPT_OK && strstr(err.message, word)) || (NOTE("%s", err.message), 0); \
    close_file()
    WRONG(0, 'X', 1, "not a GGUF");
    WRONG(4, 0x03000000, 4, "big-endian");
    WRONG(4, 1, 4, "version 1");
    WRONG(4, 4, 4, "version 4");
    WRONG(8, 3, 8, "");
    WRONG(8, ~(uint64_t)0, 8, "");
    WRONG(16, 2, 8, "");
    WRONG(16, ~(uint64_t)0, 8, "");
    WRONG(info, ~(uint64_t)0, 8, "within its header");
    WRONG(info + 8 + 17, 99, 4, "unknown type");
    WRONG(info + 8 + 17 + 4, 48, 4, "power of two");
    WRONG(info + 8 + 17 + 4, 0, 4, "power of two");
    WRONG(info + infos + 8, 'b', 1, "twice");
    WRONG(info + infos + 9, 5, 4, "5 dimensions");
    WRONG(info + infos + 13, 33, 8, "blocks of 32");
    WRONG(info + infos + 13, 0, 8, "is 0");
    WRONG(info + infos + 13, (uint64_t)1 << 63, 8, "beyond reason");
    WRONG(info + infos + 21, 1000, 8, "outside");
    WRONG(a_offset - 4, 31, 4, "unknown type 31");
    WRONG(b_offset, 8, 8, "multiple");
    WRONG(b_offset, 32, 8, "overlap");
    WRONG(b_offset, 4096, 8, "outside");
    WRONG(b_offset, ~(uint64_t)31, 8, "outside");
#undef WRONG
    begin();
    key_u32("twice", 1);
    key_u32("twice", 1);
    finish(3);
    CHECK(read_file() != GPT_OK && strstr(err.message, "twice"));
    close_file();
}

/* ---- blocks ---- */

/* A number made of the values of 50 blocks of fixed bytes. */
static uint32_t fingerprint(const src_coding *c) {
    uint32_t state = 12345, hash = 2166136261u, u;
    unsigned char block[400];
    float y[SRC_BLOCK];
    int round, i;
    for (round = 0; round < 50; round++) {
        for (i = 0; i < c->size; i++) {
            state = state * 1664525u + 1013904223u;
            block[i] = (unsigned char)(state >> 24);
        }
        c->read(block, y);
        for (i = 0; i < c->n; i++) {
            if (y[i] != y[i]) u = 1;
            else if (y[i] == 0) u = 0;
            else memcpy(&u, &y[i], 4);
            hash = (hash ^ u) * 16777619u;
        }
    }
    return hash;
}

/* Made when every bit of the values was compared with those of ggml (2026). */
TEST(blocks_have_the_values_of_ggml) {
    static const struct { uint32_t type, is; } cases[] = {
        {0, 3266446069u}, {1, 3674061074u}, {2, 2278210789u}, {3, 4005128752u}, {6, 3086541029u}, {7, 4283568827u},
        {8, 2328400165u}, {9, 2996761765u}, {10, 4027155041u}, {11, 3064788485u}, {12, 1500719979u}, {13, 3388095571u},
        {14, 2724178341u}, {15, 1065638322u}, {16, 3630476841u}, {17, 3123286697u}, {18, 703288989u}, {19, 3964340741u},
        {20, 2852128421u}, {21, 2498119397u}, {22, 3682930297u}, {23, 882529841u}, {24, 362360717u}, {25, 1178804621u},
        {26, 2066816233u}, {27, 83997358u}, {28, 2936034267u}, {29, 1068618437u}, {30, 2581999501u}, {34, 393086917u},
        {35, 3937703621u}, {39, 677749445u}, {40, 2769266629u}, {41, 2302196293u}, {42, 3376057349u}
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        const src_coding *c = ggml_coding(cases[i].type);
        if (!CHECK(c)) continue;
        NOTE("%s", c->name);
        CHECK(fingerprint(c) == cases[i].is);
        CHECK(c->n <= SRC_BLOCK && c->size <= 400);
    }
}

/* ---- models ---- */

enum { D = 32, H = 2, K = 1, C = 16, F = 64, L = 2, V = 262 };

static void vocabulary(void) {
    char text[16];
    int i;
    key_text("tokenizer.ggml.model", "llama");
    key_list("tokenizer.ggml.tokens", GGUF_TEXT, V);
    put_text("<unk>"), put_text("<s>"), put_text("</s>");
    for (i = 0; i < 256; i++) snprintf(text, sizeof text, "<0x%02X>", (unsigned)i), put_text(text);
    put_text("\xe2\x96\x81"), put_text("a"), put_text("\xe2\x96\x81" "a");
    key_list("tokenizer.ggml.scores", GGUF_F32, V);
    for (i = 0; i < V; i++) put_f32(&head, (float)-i);
    key_list("tokenizer.ggml.token_type", GGUF_I32, V);
    for (i = 0; i < V; i++) put_n(&head, i == 0 ? 2 : i < 3 ? 3 : i < 259 ? 6 : 1, 4);
    key_u32("tokenizer.ggml.bos_token_id", 1);
    key_u32("tokenizer.ggml.eos_token_id", 2);
}

/* A Llama whose matrices are of a type. */
static void llama(uint32_t type, int with_tokens) {
    static const struct { const char *name; int rows, cols; } layer[] = {
        {"attn_norm", D, 0}, {"attn_q", H * C, D}, {"attn_k", K * C, D}, {"attn_v", K * C, D}, {"attn_output", D, H * C},
        {"ffn_norm", D, 0}, {"ffn_gate", F, D}, {"ffn_up", F, D}, {"ffn_down", D, F}
    };
    char name[60];
    int i, l;
    begin();
    key_text("general.architecture", "llama");
    key_text("general.name", "tiny");
    key_u32("llama.context_length", 64);
    key_u32("llama.embedding_length", D);
    key_u32("llama.block_count", L);
    key_u32("llama.feed_forward_length", F);
    key_u32("llama.attention.head_count", H);
    key_u32("llama.attention.head_count_kv", K);
    key_f32("llama.attention.layer_norm_rms_epsilon", 1e-5f);
    key_u32("llama.rope.dimension_count", C);
    if (with_tokens) vocabulary();
    tensor("token_embd.weight", 2, D, V, 0, type), values(D * V, type, 0.01f);
    tensor("output_norm.weight", 1, D, 0, 0, 0), values(D, 0, 0.01f);
    for (l = 0; l < L; l++)
        for (i = 0; i < 9; i++) {
            const uint32_t t = layer[i].cols ? type : 0;
            snprintf(name, sizeof name, "blk.%d.%s.weight", l, layer[i].name);
            if (layer[i].cols) tensor(name, 2, (uint64_t)layer[i].cols, (uint64_t)layer[i].rows, 0, t);
            else tensor(name, 1, (uint64_t)layer[i].rows, 0, 0, t);
            values((size_t)layer[i].rows * (size_t)(layer[i].cols ? layer[i].cols : 1), t, 0.01f);
        }
    finish(3);
}

static int convert(const char *in, const char *out, int type) {
    convert_options o;
    memset(&o, 0, sizeof o);
    memset(&err, 0, sizeof err);
    o.in = in;
    o.out = out;
    o.type = type;
    o.quiet = 1;
    return convert_run(&o, &err);
}

static int logits_of(const char *path, float *out) {
    static const int ids[] = {1, 259, 70, 5, 261};
    gpt_model *m = gpt_model_load(path, NULL, &err);
    gpt_ctx *ctx = m ? gpt_ctx_new(m, NULL, &err) : NULL;
    int ok = ctx && gpt_eval(ctx, ids, 5) == GPT_OK;
    if (ok) memcpy(out, gpt_logits(ctx), V * sizeof(float));
    gpt_ctx_free(ctx);
    gpt_model_free(m);
    return ok;
}

TEST(converts_a_model) {
    static float a[V], b[V];
    const char *in = temp("m.gguf"), *out = temp("m.gpt"), *again = temp("n.gpt");
    gpt_model *m;
    int ids[16], i;
    llama(8, 1);
    save(in, file.n);
    if (CHECK_INT(convert(in, out, -1), GPT_OK)) {
        m = gpt_model_load(out, NULL, &err);
        if (CHECK(m)) {
            for (i = 0; m->file.entry[i].role != GPT__ROLE_TOKEN_EMBD;) i++;
            CHECK_INT((int)m->file.entry[i].type, GPT_TYPE_Q8);
            CHECK_STR(gpt_model_meta(m, "name"), "tiny");
            i = gpt_tokenize(m, "a a", 3, GPT_TEXT_BOS, ids, 16);
            CHECK_INT(i, 3);
            CHECK(ids[0] == 1 && ids[1] == 261 && ids[2] == 261);
            CHECK_INT(gpt_token_special(m, GPT_TOKEN_EOS), 2);
            gpt_model_free(m);
        }
    } else {
        NOTE("%s", err.message);
        FAIL("%s", err.message);
    }
    CHECK_INT(convert(in, again, GPT_TYPE_F32), GPT_OK);
    if (CHECK(logits_of(out, a)) && CHECK(logits_of(again, b)))
        for (i = 0; i < V; i++)
            if (!CHECK_NEAR(a[i], b[i], 0.5 /* eight bits for what enters a matrix, too */)) break;
    remove(in), remove(out), remove(again);
}

/* Rows of blocks that have a place in our types are the same to the last bit there, and so are permuted ones. */
TEST(blocks_stay_what_they_are) {
    const char *in = temp("m.gguf"), *out = temp("m.gpt"), *plain = temp("n.gpt");
    gpt_model *m, *n;
    float x[F], y[F];
    uint32_t i, r;
    llama(8, 0);
    save(in, file.n);
    CHECK_INT(convert(in, out, -1), GPT_OK);
    CHECK_INT(convert(in, plain, GPT_TYPE_F32), GPT_OK);
    m = gpt_model_load(out, NULL, &err);
    n = gpt_model_load(plain, NULL, &err);
    if (CHECK(m) && CHECK(n))
        for (i = 0; i < m->file.n_entry; i++) {
            const gpt__tensor_entry *a = &m->file.entry[i], *b = &n->file.entry[i];
            for (r = 0; r < a->n_row && a->n_col > 1; r++) {
                gpt_unpack_row((gpt_type)a->type, m->file.data + a->offset, r, (int)a->n_col, a->scale, x);
                gpt_unpack_row((gpt_type)b->type, n->file.data + b->offset, r, (int)b->n_col, b->scale, y);
                if (!CHECK(memcmp(x, y, a->n_col * sizeof(float)) == 0)) break;
            }
        }
    gpt_model_free(m);
    gpt_model_free(n);
    remove(in), remove(out), remove(plain);
}

/* ---- llama2.c ---- */

/* A checkpoint of the sizes above with a head of its own. */
static void llama2c_file(int version) {
    const int sizes[7] = {D, F, L, H, K, version ? V : -V, 64};
    const size_t matrix[9] = {V * D, L * D, L * H * C * D, L * K * C * D, L * K * C * D, L * D * H * C, L * D, L * F * D, L * F * D};
    static const int order[2][11] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, {1, 6, 10, 0, 2, 3, 4, 5, 7, 8, 9}};
    size_t i, n;
    int k;
    file.n = 0;
    if (version) put(&file, "24ka", 4), put_n(&file, (uint64_t)version, 4);
    for (k = 0; k < 7; k++) put_n(&file, (uint64_t)(int64_t)sizes[k], 4);
    if (version) put_n(&file, 0, 1), put_n(&file, 32, 4);
    while (version && file.n < 256) put_n(&file, 0, 1);
    for (k = 0; k < 12; k++) {
        const int what = k < 11 ? order[version > 0][k] : 0; /* the head is the embedding */
        const int norm = what == 1 || what == 6 || what == 10;
        n = what == 10 ? D : what == 9 ? L * F * D : matrix[what];
        if (k == 11 && version == 0)
            for (i = 0; i < 64 * (C / 2) * 2; i++) put_f32(&file, 0);
        for (i = 0; i < n; i++) { /* multiples of 1/128 within +-127 of them: the same in each version */
            const int q = (int)(((uint32_t)i * 2654435761u + (uint32_t)what * 977) >> 9) % 255 - 127;
            const size_t layer = what == 0 || what == 10 ? n : n / L;
            if (version == 2 && !norm) put_n(&file, (uint64_t)(q & 255), 1);
            else put_f32(&file, (float)q / 128);
            if (version == 2 && !norm && (i + 1) % layer == 0) {
                size_t r;
                for (r = 0; r < layer / 32; r++) put_f32(&file, 1.0f / 128);
            }
        }
    }
}

TEST(llama2c_of_all_versions) {
    static float a[3][V];
    const char *in = temp("l.bin"), *out = temp("l.gpt");
    int version;
    size_t i;
    for (version = 0; version < 3; version++) {
        llama2c_file(version);
        save(in, file.n);
        NOTE("version %d", version);
        if (!CHECK_INT(convert(in, out, GPT_TYPE_F32), GPT_OK)) FAIL("%s", err.message);
        CHECK(logits_of(out, a[version]));
        remove(out);
        CHECK(memcmp(a[version], a[0], sizeof a[0]) == 0);
        for (i = 0; i < (version ? 41 : 28); i++) { /* sizes no longer fit the file, or mean something else */
            const unsigned char was = file.p[i];
            file.p[i] = (unsigned char)(was + 1 + test_random() % 255);
            save(in, file.n);
            if (convert(in, out, GPT_TYPE_F32) != GPT_OK) CHECK(!file_exists(out));
            remove(out);
            file.p[i] = was;
        }
        for (i = 0; i < file.n; i += 977) {
            save(in, i);
            CHECK(convert(in, out, GPT_TYPE_F32) != GPT_OK && !file_exists(out));
        }
    }
    remove(in);
}

/* ---- damage ---- */

static int tries(const char *in, const char *out) {
    float logits[V];
    const int rc = convert(in, out, -1);
    if (rc == GPT_OK) CHECK(logits_of(out, logits) || *err.message);
    else CHECK(*err.message && !file_exists(out));
    remove(out);
    return rc;
}

TEST(damage_is_an_error_or_harmless) {
    const char *in = temp("d.gguf"), *out = temp("d.gpt");
    size_t i, n, data;
    int failed = 0;
    small();
    for (i = 0; i < file.n; i++) { /* every byte in three ways, and every length */
        static const unsigned char ways[3] = {1, 0x80, 0xFF};
        int k;
        for (k = 0; k < 3; k++) {
            file.p[i] ^= ways[k];
            read_file();
            close_file();
            file.p[i] ^= ways[k];
        }
        n = file.n;
        file.n = i;
        failed += read_file() != GPT_OK;
        close_file();
        file.n = n;
    }
    CHECK(failed > 150);
    llama(8, 0);
    data = 24 + head.n;
    for (i = 0; i < data; i += 1 + (uint32_t)test_random() % 5) { /* the same of a whole model */
        const unsigned char was = file.p[i];
        file.p[i] = (unsigned char)(uint32_t)test_random();
        save(in, file.n);
        NOTE("byte %d = %d", (int)i, file.p[i]);
        tries(in, out);
        file.p[i] = was;
    }
    for (i = 0; i < 30; i++) {
        save(in, (uint32_t)test_random() % file.n);
        tries(in, out);
    }
    remove(in);
}

/* ---- ../shared ---- */

TEST(the_same_model_as_its_folder) {
    const char *dir = test_shared("stories260K"), *out = temp("s.gpt"), *other = temp("t.gpt");
    static const char *const names[3] = {"hf", "stories260K.gguf", "stories260K.bin"};
    static float a[3][512];
    char path[600];
    int i, ids[] = {1, 403, 407, 261};
    if (!dir) SKIP("../shared is absent");
    for (i = 0; i < 3; i++) {
        gpt_model *m;
        gpt_ctx *ctx;
        snprintf(path, sizeof path, "%s/%s", dir, names[i]);
        CHECK_INT(convert(path, i ? other : out, GPT_TYPE_F32), GPT_OK);
        m = gpt_model_load(i ? other : out, NULL, &err);
        ctx = m ? gpt_ctx_new(m, NULL, &err) : NULL;
        if (CHECK(ctx) && CHECK_INT(gpt_eval(ctx, ids, 4), GPT_OK)) memcpy(a[i], gpt_logits(ctx), sizeof a[i]);
        gpt_ctx_free(ctx);
        gpt_model_free(m);
    }
    CHECK(memcmp(a[0], a[1], sizeof a[0]) == 0 && memcmp(a[0], a[2], sizeof a[0]) == 0);
    remove(out), remove(other);
}

TEST_MAIN("gguf", metadata_of_every_kind, refuses_what_is_wrong, blocks_have_the_values_of_ggml, converts_a_model,
          blocks_stay_what_they_are, llama2c_of_all_versions, damage_is_an_error_or_harmless, the_same_model_as_its_folder)
