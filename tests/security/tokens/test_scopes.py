"""What a token allows, and where it stands beside keys of ours."""

from __future__ import annotations

import time
from typing import Any

import pytest
from sqlalchemy import Engine

from api.graphql.mutations import CHANGES
from api.security.tokens import Tokens
from api.settings import Settings
from db.api_keys import create_key
from db.enums import KeyScope
from tests.databases import Database
from tests.rest_api.test_access import operations
from tests.security.tokens.asking import GOOD, asking, bearer, by_another, settings_for
from tests.security.tokens.issuer import (
    AUDIENCE,
    ISSUER,
    Issuer,
    claims,
)
from tests.security.tokens.test_tokens import raw


@pytest.mark.parametrize(
    ("set_so", "said", "scopes"),
    [
        ({}, {"scope": "read review openid"}, {"read", "review"}),
        ({}, {"scope": ["read", "import", 7, None]}, {"read", "import"}),
        ({}, {"scope": 7}, set()),
        ({}, {"scope": {"read": True}}, set()),
        ({}, {"scope": None}, set()),
        ({}, {"scope": "READ reads"}, set()),
        (
            {"token_scope_claim": "realm_access.roles"},
            {"realm_access": {"roles": ["admin"]}},
            {"admin"},
        ),
        ({"token_scope_claim": "realm_access.roles"}, {"realm_access": ["admin"]}, set()),
        (
            {"token_scope_claim": "https://a.example/roles"},
            {"https://a.example/roles": "read"},
            {"read"},
        ),
        (
            {"token_scopes": "editor=review, editor=read,viewer=read"},
            {"scope": "editor"},
            {"review", "read"},
        ),
        ({"token_scopes": "editor=review"}, {"scope": "review admin"}, set()),
    ],
)
async def test_what_a_token_allows(
    archive_file: Database,
    issuer: Issuer,
    set_so: dict[str, str],
    said: dict[str, Any],
    scopes: set[str],
) -> None:
    rules = settings_for(archive_file, issuer.url, **set_so).token_rules
    assert rules is not None
    tokens = Tokens(rules)
    caller, end = await tokens.recognise(issuer.sign({**claims(), **said}, GOOD))
    await tokens.close()
    assert caller.scopes == scopes
    assert caller.name == f"mara ({ISSUER})"
    assert end > time.time()


async def test_every_write_and_read_states_its_scope_to_both_ways(
    database: Database, issuer: Issuer, engine: Engine
) -> None:
    """Whatever is asked: without the scope it is refused, with it it goes on."""
    async with asking(settings_for(database, issuer.url)) as (http, app):
        stated = operations(app)
        assert len(stated) > 20
        for (method, path), (scope,) in stated.items():
            others = [each for each in KeyScope if each not in {scope, KeyScope.ADMIN}]
            lacking = issuer.sign(claims(" ".join(others), sub="lacks"), GOOD)
            having = issuer.sign(claims(scope, sub="has"), GOOD)
            keys = [create_key(engine, "x", each)[0] for each in (others, [KeyScope(scope)])]
            for shown, good in (
                (lacking, False),
                (having, True),
                (keys[0], False),
                (keys[1], True),
            ):
                asked = path.replace("{key}", "x")
                body: dict[str, Any] | None = {} if method != "GET" else None
                if path.endswith("events") or "stream" in path:
                    continue
                answer = await http.request(method, asked, json=body, headers=bearer(shown))
                if good:
                    assert answer.status_code not in {401, 403, 500, 503}, (path, answer.text)
                else:
                    assert (answer.status_code, answer.json()["code"]) == (403, "scope-missing")


MUTATIONS = {
    "reviewContradiction": 'reviewContradiction(key: "x", verdict: CONFIRMED) { key }',
    "reviewDispute": 'reviewDispute(key: "x", verdict: CONFIRMED) { key }',
    "mergeDisputes": 'mergeDisputes(key: "x", other: "y") { key }',
    "splitDispute": 'splitDispute(key: "x", contradictions: ["y"]) { key }',
    "mergeSpeakers": 'mergeSpeakers(key: "x", other: "y") { key }',
    "splitSpeaker": 'splitSpeaker(key: "x") { key }',
}


async def test_every_mutation_states_its_scope_to_both_ways(
    database: Database, issuer: Issuer, engine: Engine
) -> None:
    assert set(CHANGES) == set(MUTATIONS), "write a request for the new mutation"
    settings = settings_for(database, issuer.url).model_copy(update={"reads": "open"})
    async with asking(settings) as (http, _):
        for name, text in MUTATIONS.items():
            scope = CHANGES[name].scope
            others = [each for each in KeyScope if each not in {scope, KeyScope.ADMIN}]
            for shown, code in (
                (issuer.sign(claims(" ".join(others)), GOOD), "scope-missing"),
                (create_key(engine, "x", others)[0], "scope-missing"),
                (issuer.sign(claims(str(scope)), GOOD), "unknown-key"),
                (create_key(engine, "x", [scope])[0], "unknown-key"),
            ):
                query = {"query": f"mutation {{ {text} }}"}
                answer = await http.post("/graphql", json=query, headers=bearer(shown))
                assert answer.json()["errors"][0]["extensions"]["code"] == code, (name, shown)


@pytest.mark.parametrize(
    "given",
    [
        {"token_issuer": ISSUER},
        {"token_issuer": ISSUER, "token_audience": AUDIENCE},
        {"token_keys": "https://login.example.org/keys"},
        {"token_keys": "http://login.example.org/keys"},
        {"token_keys": "https://user:word@login.example.org/keys"},
        {"token_keys": "ftp://login.example.org/keys"},
        {"token_keys": "https://"},
        {"token_keys": "no-such-file.json"},
        {"token_algorithms": "HS256"},
        {"token_algorithms": "RS256,none"},
        {"token_algorithms": ""},
        {"token_scopes": "editor"},
        {"token_scopes": "editor=king"},
        {"token_scopes": "=read"},
        {"token_leeway": "301"},
    ],
)
def test_settings_that_would_not_hold_are_refused_at_the_start(given: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match="token"):
        Settings(**given)


async def test_a_server_that_trusts_nobody_loads_nothing(database: Database) -> None:
    async with asking(Settings(database_url=database.url, reads="keyed")) as (http, app):
        assert app.state.guard._tokens is None
        answer = await http.get("/v1/speakers", headers=bearer(raw({"alg": "ES256", "kid": "x"})))
        assert (answer.status_code, answer.json()["code"]) == (401, "no-api-key")


async def test_a_token_has_a_rate_of_its_own(database: Database, issuer: Issuer) -> None:
    settings = settings_for(database, issuer.url, rate_limit=3, rate_limit_key=2, unlimited="")
    async with asking(settings) as (http, _):
        shown = issuer.sign(claims("read"), GOOD)
        again = issuer.sign(claims("read", jti="2"), GOOD)
        lefts = [
            (await http.get("/v1/speakers", headers=bearer(each))).headers["ratelimit"]
            for each in (shown, again)
        ]
        assert [left.partition(";t=")[0] for left in lefts] == ['"key";r=1', '"key";r=0']
        assert (await http.get("/v1/speakers", headers=bearer(shown))).status_code == 429
        # Tokens that are made up are paid for by the address.
        statuses = [
            (await http.get("/v1/speakers", headers=bearer(by_another(issuer, GOOD)))).status_code
            for _ in range(3)
        ]
        assert statuses[-1] == 429
