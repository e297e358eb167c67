/* test_file.c -- >>file: what a good file says, and that no bad one gets through or does harm */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "tiny.h"

/* small enough to try every byte of it */
static tiny_image small(tiny_kind kind) {
    tiny_desc d = {0};
    d.kind = kind;
    d.n_vocab = 18, d.n_ctx = 12, d.n_embd = 8, d.n_layer = 2;
    d.n_head = 2, d.n_kv = kind == TINY_LLAMA ? 1 : 2, d.n_ff = 10;
    d.n_test = 3;
    d.seed = 1;
    return tiny_build(&d);
}

static int open_status(const tiny_image *image, gpt_error *err) {
    gpt__file f;
    const int status = gpt__file_open_memory(&f, image->data, image->size, err);
    if (!status) gpt__file_close(&f);
    return status;
}

/* Load the image and use all of it; whatever happens must be refused or harmless (run this with sanitizers). */
static void use(const tiny_image *image) {
    const gpt_ctx_desc desc = {6, 4, 1, GPT_KV_F32, 0, NULL, NULL};
    gpt_error err = {0, ""};
    gpt_model *model = gpt_model_load_memory(image->data, image->size, NULL, &err);
    if (!model) {
        CHECK(err.status < 0 && err.message[0]);
        return;
    }
    gpt_model_meta(model, "no such key");
    gpt_model_verify(model, NULL);
    if (gpt_model_info(model)->n_vocab > 0 && gpt_ctx_bytes(model, &desc) < (size_t)1 << 24) {
        const int tokens[5] = {0, gpt_model_info(model)->n_vocab - 1, 0, 0, 0};
        gpt_ctx *ctx = gpt_ctx_new(model, &desc, &err);
        if (ctx) gpt_eval(ctx, tokens, 5);
        gpt_ctx_free(ctx);
    }
    gpt_model_free(model);
}

/* The image must be refused with this status and a message that holds `text`. */
static void refused(const tiny_image *image, int status, const char *text) {
    gpt_error err = {0, ""};
    CHECK_INT(open_status(image, &err), status);
    if (!strstr(err.message, text)) FAIL("the message \"%s\" says nothing of \"%s\"", err.message, text);
}

/* ---- good files ---- */

TEST(opens_good_files) {
    int kind;
    for (kind = TINY_LLAMA; kind <= TINY_GPT2; kind++) {
        tiny_image image = small((tiny_kind)kind);
        gpt__file f;
        gpt_error err = {0, ""};
        CHECK_INT(gpt__file_open_memory(&f, image.data, image.size, &err), GPT_OK);
        CHECK_STR(err.message, "");
        REQUIRE(f.config && f.layer && f.entry);
        CHECK_INT(f.config->n_vocab, 18);
        CHECK_INT(f.layer[1].n_ff, 10);
        CHECK(f.n_entry > 10);
        CHECK_INT(f.entry[0].role, GPT__ROLE_TOKEN_EMBD);
        CHECK_STR(gpt__file_meta(&f, "name"), "tiny");
        CHECK_STR(gpt__file_meta(&f, "family"), "test");
        CHECK(!gpt__file_meta(&f, "nam"));
        CHECK_INT(f.test_size, 16 + 3 * 4);
        CHECK(!f.token && !f.mapped);
        CHECK(f.checksum == tiny_get64(image.data + 24));
        CHECK_INT(gpt__file_verify(&f, &err), GPT_OK);
        image.data[f.entry[3].offset + 1] ^= 1;
        CHECK_INT(gpt__file_verify(&f, &err), GPT_E_FORMAT);
        CHECK(strstr(err.message, gpt__role_name(f.entry[3].role)) != NULL);
        gpt__file_close(&f);
        use(&image);
        tiny_free(&image);
    }
}

/* ---- damage ---- */

