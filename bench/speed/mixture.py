"""A mixture of all that clients ask, wrong questions included, for watching the memory."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable
from urllib.parse import quote, urlencode

import orjson

from bench.speed.archive import PARTIES, WORDS, Size
from bench.speed.cases import ASKED, SETS, value_sets
from bench.speed.load import http_request

_FIELDS = ("key", "text", "said", "published", "kind", "party", "claimType", "polarity", "modality",
           "stance", "confidence", "via", "recordedAt", "position", "localId")  # fmt: skip
_NESTED = (
    "speaker { key name }",
    "article { key title }",
    "places { mention location { name country } }",
    "quantities { mention low high }",
    "about { start end }",
    "contradictions { other { key text } }",
)
_WRONG = (
    "{ statements(first: 20) { edges { node { key } } }",
    "{ statements(first: 1000) { edges { node { key } } } }",
    "{ statements(first: 20) { edges { node { colour } } } }",
    '{ statements(after: "bm90IGEgY3Vyc29y") { edges { node { key } } } }',
    '{ node(id: "Zm9v") { id } }',
    "query Q($key: String!) { statement(key: $key) { key } }",
    "{ contradictions(where: {type: {eq: NONE}}) { edges { node { key } } } }",
    "subscription { statements { key } }",
)
_FORMATS = ("jsonl", "csv", "geojson", "jsonld", "parquet")

type Make = Callable[[int], bytes]


class Mixture:
    """Draws requests; the same chance draws the same ones."""

    def __init__(self, size: Size, chance: random.Random) -> None:
        self._size = size
        self._chance = chance
        self._cases = [(case, value_sets(case, size)) for case in ASKED]
        self._statuses: Counter[int] = Counter()
        self._kinds: list[tuple[Make, int]] = [
            (self._known, 40),
            (self._new_document, 15),
            (self._filtered, 10),
            (self._wrong, 10),
            (self._rest_list, 10),
            (self._rest_item, 6),
            (self._rest_query, 3),
            (self._rest_wrong, 4),
            (self._export, 2),
        ]

    @property
    def statuses(self) -> dict[int, int]:
        """Tell how often each status was answered."""
        return dict(self._statuses)

    def note(self, status: int) -> None:
        """Take down how a request was answered."""
        self._statuses[status] += 1

    def next(self, port: int) -> bytes:
        """Draw a request."""
        makes, weights = zip(*self._kinds, strict=True)
        make: Make = self._chance.choices(makes, weights)[0]
        return make(port)

    def _graphql(self, port: int, query: str, **variables: object) -> bytes:
        body = orjson.dumps({"query": query, "variables": variables})
        return http_request("/graphql", body, port)

    def _known(self, port: int) -> bytes:
        case, values = self._chance.choice(self._cases)
        return self._graphql(port, case.query, **values[self._chance.randrange(SETS)])

    def _new_document(self, port: int) -> bytes:
        """Ask in words that nobody has used before."""
        fields = self._chance.sample(_FIELDS, self._chance.randrange(1, 8))
        fields += self._chance.sample(_NESTED, self._chance.randrange(3))
        alias = f"a{self._chance.getrandbits(48):x}"
        first = self._chance.randrange(1, 40)
        party = self._chance.choice(PARTIES)
        return self._graphql(
            port,
            f'{{ {alias}: statements(first: {first}, where: {{party: {{eq: "{party}"}}}}) '
            f"{{ edges {{ node {{ {' '.join(fields)} }} }} }} }}",
        )

    def _filtered(self, port: int) -> bytes:
        """Ask a known document for a filter of a new shape."""
        parts = {
            "party": {"eq": self._chance.choice(PARTIES)},
            "claimType": {"in": ["STRIKE", "CONTROL"]},
            "confidence": {"gte": round(self._chance.random(), 3)},
            "said": {"gte": "2025-01-01"},
            "place": {"country": {"eq": self._chance.choice(("UA", "SD", "CD"))}},
            "quantity": {"counted": {"eq": "soldiers"}},
            "search": self._chance.choice(WORDS),
            "contradicted": True,
        }
        chosen = self._chance.sample(sorted(parts), self._chance.randrange(1, 4))
        query = (
            "query F($where: StatementWhere) "
            "{ statements(first: 10, where: $where) { edges { node { key text } } } }"
        )
        return self._graphql(port, query, where={name: parts[name] for name in chosen})

    def _wrong(self, port: int) -> bytes:
        query = self._chance.choice(_WRONG)
        if self._chance.random() < 0.5:  # noqa: PLR2004 - every other time in new words
            query = query.replace("key", f"k{self._chance.getrandbits(40):x}: key")
        return self._graphql(port, query)

    def _rest_list(self, port: int) -> bytes:
        asked = self._chance.choice(
            (
                ("statements", {"party": self._chance.choice(PARTIES), "limit": 20}),
                ("statements", {"q": self._chance.choice(WORDS), "limit": 10}),
                ("statements", {"placeKey": f"bench:{self._chance.randrange(1, 200)}"}),
                ("contradictions", {"type": "negation", "limit": 10}),
                ("disputes", {"limit": 5}),
                ("articles", {"limit": 2}),
                ("speakers", {"party": self._chance.choice(PARTIES)}),
                ("changes", {"limit": 50}),
                ("near-misses", {"limit": 10}),
            )
        )
        return http_request(f"/v1/{asked[0]}?{urlencode(asked[1])}", None, port)

    def _rest_item(self, port: int) -> bytes:
        point = self._cases[0][1][self._chance.randrange(SETS)]
        return http_request(f"/v1/statements/{point['key']}", None, port)

    def _rest_query(self, port: int) -> bytes:
        where = {"party": {"in": self._chance.sample(PARTIES, 2)}, "polarity": {"eq": "NEGATIVE"}}
        return http_request(
            "/v1/statements/query", orjson.dumps({"where": where, "limit": 5}), port
        )

    def _rest_wrong(self, port: int) -> bytes:
        word = quote(f"{self._chance.getrandbits(40):x}")
        path = self._chance.choice(
            (
                f"/v1/statements/{word}",
                f"/v1/nothing/{word}",
                f"/v1/statements?limit={word}",
                f"/v1/statements?cursor={word}",
                f"/v1/statements?colour={word}",
            )
        )
        return http_request(path, None, port)

    def _export(self, port: int) -> bytes:
        asked = {
            "party": self._chance.choice(PARTIES),
            "format": self._chance.choice(_FORMATS),
            "limit": self._chance.randrange(50, 500),
        }
        return http_request(f"/v1/export/statements?{urlencode(asked)}", None, port)
