/* naive.h -- a transformer in double precision, as plain as it can be written.
 *
 * The tests' second opinion: it follows the papers (Attention Is All You Need 1706.03762, RoPE 2104.09864, ALiBi
 * 2108.12409, GQA 2305.13245, latent attention 2405.04434, RMSNorm 1910.07467, GELU 1606.08415, GLU variants
 * 2002.05202) and the meaning of the fields in gpt.h's >>format, and shares no code with gpt.h but the definition of
 * the file's records and gpt_unpack_row(). No cache, no tricks: every position is recomputed from the first layer on
 * for the whole list.
 *
 *     naive_model m;
 *     if (naive_open(&m, image, size)) ...              the bytes of a .gpt file
 *     naive_forward(&m, tokens, n, out);                out (n, n_out): the head's outputs at every position
 *     naive_states(&m, tokens, types, n, x);            x (n, D): the states after the last norm; types may be NULL
 *     naive_read(&m, h, out);                           out: what the head makes of a state h (D), which stays
 *     naive_labels(&m, x, n, out);                      out (n_out): of the whole text, from its states
 *     naive_embed_text(&m, x, n, pooling, out);         out: the embedding
 *     naive_close(&m);
 *
 * The file is trusted: it comes from the tests themselves. Latent attention is done as it is defined, with keys and
 * values of every head written out, not in the absorbed form of gpt.h. Where experts are chosen, m.margin is the closest
 * that any choice was: below 1e-4 or so rounded numbers may choose differently.
 */
#ifndef NAIVE_H
#define NAIVE_H

typedef struct naive_tensor {
    int n_row, n_col;
    double *at; /* (n_row, n_col); a vector has n_col 1; a tensor of several matrices has them one after the other */
} naive_tensor;

typedef struct naive_model {
    gpt__config c;
    gpt__layer_config *layer;
    naive_tensor global[GPT__ROLE_COUNT];
    naive_tensor (*local)[GPT__ROLE_COUNT]; /* [n_layer] */
    naive_tensor freq[4], freq_long[4];     /* rotary frequencies by rope set */
    double margin;
    int capacity;                           /* of the context that it is compared with: 0, n_ctx or 4096 if less */
} naive_model;

static inline double *naive_new(size_t n) {
    double *p = (double *)calloc(n ? n : 1, sizeof(double));
    if (!p) abort();
    return p;
}

/* ---- reading the file ---- */

static inline const unsigned char *naive_section(const unsigned char *file, const char *kind, size_t *size) {
    uint32_t n, i;
    uint64_t where[2];
    memcpy(&n, file + 12, 4);
    for (i = 0; i < n; i++) {
        const unsigned char *entry = file + 64 + 32 * (size_t)i;
        if (memcmp(entry, kind, 4) != 0) continue;
        memcpy(where, entry + 8, 16);
        *size = (size_t)where[1];
        return file + where[0];
    }
    return NULL;
}

static inline naive_tensor naive_unpack(const unsigned char *file, const gpt__tensor_entry *e) {
    naive_tensor t;
    float *row = (float *)malloc(sizeof(float) * e->n_col);
    uint32_t r, k, n = e->n_expert * e->n_row;
    size_t matrix = (size_t)(e->size / e->n_expert);
    t.n_row = (int)e->n_row;
    t.n_col = (int)e->n_col;
    t.at = naive_new((size_t)n * e->n_col);
    for (r = 0; row && r < n; r++) {
        const unsigned char *panels = file + e->offset + r / e->n_row * matrix;
        gpt_unpack_row((gpt_type)e->type, panels, r % e->n_row, t.n_col, e->scale, row);
        for (k = 0; k < e->n_col; k++) t.at[(size_t)r * e->n_col + k] = (double)row[k];
    }
    free(row);
    return t;
}

static inline int naive_open(naive_model *m, const void *image, size_t size) {
    const unsigned char *file = (const unsigned char *)image, *conf, *layers, *dir;
    size_t n_conf = 0, n_layers = 0, n_dir = 0, i;
    memset(m, 0, sizeof(*m));
    m->margin = INFINITY;
    conf = naive_section(file, "CONF", &n_conf);
    layers = naive_section(file, "LAYR", &n_layers);
    dir = naive_section(file, "DIRE", &n_dir);
    if (size < 64 || !conf || !layers || !dir || n_conf != sizeof(m->c)) return -1;
    memcpy(&m->c, conf, sizeof(m->c));
    m->layer = (gpt__layer_config *)malloc(n_layers);
    m->local = (naive_tensor(*)[GPT__ROLE_COUNT])calloc(m->c.n_layer, sizeof(*m->local));
    if (!m->layer || !m->local) abort();
    memcpy(m->layer, layers, n_layers);
    for (i = 0; i < n_dir / sizeof(gpt__tensor_entry); i++) {
        gpt__tensor_entry e;
        memcpy(&e, dir + i * sizeof(e), sizeof(e));
        if (e.role == GPT__ROLE_ROPE_FREQ_LONG) m->freq_long[e.layer] = naive_unpack(file, &e);
        else if (e.role == GPT__ROLE_ROPE_FREQ) m->freq[e.layer] = naive_unpack(file, &e);
        else if (e.role >= GPT__ROLE_ATTN_NORM) m->local[e.layer][e.role] = naive_unpack(file, &e);
        else m->global[e.role] = naive_unpack(file, &e);
    }
    return 0;
}

