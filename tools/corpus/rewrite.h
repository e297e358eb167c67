/* rewrite.h -- doing something to words: reversing, sorting, counting and picking in lists; capital letters, spelling,
 * replacing a word in a sentence.
 *
 * Held out are wordings and, by a hash of their words, lists and sentences: no list of training has the words of a
 * held-out one in any order. The single words are all trained: which letters a word has can't be seen from its tokens,
 * it must have been learned. Turns in which the case of letters counts are exact. */

static const char *const rewrite_words[] = {"cat", "dog", "bird", "fish", "horse", "cow", "pig", "duck", "frog",
    "bear", "lion", "wolf", "fox", "mouse", "rabbit", "sheep", "goat", "snake", "tiger", "monkey", "owl", "bee",
    "ant", "spider", "whale", "eagle", "hen", "deer", "apple", "pear", "plum", "lemon", "orange", "banana", "grape",
    "cherry", "peach", "bread", "butter", "cheese", "milk", "egg", "soup", "rice", "salt", "sugar", "honey", "cake",
    "tea", "coffee", "water", "juice", "meat", "nut", "potato", "tomato", "onion", "carrot", "bean", "corn", "house",
    "door", "window", "roof", "wall", "floor", "table", "chair", "bed", "lamp", "mirror", "clock", "key", "cup",
    "plate", "spoon", "fork", "knife", "pot", "box", "bag", "basket", "bottle", "book", "pen", "pencil", "paper",
    "letter", "map", "picture", "school", "teacher", "child", "friend", "mother", "father", "sister", "brother",
    "baby", "king", "queen", "doctor", "farmer", "baker", "boy", "girl", "man", "woman", "head", "hand", "foot",
    "eye", "ear", "nose", "mouth", "arm", "leg", "hair", "heart", "tooth", "finger", "back", "shoe", "hat", "coat",
    "shirt", "sock", "dress", "ring", "glove", "button", "sun", "moon", "star", "sky", "cloud", "rain", "snow",
    "wind", "storm", "ice", "fire", "tree", "leaf", "flower", "grass", "rose", "forest", "river", "lake", "sea",
    "beach", "island", "hill", "mountain", "stone", "sand", "field", "garden", "farm", "road", "street", "bridge",
    "city", "village", "market", "shop", "park", "station", "train", "car", "bus", "boat", "ship", "plane", "bike",
    "truck", "wheel", "red", "blue", "green", "yellow", "black", "white", "brown", "pink", "gray", "purple", "big",
    "small", "long", "short", "old", "new", "young", "hot", "cold", "warm", "cool", "fast", "slow", "good", "bad",
    "happy", "sad", "soft", "hard", "loud", "quiet", "dark", "light", "clean", "dirty", "full", "empty", "high",
    "low", "wide", "sweet", "strong", "weak", "kind", "run", "walk", "jump", "swim", "fly", "sing", "dance", "play",
    "read", "write", "draw", "eat", "drink", "sleep", "cook", "buy", "sell", "give", "take", "make", "open", "close",
    "help", "work", "learn", "think", "talk", "laugh", "smile", "wait", "stop", "day", "night", "morning", "evening",
    "week", "month", "year", "hour", "spring", "summer", "autumn", "winter", "today", "monday", "friday", "sunday",
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "music", "song", "drum", "piano",
    "ball", "game", "toy", "doll", "kite", "gold", "silver", "iron", "wood", "glass", "wool", "rope", "computer",
    "phone", "elephant", "umbrella", "butterfly"};

/* ---- lists ---- */

#define REWRITE_MOST 8

typedef struct rewrite_list { const char *word[REWRITE_MOST]; int n; } rewrite_list;

