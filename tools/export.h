/* export.h -- from a .gpt file back to a checkpoint folder, as Transformers and gpt-convert read it.
 *
 *     model.gpt --its config--> plan over wishes --> tensors that are needed --> plan over them --> where values go
 *
 * It is the converter's plan, run backwards. The config is the one that the model was made from. A first plan asks the
 * model where a converter asks the checkpoint: so it says which tensors there have to be. A second plan over these says
 * of which of their rows each tensor of ours is made, and so where our rows belong. It must come to the very network
 * that is in the file, number by number; what no config.json can say is refused, and what is written gives the same
 * bits again. Include ../gpt.h, with its implementation, first; POSIX must be declared. */
#ifndef TOOLS_EXPORT_H
#define TOOLS_EXPORT_H

#include "file.h"
#include "json.h"
#include "source.h"
#include "plan.h"
#include "families.h"
#include "folder.h"
#include "safetensors_write.h"
#include "export_config.h"

typedef struct export_options {
    const char *in, *out;  /* a .gpt file; the folder to write */
    const char *tokenizer; /* a folder or file from which the tokenizer is copied; NULL: none */
    int type;              /* gpt_type of all tensors: F32, F16 or BF16; -1: as they are in the file */
    int quiet;
} export_options;

/* Some rows of one of the checkpoint's tensors, which one of ours has. */
typedef struct export_piece {
    const src_tensor *to;
    const plan_tensor *from;
    int part; /* number of `to` among those that `from` is made of */
} export_piece;

/* One of the checkpoint's tensors: matrices (n_row, n_col) that follow each other. */
typedef struct export_target {
    src_tensor *t;
    const export_piece *piece; /* (n_piece) */
    int n_piece, across;       /* across: a piece is transposed */
    uint32_t n_matrix, n_row, n_col;
    const export_piece **whose; /* (n_row) who has a row, unless it lies across them ... */
    uint32_t *from;             /* (n_row) ... and as which of its own */
} export_target;

typedef struct exporter {
    const export_options *o;
    gpt_model *m;
    json_doc config;
    source wanted;
    plan p;
    char act[40], n_pool[16]; /* rules of the dense layer of a model of embeddings */
    fam_head head;
    export_piece *piece; /* (n_piece) sorted by `to` */
    int n_piece;
    src_type main;       /* of most values */
    uint64_t rounded;    /* values w of 1 + w that do not come to the same again */
    uint64_t size;       /* bytes of tensors */
} exporter;

static volatile sig_atomic_t export__stop; /* Ctrl-C */

static inline void export__on_signal(int sig) {
    (void)sig;
    export__stop = 1;
}

/* ---- the plan ---- */

/* Numbers that are no weights (xIELU) are wished for with their value. */
static inline int export__number(source *s, const src_tensor *t, uint64_t first, size_t n, unsigned char *out,
                                 gpt_error *err) {
    const uint32_t bits = (uint32_t)t->detail;
    (void)s, (void)first, (void)err;
    memcpy(out, &bits, n < 4 ? n : 4);
    return GPT_OK;
}

/* The wishes sorted, each once. */
static inline int export__unite(source *s, gpt_error *err) {
    int i, n = 0;
    qsort(s->tensor, (size_t)s->n, sizeof *s->tensor, src__by_name);
    for (i = 0; i < s->n; i++) {
        src_tensor *t = &s->tensor[i], *last = n ? &s->tensor[n - 1] : NULL;
        const int again = last && strcmp(last->name, t->name) == 0;
        if (again && (last->n_dim != t->n_dim || memcmp(last->dim, t->dim, sizeof t->dim) != 0))
            return tool_fail(err, GPT_E_FORMAT, "tensor %s would have two shapes", t->name);
        if (again) {
            free(t->name);
        } else {
            t->bytes = export__number;
            s->tensor[n++] = *t;
        }
        if (again || n <= i) t->name = NULL;
    }
    s->n = n;
    return GPT_OK;
}

