/* test_damage.c -- gpt-convert and what can happen to it: damaged files of every kind, signals, full disks, too little
 * memory, outputs that are none. Whatever comes: an error or a whole model, and nothing half written.
 *
 * The damage is random: TEST_SEED=n gives another, TEST_ROUNDS=n more of it. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#ifndef _DEFAULT_SOURCE
#define _DEFAULT_SOURCE
#endif
#define GPT_IMPLEMENTATION
#define GPT_STATIC
#include "../gpt.h"
#include <unistd.h>
static int no_sync(int f) { return f < 0; }
#define fsync no_sync /* hundreds of files need not reach the disk */
#include "../tools/convert.h"
#undef fsync
#include "test.h"
#include "tool.h"
#include "weights.h"
#include <dirent.h>
#include <sys/time.h>

/* ---- places ---- */

/* a path below the test's own folder; stays valid for the next 63 calls */
static const char *place(const char *name) {
    static char text[64][400];
    static int next;
    char *s = text[next++ & 63];
    snprintf(s, sizeof text[0], "%s-%ld%s%s", test_build("test_damage"), (long)getpid(), *name ? "/" : "", name);
    return s;
}

static const char *in_folder(const char *name) {
    char below[280];
    snprintf(below, sizeof below, "in/%s", name);
    return place(below);
}

/* the entries of a folder; all: removes them, and it */
static int entries(const char *dir, int all) {
    DIR *d = opendir(dir);
    struct dirent *e;
    int n = 0;
    while (d && (e = readdir(d)) != NULL) {
        if (e->d_name[0] == '.') continue;
        n++;
        if (all) remove(test_join(dir, e->d_name));
    }
    if (d) closedir(d);
    if (all) rmdir(dir);
    return n;
}

static void clear(void) {
    entries(place("in"), 1);
    entries(place("out"), 1);
    rmdir(place(""));
}

static void begin(void) {
    clear();
    mkdir(place(""), 0700);
    mkdir(place("in"), 0700);
    mkdir(place("out"), 0700);
}

/* ---- checkpoints ---- */

static void copy_file(const char *from, const char *to) {
    unsigned char *text;
    size_t size;
    gpt_error err;
    REQUIRE(file_read(from, &text, &size, &err) == GPT_OK);
    write_file(to, text, size);
    free(text);
}

/* A small tokenizer.json of bytes. */
static void write_tokenizer(const char *path) {
    bytes b = {0};
    char text[60];
    int i, next = 256;
    put_text(&b, "{\"version\":\"1.0\",\"added_tokens\":[{\"id\":256,\"content\":\"<|end|>\",\"special\":true,"
                 "\"normalized\":false,\"lstrip\":false,\"rstrip\":false,\"single_word\":false}],\"normalizer\":null,"
                 "\"pre_tokenizer\":{\"type\":\"ByteLevel\",\"add_prefix_space\":false,\"trim_offsets\":true,"
                 "\"use_regex\":true},\"post_processor\":null,\"decoder\":{\"type\":\"ByteLevel\"},\"model\":{"
                 "\"type\":\"BPE\",\"dropout\":null,\"unk_token\":null,\"continuing_subword_prefix\":null,"
                 "\"end_of_word_suffix\":null,\"fuse_unk\":false,\"byte_fallback\":false,\"vocab\":{");
    for (i = 0; i < 256; i++) {
        const int plain = (i >= 33 && i <= 126) || (i >= 161 && i <= 172) || i >= 174;
        snprintf(text, sizeof text, "%s\"\\u%04x\":%d", i ? "," : "", (unsigned)(plain ? i : next), i);
        if (!plain) next++;
        put_text(&b, text);
    }
    put_text(&b, ",\"th\":257,\"he\":258,\"the\":259},\"merges\":[\"t h\",\"h e\",\"th e\"]}}");
    write_file(path, b.p, b.n);
    free(b.p);
}

