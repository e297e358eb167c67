/* The quantiser: what is searched for never loses to even spacing, importance and recipes do what they say, and
 * gpt-quantize writes what it reports. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/file.h"
#include "../tools/perplexity.h"
#include "../tools/quantize.h"
#include "../tools/recipe.h"
#include "../tools/calibrate.h"
#include "test.h"
#include "tool.h"
#include "tiny.h"

static const gpt_type types[5] = {GPT_TYPE_Q6, GPT_TYPE_Q5, GPT_TYPE_Q4, GPT_TYPE_Q3, GPT_TYPE_Q2};

/* ---- rows ---- */

typedef struct matrix {
    int n_row, n_col;
    float *x, *weight;
    unsigned char *packed;
    float scale;
} matrix;

static matrix make_matrix(int n_row, int n_col) {
    matrix m;
    m.n_row = n_row, m.n_col = n_col, m.scale = 1;
    m.x = (float *)calloc((size_t)(n_row * n_col), sizeof *m.x);
    m.weight = (float *)calloc((size_t)n_col, sizeof *m.weight);
    m.packed = (unsigned char *)calloc(1, gpt_tensor_size(GPT_TYPE_Q6, (size_t)n_row, (size_t)n_col, 1));
    if (!m.x || !m.weight || !m.packed) abort();
    return m;
}

static void free_matrix(matrix *m) { free(m->x), free(m->weight), free(m->packed); }

/* normal; by `kind` also with outliers, of one sign, sparse, or of very different rows */
static void draw(matrix *m, int kind) {
    int i;
    for (i = 0; i < m->n_col; i++) m->weight[i] = (float)exp(2 * test_normal());
    for (i = 0; i < m->n_row * m->n_col; i++) {
        double x = test_normal();
        if (kind == 1 && test_below(40) == 0) x *= 20;
        if (kind == 2) x = fabs(x);
        if (kind == 3 && test_below(5)) x = 0;
        if (kind == 4) x *= pow(10, i / m->n_col % 5 - 2);
        m->x[i] = (float)x;
    }
}

static void pack_plain(const matrix *m, gpt_type type) {
    const size_t panel = gpt_tensor_size(type, 1, (size_t)m->n_col, 1);
    int r;
    for (r = 0; r < m->n_row; r += 16)
        gpt_pack_panel(type, m->x + r * m->n_col, (size_t)m->n_col, m->n_row - r < 16 ? m->n_row - r : 16, m->n_col, m->scale,
                       m->packed + (size_t)(r / 16) * panel);
}

static void pack(const matrix *m, gpt_type type, const float *importance, int n_threads) {
    gpt_error err;
    CHECK_INT(quantize_rows(type, m->x, (size_t)m->n_row, (size_t)m->n_col, importance, NULL, m->scale, n_threads, m->packed, &err), GPT_OK);
}

static double error_of(const matrix *m, gpt_type type, const float *weight) {
    float *row = (float *)malloc((size_t)m->n_col * sizeof *row);
    double sum = 0;
    int r, c;
    for (r = 0; r < m->n_row; r++) {
        gpt_unpack_row(type, m->packed, (size_t)r, m->n_col, m->scale, row);
        for (c = 0; c < m->n_col; c++) {
            const double e = (double)m->x[r * m->n_col + c] - (double)row[c];
            sum += (weight ? (double)weight[c] : 1) * e * e;
        }
    }
    free(row);
    return sum;
}

TEST(search_never_loses_to_even_spacing) {
    int round, k;
    for (round = 0; round < 60; round++) {
        matrix m = make_matrix(1 + test_below(40), 1 + test_below(100));
        draw(&m, round % 5);
        if (round % 7 == 0) m.scale = 0.0078125f;
        for (k = 0; k < 5; k++) {
            double plain, found;
            pack_plain(&m, types[k]);
            plain = error_of(&m, types[k], NULL);
            pack(&m, types[k], NULL, 1);
            found = error_of(&m, types[k], NULL);
            NOTE("%s, kind %d, %d x %d: %g, even %g", names_type(types[k]), round % 5, m.n_row, m.n_col, found, plain);
            if (!CHECK(found <= plain * (1 + 1e-6))) return;
        }
        free_matrix(&m);
    }
}

