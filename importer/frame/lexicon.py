"""The predicates of war reporting, loaded from `importer/data/predicates.toml`."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

from importer.model import ClaimType

type Role = Literal["agent", "target", "none"]
type Holder = Literal["agent", "target", "not agent", "not target"]

PARTS = {"verbs": "verb", "nouns": "noun", "adjectives": "adjective", "phrases": "phrase"}
_SHORT = 4
_AFTER_HEAD = frozenset({"of", "in"})


class LexiconError(ValueError):
    """The data file says something that cannot be read."""


@lru_cache(maxsize=65536)
def fold(lemma: str) -> str:
    """Write British and American spellings of a word alike; the result is only for comparing."""
    word = lemma.lower().replace("’", "'")
    if len(word) <= _SHORT:
        return word
    word = word.replace("isation", "ization").replace("our", "or")
    for british, american in (("ise", "ize"), ("tre", "ter"), ("yse", "yze"), ("ence", "ense")):
        if word.endswith(british):
            return word[: -len(british)] + american
    return word


@dataclass(frozen=True, slots=True)
class PredicateClass:
    """One meaning: what kind of claim it makes and what its grammar says about who does it."""

    id: str
    type: ClaimType
    subject: Role = "none"
    object: Role = "none"
    of: Role = "none"
    holds: Holder | None = None
    aspect: str | None = None
    opposites: frozenset[str] = frozenset()
    implies: frozenset[str] = frozenset()
    symmetric: bool = False
    speaker_is_agent: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A way of saying a predicate: head, further words, and the sorts of its arguments."""

    predicate: PredicateClass
    part: str
    head: frozenset[str]
    words: tuple[frozenset[str], ...] = ()
    before: frozenset[str] = frozenset()
    after: frozenset[str] = frozenset()
    subject: Role = "none"
    object: Role = "none"
    by: str | None = None
    """A preposition that brings the agent in: "fell to the rebels"."""
    order: int = 0

    @property
    def weight(self) -> int:
        """Return how much the pattern asks for."""
        return 3 * len(self.words) + 2 * bool(self.before) + 2 * bool(self.after)


@dataclass(frozen=True)
class Lexicon:
    """All predicates, indexed by part of speech and head."""

    classes: dict[str, PredicateClass]
    patterns: dict[tuple[str, str], tuple[Pattern, ...]]
    sorts: dict[str, frozenset[str]]
    sorts_of: dict[str, frozenset[str]] = field(default_factory=dict)

    def candidates(self, part: str, head: str) -> tuple[Pattern, ...]:
        """Return the patterns of a head, the most demanding first."""
        return self.patterns.get((part, head), ())


@cache
def load_lexicon() -> Lexicon:
    """Read the data file, once a process."""
    source = files("importer").joinpath("data/predicates.toml").read_text(encoding="utf-8")
    return parse_lexicon(tomllib.loads(source))


def parse_lexicon(data: dict[str, Any]) -> Lexicon:
    """Build the index; say which entry is at fault when one cannot be read."""
    sorts = {name: frozenset(map(fold, words)) for name, words in data["sorts"].items()}
    classes: dict[str, PredicateClass] = {}
    index: dict[tuple[str, str], list[Pattern]] = {}
    order = 0
    for name, entry in data["classes"].items():
        predicate = classes[name] = _class(name, entry)
        for plural, part in PARTS.items():
            for text in entry.get(plural, ()):
                pattern = _pattern(text, part, predicate, sorts, order)
                order += 1
                for head in pattern.head:
                    index.setdefault((part, head), []).append(pattern)
    _check_references(classes)
    patterns = {
        key: tuple(sorted(found, key=lambda p: (-p.weight, p.order)))
        for key, found in index.items()
    }
    words = {word for members in sorts.values() for word in members}
    sorts_of = {
        word: frozenset(name for name, members in sorts.items() if word in members)
        for word in words
    }
    return Lexicon(classes, patterns, sorts, sorts_of)


def _class(name: str, entry: dict[str, Any]) -> PredicateClass:
    try:
        return PredicateClass(
            id=name,
            type=ClaimType(entry["type"]),
            subject=entry.get("subject", "none"),
            object=entry.get("object", "none"),
            of=entry.get("of", entry.get("object", "none")),
            holds=entry.get("holds"),
            aspect=entry.get("aspect"),
            opposites=frozenset(entry.get("opposites", ())),
            implies=frozenset(entry.get("implies", ())),
            symmetric=entry.get("symmetric", False),
            speaker_is_agent=entry.get("speaker_is_agent", False),
        )
    except (KeyError, ValueError) as error:
        raise LexiconError(f"class {name!r} in predicates.toml: {error}") from error


def _pattern(
    text: str, part: str, predicate: PredicateClass, sorts: dict[str, frozenset[str]], order: int
) -> Pattern:
    body, _, overrides = text.partition(" : ")
    roles = dict(item.split("=", 1) for item in overrides.split())
    before: set[str] = set()
    after: set[str] = set()
    words: list[frozenset[str]] = []
    for piece in body.split():
        if piece.startswith("<"):
            names = piece.strip("<>").split("|")
            unknown = [name for name in names if name not in sorts]
            if unknown:
                raise LexiconError(f"{text!r} in class {predicate.id!r}: no sort {unknown[0]!r}")
            (after if words else before).update(names)
        elif piece.startswith("*"):
            words.insert(0, frozenset({fold(piece[1:])}))
        else:
            words.append(frozenset(fold(word) for word in piece.split("|")))
    if not words:
        raise LexiconError(f"{text!r} in class {predicate.id!r} has no head")
    if part == "noun" and not any(word & _AFTER_HEAD for word in words):
        words.insert(0, words.pop())
    return Pattern(
        predicate=predicate,
        part=part,
        head=words[0],
        words=tuple(words[1:]),
        before=frozenset(before),
        after=frozenset(after),
        subject=_role(roles.get("subject", _default_subject(part, predicate)), text),
        object=_role(
            roles.get("object", predicate.of if part == "noun" else predicate.object), text
        ),
        by=roles.get("by"),
        order=order,
    )


def _default_subject(part: str, predicate: PredicateClass) -> str:
    """Return the role of the subject: of "is surrounded" it is the verb's object."""
    if part == "adjective" and predicate.type is ClaimType.SITUATION:
        return "none"
    if part in ("adjective", "phrase") and predicate.object != "none":
        return "agent" if predicate.id == "responsible" else predicate.object
    return predicate.subject


def _role(value: str, text: str) -> Role:
    if value == "agent":
        return "agent"
    if value == "target":
        return "target"
    if value == "none":
        return "none"
    raise LexiconError(f"{text!r}: a role is agent, target or none, not {value!r}")


def _check_references(classes: dict[str, PredicateClass]) -> None:
    for predicate in classes.values():
        for other in sorted(predicate.opposites | predicate.implies):
            if other not in classes:
                raise LexiconError(
                    f"class {predicate.id!r} names {other!r}, which there is none of"
                )
