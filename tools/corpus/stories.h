/* stories.h -- stories: five to eight short sentences about one hero. A plot is a pattern with choices in every
 * sentence; hero, friend, place and thing stay the same from the first word to the last, and so do the pronouns. A
 * request may name a hero ("about a brave mouse") or a theme ("about friendship"), which the story then follows.
 *
 * Not scored, so no wordings are held out; the names of heroes are those reading.h leaves to the training text. */
#ifndef CORPUS_STORIES_H
#define CORPUS_STORIES_H

#include "reading.h"

static const char *const stories_animals[] = {"mouse", "cat", "dog", "rabbit", "fox", "bear", "hedgehog", "squirrel",
    "owl", "duck", "frog", "turtle", "pig", "goat", "lamb", "pony", "donkey", "elephant", "lion", "tiger", "monkey",
    "penguin", "giraffe", "kitten", "puppy", "beaver", "otter", "deer", "wolf", "crow", "goose", "hamster", "mole",
    "swan",
    "horse", "cow", "bird", "sheep", "chicken", "snail", "dragon", "dinosaur", "panda", "koala", "zebra", "camel"};
static const char *const stories_figures[] = {"robot", "giant", "wizard", "snowman", "fairy", "pirate", "knight",
    "gardener", "baker", "fisherman", "clockmaker", "sailor", "painter", "king", "elf", "teacher", "farmer",
    "shepherd"};
static const char *const stories_traits[] = {"little", "small", "young", "brave", "curious", "shy", "kind", "clever",
    "cheerful", "quiet", "lonely", "friendly", "gentle", "funny", "old", "tiny", "dreamy", "happy"};
static const char *const stories_names[] = {"Pip", "Momo", "Kiki", "Button", "Pepper", "Biscuit", "Sunny", "Willow",
    "Pebble", "Bean", "Muffin", "Clover", "Teddy", "Dot", "Fig", "Hazel", "Juniper", "Lumi", "Nibbles", "Ollie",
    "Poppy",
    "Rusty", "Scout", "Tiki", "Waffle", "Ziggy", "Bramble", "Acorn", "Maple", "Nutmeg"};
static const char *const stories_places[] = {"a quiet forest", "a small village", "a green valley",
"a house by the sea",
    "an old mill", "a little town", "a cottage on a hill", "a meadow full of flowers", "an old farmhouse",
    "a harbor town", "the mountains", "a garden behind a red gate", "a snowy land", "a house at the end of the road",
    "a hollow under an old oak", "a village with crooked roofs"};
static const char *const stories_things[] = {"red scarf", "silver key", "little lantern", "blue kite", "old map",
    "wooden boat", "golden bell", "green hat", "music box", "storybook", "small drum", "shiny button", "paper star",
    "yellow umbrella", "glass marble", "tin whistle", "warm blanket", "feather pen"};
static const char *const stories_foods[] = {"apple pie", "honey bread", "warm soup", "berry cake", "pancakes",
    "fresh bread", "plum jam", "nut cookies", "carrot cake", "a big pot of stew"};
static const char *const stories_skills[] = {"swim", "sing", "dance", "skate", "whistle", "paint", "juggle", "climb",
    "read", "bake bread", "play the flute", "tell the time", "ride a bicycle", "fly a kite"};

static const char *const stories_openings[] = {
    "Once upon a time there was {a:trait} {kind} named {name}. {He} lived in {place}.",
    "Once upon a time, in {place}, there lived {a:trait} {kind} called {name}.",
    "There was once {a:trait} {kind} named {name} who lived in {place}.",
    "In {place} lived {a:trait} {kind} called {name}.",
    "{Name} was {a:trait} {kind} who lived in {place}.",
    "Long ago, {a:trait} {kind} named {name} lived in {place}.",
    "Far away, in {place}, lived {a:trait} {kind}. {His} name was {name}.",
    "This is the story of {name}, {a:trait} {kind} from {place}.",
    "Not long ago, {a:trait} {kind} called {name} lived in {place}."};

typedef struct stories_plot { const char *themes, *text, *endings; } stories_plot;

