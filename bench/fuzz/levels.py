"""A description whose filters end: for the phase of Schemathesis that tries every way through.

Filters lead to each other in circles: from statements to speakers, and back. The coverage phase
writes a request for each way through a circle, and there are so many that it never comes to its
end. Here each filter of a request leads to others, and those lead no further, and ask
for keys alone where a request of their own has the rest: every operator of every filter is tried,
and every step from one filter to another. What lies deeper is left to the phase that draws.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

_REFERENCE = re.compile(r'"#/components/schemas/(\w+)"')
INNER = "Inner"
"""Added to the name of a filter that leads no further."""
KEY = "key"


def end_filters(description: dict[str, Any]) -> None:
    """Let filters that lead back to themselves end one step below a request."""
    schemas = description["components"]["schemas"]
    circular = _circular({name: _named(schema) for name, schema in schemas.items()})
    asked = _named([each.get("properties", {}).get("where") for each in schemas.values()])
    ending = {name: _plain(schemas[name], circular, by_key=name in asked) for name in circular}
    # What is made of others alone, such as the two sides of a pair, has none of its own.
    ended = {name for name, schema in ending.items() if schema["properties"]}
    for name in circular:
        schemas[name] = _led_inside(schemas[name], ended)
    schemas |= {f"{name}{INNER}": ending[name] for name in ended}


def _named(schema: Any) -> set[str]:
    """Name the schemas that one refers to itself."""
    return set(_REFERENCE.findall(json.dumps(schema)))


def _circular(named: Mapping[str, set[str]]) -> frozenset[str]:
    """Find those that one comes back to, and those that lead to such."""
    leads = {name: set(direct) for name, direct in named.items()}
    for between, beyond in leads.items():
        for reached in leads.values():
            if between in reached:
                reached.update(beyond)
    circles = {name for name, reached in leads.items() if name in reached}
    return frozenset(
        name for name, reached in leads.items() if name.endswith("Where") and circles & reached
    )


def _plain(schema: Mapping[str, Any], circular: frozenset[str], *, by_key: bool) -> dict[str, Any]:
    """Keep what leads to no filter in a circle; of what has a request of its own, the key."""
    properties = schema["properties"].items()
    kept = {key: each for key, each in properties if not circular & _named(each)}
    if by_key:
        kept = {KEY: kept[KEY]}
    return {**schema, "properties": kept}


def _led_inside(schema: Any, ended: set[str]) -> Any:
    def inside(found: re.Match[str]) -> str:
        name = found[1]
        return f'"#/components/schemas/{name}{INNER if name in ended else ""}"'

    return json.loads(_REFERENCE.sub(inside, json.dumps(schema)))