static const char generation[] = "{\"do_sample\":true,\"temperature\":0.6,\"top_k\":20,\"top_p\":0.95,"
                                 "\"repetition_penalty\":1.05,\"eos_token_id\":[2,3]}";
static const char tokenizer_config[] = "{\"tokenizer_class\":\"PreTrainedTokenizerFast\",\"eos_token\":\"<|end|>\","
    "\"chat_template\":\"{% for m in messages %}<|im_start|>{{ m.role }}\\n{{ m.content }}<|im_end|>\\n{% endfor %}\"}";

enum { WHOLE, SHARDS, TORCH_STORED, TORCH_DEFLATED, TORCH_ZIP64, TORCH_OLD, LLAMA2C_0, LLAMA2C_1, LLAMA2C_2, N_KIND };

/* A checkpoint of llama2.c: width 16, two heads, one layer, 270 tokens. */
static void write_llama2c(const char *path, int version) {
    const int D = 16, F = 32, V = 270, sizes[7] = {16, 32, 1, 2, 2, 270, 16};
    const int size0[] = {V * D, D, D * D, D * D, D * D, D * D, D, D * F, D * F, D * F, D, 16 * 4 * 2, 0};
    const int size1[] = {D, D, D, V * D, D * D, D * D, D * D, D * D, D * F, D * F, D * F, 0};
    const int *n = version ? size1 : size0;
    bytes b = {0};
    int i, k;
    float f;
    if (version) put(&b, "24ka", 4), put_number(&b, (uint64_t)version, 4);
    for (i = 0; i < 7; i++) put_number(&b, (uint64_t)sizes[i], 4);
    if (version) put_number(&b, 1, 1), put_number(&b, 16, 4);
    while (version && b.n < 256) put_number(&b, 0, 1);
    for (k = 0; n[k]; k++) {
        const int bytes_too = version == 2 && n[k] > D;
        for (i = 0; i < n[k]; i++) {
            f = (float)(test_below(255) - 127) / 256;
            if (bytes_too) put_number(&b, (uint64_t)test_below(256), 1);
            else put(&b, &f, 4);
        }
        for (i = 0, f = 1.0f / 256; i < n[k] / 16 && bytes_too; i++) put(&b, &f, 4);
    }
    write_file(path, b.p, b.n);
    free(b.p);
    memset(&b, 0, sizeof b);
    put_number(&b, 4, 4);
    for (i = 0; i < V; i++) {
        char text[8];
        f = (float)-i;
        if (i < 3) snprintf(text, sizeof text, "%s", i == 0 ? "<unk>" : i == 1 ? "\n<s>\n" : "\n</s>\n");
        else if (i < 259) snprintf(text, sizeof text, "<0x%02X>", (unsigned)(i - 3));
        else snprintf(text, sizeof text, "%c", 'a' + i - 259);
        put(&b, &f, 4);
        put_number(&b, strlen(text), 4);
        put_text(&b, text);
    }
    write_file(place("in/tokenizer.bin"), b.p, b.n);
    free(b.p);
}

/* Writes a checkpoint; what is to be converted. */
static const char *write_checkpoint(int kind) {
    static const char *const shards[] = {"model-00001-of-00003.safetensors", "model-00002-of-00003.safetensors",
                                         "model-00003-of-00003.safetensors", "model.safetensors.index.json"};
    const char *from = "tests/data/llama-bf16-sharded";
    gpt_error err = {0, ""};
    source s = {0};
    int i;
    begin();
    if (kind >= LLAMA2C_0) {
        write_llama2c(place("in/model.bin"), kind - LLAMA2C_0);
        return place("in/model.bin");
    }
    copy_file(test_join(from, "config.json"), place("in/config.json"));
    write_file(place("in/generation_config.json"), generation, sizeof generation - 1);
    write_file(place("in/tokenizer_config.json"), tokenizer_config, sizeof tokenizer_config - 1);
    write_tokenizer(place("in/tokenizer.json"));
    if (!CHECK_INT(safetensors_open(&s, from, &err), GPT_OK)) puts(err.message);
    if (kind == WHOLE) save_as_safetensors(&s, place("in/model.safetensors"));
    for (i = 0; i < 4 && kind == SHARDS; i++) copy_file(test_join(from, shards[i]), in_folder(shards[i]));
    if (kind >= TORCH_STORED) {
        static const int as[] = {PLAIN, DEFLATED, ZIP64, LEGACY};
        save_as_torch(&s, place("in/pytorch_model.bin"), as[kind - TORCH_STORED], 0, 1);
    }
    src_free(&s);
    return place("in");
}

