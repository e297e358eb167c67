/* rules.h -- the small expressions by which families.h says what a config means.
 *
 *     num_key_value_heads=H                          a key of config.json; H if it is absent or null
 *     n_positions|n_ctx                              two spellings of one key
 *     attn_logit_softcapping~50                      50 if it is absent, 0 if it is null
 *     attn_config.clip_qkv=0                         a key of an object in the config
 *     layer_types[i] == 'sliding_attention'          an entry of a list, here that of layer i
 *     attention_types[[i]]                           the same of a list of [entries, times]
 *     i in mlp_only_layers                           1 if the list has it
 *     has(rope_scaling)                              1 if it is there, not null and not empty
 *     given(rope_scaling)                            1 if it is there, null or not
 *     list(moe_topk)                                 1 if it is a list
 *     tensor(lm_head.weight)                         1 if the checkpoint has that tensor
 *     sqrt(D)   log(D)   int(0.5 * C)                int cuts towards 0
 *     a ? b : c   || && ! == != < <= > >= + - * / %  as in C; only what is needed is read
 *
 * Numbers, texts in '...', and upper-case letters, which stand for sizes that are known already
 * (D width, L layers, H heads ...); i is the layer. true and false are 1 and 0. A key without
 * default must be there. Include ../gpt.h, file.h and json.h first. */
#ifndef TOOLS_RULES_H
#define TOOLS_RULES_H

#include <ctype.h>
#include <math.h>

typedef struct rule_value {
    double number;
    const char *text;       /* (size) NULL: it is no text */
    size_t size;
    const json_value *list; /* an array that was named without [index] */
} rule_value;

typedef struct rules {
    const char *path;        /* of the config, for messages */
    const json_value *json;  /* the config: an object */
    double size[26];         /* of A .. Z; negative: not known yet */
    int layer;               /* i */
    int (*has_tensor)(void *user, const char *name);
    void *user;
    const json_value *seen[160]; /* members of json that were read */
    int n_seen;
    const json_value *last;  /* the value that was read last, and its key: what messages are about */
    char key[64];
    int rc; /* of the first failure; err tells */
    gpt_error *err;
    const char *rule, *at; /* the rule being read, and where */
    int idle;              /* > 0: in a branch that is not taken */
} rules;

/* Keeps the first failure: a config is read straight through and rc is looked at afterwards. */
#define RULES_FAIL(r, status, ...) \
    ((r)->rc == GPT_OK ? (void)((r)->rc = tool_fail((r)->err, status, __VA_ARGS__)) : (void)0)

/* ---- reading keys ---- */

static inline void rules_see(rules *r, const json_value *v) {
    int i;
    for (i = 0; i < r->n_seen; i++)
        if (r->seen[i] == v) return;
    if (r->n_seen < (int)(sizeof r->seen / sizeof r->seen[0])) r->seen[r->n_seen++] = v;
}

/* The member of object that "key" or "outer.inner" names, null or not; NULL if there is none. */
static inline const json_value *rules__member(rules *r, const json_value *object, const char *key) {
    char outer[64];
    const char *dot = strchr(key, '.');
    const json_value *v;
    if (!dot) {
        v = json_get(object, key);
    } else {
        snprintf(outer, sizeof outer, "%.*s", (int)(dot - key), key);
        v = json_get(object, outer);
        if (v && object == r->json) rules_see(r, v);
        return v ? rules__member(r, v, dot + 1) : NULL;
    }
    if (v && object == r->json) rules_see(r, v);
    return v;
}

/* rules_find -- the member that one of the spellings "a|b" names: the first that is not null, else
 * one that is; NULL if there is none. Its key is kept for messages. */
static inline const json_value *rules_find(rules *r, const json_value *object, const char *keys) {
    const json_value *null = NULL;
    snprintf(r->key, sizeof r->key, "%.*s", (int)strcspn(keys, "|"), keys);
    while (*keys) {
        size_t n = strcspn(keys, "|");
        char key[64];
        const json_value *v;
        snprintf(key, sizeof key, "%.*s", (int)n, keys);
        v = rules__member(r, object, key);
        if (v) memcpy(r->key, key, sizeof key);
        if (v && v->type != JSON_NULL) return r->last = v;
        if (v) null = v;
        keys += n + (keys[n] == '|');
    }
    return r->last = null;
}

