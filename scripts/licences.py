"""Compare the licences of all packages that the lock files name with those that are allowed.

    .venv/bin/python -m scripts.licences           part of `make audit`; the tests do it as well

requirements/licences.toml says which are, and what to do about another one. Python's packages are
asked by their installed metadata, npm's by the lock file. Exits with 1 where one is not allowed.
"""

from __future__ import annotations

import json
import re
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

from scripts.audit import NPM_LOCKS, ROOT, Package, locked

RULES = ROOT / "requirements" / "licences.toml"
_APPROVED = "License :: OSI Approved :: "
_BRACKETS = re.compile(r"\(([^()]*)\)")
_YES, _NO = "yes", "no"


@dataclass(frozen=True)
class Refused:
    """A package whose licence is not allowed."""

    package: Package
    licence: str

    def __str__(self) -> str:
        """Say it in a line."""
        licence = self.licence or "no licence that could be read"
        return f"{self.package.lock}: {self.package.name} {self.package.version}: {licence}"


def main() -> None:
    """Compare, print what is not allowed, and exit with whether anything is."""
    rules = tomllib.loads(RULES.read_text(encoding="utf-8"))
    found = list(refused(rules, ROOT))
    for each in found:
        print(f"LICENCE {each}")
    print(f"{len(found)} packages under a licence that is not allowed")
    if found:
        print(f"What to do is written at the top of {RULES.relative_to(ROOT)}.")
    sys.exit(1 if found else 0)


def refused(rules: Mapping[str, Any], root: Path) -> Iterator[Refused]:
    """Find the locked packages whose licence is neither allowed nor excepted."""
    allowed = frozenset(rules["allowed"])
    excepted = {(each["package"], each["licence"]) for each in rules["excepted"]}
    of_npm = dict(_npm_licences(root))
    for package in locked(root):
        if package.registry == "npm":
            licence = of_npm[package.lock, package.name, package.version]
        else:
            licence = _installed(package.name, rules)
        if (package.name, licence) not in excepted and not permitted(licence, allowed):
            yield Refused(package, licence)


def permitted(expression: str, allowed: frozenset[str]) -> bool:
    """Judge an expression of SPDX, such as `MIT AND (Zlib OR GPL-2.0-only)`; no words, no leave."""
    known = allowed | {_YES}
    while innermost := _BRACKETS.search(expression):
        expression = expression.replace(innermost[0], _judged(innermost[1], known))
    return _judged(expression, known) == _YES


def _judged(flat: str, known: frozenset[str]) -> str:
    """Judge an expression without brackets; AND binds closer than OR."""
    ways = (way.split(" AND ") for way in flat.split(" OR "))
    well = any(all(name.strip() in known for name in names) for names in ways)
    return _YES if well else _NO


def _npm_licences(root: Path) -> Iterator[tuple[tuple[str, str, str], str]]:
    for folder in NPM_LOCKS:
        lock = f"{folder}/package-lock.json"
        packages = json.loads((root / lock).read_text(encoding="utf-8"))["packages"]
        for place, entry in packages.items():
            name = place.rpartition("node_modules/")[2]
            if name:
                yield (lock, name, entry["version"]), str(entry.get("license", ""))


def _installed(name: str, rules: Mapping[str, Any]) -> str:
    """Read the licence of a package of Python; an empty text where none is named."""
    try:
        told = metadata(name)
    except PackageNotFoundError:
        return str(rules["elsewhere"].get(name, ""))
    return licence_of(
        told.get("License-Expression"),
        told.get("License"),
        told.get_all("Classifier") or [],
        rules["written"],
    )


def licence_of(
    expression: str | None, field: str | None, classifiers: list[str], written: Mapping[str, str]
) -> str:
    """Choose what a package says of its licence: an expression, a field, or all its classifiers."""
    if expression:
        return expression
    line = (field or "").strip()
    if line and "\n" not in line:  # else the whole text of a licence
        return written.get(line, line)
    names = [each.removeprefix(_APPROVED) for each in classifiers if each.startswith(_APPROVED)]
    return " AND ".join(written.get(name, name) for name in names)


if __name__ == "__main__":
    main()
