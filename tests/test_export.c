/* gpt-export -- every checkpoint in tests/data comes back from its .gpt file with the same tensors, and gives the same
 * .gpt file again; so do models of other formats, of other types, of embeddings, and without a config; what cannot be
 * written is refused, and nothing is left of it. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/convert.h"
#include "../tools/export.h"
#include "test.h"
#include "tiny.h"

static gpt_error err;

/* scratch files: a.gpt and b.gpt, and two folders */
static const char *scratch(const char *name) {
    char full[80];
    snprintf(full, sizeof full, "export-%ld-%s", (long)getpid(), name);
    return test_build(full);
}

static void clear(void) {
    static const char *const names[] = {"a.gpt", "b.gpt", "in", "out"};
    int i;
    for (i = 0; i < 4; i++) {
        char *path = file_join("", scratch(names[i]));
        if (path && file_is_dir(path)) folder__remove(path);
        else if (path) remove(path);
        free(path);
    }
}

static int says(int rc) {
    if (rc != GPT_OK) printf("  it says: %s\n", err.message);
    return rc;
}

static int convert(const char *in, const char *out, int type) {
    convert_options o;
    memset(&o, 0, sizeof o);
    o.in = in, o.out = out, o.type = type, o.quiet = 1;
    return says(convert_run(&o, &err));
}

static int export_to(const char *in, const char *out, int type) {
    export_options o;
    memset(&o, 0, sizeof o);
    o.in = in, o.out = out, o.type = type, o.quiet = 1;
    return export_run(&o, &err);
}

static void write_text(const char *path, const char *text) {
    FILE *f = fopen(path, "wb");
    if (CHECK(f != NULL)) fputs(text, f), fclose(f);
}

/* ---- equal models ---- */

/* The same network with the same values; types may differ if by_value. */
static int same_models(const char *a, const char *b, int by_value) {
    gpt_model *m[2];
    size_t i;
    int ok;
    m[0] = gpt_model_load(a, NULL, &err);
    m[1] = gpt_model_load(b, NULL, &err);
    ok = m[0] && m[1] && m[0]->file.n_entry == m[1]->file.n_entry &&
         memcmp(m[0]->c, m[1]->c, sizeof *m[0]->c) == 0 &&
         memcmp(m[0]->file.layer, m[1]->file.layer, m[0]->c->n_layer * sizeof *m[0]->file.layer) == 0;
    if (!ok) FAIL("not the same network");
    for (i = 0; ok && i < m[0]->file.n_entry; i++) {
        const gpt__tensor_entry *x = &m[0]->file.entry[i], *y = &m[1]->file.entry[i];
        const uint8_t *p = m[0]->file.data + x->offset, *q = m[1]->file.data + y->offset;
        float *row = (float *)malloc(2 * x->n_col * sizeof *row);
        uint32_t k;
        ok = row && x->role == y->role && x->layer == y->layer && x->n_row == y->n_row && x->n_col == y->n_col &&
             x->n_expert == y->n_expert && (by_value || (x->type == y->type && x->scale == y->scale));
        if (ok && !by_value) ok = memcmp(p, q, (size_t)x->size) == 0;
        for (k = 0; by_value && ok && k < x->n_row * x->n_expert; k++) {
            const uint32_t e = k / x->n_row, r = k % x->n_row;
            gpt_unpack_row((gpt_type)x->type, p + e * (x->size / x->n_expert), r, (int)x->n_col, x->scale, row);
            gpt_unpack_row((gpt_type)y->type, q + e * (y->size / y->n_expert), r, (int)y->n_col, y->scale, row + x->n_col);
            ok = memcmp(row, row + x->n_col, x->n_col * sizeof *row) == 0;
        }
        if (!ok) FAIL("tensor %s of layer %u", gpt__role_name(x->role), x->layer);
        free(row);
    }
    gpt_model_free(m[0]);
    gpt_model_free(m[1]);
    return ok;
}

/* What need not come back: buffers that are no weights; MXFP4, which is written as numbers; what xIELU's number is
 * rounded to before it is used. */
static int is_exception(const char *name) {
    static const char *const ends[] = {".attn.bias", "_blocks", "_scales", "experts.down_proj", "experts.gate_up_proj",
                                       "act_fn.alpha_n"};
    size_t i;
    for (i = 0; i < sizeof ends / sizeof ends[0]; i++)
        if (plan__ends(name, ends[i])) return 1;
    return 0;
}

