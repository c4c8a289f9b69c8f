"""Hiding from the parser, at equal length, what breaks a sentence: brackets and line ends."""

from __future__ import annotations

import re

_BRACKET = re.compile(r"\[([^\[\]\n]{0,200})\]")
_LETTER = re.compile(r"\[([^\W\d_]{1,3})\](?=[a-z])")
# The tokenizer's time grows with the square of an unbroken run; no word is that long.
_NO_PROSE = re.compile(r"\S{120,}|[^\w\s]{16,}")
_BLANK_LINE_END = re.compile(r"[\n\r\t\u00a0\u2028\u2029\u200b\ufeff]")


def mask(text: str) -> str:
    """Return the text as the parser shall see it; every kept character stays in its place.

    Three sorts of brackets stand in quotations: a changed letter ("[t]he") is joined to its word, a
    description before a name ("[army chief] Diallo") loses its brackets only, and a gloss after a
    pronoun ("they [the rebels]") or a filled gap goes blank.
    """
    text = _BLANK_LINE_END.sub(" ", text)
    text = blank_unbroken(text)
    if "[" not in text:
        return text
    text = _LETTER.sub(lambda match: match.group(1) + "\u2060\u2060", text)
    return _BRACKET.sub(_mask_bracket, _shift_joiners(text))


def blank_unbroken(text: str) -> str:
    """Blank runs of signs or letters, at equal length, that are too long for any word."""
    return _NO_PROSE.sub(lambda match: " " * len(match.group()), text)


def _shift_joiners(text: str) -> str:
    """Move the filler of "[t]he" behind the word, so that the word stays in one piece."""
    return re.sub(r"\u2060\u2060(\w+)", lambda match: match.group(1) + "  ", text)


def _mask_bracket(match: re.Match[str]) -> str:
    inner = match.group(1)
    behind = match.string[match.end() : match.end() + 2]
    before = match.string[: match.start()].rstrip()[-12:]
    describes_name = behind[:1] == " " and behind[1:2].isupper()
    replaces_word = _opens_clause(before) and behind[:1] == " " and inner[:1].isalpha()
    if inner and (describes_name or replaces_word):
        return f" {inner} "
    return " " * len(match.group())


def _opens_clause(before: str) -> bool:
    """Say whether nothing that the bracket could explain stands before it."""
    return not before or before[-1] in "“\"‘'.,:;?!–—"
