"""One sentence, its cues, sources and contents: a table for each way of reporting."""

from __future__ import annotations

import pytest

from tests.reading.attribution_reading import attributions, cut, reported

CUE_FIRST = [
    (
        "The army said that rebels had left the port.",
        ["indirect The army/said: rebels had left the port"],
    ),
    (
        "The army said on Monday rebels had left the port.",
        ["indirect The army/said: rebels had left the port"],
    ),
    (
        "General Amadou Keita, who leads the northern command, said two boats were sunk.",
        ["indirect General Amadou Keita, who leads the northern command/said: two boats were sunk"],
    ),
    (
        "In a statement, the ministry warned that the dam could break.",
        ["indirect the ministry/warned: the dam could break"],
    ),
    (
        "The mayor reported that 14 shells had hit the harbour, and that two were duds.",
        [
            "indirect The mayor/reported: 14 shells had hit the harbour",
            "indirect The mayor/reported: two were duds",
        ],
    ),
    (
        "The ministry admitted that its men had left, but insisted that the road was safe.",
        [
            "indirect The ministry/admitted: its men had left",
            "indirect The ministry/insisted: the road was safe",
        ],
    ),
    (
        "The mayor said two people had died, adding that the hospital was full.",
        [
            "indirect The mayor/said: two people had died",
            "indirect The mayor/adding: the hospital was full",
        ],
    ),
    (
        "Medics say 40 people were hurt, while the government says the figure is lower.",
        [
            "indirect Medics/say: 40 people were hurt",
            "indirect the government/says: the figure is lower",
        ],
    ),
    (
        "It was announced by the governor that the ferry would stop.",
        ["indirect the governor/announced: the ferry would stop"],
    ),
    (
        "The rebels claimed to have shot down a helicopter.",
        ["indirect The rebels/claimed: to have shot down a helicopter"],
    ),
    (
        "The army denied having shelled the market.",
        ["indirect The army/denied: having shelled the market"],
    ),
    (
        "The navy said its ship was safe, a claim that the rebels rejected.",
        ["indirect The navy/said: its ship was safe"],
    ),
]

OTHER_SHAPES = [
    (
        "As the governor, Ada Obi, noted, the port is open.",
        ["indirect the governor, Ada Obi/noted: the port is open"],
    ),
    (
        "The news agency quoted the ministry as saying that its men had taken the hill.",
        ["indirect the ministry/quoted as saying: its men had taken the hill"],
    ),
    (
        "A report by the Lawyers Union says that nine villages were burned.",
        ["indirect the Lawyers Union/says: nine villages were burned"],
    ),
    (
        "The General Staff's evening update said that nine attacks were beaten off.",
        ["indirect The General Staff/said: nine attacks were beaten off"],
    ),
    (
        "The navy said it had sunk two boats, without giving details.",
        ["indirect The navy/said: it had sunk two boats"],
    ),
    (
        "The port is shut, the mayor said, while the ministry declined to comment.",
        ["indirect the mayor/said: The port is shut"],
    ),
    (
        "Gang members posted videos showing that they held the station.",
        [],
    ),
    ("The general told them to leave.", []),
    ("The general has denied this information.", []),
    ("The general was blunt: “We lost the hill.”", ["direct The general/was: We lost the hill"]),
    ("It is believed that the men are in tunnels.", []),
    (
        "Rebels say nine men died, though this could not be confirmed.",
        ["indirect Rebels/say: nine men died"],
    ),
    (
        "Nine men died, the clinic said, but the army put the figure at two.",
        [
            "indirect the clinic/said: Nine men died",
            "indirect the army/put: the figure at two",
        ],
    ),
    (
        '"The raid lasted two hours", reported the mayor of Selim.',
        ["direct the mayor of Selim/reported: The raid lasted two hours"],
    ),
    (
        "She went on to say that the bridge had been mined.",
        ["indirect She/say: the bridge had been mined"],
    ),
]

CUE_LATER = [
    (
        "Rebels have left the port, the army said.",
        ["indirect the army/said: Rebels have left the port"],
    ),
    (
        "Rebels have left the port, said Colonel Ada Obi, the army's spokeswoman.",
        ["indirect Colonel Ada Obi, the army's spokeswoman/said: Rebels have left the port"],
    ),
    (
        "Rebels left the port, the army's spokesman in the north, Major Jon Lind, said on Monday.",
        ["indirect the army's spokesman in the north, Major Jon Lind/said: Rebels left the port"],
    ),
    (
        "In the port, the mayor said, rebels still hold the fuel depot.",
        ["indirect the mayor/said: In the port, the mayor said, rebels still hold the fuel depot"],
    ),
    (
        "Nine people died, the clinic said, including two nurses.",
        ["indirect the clinic/said: Nine people died, the clinic said, including two nurses"],
    ),
    (
        "The bridge was hit, the mayor said Friday, while the army insisted that it stood.",
        [
            "indirect the mayor/said: The bridge was hit",
            "indirect the army/insisted: it stood",
        ],
    ),
    (
        "Three ships were turned back, the coast guard said, citing the weather.",
        ["indirect the coast guard/said: Three ships were turned back"],
    ),
    (
        "According to the mayor, the bridge was hit.",
        ["indirect the mayor/According to: the bridge was hit"],
    ),
    (
        "The bridge was hit twice, according to doctors at the Selim clinic.",
        ["indirect doctors at the Selim clinic/according to: The bridge was hit twice"],
    ),
    (
        "By her account, nine people died.",
        ["indirect her/By her account: nine people died"],
    ),
]

