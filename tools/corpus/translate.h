/* translate.h -- words and simple sentences between English, French, Spanish and Chinese, and which language it is.
 *
 * Words: a lexicon in which every word has one translation in each direction. All of it is trained on; what is held
 * out is the wording of the question, in whichever language it is asked.
 * Sentences: a grammar that builds the same sentence in the four languages at once: articles, gender, agreement,
 * elision and contraction, negation, questions, measure words. One sentence in ten is held out, and the wordings too;
 * useful phrases are all trained on. What one language cannot tell apart is left out (su: his or her) or has one
 * fixed reading ("you" is tu, tú, 你; "they" is ils, ellos, 他们; the speaker is a man), so each sentence has one
 * translation in each direction. */
#ifndef CORPUS_TRANSLATE_H
#define CORPUS_TRANSLATE_H

#include "facts.h"

enum translate_language { TRANSLATE_EN, TRANSLATE_FR, TRANSLATE_ES, TRANSLATE_ZH, TRANSLATE_N };

/* ---- the lexicon ---- */

/* use says where a noun fits into a sentence:
 *   a animal   t thing one has, buys, needs   f food one eats by the piece   s small enough for a table or a box
 *   h thing of which one says "I don't have a ..."   c thing of any colour   r one reads it
 *   p place one goes to   w place one works in   l place one lives in   d drink   e food without a plural */
typedef struct translate_noun {
    const char *in[TRANSLATE_N];
    const char *gender;  /* of the French and of the Spanish noun: m or f */
    const char *measure; /* Chinese measure word */
    const char *use;
} translate_noun;

static const translate_noun translate_nouns[] = {
    {{"dog", "chien", "perro", "狗"}, "mm", "只", "ash"}, {{"cat", "chat", "gato", "猫"}, "mm", "只", "ash"},
    {{"horse", "cheval", "caballo", "马"}, "mm", "匹", "ah"}, {{"cow", "vache", "vaca", "牛"}, "ff", "头", "a"},
    {{"pig", "cochon", "cerdo", "猪"}, "mm", "头", "a"}, {{"sheep", "mouton", "oveja", "羊"}, "mf", "只", "a"},
    {{"bird", "oiseau", "pájaro", "鸟"}, "mm", "只", "as"}, {{"fish", "poisson", "pez", "鱼"}, "mm", "条", "as"},
    {{"mouse", "souris", "ratón", "老鼠"}, "fm", "只", "as"},
    {{"rabbit", "lapin", "conejo", "兔子"}, "mm", "只", "as"},
    {{"bear", "ours", "oso", "熊"}, "mm", "头", "a"}, {{"lion", "lion", "león", "狮子"}, "mm", "头", "a"},
    {{"tiger", "tigre", "tigre", "老虎"}, "mm", "只", "a"},
    {{"duck", "canard", "pato", "鸭子"}, "mm", "只", "as"},
    {{"elephant", "éléphant", "elefante", "大象"}, "mm", "头", "a"},
    {{"monkey", "singe", "mono", "猴子"}, "mm", "只", "a"},
    {{"snake", "serpent", "serpiente", "蛇"}, "mf", "条", "as"},
    {{"frog", "grenouille", "rana", "青蛙"}, "ff", "只", "as"}, {{"wolf", "loup", "lobo", "狼"}, "mm", "只", "a"},
    {{"apple", "pomme", "manzana", "苹果"}, "ff", "个", "fs"}, {{"pear", "poire", "pera", "梨"}, "ff", "个", "fs"},
    {{"banana", "banane", "plátano", "香蕉"}, "fm", "根", "fs"},
    {{"egg", "œuf", "huevo", "鸡蛋"}, "mm", "个", "fs"},
    {{"lemon", "citron", "limón", "柠檬"}, "mm", "个", "fs"},
    {{"tomato", "tomate", "tomate", "西红柿"}, "fm", "个", "fs"},
    {{"potato", "pomme de terre", "patata", "土豆"}, "ff", "个", "fs"},
    {{"carrot", "carotte", "zanahoria", "胡萝卜"}, "ff", "根", "fs"},
    {{"cake", "gâteau", "pastel", "蛋糕"}, "mm", "个", "fs"},
    {{"water", "eau", "agua", "水"}, "ff", "", "d"}, {{"coffee", "café", "café", "咖啡"}, "mm", "", "d"},
    {{"tea", "thé", "té", "茶"}, "mm", "", "d"}, {{"milk", "lait", "leche", "牛奶"}, "mf", "", "d"},
    {{"wine", "vin", "vino", "葡萄酒"}, "mm", "", "d"}, {{"beer", "bière", "cerveza", "啤酒"}, "ff", "", "d"},
    {{"bread", "pain", "pan", "面包"}, "mm", "", "e"}, {{"rice", "riz", "arroz", "米饭"}, "mm", "", "e"},
    {{"meat", "viande", "carne", "肉"}, "ff", "", "e"}, {{"cheese", "fromage", "queso", "奶酪"}, "mm", "", "e"},
    {{"chicken", "poulet", "pollo", "鸡肉"}, "mm", "", "e"},
    {{"chocolate", "chocolat", "chocolate", "巧克力"}, "mm", "", "e"},
    {{"book", "livre", "libro", "书"}, "mm", "本", "tscr"}, {{"letter", "lettre", "carta", "信"}, "ff", "封", "sr"},
    {{"newspaper", "journal", "periódico", "报纸"}, "mm", "份", "tsr"},
    {{"pen", "stylo", "bolígrafo", "笔"}, "mm", "支", "tsc"},
    {{"key", "clé", "llave", "钥匙"}, "ff", "把", "tsh"},
    {{"hat", "chapeau", "sombrero", "帽子"}, "mm", "顶", "tsch"},
    {{"shirt", "chemise", "camisa", "衬衫"}, "ff", "件", "tsc"},
    {{"bag", "sac", "bolsa", "包"}, "mf", "个", "tsc"}, {{"cup", "tasse", "taza", "杯子"}, "ff", "个", "tsc"},
    {{"box", "boîte", "caja", "盒子"}, "ff", "个", "tsc"},
    {{"bottle", "bouteille", "botella", "瓶子"}, "ff", "个", "tsc"},
    {{"chair", "chaise", "silla", "椅子"}, "ff", "把", "tc"},
    {{"table", "table", "mesa", "桌子"}, "ff", "张", "tc"},
    {{"bed", "lit", "cama", "床"}, "mf", "张", "t"}, {{"lamp", "lampe", "lámpara", "灯"}, "ff", "盏", "tsc"},
    {{"phone", "téléphone", "teléfono", "电话"}, "mm", "部", "tsh"},
    {{"computer", "ordinateur", "ordenador", "电脑"}, "mm", "台", "tsh"},
    {{"car", "voiture", "coche", "汽车"}, "fm", "辆", "tch"},
    {{"bicycle", "vélo", "bicicleta", "自行车"}, "mf", "辆", "tch"},
    {{"boat", "bateau", "barco", "船"}, "mm", "艘", "tch"}, {{"flower", "fleur", "flor", "花"}, "ff", "朵", "tsc"},
    {{"tree", "arbre", "árbol", "树"}, "mm", "棵", ""}, {{"house", "maison", "casa", "房子"}, "ff", "座", "tchl"},
    {{"garden", "jardin", "jardín", "花园"}, "mm", "个", "h"},
    {{"city", "ville", "ciudad", "城市"}, "ff", "座", "l"},
    {{"village", "village", "pueblo", "村庄"}, "mm", "个", "l"},
    {{"hotel", "hôtel", "hotel", "酒店"}, "mm", "家", "pwl"},
    {{"bank", "banque", "banco", "银行"}, "fm", "家", "pw"},
    {{"restaurant", "restaurant", "restaurante", "餐馆"}, "mm", "家", "pw"},
    {{"hospital", "hôpital", "hospital", "医院"}, "mm", "家", "pw"},
    {{"shop", "magasin", "tienda", "商店"}, "mf", "家", "pw"},
    {{"school", "école", "escuela", "学校"}, "ff", "所", "pw"},
    {{"library", "bibliothèque", "biblioteca", "图书馆"}, "ff", "座", "pw"},
    {{"museum", "musée", "museo", "博物馆"}, "mm", "座", "pw"},
    {{"station", "gare", "estación", "车站"}, "ff", "个", "p"},
    {{"market", "marché", "mercado", "市场"}, "mm", "个", "p"},
    {{"park", "parc", "parque", "公园"}, "mm", "个", "p"}, {{"beach", "plage", "playa", "海滩"}, "ff", "个", "p"},
    {{"airport", "aéroport", "aeropuerto", "机场"}, "mm", "个", "p"}};

