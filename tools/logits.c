/* gpt-logits -- the raw outputs of a model for lists of token ids, as JSON lines: what checks
 * compare. `gpt-logits --help` tells how. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "file.h"
#include "json.h"
#include "names.h"
#include "padding.h"
#include <math.h>

static const char usage[] =
    "usage: gpt-logits MODEL.gpt --jsonl [options]   |   gpt-logits --lanes\n"
    "\n"
    "Each line of standard input, {\"ids\": [1, 2, 3], \"greedy\": 5}, gives a line of output,\n"
    "{\"logits\": [[...] for each position], \"greedy\": [5 ids]}. Models with other heads give\n"
    "class_logits [labels], token_logits [positions][labels] or span_logits [2][positions]; models\n"
    "without a head give their embedding. \"types\": [0, 0, 1] are the segments of the ids.\n"
    "\n"
    "  --threads N     how many threads\n"
    "  --lane NAME     the instruction set to use, one of --lanes\n"
    "  --chunk N       feed the prompt N tokens a call (encoders always take it whole)\n"
    "  --last          print the last position only\n"
    "  --kv f16|f32|i8 type of the key/value cache; default f32\n"
    "  --lanes         list the lanes that this machine can run\n";

typedef struct options {
    const char *model;
    int jsonl, threads, lane, chunk, last, lanes;
    gpt_kv kv;
} options;

/* One line of input, and the buffers that lines share. */
typedef struct request {
    int *ids, *types; /* (n) */
    int n, greedy, cap;
    int typed;  /* the line has types */
    float *out; /* (n, n_out) */
    size_t out_cap;
} request;

static void print_row(const float *x, int n, size_t stride) {
    int i;
    putchar('[');
    for (i = 0; i < n; i++) {
        float v = x[(size_t)i * stride];
        if (i) putchar(',');
        if (isfinite(v))
            printf("%.9g", v);
        else
            fputs(isnan(v) ? "NaN" : v > 0 ? "Infinity" : "-Infinity", stdout);
    }
    putchar(']');
}

static void print_rows(const char *key, const float *x, int n_row, int n_col) {
    int i;
    printf("\"%s\":[", key);
    for (i = 0; i < n_row; i++) {
        if (i) putchar(',');
        print_row(x + (size_t)i * (size_t)n_col, n_col, 1);
    }
    putchar(']');
}

/* The whole numbers below `limit` of an array. */
static int parse_ints(const char *name, const char *what, const json_value *array, int limit,
                      int *out, gpt_error *err) {
    const json_value *v;
    int i = 0;
    for (v = array->child; v; v = v->next) {
        if (v->type != JSON_NUMBER || v->number != floor(v->number) || v->number < 0 ||
            v->number >= limit)
            return tool_fail(err, GPT_E_ARG, "%s[%d]%s%s is not a %s below %d", name, i,
                             v->type == JSON_NUMBER ? " = " : "",
                             v->type == JSON_NUMBER ? v->text : "", what, limit);
        out[i++] = (int)v->number;
    }
    return GPT_OK;
}

static int grow_ids(request *q, int n, gpt_error *err) {
    int *ids, *types;
    if (n <= q->cap) return GPT_OK;
    ids = (int *)realloc(q->ids, (size_t)n * sizeof *ids);
    if (ids) q->ids = ids;
    types = (int *)realloc(q->types, (size_t)n * sizeof *types);
    if (types) q->types = types;
    if (!ids || !types) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    q->cap = n;
    return GPT_OK;
}

/* Reads {"ids": [...], "types": [...], "greedy": N}. */
static int parse_line(const gpt_model *model, const char *text, size_t size, request *q,
                      gpt_error *err) {
    const gpt_info *info = gpt_model_info(model);
    const json_value *ids, *types;
    double greedy;
    json_doc doc;
    int rc = GPT_OK;
    if (json_parse(&doc, text, size) != 0) return tool_fail(err, GPT_E_FORMAT, "%s", doc.error);
    ids = json_get(doc.root, "ids");
    types = json_get(doc.root, "types");
    greedy = json_num(doc.root, "greedy", 0);
    q->typed = types != NULL;
    if (!ids || ids->type != JSON_ARRAY || ids->n == 0)
        rc = tool_fail(err, GPT_E_FORMAT, "\"ids\" must be a list of at least one token id");
    else if (!(greedy >= 0 && greedy <= 1 << 24))
        rc = tool_fail(err, GPT_E_FORMAT, "\"greedy\" must be a count");
    else if (types && (types->type != JSON_ARRAY || types->n != ids->n))
        rc = tool_fail(err, GPT_E_FORMAT, "\"types\" must be a list as long as \"ids\"");
    else if (types && (info->n_token_type == 0 || info->n_out == 0))
        rc = tool_fail(err, GPT_E_KIND, info->n_out ? "the model has no token types"
                                                    : "embeddings take no token types");
    else
        rc = grow_ids(q, ids->n, err);
    if (rc == GPT_OK) rc = parse_ints("ids", "token id", ids, info->n_vocab, q->ids, err);
    if (rc == GPT_OK && types)
        rc = parse_ints("types", "token type", types, info->n_token_type, q->types, err);
    q->n = rc == GPT_OK ? ids->n : 0;
    q->greedy = (int)greedy;
    json_free(&doc);
    return rc;
}