static inline void naive_close(naive_model *m) {
    uint32_t l;
    int r;
    for (r = 0; r < GPT__ROLE_COUNT; r++) {
        free(m->global[r].at);
        for (l = 0; l < m->c.n_layer; l++) free(m->local[l][r].at);
    }
    for (r = 0; r < 4; r++) free(m->freq[r].at), free(m->freq_long[r].at);
    free(m->local);
    free(m->layer);
}

/* ---- the pieces ---- */

/* y (rows of w) = w x + b; b may be absent */
static inline void naive_linear(double *y, const naive_tensor *w, const naive_tensor *b, const double *x) {
    int r, k;
    for (r = 0; r < w->n_row; r++) {
        double sum = 0;
        for (k = 0; k < w->n_col; k++) sum += w->at[(size_t)r * (size_t)w->n_col + (size_t)k] * x[k];
        y[r] = sum + (b && b->at ? b->at[r] : 0);
    }
}

/* x (n) -> norm of x, times w, plus b. An absent norm leaves x as it is. */
static inline void naive_norm_eps(const naive_model *m, double *x, const naive_tensor *w, const naive_tensor *b, int n,
                                  float eps) {
    double mean = 0, variance = 0;
    int i;
    if (!w->at) return;
    if (m->c.norm == GPT__NORM_LAYER)
        for (i = 0; i < n; i++) mean += x[i] / n;
    for (i = 0; i < n; i++) variance += (x[i] - mean) * (x[i] - mean) / n;
    for (i = 0; i < n; i++) {
        x[i] = (x[i] - mean) / sqrt(variance + (double)eps) * w->at[i];
        if (b->at) x[i] += b->at[i];
    }
}

static inline void naive_norm(const naive_model *m, double *x, const naive_tensor *w, const naive_tensor *b, int n) {
    naive_norm_eps(m, x, w, b, n, m->c.norm_eps);
}

/* one norm over the whole row, or one for each head, told apart by the length of the weights */
static inline void naive_head_norm(const naive_model *m, double *x, const naive_tensor *w, const naive_tensor *b,
                                   int n_head, int width, int own) {
    int h;
    if (!w->at) return;
    if (own) { /* a norm for each head, with weights of its own */
        for (h = 0; h < n_head; h++) {
            naive_tensor wh = *w, bh = *b;
            wh.at += h * width;
            if (bh.at) bh.at += h * width;
            naive_norm(m, x + h * width, &wh, &bh, width);
        }
    } else if (w->n_row == n_head * width) naive_norm(m, x, w, b, n_head * width);
    else
        for (h = 0; h < n_head; h++) naive_norm(m, x + h * width, w, b, width);
}

static inline double naive_act(uint32_t act, double x) {
    const double pi = 3.14159265358979323846;
    switch (act) {
    case GPT__ACT_SILU: return x / (1 + exp(-x));
    case GPT__ACT_GELU_TANH: return 0.5 * x * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 * x * x * x)));
    case GPT__ACT_GELU_ERF: return 0.5 * x * (1 + erf(x / sqrt(2.0)));
    case GPT__ACT_GELU_QUICK: return x / (1 + exp(-1.702 * x));
    case GPT__ACT_RELU: return x > 0 ? x : 0;
    case GPT__ACT_RELU2: return x > 0 ? x * x : 0;
    case GPT__ACT_TANH: return tanh(x);
    default: return x;
    }
}

/* to bfloat16: 8 bits of mantissa, nearest even */
static inline double naive_bf16(double x) {
    int e;
    double m = frexp(x, &e);
    return x == 0 ? 0 : ldexp(nearbyint(ldexp(m, 8)), e - 8);
}

/* the same where the activation has parameters: Swish with a factor and a limit; xIELU (arXiv:2411.13010) */
static inline double naive_act_of(const gpt__layer_config *L, double x) {
    double beta = (double)L->act_beta;
    if (L->act == GPT__ACT_SWIGLU_CLAMP) {
        x = fmin(x, (double)L->act_limit);
        return x / (1 + exp(-(double)L->act_alpha * x));
    }
    if (L->act != GPT__ACT_XIELU) return naive_act(L->act, x);
    if (x > 0) return (double)L->act_alpha * x * x + beta * x;
    return (double)L->act_limit * (expm1(fmin(x, (double)L->act_eps)) - x) + beta * x;
}

