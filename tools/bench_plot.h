/* bench_plot.h -- tokens a second against the roofs of the machine (Roofline, doi:10.1145/1498765.1498785), as SVG
 *
 * Two panels, logarithmic both ways. Left: decoding, over the bytes that a token reads; the roof of a number of threads
 * is the line GB/s / bytes. Right: prompts, over the operations of a token; the roofs are GOP/s / operations, of 8-bit
 * dot products and of float multiply-adds. How far a point lies below its roof is what could still be gained. Nothing
 * can lie above the highest roof: the names of the points stand there.
 * Include bench_limits.h, bench_measure.h and bench_report.h first. */
#ifndef TOOLS_BENCH_PLOT_H
#define TOOLS_BENCH_PLOT_H

#include <math.h>

#define PLOT_LABELS 256
#define PLOT_COLOURS 6 /* then they repeat */
#define PLOT_LETTER 6.2 /* width of one, a little more than most have */

typedef struct axis { double low, high, from, to; } axis; /* low lies at pixel from, high at pixel to */

typedef struct box { double x0, y0, x1, y1; } box;

typedef struct label {
    const row *of;
    double x, top;   /* of the highest point or roof there */
    box text, leader;
} label;

typedef struct panel {
    const report *r;
    int prompt;      /* 1: prompts, 0: decoding */
    axis x, y;
    label label[PLOT_LABELS];
    int n_label;
} panel;

static inline double axis_at(const axis *a, double value) {
    return a->from + log(value / a->low) / log(a->high / a->low) * (a->to - a->from);
}

/* ---- what is drawn ---- */

/* A point of a line of the table; depth: that of the filled context. */
static inline double point_x(const panel *p, const row *l, int depth) {
    return p->prompt ? l->prompt_ops * 1e-9 : (depth ? l->depth_bytes : l->decode_bytes) * 1e-6;
}

static inline double point_y(const panel *p, const row *l, int depth) {
    return median_of(l, p->prompt ? PROMPT_TOK : depth ? DEPTH_TOK : DECODE_TOK);
}

/* Types of one model have the same x in the right panel: they stand side by side. */
static inline double point_shift(const panel *p, const row *l) {
    int seen[GPT__TYPE_COUNT] = {0}, i, n = 0, before = 0;
    for (i = 0; i < p->r->n_row; i++) {
        if (seen[p->r->rows[i].type]++) continue;
        n++;
        before += p->r->rows[i].type < l->type;
    }
    return p->prompt ? 7.0 * (before - (n - 1) / 2.0) : 0;
}

static inline int is_float(const row *l) { return gpt__is_float((uint32_t)l->type); }

/* The limit of a number of threads, the median of what its lines have; 0: no line has it. */
static inline double roof_of(const panel *p, int threads, int floats) {
    double value[ROUNDS_MAX];
    int i, n = 0;
    for (i = 0; i < p->r->n_row && n < ROUNDS_MAX; i++) {
        const row *l = &p->r->rows[i];
        if (l->threads != threads || (p->prompt && is_float(l) != floats)) continue;
        value[n++] = median_of(l, p->prompt ? LIMIT_GOPS : LIMIT_GB);
    }
    return n ? spread_of(value, n).mid : 0;
}

/* tokens/s of a roof at x: GB/s over MB, or GOP/s over GOP */
static inline double roof_y(const panel *p, double roof, double x) { return roof / x * (p->prompt ? 1 : 1e3); }

static inline double highest_roof(const panel *p) {
    const plan *todo = p->r->plan;
    double best = 0;
    int i, floats;
    for (i = 0; i < todo->n_threads; i++)
        for (floats = 0; floats < 2; floats++)
            if (roof_of(p, todo->threads[i], floats) > best) best = roof_of(p, todo->threads[i], floats);
    return best;
}

/* ---- where it is drawn ---- */

