"""What two sources of a report say in turn, so that not both are right, and what only sounds so."""

from __future__ import annotations

from datetime import date

import pytest

from importer.link.turns import as_line, pattern_of, stands_at, turns
from importer.model import Article, Relation
from importer.pipeline import annotate_corpus
from tests.reading.twin_reports import DENIALS
from tests.reading.twin_reports import TURNS as MORE_TURNS

DAY = date(2031, 5, 7)

# For each name a report without a contradiction, and one with exactly one.
TWINS = {
    "of their own will": (
        (
            "The people of Masisi were leaving of their own free will, M23 said. "
            "Aid workers said that women were being driven back over the border in Goma by bandits."
        ),
        (
            "The people of Masisi were leaving of their own free will, M23 said. "
            "Aid workers said that they were being driven onto lorries at gunpoint."
        ),
    ),
    "not one came back": (
        (
            "The governor said that families had returned to Minova. "
            "A camp manager said that not one tent had come to Minova."
        ),
        (
            "The governor said that families had returned to Minova. "
            "A camp manager said that not one family had returned to Minova."
        ),
    ),
    "the front": (
        (
            "The rebels have advanced near Walikale, a teacher said. "
            "The army said that the front line in Ituri had not moved."
        ),
        (
            "The rebels have advanced near Walikale, a teacher said. "
            "The army said that the front line had not moved in a week."
        ),
    ),
    "a jet that landed": (
        (
            "M23 said that an army jet had been shot down over Masisi on Monday. "
            "The army said that another delegation had landed in Kisangani."
        ),
        (
            "M23 said that an army jet had been shot down over Masisi on Monday. "
            "The army said that the aircraft had landed in Kisangani without a scratch."
        ),
    ),
    "warning shots": (
        (
            "Witnesses said that Israeli tanks had opened fire on the crowd in Rafah on Tuesday. "
            "The army said that its troops had fired at a drone."
        ),
        (
            "Witnesses said that Israeli tanks had opened fire on the crowd in Rafah on Tuesday. "
            "The army said that its troops had fired only warning shots."
        ),
    ),
    "a mishap": (
        (
            "State media said that a jet had crashed near Sittwe on Monday because of a fault. "
            "The Arakan Army said that it had shot down a drone in Ann on Monday."
        ),
        (
            "State media said that a jet had crashed near Sittwe on Monday because of a fault. "
            "The Arakan Army said that it had shot the plane down."
        ),
    ),
    "who fired first": (
        (
            "The SDF said that government troops had opened fire first. "
            "The defence ministry said that its forces had buried their dead."
        ),
        (
            "The SDF said that government troops had opened fire first. "
            "The defence ministry said that its forces had returned fire."
        ),
    ),
    "no men there": (
        (
            "The army blamed Hamas gunmen for the deaths in Rafah. "
            "Hamas denied that any of its offices had been in the area."
        ),
        (
            "The army blamed Hamas gunmen for the deaths in Rafah. "
            "Hamas denied that any of its fighters had been in the area."
        ),
    ),
    "no air strikes": (
        (
            "Myanmar's army said that it had carried out no air strikes on Tuesday. "
            "Villagers said that soldiers had burned a monastery in Kyaukme on Tuesday."
        ),
        (
            "Myanmar's army said that it had carried out no air strikes on Tuesday. "
            "Villagers said that jets had bombed a monastery in Kyaukme on Tuesday."
        ),
    ),
    "what was hit": (
        (
            "Ethiopia's army said that its drones had struck Fano fighters in Merawi on Monday. "
            "A priest said that a health centre in Gondar had closed."
        ),
        (
            "Ethiopia's army said that its drones had struck Fano fighters in Merawi on Monday. "
            "A priest said that the strike had hit a health centre."
        ),
    ),
    "who it was": (
        (
            "Lebanon's news agency said that an Israeli drone had killed a farmer in Aitaroun on "
            "Monday. The Israeli military said that some of those killed were Hezbollah members."
        ),
        (
            "Lebanon's news agency said that an Israeli drone had killed a farmer in Aitaroun on "
            "Monday. The Israeli military said that the man was a member of Hezbollah."
        ),
    ),
    "all safe": (
        (
            "Belgrade said that it had shot down an F-117 over Novi Sad on Monday. "
            "The Pentagon said that all its tanks had returned safely to base."
        ),
        (
            "Belgrade said that it had shot down an F-117 over Novi Sad on Monday. "
            "The Pentagon said that all its aircraft had returned safely to base."
        ),
    ),
    "none of them": (
        (
            "JNIM said that it had captured 21 soldiers at Djibo on Monday. "
            "A security source said that none had been wounded."
        ),
        (
            "JNIM said that it had captured 21 soldiers at Djibo on Monday. "
            "A security source said that none had been taken."
        ),
    ),
    "none of them reached its target": (
        (
            "Russia's Defence Ministry said that none of the drones had reached its target. The "
            "governor said that debris of a drone had hit a refinery in Saratov."
        ),
        (
            "Russia's Defence Ministry said that none of the drones had reached its target. The "
            "governor said that a drone had struck a refinery in Saratov."
        ),
    ),
    "all of them": (
        (
            "The junta said that ten people had died in Ann on Monday, all of them in one house. "
            "Villagers said that the dead were all civilians."
        ),
        (
            "The junta said that ten people had died in Ann on Monday, all of them rebels. "
            "Villagers said that the dead were all civilians."
        ),
    ),
    "not so many": (
        (
            "M23 said that the bombing of Kibua on Monday had killed 14 villagers. "
            "A nurse said that five villagers had died in Masisi on Tuesday."
        ),
        (
            "M23 said that the bombing of Kibua on Monday had killed 14 villagers. "
            "A nurse said that five villagers had died, not 14."
        ),
    ),
    "cleared by its own side": (
        (
            "Ukrainian troops hold Siversk, their commander said on Tuesday. "
            "Moscow said that Siversk had been completely cleared of mines."
        ),
        (
            "Ukrainian troops hold Siversk, their commander said on Tuesday. "
            "Moscow said that Siversk had been completely cleared."
        ),
    ),
    "driven out of the town": (
        (
            "The Sudanese army said that it had driven the RSF out of a camp near Bara on Tuesday. "
            "The RSF said that Bara was under its control."
        ),
        (
            "The Sudanese army said that it had driven the gunmen out of Bara on Tuesday. "
            "The RSF said that Bara was under its control."
        ),
    ),
    "every attempt": (
        (
            "State television said that Syrian troops had entered Aleppo on Tuesday. "
            "The SDF said that its fighters had thrown back an attack on a convoy in Raqqa."
        ),
        (
            "State television said that Syrian troops had entered Aleppo on Tuesday. "
            "The SDF said that its fighters had thrown back every attempt to enter the city."
        ),
    ),
    "what was put right is no charge": (
        (
            "The governor said that power had been restored in El Obeid on Tuesday. "
            "The RSF denied that its drones had attacked the power station."
        ),
        (
            "The governor said that drones had attacked the power station in El Obeid on Tuesday. "
            "The RSF denied that its drones had attacked the power station."
        ),
    ),
    "what is told behind a denial": (
        (
            "Hamas denied that there had been any armed men in the school in Rafah. "
            "The UN said that it had given the army a map of the school."
        ),
        (
            "The army said that there had been armed men in the school in Rafah. "
            "Hamas denied that there had been any armed men in the school."
        ),
    ),
    "a meeting or a wedding": (
        (
            "An army drone hit a wedding at Niono on Sunday, residents said. "
            "Mali's general staff said that its troops had killed terrorist leaders in Gao."
        ),
        (
            "An army drone hit a wedding at Niono on Sunday, residents said. "
            "Mali's general staff said that the drone had struck a meeting of terrorist leaders."
        ),
    ),
    "a broken rail": (
        (
            "Russia said that an agent had blown up a railway line in Bryansk on Monday. "
            "The railway said that the repair of the line was under way."
        ),
        (
            "Russia said that an agent had blown up a railway line in Bryansk on Monday. "
            "The railway said that the derailment was caused by a broken rail."
        ),
    ),
    "captives are no town": (
        (
            "Congo's army said that Masisi was under its control on Tuesday. "
            "M23 said that it held 60 soldiers captured in Masisi on Tuesday."
        ),
        (
            "Congo's army said that Masisi was under its control on Tuesday. "
            "M23 said that it held Masisi on Tuesday with 60 men."
        ),
    ),
    "a plan that is denied": (
        (
            "Israel said that Hamas had agreed to hand over its weapons. "
            '"We have agreed to a truce," a Hamas official said.'
        ),
        (
            "Israel said that Hamas had agreed to hand over its weapons. "
            '"We have agreed to no such thing," a Hamas official said.'
        ),
    ),
    "open again, and shut": (
        (
            "The market in Bara was shut, a resident said on Tuesday. "
            "The governor said on Wednesday that the market had reopened."
        ),
        (
            "The governor said that the market in Bara had reopened. "
            '"The market is shut," a resident said.'
        ),
    ),
}


