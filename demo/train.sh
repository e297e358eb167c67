#!/bin/sh
# Makes the model in demo/ from nothing: text, vocabulary, training, quantised file. `make train-demo` runs it; it goes
# on where it was interrupted. The same machine or another, one thread or many: the same file.
set -eu
build=${BUILD:-build} demo=${DEMO:-demo/gpt-demo.gpt}
work=$build/demo
mkdir -p "$work"

[ -e "$work/train.jsonl" ] || "$build/gpt-corpus" --exchanges 2400000 -o "$work/train.jsonl"
[ -e "$work/tokenizer/tokenizer.json" ] || "$build/gpt-bpe" "$work/train.jsonl" -o "$work/tokenizer" --vocab 2048
resume=
[ ! -e "$work/gpt-demo/train_state.json" ] || resume=--resume
"$build/gpt-train" "$work/train.jsonl" -o "$work/gpt-demo" --tokenizer "$work/tokenizer" \
    --width 256 --layers 6 --heads 8 --kv-heads 4 --head-dim 32 --ffn 576 --ctx 512 --epochs 1 --batch 4096 \
    --lr 2e-3 --min-lr 1e-5 --warmup 200 --prompt-weight 0.05 --temperature 0.3 --save-every 500 $resume
"$build/gpt-convert" "$work/gpt-demo" -o "$demo" --type q8
