"""Tokens (JWT) of an outside issuer, whose keys are served by real HTTP."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from fastapi import FastAPI
from sqlalchemy import Engine

from api.app import create_app
from api.graphql.mutations import CHANGES
from api.security.tokens import Tokens
from api.settings import Settings
from db.api_keys import create_key
from db.enums import KeyScope
from tests.databases import Database, clone_sqlite
from tests.rest_api.test_access import operations
from tests.security.issuer import AUDIENCE, ISSUER, Issuer, claims, issuing, make_key, public_jwk

QUERY = {"query": "{ speakers(first: 1) { totalCount } }"}
GOOD = "ES256-1"


@pytest.fixture(scope="module")
def shared() -> Iterator[Issuer]:
    """Give an issuer with a key of each kind."""
    with issuing() as issuer:
        issuer.publish("RS256-1", GOOD, "EdDSA-1")
        yield issuer


@pytest.fixture
def issuer(shared: Issuer) -> Issuer:
    """Give the issuer in good order."""
    shared.publish("RS256-1", GOOD, "EdDSA-1")
    shared.delay, shared.asked = 0.0, 0
    return shared


def settings_for(database: Database, keys: str, **more: Any) -> Settings:
    return Settings(
        database_url=database.url,
        reads="keyed",
        webhooks=False,
        token_issuer=ISSUER,
        token_audience=AUDIENCE,
        token_keys=keys,
        **more,
    )


@asynccontextmanager
async def asking(
    settings: Settings | None, app: FastAPI | None = None
) -> AsyncIterator[tuple[httpx.AsyncClient, FastAPI]]:
    app = app or create_app(settings)
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://test") as http,
    ):
        yield http, app


@pytest.fixture(scope="module")
def archive_file(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Database:
    """Give an archive for what hangs on no database: whether a token is good."""
    return Database(clone_sqlite(sqlite_template, tmp_path_factory.mktemp("tokens")), "sqlite")


@pytest.fixture(scope="module")
def trusting(archive_file: Database, shared: Issuer) -> FastAPI:
    """Give a server that trusts the issuer, not yet started."""
    return create_app(settings_for(archive_file, shared.url))


@pytest.fixture
async def http(trusting: FastAPI, issuer: Issuer) -> AsyncIterator[httpx.AsyncClient]:
    """Give a client of it, started for one test; it knows no keys yet."""
    del issuer
    async with asking(None, trusting) as (client, _):
        yield client


def bearer(shown: str) -> dict[str, Any]:
    return {"authorization": f"Bearer {shown}".encode("latin-1", "replace")}


async def outcome(http: httpx.AsyncClient, shown: str) -> tuple[int, str]:
    """Read by REST and by GraphQL; both must answer alike. Return status and code."""
    rest = await http.get("/v1/speakers", headers=bearer(shown))
    graphql = await http.post("/graphql", json=QUERY, headers=bearer(shown))
    assert rest.status_code == graphql.status_code
    if rest.status_code == 200:
        assert "errors" not in graphql.json()
        return 200, ""
    code = rest.json()["code"]
    assert graphql.json()["errors"][0]["extensions"]["code"] == code
    assert "data" not in graphql.json()
    for answer in (rest, graphql):
        assert ("www-authenticate" in answer.headers) == (rest.status_code == 401)
        assert ("retry-after" in answer.headers) == (rest.status_code == 503)
        assert shown[:40] not in answer.text
        assert "Trace" not in answer.text
    return rest.status_code, code


@pytest.mark.parametrize("key_id", ["RS256-1", "ES256-1", "EdDSA-1"])
async def test_a_good_token_reads(http: httpx.AsyncClient, issuer: Issuer, key_id: str) -> None:
    assert await outcome(http, issuer.sign(claims("read"), key_id)) == (200, "")
    assert issuer.asked == 1


@pytest.mark.parametrize("typ", ["at+jwt", "application/at+jwt", "jwt", None])
async def test_types_of_tokens_of_access(
    http: httpx.AsyncClient, issuer: Issuer, typ: str | None
) -> None:
    assert await outcome(http, issuer.sign(claims("read"), GOOD, typ=typ)) == (200, "")


def b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def raw(header: Any, body: Any = None, signature: bytes = b"x" * 64) -> str:
    parts = [
        each if isinstance(each, bytes) else json.dumps(each).encode()
        for each in (header, claims("read") if body is None else body)
    ]
    return f"{b64(parts[0])}.{b64(parts[1])}.{b64(signature)}"


def by_secret(issuer: Issuer, key_id: str, encoding: Encoding) -> str:
    """Sign with the public key as if it were a secret, as a confused reader would check it."""
    public = issuer.private[key_id].public_key()
    secret = public.public_bytes(encoding, PublicFormat.SubjectPublicKeyInfo)
    head = f"{b64(json.dumps({'alg': 'HS256', 'kid': key_id}).encode())}"
    body = f"{head}.{b64(json.dumps(claims('read admin')).encode())}"
    return f"{body}.{b64(hmac.new(secret, body.encode(), sha256).digest())}"


def by_another(issuer: Issuer, key_id: str, **header: Any) -> str:
    """Sign with a key of one's own under the name of one of the issuer's."""
    del issuer
    return jwt.encode(claims("admin"), make_key(), "ES256", headers={"kid": key_id, **header})


def with_own_key(issuer: Issuer) -> str:
    key = make_key()
    own = public_jwk(key, GOOD)
    del issuer
    return jwt.encode(claims("admin"), key, "ES256", headers={"kid": GOOD, "jwk": own})


def changed_body(issuer: Issuer) -> str:
    head, _, signature = issuer.sign(claims("read"), GOOD).split(".")
    return f"{head}.{b64(json.dumps(claims('admin')).encode())}.{signature}"


def without_kid(issuer: Issuer) -> str:
    return jwt.encode(claims("read"), issuer.private[GOOD], "ES256")


NOW = int(time.time())
BAD: dict[str, tuple[Callable[[Issuer], str], str]] = {
    "expired": (lambda i: i.sign(claims("read", exp=NOW - 3600), GOOD), "token-expired"),
    "not begun": (lambda i: i.sign(claims("read", nbf=NOW + 3600), GOOD), "token-expired"),
    "made later": (lambda i: i.sign(claims("read", iat=NOW + 3600), GOOD), "token-expired"),
    "ended for ever": (lambda i: i.sign(claims("read", exp=True), GOOD), "token-expired"),
    "no end": (lambda i: i.sign(claims("read", exp=None), GOOD), "bad-token"),
    "end that is no number": (lambda i: i.sign(claims("read", exp="soon"), GOOD), "bad-token"),
    "end beyond numbers": (lambda i: i.sign(claims("read", exp=float("inf")), GOOD), "bad-token"),
    "end in an object": (lambda i: i.sign(claims("read", exp={}), GOOD), "bad-token"),
    "other audience": (lambda i: i.sign(claims("read", aud="shop"), GOOD), "token-elsewhere"),
    "other audiences": (lambda i: i.sign(claims("read", aud=["a", "b"]), GOOD), "token-elsewhere"),
    "odd audience": (lambda i: i.sign(claims("read", aud=[[AUDIENCE]]), GOOD), "token-elsewhere"),
    "no audience": (lambda i: i.sign(claims("read", aud=None), GOOD), "bad-token"),
    "other issuer": (lambda i: i.sign(claims("read", iss=f"{ISSUER}/"), GOOD), "token-elsewhere"),
    "no issuer": (lambda i: i.sign(claims("read", iss=None), GOOD), "bad-token"),
    "no subject": (lambda i: i.sign(claims("read", sub=None), GOOD), "bad-token"),
    "empty subject": (lambda i: i.sign(claims("read", sub=""), GOOD), "bad-token"),
    "numeric subject": (lambda i: i.sign(claims("read", sub=7), GOOD), "bad-token"),
    "NUL in the subject": (lambda i: i.sign(claims("read", sub="a\0b"), GOOD), "bad-token"),
    "half a character": (lambda i: i.sign(claims("read", sub="\ud800"), GOOD), "bad-token"),
    "long subject": (lambda i: i.sign(claims("read", sub="x" * 201), GOOD), "bad-token"),
    "no kid": (without_kid, "bad-token"),
    "kid that is no text": (lambda _: raw({"alg": "ES256", "kid": 1}), "bad-token"),
    "empty kid": (lambda _: raw({"alg": "ES256", "kid": ""}), "bad-token"),
    "long kid": (lambda _: raw({"alg": "ES256", "kid": "k" * 201}), "bad-token"),
    "path as kid": (lambda i: by_another(i, "../../../../dev/null"), "bad-token"),
    "unknown kid": (lambda i: by_another(i, "ES256-9"), "bad-token"),
    "no algorithm": (lambda _: raw({"alg": "none", "kid": GOOD}, None, b""), "bad-token"),
    "No algorithm": (lambda _: raw({"alg": "None", "kid": GOOD}, None, b""), "bad-token"),
    "alg missing": (lambda _: raw({"kid": GOOD}), "bad-token"),
    "alg in a list": (lambda _: raw({"alg": ["ES256"], "kid": GOOD}), "bad-token"),
    "public key as secret": (lambda i: by_secret(i, "RS256-1", Encoding.PEM), "bad-token"),
    "public key as bytes": (lambda i: by_secret(i, "RS256-1", Encoding.DER), "bad-token"),
    "key of another kind": (lambda _: raw({"alg": "RS256", "kid": GOOD}), "bad-token"),
    "ES256 by RSA key": (lambda _: raw({"alg": "ES256", "kid": "RS256-1"}), "bad-token"),
    "signature of zeros": (
        lambda _: raw({"alg": "ES256", "kid": GOOD}, None, b"\0" * 64),
        "bad-token",
    ),
    "no signature": (lambda _: raw({"alg": "ES256", "kid": GOOD}, None, b""), "bad-token"),
    "signature of another": (lambda i: by_another(i, GOOD), "bad-token"),
    "key in the token": (with_own_key, "bad-token"),
    "changed body": (changed_body, "bad-token"),
    "detached": (
        lambda _: raw({"alg": "ES256", "kid": GOOD, "b64": False, "crit": ["b64"]}),
        "bad-token",
    ),
    "critical extension": (lambda i: i.sign(claims("read"), GOOD, crit=["exp"]), "bad-token"),
    "other type": (lambda i: i.sign(claims("read"), GOOD, typ="logout+jwt"), "bad-token"),
    "no JSON": (lambda _: raw(b"{", b"{"), "bad-token"),
    "list as header": (lambda _: raw([], []), "bad-token"),
    "list as body": (
        lambda i: jwt.PyJWS().encode(b"[]", i.private[GOOD], "ES256", {"kid": GOOD}),
        "bad-token",
    ),
    "deep header": (lambda _: raw(b"[" * 5000), "bad-token"),
    "long number": (lambda _: raw(b'{"alg":' + b"9" * 5000 + b"}"), "bad-token"),
    "dots": (lambda _: "..", "bad-token"),
    "not of this alphabet": (lambda _: "é.ü.ß", "bad-token"),
    "huge": (lambda i: i.sign(claims("read", more="x" * 8000), GOOD), "bad-token"),
    "huger": (lambda i: i.sign(claims("read", more="x" * 60_000), GOOD), "bad-token"),
    "two parts": (lambda _: "abc.def", "bad-api-key"),
    "five parts, as if encrypted": (lambda _: "a.b.c.d.e", "bad-api-key"),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_bad_token_is_refused(http: httpx.AsyncClient, issuer: Issuer, name: str) -> None:
    make, code = BAD[name]
    assert await outcome(http, make(issuer)) == (401, code)
    assert issuer.asked <= 1
    answer = await http.get("/v1/speakers", headers=bearer(make(issuer)))
    told = answer.headers["www-authenticate"]
    assert told.startswith('Bearer realm="counterclaim"')
    assert ('error="invalid_token"' in told) == (code != "bad-api-key")


@pytest.mark.parametrize("name", ["jku", "x5u"])
async def test_a_token_cannot_say_where_its_key_is(
    http: httpx.AsyncClient, issuer: Issuer, name: str
) -> None:
    with issuing() as attacker:
        attacker.publish(GOOD, "ES256-2")
        for key_id in (GOOD, "ES256-2"):
            token = attacker.sign(claims("admin"), key_id, **{name: attacker.url})
            assert await outcome(http, token) == (401, "bad-token")
        assert attacker.asked == 0
    # One of the issuer is good, whatever else its header says.
    assert await outcome(http, issuer.sign(claims("read"), GOOD, jku="http://127.0.0.1:1/")) == (
        200,
        "",
    )


async def test_a_new_key_is_found_and_an_old_one_forgotten(
    archive_file: Database, issuer: Issuer
) -> None:
    async with asking(settings_for(archive_file, issuer.url)) as (http, app):
        keys = app.state.guard._tokens._keys
        passed = 0.0
        keys._clock = lambda: time.monotonic() + passed
        old = issuer.sign(claims("read", sub="old"), GOOD)
        assert await outcome(http, old) == (200, "")
        issuer.publish("ES256-2")
        new = issuer.sign(claims("read"), "ES256-2")
        # Made-up names must not make the server ask again and again.
        assert await outcome(http, new) == (401, "bad-token")
        assert issuer.asked == 1
        passed += 31
        assert await outcome(http, new) == (200, "")
        assert issuer.asked == 2
        app.state.guard._known._entries.clear()
        assert await outcome(http, old) == (401, "bad-token")
        for number in range(50):
            assert (await outcome(http, by_another(issuer, f"made-up-{number}")))[0] == 401
        assert issuer.asked == 2


async def test_keys_that_are_old_are_fetched_while_they_are_used(
    archive_file: Database, issuer: Issuer
) -> None:
    async with asking(settings_for(archive_file, issuer.url)) as (http, app):
        keys = app.state.guard._tokens._keys
        passed = 0.0
        keys._clock = lambda: time.monotonic() + passed
        good = issuer.sign(claims("read"), GOOD)
        assert await outcome(http, good) == (200, "")
        passed += 601
        app.state.guard._known._entries.clear()
        issuer.answer = (500, b"")
        assert await outcome(http, good) == (200, "")
        await keys._running
        assert issuer.asked == 2
        # Not for ever: a key that the issuer has taken back must end some time.
        passed += 3601
        app.state.guard._known._entries.clear()
        assert await outcome(http, good) == (503, "issuer-unavailable")
        issuer.publish(GOOD)
        passed += 6
        assert await outcome(http, good) == (200, "")


ANSWERS: dict[str, tuple[int, bytes]] = {
    "an error": (500, b"oops"),
    "no such page": (404, b"{}"),
    "no JSON": (200, b"<html>"),
    "no keys": (200, b'{"keys": []}'),
    "other JSON": (200, b"[1]"),
    "keys that are none": (
        200,
        b'{"keys": [1, null, {}, {"kid": "x"}, {"kid": "x", "kty": "EC"}]}',
    ),
    "secrets alone": (
        200,
        b'{"keys": [{"kid": "ES256-1", "kty": "oct", "k": "c2VjcmV0", "alg": "HS256"}]}',
    ),
    "too much": (200, b'{"keys": [' + b" " * 300_000 + b"]}"),
    "too many": (200, b'{"keys": [' + b",".join([b"{}"] * 101) + b"]}"),
}


@pytest.mark.parametrize("name", ANSWERS)
async def test_keys_that_cannot_be_had_are_no_fault_of_the_token(
    http: httpx.AsyncClient, issuer: Issuer, archive_file: Database, name: str
) -> None:
    issuer.answer = ANSWERS[name]
    good = issuer.sign(claims("read"), GOOD)
    assert await outcome(http, good) == (503, "issuer-unavailable")
    assert issuer.asked == 1
    # Keys of ours are good all the same.
    engine = archive_file.engine()
    key, _ = create_key(engine, "reader", [KeyScope.READ])
    engine.dispose()
    assert await outcome(http, key) == (200, "")


async def test_keys_are_not_looked_for_elsewhere(http: httpx.AsyncClient, issuer: Issuer) -> None:
    with issuing() as other:
        other.publish(GOOD)
        issuer.answer = (302, other.url.encode())
        assert await outcome(http, other.sign(claims("admin"), GOOD)) == (503, "issuer-unavailable")
        assert other.asked == 0


async def test_an_issuer_that_is_away(archive_file: Database) -> None:
    with issuing() as gone:
        gone.publish(GOOD)
        good = gone.sign(claims("read"), GOOD)
    async with asking(settings_for(archive_file, gone.url)) as (http, _):
        assert await outcome(http, good) == (503, "issuer-unavailable")


async def test_a_slow_issuer_holds_up_nobody_else(
    http: httpx.AsyncClient, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("api.security.issuer_keys.TIMEOUT", 0.2)
    issuer.delay = 1.0
    good = issuer.sign(claims("read"), GOOD)
    assert await outcome(http, good) == (503, "issuer-unavailable")


@pytest.mark.parametrize(
    ("more", "good"),
    [
        ({}, True),
        ({"use": "sig"}, True),
        ({"alg": "RS256"}, True),
        ({"key_ops": ["verify"]}, True),
        ({"use": "enc"}, False),
        ({"alg": "RS512"}, False),
        ({"alg": "HS256"}, False),
        ({"alg": 5}, False),
        ({"key_ops": ["encrypt"]}, False),
        ({"key_ops": "verify"}, False),
        ({"n": "AQAB"}, False),  # too short to be safe
        ({"n": "ä"}, False),
        ({"d": "AQAB"}, False),  # a private half that anybody can read
        ({"kty": "oct", "k": "c2VjcmV0"}, False),
    ],
)
async def test_which_keys_of_an_issuer_are_used(
    http: httpx.AsyncClient, issuer: Issuer, more: dict[str, Any], *, good: bool
) -> None:
    issuer.publish("RS256-1", **more)
    wanted = (200, "") if good else (503, "issuer-unavailable")
    assert await outcome(http, issuer.sign(claims("read"), "RS256-1")) == wanted


async def test_keys_in_a_file(archive_file: Database, issuer: Issuer, tmp_path: Path) -> None:
    path = tmp_path / "keys.json"
    path.write_bytes(issuer.answer[1])
    async with asking(settings_for(archive_file, str(path))) as (http, app):
        assert await outcome(http, issuer.sign(claims("read"), GOOD)) == (200, "")
        path.unlink()
        app.state.guard._tokens._keys._fetched -= 3600
        app.state.guard._tokens._keys._next = 0
        app.state.guard._known._entries.clear()
        assert (await outcome(http, issuer.sign(claims("read"), GOOD)))[0] == 503
    assert issuer.asked == 0


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