ALL_TWINS = TWINS | DENIALS | MORE_TURNS


def _contradictions(text: str) -> list[str]:
    _, links = annotate_corpus([Article("report.txt", text, DAY)])
    return [link.reason for link in links if link.relation is Relation.CONTRADICTS]


@pytest.mark.parametrize("name", ALL_TWINS)
def test_a_report_and_its_twin(name: str) -> None:
    apart, together = ALL_TWINS[name]
    assert not _contradictions(apart)
    assert len(_contradictions(together)) == 1


# A clause at each end of its turn, and one that a word before it keeps from it.
ENDS = [
    ("fled or stayed", "he had fled to China", "he had never left his headquarters"),
    ("rescued or dead", "the pilot was rescued", "he had died at the scene"),
    ("over or going on", "the operation was over", "raids continued"),
    ("empty or full", "the bus had been empty", "six children were on board"),
    ("free or held", "they were still held", "they had been released"),
    ("put out or burning", "the fire was under control", "the depot was still burning"),
    ("meant or mistaken", "it was dropped by mistake", "it was deliberate"),
    ("treated well or ill", "they had been tortured", "prisoners were treated humanely"),
    ("armed or unarmed", "he was unarmed", "he was armed with a knife"),
    ("looted or safe", "the airport had been looted", "the airport was secure"),
    ("all safe or some dead", "all of those on board were safe", "80 soldiers had drowned"),
    ("got there or turned back", "the convoy had turned back", "its convoy reached Bhamo"),
    ("people left or not", "nobody had left the town", "thousands of people were leaving"),
    ("given or not", "it had not received them", "it had given the coordinates"),
    ("wrecked or little harmed", "the plant was completely destroyed", "it had minor damage"),
    ("aimed or blind", "it was a precise strike", "shells had fallen indiscriminately"),
    ("massed or not", "it had massed troops", "there had been no unusual movements"),
]


@pytest.mark.parametrize(("name", "one", "other"), ENDS)
def test_the_two_ends_of_a_turn(name: str, one: str, other: str) -> None:
    turn = next(turn for turn in turns() if turn.name == name)
    assert [stands_at(end, one, None) for end in (turn.one, turn.other)] == [True, False]
    assert [stands_at(end, other, None) for end in (turn.one, turn.other)] == [False, True]


NEGATED = [
    ("looted or safe", "the airport had not been looted"),
    ("free or held", "they had never been let go"),
]


@pytest.mark.parametrize(("name", "text"), NEGATED)
def test_a_negated_phrase_stands_at_no_end(name: str, text: str) -> None:
    turn = next(turn for turn in turns() if turn.name == name)
    phrase = turn.one if "looted" in text else turn.other
    assert not stands_at(phrase, text, None)


def test_a_phrase_is_a_pattern() -> None:
    assert pattern_of("put|set * out") == "(?:put|set) (?:[^ ]+ ){0,7}(?:out) "
    assert as_line("They hadn’t left") == " they had not left "
