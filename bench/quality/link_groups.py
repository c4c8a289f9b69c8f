"""Groups of short reports of one war: which pairs of statements contradict, and which only seem to.

A group is `{"id", "articles": [{"published", "text"}], "contradicts": [[part, part, type]],
"tempting": [[part, part, why]], "optional": [[part, part]]}`. A part is words of a statement that
stand once in the group; it names the shortest statement around them. Every other contradiction
that is read counts as wrong.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench.quality.calibration import Judged, reliability, sure_figures
from bench.quality.evalset import Figures, Measured
from bench.quality.links import Pair
from bench.quality.scoring import Score
from importer.model import Article, ArticleStatement, Link, Relation
from importer.pipeline import annotate_corpus, statements_of


def measure_groups(path: Path) -> Measured:
    """Link every group of reports and compare its contradictions with those that are marked."""
    score, judged = Score(), []
    for line in path.read_text(encoding="utf-8").splitlines():
        judged += _judge_group(score, json.loads(line))
    tally = score.tallies["contradictions"]
    figures: Figures = {
        "precision": tally.precision,
        "recall": tally.recall,
        "type": score.figures.get("type"),
        "hard_negatives": score.figures.get("hard_negatives"),
        **sure_figures(judged),
    }
    return Measured(figures, tuple(score.errors), reliability(judged))


def find_part(items: Iterable[ArticleStatement], part: str) -> str | None:
    """Return the reference of the shortest statement that has the words, None where none has."""
    found = [item for item in items if part in item.statement.text]
    shortest = min(found, key=lambda item: len(item.statement.text), default=None)
    return shortest.reference if shortest else None


def _judge_group(score: Score, group: Mapping[str, Any]) -> Judged:
    annotations, links = annotate_corpus(
        [
            Article(f"{group['id']}-{number}", article["text"], _day(article["published"]))
            for number, article in enumerate(group["articles"], start=1)
        ]
    )
    items = list(statements_of(annotations))
    read = _contradictions(links)
    marked = {_ends(items, pair): pair for pair in group["contradicts"]}
    allowed = {_ends(items, pair) for pair in group.get("optional", ())}
    for ends, (one, other, kind) in marked.items():
        link = read.get(ends)
        about = f"{group['id']}: {one} <> {other}"
        score.count("contradictions", int(link is not None), 0, int(link is None))
        if link is None:
            score.errors.append(f"contradictions: missed {kind}: {about}")
        else:
            told = link.type.value if link.type else None
            score.judge("type", f"{told}, not {kind}: {about}", right=told == kind)
    for pair in group.get("tempting", ()):
        right = _ends(items, pair) not in read
        score.judge("hard_negatives", f"linked {group['id']}: {pair}", right=right)
    judged: Judged = []
    for ends, link in read.items():
        if ends in marked or ends not in allowed:
            judged.append((link.confidence, ends in marked))
        if ends not in marked and ends not in allowed:
            score.count("contradictions", 0, 1, 0)
            score.errors.append(f"contradictions: wrong {group['id']}: {link.reason}")
    return judged


def _contradictions(links: Iterable[Link]) -> dict[Pair, Link]:
    told = (link for link in links if link.relation is Relation.CONTRADICTS)
    return {frozenset((link.a, link.b)): link for link in told}


def _ends(items: Sequence[ArticleStatement], pair: Sequence[str]) -> Pair:
    """Return the two statements of a pair; words that no statement has stand for themselves."""
    return frozenset(find_part(items, part) or f"unread: {part}" for part in pair[:2])


def _day(text: str) -> date:
    return date.fromisoformat(text)
