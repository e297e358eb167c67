/* ropes.h -- rotary positions (RoFormer, arXiv:2104.09864) and their stretched variants: from the
 * numbers in a config to radians a position.
 *
 * Published code makes frequencies in single precision, and so does this: t = 2i / n_rot,
 * u = theta^t and 1 / u are each rounded to float. Include rules.h first. */
#ifndef TOOLS_ROPES_H
#define TOOLS_ROPES_H

/* What a set of frequencies is made from, and what comes out. */
typedef struct rope_plan {
    const json_value *json; /* rope_scaling or rope_parameters; NULL: none */
    int newer;              /* the spelling of Transformers 5: rope_parameters */
    double theta, n_ctx;
    double n_orig;          /* original_max_position_embeddings beside rope_scaling; 0: none */
    uint32_t n_rot;
    gpt__rope_config *out;
    float *freq;            /* (n_rot / 2) the result: radians a position */
    float *freq_long;       /* (n_rot / 2) the same for long sequences, if out->kind says so */
} rope_plan;

/* theta^(2i / n_rot), whose inverse is the plain frequency of pair i */
static inline float rope__wave(const rope_plan *o, uint32_t i) {
    float t = (float)(2 * i) / (float)o->n_rot;
    return (float)pow((double)(float)o->theta, (double)t);
}

static inline double rope__freq(const rope_plan *o, uint32_t i) {
    return (double)(1.0f / rope__wave(o, i));
}

/* Position interpolation (arXiv:2306.15595). */
static inline void rope__linear(rules *r, const rope_plan *o) {
    double factor = rules_member(r, o->json, "factor", NAN, 0);
    uint32_t i;
    for (i = 0; i < o->n_rot / 2; i++) o->freq[i] = (float)(rope__freq(o, i) / factor);
}

/* NTK-aware scaling, by length; HunYuan's alpha fixes the length once and for all. */
static inline void rope__dynamic(rules *r, rope_plan *o) {
    double alpha = rules_member(r, o->json, "alpha", 0, 0), factor;
    uint32_t i;
    if (alpha > 0 && o->n_rot > 2) {
        o->theta *= pow(alpha, o->n_rot / (o->n_rot - 2.0));
        for (i = 0; i < o->n_rot / 2; i++) o->freq[i] = (float)rope__freq(o, i);
        return;
    }
    factor = rules_member(r, o->json, "factor", NAN, 0);
    if (!(factor >= 1 && factor <= 1e6 && o->n_rot > 2))
        RULES_FAIL(r, GPT_E_FORMAT, "%s: rope type dynamic: factor = %g is out of range", r->path,
                   factor);
    o->out->kind = GPT__ROPE_DYNAMIC;
    o->out->n_orig = (uint32_t)o->n_ctx;
    o->out->base = (float)o->theta;
    o->out->factor = (float)factor;
}

/* Llama 3.1: long waves are slowed by factor, short ones kept, those between blended. */
static inline void rope__llama3(rules *r, const rope_plan *o) {
    double factor = rules_member(r, o->json, "factor", NAN, 0);
    double low = rules_member(r, o->json, "low_freq_factor", NAN, 0);
    double high = rules_member(r, o->json, "high_freq_factor", NAN, 0);
    double n_orig = rules_member(r, o->json, "original_max_position_embeddings", NAN, 0);
    uint32_t i;
    if (!(high >= low))
        RULES_FAIL(r, GPT_E_FORMAT, "%s: rope: high_freq_factor must be above low_freq_factor",
                   r->path);
    if (r->rc != GPT_OK) return;
    for (i = 0; i < o->n_rot / 2; i++) {
        double f = rope__freq(o, i);
        double turns = n_orig * f / 6.283185307179586; /* within the old length */
        double keep = turns < low ? 0 : turns >= high ? 1 : (turns - low) / (high - low);
        o->freq[i] = (float)(f * (keep + (1 - keep) / factor));
    }
}

static inline double rope__mscale(double factor, double mscale) {
    return factor <= 1 ? 1.0 : 0.1 * mscale * log(factor) + 1.0;
}

/* The (fractional) pair that turns so often within n positions. */
static inline double rope__yarn_pair(const rope_plan *o, double turns, double n) {
    return o->n_rot * log(n / (turns * 6.283185307179586)) / (2 * log(o->theta));
}

/* YaRN (arXiv:2309.00071): pairs below `low` keep their speed, those above `high` are slowed by
 * factor, and attention is sharpened a little. */