/* ---- damage ---- */

static uint64_t extreme(size_t n) {
    static const uint64_t fixed[] = {0, 1, 2, 7, 127, 128, 255, 65535, 65536, 0x7fffffff, 0x80000000u, 0xffffffffu,
                                     0x100000000u, UINT64_MAX / 2, UINT64_MAX / 2 + 1, UINT64_MAX, UINT64_MAX - 7};
    switch (test_below(4)) {
    case 0: return n + (uint64_t)test_below(5) - 2;
    case 1: return test_random() >> test_below(64);
    default: return fixed[test_below((int)(sizeof fixed / sizeof fixed[0]))];
    }
}

/* A place in n bytes: often near the beginning or the end, where the formats keep their words. */
static size_t somewhere(size_t n) {
    const int where = test_below(10);
    const size_t near = n < 600 ? n : 600;
    if (n < 2) return 0;
    if (where < 4) return (size_t)test_below((int)near);
    if (where < 7) return n - 1 - (size_t)test_below((int)near);
    return (size_t)test_below((int)n);
}

/* Another token for a number, a word or a bracket of JSON; other texts have them, too. */
static void other_token(bytes *b, size_t at) {
    static const char *const tokens[] = {"0", "-1", "1", "1e999", "-0.0", "18446744073709551616", "4294967297", "0.5", "null",
                                         "true", "\"\"", "[]", "{}", "[[[[", "}", ",", "\"\\u0000\"", "\"\\ud800\"", "nan",
                                         "2147483648", "\"x\":", ""};
    const char *token = tokens[test_below((int)(sizeof tokens / sizeof tokens[0]))];
    size_t end, n = strlen(token);
    unsigned char *rest;
    while (at < b->n && !strchr("0123456789[]{}\"", b->p[at])) at++;
    for (end = at; end < b->n && end < at + 40 && strchr("0123456789.", b->p[end]);) end++;
    if (end == at && end < b->n) end++;
    rest = (unsigned char *)malloc(b->n - end + 1);
    if (!rest) return;
    memcpy(rest, b->p + end, b->n - end);
    n = b->n - end;
    b->n = at;
    put_text(b, token);
    put(b, rest, n);
    free(rest);
}

static void damage(bytes *b) {
    size_t at = somewhere(b->n), from = somewhere(b->n), n;
    uint64_t v;
    int i, width;
    if (b->n == 0) return;
    switch (test_below(9)) {
    case 0: b->p[at] ^= (unsigned char)(1 << test_below(8)); break;
    case 1: b->p[at] = (unsigned char)test_below(256); break;
    case 2: b->n = at; break;
    case 3: /* a piece of it elsewhere */
        n = (size_t)test_below(200);
        if (n > b->n - at) n = b->n - at;
        if (n > b->n - from) n = b->n - from;
        memmove(b->p + at, b->p + from, n);
        break;
    case 4: /* a piece is missing */
        n = (size_t)test_below(100);
        if (n > b->n - at) n = b->n - at;
        memmove(b->p + at, b->p + at + n, b->n - at - n);
        b->n -= n;
        break;
    case 5: /* more than there was */
        for (i = test_below(300); i-- > 0;) put_number(b, test_random(), 1);
        break;
    case 6:
    case 7:
        v = extreme(b->n);
        width = 1 << test_below(4);
        for (i = 0; i < width && at + (size_t)i < b->n; i++) b->p[at + (size_t)i] = (unsigned char)(v >> 8 * i);
        break;
    default: other_token(b, at); break;
    }
}

