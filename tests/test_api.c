/* test_api -- the public functions from the outside: arguments that are NULL or out of range, what the informing
 * functions say, the readouts against their definitions, and the promise that nothing allocates after gpt_ctx_new.
 * */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"
#include "tiny.h"

static tiny_image llama_image, gpt2_image, labels_image;

static void three_labels(gpt__config *config, gpt__layer_config *layer, void *user) {
    (void)layer;
    config->head = *(const uint32_t *)user;
    config->n_out = 3;
}

static gpt_model *open_image(tiny_image *image, const tiny_desc *desc, const gpt_model_desc *how) {
    gpt_error err = {0, ""};
    gpt_model *model;
    if (!image->data) *image = tiny_build(desc);
    model = gpt_model_load_memory(image->data, image->size, how, &err);
    if (!model) FAIL("%s", err.message);
    return model;
}

static gpt_model *llama(const gpt_model_desc *how) {
    tiny_desc desc = {0};
    return open_image(&llama_image, &desc, how);
}

static gpt_model *gpt2(void) {
    tiny_desc desc = {0};
    desc.kind = TINY_GPT2;
    return open_image(&gpt2_image, &desc, NULL);
}

static gpt_model *classifier(void) {
    static uint32_t head = GPT_HEAD_CLASS_LAST;
    tiny_desc desc = {0};
    desc.change = three_labels;
    desc.user = &head;
    return open_image(&labels_image, &desc, NULL);
}

static const int some[8] = {3, 1, 4, 1, 5, 9, 2, 6};

/* ---- library ---- */

TEST(version_and_statuses) {
    int i, j;
    CHECK_INT(gpt_version(), GPT_VERSION_NUMBER);
    for (i = GPT_E_KIND - 1; i <= 1; i++) {
        REQUIRE(gpt_status_text(i) != NULL);
        CHECK(gpt_status_text(i)[0] != '\0');
        for (j = GPT_E_KIND; j < i && i <= 0; j++) CHECK(strcmp(gpt_status_text(i), gpt_status_text(j)) != 0);
    }
    CHECK(gpt_status_text(-2147483647 - 1) != NULL);
    CHECK_INT(GPT_OK, 0);
}

TEST(checksum_is_xxh64) {
    char text[101];
    int i;
    for (i = 0; i < 101; i++) text[i] = (char)i;
    CHECK(gpt_checksum("", 0) == 0xEF46DB3751D8E999u); /* published test values of XXH64, seed 0 */
    CHECK(gpt_checksum("a", 1) == 0xD24EC4F1A98C6E5Bu);
    CHECK(gpt_checksum("abc", 3) == 0x44BC2CF5AD770999u);
    CHECK(gpt_checksum(text, 100) != gpt_checksum(text, 101));
    CHECK(gpt_checksum(text + 1, 64) != gpt_checksum(text, 64));
}

/* ---- NULL and nonsense ---- */

TEST(models_null) {
    gpt_error err;
    memset(&err, 0x55, sizeof(err));
    CHECK(gpt_model_load(NULL, NULL, &err) == NULL);
    CHECK_INT(err.status, GPT_E_ARG);
    CHECK(err.message[0] != '\0' && memchr(err.message, 0, sizeof(err.message)) != NULL);
    CHECK(gpt_model_load(NULL, NULL, NULL) == NULL);
    CHECK(gpt_model_load("no/such/file.gpt", NULL, &err) == NULL);
    CHECK_INT(err.status, GPT_E_IO);
    CHECK(strstr(err.message, "no/such/file.gpt") != NULL);
    CHECK(gpt_model_load("", NULL, &err) == NULL);
    CHECK(gpt_model_load("tests", NULL, &err) == NULL);
    CHECK_INT(err.status, GPT_E_IO);
    CHECK(gpt_model_load_memory(NULL, 0, NULL, &err) == NULL);
    CHECK_INT(err.status, GPT_E_ARG);
    CHECK(gpt_model_load_memory(NULL, 100, NULL, NULL) == NULL);
    CHECK(gpt_model_load_memory(&err, 0, NULL, &err) == NULL);
    gpt_model_free(NULL);
    CHECK(gpt_model_info(NULL) == NULL);
    CHECK(gpt_model_meta(NULL, "name") == NULL);
    CHECK_INT(gpt_model_verify(NULL, &err), GPT_E_ARG);
    CHECK_INT(gpt_model_verify(NULL, NULL), GPT_E_ARG);
    CHECK_INT(gpt_model_selftest(NULL, -1, &err), GPT_E_ARG);
    CHECK_INT(gpt_model_selftest(NULL, 0, NULL), GPT_E_ARG);
}

