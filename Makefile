# `make brief` makes build/brief.pdf from seeds/; `make test` runs everything that CI runs. Both set themselves up.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: brief test picture clean

brief: .venv/.installed
	@sh .ci/packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0
	$(BIN)/briefing make -o build

test: .venv/.developing
	@sh .ci/packages libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 poppler-utils qpdf chromium default-jre-headless postfix dovecot-imapd openssl
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest --cov --cov-report=term-missing:skip-covered

picture: brief .venv/.developing
	$(BIN)/python tools/make_pictures.py

clean:
	rm -rf .venv .mypy_cache .pytest_cache .ruff_cache .hypothesis .coverage

.venv/.installed: pyproject.toml
	@$(PYTHON) -c 'import sys, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || sh .ci/packages python3-venv
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --upgrade pip
	$(BIN)/pip install --quiet --editable .
	@touch $@

.venv/.developing: .venv/.installed
	$(BIN)/pip install --quiet --group dev
	@touch $@