/* a gated unit; gpt-oss limits the linear half too, and adds 1 to it */
static inline double naive_gated(const gpt__layer_config *L, double gate, double up) {
    if (L->act == GPT__ACT_SWIGLU_CLAMP) up = 1 + fmax(-(double)L->act_limit, fmin(up, (double)L->act_limit));
    return naive_act_of(L, gate) * up;
}

static inline double naive_cap(double x, float cap) {
    return cap > 0 ? (double)cap * tanh(x / (double)cap) : x;
}

static inline void naive_clip(double *x, int n, float limit) {
    int i;
    for (i = 0; limit > 0 && i < n; i++) x[i] = fmax(fmin(x[i], (double)limit), -(double)limit);
}

/* The frequency of pair i, in float as in the models' own code. Where it depends on the length, that is the context's
 * capacity: LONG has two lists, DYNAMIC grows its base (NTK). */
static inline float naive_frequency(const naive_model *m, int set, int i) {
    const gpt__rope_config *rope = &m->c.rope[set];
    int n = m->capacity ? m->capacity : m->c.n_ctx < 4096 ? (int)m->c.n_ctx : 4096;
    double R = rope->n_rot, factor = (double)rope->factor, n_orig = rope->n_orig;
    if (rope->kind == GPT__ROPE_LONG && n > (int)rope->n_orig) return (float)m->freq_long[set].at[i];
    if (rope->kind != GPT__ROPE_DYNAMIC) return (float)m->freq[set].at[i];
    if (n < (int)rope->n_orig) n = (int)rope->n_orig;
    return 1.0f / (float)pow((double)rope->base * pow(factor * n / n_orig - (factor - 1), R / (R - 2)),
                             (double)((float)(2 * i) / (float)R));
}

/* rotates the pairs (i, i + n_rot/2) of each head by position * frequency i, a product of floats as in the models'
 * own code */
static inline void naive_rope(const naive_model *m, const gpt__layer_config *L, double *x, int n_head, int width,
                              int position) {
    int h, i, half, n = m->capacity ? m->capacity : m->c.n_ctx < 4096 ? (int)m->c.n_ctx : 4096;
    const gpt__rope_config *rope;
    double factor;
    if (L->rope == 0) return;
    rope = &m->c.rope[L->rope - 1];
    half = (int)rope->n_rot / 2;
    factor = (double)rope->attn_factor;
    if (rope->kind == GPT__ROPE_LONG && n > (int)rope->n_orig) factor = (double)rope->attn_factor_long;
    for (h = 0; h < n_head; h++) {
        for (i = 0; i < half; i++) {
            double *a = x + h * width + i, *b = a + half, a0 = *a, b0 = *b;
            double angle = (double)((float)position * naive_frequency(m, (int)L->rope - 1, i));
            double c = cos(angle) * factor, s = sin(angle) * factor;
            *a = a0 * c - b0 * s;
            *b = b0 * c + a0 * s;
        }
    }
}

static inline int naive_sees(const naive_model *m, const gpt__layer_config *L, int from, int to) {
    if (to > from && !m->c.bidirectional) return 0;
    if (L->window && (to <= from - (int)L->window || to >= from + (int)L->window)) return 0;
    if (L->chunk && to / (int)L->chunk != from / (int)L->chunk) return 0;
    return 1;
}

/* out (T, H Cv) from q (T, H C), k (T, K C), v (T, K Cv) */
static inline void naive_attention(const naive_model *m, int l, int K, const double *q, const double *k,
                                   const double *v, int n, double *out) {
    const gpt__layer_config *L = &m->layer[l];
    const naive_tensor *w = m->local[l];
    int H = (int)L->n_head, C = (int)L->head_qk, Cv = (int)L->head_v, t, s, h, i;
    double *p = naive_new((size_t)n);
    for (t = 0; t < n; t++) {
        for (h = 0; h < H; h++) {
            int g = h / (H / K); /* the key/value head that this query head reads */
            double top = w[GPT__ROLE_SINKS].at ? w[GPT__ROLE_SINKS].at[h] : -INFINITY, sum = 0;
            double *y = out + ((size_t)t * (size_t)H + (size_t)h) * (size_t)Cv;
            for (s = 0; s < n; s++) {
                double score = 0;
                for (i = 0; i < C; i++) score += q[(t * H + h) * C + i] * k[(s * K + g) * C + i];
                score = naive_cap(score * (double)L->attn_scale, L->attn_softcap);
                if (w[GPT__ROLE_ALIBI].at && m->c.alibi_round)
                    score += naive_bf16(naive_bf16(w[GPT__ROLE_ALIBI].at[h]) * naive_bf16(s)) * (double)L->attn_scale;
                else if (w[GPT__ROLE_ALIBI].at) score += w[GPT__ROLE_ALIBI].at[h] * (s - t);
                p[s] = naive_sees(m, L, t, s) ? score : -INFINITY;
                if (p[s] > top) top = p[s];
            }
            for (s = 0; s < n; s++) sum += exp(p[s] - top);
            if (w[GPT__ROLE_SINKS].at) sum += exp(w[GPT__ROLE_SINKS].at[h] - top);
            for (i = 0; i < Cv; i++) y[i] = 0;
            for (s = 0; s < n; s++)
                for (i = 0; i < Cv; i++) y[i] += exp(p[s] - top) / sum * v[(s * K + g) * Cv + i];
        }
    }
    free(p);
}

