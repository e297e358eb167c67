#!/bin/bash
# Builds suites for other processors and runs them here under an emulator. A compiler or emulator that is not installed
# is left out, and said so. Ends with "N passed, N failed", the sum over all. Debian's packages: see .ci/run.
set -u
build=${BUILD:-build}/cross
lanes='kernels lanes numbers'
mkdir -p "$build"
: > "$build/tests.log"
status=0

have() {
    command -v "$1" > /dev/null && return
    echo "cross: no $1 here, $2 is not tested"
    false
}

suites() { # target, compiler, suites
    local names=() name
    for name in $3; do names+=("$build/$1/test_$name"); done
    echo "== $1: $3"
    make -s BUILD="$build/$1" CC="$2" OPENMP=0 "${names[@]}" || { echo "$1: 0 passed, 1 failed"; status=1; }
}

run() { # target, emulator, suites
    local names=() name
    for name in $3; do names+=("$build/$1/test_$name"); done
    echo "-- $2"
    GPT_RUN="$2" GPT_BUILD="$build/$1" sh tests/run.sh "${names[@]}" || status=1
    cat "$build/$1/tests.log" >> "$build/tests.log"
}

if have aarch64-linux-gnu-gcc 'ARM64' && have qemu-aarch64 'ARM64'; then
    suites aarch64 'aarch64-linux-gnu-gcc -static' "$lanes"
    run aarch64 'qemu-aarch64 -cpu max' "$lanes"
    run aarch64 'qemu-aarch64 -cpu cortex-a57' "$lanes" # without dot products
fi

awk '{ for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i - 1); if ($i ~ /^failed/) f += $(i - 1) } }
     END { printf "%d passed, %d failed\n", p, f }' "$build/tests.log"
exit $status
