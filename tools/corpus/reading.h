/* reading.h -- reading: a few sentences and a question about them. The answer is a piece of the text, as short as it
 * can be ("red", "the kitchen", "7"), or "It doesn't say." Sentences about other people and things stand beside the
 * one that matters, so the answer has to be looked up.
 *
 * Held out are names of people and towns, things, animals and foods (by a hash of each; colours, days and other short
 * lists are shared), question wordings, layouts, and for most scenes the sentences of the text. */
#ifndef CORPUS_READING_H
#define CORPUS_READING_H

#include "grammar.h"

/* ---- names; stories.h and talk.h use them too ---- */

static const char *const reading_girls =
    "[Anna|Maria|Emma|Lucy|Clara|Nina|Laura|Julia|Sophie|Alice|Eva|Rosa|Lena|Ida|Ella|Mia|Zoe|Ruby|Grace|Nora|Olivia|"
    "Hannah|Sarah|Kate|Jane|Mary|Helen|Irene|Elena|Carmen|Lucia|Sofia|Amelia|Ivy|Daisy|Lily|Rose|Molly|Betty|Susan|"
    "Linda|Karen|Nancy|Emily|Chloe|Megan|Amy|Bella|Cora|Dora|Edith|Fiona|Gina|Hilda|Iris|Judy|Kitty|Lola|Martha|Nadia|"
    "Olga|Paula|Rita|Sandra|Tina|Ursula|Vera|Wanda|Yara|Zara|Mei|Yuki|Priya|Leila|Fatima|Aisha|Ingrid|Astrid|Greta|"
    "Heidi|Frida|Bianca|Camille|Juliette|Margot|Naomi|Tamara|Valerie|Victoria|Isabel]";
static const char *const reading_boys =
    "[Tom|Peter|David|Ben|Paul|Max|Leo|Sam|Oscar|Felix|Hugo|Jack|Harry|George|Henry|Adam|Daniel|Simon|Martin|Lucas|"
    "Oliver|James|John|Robert|Michael|William|Richard|Charles|Edward|Frank|Victor|Emil|Otto|Karl|Jonas|Nils|Erik|Lars|"
    "Sven|Ivan|Boris|Pablo|Diego|Carlos|Miguel|Luis|Marco|Luca|Paolo|Pierre|Louis|Antoine|Omar|Ali|Karim|Hassan|Ravi|"
    "Arjun|Wei|Jun|Ming|Kenji|Kofi|Tariq|Alan|Bruno|Colin|Dennis|Ernest|Fred|Gavin|Howard|Ian|Jasper|Keith|Leonard|"
    "Mark|Neil|Owen|Patrick|Quentin|Ralph|Stefan|Theo|Vincent|Walter|Arthur|Toby|Jacob|Noah|Ethan|Finn|Gus|Kevin]";
static const char *const reading_made_girl =
    "[A|Be|Ca|Da|E|Fa|Gi|He|I|Jo|Ka|Li|Ma|Ne|O|Pe|Ra|Sa|Ti|U|Vi|Wi|Ye|Zo][bri|da|fi|la|le|li|ma|mi|na|ni|ra|ri|sa|se|"
    "ta|ti|va|vi|zi|lin|min|ren][na|la|ra|sa|ta|ya|lia|nia|ria|dine|lle|ssa]";
static const char *const reading_made_boy =
    "[A|Be|Ca|Da|E|Fa|Gi|He|I|Jo|Ka|Li|Ma|Ne|O|Pe|Ra|Sa|Ti|U|Vi|Wi|Ye|Zo][bri|da|fi|la|le|li|ma|mi|na|ni|ra|ri|sa|se|"
    "ta|ti|va|vi|zi|lin|min|ren][n|ldo|ro|ck|rd|rt|ston|mund|s|do|ko|lf]";
static const char *const reading_made_town =
    "[Al|Ar|Bel|Bor|Bran|Cal|Dor|Dun|El|Fal|Gal|Har|Kel|Lin|Lor|Mar|Mil|Nor|Or|Pel|Ros|Sal|Tor|Val|Wel|Win][an|be|de|"
    "er|gen|i|ka|la|me|o|ta|ven|][burg|by|dale|field|ford|ham|mouth|port|stad|ton|vale|ville|wick|wood|a|ona|ov]";

/* A name of this side; girl or boy. */
static void reading_draw_name(grammar *g, char *name, int girl) {
    do {
        if (chance(g, 70)) expand(g, name, girl ? reading_girls : reading_boys);
        else expand(g, name, girl ? reading_made_girl : reading_made_boy);
    } while (!mine(g, "name %s", name));
}

/* Slots p1, he1, his1, him1 for person '1' and so on; no two have the same name. */
static void reading_set_person(grammar *g, char number) {
    static const char *const words[3][2] = {{"he", "she"}, {"his", "her"}, {"him", "her"}};
    static const char *const keys[] = {"he", "his", "him"};
    const int girl = chance(g, 50);
    char name[TEXT_CAP], key[8], other[8];
    int i, again;
    do {
        again = 0;
        reading_draw_name(g, name, girl);
        for (i = '1'; i < number; i++) {
            snprintf(other, sizeof(other), "p%c", i);
            again |= strcmp(slot_find(g, other), name) == 0;
        }
    } while (again);
    snprintf(key, sizeof(key), "p%c", number);
    slot(g, key, "%s", name);
    for (i = 0; i < COUNT(keys); i++) {
        snprintf(key, sizeof(key), "%s%c", keys[i], number);
        slot(g, key, "%s", words[i][girl]);
    }
}

/* ---- what the scenes are made of: three different values of each kind are set, {color1}, {color2}, {color3} ---- */

static const char *const reading_colors[] = {"red", "blue", "green", "yellow", "black", "white", "brown", "orange",
    "purple", "pink", "gray", "silver", "golden", "dark blue", "light green"};
static const char *const reading_things[] = {"bicycle", "umbrella", "hat", "scarf", "bag", "book", "cup", "kite",
 "ball",
    "guitar", "drum", "camera", "lamp", "chair", "watch", "ring", "pencil", "notebook", "wallet", "key", "letter",
     "coat",
    "jacket", "sweater", "pillow", "blanket", "basket", "bottle", "bowl", "box", "brush", "candle", "clock", "comb",
    "doll", "fan", "flute", "fork", "helmet", "jar", "knife", "ladder", "map", "mirror", "mug", "necklace", "phone",
    "plate", "purse", "radio", "ruler", "spoon", "suitcase", "teapot", "ticket", "towel", "toy car", "train set",
    "trumpet", "vase", "violin", "whistle", "backpack", "hammer", "lunch box", "magazine", "photo", "postcard",
     "puzzle",
    "rope", "sled", "stamp", "telescope", "tent", "torch", "newspaper"};
static const char *const reading_animals[] = {"dog", "cat", "horse", "cow", "pig", "goat", "sheep", "hen", "duck",
    "goose", "rabbit", "mouse", "hamster", "parrot", "turtle", "owl", "fox", "bear", "wolf", "frog", "hedgehog",
    "squirrel", "donkey", "monkey", "elephant", "lion", "tiger", "zebra", "giraffe", "camel", "penguin", "seal",
     "snake",
    "lizard", "beaver", "otter", "badger", "deer", "swan", "eagle", "crow", "kitten", "puppy", "pony", "lamb",
     "peacock"};
static const char *const reading_pets[] = {"dog", "cat", "rabbit", "hamster", "parrot", "turtle", "pony", "kitten",
    "puppy", "canary", "goldfish", "guinea pig"};
static const char *const reading_pet_names[] = {"Rex", "Bella", "Spot", "Luna", "Max", "Coco", "Ginger", "Fluffy",
    "Pepper", "Buddy", "Lucky", "Snowy", "Shadow", "Milo", "Biscuit", "Cookie", "Tiger", "Daisy", "Rocky", "Misty",
    "Pip", "Oreo", "Simba", "Nibbles", "Patch", "Honey", "Bruno", "Toffee", "Smoky", "Kiki", "Pixel", "Waffle"};
static const char *const reading_foods[] = {"soup", "bread", "cheese", "rice", "pizza", "salad", "an apple", "a banana",
    "an omelette", "pancakes", "noodles", "fish", "chicken", "a sandwich", "yogurt", "porridge", "potatoes", "beans",
    "spaghetti", "a pear", "an orange", "grapes", "cherries", "strawberries", "toast", "eggs", "cereal", "a salad",
    "dumplings", "curry", "a burger", "tomato soup", "mushrooms", "carrots", "ice cream", "apple pie", "chocolate cake",
    "a muffin", "a bowl of lentils", "fried rice", "roast beef", "sausages", "corn", "plums", "a peach", "melon"};
static const char *const reading_drinks[] = {"tea", "coffee", "milk", "water", "orange juice", "apple juice",
 "lemonade",
    "hot chocolate", "mint tea", "tomato juice", "cola", "ginger tea"};
static const char *const reading_fruits[] = {"apples", "pears", "oranges", "bananas", "lemons", "plums", "peaches",
    "cherries", "books", "stamps", "coins", "pencils", "balloons", "marbles", "cookies", "shells", "tickets",
     "postcards",
    "candles", "eggs", "flowers", "stickers", "buttons", "chairs", "cups", "stones", "toy cars", "keys", "hats",
     "kites"};
