"""Cutting a text into paragraphs and telling the report from what stands around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from importer.segment.document import ParagraphKind
from importer.segment.lexicon import segment_lexicon
from importer.segment.stamps import LONGEST_STAMP, stamp_length

MAX_PARAGRAPH = 20_000
"""Longer ones are cut at a sentence: the parser's memory grows with the length of its input."""

_LINE = re.compile(r"[^\n]+")
_TERMINAL = re.compile(r"[.!?…:][\"”’»')\]]*$")
_WRAP_WIDTHS = range(40, 130)
_HEADING_WORDS = 14
_LONGEST_NOTICE = 600

_DATELINE = re.compile(
    r"""
    (?: (?P<caps>[A-Z][A-Z'’.-]{2,}(?:[ /][A-Z][A-Z'’.-]+){0,3})
        (?P<place>,\ [A-Z][\w.’' -]{1,30}){0,2}
      | [A-Z][\w.’'-]+(?:[ /-][A-Z][\w.’'-]+){0,3}(?:,\ [A-Z][\w.’' -]{1,30}){0,2}
        (?=\ ?\(|,\ [A-Z]?\w*\.?\ ?\d)
    )?
    (?P<day>,?\ (?:\d{1,2}\ )?(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?
        (?:\ \d{1,2})?(?:,?\ \d{4})?)?
    (?P<agency>\ ?\([A-Z][\w ./&-]{1,25}\))?
    (?P<dash>\ ?(?:[—–]|--)\ ?|\ -\ )
    (?=["“‘«„']?[A-Z0-9])
    """,
    re.VERBOSE,
)

_PLACE = r"[A-Z][\w’'-]+(?:\ [A-Z][\w’'-]+){0,2}"
_FIRST_DATELINE = re.compile(
    rf"""
    (?: # (SANAA) Feb. 6, 2024 —
        \({_PLACE}\)\ (?:[A-Z][a-z]{{2,8}}\.?\ \d{{1,2}}(?:,\ \d{{4}})?\ )?[-–—]{{1,2}}[ ]
        # SANAA, Yemen (Feb. 6, 2024) —
      | {_PLACE}(?:,\ {_PLACE})?\ \([^)]{{0,15}}\d{{1,2}}[^)]{{0,15}}\)\ ?[-–—]{{1,2}}[ ]
        # KHARTOUM: Radio X -
      | (?:[A-Z][A-Z’'-]+\ ){{0,2}}[A-Z][A-Z’'-]{{3,}}:\ (?:{_PLACE}\ [-–—]\ )?
        # Bukavu, 7 avril -
      | {_PLACE},\ \d{{1,2}}\ [^\W\d]+(?:\ \d{{4}})?(?:\ \([^)]{{2,25}}\))?\ ?[-–—]{{1,2}}[ ]
        # Goma/Kinshasa -
      | {_PLACE}(?:\ ?/\ ?{_PLACE}){{1,3}}\ ?[-–—]{{1,2}}[ ]
        # BAMAKO (Studio Tamani)
      | [A-Z][A-Z’'-]{{2,}}(?:[ -][A-Z’'-]+){{0,3}},?\ \([A-Z][\w ./&-]{{1,25}}\)\ (?=[A-Z])
        # Beirut —
      | {_PLACE}\ [–—][ ]
        # Beirut, Lebanon –
      | {_PLACE},\ {_PLACE}\ [-–—]{{1,2}}[ ]
        # DAMASCUS, (SANA) -
        # Beni (DR Congo) (AFP) –
      | {_PLACE},?(?:\ \([A-Z][\w ./&-]{{1,25}}\)){{1,2}}\ [-–—:]{{1,2}}[ ]
        # MOSCOW, May 2. /TASS/.
      | {_PLACE}[.,]\ (?:[A-Z][a-z]+\ \d{{1,2}}\.\ )?
        (?:/[A-Z]{{2,12}}/\.?|[A-Z][\w.]{{3,15}}\ ?[-–—]|Ukrinform\.)[ ]
    )
    (?=["“‘«„']?[A-Z0-9])
    """,
    re.VERBOSE,
)
"""Forms that only the first paragraph has; further down they would be names and their words."""
_BULLET = re.compile(r"[•▪●◦‣*·–—-]\s+\S+(?:\s+\S+){3}")


class Block(NamedTuple):
    """A paragraph before it is parsed."""

    start: int
    end: int
    kind: ParagraphKind