/* relative squared errors of normally distributed weights: the table of quantize.h */
TEST(figures_of_normal_weights) {
    static const double even[5] = {0.00045, 0.00183, 0.00746, 0.0302, 0.435}, found[5] = {0.00039, 0.00162, 0.0054, 0.0229, 0.0951};
    matrix m = make_matrix(32, 1024);
    double square = 0;
    int i, k;
    draw(&m, 0);
    for (i = 0; i < 32 * 1024; i++) square += (double)m.x[i] * (double)m.x[i];
    for (k = 0; k < 5; k++) {
        NOTE("%s", names_type(types[k]));
        pack_plain(&m, types[k]);
        CHECK_NEAR(error_of(&m, types[k], NULL) / square / even[k], 1, 0.05);
        pack(&m, types[k], NULL, 2);
        CHECK_NEAR(error_of(&m, types[k], NULL) / square / found[k], 1, 0.05);
    }
    free_matrix(&m);
}

/* Weights that lie on an even grid, as those of published 4-bit and ternary models do, come through exactly. */
TEST(even_grids_are_exact) {
    int k, i;
    for (k = 0; k < 5; k++) {
        const int bits = 6 - k, half = bits == 2 ? 1 : 1 << (bits - 1);
        matrix m = make_matrix(24, 96);
        for (i = 0; i < 24 * 96; i++)
            m.x[i] = 0.03125f * (float)(1 + i / 32 % 3) * (float)(i % 32 == 5 ? -half : test_below(2 * half) - half + (bits == 2));
        pack(&m, types[k], NULL, 1);
        NOTE("%d bits", bits);
        CHECK(error_of(&m, types[k], NULL) == 0);
        free_matrix(&m);
    }
}

TEST(importance_lowers_the_weighted_error) {
    int k;
    matrix m = make_matrix(32, 256);
    draw(&m, 0);
    for (k = 0; k < 5; k++) {
        double plain;
        NOTE("%s", names_type(types[k]));
        pack(&m, types[k], NULL, 1);
        plain = error_of(&m, types[k], m.weight);
        pack(&m, types[k], m.weight, 1);
        CHECK(error_of(&m, types[k], m.weight) < 0.9 * plain);
    }
    free_matrix(&m);
}

/* e^T H e of what m->packed holds */
static double error_in(const matrix *m, gpt_type type, const double *h) {
    double sum = 0, *e = (double *)malloc((size_t)m->n_col * sizeof *e);
    float *row = (float *)malloc((size_t)m->n_col * sizeof *row);
    int r, a, b;
    if (!e || !row) abort();
    for (r = 0; r < m->n_row; r++) {
        const size_t panel = gpt_tensor_size(type, 1, (size_t)m->n_col, 1);
        gpt_unpack_row(type, m->packed + (size_t)(r / 16) * panel, (size_t)(r % 16), m->n_col, m->scale, row);
        for (a = 0; a < m->n_col; a++) e[a] = (double)m->x[r * m->n_col + a] - (double)row[a];
        for (a = 0; a < m->n_col; a++)
            for (b = 0; b < m->n_col; b++) sum += e[a] * e[b] * h[a * m->n_col + b];
    }
    free(e), free(row);
    return sum;
}