TEST(text_without_a_model_or_a_tokenizer) {
    gpt_model *model = llama(NULL);
    gpt_decoder d = {{0}, 0, 0};
    char text[8];
    int ids[4] = {0, 0, 0, 0}, len = 7, i;
    for (i = 0; i < 2; i++) {
        const gpt_model *m = i ? model : NULL;
        CHECK(gpt_tokenize(m, "a", 1, 0, ids, 4) < 0);
        CHECK(gpt_tokenize(m, NULL, 0, 0, NULL, 0) < 0);
        CHECK(gpt_detokenize(m, ids, 1, 0, text, 8) < 0);
        CHECK(gpt_decode(m, &d, 0, 0, text, 8) < 0);
        CHECK(gpt_token_bytes(m, 0, &len) == NULL);
        CHECK(gpt_token_bytes(m, 0, NULL) == NULL);
        CHECK_INT(gpt_token_find(m, "a", 1), -1);
        CHECK_INT(gpt_token_special(m, GPT_TOKEN_BOS), -1);
        CHECK_INT(gpt_token_special(m, 99), -1);
        CHECK_INT(gpt_token_is_end(m, 0), 0);
        CHECK_INT(gpt_token_is_end(m, -1), 0);
    }
    CHECK_INT(gpt_tokenize(model, "a", 1, 0, ids, 4), GPT_E_KIND);
    CHECK_INT(gpt_detokenize(model, ids, 1, 0, text, 8), GPT_E_KIND);
    gpt_model_free(model);
}

TEST(contexts_null) {
    gpt_model *model = llama(NULL);
    gpt_ctx_desc desc = {0};
    gpt_error err = {0, ""};
    float out[64];
    gpt_scored top[2];
    gpt_ctx *ctx = gpt_ctx_new(model, NULL, NULL);
    CHECK(ctx != NULL);
    CHECK_INT(gpt_ctx_bytes(NULL, NULL), 0);
    CHECK(gpt_ctx_new(NULL, NULL, &err) == NULL);
    CHECK_INT(err.status, GPT_E_ARG);
    CHECK(gpt_ctx_new(NULL, NULL, NULL) == NULL);
    CHECK(gpt_ctx_fork(NULL, &err) == NULL);
    CHECK_INT(err.status, GPT_E_ARG);
    CHECK(gpt_ctx_fork(NULL, NULL) == NULL);
    gpt_ctx_free(NULL);
    gpt_ctx_resolved(NULL, &desc);
    gpt_ctx_resolved(ctx, NULL);
    CHECK(gpt_ctx_model(NULL) == NULL);
    CHECK(gpt_ctx_model(ctx) == model);
    CHECK_INT(gpt_ctx_pos(NULL), 0);
    CHECK(gpt_ctx_tokens(NULL, NULL, 0) <= 0);
    CHECK_INT(gpt_ctx_tokens(ctx, NULL, 0), 0);
    CHECK_INT(gpt_ctx_rewind(NULL, 0), GPT_E_ARG);
    CHECK(gpt_ctx_error(NULL) != NULL);
    CHECK_STR(gpt_ctx_error(ctx), "");
    CHECK_INT(gpt_eval(NULL, some, 1), GPT_E_ARG);
    CHECK_INT(gpt_eval_all(NULL, some, 1, out), GPT_E_ARG);
    CHECK_INT(gpt_sync(NULL, some, 1), GPT_E_ARG);
    CHECK(gpt_logits(NULL) == NULL);
    CHECK(gpt_logits(ctx) == NULL);
    CHECK_INT(gpt_top(NULL, top, 2), GPT_E_ARG);
    CHECK_INT(gpt_top(ctx, top, 2), GPT_E_ARG); /* no logits yet */
    CHECK_INT(gpt_logprobs(NULL, some, 1, out), GPT_E_ARG);
    CHECK_INT(gpt_logprobs(ctx, some, 1, NULL), GPT_E_ARG);
    CHECK_INT(gpt_embed(NULL, some, 1, GPT_POOL_MEAN, out), GPT_E_ARG);
    CHECK_INT(gpt_embed(ctx, some, 1, GPT_POOL_MEAN, NULL), GPT_E_ARG);
    CHECK_INT(gpt_embed(ctx, some, 1, (gpt_pooling)9, out), GPT_E_ARG);
    CHECK_INT(gpt_classify(NULL, some, 2, out), GPT_E_ARG);
    CHECK_INT(gpt_classify(ctx, some, 2, out), GPT_E_ARG);
    CHECK(gpt_sample(NULL, NULL) < 0);
    CHECK(gpt_sample(ctx, NULL) < 0);
    CHECK(gpt_sample_logits(NULL, NULL, 0, NULL, 0) < 0);
    CHECK(gpt_generate(NULL, "a", NULL) < 0);
    CHECK(gpt_generate(ctx, "a", NULL) < 0); /* no tokenizer */
    CHECK(gpt_generate_tokens(NULL, some, 1, NULL) < 0);
    CHECK(gpt_generate_tokens(ctx, NULL, 1, NULL) < 0);
    CHECK_INT(gpt_state_size(NULL), 0);
    CHECK_INT(gpt_state_save(NULL, out, sizeof(out)), GPT_E_ARG);
    CHECK_INT(gpt_state_restore(NULL, out, sizeof(out)), GPT_E_ARG);
    CHECK_INT(gpt_ctx_pos(ctx), 0);
    gpt_ctx_free(ctx);
    gpt_model_free(model);
}

