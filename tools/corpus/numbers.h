/* numbers.h -- arithmetic to two digits, times tables, comparing numbers, and numbers in words.
 *
 * Whatever the question looks like, its answer in digits first restates it as an equation: "Subtract 5 from 12" is
 * answered "12 - 5 = 7", a story about apples "7 + 8 = 15, so Anna has 15 apples." A small model then computes from
 * one form only. A question in words is answered in both: "12 + 7 = 19, so twelve plus seven is nineteen."
 *
 * Two things are held out. Wordings: "arithmetic" is measured with pairs of numbers that training has seen, in
 * wordings it has not. Pairs: one sum and one difference in ten never occurs in training, in no wording and in
 * neither order; "arithmetic, unseen pairs" is measured with these. Pairs up to 12 and the tables are all trained. */

typedef struct numbers_wordings {
    const char *const *train, *const *held;
    int n_train, n_held;
} numbers_wordings;

#define NUMBERS_WORDINGS(list) {list, list##_held, COUNT(list), COUNT(list##_held)}

static const char *numbers_wording(grammar *g, const numbers_wordings *w, int held) {
    return held ? w->held[below(g, w->n_held)] : w->train[below(g, w->n_train)];
}

/* ---- a calculation ---- */

typedef struct numbers_sum { int a, b, result; char sign; } numbers_sum; /* sign: + - x / */

static const char numbers_signs[] = "+-x/"; /* the order of the tables below */

static int numbers_sign_index(char sign) { return (int)(strchr(numbers_signs, sign) - numbers_signs); }

/* A pair that training never shows: a + b and b + a alike, a - b and b - a alike. */
static int numbers_is_unseen(const numbers_sum *s) {
    char key[40];
    if (strchr("x/", s->sign) || (s->a <= 12 && s->b <= 12)) return 0;
    snprintf(key, sizeof(key), "%d%c%d", s->a < s->b ? s->a : s->b, s->sign, s->a < s->b ? s->b : s->a);
    return is_held_out(key);
}

/* A sum or difference with numbers from .. to; few differences are negative, and none if from > 1 (counted things). */
static numbers_sum numbers_draw_sum(grammar *g, int from, int to, int unseen) {
    numbers_sum s;
    do {
        s.sign = numbers_signs[below(g, 2)];
        s.a = between(g, from, to);
        s.b = between(g, from, to);
        if (s.sign == '-' && s.a < s.b && (from > 1 || chance(g, 92))) {
            const int swap = s.a;
            s.a = s.b;
            s.b = swap;
        }
        s.result = s.sign == '+' ? s.a + s.b : s.a - s.b;
    } while (numbers_is_unseen(&s) != unseen || (from > 1 && s.result < from));
    return s;
}

/* A product of the times tables, or the division that undoes one. */
static numbers_sum numbers_draw_product(grammar *g, int from) {
    numbers_sum s;
    s.a = between(g, from, 12);
    s.b = between(g, from, 12);
    s.result = s.a * s.b;
    s.sign = 'x';
    if (s.b > 0 && chance(g, 35)) {
        const int swap = s.a;
        s.a = s.result;
        s.result = swap;
        s.sign = '/';
    }
    return s;
}

/* The slots of a calculation in digits: a, b, r and equation. */
static void numbers_slots(grammar *g, const numbers_sum *s) {
    slot(g, "a", "%d", s->a);
    slot(g, "b", "%d", s->b);
    slot(g, "r", "%d", s->result);
    slot(g, "equation", "%d %c %d = %d", s->a, s->sign, s->b, s->result);
}

static void numbers_slot_words(grammar *g, const char *name, int n) {
    char text[TEXT_CAP] = "";
    add_number_words(text, n);
    slot(g, name, "%s", text);
}

/* ---- plain questions ---- */

/* The calculation as it is written or said, and the question around it */
static const char *const numbers_written[] = {"[{a} + {b}|{a} + {b}|{a}+{b}|{a} plus {b}]",
    "[{a} - {b}|{a} - {b}|{a}-{b}|{a} minus {b}]",
    "[{a} x {b}|{a} x {b}|{a} * {b}|{a}*{b}|{a}x{b}|{a} × {b}|{a} times {b}]",
    "[{a} / {b}|{a} / {b}|{a}/{b}|{a} ÷ {b}|{a} : {b}|{a} divided by {b}]"};
static const char *const numbers_said[] = {"{a} plus {b}", "{a} minus {b}", "{a} times {b}", "{a} divided by {b}"};

static const char *const numbers_asks[] = {"What is {x}?", "What is {x}?", "What's {x}?", "How much is {x}?", "{X}",
    "{X}", "{X}", "{X}?", "[Calculate|Compute|Work out|Solve|Find|Evaluate] {x}.",
    "[So what|What] does {x} [equal|make|give]?", "Please [calculate|compute|work out|solve|do] {x}[| for me].",
    "Can you [calculate|compute|work out|solve|do] {x}[|, please]?",
    "[Can|Could] you [please |][tell me|say] [what|how much] {x} is?", "Do you know [what|how much] {x} is?",
    "[Tell me|I want to know|I'd like to know|I need to know] [what|how much] {x} is.", "{X} [equals|is|makes]?",
    "What [is|would be] the [answer to|result of] {x}?", "What do [I|you|we] get [for|from|with] {x}?",
    "[I need|Give me|Find] the [answer|solution] to {x}.", "[I need|Give me|Tell me|Find] the result of {x}.",
    "{X}, please.", "[What|How much] [will|would] {x} be?",
    "[Do the maths|A little maths|Maths question|Arithmetic]: {x}", "{X}, what is [it|that]?", "Answer this: {x}",
    "[How about|What about|And] {x}?", "If [I|you|we] [calculate|work out|do] {x}, what do [I|you|we] get?",
    "My [homework|teacher] [says|asks]: {x}", "Quick, {x}!", "Let's do [some|a little] maths. {X}?",
    "What comes out [if|when] I calculate {x}?", "[Can|Could] you help me[| with this]? {X}",
    "I'm thinking about {x}. How much is it?", "Do you know {x}?",
    "What number do you get for {x}?",
    "What number is the result of {x}?",
    "Which number is {x}?",
    "{X} is what?",
    "{X} makes what?",
    "{X} comes to what?",
    "Is it hard to work out {x}?",
    "[Let me see|Hmm|OK|Now|Next]: {x}",
    "Show me {x}.",
    "How do I calculate {x}?",
    "What is the value of {x}?",
    "[Please answer|Answer]: {x}?",
    "I can't work out {x}. [Can you?|Help!]",
    "Give me {x}.",
    "Does your calculator know {x}?",
    "Just {x}, please.",
    "I have to calculate {x}."};