/* Are a computed tensor's values those of ours? */
static inline int export__same_values(const gpt__tensor *own, const plan_tensor *t, float *row) {
    uint32_t r;
    for (r = 0; r < t->n_row; r++) {
        gpt_unpack_row((gpt_type)own->type, own->data, r, own->n_col, own->scale, row);
        if (memcmp(row, t->values + (size_t)r * t->n_col, t->n_col * sizeof *row) != 0) return 0;
    }
    return 1;
}

/* A network without the number that only rope sets for long sequences use. */
static inline gpt__config export__essence(const gpt__config *c) {
    gpt__config e = *c;
    int i;
    for (i = 0; i < 4; i++)
        if (e.rope[i].kind != GPT__ROPE_LONG) e.rope[i].attn_factor_long = 0;
    return e;
}

/* Does the plan come to the network that the model is? */
static inline int export__same(const exporter *x, gpt_error *err) {
    const plan *p = &x->p;
    const gpt__file *f = &x->m->file;
    const gpt__config theirs = export__essence(&p->config), ours = export__essence(f->config);
    const char *path = x->o->in;
    int i, rc = GPT_OK;
    if (memcmp(&theirs, &ours, sizeof ours) != 0)
        return tool_fail(err, GPT_E_FORMAT, "%s: its config.json describes another network", path);
    for (i = 0; i < (int)p->config.n_layer; i++)
        if (memcmp(&p->layer[i], &f->layer[i], sizeof p->layer[i]) != 0)
            return tool_fail(err, GPT_E_FORMAT, "%s: its config.json describes another layer %d", path, i);
    if ((size_t)p->n_tensor != f->n_entry)
        return tool_fail(err, GPT_E_FORMAT, "%s: has %zu tensors; its config.json describes %d", path, f->n_entry,
                         p->n_tensor);
    for (i = 0; i < p->n_tensor && rc == GPT_OK; i++) {
        const plan_tensor *t = &p->tensor[i];
        const gpt__tensor *own = plan_own(x->m, (int)t->role, (int)t->layer);
        float *row = (float *)malloc(t->n_col * sizeof *row);
        if (!row) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
        else if (!own || (uint32_t)own->n_row != t->n_row || (uint32_t)own->n_col != t->n_col)
            rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s of layer %u is missing or of another shape", path,
                           gpt__role_name(t->role), t->layer);
        else if (t->values && !export__same_values(own, t, row))
            rc = tool_fail(err, GPT_E_FORMAT, "%s: tensor %s of layer %u has other values than its config.json says",
                           path, gpt__role_name(t->role), t->layer);
        free(row);
    }
    return rc;
}

/* A model of embeddings: its head is a dense layer, or nothing. */
static inline const fam_head *export__embedding_head(exporter *x) {
    const gpt__config *c = x->m->c;
    if (!c->embd_pool || c->head != GPT_HEAD_NONE) return NULL;
    x->head.head = GPT_HEAD_NONE;
    if (x->m->t[GPT__ROLE_POOL].data) {
        snprintf(x->act, sizeof x->act, "'%s'", export__act(c->pool_act));
        snprintf(x->n_pool, sizeof x->n_pool, "%u", c->n_pool ? c->n_pool : c->n_embd);
        x->head.pool = "linear";
        x->head.pool_act = x->act;
        x->head.n_pool = x->n_pool;
    }
    return &x->head;
}

static inline int export__by_target(const void *a, const void *b) {
    const export_piece *x = (const export_piece *)a, *y = (const export_piece *)b;
    return x->to != y->to ? (x->to < y->to ? -1 : 1) : (x->from > y->from) - (x->from < y->from);
}

static inline int export__pieces(exporter *x, gpt_error *err) {
    int i, k;
    x->piece = (export_piece *)malloc(((size_t)x->p.n_part + 1) * sizeof *x->piece);
    if (!x->piece) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (i = 0; i < x->p.n_tensor; i++)
        for (k = 0; k < x->p.tensor[i].n_part; k++) {
            export_piece *e = &x->piece[x->n_piece++];
            e->to = x->p.part[x->p.tensor[i].part + k];
            e->from = &x->p.tensor[i];
            e->part = k;
        }
    qsort(x->piece, (size_t)x->n_piece, sizeof *x->piece, export__by_target);
    return GPT_OK;
}

