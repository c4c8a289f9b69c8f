"""Naming the process that does something, so that another can tell whether it still runs."""

import os
import socket
from pathlib import Path

_STARTED = 19
"""Where Linux has the start of a process, counted from behind its name."""


def this_process() -> str:
    """Return the name of this process: machine, number, and start, as numbers are used again."""
    number = os.getpid()
    return f"{socket.gethostname()} {number} {_start_of(number)}"


def has_ended(name: str) -> bool | None:
    """Tell whether a process has ended; None for one of another machine, which cannot be known."""
    host, number, start = name.rsplit(" ", 2)
    if host != socket.gethostname():
        return None
    try:
        os.kill(int(number), 0)
    except ProcessLookupError:
        return True
    except PermissionError:
        pass  # it runs, as another user
    return _start_of(int(number)) != start


def _start_of(number: int) -> str:
    """Return when a process began, as the system counts; `-` where it does not say."""
    try:
        told = Path(f"/proc/{number}/stat").read_text(encoding="utf-8", errors="replace")
    except OSError:
        return "-"
    return told.rpartition(")")[2].split()[_STARTED]