static const char *const translate_words[][TRANSLATE_N] = {
    /* numbers */
    {"zero", "zéro", "cero", "零"}, {"one", "un", "uno", "一"}, {"two", "deux", "dos", "二"},
    {"three", "trois", "tres", "三"}, {"four", "quatre", "cuatro", "四"}, {"five", "cinq", "cinco", "五"},
    {"six", "six", "seis", "六"}, {"seven", "sept", "siete", "七"}, {"eight", "huit", "ocho", "八"},
    {"nine", "neuf", "nueve", "九"}, {"ten", "dix", "diez", "十"}, {"eleven", "onze", "once", "十一"},
    {"twelve", "douze", "doce", "十二"}, {"thirteen", "treize", "trece", "十三"},
    {"fourteen", "quatorze", "catorce", "十四"}, {"fifteen", "quinze", "quince", "十五"},
    {"sixteen", "seize", "dieciséis", "十六"}, {"seventeen", "dix-sept", "diecisiete", "十七"},
    {"eighteen", "dix-huit", "dieciocho", "十八"}, {"nineteen", "dix-neuf", "diecinueve", "十九"},
    {"twenty", "vingt", "veinte", "二十"},
    /* colours */
    {"red", "rouge", "rojo", "红色"}, {"blue", "bleu", "azul", "蓝色"}, {"green", "vert", "verde", "绿色"},
    {"yellow", "jaune", "amarillo", "黄色"}, {"black", "noir", "negro", "黑色"},
    {"white", "blanc", "blanco", "白色"},
    {"brown", "marron", "marrón", "棕色"}, {"grey", "gris", "gris", "灰色"}, {"pink", "rose", "rosa", "粉色"},
    {"orange", "orange", "naranja", "橙色"}, {"purple", "violet", "morado", "紫色"},
    /* days, months, seasons, time */
    {"Monday", "lundi", "lunes", "星期一"}, {"Tuesday", "mardi", "martes", "星期二"},
    {"Wednesday", "mercredi", "miércoles", "星期三"}, {"Thursday", "jeudi", "jueves", "星期四"},
    {"Friday", "vendredi", "viernes", "星期五"}, {"Saturday", "samedi", "sábado", "星期六"},
    {"Sunday", "dimanche", "domingo", "星期天"}, {"January", "janvier", "enero", "一月"},
    {"February", "février", "febrero", "二月"}, {"March", "mars", "marzo", "三月"},
    {"April", "avril", "abril", "四月"},
    {"May", "mai", "mayo", "五月"}, {"June", "juin", "junio", "六月"}, {"July", "juillet", "julio", "七月"},
    {"August", "août", "agosto", "八月"}, {"September", "septembre", "septiembre", "九月"},
    {"October", "octobre", "octubre", "十月"}, {"November", "novembre", "noviembre", "十一月"},
    {"December", "décembre", "diciembre", "十二月"}, {"spring", "printemps", "primavera", "春天"},
    {"summer", "été", "verano", "夏天"}, {"autumn", "automne", "otoño", "秋天"},
    {"winter", "hiver", "invierno", "冬天"},
    {"day", "jour", "día", "天"}, {"week", "semaine", "semana", "星期"}, {"month", "mois", "mes", "月"},
    {"year", "année", "año", "年"}, {"hour", "heure", "hora", "小时"}, {"night", "nuit", "noche", "夜晚"},
    {"today", "aujourd'hui", "hoy", "今天"}, {"yesterday", "hier", "ayer", "昨天"},
    {"tomorrow", "demain", "mañana", "明天"}, {"now", "maintenant", "ahora", "现在"},
    {"always", "toujours", "siempre", "总是"}, {"never", "jamais", "nunca", "从不"},
    /* greetings and small words */
    {"hello", "bonjour", "hola", "你好"}, {"goodbye", "au revoir", "adiós", "再见"},
    {"thank you", "merci", "gracias", "谢谢"}, {"please", "s'il vous plaît", "por favor", "请"},
    {"yes", "oui", "sí", "是"}, {"no", "non", "no", "不"}, {"sorry", "pardon", "perdón", "对不起"},
    {"good night", "bonne nuit", "buenas noches", "晚安"}, {"here", "ici", "aquí", "这里"},
    {"where", "où", "dónde", "哪里"}, {"who", "qui", "quién", "谁"}, {"when", "quand", "cuándo", "什么时候"},
    {"why", "pourquoi", "por qué", "为什么"}, {"how", "comment", "cómo", "怎么"},
    {"very", "très", "muy", "很"},
    {"also", "aussi", "también", "也"},
    /* people */
    {"mother", "mère", "madre", "妈妈"}, {"father", "père", "padre", "爸爸"},
    {"brother", "frère", "hermano", "哥哥"},
    {"sister", "sœur", "hermana", "姐姐"}, {"son", "fils", "hijo", "儿子"}, {"uncle", "oncle", "tío", "叔叔"},
    {"aunt", "tante", "tía", "阿姨"}, {"grandfather", "grand-père", "abuelo", "爷爷"},
    {"grandmother", "grand-mère", "abuela", "奶奶"}, {"parents", "parents", "padres", "父母"},
    {"husband", "mari", "marido", "丈夫"}, {"family", "famille", "familia", "家庭"},
    {"friend", "ami", "amigo", "朋友"},
    {"man", "homme", "hombre", "男人"}, {"woman", "femme", "mujer", "女人"}, {"child", "enfant", "niño", "孩子"},
    {"boy", "garçon", "chico", "男孩"}, {"girl", "fille", "chica", "女孩"}, {"baby", "bébé", "bebé", "婴儿"},
    {"teacher", "professeur", "profesor", "老师"}, {"doctor", "médecin", "médico", "医生"},
    {"student", "étudiant", "estudiante", "学生"}, {"name", "nom", "nombre", "名字"},
    /* body */
    {"head", "tête", "cabeza", "头"}, {"face", "visage", "cara", "脸"}, {"eye", "œil", "ojo", "眼睛"},
    {"nose", "nez", "nariz", "鼻子"}, {"mouth", "bouche", "boca", "嘴"}, {"ear", "oreille", "oreja", "耳朵"},
    {"tooth", "dent", "diente", "牙齿"}, {"hair", "cheveux", "pelo", "头发"}, {"hand", "main", "mano", "手"},
    {"finger", "doigt", "dedo", "手指"}, {"arm", "bras", "brazo", "手臂"}, {"leg", "jambe", "pierna", "腿"},
    {"foot", "pied", "pie", "脚"}, {"heart", "cœur", "corazón", "心"}, {"blood", "sang", "sangre", "血"},
    {"body", "corps", "cuerpo", "身体"}, {"knee", "genou", "rodilla", "膝盖"}, {"skin", "peau", "piel", "皮肤"},
    /* food and animals */
    {"butter", "beurre", "mantequilla", "黄油"}, {"salt", "sel", "sal", "盐"}, {"sugar", "sucre", "azúcar", "糖"},
    {"soup", "soupe", "sopa", "汤"}, {"salad", "salade", "ensalada", "沙拉"}, {"honey", "miel", "miel", "蜂蜜"},
    {"juice", "jus", "zumo", "果汁"}, {"strawberry", "fraise", "fresa", "草莓"},
    {"onion", "oignon", "cebolla", "洋葱"},
    {"cherry", "cerise", "cereza", "樱桃"}, {"fruit", "fruit", "fruta", "水果"},
    {"animal", "animal", "animal", "动物"},
    {"hen", "poule", "gallina", "母鸡"}, {"fox", "renard", "zorro", "狐狸"}, {"bee", "abeille", "abeja", "蜜蜂"},
    {"butterfly", "papillon", "mariposa", "蝴蝶"}, {"turtle", "tortue", "tortuga", "乌龟"},
    {"spider", "araignée", "araña", "蜘蛛"},
    /* house, city, things */
    {"door", "porte", "puerta", "门"}, {"window", "fenêtre", "ventana", "窗户"},
    {"kitchen", "cuisine", "cocina", "厨房"},
    {"bathroom", "salle de bain", "baño", "浴室"}, {"bedroom", "chambre", "dormitorio", "卧室"},
    {"wall", "mur", "pared", "墙"}, {"roof", "toit", "tejado", "屋顶"}, {"knife", "couteau", "cuchillo", "刀"},
    {"fork", "fourchette", "tenedor", "叉子"}, {"spoon", "cuillère", "cuchara", "勺子"},
    {"plate", "assiette", "plato", "盘子"}, {"clock", "horloge", "reloj", "钟"}, {"paper", "papier", "papel", "纸"},
    {"pencil", "crayon", "lápiz", "铅笔"}, {"money", "argent", "dinero", "钱"},
    {"shoe", "chaussure", "zapato", "鞋子"},
    {"dress", "robe", "vestido", "连衣裙"}, {"coat", "manteau", "abrigo", "大衣"},
    {"train", "train", "tren", "火车"},
    {"plane", "avion", "avión", "飞机"}, {"street", "rue", "calle", "街道"}, {"bridge", "pont", "puente", "桥"},
    {"country", "pays", "país", "国家"}, {"church", "église", "iglesia", "教堂"},
    {"office", "bureau", "oficina", "办公室"},
    {"music", "musique", "música", "音乐"}, {"song", "chanson", "canción", "歌"},
    {"game", "jeu", "juego", "游戏"},
    {"word", "mot", "palabra", "词"}, {"question", "question", "pregunta", "问题"},
    {"answer", "réponse", "respuesta", "答案"}, {"world", "monde", "mundo", "世界"},
    /* nature */
    {"sun", "soleil", "sol", "太阳"}, {"moon", "lune", "luna", "月亮"}, {"star", "étoile", "estrella", "星星"},
    {"sky", "ciel", "cielo", "天空"}, {"cloud", "nuage", "nube", "云"}, {"rain", "pluie", "lluvia", "雨"},
    {"snow", "neige", "nieve", "雪"}, {"wind", "vent", "viento", "风"}, {"fire", "feu", "fuego", "火"},
    {"sea", "mer", "mar", "海"}, {"river", "rivière", "río", "河"}, {"lake", "lac", "lago", "湖"},
    {"mountain", "montagne", "montaña", "山"}, {"forest", "forêt", "bosque", "森林"},
    {"island", "île", "isla", "岛"},
    {"stone", "pierre", "piedra", "石头"}, {"sand", "sable", "arena", "沙子"}, {"grass", "herbe", "hierba", "草"},
    {"leaf", "feuille", "hoja", "叶子"}, {"light", "lumière", "luz", "光"},
    /* what things are like */
    {"big", "grand", "grande", "大"}, {"small", "petit", "pequeño", "小"}, {"good", "bon", "bueno", "好"},
    {"bad", "mauvais", "malo", "坏"}, {"new", "nouveau", "nuevo", "新"}, {"old", "vieux", "viejo", "老"},
    {"young", "jeune", "joven", "年轻"}, {"beautiful", "beau", "hermoso", "漂亮"}, {"ugly", "laid", "feo", "丑"},
    {"long", "long", "largo", "长"}, {"short", "court", "corto", "短"}, {"hot", "chaud", "caliente", "热"},
    {"cold", "froid", "frío", "冷"}, {"happy", "heureux", "feliz", "高兴"}, {"sad", "triste", "triste", "难过"},
    {"tired", "fatigué", "cansado", "累"}, {"rich", "riche", "rico", "有钱"}, {"poor", "pauvre", "pobre", "穷"},
    {"fast", "rapide", "rápido", "快"}, {"slow", "lent", "lento", "慢"}, {"easy", "facile", "fácil", "容易"},
    {"difficult", "difficile", "difícil", "难"}, {"expensive", "cher", "caro", "贵"},
    {"clean", "propre", "limpio", "干净"},
    {"dirty", "sale", "sucio", "脏"}, {"strong", "fort", "fuerte", "强壮"},
    {"important", "important", "importante", "重要"},
    /* what people do */
    {"to eat", "manger", "comer", "吃"}, {"to drink", "boire", "beber", "喝"},
    {"to sleep", "dormir", "dormir", "睡觉"},
    {"to read", "lire", "leer", "读"}, {"to write", "écrire", "escribir", "写"},
    {"to speak", "parler", "hablar", "说话"},
    {"to listen", "écouter", "escuchar", "听"}, {"to see", "voir", "ver", "看见"}, {"to go", "aller", "ir", "去"},
    {"to come", "venir", "venir", "来"}, {"to run", "courir", "correr", "跑步"},
    {"to walk", "marcher", "caminar", "走路"},
    {"to swim", "nager", "nadar", "游泳"}, {"to sing", "chanter", "cantar", "唱歌"},
    {"to dance", "danser", "bailar", "跳舞"}, {"to play", "jouer", "jugar", "玩"},
    {"to work", "travailler", "trabajar", "工作"}, {"to learn", "apprendre", "aprender", "学习"},
    {"to think", "penser", "pensar", "想"}, {"to love", "aimer", "amar", "爱"}, {"to have", "avoir", "tener", "有"},
    {"to buy", "acheter", "comprar", "买"}, {"to sell", "vendre", "vender", "卖"},
    {"to open", "ouvrir", "abrir", "打开"},
    {"to close", "fermer", "cerrar", "关"}, {"to cook", "cuisiner", "cocinar", "做饭"},
    {"to travel", "voyager", "viajar", "旅行"}, {"to wait", "attendre", "esperar", "等"},
    {"to give", "donner", "dar", "给"},
    {"to help", "aider", "ayudar", "帮助"}, {"to laugh", "rire", "reír", "笑"},
    {"to cry", "pleurer", "llorar", "哭"},
    {"to find", "trouver", "encontrar", "找到"}, {"to begin", "commencer", "empezar", "开始"}};

/* ---- how it is asked ---- */

/* What a language is called, by the language of the question. */
static const char *const translate_names[TRANSLATE_N][TRANSLATE_N] = {
    {"English", "French", "Spanish", "Chinese"}, {"anglais", "français", "espagnol", "chinois"},
    {"inglés", "francés", "español", "chino"}, {"英语", "法语", "西班牙语", "中文"}};

static const char *const translate_from_english[] = {
    "How [do|would|can] [you|I] say {word} in {language}?", "Translate {word} [into|to] {language}.",
    "[Please translate|Can you translate|Could you translate|I'd like you to translate] {word} [into|to] {language}.",
    "{Word} in {language}[?|]", "What is {word} in {language}?", "What is the {language} word for {word}?",
    "What's the {language} [word |]for {word}?", "{language}: {word}", "{language} for {word}?",
    "What is the {language} translation of {word}?", "[Give|Tell] me the {language} word for {word}.",
    "[Tell me|Say] {word} in {language}.", "I want to say {word} in {language}.", "Which {language} word means {word}?",
    "How is {word} said in {language}?",
    "[Do you know|Can you tell me|Can you give me] the {language} word for {word}?",
    "Can you tell me how to say {word} in {language}?", "I need the {language} word for {word}[, please|].",
    "What is the word for {word} in {language}?", "Translate [into|to] {language}: {word}",
    "Translate the word {word} [into|to] {language}.", "{word} -> {language}", "What would {word} be in {language}?",
    "How do [they|people] say {word} in {language}?", "Translate from English [into|to] {language}: {word}",
    "English to {language}: {word}", "I am learning {language}. [How do I say|What is] {word}?",
    "Do you speak {language}? What is {word}?", "In {language}, what is {word}?",
    "What do people call {word} in {language}?",
    "[I'd like|I want|I need] {word} in {language}.", "[Please say|Say please] {word} in {language}.",
    "Do you know {word} in {language}?", "Do you know what {word} is in {language}?",
    "[Find|Write|Show me] the {language} word for {word}.", "[Write|Show me|Give me] {word} in {language}.",
    "How does one say {word} in {language}?", "How should I say {word} in {language}?",
    "How might I say {word} in {language}?", "How do you write {word} in {language}?",
    "How do you translate {word} [into|to] {language}?",
    "How is {word} [translated into|called in|written in] {language}?",
    "How would {word} be translated into {language}?", "The English word {word} in {language}[?|]",
    "The word {word} in {language}[?|]", "The {language} translation of {word} is [what|which word]?",
    "Which word is {word} in {language}?", "Which {language} word do I need for {word}?",
    "What word do they use for {word} in {language}?", "What do you say for {word} in {language}?",
    "What would you say for {word} in {language}?", "What is the {language} name for {word}?",
    "[Could|Can] I have {word} in {language}?", "{word}, but in {language}", "{word}, in {language}, please",
    "{word} translated [into|to] {language}", "{language} word for {word}", "{language} translation: {word}",
    "{language} translation of {word}[?|]", "from English to {language}: {word}",
    "My [teacher|friend|son|daughter] asks how to say {word} in {language}.",
    "I forgot {word} in {language}. What is it?", "I forgot how to say {word} in {language}.",
    "Teach me {word} in {language}.", "Help me say {word} in {language}.",
    "I have the English word {word}. What is it in {language}?",
    "People who speak {language}, how do they say {word}?", "Someone who speaks {language} says what for {word}?",
    "If I want to say {word} in {language}, what do I say?", "Put {word} into {language}.",
    "Turn {word} into {language}.", "Would you translate {word} [into|to] {language}?",
    "Would you tell me how to say {word} in {language}?", "What's {language} for {word}?",
    "What is {language} for {word}?", "What is {word} when you say it in {language}?"};
