/* recipe.h -- which type each matrix of a network is stored as.
 *
 *     recipe r;
 *     rc = recipe_make(&r, GPT_TYPE_Q4, "v=q6,last.down=q8", &err);
 *     type = recipe_type(&r, GPT__ROLE_V, layer, n_layer, tied);
 *
 * A recipe is a type for all matrices and a list of exceptions, [LAYERS.]NAME=TYPE with commas in between; of those
 * that fit a matrix the last counts. The types below 6 bits have exceptions of their own, which stand in front of the
 * list. Include ../gpt.h, with its implementation, and file.h first. */
#ifndef TOOLS_RECIPE_H
#define TOOLS_RECIPE_H

#include "names.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define RECIPE_TYPES "f32, f16, bf16, q8, q6, q5, q4, q3, q2"
#define RECIPE_USAGE \
    "A recipe is a list like head=q8,v=q6,0-1.down=q5: [LAYERS.]NAME=TYPE, the last that fits counts.\n" \
    "NAME is head (what makes the logits), attn, ffn, all, or a tensor's name as gpt-inspect shows it;\n" \
    "LAYERS is first, last, a number or a range. q5 to q2 have a recipe of their own, which comes\n" \
    "before yours; `plain` in front of yours leaves it out: --type q4 --recipe plain.\n"

enum { RECIPE_RULES = 64 };
enum { RECIPE__LAST = -1, RECIPE__ALL = -2 };

typedef struct recipe_rule {
    char name[32];
    int from, to; /* layers; RECIPE__LAST: the last, RECIPE__ALL: any, and what belongs to no layer */
    gpt_type type;
} recipe_rule;

typedef struct recipe {
    int type; /* gpt_type, -1: as stored */
    recipe_rule rule[RECIPE_RULES];
    int n;
} recipe;

/* recipe_never -- what is looked up, tiny or decisive, and keeps its float type whatever the recipe. head: gpt_head */
static inline int recipe_never(uint32_t role, uint32_t head) {
    return role == GPT__ROLE_POS_EMBD || role == GPT__ROLE_TYPE_EMBD || role == GPT__ROLE_POOL ||
           role == GPT__ROLE_ROUTER || role == GPT__ROLE_SHARED_SCORE || role == GPT__ROLE_K_UP ||
           role == GPT__ROLE_V_UP || (role == GPT__ROLE_OUTPUT && head != GPT_HEAD_LM);
}

/* The exceptions of a type. In a model that shares its head with the embedding, one bit more for the head takes a third
 * to a half off the KL divergence; values gain by their size what all matrices together do, or a little more; queries,
 * keys, outputs and down less. */
static inline const char *recipe__own(int type) {
    switch (type) {
    case GPT_TYPE_Q5: return "head=q6";
    case GPT_TYPE_Q4: return "head=q6,v=q6";
    case GPT_TYPE_Q3: return "head=q4,v=q4";
    case GPT_TYPE_Q2: return "head=q3,v=q3";
    default: return "";
    }
}

static inline int recipe__known(const char *name) {
    static const char *const groups[] = {"head", "attn", "ffn", "all"};
    size_t i;
    for (i = 0; i < sizeof groups / sizeof groups[0]; i++)
        if (strcmp(name, groups[i]) == 0) return 1;
#define X(id, value, text, per_layer) \
    if (strcmp(name, text) == 0) return 1;
    GPT__ROLES(X)
#undef X
    return 0;
}

/* first, last, N or N-M in front of the dot */
static inline int recipe__layers(const char *text, const char *dot, recipe_rule *r) {
    char *end;
    if (dot - text == 5 && memcmp(text, "first", 5) == 0) r->from = r->to = 0;
    else if (dot - text == 4 && memcmp(text, "last", 4) == 0) r->from = r->to = RECIPE__LAST;
    else {
        if (*text < '0' || *text > '9' || dot - text > 12) return 0;
        r->from = r->to = (int)strtol(text, &end, 10);
        if (*end == '-' && end[1] >= '0' && end[1] <= '9') r->to = (int)strtol(end + 1, &end, 10);
        return end == dot && r->from <= r->to;
    }
    return 1;
}

