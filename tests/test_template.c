/* test_template.c -- >>template against jinja2 3.1.2 as Transformers sets it up (sandbox, trim_blocks, lstrip_blocks, loop
 * controls, json.dumps for tojson): tests/data/templates.jsonl has templates and what it made of them; limits; and where
 * bytes of the result come from. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "../tools/file.h"
#include "../tools/json.h"
#include "test.h"

/* a JSON value as text again, for variables */
static char *json_text(const json_value *v) {
    char *text = NULL;
    size_t size;
    FILE *f = open_memstream(&text, &size);
    if (!f) return NULL;
    json_write(f, v, 0);
    fclose(f);
    return text;
}

TEST(results_are_those_of_jinja2) {
    unsigned char *data = NULL;
    char *line, *end, *variables = NULL, now[40] = "";
    static char text[1 << 16];
    size_t size;
    int n = 0;
    REQUIRE(file_read(test_data("templates.jsonl"), &data, &size, NULL) == GPT_OK);
    for (line = (char *)data; *line; line = end, n++) {
        json_doc doc;
        gpt_error err;
        const json_value *source;
        int got;
        end = strchr(line, '\n');
        if (end) *end++ = 0;
        else end = line + strlen(line);
        REQUIRE(json_parse(&doc, line, strlen(line)) == 0);
        source = json_get(doc.root, "template");
        if (!source) {
            variables = json_text(json_get(doc.root, "variables"));
            snprintf(now, sizeof now, "%s", json_str(doc.root, "now", ""));
            json_free(&doc);
            continue;
        }
        got = gpt_template_render(source->text, variables, now, text, sizeof text, &err);
        if (json_get(doc.root, "error")) {
            if (got >= 0) FAIL("%s: gives %s, where jinja2 refuses", source->text, text);
            CHECK_INT(got < 0 ? err.status : 0, GPT_E_TEMPLATE);
            CHECK(err.message[0] != 0);
        } else if (got < 0) FAIL("%s: %s", source->text, err.message);
        else if (strcmp(text, json_str(doc.root, "output", "")) != 0) FAIL("%s: gives %s", source->text, text);
        json_free(&doc);
    }
    CHECK(n > 180);
    free(variables);
    free(data);
}

static int render(const char *source, const char *variables, gpt_error *err) {
    static char text[64];
    return gpt_template_render(source, variables, NULL, text, sizeof text, err);
}

/* The template's own message, and where the fault is. */
TEST(errors_say_what_and_where) {
    static const struct { const char *source, *message; } cases[] = {
        {"{{ raise_exception('roles must ' ~ 'alternate') }}", "roles must alternate"},
        {"a\nb\n{% if x %}", "template, line 3: elif else endif is missing at the end"},
        {"\n{{ messages.foo.bar }}", "template, line 2: foo is undefined: it has no bar"},
        {"{{ 1|nothing }}", "template, line 1: there is no filter nothing"},
        {"{% include 'x' %}", "template, line 1: there is no tag include here"},
        {"{{ messages.pop('x') }}", "template, line 1: pop would change a dict, which a template may not"},
        {"{{ strftime_now('%Y') }}", "template, line 1: strftime_now without a clock"},
    };
    size_t i;
    gpt_error err;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        CHECK_INT(render(cases[i].source, "{\"messages\": {}}", &err), GPT_E_TEMPLATE);
        CHECK_STR(err.message, cases[i].message);
    }
    CHECK_INT(render("x", "[1]", &err), GPT_E_ARG);
    CHECK_STR(err.message, "variables of the template, byte 3: no object");
    CHECK_INT(render("x", "{\"a\": }", &err), GPT_E_ARG);
    CHECK_INT(render("x", "{\"a\": \"\\u12\"}", &err), GPT_E_ARG);
    CHECK_INT(render("x", "{\"a\": 1} 2", &err), GPT_E_ARG);
    CHECK_INT(render(NULL, "{}", &err), GPT_E_ARG);
    CHECK_INT(render("x", NULL, &err), GPT_E_ARG);
    CHECK_INT(render("x", "{}", NULL), 1);
}

/* Whatever a template does, it ends soon, within its memory, and without deep recursion. */
TEST(work_memory_and_depth_are_bounded) {
    static const char *const endless[] = {
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for a in range(99999) %}{% for b in range(99999) %}{% endfor %}{% endfor %}",
        "{% set ns = namespace(s='xxxxxxxx') %}{% for i in range(64) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
        "{{ 'x' * 2000000000 }}", "{{ [1] * 2000000000 }}", "{{ range(10000000)|list }}", "{{ '%9999999d' % 1 }}",
        "{{ 'a'.center(2000000000) }}", "{% set ns = namespace() %}{% set ns.a = [ns] %}{{ ns.a|string }}",
        "{% set ns = namespace(s='x') %}{% for i in range(9999) %}{% set ns.s = ns.s|replace('x', 'xx') %}{% endfor %}",
        "{{ 2 ** 99999 }}", "{{ 'x'|indent(2000000000) }}", "{{ [[]]|tojson(indent=2000000000) }}"};
    char *deep = (char *)malloc(400000), *variables = (char *)malloc(400000);
    size_t i, k;
    gpt_error err;
    for (i = 0; i < sizeof endless / sizeof endless[0]; i++) {
        const int got = render(endless[i], "{}", &err);
        if (got >= 0 && got < 100000000) continue;
        CHECK_INT(got, GPT_E_TEMPLATE);
    }
    REQUIRE(deep && variables);
    for (k = 0; k < 6; k++) {
        static const char *const open[] = {"{{ (", "{{ [", "{{ not ", "{% if 1 %}", "{{ -", "{{ 1 if "};
        const char *rest = open[k][1] == '{' ? open[k] + 3 : open[k];
        size_t n = 0;
        n += (size_t)sprintf(deep, "%s", open[k]);
        for (i = 0; i < 10000; i++) n += (size_t)sprintf(deep + n, "%s", rest);
        CHECK_INT(render(deep, "{}", &err), GPT_E_TEMPLATE);
    }
    strcpy(deep, "{{ x|tojson }}");
    strcpy(variables, "{\"x\": ");
    memset(variables + 6, '[', 100000);
    variables[100006] = 0;
    CHECK(render(deep, variables, &err) < 0);
    free(deep);
    free(variables);
}