static const char *const numbers_asks_held[] = {"{X} equals what?", "{X} is how much?", "Can you solve {x} for me?",
    "[Please tell|Tell] me the answer to {x}.", "What number is {x}?", "I'd like to know what {x} makes.",
    "How much does {x} make?", "Could you [do|calculate] {x}, please?", "Do you know the result of {x}?",
    "Help me with {x}.", "What comes out of {x}?", "Now work out {x} for me."};
static const numbers_wordings numbers_plain = NUMBERS_WORDINGS(numbers_asks);

static const char *const numbers_equals[] = {"{x} =", "{x} = ?", "{x}=", "{x}=?", "What is {x} = ?",
    "{x} equals",
    "{x} is = ?",
    "{x} = ??",
    "So {x} =",
    "Complete: {x} ="};
static const char *const numbers_equals_held[] = {"{x} = what", "Solve: {x} = ?", "How much is {x} = ?"};
static const numbers_wordings numbers_equation = NUMBERS_WORDINGS(numbers_equals);

/* Questions with words of their own. In all of them the answer begins with {a}. */
static const char *const numbers_add[] = {"[Add|Please add|Let's add] {a} and {b}.", "Add {b} to {a}.",
    "What is the [sum|total] of {a} and {b}?",
    "[Find|Tell me|Give me|Calculate] the [sum|total] of {a} and {b}[|, please].",
    "[What|How much] [is|are|makes] {a} and {b} [together|in all|altogether]?", "Sum of {a} and {b}?",
    "Can you add {a} and {b}?", "What [is|do I get|do you get] [when|if] [I|you] add {a} and {b}?",
    "What number is {b} more than {a}?", "What do I get if I add {b} to {a}?", "{A} and {b} together?",
    "Put {a} and {b} together.", "{A} and {b} make?", "[Count|Add] {a} and {b} together.",
    "The sum of {a} and {b} is?", "How much do {a} and {b} [make|give]?", "{A} increased by {b}?",
    "Start with {a} and add {b}.", "What is {b} added to {a}?", "[What|How much] [is|are] {a} and {b}?",
    "If I have {a} and add {b}, what do I get?",
    "Begin with {a}, then add {b}.",
    "Put {b} on top of {a}.",
    "What do you get when you put {a} and {b} together?",
    "{A} and {b} more make what?",
    "To {a} add {b}."};
static const char *const numbers_add_held[] = {"Sum up {a} and {b}.", "What is the total if you add {a} and {b}?",
    "What do {a} and {b} make together?", "Can you tell me the sum of {a} and {b}?", "{B} added to {a}?",
    "Take {a} and add {b} to it.", "If you add {b} to {a}, how much is it?"};
static const char *const numbers_subtract[] = {"[Subtract|Please subtract|Let's subtract] {b} from {a}.",
    "Take {b} [|away ]from {a}.", "What is the difference [between|of] {a} and {b}?",
    "[Find|Tell me|Give me] the difference [between|of] {a} and {b}[|, please].",
    "[What|How much] is {a} take away {b}?", "What is the difference between {b} and {a}?", "{A} take away {b}",
    "What [is left|remains] [if|when] [I|you] take {b} [away |]from {a}?", "What number is {b} less than {a}?",
    "What do [I|you] get [when|if] [I|you] subtract {b} from {a}?", "Difference between {a} and {b}?",
    "Can you subtract {b} from {a}?", "Start with {a} and take away {b}.", "{A} decreased by {b}?",
    "How much is left of {a} [after taking|without] {b}?", "How much [more|larger] is {a} than {b}?",
    "How far is it from {b} to {a}?",
    "If you start with {a} and take off {b}, what is left?",
    "{A} without {b}?",
    "What is {a} without {b}?",
    "What remains if I take {b} from {a}?",
    "From {a} take {b}.",
    "How much less is {b} than {a}?",
    "Which number is {b} less than {a}?",
    "Remove {b} from {a}.",
    "What is left of {a} when {b} are gone?",
    "Count back {b} from {a}."};
static const char *const numbers_subtract_held[] = {"If I take {b} away from {a}, what is left?",
    "Can you tell me the difference between {a} and {b}?", "What do you get if you take {b} from {a}?",
    "Start with {a} and subtract {b}.", "{B} less than {a} is what number?", "What remains of {a} without {b}?",
    "How much do I get when I subtract {b} from {a}?"};
static const char *const numbers_multiply[] = {"[Multiply|Please multiply|Let's multiply] {a} [by|and|with] {b}.",
    "What is the product of {a} and {b}?", "[Find|Tell me|Give me|Calculate] the product of {a} and {b}[|, please].",
    "Product of {a} and {b}?", "Can you multiply {a} [by|and] {b}?", "[What|How much] is {a} multiplied by {b}?",
    "{A} multiplied by {b}", "Take {a} times {b}.",
    "What do [I|you] get [when|if] [I|you] multiply {a} [by|and] {b}?", "In the times table, what is {a} times {b}?",
    "How much do {a} groups of {b} make?", "{A} times {b}?", "The product of {a} and {b} is?",
    "If you take {a} {b} times, what do you get?",
    "Work out the product of {a} and {b}.",
    "What is {a} taken {b} times?",
    "What do {a} and {b} make when multiplied?",
    "What is the product if I multiply {a} by {b}?"};
static const char *const numbers_multiply_held[] = {"Can you tell me the product of {a} and {b}?",
    "If I multiply {a} by {b}, what do I get?", "What is the result if I multiply {a} and {b}?",
    "Do you know what I get for {a} multiplied by {b}?", "How much is the product of {a} and {b}?"};
