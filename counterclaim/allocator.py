"""Has the C library give memory back that large answers took."""

from __future__ import annotations

import ctypes
import os

ARENAS = "MALLOC_ARENA_MAX"
MAPPED_FROM = "MALLOC_MMAP_THRESHOLD_"
"""The names under which glibc takes both settings from the environment."""
_M_ARENA_MAX, _M_MMAP_THRESHOLD = -8, -3
_LARGE = 256 * 1024


def bound_arenas() -> bool:
    """Have all threads share one heap, and map what is large by itself; tell whether that is so.

    By itself glibc gives each thread a heap, in which it finds less and less of the room that
    earlier answers left: a server that exports a lot held twice as much after a hundred thousand
    requests. Call it before any other thread begins. It changes nothing under other C libraries,
    nor what the environment says.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError, TypeError):  # no glibc, or no such thing as it
        return False
    done = True
    if ARENAS not in os.environ:
        done = mallopt(_M_ARENA_MAX, 1) == 1
    if MAPPED_FROM not in os.environ:
        done = mallopt(_M_MMAP_THRESHOLD, _LARGE) == 1 and done
    return done
