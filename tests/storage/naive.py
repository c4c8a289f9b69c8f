"""An evaluator of queries in plain Python over rows in memory.

It shares nothing with the query engine but the names of fields and filters, and takes no short
cuts: every connection is filtered, sorted and cut as a whole list. Slow, and plainly right.
"""

from __future__ import annotations

import base64
import json
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any

from db.keys import fold
from db.query.selection import Argument, Field, Slot
from tests.storage.archive import Archive, Row

type Predicate = Callable[[Row], bool]


def plain(argument: Argument) -> Any:
    """Take the slots out of an argument again."""
    if isinstance(argument, Slot):
        return argument.value
    if isinstance(argument, dict):
        return {key: plain(item) for key, item in argument.items()}
    return [plain(item) for item in argument]


def written(value: Any) -> Any:
    """Write a value of a row as JSON has it."""
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
    return value.isoformat() if isinstance(value, date) else value


def _names(**names: str) -> dict[str, str]:
    return names


_SPAN = {"start": "span_start", "end": "span_end"}
_PAIR = _names(
    key="key",
    type="type",
    rule="rule",
    confidence="confidence",
    reason="reason",
    valueA="value_a",
    valueB="value_b",
    matter="matter",
    recordedAt="recorded_at",
    supersededAt="superseded_at",
)
_EVIDENCE = _names(
    text="text",
    cue="cue",
    via="via",
    basis="evidence_basis",
    hedges="hedges",
    rule="rule",
    confidence="confidence",
    extractor="extractor",
    extractorVersion="extractor_version",
)
COLUMNS: dict[str, dict[str, str]] = {
    "Statement": _names(
        key="key",
        position="position",
        localId="local_id",
        kind="kind",
        text="text",
        utterance="utterance",
        party="party",
        stance="stance",
        polarity="polarity",
        modality="modality",
        claimType="claim_type",
        frames="frames",
        via="via",
        confidence="confidence",
        said="said_on",
        published="published_on",
        recordedAt="recorded_at",
        supersededAt="superseded_at",
    ),
    "Claim": _names(
        type="claim_type",
        agent="claim_agent",
        target="claim_target",
        polarity="polarity",
        modality="modality",
    ),
    "Attribution": _names(
        name="speaker_name",
        kind="speaker_kind",
        role="role",
        organisation="organisation",
        party="party",
        confidence="speaker_confidence",
        reason="speaker_reason",
        candidates="speaker_candidates",
    ),
    "Evidence": _EVIDENCE,
    "DateInterval": _names(start="about_start", end="about_end"),
    "StatementPlace": _names(
        mention="mention", implicit="implicit", relation="relation", confidence="confidence"
    ),
    "Quantity": {
        name: name for name in ("mention", "low", "high", "unit", "counted", "approx", "aspect")
    },
    "Speaker": {name: name for name in ("key", "name", "kind", "role", "organisation", "party")},
    "Location": {
        name: name
        for name in (
            "key",
            "name",
            "kind",
            "country",
            "admin1",
            "latitude",
            "longitude",
            "geonameid",
        )
    },
    "Article": _names(
        key="key",
        name="name",
        title="title",
        text="text",
        bodyStart="body_start",
        language="language",
        url="url",
        published="published_on",
        recordedAt="recorded_at",
        extractor="extractor",
        extractorVersion="extractor_version",
        warnings="warnings",
    ),
    "Outlet": _names(key="key", name="name"),
    "Contradiction": _PAIR,
    "NearMiss": {**_PAIR, "relation": "relation"},
    "Dispute": _names(
        key="key",
        matter="matter",
        firstSeen="first_seen_on",
        lastSeen="last_seen_on",
        statementCount="statement_count",
        contradictionCount="contradiction_count",
        recordedAt="recorded_at",
        supersededAt="superseded_at",
    ),
    "DisputePlace": _names(statementCount="statement_count"),
    "Span": {},
    "Quotation": {},
}
TABLES = {
    "Statement": "statement",
    "Speaker": "speaker",
    "Location": "location",
    "Article": "article",
    "Contradiction": "contradiction",
    "NearMiss": "near_miss",
    "Dispute": "dispute",
}
ROOTS = {
    "statements": "Statement",
    "speakers": "Speaker",
    "locations": "Location",
    "articles": "Article",
    "contradictions": "Contradiction",
    "nearMisses": "NearMiss",
    "disputes": "Dispute",
}
SORT_COLUMNS = {
    "DATE": "sort_at",
    "RECORDED": "recorded_at",
    "CONFIDENCE": "confidence",
    "NAME": "name",
    "SIZE": "contradiction_count",
}
DEFAULT_ORDERS = {"Speaker": ("NAME", False), "Location": ("NAME", False)}


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

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
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
            "Evidence": self._of_statement,
            "Contradiction": self._of_pair,
            "NearMiss": self._of_pair,
            "Dispute": self._of_dispute,
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

    def _opposing(self, row: Row, table: str) -> Many:
        names = {
            "contradiction": ("Opposition", "contradiction", "Contradiction"),
            "near_miss": ("NearOpposition", "nearMiss", "NearMiss"),
        }
        described, pair_name, pair_type = names[table]
        found = []
        for pair in sorted(self.archive.rows(table), key=lambda p: (-p["confidence"], p["id"])):
            for near, far in (("a", "b"), ("b", "a")):
                if pair[f"statement_{near}_id"] == row["id"] and _current(pair):
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
            "dispute": One("Dispute", get("dispute", row.get("dispute_id"))),
        }

    def _quotation(self, row: Row, side: str) -> One:
        statement = self.archive.get("statement", row[f"statement_{side}_id"])
        article = self.archive.get("article", statement["article_id"] if statement else None) or {}
        start, end = row[f"evidence_{side}_start"], row[f"evidence_{side}_end"]
        return One("Quotation", {"start": start, "end": end, "text": article["text"][start:end]})

    def _of_dispute(self, row: Row) -> dict[str, Any]:
        places = self._where("dispute_location", dispute_id=row["id"])
        places.sort(key=lambda each: (-each["statement_count"], each["location_id"]))
        return {
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
            if (_current(row) or not hide) and self.filters.fits(type_name, row, where)
        ]

    def _connection(self, pages: Pages, chosen: Field) -> dict[str, Any]:
        arguments = {name: plain(item) for name, item in chosen.arguments.items()}
        name, descending = DEFAULT_ORDERS.get(pages.type, ("DATE", True))
        if arguments.get("orderBy"):
            name = arguments["orderBy"]["field"]
            descending = arguments["orderBy"].get("direction", "ASC") == "DESC"
        column = SORT_COLUMNS[name]
        rows = self.matching(pages.type, pages.rows, arguments.get("where"))
        rows.sort(key=lambda row: (_sortable(row[column]), row["id"]), reverse=descending)
        window = _window(rows, arguments)
        answer: dict[str, Any] = {}
        for part in chosen.fields:
            if part.name == "totalCount":
                answer[part.key] = len(rows)
            elif part.name == "pageInfo":
                answer[part.key] = _page_info(rows, window, part.fields)
            elif part.name == "__typename":
                answer[part.key] = f"{pages.type}Connection"
            else:
                answer[part.key] = [self._edge(pages.type, row, part.fields) for row in window]
        return answer

    def _edge(self, type_name: str, row: Row, fields: Sequence[Field]) -> dict[str, Any]:
        return {
            chosen.key: self._object(type_name, row, chosen.fields)
            if chosen.name == "node"
            else f"{type_name}Edge"
            for chosen in fields
            if chosen.name != "cursor"
        }


