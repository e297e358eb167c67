#!/bin/bash
# Prints what gpt.h costs its users: seconds of one core to compile the implementation at -O2, bytes of the object.
set -eu
cc=${CC:-cc} build=${BUILD:-build}
printf '#define GPT_IMPLEMENTATION\n#include "gpt.h"\n' > "$build/stats.c"
TIMEFORMAT='%U %S'
times=$( { time $cc -O2 -I. -c "$build/stats.c" -o "$build/stats.o"; } 2>&1 )
seconds=$(echo "$times" | awk '{ printf "%.1f", $1 + $2 }')
size=$(wc -c < "$build/stats.o")
lines=$(wc -l < gpt.h)
echo "gpt.h: $lines lines; $cc -O2: $seconds s (limit 10), object $((size / 1000)) KB (limit 700)"
awk -v s="$seconds" -v b="$size" 'BEGIN { exit !(s < 10 && b < 700000) }' ||
    { echo "gpt.h is over its limit" >&2; exit 1; }
