/* plan.h -- from a published config.json and a list of tensors to a plan of a .gpt file.
 *
 * A family is a row of rules (families.h); the machinery here reads the row. It checks that config
 * and tensors agree, honours everything in the config that changes the computation, and refuses by
 * name what it does not know. It knows no file format: tensors come from a `source` (source.h).
 *
 *     rules --> sizes and mechanisms --> layers --> rotary positions --> head --> tensors
 *
 * Start at plan_make. Include ../gpt.h, file.h, json.h and source.h first. */
#ifndef TOOLS_PLAN_H
#define TOOLS_PLAN_H

#include "recipe.h"
#include "rules.h"
#include "ropes.h"

/* The letters of rules: V vocabulary, P positions, A rows of the position table, L layers, D width,
 * W width of the token embedding, Y token types, H heads, K key/value heads, G = H / K, C width of a
 * head, O of its values, R its rotated dims, F feed-forward, E experts of the layer, X their width,
 * Q rank of latent queries, J of keys and values, B rotated dims beside them, N outputs, Z width of
 * the head's input, T padding token. */

#define PLAN__DIM_MAX (1 << 24) /* of widths, vocabularies and positions, as gpt.h has it */

/* ---- what a family is ---- */

/* One tensor of ours: how the checkpoint calls it and where in it ours lies.
 *
 * The checkpoint's tensor has `of` rows in `groups` groups; each gives us as many of our rows in
 * turn, from its row `first` on. So [q; k; v] of all heads is one group, [q k v] head by head are
 * H groups, and gate and up in turns are F groups of two. Unless said otherwise it is all of it. */
typedef struct fam_tensor {
    int role;
    const char *name; /* "a|b": spellings. %d is the layer; a second one the expert, or the part of
                       * a vector. NULL: not in the checkpoint, `fill` says what it is */
    const char *rows, *cols;         /* rules; cols NULL: a vector */
    const char *first, *of, *groups; /* rules; NULL: 0, rows, 1 */
    const char *experts;             /* rule: so many matrices follow each other; NULL: one */
    const char *col_of;              /* rule: columns of the checkpoint's, ours come first; NULL: cols */
    int transposed;                  /* stored (columns, rows) */
    const char *lines;               /* rule: a vector is stored as a matrix of so many rows; NULL: as a vector */
    int flat;                        /* matrices that follow each other are one matrix there, not a stack of them */
    float (*fill)(int row, int col, const float size[26], int rows);
} fam_tensor;

/* Some tensors, present if the rule is true (NULL: always). Rules with i are asked layer by layer. */
typedef struct fam_group {
    const fam_tensor *tensor; /* ends with role -1 */
    const char *when;
} fam_group;

/* A head: rows of hidden states -> dense layer -> activation -> norm -> outputs, where each exists.
 * Names may have spellings "a|b"; '+' in front: below the base model's prefix; '?': optional. */
typedef struct fam_head {
    const char *architecture; /* how the class name in "architectures" ends */
    gpt_head head;
    const char *weight, *bias;      /* without weight: the token embedding */
    const char *pool, *pool_act;    /* name without .weight and .bias; a rule */
    const char *pool_norm;          /* name without .weight and .bias */
    const char *n_pool, *n_out;     /* rules; NULL: D; the number of labels */
} fam_head;

/* A family. Every member is a pointer, and those that a row leaves out are those of the row that
 * `like` names, at last those of the first row. All below the first eight are rules (rules.h). */
typedef struct family {
    const char *type;       /* model_type; "a|b": several */
    const char *like;       /* a type */
    const char *prefix;     /* "a|b": what may stand in front of the tensors' names */
    const char *first;      /* a tensor that every checkpoint has; its prefix is looked for */
    const char *config;     /* key of the object that holds the language model's config; NULL: none */
    const char *types;      /* "a|b": what "layer_types" may say */
    const fam_group *group; /* ends with a NULL tensor */
    const fam_head *head;   /* ends with a NULL architecture; the first is taken by default */
    /* the network */
    const char *n_vocab, *n_ctx, *n_embd, *n_layer, *n_type, *n_embd_in;
    const char *norm, *norm_plus, *eps, *out_eps, *latent_eps; /* norm_plus: weights are 1 + w */
    const char *parallel, *learned, *pos_offset, *pos_pad, *embd_in_after, *bidirectional;
    const char *embd_scale, *resid_scale, *logit_scale, *logit_cap;
    const char *tied, *unit_head, *pad, *n_label; /* unit_head: rows of the head are scaled to length 1 */
    /* a layer; these may use i */
    const char *n_head, *n_kv, *head_qk, *head_v, *n_ff, *act, *act_alpha, *act_limit;
    const char *attn_scale, *attn_cap, *clip, *window, *chunk, *temp_scale, *temp_floor;
    const char *norm_after_rope, *qk_norm_heads, *alibi_round;
    const char *n_rot, *rope, *pairs; /* rope: 0, or which set; pairs: of neighbours, (2i, 2i + 1) */
    const char *theta, *theta_local, *n_orig; /* of sets 1 and 2; see rope_plan */
    const char *n_expert, *n_expert_used, *n_ff_expert, *router, *router_norm, *router_scale;
    const char *n_group, *n_group_used, *router_min, *router_jitter;
    const char *q_rank, *kv_rank, *head_rope;
    /* the rest */
    const char *refuse; /* "a; b # why": what is not supported when true, asked layer by layer */
    const char *ignore; /* "a b": keys that don't matter here; no rule */
} family;

static const family *families_row(const char *type);      /* families.h has the rows ... */
static const char *families_list(char *out, size_t cap);  /* ... and their names */

/* ---- the plan ---- */

/* A tensor to write: n_expert matrices (n_row, n_col) that are made of rows of checkpoint tensors,
 * see fam_tensor, or filled with values. */
typedef struct plan_tensor {
    uint32_t role, layer, n_row, n_col, n_expert;
    int vector; /* always f32 */
    int small;  /* looked up, tiny or decisive: never quantised */
    int part, n_part;    /* plan.part[part ..]: n_part tensors that follow each other */
    int transposed, plus, unit; /* plus: values are 1 + w; unit: rows are scaled to length 1 */
    uint32_t first, of, groups, col_of;
    uint32_t head, n_rot; /* rows are permuted in heads of so many: n_rot of them are pairs ... */
    uint32_t rot_last;    /* ... and come last in the checkpoint */
    float *values;        /* (n_row, n_col) */
} plan_tensor;

/* A checkpoint that is not there yet (export.h): where else the tensors are asked, plan_make asks an open model, and
 * adds to `source` the tensors it would have looked for, by name and shape, those of several roles several times. */
typedef struct plan_wishes {
    const gpt_model *model;
    source *source;
    const char *prefix;    /* in front of the base model's tensors; NULL: the usual one */
    const char *spellings; /* "a b": names that are taken though they are not the first of their spellings */
} plan_wishes;

typedef struct plan {
    rules r;
    family fam; /* with what it inherits */
    const source *s;
    const plan_wishes *wish; /* NULL: the tensors of s are there */
    const char *type;    /* model_type, or what it was assumed to be */
    const char *assumed; /* NULL: nothing */
    char prefix[64];     /* of the base model's tensors in this checkpoint */
    gpt__config config;
    gpt__layer_config *layer;
    plan_tensor *tensor;
    int n_tensor, cap;
    src_tensor **part;
    int n_part, part_cap;
    char **meta; /* (2 * n_meta) key, value */
    int n_meta;
    char *spellings; /* "a b": names that were found though they are not the first of their spellings; NULL: none */
} plan;

static inline void plan_free(plan *p) {
    int i;
    for (i = 0; i < p->n_tensor; i++) free(p->tensor[i].values);
    for (i = 0; i < 2 * p->n_meta; i++) free(p->meta[i]);
    free(p->tensor);
    free(p->part);
    free(p->meta);
    free(p->spellings);
    free(p->layer);
    memset(p, 0, sizeof *p);
}

#define PLAN__FAIL(p, status, ...) RULES_FAIL(&(p)->r, status, __VA_ARGS__)

