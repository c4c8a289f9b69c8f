"""The naive evaluator's filters: whether a row in memory fits a `where`."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime
from enum import Enum
from typing import Any

from db.enums import ReviewStatus
from db.keys import fold
from tests.storage.archive import Archive, Row


def _current(row: Row) -> bool:
    return not row.get("superseded_at")


class NaiveFilters:
    """Says whether a row fits a `where`."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive

    def fits(self, type_name: str, row: Row, where: dict[str, Any]) -> bool:
        """Test one row."""
        return all(self._fits_key(type_name, row, key, node) for key, node in where.items())

    def _fits_key(self, type_name: str, row: Row, key: str, node: Any) -> bool:  # noqa: PLR0911 - a table of cases
        match key:
            case "and":
                return all(self.fits(type_name, row, each) for each in node)
            case "or":
                return any(self.fits(type_name, row, each) for each in node)
            case "not":
                return not self.fits(type_name, row, node)
            case "superseded":
                return bool(row["superseded_at"]) == bool(node)
            case "bbox":
                return _in_box(row, node)
            case "near":
                return _near(row, node)
            case "overlaps" | "about":
                return _overlaps(row, key, node)
        special = getattr(self, f"_{type_name.lower()}_{key.lower()}", None)
        if special is not None:
            return bool(special(row, node))
        return _operators(row[_FILTER_COLUMNS.get((type_name, key), COLUMNS_OF[key])], node)

    def _one(self, table: str, row_id: int | None, type_name: str, where: Any) -> bool:
        row = self.archive.get(table, row_id)
        return row is not None and self.fits(type_name, row, where)

    def _some(self, rows: Iterable[Row], type_name: str, where: Any) -> bool:
        return any(self.fits(type_name, row, where) for row in rows)

    def _statement_search(self, row: Row, text: str) -> bool:
        words = row["text"].casefold().split()
        terms = [term.split() for term in text.casefold().split('"')[1::2]]
        terms += [[word] for word in " ".join(text.casefold().split('"')[::2]).split()]
        return all(
            any(words[start : start + len(term)] == term for start in range(len(words)))
            for term in terms
        )

    def _statement_via(self, row: Row, node: Any) -> bool:
        return any(_operators(name, node) for name in row["via"])

    def _statement_nested(self, row: Row, node: bool) -> bool:  # noqa: FBT001 - a value under test
        return (row["parent_id"] is not None) == node

    def _children(self, row: Row) -> list[Row]:
        found = self.archive.rows("statement")
        return [each for each in found if each["parent_id"] == row["id"] and _current(each)]

    def _statement_passeson(self, row: Row, node: bool) -> bool:  # noqa: FBT001 - as above
        return bool(self._children(row)) == node

    def _statement_originalspeaker(self, row: Row, node: Any) -> bool:
        children = self._children(row)
        if children:
            return any(self._statement_originalspeaker(child, node) for child in children)
        return self._one("speaker", row["speaker_id"], "Speaker", node)

    def _statement_relayedby(self, row: Row, node: Any) -> bool:
        reporter = self.archive.get("statement", row["parent_id"])
        if reporter is None:
            return False
        return self.fits("Relay", row, node) or self._statement_relayedby(reporter, node)

    def _relay_speaker(self, row: Row, node: Any) -> bool:
        reporter = self.archive.get("statement", row["parent_id"])
        return reporter is not None and self._statement_speaker(reporter, node)

    def _relay_party(self, row: Row, node: Any) -> bool:
        reporter = self.archive.get("statement", row["parent_id"])
        return reporter is not None and _operators(reporter["party"], node)

    def _statement_contradicted(self, row: Row, node: bool) -> bool:  # noqa: FBT001 - as above
        sides = {
            pair[side]
            for pair in self.archive.rows("contradiction")
            if _current(pair) and pair["status"] is not ReviewStatus.REJECTED
            for side in ("statement_a_id", "statement_b_id")
        }
        return (row["id"] in sides) == node

    def _statement_speaker(self, row: Row, node: Any) -> bool:
        return self._one("speaker", row["speaker_id"], "Speaker", node)

    def _statement_article(self, row: Row, node: Any) -> bool:
        return self._one("article", row["article_id"], "Article", node)

    def _statement_place(self, row: Row, node: Any) -> bool:
        return any(
            self._one("location", link["location_id"], "Location", node)
            for link in self.archive.rows("statement_location")
            if link["statement_id"] == row["id"]
        )

    def _statement_quantity(self, row: Row, node: Any) -> bool:
        own = (q for q in self.archive.rows("quantity") if q["statement_id"] == row["id"])
        return self._some(own, "Quantity", node)

    def _statements(self, column: str, row: Row) -> Iterable[Row]:
        statements = self.archive.rows("statement")
        return (each for each in statements if each[column] == row["id"] and _current(each))

    def _speaker_statement(self, row: Row, node: Any) -> bool:
        return self._some(self._statements("speaker_id", row), "Statement", node)

    def _article_statement(self, row: Row, node: Any) -> bool:
        return self._some(self._statements("article_id", row), "Statement", node)

    def _article_outlet(self, row: Row, node: Any) -> bool:
        return self._one("source", row["source_id"], "Outlet", node)

    def _speaker_name(self, row: Row, node: Any) -> bool:
        return self._aliased("speaker", row, node)

    def _location_name(self, row: Row, node: Any) -> bool:
        return self._aliased("location", row, node)

    def _aliased(self, table: str, row: Row, node: Any) -> bool:
        folded = {
            key: [fold(each) for each in value] if isinstance(value, list) else fold(value)
            for key, value in node.items()
        }
        aliases = self.archive.rows(f"{table}_alias")
        own = (alias["folded"] for alias in aliases if alias[f"{table}_id"] == row["id"])
        return any(_operators(name, folded) for name in own)

    def _location_inside(self, row: Row, key: str) -> bool:
        outer = next((each for each in self.archive.rows("location") if each["key"] == key), None)
        if outer is None or outer is row:
            return outer is row and outer is not None
        if outer["country"] is None or row["country"] != outer["country"]:
            return False
        if outer["kind"] == "country":
            return True
        names = {outer["admin1"], outer["name"]} - {None}
        return outer["kind"] == "region" and row["admin1"] in names

    def _contradiction_statement(self, row: Row, node: Any) -> bool:
        return any(
            self._one("statement", row[f"statement_{side}_id"], "Statement", node) for side in "ab"
        )

    def _contradiction_between(self, row: Row, node: Any) -> bool:
        return any(
            all(
                self._one("statement", row[f"statement_{side}_id"], "Statement", node[name])
                for side, name in zip("ab", way, strict=True)
            )
            for way in (("one", "other"), ("other", "one"))
        )

    _nearmiss_statement = _contradiction_statement
    _nearmiss_between = _contradiction_between

    def _contradiction_dispute(self, row: Row, node: Any) -> bool:
        return self._one("dispute", row["dispute_id"], "Dispute", node)

    def _dispute_place(self, row: Row, node: Any) -> bool:
        return any(
            self._one("location", link["location_id"], "Location", node)
            for link in self.archive.rows("dispute_location")
            if link["dispute_id"] == row["id"]
        )

    def _dispute_statement(self, row: Row, node: Any) -> bool:
        return any(
            self._one("statement", link["statement_id"], "Statement", node)
            for link in self.archive.rows("dispute_statement")
            if link["dispute_id"] == row["id"]
        )

    def _dispute_contradiction(self, row: Row, node: Any) -> bool:
        pairs = (p for p in self.archive.rows("contradiction") if p["dispute_id"] == row["id"])
        return self._some((pair for pair in pairs if _current(pair)), "Contradiction", node)


