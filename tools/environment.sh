#!/bin/sh
# Makes the Python environment .venv from requirements.lock, with uv where it is found and with pip where it is not.
# requirements-data.lock is the file that imports are tested with; the libraries that its package names stay out.
# Quick when nothing changed: the sum of the inputs is kept beside the environment.
set -eu
cd "$(dirname "$0")/.."

sum="$(cat requirements.lock requirements-data.lock pyproject.toml tools/environment.sh | cksum)"
if [ -x .venv/bin/python ] && [ "$(cat .venv/inputs 2>/dev/null || true)" = "$sum" ]; then
    exit 0
fi

export UV_PYTHON_DOWNLOADS=never
if command -v uv >/dev/null 2>&1; then
    [ -x .venv/bin/python ] || uv venv --quiet --python '>=3.11,<3.14' .venv
    VIRTUAL_ENV="$PWD/.venv" uv pip sync --quiet --compile-bytecode --require-hashes --only-binary :all: requirements.lock
    VIRTUAL_ENV="$PWD/.venv" uv pip install --quiet --no-deps --no-build-isolation --editable .
    VIRTUAL_ENV="$PWD/.venv" uv pip install --quiet --no-deps --require-hashes --only-binary :all: -r requirements-data.lock
else
    for python in python3.13 python3.12 python3.11 python3; do
        if command -v "$python" >/dev/null 2>&1 && "$python" -m pip --version >/dev/null 2>&1 &&
            "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; then
            break
        fi
        python=""
    done
    if [ -z "$python" ]; then
        echo "Mortise needs Python 3.11, 3.12 or 3.13 with pip, or uv. Install one of them and run this again." >&2
        exit 1
    fi
    # pip works on the new environment from outside, since Debian's Python brings no ensurepip.
    [ -x .venv/bin/python ] || "$python" -m venv --without-pip .venv
    pip() { "$python" -m pip --python .venv/bin/python --disable-pip-version-check "$@"; }
    pip install --quiet --require-hashes --only-binary :all: -r requirements.lock
    pip install --quiet --no-deps --no-build-isolation --editable .
    pip install --quiet --no-deps --require-hashes --only-binary :all: -r requirements-data.lock
fi
echo "$sum" >.venv/inputs
