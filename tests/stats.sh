#!/bin/bash
# Prints what gpt.h costs its users: seconds of one core to compile the implementation at -O2, bytes of the object.
# Machines differ and are shared, so the limit on time is a ratio within one run: at most 7.5 times what the same
# compiler takes for 300 small functions. (Where those take 1.3 s, that is the 10 s we promise.) It is taken again
# before gpt.h is found to be over it.
set -eu
cc=${CC:-cc} build=${BUILD:-build}
seconds() { # of the processor
    TIMEFORMAT='%U %S'
    { time "$@"; } 2>&1 | awk '{ print $1 + $2 }'
}
for i in $(seq 300); do
    echo "double f$i(const double *x, int n) { double s = 0; int j, k; for (j = 0; j < n; j++) for (k = j; k < n; k++)" \
         "if (x[k] > s) s += x[j] * x[k] - $i; else if (x[j] < $i) s -= x[k] / (1 + s * s); return s; }"
done > "$build/yardstick.c"
printf '#define GPT_IMPLEMENTATION\n#include "gpt.h"\n' > "$build/stats.c"
lines=$(wc -l < gpt.h)
for _ in 1 2; do
    yardstick=$(seconds $cc -O2 -c "$build/yardstick.c" -o "$build/yardstick.o")
    time=$(seconds $cc -O2 -I. -c "$build/stats.c" -o "$build/stats.o")
    size=$(wc -c < "$build/stats.o")
    awk -v lines="$lines" -v cc="$cc" -v s="$time" -v y="$yardstick" -v b="$size" 'BEGIN {
        printf "gpt.h: %d lines; %s -O2: %.1f s, %.1f times the yardstick (limit 7.5), object %d KB (limit 700)\n",
               lines, cc, s, s / y, b / 1000
        exit !(s < 7.5 * y && b < 700000)
    }' && exit
done
echo 'gpt.h is over its limit' >&2
exit 1
