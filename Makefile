# `make help` lists the targets.
SHELL := /bin/sh
PY := .venv/bin/python
PORT ?= 8000
# One more than a small machine has cores, since many tests wait; those that take longest first.
WORKERS := -n 3 --dist loadfile --no-loadscope-reorder

.DEFAULT_GOAL := help
.PHONY: help run setup setup-dev test test-fast check lint format types arch schema clients release-schema migration bench eval fuzz audit lock clean

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## /{printf "  make %-15s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: setup ## set up, migrate, import the samples, link them and serve on 127.0.0.1:8000
	@.venv/bin/counterclaim demo --port $(PORT)

setup: ## build .venv with the `counterclaim` command in it
	@sh scripts/setup.sh

setup-dev: ## the same, with what tests and linters need
	@sh scripts/setup.sh dev

test: setup-dev lint types arch ## every check and every test, on SQLite and on PostgreSQL
	@sh scripts/ensure_browser.sh
	@sh scripts/ensure_pgbouncer.sh
	@$(PY) -m pytest $(WORKERS)

test-fast: setup-dev ## the tests alone, without PostgreSQL and the browser
	@$(PY) -m pytest -q $(WORKERS) --db sqlite --ignore tests/pages

check: test ## the same as test

lint: setup-dev ## style: ruff, formatting
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check --quiet . || { echo "Run: make format"; exit 1; }

format: setup-dev ## put the code into shape
	@.venv/bin/ruff check --fix-only --quiet . ; .venv/bin/ruff format .

types: setup-dev ## types: mypy --strict
	@.venv/bin/mypy

arch: setup-dev ## the import rules between the folders
	@.venv/bin/lint-imports

schema: setup-dev ## write the snapshots in schemas/ anew (SDL, OpenAPI, DDL)
	@$(PY) -m scripts.snapshots

clients: setup-dev ## write the generated half of the clients anew
	@$(PY) -m scripts.clients

release-schema: setup-dev ## keep the schemas of GraphQL and REST of today as those of this version
	@$(PY) -m scripts.breaking

migration: setup-dev ## make a migration from the tables: make migration m="what it does"
	@$(PY) -m scripts.new_migration "$(m)"

bench: setup-dev ## speed: the product against hand-written SQL, in one run
	@$(PY) -m bench.speed

eval: setup-dev ## quality: every gold set that is there, in one table
	@$(PY) -m bench.quality

fuzz: setup-dev ## generated queries, requests and texts, many of each (an hour or more)
	@$(PY) -m pytest -q -p no:randomly --hypothesis-profile=thorough --timeout 3600 tests/properties
	@$(PY) -m bench.fuzz quotes
	@$(PY) -m bench.fuzz reading
	@$(PY) -m bench.fuzz graphql
	@$(PY) -m bench.fuzz api

audit: setup-dev ## licences and known flaws of the packages that are locked
	@$(PY) -m scripts.licences
	@$(PY) -m scripts.audit

lock: ## rewrite requirements/*.txt from pyproject.toml (needs uv)
	@sh scripts/lock.sh

clean: ## remove what set-up and runs have made, the database included
	@rm -rf .venv data api/static/vendor api/static/node_modules importer/data/gazetteer.sqlite