/* plan_meta -- adds a pair of metadata; value may be NULL: nothing is added. */
static inline void plan_meta(plan *p, const char *key, const char *value) {
    char **meta;
    size_t k = strlen(key) + 1, v = value ? strlen(value) + 1 : 0;
    if (!value) return;
    meta = (char **)realloc(p->meta, (size_t)(2 * p->n_meta + 2) * sizeof *meta);
    if (meta) p->meta = meta;
    if (meta) meta[2 * p->n_meta] = (char *)malloc(k);
    if (meta) meta[2 * p->n_meta + 1] = (char *)malloc(v);
    if (!meta || !meta[2 * p->n_meta] || !meta[2 * p->n_meta + 1]) {
        if (meta) free(meta[2 * p->n_meta]);
        if (meta) free(meta[2 * p->n_meta + 1]);
        PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
        return;
    }
    memcpy(meta[2 * p->n_meta], key, k);
    memcpy(meta[2 * p->n_meta + 1], value, v);
    p->n_meta++;
}

/* ---- names ---- */

/* Is `word` one of the words of a list "a|b" (or with another separator)? */
static inline int plan__listed(const char *word, size_t size, const char *list, char separator) {
    while (list && *list) {
        const char *end = strchr(list, separator);
        size_t n = end ? (size_t)(end - list) : strlen(list);
        if (n == size && memcmp(list, word, n) == 0) return 1;
        list += n + (end != NULL);
    }
    return 0;
}

/* A name: prefix and spelling (size); layer and number take the places of %d. */
static inline void plan__spell(const char *prefix, const char *spelling, size_t size, int layer, int number,
                               char name[160]) {
    size_t n = (size_t)snprintf(name, 160, "%s", prefix), i;
    int seen = 0;
    for (i = 0; i < size && n + 12 < 160; i++) {
        if (spelling[i] == '%' && spelling[i + 1] == 'd') {
            n += (size_t)snprintf(name + n, 160 - n, "%d", seen++ ? number : layer);
            i++;
        } else {
            name[n++] = spelling[i];
        }
    }
    name[n] = 0;
}

/* The checkpoint's tensor by one of the spellings "a|b" below prefix. The first spelling is left in
 * name for messages if there is none. */
static inline src_tensor *plan__find(const source *s, const char *prefix, const char *names, int layer,
                                     int number, char name[160]) {
    char first[160] = "";
    src_tensor *t = NULL;
    while (*names && !t) {
        size_t size = strcspn(names, "|");
        plan__spell(prefix, names, size, layer, number, name);
        t = src_find(s, name);
        if (!*first) memcpy(first, name, sizeof first);
        names += size + (names[size] == '|');
    }
    if (!t) memcpy(name, first, sizeof first);
    return t;
}

/* plan_own -- what a model has in this role; NULL: nothing. */
static inline const gpt__tensor *plan_own(const gpt_model *m, int role, int layer) {
    const gpt__tensor *t = gpt__role_per_layer((uint32_t)role) ? &m->layer[layer].t[role]
                           : role == GPT__ROLE_ROPE_FREQ       ? &m->freq[layer]
                           : role == GPT__ROLE_ROPE_FREQ_LONG  ? &m->freq_long[layer]
                                                               : &m->t[role];
    return t->data ? t : NULL;
}

static inline void plan__must_own(plan *p, int role, int layer, uint32_t rows, uint32_t cols) {
    const gpt__tensor *t = plan_own(p->wish->model, role, layer);
    if (!t || (uint32_t)t->n_row != rows || (uint32_t)t->n_col != cols)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: asks for a tensor %s of %u x %u values, which the model does not have",
                   p->r.path, gpt__role_name((uint32_t)role), rows, cols);
}

/* Is a tensor there, that is, in a layer, in this role? */
static inline int plan__is_there(const plan *p, int role, int layer, const char *prefix, const char *names) {
    char full[160];
    if (p->wish) return plan_own(p->wish->model, role, layer) != NULL;
    return plan__find(p->s, prefix, names, layer, 0, full) != NULL;
}

/* for the rule tensor(name). Of a row's layouts for one role the first is the one that is published, and written. */
static inline int plan__has_tensor(void *user, const char *name) {
    plan *p = (plan *)user;
    unsigned char seen[GPT__ROLE_COUNT] = {0};
    const fam_group *g;
    const fam_tensor *t;
    char full[160];
    if (!p->wish) return plan__find(p->s, p->prefix, name, p->r.layer, 0, full) != NULL;
    for (g = p->fam.group; g->tensor; g++)
        for (t = g->tensor; t->role >= 0; seen[t++->role] = 1)
            if (!seen[t->role] && t->name && strcmp(t->name, name) == 0)
                return plan_own(p->wish->model, t->role, p->r.layer) != NULL;
    return 0;
}

static inline const char *plan__file(const plan *p) { /* to blame for a tensor that is missing */
    return p->s->n_file == 1 ? p->s->file[0] : p->r.path;
}

/* ---- the network ---- */

/* The value of a named choice. */
typedef struct plan_choice { const char *name; int value; } plan_choice;

static inline uint32_t plan__choose(plan *p, const char *rule, const plan_choice *c, const char *what) {
    char name[64];
    rules_text(&p->r, rule, name, sizeof name);
    for (; c->name && p->r.rc == GPT_OK; c++)
        if (strcmp(c->name, name) == 0) return (uint32_t)c->value;
    PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: %s = %s: this %s is not supported", p->r.path, p->r.key, name,
               what);
    return 0;
}

/* Activations, by the names of Transformers' table. */
static inline uint32_t plan__act(plan *p, const char *rule) {
    static const plan_choice known[] = {
        {"silu", GPT__ACT_SILU}, {"swish", GPT__ACT_SILU}, {"gelu", GPT__ACT_GELU_ERF},
        {"gelu_python", GPT__ACT_GELU_ERF}, {"gelu_new", GPT__ACT_GELU_TANH},
        {"gelu_pytorch_tanh", GPT__ACT_GELU_TANH}, {"gelu_python_tanh", GPT__ACT_GELU_TANH},
        {"gelu_fast", GPT__ACT_GELU_TANH}, {"gelu_accurate", GPT__ACT_GELU_TANH},
        {"quick_gelu", GPT__ACT_GELU_QUICK}, {"relu", GPT__ACT_RELU}, {"relu2", GPT__ACT_RELU2},
        {"tanh", GPT__ACT_TANH}, {"linear", GPT__ACT_NONE}, {"xielu", GPT__ACT_XIELU},
        {"swiglu_clamp", GPT__ACT_SWIGLU_CLAMP}, {NULL, 0}
    };
    return plan__choose(p, rule, known, "activation");
}

static inline uint32_t plan__router(plan *p) {
    static const plan_choice known[] = {
        {"softmax", GPT__ROUTER_SOFTMAX}, {"softmax_after", GPT__ROUTER_SOFTMAX_AFTER},
        {"sigmoid", GPT__ROUTER_SIGMOID}, {"sparsemixer", GPT__ROUTER_SPARSEMIXER},
        {"sigmoid_input", GPT__ROUTER_SIGMOID_INPUT}, {NULL, 0}
    };
    return plan__choose(p, p->fam.router, known, "choice of experts");
}

static inline uint32_t plan__size(plan *p, char letter, const char *rule, int lo, int hi) {
    int v = rules_int(&p->r, rule, lo, hi);
    p->r.size[letter - 'A'] = v;
    return (uint32_t)v;
}

static inline float plan__float(plan *p, const char *rule, double lo, double hi) {
    return (float)rules_real(&p->r, rule, lo, hi);
}