/* y (T, D) = the attention sublayer of x (T, D), x already normed */
static inline void naive_attend(const naive_model *m, int l, const double *x, int n, double *y) {
    const gpt__layer_config *L = &m->layer[l];
    const naive_tensor *w = m->local[l];
    int D = (int)m->c.n_embd, H = (int)L->n_head, K = (int)L->n_kv, C = (int)L->head_qk, Cv = (int)L->head_v, t;
    double *q = naive_new((size_t)(n * H * C)), *k = naive_new((size_t)(n * K * C));
    double *v = naive_new((size_t)(n * K * Cv)), *o = naive_new((size_t)(n * H * Cv));
    for (t = 0; t < n; t++) {
        double *qt = q + t * H * C, *kt = k + t * K * C, *vt = v + t * K * Cv;
        int pass, i;
        naive_linear(qt, &w[GPT__ROLE_Q], &w[GPT__ROLE_Q_B], x + t * D);
        naive_linear(kt, &w[GPT__ROLE_K], &w[GPT__ROLE_K_B], x + t * D);
        naive_linear(vt, &w[GPT__ROLE_V], &w[GPT__ROLE_V_B], x + t * D);
        naive_clip(vt, K * Cv, L->qkv_clip);
        for (pass = 0; pass < 2; pass++) { /* norm and rotation, in the order that the layer asks for */
            if (pass == (int)L->norm_after_rope) {
                naive_head_norm(m, qt, &w[GPT__ROLE_Q_NORM], &w[GPT__ROLE_Q_NORM_B], H, C, (int)L->qk_norm_heads);
                naive_head_norm(m, kt, &w[GPT__ROLE_K_NORM], &w[GPT__ROLE_K_NORM_B], K, C, (int)L->qk_norm_heads);
            } else {
                naive_clip(qt, H * C, L->qkv_clip);
                naive_clip(kt, K * C, L->qkv_clip);
                naive_rope(m, L, qt, H, C, t);
                naive_rope(m, L, kt, K, C, t);
            }
        }
        if (L->temp_scale != 0) {
            double count = floor((double)((float)(t + 1) / L->temp_floor));
            for (i = 0; i < H * C; i++) qt[i] *= 1 + (double)L->temp_scale * log(1 + count);
        }
    }
    naive_attention(m, l, K, q, k, v, n, o);
    for (t = 0; t < n; t++) {
        naive_norm(m, o + t * H * Cv, &w[GPT__ROLE_O_NORM], &w[GPT__ROLE_O_NORM_B], H * Cv);
        naive_linear(y + t * D, &w[GPT__ROLE_O], &w[GPT__ROLE_O_B], o + t * H * Cv);
    }
    free(q), free(k), free(v), free(o);
}

/* Keys (H C) and values (H Cv) of all heads at position t, from the input x (D): the latent c and one rotated key,
 * then k_h = [rotated | K_UP_h' c], v_h = V_UP_h c. */
static inline void naive_latent_keys(const naive_model *m, int l, const double *x, int t, double *k, double *v) {
    const gpt__layer_config *L = &m->layer[l];
    const naive_tensor *w = m->local[l], *up = &w[GPT__ROLE_K_UP], none = {0, 0, NULL};
    int H = (int)L->n_head, C = (int)L->head_qk, Cv = (int)L->head_v, R = (int)L->head_rope, h, i, j;
    double *a = naive_new((size_t)w[GPT__ROLE_KV_A].n_row), *c = a + R;
    naive_linear(a, &w[GPT__ROLE_KV_A], &w[GPT__ROLE_KV_A_B], x);
    naive_norm(m, c, &w[GPT__ROLE_KV_A_NORM], &none, (int)L->kv_rank);
    naive_rope(m, L, a, 1, R, t);
    for (h = 0; h < H; h++) {
        const double *u = up->at + (size_t)h * (size_t)up->n_row * (size_t)up->n_col;
        naive_tensor value = w[GPT__ROLE_V_UP];
        value.at += (size_t)h * (size_t)value.n_row * (size_t)value.n_col;
        for (i = 0; i < R; i++) k[h * C + i] = a[i];
        for (i = 0; i < up->n_col; i++)
            for (j = 0; j < up->n_row; j++) k[h * C + R + i] += u[j * up->n_col + i] * c[j];
        naive_linear(v + h * Cv, &value, NULL, c);
    }
    free(a);
}