static const char *const numbers_divide[] = {"[Divide|Please divide|Let's divide] {a} by {b}.",
    "[What|How much] is {a} divided by {b}?", "How [many times|often] does {b} [go|fit] into {a}?",
    "{A} divided by {b}", "What do [I|you] get [when|if] [I|you] divide {a} by {b}?",
    "Split {a} into {b} equal parts.", "{A} shared by {b}?", "Can you divide {a} by {b}?",
    "How many times is {b} in {a}?", "[Find|Tell me|Give me] {a} divided by {b}.",
    "If I split {a} into {b} equal parts, how large is each?",
    "What do you get for {a} divided by {b}?",
    "How often is {b} contained in {a}?",
    "What is the result if I divide {a} by {b}?",
    "Share {a} among {b}. How much does each get?"};
static const char *const numbers_divide_held[] = {"If I divide {a} by {b}, what do I get?",
    "Can you tell me {a} divided by {b}?", "How many times can {b} go into {a}?",
    "How much do you get when you divide {a} by {b}?"};
static const numbers_wordings numbers_own[] = {NUMBERS_WORDINGS(numbers_add), NUMBERS_WORDINGS(numbers_subtract),
    NUMBERS_WORDINGS(numbers_multiply), NUMBERS_WORDINGS(numbers_divide)};

/* A question about s into user; its slots a and b hold digits or words already. */
static void numbers_ask(grammar *g, char *user, const numbers_sum *s, int in_words, int held) {
    const int i = numbers_sign_index(s->sign);
    char text[TEXT_CAP];
    expand(g, text, in_words ? numbers_said[i] : numbers_written[i]);
    slot(g, "x", "%s", text);
    if (!in_words && chance(g, 12)) expand(g, user, numbers_wording(g, &numbers_equation, held));
    else if (s->result >= 0 && chance(g, 40)) expand(g, user, numbers_wording(g, &numbers_own[i], held));
    else expand(g, user, numbers_wording(g, &numbers_plain, held));
}

static void numbers_in_digits(grammar *g, turn *t, const numbers_sum *s, int held) {
    numbers_slots(g, s);
    numbers_ask(g, t->user, s, 0, held);
    expand(g, t->answer, "{equation}");
}

static void numbers_in_words(grammar *g, turn *t, const numbers_sum *s, int held) {
    numbers_slots(g, s);
    numbers_slot_words(g, "a", s->a);
    numbers_slot_words(g, "b", s->b);
    numbers_slot_words(g, "r", s->result);
    numbers_ask(g, t->user, s, 1, held);
    expand(g, t->answer, "{equation}, so ");
    add_expanded(g, t->answer, numbers_said[numbers_sign_index(s->sign)]);
    add_expanded(g, t->answer, " is {r}.");
}

/* French, Spanish, Chinese */
static const char *const numbers_foreign_x[] = {"{a} + {b}", "{a} - {b}", "{a} x {b}", "{a} / {b}"};
static const char *const numbers_french_x[] = {"{a} plus {b}", "{a} moins {b}", "{a} fois {b}",
    "{a} divisé par {b}"};
static const char *const numbers_spanish_x[] = {"{a} más {b}", "{a} menos {b}", "{a} por {b}",
    "{a} dividido entre {b}"};
static const char *const numbers_chinese_x[] = {"{a}加{b}", "{a}减{b}", "{a}乘以{b}", "{a}除以{b}"};
static const char *const numbers_french[] = {"Combien [font|fait] {x} ?", "Calcule {x}.",
    "Quel est le résultat de {x} ?", "[Peux-tu|Tu peux] calculer {x} ?", "[Ça|Cela] fait combien, {x} ?",
    "{x}, ça fait combien ?",
    "{x} donne combien ?",
    "Dis-moi combien font {x}.",
    "Tu sais combien font {x} ?",
    "Le résultat de {x} ?",
    "Et {x} ?"};
static const char *const numbers_french_held[] = {"{x} font combien ?", "Combien ça fait, {x} ?",
    "Peux-tu me calculer {x} ?"};
static const char *const numbers_spanish[] = {"¿Cuánto es {x}?", "¿Cuánto [son|da] {x}?", "Calcula {x}.",
    "¿Cuál es el resultado de {x}?", "¿Puedes calcular {x}?", "¿Me dices cuánto es {x}?",
    "¿Sabes calcular {x}?", "¿Puedes decirme el resultado de {x}?",
    "{x} son cuántos?",
    "Dime cuánto es {x}.",
    "El resultado de {x}, por favor.",
    "¿Cuánto da {x} en total?",
    "{x}, por favor."};
static const char *const numbers_spanish_held[] = {"{x}, ¿cuánto es?", "¿Sabes cuánto es {x}?",
    "¿Puedes decirme cuánto es {x}?"};
static const char *const numbers_chinese[] = {"{x}等于多少？", "{x}是多少？", "{x}等于几？",
    "请计算{x}。", "请问{x}等于多少？", "算一下{x}。",
    "{x}得多少？",
    "告诉我{x}是多少。",
    "{x}的结果是什么？",
    "{x}＝？"};
static const char *const numbers_chinese_held[] = {"请问{x}是多少？", "计算一下{x}。",
    "你知道{x}等于几吗？"};

static void numbers_foreign(grammar *g, turn *t, const numbers_sum *s, int held) {
    static const numbers_wordings asks[] = {NUMBERS_WORDINGS(numbers_french), NUMBERS_WORDINGS(numbers_spanish),
        NUMBERS_WORDINGS(numbers_chinese)};
    static const char *const *const said[] = {numbers_french_x, numbers_spanish_x, numbers_chinese_x};
    const int language = below(g, 3);
    const char *const *x = chance(g, 50) ? said[language] : numbers_foreign_x;
    char text[TEXT_CAP];
    numbers_slots(g, s);
    expand(g, text, x[numbers_sign_index(s->sign)]);
    slot(g, "x", "%s", text);
    expand(g, t->user, numbers_wording(g, &asks[language], held));
    expand(g, t->answer, "{equation}");
}

