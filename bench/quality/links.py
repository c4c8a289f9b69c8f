"""Contradicting pairs of a gold file and of a reading, and how the two compare."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from bench.quality.calibration import Judged
from bench.quality.scoring import Score, same_name

type Pair = frozenset[str]


class Pairs:
    """The pairs of a file, within articles and across; a statement is known as `file#id`."""

    def __init__(self, lines: Iterable[str]) -> None:
        self.contradicting: dict[Pair, str] = {}
        self.innocent: set[Pair] = set()
        """Pairs that only look like contradictions."""
        self.optional: set[Pair] = set()
        self.statements: dict[str, Mapping[str, Any]] = {}
        for line in filter(str.strip, lines):
            record = json.loads(line)
            prefix = f"{record['file']}#" if "file" in record else ""
            for statement in record.get("statements", ()):
                self.statements[f"{prefix}{statement['id']}"] = statement
            for pair in (*record.get("contradictions", ()), *record.get("cross", ())):
                self.contradicting[_ends(pair, prefix)] = pair["type"]
            self.innocent |= {_ends(pair, prefix) for pair in record.get("not_contradictions", ())}
            self.optional |= {_ends(pair, prefix) for pair in record.get("optional", ())}

    def allows(self, pair: Pair) -> bool:
        """Say whether an unmarked pair is no mistake: optional, or a marked one repeated."""
        return pair in self.optional or any(
            self._repeats(pair, marked) for marked in self.contradicting
        )

    def _repeats(self, pair: Pair, marked: Pair) -> bool:
        """Say whether each end has the source and type of an end of the marked pair."""
        (a, b), (x, y) = sorted(pair), sorted(marked)
        one_way = self._same_claim(a, x) and self._same_claim(b, y)
        return one_way or (self._same_claim(a, y) and self._same_claim(b, x))

    def _same_claim(self, a: str, b: str) -> bool:
        one, two = self.statements.get(a), self.statements.get(b)
        if one is None or two is None or a.partition("#")[0] != b.partition("#")[0]:
            return False
        return same_name(two, one) and one["claim"]["type"] == two["claim"]["type"]


def _ends(pair: Mapping[str, str], prefix: str) -> Pair:
    return frozenset(f"{prefix}{pair[end]}" for end in "ab")


def score_links(score: Score, gold: Pairs, read: Pairs, to_gold: Mapping[str, str]) -> None:
    """Count contradicting pairs, their types, and the look-alikes that were left alone."""
    mapped = {
        frozenset(to_gold.get(end, f"?{end}") for end in pair): kind
        for pair, kind in read.contradicting.items()
    }
    hits = mapped.keys() & gold.contradicting.keys()
    missed = gold.contradicting.keys() - hits
    spurious = {pair for pair in mapped.keys() - hits if not gold.allows(pair)}
    score.count("contradictions", len(hits), len(spurious), len(missed))
    for word, pairs in (("missed", missed), ("spurious", spurious)):
        score.errors += [f"contradictions: {word} {pair}" for pair in sorted(map(sorted, pairs))]
    for ends in sorted(map(sorted, hits)):
        pair = frozenset(ends)
        kind, wanted = mapped[pair], gold.contradicting[pair]
        score.judge("contradictions.type", f"{kind}, not {wanted}: {ends}", right=kind == wanted)
    for ends in sorted(map(sorted, gold.innocent)):
        score.judge("hard_negatives", f"linked {ends}", right=frozenset(ends) not in mapped)


def judged_links(gold: Pairs, sureness: Mapping[Pair, float], to_gold: Mapping[str, str]) -> Judged:
    """Say of every contradiction read how sure it was, and whether the gold has or allows it."""
    judged: Judged = []
    for ends in sorted(map(sorted, sureness)):
        pair = frozenset(to_gold.get(end, f"?{end}") for end in ends)
        right = pair in gold.contradicting or (pair not in gold.innocent and gold.allows(pair))
        judged.append((sureness[frozenset(ends)], right))
    return judged