/* one exception, n bytes */
static inline int recipe__rule(recipe *r, const char *text, size_t n, gpt_error *err) {
    const char *equal = (const char *)memchr(text, '=', n), *dot = (const char *)memchr(text, '.', n), *name = text;
    recipe_rule *rule = &r->rule[r->n];
    int type;
    if (r->n == RECIPE_RULES) return tool_fail(err, GPT_E_ARG, "a recipe of more than %d parts", RECIPE_RULES);
    rule->from = rule->to = RECIPE__ALL;
    if (!equal) return tool_fail(err, GPT_E_ARG, "recipe: %.*s: not NAME=TYPE", (int)n, text);
    if (dot && dot < equal) {
        if (!recipe__layers(text, dot, rule))
            return tool_fail(err, GPT_E_ARG, "recipe: %.*s: layers are first, last, N or N-M", (int)n, text);
        name = dot + 1;
    }
    snprintf(rule->name, sizeof rule->name, "%.*s", (int)(equal - name), name);
    if (!recipe__known(rule->name))
        return tool_fail(err, GPT_E_ARG, "recipe: %.*s: there is no matrix or group %s", (int)n, text, rule->name);
    type = names_find_type(equal + 1, n - (size_t)(equal + 1 - text));
    if (type < 0) return tool_fail(err, GPT_E_ARG, "recipe: %.*s: types are " RECIPE_TYPES, (int)n, text);
    rule->type = (gpt_type)type;
    r->n++;
    return GPT_OK;
}

static inline int recipe__list(recipe *r, const char *text, gpt_error *err) {
    int rc = GPT_OK;
    while (*text && rc == GPT_OK) {
        const size_t n = strcspn(text, ",");
        rc = recipe__rule(r, text, n, err);
        text += n + (text[n] == ',');
    }
    return rc;
}

/* recipe_make -- the recipe of a type (-1: as stored) with exceptions, "" or NULL: its own only. */
static inline int recipe_make(recipe *r, int type, const char *text, gpt_error *err) {
    const int plain = text && strncmp(text, "plain", 5) == 0 && (text[5] == ',' || !text[5]);
    int rc = GPT_OK;
    memset(r, 0, sizeof *r);
    r->type = type;
    if (plain) text += text[5] ? 6 : 5;
    else rc = recipe__list(r, recipe__own(type), err);
    return rc == GPT_OK && text ? recipe__list(r, text, err) : rc;
}

static inline int recipe__is_attn(uint32_t role) {
    return role == GPT__ROLE_Q || role == GPT__ROLE_K || role == GPT__ROLE_V || role == GPT__ROLE_O ||
           role == GPT__ROLE_Q_A || role == GPT__ROLE_KV_A;
}

static inline int recipe__is_ffn(uint32_t role) {
    return role == GPT__ROLE_GATE || role == GPT__ROLE_UP || role == GPT__ROLE_DOWN || role == GPT__ROLE_EXPERT_GATE ||
           role == GPT__ROLE_EXPERT_UP || role == GPT__ROLE_EXPERT_DOWN;
}

static inline int recipe__fits(const recipe_rule *r, uint32_t role, uint32_t layer, uint32_t n_layer, int tied) {
    if (r->from != RECIPE__ALL) {
        const uint32_t from = r->from == RECIPE__LAST ? n_layer - 1 : (uint32_t)r->from;
        const uint32_t to = r->to == RECIPE__LAST ? n_layer - 1 : (uint32_t)r->to;
        if (!gpt__role_per_layer(role) || layer < from || layer > to) return 0;
    }
    if (strcmp(r->name, "head") == 0) return role == GPT__ROLE_OUTPUT || (tied && role == GPT__ROLE_TOKEN_EMBD);
    if (strcmp(r->name, "attn") == 0) return recipe__is_attn(role);
    if (strcmp(r->name, "ffn") == 0) return recipe__is_ffn(role);
    return strcmp(r->name, "all") == 0 || strcmp(r->name, gpt__role_name(role)) == 0;
}

/* recipe_type -- gpt_type of a matrix, or -1: as it is stored. tied: the token embedding is the head, too. What
 * recipe_never says takes float types only. */
static inline int recipe_type(const recipe *r, uint32_t role, uint32_t layer, uint32_t n_layer, int tied) {
    int i;
    for (i = r->n; i-- > 0;)
        if (recipe__fits(&r->rule[i], role, layer, n_layer, tied)) return (int)r->rule[i].type;
    return r->type;
}

#endif
