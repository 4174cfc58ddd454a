# GNU make 3.81 or newer. `make help` lists what there is to do.
.DEFAULT_GOAL := help
.PHONY: help setup test book release bench torture lock clean

# The pattern reads the comments behind the targets below, so that the list cannot go out of date.
help: ## show this list
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/make \1|\2/p' Makefile | awk -F'|' '{ printf "%-11s %s\n", $$1, $$2 }'

setup: ## get everything ready in .venv (PYTHON=python3.12 chooses the Python)
	@sh scripts/setup.sh

test: setup ## lint, types and all tests (ARGS="-k index" is handed to pytest)
	@sh scripts/checkers.sh
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/pytest -n auto --dist loadgroup $(ARGS)

book: setup ## build the books of this repository into dist/
	.venv/bin/publish build
	@echo "The books are in $(CURDIR)/dist"

release: setup ## build the books for a release, from a clean commit, through every gate
	.venv/bin/publish release

bench: setup ## measure the speed against bare pandoc and WeasyPrint (PUBLISH_CORPUS=folder of texts)
	@.venv/bin/python scripts/bench.py $(ARGS)
	@.venv/bin/python scripts/bench_builds.py

torture: setup ## let disks fail and kill builds at random instants, and look at what is left (ARGS="--kills 500")
	@.venv/bin/pytest tests/test_faults.py --every-fault
	@.venv/bin/python scripts/torture.py $(ARGS)

lock: ## renew requirements.lock after a change in pyproject.toml
	@sh scripts/lock.sh

clean: ## delete what these commands made, .venv and dist/ included
	rm -rf .venv dist build src/*.egg-info .mypy_cache .pytest_cache .ruff_cache
	find src tests scripts -name __pycache__ -prune -exec rm -rf {} +
