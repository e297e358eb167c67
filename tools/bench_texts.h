/* bench_texts.h -- the texts that tokenizers are timed on: what people write, and what is hard on tokenizers
 *
 *     sample s;
 *     if (sample_make(&s, SAMPLE_ENGLISH, model, 1 << 20)) ... s.p (s.n bytes) ...
 *     free(s.p);
 *
 * Nothing is read: prose and code are put together from the lines below, and one word in twelve is made up of their
 * parts, since it is the rare words that take time. The same size gives the same text, for all models of a vocabulary.
 *
 * Include ../gpt.h with its implementation first. */
#ifndef TOOLS_BENCH_TEXTS_H
#define TOOLS_BENCH_TEXTS_H

#include <stdlib.h>
#include <string.h>

/* X(id, name, what it is) */
#define SAMPLES(X) \
    X(ENGLISH, "english", "sentences of English, their words varied") \
    X(CODE, "code", "lines of C, Python and JSON, with names of all sorts") \
    X(MIXED, "mixed", "sentences in twenty languages, fourteen scripts, and emoji") \
    X(LETTER, "letter", "one letter, again and again") \
    X(SPACES, "spaces", "nothing but spaces") \
    X(NEWLINES, "newlines", "nothing but line ends") \
    X(INDENT, "indents", "lines of 200 spaces and one letter") \
    X(DIGITS, "digits", "random digits") \
    X(POINTS, "points", "random punctuation") \
    X(RULES, "rules", "runs of 1 to 400 times the same mark: =====") \
    X(UNSPACED, "unspaced", "English without blanks and marks") \
    X(LETTERS, "letters", "random letters without blanks") \
    X(MERGES, "merges", "the longest tokens that are words, without blanks") \
    X(SPECIAL, "special", "special tokens in a row, as such") \
    X(BYTES, "bytes", "random bytes") \
    X(MARKS, "marks", "one letter, then combining marks in random order") \
    X(HAN, "han", "random Chinese characters") \
    X(EMOJI, "emoji", "families joined by U+200D without end")

typedef enum sample_id {
#define SAMPLE(id, name, what) SAMPLE_##id,
    SAMPLES(SAMPLE)
#undef SAMPLE
    N_SAMPLE
} sample_id;

static const char *const sample_names[N_SAMPLE] = {
#define SAMPLE(id, name, what) name,
    SAMPLES(SAMPLE)
#undef SAMPLE
};

typedef struct sample {
    char *p;
    size_t n, size;
    uint64_t seed;
    const gpt__tokenizer *t;
} sample;

/* ---- what texts are made of ---- */

static const char *const sample_prose[] = {
    "The machine was built in the winter of that year, and nobody who had seen the drawings believed it could run.",
    "She put the letter back into its envelope, looked out of the window for a while, and said nothing.",
    "In most of these cases the difference between the two measurements is smaller than the error of either.",
    "\"I don't think so,\" he answered; \"but if you'd rather wait until tomorrow, we can ask them again.\"",
    "Prices rose by 3.4 percent in 2019, according to the ministry, while wages have hardly changed since 1998.",
    "The river, which had been rising for three days, finally broke through the old dam above the village.",
    "There are several reasons why a program of this size should be divided into smaller parts.",
    "However, the committee's report was not published until the government had resigned.",
    "Light travels more slowly through water than through air, and this is why a stick seems to bend at the surface.",
    "They walked along the beach, talking about their children, about money, and about the war.",
    "A large number of species depend on forests that are burned or cut down faster than they can grow.",
    "You will need two cups of flour, a little salt, half a pound of butter, and at least one hour of patience.",
    "Nothing in the contract says that the company must pay for damage caused by its customers.",
    "The first university of the country was founded in 1409, and it remained the only one for three hundred years.",
    "What happened next is difficult to explain: the lights went out, somebody laughed, and the door was open.",
    "Doctors recommend regular exercise, especially for people who spend their working days sitting at a desk.",
    "If a function is continuous on a closed interval, then it takes on every value between its smallest and largest.",
    "Please read these instructions carefully before you connect the device to an electrical outlet.",
    "He couldn't remember whether he'd locked the front door, and it's a long way back from the station.",
    "Modern historians regard the treaty as an important step towards the independence of the northern provinces.",
    "The software is provided without warranty of any kind, and the authors are not responsible for its use.",
    "We've been asked to describe how memory, attention and language develop during the first years of life.",
    "Music was everywhere: in the streets, behind closed shutters, and, late at night, down by the harbour.",
    "Although the experiment was repeated under different conditions, the results were consistently negative."};

