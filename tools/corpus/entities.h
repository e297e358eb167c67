/* entities.h -- names in a sentence: who, where, which organisation, when.
 *
 *     Find the names in this sentence: Maria Schmidt works at Siemens in Munich.
 *     people: Maria Schmidt
 *     places: Munich
 *     organisations: Siemens
 *
 * The answer has one line for each kind that occurs, names in order of appearance; "none" when there is no name. What
 * is to be learned is to copy and to tell the kind from the context, so there are far more names than anybody could
 * remember: most are built from syllables. Held out: every word that makes a name a name ("Schmidt", "Siemens",
 * "Munich": one word in ten, whatever kind it is used for), sentence frames and wordings.
 *
 * Sentences carry marks around their names, <pMaria Schmidt> <oSiemens> <lMunich> <d3 May 2021>, which are taken out
 * when the names have been collected. */
#ifndef CORPUS_ENTITIES_H
#define CORPUS_ENTITIES_H

#include "grammar.h"

/* ---- names ---- */

static const char *const entities_first[] = {
    "[Anna|Tom|Maria|Peter|Laura|David|Emma|Lucas|Sofia|Daniel|Clara|Paul|Julia|Martin|Eva|Simon|Nina|Oscar|Lena|"
    "Felix|Marta|Hugo|Alice|Victor|Irene|Max|Helen|Jonas|Rosa|Leo|Greta|Emil|Ida|Otto|Frieda|Karl|Heidi|Dieter|Ursula|"
    "Stefan|James|Mary|John|Linda|Robert|Susan|Michael|Karen|William|Nancy|Richard|Betty|Joseph|Sandra|Charles|Ashley|"
    "Thomas|Emily|George|Olivia|Harry|Grace|Jack|Chloe|Oliver|Ruby|Edward|Molly|Henry|Sarah|Sam|Kate|Ben|Lucy|Adam|"
    "Hannah|Bob|Pierre|Camille|Louis|Élodie|Jean|Chantal|Antoine|Margaux|Luc|Amélie|Étienne|Hélène|François|Juliette|"
    "Gilles|Odile|José|Carmen|Pablo|Lucía|Diego|Elena|Javier|Pilar|Miguel|Inés|Carlos|Paloma|Andrés|Rocío|Rafael|"
    "Beatriz|Joaquín|Giulia|Marco|Chiara|Luca|Francesca|Matteo|Alessia|Paolo|Bianca|Enzo|João|Catarina|Tiago|Mariana|"
    "Rui|Fernanda|Ivan|Olga|Dmitri|Natasha|Sergei|Irina|Boris|Svetlana|Mikhail|Tatiana|Piotr|Agnieszka|Marek|Zofia|"
    "Tomasz|Katarzyna|Milan|Jana|Pavel|Zuzana|Goran|Vesna|Dragan|Milica|Ana|Luka|Lars|Ingrid|Erik|Astrid|Sven|Freya|"
    "Bjørn|Sigrid|Mats|Linnea|Aino|Mikko|Eero|Kaisa|Nikos|Eleni|Yannis|Katerina|Ahmed|Fatima|Omar|Leila|Hassan|Aisha|"
    "Karim|Yasmin|Ali|Zainab|Mustafa|Samira|Emre|Ayşe|Mehmet|Elif|Cyrus|Shirin|Noa|Yael|Avi|Tamar|Priya|Arjun|Ananya|"
    "Rahul|Deepa|Vikram|Lakshmi|Sanjay|Meera|Ravi|Wei|Mei|Jun|Xiaoli|Ming|Lihua|Hiroshi|Yuki|Kenji|Sakura|Takeshi|"
    "Naomi|Haruto|Aiko|Min-ji|Ji-ho|Soo-jin|Linh|Minh|Thuy|Siti|Budi|Dewi|Somchai|Malee|Kwame|Ama|Chidi|Ngozi|Tunde|"
    "Amara|Kofi|Zuri|Thabo|Nomsa|Jabari|Wanjiru|Abebe|Selam|Moana|Tane|Keoni|Leilani|Nayeli|Itzel|Tyler|Brooke|Kevin|"
    "Megan|Jason|Nicole|Ryan|Zoe]"};

/* Words of no language: names of people, places and firms alike. */
#define ENTITIES_INVENTED \
    "[B|Br|C|D|Dr|F|G|Gr|H|J|K|Kl|L|M|N|P|Qu|R|S|Sk|St|T|Tr|V|W|Z][a|e|i|o|u|a|e|o][b|d|g|k|l|ll|m|n|nd|r|rt|s|t|v|z]" \
    "[a|e|i|o|u|ia|eo][|n|r|s|l|x|k|th|sh|lo|ra|no|vi|ta|mar|dell|rin|nix|ko]"
static const char *const entities_invented[] = {ENTITIES_INVENTED};