static const char *const translate_from_english_held[] = {
    "What do you call {word} in {language}?", "Could you tell me the {language} word for {word}?",
    "What's {word} in {language}?", "Do you know how to say {word} in {language}?",
    "Please give me the {language} translation of {word}.", "{Word} to {language}",
    "In {language}, how do you say {word}?",
    "The {language} word for {word}?", "Can you say {word} in {language}?",
    "How do I translate {word} into {language}?"};

static const char *const translate_to_english[] = {
    "What does {word} mean[ in English|]?", "What does the {from} word {word} mean?", "What is {word} in English?",
    "Translate {word} [into|to] English.", "{Word} in English[?|]", "English: {word}", "English for {word}?",
    "What is the meaning of {word}?", "What's the English word for {word}?", "How do you say {word} in English?",
    "Translate from {from} [into|to] English: {word}", "What does {word} mean in {from}?", "Meaning of {word}?",
    "Do you know what {word} means?", "Can you tell me what {word} means[ in English|]?",
    "I [saw|read|heard] the {from} word {word}. What does it mean?", "In {from}, what does {word} mean?",
    "Tell me what {word} means.", "What is the English translation of {word}?", "{from} to English: {word}",
    "What is the {from} word {word} in English?", "Which English word means {word}?", "{word} -> English",
    "{Word} means what[ in English|]?", "Someone said {word}. What does [that|it] mean?",
    "[Can you translate|Could you translate] {word} [into|to] English?",
    "I don't understand {word}. What does it mean?",
    "[Tell|Give] me the English word for {word}.", "Translate this {from} word: {word}",
    "The word {word}, what is it?",
    "[Please say|Say] {word} in English.", "What do you call {word} in English?",
    "How [would|can|do] I say {word} in English?", "How is {word} [translated into|said in|called in] English?",
    "How do you translate {word} [into|to] English?", "[Find|Write|Show me] the English word for {word}.",
    "[Write|Put|Turn] {word} [into|in] English.", "What is the English word for the {from} word {word}?",
    "The {from} word {word} means what?", "The {from} word {word} in English[?|]",
    "What does {word} [stand for|say] in English?", "What could {word} mean?", "What might {word} mean?",
    "What is meant by {word} in {from}?", "What is {from} {word} in English?", "Which word is {word} in English?",
    "I don't know the {from} word {word}.", "I forgot what {word} means[ in English|].",
    "I need to know what {word} means.", "I need {word} in English.",
    "I found the word {word} in a {from} book. What does it mean?",
    "In a {from} text I saw {word}. What is it in English?", "English word for {word}[?|]",
    "English translation of {word}[?|]", "English translation: {word}", "{word}, what is that in English?",
    "{word}, but in English", "{word}: meaning?", "meaning of the {from} word {word}",
    "What is the meaning of the {from} word {word}?", "What's the English for the {from} word {word}?",
    "Do you know the meaning of {word}?", "Explain the {from} word {word}.",
    "My [teacher|friend|son] said {word} in {from}. What does it mean?",
    "If someone says {word} in {from}, what do they mean?", "When people say {word} in {from}, what does it mean?",
    "Would you translate {word} [into|to] English?", "Help me with the {from} word {word}. What does it mean?",
    "The translation of {word} is what?", "What's {from} {word} in English?", "Can you say {word} in English?",
    "[Can|Could] I have {word} in English?", "from {from} into English: {word}"};
static const char *const translate_to_english_held[] = {
    "What's the meaning of {word}?", "What's {word} in English?", "Could you tell me what {word} means?",
    "{Word}, what does it mean?", "What does the word {word} mean in English?",
    "I don't know what {word} means. Can you help?", "Do you know the English word for {word}?",
    "Please translate {word} into English.", "What is the English for {word}?", "Translate the {from} word {word}."};

static const char *const translate_between[] = {
    "How do you say the {from} word {word} in {language}?", "Translate {word} from {from} [into|to] {language}.",
    "{from} to {language}: {word}", "What is the {language} word for [the {from} word|the {from}] {word}?",
    "{Word} is {from}. What is it in {language}?", "What is the {from} word {word} in {language}?",
    "Translate from {from} [into|to] {language}: {word}", "Which {language} word means the same as {from} {word}?",
    "{word} from {from} to {language}[, please|]", "What is {from} {word} in {language}?",
    "How is the {from} word {word} [said|translated] in {language}?", "I speak {from}. What is {word} in {language}?",
    "[Give|Tell] me the {language} word for the {from} word {word}.", "The {from} word {word} in {language}[?|]",
    "In {language}, what is the {from} word {word}?",
    "[Can you translate|Please translate] {word} from {from} [into|to] {language}?",
    "Put the {from} word {word} into {language}.", "Which {language} word is {from} {word}?",
    "{language} for the {from} word {word}[?|]", "{word} means something in {from}. How do you say it in {language}?",
    "How do I say {from} {word} in {language}?", "What do they say in {language} for the {from} word {word}?",
    "{from} {word}, {language}?", "I know {word} in {from}. What is it in {language}?"};
static const char *const translate_between_held[] = {
    "Translate the {from} word {word} into {language}.", "From {from} to {language}: {word}",
    "How would you say the {from} word {word} in {language}?", "What is the {from} {word} in {language}?"};

static const char *const translate_word_fr[] = {
    "Comment dit-on {word} en {language} ?", "Comment dire {word} en {language} ?",
    "[Traduis|Traduisez] {word} en {language}.", "{Word} en {language}[ ?|]",
    "Quel est le mot {language} pour {word} ?",
    "Quelle est la traduction du mot {word} en {language} ?", "Peux-tu me dire {word} en {language} ?",
    "Je veux dire {word} en {language}.", "En {language}, comment dit-on {word} ?",
    "Comment [peut-on|puis-je|pourrais-je] dire {word} en {language} ?", "Comment on dit {word} en {language} ?",
    "On dit comment {word} en {language} ?", "{Word}, comment [ça se dit|on dit ça|dit-on ça] en {language} ?",
    "Comment se dit {word} en {language} ?", "Comment traduit-on {word} en {language} ?",
    "Comment [traduire|traduis-tu] {word} en {language} ?",
    "[Pouvez-vous|Pourrais-tu] traduire {word} en {language} ?", "[Dis-moi|Dites-moi] {word} en {language}.",
    "[Dis|Écris] {word} en {language}.", "Dis-moi comment on dit {word} en {language}.",
    "Quel mot {language} veut dire {word} ?", "Quel est le mot pour {word} en {language} ?",
    "Que dit-on en {language} pour {word} ?", "[C'est quoi|Qu'est-ce que c'est], {word} en {language} ?",
    "{Word} : traduction en {language}", "Traduction en {language} : {word}", "En {language} : {word}",
    "[J'ai besoin du|Je cherche le] mot {language} pour {word}.",
    "[Donne-moi|Donnez-moi] le mot {language} pour {word}.", "Sais-tu [dire|comment on dit] {word} en {language} ?",
    "Le mot {word} en {language} ?", "Traduis en {language} : {word}",
    "[Peux-tu|Pouvez-vous] me dire comment on dit {word} en {language} ?",
    "J'ai oublié comment on dit {word} en {language}.", "Comment s'appelle {word} en {language} ?",
    "Traduire {word} en {language}", "Que veut dire {word} en {language} ?"};
static const char *const translate_word_fr_held[] = {
    "Comment est-ce qu'on dit {word} en {language} ?", "Peux-tu traduire {word} en {language} ?",
    "Quelle est la traduction de {word} en {language} ?", "Traduis le mot {word} en {language}."};
static const char *const translate_word_es[] = {
    "¿Cómo se dice {word} en {language}?", "¿Cómo digo {word} en {language}?", "Traduce {word} al {language}.",
    "¿Qué es {word} en {language}?", "¿Cuál es la traducción de {word} al {language}?", "{Word} en {language}",
    "Quiero decir {word} en {language}.", "¿Puedes decirme cómo se dice {word} en {language}?",
    "En {language}: {word}",
    "¿Cómo [se puede|podría|puede uno] decir {word} en {language}?", "¿Cómo se diría {word} en {language}?",
    "¿Cómo decimos {word} en {language}?", "¿Cómo dicen {word} en {language}?",
    "{Word}, ¿cómo se dice en {language}?", "¿Cómo se traduce {word} al {language}?",
    "¿Cómo traduzco {word} al {language}?", "¿[Puede|Podrías] traducir {word} al {language}?",
    "[Di|Dime|Dígame|Escribe] {word} en {language}.", "Dime cómo se dice {word} en {language}.",
    "¿Qué palabra es {word} en {language}?", "¿Qué palabra se usa para {word} en {language}?",
    "¿Qué significa {word} en {language}?", "¿Qué quiere decir {word} en {language}?",
    "Traducción al {language}: {word}", "{Word}: traducción al {language}", "Al {language}: {word}",
    "Traduce al {language}: {word}", "Traduce la palabra {word} al {language}.", "La palabra {word} en {language}",
    "[Necesito|Busco] la palabra para {word} en {language}.", "¿Sabes [decir|cómo se dice] {word} en {language}?",
    "Estoy aprendiendo {language}. ¿Cómo se dice {word}?", "¿Cuál es la palabra en {language} para {word}?",
    "He olvidado cómo se dice {word} en {language}.", "¿Me puedes decir {word} en {language}?",
    "¿Puedes decir {word} en {language}?", "¿Cómo se llama {word} en {language}?",
    "¿Cómo se escribe {word} en {language}?", "Por favor, traduce {word} al {language}."};
static const char *const translate_word_es_held[] = {
    "¿Cómo puedo decir {word} en {language}?", "¿Puedes traducir {word} al {language}?",
    "¿Cuál es la palabra para {word} en {language}?", "En {language}, ¿cómo se dice {word}?"};
static const char *const translate_word_zh[] = {
    "“{word}”用{language}怎么说？", "{word}用{language}怎么说？", "“{word}”的{language}是怎么说的？",
    "把“{word}”翻译成{language}。",
    "{language}里“{word}”怎么说？", "请把{word}翻译成{language}。", "翻译成{language}：{word}",
    "请问，“{word}”{language}怎么说？",
    "{word}用{language}怎么讲？", "怎么用{language}说“{word}”？", "用{language}怎么说{word}？", "{word}在{language}里怎么说？",
    "“{word}”在{language}[里|中]是什么？", "{word}的{language}怎么说？", "{word}的{language}是哪个词？", "{word}的{language}翻译是什么？",
    "“{word}”[|这个词]翻译成{language}是什么？", "[请|]把{word}译成{language}。", "[请|帮我]翻译成{language}：{word}",
    "{word}，{language}怎么说？", "“{word}”这个词用{language}怎么说？", "你知道{word}用{language}怎么说吗？", "你知道“{word}”的{language}吗？",
    "我想知道{word}用{language}怎么说。", "[请|]告诉我“{word}”用{language}怎么说。", "[请|]告诉我{word}的{language}。", "{language}：{word}",
    "{word} {language}", "{language}中的“{word}”是什么？", "{language}的{word}怎么说？", "{word}{language}叫什么？",
    "“{word}”用{language}[叫什么|怎么写]？", "能把{word}翻译成{language}吗？", "我想用{language}说{word}。", "请问“{word}”的{language}怎么说？"};
static const char *const translate_word_zh_held[] = {
    "请问{word}用{language}怎么说？", "{word}的{language}是什么？", "请用{language}说“{word}”。",
    "“{word}”怎么翻译成{language}？"};

