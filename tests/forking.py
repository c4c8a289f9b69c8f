"""The program, loaded once and forked for each run: starting it is not what most tests are about.

A process loads the modules and the parser, but opens no database and reads no setting. For each run
it forks one that takes over the arguments, the environment, the folder and the open files of whom
asks, and goes on as `python -m counterclaim` does: a process of its own, from start to exit code.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import resource
import select
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import IO, Any

_ROOT = Path(__file__).resolve().parent.parent
_MARK = b"!"
"""What the open files go along with; the rest of the request follows."""
_DIGITS = 10
"""Of the number of a process."""


@dataclass
class Forked:
    """A run of the program, with what `subprocess.Popen` has of it."""

    pid: int
    stdout: IO[bytes] | None
    _end: socket.socket
    returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, or None where it runs."""
        return self._wait(0)

    def wait(self, timeout: float | None = None) -> int:
        """Wait for the end, and return the exit code."""
        code = self._wait(timeout)
        if code is None:
            raise subprocess.TimeoutExpired(["counterclaim"], timeout or 0)
        return code

    def _wait(self, timeout: float | None) -> int | None:
        if self.returncode is None:
            try:
                self._end.settimeout(timeout)
                told = self._end.recv(100)
            except (BlockingIOError, TimeoutError):
                return None
            self._end.close()
            self.returncode = int(told)
        return self.returncode

    def send_signal(self, number: int) -> None:
        """Send a signal, unless it has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End it."""
        self.send_signal(signal.SIGKILL)


def run(
    arguments: Sequence[str],
    *,
    stdin: bytes,
    env: Mapping[str, str],
    cwd: Path | None,
    timeout: float,
    largest_file: int | None = None,
) -> subprocess.CompletedProcess[bytes]:
    """Run the program and wait for it; it may write no file of more bytes than `largest_file`."""
    temporary = tempfile.TemporaryFile
    with temporary() as given, temporary() as out, temporary() as told:
        given.write(stdin)
        given.seek(0)
        process = _start(arguments, (given, out, told), env, cwd, largest_file)
        try:
            code = process.wait(timeout)
        finally:
            process.kill()
        for each in (out, told):
            each.seek(0)
        return subprocess.CompletedProcess(arguments, code, out.read(), told.read())


def start(arguments: Sequence[str], *, env: Mapping[str, str]) -> Forked:
    """Start the program; what it says on either output can be read from `stdout`."""
    reading, writing = os.pipe()
    with Path(os.devnull).open("rb") as nothing, os.fdopen(writing, "wb") as out:
        process = _start(arguments, (nothing, out, out), env, None)
    process.stdout = os.fdopen(reading, "rb")
    return process


def write_command(folder: Path) -> None:
    """Write a `counterclaim` into a folder, for shells that look there first."""
    words = [sys.executable, "-S", __file__, "ask", str(_address())]
    path = folder / "counterclaim"
    path.write_text(f'#!/bin/sh\nexec {shlex.join(words)} "$@"\n', encoding="utf-8")
    path.chmod(0o755)


def _start(
    arguments: Sequence[str],
    files: Sequence[IO[bytes]],
    env: Mapping[str, str],
    cwd: Path | None,
    largest_file: int | None = None,
    address: str | None = None,
) -> Forked:
    asked = {
        "argv": arguments,
        "env": dict(env),
        "cwd": str(cwd or Path.cwd()),
        "largest_file": largest_file,
    }
    connection = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    connection.connect(address or str(_address()))
    numbers = [each.fileno() for each in files]
    socket.send_fds(connection, [_MARK], numbers)
    connection.sendall(json.dumps(asked).encode())
    connection.shutdown(socket.SHUT_WR)
    return Forked(int(connection.recv(_DIGITS, socket.MSG_WAITALL)), None, connection)


@cache
def _address() -> Path:
    """Start the process that forks, once in a process, and return where it listens."""
    folder = Path(tempfile.mkdtemp(prefix="forking-"))
    address = folder / "socket"
    command = [sys.executable, "-m", "tests.forking", "serve", str(address)]
    process = subprocess.Popen(command, cwd=_ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    if process.stdout is None or process.stdin is None or not process.stdout.readline():
        raise RuntimeError("the process that forks the program did not start")
    process.stdout.close()

    def end() -> None:
        process.kill()
        process.wait()
        shutil.rmtree(folder)

    atexit.register(end)
    return address


_MODULES = ("alembic.command", "api.app", "counterclaim.app", "counterclaim.importing", "uvicorn")
"""What commands import when they run; these import the rest."""


def _load() -> None:
    """Load what runs of the program need: nothing that hangs on settings or keeps a file open."""
    for name in _MODULES:
        import_module(name)
    import_module("importer.segment.parser").load_parser()
    gc.collect()
    gc.freeze()  # else the first collection of each run copies what all share


def _serve(address: str) -> None:
    """Fork for each who asks; returns in those that are forked."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as listening:
        listening.bind(address)
        listening.listen(16)
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody waits for those who wait
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while True:
            ready, _, _ = select.select([listening, sys.stdin], [], [])
            if sys.stdin in ready:  # nobody is left who could ask
                os._exit(0)
            connection, _ = listening.accept()
            with connection:
                _, files, _, _ = socket.recv_fds(connection, len(_MARK), 3)
                asked = connection.makefile("rb").read()
                if os.fork() == 0:
                    listening.close()
                    _fork_and_wait(connection, files)
                    _become(json.loads(asked), files)
                    return
                for each in files:
                    os.close(each)


def _fork_and_wait(connection: socket.socket, files: list[int]) -> None:
    """Fork the run and tell of its number and its end; returns in the run."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    pid = os.fork()
    if pid == 0:
        connection.close()
        return
    for each in files:
        os.close(each)
    connection.send(str(pid).zfill(_DIGITS).encode())
    _, status = os.waitpid(pid, 0)
    connection.send(str(os.waitstatus_to_exitcode(status)).encode())
    os._exit(0)


def _become(asked: Mapping[str, Any], files: list[int]) -> None:
    """Take over what the one who asks has."""
    for number, each in enumerate(files):
        os.dup2(each, number)
        os.close(each)
    os.environ.clear()
    os.environ.update(asked["env"])
    os.chdir(asked["cwd"])
    if limit := asked["largest_file"]:
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    sys.argv = ["counterclaim", *asked["argv"]]
    sys.stdin = open(0, encoding="utf-8")  # noqa: SIM115 - as long as the process
    sys.stdout = open(1, "w", encoding="utf-8")  # noqa: SIM115 - the same
    sys.stderr = open(2, "w", encoding="utf-8", errors="backslashreplace", buffering=1)  # noqa: SIM115 - the same


def _ask(address: str, arguments: Sequence[str]) -> int:
    """Have the program run with the files of this process, and return its exit code."""
    files = (sys.stdin.buffer, sys.stdout.buffer, sys.stderr.buffer)
    return _start(arguments, files, os.environ, None, address=address).wait()


if __name__ == "__main__":
    if sys.argv[1] == "ask":
        sys.exit(_ask(sys.argv[2], sys.argv[3:]))
    _load()
    with warnings.catch_warnings():
        # The threads of OpenBLAS, which sees to forks by itself.
        warnings.simplefilter("ignore", DeprecationWarning)
        _serve(sys.argv[2])
    from counterclaim.app import main

    main()
