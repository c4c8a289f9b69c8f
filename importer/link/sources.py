"""How a source is named in a sentence: with its article, and whether it says or they say."""

from __future__ import annotations

from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.model import SpeakerKind

_ARTICLES = frozenset(
    {"the", "a", "an", "one", "two", "its", "his", "her", "their", "some", "several"}
)
_SPLITTERS = (" of ", " for ", " in ", " at ", " with ", " from ", " on ")


def source_name(position: Position) -> str:
    """Return the source as it stands within a sentence.

    >>> from importer.link.sources import _with_article
    >>> _with_article("health ministry"), _with_article("Sudan Doctors Network")
    ('the health ministry', 'the Sudan Doctors Network')
    >>> _with_article("Residents"), _with_article("Hamas"), _with_article("Mali's army")
    ('residents', 'Hamas', "Mali's army")
    """
    speaker = position.statement.speaker
    if speaker is None:
        return "the report"
    return speaker.name if speaker.kind is SpeakerKind.PERSON else _with_article(speaker.name)


def says(position: Position) -> str:
    """Return the verb that goes with the source."""
    return "say" if is_plural(position) else "says"


def is_plural(position: Position) -> bool:
    """Say whether more than one speak: residents, the Rapid Support Forces."""
    speaker = position.statement.speaker
    if speaker is None or speaker.kind is SpeakerKind.PERSON:
        return False
    first = speaker.name.split(maxsplit=1)[0].lower()
    return first not in {"a", "an", "one"} and _is_plural(speaker.name)


def _with_article(name: str) -> str:
    words = name.split()
    first, plain = words[0].lower(), lexicon().plain_sources
    if first in _ARTICLES:
        return " ".join((first, *words[1:]))
    if "'s" in name or "’s" in name:
        return name
    if words[0].islower() or first in plain:
        lowered = " ".join((first, *words[1:]))
        return lowered if _is_plural(name) else f"the {lowered}"
    takes_article = any(word.lower() in lexicon().bodies for word in words[1:])
    return f"the {name}" if takes_article else name


def _is_plural(name: str) -> bool:
    head = name
    for splitter in _SPLITTERS:
        head = head.partition(splitter)[0]
    last = head.split()[-1]
    if last.lower() in lexicon().plural_sources:
        return True
    common = last.islower() or last.lower() in lexicon().plain_sources
    return common and last.lower().endswith("s") and not last.lower().endswith("ss")