/* ---- stories to calculate ---- */

static const char *const numbers_girls[] = {"Anna", "Mia", "Lucy", "Sara", "Emma", "Nina", "Julia", "Clara", "Rosa",
    "Lily", "Eva", "Maria", "Kate", "Alice", "Zoe", "Ella"};
static const char *const numbers_boys[] = {"Ben", "Tom", "Leo", "Max", "Paul", "Sam", "Jack", "Peter", "Noah",
    "David", "Oscar", "Felix", "Adam", "Luke", "Hugo", "Simon"};
static const char *const numbers_things[] = {"apples", "books", "coins", "stones", "cards", "shells", "pencils",
    "stickers", "pears", "nuts", "flowers", "eggs", "balls", "cookies", "stamps", "marbles", "buttons", "oranges",
    "plums", "pens", "toys", "photos", "candles", "cups", "beads", "lemons", "balloons", "sweets"};

static const char *const numbers_person_gets[] = {
    "{name} has {a} {things} and [buys|gets|finds] {b} more. How many {things} does [{name}|{she}] have[| now]?",
    "{name} has {a} {things} and picks up {b} more. How many {things} does {she} have now?",
    "{name} [had|has] {a} {things}. Then {she} [gets|finds|buys] {b} more. How many does {she} have[| now| in all]?",
    "{name} has {a} {things}. {other} gives {name} {b} more. How many {things} does {name} have[| now]?",
    "If {name} has {a} {things} and gets {b} more, how many {things} does [{name}|{she}] have?",
    "First {name} finds {a} {things}, then {b} more. How many {things} does {she} have?",
    "{name} had {a} {things} before and [buys|gets] {b} more now. How many {things} does {she} have?",
    "How many {things} does {name} have[| now] after [buying|getting|finding] {b} more, with {a} before?",
    "How many {things} has {name} got, if {she} started with {a} and {b} were added?",
    "[Tell me how|Do you know how|I wonder how] many {things} {name} has: {a} at first and {b} more later.",
    "{name} counted {a} {things} on Monday and [bought|found] {b} more on Tuesday. How many is that in all?",
    "There were {a} {things}, and {name} brought {b} more. How many does {name} have?"};
static const char *const numbers_person_gets_held[] = {
    "{name} has {a} {things}. {She} buys {b} more. How many {things} are there now?",
    "{name} finds {b} {things} and had {a} before. How many {things} does {name} have now?",
    "How many {things} does {name} have if {she} has {a} and gets {b} more?"};
static const char *const numbers_i_get[] = {
    "I have {a} {things} and [buy|get|find] {b} more. How many {things} do I have[| now]?",
    "I had {a} {things}. Then I [got|found|bought] {b} more. How many do I have[| now]?",
    "I have {a} {things}. {name} gives me {b} more. How many {things} do I have[| now]?",
    "If I have {a} {things} and [get|buy] {b} more, how many [{things} |]do I have?",
    "I have {a} {things} in my bag and {b} on my table. How many {things} do I have?",
    "How many {things} do I have[| now] if I [bought|found] {b} more and had {a} before?",
    "How many {things} will I have if I take {b} more to my {a}?",
    "[Tell me how|Do you know how] many {things} I have: {a} old ones and {b} new ones.",
    "I own {a} {things} and {name} sends me {b} more. How many is that?"};
static const char *const numbers_i_get_held[] = {"I have {a} {things}. If I buy {b} more, how many do I have then?",
    "How many {things} do I have if I had {a} and got {b} more?",
    "There are {a} {things} on my table and I get {b} more. How many do I have?"};
static const char *const numbers_both[] = {
    "{name} has {a} {things} and {other} has {b}. How many {things} do they have [together|in all]?",
    "{name} has {a} {things}. {other} has {b} {things}. How many do they have [together|altogether|in all]?",
    "{name} has {a} {things}. {other} has {b}. How many {things} do they have together?",
    "If {name} has {a} {things} and {other} has {b}, how many do they have together?",
    "{name} finds {a} {things}, {other} finds {b}. How many {things} do they have together?",
    "How many {things} do {name} and {other} have [together|in all], {a} and {b}?",
    "How many {things} is that [together|in all]: {a} from {name} and {b} from {other}?",
    "How many {things} do {name} and {other} have together if one has {a} and the other {b}?",
    "[Together|In all], how many {things} are there if {name} brings {a} and {other} brings {b}?",
    "{name} with {a} {things} and {other} with {b} put them together. How many are there?",
    "{name} counts {a} {things}, {other} counts {b} {things}. How many together?"};
static const char *const numbers_both_held[] = {
    "Together, how many {things} do {name} and {other} have if {name} has {a} and {other} has {b}?",
    "{name} has {a} {things}, {other} has {b} {things}. How many is that together?",
    "How many {things} do {name} with {a} and {other} with {b} have together?"};
static const char *const numbers_person_gives[] = {
    "{name} has {a} {things} and [gives away|loses|sells] {b}. How many {things} does {she} have[| left| now]?",
    "{name} has {a} {things} and gives {other} {b}. How many {things} does {name} have[| left| now]?",
    "{name} had {a} {things}. Then {she} [lost|sold|gave away] {b}[| of them]. How many does {she} have[| left| now]?",
    "{name} has {a} {things}. {other} takes {b} of them. How many {things} does {name} have[| left| now]?",
    "If {name} has {a} {things} and [loses|gives away] {b}, how many [{things} |]does {she} have left?",
    "{name} sells {b} of {her} {a} {things}. How many {things} does {she} have left?",
    "How many {things} are left for {name} if {she} had {a} and [gave away|lost] {b}?",
    "How many {things} does {name} still have after {she} [lost|sold] {b} of {a}?",
    "How many {things} does {name} keep if {she} gives {other} {b} of {her} {a}?",
    "[Tell me how|Do you know how] many {things} {name} has left: {she} had {a} and sold {b}.",
    "From {her} {a} {things} {name} takes {b} and gives them to {other}. How many are left?"};
