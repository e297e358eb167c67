/* The model that comes with the library, and what it is made and measured with: gpt-corpus and gpt-eval. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define main eval_main
#include "../tools/eval.c"
#undef main
#include "test.h"

/* Runs a built program; its output goes to a scratch file. Returns whether it succeeded. */
static int run(const char *program, const char *args, const char *out) {
    char command[2048];
    snprintf(command, sizeof command, "%s %s > %s 2> /dev/null", test_build(program), args, test_build(out));
    return system(command) == 0;
}

static unsigned char *read_all(const char *name, size_t *size) {
    unsigned char *data;
    gpt_error err;
    return file_read(test_build(name), &data, size, &err) == GPT_OK ? data : NULL;
}

/* ---- gpt-corpus ---- */

TEST(corpus_repeats_itself) {
    size_t a_size, b_size, c_size;
    unsigned char *a, *b, *c;
    REQUIRE(run("gpt-corpus", "--exchanges 500 --seed 7", "demo_a.txt"));
    REQUIRE(run("gpt-corpus", "--exchanges 500 --seed 7", "demo_b.txt"));
    REQUIRE(run("gpt-corpus", "--exchanges 500 --seed 8", "demo_c.txt"));
    a = read_all("demo_a.txt", &a_size);
    b = read_all("demo_b.txt", &b_size);
    c = read_all("demo_c.txt", &c_size);
    if (CHECK(a && b && c && a_size == b_size)) {
        CHECK_MEM(a, b, a_size);
        CHECK(a_size != c_size || memcmp(a, c, a_size) != 0);
    }
    free(a);
    free(b);
    free(c);
}

/* Compilers choose the order of arguments, C libraries that of much else: the text must not depend on them, or
 * `make train-demo` would make another model. Whoever changes the grammars enters the checksums that are printed. */
TEST(corpus_is_the_same_everywhere) {
    static const struct { const char *args; uint64_t sum; } cases[] = {
        {"--exchanges 20000 --seed 1", 0xEB648E9595D1FE56u}, {"--exchanges 20 --held-out", 0x2D3ABE72D2C1EEAEu}};
    size_t i, size;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        unsigned char *text;
        REQUIRE(run("gpt-corpus", cases[i].args, "demo_a.txt"));
        text = read_all("demo_a.txt", &size);
        REQUIRE(text != NULL);
        NOTE("%s: 0x%016llX", cases[i].args, (unsigned long long)gpt_checksum(text, size));
        CHECK(gpt_checksum(text, size) == cases[i].sum);
        free(text);
    }
}

/* A question without what careless writing changes: letters and digits only, in lower case. */
static uint64_t question_hash(const char *text) {
    uint64_t h = 0xCBF29CE484222325u;
    for (; *text; text++) {
        const unsigned char ch = (unsigned char)*text;
        if (strchr(" \n.?!,", ch)) continue;
        h = (h ^ (uint64_t)(ch >= 'A' && ch <= 'Z' ? ch + 32 : ch)) * 0x100000001B3u;
    }
    return h ? h : 1;
}

#define SEEN_CAP (1 << 20)

/* Finds or adds a hash; returns whether it was there. */
static int seen_before(uint64_t *seen, uint64_t hash, int adding) {
    size_t i = hash % SEEN_CAP;
    while (seen[i] && seen[i] != hash) i = (i + 1) % SEEN_CAP;
    if (seen[i]) return 1;
    if (adding) seen[i] = hash;
    return 0;
}

/* Calls for each line of a file of conversations: its document. Returns how many lines. */
static int each_line(const char *name, void (*use)(const json_value *root, uint64_t *seen), uint64_t *seen) {
    size_t size = 0, at = 0, end;
    unsigned char *data = read_all(name, &size);
    int n = 0;
    for (; data && at < size; at = end + 1, n++) {
        json_doc doc;
        for (end = at; end < size && data[end] != '\n'; end++) continue;
        if (CHECK(json_parse(&doc, (const char *)data + at, end - at) == 0)) use(doc.root, seen);
        json_free(&doc);
    }
    free(data);
    return n;
}

static void remember_questions(const json_value *root, uint64_t *seen) {
    const json_value *list = json_get(root, "messages"), *m;
    for (m = list ? list->child : NULL; m; m = m->next) {
        CHECK(json_str(m, "content", "")[0] != '\0');
        if (strcmp(json_str(m, "role", ""), "user") == 0) seen_before(seen, question_hash(json_str(m, "content", "")), 1);
    }
}

