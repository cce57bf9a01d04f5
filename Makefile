# make demo   the demonstration catalogue, loaded and served on http://127.0.0.1:8000 (PORT= and DATA= override)
# make test   the tests
# make lint   style, types, import directions
# make soak   the long runs that CI leaves out: kills during whole-catalogue loads, ten thousand hostile queries
# make bench  the benchmarks, at sizes a laptop can do
# make vendor the 3D viewer and the query editor, from npm

PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
PORT ?= 8000
DATA ?= data
RUN := $(VENV)/bin

.PHONY: demo test lint soak bench wheel vendor clean

# One stamp an environment: made anew when the dependencies change.
$(VENV)/run.stamp: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed: make PYTHON=/path/to/python3.11")'
	test -x $(RUN)/python || $(PYTHON) -m venv $(VENV)
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable .
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(RUN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	touch $@

# What browsers run comes from npm, by its lock; pages do without where it can't be had (frontend/README.md).
VENDOR := emuseum_lod/web/static/vendor
$(VENDOR)/.stamp: frontend/package-lock.json frontend/vendor.sh frontend/licences/yasqe.txt
	@if command -v npm >/dev/null && (cd frontend && npm ci --silent && sh vendor.sh); then touch $@; \
	else echo "npm is missing or could not fetch what browsers run: models are shown as pictures, with a link to the file, and queries written in a plain field"; fi

vendor: $(VENDOR)/.stamp

demo: $(VENV)/run.stamp $(VENDOR)/.stamp
	$(RUN)/emuseum-lod --data $(DATA) demo --port $(PORT)

test: $(VENV)/dev.stamp $(VENDOR)/.stamp
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

wheel: $(VENV)/dev.stamp $(VENDOR)/.stamp
	$(RUN)/python -m build --wheel --outdir dist .

clean:
	rm -rf $(VENV) $(VENDOR) frontend/node_modules build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