/* Inputs that are mixtures of fewer causes: H = V D V^T is taken apart as it should, and errors make good for each other. */
TEST(feedback_lowers_the_error_of_products) {
    enum { N = 70, WIDE = 96, CAUSES = 24 };
    static double h[N * N], v[N * N], cause[CAUSES][N];
    static float feedback[N * WIDE];
    gpt_error err = {0, ""};
    matrix m = make_matrix(40, N);
    int a, b, i, k;
    draw(&m, 0);
    for (i = 0; i < CAUSES; i++)
        for (a = 0; a < N; a++) cause[i][a] = test_normal();
    for (a = 0; a < N; a++)
        for (b = 0; b < N; b++)
            for (h[a * N + b] = a == b, i = 0; i < CAUSES; i++) h[a * N + b] += cause[i][a] * cause[i][b];
    memcpy(v, h, sizeof v);
    REQUIRE(calibrate__decompose(v, N));
    for (a = 0; a < N; a++)
        for (b = a; b < N; b++) {
            double sum = 0;
            for (i = b; i < N; i++) sum += (a == i ? 1 : v[a * N + i]) * (b == i ? 1 : v[b * N + i]) * v[i * N + i];
            CHECK_NEAR(sum, h[a * N + b], 1e-9);
            if (b > a) feedback[a * WIDE + b] = (float)v[a * N + b];
        }
    for (k = 0; k < 5; k++) {
        double without;
        NOTE("%s", names_type(types[k]));
        pack(&m, types[k], NULL, 1);
        without = error_in(&m, types[k], h);
        CHECK_INT(quantize_rows(types[k], m.x, 40, N, NULL, feedback, m.scale, 2, m.packed, &err), GPT_OK);
        CHECK(error_in(&m, types[k], h) < 0.7 * without);
    }
    for (i = 0; i < 4; i++) h[i] = i % 3 ? 2 : 1; /* 1 2, 2 1: some errors would gain */
    CHECK(!calibrate__decompose(h, 2));
    free_matrix(&m);
}

TEST(threads_give_the_same_bytes) {
    int k;
    for (k = 0; k < 5; k++) {
        matrix m = make_matrix(100, 70);
        const size_t size = gpt_tensor_size(types[k], 100, 70, 1);
        unsigned char *one = (unsigned char *)malloc(size);
        draw(&m, k);
        pack(&m, types[k], m.weight, 1);
        memcpy(one, m.packed, size);
        pack(&m, types[k], m.weight, 3);
        CHECK_MEM(m.packed, one, size);
        free(one);
        free_matrix(&m);
    }
}

TEST(odd_values_stay_finite) {
    static const float odd[] = {0, 1e-38f, 1e-44f, 3e38f, -3e38f, 65504, 1e-7f, -1};
    int round, k, i;
    for (round = 0; round < 40; round++) {
        matrix m = make_matrix(3, 40);
        for (i = 0; i < 120; i++) m.x[i] = round == 0 ? 0 : odd[test_below(8)];
        m.scale = gpt_pack_scale(GPT_TYPE_Q4, round == 0 ? 0 : 3e38f);
        for (k = 0; k < 5; k++) {
            float row[40];
            pack(&m, types[k], NULL, 1);
            gpt_unpack_row(types[k], m.packed, 1, 40, m.scale, row);
            for (i = 0; i < 40; i++) CHECK(gpt__finite(row[i]) && (round || row[i] == 0));
        }
        free_matrix(&m);
    }
}

/* ---- recipes ---- */

