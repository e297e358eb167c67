/* feeling.h -- how somebody feels about something, and what a sentence is about.
 *
 *     Sentiment: The room was small, but we loved it.               positive
 *     What is this about? The striker scored twice on Sunday.       sports
 *
 * "sentiment": positive, negative or neutral. Clauses of praise, blame or plain fact about fifteen kinds of thing, with
 * negation ("not good at all", "I can't complain") and contrast: what comes after "but" decides. "topic": one of twelve
 * labels; trained are 53 sentences of each and 37 that all share, which take one of the topic's fifty words. Held out:
 * patterns of clauses and of sentences (half of the items), one sentence in ten of the patterns that are trained, and
 * wordings of the request. */
#ifndef CORPUS_FEELING_H
#define CORPUS_FEELING_H

#include "grammar.h"

/* ---- sentiment: words ---- */

/* What can be more or less so, and be denied; and what can't. */
static const char feeling_good[] =
    "[good|nice|pleasant|lovely|charming|enjoyable|friendly|helpful|useful|clever|fun|cool|pretty|beautiful|elegant|"
    "fresh|comfortable|impressive|interesting|exciting|moving|touching|funny|entertaining|refreshing|relaxing|"
    "inspiring|well made|well thought out|satisfying|rewarding|welcoming|reliable|delightful|memorable|likeable|"
    "pleasing|attractive|appealing|lively|warm and kind|bright and clean|convincing|solid|decent]";
static const char feeling_superb[] =
    "[great|excellent|wonderful|fantastic|amazing|perfect|brilliant|superb|magnificent|marvellous|terrific|"
    "outstanding|fabulous|awesome|splendid|gorgeous|stunning|incredible|first-class|unforgettable|flawless|"
    "spectacular|a joy|a dream|a delight|a pleasure|a masterpiece|a real treat|worth every penny|better than I had "
    "hoped|out of this world|just what we needed|the best I know|the best ever|a great success|a lovely surprise|"
    "second to none|a gift]";
static const char feeling_bad[] =
    "[bad|poor|unpleasant|ugly|boring|dull|disappointing|annoying|sad|tiresome|useless|rude|dirty|weak|stupid|silly|"
    "unfriendly|unhelpful|uncomfortable|stressful|frustrating|irritating|depressing|confusing|tedious|clumsy|cheap "
    "and nasty|badly made|badly planned|unreliable|sloppy|cold and grey|dreary|unfair|overpriced|painful|embarrassing|"
    "lifeless|messy|noisy|shabby|gloomy|forgettable|worrying|upsetting|slow and dull|chaotic|mediocre|lousy|stale]";
static const char feeling_awful[] =
    "[terrible|awful|horrible|dreadful|disgusting|appalling|hopeless|worthless|unbearable|unacceptable|pathetic|a "
    "disaster|a nightmare|a mess|a disgrace|a shame|a joke|a failure|a waste of money|a waste of time|a big mistake|"
    "rubbish|a total letdown|worse than I had feared|the worst I know|the worst ever|not worth the money|beyond "
    "repair|atrocious|horrendous|miserable|ridiculous|a rip-off|a great disappointment|no good|a bad joke|third-rate|"
    "abysmal]";

/* A kind of thing: nouns, what may be said of them ("the {thing} was ..."), whole clauses of praise, blame, fact. */
typedef struct feeling_subject {
    const char *thing, *fine, *poor, *praise, *blame, *fact;
} feeling_subject;

static const feeling_subject feeling_subjects[] = {
    {"[film|movie|comedy|thriller|series|documentary|first episode|ending|cartoon]",
     "[gripping|hilarious|well acted|beautifully shot|full of suspense]",
     "[predictable|far too long|badly acted|cheesy|flat]",
     "[the acting was superb|the actors were brilliant|I laughed from start to finish|I was glued to the screen|the "
     "ending made me cry with joy|I would watch it again tomorrow|the music was beautiful|the story swept me away|we "
     "clapped at the end]",
     "[the acting was wooden|the plot made no sense|I fell asleep after twenty minutes|we left before the end|the "
     "jokes fell flat|I nearly walked out|the ending ruined it|I want my two hours back|nobody in the cinema laughed|"
     "the story was full of holes]",
     "[the film lasts two hours|it starts at eight|the story takes place in [Rome|Paris|Boston]|it was filmed in "
     "[1998|Canada]|the tickets were for row [six|nine]|it is the second film in the series|the main role is played "
     "by a young actor]"},
    {"[meal|soup|pizza|dinner|breakfast|steak|dessert|coffee|cake|lunch|salad|pasta|restaurant's menu]",
     "[delicious|tasty|full of flavour|cooked to perfection|yummy]",
     "[cold|burnt|too salty|tasteless|dry|undercooked|greasy]",
     "[the waiter was so kind|the food was delicious|it melted in the mouth|I licked the plate clean|we will eat "
     "there again|the chef knows his job|everything tasted fresh|the staff made us feel at home|I ordered a second "
     "plate at once]",
     "[the waiter was rude|the food arrived cold|we waited an hour for the bill|I sent it back to the kitchen|there "
     "was a hair in the soup|it made me sick|the portions were tiny|I could not finish it|we went home hungry|the "
     "bread was stale]",
     "[the restaurant opens at six|we had soup and bread|the menu is in [English|French]|the table was near the "
     "window|I ordered a [coffee|tea] and a [cake|sandwich]|dinner is served from seven|the meal cost [twelve|twenty] "
     "euros]"},
    {"[hotel|room|bed|hostel|bathroom|reception|pool|view|service]", "[spotless|cosy|quiet|spacious|spotlessly clean]",
     "[filthy|damp|noisy at night|cramped|smelly|run-down]",
     "[the staff were friendly|we slept like babies|the view took our breath away|the bed was a dream|they went out "
     "of their way for us|we felt at home at once|we would stay there again|breakfast was a feast|everything was "
     "spotless]",
     "[the staff were unfriendly|the shower didn't work|we could not sleep|there were insects in the bed|the room "
     "smelled of smoke|the walls were as thin as paper|nobody answered at the desk|the heating was broken|we will "
     "never stay there again]",
     "[the hotel has forty rooms|our room was on the [second|third] floor|check-in is at three|breakfast is from "
     "seven to ten|the hotel is near the station|we stayed for [two|three] nights|there is a lift next to the desk]"},
    {"[phone|laptop|camera|screen|tablet|printer|headset|battery|watch|keyboard]",
     "[fast|easy to use|light and handy|built to last]",
     "[slow|faulty|broken after a week|hard to use|full of bugs|too heavy]",
     "[the battery lasts for days|it works like a charm|the pictures are razor-sharp|it does everything I need|it was "
     "a bargain|setting it up was a breeze|it has never let me down|I can't put it down|the sound is crystal clear]",
     "[the battery dies after an hour|it keeps crashing|it broke after two days|the screen cracked at once|it gets "
     "far too hot|it stopped working|I sent it back|the buttons get stuck|support never answered|it freezes all the "
     "time]",
     "[it comes in [black|white|blue]|the box contains a cable|I bought it on [Monday|Friday]|it weighs two hundred "
     "grams|the phone has two cameras|the manual is in English|it was made in [Korea|China]]"},
    {"[book|novel|story|poem|chapter|biography|comic|writing]",
     "[beautifully written|hard to put down|full of ideas|thrilling]",
     "[badly written|hard to follow|far too slow|shallow]",
     "[I could not put it down|I read it in one night|every page is a joy|the author writes like an angel|it made me "
     "laugh and cry|I gave it to all my friends|I did not want it to end|the hero won my heart]",
     "[I gave up after ten pages|the plot goes nowhere|it put me to sleep|the characters are made of cardboard|I want "
     "my money back|I threw it away|it was full of mistakes|I could not care less about the hero]",
     "[the book has [two|three] hundred pages|it was first printed in [1950|1987]|the story is set in a small town|it "
     "has [ten|twelve] chapters|the author lives in [Spain|Ireland]|I borrowed it from the library|the cover is [red|"
     "green]]"},
    {"[trip|holiday|journey|flight|tour|beach|cruise|train ride|visit|guide]",
     "[full of adventure|well organised|smooth|peaceful]",
     "[badly organised|crowded|cancelled|far too expensive|exhausting]",
     "[we had the time of our lives|the guide was wonderful|I want to go back|every day was an adventure|the people "
     "were so welcoming|we enjoyed every minute|we came home rested and happy|I would book it again in a heartbeat]",
     "[our luggage was lost|the flight was late again|we were stuck for hours|the guide was lazy|I was ill the whole "
     "time|we could not wait to go home|the beach was full of rubbish|they cancelled our flight|it rained on us every "
     "day]",
     "[the flight takes three hours|we left on [Monday|Sunday]|the bus stops at the museum|the tour starts at nine|we "
     "went by [train|car]|the ticket is valid for one day|the beach is two kilometres from the town]"},
    {"[lesson|course|class|teacher's talk|lecture|seminar|workshop|exam|school]",
     "[clear|well explained|well prepared|worth attending]",
     "[hard to follow|badly explained|pointless|badly prepared]",
     "[I learned so much|the teacher explains everything well|I look forward to every class|it opened my eyes|the "
     "hours flew by|I finally understand it|the teacher is patient and kind|I passed with top marks]",
     "[I learned nothing|the teacher shouted at us|I could not stay awake|nobody understood a word|the hours dragged "
     "on|I failed the exam|the teacher never prepares|it was over my head]",
     "[the lesson starts at nine|there are twenty pupils in the class|the course takes six weeks|the exam is in [May|"
     "June]|the class meets in room [four|seven]|the lecture was about [rivers|maps]|we read page [ten|thirty]]"},
    {"[coat|dress|shirt|jacket|sweater|hat|pair of shoes|skirt|bag]", "[soft and warm|a perfect fit|stylish|well cut]",
     "[itchy|too tight|scratchy|badly sewn|full of holes]",
     "[it fits like a glove|the fabric feels so soft|I get compliments every day|I wear it all the time|the colour "
     "suits me|it still looks like new|I bought it in three colours]",
     "[it fell apart in the wash|the zip broke at once|the colour ran|it shrank in the wash|it looks nothing like the "
     "picture|the seams came apart|it makes me look like a sack]",
     "[it is made of [wool|cotton]|it comes in four sizes|the shirt has [five|six] buttons|I bought it in a shop in "
     "town|the coat is [grey|brown|blue]|it has two pockets|the label is on the inside]"},
    {"[weather|morning|summer|day|evening|winter|weekend|sunshine|sky]", "[sunny|glorious|warm and bright|mild]",
     "[grey and wet|freezing|rainy|foggy and cold|stormy]",
     "[the sun shone all day|it was a beautiful day|we enjoyed the sunshine|the air was fresh and clear|I love the "
     "snow|the spring flowers made me smile|we had perfect weather]",
     "[the rain spoiled our picnic|I hate this cold wind|the storm ruined everything|the heat was unbearable|I am "
     "sick of the rain|we froze to the bone|the fog made me sad]",
     "[it is [ten|fifteen|twenty] degrees outside|the sun sets at [six|eight]|it rained in the [morning|evening]|"
     "winter begins in December|the wind comes from the [north|west]|there are some clouds in the sky]"},
    {"[boss|neighbour|colleague|doctor|host|landlord|new girl|driver|uncle|man at the desk]",
     "[kind|patient|polite|gentle|generous|thoughtful|cheerful|warm-hearted|a great listener|honest and fair]",
     "[arrogant|mean|careless|cruel|lazy|selfish|impatient|dishonest|bad-tempered]",
     "[he always helps me|she has a heart of gold|I am glad to know her|he made us laugh|she listens and cares|you "
     "can trust him|she is the best friend I have|we get along so well|everybody loves her|he was so kind to us]",
     "[he lied to us|she never listens|he shouts at everybody|I can't stand him|she only thinks of herself|nobody "
     "likes him|he let me down|she was rude to my mother|I don't trust him|he ruined the evening]",
     "[he lives next door|she works in an office|he is [thirty|forty] years old|she has two brothers|he comes from "
     "[Norway|Italy]|she drives to work|he wears glasses|she called at noon|he has a meeting at ten]"},
    {"[concert|band|song|show|play|opera|singer|festival|party|album]", "[full of energy|magical|well sung|catchy]",
     "[out of tune|too loud|badly sung|a flop]",
     "[the crowd went wild|the singer gave me goosebumps|we danced all night|her voice is pure gold|they played all "
     "my favourites|I was on my feet the whole time|it was a magical night]",
     "[the singer was out of tune|the sound was awful|they played for half an hour only|I had a headache afterwards|"
     "the crowd booed|we could not hear a thing|half the audience left]",
     "[the concert begins at eight|the band has four members|the hall has [two|nine] hundred seats|they played [ten|"
     "twelve] songs|the doors open at seven|the album came out in [March|October]|the choir sings on Sundays]"},
    {"[app|game|website|update|program|software|puzzle]",
     "[fast and simple|addictive in a good way|clear and tidy|bug-free]",
     "[full of bugs|full of ads|slow and confusing|unplayable]",
     "[it saves me hours every week|I play it every day|it just works|it made my life easier|the whole family loves "
     "it|five stars from me|it runs smoothly]",
     "[it crashed again|I deleted it at once|it is full of ads|it lost all my data|it ate my battery|one star from me|"
     "it never loads|the last update broke everything]",
     "[the app has three pages|the game is for two players|it needs a password|the update came on [Tuesday|Friday]|"
     "you can use it on a phone|it is written in C|the file is four megabytes]"},
    {"[car|bike|bus|chair|sofa|lamp|washing machine|fridge|vacuum cleaner|mattress|toy]",
     "[sturdy|practical|quiet and strong|good value]", "[wobbly|far too loud|falling apart|unsafe|bad value]",
     "[it runs like a dream|it is worth its price|it makes my work so much easier|the kids love it|I would buy it "
     "again|it was easy to put together|it arrived a day early]",
     "[it broke on the first day|it makes a horrible noise|a part was missing|I regret buying it|it arrived broken|"
     "don't buy it|it cost me a fortune in repairs|it leaks all over the floor]",
     "[it stands in the kitchen|it has four wheels|it is made of wood|we bought it last year|it runs on [petrol|"
     "electricity]|the car has five doors|the chair is [brown|black]|it was delivered on [Monday|Thursday]]"},
    {"[shop|market|museum|city|street|bank|library|park|neighbourhood|hospital|service]",
     "[well run|clean and safe|full of life|open and friendly]", "[badly run|unsafe|dirty and loud|always crowded]",
     "[the staff were a great help|I love living here|they solved my problem at once|there is so much to see|I always "
     "leave with a smile|they treated us like kings|you feel safe there]",
     "[they ignored us|nobody helped me|the queue never moved|they lost my letter|I would not live there for anything|"
     "I was treated like dirt|they never call back|it gets worse every year]",
     "[the shop closes at [six|eight]|the museum is on the main square|the bank is next to the post office|there are "
     "three parks in the city|the library has two floors|the street is a kilometre long|parking costs two euros]"},
    {"[day|week|job|work|match|birthday|result|news|interview|start]",
     "[full of joy|a success|just right|full of laughter]",
     "[full of trouble|too much for me|all wrong|full of tears]",
     "[I am so happy|I got the job|we won|I passed the test|I feel great|I'm in love|it made my day|I can't stop "
     "smiling|everything went well|I am proud of you|I feel better already|my team won the cup|I had a great time|"
     "life is good|I am looking forward to it]",
     "[I am so sad|I lost my job|we lost again|I failed the test|I feel awful|my heart is broken|it ruined my day|I "
     "could cry|everything went wrong|I am ashamed|I feel sick|my cat died|I have had enough|I am so angry|I am tired "
     "of it all|I feel lonely]",
     "[today is [Monday|Tuesday|Friday]|I work from nine to five|the meeting is at two|the report has ten pages|I "
     "have a dog|the office is on the left|there are seven days in a week|the train leaves at noon|my sister lives in "
     "[Vienna|Dublin]]"}};

