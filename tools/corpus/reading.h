/* reading.h -- reading: a few sentences and a question about them. The answer quotes the sentence or sentences that
 * tell it and then gives a piece of them, as short as it can be:
 *
 *     "The torch is from 1970." So: 1970
 *
 * or says "It doesn't say." Sentences about other people and things, and some about nothing in particular, stand
 * beside the one that matters, so the answer has to be looked up.
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
static const char *const reading_pet_names[] = {"Rex", "Nala", "Spot", "Luna", "Bobo", "Coco", "Ginger", "Fluffy",
    "Pepper", "Buddy", "Lucky", "Snowy", "Shadow", "Milo", "Biscuit", "Cookie", "Tiger", "Pebble", "Rocky", "Misty",
    "Pip", "Oreo", "Simba", "Nibbles", "Patch", "Honey", "Barney", "Toffee", "Smoky", "Kiki", "Pixel", "Waffle"};
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

static const char *const reading_tongues[] = {"English", "French", "Spanish", "German", "Italian", "Chinese", "Greek",
    "Polish", "Arabic", "Japanese", "Turkish", "Dutch", "Swedish", "Hindi", "Russian", "Korean", "Danish"};
static const char *const reading_instruments[] = {"piano", "guitar", "violin", "flute", "trumpet", "drums", "cello",
    "harp", "organ", "clarinet", "saxophone", "banjo", "accordion", "trombone", "recorder", "double bass"};
static const char *const reading_months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
    "September", "October", "November", "December"};

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
    READING_KIND("sight", reading_sights, 0), READING_KIND("tongue", reading_tongues, 0),
    READING_KIND("instrument", reading_instruments, 0), READING_KIND("month", reading_months, 0)};

/* ---- scenes ----
 * A text whose sentences stand between " / " is put together in any order. Questions ask for what an answer pattern
 * gives; missing asks for what the text does not say (without any, reading_missing is asked about the first person).
 * says lists what reading_missing must not ask. Lists end with NULL. The evidence
 * holds the answer and what the question names; behind " <- " in an answer stands what else it should hold. */

typedef struct reading_question { const char *answer, *asks[15], *held[4]; } reading_question;
typedef struct reading_scene {
    const char *needs, *says, *texts[16], *held_texts[3];
    reading_question questions[7];
    const char *missing[5], *missing_held[3];
} reading_scene;

