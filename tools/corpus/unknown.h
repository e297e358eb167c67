/* unknown.h -- what the model must not pretend to know. The answer is always the same.
 *
 *   strangers   the questions of facts.h about what is not in its tables: other countries, books, animals,
 *               made-up names
 *   attributes  questions facts.h does not answer about what is in them: how many people live in France?
 *   the rest    people, sports, films, science, medicine, news, the future, the user's own life, programs, nonsense
 *
 * Held out are names and things, by a hash of each, and wordings: an item has neither from the training text. */
#ifndef CORPUS_UNKNOWN_H
#define CORPUS_UNKNOWN_H

#include "facts.h"

/* ---- names ---- */

static const char *const unknown_countries[] = {"Bolivia", "Paraguay", "Uruguay", "Ecuador", "Guyana", "Suriname",
    "Panama", "Costa Rica", "Nicaragua", "Honduras", "El Salvador", "Guatemala", "Belize", "Jamaica", "Haiti",
    "the Dominican Republic", "Barbados", "the Bahamas", "Slovakia", "Slovenia", "Bosnia", "Montenegro", "Albania",
    "North Macedonia", "Moldova", "Belarus", "Georgia", "Armenia", "Azerbaijan", "Kazakhstan", "Uzbekistan",
    "Turkmenistan", "Kyrgyzstan", "Tajikistan", "Afghanistan", "Bangladesh", "Sri Lanka", "Bhutan", "Myanmar", "Laos",
    "Cambodia", "Singapore", "Indonesia", "Mongolia", "North Korea", "Taiwan", "Israel", "Jordan", "Yemen", "Oman",
    "Qatar", "Kuwait", "Bahrain", "Libya", "Sudan", "Chad", "Niger", "Mali", "Mauritania", "Gambia", "Guinea",
    "Liberia", "Ivory Coast", "Togo", "Benin", "Cameroon", "Gabon", "Congo", "Angola", "Zambia", "Zimbabwe", "Botswana",
    "Namibia", "South Africa", "Lesotho", "Mozambique", "Madagascar", "Malawi", "Tanzania", "Rwanda", "Burundi",
    "Uganda", "Somalia", "Eritrea", "Djibouti", "Fiji", "Samoa", "Tonga", "Palau", "Malta", "Cyprus", "Luxembourg",
    "Monaco", "Andorra", "Liechtenstein", "San Marino",
    "Cape Verde", "the Comoros", "Mauritius", "the Seychelles", "Sierra Leone", "Burkina Faso", "Brunei",
    "East Timor", "the Maldives", "Papua New Guinea", "the Solomon Islands", "Vanuatu", "Tuvalu", "Kiribati", "Nauru",
    "Micronesia", "Kosovo", "South Sudan", "the Central African Republic", "Equatorial Guinea", "Trinidad and Tobago",
    "Grenada", "Saint Lucia", "Dominica", "Scotland", "Wales", "Greenland", "Texas", "California", "Florida",
    "Alaska", "Hawaii", "Bavaria", "Saxony", "Tuscany", "Sicily", "Catalonia", "Andalusia", "Normandy", "Brittany",
    "Quebec", "Ontario", "Alberta", "Queensland", "Tasmania", "Siberia", "Tibet", "Puerto Rico",
    "the United Arab Emirates", "Swaziland", "Vatican City", "Bermuda", "Aruba", "Corsica", "Sardinia", "Crete"};
static const char *const unknown_cities[] = {"Marseille", "Lyon", "Hamburg", "Munich", "Milan", "Naples", "Barcelona",
    "Seville", "Porto", "Liverpool", "Manchester", "New York", "Chicago", "Boston", "Dallas", "Toronto", "Montreal",
    "Sydney", "Melbourne", "Shanghai", "Osaka", "Kyoto", "Mumbai", "Kolkata", "Karachi", "Lagos", "Casablanca",
    "Istanbul", "Krakow", "Rotterdam", "Geneva", "Zurich", "Rio de Janeiro", "Sao Paulo", "Cape Town", "Dubai",
    "Houston", "Seattle", "Miami", "Denver", "Florence", "Venice", "Turin", "Valencia", "Cologne", "Frankfurt",
    "Leipzig", "Bordeaux", "Nice", "Glasgow", "Edinburgh", "Vancouver",
    "Lille", "Toulouse", "Nantes", "Strasbourg", "Stuttgart", "Dresden", "Bremen", "Hanover", "Bologna", "Genoa",
    "Palermo", "Verona", "Bilbao", "Granada", "Malaga", "Coimbra", "Leeds", "Birmingham", "Bristol", "Oxford",
    "Cambridge", "Belfast", "Cork", "Antwerp", "Bruges", "Ghent", "Salzburg", "Graz", "Basel", "Utrecht", "The Hague",
    "Gdansk", "Brno", "Split", "Odessa", "Lviv", "Gothenburg", "Bergen", "Aarhus", "Tampere", "Philadelphia",
    "San Francisco", "Los Angeles", "Las Vegas", "Atlanta", "Detroit", "Calgary", "Tijuana", "Cancun", "Medellin",
    "Cusco", "Recife", "Perth", "Brisbane", "Auckland", "Nagoya", "Hiroshima", "Busan", "Wuhan", "Hong Kong",
    "Bangalore", "Jaipur", "Lahore", "Basra", "Aleppo", "Jeddah", "Alexandria", "Marrakesh", "Durban", "Mombasa",
    "Johannesburg", "Izmir", "Antalya", "Phuket", "Cebu"};
static const char *const unknown_animals[] = {"okapi", "tapir", "lemur", "walrus", "hedgehog", "badger", "otter",
    "mole", "bat", "hyena", "llama", "alpaca", "yak", "bison", "moose", "raccoon", "skunk", "sloth", "armadillo",
    "iguana", "gecko", "chameleon", "toad", "newt", "jellyfish", "squid", "snail", "slug", "moth", "wasp", "parrot",
    "sparrow", "falcon", "hawk", "stork", "heron", "pelican", "peacock", "vulture", "gazelle", "antelope", "rhino",
    "hippo", "leopard", "jaguar", "lynx", "weasel", "ferret", "hamster", "platypus", "wombat", "gorilla", "baboon",
    "lizard", "crocodile", "turtle", "magpie", "woodpecker", "salamander",
    "aardvark", "beaver", "chipmunk", "meerkat", "mongoose", "opossum", "porcupine", "guinea pig", "chinchilla",
    "gopher", "muskrat", "reindeer", "elk", "ibex", "buffalo", "coyote", "jackal", "dingo", "puma", "cougar",
    "ocelot", "orangutan", "chimpanzee", "gibbon", "lobster", "shrimp", "oyster", "clam", "octopus", "starfish",
    "seahorse", "eel", "trout", "carp", "tuna", "cod", "herring", "stingray", "manatee", "narwhal", "python", "cobra",
    "viper", "alligator", "tortoise", "dragonfly", "grasshopper", "locust", "beetle", "mosquito", "flea", "termite",
    "cockroach", "centipede", "scorpion", "tick", "leech", "canary", "robin", "finch", "raven", "seagull",
    "albatross", "cuckoo", "kingfisher", "toucan", "emu", "turkey", "pheasant", "quail",
    "partridge", "kiwi", "condor"};
