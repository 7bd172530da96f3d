# `make demo` is all a user needs; the other targets are for developers (CONTRIBUTING.md).

ARGS ?=
PYTHON = .venv/bin/python
CATALOGUES = $(patsubst %.po,%.mo,$(wildcard crm_tui/locale/*/LC_MESSAGES/crm_tui.po))
STATED_RULES = tests/test_architecture.py tests/test_keys.py tests/test_translations.py tests/test_documentation.py

.PHONY: demo test check bench torture translations compiled docs pictures clean

demo: .venv/.installed compiled
	.venv/bin/crm demo $(ARGS)

test: .venv/.developer compiled
	$(PYTHON) -m pytest -q -n 4 --dist worksteal $(ARGS)

check: .venv/.developer compiled
	$(PYTHON) -m ruff format --check .
	$(PYTHON) -m ruff check .
	$(PYTHON) -m mypy
	$(PYTHON) -m pytest -q $(STATED_RULES)

bench: .venv/.developer compiled
	$(PYTHON) -m benchmarks $(ARGS)

torture: .venv/.developer compiled
	$(PYTHON) -m pytest -q -m torture $(ARGS)

# The catalogues take up new texts from the code; then they are compiled.
translations: .venv/.developer
	$(PYTHON) -m tools.translations
	$(MAKE) --no-print-directory compiled

compiled: $(CATALOGUES)

%.mo: %.po | .venv/.installed
	$(PYTHON) -m babel.messages.frontend -q compile --input-file $< --output-file $@

# Commands, keys, the tables of settings and the man page are written from the program itself.
docs: .venv/.developer compiled
	$(PYTHON) -m tools.reference

# Every screen and dialog, drawn from the demo into docs/pictures.
pictures: .venv/.developer compiled
	$(PYTHON) -m tools.pictures

clean:
	rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis $(CATALOGUES)

# Both stamps are renewed when pyproject.toml changes, and only then.
.venv/.installed: pyproject.toml
	@$(PYTHON) -m pip --version >/dev/null 2>&1 || { $(FIND_PYTHON); \
		echo "Installing into .venv, here in the folder. This takes a minute, once."; \
		"$$python" -m venv --clear .venv; }
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/.developer: .venv/.installed
	$(PYTHON) -m pip install --quiet --disable-pip-version-check --editable '.[dev]'
	@touch $@

# The first interpreter that is new enough and can make a virtual environment.
define FIND_PYTHON
for python in python3 python3.13 python3.12 python3.11 ""; do \
	"$$python" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' \
		2>/dev/null && break; \
done; \
if [ -z "$$python" ]; then \
	echo "This needs Python 3.11 or newer with venv and ensurepip:" \
		"sudo apt install git make python3-venv" >&2; \
	exit 1; \
fi
endef
