"""Posting to an address that somebody gave us: to public ones alone, and never for long."""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import time

import httpx

from api.webhooks.signing import sign
from db.webhooks import Due, Outcome, WebhookError
from importer.read.http import Address, is_public

TIMEOUT = 15.0
"""Seconds that one attempt may take."""
MAX_URL = 2000
MAX_PORT = 65535
DEFAULT_PORTS = {"http": 80, "https": 443}


_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"[0-9]+|0x[0-9a-f]*")


class _BlockedError(Exception):
    """The address is not of the open internet."""


def check_url(url: str, *, allow_private: bool) -> str:
    """Return the address as it will be used; raise WebhookError where it never can be.

    A name is looked up only when something is sent, and each time anew.
    """
    try:
        parsed = httpx.URL(url) if len(url) <= MAX_URL else None
    except (httpx.InvalidURL, ValueError):
        parsed = None
    if parsed is None or parsed.scheme not in DEFAULT_PORTS or not parsed.host or parsed.fragment:
        raise WebhookError("must be a web address like https://example.org/hook", at="url")
    if parsed.port is not None and not 0 < parsed.port <= MAX_PORT:
        raise WebhookError("must name a port from 1 to 65535", at="url")
    if parsed.userinfo:
        raise WebhookError("must hold no user name or password", at="url")
    if not allow_private and not _may_be_public(parsed):
        raise WebhookError("belongs to this machine or to a private network", at="url")
    return str(parsed)


def _may_be_public(url: httpx.URL) -> bool:
    """Tell whether the host is a public address or a name; raise WebhookError if it is neither."""
    try:
        return is_public(ipaddress.ip_address(url.host))
    except ValueError:
        name = url.raw_host.decode("ascii").removesuffix(".").lower()
    labels = name.split(".")
    # What ends in a number is an address to some: 127.1, 0x7f.1, 2130706433.
    if _NUMBER.fullmatch(labels[-1]) or not all(map(_LABEL.fullmatch, labels)):
        raise WebhookError("must name its host as the web does", at="url")
    return labels[-1] != "localhost"


async def post(due: Due, *, allow_private: bool) -> Outcome:
    """Attempt a delivery once. Redirects are not followed, and the answer is not read."""
    began = time.monotonic()
    status, error = None, None
    try:
        async with asyncio.timeout(TIMEOUT):
            status = await _send(due, allow_private=allow_private)
    except _BlockedError:
        error = "the address belongs to this machine or to a private network"
    except TimeoutError:
        error = f"the address did not answer within {TIMEOUT:g} seconds"
    except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as problem:
        error = f"the address could not be reached ({type(problem).__name__})"
    return Outcome(status, error, round((time.monotonic() - began) * 1000))


async def _send(due: Due, *, allow_private: bool) -> int:
    url = httpx.URL(due.url)
    address = await _resolved(url, allow_private=allow_private)
    # The very address that was checked: a name could answer differently the second time.
    host = f"[{address}]" if isinstance(address, ipaddress.IPv6Address) else str(address)
    body = due.body.encode()
    timestamp = int(time.time())
    headers = {
        "Host": url.netloc.decode("ascii"),
        "Content-Type": "application/json",
        "User-Agent": "counterclaim",
        "webhook-id": due.message_id,
        "webhook-timestamp": str(timestamp),
        "webhook-signature": sign(due.secret, due.message_id, timestamp, body),
    }
    async with httpx.AsyncClient(timeout=TIMEOUT, trust_env=False) as client:
        request = client.build_request(
            "POST",
            url.copy_with(host=host),
            headers=headers,
            content=body,
            extensions={"sni_hostname": url.host},
        )
        response = await client.send(request, stream=True)
        await response.aclose()
        return response.status_code


async def _resolved(url: httpx.URL, *, allow_private: bool) -> Address:
    port = url.port or DEFAULT_PORTS[url.scheme]
    loop = asyncio.get_running_loop()
    found = await loop.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not allow_private and not all(is_public(address) for address in addresses):
        raise _BlockedError
    return addresses[0]