static const char *const numbers_person_gives_held[] = {
    "{name} had {a} {things} but {she} lost {b}. How many {things} does {name} have now?",
    "{name} gives {b} of {her} {a} {things} to {other}. How many does {name} have left?",
    "How many {things} does {name} have left if {she} had {a} and sold {b}?"};
static const char *const numbers_i_give[] = {
    "I have {a} {things} and [give away|lose|sell|give {name}] {b}. How many {things} do I have[| left| now]?",
    "I had {a} {things}. Then I [lost|sold|gave away] {b}[| of them]. How many [{things} |]do I have[| left| now]?",
    "I have {a} {things}. {name} takes {b}[| of them]. How many {things} do I have[| left| now]?",
    "If I have {a} {things} and [lose|give away] {b}, how many [{things} |]do I have left?",
    "I had {a} {things}, but I sold {b} of them. How many {things} do I have left?",
    "How many {things} are left if I had {a} and [gave away|lost|ate] {b}?",
    "How many {things} do I still have after I [lost|sold|gave away] {b} of {a}?",
    "How many {things} do I keep if I give {name} {b} of my {a}?",
    "[Tell me how|Do you know how] many {things} I have left: I had {a} and lost {b}."};
static const char *const numbers_i_give_held[] = {"I had {a} {things} but I lost {b}. How many do I have now?",
    "I give {b} of my {a} {things} to {name}. How many do I have left?",
    "How many {things} do I have left if I had {a} and sold {b}?"};
static const char *const numbers_more[] = {
    "{name} has {a} {things} and {other} has {b}. How many more [{things} |]does {name} have[| than {other}]?",
    "{name} has {a} {things}, {other} has {b}. How many more does {name} have?",
    "If {name} has {a} {things} and {other} has {b}, how many more does {name} have?",
    "How many more {things} than {other} does {name} have, with {a} and {b}?",
    "How many more has {name} got than {other}, if {name} has {a} {things} and {other} {b}?",
    "{other} has only {b} {things}, but {name} has {a}. How many more does {name} have?",
    ("[Compare {name} with {a} {things} and {other} with {b}.|{name}: {a} {things}, {other}: {b}.] "
     "How many more does {name} have?"),
    "{other} counts {b} {things} and {name} counts {a}. How many more has {name}?"};
static const char *const numbers_more_held[] = {
    "{other} has {b} {things}. {name} has {a}. How many more {things} does {name} have?",
    "How many more {things} does {name} have if {name} has {a} and {other} has {b}?"};
static const char *const numbers_boxes[] = {
    "{name} has {a} [boxes|bags|baskets] with {b} {things} in each. How many {things} does [{name}|{she}] have?",
    "{name} buys {a} [boxes|bags] of {b} {things}. How many {things} does {she} have[| now]?",
    "There are {b} {things} in each [box|bag]. {name} has {a} of them. How many {things} does {name} have?",
    "If {name} has {a} [boxes|bags|baskets] and each holds {b} {things}, how many {things} does [{name}|{she}] have?",
    "How many {things} are in {name}'s {a} [boxes|bags|baskets] if each holds {b}?",
    "How many {things} does {name} have in {a} [boxes|baskets] of {b}?",
    "How many {things} has {name} got if {she} buys {a} [bags|boxes] with {b} in each?",
    "{name} fills {a} [bags|boxes|baskets]. In each {she} puts {b} {things}. How many {things} does {she} need?",
    "In every [box|bag] there are {b} {things}, and {name} has {a} of them. How many {things} is that?"};
static const char *const numbers_boxes_held[] = {
    "{name} has {a} boxes. There are {b} {things} in each box. How many {things} does {she} have?",
    "How many {things} does {name} have if {she} has {a} bags of {b} {things}?"};
static const char *const numbers_share[] = {
    "{b} children share {a} {things}. How many [{things} |]does each child get?",
    "{a} {things} are shared by {b} children. How many [{things} |]does each[| child| one] get?",
    "{name} gives {a} {things} to {b} children, each the same number. How many does each child get?",
    "If {b} children share {a} {things}, how many does each[| child| one] get?",
    "How many {things} does each one get if {a} are shared by {b} children?",
    "How many {things} are there for each of {b} children if there are {a}?",
    "{b} friends divide {a} {things}. How many does each[| friend] get?",
    "There are {a} {things} for {b} children. How many does each one get?"};
static const char *const numbers_share_held[] = {
    "{name} has {a} {things} for {b} children. How many {things} does each child get?",
    "How many {things} does each child get if {b} children share {a}?"};

static const struct { char sign; numbers_wordings asks; const char *so; } numbers_stories[] = {
    {'+', NUMBERS_WORDINGS(numbers_person_gets), "{name} has {r} {things}"},
    {'+', NUMBERS_WORDINGS(numbers_i_get), "you have {r} {things}"},
    {'+', NUMBERS_WORDINGS(numbers_both), "they have {r} {things} together"},
    {'-', NUMBERS_WORDINGS(numbers_person_gives), "{name} has {r} {things}"},
    {'-', NUMBERS_WORDINGS(numbers_i_give), "you have {r} {things}"},
    {'-', NUMBERS_WORDINGS(numbers_more), "{name} has {r} more {things}"},
    {'x', NUMBERS_WORDINGS(numbers_boxes), "{name} has {r} {things}"},
    {'/', NUMBERS_WORDINGS(numbers_share), "each child gets {r} {things}"}};

/* The numbers of s count things: none below 2. */
static void numbers_story(grammar *g, turn *t, const numbers_sum *s, int held) {
    const int girl = below(g, 2);
    int i;
    do i = below(g, COUNT(numbers_stories));
    while (numbers_stories[i].sign != s->sign);
    numbers_slots(g, s);
    slot(g, "name", "%s", girl ? PICK(g, numbers_girls) : PICK(g, numbers_boys));
    slot(g, "other", "%s", girl ? PICK(g, numbers_boys) : PICK(g, numbers_girls));
    slot(g, "she", girl ? "she" : "he");
    slot(g, "her", girl ? "her" : "his");
    slot(g, "things", "%s", PICK(g, numbers_things));
    expand(g, t->user, numbers_wording(g, &numbers_stories[i].asks, held));
    expand(g, t->answer, "{equation}, so ");
    add_expanded(g, t->answer, numbers_stories[i].so);
    add(t->answer, ".");
}