static inline void plan__network(plan *p) {
    static const plan_choice norms[] = {{"rms", GPT__NORM_RMS}, {"layer", GPT__NORM_LAYER}, {NULL, 0}};
    const family *f = &p->fam;
    gpt__config *c = &p->config;
    const double tiny = 1e-30, huge = 1e6;
    c->n_vocab = plan__size(p, 'V', f->n_vocab, 1, PLAN__DIM_MAX);
    c->n_embd = plan__size(p, 'D', f->n_embd, 1, PLAN__DIM_MAX);
    c->n_layer = plan__size(p, 'L', f->n_layer, 1, 4096);
    c->n_ctx = plan__size(p, 'P', f->n_ctx, 1, PLAN__DIM_MAX);
    c->pos_offset = (uint32_t)rules_int(&p->r, f->pos_offset, 0, PLAN__DIM_MAX);
    p->r.size['A' - 'A'] = (double)c->n_ctx + c->pos_offset;
    c->n_token_type = plan__size(p, 'Y', f->n_type, 0, PLAN__DIM_MAX);
    c->n_embd_in = plan__size(p, 'W', f->n_embd_in, 1, PLAN__DIM_MAX);
    if (c->n_embd_in == c->n_embd) c->n_embd_in = 0;
    c->norm = plan__choose(p, f->norm, norms, "norm");
    c->norm_eps = plan__float(p, f->eps, tiny, 1);
    c->out_norm_eps = plan__float(p, f->out_eps, 0, 1);
    c->latent_eps = plan__float(p, f->latent_eps, 0, 1);
    if (c->out_norm_eps == c->norm_eps) c->out_norm_eps = 0;
    c->residual = rules_bool(&p->r, f->parallel) ? GPT__RES_PARALLEL : GPT__RES_SEQUENTIAL;
    c->position = rules_bool(&p->r, f->learned) ? GPT__POS_LEARNED : GPT__POS_NONE;
    c->pos_pad = (uint32_t)rules_bool(&p->r, f->pos_pad);
    c->embd_in_after = (uint32_t)(c->n_embd_in && rules_bool(&p->r, f->embd_in_after));
    c->bidirectional = (uint32_t)rules_bool(&p->r, f->bidirectional);
    c->alibi_round = (uint32_t)rules_bool(&p->r, f->alibi_round);
    c->embd_scale = plan__float(p, f->embd_scale, -huge, huge);
    c->resid_scale = plan__float(p, f->resid_scale, -huge, huge);
    c->logit_scale = plan__float(p, f->logit_scale, -huge, huge);
    c->logit_softcap = plan__float(p, f->logit_cap, 0, huge);
    c->router_min = plan__float(p, f->router_min, 0, 1);
    c->router_jitter = plan__float(p, f->router_jitter, 0, 1e3);
    if (p->r.rc == GPT_OK && p->wish && c->n_layer != p->wish->model->c->n_layer)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s = %u, but the model has %u layers", p->r.path, f->n_layer, c->n_layer,
                   p->wish->model->c->n_layer);
    else if (p->r.rc == GPT_OK && !p->wish && c->n_layer > (uint32_t)p->s->n)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s = %u, but the checkpoint has only %d tensors", p->r.path,
                   f->n_layer, c->n_layer, p->s->n);
}

/* ---- layers ---- */

static inline void plan__attention(plan *p, gpt__layer_config *l) {
    const family *f = &p->fam;
    const int most = 65536;
    l->n_head = plan__size(p, 'H', f->n_head, 1, most);
    l->n_kv = plan__size(p, 'K', f->n_kv, 1, most);
    if (p->r.rc == GPT_OK && l->n_head % l->n_kv)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %u key/value heads: does not divide the %u heads", p->r.path,
                   l->n_kv, l->n_head);
    p->r.size['G' - 'A'] = l->n_head / l->n_kv;
    l->q_rank = plan__size(p, 'Q', f->q_rank, 0, PLAN__DIM_MAX);
    l->kv_rank = plan__size(p, 'J', f->kv_rank, 0, PLAN__DIM_MAX);
    l->head_rope = plan__size(p, 'B', f->head_rope, 0, most);
    l->head_qk = plan__size(p, 'C', f->head_qk, 1, most);
    l->head_v = plan__size(p, 'O', f->head_v, 1, most);
    if ((double)l->n_head * l->head_qk > PLAN__DIM_MAX || (double)l->n_head * l->head_v > PLAN__DIM_MAX)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %u heads of size %u", p->r.path, l->n_head, l->head_qk);
    l->attn_scale = plan__float(p, f->attn_scale, -1e6, 1e6);
    l->attn_softcap = plan__float(p, f->attn_cap, 0, 1e6);
    l->qkv_clip = plan__float(p, f->clip, 0, 1e6);
    l->window = (uint32_t)rules_int(&p->r, f->window, 0, 1 << 30);
    l->chunk = (uint32_t)rules_int(&p->r, f->chunk, 0, 1 << 30);
    l->temp_scale = plan__float(p, f->temp_scale, 0, 1e6);
    l->temp_floor = plan__float(p, f->temp_floor, 0, 1e9);
    l->norm_after_rope = (uint32_t)rules_bool(&p->r, f->norm_after_rope);
    l->qk_norm_heads = (uint32_t)rules_bool(&p->r, f->qk_norm_heads);
}

/* softplus in bf16 */
static inline float plan__softplus(float x) {
    return gpt__round_bf16(x > 20 ? x : (float)log1p(exp((double)x)));
}

/* The bf16 number whose softplus, added to beta in bf16, is sum; NAN if there is none. It lies near the inverse. */
static inline float plan__softplus_inverse(float beta, float sum) {
    const double s = (double)sum - (double)beta;
    const float near = gpt__round_bf16(s > 20 ? (float)s : (float)log(expm1(s)));
    int step, sign;
    for (step = 0; s > 0 && step < 256; step++)
        for (sign = -1; sign <= 1; sign += 2) {
            const float x = gpt__bf16_to_f32((uint16_t)(gpt__f32_to_bf16(near) + sign * step));
            if (gpt__round_bf16(beta + plan__softplus(x)) == sum) return x;
        }
    return NAN;
}

static inline src_tensor *plan__wish(plan *p, const char *name, int n_dim, uint64_t a, uint64_t b, uint64_t c);

static inline void plan__wish_xielu(plan *p, const char *const names[4], gpt__layer_config *l) {
    const gpt__layer_config *own = &p->wish->model->file.layer[p->r.layer];
    float v[4];
    char name[160];
    int i;
    v[0] = plan__softplus_inverse(0, own->act_alpha);
    v[1] = plan__softplus_inverse(own->act_beta, own->act_limit);
    v[2] = own->act_beta, v[3] = own->act_eps;
    l->act_alpha = own->act_alpha, l->act_limit = own->act_limit;
    l->act_beta = own->act_beta, l->act_eps = own->act_eps;
    for (i = 0; i < 4 && p->r.rc == GPT_OK; i++) {
        src_tensor *t;
        uint32_t bits;
        plan__spell(p->prefix, names[i], strlen(names[i]), p->r.layer, 0, name);
        t = plan__wish(p, name, i < 2, 1, 1, 1);
        memcpy(&bits, &v[i], sizeof bits);
        if (t) t->detail = bits;
    }
}

/* The numbers of xIELU (arXiv:2411.13010), which checkpoints keep as tensors of one value. */
static inline void plan__xielu(plan *p, gpt__layer_config *l) {
    static const char *const names[4] = {"layers.%d.mlp.act_fn.alpha_p", "layers.%d.mlp.act_fn.alpha_n",
                                         "layers.%d.mlp.act_fn.beta", "layers.%d.mlp.act_fn.eps"};
    float v[4] = {0, 0, 0.5f, -1e-6f};
    char name[160];
    int i;
    if (p->wish) {
        plan__wish_xielu(p, names, l);
        return;
    }
    for (i = 0; i < 4 && p->r.rc == GPT_OK; i++) {
        src_tensor *t = plan__find(p->s, p->prefix, names[i], p->r.layer, 0, name);
        if (!t && i < 2) PLAN__FAIL(p, GPT_E_FORMAT, "%s: tensor %s is missing", plan__file(p), name);
        if (!t) continue;
        if (t->n != 1)
            PLAN__FAIL(p, GPT_E_FORMAT, "%s: tensor %s must be one number", p->s->file[t->file], name);
        else
            p->r.rc = src_read((source *)(uintptr_t)p->s, t, 0, 1, &v[i], p->r.err);
        t->used = 1;
    }
    /* Published code keeps them in bf16 even in models of single precision, and what is made of them, too. */
    for (i = 0; i < 4; i++) v[i] = gpt__round_bf16(v[i]);
    for (i = 0; i < 2; i++) v[i] = plan__softplus(v[i]);
    l->act_alpha = v[0];
    l->act_limit = gpt__round_bf16(v[2] + v[1]);
    l->act_beta = v[2];
    l->act_eps = v[3];
}