static void check_unseen(const json_value *root, uint64_t *seen) {
    const json_value *list = json_get(root, "messages"), *m;
    REQUIRE(list && list->n >= 2);
    for (m = list->child; m->next->next; m = m->next) continue;
    NOTE("%s: %.180s", json_str(root, "task", "?"), json_str(m, "content", ""));
    CHECK(!seen_before(seen, question_hash(json_str(m, "content", "")), 0));
}

TEST(held_out_items_are_not_in_the_training_text) {
    uint64_t *seen = (uint64_t *)calloc(SEEN_CAP, sizeof *seen);
    REQUIRE(seen != NULL);
    if (CHECK(run("gpt-corpus", "--exchanges 200000 --seed 3", "demo_a.txt")) &&
        CHECK(run("gpt-corpus", "--held-out --exchanges 100", "demo_b.txt"))) {
        CHECK(each_line("demo_a.txt", remember_questions, seen) > 50000);
        CHECK(each_line("demo_b.txt", check_unseen, seen) > 500);
    }
    free(seen);
}

TEST(corpus_refuses_bad_options) {
    static const char *const bad[] = {"--exchanges", "--exchanges x", "--exchanges -1", "--task nothing", "--speed 3",
                                      "--share", "--share talk", "--share nothing=3", "--share talk=x", "--share talk=-1",
                                      "-o /nonexistent/folder/file"};
    size_t i;
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        NOTE("%s", bad[i]);
        CHECK(!run("gpt-corpus", bad[i], "demo_c.txt"));
    }
}

/* Shares decide what is written, and nothing else. */
TEST(corpus_shares_can_be_changed) {
    size_t a_size, b_size;
    unsigned char *a, *b;
    REQUIRE(run("gpt-corpus", "--exchanges 300 --task stories", "demo_a.txt"));
    REQUIRE(run("gpt-corpus", "--exchanges 300 --task stories --share stories=7", "demo_b.txt"));
    a = read_all("demo_a.txt", &a_size);
    b = read_all("demo_b.txt", &b_size);
    if (CHECK(a && b && a_size == b_size)) CHECK_MEM(a, b, a_size);
    free(b);
    REQUIRE(run("gpt-corpus", "--list --share stories=12 --share 'which language=0'", "demo_b.txt"));
    b = read_all("demo_b.txt", &b_size);
    if (CHECK(b != NULL)) CHECK(strstr((char *)b, "stories                    12 ") && strstr((char *)b, "which language              0 "));
    free(a);
    free(b);
}

/* ---- gpt-eval ---- */

static void score_of(const char *wanted, const char *said, int entities, int *right, int *n_wanted, int *n_said) {
    static char text[256];
    item it;
    memset(&it, 0, sizeof it);
    snprintf(text, sizeof text, "%s", said);
    it.said = text;
    it.entities = entities;
    it.n_message = 2;
    it.message[1].content = wanted;
    score(&it);
    *right = it.n_right, *n_wanted = it.n_wanted, *n_said = it.n_said;
}

TEST(scores_what_was_said) {
    static const struct { const char *wanted, *said; int entities, right, n_wanted, n_said; } cases[] = {
        {"Paris.", "Paris.", 0, 1, 1, 1},
        {"Paris.", " Paris.\n", 0, 1, 1, 1},
        {"Paris.", "paris.", 0, 0, 1, 1},
        {"Paris.", "", 0, 0, 1, 1},
        {"people: A, B C\nplaces: D", "people: A, B C\nplaces: D", 1, 3, 3, 3},
        {"people: A, B C\nplaces: D", "people: B C, A, D", 1, 2, 3, 3},   /* D is no person */
        {"people: A", "people: A, A", 1, 1, 1, 2},                        /* each counts once */
        {"people: A, A", "people: A", 1, 1, 2, 1},
        {"none", "none", 1, 0, 0, 0},
        {"none", "people: A", 1, 0, 0, 1},
        {"people: A", "no idea, really", 1, 0, 1, 0},
        {"people: A", "people:", 1, 0, 1, 0},
        {"dates: 3 May 2021", "dates: 3 May 2021,", 1, 1, 1, 1},
        {"people: A\nplaces: B", "people:A\n\nplaces :B\n", 1, 2, 2, 2},
    };
    size_t i;
    for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
        int right, n_wanted, n_said;
        NOTE("case %d", (int)i);
        score_of(cases[i].wanted, cases[i].said, cases[i].entities, &right, &n_wanted, &n_said);
        CHECK_INT(right, cases[i].right);
        CHECK_INT(n_wanted, cases[i].n_wanted);
        CHECK_INT(n_said, cases[i].n_said);
    }
}