TEST(cut_at_every_length) {
    tiny_image image = small(TINY_LLAMA);
    size_t n;
    for (n = 0; n < image.size; n++) {
        tiny_image cut = tiny_alloc(n);
        gpt_error err;
        memcpy(cut.data, image.data, n);
        NOTE("cut to %lu bytes", (unsigned long)n);
        CHECK(open_status(&cut, &err) < 0);
        if (n >= 64) { /* and with a header that says so */
            tiny_put64(cut.data + 16, n);
            tiny_seal(&cut);
            CHECK(open_status(&cut, &err) < 0);
        }
        tiny_free(&cut);
    }
    tiny_free(&image);
}

TEST(every_flipped_byte_is_noticed) {
    static const char *const kinds[] = {"CONF", "LAYR", "DIRE", "META", "TEST"};
    tiny_image image = small(TINY_GPT2);
    size_t at, k, size = 64 + 32 * (size_t)tiny_get32(image.data + 12);
    gpt_error err;
    for (at = 0; at < size; at++) {
        NOTE("byte %lu of the header", (unsigned long)at);
        image.data[at] ^= (uint8_t)(1 << at % 8);
        CHECK(open_status(&image, &err) < 0);
        image.data[at] ^= (uint8_t)(1 << at % 8);
    }
    for (k = 0; k < sizeof kinds / sizeof *kinds; k++) {
        uint8_t *p = tiny_bytes(&image, kinds[k]);
        size = (size_t)tiny_get64(tiny_section(&image, kinds[k]) + 16);
        for (at = 0; at < size; at++) {
            NOTE("byte %lu of %s", (unsigned long)at, kinds[k]);
            p[at] ^= (uint8_t)(1 << at % 8);
            CHECK(open_status(&image, &err) == GPT_E_FORMAT && strstr(err.message, kinds[k]));
            p[at] ^= (uint8_t)(1 << at % 8);
        }
    }
    CHECK_INT(open_status(&image, &err), GPT_OK);
    tiny_free(&image);
}

/* up to where the tables go; DATA, which may hold anything, follows */
static size_t tables_end(const tiny_image *image) { return (size_t)(tiny_bytes(image, "DATA") - image->data); }

TEST(every_byte_of_a_forger) { /* flipped, with checksums that are right */
    int kind, how;
    for (kind = TINY_LLAMA; kind <= TINY_GPT2; kind++) {
        tiny_image image = small((tiny_kind)kind), copy = tiny_alloc(image.size);
        const size_t end = tables_end(&image);
        size_t at;
        for (at = 8; at < end; at++)
            for (how = 0; how < 4; how++) {
                static const uint8_t turn[4] = {0x01, 0x10, 0x80, 0xff};
                memcpy(copy.data, image.data, image.size);
                copy.data[at] ^= turn[how];
                tiny_seal(&copy);
                NOTE("kind %d, byte %lu ^ %02x", kind, (unsigned long)at, turn[how]);
                use(&copy);
            }
        tiny_free(&image), tiny_free(&copy);
    }
}

TEST(every_word_of_a_forger) { /* each 4 bytes replaced by what breaks sums and products */
    static const uint32_t words[] = {0, 1, 2, 3, 15, 64, 0x10000, 0x1000000, 0x7fffffff, 0x80000000u, 0xfffffff0u,
                                     0xffffffffu, 0x7f800000, 0x7fc00000, 0x3f800000, 0x00800000, 0xbf800000u};
    tiny_image image = small(TINY_LLAMA), copy = tiny_alloc(image.size);
    const size_t end = tables_end(&image);
    size_t at, k;
    for (at = 8; at < end; at += 4)
        for (k = 0; k < sizeof words / sizeof *words; k++) {
            memcpy(copy.data, image.data, image.size);
            tiny_put32(copy.data + at, words[k]);
            tiny_seal(&copy);
            NOTE("word at %lu = %08x", (unsigned long)at, (unsigned)words[k]);
            use(&copy);
        }
    tiny_free(&image), tiny_free(&copy);
}