static int rewrite_in_order(const void *a, const void *b) {
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void rewrite_sort(rewrite_list *list) {
    qsort(list->word, (size_t)list->n, sizeof(list->word[0]), rewrite_in_order);
}

static void rewrite_add(char *text, const rewrite_list *list, const char *between_words) {
    int i;
    for (i = 0; i < list->n; i++) add(text, "%s%s", i ? between_words : "", list->word[i]);
}

static int rewrite_is_mine(const grammar *g, rewrite_list list) {
    char key[TEXT_CAP] = "";
    rewrite_sort(&list);
    rewrite_add(key, &list, " ");
    return mine(g, "%s", key);
}

static void rewrite_slot(grammar *g, const char *name, const rewrite_list *list, const char *between_words) {
    char text[TEXT_CAP] = "";
    rewrite_add(text, list, between_words);
    slot(g, name, "%s", text);
}

/* from .. to different words, into the slots list and spaced */
static rewrite_list rewrite_draw_list(grammar *g, int from, int to) {
    int order[COUNT(rewrite_words)], i;
    rewrite_list list;
    list.n = between(g, from, to);
    do {
        shuffle(g, order, COUNT(rewrite_words), list.n);
        for (i = 0; i < list.n; i++) list.word[i] = rewrite_words[order[i]];
    } while (!rewrite_is_mine(g, list));
    rewrite_slot(g, "list", &list, ", ");
    rewrite_slot(g, "spaced", &list, " ");
    return list;
}

static const char *const rewrite_reverse_asks[] = {
    "[Reverse|Please reverse] [this list|the list|these words|the words]: {list}", "[Reverse|reverse]: {list}",
    "reverse {list}", "[Can|Could] you reverse [this list|the list|these words]: {list}",
    "Write [this list|the list|these words|the words] [backwards|in reverse|in reverse order]: {list}",
    "{list} in reverse order",
    "[Say|List|Give me|Tell me] [these words|the words] [backwards|in reverse order|from last to first]: {list}",
    "Put [this list|the list|these words] in reverse order: {list}",
    "Turn [this list|the list|these words] around: {list}", "What is {list} [in reverse|backwards]?",
    "{list}: reverse [this|the list|the order|it]", "{list} backwards",
    "Reverse the order of [these words|this list|the words]: {list}",
    "Start with the last word and end with the first: {list}", "Reverse the following [words|list]: {list}"};
static const char *const rewrite_reverse_held[] = {"Reverse the order: {list}", "Reverse the words {list}",
    "Please write these words in reverse order: {list}", "Can you turn this list around: {list}",
    "What is this list backwards: {list}", "I want this list in reverse order: {list}"};

static void rewrite_reverse(grammar *g, turn *t) {
    const rewrite_list list = rewrite_draw_list(g, 3, 6);
    int i;
    expand(g, t->user, WORDING(g, rewrite_reverse_asks, rewrite_reverse_held));
    for (i = list.n; i-- > 0;) add(t->answer, i ? "%s, " : "%s", list.word[i]);
}

static const char *const rewrite_sort_asks[] = {
    "[Sort|Order|Please sort] [these words|the words|this list] [alphabetically|by the alphabet|from A to Z]: {list}",
    "[Sort|Order] [alphabetically|by alphabet]: {list}",
    "[Put|Write|List] [these words|the words|this list] in [alphabetical|ABC] order: {list}",
    "[Can|Could] you [sort|order] [these words|this list] [alphabetically|from A to Z]: {list}",
    "{list} in alphabetical order", "Alphabetical order: {list}",
    "{list}: [sort|order] [these words|them|this] alphabetically", "Sort {list} alphabetically.",
    "What is the alphabetical order of {list}?",
    "[Put|Bring] [these words|this list] into alphabetical order: {list}", "alphabetize: {list}",
    "Sort the words: {list}", "Sort these words: {list}", "[Sort|Order] the following words: {list}"};
static const char *const rewrite_sort_held[] = {"Please put these words in alphabetical order: {list}",
    "Sort the following words alphabetically: {list}", "Order these words from A to Z, please: {list}",
    "Can you write {list} in alphabetical order?", "Sort by alphabet, please: {list}"};

static void rewrite_alphabet(grammar *g, turn *t) {
    rewrite_list list = rewrite_draw_list(g, 3, 5);
    expand(g, t->user, WORDING(g, rewrite_sort_asks, rewrite_sort_held));
    rewrite_sort(&list);
    rewrite_add(t->answer, &list, ", ");
}

static const char *const rewrite_count_asks[] = {
    "How many [words|items|things] are [in this list|in the list|here|there]: {list}?",
    "[Count|Please count] the [words|items] [in this list|in the list|here|]: {list}",
    "How many [words|items] does [this|the] list have: {list}?",
    "[Can|Could] you count [these words|the words|the items|these]: {list}", "Count: {list}",
    "{list}: how many [words|items|things] [are there|are these|is that]?", "How long is [this|the] list: {list}?",
    "Number of [words|items] in [this|the] list: {list}", "How many words: {list}",
    "[Tell me|Say] how many [words|items] [are in this list|this list has|there are]: {list}",
    "Count the words {list}."};
static const char *const rewrite_count_held[] = {"How many items do you count here: {list}?",
    "Please tell me how many words this list has: {list}", "How many words can you count in this list: {list}?",
    "Can you tell me how many items are in the list {list}?"};

static void rewrite_count(grammar *g, turn *t) {
    const rewrite_list list = rewrite_draw_list(g, 2, REWRITE_MOST);
    expand(g, t->user, WORDING(g, rewrite_count_asks, rewrite_count_held));
    add(t->answer, "The list has %d words.", list.n);
}

static const char *const rewrite_nth_asks[] = {
    "What is the {nth} [word|item|one] [in|of] [this list|the list|these words|these]: {list}?",
    "[Which|What] [word|item] [is|comes] {nth}: {list}?",
    "[Tell me|Give me|Say|Find|Show me] the {nth} [word|item] [in|of] [this|the] list: {list}",
    "{Nth} [word|item]: {list}", "{list}: what is the {nth} [word|item]?", "The {nth} [word|item] of {list}?",
    "{Nth} of {list}?", "[Pick|Take|Choose] the {nth} [word|item]: {list}",
    "[Can|Could] you [tell me|find] the {nth} [word|item] [in|of] [this|the] list: {list}",
    "{list}. Which [word|one] is {nth}?", "In the list {list}, what is the {nth} word?",
    "What comes {nth} in [this|the] list: {list}?", "Do you know the {nth} word of {list}?"};
static const char *const rewrite_nth_held[] = {"Please give me the {nth} word of this list: {list}",
    "Which is the {nth} word in the list {list}?", "In this list, which item is {nth}: {list}?",
    "Which word is the {nth} one here: {list}?", "Do you know the {nth} item of this list: {list}?"};

/* Slot nth; returns the place, from 0. */
static int rewrite_draw_nth(grammar *g, int n) {
    static const char *const names[] = {"first", "second", "third", "fourth", "fifth", "sixth"};
    const int at = chance(g, 25) ? n - 1 : below(g, n);
    slot(g, "nth", "%s", at == n - 1 && (n > 3 || chance(g, 75)) ? "last" : names[at]);
    return at;
}

static void rewrite_nth(grammar *g, turn *t) {
    const rewrite_list list = rewrite_draw_list(g, 3, 6);
    const int at = rewrite_draw_nth(g, list.n);
    expand(g, t->user, WORDING(g, rewrite_nth_asks, rewrite_nth_held));
    expand(g, t->answer, "The {nth} word is ");
    add(t->answer, "%s.", list.word[at]);
}

static const char *const rewrite_commas_asks[] = {
    "[Put|Write|Add|Set] commas between [these words|the words|these]: {spaced}",
    "[Join|Separate|Write|List] [these words|the words|these] with commas: {spaced}", "Join with commas: {spaced}",
    "{spaced}: [add|put] commas",
    "[Can|Could] you [put commas between|join with commas] [these words|the words]: {spaced}",
    "Make a list [with commas|of these words]: {spaced}", "Turn [these words|this] into a list with commas: {spaced}",
    "{spaced} with commas", "Write [these words|this] as a list: {spaced}"};
static const char *const rewrite_commas_held[] = {"Please add commas between the words: {spaced}",
    "Please write {spaced} with commas in between.", "I want commas between these words: {spaced}",
    "Can you make a list with commas of these words: {spaced}"};

static void rewrite_commas(grammar *g, turn *t) {
    rewrite_draw_list(g, 3, 6);
    expand(g, t->user, WORDING(g, rewrite_commas_asks, rewrite_commas_held));
    expand(g, t->answer, "{list}");
}

static const char *const rewrite_remove_asks[] = {
    "[Remove|Delete|Take out|Drop] {word} from [this list|the list|these words]: {list}",
    "[Remove|Delete|Take] {word} [from|out of] {list}.",
    "[Remove|Delete] the word {word}[| from this list| from the list]: {list}", "{list} without {word}",
    "Write [this list|the list|these words] without {word}: {list}",
    "[Can|Could] you [remove|delete] {word} from [this|the] list: {list}", "{list}: [remove|delete|take out] {word}",
    "Leave out {word}: {list}", "What is [left|the list] without {word}: {list}",
    "Take {word} out of [this|the] list: {list}"};
static const char *const rewrite_remove_held[] = {"Please take out the word {word}: {list}",
    "I want this list without {word}: {list}", "Remove the item {word} from this list: {list}",
    "Can you leave out {word} from the list {list}?"};

static void rewrite_remove(grammar *g, turn *t) {
    rewrite_list list = rewrite_draw_list(g, 3, 6);
    int at = below(g, list.n);
    slot(g, "word", "%s", list.word[at]);
    expand(g, t->user, WORDING(g, rewrite_remove_asks, rewrite_remove_held));
    for (list.n--; at < list.n; at++) list.word[at] = list.word[at + 1];
    rewrite_add(t->answer, &list, ", ");
}

static const char *const rewrite_append_asks[] = {
    "[Add|Put|Append] {word} to [the end of this list|this list|the list|these words]: {list}",
    "[Add|Append] {word}: {list}", "[Add|Append] the word {word} [to this list|at the end]: {list}",
    "{list}: [add|append] {word}", "[Can|Could] you add {word} to [this|the] list: {list}",
    "Put {word} at the end of [this|the] list: {list}", "Add {word} to {list}.",
    "Write [this|the] list with {word} at the end: {list}"};
static const char *const rewrite_append_held[] = {"Please add the word {word} to the end: {list}",
    "I want {word} at the end of this list: {list}", "Add the item {word} to this list: {list}",
    "Can you put {word} at the end of the list {list}?"};
static const char *const rewrite_contains_asks[] = {
    "[Is|Do you see|Can you find] {word} in [this list|the list|these words]: {list}?",
    "Does [this|the] list [have|contain] [|the word ]{word}: {list}?",
    "Is the word {word} [here|there|in the list]: {list}?", "{list}: is {word} in [it|the list]?",
    "Is {word} one of [these words|these]: {list}?", "[Tell me|Check] if {word} is in [this|the] list: {list}"};
static const char *const rewrite_contains_held[] = {"Is there {a:word} in this list: {list}?",
    "Can you tell me if {word} is one of these words: {list}?", "Does {list} have the word {word}?"};

/* A word that may be new to the list: added to it, or looked for in it */
static void rewrite_other_word(grammar *g, turn *t) {
    rewrite_list list = rewrite_draw_list(g, 2, 5);
    int contains = 0, i;
    const char *word = chance(g, 50) ? list.word[below(g, list.n)] : PICK(g, rewrite_words);
    for (i = 0; i < list.n; i++) contains |= list.word[i] == word;
    slot(g, "word", "%s", word);
    if (contains || chance(g, 50)) {
        expand(g, t->user, WORDING(g, rewrite_contains_asks, rewrite_contains_held));
        expand(g, t->answer, contains ? "Yes, {word} is in the list." : "No, {word} is not in the list.");
    } else {
        expand(g, t->user, WORDING(g, rewrite_append_asks, rewrite_append_held));
        list.word[list.n++] = word;
        rewrite_add(t->answer, &list, ", ");
    }
}

static const char *const rewrite_longest_asks[] = {"[Which|What] [word|one] is the {most}[| one| word]: {list}?",
    "What is the {most} word[| in this list| here]: {list}?",
    "[Find|Tell me|Give me|Show me|Pick] the {most} word[| in this list| of these]: {list}", "{Most} word: {list}",
    "{list}: which [word|one] is the {most}?", "The {most} [word of|of] {list}?",
    "Which of these words is the {most}: {list}?", "[Can|Could] you find the {most} word: {list}"};
static const char *const rewrite_longest_held[] = {"Please find the {most} word of this list: {list}",
    "Which is the {most} of these words: {list}?", "In this list, which word is the {most}: {list}?",
    "Which word of {list} is the {most}?"};

/* The word of list with most letters (sign 1) or fewest (-1); NULL if there are several */
static const char *rewrite_find_longest(const rewrite_list *list, int sign) {
    int best = 0, same = 0, i;
    for (i = 1; i < list->n; i++) {
        const int more = sign * ((int)strlen(list->word[i]) - (int)strlen(list->word[best]));
        if (more > 0) best = i;
        same = more > 0 ? 0 : same | (more == 0);
    }
    return same ? NULL : list->word[best];
}

static void rewrite_longest(grammar *g, turn *t) {
    const int sign = chance(g, 60) ? 1 : -1;
    const char *word;
    rewrite_list list;
    do list = rewrite_draw_list(g, 3, 4);
    while ((word = rewrite_find_longest(&list, sign)) == NULL);
    slot(g, "most", sign > 0 ? "longest" : "shortest");
    expand(g, t->user, WORDING(g, rewrite_longest_asks, rewrite_longest_held));
    expand(g, t->answer, "The {most} word is ");
    add(t->answer, "%s.", word);
}

/* ---- numbers ---- */

static const char *const rewrite_up_asks[] = {
    "[Sort|Order|Please sort] [these numbers|the numbers|this list][| in ascending order| ascending]: {list}",
    "[Sort|Order|Please sort] [these numbers|the numbers] from [small to large|low to high]: {list}",
    "[Sort|Order]: {list}", "sort {list}",
    "[Put|Write|List] [these numbers|the numbers] in [ascending order|order]: {list}", "{list} in ascending order",
    "[Can|Could] you [sort|order] [these numbers|the numbers]: {list}",
    "{list}: [sort|order] [these numbers|them|this][| ascending]", "Sort {list} from small to large.",
    "[Sort|Order] [these numbers|the numbers], smallest first: {list}", "Smallest to largest: {list}"};
static const char *const rewrite_up_held[] = {"Please put these numbers in order: {list}",
    "Can you sort {list}, smallest first?", "Order from smallest to largest: {list}",
    "Please write the numbers in ascending order: {list}"};
static const char *const rewrite_down_asks[] = {
    "[Sort|Order|Please sort] [these numbers|the numbers|this list] [in descending order|descending]: {list}",
    "[Sort|Order|Please sort] [these numbers|the numbers] from [large to small|high to low]: {list}",
    "[Sort|Order] descending: {list}", "[Put|Write|List] [these numbers|the numbers] in descending order: {list}",
    "{list} in descending order",
    "[Can|Could] you [sort|order] [these numbers|the numbers] [from large to small|descending]: {list}",
    "{list}: [sort|order] [these numbers|them|this] descending", "Sort {list} from large to small.",
    "[Sort|Order] [these numbers|the numbers], largest first: {list}", "Largest to smallest: {list}"};
static const char *const rewrite_down_held[] = {"Please put these numbers in descending order: {list}",
    "Can you sort {list}, largest first?", "Order from largest to smallest: {list}",
    "Please write the numbers from large to small: {list}"};
static const char *const rewrite_largest_asks[] = {"[Which|What] [number|one] is the {most}: {list}?",
    "What is the {most} [number|of these numbers|number here]: {list}?",
    "[Find|Tell me|Give me|Pick] the {most} number: {list}", "{Most} number: {list}",
    "{list}: which [number|one] is the {most}?", "The {most} of {list}?",
    "Which of these numbers is the {most}: {list}?"};
static const char *const rewrite_largest_held[] = {"Please find the {most} number of these: {list}",
    "Which is the {most} of these numbers: {list}?", "Can you tell me the {most} number: {list}"};

static int rewrite_by_value(const void *a, const void *b) { return *(const int *)a - *(const int *)b; }

static void rewrite_add_numbers(char *text, const int *number, int n, int down) {
    int i;
    for (i = 0; i < n; i++) add(text, i ? ", %d" : "%d", number[down ? n - 1 - i : i]);
}

static void rewrite_numbers(grammar *g, turn *t) {
    const int n = between(g, 3, 5), down = chance(g, 40), largest = chance(g, 25), limit = chance(g, 30) ? 10 : 100;
    int order[100], number[5];
    char text[TEXT_CAP];
    do {
        shuffle(g, order, limit, n);
        memcpy(number, order, sizeof(number));
        qsort(number, (size_t)n, sizeof(number[0]), rewrite_by_value);
        text[0] = 0;
        rewrite_add_numbers(text, number, n, 0);
    } while (!mine(g, "%s", text));
    text[0] = 0;
    rewrite_add_numbers(text, order, n, 0);
    slot(g, "list", "%s", text);
    slot(g, "most", down ? "smallest" : "largest");
    if (largest) {
        expand(g, t->user, WORDING(g, rewrite_largest_asks, rewrite_largest_held));
        expand(g, t->answer, "The {most} number is ");
        add(t->answer, "%d.", down ? number[0] : number[n - 1]);
        return;
    }
    if (down) expand(g, t->user, WORDING(g, rewrite_down_asks, rewrite_down_held));
    else expand(g, t->user, WORDING(g, rewrite_up_asks, rewrite_up_held));
    rewrite_add_numbers(t->answer, number, n, down);
}

/* ---- one word ---- */

static const char *const rewrite_spell_asks[] = {"[Spell|Please spell|spell] {word}.",
    "[Spell|Please spell] the word {word}.", "How do [you|I|we] spell {word}?", "How is {word} spelled?",
    "How [do|can] I spell the word {word}?", "[Can|Could] you spell {word}[| for me]?",
    "What are the letters of {word}?", "[Say|Give me|Tell me] the letters of {word}.",
    "How do you write {word}, letter by letter?", "Spelling of {word}?", "{Word}, letter by letter",
    "Which letters are in {word}?", "Write {word} letter by letter.", "Do you know how {word} is spelled?"};
static const char *const rewrite_spell_held[] = {"Do you know how to spell {word}?",
    "Can you tell me how {word} is spelled?", "Spell {word} for me, please.", "What is the spelling of {word}?",
    "Please write the word {word} letter by letter.", "Tell me how to spell {word}."};
static const char *const rewrite_unspell_asks[] = {"[What|Which] word is {letters}?",
    "{letters} is [what|which] word?", "What does {letters} spell?", "{letters} spells?",
    "What do the letters {letters} [spell|make]?", "Which word [has|do] the letters {letters}[| make]?",
    "[Put|Join] the letters [together|into a word]: {letters}", "I spell {letters}. What is the word?",
    "Read this word: {letters}"};
static const char *const rewrite_unspell_held[] = {"Which word do I spell: {letters}",
    "Put these letters into a word: {letters}", "Can you read {letters}?", "What word do {letters} make?"};
static const char *const rewrite_letters_asks[] = {"How many letters [are in|does] the word {word}[| have]?",
    "How many letters are [in|there in] {word}?", "How many letters does {word} have?",
    "[Count|Please count] the letters [in|of] {word}.", "Number of letters in {word}?",
    "How long is the word {word}?", "[Can|Could] you count the letters [in|of] {word}?", "{Word}: how many letters?",
    "[Tell me|Say] how many letters {word} has."};
static const char *const rewrite_letters_held[] = {"How many letters do you need to write {word}?",
    "Can you tell me how many letters {word} has?", "Please count how many letters are in {word}.",
    "The word {word} has how many letters?"};
static const char *const rewrite_begins_asks[] = {"[What|Which] letter does [|the word ]{word} {begin} with?",
    "[What|Which] is the {nth} letter [of|in] [|the word ]{word}?", "{Nth} letter of {word}?",
    "[Tell me|Give me|Say] the {nth} letter of {word}.", "{Word} {begin}s with [which|what] letter?",
    "Do you know the {nth} letter of {word}?"};
static const char *const rewrite_begins_held[] = {"With which letter does {word} {begin}?",
    "Can you tell me the {nth} letter of {word}?", "Do you know which letter {word} {begin}s with?"};
static const char *const rewrite_backwards_asks[] = {"[Spell|Write|Say] {word} backwards[|, letter by letter].",
    "How do you spell {word} backwards?", "{Word} backwards?", "[Can|Could] you spell {word} backwards?",
    "Spell the word {word} [backwards|in reverse].", "What is {word} [spelled |]backwards?",
    "Reverse the letters of {word}."};
static const char *const rewrite_backwards_held[] = {"Please spell the word {word} backwards.",
    "How is {word} spelled backwards?", "Write the letters of {word} in reverse."};
static const char *const rewrite_repeat_asks[] = {"[Repeat|Say|Write|Please repeat] {word} {times} times.",
    "[Repeat|Say|Write] the word {word} {times} times.", "{Word} {times} times",
    "[Can|Could] you [say|repeat|write] {word} {times} times?", "{times} times the word {word}",
    "[Write|Say] {times} times {word}.", "{Word} x {times}, as words", "Let's say {word} {times} times."};
static const char *const rewrite_repeat_held[] = {"Please say the word {word} {times} times.",
    "I want you to write {word} {times} times.", "Let's repeat {word} {times} times."};

static void rewrite_spelled(char *text, const char *word, int backwards) {
    const int n = (int)strlen(word);
    int i;
    for (i = 0; i < n; i++) add(text, i ? "-%c" : "%c", word[backwards ? n - 1 - i : i]);
}

static void rewrite_spell(grammar *g, turn *t) {
    char letters[TEXT_CAP] = "";
    const char *word = PICK(g, rewrite_words);
    const int kind = below(g, 100);
    slot(g, "word", "%s", word);
    rewrite_spelled(letters, word, kind >= 80);
    slot(g, "letters", "%s", letters);
    if (kind < 60) expand(g, t->user, WORDING(g, rewrite_spell_asks, rewrite_spell_held));
    else if (kind < 80) expand(g, t->user, WORDING(g, rewrite_unspell_asks, rewrite_unspell_held));
    else expand(g, t->user, WORDING(g, rewrite_backwards_asks, rewrite_backwards_held));
    expand(g, t->answer, kind < 60 || kind >= 80 ? "{letters}" : "{word}");
}

static void rewrite_letters(grammar *g, turn *t) {
    const char *word = PICK(g, rewrite_words);
    const int last = below(g, 2), n = (int)strlen(word);
    slot(g, "word", "%s", word);
    if (chance(g, 50)) {
        expand(g, t->user, WORDING(g, rewrite_letters_asks, rewrite_letters_held));
        expand(g, t->answer, "The word {word} has ");
        add(t->answer, "%d letters.", n);
        return;
    }
    slot(g, "begin", last ? "end" : "begin");
    slot(g, "nth", last ? "last" : "first");
    expand(g, t->user, WORDING(g, rewrite_begins_asks, rewrite_begins_held));
    expand(g, t->answer, "The word {word} {begin}s with ");
    add(t->answer, "%c.", word[last ? n - 1 : 0]);
}

static void rewrite_repeat(grammar *g, turn *t) {
    static const char *const names[] = {"two", "three", "four", "five", "six"};
    const char *word = PICK(g, rewrite_words);
    const int n = between(g, 2, 6);
    int i;
    slot(g, "word", "%s", word);
    if (chance(g, 50)) slot(g, "times", "%d", n);
    else slot(g, "times", "%s", names[n - 2]);
    expand(g, t->user, WORDING(g, rewrite_repeat_asks, rewrite_repeat_held));
    for (i = 0; i < n; i++) add(t->answer, i ? " %s" : "%s", word);
}

/* ---- sentences ---- */

static const char *const rewrite_sentences[] = {
    "the {adjective} {animal} [runs|sleeps|eats|waits] [in|near|behind] the {place}",
    "{name} [has|buys|finds|sees|likes] {a:adjective} {thing}",
    "{name} [likes|sees|feeds|has] the {adjective} {animal}",
    "my [mother|father|sister|brother|friend] [reads|cooks|works|sings] in the {place}", "the {thing} is {adjective}",
    "we [walk|run|go] to the {place} [today|every day|together]", "I [see|like|draw] {a:adjective} {animal}",
    "the {thing} and the {animal} are {adjective}", "{name} [plays|talks|dances] with the {animal}",
    "the {animal} is in the {place}", "I [have|need|want] a new {thing}", "{name} puts the {thing} on the table",
    "{name} and the {animal} live near the {place}", "the {animal} [likes|wants|needs] water",
    "{name} is {adjective} today", "they open the {adjective} {thing}", "the {thing} of {name} is in the {place}",
    "there is {a:adjective} {thing} in the {place}"};
static const char *const rewrite_adjectives[] = {"red", "blue", "green", "black", "white", "brown", "big", "small",
    "new", "young", "fast", "slow", "happy", "sad", "quiet", "clean", "dirty", "strong", "warm", "cold"};
static const char *const rewrite_animals[] = {"cat", "dog", "bird", "horse", "cow", "duck", "frog", "bear", "lion",
    "wolf", "fox", "mouse", "rabbit", "sheep", "goat", "tiger", "monkey", "hen"};
static const char *const rewrite_places[] = {"house", "garden", "forest", "river", "lake", "school", "park", "farm",
    "village", "market", "street", "station", "field", "bridge"};
static const char *const rewrite_things[] = {"book", "lamp", "chair", "door", "window", "box", "bag", "basket",
    "bottle", "hat", "coat", "shirt", "ball", "bike", "boat", "car", "cup", "clock", "letter", "key"};
static const char *const rewrite_names[] = {"Anna", "Ben", "Tom", "Mia", "Leo", "Lucy", "Max", "Sara", "Paul", "Emma",
    "Sam", "Nina", "Jack", "Clara", "Peter", "Rosa"};

static void rewrite_change_case(char *text, int (*change)(int)) {
    for (; *text; text++) *text = (char)change((unsigned char)*text);
}

/* With or without its full stop */
static int rewrite_is_my_sentence(const grammar *g, const char *text) {
    return mine(g, "%.*s", (int)strcspn(text, "."), text);
}

/* A sentence into text, its words in the slots adjective, animal, place, thing and name */
static void rewrite_draw_sentence(grammar *g, char *text) {
    do {
        slot(g, "adjective", "%s", PICK(g, rewrite_adjectives));
        slot(g, "animal", "%s", PICK(g, rewrite_animals));
        slot(g, "place", "%s", PICK(g, rewrite_places));
        slot(g, "thing", "%s", PICK(g, rewrite_things));
        slot(g, "name", "%s", PICK(g, rewrite_names));
        expand(g, text, PICK(g, rewrite_sentences));
        capitalise(text);
    } while (!rewrite_is_my_sentence(g, text));
    if (chance(g, 50)) add(text, ".");
}

static const char *const rewrite_upper_asks[] = {
    "[Write|Put|Say|Please write] [this|this sentence|the sentence] in [capital|upper case|big] letters: {s}",
    "[Uppercase|uppercase|Upper case|Capitals|Capital letters|In capitals]: {s}",
    "[Write|Put] [this|this sentence] in [capitals|upper case|uppercase]: {s}",
    "[Make|make] [this|it|this sentence|the sentence] [uppercase|upper case|all capitals]: {s}",
    "[Turn|Change] [this|this sentence] [into|to] [capital letters|uppercase|upper case]: {s}",
    "[Uppercase|Capitalise] [this|this sentence|the sentence|all letters]: {s}",
    "[Can|Could|can] you [write this|put this|make this] in [capital letters|capitals|upper case]: {s}",
    "What is \"{s}\" in [capital letters|capitals|uppercase]?", "\"{s}\" in [capitals|uppercase|capital letters]",
    "[Write|write] \"{s}\" in [capital letters|upper case|capitals]", "[Shout|shout]: {s}"};
static const char *const rewrite_upper_held[] = {"Please make this all capital letters: {s}",
    "Change this sentence to capitals: {s}", "Can you uppercase this: {s}",
    "I want this sentence in capital letters: {s}", "Put \"{s}\" in upper case, please",
    "Write all letters big: {s}"};
static const char *const rewrite_lower_asks[] = {
    "[Write|Put|Say|Please write] [this|this sentence|the sentence] in [small|lower case] letters: {s}",
    "[Lowercase|lowercase|Lower case|Small letters]: {s}",
    "[Write|Put] [this|this sentence] in [lower case|lowercase]: {s}",
    "[Make|make] [this|it|this sentence|the sentence] [lowercase|lower case|all small letters]: {s}",
    "[Turn|Change] [this|this sentence] [into|to] [small letters|lowercase|lower case]: {s}",
    "[Lowercase] [this|this sentence|the sentence|all letters]: {s}",
    "[Can|Could|can] you [write this|put this|make this] in [small letters|lower case]: {s}",
    "What is \"{s}\" in [small letters|lowercase]?", "\"{s}\" in [lowercase|small letters]",
    "[Write|write] \"{s}\" in [small letters|lower case]"};
static const char *const rewrite_lower_held[] = {"Please make this all small letters: {s}",
    "I want this all in small letters: {s}", "Can you lowercase this: {s}",
    "I want this sentence in small letters: {s}", "Put \"{s}\" in lower case, please"};

static void rewrite_case(grammar *g, turn *t) {
    const int lower = chance(g, 40), list = chance(g, 35), as_is = chance(g, 50);
    char text[TEXT_CAP] = "";
    if (list) {
        const rewrite_list words = rewrite_draw_list(g, 1, 4);
        rewrite_add(text, &words, " ");
    } else rewrite_draw_sentence(g, text);
    if (lower && (list || as_is)) rewrite_change_case(text, toupper);
    if (!lower && !as_is) rewrite_change_case(text, tolower);
    slot(g, "s", "%s", text);
    if (lower) expand(g, t->user, WORDING(g, rewrite_lower_asks, rewrite_lower_held));
    else expand(g, t->user, WORDING(g, rewrite_upper_asks, rewrite_upper_held));
    rewrite_change_case(text, lower ? tolower : toupper);
    add(t->answer, "%s", text);
    t->exact = 1;
}

static const char *const rewrite_length_asks[] = {
    "How many words [are in|are there in|does] this sentence[| have]: {s}",
    "[Count|count] the words[| in this sentence| of this sentence]: {s}",
    "How many words [are in|has|are there in] \"{s}\"?", "[Number of words|Words] in this sentence: {s}",
    "[Can|Could|can] you count the words [in|of] this sentence: {s}",
    "[how|How] many words does this sentence have: {s}", "\"{s}\": how many words [is that|are there]?",
    "[Tell|tell] me how many words this sentence has: {s}"};
static const char *const rewrite_length_held[] = {"Please count how many words are in this sentence: {s}",
    "How many words can you count in \"{s}\"?", "This sentence has how many words: {s}",
    "Do you know how many words this sentence has: {s}"};
static const char *const rewrite_word_asks[] = {"[What|what] is the {nth} word [in|of] [this|the] sentence: {s}",
    "[Which|which] word [is|comes] {nth} in this sentence: {s}", "{Nth} word of \"{s}\"?",
    "[Tell me|Find|Give me|Say] the {nth} word [of|in] this sentence: {s}", "What is the {nth} word of \"{s}\"?",
    "{Nth} word: {s}", "[Can|Could] you find the {nth} word [in|of] this sentence: {s}"};
static const char *const rewrite_word_held[] = {"Please give me the {nth} word of this sentence: {s}",
    "In this sentence, which word is {nth}: {s}", "Which is the {nth} word in \"{s}\"?"};

/* How many words a sentence has, or which is the n-th */
static void rewrite_sentence_words(grammar *g, turn *t) {
    char text[TEXT_CAP], word[TEXT_CAP], *p;
    int n = 1, at;
    rewrite_draw_sentence(g, text);
    slot(g, "s", "%s", text);
    t->exact = 1;
    for (p = text; *p; p++) n += *p == ' ';
    if (chance(g, 50)) {
        expand(g, t->user, WORDING(g, rewrite_length_asks, rewrite_length_held));
        add(t->answer, "The sentence has %d words.", n);
        return;
    }
    at = chance(g, 40) ? n - 1 : below(g, 3);
    slot(g, "nth", at == n - 1 ? "last" : at == 0 ? "first" : at == 1 ? "second" : "third");
    for (p = text; at > 0; at--) p = strchr(p, ' ') + 1;
    snprintf(word, sizeof(word), "%.*s", (int)strcspn(p, " ."), p);
    expand(g, t->user, WORDING(g, rewrite_word_asks, rewrite_word_held));
    expand(g, t->answer, "The {nth} word is ");
    add(t->answer, "%s.", word);
}

static const char *const rewrite_replace_asks[] = {
    "[Replace|replace|Please replace] {old} [by|with] {new}[| in this sentence]: {s}",
    "[Replace|Change] the word {old} [by|with|to] {new}: {s}",
    "[Change|change] {old} to {new}[| in this sentence]: {s}", "[Can|Could] you replace {old} [by|with] {new}: {s}",
    "[Write|write] {new} [instead of|for] {old}: {s}", "[Put|put] {new} in place of {old}: {s}",
    "\"{s}\": replace {old} [by|with] {new}", "In \"{s}\", [change {old} to|replace {old} with] {new}.",
    "[Say|Write] this sentence with {new} [instead of|for] {old}: {s}", "[Use|use] {new} instead of {old}: {s}"};
static const char *const rewrite_replace_held[] = {"Please change the word {old} to {new} in this sentence: {s}",
    "Put {new} instead of {old}: {s}", "In this sentence, replace {old} with {new}: {s}",
    "Can you change {old} to {new} in \"{s}\"?", "I want {new} instead of {old} in this sentence: {s}"};

static int rewrite_is_whole_word(const char *text, const char *at, size_t n) {
    return at && at > text && at[-1] == ' ' && strchr(" .", at[n]); /* strchr finds the final 0 as well */
}

/* A word of the sentence gives way to another of its kind. */
static void rewrite_replace(grammar *g, turn *t) {
    static const struct { const char *name; const char *const *words; int n; } kinds[] = {
        {"adjective", rewrite_adjectives, COUNT(rewrite_adjectives)},
        {"animal", rewrite_animals, COUNT(rewrite_animals)},
        {"place", rewrite_places, COUNT(rewrite_places)},
        {"thing", rewrite_things, COUNT(rewrite_things)}};
    char text[TEXT_CAP];
    const char *old, *new_word, *at;
    int i;
    do {
        rewrite_draw_sentence(g, text);
        i = below(g, COUNT(kinds));
        old = slot_find(g, kinds[i].name);
        new_word = kinds[i].words[below(g, kinds[i].n)];
        at = strstr(text, old);
        t->answer[0] = 0;
        if (at) add(t->answer, "%.*s%s%s", (int)(at - text), text, new_word, at + strlen(old));
    } while (!rewrite_is_whole_word(text, at, strlen(old)) || strcmp(new_word, old) == 0 ||
             !rewrite_is_my_sentence(g, t->answer));
    slot(g, "old", "%s", old);
    slot(g, "new", "%s", new_word);
    slot(g, "s", "%s", text);
    expand(g, t->user, WORDING(g, rewrite_replace_asks, rewrite_replace_held));
    t->exact = 1;
}

static const char *const rewrite_copy_asks[] = {
    "[Repeat|repeat|Say|say|Copy|Please repeat] [after me|this|this sentence|the sentence]: {s}",
    "[Repeat|repeat|Say|say|Copy|copy|Write]: {s}",
    "[Can|Could|can] you [repeat|say|copy] [this|this sentence|after me]: {s}", "[Say|say|Repeat|Write] \"{s}\"",
    "[Write|Say] [this|this sentence] again: {s}", "[Say|say] it [again|after me]: {s}"};
static const char *const rewrite_copy_held[] = {"Please say this sentence again: {s}", "I want you to say this: {s}",
    "Repeat this sentence after me: {s}", "Can you say \"{s}\"?"};

static void rewrite_copy(grammar *g, turn *t) {
    rewrite_draw_sentence(g, t->answer);
    slot(g, "s", "%s", t->answer);
    expand(g, t->user, WORDING(g, rewrite_copy_asks, rewrite_copy_held));
    t->exact = 1;
}

/* ---- the task ---- */

static int rewrite_make(grammar *g, turn *t) {
    static const struct { int share; void (*make)(grammar *g, turn *t); } kinds[] = {
        {12, rewrite_reverse}, {9, rewrite_alphabet}, {8, rewrite_count}, {8, rewrite_nth}, {4, rewrite_commas},
        {4, rewrite_remove}, {5, rewrite_other_word}, {4, rewrite_longest}, {10, rewrite_numbers}, {8, rewrite_spell},
        {5, rewrite_letters}, {3, rewrite_repeat}, {10, rewrite_case}, {5, rewrite_sentence_words},
        {3, rewrite_replace}, {2, rewrite_copy}}; /* of 100 */
    int i, at = below(g, 100);
    for (i = 0; at >= kinds[i].share; i++) at -= kinds[i].share;
    kinds[i].make(g, t);
    return 1;
}

static const task rewrite_tasks[] = {{"rewrite", 120, SCORE_EXACT, rewrite_make, "wordings; lists and sentences"}};
