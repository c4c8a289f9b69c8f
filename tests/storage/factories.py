"""Small annotations made by hand, with sentences of our own."""

from dataclasses import replace
from datetime import date

from importer.model import (
    Annotation,
    Article,
    ClaimFrame,
    ClaimType,
    Location,
    Modality,
    PlaceKind,
    Polarity,
    Quantity,
    Span,
    Speaker,
    SpeakerCandidate,
    SpeakerKind,
    Stance,
    Statement,
    StatementKind,
    TimeInterval,
)

TEXT = (
    "Colonel Davit Arelian said on Monday that his men had taken Tarnova. "
    "“We counted eight to ten burnt vehicles near the bridge,” he added, "
    "and said that the rebels had lied that Tarnova was theirs. "
    "A nurse said at least three civilians were killed in the city."
)

ARELIAN = Speaker(
    name="Davit Arelian",
    kind=SpeakerKind.PERSON,
    role="Colonel",
    organisation="Northern Command",
    party="AM",
    confidence=0.95,
    reason="full name",
    candidates=(SpeakerCandidate("David Arelyan", 0.4, "surname"),),
)
REBELS = Speaker(name="Free Hills Army", kind=SpeakerKind.BODY, party="FHA", reason="name")
NURSE = Speaker(name="a nurse", kind=SpeakerKind.UNNAMED, reason="noun phrase")


def article(text: str = TEXT, *, name: str = "tarnova.txt", on: date | None = None) -> Article:
    """Make an article; undated ones are asked for with `replace`."""
    return Article(
        name=name,
        text=text,
        published=on or date(2024, 5, 13),
        url="https://news.example/tarnova",
        outlet="Valley Post",
        title="Fighting for Tarnova",
        warnings=("the encoding was guessed",),
    )


def place(
    mention: str = "Tarnova",
    name: str = "Tarnova",
    *,
    text: str = TEXT,
    implicit: bool = False,
    geonameid: int | None = 990001,
) -> Location:
    """Make a mention of a place where the text first names it."""
    start = text.find(mention)
    return Location(
        start=start,
        end=start + len(mention),
        mention=mention,
        name=name,
        country="AM",
        kind=PlaceKind.CITY,
        latitude=40.51,
        longitude=44.77,
        admin1="Tavush",
        geonameid=geonameid,
        implicit=implicit,
        relation="near" if implicit else None,
        confidence=0.9,
    )


def statement(content: str, *, text: str = TEXT, id: str = "s1", **given: object) -> Statement:  # noqa: A002 - named as the field
    """Make a statement of a piece of the text; `given` are fields of Statement."""
    start = text.index(content)
    frame = ClaimFrame(start=start, end=start + len(content), type=ClaimType.CONTROL)
    plain = Statement(
        id=id,
        kind=StatementKind.INDIRECT,
        start=start,
        end=start + len(content),
        text=content,
        frames=(frame,),
        rule="cue-clause",
    )
    return replace(plain, **given)  # type: ignore[arg-type]  # the fields are checked by the tests


def annotation(*, version: str = "1", name: str = "tarnova.txt") -> Annotation:
    """Make the annotation of TEXT with everything in it that a statement can carry."""
    return Annotation(
        article=article(name=name),
        statements=(_taken(), _counted(), *_denied(), _killed()),
        version=version,
        warnings=("one quotation is not closed",),
    )


def _taken() -> Statement:
    whole = ClaimFrame(
        start=42,
        end=67,
        type=ClaimType.CONTROL,
        agent="AM",
        target="FHA",
        predicate="capture",
        lemma="take",
        holder="AM",
        degree=1.0,
        places=("geonames:990001",),
        objects=("town",),
    )
    part = ClaimFrame(start=42, end=50, type=ClaimType.ADVANCE, modality=Modality.POSSIBLE)
    return statement(
        "his men had taken Tarnova",
        speaker=ARELIAN,
        cue="said",
        cue_span=Span(22, 26),
        source_span=Span(0, 21),
        locations=(place(),),
        time=TimeInterval(date(2024, 5, 13), date(2024, 5, 13)),
        via=("Valley Post", "Hill Radio"),
        frames=(whole, part),
        evidence_basis="drone footage",
        hedges=("reportedly", "as far as known"),
        confidence=0.85,
    )


def _counted() -> Statement:
    vehicles = "eight to ten burnt vehicles"
    return statement(
        "We counted eight to ten burnt vehicles near the bridge",
        id="s2",
        kind=StatementKind.DIRECT,
        speaker=ARELIAN,
        utterance=1,
        quantities=(Quantity(80, 107, vehicles, 8, 10, "1", "vehicles", approx=False),),
    )


def _denied() -> tuple[Statement, Statement]:
    negative = ClaimFrame(start=1, end=2, type=ClaimType.CONTROL, polarity=Polarity.NEGATIVE)
    outer = statement(
        "the rebels had lied that Tarnova was theirs",
        id="s3",
        speaker=ARELIAN,
        locations=(place(), place()),
        frames=(negative,),
    )
    inner = statement(
        "Tarnova was theirs",
        id="s4",
        speaker=REBELS,
        parent="s3",
        stance=Stance.DENIES,
        locations=(place(),),
        time=TimeInterval(date(2024, 5, 1), None),
    )
    return outer, inner


def _killed() -> Statement:
    civilians = Quantity(
        150,
        174,
        "at least three civilians",
        3,
        None,
        "1",
        "civilians",
        approx=False,
        aspect="killed",
    )
    return statement(
        "at least three civilians were killed in the city",
        id="s5",
        speaker=NURSE,
        locations=(place("the city", implicit=True),),
        quantities=(civilians,),
        frames=(ClaimFrame(start=1, end=2, type=ClaimType.CASUALTIES, updates=True),),
    )
