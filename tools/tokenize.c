/* gpt-tokenize -- text to token ids and back, with the tokenizer of a model file.
 *
 *     cc -O2 tools/tokenize.c -lm -o gpt-tokenize
 *     echo "Hello world" | gpt-tokenize model.gpt                ids, one line
 *     echo "15496 995" | gpt-tokenize model.gpt --decode         text
 *     gpt-tokenize model.gpt --jsonl < cases.jsonl               {"text", ...} to {"ids", "decoded"}, line by line */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define GPT_IMPLEMENTATION
#include "../gpt.h"

#include <stdio.h>

#include "file.h"
#include "json.h"

static const char usage[] =
    "usage: gpt-tokenize MODEL.gpt [options] < text > ids\n"
    "  --special   special tokens written in the text become their ids; decoding shows them\n"
    "  --bos       make the tokenizer's own additions (a token in front, ...)\n"
    "  --pieces    print each id with its bytes, one a line\n"
    "  --decode    ids on stdin, separated by anything, to text\n"
    "  --jsonl     each line {\"text\": ..., \"special\": bool, \"add_bos\": bool, \"spans\": bool}\n"
    "              gives one {\"ids\": [...], \"decoded\": ...}, and if asked for \"spans\": [[0, 3], ...],\n"
    "              which bytes of the text each token comes from\n";

/* *ids and *spans (spans NULL: not asked for) are malloc'ed; returns how many, or a negative status */
static int encode(const gpt_model *model, const char *text, size_t size, int flags, int **ids, gpt_span **spans)
{
    int n = 0, cap = size < (size_t)INT_MAX - 64 ? (int)size + 64 : INT_MAX;   /* seldom more tokens than bytes */
    *ids = NULL;
    do {
        free(*ids);
        if (n > cap) cap = n;
        *ids = (int *)malloc((size_t)cap * sizeof **ids);
        if (spans) {
            free(*spans);
            *spans = (gpt_span *)malloc((size_t)cap * sizeof **spans);
        }
        if (!*ids || (spans && !*spans)) return GPT_E_MEMORY;
        n = gpt_tokenize_spans(model, text, size, flags, *ids, spans ? *spans : NULL, cap);
    } while (n > cap);
    return n;
}

static int decode(const gpt_model *model, const int *ids, int n, int flags, char **text)
{
    int size = gpt_detokenize(model, ids, n, flags, NULL, 0);
    *text = NULL;
    if (size < 0) return size;
    *text = (char *)malloc((size_t)size + 1);
    return *text ? gpt_detokenize(model, ids, n, flags, *text, size + 1) : GPT_E_MEMORY;
}

static int complain(const char *what, int status)
{
    fprintf(stderr, "gpt-tokenize: %s: %s\n", what, gpt_status_text(status));
    return 1;
}

/* A JSON string in ASCII: no reader takes a character of the text for the end of a line. */
static void write_string(const char *text, size_t size)
{
    uint32_t cp;
    putchar('"');
    for (size_t i = 0, n; i < size; i += n) {
        n = gpt__utf8_next((const uint8_t *)text + i, size - i, &cp);
        if (cp == GPT__BAD_BYTE) cp = 0xfffd;
        if (cp == '"' || cp == '\\') printf("\\%c", (char)cp);
        else if (cp >= ' ' && cp < 127) putchar((char)cp);
        else if (cp < 0x10000) printf("\\u%04x", (unsigned)cp);
        else printf("\\u%04x\\u%04x", (unsigned)(0xd7c0 + (cp >> 10)), (unsigned)(0xdc00 | (cp & 0x3ff)));
    }
    putchar('"');
}

/* One line of --jsonl. SentencePiece's decoder shows control tokens only where the encoder was asked to parse them. */
static int answer(const gpt_model *model, const char *line, size_t size, long number)
{
    json_doc doc;
    const json_value *text = NULL;
    int *ids = NULL, n = 0, flags = 0, shown, bad = 1;
    gpt_span *spans = NULL;
    char *decoded = NULL;
    if (json_parse(&doc, line, size)) fprintf(stderr, "gpt-tokenize: line %ld: %s\n", number, doc.error);
    else {
        text = json_get(doc.root, "text");
        if (!text || text->type != JSON_STRING)
            fprintf(stderr, "gpt-tokenize: line %ld: no \"text\"\n", number);
        else {
            if (json_bool(doc.root, "special", 0)) flags |= GPT_TEXT_SPECIAL;
            if (json_bool(doc.root, "add_bos", 0)) flags |= GPT_TEXT_BOS;
            shown = model->tok.flags & GPT__TOK_HIDES ? flags & GPT_TEXT_SPECIAL : GPT_TEXT_SPECIAL;
            n = encode(model, text->text, text->size, flags, &ids, json_bool(doc.root, "spans", 0) ? &spans : NULL);
            if (n >= 0) {
                int length = decode(model, ids, n, shown, &decoded);
                if (length >= 0) {
                    printf("{\"ids\":[");
                    for (int i = 0; i < n; i++) printf(i ? ",%d" : "%d", ids[i]);
                    printf("],\"decoded\":");
                    write_string(decoded, (size_t)length);
                    if (spans) printf(",\"spans\":[");
                    for (int i = 0; i < n && spans; i++)
                        printf(i ? ",[%d,%d]" : "[%d,%d]", spans[i].begin, spans[i].end);
                    printf(spans ? "]}\n" : "}\n");
                    bad = 0;
                } else n = length;
            }
            if (n < 0) complain("a line", n);
        }
    }
    json_free(&doc);
    free(ids);
    free(spans);
    free(decoded);
    return bad;
}