/* {text} has its final mark, {bare} has not. */
static const char *const translate_sentence_en[] = {
    "Translate [into|to] {language}: {text}", "Translate this [sentence |][into|to] {language}: {text}",
    "[Please translate|Can you translate|Could you translate] [this |][into|to] {language}: {text}",
    "How [do|would|can] [you|I] say \"{text}\" in {language}?", "How do [you|I] say {bare} in {language}?",
    "What is \"{bare}\" in {language}?", "{language}: {text}", "{text} -> {language}", "{bare} in {language}[?|]",
    "\"{text}\" in {language}[?|, please.]", "Say [this |it |]in {language}: {text}",
    "Put [this|it] into {language}: {text}",
    "[Translate|Please translate] \"{text}\" [into|to] {language}.", "I want to say \"{text}\" in {language}.",
    "[Write|Tell me] this in {language}: {text}", "What is this in {language}: {text}", "In {language}: {text}",
    "Translate from {from} [into|to] {language}: {text}", "{from} to {language}: {text}", "To {language}: {text}",
    "Give me the {language} for: {text}", "How do you say this in {language}? {text}",
    "{text} [Translate|Put] that into {language}.",
    "Translate the following [sentence|words] from {from} [into|to] {language}: {text}",
    "Can you tell me how to say this in {language}? {text}", "What would this be in {language}? {text}",
    "I need this in {language}: {text}", "Help me to say this in {language}: {text}",
    "Do you know how to say \"{text}\" in {language}?",
    "[I'd like|I want] this in {language}: {text}", "Turn this into {language}: {text}",
    "Turn \"{text}\" into {language}.", "Put \"{text}\" into {language}.",
    "Would you translate this [into|to] {language}: {text}", "How would one say \"{bare}\" in {language}?",
    "How does one say this in {language}? {text}", "How is \"{bare}\" said in {language}?",
    "How do people say \"{text}\" in {language}?", "How should I say this in {language}? {text}",
    "How do I translate this [into|to] {language}? {text}", "How can this be said in {language}? {text}",
    "Make this {language}: {text}", "Now in {language}: {text}", "{text} How do you say [that|this] in {language}?",
    "{text} What is that in {language}?", "{text} Please translate [this |that |][into|to] {language}.",
    "{text} (in {language})", "{text} = ? in {language}", "Say \"{text}\" in {language}.",
    "[Give me|Tell me|Show me] the {language} translation of \"{text}\"", "{language} translation: {text}",
    "{language}, please: {text}", "[Please write|Please say|Please give me] this in {language}: {text}",
    "The {language} for \"{bare}\", please.", "What is the {language} for \"{bare}\"?",
    "What's this in {language}? {text}", "What do people say in {language} for this? {text}",
    "I have to write this in {language}: {text}", "My [friend|boss|teacher] speaks {language}. I want to say: {text}",
    "Do you know \"{bare}\" in {language}?", "from {from} into {language}: {text}",
    "[Here is|This is] a {from} sentence. Put it into {language}: {text}", "Translation into {language}: {text}",
    "Could I have this in {language}? {text}", "One sentence to put into {language}: {text}",
    "Translate [into|to] {language} [this|these words]: {text}"};
static const char *const translate_sentence_en_held[] = {
    "Translate the sentence \"{text}\" into {language}.", "How can I say this in {language}: {text}",
    "Please put this into {language}: {text}", "What would \"{bare}\" be in {language}?",
    "Could you say this in {language}: {text}", "Can you tell me how to say \"{bare}\" in {language}?",
    "Translate the following into {language}: {text}", "I would like to say this in {language}: {text}",
    "What's \"{bare}\" in {language}?", "This in {language}, please: {text}"};
static const char *const translate_meaning[] = {
    "What does \"{text}\" mean?", "What does this [{from} sentence |{from} |]mean: {text}",
    "Translate this {from} sentence: {text}",
    "What does this mean[ in English|]? {text}", "I don't understand this: {text}",
    "What is the meaning of \"{text}\"?",
    "Someone said \"{text}\" What does it mean?", "Do you know what \"{text}\" means[ in English|]?",
    "Tell me what this means: {text}", "{text} What does that mean?",
    "What is this in English: {text}", "In English, what is this: {text}",
    "Someone wrote me in {from}: {text} What does it mean?",
    "I [got|read|heard] this in {from}: {text} What does it mean?", "The {from} sentence \"{text}\" means what?",
    "I don't understand the {from} sentence \"{text}\"", "Explain this {from} sentence: {text}",
    "What are they saying? {text}", "Meaning of \"{text}\"", "What does it mean when someone says \"{text}\"",
    "{text} What does this mean[ in English|]?", "{text} I don't understand that.", "Tell me in English: {text}",
    "What could this mean: {text}", "What is the English for this: {text}",
    "I'd like to know what this means: {text}", "Please tell me what \"{text}\" means.",
    "My friend said: {text} What does that mean?"};
static const char *const translate_meaning_held[] = {
    "What does \"{bare}\" mean in English?", "Can you tell me what this means? {text}", "Translate this: {text}",
    "Do you know what this means? {text}", "What is the meaning of this {from} sentence: {text}"};
static const char *const translate_sentence_fr[] = {
    "[Traduis|Traduisez] en {language} : {text}", "Comment dit-on \"{text}\" en {language} ?", "En {language} : {text}",
    "[Peux-tu traduire|Traduis] cette phrase en {language} : {text}", "Comment dire \"{text}\" en {language} ?",
    "Traduire en {language} : {text}", "[Pouvez-vous|Pourrais-tu] traduire en {language} : {text}",
    "[Pouvez-vous|Pourrais-tu] traduire cette phrase en {language} ? {text}",
    "Comment [dire|dit-on] cela en {language} : {text}",
    "Comment [dire|dit-on|puis-je dire] ceci en {language} ? {text}",
    "[Je veux|Je voudrais] dire en {language} : {text}", "Dis en {language} : {text}",
    "[Écris|Mets|Dis-moi] ceci en {language} : {text}", "Traduction en {language} : {text}",
    "{text} Traduis en {language}.", "{text} Comment dit-on [ça|cela] en {language} ?",
    "Traduis, s'il te plaît, en {language} : {text}", "[Traduis|Traduisez] la phrase \"{text}\" en {language}.",
    "Comment traduire \"{text}\" en {language} ?", "J'ai besoin de cette phrase en {language} : {text}",
    "\"{text}\" en {language} ?", "Comment se dit \"{text}\" en {language} ?", "{language} : {text}"};
static const char *const translate_sentence_fr_held[] = {
    "Traduis \"{text}\" en {language}.", "Peux-tu traduire en {language} : {text}",
    "Comment dit-on en {language} : {text}"};
static const char *const translate_sentence_es[] = {
    "Traduce al {language}: {text}", "¿Cómo se dice \"{text}\" en {language}?", "En {language}: {text}",
    "[¿Puedes traducir|Traduce] esta frase al {language}: {text}", "Quiero decir \"{text}\" en {language}.",
    "Traducir al {language}: {text}", "¿[Puede|Podrías] traducir al {language}: {text}",
    "¿[Puede|Podrías] traducir esta frase al {language}? {text}", "¿Cómo se dice esto en {language}? {text}",
    "¿Cómo [digo|puedo decir] esto en {language}? {text}", "[Quiero|Quisiera] decir en {language}: {text}",
    "[Di|Escribe|Pon] esto en {language}: {text}", "Dime esto en {language}: {text}",
    "Traducción al {language}: {text}", "{text} Traduce al {language}.", "{text} ¿Cómo se dice eso en {language}?",
    "Por favor, traduce al {language}: {text}", "Traduce la frase \"{text}\" al {language}.",
    "¿Cómo se traduce \"{text}\" al {language}?", "Necesito esta frase en {language}: {text}",
    "\"{text}\" en {language}", "{language}: {text}", "Al {language}: {text}", "¿Qué es \"{text}\" en {language}?"};
static const char *const translate_sentence_es_held[] = {
    "Traduce \"{text}\" al {language}.", "¿Puedes traducir al {language}: {text}",
    "¿Cómo se dice en {language}: {text}"};
static const char *const translate_sentence_zh[] = {
    "翻译成{language}：{text}", "请[把这句话|]翻译成{language}：{text}",
    "“{text}”用{language}怎么说？", "用{language}说：{text}",
    "把“{text}”翻译成{language}。",
    "[请|]把下面的句子翻译成{language}：{text}", "[请|]把这个句子翻译成{language}：{text}", "[请|帮我]把“{text}”翻译成{language}。",
    "[请问|]这句话用{language}怎么说：{text}", "“{text}”{language}怎么说？", "“{text}”翻译成{language}是什么？", "用{language}怎么说：{text}",
    "怎么用{language}说“{text}”？", "{language}：{text}", "{text} 翻译成{language}。", "把它翻译成{language}：{text}",
    "我想用{language}说：{text}", "[请|]告诉我这句话的{language}：{text}", "译成{language}：{text}", "能把这句话翻译成{language}吗：{text}",
    "你知道“{text}”用{language}怎么说吗？"};
static const char *const translate_sentence_zh_held[] = {
    "把这句话翻译成{language}：{text}", "请用{language}说：{text}",
    "“{text}”的{language}是什么？"};

static const char *const translate_which[] = {
    "[Which|What] language is this: {text}", "[Which|What] language is \"{text}\"?",
    "{text} [Which|What] language is [this|that]?",
    "Is this English, French, Spanish or Chinese: {text}",
    "In [which|what] language is this [sentence|written]: {text}",
    "Name the language: {text}", "Language of this sentence: {text}",
    "[Can you tell me|Tell me|Do you know] the language of this: {text}",
    "[Find|Say|Guess] the language: {text}", "What is the language of \"{text}\"?",
    "Someone wrote \"{text}\" Which language is it?",
    "Language? {text}", "Do you know which language this is? {text}", "Which language am I writing in: {text}"};
static const char *const translate_which_held[] = {
    "Tell me which language this is: {text}", "What language is this sentence in: {text}",
    "\"{text}\" is which language?",
    "Can you guess the language? {text}", "What is the language of this sentence: {text}",
    "Which language is this written in? {text}"};

/* ---- parts of sentences ---- */

typedef struct translate_text { char in[TRANSLATE_N][TEXT_CAP]; } translate_text;

/* person: 0 I, 1 you, 2 he, she or one thing, 3 we, 4 they. An empty Spanish subject is in the verb. */
typedef struct translate_subject { const char *in[TRANSLATE_N]; int person, female; } translate_subject;

static const translate_subject translate_subjects[] = {
    {{"I", "je", "", "我"}, 0, 0}, {{"you", "tu", "", "你"}, 1, 0}, {{"he", "il", "él", "他"}, 2, 0},
    {{"she", "elle", "ella", "她"}, 2, 1}, {{"we", "nous", "", "我们"}, 3, 0},
    {{"they", "ils", "ellos", "他们"}, 4, 0},
    {{"my brother", "mon frère", "mi hermano", "我哥哥"}, 2, 0},
    {{"my sister", "ma sœur", "mi hermana", "我姐姐"}, 2, 1},
    {{"my mother", "ma mère", "mi madre", "我妈妈"}, 2, 1},
    {{"my father", "mon père", "mi padre", "我爸爸"}, 2, 0},
    {{"your sister", "ta sœur", "tu hermana", "你姐姐"}, 2, 1},
    {{"your father", "ton père", "tu padre", "你爸爸"}, 2, 0},
    {{"my friend", "mon ami", "mi amigo", "我的朋友"}, 2, 0},
    {{"the teacher", "le professeur", "el profesor", "老师"}, 2, 0},
    {{"the doctor", "le médecin", "el médico", "医生"}, 2, 0},
    {{"the boy", "le garçon", "el chico", "男孩"}, 2, 0}, {{"the girl", "la fille", "la chica", "女孩"}, 2, 1},
    {{"the children", "les enfants", "los niños", "孩子们"}, 4, 0},
    {{"my parents", "mes parents", "mis padres", "我父母"}, 4, 0},
    {{"our friends", "nos amis", "nuestros amigos", "我们的朋友们"}, 4, 0}};

enum translate_mode { TRANSLATE_SAYS, TRANSLATE_NOT, TRANSLATE_ASKS };

/* fr and es by person. after: what French has between "pas" and the object. use: nouns it takes by the piece. */
typedef struct translate_verb {
    const char *en, *en_third, *fr[5], *es[5], *zh, *zh_not, *after, *use;
} translate_verb;

static const translate_verb translate_takes[] = {
    {"have", "has", {"ai", "as", "a", "avons", "ont"}, {"tengo", "tienes", "tiene", "tenemos", "tienen"}, "有",
        "没有", "", "ath"},
    {"want", "wants", {"veux", "veux", "veut", "voulons", "veulent"},
     {"quiero", "quieres", "quiere", "queremos", "quieren"}, "想要", "不想要", "", "atf"},
    {"buy", "buys", {"achète", "achètes", "achète", "achetons", "achètent"},
     {"compro", "compras", "compra", "compramos", "compran"}, "买", "不买", "", "ftr"},
    {"see", "sees", {"vois", "vois", "voit", "voyons", "voient"}, {"veo", "ves", "ve", "vemos", "ven"}, "看见", "",
        "", "at"},
    {"need", "needs", {"ai", "as", "a", "avons", "ont"},
     {"necesito", "necesitas", "necesita", "necesitamos", "necesitan"}, "需要", "", "besoin de", "t"},
    {"eat", "eats", {"mange", "manges", "mange", "mangeons", "mangent"}, {"como", "comes", "come", "comemos", "comen"},
     "吃", "不吃", "", "f"},
    {"read", "reads", {"lis", "lis", "lit", "lisons", "lisent"}, {"leo", "lees", "lee", "leemos", "leen"}, "读", "",
        "", "r"}};
enum { TRANSLATE_HAVE, TRANSLATE_WANT, TRANSLATE_BUY, TRANSLATE_EAT = 5 };

static const translate_verb translate_drink = {"drink", "drinks", {"bois", "bois", "boit", "buvons", "boivent"},
    {"bebo", "bebes", "bebe", "bebemos", "beben"}, "喝", "不喝", "", "d"};
