# The only commands a newcomer needs. Each sets up what it needs first.
PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
READY := $(VENV)/.ready

.PHONY: install run test eval index bench lint clean

install: $(READY)

$(READY): requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	touch $@

index: install
	$(BIN)/python -m index

run: index
	$(BIN)/python -m streamlit run ui/app.py

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports
	$(BIN)/mypy

test: install
	$(BIN)/python -m pytest

eval: index
	$(BIN)/python -m eval
	$(BIN)/python -m eval.modes --replay eval/recordings/qwen2.5-coder-1.5b.jsonl

bench: index
	$(BIN)/python -m eval.bench

clean:
	rm -rf $(VENV) var reports build *.egg-info