/* The same names, shapes and values; the same types if `types`. */
static void same_tensors(const char *a, const char *b, int types) {
    source s[2] = {{0}, {0}};
    int i, k;
    if (!CHECK_INT(checkpoint_open(&s[0], a, &err), GPT_OK) || !CHECK_INT(checkpoint_open(&s[1], b, &err), GPT_OK)) return;
    for (k = 0; k < 2; k++)
        for (i = 0; i < s[k].n; i++) {
            src_tensor *x = &s[k].tensor[i], *y = src_find(&s[!k], x->name);
            float *v = (float *)malloc((size_t)x->n * 8);
            int same = v && y && x->n_dim == y->n_dim && memcmp(x->dim, y->dim, sizeof x->dim) == 0;
            if (same && types) same = x->type == y->type;
            if (same && k == 0)
                same = src_read(&s[0], x, 0, (size_t)x->n, v, &err) == GPT_OK &&
                       src_read(&s[1], y, 0, (size_t)x->n, v + x->n, &err) == GPT_OK &&
                       memcmp(v, v + x->n, (size_t)x->n * 4) == 0;
            if (!same && !is_exception(x->name)) FAIL("tensor %s", x->name);
            free(v);
        }
    src_free(&s[0]);
    src_free(&s[1]);
}

/* There and back; types: of the file, and what is written. */
static void check_round(const char *in, int type, int out_type) {
    char a[300], b[300], out[300];
    clear();
    snprintf(a, sizeof a, "%s", scratch("a.gpt"));
    snprintf(b, sizeof b, "%s", scratch("b.gpt"));
    snprintf(out, sizeof out, "%s", scratch("out"));
    if (CHECK_INT(convert(in, a, type), GPT_OK) && CHECK_INT(says(export_to(a, out, out_type)), GPT_OK) &&
        CHECK_INT(convert(out, b, type < 0 || gpt__is_float((uint32_t)type) ? type : GPT_TYPE_F32), GPT_OK))
        same_models(a, b, type != out_type || (type >= 0 && !gpt__is_float((uint32_t)type)));
}

/* ---- all of tests/data ---- */

static int by_name(const struct dirent **a, const struct dirent **b) { return strcmp((*a)->d_name, (*b)->d_name); }

static int is_folder(const struct dirent *entry) { return entry->d_name[0] != '.' && !strchr(entry->d_name, '.'); }

/* Calls each for the folders of tests/data. */
static void each_folder(void (*each)(const char *folder)) {
    struct dirent **list;
    char folder[600];
    int i, n = scandir(test_data(""), &list, is_folder, by_name);
    CHECK(n >= 93);
    for (i = 0; i < n; i++) {
        snprintf(folder, sizeof folder, "tests/data/%s", list[i]->d_name);
        NOTE("%s", list[i]->d_name);
        each(folder);
        free(list[i]);
    }
    if (n >= 0) free(list);
    clear();
}

static void as_f32(const char *folder) {
    check_round(folder, GPT_TYPE_F32, GPT_TYPE_F32);
    same_tensors(folder, scratch("out"), 0);
}

static void as_stored(const char *folder) {
    if (strstr(folder, "mxfp4")) return;
    check_round(folder, -1, -1);
    same_tensors(folder, scratch("out"), 1);
}

TEST(every_folder_comes_back_as_f32) { each_folder(as_f32); }

TEST(every_folder_comes_back_as_it_was_stored) { each_folder(as_stored); }

TEST(codes_come_back_as_their_values) {
    static const char *const folders[] = {"llama", "gpt2", "gemma2", "mixtral", "deepseek-v3", "gpt-oss", "bert-sequence"};
    size_t i;
    for (i = 0; i < sizeof folders / sizeof folders[0]; i++) {
        NOTE("%s", folders[i]);
        check_round(test_data(folders[i]), i % 2 ? GPT_TYPE_Q8 : GPT_TYPE_Q4, -1);
    }
    NOTE("gpt-oss-mxfp4");
    check_round(test_data("gpt-oss-mxfp4"), -1, GPT_TYPE_BF16); /* exact there, too */
    clear();
}

