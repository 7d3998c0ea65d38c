# Two commands matter: `make chat` and `make test`. Both set up what is missing first, and only then.

PYTHON ?= python3.11
PORT ?= 7860
RUN := .venv/bin/python
READY := .venv/.ready

.PHONY: chat demo test install ingest eval bench check fmt

chat: install
	@$(RUN) -m ingest || echo "Some documents could not be read (see above); the page serves the others."
	$(RUN) ui.py --port $(PORT)

# The page, and a partner's page with the widget on two origins: one that may ask, and one that may not.
demo: install
	@$(RUN) -m ingest || echo "Some documents could not be read (see above); the page serves the others."
	@$(RUN) -m page.demo --app http://127.0.0.1:$(PORT) & partners=$$!; trap "kill $$partners" EXIT; \
		CLUSTER_SITES=page/demo.toml $(RUN) ui.py --port $(PORT)

test: install
	@tests/programs.sh
	$(RUN) -m pytest

install: $(READY)

# The stamp is renewed when the list of packages changes, so a second `make` does no set-up work.
$(READY): pyproject.toml constraints.txt
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) is not on this machine. Install Python 3.11, or name it: make PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv || { echo "$(PYTHON) cannot make a virtual environment. On Debian: apt-get install python3.11-venv"; exit 1; }
	$(RUN) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $(READY)

ingest: install
	$(RUN) -m ingest

# For the public sets too: make eval NAMES="squad qed chunking --data FOLDER"
eval: ingest
	$(RUN) -m evals $(NAMES)

bench: install
	$(RUN) -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev,bench]"
	$(RUN) -m pip install --quiet --disable-pip-version-check --no-deps langchain-huggingface==1.2.3
	$(RUN) -m evals.bench

check: install
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .
	$(RUN) -m mypy
	.venv/bin/lint-imports

fmt: install
	$(RUN) -m ruff check --fix .
	$(RUN) -m ruff format .
