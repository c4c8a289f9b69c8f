"""Starting servers on a core of their own, and reading what they use."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SERVER_CORE, LOAD_CORE = 1, 0
START_SECONDS = 60


@dataclass(frozen=True)
class Running:
    """A server that answers: one process, as all that are measured here."""

    port: int
    pid: int

    def cpu_seconds(self) -> float:
        """Return the processor time that the server has used."""
        stat = Path(f"/proc/{self.pid}/stat").read_text(encoding="ascii")
        fields = stat.rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def memory(self) -> int:
        """Return the memory that it holds, in bytes."""
        status = Path(f"/proc/{self.pid}/status").read_text(encoding="ascii")
        return int(status.partition("VmRSS:")[2].split()[0]) * 1024


def pin(core: int) -> None:
    """Keep this process on one core, where the machine has several and lets one choose."""
    if hasattr(os, "sched_setaffinity") and (os.cpu_count() or 1) > 1:
        os.sched_setaffinity(0, {core})


@contextmanager
def running(command: Sequence[str], port: int, environment: Mapping[str, str]) -> Iterator[Running]:
    """Run a server on its core until the block ends; yields once it takes connections."""
    process = subprocess.Popen(
        command,
        env={**os.environ, **environment},
        cwd=ROOT,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        preexec_fn=lambda: pin(SERVER_CORE),  # noqa: PLW1509 - no threads run here
    )
    try:
        _wait(process, port)
        yield Running(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=30)


def _wait(process: subprocess.Popen[bytes], port: int) -> None:
    deadline = time.monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.monotonic() > deadline:
                msg = f"the server did not start: {process.args!r}"
                raise RuntimeError(msg) from None
            time.sleep(0.1)
        else:
            return
