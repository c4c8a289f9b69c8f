"""Servers taking turns at the same questions over the same archive."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import Any

import orjson

from bench.speed.archive import Size
from bench.speed.cases import Case, value_sets
from bench.speed.databases import Databases
from bench.speed.effort import Effort
from bench.speed.load import AnswerError, ask, check, measure, run
from bench.speed.servers import Process, Running, running
from bench.speed.sides import PLAIN, Side
from tests.live import free_port

COMPARED = 10
"""Values of each question on which the answers must be alike."""

CLOSE = frozenset({"product", "limit"})
"""The servers that are held against each other to a few hundredths."""

type Turn = tuple[str, Side]
"""A database, and who asks it."""


@dataclass(frozen=True)
class Result:
    """Medians over the rounds of one server and one question."""

    database: str
    case: str
    side: str
    rate: float
    median: float
    p99: float
    cpu: float
    """Processor time of the server a request, in µs."""
    database_cpu: float
    """That of PostgreSQL, in µs; SQLite runs inside of the server."""


@dataclass(frozen=True)
class Plan:
    """What to measure."""

    effort: Effort
    cases: tuple[Case, ...]


class DifferentAnswersError(Exception):
    """Two servers answered the same question differently: no comparison means anything."""


@contextmanager
def servers(databases: Databases, sides: Sequence[Side]) -> Iterator[dict[Turn, Running]]:
    """Start the server of every side on every database that it can be asked on."""
    with ExitStack() as stack:
        started: dict[tuple[str, str], Running] = {}
        turns = {}
        for database, url in databases.urls.items():
            for side in sides:
                if database not in side.databases:
                    continue
                if (database, side.server) not in started:
                    if side.prepare is not None:
                        side.prepare()
                    port = free_port()
                    server = running(side.command(port), port, side.environment(url))
                    started[database, side.server] = stack.enter_context(server)
                turns[database, side] = started[database, side.server]
        yield turns


def compare(databases: Databases, sides: Sequence[Side], plan: Plan) -> list[Result]:
    """Let the servers take turns over one archive, question by question."""
    results = []
    with servers(databases, sides) as turns:
        for case in plan.cases:
            able = {turn: server for turn, server in turns.items() if case.name in turn[1].cases}
            print(f"{case.name}: {case.title}, {len(able)} servers …", flush=True)
            try:
                results += _take_turns(databases, case, able, plan)
            except (AnswerError, DifferentAnswersError, TimeoutError) as error:
                # What else was asked still counts; the rows of this question are missing.
                print(f"  LEFT OUT: {error!r}", flush=True)
    return results


def _take_turns(
    databases: Databases, case: Case, able: Mapping[Turn, Running], plan: Plan
) -> list[Result]:
    values = value_sets(case, Size(databases.articles))
    sent = {
        turn: [turn[1].request(case, each, server.port) for each in values]
        for turn, server in able.items()
    }
    _check_answers(case, able, sent)
    for turn, server in able.items():
        run(measure(server.port, sent[turn], plan.effort.warm_up))
    taken: dict[Turn, list[tuple[float, ...]]] = {turn: [] for turn in able}
    for turn, server in order(list(able.items()), plan.effort):
        run(measure(server.port, sent[turn], plan.effort.lead_in))
        before = server.cpu_seconds(), _cpu(databases.server)
        seen = run(measure(server.port, sent[turn], plan.effort.seconds))
        after = server.cpu_seconds(), _cpu(databases.server)
        used = [(b - a) / seen.requests * 1e6 for a, b in zip(before, after, strict=True)]
        inside = 0.0 if turn[0] == "sqlite" else used[1]
        taken[turn].append((seen.rate, seen.median, seen.p99, used[0], inside))
    return [
        Result(database, case.name, side.name, *map(statistics.median, zip(*rounds, strict=True)))
        for (database, side), rounds in taken.items()
    ]


def order[Server](
    able: Sequence[tuple[Turn, Server]], effort: Effort
) -> Iterator[tuple[Turn, Server]]:
    """Let all take turns, there and back, so that nobody always follows the same one.

    What reads whole tables for want of an index comes by itself: whoever asked next would pay for
    all the pages that it has driven out of the database's memory.
    """
    indexed = [each for each in able if each[0][0] != PLAIN]
    close = [each for each in indexed if each[0][1].name in CLOSE]
    both = {each[0][1].name for each in close} == CLOSE
    for group, rounds in (
        (indexed, effort.rounds),
        (close if both else [], effort.closer_rounds),
        ([each for each in able if each[0][0] == PLAIN], effort.rounds),
    ):
        for number in range(rounds):
            yield from group[:: -1 if number % 2 else 1]


def _cpu(server: Process | None) -> float:
    return 0.0 if server is None else server.family_cpu_seconds()


def _check_answers(
    case: Case, able: Mapping[Turn, Running], sent: Mapping[Turn, Sequence[bytes]]
) -> None:
    """See that all servers give the same rows; the answer to Q6 is each one's own schema."""
    for number in range(min(COMPARED, len(next(iter(sent.values()))))):
        found = {}
        for (database, side), server in able.items():
            body = run(ask(server.port, sent[database, side][number]))
            check(body)
            if side.name != "rest" and case.name != "Q6":
                found[f"{side.name} on {database}"] = rows_in(orjson.loads(body))
        if len({tuple(each) for each in found.values()}) > 1:
            counts = ", ".join(f"{name}: {len(rows)}" for name, rows in found.items())
            msg = f"{case.name} is not answered alike (rows by server: {counts})"
            raise DifferentAnswersError(msg)


_NUMBERS = frozenset({"totalCount", "count", "statements"})


def rows_in(answer: Any) -> list[str]:
    """Return the keys and counts in an answer, sorted: whatever the form, they must be the same."""
    found = []
    stack = [answer]
    while stack:
        node = stack.pop()
        if isinstance(node, list):
            stack += node
        elif isinstance(node, dict):
            for name, value in node.items():
                if name in {"key", "speakerKey"}:
                    found.append(str(value))
                elif name in _NUMBERS and isinstance(value, int | str):
                    found.append(f"{int(value):012}")
                else:
                    stack.append(value)
    return sorted(found)
