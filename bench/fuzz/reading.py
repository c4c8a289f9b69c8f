"""Fuzzes the finder of quotations and the whole reader with odd texts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from random import Random

from bench.fuzz.checks import check_quotes, check_reading
from bench.fuzz.texts import odd_text, quote_text, sample_texts

DOUBLINGS = 4
STEEP = 3.0
"""By how much twice the length may lengthen the time: two is linear, four is quadratic."""
NOISE = 0.02
"""Seconds of CPU below which a time says nothing."""


def fuzz_quotes(runs: int, seed: int) -> str:
    """Look for quotations in so many texts; return what to print, or raise BrokenError."""
    chance, samples = Random(seed), sample_texts()  # noqa: S311 - the same texts each time
    for number in range(runs):
        text = quote_text(chance) if number % 4 else odd_text(chance, samples, 400)
        _named(check_quotes, text)
    return f"quote finder: {runs:,} texts, 0 crashes, 0 spans out of range"


def fuzz_reading(minutes: float, seed: int, most: int | None = None) -> str:
    """Read odd texts for so long, or so many; return what to print, or raise BrokenError."""
    chance, samples = Random(seed), sample_texts()  # noqa: S311 - as above
    ends = time.monotonic() + minutes * 60
    read = refused = 0
    while time.monotonic() < ends and (most is None or read + refused < most):
        if _named(check_reading, odd_text(chance, samples)):
            read += 1
        else:
            refused += 1
    return f"reader: {read:,} texts read, {refused:,} refused, 0 crashes, 0 spans out of range"


def _named[R](check: Callable[[str], R], text: str) -> R:
    """Run a check; where it fails, keep the text."""
    try:
        return check(text)
    except Exception:
        path = Path("fuzz-failure.txt")
        path.write_text(text, encoding="utf-8", errors="surrogatepass", newline="")
        print(f"the text is in {path}")
        raise


def growing() -> Iterator[tuple[str, Callable[[int], str]]]:
    """Iterate over shapes of long texts, each by its length."""
    sentence = 'The mayor of Tarnova said: "The army holds the bridge," on Monday. '
    shapes = {
        "sentences": sentence,
        "one line of words": "word ",
        "opening marks": "“",
        "closing marks": "”",
        "straight marks": '"',
        "single marks": "'",
        "marks and letters": "'a",
        "nested marks": "“‘",
        "brackets": "[",
        "empty lines": "\n \n",
        "dots": ". ",
        "figures": "1,000 ",
        "combining signs": "a\u0301",
        "turned writing": "\u202ea ",
    }
    for name, piece in shapes.items():
        yield name, partial(_repeated, piece)


def _repeated(piece: str, length: int) -> str:
    return (piece * (length // len(piece) + 1))[:length]


def steep_shapes(check: Callable[[str], object], shortest: int) -> Iterator[tuple[str, float]]:
    """Double each shape; yield the factor in time of the last doubling."""
    for name, shape in growing():
        times = [_seconds(check, shape(shortest * 2**step)) for step in range(DOUBLINGS)]
        yield name, times[-1] / times[-2] if times[-2] > NOISE else 0.0


def _seconds(check: Callable[[str], object], text: str) -> float:
    begun = time.process_time()
    check(text)
    return time.process_time() - begun
