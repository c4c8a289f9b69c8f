"""All that is locked may be used: the licences of packages, and how one is judged."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from scripts.audit import ROOT, locked
from scripts.licences import RULES, licence_of, permitted, refused

LISTED: dict[str, Any] = tomllib.loads(RULES.read_text(encoding="utf-8"))
ALLOWED = frozenset({"MIT", "Zlib", "BSD-3-Clause"})


def test_every_package_that_is_locked_is_under_a_licence_that_is_allowed() -> None:
    assert [str(each) for each in refused(LISTED, ROOT)] == []


def test_a_licence_that_is_not_allowed_is_named() -> None:
    strict = {**LISTED, "allowed": [], "excepted": []}
    found = {each.package.name: str(each) for each in refused(strict, ROOT)}
    assert found.keys() == {package.name for package in locked(ROOT)}
    assert "MIT" in found["fastapi"]
    lost = {**LISTED, "elsewhere": {}}
    named = [str(each) for each in refused(lost, ROOT) if each.package.name == "pywin32"]
    assert all("no licence that could be read" in each for each in named)
    assert named


def test_what_is_excepted_is_locked_has_a_reason_and_is_told_to_users() -> None:
    run_time = {package.name for package in locked(ROOT) if "runtime" in package.lock}
    every = {package.name for package in locked(ROOT)}
    notice = (ROOT / "NOTICE.md").read_text(encoding="utf-8")
    for each in LISTED["excepted"]:
        assert each["package"] in every
        assert len(each["reason"].split()) > 4
        assert each["package"] not in run_time or f"`{each['package']}`" in notice
    assert LISTED["elsewhere"].keys() <= every


@pytest.mark.parametrize(
    ("expression", "allowed"),
    [
        ("MIT", True),
        ("GPL-2.0-only", False),
        ("MIT OR GPL-2.0-only", True),
        ("MIT AND GPL-2.0-only", False),
        ("MIT AND Zlib", True),
        ("GPL-2.0-only OR MIT AND Zlib", True),
        ("(GPL-2.0-only OR MIT) AND Zlib", True),
        ("Zlib AND (GPL-2.0-only OR (MIT AND AGPL-3.0-only))", False),
        ("MIT WITH Some-exception", False),
        ("", False),
        ("SEE LICENSE IN LICENSE.md", False),
        ("UNLICENSED", False),
    ],
)
def test_expressions_are_judged(expression: str, allowed: bool) -> None:  # noqa: FBT001 - a table
    assert permitted(expression, ALLOWED) is allowed


def test_what_a_package_says_of_its_licence() -> None:
    written = {"MIT License": "MIT", "BSD": "BSD-3-Clause"}
    mit, gpl = (f"License :: OSI Approved :: {name}" for name in ("MIT License", "GPL"))
    assert licence_of("Zlib", "MIT License", [mit], written) == "Zlib"
    assert licence_of(None, "BSD", [mit], written) == "BSD-3-Clause"
    assert licence_of(None, "Copyright …\nAll rights reserved.", [mit], written) == "MIT"
    assert licence_of(None, None, [mit, gpl], written) == "MIT AND GPL"
    assert licence_of(None, "UNKNOWN", [], written) == "UNKNOWN"
    assert licence_of(None, None, ["Programming Language :: Python"], written) == ""
