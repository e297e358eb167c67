/* test_answer.c -- >>answer: what published formats of answers are taken apart into, however they are divided */
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "test.h"

/* parts as text: content as it is between "c:" and |, reasoning r:, calls +name(id)arguments; */
typedef struct record {
    char text[8192];
    size_t n;
    int last, calls, limit, bad;
} record;

static int on_part(gpt_answer_part part, const char *text, int size, void *user) {
    static const char *const front[] = {"c:", "r:", "+", "", "#", "=", ";"};
    record *r = (record *)user;
    const int bare = part == GPT_ANSWER_CALL || part == GPT_ANSWER_CALL_END;
    if (++r->calls == r->limit) return 1;
    if (r->limit && r->calls > r->limit) r->bad = 1;
    if ((size == 0) != bare || !text) r->bad = 1;
    if ((int)part != r->last || bare) {
        if (r->last == GPT_ANSWER_CONTENT || r->last == GPT_ANSWER_REASONING) r->n += (size_t)sprintf(r->text + r->n, "|");
        r->n += (size_t)sprintf(r->text + r->n, "%s", front[part]);
    }
    if (r->n + (size_t)size + 8 < sizeof(r->text)) memcpy(r->text + r->n, text, (size_t)size), r->n += (size_t)size;
    r->text[r->n] = 0;
    r->last = (int)part;
    return 0;
}

/* what pieces of a size give */
static const char *taken_apart(record *r, int styles, const char *text, int n, int piece) {
    gpt_answer a;
    int i;
    memset(r, 0, sizeof(*r));
    memset(&a, 0, sizeof(a));
    r->last = -1;
    a.styles = styles, a.on_part = on_part, a.user = r;
    CHECK_INT(gpt_answer_start(&a, NULL, NULL, NULL, 0), GPT_OK);
    for (i = 0; i < n; i += piece) CHECK_INT(gpt_answer_push(&a, text + i, n - i < piece ? n - i : piece), GPT_OK);
    CHECK_INT(gpt_answer_end(&a), GPT_OK);
    CHECK(!r->bad);
    return r->text;
}

#define BAR "\xef\xbd\x9c"
#define GAP "\xe2\x96\x81"
#define DS(a, b, c) "<" BAR a GAP b GAP c BAR ">"
#define DS_SEP "<" BAR "tool" GAP "sep" BAR ">"

typedef struct sample { int styles; const char *text, *parts; } sample;