/* Do rotary frequencies depend on the capacity of the context? */
static int length_matters(const gpt_model *model) {
    uint32_t i;
    for (i = 0; i < model->c->n_rope; i++)
        if (model->c->rope[i].kind != GPT__ROPE_FIXED) return 1;
    return 0;
}

/* A context with room for n tokens, cleared: the old one if it is large enough, and no larger where
 * that matters. */
static gpt_ctx *fresh_ctx(gpt_ctx *ctx, const gpt_model *model, const options *o, int n,
                          gpt_error *err) {
    gpt_ctx_desc desc = {0};
    if (ctx) {
        gpt_ctx_resolved(ctx, &desc);
        if ((desc.n_ctx == n || (desc.n_ctx > n && !length_matters(model))) &&
            gpt_ctx_rewind(ctx, 0) == GPT_OK)
            return ctx;
        gpt_ctx_free(ctx);
    }
    memset(&desc, 0, sizeof desc);
    desc.n_ctx = n;
    desc.n_threads = o->threads;
    desc.lane = o->lane;
    desc.kv = o->kv;
    return gpt_ctx_new(model, &desc, err);
}

static int grow_out(request *q, size_t n, gpt_error *err) {
    float *grown;
    if (n <= q->out_cap) return GPT_OK;
    grown = (float *)realloc(q->out, n * sizeof *grown);
    if (!grown) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    q->out = grown;
    q->out_cap = n;
    return GPT_OK;
}

/* Feeds the prompt in chunks; q->out gets the outputs of every position, or of the last one. An
 * encoder's early outputs depend on later tokens: it gets all of them at once. */
static int run_prompt(gpt_ctx *ctx, const options *o, request *q, int all, int n_out,
                      gpt_error *err) {
    int at, n, rc = grow_out(q, (size_t)(all ? q->n : 1) * (size_t)n_out, err);
    int chunk = gpt_model_info(gpt_ctx_model(ctx))->bidirectional ? 0 : o->chunk;
    for (at = 0; at < q->n && rc == GPT_OK; at += n) {
        n = chunk && chunk < q->n - at ? chunk : q->n - at;
        rc = gpt_eval_types(ctx, q->ids + at, q->typed ? q->types + at : NULL, n,
                            all ? q->out + (size_t)at * (size_t)n_out : NULL);
        if (rc != GPT_OK) tool_fail(err, rc, "%s", gpt_ctx_error(ctx));
    }
    if (rc == GPT_OK && !all) memcpy(q->out, gpt_logits(ctx), (size_t)n_out * sizeof(float));
    return rc;
}

static int print_greedy(gpt_ctx *ctx, int n, gpt_error *err) {
    int i, rc = GPT_OK, token;
    printf(",\"greedy\":[");
    for (i = 0; i < n && rc == GPT_OK; i++) {
        token = gpt_sample(ctx, NULL);
        if (token < 0)
            rc = token;
        else
            printf(i ? ",%d" : "%d", token);
        if (rc == GPT_OK && i + 1 < n) rc = gpt_eval(ctx, &token, 1);
    }
    putchar(']');
    return rc == GPT_OK ? GPT_OK : tool_fail(err, rc, "greedy: %s", gpt_ctx_error(ctx));
}

static int answer_embedding(gpt_ctx *ctx, request *q, int n_out, gpt_error *err) {
    int rc = grow_out(q, (size_t)n_out, err);
    if (rc == GPT_OK && (rc = gpt_embed(ctx, q->ids, q->n, GPT_POOL_MODEL, q->out)) != GPT_OK)
        tool_fail(err, rc, "%s", gpt_ctx_error(ctx));
    if (rc != GPT_OK) return rc;
    fputs("{\"embedding\":", stdout);
    print_row(q->out, n_out, 1);
    puts("}");
    return GPT_OK;
}

