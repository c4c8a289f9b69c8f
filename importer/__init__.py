"""Reading reports: text in, statements and contradictions out; no database, no web, no clock."""

__all__ = ["same_person"]


def same_person(a: str, b: str) -> float:
    """Return how likely two names are of one person, from 0 to 1; above 0.7 they usually are.

    Spellings, scripts, titles, order and missing middle names are allowed for; a shared surname
    with nothing else in common is never enough.
    """
    from importer.resolve.names import same_person as judged  # noqa: PLC0415 - a second of word lists, which not every user of this package needs

    return judged(a, b)