static const translate_verb translate_go = {"go", "goes", {"vais", "vas", "va", "allons", "vont"},
    {"voy", "vas", "va", "vamos", "van"}, "去", "不去", "", "p"};
static const translate_verb translate_speak = {"speak", "speaks", {"parle", "parles", "parle", "parlons", "parlent"},
    {"hablo", "hablas", "habla", "hablamos", "hablan"}, "会说", "不会说", "", ""};
static const translate_verb translate_live = {"live", "lives", {"habite", "habites", "habite", "habitons", "habitent"},
    {"vivo", "vives", "vive", "vivimos", "viven"}, "住", "不住", "", "l"};
static const translate_verb translate_like = {"like", "likes", {"aime", "aimes", "aime", "aimons", "aiment"},
    {"me gusta", "te gusta", "le gusta", "nos gusta", "les gusta"}, "喜欢", "不喜欢", "", ""};
static const translate_verb translate_wish = {"want", "wants", {"veux", "veux", "veut", "voulons", "veulent"},
    {"quiero", "quieres", "quiere", "queremos", "quieren"}, "想", "不想", "", ""};

/* What one does without an object; fr_name, es_name are the infinitives. */
static const struct translate_doing { translate_verb verb; const char *fr_name, *es_name; } translate_doings[] = {
    {{"work", "works", {"travaille", "travailles", "travaille", "travaillons", "travaillent"},
      {"trabajo", "trabajas", "trabaja", "trabajamos", "trabajan"}, "工作", "不工作", "", ""}, "travailler",
          "trabajar"},
    {{"sleep", "sleeps", {"dors", "dors", "dort", "dormons", "dorment"},
      {"duermo", "duermes", "duerme", "dormimos", "duermen"}, "睡觉", "不睡觉", "", ""}, "dormir", "dormir"},
    {{"sing", "sings", {"chante", "chantes", "chante", "chantons", "chantent"},
      {"canto", "cantas", "canta", "cantamos", "cantan"}, "唱歌", "不唱歌", "", ""}, "chanter", "cantar"},
    {{"dance", "dances", {"danse", "danses", "danse", "dansons", "dansent"},
      {"bailo", "bailas", "baila", "bailamos", "bailan"}, "跳舞", "不跳舞", "", ""}, "danser", "bailar"},
    {{"run", "runs", {"cours", "cours", "court", "courons", "courent"},
      {"corro", "corres", "corre", "corremos", "corren"}, "跑步", "不跑步", "", ""}, "courir", "correr"},
    {{"eat", "eats", {"mange", "manges", "mange", "mangeons", "mangent"},
      {"como", "comes", "come", "comemos", "comen"}, "吃饭", "不吃饭", "", ""}, "manger", "comer"},
    {{"read", "reads", {"lis", "lis", "lit", "lisons", "lisent"},
      {"leo", "lees", "lee", "leemos", "leen"}, "看书", "不看书", "", ""}, "lire", "leer"},
    {{"cook", "cooks", {"cuisine", "cuisines", "cuisine", "cuisinons", "cuisinent"},
      {"cocino", "cocinas", "cocina", "cocinamos", "cocinan"}, "做饭", "不做饭", "", ""}, "cuisiner", "cocinar"},
    {{"play", "plays", {"joue", "joues", "joue", "jouons", "jouent"},
      {"juego", "juegas", "juega", "jugamos", "juegan"}, "玩", "不玩", "", ""}, "jouer", "jugar"},
    {{"swim", "swims", {"nage", "nages", "nage", "nageons", "nagent"},
      {"nado", "nadas", "nada", "nadamos", "nadan"}, "游泳", "不游泳", "", ""}, "nager", "nadar"}};

static const translate_verb translate_be = {"be", "is", {"suis", "es", "est", "sommes", "sont"},
    {"soy", "eres", "es", "somos", "son"}, "", "", "", ""};
static const char *const translate_estar[5] = {"estoy", "estás", "está", "estamos", "están"};

/* fr, es: masculine and feminine. before: it stands before the French noun. zh: beside a noun; zh_is, zh_not: as what
 * is said of something. */
typedef struct translate_adjective {
    const char *en, *more, *fr[2], *es[2];
    int before;
    const char *zh, *zh_is, *zh_not, *zh_ask;
} translate_adjective;

#define TRANSLATE_COLOUR(zh) zh "的", "是" zh "的", "不是" zh "的", "是" zh "的"
#define TRANSLATE_LIKE(zh) "很" zh, "不" zh, zh
static const translate_adjective translate_looks[] = {
    {"big", "bigger", {"grand", "grande"}, {"grande", "grande"}, 1, "大", TRANSLATE_LIKE("大")},
    {"small", "smaller", {"petit", "petite"}, {"pequeño", "pequeña"}, 1, "小", TRANSLATE_LIKE("小")},
    {"beautiful", "more beautiful", {"beau", "belle"}, {"hermoso", "hermosa"}, 1, "漂亮的",
        TRANSLATE_LIKE("漂亮")},
    {"black", "", {"noir", "noire"}, {"negro", "negra"}, 0, TRANSLATE_COLOUR("黑色")},
    {"white", "", {"blanc", "blanche"}, {"blanco", "blanca"}, 0, TRANSLATE_COLOUR("白色")},
    {"new", "", {"nouveau", "nouvelle"}, {"nuevo", "nueva"}, 1, "新", "是新的", "不是新的", "是新的"},
    {"red", "", {"rouge", "rouge"}, {"rojo", "roja"}, 0, TRANSLATE_COLOUR("红色")},
    {"blue", "", {"bleu", "bleue"}, {"azul", "azul"}, 0, TRANSLATE_COLOUR("蓝色")},
    {"green", "", {"vert", "verte"}, {"verde", "verde"}, 0, TRANSLATE_COLOUR("绿色")},
    {"yellow", "", {"jaune", "jaune"}, {"amarillo", "amarilla"}, 0, TRANSLATE_COLOUR("黄色")}};
enum { TRANSLATE_ANY_SIZE = 2, TRANSLATE_ANY_BEAST = 5, TRANSLATE_ANY_BUT_COLOUR = 3 };

/* How people are; before: 1 if Spanish says it with estar. */
static const translate_adjective translate_feels[] = {
    {"tired", "", {"fatigué", "fatiguée"}, {"cansado", "cansada"}, 1, "", TRANSLATE_LIKE("累")},
    {"happy", "", {"heureux", "heureuse"}, {"feliz", "feliz"}, 1, "", TRANSLATE_LIKE("高兴")},
    {"sad", "", {"triste", "triste"}, {"triste", "triste"}, 1, "", TRANSLATE_LIKE("难过")},
    {"sick", "", {"malade", "malade"}, {"enfermo", "enferma"}, 1, "", "生病了", "没有生病", "生病了"},
    {"young", "", {"jeune", "jeune"}, {"joven", "joven"}, 0, "", TRANSLATE_LIKE("年轻")},
    {"strong", "", {"fort", "forte"}, {"fuerte", "fuerte"}, 0, "", TRANSLATE_LIKE("强壮")},
    {"rich", "", {"riche", "riche"}, {"rico", "rica"}, 0, "", TRANSLATE_LIKE("有钱")}};

static const char *const translate_times[][TRANSLATE_N] = {
    {"every day", "tous les jours", "todos los días", "每天"}, {"today", "aujourd'hui", "hoy", "今天"},
    {"in the morning", "le matin", "por la mañana", "早上"}};

/* Where things are. The first five are for small things. */
static const char *const translate_spots[][TRANSLATE_N] = {
    {"on the table", "sur la table", "sobre la mesa", "桌子上"},
    {"on the bed", "sur le lit", "sobre la cama", "床上"},
    {"under the table", "sous la table", "debajo de la mesa", "桌子下面"},
    {"on the chair", "sur la chaise", "sobre la silla", "椅子上"},
    {"in the box", "dans la boîte", "en la caja", "盒子里"},
    {"in the house", "dans la maison", "en la casa", "房子里"},
    {"in the garden", "dans le jardin", "en el jardín", "花园里"},
    {"in the kitchen", "dans la cuisine", "en la cocina", "厨房里"},
    {"in the street", "dans la rue", "en la calle", "街上"},
    {"in the park", "dans le parc", "en el parque", "公园里"}};
enum { TRANSLATE_SMALL_SPOTS = 5 };
static const char *const translate_at_home[TRANSLATE_N] = {"at home", "à la maison", "en casa", "家"};

static const char *const translate_cities[][TRANSLATE_N] = {
    {"Paris", "Paris", "París", "巴黎"}, {"London", "Londres", "Londres", "伦敦"},
    {"Madrid", "Madrid", "Madrid", "马德里"},
    {"Beijing", "Pékin", "Pekín", "北京"}, {"Berlin", "Berlin", "Berlín", "柏林"},
    {"Rome", "Rome", "Roma", "罗马"},
    {"Tokyo", "Tokyo", "Tokio", "东京"}, {"New York", "New York", "Nueva York", "纽约"}};

static const char *const translate_numbers[][TRANSLATE_N] = {
    {"two", "deux", "dos", "两"}, {"three", "trois", "tres", "三"}, {"four", "quatre", "cuatro", "四"},
    {"five", "cinq", "cinco", "五"}, {"six", "six", "seis", "六"}, {"eight", "huit", "ocho", "八"},
    {"ten", "dix", "diez", "十"}};

/* A phrase that means two things in one language comes back as the first of its lines. */
static const char *const translate_phrases[][TRANSLATE_N] = {
    {"Hello!", "Bonjour !", "¡Hola!", "你好！"}, {"Good morning!", "Bonjour !", "¡Buenos días!", "早上好！"},
    {"Good afternoon!", "Bonjour !", "¡Buenas tardes!", "下午好！"},
    {"Good night!", "Bonne nuit !", "¡Buenas noches!", "晚安！"},
    {"Good evening!", "Bonsoir !", "¡Buenas noches!", "晚上好！"},
    {"Goodbye!", "Au revoir !", "¡Adiós!", "再见！"},
    {"See you tomorrow!", "À demain !", "¡Hasta mañana!", "明天见！"},
    {"See you soon!", "À bientôt !", "¡Hasta pronto!", "回头见！"},
    {"Thank you.", "Merci.", "Gracias.", "谢谢。"},
    {"Thank you very much.", "Merci beaucoup.", "Muchas gracias.", "非常感谢。"},
    {"You are welcome.", "De rien.", "De nada.", "不客气。"},
    {"Excuse me.", "Excusez-moi.", "Disculpe.", "打扰一下。"},
    {"I am sorry.", "Je suis désolé.", "Lo siento.", "对不起。"},
    {"No problem.", "Pas de problème.", "No hay problema.", "没问题。"},
    {"How are you?", "Comment vas-tu ?", "¿Cómo estás?", "你好吗？"},
    {"I am fine.", "Je vais bien.", "Estoy bien.", "我很好。"},
    {"What is your name?", "Comment t'appelles-tu ?", "¿Cómo te llamas?", "你叫什么名字？"},
    {"My name is Anna.", "Je m'appelle Anna.", "Me llamo Anna.", "我叫安娜。"},
    {"Nice to meet you.", "Enchanté.", "Mucho gusto.", "很高兴认识你。"},
    {"Where are you from?", "D'où viens-tu ?", "¿De dónde eres?", "你是哪里人？"},
    {"How old are you?", "Quel âge as-tu ?", "¿Cuántos años tienes?", "你多大了？"},
    {"I am twenty years old.", "J'ai vingt ans.", "Tengo veinte años.", "我二十岁。"},
    {"I am hungry.", "J'ai faim.", "Tengo hambre.", "我饿了。"},
    {"I am thirsty.", "J'ai soif.", "Tengo sed.", "我渴了。"},
    {"I am cold.", "J'ai froid.", "Tengo frío.", "我很冷。"},
    {"I am lost.", "Je suis perdu.", "Estoy perdido.", "我迷路了。"},
    {"How much does it cost?", "Combien ça coûte ?", "¿Cuánto cuesta?", "多少钱？"},
    {"What time is it?", "Quelle heure est-il ?", "¿Qué hora es?", "几点了？"},
    {"I don't understand.", "Je ne comprends pas.", "No entiendo.", "我不明白。"},
    {"I don't know.", "Je ne sais pas.", "No lo sé.", "我不知道。"},
    {"I love you.", "Je t'aime.", "Te amo.", "我爱你。"},
    {"Happy birthday!", "Joyeux anniversaire !", "¡Feliz cumpleaños!", "生日快乐！"},
    {"Happy New Year!", "Bonne année !", "¡Feliz Año Nuevo!", "新年快乐！"},
    {"Merry Christmas!", "Joyeux Noël !", "¡Feliz Navidad!", "圣诞快乐！"},
    {"Good luck!", "Bonne chance !", "¡Buena suerte!", "祝你好运！"},
    {"Have a good trip!", "Bon voyage !", "¡Buen viaje!", "一路平安！"},
    {"Enjoy your meal!", "Bon appétit !", "¡Buen provecho!", "祝你胃口好！"},
    {"Cheers!", "Santé !", "¡Salud!", "干杯！"},
    {"Help!", "Au secours !", "¡Socorro!", "救命！"},
    {"Can you help me?", "Peux-tu m'aider ?", "¿Puedes ayudarme?", "你能帮我吗？"},
    {"Where is the bathroom?", "Où sont les toilettes ?", "¿Dónde está el baño?", "洗手间在哪里？"},
    {"What is this?", "Qu'est-ce que c'est ?", "¿Qué es esto?", "这是什么？"},
    {"Who is it?", "Qui est-ce ?", "¿Quién es?", "是谁？"},
    {"It is raining.", "Il pleut.", "Está lloviendo.", "下雨了。"},
    {"It is snowing.", "Il neige.", "Está nevando.", "下雪了。"},
    {"It is hot today.", "Il fait chaud aujourd'hui.", "Hoy hace calor.", "今天很热。"},
    {"It is cold today.", "Il fait froid aujourd'hui.", "Hoy hace frío.", "今天很冷。"},
    {"Today is Monday.", "Aujourd'hui, c'est lundi.", "Hoy es lunes.", "今天是星期一。"},
    {"The bill, please.", "L'addition, s'il vous plaît.", "La cuenta, por favor.", "请结账。"},
    {"Speak more slowly, please.", "Parlez plus lentement, s'il vous plaît.", "Hable más despacio, por favor.",
        "请说慢一点。"},
    {"I would like a coffee.", "Je voudrais un café.", "Me gustaría un café.", "我想来一杯咖啡。"},
    {"I am from China.", "Je viens de Chine.", "Soy de China.", "我来自中国。"},
    {"I am from Spain.", "Je viens d'Espagne.", "Soy de España.", "我来自西班牙。"},
    {"I am from France.", "Je viens de France.", "Soy de Francia.", "我来自法国。"}};

