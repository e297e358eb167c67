/* tok_section.h -- the tokenizer section of a .gpt file, from a tokenizer that was read.
 *
 * Unicode tables, tries, patterns as automata; gpt.h (>>tokenizer) describes the result byte by byte. */
#ifndef TOOLS_TOK_SECTION_H
#define TOOLS_TOK_SECTION_H

#include "tok_build.h"

/* values of (0x110000), `width` bytes each, as blocks of 128 that are stored once */
static int tok__two_stage(tok__build *b, const uint8_t *value, size_t width, tok__vec *block, tok__vec *out)
{
    size_t size = 128 * width;
    for (size_t i = 0; i < GPT__TOK_BLOCKS; i++) {
        const uint8_t *p = value + i * size;
        size_t k = 0;
        uint16_t number;
        while (k * size < out->n && memcmp(out->p + k * size, p, size)) k++;
        if (k * size == out->n) tok__push(b, out, p, size);
        number = (uint16_t)k;
        tok__push(b, block, &number, 2);
        if (b->failed) return 0;
    }
    return 1;
}

/* Tables of the canonical composition, from unicode.h. */
typedef struct tok__forms { tok__vec block, index, form, text, compose; } tok__forms;

static const uint32_t *tok__canonical(uint32_t cp)
{
    size_t lo = 0, hi = sizeof uni_canonical / sizeof uni_canonical[0] / 4;
    while (lo < hi) {
        size_t mid = lo + (hi - lo) / 2;
        if (uni_canonical[4 * mid] < cp) lo = mid + 1;
        else hi = mid;
    }
    return lo < sizeof uni_canonical / sizeof uni_canonical[0] / 4 && uni_canonical[4 * lo] == cp
               ? uni_canonical + 4 * lo
               : NULL;
}

static void tok__decompose(tok__build *b, uint32_t cp, tok__vec *out)
{
    const uint32_t *d = tok__canonical(cp);
    if (!d) {
        tok__push32(b, out, cp);
        return;
    }
    tok__decompose(b, d[1], out);   /* at most a few levels: data of unicode.h */
    if (d[2]) tok__decompose(b, d[2], out);
}

/* Compatibility decompositions by code point, (0x110000): where in uni_compatible their n stands. NULL: no memory. */
static uint16_t *tok__compatible(void)
{
    const size_t n = sizeof uni_compatible / sizeof uni_compatible[0];
    uint16_t *at = (uint16_t *)calloc(0x110000, sizeof *at);
    for (size_t i = 0; at && i < n; i += 2 + uni_compatible[i + 1]) at[uni_compatible[i]] = (uint16_t)(i + 1);
    return at;
}

/* The entry of one code point. Texts of decompositions go to f->text. */
static gpt__form tok__form(tok__build *b, tok__forms *f, uint32_t cp, const uint16_t *compatible)
{
    gpt__form form;
    memset(&form, 0, sizeof form);
    if (tok__canonical(cp)) {
        form.at = (uint32_t)(f->text.n / 4);
        tok__decompose(b, cp, &f->text);
        form.size = (uint8_t)(f->text.n / 4 - form.at);
    }
    form.at_k = form.at;
    form.size_k = form.size;
    if (compatible && compatible[cp]) {
        const uint32_t *d = uni_compatible + compatible[cp];
        form.at_k = (uint32_t)(f->text.n / 4);
        form.size_k = (uint8_t)d[0];
        tok__push(b, &f->text, d + 1, d[0] * sizeof *d);
    }
    return form;
}

