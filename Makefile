# make demo   from nothing to a forecast and its report
# make test   style, import directions, types and the quick tests
# make slow   the tests that take minutes
# make bench  speed, against other programs on the same graph
# make docs   the reference pages, written anew from the code
# make words  what the catalogues of other languages lack
#
# Each makes its own environment in .venv first. PYTHON=... chooses another interpreter.

VENV := .venv
BIN := $(VENV)/bin
PIP = $(BIN)/python -m pip install -qq --disable-pip-version-check --constraint constraints.txt
WORKERS ?= 2

in_range = import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))
PYTHON ?= $(firstword $(foreach name,python3.13 python3.12 python3.11 python3,\
	$(shell $(name) -c "$(in_range)" 2>/dev/null && echo $(name))))

.PHONY: demo test lint fast slow bench docs words constraints clean
.SILENT:

demo: $(VENV)/.simsmm
	$(BIN)/simsmm demo

test: lint fast

lint: $(VENV)/.test
	$(BIN)/ruff check --quiet
	$(BIN)/ruff format --check --quiet
	$(BIN)/lint-imports --no-logo
	$(BIN)/mypy

fast: $(VENV)/.test
	$(BIN)/python -m pytest -q --numprocesses $(WORKERS)

slow: $(VENV)/.test
	$(BIN)/python -m pytest -q -m slow --numprocesses $(WORKERS)

bench: $(VENV)/.bench
	$(BIN)/python -m benchmarks

docs: $(VENV)/.simsmm
	$(BIN)/python docs/generate.py

words: $(VENV)/.test
	$(BIN)/python -m tests.wording.keys

# After a change of the dependencies; needs uv. Names no host, holds for every supported Python.
constraints:
	uv pip compile --quiet --universal --no-header --no-annotate --no-emit-index-url \
		--python-version 3.11 --extra test --extra bench --output-file constraints.txt pyproject.toml

clean:
	rm -rf $(VENV) .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

$(VENV)/.simsmm: EXTRAS =
$(VENV)/.test: EXTRAS = [test]
$(VENV)/.bench: EXTRAS = [bench]

$(VENV)/.simsmm $(VENV)/.test $(VENV)/.bench: pyproject.toml constraints.txt | $(BIN)/pip
	echo "Installing simsmm$(EXTRAS) into $(VENV); this happens once."
	$(PIP) --editable ".$(EXTRAS)"
	touch $@

$(BIN)/pip:
	if [ -z "$(PYTHON)" ]; then \
		echo "simsmm needs Python 3.11, 3.12 or 3.13; give its path: make PYTHON=/path/to/python3" >&2; \
		exit 1; \
	fi
	if ! $(PYTHON) -c "import ensurepip" 2>/dev/null; then \
		echo "$(PYTHON) cannot make an environment: its venv package is missing." >&2; \
		echo "On Debian and Ubuntu: sudo apt install python3-venv" >&2; \
		exit 1; \
	fi
	echo "Making $(VENV) with $$($(PYTHON) --version)."
	$(PYTHON) -m venv --clear $(VENV)