static int read_text(const char *text, gpt_error *err) {
    static char path[1024];
    options o = {0};
    items all = {0};
    FILE *f;
    int rc;
    snprintf(path, sizeof path, "%s", test_build("demo_items.jsonl"));
    f = fopen(path, "wb");
    if (!f) return 1;
    fputs(text, f);
    fclose(f);
    o.path = path;
    rc = read_items(&all, &o, err);
    free_items(&all);
    return rc;
}

TEST(refuses_bad_items) {
#define GOOD "{\"task\": \"t\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"}, {\"role\": \"assistant\", \"content\": \"b\"}]}\n"
    static const struct { const char *text, *what; } bad[] = {
        {"", "no items"},
        {"\n \n", "no items"},
        {GOOD "{", "line 2: JSON"},
        {GOOD "\n" "{\"messages\": []}", "line 3: no task"},
        {"{\"task\": \"t\", \"messages\": [{\"role\": \"user\", \"content\": \"a\"}]}", "messages"},
        {"{\"task\": \"t\", \"messages\": [{\"role\": \"user\"}, {}]}", "message 1"},
        {"{\"task\": \"t\", \"scoring\": \"luck\", \"messages\": []}", "luck"},
    };
    gpt_error err = {0, ""};
    size_t i;
    CHECK_INT(read_text(GOOD GOOD, &err), GPT_OK);
    for (i = 0; i < sizeof bad / sizeof bad[0]; i++) {
        NOTE("%s", bad[i].text);
        CHECK(read_text(bad[i].text, &err) != GPT_OK);
        CHECK(strstr(err.message, bad[i].what) != NULL);
    }
}

/* ---- the model that comes with the library ---- */

static const char *demo_path(void) { return test_env("GPT_DEMO", "demo/gpt-demo.gpt"); }

TEST(the_model_is_small_and_whole) {
    gpt_error err = {0, ""};
    gpt_model *model = gpt_model_load(demo_path(), NULL, &err);
    unsigned char *data;
    size_t size = 0;
    NOTE("%s", err.message);
    REQUIRE(model != NULL);
    REQUIRE(file_read(demo_path(), &data, &size, &err) == GPT_OK);
    free(data);
    CHECK(size <= 5000000);
    CHECK_INT(gpt_model_verify(model, &err), GPT_OK);
    CHECK_INT(gpt_model_selftest(model, -1, &err), GPT_OK);
    CHECK_STR(gpt_model_meta(model, "chat.format"), "chatml");
    CHECK(gpt_model_meta(model, "sampler.temperature") != NULL);
    gpt_model_free(model);
}

/* The same bits everywhere: so what it knows is the same everywhere, and may be asserted. These are its scores on 25
 * items of each task, rounded down; the table in demo/README.md counts 300. */
static const struct { const char *task; int percent; } scores[] = {
    {"about", 92}, {"facts", 100}, {"facts in other languages", 100}, {"sentiment", 100}, {"topic", 92}, {"entities", 84},
    {"arithmetic", 92}, {"arithmetic, unseen pairs", 92}, {"compare numbers", 88}, {"number words", 100}, {"reading", 48},
    {"rewrite", 72}, {"translate words", 100}, {"translate sentences", 100}, {"which language", 96}, {"unknown", 92}};

TEST(the_model_answers_what_it_has_not_seen) {
    gpt_error err = {0, ""};
    gpt_model *model = gpt_model_load(demo_path(), NULL, &err);
    options o = {0};
    items all = {0};
    int i, t;
    REQUIRE(model != NULL);
    REQUIRE(run("gpt-corpus", "--held-out --exchanges 25", "demo_items.jsonl"));
    o.path = test_build("demo_items.jsonl");
    o.max = 160;
    o.threads = 2;
    REQUIRE(read_items(&all, &o, &err) == GPT_OK);
    REQUIRE(answer_all(model, &o, &all, &err) == GPT_OK);
    for (i = 0; i < all.n; i++) score(&all.at[i]);
    CHECK_INT(all.n_task, (int)(sizeof scores / sizeof scores[0]));
    for (i = 0; i < (int)(sizeof scores / sizeof scores[0]); i++) {
        int n, entities;
        double s;
        for (t = 0; t < all.n_task && strcmp(all.task[t], scores[i].task) != 0;) t++;
        NOTE("%s", scores[i].task);
        REQUIRE(t < all.n_task);
        s = 100 * task_score(&all, t, &n, &entities);
        NOTE("%s: %.0f of 100", scores[i].task, s);
        CHECK(s > scores[i].percent - 1e-6);
    }
    free_items(&all);
    gpt_model_free(model);
}

