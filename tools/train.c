/* gpt-train -- trains a Llama-shaped decoder on a CPU, from text to a checkpoint folder in the published style, or
 * goes on from such a folder (fine-tuning). `gpt-train --help` tells how.
 *
 *     cc -O2 -fopenmp tools/train.c -lm -o gpt-train
 *     gpt-train story.txt --tokenizer tok -o ckpt            tok: a folder with tokenizer.json, say from gpt-bpe
 *     gpt-convert ckpt -o model.gpt
 *
 * Its parts: train_net.h (the model, its gradients, the optimizer: read forward() and backward() there to see how a
 * transformer is trained), train_math.h (the arithmetic), train_text.h (from text to batches), train_folder.h (the
 * checkpoint). Here: options, the schedule, progress, and choosing what was left open.
 *
 *     text -> tokens -> pieces of at most --ctx tokens -> shuffled anew each epoch
 *          -> micro-batches, filled with whole pieces in that order, without padding: attention knows where each begins
 *     a step: the gradients of some micro-batches summed up, clipped, and given to AdamW
 *
 * The same seed gives the same files, whatever the number of threads and the instruction set. */
#ifndef _POSIX_C_SOURCE
#define _POSIX_C_SOURCE 200809L
#endif
#define _DEFAULT_SOURCE /* madvise */
#define _FILE_OFFSET_BITS 64
#define GPT_IMPLEMENTATION
#include "../gpt.h"
#include "train_folder.h"
#include "train_net.h"
#include "train_text.h"
#include <time.h>

static const char usage[] =
    "usage: gpt-train TEXT... -o FOLDER --tokenizer PATH [options]\n"
    "\n"
    "TEXT is plain text (documents separated by lines <|endoftext|>) or .jsonl, a document a line: {\"text\": ...} or\n"
    "{\"messages\": [...]}. FOLDER becomes a checkpoint that gpt-convert reads; it appears complete or not at all.\n"
    "\n"
    "  -o FOLDER            the checkpoint to write\n"
    "  --tokenizer PATH     tokenizer.json or a folder that has one; default: that of --from\n"
    "  --from FOLDER        start with the weights of this Llama checkpoint\n"
    "  --resume             go on with the training that FOLDER holds, to the bit as if it had never stopped\n"
    "\n"
    "the model (not with --from)\n"
    "  --width D  --layers L  --heads H  --kv-heads K  --head-dim C  --ffn F\n"
    "                       default: by the size of the text; C = D / H\n"
    "  --untied             a head of its own instead of the transposed embedding\n"
    "  --rope-theta X       default 10000\n"
    "  --ctx N              tokens a document, or a part of one, may have: longer ones are cut; default 512\n"
    "\n"
    "the training\n"
    "  --steps N, --epochs N  how long; default: 20 tokens a parameter, but between 1 and 40 epochs\n"
    "  --until N            stop after step N of them, before the learning rate is at its end; --resume goes on,\n"
    "                       and --from starts something else with the weights\n"
    "  --batch N            tokens a step, about; default: a sixteenth of the text, at most 16384\n"
    "  --lr X  --min-lr X   learning rate: its peak, default by the width, and its end, default a tenth of that\n"
    "  --warmup N           steps until the peak; default 5 % of all\n"
    "  --decay X            weight decay of the matrices, default 0.1\n"
    "  --beta1 X  --beta2 X default 0.9, 0.95\n"
    "  --clip X             the largest norm of the gradient, default 1; 0: any\n"
    "  --dropout P          share of values dropped behind the embedding, attention and feed-forward, default 0\n"
    "  --prompt-weight W    weight in the loss of what is not the assistant's answer in conversations: 1, the\n"
    "                       default, is pre-training, 0 trains answers only\n"
    "  --seed N             of weights, order and dropout; default 1\n"
    "  --temperature X      the checkpoint recommends it to those who sample, chat does then; 0: the likeliest\n"
    "\n"
    "  --valid FILE         measure the loss on this text, too; or\n"
    "  --valid-part X       on this share of the documents, which are then not trained on\n"
    "  --valid-every N      steps between measurements, default 100\n"
    "  --save-every N       steps between checkpoints; default: only at the end and on Ctrl-C\n"
    "  --threads N  --lane NAME  default: what the machine has. They don't change the result\n"
    "  --log-every N        steps between lines of progress where stderr is no terminal, default 10\n"
    "  --quiet\n";