static const reading_scene reading_scenes[] = {
    {"color thing", "color home",
     {"{p1} has {a:color1} {thing1}. / {p2} has {a:color2} {thing2}. / [{p3} has {a:color3} {thing3}.|]",
      "{p1}'s {thing1} is {color1}. / {p2}'s {thing1} is {color2}. / [{p3} has no {thing1}.|The {thing3} is {color3}.]",
      "{p1} owns {a:color1} {thing1}. {He1} [likes it very much|uses it every day|got it from {his1} aunt]. "
      "{His1} [brother|sister|friend] {p2} has {a:color2} {thing2}.",
      "There is {a:color3} {thing3} on the table. / The {color1} {thing1} belongs to {p1}. / "
      "The {color2} {thing2} belongs to {p2}.",
      "{p1} bought {a:color1} {thing1} for {him1}self. For {p2} {he1} bought {a:color2} {thing2}.",
      "{p1}, who [is my neighbor|sings well], has {a:color1} {thing1}. / {p2}, my [cousin|teacher], has "
      "{a:color2} {thing2}.", "The {thing1} of {p1} is {color1}, [but|and|while] the {thing1} of {p2} is {color2}.",
      "I have [two|some] friends. {p1} has {a:color1} {thing1}. {p2} has {a:color2} {thing2}. [I have nothing "
      "like that.|]", "While {p2} carries {a:color2} {thing2}, {p1} carries {a:color1} {thing1}.",
      "{p1} has a new {thing1}. It is {color1}. / {p2} has a new {thing2}. It is {color2}.",
      "[In the shop|At the market] {p1} found {a:color1} {thing1}[ and took it home|]. / {p2} found {a:color2} "
      "{thing2}.",
      "Yesterday {p2} was given {a:color2} {thing2}. / {p1} was given {a:color1} {thing1}. / [{p3} was given "
      "nothing.|]",
      "{p1} wanted {a:color3} {thing1}, but {he1} got {a:color1} {thing1}. / {p2} has {a:color2} {thing2}.",
      "That {color1} {thing1} is {p1}'s, and that {color2} {thing2} is {p2}'s. [Nobody knows whose {thing3} "
      "this is.|]"},
     {"{p1} and {p2} are friends. {p1} has {a:color1} {thing1}, and {p2} has {a:color2} {thing2}.",
      "{p1} got {a:color1} {thing1}. / {p2} got {a:color2} {thing2}. / The {thing3} was {color3}."},
     {{"{color1}",
       {"What color is {p1}'s {thing1}?", "Which color is {p1}'s {thing1}?", "What colour is the {thing1} of {p1}?",
        "What is the color of {p1}'s {thing1}?", "{p1}'s {thing1} is [what|which] color?",
        "The color of {p1}'s {thing1}?",
        "{know} what color {p1}'s {thing1} is?", "{say} what color {p1}'s {thing1} is.",
        "{know} which color the {thing1} of {p1} has?", "{say} which color the {thing1} of {p1} has.",
        "[Which|What] color has {p1}'s {thing1}?", "What is the color of the {thing1} of {p1}?",
        "{p1}'s {thing1}: [what|which] color?"},
       {"Which color does {p1}'s {thing1} have?", "Tell me the color of {p1}'s {thing1}.",
        "What color is the {thing1} that {p1} has?"}},
      {"{p1}",
       {"Who has {a:color1} {thing1}?", "Who has the {color1} {thing1}?", "Whose {thing1} is {color1}?",
        "Who is the owner of the {color1} {thing1}?", "Which person has {a:color1} {thing1}?",
        "{know} who has {a:color1} {thing1}?", "{say} who has {a:color1} {thing1}.",
        "{know} whose {thing1} is {color1}?", "{say} whose {thing1} is {color1}.", "Whose is the {color1} {thing1}?",
        "[What is the name of the person|Who is the person] with the {color1} {thing1}?",
        "The {color1} {thing1} is whose?"},
       {"Who owns the {color1} {thing1}?", "To whom does the {color1} {thing1} belong?"}}},
     {NULL}, {NULL}},
    {"job", "home job",
     {"{p1} lives in {town1}. / {p2} lives in {town2}. / [{p3} lives in {town3}.|{p3} is {a:job3}.]",
      "{p1} is {a:job1} in {town1}. / {p2} is {a:job2} in {town2}.",
      "{p1} is {a:job1}. {He1} lives in {town1}. / {p2} is {a:job2}. {He2} lives in {town2}.",
      "{p1} moved to {town1} last year and works there as {a:job1}. / {p2} works as {a:job2} in {town2}.",
      "My [friend|neighbor|cousin] {p1} lives in {town1} and works as {a:job1}. / {p2} lives in {town2}.",
      "{p1}, who is {a:job1}, lives in {town1}, [but|while|and] {p2}, who is {a:job2}, lives in {town2}.",
      "In {town1} lives {a:job1} [called|named] {p1}. / In {town2} lives {a:job2} [called|named] {p2}.",
      "I know {a:job1}. {His1} name is {p1}, and {he1} lives in {town1}. / {p2} lives in {town2}.",
      "My friend {p1} comes from {town1} and still lives there. / {p2} lives in {town2}[, not far from the sea|].",
      "For many years {p1} has lived in {town1}. {He1} works as {a:job1}. / For a short time {p2} has lived in "
      "{town2}.", "{p2} is at home in {town2}, and {p1} is at home in {town1}. [They write letters.|]",
      "{p1} lives in {town1}. There {he1} works as {a:job1}. / {p2} lives in {town2}. [There {he2} works as "
      "{a:job2}.|]", "{p1} used to live in {town3}, but now {he1} lives in {town1}. / {p2} lives in {town2}."},
     {"{p1}, {a:job1}, lives in {town1}. / {p2}, {a:job2}, lives in {town2}.",
      "{p1} has a house in {town1}. {He1} is {a:job1}. / {p2} has a flat in {town2}. {He2} is {a:job2}."},
     {{"{town1}",
       {"Where does {p1} live?", "In which town does {p1} live?", "[Which|What] city does {p1} live in?",
       "{p1} lives where?",
        "In what city is {p1}?", "Where is the home of {p1}?",
        "{know} where {p1} lives?", "{say} where {p1} lives.", "{know} in which [town|city] {p1} lives?",
        "{say} in which [town|city] {p1} lives.", "What is the name of {p1}'s [town|city]?",
        "In [what|which] [town|place] is {p1} at home?", "{p1} lives in which town?"},
       {"Which town does {p1} live in?", "Where is {p1}'s home?", "Where can I find {p1}?"}},
      {"{p2}", {"Who lives in {town2}?", "Which person lives in {town2}?", "Who is from {town2}?",
       "Who is in {town2}?",
        "{know} who lives in {town2}?", "{say} who lives in {town2}.", "Who is at home in {town2}?",
        "Who is it that lives in {town2}?", "What is the name of the person in {town2}?",
        "{town2}: who lives there?", "Whose home is {town2}?"},
       {"Who has a home in {town2}?", "Which of them lives in {town2}?"}}},
     {NULL}, {NULL}},
    {"job place", "job home work",
     {"{p1} is {a:job1}. / {p2} is {a:job2}. / [{p3} is {a:job3}.|]",
      "{p1} works as {a:job1} near {place1}. / {p2} works as {a:job2} near {place2}.",
      "{p1} is {a:job1}. {He1} works near {place1}. / {p2} is {a:job2}. {He2} works near {place2}.",
      "{p1} wanted to be {a:job3}, but {he1} became {a:job1}. / {p2} became {a:job2}.",
      "{p1}, who lives next door, is {a:job1}. / {p2}, who lives [across the street|near us], is {a:job2}.",
      "{p1} earns {his1} money as {a:job1}, [but|and|while] {p2} earns {his2} money as {a:job2}.",
      "I have two [friends|cousins|neighbors]. {p1} is {a:job1}. {p2} is {a:job2}.",
      "For [ten|many|five] years {p1} has worked as {a:job1}. / For a short time {p2} has worked as {a:job2}.",
      "After school {p1} became {a:job1}. / {p2} became {a:job2}[, like {his2} uncle|].",
      "{A:job1} called {p1} lives near {place1}. / {A:job2} called {p2} lives near {place2}.",
      "Near {place1} you can meet {p1}. {He1} is {a:job1}. / {p2} is {a:job2}.",
      "{p2} found work as {a:job2}. / {p1} found work as {a:job1}. / [{p3} is still looking for work.|]",
      "Everybody knows {p1}, the {job1}. / Everybody knows {p2}, the {job2}."},
     {"{p1} likes {his1} work as {a:job1}. / {p2} is tired of {his2} work as {a:job2}."},
     {{"{job1}",
       {"What is {p1}'s job?", "What is the job of {p1}?", "What does {p1} do for a living?", "What does {p1} work as?",
        "What job does {p1} have?", "What did {p1} become?",
        "{know} what {p1}'s job is?", "{say} what {p1}'s job is.", "{know} what {p1} does for a living?",
        "{say} what {p1} does for a living.", "What is {p1}?", "In [what|which] job does {p1} work?",
        "{p1} is [what|what by trade]?", "{p1} works as what?"},
       {"Which job does {p1} have?", "As what does {p1} work?", "What is {p1}'s work?"}},
      {"{p2}", {"Who is {a:job2}?", "Who is the {job2}?", "Who works as {a:job2}?", "Which person is {a:job2}?",
        "{know} who is {a:job2}?", "{say} who is {a:job2}.", "{know} who works as {a:job2}?",
        "{say} who works as {a:job2}.", "What is the name of the {job2}?", "Whose job is {job2}?",
        "Who earns money as {a:job2}?"},
       {"Which of them is {a:job2}?", "Who has the job of {a:job2}?"}}},
     {NULL}, {NULL}},
    {"food drink day", "food drink",
     {"{p1} ate {food1} for [breakfast|lunch|dinner]. / {p2} ate {food2}. / [{p3} was not hungry.|{p3} ate {food3}.]",
      "{p1} had {food1} and {drink1}. / {p2} had {food2} and {drink2}.",
      "{p1} ate {food1} and drank {drink1}. / {p2} ate {food2} and drank {drink2}. [They paid and went home.|]",
      "{p1} and {p2} went to a cafe. {p1} ate {food1} and drank {drink1}. {p2} ate {food2} and drank {drink2}.",
      "On {day1} {p1} cooked. {He1} ate {food1} with {drink1}. {p2} came too, but {he2} ate only {food2}.",
      "{p1}, who was very hungry, ate {food1}. / {p2}, who was [tired|in a hurry], ate {food2}.",
      "[At noon|On {day1}|After work] {p1} ate {food1}, [but|and|while] {p2} ate {food2}.",
      "I had guests. {p1} ate {food1}. {p2} ate {food2}. [I ate nothing.|I was glad.|]",
      "{p1} took {food1} and ate it. / {p2} took {food2} and ate it. / [{p3} only drank {drink3}.|]",
      "{p1} did not want {food3}, so {he1} ate {food1}. / {p2} ate {food2}.",
      "[First|At first] {p2} ate {food2}. [Then|After that] {p1} ate {food1}. [It tasted good.|]",
      "{p1} sat in the kitchen. {He1} ate {food1} and was happy. / {p2} ate {food2} at work.",
      "For {p1} there was {food1}. / For {p2} there was {food2}. / [They all said thank you.|]",
      "In the restaurant {p1} ordered {food1}, and {p2} ordered {food2}. [They talked a lot.|The waiter was "
      "friendly.]"},
     {"{p1} was hungry and ate {food1}. / {p2} sat beside {p1} and ate {food2}.",
      "In the evening {p1} ate {food1}. / {p2} ate {food2} instead. / {p3} ate nothing."},
     {{"{food1}",
       {"What did {p1} eat?", "What did {p1} have to eat?", "What was {p1}'s food?", "{p1} ate what?",
       "What has {p1} eaten?",
        "Which food did {p1} eat?",
        "{know} what {p1} ate?", "{say} what {p1} ate.", "{know} what {p1} had to eat?",
        "{say} what {p1} had to eat.", "[What kind of food|Which food] was {p1}'s?",
        "What was there to eat for {p1}?", "What did {p1} have?"},
       {"What food did {p1} eat?", "What was it that {p1} ate?", "Tell me what {p1} ate."}},
      {"{p2}", {"Who ate {food2}?", "Who had {food2}?", "Which person ate {food2}?", "{food2}: who ate that?",
        "{know} who ate {food2}?", "{say} who ate {food2}.", "{know} who had {food2}?", "{say} who had {food2}.",
        "What is the name of the person who ate {food2}?", "Who had {food2} to eat?"},
       {"Who was it that ate {food2}?", "Which of them ate {food2}?"}}},
     {NULL}, {NULL}},
    {"drink food", "drink food",
     {"{p1} drinks {drink1} [in the morning|at breakfast|every day]. / {p2} drinks {drink2}. / [{p3} drinks "
      "{drink3}.|]",
      "{p1} does not like {drink3}. {He1} drinks {drink1}. / {p2} drinks {drink2} with {food2}.",
      "The waiter brought {drink1} for {p1}. / For {p2} he brought {drink2}. / {p3} got {drink3}.",
      "{p1}, who is thirsty, drinks {drink1}. / {p2}, who is [tired|cold], drinks {drink2}.",
      "{p1} drinks {drink1}, [but|and|while] {p2} drinks {drink2}.",
      "[At noon|In the cafe|After work] {p1} drinks {drink1}. / [In the evening|At home] {p2} drinks {drink2}.",
      "I made something to drink. {p1} wanted {drink1}. {p2} wanted {drink2}.",
      "There is {drink1} in {p1}'s cup. / There is {drink2} in {p2}'s cup. / [{p3}'s cup is empty.|]",
      "{p1} ordered {drink1} and {food1}. / {p2} ordered {drink2} and {food2}.",
      "{p1} was thirsty. {He1} got {drink1}. / {p2} was thirsty, too. {He2} got {drink2}.",
      "{Drink1} is what {p1} drinks. / {Drink2} is what {p2} drinks.",
      "{p2} would like {drink2}. / {p1} would like {drink1}. / [{p3} would like nothing.|{p3} would like {drink3}.]"},
     {"{p1} asked for {drink1}. / {p2} asked for {drink2}. / The waiter was friendly."},
     {{"{drink1}",
       {"What does {p1} drink?", "What did {p1} get to drink?", "Which drink is for {p1}?", "What is {p1}'s drink?",
        "{know} what {p1} drinks?", "{say} what {p1} drinks.", "{know} which drink {p1} has?",
        "{say} which drink {p1} has.", "What is there to drink for {p1}?", "What does {p1} have to drink?",
        "What is in {p1}'s cup?", "{p1} drinks what?"},
       {"Which drink does {p1} have?", "What is {p1} drinking?", "Which drink did {p1} get?"}},
      {"{p2}", {"Who drinks {drink2}?", "Who got {drink2}?", "Who wants {drink2}?", "For whom is the {drink2}?",
        "{know} who drinks {drink2}?", "{say} who drinks {drink2}.", "{know} who got {drink2}?",
        "{say} who got {drink2}.", "Whose drink is {drink2}?", "The {drink2} is for whom?",
        "Who has {drink2} to drink?", "Who would like {drink2}?"},
       {"Which of them drinks {drink2}?", "Who has the {drink2}?"}}},
     {NULL}, {NULL}},
    {"thing day", "give",
     {"{p1} gave {p2} {a:thing1}[ on {day1}| for {his2} birthday|]. {p3} gave {him2} {a:thing2}.",
      "{p1} gave {a:thing1} to {p2}. / {p3} gave {a:thing2} to {p1}.",
      "On {day1} {p2} got {a:thing1} from {p1}. {p3} sent {him2} {a:thing2}.",
      "It was {p2}'s birthday. {p1} came with {a:thing1}. {p3} came with {a:thing2}.",
      "{p1}, who is {p2}'s [cousin|friend], gave {him2} {a:thing1}. {p3} gave {him2} {a:thing2}.",
      "{p2} got two presents. From {p1} {he2} got {a:thing1}. From {p3} {he2} got {a:thing2}.",
      "{p1} gave {p2} {a:thing1}, [but|and|while] {p3} gave {him2} {a:thing2}.",
      "[On {day1}|Last week|In the morning] {p1} brought {p2} {a:thing1}. {p3} brought {him2} {a:thing2}.",
      "{p2} has a new {thing1}. It is a present from {p1}. / {p3} gave {p2} {a:thing2}.",
      "{p1} sent {a:thing1} to {p2}. / {p3} sent {a:thing2} to {p2}. / [{p2} thanked them all.|]",
      "{A:thing1} was given to {p2} by {p1}. / {A:thing2} was given to {p2} by {p3}.",
      "{p1} visited {p2} and gave {him2} {a:thing1}. {He2} was [glad|happy] and thanked {him1}."},
     {"{p2} was happy: {p1} gave {him2} {a:thing1}, and {p3} gave {him2} {a:thing2}."},
     {{"{p1}",
       {"Who gave {p2} {a:thing1}?", "Who gave the {thing1} to {p2}?", "From whom did {p2} get the {thing1}?",
        "From whom is the {thing1}?", "Who gave away the {thing1}?",
        "{know} who gave {p2} the {thing1}?", "{say} who gave {p2} the {thing1}.",
        "{know} from whom {p2} got the {thing1}?", "{say} from whom {p2} got the {thing1}.",
        "By whom was the {thing1} given?", "Who brought the {thing1}?", "Whose present was the {thing1}?"},
       {"Who was it that gave {p2} the {thing1}?", "Who did {p2} get the {thing1} from?"}},
      {"{a:thing1}",
       {"What did {p1} give {p2}?", "What did {p2} get from {p1}?", "What was {p1}'s gift?", "What is {p1}'s gift?",
        "{know} what {p1} gave {p2}?", "{say} what {p1} gave {p2}.", "{know} what {p2} got from {p1}?",
        "{say} what {p2} got from {p1}.", "[Which|What] present did {p2} get from {p1}?",
        "What was {p1}'s gift to {p2}?", "What thing did {p1} give {p2}?", "What was {p1}'s gift for {p2}?"},
       {"What did {p1} give to {p2}?", "What was the present from {p1}?"}},
      {"{p2}",
       {"Who got the {thing1}?", "To whom did {p1} give the {thing1}?", "Who did {p1} give the {thing1} to?",
        "{know} who got the {thing1}?", "{say} who got the {thing1}.", "{know} to whom {p1} gave the {thing1}?",
        "{say} to whom {p1} gave the {thing1}.", "Who has the {thing1} now?", "For whom was the {thing1}?",
        "To whom was the {thing1} given?", "{p1} gave the {thing1} to whom?"},
       {"Who was given the {thing1}?", "Who got {a:thing1} from {p1}?"}}},
     {NULL}, {NULL}},
    {"hobby", "age hobby home",
     {"{p1} is {age1} years old. / {p2} is {age2} years old. / [{p3} is {age3} years old.|]",
      "{p1} is {age1}. / {p2} is {age2}. / [{p3} is {age3}.|They all like {hobby1}.]",
      "{p1} is {age1} years old and likes {hobby1}. / {p2} is {age2} years old and likes {hobby2}.",
      "{p2} turned {age2} last week. / {p1} turned {age1} in the spring.",
      "{p1}, who is {age1}, and {p2}, who is {age2}, [are friends|go to the same school|live next door].",
      "{p1}, {age1} years old, is [a friend|a neighbor] of {p2}, who is {age2}.",
      "{p1}, who [is my neighbor|sings well], is {age1}. / {p2}, who [lives in {town2}|has two cats], is {age2}.",
      "{p1} is {age1} years old, [but|and|while] {p2} is {age2}.",
      "I have two cousins. {p1} is {age1} years old, {p2} is {age2} years old.",
      "At the age of {age1}, {p1} still likes {hobby1}. / At the age of {age2}, {p2} likes {hobby2}.",
      "{p1} is {age1} now, and {he1} feels fine. / {p2} is {age2} now.",
      "{p2} lives in {town2} and is {age2} years old. / {p1} lives in {town1} and is {age1} years old.",
      "{p1} has had {age1} birthdays. / {p2} has had {age2} birthdays. / [{p3} has had {age3} birthdays.|]",
      "My [neighbor|friend] {p2} is {age2} years old. / My [neighbor|friend] {p1} is {age1} years old."},
     {"{p1} has just turned {age1}. / {p2} is only {age2}.", "{p1} ({age1}) and {p2} ({age2}) play together."},
     {{"{age1}", {"How old is {p1}?", "What is {p1}'s age?", "What age is {p1}?", "{p1} is how old?",
      "The age of {p1}?",
        "{know} how old {p1} is?", "{say} how old {p1} is.", "{know} what age {p1} is?", "{say} what age {p1} is.",
        "How old is {p1} now?", "{p1}'s age?", "At what age is {p1} now?", "Age of {p1}?"},
       {"How many years old is {p1}?", "What is the age of {p1}?", "Tell me how old {p1} is."}},
      {"{age2}", {"How old is {p2}?", "What is {p2}'s age?", "What age is {p2}?", "{p2} is how old?",
        "{know} how old {p2} is?", "{say} how old {p2} is.", "{know} what {p2}'s age is?",
        "{say} what {p2}'s age is.", "{p2}'s age?", "How old is {p2} now?", "What age has {p2}?",
        "How old did {p2} get?"},
       {"How many years old is {p2}?", "What is the age of {p2}?"}},
      {"{p1} <- {age1}{age2}",
       {"Who is older, {p1} or {p2}?", "Who is older, {p2} or {p1}?", "Which of them is older, {p2} or {p1}?",
        "Who is {age1} years old?", "Who is {age1}?",
        "{know} who is older, {p1} or {p2}?", "{say} who is older, {p1} or {p2}.",
        "[Who|Which person] is the older one, {p2} or {p1}?", "{p1} or {p2}: who is older?",
        "{p2} or {p1}: who is older?", "Who is the oldest, {p1} or {p2}?", "Who was born first, {p2} or {p1}?"},
       {"Who of the two is older, {p1} or {p2}?", "Is {p1} or {p2} older?", "Which one is older, {p1} or {p2}?"}},
      {"{p2} <- {age1}{age2}",
       {"Who is younger, {p1} or {p2}?", "Who is younger, {p2} or {p1}?", "Which of them is younger, {p1} or {p2}?",
        "Who is {age2} years old?",
        "{know} who is younger, {p2} or {p1}?", "{say} who is younger, {p2} or {p1}.",
        "[Who|Which person] is the younger one, {p1} or {p2}?", "{p1} or {p2}: who is younger?",
        "{p2} or {p1}: who is younger?", "Who was born later, {p1} or {p2}?", "Who is {age2}?"},
       {"Who of the two is younger, {p2} or {p1}?", "Is {p1} or {p2} younger?"}}},
     {NULL}, {NULL}},
    {"event day time place", "",
     {"The {event1} is on {day1} at {time1}. It takes place in {place1}. / The {event2} is on {day2} in {place2}.",
      "The {event1} starts at {time1} on {day1} in {place1}. / The {event2} starts at {time2} on {day2} in {place2}.",
      "On {day1} there is {a:event1} in {place1}. It begins at {time1}. / On {day2} there is {a:event2} in {place2}.",
      "{p1} goes to the {event1} on {day1}. It is in {place1} and begins at {time1}. "
      "On {day2} {he1} goes to the {event2} in {place2}.",
      "The {event1}, which is in {place1}, is on {day1} and begins at {time1}. / The {event2}, which is in "
      "{place2}, is on {day2}.",
      "On {day1} at {time1} the {event1} begins in {place1}, [but|and|while] the {event2} is in {place2} on {day2}.",
      "In {place1} the {event1} begins on {day1} at {time1}. / In {place2} the {event2} begins on {day2}.",
      "I have two plans. On {day1} at {time1} I go to the {event1} in {place1}. On {day2} I go to the {event2} "
      "in {place2}.",
      "Dear friends, the {event1} will be on {day1} at {time1} in {place1}. / The {event2} will be on {day2} in "
      "{place2}.",
      "There is {a:event1} in {place1} on {day1}. The {event1} starts at {time1}. / There is {a:event2} in "
      "{place2} on {day2}.",
      "The {event1} was moved to {day1}. It starts at {time1} in {place1}. / The {event2} stays on {day2} in "
      "{place2}.",
      "People wait for the {event1}. It is on {day1} in {place1} and starts at {time1}. / The {event2} is on "
      "{day2} in {place2}.",
      "The {event2} is held in {place2} on {day2}. / The {event1} is held in {place1} on {day1} at {time1}."},
     {"Come to the {event1}! It is on {day1} at {time1} in {place1}. / The {event2} on {day2} is in {place2}.",
      "We have two dates this week. The {event1} in {place1} is on {day1} at {time1}. "
      "The {event2} in {place2} is on {day2}."},
     {{"{day1}",
       {"When is the {event1}?", "On [which|what] day is the {event1}?", "What day is the {event1}?",
        "Which day is the {event1}?", "The {event1} is on which day?",
        "{know} when the {event1} is?", "{say} when the {event1} is.", "{know} on which day the {event1} is?",
        "{say} on which day the {event1} is.", "On which day [will the {event1} be|does the {event1} begin]?",
        "What is the day of the {event1}?", "{Event1}: which day?"},
       {"On which day of the week is the {event1}?", "Which day does the {event1} take place?"}},
      {"{time1}",
       {"At what time does the {event1} [start|begin]?", "What time does the {event1} start?",
        "At what time is the {event1}?", "The {event1} starts at what time?",
        "{know} at what time the {event1} begins?", "{say} at what time the {event1} begins.",
        "{know} what time the {event1} starts?", "{say} what time the {event1} starts.",
        "At what time [will the {event1} be|must I come to the {event1}]?", "The {event1} begins at what time?",
        "{Event1}: at what time?"},
       {"What time is the {event1}?", "What time does the {event1} begin?"}},
      {"{place1}",
       {"Where is the {event1}?", "In which place is the {event1}?", "Where does the {event1} take place?",
        "Where do I go for the {event1}?", "What is the place of the {event1}?",
        "{know} where the {event1} is?", "{say} where the {event1} is.", "{know} where the {event1} takes place?",
        "{say} where the {event1} takes place.", "In what place is the {event1}?", "The {event1} is where?"},
       {"Where will the {event1} be?", "At which place is the {event1}?", "Where is the {event1} held?"}},
      {"the {event2}", {"What is in {place2}?", "What takes place in {place2}?", "What is on {day2}?",
        "{know} what is in {place2}?", "{say} what is in {place2}.", "{know} what takes place on {day2}?",
        "{say} what takes place on {day2}.", "What is there in {place2}?", "What is there on {day2}?",
        "[Which event|What event] is in {place2}?", "[Which event|What event] is on {day2}?"},
       {"What happens in {place2}?", "What happens on {day2}?"}}},
     {"Who sings at the {event1}?", "How much [is|costs] a ticket for the {event1}?",
      "How long is the {event1}?",
      "When is the {event3}?"},
     {"How many people come to the {event1}?", "Where is the {event3}?"}},
    {"animal spot food", "",
     {"The {animal1} sleeps {spot1}. / The {animal2} sleeps {spot2}. / [The {animal3} sleeps {spot3}.|]",
      "On the farm the {animal1} lives {spot1}. / The {animal2} lives {spot2}. / The {animal3} eats {food3}.",
      "{p1} saw {a:animal1} {spot1}. / {p2} saw {a:animal2} {spot2}.",
      "There is {a:animal1} {spot1}. / There is {a:animal2} {spot2}. / [{p3} looks for the {animal3}.|]",
      "The {animal1}, which is [quiet|tired|small], is {spot1}. / The {animal2}, which is [happy|hungry|big], "
      "is {spot2}.", "{A:animal1} is sitting {spot1}, [but|and|while] {a:animal2} is sitting {spot2}.",
      "I saw two animals. The {animal1} was {spot1}. The {animal2} was {spot2}.",
      "[In the evening|At noon|Every morning] the {animal1} rests {spot1}. / [At night|Today] the {animal2} "
      "rests {spot2}.", "{p1} was looking for the {animal1}. It was {spot1}. / {p1} found the {animal2} {spot2}.",
      "The {animal1} was found {spot1}. / The {animal2} was found {spot2}. / [{p3} took a photo.|]",
      "The {animal1} ate {food1} and went to sleep {spot1}. / The {animal2} ate {food2} and went to sleep {spot2}.",
      "{p1} has {a:animal1} that sleeps {spot1}. / {p2} has {a:animal2} that sleeps {spot2}.",
      "{Spot1} sits {a:animal1}. / {Spot2} sits {a:animal2}."},
     {"Look, {a:animal1} is {spot1}! And {a:animal2} is {spot2}.",
      "The old {animal1} rests {spot1}. / The young {animal2} plays {spot2}."},
     {{"{spot1}",
       {"Where is the {animal1}?", "Where does the {animal1} [sleep|live]?", "Where was the {animal1}?",
        "Where can you see the {animal1}?", "In which place is the {animal1}?", "The {animal1} is where?",
        "{know} where the {animal1} is?", "{say} where the {animal1} is.", "{know} where one can see the {animal1}?",
        "{say} where one can see the {animal1}.", "In [what|which] place was the {animal1}?",
        "Where do you find {a:animal1}?", "The {animal1}: where is it?", "Where does the {animal1} sit?"},
       {"Where can I find the {animal1}?", "Where do you see the {animal1}?", "Tell me where the {animal1} is."}},
      {"the {animal2}",
       {"Which animal is {spot2}?", "What animal is {spot2}?", "What is {spot2}?",
       "Which animal [lives|sleeps] {spot2}?",
        "{know} which animal is {spot2}?", "{say} which animal is {spot2}.", "{know} what is {spot2}?",
        "{say} what is {spot2}.", "{Spot2}: which animal is there?", "[Which|What] animal was {spot2}?",
        "Who sits {spot2}, which animal?"},
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
      "{day1} is {weather1}. / {day2} is {weather2}. / {day3} is {weather3}.",
      "{day1}, which was [long|quiet], was {weather1}. / {day2}, which was [short|busy], was {weather2}.",
      "On {day1} it was {weather1}, [but|and|while] on {day2} it was {weather2}.",
      "I remember the week. {day1} was {weather1}. {day2} was {weather2}. [Then I went home.|]",
      "It was {weather1} on {day1}, and {p1} stayed inside. / It was {weather2} on {day2}, and {p2} stayed inside.",
      "The radio says: {weather1} on {day1}, {weather2} on {day2}.",
      "On {day1} we have {weather1} weather. / On {day2} we have {weather2} weather.",
      "After {a:weather3} {day3} it was {weather1} on {day1}. / {day2} was {weather2}.",
      "{p1} looked out of the window on {day1}. It was {weather1}. / {p2} looked out on {day2}. It was {weather2}.",
      "We will have {weather2} weather on {day2}. / We will have {weather1} weather on {day1}.",
      "{p1} came on {day1}, when it was {weather1}. / {p2} came on {day2}, when it was {weather2}."},
     {"This week {day1} was {weather1}, {day2} was {weather2} and {day3} was {weather3}."},
     {{"{weather1}",
       {"[How|What] was the weather [like |]on {day1}?", "How is the weather on {day1}?",
       "What is the weather on {day1}?",
        "Weather on {day1}?", "How will the weather be on {day1}?",
        "{know} how the weather was on {day1}?", "{say} how the weather was on {day1}.",
        "{know} what the weather is like on {day1}?", "{say} what the weather is like on {day1}.",
        "What weather was there on {day1}?", "How did the weather look on {day1}?", "{day1}: what weather?"},
       {"What is the weather like on {day1}?", "What kind of weather was there on {day1}?", "How was {day1}?"}},
      {"{day2}",
       {"On [which|what] day was it {weather2}?", "When was it {weather2}?", "Which day was {weather2}?",
        "When is it {weather2}?", "Which day is {weather2}?",
        "{know} on which day it was {weather2}?", "{say} on which day it was {weather2}.",
        "{know} when it was {weather2}?", "{say} when it was {weather2}.", "It was {weather2} on which day?",
        "What day was {weather2}?", "On what day is it {weather2}?", "{Weather2} weather: on which day?"},
       {"On which day of the week was it {weather2}?", "Which day had {weather2} weather?"}}},
     {"What was the temperature on {day1}?", "Who was ill on {day1}?", "How many people were outside on {day2}?"},
     {"What did the people do on {day1}?", "How many degrees were there on {day2}?"}},
    {"thing holder", "",
     {"The {thing1} is in {holder1}. / The {thing2} is in {holder2}. / [The {thing3} is in {holder3}.|]",
      "{p1} put the {thing1} in {holder1}. / {p2} put the {thing2} in {holder2}. / [The {thing3} is lost.|]",
      "{p1} was looking for {his1} {thing1}. It was in {holder1}. {His1} {thing2} was in {holder2}.",
      "In {holder1} there is {a:thing1}. / In {holder2} there is {a:thing2}.",
      "The {thing1}, which belongs to {p1}, is in {holder1}. / The {thing2}, which belongs to {p2}, is in "
      "{holder2}.", "The {thing1} is in {holder1}, [but|and|while] the {thing2} is in {holder2}.",
      "I have put everything away. The {thing1} is in {holder1}. The {thing2} is in {holder2}.",
      "[In the morning|Yesterday|After lunch] {p1} put {a:thing1} in {holder1}. / [At noon|Later] {p2} put "
      "{a:thing2} in {holder2}.",
      "The {thing1} was put in {holder1} by {p1}. / The {thing2} was put in {holder2} by {p2}.",
      "{p1} could not find the {thing1}. It was in {holder1}. / {p2} could not find the {thing2}. It was in "
      "{holder2}.", "Look in {holder1} if you need the {thing1}. / Look in {holder2} if you need the {thing2}.",
      "{p1} opened {holder1} and saw {a:thing1}. / {p2} opened {holder2} and saw {a:thing2}.",
      "{p2} forgot {a:thing2} in {holder2}. / {p1} forgot {a:thing1} in {holder1}. / [{p3} forgot nothing.|]",
      "{p1} keeps the {thing1} in {holder1}. / {p1} keeps the {thing2} in {holder2}."},
     {"{p1} left the {thing1} in {holder1} and the {thing2} in {holder2}.",
      "You can find the {thing1} in {holder1}. / You can find the {thing2} in {holder2}."},
     {{"{holder1}",
       {"Where is the {thing1}?", "Where was the {thing1}?", "In what is the {thing1}?", "The {thing1} is where?",
        "Where is the {thing1} kept?", "Where does the {thing1} lie?",
        "{know} where the {thing1} is?", "{say} where the {thing1} is.", "{know} in what the {thing1} is?",
        "{say} in what the {thing1} is.", "In which thing is the {thing1}?", "Where do they keep the {thing1}?",
        "[Where did the {thing1} lie|Where can one find the {thing1}]?"},
       {"Where can I find the {thing1}?", "Where should I look for the {thing1}?", "In which place is the {thing1}?"}},
      {"{holder2}", {"Where is the {thing2}?", "Where was the {thing2}?", "The {thing2} is where?",
       "Where does the {thing2} lie?",
        "{know} where the {thing2} is?", "{say} where the {thing2} is.", "{know} in what the {thing2} is?",
        "{say} in what the {thing2} is.", "In what is the {thing2}?", "Where is the {thing2} kept?",
        "[Where did the {thing2} lie|Where can one find the {thing2}]?"},
       {"Where can I find the {thing2}?", "Where should I look for the {thing2}?"}},
      {"the {thing1}", {"What is in {holder1}?", "What was in {holder1}?", "What lies in {holder1}?",
       "Which thing is in {holder1}?",
        "{know} what is in {holder1}?", "{say} what is in {holder1}.", "{know} which thing is in {holder1}?",
        "{say} which thing is in {holder1}.", "What is there in {holder1}?", "[Which|What] thing was in {holder1}?",
        "{Holder1}: what is in it?"},
       {"What can I find in {holder1}?", "Which thing lies in {holder1}?"}}},
     {"Who bought the {thing1}?", "How big is the {thing1}?", "How much did the {thing2} cost?",
      "What color is the {thing1}?"},
     {"How old is the {thing1}?", "Who made the {thing2}?"}},
    {"thing room color", "",
     {"The {thing1} lies in {room1}. / The {thing2} lies in {room2}. / [The {thing3} stands in {room3}.|]",
      "{p1} left the {thing1} in {room1}. / {p2} left the {thing2} in {room2}. / [The {thing3} is {color3}.|]",
      "In {room1} there is {a:thing1}. / In {room2} there is {a:thing2}. / [In {room3} there is {a:thing3}.|]",
      "The {color1} {thing1} is in {room1}, and the {color2} {thing2} is in {room2}.",
      "The {thing1}, which belongs to {p1}, is in {room1}. / The {thing2}, which belongs to {p2}, is in {room2}.",
      "The {thing1} is in {room1}, [but|and|while] the {thing2} is in {room2}.",
      "I was looking for two things. The {thing1} was in {room1}. The {thing2} was in {room2}.",
      "[Yesterday|In the morning] {p1} put the {thing1} in {room1}. / [In the evening|Later] {p2} put the "
      "{thing2} in {room2}.",
      "{p1} has {a:color1} {thing1}. It is in {room1}. / {p2} has {a:color2} {thing2}. It is in {room2}.",
      "The {thing1} was found in {room1}. / The {thing2} was found in {room2}. / [The {thing3} is {color3}.|]",
      "Go to {room1} if you need the {thing1}. / Go to {room2} if you need the {thing2}.",
      "{p1} went to {room1} and saw {a:thing1} there. / {p2} went to {room2} and saw {a:thing2} there.",
      "{p2} forgot the {thing2} in {room2}. / {p1} forgot the {thing1} in {room1}."},
     {"{p1} keeps {his1} {thing1} in {room1}. / {p2} keeps {his2} {thing2} in {room2}."},
     {{"{room1}",
       {"Where is the {thing1}?", "In which room is the {thing1}?", "The {thing1} is where?",
       "Where did they leave the {thing1}?",
        "In what room is the {thing1}?",
        "{know} where the {thing1} is?", "{say} where the {thing1} is.", "{know} in which room the {thing1} is?",
        "{say} in which room the {thing1} is.", "In what room was the {thing1}?", "Where does the {thing1} lie?",
        "Where do they keep the {thing1}?", "[Which|What] room has the {thing1} in it?"},
       {"Where can I find the {thing1}?", "Which room is the {thing1} in?"}},
      {"{room2}", {"Where is the {thing2}?", "In which room is the {thing2}?", "The {thing2} is where?",
        "{know} where the {thing2} is?", "{say} where the {thing2} is.", "{know} in which room the {thing2} is?",
        "{say} in which room the {thing2} is.", "In what room is the {thing2}?", "Where does the {thing2} lie?",
        "Where did they leave the {thing2}?", "[Which|What] room has the {thing2} in it?"},
       {"Where can I find the {thing2}?", "Which room is the {thing2} in?"}},
      {"the {thing1}", {"What is in {room1}?", "What lies in {room1}?", "Which thing is in {room1}?",
        "{know} what is in {room1}?", "{say} what is in {room1}.", "{know} which thing is in {room1}?",
        "{say} which thing is in {room1}.", "What is there in {room1}?", "[Which|What] thing lies in {room1}?",
        "What was in {room1}?", "{Room1}: what is in it?"},
       {"What can I find in {room1}?"}}},
     {"Who bought the {thing1}?", "How big is the {thing1}?", "How much did the {thing2} cost?"},
     {"How old is the {thing1}?", "Who made the {thing2}?"}},
    {"thing room", "",
     {"{p1} put the {thing1} in {room1}. Then {p2} [took|carried|moved] it to {room2}.",
      "The {thing1} was in {room1}. {p1} carried it to {room2}. [{p2} was in {room3}.|The {thing2} stayed in {room1}.]",
      "In the morning the {thing1} was in {room1}. [{p1}|{p2}] moved it to {room3}. In the evening {p2} took it to "
      "{room2}.",
      "{p2} brought the {thing1} from {room1} to {room2}. [The {thing2} is in {room3}.|]",
      "First {p1} put the {thing1} in {room3}. Next {he1} put it in {room1}. At last {he1} put it in {room2}.",
      "The {thing1}, which was in {room1}, was [taken|carried|moved] to {room2} by {p1}.",
      "{p1} had left the {thing1} in {room1}, [but|and] {p2} [took|carried|brought] it to {room2}.",
      "At first the {thing1} was in {room1}, but now it is in {room2}. [The {thing2} is in {room3}.|]",
      "[In the morning|Yesterday|Before lunch] {p1} saw the {thing1} in {room1}. [Later|In the evening] {p2} "
      "carried it to {room2}.",
      "I put the {thing1} in {room1}. Then {p1} took it to {room2}. [I did not see that.|]",
      "{p1} took the {thing1} out of {room1} and put it in {room2}. [The {thing2} was left in {room3}.|]",
      "The {thing1} is no longer in {room1}. It is in {room2} now. [{p1} moved it.|]",
      "After {p1} had found the {thing1} in {room1}, {he1} carried it to {room2}.",
      "The {thing2} was in {room3}. The {thing1} was in {room1}. Then {p2} moved the {thing1} to {room2}."},
     {"{p1} found the {thing1} in {room1} and brought it to {room2}. [The {thing2} is still in {room1}.|]"},
     {{"{room2}",
       {"Where is the {thing1} now?", "Where is the {thing1}?", "In which room is the {thing1} now?",
        "Where is the {thing1} at the end?", "Where was the {thing1} last?", "What is the last place of the {thing1}?",
        "{know} where the {thing1} is now?", "{say} where the {thing1} is now.",
        "{know} in which room the {thing1} is now?", "{say} in which room the {thing1} is now.",
        "In what room is the {thing1} now?", "Where can one find the {thing1} now?", "The {thing1} is where now?",
        "Where is the {thing1} in the end?"},
       {"In which room is the {thing1} at the end?", "Where can I find the {thing1} now?",
       "Where did the {thing1} end up?"}}},
     {"What color is the {thing1}?", "Who bought the {thing1}?", "Why did they [move|carry] the {thing1}?"},
     {"How much did the {thing1} cost?", "How old is the {thing1}?"}},
    {"room", "where",
     {"{p1} went to {room1}. Then {he1} went to {room2}. / {p2} went to {room3}.",
      "{p1} is in {room2}. / {p2} is in {room3}. / [{p3} is in {room1}.|]",
      "{p1} was in {room1}, but now {he1} is in {room2}. / {p2} is in {room3}.",
      "{p2} walked from {room1} to {room3}. / {p1} walked from {room3} to {room2}.",
      "{p1}, who was in {room1} before, is in {room2} now. / {p2} is in {room3}.",
      "{p1} is in {room2}, [but|and|while] {p2} is in {room3}.",
      "I am at home with my friends. {p1} is in {room2}. {p2} is in {room3}. I am in {room1}.",
      "[In the morning|At first] {p1} was in {room1}. Now {he1} is in {room2}. / {p2} is in {room3}.",
      "{p1} came home and went to {room2}. / {p2} came home and went to {room3}.",
      "After a while {p1} walked to {room2}. / {p2} walked to {room3}. / [{p3} went out.|]",
      "{p1} is not in {room1}. {He1} is in {room2}. / {p2} is in {room3}.",
      "In {room2} sits {p1}. / In {room3} sits {p2}. / [Nobody is in {room1}.|]",
      "{p2} works in {room3} today. / {p1} works in {room2} today."},
     {"{p1} left {room1} and went to {room2}. / {p2} stayed in {room3}."},
     {{"{room2}",
       {"Where is {p1}?", "Where is {p1} now?", "In which room is {p1}?", "{p1} is where?", "Which room is {p1} in?",
        "{know} where {p1} is?", "{say} where {p1} is.", "{know} in which room {p1} is now?",
        "{say} in which room {p1} is now.", "Where can one find {p1}?", "{p1} is in which room?",
        "In [what|which] room can you find {p1}?"},
       {"Where can I find {p1}?", "In what room is {p1} now?", "Tell me where {p1} is."}},
      {"{p2}", {"Who is in {room3}?", "Who is in {room3} now?", "Which person is in {room3}?",
        "{know} who is in {room3}?", "{say} who is in {room3}.", "Who sits in {room3}?", "Who went to {room3}?",
        "What is the name of the person in {room3}?", "{Room3}: who is there?", "Who is now in {room3}?",
        "Who can you find in {room3}?"},
       {"Which of them is in {room3}?", "Who can be found in {room3}?"}}},
     {NULL}, {NULL}},
    {"vehicle", "",
     {"It is {far1} kilometers from {town1} to {town2}. / It is {far2} kilometers from {town1} to {town3}.",
      "{town2} is {far1} kilometers from {town1}. / {town3} is {far2} kilometers from {town1}. / [Most people take the "
      "{vehicle1}.|]",
      "From {town1} to {town2} it is {far1} kilometers. / From {town1} to {town3} it is {far2} kilometers.",
      "{town2}, which lies in the mountains, is {far1} kilometers from {town1}. / {town3} is {far2} kilometers "
      "from {town1}.", "{town1} is {far1} kilometers from {town2} and {far2} kilometers from {town3}.",
      "{town2} lies {far1} kilometers from {town1}, [but|and|while] {town3} lies {far2} kilometers from {town1}.",
      "I live in {town1}. From {town1} it is {far1} kilometers to {town2}. From {town1} it is {far2} kilometers "
      "to {town3}.",
      "{p1} drove {far1} kilometers from {town1} to {town2}. / {p2} drove {far2} kilometers from {town1} to "
      "{town3}.",
      "By {vehicle1} it is {far1} kilometers from {town1} to {town2}. / By {vehicle2} it is {far2} kilometers "
      "from {town1} to {town3}.",
      "If you go from {town1} to {town2}, you travel {far1} kilometers. / If you go from {town1} to {town3}, "
      "you travel {far2} kilometers.",
      "The way from {town1} to {town2} is {far1} kilometers. / The way from {town1} to {town3} is {far2} "
      "kilometers.",
      "Between {town1} and {town2} there are {far1} kilometers. / Between {town1} and {town3} there are {far2} "
      "kilometers."},
     {"The road from {town1} to {town2} is {far1} kilometers long. / The road from {town1} to {town3} is {far2} "
      "kilometers long."},
     {{"{far1} kilometers",
       {"How far is it from {town1} to {town2}?", "How far is {town2} from {town1}?",
        "What is the distance from {town1} to {town2}?", "How many kilometers is it from {town1} to {town2}?",
        "{know} how far it is from {town1} to {town2}?", "{say} how far it is from {town1} to {town2}.",
        "{know} how far {town2} is from {town1}?", "{say} how far {town2} is from {town1}.",
        "How many kilometers is {town2} from {town1}?", "{town1} to {town2}: how far?",
        "How long is the way from {town1} to {town2}?", "How many kilometers are there between {town1} and {town2}?"},
       {"How far away is {town2} from {town1}?", "What is the distance between {town1} and {town2}?"}},
      {"{town3}", {"Which town is {far2} kilometers from {town1}?", "What is {far2} kilometers from {town1}?",
        "{know} which town is {far2} kilometers from {town1}?",
        "{say} which town is {far2} kilometers from {town1}.",
        "[What|Which] town lies {far2} kilometers from {town1}?",
        "Where do you get after {far2} kilometers from {town1}?", "What place is {far2} kilometers from {town1}?",
        "{far2} kilometers from {town1}: which town is that?", "From {town1} it is {far2} kilometers to which town?"},
       {"Which town is {far2} kilometers away from {town1}?"}}},
     {"How many people live in {town1}?", "How long is the trip to {town3}?", "What does a ticket to {town2} cost?"},
     {"How big is {town1}?", "How much is a ticket to {town3}?"}},
    {"dish items", "",
     {"For the {dish1} you need {n1} eggs, {n2} cups of flour and {n3} spoons of sugar.",
      "To make the {dish1}, take {n1} eggs and {n2} cups of flour. Add {n3} spoons of sugar. Bake it for {far1} "
      "minutes.",
      "{p1} makes the {dish1}. {He1} takes {n2} cups of flour, {n1} eggs and {n3} spoons of sugar.",
      "The recipe for {dish1}: {n3} spoons of sugar, {n1} eggs and {n2} cups of flour.",
      "For the {dish1}, which {p1} likes, you need {n1} eggs, {n2} cups of flour and {n3} spoons of sugar.",
      "{p1} bakes today. For the {dish1} {he1} needs {n1} eggs, {n3} spoons of sugar and {n2} cups of flour.",
      "You need {n2} cups of flour and {n1} eggs for the {dish1}, and then {n3} spoons of sugar.",
      "First put {n2} cups of flour in a bowl. Then add {n1} eggs. At the end add {n3} spoons of sugar. That "
      "makes the {dish1}.", "I make the {dish1} like this: {n1} eggs, {n3} spoons of sugar, {n2} cups of flour.",
      "For my aunt's {dish1} you take {n3} spoons of sugar, {n2} cups of flour and {n1} eggs. [That is all.|My "
      "aunt is a good cook.]",
      "{N1} eggs, {n2} cups of flour and {n3} spoons of sugar go in the {dish1}. [Bake it for {far1} minutes.|]",
      "In the {dish1} there are {n2} cups of flour, {n3} spoons of sugar and {n1} eggs.",
      "{p1} mixes {n3} spoons of sugar with {n1} eggs. Then {he1} adds {n2} cups of flour. That makes the {dish1}."},
     {"My {dish1} is easy. You take {n2} cups of flour, {n3} spoons of sugar and {n1} eggs."},
     {{"{n1}",
       {"How many eggs [do you need|are needed|does it need|does the recipe take]?", "How many eggs for the {dish1}?",
        "How many eggs [are|go] in the {dish1}?", "The number of eggs?",
        "{know} how many eggs I need?", "{say} how many eggs I need.", "{know} how many eggs go in the {dish1}?",
        "{say} how many eggs go in the {dish1}.", "How many eggs [should I take|must I buy|do we need]?",
        "[What is the|Which] number of eggs [does it take|is needed]?"},
       {"How many eggs are there in the {dish1}?", "How many eggs do I need for the {dish1}?"}},
      {"{n2}",
       {"How many cups of flour [do you need|are needed|does it need]?", "How many cups of flour for the {dish1}?",
        "How many cups of flour go in the {dish1}?",
        "{know} how many cups of flour I need?", "{say} how many cups of flour I need.",
        "{know} how many cups of flour go in the {dish1}?", "{say} how many cups of flour go in the {dish1}.",
        "How many cups of flour [should I take|must I use|do we need]?", "What is the number of cups of flour?",
        "Cups of flour: how many?", "How much flour [is needed|does it need], how many cups?"},
       {"How many cups of flour are there in the {dish1}?", "How many cups of flour do I need?"}},
      {"{n3}",
       {"How many spoons of sugar [do you need|are needed|does it need]?", "How many spoons of sugar for the {dish1}?",
        "How many spoons of sugar go in the {dish1}?",
        "{know} how many spoons of sugar I need?", "{say} how many spoons of sugar I need.",
        "{know} how many spoons of sugar go in the {dish1}?", "{say} how many spoons of sugar go in the {dish1}.",
        "How many spoons of sugar [should I take|must I use|do we need]?", "What is the number of spoons of sugar?",
        "Spoons of sugar: how many?", "How much sugar [is needed|does it need], how many spoons?"},
       {"How many spoons of sugar are there in the {dish1}?", "How many spoons of sugar do I need?"}}},
     {"How much milk do you need?", "How many people can eat the {dish1}?", "How much salt goes in the {dish1}?"},
     {"How much butter is in the {dish1}?", "How hot is the oven?"}},
    {"shop time day place", "",
     {"The {shop1} opens at {time1} and closes at {time2}. It is closed on {day1}. / The {shop2} is closed on {day2}.",
      "The {shop1} is open from {time1} to {time2}. On {day1} it is closed. / The {shop2} is next to {place2}.",
      "You find the {shop1} near {place1}. It opens at {time1} and closes at {time2}, but not on {day1}. / "
      "The {shop2} opens at {time3}.",
      "The {shop1}, which is near {place1}, opens at {time1} and closes at {time2}, but on {day1} it is closed.",
      "From {time1} to {time2} you can buy things in the {shop1}: it opens at {time1} and closes at {time2}. On "
      "{day1} the {shop1} is closed.",
      "{p1} works near the {shop1}. The {shop1} opens at {time1} and closes at {time2}. It is closed on {day1}.",
      "The {shop1} is open every day but {day1}. It opens at {time1} and closes at {time2}. / The {shop2} is "
      "closed on {day2}.",
      "At {time1} the {shop1} opens, and at {time2} it closes. On {day1} it is closed. / The {shop2} opens at "
      "{time3}.",
      "I went to the {shop1}, but it was {day1}, when it is closed. It opens at {time1} and closes at {time2} "
      "on the other days.",
      "On {day1} the {shop1} is closed. On the other days the {shop1} opens at {time1} and closes at {time2}.",
      "The {shop1} opens at {time1}. It closes at {time2}. It is closed on {day1}. / The {shop2} closes at {time3}.",
      "Hours of the {shop1}: open from {time1} to {time2}, closed on {day1}. / The {shop2} is closed on {day2}."},
     {"The {shop1} near {place1} is open from {time1} until {time2}. / On {day1} the {shop1} is closed."},
     {{"{time1}",
       {"When does the {shop1} open?", "[At what|What] time does the {shop1} open?",
       "From what time is the {shop1} open?",
        "The {shop1} opens when?",
        "{know} when the {shop1} opens?", "{say} when the {shop1} opens.", "{know} at what time the {shop1} opens?",
        "{say} at what time the {shop1} opens.", "From when is the {shop1} open?",
        "When can I go to the {shop1}, from what time on?", "{Shop1}: when does it open?"},
       {"At what time can I go to the {shop1}?", "When is the {shop1} opened?"}},
      {"{time2}",
       {"When does the {shop1} close?", "[At what|What] time does the {shop1} close?", "The {shop1} closes when?",
        "Until when is the {shop1} open?",
        "{know} when the {shop1} closes?", "{say} when the {shop1} closes.",
        "{know} until when the {shop1} is open?", "{say} until when the {shop1} is open.",
        "How long is the {shop1} open, until when?", "{Shop1}: when does it close?",
        "At what time do they close the {shop1}?"},
       {"Until what time is the {shop1} open?", "When is the {shop1} closing?"}},
      {"{day1}",
       {"On which day is the {shop1} closed?", "What day is the {shop1} closed?",
       "When is the {shop1} closed all day?",
        "{know} on which day the {shop1} is closed?", "{say} on which day the {shop1} is closed.",
        "{know} when the {shop1} is closed all day?", "{say} when the {shop1} is closed all day.",
        "On what day is the {shop1} closed?", "The {shop1} is closed on which day?", "{Shop1}: closed on which day?",
        "On which day can I not go to the {shop1}?"},
       {"On what day is the {shop1} not open?", "Which day is the {shop1} closed?"}}},
     {"Who works in the {shop1}?", "What is the phone number of the {shop1}?", "How many people work in the {shop1}?",
      "How old is the {shop1}?"},
     {"Who is the owner of the {shop1}?", "What does the {shop1} sell?"}},
    {"job subject", "born home job",
     {"{p1} was born in {town1} in {year1}. In {year2} {he1} moved to {town2}, where {he1} worked as {a:job1}.",
      "{p1} was born in {year1} in {town1}. In {year2} {he1} went to {town2} "
      "to study {subject1} and became {a:job1}.",
      "{p1} came from {town1}, where {he1} was born in {year1}. {He1} went to {town2} in {year2} and became {a:job1}.",
      "Born in {town1} in {year1}, {p1} was {a:job1}. {He1} moved to {town2} in {year2}. [{p2} knew {him1} "
      "well.|]",
      "{p1}, who was {a:job1}, was born in {town1} in {year1} and moved to {town2} in {year2}.",
      "In {year1} {p1} was born in {town1}. In {year2} {he1} moved to {town2}. There {he1} was {a:job1}.",
      "This is the story of {p1}. {He1} was born in {year1} in {town1}. {He1} became {a:job1} and moved to "
      "{town2} in {year2}.",
      "{p1} was born in {town1} in {year1}, [but|and] in {year2} {he1} went to live in {town2} as {a:job1}.",
      "{p1} was {a:job1}. {He1} was born in {town1} in {year1}. In {year2} {he1} went to {town2} and stayed there.",
      "The {job1} {p1} was born in {year1} in {town1}, but {he1} lived in {town2} from {year2} to the end.",
      "{town1} is the place where {p1} was born in {year1}. {He1} moved to {town2} in {year2} and worked as "
      "{a:job1}.",
      "As a child {p1} lived in {town1}, where {he1} was born in {year1}. In {year2} {he1} went to {town2}. "
      "There {he1} became {a:job1}.",
      "{p1} became {a:job1} in {town2}, where {he1} went in {year2}. {He1} was born in {town1} in {year1}."},
     {"{p1}, born in {town1} in {year1}, was a famous {job1}. From {year2} on {he1} lived in {town2}."},
     {{"{town1}",
       {"Where was {p1} born?", "In which town was {p1} born?", "Where did {p1} come from?",
       "What is {p1}'s place of birth?",
        "{p1} was born where?",
        "{know} where {p1} was born?", "{say} where {p1} was born.", "{know} in which town {p1} was born?",
        "{say} in which town {p1} was born.", "From what town did {p1} come?",
        "What is the name of the town where {p1} was born?", "{p1}'s place of birth?"},
       {"In which city was {p1} born?", "In what town was {p1} born?", "Where does {p1} come from?"}},
      {"{year1}",
       {"When was {p1} born?", "In [which|what] year was {p1} born?", "What is {p1}'s year of birth?",
       "{p1} was born when?",
        "{know} when {p1} was born?", "{say} when {p1} was born.", "{know} in which year {p1} was born?",
        "{say} in which year {p1} was born.", "What was the year of {p1}'s birth?", "{p1}'s year of birth?",
        "In what year did {p1}'s life begin?"},
       {"Which year was {p1} born in?", "What year was {p1} born?"}},
      {"{job1}",
       {"What was {p1}'s job?", "What did {p1} work as?", "What did {p1} become?", "What did {p1} do for a living?",
        "What was {p1}?",
        "{know} what {p1}'s job was?", "{say} what {p1}'s job was.", "{know} what {p1} became?",
        "{say} what {p1} became.", "In [what|which] job did {p1} work?", "What work did {p1} do?",
        "{p1} worked as what?"},
       {"Which job did {p1} have?", "What was the job of {p1}?"}},
      {"{town2} <- {year2}", {"Where did {p1} go in {year2}?", "Where did {p1} live later?",
       "In which town did {p1} live later?",
        "{know} where {p1} went in {year2}?", "{say} where {p1} went in {year2}.", "{know} where {p1} lived later?",
        "{say} where {p1} lived later.", "Where did {p1} live from {year2} on?",
        "What is the name of the town where {p1} lived later?", "Where was {p1} in {year2}?",
        "In which town was {p1} from {year2} on?"},
       {"Where did {p1} live after {year2}?", "Which town did {p1} go to?"}}},
     {NULL}, {NULL}},
    {"sight material", "",
     {"{town1} is a small town. There is {sight1} and {sight2}. [{n1} thousand people live there.|It has {n2} "
      "schools.]",
      "{town1} lies on a river. It is known for {sight1}. / {town2} lies in the mountains and is known for {sight2}.",
      "In {town1} you can see {sight1}. / In {town2} you can see {sight2}. / [In {town3} you can see {sight3}.|]",
      "{town2} has {sight2}. / {town1} has {sight1}. / {p1} likes {town2}[.| best.]",
      "{town1}, which lies on a lake, has {sight1}. / {town2}, which lies in the mountains, has {sight2}.",
      "{town1} has {sight1}, [but|and|while] {town2} has {sight2}.",
      "I visited two towns. In {town1} I saw {sight1}. In {town2} I saw {sight2}.",
      "On the first day {p1} saw {sight1} in {town1}. / On the second day {p2} saw {sight2} in {town2}.",
      "If you come to {town1}, you will see {sight1}. / If you come to {town2}, you will see {sight2}.",
      "{Sight1} stands in {town1}. / {Sight2} stands in {town2}. / [{town3} has nothing like that.|]",
      "People love {town1}. There is {sight1} in {town1}. / People love {town2}. There is {sight2} in {town2}.",
      "In the middle of {town1} there is {sight1}. / In the middle of {town2} there is {sight2}.",
      "{town2} is famous for {sight2}. / {town1} is famous for {sight1}.",
      "My friend {p1} lives in {town1}, where there is {sight1}. / My friend {p2} lives in {town2}, where there "
      "is {sight2}."},
     {"Visitors come to {town1} to see {sight1}. / In {town2} people look at {sight2}."},
     {{"{town1}", {"Where is there {sight1}?", "Which town has {sight1}?", "In which town can you see {sight1}?",
        "Where can you see {sight1}?", "What town has {sight1}?",
        "{know} which town has {sight1}?", "{say} which town has {sight1}.", "{know} where there is {sight1}?",
        "{say} where there is {sight1}.", "In what town is {sight1}?", "Where do you find {sight1}?",
        "What is the name of the town with {sight1}?", "[Where|In which place] can one see {sight1}?"},
       {"In which town is there {sight1}?", "Where do I have to go to see {sight1}?"}}},
     {"Who is the mayor of {town1}?", "When was {town1} founded?", "How old is {town1}?",
      "What is the food like in {town1}?"},
     {"Who built {town1}?", "How many hotels are there in {town1}?"}},
    {"material thing", "",
     {"The museum of {town1} shows {a:thing1} from {year1}. / {A:thing2} from {year2} stands near the door.",
      "In the museum there is {a:thing1} made of {material1} from {year1}. / There is also {a:thing2} from {year2}.",
      "The {thing1} in the museum is from {year1}. / The {thing2} is from {year2}. / [The {thing3} is new.|]",
      "The {thing1}, which stands near the window, is from {year1}. / The {thing2}, which stands near the door, "
      "is from {year2}.", "The {thing1} is from {year1}, [but|and|while] the {thing2} is from {year2}.",
      "I went to the museum. I saw {a:thing1} from {year1}. I saw {a:thing2} from {year2}, too.",
      "In {year1} the {thing1} was made. / In {year2} the {thing2} was made. / [You can see them in the museum.|]",
      "{p1} showed us {a:thing1} from {year1}. / {p2} showed us {a:thing2} from {year2}.",
      "The {thing1} was made in {year1}. / The {thing2} was made in {year2}. / The {thing3} is new.",
      "First {p1} saw {a:thing1} from {year1}. Then {he1} saw {a:thing2} from {year2}.",
      "From {year1} there is {a:thing1}. / From {year2} there is {a:thing2}. / [The museum is small.|]",
      "{p1}'s {thing1} is old: it is from {year1}. / {p2}'s {thing2} is old, too: it is from {year2}."},
     {"The museum is small, but it has {a:thing1} from {year1} and {a:thing2} from {year2}."},
     {{"{year1}", {"From which year is the {thing1}?", "Of what year is the {thing1}?",
      "What year is the {thing1} from?",
        "{know} from which year the {thing1} is?", "{say} from which year the {thing1} is.",
        "{know} what year the {thing1} is from?", "{say} what year the {thing1} is from.",
        "[The year of the {thing1}|{Thing1}: from which year]?",
        "[Of which year is the {thing1}|The {thing1} is from which year]?", "What is the year of the {thing1}?"},
       {"From what year is the {thing1}?", "Which year is the {thing1} from?"}},
      {"{year2}", {"From which year is the {thing2}?", "Of what year is the {thing2}?",
       "What year is the {thing2} from?",
        "{know} from which year the {thing2} is?", "{say} from which year the {thing2} is.",
        "{know} what year the {thing2} is from?", "{say} what year the {thing2} is from.",
        "[The year of the {thing2}|{Thing2}: from which year]?",
        "[Of which year is the {thing2}|The {thing2} is from which year]?", "What is the year of the {thing2}?"},
       {"From what year is the {thing2}?", "Which year is the {thing2} from?"}},
      {"the {thing1}", {"What is from {year1}?", "Which thing is from {year1}?", "What is of the year {year1}?",
        "{know} which thing is from {year1}?", "{say} which thing is from {year1}.", "{know} what is from {year1}?",
        "{say} what is from {year1}.", "[Which|What] thing is of the year {year1}?", "What thing is from {year1}?",
        "What is there from {year1}?", "{year1}: which thing is it?"},
       {"Which thing is from the year {year1}?"}}},
     {"Who made the {thing1}?", "How much does a ticket cost?", "When does the museum open?"},
     {"How many people visit the museum?", "What does the ticket cost?"}},
    {"thing shop", "money",
     {"{p1} bought {a:thing1} for {n1} euros. / {p2} bought {a:thing2} for {n2} euros. / [{p3} bought nothing.|]",
      "The {thing1} costs {n1} euros. / The {thing2} costs {n2} euros. / [The {thing3} costs {n3} euros.|{p1} likes "
      "the "
      "{thing3}.]",
      "{p1} paid {n1} euros for {a:thing1}. / {p2} paid {n2} euros for {a:thing2}.",
      "In the shop {p1} saw {a:thing1} for {n1} euros and {a:thing2} for {n2} euros. {He1} bought the {thing2}.",
      "The {thing1}, which {p1} likes, costs {n1} euros. / The {thing2}, which {p2} likes, costs {n2} euros.",
      "The {thing1} costs {n1} euros, [but|and|while] the {thing2} costs {n2} euros.",
      "I went to a shop. There I saw {a:thing1} for {n1} euros. I also saw {a:thing2} for {n2} euros.",
      "[Yesterday|In the shop|At the market] {p1} got {a:thing1} for {n1} euros. / [Today|Later] {p2} got "
      "{a:thing2} for {n2} euros.",
      "For {n1} euros {p1} bought {a:thing1}. / For {n2} euros {p2} bought {a:thing2}.",
      "{p1} wanted {a:thing1}. It cost {n1} euros. / {p2} wanted {a:thing2}. It cost {n2} euros.",
      "{A:thing1} is {n1} euros. / {A:thing2} is {n2} euros. / [{A:thing3} is {n3} euros.|]",
      "{p1} gave {p2} {n1} euros for the {thing1}. / {p3} gave {p2} {n2} euros for the {thing2}.",
      "You can have the {thing2} for {n2} euros. / You can have the {thing1} for {n1} euros.",
      "The {thing1} was sold for {n1} euros. / The {thing2} was sold for {n2} euros."},
     {"The price of the {thing1} is {n1} euros. / The price of the {thing2} is {n2} euros.",
      "{p1} sells {a:thing1} for {n1} euros and {a:thing2} for {n2} euros."},
     {{"{n1} euros",
       {"How much is the {thing1}?", "How much does the {thing1} cost?", "What does the {thing1} cost?",
        "What is the price of the {thing1}?", "How much did the {thing1} cost?", "The price of the {thing1}?",
        "{know} how much the {thing1} costs?", "{say} how much the {thing1} costs.",
        "{know} what the {thing1} costs?", "{say} what the {thing1} costs.", "What is the {thing1}'s price?",
        "How many euros is the {thing1}?", "How many euros does the {thing1} cost?"},
       {"How much was the {thing1}?", "What did the {thing1} cost?", "How much money is the {thing1}?"}},
      {"the {thing2}", {"What costs {n2} euros?", "Which thing costs {n2} euros?", "What is there for {n2} euros?",
        "{know} what costs {n2} euros?", "{say} what costs {n2} euros.", "{know} which thing costs {n2} euros?",
        "{say} which thing costs {n2} euros.", "[What|Which thing] cost {n2} euros?",
        "What can I get for {n2} euros?", "{N2} euros: for which thing?",
        "[What|Which thing] is the one for {n2} euros?"},
       {"What is the thing that costs {n2} euros?", "Which thing is {n2} euros?"}}},
     {"How heavy is the {thing1}?", "What is the name of the shop?", "What color is the {thing1}?"},
     {"How old is the {thing1}?", "Who made the {thing2}?"}},
    {"items", "money count",
     {"{p1} has {n1} {items1}. / {p2} has {n2} {items1}. / [{p3} has {n3} {items2}.|]",
      "{p1} has {n1} {items1} and {n2} {items2}. / {p2} has {n3} {items3}.",
      "There are {n1} {items1} in {p1}'s box. / There are {n2} {items2} in {p2}'s box.",
      "{p1} keeps {n1} {items1} at home. / {p2} keeps {n2} {items2} at home. / [{p3} keeps {n3} {items1} at home.|]",
      "{p1} carries {n1} {items1} in a bag. / {p2} carries {n2} {items2}. / [They are going home.|]",
      "{p1}, who [is my neighbor|sings well], has {n1} {items1}. / {p2}, who lives in {town2}, has {n2} {items2}.",
      "{p1} has {n1} {items1}, [but|and|while] {p2} has {n2} {items1}.",
      "I counted them. {p1} has {n1} {items1}. {p2} has {n2} {items1}.",
      "[Yesterday|Today|In the morning] {p1} found {n1} {items1}. / [Later|At noon] {p2} found {n2} {items2}.",
      "{N1} {items1} belong to {p1}. / {N2} {items2} belong to {p2}. / [{p3} has nothing.|]",
      "{p1} opened {his1} box. There were {n1} {items1} in it. / {p2} opened {his2} box. There were {n2} "
      "{items2} in it.", "{p2} bought {n2} {items1}. / {p1} bought {n1} {items1}. / [{p3} bought {n3} {items3}.|]",
      "{p1} is the owner of {n1} {items1} and {n3} {items3}. / {p2} is the owner of {n2} {items2}.",
      "On {p1}'s table there are {n1} {items1}. / On {p2}'s table there are {n2} {items1}."},
     {"{p1} collects {items1} and has {n1} of them. / {p2} collects {items2} and has {n2} of them.",
      "In the bag of {p1} there are {n1} {items1}. / In the bag of {p2} there are {n2} {items2}."},
     {{"{n1}",
       {"How many {items1} does {p1} have?", "How many {items1} has {p1} got?", "{p1} has how many {items1}?",
        "What is the number of {p1}'s {items1}?", "How many {items1} are {p1}'s?", "Number of {items1} {p1} has?",
        "{know} how many {items1} {p1} has?", "{say} how many {items1} {p1} has.",
        "{know} how many {items1} are {p1}'s?", "{say} how many {items1} are {p1}'s.", "{p1}'s {items1}: how many?",
        "What number of {items1} does {p1} have?", "Of {items1}, how many does {p1} have?"},
       {"How many {items1} belong to {p1}?", "Tell me how many {items1} {p1} has."}}},
     {"Who gave {p1} the {items1}?", "What do the {items1} cost?", "Where did the {items1} come from?"},
     {"Who made the {items1}?", "How heavy are the {items1}?"}},
    {"hobby day", "hobby",
     {"{p1} likes {hobby1}. / {p2} likes {hobby2}. / [{p3} likes {hobby3}.|]",
      "{p1}'s hobby is {hobby1}. / {p2}'s hobby is {hobby2}.",
      "On {day1} {p1} enjoys {hobby1}. / On {day2} {p2} enjoys {hobby2}.",
      "{p1} does not like {hobby3}, but {he1} likes {hobby1}. / {p2} likes {hobby2}.",
      "{p1}, who [is my neighbor|sings well], likes {hobby1}. / {p2}, who lives in {town2}, likes {hobby2}.",
      "{p1} likes {hobby1}, [but|and|while] {p2} likes {hobby2}.",
      "I have two friends. {p1} likes {hobby1}. {p2} likes {hobby2}. [I like to sleep.|]",
      "[After school|After work|In summer] {p1} has time for {hobby1}. / [In winter|At the weekend] {p2} has "
      "time for {hobby2}.", "{Hobby1} is {p1}'s hobby. / {Hobby2} is {p2}'s hobby. / [{p3} has no hobby.|]",
      "{p1} has a hobby. It is {hobby1}. / {p2} has a hobby. It is {hobby2}.",
      "What {p1} likes most is {hobby1}. / What {p2} likes most is {hobby2}.",
      "{p2} is happy with {hobby2}. / {p1} is happy with {hobby1}. / [{p3} is happy with {hobby3}.|]",
      "For {p1} there is nothing better than {hobby1}. / For {p2} there is nothing better than {hobby2}."},
     {"{p1} loves {hobby1}. / {p2} loves {hobby2}. They meet on {day1}."},
     {{"{hobby1}",
       {"What does {p1} like?", "What is {p1}'s hobby?", "What does {p1} like to do?", "What is the hobby of {p1}?",
        "{p1} likes what?",
        "{know} what {p1}'s hobby is?", "{say} what {p1}'s hobby is.", "{know} what {p1} likes?",
        "{say} what {p1} likes.", "{p1}'s hobby?", "[Which|What] hobby has {p1}?", "What is it that {p1} likes?",
        "What does {p1} like most?"},
       {"Which hobby does {p1} have?", "What does {p1} like doing?"}},
      {"{p2}", {"Who likes {hobby2}?", "Whose hobby is {hobby2}?", "Which person likes {hobby2}?",
       "Who has the hobby {hobby2}?",
        "{know} who likes {hobby2}?", "{say} who likes {hobby2}.", "{know} whose hobby is {hobby2}?",
        "{say} whose hobby is {hobby2}.", "What is the name of the person who likes {hobby2}?",
        "{Hobby2}: whose hobby is it?", "By whom is {hobby2} liked?"},
       {"Which of them likes {hobby2}?", "Who is it that likes {hobby2}?"}}},
     {NULL}, {NULL}},
    {"vehicle day", "travel",
     {"{p1} went to {town1} by {vehicle1} on {day1}. / {p2} went to {town2} by {vehicle2} on {day2}.",
      "On {day1} {p1} took the {vehicle1} to {town1}. {p3} went with {him1}. / {p2} took the {vehicle2} to {town2}.",
      "{p1} traveled to {town1} on {day1}. {He1} went by {vehicle1}. / {p2} traveled to {town2}. {He2} went by "
      "{vehicle2}.",
      "{p1}, who had a free day, went to {town1} by {vehicle1} on {day1}. / {p2}, who was in a hurry, went to "
      "{town2} by {vehicle2}.",
      "{p1} went to {town1} by {vehicle1} on {day1}, [but|and|while] {p2} went to {town2} by {vehicle2}.",
      "I know two travelers. {p1} went by {vehicle1} to {town1} on {day1}. {p2} went by {vehicle2} to {town2}.",
      "Early on {day1} {p1} left for {town1} by {vehicle1}. / Early on {day2} {p2} left for {town2} by {vehicle2}.",
      "A {vehicle1} brought {p1} to {town1} on {day1}. / A {vehicle2} brought {p2} to {town2} on {day2}.",
      "{p1} wanted to see {town1}. On {day1} {he1} went there by {vehicle1}. / {p2} wanted to see {town2} and "
      "went there by {vehicle2}.",
      "On {day1} {p1} came to {town1} with the {vehicle1}. / On {day2} {p2} came to {town2} with the {vehicle2}.",
      "The {vehicle2} took {p2} to {town2}. / The {vehicle1} took {p1} to {town1} on {day1}.",
      "{p1}'s trip on {day1} was by {vehicle1} to {town1}. / {p2}'s trip was by {vehicle2} to {town2}."},
     {"{p1} is going to {town1} by {vehicle1} on {day1}. / {p2} is going to {town2} by {vehicle2}.",
      "For {his1} trip to {town1} on {day1} {p1} took the {vehicle1}. / {p2} went to {town2} by {vehicle2}."},
     {{"{town1}", {"Where did {p1} go?", "Where did {p1} travel?", "Which town did {p1} go to?",
      "Where did {p1} go on {day1}?",
        "{know} where {p1} went?", "{say} where {p1} went.", "{know} which town {p1} went to?",
        "{say} which town {p1} went to.", "What was the name of the town {p1} went to?", "{p1} went where?",
        "To which place did {p1} travel?"},
       {"To which town did {p1} go?", "Where is {p1} going?", "What town did {p1} travel to?"}},
      {"{vehicle1}",
       {"How did {p1} [go|travel] to {town1}?", "What did {p1} take to {town1}?", "With what did {p1} go to {town1}?",
        "How did {p1} get to {town1}?",
        "{know} how {p1} went to {town1}?", "{say} how {p1} went to {town1}.", "{know} what {p1} took to {town1}?",
        "{say} what {p1} took to {town1}.", "By what did {p1} go to {town1}?",
        "[In|With] which vehicle did {p1} travel?", "{p1} went to {town1} how?"},
       {"What did {p1} travel with?", "Which vehicle did {p1} take?"}},
      {"{day1}", {"When did {p1} go to {town1}?", "On which day did {p1} travel?", "What day did {p1} go to {town1}?",
        "{know} when {p1} went to {town1}?", "{say} when {p1} went to {town1}.",
        "{know} on which day {p1} went to {town1}?", "{say} on which day {p1} went to {town1}.",
        "On which day did {p1} go?", "What was the day of {p1}'s trip?", "{p1} went to {town1} on which day?",
        "On what day was {p1}'s trip?"},
       {"On what day did {p1} go to {town1}?", "When was {p1}'s trip to {town1}?"}},
      {"{p2}", {"Who went to {town2}?", "Who traveled to {town2}?", "Who took the {vehicle2}?",
       "Which person went to {town2}?",
        "{know} who went to {town2}?", "{say} who went to {town2}.", "{know} who traveled to {town2}?",
        "{say} who traveled to {town2}.", "Who came to {town2}?",
        "What is the name of the person who went to {town2}?"},
       {"Who was it that went to {town2}?", "Which of them went to {town2}?"}}},
     {NULL}, {NULL}},
    {"subject day", "subject",
     {"{p1}'s favorite subject is {subject1}. / {p2}'s favorite subject is {subject2}. / [{p3} likes {subject3}.|]",
      "At school {p1} likes {subject1} best. / {p2} likes {subject2} best.",
      "{p1} is good at {subject1}, but {he1} finds {subject3} hard. / {p2} is good at {subject2}.",
      "{p1}, who goes to school in {town1}, likes {subject1} best. / {p2}, who is good at school, likes "
      "{subject2} best.", "{p1} likes {subject1}, [but|and|while] {p2} likes {subject2}.",
      "I asked two children. {p1} likes {subject1}. {p2} likes {subject2}.",
      "[On {day1}|In the morning] {p1} has {subject1}, the subject {he1} likes best. / {p2} likes {subject2} best.",
      "{Subject1} is {p1}'s favorite subject. / {Subject2} is {p2}'s favorite subject. / [{p3} likes no subject.|]",
      "{p1} does not like {subject3}. {His1} favorite subject is {subject1}. / {p2}'s favorite subject is "
      "{subject2}.", "The lesson {p1} likes best is {subject1}. / The lesson {p2} likes best is {subject2}.",
      "{p2} enjoys {subject2} at school. / {p1} enjoys {subject1} at school. / [{p3} enjoys {subject3}.|]",
      "For {p1}, {subject1} is easy and fun. / For {p2}, {subject2} is easy and fun.",
      "{p1} learns {subject1} with joy. / {p2} learns {subject2} with joy."},
     {"{p1} thinks {subject1} is the best subject. / {p2} prefers {subject2}."},
     {{"{subject1}",
       {"What is {p1}'s favorite subject?", "Which subject does {p1} like?", "What subject does {p1} like best?",
        "Which subject is {p1} good at?",
        "{know} what {p1}'s favorite subject is?", "{say} what {p1}'s favorite subject is.",
        "{know} which subject {p1} likes?", "{say} which subject {p1} likes.", "{p1}'s favorite subject?",
        "What is the favorite subject of {p1}?", "[In which|What] subject is {p1} best?",
        "At school, what does {p1} like?"},
       {"What subject does {p1} prefer?", "Which subject does {p1} like most?"}},
      {"{p2}", {"Who likes {subject2}?", "Whose favorite subject is {subject2}?", "Who likes {subject2} best?",
        "{know} who likes {subject2}?", "{say} who likes {subject2}.",
        "{know} whose favorite subject is {subject2}?", "{say} whose favorite subject is {subject2}.",
        "{Subject2}: whose favorite subject is it?", "Which child likes {subject2}?", "Who is good at {subject2}?",
        "Who has {subject2} as a favorite subject?"},
       {"Which of them likes {subject2}?", "Who prefers {subject2}?"}}},
     {NULL}, {NULL}},
    {"pet petname color", "pet color",
     {"{p1} has a {pet1} called {petname1}. / {p2} has a {pet2} called {petname2}. / [{p3} has no pet.|]",
      "{p1}'s {pet1} is called {petname1}. / {p2}'s {pet2} is called {petname2}.",
      "{p1} has {a:color1} {pet1}. Its name is {petname1}. / {p2} has {a:color2} {pet2}. Its name is {petname2}.",
      "{petname1} is {p1}'s {pet1}. / {petname2} is {p2}'s {pet2}. [They play together.|]",
      "{p1}, who [is my neighbor|sings well], has a {pet1} called {petname1}. / {p2}, who lives in {town2}, has "
      "a {pet2} called {petname2}.", "{p1}'s {pet1} is {petname1}, [but|and|while] {p2}'s {pet2} is {petname2}.",
      "I know two pets. {petname1} is a {pet1} and belongs to {p1}. {petname2} is a {pet2} and belongs to {p2}.",
      "Last year {p1} got a {pet1} and called it {petname1}. / {p2} got a {pet2} and called it {petname2}.",
      "{petname1}, {a:color1} {pet1}, lives with {p1}. / {petname2}, {a:color2} {pet2}, lives with {p2}.",
      "The name of {p1}'s {pet1} is {petname1}. / The name of {p2}'s {pet2} is {petname2}.",
      "{p1} plays with {his1} {pet1} {petname1}. / {p2} plays with {his2} {pet2} {petname2}.",
      "A {pet1} lives in {p1}'s house. The {pet1} is called {petname1}. / A {pet2} lives in {p2}'s house. The "
      "{pet2} is called {petname2}.",
      "{p2} takes care of {petname2}, a {pet2}. / {p1} takes care of {petname1}, a {pet1}."},
     {"{p1} lives with a {pet1} named {petname1}. / {p2} lives with a {pet2} named {petname2}."},
     {{"{petname1}",
       {"What is the name of {p1}'s {pet1}?", "What is {p1}'s {pet1} called?", "What's the name of {p1}'s pet?",
        "{p1}'s {pet1} is called what?", "Which name does {p1}'s {pet1} have?",
        "{know} what {p1}'s {pet1} is called?", "{say} what {p1}'s {pet1} is called.",
        "{know} what the name of {p1}'s {pet1} is?", "{say} what the name of {p1}'s {pet1} is.",
        "The name of {p1}'s {pet1}?", "What did {p1} call the {pet1}?", "What is the {pet1} of {p1} called?"},
       {"How is {p1}'s {pet1} called?", "What name does {p1}'s {pet1} have?", "Tell me the name of {p1}'s {pet1}."}},
      {"{p2}", {"Who has a {pet2}?", "Whose pet is {petname2}?", "Who has the {pet2}?",
       "To whom does {petname2} belong?",
        "{know} who has a {pet2}?", "{say} who has a {pet2}.", "{know} whose pet is {petname2}?",
        "{say} whose pet is {petname2}.", "Who owns the {pet2}?", "With whom does {petname2} live?",
        "Whose {pet2} is {petname2}?"},
       {"Who is the owner of {petname2}?", "Which of them has a {pet2}?"}},
      {"a {pet1}", {"What kind of animal is {petname1}?", "What animal is {petname1}?", "What pet does {p1} have?",
       "What is {petname1}?",
        "{know} what kind of animal {petname1} is?", "{say} what kind of animal {petname1} is.",
        "{know} what pet {p1} has?", "{say} what pet {p1} has.", "{petname1} is what kind of animal?",
        "Which pet does {p1} have?"},
       {"Which animal is {petname1}?", "What kind of pet does {p1} have?"}}},
     {NULL}, {NULL}},
    {"cause place", "late",
     {"{p1} was late because {cause1}. / {p2} stayed at home because {cause2}.",
      "{p1} came late to {place1} because {cause1}. / {p2} did not come because {cause2}.",
      "{p2} was [sad|angry] because {cause2}. / {p1} was late because {cause1}. / [{p3} was happy.|]",
      "{Cause1}, so {p1} was late. / {Cause2}, so {p2} stayed at home.",
      "{p1} was late, because {cause1}, [but|and|while] {p2} came early.",
      "{p1} wanted to be on time, but {cause1}. So {p1} was late. / {p2} was angry because {cause2}.",
      "[On that day|Yesterday|This morning] {p1} was late because {cause1}. / {p2} did not go out because {cause2}.",
      "When I asked {p1} why {he1} was late, {p1} said that {cause1}. / {p2} said nothing.",
      "{p1} came to {place1} too late. The reason was that {cause1}. / {p2} went home because {cause2}.",
      "As {cause1}, {p1} was late. / As {cause2}, {p2} did not come.",
      "{p1}, who is often on time, was late today because {cause1}. / {p2} was tired because {cause2}.",
      "{p2} had to wait because {cause2}. / {p1} was late because {cause1}. / [{p3} was on time.|]",
      "That {p1} was late was no wonder: {cause1}. / {p2} was sad because {cause2}."},
     {"Because {cause1}, {p1} was late. / {p2} did not come because {cause2}."},
     {{"{cause1}",
       {"Why was {p1} late?", "Why wasn't {p1} on time?", "What is the reason {p1} was late?",
        "{p1} was late. Why?",
        "{know} why {p1} was late?", "{say} why {p1} was late.", "{know} why {p1} was not on time?",
        "{say} why {p1} was not on time.", "What was the reason that {p1} was late?",
        "How did it come that {p1} was late?", "{p1} was late because of what?", "Why was {p1} not there on time?"},
       {"Why did {p1} come late?", "For what reason was {p1} late?"}}},
     {"How old is {p1}?", "Where does {p2} live?", "What is {p1}'s job?"}, {"What is the age of {p1}?",
      "What did {p1} eat?"}},
    {"", "family",
     {"{p1} is {p2}'s cousin. / {p3} is {p2}'s teacher.", "{p2}'s teacher is {p3}. / {p2}'s cousin is {p1}.",
      "{p1} is the cousin of {p2}. / {p3} is the teacher of {p2}. / [They live in {town1}.|]",
      "{p2} has a cousin, {p1}. / {p2} has a teacher called {p3}.",
      "{p1}, who lives in {town1}, is {p2}'s cousin. / {p3}, who lives in {town3}, is {p2}'s teacher.",
      "{p1} is {p2}'s cousin, [but|and|while] {p3} is {p2}'s teacher.",
      "I know {p2} well. {p2}'s cousin is {p1}. {p2}'s teacher is {p3}.",
      "[On Monday|Last week] {p2} met {his2} cousin {p1}. / [In the morning|Today] {p2} met {his2} teacher {p3}.",
      "{p2}'s cousin {p1} likes music. / {p2}'s teacher {p3} likes books.",
      "The cousin of {p2} is called {p1}. / The teacher of {p2} is called {p3}.",
      "{p2} goes to school with {his2} teacher {p3}. / {p2} plays with {his2} cousin {p1}.",
      "{p3} teaches {p2}: {he3} is {p2}'s teacher. / {p2} and {p1} are family: {p1} is {p2}'s cousin.",
      "{p2} wrote to {p1}, {his2} cousin. / {p2} wrote to {p3}, {his2} teacher."},
     {NULL},
     {{"{p1}", {"Who is {p2}'s cousin?", "Who is the cousin of {p2}?", "What is the name of {p2}'s cousin?",
      "{p2}'s cousin is who?",
        "{know} who {p2}'s cousin is?", "{say} who {p2}'s cousin is.", "{know} what the name of {p2}'s cousin is?",
        "{say} what the name of {p2}'s cousin is.", "{p2}'s cousin?", "Which person is {p2}'s cousin?",
        "How do they call {p2}'s cousin?"},
       {"What is {p2}'s cousin called?", "Tell me the name of {p2}'s cousin."}},
      {"{p3}", {"Who is {p2}'s teacher?", "Who is the teacher of {p2}?", "What is the name of {p2}'s teacher?",
       "Who teaches {p2}?",
        "{know} who {p2}'s teacher is?", "{say} who {p2}'s teacher is.",
        "{know} what the name of {p2}'s teacher is?", "{say} what the name of {p2}'s teacher is.", "{p2}'s teacher?",
        "Which person is {p2}'s teacher?", "By whom is {p2} taught?"},
       {"What is {p2}'s teacher called?", "Tell me the name of {p2}'s teacher."}}},
     {"Who is {p2}'s [boss|aunt|brother|doctor]?", "How old is {p2}?"}, {"Who is the [boss|aunt|doctor] of {p2}?"}},
    {"event food", "race",
     {"{p1} won the race. {p2} came second, and {p3} came third.",
      "In the race {p1} was first, {p2} was second and {p3} was third.",
      "{p3} was third in the race. {p2} was second. {p1} was the fastest and won.",
      "{p2} ran fast, but {p1} was faster and won. {p3} came third.",
      "{p1} won the race, [but|and|while] {p2} was second and {p3} was third.",
      "I saw the race. The winner was {p1}. {p2} was second. {p3} was third.",
      "The winner of the race is {p1}. Second is {p2}. Third is {p3}. [Well done!|]",
      "Three people ran. {p3} was slow and came third. {p2} was faster and came second. {p1} was the fastest "
      "and won.",
      "After a hard race {p1}, who is very fast, came in as the winner. {p2} came second. {p3} came third.",
      "First came {p1}, then came {p2} as second, and then came {p3} as third.",
      "The race was won by {p1}. The second place went to {p2}. The third place went to {p3}.",
      "{p1} ran faster than {p2}, who was second, and won the race. {p3} was only third.",
      "In the end {p1} was the winner. Behind {p1} came {p2} as second. {p3} was third.",
      "{p2} was glad to be second. {p1} was glad to be first. {p3} was glad to be third."},
     {"The race is over: first place for {p1}, second place for {p2}, third place for {p3}."},
     {{"{p1}", {"Who won?", "Who won the race?", "Who was first?", "Who was the fastest?", "Who is the winner?",
        "{know} who won [the race|]?", "{say} who won [the race|].", "{know} who was first?", "{say} who was first.",
        "Who is the first?", "Which person won?", "What is the name of the winner?", "By whom was the race won?"},
       {"Who was the winner of the race?", "Who came first?"}},
      {"{p3}", {"Who was third?", "Who came third?", "Who got the third place?",
        "{know} who was third?", "{say} who was third.", "{know} who came third?", "{say} who came third.",
        "Who is third?", "Which person was third?", "What is the name of the third?",
        "To whom went the third place?", "Number three was who?"}, {"Who was the third in the race?"}},
      {"{p2}", {"Who was second?", "Who came second?", "Who got the second place?", "Who was behind {p1}?",
        "{know} who was second?", "{say} who was second.", "{know} who came second?", "{say} who came second.",
        "Who is second?", "Which person was second?", "What is the name of the second?",
        "To whom went the second place?"},
       {"Who was the second in the race?", "Who came after {p1}?"}}},
     {"What did the winner get?", "How long was the race?", "Where was the race?"},
     {"How fast did {p1} run?", "When was the race?"}},
    {"color spot food", "",
     {"A {word1} is a small {color1} animal. It lives {spot1} and eats {food1}. / A {word2} is {color2} and eats "
      "{food2}.",
      "The {word1} is {color1}. It lives {spot1}. It likes to eat {food1}. / The {word2} lives {spot2}.",
      "{p1} has seen a {word1}. It was {color1}, and it ate {food1} {spot1}. / {p2} has seen a {word2}. It was "
      "{color2}.",
      "The {word1}, which is {color1}, eats {food1} and lives {spot1}. / The {word2}, which is {color2}, eats "
      "{food2}.",
      "The {word1} is {color1}, lives {spot1} and eats {food1}, [but|and|while] the {word2} is {color2}.",
      "I saw a {word1} {spot1}. It was {color1} and ate {food1}. I saw a {word2}, too.",
      "{Spot1} lives the {word1}. It is {color1} and eats {food1}. / {Spot2} lives the {word2}.",
      "Every {word1} is {color1}. It lives {spot1}. It eats {food1}. / Every {word2} is {color2}.",
      "Do you know the {word1}? It is {color1}. It eats {food1} and lives {spot1}. / The {word2} is {color2}.",
      "{p1} has a {word1} at home. It is {color1} and sits {spot1}. It eats {food1}. / {p2} has a {word2}.",
      "The {color1} {word1} that lives {spot1} was eating {food1}. / The {color2} {word2} was eating {food2}.",
      "The {word2} lives {spot2}. / The {color1} {word1} lives {spot1}. It eats {food1}."},
     {"The {word1} is a rare {color1} animal that lives {spot1} and eats {food1}. / The {word2} is {color2}."},
     {{"{color1}", {"What color is the {word1}?", "What color is a {word1}?", "Which color does the {word1} have?",
        "{know} what color the {word1} is?", "{say} what color the {word1} is.", "{know} which color a {word1} has?",
        "{say} which color a {word1} has.", "[Which|What] color has the {word1}?",
        "The {word1} is [what|which] color?", "[The color of the {word1}|{Word1}: what color]?"},
       {"What is the color of the {word1}?", "What color does a {word1} have?"}},
      {"{food1}", {"What does the {word1} eat?", "What does a {word1} eat?", "What is the food of the {word1}?",
       "What did the {word1} eat?",
        "{know} what the {word1} eats?", "{say} what the {word1} eats.", "{know} what a {word1} eats?",
        "{say} what a {word1} eats.", "What is eaten by the {word1}?", "The {word1} eats what?",
        "{Word1}: what does it eat?"},
       {"Which food does the {word1} eat?", "What food does a {word1} like?"}},
      {"{spot1}", {"Where does the {word1} live?", "Where does a {word1} live?", "Where is the {word1}?",
        "{know} where the {word1} lives?", "{say} where the {word1} lives.", "{know} where a {word1} lives?",
        "{say} where a {word1} lives.", "In what place is the {word1}?", "The {word1} lives where?",
        "Where was the {word1}?", "Where can one see the {word1}?"},
       {"In which place does the {word1} live?", "Where can you find a {word1}?"}}},
     {"How heavy is a {word1}?", "How old does the {word1} get?", "How many legs does a {word1} have?"},
     {"How big is the {word1}?", "How fast is a {word1}?"}},
    {"day time place", "meet",
     {"Dear {p2}, let us meet on {day1} at {time1} in {place1}. See you soon, {p1}",
      "Hi {p2}, can you come to {place1} on {day1}? I will be there at {time1}. Yours, {p1}",
      "Hello {p2}! I wait for you on {day1} at {time1} in front of {place1}. Best wishes, {p1}",
      "My dear {p2}, on {day1} at {time1} I will wait for you in {place1}. Your friend {p1}",
      "Dear {p2}, do you have time on {day1}? Let us meet at {time1} in {place1}. Many greetings, {p1}",
      "Good morning, {p2}! I will be in {place1} on {day1}. Please come at {time1}. Your {p1}",
      "Hi {p2}, how are you? On {day1} I am in {place1} at {time1}. Please come, too. Bye, {p1}",
      "Hello {p2}, let us see each other. Is {day1} at {time1} fine? We could meet in {place1}. Take care, {p1}",
      "{p2}, I have not seen you for a long time. Meet me in {place1} at {time1} on {day1}. Yours, {p1}",
      "Dear {p2}! See you on {day1}. I come to {place1} at {time1}. I look forward to it. With love, {p1}",
      "{p1} wrote to {p2}: we meet on {day1} at {time1} in {place1}."},
     {"Dear {p2}, I would like to meet you in {place1} on {day1} at {time1}. Love, {p1}"},
     {{"{p1}", {"Who wrote [this|the letter|the message]?", "Who is the writer?",
      "From whom is [this|the letter|the message]?",
        "{know} who wrote the [letter|message]?", "{say} who wrote the [letter|message].",
        "{know} from whom the [letter|message] is?", "{say} from whom the [letter|message] is.",
        "Whose [letter|message] is it?", "By whom is the [letter|message]?", "Who is it from?"},
       {"Who wrote this letter?", "Who sent the message?"}},
      {"{p2}", {"Who gets the [letter|message]?", "To whom is the [letter|message]?",
       "For whom is [this|the letter|the message]?",
        "{know} who gets the [letter|message]?", "{say} who gets the [letter|message].",
        "{know} for whom the [letter|message] is?", "{say} for whom the [letter|message] is.",
        "To whom did someone write?", "Who is [it|this] written to?", "Who should read the [letter|message]?"},
       {"Who is the letter for?", "To whom did {p1} write?"}},
      {"{day1}", {"On which day do they meet?", "What day will they meet?", "Which day do {p1} and {p2} meet?",
        "{know} on which day they meet?", "{say} on which day they meet.", "{know} when they meet, on what day?",
        "{say} when they meet, on what day.", "On what day do they meet?", "They meet on which day?",
        "What is the day of the meeting?"},
       {"On what day do {p1} and {p2} meet?"}},
      {"{time1}", {"At what time do they meet?", "What time do they meet?", "At what time do {p1} and {p2} meet?",
        "{know} at what time they meet?", "{say} at what time they meet.", "{know} what time they meet?",
        "{say} what time they meet.", "They meet at what time?", "What is the time of the meeting?",
        "At what time should {p2} be there?"},
       {"At what time will they meet?"}},
      {"{place1}", {"Where do they meet?", "Where will they meet?", "In which place do {p1} and {p2} meet?",
        "{know} where they meet?", "{say} where they meet.", "{know} in which place they meet?",
        "{say} in which place they meet.", "They meet where?", "What is the place of the meeting?",
        "Where should {p2} go?", "In what place will they meet?"},
       {"Where do {p1} and {p2} meet?", "Where does {p1} want to meet {p2}?"}}},
     {"How old is {p1}?", "What should {p2} bring?", "Why do they meet?"},
     {"How long do they meet?", "What will they eat?"}},
    {"material thing color", "",
     {"The {thing1} is made of {material1}. / The {thing2} is made of {material2}. / [The {thing3} is {color3}.|]",
      "{p1} has {a:thing1} made of {material1}. / {p2} has {a:thing2} made of {material2}.",
      "The {material1} of the {thing1} is {color1}. / The {material2} of the {thing2} is {color2}.",
      "The {thing1}, which belongs to {p1}, is made of {material1}. / The {thing2}, which belongs to {p2}, is "
      "made of {material2}.",
      "The {thing1} is made of {material1}, [but|and|while] the {thing2} is made of {material2}.",
      "I looked at the things. The {thing1} was made of {material1}. The {thing2} was made of {material2}.",
      "[In the shop|At home|Long ago] {p1} had {a:thing1} made of {material1}. / {p2} had {a:thing2} made of "
      "{material2}.", "{p1} took {material1} and made {a:thing1}. / {p2} took {material2} and made {a:thing2}.",
      "For the {thing1}, {material1} was used. / For the {thing2}, {material2} was used.",
      "There is {a:thing1}. It is made of {material1}. / There is {a:thing2}. It is made of {material2}.",
      "{Material1} is what the {thing1} is made of. / {Material2} is what the {thing2} is made of.",
      "{p2} likes the {thing2} made of {material2}. / {p1} likes the {thing1} made of {material1}."},
     {"{p1} made {a:thing1} out of {material1}. / {p2} made {a:thing2} out of {material2}."},
     {{"{material1}",
       {"What is the {thing1} made of?", "What is the material of the {thing1}?", "Of what is the {thing1} made?",
        "The {thing1} is made of what?", "Which material is the {thing1} made of?",
        "{know} what the {thing1} is made of?", "{say} what the {thing1} is made of.",
        "{know} of what the {thing1} is made?", "{say} of what the {thing1} is made.",
        "[The material of the {thing1}|{Thing1}: made of what]?", "In which material is the {thing1} made?",
        "Which material was used for the {thing1}?"},
       {"What material is the {thing1} made of?", "From what is the {thing1} made?"}},
      {"the {thing2}", {"What is made of {material2}?", "Which thing is made of {material2}?",
       "What was made of {material2}?",
        "{know} what is made of {material2}?", "{say} what is made of {material2}.",
        "{know} which thing is made of {material2}?", "{say} which thing is made of {material2}.",
        "What thing is made of {material2}?", "{Material2} was used for what?",
        "For which thing was {material2} used?", "Made of {material2}: which thing is it?"},
       {"Which of the things is made of {material2}?", "What thing is of {material2}?"}}},
     {"How big is the {thing1}?", "How much is the {thing2}?", "Where is the {thing1}?"},
     {"How heavy is the {thing1}?", "How old is the {thing2}?"}},
    {"tongue", "",
     {"{p1} speaks {tongue1}. / {p2} speaks {tongue2}. / [{p3} speaks {tongue3}.|]",
      "{p1} speaks {tongue1} at home, [but|and|while] {p2} speaks {tongue2}.",
      "{p1}, who comes from {town1}, speaks {tongue1}. / {p2}, who comes from {town2}, speaks {tongue2}.",
      "I have two friends. {p1} speaks {tongue1} with me. {p2} speaks {tongue2} with me.",
      "{p1} cannot speak {tongue3}. {He1} speaks {tongue1}. / {p2} speaks {tongue2}.",
      "{Tongue1} is the language of {p1}. / {Tongue2} is the language of {p2}.",
      "At home {p1} speaks {tongue1}. / At home {p2} speaks {tongue2}. / [They understand each other.|]",
      "{p1}'s language is {tongue1}. / {p2}'s language is {tongue2}. / [{p3}'s language is {tongue3}.|]",
      "As a child {p1} learned to speak {tongue1}. / As a child {p2} learned to speak {tongue2}.",
      "With [{p1} you must|{p1} we always] speak {tongue1}. / With {p2} you can speak {tongue2}."},
     {"{p1} has learned {tongue1} and speaks it well. / {p2} has learned {tongue2} and speaks it well."},
     {{"{tongue1}",
       {"[What|Which] language does {p1} speak?", "What is {p1}'s language?", "What is the language of {p1}?",
        "{p1} speaks [what|which] language?", "In [what|which] language does {p1} speak?", "What does {p1} speak?",
        "{know} [what|which] language {p1} speaks?", "{p1}'s language?",
        "{say} which language {p1} speaks.", "Which language has {p1} learned?"},
       {"Which language can {p1} speak?", "Tell me what language {p1} speaks."}},
      {"{p2}",
       {"Who speaks {tongue2}?", "Which person speaks {tongue2}?", "Whose language is {tongue2}?",
        "{know} who speaks {tongue2}?", "{say} who speaks {tongue2}.",
        "{Tongue2}: who speaks it?", "What is the name of the person who speaks {tongue2}?",
        "Who has learned {tongue2}?", "By whom is {tongue2} spoken?", "Who is it that speaks {tongue2}?"},
       {"Who can speak {tongue2}?", "Which of them speaks {tongue2}?"}}},
     {"How old is {p1}?", "What is {p1}'s job?", "What did {p1} eat?"},
     {"How many people understand {p1}?", "Where did {p1} learn to read?"}},
    {"instrument day", "",
     {"{p1} plays the {instrument1}. / {p2} plays the {instrument2}. / [{p3} plays the {instrument3}.|]",
      "{p1} plays the {instrument1}, [but|and|while] {p2} plays the {instrument2}.",
      "{p1}, who loves music, plays the {instrument1}. / {p2}, who is [young|glad], plays the {instrument2}.",
      "I play with two friends. {p1} plays the {instrument1}. {p2} plays the {instrument2}. [I only sing.|]",
      "On {day1} {p1} plays the {instrument1}. / On {day2} {p2} plays the {instrument2}.",
      "{p1} does not play the {instrument3}. {He1} plays the {instrument1}. / {p2} plays the {instrument2}.",
      "In the band {p1} is at the {instrument1}. / In the band {p2} is at the {instrument2}.",
      "The {instrument1} is played by {p1}. / The {instrument2} is played by {p2}. / [Everyone listens.|]",
      "{p1} learned to play the {instrument1}. / {p2} learned to play the {instrument2}.",
      "{p2} sat down and played the {instrument2}. / {p1} sat down and played the {instrument1}."},
     {"Listen to {p1}, who is playing the {instrument1}! / {p2} is good at the {instrument2}."},
     {{"the {instrument1}",
       {"[What|Which instrument] does {p1} play?", "What is {p1}'s instrument?", "What instrument does {p1} play?",
        "What did {p1} play?", "{p1} plays [what|which instrument]?", "On [what|which] instrument does {p1} play?",
        "{know} which instrument {p1} plays?", "What is the instrument of {p1}?",
        "{say} what {p1} plays.", "What is played by {p1}?"},
       {"Which instrument can {p1} play?", "Tell me which instrument {p1} plays."}},
      {"{p2}",
       {"Who plays the {instrument2}?", "Who played the {instrument2}?", "Which person plays the {instrument2}?",
        "{know} who plays the {instrument2}?", "Whose instrument is the {instrument2}?",
        "{say} who plays the {instrument2}.", "Who is at the {instrument2}?",
        "By whom is the {instrument2} played?", "The {instrument2}: who plays it?",
        "What is the name of the person with the {instrument2}?"},
       {"Who can play the {instrument2}?", "Which of them plays the {instrument2}?"}}},
     {"How old is {p1}?", "What does {p1}'s {instrument1} cost?", "Who is {p1}'s teacher?"},
     {"How many songs does {p1} know?", "How long does the music last?"}},
    {"month", "",
     {"{p1}'s birthday is in {month1}. / {p2}'s birthday is in {month2}. / [{p3}'s birthday is in {month3}.|]",
      "{p1} has {his1} birthday in {month1}, [but|and|while] {p2} has {his2} birthday in {month2}.",
      "{p1}, who loves cake, has {his1} birthday in {month1}. / "
      "{p2}, who loves parties, has {his2} birthday in {month2}.",
      "I write down the birthdays. The birthday of {p1} is in {month1}. The birthday of {p2} is in {month2}.",
      "In {month1} it is {p1}'s birthday. / In {month2} it is {p2}'s birthday.",
      "{p1} was born in {month1}, so {his1} birthday is in {month1}. / {p2} was born in {month2}.",
      "Every {month1} {p1} has a birthday party. / Every {month2} {p2} has a birthday party.",
      "{month1} is the month of {p1}'s birthday. / {month2} is the month of {p2}'s birthday.",
      "{p1} is not a {month3} child. {His1} birthday is in {month1}. / {p2}'s birthday is in {month2}.",
      "{p2} waits for {month2}, the month of {his2} birthday. / "
      "{p1} waits for {month1}, the month of {his1} birthday."},
     {"There will be cake in {month1} for {p1}'s birthday. / There will be cake in {month2} for {p2}'s birthday."},
     {{"{month1}",
       {"When is {p1}'s birthday?", "In [which|what] month is {p1}'s birthday?", "{p1}'s birthday is when?",
        "When is the birthday of {p1}?", "[Which|What] month is {p1}'s birthday in?", "{p1}'s birthday?",
        "{know} when {p1}'s birthday is?", "What is the month of {p1}'s birthday?",
        "{say} in which month {p1}'s birthday is.", "In which month was {p1} born?"},
       {"When does {p1} have a birthday?", "In which month does {p1} have a birthday?"}},
      {"{p2}",
       {"Whose birthday is in {month2}?", "Who has a birthday in {month2}?", "Which person was born in {month2}?",
        "{know} whose birthday is in {month2}?", "Who was born in {month2}?",
        "{say} who has a birthday in {month2}.", "{month2}: whose birthday is it?",
        "In {month2} it is whose birthday?", "Who has {month2} as birthday month?"},
       {"Who is it that was born in {month2}?", "Which of them has a birthday in {month2}?"}}},
     {"How old is {p1}?", "What did {p1} get for the birthday?", "Who came to {p1}'s party?"},
     {"What is the age of {p1}?", "Where was {p1}'s party?"}},
    {"day place", "",
     {"The team from {town1} won the match against {town2}. {p1} scored {n1} goals. [{p2} scored {n2} goals.|]",
      "On {day1} {town1} played against {town2} and won. {p1} scored {n1} goals, and {p2} scored {n2} goals.",
      "{town1} won against {town2}, because {p1} scored {n1} goals. [{p2} scored only {n2} goals.|]",
      "The match was won by {town1}, and {town2} lost. {N1} goals were scored by {p1}.",
      "{town2} lost the match to {town1}. {p1}, the best player, scored {n1} goals.",
      "I saw the match. {town1} was better than {town2} and won. With {n1} goals {p1} was the star.",
      "{p1} made {n1} goals. / {town1} beat {town2}. / [{p2} made {n2} goals.|]",
      "In the big match {town1} beat {town2}, and {p1} scored {n1} goals.",
      "{town2} played well, but {town1} played better and won. {p1} scored {n1} goals. {p2} scored {n2} goals.",
      "It was a great day for {town1}, the winner against {town2}. / {p1} scored {n1} goals."},
     {"{town1} has won the match, and {town2} has lost it. / {N1} goals came from {p1}."},
     {{"{town1} <- {town2}",
       {"[Who|Which team|Which town] won?", "[Who|Which team|Which town] won the match?", "Who is the winner?",
        "Who won against {town2}?", "Who was better, [{town1} or {town2}|{town2} or {town1}]?", "Who beat {town2}?",
        "{know} [who|which team] won?", "What is the name of the winner?",
        "{say} who won the match.", "To whom did {town2} lose?"},
       {"Who was the winner of the match?", "Which team was the winner?"}},
      {"{town2} <- {town1}",
       {"[Who|Which team|Which town] lost?", "[Who|Which team|Which town] lost the match?", "Who is the loser?",
        "Who lost against {town1}?", "Against whom did {town1} win?", "Against whom did {town1} play?",
        "{know} [who|which team] lost?", "Whom did {town1} beat?",
        "{say} who lost the match.", "{town1} won against [whom|which town]?"},
       {"Who was the loser of the match?", "Who lost to {town1}?"}},
      {"{n1}",
       {"How many goals did {p1} score?", "How many goals did {p1} make?", "{p1} scored how many goals?",
        "How many goals has {p1} scored?", "What is the number of {p1}'s goals?", "{p1}'s goals: how many?",
        "{know} how many goals {p1} scored?", "How many goals were scored by {p1}?",
        "{say} how many goals {p1} scored.", "How many goals are {p1}'s?"},
       {"How many goals came from {p1}?", "Tell me how many goals {p1} scored."}}},
     {"How long was the match?", "How old is {p1}?", "Who was the referee?"},
     {"How many people saw the match?", "What did the tickets for the match cost?"}},
    {"time", "",
     {"The train to {town1} leaves at {time1} from platform {n1}. / The train to {town2} leaves at {time2}.",
      "At {time1} the train to {town1} leaves from platform {n1}, [but|and] at {time2} the train to {town2} leaves.",
      "The train to {town1}, which is on platform {n1}, leaves at {time1}. / At {time2} there is a train to {town2}.",
      "I stand on platform {n1}. My train to {town1} leaves at {time1}. {p1}'s train to {town2} leaves at {time2}.",
      "{p1} takes the train to {town1}. It leaves at {time1} from platform {n1}. / {p2} takes the train to {town2} "
      "at {time2}.",
      "From platform {n1} a train goes to {town1} at {time1}. / From platform {n2} a train goes to {town2} at {time2}.",
      "Platform {n1}: train to {town1} at {time1}. / Platform {n2}: train to {town2} at {time2}.",
      "People for {town1} wait on platform {n1}. Their train leaves at {time1}. / The train to {town2} leaves at "
      "{time2}.",
      "The next train to {town2} is at {time2}. / The next train to {town1} is at {time1} on platform {n1}.",
      "If you want to go to {town1}, take the train at {time1} on platform {n1}. / If you want to go to {town2}, take "
      "the train at {time2}."},
     {"Attention, please! The train for {town1} will leave platform {n1} at {time1}. / The train for {town2} will "
      "leave at {time2}."},
     {{"{time1}",
       {"When does the train to {town1} leave?", "[At what|What] time does the train to {town1} leave?",
        "When is the train to {town1}?", "When does the train go to {town1}?", "The train to {town1} leaves when?",
        "{know} when the train to {town1} leaves?", "Train to {town1}: when?",
        "{say} at what time the train to {town1} leaves.",
        "When can I go to {town1} by train?", "When must I be at the train to {town1}?"},
       {"At what time is the train to {town1}?", "What time is the train to {town1}?"}},
      {"{n1}",
       {"From [which|what] platform does the train to {town1} leave?", "[Which|What] platform for {town1}?",
        "On [which|what] platform is the train to {town1}?", "What is the platform of the train to {town1}?",
        "The train to {town1} leaves from which platform?", "Platform of the train to {town1}?",
        "{know} from which platform the train to {town1} leaves?",
        "{say} on which platform the train to {town1} is.",
        "What is the number of the platform for {town1}?", "Where is the train to {town1}, on which platform?"},
       {"Which platform does the train to {town1} leave from?", "To which platform do I go for {town1}?"}},
      {"{town2}",
       {"Where does the train at {time2} go?", "To [which|what] town does the train at {time2} go?",
        "Which town does the train at {time2} go to?", "The train at {time2} goes where?",
        "{know} where the train at {time2} goes?", "Train at {time2}: to which town?",
        "{say} where the train at {time2} goes.", "What train is there at {time2}, to where?",
        "What is the town of the train at {time2}?"},
       {"Where is the train at {time2} going?", "To which town can I go at {time2}?"}}},
     {"How much is a ticket to {town1}?", "How long is the trip to {town1}?", "Who drives the train?"},
     {"How many people are on the train to {town2}?", "How fast is the train?"}},
    {"subject day", "",
     {"{p1} teaches {subject1} on {day1} in room {n1}. / {p2} teaches {subject2} on {day2}.",
      "On {day1} there is {subject1} with {p1} in room {n1}. / On {day2} there is {subject2} with {p2}.",
      "{p1}, who teaches {subject1} on {day1}, is in room {n1}. / {p2} teaches {subject2}.",
      "The {subject1} lesson is on {day1}. {p1} teaches it in room {n1}. / The {subject2} lesson with {p2} is on "
      "{day2}.",
      "{Subject1} is taught by {p1} on {day1} in room {n1}, [but|and|while] {subject2} is taught by {p2}.",
      "I like my lessons. On {day1} {p1} teaches us {subject1} in room {n1}. On {day2} {p2} teaches us {subject2}.",
      "In room {n1} {p1} gives {a:subject1} lesson on {day1}. / In room {n2} {p2} gives {a:subject2} lesson on {day2}.",
      "{p1} is the {subject1} teacher. {His1} lesson is on {day1} in room {n1}. / {p2} is the {subject2} teacher.",
      "Our {subject1} teacher is {p1}. We have {subject1} on {day1} in room {n1}. / Our {subject2} teacher is {p2}.",
      "{Subject2} with {p2} is on {day2}. / {Subject1} with {p1} is on {day1} in room {n1}."},
     {"For {subject1} you go to {p1} in room {n1} on {day1}. / For {subject2} you go to {p2} on {day2}."},
     {{"{p1}",
       {"Who teaches {subject1}?", "Who is the {subject1} teacher?", "Who gives the {subject1} lesson?",
        "With whom is the {subject1} lesson?", "By whom is {subject1} taught?", "{Subject1} is taught by whom?",
        "{know} who teaches {subject1}?", "Which teacher teaches {subject1}?",
        "{say} who teaches {subject1}.", "What is the name of the {subject1} teacher?"},
       {"Who is the teacher of {subject1}?", "Who teaches us {subject1}?"}},
      {"{subject2}",
       {"What does {p2} teach?", "[Which|What] subject does {p2} teach?", "{p2} teaches [what|which subject]?",
        "What is {p2}'s subject?", "What is taught by {p2}?", "What lesson does {p2} give?",
        "{know} what {p2} teaches?", "{say} what {p2} teaches.",
        "In [which|what] subject is {p2} the teacher?"},
       {"What is the subject of {p2}?", "Which subject is taught by {p2}?"}},
      {"{day1}",
       {"When is the {subject1} lesson?", "On [which|what] day is the {subject1} lesson?", "When is {subject1}?",
        "On [which|what] day is {subject1}?", "What day is the {subject1} lesson?", "{Subject1} is on which day?",
        "{know} when the {subject1} lesson is?", "What is the day of the {subject1} lesson?",
        "{say} on which day {subject1} is.", "When does {p1} teach {subject1}?"},
       {"On which day do we have {subject1}?", "On which day of the week is {subject1}?"}},
      {"{n1}",
       {"In [which|what] room is the {subject1} lesson?", "In [which|what] room is {subject1}?",
        "What is the room of the {subject1} lesson?", "What is the number of the room for {subject1}?",
        "In which room does {p1} teach?", "{Subject1} is in which room?", "Which room is for {subject1}?",
        "{know} in which room {subject1} is?", "In which room is {p1}?",
        "{say} in which room the {subject1} lesson is."},
       {"What room is {subject1} in?", "Which room is the {subject1} lesson in?"}}},
     {"How long is the {subject1} lesson?", "How old is {p1}?", "How many children learn {subject1}?"},
     {"What time is the {subject1} lesson?", "How many lessons does {p1} give?"}}};

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
    "{text}\nQuestion: {ask}\nAnswer:", "Text: {text}\n[Q|My question]: {ask}",
    "[Read this|Please read this] and answer the question.\n{text}\n{ask}", "I read this: {text}\nNow tell me: {ask}"};