static const char *const sample_before[] = {"un", "re", "over", "inter", "pre", "sub", "counter", "non", "hyper",
    "mis"};
static const char *const sample_after[] = {"s", "ed", "ing", "ness", "ation", "ist", "er", "like", "ically", "ville",
    "ism", "able", "ton", "ski", "worth", "'s"};

/* $ is a name, # a number */
static const char *const sample_code[] = {
    "for (size_t i = 0; i < $; i++) {", "}", "if ($ == NULL) return -1;", "static int $(const char *$, size_t $) {",
    "def $(self, $, $=None):", "return self.$.get($, #)", "import $ as $", "// $ must not be larger than #",
    "    \"$\": #,", "    \"$\": \"$\",", "$ = [$ for $ in range(#) if $ % # != 0]", "#define $ 0x#", "",
    "raise ValueError(f\"$: expected {$}, got {$!r}\")", "printf(\"%s: %d\\n\", $, $->$);", "$[#] += ($ * $) >> #;",
    "while (!$.empty() && $.top() <= $) $.pop();", "else:", "/* $ */", "const $ = await $.$(\"/api/v#/$\", { $: # });",
    "<div class=\"$-$\" id=\"$#\">", "@property", "struct $ *$ = ($ *)malloc(sizeof(*$));", "\t$ := $.$[#:]"};

static const char *const sample_scripts[] = {
    "Все люди рождаются свободными и равными в своем достоинстве и правах.",
    "人人生而自由，在尊严和权利上一律平等。他们赋有理性和良心，并应以兄弟关系的精神相对待。",
    "すべての人間は、生まれながらにして自由であり、かつ、尊厳と権利とについて平等である。",
    "모든 인간은 태어날 때부터 자유로우며 그 존엄과 권리에 있어 동등하다.",
    "يولد جميع الناس أحرارا متساوين في الكرامة والحقوق، وقد وهبوا عقلا وضميرا.",
    "सभी मनुष्यों को गौरव और अधिकारों के मामले में जन्मजात स्वतन्त्रता और समानता प्राप्त है।",
    "כל בני האדם נולדו בני חורין ושווים בערכם ובזכויותיהם.",
    "Όλοι οι άνθρωποι γεννιούνται ελεύθεροι και ίσοι στην αξιοπρέπεια και τα δικαιώματα.",
    "มนุษย์ทั้งหลายเกิดมามีอิสระและเสมอภาคกันในเกียรติศักดิ์และสิทธิ",
    "Tất cả mọi người sinh ra đều được tự do và bình đẳng về nhân phẩm và quyền lợi.",
    "மனிதப் பிறிவியினர் சகலரும் சுதந்திரமாகவே பிறக்கின்றனர்.",
    "ყველა ადამიანი იბადება თავისუფალი და თანასწორი თავისი ღირსებითა და უფლებებით.",
    "সমস্ত মানুষ স্বাধীনভাবে সমান মর্যাদা এবং অধিকার নিয়ে জন্মগ্রহণ করে।",
    "Բոլոր մարդիկ ծնվում են ազատ ու հավասար իրենց արժանապատվությամբ ու իրավունքներով։",
    "Alle Menschen sind frei und gleich an Würde und Rechten geboren.",
    "Tous les êtres humains naissent libres et égaux en dignité et en droits.",
    "Todos los seres humanos nacen libres e iguales en dignidad y derechos.",
    "Bütün insanlar hür, haysiyet ve haklar bakımından eşit doğarlar.",
    "Wszyscy ludzie rodzą się wolni i równi pod względem swej godności i swych praw.",
    "All human beings are born free and equal in dignity and rights.",
    "👍🏽 🎉🎉 👩‍👩‍👧 ❤️ 🇯🇵 ½ × 3 ≈ 1½ € ™ ﬁ Ⅻ"};

#define SAMPLE_COUNT(array) ((int)(sizeof(array) / sizeof (array)[0]))

