.DEFAULT_GOAL := help
.PHONY: help setup run worker check-worker test test-under-load explore house names check bench bench-all bench-page team-speed memory conformance differential differential-projects differential-settings differential-locks graphs sentences screenshots explanations documents record-examples probe-targets golden golden-accept sdists public-files record-field-cases check-with-uv drills fixes-with-uv smallest words storage test-postgresql audit requirements hosting load interactions
PYTHON := .venv/bin/python
SHARED ?= ../shared
OUT ?= test-results
SEED := $(or $(SEED),$(shell date +%s))
BEFORE ?= 4d4cf04
AFTER ?= HEAD

help:  ## Show this help
	@sed -n 's/^\([a-z-]*\): .*## /\1\t/p' $(MAKEFILE_LIST) | while IFS="$$(printf '\t')" read -r target text; do printf '  %-22s %s\n' "$$target" "$$text"; done

setup:  ## Create .venv and install everything, test tools included
	./scripts/setup test

run:  ## Serve the application on this machine (one process tree, no other server)
	./scripts/run

worker: setup  ## Start a separate worker (needs REDIS_URL)
	REMAP_SIGTERM=SIGQUIT .venv/bin/celery --app webui.celery worker --without-gossip --without-mingle --loglevel info

check-worker: setup  ## Start a separate worker for checks with the real uv, beside the others (needs REDIS_URL)
	REMAP_SIGTERM=SIGQUIT nice -n 19 .venv/bin/celery --app webui.celery worker --queues checks --hostname checks@%h --concurrency 1 --without-gossip --without-mingle --loglevel info

test:  ## Run every check and every test
	./scripts/test

test-postgresql: setup  ## Run all tests of the web on PostgreSQL (T="tests/web/api" for some; five minutes)
	$(PYTHON) -m tests.support.postgresql all $(T)

test-under-load: setup  ## Run every check and every test while all cores are busy (T="tests/faults" for some)
	$(PYTHON) -m tests.support.under_load ./scripts/test $(T)

explore: setup  ## Try ten times as many random cases, from free seeds (SEED=N repeats; an hour)
	WHICHWHEEL_EXPLORE=$(SEED) $(PYTHON) -m pytest -n 2 -m random --hypothesis-seed=$(SEED) $(T)

house: setup  ## List what is large, import circles, stray sentences, and tests per module (LOWER=1 lowers exceptions)
	$(PYTHON) -m tests.support.house_rules $(if $(LOWER),--lower)

names:  ## Print the names of the source files alone, for whoever asks what a newcomer would find
	@git ls-files -- manage.py scripts resolver_core uv_check webui templates static docs | grep -vE '(^|/)(migrations|recordings)/'

check: setup  ## Run the linter, the formatter's check and the type checker only
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy

bench: setup  ## Time the solver on the hard synthetic problems
	$(PYTHON) -m benchmarks.hard_problems

bench-all: setup  ## Time a resident worker beside uv on the frozen projects, and how a solve grows: docs/performance.md (needs ../shared)
	$(PYTHON) -m benchmarks.performance_page

bench-page: setup  ## Weigh and time the result page of 150 packages beside one stored string
	$(PYTHON) -m benchmarks.result_page

interactions: setup  ## Show how long the page of 333 packages takes from an interaction to the next paint (needs ../shared)
	$(PYTHON) -m benchmarks.interactions $(SHARED)/frozen-index/projects

team-speed: setup  ## Time the pages of a team with 5,000 cases beside one with 100 (two minutes)
	$(PYTHON) -m benchmarks.team_speed

storage: setup  ## Show what 200 submissions of 20 similar projects take in the database, each (N=200; ten minutes)
	$(PYTHON) -m benchmarks.storage --submissions $(or $(N),200)

memory: setup  ## Show that a process which solves 1,000 different small problems does not grow
	$(PYTHON) -m benchmarks.memory

conformance: setup  ## Compare with uv's measured answers (needs ../shared)
	mkdir -p $(OUT)/projects
	$(PYTHON) -m tests.conformance scenarios $(SHARED)/scenarios/scenarios $(OUT)/scenarios.json
	$(PYTHON) $(SHARED)/scenarios/compare.py $(SHARED)/scenarios/expected.json $(OUT)/scenarios.json
	$(PYTHON) -m tests.conformance projects $(SHARED)/frozen-index/projects $(OUT)/projects
	$(PYTHON) $(SHARED)/frozen-index/compare.py $(OUT)/projects --show 3
	$(PYTHON) -m tests.conformance settings $(SHARED)/settings $(OUT)/settings.json
	$(PYTHON) $(SHARED)/settings/compare.py $(SHARED)/settings/expected.json $(OUT)/settings.json

differential: setup  ## Compare 500 hard random graphs and every worked example with uv (20 minutes)
	WHICHWHEEL_EXPLORE=$(SEED) WHICHWHEEL_DIFFERENTIAL=long $(PYTHON) -m pytest -n 2 tests/differential/test_hard_graphs.py tests/differential/test_examples.py

differential-projects: setup  ## Compare 300 random projects of every profile with uv (needs ../shared; an hour)
	WHICHWHEEL_EXPLORE=$(SEED) WHICHWHEEL_DIFFERENTIAL=long $(PYTHON) -m pytest -n 2 tests/differential/test_random_projects.py

