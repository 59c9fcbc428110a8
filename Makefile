UV := $(shell command -v uv 2>/dev/null || echo .tools/bin/uv)

.PHONY: setup test
setup:
	@command -v uv >/dev/null 2>&1 || [ -x .tools/bin/uv ] || { python3 -m venv .tools && .tools/bin/pip install --quiet uv; }
	@$(UV) sync --quiet --frozen

test: setup
	.venv/bin/python -m pytest tests/ground tests/document -q -p no:django
	.venv/bin/ruff check .
	.venv/bin/mypy
