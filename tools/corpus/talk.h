/* talk.h -- small talk: greetings and goodbyes. */

static int talk_make(grammar *g, turn *t) {
    static const char *const asks[] = {"[Hello|Hi|Hey|Good morning|Good evening]!", "[Hello|Hi] there[!|.|]"};
    expand(g, t->user, PICK(g, asks));
    strcpy(t->answer, "Hello! How can I help you?");
    return 1;
}

static const task talk_tasks[] = {{"talk", 20, SCORE_NONE, talk_make, "nothing"}};