static const char *const unknown_titles[] = {"Ulysses", "The Great Gatsby", "The Trial", "Madame Bovary", "Emma",
    "Middlemarch", "Walden", "Candide", "Robinson Crusoe", "Treasure Island", "Lolita", "Beloved", "The Stranger",
    "The Plague", "Siddhartha", "Dead Souls", "The Raven", "Germinal", "Nana", "Heidi", "Pinocchio", "Peter Pan",
    "Bambi", "Dune", "Solaris", "Neuromancer", "Carrie", "Rebecca", "Jane Eyre", "Tosca", "Carmen", "Aida", "Fidelio",
    "Swan Lake", "Bolero", "The Kiss", "The Birth of Venus", "Olympia", "the zipper", "the microwave", "the bicycle",
    "the piano", "the camera", "the elevator", "the refrigerator", "the helicopter", "oxygen", "uranium", "helium",
    "insulin", "the laser", "Java", "Rust", "the pencil", "the sewing machine", "the compass", "the thermometer",
    "the submarine", "the battery", "chess", "the transistor",
    "The Odyssey", "The Iliad", "Macbeth", "Othello", "King Lear", "Faust", "Dubliners", "The Hobbit", "Persuasion",
    "Great Expectations", "Anna Karenina", "The Idiot", "Brave New World", "Lord of the Flies",
    "The Old Man and the Sea", "Catch-22", "On the Road", "The Name of the Rose", "The Alchemist", "Momo",
    "The Jungle Book", "The Wizard of Oz", "Gulliver's Travels", "Wuthering Heights", "The Secret Garden",
    "Black Beauty", "La Traviata", "Don Giovanni", "The Nutcracker", "The Messiah", "The Planets", "The Last Supper",
    "Sunflowers", "Water Lilies", "The Thinker", "American Gothic", "Las Meninas", "the steam engine", "the radio",
    "the television", "the computer", "the typewriter", "the umbrella", "the parachute", "the dishwasher",
    "the vacuum cleaner", "the washing machine", "the toaster", "the calculator", "the telescope", "the microscope",
    "the ballpoint pen", "the safety pin", "the match", "gunpowder", "glass", "paper", "the clock", "the wheel",
    "the motorcycle", "the diesel engine", "the rocket", "the traffic light", "the credit card", "the barcode",
    "the skateboard", "the saxophone", "the accordion", "vitamin C", "nitrogen", "hydrogen", "chlorine", "X-rays",
    "the electron", "the neutron", "Pluto", "Neptune", "Perl", "Haskell", "JavaScript", "Windows", "Unix",
    "Wikipedia", "Minecraft", "Tetris", "the Eiffel Tower", "the Statue of Liberty", "plastic", "nylon",
    "the thermos", "the stapler", "basketball", "volleyball", "golf"};
static const char *const unknown_words[] = {"table", "purple", "window", "banana", "water", "paper", "pencil",
    "Tuesday", "seven", "tree", "bread", "music", "computer", "river", "coffee", "shoe", "spoon", "garden", "elbow",
    "ticket", "carpet", "engine", "potato", "dinosaur", "onion", "blanket", "candle", "bicycle", "pillow", "sandwich",
    "teacher", "tomato", "mirror", "button",
    "chair", "lamp", "yellow", "nine", "horse", "Friday", "cheese", "ocean", "train", "bottle", "camera", "doctor",
    "guitar", "hammer", "jacket", "kitchen", "letter", "mountain", "newspaper", "orange juice", "piano", "rabbit",
    "sugar", "telephone", "umbrella", "violin", "winter coat", "zebra", "seventeen", "sentence", "soup", "stamp",
    "wallet", "toothbrush"};
static const char *const unknown_kinds[] = {"quasar", "sextant", "monad", "catalyst", "fjord", "sonnet", "gerund",
    "tariff", "quorum", "lemma", "neutrino", "isotope", "enzyme", "axiom", "prism", "turbine", "rune", "sonata",
    "tundra", "cartel", "bond", "ligament", "glacier", "meteor", "fossil", "vaccine", "mortgage", "patent", "treaty",
    "senate", "jury", "verb", "polymer", "crater", "pulsar", "mutex", "blockchain", "compiler", "kernel", "proton",
    "quark", "parabola", "vector", "matrix", "derivative", "integral",
    "aqueduct", "balcony", "ballad", "ballot", "barometer", "battery", "bishop", "budget", "calorie", "census",
    "chisel", "comet", "constitution", "dividend", "eclipse", "electron", "epidemic", "estuary", "fable", "fugue",
    "galaxy", "gland", "haiku", "hormone", "hurricane", "hypothesis", "lagoon", "laser", "lawsuit", "molecule",
    "monsoon", "neuron", "nebula", "oasis", "opera", "orbit", "paradox", "peninsula", "pension", "pixel", "piston",
    "pronoun", "protein", "pulley", "reef", "referendum", "resistor", "satellite", "shareholder", "simile",
    "solstice", "spleen", "symphony", "synonym", "tendon", "theorem", "tornado", "transistor", "tribunal", "tsunami",
    "virus", "volcano", "xylem", "zeppelin", "debugger", "database", "pointer", "hashmap", "bootloader", "subnet"};
