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
 * "Munich": one word in ten, whatever kind it is used for), sentence frames and wordings. Trained are 216 frames and 67
 * requests (25 more for each kind alone); a quarter of the sentences is composed of who (24) did what (66), or which
 * firm (13) did what (33). The lists called more are for the training text only: it has more ways to build a name than
 * the held-out items.
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

/* ---- more names, for the training text only ---- */

static const char *const entities_more_invented[] = {
    "[Ab|Ad|Al|Am|An|Ar|As|Ed|El|Em|Er|Es|Il|Im|Is|Ob|Ol|Or|Os|Ul|Um|Ur][a|e|i|o|u][b|d|f|g|l|m|n|r|s|t|v|nd|rk|"
    "st][a|e|i|o|is|on|ar|en|us|et|]",
    "[Ba|Be|Bi|Bo|Ca|Co|Da|De|Do|Fa|Fe|Fi|Ga|Ge|Go|Ha|He|Hu|Ja|Jo|Ka|Ke|Ki|Ko|La|Le|Li|Lo|Ma|Me|Mi|Mo|Na|Ne|Ni|No|"
    "Pa|Pe|Po|Ra|Re|Ri|Ro|Sa|Se|Si|So|Ta|Te|Ti|To|Va|Ve|Vi|Vo|Wa|We|Za|Ze|Zo][ba|be|di|do|ga|ka|ko|la|le|li|lo|ma|"
    "mi|na|ne|ni|ra|re|ri|ro|sa|se|ta|te|ti|to|va|vi|za][n|r|s|t|l|k|m|x|ne|ra|lo|ka|mo|nia|ria|ton|ric|las|]",
    "[Bl|Br|Ch|Cl|Cr|Dr|Fl|Fr|Gl|Gr|Kr|Ph|Pl|Pr|Sch|Sh|Sl|Sp|Str|Sw|Th|Tr|Tw|Vl|Wh|Zh][a|e|i|o|u|ee|oo|au|ei|ie][ck|"
    "d|ff|ft|g|lm|ll|mp|n|ng|nk|p|rd|rn|sk|ss|t|tt|x|z][|||a|e|o|er|en|y|le]",
    "[Ak|Be|Di|Eu|Fo|Ga|Hy|In|Ju|Ka|Lu|Me|Ne|Op|Pro|Qua|Ra|Sy|Ta|Ve|Vi|Xe|Zy][co|dra|fi|gen|la|li|lux|mi|na|no|phi|"
    "ra|ro|tri|va|xi][dan|lex|lia|mar|nix|ra|ris|ron|tas|tek|tor|tum|via|xa|zan]"};
static const char *const entities_more_first[] = {
    "[Ad|Al|Am|An|Ar|Bel|Cal|Car|Dal|Dan|El|Em|Fer|Gab|Hel|Il|Jan|Jul|Kar|Kat|Lor|Lud|Mar|Mel|Nat|Nor|Or|Pat|Ros|"
    "Sal|Sel|Tam|Ter|Val|Ver|Vil|Wil|Yan|Zen][a|e|i|o|ia|ie|as|el|en|in|is|on|us|ina|ette|ella|ine|iana|ida|ika|ita|"
    "an|mo|der|dra|nor|ric|vin|bert|mund|wen]",
    "[B|D|F|G|H|J|K|L|M|N|R|S|T|V|Y|Z][a|e|i|o|u][dh|l|ll|m|n|nn|r|s|sh|v|y|hm|mz|rj|sl|tt][a|e|i|o|an|ar|at|ay|ed|"
    "el|een|en|id|im|ir|it|oun|ul|y]",
    "[Ishaan|Kavya|Nikhil|Rohan|Sunita|Xavier|Yolanda|Quentin|Ludovic|Solène|Maëlle|Björn|Åsa|Jürgen|Günter|Käthe|"
    "Zoë|Renée|Agnès|Chloé|Raúl|Ramón|Nicolás|Sebastián|Verónica|Ángela|Álvaro|Óscar|Inês|Gonçalo|Jiří|Tomáš|Łukasz|"
    "Małgorzata|Şebnem|Gökhan|Siobhan|Niamh|Declan|Fergus|Rhys|Gwen|Euan|Isla|Philip|Stephen|Barbara|Catherine|"
    "Rebecca|Andrew|Anthony|Brian|Gary|Diane|Janet|Ronald|Ralph|Doris|Norman|Vera|Walter|Gerald|Pamela|Eugene|Ethan|"
    "Mason|Ava|Mia|Noah|Liam|Aaron|Caleb|Esther|Miriam|Isaac|Ruth]",
    "[Xin|Hao|Jing|Lan|Feng|Bao|Hui|Tao|Yan|Ping|Qiang|Rong|Shu|Zhi][|yi|wei|lin|hua|yu|jie]",
    "[Min|Ji|Soo|Hyun|Eun|Seo|Tae|Jae|Yoo|Sang]-[ah|woo|young|hee|min|jung|kyung|seok]"};
static const char *const entities_more_last[] = {
    "[Beau|Bois|Char|Clair|Cour|Du|Font|Grand|La|Le |Mal|Mar|Mont|Per|Roche|Saint-|Val|Ville][mont|val|pierre|champ|"
    "court|bert|blanc|chand|clerc|fort|gny|lier|nier|rand|roy|sard|tin|ville|vier]",
    "[Papa|Geo|Kon|Niko|Stav|Theo|Vas|Dimi|Pana|Kara|Chri][dopoulos|poulos|akis|tidis|laou|tos|giou|dakis|nidis|"
    "stou]",
    "[Pet|Sark|Gri|Hako|Mano|Kir|Avag|Bag|Dav|Har|Mart][osyan|isyan|goryan|yan|ian|ukyan|aryan|idze|ashvili|adze]",
    "[Kow|Wiś|Dąb|Zie|Szy|Jab|Gór|Lew|Maj|Wal|Kac|Wrób|Nowa|Paw][alski|niewski|rowski|liński|mański|łoński|ski|"
    "andowski|czyk|czak|marek|lewska]",
    "[Hor|Kov|Nag|Sza|Tót|Vár|Ker|Bal|Far|Mol|Var][váth|ács|y|bó|h|adi|tész|ogh|kas|nár|ga]",
    "[Kor|Virta|Nie|Mäki|Hei|Lai|Aal|Jär|Salo|Tuo|Ranta][honen|nen|minen|kinen|ne|tonen|vinen|la|maa|järvi]",
    "[Kaz|Pet|Jan|Bal|Ber|Ozo|Kal|Liep|Vait|Rim][lauskas|rauskas|kus|čiūnas|ziņš|liņš|niņš|ulis|kevičius]",
    "[Wat|Rob|Rich|Harri|Jack|Thomp|Robin|Steven|Peter|Simp|Daw|Gib|Nel|Hud|Law|Ander|Fergu|Dick|Wil][son|ins|erts|"
    "ards|s|es]",
    "[Camp|Craw|Cunning|Doug|Dun|Fras|Gord|Gra|Ham|Kirk|Mun|Ren|Ross|Suther|Wal][bell|ford|ham|las|can|er|on|nie|"
    "ilton|patrick|ro|wick|ley|land|lace]",
    "[Achter|Dijk|Groen|Hoo|Kuij|Mul|Schou|Ver|Vos|Wil|Zand|Bruij|Goos|Hey][berg|stra|eveld|gen|pers|der|ten|hoeven|"
    "sen|lems|voort|ns|mans]",
    "[Sor|Mac|Per|Oli|Rib|Tei|Car|Alm|Mou|Nog|Pin|Vas|Bast|Fons|Mag][iano|hado|eira|veira|eiro|xeira|valho|eida|ra|"
    "ueira|to|concelos|os|eca|alhães]",
    "[Ochie|Achie|Nwo|Oko|Adeye|Bala|Ki|Oda|Wa|Mo|Ndlo|Zulu|Dla|Khu][ng|mpong|su|ro|mi|gun|mani|inga|njala|kena|vu|"
    "mini|malo]",
    "[Heru|Su|Wi|Pra|Har|Gun|Saet|San|Chai|Wong|Ratt|Sri][tomo|harto|jaya|setyo|awan|tono|ang|toso|yasit|sawat|"
    "anakul|wan]",
    "[Al-|El |bin |Ibn ][Fahad|Ghamdi|Idrissi|Jabri|Karam|Latif|Mutairi|Nasser|Otaibi|Sabah|Thani|Yamani|Zahrani|"
    "Darwish|Haj]",
    "[van den |van de |van |ter |ten |von der |von |de los |de las |del |dos |d'|Di |Della |Lo |San ][Akker|Broek|"
    "Velde|Horst|Brink|Eck|Ahe|Ríos|Heras|Campo|Reis|Arcy|Stefano|Valle|Monaco|Martino|Boer|Graaf|Prado|Anjos]",
    "[Bergström|Lindqvist|Håkansson|Sjöberg|Åkerman|Sørensen|Møller|Jørgensen|Nygård|Guðmundsson|Gudjónsdóttir|"
    "Einarsson|Novák|Dvořák|Procházka|Svoboda|Horák|Ionescu|Popescu|Dumitru|Stoica|Petrov|Dimitrov|Georgiev|"
    "Shevchenko|Bondarenko|Tkachuk|Yılmaz|Çelik|Şahin|Öztürk|Núñez|Ibáñez|Muñoz|Castañeda|Peña|Gómez|Jiménez|Guzmán|"
    "Quiñones|Bélanger|Gagné|Lévesque|Côté|Bouchard|Tremblay|Kovačević|Marković|Babić|Jurić]", "{invented}",
    "{invented}", "{invented}"};