static const char *const reading_rooms[] = {"the kitchen", "the bathroom", "the bedroom", "the living room",
    "the garden", "the garage", "the cellar", "the attic", "the hall", "the office", "the dining room", "the shed"};
static const char *const reading_holders[] = {"the drawer", "the box", "the cupboard", "the basket", "the bag",
    "the fridge", "the wardrobe", "the suitcase", "the car", "the backpack", "the chest", "the cabinet", "the desk"};
static const char *const reading_spots[] = {"under the table", "on the sofa", "behind the house", "near the river",
    "in the barn", "on the roof", "under the bed", "by the fire", "in the tall grass", "behind the door", "in a basket",
    "next to the stove", "under the old oak", "on a soft blanket", "in the hay", "near the pond", "between two stones"};
static const char *const reading_places[] = {"the park", "the library", "the museum", "the market", "the town hall",
    "the station", "the school", "the theater", "the stadium", "the church", "the harbor", "the zoo", "the cinema",
    "the swimming pool", "the main square", "the concert hall", "the bakery", "the cafe", "the post office",
     "the beach"};
static const char *const reading_events[] = {"concert", "party", "meeting", "football match", "school play", "market",
    "dance class", "book fair", "picnic", "wedding", "film night", "chess club", "cooking class", "flower show", "race",
    "art lesson", "yoga class", "quiz", "flea market", "puppet show"};
static const char *const reading_days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
    "Sunday"};
static const char *const reading_weathers[] = {"sunny", "rainy", "cloudy", "windy", "foggy", "snowy", "stormy", "cold",
    "hot", "warm", "dry", "icy"};
static const char *const reading_jobs[] = {"teacher", "doctor", "baker", "nurse", "farmer", "pilot", "cook", "painter",
    "gardener", "lawyer", "singer", "writer", "dentist", "engineer", "carpenter", "plumber", "waiter", "librarian",
    "musician", "photographer", "policeman", "bus driver", "firefighter", "tailor", "scientist", "actor", "butcher",
    "clockmaker", "fisherman", "postman", "vet", "architect"};
static const char *const reading_hobbies[] = {"painting", "swimming", "reading", "dancing", "cooking", "singing",
    "running", "fishing", "chess", "tennis", "football", "gardening", "skating", "cycling", "hiking", "knitting",
    "climbing", "sailing", "drawing", "photography", "basketball", "skiing"};
static const char *const reading_vehicles[] = {"train", "bus", "car", "plane", "boat", "bicycle", "taxi", "tram",
    "ferry", "motorbike"};
static const char *const reading_subjects[] = {"history", "math", "music", "art", "English", "biology", "geography",
    "physics", "chemistry", "French", "Spanish", "drama"};
static const char *const reading_dishes[] = {"cake", "bread", "pancakes", "pie", "cookies", "muffins", "waffles",
    "tart", "pudding", "buns", "rolls", "biscuits"};
static const char *const reading_materials[] = {"wood", "stone", "glass", "silver", "gold", "iron", "clay", "paper",
    "leather", "wool", "silk", "cotton", "plastic", "marble", "bamboo", "copper"};
static const char *const reading_shops[] = {"bakery", "bookshop", "pharmacy", "flower shop", "toy shop", "supermarket",
    "shoe shop", "butcher's", "tea shop", "bike shop", "museum", "library", "swimming pool", "bank", "post office"};
static const char *const reading_causes[] = {"the bus broke down", "it was raining", "the road was closed",
    "the train was late", "there was too much snow", "the alarm clock was broken", "the key was lost",
    "the dog was ill", "the shop was closed", "the lights went out", "the bridge was blocked",
     "the car had a flat tire",
    "the phone was dead", "the weather was bad", "the tickets were gone", "there was a fire in the street",
    "the lift was stuck", "the boat had a hole", "there was a big storm", "the door was locked"};
static const char *const reading_times[] = {"9 o'clock", "10 o'clock", "half past seven", "half past eight", "noon",
    "3 o'clock", "5 o'clock", "six in the evening", "8:30", "7:15", "4:45", "11 o'clock", "half past two", "10:20",
    "6:00", "nine in the morning", "a quarter past four", "2:30", "1:15", "midnight"};
static const char *const reading_sights[] = {"an old castle", "a big clock tower", "a famous bridge", "a small lake",
    "a stone church", "a long wall", "a busy market", "a lighthouse", "a water mill", "a rose garden", "a zoo",
    "a glass palace", "a railway museum", "a wooden theater", "a large fountain", "a fish market"};
static const char *const reading_towns[] = {"Paris", "London", "Rome", "Madrid", "Berlin", "Vienna", "Oslo", "Lisbon",
    "Athens", "Dublin", "Prague", "Cairo", "Tokyo", "Boston", "Chicago", "Lyon", "Milan", "Hamburg", "Porto", "Bergen",
    "Krakow", "Geneva", "Toronto", "Sydney", "Lima", "Delhi", "Shanghai", "Kyoto", "Seoul", "Nairobi", "Bath", "Leeds",
    "Oxford", "York", "Dover", "Naples", "Turin", "Seville", "Ghent", "Malmo", "Tampa", "Denver", "Dallas", "Quebec"};

typedef struct reading_kind { const char *name; const char *const *list; int n, split; } reading_kind;

#define READING_KIND(name, list, split) {name, list, COUNT(list), split}
static const reading_kind reading_kinds[] = {
    READING_KIND("color", reading_colors, 0), READING_KIND("thing", reading_things, 1),
    READING_KIND("animal", reading_animals, 1), READING_KIND("pet", reading_pets, 0),
    READING_KIND("petname", reading_pet_names, 1), READING_KIND("food", reading_foods, 1),
    READING_KIND("drink", reading_drinks, 0), READING_KIND("items", reading_fruits, 0),
    READING_KIND("room", reading_rooms, 0), READING_KIND("holder", reading_holders, 0),
    READING_KIND("spot", reading_spots, 0), READING_KIND("place", reading_places, 0),
    READING_KIND("event", reading_events, 0), READING_KIND("day", reading_days, 0),
    READING_KIND("weather", reading_weathers, 0), READING_KIND("job", reading_jobs, 0),
    READING_KIND("hobby", reading_hobbies, 0), READING_KIND("vehicle", reading_vehicles, 0),
    READING_KIND("subject", reading_subjects, 0), READING_KIND("dish", reading_dishes, 0),
    READING_KIND("material", reading_materials, 0), READING_KIND("shop", reading_shops, 0),
    READING_KIND("cause", reading_causes, 0), READING_KIND("time", reading_times, 0),
    READING_KIND("sight", reading_sights, 0)};

/* ---- scenes ----
 * A text whose sentences stand between " / " is put together in any order. Questions ask for what an answer pattern
 * gives; missing asks for what the text does not say (without any, reading_missing is asked about the first person).
 * says lists what reading_missing must not ask. Lists end with NULL. */

typedef struct reading_question { const char *answer, *asks[7], *held[4]; } reading_question;
typedef struct reading_scene {
    const char *needs, *says, *texts[6], *held_texts[3];
    reading_question questions[7];
    const char *missing[5], *missing_held[3];
} reading_scene;