COLUMNS_OF = {
    name: name
    for name in [
        "key",
        "kind",
        "text",
        "polarity",
        "modality",
        "stance",
        "party",
        "cue",
        "confidence",
        "role",
        "organisation",
        "country",
        "admin1",
        "name",
        "title",
        "url",
        "language",
        "unit",
        "counted",
        "aspect",
        "approx",
        "low",
        "high",
        "rule",
        "matter",
        "type",
        "relation",
        "status",
    ]
} | {
    "claimType": "claim_type",
    "agent": "claim_agent",
    "target": "claim_target",
    "said": "said_on",
    "published": "published_on",
    "recorded": "recorded_at",
    "statementCount": "statement_count",
    "contradictionCount": "contradiction_count",
    "sourceCount": "source_count",
    "firstSeen": "first_seen_on",
    "lastSeen": "last_seen_on",
}
_FILTER_COLUMNS: dict[tuple[str, str], str] = {}


def _lower(text: str) -> str:
    return "".join(sign.lower() if sign.isascii() else sign for sign in text)


def _value(node: Any, like: Any) -> Any:
    if isinstance(like, Enum) and isinstance(node, str):
        return type(like)[node]
    if isinstance(like, datetime) and isinstance(node, str):
        return datetime.fromisoformat(node)
    if isinstance(like, date) and isinstance(node, str):
        return date.fromisoformat(node)
    return node