/* Both axes hold all points and roofs, with room for names on the right and at the top. */
static inline void set_axes(panel *p, box at, double room) {
    double x0 = 1e300, x1 = 0, y0 = 1e300, y1 = 0, widest = 0;
    int i, k;
    for (i = 0; i < p->r->n_row; i++) {
        const row *l = &p->r->rows[i];
        for (k = 0; k <= (!p->prompt && l->depth > 0); k++) {
            x0 = fmin(x0, point_x(p, l, k));
            x1 = fmax(x1, point_x(p, l, k));
            y0 = fmin(y0, point_y(p, l, k));
            y1 = fmax(y1, point_y(p, l, k));
        }
        widest = fmax(widest, PLOT_LETTER * (double)(strlen(l->model) + 6) + 12);
    }
    x0 /= 1.3;
    x1 = fmax(x1 * 1.05, 4 * x0);
    y1 = fmax(y1, roof_y(p, highest_roof(p), x0));
    y0 = fmin(y0 / 1.5, y1 / 10);
    widest = fmin(widest, (at.x1 - at.x0) / 2);
    p->x.low = x0;
    p->x.high = x0 * pow(x1 / x0, (at.x1 - at.x0) / (at.x1 - at.x0 - widest));
    p->x.from = at.x0;
    p->x.to = at.x1;
    p->y.low = y0;
    p->y.high = y1 * pow(y1 / y0, room / (at.y1 - at.y0));
    p->y.from = at.y1;
    p->y.to = at.y0;
}

static inline int boxes_meet(const box *a, const box *b) {
    return a->x0 < b->x1 && b->x0 < a->x1 && a->y0 < b->y1 && b->y0 < a->y1;
}

/* A name for each model and type on the left, for each model on the right. */
static inline void collect_labels(panel *p) {
    const double roof = highest_roof(p);
    int i, k;
    p->n_label = 0;
    for (i = 0; i < p->r->n_row; i++) {
        const row *l = &p->r->rows[i];
        const double y = fmin(axis_at(&p->y, point_y(p, l, 0)), axis_at(&p->y, roof_y(p, roof, point_x(p, l, 0))));
        for (k = 0; k < p->n_label; k++)
            if (strcmp(p->label[k].of->model, l->model) == 0 && (p->prompt || p->label[k].of->type == l->type)) break;
        if (k == PLOT_LABELS) continue;
        if (k == p->n_label) {
            p->label[k].of = l;
            p->label[k].x = axis_at(&p->x, point_x(p, l, 0));
            p->label[k].top = y;
            p->n_label++;
        }
        p->label[k].top = fmin(p->label[k].top, y);
    }
}

static inline int compare_labels(const void *a, const void *b) { /* from right to left */
    const double x = ((const label *)a)->x, y = ((const label *)b)->x;
    return (x < y) - (x > y);
}

/* Does a name of the panel meet one of the first n, or any point? */
static inline int is_taken(const panel *p, const label *l, int n) {
    int i, k;
    for (i = 0; i < n; i++)
        if (boxes_meet(&l->text, &p->label[i].text) || boxes_meet(&l->text, &p->label[i].leader) ||
            boxes_meet(&l->leader, &p->label[i].text)) return 1;
    for (i = 0; i < p->r->n_row; i++)
        for (k = 0; k <= (!p->prompt && p->r->rows[i].depth > 0); k++) {
            const double x = axis_at(&p->x, point_x(p, &p->r->rows[i], k)) + point_shift(p, &p->r->rows[i]);
            const double y = axis_at(&p->y, point_y(p, &p->r->rows[i], k));
            const box point = {x - 5, y - 5, x + 5, y + 5};
            if (boxes_meet(&l->text, &point)) return 1;
        }
    return 0;
}

/* The lowest place above its point where a name meets no other and no point. Roofs fall to the right, so names that are
 * placed from the right to the left rise along them. Returns the highest pixel. */