static const reading_scene reading_scenes[] = {
    {"color thing", "color",
     {"{p1} has {a:color1} {thing1}. / {p2} has {a:color2} {thing2}. / [{p3} has {a:color3} {thing3}.|]",
      "{p1}'s {thing1} is {color1}. / {p2}'s {thing1} is {color2}. / [{p3} has no {thing1}.|The {thing3} is {color3}.]",
      "{p1} owns {a:color1} {thing1}. {He1} [likes it very much|uses it every day|got it from {his1} aunt]. "
      "{His1} [brother|sister|friend] {p2} has {a:color2} {thing2}.",
      "There is {a:color3} {thing3} on the table. / The {color1} {thing1} belongs to {p1}. / "
      "The {color2} {thing2} belongs to {p2}.",
      "{p1} bought {a:color1} {thing1} for {him1}self. For {p2} {he1} bought {a:color2} {thing2}."},
     {"{p1} and {p2} are friends. {p1} has {a:color1} {thing1}, and {p2} has {a:color2} {thing2}.",
      "{p1} got {a:color1} {thing1}. / {p2} got {a:color2} {thing2}. / The {thing3} was {color3}."},
     {{"{color1}",
       {"What color is {p1}'s {thing1}?", "Which color is {p1}'s {thing1}?", "What colour is the {thing1} of {p1}?",
        "What is the color of {p1}'s {thing1}?", "{p1}'s {thing1} is [what|which] color?",
        "The color of {p1}'s {thing1}?"},
       {"Which color does {p1}'s {thing1} have?", "Tell me the color of {p1}'s {thing1}.",
        "What color is the {thing1} that {p1} has?"}},
      {"{p1}",
       {"Who has {a:color1} {thing1}?", "Who has the {color1} {thing1}?", "Whose {thing1} is {color1}?",
        "Who is the owner of the {color1} {thing1}?", "Which person has {a:color1} {thing1}?"},
       {"Who owns the {color1} {thing1}?", "To whom does the {color1} {thing1} belong?"}}},
     {NULL}, {NULL}},
    {"job", "home job",
     {"{p1} lives in {town1}. / {p2} lives in {town2}. / [{p3} lives in {town3}.|{p3} is {a:job3}.]",
      "{p1} is {a:job1} in {town1}. / {p2} is {a:job2} in {town2}.",
      "{p1} is {a:job1}. {He1} lives in {town1}. / {p2} is {a:job2}. {He2} lives in {town2}.",
      "{p1} moved to {town1} last year and works there as {a:job1}. / {p2} works as {a:job2} in {town2}.",
      "My [friend|neighbor|cousin] {p1} lives in {town1} and works as {a:job1}. / {p2} lives in {town2}."},
     {"{p1}, {a:job1}, lives in {town1}. / {p2}, {a:job2}, lives in {town2}.",
      "{p1} has a house in {town1}. {He1} is {a:job1}. / {p2} has a flat in {town2}. {He2} is {a:job2}."},
     {{"{town1}",
       {"Where does {p1} live?", "In which town does {p1} live?", "[Which|What] city does {p1} live in?",
       "{p1} lives where?",
        "In what city is {p1}?", "Where is the home of {p1}?"},
       {"Which town does {p1} live in?", "Where is {p1}'s home?", "Where can I find {p1}?"}},
      {"{p2}", {"Who lives in {town2}?", "Which person lives in {town2}?", "Who is from {town2}?",
       "Who is in {town2}?"},
       {"Who has a home in {town2}?", "Which of them lives in {town2}?"}}},
     {NULL}, {NULL}},
    {"job place", "job home work",
     {"{p1} is {a:job1}. / {p2} is {a:job2}. / [{p3} is {a:job3}.|]",
      "{p1} works as {a:job1} near {place1}. / {p2} works as {a:job2} near {place2}.",
      "{p1} is {a:job1}. {He1} works near {place1}. / {p2} is {a:job2}. {He2} works near {place2}.",
      "{p1} wanted to be {a:job3}, but {he1} became {a:job1}. / {p2} became {a:job2}."},
     {"{p1} likes {his1} work as {a:job1}. / {p2} is tired of {his2} work as {a:job2}."},
     {{"{job1}",
       {"What is {p1}'s job?", "What is the job of {p1}?", "What does {p1} do for a living?", "What does {p1} work as?",
        "What job does {p1} have?", "What did {p1} become?"},
       {"Which job does {p1} have?", "As what does {p1} work?", "What is {p1}'s work?"}},
      {"{p2}", {"Who is {a:job2}?", "Who is the {job2}?", "Who works as {a:job2}?", "Which person is {a:job2}?"},
       {"Which of them is {a:job2}?", "Who has the job of {a:job2}?"}}},
     {NULL}, {NULL}},
    {"food drink day", "food",
     {"{p1} ate {food1} for [breakfast|lunch|dinner]. / {p2} ate {food2}. / [{p3} was not hungry.|{p3} ate {food3}.]",
      "{p1} had {food1} and {drink1}. / {p2} had {food2} and {drink2}.",
      "{p1} ate {food1} and drank {drink1}. / {p2} ate {food2} and drank {drink2}. [They paid and went home.|]",
      "{p1} and {p2} went to a cafe. {p1} ate {food1} and drank {drink1}. {p2} ate {food2} and drank {drink2}.",
      "On {day1} {p1} cooked. {He1} ate {food1} with {drink1}. {p2} came too, but {he2} ate only {food2}."},
     {"{p1} was hungry and ate {food1}. / {p2} sat beside {p1} and ate {food2}.",
      "In the evening {p1} ate {food1}. / {p2} ate {food2} instead. / {p3} ate nothing."},
     {{"{food1}",
       {"What did {p1} eat?", "What did {p1} have to eat?", "What was {p1}'s food?", "{p1} ate what?",
       "What has {p1} eaten?",
        "Which food did {p1} eat?"},
       {"What food did {p1} eat?", "What was it that {p1} ate?", "Tell me what {p1} ate."}},
      {"{p2}", {"Who ate {food2}?", "Who had {food2}?", "Which person ate {food2}?", "{food2}: who ate that?"},
       {"Who was it that ate {food2}?", "Which of them ate {food2}?"}}},
     {NULL}, {NULL}},
    {"drink food", "drink",
     {"{p1} drinks {drink1} [in the morning|at breakfast|every day]. / {p2} drinks {drink2}. / [{p3} drinks "
      "{drink3}.|]",
      "{p1} does not like {drink3}. {He1} drinks {drink1}. / {p2} drinks {drink2} with {food2}.",
      "The waiter brought {drink1} for {p1}. / For {p2} he brought {drink2}. / {p3} got {drink3}."},
     {"{p1} asked for {drink1}. / {p2} asked for {drink2}. / The waiter was friendly."},
     {{"{drink1}",
       {"What does {p1} drink?", "What did {p1} get to drink?", "Which drink is for {p1}?", "What is {p1}'s drink?"},
       {"Which drink does {p1} have?", "What is {p1} drinking?", "Which drink did {p1} get?"}},
      {"{p2}", {"Who drinks {drink2}?", "Who got {drink2}?", "Who wants {drink2}?", "For whom is the {drink2}?"},
       {"Which of them drinks {drink2}?", "Who has the {drink2}?"}}},
     {NULL}, {NULL}},
    {"thing day", "give",
     {"{p1} gave {p2} {a:thing1}[ on {day1}| for {his2} birthday|]. {p3} gave {him2} {a:thing2}.",
      "{p1} gave {a:thing1} to {p2}. / {p3} gave {a:thing2} to {p1}.",
      "On {day1} {p2} got {a:thing1} from {p1}. {p3} sent {him2} {a:thing2}.",
      "It was {p2}'s birthday. {p1} came with {a:thing1}. {p3} came with {a:thing2}."},
     {"{p2} was happy: {p1} gave {him2} {a:thing1}, and {p3} gave {him2} {a:thing2}."},
     {{"{p1}",
       {"Who gave {p2} {a:thing1}?", "Who gave the {thing1} to {p2}?", "From whom did {p2} get the {thing1}?",
        "From whom is the {thing1}?", "Who gave away the {thing1}?"},
       {"Who was it that gave {p2} the {thing1}?", "Who did {p2} get the {thing1} from?"}},
      {"{a:thing1}",
       {"What did {p1} give {p2}?", "What did {p2} get from {p1}?", "What was {p1}'s gift?", "What is {p1}'s present?"},
       {"What did {p1} give to {p2}?", "What was the present from {p1}?"}},
      {"{p2}",
       {"Who got the {thing1}?", "To whom did {p1} give the {thing1}?", "Who did {p1} give the {thing1} to?"},
       {"Who was given the {thing1}?", "Who got {a:thing1} from {p1}?"}}},
     {NULL}, {NULL}},
    {"hobby", "age hobby",
     {"{p1} is {age1} years old. / {p2} is {age2} years old. / [{p3} is {age3} years old.|]",
      "{p1} is {age1}. / {p2} is {age2}. / [{p3} is {age3}.|They all like {hobby1}.]",
      "{p1} is {age1} years old and likes {hobby1}. / {p2} is {age2} years old and likes {hobby2}.",
      "{p2} turned {age2} last week. / {p1} turned {age1} in the spring.",
      "{p1}, who is {age1}, and {p2}, who is {age2}, [are friends|go to the same school|live next door]."},
     {"{p1} has just turned {age1}. / {p2} is only {age2}.", "{p1} ({age1}) and {p2} ({age2}) play together."},
     {{"{age1}", {"How old is {p1}?", "What is {p1}'s age?", "What age is {p1}?", "{p1} is how old?",
      "The age of {p1}?"},
       {"How many years old is {p1}?", "What is the age of {p1}?", "Tell me how old {p1} is."}},
      {"{age2}", {"How old is {p2}?", "What is {p2}'s age?", "What age is {p2}?", "{p2} is how old?"},
       {"How many years old is {p2}?", "What is the age of {p2}?"}},
      {"{p1}",
       {"Who is older, {p1} or {p2}?", "Who is older, {p2} or {p1}?", "Which of them is older, {p2} or {p1}?",
        "Who is {age1} years old?", "Who is {age1}?"},
       {"Who of the two is older, {p1} or {p2}?", "Is {p1} or {p2} older?", "Which one is older, {p1} or {p2}?"}},
      {"{p2}",
       {"Who is younger, {p1} or {p2}?", "Who is younger, {p2} or {p1}?", "Which of them is younger, {p1} or {p2}?",
        "Who is {age2} years old?"},
       {"Who of the two is younger, {p2} or {p1}?", "Is {p1} or {p2} younger?"}}},
     {NULL}, {NULL}},
    {"event day time place", "",
     {"The {event1} is on {day1} at {time1}. It takes place in {place1}. / The {event2} is on {day2} in {place2}.",
      "The {event1} starts at {time1} on {day1} in {place1}. / The {event2} starts at {time2} on {day2} in {place2}.",
      "On {day1} there is {a:event1} in {place1}. It begins at {time1}. / On {day2} there is {a:event2} in {place2}.",
      "{p1} goes to the {event1} on {day1}. It is in {place1} and begins at {time1}. "
      "On {day2} {he1} goes to the {event2} in {place2}."},
     {"Come to the {event1}! It is on {day1} at {time1} in {place1}. / The {event2} on {day2} is in {place2}.",
      "We have two dates this week. The {event1} in {place1} is on {day1} at {time1}. "
      "The {event2} in {place2} is on {day2}."},
     {{"{day1}",
       {"When is the {event1}?", "On [which|what] day is the {event1}?", "What day is the {event1}?",
        "Which day is the {event1}?", "The {event1} is on which day?"},
       {"On which day of the week is the {event1}?", "Which day does the {event1} take place?"}},
      {"{time1}",
       {"At what time does the {event1} [start|begin]?", "What time does the {event1} start?",
        "At what time is the {event1}?", "The {event1} starts at what time?"},
       {"What time is the {event1}?", "What time does the {event1} begin?"}},
      {"{place1}",
       {"Where is the {event1}?", "In which place is the {event1}?", "Where does the {event1} take place?",
        "Where do I go for the {event1}?", "What is the place of the {event1}?"},
       {"Where will the {event1} be?", "At which place is the {event1}?", "Where is the {event1} held?"}},
      {"the {event2}", {"What is in {place2}?", "What takes place in {place2}?", "What is on {day2}?"},
       {"What happens in {place2}?", "What happens on {day2}?"}}},
     {"Who sings at the {event1}?", "How much [is|costs] a ticket for the {event1}?",
      "How long is the {event1}?",
      "When is the {event3}?"},
     {"How many people come to the {event1}?", "Where is the {event3}?"}},
    {"animal spot food", "",
     {"The {animal1} sleeps {spot1}. / The {animal2} sleeps {spot2}. / [The {animal3} sleeps {spot3}.|]",
      "On the farm the {animal1} lives {spot1}. / The {animal2} lives {spot2}. / The {animal3} eats {food3}.",
      "{p1} saw {a:animal1} {spot1}. / {p2} saw {a:animal2} {spot2}.",
      "There is {a:animal1} {spot1}. / There is {a:animal2} {spot2}. / [{p3} looks for the {animal3}.|]"},
     {"Look, {a:animal1} is {spot1}! And {a:animal2} is {spot2}.",
      "The old {animal1} rests {spot1}. / The young {animal2} plays {spot2}."},
     {{"{spot1}",
       {"Where is the {animal1}?", "Where does the {animal1} [sleep|live]?", "Where was the {animal1}?",
        "Where can you see the {animal1}?", "In which place is the {animal1}?", "The {animal1} is where?"},
       {"Where can I find the {animal1}?", "Where do you see the {animal1}?", "Tell me where the {animal1} is."}},
      {"the {animal2}",
       {"Which animal is {spot2}?", "What animal is {spot2}?", "What is {spot2}?",
       "Which animal [lives|sleeps] {spot2}?"},
       {"Which animal can you find {spot2}?", "Which animal do you see {spot2}?"}}},
     {"How old is the {animal1}?", "What is the name of the {animal1}?", "What color is the {animal2}?",
      "Who feeds the {animal1}?"},
     {"How heavy is the {animal1}?", "What is the {animal2} called?"}},
    {"weather day", "",
     {"On {day1} it was {weather1}. / On {day2} it was {weather2}. / [On {day3} it was {weather3}.|{p1} stayed at "
      "home.]",
      "It will be {weather1} on {day1}. / It will be {weather2} on {day2}. / [It will be {weather3} on {day3}.|]",
      "The weather on {day1} was {weather1}. / The weather on {day2} was {weather2}. / "
      "[{p1} went for a walk.|{p1} read a book.]",
      "{day1} is {weather1}. / {day2} is {weather2}. / {day3} is {weather3}."},
     {"This week {day1} was {weather1}, {day2} was {weather2} and {day3} was {weather3}."},
     {{"{weather1}",
       {"[How|What] was the weather [like |]on {day1}?", "How is the weather on {day1}?",
       "What is the weather on {day1}?",
        "Weather on {day1}?", "How will the weather be on {day1}?"},
       {"What is the weather like on {day1}?", "What kind of weather was there on {day1}?", "How was {day1}?"}},
      {"{day2}",
       {"On [which|what] day was it {weather2}?", "When was it {weather2}?", "Which day was {weather2}?",
        "When is it {weather2}?", "Which day is {weather2}?"},
       {"On which day of the week was it {weather2}?", "Which day had {weather2} weather?"}}},
     {"What was the temperature on {day1}?", "Who was ill on {day1}?", "How many people were outside on {day2}?"},
     {"What did the people do on {day1}?", "How many degrees were there on {day2}?"}},
    {"thing holder", "",
     {"The {thing1} is in {holder1}. / The {thing2} is in {holder2}. / [The {thing3} is in {holder3}.|]",
      "{p1} put the {thing1} in {holder1}. / {p2} put the {thing2} in {holder2}. / [The {thing3} is lost.|]",
      "{p1} was looking for {his1} {thing1}. It was in {holder1}. {His1} {thing2} was in {holder2}.",
      "In {holder1} there is {a:thing1}. / In {holder2} there is {a:thing2}."},
     {"{p1} left the {thing1} in {holder1} and the {thing2} in {holder2}.",
      "You can find the {thing1} in {holder1}. / You can find the {thing2} in {holder2}."},
     {{"{holder1}",
       {"Where is the {thing1}?", "Where was the {thing1}?", "In what is the {thing1}?", "The {thing1} is where?",
        "Where is the {thing1} kept?", "Where does the {thing1} lie?"},
       {"Where can I find the {thing1}?", "Where should I look for the {thing1}?", "In which place is the {thing1}?"}},
      {"{holder2}", {"Where is the {thing2}?", "Where was the {thing2}?", "The {thing2} is where?",
       "Where does the {thing2} lie?"},
       {"Where can I find the {thing2}?", "Where should I look for the {thing2}?"}},
      {"the {thing1}", {"What is in {holder1}?", "What was in {holder1}?", "What lies in {holder1}?",
       "Which thing is in {holder1}?"},
       {"What can I find in {holder1}?", "Which thing lies in {holder1}?"}}},
     {"Who bought the {thing1}?", "How big is the {thing1}?", "How much did the {thing2} cost?",
      "What color is the {thing1}?"},
     {"How old is the {thing1}?", "Who made the {thing2}?"}},
    {"thing room color", "",
     {"The {thing1} lies in {room1}. / The {thing2} lies in {room2}. / [The {thing3} stands in {room3}.|]",
      "{p1} left the {thing1} in {room1}. / {p2} left the {thing2} in {room2}. / [The {thing3} is {color3}.|]",
      "In {room1} there is {a:thing1}. / In {room2} there is {a:thing2}. / [In {room3} there is {a:thing3}.|]",
      "The {color1} {thing1} is in {room1}, and the {color2} {thing2} is in {room2}."},
     {"{p1} keeps {his1} {thing1} in {room1}. / {p2} keeps {his2} {thing2} in {room2}."},
     {{"{room1}",
       {"Where is the {thing1}?", "In which room is the {thing1}?", "The {thing1} is where?",
       "Where did they leave the {thing1}?",
        "In what room is the {thing1}?"},
       {"Where can I find the {thing1}?", "Which room is the {thing1} in?"}},
      {"{room2}", {"Where is the {thing2}?", "In which room is the {thing2}?", "The {thing2} is where?"},
       {"Where can I find the {thing2}?", "Which room is the {thing2} in?"}},
      {"the {thing1}", {"What is in {room1}?", "What lies in {room1}?", "Which thing is in {room1}?"},
       {"What can I find in {room1}?"}}},
     {"Who bought the {thing1}?", "How big is the {thing1}?", "How much did the {thing2} cost?"},
     {"How old is the {thing1}?", "Who made the {thing2}?"}},
    {"thing room", "",
     {"{p1} put the {thing1} in {room1}. Then {p2} [took|carried|moved] it to {room2}.",
      "The {thing1} was in {room1}. {p1} carried it to {room2}. [{p2} was in {room3}.|The {thing2} stayed in {room1}.]",
      "In the morning the {thing1} was in {room1}. [{p1}|{p2}] moved it to {room3}. In the evening {p2} took it to "
      "{room2}.",
      "{p2} brought the {thing1} from {room1} to {room2}. [The {thing2} is in {room3}.|]",
      "First {p1} put the {thing1} in {room3}. Next {he1} put it in {room1}. At last {he1} put it in {room2}."},
     {"{p1} found the {thing1} in {room1} and brought it to {room2}. [The {thing2} is still in {room1}.|]"},
     {{"{room2}",
       {"Where is the {thing1} now?", "Where is the {thing1}?", "In which room is the {thing1} now?",
        "Where is the {thing1} at the end?", "Where was the {thing1} last?", "What is the last place of the {thing1}?"},
       {"In which room is the {thing1} at the end?", "Where can I find the {thing1} now?",
       "Where did the {thing1} end up?"}}},
     {"What color is the {thing1}?", "Who bought the {thing1}?", "Why did they [move|carry] the {thing1}?"},
     {"How much did the {thing1} cost?", "How old is the {thing1}?"}},
    {"room", "where",
     {"{p1} went to {room1}. Then {he1} went to {room2}. / {p2} went to {room3}.",
      "{p1} is in {room2}. / {p2} is in {room3}. / [{p3} is in {room1}.|]",
      "{p1} was in {room1}, but now {he1} is in {room2}. / {p2} is in {room3}.",
      "{p2} walked from {room1} to {room3}. / {p1} walked from {room3} to {room2}."},
     {"{p1} left {room1} and went to {room2}. / {p2} stayed in {room3}."},
     {{"{room2}",
       {"Where is {p1}?", "Where is {p1} now?", "In which room is {p1}?", "{p1} is where?", "Which room is {p1} in?"},
       {"Where can I find {p1}?", "In what room is {p1} now?", "Tell me where {p1} is."}},
      {"{p2}", {"Who is in {room3}?", "Who is in {room3} now?", "Which person is in {room3}?"},
       {"Which of them is in {room3}?", "Who can be found in {room3}?"}}},
     {NULL}, {NULL}},
    {"vehicle", "",
     {"It is {far1} kilometers from {town1} to {town2}. / It is {far2} kilometers from {town1} to {town3}.",
      "{town2} is {far1} kilometers from {town1}. / {town3} is {far2} kilometers from {town1}. / [Most people take the "
      "{vehicle1}.|]",
      "From {town1} to {town2} it is {far1} kilometers. / From {town1} to {town3} it is {far2} kilometers."},
     {"The road from {town1} to {town2} is {far1} kilometers long. / The road from {town1} to {town3} is {far2} "
      "kilometers long."},
     {{"{far1} kilometers",
       {"How far is it from {town1} to {town2}?", "How far is {town2} from {town1}?",
        "What is the distance from {town1} to {town2}?", "How many kilometers is it from {town1} to {town2}?"},
       {"How far away is {town2} from {town1}?", "What is the distance between {town1} and {town2}?"}},
      {"{town3}", {"Which town is {far2} kilometers from {town1}?", "What is {far2} kilometers from {town1}?"},
       {"Which town is {far2} kilometers away from {town1}?"}}},
     {"How many people live in {town1}?", "How long is the trip to {town3}?", "What does a ticket to {town2} cost?"},
     {"How big is {town1}?", "How much is a ticket to {town3}?"}},
    {"dish items", "",
     {"For the {dish1} you need {n1} eggs, {n2} cups of flour and {n3} spoons of sugar.",
      "To make the {dish1}, take {n1} eggs and {n2} cups of flour. Add {n3} spoons of sugar. Bake it for {far1} "
      "minutes.",
      "{p1} makes the {dish1}. {He1} takes {n2} cups of flour, {n1} eggs and {n3} spoons of sugar.",
      "The recipe for {dish1}: {n3} spoons of sugar, {n1} eggs and {n2} cups of flour."},
     {"My {dish1} is easy. You take {n2} cups of flour, {n3} spoons of sugar and {n1} eggs."},
     {{"{n1}",
       {"How many eggs [do you need|are needed|does it need|does the recipe take]?", "How many eggs for the {dish1}?",
        "How many eggs [are|go] in the {dish1}?", "The number of eggs?"},
       {"How many eggs are there in the {dish1}?", "How many eggs do I need for the {dish1}?"}},
      {"{n2}",
       {"How many cups of flour [do you need|are needed|does it need]?", "How many cups of flour for the {dish1}?",
        "How many cups of flour go in the {dish1}?"},
       {"How many cups of flour are there in the {dish1}?", "How many cups of flour do I need?"}},
      {"{n3}",
       {"How many spoons of sugar [do you need|are needed|does it need]?", "How many spoons of sugar for the {dish1}?",
        "How many spoons of sugar go in the {dish1}?"},
       {"How many spoons of sugar are there in the {dish1}?", "How many spoons of sugar do I need?"}}},
     {"How much milk do you need?", "How many people can eat the {dish1}?", "How much salt goes in the {dish1}?"},
     {"How much butter is in the {dish1}?", "How hot is the oven?"}},
    {"shop time day place", "",
     {"The {shop1} opens at {time1} and closes at {time2}. It is closed on {day1}. / The {shop2} is closed on {day2}.",
      "The {shop1} is open from {time1} to {time2}. On {day1} it is closed. / The {shop2} is next to {place2}.",
      "You find the {shop1} near {place1}. It opens at {time1} and closes at {time2}, but not on {day1}. / "
      "The {shop2} opens at {time3}."},
     {"The {shop1} near {place1} is open from {time1} until {time2}. / On {day1} the {shop1} is closed."},
     {{"{time1}",
       {"When does the {shop1} open?", "[At what|What] time does the {shop1} open?",
       "From what time is the {shop1} open?",
        "The {shop1} opens when?"},
       {"At what time can I go to the {shop1}?", "When is the {shop1} opened?"}},
      {"{time2}",
       {"When does the {shop1} close?", "[At what|What] time does the {shop1} close?", "The {shop1} closes when?",
        "Until when is the {shop1} open?"},
       {"Until what time is the {shop1} open?", "When is the {shop1} closing?"}},
      {"{day1}",
       {"On which day is the {shop1} closed?", "What day is the {shop1} closed?",
       "When is the {shop1} closed all day?"},
       {"On what day is the {shop1} not open?", "Which day is the {shop1} closed?"}}},
     {"Who works in the {shop1}?", "What is the phone number of the {shop1}?", "How many people work in the {shop1}?",
      "How old is the {shop1}?"},
     {"Who is the owner of the {shop1}?", "What does the {shop1} sell?"}},
    {"job subject", "born home job",
     {"{p1} was born in {town1} in {year1}. In {year2} {he1} moved to {town2}, where {he1} worked as {a:job1}.",
      "{p1} was born in {year1} in {town1}. In {year2} {he1} went to {town2} "
      "to study {subject1} and became {a:job1}.",
      "{p1} came from {town1}, where {he1} was born in {year1}. {He1} went to {town2} in {year2} and became {a:job1}.",
      "Born in {town1} in {year1}, {p1} was {a:job1}. {He1} moved to {town2} in {year2}. [{p2} was {his1} best "
      "friend.|]"},
     {"{p1}, born in {town1} in {year1}, was a famous {job1}. From {year2} on {he1} lived in {town2}."},
     {{"{town1}",
       {"Where was {p1} born?", "In which town was {p1} born?", "Where did {p1} come from?",
       "What is {p1}'s place of birth?",
        "{p1} was born where?"},
       {"In which city was {p1} born?", "In what town was {p1} born?", "Where does {p1} come from?"}},
      {"{year1}",
       {"When was {p1} born?", "In [which|what] year was {p1} born?", "What is {p1}'s year of birth?",
       "{p1} was born when?"},
       {"Which year was {p1} born in?", "What year was {p1} born?"}},
      {"{job1}",
       {"What was {p1}'s job?", "What did {p1} work as?", "What did {p1} become?", "What did {p1} do for a living?",
        "What was {p1}?"},
       {"Which job did {p1} have?", "What was the job of {p1}?"}},
      {"{town2}", {"Where did {p1} go in {year2}?", "Where did {p1} live later?", "In which town did {p1} live later?"},
       {"Where did {p1} live after {year2}?", "Which town did {p1} go to?"}}},
     {NULL}, {NULL}},
    {"sight material", "",
     {"{town1} is a small town. There is {sight1} and {sight2}. [{n1} thousand people live there.|It has {n2} "
      "schools.]",
      "{town1} lies on a river. It is known for {sight1}. / {town2} lies in the mountains and is known for {sight2}.",
      "In {town1} you can see {sight1}. / In {town2} you can see {sight2}. / [In {town3} you can see {sight3}.|]",
      "{town2} has {sight2}. / {town1} has {sight1}. / {p1} likes {town2}[.| best.]"},
     {"Visitors come to {town1} to see {sight1}. / In {town2} people look at {sight2}."},
     {{"{town1}", {"Where is there {sight1}?", "Which town has {sight1}?", "In which town can you see {sight1}?",
        "Where can you see {sight1}?", "What town has {sight1}?"},
       {"In which town is there {sight1}?", "Where do I have to go to see {sight1}?"}}},
     {"Who is the mayor of {town1}?", "When was {town1} founded?", "How old is {town1}?",
      "What is the food like in {town1}?"},
     {"Who built {town1}?", "How many hotels are there in {town1}?"}},
    {"material thing", "",
     {"The museum of {town1} shows {a:thing1} from {year1}. / {A:thing2} from {year2} stands near the door.",
      "In the museum there is {a:thing1} made of {material1} from {year1}. / There is also {a:thing2} from {year2}.",
      "The {thing1} in the museum is from {year1}. / The {thing2} is from {year2}. / [The {thing3} is new.|]"},
     {"The museum is small, but it has {a:thing1} from {year1} and {a:thing2} from {year2}."},
     {{"{year1}", {"From which year is the {thing1}?", "Of what year is the {thing1}?",
      "What year is the {thing1} from?"},
       {"From what year is the {thing1}?", "Which year is the {thing1} from?"}},
      {"{year2}", {"From which year is the {thing2}?", "Of what year is the {thing2}?",
       "What year is the {thing2} from?"},
       {"From what year is the {thing2}?", "Which year is the {thing2} from?"}},
      {"the {thing1}", {"What is from {year1}?", "Which thing is from {year1}?", "What is of the year {year1}?"},
       {"Which thing is from the year {year1}?"}}},
     {"Who made the {thing1}?", "How much does a ticket cost?", "When does the museum open?"},
     {"How many people visit the museum?", "What does the ticket cost?"}},
    {"thing shop", "money",
     {"{p1} bought {a:thing1} for {n1} euros. / {p2} bought {a:thing2} for {n2} euros. / [{p3} bought nothing.|]",
      "The {thing1} costs {n1} euros. / The {thing2} costs {n2} euros. / [The {thing3} costs {n3} euros.|{p1} likes "
      "the "
      "{thing3}.]",
      "{p1} paid {n1} euros for {a:thing1}. / {p2} paid {n2} euros for {a:thing2}.",
      "In the shop {p1} saw {a:thing1} for {n1} euros and {a:thing2} for {n2} euros. {He1} bought the {thing2}."},
     {"The price of the {thing1} is {n1} euros. / The price of the {thing2} is {n2} euros.",
      "{p1} sells {a:thing1} for {n1} euros and {a:thing2} for {n2} euros."},
     {{"{n1} euros",
       {"How much is the {thing1}?", "How much does the {thing1} cost?", "What does the {thing1} cost?",
        "What is the price of the {thing1}?", "How much did the {thing1} cost?", "The price of the {thing1}?"},
       {"How much was the {thing1}?", "What did the {thing1} cost?", "How much money is the {thing1}?"}},
      {"the {thing2}", {"What costs {n2} euros?", "Which thing costs {n2} euros?", "What is there for {n2} euros?"},
       {"What is the thing that costs {n2} euros?", "Which thing is {n2} euros?"}}},
     {"How heavy is the {thing1}?", "What is the name of the shop?", "What color is the {thing1}?"},
     {"How old is the {thing1}?", "Who made the {thing2}?"}},
    {"items", "money count",
     {"{p1} has {n1} {items1}. / {p2} has {n2} {items1}. / [{p3} has {n3} {items2}.|]",
      "{p1} has {n1} {items1} and {n2} {items2}. / {p2} has {n3} {items3}.",
      "There are {n1} {items1} in {p1}'s box. / There are {n2} {items2} in {p2}'s box.",
      "{p1} keeps {n1} {items1} at home. / {p2} keeps {n2} {items2} at home. / [{p3} keeps {n3} {items1} at home.|]",
      "{p1} carries {n1} {items1} in a bag. / {p2} carries {n2} {items2}. / [They are going home.|]"},
     {"{p1} collects {items1} and has {n1} of them. / {p2} collects {items2} and has {n2} of them.",
      "In the bag of {p1} there are {n1} {items1}. / In the bag of {p2} there are {n2} {items2}."},
     {{"{n1}",
       {"How many {items1} does {p1} have?", "How many {items1} has {p1} got?", "{p1} has how many {items1}?",
        "What is the number of {p1}'s {items1}?", "How many {items1} are {p1}'s?", "Number of {items1} {p1} has?"},
       {"How many {items1} belong to {p1}?", "Tell me how many {items1} {p1} has."}}},
     {"Who gave {p1} the {items1}?", "What do the {items1} cost?", "Where did the {items1} come from?"},
     {"Who made the {items1}?", "How heavy are the {items1}?"}},
    {"hobby day", "hobby",
     {"{p1} likes {hobby1}. / {p2} likes {hobby2}. / [{p3} likes {hobby3}.|]",
      "{p1}'s hobby is {hobby1}. / {p2}'s hobby is {hobby2}.",
      "On {day1} {p1} enjoys {hobby1}. / On {day2} {p2} enjoys {hobby2}.",
      "{p1} does not like {hobby3}, but {he1} likes {hobby1}. / {p2} likes {hobby2}."},
     {"{p1} loves {hobby1}. / {p2} loves {hobby2}. They meet on {day1}."},
     {{"{hobby1}",
       {"What does {p1} like?", "What is {p1}'s hobby?", "What does {p1} like to do?", "What is the hobby of {p1}?",
        "{p1} likes what?"},
       {"Which hobby does {p1} have?", "What does {p1} like doing?"}},
      {"{p2}", {"Who likes {hobby2}?", "Whose hobby is {hobby2}?", "Which person likes {hobby2}?",
       "Who has the hobby {hobby2}?"},
       {"Which of them likes {hobby2}?", "Who is it that likes {hobby2}?"}}},
     {NULL}, {NULL}},
    {"vehicle day", "travel",
     {"{p1} went to {town1} by {vehicle1} on {day1}. / {p2} went to {town2} by {vehicle2} on {day2}.",
      "On {day1} {p1} took the {vehicle1} to {town1}. {p3} went with {him1}. / {p2} took the {vehicle2} to {town2}.",
      "{p1} traveled to {town1} on {day1}. {He1} went by {vehicle1}. / {p2} traveled to {town2}. {He2} went by "
      "{vehicle2}."},
     {"{p1} is going to {town1} by {vehicle1} on {day1}. / {p2} is going to {town2} by {vehicle2}.",
      "For {his1} trip to {town1} on {day1} {p1} took the {vehicle1}. / {p2} went to {town2} by {vehicle2}."},
     {{"{town1}", {"Where did {p1} go?", "Where did {p1} travel?", "Which town did {p1} go to?",
      "Where did {p1} go on {day1}?"},
       {"To which town did {p1} go?", "Where is {p1} going?", "What town did {p1} travel to?"}},
      {"{vehicle1}",
       {"How did {p1} [go|travel] to {town1}?", "What did {p1} take to {town1}?", "With what did {p1} go to {town1}?",
        "How did {p1} get to {town1}?"},
       {"What did {p1} travel with?", "Which vehicle did {p1} take?"}},
      {"{day1}", {"When did {p1} go to {town1}?", "On which day did {p1} travel?", "What day did {p1} go to {town1}?"},
       {"On what day did {p1} go to {town1}?", "When was {p1}'s trip to {town1}?"}},
      {"{p2}", {"Who went to {town2}?", "Who traveled to {town2}?", "Who took the {vehicle2}?",
       "Which person went to {town2}?"},
       {"Who was it that went to {town2}?", "Which of them went to {town2}?"}}},
     {NULL}, {NULL}},
    {"subject day", "subject",
     {"{p1}'s favorite subject is {subject1}. / {p2}'s favorite subject is {subject2}. / [{p3} likes {subject3}.|]",
      "At school {p1} likes {subject1} best. / {p2} likes {subject2} best.",
      "{p1} is good at {subject1}, but {he1} finds {subject3} hard. / {p2} is good at {subject2}."},
     {"{p1} thinks {subject1} is the best subject. / {p2} prefers {subject2}."},
     {{"{subject1}",
       {"What is {p1}'s favorite subject?", "Which subject does {p1} like?", "What subject does {p1} like best?",
        "Which subject is {p1} good at?"},
       {"What subject does {p1} prefer?", "Which subject does {p1} like most?"}},
      {"{p2}", {"Who likes {subject2}?", "Whose favorite subject is {subject2}?", "Who likes {subject2} best?"},
       {"Which of them likes {subject2}?", "Who prefers {subject2}?"}}},
     {NULL}, {NULL}},
    {"pet petname color", "pet color",
     {"{p1} has a {pet1} called {petname1}. / {p2} has a {pet2} called {petname2}. / [{p3} has no pet.|]",
      "{p1}'s {pet1} is called {petname1}. / {p2}'s {pet2} is called {petname2}.",
      "{p1} has {a:color1} {pet1}. Its name is {petname1}. / {p2} has {a:color2} {pet2}. Its name is {petname2}.",
      "{petname1} is {p1}'s {pet1}. / {petname2} is {p2}'s {pet2}. [They play together.|]"},
     {"{p1} lives with a {pet1} named {petname1}. / {p2} lives with a {pet2} named {petname2}."},
     {{"{petname1}",
       {"What is the name of {p1}'s {pet1}?", "What is {p1}'s {pet1} called?", "What's the name of {p1}'s pet?",
        "{p1}'s {pet1} is called what?", "Which name does {p1}'s {pet1} have?"},
       {"How is {p1}'s {pet1} called?", "What name does {p1}'s {pet1} have?", "Tell me the name of {p1}'s {pet1}."}},
      {"{p2}", {"Who has a {pet2}?", "Whose pet is {petname2}?", "Who has the {pet2}?",
       "To whom does {petname2} belong?"},
       {"Who is the owner of {petname2}?", "Which of them has a {pet2}?"}},
      {"a {pet1}", {"What kind of animal is {petname1}?", "What animal is {petname1}?", "What pet does {p1} have?",
       "What is {petname1}?"},
       {"Which animal is {petname1}?", "What kind of pet does {p1} have?"}}},
     {NULL}, {NULL}},
    {"cause place", "late",
     {"{p1} was late because {cause1}. / {p2} stayed at home because {cause2}.",
      "{p1} came late to {place1} because {cause1}. / {p2} did not come because {cause2}.",
      "{p2} was [sad|angry] because {cause2}. / {p1} was late because {cause1}. / [{p3} was happy.|]"},
     {"Because {cause1}, {p1} was late. / {p2} did not come because {cause2}."},
     {{"because {cause1}",
       {"Why was {p1} late?", "Why wasn't {p1} on time?", "What is the reason {p1} was late?",
        "{p1} was late. Why?"},
       {"Why did {p1} come late?", "For what reason was {p1} late?"}}},
     {"How old is {p1}?", "Where does {p2} live?", "What is {p1}'s job?"}, {"What is the age of {p1}?",
      "What did {p1} eat?"}},
    {"", "family",
     {"{p1} is {p2}'s cousin. / {p3} is {p2}'s teacher.", "{p2}'s teacher is {p3}. / {p2}'s cousin is {p1}.",
      "{p1} is the cousin of {p2}. / {p3} is the teacher of {p2}. / [They live in {town1}.|]",
      "{p2} has a cousin, {p1}. / {p2} has a teacher called {p3}."},
     {NULL},
     {{"{p1}", {"Who is {p2}'s cousin?", "Who is the cousin of {p2}?", "What is the name of {p2}'s cousin?",
      "{p2}'s cousin is who?"},
       {"What is {p2}'s cousin called?", "Tell me the name of {p2}'s cousin."}},
      {"{p3}", {"Who is {p2}'s teacher?", "Who is the teacher of {p2}?", "What is the name of {p2}'s teacher?",
       "Who teaches {p2}?"},
       {"What is {p2}'s teacher called?", "Tell me the name of {p2}'s teacher."}}},
     {"Who is {p2}'s [boss|aunt|brother|doctor]?", "How old is {p2}?"}, {"Who is the [boss|aunt|doctor] of {p2}?"}},
    {"event food", "race",
     {"{p1} won the race. {p2} came second, and {p3} came third.",
      "In the race {p1} was first, {p2} was second and {p3} was third.",
      "{p3} was third in the race. {p2} was second. {p1} was the fastest and won.",
      "{p2} ran fast, but {p1} was faster and won. {p3} came third."},
     {"The race is over: first place for {p1}, second place for {p2}, third place for {p3}."},
     {{"{p1}", {"Who won?", "Who won the race?", "Who was first?", "Who was the fastest?", "Who is the winner?"},
       {"Who was the winner of the race?", "Who came first?"}},
      {"{p3}", {"Who was third?", "Who came third?", "Who got the third place?"}, {"Who was the third in the race?"}},
      {"{p2}", {"Who was second?", "Who came second?", "Who got the second place?", "Who was behind {p1}?"},
       {"Who was the second in the race?", "Who came after {p1}?"}}},
     {"What did the winner get?", "How long was the race?", "Where was the race?"},
     {"How fast did {p1} run?", "When was the race?"}},
    {"color spot food", "",
     {"A {word1} is a small {color1} animal. It lives {spot1} and eats {food1}. / A {word2} is {color2} and eats "
      "{food2}.",
      "The {word1} is {color1}. It lives {spot1}. It likes to eat {food1}. / The {word2} lives {spot2}.",
      "{p1} has seen a {word1}. It was {color1}, and it ate {food1} {spot1}. / {p2} has seen a {word2}. It was "
      "{color2}."},
     {"The {word1} is a rare {color1} animal that lives {spot1} and eats {food1}. / The {word2} is {color2}."},
     {{"{color1}", {"What color is the {word1}?", "What color is a {word1}?", "Which color does the {word1} have?"},
       {"What is the color of the {word1}?", "What color does a {word1} have?"}},
      {"{food1}", {"What does the {word1} eat?", "What does a {word1} eat?", "What is the food of the {word1}?",
       "What did the {word1} eat?"},
       {"Which food does the {word1} eat?", "What food does a {word1} like?"}},
      {"{spot1}", {"Where does the {word1} live?", "Where does a {word1} live?", "Where is the {word1}?"},
       {"In which place does the {word1} live?", "Where can you find a {word1}?"}}},
     {"How heavy is a {word1}?", "How old does the {word1} get?", "How many legs does a {word1} have?"},
     {"How big is the {word1}?", "How fast is a {word1}?"}},
    {"day time place", "meet",
     {"Dear {p2}, let us meet on {day1} at {time1} in {place1}. See you soon, {p1}",
      "Hi {p2}, can you come to {place1} on {day1}? I will be there at {time1}. Yours, {p1}",
      "Hello {p2}! I wait for you on {day1} at {time1} in front of {place1}. Best wishes, {p1}"},
     {"Dear {p2}, I would like to meet you in {place1} on {day1} at {time1}. Love, {p1}"},
     {{"{p1}", {"Who wrote [this|the letter|the message]?", "Who is the writer?",
      "From whom is [this|the letter|the message]?"},
       {"Who wrote this letter?", "Who sent the message?"}},
      {"{p2}", {"Who gets the [letter|message]?", "To whom is the [letter|message]?",
       "For whom is [this|the letter|the message]?"},
       {"Who is the letter for?", "To whom did {p1} write?"}},
      {"{day1}", {"On which day do they meet?", "What day will they meet?", "Which day do {p1} and {p2} meet?"},
       {"On what day do {p1} and {p2} meet?"}},
      {"{time1}", {"At what time do they meet?", "What time do they meet?", "At what time do {p1} and {p2} meet?"},
       {"At what time will they meet?"}},
      {"{place1}", {"Where do they meet?", "Where will they meet?", "In which place do {p1} and {p2} meet?"},
       {"Where do {p1} and {p2} meet?", "Where does {p1} want to meet {p2}?"}}},
     {"How old is {p1}?", "What should {p2} bring?", "Why do they meet?"},
     {"How long do they meet?", "What will they eat?"}},
    {"material thing color", "",
     {"The {thing1} is made of {material1}. / The {thing2} is made of {material2}. / [The {thing3} is {color3}.|]",
      "{p1} has {a:thing1} made of {material1}. / {p2} has {a:thing2} made of {material2}.",
      "The {material1} of the {thing1} is {color1}. / The {material2} of the {thing2} is {color2}."},
     {"{p1} made {a:thing1} out of {material1}. / {p2} made {a:thing2} out of {material2}."},
     {{"{material1}",
       {"What is the {thing1} made of?", "What is the material of the {thing1}?", "Of what is the {thing1} made?",
        "The {thing1} is made of what?", "Which material is the {thing1} made of?"},
       {"What material is the {thing1} made of?", "From what is the {thing1} made?"}},
      {"the {thing2}", {"What is made of {material2}?", "Which thing is made of {material2}?",
       "What was made of {material2}?"},
       {"Which of the things is made of {material2}?", "What thing is of {material2}?"}}},
     {"How big is the {thing1}?", "How much is the {thing2}?", "Where is the {thing1}?"},
     {"How heavy is the {thing1}?", "How old is the {thing2}?"}}};

