#!/bin/bash
# Builds suites for other processors and runs them here under an emulator. A compiler or emulator that is not installed
# is left out, and said so. Ends with "N passed, N failed", the sum over all. Debian's packages: see .ci/run.
set -u
build=${BUILD:-build}/cross
names='kernels lanes numbers'
mkdir -p "$build"
: > "$build/tests.log"
status=0

have() {
    command -v "$1" > /dev/null && return
    echo "cross: no $1 here, $2 is not tested"
    false
}

build() { # target, compiler
    echo "== $1"
    MAKEFLAGS= make -s BUILD="$build/$1" CC="$2" OPENMP=0 $(printf "$build/$1/test_%s " $names) || status=1
}

run() { # target, emulator
    echo "-- $2"
    GPT_RUN="$2" GPT_BUILD="$build/$1" sh tests/run.sh $(printf "$build/$1/test_%s " $names) || status=1
    cat "$build/$1/tests.log" >> "$build/tests.log"
}

if have aarch64-linux-gnu-gcc ARM64 && have qemu-aarch64 ARM64; then
    build aarch64 'aarch64-linux-gnu-gcc -static'
    run aarch64 'qemu-aarch64 -cpu max'
    run aarch64 'qemu-aarch64 -cpu cortex-a57' # without dot products
fi

# clang 14 has errors in its SIMD128. A stack has 64 KB unless more is asked for, and beyond its end lie variables; when
# it is first, nothing does, so that the program ends.
wasm='clang-16 --target=wasm32-wasi -D_WASI_EMULATED_PROCESS_CLOCKS -lwasi-emulated-process-clocks'
wasm="$wasm -Wl,-z,stack-size=1048576,--stack-first -Wno-unused-command-line-argument"
if have clang-16 WebAssembly && have wasm-ld-16 WebAssembly && have node WebAssembly; then
    build wasm "$wasm -msimd128"
    run wasm 'timeout 600 node tests/wasi.mjs'
fi

awk '{ for (i = 2; i <= NF; i++) { if ($i ~ /^passed/) p += $(i - 1); if ($i ~ /^failed/) f += $(i - 1) } }
     END { printf "%d passed, %d failed\n", p, f }' "$build/tests.log"
exit $status
