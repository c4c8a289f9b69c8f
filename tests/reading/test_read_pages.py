"""Every error code of the reader has its page, and says what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from importer.read import ReadCode

PAGES = Path(__file__).resolve().parents[2] / "docs" / "errors"


@pytest.mark.parametrize("code", list(ReadCode))
def test_a_code_has_a_page(code: ReadCode) -> None:
    page = (PAGES / f"{code}.md").read_text(encoding="utf-8")
    assert page.startswith(f"# {code}\n")
    assert "**Example.**" in page
    assert "**What to do.**" in page


def test_codes_are_used(request: pytest.FixtureRequest) -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("read", "compare")
        for path in (request.config.rootpath / "importer" / folder).glob("*.py")
        if path.name != "rejection.py"
    )
    assert [code for code in ReadCode if f"ReadCode.{code.name}" not in source] == []