TEST(types_that_are_asked_for) {
    static const int type[] = {GPT_TYPE_F32, GPT_TYPE_F16, GPT_TYPE_BF16};
    static const char *const names[] = {"float32", "float16", "bfloat16"}, *const dtypes[] = {"F32", "F16", "BF16"};
    char a[300];
    int i, k;
    clear();
    snprintf(a, sizeof a, "%s", scratch("a.gpt"));
    REQUIRE(convert(test_data("qwen3"), a, GPT_TYPE_Q8) == GPT_OK);
    for (i = 0; i < 3; i++) {
        json_doc doc;
        source s = {0};
        NOTE("%s", names[i]);
        if (file_exists(scratch("out"))) folder__remove(scratch("out"));
        if (!CHECK_INT(says(export_to(a, scratch("out"), type[i])), GPT_OK)) continue;
        if (CHECK_INT(file_read_json(scratch("out"), "config.json", 0, &doc, &err), GPT_OK))
            CHECK_STR(json_str(doc.root, "dtype", ""), names[i]);
        json_free(&doc);
        if (CHECK_INT(checkpoint_open(&s, scratch("out"), &err), GPT_OK))
            for (k = 0; k < s.n; k++) CHECK_STR(s.tensor[k].dtype, dtypes[i]);
        src_free(&s);
    }
    clear();
}

TEST(formats_of_others) { /* test_gguf.c has such files of its own making */
    static const char *const names[] = {"tiny-F16.gguf", "tiny-mix-Q4_K_M.gguf", "llama2c-v0.bin", "llama2c-v2.bin"};
    char path[600];
    int i;
    if (!test_shared("formats")) SKIP("../shared is absent");
    for (i = 0; i < 4; i++) {
        NOTE("%s", names[i]);
        snprintf(path, sizeof path, "%s/%s", test_shared("formats"), names[i]);
        check_round(path, GPT_TYPE_F32, GPT_TYPE_F32);
    }
    clear();
}

/* ---- changed checkpoints ---- */

/* A copy of a folder of tests/data whose tensors are called by other names: `from` becomes `to`. The config is given. */
static void renamed(const char *folder, const char *from, const char *to, const char *config) {
    const char *dir = scratch("in");
    source s = {0};
    safetensors_out o;
    FILE *f;
    int i;
    clear();
    CHECK(mkdir(dir, 0700) == 0);
    write_text(test_join(dir, "config.json"), config);
    if (!CHECK_INT(checkpoint_open(&s, test_data(folder), &err), GPT_OK)) return;
    f = fopen(test_join(dir, "model.safetensors"), "wb");
    safetensors_begin(&o);
    for (i = 0; i < s.n; i++) {
        const src_tensor *t = &s.tensor[i];
        const char *at = strstr(t->name, from);
        char name[300];
        snprintf(name, sizeof name, "%.*s%s%s", (int)(at ? at - t->name : 0), t->name, at ? to : "",
                 at ? at + strlen(from) : t->name);
        safetensors_add(&o, name, t->dtype, t->n_dim, t->dim, t->size);
    }
    CHECK(f && safetensors_head(&o, f, &err) == GPT_OK);
    for (i = 0; i < s.n && f; i++) {
        unsigned char *data = (unsigned char *)malloc((size_t)s.tensor[i].size);
        if (CHECK(data && src_read_bytes(&s, &s.tensor[i], 0, (size_t)s.tensor[i].size, data, &err) == GPT_OK))
            fwrite(data, 1, (size_t)s.tensor[i].size, f);
        free(data);
    }
    if (f) fclose(f);
    src_free(&s);
}

/* The config of a folder of tests/data with other text in front of its members. */
static char *config_of(const char *folder, const char *before, const char *after) {
    unsigned char *text;
    size_t n, size;
    char path[300], *all;
    snprintf(path, sizeof path, "tests/data/%s/config.json", folder);
    if (!CHECK_INT(file_read(path, &text, &n, &err), GPT_OK)) return NULL;
    size = n + strlen(before) + strlen(after) + 1;
    all = (char *)malloc(size);
    if (all) snprintf(all, size, "%s%s%s", before, (char *)text, after);
    free(text);
    return all;
}