/* ---- forms of words ---- */

static int translate_ends(const char *word, const char *ending) {
    const size_t n = strlen(word), k = strlen(ending);
    return n >= k && strcmp(word + n - k, ending) == 0;
}

/* The word without its last cut bytes, and an ending. */
static void translate_add_form(char *text, const char *word, int cut, const char *ending) {
    add(text, "%.*s%s", (int)strlen(word) - cut, word, ending);
}

static void translate_add_plural_en(char *text, const char *word) {
    if (strcmp(word, "mouse") == 0) add(text, "mice");
    else if (strcmp(word, "fish") == 0 || strcmp(word, "sheep") == 0) add(text, "%s", word);
    else if (translate_ends(word, "lf")) translate_add_form(text, word, 1, "ves");
    else if (translate_ends(word, "y") && !translate_ends(word, "ey")) translate_add_form(text, word, 1, "ies");
    else if (translate_ends(word, "x") || translate_ends(word, "ch") || translate_ends(word, "to"))
        add(text, "%ses", word);
    else add(text, "%ss", word);
}

static void translate_add_plural_fr(char *text, const char *word) {
    if (strncmp(word, "pomme de", 8) == 0) add(text, "pommes%s", word + 5);
    else if (translate_ends(word, "s") || translate_ends(word, "x")) add(text, "%s", word);
    else if (translate_ends(word, "al")) translate_add_form(text, word, 1, "ux");
    else add(text, translate_ends(word, "au") ? "%sx" : "%ss", word);
}

/* The stress stays where it was, so the written accent goes or comes. */
static void translate_add_plural_es(char *text, const char *word) {
    if (strcmp(word, "joven") == 0) add(text, "jóvenes");
    else if (translate_ends(word, "z")) translate_add_form(text, word, 1, "ces");
    else if (translate_ends(word, "ón")) translate_add_form(text, word, 3, "ones");
    else if (translate_ends(word, "ín")) translate_add_form(text, word, 3, "ines");
    else add(text, strchr("aeo", word[strlen(word) - 1]) || translate_ends(word, "é") ? "%ss" : "%ses", word);
}

static void translate_add_word(char *text, int language, const char *word, int plural) {
    if (!plural || language == TRANSLATE_ZH) add(text, "%s", word);
    else if (language == TRANSLATE_EN) translate_add_plural_en(text, word);
    else if (language == TRANSLATE_FR) translate_add_plural_fr(text, word);
    else translate_add_plural_es(text, word);
}

/* Whether French elides before this word. */
static int translate_vowel(const char *word) {
    static const char *const accented[] = {"é", "è", "ê", "â", "î", "ô", "œ"};
    int i;
    if (strncmp(word, "huit", 4) == 0) return 0;
    for (i = 0; i < COUNT(accented); i++)
        if (strncmp(word, accented[i], strlen(accented[i])) == 0) return 1;
    return word[0] && strchr("aeiouh", word[0]) != NULL;
}

/* Copies text, and where a word of from stands before a space (and a vowel, if asked for) writes to instead. */
static void translate_join(char *text, const char *const (*rules)[2], int n, int before_vowel) {
    char out[TEXT_CAP] = "";
    const char *p = text;
    int i;
    while (*p) {
        for (i = 0; i < n; i++) {
            const size_t k = strlen(rules[i][0]);
            if ((p == text || strchr(" '", p[-1])) && strncmp(p, rules[i][0], k) == 0 &&
                (!before_vowel || translate_vowel(p + k))) break;
        }
        if (i < n) add(out, "%s", rules[i][1]), p += strlen(rules[i][0]);
        else add(out, "%c", *p++);
    }
    strcpy(text, out);
}

static void translate_elide(char *text) {
    static const char *const elide[][2] = {{"je ", "j'"}, {"ne ", "n'"}, {"de ", "d'"}, {"le ", "l'"}, {"la ", "l'"},
        {"que ", "qu'"}, {"ce ", "c'"}, {"ma ", "mon "}, {"ta ", "ton "}, {"beau ", "bel "}, {"nouveau ", "nouvel "}};
    static const char *const contract[][2] = {{"de le ", "du "}, {"à le ", "au "}};
    translate_join(text, elide, COUNT(elide), 1);
    translate_join(text, contract, COUNT(contract), 0);
}

static void translate_contract_es(char *text) {
    static const char *const contract[][2] = {{"a el ", "al "}, {"de el ", "del "}, {"la agua", "el agua"}};
    translate_join(text, contract, COUNT(contract), 0);
}

static int translate_opens(const char *text, const char *end) { return end == text + 2 && strncmp(text, "¿", 2) == 0; }

/* Parts that are empty leave spaces behind. */
static void translate_trim(char *text) {
    char *to = text;
    const char *from;
    for (from = text; *from; from++) {
        if (*from == ' ' && (to == text || to[-1] == ' ' || translate_opens(text, to))) continue;
        if ((*from == '.' || *from == '?') && to > text && to[-1] == ' ') to--;
        *to++ = *from;
    }
    *to = 0;
}

/* ---- phrases ---- */

static const translate_noun *translate_draw_noun(grammar *g, const char *use) {
    const translate_noun *noun;
    do noun = &PICK(g, translate_nouns);
    while (!strpbrk(noun->use, use));
    return noun;
}

/* What this noun can look like. */
static const translate_adjective *translate_draw_look(grammar *g, const translate_noun *noun) {
    const int n = strchr(noun->use, 'c') ? COUNT(translate_looks) : strchr(noun->use, 'a') ? TRANSLATE_ANY_BEAST
                : strchr(noun->use, 'f') ? TRANSLATE_ANY_SIZE : TRANSLATE_ANY_BUT_COLOUR;
    return &translate_looks[below(g, n)];
}

enum translate_determiner { TRANSLATE_A, TRANSLATE_THE, TRANSLATE_MY, TRANSLATE_YOUR, TRANSLATE_OUR, TRANSLATE_ALL };

/* By language, determiner and gender; of the plural only TRANSLATE_ALL is used: "(all) dogs". */
static const char *const translate_determiners[TRANSLATE_N - 1][TRANSLATE_ALL + 1][2] = {
    {{"a", "a"}, {"the", "the"}, {"my", "my"}, {"your", "your"}, {"our", "our"}, {"", ""}},
    {{"un", "une"}, {"le", "la"}, {"mon", "ma"}, {"ton", "ta"}, {"notre", "notre"}, {"les", "les"}},
    {{"un", "una"}, {"el", "la"}, {"mi", "mi"}, {"tu", "tu"}, {"nuestro", "nuestra"}, {"los", "las"}}};
static const char *const translate_determiners_zh[TRANSLATE_ALL + 1] = {"一", "", "我的", "你的", "我们的", ""};

static void translate_put(translate_text *out, const char *const *in) {
    int i;
    for (i = 0; i < TRANSLATE_N; i++) strcpy(out->in[i], in[i]);
}

/* look may be NULL; number is a line of translate_numbers, or NULL. */
static void translate_noun_phrase(translate_text *out, int determiner, const char *const *number,
                                  const translate_adjective *look, const translate_noun *noun) {
    const int plural = number || determiner == TRANSLATE_ALL;
    int i;
    for (i = 0; i < TRANSLATE_N; i++) {
        char *text = out->in[i];
        const int female = i > TRANSLATE_EN && i < TRANSLATE_ZH && noun->gender[i - TRANSLATE_FR] == 'f';
        const char *adjective = !look ? "" : i == TRANSLATE_EN ? look->en : i == TRANSLATE_FR ? look->fr[female]
                              : i == TRANSLATE_ES ? look->es[female] : look->zh;
        const int before = look && (i == TRANSLATE_EN || (i == TRANSLATE_FR && look->before));
        text[0] = 0;
        if (i == TRANSLATE_ZH) {
            add(text, "%s", number ? number[i] : translate_determiners_zh[determiner]);
            if (number || determiner == TRANSLATE_A) add(text, "%s", noun->measure);
            add(text, "%s%s", adjective, noun->in[i]);
            continue;
        }
        if (i == TRANSLATE_EN && determiner == TRANSLATE_A && !number)
            add(text, "%s ", article(look ? look->en : noun->in[i]));
        else add(text, "%s ", number ? number[i] : translate_determiners[i][determiner][female]);
        if (before) {
            translate_add_word(text, i, adjective, plural && i != TRANSLATE_EN);
            add(text, " ");
        }
        translate_add_word(text, i, noun->in[i], plural);
        if (look && !before) {
            add(text, " ");
            translate_add_word(text, i, adjective, plural);
        }
    }
}

/* Some of a food or a drink; with a negation French has only "de". */
static void translate_mass(translate_text *out, const translate_noun *noun, int mode) {
    translate_put(out, noun->in);
    snprintf(out->in[TRANSLATE_FR], TEXT_CAP, "%s %s",
             mode == TRANSLATE_NOT ? "de" : noun->gender[0] == 'f' ? "de la" : "de le", noun->in[TRANSLATE_FR]);
}

static const char *translate_be_en(int person) { return person == 0 ? "am" : person == 2 ? "is" : "are"; }

/* Spaces, elision, contraction, capital letters. */
static void translate_finish(translate_text *out) {
    int i;
    for (i = 0; i < TRANSLATE_N; i++) translate_trim(out->in[i]);
    translate_elide(out->in[TRANSLATE_FR]);
    translate_contract_es(out->in[TRANSLATE_ES]);
    for (i = 0; i < TRANSLATE_N; i++) {
        char *text = out->in[i];
        capitalise(strncmp(text, "¿", 2) == 0 ? text + 2 : text);
    }
    if (translate_ends(out->in[TRANSLATE_FR], "?")) strcpy(strchr(out->in[TRANSLATE_FR], '?'), " ?");
}

/* Subject, verb, object, when: said, denied or asked. In Chinese the time comes first, and so does a place. */
static void translate_clause(translate_text *out, const translate_subject *s, const translate_verb *v, int mode,
                             const translate_text *object, const translate_text *when) {
    const char *fr = v->fr[s->person], *es = v->es[s->person], *en = s->person == 2 ? v->en_third : v->en;
    const char *no = s->person == 2 ? "doesn't" : "don't", *does = s->person == 2 ? "does" : "do";
    char what[TRANSLATE_N][2 * TEXT_CAP + 1];
    int i;
    for (i = 0; i < TRANSLATE_ZH; i++) snprintf(what[i], sizeof(what[i]), "%s %s", object->in[i], when->in[i]);
    for (i = 0; i < TRANSLATE_N; i++) out->in[i][0] = 0;
    if (mode == TRANSLATE_SAYS) add(out->in[TRANSLATE_EN], "%s %s %s.", s->in[TRANSLATE_EN], en, what[TRANSLATE_EN]);
    else if (mode == TRANSLATE_NOT)
        add(out->in[TRANSLATE_EN], "%s %s %s %s.", s->in[TRANSLATE_EN], no, v->en, what[TRANSLATE_EN]);
    else add(out->in[TRANSLATE_EN], "%s %s %s %s?", does, s->in[TRANSLATE_EN], v->en, what[TRANSLATE_EN]);
    add(out->in[TRANSLATE_FR], mode == TRANSLATE_NOT ? "%s ne %s pas %s %s." : mode == TRANSLATE_SAYS ? "%s %s %s %s."
        : "est-ce que %s %s %s %s?", s->in[TRANSLATE_FR], fr, v->after, what[TRANSLATE_FR]);
    add(out->in[TRANSLATE_ES],
        mode == TRANSLATE_NOT ? "%s no %s %s." : mode == TRANSLATE_SAYS ? "%s %s %s." : "¿%s %s %s?",
        s->in[TRANSLATE_ES], es, what[TRANSLATE_ES]);
    add(out->in[TRANSLATE_ZH], "%s%s%s%s%s", s->in[TRANSLATE_ZH], when->in[TRANSLATE_ZH],
        mode == TRANSLATE_NOT ? v->zh_not : v->zh, object->in[TRANSLATE_ZH], mode == TRANSLATE_ASKS ? "吗？" : "。");
}