static const char *const reading_layouts_held[] = {"Read this text: {text}\nQuestion: {ask}",
 "Please read: {text}\n{ask}",
    "Text: {text}\n{ask}", "{text}\nAnswer this question: {ask}", "{text} Question: {ask}",
     "Here is a story: {text}\n{ask}",
    "Answer the question from the text.\n{text}\n{ask}"};

/* Training texts have one of these among their sentences now and then. */
static const char *const reading_fillers[] = {"It was a nice day.", "It was an ordinary day.", "Time went by.",
    "Nobody was in a hurry.", "Everyone was in a good mood.", "That was a surprise.", "Life is full of small things.",
    "People talk about it a lot.", "This is a short story.", "The story is true.", "Let me tell you about it.",
    "Such things happen.", "A bell rang.", "A clock ticked on the wall.", "Music played somewhere.", "It was quiet.",
    "A door opened and closed.", "Birds sang in the trees.", "Children laughed.", "The windows were open.",
    "All was well.", "Not much else happened.", "There is not much more to say.", "That is how it is.",
    "So much for that.", "Here is some news.", "Listen to this.", "The neighbors know all about it.",
    "Nothing else is new.", "There was a lot of noise in the street.", "The streets were full of people.",
    "The lights were on.", "We laughed about it later.", "I heard it from a friend.", "I remember it well.",
    "As always, there was a lot to do.", "Some leaves lay on the ground.", "A plane flew over the houses.",
    "Everybody knows that.", "What a week!", "Guess what!", "I must tell you something.", "It is the same every year.",
    "No one was surprised.", "Then the phone rang.", "Somebody knocked at the door."};

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

