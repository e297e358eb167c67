#!/bin/sh
# Runs the suites named, as many at a time as there are processors, by the emulator in GPT_RUN if there is one; prints
# what each said and how long it took, in the order given, and adds up their last lines. Ends with
# "N passed, N failed[, N skipped]".
# the suites run more threads than small machines have cores: waiting threads should sleep
export OMP_WAIT_POLICY=passive
logs=${GPT_BUILD:-build}/logs log_of_all=${GPT_BUILD:-build}/tests.log
rm -rf "$logs"
mkdir -p "$logs"
: > "$log_of_all"
printf '%s\n' "$@" | xargs -P "$(nproc 2> /dev/null || echo 1)" -I{} \
    sh -c 'log=$2/${1##*/} begin=$(date +%s); ${GPT_RUN:-} "$1" > "$log" 2>&1
           echo $? > "$log.status"; echo $(($(date +%s) - begin)) > "$log.seconds"' - {} "$logs"
for suite in "$@"; do
    log=$logs/${suite##*/}
    cat "$log"
    long=$(cat "$log.seconds")
    [ "$long" -lt 10 ] || echo "    $long s"
    tail -n 1 "$log" | grep ': [0-9]* passed, [0-9]* failed' >> "$log_of_all" || {
        echo "${suite##*/}: 0 passed, 1 failed (ended with status $(cat "$log.status"))" | tee -a "$log_of_all"
    }
done
awk '{ for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i - 1); if ($i ~ /^failed/) f += $(i - 1)
                                   if ($i ~ /^skipped/) s += $(i - 1) } }
     END { printf "%d passed, %d failed", p, f; if (s) printf ", %d skipped", s; print ""; exit f || !p }' "$log_of_all"
