"""The forms in which reports stand in agency copy: a table over many wars and outlets."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reading.attribution_reading import attributions, chain, reported

TABLE = Path(__file__).with_name("attribution_forms.tsv")
LINES = [line for line in TABLE.read_text("utf-8").splitlines() if not line.startswith("#")]


@pytest.mark.parametrize("line", LINES, ids=[line.split("\t")[1][:40] for line in LINES])
def test_each_form_gives_its_statements(line: str) -> None:
    """Source, cue and content of each report; nothing where nobody is reported."""
    _, text, *expected = line.split("\t")
    assert reported(text.replace("\\n", "\n")) == expected


CHAINS = [
    (
        (
            "Viktor Obi told Radio Selim that General Lind had reported the fall of Tora to the "
            "president, which he called a lie."
        ),
        ["Viktor Obi via Radio Selim", "> General Lind denies"],
    ),
    (
        (
            "Local commanders lied to General Lind about the loss of the town, and Lind lied about "
            "the retreat to President Keita, Obi told Reuters."
        ),
        ["Obi via Reuters", "> Local commanders denies", "> Lind denies"],
    ),
    (
        (
            "Reuters reported that the mayor had said that police had warned locals that shelling "
            "would resume."
        ),
        ["Reuters", "> the mayor reports", "> > police reports"],
    ),
    (
        "Haaretz quoted an officer as saying that the militia had admitted the loss of two posts.",
        ["an officer via Haaretz", "> the militia reports"],
    ),
    (
        "The ministry rightly says that the rebels lied about the truce, the analyst told CNN.",
        ["the analyst via CNN", "> The ministry affirms", "> > the rebels denies"],
    ),
    (
        "Keita, as Obi told Reuters, was informed by General Lind that Tora had fallen.",
        ["Obi via Reuters", "> General Lind reports"],
    ),
    (
        "Tasnim, citing an unnamed commander, reported that two drones had been shot down.",
        ["an unnamed commander via Tasnim"],
    ),
    ("Citing the army, Yonhap said that two missiles had been fired.", ["the army via Yonhap"]),
    (
        "According to Le Monde, the general staff believes that the rebels will attack in spring.",
        ["the general staff via Le Monde"],
    ),
    (
        "Rebels said they hold the town, according to a local journalist.",
        ["a local journalist", "> Rebels reports"],
    ),
    (
        "The governor denied reports by residents that the dam had burst.",
        ["The governor", "> residents denies"],
    ),
    (
        "Israel confirmed a report by Axios that talks had resumed.",
        ["Israel", "> Axios affirms"],
    ),
    (
        (
            "In an interview with Al Arabiya, Keita said that Obi had told mediators his men would "
            "withdraw."
        ),
        ["Keita via Al Arabiya", "> Obi reports"],
    ),
    (
        (
            "No ships were hit, the navy said, dismissing as false an army claim to have struck a "
            "tanker."
        ),
        ["the navy", "the navy", "> army denies"],
    ),
]


@pytest.mark.parametrize(("text", "hops"), CHAINS)
def test_chains_keep_every_hop_and_its_stance(text: str, hops: list[str]) -> None:
    """Who passes what on: a hop a line, the outer one first, with the stance towards each."""
    assert chain(text) == hops


def test_a_person_who_is_told_something_is_no_outlet() -> None:
    """A surname that the article gives to a person is an audience, a known outlet is not."""
    text = "General Jon Lind lost the hill. The commanders told Lind that the hill was held."
    assert chain(text) == ["The commanders"]


WISHES = [
    ("The UN called for a truce in the north.", "intended"),
    ("The AU urged both sides to leave the town.", "intended"),
    ("The AU called on the rebels to leave the town.", "intended"),
    ("The governor demanded that the siege be lifted.", "intended"),
    ("The rebels threatened an attack on the port.", "intended"),
    ("The army condemned the shelling of the port.", None),
    ("The governor called the raid on the port “a crime”.", None),
]


@pytest.mark.parametrize(("text", "modality"), WISHES)
def test_what_is_called_for_is_no_fact(text: str, modality: str | None) -> None:
    """A cue of wishing makes its content a plan; other cues leave it as it is worded."""
    (found,) = attributions(text)
    assert found.modality == modality


SIGNED = [
    (
        "“We will not leave, whatever they threaten us with. The land of Tora is ours since three "
        "hundred years.” — Ada Obi, a farmer in Tora"
    ),
    "“We will not leave. This is our land.”\n\n— Ada Obi, a farmer in Tora",
]


@pytest.mark.parametrize("text", SIGNED)
def test_a_quotation_belongs_to_who_signs_it(text: str) -> None:
    """A name behind a dash owns the quotation before it."""
    assert [line.rsplit("/", 1)[0] for line in reported(text)] == [
        "direct Ada Obi, a farmer in Tora"
    ] * 2


def test_a_quotation_left_open_belongs_to_who_is_named_in_its_next_paragraph() -> None:
    """Each paragraph of a long quotation reopens it; the speaker may come last."""
    text = "“The shell fell at six. We ran.\n\n“Then the roof came down,” Ada Obi said."
    assert [line.split(":")[0] for line in reported(text)] == ["direct Ada Obi/said"] * 3


def test_a_mark_that_is_never_closed_ends_with_its_sentence() -> None:
    """What follows an unclosed quotation is the article's own."""
    text = "“The port is ours, the colonel said. Shells fell on Selim. The market is shut."
    assert reported(text) == ["indirect the colonel/said: The port is ours"]