/* rules_show -- a value for messages: numbers and strings as written, others by kind. */
static inline const char *rules_show(const json_value *v) {
    if (!v) return "nothing";
    if (v->type == JSON_STRING || v->type == JSON_NUMBER) return v->text;
    return v->type == JSON_TRUE    ? "true"
           : v->type == JSON_FALSE ? "false"
           : v->type == JSON_NULL  ? "null"
           : v->type == JSON_ARRAY ? "a list"
                                   : "an object";
}

static inline rule_value rules__number(double number) {
    rule_value v = {0, NULL, 0, NULL};
    v.number = number;
    return v;
}

static inline rule_value rules__of(rules *r, const json_value *j) {
    rule_value v = {0, NULL, 0, NULL};
    if (j->type == JSON_NUMBER) v.number = j->number;
    else if (j->type == JSON_TRUE) v.number = 1;
    else if (j->type == JSON_STRING) v.text = j->text, v.size = j->size;
    else if (j->type == JSON_ARRAY) v.list = j;
    else if (j->type != JSON_FALSE)
        RULES_FAIL(r, GPT_E_FORMAT, "%s: %s must be no object", r->path, r->key);
    return v;
}

/* ---- the expressions, by recursive descent ---- */

static rule_value rules__any(rules *r);
static rule_value rules__unary(rules *r);

static inline void rules__space(rules *r) {
    while (*r->at == ' ') r->at++;
}

/* Steps over the operator if it stands here; 1 if so. "=" is none of "==" and "<" none of "<=". */
static inline int rules__take(rules *r, const char *op) {
    size_t n = strlen(op);
    rules__space(r);
    if (strncmp(r->at, op, n) != 0) return 0;
    if (n == 1 && strchr("=<>!", *op) && r->at[1] == '=') return 0;
    if (isalpha((unsigned char)*op) && (isalnum((unsigned char)r->at[n]) || r->at[n] == '_')) return 0;
    r->at += n;
    return 1;
}

static inline void rules__syntax(rules *r) {
    RULES_FAIL(r, GPT_E_ARG, "rule '%s': an error at '%s'", r->rule, r->at);
    r->at += strlen(r->at);
}

static inline void rules__expect(rules *r, const char *op) {
    if (!rules__take(r, op)) rules__syntax(r);
}

static inline double rules__as_number(rules *r, rule_value v) {
    if ((v.text || v.list) && !r->idle)
        RULES_FAIL(r, GPT_E_FORMAT, "%s: %s = %s: must be a number", r->path, r->key,
                   rules_show(r->last));
    return v.number;
}

/* Entry `index` of a list; spread: of a list of [entries, times], as GPT-Neo writes it. */
static inline rule_value rules__entry(rules *r, rule_value list, double index, int spread) {
    const json_value *v = list.list ? list.list->child : NULL;
    double at = index;
    if (r->idle || r->rc != GPT_OK) return rules__number(0);
    if (!list.list)
        RULES_FAIL(r, GPT_E_FORMAT, "%s: %s = %s: must be a list", r->path, r->key, rules_show(r->last));
    while (v && !spread && at-- > 0) v = v->next;
    for (; v && spread; v = v->next) {
        const json_value *part = v->child, *times = part ? part->next : NULL;
        if (!part || part->type != JSON_ARRAY || part->n < 1 || !times || times->type != JSON_NUMBER) v = NULL;
        if (!v) break;
        if (at >= part->n * times->number) {
            at -= part->n * times->number;
            continue;
        }
        for (at = fmod(at, part->n), v = part->child; at-- > 0;) v = v->next;
        break;
    }
    if (!v) {
        RULES_FAIL(r, GPT_E_FORMAT, "%s: %s has no entry for layer %d", r->path, r->key, (int)index);
        return rules__number(0);
    }
    r->last = v;
    return rules__of(r, v);
}