/* naive_attend for latent attention: the keys and values of each head are its own */
static inline void naive_attend_latent(const naive_model *model, int l, const double *x, int n, double *y) {
    naive_model latent = *model, *m = &latent;
    const gpt__layer_config *L = &m->layer[l];
    const naive_tensor *w = m->local[l], none = {0, 0, NULL};
    int D = (int)m->c.n_embd, H = (int)L->n_head, C = (int)L->head_qk, Cv = (int)L->head_v, t;
    double *q = naive_new((size_t)(n * H * C)), *k = naive_new((size_t)(n * H * C)), *low = naive_new(L->q_rank);
    double *v = naive_new((size_t)(n * H * Cv)), *o = naive_new((size_t)(n * H * Cv));
    if (m->c.latent_eps > 0) m->c.norm_eps = m->c.latent_eps;
    for (t = 0; t < n; t++) {
        const double *in = x + t * D;
        if (L->q_rank) {
            naive_linear(low, &w[GPT__ROLE_Q_A], &w[GPT__ROLE_Q_A_B], in);
            naive_norm(m, low, &w[GPT__ROLE_Q_A_NORM], &none, (int)L->q_rank);
            in = low;
        }
        naive_linear(q + t * H * C, &w[GPT__ROLE_Q], &w[GPT__ROLE_Q_B], in);
        naive_rope(m, L, q + t * H * C, H, C, t);
        naive_latent_keys(m, l, x + t * D, t, k + t * H * C, v + t * H * Cv);
    }
    naive_attention(m, l, H, q, k, v, n, o);
    for (t = 0; t < n; t++) naive_linear(y + t * D, &w[GPT__ROLE_O], &w[GPT__ROLE_O_B], o + t * H * Cv);
    free(q), free(k), free(v), free(o), free(low);
}

/* y (D) += weight * the feed-forward unit of x (D): the e-th of those in w, which holds GATE, UP, DOWN and a bias after
 * each, from the role of GATE on. norm: of the activated units, or NULL */
static inline void naive_unit(const naive_model *m, const gpt__layer_config *L, const naive_tensor *w, int e,
                              const naive_tensor *norm, const double *x, double weight, double *y) {
    naive_tensor t[6];
    int i, F = w[2].n_row, D = w[4].n_row;
    double *up = naive_new((size_t)F), *gate = naive_new((size_t)F), *out = naive_new((size_t)D);
    for (i = 0; i < 6; i++) {
        t[i] = w[i];
        if (t[i].at) t[i].at += (size_t)e * (size_t)t[i].n_row * (size_t)t[i].n_col;
    }
    naive_linear(up, &t[2], &t[3], x);
    if (t[0].at) naive_linear(gate, &t[0], &t[1], x);
    for (i = 0; i < F; i++) up[i] = t[0].at ? naive_gated(L, gate[i], up[i]) : naive_act_of(L, up[i]);
    if (norm) naive_norm(m, up, norm, norm + 1, F);
    naive_linear(out, &t[4], &t[5], up);
    for (i = 0; i < D; i++) y[i] += weight * out[i];
    free(up), free(gate), free(out);
}

static inline double naive_sigmoid(double x) { return 1 / (1 + exp(-x)); }

/* marks the k largest of n values in taken, in order of size at best[0..]; the margin is the gap to the next */
static inline void naive_top(naive_model *m, const double *x, int n, int k, int *taken, int *best) {
    int i, j;
    for (i = 0; i < n; i++) taken[i] = 0;
    for (j = 0; j < k; j++) {
        best[j] = -1;
        for (i = 0; i < n; i++)
            if (!taken[i] && (best[j] < 0 || x[i] > x[best[j]])) best[j] = i;
        taken[best[j]] = 1;
    }
    for (i = 0; i < n && k > 0; i++)
        if (!taken[i]) m->margin = fmin(m->margin, x[best[k - 1]] - x[i]);
}

