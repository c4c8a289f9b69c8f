"""What frames say beside type and roles."""

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
        ("According to military intelligence, the enemy lost 40 soldiers", "military intelligence"),
        ("Radar data prove that the plane crossed the border", "radar data"),
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