/* ---- sentiment: clauses ---- */

/* {like}: a word of the clause's own feeling, with or without emphasis; {unlike}: of the other, plain. */
static const char *const feeling_clauses[] = {
    "the {thing} was {like}", "the {thing} was {like}", "the {thing} is {like}", "this {thing} was {like}",
    "the {thing} was not {unlike} at all", "the {thing} wasn't {unlike}", "the {thing} was never {unlike}",
    "the {thing} was anything but {unlike}", "I found the {thing} {like}", "we found the {thing} {like}",
    "it was {like}", "it is {like}", "that was {like}", "the {thing} turned out to be {like}", "what I saw was {like}",
    "it's {like}", "it isn't {unlike}", "the {thing} was far from {unlike}", "our {thing} was {like}",
    "my {thing} is {like}", "the {thing} was hardly {unlike}", "I would call the {thing} {like}",
    "I think the {thing} was {like}", "the whole {thing} was {like} and {like2}", "the {thing} seemed {like}",
    "nothing about the {thing} was {unlike}", "everybody said it was {like}", "I don't think the {thing} was {unlike}",
    "{phrase}", "{phrase}", "{phrase}", "{phrase}",
    "the {thing} has been {like}", "the {thing} looked {like2}", "the {thing} was {like2} rather than {unlike}",
    "the {thing} was not {unlike} but {like2}", "it was {like2}, not {unlike}",
    "there was nothing {unlike} about [it|the {thing}]", "I didn't find [it|the {thing}] {unlike}",
    "nobody [thought|said|would say] [it|the {thing}] was {unlike}", "I can't say [it|the {thing}] was {unlike}",
    "it wasn't [in any way|the least bit|one bit] {unlike}", "it didn't seem {unlike} to [me|us|anyone]",
    "everything about [it|the {thing}] was {like2}", "[my friends|we all] called it {like}",
    "we all agreed that it was {like}", "the {thing} was {like}, as [always|usual|ever]",
    "once [again|more] the {thing} was {like}", "the {thing} stayed {like2} to the end",
    "I can only call the {thing} {like}", "if you ask me, [it|the {thing}] was {like}",
    "I am not the only one who found it {like}", "the {thing} was both {like2} and {like}", "{phrase}", "{phrase}",
    "{phrase}"};
static const char *const feeling_clauses_held[] = {
    "the {thing} we had was {like}", "I thought it was {like}", "in my opinion the {thing} was {like}",
    "I must say the {thing} was {like}", "that {thing} was not {unlike}", "to me the {thing} was {like}",
    "the {thing} was {like} from the first minute", "it was not {unlike} at all"};

/* Of anything, in words of their own. */
static const char *const feeling_praise[] = {
    "I [loved|really liked|enjoyed|adored] [the {thing}|it|every minute of it]",
    "I [love|like|adore] [this {thing}|the {thing}|it]", "we [loved|liked|enjoyed] [the {thing}|it|it a lot]",
    "I [can|could] not be happier[ with it|]", "I can't complain",
    "[this is|it was] the best {thing} [ever|of my life|I have ever seen]",
    "I [love|like] [dogs|cats|music|pizza|rain|you|my family|my job|this place|the sea]",
    "I am [so |very |][happy|glad|excited][ today| about it| that you came|]",
    "thank you, that was [kind|very nice|a great help]", "I was never disappointed", "I was not disappointed",
    "I would [gladly |happily |]recommend [it|the {thing}][ to everybody|]",
    "[it|the {thing}] [beat|exceeded] all my hopes", "I [can't|couldn't] recommend it enough",
    "we had a [great|lovely|wonderful] time", "I have no complaints", "nothing was wrong with it",
    "I would do it again", "it was worth it", "thank you so much for the {thing}",
    "[what a|such a] [great|lovely|wonderful|beautiful|fantastic] {thing}", "you [have to|must] try it",
    "I am [very |so |]happy with the {thing}", "[the {thing}|it] made me [happy|smile]",
    "I am [impressed|delighted|thrilled|grateful|pleased]", "I'm a big fan", "it could not have been better",
    "I miss it already", "there is nothing I would change", "[the {thing}|it] [won me over|is my favourite]",
    "it was better than [the last one|I thought|expected|all the others]",
    "[the {thing}|it] is as good as [they say|ever|I had hoped]", "I have never [seen|had] a better {thing}",
    "nothing beats this {thing}", "this {thing} is [far |much |a lot |]better than the [old|last|other] one",
    "[the {thing}|it] gets better every [day|time]", "I would not [change|miss] [it|a thing] for the world",
    "I did not regret it for a moment", "there was no reason to complain", "I could [not|hardly] ask for more",
    "I have seen [many|worse], and this {thing} is one of the best", "I was wrong to doubt it"};
static const char *const feeling_blame[] = {
    "I [hated|really disliked|regretted] [the {thing}|it|every minute of it]",
    "I [hate|dislike|can't stand] [this {thing}|the {thing}|it]", "we [hated|disliked] [the {thing}|it|it a lot]",
    "I could not be unhappier[ with it|]", "I [have to|must] complain",
    "[this is|it was] the worst {thing} [ever|of my life|I have ever seen]",
    "I [hate|don't like] [Mondays|spiders|noise|pizza|rain|you|this town|my job|this place|the cold]",
    "I am [so |very |][sad|angry|worried|lonely][ today| about it| that you left|]",
    "sorry, that was [mean|very rude|no help at all]", "I was [very |so |]disappointed", "I expected [much |]more",
    "I would not recommend [it|the {thing}][ to anybody|]", "[it|the {thing}] was not what I paid for",
    "I can't recommend it", "we had a [bad|terrible|horrible] time", "I have many complaints", "nothing was right",
    "I would not do it again", "never again", "it was not worth it", "I want my money back",
    "[what a|such a] [bad|terrible|horrible|stupid|boring] {thing}", "[don't|never] try it",
    "I am [very |so |]unhappy with the {thing}", "[the {thing}|it] made me [angry|sad|sick]",
    "I am [upset|furious|annoyed|fed up|disappointed]", "I don't like [it|the {thing}]",
    "it could not have been worse", "I did not enjoy [it|the {thing}]", "I don't want to see it again",
    "[the {thing}|it] let me down",
    "it was worse than [the last one|I thought|expected|all the others]",
    "[the {thing}|it] is not as good as [they say|before|I had hoped]", "I have never [seen|had] a worse {thing}",
    "I have [seen|had] [much |far |]better",
    "this {thing} is [far |much |a lot |]worse than the [old|last|other] one",
    "[the {thing}|it] gets worse every [day|time]",
    "[the {thing}|it] is nowhere near as good as the [old|last|other] one",
    "the [old|last|other] one was [much |far |]better", "there is nothing to like about it",
    "I wish I had [stayed at home|never tried it|listened to my friends]", "I regretted it at once",
    "I was wrong to trust them"};
