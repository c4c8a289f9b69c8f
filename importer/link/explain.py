"""The sentence that tells a reader why two statements are linked."""

from __future__ import annotations

import re
from datetime import date
from functools import cache
from importlib.resources import files
from textwrap import shorten

import pycountry

from importer.link.answers import rejected_figure
from importer.link.compare import do_overlap, shared_place
from importer.link.context import Ground
from importer.link.figures import does_update
from importer.link.lexicon import lexicon
from importer.link.position import ALL_BUT, ANYBODY, Position
from importer.link.sources import is_plural, says, source_name
from importer.link.verdicts.finding import Finding
from importer.model import ContradictionType, Location, PlaceKind, TimeInterval

QUOTED = "opposite predicates"
"""The rule whose positions are best told in the words of the clauses."""
DENIED = frozenset({"it is not so", "it is false"})
BARE_VALUES = DENIED | {"it is so", "it is true"}
SHOWN = 100
"""How many characters of a clause are quoted."""
ISO_LENGTH = 2
MEASURED = ("number of ", "share", "area")
"""How matters begin that need an article in a sentence."""
ALL = 0.95
"""From which share on a place is told as held whole."""
_WITH_ARTICLE = ("Democratic ", "United ", "Central African ", "Dominican ")
_ISO = re.compile(r"\d{4}-\d\d-\d\d")
_EDGES = re.compile(
    r"^(?:that|to have|and|but)\s+|[\s,;]+(?:and|but|that|as|which)?$", re.IGNORECASE
)


def explain_contradiction(finding: Finding, a: Position, b: Position) -> str:
    """Name the matter, the place, the time and the two positions in one sentence."""
    subject = _subject(finding, a, b)
    if finding.type is ContradictionType.DENIAL and _repeats(a, b):
        denier, claimant = (a, b) if finding.value_a in DENIED else (b, a)
        rejects = "reject" if is_plural(denier) else "rejects"
        told = _quotes(finding.value_b if denier is a else finding.value_a, claimant)
        return f"{subject}: {source_name(claimant)} {told}, {source_name(denier)} {rejects} it."
    one, other = _says(finding, finding.value_a, a), _says(finding, finding.value_b, b)
    return f"{subject}: {source_name(a)} {one}, {source_name(b)} {other}."


def _repeats(a: Position, b: Position) -> bool:
    """Say whether one clause has the words of the other, so that to quote both tells nothing."""
    one, other = _EDGES.sub("", a.text), _EDGES.sub("", b.text)
    return one in other or other in one


def explain_revision(finding: Finding, a: Position, b: Position) -> str:
    """Say which figure replaces which."""
    newer, older = (a, b) if _is_newer(a, b) else (b, a)
    new, old = (
        (finding.value_a, finding.value_b) if newer is a else (finding.value_b, finding.value_a)
    )
    subject = _subject(finding, a, b)
    before = "before" if newer.speaker == older.speaker else f"by {source_name(older)}"
    return (
        f"{subject}: {source_name(newer)} now {says(newer)} {_figure(new)}, "
        f"in place of {_figure(old)}, told {before}."
    )


def _is_newer(a: Position, b: Position) -> bool:
    """Say whether the first of two figures, one of which replaces the other, is the new one."""
    if does_update(a) != does_update(b):
        return does_update(a)
    return (a.item.published or date.min) > (b.item.published or date.min)


def explain_agreement(matter: str, a: Position, b: Position, *, independent: bool) -> str:
    """Say that two sources agree, and whether they are independent."""
    finding = Finding(ContradictionType.NEGATION, "", 1.0, matter, "", "")
    kind = "independent sources" if independent else "of one party"
    return f"{_subject(finding, a, b)}: {source_name(a)} and {source_name(b)} agree ({kind})."


def name_matter(matter: str, place: Location | None) -> str:
    """Name what both speak of, with its place and country: the same in every article."""
    if place is None:
        return matter
    name = _located(place)
    country = _party(place.country) if place.country else None
    return f"{matter} {name}" if country in (None, place.name) else f"{matter} {name}, {country}"


