"""Whether a stated confidence is kept: the share that is right, by how sure the reading was."""

from __future__ import annotations

from itertools import pairwise

from bench.quality.evalset import Figures

SURE = 0.8
"""Above this, a reader may rely on a statement or link without looking it up."""
_EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.0)

type Judged = list[tuple[float, bool]]
"""How sure the reading was of each item, and whether it was right."""


def sure_figures(judged: Judged) -> Figures:
    """Return the share right of what is above the mark, and the share that is above it."""
    sure = [right for confidence, right in judged if confidence > SURE]
    return {
        "sure.right": sum(sure) / len(sure) if sure else None,
        "sure.coverage": len(sure) / len(judged) if judged else None,
    }


def reliability(judged: Judged) -> tuple[str, ...]:
    """Lay out a line a bin: how many items, how sure on average, how many of them right."""
    lines = []
    for low, high in pairwise(_EDGES):
        inside = [(c, right) for c, right in judged if low < c <= high]
        if inside:
            mean = sum(c for c, _ in inside) / len(inside)
            share = sum(right for _, right in inside) / len(inside)
            lines.append(
                f"{low:.2f} to {high:.2f}: {len(inside):5}, said {mean:.2f}, right {share:.2f}"
            )
    return tuple(lines)