/* Asked about a person of whom the text does not say it; a scene's says lists the words it must not ask about. */
typedef struct reading_lack { const char *word, *ask; } reading_lack;

static const reading_lack reading_missing[] = {
    {"age", "How old is {p1}?"}, {"home", "Where does {p1} live?"}, {"job", "What is {p1}'s job?"},
    {"food", "What did {p1} eat [for breakfast|for dinner|]?"}, {"-", "How tall is {p1}?"}, {"-", "How heavy is {p1}?"},
    {"-", "What is {p1}'s [phone number|last name|address|middle name]?"}, {"pet", "What is {p1}'s [dog|cat] called?"},
    {"pet", "Does {p1} have a pet?"}, {"-", "When is {p1}'s birthday?"}, {"hobby", "What is {p1}'s hobby?"},
    {"-", "What is {p1}'s favorite [book|song|film|number]?"}, {"-",
     "How many [brothers|sisters|children] does {p1} have?"},
    {"-", "Who is {p1}'s [doctor|boss|best friend|wife|husband|grandmother]?"}, {"born", "Where was {p1} born?"},
    {"born", "When was {p1} born?"}, {"color", "What color is {p1}'s [hair|car|coat|house]?"},
    {"money", "How much money does {p1} have?"}, {"-", "What time did {p1} get up?"}, {"travel",
     "Where did {p1} go on holiday?"},
    {"drink", "What did {p1} drink [yesterday|]?"}, {"subject", "Which subject does {p1} like [best|]?"},
    {"-", "Who called {p1}?"}, {"late", "Why was {p1} late?"}, {"-", "Why is {p1} [sad|happy|tired]?"},
    {"-", "What language does {p1} speak?"}, {"-", "What does {p1} read?"}, {"-", "Where did {p1} sleep?"}};
