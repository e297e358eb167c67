/* gpt-template -- a chat template, and what it makes of a conversation.
 *
 *     cc -O2 tools/template.c -lm -o gpt-template
 *     gpt-template model.gpt --jsonl < cases.jsonl        {"messages": [...], ...} to {"output": ...}, line by line
 *     gpt-template chat_template.jinja --jsonl < cases.jsonl */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <stdio.h>
#include <time.h>

#include "file.h"
#include "json.h"

static const char usage[] =
    "usage: gpt-template MODEL.gpt | FILE.jinja [options] < variables > text\n"
    "\n"
    "The variables are a JSON object: \"messages\", a list of objects with \"role\" and \"content\",\n"
    "perhaps \"tools\", \"add_generation_prompt\", \"bos_token\" and others that the template reads;\n"
    "\"now\" is what the clock says (\"2026-07-04T09:05:03\").\n"
    "\n"
    "  --source    print the template itself\n"
    "  --jsonl     an object a line; each gives {\"output\": ...} or {\"error\": ...}\n"
    "  --help\n";

/* The template of a model file, or the whole of another file; freed by the caller. */
static char *load(const char *path, gpt_error *err) {
    char head[8] = {0};
    unsigned char *text = NULL;
    const char *kept;
    gpt_model *model;
    size_t size;
    FILE *f = fopen(path, "rb");
    const int ours = f && fread(head, 1, 8, f) == 8 && memcmp(head, "gpt.h\r\n\x1A", 8) == 0;
    if (f) fclose(f);
    if (!ours) {
        file_read(path, &text, &size, err);
        return (char *)text;
    }
    model = gpt_model_load(path, NULL, err);
    kept = model ? gpt_model_meta(model, "chat.template") : NULL;
    if (model && !kept) tool_fail(err, GPT_E_KIND, "%s: has no chat template", path);
    if (kept) text = (unsigned char *)malloc(strlen(kept) + 1);
    if (text) memcpy(text, kept, strlen(kept) + 1);
    else if (kept) tool_fail(err, GPT_E_MEMORY, "out of memory");
    gpt_model_free(model);
    return (char *)text;
}

/* The text for one object of variables, freed by the caller; NULL: err says why. */
static char *render(const char *source, const char *variables, gpt_error *err) {
    const time_t seconds = time(NULL);
    const struct tm *local = localtime(&seconds);
    char now[32] = "", *text = NULL;
    json_doc doc;
    int n, cap = 0;
    memset(&doc, 0, sizeof doc);
    if (local) strftime(now, sizeof now, "%Y-%m-%dT%H:%M:%S", local);
    if (json_parse(&doc, variables, strlen(variables)) == 0 && json_get(doc.root, "now"))
        snprintf(now, sizeof now, "%s", json_str(doc.root, "now", ""));
    json_free(&doc);
    while ((n = gpt_template_render(source, variables, now, text, cap, err)) >= cap) {
        free(text);
        cap = n + 1;
        text = (char *)malloc((size_t)cap);
        if (!text) {
            tool_fail(err, GPT_E_MEMORY, "out of memory");
            return NULL;
        }
    }
    if (n >= 0) return text;
    free(text);
    return NULL;
}

static void print_lines(const char *source, char *lines) {
    char *line, *end;
    gpt_error err;
    for (line = lines; *line; line = end) {
        char *text;
        end = strchr(line, '\n');
        if (end) *end++ = 0;
        else end = line + strlen(line);
        if (line[strspn(line, " \t\r")] == 0) continue;
        memset(&err, 0, sizeof err);
        text = render(source, line, &err);
        printf(text ? "{\"output\": " : "{\"error\": ");
        if (text) json_write_string(stdout, text, strlen(text));
        else json_write_string(stdout, err.message, strlen(err.message));
        puts("}");
        free(text);
    }
}

int main(int argc, char **argv) {
    gpt_error err = {0, ""};
    char *source, *text = NULL;
    unsigned char *input = NULL;
    size_t size;
    int jsonl = 0, show = 0, i, rc = 1;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) return fputs(usage, stdout) < 0;
    for (i = 2; i < argc; i++) {
        if (strcmp(argv[i], "--jsonl") == 0) jsonl = 1;
        else if (strcmp(argv[i], "--source") == 0) show = 1;
        else return fprintf(stderr, "gpt-template: what is %s? See --help\n", argv[i]), 2;
    }
    if (argc < 2 || argv[1][0] == '-') return fputs(usage, stderr), 2;
    source = load(argv[1], &err);
    if (source && show) rc = fputs(source, stdout) < 0;
    else if (source && file_slurp(stdin, "stdin", &input, &size, &err) == GPT_OK) {
        if (jsonl) print_lines(source, (char *)input), rc = 0;
        else if ((text = render(source, (char *)input, &err)) != NULL) rc = fputs(text, stdout) < 0;
    }
    if (fflush(stdout) || ferror(stdout)) rc = 1, tool_fail(&err, GPT_E_IO, "stdout: %s", strerror(errno));
    if (rc && err.status) fprintf(stderr, "gpt-template: %s\n", err.message);
    free(text);
    free(input);
    free(source);
    return rc;
}
