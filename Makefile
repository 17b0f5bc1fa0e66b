# The front door. KAFKA=embedded (default) or KAFKA=apache chooses the broker of the tests, the bench and the chaos.
SHELL := /bin/bash
KAFKA ?= embedded
PYTHON ?= python3
BIN := .venv/bin
export PYTHON
# A shell that forbids it makes every process compile everything again.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run demo test unit-casework unit-others check format bench chaos kafka clean

help:            ## these lines
	@grep -hE '^[a-z]+: .*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 12

setup:           ## make .venv with everything, from the lock
	@deploy/local/setup.sh

run: setup       ## the whole system with a sample day; prints the console's address; Ctrl-C stops it
	@$(BIN)/haichieu up --kafka $(KAFKA)

demo: setup      ## the sample day once, with a count at the end
	@$(BIN)/haichieu demo --kafka $(KAFKA)

# Modules that name no broker meet none: once is enough, and two at a time.
BROKER = kafka|broker|\btopics\b|Probe\b|\.process\(|corner\.read|\.lag\(
ALONE = $(shell grep -LiE '$(BROKER)' tests/integration/test_*.py)
OTHERS = tests/integration tests/e2e $(addprefix --ignore=,$(ALONE))

test: setup kafka  ## the tests; KAFKA=apache: integration and end-to-end tests on Apache Kafka
ifeq ($(KAFKA),apache)
	HAICHIEU_KAFKA_KIND=apache $(BIN)/pytest -n 2 --dist loadfile $(OTHERS)
else
	@$(MAKE) --no-print-directory --jobs=2 --output-sync=target unit-casework unit-others
	$(BIN)/pytest -n 2 tests/property tests/contract tests/architecture
	$(BIN)/pytest -n 2 $(ALONE)
	$(BIN)/pytest -n 2 --dist loadfile $(OTHERS)
endif

# Two plain processes, half of the tests each: pytest-xdist's workers would each collect them all, and take twice as long.
unit-casework:
	$(BIN)/pytest tests/unit/casework

unit-others:
	$(BIN)/pytest tests/unit --ignore=tests/unit/casework

check: setup     ## format, lint, types, import rules, contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy shared/src services/*/src deploy/local/src tests/bench
	$(BIN)/lint-imports --no-logo
	$(BIN)/pytest tests/contract

format: setup    ## write the house's format
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

bench: setup kafka  ## speed as ratios to this machine's ceilings
	$(BIN)/python -m tests.bench --kafka $(KAFKA)

chaos: setup     ## KILLS=30 SEED=…: kill -9 of replicas, broker and mongod in the sample day, on Apache Kafka
	@$(MAKE) --no-print-directory kafka KAFKA=apache
	HAICHIEU_KAFKA_KIND=apache $(BIN)/pytest -s -m chaos tests/chaos

kafka:
ifeq ($(KAFKA),apache)
	@deploy/kafka/kafka.sh fetch
endif

clean:           ## forget the local stack's data
	rm -rf var
