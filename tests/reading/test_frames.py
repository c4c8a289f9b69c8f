"""What frames say beside type and roles, and how statements of one article hang together."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from importer.attribute.attribution import Attribution
from importer.frame.lexicon import LexiconError, fold, load_lexicon, parse_lexicon
from importer.model import ClaimType, Quantity, Span, SpeakerKind, Stance, StatementKind
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


# --- the lexicon


def test_every_claim_type_has_predicates() -> None:
    covered = {predicate.type for predicate in load_lexicon().classes.values()}
    assert covered == set(ClaimType) - {ClaimType.OTHER}


def test_lexicon_is_broad() -> None:
    patterns = {p.order for found in load_lexicon().patterns.values() for p in found}
    assert len(patterns) > 1500


@pytest.mark.parametrize(
    ("entry", "fault"),
    [
        ({"type": "conquest"}, "conquest"),
        ({"type": "control", "verbs": ["take <planet>"]}, "planet"),
        ({"type": "control", "verbs": ["<place>"]}, "no head"),
        ({"type": "control", "verbs": ["take : subject=boss"]}, "boss"),
        ({"type": "control", "opposites": ["nothing-known"]}, "nothing-known"),
    ],
)
def test_faulty_entry_is_named(entry: dict[str, object], fault: str) -> None:
    with pytest.raises(LexiconError, match=fault):
        parse_lexicon({"sorts": {"place": ["town"]}, "classes": {"seize": entry}})


@pytest.mark.parametrize(
    ("british", "american"),
    [("mobilise", "mobilize"), ("armour", "armor"), ("centre", "center"), ("defence", "defense")],
)
def test_spellings_are_one(british: str, american: str) -> None:
    assert fold(british) == fold(american)


# --- who holds the place


@pytest.mark.parametrize(
    ("party", "sentence", "holder"),
    [
        ("UA", "Russian forces have captured the village of Ridne", "RU"),
        ("UA", "Russian forces have not captured Ridne, and Ukrainian troops know it", "UA"),
        ("UA", "Ukrainian troops repelled the Russian attack near Ridne", "UA"),
        ("UA", "Ukrainian troops withdrew and the Russians followed", "RU"),
        ("-", "The airport is under M23 control", "M23"),
        ("UA", "Russian drones hit Ridne", None),
        ("UA", "Russian troops advanced near Ridne", None),
    ],
)
def test_holder(party: str, sentence: str, holder: str | None) -> None:
    frame = read_sentence(sentence, party=None if party == "-" else party).frames[0]
    assert frame.holder == holder


# --- how much


@pytest.mark.parametrize(
    ("sentence", "degree"),
    [
        ("Russian troops have captured the town completely", 1.0),
        ("Russian troops control almost all of the town", 0.9),
        ("Russian troops control most of the town", 0.7),
        ("Russian troops hold part of the town", 0.3),
        ("Russian troops hold the southern streets of the town", 0.3),
        ("The Russians do not hold a single house, not a single street", 0.0),
        ("Russian troops hold the town", None),
    ],
)
def test_degree(sentence: str, degree: float | None) -> None:
    assert read_sentence(sentence, party="UA").frames[0].degree == degree


def test_degree_of_a_share() -> None:
    sentence = "Gangs control 85 percent of the capital"
    share = Quantity(14, 24, sentence[14:24], 85, 85, "%", None, approx=False)
    assert read_sentence(sentence, quantities=[share]).frames[0].degree == pytest.approx(0.85)


# --- figures that replace others


@pytest.mark.parametrize(
    ("sentence", "updates"),
    [
        ("The death toll has risen from 12 to 15", True),
        ("The number of wounded now stands at 40", True),
        ("The previous figure of 12 dead was wrong", True),
        ("Fifteen people were killed", False),
        ("Fifteen people rose from their chairs when 20 were killed", True),
    ],
)
def test_updates(sentence: str, *, updates: bool) -> None:
    assert read_sentence(sentence).frames[0].updates is updates


# --- what figures count


@pytest.mark.parametrize(
    ("sentence", "mention", "aspect"),
    [
        ("Twelve people were killed in the attack", "Twelve people", "killed"),
        ("Four civilians were killed and at least 17 wounded", "at least 17", "wounded"),
        ("Four civilians were killed and at least 17 wounded", "Four civilians", "killed"),
        ("We buried 21 dead soldiers", "21 dead soldiers", "killed"),
        ("Some 40 people were killed or wounded", "Some 40 people", "casualties"),
        ("Nine people are missing", "Nine people", "missing"),
        ("The brigade lost six tanks", "six tanks", "lost"),
        ("Our drones destroyed six tanks", "six tanks", "destroyed"),
        ("About 300 residents were evacuated", "About 300 residents", "evacuated"),
        ("About 300 people fled to Chad", "About 300 people", "displaced"),
        ("Hamas released three hostages", "three hostages", "released"),
        ("Russian forces attacked and made 54 assaults", "54 assaults", "attacks"),
        ("There were 40 violations of the truce", "40 violations", "violations"),
        ("France has deployed 200 soldiers", "200 soldiers", "deployed"),
        ("There are 200 soldiers in the village", "200 soldiers", "present"),
        ("A convoy of 40 fuel tankers arrived", "40 fuel tankers", "arrived"),
    ],
)
def test_aspect(sentence: str, mention: str, aspect: str) -> None:
    start = sentence.index(mention)
    quantity = Quantity(start, start + len(mention), mention, 1, 1, "1", None, approx=False)
    assert read_sentence(sentence, quantities=[quantity]).quantities[0].aspect == aspect


def test_area_taken_and_distance() -> None:
    sentence = "Russian troops captured 14 square kilometres, 20 kilometres from the city"
    area = Quantity(24, 44, sentence[24:44], 14, 14, "km2", None, approx=False)
    way = Quantity(46, 59, sentence[46:59], 20, 20, "km", None, approx=False)
    found = read_sentence(sentence, quantities=[area, way]).quantities
    assert [q.aspect for q in found] == ["area-taken", None]


def test_only_quantities_of_the_content() -> None:
    inside = Quantity(0, 10, "Two people", 2, 2, "1", "people", approx=False)
    outside = Quantity(90, 95, "three", 3, 3, "1", None, approx=False)
    found = read_sentence("Two people were killed", quantities=[inside, outside]).quantities
    assert [q.mention for q in found] == ["Two people"]


# --- ground and firmness


@pytest.mark.parametrize(
    ("sentence", "basis"),
    [
        ("Satellite images show that the bridge was destroyed", "satellite images"),
        ("According to radio intercepts, the enemy lost 40 soldiers", "radio intercepts"),
        ("The convoy was hit by a drone, judging by video footage", "video footage"),
        ("The bridge was destroyed", None),
        ("A video shop was destroyed", None),
    ],
)
def test_evidence_basis(sentence: str, basis: str | None) -> None:
    assert read_sentence(sentence).evidence_basis == basis


@pytest.mark.parametrize(
    ("sentence", "hedges"),
    [
        ("The enemy has allegedly lost the town", ("allegedly",)),
        ("It was probably a drone that may have hit the depot", ("probably", "may")),
        ("A drone hit the depot", ()),
    ],
)
def test_hedges(sentence: str, hedges: tuple[str, ...]) -> None:
    assert read_sentence(sentence).hedges == hedges


# --- clauses


def test_a_frame_for_each_clause_in_order() -> None:
    frames = read_sentence(
        "Russian troops entered Ridne, but Ukrainian marines drove them out and hold the village",
        party="UA",
    ).frames
    assert [frame.type.value for frame in frames] == ["advance", "repel", "control"]
    assert [frame.agent for frame in frames] == ["RU", "UA", "UA"]


def test_places_of_the_clause() -> None:
    frames = read_sentence(
        "Russian troops captured Ridne, while Ukrainian forces still hold Pokrovsk", party="UA"
    ).frames
    assert [frame.places for frame in frames] == [
        ("name::city:ridne",),
        ("name::city:pokrovsk",),
    ] or frames[1].places == ("name::city:pokrovsk",)


def test_objects_are_lemmas() -> None:
    frame = read_sentence("Our gunners destroyed two tanks and a radar", party="UA").frames[0]
    assert frame.objects == ("tank", "radar")


# --- narration


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


# --- shape and robustness

WORDS = [
    "Russian",
    "Ukrainian",
    "forces",
    "captured",
    "denied",
    "that",
    "killed",
    "no",
    "not",
    "the",
    "a",
    "town",
    "soldiers",
    "attack",
    "on",
    "if",
    "under",
    "control",
    "there",
    "is",
    "was",
    "are",
    "have",
    "been",
    "15",
    "\u201c",
    "\u201d",
    ",",
    ".",
    "\u2013",
    "who",
    "which",
    "and",
    "but",
    "by",
    "of",
    "nobody",
    "nothing",
    "they",
    "we",
    "it",
    "withdrew",
    "situation",
    "quiet",
    "\u2026",
    "(",
    ")",
    "'",
    "3,000",
    "percent",
    "''",
]


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=25), st.sampled_from(list(StatementKind))
)
def test_any_words_are_framed(words: list[str], kind: StatementKind) -> None:
    sentence = " ".join(words)
    framed = read_sentence(sentence, party="UA", kind=kind)
    again = read_sentence(sentence, party="UA", kind=kind)
    assert framed == again
    assert framed.frames
    for frame in framed.frames:
        assert 0 <= frame.start < frame.end <= len(sentence)
        assert frame.degree is None or 0 <= frame.degree <= 1
        assert frame.agent is None or frame.agent != frame.target


@pytest.mark.parametrize("text", ["—", "???", "1", "“”", "the", "a " * 400])
def test_hostile_contents(text: str) -> None:
    assert read_sentence(text.strip(), party="UA").frames


def test_statements_that_report_each_other_in_a_circle() -> None:
    text = "Russian forces captured Ridne."
    _, framed = read_all(
        text,
        [
            ("Russian forces captured Ridne", speaker_for("UA", SpeakerKind.BODY), told(parent=1)),
            ("captured Ridne", speaker_for("RU"), told(INDIRECT, parent=0)),
        ],
    )
    assert len(framed) == 2


def test_nothing_in_nothing_out() -> None:
    assert read_all("A text.", [])[1] == []