TEST(many_bytes_of_a_forger) {
    tiny_image image = small(TINY_GPT2), copy = tiny_alloc(image.size);
    const size_t end = tables_end(&image);
    int i, k;
    for (i = 0; i < 20000; i++) {
        memcpy(copy.data, image.data, image.size);
        for (k = test_below(4); k >= 0; k--) {
            const size_t at = 8 + (size_t)test_below((int)end - 8), from = (size_t)test_below((int)end - 8);
            if (test_below(2)) copy.data[at] = (uint8_t)test_random();
            else memmove(copy.data + at, copy.data + from, at > from ? end - at : (end - from < 8 ? end - from : 8));
        }
        tiny_seal(&copy);
        NOTE("forgery %d", i);
        use(&copy);
    }
    tiny_free(&image), tiny_free(&copy);
}

/* ---- what is said of what is wrong ---- */

TEST(other_files) {
    static const struct {
        const char *bytes;
        size_t size;
        const char *text;
    } other[] = {
        {"GGUF\3\0\0\0\0\0\0\0", 12, "gpt-convert"},
        {"\x40\0\0\0\0\0\0\0{\"__meta", 16, "safetensors"},
        {"PK\3\4\0\0\0\0", 8, "zip"},
        {"<!DOCTYPE html>", 15, "web page"},
        {"version https://git-lfs", 23, "git-lfs"},
        {"{\"model_type\"", 13, "JSON"},
        {"\x1f\x8b\x08\0\0\0\0\0", 8, "gzip"},
        {"gpt.h\n\032\1\0\0\0", 11, "text mode"},
        {"gpt.h\r\r\n\032\1\0\0", 12, "text mode"},
        {"gpt.h\r\n\032", 8, "ends within"},
        {"hello, world", 12, "not a .gpt"},
        {"\0", 1, "not a .gpt"},
    };
    size_t i;
    for (i = 0; i < sizeof other / sizeof *other; i++) {
        tiny_image image = tiny_alloc(other[i].size);
        memcpy(image.data, other[i].bytes, other[i].size);
        NOTE("case %lu", (unsigned long)i);
        refused(&image, GPT_E_FORMAT, other[i].text);
        tiny_free(&image);
    }
}

/* One change to a good image: `size` bytes (4, 8) of `value` at an offset of a section, or of its table entry. */
typedef struct forgery {
    const char *kind; /* NULL: the header */
    int entry;        /* 1: in the section table */
    size_t at;
    int size;
    uint64_t value;
    int status;
    const char *text;
} forgery;

#define CONF(field) "CONF", 0, offsetof(gpt__config, field), 4
#define LAYR(field) "LAYR", 0, sizeof(gpt__layer_config) + offsetof(gpt__layer_config, field), 4 /* of layer 1 */
#define DIRE(field, bytes) "DIRE", 0, sizeof(gpt__tensor_entry) + offsetof(gpt__tensor_entry, field), bytes