/* themes: what a request may call it. pal is a friend, {palhe} and {palhis} the friend's pronouns. */
static const stories_plot stories_plots[] = {
    {"[something lost|a lost {thing}|losing something|finding something]",
     "{He} had {a:thing} that {he} loved more than anything. One [windy|gray|busy] day it was gone! {Name} looked "
     "[under the bed and behind the door|in every corner|up and down the path], but {he} could not find it. [Then|At "
      "last] "
     "{pal} the {palkind} [came by|knocked at the door] and asked, \"[Is this yours|Are you looking for this]?\" "
     "{Pal} had found it [by the well|in the tall grass|on the bridge] and [kept it dry|cleaned it|carried it all the "
      "way].",
     "[{Name} laughed with joy and gave {pal} a big hug.|{Name} was so happy that {he} danced around the room.|\"Thank "
     "you!\" said {name}, and they had [tea|lunch] together.] [What is lost can be found when friends help.|Since then "
     "{name} takes good care of it.|From that day on they were the best of friends.]"},
    {"[a friend|friendship|friends|making friends|being lonely]",
     "{He} had [nobody to play with|no friends yet], and the days were [long|very quiet]. One morning {a:palkind} "
      "moved in "
     "next door. {Name} wanted to say hello, but {he} [was too shy|did not dare]. So {he} [left|put] some {food} in "
      "front of "
     "the door and ran away. The next day there was a note: \"[Thank you|That was delicious]! [Come and play|Please "
      "come "
     "in]. Your neighbor, {pal}.\" {Name} [took a deep breath|counted to three] and knocked.",
     "[They played until the stars came out.|They talked and laughed all afternoon.] [A small kindness is often the "
      "start of "
     "a friendship.|{Name} was never lonely again.|Now they meet every day.]"},
    {"[learning|practice|trying again|learning to {skill}|never giving up]",
     "More than anything, {he} wanted to learn to {skill}. The first time it went [all wrong|badly], and everybody "
     "[laughed|giggled]. {Name} was [sad|red in the face], but {pal} the {palkind} said, \"[Nobody can do it at "
      "once|Every "
     "master was a beginner]. Try again!\" So {name} practiced [every day|each morning before breakfast|in the rain "
      "and in "
     "the sun]. [Day by day|Little by little] it went better.",
     "[In the spring|One evening] {he} could {skill} better than anyone else. [\"You did it!\" cried "
      "{pal}.|Everyone "
     "clapped, and {pal} clapped loudest.] [Those who keep trying get there in the end.|{Name} was very proud.]"},
    {"[a storm|bad weather|the wind and the rain|courage]",
     "One night a great storm came. The wind [howled|roared], and the rain [beat on|drummed against] the windows. "
      "Then {name} "
     "heard a [small|weak] voice outside: \"Help!\" It was {pal} the {palkind}, who [had lost the way|was wet and "
      "cold]. "
     "{Name} was afraid of thunder, but {he} took a lantern and [went out into the dark|ran through the rain]. {He} "
      "found "
     "{pal} under a tree and brought {palhim} home.",
     "[They sat by the fire and ate {food}.|{Name} gave {palhim} a warm blanket and some {food}.] [In the morning the "
      "sun "
     "shone again.|When the storm was over, a rainbow stood in the sky.] [Being brave means helping even when you are "
     "afraid.|{Pal} never forgot that night.]"},
    {"[sharing|being generous|giving]",
     "One day {he} made {food}. The house smelled so good that {his} [mouth watered|nose tickled]. \"I will eat it "
      "all by "
      "myself,\" "
     "said {name}. Then {pal} the {palkind} came by, [hungry and tired|cold from the long road]. {Name} thought for a "
     "moment. Then {he} put a second [plate|spoon] on the table. [They ate|They shared it] and told each other "
      "[funny|old] "
     "stories.",
     "[It tasted twice as good.|Never had {food} tasted so good.] [When you share, there is more joy for "
      "everyone.|\"Next "
     "time I will cook for you,\" said {pal}.|From then on they ate together every Sunday.]"},
    {"[a mystery|a secret|something strange|a strange noise]",
     "Every night {he} heard a strange [tapping|humming|scratching] sound. \"Who is there?\" asked {name}, but nobody "
     "answered. [So|One night] {he} took a candle and followed the sound, [step by step|on tiptoe], [up the "
      "stairs|down the "
     "path]. Behind [an old door|a pile of boxes] sat {pal} the {palkind}, who was [building|making] something. \"It "
      "was "
     "meant to be a surprise for you!\" said {pal}.",
     "[It was {a:thing}, the most beautiful {name} had ever seen.|{Pal} gave {name} {a:thing} made with much love.] "
      "[They "
     "both laughed.|{Name} thanked {palhim} with all {his} heart.] [Not everything strange is bad.|So the mystery was "
     "solved.]"},
    {"[a birthday|a party|a surprise]",
     "It was {name}'s birthday, but nobody seemed to remember. {Pal} the {palkind} walked past and [said nothing|only "
     "waved]. {Name} went [to the river|for a walk] and [felt|was] sad. When {he} came home in the evening, the house "
      "was "
     "dark. Suddenly all the lights went on. \"Surprise!\" [shouted|cried] {pal} and all the neighbors.",
     "[There was {food}, and there was music.|They ate {food} and sang until late.] [{Pal} gave {him} {a:thing}.|The "
      "best "
     "present was {a:thing} from {pal}.] [It was the best birthday of all.|{Name} smiled all night.]"},
    {"[courage|a brave {kind}|being small|a hero]",
     "[Others said that {he} was too small to be a hero.|Nobody thought that {he} was brave.] One day {pal} the "
      "{palkind} "
     "fell into [the river|a deep hole]. Everyone [shouted|ran about], but nobody knew what to do. {Name} [quickly "
      "|]fetched "
     "a long rope and tied it to a tree. \"Hold on!\" {he} called, and {he} pulled with all {his} strength. [Slowly, "
      "very "
     "slowly,|Bit by bit] {pal} came up.",
     "[Everybody cheered.|\"You saved me!\" said {pal}.] [Now they all know that a big heart matters more than "
     "size.|From that day on nobody laughed at {name} again.|{Name} only smiled and went home for {food}.]"},
    {"[a seed|a garden|patience|a tree|a flower]",
     "One day {he} found a [tiny|small brown] seed. {He} planted it [near the gate|in front of the house] and gave it "
      "water "
     "[every morning|each day]. A week went by, and nothing happened. \"[Nothing will grow here|Give it up],\" said "
      "{pal} the "
     "{palkind}. But {name} [waited|went on]. [Then, one morning in spring,|After the first warm rain] a green leaf "
      "looked out "
     "of the earth.",
     "[By summer it was a flower as tall as the door.|It grew into a tree with sweet apples.] [Everyone came to see "
      "it.|{Name} "
     "and {pal} sat beside it in the evening.] [Good things need time.|\"You were right to wait,\" said {pal}.]"},
    {"[a mistake|saying sorry|an apology|being honest|the truth]",
     "One day {he} borrowed {a:thing} from {pal} the {palkind}. [While {he} was playing|On the way home], it fell and "
      "broke. "
     "{Name} was [frightened|ashamed] and hid it [under the bed|behind a bush]. But {he} could not [sleep|eat] that "
      "night. In "
     "the morning {he} went to {pal} and said, \"I broke it. I am so sorry.\"",
     "[{Pal} was quiet for a moment and then smiled.|{Pal} looked at {him} kindly.] \"[Thank you for telling the "
      "truth|A "
     "friend matters more than a thing],\" {palhe} said. [Together they mended it.|They repaired it with glue and "
     "patience.] [{Name}'s heart was light again.|It is good to say sorry.]"},
    {"[a journey|an adventure|traveling|the sea|a long trip]",
     "[One morning|In spring] {he} found {a:thing}, and beside it lay a letter: \"Bring me to the sea.\" So {name} "
      "packed some "
     "{food} and set out. [The road was long|The way led over seven hills], and {his} feet hurt. On the second day "
      "{he} met "
     "{pal} the {palkind}, who [knew the way|was going there too]. They walked [through fields and woods|under the "
      "stars] "
     "and sang to keep up their spirits.",
     "[At last they saw the sea, blue and wide.|On the third day they heard the waves.] [They sat on the sand and "
      "watched the "
     "ships.|{Name} had never seen anything so beautiful.] [The best part of the journey was the friend {he} had "
     "found.|Then they went home with many stories to tell.]"},
    {"[helping|a helper|being kind|kindness]",
     "One [cold|hot] morning {he} saw {pal} the {palkind} pulling a heavy cart. \"[Can I help you|Let me help you]?\" "
      "asked "
     "{name}. [They pushed and pulled|Together they pushed the cart] until they were at the top of the hill. {Pal} "
      "thanked "
     "{him} and went {palhis} way. A week later {name} was [ill in bed|snowed in] and had nothing to eat. Then there "
      "was a "
     "knock at the door: it was {pal} with {food}.",
     "[\"You helped me, so I help you,\" {palhe} said.|\"One good turn deserves another,\" said {pal}.] [Soon {name} "
      "was well "
     "again.|{Name} felt warm all over.] [Kindness always finds its way back.|They have been friends ever since.]"},
    {"[the moon|the stars|the night|being afraid of the dark|bedtime|sleep]",
     "{He} was afraid of the dark and never wanted to go to bed. \"[The night is full of shadows|It is so dark],\" "
      "{he} "
     "[said|whispered]. So {pal} the {palkind} took {him} by the hand and led {him} outside. \"Look up,\" said {pal}. "
      "Above "
     "them [shone|were] a thousand stars, and the moon [smiled|hung] over the roofs. They lay in the grass and "
      "[counted the "
     "stars|gave each star a name].",
     "[{Name} forgot to be afraid.|Soon {name} was yawning.] [Since then {he} says good night to the moon every "
      "evening.|The "
     "dark was not empty at all: it was full of lights.] [{He} slept well that night.|And then {he} fell asleep.]"},
    {"[a race|winning|losing|a competition]",
     "Every summer there was a great race. {Name} [trained for weeks|wanted to win for once]. When the "
      "race began, "
     "{he} [ran as fast as {he} could|was soon in front]. But near the end {he} saw {pal} the {palkind} [sitting by "
      "the "
     "road|lying on the ground] with a hurt foot. {Name} stopped, [helped {palhim} up|gave {palhim} a hand], and they "
      "walked "
     "the last part together.",
     "[They came in last, but everyone stood up and clapped.|Somebody else got the prize.] [\"You are my winner,\" "
      "said "
     "{pal}.|{Name} did not mind at all.] [Some things are worth more than winning.|They went home arm in arm.]"},
    {"[music|a song|singing]",
     "One day {he} was [bored|tired of the rain] and [sat down by the road|looked out of the window]. All of a sudden "
      "{he} began to hum "
      "a tune, "
     "very softly. {Pal} the {palkind} heard it and [began to drum on a pot|joined in with a deep voice]. Then more "
      "and "
     "more neighbors came [out of their houses|with spoons and bottles and bells]. Soon the whole street was full of "
      "music.",
     "[They played until midnight.|Even the oldest ones danced.] [Now there is a concert every Friday.|It had been a "
      "gray day, "
     "but nobody remembered that.] [A song is best when many sing it.|{Name} went to bed happy.]"},
    {"[snow|winter|Christmas|the first snow]",
     "One morning everything was white: the first snow had come! {Name} ran outside and [made big footprints|caught "
      "the flakes "
     "with {his} tongue]. {Pal} the {palkind} was standing [at the window|by the fence] and looked sad. \"I have no "
      "[warm coat|"
     "gloves],\" said {pal}. {Name} ran back and [brought|fetched] everything warm that {he} had.",
     "[Together they built a snowman as high as the roof.|They went down the hill on a sled, again and again.] "
      "[Afterwards they "
     "ate {food} by the fire.|In the evening their noses were red and their hearts were warm.] [It was the best "
      "winter day of "
     "all.|Snow is much more fun with a friend.]"},
    {"[a wish|magic|a dream|a magic {thing}]",
     "One day {he} found {a:thing} in the grass. It spoke with a small voice: \"I can give you one wish.\" {Name} "
      "thought of "
     "[gold|a big house] and of [cake|fine clothes]. But then {he} saw {pal} the {palkind}, who had been [ill|sad] "
      "for weeks. "
     "\"I wish that {pal} is [well|happy] again,\" said {name}.",
     "[At once {pal} jumped up and laughed.|The next morning {pal} came running across the field.] [The voice was "
      "never heard "
     "again.|{Name} put it on the shelf.] [The best wishes are the ones we make for others.|{Name} had never been "
      "happier.]"}};