TEST(names_keep_their_spelling) {
    char *config = config_of("bert-token", "", "");
    renamed("bert-token", "LayerNorm.weight", "LayerNorm.gamma", config);
    check_round(test_data("bert-token"), -1, -1); /* clears what was there */
    renamed("bert-token", "LayerNorm.weight", "LayerNorm.gamma", config);
    {
        char in[300], a[300];
        snprintf(in, sizeof in, "%s", scratch("in"));
        snprintf(a, sizeof a, "%s", scratch("a.gpt"));
        CHECK_INT(convert(in, a, -1), GPT_OK);
        CHECK_INT(says(export_to(a, scratch("out"), -1)), GPT_OK);
        same_tensors(in, scratch("out"), 1);
    }
    free(config);
    clear();
}

/* A model of images and text: what comes back is the model of text. */
TEST(text_parts_come_back_alone) {
    char *config = config_of("gemma3", "{\"architectures\":[\"Gemma3ForConditionalGeneration\"],\"model_type\":\"gemma3\","
                             "\"vision_config\":{\"hidden_size\":8},\"text_config\":", "}");
    char in[300], a[300], b[300], out[300];
    json_doc doc;
    renamed("gemma3", "model.", "language_model.model.", config);
    snprintf(in, sizeof in, "%s", scratch("in"));
    snprintf(a, sizeof a, "%s", scratch("a.gpt"));
    snprintf(b, sizeof b, "%s", scratch("b.gpt"));
    snprintf(out, sizeof out, "%s", scratch("out"));
    if (CHECK_INT(convert(in, a, -1), GPT_OK) && CHECK_INT(says(export_to(a, out, -1)), GPT_OK) &&
        CHECK_INT(convert(out, b, -1), GPT_OK))
        same_models(a, b, 0);
    same_tensors(test_data("gemma3"), out, 1);
    if (CHECK_INT(file_read_json(out, "config.json", 0, &doc, &err), GPT_OK)) {
        CHECK_STR(json_str(doc.root, "model_type", ""), "gemma3_text");
        CHECK(json_get(doc.root, "vision_config") == NULL);
    }
    json_free(&doc);
    free(config);
    clear();
}

static void write_dense(const char *path, int n) {
    const uint64_t dim[2] = {(uint64_t)n, (uint64_t)n};
    safetensors_out o;
    FILE *f = fopen(path, "wb");
    int i;
    safetensors_begin(&o);
    safetensors_add(&o, "linear.bias", "F32", 1, dim, 4 * (uint64_t)n);
    safetensors_add(&o, "linear.weight", "F32", 2, dim, 4 * (uint64_t)(n * n));
    CHECK(f && safetensors_head(&o, f, &err) == GPT_OK);
    for (i = 0; i < n + n * n && f; i++) {
        const float v = (float)i / 64;
        fwrite(&v, 4, 1, f);
    }
    if (f) fclose(f);
}

TEST(models_of_embeddings_come_back) {
    static const char modules[] =
        "[{\"path\":\"\",\"type\":\"sentence_transformers.models.Transformer\"},"
        "{\"path\":\"1_Pooling\",\"type\":\"sentence_transformers.models.Pooling\"},"
        "{\"path\":\"2_Dense\",\"type\":\"sentence_transformers.models.Dense\"},"
        "{\"path\":\"3\",\"type\":\"sentence_transformers.models.Normalize\"}]";
    char *config = config_of("bert-sequence", "", ""), dir[300], text[400];
    const gpt_model *m;
    int n, dense;
    for (dense = 0; dense < 2; dense++) {
        NOTE("%s dense layer", dense ? "with a" : "no");
        renamed("bert-sequence", "none", "none", config);
        snprintf(dir, sizeof dir, "%s", scratch("in"));
        REQUIRE(convert(dir, scratch("a.gpt"), -1) == GPT_OK);
        m = gpt_model_load(scratch("a.gpt"), NULL, &err);
        n = m ? gpt_model_info(m)->n_embd : 0;
        gpt_model_free((gpt_model *)(uintptr_t)m);
        CHECK(mkdir(test_join(dir, "1_Pooling"), 0700) == 0 && mkdir(test_join(dir, "2_Dense"), 0700) == 0);
        write_text(test_join(dir, "1_Pooling/config.json"), "{\"pooling_mode_cls_token\":true,\"pooling_mode_mean_tokens\":false}");
        snprintf(text, sizeof text, "{\"in_features\":%d,\"out_features\":%d,\"activation_function\":"
                 "\"torch.nn.modules.linear.Identity\"}", n, n);
        write_text(test_join(dir, "2_Dense/config.json"), text);
        write_dense(test_join(dir, "2_Dense/model.safetensors"), n);
        write_text(test_join(dir, "modules.json"), modules);
        if (!dense) { /* the last two steps are left out */
            snprintf(text, sizeof text, "%.*s]", (int)(strstr(modules, ",{\"path\":\"2_Dense") - modules), modules);
            write_text(test_join(dir, "modules.json"), text);
        }
        if (CHECK_INT(convert(dir, scratch("a.gpt"), -1), GPT_OK) &&
            CHECK_INT(says(export_to(scratch("a.gpt"), scratch("out"), -1)), GPT_OK) &&
            CHECK_INT(convert(scratch("out"), scratch("b.gpt"), -1), GPT_OK))
            same_models(scratch("a.gpt"), scratch("b.gpt"), 0);
        CHECK_INT(file_exists(test_join(scratch("out"), "2_Dense")), dense);
    }
    free(config);
    clear();
}