TEST(chat_null) {
    gpt_message m = {"user", "hello", NULL};
    gpt_chat_desc chat = {&m, 1, GPT_CHAT_CHATML, 0, 0, NULL, NULL, NULL, NULL, NULL};
    const char *stops[4];
    char text[64];
    int ids[8];
    CHECK_INT(gpt_chat_format(NULL, &chat, text, 64, NULL), GPT_E_ARG);
    CHECK_INT(gpt_chat_tokens(NULL, &chat, ids, 8, NULL), GPT_E_ARG);
    CHECK_INT(gpt_chat_format(NULL, NULL, text, 64, NULL), GPT_E_ARG);
    CHECK_INT(gpt_chat_tokens(NULL, NULL, ids, 8, NULL), GPT_E_ARG);
    CHECK_INT(gpt_chat_stops(NULL, (gpt_chat)77, stops, 4), GPT_E_ARG);
    CHECK_INT(gpt_chat_stops(NULL, GPT_CHAT_CHATML, NULL, 0), 2);
    (void)gpt_chat_default(NULL);
}

TEST(context_descs_out_of_range) {
    gpt_model *model = llama(NULL);
    gpt_ctx_desc bad[9];
    int i, n = 0;
    memset(bad, 0, sizeof(bad));
    bad[n++].n_ctx = -1;
    bad[n++].n_ctx = 2147483647;
    bad[n++].n_batch = -1;
    bad[n++].n_threads = -1;
    bad[n++].kv = (gpt_kv)3;
    bad[n++].kv = (gpt_kv)-1;
    bad[n++].lane = -1;
    bad[n++].lane = gpt_lane_count() + 1;
    bad[n++].lane = 2147483647;
    for (i = 0; i < n; i++) {
        gpt_error err = {0, ""};
        gpt_ctx *ctx = gpt_ctx_new(model, &bad[i], &err);
        NOTE("desc %d", i);
        CHECK(ctx == NULL);
        CHECK(err.status == GPT_E_ARG || err.status == GPT_E_MEMORY);
        CHECK(err.message[0] != '\0');
        if (bad[i].n_ctx <= 0) CHECK_INT(gpt_ctx_bytes(model, &bad[i]), 0);
        gpt_ctx_free(ctx);
    }
    gpt_model_free(model);
}

/* ---- what the informing functions say ---- */