/* ---- twice, half, and checking ---- */

static const char *const numbers_double[] = {"[Double|Please double] {b}.", "What is [double|twice] {b}?",
    "Twice {b}?", "How much is [double|twice] {b}?", "What is the double of {b}?", "What do I get if I double {b}?",
    "Double {b}?"};
static const char *const numbers_double_held[] = {"Can you double {b}?", "Tell me twice {b}.",
    "If I double {b}, how much is it?"};
static const char *const numbers_half[] = {"What is half of {a}?", "Half of {a}?", "How much is half of {a}?",
    "[Find|Calculate|Tell me] half of {a}.", "What is {a} split in half?", "What do I get if I halve {a}?",
    "Halve {a}."};
static const char *const numbers_half_held[] = {"Can you tell me half of {a}?", "Give me half of {a}.",
    "If I halve {a}, what do I get?"};

static void numbers_twice(grammar *g, turn *t, int held) {
    static const numbers_wordings asks[] = {NUMBERS_WORDINGS(numbers_double), NUMBERS_WORDINGS(numbers_half)};
    const int n = between(g, 1, 50), half = below(g, 2);
    const numbers_sum twice = {2, n, 2 * n, 'x'}, halved = {2 * n, 2, n, '/'};
    numbers_slots(g, half ? &halved : &twice);
    expand(g, t->user, numbers_wording(g, &asks[half], held));
    expand(g, t->answer, "{equation}");
}

static const char *const numbers_check[] = {"Is {x} [equal to |]{claim}?",
    "{x} = {claim}, [right|is that right|true or false]?",
    "Is it [true|right|correct] that {x} [is|=|equals] {claim}?", "Does {x} [equal|make|give] {claim}?",
    "{x} is {claim}, right?", "Do you think {x} is {claim}?", "Is it true or false that {x} is {claim}?",
    "Would you say {x} is {claim}?",
    "Somebody told me that {x} is {claim}. Is it true?",
    "{x} makes {claim}, doesn't it?",
    "Can it be that {x} is {claim}?",
    "My answer to {x} is {claim}. Is it right?",
    "For {x} I get {claim}. Correct?",
    "Does {claim} answer {x}?",
    "Is {claim} correct for {x}?"};
static const char *const numbers_check_held[] = {"I think {x} is {claim}. Is that right?",
    "True or false: {x} = {claim}", "Is {claim} the right answer to {x}?"};

static void numbers_claim(grammar *g, turn *t, const numbers_sum *s, int held) {
    static const numbers_wordings asks = NUMBERS_WORDINGS(numbers_check);
    static const int off[] = {1, -1, 2, 10, -10};
    const int right = below(g, 2);
    int claim = right ? s->result : s->result + PICK(g, off);
    if (claim < 0) claim = s->result + 1;
    numbers_slots(g, s);
    slot(g, "x", "%d %c %d", s->a, s->sign, s->b);
    slot(g, "claim", "%d", claim);
    expand(g, t->user, numbers_wording(g, &asks, held));
    expand(g, t->answer, claim == s->result ? "Yes, {equation}" : "No, {equation}");
}

/* ---- the tasks of calculating ---- */

/* Two digits need most of the examples: some 9000 sums and differences. */
static void numbers_two_digits(grammar *g, turn *t, int unseen, int held) {
    const int form = below(g, 100);
    const numbers_sum s = numbers_draw_sum(g, form < 20 ? 2 : 0, 99, unseen);
    if (form < 20) numbers_story(g, t, &s, held);
    else if (form < 30) numbers_in_words(g, t, &s, held);
    else if (form < 34) numbers_foreign(g, t, &s, held);
    else numbers_in_digits(g, t, &s, held);
}

static void numbers_tables(grammar *g, turn *t, int held) {
    const int form = below(g, 100);
    const numbers_sum s = numbers_draw_product(g, form < 12 ? 2 : 0);
    if (form < 12) numbers_story(g, t, &s, held);
    else if (form < 30) numbers_in_words(g, t, &s, held);
    else if (form < 34) numbers_foreign(g, t, &s, held);
    else numbers_in_digits(g, t, &s, held);
}

static void numbers_small(grammar *g, turn *t, int held) {
    const int form = below(g, 100);
    const numbers_sum s = numbers_draw_sum(g, form < 15 ? 2 : 0, 12, 0);
    if (form < 15) numbers_story(g, t, &s, held);
    else if (form < 50) numbers_in_words(g, t, &s, held);
    else if (form < 60) numbers_foreign(g, t, &s, held);
    else numbers_in_digits(g, t, &s, held);
}

static void numbers_hundred(grammar *g, turn *t, int held) {
    const int n = between(g, 0, 100), minus = below(g, 2);
    const numbers_sum s = {100, n, minus ? 100 - n : 100 + n, minus ? '-' : '+'};
    if (numbers_is_unseen(&s)) numbers_small(g, t, held);
    else numbers_in_digits(g, t, &s, held);
}

static int numbers_calculate(grammar *g, turn *t) {
    const int kind = below(g, 100), held = g->held_out;
    if (kind < 70) numbers_two_digits(g, t, 0, held);
    else if (kind < 90) numbers_tables(g, t, held);
    else if (kind < 94) numbers_small(g, t, held);
    else if (kind < 96) numbers_twice(g, t, held);
    else if (kind < 98) numbers_hundred(g, t, held);
    else {
        const numbers_sum s = numbers_draw_sum(g, 0, chance(g, 50) ? 12 : 99, 0);
        numbers_claim(g, t, &s, held);
    }
    return 1;
}

/* Of weight 0: only held-out items are made of it. Their wordings may be either, the pair is what counts. */
static int numbers_calculate_unseen(grammar *g, turn *t) {
    numbers_two_digits(g, t, g->held_out, g->held_out && chance(g, 50));
    return 1;
}

/* ---- comparing and counting ---- */

