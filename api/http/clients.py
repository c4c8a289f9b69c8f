"""Who asks: the address of a client, seen through the proxies that are trusted."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from functools import lru_cache

type Network = ipaddress.IPv4Network | ipaddress.IPv6Network
type Address = ipaddress.IPv4Address | ipaddress.IPv6Address

MAX_FORWARDED = 2000
"""Bytes of `X-Forwarded-For` that are looked at, from its end."""
_IPV6_SITE = 64
"""One customer has a network of this size, and with it more addresses than could be counted."""


def parse_networks(text: str) -> tuple[Network, ...]:
    """Read addresses and networks, set apart by commas; raise ValueError for anything else."""
    return tuple(ipaddress.ip_network(part.strip()) for part in text.split(",") if part.strip())


class Clients:
    """Tells clients apart by their addresses."""

    def __init__(self, trusted_proxies: Sequence[Network], unlimited: Sequence[Network]) -> None:
        self._trusted = tuple(trusted_proxies)
        self._unlimited = tuple(unlimited)
        self._is_trusted = lru_cache(1024)(self._look_up_trusted)
        self.is_unlimited = lru_cache(1024)(self._look_up_unlimited)

    def address(self, peer: str, forwarded: bytes | None) -> str:
        """Return the address of a client: the last one that no trusted proxy has.

        `forwarded` is `X-Forwarded-For`. Each proxy adds at its end who came to it, so that only
        what trusted proxies have written is believed, from the end on.
        """
        if forwarded is None or not self._is_trusted(peer):
            return peer
        for part in reversed(forwarded[-MAX_FORWARDED:].decode("latin-1").split(",")):
            shown = _without_port(part.strip())
            if _parsed(shown) is None:
                return peer  # whatever wrote that, it was no proxy
            peer = shown
            if not self._is_trusted(shown):
                break
        return peer

    def _look_up_trusted(self, address: str) -> bool:
        return _is_in(address, self._trusted)

    def _look_up_unlimited(self, address: str) -> bool:
        return _is_in(address, self._unlimited)


def counted_as(address: str) -> str:
    """Return what an address is counted under: itself, or the site of an IPv6 address."""
    parsed = _parsed(address)
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((parsed, _IPV6_SITE), strict=False))
    return address


def _parsed(address: str) -> Address | None:
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return None
    if isinstance(parsed, ipaddress.IPv6Address) and parsed.ipv4_mapped is not None:
        return parsed.ipv4_mapped
    return parsed


def _without_port(shown: str) -> str:
    if shown.startswith("["):
        return shown[1:].partition("]")[0]
    host, colon, port = shown.partition(":")
    return host if colon and port.isascii() and port.isdigit() else shown


def _is_in(address: str, networks: Sequence[Network]) -> bool:
    parsed = _parsed(address)
    if parsed is None:
        return False
    return any(parsed in network for network in networks if network.version == parsed.version)
