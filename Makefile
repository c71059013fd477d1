# Parallel Playground. `make help` lists what can be made; the work is done by the scripts in scripts/.
SHELL := bash
# Side by side, since half of setting up is waiting for the network.
MAKEFLAGS += --no-builtin-rules --jobs=4
.DELETE_ON_ERROR:
# These would replace the flags of .cargo/config.toml, and with them the shared memory.
unexport RUSTFLAGS CARGO_ENCODED_RUSTFLAGS CARGO_BUILD_TARGET
export PATH := $(CURDIR)/.tools/bin:$(PATH)

# What each built thing is made from. Directories are listed too: a file that was removed touches its directory.
rust := $(shell find src -type d -o -name '*.rs' -o -name Cargo.toml) Cargo.toml $(wildcard Cargo.lock) .cargo/config.toml
python := $(shell find www/python/py -name __pycache__ -prune -o \( -type f -o -type d \) -print)
www := $(shell find www -path www/dist -prune -o -name __pycache__ -prune -o -name '*.test.ts' -prune -o \( -type f -o -type d \) -print)

# Files that a registry declares by a macro, which rustfmt does not follow, and those of another workspace.
registered := $(wildcard src/schedule/policy/*.rs src/heap/objects/*.rs fuzz/targets/*.rs)

.PHONY: help serve build package wheel reference release docs serve-docs test-docs test test-all verify fuzz test-cpython test-engines test-clusters test-faults reliability soak bench bench-compare bench-matmul bench-ipc bench-pools \
  bench-python bench-schedule performance screenshots recordings fmt clean needs
help: ## say this
	@sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' Makefile | expand -t 16

serve: www/dist/index.html ## build what changed, serve the site on 127.0.0.1 (PORT=…, ISOLATED=0)
	@exec node scripts/serve.mjs

build: www/dist/index.html ## build the site into www/dist

package: target/package/.done ## build the npm packages into target/package, packed too

wheel: target/wheel/.done ## build the wheel for JupyterLite and other hosts of Pyodide into target/wheel

reference: www/dist/index.html ## make the library's reference from its types, in target/reference
	@exec node scripts/reference.mjs

release: www/dist/index.html ## pack the built site into release/, for those who only want to host it
	@exec python3 scripts/release.py

docs: www/dist/index.html .tools/python/docs/.done ## build the book into target/docs, with the site beside it, and check its links
	@node scripts/build-docs.mjs
	@exec node scripts/check-docs.mjs links

serve-docs: docs ## serve the book (PORT=…, ISOLATED=0)
	@FOLDER=target/docs exec node scripts/serve.mjs

test-docs: www/dist/index.html .tools/python/docs/.done .tools/python/recipes/.done ## run every exercise of the book, and build every recipe
	@node scripts/check-docs.mjs exercises
	@exec node scripts/check-docs.mjs recipes

test: .tools/.crates.toml .tools/python/tools/.done .tools/python/docs/.done node_modules/.package-lock.json ## run every check and every test
	@exec node scripts/test.mjs

test-all: test test-docs test-clusters test-cpython test-engines test-faults ## run every test, those too that take long, one after another

verify: .stamps/toolchain node_modules/.package-lock.json ## run the long checks: Miri, sanitizers, fuzzing, mutants … (STAGES='miri fuzz')
	@exec node scripts/verify.mjs $(STAGES)

fuzz: .stamps/toolchain ## look for inputs that break the Rust that reads what others write (SECONDS=60, TARGETS='queue pool', KEEP=1 keeps what is new)
	@scripts/install-tools cargo-fuzz
	@SECONDS=$(or $(SECONDS),60) TARGETS='$(TARGETS)' KEEP=$(KEEP) exec node scripts/fuzz.mjs

SYSTEMS ?= dask mpi ray
test-clusters: node_modules/.package-lock.json .tools/python/clusters/.done $(if $(filter ray,$(SYSTEMS)),.tools/python/ray/.done) ## take the programs on to Dask, MPI and Ray (SYSTEMS=dask)
	@exec node scripts/check-clusters.mjs $(SYSTEMS)

test-cpython: www/dist/index.html .tools/cpython/.done ## run CPython's own tests of multiprocessing and concurrent.futures in the page (TESTS='*.test_wait.*')
	@exec node scripts/test-cpython.mjs $(foreach test,$(TESTS),'$(test)')

test-engines: www/dist/index.html ## run the library's scenarios, every demo and the embed in Chromium and Firefox (ENGINES=webkit: in WebKitGTK; WRITE=1 keeps the table)
	@scripts/install-browsers $(findstring webkit,$(ENGINES))
	@exec node scripts/check-engines.mjs $(if $(WRITE),--write) $(or $(ENGINES),chromium firefox)

test-faults: www/dist/index.html ## break every file of the site in turn, and what a browser may lack, on each tier (FAULTS='-g frozen')
	@scripts/install-browsers
	@node_modules/.bin/playwright test --config faults.config.ts $(FAULTS)

reliability: node_modules/.package-lock.json ## make docs/reliability.md of what verify, test-faults, soak and test-engines have shown
	@exec node scripts/reliability.mjs

soak: www/dist/index.html ## run random programs on the library, on each tier (MINUTES=10, SEED=…, or COUNTS=1: very many of each thing)
	@scripts/install-browsers
	@MINUTES=$(or $(MINUTES),10) SEED=$(SEED) COUNTS=$(COUNTS) node_modules/.bin/playwright test --config soak.config.ts

bench: www/dist/index.html benches/node_modules/.package-lock.json ## measure everything beside other libraries, in one page (BENCH=--quick)
	@exec node benches/all.mjs $(BENCH)

bench-compare: node_modules/.package-lock.json ## say what changed beyond the noise between two runs of `make bench` (A=… B=…, files or commits)
	@exec node benches/compare.mjs $(A) $(B)

performance: node_modules/.package-lock.json ## make docs/performance.md of a run of `make bench` (RUN=…, default the last)
	@exec node scripts/performance.mjs $(RUN)

bench-matmul: pkg/package.json ## measure the matrix product at all sizes, natively too (BENCH='--help' says what can be left out)
	@exec node benches/matmul.mjs $(BENCH)

bench-ipc: www/dist/index.html benches/node_modules/.package-lock.json ## measure queues and pipes beside ringbuf.js and messages, in Chromium
	@exec node benches/ipc.mjs $(BENCH)

bench-pools: www/dist/index.html benches/node_modules/.package-lock.json ## measure the executors beside workerpool
	@exec node benches/pools.mjs $(BENCH)

bench-python: www/dist/index.html ## measure Python in the page beside plain Pyodide and the machine's own Python
	@exec node benches/python.mjs $(BENCH)

bench-schedule: www/dist/index.html ## measure the scheduling lab: simulations, dispatches, real runs beside simulated ones
	@exec node benches/schedule.mjs $(BENCH)

screenshots: www/dist/index.html ## run every demo once and photograph it, into docs/screenshots (SHOTS='--width 390 --out …')
	@exec node scripts/screenshots.mjs $(SHOTS)

recordings: www/dist/index.html ## run every demo once and keep what it showed, for the page's first view
	@exec node scripts/record-runs.mjs

fmt: .stamps/toolchain .tools/python/tools/.done node_modules/.package-lock.json ## lay out all sources
	cargo fmt --all
	rustfmt --edition 2024 $(registered)
	node_modules/.bin/prettier --log-level warn --write .
	.tools/python/tools/bin/ruff format --quiet
	.tools/python/tools/bin/ruff check --quiet --select I --fix

clean: ## remove what was built (not the installed tools)
	rm -rf pkg target www/dist test-results .stamps

needs:
	@scripts/check-needs

.stamps/toolchain: rust-toolchain.toml scripts/install-toolchain | needs
	@scripts/install-toolchain
	@mkdir -p .stamps && touch $@

.tools/bindgen/version: Cargo.toml scripts/install-tools $(wildcard scripts/bindgen/*.toml scripts/bindgen/src/*.rs) .stamps/toolchain
	@rm -f $@
	@scripts/install-tools bindgen
	@touch $@

# For tests alone.
.tools/.crates.toml: Cargo.toml scripts/install-tools .stamps/toolchain
	@scripts/install-tools wasm-bindgen-cli wasm-pack
	@touch $@

.tools/cpython/.done: tests/cpython/packages.txt scripts/install-cpython-tests
	@scripts/install-cpython-tests

# Ray goes where the clusters are.
.tools/python/ray/.done: .tools/python/clusters/.done

.tools/python/%/.done: scripts/python-%.txt scripts/install-python | needs
	@scripts/install-python $*
	@mkdir -p $(@D)
	@touch $@

node_modules/.package-lock.json: package-lock.json | needs
	npm ci --ignore-scripts --no-fund --no-audit
	@touch $@

benches/node_modules/.package-lock.json: benches/package-lock.json | needs
	npm ci --prefix benches --ignore-scripts --no-fund --no-audit
	@touch $@

# A built thing is as old as the start of its build, so that what is edited meanwhile is built the next time.
pkg/package.json: $(rust) scripts/build-wasm scripts/heap-abi.mjs node_modules/.package-lock.json | .tools/bindgen/version
	@touch .stamps/wasm-start
	@scripts/build-wasm
	@touch -r .stamps/wasm-start $@

# After the module, which makes the folder anew.
pkg/python/manifest.ts: $(python) scripts/build-python scripts/build-python.mjs scripts/python.mjs \
  scripts/python-distribution.mjs scripts/archive.py scripts/python-licences.txt .tools/python/packages/.done node_modules/.package-lock.json | pkg/package.json
	@touch .stamps/python-start
	@scripts/build-python
	@touch -r .stamps/python-start $@

target/package/.done: www/dist/index.html scripts/build-package scripts/build-package.mjs scripts/third-parties.mjs docs/package.md LICENSE package.json Cargo.lock
	@touch .stamps/package-start
	@scripts/build-package
	@touch -r .stamps/package-start $@

target/wheel/.done: $(www) scripts/build-wheel scripts/build-wheel.mjs scripts/wheel.py scripts/third-parties.mjs docs/pyodide.md LICENSE package.json Cargo.lock \
  pkg/package.json pkg/python/manifest.ts
	@mkdir -p target/wheel && touch .stamps/wheel-start
	@scripts/build-wheel
	@touch -r .stamps/wheel-start $@

www/dist/index.html: $(www) scripts/build-site scripts/headers.mjs scripts/policies.mjs scripts/nginx.mjs scripts/write-headers.mjs scripts/precache.mjs pkg/package.json pkg/python/manifest.ts
	@mkdir -p www/dist && touch .stamps/site-start
	@scripts/build-site
	@touch -r .stamps/site-start $@
