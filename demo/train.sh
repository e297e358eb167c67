#!/bin/sh
# Makes the model in demo/ from nothing: text, vocabulary, two trainings, quantised file. `make train-demo` runs it; it
# goes on where it was interrupted. The same machine or another, one thread or many: the same file.
set -eu
build=${BUILD:-build} demo=${DEMO:-demo/gpt-demo.gpt}
work=$build/demo
mkdir -p "$work"

corpus() { # file, options
    [ -e "$work/$1" ] || "$build/gpt-corpus" -o "$work/$@"
}

train() { # text, folder, options
    text=$1 out=$2
    shift 2
    [ ! -e "$work/$out/train_state.json" ] || set -- "$@" --resume
    "$build/gpt-train" "$work/$text" -o "$work/$out" --tokenizer "$work/tokenizer" "$@" \
        --ctx 512 --epochs 1 --batch 4096 --save-every 500
}

# First the language: mostly stories by weight, for they have the longest answers, and questions count a little, too.
corpus talk.jsonl --exchanges 2000000
[ -e "$work/tokenizer/tokenizer.json" ] || "$build/gpt-bpe" "$work/talk.jsonl" -o "$work/tokenizer" --vocab 2048
train talk.jsonl gpt-demo-base --width 256 --layers 6 --heads 8 --kv-heads 4 --head-dim 32 --ffn 576 \
    --lr 2e-3 --min-lr 2e-5 --warmup 150 --prompt-weight 0.1 --until 11500

# Then the tasks: answers only, more of what is hard and of what has short answers.
corpus tasks.jsonl --exchanges 1300000 --seed 2 --share about=35 --share facts=135 \
    --share "facts in other languages=25" --share entities=175 --share sentiment=160 --share arithmetic=250 \
    --share "compare numbers=35" --share "number words=25" --share reading=320 --share rewrite=130 \
    --share "translate words=300" --share "translate sentences=200" --share "which language=6" --share unknown=80 \
    --share stories=12 --share talk=75 --share "talk in other languages=20"
train tasks.jsonl gpt-demo --from "$work/gpt-demo-base" --lr 1e-3 --min-lr 1e-5 --warmup 100 --prompt-weight 0 \
    --seed 2 --temperature 0.3

"$build/gpt-convert" "$work/gpt-demo" -o "$demo" --type q8