/* with: steps ask for compatibility forms, too */
static void tok__make_forms(tok__build *b, tok__forms *f, int with_compatible)
{
    uint16_t *index = (uint16_t *)calloc(0x110000, sizeof *index);
    uint16_t *compatible = with_compatible ? tok__compatible() : NULL;
    uint8_t *ccc = (uint8_t *)calloc(0x110000, 1), *joins = (uint8_t *)calloc(0x110000, 1);
    tok__vec pairs = {NULL, 0, 0};
    gpt__form none;
    size_t n = sizeof uni_canonical / sizeof uni_canonical[0];
    memset(f, 0, sizeof *f);
    memset(&none, 0, sizeof none);
    if (!index || !ccc || !joins || (with_compatible && !compatible)) {
        b->failed = 1;
        free(index); free(ccc); free(joins); free(compatible);
        return;
    }
    for (size_t i = 0; i < sizeof uni_ccc / sizeof uni_ccc[0]; i++) {
        ccc[uni_ccc[i] >> 8] = (uint8_t)uni_ccc[i];
        joins[uni_ccc[i] >> 8] = 1;
    }
    for (size_t i = 0; i < n; i += 4) {
        const uint32_t *d = uni_canonical + i;
        gpt__compose c;
        if (d[3]) {             /* never composed: must be taken apart */
            joins[d[0]] = 1;
            continue;
        }
        joins[d[2]] = 1;        /* may compose with what precedes */
        c.first = d[1];
        c.second = d[2];
        c.result = d[0];
        c.zero = 0;
        tok__push(b, &pairs, &c, sizeof c);
    }
    for (uint32_t cp = GPT__HANGUL_V; cp < GPT__HANGUL_V + 21; cp++) joins[cp] = 1;
    for (uint32_t cp = GPT__HANGUL_T + 1; cp < GPT__HANGUL_T + 28; cp++) joins[cp] = 1;
    tok__push(b, &f->form, &none, sizeof none);
    for (uint32_t cp = 0; cp < 0x110000; cp++) {
        gpt__form form = tok__form(b, f, cp, compatible);
        size_t k = 0;
        form.ccc = ccc[cp];
        form.joins = joins[cp];
        if (!memcmp(&form, &none, sizeof form)) continue;
        while (!form.size_k && k < f->form.n / sizeof form && memcmp(f->form.p + k * sizeof form, &form, sizeof form))
            k++;
        if (form.size_k || k == f->form.n / sizeof form) {
            k = f->form.n / sizeof form;
            tok__push(b, &f->form, &form, sizeof form);
        }
        index[cp] = (uint16_t)k;
    }
    tok__two_stage(b, (const uint8_t *)index, 2, &f->block, &f->index);
    f->compose = tok__table(b, pairs.p, pairs.n / sizeof(gpt__compose), sizeof(gpt__compose), 0,
                            tok__compose_hash, tok__compose_used);
    free(pairs.p);
    free(index); free(ccc); free(joins); free(compatible);
}

/* Tries as double arrays: a node's children lie at its base + byte. */
typedef struct tok__trie {
    gpt__trie_node *node;
    uint32_t n, cap, free; /* nodes before `free` are taken, or not worth looking for */
} tok__trie;
typedef struct tok__range { size_t lo, hi, depth; uint32_t node; } tok__range; /* keys that go through a node */

static int tok__by_key(const void *x, const void *y)
{
    const tok__key *a = (const tok__key *)x, *b = (const tok__key *)y;
    size_t n = a->text.n < b->text.n ? a->text.n : b->text.n;
    int c = a->root != b->root ? (a->root < b->root ? -1 : 1) : memcmp(a->text.p, b->text.p, n);
    if (c) return c;
    if (a->text.n != b->text.n) return a->text.n < b->text.n ? -1 : 1;
    return a->value < b->value ? -1 : a->value > b->value;
}

/* makes node i exist; 0: no memory */
static int tok__trie_reach(tok__trie *t, uint32_t i)
{
    if (i >= t->cap) {
        const uint32_t cap = 2 * i + 1024;
        gpt__trie_node *more = (gpt__trie_node *)realloc(t->node, cap * sizeof *more);
        if (!more) return 0;
        memset(more + t->cap, 0, (cap - t->cap) * sizeof *more);
        t->node = more;
        t->cap = cap;
    }
    if (i >= t->n) t->n = i + 1;
    return 1;
}

/* Finds room for n children, takes it, and returns the base. Where many places were looked at in vain, they are not
 * looked at again: that leaves few holes, and takes linear time. */
