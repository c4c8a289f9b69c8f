"""Build the table of word meanings from WordNet's own files, in the format of its manual (wndb)."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from importer.wordnet.schema import TABLES, default_path

PARTS = {"noun": "n", "verb": "v", "adj": "a", "adv": "r"}
MOST_SENSES = 8
"""Rarer senses of a word than this are left out."""
_ABOVE = frozenset({"@", "@i", "*"})
"""Pointers to what a meaning is a kind of, an instance of, or entails."""
_OPPOSITE, _DERIVED = "!", "+"


class WordNetError(Exception):
    """WordNet's files are not there, or not as they should be."""


@dataclass(frozen=True, slots=True)
class _Pointer:
    kind: str
    synset: str
    source: int
    """Which word of the synset it goes out from, counted from 1; 0 for all."""
    target: int


@dataclass(frozen=True, slots=True)
class _Synset:
    key: str
    words: tuple[str, ...]
    pointers: tuple[_Pointer, ...]


def build(folder: Path, out: Path | None = None) -> Path:
    """Read the files `data.*` and `index.*` in a folder and write the table; return its path.

    Raises WordNetError where a file is missing or is not in WordNet's format.
    """
    path = out or default_path()
    fresh = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    fresh.unlink(missing_ok=True)
    try:
        synsets = {synset.key: synset for part in PARTS for synset in _synsets(folder, part)}
        senses = [row for part in PARTS for row in _senses(folder, part)]
        _write(fresh, synsets, senses)
    except (OSError, ValueError, IndexError, KeyError) as problem:
        fresh.unlink(missing_ok=True)
        raise WordNetError(
            f"wordnet: cannot read the files in {folder}: {type(problem).__name__}: {problem}"
        ) from problem
    fresh.replace(path)
    return path


def _write(
    path: Path, synsets: dict[str, _Synset], senses: list[tuple[str, str, int, str]]
) -> None:
    connection = sqlite3.connect(path)
    try:
        connection.executescript(TABLES)
        connection.executemany("INSERT INTO sense VALUES (?, ?, ?, ?)", senses)
        connection.executemany("INSERT OR IGNORE INTO above VALUES (?, ?)", _rises(synsets))
        connection.executemany(
            "INSERT OR IGNORE INTO tied VALUES (?, ?, ?, ?)", _ties_of_words(synsets)
        )
        connection.commit()
    finally:
        connection.close()


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines of a file but for its licence, whose lines begin with a blank."""
    with path.open(encoding="utf-8") as lines:
        yield from (line for line in lines if not line.startswith(" "))


def _synsets(folder: Path, part: str) -> Iterator[_Synset]:
    """Yield the meanings of a part of speech.

    A line is `offset file type count word id … pointers | gloss`.
    """
    for line in _lines(folder / f"data.{part}"):
        fields = line.partition("|")[0].split()
        count = int(fields[3], 16)
        words = tuple(_plain(word) for word in fields[4 : 4 + 2 * count : 2])
        first = 4 + 2 * count
        pointers = tuple(
            _pointer(fields[start : start + 4])
            for start in range(first + 1, first + 1 + 4 * int(fields[first]), 4)
        )
        yield _Synset(PARTS[part] + fields[0], words, pointers)


def _pointer(fields: list[str]) -> _Pointer:
    kind, offset, part, ends = fields
    return _Pointer(kind, part.replace("s", "a") + offset, int(ends[:2], 16), int(ends[2:4], 16))


def _plain(word: str) -> str:
    """Return a word as texts have it: in lower case, without the mark of an adjective's place."""
    return word.partition("(")[0].replace("_", " ").casefold()


def _senses(folder: Path, part: str) -> Iterator[tuple[str, str, int, str]]:
    """Yield word, part of speech, rank by frequency and meaning."""
    for line in _lines(folder / f"index.{part}"):
        word, _, count, *rest = line.split()
        offsets = rest[-int(count) :][:MOST_SENSES]
        for rank, offset in enumerate(offsets):
            yield _plain(word), PARTS[part], rank, PARTS[part] + offset


def _rises(synsets: dict[str, _Synset]) -> Iterator[tuple[str, str]]:
    for synset in synsets.values():
        for pointer in synset.pointers:
            if pointer.kind in _ABOVE:
                yield synset.key, pointer.synset


def _ties_of_words(synsets: dict[str, _Synset]) -> Iterator[tuple[str, str, str, str]]:
    """Yield opposites ("!") and words of one root ("+"), word by word, with their meanings."""
    for synset in synsets.values():
        for pointer in synset.pointers:
            if pointer.kind in {_OPPOSITE, _DERIVED} and pointer.source:
                other = synsets[pointer.synset].words[pointer.target - 1]
                yield pointer.kind, synset.words[pointer.source - 1], other, synset.key
