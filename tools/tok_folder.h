/* tok_folder.h -- tokenizers that lie in several files of a folder: vocab.json with merges.txt (GPT-2), vocab.txt
 * (BERT), and what tokenizer_config.json and its companions say beside any vocabulary: special and added tokens. */
#ifndef TOOLS_TOK_FOLDER_H
#define TOOLS_TOK_FOLDER_H

#include "tok_json.h"

/* ---------------------------------------------------------------------------------------------------------------
 * vocab.json with merges.txt
 * ------------------------------------------------------------------------------------------------------------- */

/* a JSON file beside the tokenizer; one that is not there or can't be read decides nothing */
static int tok__beside(const tok__build *b, const char *name, json_doc *doc, unsigned char **text)
{
    char path[4096];
    const char *slash = strrchr(b->path, '/');
    size_t dir = slash ? (size_t)(slash + 1 - b->path) : 0, size;
    memset(doc, 0, sizeof *doc);
    *text = NULL;
    if (dir > sizeof path - 64) return 0;
    snprintf(path, sizeof path, "%.*s%s", (int)dir, b->path, name);
    if (!file_exists(path) || file_read(path, text, &size, NULL)) return 0;
    if (!json_parse(doc, (const char *)*text, size)) return 1;
    json_free(doc);
    free(*text);
    return 0;
}

static const char *tok__name(const json_value *v);

/* Who reads the folder: its tokenizer_class without "Tokenizer" and "Fast", and its model_type; "": no file says. */
typedef struct tok__reader { char name[64], type[64]; } tok__reader;

static tok__reader tok__read_class(const tok__build *b)
{
    static const char *const files[] = {"tokenizer_config.json", "config.json"};
    tok__reader r;
    memset(&r, 0, sizeof r);
    for (int i = 0; i < 2; i++) {
        json_doc doc;
        unsigned char *text;
        if (!tok__beside(b, files[i], &doc, &text)) continue;
        if (!*r.name) snprintf(r.name, sizeof r.name, "%s", json_str(doc.root, "tokenizer_class", ""));
        if (i) snprintf(r.type, sizeof r.type, "%s", json_str(doc.root, "model_type", ""));
        json_free(&doc);
        free(text);
    }
    if (strstr(r.name, "Tokenizer")) *strstr(r.name, "Tokenizer") = 0;
    return r;
}

/* is it in a list with | between names? */
static int tok__listed(const char *list, const char *name)
{
    const size_t n = strlen(name);
    for (; *list; list += strcspn(list, "|"), list += *list == '|')
        if (strcspn(list, "|") == n && !memcmp(list, name, n)) return 1;
    return 0;
}

/* the class counts; where none is named, the type */
static int tok__is_reader(const tok__reader *r, const char *names, const char *types)
{
    return *r->name ? tok__listed(names, r->name) : *r->type && tok__listed(types, r->type);
}

/* is it among the special tokens that a file names? */
static int tok__names_special(const json_value *root, tok__str text)
{
    const json_value *more = json_get(root, "additional_special_tokens");
    for (const json_value *v = root && root->type == JSON_OBJECT ? root->child : NULL; v; v = v->next) {
        const char *name = tok__name(v);
        if (v->key_size > 6 && !strcmp(v->key + v->key_size - 6, "_token") && name && strlen(name) == text.n &&
            !memcmp(name, text.p, text.n)) return 1;
    }
    for (const json_value *v = more ? more->child : NULL; v; v = v->next) {
        const char *name = tok__name(v);
        if (name && strlen(name) == text.n && !memcmp(name, text.p, text.n)) return 1;
    }
    return 0;
}

/* One line of added_tokens.json: a text and its id. What is not special is found in all texts. */
static int tok__add_named(tok__build *b, const json_value *v, const json_value *map)
{
    const tok__str text = tok__copy(b, v->key, v->key_size);
    const int special = tok__names_special(map, text);
    tok__token *t;
    int status = v->type == JSON_NUMBER ? tok__need_token(b, v->number, &t)
                                        : tok__fail(b, GPT_E_FORMAT, "added_tokens.json: an id is not a number", NULL);
    if (status || !text.n || (t->attr & GPT__ATTR_ADDED)) return status;
    if (!t->model) t->text = text;
    t->attr |= GPT__ATTR_ADDED | (special ? GPT__ATTR_SPECIAL : 0);
    tok__put(b, &b->vocab, text, (uint32_t)v->number);
    tok__add_added(b, text, (uint32_t)v->number, special ? GPT__ADDED_SPECIAL : 0, 0, 0);
    return b->failed ? tok__memory(b) : GPT_OK;
}

