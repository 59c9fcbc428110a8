# What a person types. `make` alone prepares and shows the demonstration city; `make help` lists all.
# Every step that makes something names a file as its target, so a second run does only what changed.
SHELL := /bin/bash
export UV_PYTHON_DOWNLOADS := never
# Python keeps what it compiled, so that not every process of the tests compiles everything again.
unexport PYTHONDONTWRITEBYTECODE
# Networks of municipalities often have a certificate authority of their own, which only the system knows.
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export UV_SYSTEM_CERTS := true
endif

PYTHON := .venv/bin/python
PYTEST := .venv/bin/pytest -q
# Each half of the tests keeps to one process, which prepares for it once; who is done helps the other.
BY_TWO := -n 2 --dist worksteal
FRONTEND := src/ayumi/shell/frontend
ASSETS := src/ayumi/shell/static/shell/dist/THIRD-PARTY-LICENCES.txt
CATALOGUES := $(wildcard src/ayumi/shell/locale/*/LC_MESSAGES/django.po)
DATABASE_TESTS := $(wildcard $(addprefix tests/,tenancy search plans rounds importing publishing contracts config failure))
SAMPLE_CITY := .sample-city/$(shell date +%F)
SAMPLE_SOURCES := $(shell find src/ayumi -name '*.py' -o -path '*/sample_city/*.*' -not -path '*/__pycache__/*')
CHECKS := check-style check-types check-imports check-messages check-migrations
BROWSER_TESTS := $(shell grep -rlE 'mark\.browser' --include='*.py' tests 2>/dev/null)

.PHONY: demo help setup assets test test-fast test-postgresql test-browser test-office test-long programs bench check clean
.PHONY: checks-and-sample $(CHECKS)

demo: setup ## 架空の市のデータで起動する / Start with the sample city
	@.venv/bin/ayumi demo

help: ## この一覧を表示する / Show this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 24

setup: .venv/.ready assets $(CATALOGUES:.po=.mo) ## 必要なものを用意する / Install everything the software needs

.venv/.ready: uv.lock pyproject.toml
	@python="$$(tools/choose_python.sh)"; "$$(tools/get_uv.sh)" sync --quiet --frozen $${python:+--python "$$python"}
	@touch $@

assets: $(ASSETS) ## 画面の部品と書体を作る / Build style sheet, script and fonts

node_modules/.package-lock.json: package.json package-lock.json .npmrc
	@tools/need_program.sh node nodejs npm
	@tools/need_program.sh npm npm
	@npm ci --silent --no-progress
	@touch $@

$(ASSETS): node_modules/.package-lock.json $(wildcard $(FRONTEND)/*.* $(FRONTEND)/*/*)
	@node $(FRONTEND)/build.mjs

%.mo: %.po .venv/.ready
	@.venv/bin/pybabel --quiet compile --input-file $< --output-file $@ --locale $(notdir $(patsubst %/LC_MESSAGES/,%,$(dir $<)))

test: setup checks-and-sample test-fast test-postgresql test-browser test-office ## すべての検査を行う / Run every test and check

test-fast: setup programs ## SQLiteでの検査（画面の操作を除く） / Tests on SQLite, without a browser
	@$(PYTEST) $(BY_TWO) -m "not (browser or office or benchmark or long)" tests

test-postgresql: setup ## PostgreSQLでの検査 / The tests that touch the database, on PostgreSQL
	@tools/postgresql_for_tests.sh $(PYTEST) $(BY_TWO) -m "django_db and not (browser or benchmark or long or sqlite_alone)" $(DATABASE_TESTS)

test-browser: setup programs $(SAMPLE_CITY)/.ready ## 画面を操作する検査 / Tests in Chromium
	@$(if $(BROWSER_TESTS),AYUMI_TEST_CITY=$(CURDIR)/$(SAMPLE_CITY)/data $(PYTEST) $(BY_TWO) -m browser $(BROWSER_TESTS),echo "画面を操作する検査はまだありません。 / No browser tests yet.")

test-long: setup ## 時間のかかる検査（大きな計画、60回の強制終了など） / Long runs: large plans, sixty kills
	@AYUMI_TEST_KILLS=60 $(PYTEST) $(BY_TWO) -m "long or kill" tests
	@AYUMI_TEST_KILLS=60 tools/postgresql_for_tests.sh $(PYTEST) $(BY_TWO) -m "django_db and (long or kill)" $(DATABASE_TESTS)

test-office: setup ## LibreOfficeで保存したブックの検査 / Workbooks saved by LibreOffice
	@tools/need_program.sh soffice libreoffice-calc-nogui
	@$(PYTEST) -m office tests/formats

programs:
	@tools/need_program.sh chromium chromium
	@tools/need_program.sh pdftoppm poppler-utils

bench: setup programs ## 所要時間を測って表示する / Measure and print what the work costs
	@$(PYTEST) -s -m benchmark tests

# The rounds of the sample city stand as they would today, so yesterday's is of no use.
$(SAMPLE_CITY)/.ready: .venv/.ready $(SAMPLE_SOURCES) | setup
	@rm -rf .sample-city
	@AYUMI_DATA_FOLDER=$(CURDIR)/$(SAMPLE_CITY)/data AYUMI_DATABASE_URL= .venv/bin/ayumi demo --prepare-only >/dev/null
	@touch $@

check: setup ## 書き方と構造の検査 / Style, types, imports, migrations, translations
	@$(MAKE) --no-print-directory --jobs=2 --output-sync $(CHECKS)

# The checks leave one of two cores free now and then, enough to prepare the sample city for the browser.
checks-and-sample: setup
	@$(MAKE) --no-print-directory --jobs=2 --output-sync $(SAMPLE_CITY)/.ready $(CHECKS)

check-style: setup
	@.venv/bin/ruff check .
	@.venv/bin/ruff format --check --quiet .

check-types: setup
	@.venv/bin/mypy

check-imports: setup
	@.venv/bin/lint-imports

check-messages: setup
	@$(PYTHON) tools/check_translations.py

check-migrations: setup
	@folder=$$(mktemp -d) && trap 'rm -rf "$$folder"' EXIT && AYUMI_DATA_FOLDER=$$folder AYUMI_DATABASE_URL= \
	  DJANGO_SETTINGS_MODULE=ayumi.config.settings $(PYTHON) -m django makemigrations --check --dry-run

clean: ## 作ったものを消す（データは残す） / Remove what was built; keeps the data in var/
	@rm -rf .venv .tools node_modules dist src/ayumi/shell/static/shell/dist src/ayumi/shell/fonts
	@rm -rf .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache .sample-city
	@rm -f $(CATALOGUES:.po=.mo)