TEST(forgeries_are_named) {
    static const forgery list[] = {
        {NULL, 0, 8, 4, 2, GPT_E_UNSUPPORTED, "format 2"},
        {NULL, 0, 12, 4, 0, GPT_E_FORMAT, "number of sections"},
        {NULL, 0, 12, 4, 65, GPT_E_FORMAT, "number of sections"},
        {NULL, 0, 16, 8, 1, GPT_E_FORMAT, "should have 1"},
        {NULL, 0, 32, 4, 1, GPT_E_UNSUPPORTED, "reserved header"},
        {"CONF", 1, 0, 4, 0x464e4f44, GPT_E_UNSUPPORTED, "needs section DONF"},
        {"CONF", 1, 4, 4, 2, GPT_E_UNSUPPORTED, "CONF"},
        {"CONF", 1, 8, 8, 64, GPT_E_FORMAT, "CONF lies"},
        {"LAYR", 1, 8, 8, UINT64_C(0xffffffffffffffc0), GPT_E_FORMAT, "LAYR lies"},
        {"LAYR", 1, 0, 4, 0x464e4f43, GPT_E_FORMAT, "two sections CONF"},
        {"META", 1, 16, 8, UINT64_C(0xfffffffffffffff0), GPT_E_FORMAT, "META lies"},
        {"DATA", 1, 24, 8, 1, GPT_E_FORMAT, "DATA is damaged"},
        {CONF(n_vocab), 0, GPT_E_FORMAT, "n_vocab is 0"},
        {CONF(n_vocab), 0xffffffff, GPT_E_FORMAT, "n_vocab is 4294967295"},
        {CONF(n_layer), 3, GPT_E_FORMAT, "layers' section"},
        {CONF(head), 99, GPT_E_FORMAT, "head is 99"},
        {CONF(norm_eps), 0x7fc00000, GPT_E_FORMAT, "norm_eps"},
        {CONF(n_out), 5, GPT_E_FORMAT, "n_out is 5"},
        {CONF(n_rope), 0, GPT_E_UNSUPPORTED, "reserved"},
        {CONF(rope[0].n_rot), 3, GPT_E_FORMAT, "odd, 3"},
        {CONF(rope[0].n_rot), 64, GPT_E_FORMAT, "more dims are rotated"},
        {CONF(rope[0].attn_factor), 0x7f800000, GPT_E_FORMAT, "attn_factor"},
        {CONF(reserved[1]), 1, GPT_E_UNSUPPORTED, "reserved"},
        {LAYR(n_head), 0, GPT_E_FORMAT, "layer 1: n_head is 0"},
        {LAYR(n_kv), 3, GPT_E_FORMAT, "layer 1: n_head is not a multiple"},
        {LAYR(rope), 2, GPT_E_FORMAT, "rope names a set"},
        {LAYR(act), 10, GPT_E_FORMAT, "act is 10"},
        {LAYR(attn_scale), 0xff800000u, GPT_E_FORMAT, "attn_scale"},
        {LAYR(n_expert_used), 1, GPT_E_FORMAT, "n_expert_used"},
        {LAYR(reserved[0]), 7, GPT_E_FORMAT, "reserved"},
        {DIRE(role, 4), 127, GPT_E_UNSUPPORTED, "role 127"},
        {DIRE(layer, 4), 1, GPT_E_FORMAT, "layer that is not there"},
        {DIRE(type, 4), 77, GPT_E_UNSUPPORTED, "type 77"},
        {DIRE(n_row, 4), 0xffffffff, GPT_E_FORMAT, "too large"},
        {DIRE(n_row, 4), 0, GPT_E_FORMAT, "does not suit its shape"},
        {DIRE(n_expert, 4), 2, GPT_E_FORMAT, "does not suit its shape"},
        {DIRE(scale, 4), 0x40000000, GPT_E_FORMAT, "wrong scale"},
        {DIRE(scale, 4), 0x3f800001, GPT_E_FORMAT, "wrong scale"},
        {DIRE(reserved, 4), 1, GPT_E_FORMAT, "reserved"},
        {DIRE(offset, 8), 64, GPT_E_FORMAT, "lies where"},
        {DIRE(offset, 8), UINT64_C(0xffffffffffffffc0), GPT_E_FORMAT, "lies where"},
        {DIRE(size, 8), 1, GPT_E_FORMAT, "does not suit its shape"},
        {"META", 0, 0, 4, 3, GPT_E_FORMAT, "cut short"},
        {"META", 0, 0, 4, 1, GPT_E_FORMAT, "beyond its end"},
        {"META", 0, 8, 4, 0xffffffff, GPT_E_FORMAT, "cut short"},
        {"META", 0, 12, 4, 4, GPT_E_FORMAT, "cut short"},
        {"TEST", 0, 0, 4, 0, GPT_E_FORMAT, "wrong size"},
        {"TEST", 0, 0, 4, 0x40000003, GPT_E_FORMAT, "wrong size"},
        {"TEST", 0, 20, 4, 18, GPT_E_FORMAT, "token 1"},
    };
    size_t i;
    for (i = 0; i < sizeof list / sizeof *list; i++) {
        const forgery *g = list + i;
        tiny_image image = small(TINY_LLAMA);
        uint8_t *p = !g->kind ? image.data : g->entry ? tiny_section(&image, g->kind) : tiny_bytes(&image, g->kind);
        if (g->size == 4) tiny_put32(p + g->at, (uint32_t)g->value);
        else tiny_put64(p + g->at, g->value);
        if (g->kind || g->at != 12 || g->value <= 64) tiny_seal(&image);
        if (g->kind && !strcmp(g->kind, "DATA")) tiny_put64(p + g->at, g->value);
        NOTE("case %lu: %s", (unsigned long)i, g->text);
        refused(&image, g->status, g->text);
        tiny_free(&image);
    }
}

