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
 * {bare} without "the", {own} as the owner of something ("France's"), {b} what is answered, {c0} .. {c7} the columns.
 * np is a phrase for what is asked, clause an indirect question: both go into sentences that serve all relations.
 * Either may be NULL. A row without one of the two columns is not part of the relation. A relation without held-out
 * wordings is trained only. */
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
    {"Ireland", NULL, "Dublin", "Europe", NULL, "the euro", NULL, "the Republic of Ireland"},
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
    {"India", NULL, "New Delhi", "Asia", NULL, "the rupee"},
    {"Pakistan", NULL, "Islamabad", "Asia", NULL, "the rupee"}, {"Nepal", NULL, "Kathmandu", "Asia", "Nepali"},
    {"Thailand", NULL, "Bangkok", "Asia", "Thai", "the baht"},
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
     "[the USA|the US|America|USA|the United States of America]"},
    {"Canada", NULL, "Ottawa", "North America", NULL, "the dollar"},
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
    "Geography: what is the capital of {a}?", "Which capital belongs to {a}?",
    "[What|Which city] is {own} capital?", "{Own} capital [is|is called]", "{Own} capital?",
    "{Own} capital, what is it?",
    "[Which|What] city is the capital of the country {a}?", "The country {a} has which capital?",
    "What is the capital city of the country {a}?", "[Which|What] city do they call the capital of {a}?",
    "In {a}, what is the capital [called|city]?", "{A}: [which|what] is the capital?", "capital {bare}",
    "capital city {bare}", "capital city of {a}?", "[Say|Write] the name of {own} capital.",
    "I'm looking for {own} capital.",
    "I forgot {own} capital[. What is it?|. Which city is it?|]", "How is the capital of {a} called?",
    "Of {a}, the capital is [what|which city]?", "{A} has [which|what] city as its capital?",
    "Which city does {a} have as its capital?", "Quiz: the capital of {a}?",
    "Could you name the capital [city |]of {a}?", "[Let me know|Please write|Find] the capital of {a}.",
    "I have to know the capital of {a} for [school|a test|homework].", "I am going to {a}. What is its capital?"};
static const char *const facts_capital_held[] = {"Which city is the capital city of {a}?", "{Bare}, capital city?",
    "What's {bare}'s capital city?", "Give me the capital of {a}, please.", "What is the capital city in {a}?",
    "The capital city of {a} is called what?", "Please name the capital of {a}.", "What city is {a}'s capital?"};

static const char *const facts_capital_of_asks[] = {"{A} is the capital of which country?",
    "{A} is the capital of what country?", "Which country has {a} as its capital?",
    "What country is {a} the capital of?", "[In which|In what] country is {a}?", "[Which|What] country is {a} in?",
    "Where is {a}?", "Where is {a} located?", "[The city of|The city] {a} is in [which|what] country?",
    "{A} is in which country?", "{A} - which country?", "{A} is the capital of", "Of which country is {a} the capital?",
    "Which country's capital is {a}?", "Where can I find {a}?", "To which country does {a} belong?",
    "In what country can you find {a}?",
    "{A} is the capital city of [which|what] country?", "{A} is which country's capital?",
    "Which country is {a} the capital of?", "{A}: in which country?", "{A}, [which|what] country?",
    "{A}: capital of [what|which country]?", "[Name|Tell me|Say] the country of {a}.",
    "Tell me [where {a} is|which country {a} is in].", "Which country has the capital {a}?",
    "[What|Which] country's capital city is {a}?", "{A} belongs to [which|what] country?",
    "I am flying to {a}. Which country is that?", "[Where on the map|Where exactly] is {a}?",
    "[Which|What] is the country of {a}?", "{A} is where?", "Where does {a} lie?", "Where is {a} situated?",
    "The capital {a} is in [which|what] country?", "The capital {a} belongs to [which|what] country?",
    "In [which|what] country does {a} lie?", "[If I am|When you are] in {a}, in which country [am I|are you]?",
    "Name the country whose capital is {a}.",
    "In [which|what] country would I find {a}?", "Country of {a}?", "{A} country?",
    "I need the country that {a} is the capital of.", "Which country does {a} belong to?",
    "People in {a} live in which country?"};
static const char *const facts_capital_of_held[] = {"Of what country is {a} the capital?",
    "What country's capital is {a}?", "What country has {a} as its capital?", "In which country can I find {a}?",
    "Where is the city of {a}?", "To what country does the city {a} belong?", "{A} is a city in which country?"};

static const char *const facts_continent_asks[] = {"[On|In] which continent is {a}?",
    "[Which|What] continent is {a} [in|on]?", "On what continent is {a}?", "Where in the world is {a}?",
    "What is the continent of {a}?", "{Bare} continent?", "{A} is [on|in] which continent?",
    "{A} is on what continent?", "Continent of {a}?", "Where is {a}?", "Where is {a} located?",
    "To which continent does {a} belong?", "Which part of the world is {a} in?",
    "[On|In] which continent [can I find|do I find|would I find] {a}?", "Tell me the continent of {a}.",
    "Name the continent of {a}.",
    "[On|In] [which|what] continent is the country called {a}?",
    "[Which|What] continent is the country {a} [in|on|part of]?",
    "[Which|What] continent is {a} [part of|a part of]?", "{A} is part of [which|what] continent?",
    "{A} belongs to which continent?", "{A} lies [on|in] which continent?", "{Own} continent?",
    "[Which|What] is {own} continent?", "The continent of {a} is", "{A} is in",
    "[On|In] which continent does {a} lie?", "On what continent does {a} lie?",
    "[On|In] which continent is {a} [located|situated]?", "Which continent has {a} [in|on] it?",
    "{A}: [continent|what continent]?", "continent {bare}", "[On|In] which part of the world is {a}?",
    "Where on Earth is {a}?", "Where on the globe do I find {a}?", "Where is {a} on the map?",
    "I am travelling to {a}. Which continent is that?", "If I go to {a}, [on|in] which continent am I?",
    "Geography: [on|in] which continent is {a}?", "Which of the continents is {a} [on|in]?",
    "{A} is a country [on|in] which continent?", "I need the continent of {a}.",
    "What continent is {a} found [on|in]?", "Say [on|in] which continent {a} is."};
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
    "Which language belongs to {a}?",
    "[What|Which] language is used in {a}?", "[What|Which] is {own} [language|official language|main language]?",
    "{Own} [language|language, what is it]?", "What is the language spoken by people in {a}?",
    "Language spoken in {a}?", "language {bare}", "{A}: [what|which] language do people speak?", "{A}: language?",
    "The [language|main language|official language] of {a} is", "In {a} they speak [what|which language]?",
    "They speak which language in {a}?", "In the country {a}, which language is spoken?",
    "[What|Which] language do people in the country {a} speak?", "What do the people of {a} speak?",
    "[What|Which] language does {a} speak?", "[What|Which] language does {a} have?",
    "I am going to {a}. [What|Which] language do they speak there?",
    "I want to talk to people from {a}. Which language do I need?",
    "If I move to {a}, which language should I learn?", "[What|Which] language [would|will] I hear in {a}?",
    "[What|Which] language do [children|people|most people] in {a} [learn at home|grow up with]?",
    "I need the language of {a}.", "People from {a} speak [what|which language]?",
    "Say which language people speak in {a}.", "What tongue do people speak in {a}?",
    "In which language do people talk in {a}?"};
static const char *const facts_language_held[] = {"Which language do the people in {a} speak?",
    "{Bare}: which language?", "In {a}, what language do people speak?", "What's the language spoken in {a}?",
    "What language do I need in {a}?", "People in {a} speak which language?", "What is the main language in {a}?"};

static const char *const facts_currency_asks[] = {"What is the currency of {a}?",
    "[What|Which] currency [do they use|is used] in {a}?", "[What|Which] money do people use in {a}?",
    "Currency of {a}?", "{Bare} currency?", "What currency does {a} use?", "What is the money of {a} called?",
    "What do people pay with in {a}?", "How do people pay in {a}?", "Which currency does {a} have?",
    "What money does {a} have?", "What is {bare}'s currency?", "Which money do I need in {a}?",
    "Name the currency of {a}.", "Tell me the currency of {a}.",
    "[What|Which] is {own} [currency|money]?", "{Own} currency?", "{Own} money, what is it called?",
    "currency {bare}", "money in {a}?", "{A}: [which|what] money?", "{A}: currency?",
    "The [currency|money] of {a} is", "[Which|What] currency is [official|used] in {a}?",
    "In {a}, [which|what] currency [is used|do people use]?", "In {a} people pay with [what|which currency]?",
    "People in {a} pay with", "[What|Which] [money|currency] should I [take|bring] to {a}?",
    "I am travelling to {a}. [What|Which] [money|currency] do I need?",
    "[What|Which] kind of money do they [use|have] in {a}?", "What do they pay with in {a}?",
    "With [what|which] money do people pay in {a}?", "What do you pay with in {a}?",
    "What is the name of the [money|currency] in {a}?", "What is the [money|currency] in the country {a}?",
    "How is the [money|currency] of {a} called?", "[What|Which] currency does the country {a} have?",
    "If I shop in {a}, [what|which] money do I need?", "{A} uses [what|which] currency?", "{A} has which currency?",
    "I need the currency of {a}.", "Which coins and notes do they use in {a}?",
    "What are prices in {a} in: which currency?"};
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
    "[In which|In what] [color|colour] do I paint {a}?",
    "What [color|colour] would {a} be?", "What is the usual [color|colour] of {a}?", "The [color|colour] of {a} is",
    "{A} has [which|what] [color|colour]?", "[Say|Write|Give me] the [color|colour] of {a}.",
    "I need the [color|colour] of {a}.", "Which [color|colour] do I need [to paint|to draw|for] {a}?",
    "With which [color|colour] should I draw {a}?", "I am painting {a}. [Which|What] [color|colour]?",
    "What [color|colour] do you see when you look at {a}?", "[color|colour] {a}",
    "In [which|what] [color|colour] [do we see|would I draw] {a}?",
    "How would you describe the [color|colour] of {a}?", "What [color|colour] do people say {a} is?",
    "What [color|colour] do we think of with {a}?", "{A} is of which [color|colour]?",
    "What is {a} in [color|colour]?", "Which [color|colour] describes {a}?", "What's the [color|colour] of {a}?",
    "What [color|colour] is {a} most of the time?", "So, {a}: which [color|colour] is it?",
    "Which pencil do I take to draw {a}: what [color|colour]?", "[What|Which] is the [color|colour] of {a}?"};