static const char *const entities_last[] = {
    "[Smith|Jones|Brown|Taylor|Wilson|Johnson|Miller|Davis|Baker|Clark|Evans|Hall|Wright|Green|King|Hughes|Cooper|"
    "Ward|Turner|Morris|Bell|Cook|Bailey|Fox|Hunt|Stone|Brook|Lane|Reed|Price|Gray|Young|Hill|Moore|Carter|Scott|"
    "Adams]",
    "[Müller|Schmidt|Schneider|Fischer|Weber|Meyer|Wagner|Becker|Schulz|Koch|Bauer|Richter|Klein|Wolf|Schröder|"
    "Neumann|Keller|Vogel|Roth|Huber|Frank|Jansen|de Vries|Bakker|Visser|Peeters|Maes|Lang|Braun|Krüger|Winter|Sommer|"
    "Graf]",
    "[García|Martínez|López|Sánchez|Pérez|Romero|Navarro|Ruiz|Ortega|Silva|Santos|Costa|Ferreira|Rossi|Russo|Ferrari|"
    "Bianchi|Romano|Ricci|Conti|Greco|Dubois|Moreau|Laurent|Lefebvre|Roux|Fournier|Girard|Bonnet|Lambert|Petit|"
    "Durand]",
    "[Wang|Li|Zhang|Liu|Chen|Yang|Zhao|Huang|Zhou|Wu|Xu|Sun|Ma|Lin|Kim|Lee|Park|Choi|Jung|Nguyen|Tran|Pham|Vu|Tan|Lim|"
    "Sato|Suzuki|Tanaka|Ito|Sharma|Patel|Singh|Gupta|Kumar|Khan|Shah|Rao|Reddy|Das|Ali|Haddad|Cohen|Levi|Mensah|"
    "Diallo]",
    "[Acker|Berg|Brand|Eich|Fisch|Hart|Hoff|Kauf|Kirch|Lind|Neu|Ober|Rosen|Schwarz|Stein|Vogel|Wald|Wein|Zimmer|Brück|"
    "Grün|Herz|Holz|Korn|Licht][mann|berg|bauer|hoff|haus|feld|ner|inger|meier|thal|er|bach]",
    "[Bal|Bog|Dan|Drag|Fed|Gor|Iv|Kar|Kov|Mal|Mil|Nov|Pav|Pet|Rom|Sok|Stan|Tar|Vas|Vol|Zel|Kuz|Leb|Mor][ov|ova|ić|"
    "enko|owski|anov|ecki|uk|ak|aček|owska|in|ev|eva]",
    "[Alv|Ben|Cast|Corr|Dom|Fern|Gal|Gonz|Hern|Lor|Marc|Mart|Mor|Ram|Rodr|Sal|Torr|Val|Vel|Fab|Bar|Cal|Mont][ez|ares|"
    "ini|oni|etti|ano|ante|ella|ado|eira|osa|ieri|aldi|al|ero|ín]",
    "[Ander|Erik|Gustav|Har|Jakob|Karl|Lar|Niel|Ole|Peter|Svend|Thor|Matt|Hen|Johan|Ras|Mort|Sund|Lind|Ny|Berg][sen|"
    "sson|ström|qvist|gren|dal|vik|lund]",
    "[Ash|Black|Brad|Clay|Cross|Fair|Har|Hol|Lang|Mar|Nor|Oak|Pem|Rad|Shel|Stan|Whit|Win|Thorn|Kings|Wake|Ald|Hay|"
    "Mill][ton|ley|field|ford|wood|well|more|bourne|worth|man|ham|by|brook|land]",
    "[O'|Mc|Mac][Brien|Carthy|Connor|Donald|Neill|Leod|Grath|Mahon|Kenna|Sullivan|Hara|Dowell|Intyre|Farlane|Lean|"
    "Dermott]",
    "[Aka|Fuji|Hashi|Ino|Ishi|Kawa|Kita|Matsu|Mori|Naka|Oka|Saka|Taka|Tera|Waka|Yama|Kobaya|Miya|Shimi|Hira][moto|da|"
    "mura|saki|yama|guchi|ta|kawa|shima|no|ka|zu|hara|zaki]",
    "[Ade|Aki|Chi|Eze|Kama|Mba|Mwa|Nda|Nko|Oba|Oka|Olu|Osa|Diop|Toure|Kou|Asa|Boa|Ama|Kip][bayo|for|kwe|ngi|ra|lu|"
    "yemi|ndi|mbe|nde|teng|nuga|di|choge|mo|sa|la]",
    "[Agar|Bhat|Chan|Desh|Gan|Kap|Kris|Mal|Nar|Pan|Raj|Sar|Shar|Sub|Ven|Vish|Jay|Mukh|Ban|Chat][wal|dra|pande|oor|"
    "hnan|hotra|ayan|el|kar|ma|ramani|erjee|want|ani|it]",
    "[Al-|El-|Ben |Abu ][Rashid|Hamdan|Masri|Saleh|Khoury|Amin|Najjar|Sayed|Farsi|Zein|Bakri|Tamimi|Qasim|Harbi|"
    "Mansour]", "[Demir|Oz|Ak|Kara|Yıl|Er|Gül|Koç|Aslan|Bay][oglu|türk|can|tas|maz|doğan|dem|lu|er|han]",
    "[van |van der |von |de |de la |da |di |du ][Berg|Bosch|Stein|Linden|Cruz|Silva|Luca|Marco|Meer|Haan|Torre|Vega|"
    "Pont|Fontaine|Rosa|Brandt|Heide|Ruiz|Costa]", ENTITIES_INVENTED, ENTITIES_INVENTED};