static inline void plan__feed_forward(plan *p, gpt__layer_config *l) {
    const family *f = &p->fam;
    const int most = 65536;
    l->n_expert = plan__size(p, 'E', f->n_expert, 0, most);
    l->n_ff = plan__size(p, 'F', f->n_ff, 0, PLAN__DIM_MAX);
    l->act = plan__act(p, f->act);
    if (l->act == GPT__ACT_XIELU) {
        plan__xielu(p, l);
    } else if (l->act == GPT__ACT_SWIGLU_CLAMP) {
        l->act_alpha = plan__float(p, f->act_alpha, -1e6, 1e6);
        l->act_limit = plan__float(p, f->act_limit, 0, 1e6);
    }
    if (l->n_expert == 0) {
        if (l->n_ff == 0) PLAN__FAIL(p, GPT_E_FORMAT, "%s: a feed-forward of width 0", p->r.path);
        return;
    }
    l->n_ff_expert = plan__size(p, 'X', f->n_ff_expert, 1, PLAN__DIM_MAX);
    l->n_expert_used = (uint32_t)rules_int(&p->r, f->n_expert_used, 1, (int)l->n_expert);
    l->router = plan__router(p);
    l->router_norm = (uint32_t)rules_bool(&p->r, f->router_norm);
    l->router_scale = plan__float(p, f->router_scale, -1e6, 1e6);
    l->n_group = (uint32_t)rules_int(&p->r, f->n_group, 0, (int)l->n_expert);
    if (l->n_group == 1) l->n_group = 0; /* no restriction */
    if (l->n_group) l->n_group_used = (uint32_t)rules_int(&p->r, f->n_group_used, 1, (int)l->n_group);
    if (l->n_group && l->n_expert % l->n_group)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %u experts don't divide into %u groups", p->r.path, l->n_expert,
                   l->n_group);
}

static inline plan_tensor *plan__add(plan *p, int role, int layer) {
    plan_tensor *t;
    if (p->n_tensor == p->cap) {
        int cap = p->cap ? p->cap * 2 : 256;
        t = (plan_tensor *)realloc(p->tensor, (size_t)cap * sizeof *t);
        if (!t) {
            PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
            return NULL;
        }
        p->tensor = t;
        p->cap = cap;
    }
    t = &p->tensor[p->n_tensor++];
    memset(t, 0, sizeof *t);
    t->role = (uint32_t)role;
    t->layer = (uint32_t)layer;
    t->n_expert = 1;
    return t;
}

/* A tensor that is computed here; returns its (rows, cols) values to fill in. */
static inline float *plan__values(plan *p, int role, int layer, size_t rows, size_t cols) {
    plan_tensor *t = plan__add(p, role, layer);
    if (!t) return NULL;
    t->vector = cols == 1;
    t->small = 1;
    t->n_row = (uint32_t)rows;
    t->n_col = (uint32_t)cols;
    t->values = (float *)malloc(rows * cols * sizeof(float));
    if (!t->values) PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
    return t->values;
}

/* Adds a set of rotary frequencies (dynamic ones are made when the length is known); returns its
 * number + 1, what a layer refers to. */
static inline uint32_t plan__rope_set(plan *p, const json_value *json, int newer, const char *theta,
                                      uint32_t n_rot) {
    int set = (int)p->config.n_rope;
    rope_plan o;
    memset(&o, 0, sizeof o);
    if (set == 4) PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: more than 4 kinds of rope", p->r.path);
    if (n_rot % 2 || n_rot == 0)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: head size %u of which %u are rotated: must be an even number",
                   p->r.path, p->layer[0].head_qk, n_rot);
    o.theta = rules_real(&p->r, theta, 1.000001, 1e12);
    o.n_orig = rules_real(&p->r, p->fam.n_orig, 0, PLAN__DIM_MAX);
    if (p->r.rc != GPT_OK) return 0;
    o.json = json;
    o.newer = newer;
    o.n_ctx = p->config.n_ctx;
    o.n_rot = n_rot;
    o.out = &p->config.rope[set];
    o.freq = plan__values(p, GPT__ROLE_ROPE_FREQ, set, n_rot / 2, 1);
    if (json_get(json, "short_factor"))
        o.freq_long = plan__values(p, GPT__ROLE_ROPE_FREQ_LONG, set, n_rot / 2, 1);
    if (p->r.rc == GPT_OK) rope_make(&p->r, &o);
    if (p->r.rc == GPT_OK && o.out->kind == GPT__ROPE_DYNAMIC) free(p->tensor[--p->n_tensor].values);
    return ++p->config.n_rope;
}

/* Rotary sets: the layers' rules say which one they use. Set 1 has rope_scaling, set 2 has not. The
 * newer spelling may have one set for each type of layer. */
static inline void plan__ropes(plan *p) {
    const json_value *newer = rules_find(&p->r, p->r.json, "rope_parameters"), *json = newer;
    uint32_t set[3] = {0, 0, 0};
    int i, nested;
    if (!newer || newer->type == JSON_NULL) json = rules_find(&p->r, p->r.json, "rope_scaling");
    if (json && json->type == JSON_NULL) json = NULL;
    if (json && json->type != JSON_OBJECT)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: %s must be an object", p->r.path, json->key);
    nested = json_get(json, "full_attention") || json_get(json, "sliding_attention");
    for (i = 0; i < (int)p->config.n_layer && p->r.rc == GPT_OK; i++) {
        gpt__layer_config *l = &p->layer[i];
        const json_value *of = json;
        int which, n_rot;
        p->r.layer = i;
        p->r.size['C' - 'A'] = l->head_qk;
        p->r.size['B' - 'A'] = l->head_rope;
        which = rules_int(&p->r, p->fam.rope, 0, 2);
        if (which == 0) continue;
        n_rot = rules_int(&p->r, p->fam.n_rot, 0, (int)l->head_qk);
        if (nested) {
            which = l->window ? 2 : 1;
            of = json_get(json, l->window ? "sliding_attention" : "full_attention");
        } else if (which == 2) {
            of = NULL;
        }
        if (!set[which])
            set[which] = plan__rope_set(p, of, json == newer,
                                        which == 2 && !nested ? p->fam.theta_local : p->fam.theta,
                                        (uint32_t)n_rot);
        l->rope = set[which];
        if (p->r.rc == GPT_OK && p->config.rope[l->rope - 1].n_rot != (uint32_t)n_rot)
            PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: layers that rotate %u and %d dims", p->r.path,
                       p->config.rope[l->rope - 1].n_rot, n_rot);
    }
}

static inline void plan__layers(plan *p) {
    int i;
    p->layer = (gpt__layer_config *)calloc(p->config.n_layer, sizeof *p->layer);
    if (!p->layer) PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
    for (i = 0; i < (int)p->config.n_layer && p->r.rc == GPT_OK; i++) {
        p->r.layer = i;
        plan__attention(p, &p->layer[i]);
        plan__feed_forward(p, &p->layer[i]);
    }
    if (p->r.rc == GPT_OK) plan__ropes(p);
}

/* Sizes of a layer, for the rules that ask for its tensors. */
static inline void plan__at_layer(plan *p, int layer) {
    const gpt__layer_config *l = &p->layer[layer];
    double *size = p->r.size;
    p->r.layer = layer;
    size['H' - 'A'] = l->n_head, size['K' - 'A'] = l->n_kv, size['G' - 'A'] = l->n_head / l->n_kv;
    size['C' - 'A'] = l->head_qk, size['O' - 'A'] = l->head_v;
    size['Q' - 'A'] = l->q_rank, size['J' - 'A'] = l->kv_rank, size['B' - 'A'] = l->head_rope;
    size['F' - 'A'] = l->n_ff, size['E' - 'A'] = l->n_expert, size['X' - 'A'] = l->n_ff_expert;
    size['R' - 'A'] = l->rope ? p->config.rope[l->rope - 1].n_rot : 0;
}