/* ---- what comes of it ---- */

static gpt_error err_last;

static int convert_to(const char *in, const char *out, int type) {
    convert_options o;
    memset(&o, 0, sizeof o);
    memset(&err_last, 0, sizeof err_last);
    o.in = in;
    o.out = out;
    o.type = type;
    o.quiet = 1;
    return convert_run(&o, &err_last);
}

/* Converts in this process; whatever happens, no half model may be there. Returns the status. */
static int convert(const char *in, int type) {
    const char *out = place("out/model.gpt");
    const int rc = convert_to(in, out, type);
    gpt_error err;
    if (rc == GPT_OK) {
        gpt_model *m = gpt_model_load(out, NULL, &err);
        if (!CHECK(m && gpt_model_selftest(m, 0, &err) == GPT_OK)) puts(err.message);
        gpt_model_free(m);
        remove(out);
    } else {
        CHECK(rc < 0 && err_last.status == rc && strlen(err_last.message) > 10);
    }
    CHECK_INT(entries(place("out"), 0), 0);
    return rc;
}

TEST(damaged_checkpoints_are_errors_or_harmless) {
    static const int types[] = {-1, -1, GPT_TYPE_F32, GPT_TYPE_Q8};
    int kind, refused = 0, fine = 0, round, n_round = atoi(test_env("TEST_ROUNDS", "60"));
    for (kind = 0; kind < N_KIND; kind++) {
        const char *in = write_checkpoint(kind);
        char path[10][512];
        DIR *d = opendir(place("in"));
        struct dirent *e;
        int n = 0;
        NOTE("kind %d", kind);
        REQUIRE(d != NULL);
        while ((e = readdir(d)) != NULL && n < 10)
            if (e->d_name[0] != '.') snprintf(path[n++], sizeof path[0], "%s", in_folder(e->d_name));
        closedir(d);
        if (!CHECK_INT(convert(in, -1), GPT_OK)) puts(err_last.message);
        for (round = 0; round < n_round; round++) {
            const char *name = path[test_below(n)];
            unsigned char *text;
            bytes b = {0};
            size_t size;
            gpt_error err;
            int k;
            REQUIRE(file_read(name, &text, &size, &err) == GPT_OK);
            put(&b, text, size);
            for (k = 1 + test_below(2) * test_below(3); k-- > 0;) damage(&b);
            write_file(name, b.p, b.n);
            NOTE("kind %d, round %d: %s", kind, round, name);
            if (convert(in, types[test_below(4)]) == GPT_OK) fine++;
            else refused++;
            write_file(name, text, size);
            free(text);
            free(b.p);
        }
        clear();
    }
    CHECK(refused > fine / 4 && fine > refused / 100);
}

/* ---- interruptions ---- */

static int sh(const char *command) {
    const int status = system(command);
    return WIFEXITED(status) ? WEXITSTATUS(status) : WIFSIGNALED(status) ? 128 + WTERMSIG(status) : -1;
}

static int says(const char *path, const char *word) {
    unsigned char *text;
    size_t size;
    gpt_error err;
    int there = file_read(path, &text, &size, &err) == GPT_OK && strstr((char *)text, word) != NULL;
    free(text);
    return there;
}

