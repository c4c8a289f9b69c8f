"""A real PgBouncer in front of the PostgreSQL of the tests."""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import URL, make_url

from tests.live import PATIENCE, free_port

BACKENDS = 3
REQUIRED = "COUNTERCLAIM_REQUIRE_PGBOUNCER"
# Debian keeps it where only root looks.
_PLACES = f"{os.environ.get('PATH', '')}:/usr/sbin:/usr/local/sbin"
CONFIGURATION = """
[databases]
* = host={host} user={user}

[pgbouncer]
listen_addr = 127.0.0.1
listen_port = {port}
unix_socket_dir =
auth_type = any
pool_mode = transaction
default_pool_size = {backends}
min_pool_size = {backends}
max_client_conn = 200
; Each transaction goes to the backend that has rested longest: none is met twice in a row.
server_round_robin = 1
logfile = {folder}/log
pidfile = {folder}/pid
"""


@dataclass(frozen=True)
class Pooler:
    """Where a PgBouncer listens."""

    port: int

    def url(self, direct: str, **query: str) -> str:
        """Return the URL through the pooler of a database that is reached directly.

        All backends are opened at once, else one would serve whoever comes one after another.
        """
        name = make_url(direct).database
        url = URL.create("postgresql", "postgres", host="127.0.0.1", port=self.port, database=name)
        with ExitStack() as stack:
            for _ in range(BACKENDS):
                address = url.render_as_string(hide_password=False)
                connection = stack.enter_context(psycopg.connect(address, prepare_threshold=None))
                connection.execute("SELECT 1")
        return url.set(query=query).render_as_string(hide_password=False)


def find_program() -> str:
    """Return the program, or leave the test out with a word."""
    found = shutil.which("pgbouncer", path=_PLACES)
    if found is None:
        if os.environ.get(REQUIRED):
            pytest.fail(f"no pgbouncer on this machine, and {REQUIRED} is set")
        pytest.skip("no pgbouncer on this machine: install it to run the tests of poolers")
    return found


@contextmanager
def pooling(host: str, user: str, folder: Path) -> Iterator[Pooler]:
    """Run a PgBouncer in front of the server whose socket is in the folder `host`."""
    program, port = find_program(), free_port()
    file = folder / "pgbouncer.ini"
    file.write_text(
        CONFIGURATION.format(host=host, user=user, port=port, backends=BACKENDS, folder=folder)
    )
    options = []
    if os.geteuid() == 0:  # as which it does not run
        owner = pwd.getpwuid(Path(host).stat().st_uid)
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        for each in (folder, *folder.parents):
            if each == Path(tempfile.gettempdir()):
                break
            each.chmod(each.stat().st_mode | 0o011)
        file.chmod(0o644)
        options = ["-u", owner.pw_name]
    process = subprocess.Popen([program, "-q", *options, str(file)], stderr=subprocess.PIPE)
    try:
        _wait(port, process)
        yield Pooler(port)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE)


def _wait(port: int, process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        if process.poll() is not None:
            output = process.stderr.read().decode() if process.stderr else ""
            raise RuntimeError(f"pgbouncer stopped at once:\n{output}")
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
        else:
            return
    raise RuntimeError("pgbouncer does not answer")