TEST(recipes_say_what_each_matrix_gets) {
    gpt_error err;
    recipe r;
    REQUIRE(recipe_make(&r, GPT_TYPE_Q4, "plain", &err) == GPT_OK);
    CHECK_INT(recipe_type(&r, GPT__ROLE_TOKEN_EMBD, 0, 4, 1), GPT_TYPE_Q4);
    REQUIRE(recipe_make(&r, GPT_TYPE_Q4, NULL, &err) == GPT_OK);
    CHECK_INT(recipe_type(&r, GPT__ROLE_TOKEN_EMBD, 0, 4, 1), GPT_TYPE_Q6);
    CHECK_INT(recipe_type(&r, GPT__ROLE_TOKEN_EMBD, 0, 4, 0), GPT_TYPE_Q4);
    CHECK_INT(recipe_type(&r, GPT__ROLE_OUTPUT, 0, 4, 0), GPT_TYPE_Q6);
    REQUIRE(recipe_make(&r, GPT_TYPE_Q4, "plain,ffn=q5,last.all=q8,1-2.down=q6,attn=q3,first.v=f16", &err) == GPT_OK);
    CHECK_INT(recipe_type(&r, GPT__ROLE_GATE, 0, 4, 1), GPT_TYPE_Q5);
    CHECK_INT(recipe_type(&r, GPT__ROLE_GATE, 3, 4, 1), GPT_TYPE_Q8);
    CHECK_INT(recipe_type(&r, GPT__ROLE_DOWN, 2, 4, 1), GPT_TYPE_Q6);
    CHECK_INT(recipe_type(&r, GPT__ROLE_DOWN, 0, 4, 1), GPT_TYPE_Q5);
    CHECK_INT(recipe_type(&r, GPT__ROLE_Q, 3, 4, 1), GPT_TYPE_Q3);
    CHECK_INT(recipe_type(&r, GPT__ROLE_V, 0, 4, 1), GPT_TYPE_F16);
    CHECK_INT(recipe_type(&r, GPT__ROLE_TOKEN_EMBD, 0, 4, 1), GPT_TYPE_Q4);
    REQUIRE(recipe_make(&r, -1, "token_embd=q8", &err) == GPT_OK);
    CHECK_INT(recipe_type(&r, GPT__ROLE_Q, 0, 4, 1), -1);
    CHECK_INT(recipe_type(&r, GPT__ROLE_TOKEN_EMBD, 0, 4, 0), GPT_TYPE_Q8);
}

TEST(bad_recipes_are_refused_by_name) {
    static const char *const bad[][2] = {
        {"v", "v: not NAME=TYPE"}, {"v=", "types are"}, {"v=q7", "types are f32"}, {"w=q4", "no matrix or group w"},
        {"=q4", "no matrix or group"}, {"v=q4,,o=q4", "not NAME=TYPE"}, {"x.v=q4", "layers are"}, {"3-1.v=q4", "layers are"},
        {"1-.v=q4", "layers are"}, {"-1.v=q4", "layers are"}, {"99999999999999999999.v=q4", "layers are"},
        {"plain=q4", "no matrix or group plain"}, {"a_name_that_is_far_too_long_for_any_tensor_of_any_model=q4", "no matrix or group"},
    };
    char many[800] = "";
    gpt_error err;
    recipe r;
    size_t i;
    for (i = 0; i < sizeof bad / sizeof *bad; i++) {
        NOTE("%s", bad[i][0]);
        CHECK_INT(recipe_make(&r, GPT_TYPE_Q8, bad[i][0], &err), GPT_E_ARG);
        if (!CHECK(strstr(err.message, bad[i][1]) != NULL)) printf("  it says: %s\n", err.message);
    }
    for (i = 0; i <= RECIPE_RULES; i++) strcat(many, "v=q4,");
    CHECK_INT(recipe_make(&r, GPT_TYPE_Q8, many, &err), GPT_E_ARG);
}

/* ---- the program ---- */

static void write_file(const char *path, const void *data, size_t size) {
    FILE *f = fopen(path, "wb");
    if (!f || fwrite(data, 1, size, f) != size || fclose(f)) abort();
}

/* A tiny llama of some type that speaks the demo model's tokens, as a file; a text. */
static void write_model(const char *path, gpt_type type) {
    gpt_error err;
    gpt_model *tok = gpt_model_load("demo/gpt-demo.gpt", NULL, &err);
    tiny_desc desc;
    tiny_image image;
    if (!tok) abort();
    memset(&desc, 0, sizeof desc);
    desc.n_vocab = gpt_model_info(tok)->n_tokens;
    desc.token = tok->file.token, desc.token_size = tok->file.token_size;
    desc.type = type;
    desc.seed = 5;
    image = tiny_build(&desc);
    write_file(path, image.data, image.size);
    tiny_free(&image);
    gpt_model_free(tok);
}