typedef struct options {
    const char **text, *out, *tokenizer, *from, *valid, *lane;
    int n_text, resume, quiet, untied;
    int D, L, H, K, C, F, n_ctx; /* 0: default */
    double theta;
    long steps, epochs, until, batch, warmup, valid_every, save_every, log_every;
    double lr, min_lr, decay, beta1, beta2, clip, dropout, prompt_weight, temperature, valid_part;
    uint64_t seed;
    int n_thread;
} options;

/* ---- the run ---- */

static volatile sig_atomic_t interrupted;

static void on_signal(int sig) {
    (void)sig;
    interrupted = 1;
}

/* The first Ctrl-C is noted, the second has its usual effect. */
static void watch_signals(void) {
    struct sigaction a;
    memset(&a, 0, sizeof a);
    a.sa_handler = on_signal;
    a.sa_flags = (int)SA_RESETHAND;
    sigaction(SIGINT, &a, NULL);
    sigaction(SIGTERM, &a, NULL);
#ifdef SIGXFSZ
    signal(SIGXFSZ, SIG_IGN); /* a size limit then is an error of fwrite */
#endif
}

static double now(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

typedef struct run {
    options o;
    gpt_error *err;
    gpt_model *tok;
    const char *tok_path;
    corpus train, valid;
    trainer t;
    cursor order;
    train_state state;
    folder_out out;
    double peak; /* operations a second */
    /* progress */
    double start, last_shown, loss_sum, flops, valid_loss;
    size_t positions;
    long loss_n, first_step;
    int shown; /* a line that is rewritten stands there */
} run;

typedef struct peak_work { const tm_lane *lane; double ops; } peak_work;

static void peak_team(void *arg, const gpt__team *me) {
    peak_work *p = (peak_work *)arg;
    double ops = p->lane->peak(p->lane == tm_lane_at(0) ? 20000 : 2000000);
    gpt__barrier(me);
    if (me->i == 0) p->ops = ops * me->n;
}

/* What the arithmetic units give at best, with all threads: the best of a few short measurements. */
static double measure_peak(const trainer *t) {
    peak_work p = {t->lane, 0};
    double best = 0;
    int i;
    for (i = 0; i < 4; i++) {
        double begin_at = now();
        gpt__parallel(t->n_thread, peak_team, &p);
        begin_at = now() - begin_at;
        if (p.ops / begin_at > best) best = p.ops / begin_at;
    }
    return best;
}

/* Linear warm-up, then half a cosine (arXiv:1608.03983) down to min_lr. */
static double rate_at(const options *o, uint64_t step) {
    double sine, cosine, done = (double)step + 1.0;
    if (done <= (double)o->warmup) return o->lr * done / (double)o->warmup;
    done = (done - (double)o->warmup) / (double)(o->steps - o->warmup > 0 ? o->steps - o->warmup : 1);
    gpt__sincos(3.141592653589793 * done, &sine, &cosine);
    return o->min_lr + 0.5 * (o->lr - o->min_lr) * (1.0 + cosine);
}

static double power(double x, uint64_t n) {
    double y = 1.0;
    for (; n; n >>= 1, x *= x)
        if (n & 1) y *= x;
    return y;
}

/* One step of training; its loss. */
static double train_step(run *r) {
    trainer *t = &r->t;
    const options *o = &r->o;
    const uint64_t n = r->state.step;
    const double rate = rate_at(o, n);
    double loss;
    int m;
    t->step = n;
    for (m = 0; m < t->n_micro; m++) {
        fill(&r->order, &t->micro[m], t->cap, o->prompt_weight, 1);
        r->flops += count_flops(t, &t->micro[m]);
        r->positions += (size_t)t->micro[m].T;
    }
    t->lr = (float)rate;
    t->adam.beta1 = (float)o->beta1;
    t->adam.beta2 = (float)o->beta2;
    t->adam.eps = 1e-8f;
    t->adam.rate = (float)(rate / (1.0 - power(o->beta1, n + 1)));
    t->adam.fix2 = (float)(1.0 / (1.0 - power(o->beta2, n + 1)));
    t->clip = (float)o->clip;
    t->weight_decay = (float)o->decay;
    loss = run_step(t, t->n_micro, 1);
    r->state.step = n + 1;
    r->state.epoch = r->order.epoch;
    r->state.at = r->order.at;
    return loss;
}

/* The mean loss over the validation text. */
static int validate(run *r, double *loss) {
    cursor k;
    double sum = 0, weight = 0;
    int rc = cursor_open(&k, &r->valid, 0, 0, 0, r->err);
    if (rc != GPT_OK) return rc;
    while (k.at < r->valid.n_piece) {
        int m, n = 0;
        while (n < r->t.n_micro && k.at < r->valid.n_piece) fill(&k, &r->t.micro[n++], r->t.cap, r->o.prompt_weight, 0);
        run_step(&r->t, n, 0);
        for (m = 0; m < n; m++) {
            sum += r->t.micro[m].loss;
            weight += r->t.micro[m].total;
        }
    }
    free(k.order);
    *loss = sum / weight;
    return GPT_OK;
}

static long last_step(const options *o) { return o->until && o->until < o->steps ? o->until : o->steps; }

/* The line of progress: on a terminal five times a second, in place; else every log_every steps. */
static void show_progress(run *r, double loss) {
    const options *o = &r->o;
    long step_n = (long)r->state.step, done = step_n - r->first_step;
    double t = now(), spent = t - r->start, left = spent / (double)done * (double)(last_step(o) - step_n);
    int terminal = isatty(2), due = terminal ? t - r->last_shown >= 0.2 : step_n % o->log_every == 0 || done == 1;
    r->loss_sum += loss;
    r->loss_n++;
    if (o->quiet || (!due && step_n < last_step(o))) return;
    fprintf(stderr, "%sstep %ld/%ld  loss %.4f", terminal ? "\r" : "", step_n, o->steps,
            r->loss_sum / (double)r->loss_n);
    if (r->valid_loss > 0) fprintf(stderr, "  valid %.4f", r->valid_loss);
    fprintf(stderr, "  lr %.2e  %.0f tok/s  %.0f GFLOP/s (%.0f %% of peak)", rate_at(o, r->state.step - 1),
            (double)r->positions / spent, r->flops / spent / 1e9, 100 * r->flops / spent / r->peak);
    fprintf(stderr, "  %.0f:%02.0f left%s", floor(left / 60), floor(left - 60 * floor(left / 60)),
            terminal ? "   " : "\n");
    r->shown = terminal;
    r->last_shown = t;
    r->loss_sum = 0;
    r->loss_n = 0;
}

static void end_line(run *r) {
    if (r->shown) fputc('\n', stderr);
    r->shown = 0;
}

static int save_run(run *r) {
    double begin_at = now();
    int rc = save(&r->t, r->tok, r->tok_path, r->o.temperature, &r->state, &r->out, r->err);
    r->start += now() - begin_at; /* not part of the speed */
    return rc;
}

/* Trains until the last step or Ctrl-C. 1: interrupted. */
static int train(run *r) {
    const options *o = &r->o;
    const uint64_t last = (uint64_t)last_step(o);
    int rc = GPT_OK, stopped = 0;
    uint64_t saved = r->state.step;
    r->start = now();
    r->first_step = (long)r->state.step;
    watch_signals();
    while (rc == GPT_OK && !stopped && r->state.step < last) {
        double loss = train_step(r);
        if (!(loss <= 1e30) || !(r->t.grad_norm <= 3e38)) {
            end_line(r);
            return tool_fail(r->err, GPT_E_FORMAT, "the %s is not a number at step %llu; a smaller --lr may help. "
                             "The last checkpoint is that of step %llu", loss <= 1e30 ? "gradient" : "loss",
                             (unsigned long long)r->state.step, (unsigned long long)saved);
        }
        stopped = interrupted != 0;
        if (r->valid.n_piece && !stopped &&
            (r->state.step % (uint64_t)o->valid_every == 0 || r->state.step == last)) {
            double begin_at = now();
            rc = validate(r, &r->valid_loss);
            r->start += now() - begin_at;
        }
        show_progress(r, loss);
        if (rc == GPT_OK && (stopped || r->state.step == last ||
                             (o->save_every > 0 && r->state.step % (uint64_t)o->save_every == 0))) {
            rc = save_run(r);
            if (rc == GPT_OK) saved = r->state.step;
        }
    }
    end_line(r);
    return rc != GPT_OK ? rc : stopped && r->state.step < last;
}

/* ---- setting up ---- */

static int clamp(double x, int lo, int hi) { return x < lo ? lo : x > hi ? hi : (int)x; }

/* The shape: that of --from, or as asked for, or by the size of the text. */
static int choose_shape(run *r, dims *d) {
    options *o = &r->o;
    int small = r->train.positions < 1000000, V = n_vocab(r->tok), rc;
    if (o->from) {
        rc = read_config(o->from, d, r->err);
        if (rc != GPT_OK) return rc;
        if (o->D || o->L || o->H || o->K || o->C || o->F || o->untied || o->theta > 0)
            return tool_fail(r->err, GPT_E_ARG, "the shape is that of --from: it can't be given");
        if (d->V < V)
            return tool_fail(r->err, GPT_E_ARG, "%s: %d tokens in the model, %d in the tokenizer", o->from, d->V, V);
        if (d->n_ctx < o->n_ctx) /* positions beyond the published ones are new to it, but no obstacle */
            d->n_ctx = o->n_ctx;
    } else {
        d->D = o->D ? o->D : small ? 128 : 256;
        d->L = o->L ? o->L : small ? 4 : 6;
        d->H = o->H ? o->H : o->C ? clamp((double)d->D / o->C, 1, d->D) : clamp(d->D / 32.0, 1, d->D);
        d->K = o->K ? o->K : d->H % 2 ? d->H : d->H / 2;
        d->C = o->C ? o->C : d->D / d->H;
        d->F = o->F ? o->F : (d->D * 8 / 3 + 63) / 64 * 64;
        d->V = V;
        d->n_ctx = o->n_ctx;
        d->tied = !o->untied;
        d->theta = o->theta > 0 ? o->theta : 10000.0;
        d->eps = 1e-5f;
        if (!o->C && d->D % d->H)
            return tool_fail(r->err, GPT_E_ARG, "--width %d is no multiple of --heads %d", d->D, d->H);
    }
    if (d->D < 1 || d->L < 1 || d->H < 1 || d->K < 1 || d->C < 1 || d->F < 1 || d->V < 2 || d->D > 1 << 20 ||
        d->F > 1 << 22 || d->H > 1 << 12 || d->C > 1 << 12)
        return tool_fail(r->err, GPT_E_ARG, "a size of the model is missing or out of range");
    if (d->H % d->K) return tool_fail(r->err, GPT_E_ARG, "%d heads can't share %d key/value heads evenly", d->H, d->K);
    if (d->C % 2) return tool_fail(r->err, GPT_E_ARG, "the width of a head, %d, is odd: RoPE turns pairs", d->C);
    return GPT_OK;
}

/* How many steps `epochs` passes over the text take. */
static long count_steps(run *r, long epochs) {
    cursor k = r->order;
    size_t room = 0;
    uint64_t micros = 0;
    long n;
    k.epoch = 0;
    k.at = 0;
    shuffle(&k);
    while (k.epoch < (uint64_t)epochs) {
        int length = k.c->piece[k.order[k.at]].n;
        if ((size_t)length > room) micros++, room = (size_t)r->t.cap;
        room -= (size_t)length;
        if (++k.at == k.c->n_piece) {
            k.at = 0;
            if (++k.epoch < (uint64_t)epochs) shuffle(&k);
        }
    }
    shuffle(&r->order);
    n = (long)(micros / (uint64_t)r->t.n_micro);
    return n > 0 ? n : 1;
}

/* Options that depend on text and model. */
static int choose_length(run *r, long batch) {
    options *o = &r->o;
    if (o->steps == 0) {
        double wanted = 20.0 * (double)r->t.n.n_param / (double)r->train.positions; /* arXiv:2203.15556 */
        o->steps = count_steps(r, o->epochs ? o->epochs : clamp(wanted, 1, 40));
    }
    o->batch = batch;
    if (o->lr <= 0) o->lr = 0.5 / r->t.n.d.D < 3e-3 ? 0.5 / r->t.n.d.D : 3e-3;
    if (o->min_lr < 0) o->min_lr = 0.1 * o->lr;
    if (o->warmup < 0) o->warmup = o->steps / 20 < 1000 ? o->steps / 20 : 1000;
    if (o->warmup > o->steps)
        return tool_fail(r->err, GPT_E_ARG, "--warmup %ld is more than %ld steps", o->warmup, o->steps);
    if (o->min_lr > o->lr) return tool_fail(r->err, GPT_E_ARG, "--min-lr is larger than --lr");
    return GPT_OK;
}

/* What must be equal for a resumed training to end in the same bytes. */
static void describe(const run *r, train_state *s) {
    const options *o = &r->o;
    const dims *d = &r->t.n.d;
    s->data = r->train.print;
    snprintf(s->options, sizeof s->options,
             "width %d, layers %d, heads %d, kv-heads %d, head-dim %d, ffn %d, vocabulary %d, %s, rope-theta %.9g, "
             "ctx %d, steps %ld, batch %ld, lr %.9g, min-lr %.9g, warmup %ld, decay %.9g, beta1 %.9g, beta2 %.9g, "
             "clip %.9g, dropout %.9g, prompt-weight %.9g, seed %llu, from %s", d->D, d->L, d->H, d->K, d->C, d->F,
             d->V, d->tied ? "tied" : "untied", d->theta, o->n_ctx, o->steps, o->batch, o->lr, o->min_lr, o->warmup,
             o->decay, o->beta1, o->beta2, o->clip, o->dropout, o->prompt_weight, (unsigned long long)o->seed,
             o->from ? "a checkpoint" : "nothing");
}

/* The first of the options in which two descriptions differ. */
static int compare_state(const train_state *old, const train_state *new_, const char *path, gpt_error *err) {
    const char *a = old->options, *b = new_->options;
    size_t i, from = 0, n, m;
    if (old->data != new_->data)
        return tool_fail(err, GPT_E_ARG, "%s: was trained on another text, or cut differently: can't be resumed", path);
    if (old->tokenizer != new_->tokenizer)
        return tool_fail(err, GPT_E_ARG, "%s: was trained with another tokenizer: can't be resumed", path);
    for (i = 0; a[i] && a[i] == b[i]; i++)
        if (a[i] == ' ' && i > 0 && a[i - 1] == ',') from = i + 1;
    if (a[i] == b[i]) return GPT_OK;
    n = strcspn(a + from, ",");
    m = strcspn(b + from, ",");
    return tool_fail(err, GPT_E_ARG, "%s: was trained with %.*s, not %.*s: can't be resumed", path, (int)n, a + from,
                     (int)m, b + from);
}

static int check_out(const run *r) {
    char *have = file_join(r->out.path, "train_state.json");
    int rc = GPT_OK, there;
    if (!have) return tool_fail(r->err, GPT_E_MEMORY, "out of memory");
    there = file_exists(have);
    if (file_exists(r->out.path) && !file_is_dir(r->out.path))
        rc = tool_fail(r->err, GPT_E_IO, "%s: exists and is not a folder", r->out.path);
    else if (there && !r->o.resume)
        rc = tool_fail(r->err, GPT_E_IO, "%s: holds a training already; --resume goes on with it", r->out.path);
    else if (!there && r->o.resume)
        rc = tool_fail(r->err, GPT_E_IO, "%s: there is no training to resume", r->out.path);
    free(have);
    return rc;
}

/* Weights, moments and place in the text, new or resumed. */
static int start_state(run *r) {
    train_state old;
    int rc;
    describe(r, &r->state);
    if (!r->o.resume) {
        if (r->o.from) return load_weights(&r->t, r->o.from, r->err);
        net_init(&r->t.n, r->o.seed, r->t.w);
        return GPT_OK;
    }
    rc = load_state(r->out.path, &old, r->err);
    if (rc == GPT_OK) rc = compare_state(&old, &r->state, r->out.path, r->err);
    if (rc == GPT_OK && old.at > r->train.n_piece)
        rc = tool_fail(r->err, GPT_E_FORMAT, "%s/train_state.json: is damaged", r->out.path);
    if (rc == GPT_OK) rc = load_weights(&r->t, r->out.path, r->err);
    if (rc == GPT_OK) rc = load_moments(&r->t, r->out.path, r->err);
    if (rc == GPT_OK) {
        r->state = old;
        r->order.epoch = old.epoch;
        r->order.at = (size_t)old.at;
        shuffle(&r->order);
    }
    return rc;
}

/* Fingerprint of a vocabulary: the bytes of all its tokens. */
static uint64_t tokenizer_print(const gpt_model *tok) {
    uint64_t both[2] = {0, 0};
    int i, n;
    for (i = 0; i < n_vocab(tok); i++) {
        const char *bytes = gpt_token_bytes(tok, i, &n);
        both[1] = bytes ? gpt_checksum(bytes, (size_t)n) : 0;
        both[0] = gpt_checksum(both, sizeof both);
    }
    return both[0];
}

static const tm_lane *find_lane(const char *name) {
    int i;
    for (i = 0; tm_lane_at(i); i++)
        if (strcmp(tm_lane_at(i)->name, name) == 0) return tm_lane_at(i);
    return NULL;
}

enum { LEAST_TOKENS = 64, MICRO_TOKENS = 1024 }; /* of a text; of a micro-batch, unless a document has more */

static int prepare(run *r) {
    options *o = &r->o;
    text_desc reading;
    dims d;
    long batch;
    int cap, rc;
    r->tok_path = o->tokenizer ? o->tokenizer : o->from;
    rc = folder_name(&r->out, o->out, "gpt-train", r->err);
    if (rc != GPT_OK) return rc;
    folder_recover(&r->out);
    rc = check_out(r);
    if (rc != GPT_OK) return rc;
    r->tok = load_tokenizer(r->tok_path, o->out, r->err);
    if (!r->tok) return r->err->status;
    reading.tok = r->tok;
    reading.n_ctx = o->n_ctx;
    reading.prompt_weight = o->prompt_weight;
    reading.valid_part = o->valid_part;
    reading.n_thread = o->n_thread;
    rc = read_texts(&reading, o->text, o->n_text, &r->train, &r->valid, r->err);
    reading.valid_part = 0;
    if (rc == GPT_OK && o->valid) rc = read_texts(&reading, &o->valid, 1, &r->valid, NULL, r->err);
    if (rc != GPT_OK) return rc;
    if (r->train.positions < LEAST_TOKENS)
        return tool_fail(r->err, GPT_E_FORMAT, "the text has %zu tokens to learn; %d is the least", r->train.positions,
                         LEAST_TOKENS);
    if ((o->valid || o->valid_part > 0) && r->valid.n_piece == 0)
        return tool_fail(r->err, GPT_E_FORMAT, "no document is left for validation; use a larger part, or a file");
    rc = choose_shape(r, &d);
    if (rc != GPT_OK) return rc;

    batch = o->batch ? o->batch : clamp((double)r->train.positions / 16, o->n_ctx, 16384);
    if (batch < o->n_ctx)
        return tool_fail(r->err, GPT_E_ARG, "--batch %ld is less than a document may have, --ctx %d", batch, o->n_ctx);
    cap = o->n_ctx < MICRO_TOKENS ? MICRO_TOKENS / o->n_ctx * o->n_ctx : o->n_ctx;
    if (cap > batch) cap = (int)(batch / o->n_ctx * o->n_ctx);
    rc = trainer_make(&r->t, &d, o->n_ctx, cap, (int)(batch / cap), o->n_thread, r->err);
    if (rc == GPT_OK) rc = cursor_open(&r->order, &r->train, o->seed, 0, 0, r->err);
    if (rc == GPT_OK) rc = choose_length(r, batch);
    if (rc != GPT_OK) return rc;
    r->t.dropout = (float)o->dropout;
    r->t.seed = o->seed;
    if (o->lane) r->t.lane = find_lane(o->lane);
    r->state.tokenizer = tokenizer_print(r->tok);
    rc = start_state(r);
    if (rc == GPT_OK) gpt__parallel(r->t.n_thread, pack_all, &r->t);
    if (rc == GPT_OK) r->peak = measure_peak(&r->t);
    return rc;
}

static void introduce(const run *r) {
    const dims *d = &r->t.n.d;
    const corpus *c = &r->train;
    if (r->o.quiet) return;
    fprintf(stderr, "text: %zu tokens in %zu pieces", c->positions, c->n_piece);
    if (c->n_cut) fprintf(stderr, " (%zu documents cut)", c->n_cut);
    if (r->valid.n_piece) fprintf(stderr, "; validation: %zu in %zu", r->valid.positions, r->valid.n_piece);
    fprintf(stderr, "\nmodel: D %d, L %d, H %d, K %d, C %d, F %d, V %d: %.2f M parameters; %.2f GB of memory\n",
            d->D, d->L, d->H, d->K, d->C, d->F, d->V, (double)r->t.n.n_param / 1e6, (double)r->t.memory_size / 1e9);
    fprintf(stderr, "training: %ld steps of %d x %d tokens, lr %g to %g; %d threads, %s, peak %.0f GFLOP/s\n",
            r->o.steps, r->t.n_micro, r->t.cap, r->o.lr, r->o.min_lr, r->t.n_thread, r->t.lane->name, r->peak / 1e9);
}

static void run_free(run *r) {
    trainer_free(&r->t);
    corpus_free(&r->train);
    corpus_free(&r->valid);
    free(r->order.order);
    gpt_model_free(r->tok);
    folder_free(&r->out);
}

/* ---- command line ---- */

static int bad_usage(const char *what, const char *name) {
    fprintf(stderr, "gpt-train: %s%s\n\n%s", what, name, usage);
    return 0;
}

typedef struct option {
    const char *name;
    char kind;     /* s text, i int, l long, d double, u 64 bits, f a switch */
    void *to;
    double lo, hi; /* of numbers */
} option;

static int set_option(const option *p, const char *value) {
    char *end;
    double x;
    if (p->kind == 's') {
        memcpy(p->to, &value, sizeof value);
        return 1;
    }
    x = strtod(value, &end);
    if (end == value || *end || !(x >= p->lo && x <= p->hi)) return 0;
    if (p->kind != 'd' && floor(x) < x) return 0;
    if (p->kind == 'd') *(double *)p->to = x;
    else if (p->kind == 'i') *(int *)p->to = (int)x;
    else if (p->kind == 'l') *(long *)p->to = (long)x;
    else *(uint64_t *)p->to = strtoull(value, NULL, 10);
    return 1;
}

static int parse(options *o, int argc, char **argv) {
    const option list[] = {
        {"-o", 's', &o->out, 0, 0}, {"--tokenizer", 's', &o->tokenizer, 0, 0}, {"--from", 's', &o->from, 0, 0},
        {"--valid", 's', &o->valid, 0, 0}, {"--lane", 's', &o->lane, 0, 0}, {"--resume", 'f', &o->resume, 0, 0},
        {"--quiet", 'f', &o->quiet, 0, 0}, {"--untied", 'f', &o->untied, 0, 0},
        {"--width", 'i', &o->D, 2, 1 << 20}, {"--layers", 'i', &o->L, 1, 1000}, {"--heads", 'i', &o->H, 1, 4096},
        {"--kv-heads", 'i', &o->K, 1, 4096}, {"--head-dim", 'i', &o->C, 2, 4096}, {"--ffn", 'i', &o->F, 1, 1 << 22},
        {"--rope-theta", 'd', &o->theta, 1, 1e12}, {"--ctx", 'i', &o->n_ctx, 2, 1 << 20},
        {"--steps", 'l', &o->steps, 1, 1e9}, {"--epochs", 'l', &o->epochs, 1, 1e6},
        {"--until", 'l', &o->until, 1, 1e9}, {"--batch", 'l', &o->batch, 2, 1e9}, {"--lr", 'd', &o->lr, 1e-9, 10},
        {"--min-lr", 'd', &o->min_lr, 0, 10}, {"--warmup", 'l', &o->warmup, 0, 1e9},
        {"--decay", 'd', &o->decay, 0, 10}, {"--beta1", 'd', &o->beta1, 0, 0.9999},
        {"--beta2", 'd', &o->beta2, 0, 0.99999},
        {"--clip", 'd', &o->clip, 0, 1e9}, {"--dropout", 'd', &o->dropout, 0, 0.9},
        {"--prompt-weight", 'd', &o->prompt_weight, 0, 1}, {"--temperature", 'd', &o->temperature, 0, 100},
        {"--seed", 'u', &o->seed, 0, 1.8e19},
        {"--valid-part", 'd', &o->valid_part, 0, 0.9}, {"--valid-every", 'l', &o->valid_every, 1, 1e9},
        {"--save-every", 'l', &o->save_every, 1, 1e9}, {"--log-every", 'l', &o->log_every, 1, 1e9},
        {"--threads", 'i', &o->n_thread, 1, 256},
    };
    int i;
    size_t k, n = sizeof list / sizeof list[0];
    for (i = 1; i < argc; i++) {
        if (argv[i][0] != '-') {
            o->text[o->n_text++] = argv[i];
            continue;
        }
        for (k = 0; k < n && strcmp(argv[i], list[k].name) != 0;) k++;
        if (k == n) return bad_usage("what is ", argv[i]);
        if (list[k].kind == 'f') *(int *)list[k].to = 1;
        else if (i + 1 == argc) return bad_usage("a value is missing behind ", argv[i]);
        else if (!set_option(&list[k], argv[++i])) return bad_usage("this value is out of range: ", argv[i - 1]);
    }
    if (o->n_text == 0) return bad_usage("no text is given", "");
    if (!o->out) return bad_usage("-o FOLDER is missing", "");
    if (!o->tokenizer && !o->from) return bad_usage("--tokenizer PATH is missing", "");
    if (o->steps && o->epochs) return bad_usage("give --steps or --epochs, not both", "");
    if (o->valid && o->valid_part > 0) return bad_usage("give --valid or --valid-part, not both", "");
    if (o->lane && !find_lane(o->lane)) return bad_usage("this machine has no lane ", o->lane);
    return 1;
}

static void defaults(options *o) {
    memset(o, 0, sizeof *o);
    o->n_ctx = 512;
    o->min_lr = -1;
    o->warmup = -1;
    o->decay = 0.1;
    o->beta1 = 0.9;
    o->beta2 = 0.95;
    o->clip = 1.0;
    o->prompt_weight = 1.0;
    o->temperature = -1;
    o->valid_every = 100;
    o->log_every = 10;
    o->seed = 1;
    o->n_thread = gpt__default_threads();
}

/* An argument as a shell reads it back. */
static void print_argument(const char *a) {
    int plain = *a && !a[strspn(a, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-+=./:,@%")];
    fputs(plain ? " " : " '", stderr);
    for (; *a; a++) {
        if (*a == '\'') fputs("'\\''", stderr);
        else fputc(*a, stderr);
    }
    if (!plain) fputc('\'', stderr);
}

static int train_main(int argc, char **argv) {
    gpt_error err = {0, ""};
    run r;
    int i, rc;
    memset(&r, 0, sizeof r);
    r.err = &err;
    if (argc == 2 && strcmp(argv[1], "--help") == 0) return fputs(usage, stdout) == EOF;
    defaults(&r.o);
    r.o.text = (const char **)malloc((size_t)argc * sizeof *r.o.text);
    if (!r.o.text || !parse(&r.o, argc, argv)) {
        free((void *)r.o.text);
        return 2;
    }
    rc = prepare(&r);
    if (rc == GPT_OK) {
        introduce(&r);
        rc = train(&r);
    }
    if (rc < 0) fprintf(stderr, "gpt-train: %s\n", err.message);
    if (rc > 0) {
        fprintf(stderr, "interrupted after step %llu, saved; to go on:\n   ", (unsigned long long)r.state.step);
        for (i = 0; i < argc; i++) print_argument(argv[i]);
        fprintf(stderr, "%s\n", r.o.resume ? "" : " --resume");
    }
    run_free(&r);
    free((void *)r.o.text);
    return rc != GPT_OK;
}

#ifndef TRAIN_NO_MAIN
int main(int argc, char **argv) { return train_main(argc, argv); }
#endif