static const sample samples[] = {
    /* nothing special */
    {0, "Hello, world.\n", "c:Hello, world.\n"},
    {0, " a < b, [x] {y} ``` caf\xc3\xa9\n\n", "c: a < b, [x] {y} ``` caf\xc3\xa9\n\n"},
    {0, "", ""},
    {GPT_STYLE_TEXT, "<think>a</think><tool_call>{\"name\": \"f\"}", "c:<think>a</think><tool_call>{\"name\": \"f\"}"},
    /* reasoning */
    {0, "<think>\nhm <b>\n</think>\n\nYes.", "r:hm <b>|c:Yes."},
    {0, "[THINK]hm[/THINK]Yes [x]", "r:hm|c:Yes [x]"},
    {0, "<think>hm </thin k> <tool_call>", "r:hm </thin k> <tool_call>"},
    {0, "so <thin air> and </think>", "c:so <thin air> and </think>"},
    {0, "<seed:think>a</seed:think>b", "r:a|c:b"},
    /* Hermes, Qwen */
    {0, "Let me see.\n<tool_call>\n{\"name\": \"get\", \"arguments\": {\"city\": \"Paris }\\\"\", \"n\": [1, {}]}}\n</tool_call>",
     "c:Let me see.|+get={\"city\": \"Paris }\\\"\", \"n\": [1, {}]};"},
    {0, "<tool_call>{\"name\":\"a\",\"arguments\":{}}</tool_call>\n<tool_call>{\"arguments\": {\"x\":1}, \"name\": \"b\\u00e9\\ud83d\\ude00\"}"
        "</tool_call>\nDone.", "+a={};+={\"x\":1}b\xc3\xa9\xf0\x9f\x98\x80;c:Done."},
    {0, "<tool_call>{\"name\": \"a\", \"arguments\": \"{\\\"x\\\": 1}\", \"id\": \"7\"}</tool_call>", "+a={\"x\": 1}#7;"},
    {0, "<tool_call>[{\"name\": \"a\", \"arguments\": {}}, {\"name\": \"b\", \"arguments\": null}]</tool_call>", "+a={};+b=null;"},
    {0, "<tool_call>{\"type\": \"function\", \"function\": {\"name\": \"a\", \"arguments\": {}}, \"x\": [\"}\"]}</tool_call>", "+a={};"},
    {0, "<tool_calls>[{\"name\": \"a\", \"arguments\": {}, \"id\": \"1\"}]</tool_calls>", "+a={}#1;"},
    {0, "<|START_THINKING|>so<|END_THINKING|><|START_ACTION|>[\n {\"tool_call_id\": \"0\", \"tool_name\": \"a\", \"parameters\": {}}\n]<|END_ACTION|>",
     "r:so|+#0a={};"},
    {0, "Say <tool_call> to call. <tool_call>{x}", "c:Say <tool_call> to call. <tool_call>{x}"},
    {0, "<tool_call>{\"name\": \"a\", \"argum", "+a;"},
    {0, "<tool_call>{\"name\": \"a\", \"arguments\": {\"x\": \"y", "+a={\"x\": \"y;"},
    {0, "<tool_call>{\"name\": \"a\" oops}</tool_call>!", "+a;c:oops}</tool_call>!"},
    /* Qwen3-Coder, GLM, MiniMax, Llama's custom calls */
    {0, "Ok\n<tool_call>\n<function=get>\n<parameter=city>\nParis \"x\"\\\n<b>\n</parameter>\n<parameter=n>\n3\n</parameter>\n<parameter=l>\n[1, {\"a\": "
        "null}]\n</parameter>\n</function>\n</tool_call>\nBye",
     "c:Ok|+get={\"city\": \"Paris \\\"x\\\"\\\\\\n<b>\", \"n\": 3, \"l\": [1, {\"a\": null}]};c:Bye"},
    {0, "<function=f>\n<parameter=a>\ntrue story\n</parameter>\n<parameter=b>\n{not json}\n</parameter>\n<parameter=c>\n\n</parameter>\n</function>",
     "+f={\"a\": \"true story\", \"b\": \"{not json}\", \"c\": \"\"};"},
    {0, "<tool_call><function=f></function></tool_call>", "+f={};"},
    {0, "<function=f>{\"a\": 1}</function>", "+f={\"a\": 1};"},
    {0, "<function=f> is not a call", "c:<function=f> is not a call"},
    {0, "<tool_call>get\n<arg_key>city</arg_key>\n<arg_value>Paris</arg_value>\n<arg_key>n</arg_key>\n<arg_value>-2.5e3</arg_value>\n</tool_call>",
     "+get={\"city\": \"Paris\", \"n\": -2.5e3};"},
    {0, "<tool_call>now</tool_call>", "+now={};"},
    {0, "<minimax:tool_call>\n<invoke name=\"f\">\n<parameter name=\"a\">x</parameter>\n</invoke>\n</minimax:tool_call>", "+f={\"a\": \"x\"};"},
    {0, "<seed:tool_call>\n<function=f>\n<parameter=a>01</parameter>\n</function>\n</seed:tool_call>", "+f={\"a\": \"01\"};"},
    {0, "<function=f><parameter=a>x <", "+f={\"a\": \"x <;"},
    /* Llama 3 */
    {GPT_STYLE_BARE, "{\"name\": \"get\", \"parameters\": {\"city\": \"Paris\"}}", "+get={\"city\": \"Paris\"};"},
    {GPT_STYLE_BARE, "\n{\"type\": \"function\", \"name\": \"a\", \"parameters\": {}}; {\"name\": \"b\", \"parameters\": {}}", "+a={};+b={};"},
    {GPT_STYLE_BARE, "<|python_tag|>{\"name\": \"a\", \"parameters\": {}}", "+a={};"},
    {GPT_STYLE_BARE, "<|python_tag|>brave_search.call(query=\"x\")", "+python=brave_search.call(query=\"x\");"},
    {GPT_STYLE_BARE, "{\"name\": \"Bob\", \"age\": 3}", "c:{\"name\": \"Bob\", \"age\": 3}"},
    {GPT_STYLE_BARE, "See {\"name\": \"a\", \"parameters\": {}}", "c:See {\"name\": \"a\", \"parameters\": {}}"},
    {GPT_STYLE_BARE, "{\"name\": \"a\", \"par", "c:{\"name\": \"a\", \"par"},
    {0, "{\"name\": \"a\", \"parameters\": {}}", "c:{\"name\": \"a\", \"parameters\": {}}"},
    /* Mistral */
    {0, "[TOOL_CALLS][{\"name\": \"a\", \"arguments\": {\"x\": 1}, \"id\": \"abc\"}, {\"name\": \"b\", \"arguments\": {}}]", "+a={\"x\": 1}#abc;+b={};"},
    {0, "[TOOL_CALLS] [{\"name\": \"a\", \"arguments\": {}}]", "+a={};"},
    {0, "Ok[TOOL_CALLS]a[ARGS]{\"x\": 1}[TOOL_CALLS]b[CALL_ID]9f[ARGS]{}", "c:Ok|+a={\"x\": 1};+b#9f={};"},
    {0, "[TOOL_CALLS]a{\"x\": 1}", "+a={\"x\": 1};"},
    {0, "[TOOL_CALLS] are made so", "c:[TOOL_CALLS] are made so"},
    /* DeepSeek */
    {0, "So.\n\n" DS("tool", "calls", "begin") DS("tool", "call", "begin") "function" DS_SEP "get\n```json\n{\"a\": \"```\"}\n```" DS("tool", "call", "end")
        "\n" DS("tool", "call", "begin") "function" DS_SEP "b\n```json\n{}\n```" DS("tool", "call", "end") DS("tool", "calls", "end"),
     "c:So.|+get={\"a\": \"```\"};+b={};"},
    {0, DS("tool", "calls", "begin") DS("tool", "call", "begin") "get" DS_SEP "{\"a\": 1}" DS("tool", "call", "end") DS("tool", "calls", "end"),
     "+get={\"a\": 1};"},
    {0, "<" BAR "tool" GAP "x", "c:<" BAR "tool" GAP "x"},
    /* Kimi */
    {0, "<|tool_calls_section_begin|><|tool_call_begin|>functions.get_x:12<|tool_call_argument_begin|>{\"a\": 1}<|tool_call_end|>"
        "<|tool_call_begin|>b<|tool_call_argument_begin|>{}<|tool_call_end|><|tool_calls_section_end|>",
     "+get_x#functions.get_x:12={\"a\": 1};+b#b={};"},
    /* harmony */
    {0, "<|channel|>analysis<|message|>Need it.<|end|><|start|>assistant<|channel|>commentary to=functions.get <|constrain|>json<|message|>{\"a\": \"<b\"}<|call|>",
     "r:Need it.|+get={\"a\": \"<b\"};"},
    {0, "<|channel|>analysis<|message|>a<|end|>\n<|start|>assistant<|channel|>final<|message|>Hi <|x|>!<|return|>", "r:a|c:Hi <|x|>!"},
    {0, "<|channel|>commentary<|message|>I call.<|end|><|start|>assistant to=functions.f<|channel|>commentary <|constrain|>json<|message|>{}",
     "c:I call.|+f={};"},
    {0, " to=functions.f<|channel|>commentary json<|message|>{}<|call|>", "+f={};"},
    {0, "to be or <|start|>", "c:to be or <|start|>"},
};
#define N_SAMPLE ((int)(sizeof(samples) / sizeof(samples[0])))