static inline double place_labels(panel *p) {
    double highest = 1e300;
    int i;
    collect_labels(p);
    qsort(p->label, (size_t)p->n_label, sizeof *p->label, compare_labels);
    for (i = 0; i < p->n_label; i++) {
        label *l = &p->label[i];
        const double letters = (double)strlen(l->of->model) + (p->prompt ? 0 : 5);
        double y = l->top - 8;
        do {
            const box text = {l->x + 3, y - 10, l->x + 5 + PLOT_LETTER * letters, y + 2};
            const box leader = {l->x - 1, y - 8, l->x + 1, l->top};
            l->text = text;
            l->leader = leader;
            y -= 2;
        } while (is_taken(p, l, i));
        highest = fmin(highest, l->text.y0);
    }
    return highest;
}

static inline void lay_out(panel *p, const report *r, int prompt, box at) {
    double room;
    p->r = r;
    p->prompt = prompt;
    for (room = 0; room < at.y1 - at.y0; room += 8) {
        set_axes(p, at, room);
        if (place_labels(p) > at.y0 + 2) break;
    }
}

/* ---- drawing ---- */

static inline void svg_text(FILE *f, double x, double y, const char *attributes, const char *text) {
    fprintf(f, "<text x=\"%.1f\" y=\"%.1f\"%s>", x, y, attributes);
    for (; *text; text++) {
        if (*text == '<') fprintf(f, "&lt;");
        else if (*text == '&') fprintf(f, "&amp;");
        else if ((unsigned char)*text >= 32) putc(*text, f);
    }
    fprintf(f, "</text>\n");
}

/* One tick at 1, 2 and 5 times each power of ten; over many decades at the powers only. */
static inline void draw_ticks(FILE *f, const panel *p, int vertical) {
    const axis *a = vertical ? &p->y : &p->x;
    static const int steps[] = {1, 2, 5};
    int e, k;
    char text[32];
    for (e = (int)floor(log10(a->low)); e <= (int)ceil(log10(a->high)); e++)
        for (k = 0; k < (a->high / a->low > 3e3 ? 1 : 3); k++) {
            const double value = steps[k] * pow(10, e), at = axis_at(a, value);
            if (value < a->low || value > a->high) continue;
            snprintf(text, sizeof text, value < 1e6 ? "%.9g" : "%.0e", value);
            if (vertical) {
                fprintf(f, "<path class=\"grid\" d=\"M%.1f %.1fH%.1f\"/>", p->x.from, at, p->x.to);
                svg_text(f, p->x.from - 6, at + 4, " text-anchor=\"end\"", text);
            } else {
                fprintf(f, "<path class=\"grid\" d=\"M%.1f %.1fV%.1f\"/>", at, p->y.from, p->y.to);
                svg_text(f, at, p->y.from + 16, " text-anchor=\"middle\"", text);
            }
        }
}

/* A straight line here: y falls as x grows. It ends where it leaves the panel. */
static inline void draw_roof(FILE *f, const panel *p, double roof, int colour, int dashed) {
    const double left = fmax(p->x.low, roof_y(p, roof, p->y.high)); /* x and y may change places in roof_y */
    const double right = fmin(p->x.high, roof_y(p, roof, p->y.low));
    if (roof <= 0 || left >= right) return;
    fprintf(f, "<path class=\"roof t%d\"%s d=\"M%.1f %.1fL%.1f %.1f\"/>\n", colour % PLOT_COLOURS,
            dashed ? " stroke-dasharray=\"5 3\"" : "", axis_at(&p->x, left), axis_at(&p->y, roof_y(p, roof, left)),
            axis_at(&p->x, right), axis_at(&p->y, roof_y(p, roof, right)));
}

static inline const char *marker(gpt_type type) { /* around (0, 0) */
    static const char *const path[] = {
        "M-4.5-3.5h9L0 4.5z", "M-4-4h8v8h-8z", "M-4.5 3.5h9L0-4.5z",    /* f32, f16, bf16 */
        "M-4.3 0a4.3 4.3 0 1 0 8.6 0a4.3 4.3 0 1 0-8.6 0z",            /* q8 */
        "M-2.5-4.3h5L5 0 2.5 4.3h-5L-5 0z", "M0-5 4.8-1.5 2.9 4h-5.8L-4.8-1.5z", /* q6, q5 */
        "M0-5.5 5.5 0 0 5.5-5.5 0z", "M-1.5-5h3v3.5h3.5v3h-3.5v3.5h-3v-3.5h-3.5v-3h3.5z", /* q4, q3 */
        "M-5-2.5h10v5h-10z",                                        /* q2 */
    };
    return path[(size_t)type % (sizeof path / sizeof *path)];
}

