"""What reaches over sentences: quotations, statements carried on, nested claims, stances."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.attribute import attribute
from importer.model import Article, Stance, StatementKind
from importer.segment import segment
from tests.reading.attribution_reading import attributions, cut, reported


def test_a_quotation_of_three_sentences_is_one_utterance() -> None:
    text = "“They came at night. We had no guns. Nobody helped,” said Ada Obi, a nurse."
    found = attributions(text)
    assert [cut(text, a.content) for a in found] == [
        "They came at night",
        "We had no guns",
        "Nobody helped",
    ]
    assert len({a.utterance for a in found}) == 1
    assert {cut(text, a.source) for a in found} == {"Ada Obi, a nurse"}


def test_a_quotation_goes_on_behind_its_cue() -> None:
    text = "“We hold the port,” he said. “The rest is a matter of days.”"
    found = attributions(text)
    assert [a.kind for a in found] == [StatementKind.DIRECT] * 2
    assert found[0].utterance == found[1].utterance
    assert not found[0].carried
    assert found[1].carried


def test_a_quotation_runs_over_paragraphs_that_each_reopen_it() -> None:
    text = "“We hold the port,” he said. “The road is ours.\n\n“The rest is a matter of days.”"
    found = attributions(text)
    assert [cut(text, a.content) for a in found][-1] == "The rest is a matter of days"
    assert len({a.utterance for a in found}) == 1


def test_an_unbalanced_mark_swallows_nothing_beyond_its_paragraph() -> None:
    text = "“We hold the port, he said.\n\nShells fell on Selim. The market is shut."
    kinds = [a.kind for a in attributions(text)]
    assert kinds[-2:] == [StatementKind.NARRATION, StatementKind.NARRATION]


def test_two_quotations_with_their_own_cues_are_two_utterances() -> None:
    text = "“We hold the port,” said Ada Obi. “They left,” Jon Lind said."
    assert len({a.utterance for a in attributions(text)}) == 2


CARRIED = (
    "He stated that rebels crossed the Selim in boats. Soldiers destroy the boats of the rebels."
)


def test_an_elaboration_without_a_cue_is_carried_on() -> None:
    first, second = attributions(CARRIED)
    assert second.carried
    assert second.kind is StatementKind.INDIRECT
    assert (second.utterance, second.cue, second.source) == (
        first.utterance,
        first.cue,
        first.source,
    )


@pytest.mark.parametrize(
    "text",
    [
        CARRIED.replace(". Soldiers", ".\n\nSoldiers"),
        "He stated that rebels crossed the river. Rebels also shelled the port on Tuesday.",
        "Rebels hold the port, he said. The port lies on the Selim.",
        "He stated that rebels crossed the river. However, rebels remain few.",
        "He stated that rebels crossed the river. Schools are open again.",
    ],
    ids=["new paragraph", "own date", "cue behind", "turns away", "other matter"],
)
def test_narration_is_not_carried_on(text: str) -> None:
    assert attributions(text)[-1].kind is StatementKind.NARRATION


def test_a_paragraph_is_attributed_afterwards() -> None:
    text = (
        "Rebels hold the port. Two boats were sunk. "
        "This was stated by Ada Obi, spokeswoman for the navy."
    )
    assert reported(text) == [
        "indirect Ada Obi, spokeswoman for the navy/stated: Rebels hold the port",
        "indirect Ada Obi, spokeswoman for the navy/stated: Two boats were sunk",
    ]


def test_an_impersonal_report_is_attributed_afterwards() -> None:
    text = "It was reported that two boats were sunk. This was announced by Ada Obi, a colonel."
    assert reported(text) == ["indirect Ada Obi, a colonel/announced: two boats were sunk"]


def test_a_claim_inside_a_paragraph_attributed_afterwards_is_nested() -> None:
    text = "The rebels lied about the fall of Selim. This was stated by Ada Obi, a colonel."
    assert reported(text) == [
        "indirect Ada Obi, a colonel/stated: The rebels lied about the fall of Selim",
        "> indirect The rebels/lied about: the fall of Selim",
    ]


NESTED = [
    (
        "The general said that Moscow had claimed that the town was cut off.",
        "the town was cut off",
        Stance.REPORTS,
    ),
    (
        "“The rebels say that the road is open,” the general said.",
        "the road is open",
        Stance.REPORTS,
    ),
    (
        "“The rebels lied about the fall of Selim,” the general said.",
        "the fall of Selim",
        Stance.DENIES,
    ),
    (
        "“The report rightly says that Kigali pays them,” the general said.",
        "Kigali pays them",
        Stance.AFFIRMS,
    ),
    (
        "He called the navy's claim that the ship had sunk “a fairy tale”.",
        "the ship had sunk",
        Stance.DENIES,
    ),
    (
        "The doctor confirmed the navy's statement that the ship had sunk.",
        "the ship had sunk",
        Stance.AFFIRMS,
    ),
    (
        "The nurse bore out the army's account that the men had fled.",
        "the men had fled",
        Stance.AFFIRMS,
    ),
    (
        "Kyiv rejected Moscow's claim that the town had fallen.",
        "the town had fallen",
        Stance.DENIES,
    ),
    ("Moscow, the general said, was lying when it spoke of 300 dead.", "300 dead", Stance.DENIES),
    (
        "The envoy dismissed as a summer dream the navy's claim that the ship had sunk.",
        "the ship had sunk",
        Stance.DENIES,
    ),
    # What something is called denies it only where the name does.
    (
        "The envoy called the navy's claim that the ship had sunk “a warning”.",
        "the ship had sunk",
        Stance.REPORTS,
    ),
    (
        (
            "Rep. Adam Lind called on President Bell to retaliate against Russia for interference "
            "in the election -- meddling the California congressman said is designed to sow "
            "discord in politics."
        ),
        "is designed to sow discord in politics",
        Stance.REPORTS,
    ),
    (
        (
            "The files cite 21 different reasons that Obi was to cite in support of the action – "
            "alleging improper conduct, poor management of the police force, untruthful statements "
            "to police and general sloth."
        ),
        "improper conduct",
        Stance.REPORTS,
    ),
]


@pytest.mark.parametrize(("text", "content", "stance"), NESTED)
def test_a_claim_in_a_claim(text: str, content: str, stance: Stance) -> None:
    outer, inner = attributions(text)
    assert outer.parent is None
    assert outer.stance is None
    assert (inner.parent, cut(text, inner.content), inner.stance) == (0, content, stance)


@pytest.mark.parametrize(
    "text",
    [
        "The minister tells so many lies that nobody believes him, the mayor said.",
        "Obi tells such lies that Selim will fall, the mayor said.",
    ],
)
def test_what_comes_of_many_lies_is_none_of_them(text: str) -> None:
    (told,) = attributions(text)
    assert cut(text, told.content) == text.partition(", the")[0]


DISOWNED = [
    ("The junta falsely claimed that the school was empty.", Stance.DENIES),
    ("The president stated that the town was allegedly in his hands.", Stance.DOUBTS),
    ("The president again mentioned the alleged success of his army in Selim.", Stance.DOUBTS),
    ("The junta claimed that the school was empty.", None),
]


@pytest.mark.parametrize(("text", "stance"), DISOWNED)
def test_the_stance_of_the_article_itself(text: str, stance: Stance | None) -> None:
    (found,) = attributions(text)
    assert (found.parent, found.stance) == (None, stance)


def test_thoughts_of_the_speaker_are_no_nested_claims() -> None:
    assert len(reported("“I said that we would stay,” the general said.")) == 1


def test_captions_headings_and_datelines_hold_no_statements() -> None:
    text = (
        "General says port is safe\n\n"
        "SELIM, 3 May (AP) — Rebels hold the port, the army said.\n\n"
        "Photo: a general who said that he would stay\n\n"
        "Read also: General says port is safe"
    )
    assert reported(text) == ["indirect the army/said: Rebels hold the port"]


@pytest.mark.parametrize(
    "text",
    [
        "He said running",
        "the claim that",
        "According to",
        "“",
        "He said:",
        "By her account",
        "told",
    ],
)
def test_sentences_that_break_off(text: str) -> None:
    assert len(attributions(text + " the army said that rebels fled to the port of Selim")) <= 3
    segment(Article("test", text))
    attribute(segment(Article("test", "The army said so. " * 20 + text)))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [
                "the army said",
                "“we left",
                "”",
                ",",
                ".",
                "that",
                "'",
                '"',
                "he",
                "added",
                "according to",
                "Ada Obi",
                ":",
                "\n\n",
                "[the rebels]",
                "lied about",
                "claim",
                "but",
                "while",
                "?",
                "—",
                "(",
                ")",
                "as saying",
                "told",
                "Reuters",
                "“",
                "and",
            ]
        ),
        max_size=30,
    )
)
def test_any_jumble_is_read_without_an_error(pieces: list[str]) -> None:
    text = " ".join(pieces)
    document = segment(Article("jumble", text))
    found = attribute(document)
    for index, attribution in enumerate(found):
        span = attribution.content
        assert 0 <= span.start < span.end <= len(text)
        assert not text[span.start].isspace()
        assert attribution.parent is None or 0 <= attribution.parent < len(found)
        assert attribution.parent != index
        assert (attribution.kind is StatementKind.NARRATION) <= (attribution.cue is None)
    assert found == attribute(segment(Article("jumble", text)))