/* {know} and {say} begin questions that are put indirectly. */
static void reading_set_scene(grammar *g, const char *needs) {
    static const char *const know[] = {"do you know", "can you tell me", "could you tell me", "do you remember",
        "can you say", "would you tell me", "can you find out", "could you say"};
    static const char *const say[] = {"I want to know", "I would like to know", "let me know", "say", "find out",
        "please say", "I ask you", "I need to know"};
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
    slot(g, "know", "%s", PICK(g, know));
    slot(g, "say", "%s", PICK(g, say));
}

/* One of a list that ends with NULL or is full. */
static const char *reading_one_of(grammar *g, const char *const *list, int n) {
    int k = 0;
    while (k < n && list[k]) k++;
    return list[below(g, k)];
}
#define READING_ONE(g, list) reading_one_of(g, list, COUNT(list))

/* The sentences of a pattern between " / ", in any order, with a sentence of no matter among them (filler) or none
 * (NULL); the pieces stand on lines of their own until reading_join makes one line of them. */
static void reading_write_text(grammar *g, char *text, const char *pattern, const char *filler) {
    char all[TEXT_CAP], *part[8], *p = all, *end;
    int order[8], n = 0, i, at;
    expand(g, all, pattern);
    do {
        part[n++] = p;
        p = strstr(p, " / ");
        if (p) {
            *p = 0;
            p += 3;
        }
        for (end = part[n - 1] + strlen(part[n - 1]); end > part[n - 1] && end[-1] == ' '; end--) end[-1] = 0;
    } while (p && n < COUNT(part));
    shuffle(g, order, n, n);
    text[0] = 0;
    at = filler ? below(g, n + 1) : -1;
    for (i = 0; i <= n; i++) {
        if (i == at) add(text, text[0] ? "\n%s" : "%s", filler);
        if (i < n && *part[order[i]]) add(text, text[0] ? "\n%s" : "%s", part[order[i]]);
    }
}

