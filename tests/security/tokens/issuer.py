"""An issuer of tokens for tests: it signs, and serves its public keys by real HTTP."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import jwt
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from jwt.algorithms import ECAlgorithm, OKPAlgorithm, RSAAlgorithm

ISSUER = "https://login.example.org"
AUDIENCE = "counterclaim"

type Private = rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey | ed25519.Ed25519PrivateKey


def make_key(algorithm: str = "ES256") -> Private:
    """Make a private key for an algorithm."""
    if algorithm == "RS256":
        return rsa.generate_private_key(public_exponent=65537, key_size=2048)
    if algorithm == "EdDSA":
        return ed25519.Ed25519PrivateKey.generate()
    return ec.generate_private_key(ec.SECP256R1())


def public_jwk(key: Private, key_id: str, **more: Any) -> dict[str, Any]:
    """Return the public half of a key as a JWK."""
    if isinstance(key, rsa.RSAPrivateKey):
        found = RSAAlgorithm.to_jwk(key.public_key(), as_dict=True)
    elif isinstance(key, ec.EllipticCurvePrivateKey):
        found = ECAlgorithm.to_jwk(key.public_key(), as_dict=True)
    else:
        found = OKPAlgorithm.to_jwk(key.public_key(), as_dict=True)
    # The library tells what a key may do; issuers seldom do.
    return {**{name: found[name] for name in found if name != "key_ops"}, "kid": key_id, **more}


def claims(scope: Any = "", **changed: Any) -> dict[str, Any]:
    """Return what a good token says; None takes a claim out."""
    now = int(time.time())
    said = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": "mara",
        "iat": now,
        "exp": now + 300,
        "scope": scope,
        **changed,
    }
    return {name: value for name, value in said.items() if value is not None}


@dataclass
class Issuer:
    """Keys by name, and what is served of them."""

    url: str
    private: dict[str, Private] = field(default_factory=dict)
    answer: tuple[int, bytes] = (200, b"")
    delay: float = 0.0
    drip: float = 0.0
    """Seconds between two bytes, of the head as of the body."""
    asked: int = 0
    """How often the public keys were fetched."""

    def publish(self, *key_ids: str, **more: Any) -> None:
        """Serve these keys from now on, made where they are new."""
        for key_id in key_ids:
            if key_id not in self.private:
                self.private[key_id] = make_key(key_id.partition("-")[0])
        keys = [public_jwk(self.private[key_id], key_id, **more) for key_id in key_ids]
        self.answer = (200, json.dumps({"keys": keys}).encode())

    def sign(self, said: dict[str, Any], key_id: str, **header: Any) -> str:
        """Sign a token with a key; the name of a key begins with its algorithm."""
        algorithm = key_id.partition("-")[0]
        headers = {"kid": key_id, **header}
        return jwt.encode(said, self.private[key_id], algorithm, headers=headers)


@contextmanager
def issuing() -> Iterator[Issuer]:
    """Serve the public keys of an issuer until the block ends."""
    issuer = Issuer("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            issuer.asked += 1
            time.sleep(issuer.delay)
            status, body = issuer.answer
            if issuer.drip:
                self._drip(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
                return
            self.send_response(status)
            if status // 100 == 3:
                self.send_header("Location", body.decode())
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def _drip(self, answer: bytes) -> None:
            with suppress(OSError):
                for at in range(len(answer)):
                    self.wfile.write(answer[at : at + 1])
                    time.sleep(issuer.drip)

        def log_message(self, *_: Any) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    issuer.url = f"http://127.0.0.1:{server.server_port}/keys"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield issuer
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