static const char *const entities_real_place[] = {
    "[Lisbon|Paris|London|Berlin|Madrid|Rome|Vienna|Prague|Warsaw|Munich|Hamburg|Cologne|Zurich|Geneva|Brussels|"
    "Amsterdam|Oslo|Stockholm|Helsinki|Copenhagen|Dublin|Edinburgh|Glasgow|Manchester|Liverpool|Oxford|Cambridge|"
    "Bristol|Leeds|Barcelona|Seville|Valencia|Porto|Milan|Naples|Venice|Florence|Turin|Athens|Budapest|Bucharest|"
    "Sofia|Belgrade|Zagreb|Kyiv|Moscow|Riga|Tallinn|Vilnius|Lyon|Marseille|Bordeaux|Toulouse|Nice|Lille|Frankfurt|"
    "Leipzig|Dresden|Stuttgart]",
    "[Tokyo|Kyoto|Osaka|Beijing|Shanghai|Hong Kong|Shenzhen|Seoul|Busan|Bangkok|Hanoi|Jakarta|Manila|Singapore|Mumbai|"
    "Delhi|Chennai|Kolkata|Karachi|Lahore|Dhaka|Kathmandu|Tehran|Baghdad|Dubai|Doha|Riyadh|Amman|Beirut|Jerusalem|"
    "Istanbul|Ankara|Cairo|Tunis|Casablanca|Dakar|Accra|Lagos|Nairobi|Kampala|Cape Town|Johannesburg|Harare|Addis "
    "Ababa|Sydney|Melbourne|Perth|Brisbane|Auckland|Wellington|Samarkand|Tashkent|Tbilisi|Baku]",
    "[New York|Boston|Chicago|Seattle|Denver|Dallas|Houston|Miami|Atlanta|Detroit|Phoenix|Portland|San Francisco|Los "
    "Angeles|Las Vegas|Washington|Philadelphia|Toronto|Montreal|Vancouver|Ottawa|Quebec|Mexico City|Havana|Bogotá|"
    "Lima|Quito|Santiago|Buenos Aires|Montevideo|São Paulo|Rio de Janeiro|Brasília|Caracas|La Paz|California|Texas|"
    "Florida|Alaska|Hawaii]",
    "[France|Germany|Spain|Italy|Portugal|Poland|Austria|Switzerland|Belgium|Norway|Sweden|Finland|Denmark|Iceland|"
    "Ireland|Scotland|England|Wales|Greece|Turkey|Hungary|Romania|Bulgaria|Croatia|Serbia|Ukraine|Russia|China|Japan|"
    "India|Korea|Vietnam|Thailand|Indonesia|Pakistan|Nepal|Iran|Iraq|Egypt|Morocco|Tunisia|Senegal|Ghana|Nigeria|"
    "Kenya|Ethiopia|Tanzania|Canada|Mexico|Cuba|Peru|Chile|Brazil|Argentina|Bolivia|Colombia|Australia|New Zealand|"
    "Bavaria|Sicily|Provence|Tuscany|Andalusia|Europe|Africa|Asia]"};
static const char *const entities_made_place[] = {
    "[Al|Ash|Bar|Bel|Bram|Cal|Carl|Dun|El|Fal|Glen|Green|Har|Hol|Kes|Kings|Lam|Mar|Mill|Nor|Oak|Penn|Ros|Silver|Stan|"
    "Thorn|Wat|Wil|Win|York][ville|burg|ton|ford|bridge|mouth|dale|port|wick|stead|field|haven|bury|ham]",
    "[Alt|Berg|Eber|Fried|Grün|Hoch|Königs|Lauter|Neu|Ober|Rosen|Sankt |Schön|Stein|Unter|Wald|Wies][stadt|burg|heim|"
    "dorf|hausen|bach|feld|thal|au|kirchen]",
    "[San |Santa |Port |Lake |Mount |Fort |Saint-|Villa |Monte |Puerto |New |Cape ]{invented}",
    "[Kar|Bal|Sur|Jan|Ram|Nag|Tas|Fer|Mor|Zar|Vel|Dar|Sam|Bor|Kul][abad|pur|stan|gorod|ovo|ino|nagar|ana|eira|ona|"
    "aska]", "[Kawa|Naka|Shin|Miya|Tama|Yoko|Ku|Nara][saki|hama|shima|ta|zawa|moto]", "{invented}", "{invented}"};