static const reading_lack reading_missing_held[] = {
    {"age", "How many years old is {p1}?"}, {"home", "Which town does {p1} live in?"}, {"job",
     "Which job does {p1} have?"},
    {"food", "Which food does {p1} like?"}, {"-", "On which day is {p1}'s birthday?"}, {"-",
     "What is the phone number of {p1}?"},
    {"-", "How many cousins does {p1} have?"}, {"born", "In which city was {p1} born?"}, {"-",
     "Which book does {p1} like?"},
    {"-", "What are the names of {p1}'s children?"}, {"color", "What color are {p1}'s shoes?"}};

static const char *const reading_layouts[] = {"{text}\n{ask}", "{text}\n{ask}", "{text} {ask}", "{text} {ask}",
    "{text}\nQuestion: {ask}", "{text}\nQuestion: {ask}", "Text: {text}\nQuestion: {ask}", "{text}\n\n{ask}",
    "[Read this|Read the text|Read]: {text}\n{ask}", "{ask}\n{text}", "Question: {ask}\nText: {text}",
    "[Read this and answer|Read and answer|Answer from the text]: {ask}\n{text}",
     "Here is a [short |]text: {text}\n{ask}",
    "[Use|Look at] this text: {text}\n{ask}", "[Story|Context|Paragraph|Passage]: {text}\nQuestion: {ask}",
    "Text: {text} Question: {ask}", "{text}\nQ: {ask}",
     "{text}\n[Can you tell me|Tell me|Answer|Now answer|My question]: {ask}",
    "\"{text}\"\n{ask}", "{text}\nQuestion: {ask}\nAnswer:", "Text: {text}\n[Q|My question]: {ask}",
    "[Read this|Please read this] and answer the question.\n{text}\n{ask}", "I read this: {text}\nNow tell me: {ask}"};