TEST(tensors_may_not_overlap) {
    tiny_image image = small(TINY_LLAMA);
    uint8_t *e = tiny_bytes(&image, "DIRE");
    tiny_put64(e + 64 + offsetof(gpt__tensor_entry, offset), tiny_get64(e + offsetof(gpt__tensor_entry, offset)));
    tiny_seal(&image);
    refused(&image, GPT_E_FORMAT, "lies where");
    tiny_free(&image);
}

TEST(unknown_sections_are_skipped) {
    tiny_image image = small(TINY_LLAMA);
    gpt_error err;
    memcpy(tiny_section(&image, "META"), "WHAT", 4);
    tiny_seal(&image);
    CHECK_INT(open_status(&image, &err), GPT_OK);
    tiny_put32(tiny_section(&image, "WHAT") + 4, 1);
    tiny_seal(&image);
    refused(&image, GPT_E_UNSUPPORTED, "WHAT");
    tiny_free(&image);
}

TEST(sections_that_must_be_there) {
    static const char *const kinds[] = {"CONF", "LAYR", "DIRE", "DATA"};
    size_t i;
    for (i = 0; i < 4; i++) {
        tiny_image image = small(TINY_LLAMA);
        uint8_t *e = tiny_section(&image, kinds[i]);
        memcpy(e, "WHAT", 4);
        tiny_put32(e + 4, 0);
        tiny_seal(&image);
        refused(&image, GPT_E_FORMAT, "missing");
        tiny_free(&image);
    }
}

TEST(memory_arguments) {
    tiny_image image = small(TINY_LLAMA);
    gpt__file f;
    gpt_error err;
    CHECK_INT(gpt__file_open_memory(&f, NULL, 100, &err), GPT_E_ARG);
    CHECK_INT(gpt__file_open_memory(&f, image.data, 0, &err), GPT_E_ARG);
    CHECK_INT(gpt__file_open_memory(&f, image.data + 4, image.size - 4, &err), GPT_E_ARG);
    CHECK_INT(gpt__file_open_memory(&f, image.data + 4, image.size - 4, NULL), GPT_E_ARG);
    tiny_free(&image);
}

/* ---- on disk ---- */

static int write_file(const char *path, const void *data, size_t size) {
    FILE *f = fopen(path, "wb");
    const int ok = f && fwrite(data, 1, size, f) == size;
    if (f && fclose(f)) return 0;
    return ok;
}

static int open_file(gpt__file *f, const char *path, int read, test_heap *heap, gpt_error *err) {
    gpt_model_desc desc = {{test_heap_alloc, test_heap_free, NULL}, 0, 0, 0, 0};
    desc.allocator.user = heap;
    desc.read = read;
    return gpt__file_open(f, path, &desc, err);
}