differential-settings: setup  ## Compare 300 random projects of every kind of setting with uv (needs ../shared; an hour)
	WHICHWHEEL_EXPLORE=$(SEED) WHICHWHEEL_DIFFERENTIAL=long $(PYTHON) -m pytest -n 2 tests/differential/test_random_settings.py tests/differential/test_setting_types.py tests/differential/test_marker_texts.py

differential-locks: setup  ## Compare uv's verdict on every stale lock that is known, and on 100 random pairs of changes (8 minutes)
	WHICHWHEEL_EXPLORE=$(SEED) WHICHWHEEL_DIFFERENTIAL=long $(PYTHON) -m pytest -n 2 -rP -q tests/differential/test_lock_verdicts.py

check-with-uv: setup  ## Let the real uv answer the examples, the frozen and 200 random projects (UV=, needs ../shared; an hour)
	$(PYTHON) -m tests.uv_check.measuring examples $(UV:%=--uv %)
	$(PYTHON) -m tests.uv_check.measuring projects $(UV:%=--uv %)
	$(PYTHON) -m tests.uv_check.measuring random --seeds 29 $(UV:%=--uv %)

smallest: setup  ## Make every root of the frozen and of 100 random projects small; check each (FEW=1: one platform, needs ../shared; an hour)
	$(PYTHON) -m tests.uv_check.measuring_smallest projects --scenarios $(if $(FEW),--few)
	$(PYTHON) -m tests.uv_check.measuring_smallest examples --check --scenarios
	$(PYTHON) -m tests.uv_check.measuring_smallest random --check --scenarios

fixes-with-uv: setup  ## Apply every offered fix and let the real uv lock and sync it on the whole panel (UV=, needs ../shared; hours)
	$(PYTHON) -m tests.uv_check.measuring_fixes examples $(UV:%=--uv %)
	$(PYTHON) -m tests.uv_check.measuring_fixes cases $(UV:%=--uv %)
	$(PYTHON) -m tests.uv_check.measuring_fixes projects $(UV:%=--uv %)

graphs: setup  ## Draw the graph of every frozen project: no edge under a box, how long it takes (needs ../shared; two minutes)
	$(PYTHON) -m tests.support.frozen_graphs $(SHARED)/frozen-index/projects $(OUT)/graphs

screenshots: setup  ## Take screenshots of the pages, light and dark, wide and narrow
	$(PYTHON) -m tests.browser.screenshots $(OUT)/screenshots

explanations: setup  ## Explain every recorded project and repeat every experiment (needs ../shared; 20 minutes)
	$(PYTHON) -m tests.conformance explain $(SHARED)/frozen-index/projects $(OUT)/explanations

words: explanations  ## Check that those explanations keep the rules of what is said at once (needs ../shared; 20 minutes)
	$(PYTHON) -m tests.support.said_rules $(OUT)/explanations/*.json

documents: setup  ## Write the tables of docs/documents.md from the types
	$(PYTHON) -m tests.support.documents_page

sentences: setup  ## Write docs/sentences.md, everything that can be said, from the sources
	$(PYTHON) -m tests.support.sentences_page

hosting: setup  ## Write the table of settings of docs/hosting.md from webui/settings.py
	$(PYTHON) -m tests.support.settings_page

requirements: setup  ## Pin what a deployment installs, by hash, in deploy/requirements.txt
	.venv/bin/uv pip compile pyproject.toml --extra postgresql --extra check --extra openid --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url --no-emit-find-links --quiet --upgrade --output-file deploy/requirements.txt

audit: setup  ## Look for known weaknesses in what a deployment installs (fails where that cannot be looked up)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check '.[audit]'
	.venv/bin/pip-audit --strict --require-hashes --disable-pip --requirement deploy/requirements.txt

load: setup  ## 500 readers and 20 submitters for a minute on PostgreSQL and Redis, and what a submission costs (T="--seconds 10")
	$(PYTHON) -m benchmarks.load $(T)

record-examples: setup  ## Record the examples of the paste page anew (needs ../shared)
	$(PYTHON) -m tests.support.record_examples

probe-targets: setup  ## Ask uv again what each target is (writes the table of tests/core/targets/test_named.py)
	$(PYTHON) -m tests.support.probe_targets

golden: setup  ## Compare all documents and pages of two commits: BEFORE=, AFTER= (. is the working tree), PART=, ANEW=1
	$(PYTHON) -m tests.golden compare $(BEFORE) $(AFTER) --out $(OUT)/golden $(PART:%=--part %) $(if $(ANEW),--anew)

golden-accept: setup  ## Accept changed documents and pages: write the share that the tests compare with anew
	$(PYTHON) -m tests.golden accept

sdists: setup  ## Read 50 sdists as their publishers built them, and build them beside (runs their code)
	$(PYTHON) -m tests.sdists

public-files: setup  ## Put 60 public project files to uv and to us (TEXTS=FOLDER holds their texts)
	$(PYTHON) -m tests.public_files $(TEXTS)

record-field-cases: setup  ## Record the field cases and the reported threads anew (needs ../shared and the default index)
	$(PYTHON) -m tests.support.record_field_cases
	$(PYTHON) -m tests.support.record_reports

drills: setup  ## Kill, starve and attack running installations, and write docs/reliability.md (T="faults --count 5": some, and no page)
	$(PYTHON) -m tests.drills $(or $(T),--page)