PHRASES = [
    (
        "Yusuf Danjo denied any attack on the port.",
        ["indirect Yusuf Danjo/denied: any attack on the port"],
    ),
    (
        "The group claimed responsibility for the raid.",
        ["indirect The group/claimed: responsibility for the raid"],
    ),
    ("Officials put the death toll at 45.", ["indirect Officials/put: the death toll at 45"]),
    (
        "The junta lied about the loss of the airfield.",
        ["indirect The junta/lied about: the loss of the airfield"],
    ),
    (
        "The UN accused the militia of recruiting children.",
        ["indirect The UN/accused: the militia of recruiting children"],
    ),
    (
        "The UN warned of a famine in the north.",
        ["indirect The UN/warned of: a famine in the north"],
    ),
    (
        "The governor called the report “a heap of lies”.",
        ["mixed The governor/called: the report “a heap of lies"],
    ),
    (
        "The army's claim that rebels had fled was met with doubt.",
        ["indirect The army/claim: rebels had fled"],
    ),
]

QUOTED = [
    ("“We hold the port,” the colonel said.", ["direct the colonel/said: We hold the port"]),
    ('"We hold the port," said the colonel.', ["direct the colonel/said: We hold the port"]),
    ("‘We hold the port,’ the colonel said.", ["direct the colonel/said: We hold the port"]),
    ("«We hold the port», the colonel said.", ["direct the colonel/said: We hold the port"]),
    ("The colonel said: “We hold the port.”", ["direct The colonel/said: We hold the port"]),
    ("The colonel said, “We hold the port.”", ["direct The colonel/said: We hold the port"]),
    (
        "“We hold the port,” he said, “and we will keep it.”",
        ["direct he/said: We hold the port,” he said, “and we will keep it"],
    ),
    (
        "The colonel said his men would “never give up” the port.",
        ["mixed The colonel/said: his men would “never give up” the port"],
    ),
    (
        "The army insists it “has not lost a single post”.",
        ["mixed The army/insists: it “has not lost a single post"],
    ),
    (
        "“We left at night,” the commander was quoted as saying by Radio Selim.",
        ["direct the commander/quoted as saying: We left at night"],
    ),
    (
        "Because of this, he added, the men get no food: “They eat grass.”",
        [
            "indirect he/added: Because of this, he added, the men get no food",
            "direct he/added: They eat grass",
        ],
    ),
    (
        "Ada Obi, a nurse, reached the opposite conclusion: “The shell came from the hill.”",
        ["direct Ada Obi, a nurse/conclusion: The shell came from the hill"],
    ),
]

NOT_REPORTED = [
    "The claims could not be independently verified.",
    "The governor declined to say how many had died.",
    "The army has not confirmed the report.",
    "Shells fell on the port overnight.",
    "The army calls the road the “Silk Line”.",
    "A group calling itself the Red Guard roams the hills.",
    "The “Office of Ports” runs the harbour.",
    "The rebels rejected the announcement.",
    "It was not clear who had fired.",
    "The captain put his boots at the door.",
]


@pytest.mark.parametrize(("text", "expected"), CUE_FIRST)
def test_cue_before_its_content(text: str, expected: list[str]) -> None:
    assert reported(text) == expected


@pytest.mark.parametrize(("text", "expected"), OTHER_SHAPES)
def test_rarer_shapes(text: str, expected: list[str]) -> None:
    assert reported(text) == expected


@pytest.mark.parametrize(("text", "expected"), CUE_LATER)
def test_cue_inside_or_behind_its_content(text: str, expected: list[str]) -> None:
    assert reported(text) == expected


@pytest.mark.parametrize(("text", "expected"), PHRASES)
def test_content_that_is_a_phrase(text: str, expected: list[str]) -> None:
    assert reported(text) == expected


@pytest.mark.parametrize(("text", "expected"), QUOTED)
def test_quoted_words(text: str, expected: list[str]) -> None:
    assert reported(text) == expected


@pytest.mark.parametrize("text", NOT_REPORTED)
def test_narration(text: str) -> None:
    assert reported(text) == []


VIA = [
    ("The port is open, the mayor told Reuters.", ["Reuters"], None),
    ("The port is open, the mayor told state television.", ["state television"], None),
    ("The port is open, the mayor said in an interview with Radio Selim.", ["Radio Selim"], None),
    ("The port is open, the mayor reported, according to Suspilne.", ["Suspilne"], None),
    ("“We left,” the commander was quoted as saying by Radio Selim.", ["Radio Selim"], None),
    ("The port is open, the mayor told reporters in Selim.", [], "reporters"),
    ("The port is open, the mayor told the Security Council.", [], "the Security Council"),
    ("The port is shut, according to the Selim Doctors Network.", [], None),
    ("The mayor wrote on Telegram that the port was open.", [], None),
]


@pytest.mark.parametrize(("text", "via", "audience"), VIA)
def test_outlets_are_told_from_audiences(text: str, via: list[str], audience: str | None) -> None:
    (found,) = attributions(text)
    assert [cut(text, span) for span in found.via] == via
    assert (cut(text, found.audience) if found.audience else None) == audience
