# For a newcomer: make run, make quick, make test. They need Python 3.11, 3.12 or 3.13 and make.

PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] < (3, 14))' 2>/dev/null \
	&& echo $$p && break; done)
VENV ?= .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.duizhang-installed

# Tests start processes by the hundred: none of them is to compile again what another one has.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: run quick test heavy check style types rules light approve docs screenshots install clean

# What a test may need that not every machine has, or that takes its time.
HEAVY := slow or long or browser or ocr or office

run: install
	$(BIN)/duizhang run corpus/documents --out out

ALL_CORES = $(BIN)/python -m pytest -n auto --dist loadfile --no-loadscope-reorder

# Types and tests at once: two processors are enough for both.
quick: install
	@$(MAKE) --no-print-directory -j2 check light

# All tests; those of one file stay in one process, for what they share, and the longest files come first.
test: install
	$(ALL_CORES)

# What "make quick" leaves out of them.
heavy: install
	$(ALL_CORES) -m "$(HEAVY)"

check: style types

style: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: install
	$(BIN)/mypy

rules: install
	$(BIN)/python -m pytest -q tests/house/test_rule_files.py

light: install
	$(BIN)/python -m pytest -q -n 2 -m "not ($(HEAVY))"

# Show what has changed in the results of the samples, and keep it (UNRELEASED=1: under the same version).
approve: install
	$(BIN)/python -m tests.support.approved $(if $(UNRELEASED),--unreleased)

docs: install
	$(BIN)/python -m flows --lang en schema guide > docs/dataset.md
	$(BIN)/python -m flows --lang zh schema guide > docs/dataset.zh-CN.md
	$(BIN)/python -m flows --lang en schema rules > docs/rules.md
	$(BIN)/python -m flows --lang zh schema rules > docs/rules.zh-CN.md
	$(BIN)/python -m flows --lang en schema commands > docs/commands.md
	$(BIN)/python -m flows --lang zh schema commands > docs/commands.zh-CN.md

screenshots: install
	$(BIN)/python docs/screenshots.py

install: $(STAMP)

$(STAMP): pyproject.toml constraints.txt
	@test -n "$(PYTHON)" || { echo "Duizhang needs Python 3.11, 3.12 or 3.13."; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-compile -c constraints.txt -e '.[dev,ocr]'
	@# As pip would, but on all cores and without the packages' own tests; some carry along what is no Python.
	@$(BIN)/python -m compileall -qq -j 0 -x '/tests?/' $(VENV)/lib || true
	touch $(STAMP)

clean:
	rm -rf $(VENV) out
