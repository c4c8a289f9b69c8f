"""What the two databases do differently: full text and geography."""

from types import ModuleType

from db.dialects import postgresql, sqlite


def dialect_module(name: str) -> ModuleType:
    """Return the module for SQLAlchemy's name of a dialect."""
    return {"sqlite": sqlite, "postgresql": postgresql}[name]
