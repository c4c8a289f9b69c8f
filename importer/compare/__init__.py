"""Two texts in, how they stand to each other out: `compare(Side(...), Side(...))`."""

from importer.compare.comparing import compare
from importer.compare.lines import (
    Pair,
    comparison_record,
    judge_pair,
    make_side,
    read_pairs,
)
from importer.compare.model import Comparison, Side, Verdict

__all__ = [
    "Comparison",
    "Pair",
    "Side",
    "Verdict",
    "compare",
    "comparison_record",
    "judge_pair",
    "make_side",
    "read_pairs",
]
