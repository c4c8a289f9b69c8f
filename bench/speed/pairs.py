"""What the linker would make of the archive: pairs of statements, disputes, and the feed of events.

Pairs are of statements on one place that were said about the same time; a few of them in a row are
a dispute.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import timedelta
from itertools import count, cycle

from bench.speed.archive import Archive, Row
from db.enums import ChangeKind, Entity
from db.keys import hash_key
from importer.model import ContradictionType, Relation

SIZES = (1, 2, 3, 5, 14)
"""Contradictions of a dispute, in turn."""
APART = 20
"""How many statements on the same place may lie between the two of a pair."""
NO_CONTRADICTION = tuple(each for each in Relation if each is not Relation.CONTRADICTS)


class Pairs:
    """Makes the rows that rest on pairs; the archive must have made its mentions before."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._chance = archive.chance
        self._types = list(ContradictionType)
        self._contradictions = list(self._drawn("pair", archive.size.contradictions))
        self._disputes = list(enumerate(_grouped(self._contradictions), 1))

    def _drawn(self, prefix: str, wanted: int) -> Iterator[Row]:
        """Draw pairs, from the places with the most statements on."""
        identity = 0
        places = self._archive.by_place
        for place in sorted(places, key=lambda each: (-len(places[each]), each)):
            listed = places[place]
            for _ in range(min(len(listed) // 4, wanted - identity)):
                at = self._chance.randrange(len(listed) - 1)
                other = min(at + self._chance.randrange(1, APART), len(listed) - 1)
                (a, key_a, _), (b, key_b, later) = listed[at], listed[other]
                if a == b:
                    continue
                identity += 1
                yield {
                    "id": identity,
                    "key": hash_key(prefix, *sorted((key_a, key_b)), str(identity)),
                    "statement_a_id": a,
                    "statement_b_id": b,
                    "rule": "bench",
                    "confidence": round(self._chance.uniform(0.6, 1.0), 3),
                    "reason": self._archive.sentence(12),
                    "evidence_a_start": 0,
                    "evidence_a_end": 20,
                    "evidence_b_start": 0,
                    "evidence_b_end": 20,
                    "matter": "control",
                    "sort_at": later,
                    "recorded_at": later + timedelta(days=1, seconds=identity % 40_000),
                    "place": place,
                }

    def contradictions(self) -> Iterator[Row]:
        """Make the contradictions."""
        for dispute, rows in self._disputes:
            for row in rows:
                kind = self._chance.choice(self._types)
                yield {**_without_place(row), "type": kind, "dispute_id": dispute}

    def near_misses(self) -> Iterator[Row]:
        """Make half as many pairs that contradict each other in nothing."""
        for row in self._drawn("near", self._archive.size.contradictions // 2):
            yield {**_without_place(row), "relation": self._chance.choice(NO_CONTRADICTION)}

    def disputes(self) -> Iterator[Row]:
        """Make a dispute of contradictions that follow each other."""
        for number, rows in self._disputes:
            latest = max(row["sort_at"] for row in rows)
            yield {
                "id": number,
                "key": hash_key("dispute", str(number)),
                "matter": "control",
                "first_seen_on": min(row["sort_at"] for row in rows).date(),
                "last_seen_on": latest.date(),
                "statement_count": len(_sides(rows)),
                "source_count": len(_sides(rows)),
                "contradiction_count": len(rows),
                "sort_at": latest,
                "recorded_at": max(row["recorded_at"] for row in rows),
            }

    def dispute_sides(self) -> Iterator[Row]:
        """Put the first statement of every pair on one side and the second on the other."""
        for number, rows in self._disputes:
            heard = Counter(_sides(rows).values())
            for position in (0, 1):
                yield {
                    "id": number * 2 - 1 + position,
                    "dispute_id": number,
                    "position": position,
                    "parties": [],
                    "claims": [],
                    "statement_count": heard[position],
                    "source_count": heard[position],
                }

    def dispute_statements(self) -> Iterator[Row]:
        """Say which statement is on which side."""
        identities = count(1)
        for number, rows in self._disputes:
            for statement, position in _sides(rows).items():
                yield {
                    "id": next(identities),
                    "dispute_id": number,
                    "statement_id": statement,
                    "side_id": number * 2 - 1 + position,
                }

    def dispute_locations(self) -> Iterator[Row]:
        """Name the places of disputes."""
        identities = count(1)
        for number, rows in self._disputes:
            for place, named in Counter(row["place"] for row in rows).items():
                yield {
                    "id": next(identities),
                    "dispute_id": number,
                    "location_id": place,
                    "statement_count": named * 2,
                }

    def changes(self) -> Iterator[Row]:
        """Tell of every statement and contradiction, in the order in which they were taken in."""
        statements = (
            (Entity.STATEMENT, key, recorded)
            for key, recorded in self._archive.taken_in_statements()
        )
        pairs = (
            (Entity.CONTRADICTION, row["key"], row["recorded_at"]) for row in self._contradictions
        )
        events = sorted([*statements, *pairs], key=lambda event: event[2])
        for identity, (entity, key, recorded) in enumerate(events, 1):
            yield {
                "id": identity,
                "entity": entity,
                "entity_key": key,
                "kind": ChangeKind.ADDED,
                "recorded_at": recorded,
            }


def _grouped(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    start = 0
    for size in cycle(SIZES):
        if start >= len(rows):
            return
        yield rows[start : start + size]
        start += size


def _without_place(row: Row) -> Row:
    return {name: value for name, value in row.items() if name != "place"}


def _sides(rows: Sequence[Row]) -> dict[int, int]:
    """Return the side of each statement; one that is in several pairs stays on its first."""
    sides: dict[int, int] = {}
    for row in rows:
        sides.setdefault(row["statement_a_id"], 0)
        sides.setdefault(row["statement_b_id"], 1)
    return sides