static const char *model_file(gpt_type type) {
    const char *path = test_build("quantize.in.gpt");
    write_model(path, type);
    return path;
}

static const char *text_file(void) {
    static const char text[] = "Once upon a time there was a fox. It lived in a hollow under an old oak. The soup was cold.\n";
    const char *path = test_build("quantize.txt");
    write_file(path, text, sizeof text - 1);
    return path;
}

/* relative squared error of a tensor of b against a */
static double tensor_error(const gpt_model *a, const gpt_model *b, size_t i) {
    const gpt__tensor_entry *e = &a->file.entry[i], *f = &b->file.entry[i];
    float x[256], y[256];
    double error = 0, square = 0;
    uint32_t r, c;
    for (r = 0; r < e->n_row; r++) {
        gpt_unpack_row((gpt_type)e->type, a->file.data + e->offset, r, (int)e->n_col, e->scale, x);
        gpt_unpack_row((gpt_type)f->type, b->file.data + f->offset, r, (int)f->n_col, f->scale, y);
        for (c = 0; c < e->n_col; c++) {
            error += ((double)x[c] - (double)y[c]) * ((double)x[c] - (double)y[c]);
            square += (double)x[c] * (double)x[c];
        }
    }
    return error / square;
}

TEST(report_tells_what_was_written) {
    char arguments[1000], said[8000], line[200], in[300], out[300];
    gpt_error err = {0, ""};
    gpt_model *a, *b;
    size_t i, n = 0;
    snprintf(in, sizeof in, "%s", model_file(GPT_TYPE_F32));
    snprintf(out, sizeof out, "%s", test_build("quantize.out.gpt"));
    snprintf(arguments, sizeof arguments, "%s %s --type q4 --recipe last.down=q8,o=q2 --report", in, out);
    REQUIRE(test_tool("gpt-quantize", arguments, said, sizeof said) == 0);
    a = gpt_model_load(in, NULL, &err), b = gpt_model_load(out, NULL, &err);
    REQUIRE(a != NULL && b != NULL);
    CHECK_INT(gpt_model_verify(b, &err), GPT_OK);
    CHECK_INT(gpt_model_selftest(b, -1, &err), GPT_OK);
    CHECK_STR(gpt_model_info(b)->name, "tiny");
    REQUIRE(a->file.n_entry == b->file.n_entry);
    CHECK_INT(b->file.token_size, a->file.token_size);
    CHECK_MEM(b->file.token, a->file.token, a->file.token_size);
    for (i = 0; i < a->file.n_entry; i++) {
        const gpt__tensor_entry *e = &a->file.entry[i], *f = &b->file.entry[i];
        const char *at;
        int want = e->role == GPT__ROLE_OUTPUT || e->role == GPT__ROLE_V ? GPT_TYPE_Q6 : e->role == GPT__ROLE_O ? GPT_TYPE_Q2
                   : e->role == GPT__ROLE_DOWN && e->layer == 1 ? GPT_TYPE_Q8 : e->n_col == 1 ? GPT_TYPE_F32 : GPT_TYPE_Q4;
        NOTE("%s, layer %u", gpt__role_name(e->role), e->layer);
        CHECK_INT(f->type, want);
        if (e->n_col == 1) {
            CHECK_MEM(a->file.data + e->offset, b->file.data + f->offset, (size_t)e->size);
            continue;
        }
        if (gpt__role_per_layer(e->role)) snprintf(line, sizeof line, "%s (layer %u) ", gpt__role_name(e->role), e->layer);
        else snprintf(line, sizeof line, "%s ", gpt__role_name(e->role));
        at = strstr(said, line);
        REQUIRE(at != NULL);
        at = strstr(at, "error ");
        REQUIRE(at != NULL);
        CHECK_NEAR(strtod(at + 6, NULL), tensor_error(a, b, i), 2e-6);
        n++;
    }
    CHECK_INT(n, 16);
    gpt_model_free(a), gpt_model_free(b);
    remove(in), remove(out);
}