/* ---- sentences ---- */

static void translate_replace(char *text, const char *what, const char *by) {
    char rest[TEXT_CAP];
    char *at = strstr(text, what);
    if (!at) return;
    strcpy(rest, at + strlen(what));
    *at = 0;
    add(text, "%s%s", by, rest);
}

static const translate_text translate_nothing;

static const translate_subject *translate_draw_subject(grammar *g, int mode) {
    const translate_subject *s;
    do s = &PICK(g, translate_subjects);
    while (mode == TRANSLATE_ASKS && (s->person == 0 || s->person == 3));
    return s;
}

static int translate_draw_mode(grammar *g) {
    const int percent = below(g, 100);
    return percent < 60 ? TRANSLATE_SAYS : percent < 83 ? TRANSLATE_NOT : TRANSLATE_ASKS;
}

/* A sentence from one pattern for each language; a digit n stands for part n. */
static void translate_fill(translate_text *out, const char *const *patterns, const translate_text *parts) {
    int i;
    for (i = 0; i < TRANSLATE_N; i++) {
        const char *p;
        out->in[i][0] = 0;
        for (p = patterns[i]; *p; p++)
            if (isdigit((unsigned char)*p)) add(out->in[i], "%s", parts[*p - '0'].in[i]);
            else add(out->in[i], "%c", *p);
    }
}

/* "She has a black cat." "We don't have a car." "Do you want three apples?" */
static void translate_taking(grammar *g, translate_text *out) {
    const translate_verb *v = &PICK(g, translate_takes);
    const int denies = v == &translate_takes[TRANSLATE_HAVE] && chance(g, 25);
    const int mode = denies ? TRANSLATE_NOT : chance(g, 25) ? TRANSLATE_ASKS : TRANSLATE_SAYS;
    const translate_noun *noun = translate_draw_noun(g, denies ? "h" : v->use);
    const char *const *number = !denies && chance(g, 35) ? PICK(g, translate_numbers) : NULL;
    const translate_adjective *look = !denies && chance(g, 40) ? translate_draw_look(g, noun) : NULL;
    translate_text object;
    translate_noun_phrase(&object, TRANSLATE_A, number, look, noun);
    if (denies) {
        snprintf(object.in[TRANSLATE_FR], TEXT_CAP, "de %s", noun->in[TRANSLATE_FR]);
        strcpy(object.in[TRANSLATE_ES], noun->in[TRANSLATE_ES]);
        strcpy(object.in[TRANSLATE_ZH], noun->in[TRANSLATE_ZH]);
    }
    translate_clause(out, translate_draw_subject(g, mode), v, mode, &object, &translate_nothing);
}

/* "He drinks coffee in the morning." "I don't eat meat." "Do they want bread?" */
static void translate_eating(grammar *g, translate_text *out) {
    static const int verbs[] = {TRANSLATE_WANT, TRANSLATE_BUY, TRANSLATE_EAT, TRANSLATE_EAT};
    const translate_verb *v = chance(g, 45) ? &translate_drink : &translate_takes[PICK(g, verbs)];
    const int mode = translate_draw_mode(g);
    const char *use = v == &translate_drink ? "d" : v == &translate_takes[TRANSLATE_EAT] ? "e" : "de";
    translate_text object, when = translate_nothing;
    translate_mass(&object, translate_draw_noun(g, use), mode);
    if (mode == TRANSLATE_SAYS && v != &translate_takes[TRANSLATE_WANT] && chance(g, 40))
        translate_put(&when, PICK(g, translate_times));
    translate_clause(out, translate_draw_subject(g, mode), v, mode, &object, &when);
}

/* Spanish turns it round: what is liked pleases somebody. */
static void translate_liking(grammar *g, translate_text *out, const translate_text *object, int plural) {
    static const char *const pleases[5] = {"me gustan", "te gustan", "le gustan", "nos gustan", "les gustan"};
    const int mode = translate_draw_mode(g);
    translate_subject s = *translate_draw_subject(g, mode);
    translate_verb v = translate_like;
    char to[64] = "";
    if (s.in[TRANSLATE_ES][0]) snprintf(to, sizeof(to), "a %s", s.in[TRANSLATE_ES]);
    s.in[TRANSLATE_ES] = to;
    if (plural) memcpy(v.es, pleases, sizeof(pleases));
    translate_clause(out, &s, &v, mode, object, &translate_nothing);
}

/* "My sister likes red flowers." "I don't like milk." */
static void translate_tastes(grammar *g, translate_text *out) {
    const int mass = chance(g, 30);
    const translate_noun *noun = translate_draw_noun(g, mass ? "de" : "ahfr");
    translate_text object;
    const translate_adjective *look = mass || chance(g, 65) ? NULL : translate_draw_look(g, noun);
    translate_noun_phrase(&object, mass ? TRANSLATE_THE : TRANSLATE_ALL, NULL, look, noun);
    if (mass) strcpy(object.in[TRANSLATE_EN], noun->in[TRANSLATE_EN]);
    translate_liking(g, out, &object, !mass);
}

/* "I want to sleep." "The boy likes to swim." */
static void translate_wishing(grammar *g, translate_text *out) {
    const struct translate_doing *d = &PICK(g, translate_doings);
    const int mode = translate_draw_mode(g);
    translate_text what;
    snprintf(what.in[TRANSLATE_EN], TEXT_CAP, "to %s", d->verb.en);
    strcpy(what.in[TRANSLATE_FR], d->fr_name);
    strcpy(what.in[TRANSLATE_ES], d->es_name);
    strcpy(what.in[TRANSLATE_ZH], d->verb.zh);
    if (chance(g, 50)) translate_liking(g, out, &what, 0);
    else translate_clause(out, translate_draw_subject(g, mode), &translate_wish, mode, &what, &translate_nothing);
}

/* "The black cat is small." "Our house is not big." "Is your car red?" */
static void translate_looking(grammar *g, translate_text *out) {
    static const char *const says[] = {"0 is 1.", "0 est 1.", "0 es 1.", "01。"};
    static const char *const denies[] = {"0 is not 1.", "0 ne est pas 1.", "0 no es 1.", "01。"};
    static const char *const asks[] = {"is 0 1?", "est-ce que 0 est 1?", "¿0 es 1?", "01吗？"};
    static const char *const *const patterns[] = {says, denies, asks};
    const translate_noun *noun = translate_draw_noun(g, "atl");
    const translate_adjective *look, *other = NULL;
    const int mode = translate_draw_mode(g), determiner = chance(g, 50) ? TRANSLATE_THE : between(g, TRANSLATE_MY,
        TRANSLATE_OUR);
    translate_text parts[2];
    do look = translate_draw_look(g, noun);
    while (strcmp(noun->in[TRANSLATE_EN], "city") == 0 && look == &translate_looks[TRANSLATE_ANY_BEAST]);
    if (determiner == TRANSLATE_THE && chance(g, 35)) other = translate_draw_look(g, noun);
    if (other == look || (look->more[0] == 0 && other && other->more[0] == 0)) other = NULL;
    translate_noun_phrase(&parts[0], determiner, NULL, other, noun);
    strcpy(parts[1].in[TRANSLATE_EN], look->en);
    strcpy(parts[1].in[TRANSLATE_FR], look->fr[noun->gender[0] == 'f']);
    strcpy(parts[1].in[TRANSLATE_ES], look->es[noun->gender[1] == 'f']);
    strcpy(parts[1].in[TRANSLATE_ZH],
        mode == TRANSLATE_SAYS ? look->zh_is : mode == TRANSLATE_NOT ? look->zh_not : look->zh_ask);
    translate_fill(out, patterns[mode], parts);
}

/* "I am tired." "She is not sad." "Are your parents happy?" */
static void translate_feeling(grammar *g, translate_text *out) {
    static const char *const says[] = {"0 2 1.", "0 2 1.", "0 2 1.", "01。"};
    static const char *const denies[] = {"0 2 not 1.", "0 ne 2 pas 1.", "0 no 2 1.", "01。"};
    static const char *const asks[] = {"2 0 1?", "est-ce que 0 2 1?", "¿0 2 1?", "01吗？"};
    static const char *const *const patterns[] = {says, denies, asks};
    const int mode = translate_draw_mode(g);
    const translate_subject *s = translate_draw_subject(g, mode);
    const translate_adjective *a = &PICK(g, translate_feels);
    translate_text parts[3] = {{{{0}}}};
    const int plural = s->person > 2;
    translate_put(&parts[0], s->in);
    strcpy(parts[1].in[TRANSLATE_EN], a->en);
    translate_add_word(parts[1].in[TRANSLATE_FR], TRANSLATE_FR, a->fr[s->female], plural);
    translate_add_word(parts[1].in[TRANSLATE_ES], TRANSLATE_ES, a->es[s->female], plural);
    strcpy(parts[1].in[TRANSLATE_ZH],
        mode == TRANSLATE_SAYS ? a->zh_is : mode == TRANSLATE_NOT ? a->zh_not : a->zh_ask);
    strcpy(parts[2].in[TRANSLATE_EN], translate_be_en(s->person));
    strcpy(parts[2].in[TRANSLATE_FR], translate_be.fr[s->person]);
    strcpy(parts[2].in[TRANSLATE_ES], a->before ? translate_estar[s->person] : translate_be.es[s->person]);
    translate_fill(out, patterns[mode], parts);
}

/* "My brother lives in a big house." "I work in Paris." "They don't work in a bank." */
static void translate_living(grammar *g, translate_text *out) {
    static const char *const in_noun[] = {"in 0", "dans 0", "en 0", "在0"};
    static const char *const home_in_noun[] = {"in 0", "dans 0", "en 0", "在0里"};
    static const char *const in_city[] = {"in 0", "à 0", "en 0", "在0"};
    const int works = chance(g, 50), city = chance(g, 35), mode = translate_draw_mode(g);
    const translate_noun *noun = translate_draw_noun(g, works ? "w" : "l");
    const int size = !works && chance(g, 60) ? below(g, TRANSLATE_ANY_BUT_COLOUR) : -1;
    translate_verb v = works ? translate_doings[0].verb : translate_live;
    translate_text place, where;
    if (city) translate_put(&place, PICK(g, translate_cities));
    else translate_noun_phrase(&place, TRANSLATE_A, NULL, size < 0 ? NULL : &translate_looks[size], noun);
    if (!city && mode == TRANSLATE_NOT) translate_replace(place.in[TRANSLATE_ZH], "一", ""); /* not in any */
    if (!city && mode == TRANSLATE_NOT) translate_replace(place.in[TRANSLATE_ZH], noun->measure, "");
    translate_fill(&where, city ? in_city : works ? in_noun : home_in_noun, &place);
    /* Chinese works "in a place" before the verb, but lives behind it. */
    if (works) {
        v.zh_not = "工作";
        if (mode == TRANSLATE_NOT) translate_replace(where.in[TRANSLATE_ZH], "在", "不在");
    }
    translate_clause(out, translate_draw_subject(g, mode), &v, mode, works ? &translate_nothing : &where,
                     works ? &where : &translate_nothing);
}

/* "We go to the park every day." "Does she go to the market?" */
static void translate_going(grammar *g, translate_text *out) {
    static const char *const to[] = {"to 0", "à 0", "a 0", "0"};
    const int mode = translate_draw_mode(g);
    translate_text place, where, when = translate_nothing;
    translate_noun_phrase(&place, TRANSLATE_THE, NULL, NULL, translate_draw_noun(g, "p"));
    translate_fill(&where, to, &place);
    if (mode != TRANSLATE_NOT && chance(g, 60)) translate_put(&when, PICK(g, translate_times));
    translate_clause(out, translate_draw_subject(g, mode), &translate_go, mode, &where, &when);
}

static const char *const *translate_draw_spot(grammar *g, const translate_noun *noun) {
    const int from = strchr(noun->use, 's') ? 0 : TRANSLATE_SMALL_SPOTS;
    const char *const *spot;
    do spot = translate_spots[between(g, from, COUNT(translate_spots) - 1)];
    while (strstr(spot[0], noun->in[0]));
    return spot;
}