/* Tokens that a folder without tokenizer.json adds to its vocabulary: those of tokenizer_config.json, or of older
 * folders in added_tokens.json. Tokens that the vocabulary itself has made special stay what they are. */
static int tok__read_added(tok__build *b)
{
    json_doc doc, map;
    unsigned char *text, *map_text;
    const json_value *list = NULL;
    int have = tok__beside(b, "tokenizer_config.json", &doc, &text), status = GPT_OK, have_map;
    if (have) list = json_get(doc.root, "added_tokens_decoder");
    for (const json_value *v = list ? list->child : NULL; v && !status; v = v->next) {
        const double id = strtod(v->key, NULL);
        if (!(id >= 0 && id < b->n_vocab) || !(tok__token_at(b, (uint32_t)id)->attr & GPT__ATTR_ADDED))
            status = tok__add_json(b, v, id);
    }
    if (have) json_free(&doc);
    free(text);
    if (status || list || !tok__beside(b, "added_tokens.json", &doc, &text)) return status;
    have_map = tok__beside(b, "special_tokens_map.json", &map, &map_text);
    for (const json_value *v = doc.root->type == JSON_OBJECT ? doc.root->child : NULL; v && !status; v = v->next)
        status = tok__add_named(b, v, have_map ? map.root : NULL);
    if (have_map) json_free(&map);
    free(map_text);
    json_free(&doc);
    free(text);
    return status;
}

static int tok__merges_txt(tok__build *b, const char *text, size_t size)
{
    tok__map pairs = {NULL, 0, 0};
    const char *end = text + size;
    uint32_t rank = 0;
    int status = GPT_OK;
    for (int first = 1; text < end && !status; first = 0) {
        const char *stop = (const char *)memchr(text, '\n', (size_t)(end - text));
        size_t n = (size_t)((stop ? stop : end) - text);
        const char *line = text;
        text += n + (stop != NULL);
        if (n && line[n - 1] == '\r') n--;
        if (!n || (first && n > 8 && !memcmp(line, "#version", 8))) continue;
        status = tok__merge_line(b, &pairs, line, n, rank++);
    }
    free(pairs.slot);
    return status;
}

/* merges.txt lies beside vocab.json, under either name with .gz */
static int tok__read_merges(tok__build *b)
{
    char path[4096];
    const char *slash = strrchr(b->path, '/');
    unsigned char *text = NULL;
    size_t size, dir = slash ? (size_t)(slash + 1 - b->path) : 0;
    int status;
    if (dir > sizeof path - 32) return tok__fail(b, GPT_E_ARG, "the path is too long", NULL);
    snprintf(path, sizeof path, "%.*smerges.txt", (int)dir, b->path);
    if (!file_exists(path)) strcat(path, ".gz");
    status = file_read(path, &text, &size, b->err);
    if (!status) status = tok__merges_txt(b, (const char *)text, size);
    free(text);
    return status;
}

/* What classes make of the two files, which name neither pattern nor special tokens. specials: the usual ones */
enum { TOK__GPT2, TOK__QWEN2, TOK__CLIP, TOK__OPENAI };

typedef struct tok__merges_class {
    const char *names, *types, *front, *back, *specials;
    int kind;
} tok__merges_class;

static const tok__merges_class tok__merges_classes[] = {
    {"GPT2|CodeGen", "gpt2|gpt_neo|gptj|codegen|opt|gpt_bigcode", NULL, NULL, "<|endoftext|>", TOK__GPT2},
    {"Qwen2", "qwen2|qwen2_moe|qwen3|qwen3_moe", NULL, NULL, "<|endoftext|>", TOK__QWEN2},
    {"Roberta|Bart|Longformer|LED|Mvp", "roberta|bart|longformer|led|mvp", "<s>", "</s>", "<s> </s> <unk> <pad> <mask>",
     TOK__GPT2},
    {"Deberta", "deberta", "[CLS]", "[SEP]", "[CLS] [SEP] [UNK] [PAD] [MASK]", TOK__GPT2},
    {"CLIP", "clip|clip_text_model", "<|startoftext|>", "<|endoftext|>", "<|startoftext|> <|endoftext|>", TOK__CLIP},
    {"OpenAIGPT", "openai-gpt", NULL, NULL, "<unk>", TOK__OPENAI}
};

