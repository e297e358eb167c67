# make            tools and examples into build/
# make test       all tests                         make lint     warnings as errors, contents of gpt.h, line lengths
# make bench      speed on this machine, all shapes  make stats    seconds to compile gpt.h, size of its object
# make quality    what quantising costs, type by type: trains a small model, or MODEL=FILE; see tests/quality.sh
# make verify     against the reference logits        make check    the checks of ../shared, if any
# make cross      tests for other processors, under emulators
# make install    gpt.h and the tools below PREFIX
#
# make chat       a conversation with the model in demo/    make ask Q="What is 7 + 8?"    one answer
# make demo-eval  how good that model is, task by task      make train-demo    makes it again, from nothing
#
# Switches: OPENMP=0 (one thread; default 1 where the compiler has it), SAN=1 (address and undefined-behaviour
# sanitizers), CC=clang, OPT=-O3, BUILD=folder. A changed switch rebuilds what it touches.

CC      ?= cc
OPT     ?= -O2
BUILD   ?= build
PREFIX  ?= /usr/local
OPENMP  ?= $(shell $(CC) -fopenmp -include omp.h -fsyntax-only -xc /dev/null 2>/dev/null && echo 1 || echo 0)
WARN     = -Wall -Wextra -pedantic -Wconversion -Wshadow
SANITIZE = -O1 -g1 -fsanitize=address,undefined -fno-sanitize-recover
FLAGS    = $(OPT) $(WARN) $(if $(filter 1,$(OPENMP)),-fopenmp) \
           $(if $(filter 1,$(SAN)),$(SANITIZE))
C        = $(CC) -std=c99 -D_POSIX_C_SOURCE=200809L -D_DEFAULT_SOURCE= $(FLAGS)
CPP      = $(CXX) -std=c++11 $(FLAGS)
HAVE_CXX = $(shell command -v $(CXX))
MAKEFLAGS += --jobs=$(shell nproc 2>/dev/null || echo 2)

