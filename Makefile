# Two commands are enough: `make demo` and `make test`. Each makes its own environment first, in .venv, from a
# lock with the hashes of every package; it installs again only when the lock has changed.

VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --no-input
# Says by its exit status whether the locks serve this interpreter, and whether it can make an environment.
SUITS := import sys, venv, ensurepip; ok = (3, 11) <= sys.version_info < (3, 14); sys.exit(not ok or sys.implementation.name != "cpython")

.DEFAULT_GOAL := help
.PHONY: help demo test check audit openapi fuzz bench screenshots format migration lock environment runtime development

help: ## this list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{ printf "make %-12s %s\n", $$1, $$2 }'

demo: runtime ## the whole product on this machine, no token needed; PORT=8080 is the chat page's
	@exec $(BIN)/python -m bot demo

test: development ## all tests, on SQLite, PostgreSQL and Redis; ARGS="tests/domain -k fee" runs some
	@mkdir -p var && rm -f var/traffic.jsonl var/suite.log
	PYTHONDONTWRITEBYTECODE= TELEGRAM_TRAFFIC=$(CURDIR)/var/traffic.jsonl SUITE_LOG=$(CURDIR)/var/suite.log \
		$(BIN)/python -m pytest -q -n $$(( $$(getconf _NPROCESSORS_ONLN) + 2 )) --maxprocesses 4 --dist loadfile --no-loadscope-reorder $(ARGS)

check: development ## style, types, import rules, message catalogues, migrations, image and compose file
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m tests.catalogues
	$(BIN)/python -m migrations check
	$(BIN)/hadolint Dockerfile
	$(BIN)/check-jsonschema --builtin-schema vendor.compose-spec deploy/compose.yml

audit: runtime ## check the books of the configured database
	@$(BIN)/python -m bot audit

openapi: runtime ## write the document of the HTTP API into var/openapi.json
	@$(BIN)/python -m bot openapi var/openapi.json

fuzz: development ## ask the HTTP API whatever its document allows, and what not; EXAMPLES=1000 for each operation
	@FUZZ_EXAMPLES=$(or $(EXAMPLES),1000) $(BIN)/python -m pytest -q -s -n 0 tests/web/api/test_fuzz.py

bench: development ## measure; ONLY=name runs one measurement, var/bench.json keeps every figure
	@$(BIN)/python -m benchmarks $(ONLY)

rehearsal: development ## go through start, rolling restart, backup and restore with plain processes
	@$(BIN)/python -m tests.rehearsal

screenshots: development ## take the pictures in docs/screenshots anew, with the system's Chromium
	@SCREENSHOTS=docs/screenshots $(BIN)/python -m pytest -q tests/test_demo.py
	@$(BIN)/python -m tests.tour docs/screenshots
	@$(BIN)/python -m tests.staff_tour docs/screenshots/staff

format: development ## mend what can be mended by itself
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

migration: development ## write the next migration from what changed in storage/tables.py; NAME="add schedules"
	@test -n "$(NAME)" || { echo 'Say what changes: make migration NAME="add schedules"' >&2; exit 2; }
	@$(BIN)/python -m migrations new "$(NAME)"
	@$(BIN)/ruff format --quiet migrations && $(BIN)/ruff check --fix migrations

lock: environment ## choose the versions of every package anew, as far as pyproject.toml allows
	$(PIP) install --quiet uv
	$(BIN)/uv pip compile $(LOCKING) pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile $(LOCKING) pyproject.toml --group dev -c requirements.lock -o requirements-dev.lock

LOCKING := --upgrade --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --quiet

runtime: environment
	@cmp -s requirements.lock $(VENV)/requirements.lock || { \
	  echo "Installing what requirements.lock lists (only when it has changed)."; \
	  $(PIP) install --quiet --require-hashes --only-binary :all: -r requirements.lock && \
	  cp requirements.lock $(VENV)/; }

development: environment
	@cmp -s requirements-dev.lock $(VENV)/requirements-dev.lock || { \
	  echo "Installing what requirements-dev.lock lists (only when it has changed)."; \
	  $(PIP) install --quiet --require-hashes --only-binary :all: -r requirements-dev.lock && \
	  cp requirements.lock requirements-dev.lock $(VENV)/; }

environment:
	@$(BIN)/python -c '$(SUITS)' 2>/dev/null && $(BIN)/python -m pip --version >/dev/null 2>&1 || { \
	  for python in $(PYTHON) python3 python3.13 python3.12 python3.11; do \
	    if "$$python" -c '$(SUITS)' 2>/dev/null; then exec "$$python" -m venv --clear $(VENV); fi; \
	  done; \
	  echo "Vision needs Python 3.11, 3.12 or 3.13 with its venv module (Debian: python3-venv), and found none; PYTHON=/path/to/python names one." >&2; \
	  exit 1; }
