"""Starting servers on a core of their own, and reading what they use."""

from __future__ import annotations

import ctypes
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parents[2]
SERVER_CORE, LOAD_CORE = 1, 0
START_SECONDS = 180
STOP_SECONDS = 15
_PARENT, _USER, _SYSTEM, _USER_OF_CHILDREN, _SYSTEM_OF_CHILDREN = 1, 11, 12, 13, 14
"""Where these stand in /proc/PID/stat, behind the name of the program."""
_DIE_WITH_PARENT = 1


@dataclass(frozen=True)
class Process:
    """A process and those that it has started."""

    pid: int

    def cpu_seconds(self) -> float:
        """Return the processor time that the process itself has used."""
        fields = _stat(self.pid)
        return _seconds(fields, _USER, _SYSTEM)

    def family_cpu_seconds(self) -> float:
        """Return that of the process and of all that it started, the ended ones included."""
        columns = (_USER, _SYSTEM, _USER_OF_CHILDREN, _SYSTEM_OF_CHILDREN)
        total = _seconds(_stat(self.pid), *columns)
        for child in self.children():
            with suppress(OSError):
                total += _seconds(_stat(child), _USER, _SYSTEM)
        return total

    def children(self) -> list[int]:
        """Return the processes that it has started and that still run."""
        found = []
        for entry in Path("/proc").iterdir():
            if entry.name.isdigit():
                with suppress(OSError):
                    if int(_stat(int(entry.name))[_PARENT]) == self.pid:
                        found.append(int(entry.name))
        return found

    def memory(self) -> int:
        """Return the bytes that it and its children hold for themselves.

        Pages of the mapped archive are not counted: they are the system's cache, which it takes
        back when it needs the room.
        """
        total = 0
        for pid in (self.pid, *self.children()):
            with suppress(OSError):
                status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
                total += int(status.partition("RssAnon:")[2].split()[0]) * 1024
        return total


def _stat(pid: int) -> list[str]:
    text = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8", errors="replace")
    return text.rpartition(")")[2].split()


def _seconds(fields: Sequence[str], *columns: int) -> float:
    return sum(int(fields[column]) for column in columns) / os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True)
class Running(Process):
    """A server that answers: one process, as all that are measured here."""

    port: int


def pin(core: int) -> None:
    """Keep this process on one core, where the machine has several and lets one choose."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


def stop_on_signal() -> None:
    """Let a request to end unwind the program, so that it stops whatever it has started."""

    def leave(number: int, _: object) -> None:
        sys.exit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, leave)


def _begin() -> None:
    """Settle a server on its core, and have it end if this process is killed."""
    pin(SERVER_CORE)
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGTERM)


@contextmanager
def running(command: Sequence[str], port: int, environment: Mapping[str, str]) -> Iterator[Running]:
    """Run a server on its core until the block ends; yields once it takes connections."""
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(
            command,
            env={**os.environ, **environment},
            cwd=ROOT,
            stdout=said,
            stderr=said,
            preexec_fn=_begin,  # noqa: PLW1509 - no threads run here
        )
        yield from _until_the_end(process, port, said)


def _until_the_end(
    process: subprocess.Popen[bytes], port: int, said: IO[bytes]
) -> Iterator[Running]:
    try:
        if not _answers(process, port):
            said.seek(0)
            words = said.read()[-2000:].decode(errors="replace")
            msg = f"the server did not start: {process.args!r}\n{words}"
            raise RuntimeError(msg)
        yield Running(process.pid, port)
    finally:
        process.terminate()
        try:
            process.wait(timeout=STOP_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(process: subprocess.Popen[bytes], port: int) -> bool:
    """Wait until a server takes connections; say no if it does not."""
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                return False
            time.sleep(0.1)
        else:
            return True