TEST(published_formats) {
    static record r;
    int i;
    for (i = 0; i < N_SAMPLE; i++) {
        NOTE("sample %d", i);
        CHECK_STR(taken_apart(&r, samples[i].styles, samples[i].text, (int)strlen(samples[i].text), 100000), samples[i].parts);
    }
}

TEST(however_divided) {
    static record r;
    int i, piece;
    for (i = 0; i < N_SAMPLE; i++)
        for (piece = 1; piece < 8; piece++) {
            NOTE("sample %d, pieces of %d", i, piece);
            if (!CHECK_STR(taken_apart(&r, samples[i].styles, samples[i].text, (int)strlen(samples[i].text), piece), samples[i].parts)) break;
        }
}

/* long texts, names and arguments; marks that no buffer holds are none */
TEST(sizes_have_no_limit) {
    static record whole, bytes;
    static char text[6000], blanks[3000];
    int i, n;
    memset(blanks, ' ', sizeof(blanks) - 1);
    for (i = 0; i < 4; i++) {
        static const char *const around[4][2] = {{"<tool_call>{\"name\": \"f\", \"arguments\": {\"x\": \"", "\"}}</tool_call>!"},
            {"<function=f><parameter=x>", "y</parameter></function>!"}, {"<tool_call>", "{\"name\": \"f\"}"}, {"<think>", "x</think>!"}};
        n = snprintf(text, sizeof(text), "%s%s%s", around[i][0], blanks, around[i][1]);
        NOTE("text %d", i);
        taken_apart(&whole, 0, text, n, n);
        CHECK_STR(taken_apart(&bytes, 0, text, n, 1), whole.text);
        CHECK_INT(strncmp(whole.text, i == 2 ? "c:<tool_call>" : i == 3 ? "r:" : "+f={\"x\": \"", 2), 0);
        CHECK(i == 2 || whole.text[whole.n - 1] == '!');
    }
}

static int test_between(int low, int high) { return low + (int)(test_random() % (uint64_t)(high - low + 1)); }