static const char *const facts_color_held[] = {"The [color|colour] of {a} is what?",
    "What [color|colour] is {a} normally?", "{A}: what [color|colour]?", "Which [color|colour] should I paint {a}?",
    "What would you say is the [color|colour] of {a}?"};
static const char *const facts_colour_asks[] = {"What [color|colour] is {a:a}?", "Which [color|colour] is {a:a}?",
    "What is the [color|colour] of {a:a}?", "[Color|Colour] of {a:a}?", "{A} [color|colour]?",
    "What [color|colour] does {a:a} have?", "{A:a} is which [color|colour]?", "{A:a} is what [color|colour]?",
    "What [color|colour] is {a:a} usually?", "What [color|colour] is the {a}?", "What [color|colour] has {a:a}?",
    "Tell me the [color|colour] of {a:a}.", "Name the [color|colour] of {a:a}.",
    "[In which|In what] [color|colour] do I paint {a:a}?",
    "What [color|colour] would {a:a} be?", "What is the usual [color|colour] of {a:a}?",
    "The [color|colour] of {a:a} is", "{A:a}: [color|colour]?", "{A:a} has [which|what] [color|colour]?",
    "[Say|Write|Give me] the [color|colour] of {a:a}.", "I need the [color|colour] of {a:a}.",
    "Which [color|colour] do I need [to paint|to draw|for] {a:a}?", "With which [color|colour] should I draw {a:a}?",
    "I am painting {a:a}. [Which|What] [color|colour]?", "What [color|colour] do you see when you look at {a:a}?",
    "[color|colour] {a:a}", "In [which|what] [color|colour] [do we see|would I draw] {a:a}?",
    "How would you describe the [color|colour] of {a:a}?", "What [color|colour] do people say {a:a} is?",
    "What [color|colour] do we think of with {a:a}?", "{A:a} is of which [color|colour]?",
    "What is {a:a} in [color|colour]?", "Which [color|colour] describes {a:a}?",
    "What's the [color|colour] of {a:a}?", "What [color|colour] is {a:a} most of the time?",
    "So, {a:a}: which [color|colour] is it?", "Which pencil do I take to draw {a:a}: what [color|colour]?",
    "[What|Which] is the [color|colour] of {a:a}?", "What [color|colour] is the [normal|usual|typical] {a}?",
    "What is the [color|colour] of the {a}?"};
static const char *const facts_colour_held[] = {"The [color|colour] of {a:a} is what?",
    "Which [color|colour] should I paint {a:a}?", "{A:a}: what [color|colour]?",
    "What [color|colour] is {a:a} normally?", "Which [color|colour] does {a:a} have?"};
static const char *const facts_colours_asks[] = {"What [color|colour] are {a}?", "Which [color|colour] are {a}?",
    "What [color|colour] do {a} have?", "Which [color|colour] do {a} have?", "{A} are which [color|colour]?",
    "What is the [color|colour] of {a}?", "{A} are what [color|colour]?", "What [color|colour] are {a} usually?",
    "What [color|colour] are most {a}?", "[Color|Colour] of {a}?",
    "What [color|colour] would {a} be?", "What is the usual [color|colour] of {a}?", "The [color|colour] of {a} is",
    "{A}: [color|colour]?", "[Say|Write|Give me|Tell me|Name] the [color|colour] of {a}.",
    "Most {a} are [which|what] [color|colour]?", "{A} have what [color|colour]?", "I need the [color|colour] of {a}.",
    "Which [color|colour] do I need to [paint|draw] {a}?", "I am painting {a}. [Which|What] [color|colour]?",
    "[color|colour] {a}", "In which [color|colour] do I [paint|draw] {a}?",
    "What [color|colour] do people say {a} are?", "Which [color|colour] should I paint {a}?",
    "{A} are of which [color|colour]?", "[What|Which] is the [color|colour] of [most|all those] {a}?",
    "Which [color|colour] describes {a}?", "What's the [color|colour] of {a}?",
    "What [color|colour] are {a} most of the time?", "What [color|colour] do most {a} have?",
    "Which [color|colour] are {a} usually?", "{A} are usually [what|which] [color|colour]?",
    "How would you describe the [color|colour] of {a}?"};
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
    "[What|Which] sound comes from {a:a}?", "{A:a} makes which [sound|noise]?",
    "What [sound|noise] do you hear from {a:a}?", "What [sound|noise] would {a:a} make?", "{A:a} [goes|says] what?",
    "{A:a} [makes what noise|makes this sound:]", "The sound of {a:a} is", "{A}: [sound|noise|what sound]?",
    "{Bare} noise?", "How does {a:a} sound?", "How do {c1} sound?", "What do {c1} say?",
    "What do {c1} do when they make a [sound|noise]?", "Which [sound|noise] do {c1} make?",
    "What is the [noise|cry] of {a:a} called?", "What is the [noise|sound] that {a:a} makes?",
    "What do we call the sound of {a:a}?", "What do you call the sound {a:a} makes?", "sound {a}",
    "[Name|Say] the [sound|noise] of {a:a}.", "What does {a:a} do when it is loud?",
    "What does {a:a} do to be heard?", "I hear {a:a}. What [sound|noise] does it make?",
    "My [son|daughter] wants to know what {a:a} says.",
    "What can you hear {a:a} do?", "How does {a:a} talk?"};
static const char *const facts_sound_held[] = {"What noise does the {a} make?", "What kind of sound does {a:a} make?",
    "{A:a} makes what sound?", "Which noise does {a:a} make?", "The {a} makes what sound?", "What do {c1} sound like?"};

static const char *const facts_baby_asks[] = {"What is a baby {a} called?", "What do you call a baby {a}?", "Baby {a}?",
    "What is the [baby|young] of {a:a} called?", "What do we call a young {a}?", "How do you call a baby {a}?",
    "What is the name of a baby {a}?", "What's the word for a baby {a}?", "A baby {a} is called",
    "What is a young {a} called?", "Name for a baby {a}?", "What is the name for the young of {a:a}?",
    "What are baby {c1} called?", "What word do we use for a baby {a}?", "How is a baby {a} called?",
    "[What|How] do you call the [baby|young|little one] of {a:a}?", "What do we call the [baby|young] of {a:a}?",
    "{A} baby?", "{A} baby name?", "{Bare}: what is the baby called?", "The [baby|young] of {a:a} is called",
    "The young of {a:a} [is what|are called what]?", "What is the word for the [baby|young] of {a:a}?",
    "[Give me|Tell me|Say] the [word|name] for a baby {a}.", "I need the [word|name] for a [baby|young] {a}.",
    "What are the babies of {c1} called?", "What are young {c1} called?", "What do you call [young|little] {c1}?",
    "What do you call {a:a} that is still a baby?", "What is {a:a} called when it is [young|a baby|still small]?",
    "When {a:a} is young, what is it called?", "A young {a} is called [what|which name]?",
    "Before it grows up, what is {a:a} called?", "What is the baby of {a:a}?", "How is a young {a} called?",
    "Which word means a baby {a}?", "Which [name|word] does a young {a} have?",
    "{A:a} has a baby. What is it called?", "Name a baby {a}.", "What's the name of a young {a}?"};
static const char *const facts_baby_held[] = {"What do people call a baby {a}?", "A baby {a} is called what?",
    "What's a baby {a} called?", "What is the word for a young {a}?", "What name does a baby {a} have?",
    "What is the name for a baby {a}?"};

static const char *const facts_legs_asks[] = {"How many legs does {a:a} have?", "How many legs do {c1} have?",
    "How many legs has {a:a}?", "{A} legs?", "Number of legs of {a:a}?", "How many legs are there on {a:a}?",
    "On how many legs does {a:a} walk?", "What number of legs does {a:a} have?", "What is the number of legs of {a:a}?",
    "{A:a} has how many legs?", "How many legs does the {a} have?", "Count the legs of {a:a}.",
    "Does {a:a} have legs? How many?", "How many legs can you count on {a:a}?",
    "[{A:a}|The {a}] stands on how many legs?", "On how many legs [do {c1}|does the {a}] walk?",
    "On how many legs does {a:a} stand?", "How many legs do {c1} [have|walk on|stand on]?",
    "[Legs of|Legs on] {a:a}?", "number of legs: {a}", "{A}: number of legs?", "What is the number of legs on {a:a}?",
    "How many legs does [one|a normal|every] {a} have?", "[Tell me|Say|Give me] the number of legs of {a:a}.",
    "I am drawing {a:a}. How many legs does it need?", "How many legs do I draw [on|for] {a:a}?",
    "How many legs belong to {a:a}?", "If I see {a:a}, how many legs does it have?",
    "I need to know how many legs {c1} have.", "What about {a:a}: how many legs?", "How many legs are on {a:a}?",
    "{C1} walk on how many legs?", "Does {a:a} have two legs, four or another number?",
    "How many legs are there on the body of {a:a}?", "So how many legs has {a:a} got?",
    "How many legs has {a:a} got?", "How many legs have {c1} got?"};
