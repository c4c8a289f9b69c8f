"""The public keys of an issuer of tokens (RFC 7517): fetched, kept for a while, fetched again.

Keys change: the issuer publishes a new one and signs with it. A key that is not known is therefore
looked for again, but not each time that somebody makes one up.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import httpx
import jwt
import orjson

FRESH = 600.0
"""Seconds after which keys are fetched again while those that are known go on being used."""
KEPT = 3600.0
"""Seconds after which keys that could not be fetched again are no longer believed."""
AGAIN = 30.0
"""Seconds between two fetches, whatever keys are asked for."""
AGAIN_AFTER_FAILURE = 5.0
TIMEOUT = 5.0
"""Seconds that a fetch may take, from the look-up of the name to the last byte."""
MAX_BYTES = 256 * 1024
MAX_KEYS = 100
MAX_KEY_ID = 200

_logger = logging.getLogger(__name__)

type Keys = Mapping[str, jwt.PyJWK]


class IssuerKeysError(Exception):
    """The keys cannot be had."""


def read_keys(data: bytes, algorithms: Sequence[str]) -> Keys:
    """Return the keys of a set that check signatures by one of these algorithms, by their ids.

    Others are passed over: secrets, keys of other uses, private halves, keys that are too short.
    """
    try:
        listed = orjson.loads(data)["keys"]
    except (ValueError, TypeError, KeyError):
        raise IssuerKeysError("it is no JSON object with `keys`") from None
    if not isinstance(listed, list) or len(listed) > MAX_KEYS:
        raise IssuerKeysError(f"`keys` is no list of at most {MAX_KEYS}")
    found: dict[str, jwt.PyJWK] = {}
    for key_id, key in _usable(listed, algorithms):
        found.setdefault(key_id, key)
    if not found:
        raise IssuerKeysError(f"no key in it has an id and is for {', '.join(algorithms)}")
    return found


def _usable(listed: list[Any], algorithms: Sequence[str]) -> Iterator[tuple[str, jwt.PyJWK]]:
    for each in listed:
        if not isinstance(each, dict) or "d" in each or each.get("use", "sig") != "sig":
            continue
        key_id, uses = each.get("kid"), each.get("key_ops", ["verify"])
        if not isinstance(key_id, str) or not isinstance(uses, list) or "verify" not in uses:
            continue
        try:
            key = jwt.PyJWK(each)
        except (jwt.PyJWTError, ValueError, TypeError, AttributeError):
            continue
        if key.algorithm_name in algorithms and not key.Algorithm.check_key_length(key.key):
            yield key_id, key


async def fetch(place: str) -> bytes:
    """Read a file, or what an https address answers without leading elsewhere, in time."""
    try:
        async with asyncio.timeout(TIMEOUT):
            if "://" not in place:
                return await asyncio.to_thread(_read, Path(place))
            return await _download(place)
    except TimeoutError:
        raise IssuerKeysError(f"it took more than {TIMEOUT:g} s") from None
    except (OSError, httpx.HTTPError, httpx.StreamError) as error:
        raise IssuerKeysError(type(error).__name__) from error


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        return _bounded(file.read(MAX_BYTES + 1))


async def _download(address: str) -> bytes:
    # In a thread: to read the certificates of this machine would hold others up.
    trusted = await asyncio.to_thread(httpx.create_ssl_context)
    data = b""
    async with (
        httpx.AsyncClient(verify=trusted, timeout=TIMEOUT, follow_redirects=False) as client,
        client.stream("GET", address) as answer,
    ):
        if answer.status_code != httpx.codes.OK:
            raise IssuerKeysError(f"the answer was {answer.status_code}")
        # As it comes: pieces of a size would be waited for.
        async for part in answer.aiter_bytes():
            data = _bounded(data + part)
    return data


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_BYTES:
        raise IssuerKeysError(f"it has more than {MAX_BYTES:,} bytes")
    return data


class IssuerKeys:
    """The keys of an issuer, as they were a short while ago."""

    def __init__(
        self,
        place: str,
        algorithms: Sequence[str],
        *,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._place = place
        self._algorithms = tuple(algorithms)
        self._clock = clock
        self._keys: Keys = {}
        self._fetched = -KEPT
        self._next = -KEPT
        """From when on they may be fetched again."""
        self._failed = False
        self._running: asyncio.Task[None] | None = None

    async def find(self, key_id: str) -> jwt.PyJWK | None:
        """Return a key, None where the issuer has no such key; raise IssuerKeysError otherwise.

        A key that is known is given at once, even while the keys are being fetched.
        """
        key = self._known(key_id)
        if key is None or self._clock() >= self._fetched + FRESH:
            running = self._start()
            if key is None and running is not None:
                await asyncio.shield(running)
                key = self._known(key_id)
        if key is None and (self._failed or not self._believed()):
            raise IssuerKeysError
        return key

    async def close(self) -> None:
        """Stop fetching."""
        if self._running is not None:
            self._running.cancel()
            await asyncio.gather(self._running, return_exceptions=True)

    def _believed(self) -> bool:
        return self._clock() < self._fetched + KEPT

    def _known(self, key_id: str) -> jwt.PyJWK | None:
        return self._keys.get(key_id) if self._believed() else None

    def _start(self) -> asyncio.Task[None] | None:
        """Fetch the keys unless that was done just now; all who wait share one fetch."""
        if self._running is None and self._clock() >= self._next:
            self._running = asyncio.create_task(self._fetch())
        return self._running

    async def _fetch(self) -> None:
        try:
            self._keys = read_keys(await fetch(self._place), self._algorithms)
            self._failed, self._fetched = False, self._clock()
            self._next = self._fetched + AGAIN
        except IssuerKeysError as error:
            self._failed, self._next = True, self._clock() + AGAIN_AFTER_FAILURE
            _logger.warning("The keys of the issuer of tokens cannot be had: %s", error)
        finally:
            self._running = None