/* ---- tensors ---- */

/* One more tensor of the checkpoint that a tensor of ours is made of. */
static inline void plan__part(plan *p, plan_tensor *t, src_tensor *src) {
    if (p->n_part == p->part_cap) {
        int cap = p->part_cap ? p->part_cap * 2 : 256;
        src_tensor **part = (src_tensor **)realloc(p->part, (size_t)cap * sizeof(*part));
        if (!part) {
            PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
            return;
        }
        p->part = part;
        p->part_cap = cap;
    }
    if (t->n_part++ == 0) t->part = p->n_part;
    p->part[p->n_part++] = src;
    src->used = 1;
}

/* The shape that a part must have: (experts, rows, columns), without the ones it does not need; a
 * stack may also be stored as one matrix, and a vector in any shape. */
static inline int plan__fits(const src_tensor *src, const plan_tensor *t, uint64_t stack) {
    uint64_t a = t->transposed ? t->col_of : t->of, b = t->transposed ? t->of : t->col_of;
    if (t->vector) return src->n == stack * t->of;
    if (src->n_dim == 3) return src->dim[0] == stack && src->dim[1] == a && src->dim[2] == b;
    return src->n_dim == 2 && src->dim[0] == stack * a && src->dim[1] == b;
}

/* Does a tensor lie beside t that says what its values are to be multiplied with? */
static inline int plan__has_scale(const source *s, const src_tensor *t) {
    static const char *const ends[] = {"_scale_inv", "_scale", "_scales", ".SCB", "SCB", "scale", "scales", ".absmax"};
    const size_t n = strlen(t->name), stem = n > 6 && strcmp(t->name + n - 6, "weight") == 0 ? n - 6 : n;
    char name[600];
    size_t i;
    for (i = 0; i < 2 * sizeof ends / sizeof ends[0]; i++) {
        snprintf(name, sizeof name, "%.*s%s", (int)(i % 2 ? stem : n), t->name, ends[i / 2]);
        if (src_find(s, name)) return 1;
    }
    return 0;
}

static inline void plan__check(plan *p, const plan_tensor *t, const src_tensor *src, uint64_t stack) {
    const char *file = p->s->file[src->file];
    uint64_t a = t->transposed ? t->col_of : t->of, b = t->transposed ? t->of : t->col_of;
    char shape[128], want[80];
    if (!plan__fits(src, t, stack)) {
        if (t->vector && stack == 1) snprintf(want, sizeof want, "[%u]", t->of);
        else if (stack == 1) snprintf(want, sizeof want, "[%u, %u]", (unsigned)a, (unsigned)b);
        else snprintf(want, sizeof want, "[%u, %u, %u]", (unsigned)stack, (unsigned)a, (unsigned)b);
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: tensor %s has shape %s; config.json says %s", file, src->name,
                   src_shape(src, shape), want);
    } else if (src->type >= SRC_F8_E4M3 && plan__has_scale(p->s, src)) {
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: tensor %s is quantised: %s with a scale beside it is not supported",
                   file, src->name, src->dtype);
    } else if (src->type > SRC_F8_E5M2) { /* integers are codes of a quantiser that is not known */
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: tensor %s has type %s; weights are floats: F64, F32, F16, BF16, F8_E4M3 "
                   "or F8_E5M2", file, src->name, src->dtype);
    }
}

static inline uint32_t plan__rule(plan *p, const char *rule, uint32_t fallback) {
    return rule ? (uint32_t)rules_int(&p->r, rule, 0, 1 << 30) : fallback;
}

static inline int plan__is_norm(uint32_t role) { /* the weight, not the bias */
    return role == GPT__ROLE_EMBD_NORM || role == GPT__ROLE_OUT_NORM || role == GPT__ROLE_ATTN_NORM ||
           role == GPT__ROLE_Q_NORM || role == GPT__ROLE_K_NORM || role == GPT__ROLE_ATTN_POST ||
           role == GPT__ROLE_ATTN_RES || role == GPT__ROLE_FFN_NORM || role == GPT__ROLE_FFN_POST ||
           role == GPT__ROLE_FFN_RES;
}

/* Rows of queries and keys are permuted so that rotated pairs lie half a head apart; a latent
 * head's rotated part comes first. */
static inline void plan__turn(plan *p, plan_tensor *t) {
    const gpt__layer_config *l = &p->layer[t->layer];
    int q = t->role == GPT__ROLE_Q || t->role == GPT__ROLE_Q_B;
    int k = t->role == GPT__ROLE_K || t->role == GPT__ROLE_K_B;
    int norm = t->role == GPT__ROLE_Q_NORM || t->role == GPT__ROLE_K_NORM ||
               t->role == GPT__ROLE_Q_NORM_B || t->role == GPT__ROLE_K_NORM_B;
    int latent = t->role == GPT__ROLE_KV_A || t->role == GPT__ROLE_KV_A_B;
    if (!q && !k && !norm && !latent) return;
    if (l->rope && rules_bool(&p->r, p->fam.pairs)) t->n_rot = p->config.rope[l->rope - 1].n_rot;
    t->rot_last = l->kv_rank ? l->head_rope : 0;
    if (t->n_rot || t->rot_last) t->head = latent ? t->n_row : l->head_qk;
}

/* how many %d the first spelling of a name has */
static inline int plan__numbers(const char *names) {
    int n = 0;
    for (; *names && *names != '|'; names++) n += *names == '%';
    return n;
}

/* One more tensor of the checkpoint to be; NULL when out of memory. */
static inline src_tensor *plan__wish(plan *p, const char *name, int n_dim, uint64_t a, uint64_t b, uint64_t c) {
    src_tensor *t = src_add(p->wish->source, name, strlen(name));
    if (!t) {
        PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
        return NULL;
    }
    t->dtype = "F32";
    t->n_dim = n_dim;
    t->dim[0] = a, t->dim[1] = b, t->dim[2] = c;
    t->n = a * b * c;
    t->size = 4 * t->n;
    return t;
}

/* What t would be made of: one tensor, or for a second %d one for each expert, or for each head of a vector. */
static inline void plan__wish_parts(plan *p, const plan_tensor *t, const fam_tensor *ft, const char *prefix,
                                    int layer) {
    const int single = plan__numbers(ft->name) < 2; /* one tensor has it all */
    const uint32_t parts = single ? 1 : ft->experts ? t->n_expert : t->n_row / p->layer[layer].head_qk;
    const uint64_t stack = ft->experts ? t->n_expert / parts : 1;
    const uint64_t a = t->transposed ? t->col_of : parts > 1 && !ft->experts ? t->of / parts : t->of;
    const uint64_t b = t->vector ? 1 : t->transposed ? t->of : t->col_of;
    const uint32_t lines = plan__rule(p, ft->lines, 0);
    const char *spelling = ft->name;
    char name[160];
    uint32_t i;
    plan__must_own(p, ft->role, layer, t->n_row, t->n_col);
    while (strchr(spelling, '|') && !plan__listed(spelling, strcspn(spelling, "|"), p->wish->spellings, ' '))
        spelling = strchr(spelling, '|') + 1;
    if (!plan__listed(spelling, strcspn(spelling, "|"), p->wish->spellings, ' ')) spelling = ft->name;
    for (i = 0; i < parts && p->r.rc == GPT_OK; i++) {
        plan__spell(prefix, spelling, strcspn(spelling, "|"), layer, (int)i, name);
        if (lines) plan__wish(p, name, 2, lines, a / lines, 1);
        else if (ft->flat) plan__wish(p, name, 2, stack * a, b, 1);
        else if (ft->experts && single) plan__wish(p, name, t->vector ? 2 : 3, stack, a, b);
        else plan__wish(p, name, t->vector ? 1 : 2, a, b, 1);
    }
}

