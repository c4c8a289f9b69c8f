"""What is denied, and what only sounds so: doubt, opinion, omission, what was, what is needed."""

from __future__ import annotations

import pytest

from importer.compare import Side, Verdict, compare

AGREEING = [
    # Doubt that is denied is none.
    ("There is no doubt that the bridge is safe.", "The bridge is safe."),
    ("There is no question that the mayor resigned.", "The mayor resigned."),
    # What is so in place of what is denied.
    ("The water was not clean but muddy.", "The water was muddy."),
    ("The wall is not red but grey.", "The wall is grey."),
    # Adverbs that are denied themselves.
    ("He hardly ever visits the museum.", "He does not often visit the museum."),
    # What there is nothing to do with is not done.
    ("They have nothing to sell.", "They are selling nothing."),
    # What is denied of an opinion is what is thought, not that somebody thinks.
    ("I do not believe the story is true.", "I believe that the story is false."),
    ("He doesn't think the dog is ill.", "He thinks the dog is well."),
    ("We do not expect the ferry to sail.", "We expect the ferry to stay in port."),
    ("They don't think the mill has been sold.", "They think that the mill has been kept."),
    # Verbs that with their particle tell what was not done.
    ("The letter did not mention the debt.", "The letter left out the debt."),
    # What used to be so may have ended.
    ("The engine is not smoking any more.", "The engine used to smoke."),
    ("The ferry no longer stops in the village.", "The ferry used to stop in the village."),
    # What must be there for a deed, and the deed.
    ("Visitors do not enter the camp.", "Visitors need a pass to enter the camp."),
]
CLASHING = [
    ("There is no doubt that the bridge is safe.", "The bridge is not safe."),
    ("The water was not clean but muddy.", "The water was clean."),
    ("He hardly ever visits the museum.", "He often visits the museum."),
    ("The ferry never stopped in the village.", "The ferry stopped in the village."),
    ("The engine never smoked.", "The engine used to smoke."),
    ("I do not think the shop is open.", "The shop is open, I think."),
]


@pytest.mark.parametrize(("a", "b"), AGREEING)
def test_who_says_the_same_in_other_words_denies_nothing(a: str, b: str) -> None:
    for one, other in ((a, b), (b, a)):
        found = compare(Side(one), Side(other))
        assert found.relation is not Verdict.CONTRADICTS, found


@pytest.mark.parametrize(("a", "b"), CLASHING)
def test_who_denies_it_contradicts(a: str, b: str) -> None:
    for one, other in ((a, b), (b, a)):
        found = compare(Side(one), Side(other))
        assert found.relation is Verdict.CONTRADICTS, found