static const char *const entities_more_place[] = {
    "[Aberdeen|Cardiff|Belfast|Cork|Galway|Newcastle|Sheffield|Nottingham|Plymouth|Brighton|Norwich|Exeter|York|"
    "Bath|Inverness|Dundee|Rotterdam|Utrecht|The Hague|Antwerp|Ghent|Bruges|Luxembourg|Basel|Bern|Lausanne|Salzburg|"
    "Graz|Innsbruck|Nuremberg|Bremen|Hanover|Dortmund|Essen|Bonn|Rostock|Kiel|Mainz|Gdańsk|Kraków|Wrocław|Poznań|"
    "Brno|Bratislava|Ljubljana|Sarajevo|Skopje|Tirana|Split|Varna|Odesa|Minsk|Kazan|Bergen|Trondheim|Malmö|"
    "Gothenburg|Uppsala|Aarhus|Odense|Tampere|Turku|Reykjavík|Thessaloniki|Palermo|Bologna|Verona|Genoa|Pisa|"
    "Trieste|Bari|Córdoba|Granada|Málaga|Bilbao|Zaragoza|Salamanca|Toledo|Coimbra|Braga|Faro|Nantes|Rennes|"
    "Strasbourg|Grenoble|Dijon|Avignon|Reims|Brest]",
    "[Nagoya|Sapporo|Fukuoka|Hiroshima|Nagasaki|Kobe|Guangzhou|Wuhan|Chengdu|Xi'an|Hangzhou|Nanjing|Tianjin|Taipei|"
    "Incheon|Daegu|Hue|Da Nang|Cebu|Davao|Penang|Kuala Lumpur|Bandung|Surabaya|Bali|Yangon|Mandalay|Phnom Penh|"
    "Vientiane|Colombo|Kandy|Pune|Jaipur|Hyderabad|Bangalore|Goa|Agra|Lucknow|Peshawar|Kabul|Herat|Shiraz|Isfahan|"
    "Tabriz|Basra|Mosul|Damascus|Aleppo|Haifa|Muscat|Abu Dhabi|Kuwait City|Izmir|Bursa|Yerevan|Almaty|Bishkek|"
    "Ulaanbaatar|Alexandria|Luxor|Khartoum|Algiers|Oran|Rabat|Fez|Marrakesh|Tripoli|Bamako|Abidjan|Lomé|Kumasi|"
    "Abuja|Kano|Yaoundé|Kinshasa|Luanda|Lusaka|Maputo|Durban|Pretoria|Windhoek|Gaborone|Kigali|Mombasa|Zanzibar|"
    "Antananarivo]",
    "[Baltimore|Cleveland|Pittsburgh|Cincinnati|Memphis|Nashville|New Orleans|St. Louis|Kansas City|Minneapolis|"
    "Milwaukee|Salt Lake City|Albuquerque|Santa Fe|Tucson|San Diego|San José|Sacramento|Oakland|Honolulu|Anchorage|"
    "Orlando|Tampa|Charleston|Savannah|Richmond|Buffalo|Calgary|Edmonton|Winnipeg|Halifax|Guadalajara|Puebla|Oaxaca|"
    "Mérida|Cancún|Panama City|San Salvador|Managua|Kingston|Nassau|Santo Domingo|Medellín|Cali|Cartagena|Cusco|"
    "Arequipa|Guayaquil|Valparaíso|Rosario|Mendoza|Asunción|Salvador|Recife|Manaus|Curitiba|Belém|Adelaide|Canberra|"
    "Darwin|Hobart|Christchurch|Dunedin|Suva]",
    "[Slovakia|Slovenia|Lithuania|Latvia|Estonia|Moldova|Albania|Malta|Cyprus|Georgia|Armenia|Kazakhstan|Mongolia|"
    "Sri Lanka|Bangladesh|Malaysia|Cambodia|Laos|Myanmar|Jordan|Lebanon|Syria|Yemen|Oman|Qatar|Saudi Arabia|Algeria|"
    "Libya|Sudan|Uganda|Rwanda|Zambia|Angola|Namibia|Botswana|Madagascar|Cameroon|Mali|Guatemala|Honduras|Panama|"
    "Jamaica|Haiti|Ecuador|Uruguay|Paraguay|Venezuela|Fiji|South Africa|South Korea|North Macedonia|Costa Rica|"
    "Sardinia|Corsica|Crete|Normandy|Brittany|Burgundy|Saxony|Catalonia|Galicia|Silesia|Siberia|Bengal|Punjab|"
    "Kerala|Ontario|Ohio|Nevada|Oregon|Virginia|Scandinavia|South America]",
    "[Upper|Lower|East|West|North|South|Old|Great|Little|Saint|High] {invented}",
    "{invented} [Bay|Island|Valley|Hills|Beach|Falls|Springs|River|Park|Point|Heights|Creek|Harbour|Bridge|Cross|"
    "Street|Forest]",
    "[Los|Las|El|La|Le|Bad|Val|Castel|São|Santo|Mont|Nova|Nueva|Novi|Nizhny|Stara|Bukit|Kota|Tel|Ras|Ait|Wadi|Ban|"
    "Nam|Nong] {invented}",
    "{invented}[-sur-Mer|-sur-Seine| am See| an der Ruhr|-les-Bains|-on-Sea| upon Avon| del Mar| di Sopra| de la "
    "Sierra| do Sul]",
    "[Bir|Brom|Cam|Chel|Chester|Dar|Der|Ex|Grim|Hast|Hunt|Kett|Leo|Lin|Lud|Maid|New|Notting|Peter|Shef|Stock|Sud|"
    "Swin|Taun|Wor][mingham|ley|den|well|by|combe|ing|ings|ster|minster|low|mere|stone|dale|ness|leigh|church|don|"
    "holme|thorpe|wich]",
    "[Ais|Bel|Beau|Cham|Char|Cler|Fon|Lau|Mar|Mon|Or|Per|Roc|San|Tou|Ver|Vil][ac|argues|ay|court|eaux|fort|gny|igny|"
    "illac|lens|mont|neuve|ogne|sailles|tiers|vais|ville]",
    "[Bob|Brat|Czer|Dob|Gor|Kam|Kras|Mir|Nov|Ost|Pod|Rad|Smol|Ter|Vel|Vit|Zab][eniec|ice|ino|ivka|lin|nik|ograd|"
    "opol|orsk|ov|owice|ropol|sk|yansk|ynia]",
    "[Ama|Bala|Chi|Dara|Gara|Ipa|Kala|Lu|Mara|Nya|Ouga|Para|Qua|Tama|Uru|Wanga|Yama][bari|bo|cuna|dougou|guay|jara|"
    "kata|lonia|manga|mba|nema|pura|randa|ruto|tepec|tinga|wayo]"};
