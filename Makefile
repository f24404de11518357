# Each target does its own set-up: only Python 3.11 or newer must be there.
#   make PYTHON=/path/to/python     another interpreter
#   make VENV=/path/to/venv         another environment
#   make test ARGS="-k ownership"   arguments for pytest
#   make test WORKERS=0             in one process, for a debugger
#   make bench QUICK=1              a small size, in two minutes; FULL=1: ten million, in an hour

VENV ?= .venv
ARGS ?=
WORKERS ?= auto
BIN := $(VENV)/bin
MAKEFLAGS += --no-print-directory
export PIP_DISABLE_PIP_VERSION_CHECK := 1
export PYTHONUTF8 := 1

# The first that runs, is new enough and can make an environment; a name on PATH may do none of it.
FITS := import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(shell for each in python3.13 python3.12 python3.11 python3 python; do \
	"$$each" -c '$(FITS)' >/dev/null 2>&1 && { echo "$$each"; break; }; done)

PIP := $(BIN)/python -m pip install --editable
# A start that had to compile the package would take half as long again.
COMPILE := $(BIN)/python -m compileall -q timeline
SAY_IF_FAILED = >$(VENV)/last.txt 2>&1 || { cat $(VENV)/last.txt >&2; exit 1; }

.PHONY: demo test lint docs bench clean
.DELETE_ON_ERROR:

demo: $(VENV)/.has-timeline
	@$(BIN)/timeline demo

test: $(VENV)/.has-test
	@$(BIN)/python -m pytest -q -n $(WORKERS) --dist worksteal $(ARGS)

lint: $(VENV)/.has-lint
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --quiet --check . || { $(BIN)/ruff format --diff .; exit 1; }
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/lint-imports $(SAY_IF_FAILED)
	@$(BIN)/python tools/docs_check.py

docs: $(VENV)/.has-docs
	@$(BIN)/python -m tools.docs

bench: $(VENV)/.has-bench
	@$(BIN)/python -m tools.bench $(if $(QUICK),--quick) $(if $(FULL),--events 10000000) $(ARGS)

clean:
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find timeline tests tools -name __pycache__ -type d -prune -exec rm -rf {} +

# What is installed is remembered beside it, and again when pyproject.toml changes.
$(VENV)/.has-timeline: pyproject.toml | $(VENV)/.ready
	@$(PIP) . $(SAY_IF_FAILED)
	@$(COMPILE)
	@touch $@

$(VENV)/.has-%: pyproject.toml | $(VENV)/.ready
	@$(PIP) '.[$*]' $(SAY_IF_FAILED)
	@$(COMPILE)
	@touch $@ $(VENV)/.has-timeline

$(VENV)/.ready:
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || { \
		test -n "$(PYTHON)" || { echo "no Python 3.11 or newer here; name one: make PYTHON=…" >&2; exit 1; }; \
		"$(PYTHON)" -m venv "$(VENV)"; }
	@touch $@
