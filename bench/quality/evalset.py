"""What every set has in common: where it is, how it is measured, what it should reach."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
EVAL = Path(os.environ.get("COUNTERCLAIM_EVAL", ROOT.parent / "shared" / "eval"))
"""Gold that is not part of the project; sets that lie there are skipped where it is absent."""

ONE_PERSON = 0.7
"""Above this, `same_person` says that two names usually are of one person."""

FIELD_TARGETS = {
    "kind": 0.93,
    "speaker": 0.95,
    "party": 0.90,
    "nesting": 0.80,
    "polarity": 0.93,
    "modality": 0.92,
    "claim.type": 0.80,
    "claim.agent": 0.80,
    "claim.target": 0.80,
    "locations": 0.92,
    "quantities": 0.95,
    "time": 0.88,
    "sure.right": 0.97,
}
"""What the fields of statements are to reach, wherever they are read from whole texts."""
STATEMENTS_TARGET = 0.92

type Figures = dict[str, float | None]
"""Shares from 0 to 1 by name, in the order of the table; None where nothing was counted."""

_ROUNDING = 1e-9
CEILING_SUFFIX = "false_alarms"
"""Figures with this name are better when lower; their target is a ceiling."""


@dataclass(frozen=True)
class Measured:
    """One set's figures, and what a reader of mistakes wants to see."""

    figures: Figures
    errors: tuple[str, ...] = ()
    calibration: tuple[str, ...] = ()


@dataclass(frozen=True)
class EvalSet:
    """A set of texts with what a careful reader finds in them."""

    name: str
    needs: tuple[Path, ...]
    measure: Callable[[], Measured]
    targets: Mapping[str, float] = field(default_factory=dict)

    @property
    def missing(self) -> Path | None:
        """Return the first file or folder that the set needs and that is not here."""
        return next((path for path in self.needs if not path.exists()), None)


def is_ceiling(figure: str) -> bool:
    """Say whether a figure is better when lower."""
    return figure.endswith(CEILING_SUFFIX)


def loss(figure: str, before: float, now: float) -> float:
    """Return by how much a figure is worse than it was; negative when it is better."""
    return now - before if is_ceiling(figure) else before - now


def reaches(figure: str, value: float, target: float) -> bool:
    """Say whether a figure is as good as its target."""
    return loss(figure, target, value) <= _ROUNDING