static const char *const reading_layouts_held[] = {"Read this text: {text}\nQuestion: {ask}",
 "Please read: {text}\n{ask}",
    "Text: {text}\n{ask}", "{text}\nAnswer this question: {ask}", "{text} Question: {ask}",
     "Here is a story: {text}\n{ask}",
    "Answer the question from the text.\n{text}\n{ask}"};

/* ---- making an item ---- */

/* Sets NAME1 .. NAME4 to different values; the fourth is never in a text. */
static void reading_set_kind(grammar *g, const reading_kind *kind) {
    char key[24];
    int order[128], i, n = 0;
    shuffle(g, order, kind->n, kind->n);
    for (i = 0; i < kind->n && n < 4; i++) {
        if (kind->split && !mine(g, "%s %s", kind->name, kind->list[order[i]])) continue;
        snprintf(key, sizeof(key), "%s%d", kind->name, ++n);
        slot(g, key, "%s", kind->list[order[i]]);
    }
    if (n < 4) corpus_flaw("too few held-out values", kind->name);
}

static void reading_set_town(grammar *g, char number) {
    char town[TEXT_CAP], key[8] = "town1", other[8] = "town1";
    int again;
    do {
        again = 0;
        if (chance(g, 50)) strcpy(town, PICK(g, reading_towns));
        else expand(g, town, reading_made_town);
        for (other[4] = '1'; other[4] < number; other[4]++) again |= strcmp(slot_find(g, other), town) == 0;
    } while (again || !mine(g, "town %s", town));
    key[4] = number;
    slot(g, key, "%s", town);
}