static inline int rules__holds(rules *r, rule_value list, double number) {
    const json_value *v;
    if (r->idle || r->rc != GPT_OK) return 0;
    if (!list.list) {
        RULES_FAIL(r, GPT_E_FORMAT, "%s: %s = %s: must be a list", r->path, r->key,
                   rules_show(r->last));
        return 0;
    }
    for (v = list.list->child; v; v = v->next)
        if (v->type == JSON_NUMBER && v->number == number) return 1;
    return 0;
}

/* n characters from here on, copied; 0 and a failure if there are too many or none. */
static inline int rules__copy(rules *r, size_t n, char *out, size_t cap) {
    if (n == 0 || n >= cap) {
        rules__syntax(r);
        return 0;
    }
    memcpy(out, r->at, n);
    out[n] = 0;
    r->at += n;
    return 1;
}

/* what stands in (...) */
static inline int rules__word(rules *r, char *out, size_t cap) {
    int ok;
    rules__expect(r, "(");
    ok = rules__copy(r, strcspn(r->at, ")"), out, cap);
    rules__expect(r, ")");
    return ok;
}

/* the spellings of a key: words of small letters, digits, _ and . with | between them */
static inline int rules__keys(rules *r, char *out, size_t cap) {
    size_t n = 0;
    for (;; n++) {
        char c = r->at[n];
        if (!islower((unsigned char)c) && !isdigit((unsigned char)c) && c != '_' && c != '.' &&
            (c != '|' || r->at[n + 1] == '|'))
            break;
    }
    return rules__copy(r, n, out, cap);
}

/* 0 is false, as in the Python that reads these configs */
static inline int rules__truth(rules *r, rule_value v) {
    if ((v.text || v.list) && !r->idle)
        RULES_FAIL(r, GPT_E_FORMAT, "%s: %s = %s: must be true or false", r->path, r->key,
                   rules_show(r->last));
    return v.number != 0;
}

/* [index] after a list, or [[index]] */
static inline rule_value rules__index(rules *r, rule_value list) {
    rule_value index;
    int spread;
    if (!rules__take(r, "[")) return list;
    spread = rules__take(r, "[");
    index = rules__any(r);
    rules__expect(r, spread ? "]]" : "]");
    return rules__entry(r, list, rules__as_number(r, index), spread);
}

/* key, key=default, key~default, each with or without [index] */
static inline rule_value rules__key(rules *r) {
    const json_value *found = NULL;
    rule_value v = rules__number(0), fallback = v;
    char keys[160];
    int absent, null_is_0, has_default;
    if (!rules__keys(r, keys, sizeof keys)) return v;
    if (!r->idle) found = rules_find(r, r->json, keys);
    absent = !found || found->type == JSON_NULL;
    null_is_0 = rules__take(r, "~");
    has_default = null_is_0 || rules__take(r, "=");
    if (has_default) {
        r->idle += !absent;
        fallback = rules__unary(r);
        r->idle -= !absent;
        if (!r->idle) rules_find(r, r->json, keys); /* what messages are about */
    }
    if (!r->idle) {
        if (!absent) v = rules__of(r, found);
        else if (has_default) v = null_is_0 && found ? v : fallback;
        else RULES_FAIL(r, GPT_E_FORMAT, "%s: %s is missing", r->path, r->key);
    }
    return rules__index(r, v);
}

/* given(keys), list(keys), has(keys) and tensor(name): their arguments are read as they are */
static inline rule_value rules__has(rules *r, char what) {
    const json_value *v;
    char keys[160];
    if (!rules__word(r, keys, sizeof keys) || r->idle) return rules__number(0);
    v = rules_find(r, r->json, keys);
    if (!v || what == 'g') return rules__number(v != NULL);
    if (what == 'l') return rules__number(v->type == JSON_ARRAY);
    return rules__number(v->type != JSON_NULL && !(v->type == JSON_ARRAY && v->n == 0));
}

static inline rule_value rules__has_tensor(rules *r) {
    char name[160];
    if (!rules__word(r, name, sizeof name) || r->idle) return rules__number(0);
    return rules__number(r->has_tensor(r->user, name));
}

static inline rule_value rules__text(rules *r) {
    rule_value v = rules__number(0);
    v.text = r->at;
    v.size = strcspn(r->at, "'");
    r->at += v.size;
    rules__expect(r, "'");
    return v;
}