static const char *const numbers_larger[] = {"Which [number |]is [larger|bigger|greater], {a} or {b}?",
    "Which is more, {a} or {b}?", "What is [larger|bigger|more], {a} or {b}?", "[Larger|Bigger|Greater]: {a} or {b}?",
    "{a} or {b}, which is [larger|bigger|more]?", "Which [number|one] is the [larger|bigger] one, {a} or {b}?",
    "[Tell me|Say|Find] the [larger|bigger|greater] number: {a} or {b}.",
    "Which of {a} and {b} is [larger|bigger|greater]?", "Compare {a} and {b}. Which is larger?",
    "Do you know which is [larger|bigger], {a} or {b}?", "Which would you say is [larger|bigger], {a} or {b}?"};
static const char *const numbers_larger_held[] = {"Is {a} or {b} the larger number?",
    "Can you tell me which is bigger, {a} or {b}?", "{a} or {b}: which number is larger?",
    "What is the bigger number of {a} and {b}?"};
static const char *const numbers_smaller[] = {"Which [number |]is [smaller|less], {a} or {b}?",
    "What is [smaller|less], {a} or {b}?", "[Smaller|Less]: {a} or {b}?", "{a} or {b}, which is [smaller|less]?",
    "Which [number|one] is the smaller one, {a} or {b}?", "[Tell me|Say|Find] the smaller number: {a} or {b}.",
    "Which of {a} and {b} is smaller?", "Compare {a} and {b}. Which is smaller?",
    "Do you know which is smaller, {a} or {b}?", "Which would you say is smaller, {a} or {b}?"};
static const char *const numbers_smaller_held[] = {"Is {a} or {b} the smaller number?",
    "Can you tell me which is smaller, {a} or {b}?", "{a} or {b}: which number is smaller?",
    "What is the smaller number of {a} and {b}?"};
static const char *const numbers_is_larger[] = {"Is {a} [larger|bigger|greater|more] than {b}?",
    "Is {a} a [larger|bigger] number than {b}?", "Is the number {a} [larger|bigger|greater] than {b}?",
    "{a} is larger than {b}, right?", "Is it true that {a} is [larger|bigger|greater] than {b}?",
    "Is it true or false that {a} is [larger|bigger] than {b}?", "I think {a} is [larger|bigger] than {b}, is it?"};
static const char *const numbers_is_larger_held[] = {"{a} is bigger than {b}, true or false?",
    "Do you think {a} is larger than {b}?", "Would you say {a} is bigger than {b}?"};

static void numbers_compare_two(grammar *g, turn *t) {
    static const numbers_wordings asks[] = {NUMBERS_WORDINGS(numbers_larger), NUMBERS_WORDINGS(numbers_smaller),
        NUMBERS_WORDINGS(numbers_is_larger)};
    static const char *const answers[] = {"{high} is larger than {low}.", "{low} is smaller than {high}."};
    const int kind = below(g, 3);
    int a, b;
    do {
        a = between(g, 0, 99);
        b = between(g, 0, 99);
    } while (a == b || !mine(g, "%d?%d", a < b ? a : b, a < b ? b : a));
    slot(g, "a", "%d", a);
    slot(g, "b", "%d", b);
    slot(g, "low", "%d", a < b ? a : b);
    slot(g, "high", "%d", a < b ? b : a);
    expand(g, t->user, numbers_wording(g, &asks[kind], g->held_out));
    if (kind < 2) expand(g, t->answer, answers[kind]);
    else expand(g, t->answer, a > b ? "Yes, {a} is larger than {b}." : "No, {a} is smaller than {b}.");
}

static const char *const numbers_parity[] = {"Is {a} [even or odd|odd or even]?",
    "Is {a} an [even or an odd|odd or an even] number?", "{a}: [even or odd|odd or even]?",
    "[Tell me|Say] [if|whether] {a} is [even or odd|odd or even].", "Is the number {a} [even or odd|odd or even]?",
    "What is {a}, even or odd?", "Do you know whether {a} is even or odd?"};
static const char *const numbers_parity_held[] = {"{a}, is that even or odd?", "Do you know if {a} is odd or even?",
    "Can you tell me whether {a} is even or odd?"};
static const char *const numbers_even[] = {"Is {a} [even|an even number]?", "Is the number {a} even?",
    "{a} is even, right?", "Is it true that {a} is even?", "I think {a} is even, is it?",
    "Would {a} be an even number?"};
static const char *const numbers_even_held[] = {"{a} is an even number, right?", "Do you think {a} is even?",
    "Would you say {a} is even?"};
static const char *const numbers_next[] = {"[What|Which] [|number ]comes [after|right after|next after] {a}?",
    "What is the [next number after|number after] {a}?", "[Next number after|The number after|After] {a}?",
    "I count: {before}, {a}. What [is|comes] next?", "What do I say after {a} when I count?",
    "[Tell me|Say] the number after {a}."};
static const char *const numbers_next_held[] = {"Which is the next number after {a}?",
    "Can you tell me the number after {a}?", "If I count, what comes right after {a}?"};
static const char *const numbers_previous[] = {"[What|Which] [|number ]comes [before|right before|just before] {a}?",
    "What is the number before {a}?", "[The number before|Number before|Before] {a}?",
    "[Tell me|Say] the number before {a}.", "I count backwards: {after}, {a}. What [is|comes] next?"};
static const char *const numbers_previous_held[] = {"Which is the number right before {a}?",
    "Can you tell me the number before {a}?", "If I count, what comes just before {a}?"};
static const char *const numbers_middle[] = {"[What|Which] number is between {before} and {after}?",
    "What is between {before} and {after}?", "What comes between {before} and {after}?",
    "[Tell me|Say] the number between {before} and {after}.", "Between {before} and {after}?"};
static const char *const numbers_middle_held[] = {"Which number comes between {before} and {after}?",
    "Can you tell me the number between {before} and {after}?"};

