"""Documents that would grow without end or mean harm otherwise, and how soon they are answered."""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http import HTTPStatus

import httpx

from bench.fuzz.interfaces import target
from tests.security import hostile

BOMB_MS, HOSTILE_MS = 100.0, 1_000.0
TURNS = 5
SHAPES = ((90, 1), (90, 2), (90, 10), (40, 3), (20, 10), (12, 10), (8, 8), (5, 100), (1, 1000))
"""Levels of fragments, and how often each spreads the next one."""
SHOWN = 12


@dataclass(frozen=True)
class Answered:
    """How long the answers to one document took, in milliseconds."""

    name: str
    size: int
    median: float
    slowest: float
    code: str


def throw_bombs() -> bool:
    """Ask each document several times, print the slowest, and say whether all were quick enough."""
    with target() as (server, _), httpx.Client(base_url=server.url, timeout=60) as http:
        _ask(http, "the first one", "{ __typename }")
        bombs = [_ask(http, name, text) for name, text in _bombs()]
        others = [_ask(http, text[:40], text) for text in hostile.documents()]
    return all([_told("bombs", bombs, BOMB_MS), _told("other documents", others, HOSTILE_MS)])


def _bombs() -> Iterator[tuple[str, str]]:
    """Give fragments in each other: alike, with fields of their own, in fields, and in circles."""
    for levels, width in SHAPES:
        shape = f"{levels} levels, each {width} times"
        yield f"{shape}, on the root", hostile.bomb(levels, width)
        yield f"{shape}, below other fields", hostile.field_bomb(levels, width)
        yield f"{shape}, in circles", _circles(levels, width)
        yield f"{shape}, inline", _inline(levels, min(width, 3))
    for number in (100, 400):
        yield f"{number} fragments with one field", _side_by_side(number)


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


def _ask(http: httpx.Client, name: str, text: str) -> Answered:
    taken, code = [], "answered"
    for turn in range(TURNS):
        # Another text each time: what was measured before is remembered.
        body = json.dumps({"query": f"{text} #{turn}"})
        begun = time.perf_counter()
        answer = http.post("/graphql", content=body, headers={"content-type": "application/json"})
        taken.append((time.perf_counter() - begun) * 1000)
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            raise RuntimeError(f"{name}: {answer.status_code}")
        if errors := answer.json().get("errors"):
            code = errors[0]["extensions"]["code"]
    return Answered(name, len(text), statistics.median(taken), max(taken), code)


def _told(what: str, answered: list[Answered], allowed: float) -> bool:
    slow = sum(each.slowest >= allowed for each in answered)
    print(f"{what}: {len(answered)}, each {TURNS} times; {slow} of them not below {allowed:.0f} ms")
    print("   bytes  median ms  slowest ms  answer")
    ranked = sorted(answered, key=lambda each: -each.slowest)
    for each in ranked[:SHOWN]:
        times = f"{each.median:>11.1f} {each.slowest:>11.1f}"
        print(f"{each.size:>8,}{times}  {each.code:<20} {each.name!r}")
    return not slow
