"""Ways of reporting that agencies, bulletins and translated reports have: a table of each."""

from __future__ import annotations

import pytest

from importer.model import StatementKind
from tests.reading.attribution_reading import attributions, cut, reported

SOURCES_AWAY_FROM_CUES = [
    (
        "The council, which runs the port, said in response that 12 ships had docked.",
        ["indirect The council, which runs the port/said: 12 ships had docked"],
    ),
    (
        "Medics found six bodies in the well, Ada Obi, the clinic's director, told Reuters.",
        ["indirect Ada Obi, the clinic's director/told: Medics found six bodies in the well"],
    ),
    (
        (
            "Between 200 and 300 people have fled since Monday, according to the UN office, "
            "which warned that food would run out."
        ),
        [
            (
                "indirect the UN office/according to: "
                "Between 200 and 300 people have fled since Monday"
            ),
            "indirect the UN office/warned: food would run out",
        ],
    ),
    (
        "According to the monitors, the rebels moved north, while the army says it beat them back.",
        [
            "indirect the monitors/According to: the rebels moved north",
            "indirect the army/says: it beat them back",
        ],
    ),
    (
        "UN figures showed only 41 lorries had left.",
        ["indirect UN/showed: only 41 lorries had left"],
    ),
    ("Satellite images showed that the bridge was gone.", []),
    (
        "The road is open again, the governor's office estimates.",
        ["indirect the governor's office/estimates: The road is open again"],
    ),
    ("As previously reported by the agency, the army has lost 30 tanks.", []),
]

SEVERAL_SOURCES = [
    (
        (
            "Two people told Reuters that men had burned houses; a third, a priest, "
            "described hearing mortar fire."
        ),
        [
            "indirect Two people/told: men had burned houses",
            "indirect a third, a priest/described: hearing mortar fire",
        ],
    ),
    (
        "The air force said it downed 8 of 14 drones; two others were lost, it added.",
        [
            "indirect The air force/said: it downed 8 of 14 drones",
            "indirect it/added: two others were lost",
        ],
    ),
    (
        "The ministry reported the capture of Tora; the mayor denies losing it.",
        [
            "indirect The ministry/reported: the capture of Tora",
            "indirect the mayor/denies: losing it",
        ],
    ),
    (
        "The mayor claimed the bridge had fallen; the army neither confirmed nor denied it.",
        ["indirect The mayor/claimed: the bridge had fallen"],
    ),
    (
        (
            "The governor said that shells hit the port, that they came from the east, "
            "and that nobody was hurt."
        ),
        [
            "indirect The governor/said: shells hit the port",
            "indirect The governor/said: they came from the east",
            "indirect The governor/said: nobody was hurt",
        ],
    ),
]

FIGURES_AND_JUDGEMENTS = [
    (
        "The clinic counted 14 wounded there in the same period.",
        ["indirect The clinic/counted: 14 wounded there in the same period"],
    ),
    (
        "The agency raised its estimate of people in flight from 300 to 450.",
        ["indirect The agency/raised: its estimate of people in flight from 300 to 450"],
    ),
    ("The blast raised the death toll to 40.", []),
    (
        "A commander accused the army of firing on a boat — a charge that the navy denied.",
        ["indirect A commander/accused: the army of firing on a boat"],
    ),
    (
        "The ministry rejected the report as “invented”, writing on X that the town is calm.",
        [
            "mixed The ministry/rejected: the report as “invented",
            "indirect The ministry/writing: the town is calm",
        ],
    ),
    (
        "The claim by the rebels that Tora had fallen was dismissed by the army as a fake.",
        [
            (
                "indirect the army/dismissed: "
                "The claim by the rebels that Tora had fallen was dismissed by the army as a fake"
            ),
            "> indirect the rebels/claim: Tora had fallen",
        ],
    ),
    (
        "“The army’s story that it beat us back is a lie,” Obi said.",
        [
            "direct Obi/said: The army’s story that it beat us back is a lie",
            "> indirect The army/story: it beat us back",
        ],
    ),
]

QUOTATIONS = [
    (
        "Ada Obi, governor of Tora: “Two houses burned. Nobody died.”",
        [
            "direct Ada Obi, governor of Tora/:: Two houses burned",
            "direct Ada Obi, governor of Tora/:: Nobody died",
        ],
    ),
    (
        "“They shoot at us,” Obi said in a video address, adding: “And they do it every day.”",
        ["direct Obi/said: They shoot at us", "direct Obi/adding: And they do it every day"],
    ),
    (
        "The mayor, Ada Obi, said: “We heard explosions” and asked residents to stay indoors.",
        ["direct The mayor, Ada Obi/said: We heard explosions"],
    ),
    (
        (
            "“The men left. There are rebels at the gate,” said one of them, a teacher who asked "
            "not to be named."
        ),
        [
            "direct one of them, a teacher who asked not to be named/said: The men left",
            (
                "direct one of them, a teacher who asked not to be named/said: "
                "There are rebels at the gate"
            ),
        ],
    ),
]


@pytest.mark.parametrize(
    ("text", "expected"),
    [*SOURCES_AWAY_FROM_CUES, *SEVERAL_SOURCES, *FIGURES_AND_JUDGEMENTS, *QUOTATIONS],
)
def test_reports_are_read_in_full(text: str, expected: list[str]) -> None:
    """Each source gets its own words, and no others."""
    assert reported(text) == expected


def test_a_quotation_in_a_new_paragraph_is_not_lent_to_an_earlier_speaker() -> None:
    """A name and a colon begin a new speaker; all sentences of the quotation are theirs."""
    text = (
        "The road was closed, the police said.\n\n"
        "Ada Obi, governor of Tora: “Two houses burned. Seven people were hurt.”"
    )
    assert [cut(text, found.source) for found in attributions(text)] == [
        "the police",
        "Ada Obi, governor of Tora",
        "Ada Obi, governor of Tora",
    ]


def test_confidence_falls_with_the_rule() -> None:
    """A named source with a cue is surest, a carried quotation less so, one nobody owns least."""
    named = attributions("Ada Obi said that two houses burned.")[0]
    carried = attributions("“Two houses burned,” Ada Obi said. “Nobody came to help us.”")[1]
    unowned = attributions("“Two houses burned and nobody came to help us.”")[0]
    assert named.confidence > 0.95 > carried.confidence > 0.5 > unowned.confidence
    assert unowned.kind is StatementKind.DIRECT