/* Signals at random moments: the output is the old one or the new one, and there is nothing beside it. */
TEST(a_signal_leaves_the_old_file_or_the_new_one) {
    static const int signals[] = {SIGINT, SIGTERM, SIGHUP, SIGPIPE};
    const char *in = "tests/data/gpt2";
    char out[600], tool[600];
    int i, killed = 0;
    begin();
    snprintf(out, sizeof out, "%s", place("out/model.gpt"));
    snprintf(tool, sizeof tool, "%s", test_build("gpt-convert"));
    for (i = 0; i < 24; i++) {
        struct timespec wait = {0, 0};
        int status = 0;
        pid_t child;
        write_file(out, "old", 3);
        child = fork();
        if (child == 0) {
            execl(tool, tool, in, "-o", out, "--quiet", (char *)NULL);
            _exit(99);
        }
        REQUIRE(child > 0);
        wait.tv_nsec = (long)test_below(30) * 1000000 + test_below(1000000);
        nanosleep(&wait, NULL);
        kill(child, signals[i % 4]);
        REQUIRE(waitpid(child, &status, 0) == child);
        NOTE("signal %d after %.1f ms: status %x", signals[i % 4], (double)wait.tv_nsec / 1e6, (unsigned)status);
        CHECK_INT(entries(place("out"), 0), 1);
        killed += WIFSIGNALED(status);
        if (WIFSIGNALED(status)) CHECK_INT(WTERMSIG(status), signals[i % 4]);
        else CHECK_INT(WEXITSTATUS(status), 0);
        if (!says(out, "old")) {
            gpt_model *m = gpt_model_load(out, NULL, NULL);
            CHECK(m != NULL);
            gpt_model_free(m);
        } else CHECK(WIFSIGNALED(status));
    }
    CHECK(killed > 0);
    clear();
}

/* nohup and background jobs ignore signals; so do their programs */
TEST(ignored_signals_stay_ignored) {
    char command[2000];
    begin();
    snprintf(command, sizeof command, "trap '' HUP INT; (%s %s -o %s --quiet) & p=$!; for i in 1 2 3 4 5 6 7 8 9; do "
             "kill -HUP $p 2>/dev/null; kill -INT $p 2>/dev/null; done; wait $p", test_build("gpt-convert"), test_data("gpt2"),
             place("out/model.gpt"));
    CHECK_INT(sh(command), 0);
    CHECK_INT(entries(place("out"), 0), 1);
    clear();
}

/* A disk that gets full after some bytes, as a limit of the file's size. */
TEST(a_full_disk_is_an_error) {
    char command[2000], said[600];
    struct stat st;
    int blocks;
    begin();
    snprintf(said, sizeof said, "%s", place("in/said"));
    REQUIRE(convert_to("tests/data/gpt2", place("out/model.gpt"), -1) == GPT_OK);
    REQUIRE(stat(place("out/model.gpt"), &st) == 0);
    for (blocks = 0; blocks < 600; blocks += blocks < 8 ? 1 : 71) { /* of 512 bytes */
        write_file(place("out/model.gpt"), "old", 3);
        snprintf(command, sizeof command, "(ulimit -f %d; %s %s -o %s 2>&1) | cat > %s", blocks, test_build("gpt-convert"),
                 test_data("gpt2"), place("out/model.gpt"), said);
        sh(command);
        NOTE("%d blocks", blocks);
        CHECK(says(said, "cannot write: File too large") != says(said, "peak memory"));
        CHECK_INT(says(said, "File too large"), (long)blocks * 512 < (long)st.st_size);
        CHECK_INT(says(place("out/model.gpt"), "old"), says(said, "File too large"));
        CHECK_INT(entries(place("out"), 0), 1);
    }
    clear();
}