TEST(info_and_meta) {
    gpt_model *model = llama(NULL), *labels = classifier();
    const gpt_info *info = gpt_model_info(model);
    REQUIRE(info != NULL && labels != NULL);
    CHECK_STR(info->name, "tiny");
    CHECK_STR(info->family, "test");
    CHECK_STR(gpt_model_meta(model, "name"), "tiny");
    CHECK(gpt_model_meta(model, "nam") == NULL);
    CHECK(gpt_model_meta(model, "") == NULL);
    CHECK(gpt_model_meta(model, NULL) == NULL);
    CHECK_INT(info->head, GPT_HEAD_LM);
    CHECK_INT(info->n_vocab, 40);
    CHECK_INT(info->n_out, 40);
    CHECK_INT(info->n_ctx, 64);
    CHECK_INT(info->n_embd, 32);
    CHECK_INT(info->n_layer, 2);
    CHECK_INT(info->n_head, 4);
    CHECK_INT(info->n_kv, 2);
    CHECK_INT(info->n_ff, 48);
    CHECK_INT(info->n_tokens, 0);
    CHECK_INT(info->type, GPT_TYPE_F32);
    CHECK_INT(info->mapped, 0);
    CHECK_INT(info->file_size, llama_image.size);
    CHECK(info->weight_size > 0 && info->weight_size < info->file_size);
    /* embedding and head, two layers of q, k, v, o, gate, up, down; norms count too, frequencies may */
    CHECK(info->n_param >= 2 * 40 * 32 + 2 * (2 * 32 * 32 + 2 * 16 * 32 + 3 * 48 * 32));
    CHECK(info->n_param <= 2 * 40 * 32 + 2 * (2 * 32 * 32 + 2 * 16 * 32 + 3 * 48 * 32) + 5 * 32 + 8);
    CHECK_INT(gpt_model_info(labels)->n_out, 3);
    CHECK_INT(gpt_model_info(labels)->head, GPT_HEAD_CLASS_LAST);
    gpt_model_free(model);
    gpt_model_free(labels);
}

TEST(context_defaults) {
    tiny_desc desc = {0};
    tiny_image image;
    gpt_ctx_desc d = {0};
    gpt_error err;
    gpt_model *small = llama(NULL), *large;
    gpt_ctx *ctx = gpt_ctx_new(small, NULL, &err);
    REQUIRE(ctx != NULL);
    CHECK_INT(err.status, GPT_OK);
    gpt_ctx_resolved(ctx, &d);
    CHECK_INT(d.n_ctx, 64); /* the model's own */
    CHECK(d.n_batch >= 1 && d.n_batch <= 256);
    CHECK(d.n_threads >= 1);
    CHECK_INT(d.kv, GPT_KV_F16);
    CHECK_INT(d.lane, gpt_lane_count());
    gpt_ctx_free(ctx);
    gpt_model_free(small);
    desc.n_ctx = 131072; /* never by accident */
    image = tiny_build(&desc);
    large = gpt_model_load_memory(image.data, image.size, NULL, &err);
    ctx = gpt_ctx_new(large, NULL, &err);
    REQUIRE(ctx != NULL);
    gpt_ctx_resolved(ctx, &d);
    CHECK_INT(d.n_ctx, 4096);
    CHECK_INT(d.n_batch, 256);
    gpt_ctx_free(ctx);
    gpt_model_free(large);
    tiny_free(&image);
}

TEST(context_bytes_are_what_is_allocated) {
    int kv, n;
    for (kv = 0; kv < 3; kv++) {
        for (n = 1; n < 3000; n = n * 3 + 1) {
            test_heap heap = {0, 0, 0, 0, 0};
            gpt_model_desc how = {{test_heap_alloc, test_heap_free, &heap}, 0, 0, 0, 0};
            gpt_model *model = llama(&how);
            gpt_ctx_desc desc = {0};
            size_t before = heap.bytes, bytes;
            gpt_ctx *ctx;
            desc.n_ctx = n;
            desc.kv = (gpt_kv)kv;
            bytes = gpt_ctx_bytes(model, &desc);
            ctx = gpt_ctx_new(model, &desc, NULL);
            CHECK(ctx != NULL && bytes > 0);
            CHECK(heap.bytes - before >= bytes && heap.bytes - before <= bytes + 128);
            CHECK(bytes >= (size_t)n * 2 * 2 * 16 * (kv ? 4 : 2)); /* layers, keys and values, two heads of 8 */
            gpt_ctx_free(ctx);
            gpt_model_free(model);
            CHECK_INT(heap.live, 0);
        }
    }
}

