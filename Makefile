# Two commands do everything on a machine with Python 3.11 or later and make: `make run` and `make test`.

PYTHON ?= python3
BIN := .venv/bin
READY := .venv/ready
NPM_BIN := node_modules/.bin
NODE := $(BIN)/python hatch_build.py node
NPM := $(BIN)/python hatch_build.py npm
# The tests are shared by as many processes as there are cores, each with its own databases and browser.
SHARED := -n auto --maxprocesses 4 --dist worksteal

.PHONY: run test check lint types words wire pictures lighthouse front client fix lock sabotage soak clean
.NOTPARALLEL:

## The demonstration library on http://127.0.0.1:8000. ARGS="--port 8001" goes to `outreach run`.
run: front
	@test -n "$$OUTREACH_DATABASE_URL" || test -e "$${OUTREACH_DATA:-var}/outreach.sqlite3" || $(BIN)/outreach demo
	@exec $(BIN)/outreach run $(ARGS)

## Everything that CI checks. Says so and stops where nothing changed since it was last green; FORCE=1 runs it anyway.
test: $(READY)
	@$(BIN)/python build/green.py known $(if $(FORCE),--force) || { \
	  sh build/system-packages.sh && \
	  $(MAKE) --no-print-directory check && \
	  $(BIN)/python build/green.py remember $(if $(ARGS),--part) $(BIN)/python -m pytest $(SHARED) $(ARGS); }

## All checks but the tests in Python.
check: front lint types client

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/lint-imports --no-logo
	$(NODE) $(NPM_BIN)/biome check --error-on-warnings .
	$(BIN)/python build/words.py --check
	$(BIN)/python build/wire_types.py --check

types: $(READY)
	$(BIN)/mypy
	@for world in field worker desk client; do \
	  folder=static/$$world; test $$world = client && folder=tests/client; \
	  test -z "$$(find $$folder -name '*.ts*' 2>/dev/null)" || { \
	    echo "tsc -p tsconfig.$$world.json"; $(NODE) $(NPM_BIN)/tsc -p tsconfig.$$world.json || exit 1; }; \
	done

client: $(READY)
	$(NODE) build/client-tests.mjs $(ARGS)

## The scripts, styles and catalogues, built where they are not already those of the present sources.
front: $(READY)
	@$(BIN)/python hatch_build.py

## Brings the catalogues up to the texts in the sources; new ones are left empty, and `make lint` names them.
words: $(READY)
	$(BIN)/python build/words.py

## The types of what travels, for the phone's program, from the server's schemas.
wire: $(READY)
	$(BIN)/python build/wire_types.py

## The pictures that docs/pictures.md shows, taken anew by the browser's tests.
pictures: front
	OUTREACH_PICTURES=1 $(BIN)/python -m pytest -q tests/browser tests/desk tests/kits tests/photos tests/administration $(ARGS)

## What Lighthouse says of the field app and the front page on a slow phone, beside the aims.
lighthouse: front
	$(NPM) --prefix build/lighthouse ci --ignore-scripts --no-audit --no-fund
	$(BIN)/python build/lighthouse/measure.py

## Formats, and mends what can be mended without a person.
fix: $(READY)
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .
	$(NODE) $(NPM_BIN)/biome check --write .

## Resolves the dependencies anew; the lock files hold hashes and no address.
lock: $(READY)
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header requirements/uv.in -o requirements/uv.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header pyproject.toml -o requirements/run.txt
	$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --group dev -c requirements/run.txt pyproject.toml -o requirements/dev.txt
	$(NPM) install --package-lock-only --ignore-scripts

## Breaks each law, and the whole, on purpose in a scratch copy and says whether its test goes red; half an hour. ARGS="law 3" for some.
sabotage: $(READY)
	PYTHONPATH=tests $(BIN)/python -m laws.sabotage $(ARGS)

## All tests with every case on both databases, upgrades from every released build, the field app in Firefox, then phones of ever new seeds against a real server, for an hour. ARGS="--seconds 600 --seed 5000" for another time and other seeds.
soak: front
	OUTREACH_SOAK=1 $(BIN)/python -m pytest -q $(SHARED)
	$(BIN)/outreach simulate --seeds 1000000 --seconds 3600 $(ARGS)

clean:
	rm -rf .venv .build node_modules static/dist

# uv installs in seconds; where it cannot be had, or may not reach what pip may, pip does the same from the same locks.
$(READY): requirements/uv.txt requirements/dev.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit("Python 3.11 or later is needed; this is " + sys.version.split()[0] + ". Name another: make PYTHON=python3.12") if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv || { rm -rf .venv; echo "Python's venv module is needed; on Debian: apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --only-binary :all: --require-hashes -r requirements/uv.txt || echo "uv is not to be had here; pip goes on alone"
	@{ test -x $(BIN)/uv && $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements/dev.txt; } \
	  || $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@