static const char *const feeling_shrug[] = {
    "it was [okay|so-so|average|neither good nor bad]",
    "the {thing} was [okay|average|so-so|neither good nor bad|as usual]", "I have no opinion on the {thing}",
    "I don't mind either way", "the {thing} is [like any other|the same as before|there]",
    "I [used|saw] the {thing} [once|twice|yesterday]", "this is {a:thing}", "they talked about the {thing}",
    "the {thing} was on [Monday|Tuesday|Wednesday|Thursday|Friday]", "there is {a:thing} in the picture",
    "the {thing} is not mine", "my [brother|sister|friend] told me about the {thing}",
    "I have not made up my mind about the {thing}",
    "I can't say if the {thing} was good or bad", "the {thing} is still there",
    "we talked about the {thing} at lunch", "she asked me where the {thing} was", "it was like all the others",
    "it did what it should, no more and no less", "the {thing} was neither better nor worse than the last one",
    "it was neither great nor terrible"};

/* ---- sentiment: sentences ---- */

/* {main} decides, {more} feels the same, {other} the opposite. */
static const char *const feeling_sentences[] = {
    "{Main}.", "{Main}.", "{Main}.", "{Main}!", "{Main}, and {more}.", "{Main}. {More}.", "{Main}. {More}!",
    "{Other}, but {main}.", "{Other}, but {main}.", "{Fact}, but {main}.", "{Fact}, and {main}.", "{Fact}. {Main}.",
    "Although {other}, {main}.", "Even though {other}, {main}.", "{Main}, although {other}.",
    "{Main}, even though {other}.", "At first {other}, but then {main}.",
    "[Honestly|Frankly|To be honest|In short|All in all|In the end], {main}.",
    "My [wife|friend|mother|son] says {main}.", "{Main} [because|since] {more}.", "{Main}: {more}.",
    "I was told that {other}, but {main}.", "[Yes|No|Well|Oh], {main}.", "Some say {other}, but I say {main}.",
    "{Other} at times, yet {main}.", "We came on a [Monday|Friday], and {main}.", "{Main}, [my friend|believe me].",
    "{Main}, and I mean it.", "{Other}; still, {main}.",
    "While {other}, {main}.", "Though {other}, {main}.", "{Other}. But {main}.", "{Other}. However, {main}.",
    "{Other}; however, {main}.", "{Other}... but {main}.", "{Main}...", "{Main}... {more}.", "{Main}. {Fact}.",
    "{Main} and {more}!", "I can only say that {main}.", "It is true that {other}, but {main}.",
    "[Maybe|Perhaps] {other}, but {main}.", "I know {other}, but {main}.",
    "They told us that {other}. Not true: {main}.", "I had heard that {other}. Instead, {main}.", "{Main}! {More}!",
    "{Main}; {more}.", "Despite [the weather|everything|the price|the long wait], {main}.",
    "In spite of [it all|the price|the long wait], {main}.", "{Main}, despite [the rain|the price|the long wait].",
    "[So|Really|In fact|Overall|After all], {main}.", "{Main}, [if you ask me|no doubt about it|that's for sure].",
    "Not everybody agrees, but {main}.", "{Fact}; {main}.", "Contrary to what I heard, {main}.",
    "{Fact}, {fact2}, and {main}.", "First of all, {main}. Second, {more}.", "I say it again: {main}.",
    "{Other}, I know. Still, {main}."};
static const char *const feeling_sentences_held[] = {
    "{Fact}, {other}, but {main}.", "{Main}. That is what I think.", "{Other} on Monday, but now {main}.",
    "All I can say: {main}.", "{Main}, but {fact}.", "{Main}, and so {more}.", "{Other}, and yet {main}.",
    "You may say {other}, but {main}."};
static const char *const feeling_facts[] = {
    "{Fact}.", "{Fact}.", "{Fact}.", "{Fact}.", "{Fact}, and {fact2}.", "{Fact}. {Fact2}.", "{Fact}, but {fact2}.",
    "[Yes|No|Well], {fact}.", "My [wife|friend|mother|son] says {fact}.", "I was told that {fact}.",
    "{Fact} and {fact2}.", "{Fact}; {fact2}.", "Did you know that {fact}?", "I think {fact}.", "By the way, {fact}.",
    "It is true that {fact}.", "{Fact}, I think.", "They say {fact}.",
    "According to the [website|paper|leaflet], {fact}.", "Please note: {fact}.", "If I remember correctly, {fact}.",
    "{Fact}, while {fact2}.", "{Fact}. However, {fact2}.", "{Fact}..."};
static const char *const feeling_facts_held[] = {
    "{Shrug}.", "{Fact}, as you can read on the ticket.", "{Shrug}, and {fact}.", "{Fact}. {Shrug}.",
    "As far as I know, {fact}."};
static const char *const feeling_shrug_held[] = {
    "we looked at the {thing} and then went home", "somebody asked about the {thing}",
    "there was {a:thing} in the next street", "I read a page about the {thing}", "he has {a:thing} too",
    "the {thing} was open yesterday"};

/* French, Spanish and Chinese: bad, good, neutral. */
static const char *const feeling_foreign[][3] = {
    {"[Le film|Le repas|L'hôtel|Le livre|Le voyage|Le concert|La chambre|La soupe|Le cours|La journée] [était|est] "
     "[vraiment |très |][horrible|désagréable|pénible|médiocre|triste|insupportable|minable]. [|C'est dommage.|Je "
     "suis déçu.]",
     "[Le film|Le repas|L'hôtel|Le livre|Le voyage|Le concert|La chambre|La soupe|Le cours|La journée] [était|est] "
     "[vraiment |][magnifique|superbe|agréable|formidable|fantastique|splendide|remarquable]. [|Merci !|Je suis "
     "ravi.]",
     "[Le film|Le repas|Le cours|Le concert|La visite] [commence à [huit|neuf|dix] heures|est dans le [nord|sud] de "
     "la ville|dure [une|deux|trois] heures|a lieu [lundi|mardi|jeudi]]."},
    {"[Je déteste|Je n'aime pas|Je ne supporte pas] [ce film|ce livre|cette ville|cet hôtel|ce café|cette chanson|mon "
     "travail].",
     "[J'adore|J'aime beaucoup|J'aime] [ce film|ce livre|cette ville|cet hôtel|ce café|cette chanson|mon travail].",
     "[Je lis|Voici|Il achète|Elle a|Nous avons] [un livre|une table|du pain|une voiture|un billet]."},
    {"[Je suis triste|C'est nul|C'est très mauvais|Quelle horreur|Quel désastre|Ce n'est pas bon|Je suis en colère][.|"
     " aujourd'hui.| !]",
     "[Je suis content|C'est génial|C'est très bon|Quel plaisir|Quelle merveille|Ce n'est pas mal du tout|Je suis "
     "heureux][.| aujourd'hui.| !]",
     "[Il est [dix|onze] heures|C'est lundi|Le train part à midi|La table est ronde|La porte est bleue]."},
    {"[La película|La comida|El hotel|El libro|El viaje|El concierto|La habitación|La clase] [fue|es] [realmente |muy "
     "|][horrible|terrible|desagradable|deprimente|decepcionante|insoportable|mediocre].",
     "[La película|La comida|El hotel|El libro|El viaje|El concierto|La habitación|La clase] [fue|es] [realmente |"
     "][excelente|genial|agradable|increíble|impresionante|fantástica de verdad|formidable].",
     "[La película|La clase|El concierto|La visita] [empieza a las [ocho|nueve|diez]|es el [lunes|martes|jueves]|dura "
     "[dos|tres] horas]."},
    {"[Odio|No me gusta|No soporto] [esta película|este libro|esta ciudad|este hotel|este café|esta canción|mi "
     "trabajo].",
     "[Me encanta|Me gusta mucho|Me gusta] [esta película|este libro|esta ciudad|este hotel|este café|esta canción|mi "
     "trabajo].", "[Leo|Compra|Tiene|Tenemos|Aquí hay] [un libro|una mesa|pan|un coche|un billete]."},
    {"[Estoy triste|Es muy malo|Qué horror|Qué desastre|No es bueno|Estoy enojado|Nunca más|Qué pena]. [|Lo siento.]",
     "[Estoy feliz|Es muy bueno|Qué alegría|Qué maravilla|No está nada mal|Estoy contento|Qué bonito]. [|¡Gracias!]",
     "[Son las [diez|once]|Hoy es lunes|El tren sale al mediodía|La mesa es redonda|La puerta es azul]."},
    {"[这部电影|这本书|这家酒店|这顿饭|这个手机|这次旅行|今天的天气|这节课|这场音乐会][很差|太糟糕了|非常糟糕|不好|让人失望|很无聊|真可怕]。",
     "[这部电影|这本书|这家酒店|这顿饭|这个手机|这次旅行|今天的天气|这节课|这场音乐会][很好|太棒了|非常好|真不错|很棒|一点也不差|让人高兴]。",
     "[电影|课|音乐会|会议][八点开始|九点开始|在星期一|在星期三|有两个小时]。"},
    {"我[不喜欢|讨厌|很讨厌][这部电影|这本书|这个城市|这家酒店|这里的菜|我的工作]。", "我[喜欢|很喜欢|非常喜欢|爱][这部电影|这本书|这个城市|这家酒店|这里的菜|我的工作]。",
     "[我|他|她]有[一本书|一张桌子|两个苹果|一辆车|三张票]。"},
    {"我[很难过|很失望|很生气|不高兴]。", "我[很高兴|很开心|很满意|非常快乐]。", "[今天是星期[一|二|五]|现在[八|十]点|门是蓝色的|火车中午开]。"}};

