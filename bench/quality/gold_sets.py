"""Annotated articles: seeds and development gold beside the project, and our own samples."""

from __future__ import annotations

import importlib.util
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from types import ModuleType
from typing import Any

from bench.quality.calibration import Judged, reliability, sure_figures
from bench.quality.evalset import (
    EVAL,
    FIELD_TARGETS,
    ROOT,
    STATEMENTS_TARGET,
    EvalSet,
    Figures,
    Measured,
)
from bench.quality.links import Pair, Pairs, judged_links, score_links
from bench.quality.scoring import Score, is_reported, pair_statements, same_name, score_statements
from importer.gold import corpus_records
from importer.model import Relation
from importer.pipeline import annotate_corpus
from importer.read import Rejection, read_inputs

type Records = dict[str, dict[str, Any]]

SCORER = EVAL / "score.py"
SHOWN = (
    "statements.reported",
    "kind",
    "speaker",
    "party",
    "nesting",
    "polarity",
    "modality",
    "claim.type",
    "claim.agent",
    "claim.target",
    "locations",
    "quantities",
    "time",
    "contradictions.precision",
    "contradictions.recall",
    "contradictions.type",
    "hard_negatives",
)
SEED_TARGETS = {
    **dict.fromkeys(("statements.reported", "kind", "speaker", "party", "nesting"), 0.95),
    **dict.fromkeys(("polarity", "modality", "locations", "quantities", "time", "headline"), 0.95),
    **dict.fromkeys(("contradictions.recall", "hard_negatives"), 1.0),
    "sure.right": 0.97,
}
DEV_TARGETS = {
    "statements.reported": STATEMENTS_TARGET,
    **FIELD_TARGETS,
    "contradictions.precision": 0.90,
    "contradictions.recall": 0.65,
    "contradictions.type": 0.85,
    "hard_negatives": 0.97,
}


def load_module(path: Path) -> ModuleType:
    """Load a scorer that lies beside the project and is no part of it."""
    name = f"shared_{path.stem}"
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{path}: not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


@dataclass(frozen=True)
class Reading:
    """A folder's annotations as JSON Lines, and how sure each contradiction is."""

    lines: tuple[str, ...]
    sureness: Mapping[Pair, float]


@cache
def read_articles(folder: Path) -> Reading:
    """Read every article of a folder as one corpus.

    An article that can't be read ends the run: a gold set has none.
    """
    texts = []
    for item in read_inputs([str(path) for path in sorted(folder.glob("*.txt"))]):
        if isinstance(item, Rejection):
            raise SystemExit(f"{item.name}: {item.message}")
        texts.append(item)
    annotations, links = annotate_corpus(texts)
    return Reading(
        tuple(json.dumps(record) for record in corpus_records(annotations, links)),
        {
            frozenset({link.a, link.b}): link.confidence
            for link in links
            if link.relation is Relation.CONTRADICTS
        },
    )


def _articles(lines: list[str] | tuple[str, ...]) -> Records:
    records = [json.loads(line) for line in lines if line.strip()]
    return {record["file"]: record for record in records if "file" in record}


def measure_shared(gold: Path, folder: Path) -> Measured:
    """Score articles by the scorer that comes with their gold."""
    scorer = load_module(SCORER)
    reading = read_articles(folder)
    lines = reading.lines
    gold_lines = gold.read_text(encoding="utf-8").splitlines()
    result = scorer.score(scorer.Corpus(gold_lines), scorer.Corpus(lines))
    values: Figures = result.values()
    pairs = result["contradictions"]
    values |= {"contradictions.precision": pairs.precision, "contradictions.recall": pairs.recall}
    wanted, found = _articles(gold_lines), _articles(lines)
    shown = {name: values[name] for name in (*SHOWN, "headline")}
    sure, calibration = _sureness(gold_lines, reading, wanted, found)
    errors = [f"{kind}: {line}" for kind, found in result.errors.items() for line in found]
    return Measured(shown | sure, tuple(errors), calibration)


def _sureness(
    gold_lines: Sequence[str], reading: Reading, wanted: Records, found: Records
) -> tuple[Figures, tuple[str, ...]]:
    """Hold what the reading says of its own sureness against the gold."""
    to_gold: dict[str, str] = {}
    for name, record in wanted.items():
        pairs, _, _ = pair_statements(
            record["statements"], found.get(name, {}).get("statements", [])
        )
        to_gold |= {f"{name}#{r['id']}": f"{name}#{g['id']}" for g, r in pairs}
    statements = judged_statements(wanted, found)
    links = judged_links(Pairs(gold_lines), reading.sureness, to_gold)
    figures = sure_figures(statements) | {
        f"contradictions.{name}": value for name, value in sure_figures(links).items()
    }
    return figures, (
        *(f"statements {line}" for line in reliability(statements)),
        *(f"contradictions {line}" for line in reliability(links)),
    )


def judged_statements(gold: Records, read: Records) -> Judged:
    """Say of every statement read how sure it was, and whether span and speaker are right."""
    judged: Judged = []
    for name, record in gold.items():
        found = read.get(name, {}).get("statements", [])
        pairs, _, spurious = pair_statements(record["statements"], found)
        judged += [(r["confidence"], same_name(g, r)) for g, r in pairs]
        judged += [(r["confidence"], False) for r in spurious]
    return judged


def measure_own(gold: Path, folder: Path) -> Measured:
    """Score our own samples by our own scorer, so that nothing outside the project is needed."""
    reading = read_articles(folder)
    lines = reading.lines
    gold_lines = gold.read_text(encoding="utf-8").splitlines()
    wanted, found = _articles(gold_lines), _articles(lines)
    score = Score()
    to_gold: dict[str, str] = {}
    for name, record in wanted.items():
        statements = found.get(name, {}).get("statements", [])
        pairs = score_statements(score, name, record["statements"], statements)
        to_gold |= {f"{name}#{r['id']}": f"{name}#{g['id']}" for g, r in pairs}
        both = sum(is_reported(g) and is_reported(r) for g, r in pairs)
        counts = [sum(map(is_reported, items)) for items in (statements, record["statements"])]
        score.count("statements.reported", both, counts[0] - both, counts[1] - both)
    score_links(score, Pairs(gold_lines), Pairs(lines), to_gold)
    tally = score.tallies["contradictions"]
    figures = score.figures | {
        "contradictions.precision": tally.precision,
        "contradictions.recall": tally.recall,
    }
    shown = {name: figures[name] for name in SHOWN if name in figures}
    sure, calibration = _sureness(gold_lines, reading, wanted, found)
    return Measured(shown | sure, tuple(score.errors), calibration)


def _shared(name: str, gold: Path, folder: Path, targets: dict[str, float]) -> EvalSet:
    return EvalSet(name, (gold, folder, SCORER), partial(measure_shared, gold, folder), targets)


_SAMPLES = ROOT / "seeds"
GOLD_SETS = (
    EvalSet(
        "samples",
        (_SAMPLES / "expected.jsonl",),
        partial(measure_own, _SAMPLES / "expected.jsonl", _SAMPLES),
        {"sure.right": 0.97},
    ),
    _shared("seeds", EVAL / "seeds.jsonl", EVAL.parent / "seeds", SEED_TARGETS),
    _shared("dev", EVAL / "dev" / "gold.jsonl", EVAL / "dev" / "articles", DEV_TARGETS),
)
