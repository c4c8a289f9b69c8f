"""The formats of exports: each writes a beginning, pages of rows, and an end that counts them.

What ends without its end was cut off. Rows carry their cursor, so that a reader whose connection
broke goes on behind the last whole row.
"""

from __future__ import annotations

import csv
import io
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, ClassVar

import orjson

from api.rest.geojson import statement_feature
from db.exports import ExportRow

type Values = Mapping[str, Any]


class Format(ABC):
    """Writes one export; a new one is made for each."""

    media_type: ClassVar[str]
    suffix: ClassVar[str]

    def begin(self) -> bytes:
        """Write what comes before the rows."""
        return b""

    @abstractmethod
    def page(self, rows: Sequence[ExportRow]) -> bytes:
        """Write some rows."""

    def after(self, rows: Sequence[ExportRow]) -> bytes:
        """Write a part of what follows the rows, where something does."""
        raise NotImplementedError

    @abstractmethod
    def end(self, rows: int, cursor: str | None) -> bytes:
        """Write the number of rows, and where to go on if there may be more."""

    def broken(self, code: str, rows: int, cursor: str | None) -> bytes:
        """Say that the archive did not give the rest, where the format has room for it."""
        del code, rows, cursor
        return b""


class JsonLines(Format):
    """A JSON object a line; the last one is about the export."""

    media_type = "application/x-ndjson"
    suffix = "jsonl"

    def page(self, rows: Sequence[ExportRow]) -> bytes:
        """Write a line each."""
        return b"".join(_line({**row.values, "cursor": row.cursor}) for row in rows)

    def end(self, rows: int, cursor: str | None) -> bytes:
        """Write a line with the one key `export`."""
        return _line({"export": {"complete": True, "rows": rows, "nextCursor": cursor}})

    def broken(self, code: str, rows: int, cursor: str | None) -> bytes:
        """Write such a line, too."""
        told = {"complete": False, "code": code, "rows": rows, "nextCursor": cursor}
        return _line({"export": told})


def _line(value: Any) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_APPEND_NEWLINE)


class Csv(Format):
    """Lines of cells after RFC 4180; lists are joined by `; `. The last line begins with `#rows`.

    Spreadsheets take cells that begin with certain signs for formulas, and run them. Such a text
    gets an apostrophe in front, which they take for "this is text".
    """

    media_type = "text/csv; charset=utf-8; header=present"
    suffix = "csv"
    _FORMULA = ("=", "+", "-", "@", "\t", "\r")

    def __init__(self, columns: Mapping[str, Callable[[Values], Any]]) -> None:
        self._columns = columns

    def begin(self) -> bytes:
        """Write the names of the columns."""
        return self._written([[*self._columns, "cursor"]])

    def page(self, rows: Sequence[ExportRow]) -> bytes:
        """Write a line each."""
        return self._written(
            [*(take(row.values) for take in self._columns.values()), row.cursor] for row in rows
        )

    def end(self, rows: int, cursor: str | None) -> bytes:
        """Write the line of the number."""
        return self._written([["#rows", rows, "complete", cursor]])

    def broken(self, code: str, rows: int, cursor: str | None) -> bytes:
        """Write such a line, with the code instead of `complete`."""
        return self._written([["#rows", rows, code, cursor]])

    def _written(self, lines: Iterator[list[Any]] | list[list[Any]] | Any) -> bytes:
        text = io.StringIO()
        csv.writer(text).writerows([self._safe(cell) for cell in line] for line in lines)
        return text.getvalue().encode()

    def _safe(self, cell: Any) -> Any:
        return f"'{cell}" if isinstance(cell, str) and cell.startswith(self._FORMULA) else cell


class _Members(Format):
    """JSON objects in one list of one object, written as they come."""

    head: ClassVar[bytes]

    def __init__(self, to_member: Callable[[ExportRow], Any]) -> None:
        self._to_member = to_member
        self._begun = False

    def begin(self) -> bytes:
        """Open the list."""
        return self.head

    def page(self, rows: Sequence[ExportRow]) -> bytes:
        """Write a member each, a line each."""
        parts = []
        for row in rows:
            parts.append(b",\n" if self._begun else b"\n")
            parts.append(orjson.dumps(self._to_member(row)))
            self._begun = True
        return b"".join(parts)


class GeoJson(_Members):
    """A FeatureCollection (RFC 7946); the number of rows is a foreign member behind it."""

    media_type = "application/geo+json"
    suffix = "geojson"
    head = b'{"type":"FeatureCollection","features":['

    def end(self, rows: int, cursor: str | None) -> bytes:
        """Close the list."""
        told = orjson.dumps({"rows": rows, "nextCursor": cursor})
        return b"\n]," + told[1:] + b"\n"