/* The allocator may fail at any time: an error, and nothing is lost. */
typedef struct budget { int left, live; } budget;
static void *few(size_t size, void *user) {
    budget *b = (budget *)user;
    if (b->left-- <= 0) return NULL;
    b->live++;
    return malloc(size);
}
static void back(void *p, void *user) {
    ((budget *)user)->live--;
    free(p);
}

TEST(no_memory_is_an_error) {
    static const char source[] = "{% for m in messages %}{{ m.content * 9000 }}{{ m|tojson }}{% endfor %}";
    static const char variables[] = "{\"messages\": [{\"content\": \"0123456789\"}, {\"content\": \"abc\"}]}";
    gpt_allocator a;
    budget b;
    int n, status = GPT_E_MEMORY;
    memset(&a, 0, sizeof a);
    a.alloc = few, a.free = back, a.user = &b;
    for (n = 0; status != GPT_OK && n < 100; n++) {
        gpt__sb out = {NULL, NULL, 0, 0};
        gpt_error err;
        gpt__tpl t;
        b.left = n, b.live = 0;
        gpt__tpl_start(&t, &a, NULL, &err);
        status = gpt__tpl_render(&t, source, gpt__tpl_json(&t, "", variables, GPT__VAL_DICT), &out);
        if (status != GPT_OK) CHECK_INT(status, GPT_E_MEMORY);
        gpt__tpl_end(&t);
        CHECK_INT(b.live, 0);
    }
    CHECK(n > 3 && n < 100);
}

/* Each byte of the result knows whether it is the template's, whatever was done to it on the way. */
TEST(bytes_of_variables_stay_marked) {
    static const struct { const char *source, *text, *mark; } cases[] = {
        {"<{{ a }}>", "<Hi <s>>", ".xxxxxx."},
        {"{{ '<s>' + a[3:] }}{{ a|upper }}", "<s><s>HI <S>", "...xxxxxxxxx"},
        {"{{ a|replace('<', '[') }}|{{ a.split(' ')|join('-') }}", "Hi [s>|Hi-<s>", "xxx.xx.xx.xxx"},
        {"{{ [a]|tojson }}", "[\"Hi <s>\"]", "..xxxxxx.."},
        {"{{ '{}!'.format(a) }}{{ '%s' % a }}", "Hi <s>!Hi <s>", "xxxxxx.xxxxxx"},
        {"{% set b %}[{{ a }}]{% endset %}{{ b[1:3] }}{{ b|trim(']') }}", "Hi[Hi <s>", "xx.xxxxxx"},
    };
    size_t i, k;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        gpt__sb out = {NULL, NULL, 0, 0};
        gpt_error err;
        gpt__tpl t;
        char mark[100] = "";
        gpt__tpl_start(&t, NULL, NULL, &err);
        CHECK_INT(gpt__tpl_render(&t, cases[i].source, gpt__tpl_json(&t, "", "{\"a\": \"Hi <s>\"}", GPT__VAL_DICT), &out), GPT_OK);
        CHECK(out.n == strlen(cases[i].text) && memcmp(out.p, cases[i].text, out.n) == 0);
        for (k = 0; k < out.n && k < 99; k++) mark[k] = out.mark[k] ? 'x' : '.';
        CHECK_STR(mark, cases[i].mark);
        gpt__tpl_end(&t);
    }
}

TEST(the_count_is_that_of_the_whole_text) {
    char text[4] = "...";
    gpt_error err;
    CHECK_INT(gpt_template_render("abcdef", "{}", NULL, NULL, 0, &err), 6);
    CHECK_INT(gpt_template_render("abcdef", "{}", NULL, text, 3, &err), 6);
    CHECK(memcmp(text, "abc.", 3) == 0);
    CHECK_INT(gpt_template_render("", "{}", NULL, text, 3, &err), 0);
    CHECK_STR(text, "");
    CHECK_INT(gpt_template_render("abc", "{}", NULL, text, -1, &err), GPT_E_ARG);
}

TEST_MAIN("template", results_are_those_of_jinja2, errors_say_what_and_where, work_memory_and_depth_are_bounded,
          no_memory_is_an_error, bytes_of_variables_stay_marked, the_count_is_that_of_the_whole_text)
