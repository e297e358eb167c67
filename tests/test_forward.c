/* test_forward -- the transformer's numbers: against logits that Hugging Face Transformers computed (tests/data),
 * against the published story of a real small model (../shared/stories260K), and against a naive double-precision
 * forward pass (naive.h) on random models of every mechanism and odd shapes. */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/file.h"
#include "../tools/json.h"
#include "test.h"
#include "mechanisms.h"
#include "naive.h"

/* ---- reference logits ---- */

/* converts a checkpoint folder to a scratch file; its path, or NULL */
static const char *convert(const char *folder, const char *type) {
    const char *out = test_build("test_forward.gpt");
    char command[4096];
    snprintf(command, sizeof(command), "%s %s -o %s --type %s 2> %s", test_build("gpt-convert"), folder, out, type,
             test_build("test_forward.txt"));
    return CHECK(system(command) == 0) ? out : NULL;
}

static int read_json(json_doc *doc, const char *folder) {
    unsigned char *text = NULL;
    size_t size = 0;
    gpt_error err;
    int ok = file_read(test_join(folder, "reference.json"), &text, &size, &err) == GPT_OK &&
             json_parse(doc, (const char *)text, size) == 0;
    free(text);
    return CHECK(ok);
}

/* the numbers of an array, ids or labels; returns how many */
static int numbers(const json_value *array, double *out, int cap) {
    const json_value *v;
    int n = 0;
    for (v = array ? array->child : NULL; v && n < cap; v = v->next) out[n++] = v->number;
    return n;
}

static int ids(const json_value *array, int *out, int cap) {
    const json_value *v;
    int n = 0;
    for (v = array ? array->child : NULL; v && n < cap; v = v->next) out[n++] = (int)v->number;
    return n;
}

static gpt_ctx *new_ctx(const gpt_model *model, gpt_kv kv, int n_batch) {
    gpt_ctx_desc desc = {0};
    gpt_error err;
    desc.kv = kv;
    desc.n_batch = n_batch;
    return gpt_ctx_new(model, &desc, &err);
}

/* continues greedily; the ids must be those of `want` */
static void check_greedy(gpt_ctx *ctx, const json_value *want) {
    const json_value *v;
    for (v = want ? want->child : NULL; v; v = v->next) {
        int token = gpt_sample(ctx, NULL);
        if (!CHECK_INT(token, (int)v->number)) return;
        if (v->next && !CHECK_INT(gpt_eval(ctx, &token, 1), GPT_OK)) return;
    }
}

#define MOST 4096 /* tokens of a prompt, outputs of a position */

/* every prompt of reference.json; returns the largest difference of any output */
static double check_prompts(const gpt_model *model, const json_value *r, double allowed) {
    double largest = 0;
    static double want[MOST];
    static int tokens[MOST];
    const char *heads[3] = {"logits", "token_logits", "class_logits"};
    const json_value *prompt = json_get(r, "prompts")->child, *rows = NULL, *greedy = json_get(r, "greedy");
    int n_out = gpt_model_info(model)->n_out, h = 0, t, i, number = 0;
    while (h < 3 && !(rows = json_get(r, heads[h]))) h++;
    if (!CHECK(rows != NULL && n_out <= MOST)) return -1;
    rows = rows->child;
    greedy = greedy ? greedy->child : NULL;
    for (; prompt && rows; prompt = prompt->next, rows = rows->next, number++) {
        int n = ids(prompt, tokens, MOST);
        float *out = (float *)malloc((size_t)n * (size_t)n_out * sizeof(float));
        gpt_ctx *ctx = new_ctx(model, GPT_KV_F32, 0);
        const json_value *row = h == 2 ? rows : rows->child;
        double worst = 0;
        if (CHECK(out && ctx) && CHECK_INT(gpt_eval_all(ctx, tokens, n, out), GPT_OK)) {
            for (t = h == 2 ? n - 1 : 0; t < n && row; t++, row = row->next) {
                if (!CHECK_INT(numbers(row, want, MOST), n_out)) break;
                for (i = 0; i < n_out; i++) {
                    double d = fabs(want[i] - (double)out[t * n_out + i]);
                    if (!(d <= worst)) worst = d;
                }
            }
            NOTE("prompt %d of %d tokens", number, n);
            CHECK_INT(t, n);
            CHECK_NEAR(worst, 0, allowed);
            largest = worst > largest ? worst : largest;
            CHECK_MEM(out + (n - 1) * n_out, gpt_logits(ctx), (size_t)n_out * sizeof(float));
            if (greedy) check_greedy(ctx, greedy);
        }
        greedy = greedy ? greedy->next : NULL;
        gpt_ctx_free(ctx);
        free(out);
    }
    return largest;
}

