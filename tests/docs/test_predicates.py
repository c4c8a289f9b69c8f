"""docs/predicates.md shows every class of words with its meaning and its source, as in the data."""

from __future__ import annotations

import tomllib

import pytest

from importer.model import ClaimType
from scripts.predicates import DATA, PAGE, page

CLASSES = tomllib.loads((DATA / "predicates.toml").read_text(encoding="utf-8"))["classes"]
CODEBOOKS = ("ACLED: ", "CAMEO ", "PLOVER: ", "UCDP: ")
GUIDE = "annotation guide: "
LONGEST = 100


def test_the_page_is_as_the_data_has_it() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: python -m scripts.predicates"


@pytest.mark.parametrize("name", CLASSES)
def test_every_class_has_a_meaning_and_a_source(name: str) -> None:
    entry = CLASSES[name]
    means, source = entry.get("means", ""), entry.get("source", "")
    assert means.endswith(".")
    assert means[0].isupper()
    assert 0 < len(means) <= LONGEST
    assert source.startswith((*CODEBOOKS, GUIDE))
    if source.startswith(GUIDE):
        assert source.removeprefix(GUIDE) == entry["type"]


def test_no_two_classes_mean_the_same() -> None:
    meanings = [entry["means"] for entry in CLASSES.values()]
    assert len(set(meanings)) == len(meanings)


def test_what_a_class_rules_out_or_implies_is_a_class() -> None:
    for name, entry in CLASSES.items():
        assert ClaimType(entry["type"])
        for other in (*entry.get("opposites", ()), *entry.get("implies", ())):
            assert other in CLASSES, f"{name} names {other}, which is no class"


def test_every_type_of_claim_but_the_last_has_a_class() -> None:
    assert {entry["type"] for entry in CLASSES.values()} == set(ClaimType) - {ClaimType.OTHER}