static const char tok__clip_pattern[] = "'s|'t|'re|'ve|'m|'ll|'d|[\\p{L}]+|[\\p{N}]|[^\\s\\p{L}\\p{N}]+";

static int tok__clip_steps(tok__build *b)
{
    int status = tok__add_plain_step(b, GPT__STEP_FORM, 0);
    if (!status) status = tok__add_split(b, tok__lit("\\s+"), REGEX_RUBY, GPT__SPLIT_STEP, 1);
    if (status) return status;
    tok__add_step_with(b, GPT__STEP_MATCHES, (uint32_t)b->n_split - 1, tok__lit(""), tok__lit(" "));
    status = tok__lowercase(b);
    if (!status) status = tok__add_split(b, tok__lit(tok__clip_pattern), REGEX_RUBY, GPT__SPLIT_MATCHES, 0);
    return status;
}

static void tok__note_bert(tok__build *b, int ideographs, int accents, int lower, const char *decoder);

/* The same for the slow path. */
static void tok__note_merges_steps(tok__build *b, int kind, int prefix_space)
{
    tok__pre rule = {"", 0, {NULL, NULL, NULL, NULL, NULL, NULL}};
    rule.pattern[0] = kind == TOK__QWEN2 ? tok__qwen2_pattern : tok__gpt2_pattern;
    if (kind == TOK__CLIP) rule.pattern[0] = tok__clip_pattern, rule.flags = TOK__PRE_MATCHES;
    if (kind == TOK__OPENAI) tok__note_bert(b, 1, 1, 1, "{\"type\": \"BPEDecoder\"}");
    else tok__note_rule(b, &rule, kind == TOK__QWEN2 ? "{\"type\": \"NFC\"}"
                                : kind == TOK__CLIP ? "{\"type\": \"Sequence\", \"normalizers\": [{\"type\": \"NFC\"}, "
                                                      "{\"type\": \"Replace\", \"pattern\": {\"Regex\": \"\\\\s+\"}, "
                                                      "\"content\": \" \"}, {\"type\": \"Lowercase\"}]}"
                                : "null", kind == TOK__GPT2 && prefix_space);
}

static int tok__merges_steps(tok__build *b, int kind, int prefix_space)
{
    int status = GPT_OK;
    tok__note_merges_steps(b, kind, prefix_space);
    if (kind == TOK__OPENAI) {
        status = tok__bert_normalizer(b, 1, 1, 1, 1);
        return status ? status : tok__bert_split(b);
    }
    if (kind == TOK__CLIP) status = tok__clip_steps(b);
    if (kind == TOK__QWEN2) status = tok__add_plain_step(b, GPT__STEP_FORM, 0);
    if (kind == TOK__GPT2 && prefix_space)
        tok__add_step(b, GPT__STEP_PREPEND | GPT__STEP_LATE | GPT__STEP_ONCE, tok__lit(""), tok__lit(" "));
    return status ? status : tok__add_split(b, tok__lit(kind == TOK__QWEN2 ? tok__qwen2_pattern : tok__gpt2_pattern),
                                            REGEX_RUBY, GPT__SPLIT_ISOLATE, 0);
}

/* A token that texts may name but are not made of, unless it is one already; its id, or -1. */
static int tok__make_special(tok__build *b, const char *name, uint32_t flags)
{
    uint32_t id;
    if (!tok__find_text(b, name, &id)) return -1;
    if (!(tok__token_at(b, id)->attr & GPT__ATTR_ADDED))
        tok__add_added(b, tok__copy(b, name, strlen(name)), id, GPT__ADDED_SPECIAL | flags, 0, 0);
    tok__token_at(b, id)->attr |= GPT__ATTR_SPECIAL | GPT__ATTR_ADDED;
    return (int)id;
}

