"""Look words up in the table of meanings, a few microseconds each."""

from __future__ import annotations

import sqlite3
from functools import cache, lru_cache
from pathlib import Path

from importer.wordnet.schema import default_path

_CACHED = 20_000
_HIGHEST = 16
"""How many steps up the kinds are followed; WordNet's tree is no deeper."""


class WordNet:
    """The open table. Safe to share within a process, and empty where there is no file.

    Parts of speech are "n", "v", "a" and "r"; words are lemmas in lower case. A meaning ("synset")
    is a part of speech and WordNet's number, such as "n02084071".
    """

    def __init__(self, path: Path | None) -> None:
        """Open the table at a path; None for an empty one."""
        self._connection: sqlite3.Connection | None = None
        if path is not None and path.exists():
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        self.senses = lru_cache(maxsize=_CACHED)(self._senses)
        """Return the meanings of a word as a part of speech, the most usual first."""
        self.kinds = lru_cache(maxsize=_CACHED)(self._kinds)
        """Return what a meaning is a kind of, with how many steps up; itself with 0."""
        self.opposites = lru_cache(maxsize=_CACHED)(self._opposites)
        """Return the words that WordNet calls opposites of a word in one of some meanings."""
        self.relatives = lru_cache(maxsize=_CACHED)(self._relatives)
        """Return the words of the same root, in any part of speech."""

    @property
    def is_empty(self) -> bool:
        """Say whether there is no table."""
        return self._connection is None

    def close(self) -> None:
        """Close the file."""
        if self._connection is not None:
            self._connection.close()

    def _rows(self, query: str, *values: str) -> list[tuple[str, ...]]:
        return self._connection.execute(query, values).fetchall() if self._connection else []

    def _senses(self, word: str, part: str) -> tuple[str, ...]:
        query = "SELECT synset FROM sense WHERE word = ? AND part = ? ORDER BY rank"
        return tuple(row[0] for row in self._rows(query, word, part))

    def _kinds(self, synset: str) -> dict[str, int]:
        found, edge = {synset: 0}, [synset]
        for steps in range(1, _HIGHEST):
            edge = sorted(
                {parent for each in edge for parent in self._parents(each)} - found.keys()
            )
            found.update(dict.fromkeys(edge, steps))
        return found

    def _parents(self, synset: str) -> list[str]:
        return [row[0] for row in self._rows("SELECT parent FROM above WHERE synset = ?", synset)]

    def _opposites(self, word: str, part: str, most: int) -> frozenset[str]:
        meanings = self.senses(word, part)[:most]
        query = "SELECT other, synset FROM tied WHERE kind = '!' AND word = ?"
        return frozenset(other for other, synset in self._rows(query, word) if synset in meanings)

    def _relatives(self, word: str) -> frozenset[str]:
        query = "SELECT other FROM tied WHERE kind = '+' AND word = ?"
        return frozenset(row[0] for row in self._rows(query, word))


@cache
def wordnet() -> WordNet:
    """Return the table of this installation, opened once a process; empty if it was not built."""
    return WordNet(default_path())
