"""What an archive holds, in a form that two of them can be compared by."""

from __future__ import annotations

import hashlib
from dataclasses import astuple, dataclass

from sqlalchemy import Engine, text

from db.linking import load_links
from db.loader import load_annotations
from db.verification import verify


@dataclass(frozen=True)
class State:
    """Articles by key with a hash of all that was read off them; links and disputes as they are."""

    articles: dict[str, str]
    links: frozenset[str]
    disputes: frozenset[str]


@dataclass(frozen=True)
class Difference:
    """What is not as it is in an archive that nothing happened to."""

    lost: int = 0
    """Articles that are not there."""
    half: int = 0
    """Articles of which something is missing or otherwise."""
    double: int = 0
    """Articles or links too many."""
    links: int = 0
    """Links and disputes that are missing or otherwise."""
    faults: int = 0
    """What `verify` found."""

    @property
    def none(self) -> bool:
        """Say whether both are the same."""
        return self == Difference()

    def __add__(self, other: Difference) -> Difference:
        """Sum two up."""
        return Difference(
            *(one + two for one, two in zip(astuple(self), astuple(other), strict=True))
        )


def state_of(engine: Engine) -> State:
    """Read an archive."""
    articles = {found.article.key: _hash(repr(found)) for found in load_annotations(engine)}
    members = text(
        "SELECT d.key, d.statement_count, d.contradiction_count, d.source_count, s.key AS member "
        "FROM dispute d JOIN dispute_statement m ON m.dispute_id = d.id "
        "JOIN statement s ON s.id = m.statement_id WHERE d.superseded_at IS NULL"
    )
    with engine.connect() as connection:
        disputes = frozenset(str(tuple(row)) for row in connection.execute(members))
    return State(articles, frozenset(map(repr, load_links(engine))), disputes)


def compare(engine: Engine, wanted: State) -> Difference:
    """Say how an archive differs from what it should be; prove it whole as well."""
    found = state_of(engine)
    with engine.connect() as connection:
        rows, unlinked = connection.execute(
            text("SELECT count(*), count(*) - count(linked_at) FROM article")
        ).one()
    report = verify(engine)
    return Difference(
        lost=len(set(wanted.articles) - set(found.articles)),
        half=sum(
            content != wanted.articles[key]
            for key, content in found.articles.items()
            if key in wanted.articles
        ),
        double=rows - len(found.articles) + len(set(found.articles) - set(wanted.articles)),
        links=len(wanted.links ^ found.links) + len(wanted.disputes ^ found.disputes) + unlinked,
        faults=sum(report.found.values()),
    )


def _hash(words: str) -> str:
    return hashlib.sha256(words.encode()).hexdigest()