/* the checkpoint in a folder gives what reference.json, in the same or another one, says */
static void check_reference(const char *folder, const char *reference) {
    const char *path = convert(folder, "f32");
    gpt_error err = {0, ""};
    gpt_model *model = path ? gpt_model_load(path, NULL, &err) : NULL;
    json_doc doc;
    double noise, worst;
    if (!model) FAIL("%s: %s", folder, err.message);
    else if (read_json(&doc, reference)) {
        noise = json_num(doc.root, "float64_difference", 1e-5);
        worst = check_prompts(model, doc.root, 10 * noise + 1e-6 * json_num(doc.root, "spread", 0));
        if (getenv("ACCURACY")) printf("%-36s %.1e   %.1e   %.2f\n", folder, worst, noise, worst / noise);
        CHECK_INT(gpt_model_verify(model, &err), GPT_OK);
        CHECK_INT(gpt_model_selftest(model, -1, &err), GPT_OK);
        json_free(&doc);
    }
    gpt_model_free(model);
    if (path) remove(path);
}

static void check_data(const char *name) {
    check_reference(test_data(name), test_data(name));
}

TEST(reference_gpt2) { check_data("gpt2"); }
TEST(reference_gpt2_prefixed_f16) { check_data("gpt2-prefixed-f16"); }
TEST(reference_gpt2_sequence_classification) { check_data("gpt2-sequence-classification"); }
TEST(reference_gpt2_token_classification) { check_data("gpt2-token-classification"); }
TEST(reference_llama) { check_data("llama"); }
TEST(reference_llama_attention_bias) { check_data("llama-attention-bias"); }
TEST(reference_llama_bf16_sharded) { check_data("llama-bf16-sharded"); }
TEST(reference_llama_rope_linear) { check_data("llama-rope-linear"); }
TEST(reference_llama_rope_llama3) { check_data("llama-rope-llama3"); }
TEST(reference_llama_rope_yarn) { check_data("llama-rope-yarn"); }
TEST(reference_llama_sequence_classification) { check_data("llama-sequence-classification"); }
TEST(reference_mistral_sliding) { check_data("mistral-sliding"); }
TEST(reference_qwen2) { check_data("qwen2"); }
TEST(reference_qwen3) { check_data("qwen3"); }

/* a real model: its author's published story, all 256 greedy ids from the start token */
TEST(stories260K_tells_its_story) {
    const char *folder = test_shared("stories260K/hf");
    if (!folder) SKIP("../shared is absent");
    check_reference(folder, test_shared("stories260K"));
}

/* ---- random models against the naive forward pass ---- */

/* Largest difference between gpt.h and the naive pass over n random tokens, relative to the largest output;
 * negative when something failed. */
static double naive_difference(const mechanisms *s, gpt_kv kv, int n_batch, int n) {
    size_t i, n_all;
    tiny_image image = mechanisms_model(s);
    gpt_error err = {0, ""};
    gpt_model *model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    gpt_ctx *ctx = model ? new_ctx(model, kv, n_batch) : NULL;
    naive_model naive;
    double *want, worst = 0, largest = 1e-30;
    float *got;
    int tokens[256], t;
    n_all = (size_t)n * (size_t)(s->head == GPT_HEAD_LM ? s->n_vocab : s->n_out);
    want = naive_new(n_all);
    got = (float *)calloc(n_all, sizeof(float));
    for (t = 0; t < n; t++) tokens[t] = test_below(s->n_vocab);
    if (!ctx) FAIL("%s", err.message), worst = -1;
    else if (!got || gpt_eval_all(ctx, tokens, n, got) != GPT_OK) FAIL("%s", gpt_ctx_error(ctx)), worst = -1;
    else if (CHECK(naive_open(&naive, image.data, image.size) == 0)) {
        naive_forward(&naive, tokens, n, want);
        for (i = 0; i < n_all; i++) {
            double d = fabs(want[i] - (double)got[i]);
            if (!(d <= worst)) worst = d;
            if (fabs(want[i]) > largest) largest = fabs(want[i]);
        }
        naive_close(&naive);
        worst = naive.margin < 1e-4 ? 0 : worst / largest; /* a choice of experts may hang on a rounding */
    }
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    tiny_free(&image);
    free(want), free(got);
    return worst;
}

static void check_naive(const mechanisms *s, gpt_kv kv, double allowed) {
    double d;
    int n = 1 + test_below(test_below(8) ? 40 : s->n_ctx), n_batch = test_below(2) ? 0 : 1 + test_below(20);
    NOTE("%s", mechanisms_text(s));
    d = naive_difference(s, kv, n_batch, n);
    CHECK(d >= 0);
    CHECK_NEAR(d, 0, allowed);
}