TEST(files_on_disk) {
    const char *path = test_build("t\xc3\xa9st_\xd1\x84.gpt"); /* a name beyond ASCII */
    tiny_image image = small(TINY_GPT2);
    test_heap heap = {0};
    gpt__file f;
    gpt_error err = {0, ""};
    if (!write_file(path, image.data, image.size)) SKIP("no place to write files");
    CHECK_INT(open_file(&f, path, 0, &heap, &err), GPT_OK);
    CHECK_MEM(f.data, image.data, image.size);
    gpt__file_close(&f);
    CHECK_INT(open_file(&f, path, 1, &heap, &err), GPT_OK);
    CHECK(!f.mapped && heap.live == 1);
    CHECK_MEM(f.data, image.data, image.size);
    gpt__file_close(&f);
    CHECK_INT(heap.live, 0);
    heap.n_alloc = 0, heap.fail_at = 1;
    CHECK_INT(open_file(&f, path, 1, &heap, &err), GPT_E_MEMORY);
    CHECK(strstr(err.message, path) != NULL);
    image.data[70] ^= 1;
    write_file(path, image.data, image.size);
    heap.fail_at = 0;
    CHECK_INT(open_file(&f, path, 1, &heap, &err), GPT_E_FORMAT);
    CHECK_INT(heap.live, 0);
    CHECK_INT(open_file(&f, path, 0, &heap, &err), GPT_E_FORMAT);
    CHECK(strstr(err.message, path) != NULL);
    write_file(path, "", 0);
    CHECK_INT(open_file(&f, path, 0, &heap, &err), GPT_E_FORMAT);
    CHECK(strstr(err.message, "is empty") != NULL);
    remove(path);
    CHECK_INT(open_file(&f, path, 0, &heap, &err), GPT_E_IO);
    CHECK(strstr(err.message, path) != NULL);
    CHECK_INT(open_file(&f, ".", 0, &heap, &err), GPT_E_IO);
    CHECK_INT(open_file(&f, NULL, 0, &heap, &err), GPT_E_ARG);
    tiny_free(&image);
}

/* the data of n tensors lies within the file */
static void check_inside(const gpt_model *model, const gpt__tensor *t, int n) {
    for (; n-- > 0; t++) {
        if (t->data) CHECK(t->data > model->file.data && t->data < model->file.data + model->file.size);
    }
}

TEST(weights_stay_where_the_file_is_mapped) { /* with any advice to the system */
    const char *path = test_build("mapped.gpt");
    tiny_image image = small(TINY_LLAMA);
    int advice, l;
    if (!write_file(path, image.data, image.size)) SKIP("no place to write files");
    for (advice = 0; advice < 4; advice++) {
        test_heap heap = {0};
        gpt_model_desc desc = {{test_heap_alloc, test_heap_free, NULL}, 0, 0, 0, 0};
        gpt_model *model;
        gpt_ctx *ctx;
        desc.allocator.user = &heap;
        desc.huge_pages = advice & 1;
        desc.prefetch = advice >> 1;
        model = gpt_model_load(path, &desc, NULL);
        REQUIRE(model != NULL);
        if (!gpt_model_info(model)->mapped) SKIP("files are not mapped here");
        CHECK((size_t)heap.bytes < sizeof *model + model->c->n_layer * sizeof *model->layer + 256);
        check_inside(model, model->t, (int)(sizeof model->t / sizeof *model->t));
        for (l = 0; l < (int)model->c->n_layer; l++) check_inside(model, model->layer[l].t, GPT__ROLE_COUNT);
        ctx = gpt_ctx_new(model, NULL, NULL);
        CHECK(ctx != NULL);
        gpt_ctx_free(ctx);
        gpt_model_free(model);
        CHECK_INT(heap.live, 0);
    }
    remove(path);
    tiny_free(&image);
}

TEST(models_without_memory) { /* the n-th allocation of loading fails, for every n */
    tiny_image image = small(TINY_LLAMA);
    test_heap heap = {0};
    gpt_model_desc desc = {{test_heap_alloc, test_heap_free, NULL}, 0, 1, 0, 0};
    gpt_error err;
    long n;
    desc.allocator.user = &heap;
    for (n = 1; n < 100; n++) {
        gpt_model *model;
        heap.n_alloc = 0, heap.fail_at = n;
        model = gpt_model_load_memory(image.data, image.size, &desc, &err);
        if (!model) CHECK_INT(err.status, GPT_E_MEMORY);
        gpt_model_free(model);
        if (!CHECK_INT(heap.live, 0) || model) break;
    }
    CHECK(n > 1 && n < 100);
    tiny_free(&image);
}

TEST_MAIN("file", opens_good_files, cut_at_every_length, every_flipped_byte_is_noticed, every_byte_of_a_forger,
          every_word_of_a_forger, many_bytes_of_a_forger, other_files, forgeries_are_named, tensors_may_not_overlap,
          unknown_sections_are_skipped, sections_that_must_be_there, memory_arguments, files_on_disk,
          weights_stay_where_the_file_is_mapped, models_without_memory)
