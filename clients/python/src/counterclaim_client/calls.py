"""Requests and answers without the sending: what the two clients have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import quote

import httpx
from pydantic import TypeAdapter

from counterclaim_client.errors import ApiError, CounterclaimError, GraphQLError
from counterclaim_client.models import Compared, Uncompared
from counterclaim_client.paging import Page

USER_AGENT = "counterclaim-client/0.1.0"


@dataclass(frozen=True)
class Call:
    """A request. All of them only read, so that each may be sent again, but for `writes`."""

    method: str
    path: str
    params: dict[str, Any] = field(default_factory=dict)
    json: Any = None
    writes: bool = False

    def arguments(self) -> dict[str, Any]:
        """Return what httpx takes."""
        body = {} if self.json is None else {"json": self.json}
        return {"params": self.params, **body}


def headers(key: str | None) -> dict[str, str]:
    """Return the headers of all requests."""
    known = {"Authorization": f"Bearer {key}"} if key else {}
    return {"User-Agent": USER_AGENT, "Accept": "application/json", **known}


def camel(name: str) -> str:
    """Write a name as the API does: `said_from` as `saidFrom`."""
    first, *rest = name.split("_")
    return first + "".join(word.title() for word in rest)


def plain(value: Any) -> Any:
    """Write a value of a filter as a parameter."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list | tuple | set | frozenset):
        return [plain(each) for each in value]
    return value


def listing(path: str, size: int, filters: Mapping[str, Any]) -> Call:
    """Ask for the first page of a list."""
    chosen = {camel(name): plain(value) for name, value in filters.items() if value is not None}
    return Call("GET", path, {**chosen, "limit": size})


def page_of(call: Call, cursor: str | None, *, count: bool) -> Call:
    """Ask for another page, or for the count with as few items as may be."""
    added: dict[str, Any] = {"cursor": cursor} if cursor else {}
    if call.method == "GET":
        counting: dict[str, Any] = {"count": "true", "limit": 1} if count else {}
        return Call("GET", call.path, {**call.params, **added, **counting})
    counting = {"count": True, "limit": 1} if count else {}
    return Call("POST", call.path, json={**call.json, **added, **counting})


def facets_of(call: Call, names: Sequence[str], limit: int | None, at_most: int | None) -> Call:
    """Ask for the facets of a list, with as few items as may be."""
    asked = {"facet": list(names), "facetLimit": limit, "facetAtMost": at_most, "limit": 1}
    given = {name: value for name, value in asked.items() if value is not None}
    if call.method == "GET":
        return Call("GET", call.path, {**call.params, **given})
    return Call("POST", call.path, json={**call.json, **given})


def read_facets[F](response: httpx.Response, model: type[F]) -> F:
    """Read the facets beside a page."""
    return TypeAdapter(model).validate_python(response.json()["facets"])


def read_page[T](response: httpx.Response, model: type[T]) -> Page[T]:
    """Read a page of a list."""
    body = response.json()
    items = TypeAdapter(list[model]).validate_python(body["items"])  # type: ignore[valid-type]  # known at run time
    return Page(items, body["nextCursor"], body.get("totalCount"))


def read[T](response: httpx.Response, model: type[T]) -> T:
    """Read a single thing."""
    return TypeAdapter(model).validate_json(response.content)


def item(path: str, key: str) -> Call:
    """Ask for a thing by its key."""
    return Call("GET", f"{path}/{quote(key, safe='')}")


def comparison(pairs: Sequence[Mapping[str, Any]]) -> Call:
    """Ask how pairs of texts stand to each other."""
    return Call("POST", "/v1/compare", json=[_days_written(pair) for pair in pairs])


def read_verdicts(response: httpx.Response) -> list[Compared | Uncompared]:
    """Read verdicts; a pair that was not compared says why."""
    return [
        Uncompared.model_validate(each) if "error" in each else Compared.model_validate(each)
        for each in response.json()
    ]


def annotation(text: str, given: Mapping[str, Any]) -> Call:
    """Ask for the reading of a text."""
    return Call("POST", "/v1/annotate", json={"text": text, **_days_written(given)})


def control(place: str, first: date | str, last: date | str) -> Call:
    """Ask who held a place, according to whom."""
    period = {"from": str(first), "to": str(last)}
    return Call("GET", f"/v1/places/{quote(place, safe='')}/control", period)


def feed(cursor: str | None, size: int, wait: float) -> Call:
    """Ask for a page of the change feed."""
    given = {"cursor": cursor, "limit": size, "wait": wait or None}
    return Call(
        "GET", "/v1/changes", {key: each for key, each in given.items() if each is not None}
    )


def graphql(query: str, variables: Mapping[str, Any] | None) -> Call:
    """Ask a query of GraphQL; a mutation is not sent twice."""
    body = {"query": query, "variables": dict(variables or {})}
    return Call("POST", "/graphql", json=body, writes="mutation" in query)


def read_data(response: httpx.Response) -> dict[str, Any]:
    """Return `data`, or raise what the errors say."""
    try:
        body = response.json()
    except ValueError:
        body = None
    if isinstance(body, dict) and body.get("errors"):
        raise GraphQLError(body["errors"])
    if not isinstance(body, dict) or not isinstance(body.get("data"), dict):
        raise ApiError.of(response)
    data: dict[str, Any] = body["data"]
    return data


def check(response: httpx.Response) -> httpx.Response:
    """Return a success; raise ApiError for anything else."""
    if response.is_success:
        return response
    if response.is_redirect:
        where = response.headers.get("Location", "")
        raise CounterclaimError(f"The server sends elsewhere: {where}")
    raise ApiError.of(response)


def _days_written(given: Mapping[str, Any]) -> dict[str, Any]:
    return {name: plain(value) for name, value in given.items() if value is not None}