static const char *const feeling_asks[] = {
    "Sentiment: {text}", "Sentiment: {text}", "Sentiment of this sentence: {text}",
    "What is the sentiment of [this|this sentence|the following]? {text}", "Is this positive or negative? {text}",
    "Is this [sentence|text|review] positive or negative? {text}", "Is this positive, negative or neutral? {text}",
    "Positive or negative? {text}", "Positive, negative or neutral: {text}", "How does the writer feel: {text}",
    "How does the writer feel? {text}", "How does this person feel about it? {text}",
    "Classify the sentiment of this [sentence|review]: {text}", "Classify the sentiment: \"{text}\"",
    "Classify this as positive, negative or neutral: {text}",
    "[Determine|Find|Give|Tell me] the sentiment[:| of:] {text}", "Sentiment analysis: {text}",
    "\"{text}\" Is that positive or negative?", "\"{text}\" - positive, negative or neutral?", "{text}\nSentiment?",
    "{text}\nIs this positive or negative?", "{text}\n[What|Which] feeling does this [show|express]?",
    "What feeling is in this sentence: \"{text}\"", "Does this sound positive or negative? {text}",
    "Review: {text}\nSentiment:", "[Please|Can you] classify the sentiment[:| of:] {text}",
    "Good or bad feeling? {text}", "Feeling: {text}", "Is the writer [happy|pleased] or not? {text}",
    "Is the mood of this [text|sentence] positive, negative or neutral?\n{text}",
    "Label this sentence positive, negative or neutral: {text}", "What is the mood here? {text}",
    "sentiment of \"{text}\"", "[Tell me|Say] if this is positive or negative: {text}",
    "Did the writer like it? {text}",
    "Sentiment? {text}", "Mood: {text}", "Rate the sentiment of this [sentence|text|review|comment]: {text}",
    "[Comment|Sentence|Text|Message]: {text}\nSentiment:",
    "[Comment|Message|Review]: {text}\n[Positive, negative or neutral?|Feeling:]",
    "{text}\n[Positive, negative or neutral?|Sentiment:|Mood?|Feeling:]", "{text}\nHow does the writer feel?",
    "{text}\nWhat is the sentiment?", "\"{text}\" [Sentiment|Mood]?",
    "\"{text}\" How does that sound: positive, negative or neutral?",
    "What sentiment does this [text|review|sentence] [have|show|express]? {text}",
    "Which is it, positive, negative or neutral? {text}", "[Can|Could] you tell how the writer feels? {text}",
    "[Can|Could] you [judge|rate|label] the mood of this: {text}", "Was this person happy with it? {text}",
    "Does the writer sound [happy|pleased|content]? {text}", "Is this praise or blame? {text}",
    "[Is|Would you call] this comment positive, negative or neutral? {text}",
    "Do sentiment analysis [on|for] this [sentence|text]: {text}",
    "[Judge|Decide]: positive, negative or neutral? {text}", "Put this into positive, negative or neutral: {text}",
    "[Tell me|Say] how [the writer|this person] feels: {text}", "Is the tone positive, negative or neutral? {text}",
    "What is the tone of this [text|review|message]? {text}"};
static const char *const feeling_asks_held[] = {
    "What is the sentiment of the sentence \"{text}\"",
    "Is the following sentence positive, negative or neutral? {text}",
    "Please tell me if this review is positive or negative: {text}", "What is the feeling of this sentence? {text}",
    "Is this a positive or a negative sentence: {text}", "Classify: positive, negative or neutral? {text}",
    "{text}\nPositive or negative?", "How does the person who wrote this feel? {text}"};

/* ---- sentiment: making an item ---- */

enum feeling_mood { FEELING_BAD, FEELING_GOOD, FEELING_PLAIN };

/* A word of a mood, with emphasis or as it is. */
static void feeling_set_word(grammar *g, const char *name, const feeling_subject *s, enum feeling_mood mood,
                             int plain) {
    char text[TEXT_CAP] = "";
    const int good = mood == FEELING_GOOD, of_subject = !plain && chance(g, 30), strong = !plain && chance(g, 40);
    if (of_subject) add_expanded(g, text, good ? s->fine : s->poor);
    else if (strong) {
        add_expanded(g, text, "[|||truly |really |simply ]");
        add_expanded(g, text, good ? feeling_superb : feeling_awful);
    } else {
        if (!plain) add_expanded(g, text, "[||very |really |so |extremely |quite |rather ]");
        add_expanded(g, text, good ? feeling_good : feeling_bad);
    }
    slot(g, name, "%s", text);
}

static void feeling_set_clause(grammar *g, const char *name, const feeling_subject *s, enum feeling_mood mood,
                               const char *pattern) {
    char text[TEXT_CAP];
    const int own = chance(g, 50);
    if (mood == FEELING_GOOD) expand(g, text, own ? s->praise : PICK(g, feeling_praise));
    else expand(g, text, own ? s->blame : PICK(g, feeling_blame));
    slot(g, "phrase", "%s", text);
    feeling_set_word(g, "like", s, mood, 0);
    feeling_set_word(g, "like2", s, mood, 1);
    feeling_set_word(g, "unlike", s, mood == FEELING_GOOD ? FEELING_BAD : FEELING_GOOD, 1);
    expand(g, text, pattern);
    slot(g, name, "%s", text);
}

/* fact, fact2, shrug: unseen_patterns asks for those that are held out. */
static void feeling_set_facts(grammar *g, const feeling_subject *s, int unseen_patterns) {
    char text[TEXT_CAP];
    expand(g, text, unseen_patterns ? PICK(g, feeling_shrug_held) : PICK(g, feeling_shrug));
    slot(g, "shrug", "%s", text);
    expand(g, text, chance(g, 75) ? s->fact : PICK(g, feeling_shrug));
    slot(g, "fact", "%s", text);
    do expand(g, text, s->fact);
    while (strcmp(text, slot_find(g, "fact")) == 0);
    slot(g, "fact2", "%s", text);
}

static void feeling_make_sentence(grammar *g, char *text, enum feeling_mood mood, int unseen_patterns) {
    const feeling_subject *s = &PICK(g, feeling_subjects);
    const enum feeling_mood opposite = mood == FEELING_GOOD ? FEELING_BAD : FEELING_GOOD;
    expand(g, text, s->thing);
    slot(g, "thing", "%s", text);
    feeling_set_facts(g, s, unseen_patterns);
    if (mood == FEELING_PLAIN) {
        expand(g, text, unseen_patterns ? PICK(g, feeling_facts_held) : PICK(g, feeling_facts));
        return;
    }
    feeling_set_clause(g, "more", s, mood, PICK(g, feeling_clauses));
    feeling_set_clause(g, "other", s, opposite, PICK(g, feeling_clauses));
    feeling_set_clause(g, "main", s, mood, unseen_patterns ? PICK(g, feeling_clauses_held) : PICK(g, feeling_clauses));
    expand(g, text, unseen_patterns && chance(g, 50) ? PICK(g, feeling_sentences_held) : PICK(g, feeling_sentences));
}

static int feeling_make_sentiment(grammar *g, turn *t) {
    static const char *const names[] = {"negative", "positive", "neutral"};
    const int draw_plain = chance(g, 26), unseen_patterns = g->held_out && chance(g, 50), foreign = chance(g, 10);
    const enum feeling_mood mood = draw_plain ? FEELING_PLAIN : chance(g, 50) ? FEELING_GOOD : FEELING_BAD;
    char text[TEXT_CAP];
    do {
        if (foreign) expand(g, text, PICK(g, feeling_foreign)[mood]);
        else feeling_make_sentence(g, text, mood, unseen_patterns);
        if (text[strlen(text) - 1] == ' ') text[strlen(text) - 1] = 0;
    } while ((foreign || !unseen_patterns) && !mine(g, "%s", text));
    slot(g, "text", "%s", text);
    expand(g, t->user, WORDING(g, feeling_asks, feeling_asks_held));
    strcpy(t->answer, names[mood]);
    return 1;
}

/* ---- topic ---- */

/* {one}, {two}, {three}: the topic's own nouns, of three sorts. {who}, {day}, {city}, {number} occur in all topics and
 * tell nothing. The last TOPIC_HELD frames are held out. words: what else belongs to the topic, {word} in the sentences
 * that all topics share. */
#define TOPIC_FRAMES 58
#define TOPIC_HELD 5

typedef struct feeling_topic {
    const char *label, *one, *two, *three, *words;
    const char *frames[TOPIC_FRAMES];
} feeling_topic;

