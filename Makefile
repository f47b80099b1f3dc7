# Everything that is done with this tree has a target here; CI runs `make test` and nothing cleverer.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
export CARGO_TERM_COLOR ?= auto

DB ?= demo.db
LISTEN ?= 127.0.0.1:8080
NEXTEST := $(shell cargo nextest --version >/dev/null 2>&1 && echo yes)
CRATES_PURE := vedich-values vedich-facts vedich-rights vedich-units vedich-criteria vedich-entry vedich-roadmap vedich-papers vedich-steering vedich-bulletin vedich-board vedich-desk

.PHONY: help run test check fmt clippy doc pure unit doctest e2e bench fuzz release ui setup-run setup-test clean

help: ## What can be done
	@grep -hE '^[a-z][a-z-]*:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | column -t -s $$'\t'

run: setup-run ui ## Build, load the five demo cases, serve on http://127.0.0.1:8080
	cargo run -p vedich -- serve --demo --db sqlite:$(DB) --listen $(LISTEN)

test: setup-test ui fmt clippy doc pure unit doctest e2e ## Everything that can fail
	@echo "make test: all passed"

check: fmt clippy ## The quick half of `make test`

fmt:
	cargo fmt --all --check

clippy: ui
	cargo clippy --workspace --all-targets --quiet -- -D warnings

doc: ui
	RUSTDOCFLAGS="-D warnings" cargo doc --workspace --no-deps --document-private-items --quiet

# Floor 0 and the board do no I/O: nothing of that kind may be in their dependency trees.
pure:
	@for crate in $(CRATES_PURE); do \
	  if cargo tree -p $$crate -e normal --prefix none | grep -E '^(tokio|sqlx|sea-orm|axum|maud|reqwest|rand) '; then \
	    echo "$$crate must stay pure (ARCHITECTURE.md, rule 1)"; exit 1; fi; done
	@echo "floor 0 and the board are pure"

unit: ui ## Unit, property and contract tests, on SQLite and a throw-away PostgreSQL
ifeq ($(NEXTEST),yes)
	scripts/with-postgres cargo nextest run --workspace --no-fail-fast
else
	scripts/with-postgres cargo test --workspace --lib --bins --tests --no-fail-fast
endif

doctest:
	cargo test --workspace --doc --quiet

e2e: ui ## Walks in a real browser
	cargo test --workspace --no-run --quiet # the binary with the features of the other tests: those of `build -p` would compile again
	cd e2e && npm ci --no-audit --no-fund --silent && VEDICH=$${CARGO_TARGET_DIR:-../target}/debug/vedich node --test --test-reporter=spec

bench: release ## Speed on this machine; with PEERS=FOLDER the rivals in the same run (scripts/bench)
	scripts/bench

fuzz: ## Hostile input for FUZZ_SECONDS (60) per target; see fuzz/README.md
	scripts/fuzz

release: ui ## The optimised binary
	cargo build --release -p vedich

ui: ui/dist/.built ## Styles and scripts of the site

ui/dist/.built: ui/package.json ui/package-lock.json ui/vite.config.ts $(shell find ui/src -type f 2>/dev/null)
	cd ui && npm ci --no-audit --no-fund --silent && npm run --silent build && touch dist/.built

setup-run:
	@scripts/setup run

setup-test:
	@scripts/setup test

clean:
	cargo clean
	rm -rf ui/dist ui/node_modules e2e/node_modules