static int answer(gpt_ctx *ctx, const gpt_model *model, const options *o, request *q,
                  gpt_error *err) {
    const gpt_info *info = gpt_model_info(model);
    int whole = info->head == GPT_HEAD_CLASS_LAST || info->head == GPT_HEAD_CLASS_MEAN ||
                info->head == GPT_HEAD_CLASS_FIRST;
    int all = !whole && !o->last, n_row = all ? q->n : 1,
        rc = run_prompt(ctx, o, q, all, info->n_out, err);
    if (rc != GPT_OK) return rc;
    putchar('{');
    if (whole) {
        fputs("\"class_logits\":", stdout);
        print_row(q->out, info->n_out, 1);
    } else if (info->head == GPT_HEAD_SPAN) {
        fputs("\"span_logits\":[", stdout);
        print_row(q->out, n_row, 2);
        putchar(',');
        print_row(q->out + 1, n_row, 2);
        putchar(']');
    } else {
        print_rows(info->head == GPT_HEAD_LM ? "logits" : "token_logits", q->out, n_row,
                   info->n_out);
    }
    if (info->head == GPT_HEAD_LM && q->greedy > 0) rc = print_greedy(ctx, q->greedy, err);
    puts("}");
    return rc;
}

static int run(const gpt_model *model, const options *o, gpt_error *err) {
    request q = {0};
    gpt_ctx *ctx = NULL;
    char *line = NULL;
    size_t cap = 0;
    ssize_t n;
    int rc = GPT_OK, number = 0;
    while (rc == GPT_OK && (n = getline(&line, &cap, stdin)) > 0) {
        number++;
        if (strspn(line, " \t\r\n") == (size_t)n) continue;
        rc = parse_line(model, line, (size_t)n, &q, err);
        if (rc == GPT_OK) {
            q.n = padding_dropped(model, q.ids, q.n);
            ctx = fresh_ctx(ctx, model, o, q.n + (q.greedy ? q.greedy - 1 : 0), err);
            if (!ctx)
                rc = err->status;
            else if (gpt_model_info(model)->n_out == 0)
                rc = answer_embedding(ctx, &q, gpt_model_info(model)->n_embd_out, err);
            else
                rc = answer(ctx, model, o, &q, err);
        }
        if (fflush(stdout) != 0)
            rc = tool_fail(err, GPT_E_IO, "standard output: %s", strerror(errno));
    }
    if (rc != GPT_OK) {
        gpt_error why = *err;
        tool_fail(err, rc, "standard input, line %d: %.200s", number, why.message);
    }
    gpt_ctx_free(ctx);
    free(q.ids);
    free(q.types);
    free(q.out);
    free(line);
    return rc;
}

static int find_lane(const char *name) {
    int i;
    for (i = 0; i < gpt_lane_count(); i++)
        if (strcmp(gpt_lane_name(i), name) == 0) return i + 1;
    return 0;
}

static int parse(options *o, int argc, char **argv) {
    int i;
    memset(o, 0, sizeof *o);
    o->kv = GPT_KV_F32;
    for (i = 1; i < argc; i++) {
        const char *a = argv[i], *value = i + 1 < argc ? argv[i + 1] : "";
        int n = atoi(value), used = 1, ok = 1;
        if (strcmp(a, "--threads") == 0)
            ok = (o->threads = n) > 0;
        else if (strcmp(a, "--chunk") == 0)
            ok = (o->chunk = n) > 0;
        else if (strcmp(a, "--lane") == 0)
            ok = (o->lane = find_lane(value)) > 0;
        else if (strcmp(a, "--kv") == 0)
            ok = names_find_kv(value, &o->kv);
        else {
            used = 0;
            if (strcmp(a, "--jsonl") == 0)
                o->jsonl = 1;
            else if (strcmp(a, "--last") == 0)
                o->last = 1;
            else if (strcmp(a, "--lanes") == 0)
                o->lanes = 1;
            else if (*a != '-' && !o->model)
                o->model = a;
            else
                ok = 0;
        }
        if (!ok) {
            fprintf(stderr, "gpt-logits: what is %s%s%s? See --help\n", a, used ? " " : "",
                    used ? value : "");
            return 0;
        }
        i += used;
    }
    if (!o->lanes && (!o->model || !o->jsonl)) fputs(usage, stderr);
    return o->lanes || (o->model && o->jsonl);
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    gpt_model *model;
    options o;
    int i, rc;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) {
        fputs(usage, stdout);
        return 0;
    }
    if (!parse(&o, argc, argv)) return 2;
    if (o.lanes) {
        for (i = 0; i < gpt_lane_count(); i++) puts(gpt_lane_name(i));
        return 0;
    }
    model = gpt_model_load(o.model, NULL, &err);
    rc = model ? GPT_OK : err.status;
    if (rc == GPT_OK && gpt_model_info(model)->n_embd == 0)
        rc = tool_fail(&err, GPT_E_KIND, "%s: has no network, so there are no logits", o.model);
    if (rc == GPT_OK) rc = run(model, &o, &err);
    if (rc != GPT_OK) fprintf(stderr, "gpt-logits: %s\n", err.message);
    gpt_model_free(model);
    return rc == GPT_OK ? 0 : 1;
}
