.DEFAULT_GOAL := help
.PHONY: help setup run worker test check bench bench-page memory conformance differential differential-projects screenshots explanations record-examples probe-targets
PYTHON := .venv/bin/python
SHARED ?= ../shared
OUT ?= test-results

help:  ## Show this help
	@sed -n 's/^\([a-z-]*\): .*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r target text; do printf '  %-14s %s\n' "$$target" "$$text"; done

setup:  ## Create .venv and install everything, test tools included
	./scripts/setup test

run:  ## Serve the application on this machine (one process tree, no other server)
	./scripts/run

worker: setup  ## Start a separate worker (needs REDIS_URL)
	.venv/bin/celery --app webui.celery worker --loglevel info

test:  ## Run every check and every test
	./scripts/test

check: setup  ## Run the linter, the formatter's check and the type checker only
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: setup  ## Time the solver on the hard synthetic problems
	$(PYTHON) -m benchmarks.hard_problems

bench-page: setup  ## Weigh and time the result page of 150 packages beside one stored string
	$(PYTHON) -m benchmarks.result_page

memory: setup  ## Show that a process which solves 1,000 different small problems does not grow
	$(PYTHON) -m benchmarks.memory

conformance: setup  ## Compare with uv's measured answers (needs ../shared)
	mkdir -p $(OUT)/projects
	$(PYTHON) -m tests.conformance scenarios $(SHARED)/scenarios/scenarios $(OUT)/scenarios.json
	$(PYTHON) $(SHARED)/scenarios/compare.py $(SHARED)/scenarios/expected.json $(OUT)/scenarios.json
	$(PYTHON) -m tests.conformance projects $(SHARED)/frozen-index/projects $(OUT)/projects
	$(PYTHON) $(SHARED)/frozen-index/compare.py $(OUT)/projects --show 3

differential: setup  ## Compare 500 hard random graphs and every worked example with uv (20 minutes)
	WHICHWHEEL_DIFFERENTIAL=long $(PYTHON) -m pytest -n 2 tests/differential/test_hard_graphs.py tests/differential/test_examples.py

differential-projects: setup  ## Compare 300 random projects of every profile with uv (needs ../shared; an hour)
	WHICHWHEEL_DIFFERENTIAL=long $(PYTHON) -m pytest -n 2 tests/differential/test_random_projects.py

screenshots: setup  ## Take screenshots of the pages, light and dark, wide and narrow
	$(PYTHON) -m tests.browser.screenshots $(OUT)/screenshots

explanations: setup  ## Explain every recorded project and repeat every experiment (needs ../shared; 20 minutes)
	$(PYTHON) -m tests.conformance explain $(SHARED)/frozen-index/projects $(OUT)/explanations

record-examples: setup  ## Record the examples of the paste page anew (needs ../shared)
	$(PYTHON) -m tests.support.record_examples

probe-targets: setup  ## Ask uv again what each target is (writes the table of tests/core/targets/test_named.py)
	$(PYTHON) -m tests.support.probe_targets
