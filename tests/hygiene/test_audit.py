"""No lock file names a version with a flaw that we know; what others say of flaws is read right."""

from __future__ import annotations

import json
import tomllib
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from packaging.specifiers import SpecifierSet

from scripts.audit import (
    LIST,
    NOTHING,
    NPM_LOCKS,
    OPEN,
    PYTHON_LOCKS,
    ROOT,
    UNREACHED,
    Package,
    UnreachedError,
    accepted,
    judged,
    known,
    locked,
    of_npm,
    of_pip_audit,
)
from tests.hygiene.test_tree import tracked

LISTED: dict[str, Any] = tomllib.loads(LIST.read_text(encoding="utf-8"))
PACKAGES = list(locked(ROOT))
TODAY = date(2026, 11, 22)


def test_all_lock_files_are_read() -> None:
    assert {path.relative_to(ROOT).as_posix() for path in tracked("requirements/*.txt")} == set(
        PYTHON_LOCKS
    )
    assert {path.parent.relative_to(ROOT).as_posix() for path in tracked("*package-lock.json")} == {
        *NPM_LOCKS
    }
    assert {package.lock for package in PACKAGES} >= set(PYTHON_LOCKS)
    assert len(PACKAGES) > 500


def test_nothing_that_is_locked_has_a_flaw_that_we_know() -> None:
    until = min(each.until for each in accepted(LISTED))
    assert judged(known(LISTED["flaw"], PACKAGES), accepted(LISTED), until, unreached=False) == 0


def test_every_flaw_is_of_a_package_that_is_locked_and_would_be_found() -> None:
    """Else the list would say little."""
    names = {(package.registry, package.name) for package in PACKAGES}
    for each in LISTED["flaw"]:
        assert (each["registry"], each["package"]) in names, each
        assert each["ids"]
        assert each["what"]
        package = Package(each["registry"], each["package"], _affected(each), "a lock")
        assert list(known([each], [package])), each


def _affected(flaw: dict[str, Any]) -> str:
    """Return a version that has a flaw: the first one, or a very old one."""
    bounds = SpecifierSet(flaw["affected"])
    return next((each.version for each in bounds if each.operator in {">=", "=="}), "0.0.1")


def test_a_flaw_counts_until_it_is_accepted_and_after_that() -> None:
    (entry, *_) = accepted(LISTED)
    (flaw, *_) = [each for each in known(LISTED["flaw"], PACKAGES) if each.package == entry.package]
    late = entry.until + timedelta(days=1)
    assert judged([flaw], [entry], TODAY, unreached=False) == NOTHING
    assert judged([flaw], [entry], TODAY, unreached=True) == UNREACHED
    assert judged([flaw], [], TODAY, unreached=True) == OPEN
    assert judged([flaw], [entry], late, unreached=False) == OPEN
    assert judged([replace(flaw, package="other")], [entry], TODAY, unreached=False) == OPEN
    with pytest.raises(ValueError, match="say why"):
        accepted({"accepted": [{"package": "a", "id": "b", "reason": "", "until": TODAY}]})


def test_what_pip_audit_says() -> None:
    flaw = {"id": "PYSEC-1", "aliases": ["CVE-1"], "fix_versions": ["2.0"], "description": "x"}
    package = {"name": "Some_Package", "version": "1.0", "vulns": [flaw]}
    skipped = {"name": "other", "skip_reason": "not found"}
    (found,) = of_pip_audit(json.dumps({"dependencies": [package, skipped]}), "a lock")
    assert (found.package, found.version) == ("some-package", "1.0")
    assert found.ids == {"PYSEC-1", "CVE-1"}
    for silence in ("", "Traceback", "[]", json.dumps({"dependencies": [skipped]})):
        with pytest.raises(UnreachedError):
            list(of_pip_audit(silence, "a lock"))


def test_what_npm_says() -> None:
    flaw = {"source": 1, "url": "https://host.example/advisories/GHSA-1", "title": "x"}
    answer = {
        "vulnerabilities": {
            "one": {"range": "<2", "via": [flaw]},
            "two": {"range": "*", "via": ["one"]},
        }
    }
    (found,) = of_npm(json.dumps(answer), "a lock")
    assert found.package == "one"
    assert found.ids == {"1", "GHSA-1"}
    assert list(of_npm('{"vulnerabilities": {}}', "a lock")) == []
    for silence in ("", '{"message": "405"}', "null"):
        with pytest.raises(UnreachedError):
            list(of_npm(silence, "a lock"))
