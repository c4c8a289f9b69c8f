#!/bin/sh
# Makes sure that the page tests find a Chromium: one on the PATH, or Debian's where we may install it.
# Without one the page tests are left out with a word, unless COUNTERCLAIM_REQUIRE_BROWSER is set.
set -u
for name in chromium chromium-browser google-chrome; do
    command -v "$name" >/dev/null 2>&1 && exit 0
done
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "test: installing chromium for the page tests"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } \
        >/dev/null 2>&1 && exit 0
fi
echo "test: no Chromium on the PATH; the page tests are left out. Install chromium to run them." >&2
[ -z "${COUNTERCLAIM_REQUIRE_BROWSER:-}" ]