/* A letter that stands for a size. */
static inline rule_value rules__size(rules *r) {
    double size = r->size[*r->at - 'A'];
    if (size < 0 && !r->idle)
        RULES_FAIL(r, GPT_E_ARG, "rule '%s': %c is not known yet", r->rule, *r->at);
    r->at++;
    return rules__number(size);
}

static rule_value rules__unary(rules *r) {
    rule_value v;
    rules__space(r);
    if (rules__take(r, "(")) {
        v = rules__any(r);
        rules__expect(r, ")");
        return v;
    }
    if (rules__take(r, "'")) return rules__text(r);
    if (rules__take(r, "!")) return rules__number(!rules__truth(r, rules__unary(r)));
    if (rules__take(r, "-")) return rules__number(-rules__as_number(r, rules__unary(r)));
    if (rules__take(r, "sqrt")) return rules__number(sqrt(rules__as_number(r, rules__unary(r))));
    if (rules__take(r, "int")) return rules__number(trunc(rules__as_number(r, rules__unary(r))));
    if (rules__take(r, "log")) return rules__number(log(rules__as_number(r, rules__unary(r))));
    if (rules__take(r, "has")) return rules__has(r, 'h');
    if (rules__take(r, "given")) return rules__has(r, 'g');
    if (rules__take(r, "list")) return rules__has(r, 'l');
    if (rules__take(r, "tensor")) return rules__has_tensor(r);
    if (rules__take(r, "i")) return rules__number(r->layer);
    if (isdigit((unsigned char)*r->at)) {
        char *end;
        v = rules__number(strtod(r->at, &end));
        r->at += end - r->at;
        return v;
    }
    if (isupper((unsigned char)*r->at)) return rules__size(r);
    return rules__key(r);
}

static inline rule_value rules__product(rules *r) {
    rule_value a = rules__unary(r);
    for (;;) {
        int times = rules__take(r, "*"), over = !times && rules__take(r, "/");
        double b;
        if (!times && !over && !rules__take(r, "%")) return a;
        a.number = rules__as_number(r, a);
        b = rules__as_number(r, rules__unary(r));
        if (times) a.number *= b;
        else if (b != 0) a.number = over ? a.number / b : fmod(a.number, b);
        else if (!r->idle)
            RULES_FAIL(r, GPT_E_FORMAT, "%s: %s = %s: must not be 0", r->path, r->key,
                       rules_show(r->last));
    }
}

static inline rule_value rules__sum(rules *r) {
    rule_value a = rules__product(r);
    for (;;) {
        int plus = rules__take(r, "+");
        double b;
        if (!plus && !rules__take(r, "-")) return a;
        a.number = rules__as_number(r, a);
        b = rules__as_number(r, rules__product(r));
        a.number += plus ? b : -b;
    }
}

static inline int rules__same(rules *r, rule_value a, rule_value b) {
    if (a.text && b.text) return a.size == b.size && memcmp(a.text, b.text, a.size) == 0;
    if (a.text || b.text) return 0;
    return rules__as_number(r, a) == rules__as_number(r, b);
}

static inline rule_value rules__compare(rules *r) {
    static const char *const ops[] = {"==", "!=", "<=", ">=", "<", ">", "in"};
    rule_value a = rules__sum(r), b;
    double x, y;
    int op = 0;
    while (op < 7 && !rules__take(r, ops[op])) op++;
    if (op == 7) return a;
    b = rules__sum(r);
    if (op < 2) return rules__number(rules__same(r, a, b) != op);
    x = rules__as_number(r, a);
    if (op == 6) return rules__number(rules__holds(r, b, x));
    y = rules__as_number(r, b);
    return rules__number(op == 2 ? x <= y : op == 3 ? x >= y : op == 4 ? x < y : x > y);
}

static inline rule_value rules__and(rules *r) {
    rule_value a = rules__compare(r);
    while (rules__take(r, "&&")) {
        int yes = rules__truth(r, a);
        r->idle += !yes;
        a = rules__compare(r);
        a = rules__number(rules__truth(r, a) && yes);
        r->idle -= !yes;
    }
    return a;
}

