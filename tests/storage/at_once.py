"""Several writers in one moment."""

from __future__ import annotations

from collections.abc import Callable
from threading import Thread


def at_once(writers: int, work: Callable[[int], None]) -> list[BaseException]:
    """Run `work` in so many threads, each with its number; returns what they raised."""
    failures: list[BaseException] = []

    def run(number: int) -> None:
        try:
            work(number)
        except BaseException as error:  # noqa: BLE001 - told by the test itself
            failures.append(error)

    threads = [Thread(target=run, args=(number,)) for number in range(writers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return failures