static const char *const unknown_records[] = {"the second highest mountain in the world",
    "the oldest tree in the world", "the tallest building in the world", "the longest bridge in the world",
    "the deepest lake in the world", "the oldest city in the world", "the richest person in the world",
    "the tallest man in the world", "the fastest car in the world", "the best film of all time",
    "the most popular song", "the heaviest metal", "the rarest animal", "the most expensive painting",
    "the largest lake in Africa", "the highest mountain in Spain", "the longest river in Poland",
    "the biggest stadium in the world", "the oldest university", "the best phone", "the cheapest airline",
    "the meaning of life", "the smallest bone in the body", "the largest company in the world",
    "the strongest man in the world", "the oldest language in the world", "the loudest animal",
    "the largest moon of Saturn", "the brightest star in the sky", "the age of the universe", "the speed of light",
    "the mass of the moon", "the distance to the moon", "the population of the world", "the chemical symbol of iron",
    "the formula of salt", "the melting point of iron", "the boiling point of oil", "the height of Mount Everest",
    "the length of the Nile", "the depth of the Pacific Ocean", "the national anthem of Spain", "the flag of Norway",
    "the longest word in English", "the atomic number of gold", "the square root of 2", "the price of gold",
    "the winner of the last World Cup",
    "the third highest mountain in the world", "the second longest river in the world",
    "the second largest country in the world", "the second largest planet", "the largest city in the world",
    "the oldest person in the world", "the highest waterfall in the world", "the longest wall in the world",
    "the longest tunnel in the world", "the longest road in the world", "the largest lake in the world",
    "the largest cave in the world", "the largest volcano", "the largest tree in the world", "the largest fish",
    "the largest snake", "the largest spider", "the largest dinosaur", "the smallest bird", "the smallest animal",
    "the slowest animal", "the fastest bird", "the fastest fish", "the fastest train in the world",
    "the oldest animal", "the smartest animal", "the most dangerous animal", "the smallest ocean",
    "the deepest ocean", "the smallest continent", "the driest desert", "the smallest island",
    "the coldest place on Earth", "the hottest place on Earth", "the richest country in the world",
    "the poorest country in the world", "the highest mountain in Europe", "the highest mountain in Africa",
    "the highest mountain in Japan", "the longest river in Europe", "the longest river in Asia",
    "the largest desert in Asia", "the largest island in Europe", "the largest moon in the solar system",
    "the hottest star", "the chemical symbol of silver", "the chemical symbol of copper",
    "the chemical symbol of oxygen", "the chemical formula of sugar", "the formula of alcohol",
    "the boiling point of alcohol", "the freezing point of mercury", "the melting point of gold", "the hardest metal",
    "the lightest gas", "the longest muscle in the body", "the largest gland of the body",
    "the fifth letter of the Greek alphabet", "the national animal of Scotland", "the highest building in Europe",
    "the biggest ship in the world", "the most spoken language in the world", "the most expensive car",
    "the most beautiful city in the world"};
static const char *const unknown_where[] = {"in the ocean", "in a galaxy", "in the human body", "in a forest",
    "in a supermarket", "in this room", "in my pocket", "in the Bible", "in the atmosphere", "on the moon", "on Mars",
    "in a mole of carbon", "in the sea", "in a football stadium", "in a beehive", "on my street", "in a brain",
    "in a mountain", "in the universe", "in my house", "in Hollywood", "in a jar", "in a pyramid", "in a novel",
    "in a library", "in the internet",
    "in a bag of rice", "in a can of beans", "in a cookbook", "in a symphony", "on a ship", "in an airplane",
    "in a hotel room", "on a farm", "in a train station", "in Africa", "in the Milky Way", "in a glass of water",
    "in a forest in Canada", "on the Eiffel Tower", "in a chess club", "in the White House", "on Jupiter",
    "in a circus", "in my head"};
static const char *const unknown_people[] = {"Napoleon", "Julius Caesar", "Cleopatra", "Albert Einstein",
    "Charles Darwin", "Mozart", "Isaac Newton", "Galileo", "Abraham Lincoln", "Winston Churchill", "Mahatma Gandhi",
    "Nelson Mandela", "Barack Obama", "Donald Trump", "Joe Biden", "Angela Merkel", "Emmanuel Macron", "Elon Musk",
    "Bill Gates", "Steve Jobs", "Jeff Bezos", "Taylor Swift", "Michael Jackson", "Elvis Presley", "Madonna", "Beyonce",
    "Bob Dylan", "John Lennon", "Freddie Mercury", "Lionel Messi", "Cristiano Ronaldo", "Pele", "Roger Federer",
    "Serena Williams", "Usain Bolt", "Michael Jordan", "Muhammad Ali", "Tom Hanks", "Brad Pitt", "Marilyn Monroe",
    "Charlie Chaplin", "Walt Disney", "Alan Turing", "Ada Lovelace", "Stephen Hawking", "Socrates", "Plato",
    "Aristotle", "Karl Marx", "Sigmund Freud", "Frida Kahlo", "Claude Monet", "Salvador Dali", "Agatha Christie",
    "Ernest Hemingway", "Franz Kafka", "Charles Dickens", "Jane Austen", "Leo Tolstoy", "Pablo Picasso"};
static const char *const unknown_first[] = {"Anna", "Peter", "Maria", "John", "Lucy", "David", "Emma", "Tom", "Sofia",
    "Paul", "Nora", "Mark", "Julia", "Simon", "Elena", "Victor", "Clara", "Daniel", "Alice", "Hugo", "Irene", "Oscar",
    "Laura", "Felix", "Rosa", "Max", "Karen", "Leo", "Helen", "Robert", "Diana", "George", "Eva", "Frank", "Olivia",
    "Henry"};
static const char *const unknown_things[] = {"car", "phone", "chair", "bottle", "bridge", "clock", "rocket", "camera",
    "shoe", "hat", "pencil", "window", "door", "ticket", "boat", "train", "guitar", "drum", "cake", "cookie", "potato",
    "carrot", "cloud", "stone", "river", "mountain", "island", "garden", "school", "hospital", "museum", "hotel",
    "lamp", "mirror", "carpet", "pillow", "spoon", "fork", "plate", "cup", "kettle", "oven", "engine", "wheel", "road",
    "tunnel", "tower", "castle", "farm", "tractor", "robot", "printer", "laptop", "screen", "keyboard", "cable",
    "battery", "radio", "piano", "violin", "trumpet", "ball", "racket", "helmet", "jacket", "button", "zipper", "ring",
    "coin", "stamp", "letter", "magazine", "newspaper", "poem", "song", "film", "planet", "comet", "star", "dragon",
    "ghost", "wizard", "pirate", "king", "queen", "sandwich", "pizza", "burger", "candle", "rope", "ladder", "bucket",
    "hammer", "nail", "screw", "brick", "tent"};
static const char *const unknown_sciences[] = {"photosynthesis", "quantum mechanics", "relativity", "evolution",
    "electricity", "magnetism", "gravity", "inflation", "democracy", "capitalism", "philosophy", "nuclear fusion",
    "radioactivity", "dark matter", "antimatter", "string theory", "game theory", "calculus", "topology",
    "linear algebra", "cryptography", "bitcoin", "climate change", "global warming", "plate tectonics", "osmosis",
    "mitosis", "DNA", "genetics", "immunity", "metabolism", "fermentation", "entropy", "thermodynamics", "acoustics",
    "optics", "astrology", "feminism", "socialism", "stoicism", "impressionism", "cubism", "jazz", "baroque music",
    "Buddhism", "Hinduism", "the Renaissance", "the Cold War", "the Industrial Revolution", "the Roman Empire",
    "the French Revolution", "the black plague", "the stock market", "the Big Bang", "the greenhouse effect",
    "the ozone layer"};
static const char *const unknown_illnesses[] = {"a cold", "the flu", "a headache", "a fever", "back pain", "asthma",
    "diabetes", "an allergy", "a broken leg", "a toothache", "insomnia", "high blood pressure", "malaria", "measles",
    "a rash", "stress", "a sore throat", "anemia", "a cough", "food poisoning", "a burn", "migraine", "arthritis",
    "hay fever", "a knee injury"};
