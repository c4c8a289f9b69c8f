"""How sure an attribution is: by the rule that found it, its cue, and how clear its source is."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

from importer.attribute.lexicon import cue_tables
from importer.attribute.sentence import Report, Sentence
from importer.attribute.sources import is_role_noun

_NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def confidence(rule: str, sentence: Sentence | None, report: Report | None) -> float:
    """Return how likely content and source are both right, from 0 to 1.

    Every rule has its figure in cues.toml; it is lowered where the cue may be none or leaves open
    whose it is, and where the source is neither a name nor an office or body.
    """
    rules, factors = cue_tables()["confidence"], cue_tables()["confidence_factors"]
    kind = "nested" if rule.startswith("nested") else rule
    value = float(rules.get(kind, rules["other"]))
    if report is not None:
        value *= _cue_factor(rule, report)
    if sentence is None or report is None or report.source is None:
        return round(value, 3)
    phrase = sentence.doc[report.source[0] : report.source[1]]
    if phrase.root.pos_ == "PRON":
        value *= factors["pronoun"]
    elif not any(t.ent_type_ in _NAMED or is_role_noun(t) for t in phrase):
        value *= factors["unnamed"]
    return round(value, 3)


def _cue_factor(rule: str, report: Report) -> float:
    """Return what a doubtful cue takes off; words that only mean speech take off nothing."""
    doubts = _doubts()
    word = report.anchor
    if word.lemma_.lower() in doubts["plain"] or word.lower_ in doubts["plain"]:
        return 1.0
    if rule.endswith("content-cue"):
        return float(doubts["factors"]["behind"])
    if rule.endswith("cue-content") and word.tag_ == "VBG":
        return float(doubts["factors"]["participle"])
    return 1.0


@cache
def _doubts() -> dict[str, Any]:
    return tomllib.loads((files("importer") / "data" / "confidence.toml").read_text("utf-8"))