/* Says that a failure is about a config that was made up. */
static inline int export__none_fits(const exporter *x, gpt_error *err) {
    gpt_error why = *err;
    const size_t n = strlen(x->o->in);
    const int twice = strncmp(why.message, x->o->in, n) == 0 && why.message[n] == ':';
    return tool_fail(err, GPT_E_UNSUPPORTED, "%s: no config of a checkpoint is in its metadata, and none like Llama's "
                     "or GPT-2's fits: %s", x->o->in, why.message + (twice ? n + 2 : 0));
}

/* Both plans; dtype: what the config calls the type of the tensors. */
static inline int export__plan(exporter *x, const char *dtype, gpt_error *err) {
    const size_t n = strlen(x->o->in) + 1;
    char *path = (char *)malloc(n);
    plan_how how = {0};
    plan_wishes wish;
    source nothing = {0};
    plan first = {0};
    int rc;
    memset(&wish, 0, sizeof wish);
    wish.model = x->m;
    wish.source = &x->wanted;
    wish.spellings = gpt_model_meta(x->m, "config.names");
    how.wish = &wish;
    how.assume = export_family(x->m);
    how.embd_pool = (int)x->m->c->embd_pool;
    how.embd_unit = (int)x->m->c->embd_unit;
    how.head = export__embedding_head(x);
    if (path) memcpy(path, x->o->in, n);
    rc = src_add_file(&x->wanted, path, err);
    if (rc >= 0) rc = export_config(&x->config, x->m, dtype, &wish.prefix, x->o->in, err);
    if (rc == GPT_OK) rc = plan_make(&first, x->o->in, x->config.root, &nothing, &how, err);
    if (rc == GPT_OK) rc = export__unite(&x->wanted, err);
    how.wish = NULL;
    if (rc == GPT_OK) rc = plan_make(&x->p, x->o->in, x->config.root, &x->wanted, &how, err);
    if (rc == GPT_OK) rc = export__same(x, err);
    if (rc == GPT_OK) rc = export__pieces(x, err);
    plan_free(&first);
    if (rc != GPT_OK && rc != GPT_E_MEMORY && !gpt_model_meta(x->m, "config")) rc = export__none_fits(x, err);
    return rc;
}

/* ---- from our rows to theirs ---- */

/* One matrix of ours behind another. */
static inline const uint8_t *export__matrix(const gpt__tensor *own, uint32_t i) {
    return own->data + i * gpt_tensor_size((gpt_type)own->type, (size_t)own->n_row, (size_t)own->n_col, 1);
}

/* Row r of ours, matrix `matrix` of the target, as the checkpoint has its values. */
static inline void export__row(exporter *x, const export_piece *e, uint32_t matrix, uint32_t r, float *out) {
    const plan_tensor *t = e->from;
    const gpt__tensor *own = plan_own(x->m, (int)t->role, (int)t->layer);
    const uint32_t expert = t->n_expert > 1 && t->n_part > 1 ? (uint32_t)e->part : matrix;
    uint32_t c;
    gpt_unpack_row((gpt_type)own->type, export__matrix(own, expert), r, own->n_col, own->scale, out);
    for (c = 0; t->plus && c < t->n_col; c++) {
        const float w = out[c];
        out[c] = w - 1.0f;
        x->rounded += 1.0f + out[c] != w;
    }
}

static inline void export__target_free(export_target *g) {
    free((void *)g->whose);
    free(g->from);
}

/* The rows of a piece that lies along those of its target. */
static inline int export__lay_rows(export_target *g, const export_piece *e) {
    const plan_tensor *t = e->from;
    const int vector_part = t->n_part > 1 && t->n_expert == 1;
    uint32_t r;
    int part;
    for (r = 0; r < t->n_row; r++) {
        const uint64_t at = plan_row(t, 0, r, &part);
        if (vector_part && part != t->part + e->part) continue;
        if (at >= g->n_row || g->whose[at] || t->n_col != g->n_col) return 0;
        g->whose[at] = e;
        g->from[at] = r;
    }
    return 1;
}