/* ---- models without a config ---- */

static void write_image(const char *path, const tiny_image *image) {
    FILE *f = fopen(path, "wb");
    CHECK(f && fwrite(image->data, 1, image->size, f) == image->size);
    if (f) fclose(f);
}

static void soft_cap(gpt__config *c, gpt__layer_config *l, void *user) {
    (void)l, (void)user;
    c->logit_softcap = 30;
}

TEST(configs_are_made_up_from_mechanisms) {
    int kind;
    for (kind = 0; kind < 2; kind++) {
        tiny_desc d;
        tiny_image image;
        memset(&d, 0, sizeof d);
        d.kind = kind ? TINY_GPT2 : TINY_LLAMA;
        d.type = kind ? GPT_TYPE_F16 : GPT_TYPE_F32;
        clear();
        image = tiny_build(&d);
        write_image(scratch("a.gpt"), &image);
        tiny_free(&image);
        NOTE("%s", kind ? "gpt2" : "llama");
        if (CHECK_INT(says(export_to(scratch("a.gpt"), scratch("out"), -1)), GPT_OK) &&
            CHECK_INT(convert(scratch("out"), scratch("b.gpt"), -1), GPT_OK)) {
            gpt_model *a = gpt_model_load(scratch("a.gpt"), NULL, &err), *b = gpt_model_load(scratch("b.gpt"), NULL, &err);
            if (CHECK(a && b)) {
                const gpt__config x = export__essence(a->c), y = export__essence(b->c);
                CHECK_MEM(&x, &y, sizeof x);
            }
            gpt_model_free(a);
            gpt_model_free(b);
        }
        d.change = soft_cap;
        image = tiny_build(&d);
        write_image(scratch("a.gpt"), &image);
        tiny_free(&image);
        folder__remove(scratch("out"));
        CHECK_INT(export_to(scratch("a.gpt"), scratch("out"), -1), GPT_E_UNSUPPORTED);
        if (!CHECK(strstr(err.message, "no config") != NULL)) printf("  it says: %s\n", err.message);
        CHECK(!file_exists(scratch("out")));
    }
    clear();
}

/* ---- configs that lie ---- */

/* The same model with another config in its metadata. */
static void with_config(const char *in, const char *out, const char *key, const char *value) {
    gpt_model *m = gpt_model_load(in, NULL, &err);
    gptfile_desc d;
    gptfile g;
    size_t i;
    if (!CHECK(m && gptfile_describe(m, &d, &err) == GPT_OK)) return;
    d.tensor = m->file.entry;
    d.n_tensor = m->file.n_entry;
    for (i = 0; i < d.n_meta; i++)
        if (strcmp(d.meta[2 * i], key) == 0) ((char **)(uintptr_t)d.meta)[2 * i + 1] = (char *)(uintptr_t)value;
    if (CHECK_INT(gptfile_open(&g, out, &d, &err), GPT_OK)) {
        for (i = 0; i < d.n_tensor; i++)
            gptfile_tensor(&g, m->file.data + m->file.entry[i].offset, m->file.entry[i].scale, &err);
        CHECK(gptfile_finish(&g, &err) == GPT_OK && gptfile_commit(&g, &err) == GPT_OK);
    }
    free((void *)(uintptr_t)d.meta);
    gpt_model_free(m);
}

