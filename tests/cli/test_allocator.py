"""The heap of the server, looked at in processes of their own."""

import os
import platform
import subprocess
import sys

import pytest

GLIBC = platform.libc_ver()[0] == "glibc"
THREADS = """
import ctypes, threading
from counterclaim.allocator import bound_arenas

if {bound}:
    assert bound_arenas()
begun = threading.Barrier(8)

def work():
    begun.wait()
    kept = [bytes(2_000 + number) for number in range(1_000)]
    begun.wait()

threads = [threading.Thread(target=work) for _ in range(8)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
libc = ctypes.CDLL(None)
libc.malloc_info(0, ctypes.c_void_p.in_dll(libc, "stdout"))
libc.fflush(None)
"""


def _heaps(*, bound: bool, **environment: str) -> int:
    """Count the heaps that eight threads leave behind which held memory at the same time."""
    inherited = {name: value for name, value in os.environ.items() if "MALLOC" not in name}
    done = subprocess.run(
        [sys.executable, "-c", THREADS.format(bound=bound)],
        capture_output=True,
        text=True,
        check=True,
        env={**inherited, **environment},
    )
    return done.stdout.count("<heap nr=")


@pytest.mark.skipif(not GLIBC, reason="only glibc has arenas")
def test_all_threads_share_one_heap() -> None:
    assert _heaps(bound=True) == 1


@pytest.mark.skipif(not GLIBC, reason="only glibc has arenas")
def test_what_the_environment_says_holds() -> None:
    assert _heaps(bound=False) > 1
    assert _heaps(bound=True, MALLOC_ARENA_MAX="4") > 1