/* ---- drawing and putting ---- */

static inline int sample_below(sample *s, int n) { /* 0 .. n - 1; xorshift64* */
    s->seed ^= s->seed >> 12;
    s->seed ^= s->seed << 25;
    s->seed ^= s->seed >> 27;
    return (int)((s->seed * 0x2545f4914f6cdd1du >> 33) % (uint64_t)n);
}

#define SAMPLE_PICK(s, array) ((array)[sample_below(s, SAMPLE_COUNT(array))])

static inline void sample_add(sample *s, const void *p, size_t n) { /* what does not fit is cut off */
    if (n > s->size - s->n) n = s->size - s->n;
    memcpy(s->p + s->n, p, n);
    s->n += n;
}

static inline void sample_text(sample *s, const char *text) { sample_add(s, text, strlen(text)); }

static inline void sample_char(sample *s, uint32_t cp) {
    uint8_t bytes[4];
    sample_add(s, bytes, gpt__utf8_put(cp, bytes));
}

static inline size_t sample_letters(const char *p) {
    size_t n = 0;
    while ((p[n] | 32) >= 'a' && (p[n] | 32) <= 'z') n++;
    return n;
}

/* A word of the prose, of four letters and more. */
static inline const char *sample_stem(sample *s, size_t *n) {
    for (;;) {
        const char *line = SAMPLE_PICK(s, sample_prose);
        const char *p = strchr(line + sample_below(s, (int)strlen(line)), ' ');
        if (p && (*n = sample_letters(p + 1)) >= 4) return p + 1;
    }
}

/* A word that is made up. */
static inline void sample_rare(sample *s) {
    size_t n;
    const char *stem;
    if (sample_below(s, 2)) sample_text(s, SAMPLE_PICK(s, sample_before));
    stem = sample_stem(s, &n);
    sample_add(s, stem, n);
    sample_text(s, SAMPLE_PICK(s, sample_after));
}

/* ---- the texts ---- */

static inline void sample_sentence(sample *s) {
    const char *const line = SAMPLE_PICK(s, sample_prose), *p = line;
    while (*p) {
        const size_t n = sample_letters(p);
        if (n >= 4 && p > line && p[-1] == ' ' && !sample_below(s, 6)) sample_rare(s); /* a twelfth of all words */
        else sample_add(s, p, n ? n : 1);
        p += n ? n : 1;
    }
    sample_text(s, sample_below(s, 5) ? " " : "\n\n");
}

static inline void sample_name(sample *s) {
    int parts = 1 + sample_below(s, 3), style = sample_below(s, 3);
    size_t n;
    for (; parts > 0; parts--) {
        const char *stem = sample_stem(s, &n);
        const char upper = (char)(style == 1 ? stem[0] & ~32 : stem[0]);
        if (n > 7) n = 4;
        sample_add(s, &upper, 1);
        sample_add(s, stem + 1, n - 1);
        if (parts > 1 && !style) sample_text(s, "_");
    }
}

static inline void sample_line(sample *s) {
    const char *p = SAMPLE_PICK(s, sample_code);
    int depth = sample_below(s, 4);
    for (; depth > 0; depth--) sample_text(s, "    ");
    for (; *p; p++) {
        if (*p == '$') sample_name(s);
        else if (*p == '#') sample_char(s, (uint32_t)('0' + sample_below(s, 10)));
        else sample_add(s, p, 1);
    }
    sample_text(s, "\n");
}

/* A sentence in which one letter in ten is another one of it. */
static inline void sample_foreign(sample *s) {
    const char *line = SAMPLE_PICK(s, sample_scripts);
    const size_t n = strlen(line);
    size_t i, len;
    uint32_t cp, other;
    for (i = 0; i < n; i += len) {
        len = gpt__utf8_next((const uint8_t *)line + i, n - i, &cp);
        if (len > 1 && !sample_below(s, 10)) {
            const size_t at = (size_t)sample_below(s, (int)n);
            if (gpt__utf8_next((const uint8_t *)line + at, n - at, &other) > 1) cp = other;
        }
        sample_char(s, cp);
    }
    sample_text(s, " ");
}