static uint32_t tok__trie_place(tok__build *b, tok__trie *t, uint32_t parent, const uint8_t *byte, uint32_t n)
{
    uint32_t at = t->free, base, i;
    for (;; at++) {
        if (at == t->free + 512) t->free = at;
        if (at < t->n && t->node[at].check) continue;
        base = at - byte[0];
        for (i = 1; i < n && !(base + byte[i] < t->n && t->node[base + byte[i]].check); i++) {}
        if (i == n) break;
    }
    if (n == 1 && at == t->free) t->free++;
    for (i = 0; i < n; i++) {
        if (!tok__trie_reach(t, base + byte[i])) {
            b->failed = 1;
            return 0;
        }
        t->node[base + byte[i]].check = parent + 1;
    }
    return base;
}

/* The trie of some keys, as bytes of nodes; of equal keys the one of the smallest value counts. Sorts the keys. */
static tok__vec tok__make_trie(tok__build *b, tok__vec *keys, uint32_t n_root)
{
    tok__key *key = (tok__key *)(void *)keys->p;
    const size_t n = keys->n / sizeof *key;
    tok__vec queue = {NULL, 0, 0}, out = {NULL, 0, 0};
    tok__trie t = {NULL, 0, 0, 0};
    if (!n) return out;
    qsort(key, n, sizeof *key, tok__by_key);
    t.free = n_root = n_root < 2 ? 2 : n_root;
    if (!tok__trie_reach(&t, n_root)) b->failed = 1;
    for (size_t i = 0; i < n && !b->failed;) {
        tok__range r = {i, i, 0, key[i].root};
        while (r.hi < n && key[r.hi].root == r.node) r.hi++;
        tok__push(b, &queue, &r, sizeof r);
        i = r.hi;
    }
    for (size_t q = 0; q < queue.n && !b->failed; q += sizeof(tok__range)) {
        tok__range r, child;
        uint8_t byte[256];
        size_t from[257];
        uint32_t n_child = 0, base;
        memcpy(&r, queue.p + q, sizeof r);
        while (r.lo < r.hi && key[r.lo].text.n == r.depth) {
            if (r.depth && !t.node[r.node].value) t.node[r.node].value = key[r.lo].value;
            r.lo++;
        }
        for (size_t i = r.lo; i < r.hi; i++) {
            const uint8_t c = (uint8_t)key[i].text.p[r.depth];
            if (n_child && byte[n_child - 1] == c) continue;
            byte[n_child] = c;
            from[n_child++] = i;
        }
        if (!n_child) continue;
        from[n_child] = r.hi;
        base = tok__trie_place(b, &t, r.node, byte, n_child);
        if (b->failed) break;
        t.node[r.node].base = base;
        child.depth = r.depth + 1;
        for (uint32_t i = 0; i < n_child; i++) {
            child.lo = from[i];
            child.hi = from[i + 1];
            child.node = base + byte[i];
            tok__push(b, &queue, &child, sizeof child);
        }
    }
    free(queue.p);
    out.p = (unsigned char *)t.node;
    out.n = out.cap = (size_t)t.n * sizeof *t.node;
    return out;
}

/* added tokens: the values are places in b->added, which are those of ADDED */
static tok__vec tok__added_trie(tok__build *b)
{
    const tok__added *added = (const tok__added *)(void *)b->added.p;
    tok__vec keys = {NULL, 0, 0}, trie;
    for (size_t i = 0; i < b->added.n / sizeof *added; i++) {
        tok__key k;
        k.text = added[i].text;
        k.root = (uint32_t)added[i].trie;
        k.value = (uint32_t)i + 1;
        if (k.text.n) tok__push(b, &keys, &k, sizeof k);
    }
    trie = tok__make_trie(b, &keys, 2);
    free(keys.p);
    return trie;
}

/* The same for scores: if no token has a space after something else, all ways through a text meet in front of each
 * space. Sums go on from piece to piece, as rounding depends on them. */
