"""Titles that read like sentences: "I Saw Her", "Make It or Break It", as names of one word.

Such a title breaks the parse of the sentence that it stands in. It is known for one where both
texts have it, or where it stands in quotation marks.
"""

from __future__ import annotations

import re

_CAPITAL = r"[A-Z][\w'’-]*"
_SMALL = r"(?:of|the|an?|and|or|in|on|to|for|with|at|by|from|vs|versus|it|is|my|you)"
_RUN = re.compile(rf"\b{_CAPITAL}(?:\s+(?:{_CAPITAL}|{_SMALL}))*\s+{_CAPITAL}")
_QUOTED = re.compile(rf"[\"“]\s?({_CAPITAL}(?:\s+(?:{_CAPITAL}|{_SMALL}))*\s+{_CAPITAL})\s?[\"”]")
_LIKE_SENTENCES = re.compile(
    r"\b(?:I|It|You|Me|My|We|Us|He|She|They|His|Her|Your|Our|Now|Right|Not|Never|Is|Are|Be|Was|Do|"
    r"Can|Will|Up|Down|Out|Off|Away|Who|What|When|How|Why|This|That|There|Here|Have|Has|Make|Get|"
    r"Take|Go|Come|Let)\b"
)
_FEWEST, _MOST = 2, 9


def shared_titles(a: str, b: str) -> tuple[str, ...]:
    """Return the titles that read like sentences and stand in both texts, the longest first.

    >>> shared_titles("Let It Snow is a song.", "Ines Falk recorded Let It Snow.")
    ('Let It Snow',)
    """
    found = {title for one, other in ((a, b), (b, a)) for title in _titles(one, other)}
    return tuple(sorted(found, key=lambda title: (-len(title), title)))


def _titles(text: str, other: str) -> set[str]:
    quoted = {match[1] for match in _QUOTED.finditer(text)}
    return {title for title in quoted if _reads_like_sentence(title)} | {
        part
        for match in _RUN.finditer(text)
        if (part := _longest_shared(match.group(), other)) and _reads_like_sentence(part)
    }


def _longest_shared(run: str, other: str) -> str:
    """Return the longest part of a run of words that the other text has, "" if it has none."""
    words = run.split()[:_MOST]
    for length in range(len(words), _FEWEST - 1, -1):
        for first in range(len(words) - length + 1):
            part = " ".join(words[first : first + length])
            if part[0].isupper() and part.split()[-1][0].isupper() and part in other:
                return part
    return ""


def _reads_like_sentence(title: str) -> bool:
    return bool(_LIKE_SENTENCES.search(title))