class JsonLd(_Members):
    """A list of claims and quotations in the words of schema.org."""

    media_type = "application/ld+json"
    suffix = "jsonld"
    head = b'{"@context":"https://schema.org","@type":"ItemList","itemListElement":['

    def end(self, rows: int, cursor: str | None) -> bytes:
        """Close the list; the cursor to go on behind is its identifier."""
        told: dict[str, Any] = {"numberOfItems": rows}
        if cursor is not None:
            told["identifier"] = cursor
        return b"\n]," + orjson.dumps(told)[1:] + b"\n"


def _get(*path: str) -> Callable[[Values], Any]:
    def take(values: Values) -> Any:
        found: Any = values
        for step in path:
            if found is None:
                return None
            found = found[step]
        return found

    return take


def _joined(name: str, *path: str) -> Callable[[Values], str]:
    inner = _get(*path)

    def take(values: Values) -> str:
        return "; ".join(str(inner(item)) for item in values[name])

    return take


STATEMENT_COLUMNS: Mapping[str, Callable[[Values], Any]] = {
    "key": _get("key"),
    "said": _get("said"),
    "published": _get("published"),
    "party": _get("party"),
    "speaker": _get("speaker", "name"),
    "speakerKey": _get("speaker", "key"),
    "speakerKind": _get("speaker", "kind"),
    "kind": _get("kind"),
    "claimType": _get("claim", "type"),
    "agent": _get("claim", "agent"),
    "target": _get("claim", "target"),
    "polarity": _get("claim", "polarity"),
    "modality": _get("claim", "modality"),
    "stance": _get("stance"),
    "text": _get("text"),
    "aboutFrom": _get("about", "start"),
    "aboutTo": _get("about", "end"),
    "places": _joined("places", "location", "name"),
    "placeKeys": _joined("places", "location", "key"),
    "quantities": _joined("quantities", "mention"),
    "outlet": _get("article", "outlet", "name"),
    "article": _get("article", "key"),
    "title": _get("article", "title"),
    "url": _get("article", "url"),
    "confidence": _get("confidence"),
    "contradictedBy": _joined("contradictions", "other", "key"),
}

CONTRADICTION_COLUMNS: Mapping[str, Callable[[Values], Any]] = {
    "key": _get("key"),
    "type": _get("type"),
    "confidence": _get("confidence"),
    "status": _get("status"),
    "reason": _get("reason"),
    "matter": _get("matter"),
    "dispute": _get("dispute", "key"),
    **{
        f"{name}{side.upper()}": _get(side, *path)
        for side in ("a", "b")
        for name, path in {
            "statement": ("key",),
            "text": ("text",),
            "said": ("said",),
            "party": ("party",),
            "speaker": ("speaker", "name"),
            "article": ("article", "key"),
        }.items()
    },
    "valueA": _get("valueA"),
    "valueB": _get("valueB"),
    "evidenceA": _get("evidenceA", "text"),
    "evidenceB": _get("evidenceB", "text"),
}


def feature(row: ExportRow) -> dict[str, Any]:
    """Put a statement on the map."""
    return {**statement_feature(row.values), "cursor": row.cursor}


def claim(row: ExportRow) -> dict[str, Any]:
    """Write a statement as schema.org has it: a Quotation in its own words, else a Claim."""
    values, article = row.values, row.values["article"]
    speaker = values["speaker"]
    quoted = values["kind"] == "DIRECT"
    own_words = {"spokenByCharacter": _speaker(speaker)} if quoted else {}
    members = {
        "@type": "Quotation" if quoted else "Claim",
        "identifier": values["key"],
        "text": values["text"],
        "dateCreated": values["said"],
        "author": None if quoted else _speaker(speaker),
        **own_words,
        "about": values["claim"]["type"].lower(),
        "spatialCoverage": [_place(each["location"]) for each in values["places"]] or None,
        "temporalCoverage": _interval(values["about"]),
        ("isPartOf" if quoted else "appearance"): _without_nulls(
            {
                "@type": "NewsArticle",
                "identifier": article["key"],
                "headline": article["title"],
                "url": article["url"],
                "datePublished": article["published"],
                "publisher": article["outlet"]
                and {"@type": "Organization", "name": article["outlet"]["name"]},
            }
        ),
        "position": row.cursor,
    }
    return _without_nulls(members)


def _without_nulls(members: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in members.items() if value is not None}


def _speaker(speaker: Values | None) -> dict[str, Any] | None:
    if speaker is None:
        return None
    kind = "Organization" if speaker["kind"] == "BODY" else "Person"
    return {"@type": kind, "identifier": speaker["key"], "name": speaker["name"]}


def _place(location: Values) -> dict[str, Any]:
    place: dict[str, Any] = {
        "@type": "Place",
        "identifier": location["key"],
        "name": location["name"],
    }
    if location["latitude"] is not None and location["longitude"] is not None:
        degrees = {name: location[name] for name in ("latitude", "longitude")}
        place["geo"] = {"@type": "GeoCoordinates", **degrees}
    return place


def _interval(about: Values | None) -> str | None:
    """Write days as ISO 8601 has intervals; `..` stands for an open end."""
    if about is None:
        return None
    return f"{about['start'] or '..'}/{about['end'] or '..'}"