static const char *const entities_real_org[] = {
    "[<oSiemens>|<oGoogle>|<oMicrosoft>|<oApple>|<oAmazon>|<oToyota>|<oSamsung>|<oSony>|<oNASA>|<oUNESCO>|<oIBM>|"
    "<oIntel>|<oBosch>|<oVolkswagen>|<oBMW>|<oRenault>|<oAirbus>|<oBoeing>|<oNestlé>|<oUnilever>|<oIKEA>|<oNokia>|"
    "<oEricsson>|<oPhilips>|<oFacebook>|<oNetflix>|<oTesla>|<oHonda>|<oNintendo>|<oHuawei>|<oTencent>|<oAlibaba>|"
    "<oTata>|<oLufthansa>|<oPetrobras>|<oShell>|<oPfizer>|<oBayer>|<oNike>|<oAdidas>|<oGreenpeace>|<oOxfam>|"
    "<oHarvard>|<oNATO>|<oWikipedia>]",
    "the [<oRed Cross>|<oUnited Nations>|<oEuropean Union>|<oWorld Bank>|<oBBC>|<oWorld Health Organization>|"
    "<oLouvre>|<oNational Gallery>|<oRoyal Society>|<oNew York Times>|<oGuardian>|<oEuropean Commission>|<oRed "
    "Crescent>|<oCIA>|<oFBI>]",
    "the <oMinistry of [Health|Education|Transport|Finance|Justice|Defence|Culture|Science|Trade|Energy|Tourism]>"};
static const char *const entities_made_org[] = {
    "<o{last} [Bank|Airlines|Motors|Insurance|Group|Software|Energy|Foods|Labs|Systems|Press|Books|Records|Pharma|"
    "Steel]>",
    "<o{last} [Ltd|Inc|GmbH|Corporation|Industries|Holdings|Partners|Consulting|Logistics|Media|Telecom|Hotels|"
    "Studios]>", "<o{last} [& Sons|& Co|Brothers|and Partners|& {last2}]>", "the <oUniversity of {bare}>",
    "<o{bare} University>", "the <oBank of {bare}>",
    "the <o{last} [Institute|Foundation|Museum|Hospital|Theatre|Academy|Orchestra|Library|Centre|Society|Trust|"
    "Choir]>",
    "the <o{bare} [Institute of Technology|Symphony Orchestra|Art Museum|City Council|Chess Club|Times|Zoo|Tourist "
    "Board]>", "<o{bare} [United|City|Rovers|FC|Hospital|Airport|High School|Town Hall|Opera]>",
    "<o{invented}[Tech|Soft|Net|Bio|Lab|Med|Data|Works|Air|Bank|Pay|Cloud|Corp]>", "<o{invented}>", "<o{invented}>"};

/* Days, months and years with the word that leads to them. */
static const char *const entities_when[] = {
    "on <d{day} {month} {year}>", "on <d{day} {month} {year}>", "on <d{month} {day}, {year}>",
    "on <d{month} {day}, {year}>", "on <d{year}-{mm}-{dd}>", "on <d{dd}.{mm}.{year}>", "on <d{dd}/{mm}/{year}>",
    "on <d{day} {month}>", "on <d{month} {day}>", "on <d[Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday]>",
    "on <d[Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday]>", "in <d{month} {year}>", "in <d{month} {year}>",
    "in <d{year}>", "in <d{year}>", "in <d{month}>"};

/* ---- sentences ---- */

static const char entities_job[] =
    "[teacher|nurse|engineer|doctor|lawyer|baker|pilot|painter|writer|singer|manager|professor|scientist|reporter|"
    "farmer|student|cook|driver|designer|architect|actor|chemist|judge|gardener|photographer|programmer|musician|"
    "tailor]";

