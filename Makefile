# Two commands for a newcomer: make run, make test. They need Python 3.11, 3.12 or 3.13 and make.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.duizhang-installed

.PHONY: run test check docs screenshots install clean

run: install
	$(BIN)/duizhang run corpus/documents --out out

test: install
	$(BIN)/python -m pytest

check: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

docs: install
	$(BIN)/python -m flows schema guide > docs/dataset.md
	$(BIN)/python -m flows schema rules > docs/rules.md

screenshots: install
	$(BIN)/python docs/screenshots.py

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Duizhang needs Python 3.11, 3.12 or 3.13."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[dev,ocr]'
	touch $(STAMP)

clean:
	rm -rf $(VENV) out
