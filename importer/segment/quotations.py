"""From marked stretches to quotations: which of them report speech and which only set off words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from spacy.tokens import Token

from importer.model import Span
from importer.segment.document import Paragraph, Quotation
from importer.segment.lexicon import segment_lexicon
from importer.segment.marks import MarkedStretch

_CUE_REACH = 60
_CUE_WORDS = 4
_SPEECH_WORDS = 5
_CLAUSE_WORDS = 2
_ANSWERS = frozenset({"INTJ", "ADV", "ADJ", "PRON", "DET", "VERB"})
_FINITE = frozenset({"VBD", "VBP", "VBZ", "MD"})


def find_quotations(
    paragraph: Paragraph, stretches: Sequence[MarkedStretch]
) -> Iterator[Quotation]:
    """Turn the marked stretches of one paragraph into quotations."""
    if not stretches:
        return
    starts = [token.idx for token in paragraph.doc]
    for stretch in stretches:
        start, end = paragraph.start + stretch.inner_start, paragraph.start + stretch.inner_end
        first = bisect_left(starts, stretch.inner_start)
        last = bisect_left(starts, stretch.inner_end)
        tokens = [token for token in paragraph.doc[first:last] if not token.is_space]
        if not any(token.is_alpha or token.like_num for token in tokens):
            continue
        yield Quotation(
            outer=Span(paragraph.start + stretch.start, paragraph.start + stretch.end),
            inner=Span(start, end),
            paragraph=paragraph.index,
            speech=_is_speech(tokens, opens=stretch.start == 0)
            or _is_short_answer(tokens, paragraph.text[: stretch.start])
            or (_opens_sentence(paragraph, stretch.start) and _is_told(tokens, paragraph, stretch)),
        )


def _is_speech(tokens: Sequence[Token], *, opens: bool) -> bool:
    """Tell speech from scare quotes, titles and names by what stands between the marks.

    A quotation that opens its paragraph and ends in a stop or comma is speech however short.
    """
    words = [token for token in tokens if not token.is_punct]
    if tokens[-1].text in ".!?,…" and opens:
        return True
    if _is_name(words):
        return False
    if tokens[-1].text in ".!?,…" and len(words) > 1:
        return True
    clause = any(token.tag_ in _FINITE for token in words)
    return len(words) >= _SPEECH_WORDS or (clause and len(words) > _CLAUSE_WORDS)


def _is_short_answer(tokens: Sequence[Token], before: str) -> bool:
    """Say whether the marks hold one word that somebody answered: “Never.” behind a colon."""
    words = [token for token in tokens if not token.is_punct]
    led_to = before.rstrip().endswith((":", ","))
    return led_to and len(words) == 1 and words[0].pos_ in _ANSWERS and tokens[-1].text in ".!?…"


def _opens_sentence(paragraph: Paragraph, start: int) -> bool:
    """Say whether nothing of its sentence stands before a mark."""
    before = paragraph.text[:start].rstrip()
    return not before or before[-1] in ".!?…”»"


def _is_told(tokens: Sequence[Token], paragraph: Paragraph, stretch: MarkedStretch) -> bool:
    """Say whether a comma and a verb of saying follow: “No injuries”, it noted."""
    behind = paragraph.text[stretch.end : stretch.end + _CUE_REACH].lower()
    if not behind.startswith(",") or _is_name([t for t in tokens if not t.is_punct]):
        return False
    words = behind.strip(",–— ").split()[:_CUE_WORDS]
    return any(word.strip(".,") in segment_lexicon()["sentence"]["sayings"] for word in words)


def _is_name(words: Sequence[Token]) -> bool:
    content = [token for token in words if token.pos_ not in {"DET", "ADP", "CCONJ", "PART"}]
    return bool(content) and all(token.text[0].isupper() for token in content)
