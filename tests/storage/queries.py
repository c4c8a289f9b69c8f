"""Random selections and filters, for comparing the engine with the evaluator."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from random import Random
from typing import Any

from db.query.selection import Field, argument
from tests.storage.archive import NAMES, PARTIES, PLACES, WORDS
from tests.storage.naive_columns import COLUMNS, ROOTS, SORT_COLUMNS, TABLES

type Maker = Callable[[Random], Any]

_PAIR = {"a": "Statement", "b": "Statement", "evidenceA": "Quotation", "evidenceB": "Quotation"}
OBJECTS: dict[str, dict[str, str]] = {
    "Statement": {
        "claim": "Claim",
        "about": "DateInterval",
        "evidence": "Evidence",
        "attribution": "Attribution",
        "article": "Article",
        "speaker": "Speaker",
        "parent": "Statement",
        "nested": "Statement",
        "places": "StatementPlace",
        "quantities": "Quantity",
        "contradictions": "Opposition",
        "nearMisses": "NearOpposition",
    },
    "Evidence": {"span": "Span", "cueSpan": "Span", "sourceSpan": "Span", "article": "Article"},
    "Speaker": {"spellings": "Spelling"},
    "StatementPlace": {"span": "Span", "location": "Location"},
    "Quantity": {"span": "Span"},
    "Article": {"outlet": "Outlet"},
    "Opposition": {
        "contradiction": "Contradiction",
        "other": "Statement",
        "evidence": "Span",
        "otherEvidence": "Span",
    },
    "NearOpposition": {"nearMiss": "NearMiss", "other": "Statement", "otherEvidence": "Span"},
    "Contradiction": {**_PAIR, "dispute": "Dispute", "reviews": "Review"},
    "NearMiss": _PAIR,
    "Dispute": {
        "mergedInto": "Dispute",
        "places": "DisputePlace",
        "about": "DateInterval",
        "sides": "DisputeSide",
        "reviews": "Review",
    },
    "DisputeSide": {"statements": "Statement"},
    "DisputePlace": {"location": "Location"},
}
CONNECTIONS: dict[str, dict[str, str]] = {
    "Speaker": {"statements": "Statement"},
    "Location": {"statements": "Statement"},
    "Article": {"statements": "Statement"},
    "Dispute": {"contradictions": "Contradiction"},
}
EXTRA = {
    "Span": ("start", "end"),
    "Quotation": ("start", "end", "text"),
    "Opposition": ("value", "otherValue"),
    "NearOpposition": ("value", "otherValue"),
    "Speaker": ("aliases",),
    "Location": ("aliases",),
    "Contradiction": ("relation",),
}
ORDERS = {
    "Statement": ("DATE", "RECORDED", "CONFIDENCE"),
    "Contradiction": ("DATE", "RECORDED", "CONFIDENCE"),
    "NearMiss": ("DATE", "RECORDED", "CONFIDENCE"),
    "Article": ("DATE", "RECORDED", "NAME"),
    "Speaker": ("NAME",),
    "Location": ("NAME",),
    "Dispute": ("DATE", "RECORDED", "SIZE"),
}
MAX_DEPTH = 2


def leaves(type_name: str) -> list[str]:
    """Return the names of the plain fields of a type."""
    names = [*COLUMNS.get(type_name, {}), *EXTRA.get(type_name, ()), "__typename"]
    return [*names, "id"] if type_name in TABLES else names


def selection(chance: Random, type_name: str, depth: int = 0) -> tuple[Field, ...]:
    """Choose fields of a type, some of them under other keys, some with fields of their own."""
    chosen = chance.choices(leaves(type_name), k=chance.randint(1, 5))
    fields = [Field(name, f"{name}_{index}") for index, name in enumerate(chosen)]
    related = {**OBJECTS.get(type_name, {}), **CONNECTIONS.get(type_name, {})}
    if depth < MAX_DEPTH and related:
        names = chance.sample(sorted(related), k=min(len(related), chance.randint(0, 3)))
        fields += [_related(chance, type_name, name, depth + 1) for name in names]
    return tuple(fields)


def _related(chance: Random, type_name: str, name: str, depth: int) -> Field:
    if name in CONNECTIONS.get(type_name, {}):
        return connection(chance, name, CONNECTIONS[type_name][name], depth)
    return Field(name, name, fields=selection(chance, OBJECTS[type_name][name], depth))


def connection(chance: Random, name: str, type_name: str, depth: int = 0) -> Field:
    """Choose a page of a type with everything that can be asked of one."""
    arguments: dict[str, Any] = {}
    if chance.random() < 0.7:
        arguments[chance.choice(("first", "last"))] = chance.randint(1, 6)
    if chance.random() < 0.5:
        arguments["orderBy"] = order(chance, type_name)
    if chance.random() < 0.6:
        arguments["where"] = where(chance, type_name)
    node = Field("node", "node", fields=selection(chance, type_name, depth))
    parts = [Field("edges", "edges", fields=(node, Field("__typename", "t")))]
    if chance.random() < 0.5:
        parts.append(Field("totalCount", "count"))
    if chance.random() < 0.5:
        flags = tuple(Field(flag, flag) for flag in ("hasNextPage", "hasPreviousPage"))
        parts.append(Field("pageInfo", "info", fields=flags))
    chance.shuffle(parts)
    chosen = {key: argument(value) for key, value in arguments.items()}
    return Field(name, name, chosen, fields=tuple(parts))


def root_field(chance: Random) -> Field:
    """Choose a connection on the root."""
    name = chance.choice(sorted(ROOTS))
    return connection(chance, name, ROOTS[name])


def order(chance: Random, type_name: str) -> dict[str, str]:
    """Choose an order of a type."""
    chosen = {"field": chance.choice(ORDERS[type_name])}
    if chance.random() < 0.7:
        chosen["direction"] = chance.choice(("ASC", "DESC"))
    return chosen


def where(chance: Random, type_name: str, depth: int = 0) -> dict[str, Any]:
    """Choose a filter of a type."""
    chosen: dict[str, Any] = _wheres(type_name, depth)(chance)
    return chosen


def one_of(values: Sequence[Any]) -> Maker:
    """Choose one of some values."""
    return lambda chance: chance.choice(values)


def list_of(maker: Maker, most: int) -> Maker:
    """Make a list of up to `most` values."""
    return lambda chance: [maker(chance) for _ in range(chance.randint(0, most))]


def all_of(options: Mapping[str, Maker]) -> Maker:
    """Make an object with all keys."""
    return lambda chance: {name: maker(chance) for name, maker in options.items()}


def some_of(options: Mapping[str, Maker], most: int = 2) -> Maker:
    """Make an object with some of the keys, in any order."""

    def make(chance: Random) -> dict[str, Any]:
        count = min(len(options), chance.randint(0 if most > 1 else 1, most))
        return {name: options[name](chance) for name in chance.sample(sorted(options), count)}

    return make


FLAGS = one_of((True, False))
PIECES = one_of((*WORDS, "%", "_", "\\", "é", "É", "'", '"', "", "THE", "ser"))


def _text(values: tuple[str, ...]) -> Maker:
    one = one_of(values)
    return some_of(
        {
            "eq": one,
            "ne": one,
            "in": list_of(one, 3),
            "notIn": list_of(one, 3),
            "contains": PIECES,
            "startsWith": PIECES,
            "isNull": FLAGS,
        }
    )


def _member(values: tuple[str, ...]) -> Maker:
    one = one_of(values)
    options = {"eq": one, "ne": one, "in": list_of(one, 3), "isNull": FLAGS}
    return some_of({**options, "notIn": list_of(one, 3)})


def _ordered(values: Maker) -> Maker:
    return some_of(dict.fromkeys(("eq", "gt", "gte", "lt", "lte"), values) | _NULL)


_NULL: dict[str, Maker] = {"isNull": FLAGS}
_DAYS = one_of([(date(2024, 3, 1) + timedelta(days=n)).isoformat() for n in range(-2, 15)])
_DATES = _ordered(lambda chance: "1850-01-01" if chance.random() < 0.1 else _DAYS(chance))
_MOMENTS = _ordered(
    one_of(("2024-04-01T06:00:00Z", "2024-04-01T09:00:00.500000+02:00", "2030-01-01T00:00Z"))
)
_NUMBERS = _ordered(one_of((0, 0.5, 0.75, 2, 10, 25.5, 1e300, -1)))


def _named(names: tuple[str, ...]) -> Maker:
    one = one_of((*names, "ANA RUÍZ", "o'brien", "tarnova", "city"))
    return some_of({"eq": one, "in": list_of(one, 2), "contains": one, "startsWith": one}, 1)


def _wheres(type_name: str, depth: int) -> Maker:
    """Choose a filter of a type."""
    options = dict(_filters(type_name, depth))
    if depth < MAX_DEPTH:
        branch = _later(type_name, depth + 1)
        options |= {
            "and": list_of(branch, 2),
            "or": list_of(branch, 2),
            "not": branch,
        }
    return some_of(options)


def _later(type_name: str, depth: int) -> Maker:
    def make(chance: Random) -> Any:
        return _wheres(type_name, depth)(chance)

    return make


def _box() -> Maker:
    longitude = one_of((-180, -90.5, 0, 90, 170, 180))
    return all_of(
        {
            "south": one_of((-90, -30, 0)),
            "north": one_of((0, 30.25, 90)),
            "west": longitude,
            "east": longitude,
        }
    )


def _circle() -> Maker:
    return all_of(
        {
            "latitude": one_of((-89.9, -45, 0, 30, 60)),
            "longitude": one_of((-180, -60, 0, 120, 179.9)),
            "radiusKm": one_of((0.5, 500, 2000)),
        }
    )


def _range(bounds: Maker, low: str, high: str) -> Maker:
    return some_of({low: bounds, high: bounds})


_PAIR_FILTERS: dict[str, Maker] = {
    "rule": _text(("holder", "figures")),
    "matter": _text(("control of Tarnova",)),
    "confidence": _NUMBERS,
    "type": _member(("DENIAL", "NUMBER", "CONTROL")),
    "recorded": _MOMENTS,
    "superseded": FLAGS,
}
_STATUS = _member(("CONFIRMED", "REJECTED", "UNREVIEWED"))
_PLAIN_FILTERS: dict[str, dict[str, Maker]] = {
    "Statement": {
        "key": some_of({"eq": one_of(("statement-1", "x"))}),
        "kind": _member(("DIRECT", "NARRATION")),
        "text": _text(("the soldiers",)),
        "search": one_of(("drones", "river bridge", "quiet")),
        "polarity": _member(("POSITIVE", "NEGATIVE")),
        "modality": _member(("ASSERTED", "INTENDED")),
        "stance": _member(("DENIES", "REPORTS")),
        "claimType": _member(("CONTROL", "STRIKE")),
        "agent": _text(PARTIES),
        "target": _text(PARTIES),
        "party": _text(PARTIES),
        "via": some_of({"eq": one_of(("Radio",)), "contains": PIECES, "in": one_of((["Radio"],))}),
        "cue": _text(("said",)),
        "confidence": _NUMBERS,
        "said": _DATES,
        "about": _range(_DAYS, "start", "end"),
        "published": _DATES,
        "recorded": _MOMENTS,
        "nested": FLAGS,
        "passesOn": FLAGS,
        "contradicted": FLAGS,
        "superseded": FLAGS,
    },
    "Relay": {
        "party": _text(PARTIES),
        "stance": _member(("DENIES", "REPORTS")),
    },
    "Speaker": {
        "name": _named(NAMES),
        "kind": _member(("PERSON", "BODY")),
        "party": _text(PARTIES),
        "role": _text(("spokesman",)),
        "organisation": _text(("General Staff",)),
    },
    "Location": {
        "key": some_of({"eq": one_of(("geonames:900", "geonames:903", "x"))}),
        "name": _named(PLACES),
        "kind": _member(("CITY", "REGION")),
        "country": _text(("AM", "SD")),
        "admin1": _text(("Hill", "Coast")),
        "bbox": _box(),
        "near": _circle(),
        "inside": one_of(("geonames:900", "geonames:903", "geonames:904", "x")),
    },
    "Article": {
        "key": some_of({"in": one_of((["article-1", "article-2"],))}),
        "name": _text(("report 1",)),
        "title": _text(("the",)),
        "url": _text(("https://news.example/1",)),
        "language": _text(("en", "fr")),
        "published": _DATES,
        "recorded": _MOMENTS,
        "outlet": some_of({"name": _text(("Hill Post", "Valley & Sons"))}),
    },
    "Quantity": {
        "unit": _text(("1", "km")),
        "counted": _text(("soldiers", "drones")),
        "aspect": _text(("killed",)),
        "approx": FLAGS,
        "low": _NUMBERS,
        "high": _NUMBERS,
        "overlaps": _range(one_of((0, 5, 12.5, 30)), "low", "high"),
    },
    "Contradiction": {**_PAIR_FILTERS, "status": _STATUS},
    "NearMiss": {**_PAIR_FILTERS, "relation": _member(("REVISES", "NEAR_MISS"))},
    "Dispute": {
        "key": some_of({"eq": one_of(("dispute-1",))}),
        "matter": _text(("control",)),
        "statementCount": _NUMBERS,
        "sourceCount": _NUMBERS,
        "status": _STATUS,
        "about": _range(_DAYS, "start", "end"),
        "firstSeen": _DATES,
        "recorded": _MOMENTS,
        "superseded": FLAGS,
    },
}
_RELATED_FILTERS: dict[str, dict[str, str]] = {
    "Statement": {
        "speaker": "Speaker",
        "originalSpeaker": "Speaker",
        "relayedBy": "Relay",
        "place": "Location",
        "quantity": "Quantity",
        "article": "Article",
    },
    "Relay": {"speaker": "Speaker"},
    "Speaker": {"statement": "Statement"},
    "Article": {"statement": "Statement"},
    "Contradiction": {"statement": "Statement", "dispute": "Dispute"},
    "NearMiss": {"statement": "Statement"},
    "Dispute": {"place": "Location", "contradiction": "Contradiction", "statement": "Statement"},
}


def _filters(type_name: str, depth: int) -> dict[str, Maker]:
    options = dict(_PLAIN_FILTERS[type_name])
    if depth < MAX_DEPTH:
        related = _RELATED_FILTERS.get(type_name, {})
        options |= {name: _later(other, depth + 1) for name, other in related.items()}
        if type_name in {"Contradiction", "NearMiss"}:
            side = _later("Statement", depth + 1)
            options["between"] = all_of({"one": side, "other": side})
    return options


def all_orders() -> list[tuple[str, str, str]]:
    """Return every order of every root, both ways."""
    return [
        (root, field, direction)
        for root, type_name in sorted(ROOTS.items())
        for field in ORDERS[type_name]
        for direction in ("ASC", "DESC")
        if field in SORT_COLUMNS
    ]
