#!/bin/sh
# Makes sure that the tests of poolers find a PgBouncer: one on this machine, or Debian's where we may install it.
# Without one those tests are left out with a word, unless COUNTERCLAIM_REQUIRE_PGBOUNCER is set.
set -u
PATH="$PATH:/usr/sbin:/usr/local/sbin"
command -v pgbouncer >/dev/null 2>&1 && exit 0
if command -v apt-get >/dev/null 2>&1 && [ "$(id -u)" = 0 ]; then
    echo "test: installing pgbouncer for the tests of poolers"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends pgbouncer; } \
        >/dev/null 2>&1 && exit 0
fi
echo "test: no pgbouncer on this machine; the tests of poolers are left out. Install pgbouncer to run them." >&2
[ -z "${COUNTERCLAIM_REQUIRE_PGBOUNCER:-}" ]