static const char *const unknown_languages[] = {"Python", "Java", "JavaScript", "Rust", "Go", "Ruby", "PHP", "Perl",
    "Haskell", "Lisp", "Swift", "Kotlin", "SQL", "Bash", "Fortran", "Cobol", "Pascal", "Scala", "Julia", "Lua",
    "MATLAB", "TypeScript", "Prolog", "Erlang"};
static const char *const unknown_jobs[] = {"sort a list", "read a file", "open a socket", "parse JSON",
    "reverse a string", "write a loop", "make a web page", "draw a circle", "connect to a database", "send an email",
    "start a thread", "write a class", "use a regex", "round a number", "make an HTTP request", "handle an error",
    "write a unit test", "merge two branches", "delete a table", "center a div", "deploy an app", "install a package",
    "train a dog", "fix a bicycle", "change a tire", "bake a cake", "paint a wall", "tie a tie", "grow tomatoes",
    "play chess", "learn to swim", "write a resume", "plan a wedding", "cook a steak", "build a house", "file my taxes",
    "lose weight", "get rich", "repair a roof", "clean a carpet", "knit a scarf", "brew beer", "apply for a visa",
    "rent a car", "book a flight", "fly a drone", "tune a guitar", "remove a stain", "buy a house", "make cheese"};
static const char *const unknown_events[] = {"the World Cup", "the Olympic Games", "the election", "the Super Bowl",
    "Wimbledon", "the Tour de France", "the Champions League", "the Nobel Prize", "the chess championship",
    "the marathon", "the Grand Prix", "the Oscars", "the song contest", "the basketball final", "the hockey final",
    "the cup final", "the boxing match", "the tennis final", "the Eurovision", "the league", "the debate",
    "the lottery", "the race", "the war", "the battle of Waterloo", "the rugby match", "the golf tournament",
    "the swimming final", "the cricket match", "the ski race"};
static const char *const unknown_mine[] = {"name", "birthday", "phone number", "address", "password", "favorite food",
    "brother's name", "mother's name", "dog's name", "age", "height", "weight", "email", "shoe size", "job",
    "bank balance", "favorite color", "wife's name", "best friend", "hometown", "blood type", "car", "boss", "salary",
    "horoscope", "middle name", "favorite book", "favorite film", "grandmother's name", "cat's name", "teacher's name",
    "school", "street", "next appointment", "eye color"};
static const char *const unknown_shops[] = {"bakery", "pharmacy", "bank", "hospital", "bus stop", "train station",
    "supermarket", "restaurant", "gas station", "post office", "library", "police station", "museum", "cinema", "hotel",
    "park", "school", "airport", "bookshop", "toilet", "parking lot", "swimming pool", "dentist", "coffee shop", "gym",
    "market", "church", "theater", "zoo"};
static const char *const unknown_teams[] = {"Arsenal", "Liverpool FC", "Manchester United", "Chelsea", "Barcelona FC",
    "Real Madrid", "Juventus", "Bayern Munich", "Ajax", "Benfica", "the Lakers", "the Bulls", "the Yankees",
    "the Red Sox", "the Patriots", "the Cowboys", "the Giants", "the Rangers", "Celtic", "Porto FC", "Inter Milan",
    "the Warriors", "the Celtics", "the Eagles", "the Packers", "Everton", "Sevilla FC", "the Tigers", "the Hawks",
    "the Wolves"};
static const char *const unknown_companies[] = {"Apple", "Google", "Amazon", "Microsoft", "Tesla", "Toyota", "Nike",
    "Sony", "Samsung", "Nokia", "Ford", "Volkswagen", "Boeing", "Airbus", "Netflix", "Intel", "IBM", "Facebook",
    "Twitter", "Coca-Cola", "Pepsi", "McDonald's", "Starbucks", "Nestle", "Adidas", "Honda", "BMW", "Shell", "Disney",
    "Spotify", "Siemens", "Ikea", "Lego", "Nvidia"};
static const char *const unknown_doings[] = {"eat for breakfast", "eat yesterday", "do last night", "buy yesterday",
    "say this morning", "dream last night", "wear yesterday", "do last summer", "forget", "lose last week",
    "watch on TV yesterday", "drink this morning", "cook on Sunday", "write in my diary", "promise my wife",
    "order last week", "get for my birthday", "leave on the table", "see in the garden", "hear on the radio",
    "study at school", "read last week", "find in the attic", "do two years ago"};

/* materials, colours, shapes, work, tools: what the tables lack */
static const char *const unknown_made[] = {"steel", "concrete", "silk", "leather", "plastic", "porcelain", "cement",
    "rope", "chalk", "perfume", "soap",
    "ink", "rubber", "nylon", "velvet", "paint", "glue", "asphalt", "bronze", "brass", "a violin", "a carpet",
    "a mattress", "a pizza", "a pencil", "a battery", "a helmet", "beer", "whisky", "vodka", "mayonnaise", "marzipan",
    "pasta", "noodles", "sushi", "curry", "caramel", "vinegar", "margarine", "toothpaste", "shampoo", "a sponge",
    "a kite", "a drum", "a raft", "a canoe", "a basket", "a tent", "a bell", "a mirror"};
static const char *const unknown_colored[] = {"parrot", "peacock", "mango", "kiwi", "fig", "radish", "turnip",
    "avocado", "walnut", "almond", "coconut",
    "papaya", "hippo", "rhino", "badger", "raccoon", "mole", "moth", "beetle", "lizard", "crocodile", "taxi",
    "tractor", "letter box", "flag", "passport", "suitcase", "tulip", "orchid", "lily",
    "sapphire", "emerald", "topaz", "opal", "pearl", "hedgehog", "otter", "sparrow", "heron"};
static const char *const unknown_shapes[] = {"dodecagon", "hendecagon", "trapezoid", "kite", "polygon", "star",
    "cross", "crescent", "spiral", "cone",
    "cylinder", "prism", "pyramid", "sphere", "ellipse", "oval", "cube", "heart", "icosagon", "house", "tent",
    "snowflake", "hexagram", "pentagram"};
static const char *const unknown_work[] = {"collects stamps", "studies rocks", "keeps bees", "makes barrels",
    "studies the weather", "studies insects",
    "shoes horses", "sells flowers", "repairs shoes", "makes glasses", "makes candles", "digs for gold",
    "studies fossils", "makes maps", "writes music", "tames lions", "cuts stones", "binds books", "makes watches",
    "repairs roofs", "walks dogs", "cleans windows", "cleans chimneys", "guards a bank", "judges a match",
    "studies the mind", "sells houses", "makes violins", "dives for pearls", "grows wine", "breeds horses",
    "drives a taxi", "translates books", "designs gardens", "studies stars", "makes films", "leads an orchestra",
    "makes cheese", "carries bags", "reads the news"};
