"""What a page far down a list costs against the first one, for every list and order on offer."""

from __future__ import annotations

import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from bench.speed.databases import Databases
from bench.speed.load import Client, check, http_request, run
from bench.speed.servers import Running
from bench.speed.sides import SIDES
from bench.speed.turns import servers
from db.query.catalogue import (
    ARTICLE,
    CONTRADICTION,
    DISPUTE,
    LOCATION,
    NEAR_MISS,
    SPEAKER,
    STATEMENT,
)
from db.query.description import ObjectType

DEEP = 1000
PAGE, STRIDE = 20, 100

ROOTS = {
    "statements": STATEMENT,
    "speakers": SPEAKER,
    "locations": LOCATION,
    "articles": ARTICLE,
    "contradictions": CONTRADICTION,
    "nearMisses": NEAR_MISS,
    "disputes": DISPUTE,
}


@dataclass(frozen=True)
class Listing:
    """A connection in one order: where it stands in a query, and what it is filtered by."""

    name: str
    before: str
    """What stands in front of the connection's name, such as `speaker(key: "x") {`."""
    field: str
    order: str = ""
    where: str = ""

    def query(self, first: int, after: str | None, fields: str) -> bytes:
        """Write a request for a page."""
        given = {"first": str(first), "orderBy": self.order, "where": self.where}
        if after is not None:
            given["after"] = f'"{after}"'
        arguments = ", ".join(f"{name}: {value}" for name, value in given.items() if value)
        inner = f"{self.field}({arguments}) {{ {fields} }}"
        closing = " }" * self.before.count("{")
        return orjson.dumps({"query": f"{{ {self.before} {inner}{closing} }}"})


@dataclass(frozen=True)
class Depth:
    """Medians for the first page and for one far down."""

    database: str
    name: str
    page: int
    first_ms: float
    deep_ms: float

    @property
    def ratio(self) -> float:
        """Return how many times as long the deep page takes."""
        return self.deep_ms / self.first_ms


def orders(described: ObjectType) -> Iterator[str]:
    """Iterate over the orders of a type, both ways."""
    for name in described.orders:
        for direction in ("ASC", "DESC"):
            yield f"{{field: {name}, direction: {direction}}}"


def listings(busiest: dict[str, str]) -> Iterator[Listing]:
    """Iterate over all lists: those of the root in each order, filtered ones, and nested ones.

    `busiest` names the speaker, place and party with the most statements.
    """
    for root, described in ROOTS.items():
        for order in orders(described):
            yield Listing(f"{root} {_short(order)}", "", root, order)
    yield Listing("changes", "", "changes")
    place = f'{{place: {{key: {{eq: "{busiest["place"]}"}}}}}}'
    party = f'{{party: {{eq: "{busiest["party"]}"}}}}'
    country = f'{{place: {{country: {{eq: "{busiest["country"]}"}}}}}}'
    yield Listing("statements of a place", "", "statements", where=place)
    yield Listing("statements of a party", "", "statements", where=party)
    yield Listing("statements of a country", "", "statements", where=country)
    yield Listing("statements with a word", "", "statements", where='{search: "captured"}')
    yield Listing("statements of a type", "", "statements", where="{claimType: {eq: CONTROL}}")
    yield Listing("contradictions of a type", "", "contradictions", where="{type: {eq: NEGATION}}")
    yield Listing("speakers of a party", "", "speakers", where=party)
    for order in orders(STATEMENT):
        speaker = f'speaker(key: "{busiest["speaker"]}") {{'
        yield Listing(f"speaker.statements {_short(order)}", speaker, "statements", order)
        location = f'location(key: "{busiest["place"]}") {{'
        yield Listing(f"location.statements {_short(order)}", location, "statements", order)


def _short(order: str) -> str:
    field, direction = (part.split(": ")[1] for part in order.strip("{}").split(", "))
    return f"{field}_{direction}"


_BUSIEST = b"""{
  statementStats(groupBy: [SPEAKER], first: 1) { speaker { key party } }
  location(key: "bench:1") { key country }
}"""


def depths(databases: Databases, turns: int, only: Sequence[str] = ()) -> list[Depth]:
    """Measure every list on every database, asking for each page so many times.

    `only` those lists whose name begins with one of these.
    """
    product = [side for side in SIDES if side.name == "product"]
    found = []
    with servers(databases, product) as started:
        for (database, _), server in started.items():
            print(f"Page 1 and page {DEEP:,} of every list, {database} …", flush=True)
            found += run(_measure_all(database, server, turns, tuple(only)))
    return found


async def _measure_all(
    database: str, server: Running, turns: int, only: tuple[str, ...]
) -> list[Depth]:
    client = Client(server.port)
    try:
        answer = await _ask(client, server.port, orjson.dumps({"query": _BUSIEST.decode()}))
        speaker = answer["statementStats"][0]["speaker"]
        place = answer["location"]
        busiest = {
            "speaker": speaker["key"],
            "party": speaker["party"],
            "place": place["key"],
            "country": place["country"],
        }
        chosen = [each for each in listings(busiest) if not only or each.name.startswith(only)]
        measured = [await _measure(database, client, (server.port, turns), each) for each in chosen]
        return [each for each in measured if each is not None]
    finally:
        client.close()


async def _ask(client: Client, port: int, body: bytes) -> Any:
    answer = await client.ask(http_request("/graphql", body, port))
    check(answer.body)
    return orjson.loads(answer.body)["data"]


async def _measure(
    database: str, client: Client, at: tuple[int, int], listing: Listing
) -> Depth | None:
    """Walk down a list, and compare the page found there with the first; `at`: port and turns."""
    port, turns = at
    cursors = [cursor async for cursor in _walk(client, port, listing)]
    rows = len(cursors)
    # Where a list is too short for so many pages they are made smaller, down to one row each.
    size = max(1, min(PAGE, rows // (DEEP + 1)))
    page = min(DEEP, rows // size)
    if page < 2:  # noqa: PLR2004 - there is no second page
        return None
    after = cursors[size * (page - 1) - 1]
    shown = "edges { cursor node { key } } pageInfo { hasNextPage endCursor }"
    asked = [
        http_request("/graphql", listing.query(size, cursor, shown), port)
        for cursor in (None, after)
    ]
    taken: tuple[list[float], list[float]] = ([], [])
    for turn in range(turns + 1):
        for request, times in zip(asked, taken, strict=True):
            start = time.perf_counter()
            answer = await client.ask(request)
            elapsed = time.perf_counter() - start
            if turn == 0:
                check(answer.body)
            else:
                times.append(elapsed * 1000)
    first, deep = map(statistics.median, taken)
    return Depth(database, listing.name, page, first, deep)


async def _walk(client: Client, port: int, listing: Listing) -> Any:
    """Iterate over the cursors of a list, as far as the deepest page needs."""
    after, met = None, 0
    while met < PAGE * (DEEP + 1):
        body = listing.query(STRIDE, after, "edges { cursor }")
        data = await _ask(client, port, body)
        while "edges" not in data:
            data = next(iter(data.values()))
        for edge in data["edges"]:
            yield edge["cursor"]
        met += len(data["edges"])
        if len(data["edges"]) < STRIDE:
            return
        after = data["edges"][-1]["cursor"]