TOOLS    = $(patsubst tools/%.c,$(BUILD)/gpt-%,$(wildcard tools/*.c))
EXAMPLES = $(patsubst examples/%.c,$(BUILD)/%,$(wildcard examples/*.c)) \
           $(if $(HAVE_CXX),$(patsubst examples/%.cc,$(BUILD)/%-cc,$(wildcard examples/*.cc)))
PUBLIC   = $(patsubst %,$(BUILD)/test_%,alloc api bpe context forward)
SUITES   = $(patsubst tests/%.c,$(BUILD)/%,$(wildcard tests/test_*.c))
IS_CLANG = $(shell $(CC) --version | grep -c clang)
VARIANTS = static minimal bare $(if $(filter 1,$(SAN)),,$(if $(filter 0,$(IS_CLANG)),fast) $(if $(HAVE_CXX),cxx))
# suites that also run on every x86 lane by emulation: Debian's libsimde-dev, and a processor with AVX2
SIMDE   := $(shell grep -qsw avx2 /proc/cpuinfo && \
           $(CC) -include simde/simde-common.h -fsyntax-only -xc /dev/null 2> /dev/null && echo 1)
EMULATED = $(if $(filter 1,$(SAN)),,$(if $(SIMDE),$(patsubst %,$(BUILD)/emulated_%,kernels lanes)))
HEADERS  = $(wildcard gpt.h tools/*.h tools/corpus/*.h tests/*.h) $(BUILD)/flags
DEMO     = demo/gpt-demo.gpt
CHECK    = ../shared/check
# all folders but two, whose outputs a faulty version made: tests/data/README.md
FOLDERS  = $(patsubst %/config.json,%,$(wildcard ../shared/reference/*/config.json))
CHECKED  = $(filter-out gpt-oss gpt-oss-mxfp4,$(notdir $(FOLDERS)))
BINS     = $(patsubst %/pytorch_model.bin,%,$(wildcard ../shared/reference/*/pytorch_model.bin))

all: $(TOOLS) $(EXAMPLES)

$(BUILD)/flags: force
	@mkdir -p $(BUILD)
	@echo '$(CC) $(CXX) $(FLAGS)' | cmp -s - $@ || echo '$(CC) $(CXX) $(FLAGS)' > $@

# Each program compiles by itself too: cc tools/quantize.c -lm. To save minutes, kernels are compiled once and linked,
# and where it does without private functions, so is the whole implementation.
$(BUILD)/gpt.o: gpt.h $(BUILD)/flags
	echo '#include "gpt.h"' | $(C) -DGPT_IMPLEMENTATION -DGPT__LINKED=1 -I. -xc -c - -o $@
$(BUILD)/gpt-%: tools/%.c $(BUILD)/gpt.o $(HEADERS)
	$(C) $(LINKED) $< $(BUILD)/gpt.o -o $@ -lm
$(BUILD)/test_%: tests/test_%.c $(BUILD)/gpt.o $(HEADERS)
	$(C) $(LINKED) $< $(BUILD)/gpt.o -o $@ -lm
$(PUBLIC): $(BUILD)/%: tests/%.c $(BUILD)/gpt.o $(HEADERS)
	$(C) -DGPT__IMPLEMENTED $< $(BUILD)/gpt.o -o $@ -lm
$(BUILD)/%: examples/%.c $(BUILD)/gpt.o $(HEADERS)
	$(C) -DGPT__IMPLEMENTED $(if $(MODEL),-DMODEL_FILE='"$(MODEL)"') $< $(BUILD)/gpt.o -o $@ -lm -pthread
$(BUILD)/%-cc: examples/%.cc $(BUILD)/gpt.o $(HEADERS)
	$(CPP) -DGPT__IMPLEMENTED $< $(BUILD)/gpt.o -o $@
LINKED   = -DGPT_STATIC= -DGPT__LINKED=2
$(BUILD)/gpt-corpus $(BUILD)/test_torch $(BUILD)/test_packed: LINKED = # need no implementation

$(BUILD)/emulated.o: gpt.h tests/emulate.h $(BUILD)/flags
	echo '#include "gpt.h"' | $(C) $(EMULATE) -DGPT_IMPLEMENTATION -DGPT__LINKED=1 -I. -xc -c - -o $@
$(BUILD)/emulated_%: tests/test_%.c $(BUILD)/emulated.o $(HEADERS)
	$(C) $(EMULATE) $(LINKED) $< $(BUILD)/emulated.o -o $@ -lm
# -O1: at -O2 compilers take a minute. -Wno-psabi: how 64-byte vectors are passed is up to this program alone
EMULATE  = -O1 -mavx2 -mfma -mf16c -ffp-contract=off -Wno-psabi \
           -DGPT__EMULATED='"tests/emulate.h"'

# test_compile links gpt.h several times over, each copy built in another way
COPIES   = $(BUILD)/gpt.o $(VARIANTS:%=$(BUILD)/variant_%.o)
$(BUILD)/test_compile: tests/test_compile.c tests/compile_user.c $(COPIES) $(HEADERS)
	$(C) -DGPT__IMPLEMENTED $(VARIANTS:%=-DHAVE_%) $(filter %.c %.o,$^) -o $@ -lm
$(BUILD)/variant_%.o: tests/compile_variant.c $(HEADERS)
	$(if $(filter cxx,$*),$(CPP) -xc++,$(C)) $(VARIANT_$*) -DVARIANT=$* -c $< -o $@
VARIANT_fast    = -Ofast -ffast-math # clang can't take it back for part of a file; gpt.h says so
VARIANT_minimal = -DGPT_NO_STDIO -DGPT_NO_MMAP -DGPT_NO_SIMD -DGPT_NO_THREADS
VARIANT_bare    = -O0 -DGPT_NO_MMAP -fno-openmp
VARIANT_cxx     = -O1 -fno-exceptions

# ---- the model that comes with it ----

chat: $(BUILD)/chat
	@echo 'Say hello, or ask: What is the capital of Peru? How much is 17 + 25? How do you say bread in French?'
	@echo 'Is this positive or negative: The soup was cold. Tell me a story about a fox. What is gpt.h?'
	@$(BUILD)/chat $(DEMO)

export Q
ask: $(BUILD)/chat
	@[ -n "$$Q" ] || { echo 'say make ask Q="your question"' >&2; exit 1; }
	@printf '%s\n' "$$Q" | $(BUILD)/chat $(DEMO) --temp 0

# One program with the model inside. Static where the system allows it, so that it runs wherever it is copied.
$(BUILD)/chat-one: examples/chat.c examples/embedded.h $(DEMO) $(BUILD)/gpt.o $(HEADERS)
	@$(CHAT_ONE) -static 2> /dev/null || $(CHAT_ONE)
CHAT_ONE = $(C) -DGPT__IMPLEMENTED -DMODEL_FILE='"$(DEMO)"' examples/chat.c $(BUILD)/gpt.o -o $(BUILD)/chat-one -lm

$(BUILD)/demo/held-out.jsonl: $(BUILD)/gpt-corpus
	@mkdir -p $(@D)
	$(BUILD)/gpt-corpus --held-out --exchanges 300 -o $@

demo-eval: $(BUILD)/gpt-eval $(BUILD)/demo/held-out.jsonl
	@$(BUILD)/gpt-eval $(DEMO) $(BUILD)/demo/held-out.jsonl

train-demo: $(TOOLS)
	BUILD=$(BUILD) DEMO=$(DEMO) sh demo/train.sh

test: $(SUITES) $(EMULATED) $(TOOLS) $(BUILD)/chat $(BUILD)/chat-one
	@$(if $(SIMDE),,echo 'lanes that this machine lacks are not tested: that takes AVX2, and libsimde-dev')
	@GPT_BUILD=$(BUILD) sh tests/run.sh $(EMULATED) $(SUITES)

# the table of the README, with a plot, in ten minutes or so; and a glance at two small models
bench: $(BUILD)/gpt-bench
	$(BUILD)/gpt-bench --shape llama-3.2-1b,qwen2.5-0.5b,smollm2-135m,gpt2 --type q8,q4,f16 -d 4096 -n 16 --rounds 3 \
	    -o $(BUILD)/bench
bench-quick: $(BUILD)/gpt-bench
	$(BUILD)/gpt-bench --shape smollm2-135m,gpt2 --type q8,q4 -d 512 --rounds 3

# the table of the README
quality: $(TOOLS) $(if $(filter own,$(TEXT)),$(BUILD)/generate)
	@BUILD=$(BUILD) MODEL='$(MODEL)' TEXT='$(TEXT)' sh tests/quality.sh

cross:
	+@BUILD=$(BUILD) bash tests/cross.sh

lint:
	@BUILD=$(BUILD) bash tests/lint.sh

stats: $(BUILD)/flags
	@CC='$(CC)' BUILD=$(BUILD) bash tests/stats.sh

verify: $(BUILD)/gpt-verify
	@$(BUILD)/gpt-verify tests/data

check: $(TOOLS)
	python3 $(CHECK)/logits.py $(BUILD) ../shared/reference $(CHECKED)
	@rm -rf $(BUILD)/bins && mkdir $(BUILD)/bins && cp -r $(BINS) $(BUILD)/bins && rm -f $(BUILD)/bins/*/*.safetensors
	python3 $(CHECK)/logits.py $(BUILD) $(BUILD)/bins # the same, of their .bin files
	python3 $(CHECK)/formats.py $(BUILD) ../shared/formats
	python3 $(CHECK)/tokenizers.py $(BUILD) ../shared/tokenizers
	python3 $(CHECK)/templates.py $(BUILD) ../shared/templates

install: $(TOOLS)
	install -d $(DESTDIR)$(PREFIX)/include $(DESTDIR)$(PREFIX)/bin
	install -m 644 gpt.h $(DESTDIR)$(PREFIX)/include
	install $(TOOLS) $(DESTDIR)$(PREFIX)/bin

clean:
	rm -rf $(BUILD)

force:
.PHONY: all chat ask demo-eval train-demo test cross bench bench-quick quality lint stats verify check install clean
.PHONY: force
