"""Web addresses: fetched with every limit that a stranger's server calls for."""

from __future__ import annotations

import ipaddress
import socket
import time
from dataclasses import dataclass

import httpx

from importer.read.rejection import ReadCode, UnreadableError
from importer.read.settings import DEFAULTS, ReadSettings

type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

_TRANSLATED = tuple(
    ipaddress.ip_network(network)
    for network in ("64:ff9b::/96", "64:ff9b:1::/48", "::/96", "2002::/16", "2001::/32")
)
"""IPv6 addresses that stand for IPv4 ones, private ones among them: by translation, in the old
compatible form, by 6to4 and Teredo. No page of today has only such an address."""
_RELAYS = ipaddress.ip_network("192.88.99.0/24")
"""Where packets for 6to4 were sent."""
_READABLE = (
    "text/",
    "application/xhtml",
    "application/xml",
    "application/jsonl",
    "application/x-ndjson",
)
_HEADERS = {"User-Agent": "counterclaim", "Accept": "text/html, text/plain, */*;q=0.1"}


@dataclass(frozen=True, slots=True)
class Fetched:
    """What an address holds."""

    url: str
    """The address that answered, redirects followed."""
    content: bytes
    charset: str | None


def fetch(url: str, settings: ReadSettings = DEFAULTS) -> Fetched:
    """Fetch a page: http and https only, public addresses only, within the limits of `settings`.

    Each redirect is checked like the first address, and the connection goes to the very address
    that was checked, so that a name can't answer differently the second time.
    """
    ends = time.monotonic() + settings.deadline
    with httpx.Client(timeout=settings.timeout, trust_env=False, headers=_HEADERS) as client:
        for _ in range(settings.max_redirects + 1):
            target = _parsed(url)
            request = _pinned(client, target, settings)
            try:
                response = client.send(request, stream=True)
                try:
                    if response.has_redirect_location:
                        url = str(target.join(response.headers["location"]))
                        continue
                    return Fetched(
                        str(target), _body(response, settings, ends), response.charset_encoding
                    )
                finally:
                    response.close()
            except (httpx.HTTPError, httpx.InvalidURL, OSError) as problem:
                raise _unreachable(
                    f"The server did not answer as it should ({type(problem).__name__})."
                ) from problem
    raise _unreachable(f"The address redirects more than {settings.max_redirects} times.")


def _unreachable(message: str) -> UnreadableError:
    return UnreadableError(
        ReadCode.UNREACHABLE_URL,
        message,
        "Open the address in a browser, save the page and import the file.",
    )


def _parsed(url: str) -> httpx.URL:
    try:
        parsed = httpx.URL(url)
    except (httpx.InvalidURL, ValueError) as problem:
        raise _bad_url("This is no web address.") from problem
    if parsed.scheme not in {"http", "https"} or not parsed.host:
        raise _bad_url("Only http and https addresses are read.")
    if parsed.userinfo:
        raise _bad_url("The address holds a user name or password.")
    return parsed


def _bad_url(message: str) -> UnreadableError:
    return UnreadableError(
        ReadCode.BAD_URL, message, "Give an address like https://example.org/report."
    )


def _pinned(client: httpx.Client, url: httpx.URL, settings: ReadSettings) -> httpx.Request:
    """Build a request that connects to an address that was looked up and checked."""
    address = _resolved(url, settings)
    host = f"[{address}]" if isinstance(address, ipaddress.IPv6Address) else str(address)
    return client.build_request(
        "GET",
        url.copy_with(host=host),
        headers={"Host": url.netloc.decode("ascii")},
        extensions={"sni_hostname": url.host},
    )


def _resolved(url: httpx.URL, settings: ReadSettings) -> Address:
    port = url.port or (443 if url.scheme == "https" else 80)
    try:
        found = socket.getaddrinfo(url.host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        raise _unreachable("The name of the server is not known.") from problem
    addresses = [ipaddress.ip_address(str(entry[4][0]).partition("%")[0]) for entry in found]
    if not settings.allow_private and not all(is_public(address) for address in addresses):
        raise UnreadableError(
            ReadCode.BLOCKED_ADDRESS,
            "The address belongs to this machine or to a private network.",
            "Save the page and import the file.",
        )
    return addresses[0]


def is_public(address: Address) -> bool:
    """Say whether an address belongs to the open internet."""
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address.is_site_local or any(address in network for network in _TRANSLATED):
            return False
    elif address in _RELAYS:
        return False
    return address.is_global and not address.is_multicast


def _body(response: httpx.Response, settings: ReadSettings, ends: float) -> bytes:
    """Read a body up to the limit of size and time."""
    if response.status_code != httpx.codes.OK:
        raise _unreachable(f"The server answered {response.status_code}.")
    kind = response.headers.get("content-type", "text/plain").lower()
    if not kind.startswith(_READABLE):
        raise UnreadableError(
            ReadCode.BINARY_FILE,
            f"The address holds {kind[:60]}, not a text.",
            "Give the address of a page with text.",
        )
    chunks: list[bytes] = []
    size = 0
    for chunk in response.iter_bytes():
        size += len(chunk)
        if size > settings.max_bytes:
            raise UnreadableError(
                ReadCode.TOO_LARGE,
                f"The page has more than {settings.max_bytes:,} bytes.",
                "Save the text of the report and import the file.",
            )
        if time.monotonic() > ends:
            raise _unreachable(f"The page took more than {settings.deadline:g} seconds.")
        chunks.append(chunk)
    return b"".join(chunks)