static const char *const unknown_needs[] = {"peel potatoes", "open a bottle of wine", "climb a mountain",
    "cross a river", "ride a horse", "play tennis",
    "shave", "comb your hair", "iron a shirt", "grind coffee", "crack nuts", "mow the lawn", "paint a fence",
    "polish shoes", "measure pressure", "measure wind", "weld metal", "tune a piano", "bind a book", "grow a beard",
    "ski", "dive", "fish for eels", "trap a mouse", "lift a car", "melt iron", "plow a field", "shear a sheep",
    "milk a cow", "bake a pie", "knit a sock", "print a book", "send a telegram", "record a song", "sail a boat",
    "fly a kite", "make a speech", "start a band", "win a race", "become famous"};

/* An entry of a list that belongs to the side that is being made. */
#define UNKNOWN_PICK(g, list) unknown_pick(g, list, COUNT(list))
static const char *unknown_pick(grammar *g, const char *const *list, int n) {
    int i;
    do i = below(g, n);
    while (!mine(g, "unknown %s", list[i]));
    return list[i];
}

/* Made-up words: Zamoria, Belkin, a blorbet. */
static void unknown_invent(grammar *g, char *name, const char *const *ends, int n) {
    static const char *const starts[] = {"b", "bl", "br", "d", "dr", "f", "fl", "g", "gr", "k", "kr", "l", "m", "n",
        "p", "pr", "r", "s", "st", "t", "tr", "v", "w", "z", "sk", "qu"};
    static const char *const middles[] = {"am", "el", "or", "in", "ur", "ax", "ov", "an", "ib", "ol", "ek", "us", "at",
        "em", "ob", "il", "uz", "ar", "ed", "ok", "al", "im"};
    do {
        name[0] = 0;
        add(name, "%s", PICK(g, starts));
        add(name, "%s", PICK(g, middles));
        if (chance(g, 30)) add(name, "%s", PICK(g, middles));
        add(name, "%s", ends[below(g, n)]);
    } while (!mine(g, "unknown %s", name));
}

static void unknown_invented_place(grammar *g, char *name) {
    static const char *const ends[] = {"ia", "oria", "land", "istan", "ania", "ora", "una", "avia", "ea", "onia", "aru",
        "ovia", "ador"};
    unknown_invent(g, name, ends, COUNT(ends));
    capitalise(name);
}

static void unknown_invented_word(grammar *g, char *name) {
    static const char *const ends[] = {"et", "ick", "o", "le", "ump", "it", "oo", "er", "op", "ing", "ock", "ax", "uff",
        "ork"};
    unknown_invent(g, name, ends, COUNT(ends));
}

static void unknown_person(grammar *g, char *name) {
    static const char *const ends[] = {"son", "man", "ov", "ez", "er", "ini", "berg", "ic", "ley", "ton", "ska", "dal",
        "sen", "is"};
    char last[TEXT_CAP] = "";
    name[0] = 0;
    if (chance(g, 50)) add(name, "%s", UNKNOWN_PICK(g, unknown_people));
    else {
        unknown_invent(g, last, ends, COUNT(ends));
        capitalise(last);
        add(name, "%s %s", PICK(g, unknown_first), last);
    }
}

static void unknown_place(grammar *g, char *name) {
    const int column = chance(g, 50) ? 0 : 2; /* country, capital */
    name[0] = 0;
    switch (below(g, 4)) {
    case 0: add(name, "%s", UNKNOWN_PICK(g, unknown_countries)); break;
    case 1: add(name, "%s", UNKNOWN_PICK(g, unknown_cities)); break;
    case 2: add(name, "%s", facts_countries[below(g, COUNT(facts_countries))][column]); break;
    default: unknown_invented_place(g, name);
    }
}

/* "The Silent River": a book or a film nobody made */
static void unknown_title(grammar *g, char *name) {
    static const char *const how[] = {"Silent", "Golden", "Broken", "Last", "Blue", "Hidden", "Lonely", "Burning",
        "Frozen", "Lost", "Secret", "Crimson", "Empty", "Distant", "Wild", "Quiet", "Dark", "Second", "Paper", "Iron",
        "Velvet", "Winter", "Crooked"};
    static const char *const what[] = {"River", "Garden", "Train", "Window", "Mountain", "Lighthouse", "Forest",
        "Clock", "Road", "Island", "Kingdom", "Letter", "Mirror", "Harbor", "Season", "Orchard", "Captain", "Daughter",
        "Bridge", "Machine", "Sky", "Tower"};
    do {
        name[0] = 0;
        add(name, "The %s ", PICK(g, how));
        add(name, "%s", PICK(g, what));
    } while (!mine(g, "unknown %s", name));
}

/* ---- strangers: facts.h asks, but nothing in its tables answers ---- */

static int unknown_is_fact(const facts_relation *r, const char *name) {
    int i;
    for (i = 0; i < r->n; i++)
        if (facts_holds(r, i) && strcmp(r->rows[i][r->from], name) == 0) return 1;
    return 0;
}

static void unknown_draw_stranger(grammar *g, int relation, char *name) {
    name[0] = 0;
    switch (relation) {
    case FACTS_CAPITAL: case FACTS_CONTINENT: case FACTS_LANGUAGE: case FACTS_CURRENCY:
        if (chance(g, 50)) unknown_invented_place(g, name);
        else add(name, "%s", UNKNOWN_PICK(g, unknown_countries));
        break;
    case FACTS_CAPITAL_OF:
        if (chance(g, 50)) unknown_invented_place(g, name);
        else add(name, "%s", UNKNOWN_PICK(g, unknown_cities));
        break;
    case FACTS_SOUND: case FACTS_BABY: case FACTS_LEGS: case FACTS_HOME: case FACTS_EAT:
        if (chance(g, 30)) unknown_invented_word(g, name);
        else add(name, "%s", UNKNOWN_PICK(g, unknown_animals));
        break;
    case FACTS_WORK:
        if (chance(g, 50)) unknown_title(g, name);
        else add(name, "%s", UNKNOWN_PICK(g, unknown_titles));
        break;
    case FACTS_OPPOSITE:
        if (chance(g, 20)) unknown_invented_word(g, name);
        else add(name, "%s", UNKNOWN_PICK(g, unknown_words));
        break;
    case FACTS_KIND:
        if (chance(g, 50)) unknown_invented_word(g, name);
        else add(name, "%s", UNKNOWN_PICK(g, unknown_kinds));
        break;
    case FACTS_COLOR: add(name, "%s", UNKNOWN_PICK(g, unknown_colored)); break;
    case FACTS_MATERIAL: add(name, "%s", UNKNOWN_PICK(g, unknown_made)); break;
    case FACTS_SIDES: add(name, "%s", UNKNOWN_PICK(g, unknown_shapes)); break;
    case FACTS_JOB: add(name, "%s", UNKNOWN_PICK(g, unknown_work)); break;
    case FACTS_TOOL: add(name, "%s", UNKNOWN_PICK(g, unknown_needs)); break;
    case FACTS_RECORD: add(name, "%s", UNKNOWN_PICK(g, unknown_records)); break;
    case FACTS_NUMBER: add(name, "%ss", UNKNOWN_PICK(g, unknown_things)); break;
    default: unknown_invented_word(g, name);
    }
}

