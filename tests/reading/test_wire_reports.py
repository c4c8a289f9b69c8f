"""Whose side sources speak for, figures and hours as reports on many wars write them."""

from __future__ import annotations

from datetime import date

import pytest

from importer.model import Article
from importer.normalise.quantities import find_quantities
from importer.normalise.times import find_times
from importer.pipeline import annotate
from importer.resolve.places import find_places
from importer.segment import segment

THURSDAY = date(2025, 6, 12)

FRAMES = {
    "ps": "Israeli jets hit Gaza City on Monday. Hamas fired rockets at Israel.",
    "ye": "The Houthis sank a ship in the Red Sea. Israel bombed Sanaa in Yemen.",
    "ml": "JNIM fighters took a base in Mali on Monday. Malian troops fled.",
    "cd": "M23 rebels took a town in Congo on Monday. Rwanda denied that it backs M23.",
}
SOURCES = [
    # Those who work for a hospital or a firm speak for no side, whatever country it is in.
    ("ps", "Officials at the Karama hospital", None),
    ("ps", "An official at Gaza's biggest hospital", None),
    ("ps", "An Israeli security source", "IL"),
    ("ps", "Israeli rights group Ma'agal", None),
    ("ps", "Israel's spy agency", "IL"),
    ("ye", "Maritime security sources", None),
    ("ye", "British security firm Halyard", None),
    ("ye", "The British agency UKMTO", "GB"),
    ("ye", "An official at the Danish shipping firm Kronsted", None),
    ("ye", "The group's leader, Yahya al-Sanani,", "Houthis"),
    ("ye", "Sudan's ambassador to the UN, Adam Khidir,", "SD"),
    ("ye", "Clare Donovan, the UN special rapporteur on Yemen,", "UN"),
    # A name that only tells who backs a group is not the group's.
    ("ml", "The al-Qaeda-linked group", "JNIM"),
    ("ml", "A source in JNIM", "JNIM"),
    ("ml", "A source in Mali", None),
    ("ml", "A source inside the Malian army", "ML"),
    ("cd", "Paul Ndala, the group's military spokesman,", "M23"),
    ("cd", "A hospital director in Goma", None),
    ("cd", "A local People's Defence Force leader", "PDF"),
    ("cd", "The attorney general's office", "CD"),
    # A state's television speaks for it, other television for nobody.
    ("ml", "State television", "ML"),
    ("ml", "State-run radio", "ML"),
    ("ml", "A private television station", None),
    # Who leads what has broken away from a state does not speak for that state.
    ("ml", "Ibrahim Ag Ousmane, the leader of the breakaway region,", None),
    ("ml", "Ibrahim Keita, the governor of the region,", "ML"),
    # Whoever speaks for a command or an army speaks for its state.
    ("ml", "The spokeswoman of the Mopti operational group", "ML"),
    ("ml", "The spokeswoman of the Mopti bakers", None),
]


@pytest.mark.parametrize(("frame", "source", "party"), SOURCES)
def test_the_side_of_a_source(frame: str, source: str, party: str | None) -> None:
    text = f"{FRAMES[frame]}\n\n{source} said that the road out of the town was shut."
    said = [s for s in annotate(Article("x", text, THURSDAY)).statements if "road" in s.text]
    assert [s.speaker and s.speaker.party for s in said] == [party]


OWNED = [
    ("The junta's deputy chief", "MM"),
    ("The militia's spokesman", "AA"),
]


@pytest.mark.parametrize(("source", "party"), OWNED)
def test_officials_of_one_side_are_not_taken_for_those_of_another(source: str, party: str) -> None:
    text = (
        'The Arakan Army is a militia that fights Myanmar\'s junta. "We hold the port," its '
        f"commander, Tun Maung, said.\n\n{source} said that the road was shut."
    )
    said = [s for s in annotate(Article("x", text, THURSDAY)).statements if "road" in s.text]
    assert [
        (s.speaker and s.speaker.name != "Tun Maung", s.speaker and s.speaker.party) for s in said
    ] == [(True, party)]


PLACED = ["A villager near Bandara", "A farmer outside Bandara", "A nurse in Bandara"]


@pytest.mark.parametrize("source", PLACED)
def test_who_stands_beside_a_place_is_not_called_by_it(source: str) -> None:
    text = f"Fighting went on in Mali. {source} said the road out of the town was shut."
    said = [s for s in annotate(Article("x", text, THURSDAY)).statements if "road" in s.text]
    assert [s.speaker and s.speaker.name for s in said] == [source]