/* Where the rows of tensor t come from: each of its values must come from exactly one of ours. */
static inline int export__target(exporter *x, src_tensor *t, export_target *g, gpt_error *err) {
    const plan_tensor *first;
    uint64_t across = 0, r;
    int i, ok = 1;
    memset(g, 0, sizeof *g);
    g->t = t;
    for (i = 0; i < x->n_piece && x->piece[i].to != t;) i++;
    for (g->piece = &x->piece[i]; i < x->n_piece && x->piece[i].to == t; i++) g->n_piece++;
    if (g->n_piece == 0) return GPT_OK; /* a number */
    first = g->piece[0].from;
    g->n_matrix = first->n_part == 1 ? first->n_expert : 1;
    g->n_row = first->transposed ? first->col_of : first->of;
    g->n_col = first->transposed ? first->of : first->n_col;
    if (first->n_part > 1 && first->n_expert == 1) g->n_row = first->n_row / (uint32_t)first->n_part;
    g->whose = (const export_piece **)calloc(g->n_row, sizeof *g->whose);
    g->from = (uint32_t *)calloc(g->n_row, sizeof *g->from);
    if (!g->whose || !g->from) return tool_fail(err, GPT_E_MEMORY, "out of memory");
    for (i = 0; i < g->n_piece; i++) {
        const plan_tensor *p = g->piece[i].from;
        g->across |= p->transposed;
        if (p->transposed) across += (uint64_t)p->n_row * p->n_col;
        else ok &= export__lay_rows(g, &g->piece[i]);
    }
    for (r = 0; r < g->n_row; r++)
        if (g->whose[r]) across += g->n_col;
    if (!ok || across != (uint64_t)g->n_row * g->n_col || t->n != g->n_matrix * across)
        return tool_fail(err, GPT_E_FORMAT, "%s: only a part of tensor %s is in it", x->o->in, t->name);
    return GPT_OK;
}

/* Rows row .. row + n - 1 of a matrix, or the whole one if a piece lies across them. across: room for its rows. */
static inline void export__rows(exporter *x, const export_target *g, uint32_t matrix, uint32_t row, uint32_t n,
                                float *out, float *across) {
    uint32_t r, c;
    int i, part;
    for (r = row; r < row + n; r++)
        if (g->whose[r]) export__row(x, g->whose[r], matrix, g->from[r], out + (size_t)(r - row) * g->n_col);
    for (i = 0; i < g->n_piece; i++) {
        const plan_tensor *t = g->piece[i].from;
        for (r = 0; t->transposed && r < t->n_row; r++) {
            const uint64_t at = plan_row(t, matrix, r, &part);
            export__row(x, &g->piece[i], matrix, r, across);
            for (c = 0; c < t->n_col; c++) out[(size_t)c * g->n_col + at] = across[c];
        }
    }
}

/* ---- types ---- */

static inline src_type export__float_type(uint32_t type) {
    return type == GPT_TYPE_F16 ? SRC_F16 : type == GPT_TYPE_BF16 ? SRC_BF16 : SRC_F32;
}

/* What most values of the model are written as. */
static inline src_type export__main_type(const gpt_model *m, int type) {
    uint64_t n[3] = {0, 0, 0};
    size_t i;
    if (type >= 0) return export__float_type((uint32_t)type);
    for (i = 0; i < m->file.n_entry; i++)
        n[export__float_type(m->file.entry[i].type)] += (uint64_t)m->file.entry[i].n_row * m->file.entry[i].n_col;
    if (n[SRC_BF16] > n[SRC_F32] && n[SRC_BF16] >= n[SRC_F16]) return SRC_BF16;
    return n[SRC_F16] > n[SRC_F32] ? SRC_F16 : SRC_F32;
}

/* A value as bits of a type; *back: what they mean. */
static inline uint32_t export__bits(src_type type, float v, float *back) {
    uint32_t bits = type == SRC_F16 ? gpt__f32_to_f16(v) : gpt__f32_to_bf16(v);
    *back = type == SRC_F32 ? v : type == SRC_F16 ? gpt__f16_to_f32((uint16_t)bits) : gpt__bf16_to_f32((uint16_t)bits);
    if (type == SRC_F32) memcpy(&bits, &v, 4);
    return bits;
}

