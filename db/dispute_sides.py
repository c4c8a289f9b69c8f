"""The sides of a dispute: who stands against whom, and on how many independent sources.

A side is a set of statements of which none contradicts another. Statements are put on sides in the
order in which they were made, each on one where nothing opposes it: rather with what says the same
or comes from the same party. So two figures for one attack make two sides, three make three.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

type Row = Mapping[Any, Any]
type Source = tuple[str, str | int]


def source_of(statement: Row) -> Source:
    """Name the source of a statement; two of one party, or of one speaker, are not independent.

    What an article says in its own voice counts for its outlet.
    """
    if statement["party"]:
        return "party", statement["party"]
    if statement["speaker_id"]:
        return "speaker", statement["speaker_id"]
    if statement["source_id"]:
        return "outlet", statement["source_id"]
    return "article", statement["article_id"]


@dataclass
class Side:
    """Statements that do not contradict each other."""

    statement_ids: list[int] = field(default_factory=list)
    parties: list[str] = field(default_factory=list)
    claims: list[str] = field(default_factory=list)
    sources: set[Source] = field(default_factory=set)

    def add(self, statement: Row, claims: Iterable[str]) -> None:
        """Take a statement in."""
        self.statement_ids.append(statement["id"])
        self.sources.add(source_of(statement))
        for known, new in ((self.parties, [statement["party"]]), (self.claims, claims)):
            known += [each for each in dict.fromkeys(new) if each and each not in known]


def take_sides(contradictions: Iterable[Row], statements: Sequence[Row]) -> list[Side]:
    """Put the statements, the earliest first, on sides; the same input gives the same sides."""
    opponents: defaultdict[int, set[int]] = defaultdict(set)
    claims: defaultdict[int, list[str]] = defaultdict(list)
    for row in contradictions:
        a, b = row["statement_a_id"], row["statement_b_id"]
        opponents[a].add(b)
        opponents[b].add(a)
        for number, claim in ((a, row["value_a"]), (b, row["value_b"])):
            claims[number] += [claim] if claim else []
    sides: list[Side] = []
    for statement in statements:
        number = statement["id"]
        free = [side for side in sides if opponents[number].isdisjoint(side.statement_ids)]
        if free:
            chosen = max(free, key=lambda side: _kinship(side, statement, claims[number]))
        else:
            chosen = Side()
            sides.append(chosen)
        chosen.add(statement, claims[number])
    return sides


def _kinship(side: Side, statement: Row, claims: Sequence[str]) -> tuple[bool, bool]:
    """Say how near a statement is to a side; of equals `max` takes the first."""
    return not set(claims).isdisjoint(side.claims), statement["party"] in side.parties
