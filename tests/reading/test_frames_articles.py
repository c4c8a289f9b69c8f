"""Which narration is a statement, and how the statements of one article hang together."""

from __future__ import annotations

import pytest

from importer.attribute.attribution import Attribution
from importer.model import ClaimType, Span, Stance, StatementKind
from tests.reading.frame_reading import read_all, read_sentence, speaker_for

DIRECT, INDIRECT = StatementKind.DIRECT, StatementKind.INDIRECT
NARRATION = StatementKind.NARRATION


def told(
    kind: StatementKind = DIRECT,
    *,
    cue: str | None = "said",
    parent: int | None = None,
    stance: Stance | None = None,
    utterance: int | None = None,
) -> Attribution:
    """Return an attribution whose content the helper fills in."""
    return Attribution(
        Span(0, 0), kind, cue_text=cue, parent=parent, stance=stance, utterance=utterance
    )


@pytest.mark.parametrize(
    "sentence",
    [
        "Russian artillery shelled Ridne on Thursday",
        "No aid has reached the camp since Friday",
        "Thousands of families have fled the town",
        "Heavy fighting continued near the airport overnight",
        "Two civilians were injured",
        "The road to Goma is closed",
        "Walungu remains under M23 control",
        "The shelling started a fire that destroyed two warehouses",
        "Power outages were reported in three districts",
        "Ukrainian drones attacked an oil refinery in Saratov for the second time this month",
        "Israel launched its ground offensive on Gaza City last week",
        "At least 12 people have been killed since Sunday",
        "RSF fighters remained in control of the western half of the city on Monday",
        "Schools in the city have been closed since Tuesday",
        "Russian forces have been trying to encircle the town for months",
        "The Congolese army and M23 have accused each other of violating the ceasefire",
        "Neither side has advanced more than a few kilometres",
        "A column of smoke rose over the port after the strike",
        "The two sides exchanged 307 prisoners on Saturday",
        "Air raid sirens sounded across the country as Russia fired 40 missiles",
        "More than 90 percent of the population has been displaced",
        "Peace talks mediated by Qatar have stalled",
        "The body of a man was found under the rubble on Friday",
        "The junta has lost control of large parts of the country",
        "Ukrainian troops still held positions in the north of the town on Friday",
        "Hundreds of people were waiting at the crossing on Monday after the fighting resumed",
        "Congolese soldiers had left the airport by the evening",
    ],
)
def test_narration_that_claims(sentence: str) -> None:
    assert read_sentence(sentence, kind=NARRATION).is_statement


@pytest.mark.parametrize(
    "sentence",
    [
        "The claims could not be independently verified",
        "The ministry did not immediately respond to a request for comment",
        "Ridne, a town of some 9,000 people, lies on the road to the coast",
        "The town was captured by the French in the nineteenth century",
        "The market opens on Tuesdays",
        "Map: the front line and the areas held by Russian troops",
        "The colonel gave a different account of the attack",
        "The general, a lawyer by training, joined the party in his youth",
        "Spring has come late this year",
        "Rebels first seized the town in 2004",
        "Who started the fighting is disputed",
        "The war, now in its fourth year, has its roots in a dispute over land",
        "Pokrovsk is a road and rail hub with a pre-war population of about 60,000",
        "Reuters could not immediately verify the report",
        "The army did not respond to requests for comment",
        "There was no immediate comment from Moscow",
        "The president met his counterpart in Paris on Tuesday",
        "The ministry published a video of the soldiers",
        "Analysts see the statement as a message to Washington",
        "The river marks the border between the two countries",
        "He was speaking at a news conference in the capital",
        "The city has long been famous for its carpets",
        "Oil prices rose by two percent on Monday",
        "The minister will travel to Brussels next week",
        "The two accounts do not agree",
        "The bridge was built in the 1970s by Soviet engineers",
        "Her brother works for the town council",
        "Neither version can be checked from outside",
        "The conflict began in 2023 when a struggle between the army and the RSF turned violent",
        "Photographs showed the minister at the table",
        "Both sides publish figures that flatter them",
        "The group, founded in 2012, takes its name from a date",
        "It is market day, and the square is full",
        "The governor did not say where the soldiers came from",
        "The spokesman gave no figure for the army's own losses",
        "The hospital stands on a hill above the town",
    ],
)
def test_narration_that_claims_nothing(sentence: str) -> None:
    assert not read_sentence(sentence, kind=NARRATION).is_statement


def test_what_is_attributed_is_always_a_statement() -> None:
    assert read_sentence("I slept well", kind=DIRECT).is_statement


# --- statements of one article


