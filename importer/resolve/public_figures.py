"""People so well known that reports do not say for whom they speak: "President Macron".

The names are data (public_figures.tsv). They only fill a gap: what the article itself says of a
person, and whatever stands in the words of the role, goes before.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files

from importer.resolve.name_runs import name_words
from importer.resolve.names import same_person
from importer.resolve.transliterate import consonant_keys, sound_key

_SURE = 0.9


@dataclass(frozen=True, slots=True)
class _Figure:
    name: str
    surname: str
    party: str
    offices: frozenset[str]

    def holds(self, offices: Sequence[str]) -> bool:
        """Say whether one of these words names the office."""
        return not self.offices.isdisjoint(offices)


def party_of_figure(name: str, offices: Sequence[str] = ()) -> str | None:
    """Return the party of a well-known person, or None.

    A surname alone is enough only beside the office: `("Macron", ["president"])`.
    """
    words = name_words(name)
    if not words:
        return None
    return _party(name, len(words) == 1, tuple(sorted(offices)))


def party_of_surname(surname: str) -> str | None:
    """Return the party of the well-known bearers of a surname, for "Netanyahu's office"."""
    words = name_words(surname)
    if not words:
        return None
    sound = sound_key(words[-1])
    near = {f for key in consonant_keys(words[-1]) for f in _by_surname().get(key, ())}
    parties = {figure.party for figure in near if figure.surname == sound}
    return parties.pop() if len(parties) == 1 else None


def holds_another_office(name: str, office: str) -> bool:
    """Say whether somebody is so well known that this office is not theirs."""
    words = name_words(name)
    if not words:
        return False
    sound = sound_key(words[-1])
    near = {f for key in consonant_keys(words[-1]) for f in _by_surname().get(key, ())}
    known = [
        figure
        for figure in near
        if (figure.surname == sound if len(words) == 1 else same_person(name, figure.name) >= _SURE)
    ]
    return bool(known) and not any(figure.holds([office]) for figure in known)


@lru_cache(maxsize=4096)
def _party(name: str, surname_alone: bool, offices: tuple[str, ...]) -> str | None:  # noqa: FBT001 - part of the key
    last = name_words(name)[-1]
    near = {figure for key in consonant_keys(last) for figure in _by_surname().get(key, ())}
    if surname_alone:
        parties = {f.party for f in near if f.surname == sound_key(last) and f.holds(offices)}
    else:
        parties = {f.party for f in near if same_person(name, f.name) >= _SURE}
    return parties.pop() if len(parties) == 1 else None


@cache
def _by_surname() -> dict[str, tuple[_Figure, ...]]:
    text = (files("importer") / "data" / "public_figures.tsv").read_text("utf-8")
    index: dict[str, tuple[_Figure, ...]] = {}
    for line in text.splitlines():
        if line.startswith("#") or not line:
            continue
        party, offices, names = line.split("\t")
        for name in names.split("|"):
            last = name_words(name)[-1]
            figure = _Figure(name, sound_key(last), party, frozenset(offices.split("|")))
            for key in sorted(consonant_keys(last)):
                index[key] = (*index.get(key, ()), figure)
    return index