static const char *const entities_frames[] = {
    "{Person} works [at|for] {org} in {place}.", "{Person} works [at|for] {org}.",
    "{Person} is {a:job} [at|with] {org}.",
    "{Person} [lives|has lived for years|grew up|wants to live|has a house] in {place}.",
    "{Person} was born in {place} {when}.", "{Person} was born {when}[| and died {when2}].",
    "{When}, {person} moved from {place} to {place2}.",
    "{Person} and {person2} [met|married|got lost] in {place} {when}.",
    "{Org} opened [an office|its first shop|a new factory|a laboratory] in {place} {when}.",
    "{Person}, {a:job} at {org}, [spoke|gave a talk|read a poem] in {place}[| {when}].",
    "{Person} [joined|left|founded] {org} {when}.", "{Org} [was founded|began its work] in {place}[| {when}].",
    "{Person} flew to {place} {when} [to meet|to see|together with] {person2}.",
    "The [meeting|wedding|concert|trial|party|race] [took place|was held|will be held] in {place} {when}.",
    "The [meeting|interview|talk] [with|at] {org} is {when}.", "{Person} [sent|wrote|owes] {person2} a letter.",
    "{Person} wrote to {org} {when}, but [nobody answered|there was no answer].",
    "{Org} and {org2} [signed a contract|agreed to work together|will build a bridge|share a building] in {place}.",
    "{Org} bought {org2} {when}[| for two million euros].", "{Org} sold its shares in {org2} {when}.",
    "[My sister|My uncle|Her brother|Our neighbour|His cousin] {person} [studies|teaches|works] at {org}.",
    "The {job} {person} [died|was buried|found a home] in {place} {when}.", "The {job} {person} comes from {place}.",
    "{Person}, {person2} and {person3} [went|travelled|drove|walked] to {place}.",
    "I [called|met|saw] {person} {when}.", "Did {person} [really |]call {person2} {when}?",
    "Is {person} still in {place}?", "Has {org} moved to {place}?", "Where were {person} and {person2} {when}?",
    "[He|She] told {person} about {place}.", "{Place} is [far from|near|north of|south of|smaller than] {place2}.",
    "The train from {place} to {place2} [leaves|left|arrives] {when}.",
    "The road between {place} and {place2} was closed {when}.", "We [spent|had] a week in {place} with {person}.",
    "{When}, [it rained|there was snow|the lights went out|a storm hit the coast] in {place}.",
    "[My|Our] flight to {place} is {when}.", "She moved to {place} {when} and [joined|found a job at] {org}.",
    "He [left|came back from] {place} {when}.", "We visited {place}, {place2} and {place3}[| {when}].",
    "{Person} [will|wants to|would like to] study at {org} in {place}.",
    "{Person} studied [law|physics|music|history] at {org}.", "{Org} [hired|thanked|invited] {person} {when}.",
    "{Org} gave {person} a prize {when}.", "{Person} won a prize [from {org} |]{when}.",
    "{Person} is the [head|director|founder|president|owner] of {org}.",
    "The [head|director|founder|owner] of {org}, {person}, [resigned|retired|was ill|arrived] {when}.",
    "According to {org}, the [bridge|factory|new line|school] in {place} [will open|will close] {when}.",
    "A [spokesman|speaker] for {org} said that [all is well|the work in {place} goes on].",
    "[The contract|The letter|This report] was signed by {person} {when}.",
    "A [letter|parcel|report] from {person} reached {place} {when}.",
    "{Person}'s [brother|mother|son|wife|dog] lives in {place}.",
    "{Person}'s [new book|first film|lecture] about {place} [came out|was shown] {when}.",
    "[The book|The song|The report] by {person} [is about|tells of|was written in] {place}.",
    "{Person} [beat|played against|thanked|helped] {person2} [in the final|in two sets|after the game].",
    "[My name is|I am|This is] {person} and I [work for|come to you from] {org}.",
    "My name is {person} and I live in {place}.", "{Person} paid {org} for the [repair|ticket|course] {when}.",
    "I have an appointment with {person} {when}.",
    "Please [send|give|bring] the [keys|papers|money] to {person} [by noon|before five o'clock|as soon as you can].",
    "[Our|The] new {job}, {person}, [starts|begins] {when}.", "{Person} and {person2} [started|run|own] {org}.",
    "{Person} left {org} after [ten|three|twenty] years and [opened a shop|went to live|built a house] in {place}.",
    "[Workers|Engineers|Students|Doctors] [at|of] {org} [went on strike|met the press|planted trees] {when}.",
    "[Two|Five|Three] students of {org} [walked|flew|sailed] to {place}.",
    "{Org} [has|lost|needs] [ninety|forty|two hundred] workers in {place}.",
    "{When}, {org} announced [a new plan|good news|higher prices].",
    "{When}, {person} [lost her bag|found a coin|broke his leg|bought a horse] in {place}.",
    "[Nobody|Everybody] in {place} knows {person}.",
    "The [mayor|police|people] of {place} thanked {person} and {person2}.",
    "The [bus|ship|plane] to {place} was [late|full|empty] {when}.",
    "[The shop|The museum|The school] [was closed|was built|opened] {when}.",
    "[Dinner|Lunch|Tea] with {person} and {person2} is {when}.",
    "{Place} has [a lake|many bridges|two airports|a famous market].",
    "[From|Between] {place} [we took a boat|the road goes] to {place2}.",
    "The [price|shares|profit] of {org} [rose|fell] {when}.", "{Person} [loves|hates|misses] {place}.",
    "{Person} [asked|told|reminded] {person2} to wait.", "Yes, {person} is [kind|here|my friend|at home].",
    "{Person} [plays|sings|dances] every evening.", "{Person}: {a:job} from {place}.",
    "Have you ever been to {place}?", "{Person} [trained|worked] as {a:job} in {place} before joining {org}.",
    "[Call|Ask|Thank] {person}, please.", "{Org} [moves|opens office|closes factory|plans new school] in {place}"};

static const char *const entities_frames_held[] = {
    "{Person} got a job at {org} and moved to {place} {when}.", "{When}, {person} met {person2} in {place}.",
    "{Person} has worked for {org} since she left {place}.", "The {job} {person} was invited to {place} by {org}.",
    "{Org} will close its office in {place} {when}.", "{Person} took the train from {place} to {place2}.",
    "{Person} and {person2} bought a house in {place}.", "{When}, {org} hired {person} and {person2}.",
    "I saw {person} in {place} {when}.", "{Person} teaches at {org}, and {person2} studies there.",
    "Our friends {person} and {person2} will be in {place} {when}.", "{Org} is a company in {place}.",
    "{Person} travelled through {place} and {place2} with {person2}.", "{Org} was bought by {org2} {when}.",
    "The director of {org} told {person} the news.", "My neighbour {person} comes from {place} and works at {org}."};

