# Smileboard (笑脸榜). `make` alone lists the targets.
#
# Needed: Go 1.26 or newer, Node 20.19 or newer, make, git; for `make test` PostgreSQL 15 or newer and Chromium too.

SHELL := /bin/sh
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:

# Where demo and dev listen.
export SMILEBOARD_ADDR ?= localhost:8080

# Which benchmarks, and in which packages.
BENCH ?= .
BENCH_PACKAGES ?= ./...

lint := go tool -modfile=tools.mod golangci-lint
front_end_sources := $(shell find frontend -type f -not -path 'frontend/dist/*' -not -path 'frontend/e2e/*') $(wildcard graph/*.graphql)

##@ Try it

.PHONY: help
help: ## list the targets
	@awk 'BEGIN { FS = ":.*## " } /^##@/ { printf "\n%s\n", substr($$0, 5) } /^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

.PHONY: demo
demo: build ## build everything, load the sample districts, serve them on http://localhost:8080 (SMILEBOARD_ADDR changes it)
	@bin/smileboard demo

##@ Build and test

.PHONY: build
build: bin/.frontend ## build the front end and the one binary, bin/smileboard
	@echo "building bin/smileboard"
	@go build -trimpath -o bin/smileboard ./cmd/smileboard

.PHONY: packages
packages: node_modules/.stamp

# npm ci only when the lock file changed.
node_modules/.stamp: package-lock.json package.json .npmrc
	@echo "installing the front end's packages"
	@npm ci --no-fund --no-audit --loglevel=error
	@touch $@

bin/.frontend: node_modules/.stamp $(front_end_sources)
	@echo "building the front end"
	@npm run --silent build
	@mkdir -p bin && touch $@

.PHONY: test
test: ## run the whole suite: SQLite, PostgreSQL, front end, real browser
	@go run ./internal/suite

.PHONY: check
check: bin/.frontend ## generate and compare, vet, lint, format, types, message catalogue, bundle budget
	@sh .ci/check

.PHONY: bench
bench: bin/.frontend ## run the benchmarks (BENCH=regexp, BENCH_PACKAGES=./internal/web/...)
	@go run ./internal/store/storetest/withpg go test -run '^$$' -bench '$(BENCH)' -benchmem -timeout 60m $(BENCH_PACKAGES)

##@ Develop

.PHONY: dev
dev: node_modules/.stamp ## serve the demo with Vite beside it; both reload on change
	@go run ./internal/devloop demo

.PHONY: generate
generate: node_modules/.stamp ## make the generated code again: ent, GraphQL, the front end's types
	@go generate ./ent ./graph
	@npm run --silent generate

.PHONY: migration
migration: ## write the migration that leads to ent/schema, for both databases (NAME=what_changes)
	@test -n "$(NAME)" || { echo "say what changes: make migration NAME=add_zones" >&2; exit 2; }
	@go generate ./ent
	@go run -tags migrations ./ent/migrate/diff "$(NAME)"

.PHONY: format
format: node_modules/.stamp ## format all sources
	@$(lint) fmt
	@npm run --silent format

.PHONY: clean
clean: ## remove what was built; the demo's data stays in data/
	@rm -rf bin node_modules coverage test-results
	@find frontend/dist -mindepth 1 ! -name placeholder.html -delete