static const char *const entities_more_org[] = {
    "<o{last} [Shipping|Railways|Chemicals|Toys|Travel|Design|Robotics|Textiles|Breweries|Farms|Pictures|Security|"
    "Watches|Furniture|Solar|Capital|Clinic|Games|Publishing|Aerospace|Semiconductors|Beverages|Cosmetics|Paper|"
    "Oil]>",
    "<o{invented} [Foods|Bank|Group|AG|SA|SpA|NV|plc|LLC|Motors|Energy|Pharma|Systems|Games|Airways|Mobile|Robotics|"
    "Therapeutics|Capital|Steel|Ventures]>",
    "<o{bare} [Electric|Shipyard|Breweries|Water Works|Railway|Post|Philharmonic|Observer|Gazette|Tribune|Herald|"
    "Polytechnic|Conservatory|Harbour Board|Rowing Club|Film Festival|Stock Exchange]>",
    "the <oMuseum of [{bare}|Modern Art|Natural History|Science|Design|Photography|Ancient Art]>",
    "the <o[Institute|School|Academy|Faculty|Department] [of|for] [Physics|Economics|Law|Medicine|Marine Biology|"
    "Languages|Fine Arts|Engineering]>",
    "the <o[College|Port|Diocese|Opera|Free University|Technical University] of {bare}>",
    "the <o[National|Royal|Central|State|Federal] [Bank|Museum|Library|Theatre|Archive|University|Ballet|Court|"
    "Gallery] of {bare}>",
    "the <o[World|European|African|Asian|National|International] [Chess|Football|Space|Trade|Food|Climate|Postal|"
    "Cycling|Medical] [Federation|Agency|Union|Council|Organisation|Association]>",
    "the <oAssociation of {bare} [Teachers|Farmers|Doctors|Bakers|Lawyers|Nurses]>", "<oRadio {bare}>",
    "<oFC {invented}>", "<oReal {bare}>", "<oHotel {invented}>",
    "<oHotel [Bellevue|Astoria|Bristol|Central|Savoy|Europa]>", "<oCafé {invented}>",
    "<o{first}'s [Café|Kitchen|Bakery|Garage|Diner|Flowers|Bookshop]>",
    "<oSaint {first} [Hospital|School|College|Church]>", "<o{last} {last2} [Architects|Associates|Group|Lawyers]>",
    "<o{last} & {last2} [Ltd|Law|LLP|Architects|Shipping]>", "<o{last} and [Daughters|Friends|Associates|Company]>",
    "<o{last}-{last2} [AG|Group|Motors|Works]>",
    "the <o{last} [Hotel|Gallery|School|College|Prize Committee|Archive|Laboratory|Quartet|Club|Clinic|Observatory]>",
    "the <o{first} {last} [Foundation|Institute|School|Museum|Trust|Fund]>",
    "<o[Air|Euro|Inter|Trans|Uni|Omni|Micro|Nova|Geo|Aqua|Agro|Neo]{invented2}>",
    "<o[Air|Banco|Club|Team|Casa|Groupe|Studio|Deutsche|Nippon|Royal|First|Blue|Green] {invented2}>",
    "<o[Green|Blue|Red|Silver|Golden|Bright|North|Northern|Swift|Open|Clear|Iron|Grand|Deep] [Star|River|Mountain|"
    "Planet|Line|Wave|Bridge|Path|Valley|Harbour|Horizon|Cloud|Field|Stone] [Bank|Energy|Media|Games|Books|"
    "Insurance|Travel|Software|Records|Coffee|Farms]>",
    "<o[A|B|C|D|E|F|G|H|K|L|M|N|P|R|S|T|U|V][A|B|C|D|E|F|G|H|K|L|M|N|P|R|S|T|V|W][A|B|C|D|F|G|K|L|M|N|P|R|S|T|V|X]>",
    "the <o[A|B|C|E|F|G|I|N|O|U|W][A|B|C|D|E|F|M|N|P|R|S|T][A|C|D|E|F|O|P|S|T][C|F|O|P|S|U]>",
    "<o[Spotify|Airbnb|Uber|Zoom|Adobe|Oracle|Cisco|Dell|Lenovo|Xiaomi|Panasonic|Canon|Nikon|Hitachi|Toshiba|Mazda|"
    "Nissan|Subaru|Hyundai|Kia|Volvo|Saab|Fiat|Ferrari|Peugeot|Michelin|Danone|Carrefour|Tesco|Vodafone|Barclays|"
    "Rolex|Novartis|Roche|Merck|Allianz|Aldi|Lidl|Zara|Iberia|Repsol|Gazprom|Infosys|Wipro|Starbucks|Walmart|Disney|"
    "Pixar|FedEx|Boots|Yale|Stanford|Princeton|UNICEF|FIFA|UEFA|CERN|OPEC]>",
    "the <o[Bundestag|Vatican|Pentagon|White House|Senate|Supreme Court|Prado|Hermitage|British Museum|Rijksmuseum|"
    "Nobel Foundation|Salvation Army|Boy Scouts|Labour Party|Green Party|Royal Navy|African Union|Arab League|"
    "Federal Reserve|European Space Agency]>"};

/* Days, months and years with the word that leads to them. */
static const char *const entities_when[] = {
    "on <d{day} {month} {year}>", "on <d{day} {month} {year}>", "on <d{month} {day}, {year}>",
    "on <d{month} {day}, {year}>", "on <d{year}-{mm}-{dd}>", "on <d{dd}.{mm}.{year}>", "on <d{dd}/{mm}/{year}>",
    "on <d{day} {month}>", "on <d{month} {day}>", "on <d[Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday]>",
    "on <d[Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday]>", "in <d{month} {year}>", "in <d{month} {year}>",
    "in <d{year}>", "in <d{year}>", "in <d{month}>"};