TEST(calibration_sums_what_products_meet) {
    const char *in = model_file(GPT_TYPE_F32), *path = text_file();
    gpt_error err = {0, ""};
    gpt_model *m = gpt_model_load(in, NULL, &err);
    calibration c, d;
    perplexity_text t;
    size_t i, n = 0;
    REQUIRE(m != NULL && perplexity_read(&t, m, 16, &path, 1, 0, &err) == GPT_OK);
    REQUIRE(calibrate(&c, m, &t, 1, &err) == GPT_OK && calibrate(&d, m, &t, 3, &err) == GPT_OK);
    for (i = 0; i < m->file.n_entry; i++) {
        const gpt__tensor_entry *e = &m->file.entry[i];
        if (e->n_col == 1) {
            CHECK(c.t[i].sum == NULL && calibrate_importance(&c, i, 0) == NULL);
            continue;
        }
        NOTE("%s, layer %u", gpt__role_name(e->role), e->layer);
        CHECK_MEM(c.t[i].sum, d.t[i].sum, e->n_col * sizeof(double));
        if (e->role == GPT__ROLE_TOKEN_EMBD) {
            CHECK_INT(c.t[i].n[0], 0);
            continue;
        }
        CHECK_INT(c.t[i].n[0], t.n_token);
        REQUIRE(calibrate_feedback(&c, i) != NULL);
        if (e->role == GPT__ROLE_V || e->role == GPT__ROLE_UP) { /* their inputs are those of others */
            CHECK(c.t[i].same < i && !c.t[i].pair && c.feedback_of == c.t[i].same);
        }
        if (c.t[i].pair) {
            const size_t wide = (e->n_col + 31) / 32 * 32;
            size_t j;
            CHECK_MEM(c.t[i].pair, d.t[i].pair, e->n_col * wide * sizeof(float));
            for (j = 0; j < e->n_col; j++)
                CHECK_NEAR(c.t[i].pair[j * wide + j], c.t[i].sum[j], 1e-5 * c.t[i].sum[j] + 1e-30);
        }
        if (e->role == GPT__ROLE_K && e->layer == 0) { /* its input: the norm of the embedding */
            double want[32] = {0};
            size_t k;
            int j;
            for (k = 0; k < t.n_token; k++) {
                const gpt__tensor *w = &m->t[GPT__ROLE_TOKEN_EMBD];
                float x[32];
                gpt_unpack_row((gpt_type)w->type, w->data, (size_t)t.token[k], 32, w->scale, x);
                gpt__lane(0)->norm(0, x, gpt__vec(&m->layer[0].t[GPT__ROLE_ATTN_NORM]), NULL, 32, m->c->norm_eps, x);
                for (j = 0; j < 32; j++) want[j] += (double)x[j] * (double)x[j];
            }
            for (j = 0; j < 32; j++) CHECK_NEAR(c.t[i].sum[j], want[j], 1e-9 * (1 + want[j]));
            n++;
        }
    }
    CHECK_INT(n, 1);
    calibrate_free(&c), calibrate_free(&d);
    perplexity_text_free(&t);
    gpt_model_free(m);
    remove(in), remove(path);
}

