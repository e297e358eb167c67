/* The table of families and the rules it is written in: rules mean what rules.h says, every rule of every row can be
 * read, and values that no checkpoint has (ALiBi slopes, sinusoids) are those of the papers. */
#define GPT_IMPLEMENTATION
#define GPT_STATIC
#include "../gpt.h"
#include "../tools/file.h"
#include "../tools/json.h"
#include "../tools/source.h"
#include "../tools/safetensors.h"
#include "../tools/plan.h"
#include "../tools/families.h"
#include "test.h"
#include <dirent.h>

/* ---- rules ---- */

static const char config[] =
    "{\"n\":4,\"half\":0.5,\"yes\":true,\"no\":false,\"nothing\":null,\"word\":\"relu\",\"big\":1e300,"
    "\"items\":[7,8,9],\"empty\":[],\"types\":[\"a\",\"b\",\"a\"],\"outer\":{\"inner\":6,\"off\":null},"
    "\"spread\":[[[\"a\",\"b\"],2],[[\"c\"],1]]}";

static json_doc doc;
static gpt_error err;

static int has_tensor(void *user, const char *name) {
    (void)user;
    return strcmp(name, "lm_head.weight") == 0;
}

static rules new_rules(void) {
    rules r;
    int i;
    memset(&r, 0, sizeof r);
    json_free(&doc);
    if (json_parse(&doc, config, sizeof config - 1) != 0) FAIL("%s", doc.error);
    r.path = "config.json";
    r.json = doc.root;
    r.err = &err;
    r.has_tensor = has_tensor;
    r.layer = 2;
    for (i = 0; i < 26; i++) r.size[i] = -1;
    r.size['D' - 'A'] = 10, r.size['H' - 'A'] = 3;
    return r;
}

TEST(rules_compute) {
    static const struct { const char *rule; double is; } cases[] = {
        {"n", 4}, {"half", 0.5}, {"yes", 1}, {"no", 0}, {"missing=3", 3}, {"nothing=3", 3}, {"n=3", 4},
        {"nothing~3", 0}, {"missing~3", 3}, {"n~3", 4}, {"missing|n", 4}, {"nothing|n", 4}, {"missing|nothing=5", 5},
        {"missing=(D/4)", 2.5}, {"missing=D / 4", 2.5}, {"missing=int(D/H)", 3}, {"missing=-1", -1}, {"missing=n", 4},
        {"1 + 2 * 3", 7}, {"(1 + 2) * 3", 9}, {"7 % 4 - 1", 2}, {"8 / 2 / 2", 2}, {"10 - 3 - 2", 5}, {"- 2 * -3", 6},
        {"sqrt(16)", 4}, {"sqrt(D + 6) / 2", 2}, {"log(1)", 0}, {"int(-1.5)", -1}, {"1e-3 * 1000", 1},
        {"1 < 2", 1}, {"2 <= 1", 0}, {"2 >= 2", 1}, {"3 > 4", 0}, {"n == 4", 1}, {"n != 4", 0}, {"!n", 0}, {"!no", 1},
        {"yes && no", 0}, {"yes || missing", 1}, {"no && missing", 0}, {"no || yes && no", 0}, {"!no && yes", 1},
        {"word == 'relu'", 1}, {"word == 'gelu'", 0}, {"word != 'gelu'", 1}, {"n == 'relu'", 0},
        {"missing='relu' == word", 1}, {"yes ? 1 : missing", 1}, {"no ? missing : 2", 2},
        {"no ? 1 : no ? 2 : 3", 3}, {"yes ? no ? 1 : 2 : 3", 2}, {"(yes ? 'a' : 'b') == 'a'", 1},
        {"items[i]", 9}, {"items[0]", 7}, {"items[i - 1] + 1", 9}, {"types[i] == 'a'", 1}, {"types[1] == 'a'", 0},
        {"spread[[0]] == 'a'", 1}, {"spread[[3]] == 'b'", 1}, {"spread[[4]] == 'c'", 1},
        {"8 in items", 1}, {"i in items", 0}, {"i + 5 in items", 1}, {"outer.inner", 6}, {"outer.off=2", 2},
        {"outer.none=2", 2}, {"n.inner=2", 2}, {"none.inner=2", 2}, {"has(n)", 1}, {"has(nothing)", 0},
        {"has(missing)", 0}, {"has(empty)", 0}, {"has(items)", 1}, {"list(items)", 1}, {"list(empty)", 1}, {"list(n)", 0},
        {"list(missing)", 0}, {"has(outer)", 1}, {"given(nothing)", 1},
        {"given(missing)", 0}, {"has(missing|outer.inner)", 1}, {"tensor(lm_head.weight)", 1}, {"tensor(other)", 0},
        {"i", 2}, {"D", 10},
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rules r = new_rules();
        double v = rules_real(&r, cases[i].rule, -1e9, 1e9);
        NOTE("%s", cases[i].rule);
        if (!CHECK_INT(r.rc, GPT_OK)) printf("  it says: %s\n", err.message);
        CHECK_NEAR(v, cases[i].is, 1e-12);
    }
    json_free(&doc);
}

