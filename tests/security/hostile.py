"""Requests that mean harm, for tests that send them all."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

TAUTOLOGIES = (
    "' OR '1'='1",
    "') OR ('1'='1",
    '" OR "1"="1',
    "1 OR 1=1 --",
    "x' UNION SELECT 1,2,3 --",
    "%' OR '%'='",
    "*' OR true /*",
)
VALUES: tuple[Any, ...] = (
    9**5000,
    -(2**63),
    2**63,
    2**31,
    -1,
    0,
    1.5,
    "NaN",
    "Infinity",
    "1e400",
    "a\0b",
    "\ud800",
    "\u202e\u0000",
    "x" * 100_000,
    "0000-00-00",
    "9999-99-99",
    "+999999-01-01",
    "AAAA",
    "Li4vLi4vZXRjL3Bhc3N3ZA==",
    [],
    [[]],
    {},
    {"__proto__": 1},
    None,
    True,
    "<script>alert(1)</script>",
    "=HYPERLINK(1)",
    "../../../etc/passwd",
    "${jndi:ldap://x}",
    "{{7*7}}",
)
FIELDS = ("first: $v", "last: $v", "after: $v", "before: $v", "orderBy: $v", "where: $v")
TYPES = ("Int", "String", "StatementWhere", "StatementOrder")


def bomb(levels: int, width: int) -> str:
    """Write fragments that spread the next one several times each."""
    spread = [f"fragment f{i} on Query {{ {f'...f{i + 1} ' * width} }}" for i in range(levels)]
    return "{ ...f0 } " + " ".join(spread) + f" fragment f{levels} on Query {{ __typename }}"


def field_bomb(levels: int, width: int) -> str:
    """Write fragments whose fields, with other aliases each, spread the next one."""
    spread = [
        f"fragment f{i} on Statement {{ "
        + " ".join(f"a{k}_{i}: parent {{ ...f{i + 1} }}" for k in range(width))
        + " }"
        for i in range(levels)
    ]
    page = "{ statements(first: 1) { edges { node { ...f0 } } } } "
    return page + " ".join(spread) + f" fragment f{levels} on Statement {{ key }}"


def documents() -> Iterator[str]:
    """Give documents that are too much, or broken."""
    for levels, width in ((90, 10), (90, 2), (20, 10), (12, 2), (8, 8), (1, 1000)):
        yield bomb(levels, width)
        yield field_bomb(levels, width)
    yield "{ " + " ".join(f"a{i}: __typename" for i in range(5000)) + " }"
    yield "{ " + "__typename " * 10_000 + "}"
    yield "{ __typename " + "@skip(if: false)" * 1000 + " }"
    yield "{ __typename " + "@x" * 5000 + " }"
    yield "{" * 10_000
    yield "{a" * 5000 + "}" * 5000
    yield "query(" + "$a: Int, " * 2000 + ") { __typename }"
    yield "{ statements(where: " + "{and: [" * 500 + "]}" * 500 + ") { totalCount } }"
    yield '{ statements(where: {text: {in: ["' + '", "'.join("x" * 5000) + '"]}}) { totalCount } }'
    yield "{ " + "...{ " * 500 + "__typename" + " }" * 500 + " }"
    yield "fragment a on Query { ...a } { ...a }"
    yield "fragment a on Query { ...b } fragment b on Query { ...a } { ...a }"
    yield "{ __schema { types { fields { type { " + "ofType { " * 30 + "name" + " }" * 35
    yield "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }"
    yield '{ statements(first: 1, after: """' + "x" * 100_000 + '""") { totalCount } }'
    yield "# " + "\u2028" * 10_000
    yield "\ufeff{ __typename }"
    yield "{ __typename }\0"
    yield '{ node(id: "' + "A" * 50_000 + '") { id } }'
    yield "mutation { __typename }"
    yield "subscription { __typename }"
    yield "{ ...nope }"
    yield "query ($a: [[[[[Int]]]]]) { __typename }"
    yield '{ __type(name: "' + "x" * 10_000 + '") { name } }'


def bodies() -> Iterator[bytes]:
    """Give bodies for POST /graphql."""
    for document in documents():
        yield json.dumps({"query": document}).encode()
    for field in FIELDS:
        for kind in TYPES:
            query = f"query ($v: {kind}) {{ statements({field}) {{ totalCount }} }}"
            for value in VALUES:
                yield written({"query": query, "variables": {"v": value}})
    yield from (b"", b"null", b"[]", b"1", b'"x"', b"{", b"\xff\xfe", b"[" * 100_000, b"NaN")
    for name in ("query", "variables", "operationName", "extensions", "documentId"):
        for value in VALUES:
            yield written({"query": "{ __typename }", name: value})


def addresses() -> Iterator[str]:
    """Give addresses of REST with values that do not belong there."""
    paths = ("statements", "speakers", "locations", "articles", "contradictions", "disputes")
    names = ("limit", "cursor", "sort", "q", "speaker", "place", "bbox", "near", "saidFrom", "x")
    texts = [_text(value) for value in VALUES if len(_text(value)) < 10_000]
    for path in paths:
        for name in names:
            for text in texts[:: 3 if path != "statements" else 1]:
                yield f"/v1/{path}?{name}={quote(text, errors='surrogatepass')}"
        for text in texts:
            yield f"/v1/{path}/{quote(text, safe='', errors='surrogatepass')}"
    yield "/v1/statements?" + "&".join(f"speaker={i}" for i in range(1000))
    yield "/v1/statements?" + "x" * 30_000
    yield "/v1/%2e%2e/%2e%2e/etc/passwd"
    yield "/static/pages/..%2f..%2f..%2f..%2fetc%2fpasswd"
    yield "/static/pages/%2e%2e/%2e%2e/app.py"
    yield "/errors/..%2f..%2fREADME"
    yield "/errors/%3Cscript%3E"


def _text(value: Any) -> str:
    return value if isinstance(value, str) else written(value).decode()


def written(body: Any) -> bytes:
    """Write JSON, integers of any length included."""
    before = sys.get_int_max_str_digits()
    sys.set_int_max_str_digits(0)
    try:
        return json.dumps(body).encode()
    finally:
        sys.set_int_max_str_digits(before)
