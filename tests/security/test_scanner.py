"""The twelve things that common GraphQL scanners look for, on a live server.

Each check asks as a scanner does and says what would be a finding. Introspection alone may be
found: docs/adr/0007-open-introspection.md says why.
"""

from __future__ import annotations

import json
from urllib.parse import urlencode

import httpx
import pytest

ANY = {"accept": "*/*"}


def _post(http: httpx.Client, query: str) -> httpx.Response:
    return http.post("/graphql", json={"query": query}, headers=ANY)


def _has_data(response: httpx.Response) -> bool:
    try:
        answer = response.json()
    except json.JSONDecodeError:
        return False
    return isinstance(answer, dict) and bool(answer.get("data"))


def test_high_no_hundred_aliases(http: httpx.Client) -> None:
    aliases = " ".join(f"alias{i}: __typename" for i in range(101))
    assert not _has_data(_post(http, f"query cop {{ {aliases} }}"))


def test_high_no_batch(http: httpx.Client) -> None:
    batch = [{"query": "query cop { __typename }"}] * 10
    response = http.post("/graphql", json=batch, headers=ANY)
    assert not isinstance(response.json(), list)
    assert response.status_code == 400


def test_high_no_flood_of_directives(http: httpx.Client) -> None:
    answer = _post(http, f"query cop {{ __typename {'@aa' * 60} }}").json()
    assert len(answer["errors"]) == 1
    answer = _post(http, f"query cop {{ __typename {'@aa' * 10} }}").json()
    assert len(answer["errors"]) < 10, "one error for each is work done for each"


def test_high_no_circular_introspection(http: httpx.Client) -> None:
    nested = "fields { type { fields { type { fields { type { fields { name } } } } } } }"
    response = _post(http, f"query cop {{ __schema {{ types {{ {nested} }} }} }}")
    assert not _has_data(response)


def test_high_no_flood_of_fields(http: httpx.Client) -> None:
    assert not _has_data(_post(http, f"query cop {{ {'__typename ' * 2001} }}"))
    # A field that is asked for again is answered once.
    assert _post(http, f"query cop {{ {'__typename ' * 20} }}").text.count("Query") == 1


def test_high_introspection_is_a_decision(http: httpx.Client) -> None:
    assert _has_data(_post(http, "query cop { __schema { types { name fields { name } } } }"))


def test_medium_no_query_by_a_simple_get(http: httpx.Client) -> None:
    response = http.get("/graphql", params={"query": "query cop { __typename }"}, headers=ANY)
    assert not _has_data(response)
    assert response.json()["errors"][0]["extensions"]["code"] == "not-acceptable"


@pytest.mark.parametrize("accept", ["*/*", "application/json"])
def test_medium_no_change_by_get(http: httpx.Client, accept: str) -> None:
    query = 'mutation cop { reviewContradiction(key: "x", verdict: CONFIRMED) { __typename } }'
    response = http.get("/graphql", params={"query": query}, headers={"accept": accept})
    assert response.status_code in {405, 406}
    assert not _has_data(response)


def test_medium_no_query_by_a_form(http: httpx.Client) -> None:
    for kind in ("application/x-www-form-urlencoded", "text/plain", "multipart/form-data"):
        body = urlencode({"query": "query cop { __typename }"}).encode()
        response = http.post("/graphql", content=body, headers={"content-type": kind})
        assert response.status_code == 415


def test_low_suggestions_only_where_the_schema_is_open(http: httpx.Client) -> None:
    # They tell nothing that introspection does not; without it they are off (test_transport).
    message = _post(http, "query cop { __schema { directive } }").json()["errors"][0]["message"]
    assert "directives" in message


def test_low_the_playground_is_no_answer_to_a_program(http: httpx.Client) -> None:
    for path in ("/graphql", "/graphiql", "/console", "/altair"):
        response = http.get(path, headers=ANY)
        assert "graphiql" not in response.text.lower(), path


def test_info_no_traces(http: httpx.Client) -> None:
    answer = _post(http, "query cop { __typename }").json()
    assert set(answer) == {"data"}


def test_info_no_unhandled_error(http: httpx.Client) -> None:
    response = _post(http, "qwerty cop { abc }")
    answer = response.json()
    assert response.status_code == 200
    assert set(answer["errors"][0]) == {"message", "locations", "extensions"}
    assert set(answer["errors"][0]["extensions"]) == {"code", "docUrl"}