/* Are all values of a target exactly those of a shorter type? */
static inline int export__exact(exporter *x, const export_target *g, src_type type) {
    const uint64_t rounded = x->rounded;
    uint32_t matrix, r;
    int ok = g->n_col == 1;
    for (matrix = 0; matrix < g->n_matrix && ok; matrix++)
        for (r = 0; r < g->n_row && ok; r++) {
            float v, back;
            export__row(x, g->whose[r], matrix, g->from[r], &v);
            export__bits(type, v, &back);
            ok = memcmp(&v, &back, sizeof v) == 0;
        }
    x->rounded = rounded;
    return ok;
}

/* What a tensor is written as: the type that was asked for, or the one that its values have. Vectors are f32 in a .gpt
 * file whatever they were; they get the model's main type where that loses nothing. */
static inline int export__choose_type(exporter *x, src_tensor *t, gpt_error *err) {
    export_target g;
    src_type type = SRC_OTHER;
    int i, rc = export__target(x, t, &g, err);
    for (i = 0; i < g.n_piece && rc == GPT_OK; i++) {
        const plan_tensor *p = g.piece[i].from;
        const src_type own = export__float_type((uint32_t)plan_own(x->m, (int)p->role, (int)p->layer)->type);
        type = type == SRC_OTHER || type == own ? own : SRC_F32;
    }
    if (type == SRC_OTHER) type = x->main; /* a number: exact in bf16 */
    if (type == SRC_F32 && x->main != SRC_F32 && rc == GPT_OK && export__exact(x, &g, x->main)) type = x->main;
    t->type = x->o->type >= 0 ? export__float_type((uint32_t)x->o->type) : type;
    t->dtype = t->type == SRC_F32 ? "F32" : t->type == SRC_F16 ? "F16" : "BF16";
    t->size = t->n * (t->type == SRC_F32 ? 4 : 2);
    export__target_free(&g);
    return rc;
}

/* ---- writing ---- */

#define EXPORT__CHUNK ((size_t)1 << 20) /* values at a time, about */

static inline int export__write(exporter *x, const src_tensor *t, const float *v, size_t n, unsigned char *bytes,
                                FILE *f, gpt_error *err) {
    const size_t width = t->type == SRC_F32 ? 4 : 2;
    size_t i, k;
    for (i = 0; i < n; i++) {
        float back;
        const uint32_t bits = export__bits(t->type, v[i], &back);
        if (isfinite(v[i]) && !isfinite(back))
            return tool_fail(err, GPT_E_FORMAT, "%s: tensor %s: %g does not fit into %s", x->o->in, t->name,
                             (double)v[i], t->dtype);
        for (k = 0; k < width; k++) bytes[i * width + k] = (unsigned char)(bits >> 8 * k);
    }
    if (fwrite(bytes, width, n, f) != n) return tool_fail(err, GPT_E_IO, "cannot write: %s", strerror(errno));
    return export__stop ? tool_fail(err, GPT_E_IO, "interrupted") : GPT_OK;
}

/* One tensor, in chunks of rows, or matrix by matrix if pieces lie across. */
static inline int export__tensor(exporter *x, src_tensor *t, FILE *f, gpt_error *err) {
    export_target g;
    int rc = export__target(x, t, &g, err);
    size_t step = g.n_col ? EXPORT__CHUNK / g.n_col : 1, longest = 1;
    float *values, *across;
    unsigned char *bytes;
    uint32_t matrix, row, n;
    int i;
    if (step < 1) step = 1;
    if (step > g.n_row || g.across) step = g.n_row ? g.n_row : 1;
    for (i = 0; i < g.n_piece; i++)
        if (g.piece[i].from->n_col > longest) longest = g.piece[i].from->n_col;
    values = (float *)malloc(step * (g.n_col + 1) * sizeof(float));
    across = (float *)malloc(longest * sizeof(float));
    bytes = (unsigned char *)malloc(step * (g.n_col + 1) * 4);
    if (rc == GPT_OK && (!values || !across || !bytes)) rc = tool_fail(err, GPT_E_MEMORY, "out of memory");
    if (rc == GPT_OK && g.n_piece == 0) {
        const uint32_t bits = (uint32_t)t->detail;
        memcpy(values, &bits, 4);
        rc = export__write(x, t, values, 1, bytes, f, err);
    }
    for (matrix = 0; matrix < g.n_matrix && rc == GPT_OK; matrix++)
        for (row = 0; row < g.n_row && rc == GPT_OK; row += n) {
            n = g.n_row - row < step ? g.n_row - row : (uint32_t)step;
            export__rows(x, &g, matrix, row, n, values, across);
            rc = export__write(x, t, values, (size_t)n * g.n_col, bytes, f, err);
        }
    free(values);
    free(across);
    free(bytes);
    export__target_free(&g);
    return rc;
}

