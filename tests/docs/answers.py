"""Tells an answer that shows something from one that is empty."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

_SUCCESS = ("items", "features", "statements", "days", "relation", "result", "rows")


def documents(output: str) -> Iterator[Any]:
    """Iterate over the JSON documents of an output, with or without line breaks between them."""
    decoder, rest = json.JSONDecoder(), output.strip()
    while rest:
        document, end = decoder.raw_decode(rest)
        yield document
        rest = rest[end:].lstrip()


def is_empty(value: Any) -> bool:
    """Tell whether a value of GraphQL shows nothing: a connection counts by its edges alone."""
    if isinstance(value, dict):
        if "edges" in value:
            return is_empty(value["edges"])
        if "totalCount" in value:
            return not value["totalCount"]
        return all(is_empty(inner) for inner in value.values())
    if isinstance(value, list):
        return all(is_empty(inner) for inner in value)
    return value is None


def empty_roots(data: dict[str, Any]) -> list[str]:
    """Name the fields on the root of an answer that show nothing."""
    return [name for name, value in data.items() if is_empty(value)]


def shows_something(document: Any) -> bool:
    """Tell whether an answer of REST holds items, is one, matches, compares, or says it is well."""
    if "export" in document:  # the last line of an export, which counts those before it
        return bool(document["export"]["rows"])
    lists = [document[name] for name in _SUCCESS if name in document]
    if lists:
        return any(lists)
    if document and all(isinstance(each, dict) and "result" in each for each in document.values()):
        return all(each["result"] for each in document.values())
    compared = document.get("relation") not in {None, "unrelated"}
    return "key" in document or document.get("status") == "ok" or compared
