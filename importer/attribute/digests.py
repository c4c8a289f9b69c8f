"""Heads of entries in digests and live blogs: a bullet, an outlet, whom it cites, a colon."""

from __future__ import annotations

from spacy.tokens import Token

from importer.attribute.lexicon import words
from importer.attribute.sentence import FINITE, Range, Report, Sentence
from importer.attribute.sources import is_role_noun

_BULLETS = frozenset({"-", "–", "—", "•", "*", "·", "▪", "‣", "◦", "■", "►"})
_LONGEST_HEAD = 20


def behind_bullet(sentence: Sentence) -> int:
    """Return the first token of a sentence behind the bullet of a list."""
    start = sentence.start
    while start < sentence.end - 1 and (
        sentence.doc[start].text in _BULLETS or sentence.doc[start].is_space
    ):
        start += 1
    return start


def is_asked(sentence: Sentence) -> bool:
    """Say whether a sentence ends as a question; who asks claims nothing."""
    last = next((t for t in reversed(list(sentence)) if t.is_punct and not t.is_quote), None)
    return last is not None and last.text.endswith("?")


def cited_head(sentence: Sentence, colon: int) -> Report | None:
    """Return the report of "Radio Selim, citing the mayor: two shells fell on the port"."""
    start = behind_bullet(sentence)
    if colon - start > _LONGEST_HEAD:
        return None
    citing = _citing(sentence, start, colon)
    if citing is None or citing.i <= start:
        return None
    outlet = sentence.trim(start, citing.i)
    source = sentence.trim(citing.i + 1, colon)
    content = sentence.trim(colon + 1, sentence.end)
    if outlet[0] >= outlet[1] or source[0] >= source[1] or content[0] >= content[1]:
        return None
    if not _names_outlet(sentence, outlet) or _tells(sentence, source):
        return None
    return Report((citing,), [content], (start, colon + 1), source, rule="colon", via=[outlet])


def _citing(sentence: Sentence, start: int, colon: int) -> Token | None:
    found = (t for t in sentence.doc[start:colon] if t.lower_ in words("via", "citing"))
    return next(found, None)


def _names_outlet(sentence: Sentence, phrase: Range) -> bool:
    """Say whether a phrase is but a name; who holds an office does more than pass on."""
    tokens = sentence.doc[phrase[0] : phrase[1]]
    named = any(t.pos_ == "PROPN" for t in tokens) and not any(is_role_noun(t) for t in tokens)
    return named and not _tells(sentence, phrase)


def _tells(sentence: Sentence, phrase: Range) -> bool:
    return any(t.tag_ in FINITE for t in sentence.doc[phrase[0] : phrase[1]])
