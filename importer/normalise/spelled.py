"""Numbers as they are spelled out or written by a rule of arithmetic, beyond plain cardinals.

"nine point four", "minus twenty", "twenty and three fifths", "three quarters of a million",
"three lakh crore", "1.3x10^6". `numerals` asks here first where such a word stands in a text.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache

from importer.normalise.lexicon import number_words

_THOUSAND = 1000
_HUNDRED = 100
_TEN = 10
_LONGEST = 16
_NEGATIVE = {"minus", "negative"}
_ARTICLES = {"a", "an"}
_TOKEN = re.compile(r"(?:\s*[-‑]\s*|\s+)?([a-z]+|\d[\d,]*(?:\.\d+)?)(?![\w])", re.IGNORECASE)
_POWER = re.compile(
    r"(?P<base>\d+(?:\.\d+)?)(?:e(?P<e>[+-]?\d{1,2})|\s?[x×]\s?10\^(?P<ten>[+-]?\d{1,2})"
    r"|\^(?P<power>[+-]?\d{1,2}))(?!\w)",
    re.IGNORECASE,
)


_FIGURES = re.compile(
    r"\d(?:e[+-]?\d|\^|\s?[x×]\s?10\^|\s+hundred\s+and\b)|y-first\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Spelled:
    """A number with the offset behind it; `part` where it is a fraction below one."""

    value: float
    end: int
    part: bool = False


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    end: int


@cache
def _signs_of_spelled() -> frozenset[str]:
    """Return the words that show that a text holds a number of this kind."""
    words = number_words()
    parts = {*words.fractions, *words.rare_fractions} - {"first"}
    plural = {f"{part}s" for part in parts}
    rare = {*_NEGATIVE, "point", "halves", "firsts", *words.naughts, *words.rare_scales}
    return frozenset({*parts, *plural, *rare})


def holds_spelled(text: str, words: Collection[str]) -> bool:
    """Say whether a text may hold such numbers; `words` are its words in small letters."""
    return not _signs_of_spelled().isdisjoint(words) or _FIGURES.search(text) is not None


def read_spelled(text: str, start: int) -> Spelled | None:
    """Read the number that begins at an offset; None for a plain cardinal or no number."""
    if power := _POWER.match(text, start):
        return _power(power)
    words = _words(text, start)
    if not words:
        return None
    sign = -1 if words[0].text in _NEGATIVE else 1
    found = _Parser(words[1:] if sign < 0 else words).read(text)
    if found is None or (sign > 0 and not found[1]):
        return None
    spelled, _ = found
    return Spelled(sign * spelled.value, spelled.end, spelled.part)


def _power(match: re.Match[str]) -> Spelled | None:
    base = float(match["base"])
    if match["power"]:
        value = base ** int(match["power"])
    else:
        value = base * 10.0 ** int(match["e"] or match["ten"])
    return Spelled(value, match.end())


def _words(text: str, start: int) -> list[_Word]:
    """Return the words from an offset on that a number can be built from."""
    words: list[_Word] = []
    position = start
    while len(words) < _LONGEST and (match := _TOKEN.match(text, position)):
        word = match.group(1).casefold()
        if not _is_of_numbers(word):
            break
        words.append(_Word(word, match.end()))
        position = match.end()
    return words


@cache
def _is_of_numbers(word: str) -> bool:
    words = number_words()
    return (
        word[0].isdigit()
        or word in _NEGATIVE
        or word in {"and", "point", "of", "halves", *_ARTICLES}
        or word in words.naughts
        or word in words.cardinals
        or word in words.scales
        or word in words.rare_scales
        or _denominator(word) is not None
    )


def _denominator(word: str) -> int | None:
    """Return what "fifth" or "fifths" divides by."""
    words = number_words()
    parts = words.fractions | words.rare_fractions
    if word == "halves":
        return 2
    return parts.get(word) or parts.get(word.removesuffix("s"))


class _Parser:
    """Reads the words of a number from left to right."""

    def __init__(self, words: list[_Word]) -> None:
        self.words = words
        self.scales = number_words().scales | number_words().rare_scales

    def read(self, text: str) -> tuple[Spelled, bool] | None:
        """Return the number and whether it is more than a plain cardinal."""
        if fraction := self._fraction(0):
            return self._scaled_fraction(fraction), True
        cardinal = self.cardinal(0)
        if cardinal is None:
            return None
        value, after = cardinal
        if decimals := self._decimals(after, text):
            digits, behind = decimals
            return self._scaled(float(f"{value:.0f}.{digits}"), behind), True
        if mixed := self._mixed(value, after):
            return mixed, True
        return Spelled(value, self.words[after - 1].end), self._is_rare(after)

    def _word(self, position: int) -> str:
        return self.words[position].text if position < len(self.words) else ""

    def _is_rare(self, after: int) -> bool:
        """Say whether the cardinal uses words that plain numerals leave out."""
        rare = number_words().rare_scales
        inside = [self._word(position) for position in range(after)]
        figures_and_words = inside[0][0].isdigit() and "and" in inside
        return figures_and_words or any(word in rare for word in inside)

    def cardinal(self, start: int) -> tuple[float, int] | None:
        """Read a cardinal; return its value and the position behind it."""
        total, current, position = 0.0, None, start
        last = ""
        while word := self._word(position):
            joined = word == "and" and self._goes_on(position + 1, last)
            if joined:
                position += 1
                word = self._word(position)
            if word in self.scales and (last or position > start):
                scale = self.scales[word]
                if scale < _THOUSAND:
                    if current is None or current >= _HUNDRED:
                        break
                    current *= scale
                elif current is None:
                    total *= scale
                else:
                    total, current = total + current * scale, None
            elif (small := self._small(word, last, joined=joined)) is not None:
                current = (current or 0) + small
            else:
                break
            last = word
            position += 1
        if not last or last in _ARTICLES:
            return None
        return total + (current or 0), position

    def _small(self, word: str, last: str, *, joined: bool) -> float | None:
        """Return what a word below hundred adds behind the last word, or None if it cannot."""
        table = number_words()
        opens = not last or last in self.scales
        if word[0].isdigit():
            return float(word.replace(",", "")) if not last or joined else None
        if word in _ARTICLES:
            return 1.0 if not last else None
        if word in table.naughts:
            return 0.0 if not last else None
        if word not in table.cardinals:
            return None
        if opens or (last in table.tens and word in table.units):
            return float(table.cardinals[word])
        return None

    def _goes_on(self, position: int, last: str) -> bool:
        """Tell "three hundred and ten" from "three hundred and two hundred", two numbers."""
        table = number_words()
        if last not in self.scales:
            return False
        figures = self.words[0].text[0].isdigit()
        if figures and self.scales[last] != _HUNDRED and last not in table.rare_scales:
            return False  # "3 million and two tanks"
        word = self._word(position)
        if not word or not (word[0].isdigit() or word in table.cardinals):
            return False
        if _denominator(self._word(position + 1)) is not None and self.scales[last] > _HUNDRED:
            return False
        following = next(
            (self._word(i) for i in (position + 1, position + 2) if self._word(i) in self.scales),
            "",
        )
        return (
            not following
            or self.scales[following] > self.scales[last] == _HUNDRED
            or (self.scales[following] < self.scales[last])
        )

    def _fraction(self, start: int) -> tuple[float, int] | None:
        """Read "five eighths", "a twenty-first", "one hundred thirty fifths"."""
        table = number_words()
        if self._word(start) in {"half", "quarter"} and self._word(start + 1) in self.scales:
            return 1 / table.fractions[self._word(start)], start + 1
        ordinal = start
        while self._word(ordinal) and _denominator(self._word(ordinal)) is None:
            ordinal += 1
        below = _denominator(self._word(ordinal)) if self._word(ordinal) else None
        if below is None or ordinal == start:
            return None
        above_end = ordinal
        if self._is_compound(start, ordinal, below):
            below += table.tens[self._word(ordinal - 1)]
            above_end -= 1
        above = self._numerator(start, above_end)
        if above is None or not below:
            return None
        if below == 1 or (below < _TEN and self._word(ordinal) in {"first", "firsts"}):
            return None
        several = self._word(ordinal).endswith("s")
        if not several and above != 1:
            return None
        return above / below, ordinal + 1

    def _is_compound(self, start: int, ordinal: int, below: int) -> bool:
        """Say whether the tens before an ordinal belong to it: "twenty twenty-fifths"."""
        return (
            below < _TEN
            and self._word(ordinal - 1) in number_words().tens
            and ordinal - 1 > start
            and self._word(ordinal - 2) != "and"
        )

    def _numerator(self, start: int, end: int) -> float | None:
        if end == start + 1 and self._word(start) in _ARTICLES:
            return 1.0
        inside = [word.text for word in self.words[start:end]]
        if "and" in inside and any(self.scales.get(word, 0) > _HUNDRED for word in inside):
            return None  # "two million and three fifths" is no fraction of fifths
        cardinal = _Parser(self.words[start:end]).cardinal(0)
        if cardinal is None or cardinal[1] != end - start:
            return None
        return cardinal[0]

    def _scaled_fraction(self, fraction: tuple[float, int]) -> Spelled:
        """Read "three quarters of a million" and "half million" as a number of their own."""
        value, after = fraction
        ahead = after
        if self._word(ahead) == "of" and self._word(ahead + 1) in _ARTICLES:
            ahead += 2
        if self._word(ahead) in self.scales:
            return Spelled(value * self.scales[self._word(ahead)], self.words[ahead].end)
        return Spelled(value, self.words[after - 1].end, part=True)

    def _scaled(self, value: float, after: int) -> Spelled:
        scale = self.scales.get(self._word(after))
        if scale:
            return Spelled(value * scale, self.words[after].end)
        return Spelled(value, self.words[after - 1].end)

    def _decimals(self, after: int, text: str) -> tuple[str, int] | None:
        """Read what stands behind "point": digits one by one, or a number of two digits."""
        if self._word(after) != "point" or text[: self.words[0].end].casefold().endswith("at one"):
            return None
        table = number_words()
        digits, position = "", after + 1
        while (word := self._word(position)) in table.units or word in table.naughts:
            digits += str(table.units.get(word, 0))
            position += 1
        if digits:
            return digits, position
        cardinal = self.cardinal(after + 1)
        if cardinal is None:
            return None
        return f"{cardinal[0]:.0f}", cardinal[1]

    def _mixed(self, value: float, after: int) -> Spelled | None:
        """Read "two and a half million", "a million and a half", "ten and a third"."""
        if self._word(after) != "and" or not (fraction := self._fraction(after + 1)):
            return None
        part, behind = fraction
        own = self.scales.get(self._word(after - 1), 1)
        scale = self.scales.get(self._word(behind))
        if part >= 1:
            return None
        if scale:
            total = value + part * scale if own >= _THOUSAND else (value + part) * scale
            return Spelled(total, self.words[behind].end)
        return Spelled(value + part * (own if own >= _THOUSAND else 1), self.words[behind - 1].end)