FIGURES = [
    ("They had no water for a third day.", []),
    ("They had no water for a third of the day.", [("a third of the day", 0.333, 0.333, False)]),
    ("About 40-odd lorries burned.", [("About 40-odd lorries", 40, 40, True)]),
    ("They have 3,000-plus fighters.", [("3,000-plus fighters", 3000, None, False)]),
    ("He was an odd man of 60 wars.", [("60 wars", 60, 60, False)]),
    ("The dead numbered 15.", [("15", 15, 15, False)]),
    ("Brigade number 15 left.", []),
    ("The toll has surpassed 50,000.", [("surpassed 50,000", 50_000, None, False)]),
    ("A soldier, 31, was killed.", [("A soldier", 1, 1, False)]),
    ("The shell killed a family of seven.", [("seven", 7, 7, False)]),
    ("They came at around 8 in the morning.", []),
    ("They killed 9 in the morning raid.", [("9", 9, 9, False)]),
]


@pytest.mark.parametrize(("text", "expected"), FIGURES)
def test_figures(text: str, expected: list[tuple[str, float, float | None, bool]]) -> None:
    found = find_quantities(segment(Article("x", text, THURSDAY)))
    assert [(q.mention, q.low, q.high, q.approx) for q in found] == expected


def test_pounds_that_are_paid_are_money() -> None:
    text = "A sack costs 900 pounds. The bomb weighs 900 pounds."
    found = find_quantities(segment(Article("x", text, THURSDAY)))
    assert [q.unit for q in found] == ["GBP", "[lb_av]"]


NIGHTS = [
    ("It burned overnight Tuesday to Wednesday.", "2025-06-10", "2025-06-11"),
    ("It burned overnight into Wednesday.", "2025-06-10", "2025-06-11"),
    ("It burned Tuesday into Wednesday.", "2025-06-10", "2025-06-11"),
    ("It burned overnight.", "2025-06-11", "2025-06-12"),
    ("It burned throughout the night.", "2025-06-11", "2025-06-12"),
]


@pytest.mark.parametrize(("text", "start", "end"), NIGHTS)
def test_nights_from_one_day_into_the_next(text: str, start: str, end: str) -> None:
    (mention,) = find_times(segment(Article("x", text, THURSDAY)))
    assert (str(mention.interval.start), str(mention.interval.end)) == (start, end)


HOURS = [
    # An hour belongs to the day that was named last, of an event before that of a saying …
    ("Rebels took Bara on Tuesday, the army said.\n\nIts guns had fired from dawn, Col Ali said.",
     "fired", "2025-06-10"),
    ("The army spoke on Wednesday.\n\nColonel Omar Ali said that guns had fired at 3 a.m.",
     "fired", "2025-06-11"),
    # … failing that to the day of the report; what is done every day has none.
    ("Colonel Omar Ali said that the guns had fired at noon.", "fired", "2025-06-12"),
    ("Colonel Omar Ali said that the guns had fired at noon every day.", "fired", None),
    ("Colonel Omar Ali said that the guns had fired.", "fired", None),
    # A state that began lends its first day to what is told next; what has gone on since does not.
    ("Rebels looted the market since Tuesday, Ali Diallo said.\n\nTroops crossed the river.",
     "crossed", None),
    ("Rebels have held Bara since Tuesday, Ali Diallo said.\n\nThey crossed the river.",
     "crossed", "2025-06-10"),
    # A clause beside a claim about the present does not date it.
    ("The army, which retook Bara on Sunday, has failed to break the siege.",
     "failed", "2025-06-12"),
    # "retook" is a past, which takes its day from the sentence before.
    ("Rebels took Bara on Tuesday. The army retook it.", "retook", "2025-06-10"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "word", "day"), HOURS)
def test_a_time_of_day_takes_the_day_around_it(text: str, word: str, day: str | None) -> None:
    statements = annotate(Article("x", text, THURSDAY)).statements
    (time,) = [s.time for s in statements if word in s.text]
    assert (str(time.start) if time else None) == day


def test_the_night_before_is_not_that_before_a_weekend() -> None:
    text = "Rebels came on Tuesday. They had held Bara since the weekend. We left the night before."
    found = find_times(segment(Article("x", text, THURSDAY)))
    assert str(found[-1].interval.start) == "2025-06-09"