/* A second sentence. */
static const char *const entities_tails[] = {
    "[She|He] came back {when}.", "[She|He] now works for {org}.", "They will [meet|talk] again {when}.",
    "[She|He] also has [a flat|friends|an office] in {place}.", "The [work|rest] was done by {person}.",
    "It was {person}'s idea.",
    "[Nobody knew why.|The weather was bad.|It was a long day.|They were very happy.|That was a surprise.]",
    "[Her|His] [teacher|boss|friend] {person} was [there|pleased|not so sure].",
    "[She|He] had never been to {place} before.", "The money came from {org}.", "Then they went on to {place}.",
    "{Person} [took the photos|paid for it|stayed at home]."};
static const char *const entities_tails_held[] = {
    "{Person} was there too.", "Now they live in {place}.", "[She|He] left again {when}.", "{Org} paid for it.",
    "Everybody was happy."};

static const char *const entities_nameless[] = {
    "The [train|bus|boat] was [late|full|empty|on time] [again|this morning|as always].",
    "I [lost|found|sold] my [keys|umbrella|bag|old bicycle] [on the way home|in the park|at the station].",
    "[She|He|My brother] works in a [bank|school|hospital|bakery|small office].",
    "The [hotel|museum|library|shop] [opens|closes] at [nine|ten|five|six] o'clock.",
    "We [had|cooked|ordered] [soup|pizza|rice|fish] [for dinner|with friends|and some tea].",
    "The [cat|dog|baby] [slept|sat] [on the sofa|under the table|by the fire] [all day|for an hour].",
    "It [rained|snowed] [all night|for three days|for hours].",
    "[She|My aunt|The teacher] speaks [French and Spanish|English|Chinese|Italian] [very well|a little].",
    "Our [teacher|neighbour|doctor] is [kind|ill|on holiday|very tall].",
    "[Please|Could you] [close the door|open the window|wait outside|turn off the light].",
    "The [company|bank|university|factory] will [close|open|grow] [soon|next to the river].",
    "[Water|Milk|Bread] is [cheap|good for you|on the table].",
    "The [river|road|forest] is [long|dark|beautiful] [here|at night].",
    "[They|We] [walked|drove|ran] for [two|three|five] hours through the [forest|city|hills|rain].",
    "He paid [twenty|fifty|ninety] euros for the [coat|ticket|lamp|chair].",
    "The [children|students|birds] [sang|played|waited] in the [garden|hall|yard].",
    "[A man|A woman|Someone] [called|waved|laughed] [at us|in the street|from the window].",
    "I [like|love|hate] [music|long walks|cold coffee|old books|doing nothing].",
    "[This|That] is not [my|her|their] [coat|car|fault|problem].", "My [mother|uncle|sister] is {a:job}.",
    "The {job} [spoke|came|left] first.", "Have you [eaten|slept|heard the news|seen my phone]?"};

/* ---- requests ---- */

static const char *const entities_asks[] = {
    "Find the names in this [sentence|text]: {text}", "Find [all|the] [names and dates|entities] in: {text}",
    "Extract the people, places, organisations and dates: {text}",
    "Extract the [names|entities|named entities]: {text}",
    "Extract people, places, organisations and dates from this [sentence|text]: {text}", "Entities: {text}",
    "List all [entities|named entities|names] in: {text}",
    "List the [people, places, organisations and dates|names] in this [text|sentence]: {text}",
    "Which names [occur|are] in this [sentence|text]? {text}", "Names in this sentence: {text}",
    "What [names|entities] [are|occur] in [\"{text}\"|this: {text}]", "Named entities: {text}",
    "Named entities in \"{text}\"?", "Find the people, places, organisations and dates in this sentence.\n{text}",
    "{text}\n[Which|What] names are in this [text|sentence]?", "{text}\nFind the [names|entities].",
    "\"{text}\" - [find|list|extract] the [names|entities].",
    "[Please|Can you] [find|list|pick out] the names: {text}",
    "[Please|Could you] extract the [entities|names] from the [following|] sentence[:|.] {text}",
    "Pick out the people, places, organisations and dates: {text}", "Extract entities from: {text}", "NER: {text}",
    "Who and what is named here? {text}", "Show me the [names|entities] in this sentence: \"{text}\"",
    "Read this and list the names: {text}", "Tell me the [people, places, organisations and dates|names] in: {text}",
    "Get the [names|entities|people, places, organisations and dates] out of this sentence: {text}",
    "Which people, places, organisations and dates are [named|mentioned] [here|in this text]? {text}",
    "[I need|Give me] [all|] the names in this text: {text}", "Do you see any names here? {text}"};