static int tok__split_unigram(tok__build *b)
{
    const tok__key *piece = (const tok__key *)(void *)b->piece.p;
    if (tok__splits(b) || !b->visible || !(b->flags & GPT__TOK_SENTENCE)) return GPT_OK;
    for (size_t i = 0; i < b->piece.n / sizeof *piece; i++)
        for (size_t k = 1; k < piece[i].text.n; k++)
            if (piece[i].text.p[k] == ' ') return GPT_OK;
    return tok__add_split(b, tok__lit(" [^ ]*|[^ ]+"), REGEX_RUST, GPT__SPLIT_ISOLATE, 1);
}

/* Models without a split take a text as one piece. If no token has a space after something else, no merge ever
 * crosses such a place, and splitting there first changes nothing but the speed. */
static int tok__split_at_spaces(tok__build *b)
{
    const gpt__merge_slot *m = (const gpt__merge_slot *)(void *)b->merge.p;
    int has_space = 0;
    if (b->kind == GPT__TOK_UNIGRAM) return tok__split_unigram(b);
    if (b->kind != GPT__TOK_BPE || b->bytes || b->ignore_merges || !b->visible || b->prefix.n || b->suffix.n)
        return GPT_OK;
    for (size_t i = 0; i < b->chars.n / sizeof(gpt__char_slot); i++)
        has_space |= ((const gpt__char_slot *)(void *)b->chars.p)[i].cp == ' ' + 1;
    if (!has_space) return GPT_OK;
    for (size_t i = 0; i < b->merge.n / sizeof *m; i++) {
        tok__str s;
        if (m[i].symbol >= b->n_vocab) return GPT_OK;
        s = tok__token_at(b, m[i].symbol)->text;
        for (size_t k = 1; k < s.n; k++)
            if (s.p[k] == ' ' && s.p[k - 1] != ' ') return GPT_OK;
    }
    return tok__add_split(b, tok__lit(" *[^ ]+| +"), REGEX_RUST, GPT__SPLIT_ISOLATE, 1);
}

/* BERT's CJK characters; Hugging Face leaves a gap at U+2B820 */
#define TOK__IDEOGRAPHS \
    "[\\x{4e00}-\\x{9fff}\\x{3400}-\\x{4dbf}\\x{20000}-\\x{2a6df}\\x{2a700}-\\x{2b73f}\\x{2b740}-\\x{2b81f}" \
    "\\x{2b920}-\\x{2ceaf}\\x{f900}-\\x{faff}\\x{2f800}-\\x{2fa1f}]"

/* What every tokenizer asks of characters: GPT__CLASS_... */
static int tok__compile_patterns(tok__build *b)
{
    static const char *const sets[] = {"\\s", "\\w", "[\\p{Cc}\\p{Cf}\\p{Co}\\x{fffd}&&[^\\t\\n\\r]]", "\\p{Mn}",
                                       "\\p{M}", TOK__IDEOGRAPHS, TOK__MARK, " "};
    regex_compiler *r = &b->regex;
    for (size_t i = 0; i < sizeof sets / sizeof sets[0]; i++) {
        const int set = regex_add_set(r, sets[i], REGEX_RUST);
        if (set < 0) return tok__fail(b, GPT_E_UNSUPPORTED, r->error, NULL);
        if (i < TOK__CLASS_SETS) b->class_set[i] = set;
    }
    return regex_compile(r) ? tok__fail(b, GPT_E_UNSUPPORTED, r->error, NULL) : GPT_OK;
}

/* Class tables and transitions. Where spaces are written U+2581, patterns of the file must not see the space in
 * the text, but that character. */
