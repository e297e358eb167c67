#!/bin/bash
# Prints what gpt.h costs its users: seconds of one core to compile the implementation at -O2, bytes of the object;
# whole, and without the rooms that can be left out. The object has a limit. Time has an aim only, as machines are
# shared: a ratio to what the same compiler takes for 300 small functions, the least of three runs of each in turn.
# Where those take 1.3 s, 7.5 times that is the 10 s we promise.
set -eu
cc=${CC:-cc} build=${BUILD:-build}
least() { # the lesser of $1, if there is any yet, and the processor's seconds for a command
    local TIMEFORMAT='%U %S' before=$1
    shift
    { time "$@"; } 2>&1 | awk -v before="$before" '{ s = $1 + $2; print before == "" || s < before ? s : before }'
}
for i in $(seq 300); do
    echo "double f$i(const double *x, int n) { double s = 0; int j, k; for (j = 0; j < n; j++) for (k = j; k < n; k++)" \
         "if (x[k] > s) s += x[j] * x[k] - $i; else if (x[j] < $i) s -= x[k] / (1 + s * s); return s; }"
done > "$build/yardstick.c"
printf '#define GPT_IMPLEMENTATION\n#include "gpt.h"\n' > "$build/stats.c"
yardstick='' whole='' core=''
for _ in 1 2 3; do
    yardstick=$(least "$yardstick" $cc -O2 -c "$build/yardstick.c" -o "$build/yardstick.o")
    whole=$(least "$whole" $cc -O2 -I. -c "$build/stats.c" -o "$build/stats.o")
    core=$(least "$core" $cc -O2 -I. -DGPT_NO_TEMPLATES -c "$build/stats.c" -o "$build/core.o")
done
echo "gpt.h: $(wc -l < gpt.h) lines; $cc -O2; an object of at most 700 KB, at most 7.5 times the yardstick's time wanted"
for room in "whole $whole stats" "without-templates $core core"; do
    set -- $room
    awk -v name="$1" -v s="$2" -v y="$yardstick" -v b="$(wc -c < "$build/$3.o")" 'BEGIN {
        printf "%s: %.1f s, %.1f times the yardstick, object %d KB\n", name, s, s / y, b / 1000
        exit b >= 700000
    }' || { echo 'gpt.h is over its limit' >&2; exit 1; }
done