/* A word for an animal that does not exist. */
static void reading_set_word(grammar *g, char number) {
    static const char word[] = "[b|bl|br|d|dr|f|g|gl|gr|k|kl|m|n|p|pl|r|s|sn|t|tr|v|w|z][a|e|i|o|u]"
        "[bb|dd|ff|gg|lb|lm|mp|nd|nk|pp|rb|rf|rt|sk|zz|l|m|n][a|e|i|o|u][|f|l|m|n|ng|p|rk|x|t]";
    char text[TEXT_CAP], key[8] = "word1";
    do expand(g, text, word);
    while (!mine(g, "word %s", text) || (number > '1' && strcmp(text, slot_find(g, "word1")) == 0));
    key[4] = number;
    slot(g, key, "%s", text);
}

/* n1 .. n3, far1, far2: different; year1 < year2; age1 > age2 > age3 */
static void reading_set_numbers(grammar *g) {
    const int words = chance(g, 30), year = between(g, 1700, 1980), far = between(g, 11, 800), age = between(g, 5, 40);
    char text[TEXT_CAP], key[8] = "n1";
    int order[19], i;
    shuffle(g, order, COUNT(order), 3);
    for (i = 0; i < 3; i++) {
        text[0] = 0;
        if (words) add_number_words(text, order[i] + 2);
        else add(text, "%d", order[i] + 2);
        key[1] = (char)('1' + i);
        slot(g, key, "%s", text);
    }
    slot(g, "far1", "%d", far);
    slot(g, "far2", "%d", chance(g, 50) ? far + between(g, 1, 150) : far - between(g, 1, 10));
    slot(g, "year1", "%d", year);
    slot(g, "year2", "%d", year + between(g, 18, 40));
    slot(g, "age3", "%d", age);
    slot(g, "age2", "%d", age + between(g, 1, 9));
    slot(g, "age1", "%d", age + between(g, 10, 30));
}