static const char *const entities_when_more[] = {
    "on the <d{day}{th} of {month}>", "on <d{month} {day}{th}>", "on <d{weekday} {day} {month}>",
    "on <d{weekday}, {day} {month} {year}>", "on <d{weekday}, {month} {day}>", "on <d{day} {mon} {year}>",
    "on <d{mon} {day}, {year}>", "on <d{day}{th} {month} {year}>", "on <d{dd}-{mm}-{year}>"};

/* ---- sentences ---- */

static const char entities_job[] =
    "[teacher|nurse|engineer|doctor|lawyer|baker|pilot|painter|writer|singer|manager|professor|scientist|reporter|"
    "farmer|student|cook|driver|designer|architect|actor|chemist|judge|gardener|photographer|programmer|musician|"
    "tailor]";

/* Who did what, which firm did what: {subject} {did}, {maker} {made}. */
static const char *const entities_subjects[] = {
    "{person}", "{person}", "{person}", "{person} and {person3}", "{person}, {person3} and {person4}",
    "the {job} {person}", "the [French|Italian|German|Spanish|Irish|Japanese|Mexican] {job} {person}",
    "{person}, {a:job} from {place},", "{person} from {place}", "{person} of {org}",
    "{person}, [a friend of mine|who is {a:job}|our new neighbour|a parent of two|aged forty|the youngest of us],",
    "[my|our|her|his|their] [friend|cousin|boss|teacher|daughter] {person}",
    "[my|our|her|his|their] [friend|cousin|boss|teacher|daughter], {person},",
    "a [man|woman|young {job}] [called|named] {person}", "both {person} and {person3}", "{person}, not {person3},",
    "the [head|director|founder|owner] of {org}, {person},",
    "{orgs} [director|founder|new boss|press officer], {person},",
    "the [mayor|bishop|oldest woman|doctor] of {place}", "{person}'s [sister|uncle|friend|wife|son|teacher]",
    "{person}, who [works for|owns|left] {org},",
    "[the twins|the brothers|my friends|the neighbours] {person} and {person3}", "a {job} from {place}",
    "[someone|a man|everybody] from {place}"};
static const char *const entities_dids[] = {
    "moved to {place2}", "arrived in {place2}", "flew to {place2}", "left for {place2} with {person2}",
    "gave {person2} [a book|a ring|good advice|the keys]", "wrote a [long|short|kind] letter to {person2}",
    "spent the [summer|winter|weekend] in {place2}", "worked for {org2}", "worked on a farm near {place2}",
    "sent [money|flowers|a letter] to {org2}", "bought shares in {org2}",
    "sold [a painting|the farm|two horses] to {person2}", "stayed with {person2} in {place2}",
    "drove {person2} to {place2}", "got lost on the way to {place2}", "studied [chemistry|law|art|Russian] at {org2}",
    "complained to {org2} about [the noise|the bill|the delay]", "found work at {org2}",
    "brought {person2} to {place2}", "made a speech at {org2}", "played [chess|tennis|cards] with {person2}",
    "heard about {org2} from {person2}", "signed a contract with {org2}", "lost a case against {org2}",
    "crossed the river near {place2}", "climbed a mountain near {place2}", "sailed from {place2} to {place3}",
    "walked from {place2} to {place3}", "missed the bus from {place2} to {place3}", "changed trains in {place2}",
    "visited {place2} and {place3}", "visited {person2} in {place2}", "ran a [small shop|hotel|farm] in {place2}",
    "opened a [café|school|studio] in {place2}", "went to school in {place2}", "won a [race|medal|prize] in {place2}",
    "learned [French|Greek|Arabic|English] in {place2}", "translated a book for {org2}",
    "took over {org2} from {person2}", "chose {place2} over {place3}", "asked {org2} for [help|money|an answer]",
    "asked {person2} for [help|money|an answer]", "painted [a picture|the kitchen] for {person2}",
    "called {person2} from {place2}", "never came back from {place2}", "knew {person2} well",
    "fell in love with {person2}", "quarrelled with {person2}", "danced with {person2}",
    "waited for {person2} at the station in {place2}", "left [the children|the dog|the key] with {person2}",
    "left {org2} for a [smaller|better|younger] firm", "grew up near {place2}", "dreamed of {place2}",
    "taught [music|maths|German] at {org2}", "wanted to [work for|join|leave|sue] {org2}",
    "had to go back to {place2}", "could not find {place2} on the map",
    "did not [answer|thank|recognise|forgive] {person2}", "refused to work with {person2}",
    "promised {person2} a [job|holiday|letter]", "won against {person2}[| in {place2}]",
    "shared a room with {person2} at {org2}", "disappeared in {place2}", "voted for {person2}",
    "got a prize from {org2}"};
static const char *const entities_makers[] = {
    "{org}", "{org}", "{org}", "{org}", "the [board|head|owner|staff] of {org}", "{org}, which {person} founded,",
    "{org}, [based|founded] in {place},", "{org} in {place}", "a [team|group|speaker] from {org}",
    "{person} of {org}", "{person} and {org}", "the [city|government|people|mayor] of {place}",
    "one of the [lawyers|owners|managers] of {org}"};
static const char *const entities_mades[] = {
    "opened a branch in {place2}", "appointed {person2}[| as director| as captain]", "took {person2} to court",
    "stopped work in {place2}", "moved the [head office|factory] to {place2}",
    "moved the [archive|workshop] from {place2} to {place3}", "built a [factory|school|tower|warehouse] in {place2}",
    "sued {org2}", "took over {org2}", "paid {person2} [too little|a fortune|nothing]", "wrote to {person2}",
    "apologised to {person2}", "chose {place2} for the new [plant|stadium|office]", "lost the contract to {org2}",
    "planned a [museum|canal|hotel] in {place2}", "sold the [ships|land|old building] to {org2}",
    "asked {person2} to come to {place2}", "dismissed {person2}", "offered {person2} a job[| in {place2}]",
    "praised the work of {person2}", "gave [the prize|a medal|the money] to {person2}",
    "warned of [storms|floods|thieves] in {place2}", "published a [book|report|poem] by {person2}",
    "[supported|fought|opposed] the plans of {org2}", "named {person2} [player|scientist|woman|manager] of the year",
    "signed an agreement with {org2}", "needed help from {org2}", "started a project with {org2} in {place2}",
    "sent [doctors|food|two ships] to {place2}", "lent {org2} [ten|forty|two] million euros",
    "bought [land|a hotel|a mine] near {place2}", "had trouble in {place2} and {place3}",
    "invited {person2} and {person3}"};
