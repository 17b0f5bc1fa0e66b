#!/usr/bin/env bash
# Makes .venv from the lock. Needs Python 3.11 or newer, its venv module, and a package index; says what is missing.
set -euo pipefail
cd "$(dirname "$0")/../.."

stamp=.venv/.haichieu-lock
[[ -f $stamp ]] && cmp -s uv.lock "$stamp" && [[ -x .venv/bin/haichieu ]] && exit 0

die() { printf 'setup: %s\n' "$*" >&2; exit 1; }
python=${PYTHON:-python3}
command -v "$python" >/dev/null || die "there is no $python. Bring it with: apt-get install python3 python3-venv"
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' ||
  die "Python 3.11 or newer is needed, this is $("$python" --version). Choose another: make setup PYTHON=python3.12"
"$python" -c 'import ensurepip, venv' 2>/dev/null ||
  die "Python's venv module is missing. Bring it with: apt-get install python3-venv"

[[ -x .venv/bin/python ]] || "$python" -m venv .venv
uv=$(sed -n 's/^  "uv==\([0-9.]*\)",$/\1/p' pyproject.toml)
[[ -x .venv/bin/uv ]] || .venv/bin/python -m pip install --quiet --disable-pip-version-check "uv==$uv"
# The system's certificates: an office network may have its own authority.
UV_COMPILE_BYTECODE=1 UV_SYSTEM_CERTS=1 UV_PYTHON_DOWNLOADS=never .venv/bin/uv sync --quiet --frozen --all-packages --python .venv/bin/python
cp uv.lock "$stamp"
