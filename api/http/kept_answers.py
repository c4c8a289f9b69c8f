"""Answers that are kept while the archive stays as it is.

Dashboards, tests and pages ask the same thing again and again; an archive changes when articles are
imported. An answer is kept from the second time on that it is asked for, so that questions which
nobody repeats cost neither memory nor more than a look into a set.
"""

from __future__ import annotations

from collections import OrderedDict

SEEN_AT_ONCE = 8192
"""Questions remembered as asked; twice as many at the most."""
OVERHEAD = 1000
"""Bytes that an entry takes besides its question and its answer."""
LARGEST_SHARE = 8
"""No answer takes more than one part in so many."""


class KeptAnswers[V]:
    """Answers by question and by the mark of the archive; those used longest ago go first."""

    def __init__(self, most: int) -> None:
        """Take the bytes that all of them may have; 0 keeps none."""
        self._most = most
        self._bytes = 0
        self._entries: OrderedDict[bytes, tuple[str, V, int]] = OrderedDict()
        self._seen: set[int] = set()
        self._seen_before: set[int] = set()

    def __len__(self) -> int:
        return len(self._entries)

    def __contains__(self, question: bytes) -> bool:
        """Tell whether there is an answer, whatever has been written since."""
        return question in self._entries

    @property
    def size(self) -> int:
        """Bytes of all that is kept."""
        return self._bytes

    def asked_before(self, question: bytes) -> bool:
        """Tell whether a question was asked of late; from now on it was."""
        if not self._most:
            return False
        sign = hash(question)
        if sign in self._seen or sign in self._seen_before:
            return True
        if len(self._seen) >= SEEN_AT_ONCE:
            self._seen_before, self._seen = self._seen, set()
        self._seen.add(sign)
        return False

    def get(self, question: bytes, mark: str) -> V | None:
        """Return an answer given under the same mark."""
        entry = self._entries.get(question)
        if entry is None:
            return None
        if entry[0] != mark:
            self._drop(question)
            return None
        self._entries.move_to_end(question)
        return entry[1]

    def put(self, question: bytes, mark: str, answer: V, length: int) -> None:
        """Keep an answer of so many bytes, made after the mark was read."""
        size = len(question) + length + OVERHEAD
        if size > self._most // LARGEST_SHARE:
            return
        self._drop(question)
        self._entries[question] = (mark, answer, size)
        self._bytes += size
        while self._bytes > self._most:
            self._drop(next(iter(self._entries)))

    def _drop(self, question: bytes) -> None:
        entry = self._entries.pop(question, None)
        if entry is not None:
            self._bytes -= entry[2]
