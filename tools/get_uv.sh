#!/usr/bin/env bash
# Prints the path of uv; installs it from PyPI into .tools when the machine has none.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ -x .tools/bin/uv ]; then echo .tools/bin/uv; exit 0; fi
if command -v uv >/dev/null 2>&1; then command -v uv; exit 0; fi
tools/need_program.sh python3 python3 python3-venv >&2
# Debian's python3 comes without ensurepip; its package python3-venv brings it.
if ! python3 -c "import ensurepip" 2>/dev/null; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    apt-get update -qq >&2
    DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends python3-venv >&2
  else
    echo "Pythonの仮想環境を作れません。管理者として次を実行してください: apt-get install python3-venv" >&2
    exit 1
  fi
fi
python3 -m venv .tools >&2
.tools/bin/pip install --quiet --disable-pip-version-check uv >&2
echo .tools/bin/uv
