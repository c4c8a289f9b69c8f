"""Every error that a user can meet has a page, and every page an error."""

from __future__ import annotations

import ast

import pytest

from tests.hygiene.error_codes import codes, codes_of
from tests.hygiene.test_tree import ROOT

PAGES = {path.stem: path for path in sorted((ROOT / "docs" / "errors").glob("*.md"))}
MAX_LINES = 40


def test_every_code_has_a_page() -> None:
    missing = {code: sorted(told) for code, told in codes().items() if code not in PAGES}
    assert not missing, "write docs/errors/<code>.md: what is wrong, an example, what to do"


def test_every_page_has_a_code() -> None:
    assert set(PAGES) - set(codes()) == set(), "nothing tells these codes any more"


def testcodes_of_every_part_are_found() -> None:
    for code, folder in (
        ("bad-filter", "db"),
        ("text-not-storable", "db"),
        ("empty-text", "importer"),
        ("port-taken", "counterclaim"),
        ("unreadable-text", "counterclaim"),
        ("unknown-key", "api"),
        ("unknown-address", "api"),
        ("bad-json", "api"),
        ("bad-syntax", "api"),
    ):
        assert any(name.startswith(f"{folder}/") for name in codes()[code]), code


@pytest.mark.parametrize("name", PAGES)
def test_pages_say_what_is_wrong_and_what_to_do(name: str) -> None:
    text = PAGES[name].read_text(encoding="utf-8")
    heading, _, rest = text.partition("\n")
    assert heading == f"# {name}"
    explanation = rest.strip().partition("\n\n")[0]
    assert len(explanation) > 30
    assert not explanation.startswith("**")
    assert "**What to do.** " in text
    assert len(text.splitlines()) <= MAX_LINES


def test_a_code_without_a_page_would_be_seen() -> None:
    tree = ast.parse('fail("made-up", "Made up.")\nraise ValueError("not-a-code")')
    found = [code for node in ast.walk(tree) for code in codes_of(node, {"ProblemError"})]
    assert found == ["made-up"]
