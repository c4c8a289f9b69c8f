"""Documents that would grow without end or mean harm otherwise, and how soon they are answered."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from http import HTTPStatus
from pathlib import Path

import httpx

from bench.fuzz.interfaces import target
from tests.security import hostile

BOMB_MS, HOSTILE_MS = 100.0, 1_000.0
TURNS = 5
SHAPES = ((90, 1), (90, 2), (90, 10), (40, 3), (20, 10), (12, 10), (8, 8), (5, 100))
"""Levels of fragments, and how often each spreads the next one."""
WIDE = ((1, 1000), (2, 500))
"""The same for those whose mere text is long: they are held to what other hostile requests are."""
SHOWN = 8
JSON = {"content-type": "application/json"}


@dataclass(frozen=True)
class Answered:
    """What the answers to one request took, in milliseconds, at the most."""

    name: str
    size: int
    used: float
    """Of the server's processor; what else the machine does is not in it."""
    waited: float
    """Until the answer was there."""
    code: str


@dataclass(frozen=True)
class Server:
    """A server that is asked, and whose use of the processor is read."""

    http: httpx.Client
    pid: int

    def used(self) -> float:
        """Return the milliseconds of processor time of all its threads."""
        threads = Path(f"/proc/{self.pid}/task").glob("*/schedstat")
        return sum(int(each.read_text(encoding="ascii").split()[0]) for each in threads) / 1e6


def throw_bombs() -> bool:
    """Send all, print the slowest, and say whether every one was answered soon enough."""
    with target() as (found, _), httpx.Client(base_url=found.url, timeout=60) as http:
        server = Server(http, found.pid)
        _ask(server, "the first one", "{ __typename }")
        bombs = [_ask(server, name, text) for name, text in _bombs(SHAPES, 100)]
        bodies = [_ask(server, name, text) for name, text in _bombs(WIDE, 400)]
        bodies += [_post(server, repr(body[:40]), [body]) for body in hostile.bodies()]
        addresses = [_get(server, address) for address in hostile.addresses()]
    return all(
        [
            _told("bombs", bombs, BOMB_MS),
            _told("hostile bodies of GraphQL", bodies, HOSTILE_MS),
            _told("hostile addresses of REST", addresses, HOSTILE_MS),
        ]
    )


def _bombs(shapes: Iterable[tuple[int, int]], beside: int) -> Iterator[tuple[str, str]]:
    """Give fragments in each other: on the root, below other fields, in circles, inline.

    At last so many of them that stand beside each other.
    """
    for levels, width in shapes:
        shape = f"{levels} levels, each {width} times"
        yield f"{shape}, on the root", hostile.bomb(levels, width)
        yield f"{shape}, below other fields", hostile.field_bomb(levels, width)
        yield f"{shape}, in circles", _circles(levels, width)
        yield f"{shape}, inline", _inline(levels, min(width, 3))
    yield f"{beside} fragments with one field", _side_by_side(beside)


def _circles(levels: int, width: int) -> str:
    parts = [
        f"fragment f{level} on Statement {{ "
        + " ".join(f"parent {{ ...f{(level + step) % levels} }}" for step in range(1, width + 1))
        + " }"
        for level in range(levels)
    ]
    return "{ statements(first: 1) { edges { node { ...f0 } } } } " + " ".join(parts)


def _inline(levels: int, width: int) -> str:
    """Nest inline fragments; only the last of each level goes on, else the text would grow."""
    opened = ("... { __typename } " * (width - 1) + "... { ") * levels
    return f"{{ {opened} __typename {' }' * levels} }}"


def _side_by_side(number: int) -> str:
    """Have every fragment compared with every other one."""
    parts = [f"fragment f{each} on Query {{ same: __typename }}" for each in range(number)]
    return f"{{ {' '.join(f'...f{each}' for each in range(number))} }} {' '.join(parts)}"


def _ask(server: Server, name: str, text: str) -> Answered:
    # Another text each time: what was measured before is remembered.
    return _post(
        server, name, [json.dumps({"query": f"{text} #{turn}"}).encode() for turn in range(TURNS)]
    )


def _post(server: Server, name: str, bodies: Sequence[bytes]) -> Answered:
    sent = [partial(server.http.post, "/graphql", content=body, headers=JSON) for body in bodies]
    return _timed(server, name, len(bodies[0]), sent)


def _get(server: Server, address: str) -> Answered:
    return _timed(server, address[:40], len(address), [partial(server.http.get, address)])


def _timed(
    server: Server, name: str, size: int, requests: Sequence[Callable[[], httpx.Response]]
) -> Answered:
    used, waited, code = [], [], "answered"
    for request in requests:
        before, begun = server.used(), time.perf_counter()
        answer = request()
        waited.append((time.perf_counter() - begun) * 1000)
        used.append(server.used() - before)
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise RuntimeError(f"{name}: {answer.status_code}")
        code = _code(answer) or code
    return Answered(name, size, max(used), max(waited), code)


def _code(answer: httpx.Response) -> str:
    if "json" not in answer.headers.get("content-type", ""):
        return ""
    body = answer.json()
    if errors := body.get("errors"):
        code = errors[0]["extensions"]["code"] if "extensions" in errors[0] else body["code"]
        return str(code)
    return str(body.get("code", ""))


def _told(what: str, answered: list[Answered], allowed: float) -> bool:
    """Print the heaviest; whether all are light enough is a matter of the processor's time."""
    slow = sum(each.used >= allowed for each in answered)
    print(
        f"{what}: {len(answered)}, at most {max(each.used for each in answered):.0f} ms of the "
        f"server, {slow} not below {allowed:.0f} ms, none a fault of the server\n"
        "   bytes  server ms  waited ms  answer"
    )
    for each in sorted(answered, key=lambda each: -each.used)[:SHOWN]:
        print(f"{each.size:>8,}{each.used:>11.1f}{each.waited:>11.1f}  {each.code:<18} {each.name}")
    return not slow
