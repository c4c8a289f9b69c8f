"""Which tokens are good, and what is told of those that are not."""

from __future__ import annotations

import base64
import hmac
import json
import time
from collections.abc import Callable
from hashlib import sha256
from typing import Any

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.security.tokens.asking import GOOD, bearer, by_another, outcome
from tests.security.tokens.issuer import (
    AUDIENCE,
    ISSUER,
    Issuer,
    claims,
    issuing,
    make_key,
    public_jwk,
)


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
    "two algorithms": (
        lambda _: raw(b'{"alg":"ES256","alg":"none","kid":"ES256-1"}', None, b""),
        "bad-token",
    ),
    "two algorithms, the good one last": (
        lambda _: raw(b'{"alg":"none","alg":"ES256","kid":"ES256-1"}', None, b""),
        "bad-token",
    ),
    "end written as a text": (
        lambda i: i.sign(claims("read", exp="99999999999"), GOOD),
        "bad-token",
    ),
    "issuers in a list": (
        lambda i: jwt.PyJWS().encode(
            json.dumps(claims("read", iss=[ISSUER])).encode(),
            i.private[GOOD],
            "ES256",
            {"kid": GOOD},
        ),
        "token-elsewhere",
    ),
    "audience in an object": (
        lambda i: i.sign(claims("read", aud={AUDIENCE: True}), GOOD),
        "token-elsewhere",
    ),
    "subject in a list": (lambda i: i.sign(claims("read", sub=["mara"]), GOOD), "bad-token"),
    "not begun, as a text": (lambda i: i.sign(claims("read", nbf="now"), GOOD), "bad-token"),
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
