"""The sentence that tells a reader why two statements are linked."""

from __future__ import annotations

from datetime import date

from importer.link.compare import do_overlap, shared_place
from importer.link.context import Ground
from importer.link.figures import does_update
from importer.link.position import Position
from importer.link.verdicts.finding import Finding
from importer.model import ContradictionType, TimeInterval


def explain_contradiction(finding: Finding, a: Position, b: Position) -> str:
    """Name the matter, the place, the time and the two positions in one sentence."""
    subject = _subject(finding, a, b)
    says_a, says_b = (_clause(finding, value) for value in (finding.value_a, finding.value_b))
    return f"{subject}: {_who(a)} says that {says_a}, {_who(b)} says that {says_b}."


def explain_revision(finding: Finding, a: Position, b: Position) -> str:
    """Say which figure replaces which."""
    newer, older = (a, b) if _is_newer(a, b) else (b, a)
    new, old = (
        (finding.value_a, finding.value_b) if newer is a else (finding.value_b, finding.value_a)
    )
    subject = _subject(finding, a, b)
    return f"{subject}: {_who(newer)} replaces {old}, told by {_who(older)}, with {new}."


def _is_newer(a: Position, b: Position) -> bool:
    """Say whether the first of two figures, one of which replaces the other, is the new one."""
    if does_update(a) != does_update(b):
        return does_update(a)
    return (a.item.published or date.min) > (b.item.published or date.min)


def explain_agreement(matter: str, a: Position, b: Position, *, independent: bool) -> str:
    """Say that two sources agree, and whether they are independent."""
    finding = Finding(ContradictionType.NEGATION, "", 1.0, matter, "", "")
    kind = "independent sources" if independent else "of one party"
    return f"{_subject(finding, a, b)}: {_who(a)} and {_who(b)} agree ({kind})."


def _subject(finding: Finding, a: Position, b: Position) -> str:
    place = None if finding.any_place else shared_place(a, b)
    where = f" in {place.name}" if place else ""
    when = "" if finding.any_time else _when(a, b)
    return f"Both speak of {finding.matter}{where}{when}"


def _clause(finding: Finding, value: str) -> str:
    match finding.type:
        case ContradictionType.NUMBER:
            return f"the figure is {value}"
        case ContradictionType.TIME:
            return f"the day was {value}"
        case ContradictionType.PLACE:
            return f"the place was {value}"
        case _:
            return value


def _who(position: Position) -> str:
    return position.speaker or "the report"


def _when(a: Position, b: Position) -> str:
    grounds = (a.setting.time_ground, b.setting.time_ground)
    if a.setting.interval is None or b.setting.interval is None or max(grounds) < Ground.BEFORE:
        return ""
    spans = [
        position.setting.interval
        for position in (a, b)
        if position.setting.interval and position.setting.time_ground >= Ground.BEFORE
    ]
    if len(spans) > 1 and not do_overlap(spans[0], spans[-1]):
        return ""
    starts = [day for span in spans if (day := span.start or span.end)]
    ends = [day for span in spans if (day := span.end or span.start)]
    return _days(TimeInterval(max(starts), min(ends))) if starts and ends else ""


def _days(interval: TimeInterval) -> str:
    start, end = interval.start, interval.end
    if start is None or end is None:
        return ""
    return f" on {_day(start)}" if start == end else f" between {_day(start)} and {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
