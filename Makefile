# make app      start Throughline on http://localhost:8501
# make test     the one check: lint, format, types, import contracts, all tests, browser tests included
# make bench    the measurements in tests/bench
# make bench-load  how many respondents one process serves, beside bare Streamlit; two minutes
# make screens  a picture of every page from the sample study, into docs/screens/
# make clean    remove the environment and the caches; never touches data/

PYTHON ?= python3
BIN := .venv/bin
ADDRESS ?= 127.0.0.1
PORT ?= 8501

.PHONY: app test check bench bench-load screens clean

app: .venv/app
	$(BIN)/streamlit run streamlit_app.py --server.address=$(ADDRESS) --server.port=$(PORT)

test: .venv/test
	$(BIN)/python -m tests.browser.find
	$(MAKE) check

# One worker more than there are cores: those that drive a browser wait for it part of the time.
WORKERS = $(shell $(BIN)/python -c 'import os; print((os.cpu_count() or 1) + 1)')

check:
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest --numprocesses=$(WORKERS) --dist=loadfile --no-loadscope-reorder --durations=40

bench: .venv/test
	$(BIN)/pytest tests/bench --benchmark-enable --benchmark-only --benchmark-columns=min,median,max,rounds

bench-load: .venv/test
	$(BIN)/python -m tests.bench.load

screens: .venv/test
	$(BIN)/python -m tests.browser.find
	$(BIN)/python -m tests.screens

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .benchmarks

.venv/app: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Throughline needs Python 3.11 or later. Name one with: make app PYTHON=python3.12"; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || \
	  { echo "Python's venv module is missing. On Debian: apt-get install python3-venv"; exit 1; }
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

.venv/test: requirements.txt tests/requirements.txt .venv/app
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $@