/* DeepSeek: experts outside the best groups are chosen by 0 */
static inline void naive_groups(naive_model *m, const gpt__layer_config *L, double *choice) {
    int E = (int)L->n_expert, G = (int)L->n_group, n = E / G, g, i, *taken = (int *)calloc((size_t)E, sizeof(int));
    int *best = (int *)calloc((size_t)E, sizeof(int));
    double *score = naive_new((size_t)G);
    for (g = 0; g < G; g++) {
        double first = -INFINITY, second = -INFINITY;
        for (i = g * n; i < (g + 1) * n; i++) {
            second = fmax(second, fmin(first, choice[i]));
            first = fmax(first, choice[i]);
        }
        score[g] = L->router == GPT__ROUTER_SIGMOID ? first + second : first;
    }
    naive_top(m, score, G, (int)L->n_group_used, taken, best);
    for (i = 0; i < E; i++)
        if (!taken[i / n]) choice[i] = 0;
    free(taken), free(best), free(score);
}

/* phimoe's weight of the expert that was chosen as the j-th */
static inline double naive_sparsemixer(naive_model *m, const double *s, int E, const int *best, int j) {
    double sum = 0, top = s[best[j]], threshold = (double)m->c.router_jitter;
    int i;
    for (i = 0; i < E; i++) {
        double away = (top - s[i]) / fmax(fabs(s[i]), top);
        if (j == 1 && i == best[0]) continue;
        m->margin = fmin(m->margin, fabs(away - threshold));
        if (!(away > threshold)) sum += exp(s[i] - top);
    }
    return 1 / sum;
}

/* weight (E) of every expert for x (D): 0 where it is not chosen */
static inline void naive_route(naive_model *m, int l, const double *x, double *weight) {
    const gpt__layer_config *L = &m->layer[l];
    const naive_tensor *w = m->local[l];
    int E = (int)L->n_expert, k = (int)L->n_expert_used, i, *taken = (int *)calloc((size_t)E, sizeof(int));
    int *best = (int *)calloc((size_t)E, sizeof(int));
    double *s = naive_new((size_t)E), *choice = naive_new((size_t)E), sum = 0, norm = 0;
    naive_linear(s, &w[GPT__ROLE_ROUTER], &w[GPT__ROLE_ROUTER_B], x);
    for (i = 0; i < E; i++) sum += exp(s[i]);
    for (i = 0; i < E; i++) {
        if (L->router == GPT__ROUTER_SOFTMAX) s[i] = exp(s[i]) / sum;
        if (L->router == GPT__ROUTER_SIGMOID) s[i] = naive_sigmoid(s[i]);
        choice[i] = s[i] + (w[GPT__ROLE_ROUTER_SCORE_B].at ? w[GPT__ROLE_ROUTER_SCORE_B].at[i] : 0);
    }
    if (L->n_group > 1) naive_groups(m, L, choice);
    naive_top(m, choice, E, k, taken, best);
    for (i = 0, sum = 0; i < k; i++) sum += exp(s[best[i]]);
    for (i = 0; i < k; i++) {
        double v = s[best[i]];
        weight[best[i]] = L->router == GPT__ROUTER_SOFTMAX_AFTER ? exp(v) / sum
                          : L->router == GPT__ROUTER_SPARSEMIXER ? naive_sparsemixer(m, s, E, best, i)
                          : L->router == GPT__ROUTER_SIGMOID_INPUT ? naive_sigmoid(v)
                                                                   : v;
        norm += weight[best[i]];
    }
    for (i = 0; i < k; i++) {
        if (L->router_norm) weight[best[i]] /= fmax(norm, (double)m->c.router_min);
        weight[best[i]] *= (double)L->router_scale;
    }
    free(taken), free(best), free(s), free(choice);
}

/* y (D) = the feed-forward sublayer of x (D), x already normed */
static inline void naive_feed(naive_model *m, int l, const double *x, double *y) {
    const gpt__layer_config *L = &m->layer[l];
    const naive_tensor *w = m->local[l];
    double *weight = naive_new(L->n_expert), *in = naive_new(m->c.n_embd), gate = 1;
    int i, e;
    for (i = 0; i < (int)m->c.n_embd; i++) y[i] = 0;
    if (L->n_expert) naive_route(m, l, x, weight);
    for (e = 0; e < (int)L->n_expert; e++) {
        int scaled = L->router == GPT__ROUTER_SIGMOID_INPUT;
        if (weight[e] < 0 || weight[e] > 0) {
            for (i = 0; i < (int)m->c.n_embd; i++) in[i] = x[i] * (scaled ? weight[e] : 1);
            naive_unit(m, L, w + GPT__ROLE_EXPERT_GATE, e, NULL, in, scaled ? 1 : weight[e], y);
        }
    }
    if (w[GPT__ROLE_SHARED_SCORE].at) naive_linear(&gate, &w[GPT__ROLE_SHARED_SCORE], NULL, x);
    if (w[GPT__ROLE_SHARED_SCORE].at) gate = naive_sigmoid(gate);
    if (L->n_ff) naive_unit(m, L, w + GPT__ROLE_GATE, 0, &w[GPT__ROLE_DOWN_NORM], x, gate, y);
    free(weight), free(in);
}

