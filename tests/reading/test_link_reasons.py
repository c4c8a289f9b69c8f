"""The sentence that tells a reader why two statements are linked, and the name of their matter."""

from __future__ import annotations

from dataclasses import replace

import pytest

from importer.link import judge
from importer.link.context import Setting
from importer.link.position import Position
from importer.link.sources import says, source_name
from importer.model import ArticleStatement, Link, Relation, SpeakerKind
from tests.reading.link_statements import Count, Said, pair


def _counted(mention: str, number: int, **more: object) -> Said:
    counts = [Count(mention, number, number, "people", "wounded")]
    said = Said(f"{mention} were wounded", "casualties", predicate="wound", counts=counts)
    return replace(said, **more)  # type: ignore[arg-type] # fields of Said, passed on


def _judged(one: Said, other: Said) -> Link:
    found = judge(*pair(one, other))
    assert found is not None
    return found


def test_figures_are_told_in_plain_words() -> None:
    days = ("2031-12-03", "2031-12-05")
    found = _judged(_counted("Some 85 people", 85, day=days), _counted("140", 140, day=days))
    assert found.reason == (
        "Both speak of the number of people wounded in Harrow between 3 and 5 December 2031: "
        "Anna Ambler says some 85 people, Boris Bell says 140."
    )


def test_the_matter_names_its_place_and_country_alike_for_all() -> None:
    one, other, third = (_counted(f"{n} people", n) for n in (4, 9, 20))
    found = _judged(one, other)
    assert found.matter == "number of people wounded in Harrow, XA"
    assert _judged(other, third).matter == found.matter
    assert found.matter is not None
    assert "geonames" not in found.matter


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("health ministry", "the health ministry says"),
        ("Harrow Relief Committee", "the Harrow Relief Committee says"),
        ("Red Forces", "the Red Forces say"),
        ("Markan's army", "Markan's army says"),
        ("Residents", "residents say"),
        ("hospital officials", "hospital officials say"),
        ("officials of the port", "officials of the port say"),
        ("A doctor", "a doctor says"),
        ("a group of doctors", "a group of doctors says"),
        ("The Blues", "the Blues says"),
        ("Harrowwatch", "Harrowwatch says"),
    ],
)
def test_a_body_is_named_as_in_a_sentence(name: str, told: str) -> None:
    position = _position(_voiced(_counted("4 people", 4).build("a", "Ada"), name))
    assert f"{source_name(position)} {says(position)}" == told


def _voiced(item: ArticleStatement, name: str) -> ArticleStatement:
    speaker = item.statement.speaker
    assert speaker is not None
    body = replace(speaker, name=name, kind=SpeakerKind.BODY)
    return replace(item, statement=replace(item.statement, speaker=body))


def _position(item: ArticleStatement) -> Position:
    return Position(item, item.statement.frames[0], Setting())


def test_a_quotation_inside_a_reason_keeps_its_marks_apart() -> None:
    one = Said('we "shelled nothing" there and', "strike", "RED", negative=True, predicate="strike")
    other = Said("the Reds shelled the mill there", "strike", "RED", predicate="strike")
    found = _judged(one, other)
    assert "Anna Ambler says “we 'shelled nothing' there”" in found.reason


def test_the_old_figure_of_a_rise_stands_behind_from() -> None:
    text = "the number of wounded has risen to 9, up from 6 on Monday"
    counts = [Count("9", 9, 9, "wounded", "wounded"), Count("6", 6, 6, "wounded", "wounded")]
    item = Said(text, "casualties", counts=counts, updates=True).build("a.txt", "Ada")
    placed = tuple(
        replace(each, start=text.index(each.mention), end=text.index(each.mention) + 1)
        for each in item.statement.quantities
    )
    item = replace(item, statement=replace(item.statement, quantities=placed))
    found = judge(item, _counted("two people", 2).build("b.txt", "Bo"))
    assert found is not None
    assert "Ada says 9, Bo says two people" in found.reason


def test_a_doubtful_reading_makes_no_sure_link() -> None:
    one, other = pair(_counted("4 people", 4), _counted("9 people", 9))
    doubtful = replace(one, statement=replace(one.statement, confidence=0.4))
    found = judge(doubtful, other)
    assert found is None or found.relation is Relation.NEAR_MISS
    assert found is None or found.confidence <= 0.4