static inline rule_value rules__or(rules *r) {
    rule_value a = rules__and(r);
    while (rules__take(r, "||")) {
        int yes = rules__truth(r, a);
        r->idle += yes;
        a = rules__and(r);
        a = rules__number(rules__truth(r, a) || yes);
        r->idle -= yes;
    }
    return a;
}

static rule_value rules__any(rules *r) {
    rule_value a = rules__or(r), b;
    int yes;
    if (!rules__take(r, "?")) return a;
    yes = rules__truth(r, a);
    r->idle += !yes;
    a = rules__any(r);
    r->idle += yes - !yes;
    rules__expect(r, ":");
    b = rules__any(r);
    r->idle -= yes;
    return yes ? a : b;
}

/* ---- what a plan asks for ---- */

/* rules_member -- a number above lo, at most 10^12, that an object has under one of the spellings.
 * fallback NaN: it must be there. */
static inline double rules_member(rules *r, const json_value *object, const char *keys,
                                  double fallback, double lo) {
    const json_value *v = rules_find(r, object, keys);
    if (!v || v->type == JSON_NULL) {
        if (isnan(fallback)) RULES_FAIL(r, GPT_E_FORMAT, "%s: %s is missing", r->path, r->key);
        return fallback;
    }
    if (v->type != JSON_NUMBER || !(v->number > lo) || v->number > 1e12) {
        RULES_FAIL(r, GPT_E_FORMAT, "%s: %s = %s: must be above %g and at most 1e12", r->path,
                   r->key, rules_show(v), lo);
        return 1.0;
    }
    return v->number;
}

static inline rule_value rules_value(rules *r, const char *rule) {
    rule_value v;
    r->rule = r->at = rule;
    r->idle = 0;
    r->key[0] = 0;
    r->last = NULL;
    v = rules__any(r);
    rules__space(r);
    if (*r->at && r->rc == GPT_OK) rules__syntax(r);
    return v;
}

/* rules_real -- a number from lo to hi. */
static inline double rules_real(rules *r, const char *rule, double lo, double hi) {
    double v = rules__as_number(r, rules_value(r, rule));
    if (r->rc == GPT_OK && !(v >= lo && v <= hi)) {
        if (r->last)
            RULES_FAIL(r, GPT_E_FORMAT, "%s: %s = %s is out of range", r->path, r->key,
                       rules_show(r->last));
        else
            RULES_FAIL(r, GPT_E_FORMAT, "%s: %s = %g is out of range", r->path, rule, v);
    }
    return r->rc == GPT_OK ? v : lo;
}

/* rules_int -- a whole number from lo to hi. */
static inline int rules_int(rules *r, const char *rule, int lo, int hi) {
    double v = rules__as_number(r, rules_value(r, rule));
    if (r->rc == GPT_OK && !(v >= lo && v <= hi && v == floor(v))) {
        if (r->last)
            RULES_FAIL(r, GPT_E_FORMAT, "%s: %s = %s: must be a whole number from %d to %d",
                       r->path, r->key, rules_show(r->last), lo, hi);
        else
            RULES_FAIL(r, GPT_E_FORMAT, "%s: %s = %g: must be a whole number from %d to %d",
                       r->path, rule, v, lo, hi);
    }
    return r->rc == GPT_OK ? (int)v : lo;
}

static inline int rules_bool(rules *r, const char *rule) {
    int is = rules__truth(r, rules_value(r, rule));
    return r->rc == GPT_OK && is;
}

/* rules_text -- a text, copied. */
static inline const char *rules_text(rules *r, const char *rule, char *out, size_t cap) {
    rule_value v = rules_value(r, rule);
    if (r->rc == GPT_OK && (!v.text || v.size >= cap || strlen(v.text) < v.size))
        RULES_FAIL(r, GPT_E_FORMAT, "%s: %s = %s: must be a text", r->path, r->key,
                   rules_show(r->last));
    snprintf(out, cap, "%.*s", r->rc == GPT_OK ? (int)v.size : 0, v.text ? v.text : "");
    return out;
}

#endif