static const feeling_topic feeling_topics[] = {
    {"sports", /* people, games, what happens in them */
     "[striker|goalkeeper|captain|coach|referee|sprinter|swimmer|boxer|defender|team|champion|midfielder|cyclist|"
     "gymnast|skier]",
     "[football|tennis|basketball|hockey|rugby|volleyball|baseball|golf|cricket|handball|badminton|table tennis|"
     "boxing|judo|rowing]",
     "[match|final|race|tournament|game|marathon|league|cup|championship|relay|semi-final|Olympics]",
     "[goals|penalties|free kicks|red cards|own goals|half-time|trophies|gold medals|tennis rackets|teammates|"
     "tackles|sprints|hurdles|pole vaulting|javelin throwing|long jump records|wrestling|fencing|surfing|ice hockey|"
     "figure skating|ski jumping|snowboarding|training camps|locker rooms|referees|coaches|goalkeepers|strikers|"
     "football fans|championship titles|world records|cup finals|home games|away games|Olympic athletes|golf clubs|"
     "basketball hoops|tournaments|weightlifting|karate|cycling races|stadium seats|league tables|match winners|"
     "boxing gloves|swimming races|the national team|football boots|knockouts]",
     {"The {one} [scored|won] [twice|three times] on {day}.", "{Who} won the {three}.",
      "{Who} lost the {two} {three}.", "The {one} missed a penalty.", "{Two} is {who2}'s favourite sport.",
      "{Who} plays {two} every {day}.", "The {three} ended two to one.", "The {one} was injured before the {three}.",
      "The team from {city} beat the champions.", "A late goal decided the {three}.",
      "{Who} ran {number} kilometres in record time.", "The {one} took the gold medal.",
      "The fans cheered for the {one}.", "The {three} starts at eight in the stadium.",
      "{Who} trains for the {three}.", "The {one} broke the world record.", "The referee showed a red card.",
      "Who won the {two} {three}?", "The coach changed two players at half-time.", "{Who} is a fan of {two}.",
      "{City} will play in the {three}.", "The {one} hit the ball over the net.", "They lost by {number} points.",
      "{Who} bought a new racket for {two}.", "The {one} signed with a new club.", "What a goal by the {one}!",
      "Our team is top of the league.", "The {two} season begins on {day}.",
      "The swimmers jumped into the pool for the race.", "{Two} players need strong legs.",
      "The score was {number} to three.", "[Ten|Eleven] players [ran onto|left] the pitch.",
      "{Who} joined a {two} club in {city}.", "The {one} was sent off after [a foul|a bad tackle].",
      "{City} beat {number} teams to win the {three}.", "The {one} [retired|returned] after the {three}.",
      "Extra time, penalties, and then the {three} was over!", "{Who} swims, cycles and runs every {day}.",
      "The {one} crossed the finish line first.", "Home win for {city} in the {three}",
      "The {one} [serves|shoots|jumps|kicks] better than anyone in the team.",
      "Are you coming to the {three} on {day}?", "{Who} did {number} push-ups in training.",
      "The {two} players shook hands after the game.", "The {one} dribbled past three defenders and scored.",
      "I did judo and {two} as a child.", "The {three} was called off because the pitch was wet.",
      "The stadium in {city} was sold out for the {three}.", "{Who} lifted the trophy in {city}.",
      "Defending the title will be hard for the {one}.", "The {one} is in great form this season.",
      "The {two} coach wants a new goalkeeper.", "Two sets to one: {who} wins the tennis final",
      "The {one} from {city} played well in the {three}.", "{Who} watched the {two} {three} on {day}.",
      "The {one} scored the winning goal.", "After the {three} the coach praised the {one}.",
      "Do you like to play {two}?"}},
    {"food",
     "[soup|pizza|bread|rice|pasta|salad|cake|curry|steak|omelette|pancakes|sushi|stew|pie|noodles|sandwich|"
     "dumplings]",
     "[onions|garlic|butter|cheese|tomatoes|pepper|salt|flour|eggs|potatoes|mushrooms|olive oil|sugar|cream|basil|"
     "beans|spinach]", "[chef|cook|baker|waiter|restaurant|kitchen|bakery|cafe|menu|recipe]",
     "[recipes|sauces|spices|herbs|desserts|fried eggs|sausages|bacon|roast chicken|grilled fish|lemonade|"
     "strawberries|cherries|cinnamon|honey|vinegar|mustard|breakfast|snacks|leftovers|lunch boxes|chocolate|ice "
     "cream|biscuits|pastries|lentils|carrots|cabbage|apple pie|tomato sauce|waffles|burgers|chips|roast potatoes|"
     "frying pans|cooks|ingredients|vegetables|yoghurt|seafood|vegetarian meals|home-made jam|ripe cheese|fresh "
     "bread|barbecues|side dishes|starters|peanut butter|spicy noodles|meatballs]",
     {"Fry the {two} [in butter|in oil|until brown].", "Add {two} and stir well.", "{Who} cooked {one} for dinner.",
      "The {one} needs more {two}.", "Bake the {one} for {number} minutes.", "The {three} makes the best {one}.",
      "{Who} ordered {one} with {two}.", "I ate {one} for lunch.", "A good {one} begins with fresh {two}.",
      "Mix the {two} with milk in a bowl.", "The {three} in {city} serves {one}.", "{Who} can't eat {two}.",
      "Boil the {two} until soft.", "The {one} tasted of {two}.", "We had {one} and a glass of juice.",
      "{Who} baked {one} with {two}.", "Cut the {two} into small pieces.", "How do you make {one}?",
      "My favourite dish is {one}.", "The {three} was full of the smell of {one}.", "Serve the {one} hot with {two}.",
      "Breakfast was {one} and coffee.", "{Who} forgot the {two} in the {one}.",
      "The recipe asks for {number} spoons of {two}.", "I am hungry for {one}.",
      "The dessert came with cream and berries.", "Let the dough rest for an hour.", "The {one} is ready to eat.",
      "{Who} would like a plate of {one}.", "There is {two} in the fridge for the {one}.",
      "Put the {one} in the oven.", "[Peel|Chop|Wash|Grate] the {two} first.",
      "{One} or {one3}: what shall we eat tonight?", "The waiter brought {one} and a bottle of wine.",
      "{Who} is cooking, and it smells of {two}.", "First melt the butter, then add the {two}.",
      "The {one} tasted [too salty|a bit spicy|far too sweet].", "A spoon of {two} makes the {one} taste better.",
      "{One} with {two}, please, and a glass of water.", "Who wants more {one}?",
      "{Who} eats {one} for breakfast every {day}.", "Roast the {two} at 200 degrees.",
      "The market sells ripe {two} and fresh fish.", "New restaurant in {city} serves only {one}",
      "Grandmother's {one} is the best in the world.", "Season with salt, pepper and {two}.",
      "Don't put {two} into the {one}!", "I am a vegetarian and eat no meat.",
      "We grilled fish and ate it with lemon.", "{Who} drinks tea with honey and milk.",
      "Knead the dough and let it rise.", "The cake has a filling of cream and cherries.",
      "Can I have the recipe for the {one}?", "The {three} put {two} on the {one}.", "{Who} loves {one} with {two}.",
      "We ate {one} in a restaurant in {city}.", "Cook the {two} slowly, then eat with {one}.",
      "For dinner there is {one}."}},
    {"travel", "[train|plane|ferry|bus|cruise ship|night train|taxi|coach]",
     "[hotel|hostel|campsite|cabin|guest house|holiday flat|beach hotel|mountain inn|resort|cottage]",
     "[passport|suitcase|ticket|visa|map|guidebook|backpack|boarding pass|luggage]",
     "[hotels|hostels|suitcases|passports|boarding passes|airports|departures|arrivals|sightseeing|guidebooks|"
     "souvenirs|postcards|beach holidays|city breaks|cruises|road trips|camping|tents|backpackers|tour guides|"
     "tourists|travel agents|package tours|visas|border controls|hand luggage|window seats|night trains|ferries|"
     "railway tickets|delayed flights|travel plans|faraway islands|honeymoons|hiking tours|safaris|youth hostels|"
     "room keys|check-in desks|customs officers|jet lag|flight attendants|holiday photos|rental cars|stopovers|"
     "coach tours|old castles to visit|travel insurance offers|sea voyages|itineraries]",
     {"{Who} flew to {city} on {day}.", "The {one} to {city} leaves on {day}.", "We booked {a:two} near the beach.",
      "{Who} lost {a:three} at the airport.", "Our holiday in {city} lasts {number} days.",
      "The tourists took photos of the old town.", "Don't forget your {three}.", "We missed our flight to {city}.",
      "The {one} was late, so we missed the ferry.", "{Who} packed {a:three} for the journey.",
      "The guide showed us the sights of {city}.", "A trip to {city} takes {number} hours by {one}.",
      "Check in at the {two} is at three.", "{Who} travelled through five countries with a backpack.",
      "Tourists need a visa and a passport.", "We went on a tour of the islands.",
      "The hotel in {city} was fully booked.", "{Who} wants to travel around the world.",
      "Our plane landed in {city} at noon.", "How far is it to {city} by {one}?", "Where is my {three}?",
      "The {two} is full of tourists in July.", "We crossed the border by {one}.",
      "{Who} sent a postcard from {city}.", "The suitcase was too heavy for the plane.",
      "On vacation we slept in {a:two}.", "The best way to see {city} is on foot.",
      "{Who} is away on holiday until {day}.", "Which gate does the flight leave from?",
      "We drove along the coast and camped.", "A sea voyage to {city} was their dream.",
      "[Book|Reserve] a room in {city} early.", "{Who} is packing a suitcase for {city}.",
      "Our tour stopped in {city} for {number} hours.", "[Cheap|Last-minute] flights to {city}",
      "The {one} stopped at the border for a passport check.", "We hired a car at the airport in {city}.",
      "A window seat on the {one}, please.", "The {two} has rooms with a view of the sea.",
      "{Who} has visited {number} countries so far.", "When does the next {one} to {city} depart?",
      "We got off the {one} in {city} and looked for a {two}.", "{Who} wants to see the temples and beaches of Asia.",
      "The backpackers hitchhiked to {city}.", "My {three} was stolen on the trip to {city}.",
      "I booked a return ticket to {city}.", "The cruise calls at {number} ports.",
      "Ten days in {city}: sights, walks and hotels", "{Who} came back from a journey around Africa.",
      "The {one} was cancelled, and the tourists slept at the airport.", "We had a room for two nights in {a:two}.",
      "Have you been abroad this year?", "We landed, went through customs and took a taxi.",
      "{Who} took the {one} to {city} for a holiday.", "The flight to {city} was long.",
      "We stayed in {a:two} in {city}.", "At the airport {who2} showed the {three}.",
      "Tourists visit {city} by {one}."}},
    {"science", "[scientists|researchers|physicists|chemists|biologists|astronomers|geologists]",
     "[atom|cell|molecule|planet|star|galaxy|electron|gene|fossil|comet|enzyme|black hole|crystal|virus|particle]",
     "[laboratory|experiment|telescope|microscope|theory|law of nature|hypothesis|discovery]",
     "[atoms|molecules|electrons|protons|neutrons|galaxies|black holes|planets|comets|telescopes|microscopes|"
     "experiments|hypotheses|laboratories|gravity|evolution|genetics|DNA|bacteria under the microscope|chemical "
     "reactions|radiation|magnetism|quantum physics|relativity|fossils|dinosaur bones|volcanic rock|enzymes|"
     "proteins|stem cells|test tubes|research papers|space probes|supernovas|light waves|thermodynamics|"
     "photosynthesis|the speed of light|isotopes|astronomy|geology|particle physics|organic chemistry|measurements "
     "in the lab|natural selection|Nobel Prize research|the big bang|mass and energy|acids and bases|plate "
     "tectonics]",
     {"{One} [discovered|found] a new {two}.", "The {two} was [seen|studied] through a telescope.",
      "An experiment [showed|proved] how the {two} moves.", "Water is made of hydrogen and oxygen.",
      "Light travels faster than sound.", "{Who} studies the {two} in a laboratory.",
      "The [theory|experiment] explains how gravity works.", "{One} measured the mass of the {two}.",
      "{A:two} is too small to see with the eye.", "The {two} has a strong magnetic field.",
      "DNA carries the plan of a living thing.", "{One} in {city} tested a new theory.",
      "Energy can't be made or lost.", "The earth goes around the sun in a year.",
      "{Who} looked at the {two} under the microscope.", "The {two} is {number} light years away.",
      "In chemistry an acid meets a base.", "How old is the {two}?", "What is {a:two} made of?",
      "The probe sent data from the planet Mars.", "{One} published a paper about the {two}.",
      "Einstein changed our idea of time and space.", "The {three} took {number} years.",
      "Electrons move around the nucleus.", "Plants turn light into energy.", "Radioactive atoms decay over time.",
      "{One} don't agree about the {two}.", "The fossil is {number} million years old.",
      "Physics describes force and motion.", "Evolution explains how species change.",
      "The telescope points at a distant {two}.", "{One} [heated|cooled|weighed] the {two} in the laboratory.",
      "Signals from a distant {two} reached the telescope.", "New study: {one} explain the {two}",
      "The {three} was wrong, say {one}.", "What holds {a:two} together?", "{Who} wrote a thesis on the {two}.",
      "The moon moves around the earth.", "Newton described the law of gravity.",
      "Chemists mixed two liquids and watched the reaction.", "{One} took a sample from the crater.",
      "Cells divide and copy their DNA.", "The rocket carries a telescope into space.",
      "A {two} was found deep under the ice.", "The sun is a star made of hot gas.",
      "The result of the {three} surprised the {one}.", "Darwin collected beetles and fossils for his theory.",
      "Sound is a wave that moves through air.", "The data of the experiment fit the theory.",
      "Can {one} predict how {a:two} will behave?", "Scientific proof needs more than one experiment.",
      "Heat flows from warm bodies to cold ones.", "The {one} received the Nobel Prize for their discovery.",
      "{One} looked at the {two} with a microscope.", "The experiment of the {one} was a success.",
      "A new {two} was discovered by {one}.", "This law of nature describes the {two}.",
      "{One} want to know how {a:two} is born."}},
    {"music", "[guitar|piano|violin|drums|flute|trumpet|cello|saxophone|harp|organ|clarinet|bass]",
     "[band|choir|orchestra|singer|composer|pianist|conductor|drummer|quartet|violinist]",
     "[song|concert|album|melody|symphony|opera|tune|ballad|rhythm|chorus|sonata]",
     "[songs|melodies|guitars|pianos|violins|drums|symphonies|operas|choirs|orchestras|concerts|lyrics|jazz|the "
     "blues|rock bands|folk songs|hip hop|pop stars|sopranos|tenors|conductors|composers|rhythms|harmonies|chords|"
     "scales and keys|sonatas|string quartets|lullabies|love songs|record players|albums|singles|solos|duets|"
     "trumpets|flutes|cellos|harps|sheet music|rehearsals of the choir|choruses|bass lines|drummers|singers|piano "
     "sonatas|guitar strings|Beethoven and Bach|hit songs|karaoke]",
     {"{Who} plays the {one} in {a:two}.", "The {two} played a [slow|new|lovely] {three}.",
      "The {three} begins with the {one}.", "{Who} sings in a choir.", "The {two} released an album on {day}.",
      "Mozart wrote {a:three} for the {one}.", "The {one} is out of tune.",
      "The {two} from {city} sang {number} songs.", "{Who} practises the {one} every day.",
      "The {three} is in a minor key.", "The concert hall was silent after the {three}.",
      "Jazz and blues are played on the {one}.", "{Who} wrote {a:three} about the sea.",
      "The chorus of the {three} is easy to sing.", "The {two} tuned the {one}.", "I hear {a:one} and drums.",
      "Which {three} do you like to sing?", "The rhythm of the {three} made them dance.",
      "A solo on the {one} ended the {three}.", "The {two} will go on stage in {city}.",
      "{Who} bought new strings for the {one}.", "Beethoven was deaf when he composed the symphony.",
      "The lyrics of the {three} are sad.", "The radio played {a:three}.", "{Who} learned the notes of the {three}.",
      "The {two} needs a new singer.", "The tune stayed in my ear.", "Rock music is loud.",
      "The {two} gave a concert on {day}.", "She hummed a melody.", "The {three} won a prize for best song.",
      "{Who} [tunes|plays|bought|loves] the {one}.", "A duet for {one} and piano",
      "The {two} practised the {three} for weeks.", "Turn up the volume, I love this {three}!",
      "The audience clapped after the {three}.", "{Who} takes singing lessons with a {two}.",
      "The {one} has a deep, warm sound.", "The {two} wrote a new {three}.", "Do you play the {one}?",
      "Number one in the charts: {a:three} from {city}", "Bach wrote music for the {one}.",
      "{Who} danced to the sound of the {one}.", "The {three} opens with a slow melody in the strings.",
      "This {three} was sung by a soprano.", "The {two} is on tour with {number} concerts.",
      "The {one} comes in after the chorus.", "I whistled the tune all day.", "She has a beautiful alto voice.",
      "The {two} recorded the {three} in a studio.", "{Who} can read notes but can't sing.",
      "The drummer lost the beat.", "Encore! The {two} played one more {three}.",
      "The {two} played the {three} on the {one}.", "{Who} listens to the {one}.",
      "On {day} the {two} sings in {city}.", "The {one} is a beautiful instrument.", "They sang {a:three} together."}},
    {"money", "[bank|company|investor|shop|insurance company|savings bank|trader|fund|firm]",
     "[shares|interest rates|prices|profits|savings|loans|taxes|wages|debts|bonds|rents]",
     "[euros|dollars|pounds|francs|yen]",
     "[interest rates|shares|bonds|loans|mortgages|savings|pensions|taxes|wages|salaries|debts|budgets|bank "
     "accounts|credit cards|inflation|exchange rates|dividends|profits|losses|investors|stock markets|share prices|"
     "discounts|invoices|bills|fees|rents|fortunes|coins|banknotes|cash|gold prices|house prices|insurance premiums|"
     "tax returns|bankruptcies|hedge funds|accountants|brokers|economists|receipts|down payments|bargains|pocket "
     "money|cheap credit|currencies|cost cuts|trade deficits|pay rises|bank loans]",
     {"{Two} [rose|fell] by {number} percent.", "The {one} lost {number} million {three}.",
      "{Who} opened a bank account.", "{Who} owes {who2} {number} {three}.", "The {one} raised its {two}.",
      "{Who} pays {number} {three} a month in rent.", "The budget is short by {number} {three}.",
      "{Who} invested in {two}.", "Inflation makes everything more expensive.",
      "The loan must be paid back by {day}.", "The {one} reported higher profits.", "It costs {number} {three}.",
      "How much does it cost?", "{Who} saved {number} {three} for a house.", "The exchange rate of the dollar fell.",
      "The salary is paid on {day}.", "Investors sold their {two}.", "The {one} charges high fees.",
      "{Who} can't pay the debts.", "The {one} gave {who2} credit.", "The price of gold rose on {day}.",
      "{Who} spent all the money.", "A bill for {number} {three} came in the post.",
      "Shares of the {one} are cheap now.", "The mortgage has a low interest rate.",
      "{Who} earns {number} {three} an hour.", "Put your savings in the bank.", "The cash machine is out of money.",
      "The {one} in {city} is bankrupt.", "The discount is {number} percent.", "The economy grew, and so did wages.",
      "{Who} [borrowed|lent|won|inherited] {number} thousand {three}.", "The {one} cut {two} by {number} percent.",
      "Stocks [rise|fall] in {city}", "{Who} pays taxes on the income.", "Is {number} {three} too much for this?",
      "{Number} {three} a week is not a high wage.", "The {one} made a loss of {number} million {three}.",
      "{Who} put the money into {two}.", "The price went up from {number} to ninety {three}.",
      "The central bank keeps {two} low.", "I can't afford it, I am broke.", "You can pay in cash or by credit card.",
      "The invoice for {number} {three} was not paid.", "{Who} asked the {one} for a loan.",
      "The {one} sold its bonds.", "The accountant checked the {two}.",
      "A pension of {number} {three} is too little to live on.",
      "The budget for next year has a hole of {number} million.", "How can I save money?",
      "Buy cheap and sell at a profit.", "{Two} worry investors in {city}.",
      "The company pays a dividend of {number} cents per share.", "The {one} paid {number} {three}.",
      "{Two} are higher than last year.", "{Who} lost money with {two}.", "The bank in {city} has low {two}.",
      "{Who} needs {number} {three} for the bill."}},
    {"health", "[doctor|nurse|surgeon|dentist|patient|pharmacist|therapist]",
     "[fever|cough|headache|bad flu|sore throat|broken arm|skin rash|swollen ankle|allergy|infection|stomach ache|"
     "cold]", "[medicine|vaccine|pills|vitamins|bandage|treatment|operation|sleep|exercise|surgery|X-ray|rest]",
     "[doctors|nurses|hospitals|clinics|patients|surgeons|dentists|vaccines|antibiotics|painkillers|vitamins|"
     "bandages|prescriptions|symptoms|fevers|coughs|headaches|back pain|sore throats|allergies|asthma|diabetes|high "
     "blood pressure|heart attacks|broken bones|infections|cancer|migraines|operations|X-rays|blood tests|check-ups|"
     "ambulances|first aid|mental health|healthy sleep|diets for the heart|physiotherapy|waiting rooms|pharmacies|"
     "stomach aches|toothache|flu shots|epidemics|wounds|rashes|medical treatment|side effects|obesity|hay fever]",
     {"The {one} treated {a:two}.", "{Who} has {a:two} and stays in bed.", "{Who} takes pills for {a:two}.",
      "The {one} advised more {three}.", "{A:two} can last {number} days.", "The {three} helps against the {two}.",
      "{Who} went to hospital with {a:two}.", "Wash your hands to stop the infection.",
      "The {one} checked {who2}'s heart and lungs.", "The patient felt better after the {three}.",
      "Smoking is bad for the lungs.", "{Who} broke a leg and needs an operation.",
      "Sleep and exercise keep you healthy.", "The clinic in {city} needs more nurses.",
      "The {one} measured the blood pressure.", "My {two} is getting worse.", "What helps against {a:two}?",
      "The vaccine protects children from the disease.", "{Who} has an appointment with the {one} on {day}.",
      "The {one} found the cause of the pain.", "The wound must be kept clean.", "Too much stress can make you ill.",
      "{Who} is allergic and carries medicine.", "The ambulance took the patient to the hospital.",
      "The symptoms are {a:two} and tiredness.", "Drink water and rest when you are sick.",
      "The {one} wrote a prescription.", "The {three} worked, and the {two} is gone.", "My tooth hurts.",
      "The surgeon repaired the knee.", "{Number} patients caught the virus.",
      "{Who} called the {one} because of {a:two}.", "{Who} is getting over {a:two}.",
      "The {one} says {three} will cure the {two}.", "Stay in bed if you have {a:two}.",
      "{Number} people in {city} caught the flu.", "What do you take for {a:two}?",
      "{Who} fainted and was taken to the clinic.", "The doctor listened to the lungs and took a blood sample.",
      "New hope for patients with {a:two}", "I feel dizzy and have a temperature.", "The nurse bandaged the wound.",
      "{Who} had {a:two} for {number} days.", "The operation on the heart took {number} hours.",
      "Too much sugar is bad for your teeth.", "Does {a:two} hurt?", "The nurse gave {who2} an injection.",
      "My back hurts, I need to see a doctor.", "{Who} stopped smoking to stay healthy.",
      "The disease spreads through coughs and sneezes.", "Doctors in {city} warn of a new virus.",
      "A walk every day is good for the heart.", "The doctor recommends {three} and vitamins.",
      "The {one} gave {who2} {three} for the {two}.", "{Who} is ill with {a:two}.",
      "The {one} asked about the {two}.", "The pain of the {two} is gone after the {three}.",
      "The hospital in {city} has a new {one}."}},
    {"weather", "[rain|snow|fog|hail|sunshine|thunderstorms|strong winds|frost|showers|drizzle|sleet]",
     "[cloudy|sunny|windy|foggy|cold and wet|stormy|dry and hot|icy|mild|rainy|humid]",
     "[north|south|mountains|coast|east|west|valleys]",
     "[rain|snow|sunshine|fog|hail|sleet|drizzle|thunder|lightning|storms|hurricanes|tornadoes|blizzards|showers|"
     "clouds|frost|ice on the roads|heat waves|cold fronts|droughts|floods after heavy rain|strong winds|gusts|a "
     "light breeze|low pressure|high pressure|temperatures|forecasts|weather warnings|blue skies|grey skies|"
     "rainbows|humidity|mist|thaw|monsoon rains|dry spells|cold snaps|warm fronts|rain clouds|snowstorms|black ice|"
     "rainfall|a sunny spell|morning fog|autumn gales|icy winds|storm warnings|sultry heat|freezing temperatures]",
     {"{One} will come to the {three}.", "It will be {two} on {day}.", "The forecast for {city} is {two}.",
      "{One} will reach the {three} by {day}.", "Temperatures fall to {number} degrees.",
      "It is {two} in {city} today.", "A storm with heavy rain hits the {three}.", "The sky is grey and {two}.",
      "After {day} it gets warmer in the {three}.", "The wind blows from the {three}.", "There was {one} all night.",
      "Take an umbrella, it is going to rain.", "The sun is shining and there are no clouds.",
      "{Number} centimetres of snow fell in {city}.", "Lightning and thunder woke {who2}.",
      "Will it be {two} on {day}?", "The heat wave ends with {one}.", "It is raining.",
      "In the {three} it stays {two}.", "A cold front brings {one}.", "{Day} was the hottest day of the year.",
      "The temperature is below zero.", "{One} made the roads wet.",
      "The morning begins {two}, the evening brings {one}.", "Clouds move in from the {three}.",
      "The hurricane lost its power over land.", "It snowed in {city}.", "Spring is {two} here.",
      "How many degrees is it outside?", "The drought ended with heavy rain.", "{Two}, with some {one}.",
      "{One} and {one3} in the {three}", "Expect {one} by [noon|evening|{day}].",
      "It was so {two} that we stayed at home.", "{City}: {two}, {number} degrees", "What a storm last night!",
      "The {three} will see some {one} before {day}.", "It never stops raining in the {three}.",
      "The fog cleared in the afternoon.", "[Dark|White] clouds hung over {city}.", "Bring a coat, the wind is icy.",
      "The thermometer shows {number} degrees in the shade.", "After the {one} a rainbow stood in the sky.",
      "Snow covered the roofs of {city}.", "{Who} got wet in the {one}.", "Is it snowing in the {three}?",
      "The low pressure brings {one} from the {three}.", "Warm air from the {three} melts the snow.",
      "Tonight clear and frosty, tomorrow {two}.", "The sun came out after {number} days of {one}.",
      "The storm tore down trees near {city}.", "Wind and {one} tomorrow, then {two}.",
      "It hasn't rained for {number} weeks.", "On {day} there will be {one} in {city}.", "Today is {two} with {one}.",
      "The {three} can expect {one} and cold wind.", "The weather in {city} stays {two}.",
      "More {one} will come to the {three} on {day}."}},
    {"animals", "[dog|cat|horse|elephant|tiger|rabbit|parrot|fox|wolf|bear|monkey|hamster|goat|penguin|giraffe|zebra]",
     "[nest|cage|stable|den|burrow|zoo|herd|farm|forest]",
     "[bees|owls|whales|snakes|ducks|mice|frogs|spiders|eagles|sharks|ants|bats|dolphins]",
     "[kittens|puppies|horses|foals|cows|calves|sheep|lambs|pigs|hens|ducklings|geese|swans|owls|eagles|sparrows|"
     "parrots|penguins|whales|dolphins|sharks|salmon|frogs|toads|snakes|lizards|tortoises|crocodiles|elephants|"
     "giraffes|lions|tigers|leopards|bears|wolves|foxes|hedgehogs|squirrels|rabbits|mice|rats|bats|bees|butterflies|"
     "spiders|ants|kangaroos|camels|monkeys|wild boars]",
     {"The {one} [ran after|hid from|played with] the {one3}.", "{Three} [live|hunt] [at night|in groups].",
      "The {one} wagged its tail.", "{Who} feeds the {one} every {day}.", "{A:one} was born in the zoo.",
      "The {one} sleeps in the {two}.", "{Three} can [see|hear] very well.", "The mother {one} has {number} babies.",
      "{Who} keeps {a:one} as a pet.", "{Three} eat insects and seeds.", "The {one} has thick fur and sharp teeth.",
      "The {one} licked its paws.", "{Three} lay eggs.", "{A:one} lives about {number} years.",
      "The {one} lives in {a:two}.", "What do {three} eat?", "How old can {a:one} get?",
      "The vet looked at the {one}.", "{Three} fly south in autumn.", "The {one} is the fastest on four legs.",
      "The zoo in {city} has a new {one}.", "The puppy barked at {who2}.", "{Who} saw {three} in the wild.",
      "The kitten chased the mouse.", "The lion is hunting zebras.", "The {one} drinks at the river.",
      "{Three} are rare in this forest.", "The birds built a nest in the tree.",
      "The {one} and the {one3} are friends.", "Some fish live deep in the sea.",
      "A herd of cows stood in the field.", "The {one} [growled|sniffed|hissed|yawned] and went back to the {two}.",
      "{Who} found a baby {one} near the {two}.", "Look, {a:one}!", "{Three} have [small|large] eyes.",
      "{A:one} escaped from the zoo in {city}", "How do {three} find food?",
      "The {one} hid from the {one3} behind a tree.", "{Who} brushes the {one} and gives it hay.",
      "The hen sat on her eggs.", "{Three} are hunted by bigger animals.", "A young {one} needs its mother's milk.",
      "The shepherd's dog guards the sheep.", "{Who} is afraid of {three}.", "The {one} shook its wet fur.",
      "Bees carry pollen from flower to flower.", "{Three} sleep through the winter.", "Does your {one} bite?",
      "{Number} {three} were counted on the island.", "The {one} scratched at the door.", "A snake sheds its skin.",
      "The cow gave birth to a calf.", "The farmer's goats and cows graze on the hill.",
      "The {one} ran into the {two}.", "{Who} has {a:one} and two cats.", "{Three} and other animals live here.",
      "The {one} eats grass and leaves.", "{A:one} and {three} are in the zoo in {city}."}},
    {"technology", "[phone|laptop|computer|robot|tablet|server|drone|printer|router|smart watch|chip|screen]",
     "[software|app|browser|website|operating system|program|database|algorithm|update|password|code]",
     "[engineers|programmers|hackers|developers|users|designers]",
     "[computers|laptops|smartphones|tablets|robots|drones|apps|browsers|websites|software updates|passwords|"
     "servers|databases|algorithms|programming languages|source code|bugs in the code|computer viruses|hackers|"
     "firewalls|cloud storage|memory chips|processors|graphics cards|touch screens|keyboards|batteries for phones|"
     "chargers|cables|routers|Wi-Fi|artificial intelligence|machine learning|virtual reality|3D printers|smart "
     "watches|self-driving cars|electric cars|video calls|e-mail|search engines|operating systems|data centres|USB "
     "sticks|headphones with Bluetooth|start-ups in software|chatbots|online shops|encryption|web design]",
     {"The new {one} has a faster processor.", "{Three} [fixed|found] a bug in the {two}.",
      "{Who} installed the {two} on the {one}.", "The {one} runs on a new {two}.",
      "The battery of the {one} lasts {number} hours.", "{Who} forgot the password of the {one}.",
      "The {two} crashed on {day}.", "The {one} connects to the internet.",
      "{Three} wrote the {two} in {number} days.", "Restart your {one} and try again.",
      "The {one} has {number} gigabytes of memory.", "Artificial intelligence can write computer programs.",
      "The {two} needs a new version.", "{Three} in {city} build {a:one}.", "Download the {two} to your {one}.",
      "The wireless network is down.", "The {one} can be charged by cable.", "Why is my {one} so slow?",
      "How do I update the {two}?", "The hackers stole {number} passwords.", "The data is kept on {a:one}.",
      "The touch screen of the {one} is broken.", "{Who} writes software for robots.", "The {two} is open source.",
      "The {one} was made with a 3D printer.", "Electric cars use smart software.", "{Three} tested the {one}.",
      "The keyboard and the mouse are plugged in.", "Online users complain about the {two}.",
      "The video does not load in the browser.", "The start-up from {city} sells {a:one}.",
      "The {one} [freezes|restarts|beeps] during the update.", "{Who} wrote a program that sorts files.",
      "The {two} and the {one} don't work together.", "A new {one} comes out in {city} on {day}",
      "{Three} found a hole in the {two}.", "Can you repair my {one}?", "{Who} deleted the {two} by mistake.",
      "Press the power button of the {one}.", "The {one} has a camera, Wi-Fi and Bluetooth.",
      "I can't log in to the {two}.", "The robot arm is steered by a computer.", "Scan the code with your phone.",
      "The {two} collects data of its users.", "The hard disk of the {one} is full.",
      "{Number} thousand users installed the {two}.", "{Who} clicked on a link in an e-mail.",
      "{Three} trained a neural network on pictures.", "The {one} is charged in {number} minutes.",
      "Which {two} do you use on your {one}?", "The chip has {number} billion transistors.",
      "The chatbot answers questions on the website.", "The server in {city} is offline.",
      "{Who} bought {a:one} with new software.", "{Three} work on the {two}.",
      "The {one} does not work without the {two}.", "The {two} on this {one} is slow.",
      "{Three} showed a new {one} in {city}."}},
    {"politics", "[president|prime minister|mayor|minister|senator|king|chancellor|governor|ambassador]",
     "[parliament|government|party|senate|council|cabinet|court|embassy|union|congress]",
     "[law|election|treaty|reform|vote|campaign|debate|constitution|summit|referendum]",
     "[elections|voters|ballots|parliaments|senators|ministers|presidents|mayors|governments|coalitions|the "
     "opposition|political parties|new laws|bills in parliament|treaties|referendums|sanctions|embassies|"
     "ambassadors|diplomats|peace talks|summits|borders and treaties|human rights|democracy|dictators|revolutions|"
     "protests|election campaigns|speeches in parliament|prime ministers|cabinets|state visits|constitutions|the "
     "monarchy|republics|lobbyists|political scandals|immigration laws|foreign policy|tax laws in parliament|"
     "majorities|minorities in the senate|governors|the left and the right|party leaders|votes of confidence|the "
     "United Nations|press freedom laws|local councils]",
     {"The {one} [signed|opposed] the {three}.", "The {two} voted on the {three}.", "{Who} will vote in the {three}.",
      "The {one} gave a speech in {city}.", "The {three} was won by the {one}.", "The {two} passed a new law.",
      "The {one} met the {one3} of the neighbour state.", "Voters chose a new {one}.", "The {one} resigned on {day}.",
      "{Who} wants to become {one}.", "The {two} discussed the {three} on {day}.",
      "Protesters marched against the {two}.", "The {one} promised {a:three}.",
      "The opposition criticised the {one}.", "The polls open at eight.",
      "The two countries ended the war with a treaty.", "The {three} needs a majority in parliament.",
      "Who is the {one}?", "Do you support the {three}?", "The {one} got {number} percent of the votes.",
      "The {two} in {city} has {number} members.", "The minister answered questions in parliament.",
      "The candidates met for a debate.", "The people of {city} elected {a:one}.", "The {one} opened the {two}.",
      "Democracy needs free elections.", "The {three} divides the party.",
      "The border treaty was signed by both presidents.", "The {one} called a meeting of the {two}.",
      "The left and the right can't agree.", "Citizens can vote from the age of eighteen.",
      "The {one} [lost|won|called] the election.", "{Number} parties sit in the {two}.",
      "The {one} was elected for [four|five] years.", "{One} resigns after {three}",
      "The {two} rejected the {three}.", "Ministers from {number} countries met in {city}.",
      "{Who} joined a political party.", "The {three} was put off until {day}.",
      "The {one} refused to sign the {three}.", "Crowds in {city} demanded free elections.",
      "Should the {one} step down?", "The {two} is split over the {three}.",
      "The {one} sent an ambassador to {city}.", "Both sides signed the peace treaty.",
      "The voters said no in the {three}.", "What does the {one} think about the {three}?",
      "The {one} and the {one3} shook hands at the summit.", "The queen opened parliament.",
      "The coalition has a majority of {number} seats.", "Sanctions against the country were lifted.",
      "The {two} wants to change the constitution.", "The {one} answered the questions of the opposition.",
      "The {one} spoke to the {two} about the {three}.", "{Who} voted for the {one}.",
      "On {day} the {two} will vote.", "The {three} was a success for the government.",
      "The {one} of the country visited {city}."}},
    {"school", "[pupils|students|teachers|classmates|children|girls and boys]",
     "[homework|exam|lesson|essay|test|spelling|project|grammar exercise|report card]",
     "[maths|history|geography|English|biology|art|French|chemistry|reading]",
     "[homework|exams|lessons|pupils|teachers|classrooms|school bags|exercise books|textbooks|blackboards|chalk|"
     "report cards|good marks|bad grades|spelling tests|essays|maths lessons|history lessons|geography tests|school "
     "trips|school uniforms|headmasters|classmates|breaks between lessons|the school bell|school libraries|primary "
     "schools|secondary schools|kindergartens|universities|professors|lectures|scholarships|diplomas|degrees|"
     "entrance exams|school holidays|school rules|detention|dictations|reading skills|grammar exercises|times "
     "tables|private lessons|student halls|graduation days|term papers|the school yard|school reports|first graders]",
     {"The teacher [gave|returned] the {two}.", "{Who} forgot the {two} again.", "{One} wrote a test in {three}.",
      "The {three} lesson starts at nine.", "{Who} got the best mark in {three}.", "The exam in {three} is on {day}.",
      "The headmaster spoke to the {one}.", "{Who} studies for the {three} exam.",
      "{One} learn {three} in the first class.", "The bell rang and the lesson was over.",
      "There are {number} pupils in the class.", "{Who} sits in the last row of the classroom.",
      "Our {three} teacher is strict.", "The {two} must be handed in by {day}.",
      "Please open your books at page {number}.", "{Who} failed the {two}.",
      "The school in {city} has a new library.", "What is our homework for {day}?",
      "When does the {three} class begin?", "{Who} passed with good grades.", "The pupils raised their hands.",
      "The {two} was about {three}.", "She copied the answers from the blackboard.",
      "The summer holidays begin after the report cards.", "{One} wear uniforms here.",
      "The university offers a course in {three}.", "{Who} is late for class.",
      "Kindergarten children learn to count.", "The professor corrected the essays.",
      "{Who} needs help with the {three} homework.", "The pen and the exercise book are on the desk.",
      "{Who} [did|lost|finished] the {three} homework.", "The {one} learn about {three} this term.",
      "No lessons on {day}: the teachers are ill", "The {two} has {number} questions.",
      "{Who} wrote {number} pages for the {two}.", "I got a bad grade in {three}.",
      "The teacher wrote a long sentence on the blackboard.", "Who is your {three} teacher?",
      "{Who} moved up to the next class.", "The {one} went on a school trip to {city}.",
      "The pupils read aloud from the textbook.", "The {three} teacher explained the {two}.",
      "During the break the {one} play in the school yard.", "{Who} studies at the university of {city}.",
      "Did you learn for the {two}?", "The {two} counts for half of the mark.", "{Who} has to repeat the class.",
      "The first graders learn the alphabet.", "Put your pencils down, the {two} is over.",
      "{Number} students passed the entrance exam.", "The professor gave a lecture for first-year students.",
      "We have {three} at ten on {day}.", "{Who} learned {three} for the {two}.",
      "The teacher helps the {one} with the {two}.", "On {day} {one} have {three}.", "The {two} in {three} was hard.",
      "The class wrote about {three}."}}};

