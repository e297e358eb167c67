/* facts.h -- a closed world: what the model knows by heart, and nothing besides. Tables of facts, each with the ways
 * people ask for them and one form of answer. unknown.h asks for what is not in the tables in the same words.
 *
 * All facts are trained; held out are wordings. A second task asks for a few facts in French, Spanish and Chinese. */
#ifndef CORPUS_FACTS_H
#define CORPUS_FACTS_H

#include "grammar.h"

#define FACTS_COLUMN 8
#define FACTS_ALIAS 7 /* a pattern of other names for column 0, used in questions only */

typedef const char *const facts_row[FACTS_COLUMN];

/* From one column of a table to another. In patterns {a} is the thing asked for, {x} the same by its first name,
 * {bare} without "the", {b} what is answered, {c0} .. {c7} the columns. np is a phrase for what is asked, clause an
 * indirect question: both go into sentences that serve all relations. Either may be NULL. A row without one of the two
 * columns is not part of the relation. */
typedef struct facts_relation {
    const facts_row *rows;
    int n, from, to;
    const char *answer, *np, *clause;
    const char *const *asks, *const *held;
    int n_ask, n_held;
} facts_relation;

#define FACTS(rows, from, to, wording, answer, np, clause) \
    {rows, COUNT(rows), from, to, answer, np, clause, facts_##wording##_asks, facts_##wording##_held, \
     COUNT(facts_##wording##_asks), COUNT(facts_##wording##_held)}

/* ---- the world: country, -, capital, continent, language, currency, -, other names ---- */

static const facts_row facts_countries[] = {{"France", NULL, "Paris", "Europe", "French", "the euro"},
    {"Germany", NULL, "Berlin", "Europe", "German", "the euro"},
    {"Italy", NULL, "Rome", "Europe", "Italian", "the euro"},
    {"Spain", NULL, "Madrid", "Europe", "Spanish", "the euro"},
    {"Portugal", NULL, "Lisbon", "Europe", "Portuguese", "the euro"},
    {"Ireland", NULL, "Dublin", "Europe", NULL, "the euro"},
    {"the United Kingdom", NULL, "London", "Europe", "English", "the pound", NULL,
     "[the UK|Great Britain|Britain|England]"}, {"Belgium", NULL, "Brussels", "Europe", NULL, "the euro"},
    {"Austria", NULL, "Vienna", "Europe", "German", "the euro"},
    {"the Netherlands", NULL, "Amsterdam", "Europe", "Dutch", "the euro", NULL, "Holland"},
    {"Switzerland", NULL, "Bern", "Europe", NULL, "the franc"},
    {"Greece", NULL, "Athens", "Europe", "Greek", "the euro"},
    {"Poland", NULL, "Warsaw", "Europe", "Polish", "the zloty"},
    {"Turkey", NULL, "Ankara", NULL, "Turkish", "the lira"},
    {"the Czech Republic", NULL, "Prague", "Europe", "Czech", "the koruna", NULL, "Czechia"},
    {"Hungary", NULL, "Budapest", "Europe", "Hungarian", "the forint"},
    {"Russia", NULL, "Moscow", NULL, "Russian", "the ruble"}, {"Ukraine", NULL, "Kyiv", "Europe", "Ukrainian"},
    {"Romania", NULL, "Bucharest", "Europe", "Romanian"}, {"Bulgaria", NULL, "Sofia", "Europe", "Bulgarian"},
    {"Serbia", NULL, "Belgrade", "Europe", "Serbian"}, {"Croatia", NULL, "Zagreb", "Europe", "Croatian", "the euro"},
    {"Sweden", NULL, "Stockholm", "Europe", "Swedish", "the krona"},
    {"Latvia", NULL, "Riga", "Europe", "Latvian", "the euro"},
    {"Norway", NULL, "Oslo", "Europe", "Norwegian", "the krone"},
    {"Estonia", NULL, "Tallinn", "Europe", "Estonian", "the euro"},
    {"Denmark", NULL, "Copenhagen", "Europe", "Danish", "the krone"}, {"Lithuania", NULL, "Vilnius", "Europe"},
    {"Finland", NULL, "Helsinki", "Europe", "Finnish", "the euro"},
    {"Iceland", NULL, "Reykjavik", "Europe", "Icelandic"}, {"China", NULL, "Beijing", "Asia", "Chinese", "the yuan"},
    {"Japan", NULL, "Tokyo", "Asia", "Japanese", "the yen"},
    {"South Korea", NULL, "Seoul", "Asia", "Korean", "the won"},
    {"India", NULL, "New Delhi", "Asia", NULL, "the rupee"}, {"Pakistan", NULL, "Islamabad", "Asia", NULL, "the rupee"},
    {"Nepal", NULL, "Kathmandu", "Asia", "Nepali"}, {"Thailand", NULL, "Bangkok", "Asia", "Thai", "the baht"},
    {"Vietnam", NULL, "Hanoi", "Asia", "Vietnamese", "the dong"}, {"Malaysia", NULL, "Kuala Lumpur", "Asia", "Malay"},
    {"the Philippines", NULL, "Manila", "Asia", NULL, "the peso"},
    {"Saudi Arabia", NULL, "Riyadh", "Asia", "Arabic", "the riyal"}, {"Iran", NULL, "Tehran", "Asia", "Persian"},
    {"Iraq", NULL, "Baghdad", "Asia", NULL}, {"Syria", NULL, "Damascus", "Asia", "Arabic"},
    {"Lebanon", NULL, "Beirut", "Asia", "Arabic"}, {"Egypt", NULL, "Cairo", "Africa", "Arabic", "the pound"},
    {"Morocco", NULL, "Rabat", "Africa", NULL, "the dirham"}, {"Algeria", NULL, "Algiers", "Africa"},
    {"Tunisia", NULL, "Tunis", "Africa", "Arabic"}, {"Nigeria", NULL, "Abuja", "Africa"},
    {"Ghana", NULL, "Accra", "Africa"}, {"Kenya", NULL, "Nairobi", "Africa", NULL, "the shilling"},
    {"Ethiopia", NULL, "Addis Ababa", "Africa"}, {"Senegal", NULL, "Dakar", "Africa"},
    {"the United States", NULL, "Washington", "North America", "English", "the dollar", NULL,
     "[the USA|the US|America|USA]"}, {"Canada", NULL, "Ottawa", "North America", NULL, "the dollar"},
    {"Mexico", NULL, "Mexico City", "North America", "Spanish", "the peso"},
    {"Cuba", NULL, "Havana", "North America", "Spanish", "the peso"},
    {"Brazil", NULL, "Brasilia", "South America", "Portuguese", "the real"},
    {"Argentina", NULL, "Buenos Aires", "South America", "Spanish", "the peso"},
    {"Chile", NULL, "Santiago", "South America", "Spanish", "the peso"},
    {"Peru", NULL, "Lima", "South America", "Spanish"},
    {"Colombia", NULL, "Bogota", "South America", "Spanish", "the peso"},
    {"Venezuela", NULL, "Caracas", "South America", "Spanish"},
    {"Australia", NULL, "Canberra", "Oceania", "English", "the dollar"},
    {"New Zealand", NULL, "Wellington", "Oceania", "English", "the dollar"}};

static const char *const facts_capital_asks[] = {"What is the capital of {a}?", "What's the capital city of {a}?",
    "[What|Which] city is the capital of {a}?", "Which city is {bare}'s capital?", "What is {bare}'s capital?",
    "Capital of {a}?", "capital of {bare}", "{Bare} capital?", "{Bare}: capital?", "{A}'s capital city?",
    "Name the capital [city|] of {a}.", "Tell me the capital of {a}.", "The capital of {a} is", "The capital of {a}?",
    "[What|Which city] is the capital of the country {a}?", "What is the name of the capital of {a}?",
    "I need the capital of {a}.", "In {a}, which city is the capital?", "What city is the capital in {a}?",
    "What do they call the capital of {a}?", "Do you know the capital of {a}?", "What capital does {a} have?",
    "Geography: what is the capital of {a}?", "Which capital belongs to {a}?"};
static const char *const facts_capital_held[] = {"Which city is the capital city of {a}?", "{Bare}, capital city?",
    "What's {bare}'s capital city?", "Give me the capital of {a}, please.", "What is the capital city in {a}?",
    "The capital city of {a} is called what?", "Please name the capital of {a}.", "What city is {a}'s capital?"};

static const char *const facts_capital_of_asks[] = {"{A} is the capital of which country?",
    "{A} is the capital of what country?", "Which country has {a} as its capital?",
    "What country is {a} the capital of?", "[In which|In what] country is {a}?", "[Which|What] country is {a} in?",
    "Where is {a}?", "Where is {a} located?", "[The city of|The city] {a} is in [which|what] country?",
    "{A} is in which country?", "{A} - which country?", "{A} is the capital of", "Of which country is {a} the capital?",
    "Which country's capital is {a}?", "Where can I find {a}?", "To which country does {a} belong?",
    "In what country can you find {a}?"};
static const char *const facts_capital_of_held[] = {"Of what country is {a} the capital?",
    "What country's capital is {a}?", "What country has {a} as its capital?", "In which country can I find {a}?",
    "Where is the city of {a}?", "To what country does the city {a} belong?", "{A} is a city in which country?"};

static const char *const facts_continent_asks[] = {"[On|In] which continent is {a}?",
    "[Which|What] continent is {a} [in|on]?", "On what continent is {a}?", "Where in the world is {a}?",
    "What is the continent of {a}?", "{Bare} continent?", "{A} is [on|in] which continent?",
    "{A} is on what continent?", "Continent of {a}?", "Where is {a}?", "Where is {a} located?",
    "To which continent does {a} belong?", "Which part of the world is {a} in?",
    "[On|In] which continent [can I find|do I find|would I find] {a}?", "Tell me the continent of {a}.",
    "Name the continent of {a}."};
static const char *const facts_continent_held[] = {"Which continent does {a} belong to?", "{Bare}: which continent?",
    "What continent would I find {a} on?", "The country {a} is on which continent?",
    "What part of the world is {a} in?", "On which continent is the country {a}?", "Where is the country {a}?"};

static const char *const facts_language_asks[] = {"[What|Which] language do people speak in {a}?",
    "[What|Which] language do they speak in {a}?", "[What|Which] language is spoken in {a}?", "Language of {a}?",
    "What is the language of {a}?", "What is the [main|official] language of {a}?", "{Bare} language?",
    "What do people speak in {a}?", "What do they speak in {a}?", "What is spoken in {a}?", "In {a} people speak",
    "Which language do I need in {a}?", "[What|Which] language should I learn for {a}?",
    "What language do the people of {a} speak?", "How do people talk in {a}: in which language?",
    "Tell me the language of {a}.", "Name the language [people speak|spoken] in {a}.",
    "Which language belongs to {a}?"};
static const char *const facts_language_held[] = {"Which language do the people in {a} speak?",
    "{Bare}: which language?", "In {a}, what language do people speak?", "What's the language spoken in {a}?",
    "What language do I need in {a}?", "People in {a} speak which language?", "What is the main language in {a}?"};

static const char *const facts_currency_asks[] = {"What is the currency of {a}?",
    "[What|Which] currency [do they use|is used] in {a}?", "[What|Which] money do people use in {a}?",
    "Currency of {a}?", "{Bare} currency?", "What currency does {a} use?", "What is the money of {a} called?",
    "What do people pay with in {a}?", "How do people pay in {a}?", "Which currency does {a} have?",
    "What money does {a} have?", "What is {bare}'s currency?", "Which money do I need in {a}?",
    "Name the currency of {a}.", "Tell me the currency of {a}."};
static const char *const facts_currency_held[] = {"What currency do people use in {a}?",
    "Which currency do I need in {a}?", "What is the money in {a} called?", "In {a}, what do people pay with?",
    "{Bare}: what currency?", "What currency do they have in {a}?"};

/* ---- colours: of what can't be counted; one, many, colour ---- */

static const facts_row facts_masses[] = {{"grass", "green"}, {"the sky", "blue"}, {"snow", "white"}, {"blood", "red"},
    {"the sun", "yellow"}, {"milk", "white"}, {"coal", "black"}, {"chocolate", "brown"}, {"the sea", "blue"},
    {"the ocean", "blue"}, {"coffee", "brown"}, {"salt", "white"}, {"sugar", "white"}, {"rice", "white"},
    {"the night sky", "black"}, {"ketchup", "red"}, {"butter", "yellow"}, {"wood", "brown"}, {"cotton", "white"},
    {"broccoli", "green"}, {"spinach", "green"}, {"corn", "yellow"}, {"flour", "white"}, {"mustard", "yellow"}};

static const facts_row facts_colored[] = {{"banana", "bananas", "yellow"}, {"lemon", "lemons", "yellow"},
    {"strawberry", "strawberries", "red"}, {"tomato", "tomatoes", "red"}, {"carrot", "carrots", "orange"},
    {"orange", "oranges", "orange"}, {"cherry", "cherries", "red"}, {"pumpkin", "pumpkins", "orange"},
    {"cucumber", "cucumbers", "green"}, {"frog", "frogs", "green"}, {"crow", "crows", "black"},
    {"polar bear", "polar bears", "white"}, {"swan", "swans", "white"}, {"elephant", "elephants", "gray"},
    {"flamingo", "flamingos", "pink"}, {"pig", "pigs", "pink"}, {"fire truck", "fire trucks", "red"},
    {"raspberry", "raspberries", "red"}, {"blueberry", "blueberries", "blue"}, {"cloud", "clouds", "white"},
    {"ladybug", "ladybugs", "red"}, {"plum", "plums", "purple"}, {"pea", "peas", "green"}, {"lime", "limes", "green"},
    {"eggplant", "eggplants", "purple"}, {"school bus", "school buses", "yellow"}, {"leaf", "leaves", "green"},
    {"panda", "pandas", "black and white"}, {"zebra", "zebras", "black and white"},
    {"penguin", "penguins", "black and white"}};

static const char *const facts_color_asks[] = {"What [color|colour] is {a}?", "Which [color|colour] is {a}?",
    "What is the [color|colour] of {a}?", "[Color|Colour] of {a}?", "{A} [color|colour]?",
    "What [color|colour] does {a} have?", "Which [color|colour] does {a} have?", "{A} is which [color|colour]?",
    "{A} is what [color|colour]?", "What [color|colour] is {a} usually?", "What is {a}'s [color|colour]?",
    "Tell me the [color|colour] of {a}.", "Name the [color|colour] of {a}.",
    "[In which|In what] [color|colour] do I paint {a}?"};
static const char *const facts_color_held[] = {"The [color|colour] of {a} is what?",
    "What [color|colour] is {a} normally?", "{A}: what [color|colour]?", "Which [color|colour] should I paint {a}?",
    "What would you say is the [color|colour] of {a}?"};
static const char *const facts_colour_asks[] = {"What [color|colour] is {a:a}?", "Which [color|colour] is {a:a}?",
    "What is the [color|colour] of {a:a}?", "[Color|Colour] of {a:a}?", "{A} [color|colour]?",
    "What [color|colour] does {a:a} have?", "{A:a} is which [color|colour]?", "{A:a} is what [color|colour]?",
    "What [color|colour] is {a:a} usually?", "What [color|colour] is the {a}?", "What [color|colour] has {a:a}?",
    "Tell me the [color|colour] of {a:a}.", "Name the [color|colour] of {a:a}.",
    "[In which|In what] [color|colour] do I paint {a:a}?"};
static const char *const facts_colour_held[] = {"The [color|colour] of {a:a} is what?",
    "Which [color|colour] should I paint {a:a}?", "{A:a}: what [color|colour]?",
    "What [color|colour] is {a:a} normally?", "Which [color|colour] does {a:a} have?"};
static const char *const facts_colours_asks[] = {"What [color|colour] are {a}?", "Which [color|colour] are {a}?",
    "What [color|colour] do {a} have?", "Which [color|colour] do {a} have?", "{A} are which [color|colour]?",
    "What is the [color|colour] of {a}?", "{A} are what [color|colour]?", "What [color|colour] are {a} usually?",
    "What [color|colour] are most {a}?", "[Color|Colour] of {a}?"};
static const char *const facts_colours_held[] = {"What [color|colour] are {a} normally?", "{A}: what [color|colour]?",
    "Which [color|colour] are most {a}?", "The [color|colour] of most {a}?", "{A} have which [color|colour]?"};

/* ---- animals: one, many, sound, baby, legs, home, food ---- */

static const facts_row facts_animals[] = {{"dog", "dogs", "barks", "puppy", "four legs", "in a kennel", NULL},
    {"cat", "cats", "meows", "kitten", "four legs", NULL, "meat"},
    {"cow", "cows", "moos", "calf", "four legs", "in a barn", "grass"},
    {"sheep", "sheep", "bleats", "lamb", "four legs", NULL, "grass"},
    {"horse", "horses", "neighs", "foal", "four legs", "in a stable", "hay"},
    {"pig", "pigs", "oinks", "piglet", "four legs", "in a sty"},
    {"duck", "ducks", "quacks", "duckling", "two legs", "on a pond"},
    {"goat", "goats", "bleats", "kid", "four legs", NULL, "grass"},
    {"hen", "hens", "clucks", "chick", "two legs", "in a coop", "grain"},
    {"goose", "geese", "honks", "gosling", "two legs"},
    {"lion", "lions", "roars", "cub", "four legs", "in the savanna", "meat"},
    {"tiger", "tigers", "roars", "cub", "four legs", "in the jungle", "meat"},
    {"bear", "bears", "growls", "cub", "four legs", "in a den"},
    {"wolf", "wolves", "howls", "pup", "four legs", "in a den", "meat"},
    {"owl", "owls", "hoots", "owlet", "two legs", NULL, "mice"},
    {"bee", "bees", "buzzes", NULL, "six legs", "in a hive", "nectar"},
    {"frog", "frogs", "croaks", "tadpole", "four legs", "in a pond", "insects"},
    {"snake", "snakes", "hisses", NULL, "no legs"},
    {"mouse", "mice", "squeaks", NULL, "four legs", "in a hole", "seeds"},
    {"rooster", "roosters", "crows", NULL, "two legs"}, {"donkey", "donkeys", "brays", "foal", "four legs"},
    {"elephant", "elephants", "trumpets", "calf", "four legs", NULL, "plants"},
    {"crow", "crows", "caws", NULL, "two legs"}, {"pigeon", "pigeons", "coos", NULL, "two legs"},
    {"bird", "birds", "sings", "chick", "two legs", "in a nest", NULL},
    {"cricket", "crickets", "chirps", NULL, "six legs"},
    {"spider", "spiders", NULL, NULL, "eight legs", "in a web", "insects"},
    {"ant", "ants", NULL, NULL, "six legs", "in an anthill"}, {"fly", "flies", "buzzes", NULL, "six legs"},
    {"butterfly", "butterflies", NULL, "caterpillar", "six legs"},
    {"fish", "fish", NULL, NULL, "no legs", "in the water"}, {"whale", "whales", NULL, "calf", "no legs", "in the sea"},
    {"shark", "sharks", NULL, NULL, "no legs", "in the sea", "fish"},
    {"dolphin", "dolphins", NULL, NULL, "no legs", "in the sea", "fish"},
    {"crab", "crabs", NULL, NULL, "ten legs", "in the sea"},
    {"kangaroo", "kangaroos", NULL, "joey", NULL, "in Australia"},
    {"deer", "deer", NULL, "fawn", "four legs", "in the forest"}, {"swan", "swans", NULL, "cygnet", "two legs"},
    {"eagle", "eagles", NULL, "eaglet", "two legs", "in a nest"}, {"seal", "seals", "barks", "pup", NULL, NULL, "fish"},
    {"rabbit", "rabbits", NULL, NULL, "four legs", "in a burrow"},
    {"camel", "camels", NULL, "calf", "four legs", "in the desert"},
    {"polar bear", "polar bears", NULL, "cub", "four legs", "in the Arctic"},
    {"worm", "worms", NULL, NULL, "no legs", "in the soil"},
    {"penguin", "penguins", NULL, "chick", "two legs", "in Antarctica", "fish"},
    {"squirrel", "squirrels", NULL, NULL, "four legs", "in a tree", "nuts"},
    {"panda", "pandas", NULL, NULL, NULL, "in China", "bamboo"},
    {"koala", "koalas", NULL, "joey", NULL, "in Australia", "leaves"},
    {"giraffe", "giraffes", NULL, "calf", "four legs", NULL, "leaves"},
    {"monkey", "monkeys", NULL, NULL, NULL, "in trees", "fruit"},
    {"anteater", "anteaters", NULL, NULL, NULL, NULL, "ants"},
    {"caterpillar", "caterpillars", NULL, NULL, NULL, NULL, "leaves"},
    {"zebra", "zebras", NULL, "foal", "four legs", NULL, "grass"},
    {"fox", "foxes", NULL, "cub", "four legs", "in a den"}};

static const char *const facts_sound_asks[] = {"What sound does [{a:a}|the {a}] make?", "What noise does {a:a} make?",
    "What does {a:a} say?", "What does the {a} say?", "Which sound does {a:a} make?", "What does {a:a} sound like?",
    "Sound of {a:a}?", "{A} sound?", "What is the sound of {a:a}?", "How does {a:a} go?", "What sound do {c1} make?",
    "What noise do {c1} make?", "Which noise comes from {a:a}?", "Tell me the sound {a:a} makes.",
    "[What|Which] sound comes from {a:a}?", "{A:a} makes which [sound|noise]?"};
static const char *const facts_sound_held[] = {"What noise does the {a} make?", "What kind of sound does {a:a} make?",
    "{A:a} makes what sound?", "Which noise does {a:a} make?", "The {a} makes what sound?", "What do {c1} sound like?"};

static const char *const facts_baby_asks[] = {"What is a baby {a} called?", "What do you call a baby {a}?", "Baby {a}?",
    "What is the [baby|young] of {a:a} called?", "What do we call a young {a}?", "How do you call a baby {a}?",
    "What is the name of a baby {a}?", "What's the word for a baby {a}?", "A baby {a} is called",
    "What is a young {a} called?", "Name for a baby {a}?", "What is the name for the young of {a:a}?",
    "What are baby {c1} called?", "What word do we use for a baby {a}?", "How is a baby {a} called?"};
static const char *const facts_baby_held[] = {"What do people call a baby {a}?", "A baby {a} is called what?",
    "What's a baby {a} called?", "What is the word for a young {a}?", "What name does a baby {a} have?",
    "What is the name for a baby {a}?"};

static const char *const facts_legs_asks[] = {"How many legs does {a:a} have?", "How many legs do {c1} have?",
    "How many legs has {a:a}?", "{A} legs?", "Number of legs of {a:a}?", "How many legs are there on {a:a}?",
    "On how many legs does {a:a} walk?", "What number of legs does {a:a} have?", "What is the number of legs of {a:a}?",
    "{A:a} has how many legs?", "How many legs does the {a} have?", "Count the legs of {a:a}.",
    "Does {a:a} have legs? How many?", "How many legs can you count on {a:a}?"};
static const char *const facts_legs_held[] = {"{A:a} walks on how many legs?", "How many legs can I count on {a:a}?",
    "How many legs would {a:a} have?", "{C1} have how many legs?", "{A}: how many legs?",
    "What number of legs do {c1} have?"};

static const char *const facts_home_asks[] = {"Where does {a:a} live?", "Where do {c1} live?",
    "Where is the home of {a:a}?", "What is the home of {a:a}?", "In what does {a:a} live?",
    "Where can you find {a:a}?", "Where can I find {c1}?", "Where does the {a} live?", "Home of {a:a}?", "{A} home?",
    "{A:a} lives where?", "Where is {a:a} at home?", "Where would I look for {a:a}?", "What place does {a:a} live in?"};
static const char *const facts_home_held[] = {"Where do I find {a:a}?", "Where would I find {a:a}?", "{C1} live where?",
    "In which place does {a:a} live?", "Where is {a:a}'s home?", "Where should I look for {a:a}?"};

static const char *const facts_eat_asks[] = {"What does {a:a} eat?", "What do {c1} eat?", "What does the {a} eat?",
    "What is the food of {a:a}?", "{A} food?", "Food of {a:a}?", "What do you feed {a:a}?", "What food does {a:a} eat?",
    "What kind of food do {c1} eat?", "{A:a} eats", "What does {a:a} like to eat?", "What do {c1} like to eat?",
    "What do I feed {a:a}?", "What does {a:a} live on?"};
static const char *const facts_eat_held[] = {"What kind of food does {a:a} eat?", "{A:a} eats what?",
    "What food do {c1} like?", "What do {c1} live on?", "What can I feed {a:a}?", "What food does {a:a} like to eat?"};

/* ---- how many: what, where, number ---- */

static const facts_row facts_numbers[] = {{"seconds", "in a minute", "60"}, {"minutes", "in an hour", "60"},
    {"hours", "in a day", "24"}, {"days", "in a week", "7"}, {"days", "in a year", "365"},
    {"days", "in a leap year", "366"}, {"weeks", "in a year", "52"}, {"months", "in a year", "12"},
    {"years", "in a decade", "10"}, {"seconds", "in an hour", "3600"}, {"years", "in a century", "100"},
    {"years", "in a millennium", "1000"}, {"grams", "in a kilogram", "1000"}, {"meters", "in a kilometer", "1000"},
    {"centimeters", "in a meter", "100"}, {"millimeters", "in a centimeter", "10"},
    {"millimeters", "in a meter", "1000"}, {"milliliters", "in a liter", "1000"},
    {"kilograms", "in a metric ton", "1000"}, {"inches", "in a foot", "12"}, {"feet", "in a yard", "3"},
    {"feet", "in a mile", "5280"}, {"ounces", "in a pound", "16"}, {"cents", "in a dollar", "100"},
    {"cents", "in a euro", "100"}, {"eggs", "in a dozen", "12"}, {"bits", "in a byte", "8"},
    {"degrees", "in a circle", "360"}, {"degrees", "in a right angle", "90"}, {"letters", "in the alphabet", "26"},
    {"cards", "in a deck", "52"}, {"strings", "on a guitar", "6"}, {"strings", "on a violin", "4"},
    {"keys", "on a piano", "88"}, {"squares", "on a chessboard", "64"}, {"colors", "in the rainbow", "7"},
    {"continents", "in the world", "7"}, {"planets", "in the solar system", "8"}, {"fingers", "on a hand", "5"},
    {"toes", "on a foot", "5"}, {"states", "in the United States", "50"}, {"seasons", "in a year", "4"},
    {"players", "in a soccer team", "11"}, {"players", "in a basketball team", "5"}, {"wheels", "on a bicycle", "2"},
    {"wheels", "on a car", "4"}};

static const char *const facts_number_asks[] = {"How many {a} are [there |]{c1}?", "How many {a} {c1}?", "{A} {c1}?",
    "What is the number of {a} {c1}?", "Number of {a} {c1}?", "How many {a} can you find {c1}?",
    "{C1} there are how many {a}?", "There are how many {a} {c1}?", "How many {a} do you count {c1}?",
    "{C1}, how many {a} are there?", "How many {a} do we have {c1}?", "What number of {a} is {c1}?",
    "Count the {a} {c1}."};
static const char *const facts_number_held[] = {"How many {a} would I find {c1}?", "Can you count the {a} {c1}?",
    "What number of {a} are {c1}?", "How many {a} are {c1} in all?", "How many {a} can I count {c1}?",
    "Exactly how many {a} are there {c1}?"};

/* ---- time: name, next, before, which of the year, days ---- */

static const facts_row facts_days[] = {{"Monday", "Tuesday", "Sunday"}, {"Tuesday", "Wednesday", "Monday"},
    {"Wednesday", "Thursday", "Tuesday"}, {"Thursday", "Friday", "Wednesday"}, {"Friday", "Saturday", "Thursday"},
    {"Saturday", "Sunday", "Friday"}, {"Sunday", "Monday", "Saturday"}};
static const facts_row facts_months[] = {{"January", "February", "December", "first", "31"},
    {"February", "March", "January", "second", "28 or 29"}, {"March", "April", "February", "third", "31"},
    {"April", "May", "March", "fourth", "30"}, {"May", "June", "April", "fifth", "31"},
    {"June", "July", "May", "sixth", "30"}, {"July", "August", "June", "seventh", "31"},
    {"August", "September", "July", "eighth", "31"}, {"September", "October", "August", "ninth", "30"},
    {"October", "November", "September", "tenth", "31"}, {"November", "December", "October", "eleventh", "30"},
    {"December", "January", "November", "twelfth", "31"}};
static const facts_row facts_seasons[] = {{"spring", "summer", "winter"}, {"summer", "autumn", "spring"},
    {"autumn", "winter", "summer", NULL, NULL, NULL, NULL, "fall"}, {"winter", "spring", "autumn"}};

#define FACTS_ORDER(kind, after, After) \
    "What " kind " comes " after " {a}?", "Which " kind " comes " after " {a}?", "What comes " after " {a}?", \
    "What is the " kind " " after " {a}?", After " {a} comes", After " {a}?", "What " kind " is " after " {a}?", \
    "Which " kind " is " after " {a}?", "The " kind " " after " {a}?", After " {a}, what " kind " is it?", \
    "Name the " kind " " after " {a}.", "Tell me the " kind " " after " {a}.", \
    "[What|Which " kind "] do we have " after " {a}?"
#define FACTS_ORDER_HELD(kind, after, After) \
    "Which is the " kind " " after " {a}?", After " {a} comes which " kind "?", "So which " kind " is " after " {a}?", \
    "The " kind " that comes " after " {a}?", "What " kind " do we have " after " {a}?", After " {a} is which " kind "?"

static const char *const facts_day_asks[] = {FACTS_ORDER("day", "after", "After"), "What day follows {a}?",
    "Today is {a}. What day is tomorrow?", "If today is {a}, what day is tomorrow?", "It is {a}. What is tomorrow?",
    "Yesterday was {a}. What day is it today?"};
static const char *const facts_day_held[] = {FACTS_ORDER_HELD("day", "after", "After"),
    "Today is {a}, so what is tomorrow?"};
static const char *const facts_day_before_asks[] = {FACTS_ORDER("day", "before", "Before"),
    "Today is {a}. What day was yesterday?", "If today is {a}, what day was yesterday?",
    "It is {a}. What was yesterday?"};
static const char *const facts_day_before_held[] = {FACTS_ORDER_HELD("day", "before", "Before"),
    "Today is {a}, so what was yesterday?"};
static const char *const facts_month_asks[] = {FACTS_ORDER("month", "after", "After"), "Which month follows {a}?",
    "It is {a}. What is the next month?", "What month follows {a}?"};
static const char *const facts_month_held[] = {FACTS_ORDER_HELD("month", "after", "After")};
static const char *const facts_month_before_asks[] = {FACTS_ORDER("month", "before", "Before"),
    "It is {a}. What was the last month?"};
static const char *const facts_month_before_held[] = {FACTS_ORDER_HELD("month", "before", "Before")};
static const char *const facts_season_asks[] = {FACTS_ORDER("season", "after", "After"), "What season follows {a}?",
    "It is {a}. What is the next season?"};
static const char *const facts_season_held[] = {FACTS_ORDER_HELD("season", "after", "After")};

static const char *const facts_nth_month_asks[] = {"What is the {a} month [of the year|]?", "What month is the {a}?",
    "Which month is the {a} [|of the year|in the year]?", "{A} month of the year?", "Name the {a} month.",
    "Which is the {a} month [of the year|]?", "{A} month?", "Tell me the {a} month of the year.",
    "What is the name of the {a} month?", "What do we call the {a} month?", "The {a} month is",
    "The {a} month of the year is called?"};
static const char *const facts_nth_month_held[] = {"Which month comes {a} in the year?",
    "What's the {a} month of the year?", "The {a} month of a year is which?", "What month is {a} in the year?",
    "Name the {a} month of the year."};
static const char *const facts_month_days_asks[] = {"How many days does {a} have?",
    "How many days are [there |]in {a}?", "How many days has {a}?", "How many days in {a}?", "Days in {a}?",
    "How long is {a}?", "{A}: how many days?", "What is the number of days in {a}?", "{A} has how many days?",
    "How many days is {a} long?", "How many days are in the month of {a}?"};
static const char *const facts_month_days_held[] = {"How many days does the month {a} have?",
    "The month of {a} has how many days?", "How long is the month of {a}?", "There are how many days in {a}?",
    "How many days long is {a}?"};

/* ---- words ---- */

static const facts_row facts_opposites[] = {{"hot", "cold"}, {"big", "small"}, {"light", "dark"}, {"old", "new"},
    {"fast", "slow"}, {"good", "bad"}, {"happy", "sad"}, {"long", "short"}, {"high", "low"}, {"left", "right"},
    {"up", "down"}, {"day", "night"}, {"open", "closed"}, {"full", "empty"}, {"hard", "soft"}, {"wet", "dry"},
    {"rich", "poor"}, {"strong", "weak"}, {"clean", "dirty"}, {"early", "late"}, {"easy", "difficult"},
    {"loud", "quiet"}, {"near", "far"}, {"thick", "thin"}, {"wide", "narrow"}, {"black", "white"}, {"love", "hate"},
    {"yes", "no"}, {"true", "false"}, {"first", "last"}, {"inside", "outside"}, {"before", "after"},
    {"always", "never"}, {"win", "lose"}, {"buy", "sell"}, {"push", "pull"}, {"give", "take"}, {"cheap", "expensive"},
    {"safe", "dangerous"}, {"sweet", "sour"}, {"beautiful", "ugly"}, {"alive", "dead"}, {"begin", "end"},
    {"deep", "shallow"}, {"same", "different"}, {"brave", "cowardly"}, {"top", "bottom"}, {"friend", "enemy"},
    {"war", "peace"}, {"question", "answer"}, {"in", "out"}, {"on", "off"}, {"start", "stop"}, {"front", "back"},
    {"boy", "girl"}, {"man", "woman"}, {"king", "queen"}, {"north", "south"}, {"east", "west"}, {"laugh", "cry"},
    {"come", "go"}, {"everything", "nothing"}};
static const facts_row facts_opposites_too[] = {{"young", "old"}, {"heavy", "light"}, {"tall", "short"},
    {"large", "small"}, {"bright", "dark"}, {"wrong", "right"}, {"fat", "thin"}, {"little", "big"}, {"quick", "slow"},
    {"warm", "cool"}, {"smooth", "rough"}, {"noisy", "quiet"}};
static const facts_row facts_plurals[] = {{"mouse", "mice"}, {"child", "children"}, {"man", "men"}, {"woman", "women"},
    {"foot", "feet"}, {"tooth", "teeth"}, {"goose", "geese"}, {"ox", "oxen"}, {"person", "people"}, {"sheep", "sheep"},
    {"fish", "fish"}, {"deer", "deer"}, {"leaf", "leaves"}, {"knife", "knives"}, {"wife", "wives"}, {"life", "lives"},
    {"wolf", "wolves"}, {"half", "halves"}, {"shelf", "shelves"}, {"loaf", "loaves"}, {"thief", "thieves"},
    {"calf", "calves"}, {"city", "cities"}, {"baby", "babies"}, {"party", "parties"}, {"story", "stories"},
    {"country", "countries"}, {"family", "families"}, {"lady", "ladies"}, {"berry", "berries"}, {"cherry", "cherries"},
    {"fly", "flies"}, {"box", "boxes"}, {"bus", "buses"}, {"class", "classes"}, {"dish", "dishes"},
    {"church", "churches"}, {"watch", "watches"}, {"fox", "foxes"}, {"glass", "glasses"}, {"tomato", "tomatoes"},
    {"potato", "potatoes"}, {"hero", "heroes"}, {"piano", "pianos"}, {"photo", "photos"}, {"cat", "cats"},
    {"dog", "dogs"}, {"house", "houses"}, {"book", "books"}, {"car", "cars"}, {"tree", "trees"}, {"day", "days"},
    {"key", "keys"}, {"toy", "toys"}, {"boy", "boys"}, {"girl", "girls"}, {"horse", "horses"}, {"apple", "apples"},
    {"cactus", "cacti"}, {"crisis", "crises"}, {"roof", "roofs"}};
static const facts_row facts_pasts[] = {{"go", "went"}, {"see", "saw"}, {"eat", "ate"}, {"run", "ran"}, {"have", "had"},
    {"do", "did"}, {"make", "made"}, {"take", "took"}, {"give", "gave"}, {"come", "came"}, {"write", "wrote"},
    {"speak", "spoke"}, {"drink", "drank"}, {"sing", "sang"}, {"swim", "swam"}, {"buy", "bought"}, {"bring", "brought"},
    {"think", "thought"}, {"teach", "taught"}, {"catch", "caught"}, {"find", "found"}, {"fly", "flew"},
    {"know", "knew"}, {"grow", "grew"}, {"draw", "drew"}, {"drive", "drove"}, {"break", "broke"}, {"sleep", "slept"},
    {"keep", "kept"}, {"feel", "felt"}, {"leave", "left"}, {"lose", "lost"}, {"sit", "sat"}, {"stand", "stood"},
    {"win", "won"}, {"say", "said"}, {"tell", "told"}, {"sell", "sold"}, {"send", "sent"}, {"build", "built"},
    {"begin", "began"}, {"fall", "fell"}, {"get", "got"}, {"hear", "heard"}, {"meet", "met"}, {"put", "put"},
    {"walk", "walked"}, {"play", "played"}, {"love", "loved"}, {"work", "worked"}, {"stop", "stopped"},
    {"try", "tried"}};

static const char *const facts_opposite_asks[] = {"What is the opposite of [{a}|\"{a}\"]?",
    "What's the opposite of {a}?", "Opposite of {a}?", "opposite of {a}", "What is the opposite word of {a}?",
    "Opposite: {a}", "{A} opposite?", "Give me the opposite of {a}.", "Which word is the opposite of [{a}|\"{a}\"]?",
    "What word is the opposite of {a}?", "The opposite of {a} is", "Tell me the opposite of [{a}|\"{a}\"].",
    "What is the opposite of the word [{a}|\"{a}\"]?", "Name the opposite of {a}.",
    "Which word means the opposite of {a}?", "What do you call the opposite of {a}?",
    "Find the opposite of [{a}|\"{a}\"].", "Not {a}, but the opposite: which word?",
    "What word means the opposite of {a}?", "I need the opposite of [{a}|\"{a}\"]."};
static const char *const facts_opposite_held[] = {"Tell me a word that means the opposite of {a}.",
    "What is {a}'s opposite?", "Find the word opposite to {a}.", "Which word is opposite to {a}?",
    "What would be the opposite of {a}?", "Say a word that is the opposite of {a}.",
    "The opposite of {a} is which word?", "Please give me the opposite of the word {a}."};

static const char *const facts_plural_asks[] = {"What is the plural of [{a}|\"{a}\"]?",
    "What's the plural of [{a}|\"{a}\"]?", "Plural of {a}?", "plural of {a}", "plural: {a}",
    "What is the plural form of [{a}|\"{a}\"]?", "{A} plural?",
    "How do you [write|say|spell] the plural of [{a}|\"{a}\"]?", "Give me the plural of {a}.",
    "Tell me the plural of {a}.", "What do you call more than one {a}?", "One {a}, two", "One {a}, many",
    "What is the plural of the word [{a}|\"{a}\"]?", "The plural of {a} is", "Put {a} in the plural.",
    "[Write|Form] the plural of [{a}|\"{a}\"].", "What is more than one {a} called?"};
static const char *const facts_plural_held[] = {"The plural form of {a}?", "What is {a} in the plural?",
    "How do I write the plural of {a}?", "What would be the plural of {a}?", "What do we call more than one {a}?",
    "One {a}, three what?", "Plural form of {a}?"};

static const char *const facts_past_asks[] = {"What is the past tense of [{a}|\"{a}\"]?",
    "What's the past tense of [{a}|\"{a}\"]?", "Past tense of {a}?", "past tense: {a}", "What is the past of {a}?",
    "Past of {a}?", "{A} past tense?", "What is the past form of {a}?", "Give me the past tense of {a}.",
    "Tell me the past tense of {a}.", "How do you [say|write] [{a}|\"{a}\"] in the past?",
    "Put [{a}|\"{a}\"] in the past tense.", "The past tense of {a} is",
    "What is the past tense of the verb [{a}|\"{a}\"]?", "Today I {a}, yesterday I",
    "[Write|Form] the past tense of {a}.", "What is [{a}|\"{a}\"] in the past tense?"};
static const char *const facts_past_held[] = {"The past tense of the verb {a}?", "What is {a} in the past?",
    "How do I write {a} in the past tense?", "What would be the past tense of {a}?", "Past form of {a}?",
    "Today I {a}. Yesterday I what?"};

/* ---- planets, records, shapes ---- */

static const facts_row facts_planets[] = {{"first", "Mercury"}, {"second", "Venus"}, {"third", "Earth"},
    {"fourth", "Mars"}, {"fifth", "Jupiter"}, {"sixth", "Saturn"}, {"seventh", "Uranus"}, {"eighth", "Neptune"}};
static const char *const facts_planet_asks[] = {"What is the {a} planet [from the sun|of the solar system|]?",
    "Which planet is the {a} [from the sun|]?", "Which is the {a} planet from the sun?", "{A} planet from the sun?",
    "{A} planet?", "Name the {a} planet from the sun.", "What planet is {a} from the sun?",
    "Tell me the {a} planet from the sun.", "What is the name of the {a} planet?", "The {a} planet from the sun is",
    "Counting from the sun, what is the {a} planet?"};
static const char *const facts_planet_held[] = {"Which planet is {a} from the sun?", "Which of the planets is the {a}?",
    "What planet comes {a}, counting from the sun?", "The {a} planet of the solar system?",
    "Name the {a} planet of the solar system."};

static const facts_row facts_records[] = {
    {"the largest planet", "Jupiter", NULL, NULL, NULL, NULL, NULL,
     "the [biggest|largest] planet [in|of] the solar system"},
    {"the smallest planet", "Mercury", NULL, NULL, NULL, NULL, NULL, "the smallest planet in the solar system"},
    {"the hottest planet", "Venus"}, {"the red planet", "Mars"}, {"the planet closest to the sun", "Mercury"},
    {"the planet we live on", "Earth"}, {"the closest star to Earth", "the sun"},
    {"the center of the solar system", "the sun"},
    {"the highest mountain in the world", "Mount Everest", NULL, NULL, NULL, NULL, NULL,
     "the [highest|tallest] mountain [on Earth|in the world]"},
    {"the longest river in the world", "the Nile", NULL, NULL, NULL, NULL, NULL, "the longest river on Earth"},
    {"the largest ocean", "the Pacific Ocean", NULL, NULL, NULL, NULL, NULL,
     "the [biggest|largest] ocean [in the world|on Earth]"},
    {"the largest country in the world", "Russia", NULL, NULL, NULL, NULL, NULL,
     "the [biggest|largest] country [on Earth|]"},
    {"the smallest country in the world", "Vatican City", NULL, NULL, NULL, NULL, NULL, "the smallest country"},
    {"the largest continent", "Asia", NULL, NULL, NULL, NULL, NULL, "the [biggest|largest] continent [on Earth|]"},
    {"the largest island in the world", "Greenland", NULL, NULL, NULL, NULL, NULL, "the [biggest|largest] island"},
    {"the largest rainforest", "the Amazon", NULL, NULL, NULL, NULL, NULL, "the [biggest|largest] rainforest"},
    {"the largest hot desert", "the Sahara", NULL, NULL, NULL, NULL, NULL, "the [biggest|largest] hot desert"},
    {"the largest animal", "the blue whale", NULL, NULL, NULL, NULL, NULL,
     "the [biggest|largest] animal [in the world|on Earth]"},
    {"the tallest animal", "the giraffe", NULL, NULL, NULL, NULL, NULL, "the tallest animal [in the world|on Earth]"},
    {"the fastest land animal", "the cheetah", NULL, NULL, NULL, NULL, NULL, "the fastest animal on land"},
    {"the largest land animal", "the elephant", NULL, NULL, NULL, NULL, NULL, "the [biggest|largest] animal on land"},
    {"the largest bird", "the ostrich", NULL, NULL, NULL, NULL, NULL, "the [biggest|largest] bird [in the world|]"},
    {"the longest bone in the body", "the thighbone"}, {"the largest organ of the body", "the skin"},
    {"the hardest natural material", "diamond"},
    {"the chemical formula of water", "H2O", NULL, NULL, NULL, NULL, NULL, "the [chemical |]formula [for|of] water"},
    {"the chemical symbol of gold", "Au", NULL, NULL, NULL, NULL, NULL, "the [chemical |]symbol [for|of] gold"},
    {"the boiling point of water", "100 degrees Celsius"}, {"the freezing point of water", "0 degrees Celsius"},
    {"the first letter of the alphabet", "A"}, {"the last letter of the alphabet", "Z"},
    {"the first day of the year", "January 1"}, {"the last day of the year", "December 31"},
    {"the shortest month", "February"}, {"the coldest season", "winter"},
    {"the hottest season", "summer", NULL, NULL, NULL, NULL, NULL, "the warmest season"}};
static const char *const facts_record_asks[] = {"What is {a}?", "What's {a}?", "Which is {a}?", "{A}?", "Tell me {a}.",
    "{A} is", "Name {a}.", "Do you know {a}?", "What is {a} called?", "{Bare}?", "What would you call {a}?"};
static const char *const facts_record_held[] = {"Can you name {a}?", "{A} is what?", "What do we call {a}?",
    "Do you know what {a} is called?", "What is the name of {a}?"};

static const facts_row facts_shapes[] = {{"triangle", "triangles", "three"}, {"square", "squares", "four"},
    {"rectangle", "rectangles", "four"}, {"pentagon", "pentagons", "five"}, {"hexagon", "hexagons", "six"},
    {"heptagon", "heptagons", "seven"}, {"octagon", "octagons", "eight"}, {"nonagon", "nonagons", "nine"},
    {"decagon", "decagons", "ten"}, {"rhombus", "rhombuses", "four"}, {"parallelogram", "parallelograms", "four"}};
static const char *const facts_side_asks[] = {"How many sides does {a:a} have?", "How many sides do {c1} have?",
    "How many sides has {a:a}?", "{A} sides?", "Number of sides of {a:a}?", "{A:a} has how many sides?",
    "What is the number of sides of {a:a}?", "How many sides are there in {a:a}?",
    "How many sides does the shape {a} have?", "With how many sides do you draw {a:a}?", "How many sides are in {a:a}?",
    "Count the sides of {a:a}."};
static const char *const facts_side_held[] = {"{C1} have how many sides?", "{A}: how many sides?",
    "The shape {a} has how many sides?", "How many sides can I count on {a:a}?",
    "What number of sides does {a:a} have?"};

/* ---- people: work, maker, verb, word for the maker ---- */

static const facts_row facts_works[] = {{"Hamlet", "William Shakespeare", "wrote", "author"},
    {"Romeo and Juliet", "William Shakespeare", "wrote", "author"},
    {"Don Quixote", "Miguel de Cervantes", "wrote", "author"}, {"War and Peace", "Leo Tolstoy", "wrote", "author"},
    {"Pride and Prejudice", "Jane Austen", "wrote", "author"}, {"Harry Potter", "J. K. Rowling", "wrote", "author"},
    {"Oliver Twist", "Charles Dickens", "wrote", "author"},
    {"The Little Prince", "Antoine de Saint-Exupery", "wrote", "author"}, {"1984", "George Orwell", "wrote", "author"},
    {"Animal Farm", "George Orwell", "wrote", "author"}, {"Frankenstein", "Mary Shelley", "wrote", "author"},
    {"Dracula", "Bram Stoker", "wrote", "author"}, {"The Lord of the Rings", "J. R. R. Tolkien", "wrote", "author"},
    {"Alice in Wonderland", "Lewis Carroll", "wrote", "author"}, {"Moby Dick", "Herman Melville", "wrote", "author"},
    {"Les Miserables", "Victor Hugo", "wrote", "author"}, {"Tom Sawyer", "Mark Twain", "wrote", "author"},
    {"the Mona Lisa", "Leonardo da Vinci", "painted", "painter"}, {"Guernica", "Pablo Picasso", "painted", "painter"},
    {"The Starry Night", "Vincent van Gogh", "painted", "painter"},
    {"The Scream", "Edvard Munch", "painted", "painter"}, {"The Night Watch", "Rembrandt", "painted", "painter"},
    {"the telephone", "Alexander Graham Bell", "invented", "inventor"},
    {"the light bulb", "Thomas Edison", "invented", "inventor"}, {"dynamite", "Alfred Nobel", "invented", "inventor"},
    {"the printing press", "Johannes Gutenberg", "invented", "inventor"},
    {"the World Wide Web", "Tim Berners-Lee", "invented", "inventor"},
    {"the airplane", "The Wright brothers", "invented", "inventor"},
    {"penicillin", "Alexander Fleming", "discovered", "discoverer"},
    {"radium", "Marie Curie", "discovered", "discoverer"},
    {"the Moonlight Sonata", "Ludwig van Beethoven", "composed", "composer"},
    {"The Four Seasons", "Antonio Vivaldi", "composed", "composer"},
    {"The Magic Flute", "Wolfgang Amadeus Mozart", "composed", "composer"},
    {"Linux", "Linus Torvalds", "created", "creator"}, {"the C language", "Dennis Ritchie", "created", "creator"}};
static const char *const facts_work_asks[] = {"Who {c2} {a}?", "Who was it that {c2} {a}?", "Who is the {c3} of {a}?",
    "{C3} of {a}?", "Who was the {c3} of {a}?", "What is the name of the person who {c2} {a}?",
    "Which person {c2} {a}?", "Which {c3} {c2} {a}?", "{A}: who {c2} it?", "Tell me who {c2} {a}.", "By whom is {a}?",
    "{A} {c3}?", "Who made {a}?", "Name the {c3} of {a}.", "What is the name of the {c3} of {a}?"};
static const char *const facts_work_held[] = {"Who's the {c3} of {a}?", "Who is the person who {c2} {a}?",
    "{A} is by whom?", "Who was {a}'s {c3}?", "What {c3} {c2} {a}?", "Name the person who {c2} {a}."};

static const facts_row facts_jobs[] = {{"bakes bread", "baker"}, {"flies planes", "pilot"},
    {"teaches children", "teacher"}, {"puts out fires", "firefighter"}, {"cuts hair", "hairdresser"},
    {"repairs cars", "mechanic"}, {"grows food", "farmer"}, {"cooks in a restaurant", "cook"},
    {"treats sick people", "doctor"}, {"treats sick animals", "vet"}, {"writes books", "writer"},
    {"catches fish", "fisherman"}, {"paints pictures", "painter"}, {"builds houses", "builder"},
    {"repairs teeth", "dentist"}, {"delivers letters", "postman"}, {"catches thieves", "policeman"},
    {"repairs pipes", "plumber"}, {"makes clothes", "tailor"}, {"drives a bus", "bus driver"},
    {"sings songs", "singer"}, {"travels to space", "astronaut"}, {"works in a library", "librarian"},
    {"writes programs", "programmer"}, {"sells meat", "butcher"}, {"designs houses", "architect"}};
static const char *const facts_job_asks[] = {"Who {a}?", "What do you call a person who {a}?",
    "What is a person who {a} called?", "What do you call someone who {a}?", "What is the job of someone who {a}?",
    "Which job has a person who {a}?", "What is the word for someone who {a}?", "A person who {a} is called",
    "A person who {a}?", "Who is it that {a}?", "Tell me who {a}."};
static const char *const facts_job_held[] = {"What is someone who {a} called?", "What do we call a person who {a}?",
    "What is the job of a person who {a}?", "Someone who {a} is called what?", "Which person {a}?"};

static const facts_row facts_senses[] = {{"see", "eyes"}, {"hear", "ears"}, {"smell", "nose"}, {"taste", "tongue"},
    {"walk", "legs"}, {"think", "brain"}, {"bite", "teeth"}, {"chew", "teeth"}, {"breathe", "lungs"},
    {"speak", "mouth"}, {"clap", "hands"}, {"kick", "feet"}, {"listen", "ears"}, {"run", "legs"},
    {"hold things", "hands"}};
static const char *const facts_sense_asks[] = {"What do [we|you|people] {a} with?", "With what do [we|you|people] {a}?",
    "Which part of the body do [we|you|people] use to {a}?", "What do [we|you|people] use to {a}?",
    "What do I need to {a}?", "What part of the body do [we|you|people] {a} with?",
    "Which part of the body lets us {a}?", "To {a}, which part of the body do we need?",
    "Which body part is for [people to |us to |]{a}?", "With which part of the body do we {a}?"};
static const char *const facts_sense_held[] = {"What part of the body do we use to {a}?",
    "Which part of the body do we {a} with?", "What do humans {a} with?", "What do we need to {a}?",
    "To {a} we use what?"};

/* ---- things: what to do, with what; what from; kinds ---- */

static const facts_row facts_tools[] = {{"cut paper", "scissors"}, {"write", "a pen"}, {"hit a nail", "a hammer"},
    {"eat soup", "a spoon"}, {"tell the time", "a clock"}, {"open a lock", "a key"},
    {"brush your teeth", "a toothbrush"}, {"measure length", "a ruler"}, {"measure temperature", "a thermometer"},
    {"look at the stars", "a telescope"}, {"see tiny things", "a microscope"}, {"sweep the floor", "a broom"},
    {"stay dry in the rain", "an umbrella"}, {"take photos", "a camera"}, {"dig a hole", "a shovel"},
    {"cut wood", "a saw"}, {"find north", "a compass"}, {"wash your hands", "soap"}, {"keep food cold", "a fridge"},
    {"boil water", "a kettle"}, {"call a friend", "a phone"}, {"sew", "a needle"}, {"light a room", "a lamp"},
    {"weigh things", "a scale"}, {"cut bread", "a knife"}, {"catch fish", "a net"}};
static const char *const facts_tool_asks[] = {"What do [you|people|we] use to {a}?", "What do I need to {a}?",
    "What is used to {a}?", "Which tool do you need to {a}?", "What should I use to {a}?", "With what do you {a}?",
    "What do you need to {a}?", "Which thing do I use to {a}?", "To {a}, what do I need?", "What can I use to {a}?",
    "What tool is used to {a}?", "How can I {a}? With what?"};
static const char *const facts_tool_held[] = {"What does one use to {a}?", "To {a}, what should I use?",
    "Which tool is used to {a}?", "What thing do I need to {a}?", "I want to {a}. What do I need?"};

static const facts_row facts_materials[] = {{"bread", "flour"}, {"cheese", "milk"}, {"butter", "milk"},
    {"yogurt", "milk"}, {"wine", "grapes"}, {"paper", "wood"}, {"glass", "sand"}, {"chocolate", "cocoa beans"},
    {"an omelet", "eggs"}, {"ketchup", "tomatoes"}, {"cider", "apples"}, {"olive oil", "olives"}, {"popcorn", "corn"},
    {"a snowman", "snow"}, {"tofu", "soybeans"}, {"ice", "water"}, {"a tire", "rubber"}, {"flour", "grain"},
    {"a window", "glass"}, {"a book", "paper"}, {"a candle", "wax"}, {"a brick", "clay"}, {"a wool sweater", "wool"},
    {"jam", "fruit"}, {"a coin", "metal"}};
static const char *const facts_material_asks[] = {"What is {a} made [of|from]?", "What do you make {a} [of|from]?",
    "{A} is made [of|from] what?", "{A} is made from", "From what is {a} made?", "What do people make {a} from?",
    "Which material is {a} made of?", "What does {a} consist of?", "What is in {a}?", "What do you need to make {a}?",
    "What is used to make {a}?"};
static const char *const facts_material_held[] = {"Of what is {a} made?", "What's {a} made from?",
    "What do I need to make {a}?", "How is {a} made, and from what?", "What do we make {a} from?"};

static const facts_row facts_kinds[] = {{"dog", "animal"}, {"cat", "animal"}, {"horse", "animal"}, {"cow", "animal"},
    {"lion", "animal"}, {"elephant", "animal"}, {"mouse", "animal"}, {"rabbit", "animal"}, {"eagle", "bird"},
    {"owl", "bird"}, {"penguin", "bird"}, {"swan", "bird"}, {"shark", "fish"}, {"salmon", "fish"}, {"bee", "insect"},
    {"ant", "insect"}, {"butterfly", "insect"}, {"apple", "fruit"}, {"banana", "fruit"}, {"pear", "fruit"},
    {"orange", "fruit"}, {"lemon", "fruit"}, {"carrot", "vegetable"}, {"potato", "vegetable"}, {"onion", "vegetable"},
    {"cabbage", "vegetable"}, {"rose", "flower"}, {"tulip", "flower"}, {"daisy", "flower"}, {"oak", "tree"},
    {"pine", "tree"}, {"birch", "tree"}, {"piano", "musical instrument"}, {"guitar", "musical instrument"},
    {"violin", "musical instrument"}, {"drum", "musical instrument"}, {"flute", "musical instrument"},
    {"hammer", "tool"}, {"saw", "tool"}, {"car", "vehicle"}, {"bus", "vehicle"}, {"truck", "vehicle"},
    {"shirt", "piece of clothing"}, {"coat", "piece of clothing"}, {"chair", "piece of furniture"},
    {"table", "piece of furniture"}, {"sofa", "piece of furniture"}};
static const char *const facts_kind_asks[] = {"What is {a:a}?", "What's {a:a}?", "What kind of thing is {a:a}?",
    "{A:a} is", "What sort of thing is {a:a}?", "What does the word [{a}|\"{a}\"] mean?",
    "What is meant by [{a}|\"{a}\"]?", "Explain: what is {a:a}?", "Can you explain what {a:a} is?",
    "What does {a} mean?", "Do you know what {a:a} is?", "Tell me what {a:a} is.", "What type of thing is {a:a}?",
    "To which group does {a:a} belong?"};
static const char *const facts_kind_held[] = {"{A:a} is what kind of thing?", "Please explain what {a:a} is.",
    "What exactly is {a:a}?", "What is the meaning of {a}?", "{A:a} - what is that?",
    "Could you tell me what {a:a} is?"};

/* ---- the relations ---- */

enum facts_name { FACTS_CAPITAL, FACTS_CAPITAL_OF, FACTS_CONTINENT, FACTS_LANGUAGE, FACTS_CURRENCY, FACTS_COLOR_MASS,
    FACTS_COLOR, FACTS_COLORS, FACTS_SOUND, FACTS_BABY, FACTS_LEGS, FACTS_HOME, FACTS_EAT, FACTS_NUMBER, FACTS_DAY,
    FACTS_DAY_BEFORE, FACTS_MONTH, FACTS_MONTH_BEFORE, FACTS_SEASON, FACTS_NTH_MONTH, FACTS_MONTH_DAYS, FACTS_OPPOSITE,
    FACTS_OPPOSITE_BACK, FACTS_OPPOSITE_TOO, FACTS_PLURAL, FACTS_PAST, FACTS_PLANET, FACTS_RECORD, FACTS_SIDES,
    FACTS_WORK, FACTS_JOB, FACTS_SENSE, FACTS_TOOL, FACTS_MATERIAL, FACTS_KIND };

/* in the order of the enum */
static const facts_relation facts_relations[] = {
    FACTS(facts_countries, 0, 2, capital, "The capital of {x} is {b}.", "the capital [|city ]of {a}",
    "what the capital of {a} is"),
    FACTS(facts_countries, 2, 0, capital_of, "{X} is the capital of {b}.", NULL, "[where|in which country] {a} is"),
    FACTS(facts_countries, 0, 3, continent, "{X} is in {b}.", "the continent of {a}",
    "[which|what] continent {a} is in"),
    FACTS(facts_countries, 0, 4, language, "People in {x} speak {b}.", "the language of {a}",
    "[what|which] language people speak in {a}"),
    FACTS(facts_countries, 0, 5, currency, "The currency of {x} is {b}.", "the currency of {a}",
    "[what|which] money they use in {a}"),
    FACTS(facts_masses, 0, 1, color, "{X} is {b}.", "the [color|colour] of {a}", "[what|which] [color|colour] {a} is"),
    FACTS(facts_colored, 0, 2, colour, "{A:x} is {b}.", "the [color|colour] of {a:a}",
    "[what|which] [color|colour] {a:a} is"),
    FACTS(facts_colored, 1, 2, colours, "{X} are {b}.", NULL, "[what|which] [color|colour] {a} are"),
    FACTS(facts_animals, 0, 2, sound, "{A:x} {b}.", "the sound of {a:a}", "what [sound|noise] {a:a} makes"),
    FACTS(facts_animals, 0, 3, baby, "A baby {x} is called {a:b}.", "the name of a baby {a}",
    "what a baby {a} is called"),
    FACTS(facts_animals, 0, 4, legs, "{A:x} has {b}.", "the number of legs of {a:a}", "how many legs {a:a} has"),
    FACTS(facts_animals, 0, 5, home, "{A:x} lives {b}.", NULL, "where {a:a} lives"),
    FACTS(facts_animals, 0, 6, eat, "{A:x} eats {b}.", NULL, "what [{a:a} eats|{c1} eat]"),
    FACTS(facts_numbers, 0, 2, number, "There are {b} {x} {c1}.", "the number of {a} {c1}",
    "how many {a} [are there|there are|are] {c1}"),
    FACTS(facts_days, 0, 1, day, "The day after {x} is {b}.", "the day after {a}", "what day comes after {a}"),
    FACTS(facts_days, 0, 2, day_before, "The day before {x} is {b}.", "the day before {a}",
    "what day comes before {a}"),
    FACTS(facts_months, 0, 1, month, "The month after {x} is {b}.", "the month after {a}",
    "what month comes after {a}"),
    FACTS(facts_months, 0, 2, month_before, "The month before {x} is {b}.", "the month before {a}",
    "what month comes before {a}"),
    FACTS(facts_seasons, 0, 1, season, "The season after {x} is {b}.", "the season after {a}",
    "what season comes after {a}"),
    FACTS(facts_months, 3, 0, nth_month, "The {x} month of the year is {b}.", "the {a} month", "what the {a} month is"),
    FACTS(facts_months, 0, 4, month_days, "{X} has {b} days.", "the number of days in {a}", "how many days {a} has"),
    FACTS(facts_opposites, 0, 1, opposite, "The opposite of {x} is {b}.", "the opposite of {a}",
    "what the opposite of {a} is"),
    FACTS(facts_opposites, 1, 0, opposite, "The opposite of {x} is {b}.", "the opposite of {a}",
    "what the opposite of {a} is"),
    FACTS(facts_opposites_too, 0, 1, opposite, "The opposite of {x} is {b}.", "the opposite of {a}",
    "what the opposite of {a} is"),
    FACTS(facts_plurals, 0, 1, plural, "The plural of {x} is {b}.", "the plural of {a}", "what the plural of {a} is"),
    FACTS(facts_pasts, 0, 1, past, "The past tense of {x} is {b}.", "the past tense of {a}",
    "what the past tense of {a} is"),
    FACTS(facts_planets, 0, 1, planet, "The {x} planet from the sun is {b}.", "the {a} planet from the sun",
    "which planet is the {a}"),
    FACTS(facts_records, 0, 1, record, "{X} is {b}.", "{a}", "what {a} is"),
    FACTS(facts_shapes, 0, 2, side, "{A:x} has {b} sides.", "the number of sides of {a:a}", "how many sides {a:a} has"),
    FACTS(facts_works, 0, 1, work, "{B} {c2} {x}.", "the {c3} of {a}", "who {c2} {a}"),
    FACTS(facts_jobs, 0, 1, job, "{A:b} {x}.", NULL, "[who|what kind of person] {a}"),
    FACTS(facts_senses, 0, 1, sense, "We {x} with our {b}.", NULL, "what we {a} with"),
    FACTS(facts_tools, 0, 1, tool, "You use {b} to {x}.", NULL, "what [I|people] need to {a}"),
    FACTS(facts_materials, 0, 1, material, "{X} is made from {b}.", NULL, "what {a} is made [of|from]"),
    FACTS(facts_kinds, 0, 1, kind, "{A:x} is {a:b}.", NULL, "what kind of thing {a:a} is")};

/* ---- asking ---- */

static const char *const facts_np_asks[] = {"What is {np}?", "What's {np}?", "Tell me {np}.",
    "[Can|Could] you tell me {np}?", "Do you know {np}?", "{Np}?", "Please tell me {np}.", "Please give me {np}.",
    "I want to know {np}.", "I need {np}.", "What about {np}?", "And what is {np}?", "I am looking for {np}.",
    "Say {np}.", "Give me {np}.", "Remind me of {np}."};
static const char *const facts_np_held[] = {"What is {np}, please?", "Would you tell me {np}?", "Give me {np}, please.",
    "I would like to know {np}.", "Can you say what is {np}?", "Please say {np}."};
static const char *const facts_clause_asks[] = {"[Can|Could] you tell me {clause}?", "Do you know {clause}?",
    "I want to know {clause}.", "Tell me {clause}.", "I forgot {clause}.", "I can't remember {clause}.",
    "[My son|My daughter|A friend|My teacher] asks {clause}.", "Can you say {clause}?", "Please say {clause}.",
    "I would like to learn {clause}.", "Explain {clause}.", "Help me: {clause}?", "I'm not sure {clause}.",
    "Can you remind me {clause}?"};
static const char *const facts_clause_held[] = {"Do you remember {clause}?", "I'd like to know {clause}.",
    "Please tell me {clause}.", "Can you help me? I forgot {clause}.", "Could you say {clause}?",
    "My friend wants to know {clause}."};

/* A question for {a}, {c1} ... in text. */
static void facts_ask(grammar *g, const facts_relation *r, char *text) {
    const int frame = below(g, 100);
    if (r->np && frame < 18) {
        expand(g, text, r->np);
        slot(g, "np", "%s", text);
        expand(g, text, WORDING(g, facts_np_asks, facts_np_held));
    } else if (r->clause && frame >= 82) {
        expand(g, text, r->clause);
        slot(g, "clause", "%s", text);
        expand(g, text, WORDING(g, facts_clause_asks, facts_clause_held));
    } else if (g->held_out) expand(g, text, r->held[below(g, r->n_held)]);
    else expand(g, text, r->asks[below(g, r->n_ask)]);
    capitalise(text);
}

/* The slots of patterns that are not {b}. */
static void facts_set(grammar *g, const facts_row row, int from) {
    char a[TEXT_CAP], name[3] = "c0";
    int i;
    for (i = 0; i < FACTS_COLUMN; i++, name[1]++)
        if (row[i]) slot(g, name, "%s", row[i]);
    expand(g, a, from == 0 && row[FACTS_ALIAS] && chance(g, 50) ? row[FACTS_ALIAS] : row[from]);
    slot(g, "a", "%s", a);
    slot(g, "bare", "%s", strncmp(a, "the ", 4) == 0 ? a + 4 : a);
    slot(g, "x", "%s", row[from]);
}

static int facts_holds(const facts_relation *r, int i) { return r->rows[i][r->from] && r->rows[i][r->to]; }

static int facts_draw(grammar *g, const facts_relation *r) {
    int i;
    do i = below(g, r->n);
    while (!facts_holds(r, i));
    return i;
}

/* A relation counts by its facts and ten more, so that small ones are heard as well. */
static int facts_weight(const facts_relation *r) {
    int i, n = 10;
    for (i = 0; i < r->n; i++) n += facts_holds(r, i);
    return n;
}

/* A fact of one of n relations. */
static int facts_make_from(grammar *g, turn *t, const facts_relation *relations, int n) {
    const facts_relation *r = relations;
    int total = 0, i;
    for (i = 0; i < n; i++) total += facts_weight(&relations[i]);
    for (i = below(g, total); i >= facts_weight(r); r++) i -= facts_weight(r);
    i = facts_draw(g, r);
    facts_set(g, r->rows[i], r->from);
    slot(g, "b", "%s", r->rows[i][r->to]);
    facts_ask(g, r, t->user);
    expand(g, t->answer, r->answer);
    return 1;
}

static int facts_make(grammar *g, turn *t) { return facts_make_from(g, t, facts_relations, COUNT(facts_relations)); }

/* ---- in other languages ---- */

static const facts_row facts_fr_capitals[] = {{"de la France", "Paris"}, {"de l'Allemagne", "Berlin"},
    {"de l'Italie", "Rome"}, {"de l'Espagne", "Madrid"}, {"du Portugal", "Lisbonne"}, {"du Royaume-Uni", "Londres"},
    {"de la Belgique", "Bruxelles"}, {"de la Chine", "Pékin"}, {"du Japon", "Tokyo"}, {"de la Russie", "Moscou"},
    {"de l'Autriche", "Vienne"}, {"de la Grèce", "Athènes"}, {"de l'Égypte", "Le Caire"}, {"du Canada", "Ottawa"},
    {"de la Pologne", "Varsovie"}};
static const facts_row facts_es_capitals[] = {{"de Francia", "París"}, {"de Alemania", "Berlín"},
    {"de Italia", "Roma"}, {"de España", "Madrid"}, {"de Portugal", "Lisboa"}, {"del Reino Unido", "Londres"},
    {"de Bélgica", "Bruselas"}, {"de China", "Pekín"}, {"de Japón", "Tokio"}, {"de Rusia", "Moscú"},
    {"de Austria", "Viena"}, {"de Grecia", "Atenas"}, {"de Egipto", "El Cairo"}, {"de Canadá", "Ottawa"},
    {"de México", "la Ciudad de México"}, {"de Argentina", "Buenos Aires"}};
static const facts_row facts_zh_capitals[] = {{"法国", "巴黎"}, {"德国", "柏林"}, {"意大利", "罗马"},
    {"西班牙", "马德里"}, {"葡萄牙", "里斯本"}, {"英国", "伦敦"}, {"比利时", "布鲁塞尔"},
    {"中国", "北京"}, {"日本", "东京"}, {"俄罗斯", "莫斯科"}, {"奥地利", "维也纳"},
    {"希腊", "雅典"}, {"埃及", "开罗"}, {"加拿大", "渥太华"}, {"韩国", "首尔"}};
static const facts_row facts_fr_colors[] = {{"l'herbe", "verte"}, {"le ciel", "bleu"}, {"la neige", "blanche"},
    {"le sang", "rouge"}, {"le lait", "blanc"}, {"le soleil", "jaune"}, {"le charbon", "noir"}, {"la banane", "jaune"},
    {"la mer", "bleue"}, {"le citron", "jaune"}, {"la tomate", "rouge"}};
static const facts_row facts_es_colors[] = {{"la hierba", "verde"}, {"el cielo", "azul"}, {"la nieve", "blanca"},
    {"la sangre", "roja"}, {"la leche", "blanca"}, {"el sol", "amarillo"}, {"el carbón", "negro"},
    {"el plátano", "amarillo"}, {"el mar", "azul"}, {"el limón", "amarillo"}, {"el tomate", "rojo"}};
static const facts_row facts_zh_colors[] = {{"草", "绿色"}, {"天空", "蓝色"}, {"雪", "白色"},
    {"血", "红色"}, {"牛奶", "白色"}, {"太阳", "黄色"}, {"煤", "黑色"}, {"香蕉", "黄色"},
    {"大海", "蓝色"}, {"柠檬", "黄色"}, {"西红柿", "红色"}};
static const facts_row facts_fr_days[] = {{"lundi", "mardi"}, {"mardi", "mercredi"}, {"mercredi", "jeudi"},
    {"jeudi", "vendredi"}, {"vendredi", "samedi"}, {"samedi", "dimanche"}, {"dimanche", "lundi"}};
static const facts_row facts_es_days[] = {{"lunes", "martes"}, {"martes", "miércoles"}, {"miércoles", "jueves"},
    {"jueves", "viernes"}, {"viernes", "sábado"}, {"sábado", "domingo"}, {"domingo", "lunes"}};
static const facts_row facts_zh_days[] = {{"星期一", "星期二"}, {"星期二", "星期三"},
    {"星期三", "星期四"}, {"星期四", "星期五"}, {"星期五", "星期六"}, {"星期六", "星期日"},
    {"星期日", "星期一"}};

static const char *const facts_fr_capital_asks[] = {"Quelle est la capitale {a} ?", "La capitale {a} ?",
    "Dis-moi la capitale {a}.", "Quelle ville est la capitale {a} ?", "Peux-tu me dire quelle est la capitale {a} ?",
    "Comment s'appelle la capitale {a} ?", "Capitale {a} ?", "Donne-moi la capitale {a}.", "La capitale {a} est"};
static const char *const facts_fr_capital_held[] = {"Quelle est la ville capitale {a} ?",
    "Quel est le nom de la capitale {a} ?", "Sais-tu quelle est la capitale {a} ?",
    "La capitale {a}, c'est quelle ville ?"};
static const char *const facts_es_capital_asks[] = {"¿Cuál es la capital {a}?", "¿La capital {a}?",
    "Dime la capital {a}.", "¿Qué ciudad es la capital {a}?", "¿Puedes decirme cuál es la capital {a}?",
    "¿Cómo se llama la capital {a}?", "¿Capital {a}?", "Dame la capital {a}.", "La capital {a} es"};
static const char *const facts_es_capital_held[] = {"¿Cuál es la ciudad capital {a}?",
    "¿Cuál es el nombre de la capital {a}?", "¿Sabes cuál es la capital {a}?", "La capital {a}, ¿qué ciudad es?"};
static const char *const facts_zh_capital_asks[] = {"{a}的首都是哪里？", "{a}的首都是哪儿？",
    "{a}的首都在哪里？", "{a}首都？", "哪个城市是{a}的首都？", "请告诉我{a}的首都。",
    "{a}的首都叫什么？", "你知道{a}的首都吗？"};
static const char *const facts_zh_capital_held[] = {"{a}的首都是哪个城市？",
    "你知道{a}的首都是哪里吗？", "{a}的首都是什么？", "请告诉我{a}的首都在哪里。"};
static const char *const facts_fr_color_asks[] = {"De quelle couleur est {a} ?", "Quelle est la couleur de {a} ?",
    "Couleur de {a} ?", "{A} est de quelle couleur ?", "Dis-moi de quelle couleur est {a}.",
    "Peux-tu me dire de quelle couleur est {a} ?"};
static const char *const facts_fr_color_held[] = {"Quelle couleur a {a} ?", "Sais-tu de quelle couleur est {a} ?",
    "{A}, c'est de quelle couleur ?"};
static const char *const facts_es_color_asks[] = {"¿De qué color es {a}?", "¿Qué color tiene {a}?",
    "{A}, ¿de qué color es?", "Dime de qué color es {a}.", "¿Puedes decirme de qué color es {a}?",
    "¿{A} es de qué color?"};
static const char *const facts_es_color_held[] = {"¿Cuál es el color: {a}?", "¿Sabes de qué color es {a}?",
    "{A}, ¿qué color tiene?"};
static const char *const facts_zh_color_asks[] = {"{a}是什么颜色的？", "{a}是什么颜色？",
    "{a}的颜色是什么？", "{a}的颜色？", "请告诉我{a}是什么颜色。", "{a}有什么颜色？"};
static const char *const facts_zh_color_held[] = {"你知道{a}是什么颜色吗？", "{a}是哪种颜色？",
    "请告诉我{a}的颜色。"};
static const char *const facts_fr_day_asks[] = {"Quel jour vient après {a} ?", "Quel jour est après {a} ?",
    "Après {a} ?", "Quel est le jour après {a} ?", "Aujourd'hui c'est {a}. Quel jour est-ce demain ?",
    "Dis-moi le jour après {a}."};
static const char *const facts_fr_day_held[] = {"Après {a} vient quel jour ?", "Sais-tu quel jour vient après {a} ?",
    "Aujourd'hui c'est {a}, et demain ?"};
static const char *const facts_es_day_asks[] = {"¿Qué día viene después del {a}?",
    "¿Qué día es después del {a}?", "¿Después del {a}?", "¿Cuál es el día después del {a}?",
    "Hoy es {a}. ¿Qué día es mañana?", "Dime el día después del {a}."};
static const char *const facts_es_day_held[] = {"¿Después del {a} viene qué día?",
    "¿Sabes qué día viene después del {a}?", "Hoy es {a}, ¿y mañana?"};
static const char *const facts_zh_day_asks[] = {"{a}之后是星期几？", "{a}后面是星期几？",
    "{a}的下一天是星期几？", "{a}之后？", "今天是{a}，明天是星期几？",
    "请告诉我{a}之后是星期几。"};
static const char *const facts_zh_day_held[] = {"{a}的后一天是星期几？",
    "你知道{a}之后是星期几吗？", "今天{a}，明天呢？"};

static const facts_relation facts_foreign[] = {
    FACTS(facts_fr_capitals, 0, 1, fr_capital, "La capitale {x} est {b}.", NULL, NULL),
    FACTS(facts_es_capitals, 0, 1, es_capital, "La capital {x} es {b}.", NULL, NULL),
    FACTS(facts_zh_capitals, 0, 1, zh_capital, "{x}的首都是{b}。", NULL, NULL),
    FACTS(facts_fr_colors, 0, 1, fr_color, "{X} est {b}.", NULL, NULL),
    FACTS(facts_es_colors, 0, 1, es_color, "{X} es {b}.", NULL, NULL),
    FACTS(facts_zh_colors, 0, 1, zh_color, "{x}是{b}的。", NULL, NULL),
    FACTS(facts_fr_days, 0, 1, fr_day, "Après {x} vient {b}.", NULL, NULL),
    FACTS(facts_es_days, 0, 1, es_day, "Después del {x} viene el {b}.", NULL, NULL),
    FACTS(facts_zh_days, 0, 1, zh_day, "{x}之后是{b}。", NULL, NULL)};

static int facts_make_foreign(grammar *g, turn *t) { return facts_make_from(g, t, facts_foreign,
    COUNT(facts_foreign)); }

static const task facts_tasks[] = {
    {"facts", 160, SCORE_EXACT, facts_make, "wordings"},
    {"facts in other languages", 15, SCORE_EXACT, facts_make_foreign, "wordings"}};

#endif
