/* tok_classes.h -- what tokenizer classes of Hugging Face's transformers make of a SentencePiece model: other ids than
 * the model's own, tokens in front of texts and behind them, texts cleaned up.
 *
 * Folders with a tokenizer.json say all this there; older ones only name the class, or the type of the model. */
#ifndef TOOLS_TOK_CLASSES_H
#define TOOLS_TOK_CLASSES_H

#include "tok_folder.h"
#include "tok_sentencepiece.h"

enum {
    TOK__QUOTES = 1,            /* `` and '' become " */
    TOK__ACCENTS = 2,           /* accents go, unless keep_accents says otherwise */
    TOK__LOWER = 4,             /* letters become small, unless do_lower_case says otherwise */
    TOK__MAY_LOWER = 8,         /* ... only if it says so */
    TOK__NUMBERS = 16,          /* pieces such as "9," are a last resort */
    TOK__LISTED = 32            /* further tokens behind: those that the folder lists as additional_special_tokens */
};

/* Lists of tokens are separated by blanks; {2..4} stands for each of these numbers, $ for the language of the text. */
typedef struct tok__class {
    const char *names, *types;  /* tokenizer_class without Tokenizer and Fast; model_type */
    const char *head, *tail;    /* tokens that take the first ids, and the last */
    const char *front, *back;   /* those that go around texts */
    const char *language;
    uint32_t from;              /* pieces before this one are replaced by the head */
    uint32_t ways;
} tok__class;

#define TOK__FAIRSEQ "<s> <pad> </s> <unk>"
#define TOK__MBART \
    "ar_AR cs_CZ de_DE en_XX es_XX et_EE fi_FI fr_XX gu_IN hi_IN it_IT ja_XX kk_KZ ko_KR lt_LT lv_LV my_MM ne_NP " \
    "nl_XX ro_RO ru_RU si_LK tr_TR vi_VN zh_CN"
#define TOK__MBART50 \
    TOK__MBART " af_ZA az_AZ bn_IN fa_IR he_IL hr_HR id_ID ka_GE km_KH mk_MK ml_IN mn_MN mr_IN pl_PL ps_AF pt_XX " \
    "sv_SE sw_KE ta_IN te_IN th_TH tl_XX uk_UA ur_PK xh_ZA gl_ES sl_SI"

static const tok__class tok__classes[] = {
    {"XLMRoberta|LayoutXLM", "xlm-roberta|xlm-roberta-xl|layoutxlm", TOK__FAIRSEQ, "<mask>", "<s>", "</s>", "", 3, 0},
    {"Camembert", "camembert", "<s>NOTUSED <pad> </s>NOTUSED <unk> <unk>NOTUSED", "<mask>", "<s>", "</s>", "", 1, 0},
    {"XGLM", "xglm", TOK__FAIRSEQ, "<madeupword{0..6}>", "</s>", "", "", 3, 0},
    {"MBart", "mbart", TOK__FAIRSEQ, TOK__MBART " <mask>", "", "</s> $", "en_XX", 3, 0},
    {"MBart50", "", TOK__FAIRSEQ, TOK__MBART50 " <mask>", "$", "</s>", "en_XX", 3, 0},
    {"Nllb", "nllb-moe", TOK__FAIRSEQ, "<mask>", "$", "</s>", "eng_Latn", 3, TOK__LISTED},
    {"Pegasus", "pegasus|bigbird_pegasus", "<pad> </s> <mask_{1..2}> <unk_{2..102}>", "", "", "</s>", "", 2, 0},
    {"T5|MT5", "t5|mt5|umt5|longt5|switch_transformers", "", "<extra_id_{99..0}>", "", "</s>", "", 0, 0},
    {"DebertaV2", "deberta-v2", "", "[MASK]", "[CLS]", "[SEP]", "", 0, TOK__MAY_LOWER},
    {"Albert", "albert", "", "", "[CLS]", "[SEP]", "", 0, TOK__QUOTES | TOK__ACCENTS | TOK__LOWER | TOK__NUMBERS},
    {"FNet", "fnet", "", "", "[CLS]", "[SEP]", "", 0, TOK__QUOTES | TOK__MAY_LOWER | TOK__NUMBERS},
    {"XLNet", "xlnet", "", "", "", "<sep> <cls>", "", 0, TOK__QUOTES | TOK__ACCENTS | TOK__MAY_LOWER | TOK__NUMBERS},
    {"BigBird|RemBert", "big_bird|rembert", "", "", "[CLS]", "[SEP]", "", 0, 0},
    {"Barthez", "", "", "", "<s>", "</s>", "", 0, 0}
};

