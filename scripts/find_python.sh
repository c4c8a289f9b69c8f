#!/bin/sh
# Prints the path of a Python that can run the project (3.12 to 3.14, with venv), or says what to do.
# COUNTERCLAIM_PYTHON names one to use.
set -u
works() {
    # A pyenv shim answers to the name but fails for a version that is not selected: so run it.
    "$1" -c 'import ensurepip, sys, venv; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 14))' \
        >/dev/null 2>&1
}
path_of() {
    "$1" -c 'import sys; print(sys.executable)'
}

if [ -n "${COUNTERCLAIM_PYTHON:-}" ]; then
    if works "$COUNTERCLAIM_PYTHON"; then path_of "$COUNTERCLAIM_PYTHON"; exit 0; fi
    echo "COUNTERCLAIM_PYTHON is $COUNTERCLAIM_PYTHON, which is no Python 3.12, 3.13 or 3.14 with venv." >&2
    exit 1
fi
pyenv_root=${PYENV_ROOT:-${HOME:-}/.pyenv}
for candidate in python3.13 python3.12 python3.14 python3 python \
    "$pyenv_root"/versions/3.13.*/bin/python "$pyenv_root"/versions/3.12.*/bin/python \
    "$pyenv_root"/versions/3.14.*/bin/python \
    /opt/homebrew/bin/python3.13 /opt/homebrew/bin/python3.12 \
    /usr/local/bin/python3.13 /usr/local/bin/python3.12 \
    "${HOME:-}"/.local/share/uv/python/cpython-3.13*/bin/python \
    "${HOME:-}"/.local/share/uv/python/cpython-3.12*/bin/python; do
    if works "$candidate"; then path_of "$candidate"; exit 0; fi
done

found=$(python3 --version 2>/dev/null || echo "none")
cat >&2 <<TEXT
Counterclaim needs Python 3.12, 3.13 or 3.14 (with the venv module); found: $found.
Install one and run the same command again, for example:
  Debian, Ubuntu:  apt-get install python3.12 python3.12-venv
  macOS:           brew install python@3.13
  anywhere:        uv python install 3.13      or      pyenv install 3.13
An interpreter in another place can be named: COUNTERCLAIM_PYTHON=/path/to/python3.13 make setup
TEXT
exit 1