def _operators(value: Any, node: Any) -> bool:
    if not isinstance(node, dict):
        return bool(value == node)
    return all(_operator(value, name, operand) for name, operand in node.items())


def _operator(value: Any, name: str, operand: Any) -> bool:  # noqa: PLR0911 - a table of cases
    if name == "isNull":
        return (value is None) == bool(operand)
    if name == "ne":
        return not _operator(value, "eq", operand)
    if name == "notIn":
        return not _operator(value, "in", operand)
    if value is None:
        return False
    if name == "in":
        return value in [_value(each, value) for each in operand]
    if name == "contains":
        return _lower(operand) in _lower(value)
    if name == "startsWith":
        return _lower(value).startswith(_lower(operand))
    compared = _value(operand, value)
    answers: dict[str, Callable[[], bool]] = {
        "eq": lambda: bool(value == compared),
        "gt": lambda: bool(value > compared),
        "gte": lambda: bool(value >= compared),
        "lt": lambda: bool(value < compared),
        "lte": lambda: bool(value <= compared),
    }
    return answers[name]()


def _overlaps(row: Row, key: str, node: Any) -> bool:
    if not node:
        return True
    names = {"about": ("about_start", "about_end", "start", "end")}
    low_name, high_name, low_key, high_key = names.get(key, ("low", "high", "low", "high"))
    low, high = row[low_name], row[high_name]
    if low is None and high is None:
        return False
    wanted_low = _value(node.get(low_key), high)
    wanted_high = _value(node.get(high_key), low)
    reaches = high is None or wanted_low is None or high >= wanted_low
    return reaches and (low is None or wanted_high is None or low <= wanted_high)


def _in_box(row: Row, node: Any) -> bool:
    if row["latitude"] is None or row["longitude"] is None:
        return False
    east, west = node["east"], node["west"]
    inside = [row["longitude"] >= west, row["longitude"] <= east]
    across = any(inside) if west > east else all(inside)
    return bool(node["south"] <= row["latitude"] <= node["north"] and across)


def _near(row: Row, node: Any) -> bool:
    """Measure by the angle between two vectors, another formula than the engine's."""
    if row["latitude"] is None or row["longitude"] is None:
        return False
    a = _vector(row["latitude"], row["longitude"])
    b = _vector(node["latitude"], node["longitude"])
    cross = math.dist((0, 0, 0), _cross(a, b))
    angle = math.atan2(cross, sum(x * y for x, y in zip(a, b, strict=True)))
    return bool(angle * 6371.0088 <= node["radiusKm"])


def _vector(latitude: float, longitude: float) -> tuple[float, float, float]:
    up, round_ = math.radians(latitude), math.radians(longitude)
    return math.cos(up) * math.cos(round_), math.cos(up) * math.sin(round_), math.sin(up)


def _cross(a: Sequence[float], b: Sequence[float]) -> tuple[float, float, float]:
    return (
        a[1] * b[2] - a[2] * b[1],
        a[2] * b[0] - a[0] * b[2],
        a[0] * b[1] - a[1] * b[0],
    )