/* classes whose ids are yet others */
static const char tok__other_classes[] =
    "M2M100|Marian|SeamlessM4T|Speech2Text|ErnieM|PLBart|MLuke|Cpm|CpmAnt|XLMProphetNet|Udop|Code2Code";

/* The row of the class that the folder names, or of its model_type; NULL: an ordinary one. */
static int tok__find_class(tok__build *b, const tok__class **found)
{
    const tok__reader r = tok__read_class(b);
    const char *slash = strrchr(b->path, '/');
    *found = NULL;
    for (size_t i = 0; i < sizeof tok__classes / sizeof tok__classes[0] && !*found; i++)
        if (tok__is_reader(&r, tok__classes[i].names, tok__classes[i].types)) *found = &tok__classes[i];
    if (tok__listed(tok__other_classes, r.name))
        return tok__fail(b, GPT_E_UNSUPPORTED, "SentencePiece models of this class are not supported:", r.name);
    if (!*found && !*r.name && !strncmp(slash ? slash + 1 : b->path, "sentencepiece.bpe.model", 23))
        return tok__fail(b, GPT_E_UNSUPPORTED, "tokenizer_config.json is to say whose ids these pieces have: it names "
                         "no tokenizer_class", NULL);
    return GPT_OK;
}

/* One token off a list; 0: there are no more. *number goes on from where {..} has come to, -1: not in one. */
static int tok__next_name(const char **list, int *number, char *name, size_t cap)
{
    const size_t n = strcspn(*list, " ");
    const char *open = (const char *)memchr(*list, '{', n);
    char *dots, *close;
    long from, to;
    if (!n) return 0;
    snprintf(name, cap, "%.*s", (int)n, *list);
    if (open) {
        from = strtol(open + 1, &dots, 10);
        to = strtol(dots + 2, &close, 10);
        if (*number < 0) *number = (int)from;
        snprintf(name, cap, "%.*s%d%.*s", (int)(open - *list), *list, *number, (int)(*list + n - close - 1), close + 1);
        if (*number != to) {
            *number += from < to ? 1 : -1;
            return 1;
        }
    }
    *number = -1;
    *list += n;
    *list += **list == ' ';
    return 1;
}

static void tok__add_names(tok__build *b, tok__vec *pieces, const char *list)
{
    char name[64];
    int number = -1;
    while (tok__next_name(&list, &number, name, sizeof name)) {
        tok__piece p = {{NULL, 0}, 0, TOK__CONTROL};
        if (!strcmp(name, "<unk>")) p.type = TOK__UNKNOWN;
        p.text = tok__copy(b, name, strlen(name));
        tok__push(b, pieces, &p, sizeof p);
    }
}

/* the tokens that a folder lists as additional_special_tokens, in its order; 0: there is no list */
static int tok__add_listed(tok__build *b, tok__vec *pieces)
{
    static const char *const files[] = {"special_tokens_map.json", "tokenizer_config.json"};
    size_t n = 0;
    for (int i = 0; i < 2 && !n; i++) {
        json_doc doc;
        unsigned char *text;
        const json_value *list;
        if (!tok__beside(b, files[i], &doc, &text)) continue;
        list = json_get(doc.root, "additional_special_tokens");
        for (const json_value *v = list ? list->child : NULL; v; v = v->next, n++)
            if (tok__name(v) && strlen(tok__name(v)) < 64 && !strpbrk(tok__name(v), " {"))
                tok__add_names(b, pieces, tok__name(v));
        json_free(&doc);
        free(text);
    }
    return n > 0;
}

