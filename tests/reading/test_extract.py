"""What a model quotes is looked up in the text; what is not there is dropped and counted."""

from __future__ import annotations

import json
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.answers import MalformedAnswerError
from importer.extract import (
    ModelStatement,
    Window,
    answer_schema,
    assemble,
    parse_answer,
)
from importer.extract.locating import Locator
from importer.model import Article, Span, StatementKind
from importer.segment import segment

TEXT = (
    "Rebels took Sake on Monday, the governor, Jean Mbusa, said. “They had two tanks — we saw "
    "them,” he told Radio Lac.\n\nMap: Rebels took Sake\n\nThe army said that it held the hill, "
    "while residents said that it had fled."
)


@pytest.mark.parametrize(
    ("quote", "found", "exact"),
    [
        ("Rebels took Sake on Monday", "Rebels took Sake on Monday", True),
        ('"They had two tanks - we saw them"', "They had two tanks — we saw them", False),
        ("rebels  took\nSake on Monday,", "Rebels took Sake on Monday", False),
        ("They had … we saw them", "They had two tanks — we saw them", True),
        ("They had [...] saw them", "They had two tanks — we saw them", True),
        ("They had [...] took Goma", None, False),
        ("Rebels took Goma", None, False),
        ("ebels took", None, False),
        ("“”", None, False),
        ("", None, False),
    ],
)
def test_quotes_are_found_to_the_letter_or_but_for_their_marks(
    quote: str,
    found: str | None,
    exact: bool,  # noqa: FBT001 - a column of the table
) -> None:
    places = Locator(TEXT).find(quote)
    if found is None:
        assert places == []
        return
    assert TEXT[places[0].span.start : places[0].span.end] == found
    assert places[0].exact is exact


@given(st.text(max_size=60), st.text(min_size=1, max_size=20), st.text(max_size=60))
def test_a_span_is_always_one_of_the_text(before: str, quote: str, after: str) -> None:
    text = before + " " + quote + " " + after
    for place in Locator(text).find(quote):
        assert 0 <= place.span.start < place.span.end <= len(text)
        if place.exact:
            assert text[place.span.start : place.span.end] in quote


def read(*statements: Mapping[str, object], text: str = TEXT) -> tuple[list[str], dict[str, int]]:
    document = segment(Article("a", text))
    quoted = [ModelStatement.model_validate({"id": n, **s}) for n, s in enumerate(statements)]
    extraction = assemble(document, [Window(Span(0, len(text)), quoted)])
    spans = [
        text[a.content.start : a.content.end]
        for a in extraction.attributions
        if a.kind is not StatementKind.NARRATION
    ]
    return spans, dict(extraction.dropped)


def test_what_is_not_in_the_report_is_dropped_and_counted() -> None:
    said = {"content": "Rebels took Sake on Monday", "cue": "said", "source": "Jean Mbusa"}
    assert read(
        said,
        {**said, "content": "Rebels burnt Sake"},
        {**said},
        {**said, "content": "it held the hill", "cue": "claimed", "source": "the general"},
        {**said, "content": "took Sake on Monday, the governor"},
    ) == (
        ["Rebels took Sake on Monday"],
        {
            "not in the text": 1,
            "overlapping another": 1,
            "said twice in the answer": 1,
            "without a speaker in the text": 1,
        },
    )


def test_a_caption_states_nothing() -> None:
    text = "Map: Rebels took Goma\n\nThe army said that it held the hill above the town."
    said = {"content": "Rebels took Goma", "cue": "said", "source": "The army"}
    assert read(said, text=text) == ([], {"not in the text": 1})


def test_the_words_that_report_are_no_content() -> None:
    spans, dropped = read(
        {
            "content": "The army said that it held the hill",
            "cue": "said",
            "source": "The army",
        }
    )
    assert (spans, dropped) == (["it held the hill"], {})


def test_a_circle_of_reports_has_an_outermost_one() -> None:
    document = segment(Article("a", TEXT))
    both = [
        ModelStatement(id=1, content="it held the hill", source="The army", parent=2),
        ModelStatement(id=2, content="it had fled", source="residents", parent=1),
        ModelStatement(id=3, content="Rebels took Sake", source="Jean Mbusa", parent=3),
    ]
    found = assemble(document, [Window(Span(0, len(TEXT)), both)]).attributions
    parents = {index: item.parent for index, item in enumerate(found)}
    assert sum(parent is not None for parent in parents.values()) == 1
    for index in parents:
        seen = set()
        above: int | None = index
        while above is not None:
            assert above not in seen
            seen.add(above)
            above = parents[above]


@given(st.lists(st.tuples(st.integers(0, 230), st.integers(1, 60), st.integers(0, 5)), max_size=6))
def test_whatever_is_quoted_no_two_statements_overlap_unless_nested(
    cuts: list[tuple[int, int, int]],
) -> None:
    document = segment(Article("a", TEXT))
    quoted = [
        ModelStatement(id=n, content=TEXT[s : s + w], source="Jean Mbusa", parent=p)
        for n, (s, w, p) in enumerate(cuts)
        if any(c.isalnum() for c in TEXT[s : s + w])
    ]
    found = assemble(document, [Window(Span(0, len(TEXT)), quoted)]).attributions
    tops = [a.content for a in found if a.parent is None]
    assert all(not a.overlaps(b) for n, a in enumerate(tops) for b in tops[:n])
    assert all(a.parent is None or 0 <= a.parent < len(found) for a in found)


@pytest.mark.parametrize("answer", ["", "none", "[", "{}", '{"statements": 3}', "3", '"a"', "[[]]"])
def test_an_answer_of_another_form_is_malformed(answer: str) -> None:
    with pytest.raises(MalformedAnswerError):
        parse_answer(answer)


@given(st.text(max_size=300))
def test_any_answer_is_read_or_malformed(answer: str) -> None:
    try:
        statements, unusable = parse_answer(answer)
    except MalformedAnswerError:
        return
    assert unusable >= 0
    assert isinstance(statements, list)


def test_little_faults_of_an_answer_are_put_up_with() -> None:
    entry = {"id": "4", "content": "it fell", "cue": "", "through": "Radio Lac", "stance": "angry"}
    (statement,), unusable = parse_answer(json.dumps([entry, {"id": 5}]))
    assert (statement.id, statement.cue, statement.through) == (4, None, ("Radio Lac",))
    assert (statement.stance, unusable) == (None, 1)


def test_the_schema_names_every_field_and_allows_no_other() -> None:
    item = answer_schema()["properties"]["statements"]["items"]
    assert set(item["required"]) == set(ModelStatement.model_fields)
    assert item["additionalProperties"] is False
