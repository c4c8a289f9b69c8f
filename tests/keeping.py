"""Things that are made once a run: a fixture for a database ends where the next is on another."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, ExitStack
from typing import Any, Self


class Kept:
    """What was opened so far, by name; all of it is closed at the end, the last one first."""

    def __init__(self) -> None:
        self._stack = ExitStack()
        self._found: dict[str, Any] = {}

    def __enter__(self) -> Self:
        """Begin to keep."""
        return self

    def __exit__(self, *error: object) -> None:
        """Close all."""
        self._stack.close()

    def once[T](self, name: str, make: Callable[[], AbstractContextManager[T]]) -> T:
        """Open a thing where none of the name is open yet, and return it."""
        if name not in self._found:
            self._found[name] = self._stack.enter_context(make())
        found: T = self._found[name]
        return found