/* x += resid_scale * norm(y), then the norm of the sum: each norm where it exists */
static inline void naive_add(const naive_model *m, const naive_tensor *w, int post, int res, double *x, double *y) {
    int i, D = (int)m->c.n_embd;
    naive_norm(m, y, &w[post], &w[post + 1], D);
    for (i = 0; i < D; i++) x[i] += (double)m->c.resid_scale * y[i];
    naive_norm(m, x, &w[res], &w[res + 1], D);
}

static inline void naive_layer(naive_model *m, int l, double *x, int n) {
    const naive_tensor *w = m->local[l];
    int D = (int)m->c.n_embd, t;
    size_t size = (size_t)n * (size_t)D;
    double *h = naive_new(size), *y = naive_new(size), *f = naive_new(size);
    memcpy(h, x, size * sizeof(double));
    for (t = 0; t < n; t++) naive_norm(m, h + t * D, &w[GPT__ROLE_ATTN_NORM], &w[GPT__ROLE_ATTN_NORM_B], D);
    /* what a parallel feed-forward reads: its own norm of the same x, or what attention reads */
    memcpy(f, w[GPT__ROLE_FFN_NORM].at ? x : h, size * sizeof(double));
    if (m->layer[l].kv_rank) naive_attend_latent(m, l, h, n, y);
    else naive_attend(m, l, h, n, y);
    for (t = 0; t < n; t++) {
        double *xt = x + t * D, *ft = f + t * D, *ht = h + t * D;
        naive_add(m, w, GPT__ROLE_ATTN_POST, GPT__ROLE_ATTN_RES, xt, y + t * D);
        if (m->layer[l].n_ff == 0 && m->layer[l].n_expert == 0) continue;
        if (m->c.residual == GPT__RES_SEQUENTIAL) memcpy(ft, xt, sizeof(double) * (size_t)D);
        naive_norm(m, ft, &w[GPT__ROLE_FFN_NORM], &w[GPT__ROLE_FFN_NORM_B], D);
        naive_feed(m, l, ft, ht);
        naive_add(m, w, GPT__ROLE_FFN_POST, GPT__ROLE_FFN_RES, xt, ht);
    }
    free(h), free(y), free(f);
}

/* the row of the position table that belongs to tokens[t]. Where padding is a token of its own (RoBERTa) it has the
 * row before the first, and only other tokens count. */
static inline int naive_position(const naive_model *m, const int *tokens, int t) {
    int first = (int)m->c.pos_offset, i, count = 0;
    if (!m->c.pos_pad) return first + t;
    if (tokens[t] == first - 1) return first - 1;
    for (i = 0; i <= t; i++) count += tokens[i] != first - 1;
    return first - 1 + count;
}

/* x (D) = what enters the first layer at position t: the token's embedding, brought to D before or after types,
 * positions and the norm of the sum */
static inline void naive_embed(const naive_model *m, const int *tokens, const int *types, int t, double *x) {
    const naive_tensor *g = m->global, *e = &g[GPT__ROLE_TOKEN_EMBD];
    const double *word = e->at + (size_t)tokens[t] * (size_t)e->n_col;
    int D = (int)m->c.n_embd, in = g[GPT__ROLE_EMBD_IN].at != NULL, after = in && m->c.embd_in_after, i;
    int n = after ? e->n_col : D;
    double *sum = naive_new((size_t)(e->n_col > D ? e->n_col : D)), *scaled = naive_new((size_t)e->n_col);
    for (i = 0; i < e->n_col; i++) scaled[i] = word[i] * (double)m->c.embd_scale;
    if (in && !after) naive_linear(sum, &g[GPT__ROLE_EMBD_IN], &g[GPT__ROLE_EMBD_IN_B], scaled);
    else memcpy(sum, scaled, sizeof(double) * (size_t)e->n_col);
    for (i = 0; i < n; i++) {
        if (g[GPT__ROLE_TYPE_EMBD].at) sum[i] += g[GPT__ROLE_TYPE_EMBD].at[(types ? types[t] : 0) * n + i];
        if (m->c.position == GPT__POS_LEARNED)
            sum[i] += g[GPT__ROLE_POS_EMBD].at[naive_position(m, tokens, t) * n + i];
    }
    naive_norm(m, sum, &g[GPT__ROLE_EMBD_NORM], &g[GPT__ROLE_EMBD_NORM_B], n);
    if (after) naive_linear(x, &g[GPT__ROLE_EMBD_IN], &g[GPT__ROLE_EMBD_IN_B], sum);
    else memcpy(x, sum, sizeof(double) * (size_t)D);
    free(sum), free(scaled);
}