/* By what the request names: nothing, a hero, a hero with a trait, a hero with a name, a theme. */
static const char *const stories_ask_any[] = {"Tell me a story.",
"Tell me a [short|little|nice|funny|good|bedtime] story.",
    "Can you tell me a story?", "Can you tell me a [short|little|nice|bedtime] story[, please|]?",
    "Could you tell me a story?", "Please tell me a story.", "Write a [short |little |]story.", "Write me a story.",
    "I want [a story|to hear a story|to read a story].", "I'd like [a story|to hear a story].", "A story, please.",
    "Story!",
    "A story", "Story please", "Do you know a [story|good story]?", "Do you know any stories?",
    "[Can|Will|Would] you write [me |]a story?", "Give me a story.", "Make up a story.",
    "Make up a [short|little] story for me.",
    "Tell us a story.", "Tell a story.", "I can't sleep. Tell me a story.", "Read me a story.", "Can I hear a story?",
    "My [son|daughter|sister|brother] wants a story.", "How about a story?", "Let me hear a story.", "Invent a story.",
    "Tell me [something nice|a tale|a fairy tale].", "It's bedtime. A story, please!", "Any story will do."};
static const char *const stories_ask_hero[] = {"Tell me a [short |little |]story about {a:hero}.",
"Tell me about {a:hero} in a story.",
    "A [short |]story about {a:hero}, please.", "Write a [short |]story about {a:hero}.",
    "Write me a story about {a:hero}.",
    "Can you [tell|write] [me |]a story about {a:hero}?", "Story about {a:hero}", "A story about {a:hero}",
    "I'd like a story about {a:hero}.", "I want a story about {a:hero}.", "Do you know a story about {a:hero}?",
    "Make up a story about {a:hero}.", "Please tell me a story about {a:hero}.",
    "Could you tell me a story about {a:hero}?",
    "Tell me a story with {a:hero} in it.", "A story with {a:hero}, please.", "Give me a story about {a:hero}.",
    "Tell me a bedtime story about {a:hero}.", "My [son|daughter] wants a story about {a:hero}.",
    "{A:hero} story, please.",
    "[Tell me|Write] a fairy tale about {a:hero}.", "How about a story about {a:hero}?"};