/* Of any topic, for the training text only. */
static const char *const feeling_topic_shared[] = {
    "{Word}, {word2} and {word3}", "{Word} and {word2}", "{Word}?", "{Word}: what you need to know",
    "All about {word}", "[Everything|Nothing] new about {word}",
    "A [book|film|report|talk|question|joke] about {word}[ and {word2}|][|.]",
    "[News|Facts|Questions] about {word} and {word2}", "{Who} [talked|spoke|asked|wrote|knows a lot] about {word}.",
    "{Who} [told|asked] {who2} about {word}.", "What do you [know|think|say] about {word}?",
    "Tell me [something|more|a story] about {word}.",
    "[I like|I love|I don't like|I am interested in] {word}[ and {word2}|].",
    "{Who} [likes|hates|dreams of|can't stop thinking about] {word}.", "{Who} [prefers|likes] {word} to {word2}.",
    "{Word} or {word2}?", "{Word} in {city}", "{Word} and {word2} in {city}: a report",
    "On {day} the paper wrote about {word}.", "On {day} they talked about {word}, {word2} and {word3}.",
    "In {city} people talk about {word}.", "Why is everybody talking about {word}?", "Today's subject: {word}.",
    "First {word}, then {word2}.", "It is all about {word} and {word2}.",
    "{Who} has been interested in {word} for {number} years.", "My brother and I talked about {word} all evening.",
    "The programme on {day} was about {word}.", "I read {number} pages about {word} and {word2}.",
    "Have you heard about {word}?", "{Number} things about {word}", "The [problem|trouble] with {word}",
    "How are {word} and {word2} connected?", "There is no end to the talk about {word} and {word2}.",
    "{Who} showed us pictures of {word}.", "{Who} asked what {word} and {word2} have in common.",
    "A story of {word}, {word2} and {word3}."};