static const char *const entities_composed[] = {
    "{Subject} {did}.", "{Subject} {did}.", "{Subject} {did}.", "{Subject} {did} {when}.", "{Subject} {did} {when}.",
    "{When}, {subject} {did}.", "{When}, {subject} {did}.",
    "[I heard|They say|We know|It is said|I think|The paper says|It is true|You know] that {subject} {did}[| "
    "{when}].",
    "{Subject} {did}, [but nobody knew|and that was all|so they say|as we know|but it did not help|or so we heard].",
    "[After|Before|When|Because] {subject} {did}, [everything changed|the others left|people talked|we were "
    "surprised].", "Is it true that {subject} {did}?",
    "[In the end|At first|Years later|Yesterday|Sadly|For a while|Twice], {subject} {did}.",
    "{Subject} {did}; {person4} [did not|helped|watched|was against it].", "{Maker} {made}.", "{Maker} {made}.",
    "{Maker} {made} {when}.", "{When}, {maker} {made}.",
    "[I heard|They say|We know|It is said|I think|The paper says|It is true|You know] that {maker} {made}[| {when}].",
    "[In the end|At first|Years later|Yesterday|Last month|Once more], {maker} {made}.",
    "{Maker} {made}, [said {person4}|{person4} said|as {person4} explained|and {person4} agreed].",
    "{Maker} {made}, but {subject} {did}."};

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
    "[Call|Ask|Thank] {person}, please.", "{Org} [moves|opens office|closes factory|plans new school] in {place}",
    "{Person} is [late|ill|on holiday|the eldest of six|at the door] [again|this week|today].",
    "It was {person} who [found the key|called the police|broke the window|had the idea].",
    "We are looking for {person}.",
    "[Good morning|Hello|Thank you|Congratulations|Happy birthday|Welcome back|Good night], {person}!",
    "Dear {person}, [thank you for your letter|we hope you are well|your order is ready|please call us].",
    "[Yours sincerely|Best wishes|Kind regards|With love], {person}",
    "\"[I am tired|We will win|This is not true|It was a hard year|The work goes on],\" said {person}.",
    "\"[I love this town|We did our best|Nobody is to blame],\" {person} told [the press|reporters|a small crowd] "
    "in {place}.", "{Person} said: \"[I am going to|I want to see|I miss|We must help] {place}.\"",
    "\"[I trust|Ask|Call|We need] {person},\" said {person2}.",
    "\"{Org} [is in trouble|is growing|needs money],\" [wrote|warned|explained] {person} {when}.", "Who is {person}?",
    "What does {org} [do|make|sell]?", "Where [is|exactly is] {place}?", "When did {person} [leave|join] {org}?",
    "Why did {person} leave {place}?", "How [far|long] is it [from here |]to {place}?",
    "Do you know {person}[ or {person2}|]?", "Can {person} [come|stay|help] {when}?",
    "[Many|Few|Thousands of] tourists come to {place} [every year|in summer|by ship].",
    "[Greetings from|Welcome to|We love|Good news from] {place}!",
    "In {place}, [people speak French|the shops close early|life is quiet|everything is cheap].",
    "{Places} [mayor|harbour|old town|football team|airport] is [famous|well known|in trouble|far too small].",
    "{Orgs} [new boss|director|lawyer|office] is [in {place}|called {person}|{person}].",
    "{Orgs} [profits|plans|prices] [surprised|worried] {person}.",
    "[Born|Raised] in {place}, {person} became {a:job}.",
    "Born {when} in {place}, {person} [became {a:job}|never went to school|wrote twelve books].",
    "Founded {when}, {org} now has [ninety|two hundred|five thousand] workers.",
    "Based in {place}, {org} [makes|sells|repairs] [tyres|toys|clocks|engines|shoes].",
    "{Org}, [based|founded] in {place}, [makes|sells|repairs] [tyres|toys|clocks|engines|shoes].",
    "With the help of {person} and {person2}, {org} [saved the theatre|won the case|found the ship].",
    "{Person}, {person2}, {person3} and {person4} [play in a band|shared the prize|were late|came by boat].",
    "The guests came from {place}, {place2} and {place3}.",
    "[The sponsors|Our partners|The winners] are {org}, {org2} and {org3}.",
    "{Person} ({org}) [won|lost|spoke first|was not there].",
    "{Person} ({place}) beat {person2} ({place2}) [in the final|by a second|{when}].",
    "{Person}, born {when}, [is {a:job}|has two children|lives alone].",
    "The [mayor|bishop|richest man|oldest woman] of {place}, {person}, [died|retired|married] {when}.",
    "{Person} was [elected|chosen|named] [president|captain|head] of {org} {when}.",
    "{Person} was [praised|dismissed|fined|thanked] by {org}.",
    "{Person} was [arrested|robbed|buried|last seen] in {place} {when}.",
    "{Org} was founded by {person} and {person2} {when}.",
    "The [bridge|church|town hall|tower] in {place} was [designed|paid for|painted] by {person}.",
    "{Place} was [hit by a storm|destroyed by fire|rebuilt|flooded] {when}.",
    "{Person}, who [left|works for|owns] {org}, [has a farm|was born|keeps horses] in {place}.",
    "The firm that {person} founded is called {org}.",
    "The [town|village|city] where {person} [grew up|was born|lives now] is {place}.",
    "If you see {person}, [say hello|give him the key|tell her I am waiting].",
    "Before [she|he] joined {org}, {person} lived in {place}.",
    "While {person} was in {place}, {person2} [fed the cat|ran the shop|fell ill].",
    "Both {org} and {org2} have offices in {place}.",
    "Neither {person} nor {person2} [knew the answer|came|wants to pay|likes {place}].",
    "Not {person} but {person2} [won|paid|wrote the song].", "{Person} knows {place} better than {person2}.",
    "{Person} is [taller|older|younger|richer|faster] than {person2}.",
    "For sale: [house|flat|boat|garden] in {place}.", "Wanted: {job} for [our office|a small shop|{org}] in {place}.",
    "Contact: {person}, {org}, {place}.", "[From|To|Author|Name|Signed]: {person}",
    "[Date|Date of birth|Last change]: {date}", "Place of birth: {place}", "Employer: {org}",
    "Meeting with {org}, {place}, {date}", "Visit {org} in {place}!",
    "[Buy|Order] your tickets from {org} before {date}.", "I was born in {place}, but now I live in {place2}.",
    "[My name is|I'm|I am called|Call me] {person}.", "I'm {person} from {place}.",
    "My [boss|dentist|best friend|landlord|lawyer] is [called|named] {person}.",
    "{Person} speaks [French and Italian|Chinese|a little Spanish|Greek] [at home|with {person2}|very well].",
    "The [French|Italian|German|Swedish|Indian|Polish] {job} {person} [lives in|left|comes from] {place}.",
    "A [Brazilian|Dutch|Chinese|Russian|young|Greek] {job}, {person}, [won the race|joined {org}|got lost in "
    "{place}].", "{Person} Wins [Race|Prize|Election|First Match] in {place}",
    "[New Bridge|New School|Old Museum|Market Hall] Opens in {place} {when}",
    "[Storm|Heavy Snow|Heat|Flood] Hits {place}", "{Person} [Leaves|Joins|Sues|Thanks] {org}",
    "{Org} to [Build Factory|Close Office|Open School|Cut Prices] in {place}",
    "The [exhibition|festival|conference|fair] in {place} runs from [<d[3|9|12] May> to <d[2|11|30] June>|<dMonday> "
    "to <dFriday>|<d{month} {day}> to <dDecember 30>].",
    "[Until|Before|After] {date}, {person} [lived|worked|taught] in {place}.",
    "{Org} has been [closed|for sale|in trouble|on strike] since {date}.", "{Person} must pay {org} by {date}.",
    "{Date} was [hard|good|a turning point] for {org}.", "{Date}: {person} [arrives in|leaves|speaks in] {place}.",
    "{Date} - [no rain|heavy snow|a strike|elections] in {place}.",
    "[Last night|This morning|Yesterday|An hour ago] {person} [called from|landed in|flew to] {place}.",
    "[Last week|This year|Soon|Once again], {org} [wins|helps|supports] {person}.",
    "[Send|Post|Bring] it to {org}, {place}.", "[Take|Catch] the bus to {place} and ask for {person}.",
    "[Don't|Never] [lend|trust|wake|argue with] {person}.", "Let's meet {person} at {org} {when}.",
    "Let's go to {place}[ with {person}| {when}|]!",
    "There are [two|three|many] [banks|lakes|bridges] in {place}, but only one [hospital|cinema|station].",
    "There is a letter from {org} for {person}.", "There was [a fire|a party|an accident] at {org} {when}.",
    "The story takes place in {place}, where {person} runs a hotel.",
    "The prize went to {person} and {person2} of {org}.", "The win over {org} made {person} [famous|proud|rich].",
    "The film, made by {person} in {place}, [was shown|came out] {when}.",
    "Her [parents|grandparents|sons], {person} and {person2}, [emigrated to|met near|never liked] {place}.",
    "His [wife|teacher|rival|partner], {person}, [worked for|sued|wrote about] {org}.",
    "{Org} merged with {org2} {when}.",
    "{Person} [lived|worked|taught] in {place} from <d19[14|39|48|51]> to <d[19[60|72|87]|20[04|12]]>.",
    "[Mother|Father|Teacher] of {person} and {person2}, {person3} died {when}.",
    "{Person}, [aged forty|a parent of two|a widower|our new neighbour], [left|moved to|loves] {place}.",
    "[Thanks to|Because of|Without] {person}, [the train was on time|we won|the school stayed open].",
    "In the view of {person}, {place} is [too expensive|a dull town|the place to be].",
    "[Rumours|Reports] say that {org} [wants|plans] to buy {org2}.",
    "[The police|The court|A judge] in {place} [freed|fined|questioned] {person} {when}.",
    "[Twenty|Some|Most] workers of {org} live in {place}.",
    "A [report|study|book] by {org} [names|praises|blames] {person}.",
    "One of the [guests|players|judges] was {person}; another was {person2}.",
    "First {person} spoke, then {person2}, and finally {person3}.",
    "{Person} [sold|gave|lent|showed] {person2} [a car|a map|her flat] in {place}.",
    "{Person} [trusts|misses|admires|avoids] {person2}.",
    "{Person} and {person2} are [cousins|twins|old friends|neighbours|engaged].",
    "{Person} and {person2} of {org} [flew|went|moved] to {place} {when}.",
    "{Person} or {person2} will [drive|cook|speak|open the door].", "{Person} [lost to|drew with|played for] {org}.",
    "{Person} called {org}, but [the line was busy|nobody was in|they had closed].",
    "{Person} [ordered|bought] a [lamp|tent|bicycle|coat] from {org} {when}.",
    "{Person} went from {place} via {place2} to {place3}.", "{Org} beat {org2} [two to one|in {place}|{when}].",
    "{Org} is [older|bigger|smaller|richer] than {org2}.", "{Org} moved from {place} to {place2} {when}.",
    "{Org} belongs to {person}[ and {person2}|].", "{Org} [will not|cannot|does not want to] pay {person}.",
    "{Org} [apologised to|wrote to|honoured] {person} and {person2}.",
    "[The party at|The tour of|The work for] {org} [ended well|took hours|was a surprise].",
    "{Place} and {place2} [are twin towns|are linked by a bridge|both lie on a river|had snow {when}].",
    "{Place} lies [between|halfway between] {place2} and {place3}.",
    "{Place}, the home of {org}, [has no airport|is a port|was once a village].",
    "{Place}: [two hurt in accident|school closed|market opens|team wins again]"};

