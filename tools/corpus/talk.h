/* talk.h -- placeholder */
static int talk_make(grammar *g, turn *t) { (void)g; strcpy(t->user, "Hello talk"); strcpy(t->answer, "Hi."); return 1; }
static const task talk_tasks[] = {{"talk", 1, SCORE_NONE, talk_make, "nothing"}};