static void reading_join(char *text) {
    for (; *text; text++)
        if (*text == '\n') *text = ' ';
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

/* ---- the sentences that tell the answer ---- */

static int reading_is_letter(char c) { return isalnum((unsigned char)c) || (unsigned char)c >= 0x80; }

/* Where words stand as a whole between text and end; their first letter may be a capital there. NULL: nowhere. */
static const char *reading_find(const char *text, const char *end, const char *words) {
    const size_t n = strlen(words);
    const char *p;
    for (p = text; n > 0 && p + n <= end; p++) {
        if (*p != words[0] && *p != toupper((unsigned char)words[0])) continue;
        if (memcmp(p + 1, words + 1, n - 1) != 0) continue;
        if ((p == text || !reading_is_letter(p[-1])) && (p + n == end || !reading_is_letter(p[n]))) return p;
    }
    return NULL;
}

/* The beginnings of the sentences of a text, and behind them its end; returns how many sentences. */
static int reading_split(const char *text, const char **at, int most) {
    int n = 0;
    for (at[n++] = text; *text; text++)
        if (strchr(".!?", *text) && text[1] && strchr(" \n", text[1]) && n < most) at[n++] = text + 2;
    at[n] = text;
    return n;
}

/* Whether a sentence that does not begin its line needs the one before it to be understood. */
static int reading_leans(const char *sentence) {
    static const char *const words[] = {"He", "She", "It", "Its", "His", "Her", "They", "Their", "Then", "Next", "But",
        "And", "Later", "There he", "There she", "Now he", "Now she", "Now it", "Today he", "Today she"};
    int i;
    for (i = 0; i < COUNT(words) && sentence[-1] == ' '; i++) {
        const size_t n = strlen(words[i]);
        if (strncmp(sentence, words[i], n) == 0 && sentence[n] == ' ') return 1;
    }
    return 0;
}

/* The values of the slots a pattern names; returns how many. */
static int reading_named(grammar *g, const char *pattern, const char **values, int most) {
    char key[24];
    int n = 0;
    for (; n < most && (pattern = strchr(pattern, '{')) != NULL; pattern++) {
        const char *name = pattern[2] == ':' ? pattern + 3 : pattern + 1;
        snprintf(key, sizeof(key), "%.*s", (int)strcspn(name, "}"), name);
        key[0] = (char)tolower((unsigned char)key[0]);
        if (strcmp(key, "know") != 0 && strcmp(key, "say") != 0) values[n++] = slot_find(g, key);
    }
    return n;
}

/* The fewest sentences in a row that hold what is looked for and as much as can be of what the question names; the
 * first of them must be clear by itself. */
static void reading_find_evidence(grammar *g, char *evidence, const char *text, const char *wanted, const char *names) {
    const char *at[33], *named[8], *from = NULL, *end = NULL;
    const int n = reading_split(text, at, 32), n_named = reading_named(g, names, named, COUNT(named));
    int best = -1, length = 0, i, j, k, found;
    for (i = 0; i < n; i++)
        for (j = i; j < n && (i == 0 || !reading_leans(at[i])); j++) {
            if (!reading_find(at[i], at[j + 1], wanted)) continue;
            for (k = found = 0; k < n_named; k++) found += reading_find(at[i], at[j + 1], named[k]) != NULL;
            if (found < best || (found == best && j - i >= length)) continue;
            best = found;
            length = j - i;
            from = at[i];
            end = at[j + 1];
        }
    if (!from) {
        corpus_flaw(wanted, text);
        return;
    }
    while (end > from && strchr(" \n", end[-1])) end--;
    evidence[0] = 0;
    add(evidence, "%.*s", (int)(end - from), from);
    reading_join(evidence);
}

/* Writes a thing as the evidence has it: with the article before it and what stands between, or bare. */
static void reading_name_thing(char *answer, const char *evidence, const char *thing) {
    static const char *const articles[] = {"a", "an", "the", "A", "An", "The"};
    const char *at = reading_find(evidence, evidence + strlen(evidence), thing), *p = at;
    int words, i;
    for (words = 0; words < 3 && p > evidence && p[-1] == ' '; words++) {
        const char *behind = --p;
        while (p > evidence && reading_is_letter(p[-1])) p--;
        for (i = 0; i < COUNT(articles); i++)
            if ((size_t)(behind - p) == strlen(articles[i]) && memcmp(p, articles[i], strlen(articles[i])) == 0) {
                answer[0] = 0;
                add(answer, "%.*s%s", (int)(at - p), p, thing);
                answer[0] = (char)tolower((unsigned char)answer[0]);
                return;
            }
    }
    strcpy(answer, thing);
}

/* "evidence" So: answer */
static void reading_write_answer(grammar *g, char *answer, const char *text, const reading_question *q,
                                 const char *names) {
    const int thing = strncmp(q->answer, "the {", 5) == 0 || strncmp(q->answer, "a {", 3) == 0 ||
        strncmp(q->answer, "{a:", 3) == 0;
    char found[TEXT_CAP], evidence[TEXT_CAP], all_names[TEXT_CAP];
    const char *proof = strstr(q->answer, " <- "), *value;
    snprintf(all_names, sizeof(all_names), "%s%s", names, proof ? proof : "");
    expand(g, found, q->answer);
    if (proof) *strstr(found, " <- ") = 0;
    if (!thing) reading_find_evidence(g, evidence, text, found, all_names);
    else {
        reading_named(g, q->answer, &value, 1);
        reading_find_evidence(g, evidence, text, value, all_names);
        reading_name_thing(found, evidence, value);
    }
    answer[0] = 0;
    add(answer, "\"%s\" So: %s", evidence, found);
}

/* A question about the text that was made from the slots, and its answer. */
static void reading_write_question(grammar *g, const reading_scene *s, const char *text, char *ask, char *answer) {
    static const char none[] = "It doesn't say.";
    const reading_question *q;
    const char *pattern;
    int n = 0;
    while (n < COUNT(s->questions) && s->questions[n].answer) n++;
    q = &s->questions[below(g, n)];
    pattern = g->held_out ? READING_ONE(g, q->held) : READING_ONE(g, q->asks);
    reading_write_answer(g, answer, text, q, pattern);
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
    const char *filler = !g->held_out && !strstr(s->says, "meet") && chance(g, 40) ? PICK(g, reading_fillers) : NULL;
    reading_set_scene(g, s->needs);
    reading_write_text(g, text, g->held_out && s->held_texts[0] ? READING_ONE(g, s->held_texts)
                                                                : READING_ONE(g, s->texts), filler);
    reading_write_question(g, s, text, ask, t->answer);
    more = more && strcmp(t->answer, "It doesn't say.") != 0; /* then the slots are still those of the text */
    if (more) reading_write_question(g, s, text, again, answer);
    if (!g->held_out) reading_roughen(g, ask);
    reading_join(text);
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

static const task reading_tasks[] = {{"reading", 250, SCORE_EXACT, reading_make,
    "names, towns, things, foods, animals; wordings; most sentence frames"}};

#endif