/* one mechanism at a time, so that a failure has a name */
TEST(each_mechanism_alone) {
    const mechanisms s = mechanisms_default();
    int i;
#define ONE(...) do { mechanisms m = s; m.__VA_ARGS__; check_naive(&m, GPT_KV_F32, 2e-5); } while (0)
    ONE(n_kv = 6);
    ONE(n_kv = 1);
    ONE(n_rot = 0);
    ONE(n_rot = 10);
    ONE(attn_factor = 1.3f);
    ONE(learned = 1);
    ONE(learned = 1, m.pos_offset = 2);
    ONE(alibi = 1);
    ONE(window = 1);
    ONE(window = 5);
    ONE(window = 64, m.window_odd = 1);
    ONE(layer_norm = 1);
    ONE(layer_norm = 1, m.bias = 1);
    ONE(bias = 1);
    ONE(parallel = 1);
    ONE(parallel = 2);
    ONE(post_norm = 1);
    ONE(res_norm = 1, m.pre_norm = 0);
    ONE(embd_norm = 1);
    ONE(gated = 0);
    ONE(own_head = 0);
    ONE(softcap = 2);
    ONE(logit_softcap = 2);
    ONE(clip = 0.5f);
    ONE(resid_scale = 0.3f);
    ONE(embd_scale = 5);
    ONE(logit_scale = 0.2f);
    ONE(n_ff = 0);
    ONE(head_v = 9);
    ONE(head = GPT_HEAD_TOKEN, m.n_out = 5);
    ONE(head = GPT_HEAD_CLASS_LAST, m.n_out = 2);
    for (i = 1; i <= 4; i++) ONE(qk_norm = i);
    for (i = 0; i < GPT__ACT_SWIGLU_CLAMP; i++) {
        ONE(act = i);
        ONE(act = i, m.gated = 0);
    }
#undef ONE
}

/* all at once. Most draws agree to 1e-6; the bound leaves room for networks that no one would train, such as three
 * layers without any norm, whose values grow until float32's roundings show. */
TEST(random_models_f32) {
    int round;
    for (round = 0; round < 200; round++) {
        mechanisms s = mechanisms_random();
        check_naive(&s, GPT_KV_F32, 1e-3);
    }
}

/* stored in 16 bits the weights are what they are: the naive pass reads the same ones */
TEST(random_models_f16_bf16) {
    int round;
    for (round = 0; round < 60; round++) {
        mechanisms s = mechanisms_random();
        s.type = round & 1 ? GPT_TYPE_F16 : GPT_TYPE_BF16;
        check_naive(&s, GPT_KV_F32, 1e-3);
    }
}

/* the naive pass neither rounds keys and values to f16 nor activations to 8 bits: the difference is bounded, not
 * zero */
TEST(rounded_models_stay_near) {
    int round;
    for (round = 0; round < 40; round++) {
        mechanisms s = mechanisms_default();
        s.type = round & 1 ? GPT_TYPE_Q8 : GPT_TYPE_F32;
        s.n_embd = 32 + test_below(64);
        s.bias = test_below(2);
        s.n_ff = 32 + test_below(64);
        check_naive(&s, GPT_KV_F16, round & 1 ? 0.1 : 0.01);
    }
}

/* a tensor of layer 0, in the directory of an image */
static gpt__tensor_entry *entry_of(tiny_image *image, uint32_t role) {
    gpt__tensor_entry *e = (gpt__tensor_entry *)(void *)tiny_bytes(image, "DIRE");
    while (e->role != role || e->layer != 0) e++;
    return e;
}

static void narrow(tiny_image *image, uint32_t role, uint32_t n_row) {
    gpt__tensor_entry *e = entry_of(image, role);
    e->n_row = n_row;
    e->size = gpt_tensor_size((gpt_type)e->type, n_row, 1, 1);
    e->checksum = gpt_checksum(image->data + e->offset, (size_t)e->size);
    tiny_seal(image);
}

/* Norms of queries and keys come in two widths. No mix of them may read beyond a tensor: a bias narrower than its norm is
 * refused; queries normed by head beside keys normed by row run. */
TEST(norms_of_mixed_width) {
    mechanisms s = mechanisms_default();
    tiny_image image;
    gpt_error err = {0, ""};
    gpt_model *model;
    gpt_ctx *ctx;
    const int tokens[3] = {1, 2, 3};
    int after;
    s.layer_norm = 1, s.bias = 1;
    for (after = 0; after < 2; after++) {
        s.qk_norm = 2 + 2 * after;
        image = mechanisms_model(&s);
        narrow(&image, GPT__ROLE_Q_NORM_B, (uint32_t)s.head_qk);
        model = gpt_model_load_memory(image.data, image.size, NULL, &err);
        CHECK(!model);
        CHECK_INT(err.status, GPT_E_FORMAT);
        CHECK(strstr(err.message, "q_norm_bias") != NULL);
        narrow(&image, GPT__ROLE_Q_NORM, (uint32_t)s.head_qk);
        model = gpt_model_load_memory(image.data, image.size, NULL, &err);
        ctx = model ? new_ctx(model, GPT_KV_F32, 0) : NULL;
        CHECK(ctx != NULL);
        if (ctx) CHECK_INT(gpt_eval(ctx, tokens, 3), GPT_OK);
        gpt_ctx_free(ctx);
        gpt_model_free(model);
        tiny_free(&image);
    }
}

TEST_MAIN("forward", reference_gpt2, reference_gpt2_prefixed_f16, reference_gpt2_sequence_classification,
          reference_gpt2_token_classification, reference_llama, reference_llama_attention_bias,
          reference_llama_bf16_sharded, reference_llama_rope_linear, reference_llama_rope_llama3,
          reference_llama_rope_yarn, reference_llama_sequence_classification, reference_mistral_sliding,
          reference_qwen2, reference_qwen3, stories260K_tells_its_story, each_mechanism_alone, random_models_f32,
          random_models_f16_bf16, rounded_models_stay_near, norms_of_mixed_width)