TEST(learned_positions_bound_the_context) {
    gpt_model *model = gpt2();
    gpt_ctx_desc desc = {0};
    gpt_error err = {0, ""};
    gpt_ctx *ctx;
    desc.n_ctx = 65; /* one more than there are rows of positions */
    CHECK(gpt_ctx_new(model, &desc, &err) == NULL);
    CHECK_INT(err.status, GPT_E_ARG);
    desc.n_ctx = 64;
    ctx = gpt_ctx_new(model, &desc, &err);
    CHECK(ctx != NULL);
    gpt_ctx_free(ctx);
    gpt_model_free(model);
}

TEST(selftest_says_what_it_found) {
    tiny_desc desc = {0};
    tiny_image image;
    gpt_model *model = llama(NULL);
    gpt_error err = {0, ""};
    float *logits;
    int lane, i, ids[5];
    gpt_ctx *ctx;
    gpt_ctx_desc how = {0};
    CHECK_INT(gpt_model_selftest(model, -1, &err), GPT_E_KIND); /* none in this file */
    CHECK_INT(gpt_model_selftest(model, -1, NULL), GPT_E_KIND);
    gpt_model_free(model);
    desc.n_test = 5;
    image = tiny_build(&desc);
    model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    REQUIRE(model != NULL);
    CHECK_INT(gpt_model_selftest(model, -1, &err), GPT_E_FORMAT);
    CHECK_INT(err.status, GPT_E_FORMAT);
    CHECK(err.message[0] != '\0');
    CHECK_INT(gpt_model_selftest(model, gpt_lane_count(), &err), GPT_E_ARG);
    CHECK_INT(gpt_model_selftest(model, -2, &err), GPT_E_ARG);
    how.kv = GPT_KV_F32; /* with the right checksum it passes on every lane */
    ctx = gpt_ctx_new(model, &how, NULL);
    for (i = 0; i < 5; i++) ids[i] = (int)tiny_get32(tiny_bytes(&image, "TEST") + 16 + 4 * i);
    CHECK_INT(gpt_eval(ctx, ids, 5), GPT_OK);
    logits = (float *)(uintptr_t)gpt_logits(ctx);
    REQUIRE(logits != NULL);
    tiny_put64(tiny_bytes(&image, "TEST") + 8, gpt_checksum(logits, 40 * sizeof(float)));
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    tiny_seal(&image);
    model = gpt_model_load_memory(image.data, image.size, NULL, &err);
    REQUIRE(model != NULL);
    for (lane = -1; lane < gpt_lane_count(); lane++) CHECK_INT(gpt_model_selftest(model, lane, &err), GPT_OK);
    gpt_model_free(model);
    tiny_free(&image);
}

/* ---- readout ---- */

TEST(top_is_sorted_and_sums_to_one) {
    gpt_model *model = llama(NULL);
    gpt_ctx *ctx = gpt_ctx_new(model, NULL, NULL);
    gpt_scored top[64];
    const float *logits;
    double sum = 0, norm = 0;
    int i, n;
    CHECK_INT(gpt_eval(ctx, some, 8), GPT_OK);
    logits = gpt_logits(ctx);
    n = gpt_top(ctx, top, 64);
    CHECK_INT(n, 40);
    for (i = 0; i < 40; i++) norm += exp((double)logits[i]);
    for (i = 0; i < n; i++) {
        CHECK(i == 0 || top[i].logit < top[i - 1].logit ||
              (top[i].logit <= top[i - 1].logit && top[i].token > top[i - 1].token));
        CHECK_NEAR(top[i].logit, logits[top[i].token], 0);
        CHECK_NEAR(top[i].prob, exp((double)top[i].logit) / norm, 1e-6);
        sum += (double)top[i].prob;
    }
    CHECK_NEAR(sum, 1, 1e-5);
    for (i = 1; i < 5; i++) {
        gpt_scored few[5];
        CHECK_INT(gpt_top(ctx, few, i), i);
        CHECK_MEM(few, top, (size_t)i * sizeof(top[0]));
    }
    CHECK_INT(gpt_sample(ctx, NULL), top[0].token);
    CHECK_INT(gpt_top(ctx, top, 0), GPT_E_ARG);
    CHECK_INT(gpt_top(ctx, top, -1), GPT_E_ARG);
    CHECK_INT(gpt_top(ctx, NULL, 3), GPT_E_ARG);
    gpt_ctx_free(ctx);
    gpt_model_free(model);
}

