# Two commands: `make demo` builds and shows a graph, `make test` runs every check. Each sets up what it needs.
# Another Python: PYTHON=python3.12 make test

PYTHON ?= python3
VERSION := $(shell $(PYTHON) -c 'import sys; print("%d.%d" % sys.version_info[:2])')
SOURCES := pyproject.toml README.md $(shell find kg schemas -type f -not -name '*.pyc')
DEMO := .venv
TEST := .venv-test-$(VERSION)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test golden bench clean

demo: $(DEMO)/ready
	$(DEMO)/bin/kg build examples/channel-talks.md examples/whose-letter.md -o out --force
	@echo
	@echo "Open the page: file://$(CURDIR)/out/graph.html"
	@echo "Ask a question: $(DEMO)/bin/kg query out 'SELECT ?who ?what { ?who rel:cancels ?what }'"

test: $(TEST)/ready
	$(TEST)/bin/ruff check .
	$(TEST)/bin/ruff format --check .
	$(TEST)/bin/mypy
	$(TEST)/bin/lint-imports
	$(TEST)/bin/pytest -n auto --dist worksteal -q

# Rewrite the recorded output of the example article; read the diff before committing it.
golden: $(TEST)/ready
	$(TEST)/bin/pytest tests/golden --golden

# Ratios of CPU time, never part of the tests.
bench: $(TEST)/ready
	$(TEST)/bin/python tests/bench/line.py

clean:
	rm -rf .venv .venv-* out build dist

# The demonstration uses the package as anybody would install it, the tests use the working tree.
$(DEMO)/ready: $(SOURCES)
	$(call environment,$(DEMO))
	$(DEMO)/bin/pip install --quiet .
	touch $@

$(TEST)/ready: pyproject.toml
	$(call environment,$(TEST))
	$(TEST)/bin/pip install --quiet --editable . --group test
	touch $@

# An environment with a pip that knows dependency groups.
define environment
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "claimgraph needs Python 3.11 or newer: PYTHON=python3.12 make …")'
	test -x $(1)/bin/pip || $(PYTHON) -m venv $(1)
	$(1)/bin/python -m pip install --quiet --upgrade 'pip>=25.1'
endef