def blocks(text: str, body_start: int) -> list[Block]:
    """Cut the text from `body_start` on into classified paragraphs."""
    found: list[Block] = []
    spans = [span for chunk in _chunks(text, body_start) for span in _cut(text, *chunk)]
    for start, end in spans:
        first = not found
        lead = first and body_start > 0 and len(spans) == 1
        kind = _kind(text[start:end], first=first, lead=lead)
        body = start
        if kind is ParagraphKind.BODY:
            opening = all(block.kind is not ParagraphKind.BODY for block in found)
            body += stamp_length(text[start : start + LONGEST_STAMP])
            body += _dateline_length(text[body:end], opening=opening)
        if body > start:
            found.append(
                Block(start, start + len(text[start:body].rstrip()), ParagraphKind.HEADING)
            )
        found.append(Block(body, end, kind))
    return found


def _chunks(text: str, body_start: int) -> Iterator[tuple[int, int]]:
    """Cut at blank lines, and at single line ends unless those only wrap a paragraph."""
    lines: list[tuple[int, int]] = []
    for match in _LINE.finditer(text, body_start):
        start, end = _trim(text, match.start(), match.end())
        if lines and text.count("\n", lines[-1][1], start) > 1:
            yield from _lines_to_chunks(text, lines)
            lines = []
        if start < end:
            lines.append((start, end))
    yield from _lines_to_chunks(text, lines)


def _lines_to_chunks(text: str, lines: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    if len(lines) > 1 and _is_wrapped(text, lines):
        yield lines[0][0], lines[-1][1]
    else:
        yield from lines


def _is_wrapped(text: str, lines: list[tuple[int, int]]) -> bool:
    """Say whether the lines are one paragraph broken at a width, as in mails and old pages."""
    inner = lines[:-1]
    unfinished = sum(not _TERMINAL.search(text[max(start, end - 8) : end]) for start, end in inner)
    wide = sum((end - start) in _WRAP_WIDTHS for start, end in inner)
    return unfinished * 2 > len(inner) and wide * 3 > len(inner) * 2


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and _is_blank(text[start]):
        start += 1
    while end > start and _is_blank(text[end - 1]):
        end -= 1
    return start, end


def _is_blank(character: str) -> bool:
    return character.isspace() or character in "\ufeff\u200b"


def _cut(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > MAX_PARAGRAPH:
        limit = start + MAX_PARAGRAPH
        cut = max(text.rfind(". ", start, limit), text.rfind("? ", start, limit)) + 1
        if cut <= start + MAX_PARAGRAPH // 2:
            cut = text.rfind(" ", start + 1, limit)
        cut = cut if cut > start else limit
        yield _trim(text, start, cut)
        start = _trim(text, cut, end)[0]
    if start < end:
        yield start, end


@cache
def _patterns(table: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    entry = segment_lexicon()[table]
    start = re.compile("(?:" + "|".join(entry["start"]) + ")", re.IGNORECASE)
    return start, re.compile("(?:" + "|".join(entry["whole"]) + ")", re.IGNORECASE)


def _kind(text: str, *, first: bool, lead: bool) -> ParagraphKind:
    for table, kind in (
        ("caption", ParagraphKind.CAPTION),
        ("boilerplate", ParagraphKind.BOILERPLATE),
    ):
        start, whole = _patterns(table)
        if len(text) <= _LONGEST_NOTICE and (start.match(text) or whole.fullmatch(text)):
            return kind
    words = len(text.split(maxsplit=_HEADING_WORDS + 8))
    unfinished = not _TERMINAL.search(text[-8:]) and not _BULLET.match(text[:200])
    if unfinished and not lead and words <= _HEADING_WORDS + (6 if first else 0):
        return ParagraphKind.HEADING
    return ParagraphKind.BODY


def _dateline_length(text: str, *, opening: bool) -> int:
    """Return the length of a dateline; `opening` is for the first paragraph of the report."""
    head = text[:120]
    if opening and (first := _FIRST_DATELINE.match(head)):
        return first.end()
    match = _DATELINE.match(head)
    if not match or not any(match.group(name) for name in ("caps", "day", "agency")):
        return 0
    plain_caps = match.group("caps") and not any(
        match.group(name) for name in ("place", "day", "agency")
    )
    if plain_caps and len(match.group("caps")) < len("KYIV"):
        return 0
    return match.end()
