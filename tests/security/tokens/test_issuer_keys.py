"""The keys of an issuer: served by real HTTP, changed, broken, away."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import httpx
import jwt
import pytest

from db.api_keys import create_key
from db.enums import KeyScope
from tests.databases import Database
from tests.security.tokens.asking import GOOD, asking, by_another, outcome, settings_for
from tests.security.tokens.issuer import (
    Issuer,
    claims,
    issuing,
    make_key,
    public_jwk,
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


async def test_an_issuer_that_dribbles_is_given_up(
    http: httpx.AsyncClient, issuer: Issuer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each byte comes in time, and all of them never would."""
    monkeypatch.setattr("api.security.issuer_keys.TIMEOUT", 0.3)
    issuer.drip = 0.05
    good = issuer.sign(claims("read"), GOOD)
    assert await outcome(http, good) == (503, "issuer-unavailable")


async def test_of_two_keys_of_one_name_the_first_is_used(
    http: httpx.AsyncClient, issuer: Issuer
) -> None:
    other = make_key()
    keys = [
        public_jwk(issuer.private[GOOD], GOOD),
        public_jwk(other, GOOD),
    ]
    issuer.answer = (200, json.dumps({"keys": keys}).encode())
    assert await outcome(http, issuer.sign(claims("read"), GOOD)) == (200, "")
    forged = jwt.encode(claims("admin"), other, "ES256", headers={"kid": GOOD})
    assert await outcome(http, forged) == (401, "bad-token")


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