static const char *const facts_legs_held[] = {"{A:a} walks on how many legs?", "How many legs can I count on {a:a}?",
    "How many legs would {a:a} have?", "{C1} have how many legs?", "{A}: how many legs?",
    "What number of legs do {c1} have?"};

static const char *const facts_home_asks[] = {"Where does {a:a} live?", "Where do {c1} live?",
    "Where is the home of {a:a}?", "What is the home of {a:a}?", "In what does {a:a} live?",
    "Where can you find {a:a}?", "Where can I find {c1}?", "Where does the {a} live?", "Home of {a:a}?", "{A} home?",
    "{A:a} lives where?", "Where is {a:a} at home?", "Where would I look for {a:a}?", "What place does {a:a} live in?",
    "{Own} home?", "{Bare}: where does it live?", "Where do you find [{a:a}|{c1}]?", "Where can you find {c1}?",
    "Where is the [home|house] of the {a}?", "What is the home of {c1}?",
    "Where do {c1} [have their home|make their home]?", "Where does {a:a} have its home?",
    "Where does {a:a} [sleep and live|spend its life]?", "[Tell me|Say] where {c1} live.",
    "In which place do {c1} live?", "{C1} live", "{A:a} lives", "The home of {a:a} is where?",
    "Where would {a:a} live?", "home {a}", "In what kind of place [does {a:a}|do {c1}] live?",
    "What kind of home does {a:a} have?", "Where should {a:a} live?", "Where would you look for {a:a}?",
    "I am looking for {a:a}. Where does it live?", "I want to see {a:a}. Where does it live?",
    "Name the home of {a:a}.", "Where can {a:a} be found?", "Where are {c1} found?"};
static const char *const facts_home_held[] = {"Where do I find {a:a}?", "Where would I find {a:a}?", "{C1} live where?",
    "In which place does {a:a} live?", "Where is {a:a}'s home?", "Where should I look for {a:a}?"};

static const char *const facts_eat_asks[] = {"What does {a:a} eat?", "What do {c1} eat?", "What does the {a} eat?",
    "What is the food of {a:a}?", "{A} food?", "Food of {a:a}?", "What do you feed {a:a}?", "What food does {a:a} eat?",
    "What kind of food do {c1} eat?", "{A:a} eats", "What does {a:a} like to eat?", "What do {c1} like to eat?",
    "What do I feed {a:a}?", "What does {a:a} live on?",
    "[What|Which food] [do {c1}|does the {a}] like?", "[Tell me|Say|Name] what {c1} eat.",
    "Which food [does {a:a} eat|is for {a:a}]?", "What kind of food [do you give|is good for] {a:a}?", "{C1} eat",
    "{Own} food?", "{Bare}: what does it eat?", "What is {own} food?", "food {a}", "What do you give {a:a} to eat?",
    "What can {a:a} eat?", "What would {a:a} eat?", "What does {a:a} have for [lunch|dinner]?",
    "What do {c1} feed on?", "What does {a:a} feed on?", "What is on the menu of {a:a}?",
    "I have {a:a}. What does it eat?", "What do I give to {a:a} when it is hungry?", "What does a hungry {a} eat?",
    "What do hungry {c1} look for?", "The food of {a:a} is", "What does {a:a} need to eat?", "What should {a:a} eat?",
    "What are {c1} fed?", "What is {a:a} fed with?", "How do you feed {a:a}: with what?",
    "What do {c1} [mostly|usually] eat?"};
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
    "Count the {a} {c1}.",
    "[Tell me|Say|Give me] the number of {a} {c1}.", "I need the number of {a} {c1}.", "The number of {a} {c1} is",
    "How many {a} there are {c1}?", "How many {a} do you [find|get|see|have] {c1}?", "How many {a} do I have {c1}?",
    "{C1} how many {a} do we find?", "{C1}: how many {a}?", "{A}, {c1}: how many?", "{C1} are how many {a}?",
    "{C1} you count how many {a}?", "If you count the {a} {c1}, how many are there?",
    "When I count the {a} {c1}, how many [will I get|are there]?", "Do you know the number of {a} {c1}?",
    "So how many {a} are {c1}?", "What is the [total |exact |]number of {a} {c1}?",
    "How many {a} should there be {c1}?", "I count the {a} {c1}. How many are there?"};
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
    "[What|Which " kind "] do we have " after " {a}?", "{A}: which " kind " is " after " it?", \
    "Which is the first " kind " " after " {a}?", "What is the " kind " " after " {a} called?", \
    "[Say|Write|Find|Give me] the " kind " " after " {a}.", "I need the " kind " " after " {a}.", \
    "The " kind " " after " {a} is [called|what|which]?", "The " kind " " after " {a} is", kind " " after " {a}", \
    After " {a} [comes what|comes which one|is what|we have]?", After " {a}, [which|what] " kind " comes?", \
    After " {a}, [which|what] " kind " do we have?", "[Which|What] " kind " is the one " after " {a}?", \
    "[Which|What] " kind " [stands|is found] " after " {a}?", "What is the name of the " kind " " after " {a}?", \
    "In order, [which|what] " kind " is " after " {a}?", "What do we call the " kind " " after " {a}?", \
    "[Can|Could] you name the " kind " " after " {a}?", "{A}, and the " kind " " after "?", \
    "{A} has which " kind " " after " it?", "What " kind " can I find " after " {a} in the calendar?"
#define FACTS_ORDER_HELD(kind, after, After) \
    "Which is the " kind " " after " {a}?", After " {a} comes which " kind "?", "So which " kind " is " after " {a}?", \
    "The " kind " that comes " after " {a}?", "What " kind " do we have " after " {a}?", After " {a} is which " kind "?"

static const char *const facts_day_asks[] = {FACTS_ORDER("day", "after", "After"), "What day follows {a}?",
    "Today is {a}. What day is tomorrow?", "If today is {a}, what day is tomorrow?", "It is {a}. What is tomorrow?",
    "Yesterday was {a}. What day is it today?", "Yesterday was {a}. What is today?", "What day follows on {a}?",
    "[It's|Today it is] {a}. [Which|What] day is tomorrow?", "If it is {a} today, what is tomorrow?",
    "Today is {a}. Tomorrow is [what day|which day|]?", "If yesterday was {a}, what is today?",
    "Which day follows {a}?",
    "{A} is over. What day is it now?", "Today we have {a}. What do we have tomorrow?", "{A} today, tomorrow?"};
static const char *const facts_day_held[] = {FACTS_ORDER_HELD("day", "after", "After"),
    "Today is {a}, so what is tomorrow?"};
static const char *const facts_day_before_asks[] = {FACTS_ORDER("day", "before", "Before"),
    "Today is {a}. What day was yesterday?", "If today is {a}, what day was yesterday?",
    "It is {a}. What was yesterday?", "[It's|Today it is] {a}. [Which|What] day was yesterday?",
    "If it is {a} today, what was yesterday?", "Tomorrow is {a}. What day is it today?", "Which day does {a} follow?",
    "Today is {a}. Yesterday was [what day|which day|]?", "If tomorrow is {a}, what is today?",
    "{A} today, yesterday?"};
static const char *const facts_day_before_held[] = {FACTS_ORDER_HELD("day", "before", "Before"),
    "Today is {a}, so what was yesterday?"};
static const char *const facts_month_asks[] = {FACTS_ORDER("month", "after", "After"), "Which month follows {a}?",
    "It is {a}. What is the next month?", "What month follows {a}?", "It's {a} now. [What|Which] month comes next?",
    "This month is {a}. What is next month?", "If this is {a}, what is next month?",
    "{A} is over. What month is it now?",
    "What is the next month after {a}?", "Which month is next after {a}?", "When {a} ends, which month begins?"};
static const char *const facts_month_held[] = {FACTS_ORDER_HELD("month", "after", "After")};
static const char *const facts_month_before_asks[] = {FACTS_ORDER("month", "before", "Before"),
    "It is {a}. What was the last month?", "It's {a} now. [What|Which] month [was|came] before?",
    "This month is {a}. What was last month?", "If this is {a}, what was last month?", "Which month does {a} follow?",
    "When {a} begins, which month has just ended?", "Next month is {a}. What month is it now?"};
static const char *const facts_month_before_held[] = {FACTS_ORDER_HELD("month", "before", "Before")};
static const char *const facts_season_asks[] = {FACTS_ORDER("season", "after", "After"), "What season follows {a}?",
    "It is {a}. What is the next season?", "Which season follows {a}?", "When {a} ends, which season begins?",
    "It's {a} now. [What|Which] season comes next?", "{A} is over. Which season is it now?", "What is next after {a}?",
    "What is the next season after {a}?", "If it is {a} now, which season is next?"};
static const char *const facts_season_held[] = {FACTS_ORDER_HELD("season", "after", "After")};