/* Remembers a name that is not the first of its spellings, for whoever writes such a checkpoint again. */
static inline void plan__note_spelling(plan *p, const char *prefix, const char *names, int layer, const char *name) {
    const char *spelling = names + strcspn(names, "|");
    char full[160];
    while (*spelling) {
        const size_t n = strcspn(++spelling, "|"), k = p->spellings ? strlen(p->spellings) : 0;
        char *more;
        plan__spell(prefix, spelling, n, layer, 0, full);
        if (strcmp(full, name) == 0 && !plan__listed(spelling, n, p->spellings, ' ')) {
            more = (char *)realloc(p->spellings, k + n + 2);
            if (!more) {
                PLAN__FAIL(p, GPT_E_MEMORY, "out of memory");
                return;
            }
            snprintf(more + k, n + 2, "%s%.*s", k ? " " : "", (int)n, spelling);
            p->spellings = more;
        }
        spelling += n;
    }
}

/* Reads what the row says about one tensor; its parts are found and checked. */
static inline void plan__tensor(plan *p, const fam_tensor *ft, const char *prefix, int layer) {
    plan_tensor *t = plan__add(p, ft->role, layer);
    uint32_t parts, i;
    char name[160];
    src_tensor *src;
    if (!t) return;
    t->vector = !ft->cols;
    t->n_row = plan__rule(p, ft->rows, 0);
    t->n_col = plan__rule(p, ft->cols, 1);
    t->n_expert = plan__rule(p, ft->experts, 1);
    t->first = plan__rule(p, ft->first, 0);
    t->of = plan__rule(p, ft->of, t->n_row);
    t->groups = plan__rule(p, ft->groups, 1);
    t->col_of = plan__rule(p, ft->col_of, t->n_col);
    if (p->r.rc == GPT_OK && (t->n_row == 0 || t->n_col == 0 || t->n_expert == 0 || t->groups == 0 ||
                              t->n_row % t->groups || t->of % t->groups))
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: tensor %s cannot be divided as config.json says", p->r.path,
                   ft->name ? ft->name : "(computed)");
    if (p->r.rc != GPT_OK) return;
    t->unit = t->role == GPT__ROLE_OUTPUT && rules_bool(&p->r, p->fam.unit_head);
    t->plus = plan__is_norm(t->role) && rules_bool(&p->r, p->fam.norm_plus);
    t->small = recipe_never(t->role, p->config.head);
    plan__turn(p, t);
    if (p->wish) {
        t->transposed = ft->transposed;
        plan__wish_parts(p, t, ft, prefix, layer);
        return;
    }
    src = plan__find(p->s, prefix, ft->name, layer, 0, name);
    if (!src) {
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: tensor %s is missing", plan__file(p), name);
        return;
    }
    t->transposed = ft->transposed && !src->by_rows && !rules_bool(&p->r, "_rows=0");
    plan__note_spelling(p, prefix, ft->name, layer, name);
    /* a second %d: one tensor of the checkpoint for each expert, or for each head of a vector */
    parts = plan__numbers(ft->name) < 2 ? 1 : ft->experts ? t->n_expert : t->n_row / (uint32_t)src->n;
    if (parts == 0) parts = 1;
    for (i = 0; i < parts && p->r.rc == GPT_OK; i++) {
        src = plan__find(p->s, prefix, ft->name, layer, (int)i, name);
        if (!src) {
            PLAN__FAIL(p, GPT_E_FORMAT, "%s: tensor %s is missing", plan__file(p), name);
        } else if (t->n_expert > 1 || parts == 1) {
            plan__check(p, t, src, t->n_expert / parts);
        } else if (src->n * parts != t->n_row) {
            PLAN__FAIL(p, GPT_E_FORMAT, "%s: tensor %s does not have the width of a head", plan__file(p), name);
        }
        if (p->r.rc == GPT_OK) plan__part(p, t, src);
    }
}

static inline void plan__fill(plan *p, const fam_tensor *ft, int layer) {
    uint32_t rows = plan__rule(p, ft->rows, 0), cols = plan__rule(p, ft->cols, 1), r, c;
    float *values, size[26];
    int i;
    if ((double)rows * cols > 1 << 28)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: a table of %u x %u positions", p->r.path, rows, cols);
    if (p->r.rc == GPT_OK && p->wish) plan__must_own(p, ft->role, layer, rows, cols);
    if (p->r.rc != GPT_OK) return;
    values = plan__values(p, ft->role, layer, rows, cols);
    for (i = 0; i < 26; i++) size[i] = (float)p->r.size[i];
    for (r = 0; values && r < rows; r++)
        for (c = 0; c < cols; c++) values[(size_t)r * cols + c] = ft->fill((int)r, (int)c, size, (int)rows);
}

/* The tensors of one layer, or (layer -1) those outside of the layers. */
static inline void plan__tensors(plan *p, int layer) {
    const fam_group *g;
    const fam_tensor *t;
    int at = layer < 0 ? 0 : layer;
    plan__at_layer(p, at);
    for (g = p->fam.group; g->tensor; g++) {
        if (g->when && !rules_bool(&p->r, g->when)) continue;
        for (t = g->tensor; t->role >= 0 && p->r.rc == GPT_OK; t++) {
            if (gpt__role_per_layer((uint32_t)t->role) != (layer >= 0)) continue;
            if (t->name) plan__tensor(p, t, p->prefix, at);
            else plan__fill(p, t, at);
        }
    }
}

/* ---- heads and labels ---- */

/* A name of the head's: '+' below the base model's prefix, '?' if it is there. NULL: it is not. */
static inline const char *plan__head_name(plan *p, int role, const char *name, const char **prefix) {
    int optional = name && *name == '?';
    if (!name) return NULL;
    name += optional;
    *prefix = *name == '+' ? p->prefix : "";
    name += *name == '+';
    return optional && !plan__is_there(p, role, 0, *prefix, name) ? NULL : name;
}

static inline void plan__head_tensor(plan *p, int role, const char *name, const char *rows,
                                     const char *cols) {
    fam_tensor t;
    const char *prefix = "";
    memset(&t, 0, sizeof t);
    t.role = role;
    t.name = plan__head_name(p, role, name, &prefix);
    t.rows = rows;
    t.cols = cols;
    if (t.name && p->r.rc == GPT_OK) plan__tensor(p, &t, prefix, 0);
}

/* name without its endings .weight and .bias; a bias that belongs to what is optional is so, too */
static inline void plan__head_pair(plan *p, int role, const char *name, const char *rows,
                                   const char *cols) {
    char weight[160], bias[160];
    if (!name) return;
    snprintf(weight, sizeof weight, "%s.weight", name);
    snprintf(bias, sizeof bias, "%s.bias", name);
    plan__head_tensor(p, role, weight, rows, cols);
    plan__head_tensor(p, role + 1, bias, rows, NULL);
}

/* Does the head have its dense layer in this checkpoint? */
static inline int plan__has_pool(plan *p, const fam_head *h) {
    char weight[160];
    const char *prefix = "";
    if (!h->pool) return 0;
    snprintf(weight, sizeof weight, "%s.weight", h->pool);
    return plan__head_name(p, GPT__ROLE_POOL, weight, &prefix) != NULL;
}

/* The tensors of the head. Its own matrix is left to the embedding if a language model ties them. */
static inline void plan__head_tensors(plan *p, const fam_head *h) {
    int tied = h->head == GPT_HEAD_LM && rules_bool(&p->r, p->fam.tied);
    plan__at_layer(p, 0);
    plan__head_pair(p, GPT__ROLE_POOL, h->pool, "Z", "D");
    plan__head_pair(p, GPT__ROLE_POOL_NORM, h->pool_norm, "Z", NULL);
    if (h->head == GPT_HEAD_NONE) return;
    if (!tied && h->weight) plan__head_tensor(p, GPT__ROLE_OUTPUT, h->weight, "N", "Z");
    plan__head_tensor(p, GPT__ROLE_OUTPUT_B, h->bias, "N", NULL);
}

static inline int plan__ends(const char *name, const char *end) {
    size_t n = strlen(name), k = strlen(end);
    return n >= k && strcmp(name + n - k, end) == 0;
}

/* The head that "architectures" names. A bare model ("GPT2Model") has none, unless it is a decoder
 * that is tied, or the head's tensors are there nevertheless: then it is the language model. */