static const char *const entities_asks_held[] = {
    "Find all the names in the following sentence: {text}",
    "Please list the people, places, organisations and dates in: {text}",
    "What are the named entities in this sentence? {text}", "Can you extract the names from this text? {text}",
    "Give me the entities in this sentence: {text}", "{text}\nList the people, places, organisations and dates.",
    "Extract names and dates: {text}", "Which entities are in the sentence \"{text}\""};

/* For one kind only. */
static const char *const entities_single[4][9] = {
    {"Who is [mentioned|named] in: {text}", "Who is mentioned [here|in this sentence]? {text}", "People: {text}",
     "[Find|List|Extract] [all|the] people in this [sentence|text]: {text}",
     "Which people are [named|mentioned] in: {text}", "{text}\nWho is [named|mentioned] here?",
     "[Find|List] the names of people only: {text}", "Which people does this sentence name? {text}",
     "Only the people, please: {text}"},
    {"Which places are [named|mentioned] in: {text}",
     "Which places are [named|mentioned] [here|in this sentence]? {text}", "Places: {text}",
     "[Find|List|Extract] [all|the] places in this [sentence|text]: {text}", "What places are mentioned in: {text}",
     "{text}\n[Which|What] places are named here?", "[Find|List] the names of places only: {text}",
     "Which places does this sentence name? {text}", "Only the places, please: {text}"},
    {"Which organisations are [named|mentioned] in: {text}", "Which organisations are [named|mentioned] here? {text}",
     "Organisations: {text}", "[Find|List|Extract] [all|the] organisations in this [sentence|text]: {text}",
     "What organisations are mentioned in: {text}", "{text}\n[Which|What] organisations are named here?",
     "[Find|List] the names of organisations only: {text}",
     "Which companies and organisations does this sentence name? {text}", "Only the organisations, please: {text}"},
    {"Which dates are [named|mentioned] in: {text}",
     "Which dates are [named|mentioned] [here|in this sentence]? {text}", "Dates: {text}",
     "[Find|List|Extract] [all|the] dates in this [sentence|text]: {text}", "What dates are mentioned in: {text}",
     "{text}\n[Which|What] dates are named here?", "[Find|List] the dates only: {text}",
     "Which dates does this sentence name? {text}", "Only the dates, please: {text}"}};
static const char *const entities_single_held[4][2] = {
    {"List the people mentioned in this text: {text}", "Which people are in this sentence? {text}"},
    {"List the places mentioned in this text: {text}", "Which places are in this sentence? {text}"},
    {"List the organisations mentioned in this text: {text}", "Which organisations are in this sentence? {text}"},
    {"List the dates mentioned in this text: {text}", "Which dates are in this sentence? {text}"}};

/* ---- making an item ---- */

static const char entities_kinds[] = "plod";
static const char *const entities_kind_names[] = {"people", "places", "organisations", "dates"};

/* The word that decides on which side a name is: its last, "Schmidt" of "von Schmidt", "Health" of "the <oMinistry of
 * Health>". */
static void entities_key(char *key, const char *text) {
    const char *p, *from = text;
    for (p = text; *p && *p != '>'; p++)
        if (*p == ' ' || *p == '-') from = p + 1;
        else if (*p == '<') from = p + 2;
    snprintf(key, TEXT_CAP, "%.*s", (int)(p - from), from);
}

/* Sets a slot to a name from one of n patterns that belongs to this side. */
static void entities_name(grammar *g, const char *name, const char *const *patterns, int n) {
    char text[TEXT_CAP], key[TEXT_CAP];
    do {
        expand(g, text, patterns[below(g, n)]);
        entities_key(key, text);
    } while (!mine(g, "name %s", key));
    slot(g, name, "%s", text);
}
#define ENTITIES_NAME(g, name, patterns) entities_name(g, name, patterns, COUNT(patterns))

static void entities_set_person(grammar *g, const char *name) {
    static const char *const forms[] = {"<p{first} {last}>", "<p{first} {last}>", "<p{first} {last}>",
    "<p{first} {last}>",
        "<p{first}>", "<p{first}>", "[Mr|Mr.|Mrs|Ms|Dr|Dr.|Professor] <p{last}>",
        "[Dr|Professor|President|Captain] <p{first} {last}>", "<p{first} [A|B|C|D|E|F|G|H|J|K|L|M|N|P|R|S|T]. {last}>"};
    char text[TEXT_CAP];
    if (chance(g, 85)) ENTITIES_NAME(g, "first", entities_first);
    else ENTITIES_NAME(g, "first", entities_invented);
    ENTITIES_NAME(g, "last", entities_last);
    expand(g, text, PICK(g, forms));
    slot(g, name, "%s", text);
}

/* "bare": a place's name without marks, which may become part of an organisation's */
static void entities_set_bare_place(grammar *g) {
    ENTITIES_NAME(g, "invented", entities_invented);
    if (chance(g, 45)) ENTITIES_NAME(g, "bare", entities_real_place);
    else ENTITIES_NAME(g, "bare", entities_made_place);
}