static int tok__make_splits(tok__build *b, tok__vec *block, tok__vec *classes, tok__vec *attr, tok__vec *split,
                            tok__vec *next, tok__vec *step)
{
    regex_compiler *r = &b->regex;
    const size_t width = (size_t)r->n_class + 1;
    const int space = r->class_of[' '], mark = r->class_of[0x2581];
    uint32_t place[REGEX_MAX_PROGRAM] = {0};
    if (!tok__two_stage(b, r->class_of, 1, block, classes)) return tok__memory(b);
    for (int k = 0; k < r->n_class; k++) {
        uint8_t a = 0;
        for (int i = 0; i < TOK__CLASS_SETS; i++)
            a |= (uint8_t)((r->member[b->class_set[i] * r->n_class + k] != 0) << i);
        tok__push(b, attr, &a, 1);
    }
    for (int turn = 0; turn < 2 * b->n_split; turn++) { /* those that split, then those of steps */
        const int i = turn % b->n_split, of_step = turn >= b->n_split;
        regex_program *p = &r->program[b->split[i].program];
        gpt__split s;
        int dead = !p->n_behind;
        if ((b->split[i].mode == GPT__SPLIT_STEP) != of_step) continue;
        for (int state = 0; state < p->n_state && b->visible && !b->split[i].own; state++)
            p->next[(size_t)state * width + (size_t)space] = p->next[(size_t)state * width + (size_t)mark];
        for (size_t k = 0; k < width; k++) dead &= !p->next[width + k];
        if (dead && !of_step && b->split[i].mode != GPT__SPLIT_MATCHES) continue; /* it never matches: no split */
        place[i] = (uint32_t)(split->n / sizeof s);
        s.mode = b->split[i].mode | (p->n_behind ? (uint32_t)GPT__SPLIT_BEHIND : 0u);
        s.n_state = (uint32_t)p->n_state;
        s.next = (uint32_t)(next->n / 2);
        s.zero = 0;
        tok__push(b, next, p->next, (size_t)p->n_state * width * sizeof *p->next);
        tok__push(b, split, &s, sizeof s);
    }
    for (size_t i = 0; i < step->n / sizeof(gpt__step); i++) { /* they count as they were made */
        gpt__step *s = (gpt__step *)(void *)step->p + i;
        if ((s->op & GPT__STEP_OP) == GPT__STEP_MATCHES) s->with = place[s->with];
        if ((s->op & GPT__STEP_OP) == GPT__STEP_GRAPHEMES) s->n_from = place[s->n_from];
    }
    return b->failed ? tok__memory(b) : GPT_OK;
}

static tok__vec tok__vocab_table(tok__build *b, const uint8_t *whole)
{
    tok__vec slots = {NULL, 0, 0}, table;
    tok__map seen = {NULL, 0, 0};
    for (int round = 0; round < 2; round++) { /* of tokens with the same bytes, those of the model come first */
        for (uint32_t id = 0; id < b->n_vocab; id++) {
            const tok__token *t = tok__token_at(b, id);
            gpt__tok_slot s;
            uint32_t old;
            if ((t->model && !(t->attr & (GPT__ATTR_BYTE | GPT__ATTR_JOINS))) != !round || !t->text.n ||
                tok__find(&seen, t->text, &old))
                continue;
            s.hash = gpt__tok_hash((const uint8_t *)t->text.p, t->text.n);
            s.value = (id << 1 | (whole && whole[id])) + 1;
            tok__put(b, &seen, t->text, id);
            tok__push(b, &slots, &s, sizeof s);
        }
    }
    table = tok__table(b, slots.p, slots.n / sizeof(gpt__tok_slot), sizeof(gpt__tok_slot), 0, tok__vocab_hash,
                       tok__vocab_used);
    free(slots.p);
    free(seen.slot);
    return table;
}

