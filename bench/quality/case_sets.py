"""Our own cases: short texts in our own words, a file a layer, with what is at stake in each.

A reading case is `{"id", "text", "published"?, "statements": [{"content": "…", FIELD: …}]}`. The
content is cut from the text to the letter and must stand in it once. Only the fields that a
statement names are judged: `kind`, `speaker`, `party`, `cue`, `parent` (`s1` is the first of the
case) with `stance`, `polarity`, `modality`, `type`, `agent`, `target`, `evidence`, `hedged` (true
or false), `places` ([name, country, latitude, longitude, kind]), `quantities` ([low, high, unit])
and `time` ([first day, last day]). A pair case has two articles `a` and `b`, their days and the
relation that they should have; a name case two names and whether they are one person. The groups of
reports in `linking.jsonl` are told of in `link_groups`.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from bench.quality.calibration import Judged, reliability, sure_figures
from bench.quality.comparing import link_of_articles
from bench.quality.evalset import (
    FIELD_TARGETS,
    ONE_PERSON,
    STATEMENTS_TARGET,
    EvalSet,
    Figures,
    Measured,
)
from bench.quality.link_groups import measure_groups
from bench.quality.scoring import Score, same_name, score_statements
from importer.gold import article_record
from importer.model import Article, Relation
from importer.pipeline import annotate
from importer.resolve.names import same_person

type Case = dict[str, Any]

CASES = Path(__file__).with_name("cases")
_PLAIN = (
    *("kind", "speaker", "party", "cue", "stance", "polarity", "modality"),
    *("evidence", "hedged"),
)
_CLAIM = ("type", "agent", "target")
_ORDER = (
    "statements",
    *("kind", "speaker", "party", "cue", "nesting", "polarity", "modality"),
    *("claim.type", "claim.agent", "claim.target", "evidence", "hedged"),
    *("locations", "quantities", "time"),
)


def cases_of(path: Path) -> list[Case]:
    """Read a file of cases."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line]


def as_gold(case: Case) -> list[dict[str, Any]]:
    """Turn a reading case into gold statements; raise ValueError where a content is not unique."""
    gold = []
    for number, statement in enumerate(case["statements"], start=1):
        content = statement["content"]
        if case["text"].count(content) != 1:
            raise ValueError(f"{case['id']}: {content!r} must stand in the text once")
        start = case["text"].index(content)
        item = {"id": f"s{number}", "text": content, "start": start, "end": start + len(content)}
        item |= {name: statement[name] for name in _PLAIN if name in statement}
        item |= _structured(statement)
        gold.append(item)
    return gold


def _structured(statement: Mapping[str, Any]) -> dict[str, Any]:
    """Give the short forms of a case the shape that the scorer compares."""
    item: dict[str, Any] = {}
    if "parent" in statement or "stance" in statement:
        item["parent"] = statement.get("parent")
    if any(name in statement for name in _CLAIM):
        item["claim"] = {name: statement[name] for name in _CLAIM if name in statement}
    if "places" in statement:
        names = ("name", "country", "lat", "lon", "kind")
        item["locations"] = [dict(zip(names, place, strict=False)) for place in statement["places"]]
    if "quantities" in statement:
        item["quantities"] = [
            dict(zip(("low", "high", "unit"), figure, strict=False))
            for figure in statement["quantities"]
        ]
    if "time" in statement:
        days = statement["time"]
        item["time"] = {"start": days[0], "end": days[1]} if days else None
    return item


def measure_reading(path: Path) -> Measured:
    """Read every case's text and compare what the case names."""
    score = Score()
    judged: Judged = []
    for case in cases_of(path):
        day = case.get("published")
        article = Article(case["id"], case["text"], date.fromisoformat(day) if day else None)
        read = _statements(article)
        gold = as_gold(case)
        pairs = score_statements(score, case["id"], gold, read)
        judged += [(r["confidence"], same_name(g, r)) for g, r in pairs if "speaker" in g]
        matched = {r["id"] for _, r in pairs}
        judged += [(r["confidence"], False) for r in read if r["id"] not in matched]
    values = score.figures
    figures: Figures = {name: values[name] for name in _ORDER if name in values}
    if "speaker" in figures:
        figures |= sure_figures(judged)
    return Measured(figures, tuple(score.errors), reliability(judged))


def _statements(article: Article) -> list[dict[str, Any]]:
    """Read an article; add to the exchange form on what a source says that it rests."""
    annotation = annotate(article)
    records: list[dict[str, Any]] = article_record(annotation)["statements"]
    return [
        record | {"evidence": statement.evidence_basis, "hedges": statement.hedges}
        for record, statement in zip(records, annotation.statements, strict=True)
    ]


def measure_names(path: Path) -> Measured:
    """Ask of every pair of names whether they are one person's."""
    score = Score()
    for case in cases_of(path):
        said = same_person(case["a"], case["b"]) > ONE_PERSON
        _count_pair(score, right=case["same"], said=said)
        if said != case["same"]:
            score.errors.append(f"names: {said}, not {case['same']}: {case['a']} <> {case['b']}")
    return Measured(score.figures, tuple(score.errors))


def measure_pairs(path: Path) -> Measured:
    """Link every pair of articles and compare the relation, and for contradictions the type."""
    score = Score()
    judged: Judged = []
    alarms = calm = 0
    for case in cases_of(path):
        link = link_of_articles(case)
        relation = link.relation if link and link.relation is not Relation.NEAR_MISS else None
        said, right = relation is Relation.CONTRADICTS, case["relation"] == Relation.CONTRADICTS
        about = f"{case['id']}: {case['a']} <> {case['b']}"
        _count_pair(score, right=right, said=said)
        alarms += said and not right
        calm += not right
        same = relation == case["relation"]
        score.judge("relation", f"{relation}, not {case['relation']}: {about}", right=same)
        if said and right and link:
            kind = link.type.value if link.type else None
            same = kind == case["type"]
            score.judge("type", f"{kind}, not {case['type']}: {about}", right=same)
        if said and link:
            judged.append((link.confidence, right))
    pairs = score.tallies["f1"]
    figures = score.figures | {
        "precision": pairs.precision,
        "recall": pairs.recall,
        "false_alarms": alarms / calm if calm else None,
        **sure_figures(judged),
    }
    return Measured(figures, tuple(score.errors), reliability(judged))


def _count_pair(score: Score, *, right: bool, said: bool) -> None:
    score.count("f1", int(right and said), int(said and not right), int(right and not said))


_TARGETS: dict[str, dict[str, float]] = {
    "contradictions": {"precision": 0.90, "recall": 0.65, "type": 0.85, "sure.right": 0.97},
    "linking": {
        "precision": 0.95,
        "recall": 0.65,
        "type": 0.85,
        "hard_negatives": 0.97,
        "sure.right": 0.97,
    },
    "names": {"f1": 0.87},
}
_MEASURES = {
    "contradictions": measure_pairs,
    "linking": measure_groups,
    "names": measure_names,
}

CASE_SETS = tuple(
    EvalSet(
        f"cases.{path.stem}",
        (path,),
        partial(_MEASURES.get(path.stem, measure_reading), path),
        _TARGETS.get(path.stem, {"statements": STATEMENTS_TARGET, **FIELD_TARGETS}),
    )
    for path in sorted(CASES.glob("*.jsonl"))
)