TEST(logprobs_are_logs_of_softmax) {
    gpt_model *model = llama(NULL);
    gpt_ctx *ctx = gpt_ctx_new(model, NULL, NULL), *whole = gpt_ctx_new(model, NULL, NULL);
    float all[8 * 40], out[8], part[8];
    int t, i;
    CHECK_INT(gpt_eval_all(whole, some, 8, all), GPT_OK);
    CHECK_INT(gpt_logprobs(ctx, some, 8, out), GPT_OK);
    CHECK_INT(gpt_ctx_pos(ctx), 8);
    CHECK_MEM(gpt_logits(ctx), gpt_logits(whole), 40 * sizeof(float));
    CHECK_NEAR(out[0], 0, 0);
    for (t = 1; t < 8; t++) {
        const float *row = all + (t - 1) * 40;
        double norm = 0;
        for (i = 0; i < 40; i++) norm += exp((double)row[i]);
        CHECK_NEAR(out[t], (double)row[some[t]] - log(norm), 2e-6);
    }
    gpt_ctx_rewind(ctx, 0); /* the same in two calls */
    CHECK_INT(gpt_logprobs(ctx, some, 3, part), GPT_OK);
    CHECK_INT(gpt_logprobs(ctx, some + 3, 5, part + 3), GPT_OK);
    CHECK_MEM(part, out, sizeof(out));
    gpt_ctx_free(ctx);
    gpt_ctx_free(whole);
    gpt_model_free(model);
}

TEST(embeddings_do_not_depend_on_batches) {
    gpt_model *model = llama(NULL);
    gpt_ctx_desc desc = {0};
    float mean[2][32], last[2][32], first[32], sum[32] = {0};
    int i, k;
    for (i = 0; i < 2; i++) {
        gpt_ctx *ctx;
        desc.n_batch = i ? 3 : 0;
        desc.n_threads = 1 + i;
        ctx = gpt_ctx_new(model, &desc, NULL);
        CHECK_INT(gpt_embed(ctx, some, 8, GPT_POOL_MEAN, mean[i]), GPT_OK);
        CHECK_INT(gpt_ctx_pos(ctx), 8);
        gpt_ctx_rewind(ctx, 0);
        CHECK_INT(gpt_embed(ctx, some, 8, GPT_POOL_LAST, last[i]), GPT_OK);
        for (k = 0; k < 8 && i; k++) { /* the mean is that of the last ones of every prefix */
            int j;
            gpt_ctx_rewind(ctx, k);
            CHECK_INT(gpt_embed(ctx, some + k, 1, GPT_POOL_LAST, first), GPT_OK);
            for (j = 0; j < 32; j++) sum[j] += first[j] / 8;
        }
        gpt_ctx_free(ctx);
    }
    CHECK_MEM(mean[0], mean[1], sizeof(mean[0]));
    CHECK_MEM(last[0], last[1], sizeof(last[0]));
    for (k = 0; k < 32; k++) CHECK_NEAR(mean[0][k], sum[k], 1e-5);
    gpt_model_free(model);
}