static const char *const facts_nth_month_asks[] = {"What is the {a} month [of the year|]?", "What month is the {a}?",
    "Which month is the {a} [|of the year|in the year]?", "{A} month of the year?", "Name the {a} month.",
    "Which is the {a} month [of the year|]?", "{A} month?", "Tell me the {a} month of the year.",
    "What is the name of the {a} month?", "What do we call the {a} month?", "The {a} month is",
    "The {a} month of the year is called?",
    "The {a} month [of the year |]is [called|named] what?", "Which month comes {a}?", "What month comes {a}?",
    "[Say|Give me|Write] the {a} month [of the year|].", "I need the {a} month of the year.", "What's the {a} month?",
    "{A} month: [name|which one|which is it]?", "[Which|What] is the {a} of the twelve months?",
    "Of the twelve months, which is the {a}?", "Counting from January, [which|what] is the {a} month?",
    "Of the year, what is the {a} month?", "Which month stands at the {a} place?",
    "How is the {a} month [of the year |]called?", "What do you call the {a} month of the year?",
    "What name does the {a} month have?", "In the calendar, what is the {a} month?", "Name of the {a} month?",
    "month: the {a}"};
static const char *const facts_nth_month_held[] = {"Which month comes {a} in the year?",
    "What's the {a} month of the year?", "The {a} month of a year is which?", "What month is {a} in the year?",
    "Name the {a} month of the year."};
static const char *const facts_month_days_asks[] = {"How many days does {a} have?",
    "How many days are [there |]in {a}?", "How many days has {a}?", "How many days in {a}?", "Days in {a}?",
    "How long is {a}?", "{A}: how many days?", "What is the number of days in {a}?", "{A} has how many days?",
    "How many days is {a} long?", "How many days are in the month of {a}?",
    "How many days [are|do we have|can I count] in {a}?", "How many days are [there |]in the month {a}?",
    "[Tell me|Say|Give me] the number of days in {a}.", "The number of days in {a} is", "Number of days in {a}?",
    "{Own} number of days?", "{A} days?", "{A} is how many days long?", "{A} is how long?", "{A}: number of days?",
    "The month {a} has how many days?", "[In days, how|How] long is {a}?", "What is the length of {a} in days?",
    "How many days long is the month {a}?", "How many days does {a} [last|count|hold]?",
    "In {a}, how many days are there?", "In {a} there are how many days?",
    "I need to know how many days there are in {a}.", "How many days go by in {a}?"};
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
    "What word means the opposite of {a}?", "I need the opposite of [{a}|\"{a}\"].",
    "[{A}|\"{A}\"] is the opposite of [what|which word]?", "What is opposite to [{a}|\"{a}\"]?",
    "If it is not {a} but the opposite, what is it?", "{A}, and the opposite?", "{A}. What is the opposite?",
    "What is the contrary of [{a}|\"{a}\"]?", "The contrary of {a} is",
    "[Say|Write|Name|Find] the opposite word of {a}.", "I am looking for the opposite of [{a}|\"{a}\"].",
    "Which word has the opposite meaning of [{a}|\"{a}\"]?", "What word has the opposite meaning to [{a}|\"{a}\"]?",
    "Opposite word for {a}?", "How do you say the opposite of [{a}|\"{a}\"]?", "The word {a} has which opposite?",
    "What opposite does [{a}|the word {a}] have?", "Opposite meaning: {a}",
    "[Write|Say] the opposite of [{a}|\"{a}\"].", "What is an antonym of [{a}|\"{a}\"]?", "Antonym of {a}?",
    "antonym: {a}", "Which word is the contrary of {a}?", "Turn [{a}|\"{a}\"] into its opposite.",
    "What do we call the opposite of [{a}|\"{a}\"]?", "The word [{a}|\"{a}\"]: what is its opposite?"};
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
    "[Write|Form] the plural of [{a}|\"{a}\"].", "What is more than one {a} called?",
    "[What|How] is the plural of {a} [called|written]?", "How is [{a}|\"{a}\"] written in the plural?",
    "How do you [write|say|spell] [{a}|\"{a}\"] in the plural?",
    "How do I [say|spell|make|form] the plural of [{a}|\"{a}\"]?", "[Say|Write] [{a}|\"{a}\"] in the plural.",
    "Make [{a}|\"{a}\"] plural.", "Turn [{a}|\"{a}\"] into the plural.", "{A} in plural form?",
    "{A} - more than one?", "[Two|Three|Many|Some|Ten] of {a:a}: what is the word?",
    "I see one {a}. Now there are two. Two what?", "I have one {a}, you have two",
    "If there are many, what do we say for {a}?", "What is the word for [many|two|several] of {a:a}?",
    "[Which word|What] is the plural for [{a}|\"{a}\"]?", "Which word is the plural of {a}?",
    "What plural does [{a}|the word {a}|the noun {a}] have?", "What is the plural of the noun [{a}|\"{a}\"]?",
    "I need the plural of [{a}|\"{a}\"].", "Give me the plural form of {a}.", "More than one {a}?",
    "One {a}, but two", "[Say|Name|Find] the plural of [{a}|\"{a}\"].", "How does the plural of [{a}|\"{a}\"] go?",
    "The noun {a} in the plural?"};
static const char *const facts_plural_held[] = {"The plural form of {a}?", "What is {a} in the plural?",
    "How do I write the plural of {a}?", "What would be the plural of {a}?", "What do we call more than one {a}?",
    "One {a}, three what?", "Plural form of {a}?"};

static const char *const facts_past_asks[] = {"What is the past tense of [{a}|\"{a}\"]?",
    "What's the past tense of [{a}|\"{a}\"]?", "Past tense of {a}?", "past tense: {a}", "What is the past of {a}?",
    "Past of {a}?", "{A} past tense?", "What is the past form of {a}?", "Give me the past tense of {a}.",
    "Tell me the past tense of {a}.", "How do you [say|write] [{a}|\"{a}\"] in the past?",
    "Put [{a}|\"{a}\"] in the past tense.", "The past tense of {a} is",
    "What is the past tense of the verb [{a}|\"{a}\"]?", "Today I {a}, yesterday I",
    "[Write|Form] the past tense of {a}.", "What is [{a}|\"{a}\"] in the past tense?",
    "How is [{a}|\"{a}\"] written in the past tense?",
    "How do you [write|say|spell] [{a}|\"{a}\"] in the past tense?",
    "How do I [say|spell|put] [{a}|\"{a}\"] in the past [tense|]?",
    "How do you [write|say|form] the past tense of [{a}|\"{a}\"]?",
    "How do I [write|form|spell] the past tense of [{a}|\"{a}\"]?", "How does [{a}|\"{a}\"] go in the past tense?",
    "[Write|Say] [{a}|\"{a}\"] in the past tense.", "Put the verb [{a}|\"{a}\"] into the past.",
    "Turn [{a}|\"{a}\"] into the past tense.", "{A} in the past tense?", "{A} in the past?",
    "Today they {a}. Yesterday they", "Now we {a}, last year we", "Every day I {a}. Yesterday I",
    "The verb {a} in the past tense?", "What past tense does [{a}|the verb {a}] have?",
    "Which word is the past tense of [{a}|\"{a}\"]?", "I need the past tense of [{a}|\"{a}\"].",
    "[Say|Name] the past tense of [{a}|\"{a}\"].", "Simple past of {a}?", "What is the simple past of [{a}|\"{a}\"]?",
    "The past of the verb {a} is", "What do you write for [{a}|\"{a}\"] in the past tense?"};
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
    "Counting from the sun, what is the {a} planet?",
    "Which planet comes {a} [from the sun|]?", "What planet is the {a} one [from the sun|]?",
    "Which planet is [{a} in order|in {a} place] from the sun?",
    "Name the {a} planet [|in the solar system|counted from the sun].",
    "[Say|Give me|I need] the {a} planet [from the sun|].", "[Which|What] is the {a} planet of the solar system?",
    "Seen from the sun, [which|what] planet is the {a}?", "Counted from the sun, which planet is {a}?",
    "From the sun, what is the {a} planet?", "Of the eight planets, which is the {a} [from the sun|]?",
    "In the solar system, what is the {a} planet?", "What do we call the {a} planet [from the sun|]?",
    "What is the {a} planet called?", "The {a} planet is", "The {a} planet is which one?", "planet: {a} from the sun",
    "{A} planet in the solar system?", "How is the {a} planet called?", "What's the {a} planet?",
    "What planet do we find {a} from the sun?", "Going out from the sun, which planet is the {a}?",
    "The {a} planet from the sun, what is its name?", "What is the name of the {a} planet from the sun?"};
static const char *const facts_planet_held[] = {"Which planet is {a} from the sun?", "Which of the planets is the {a}?",
    "What planet comes {a}, counting from the sun?", "The {a} planet of the solar system?",
    "Name the {a} planet of the solar system."};