static void reading_set_scene(grammar *g, const char *needs) {
    char number;
    int i;
    for (i = 0; i < COUNT(reading_kinds); i++) {
        const char *at = strstr(needs, reading_kinds[i].name);
        const char behind = at ? at[strlen(reading_kinds[i].name)] : 'x';
        if (behind == ' ' || behind == 0) reading_set_kind(g, &reading_kinds[i]);
    }
    for (number = '1'; number <= '3'; number++) {
        reading_set_person(g, number);
        reading_set_town(g, number);
        if (number < '3') reading_set_word(g, number);
    }
    reading_set_numbers(g);
}

/* One of a list that ends with NULL or is full. */
static const char *reading_one_of(grammar *g, const char *const *list, int n) {
    int k = 0;
    while (k < n && list[k]) k++;
    return list[below(g, k)];
}
#define READING_ONE(g, list) reading_one_of(g, list, COUNT(list))

/* The sentences of a pattern between " / ", in any order. */
static void reading_write_text(grammar *g, char *text, const char *pattern) {
    char all[TEXT_CAP], *part[8], *p = all;
    int order[8], n = 0, i;
    expand(g, all, pattern);
    do {
        part[n++] = p;
        p = strstr(p, " / ");
        if (p) {
            *p = 0;
            p += 3;
        }
    } while (p && n < COUNT(part));
    shuffle(g, order, n, n);
    text[0] = 0;
    for (i = 0; i < n; i++)
        if (*part[order[i]]) add(text, text[0] ? " %s" : "%s", part[order[i]]);
}

/* Puts a stranger to the text into the question: another person, thing, animal ... Returns 0 if it names none. */
static int reading_ask_stranger(grammar *g, const char *ask) {
    static const char *const kinds[] = {"thing", "animal", "event", "shop", "items"};
    char key[24], name[TEXT_CAP];
    int i;
    if (strstr(ask, "{p1}")) {
        do reading_draw_name(g, name, slot_find(g, "he1")[0] == 's');
        while (strcmp(name, slot_find(g, "p1")) == 0 || strcmp(name, slot_find(g, "p2")) == 0 ||
               strcmp(name, slot_find(g, "p3")) == 0);
        slot(g, "p1", "%s", name);
        return 1;
    }
    for (i = 0; i < COUNT(kinds); i++) {
        snprintf(key, sizeof(key), "%s1}", kinds[i]);
        if (!strstr(ask, key)) continue;
        snprintf(key, sizeof(key), "%s4", kinds[i]);
        strcpy(name, slot_find(g, key));
        key[strlen(key) - 1] = '1';
        slot(g, key, "%s", name);
        return 1;
    }
    return 0;
}

static const char *reading_lacking(grammar *g, const reading_scene *s) {
    const reading_lack *lack;
    if (s->missing[0]) return g->held_out ? READING_ONE(g, s->missing_held) : READING_ONE(g, s->missing);
    do lack = g->held_out ? &PICK(g, reading_missing_held) : &PICK(g, reading_missing);
    while (strstr(s->says, lack->word));
    return lack->ask;
}

/* A question about the text that was made from the slots, and its answer. */
static void reading_write_question(grammar *g, const reading_scene *s, char *ask, char *answer) {
    static const char none[] = "It doesn't say.";
    const reading_question *q;
    const char *pattern;
    int n = 0;
    while (n < COUNT(s->questions) && s->questions[n].answer) n++;
    q = &s->questions[below(g, n)];
    pattern = g->held_out ? READING_ONE(g, q->held) : READING_ONE(g, q->asks);
    expand(g, answer, q->answer);
    if (chance(g, 5)) {
        pattern = reading_lacking(g, s);
        strcpy(answer, none);
    } else if (chance(g, 8) && reading_ask_stranger(g, pattern)) strcpy(answer, none);
    expand(g, ask, pattern);
    capitalise(ask);
}

/* The question as it may be typed; the text keeps its letters, as answers are taken from it. */
static void reading_roughen(grammar *g, char *ask) {
    const size_t n = strlen(ask);
    if (chance(g, 10))
        for (char *p = ask; *p; p++) *p = (char)tolower((unsigned char)*p);
    if (chance(g, 15) && ask[n - 1] == '?') ask[n - 1] = 0;
}

static int reading_make(grammar *g, turn *t) {
    const reading_scene *s = &PICK(g, reading_scenes);
    char text[TEXT_CAP], ask[TEXT_CAP], again[TEXT_CAP], answer[TEXT_CAP];
    int more = !g->held_out && chance(g, 20);
    reading_set_scene(g, s->needs);
    reading_write_text(g, text, g->held_out && s->held_texts[0] ? READING_ONE(g, s->held_texts)
                                                                : READING_ONE(g, s->texts));
    reading_write_question(g, s, ask, t->answer);
    more = more && strcmp(t->answer, "It doesn't say.") != 0; /* then the slots are still those of the text */
    if (more) reading_write_question(g, s, again, answer);
    if (!g->held_out) reading_roughen(g, ask);
    g->n_slot = 0;
    slot(g, "text", "%s", text);
    slot(g, "ask", "%s", ask);
    expand(g, t->user, WORDING(g, reading_layouts, reading_layouts_held));
    t->exact = 1;
    if (!more || strcmp(ask, again) == 0) return 1;
    add(t[1].user, "%s%s", chance(g, 20) ? "And now: " : "", again);
    strcpy(t[1].answer, answer);
    t[1].exact = 1;
    return 2;
}

static const task reading_tasks[] = {{"reading", 120, SCORE_EXACT, reading_make,
    "names, towns, things, foods, animals; wordings; most sentence frames"}};

#endif