/* Too little memory, at many limits: an error that says so, or a model. */
TEST(too_little_memory_is_an_error) {
#if defined(__SANITIZE_ADDRESS__)
    SKIP("sanitizers need memory of their own");
#else
    char command[2000], said[600];
    int kb, failed = 0;
    begin();
    snprintf(said, sizeof said, "%s", place("in/said"));
    for (kb = 3000; kb < 16000; kb += 200) {
        int status;
        snprintf(command, sizeof command, "ulimit -v %d; %s --help > %s 2>&1", kb, test_build("gpt-convert"), said);
        if (sh(command) != 0) continue; /* it can't even start */
        snprintf(command, sizeof command, "ulimit -v %d; OMP_NUM_THREADS=1 %s %s -o %s > %s 2>&1", kb,
                 test_build("gpt-convert"), test_data("gpt2"), place("out/model.gpt"), said);
        status = sh(command);
        NOTE("%d KB: status %d", kb, status);
        CHECK(status == 0 || (status == 1 && says(said, "gpt-convert: ")));
        CHECK_INT(entries(place("out"), 0), status == 0);
        failed += status == 1;
        remove(place("out/model.gpt"));
    }
    CHECK(failed > 0);
    clear();
#endif
}

/* ---- outputs that are none ---- */

TEST(odd_outputs_are_refused) {
    static const char *const outputs[] = {
        "/dev/full", "/dev/null", "@/out/pipe", "@/out", "@/out/", "@/none/model.gpt", "@/in/model.safetensors/x",
        "@/in/model.safetensors", "@/in/../in/model.safetensors", "@/in/./model.safetensors", "@/out/symbolic", "@/out/hard",
        "@/in/config.json", "@/in/tokenizer.json", "@/in/generation_config.json", ""
    };
    const char *files[] = {"model.safetensors", "config.json", "tokenizer.json", "generation_config.json"};
    char out[500], arguments[1200], said[2000];
    struct stat before[4], after;
    size_t i, k;
    write_checkpoint(WHOLE);
    REQUIRE(symlink("../in/model.safetensors", place("out/symbolic")) == 0);
    REQUIRE(link(place("in/model.safetensors"), place("out/hard")) == 0);
    REQUIRE(mkfifo(place("out/pipe"), 0600) == 0);
    for (k = 0; k < 4; k++) stat(in_folder(files[k]), &before[k]);
    for (i = 0; i < sizeof outputs / sizeof outputs[0]; i++) {
        if (outputs[i][0] == '@') snprintf(out, sizeof out, "%s%s", place(""), outputs[i] + 1);
        else snprintf(out, sizeof out, "%s", outputs[i]);
        snprintf(arguments, sizeof arguments, "%s -o '%s'", place("in"), out);
        NOTE("%s", outputs[i]);
        CHECK_INT(test_tool("gpt-convert", arguments, said, sizeof said), 1);
        if (!CHECK(strstr(said, "gpt-convert: ") && strchr(said, '\n'))) puts(said);
        CHECK_INT(entries(place("out"), 0), 3);
        CHECK_INT(entries(place("in"), 0), 5);
        for (k = 0; k < 4; k++) {
            stat(in_folder(files[k]), &after);
            CHECK(after.st_size == before[k].st_size && after.st_mtime == before[k].st_mtime &&
                  after.st_ino == before[k].st_ino);
        }
    }
    clear();
}

/* Through a link, what it points to is written. */
TEST(links_stay_links) {
    struct stat st;
    begin();
    write_file(place("in/old"), "old", 3);
    REQUIRE(symlink("../in/old", place("out/link")) == 0);
    CHECK_INT(convert_to("tests/data/gpt2", place("out/link"), -1), GPT_OK);
    CHECK(lstat(place("out/link"), &st) == 0 && S_ISLNK(st.st_mode));
    CHECK(lstat(place("in/old"), &st) == 0 && S_ISREG(st.st_mode) && st.st_size > 100000);
    CHECK_INT(entries(place("in"), 0) + entries(place("out"), 0), 2);
    clear();
}

TEST_MAIN("damage", damaged_checkpoints_are_errors_or_harmless, a_signal_leaves_the_old_file_or_the_new_one,
          ignored_signals_stay_ignored, a_full_disk_is_an_error, too_little_memory_is_an_error,
          odd_outputs_are_refused, links_stay_links)
