"""Whether two names are of one person."""


def same_person(a: str, b: str) -> float:
    """Return how likely two names are of one person."""
    return float(a.casefold() == b.casefold())


def merge_speakers(names: list[str]) -> list[list[str]]:
    """Group the names of one person."""
    return [[name] for name in names]