/* The whole section. whole (n_vocab): tokens that a piece of just their text becomes; NULL: not known yet. */
static int tok__write(tok__build *b, const uint8_t *whole, tok__vec *out)
{
#define GPT__X(name, type) tok__vec v_##name = {NULL, 0, 0};
    GPT__TOK_ARRAYS(GPT__X)
#undef GPT__X
    tok__vec own[40];
    int n_own = 0, status = GPT_OK, forms = 0, compatible = 0;
    uint32_t head[16], at;
    tok__forms form;
    memset(&form, 0, sizeof form);
    out->n = 0;
    for (uint32_t id = 0; id < b->n_vocab; id++) {
        const tok__token *t = tok__token_at(b, id);
        tok__push32(b, &v_TEXT_AT, (uint32_t)v_TEXT.n);
        tok__push(b, &v_TEXT, t->text.p, t->text.n);
        tok__push(b, &v_ATTR, &t->attr, 1);
    }
    tok__push32(b, &v_TEXT_AT, (uint32_t)v_TEXT.n);
    v_VOCAB = tok__vocab_table(b, whole);
    tok__push(b, &v_BYTE, b->byte, sizeof b->byte);
    v_CHARS = tok__table(b, b->chars.p, b->chars.n / sizeof(gpt__char_slot), sizeof(gpt__char_slot), 0,
                         tok__char_hash, tok__char_used);
    v_MERGE = tok__table(b, b->merge.p, b->merge.n / sizeof(gpt__merge_slot), sizeof(gpt__merge_slot), 255,
                         tok__merge_hash, tok__merge_used);
    tok__push(b, &v_EXPAND_AT, b->expand_at.p, b->expand_at.n);
    tok__push32(b, &v_EXPAND_AT, (uint32_t)(b->expand.n / 4));
    tok__push(b, &v_EXPAND, b->expand.p, b->expand.n);
    v_TRIE = tok__added_trie(b);
    for (size_t i = 0; i < b->added.n / sizeof(tok__added); i++) {
        const tok__added *a = (const tok__added *)(void *)b->added.p + i;
        tok__push32(b, &v_ADDED, a->id);
        tok__push32(b, &v_ADDED, a->flags);
    }
    tok__push(b, &v_STEP, b->step.p, b->step.n);
    status = tok__make_splits(b, &v_CLASS_BLOCK, &v_CLASS, &v_CLASS_ATTR, &v_SPLIT, &v_NEXT, &v_STEP);
    v_PIECES = tok__make_trie(b, &b->piece, 2);
    tok__push(b, &v_SCORE, b->score.p, b->kind == GPT__TOK_UNIGRAM ? b->score.n : 0);
    v_MAPS = tok__make_trie(b, &b->map, b->n_map);
    tok__push(b, &v_MAP_AT, b->map_at.p, b->map_at.n);
    if (b->map_at.n) tok__push32(b, &v_MAP_AT, (uint32_t)b->map_text.n);
    tok__push(b, &v_MAP_TEXT, b->map_text.p, b->map_text.n);
    tok__push(b, &v_STEP_TEXT, b->step_text.p, b->step_text.n);
    for (size_t i = 0; i < b->step.n / sizeof(gpt__step); i++) {
        const uint32_t op = ((const gpt__step *)(void *)b->step.p)[i].op;
        forms |= (op & GPT__STEP_OP) == GPT__STEP_FORM;
        compatible |= (op & GPT__STEP_COMPATIBLE) != 0;
    }
    if (forms) tok__make_forms(b, &form, compatible);
    v_FORM_BLOCK = form.block;
    v_FORM_INDEX = form.index;
    v_FORM = form.form;
    v_FORM_TEXT = form.text;
    v_COMPOSE = form.compose;
    tok__push(b, &v_FRONT, b->front.p, b->front.n);
    tok__push(b, &v_BACK, b->back.p, b->back.n);
    tok__push(b, &v_END, b->end.p, b->end.n);
    tok__push(b, &v_UNK_TEXT, b->unk_text.p, b->unk_text.n);

    memset(head, 0, sizeof head);
    head[0] = 1;
    head[1] = b->kind;
    head[2] = b->flags;
    head[3] = b->n_vocab;
    head[4] = b->n_vocab + (uint32_t)(b->expand_at.n / 4);
    head[5] = (uint32_t)b->regex.n_class;
    memcpy(head + 6, b->special, sizeof b->special);
    head[14] = b->unknown;
    head[15] = b->longest_word;
    tok__push(b, out, head, sizeof head);
#define GPT__X(name, type) own[n_own++] = v_##name;
    GPT__TOK_ARRAYS(GPT__X)
#undef GPT__X
    at = (uint32_t)(sizeof head + 8 * (size_t)n_own);
    for (int i = 0; i < n_own; i++) {       /* arrays start at cache lines */
        at = (at + 63) & ~63u;
        tok__push32(b, out, own[i].n ? at : 0);
        tok__push32(b, out, (uint32_t)own[i].n);
        if (own[i].n > 0xf0000000u - at)
            status = tok__fail(b, GPT_E_UNSUPPORTED, "the tables would be larger than 4 GB", NULL);
        at += (uint32_t)own[i].n;
    }
    for (int i = 0; i < n_own; i++) {
        static const unsigned char zeros[64] = {0};
        tok__push(b, out, zeros, (64 - out->n % 64) % 64);
        tok__push(b, out, own[i].p, own[i].n);
        free(own[i].p);
    }
    if (!status && b->failed) status = tok__memory(b);
    return status;
}