static void unknown_ask_stranger(grammar *g, turn *t) {
    static const int relations[] = {FACTS_CAPITAL, FACTS_CAPITAL, FACTS_CAPITAL, FACTS_CAPITAL_OF, FACTS_CAPITAL_OF,
        FACTS_CONTINENT, FACTS_LANGUAGE, FACTS_LANGUAGE, FACTS_CURRENCY, FACTS_COLOR, FACTS_SOUND, FACTS_BABY,
        FACTS_LEGS, FACTS_HOME, FACTS_EAT, FACTS_NUMBER, FACTS_OPPOSITE, FACTS_RECORD, FACTS_RECORD, FACTS_WORK,
        FACTS_WORK, FACTS_WORK, FACTS_KIND, FACTS_KIND, FACTS_MATERIAL, FACTS_SIDES, FACTS_JOB, FACTS_TOOL};
    static const char *const doings[][2] = {{"wrote", "author"}, {"painted", "painter"}, {"invented", "inventor"},
        {"discovered", "discoverer"}, {"composed", "composer"}, {"created", "creator"}};
    const int relation = PICK(g, relations), doing = below(g, COUNT(doings));
    char name[TEXT_CAP], many[TEXT_CAP] = "";
    const char *row[FACTS_COLUMN] = {name, many, doings[doing][0], doings[doing][1]};
    do unknown_draw_stranger(g, relation, name);
    while (unknown_is_fact(&facts_relations[relation], name));
    add(many, "%s%s", name, strchr("sxz", name[strlen(name) - 1]) ? "es" : "s");
    if (relation == FACTS_NUMBER) row[1] = UNKNOWN_PICK(g, unknown_where);
    row[facts_relations[relation].from] = name;
    facts_set(g, row, facts_relations[relation].from);
    facts_ask(g, &facts_relations[relation], t->user);
}

/* ---- attributes of what facts.h knows otherwise ---- */

static const char *const unknown_about_place[] = {"What is the population of {place}?",
    "How many people live in {place}?", "Population of {place}?",
    "Who is the [president|king|queen|prime minister|mayor] of {place}?", "Who [governs|rules|leads] {place}?",
    "How [big|large|old|rich] is {place}?", "What is the area of {place}?", "What is the weather [in|like in] {place}?",
    "What is the temperature in {place} [today|now|]?", "Is it raining in {place}?", "What time is it in {place}?",
    "What is the [national anthem|flag|phone code|highest mountain|history|climate|longest river] of {place}?",
    "When was {place} founded?", "Who founded {place}?", "What is {place} famous for?", "How far is it to {place}?",
    "How do I get to {place}?", "How much does a [flight|train ticket|hotel|house] [to|in] {place} cost?",
    "What can I see in {place}?", "Who won the [last |]election in {place}?", "When did {place} become independent?",
    "What is the best [restaurant|hotel|museum|school|beach] in {place}?", "How long is the flight to {place}?",
    "Is {place} safe?", "Why is {place} called {place}?", "What is the largest city in {place}?", "Weather in {place}?",
    "President of {place}?", "How many [schools|hospitals|lakes|rivers|soldiers|tourists] are there in {place}?",
    "What happened in {place} [in {year}|yesterday|last week]?", "What is the news from {place}?",
    "Which countries border {place}?", "Who was [the |]president of {place} in {year}?",
    "Tell me about the history of {place}.", "Does it snow in {place}?", "Who is the richest man in {place}?",
    "When is the best time to visit {place}?", "How many islands belong to {place}?"};
static const char *const unknown_about_place_held[] = {"How many people are there in {place}?",
    "What is the number of people in {place}?", "Who was the first king of {place}?", "Who is president in {place}?",
    "Will it rain in {place} tomorrow?", "How cold does it get in {place}?", "What is the size of {place}?",
    "Is there a good hotel in {place}?", "In which year was {place} founded?", "How much is a flight to {place}?",
    "Which rivers are there in {place}?", "What is going on in {place} [today|now]?",
    "Which party won the election in {place}?", "When was {place} built?", "What do tourists see in {place}?",
    "Where can I eat in {place}?"};

/* Of what is asked in facts.h, other attributes: trained only. */
static const char *const unknown_about_animal[] = {"How long does {a:animal} live?", "How old can {a:animal} get?",
    "How fast [is {a:animal}|can {a:animal} run]?", "How [heavy|tall|long|big|strong|clever] is {a:animal}?",
    "How much does {a:animal} [weigh|cost|sleep|eat a day]?", "How many teeth does {a:animal} have?",
    "How many babies does {a:animal} have?",
    "What is the [weight|size|age|speed|price|scientific name] of {a:animal}?", "Is {a:animal} dangerous?",
    "Can {a:animal} [swim|see in the dark|smell|hear well|learn tricks|be a pet]?", "Who discovered the {animal}?",
    "Why does {a:animal} [sleep so long|have a tail|smell|hide]?",
    "How well does {a:animal} [see|hear|smell]?", "Which {animal} is the [oldest|strongest] in {place}?",
    "How do I train {a:animal}?", "Where can I buy {a:animal}?", "What is the best name for {a:animal}?",
    "Which animal is the enemy of {a:animal}?", "How high can {a:animal} jump?", "Does {a:animal} dream?"};
static const char *const unknown_about_work[] = {"When was {work} {made}?", "In which year was {work} {made}?",
    "Where was {work} {made}?", "Why was {work} {made}?", "How long did it take until {work} was {made}?",
    "What year was {work} {made}?", "In which [city|country] was {work} {made}?", "How much money did {work} make?",
    "How old is {work}?", "How much is {work} worth?",
    "Is {work} [any good|famous in {place}|expensive]?", "Who [bought|sold|owns|stole] {work}?",
    "What do people think of {work}?", "Who was alive when {work} was {made}?", "Tell me the year of {work}."};

/* ---- everything else ---- */

