# Needs Python 3.10 or newer with venv, and a package index.
#   make demo      serve the demo on http://127.0.0.1:8001 (PORT=8002 for another port)
#   make demo-db   only build its database, demo.db
#   make test      run all tests on the stable Datasette, and those that concern it on the newest 1.0 alpha
#   make check     style and types
#   make screenshots   take pictures of every page, into PICTURES=/tmp/pictures
#   make bench     measure the speed and growth of ingest, and a merger
#   make bench-serve   how fast pages are at a million quotes, kept in MILLION=build/million
#   make clean     remove what the other targets made

PYTHON ?= python3
PORT ?= 8001
PICTURES ?= /tmp/pictures
MILLION ?= build/million
BIN := .venv/bin
ALPHA_BIN := .venv-alpha/bin
# It names a pre-release, so pip takes one of Datasette and of nothing else.
ALPHA := datasette>=1.0a41,<2
ALPHA_TESTS := $(wildcard tests/query tests/web tests/browser tests/test_cli.py tests/test_docs.py tests/test_layers.py)

.PHONY: demo demo-db test check screenshots bench bench-serve clean

demo: demo-db
	@echo "News actors: http://127.0.0.1:$(PORT)/demo/-/newsactors"
	$(BIN)/datasette serve demo.db --metadata metadata.yml --host 127.0.0.1 --port $(PORT)

demo-db: .venv/installed
	$(BIN)/datasette newsactors ingest demo.db demo/articles
	@echo "demo.db is ready: make demo serves it"

test: .venv/installed-dev .venv-alpha/installed-dev
	$(BIN)/python -m pytest
	$(ALPHA_BIN)/python -m pytest $(ALPHA_TESTS)

check: .venv/installed-dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

screenshots: .venv/installed-dev
	mkdir -p $(PICTURES)
	NEWSACTORS_SCREENSHOTS=$(PICTURES) $(BIN)/python -m pytest tests/browser -k screenshot

bench: .venv/installed-dev
	$(BIN)/python benchmarks/speed.py
	$(BIN)/python -m benchmarks.growth memory
	$(BIN)/python -m benchmarks.growth append $(MILLION)
	$(BIN)/python benchmarks/merge.py

# A million quotes: 2 GB of disk, some minutes for the database, then as many for the questions.
bench-serve: .venv/installed-dev
	$(BIN)/python -m benchmarks.serve $(MILLION)

clean:
	rm -rf .venv .venv-alpha build dist *.egg-info demo.db demo.db-*

# Stamps: nothing is installed again until pyproject.toml changes. pip knows groups since 25.1.
%/pip:
	$(PYTHON) -m venv $*
	$*/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
	@touch $@

.venv/installed: pyproject.toml | .venv/pip
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

.venv/installed-dev: pyproject.toml | .venv/pip
	$(BIN)/python -m pip install --quiet --editable . --group dev
	@touch $@ .venv/installed

.venv-alpha/installed-dev: pyproject.toml | .venv-alpha/pip
	$(ALPHA_BIN)/python -m pip install --quiet --editable . --group dev '$(ALPHA)'
	@touch $@