/* "9,": such a piece may not win over one that cuts in front of the comma */
static int tok__number_comma(tok__str s)
{
    return s.n > 1 && s.p[s.n - 1] == ',' && s.p[s.n - 2] >= '0' && s.p[s.n - 2] <= '9';
}

/* what follows the pieces of a T5 model: as many <extra_id_..> as the config says, unless the model has them */
static void tok__extra_ids(char *list, size_t cap, const json_value *config, const tok__sp *sp)
{
    const tok__piece *p = (const tok__piece *)(const void *)sp->piece.p;
    const double n = json_num(config, "extra_ids", 100);
    int there = 0;
    for (size_t i = 0; i < sp->piece.n / sizeof *p; i++)
        there |= p[i].text.n == 12 && !memcmp(p[i].text.p, "<extra_id_0>", 12);
    if (!there && n >= 1 && n < 10000) snprintf(list, cap, "<extra_id_{%d..0}>", (int)n - 1);
}

/* The pieces as the class numbers them. */
static int tok__class_pieces(tok__build *b, const tok__class *c, const json_value *config, tok__sp *sp)
{
    const tok__piece *old = (const tok__piece *)(void *)sp->piece.p;
    const uint32_t n = (uint32_t)(sp->piece.n / sizeof *old);
    tok__vec v = {NULL, 0, 0};
    char extra[40] = "";
    int status = GPT_OK;
    tok__add_names(b, &v, c->head);
    for (uint32_t i = c->from; i < n; i++) {
        tok__piece p = old[i];
        if ((c->ways & TOK__NUMBERS) && tok__number_comma(p.text)) p.score -= 100;
        tok__push(b, &v, &p, sizeof p);
    }
    if ((c->ways & TOK__LISTED) && !tok__add_listed(b, &v))
        status = tok__fail(b, GPT_E_UNSUPPORTED, "no additional_special_tokens beside it name its languages", NULL);
    if (strstr(c->tail, "<extra_id_")) tok__extra_ids(extra, sizeof extra, config, sp);
    tok__add_names(b, &v, strstr(c->tail, "<extra_id_") ? extra : c->tail);
    free(sp->piece.p);
    sp->piece = v;
    sp->unk_text = tok__lit("");
    if (status) return status;
    return b->failed ? tok__memory(b) : GPT_OK;
}

/* what happens to texts before the model sees them */
static int tok__class_steps(tok__build *b, const tok__class *c, const json_value *config)
{
    const int accents = (c->ways & TOK__ACCENTS) && !json_bool(config, "keep_accents", 0);
    const int lower = (c->ways & (TOK__LOWER | TOK__MAY_LOWER)) &&
                      json_bool(config, "do_lower_case", (c->ways & TOK__LOWER) != 0);
    char steps[600];
    snprintf(steps, sizeof steps, "{\"normalizer\": {\"type\": \"Sequence\", \"normalizers\": [%s%s%s{\"type\": "
             "\"Sequence\"}]}}", c->ways & TOK__QUOTES ?
             "{\"type\": \"Replace\", \"pattern\": {\"String\": \"``\"}, \"content\": \"\\\"\"}, "
             "{\"type\": \"Replace\", \"pattern\": {\"String\": \"''\"}, \"content\": \"\\\"\"}, " : "",
             accents ? "{\"type\": \"NFKD\"}, {\"type\": \"StripAccents\"}, " : "",
             lower ? "{\"type\": \"Lowercase\"}, " : "");
    tok__note_steps(b, steps);
    if (json_bool(config, "split_by_punct", 0))
        return tok__fail(b, GPT_E_UNSUPPORTED, "split_by_punct is not supported", NULL);
    if (c->ways & TOK__QUOTES) {
        tok__add_step(b, GPT__STEP_REPLACE, tok__lit("``"), tok__lit("\""));
        tok__add_step(b, GPT__STEP_REPLACE, tok__lit("''"), tok__lit("\""));
    }
    if (accents) {
        tok__add_plain_step(b, GPT__STEP_FORM | GPT__STEP_DECOMPOSED | GPT__STEP_COMPATIBLE, 0);
        tok__add_plain_step(b, GPT__STEP_DROP, GPT__CLASS_MARK);
    }
    return lower ? tok__lowercase(b) : GPT_OK;
}