static inline const fam_head *plan__head(plan *p, const json_value *config) {
    const json_value *list = json_get(config, "architectures");
    const char *name = list && list->n > 0 && list->child->type == JSON_STRING ? list->child->text : NULL;
    const char *own = p->fam.head->weight, *prefix = "";
    const fam_head *h = p->fam.head;
    char weight[160];
    int role = GPT__ROLE_OUTPUT;
    if (!name) return h;
    if (plan__ends(name, "DoubleHeadsModel")) return h; /* GPT-2's; the second is for multiple choice */
    for (; h->architecture; h++)
        if (plan__ends(name, h->architecture)) return h;
    if (!plan__ends(name, "Model"))
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: architectures: %s is not supported", p->r.path, name);
    if (p->fam.head->pool && *p->fam.head->pool != '?') own = p->fam.head->pool, role = GPT__ROLE_POOL;
    snprintf(weight, sizeof weight, "%s%s", own, role == GPT__ROLE_POOL ? ".weight" : "");
    own = plan__head_name(p, role, weight, &prefix);
    if (plan__is_there(p, role, 0, prefix, own)) return p->fam.head;
    if (!p->config.bidirectional && rules_bool(&p->r, p->fam.tied)) return p->fam.head;
    return h;
}

/* How the pipelines of Transformers turn a classifier's outputs into probabilities. */
static inline const char *plan__label_function(plan *p, uint32_t n) {
    const json_value *v = rules_find(&p->r, p->r.json, "problem_type");
    const char *type = v && v->type == JSON_STRING ? v->text : "";
    if (strcmp(type, "regression") == 0) return "none";
    return strcmp(type, "multi_label_classification") == 0 || (n == 1 && !*type) ? "sigmoid" : "softmax";
}

/* Sizes of the head; names of the labels as metadata. id2label counts, whatever num_labels says. */
static inline void plan__labels(plan *p, const fam_head *h) {
    const json_value *map = rules_find(&p->r, p->r.json, "id2label"), *v;
    uint32_t n;
    char name[64];
    int given = map && map->type == JSON_OBJECT && map->n > 0;
    p->config.head = h->head;
    if (h->head != GPT_HEAD_LM) p->config.logit_scale = 1, p->config.logit_softcap = 0; /* are the LM head's */
    p->r.size['Z' - 'A'] = p->config.n_embd;
    if (plan__has_pool(p, h)) {
        n = h->n_pool ? plan__size(p, 'Z', h->n_pool, 1, PLAN__DIM_MAX) : p->config.n_embd;
        p->config.n_pool = n == p->config.n_embd ? 0 : n;
        p->config.pool_act = plan__act(p, h->pool_act);
    }
    if (h->head == GPT_HEAD_NONE) return;
    if (h->n_out) n = (uint32_t)rules_int(&p->r, h->n_out, 1, PLAN__DIM_MAX);
    else n = given ? (uint32_t)map->n : (uint32_t)rules_int(&p->r, p->fam.n_label, 1, PLAN__DIM_MAX);
    p->config.n_out = n;
    p->r.size['N' - 'A'] = n;
    if (h->head == GPT_HEAD_LM || h->head == GPT_HEAD_SPAN) return;
    if (h->head != GPT_HEAD_TOKEN && strcmp(plan__label_function(p, n), "softmax") != 0)
        plan_meta(p, "label.function", plan__label_function(p, n));
    for (v = given ? map->child : NULL; v; v = v->next) {
        if (v->type != JSON_STRING || v->key_size == 0 || v->key_size > 8 ||
            strspn(v->key, "0123456789") != v->key_size)
            continue;
        snprintf(name, sizeof name, "label.%s", v->key);
        plan_meta(p, name, v->text);
    }
}

/* ---- the whole ---- */

/* What is not supported: each rule of a list "a; b # why" must be false. */
static inline void plan__refuse_rules(plan *p, const char *list) {
    char rule[240];
    while (*list && p->r.rc == GPT_OK) {
        size_t n = strcspn(list, ";"), k = strcspn(list, "#;");
        snprintf(rule, sizeof rule, "%.*s", (int)k, list);
        if (rules_bool(&p->r, rule)) {
            if (k < n)
                PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s:%.*s", p->r.path, (int)(n - k - 1), list + k + 1);
            else
                PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: %s = %s is not supported for %s", p->r.path, p->r.key,
                           rules_show(p->r.last), p->type);
        }
        list += n + (list[n] == ';');
    }
}

/* "layer_types" must have an entry for each layer, of a kind that the family knows. */
static inline void plan__layer_types(plan *p) {
    const json_value *types = rules_find(&p->r, p->r.json, "layer_types"), *v;
    int i, n = (int)p->config.n_layer;
    if (!types || types->type == JSON_NULL) return;
    if (types->type != JSON_ARRAY || types->n < n) {
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: layer_types must be a list of %d names, one a layer", p->r.path, n);
        return;
    }
    for (v = types->child, i = 0; i < n; v = v->next, i++)
        if (v->type != JSON_STRING || !plan__listed(v->text, v->size, p->fam.types, '|'))
            PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: layer_types: %s is not supported for %s", p->r.path,
                       rules_show(v), p->type);
}

/* Settings that no family can honour unless they have their usual value. */
static inline void plan__refuse(plan *p) {
    const json_value *q = json_get(p->r.json, "pruned_heads");
    if (q && q->n > 0)
        PLAN__FAIL(p, GPT_E_UNSUPPORTED, "%s: pruned_heads: pruned checkpoints are not supported", p->r.path);
    plan__refuse_rules(p, "is_encoder_decoder=0; add_cross_attention=0;"
                          "use_sliding_window=1 && sliding_window=1 == 0");
}

/* What a row leaves out it has from the row that it is like. */
static inline family plan__inherit(const family *row) {
    family f = *row;
    while (row) {
        const family *next = row->like ? families_row(row->like) : *row->type ? families_row("") : NULL;
        size_t at;
        for (at = 0; next && at < sizeof f; at += sizeof(void *))
            if (!*(void *const *)(const void *)((const char *)&f + at))
                memcpy((char *)&f + at, (const char *)next + at, sizeof(void *));
        row = next;
    }
    return f;
}

static inline void plan__family(plan *p, const char *assume) {
    const json_value *v = rules_find(&p->r, p->r.json, "model_type");
    const char *type = assume ? assume : v && v->type == JSON_STRING ? v->text : NULL;
    const family *row = type ? families_row(type) : NULL;
    char known[160]; /* a message has no room for all */
    if (!type)
        PLAN__FAIL(p, GPT_E_FORMAT, "%s: model_type is missing", p->r.path);
    else if (!row || !*type)
        PLAN__FAIL(p, GPT_E_UNSUPPORTED,
                   "%s: model_type = %s is not supported (--assume llama tries it as one); known are %s",
                   p->r.path, type, families_list(known, sizeof known));
    else
        p->fam = plan__inherit(row), p->type = type;
}

/* The prefix that a family's checkpoints usually have, for one that is to be written. */
static inline const char *plan__usual_prefix(const plan *p, size_t *n) {
    const char *list = p->fam.prefix + (*p->fam.prefix == '|');
    const int own = p->fam.prefix != families_row("")->prefix;
    if (!own && !strstr(p->fam.first, "embed_tokens") && !strstr(p->fam.first, "tok_embeddings"))
        list = strchr(list, '|') + 1; /* older models are transformers */
    *n = strcspn(list, "|");
    return list;
}

/* The prefix under which this checkpoint has the family's tensors. */
static inline void plan__prefix(plan *p) {
    const char *list = p->fam.prefix;
    char name[160];
    size_t size;
    if (p->wish) {
        list = p->wish->prefix;
        size = list ? strlen(list) : 0;
        if (!list) list = plan__usual_prefix(p, &size);
        snprintf(p->prefix, sizeof p->prefix, "%.*s", (int)size, list);
        return;
    }
    for (;;) {
        size_t n = strcspn(list, "|");
        snprintf(p->prefix, sizeof p->prefix, "%.*s", (int)n, list);
        if (plan__find(p->s, p->prefix, p->fam.first, 0, 0, name)) return;
        if (!list[n]) break;
        list += n + 1;
    }
    PLAN__FAIL(p, GPT_E_FORMAT, "%s: tensor %s is missing (also below %s)", plan__file(p), p->fam.first,
               p->fam.prefix);
}

