# The few commands of this project; `make` alone lists them.
PYTHON ?= python3
VENV := .venv/bin/python

.PHONY: help run test lint bench lock clean

help: ## this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 10

run: ## prepare, then open the window on sample data (without a screen: play the tour)
	@$(PYTHON) tools/prepare.py run
	@$(VENV) tools/play.py

test: ## prepare, then check style, types, rooms and run all tests
	@$(PYTHON) tools/prepare.py test
	@$(VENV) tools/check.py

lint: ## the checks without the tests
	@$(PYTHON) tools/prepare.py run
	@$(VENV) tools/check.py lint

bench: ## measure speed against raw limits; writes build/bench.json
	@$(PYTHON) tools/prepare.py run
	@$(VENV) -m bench.run

lock: ## write requirements.lock anew from pyproject.toml (needs uv)
	uv pip compile --universal --generate-hashes --python-version 3.11 --extra test \
		--no-emit-index-url --no-header -o requirements.lock pyproject.toml

clean: ## remove what was built (not .venv)
	rm -rf build dist
