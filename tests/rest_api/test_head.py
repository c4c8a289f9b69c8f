"""HEAD: whatever GET would tell, without the body."""

from __future__ import annotations

import socket
from urllib.parse import urlsplit

import httpx
import pytest

from tests.live import LiveServer

PLACE = "/v1/locations?limit=1"
ADDRESSES = (
    "/", "/docs", "/openapi.json", "/healthz", "/readyz", "/errors/bad-id", "/errors/nothing",
    "/v1/statements?limit=2", "/v1/statements?limit=0", "/v1/statements/nothing",
    "/v1/articles?limit=2&count=true", "/v1/changes?limit=2", "/v1/statements/stats?groupBy=party",
    "/v1/reconcile", "/v1/export/statements?format=csv", "/v1/export/statements?format=jsonl",
    "/graphql?query={statements{totalCount}}", "/nothing", "/static/pages/docs.js",
    "/v1/webhooks", "/v1/annotate", "/v1/statements/query",
)  # fmt: skip
PASSING = frozenset({"date", "transfer-encoding", "x-request-id", "ratelimit"})
"""What differs from one answer to the next, or belongs to a body."""


def told(answer: httpx.Response) -> dict[str, str]:
    return {name: value for name, value in answer.headers.items() if name not in PASSING}


@pytest.mark.parametrize("address", ADDRESSES)
def test_it_tells_what_get_tells(api: httpx.Client, address: str) -> None:
    given = {"accept": "application/json, text/html", "accept-encoding": "gzip"}
    whole = api.get(address, headers=given)
    head = api.head(address, headers=given)
    assert head.content == b""
    assert head.status_code == whole.status_code
    assert told(head) == told(whole)


def test_it_may_be_asked_where_get_may(api: httpx.Client) -> None:
    for path in api.get("/openapi.json").json()["paths"]:
        allowed = api.put(path).headers["allow"].split(", ")
        assert ("HEAD" in allowed) == ("GET" in allowed), path


def test_an_answer_that_holds_is_not_sent_again(api: httpx.Client) -> None:
    tag = api.get("/v1/statements?limit=1").headers["etag"]
    again = api.head("/v1/statements?limit=1", headers={"if-none-match": tag})
    assert (again.status_code, again.headers["etag"]) == (304, tag)


def test_the_connection_goes_on_behind_it(server: LiveServer) -> None:
    """No byte of a body is sent, whether its length is known or not, nor is anything waited for."""
    where = urlsplit(server.url)
    asked = [
        ("HEAD", "/v1/statements?limit=2"),
        ("HEAD", "/v1/export/statements"),
        ("HEAD", "/v1/nothing"),
        ("HEAD", "/graphql/stream?query=subscription{changes{key}}"),
        ("GET", "/healthz"),
    ]
    lines = [f"{method} {path} HTTP/1.1\r\nHost: x\r\n\r\n" for method, path in asked]
    with socket.create_connection((where.hostname, where.port), timeout=30) as connection:
        for line in lines[:-1]:
            connection.sendall(line.encode())
            assert _received(connection).partition(b"\r\n\r\n")[2] == b""
        connection.sendall(lines[-1].encode())
        assert _received(connection).startswith(b"HTTP/1.1 200 OK\r\n")


def _received(connection: socket.socket) -> bytes:
    found = b""
    while b"\r\n\r\n" not in found:
        part = connection.recv(65536)
        assert part
        found += part
    return found
