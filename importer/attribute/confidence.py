"""How sure an attribution is: by the rule that found it, and by how clear its source is."""

from __future__ import annotations

from importer.attribute.lexicon import cue_tables
from importer.attribute.sentence import Report, Sentence
from importer.attribute.sources import is_role_noun

_NAMED = frozenset({"PERSON", "ORG", "NORP", "GPE"})


def confidence(rule: str, sentence: Sentence | None, report: Report | None) -> float:
    """Return how likely content and source are both right, from 0 to 1.

    Every rule has its figure in cues.toml; it is lowered where the source is neither a name nor an
    office or body.
    """
    rules, factors = cue_tables()["confidence"], cue_tables()["confidence_factors"]
    kind = "nested" if rule.startswith("nested") else rule
    value = float(rules.get(kind, rules["other"]))
    if sentence is None or report is None or report.source is None:
        return value
    phrase = sentence.doc[report.source[0] : report.source[1]]
    if phrase.root.pos_ == "PRON":
        value *= factors["pronoun"]
    elif not any(t.ent_type_ in _NAMED or is_role_noun(t) for t in phrase):
        value *= factors["unnamed"]
    return round(value, 3)
