"""Exports in the annotation form (docs/annotation-format.md): an article a line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import orjson

from api.rest.export_formats import Format
from db.exports import ExportRow

type Values = Mapping[str, Any]
type Record = dict[str, Any]


class Annotations(Format):
    """A JSON object an article; the last line has the pairs across them, and the number of rows.

    Each has beside its members its `key` and `cursor`, and its `text` where that is asked for.
    """

    media_type = "application/x-ndjson"
    suffix = "jsonl"

    def __init__(self) -> None:
        self._crossed = 0
        self._closing = False

    def page(self, rows: Sequence[ExportRow]) -> bytes:
        """Write a line each."""
        return b"".join(
            orjson.dumps(
                {**article_record(row.values), "cursor": row.cursor},
                option=orjson.OPT_APPEND_NEWLINE,
            )
            for row in rows
        )

    def after(self, rows: Sequence[ExportRow]) -> bytes:
        """Write a part of the last line."""
        parts = [self._opened()]
        for row in rows:
            parts.append(b", " if self._crossed else b"")
            parts.append(orjson.dumps(_pair_across(row.values)))
            self._crossed += 1
        return b"".join(parts)

    def end(self, rows: int, cursor: str | None) -> bytes:
        """End the last line."""
        return self._closed({"complete": True, "rows": rows, "nextCursor": cursor})

    def broken(self, code: str, rows: int, cursor: str | None) -> bytes:
        """End it, too."""
        told = {"complete": False, "code": code, "rows": rows, "nextCursor": cursor}
        return self._closed(told)

    def _opened(self) -> bytes:
        opening = b"" if self._closing else b'{"cross": ['
        self._closing = True
        return opening

    def _closed(self, told: Values) -> bytes:
        return self._opened() + b'], "export": ' + orjson.dumps(told) + b"}\n"


def article_record(values: Values) -> Record:
    """Write an article as `importer.gold` does."""
    pairs = [_pair(each["a"], each["b"], each) for each in values["contradictions"]]
    record = {
        "file": values["file"],
        "published": values["published"],
        "statements": [_statement(each) for each in values["statements"]],
        "contradictions": sorted(pairs, key=lambda pair: (pair["a"], pair["b"])),
        "key": values["key"],
    }
    return {**record, "text": values["text"]} if "text" in values else record


def _statement(values: Values) -> Record:
    speaker = values["attribution"] or dict.fromkeys(("name", "role", "organisation", "party"))
    claim, evidence, parent = values["claim"], values["evidence"], values["parent"]
    return {
        "id": values["localId"],
        "kind": _word(values["kind"]),
        **evidence["span"],
        "text": values["text"],
        "utterance": values["utterance"],
        "cue": evidence["cue"],
        "speaker": speaker["name"],
        "role": speaker["role"],
        "organisation": speaker["organisation"],
        "party": speaker["party"],
        "via": values["via"] or None,
        "parent": parent and parent["localId"],
        "stance": _word(values["stance"]),
        "polarity": _word(claim["polarity"]),
        "modality": _word(claim["modality"]),
        "claim": {
            "type": _word(claim["type"]),
            "agent": claim["agent"],
            "target": claim["target"],
        },
        "locations": [_place(each) for each in values["places"]],
        "quantities": [_quantity(each) for each in values["quantities"]],
        "time": values["about"],
        "confidence": values["confidence"],
    }


def _place(values: Values) -> Record:
    location = values["location"]
    return {
        **values["span"],
        "mention": values["mention"],
        "name": location["name"],
        "country": location["country"],
        "kind": _word(location["kind"]),
        "lat": location["latitude"],
        "lon": location["longitude"],
        "implicit": values["implicit"],
    }


def _quantity(values: Values) -> Record:
    names = ("mention", "low", "high", "unit", "counted", "approx")
    return {**values["span"], **{name: values[name] for name in names}}


def _pair_across(values: Values) -> Record:
    a, b = (f"{each['article']['file']}#{each['localId']}" for each in (values["a"], values["b"]))
    return _pair(a, b, values)


def _pair(a: str, b: str, values: Values) -> Record:
    return {"a": a, "b": b, "type": _word(values["type"])}


def _word(name: str | None) -> str | None:
    """Write the name of an enum's member as its value: they differ in case alone."""
    return name and name.lower()
