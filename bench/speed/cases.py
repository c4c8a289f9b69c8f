"""The questions of the bench: documents as clients send them, and values to fill in."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

from graphql import get_introspection_query

from bench.speed.archive import COUNTRIES, LAST_DAY, PARTIES, WORDS, Size, skewed
from db.keys import hash_key
from importer.model import ContradictionType

type Variables = dict[str, Any]

SETS = 2_000
"""How many different values each question is asked with, in turn."""

_SPEAKER = "speaker { key name party }"
_PLACES = "places { mention location { name country latitude longitude } }"
_QUANTITIES = "quantities { mention low high unit counted }"
_ARTICLE = "article { key title published }"
_SIDE = f"{{ key text {_SPEAKER} {_ARTICLE} {_PLACES} }}"


@dataclass(frozen=True)
class Case:
    """One question: its short name, what it asks for, the document, and values for it."""

    name: str
    title: str
    query: str
    values: Callable[[random.Random, Size], Variables]
    sets: int = SETS
    """How many different values it is asked with."""

    @property
    def question(self) -> str:
        """Name the question that is put: the same document may be asked in another way."""
        return self.name.replace("R", "Q")

    def again(self) -> Case:
        """Return the case of asking for the same over and over."""
        title = f"{self.title}, the same one again"
        return replace(self, name=self.name.replace("Q", "R"), title=title, sets=1)


def _point(chance: random.Random, size: Size) -> Variables:
    return {"key": hash_key("statement", str(chance.randrange(1, size.statements + 1)))}


def _place(chance: random.Random, size: Size) -> str:
    # The first hundredth of the places: those that have enough to be listed.
    common = max(size.places // 100, 10)
    return f"bench:{chance.choices(range(1, common + 1), cum_weights=skewed(common))[0]}"


def _filtered(chance: random.Random, size: Size) -> Variables:
    start = LAST_DAY - timedelta(days=chance.randrange(90, 700))
    return {
        "place": _place(chance, size),
        "party": chance.choice(PARTIES[:4]),
        "from": start.isoformat(),
        "to": (start + timedelta(days=90)).isoformat(),
    }


def _type(chance: random.Random, _: Size) -> Variables:
    return {"type": chance.choice(list(ContradictionType)).value.upper()}


def _party(chance: random.Random, _: Size) -> Variables:
    return {"party": chance.choice(PARTIES)}


def _counted(chance: random.Random, _: Size) -> Variables:
    start = LAST_DAY - timedelta(days=chance.randrange(30, 700))
    return {
        "party": chance.choice(PARTIES[:4]),
        "from": start.isoformat(),
        "to": (start + timedelta(days=30)).isoformat(),
    }


def _search(chance: random.Random, size: Size) -> Variables:
    return {"words": " ".join(chance.sample(WORDS, 2)), "place": _place(chance, size)}


def _around(chance: random.Random, _: Size) -> Variables:
    latitude, longitude, spread = chance.choice(list(COUNTRIES.values()))
    return {
        "latitude": round(latitude + chance.uniform(-spread, spread) / 2, 3),
        "longitude": round(longitude + chance.uniform(-spread, spread) / 2, 3),
    }


def _nothing(_: random.Random, __: Size) -> Variables:
    return {}


_POINT = f"""query Q1($key: String!) {{
  statement(key: $key) {{ key text {_SPEAKER} {_PLACES} {_QUANTITIES} }}
}}"""
_FILTERED = f"""query Q2($place: String!, $party: String!, $from: Date!, $to: Date!) {{
  statements(
    first: 20
    where: {{place: {{key: {{eq: $place}}}}, party: {{eq: $party}}, said: {{gte: $from, lte: $to}}}}
  ) {{
    edges {{ node {{ key text said claimType {_SPEAKER} {_PLACES} {_QUANTITIES} {_ARTICLE} }} }}
  }}
}}"""
_PAIRS = f"""query Q3($type: ContradictionType!) {{
  contradictions(first: 50, where: {{type: {{eq: $type}}}}) {{
    edges {{ cursor node {{ key type reason confidence a {_SIDE} b {_SIDE} }} }}
    pageInfo {{ hasNextPage endCursor }}
  }}
}}"""
_COUNTS = """query Q4($party: String!) {
  statementStats(groupBy: [SPEAKER, MONTH], where: {party: {eq: $party}}, first: 50) {
    count period speaker { key name }
  }
}"""
_COUNT = """query Q5($party: String!, $from: Date!, $to: Date!) {
  statements(first: 1, where: {party: {eq: $party}, said: {gte: $from, lte: $to}}) { totalCount }
}"""
_FOUND = """query Q7($words: String!, $place: String!) {
  statements(first: 20, where: {search: $words, place: {key: {eq: $place}}}) {
    edges { node { key text said } }
  }
}"""
_NEAR = f"""query Q8($latitude: Float!, $longitude: Float!) {{
  statements(
    first: 20
    where: {{place: {{near: {{latitude: $latitude, longitude: $longitude, radiusKm: 50}}}}}}
  ) {{
    edges {{ node {{ key text said {_PLACES} }} }}
  }}
}}"""

ASKED = (
    Case("Q1", "a statement by key", _POINT, _point),
    Case("Q2", "20 of a place, party, period", _FILTERED, _filtered),
    Case("Q3", "50 contradictions, both sides", _PAIRS, _type),
    Case("Q4", "50 counts, speaker and month", _COUNTS, _party),
    Case("Q5", "a count under a filter", _COUNT, _counted),
    Case("Q6", "the schema", get_introspection_query(), _nothing),
    Case("Q7", "full text with a place", _FOUND, _search),
    Case("Q8", "within 50 km of a point", _NEAR, _around),
)
CASES = (*ASKED, *(case.again() for case in ASKED[:3]))


def value_sets(case: Case, size: Size) -> list[Variables]:
    """Return the values that a question is asked with, the same in every run."""
    chance = random.Random(11)  # noqa: S311 - no secret hangs on it
    return [case.values(chance, size) for _ in range(case.sets)]
