#!/bin/sh
# Runs the suites named, by the emulator in GPT_RUN if there is one, and adds up their last lines. Ends with
# "N passed, N failed[, N skipped]".
# the suites run more threads than small machines have cores: waiting threads should sleep
export OMP_WAIT_POLICY=passive
log=${GPT_BUILD:-build}/tests.log
: > "$log"
for suite in "$@"; do
    ${GPT_RUN:-} "$suite" > "$log.one" 2>&1
    status=$?
    cat "$log.one"
    tail -n 1 "$log.one" | grep -q ': [0-9]* passed, [0-9]* failed' || {
        echo "${suite##*/}: 0 passed, 1 failed (ended with status $status)" | tee -a "$log.one"
    }
    tail -n 1 "$log.one" >> "$log"
done
rm -f "$log.one"
awk '{ for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i - 1); if ($i ~ /^failed/) f += $(i - 1)
                                   if ($i ~ /^skipped/) s += $(i - 1) } }
     END { printf "%d passed, %d failed", p, f; if (s) printf ", %d skipped", s; print ""; exit f || !p }' "$log"