/* Questions about one number */
static void numbers_about_one(grammar *g, turn *t) {
    static const numbers_wordings asks[] = {NUMBERS_WORDINGS(numbers_parity), NUMBERS_WORDINGS(numbers_even),
        NUMBERS_WORDINGS(numbers_next), NUMBERS_WORDINGS(numbers_previous), NUMBERS_WORDINGS(numbers_middle)};
    static const char *const answers[] = {"{a} is {parity}.", "{yes}, {a} is {parity}.", "{after} comes after {a}.",
    "{before} comes before {a}.", "{a} is between {before} and {after}."};
    const int n = between(g, 1, 99), kind = below(g, COUNT(asks));
    slot(g, "a", "%d", n);
    slot(g, "before", "%d", n - 1);
    slot(g, "after", "%d", n + 1);
    slot(g, "parity", n % 2 ? "odd" : "even");
    slot(g, "yes", n % 2 ? "No" : "Yes");
    expand(g, t->user, numbers_wording(g, &asks[kind], g->held_out));
    expand(g, t->answer, answers[kind]);
}

static const char *const numbers_count[] = {"Count from {a} to {b}.", "Please count from {a} to {b}.",
    "Can you count from {a} to {b}?", "Count {a} to {b}.",
    "[List|Write|Say|Give me|Tell me] the numbers from {a} to {b}.", "Numbers from {a} to {b}?",
    "Which numbers are [there |]from {a} to {b}?", "Start at {a} and count to {b}.",
    "[List|Write] all numbers from {a} to {b}.", "Begin with {a} and count up to {b}.",
    "Let's count: start at {a} and stop at {b}."};
static const char *const numbers_count_held[] = {"Let's count from {a} to {b}.",
    "Can you say all the numbers from {a} to {b}?", "Start with {a} and count to {b}."};
static const char *const numbers_back[] = {"Count [back|down|backwards] from {a} to {b}.",
    "Count from {a} [back|down|backwards] to {b}.", "Please count [down|backwards] from {a} to {b}.",
    "Can you count [down|backwards] from {a} to {b}?", "[List|Write|Say] the numbers from {a} down to {b}.",
    "Start at {a} and count [back|down|backwards] to {b}.", "Begin with {a} and count down to {b}.",
    "Let's count backwards: start at {a} and stop at {b}."};
static const char *const numbers_back_held[] = {"Let's count down from {a} to {b}.",
    "Can you say the numbers from {a} down to {b}?", "Start with {a} and count backwards to {b}."};

static void numbers_counting(grammar *g, turn *t) {
    static const numbers_wordings asks[] = {NUMBERS_WORDINGS(numbers_count), NUMBERS_WORDINGS(numbers_back)};
    const int back = chance(g, 35), steps = between(g, 2, 9);
    const int low = chance(g, 60) ? between(g, 0, 10) : between(g, 11, 90);
    int i;
    slot(g, back ? "b" : "a", "%d", low);
    slot(g, back ? "a" : "b", "%d", low + steps);
    expand(g, t->user, numbers_wording(g, &asks[back], g->held_out));
    for (i = 0; i <= steps; i++) add(t->answer, i ? ", %d" : "%d", back ? low + steps - i : low + i);
}

static int numbers_compare(grammar *g, turn *t) {
    const int kind = below(g, 100);
    if (kind < 40) numbers_compare_two(g, t);
    else if (kind < 75) numbers_about_one(g, t);
    else numbers_counting(g, t);
    return 1;
}

/* ---- numbers in words ---- */

static const char *const numbers_to_words[] = {"Write {n} in words.",
    "[Write|Say|Spell|Put] {n} in words[|, please].", "{n} in words?", "{n} in words",
    "How do [I|you|we] [write|say|spell] {n} in words?", "How is {n} written in words?", "What is {n} in words?",
    "[Write|Spell] the number {n} in words.", "Write [out |]{n} as [a word|words].", "Spell out [|the number ]{n}.",
    "[Can|Could] you [write|say|spell] {n} in words?", "Turn {n} into words.", "{n} as [a word|words]?",
    "[Give me|Tell me] {n} in words.", "I want {n} in words.", "What would {n} be in words?", "Change {n} to words.",
    "I need to write {n} as a word."};
static const char *const numbers_to_words_held[] = {"Put the number {n} into words.",
    "How would you write {n} in words?", "Can you turn {n} into words?", "What is the number {n} as words?",
    "I want to write {n} in words.", "{n}, in words please."};
static const char *const numbers_to_digits[] = {"Write {w} in digits.",
    "[Write|Put|Say] {w} [in digits|as a number|in numbers][|, please].", "{W} in digits?", "{W} in digits",
    "How do [I|you|we] write {w} [in digits|as a number|with digits]?", "What is {w} in digits?",
    "How is {w} written in digits?", "Write the number {w} [in digits|with digits].",
    "[Can|Could] you write {w} in digits?", "Turn {w} into [digits|a number].", "{W} as a number?",
    "[Give me|Tell me] {w} in digits.", "Which number is {w}?", "I want {w} in digits.",
    "What would {w} be in digits?", "Change {w} to digits.", "I need to write {w} as a number."};
static const char *const numbers_to_digits_held[] = {"Put the number {w} into digits.",
    "How would you write {w} in digits?", "Can you turn {w} into digits?", "What is the number {w} in digits?",
    "I want to write {w} in digits.", "{W}, in digits please."};

static int numbers_words(grammar *g, turn *t) {
    static const numbers_wordings asks[] = {NUMBERS_WORDINGS(numbers_to_words), NUMBERS_WORDINGS(numbers_to_digits)};
    const int digits = below(g, 2);
    int n = between(g, 0, 100);
    if (chance(g, 30)) do n = between(g, 101, 999); while (!mine(g, "number %d", n));
    slot(g, "n", "%d", n);
    numbers_slot_words(g, "w", n);
    expand(g, t->user, numbers_wording(g, &asks[digits], g->held_out));
    expand(g, t->answer, digits ? "{n}" : "{w}");
    return 1;
}

static const task numbers_tasks[] = {
    {"arithmetic", 250, SCORE_EXACT, numbers_calculate, "wordings"},
    {"arithmetic, unseen pairs", 0, SCORE_EXACT, numbers_calculate_unseen, "pairs of numbers; half of the wordings"},
    {"compare numbers", 35, SCORE_EXACT, numbers_compare, "wordings; pairs that are compared"},
    {"number words", 25, SCORE_EXACT, numbers_words, "wordings; numbers above 100"}};