/* x (n, D) = the states of all tokens after the last norm */
static inline void naive_states(naive_model *m, const int *tokens, const int *types, int n, double *x) {
    const naive_tensor *g = m->global;
    int D = (int)m->c.n_embd, t, l;
    float eps = m->c.out_norm_eps > 0 ? m->c.out_norm_eps : m->c.norm_eps;
    for (t = 0; t < n; t++) naive_embed(m, tokens, types, t, x + t * D);
    for (l = 0; l < (int)m->c.n_layer; l++) naive_layer(m, l, x, n);
    for (t = 0; t < n; t++)
        naive_norm_eps(m, x + t * D, &g[GPT__ROLE_OUT_NORM], &g[GPT__ROLE_OUT_NORM_B], D, eps);
}

/* z = what the dense layer makes of h (D), or h itself without one. Returns its length. */
static inline int naive_dense(const naive_model *m, const double *h, double *z) {
    const naive_tensor *g = m->global, *w = &g[GPT__ROLE_POOL];
    int i;
    if (!w->at) {
        memcpy(z, h, sizeof(double) * m->c.n_embd);
        return (int)m->c.n_embd;
    }
    naive_linear(z, w, &g[GPT__ROLE_POOL_B], h);
    for (i = 0; i < w->n_row; i++) z[i] = naive_act(m->c.pool_act, z[i]);
    naive_norm(m, z, &g[GPT__ROLE_POOL_NORM], &g[GPT__ROLE_POOL_NORM_B], w->n_row);
    return w->n_row;
}

static inline void naive_read(const naive_model *m, const double *h, double *out) {
    const naive_tensor *g = m->global;
    const naive_tensor *head = &g[g[GPT__ROLE_OUTPUT].at ? GPT__ROLE_OUTPUT : GPT__ROLE_TOKEN_EMBD];
    double *z = naive_new((size_t)m->c.n_embd + m->c.n_pool);
    int i;
    naive_dense(m, h, z);
    naive_linear(out, head, &g[GPT__ROLE_OUTPUT_B], z);
    for (i = 0; i < (int)m->c.n_out; i++) out[i] = naive_cap(out[i] * (double)m->c.logit_scale, m->c.logit_softcap);
    free(z);
}

/* h (D) = the states x (n, D) pooled */
static inline void naive_pool(const double *x, int n, int D, int pooling, double *h) {
    int t, i;
    for (i = 0; i < D; i++) {
        double sum = 0, weighted = 0, top = x[i];
        for (t = 0; t < n; t++) {
            sum += x[t * D + i];
            weighted += (t + 1) * x[t * D + i];
            top = fmax(top, x[t * D + i]);
        }
        h[i] = pooling == GPT_POOL_LAST       ? x[(n - 1) * D + i]
               : pooling == GPT_POOL_FIRST    ? x[i]
               : pooling == GPT_POOL_MAX      ? top
               : pooling == GPT_POOL_SQRT     ? sum / sqrt(n)
               : pooling == GPT_POOL_WEIGHTED ? weighted / (n * (n + 1.0) / 2)
                                              : sum / n;
    }
}

static inline void naive_labels(const naive_model *m, const double *x, int n, double *out) {
    double *h = naive_new(m->c.n_embd);
    int pooling = m->c.head == GPT_HEAD_CLASS_FIRST  ? GPT_POOL_FIRST
                  : m->c.head == GPT_HEAD_CLASS_MEAN ? GPT_POOL_MEAN
                                                     : GPT_POOL_LAST;
    naive_pool(x, n, (int)m->c.n_embd, pooling, h);
    naive_read(m, h, out);
    free(h);
}

/* returns the embedding's length */
static inline int naive_embed_text(const naive_model *m, const double *x, int n, int pooling, double *out) {
    double *h = naive_new(m->c.n_embd), length = 0;
    int unit = pooling == GPT_POOL_MODEL && m->c.embd_unit, n_out = (int)m->c.n_embd, i;
    if (pooling == GPT_POOL_MODEL) pooling = (int)m->c.embd_pool; /* 0: the mean */
    naive_pool(x, n, n_out, pooling, h);
    if (m->c.head == GPT_HEAD_NONE) n_out = naive_dense(m, h, out);
    else memcpy(out, h, sizeof(double) * (size_t)n_out);
    for (i = 0; i < n_out; i++) length += out[i] * out[i];
    for (i = 0; i < n_out && unit; i++) out[i] /= fmax(sqrt(length), 1e-12);
    free(h);
    return n_out;
}

static inline void naive_forward(naive_model *m, const int *tokens, int n, double *out) {
    int D = (int)m->c.n_embd, t;
    double *x = naive_new((size_t)n * (size_t)D);
    naive_states(m, tokens, NULL, n, x);
    for (t = 0; t < n; t++) naive_read(m, x + t * D, out + (size_t)t * m->c.n_out);
    free(x);
}

#endif