/* what, answer, question */
static const facts_row facts_records[] = {
    {"the largest planet", "Jupiter",
     "[which planet is the [largest|biggest]|which is the [biggest|largest] of the planets]",
     NULL, NULL, NULL, NULL, "the [biggest|largest] planet [in|of] the solar system"},
    {"the smallest planet", "Mercury", "[which planet is the smallest|which is the smallest of the planets]",
     NULL, NULL, NULL, NULL, "the smallest planet in the solar system"},
    {"the hottest planet", "Venus", "which planet is the hottest",
     NULL, NULL, NULL, NULL, "the [hottest planet in the solar system|warmest planet]"},
    {"the red planet", "Mars", "which planet is [called the red planet|red]"},
    {"the planet closest to the sun", "Mercury", "which planet is [closest|nearest] to the sun",
     NULL, NULL, NULL, NULL, "the [planet nearest to the sun|closest planet to the sun]"},
    {"the planet we live on", "Earth", "[which|what] planet do we live on",
     NULL, NULL, NULL, NULL, "[our planet|our home planet|the planet people live on]"},
    {"the closest star to Earth", "the sun", "which star is [closest|nearest] to [Earth|us]",
     NULL, NULL, NULL, NULL, "the [star closest to Earth|star nearest to us]"},
    {"the center of the solar system", "the sun", "what is in the [middle|center] of the solar system",
     NULL, NULL, NULL, NULL, "the middle of the solar system"},
    {"the highest mountain in the world", "Mount Everest",
     "which mountain is the [highest|tallest] [in the world|on Earth|]",
     NULL, NULL, NULL, NULL, "the [highest|tallest] mountain [on Earth|in the world]"},
    {"the longest river in the world", "the Nile", "which river is the longest [in the world|on Earth|]",
     NULL, NULL, NULL, NULL, "[the longest river on Earth|the longest river]"},
    {"the largest ocean", "the Pacific Ocean", "which ocean is the [largest|biggest]",
     NULL, NULL, NULL, NULL, "the [biggest|largest] ocean [in the world|on Earth]"},
    {"the largest country in the world", "Russia", "which country is the [largest|biggest] [in the world|]",
     NULL, NULL, NULL, NULL, "the [biggest|largest] country [on Earth|]"},
    {"the smallest country in the world", "Vatican City", "which country is the smallest [in the world|]",
     NULL, NULL, NULL, NULL, "the smallest country [on Earth|]"},
    {"the largest continent", "Asia", "which continent is the [largest|biggest]",
     NULL, NULL, NULL, NULL, "the [biggest|largest] continent [on Earth|]"},
    {"the largest island in the world", "Greenland", "which island is the [largest|biggest] [in the world|]",
     NULL, NULL, NULL, NULL, "the [biggest|largest] island"},
    {"the largest rainforest", "the Amazon", "which rainforest is the [largest|biggest]",
     NULL, NULL, NULL, NULL, "the [biggest|largest] rainforest"},
    {"the largest hot desert", "the Sahara", "which hot desert is the [largest|biggest]",
     NULL, NULL, NULL, NULL, "the [biggest|largest] hot desert"},
    {"the largest animal", "the blue whale", "which animal is the [largest|biggest] [of all|]",
     NULL, NULL, NULL, NULL, "the [biggest|largest] animal [in the world|on Earth]"},
    {"the tallest animal", "the giraffe", "which animal is the tallest [of all|]",
     NULL, NULL, NULL, NULL, "the tallest animal [in the world|on Earth]"},
    {"the fastest land animal", "the cheetah", "which animal [runs fastest|is the fastest on land]",
     NULL, NULL, NULL, NULL, "the fastest animal on land"},
    {"the largest land animal", "the elephant", "which land animal is the [largest|biggest]",
     NULL, NULL, NULL, NULL, "the [biggest|largest] animal on land"},
    {"the largest bird", "the ostrich", "which bird is the [largest|biggest]",
     NULL, NULL, NULL, NULL, "the [biggest|largest] bird [in the world|]"},
    {"the longest bone in the body", "the thighbone", "which bone is the longest",
     NULL, NULL, NULL, NULL, "[the longest bone in the human body|the longest bone we have|our longest bone]"},
    {"the largest organ of the body", "the skin", "which organ [of the body |]is the [largest|biggest]",
     NULL, NULL, NULL, NULL, "[the biggest organ of the body|the largest organ of the human body|our largest organ]"},
    {"the hardest natural material", "diamond", "which natural material is the hardest",
     NULL, NULL, NULL, NULL, "the hardest material in nature"},
    {"the chemical formula of water", "H2O", "which formula does water have",
     NULL, NULL, NULL, NULL, "the [chemical |]formula [for|of] water"},
    {"the chemical symbol of gold", "Au", "which [chemical |]symbol does gold have",
     NULL, NULL, NULL, NULL, "the [chemical |]symbol [for|of] gold"},
    {"the boiling point of water", "100 degrees Celsius", "at [what|which] temperature does water boil",
     NULL, NULL, NULL, NULL, "[the temperature at which water boils|water's boiling point]"},
    {"the freezing point of water", "0 degrees Celsius", "at [what|which] temperature does water freeze",
     NULL, NULL, NULL, NULL, "[the temperature at which water freezes|water's freezing point]"},
    {"the first letter of the alphabet", "A", "which letter is the first [in the alphabet|of the alphabet]",
     NULL, NULL, NULL, NULL, "the first letter in the alphabet"},
    {"the last letter of the alphabet", "Z", "which letter is the last [in the alphabet|of the alphabet]",
     NULL, NULL, NULL, NULL, "the last letter in the alphabet"},
    {"the first day of the year", "January 1", "[on which day does the year begin|which day is the first of the year]",
     NULL, NULL, NULL, NULL, "the first day of a year"},
    {"the last day of the year", "December 31", "[on which day does the year end|which day is the last of the year]",
     NULL, NULL, NULL, NULL, "the last day of a year"},
    {"the shortest month", "February", "which month [is the shortest|has the fewest days]",
     NULL, NULL, NULL, NULL, "the shortest month [of|in] the year"},
    {"the coldest season", "winter", "which season is the coldest",
     NULL, NULL, NULL, NULL, "the coldest season of the year"},
    {"the hottest season", "summer", "which season is the [hottest|warmest]",
     NULL, NULL, NULL, NULL, "the warmest season"}};
static const char *const facts_record_asks[] = {"What is {a}?", "What's {a}?", "Which is {a}?", "{A}?", "Tell me {a}.",
    "{A} is", "Name {a}.", "Do you know {a}?", "What is {a} called?", "{Bare}?", "What would you call {a}?",
    "[I need|I am looking for|Say|Give me|Find] {a}.", "[I want to know|Let me know] what {a} is.",
    "[Could|Would|Can] you tell me what {a} is?", "{A}: what is it?", "{A}, [what is it|which is it|what's that]?",
    "So what is {a}?", "Quiz: {a}?", "{A}, do you know it?", "What is known as {a}?", "What do people call {a}?",
    "Please tell me {a}.", "[I forgot|I can't remember] {a}.", "[I forgot|I can't remember] what {a} is.",
    "I wonder what {a} is.", "Remind me what {a} is.", "Which one is {a}?",
    "[My son|My daughter|A friend] asks: what is {a}?", "{A} [is called|is what we call]", "How is {a} called?",
    "{A} = ?", "And {a}?", "Tell me what {a} is.", "What do you think is {a}?", "What exactly is {a}?"};
static const char *const facts_record_held[] = {"Can you name {a}?", "{A} is what?", "What do we call {a}?",
    "Do you know what {a} is called?", "What is the name of {a}?"};
/* "which planet is the largest" */
static const char *const facts_superlative_asks[] = {"{A}?", "{A}?", "{A}?", "[Tell|Remind] me {a}.",
    "I need to know {a}.",
    "Do you know {a}?", "[Can|Could|Would] you tell me {a}?", "[Please say|Say] {a}.", "I forgot {a}.", "So {a}?",
    "I want to know {a}.", "[My son|My daughter|A friend] asks {a}.", "Quiz: {a}?", "Let me know {a}.",
    "I wonder {a}."};

static const facts_row facts_shapes[] = {{"triangle", "triangles", "three"}, {"square", "squares", "four"},
    {"rectangle", "rectangles", "four"}, {"pentagon", "pentagons", "five"}, {"hexagon", "hexagons", "six"},
    {"heptagon", "heptagons", "seven"}, {"octagon", "octagons", "eight"}, {"nonagon", "nonagons", "nine"},
    {"decagon", "decagons", "ten"}, {"rhombus", "rhombuses", "four"}, {"parallelogram", "parallelograms", "four"}};
static const char *const facts_side_asks[] = {"How many sides does {a:a} have?", "How many sides do {c1} have?",
    "How many sides has {a:a}?", "{A} sides?", "Number of sides of {a:a}?", "{A:a} has how many sides?",
    "What is the number of sides of {a:a}?", "How many sides are there in {a:a}?",
    "How many sides does the shape {a} have?", "With how many sides do you draw {a:a}?", "How many sides are in {a:a}?",
    "Count the sides of {a:a}.",
    "How many sides does the {a} have?", "How many sides are there on {a:a}?",
    "How many sides [would|should|must] {a:a} have?", "[Tell me|Say|Give me] the number of sides of {a:a}.",
    "The number of sides of {a:a} is", "Sides of {a:a}?", "sides {a}", "{A}: number of sides?",
    "{A:a} is drawn with how many sides?", "I draw {a:a}. How many sides [does it have|do I need]?",
    "How many sides do I draw for {a:a}?", "What is the number of sides on {a:a}?",
    "How many sides do all {c1} have?", "How many sides make {a:a}?", "Of how many sides is {a:a} made?",
    "Geometry: how many sides has {a:a}?", "How many sides belong to {a:a}?",
    "How many sides can you count on {a:a}?", "If you count the sides of {a:a}, how many are there?",
    "I need to know how many sides {a:a} has.", "In {a:a}, how many sides are there?", "The {a} has how many sides?",
    "How many lines do you need to draw {a:a}: how many sides?", "How many sides has {a:a} got?",
    "How many sides is {a:a} made of?"};
static const char *const facts_side_held[] = {"{C1} have how many sides?", "{A}: how many sides?",
    "The shape {a} has how many sides?", "How many sides can I count on {a:a}?",
    "What number of sides does {a:a} have?"};