def _located(place: Location) -> str:
    match place.kind:
        case PlaceKind.RIVER:
            return f"on the {place.name}"
        case PlaceKind.SEA:
            return f"in the {place.name}"
        case _:
            return f"in {place.name}"


def _subject(finding: Finding, a: Position, b: Position) -> str:
    place = None if finding.any_place else shared_place(a, b)
    where = f" {_located(place)}" if place else ""
    if place and place.kind is PlaceKind.COUNTRY:
        where = f" in {_with_article(place.name)}"
    when = "" if finding.any_time else _when(a, b)
    article = "the " if finding.matter.startswith(MEASURED) else ""
    return f"Both speak of {article}{finding.matter}{where}{when}"


def _says(finding: Finding, value: str, position: Position) -> str:
    """Tell one position: its normalised value, or its own words where that says too little."""
    verb = says(position)
    match finding.type:
        case ContradictionType.NUMBER | ContradictionType.NEGATION if finding.is_count:
            return f"{verb} {_figure(value)}"
        case ContradictionType.TIME:
            return f"{verb} that the day was {_ISO.sub(_written_day, value)}"
        case ContradictionType.PLACE if finding.any_place:
            return f"{verb} that the place was {value}"
        case _ if value in BARE_VALUES or finding.rule == QUOTED or value.startswith(ANYBODY):
            return _quotes(value, position)
        case _:
            party, _, rest = value.partition(" ")
            rest = _to_what_degree(position) if rest == "holds it" else rest
            return f"{verb} that {_with_article(_party(party))} {rest}"


def _to_what_degree(position: Position) -> str:
    """Tell how much of its place a clause says is held."""
    degree = position.frame.degree
    if degree is None:
        return "holds it"
    if degree >= ALL:
        return "holds all of it"
    return "holds almost all of it" if degree >= ALL_BUT else "holds a part of it"


def _with_article(name: str) -> str:
    """Return the name of a state as it stands within a sentence."""
    takes_it = name.startswith(_WITH_ARTICLE)
    return f"the {name}" if takes_it else name


def _written_day(match: re.Match[str]) -> str:
    return _day(date.fromisoformat(match.group()))


def _figure(value: str) -> str:
    """Return a figure as it stands within a sentence."""
    return value[:1].lower() + value[1:]


def _quotes(value: str, position: Position) -> str:
    words = _EDGES.sub("", position.text.replace('"', "'").strip())
    words = f"“{shorten(words, SHOWN, placeholder='…')}”"
    plural = is_plural(position)
    if (position.statement.cue or "").lower().startswith("accus"):
        return f"{'accuse' if plural else 'accuses'} {words}"
    negated = position.calls_it_a_lie or position.plain & lexicon().negators
    if value in DENIED and not negated and rejected_figure(position.statement) is None:
        return f"{'deny' if plural else 'denies'} {words}"
    return f"{says(position)} {words}"


@cache
def _party(code: str) -> str:
    """Return the everyday name of a state for its code; anything else as it stands."""
    if len(code) != ISO_LENGTH or not code.isupper():
        return code
    state = pycountry.countries.get(alpha_2=code)
    if state is None:
        return code
    return _everyday_names().get(code) or str(getattr(state, "common_name", state.name))


@cache
def _everyday_names() -> dict[str, str]:
    """Return the names, starred in states.tsv, that states go by where pycountry has another."""
    rows = files("importer").joinpath("data", "states.tsv").read_text(encoding="utf-8")
    names = {}
    for row in rows.splitlines():
        code, *columns = row.split("\t")
        starred = [name for column in columns for name in column.split("|") if name[:1] == "*"]
        if starred:
            names[code] = starred[0].removeprefix("*")
    return names


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
    if start == end:
        return f" on {_day(start)}"
    if (start.year, start.month) == (end.year, end.month):
        return f" between {start.day} and {_day(end)}"
    if start.year == end.year:
        return f" between {start.day} {start:%B} and {_day(end)}"
    return f" between {_day(start)} and {_day(end)}"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