TEST(rules_refuse) {
    static const struct { const char *rule, *why; } cases[] = {
        {"missing", "missing is missing"}, {"nothing", "nothing is missing"}, {"missing|also", "missing is missing"},
        {"word + 1", "word = relu: must be a number"}, {"items * 2", "must be a number"}, {"outer", "no object"},
        {"!word", "word = relu: must be true or false"}, {"n[0]", "n = 4: must be a list"},
        {"items[7]", "items has no entry for layer 7"}, {"spread[[5]]", "spread has no entry for layer 5"},
        {"items[[0]]", "no entry"}, {"8 in n", "must be a list"}, {"1 / no", "no = false: must not be 0"},
        {"n % 0", "must not be 0"}, {"big", "big = 1e300 is out of range"}, {"C", "C is not known yet"},
        {"1 +", "rule '1 +': an error at ''"}, {"n)", "an error at ')'"}, {"(n", "an error at"}, {"'text", "an error"},
        {"yes ? 1", "an error at"}, {"", "an error at"}, {"n 4", "an error at '4'"}, {"has(n", "an error"},
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        rules r = new_rules();
        memset(&err, 0, sizeof err);
        rules_real(&r, cases[i].rule, -1e9, 1e9);
        NOTE("%s", cases[i].rule);
        CHECK(r.rc != GPT_OK);
        if (!CHECK(strstr(err.message, cases[i].why) != NULL)) printf("  it says: %s\n", err.message);
    }
    json_free(&doc);
}

/* ---- rows ---- */

/* Reads a rule without asking any key, so that every branch is read. */
static void check_rule(const char *type, const char *rule) {
    rules r = new_rules();
    NOTE("%s: %s", type, rule);
    memset(&err, 0, sizeof err);
    r.rule = r.at = rule;
    r.idle = 1;
    rules__any(&r);
    rules__space(&r);
    CHECK_INT(r.rc, GPT_OK);
    CHECK_INT(*r.at, 0);
    CHECK_INT(r.idle, 1);
}

TEST(every_rule_of_every_family_can_be_read) {
    size_t i, at;
    for (i = 0; i < FAM__N; i++) {
        const family *row = &families[i], f = plan__inherit(row);
        const fam_group *g;
        const fam_tensor *t;
        const char *const *rule = &f.n_vocab, *list;
        char one[400];
        NOTE("%s", f.type);
        CHECK(!row->like || families_row(row->like) != NULL);
        for (at = 0; rule + at < &f.refuse; at++)
            if (CHECK(rule[at] != NULL) || printf("  field %d\n", (int)at) < 0) check_rule(f.type, rule[at]);
        for (list = f.refuse; list && *list; list += strcspn(list, ";") + (strchr(list, ';') != NULL)) {
            snprintf(one, sizeof one, "%.*s", (int)strcspn(list, "#;"), list);
            check_rule(f.type, one);
        }
        for (g = f.group; g && g->tensor; g++) {
            if (g->when) check_rule(f.type, g->when);
            for (t = g->tensor; t->role >= 0; t++) {
                CHECK((t->name != NULL) != (t->fill != NULL));
                check_rule(f.type, t->rows);
                if (t->cols) check_rule(f.type, t->cols);
                if (t->first) check_rule(f.type, t->first);
                if (t->of) check_rule(f.type, t->of);
                if (t->groups) check_rule(f.type, t->groups);
                if (t->experts) check_rule(f.type, t->experts);
            }
        }
        if (!CHECK(f.head != NULL)) continue;
        for (at = 0; f.head[at].architecture; at++) {
            if (f.head[at].n_pool) check_rule(f.type, f.head[at].n_pool);
            if (f.head[at].n_out) check_rule(f.type, f.head[at].n_out);
            if (f.head[at].pool) check_rule(f.type, f.head[at].pool_act);
        }
    }
    json_free(&doc);
}

/* ---- computed values ---- */

TEST(alibi_slopes_are_those_of_the_paper) {
    static const float twelve[12] = {0.5f, 0.25f, 0.125f, 0.0625f, 0.03125f, 0.015625f, 0.0078125f, 0.00390625f,
                                     0.70710678f, 0.35355339f, 0.1767767f, 0.08838835f};
    float size[26] = {0};
    int i;
    for (i = 0; i < 12; i++) {
        CHECK_NEAR(fam__slope(i, 0, size, 12), twelve[i], 1e-7);
        CHECK_NEAR(fam__slope(i, 0, size, 8), i < 8 ? twelve[i] : 0, i < 8 ? 0 : 1);
    }
    CHECK_NEAR(fam__slope(0, 0, size, 1), 0.00390625, 0);
    /* MPT orders them otherwise when heads are no power of two: of 16, every second one first */
    CHECK_NEAR(fam__slope_mpt(0, 0, size, 12), 0.5, 1e-7);
    CHECK_NEAR(fam__slope_mpt(7, 0, size, 12), 0.00390625, 1e-9);
    CHECK_NEAR(fam__slope_mpt(8, 0, size, 12), 0.70710678, 1e-7);
    CHECK_NEAR(fam__slope_mpt(11, 0, size, 12), 0.08838835, 1e-8);
    CHECK_NEAR(fam__slope_bf16(8, 0, size, 12), 0.70703125, 0); /* 0x3f35 */
}