static const char *const entities_frames_held[] = {
    "{Person} got a job at {org} and moved to {place} {when}.", "{When}, {person} met {person2} in {place}.",
    "{Person} has worked for {org} since she left {place}.", "The {job} {person} was invited to {place} by {org}.",
    "{Org} will close its office in {place} {when}.", "{Person} took the train from {place} to {place2}.",
    "{Person} and {person2} bought a house in {place}.", "{When}, {org} hired {person} and {person2}.",
    "I saw {person} in {place} {when}.", "{Person} teaches at {org}, and {person2} studies there.",
    "Our friends {person} and {person2} will be in {place} {when}.", "{Org} is a company in {place}.",
    "{Person} travelled through {place} and {place2} with {person2}.", "{Org} was bought by {org2} {when}.",
    "The director of {org} told {person} the news.", "My neighbour {person} comes from {place} and works at {org}."};

/* In front of some trained sentences. */
static const char *const entities_leads[] = {
    "[News|A report|Letter] from {place3}:", "{Person3} [writes|wrote|reports|told us]:", "{Place3}, {date2}.",
    "{Date2}:", "[Hello|Hi|Dear] {person3}, [how are you?|here is the news.|I am well.]",
    "[Hello|Good morning|Dear friends|Dear Sir].",
    "[I have news|Listen|Guess what|Breaking news|In short|One more thing].", "My name is {person3}.",
    "I am writing from {place3}.", "[Yes|No|Well|Oh], [I remember|it is true|of course].",
    "{Person3} was [tired|right|angry|pleased]."};