_ALIASED = {
    ("Speaker", "aliases"): ("speaker_alias", "speaker_id"),
    ("Location", "aliases"): ("location_alias", "location_id"),
}


def _by_position(row: Row) -> tuple[int, int]:
    return row["position"], row["id"]


def _sortable(value: Any) -> Any:
    # Databases sort text by code point here, as UTF-8 does.
    return value.encode() if isinstance(value, str) else value


def _span(start: int | None, end: int | None) -> One:
    return One("Span", None if start is None else {"start": start, "end": end})


def _current(row: Row) -> bool:
    return not row.get("superseded_at")


def _mentions(where: Any, key: str) -> bool:
    if isinstance(where, list):
        return any(_mentions(item, key) for item in where)
    if not isinstance(where, dict):
        return False
    return key in where or any(_mentions(where.get(name), key) for name in ("and", "or", "not"))


def _window(rows: list[Row], arguments: dict[str, Any]) -> list[Row]:
    """Cut a page out of all rows; `after` and `before` are given as positions in them here."""
    start = arguments.get("after", -1) + 1
    end = arguments.get("before", len(rows))
    inner = rows[start:end]
    if arguments.get("last"):
        return inner[-arguments["last"] :]
    return inner[: arguments.get("first") or 20]


def _page_info(rows: list[Row], window: list[Row], fields: Sequence[Field]) -> dict[str, Any]:
    facts = {
        "hasNextPage": bool(window) and window[-1] is not rows[-1],
        "hasPreviousPage": bool(window) and window[0] is not rows[0],
        "__typename": "PageInfo",
    }
    return {chosen.key: facts[chosen.name] for chosen in fields}


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
        return all(word.casefold() in words for word in text.split())

    def _statement_via(self, row: Row, node: Any) -> bool:
        return any(_operators(name, node) for name in row["via"])

    def _statement_nested(self, row: Row, node: bool) -> bool:  # noqa: FBT001 - a value under test
        return (row["parent_id"] is not None) == node

    def _statement_contradicted(self, row: Row, node: bool) -> bool:  # noqa: FBT001 - as above
        sides = {
            pair[side]
            for pair in self.archive.rows("contradiction")
            if _current(pair)
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