static const char *const stories_ask_theme[] = {"Tell me a [short |]story about {theme}.",
"A [short |]story about {theme}, please.",
    "Write a [short |]story about {theme}.", "Can you tell me a story about {theme}?", "Story about {theme}",
    "I'd like a story about {theme}.", "Do you know a story about {theme}?", "Make up a story about {theme}.",
    "Please write a story about {theme}.", "Could you write me a story about {theme}?",
    "Give me a story about {theme}."};
static const char *const stories_ask_start[] = {"Once upon a time", "Once upon a time...", "Once upon a time there was",
    "Once upon a time there was {a:hero}.", "Go on: Once upon a time there was {a:hero}.",
    "Continue the story: Once upon a time there was {a:hero}.", "Once upon a time there was {a:hero} named {name}.",
    "Continue this story: there was once {a:hero}", "There was once {a:hero} called {name}."};
static const char *const stories_ask_more[] = {"Another story", "Another story, please.", "Another one!",
"Another one, please.",
    "Tell me another [story|one].", "Can you tell me another [story|one]?", "One more story[, please|].",
    "One more, please.",
    "I want another story.", "More stories!", "Next story, please.", "That was nice. Another story?",
    "And another story?",
    "[Nice|Lovely|Great]! [Another one|One more], please.", "Do you know another [one|story]?", "Again, please.",
    "A different story, please.", "Give me another one."};