static const char *const unknown_asks[] = {
    /* people */
    "When was {person} born?", "Where was {person} born?", "How old is {person}?", "When did {person} die?",
    "Who is {person}?", "Who was {person}?", "How tall is {person}?", "Is {person} [married|alive|rich|famous]?",
    "Where does {person} live?", "What is {person} famous for?", "What did {person} [say|do|invent|write|win]?",
    "Who is {person} married to?", "How many children does {person} have?",
    "What is {person}'s [phone number|address|email|job|nationality|real name]?",
    "Why did {person} [leave|resign|win|lose]?", "What does {person} think about {science}?",
    "Tell me about {person}.", "How much money does {person} have?", "Did {person} ever meet {other}?",
    "Which school did {person} go to?", "What did {person} do yesterday?", "Where did {person} go last night?",
    "Who are the parents of {person}?", "How did {person} die?", "What is {person} doing now?",
    "Who is taller, {person} or {other}?",
    /* sports and events */
    "Who won {event}?", "Who won {event} in {year}?", "Who will win {event}?", "When is {event}?",
    "Where is {event} held?", "Who won the [game|match] between {team} and {team2}?",
    "What was the score of {team} against {team2}?", "Who is the coach of {team}?",
    "When does {team} play [next|again]?", "How many [games|cups|titles] has {team} won?",
    "Did {team} win [yesterday|last night|on Sunday]?", "Who scored for {team}?",
    "How many goals did {person} score in {year}?", "Which team does {person} play for?",
    "Who lost {event} in {year}?", "Who is the best player of {team}?", "Will {team} beat {team2}?",
    "Who came second in {event}?", "Where do {team} play?", "Who owns {team}?", "What happened at {event} in {year}?",
    /* books, films, music */
    "Who directed {title}?", "Who [plays|stars|acts] in {title}?", "What is {title} about?",
    "When was {title} [published|made|released]?", "How does {title} end?", "How long is {title}?",
    "How many pages does {title} have?", "Is {title} a good [film|book]?", "Who is the main character of {title}?",
    "Who sang {title}?", "When does {title} come out?", "What are the words of the song {title}?",
    "Which film won the Oscar in {year}?", "What is the [most popular|best|number one] [song|film|book] of {year}?",
    "Who is the best [singer|actor|painter|writer|player] in the world?", "What is on TV tonight?",
    "Recommend a [film|book|song].", "Who sings the song about the {thing}?", "How many albums did {person} make?",
    "What instrument does {person} play?",
    /* companies, prices, news */
    "What is the stock price of {company}?", "Who [owns|founded|runs] {company}?", "When was {company} founded?",
    "How many people work for {company}?", "Should I buy shares of {company}?", "How much is {company} worth?",
    "Who is the boss of {company}?", "Where is the head office of {company}?", "What does {company} make?",
    "How much does {a:thing} cost?", "What is the price of {a:thing}?", "Where can I buy {a:thing}?",
    "Which {thing} should I buy?", "How much is the dollar today?", "What is the latest news?",
    "What happened today?", "What happened yesterday?", "What happened in {year}?", "What will happen in {year}?",
    "Which company makes the best {thing}?", "What is in the news?", "When will {company} release a new {thing}?",
    "Is {company} better than {company2}?", "Why is {company} so [big|rich|popular]?",
    /* science, medicine, history */
    "What is {science}?", "How does {science} work?", "Explain {science}.", "Why is {science} important?",
    "Who discovered {science}?", "What causes {science}?", "When did {science} begin?",
    "Can you explain {science} to me?", "What is the theory of {science}?", "Tell me about {science}.",
    "Define {science}.", "What is the difference between {science} and {science2}?", "How do I treat {illness}?",
    "What are the symptoms of {illness}?", "What causes {illness}?", "What helps against {illness}?",
    "I have {illness}. What should I do?", "Is {illness} dangerous?", "Which medicine helps with {illness}?",
    "How long does {illness} last?", "Do I have {illness}?", "Can I take aspirin for {illness}?",
    "Who found a cure for {illness}?", "Who was president in {year}?", "Why did the war of {year} begin?",
    "Who ruled the world in {year}?", "What was invented in {year}?", "How far is the nearest star?",
    "How heavy is the moon?", "How many stars are there?", "Is there life on other planets?", "How hot is the sun?",
    "What is inside a black hole?", "Why do we dream?", "Why is the sky blue?", "How do birds fly?",
    "Why do cats purr?", "How do planes fly?", "How did life begin?", "What is consciousness?",
    "What happens after death?", "Does God exist?", "Who built the pyramids?", "How old is the Earth?",
    "When did the dinosaurs die out?",
    /* the user's own life and place */
    "What is my {mine}?", "Do you know my {mine}?", "Tell me my {mine}.", "Can you guess my {mine}?",
    "What's my {mine}?", "What did I {doing}?", "Do you remember what I did {yesterday}?", "Where do I live?",
    "Where did I put my {thing}?", "Who am I?", "How old am I?", "Where am I?", "Who called me {yesterday}?",
    "What am I thinking of?", "What am I holding in my hand?", "Am I tall?",
    "How many [brothers|sisters|children|friends|cats] do I have?",
    "What is my [brother|sister|mother|boss|neighbor] doing?", "Who is my [teacher|doctor|boss|neighbor]?",
    "When is my [birthday|next meeting|train|flight|exam]?", "What should I wear today?",
    "Where is the nearest {shop}?", "Is there a {shop} near here?", "When does the {shop} open?",
    "How do I get to the {shop}?", "Is the {shop} open [today|now]?", "Where is my {thing}?", "Who stole my {thing}?",
    "Who ate my {thing}?", "What color is my {thing}?", "How late is it?", "Where is the {shop}?",
    "Which bus goes to the {shop}?", "How far is the {shop}?", "What is the name of my street?",
    "When does the next [bus|train|ferry] leave?", "Will I be [rich|happy|famous]?", "Will it [rain|snow] tomorrow?",
    "What are the lottery numbers?", "What is the weather going to be [tomorrow|next week]?", "Who is at the door?",
    "Will {person} win {event}?", "Who will be president in {year}?", "When will the world end?",
    "Will I pass my exam?", "Which numbers will win the lottery?", "What will the weather be tomorrow?",
    "How is the weather [today|]?",
    /* skills and programs */
    "How do I {job}?", "How do I {job} in {lang}?", "How can I {job}?", "What is the best way to {job}?",
    "Teach me to {job}.", "Write a program in {lang}.", "Write {lang} code to {job}.",
    "Is {lang} better than {lang2}?", "Who invented {lang}?", "How do I install {lang}?",
    "How long does it take to learn {lang}?", "What is the latest version of {lang}?",
    "What does this error in {lang} mean?", "Can you help me to {job}?", "Show me how to {job}.",
    "How long does it take to {job}?", "What do I need to know to {job}?", "How much does it cost to {job}?",
    "Fix my {lang} code.", "Why is {lang} so slow?",
    /* nonsense */
    "How many {things} fit in {a:thing2}?", "Why do {things} {verb} at night?", "What does {a:thing} think about?",
    "What is the name of the {thing}?", "Who made the first {thing}?", "When was the first {thing} made?",
    "Why is {a:thing} not {a:thing2}?", "Which {thing} is the best?", "How heavy is {a:thing}?",
    "How old is the {thing}?", "Who lives in the {thing}?", "How many {things} are there in {place}?",
    "Where do {things} come from?", "How does {a:thing} work?", "What is a {word} {thing}?",
    "What is the smell of a {word}?", "How many {things} does {person} own?", "Who painted the {thing} on the wall?",
    "Where is the king of the {things}?", "How loud is {a:thing}?", "Can {a:thing} {verb}?", "Do {things} {verb}?",
    "Why does the {thing} {verb}?", "What happens if {a:thing} meets {a:thing2}?",
    "How many {things} are there in the world?", "When will the {thing} {verb}?",
    "Who wants {a:thing} made of {word}?", "Why are {things} so expensive?", "What is {word}?",
    "Who or what is {word}?", "Where is the {word} of {place}?", "How do you {word} {a:thing}?",
    "Why does {word} matter?"};