/* Each number, text or switch of the config gets another value: the model is refused, or comes back as it is. */
static void check_lies(const char *folder) {
    static const char *const lies[] = {"0", "-1", "1", "7", "4096", "16777216", "1e300", "0.5", "null", "true", "\"gelu\"",
                                       "[]", "{}", "NaN"};
    const json_value *v, *u;
    json_doc doc;
    char *kept, a[300], b[300];
    gpt_model *m;
    size_t n;
    clear();
    snprintf(a, sizeof a, "%s", scratch("a.gpt"));
    snprintf(b, sizeof b, "%s", scratch("b.gpt"));
    REQUIRE(convert(test_data(folder), a, -1) == GPT_OK);
    m = gpt_model_load(a, NULL, &err);
    REQUIRE(m != NULL);
    n = strlen(gpt_model_meta(m, "config"));
    kept = (char *)malloc(n + 1);
    memcpy(kept, gpt_model_meta(m, "config"), n + 1);
    gpt_model_free(m);
    REQUIRE(json_parse(&doc, kept, n) == 0);
    for (v = doc.root->child; v; v = v->next) {
        char *text = NULL;
        size_t size;
        FILE *f = open_memstream(&text, &size);
        const char *lie = lies[test_below(sizeof lies / sizeof lies[0])];
        int rc;
        for (u = doc.root->child; u; u = u->next) {
            fputs(u == doc.root->child ? "{" : ",", f);
            json_write_string(f, u->key, u->key_size);
            fputc(':', f);
            if (u == v) fputs(lie, f);
            else json_write(f, u, -1);
        }
        fputc('}', f);
        fclose(f);
        NOTE("%s: %s = %s", folder, v->key, lie);
        with_config(a, b, "config", text);
        free(text);
        memset(&err, 0, sizeof err);
        rc = export_to(b, scratch("out"), -1);
        if (rc == GPT_OK) {
            if (CHECK_INT(convert(scratch("out"), b, -1), GPT_OK)) same_models(a, b, 0);
            folder__remove(scratch("out"));
        } else {
            CHECK(err.status == rc && *err.message && !strstr(err.message, "rule '"));
            CHECK(!file_exists(scratch("out")));
        }
    }
    json_free(&doc);
    free(kept);
}

TEST(configs_that_lie_are_refused_or_harmless) {
    static const char *const folders[] = {"llama-rope-llama3", "gpt2", "deepseek-v3", "apertus", "xglm", "falcon-rw",
                                          "qwen2-moe", "opt-350m", "bert-masked-lm", "gpt-neo"};
    static const char *const texts[] = {"", "{", "[]", "{}", "{\"model_type\":\"llama\"}", "{\"model_type\":7}",
                                        "{\"model_type\":\"gpt2\",\"n_layer\":4096}"};
    size_t i;
    for (i = 0; i < sizeof folders / sizeof folders[0]; i++) check_lies(folders[i]);
    clear();
    REQUIRE(convert(test_data("llama"), scratch("a.gpt"), -1) == GPT_OK);
    for (i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        NOTE("config %s", texts[i]);
        with_config(scratch("a.gpt"), scratch("b.gpt"), "config", texts[i]);
        CHECK(export_to(scratch("b.gpt"), scratch("out"), -1) != GPT_OK && *err.message);
        CHECK(!file_exists(scratch("out")));
    }
    for (i = 0; i < 4; i++) {
        static const char *const prefixes[] = {"nothing.", "%d%s%n", "../",
            "layers.layers.layers.layers.layers.layers.layers.layers.layers.layers.layers.layers.layers.layers."};
        NOTE("prefix %s", prefixes[i]);
        with_config(scratch("a.gpt"), scratch("b.gpt"), "config.prefix", prefixes[i]);
        CHECK(export_to(scratch("b.gpt"), scratch("out"), -1) != GPT_OK && *err.message);
    }
    NOTE("another family");
    with_config(scratch("a.gpt"), scratch("b.gpt"), "family", "gpt2");
    CHECK(export_to(scratch("b.gpt"), scratch("out"), -1) != GPT_OK && *err.message);
    clear();
}

/* ---- the folder ---- */