static int answer_lines(const gpt_model *model, const char *text, size_t size)
{
    const char *end = text + size;
    for (long number = 1; text < end; number++) {
        const char *stop = (const char *)memchr(text, '\n', (size_t)(end - text));
        size_t n = (size_t)((stop ? stop : end) - text);
        if (n && !(n == 1 && *text == '\r') && answer(model, text, n, number)) return 1;
        text += n + (stop != NULL);
    }
    return 0;
}

static int print_text(const gpt_model *model, const char *text, size_t size, int flags)
{
    int *ids = (int *)malloc((size + 1) * sizeof *ids), n = 0, length;
    char *decoded = NULL;
    for (size_t i = 0; ids && i < size;) {
        long id = 0;
        if (text[i] < '0' || text[i] > '9') {
            i++;
            continue;
        }
        for (; i < size && text[i] >= '0' && text[i] <= '9'; i++)
            if (id < INT_MAX / 10) id = 10 * id + (text[i] - '0');
            else id = INT_MAX;
        ids[n++] = (int)id;
    }
    length = ids ? decode(model, ids, n, flags, &decoded) : GPT_E_MEMORY;
    if (length >= 0) fwrite(decoded, 1, (size_t)length, stdout);
    free(ids);
    free(decoded);
    return length < 0 ? complain("decoding", length) : 0;
}

static int print_ids(const gpt_model *model, const char *text, size_t size, int flags, int pieces)
{
    int *ids, n = encode(model, text, size, flags, &ids, NULL), length;
    for (int i = 0; i < n; i++) {
        if (!pieces) {
            printf(i ? " %d" : "%d", ids[i]);
            continue;
        }
        const char *bytes = gpt_token_bytes(model, ids[i], &length);
        printf("%d ", ids[i]);
        write_string(bytes, (size_t)length);
        printf("\n");
    }
    if (n >= 0 && !pieces) printf("\n");
    free(ids);
    return n < 0 ? complain("encoding", n) : 0;
}

int main(int argc, char **argv)
{
    const char *path = NULL;
    int jsonl = 0, back = 0, pieces = 0, flags = 0, bad;
    gpt_error err;
    gpt_model *model;
    unsigned char *text = NULL;
    size_t size = 0;
    for (int i = 1; i < argc; i++) {
        if (!strcmp(argv[i], "--jsonl")) jsonl = 1;
        else if (!strcmp(argv[i], "--decode")) back = 1;
        else if (!strcmp(argv[i], "--pieces")) pieces = 1;
        else if (!strcmp(argv[i], "--special")) flags |= GPT_TEXT_SPECIAL;
        else if (!strcmp(argv[i], "--bos")) flags |= GPT_TEXT_BOS;
        else if (!strcmp(argv[i], "--help") || !strcmp(argv[i], "-h")) return fputs(usage, stdout) == EOF;
        else if (argv[i][0] != '-' && !path) path = argv[i];
        else path = NULL, i = argc;
    }
    if (!path) {
        fputs(usage, stderr);
        return 2;
    }
    model = gpt_model_load(path, NULL, &err);
    if (!model) {
        fprintf(stderr, "gpt-tokenize: %s\n", err.message);
        return 1;
    }
    if (file_slurp(stdin, "stdin", &text, &size, &err) != GPT_OK) bad = complain("stdin", err.status);
    else if (!model->has_tok) bad = complain(path, GPT_E_KIND);
    else if (jsonl) bad = answer_lines(model, (char *)text, size);
    else if (back) bad = print_text(model, (char *)text, size, flags);
    else bad = print_ids(model, (char *)text, size, flags, pieces);
    if (fflush(stdout) || ferror(stdout)) bad = complain("stdout", GPT_E_IO);
    free(text);
    gpt_model_free(model);
    return bad;
}