/* ---- people: work, maker, verb, word for the maker ---- */

static const facts_row facts_works[] = {
    {"Hamlet", "William Shakespeare", "wrote", "author", NULL, NULL, NULL, "the play Hamlet"},
    {"Romeo and Juliet", "William Shakespeare", "wrote", "author"},
    {"Don Quixote", "Miguel de Cervantes", "wrote", "author", NULL, NULL, NULL, "[the novel Don Quixote|Don Quijote]"},
    {"War and Peace", "Leo Tolstoy", "wrote", "author"}, {"Pride and Prejudice", "Jane Austen", "wrote", "author"},
    {"Harry Potter", "J. K. Rowling", "wrote", "author", NULL, NULL, NULL, "the Harry Potter books"},
    {"Oliver Twist", "Charles Dickens", "wrote", "author"},
    {"The Little Prince", "Antoine de Saint-Exupery", "wrote", "author"},
    {"1984", "George Orwell", "wrote", "author", NULL, NULL, NULL, "[the novel 1984|Nineteen Eighty-Four]"},
    {"Animal Farm", "George Orwell", "wrote", "author"},
    {"Frankenstein", "Mary Shelley", "wrote", "author", NULL, NULL, NULL, "the novel Frankenstein"},
    {"Dracula", "Bram Stoker", "wrote", "author", NULL, NULL, NULL, "the novel Dracula"},
    {"The Lord of the Rings", "J. R. R. Tolkien", "wrote", "author", NULL, NULL, NULL, "Lord of the Rings"},
    {"Alice in Wonderland", "Lewis Carroll", "wrote", "author", NULL, NULL, NULL, "Alice's Adventures in Wonderland"},
    {"Moby Dick", "Herman Melville", "wrote", "author"}, {"Les Miserables", "Victor Hugo", "wrote", "author"},
    {"Tom Sawyer", "Mark Twain", "wrote", "author", NULL, NULL, NULL, "The Adventures of Tom Sawyer"},
    {"the Mona Lisa", "Leonardo da Vinci", "painted", "painter", NULL, NULL, NULL, "Mona Lisa"},
    {"Guernica", "Pablo Picasso", "painted", "painter", NULL, NULL, NULL, "the painting Guernica"},
    {"The Starry Night", "Vincent van Gogh", "painted", "painter"},
    {"The Scream", "Edvard Munch", "painted", "painter"}, {"The Night Watch", "Rembrandt", "painted", "painter"},
    {"the telephone", "Alexander Graham Bell", "invented", "inventor", NULL, NULL, NULL, "the phone"},
    {"the light bulb", "Thomas Edison", "invented", "inventor", NULL, NULL, NULL, "the electric light bulb"},
    {"dynamite", "Alfred Nobel", "invented", "inventor"},
    {"the printing press", "Johannes Gutenberg", "invented", "inventor"},
    {"the World Wide Web", "Tim Berners-Lee", "invented", "inventor", NULL, NULL, NULL, "[the web|the WWW]"},
    {"the airplane", "The Wright brothers", "invented", "inventor", NULL, NULL, NULL, "the [aeroplane|plane]"},
    {"penicillin", "Alexander Fleming", "discovered", "discoverer"},
    {"radium", "Marie Curie", "discovered", "discoverer"},
    {"the Moonlight Sonata", "Ludwig van Beethoven", "composed", "composer"},
    {"The Four Seasons", "Antonio Vivaldi", "composed", "composer"},
    {"The Magic Flute", "Wolfgang Amadeus Mozart", "composed", "composer"},
    {"Linux", "Linus Torvalds", "created", "creator"},
    {"the C language", "Dennis Ritchie", "created", "creator", NULL, NULL, NULL,
     "[the C programming language|the language C|C]"}};
static const char *const facts_work_asks[] = {"Who {c2} {a}?", "Who was it that {c2} {a}?", "Who is the {c3} of {a}?",
    "{C3} of {a}?", "Who was the {c3} of {a}?", "What is the name of the person who {c2} {a}?",
    "Which person {c2} {a}?", "Which {c3} {c2} {a}?", "{A}: who {c2} it?", "Tell me who {c2} {a}.", "By whom is {a}?",
    "{A} {c3}?", "Who made {a}?", "Name the {c3} of {a}.", "What is the name of the {c3} of {a}?",
    "Who is {own} {c3}?", "{Own} {c3}?", "{Own} {c3}, who is that?", "What is the name of {own} {c3}?",
    "{Own} {c3} is", "Tell me the name of {own} {c3}.", "Tell me [the {c3}|who is the {c3}] of {a}.",
    "[I need|I am looking for|Say|Give me] the {c3} of {a}.", "[Whose work|The work of whom] is {a}?",
    "From whom is {a}?", "Do you know the {c3} of {a}?", "{A}, by whom?", "{c3} {a}",
    "[Which man or woman|What person] {c2} {a}?", "The {c3} of {a} is", "The {c3} of {a}?",
    "The person who {c2} {a} is", "Who is known as the {c3} of {a}?", "Who is famous as the {c3} of {a}?",
    "[Say|Name|I want to know] who {c2} {a}.", "Which famous person {c2} {a}?", "{A}: who was the {c3}?",
    "Who do we thank for {a}?", "{A}, who is the {c3}?", "Whom do we call the {c3} of {a}?",
    "How is the {c3} of {a} called?"};
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
    "A person who {a}?", "Who is it that {a}?", "Tell me who {a}.",
    "[Somebody|Someone|A man or woman] who {a}: what is the [job|word]?", "{a}: who is that?",
    "My [uncle|aunt|neighbor|sister] {a}. What is [the job|that job] called?",
    "If somebody {a}, what is [his or her job|the job]?", "[What|Which] job [does someone have|has someone] who {a}?",
    "What is the name of the job of somebody who {a}?", "[Which|What] worker {a}?", "The person who {a} is",
    "The one who {a} is", "Somebody who {a} is", "Someone who {a} is called", "What do people call someone who {a}?",
    "What is somebody who {a} called?", "How do you call a person who {a}?", "Which word means a person who {a}?",
    "What word do we use for a person who {a}?", "Name the person who {a}.", "Name the job of someone who {a}.",
    "I need someone who {a}. Who is that?", "What should I call a person who {a}?", "Who is the person who {a}?",
    "Job: {a}?", "Say who {a}.", "Who usually {a}?", "In what job [do you find|is] someone who {a}?",
    "What kind of worker {a}?"};
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
    "Which body part is for [people to |us to |]{a}?", "With which part of the body do we {a}?",
    "Which body part do [we|you|people] use to {a}?", "What body part do we {a} with?",
    "Which part of the body is for [people to |us to |]{a}?", "With which body part do [people|you] {a}?",
    "We {a} with [what|our]", "People {a} with [what|which part of the body]?", "You {a} with which body part?",
    "In order to {a}, what do we use?", "To {a}, [we|people] need what?", "To {a}, what do [you|people] use?",
    "What does the body use to {a}?", "What in our body lets us {a}?", "What lets us {a}?", "What helps us to {a}?",
    "What allows people to {a}?", "Tell me what [we|people] {a} with.", "Name the body part we {a} with.",
    "Name the part of the body we use to {a}.", "How do people {a}: with which part of the body?",
    "When we {a}, what do we use?", "When people {a}, which part of the body do they use?",
    "{a}: with which part of the body?", "Which body part is needed to {a}?",
    "What is the body part for this: to {a}?", "Which part of my body do I need to {a}?",
    };
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
    "What tool is used to {a}?", "How can I {a}? With what?",
    "[Which|What] tool [do I use|do I need|should I use|helps me] to {a}?",
    "What [is good|is used|is needed] to {a}?", "What [should|must|do] I take to {a}?",
    "What [object|thing|tool] do [people|you|we] [use|need] to {a}?", "With what [can I|do people|does one] {a}?",
    "In order to {a}, what do I need?", "To {a}, [what do you use|which tool do I need|people use what]?",
    "To {a}, you need", "To {a} you use", "I have to {a}. What do I [use|need|take]?",
    "I'd like to {a}. What should I use?", "My [son|daughter|friend] wants to {a}. What is needed?",
    "Tell me what I need to {a}.", "Name [the|a] tool to {a}.", "Name the thing people use to {a}.",
    "What should I buy to {a}?", "What helps [me|you|people] to {a}?", "Something to {a}?",
    "What is the right tool to {a}?", "What is the thing we use to {a}?", "What lets me {a}?",
    "What does a person need to {a}?", "{a}: with what?", "How do people {a}: with what?",
    "What is there to {a} with?", "When people {a}, what do they use?"};
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
    "What is used to make {a}?",
    "[What|Which material] do they make {a} [from|of|out of]?", "What is {a} made out of?",
    "[What|Which material] is used for {a}?", "[What|Which] thing is {a} made [of|from]?", "{A} consists of what?",
    "{A} is made out of", "{A}: made [of|from] what?", "{A}: what is it made [of|from]?", "made from what: {a}?",
    "Out of what is {a} made?", "Out of what do people make {a}?", "From what do [we|you|people] make {a}?",
    "What does one need to make {a}?", "What do people need to make {a}?", "What becomes {a}?",
    "What can be made into {a}?", "What do they use to make {a}?", "I want to make {a}. What do I need?",
    "To make {a}, [what do you need|what is needed|you need]?", "Tell me what {a} is made [of|from].",
    "Name the material of {a}.", "How do people make {a}: from what?", "What material makes {a}?",
    "What is the main thing in {a}?", "What is {a} produced from?", "What is the [material|main material] of {a}?",
    };
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
    "To which group does {a:a} belong?",
    "[What|Which] group does {a:a} belong to?", "[What|Which] kind of thing would you call {a:a}?",
    "What do you call {a:a}: what kind of thing is it?", "What would you call {a:a}?", "{A:a}: what is it?",
    "Define {a}.", "Define the word {a}.", "Describe {a:a} in one [word|sentence].", "Explain the word {a}.",
    "Explain to me what {a:a} is.", "Meaning of {a}?", "Meaning of the word {a}?", "In one sentence, what is {a:a}?",
    "I don't know what {a:a} is.", "I don't know the word {a}. What is it?", "What does it mean: {a}?",
    "[Say|Tell me] what kind of thing {a:a} is.", "[Say|Tell me] what {a} means.", "What is {a:a} in simple words?",
    "What would {a:a} be?", "How would you explain {a:a}?", "What is this: {a:a}?", "A child asks: what is {a:a}?",
    "Someone said {a}. What is that?", "What could {a:a} be?", "What's {a:a} supposed to be?"};