/* "There is a book on the table." "There are three birds in the garden." */
static void translate_being_there(grammar *g, translate_text *out) {
    static const char *const one[] = {"there is 0 1.", "il y a 0 1.", "hay 0 1.", "1有0。"};
    static const char *const many[] = {"there are 0 1.", "il y a 0 1.", "hay 0 1.", "1有0。"};
    const translate_noun *noun = translate_draw_noun(g, "ast");
    const char *const *number = chance(g, 40) ? PICK(g, translate_numbers) : NULL;
    translate_text parts[2];
    while (strcmp(noun->in[0], "house") == 0) noun = translate_draw_noun(g, "ast");
    translate_noun_phrase(&parts[0], TRANSLATE_A, number, chance(g, 35) ? translate_draw_look(g, noun) : NULL, noun);
    translate_put(&parts[1], translate_draw_spot(g, noun));
    translate_fill(out, number ? many : one, parts);
}

/* "The key is on the table." "Your hat is not in the box." "Where is the station?" "Where is my book?" */
static void translate_finding(grammar *g, translate_text *out) {
    static const char *const says[] = {"0 is 1.", "0 est 1.", "0 está 1.", "0在1。"};
    static const char *const denies[] = {"0 is not 1.", "0 ne est pas 1.", "0 no está 1.", "0不在1。"};
    static const char *const asks[] = {"where is 0?", "où est 0?", "¿dónde está 0?", "0在哪里？"};
    static const char *const *const patterns[] = {says, denies, asks};
    const int mode = translate_draw_mode(g), determiner = chance(g, 50) ? TRANSLATE_THE : between(g, TRANSLATE_MY,
        TRANSLATE_OUR);
    const translate_noun *noun = translate_draw_noun(g, mode == TRANSLATE_ASKS ? "ahstp" : "ahst");
    translate_text parts[2];
    while (mode != TRANSLATE_ASKS && strpbrk(noun->use, "l")) noun = translate_draw_noun(g, "ahst");
    if (strcmp(noun->in[0], "garden") == 0) noun = &translate_nouns[0];
    translate_noun_phrase(&parts[0], strchr(noun->use, 'p') ? TRANSLATE_THE : determiner, NULL, NULL, noun);
    translate_put(&parts[1], translate_draw_spot(g, noun));
    translate_fill(out, patterns[mode], parts);
}

/* "She works every day." "The children play in the garden." "He doesn't sleep at home." */
static void translate_doing_it(grammar *g, translate_text *out) {
    const int mode = translate_draw_mode(g), place = chance(g, 50);
    translate_verb v = PICK(g, translate_doings).verb;
    translate_text when = translate_nothing;
    if (place) {
        const char *const *spot = chance(g, 30) ? translate_at_home
                                  : translate_spots[between(g, TRANSLATE_SMALL_SPOTS, COUNT(translate_spots) - 1)];
        translate_put(&when, spot);
        snprintf(when.in[TRANSLATE_ZH], TEXT_CAP, "%s在%s", mode == TRANSLATE_NOT ? "不" : "", spot[TRANSLATE_ZH]);
        v.zh_not = v.zh;
    } else if (chance(g, 70)) translate_put(&when, mode == TRANSLATE_NOT ? translate_times[1] : PICK(g,
        translate_times));
    translate_clause(out, translate_draw_subject(g, mode), &v, mode, &translate_nothing, &when);
}

/* "I speak French." "Do you speak English?" */
static void translate_speaking(grammar *g, translate_text *out) {
    const int mode = translate_draw_mode(g), which = below(g, TRANSLATE_N);
    translate_text language;
    int i;
    for (i = 0; i < TRANSLATE_N; i++) strcpy(language.in[i], translate_names[i][which]);
    translate_clause(out, translate_draw_subject(g, mode), &translate_speak, mode, &language, &translate_nothing);
}

/* "This is my house." "This is a red apple." */
static void translate_showing(grammar *g, translate_text *out) {
    static const char *const patterns[] = {"this is 0.", "ce est 0.", "est1 es 0.", "这是0。"};
    const translate_noun *noun = translate_draw_noun(g, "ahftl");
    const int determiner = chance(g, 40) ? TRANSLATE_A : between(g, TRANSLATE_MY, TRANSLATE_OUR);
    translate_text parts[2] = {{{{0}}}};
    translate_noun_phrase(&parts[0], determiner, NULL,
                          determiner == TRANSLATE_A && chance(g, 50) ? translate_draw_look(g, noun) : NULL, noun);
    strcpy(parts[1].in[TRANSLATE_ES], determiner == TRANSLATE_A ? "o" : noun->gender[1] == 'f' ? "a" : "e");
    translate_fill(out, patterns, parts);
}

/* "The horse is bigger than the dog." */
static void translate_comparing(grammar *g, translate_text *out) {
    static const char *const patterns[] = {"0 is 2 than 1.", "0 est plus 2 que 1.", "0 es más 2 que 1.", "0比12。"};
    const char *const use = chance(g, 50) ? "a" : chance(g, 70) ? "t" : "f";
    const translate_noun *noun = translate_draw_noun(g, use), *other = noun;
    const translate_adjective *look = &translate_looks[below(g, strchr(use,
        'f') ? TRANSLATE_ANY_SIZE : TRANSLATE_ANY_BUT_COLOUR)];
    translate_text parts[3];
    while (other == noun) other = translate_draw_noun(g, use);
    translate_noun_phrase(&parts[0], TRANSLATE_THE, NULL, NULL, noun);
    translate_noun_phrase(&parts[1], TRANSLATE_THE, NULL, NULL, other);
    strcpy(parts[2].in[TRANSLATE_EN], look->more);
    strcpy(parts[2].in[TRANSLATE_FR], look->fr[noun->gender[0] == 'f']);
    strcpy(parts[2].in[TRANSLATE_ES], look->es[noun->gender[1] == 'f']);
    strcpy(parts[2].in[TRANSLATE_ZH], look->zh_ask);
    translate_fill(out, patterns, parts);
}

/* A sentence of the side being made. The key is its English. */
static void translate_draw_sentence(grammar *g, translate_text *out) {
    static void (*const frames[])(grammar *, translate_text *) = {translate_taking, translate_taking, translate_eating,
        translate_tastes, translate_wishing, translate_looking, translate_looking, translate_feeling, translate_living,
        translate_going, translate_being_there, translate_finding, translate_doing_it, translate_speaking,
        translate_showing, translate_comparing};
    do {
        PICK(g, frames)(g, out);
        translate_finish(out);
    } while (!mine(g, "%s", out->in[TRANSLATE_EN]));
}

/* Phrases are all trained on, so they are no held-out items. */
static void translate_draw_text(grammar *g, translate_text *out) {
    if (!g->held_out && chance(g, 12)) translate_put(out, PICK(g, translate_phrases));
    else translate_draw_sentence(g, out);
}

/* ---- questions ---- */

/* The language of the question is mostly English, else one of the two. Sets the languages' names in it. */
static int translate_draw_asker(grammar *g, int from, int to, int percent) {
    const int asker = !chance(g, percent) ? TRANSLATE_EN : from == TRANSLATE_EN ? to : to == TRANSLATE_EN || chance(g,
        50) ? from : to;
    slot(g, "from", "%s", translate_names[asker][from]);
    slot(g, "language", "%s", translate_names[asker][to]);
    return asker;
}

/* "table", "orange", "rose": words that facts.h explains as English words. */
static int translate_is_explained(const char *word) {
    int i;
    for (i = 0; i < COUNT(facts_kinds); i++)
        if (strcmp(facts_kinds[i][0], word) == 0) return 1;
    return 0;
}

/* A word that could be English is asked about with the name of its language. */
static const char *translate_word_wording(grammar *g, int asker, int from, int to, const char *word) {
    if (asker == TRANSLATE_FR) return WORDING(g, translate_word_fr, translate_word_fr_held);
    if (asker == TRANSLATE_ES) return WORDING(g, translate_word_es, translate_word_es_held);
    if (asker == TRANSLATE_ZH) return WORDING(g, translate_word_zh, translate_word_zh_held);
    if (from == TRANSLATE_EN) return WORDING(g, translate_from_english, translate_from_english_held);
    if (to == TRANSLATE_EN && !translate_is_explained(word))
        return WORDING(g, translate_to_english, translate_to_english_held);
    return WORDING(g, translate_between, translate_between_held);
}

static const char *translate_sentence_wording(grammar *g, int asker, int to) {
    if (asker == TRANSLATE_FR) return WORDING(g, translate_sentence_fr, translate_sentence_fr_held);
    if (asker == TRANSLATE_ES) return WORDING(g, translate_sentence_es, translate_sentence_es_held);
    if (asker == TRANSLATE_ZH) return WORDING(g, translate_sentence_zh, translate_sentence_zh_held);
    if (to == TRANSLATE_EN && chance(g, 35)) return WORDING(g, translate_meaning, translate_meaning_held);
    return WORDING(g, translate_sentence_en, translate_sentence_en_held);
}

static int translate_make_word(grammar *g, turn *t) {
    static const int pairs[][2] = {{0, 1}, {0, 2}, {0, 3}, {1, 0}, {2, 0}, {3, 0}, {1, 2}, {2, 1}, {3, 1}, {1, 3}};
    const int *pair = pairs[chance(g, 92) ? below(g, 6) : between(g, 6, COUNT(pairs) - 1)];
    const int at = below(g, COUNT(translate_words) + COUNT(translate_nouns)), asker = translate_draw_asker(g, pair[0],
        pair[1], 18);
    const char *const *word = at < COUNT(translate_words) ? translate_words[at]
                              : translate_nouns[at - COUNT(translate_words)].in;
    const int quoted = asker != TRANSLATE_ZH && chance(g, 45);
    /* "to eat" is asked as "eat" too */
    const int bare = pair[0] == TRANSLATE_EN && strncmp(word[0], "to ", 3) == 0 && chance(g, 40);
    slot(g, "word", !quoted ? "%s" : chance(g, 75) ? "\"%s\"" : "'%s'", bare ? word[0] + 3 : word[pair[0]]);
    expand(g, t->user, translate_word_wording(g, asker, pair[0], pair[1], word[pair[0]]));
    strcpy(t->answer, word[pair[1]]);
    return 1;
}

/* The first phrase that reads the same in the language asked about: its line has the answer. */
static const char *translate_of(const translate_text *text, int from, int to) {
    int i;
    for (i = 0; i < COUNT(translate_phrases); i++)
        if (strcmp(translate_phrases[i][from], text->in[from]) == 0) return translate_phrases[i][to];
    return text->in[to];
}

/* English is written in full or in short; answers have "don't" but "is not" and "I am". */
static void translate_vary_english(grammar *g, char *text) {
    if (chance(g, 40)) translate_replace(text, "n't ", " not ");
    else if (chance(g, 40)) translate_replace(text, " is not ", " isn't ");
    if (chance(g, 30)) translate_replace(text, "I am ", "I'm ");
}

static void translate_slot_text(grammar *g, const char *text) {
    static const char *const marks[] = {" ?", " !", ".", "?", "!", "。", "？", "！"};
    int i;
    slot(g, "text", "%s", text);
    slot(g, "bare", "%s", text);
    for (i = 0; i < COUNT(marks); i++)
        if (translate_ends(text, marks[i])) {
            slot(g, "bare", "%.*s", (int)(strlen(text) - strlen(marks[i])), text);
            return;
        }
}

static int translate_make_sentence(grammar *g, turn *t) {
    const int other = between(g, TRANSLATE_FR, TRANSLATE_ZH), out_of = chance(g, 50);
    const int from = out_of ? TRANSLATE_EN : other, to = out_of ? other : TRANSLATE_EN;
    const int asker = translate_draw_asker(g, from, to, 12);
    translate_text text;
    translate_draw_text(g, &text);
    strcpy(t->answer, translate_of(&text, from, to));
    if (from == TRANSLATE_EN) translate_vary_english(g, text.in[from]);
    translate_slot_text(g, text.in[from]);
    expand(g, t->user, translate_sentence_wording(g, asker, to));
    return 1;
}

static int translate_make_which(grammar *g, turn *t) {
    const int language = below(g, TRANSLATE_N);
    translate_text text;
    translate_draw_text(g, &text);
    slot(g, "text", "%s", text.in[language]);
    expand(g, t->user, WORDING(g, translate_which, translate_which_held));
    snprintf(t->answer, TEXT_CAP, "%s.", translate_names[TRANSLATE_EN][language]);
    return 1;
}

static const task translate_tasks[] = {
    {"translate words", 280, SCORE_EXACT, translate_make_word, "wordings"},
    {"translate sentences", 180, SCORE_EXACT, translate_make_sentence, "sentences and wordings"},
    {"which language", 8, SCORE_EXACT, translate_make_which, "sentences and wordings"}};

#endif