/* Is this tensor of the dense layer of a model of embeddings? It lies in a folder of its own. */
static inline int export__in_dense(const exporter *x, const src_tensor *t) {
    return x->head.pool && strncmp(t->name, "linear.", 7) == 0;
}

/* The tensors of a file, the widest type first: so all are aligned. */
static inline int export__weights(exporter *x, const char *dir, int dense, gpt_error *err) {
    folder_file w = folder_begin(dir, "model.safetensors", err);
    safetensors_out head;
    int i, narrow, rc;
    safetensors_begin(&head);
    for (narrow = 0; narrow < 2; narrow++)
        for (i = 0; i < x->wanted.n; i++) {
            const src_tensor *t = &x->wanted.tensor[i];
            if ((t->type != SRC_F32) == narrow && export__in_dense(x, t) == dense)
                safetensors_add(&head, t->name, t->dtype, t->n_dim, t->dim, t->size);
        }
    x->size += head.at;
    rc = safetensors_head(&head, w.f, err);
    if (w.rc == GPT_OK) w.rc = rc;
    for (narrow = 0; narrow < 2; narrow++)
        for (i = 0; i < x->wanted.n && w.rc == GPT_OK; i++) {
            src_tensor *t = &x->wanted.tensor[i];
            if ((t->type != SRC_F32) == narrow && export__in_dense(x, t) == dense)
                w.rc = export__tensor(x, t, w.f, err);
        }
    return folder_finish(&w, err);
}

static inline int export__config_file(const exporter *x, const char *dir, gpt_error *err) {
    folder_file w = folder_begin(dir, "config.json", err);
    if (w.f) json_write(w.f, x->config.root, 0), fputc('\n', w.f);
    return folder_finish(&w, err);
}

/* Ids that end a text, and how the makers of the model sample from it. */
static inline int export__generation_file(const exporter *x, const char *dir, gpt_error *err) {
    static const char *const keys[] = {"temperature", "top_k", "top_p", "min_p", "typical_p", "repetition_penalty"};
    const int n = gpt_model_info(x->m)->n_tokens, bos = gpt_token_special(x->m, GPT_TOKEN_BOS);
    const char *value[6], *between = "";
    folder_file w;
    int i, any = 0, ends = 0;
    for (i = 0; i < 6; i++) {
        char name[48];
        snprintf(name, sizeof name, "sampler.%s", keys[i]);
        value[i] = gpt_model_meta(x->m, name);
        any += value[i] != NULL;
    }
    for (i = 0; i < n; i++) ends += gpt_token_is_end(x->m, i);
    if (!any && !ends) return GPT_OK;
    w = folder_begin(dir, "generation_config.json", err);
    if (!w.f) return folder_finish(&w, err);
    fputc('{', w.f);
    if (bos >= 0) fprintf(w.f, "\n  \"bos_token_id\": %d", bos), between = ",";
    if (ends) fprintf(w.f, "%s\n  \"eos_token_id\": [", between), between = "";
    for (i = 0; i < n; i++)
        if (gpt_token_is_end(x->m, i)) fprintf(w.f, "%s%d", between, i), between = ", ";
    if (ends) fputc(']', w.f), between = ",";
    if (any) fprintf(w.f, "%s\n  \"do_sample\": %s", between, value[0] && atof(value[0]) <= 0 ? "false" : "true");
    for (i = value[0] && atof(value[0]) <= 0; i < 6; i++)
        if (value[i]) fprintf(w.f, ",\n  \"%s\": %s", keys[i], value[i]);
    fputs("\n}\n", w.f);
    return folder_finish(&w, err);
}

