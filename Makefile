# `make` prints what there is.
.DEFAULT_GOAL := help
.PHONY: help setup run demo test unit check soak bench screenshots lock clean

PYTHON := .venv/bin/python
# Every program would compile every module of the house anew.
unexport PYTHONDONTWRITEBYTECODE
FAST := -n 2 --maxschedchunk 50
IN_PROCESS := not real and not soak
PLANTED := tests/house/test_contracts.py tests/core/test_light_words.py
COMPILE = pip compile pyproject.toml --quiet --python-version 3.11 $(UPGRADE) \
	--no-emit-index-url --no-header --no-annotate

help:
	@sed -nE 's/^([a-z-]+):.*## (.*)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 20

setup: ## install what the programs and the tests need (quick when nothing changed)
	@scripts/setup test

run: ## start core, kiosk, board and print station on this machine
	@scripts/run

demo: setup ## play a morning at the office in fast time
	.venv/bin/kerak demo

test: ## every test but the soaks, as the CI runs them
	@scripts/test

unit: setup ## the tests that need no database and no other program, with few examples
	$(PYTHON) -m pytest $(FAST) -m "$(IN_PROCESS) and not database"

check: setup ## the whole gate: format, lint, types, contracts and planted violations, tests in one process
	.venv/bin/ruff check
	.venv/bin/ruff format --check
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	$(PYTHON) -m pytest $(FAST) -m "$(IN_PROCESS)" --hypothesis-profile=thorough
	$(PYTHON) -m pytest -q $(PLANTED)

soak: setup ## the tests that take minutes to hours
	$(PYTHON) -m pytest -m soak

bench: setup ## measure, and write docs/benchmarks.md
	$(PYTHON) -m benchmarks

screenshots: setup ## make the pictures of the README anew
	$(PYTHON) scripts/screenshots.py

# uv keeps the versions that the lock files name unless told `make lock UPGRADE=--upgrade`.
# The tests' lock is bound to the programs', so that the tests run what is installed on site.
lock: setup ## resolve the lock files anew (UPGRADE=--upgrade for the newest versions)
	$(PYTHON) -m venv --clear build/uv
	build/uv/bin/pip install --quiet --disable-pip-version-check uv
	build/uv/bin/uv $(COMPILE) -o requirements.lock
	build/uv/bin/uv $(COMPILE) --extra dev --constraint requirements.lock -o requirements-dev.lock
	rm -r build/uv

clean: ## remove what can be made again; the office's data in var/ stays
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -r {} +
