"""How much one server process does for those who follow."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class StreamLimits:
    """Bounds of connections and subscriptions; times are in seconds."""

    connections: int = 1000
    """Connections of one server process, of both kinds."""
    subscriptions: int = 100
    """Subscriptions on one WebSocket at a time."""
    init: float = 10.0
    """How long a client may take to introduce itself."""
    send: float = 10.0
    """How long a client may take to read a message; what is to be sent waits in no queue."""
    ping: float = 15.0
    """How long nothing is said on a connection before one side asks whether the other is there."""
    message: int = 256 * 1024
    """Characters of one message of a client."""