/* fragments of all formats and any bytes in any order: the same parts however divided, no byte beyond what it may read */
TEST(any_bytes) {
    static record whole, pieces;
    int round, i;
    for (round = 0; round < 3000; round++) {
        char text[700];
        int n = 0;
        const int styles = round % 3 ? 0xfe : round % 2 ? 0 : test_between(1, 255);
        while (n < 300 && styles) {
            const sample *s = samples + test_between(0, N_SAMPLE - 1);
            const int size = (int)strlen(s->text);
            int from = size ? test_between(0, size - 1) : 0, some = test_between(0, 60);
            if (test_between(0, 3) == 0) from = 0;
            if (some > size - from) some = size - from;
            memcpy(text + n, s->text + from, (size_t)some);
            n += some;
            if (test_between(0, 5) == 0) text[n++] = (char)test_between(0, 255);
        }
        for (i = 0; i < 300 && !styles; i++) text[n++] = (char)test_random();
        NOTE("round %d", round);
        taken_apart(&whole, styles, text, n, n);
        taken_apart(&pieces, styles, text, n, test_between(1, 9));
        CHECK_INT(pieces.n, whole.n);
        if (!CHECK_MEM(pieces.text, whole.text, whole.n)) break;
    }
}

/* whole characters, as far as those that came were; nothing is called after it asked to stop */
static int characters(gpt_answer_part part, const char *text, int size, void *user) {
    (void)part;
    if (size && ((text[0] & 0xC0) == 0x80 || (unsigned char)text[size - 1] >= 0xC0)) *(int *)user = 1;
    return 0;
}

TEST(pieces_and_stopping) {
    static const char text[] = "\xe2\x82\xac<think>\xe2\x82\xac\xe2\x82\xac</think><function=f><parameter=a>\xe2\x82\xac x</parameter></function>"
                               "<tool_call>{\"name\": \"\xe2\x82\xac\", \"arguments\": [\"\xe2\x82\xac\"]}</tool_call>";
    gpt_answer a;
    record r;
    int i, broken = 0;
    memset(&a, 0, sizeof(a));
    a.on_part = characters, a.user = &broken;
    CHECK_INT(gpt_answer_start(&a, NULL, NULL, NULL, 0), GPT_OK);
    for (i = 0; text[i]; i++) CHECK_INT(gpt_answer_push(&a, text + i, 1), GPT_OK);
    CHECK_INT(gpt_answer_end(&a), GPT_OK);
    CHECK_INT(broken, 0);
    for (i = 1; i < 12; i++) {
        memset(&a, 0, sizeof(a));
        memset(&r, 0, sizeof(r));
        a.on_part = on_part, a.user = &r, r.limit = i;
        gpt_answer_start(&a, NULL, NULL, NULL, 0);
        CHECK_INT(gpt_answer_push(&a, text, (int)strlen(text)), GPT_E_CANCELLED);
        CHECK_INT(gpt_answer_push(&a, text, 5), GPT_E_CANCELLED);
        CHECK_INT(gpt_answer_end(&a), GPT_E_CANCELLED);
        CHECK(r.calls == i && !r.bad);
    }
    CHECK_INT(gpt_answer_push(NULL, text, 1), GPT_E_ARG);
    CHECK_INT(gpt_answer_push(&a, NULL, 1), GPT_E_ARG);
    CHECK_INT(gpt_answer_push(&a, text, -1), GPT_E_ARG);
    CHECK_INT(gpt_answer_end(NULL), GPT_E_ARG);
    CHECK_INT(gpt_answer_start(NULL, NULL, NULL, NULL, 0), GPT_E_ARG);
    CHECK_INT(gpt_answer_start(&a, NULL, NULL, &i, 1), GPT_E_ARG);
}

static int styles_of(const char *source) {
    gpt_chat_desc desc;
    gpt_answer a;
    memset(&a, 0, sizeof(a));
    memset(&desc, 0, sizeof(desc));
    desc.source = source;
    CHECK_INT(gpt_answer_start(&a, NULL, &desc, NULL, 0), GPT_OK);
    return a.found;
}

TEST(templates_tell_the_style) {
    CHECK_INT(styles_of("{{ messages }}"), GPT_STYLE_TEXT);
    CHECK_INT(styles_of("<think>"), GPT_STYLE_THINK);
    CHECK_INT(styles_of("... <tool_call></tool_call> <think>"), GPT_STYLE_THINK | GPT_STYLE_TAGS);
    CHECK_INT(styles_of("<|python_tag|>"), GPT_STYLE_BARE);
    CHECK_INT(styles_of("[TOOL_CALLS]"), GPT_STYLE_MISTRAL);
    CHECK_INT(styles_of(DS("tool", "call", "begin")), GPT_STYLE_DEEPSEEK);
    CHECK_INT(styles_of("<|tool_call_begin|>"), GPT_STYLE_KIMI);
    CHECK_INT(styles_of("<|channel|>"), GPT_STYLE_HARMONY);
}

TEST_MAIN("answer", published_formats, however_divided, sizes_have_no_limit, any_bytes, pieces_and_stopping, templates_tell_the_style)
