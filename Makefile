# Verbs only. On a fresh Debian 12 machine: `make demo` or `make test` installs, builds and runs.
.PHONY: setup oracles build demo test matrix faults fuzz run report page bench deb format tidy clean
PRESET ?= release
TORCH ?=                         # pip: PyTorch from PyPI; a folder: the LibTorch that lies there; else Debian's
TORCH := $(strip $(TORCH))
BUILD := build$(if $(filter-out release,$(PRESET)),-$(PRESET))$(if $(TORCH),$(if $(filter pip,$(TORCH)),-pip,$(subst /,-,$(abspath $(TORCH)))))
LIBTORCH := $(if $(filter pip,$(TORCH)),$(CURDIR)/$(BUILD)/torch,$(abspath $(TORCH)))
PROGRAM := $(BUILD)/mixup-bench
ARGS ?= list
TOPICS ?=
FUZZ_SECONDS ?= 60

build: setup $(BUILD)/build.ninja  # the program alone; `make test` builds the tests
	@cmake --build $(BUILD) --target mixup-bench

setup:
	@TORCH=$(TORCH) tools/setup.sh
	@$(if $(filter pip,$(TORCH)),tools/torch_from_pip.sh $(BUILD)/torch $(if $(filter cuda,$(PRESET)),whole,library))

oracles: setup                   # what the tests compare with: PyTorch, torchvision, SciPy, TensorBoard, in build-pip/torch
	@tools/torch_from_pip.sh build-pip/torch oracles

$(BUILD)/build.ninja: | setup    # presets need CMake 3.21, the default build 3.18
	@cmake $(if $(filter release,$(PRESET)),-S . -G Ninja,--preset $(PRESET)) -B $(BUILD) \
	$(if $(LIBTORCH),-DMIXUP_TORCH=$(LIBTORCH)) --log-level=WARNING

demo: build                      # every experiment on generated data, then the report
	@rm -rf $(BUILD)/demo
	@$(PROGRAM) all --scale demo --out $(BUILD)/demo
	@$(PROGRAM) report --from $(BUILD)/demo

test: setup $(BUILD)/build.ninja  # everything, as many tests at once as there are processors; then what was skipped, and why
	@cmake --build $(BUILD)
	@cd $(BUILD) && { ctest --output-on-failure -j "$$(nproc)"; status=$$?; \
	grep -h '^skipped: ' Testing/Temporary/LastTest.log | sort -u; exit $$status; }

matrix: setup                    # without sound, without photographs, without fetching: each builds and passes its tests
	@tools/matrix.sh

faults: build                    # the same as in `make test`, with 60 kills and two threads
	@tests/apps/faults_test.py $(PROGRAM) 60 2

fuzz:                            # each reader of files on hostile ones, a minute each; FUZZ_SECONDS=600 make fuzz
	@tools/setup.sh fuzz
	@cmake --preset fuzz --log-level=WARNING >/dev/null
	@cmake --build build-fuzz --target fuzzers
	@tools/fuzz.sh build-fuzz $(FUZZ_SECONDS)

run: build                       # make run ARGS="cifar --alpha 1"
	@$(PROGRAM) $(ARGS)

report: build                    # results/README.md and the verdicts in README.md, from the committed records
	@$(PROGRAM) report --output results/README.md
	@$(PROGRAM) report --readme README.md
	@$(PROGRAM) report --picture docs/surfaces.svg

page: build                      # the same with figures as one page: build/page.html
	@$(PROGRAM) report --format html --output $(BUILD)/page.html

bench: build                     # how fast it is beside PyTorch, where a Python has it; make bench TOPICS="step --width 0.125"
	@$(PROGRAM) bench $(TOPICS)

deb: setup $(BUILD)/build.ninja    # with Debian's LibTorch: a package for the Debian or Ubuntu that it is made on: build/mixup-bench_*.deb
	@$(if $(TORCH),$(error make deb: a package depends on Debian's LibTorch, not on TORCH=$(TORCH)))
	@cmake --build $(BUILD) --target mixup-bench written
	@cd $(BUILD) && cpack -G DEB >/dev/null && ls "$$PWD"/mixup-bench_*.deb

format:
	@git ls-files '*.cpp' '*.hpp' | xargs clang-format -i

tidy: $(BUILD)/build.ninja
	@cmake --build $(BUILD)
	@git ls-files 'lib/*.cpp' 'apps/*.cpp' 'experiments/*.cpp' | xargs clang-tidy --quiet -p $(BUILD)

clean:
	@rm -rf build build-*