/* Special tokens: those that the folder names, and those that the class has if it does not say. */
static void tok__make_specials(tok__build *b, const char *usual)
{
    static const char *const files[] = {"special_tokens_map.json", "tokenizer_config.json"};
    char name[64];
    for (int i = 0; i < 2; i++) {
        json_doc doc;
        unsigned char *text;
        if (!tok__beside(b, files[i], &doc, &text)) continue;
        for (const json_value *v = doc.root->type == JSON_OBJECT ? doc.root->child : NULL; v; v = v->next) {
            const int lstrip = json_bool(v, "lstrip", !strcmp(v->key, "mask_token") && v->type == JSON_STRING);
            if (v->key_size > 6 && !strcmp(v->key + v->key_size - 6, "_token") && tok__name(v))
                tok__make_special(b, tok__name(v), lstrip ? GPT__ADDED_LSTRIP : 0u);
        }
        json_free(&doc);
        free(text);
    }
    for (; *usual; usual += strcspn(usual, " "), usual += *usual == ' ') {
        snprintf(name, sizeof name, "%.*s", (int)strcspn(usual, " "), usual);
        tok__make_special(b, name, strstr(name, "mask") || strstr(name, "MASK") ? GPT__ADDED_LSTRIP : 0u);
    }
}

static int tok__goes_around(tok__build *b, const char *name, tok__vec *side, int kind)
{
    const int id = name ? tok__make_special(b, name, 0) : -1;
    if (id < 0) return name ? tok__fail(b, GPT_E_FORMAT, "a special token is not in the vocabulary:", name) : GPT_OK;
    b->special[kind] = id;
    tok__push32(b, side, (uint32_t)id);
    return GPT_OK;
}

static int tok__gpt2(tok__build *b, const json_value *vocab)
{
    const tok__reader reader = tok__read_class(b);
    const tok__merges_class *c = *reader.name || *reader.type ? NULL : tok__merges_classes;
    json_doc doc;
    unsigned char *text;
    int have, status, ends, prefix_space;
    for (size_t i = 0; i < sizeof tok__merges_classes / sizeof *c && !c; i++)
        if (tok__is_reader(&reader, tok__merges_classes[i].names, tok__merges_classes[i].types))
            c = &tok__merges_classes[i];
    if (!c)
        return tok__fail(b, GPT_E_UNSUPPORTED, "vocab.json of this class is not supported:",
                         *reader.name ? reader.name : reader.type);
    have = tok__beside(b, "tokenizer_config.json", &doc, &text);
    prefix_space = have && json_bool(doc.root, "add_prefix_space", 0);
    if (have) json_free(&doc);
    free(text);
    ends = c->kind == TOK__CLIP || c->kind == TOK__OPENAI;
    b->bytes = c->kind != TOK__OPENAI;
    b->gpt2_bos = c == tok__merges_classes;
    if (ends) b->suffix = tok__lit("</w>"), b->flags |= GPT__TOK_MARKS_END;
    status = tok__vocabulary(b, vocab);
    if (!status) status = tok__read_merges(b);
    if (!status) status = tok__merges_steps(b, c->kind, prefix_space);
    if (status) return status;
    if (ends) tok__find_text(b, c->kind == TOK__CLIP ? "<|endoftext|>" : "<unk>", &b->unknown);
    tok__plain_texts(b, 0, 0);
    status = tok__read_added(b);
    tok__make_specials(b, c->specials);
    if (!status) status = tok__goes_around(b, c->front, &b->front, GPT_TOKEN_CLS);
    if (!status) status = tok__goes_around(b, c->back, &b->back, GPT_TOKEN_SEP);
    return !status && c->kind == TOK__OPENAI ? tok__suffix_decoder(b, "</w>") : status;
}

/* ---------------------------------------------------------------------------------------------------------------
 * vocab.txt: BERT's WordPiece, a token a line
 * ------------------------------------------------------------------------------------------------------------- */