static const char *const stories_ask_more_hero[] = {"Now one about {a:hero}.", "And one about {a:hero}?",
    "Another story, but about {a:hero}.", "Now a story about {a:hero}, please.", "And now {a:hero}?",
    "Can you tell me one about {a:hero}?", "Tell me another one about {a:hero}."};

static void stories_set_pronouns(grammar *g, const char *before, int girl) {
    static const char *const words[3][2] = {{"he", "she"}, {"his", "her"}, {"him", "her"}};
    char key[24];
    int i;
    for (i = 0; i < 3; i++) {
        snprintf(key, sizeof(key), "%s%s", before, words[i][0]);
        slot(g, key, "%s", words[i][girl]);
    }
}

static void stories_set_name(grammar *g, const char *key, int girl) {
    char name[TEXT_CAP];
    if (chance(g, 40)) strcpy(name, PICK(g, stories_names));
    else reading_draw_name(g, name, girl);
    slot(g, key, "%s", name);
}

/* Hero, friend, place, things. */
static void stories_set_slots(grammar *g) {
    const int child = chance(g, 15), king = chance(g, 4);
    int girl = chance(g, 50);
    const char *kind = chance(g, 75) ? PICK(g, stories_animals) : PICK(g, stories_figures);
    if (strcmp(kind, "king") == 0) girl = 0;
    if (strcmp(kind, "fairy") == 0) girl = 1;
    if (child) kind = girl ? "girl" : "boy";
    else if (king) kind = girl ? "princess" : "prince";
    slot(g, "kind", "%s", kind);
    stories_set_pronouns(g, "", girl);
    stories_set_name(g, "name", girl);
    girl = chance(g, 50);
    stories_set_pronouns(g, "pal", girl);
    do stories_set_name(g, "pal", girl);
    while (strcmp(slot_find(g, "pal"), slot_find(g, "name")) == 0);
    do slot(g, "palkind", "%s", PICK(g, stories_animals));
    while (strcmp(slot_find(g, "palkind"), kind) == 0);
    slot(g, "trait", "%s", PICK(g, stories_traits));
    slot(g, "hero", "%s", kind);
    slot(g, "place", "%s", PICK(g, stories_places));
    slot(g, "thing", "%s", PICK(g, stories_things));
    slot(g, "food", "%s", PICK(g, stories_foods));
    slot(g, "skill", "%s", PICK(g, stories_skills));
}