static const char *const facts_kind_held[] = {"{A:a} is what kind of thing?", "Please explain what {a:a} is.",
    "What exactly is {a:a}?", "What is the meaning of {a}?", "{A:a} - what is that?",
    "Could you tell me what {a:a} is?"};

/* ---- the relations ---- */

enum facts_name { FACTS_CAPITAL, FACTS_CAPITAL_OF, FACTS_CONTINENT, FACTS_LANGUAGE, FACTS_CURRENCY, FACTS_COLOR_MASS,
    FACTS_COLOR, FACTS_COLORS, FACTS_SOUND, FACTS_BABY, FACTS_LEGS, FACTS_HOME, FACTS_EAT, FACTS_NUMBER, FACTS_DAY,
    FACTS_DAY_BEFORE, FACTS_MONTH, FACTS_MONTH_BEFORE, FACTS_SEASON, FACTS_NTH_MONTH, FACTS_MONTH_DAYS, FACTS_OPPOSITE,
    FACTS_OPPOSITE_BACK, FACTS_OPPOSITE_TOO, FACTS_PLURAL, FACTS_PAST, FACTS_PLANET, FACTS_RECORD, FACTS_SIDES,
    FACTS_WORK, FACTS_JOB, FACTS_SENSE, FACTS_TOOL, FACTS_MATERIAL, FACTS_KIND, FACTS_SUPERLATIVE };

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
    FACTS(facts_kinds, 0, 1, kind, "{A:x} is {a:b}.", NULL, "what kind of thing {a:a} is"),
    {facts_records, COUNT(facts_records), 2, 1, "{C0} is {b}.", NULL, NULL, facts_superlative_asks, NULL,
     COUNT(facts_superlative_asks), 0}};

/* ---- asking ---- */

static const char *const facts_np_asks[] = {"What is {np}?", "What's {np}?", "Tell me {np}.",
    "[Can|Could] you tell me {np}?", "Do you know {np}?", "{Np}?", "Please tell me {np}.", "Please give me {np}.",
    "I want to know {np}.", "I need {np}.", "What about {np}?", "And what is {np}?", "I am looking for {np}.",
    "Say {np}.", "Give me {np}.", "Remind me of {np}.",
    "I'm looking for {np}.", "Could I [have|get] {np}?", "Let me know {np}.", "Find {np}.", "Write {np}.",
    "I have to know {np}.", "I must know {np}.", "[My son|My daughter|A friend|My teacher] wants to know {np}.",
    "[Do|Would] you happen to know {np}?", "I forgot {np}.", "I can't remember {np}.", "Now {np}.",
    "{Np}, what is it?", "I have forgotten {np}.", "So what is {np}?", "Quiz: {np}?", "I would like to learn {np}.",
    "{Np} is?", "Please remind me of {np}.", "Do you remember {np}?", "Well, what's {np}?",
    "I am trying to remember {np}.", "Show me {np}."};
static const char *const facts_np_held[] = {"What is {np}, please?", "Would you tell me {np}?", "Give me {np}, please.",
    "I would like to know {np}.", "Can you say what is {np}?", "Please say {np}."};
static const char *const facts_clause_asks[] = {"[Can|Could] you tell me {clause}?", "Do you know {clause}?",
    "I want to know {clause}.", "Tell me {clause}.", "I forgot {clause}.", "I can't remember {clause}.",
    "[My son|My daughter|A friend|My teacher] asks {clause}.", "Can you say {clause}?", "Please say {clause}.",
    "I would like to learn {clause}.", "Explain {clause}.", "Help me: {clause}?", "I'm not sure {clause}.",
    "Can you remind me {clause}?",
    "I have to know {clause}.", "I don't know {clause}.", "I don't remember {clause}.", "I have no idea {clause}.",
    "I need to know {clause}.", "I wonder {clause}.", "Let me know {clause}.", "Do you happen to know {clause}?",
    "Would you tell me {clause}?", "Are you able to tell me {clause}?", "Please remind me {clause}.",
    "Remind me {clause}.", "Tell me please {clause}.", "Say {clause}.",
    "I am trying to remember {clause}.", "I never know {clause}.",
    "[My boss|My wife|My husband|My neighbor|A child] wants to know {clause}.", "Help me remember {clause}.",
    "Show me {clause}.", "Any idea {clause}?", "Have you learned {clause}?", "You surely know {clause}.",
    "Could you explain {clause}?", "Teach me {clause}.", "I keep forgetting {clause}."};
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
    slot(g, "own", a[strlen(a) - 1] == 's' ? "%s'" : "%s's", a);
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
static int facts_weight(const grammar *g, const facts_relation *r) {
    int i, n = 10;
    if (g->held_out && r->n_held == 0) return 0;
    for (i = 0; i < r->n; i++) n += facts_holds(r, i);
    return n;
}

/* A fact of one of n relations. */
static int facts_make_from(grammar *g, turn *t, const facts_relation *relations, int n) {
    const facts_relation *r = relations;
    int total = 0, i;
    for (i = 0; i < n; i++) total += facts_weight(g, &relations[i]);
    for (i = below(g, total); i >= facts_weight(g, r); r++) i -= facts_weight(g, r);
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
static const facts_row facts_fr_colors[] = {{"l'herbe", "verte", "de l'herbe"}, {"le ciel", "bleu", "du ciel"},
    {"la neige", "blanche", "de la neige"}, {"le sang", "rouge", "du sang"}, {"le lait", "blanc", "du lait"},
    {"le soleil", "jaune", "du soleil"}, {"le charbon", "noir", "du charbon"}, {"la banane", "jaune", "de la banane"},
    {"la mer", "bleue", "de la mer"}, {"le citron", "jaune", "du citron"}, {"la tomate", "rouge", "de la tomate"}};
static const facts_row facts_es_colors[] = {{"la hierba", "verde", "de la hierba"}, {"el cielo", "azul", "del cielo"},
    {"la nieve", "blanca", "de la nieve"}, {"la sangre", "roja", "de la sangre"},
    {"la leche", "blanca", "de la leche"}, {"el sol", "amarillo", "del sol"}, {"el carbón", "negro", "del carbón"},
    {"el plátano", "amarillo", "del plátano"}, {"el mar", "azul", "del mar"}, {"el limón", "amarillo", "del limón"},
    {"el tomate", "rojo", "del tomate"}};
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
    "Comment s'appelle la capitale {a} ?", "Capitale {a} ?", "Donne-moi la capitale {a}.", "La capitale {a} est",
    "Quel est le nom de la ville qui est la capitale {a} ?", "La capitale {a}, c'est [quoi|laquelle] ?",
    "C'est quoi, la capitale {a} ?", "[Connais-tu|Tu connais|Connaissez-vous] la capitale {a} ?",
    "[Dites-moi|Donnez-moi|Cite] la capitale {a}[, s'il te plaît|].",
    "[Pouvez-vous|Pourrais-tu] me dire quelle est la capitale {a} ?", "Je cherche la capitale {a}.",
    "[J'ai oublié|Je ne connais pas] la capitale {a}.", "Je voudrais connaître la capitale {a}.",
    "Comment appelle-t-on la capitale {a} ?", "Capitale {a} : quelle ville ?", "Nomme la capitale {a}.",
    "Sais-tu comment s'appelle la capitale {a} ?", "Et la capitale {a} ?",
    "Quelle ville appelle-t-on la capitale {a} ?", "J'aimerais savoir quelle est la capitale {a}."};
static const char *const facts_fr_capital_held[] = {"Quelle est la ville capitale {a} ?",
    "Quel est le nom de la capitale {a} ?", "Sais-tu quelle est la capitale {a} ?",
    "La capitale {a}, c'est quelle ville ?"};
static const char *const facts_es_capital_asks[] = {"¿Cuál es la capital {a}?", "¿La capital {a}?",
    "Dime la capital {a}.", "¿Qué ciudad es la capital {a}?", "¿Puedes decirme cuál es la capital {a}?",
    "¿Cómo se llama la capital {a}?", "¿Capital {a}?", "Dame la capital {a}.", "La capital {a} es",
    "La capital {a}, ¿cuál es?", "¿[Conoces|Conoce usted] la capital {a}?",
    "[Dígame|Deme|Dime, por favor,] la capital {a}.", "¿[Puede|Podrías] decirme cuál es la capital {a}?",
    "Busco la capital {a}.", "[He olvidado|No conozco|Necesito] la capital {a}.",
    "Quiero saber cuál es la capital {a}.", "Me gustaría saber la capital {a}.", "¿Cómo llaman a la capital {a}?",
    "Capital {a}: ¿qué ciudad?", "Nombra la capital {a}.", "¿Sabes cómo se llama la capital {a}?",
    "¿Y la capital {a}?", "¿Cuál es el nombre de la ciudad que es la capital {a}?", "¿Me dices la capital {a}?",
    "¿Qué nombre tiene la capital {a}?", "¿Cuál de las ciudades es la capital {a}?"};