static const char *const feeling_topic_asks[] = {
    "Topic: {text}", "Topic of this sentence: {text}", "What is the topic[ of this|]? {text}",
    "What is this about? {text}", "What is this [sentence|text] about? {text}", "Which topic is this: {text}",
    "Classify the topic: {text}", "[Classify|Sort] this by topic: {text}",
    "Which topic does this [sentence|text] belong to? {text}", "\"{text}\" What is the topic?",
    "\"{text}\" - which topic?", "{text}\nTopic?", "{text}\nWhat is this about?", "{text}\nWhich topic is that?",
    "Choose a topic ({labels}): {text}", "Is this about {labels}? {text}", "Labels: {labels}.\n{text}\n[Topic|Label]:",
    "[Put|Sort] this into one of {labels}: {text}", "In which part of the newspaper is this? {text}",
    "Subject: {text}", "What is the subject of this sentence? {text}", "Give me the topic[ of|:] \"{text}\"",
    "[Name|Tell me|Find] the topic: {text}", "What kind of news is this? {text}", "Headline: {text}\nTopic:",
    "Label this with a topic: {text}", "Topic in one word: {text}", "One word for the topic of this: {text}",
    "[Can you|Please] classify this text: {text}", "Text: {text}\nTopic:",
    "Which of these topics fits: {labels}?\n{text}", "topic of \"{text}\"", "Category: {text}",
    "[What|Which] category is this: {text}",
    "Topic? {text}", "Topic for: {text}", "Theme: {text}", "What is the theme of [this|this text]? {text}",
    "What is the [main |]topic here? {text}", "What are they talking about? {text}",
    "What is [he|she|the writer|the speaker] talking about? {text}",
    "What does this [sentence|text|headline] talk about? {text}", "What does this deal with? {text}",
    "What subject does this [sentence|text|headline] belong to? {text}", "Which subject is this about? {text}",
    "[Which|What] section of the paper would print this? {text}",
    "[Which|What] heading does this belong under: {labels}?\n{text}",
    "[Pick|Choose|Select] the topic from {labels}.\n{text}", "[Pick|Choose|Select] one of {labels}: {text}",
    "Possible topics: {labels}.\n{text}\n[Topic|Answer]:", "{text}\n[Topic|Subject|Category|Theme]:",
    "{text}\n[Choose|Pick] one: {labels}.", "{text}\n[What|Which] topic[ does this belong to| is it|]?",
    "{text}\n[What|Which] category?", "\"{text}\" [Topic|Category|Subject]?",
    "\"{text}\" is about [what|which topic]?", "[Sentence|Headline|News|Message]: {text}\n[Topic|Category]:",
    "[Assign|Give] [this|this sentence|this text] a topic: {text}",
    "[Find|Guess|Determine|State] the [topic|category] of [this|this text|the following]: {text}",
    "[Say|Tell me] in one word what [this|the text] is about: {text}",
    "[Can|Could] you [sort|label|classify] this by topic? {text}",
    "[Can|Could] you say what topic this [is|has]? {text}", "I want to file this text. Which topic? {text}",
    "Under which topic would you file this? {text}", "Text classification: {text}", "Topic classification: {text}",
    "Sort into {labels}: {text}", "[Categorise|Categorize] this [sentence|text]: {text}",
    "Does this belong to {labels}? {text}"};