static inline int export__template_file(const exporter *x, const char *dir, gpt_error *err) {
    const char *chat = gpt_model_meta(x->m, "chat.template");
    folder_file w;
    if (!chat) return GPT_OK;
    w = folder_begin(dir, "chat_template.jinja", err);
    if (w.f) fputs(chat, w.f);
    return folder_finish(&w, err);
}

/* ---- models of embeddings: a folder of sentence-transformers ---- */

/* A subfolder; NULL if it cannot be made. */
static inline char *export__subfolder(const char *dir, const char *name, gpt_error *err) {
    char *path = file_join(dir, name);
    if (!path) tool_fail(err, GPT_E_MEMORY, "out of memory");
    else if (mkdir(path, 0777) != 0) {
        tool_fail(err, GPT_E_IO, "%s: %s", path, strerror(errno));
        free(path);
        path = NULL;
    }
    return path;
}

static inline int export__pooling_file(const exporter *x, const char *dir, gpt_error *err) {
    static const struct { const char *key; uint32_t pool; } ways[] = {
        {"cls_token", GPT_POOL_FIRST}, {"mean_tokens", GPT_POOL_MEAN}, {"max_tokens", GPT_POOL_MAX},
        {"mean_sqrt_len_tokens", GPT_POOL_SQRT}, {"weightedmean_tokens", GPT_POOL_WEIGHTED},
        {"lasttoken", GPT_POOL_LAST}
    };
    folder_file w = folder_begin(dir, "config.json", err);
    int i;
    if (w.f) fprintf(w.f, "{\n  \"word_embedding_dimension\": %u", x->m->c->n_embd);
    for (i = 0; i < 6 && w.f; i++)
        fprintf(w.f, ",\n  \"pooling_mode_%s\": %s", ways[i].key,
                ways[i].pool == x->m->c->embd_pool ? "true" : "false");
    if (w.f) fputs(",\n  \"include_prompt\": true\n}\n", w.f);
    return folder_finish(&w, err);
}

static inline int export__dense_folder(exporter *x, const char *dir, gpt_error *err) {
    static const struct { uint32_t act; const char *name; } acts[] = {
        {GPT__ACT_TANH, "activation.Tanh"}, {GPT__ACT_NONE, "linear.Identity"}, {GPT__ACT_GELU_ERF, "activation.GELU"},
        {GPT__ACT_RELU, "activation.ReLU"}, {GPT__ACT_SILU, "activation.SiLU"}
    };
    const gpt__config *c = x->m->c;
    const char *name = NULL;
    folder_file w;
    size_t i;
    int rc;
    for (i = 0; i < sizeof acts / sizeof acts[0]; i++)
        if (acts[i].act == c->pool_act) name = acts[i].name;
    if (!name)
        return tool_fail(err, GPT_E_UNSUPPORTED, "%s: the activation of its dense layer has no name there", x->o->in);
    w = folder_begin(dir, "config.json", err);
    if (w.f)
        fprintf(w.f, "{\n  \"in_features\": %u,\n  \"out_features\": %s,\n  \"bias\": %s,\n  \"activation_function\": "
                "\"torch.nn.modules.%s\"\n}\n", c->n_embd, x->n_pool, x->m->t[GPT__ROLE_POOL_B].data ? "true" : "false",
                name);
    rc = folder_finish(&w, err);
    return rc == GPT_OK ? export__weights(x, dir, 1, err) : rc;
}

/* What makes one embedding of the hidden states. */
static inline int export__sentence(exporter *x, const char *dir, gpt_error *err) {
    static const char entry[] = "%s\n  {\"idx\": %d, \"name\": \"%d\", \"path\": \"%s\", \"type\": "
                                "\"sentence_transformers.models.%s\"}";
    char *pool = export__subfolder(dir, "1_Pooling", err), *dense = NULL;
    folder_file w;
    int n = 0, rc = pool ? export__pooling_file(x, pool, err) : GPT_E_IO;
    if (rc == GPT_OK && x->head.pool) dense = export__subfolder(dir, "2_Dense", err);
    if (rc == GPT_OK && x->head.pool) rc = dense ? export__dense_folder(x, dense, err) : GPT_E_IO;
    free(pool);
    free(dense);
    if (rc != GPT_OK) return rc;
    w = folder_begin(dir, "modules.json", err);
    if (w.f) {
        fprintf(w.f, entry, "[", n, n, "", "Transformer"), n++;
        fprintf(w.f, entry, ",", n, n, "1_Pooling", "Pooling"), n++;
        if (x->head.pool) fprintf(w.f, entry, ",", n, n, "2_Dense", "Dense"), n++;
        if (x->m->c->embd_unit) fprintf(w.f, entry, ",", n, n, "", "Normalize");
        fputs("\n]\n", w.f);
    }
    return folder_finish(&w, err);
}