static void *tok__malloc(size_t size, void *user) { (void)user; return malloc(size); }
static void tok__mfree(void *p, void *user) { (void)user; free(p); }

/* Runs the tables made so far: which tokens does a piece of just their text become? What do added tokens look
 * like in normalised text? */
static int tok__rehearse(tok__build *b, const tok__vec *blob, uint8_t *whole)
{
    gpt__tokenizer t;
    gpt__encoder e;
    gpt_allocator allocator = {tok__malloc, tok__mfree, NULL};
    tok__added *added = (tok__added *)(void *)b->added.p;
    int ids[2], status = gpt__tokenizer_open(&t, blob->p, blob->n, b->err);
    if (status) return status;
    memset(&e, 0, sizeof e);
    e.t = &t;
    e.allocator = &allocator;
    e.tokens = ids;
    e.cap = 2;
    for (uint32_t id = 0; id < b->n_vocab && !e.status && b->kind == GPT__TOK_BPE; id++) {
        const tok__token *token = tok__token_at(b, id);
        if (!token->model || (token->attr & GPT__ATTR_BYTE) || !token->text.n) continue;
        e.n = 0;
        gpt__encode_piece(&e, (const uint8_t *)token->text.p, token->text.n);
        whole[id] = (uint8_t)(b->ignore_merges || (e.n == 1 && ids[0] == (int)id));
    }
    for (size_t i = 0; i < b->added.n / sizeof *added && !e.status; i++) {
        const tok__str old = added[i].text;
        const uint8_t *p = (const uint8_t *)old.p;
        size_t n = old.n;
        if (!added[i].normalize) continue;
        gpt__normalize(&e, 0, 1, &p, &n);
        if (n == old.n && !memcmp(p, old.p, n)) continue;
        added[i].text = tok__copy(b, p, n);
        tok__token_at(b, added[i].id)->text = tok__shown(b, added[i].text, 1);  /* as the original since 0.23 */
        whole[added[i].id] = 0;
    }
    gpt__encoder_free(&e);
    return e.status || b->failed ? tok__memory(b) : GPT_OK;
}

static int tok__finish(tok__build *b, tok_blob *out)
{
    tok__vec blob = {NULL, 0, 0};
    gpt__tokenizer t;
    uint8_t *whole = (uint8_t *)calloc((size_t)b->n_vocab + 1, 1);
    int status = b->failed || !whole ? tok__memory(b) : GPT_OK;
    if (!status) tok__number_symbols(b);
    if (!status) tok__special_tokens(b);
    if (!status) status = tok__split_at_spaces(b);
    if (!status) status = tok__compile_patterns(b);
    if (!status) status = tok__write(b, NULL, &blob);
    if (!status) status = tok__rehearse(b, &blob, whole);
    if (!status) status = tok__write(b, whole, &blob);
    if (!status) status = gpt__tokenizer_open(&t, blob.p, blob.n, b->err);
    free(whole);
    if (status) {
        free(blob.p);
        return status;
    }
    out->data = blob.p;
    out->size = blob.n;
    out->n_vocab = (int)b->n_vocab;
    return GPT_OK;
}

#endif /* TOOLS_TOK_SECTION_H */