static const char *const feeling_topic_asks_held[] = {
    "What topic is this sentence about? {text}", "Tell me what this is about: {text}",
    "Please name the topic of this text: {text}", "Classify this sentence ({labels}): {text}",
    "Can you tell me the topic? {text}", "Which topic fits this sentence? {text}",
    "{text}\nWhat is the topic of this text?", "What is the category of this sentence: {text}"};

/* The nouns of a topic; {one3}: a second one of the first sort; {word}, {word2}, {word3}: three different words. */
static void feeling_set_nouns(grammar *g, const feeling_topic *k) {
    static const char *const numbers[] = {"two", "four", "five", "six", "ten", "twelve", "twenty",
        "thirty", "fifty", "ninety", "40", "15"};
    static const char *const days[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
    static const char *const cities[] = {"Paris", "London", "Madrid", "Rome", "Vienna", "Lisbon", "Tokyo", "Cairo",
        "Boston", "Dublin",
        "Oslo", "Lima", "Delhi", "Munich", "Toronto", "Berlin", "Milan", "Prague", "Shanghai", "Chicago"};
    static const char *const people[] = {"Anna", "Tom", "my brother", "my sister", "our neighbour", "Maria",
        "Peter", "my father", "Ahmed", "my friend", "Julia", "Wei", "my aunt", "the boy", "the girl", "Carlos",
        "a friend", "Nina", "David", "his wife"};
    const char *const patterns[] = {k->one, k->one, k->two, k->three, k->words, k->words, k->words};
    static const char *const names[] = {"one", "one3", "two", "three", "word", "word2", "word3"};
    char text[TEXT_CAP];
    int i, j;
    for (i = 0; i < COUNT(patterns); i++) {
        do { /* another than those before it */
            expand(g, text, patterns[i]);
            for (j = 0; j < i && (patterns[j] != patterns[i] || strcmp(text, slot_find(g, names[j])) != 0);) j++;
        } while (j < i);
        slot(g, names[i], "%s", text);
    }
    slot(g, "number", "%s", PICK(g, numbers));
    slot(g, "day", "%s", PICK(g, days));
    slot(g, "city", "%s", PICK(g, cities));
    slot(g, "who", "%s", PICK(g, people));
    slot(g, "who2", "%s", PICK(g, people));
}

/* "sports, food, ... or school", as a question lists them. */
static void feeling_set_labels(grammar *g) {
    int order[COUNT(feeling_topics)], i;
    char text[TEXT_CAP] = "";
    const int n = COUNT(feeling_topics);
    shuffle(g, order, n, n);
    for (i = 0; i < n; i++)
        add(text, "%s%s", i == 0 ? "" : i + 1 == n ? " or " : ", ", feeling_topics[order[i]].label);
    slot(g, "labels", "%s", text);
}

static int feeling_make_topic(grammar *g, turn *t) {
    const feeling_topic *k = &PICK(g, feeling_topics);
    const int unseen = g->held_out && chance(g, 50), shared = !g->held_out && chance(g, 30);
    const int first = unseen ? TOPIC_FRAMES - TOPIC_HELD : 0, end = unseen ? TOPIC_FRAMES : TOPIC_FRAMES - TOPIC_HELD;
    char text[TEXT_CAP];
    do {
        feeling_set_nouns(g, k);
        expand(g, text, shared ? PICK(g, feeling_topic_shared) : k->frames[between(g, first, end - 1)]);
    } while (!unseen && !mine(g, "%s", text));
    slot(g, "text", "%s", text);
    feeling_set_labels(g);
    expand(g, t->user, WORDING(g, feeling_topic_asks, feeling_topic_asks_held));
    strcpy(t->answer, k->label);
    return 1;
}

static const task feeling_tasks[] = {
    {"sentiment", 170, SCORE_EXACT, feeling_make_sentiment, "sentences; for half of them the pattern too; wordings"},
    {"topic", 110, SCORE_EXACT, feeling_make_topic, "sentences; for half of them the pattern too; wordings"}};

#endif