/* A second sentence. */
static const char *const entities_tails[] = {
    "[She|He] came back {when}.", "[She|He] now works for {org}.", "They will [meet|talk] again {when}.",
    "[She|He] also has [a flat|friends|an office] in {place}.", "The [work|rest] was done by {person}.",
    "It was {person}'s idea.",
    "[Nobody knew why.|The weather was bad.|It was a long day.|They were very happy.|That was a surprise.]",
    "[Her|His] [teacher|boss|friend] {person} was [there|pleased|not so sure].",
    "[She|He] had never been to {place} before.", "The money came from {org}.", "Then they went on to {place}.",
    "{Person} [took the photos|paid for it|stayed at home].",
    "[She|He] [sold|left|lost] everything and [moved|fled|went] to {place}.",
    "This was [reported|announced|confirmed] by {org}.",
    "[Later|Afterwards|Since then], {person} [ran|led|owned] {org}.",
    "{Person} and {person2} [agreed|said nothing|helped].",
    "[Her|His|Their] [house|office|ship] in {place} [burned down|was sold] {when}.",
    "The next [meeting|concert|match] is {when} in {place}.",
    "Since {date}, [nothing has changed|all is quiet|prices have doubled].", "[Ask|Call|Thank] {person}!",
    "{Place} is [not far|a long way off|beautiful].", "{Org} did not [comment|answer|agree].",
    "\"[It is over|We are happy|Wait and see],\" said {person}.",
    "[I don't believe it.|More news at ten.|It cost a fortune.|People were angry.|Nothing else is known.]"};
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
    "The {job} [spoke|came|left] first.", "Have you [eaten|slept|heard the news|seen my phone]?",
    "The [French|Italian|English|Greek] [lesson|film|menu|cheese] was [long|good|expensive].",
    "[My|Her|Your] [English|Spanish|German|Russian] is [getting better|not very good|perfect].",
    "[She|He] is learning [Chinese|Arabic|Polish] and [Greek|Dutch|Hindi].",
    "[The CEO|The President|The Minister|The Queen|The Mayor] [left early|said nothing|was ill].",
    "[Prices Rise|Rain Stops Game|Team Wins|Man Bites Dog|Schools Close] Again",
    "[New Bridge|New School|Old Museum|Market Hall] [Opens|Closes|Burns Down]",
    "I [watched TV|had a BBQ|played a CD|was on the phone] [all evening|with friends].",
    "[Good morning|Hello|Thank you|Good luck|Well done], [everyone|my friend|Sir|dear neighbours]!",
    "[Where|When|Why|How] did you [find|buy|lose] [it|the tickets|that hat]?",
    "[\"I am tired|\"We will win|\"Nobody is to blame],\"[ she said| he said| said the old man].",
    "[The cake|The letter|The window|The song] was [made|written|broken] by [my sister|a child|the students].",
    "If you [see her|are hungry|need help], [call me|come in|ask the driver].",
    "[Two|Ten|Many] [workers|tourists|players] [lost their jobs|got lost|went home early].",
    "For sale: [bicycle|piano|house with garden|old boat].",
    "[The weather|The food|The game] was [better|worse] than [last year|we had hoped].",
    "[Yesterday|Last week|This morning|Years ago] [we|they|the neighbours] [moved house|bought a dog|planted trees].",
    "[Mother|The nurse|The captain] told [us|the boys|everyone] to [wait|be quiet|go home].",
    "[Are|Why are] the [shops|banks|schools] closed [today|this week|again]?",
    "The [Dutch|Swedish|Indian|American] [team|tourists|students] [won|sang|were late].",
    "[In winter|After lunch|Before dawn|Late at night] the [town|house|road] is [quiet|empty|cold].",
    "You [must|should|need not] [pay|wait|sign] [before noon|at the desk|here].",
    "[Nobody|Everybody|Half of us] [knew|forgot|wanted] the [answer|way|password].",
    "The [first|second|last] [chapter|episode|part] is about a [king|farmer|lost dog|train]."};

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
    "[Please|Could you] extract the [entities|names] from the [following |]sentence[:|.] {text}",
    "Pick out the people, places, organisations and dates: {text}", "Extract entities from: {text}", "NER: {text}",
    "Who and what is named here? {text}", "Show me the [names|entities] in this sentence: \"{text}\"",
    "Read this and list the names: {text}", "Tell me the [people, places, organisations and dates|names] in: {text}",
    "Get the [names|entities|people, places, organisations and dates] out of this sentence: {text}",
    "Which people, places, organisations and dates are [named|mentioned] [here|in this text]? {text}",
    "[I need|Give me] [all |]the names in this text: {text}", "Do you see any names here? {text}",
    "Names and dates, please: {text}", "Find [every|each] name and date: {text}",
    "[Find|List|Show] [everything|all] that is named [here|in this text]: {text}",
    "[Find|List|Extract] people, places, organisations[,|] and dates:\n{text}",
    "[Sentence|Text|Input]: {text}\n[Names|Entities|Named entities|Output]:",
    "[Sentence|Text]: \"{text}\" [Names|Entities]?", "{text}\n[Names|Entities|Named entities]:",
    "{text}\nWho, where, which organisation, when?",
    "{text}\n[Extract|Pick out|List|Show] [all|the] [names|entities] [of this sentence|above|please].",
    "{text}\nWhich people, places, organisations or dates [occur|appear|are mentioned] [here|above]?",
    "{text}\n[Please|Now] [mark|label|sort] the names.",
    "Which [names|entities] [can you find|do you find|appear] in \"{text}\"",
    "Which [names|entities] [can you find|do you find|appear] [here|in this text|in this sentence]? {text}",
    "What [people, places, organisations and dates|names] [can you see|appear|are there] in this [text|sentence]? "
    "{text}",
    "[Identify|Recognise|Detect|Label|Mark] the [named entities|entities|names] [in this sentence|in this text|"
    "here]: {text}", "[Identify|Recognise|Detect] people, places, organisations and dates in: {text}",
    "[Can|Could] you [find|name|show me|identify] the [names|entities] in this? {text}",
    "[Can|Could] you [list|find] the people, places, organisations and dates [here|in this sentence]? {text}",
    "[Please|I want you to] [find|name|show|identify] [all|the] [entities|names] [of|in] this [sentence|text]: "
    "{text}", "[Please|Kindly] extract [every name|everything named] from \"{text}\"",
    "Named entity recognition: {text}", "Do named entity recognition [on|for] this [sentence|text]: {text}",
    "Sort the names in this [sentence|text] by kind: {text}",
    "Sort the names into people, places, organisations and dates: {text}",
    "Here is a [sentence|text]. [List|Find|Extract] the [names|entities]. {text}",
    "In the [sentence|text] below, find the [names|entities].\n{text}",
    "From the [sentence|text] below, [take|extract|copy] the names.\n{text}",
    "[Take|Copy|Pull] [all|the] names out of [this|the following|this sentence]: {text}",
    "[Go through|Look at] this [sentence|text] and [find|name|list] the [entities|names]: {text}",
    "Who, where, [what|which organisation] and when: {text}", "Is anybody or anything named here? {text}",
    "What is named in [this sentence|this text|the following text]? {text}",
    "[Extract|Return|Print] the named entities of this [text|sentence]: {text}",
    "[I'm looking for|I want|I would like] the names and dates in this: {text}",
    "[Entity|Name] [list|extraction] for: {text}", "[Entities|Names][, please:|?] {text}",
    "All names[ and dates|] in \"{text}\", please."};
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
/* Of any kind. */
static const char *const entities_single_any[] = {
    "{text}\n{Kinds}?", "{text}\n{Kinds}:", "{text}\n[List|Find|Name|Extract] the {kinds}.",
    "{text}\n[Which|What] {kinds} [occur|appear|does it name] [here|above]?", "[Sentence|Text]: {text}\n{Kinds}:",
    "[Extract|Pick out|Copy|Identify] the {kinds}: {text}",
    "[Please|Could you] [find|name|extract|pick out] the {kinds} [here|in the following text]: {text}",
    "[What|Which] {kinds} [can you find|do you see|appear|occur] in this [text|sentence]? {text}",
    "[What|Which] {kinds} [are named|occur|appear] in \"{text}\"", "Just the {kinds}[, please|]: {text}",
    "[Give|Show|Tell] me [all|only|just] the {kinds} in[ this|]: {text}",
    "[I need|I want] [only |]the {kinds} [of|in] this [text|sentence]: {text}",
    "Are any {kinds} [named|mentioned] here? {text}", "[All|The] {kinds} in this sentence, please: {text}",
    "From this [text|sentence], take the {kinds} only: {text}", "[Find|List|Name] [the|all] {kinds} in \"{text}\""};
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

/* Whether the lists for the training text only are to be used. */
static int entities_more(grammar *g, int percent) { return !g->held_out && chance(g, percent); }

static void entities_set_part(grammar *g, const char *name, const char *pattern) {
    char text[TEXT_CAP];
    expand(g, text, pattern);
    slot(g, name, "%s", text);
}

/* "Rome's", "Volkswagen's", "Airlines'": the letter before the closing mark decides. */
static void entities_set_whose(grammar *g, const char *name, const char *of) {
    const size_t n = strlen(of);
    char owner[TEXT_CAP];
    memcpy(owner, of, n + 1);
    slot(g, name, "%s%s", owner, n > 1 && owner[n - 2] == 's' ? "'" : "'s");
}