def test_denying_cue_makes_negative() -> None:
    framed = read_sentence(
        "Russian aircraft had struck a school", party="RU", kind=INDIRECT, cue="denied"
    )
    frame = framed.frames[0]
    assert (frame.type.value, frame.agent, frame.polarity.value) == ("strike", "RU", "negative")


def test_who_denies_an_attack_is_its_author() -> None:
    frame = read_sentence("any attack on Ridne", party="RSF", kind=INDIRECT, cue="denied").frames[0]
    assert (frame.agent, frame.polarity.value) == ("RSF", "negative")


def test_outer_statement_takes_the_inner_matter() -> None:
    text = "The junta lied about the capture of Ridne."
    _, framed = read_all(
        text,
        [
            ("The junta lied about the capture of Ridne", speaker_for("TNLA"), told(cue="said")),
            (
                "the capture of Ridne",
                speaker_for("MM"),
                told(INDIRECT, cue="lied about", parent=0, stance=Stance.DENIES),
            ),
        ],
    )
    outer, inner = (f.frames[0] for f in framed)
    assert (outer.type, outer.agent, outer.polarity.value) == (ClaimType.CONTROL, "MM", "negative")
    assert (inner.type, inner.agent, inner.polarity.value) == (ClaimType.CONTROL, "MM", "positive")
    assert outer.holder is None


def test_outer_statement_that_only_reports_stays_positive() -> None:
    text = "The RSF say that the road to Goma is open to lorries."
    _, framed = read_all(
        text,
        [
            ("The RSF say that the road to Goma is open to lorries", speaker_for("SD"), told()),
            (
                "the road to Goma is open to lorries",
                speaker_for("RSF"),
                told(INDIRECT, cue="say", parent=0, stance=Stance.REPORTS),
            ),
        ],
    )
    assert framed[0].frames[0].polarity.value == "positive"
    assert framed[0].frames[0].type is framed[1].frames[0].type is ClaimType.SUPPLY


@pytest.mark.parametrize(
    "answer", ["We did no such thing", "That claim is a lie", "The report is pure propaganda"]
)
def test_rejection_takes_up_the_claim_before(answer: str) -> None:
    text = f"Israeli jets bombed the hospital. {answer}."
    _, framed = read_all(
        text,
        [
            ("Israeli jets bombed the hospital", speaker_for("Hamas"), told(utterance=1)),
            (answer, speaker_for("IL"), told(utterance=2)),
        ],
    )
    frame = framed[1].frames[0]
    assert (frame.type.value, frame.agent, frame.polarity.value) == ("strike", "IL", "negative")


def test_we_in_a_reported_claim_is_the_reporter() -> None:
    text = "Some papers wrote that we bombed a school."
    _, framed = read_all(
        text,
        [
            ("Some papers wrote that we bombed a school", speaker_for("MM"), told()),
            (
                "we bombed a school",
                speaker_for(None),
                told(INDIRECT, cue="wrote", parent=0, stance=Stance.REPORTS),
            ),
        ],
    )
    assert framed[1].frames[0].agent == "MM"


def test_they_are_the_opponents_of_the_speaker() -> None:
    text = "Russian columns came down from the north. They lost nine tanks."
    _, framed = read_all(
        text,
        [
            ("Russian columns came down from the north", speaker_for("UA"), told(utterance=1)),
            ("They lost nine tanks", speaker_for("UA"), told(utterance=1)),
        ],
    )
    assert framed[1].frames[0].target == "RU"


def test_they_are_civilians_where_civilians_were_named() -> None:
    text = "The Russians shelled Ridne. Residents hid in cellars. They left the town at dawn."
    _, framed = read_all(
        text,
        [
            ("The Russians shelled Ridne", speaker_for("UA"), told(utterance=1)),
            ("Residents hid in cellars", speaker_for("UA"), told(utterance=1)),
            ("They left the town at dawn", speaker_for("UA"), told(utterance=1)),
        ],
    )
    assert framed[2].frames[0].agent is None


def test_it_is_the_body_that_speaks() -> None:
    framed = read_sentence("it had retaken Ridne", party="MM", kind=INDIRECT)
    assert framed.frames[0].agent == "MM"


def test_number_without_noun_counts_what_was_counted() -> None:
    text = "Fourteen attacks had been beaten off. Two were continuing late in the evening."
    _, framed = read_all(
        text,
        [
            ("Fourteen attacks had been beaten off", speaker_for("UA"), told(INDIRECT)),
            ("Two were continuing late in the evening", speaker_for("UA"), told(INDIRECT)),
        ],
    )
    assert [f.frames[0].type.value for f in framed] == ["repel", "attack"]
