"""Verdicts on pairs of texts: by `counterclaim compare`, and by linking two articles."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bench.quality.evalset import ROOT
from importer.model import Article, Link, Relation
from importer.pipeline import annotate_corpus

COMMAND = ROOT / "counterclaim" / "commands" / "compare.py"
_FIELDS = ("id", "a", "b", "a_published", "b_published")


def verdicts_of(pairs: Sequence[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Judge pairs of bare texts by the command, as a user would: one verdict a pair, in order."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "pairs.jsonl"
        with file.open("w", encoding="utf-8") as lines:
            for pair in pairs:
                lines.write(json.dumps({key: pair.get(key) for key in _FIELDS}) + "\n")
        command = [sys.executable, "-m", "counterclaim", "compare", str(file)]
        done = subprocess.run(command, check=False, capture_output=True, text=True, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"counterclaim compare failed:\n{done.stderr[-2000:]}")
    verdicts = [json.loads(line) for line in done.stdout.splitlines() if line.startswith("{")]
    if [verdict["id"] for verdict in verdicts] != [pair["id"] for pair in pairs]:
        raise SystemExit("counterclaim compare did not answer every pair in order")
    return verdicts


def link_of_articles(pair: Mapping[str, Any]) -> Link | None:
    """Read both texts as articles of two outlets and return the surest link across them.

    A contradiction goes before a revision, a revision before agreement and near misses.
    """
    articles = [
        Article(name, pair[name], _day(pair.get(f"{name}_published"))) for name in ("a", "b")
    ]
    _, links = annotate_corpus(articles)
    across = [link for link in links if link.a.partition("#")[0] != link.b.partition("#")[0]]
    order = list(Relation)
    return min(across, key=lambda x: (order.index(x.relation), -x.confidence), default=None)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