static void entities_set_invented(grammar *g, const char *name) {
    if (entities_more(g, 50)) ENTITIES_NAME(g, name, entities_more_invented);
    else ENTITIES_NAME(g, name, entities_invented);
}

static void entities_set_first(grammar *g, const char *name) {
    if (entities_more(g, 30)) ENTITIES_NAME(g, name, entities_more_first);
    else if (chance(g, 85)) ENTITIES_NAME(g, name, entities_first);
    else ENTITIES_NAME(g, name, entities_invented);
}

static void entities_set_last(grammar *g, const char *name) {
    entities_set_invented(g, "invented");
    if (entities_more(g, 40)) ENTITIES_NAME(g, name, entities_more_last);
    else ENTITIES_NAME(g, name, entities_last);
}

static void entities_set_person(grammar *g, const char *name) {
    static const char *const forms[] = {"<p{first} {last}>", "<p{first} {last}>", "<p{first} {last}>",
        "<p{first} {last}>", "<p{first}>", "<p{first}>", "[Mr|Mr.|Mrs|Ms|Dr|Dr.|Professor] <p{last}>",
        "[Dr|Professor|President|Captain] <p{first} {last}>", "<p{first} [A|B|C|D|E|F|G|H|J|K|L|M|N|P|R|S|T]. {last}>"};
    static const char *const more[] = {"<p{first}-{first2} {last}>", "<p{first} {first2} {last}>",
        "<p{first} {first2} {last}>", "<p{first} {last} {last2}>", "<p{first} {last}-{last2}>",
        "<p[A|B|C|D|E|F|G|H|J|K|L|M|N|P|R|S|T|V|W]. {last}>",
        "<p[A|C|E|G|J|M|R|T]. [B|D|F|H|K|L|P|S|W]. {last}>", "<p{first} [de|da|van|von|del|di|al|bin|ter] {last}>",
        "[Sir|Lady|Aunt|Uncle|Miss|Sister|Brother|King|Queen|Saint] <p{first}>",
        "[Judge|Mayor|General|Inspector|Minister|Father|Madame|Herr|Señor|Coach|Prof.] <p{last}>",
        "[Sir|Judge|Mayor|General|Inspector|Minister|Prof.|Senator] <p{first} {last}>"};
    entities_set_first(g, "first");
    entities_set_first(g, "first2");
    entities_set_last(g, "last");
    entities_set_last(g, "last2");
    entities_set_part(g, name, entities_more(g, 25) ? PICK(g, more) : PICK(g, forms));
}

/* "bare": a place's name without marks, which may become part of an organisation's */
static void entities_set_bare_place(grammar *g) {
    entities_set_invented(g, "invented");
    entities_set_invented(g, "invented2");
    if (entities_more(g, 40)) ENTITIES_NAME(g, "bare", entities_more_place);
    else if (chance(g, 45)) ENTITIES_NAME(g, "bare", entities_real_place);
    else ENTITIES_NAME(g, "bare", entities_made_place);
}

static void entities_set_place(grammar *g, const char *name) {
    entities_set_bare_place(g);
    slot(g, name, "<l%s>", slot_find(g, "bare"));
}

static void entities_set_org(grammar *g, const char *name) {
    entities_set_bare_place(g);
    entities_set_first(g, "first");
    entities_set_last(g, "last");
    entities_set_last(g, "last2");
    ENTITIES_NAME(g, "real", entities_real_org);
    if (entities_more(g, 40)) ENTITIES_NAME(g, "made", entities_more_org);
    else entities_set_part(g, "made", chance(g, 20) ? "{real}" : PICK(g, entities_made_org));
    slot(g, name, "%s", slot_find(g, "made"));
}

/* name: with the word that leads to it, "in <dMay 2021>"; date: without */
static void entities_set_when(grammar *g, const char *name, const char *date) {
    static const char *const months[] = {"January", "February", "March", "April", "May", "June", "July", "August",
        "September", "October", "November", "December"};
    static const char *const weekdays[] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday",
        "Sunday"};
    const int day = between(g, 1, 28), month = below(g, 12), last = day / 10 == 1 ? 0 : day % 10;
    char text[TEXT_CAP];
    slot(g, "day", "%d", day);
    slot(g, "dd", "%02d", day);
    slot(g, "th", "%s", last == 1 ? "st" : last == 2 ? "nd" : last == 3 ? "rd" : "th");
    slot(g, "month", "%s", months[month]);
    slot(g, "mon", "%.3s", months[month]);
    slot(g, "mm", "%02d", month + 1);
    slot(g, "weekday", "%s", PICK(g, weekdays));
    slot(g, "year", "%d", chance(g, 60) ? between(g, 1990, 2027) : between(g, 1700, 1989));
    expand(g, text, entities_more(g, 20) ? PICK(g, entities_when_more) : PICK(g, entities_when));
    slot(g, name, "%s", text);
    slot(g, date, "%s", strchr(text, '<'));
}

/* A sentence with marks, behind what is in text already. */
static void entities_add_sentence(grammar *g, char *text, const char *frame) {
    entities_set_part(g, "job", entities_job);
    entities_set_person(g, "person");
    entities_set_person(g, "person2");
    entities_set_person(g, "person3");
    entities_set_person(g, "person4");
    entities_set_org(g, "org");
    entities_set_org(g, "org2");
    entities_set_org(g, "org3");
    entities_set_whose(g, "orgs", slot_find(g, "org"));
    entities_set_when(g, "when", "date");
    entities_set_when(g, "when2", "date2");
    entities_set_place(g, "place");
    entities_set_place(g, "place2");
    entities_set_place(g, "place3");
    entities_set_whose(g, "places", slot_find(g, "place"));
    entities_set_part(g, "subject", PICK(g, entities_subjects));
    entities_set_part(g, "did", PICK(g, entities_dids));
    entities_set_part(g, "maker", PICK(g, entities_makers));
    entities_set_part(g, "made", PICK(g, entities_mades));
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
    if (!g->held_out && chance(g, 12)) {
        entities_add_sentence(g, text, PICK(g, entities_leads));
        add(text, " ");
    }
    if (!g->held_out && chance(g, 25)) entities_add_sentence(g, text, PICK(g, entities_composed));
    else entities_add_sentence(g, text, WORDING(g, entities_frames, entities_frames_held));
    if (!chance(g, 25) || strlen(text) > 140) return;
    add(text, strchr(".?!\"", text[strlen(text) - 1]) ? " " : ". ");
    if (!g->held_out && chance(g, 35)) entities_add_sentence(g, text, PICK(g, entities_frames));
    else entities_add_sentence(g, text, WORDING(g, entities_tails, entities_tails_held));
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
    else if (g->held_out || chance(g, 35))
        expand(g, t->user, WORDING(g, entities_single[kind], entities_single_held[kind]));
    else {
        slot(g, "kinds", "%s", entities_kind_names[kind]);
        expand(g, t->user, PICK(g, entities_single_any));
    }
    entities_write_answer(t->answer, lists, kind);
    t->exact = 1;
    if (g->held_out || !chance(g, 5)) return 1;
    entities_lower(t->user); /* typed in a hurry */
    entities_lower(t->answer);
    return 1;
}

static const task entities_tasks[] = {{"entities", 170, SCORE_ENTITIES, entities_make,
    "every name of a person, place, organisation; sentence frames; wordings"}};

#endif
