"""The heaviest queries that the limits allow, of every kind that one may think of.

Some are heavy by what they answer, and are told so by their cost; some only by what the database
has to read, which no cost foresees.
"""

from __future__ import annotations

from collections.abc import Iterator

import orjson

from bench.speed.archive import COUNTRIES, PARTIES, WORDS

_SIDES = "other { key text said speaker { name aliases } places { mention location { name } } }"
_NESTED = f"""edges {{ node {{
  key text utterance frames via said confidence
  speaker {{ key name aliases }} article {{ key title }}
  places {{ mention location {{ name country latitude longitude }} }}
  quantities {{ mention low high unit counted }}
  contradictions {{ contradiction {{ reason confidence }} {_SIDES} }}
  nearMisses {{ nearMiss {{ reason }} other {{ key text }} }}
}} }}"""
_ROOTS = 20
_DISPUTED = """edges { node {
  key matter places { location { name } }
  sides { parties statements { key text speaker { name } places { location { name } } } }
} }"""


def _document(roots: Iterator[str]) -> str:
    return "{ " + " ".join(f"r{number}: {root}" for number, root in enumerate(roots)) + " }"


def nested() -> str:
    """Ask for full pages of statements, with all that hangs on them, at busy places."""
    return _document(
        f'statements(first: 100, where: {{place: {{key: {{eq: "bench:{place}"}}}}}}) '
        f"{{ {_NESTED} }}"
        for place in range(1, 5)
    )


def disputes() -> str:
    """Ask for full pages of disputes with both sides."""
    return _document(
        f"disputes(first: 100, orderBy: {{field: SIZE, direction: DESC}}, "
        f"where: {{contradictionCount: {{gte: {least}}}}}) {{ {_DISPUTED} }}"
        for least in range(1, 4)
    )


def grouped() -> str:
    """Count all statements by speaker and day, under a filter that no kept count answers."""
    return _document(
        "statementStats(groupBy: [SPEAKER, DAY], first: 1000, "
        f"where: {{confidence: {{gte: 0.{tenth}}}}}) {{ count period }}"
        for tenth in range(1, 6)
    )


def counted() -> str:
    """Count the statements whose texts hold a few letters: every text has to be read."""
    return _document(
        f'statements(first: 1, where: {{text: {{contains: "{word[1:5]}"}}}}) {{ totalCount }}'
        for word in WORDS[:_ROOTS]
    )


def around() -> str:
    """List and count what was said about the places of half a continent."""
    return _document(
        f"statements(first: 100, where: {{party: {{eq: {orjson.dumps(party).decode()}}}, place: "
        f"{{near: {{latitude: {latitude}, longitude: {longitude}, radiusKm: 2000}}}}}}) "
        "{ totalCount edges { node { key } } }"
        for party, (latitude, longitude, _) in zip(PARTIES, COUNTRIES.values(), strict=False)
    )


def found() -> str:
    """Count what is found by frequent words, and list it by another order than that of time."""
    return _document(
        f'statements(first: 100, where: {{search: "{word}"}}, orderBy: {{field: CONFIDENCE}}) '
        "{ totalCount edges { node { key } } }"
        for word in WORDS[:10]
    )


KINDS = (nested, disputes, grouped, counted, around, found)


def heaviest() -> list[bytes]:
    """Return a request of each kind."""
    return [orjson.dumps({"query": make()}) for make in KINDS]