static inline void draw_point(FILE *f, const panel *p, const row *l, int depth, int colour) {
    const double x = axis_at(&p->x, point_x(p, l, depth)) + point_shift(p, l);
    const enum figure share = p->prompt ? PROMPT_SHARE : depth ? DEPTH_SHARE : DECODE_SHARE;
    fprintf(f, "<path class=\"%s t%d\" transform=\"translate(%.1f %.1f)\" d=\"%s\"><title>", depth ? "deep" : "point",
            colour % PLOT_COLOURS, x, axis_at(&p->y, point_y(p, l, depth)), marker(l->type));
    fprintf(f, "%s, %d thread%s, ", names_type(l->type), l->threads, plural(l->threads));
    if (p->prompt) fprintf(f, "prompt of %d", l->prompt);
    else fprintf(f, "decoding at %d", depth ? l->depth : 0);
    fprintf(f, ": %.4g tokens/s, %.0f %% of %.4g %s</title></path>\n", point_y(p, l, depth),
            100 * median_of(l, share), median_of(l, p->prompt ? LIMIT_GOPS : LIMIT_GB), p->prompt ? "GOP/s" : "GB/s");
}

static inline void draw_label(FILE *f, const panel *p, const label *l) {
    char text[80];
    snprintf(text, sizeof text, "%s%s%s", l->of->model, p->prompt ? "" : " ", p->prompt ? "" : names_type(l->of->type));
    fprintf(f, "<path class=\"leader\" d=\"M%.1f %.1fV%.1f\"/>", l->x, l->leader.y0, l->leader.y1);
    svg_text(f, l->text.x0 + 1, l->text.y1 - 2, "", text);
}

static inline void draw_panel(FILE *f, const panel *p, const char *title, const char *below) {
    const plan *todo = p->r->plan;
    const double middle = (p->x.from + p->x.to) / 2;
    int i, k, floats;
    draw_ticks(f, p, 0);
    draw_ticks(f, p, 1);
    fprintf(f, "<path class=\"frame\" d=\"M%.1f %.1fV%.1fH%.1f\"/>\n", p->x.from, p->y.to, p->y.from, p->x.to);
    svg_text(f, middle, p->y.to - 8, " class=\"head\" text-anchor=\"middle\"", title);
    svg_text(f, middle, p->y.from + 34, " text-anchor=\"middle\"", below);
    for (i = 0; i < todo->n_threads; i++)
        for (floats = 0; floats <= p->prompt; floats++)
            draw_roof(f, p, roof_of(p, todo->threads[i], floats), i, floats);
    for (i = 0; i < p->n_label; i++) draw_label(f, p, &p->label[i]);
    for (i = 0; i < p->r->n_row; i++) {
        const row *l = &p->r->rows[i];
        for (k = 0; k < todo->n_threads - 1 && todo->threads[k] != l->threads; k++) {}
        if (!p->prompt && l->depth) draw_point(f, p, l, 1, k);
        draw_point(f, p, l, 0, k);
    }
}

