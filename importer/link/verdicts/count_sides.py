"""On whose side those fell whom two clauses count."""

from __future__ import annotations

from importer.link.position import Position


def fell_on_both_sides(a: Position, b: Position) -> bool:
    """Say whether one counts whom a party killed, and the other those whom it lost."""
    return any(
        killer.frame.agent is not None
        and killer.frame.agent == loser.frame.target
        and killer.frame.target != loser.frame.target
        for killer, loser in ((a, b), (b, a))
    )
