"""Two texts in, how they stand to each other out: `compare(Side(...), Side(...))`."""

from importer.compare.answer import parse_verdict, verdict_schema
from importer.compare.comparing import compare
from importer.compare.judging import RULES, Judge, RuleJudge
from importer.compare.lines import (
    Pair,
    comparison_record,
    judge_pair,
    make_side,
    read_pairs,
)
from importer.compare.model import Comparison, Side, Verdict

__all__ = [
    "RULES",
    "Comparison",
    "Judge",
    "Pair",
    "RuleJudge",
    "Side",
    "Verdict",
    "compare",
    "comparison_record",
    "judge_pair",
    "make_side",
    "parse_verdict",
    "read_pairs",
    "verdict_schema",
]