TEST(program_calibrates_and_tests) {
    char arguments[1600], said[8000], again[8000], in[300], out[300], text[300];
    unsigned char *one, *two;
    size_t size[2];
    gpt_error err;
    snprintf(in, sizeof in, "%s", model_file(GPT_TYPE_F32));
    snprintf(out, sizeof out, "%s", test_build("quantize.out.gpt"));
    snprintf(text, sizeof text, "%s", text_file());
    snprintf(arguments, sizeof arguments, "%s %s --type q3 --calibrate %s --test %s --threads 1", in, out, text, text);
    REQUIRE(test_tool("gpt-quantize", arguments, said, sizeof said) == 0);
    CHECK(strstr(said, "predictions: perplexity ") && strstr(said, "KL divergence: mean ") && strstr(said, "top 1: "));
    REQUIRE(file_read(out, &one, &size[0], &err) == GPT_OK);
    snprintf(arguments, sizeof arguments, "%s %s --type q3 --calibrate %s --test %s --threads 3", in, out, text, text);
    REQUIRE(test_tool("gpt-quantize", arguments, again, sizeof again) == 0);
    CHECK_STR(again, said);
    REQUIRE(file_read(out, &two, &size[1], &err) == GPT_OK);
    CHECK_INT(size[1], size[0]);
    CHECK_MEM(one, two, size[0]);
    free(one), free(two);
    remove(in), remove(out), remove(text);
}

static void check_refused(const char *arguments, int status, const char *why) {
    char all[1200], said[8000], out[300];
    snprintf(out, sizeof out, "%s", test_build("quantize.out.gpt"));
    NOTE("%s", arguments);
    snprintf(all, sizeof all, arguments, out);
    CHECK_INT(test_tool("gpt-quantize", all, said, sizeof said), status);
    if (!CHECK(strstr(said, why) != NULL)) printf("  it says: %s\n", said);
    CHECK(!file_exists(out));
}

TEST(nonsense_is_refused_and_leaves_nothing) {
    char arguments[1000], in[300], cut[300];
    unsigned char *data;
    gpt_error err;
    size_t size, n;
    snprintf(in, sizeof in, "%s", model_file(GPT_TYPE_Q4));
    snprintf(cut, sizeof cut, "%s", test_build("quantize.cut.gpt"));
    snprintf(arguments, sizeof arguments, "%s %%s --type q3", in);
    check_refused(arguments, 1, "is q4 already; make q3 from the float model");
    snprintf(arguments, sizeof arguments, "%s %%s --type q4 --recipe plain", in);
    check_refused(arguments, 1, "nothing that would become smaller");
    snprintf(arguments, sizeof arguments, "%s %s --type q3", in, in);
    check_refused(arguments, 1, "is the input, too");
    snprintf(arguments, sizeof arguments, "%s %%s --type q9", in);
    check_refused(arguments, 2, "what is --type q9?");
    snprintf(arguments, sizeof arguments, "%s %%s --type q2 --recipe v=q9", in);
    check_refused(arguments, 1, "types are f32");
    snprintf(arguments, sizeof arguments, "%s %%s --type q2 --test no/such.txt", in);
    check_refused(arguments, 1, "no/such.txt: ");
    check_refused("no/such.gpt %s --type q8", 1, "no/such.gpt can't be opened");
    check_refused("README.md %s --type q8", 1, "README.md is not a .gpt model file");
    check_refused("%s", 2, "usage: ");
    write_model(in, GPT_TYPE_F32);
    REQUIRE(file_read(in, &data, &size, &err) == GPT_OK);
    for (n = 0; n < size; n += size / 9) {
        write_file(cut, data, n);
        snprintf(arguments, sizeof arguments, "%s %%s --type q4", cut);
        check_refused(arguments, 1, "gpt-quantize: ");
    }
    data[size - 100] ^= 1; /* a weight, whose checksum is then wrong */
    write_file(cut, data, size);
    check_refused(arguments, 1, "gpt-quantize: ");
    free(data);
    remove(in), remove(cut);
}

TEST_MAIN("quantize", search_never_loses_to_even_spacing, figures_of_normal_weights, even_grids_are_exact,
          importance_lowers_the_weighted_error, feedback_lowers_the_error_of_products, threads_give_the_same_bytes, odd_values_stay_finite,
          recipes_say_what_each_matrix_gets, bad_recipes_are_refused_by_name, report_tells_what_was_written,
          calibration_sums_what_products_meet, program_calibrates_and_tests, nonsense_is_refused_and_leaves_nothing)