TEST(classify) {
    gpt_model *model = llama(NULL), *labels = classifier();
    gpt_ctx *lm = gpt_ctx_new(model, NULL, NULL), *head = gpt_ctx_new(labels, NULL, NULL);
    const int among[3] = {7, 39, 0}, bad[2] = {0, 40};
    float p[3], logprob;
    double sum = 0;
    int i;
    CHECK_INT(gpt_eval(lm, some, 8), GPT_OK);
    CHECK_INT(gpt_eval(head, some, 8), GPT_OK);
    CHECK_INT(gpt_classify(lm, among, 3, p), GPT_OK);
    for (i = 0; i < 3; i++) sum += exp((double)gpt_logits(lm)[among[i]]);
    for (i = 0; i < 3; i++) CHECK_NEAR(p[i], exp((double)gpt_logits(lm)[among[i]]) / sum, 1e-6);
    CHECK(gpt_classify(lm, NULL, 3, p) < 0); /* a language model has no labels of its own */
    CHECK(gpt_classify(lm, NULL, 40, p) < 0);
    CHECK_INT(gpt_classify(lm, bad, 2, p), GPT_E_ARG);
    CHECK_INT(gpt_classify(lm, among, 0, p), GPT_E_ARG);
    CHECK_INT(gpt_classify(lm, among, 3, NULL), GPT_E_ARG);
    CHECK_INT(gpt_classify(head, NULL, 3, p), GPT_OK);
    for (sum = 0, i = 0; i < 3; i++) sum += exp((double)gpt_logits(head)[i]);
    for (i = 0; i < 3; i++) CHECK_NEAR(p[i], exp((double)gpt_logits(head)[i]) / sum, 1e-6);
    CHECK_INT(gpt_classify(head, NULL, 2, p), GPT_E_ARG);
    /* a head of labels predicts no tokens */
    CHECK_INT(gpt_logprobs(head, some, 1, &logprob), GPT_E_KIND);
    CHECK(gpt_sample(head, NULL) < 0);
    CHECK(gpt_generate_tokens(head, some, 1, NULL) < 0);
    CHECK_INT(gpt_ctx_pos(head), 8);
    gpt_ctx_free(lm);
    gpt_ctx_free(head);
    gpt_model_free(model);
    gpt_model_free(labels);
}

/* ---- memory ---- */

TEST(nothing_allocates_after_ctx_new) {
    test_heap heap = {0, 0, 0, 0, 0};
    gpt_model_desc how = {{test_heap_alloc, test_heap_free, &heap}, 0, 0, 0, 0};
    gpt_model *model = llama(&how);
    gpt_ctx *ctx = gpt_ctx_new(model, NULL, NULL);
    gpt_sampler s = {0};
    gpt_generate_desc g = {0};
    gpt_scored top[5];
    float out[8 * 40];
    long before = heap.n_alloc;
    static unsigned char state[1 << 16];
    REQUIRE(ctx != NULL);
    s.temperature = 0.8f, s.top_k = 10, s.top_p = 0.9f, s.min_p = 0.01f, s.repeat_penalty = 1.1f;
    g.sampler = &s;
    g.max_tokens = 5;
    CHECK_INT(gpt_eval(ctx, some, 8), GPT_OK);
    CHECK_INT(gpt_eval_all(ctx, some, 8, out), GPT_OK);
    CHECK_INT(gpt_logprobs(ctx, some, 8, out), GPT_OK);
    CHECK_INT(gpt_embed(ctx, some, 8, GPT_POOL_MEAN, out), GPT_OK);
    CHECK_INT(gpt_top(ctx, top, 5), 5);
    CHECK_INT(gpt_classify(ctx, some, 3, out), GPT_OK);
    CHECK(gpt_sample(ctx, &s) >= 0);
    CHECK(gpt_generate_tokens(ctx, some, 2, &g) >= 0);
    REQUIRE(gpt_state_size(ctx) <= sizeof(state));
    CHECK_INT(gpt_state_save(ctx, state, sizeof(state)), GPT_OK);
    CHECK_INT(gpt_state_restore(ctx, state, gpt_state_size(ctx)), GPT_OK);
    CHECK_INT(gpt_sync(ctx, some, 8), 7);
    CHECK_INT(gpt_ctx_rewind(ctx, 0), GPT_OK);
    CHECK_INT(heap.n_alloc, before);
    gpt_ctx_free(ctx);
    gpt_model_free(model);
    CHECK_INT(heap.live, 0);
}

TEST_MAIN("api", version_and_statuses, checksum_is_xxh64, models_null, text_without_a_model_or_a_tokenizer,
          contexts_null, chat_null, context_descs_out_of_range, info_and_meta, context_defaults,
          context_bytes_are_what_is_allocated, learned_positions_bound_the_context, selftest_says_what_it_found,
          top_is_sorted_and_sums_to_one, logprobs_are_logs_of_softmax, embeddings_do_not_depend_on_batches, classify,
          nothing_allocates_after_ctx_new)