static const char *const facts_es_capital_held[] = {"¿Cuál es la ciudad capital {a}?",
    "¿Cuál es el nombre de la capital {a}?", "¿Sabes cuál es la capital {a}?", "La capital {a}, ¿qué ciudad es?"};
static const char *const facts_zh_capital_asks[] = {"{a}的首都是哪里？", "{a}的首都是哪儿？",
    "{a}的首都在哪里？", "{a}首都？", "哪个城市是{a}的首都？", "请告诉我{a}的首都。",
    "{a}的首都叫什么？", "你知道{a}的首都吗？",
    "哪座城市是{a}的首都？", "哪里是{a}的首都？", "{a}的首都是哪座城市？", "{a}的首都是？", "{a}首都[是哪里|在哪里|叫什么]？", "告诉我{a}的首都[|是哪里]。",
    "请问{a}的首都[是哪里|叫什么]？", "[我想知道|我忘了]{a}的首都是[哪里|哪个城市]。", "说出{a}的首都。", "你能告诉我{a}的首都[|是哪里]吗？", "{a}的首都叫什么名字？",
    "{a}的首都呢？", "{a}的首都是什么城市？", "什么城市是{a}的首都？", "{a}把哪个城市作为首都？", "首都：{a}", "知道{a}的首都是哪里吗？"};
static const char *const facts_zh_capital_held[] = {"{a}的首都是哪个城市？",
    "你知道{a}的首都是哪里吗？", "{a}的首都是什么？", "请告诉我{a}的首都在哪里。"};
static const char *const facts_fr_color_asks[] = {"De quelle couleur est {a} ?", "Quelle est la couleur {c2} ?",
    "Couleur {c2} ?", "{A} est de quelle couleur ?", "Dis-moi de quelle couleur est {a}.",
    "Peux-tu me dire de quelle couleur est {a} ?",
    "La couleur {c2} ?", "La couleur {c2}, c'est laquelle ?", "Quelle couleur pour {a} ?",
    "[Dis-moi|Donne-moi] la couleur {c2}.", "{A}, de quelle couleur ?", "De quelle couleur, {a} ?",
    "De quelle couleur voit-on {a} ?", "[Connais-tu|Tu connais] la couleur {c2} ?",
    "[Pouvez-vous|Pourrais-tu] me dire de quelle couleur est {a} ?", "Peux-tu me dire la couleur {c2} ?",
    "[Je voudrais|J'aimerais] savoir de quelle couleur est {a}.", "J'ai oublié la couleur {c2}.",
    "Je dessine {a}. De quelle couleur ?", "{A} a quelle couleur ?", "C'est quoi, la couleur {c2} ?",
    "De quelle couleur est donc {a} ?", "Quelle est normalement la couleur {c2} ?", "couleur : {a}",
    "En quelle couleur dois-je dessiner {a} ?", "Dites-moi de quelle couleur est {a}."};
static const char *const facts_fr_color_held[] = {"Quelle couleur a {a} ?", "Sais-tu de quelle couleur est {a} ?",
    "{A}, c'est de quelle couleur ?"};
static const char *const facts_es_color_asks[] = {"¿De qué color es {a}?", "¿Qué color tiene {a}?",
    "{A}, ¿de qué color es?", "Dime de qué color es {a}.", "¿Puedes decirme de qué color es {a}?",
    "¿{A} es de qué color?",
    "¿Cuál es el color {c2}?", "¿El color {c2}?", "[Dime|Dame] el color {c2}.", "¿De qué color, {a}?",
    "¿De qué color se ve {a}?", "¿[Conoces|Sabes] el color {c2}?", "¿[Puede|Podrías] decirme de qué color es {a}?",
    "¿Puedes decirme el color {c2}?", "[Quiero|Me gustaría] saber de qué color es {a}.", "He olvidado el color {c2}.",
    "Estoy pintando {a}. ¿De qué color?", "color {c2}", "¿De qué color pinto {a}?",
    "Normalmente, ¿de qué color es {a}?", "¿Y {a}, de qué color es?", "¿Con qué color dibujo {a}?"};
static const char *const facts_es_color_held[] = {"¿Cuál es el color: {a}?", "¿Sabes de qué color es {a}?",
    "{A}, ¿qué color tiene?"};
static const char *const facts_zh_color_asks[] = {"{a}是什么颜色的？", "{a}是什么颜色？",
    "{a}的颜色是什么？", "{a}的颜色？", "请告诉我{a}是什么颜色。", "{a}有什么颜色？",
    "{a}是什么色的？", "{a}什么颜色？", "{a}的颜色是哪一种？", "[告诉我|请说出]{a}的颜色。", "请问{a}是什么颜色[的|]？", "我想知道{a}是什么颜色[的|]。",
    "你能告诉我{a}是什么颜色[的|]吗？", "{a}的颜色呢？", "{a}一般是什么颜色[的|]？", "{a}通常是什么颜色[的|]？", "知道{a}的颜色吗？", "我要画{a}，用什么颜色？",
    "画{a}用什么颜色？", "{a}看起来是什么颜色[的|]？", "我忘了{a}是什么颜色的。"};
static const char *const facts_zh_color_held[] = {"你知道{a}是什么颜色吗？", "{a}是哪种颜色？",
    "请告诉我{a}的颜色。"};
static const char *const facts_fr_day_asks[] = {"Quel jour vient après {a} ?", "Quel jour est après {a} ?",
    "Après {a} ?", "Quel est le jour après {a} ?", "Aujourd'hui c'est {a}. Quel jour est-ce demain ?",
    "Dis-moi le jour après {a}.",
    "Quel jour suit {a} ?", "Le jour après {a} ?", "Quel jour avons-nous après {a} ?",
    "Si aujourd'hui c'est {a}, quel jour est-ce demain ?", "Si nous sommes {a}, quel jour sommes-nous demain ?",
    "Nous sommes {a}. Demain, c'est quel jour ?", "Aujourd'hui nous sommes {a}. Et demain ?",
    "[Pouvez-vous|Peux-tu] me dire quel jour vient après {a} ?", "Quel est le jour qui vient après {a} ?",
    "Comment s'appelle le jour après {a} ?", "Après {a}, c'est quel jour ?", "Après {a}, quel jour vient ?",
    "Hier c'était {a}. Quel jour est-ce aujourd'hui ?", "Qu'est-ce qui vient après {a} ?",
    "Donne-moi le jour qui vient après {a}.", "Après {a} vient",
    "[J'aimerais|Je voudrais] savoir quel jour vient après {a}."};
static const char *const facts_fr_day_held[] = {"Après {a} vient quel jour ?", "Sais-tu quel jour vient après {a} ?",
    "Aujourd'hui c'est {a}, et demain ?"};
static const char *const facts_es_day_asks[] = {"¿Qué día viene después del {a}?",
    "¿Qué día es después del {a}?", "¿Después del {a}?", "¿Cuál es el día después del {a}?",
    "Hoy es {a}. ¿Qué día es mañana?", "Dime el día después del {a}.",
    "¿Qué día sigue al {a}?", "¿El día después del {a}?", "¿Qué día tenemos después del {a}?",
    "Si hoy es {a}, ¿qué día es mañana?", "Hoy es {a}. Mañana es", "Hoy es {a}. Mañana, ¿qué día es?",
    "¿[Puede|Puedes] decirme qué día viene después del {a}?", "¿Cuál es el día que viene después del {a}?",
    "¿Cómo se llama el día después del {a}?", "Después del {a}, ¿qué día [es|viene]?",
    "Ayer fue {a}. ¿Qué día es hoy?", "¿Qué viene después del {a}?", "Dime qué día viene después del {a}.",
    "Dame el día que viene después del {a}.", "[Quiero|Me gustaría] saber qué día viene después del {a}.",
    "Después del {a} viene el", "¿Qué día hay después del {a}?", "¿Y después del {a}?"};
static const char *const facts_es_day_held[] = {"¿Después del {a} viene qué día?",
    "¿Sabes qué día viene después del {a}?", "Hoy es {a}, ¿y mañana?"};
static const char *const facts_zh_day_asks[] = {"{a}之后是星期几？", "{a}后面是星期几？",
    "{a}的下一天是星期几？", "{a}之后？", "今天是{a}，明天是星期几？",
    "请告诉我{a}之后是星期几。",
    "{a}过后是星期几？", "{a}以后是星期几？", "{a}之后是哪一天？", "{a}之后的那天是星期几？", "如果今天是{a}，明天是星期几？", "今天是{a}。明天呢？", "昨天是{a}，今天是星期几？",
    "请问{a}之后是星期几？", "告诉我{a}之后是星期几。", "{a}后面是哪天？", "{a}的第二天是星期几？", "过了{a}是星期几？", "{a}接下来是星期几？", "你能告诉我{a}之后是星期几吗？",
    "我想知道{a}之后是星期几。", "{a}后面呢？", "哪一天在{a}之后？"};
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
    {"facts", 150, SCORE_EXACT, facts_make, "wordings"},
    {"facts in other languages", 30, SCORE_EXACT, facts_make_foreign, "wordings"}};

#endif