/* The ids of the tokens around texts; the last one goes to *id. */
static int tok__class_around(tok__build *b, const char *list, const char *language, tok__vec *side, uint32_t *id)
{
    char name[64];
    int number = -1;
    side->n = 0;
    while (tok__next_name(&list, &number, name, sizeof name)) {
        const char *text = strcmp(name, "$") ? name : language;
        if (!tok__find_text(b, text, id))
            return tok__fail(b, GPT_E_FORMAT, "a token that goes around texts is not in the vocabulary:", text);
        tok__push32(b, side, *id);
    }
    return GPT_OK;
}

/* Once the model is made: what goes around texts, and <mask>, which swallows the space before it. */
static int tok__class_end(tok__build *b, const tok__class *c, const json_value *config)
{
    const char *language = json_str(config, "src_lang", c->language);
    uint32_t first = GPT__TOK_NONE, last = GPT__TOK_NONE, mask;
    int status = tok__class_around(b, c->front, language, &b->front, &first);
    if (!status) status = tok__class_around(b, c->back, language, &b->back, &last);
    if (status) return status;
    if (first != GPT__TOK_NONE && last != GPT__TOK_NONE && !strchr(c->back, '$') && !strchr(c->front, '$')) {
        b->special[GPT_TOKEN_CLS] = (int32_t)first;
        b->special[GPT_TOKEN_SEP] = (int32_t)last;
    }
    if (!strcmp(c->tail, "[MASK]") || (!tok__find_text(b, "<mask>", &mask) && !tok__find_text(b, "[MASK]", &mask)))
        return GPT_OK;
    for (size_t i = 0; i < b->added.n / sizeof(tok__added); i++) {
        tok__added *a = (tok__added *)(void *)b->added.p + i;
        if (a->id == mask) a->flags |= GPT__ADDED_LSTRIP;
    }
    return GPT_OK;
}

static int tok__sentencepiece(tok__build *b, const unsigned char *data, size_t size)
{
    const tok__class *c = NULL;
    json_doc config;
    unsigned char *text;
    tok__sp sp;
    tok__str s;
    int status, have = tok__beside(b, "tokenizer_config.json", &config, &text);
    const json_value *root = have ? config.root : NULL;
    memset(&sp, 0, sizeof sp);
    s.p = (const char *)data;
    s.n = size;
    status = tok__sp_parse(b, s, &sp);
    if (!status) status = tok__find_class(b, &c);
    if (!status && (sp.model_type < TOK__SP_UNIGRAM || sp.model_type > TOK__SP_CHAR))
        status = tok__fail(b, GPT_E_UNSUPPORTED, "this type of SentencePiece model is unknown", NULL);
    if (!status && sp.suffix)
        status = tok__fail(b, GPT_E_UNSUPPORTED, "treat_whitespace_as_suffix is not supported", NULL);
    if (!status && c) status = tok__class_pieces(b, c, root, &sp);
    if (!status && c) status = tok__class_steps(b, c, root);
    if (!status) status = tok__sp_make(b, &sp);
    if (!status) tok__sp_names(b, &sp);
    if (!status && c) status = tok__class_end(b, c, root);
    free(sp.piece.p);
    if (have) json_free(&config);
    free(text);
    return status;
}

#endif /* TOOLS_TOK_CLASSES_H */