static inline void sample_run(sample *s) {
    int n = 1 + sample_below(s, 400);
    const char mark = "=-*#._~/"[sample_below(s, 8)];
    for (; n > 0; n--) sample_add(s, &mark, 1);
    sample_text(s, "\n");
}

static inline void sample_unspaced(sample *s) {
    const char *p = SAMPLE_PICK(s, sample_prose);
    for (; *p; p++)
        if (sample_letters(p)) sample_add(s, p, 1);
}

/* How many of a token's bytes are letters: all, maybe but for a space in front; else 0. */
static inline size_t sample_word(const gpt__tokenizer *t, uint32_t id, const char **p) {
    size_t n = t->TEXT_AT[id + 1] - t->TEXT_AT[id], i;
    *p = (const char *)t->TEXT + t->TEXT_AT[id];
    if (n && **p == ' ') *p += 1, n--;
    for (i = 0; i < n; i++)
        if (((*p)[i] | 32) < 'a' || ((*p)[i] | 32) > 'z') return 0;
    return n;
}

/* One of the vocabulary's long words: the longest of 200 tokens. */
static inline void sample_long_word(sample *s) {
    const char *best = "a", *p;
    size_t n_best = 1, n;
    int i;
    for (i = 0; i < 200; i++) {
        n = sample_word(s->t, (uint32_t)sample_below(s, (int)s->t->n_vocab), &p);
        if (n > n_best) n_best = n, best = p;
    }
    sample_add(s, best, n_best);
}

static inline void sample_special(sample *s) {
    const gpt__added *a;
    if (!s->t->n_ADDED) {
        sample_text(s, "<s>");
        return;
    }
    a = &s->t->ADDED[sample_below(s, (int)s->t->n_ADDED)];
    sample_add(s, s->t->TEXT + s->t->TEXT_AT[a->id], s->t->TEXT_AT[a->id + 1] - s->t->TEXT_AT[a->id]);
}

static inline void sample_piece(sample *s, sample_id id) {
    static const char points[] = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    const char byte = (char)sample_below(s, 256);
    int i;
    switch (id) {
    case SAMPLE_ENGLISH: sample_sentence(s); break;
    case SAMPLE_CODE: sample_line(s); break;
    case SAMPLE_MIXED: sample_foreign(s); break;
    case SAMPLE_LETTER: sample_text(s, "a"); break;
    case SAMPLE_SPACES: sample_text(s, " "); break;
    case SAMPLE_NEWLINES: sample_text(s, "\n"); break;
    case SAMPLE_INDENT:
        for (i = 0; i < 200; i++) sample_text(s, " ");
        sample_text(s, "x\n");
        break;
    case SAMPLE_DIGITS: sample_char(s, (uint32_t)('0' + sample_below(s, 10))); break;
    case SAMPLE_POINTS: sample_add(s, &points[sample_below(s, 32)], 1); break;
    case SAMPLE_RULES: sample_run(s); break;
    case SAMPLE_UNSPACED: sample_unspaced(s); break;
    case SAMPLE_LETTERS: sample_char(s, (uint32_t)('a' + sample_below(s, 26))); break;
    case SAMPLE_MERGES: sample_long_word(s); break;
    case SAMPLE_SPECIAL: sample_special(s); break;
    case SAMPLE_BYTES: sample_add(s, &byte, 1); break;
    case SAMPLE_MARKS: sample_char(s, s->n ? 0x300u + (uint32_t)sample_below(s, 0x70) : (uint32_t)'a'); break;
    case SAMPLE_HAN: sample_char(s, 0x4e00u + (uint32_t)sample_below(s, 0x5200)); break;
    default: sample_text(s, "👩\xe2\x80\x8d"); break;
    }
}

/* 0: out of memory. A character that the size cuts in two is left out. */
static inline int sample_make(sample *s, sample_id id, const gpt__tokenizer *t, size_t size) {
    uint32_t cp;
    memset(s, 0, sizeof *s);
    s->t = t;
    s->size = size;
    s->seed = 88172645463325252u;
    s->p = (char *)malloc(size + 1);
    if (!s->p) return 0;
    while (s->n < s->size) sample_piece(s, id);
    while (id != SAMPLE_BYTES && s->n && gpt__utf8_before((const uint8_t *)s->p, s->n, &cp) == 1 && cp >= 0x80) s->n--;
    return 1;
}

#endif
