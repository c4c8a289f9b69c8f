"""How the connections of a process are used, for those who watch over it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Usage:
    """Connections for reading at one moment."""

    most: int
    """How many there may be."""
    busy: int
    """How many run a statement."""
    waiting: int
    """Statements that wait for one."""
