"""Linking a set of statements: who meets whom, and which of a source's repeats is kept."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from importer.link.compare import reach
from importer.link.context import WIDE, Context, Ground, Setting, build_context
from importer.link.judge import Case, judge_cases
from importer.link.lexicon import lexicon
from importer.link.position import Position
from importer.link.services import served
from importer.model import (
    ArticleStatement,
    ClaimType,
    ContradictionType,
    Link,
    Location,
    PlaceKind,
    Relation,
)

WEEKS = 8
"""A longer span is entered under its last weeks only."""
PLACES = 4
MARGIN = timedelta(days=2)
"""One event told of two days may fall into two weeks."""
NEIGHBOURS = 100
"""With how many statements before it in a partition, or in its article, a statement is compared."""
WIDE_MATTER = "control of the ground"
"""Only claims of control and presence are compared with those about the region around."""


type _Source = tuple[str, str]
type _Repeat = tuple[tuple[_Source, _Source], str | None, Relation, ContradictionType | None, str]
"""The two sources, the matter, what it is, and whose losses are counted."""


def partitions(item: ArticleStatement, context: Context | None = None) -> frozenset[str]:
    """Return the keys place × matter × week under which a statement meets others.

    Statements of two articles are compared only where they share a key. One without a place has
    none, unless it tells of a bystander that was hit or of a hospital or camp by its name. Their
    number is bounded: 4 places, 4 such names, the matters of its types, 8 weeks.
    """
    known = context or Context()
    return _partitions(Case(item, known.of(item)))


def link(
    items: Sequence[ArticleStatement],
    fresh: frozenset[str] | None = None,
    *,
    across_only: bool = False,
) -> tuple[Link, ...]:
    """Link statements, within and across articles; the result does not depend on their order.

    With `fresh`, the references of new statements, only pairs that one of these is in are judged.
    Give all statements of an article as fresh or none: repeats are weighed against each other.
    With `across_only`, no statements of one article are judged; the other links stay the same.
    """
    context = build_context(items)
    cases = sorted(
        (
            Case(item, context.of(item))
            for item in {item.reference: item for item in items}.values()
        ),
        key=_place_in_line,
    )
    new = [fresh is None or case.item.reference in fresh for case in cases]
    pairs = sorted({(i, j) for i, j in _pairs(cases) if new[i] or new[j]})
    if across_only:
        articles = [case.item.article for case in cases]
        pairs = [(i, j) for i, j in pairs if articles[i] != articles[j]]
    links = (judge_cases(cases[i], cases[j]) for i, j in pairs)
    by_reference = {case.item.reference: case for case in cases}
    kept = _most_explicit((found for found in links if found), by_reference)
    return tuple(sorted(kept, key=lambda found: (found.a, found.b, found.relation.value)))


def _place_in_line(case: Case) -> tuple[date, str, int, str]:
    day = case.item.published or _last_day(case.setting) or date.min
    return day, case.item.article, case.item.statement.start, case.item.statement.id


def _last_day(setting: Setting) -> date | None:
    return (setting.interval.end or setting.interval.start) if setting.interval else None


def _pairs(cases: Sequence[Case]) -> Iterator[tuple[int, int]]:
    """Yield the pairs that share an article or a partition, each at most NEIGHBOURS apart."""
    members: dict[str, list[int]] = {}
    for number, case in enumerate(cases):
        for key in sorted({f"article {case.item.article}", *_partitions(case)}):
            group = members.setdefault(key, [])
            for other in group[-NEIGHBOURS:]:
                yield other, number
            group.append(number)


def _partitions(case: Case) -> frozenset[str]:
    places = case.setting.places[:PLACES]
    weeks = _weeks(case)
    keys = {f"on {party} {week}" for party in _bystanders(case) for week in weeks}
    for matter in sorted(_matters(case)):
        spots = {place.key for place in places}
        if matter == WIDE_MATTER:
            spots |= {key for place in places for key in _wider(place)}
        keys |= {f"{spot} {matter} {week}" for spot in spots for week in weeks}
    scales = {name for position in case.positions for name in position.scales}
    served_here = {kind for position in case.positions for kind in served(position)}
    unlisted = {place.mention.lower() for place in places if place.geonameid is None}
    names = sorted(case.setting.facilities | case.setting.spots | unlisted)[:PLACES]
    matters = sorted(_matters(case))
    keys |= {f"at {name} {matter} {week}" for name in names for matter in matters for week in weeks}
    spots = {place.key for place in places}
    states = sorted(scales | served_here)
    keys |= {f"{spot} {scale} {week}" for spot in spots for scale in states for week in weeks}
    return frozenset(keys)


def _bystanders(case: Case) -> set[str]:
    """Return who was hit that is no side of a war: such an event may be told of other places."""
    targets = {frame.target for frame in case.item.statement.frames if frame.target}
    return targets & lexicon().bystanders


def _matters(case: Case) -> set[str]:
    types = {frame.type for frame in case.item.statement.frames} - {ClaimType.OTHER}
    return {name for name, members in lexicon().matters.items() if types.intersection(members)}


def _wider(place: Location) -> Iterator[str]:
    """Yield the keys under which a town meets its region, and a region its country."""
    region = place.name if place.kind is PlaceKind.REGION else place.admin1
    if region:
        yield f"region:{place.country}:{region}"
    if place.kind in WIDE:
        yield f"country:{place.country}"


def _weeks(case: Case) -> list[str]:
    position = Position(case.item, case.item.statement.frames[0], case.setting)
    interval = reach(position) if case.setting.interval else None
    first = (interval.start or interval.end) if interval else None
    last = (interval.end or interval.start) if interval else None
    if first is None or last is None:
        return ["undated"]
    monday = _monday(last + MARGIN)
    weeks: list[str] = []
    while monday >= _monday(first - MARGIN) and len(weeks) < WEEKS:
        weeks.append(monday.isoformat())
        monday -= timedelta(days=7)
    return weeks


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _most_explicit(links: Iterable[Link], cases: dict[str, Case]) -> Iterator[Link]:
    """Keep, of one source's repeats against another's, the most explicit pair on each matter."""
    best: dict[_Repeat, Link] = {}
    for found in links:
        a, b = cases[found.a], cases[found.b]
        first, second = sorted((_source(a), _source(b)))
        whose = _victim(a, b) if found.type is ContradictionType.NUMBER else ""
        key: _Repeat = ((first, second), found.matter, found.relation, found.type, whose)
        if key not in best or _explicitness(found, a, b) > _explicitness(
            best[key], cases[best[key].a], cases[best[key].b]
        ):
            best[key] = found
    disputed = {key[:2] for key in best if key[2] is Relation.CONTRADICTS}
    for key, found in best.items():
        if found.relation is Relation.NEAR_MISS and key[:2] in disputed:
            continue
        yield found


def _victim(a: Case, b: Case) -> str:
    """Return the party whose men or arms two statements count, where one of them tells.

    Two sides may differ on the dead of each, and neither is a repeat of the other.
    """
    targets = {case.item.statement.claim.target for case in (a, b)}
    return min((target for target in targets if target), default="")


def _source(case: Case) -> _Source:
    speaker = case.item.statement.speaker
    return case.item.article, speaker.name if speaker else ""


def _explicitness(found: Link, a: Case, b: Case) -> tuple[float, int, tuple[str, str]]:
    grounds = sum(
        ground is Ground.OWN
        for case in (a, b)
        for ground in (case.setting.place_ground, case.setting.time_ground)
    )
    return found.confidence, grounds, (found.b, found.a)
