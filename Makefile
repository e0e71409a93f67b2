# Everything a developer or CI does, by its name: `make help` lists it.
.DEFAULT_GOAL := help
.SUFFIXES:
.PHONY: help run assess test check fix accuracy bench bench-cohort spark-test lock clean moved
unexport VIRTUAL_ENV PYTHONHOME PYTHONPATH

bin := .venv/bin
caches := .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache build dist
# An environment that was copied here from another folder would run that folder's code.
moved := $(shell [ ! -e .venv/made-in ] || [ "$$(cat .venv/made-in)" = "$$(pwd -P)" ] || echo moved)

help: ## show this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-12s %s\n", $$1, $$2 }' Makefile

run: .venv/ready-run ## start the app at http://127.0.0.1:8000 (PORT=9000 for another port)
	@$(bin)/lumbago serve --port $(or $(PORT),8000)

assess: .venv/ready-run ## assess the example cases
	@$(bin)/lumbago assess examples/cases.jsonl

test: .venv/ready-test ## run every test (ARGS="-k triage" for some)
	@sh requirements/set-up chromium
	@$(bin)/pytest -n auto -q $(ARGS)

check: .venv/ready-test ## check format, lint, types, imports, knowledge and documents
	@$(bin)/ruff format --check .
	@$(bin)/ruff check .
	@$(bin)/mypy --strict src
	@said=$$($(bin)/lint-imports --no-logo) || { printf '%s\n' "$$said"; exit 1; }; printf '%s\n' "$$said" | tail -n 1
	@$(bin)/lumbago knowledge check
	@$(bin)/pytest -q tests/repository tests/docs

fix: .venv/ready-test ## put format and imports right
	@$(bin)/ruff check --fix .
	@$(bin)/ruff format .

accuracy: .venv/ready-run ## measure accuracy and alert burden, and write their page
	@$(bin)/python -m benchmarks.accuracy $(ARGS)
	@OPENBLAS_NUM_THREADS=1 $(bin)/python -m benchmarks.accuracy.course_run

bench: .venv/ready-bench ## measure speed beside the peers
	@$(bin)/python -m benchmarks.single_case $(ARGS)
	@$(bin)/python -m benchmarks.medicines
	@$(bin)/python -m benchmarks.web
	@OPENBLAS_NUM_THREADS=1 $(bin)/python -m benchmarks.course
	@$(bin)/python -m benchmarks.articles

bench-cohort: .venv/ready-bench benchmarks/cql/node_modules ## measure a table of people beside the peers (long; needs node)
	@$(bin)/python -m benchmarks.cohort $(ARGS)

benchmarks/cql/node_modules: benchmarks/cql/package.json
	@cd benchmarks/cql && npm install --no-package-lock --silent && touch node_modules

spark-test: .venv/ready-spark ## run a million people on a real Spark cluster, kill a worker midway, compare with local
	@$(bin)/python -m benchmarks.spark_test $(ARGS)

lock: .venv/ready-run ## write the locks anew from pyproject.toml (ARGS=--upgrade for newer versions)
	@sh requirements/lock $(ARGS)

clean: ## remove what can be made again, the environment included
	@rm -rf .venv $(caches)
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

.venv/ready-%: requirements/%.txt pyproject.toml requirements/set-up $(moved)
	@sh requirements/set-up $*

moved:
