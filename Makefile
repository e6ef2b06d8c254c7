# CareFacilitator: everything a person types here. Each target prepares what it needs by itself.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.PHONY: help run test check package windows gallery orca bench lock clean

PYTHON_HERE := .venv/bin/python
SAMPLE := out/sample

# Real files to try the program on, kept beside the project; tests that need them skip without.
ifneq ($(wildcard ../shared/inputs),)
export CAREFACILITATOR_INPUTS ?= $(abspath ../shared/inputs)
endif

help: ## Say what can be typed here
	@grep -hE '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:[^#]*## /\t/' | awk -F '\t' '{printf "  make %-9s %s\n", $$1, $$2}'

run: ## Open the program on the sample programme; without a screen do the whole job in out/
	@packaging/prepare run
	@if [ -z "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then exec $(PYTHON_HERE) packaging/headless_run.py; fi; \
	if [ ! -e $(SAMPLE).filled ]; then \
		rm -rf $(SAMPLE); mkdir -p $(dir $(SAMPLE)); \
		.venv/bin/carefacilitator --workspace $(SAMPLE) sample; \
		touch $(SAMPLE).filled; \
	fi; \
	exec .venv/bin/carefacilitator --workspace $(SAMPLE)

test: ## Check everything and run all tests (with CI=true from a fresh environment)
	@packaging/prepare test
	@right=0; \
	packaging/check || right=1; \
	QT_QPA_PLATFORM=offscreen .venv/bin/pytest -n auto --dist worksteal || right=1; \
	exit $$right

check: ## Format, lint, import contract, typing and catalogues, without the tests
	@packaging/prepare test
	@packaging/check

package: ## Build the one-folder program and the .deb, and try the frozen program
	@packaging/prepare package
	@packaging/build

windows: ## Build the Windows setup and portable folder, and try both under wine (QUICK=1: packed fast)
	@packaging/prepare windows
	@packaging/windows/build $(if $(QUICK),quick)

gallery: ## Draw every screen as pictures into out/gallery
	@packaging/prepare test
	QT_QPA_PLATFORM=offscreen $(PYTHON_HERE) tests/gallery/render.py

orca: ## Walk through a day with Debian's screen reader and print what it says (needs orca, xvfb)
	@packaging/prepare test
	$(PYTHON_HERE) tests/orca/walk.py

bench: ## Measure and print ratios against their limits (some: make bench ONLY=first_paint)
	@packaging/prepare test
	$(PYTHON_HERE) tests/benchmarks $(ONLY)

lock: ## Pin the dependencies of pyproject.toml again (needs the command uv)
	@command -v uv >/dev/null || { echo "Install uv first (pip install uv in any environment)."; exit 1; }
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -q pyproject.toml -o requirements.lock
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --no-emit-index-url -q -c requirements.lock --extra dev pyproject.toml -o requirements-dev.lock

clean: ## Remove what was made here: .venv, out, build, dist, compiled catalogues, caches
	rm -rf .venv out build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	rm -f i18n/*/LC_MESSAGES/*.mo
	find carefacilitator tests packaging -name __pycache__ -type d -prune -exec rm -rf {} +
