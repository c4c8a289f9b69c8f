"""The naive evaluator's facets: each value of each row, counted one by one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from tests.storage.archive import Archive, Row
from tests.storage.naive_columns import written

type Values = Callable[[Archive, Row], set[Any]]


@dataclass(frozen=True)
class Counts:
    """What a list is counted by: the values of a row, and the table that they are rows of."""

    values: Values
    table: str = ""


def _column(name: str) -> Counts:
    return Counts(lambda _, row: {row[name]})


def _month(name: str) -> Counts:
    return Counts(lambda _, row: {row[name] and row[name].replace(day=1)})


def _ids(archive: Archive, table: str, column: str, **equal: Any) -> set[Any]:
    """Return a column of the rows that have some values."""
    return {
        row[column]
        for row in archive.rows(table)
        if all(row[name] == value for name, value in equal.items())
    }


def _places(archive: Archive, row: Row) -> set[Any]:
    return _ids(archive, "statement_location", "location_id", statement_id=row["id"])


def _countries(archive: Archive, row: Row) -> set[Any]:
    return {archive.rows("location")[each - 1]["country"] for each in _places(archive, row)}


def _outlet_of_article(archive: Archive, row: Row) -> set[Any]:
    return {archive.rows("article")[row["article_id"] - 1]["source_id"]}


def _of_sides(values: Values) -> Values:
    def both(archive: Archive, row: Row) -> set[Any]:
        statements = archive.rows("statement")
        sides = (statements[row[f"statement_{side}_id"] - 1] for side in "ab")
        return set().union(*(values(archive, each) for each in sides))

    return both


def _dispute_places(archive: Archive, row: Row) -> set[Any]:
    return _ids(archive, "dispute_location", "location_id", dispute_id=row["id"])


def _dispute_parties(archive: Archive, row: Row) -> set[Any]:
    ids = _ids(archive, "dispute_statement", "statement_id", dispute_id=row["id"])
    return {archive.rows("statement")[each - 1]["party"] for each in ids}


_PAIR = {
    "type": _column("type"),
    "rule": _column("rule"),
    "party": Counts(_of_sides(lambda _, row: {row["party"]})),
    "speaker": Counts(_of_sides(lambda _, row: {row["speaker_id"]}), "speaker"),
    "place": Counts(_of_sides(_places), "location"),
    "claimType": Counts(_of_sides(lambda _, row: {row["claim_type"]})),
}
FACETS: dict[str, dict[str, Counts]] = {
    "Statement": {
        "party": _column("party"),
        "speaker": Counts(lambda _, row: {row["speaker_id"]}, "speaker"),
        "place": Counts(_places, "location"),
        "country": Counts(_countries),
        "type": _column("claim_type"),
        "kind": _column("kind"),
        "polarity": _column("polarity"),
        "modality": _column("modality"),
        "stance": _column("stance"),
        "agent": _column("claim_agent"),
        "target": _column("claim_target"),
        "outlet": Counts(_outlet_of_article, "source"),
        "day": _column("said_on"),
        "month": _month("said_on"),
    },
    "Contradiction": {**_PAIR, "status": _column("status")},
    "NearMiss": {**_PAIR, "relation": _column("relation")},
    "Dispute": {
        "status": _column("status"),
        "place": Counts(_dispute_places, "location"),
        "party": Counts(_dispute_parties),
    },
    "Article": {
        "outlet": Counts(lambda _, row: {row["source_id"]}, "source"),
        "language": _column("language"),
        "day": _column("published_on"),
        "month": _month("published_on"),
    },
    "Speaker": {"kind": _column("kind"), "party": _column("party")},
    "Location": {
        "kind": _column("kind"),
        "country": _column("country"),
        "admin1": _column("admin1"),
    },
}


def count(archive: Archive, type_name: str, facet: str, rows: Sequence[Row]) -> list[Any]:
    """Return the values of a facet with their counts, the most frequent first, nulls last.

    A value that is a row is given by its key. A row without any value counts as null.
    """
    counts = FACETS[type_name][facet]
    counted: Counter[Any] = Counter()
    for row in rows:
        counted.update(counts.values(archive, row) - {None} or {None})
    ordered = sorted(counted.items(), key=lambda each: (-each[1], *_place(each[0])))
    return [(_shown(archive, counts.table, value), number) for value, number in ordered]


def _place(value: Any) -> tuple[bool, Any]:
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, str):
        value = value.encode()
    return value is None, value


def _shown(archive: Archive, table: str, value: Any) -> Any:
    if not table or value is None:
        return written(value)
    return archive.rows(table)[value - 1]["key"]