static inline void rope__yarn(rules *r, const rope_plan *o) {
    double given = o->n_orig > 0 ? o->n_orig : o->n_ctx;
    double n_orig = rules_member(r, o->json, "original_max_position_embeddings", given, 0);
    double factor = rules_member(r, o->json, "factor", o->n_ctx / n_orig, 0);
    double fast = rules_member(r, o->json, "beta_fast", 32, 0);
    double slow = rules_member(r, o->json, "beta_slow", 1, 0), low, high, usual;
    double mscale = json_num(o->json, "mscale", 0);
    double mscale_all = json_num(o->json, "mscale_all_dim", 0);
    uint32_t i;
    low = rope__yarn_pair(o, fast, n_orig);
    high = rope__yarn_pair(o, slow, n_orig);
    if (json_bool(o->json, "truncate", 1)) {
        low = floor(low);
        high = ceil(high);
    }
    low = low < 0 ? 0 : low;
    high = high > o->n_rot - 1 ? o->n_rot - 1 : high;
    if (low == high) high += 0.001;
    for (i = 0; i < o->n_rot / 2; i++) {
        double f = rope__freq(o, i), ramp = (i - low) / (high - low);
        ramp = ramp < 0 ? 0 : ramp > 1 ? 1 : ramp;
        o->freq[i] = (float)(f * (1 - ramp) + f / factor * ramp);
    }
    usual = mscale != 0 && mscale_all != 0
                ? rope__mscale(factor, mscale) / rope__mscale(factor, mscale_all)
                : rope__mscale(factor, 1);
    o->out->attn_factor = (float)rules_member(r, o->json, "attention_factor", usual, 0);
}

/* One list of LongRoPE's divisors. */
static inline void rope__list(rules *r, const rope_plan *o, const char *key, float *freq) {
    const json_value *list = json_get(o->json, key), *v;
    uint32_t i = 0;
    if (!list || list->type != JSON_ARRAY || list->n != (int)(o->n_rot / 2)) {
        RULES_FAIL(r, GPT_E_FORMAT, "%s: rope: %s must be a list of %u numbers", r->path, key,
                   o->n_rot / 2);
        return;
    }
    for (v = list->child; v; v = v->next, i++) {
        if (v->type != JSON_NUMBER || !(v->number > 0))
            RULES_FAIL(r, GPT_E_FORMAT, "%s: rope: %s[%u] = %s: must be above 0", r->path, key, i,
                       rules_show(v));
        else
            freq[i] = 1.0f / ((float)v->number * rope__wave(o, i));
    }
}

/* LongRoPE (arXiv:2402.13753): divisors per pair, a list up to the original length, one beyond.
 * The original length stands beside rope_scaling (Phi-3), in it, or is the whole one. */
static inline void rope__long(rules *r, const rope_plan *o) {
    double n_orig = o->n_orig, ratio, factor;
    if (!(n_orig > 0))
        n_orig = rules_member(r, o->json, "original_max_position_embeddings", o->n_ctx, 0);
    ratio = o->n_ctx / n_orig;
    if (!(o->n_orig > 0) || o->newer) ratio = rules_member(r, o->json, "factor", ratio, 0);
    if (!(n_orig >= 1 && n_orig < 16777216))
        RULES_FAIL(r, GPT_E_FORMAT, "%s: original_max_position_embeddings is out of range", r->path);
    if (r->rc != GPT_OK) return;
    rope__list(r, o, "short_factor", o->freq);
    rope__list(r, o, "long_factor", o->freq_long);
    o->out->kind = GPT__ROPE_LONG;
    o->out->n_orig = (uint32_t)n_orig;
    factor = ratio <= 1 ? 1 : sqrt(1 + log(ratio) / log(n_orig));
    factor = rules_member(r, o->json, "attention_factor", factor, 0);
    o->out->attn_factor = (float)rules_member(r, o->json, "short_mscale", factor, 0);
    o->out->attn_factor_long = (float)rules_member(r, o->json, "long_mscale", factor, 0);
}

/* Divisors per pair that somebody else computed, as GGUF files have them. */
static inline void rope__factors(rules *r, const rope_plan *o) {
    rope__list(r, o, "factors", o->freq);
    o->out->attn_factor = (float)rules_member(r, o->json, "attention_factor", 1, 0);
}

/* rope_make -- fills freq, freq_long and out from the rest; failures are kept in r. */
static inline void rope_make(rules *r, rope_plan *o) {
    const char *type = json_str(o->json, "rope_type", json_str(o->json, "type", "default"));
    uint32_t i;
    o->theta = rules_member(r, o->json, "rope_theta", o->theta, 1);
    memset(o->out, 0, sizeof *o->out);
    o->out->n_rot = o->n_rot;
    o->out->attn_factor = o->out->attn_factor_long = 1;
    for (i = 0; i < o->n_rot / 2; i++) o->freq[i] = (float)rope__freq(o, i);
    if (json_get(o->json, "short_factor")) rope__long(r, o); /* also called su, and yarn */
    else if (strcmp(type, "linear") == 0) rope__linear(r, o);
    else if (strcmp(type, "dynamic") == 0) rope__dynamic(r, o);
    else if (strcmp(type, "llama3") == 0) rope__llama3(r, o);
    else if (strcmp(type, "yarn") == 0) rope__yarn(r, o);
    else if (strcmp(type, "factors") == 0) rope__factors(r, o);
    else if (strcmp(type, "longrope") == 0 || strcmp(type, "su") == 0) rope__long(r, o);
    else if (strcmp(type, "default") != 0)
        RULES_FAIL(r, GPT_E_UNSUPPORTED, "%s: rope type %s is not supported", r->path, type);
    for (i = 0; i < o->n_rot / 2 && r->rc == GPT_OK; i++)
        if (!isfinite(o->freq[i]) || !isfinite(o->out->attn_factor))
            RULES_FAIL(r, GPT_E_FORMAT, "%s: rope type %s: its numbers give no finite frequencies",
                       r->path, type);
}

#endif