/* What may be asked of a plan; all zero: what config.json says. */
typedef struct plan_how {
    const char *assume;   /* the family to take it for, whatever model_type says */
    const fam_head *head; /* the head to make, whatever "architectures" says */
    int embd_pool, embd_unit; /* as gpt__config has them */
    const plan_wishes *wish;  /* no checkpoint is there yet: what it would have to hold */
} plan_how;

/* The layers must be those of the model that is to be exported: then no rule asks for more than it has. */
static inline void plan__same_layers(plan *p) {
    uint32_t i;
    for (i = 0; i < p->config.n_layer; i++)
        if (memcmp(&p->layer[i], &p->wish->model->file.layer[i], sizeof p->layer[i]) != 0)
            PLAN__FAIL(p, GPT_E_FORMAT, "%s: layer %u is another one than in the model", p->r.path, i);
}

/* plan_make -- fills p from a config and the tensors of s. path: the config's, for messages; json:
 * its root, which must outlive p, as s must; how: NULL is all zero. Returns a status; p is to be
 * freed either way. */
static inline int plan_make(plan *p, const char *path, const json_value *json, const source *s,
                            const plan_how *how, gpt_error *err) {
    const char *assume = how ? how->assume : NULL;
    const fam_head *head;
    char number[24];
    int i, layer, pad;
    memset(p, 0, sizeof *p);
    p->s = s;
    p->assumed = assume;
    p->wish = how ? how->wish : NULL;
    p->r.path = path;
    p->r.json = json;
    p->r.err = err;
    p->r.has_tensor = plan__has_tensor;
    p->r.user = p;
    for (i = 0; i < 26; i++) p->r.size[i] = -1;
    if (json->type != JSON_OBJECT) PLAN__FAIL(p, GPT_E_FORMAT, "%s: not a JSON object", path);
    plan__family(p, assume);
    if (p->r.rc == GPT_OK && p->fam.config && json_get(json, p->fam.config))
        p->r.json = json_get(json, p->fam.config);
    if (p->r.rc == GPT_OK) plan__refuse(p);
    if (p->r.rc == GPT_OK) plan__prefix(p);
    if (p->r.rc == GPT_OK) plan__network(p);
    if (p->r.rc == GPT_OK) plan__layer_types(p);
    if (p->r.rc == GPT_OK) plan__layers(p);
    if (p->r.rc == GPT_OK && p->wish) plan__same_layers(p);
    for (i = 0; i < (int)p->config.n_layer && p->r.rc == GPT_OK && p->fam.refuse; i++) {
        plan__at_layer(p, i);
        plan__refuse_rules(p, p->fam.refuse);
    }
    if (p->r.rc != GPT_OK) return p->r.rc;
    plan_meta(p, "family", p->type);
    pad = rules_int(&p->r, p->fam.pad, -1, INT_MAX);
    p->r.size['T' - 'A'] = pad;
    snprintf(number, sizeof number, "%d", pad);
    if (pad >= 0 && pad < (int)p->config.n_vocab) plan_meta(p, "pad_token_id", number);
    head = how && how->head ? how->head : plan__head(p, json);
    p->config.embd_pool = how ? (uint32_t)how->embd_pool : 0;
    p->config.embd_unit = how ? (uint32_t)how->embd_unit : 0;
    if (p->r.rc == GPT_OK) plan__labels(p, head);
    for (layer = -1; layer < (int)p->config.n_layer && p->r.rc == GPT_OK; layer++) plan__tensors(p, layer);
    if (p->r.rc == GPT_OK) plan__head_tensors(p, head);
    return p->r.rc;
}

/* ---- what was not used ---- */

/* Keys that don't change what is computed (here). Others that nothing reads are reported. */
static const char plan__ignored[] =
    " _name_or_path architectures auto_map add_cross_attention attention_dropout attn_pdrop"
    " attn_implementation _attn_implementation _attn_implementation_autoset bad_words_ids"
    " begin_suppress_tokens bos_token_id cache_implementation chunk_size_feed_forward"
    " cross_attention_hidden_size decoder_start_token_id diversity_penalty do_sample dtype"
    " early_stopping embd_pdrop encoder_no_repeat_ngram_size eos_token_id"
    " exponential_decay_length_penalty finetuning_task forced_bos_token_id forced_eos_token_id"
    " gradient_checkpointing hidden_dropout initializer_range is_decoder is_encoder_decoder label2id"
    " length_penalty max_length min_length n_ctx no_repeat_ngram_size num_beam_groups num_beams"
    " num_return_sequences output_attentions output_hidden_states output_scores pad_token_id prefix"
    " pretraining_tp problem_type pruned_heads quantization_config compression_config remove_invalid_values"
    " reorder_and_upcast_attn repetition_penalty resid_pdrop residual_dropout return_dict"
    " return_dict_in_generate rope_parameters rope_scaling rope_theta router_aux_loss_coef"
    " output_router_logits sep_token_id summary_activation summary_first_dropout"
    " summary_proj_to_labels summary_type summary_use_proj suppress_tokens task_specific_params"
    " temperature tf_legacy_loss tie_encoder_decoder tie_word_embeddings tokenizer_class top_k top_p"
    " torch_dtype torchscript transformers_version typical_p unsloth_version unsloth_fixed"
    " use_bfloat16 use_cache use_return_dict head_dim classifier_dropout num_labels id2label ";

/* Tensors that checkpoints carry though they are no weights. */
static const char *const plan__silent[] = {
    ".attn.bias", ".attn.masked_bias", ".attention.bias", ".attention.masked_bias",
    ".rotary_emb.inv_freq", ".attn.causal_mask", "position_ids", "token_type_ids", "lm_head.weight",
    ".rotary_emb.cos_cached", ".rotary_emb.sin_cached"
};

/* plan_key_unread -- the next key of the config, after v (NULL: from the start), that was neither
 * read nor is known not to matter; NULL at the end. */
static inline const json_value *plan_key_unread(const plan *p, const json_value *v) {
    for (v = v ? v->next : p->r.json->child; v; v = v->next) {
        int i, read = v->type == JSON_NULL || v->type == JSON_FALSE || v->key[0] == '_';
        for (i = 0; i < p->r.n_seen && !read; i++) read = p->r.seen[i] == v;
        if (!read && !plan__listed(v->key, v->key_size, plan__ignored, ' ') &&
            !plan__listed(v->key, v->key_size, p->fam.ignore, ' '))
            return v;
    }
    return NULL;
}

/* plan_tensor_unused -- 1 if t belongs in the report of tensors that nothing uses. */
static inline int plan_tensor_unused(const src_tensor *t) {
    size_t i;
    if (t->used) return 0;
    for (i = 0; i < sizeof plan__silent / sizeof plan__silent[0]; i++)
        if (plan__ends(t->name, plan__silent[i])) return 0;
    return 1;
}

/* ---- reading what is planned ---- */

/* plan_row -- where a row of t's matrix `expert` is stored: a part, and the row in it (column, if
 * it is transposed). */
static inline uint64_t plan_row(const plan_tensor *t, uint32_t expert, uint32_t row, int *part) {
    uint32_t n = t->n_row / t->groups, per = t->of / t->groups;
    if (t->n_part > 1 && t->n_expert == 1) { /* a vector in parts */
        uint32_t size = t->n_row / (uint32_t)t->n_part;
        *part = t->part + (int)(row / size);
        return row % size;
    }
    *part = t->part + (t->n_part > 1 ? (int)expert : 0);
    if (t->head) {
        uint32_t in = row % t->head, half = t->n_rot / 2, rot = t->rot_last ? t->rot_last : t->n_rot;
        uint32_t from = t->rot_last ? t->head - t->rot_last : 0; /* of what is rotated */
        if (in < t->n_rot) in = from + (in < half ? 2 * in : 2 * (in - half) + 1);
        else if (in < rot) in = from + in;
        else if (t->rot_last) in = in - rot;
        row = row / t->head * t->head + in;
    }
    return (uint64_t)(row / n) * per + t->first + row % n;
}

#endif
