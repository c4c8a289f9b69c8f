"""The gold sets, how the product's reading of each is made, and what the scorer says of it."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from importer.gold import corpus_records
from importer.pipeline import annotate_corpus
from importer.read import Rejection, read_inputs

ROOT = Path(__file__).resolve().parents[2]
EVAL = Path(os.environ.get("COUNTERCLAIM_EVAL", ROOT.parent / "shared" / "eval"))

type Figures = dict[str, float | None]


@dataclass(frozen=True)
class GoldSet:
    """A gold file and the articles that it annotates."""

    name: str
    gold: Path
    articles: Path

    @property
    def is_here(self) -> bool:
        """Say whether the set lies beside the project."""
        return self.gold.is_file() and self.articles.is_dir() and SCORER.is_file()


SCORER = EVAL / "score.py"
GOLD_SETS = (
    GoldSet("seeds", EVAL / "seeds.jsonl", EVAL.parent / "seeds"),
    GoldSet("dev", EVAL / "dev" / "gold.jsonl", EVAL / "dev" / "articles"),
    GoldSet("samples", ROOT / "seeds" / "expected.jsonl", ROOT / "seeds"),
)


def write_reading(articles: Path, target: Path) -> None:
    """Read every article of a folder as one corpus and write the annotations.

    An article that can't be read ends the run: a gold set has none.
    """
    texts = []
    for item in read_inputs([str(path) for path in sorted(articles.glob("*.txt"))]):
        if isinstance(item, Rejection):
            raise SystemExit(f"{item.name}: {item.message}")
        texts.append(item)
    annotations, links = annotate_corpus(texts)
    with target.open("w", encoding="utf-8") as lines:
        for record in corpus_records(annotations, links):
            lines.write(json.dumps(record, ensure_ascii=False) + "\n")


def score(gold_set: GoldSet, show_errors: int = 0) -> tuple[Figures, str]:
    """Return one set's figures (0 to 1, None where nothing counts) and the scorer's own table."""
    with tempfile.TemporaryDirectory() as folder:
        reading = Path(folder) / "reading.jsonl"
        write_reading(gold_set.articles, reading)
        figures = json.loads(_run_scorer([str(gold_set.gold), str(reading), "--json"]))
        table = _run_scorer([str(gold_set.gold), str(reading), "--show-errors", str(show_errors)])
    values: Figures = {name: item["value"] for name, item in figures["figures"].items()}
    values["headline"] = figures["headline"]
    contradictions = figures["figures"]["contradictions"]
    values["contradictions.precision"] = contradictions["precision"]
    values["contradictions.recall"] = contradictions["recall"]
    return values, table


def _run_scorer(arguments: Sequence[str]) -> str:
    command = [sys.executable, str(SCORER), *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True)
    return done.stdout
