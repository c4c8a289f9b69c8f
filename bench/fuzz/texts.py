"""Texts as no desk would send them: sample articles cut, spliced and sown with odd signs."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

SAMPLES = Path(__file__).resolve().parents[2] / "seeds"
LONGEST = 4000
"""Characters of a text for the whole reader: what is slow for its length has tests of its own."""
QUOTES = "\"'“”‘’«»‹›„‚`´″＂"
SIGNS = (
    *QUOTES,
    "\u202e", "\u202d", "\u200f", "\u2066", "\u2069",  # turn the direction of writing
    "\u0301", "\u0323", "\u20dd",  # combine with what is before
    "\u200d", "\u200b", "\ufeff", "\u2060", "\u00ad", "\u0085", "\u2028", "\u00a0", "\u3000",
    "\x1b", "\x07", "\t", "\n", "\n\n", "…", "...", "--", "—", "[", "]", "(", ")", "[sic]",
    "🙂", "👩\u200d🚒", "𝔸", "ﬁ", "İ", "ß", "日本", "العربية", "\U000e0041",
    "1,000", "3.5%", "-7", "1e400", "٣", "½", "0", "99999999999999999999", "31 February", "24:61",
    " said ", ", he said. ", " according to ", " that ", " not ", " denied ", "Mr.", "No. 5",
)  # fmt: skip

type Mutation = Callable[[Random, str], str]


def sample_texts() -> list[str]:
    """Return the texts of the sample articles."""
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.glob("*.txt"))]


def _place(chance: Random, text: str) -> tuple[int, int]:
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + chance.choice((1, 3, 12, 60, 300)))


def _delete(chance: Random, text: str) -> str:
    start, end = _place(chance, text)
    return text[:start] + text[end:]


def _repeat(chance: Random, text: str) -> str:
    start, end = _place(chance, text)
    return text[:end] + text[start:end] * chance.randint(1, 5) + text[end:]


def _move(chance: Random, text: str) -> str:
    start, end = _place(chance, text)
    piece, rest = text[start:end], text[:start] + text[end:]
    position = chance.randrange(len(rest) + 1)
    return rest[:position] + piece + rest[position:]


def _sow(chance: Random, text: str) -> str:
    for _ in range(chance.choice((1, 1, 3, 10))):
        position = chance.randrange(len(text) + 1)
        text = text[:position] + chance.choice(SIGNS) + text[position:]
    return text


def _quote(chance: Random, text: str) -> str:
    start, end = _place(chance, text)
    opened, closed = chance.choices(QUOTES, k=2)
    return text[:start] + opened + text[start:end] + closed + text[end:]


def _unbalance(chance: Random, text: str) -> str:
    found = [index for index, sign in enumerate(text) if sign in QUOTES]
    if not found:
        return _quote(chance, text)
    index = chance.choice(found)
    mark: str = chance.choice(("", *QUOTES))
    return text[:index] + mark + text[index + 1 :]


def _case(chance: Random, text: str) -> str:
    start, end = _place(chance, text)
    changed = chance.choice((str.upper, str.lower, str.title))(text[start:end])
    return text[:start] + changed + text[end:]


def _join_lines(chance: Random, text: str) -> str:
    return text.replace("\n", chance.choice((" ", "", "\n\n", "\r")))


MUTATIONS: Sequence[Mutation] = (
    _delete, _repeat, _move, _sow, _sow, _quote, _quote, _unbalance, _case, _join_lines,
)  # fmt: skip


def odd_text(chance: Random, samples: Sequence[str], longest: int = LONGEST) -> str:
    """Make a text out of the samples; the same chance gives the same text."""
    text = chance.choice(samples)
    start = chance.randrange(max(1, len(text) - 200))
    text = text[start : start + chance.choice((60, 300, 1200, longest))]
    if chance.choice((True, False, False)):  # two articles in one
        other = chance.choice(samples)
        cut = chance.randrange(len(other))
        text += other[cut : cut + 300]
    for _ in range(chance.choice((1, 2, 4, 8, 16))):
        text = chance.choice(MUTATIONS)(chance, text)
    return text[:longest]


def quote_text(chance: Random) -> str:
    """Make a short text of little but marks."""
    signs = (*QUOTES, *QUOTES, " ", " ", "a", "S", "s", ".", ",", "\n", "[", "]", "9", "\u2060")
    return "".join(chance.choices(signs, k=chance.choice((3, 8, 20, 60))))