static void stories_write(grammar *g, turn *t, const stories_plot *plot, const char *opening) {
    expand(g, t->answer, opening);
    add(t->answer, " ");
    add_expanded(g, t->answer, plot->text);
    add(t->answer, " ");
    add_expanded(g, t->answer, plot->endings);
}

static void stories_add_trait_to_hero(grammar *g) {
    char hero[TEXT_CAP];
    snprintf(hero, sizeof(hero), "%.100s %.100s", slot_find(g, "trait"), slot_find(g, "kind"));
    slot(g, "hero", "%s", hero);
}

static void stories_ask(grammar *g, turn *t, const stories_plot *plot) {
    static const char *const named[] = {"Tell me a story about {a:kind} named {name}.",
        "A story about {name} the {kind}, please.", "Write a story about {name} the {kind}.",
         "Tell me a story about {name}, {a:trait} {kind}.",
        "Can you tell me a story about {a:kind} called {name}?", "Tell me the story of {name} the {kind}."};
    const int how = below(g, 100);
    char theme[TEXT_CAP];
    expand(g, theme, plot->themes);
    slot(g, "theme", "%s", theme);
    if (how < 40) expand(g, t->user, PICK(g, stories_ask_any));
    else if (how < 80) {
        if (how >= 68) stories_add_trait_to_hero(g);
        expand(g, t->user, PICK(g, stories_ask_hero));
    } else if (how < 86) expand(g, t->user, PICK(g, named));
    else expand(g, t->user, PICK(g, stories_ask_theme));
}

static int stories_make(grammar *g, turn *t) {
    int plot = below(g, COUNT(stories_plots)), more = chance(g, 12);
    const char *opening;
    stories_set_slots(g);
    if (chance(g, 10)) {
        stories_add_trait_to_hero(g);
        expand(g, t->user, PICK(g, stories_ask_start));
        stories_write(g, t, &stories_plots[plot], stories_openings[0]);
        return 1;
    }
    stories_ask(g, t, &stories_plots[plot]);
    stories_write(g, t, &stories_plots[plot], PICK(g, stories_openings));
    if (!more) return 1;
    stories_set_slots(g);
    expand(g, t[1].user, chance(g, 60) ? PICK(g, stories_ask_more) : PICK(g, stories_ask_more_hero));
    opening = PICK(g, stories_openings); /* first: C leaves the order of drawing in arguments open */
    plot += 1 + below(g, COUNT(stories_plots) - 1);
    stories_write(g, &t[1], &stories_plots[plot % COUNT(stories_plots)], opening);
    return 2;
}

static const task stories_tasks[] = {{"stories", 14, SCORE_NONE, stories_make, "nothing; not scored"}};

#endif