WHO = [
    # What somebody was tells less than what he is.
    ("M23's leader Paul Ndala, a former teacher, said that the road was shut.", "M23"),
    ("Paul Ndala, a former M23 spokesman, said that the road was shut.", None),
    ("Paul Ndala, who described himself as an M23 commander, said that the road was shut.", "M23"),
    ("Paul Ndala, who described the M23 offensive as over, said that the road was shut.", None),
    ("M23 fled on Monday. On its channel it said that the road was shut.", "M23"),
    ("Congo's president, Jean Bemba, spoke. His government said that the road was shut.", "CD"),
    ("Congo's president, Jean Bemba, spoke. His brother said that the road was shut.", None),
    ("Congo's government on Monday said that the road was shut.", "CD"),
    ("The mayor's office in Goma said that the road was shut.", "CD"),
    ("Community leaders in Goma said that the road was shut.", None),
    ("The United States wants Rwandan troops to leave the shut base, its envoy Ann Bo said.", "US"),
]


@pytest.mark.parametrize(("words", "party"), WHO)
def test_whose_words_they_are(words: str, party: str | None) -> None:
    text = f"{FRAMES['cd']}\n\n{words}"
    said = [s for s in annotate(Article("x", text, THURSDAY)).statements if "shut" in s.text]
    assert [s.speaker and s.speaker.party for s in said] == [party]


def test_one_who_speaks_for_others_too_and_an_officer_in_a_place() -> None:
    text = (
        "A police officer in Upper Sambira said that it was calm.\n\n“We hid,” a nurse in the "
        "town said on Monday. He and two friends had seen the fire, he said."
    )
    speakers = [s.speaker and s.speaker.name for s in annotate(Article("x", text)).statements]
    assert speakers[0] == "A police officer in Upper Sambira"
    assert set(speakers[1:]) == {"a nurse in the town"}


PLACES = [
    ("Guns fired near the border with Venezuela.", ["Venezuela"]),
    ("Talks with Venezuela went on.", []),
    ("In Ethiopia, Fano militiamen killed nine men.", ["Ethiopia"]),
    ("A blast hit a shop in Fano on Monday.", ["Fano"]),
    ("A blast hit a post in El Carmelo, in Cajibío, Cauca department.",
     ["El Carmelo", "Cajibío", "Cauca"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "names"), PLACES)
def test_places_beside_borders_and_groups(text: str, names: list[str]) -> None:
    layer = find_places(segment(Article("x", text, THURSDAY)))
    assert [place.name for place in layer.literal] == names
    if "Cauca" in names:
        assert {place.country for place in layer.literal} == {"CO"}


AGAIN = [
    # Somebody only spoken of in the words does not say them; one of two is one of them.
    (
        "Goma's mayor, Irene Balaga, said that it was calm. A young woman fainted, she added.",
        "Irene Balaga",
    ),
    ("Truckers and a local prefect said it was calm. “No bread,” the prefect said.",
     "a local prefect"),
    ("Survivors who reached Tawila said that it was calm.", "Survivors"),
    ("Iranian state TV said that it was calm.", "Iranian state TV"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "speaker"), AGAIN)
def test_who_speaks_again(text: str, speaker: str) -> None:
    named = [s.speaker.name for s in annotate(Article("x", text, THURSDAY)).statements if s.speaker]
    assert named[-1] == speaker


SEEN_FROM_THE_SAYING = [
    ("Ali Omar said that there had been no fighting for two days.", "2025-06-11", "2025-06-12"),
    ("Ali Omar said that there had been no fighting.", None, None),
]


@pytest.mark.parametrize(("words", "start", "end"), SEEN_FROM_THE_SAYING)
def test_what_had_gone_on_for_days(words: str, start: str | None, end: str | None) -> None:
    (statement,) = annotate(Article("x", words, THURSDAY)).statements
    time = statement.time
    assert (time and str(time.start), time and str(time.end)) == (start, end)


def test_the_day_before_with_a_word_that_begins_like_an_article() -> None:
    text = "It burned on Tuesday. They put those of the day before at nine."
    found = find_times(segment(Article("x", text, THURSDAY)))
    assert [str(m.interval.start) for m in found] == ["2025-06-10", "2025-06-09"]


def test_the_states_of_a_region_are_no_place() -> None:
    layer = find_places(segment(Article("x", "They asked Gulf states for help near Basra.")))
    assert [place.name for place in layer.literal] == ["Basra"]