static const char *const unknown_asks_held[] = {"What year was {person} born in?", "In which year did {person} die?",
    "What is the age of {person}?", "Do you know {person}?", "In which city does {person} live?",
    "Who is the wife of {person}?", "How rich is {person}?", "What was {person} like?",
    "Who was the father of {person}?", "What does {person} do?", "Has {person} ever been to {place}?",
    "Was {person} a good person?", "Which team won {event}?", "Who was the winner of {event} in {year}?",
    "Which player won {event}?", "Who is going to win {event}?", "How did {team} play yesterday?",
    "How many goals did {team} score?", "Who plays for {team}?", "What was the result of {team} against {team2}?",
    "Which actor plays in {title}?", "What happens at the end of {title}?", "In which year was {title} made?",
    "Is there a second part of {title}?", "How many people saw {title}?", "Who is the boss at {company}?",
    "What is the price of shares of {company}?", "When did {company} begin?", "How much money does {company} make?",
    "What is the cost of {a:thing}?", "Where do they sell {things}?", "What do you know about {science}?",
    "How would you explain {science}?", "What does {science} mean?", "Why do we need {science}?",
    "What can I do against {illness}?", "How do people get {illness}?", "Should I see a doctor for {illness}?",
    "How can I treat {illness}?", "Can you tell me my {mine}?", "Please tell me my {mine}.", "Guess my {mine}.",
    "Do you remember my {mine}?", "Can you remember what I did {yesterday}?",
    "Can you tell me what I should wear today?", "Which way is it to the {shop}?", "How do I find the {shop}?",
    "When does the {shop} close?", "Who has my {thing}?", "Where could my {thing} be?",
    "What do I have to do to {job}?", "Can you show me how to {job}?", "I want to {job}. How?",
    "How do people {job} in {lang}?", "Can you write a program in {lang}?", "Which is better, {lang} or {lang2}?",
    "How many {things} can {a:thing2} hold?", "What do {things} do at night?", "Who was the first to make {a:thing}?",
    "How long does {a:thing} last?", "Why would {a:thing} {verb}?", "What is the weight of {a:thing}?",
    "What happened in the year {year}?", "Who was the king in {year}?", "How will the weather be in {year}?"};

static void unknown_set_slots(grammar *g) {
    static const char *const verbs[] = {"sing", "jump", "dance", "sleep", "cry", "glow", "fly", "melt", "explode",
        "speak", "swim", "laugh", "move", "disappear", "smell", "shine", "snore", "whistle", "travel", "vote", "argue",
        "pray", "sneeze", "bounce", "grow"};
    static const char *const when[] = {"yesterday", "last night", "last week", "this morning", "on Monday",
        "last Sunday", "a year ago"};
    char text[TEXT_CAP];
    unknown_person(g, text);
    slot(g, "person", "%s", text);
    unknown_person(g, text);
    slot(g, "other", "%s", text);
    unknown_place(g, text);
    slot(g, "place", "%s", text);
    unknown_title(g, text);
    slot(g, "title", "%s", text);
    unknown_invented_word(g, text);
    slot(g, "word", "%s", text);
    slot(g, "year", "%d", between(g, 1400, 2060));
    slot(g, "event", "%s", UNKNOWN_PICK(g, unknown_events));
    slot(g, "team", "%s", UNKNOWN_PICK(g, unknown_teams));
    slot(g, "team2", "%s", UNKNOWN_PICK(g, unknown_teams));
    slot(g, "company", "%s", UNKNOWN_PICK(g, unknown_companies));
    slot(g, "company2", "%s", UNKNOWN_PICK(g, unknown_companies));
    slot(g, "thing", "%s", UNKNOWN_PICK(g, unknown_things));
    slot(g, "thing2", "%s", UNKNOWN_PICK(g, unknown_things));
    slot(g, "things", "%ss", UNKNOWN_PICK(g, unknown_things));
    slot(g, "science", "%s", UNKNOWN_PICK(g, unknown_sciences));
    slot(g, "science2", "%s", UNKNOWN_PICK(g, unknown_sciences));
    slot(g, "illness", "%s", UNKNOWN_PICK(g, unknown_illnesses));
    slot(g, "mine", "%s", UNKNOWN_PICK(g, unknown_mine));
    slot(g, "doing", "%s", UNKNOWN_PICK(g, unknown_doings));
    slot(g, "yesterday", "%s", PICK(g, when));
    slot(g, "shop", "%s", UNKNOWN_PICK(g, unknown_shops));
    slot(g, "job", "%s", UNKNOWN_PICK(g, unknown_jobs));
    slot(g, "lang", "%s", UNKNOWN_PICK(g, unknown_languages));
    slot(g, "lang2", "%s", UNKNOWN_PICK(g, unknown_languages));
    slot(g, "verb", "%s", PICK(g, verbs));
}

static void unknown_ask_attribute(grammar *g, turn *t) {
    const char *const *work = PICK(g, facts_works);
    slot(g, "animal", "%s", chance(g, 70) ? PICK(g, facts_animals)[0] : UNKNOWN_PICK(g, unknown_animals));
    slot(g, "work", "%s", work[0]);
    slot(g, "made", "%s", strcmp(work[2], "wrote") == 0 ? "written" : work[2]);
    expand(g, t->user, chance(g, 60) ? PICK(g, unknown_about_animal) : PICK(g, unknown_about_work));
}

static int unknown_make(grammar *g, turn *t) {
    const int kind = below(g, 100);
    if (kind < 40) unknown_ask_stranger(g, t);
    else if (!g->held_out && kind < 46) {
        unknown_set_slots(g);
        unknown_ask_attribute(g, t);
    } else {
        unknown_set_slots(g);
        if (kind < 52) expand(g, t->user, WORDING(g, unknown_about_place, unknown_about_place_held));
        else expand(g, t->user, WORDING(g, unknown_asks, unknown_asks_held));
    }
    strcpy(t->answer, "I don't know.");
    return 1;
}

static const task unknown_tasks[] = {{"unknown", 85, SCORE_EXACT, unknown_make, "names and things; wordings"}};

#endif