static void entities_set_place(grammar *g, const char *name) {
    entities_set_bare_place(g);
    slot(g, name, "<l%s>", slot_find(g, "bare"));
}

static void entities_set_org(grammar *g, const char *name) {
    char text[TEXT_CAP];
    entities_set_bare_place(g);
    ENTITIES_NAME(g, "last", entities_last);
    ENTITIES_NAME(g, "last2", entities_last);
    ENTITIES_NAME(g, "real", entities_real_org);
    expand(g, text, chance(g, 20) ? "{real}" : PICK(g, entities_made_org));
    slot(g, name, "%s", text);
}

static void entities_set_when(grammar *g, const char *name) {
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December"};
    char text[TEXT_CAP];
    const int day = between(g, 1, 28), month = below(g, 12);
    slot(g, "day", "%d", day);
    slot(g, "dd", "%02d", day);
    slot(g, "month", "%s", months[month]);
    slot(g, "mm", "%02d", month + 1);
    slot(g, "year", "%d", chance(g, 60) ? between(g, 1990, 2027) : between(g, 1700, 1989));
    expand(g, text, PICK(g, entities_when));
    slot(g, name, "%s", text);
}

/* A sentence with marks, behind what is in text already. */
static void entities_add_sentence(grammar *g, char *text, const char *frame) {
    char job[TEXT_CAP];
    expand(g, job, entities_job);
    slot(g, "job", "%s", job);
    entities_set_person(g, "person");
    entities_set_person(g, "person2");
    entities_set_person(g, "person3");
    entities_set_org(g, "org");
    entities_set_org(g, "org2");
    entities_set_when(g, "when");
    entities_set_when(g, "when2");
    entities_set_place(g, "place");
    entities_set_place(g, "place2");
    entities_set_place(g, "place3");
    add_expanded(g, text, frame);
}

/* Takes the marks out of text and puts the names into the lists of their kinds. Returns 0 when a name comes twice. */
static int entities_collect(char *text, char lists[4][TEXT_CAP]) {
    char *in = text, *out = text;
    char name[TEXT_CAP];
    memset(lists, 0, 4 * sizeof(lists[0]));
    while (*in) {
        const size_t n = strcspn(in, "<>");
        memmove(out, in, n);
        out += n;
        in += n;
        if (*in == '<') {
            const int kind = (int)(strchr(entities_kinds, in[1]) - entities_kinds);
            in += 2;
            snprintf(name, sizeof(name), "%.*s", (int)strcspn(in, ">"), in);
            if (strstr(lists[kind], name)) return 0;
            add(lists[kind], lists[kind][0] ? ", %s" : "%s", name);
        } else if (*in) in++;
    }
    *out = 0;
    return 1;
}

static void entities_make_nameless(grammar *g, char *text) {
    do {
        text[0] = 0;
        entities_add_sentence(g, text, PICK(g, entities_nameless));
    } while (!mine(g, "%s", text));
}

static void entities_make_text(grammar *g, char *text) {
    text[0] = 0;
    entities_add_sentence(g, text, WORDING(g, entities_frames, entities_frames_held));
    if (!chance(g, 25) || strlen(text) > 140) return;
    add(text, strchr(".?", text[strlen(text) - 1]) ? " " : ". ");
    entities_add_sentence(g, text, WORDING(g, entities_tails, entities_tails_held));
}

static void entities_lower(char *text) {
    for (; *text; text++) *text = (char)tolower((unsigned char)*text);
}

/* kind < 0: all kinds */
static void entities_write_answer(char *answer, char lists[4][TEXT_CAP], int kind) {
    int k;
    for (k = 0; k < 4; k++)
        if (lists[k][0] && (kind < 0 || kind == k))
            add(answer, "%s%s: %s", answer[0] ? "\n" : "", entities_kind_names[k], lists[k]);
    if (!answer[0]) strcpy(answer, "none");
}

static int entities_make(grammar *g, turn *t) {
    char text[TEXT_CAP], lists[4][TEXT_CAP];
    const int kind = chance(g, 25) ? below(g, 4) : -1, nameless = chance(g, 7);
    size_t n;
    do {
        if (nameless) entities_make_nameless(g, text);
        else entities_make_text(g, text);
    } while (!entities_collect(text, lists));
    n = strlen(text);
    if (chance(g, 10) && text[n - 1] == '.') text[n - 1] = 0;
    slot(g, "text", "%s", text);
    if (kind < 0) expand(g, t->user, WORDING(g, entities_asks, entities_asks_held));
    else expand(g, t->user, WORDING(g, entities_single[kind], entities_single_held[kind]));
    entities_write_answer(t->answer, lists, kind);
    t->exact = 1;
    if (g->held_out || !chance(g, 5)) return 1;
    entities_lower(t->user); /* typed in a hurry */
    entities_lower(t->answer);
    return 1;
}

static const task entities_tasks[] = {{"entities", 150, SCORE_ENTITIES, entities_make,
    "every name of a person, place, organisation; sentence frames; wordings"}};

#endif