TEST(the_folder_is_whole_or_absent) {
    char a[300], out[300], command[400];
    clear();
    snprintf(a, sizeof a, "%s", scratch("a.gpt"));
    snprintf(out, sizeof out, "%s", scratch("out"));
    REQUIRE(convert(test_data("llama"), a, -1) == GPT_OK);
    NOTE("an empty folder is taken");
    CHECK(mkdir(out, 0700) == 0);
    CHECK_INT(says(export_to(a, out, -1)), GPT_OK);
    NOTE("one with a file is not");
    CHECK_INT(export_to(a, out, -1), GPT_E_IO);
    CHECK(strstr(err.message, "not an empty folder") != NULL);
    NOTE("nor a file");
    CHECK_INT(export_to(a, a, -1), GPT_E_IO);
    NOTE("nor a place below one");
    snprintf(command, sizeof command, "%s/below", a);
    CHECK_INT(export_to(a, command, -1), GPT_E_IO);
    folder__remove(out);
    NOTE("what an interrupted run left");
    snprintf(command, sizeof command, "%s.gpt-export-new", out);
    CHECK(mkdir(command, 0700) == 0);
    write_text(test_join(command, "model.safetensors"), "half of it");
    CHECK_INT(says(export_to(a, out, -1)), GPT_OK);
    CHECK(!file_exists(command) && file_exists(test_join(out, "config.json")));
    NOTE("no model");
    CHECK(export_to("tests/data/README.md", scratch("in"), -1) != GPT_OK);
    CHECK(export_to("tests/data/nothing", scratch("in"), -1) != GPT_OK);
    CHECK(!file_exists(scratch("in")));
    NOTE("a value that f16 cannot hold");
    {
        tiny_desc d;
        tiny_image image;
        float *embedding;
        memset(&d, 0, sizeof d);
        image = tiny_build(&d);
        embedding = (float *)(void *)tiny_bytes(&image, "DATA");
        embedding[5] = 70000;
        write_image(a, &image);
        tiny_free(&image);
        folder__remove(out);
        CHECK_INT(export_to(a, out, GPT_TYPE_F16), GPT_E_FORMAT);
        CHECK(strstr(err.message, "70000 does not fit into F16") != NULL);
        CHECK(!file_exists(out) && !file_exists(command));
    }
    clear();
}

TEST(what_lies_beside_the_weights) {
    char *config = config_of("llama", "", ""), in[300], out[300];
    unsigned char *text;
    export_options o;
    json_doc doc;
    size_t n;
    renamed("llama", "none", "none", config);
    snprintf(in, sizeof in, "%s", scratch("in"));
    snprintf(out, sizeof out, "%s", scratch("out"));
    write_text(test_join(in, "chat_template.jinja"), "{{ messages }}<|im_start|>");
    write_text(test_join(in, "generation_config.json"), "{\"temperature\": 0.7, \"top_k\": 20, \"typical_p\": 0.9, \"do_sample\": true}");
    memset(&o, 0, sizeof o);
    REQUIRE(convert(in, scratch("a.gpt"), -1) == GPT_OK);
    write_text(test_join(in, "tokenizer.json"), "{\"what\": \"it is copied as it is\"}");
    o.in = scratch("a.gpt"), o.out = out, o.type = -1, o.quiet = 1, o.tokenizer = in;
    REQUIRE(says(export_run(&o, &err)) == GPT_OK);
    if (CHECK_INT(file_read(test_join(out, "chat_template.jinja"), &text, &n, &err), GPT_OK))
        CHECK_STR((char *)text, "{{ messages }}<|im_start|>");
    free(text);
    if (CHECK_INT(file_read(test_join(out, "tokenizer.json"), &text, &n, &err), GPT_OK))
        CHECK_STR((char *)text, "{\"what\": \"it is copied as it is\"}");
    free(text);
    if (CHECK_INT(file_read_json(out, "generation_config.json", 0, &doc, &err), GPT_OK)) {
        CHECK_NEAR(json_num(doc.root, "temperature", 0), 0.7, 0);
        CHECK_NEAR(json_num(doc.root, "top_k", 0), 20, 0);
        CHECK_NEAR(json_num(doc.root, "typical_p", 0), 0.9, 0);
        CHECK_INT(json_bool(doc.root, "do_sample", 0), 1);
    }
    json_free(&doc);
    free(config);
    clear();
}

TEST_MAIN("export", every_folder_comes_back_as_f32, every_folder_comes_back_as_it_was_stored,
          codes_come_back_as_their_values, types_that_are_asked_for, formats_of_others, names_keep_their_spelling,
          text_parts_come_back_alone, models_of_embeddings_come_back, configs_are_made_up_from_mechanisms,
          configs_that_lie_are_refused_or_harmless, the_folder_is_whole_or_absent, what_lies_beside_the_weights)
