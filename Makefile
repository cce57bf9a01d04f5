# make demo   the demonstration catalogue, loaded and served on http://127.0.0.1:8000 (PORT= and DATA= override)
# make test   the tests
# make lint   style, types, import directions
# make soak   the long runs that CI leaves out: kills during whole-catalogue loads
# make bench  the benchmarks, at sizes a laptop can do

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
PORT ?= 8000
DATA ?= data
RUN := $(VENV)/bin

.PHONY: demo test lint soak bench wheel clean

# One stamp an environment: made anew when the dependencies change.
$(VENV)/run.stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

demo: $(VENV)/run.stamp
	$(RUN)/emuseum-lod --data $(DATA) demo --port $(PORT)

test: $(VENV)/dev.stamp
	$(RUN)/python -m pytest -n 2 --dist worksteal

soak: $(VENV)/dev.stamp
	$(RUN)/python -m pytest -m soak -v

bench: $(VENV)/dev.stamp
	$(RUN)/python benchmarks/load.py
	$(RUN)/python benchmarks/oai.py
	$(RUN)/python benchmarks/dates.py

lint: $(VENV)/dev.stamp
	$(RUN)/ruff check .
	$(RUN)/ruff format --check .
	$(RUN)/mypy
	$(RUN)/lint-imports

wheel: $(VENV)/dev.stamp
	$(RUN)/python -m build --wheel --outdir dist .

clean:
	rm -rf $(VENV) build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
