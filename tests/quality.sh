#!/bin/sh
# What each type of gpt-quantize costs, as a table in Markdown: `make quality`. gpt-corpus makes three texts: a small
# model is trained on the first, weights are calibrated on the second, and measured on the third, whose items are held
# out of the other two. Training takes minutes; the next time the model is there already.
#
#     MODEL=FILE      this model in its place, of floats or 8-bit weights: what is compared with
#     TEXT=own        no corpus: the model writes both texts itself, at temperature 1, from different seeds
#     TYPES='q8 q4'   these only
set -eu
build=${BUILD:-build} model=${MODEL:-} types=${TYPES:-q8 q6 q5 q4 q3 q2}
export OMP_WAIT_POLICY=${OMP_WAIT_POLICY:-passive} # other programs may run too
work=$build/quality
calibrate=$work/calibrate.jsonl test=$work/test.jsonl
mkdir -p "$work"

train_model() { # 2.0 million weights, 1.7 million tokens
    model=$work/model.gpt
    [ ! -e "$model" ] || return 0
    "$build/gpt-corpus" --exchanges 50000 --seed 1 -o "$work/train.jsonl"
    "$build/gpt-bpe" "$work/train.jsonl" -o "$work/tokenizer" --vocab 2048
    "$build/gpt-train" "$work/train.jsonl" -o "$work/checkpoint" --tokenizer "$work/tokenizer" --width 192 \
        --layers 4 --heads 6 --kv-heads 2 --head-dim 32 --ffn 512 --ctx 512 --epochs 1 --batch 2048 --lr 3e-3
    "$build/gpt-convert" "$work/checkpoint" -o "$model" --type f32
}

write_stories() { # first and last seed
    seed=$1
    while [ "$seed" -le "$2" ]; do
        "$build/generate" "$model" -t 1 -s "$seed"
        echo '<|endoftext|>'
        seed=$((seed + 1))
    done
}

# $work/small.gpt with these options of gpt-quantize; fails if nothing becomes smaller, ends all on other errors
quantize() {
    "$build/gpt-quantize" "$model" "$work/small.gpt" "$@" > "$work/quantize.txt" 2>&1 && return 0
    grep -q 'nothing that would become smaller' "$work/quantize.txt" && return 1
    cat "$work/quantize.txt" >&2
    exit 1
}

figure() { sed -n "s/.*\"$1\": \([^,}]*\).*/\1/p" "$work/result.json"; }

measure() { # four cells
    "$build/gpt-perplexity" "$work/small.gpt" "$test" --against "$model" --json > "$work/result.json"
    echo "$(figure ratio) $(figure ratio_error) $(figure kl) $(figure top1)" |
        awk '{ printf " %+.2f ± %.2f %% | %.2g | %.1f %% |", 100 * ($1 - 1), 100 * $2, $3, 100 * $4 }'
}

row() { # what it is called, options of gpt-quantize
    name=$1
    shift
    quantize "$@" || return 0
    printf '| %s | %s |' "$name" "$(sed -n 's/.*: \([0-9.]*\) bits each.*/\1/p' "$work/quantize.txt")"
    measure
    quantize "$@" --calibrate "$calibrate"
    measure
    echo
}

[ -n "$model" ] || train_model
if [ "${TEXT:-}" = own ]; then
    calibrate=$work/calibrate.txt test=$work/test.txt
    write_stories 1 100 > "$calibrate"
    write_stories 101 200 > "$test"
else
    "$build/gpt-corpus" --exchanges 1000 --seed 2 -o "$calibrate"
    "$build/gpt-corpus" --exchanges 40 --seed 3 --held-out -o "$test"
fi
cp "$model" "$work/small.gpt"
measure > "$work/quantize.txt"
awk -v n="$(figure predictions)" -v x="$(figure perplexity)" -v name="$model" \
    'BEGIN { printf "%s: %d predictions, perplexity %.3f\n\n", name, n, x }'
echo '| type | bits a weight | perplexity | KL divergence | same top 1 | calibrated: perplexity | KL | top 1 |'
echo '|---|---|---|---|---|---|---|---|'
for type in $types; do
    row "$type" --type "$type"
    case $type in q5 | q4 | q3 | q2) row "$type, plain" --type "$type" --recipe plain ;; esac
done
