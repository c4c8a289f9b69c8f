"""An evaluator of queries in plain Python over rows in memory.

It shares nothing with the query engine but the names of fields and filters, and takes no short
cuts: every connection is filtered, sorted and cut as a whole list. Slow, and plainly right.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from db.enums import Entity, ReviewStatus
from db.query.selection import Field, Slot
from tests.storage.archive import Archive, Row
from tests.storage.naive_columns import (
    COLUMNS,
    ROOTS,
    TABLES,
    plain,
    written,
)
from tests.storage.naive_filters import NaiveFilters
from tests.storage.naive_pages import Cursors, page, page_order


@dataclass(frozen=True)
class One:
    """A related object."""

    type: str
    row: Row | None


@dataclass(frozen=True)
class Many:
    """A list of related objects."""

    type: str
    rows: list[Row]


@dataclass(frozen=True)
class Pages:
    """The rows that a connection is over, before its filter."""

    type: str
    rows: list[Row]


def global_id(type_name: str, row: Row) -> str:
    """Return the global id of a row."""
    return base64.b64encode(f"{type_name}:{row['id']}".encode()).decode()


class Naive:
    """Answers selections from an archive in memory."""

    def __init__(self, archive: Archive, cursors: Cursors | None = None) -> None:
        self.archive = archive
        self.cursors = cursors or {}
        self.filters = NaiveFilters(archive)

    def answer(self, fields: Sequence[Field]) -> dict[str, Any]:
        """Answer a selection on the root."""
        return {chosen.key: self._root(chosen) for chosen in fields}

    def _root(self, chosen: Field) -> Any:
        arguments = {name: plain(item) for name, item in chosen.arguments.items()}
        if chosen.name == "node":
            return self._node(arguments["id"], chosen)
        if chosen.name == "nodes":
            return [self._node(item, chosen) for item in arguments["ids"]]
        if chosen.name in ROOTS:
            type_name = ROOTS[chosen.name]
            rows = self.archive.rows(TABLES[type_name])
            return self._connection(Pages(type_name, rows), chosen)
        type_name = chosen.name.capitalize()
        found = [
            row
            for row in self.archive.rows(TABLES[type_name])
            if row["key"] == arguments["key"]
            and (type_name == "Dispute" or not row.get("superseded_at"))
        ]
        return self._object(type_name, found[0], chosen.fields) if found else None

    def _node(self, encoded: str, chosen: Field) -> Any:
        type_name, _, row_id = base64.b64decode(encoded).decode().partition(":")
        rows = self.archive.rows(TABLES[type_name])
        if not 1 <= int(row_id) <= len(rows):
            return None
        return self._object(type_name, rows[int(row_id) - 1], chosen.variants[type_name])

    def _object(self, type_name: str, row: Row, fields: Sequence[Field]) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        for chosen in fields:
            value = self._value(type_name, row, chosen.name)
            match value:
                case One(type=other, row=found):
                    value = found and self._object(other, found, chosen.fields)
                case Many(type=other, rows=rows):
                    value = [self._object(other, item, chosen.fields) for item in rows]
                case Pages():
                    value = self._connection(value, chosen)
            answer[chosen.key] = value
        return answer

    def _value(self, type_name: str, row: Row, name: str) -> Any:
        if name == "__typename":
            return type_name
        if name == "id":
            return global_id(type_name, row)
        if name in COLUMNS.get(type_name, {}):
            return written(row[COLUMNS[type_name][name]])
        if (type_name, name) in _ALIASED:
            table, column = _ALIASED[type_name, name]
            return sorted(item["name"] for item in self._where(table, **{column: row["id"]}))
        if type_name in {"Opposition", "NearOpposition"}:
            return row[name]
        relations: dict[str, Callable[[Row], dict[str, Any]]] = {
            "Statement": self._of_statement,
            "Speaker": self._of_speaker,
            "Evidence": self._of_statement,
            "Contradiction": self._of_pair,
            "NearMiss": self._of_pair,
            "Dispute": self._of_dispute,
            "DisputeSide": self._of_side,
        }
        return relations.get(type_name, self._of_others)(row)[name]

    def _where(self, table: str, **equal: Any) -> list[Row]:
        return [
            row
            for row in self.archive.rows(table)
            if all(row[column] == value for column, value in equal.items())
        ]

    def _of_statement(self, row: Row) -> dict[str, Any]:
        get, own = self.archive.get, row["id"]
        nested = [each for each in self._where("statement", parent_id=own) if _current(each)]
        about = row["about_start"] or row["about_end"]
        named = self._where("statement_location", statement_id=own)
        return {
            "claim": One("Claim", row),
            "about": One("DateInterval", row if about else None),
            "evidence": One("Evidence", row),
            "attribution": One("Attribution", row if row["speaker_name"] else None),
            "span": _span(row["span_start"], row["span_end"]),
            "cueSpan": _span(row["cue_start"], row["cue_end"]),
            "sourceSpan": _span(row["source_start"], row["source_end"]),
            "article": One("Article", get("article", row["article_id"])),
            "speaker": One("Speaker", get("speaker", row["speaker_id"])),
            "parent": One("Statement", get("statement", row["parent_id"])),
            "nested": Many("Statement", sorted(nested, key=_by_position)),
            "places": Many("StatementPlace", sorted(named, key=_by_position)),
            "quantities": Many(
                "Quantity", sorted(self._where("quantity", statement_id=own), key=_by_position)
            ),
            "contradictions": self._opposing(row, "contradiction"),
            "nearMisses": self._opposing(row, "near_miss"),
        }

    def _of_speaker(self, row: Row) -> dict[str, Any]:
        spellings = self._where("speaker_alias", speaker_id=row["id"])
        others = self.archive.rows("speaker")
        merged = [each for each in others if each.get("merged_into_id") == row["id"]]
        merged.sort(key=lambda each: (each["name"], each["id"]))
        return {
            **self._of_others(row),
            "spellings": Many("Spelling", sorted(spellings, key=lambda each: each["name"])),
            "mergedInto": One("Speaker", self.archive.get("speaker", row.get("merged_into_id"))),
            "mergedFrom": Many("Speaker", merged),
            "reviews": self._reviews("speaker", row),
        }

    def _opposing(self, row: Row, table: str) -> Many:
        names = {
            "contradiction": ("Opposition", "contradiction", "Contradiction"),
            "near_miss": ("NearOpposition", "nearMiss", "NearMiss"),
        }
        described, pair_name, pair_type = names[table]
        found = []
        for pair in sorted(self.archive.rows(table), key=lambda p: (-p["confidence"], p["id"])):
            for near, far in (("a", "b"), ("b", "a")):
                if pair[f"statement_{near}_id"] == row["id"] and _shown(pair):
                    other = self.archive.get("statement", pair[f"statement_{far}_id"])
                    own_end, far_end = pair[f"evidence_{near}_end"], pair[f"evidence_{far}_end"]
                    found.append(
                        {
                            pair_name: One(pair_type, pair),
                            "other": One("Statement", other),
                            "evidence": _span(pair[f"evidence_{near}_start"], own_end),
                            "otherEvidence": _span(pair[f"evidence_{far}_start"], far_end),
                            "value": pair[f"value_{near}"],
                            "otherValue": pair[f"value_{far}"],
                        }
                    )
        return Many(described, found)

    def _of_pair(self, row: Row) -> dict[str, Any]:
        get = self.archive.get
        return {
            "a": One("Statement", get("statement", row["statement_a_id"])),
            "b": One("Statement", get("statement", row["statement_b_id"])),
            "evidenceA": self._quotation(row, "a"),
            "evidenceB": self._quotation(row, "b"),
            "relation": "CONTRADICTS",
            "reviews": self._reviews("contradiction", row),
            "dispute": One("Dispute", get("dispute", row.get("dispute_id"))),
        }

    def _reviews(self, entity: str, row: Row) -> Many:
        return Many("Review", self._where("review", entity=Entity(entity), entity_key=row["key"]))

    def _of_side(self, row: Row) -> dict[str, Any]:
        ids = {each["statement_id"] for each in self._where("dispute_statement", side_id=row["id"])}
        found = [each for each in self.archive.rows("statement") if each["id"] in ids]
        found.sort(key=lambda each: (each["sort_at"], each["id"]))
        return {"statements": Many("Statement", found)}

    def _quotation(self, row: Row, side: str) -> One:
        statement = self.archive.get("statement", row[f"statement_{side}_id"])
        article = self.archive.get("article", statement["article_id"] if statement else None) or {}
        start, end = row[f"evidence_{side}_start"], row[f"evidence_{side}_end"]
        return One("Quotation", {"start": start, "end": end, "text": article["text"][start:end]})

    def _of_dispute(self, row: Row) -> dict[str, Any]:
        places = self._where("dispute_location", dispute_id=row["id"])
        places.sort(key=lambda each: (-each["statement_count"], each["location_id"]))
        about = row["about_start"] or row["about_end"]
        sides = sorted(
            self._where("dispute_side", dispute_id=row["id"]), key=lambda each: each["position"]
        )
        return {
            "about": One("DateInterval", row if about else None),
            "sides": Many("DisputeSide", sides),
            "reviews": self._reviews("dispute", row),
            "mergedInto": One("Dispute", self.archive.get("dispute", row["merged_into_id"])),
            "places": Many("DisputePlace", places),
            "contradictions": Pages(
                "Contradiction", self._where("contradiction", dispute_id=row["id"])
            ),
        }

    def _of_others(self, row: Row) -> dict[str, Any]:
        """Answer for the types with few relations, told apart by their columns."""
        related: dict[str, Any] = dict(row)
        if "span_start" in row:
            related["span"] = _span(row["span_start"], row["span_end"])
        if "location_id" in row:
            related["location"] = One("Location", self.archive.get("location", row["location_id"]))
        if "source_id" in row:
            related["outlet"] = One("Outlet", self.archive.get("source", row["source_id"]))
        for table, column in (("article", "article_id"), ("speaker", "speaker_id")):
            if any(row is each for each in self.archive.rows(table)):
                own = self._where("statement", **{column: row["id"]})
                related["statements"] = Pages("Statement", own)
        if any(row is each for each in self.archive.rows("location")):
            links = self._where("statement_location", location_id=row["id"])
            ids = {link["statement_id"] for link in links}
            named = [each for each in self.archive.rows("statement") if each["id"] in ids]
            related["statements"] = Pages("Statement", named)
        return related

    def matching(self, type_name: str, rows: Iterable[Row], where: Any) -> list[Row]:
        """Return the rows that a connection shows under a filter."""
        where = where or {}
        hide = not _mentions(where, "superseded")
        return [
            row
            for row in rows
            if (_current(row) or not hide)
            and (row.get("status") is not ReviewStatus.REJECTED or _mentions(where, "status"))
            and self.filters.fits(type_name, row, where)
        ]

    def _connection(self, pages: Pages, chosen: Field) -> dict[str, Any]:
        arguments = {name: plain(item) for name, item in chosen.arguments.items()}
        order = page_order(pages.type, arguments.get("orderBy"))
        rows = self.matching(pages.type, pages.rows, arguments.get("where"))
        rows.sort(key=order.place, reverse=order.descending)
        shown = page(rows, self.archive.rows(TABLES[pages.type]), arguments, order)
        marks = self.cursors.get(order, {})
        answer: dict[str, Any] = {}
        for part in chosen.fields:
            if part.name == "totalCount":
                stop = plain(part.arguments.get("atMost", Slot(None)))
                answer[part.key] = len(rows) if stop is None else min(len(rows), stop)
            elif part.name == "pageInfo":
                facts = shown.info(marks)
                answer[part.key] = {each.key: facts[each.name] for each in part.fields}
            elif part.name == "__typename":
                answer[part.key] = f"{pages.type}Connection"
            else:
                answer[part.key] = [
                    self._edge(pages.type, row, part.fields, marks) for row in shown.rows
                ]
        return answer

    def _edge(
        self, type_name: str, row: Row, fields: Sequence[Field], marks: Mapping[int, str]
    ) -> dict[str, Any]:
        answer: dict[str, Any] = {}
        for chosen in fields:
            if chosen.name == "node":
                answer[chosen.key] = self._object(type_name, row, chosen.fields)
            else:
                named = {"cursor": marks.get(row["id"]), "__typename": f"{type_name}Edge"}
                answer[chosen.key] = named[chosen.name]
        return answer


_ALIASED = {
    ("Speaker", "aliases"): ("speaker_alias", "speaker_id"),
    ("Location", "aliases"): ("location_alias", "location_id"),
}


def _by_position(row: Row) -> tuple[int, int]:
    return row["position"], row["id"]


def _span(start: int | None, end: int | None) -> One:
    return One("Span", None if start is None else {"start": start, "end": end})


def _current(row: Row) -> bool:
    return not row.get("superseded_at")


def _shown(row: Row) -> bool:
    return _current(row) and row.get("status") is not ReviewStatus.REJECTED


def _mentions(where: Any, key: str) -> bool:
    if isinstance(where, list):
        return any(_mentions(item, key) for item in where)
    if not isinstance(where, dict):
        return False
    return key in where or any(_mentions(where.get(name), key) for name in ("and", "or", "not"))


def same(text: str, expected: Any) -> bool:
    """Compare an answer with what was expected; numbers may be written in different ways."""
    return _same(json.loads(text), expected)


def _same(found: Any, expected: Any) -> bool:
    if isinstance(expected, dict):
        keys_in_order = isinstance(found, dict) and list(found) == list(expected)
        return keys_in_order and all(_same(found[key], expected[key]) for key in expected)
    if isinstance(expected, list):
        if not isinstance(found, list) or len(found) != len(expected):
            return False
        return all(_same(a, b) for a, b in zip(found, expected, strict=True))
    if isinstance(expected, float) and isinstance(found, int | float):
        return math.isclose(found, expected, rel_tol=1e-12)
    return type(found) is type(expected) and bool(found == expected)