/* The limits by colour, the types by marker. */
static inline void draw_legend(FILE *f, const panel *decode, const panel *prompt, double y) {
    const report *r = decode->r;
    int seen[GPT__TYPE_COUNT] = {0}, i;
    double x = 60;
    char text[160];
    for (i = 0; i < r->n_row; i++) {
        if (seen[r->rows[i].type]++) continue;
        fprintf(f, "<path class=\"key\" transform=\"translate(%.1f %.1f)\" d=\"%s\"/>", x, y - 4,
                marker(r->rows[i].type));
        svg_text(f, x + 9, y, "", names_type(r->rows[i].type));
        x += 50;
    }
    snprintf(text, sizeof text, "hollow: after %d tokens.  Lines: the limits measured beside, dashed of float "
             "operations", r->plan->depth);
    svg_text(f, x + 4, y, "", r->plan->depth ? text : strstr(text, "Lines"));
    for (i = 0; i < r->plan->n_threads; i++) {
        const int t = r->plan->threads[i];
        const double dot = roof_of(prompt, t, 0), fma = roof_of(prompt, t, 1);
        int n = snprintf(text, sizeof text, "%d thread%s: %.3g GB/s", t, plural(t), roof_of(decode, t, 0));
        if (dot > 0) n += snprintf(text + n, sizeof text - (size_t)n, ", 8-bit dot products %.3g GOP/s", dot);
        if (fma > 0) snprintf(text + n, sizeof text - (size_t)n, ", float multiply-adds %.3g GOP/s", fma);
        y += 18;
        fprintf(f, "<path class=\"roof t%d\" d=\"M54 %.1fh20\"/>", i % PLOT_COLOURS, y - 4);
        svg_text(f, 80, y, "", text);
    }
}

static const char plot_style[] =
    "<style>text{font:11px system-ui,sans-serif;fill:#333}.head{font-weight:600;font-size:12px}.title{font-weight:600;"
    "font-size:15px}.back{fill:#fff}.grid{stroke:#e4e4e4}.frame{stroke:#888;fill:none}.leader{stroke:#aaa}"
    ".key{fill:#555}.t0{stroke:#0b62c4;fill:#0b62c4}.t1{stroke:#c2410c;fill:#c2410c}.t2{stroke:#15803d;fill:#15803d}"
    ".t3{stroke:#7e22ce;fill:#7e22ce}.t4{stroke:#a16207;fill:#a16207}.t5{stroke:#be185d;fill:#be185d}"
    ".roof{stroke-width:1.5}.deep{fill:#fff;stroke-width:1.3}"
    "@media(prefers-color-scheme:dark){text{fill:#d4d4d4}.back{fill:#0d1117}.grid{stroke:#262c36}.frame{stroke:#8b949e}"
    ".leader{stroke:#5b6470}.key{fill:#b0b0b0}.t0{stroke:#6cb6ff;fill:#6cb6ff}.t1{stroke:#ff9b5e;fill:#ff9b5e}"
    ".t2{stroke:#5fd38a;fill:#5fd38a}.t3{stroke:#c49bff;fill:#c49bff}.t4{stroke:#e3b341;fill:#e3b341}"
    ".t5{stroke:#ff8ac2;fill:#ff8ac2}.deep{fill:#0d1117}}</style>\n";

static inline void write_svg(FILE *f, const report *r) {
    const box left = {60, 76, 480, 436}, right = {560, 76, 980, 436};
    const int height = 500 + 18 * r->plan->n_threads;
    static panel decode, prompt;
    char text[256];
    lay_out(&decode, r, 0, left);
    lay_out(&prompt, r, 1, right);
    fprintf(f, "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 1000 %d\">\n%s", height, plot_style);
    fprintf(f, "<rect class=\"back\" width=\"1000\" height=\"%d\"/>\n", height);
    snprintf(text, sizeof text, "gpt.h on %s: tokens a second, and what the machine allows", r->machine);
    svg_text(f, 500, 28, " class=\"title\" text-anchor=\"middle\"", text);
    snprintf(text, sizeof text, "decoding, %d contexts together, tokens/s", r->plan->batch);
    draw_panel(f, &decode, r->plan->batch > 1 ? text : "decoding, tokens/s",
               "MB that a token reads: weights and cache");
    snprintf(text, sizeof text, "prompt of %d tokens, tokens/s", r->plan->prompt);
    draw_panel(f, &prompt, text, "GOP of a token of the prompt: multiply-adds x 2");
    draw_legend(f, &decode, &prompt, 492);
    fprintf(f, "</svg>\n");
}

#endif