/* ---- the whole ---- */

static inline int export__folder(exporter *x, const char *dir, gpt_error *err) {
    int rc = export__config_file(x, dir, err);
    if (rc == GPT_OK) rc = export__generation_file(x, dir, err);
    if (rc == GPT_OK) rc = export__template_file(x, dir, err);
    if (rc == GPT_OK && x->o->tokenizer) rc = folder_tokenizer(x->o->tokenizer, dir, err);
    if (rc == GPT_OK && x->m->c->embd_pool && x->m->c->head == GPT_HEAD_NONE) rc = export__sentence(x, dir, err);
    return rc == GPT_OK ? export__weights(x, dir, 0, err) : rc;
}

static inline void export__notes(const exporter *x) {
    const json_value *rope = json_get(x->config.root, "rope_scaling");
    fprintf(stderr, "%s: %d tensors, %.2f GB\n", x->o->out, x->wanted.n, (double)x->size / 1e9);
    if (!x->o->tokenizer && gpt_model_info(x->m)->n_tokens > 0)
        fprintf(stderr, "note: no tokenizer was written; --tokenizer copies one\n");
    if (x->rounded)
        fprintf(stderr, "note: %llu weights of norms are stored as w - 1, which rounds them\n",
                (unsigned long long)x->rounded);
    if (strcmp(json_str(rope, "rope_type", ""), "factors") == 0)
        fprintf(stderr, "note: rope_scaling is a list of factors, as in the GGUF file; only gpt-convert knows that\n");
}

static inline int export_run(const export_options *o, gpt_error *err) {
    static const char *const dtypes[] = {"float32", "float16", "bfloat16"}; /* by src_type */
    void (*before[3])(int) = {NULL, NULL, NULL};
    static const int sig[3] = {SIGINT, SIGTERM, SIGHUP};
    folder_out f = {NULL, NULL, NULL};
    exporter x;
    int i, rc;
    memset(&x, 0, sizeof x);
    x.o = o;
    if (!folder_is_empty(o->out))
        return tool_fail(err, GPT_E_IO, "%s: is there already, and not an empty folder", o->out);
    x.m = gpt_model_load(o->in, NULL, err);
    if (!x.m) return err->status;
    rc = x.m->c ? GPT_OK : tool_fail(err, GPT_E_KIND, "%s: only a tokenizer is in it, no network", o->in);
    if (rc == GPT_OK) x.main = export__main_type(x.m, o->type);
    if (rc == GPT_OK) rc = export__plan(&x, dtypes[x.main], err);
    for (i = 0; i < x.wanted.n && rc == GPT_OK; i++) rc = export__choose_type(&x, &x.wanted.tensor[i], err);
    if (rc == GPT_OK) rc = folder_name(&f, o->out, "gpt-export", err);
    if (rc == GPT_OK) folder_recover(&f);
    if (rc == GPT_OK) rc = folder_open(&f, err);
    if (rc == GPT_OK) {
        export__stop = 0;
        for (i = 0; i < 3; i++) before[i] = signal(sig[i], export__on_signal);
        rc = export__folder(&x, f.temp, err);
        if (rc == GPT_OK) rc = folder_commit(&f, err);
        if (rc != GPT_OK) folder_abort(&f);
        for (i = 0; i < 3; i++) signal(sig[i], before[i]);
    }
    if (rc == GPT_OK && !o->quiet) export__notes(&x);
    folder_free(&f);
    plan_free(&x.p);
    src_free(&x.wanted);
    json_free(&x.config);
    gpt_model_free(x.m);
    free(x.piece);
    return rc;
}

#endif