static int tok__vocab_lines(tok__build *b, const char *text, size_t size)
{
    const char *end = text + size;
    for (double id = 0; text < end; id++) {
        const char *stop = (const char *)memchr(text, '\n', (size_t)(end - text));
        size_t n = (size_t)((stop ? stop : end) - text);
        const char *line = text;
        tok__token *t;
        int status = tok__need_token(b, id, &t);
        if (status) return status;
        text += n + (stop != NULL);
        if (n && line[n - 1] == '\r') n--;
        t->text = tok__copy(b, line, n);
        t->model = n > 0;
        if (n) tok__put(b, &b->vocab, t->text, (uint32_t)id);
        if (n) tok__note_token(b, t->text, (uint32_t)id, 0, 0);
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

/* BERT's steps for the slow path; decoder: its JSON. */
static void tok__note_bert(tok__build *b, int ideographs, int accents, int lower, const char *decoder)
{
    static const char *const words[] = {"false", "true"};
    char steps[400];
    snprintf(steps, sizeof steps, "{\"normalizer\": {\"type\": \"BertNormalizer\", \"handle_chinese_chars\": %s, "
             "\"strip_accents\": %s, \"lowercase\": %s}, \"pre_tokenizer\": {\"type\": \"BertPreTokenizer\"}, "
             "\"decoder\": %s}", words[!!ideographs], words[!!accents], words[!!lower], decoder);
    tok__note_steps(b, steps);
}

/* How BERT takes texts apart and puts them together, once the vocabulary is there. special: what the config calls
 * the special tokens; NULL: their usual names. */
static int tok__bert(tok__build *b, const json_value *special, int ideographs, int accents, int lower)
{
    static const struct { const char *key, *name; int kind; } names[] = {
        {"unk_token", "[UNK]", GPT_TOKEN_UNK}, {"pad_token", "[PAD]", GPT_TOKEN_PAD},
        {"mask_token", "[MASK]", GPT_TOKEN_MASK}, {"cls_token", "[CLS]", GPT_TOKEN_CLS},
        {"sep_token", "[SEP]", GPT_TOKEN_SEP}};
    int status = tok__bert_normalizer(b, 1, ideographs, accents, lower);
    tok__note_bert(b, ideographs, accents, lower, "{\"type\": \"WordPiece\"}");
    b->kind = GPT__TOK_WORDPIECE;
    b->prefix = tok__lit("##");
    b->longest_word = 100;
    if (!status) status = tok__bert_split(b);
    if (status) return status;
    tok__json_pieces(b);
    for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
        const char *name = tok__name(json_get(special, names[i].key));
        const int id = tok__make_special(b, name ? name : names[i].name, 0);
        if (id >= 0) b->special[names[i].kind] = id;
        if (names[i].kind == GPT_TOKEN_UNK && id >= 0) b->unknown = (uint32_t)id;
        if (names[i].kind == GPT_TOKEN_CLS && id >= 0) tok__push32(b, &b->front, (uint32_t)id);
        if (names[i].kind == GPT_TOKEN_SEP && id >= 0) tok__push32(b, &b->back, (uint32_t)id);
    }
    return tok__wordpiece_decoder(b, "##", 1);
}

/* tokenizer_config.json beside it says how texts are normalised; without it they are made lower-case. */
/* Models that keep capitals have tokens with capitals. */
static int tok__has_capitals(const tok__build *b)
{
    for (uint32_t id = 0; id < b->n_vocab; id++) {
        const tok__str s = tok__token_at(b, id)->text;
        if (s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']') continue;
        for (size_t i = 0; i < s.n; i++)
            if (s.p[i] >= 'A' && s.p[i] <= 'Z') return 1;
    }
    return 0;
}

/* Classes that read vocab.txt as BERT does. */
static const char tok__bert_classes[] =
    "Bert|DistilBert|Electra|MPNet|MobileBert|ConvBert|Funnel|LayoutLM|LayoutLMv2|Lxmert|SqueezeBert|Splinter|Realm|"
    "RetriBert|Nezha|DPRContextEncoder|DPRQuestionEncoder|DPRReader|QDQBert|MegatronBert|VisualBert";
static const char tok__bert_types[] =
    "bert|distilbert|electra|mpnet|mobilebert|convbert|funnel|layoutlm|layoutlmv2|lxmert|squeezebert|splinter|realm|"
    "retribert|nezha|dpr|qdqbert|megatron-bert|visual_bert|nomic_bert";

static int tok__vocab_txt(tok__build *b, const unsigned char *data, size_t size)
{
    const tok__reader reader = tok__read_class(b);
    json_doc doc, map;
    unsigned char *text, *map_text;
    const int have = tok__beside(b, "tokenizer_config.json", &doc, &text);
    const int have_map = tok__beside(b, "special_tokens_map.json", &map, &map_text);
    const json_value *root = have ? doc.root : NULL, *special = root;
    int status = tok__vocab_lines(b, (const char *)data, size);
    const int lower = root ? json_bool(root, "do_lower_case", 1) : !tok__has_capitals(b);
    if (have_map && !json_get(root, "unk_token")) special = map.root;
    if ((*reader.name || *reader.type) && !tok__is_reader(&reader, tok__bert_classes, tok__bert_types))
        status = tok__fail(b, GPT_E_UNSUPPORTED, "vocab.txt of this class is not supported:",
                           *reader.name ? reader.name : reader.type);
    if (!json_bool(root, "do_basic_tokenize", 1))
        status = tok__fail(b, GPT_E_UNSUPPORTED, "do_basic_tokenize: false is not supported", NULL);
    if (!status)
        status = tok__bert(b, special, json_bool(root, "tokenize_chinese_chars", 1),
                           json_bool(root, "strip_accents", lower), lower);
    if (!status) status = tok__read_added(b);
    if (have) json_free(&doc);
    if (have_map) json_free(&map);
    free(text);
    free(map_text);
    return status;
}

/* ---------------------------------------------------------------------------------------------------------------
 * Files that lie beside: which tokens begin and end texts
 * ------------------------------------------------------------------------------------------------------------- */

static void tok__add_end(tok__build *b, uint32_t id)
{
    const uint32_t *end = (const uint32_t *)(void *)b->end.p;
    for (size_t i = 0; i < b->end.n / 4; i++)
        if (end[i] == id) return;
    tok__push32(b, &b->end, id);
}

/* "<s>" or {"content": "<s>", ...} */
static const char *tok__name(const json_value *v)
{
    if (v && v->type == JSON_OBJECT) v = json_get(v, "content");
    return v && v->type == JSON_STRING ? v->text : NULL;
}

static void tok__read_names(tok__build *b, const char *file)
{
    static const char *const key[] = {"bos_token", "eos_token", "unk_token", "pad_token",
                                      "sep_token", "cls_token", "mask_token"};
    json_doc doc;
    unsigned char *text;
    uint32_t id;
    if (!tok__beside(b, file, &doc, &text)) return;
    for (int i = 0; i < 7; i++) {
        const char *name = tok__name(json_get(doc.root, key[i]));
        if (name && b->special[i] < 0 && tok__find_text(b, name, &id)) b->special[i] = (int32_t)id;
    }
    json_free(&doc);
    free(text);
}

/* add_bos_token and add_eos_token: what Llama's tokenizer class makes of them, whatever its post-processor says
 */
static void tok__read_additions(tok__build *b)
{
    json_doc doc;
    unsigned char *text;
    if (!tok__beside(b, "tokenizer_config.json", &doc, &text)) return;
    const char *class_name = json_str(doc.root, "tokenizer_class", "");
    const json_value *bos = json_get(doc.root, "add_bos_token"), *eos = json_get(doc.root, "add_eos_token");
    if (strstr(class_name, "Llama") || strstr(class_name, "Gemma") || strstr(class_name, "GPT2") ||
        (b->flags & GPT__TOK_HIDES)) {
        if (bos && (bos->type == JSON_TRUE || bos->type == JSON_FALSE)) {
            b->front.n = 0;
            if (bos->type == JSON_TRUE && b->special[GPT_TOKEN_BOS] >= 0)
                tok__push32(b, &b->front, (uint32_t)b->special[GPT_TOKEN_BOS]);
        }
        if (eos && (eos->type == JSON_TRUE || eos->type == JSON_FALSE)) {
            b->back.n = 0;
            if (eos->type == JSON_TRUE && b->special[GPT_TOKEN_EOS] >= 0)
                tok__push32(b, &b->back, (uint32_t)b->special[GPT_TOKEN_EOS]);
        }
    } else if (*class_name && strncmp(class_name, "GPT2", 4)) {
        b->gpt2_bos = 0;
    }
    json_free(&doc);
    free(text);
}

static void tok__read_ids(tok__build *b, const char *file)
{
    static const struct { const char *key; int kind; } ids[] = {{"bos_token_id", GPT_TOKEN_BOS},
        {"eos_token_id", GPT_TOKEN_EOS}, {"pad_token_id", GPT_TOKEN_PAD}};
    json_doc doc;
    unsigned char *text;
    if (!tok__beside(b, file, &doc, &text)) return;
    for (size_t i = 0; i < sizeof ids / sizeof ids[0]; i++) {
        const json_value *v = json_get(doc.root, ids[i].key);
        int list = v && v->type == JSON_ARRAY;
        for (v = list ? v->child : v; v; v = list ? v->next : NULL) {
            if (v->type != JSON_NUMBER || !(v->number >= 0 && v->number < b->n_vocab)) continue;
            if (b->special[ids[i].kind] < 0) b->special[ids[i].kind] = (int32_t)v->number;
            if (ids[i].kind == GPT_TOKEN_EOS) tok__add_end(b, (uint32_t)v->number);
        }
    }
    json_free(&doc);
    free(text);
}

static void tok__guess(tok__build *b, int kind, const char *const *names)
{
    uint32_t id;
    for (; *names && b->special[kind] < 0; names++)
        if (tok__find_text(b, *names, &id) &&
            (tok__token_at(b, id)->attr & (GPT__ATTR_SPECIAL | GPT__ATTR_ADDED)))
            b->special[kind] = (int32_t)id;
}

static void tok__special_tokens(tok__build *b)
{
    static const char *const bos[] = {"<s>", "<bos>", "<|begin_of_text|>", "<|startoftext|>", NULL};
    static const char *const eos[] = {"</s>",       "<eos>", "<|end_of_text|>", "<|im_end|>", "<|endoftext|>",
                                      "<|return|>", NULL};
    static const char *const pad[] = {"<pad>", "[PAD]", "<|finetune_right_pad_id|>", NULL};
    static const char *const sep[] = {"[SEP]", "<sep>", NULL}, *const cls[] = {"[CLS]", "<cls>", NULL};
    static const char *const mask[] = {"[MASK]", "<mask>", NULL};
    static const char *const ends[] = {"<|im_end|>",
                                       "<|eot_id|>",
                                       "<|eom_id|>",
                                       "<|end|>",
                                       "<|endoftext|>",
                                       "<|end_of_text|>",
                                       "<end_of_turn>",
                                       "<|end_of_turn|>",
                                       "<|END_OF_TURN_TOKEN|>",
                                       "<|eot|>",
                                       "<|EOT|>",
                                       "<|return|>",
                                       "<|call|>",
                                       "<\xef\xbd\x9c"
                                       "end" TOK__MARK "of" TOK__MARK "sentence\xef\xbd\x9c>",
                                       NULL};
    uint32_t id;
    if (!b->complete) {
        tok__read_names(b, "tokenizer_config.json");
        tok__read_names(b, "special_tokens_map.json");
        tok__read_ids(b, "generation_config.json");
        tok__read_ids(b, "config.json");
    }
    if (b->front.n && b->special[GPT_TOKEN_BOS] < 0) memcpy(&b->special[GPT_TOKEN_BOS], b->front.p, 4);
    tok__guess(b, GPT_TOKEN_BOS, bos);
    tok__guess(b, GPT_TOKEN_EOS, eos);
    tok__guess(b, GPT_TOKEN_PAD, pad);
    tok__guess(b, GPT_TOKEN_SEP, sep);
    tok__guess(b, GPT_TOKEN_CLS, cls);
    tok__guess(b, GPT_TOKEN_MASK, mask);
    if (!b->complete) tok__read_additions(b);
    if (b->special[GPT_TOKEN_EOS] >= 0) tok__add_end(b, (uint32_t)b->special[GPT_TOKEN_EOS]);
    for (int i = 0; ends[i]; i++)
        if (tok__find_text(b, ends[i], &id) && (tok__token_at(b, id)->attr & GPT__ATTR_ADDED))
            tok__add_end(b, id);
    /* GPT-2 has one special token, which separates texts: it ends one and begins the next */
    if (b->gpt2_bos && !b->front.n && b->added.n == sizeof(tok__added) &&
        tok__find_text(b, "<|endoftext|>", &id)) {
        tok__push32(b, &b->front, id);
        b->special[GPT_TOKEN_BOS] = (int32_t)id;
    }
}

#endif /* TOOLS_TOK_FOLDER_H */