/* ---- talking to it ---- */

/* What is typed, and what is answered at temperature 0, a line each. */
static const char typed[] = "Hello!\\nMy name is Anna.\\nWhat is the capital of France?\\nWhat is my name?\\nHow much is 17 + 25?\\n";
static const char *const answered[] = {NULL, NULL, "The capital of France is Paris.", "Your name is Anna.", "17 + 25 = 42"};

static void check_conversation(const char *command) {
    const char *out = test_build("demo_chat.txt");
    const int n = (int)(sizeof answered / sizeof answered[0]);
    char line[2048], *text, *at;
    size_t size;
    int i;
    snprintf(line, sizeof line, "printf '%s' | %s > %s 2> /dev/null", typed, command, out);
    NOTE("%.200s", line);
    REQUIRE(system(line) == 0);
    text = (char *)read_all("demo_chat.txt", &size);
    REQUIRE(text != NULL);
    for (i = 0, at = strtok(text, "\n"); i < n && at; i++, at = strtok(NULL, "\n"))
        if (answered[i]) CHECK_STR(at, answered[i]);
    CHECK_INT(i, n);
    CHECK(at == NULL);
    free(text);
}

TEST(chat_holds_a_conversation) {
    char command[1024];
    snprintf(command, sizeof command, "%s %s --temp 0", test_build("chat"), demo_path());
    check_conversation(command);
    snprintf(command, sizeof command, "%s %s --temp 0 --lookup 2 --draft %s", test_build("chat"), demo_path(), demo_path());
    check_conversation(command);
}

/* flags and settings of the sampler; a failed command makes the exit status 1 */
TEST(chat_takes_every_sampler_setting) {
    static const char *const lines[] = {"/set sampling_seq ked", "/set dry_base 0.5", "/set mirostat 3", "/set typical 2", "/set dry_sequence_breaker"};
    static const char flags[] = "--typical 0.9 --top-nsigma 2 --xtc-probability 0.3 --xtc-threshold 0.2 --dry-multiplier 0.8 --dry-base 1.5"
        " --dry-allowed-length 3 --dry-penalty-last-n -1 --dry-sequence-breaker ab --dry-sequence-breaker c --dynatemp-range 0.2 --dynatemp-exp 1.5"
        " --mirostat-ent 4 --mirostat-lr 0.2 --min-keep 2 --repeat-last-n 30 --presence-penalty 0.1 --frequency-penalty 0.2 --sampling-seq edskypmxt";
    char line[2048];
    int i;
    snprintf(line, sizeof line, "printf 'Hello\\n/set mirostat 2\\nHello\\n/set' | %s %s --seed 4 --temp 0.9 --max 20 %s > /dev/null 2> %s && grep -q "
             "'dynatemp_exp 1.5  min_keep 2  xtc_probability 0.3 .* mirostat 2 .* sampling_seq edskypmxt' %s", test_build("chat"), demo_path(), flags,
             test_build("demo_set.txt"), test_build("demo_set.txt"));
    NOTE("%.800s", line);
    CHECK(system(line) == 0);
    for (i = 0; i < 5; i++) {
        snprintf(line, sizeof line, "printf '%s' | %s %s > /dev/null 2>&1", lines[i], test_build("chat"), demo_path());
        NOTE("%.200s", line);
        CHECK(system(line) != 0);
    }
}

/* One file, moved to an empty folder. */
TEST(chat_one_needs_no_file) {
    char command[1024];
    snprintf(command, sizeof command, "rm -rf %s && mkdir %s && cp %s %s", test_build("elsewhere"), test_build("elsewhere"),
             test_build("chat-one"), test_build("elsewhere"));
    REQUIRE(system(command) == 0);
    snprintf(command, sizeof command, "(cd %s && exec ./chat-one --temp 0)", test_build("elsewhere"));
    check_conversation(command);
    snprintf(command, sizeof command, "rm -r %s", test_build("elsewhere"));
    CHECK(system(command) == 0);
}

TEST_MAIN("demo", corpus_repeats_itself, corpus_is_the_same_everywhere, held_out_items_are_not_in_the_training_text, corpus_refuses_bad_options,
          corpus_shares_can_be_changed, scores_what_was_said, refuses_bad_items, the_model_is_small_and_whole, the_model_answers_what_it_has_not_seen,
          chat_holds_a_conversation, chat_takes_every_sampler_setting, chat_one_needs_no_file)