TEST(sinusoids_are_where_the_models_look_for_them) {
    float size[26] = {0};
    size['D' - 'A'] = 6;
    size['T' - 'A'] = 3;
    CHECK_NEAR(fam__sinusoid_xglm(0, 0, size, 9), sin(2.0), 1e-6);
    CHECK_NEAR(fam__sinusoid_xglm(0, 3, size, 9), cos(2.0), 1e-6);
    CHECK_NEAR(fam__sinusoid_xglm(0, 1, size, 9), sin(2 * 0.01), 1e-6);
    CHECK_NEAR(fam__sinusoid_xglm(0, 2, size, 9), sin(2 * 0.0001), 1e-8);
    CHECK_NEAR(fam__sinusoid_xglm(1, 3, size, 9), 0, 0); /* row 3 is padding's */
    CHECK_NEAR(fam__sinusoid_ctrl(5, 1, size, 9), sin(5 * pow(10000, -2.0 / 6)), 1e-6);
    CHECK_NEAR(fam__sinusoid_ctrl(5, 4, size, 9), cos(5 * pow(10000, -2.0 / 6)), 1e-6);
    size['D' - 'A'] = 5;
    CHECK_NEAR(fam__sinusoid_ctrl(5, 2, size, 9), sin(5 * pow(10000, -4.0 / 5)), 1e-6);
    CHECK_NEAR(fam__sinusoid_ctrl(5, 3, size, 9), cos(5.0), 1e-6);
    CHECK_NEAR(fam__sinusoid_xglm(4, 4, size, 9), 0, 0); /* an odd width's last column */
}

/* ---- configs ---- */

/* Gives one member of the config another value, for a moment. */
static void poke(json_value *v, int how) {
    static const double numbers[] = {0, -1, 1, 2, 3, 7, 0.5, 1e9, 16777217, 1e300, NAN};
    v->child = NULL;
    v->n = 0;
    v->text = "other", v->size = 5;
    if (how < 11) v->type = JSON_NUMBER, v->number = numbers[how];
    else v->type = how == 11   ? JSON_STRING
                   : how == 12 ? JSON_NULL
                   : how == 13 ? JSON_TRUE
                   : how == 14 ? JSON_FALSE
                   : how == 15 ? JSON_ARRAY
                               : JSON_OBJECT;
}

/* Whatever a config says: a plan, or an error in words. */
static void check_pokes(const char *folder, const source *s, json_value *object, const json_value *root) {
    json_value *v;
    for (v = object->child; v; v = v->next) {
        json_value old = *v;
        int round;
        if (v->type == JSON_OBJECT || (v->type == JSON_ARRAY && v->child && v->child->type != JSON_STRING))
            check_pokes(folder, s, v, root);
        for (round = 0; round < 4; round++) {
            plan p;
            int how = test_below(17), rc;
            poke(v, how);
            memset(&err, 0, sizeof err);
            NOTE("%s: %s as %d", folder, old.key ? old.key : "an entry", how);
            rc = plan_make(&p, "config.json", root, s, NULL, &err);
            if (rc != GPT_OK) CHECK(err.status == rc && *err.message && strstr(err.message, "rule '") == NULL);
            plan_free(&p);
            *v = old;
        }
    }
}

TEST(configs_may_say_anything) {
    struct dirent **list;
    char base[300], folder[600];
    int i, n;
    snprintf(base, sizeof base, "%s", test_data(""));
    n = scandir(base, &list, NULL, alphasort);
    CHECK(n > 14);
    for (i = 0; i < n; i++) {
        source s = {0};
        json_doc text = {0};
        snprintf(folder, sizeof folder, "%s/%s", base, list[i]->d_name);
        if (list[i]->d_name[0] != '.' && safetensors_open(&s, folder, &err) == GPT_OK &&
            CHECK_INT(file_read_json(folder, "config.json", 0, &text, &err), GPT_OK))
            check_pokes(list[i]->d_name, &s, text.root, text.root);
        src_free(&s);
        json_free(&text);
        free(list[i]);
    }
    if (n >= 0) free(list);
}

TEST_MAIN("families", rules_compute, rules_refuse, every_rule_of_every_family_can_be_read, alibi_slopes_are_those_of_the_paper,
          configs_may_say_anything, sinusoids_are_where_the_models_look_for_them)
