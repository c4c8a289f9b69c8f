"""Look for known flaws of every package that a lock file names.

    make audit                                     our own list, then those of pip-audit and npm
    .venv/bin/python -m scripts.audit --offline    our own list alone, as the tests do

requirements/advisories.toml is that list, with what is accepted and why. Exits with 1 where
something is open, with 2 where nothing is, but a source of advisories could not be reached:
silence is no clean bill. Security lint of our own code is part of `make lint` (ruff's S rules).
"""

from __future__ import annotations

import argparse
import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).resolve().parent.parent
LIST = ROOT / "requirements" / "advisories.toml"
PYTHON_LOCKS = tuple(f"requirements/{name}.txt" for name in ("runtime", "dev", "node", "places"))
NPM_LOCKS = (
    "api/static",
    "bench/speed/peers",
    "clients/typescript",
    "importer/wordnet",
    "tests/security/audits",
)
PATIENCE = 600
NOTHING, OPEN, UNREACHED = 0, 1, 2
_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)


@dataclass(frozen=True)
class Package:
    """What a lock file names; `registry` is `python` or `npm`."""

    registry: str
    name: str
    version: str
    lock: str


@dataclass(frozen=True)
class Flaw:
    """A known flaw of a package that is locked."""

    package: str
    version: str
    ids: frozenset[str]
    what: str
    lock: str

    def __str__(self) -> str:
        """Say it in a line."""
        names = ", ".join(sorted(self.ids))
        return f"{self.lock}: {self.package} {self.version}: {names}: {self.what}"


@dataclass(frozen=True)
class Accepted:
    """A flaw that is known and left open until a day, for a reason."""

    package: str
    id: str
    reason: str
    until: date

    def covers(self, flaw: Flaw, today: date) -> bool:
        """Say whether this is the flaw that was accepted, and still is."""
        return self.package == flaw.package and self.id in flaw.ids and today <= self.until


class UnreachedError(Exception):
    """No source of advisories answered."""


def main() -> None:
    """Look, print what is open, and exit with what that means."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--offline", action="store_true", help="our own list alone")
    given = parser.parse_args()
    packages = list(locked(ROOT))
    listed = tomllib.loads(LIST.read_text(encoding="utf-8"))
    flaws = set(known(listed["flaw"], packages))
    print(f"{len(packages)} packages locked, {len(listed['flaw'])} flaws listed here")
    unreached = False
    if not given.offline:
        for name, look_up in (("pip-audit", _ask_pip_audit), ("npm audit", _ask_npm)):
            try:
                flaws |= set(look_up())
            except UnreachedError as error:
                unreached = True
                print(f"{name}: no source of advisories could be reached: {error}")
    sys.exit(judged(flaws, accepted(listed), datetime.now(UTC).date(), unreached=unreached))


def judged(
    flaws: Iterable[Flaw], known_ones: Sequence[Accepted], today: date, *, unreached: bool
) -> int:
    """Print what is open; return the exit code."""
    left = [flaw for flaw in flaws if not any(each.covers(flaw, today) for each in known_ones)]
    for flaw in sorted(left, key=str):
        print(f"OPEN {flaw}")
    print(f"{len(left)} open")
    if left:
        return OPEN
    return UNREACHED if unreached else NOTHING


def locked(root: Path) -> Iterator[Package]:
    """Read all lock files."""
    for path in PYTHON_LOCKS:
        for name, version in _PINNED.findall((root / path).read_text(encoding="utf-8")):
            yield Package("python", _plain(name), version, path)
    for folder in NPM_LOCKS:
        path = f"{folder}/package-lock.json"
        packages = json.loads((root / path).read_text(encoding="utf-8"))["packages"]
        for place, entry in packages.items():
            if place:
                yield Package("npm", place.rpartition("node_modules/")[2], entry["version"], path)


def known(listed: Iterable[Mapping[str, Any]], packages: Iterable[Package]) -> Iterator[Flaw]:
    """Find the packages that a flaw of our list is in."""
    by_name: dict[tuple[str, str], list[Package]] = {}
    for package in packages:
        by_name.setdefault((package.registry, package.name), []).append(package)
    for each in listed:
        affected = SpecifierSet(each["affected"], prereleases=True)
        for package in by_name.get((each["registry"], each["package"]), ()):
            if package.version in affected:
                ids = frozenset(each["ids"])
                yield Flaw(package.name, package.version, ids, each["what"], package.lock)


def accepted(listed: Mapping[str, Any]) -> list[Accepted]:
    """Read what is accepted; raise ValueError for one without a reason."""
    found = [Accepted(**each) for each in listed.get("accepted", ())]
    for each in found:
        if len(each.reason.split()) < 4:  # noqa: PLR2004 - as many words as a reason takes at least
            raise ValueError(f"{each.package}, {each.id}: say why this is accepted")
    return found


def _plain(name: str) -> str:
    """Write the name of a package of Python as the index does."""
    return re.sub(r"[-_.]+", "-", name).lower()


def _ask_pip_audit() -> Iterator[Flaw]:
    for lock in PYTHON_LOCKS:
        path = str(ROOT / lock)
        options = ["--no-deps", "--disable-pip", "--progress-spinner", "off", "--format", "json"]
        said = _run(["pip-audit", *options, "--requirement", path], ROOT)
        yield from of_pip_audit(said, lock)


def of_pip_audit(said: str, lock: str) -> Iterator[Flaw]:
    """Read the JSON of pip-audit; raise UnreachedError where it could look up nothing."""
    packages = _json(said).get("dependencies", [])
    if all("skip_reason" in each for each in packages):
        raise UnreachedError("it skipped all packages")
    for package in packages:
        for flaw in package.get("vulns", ()):
            ids = frozenset((flaw["id"], *flaw.get("aliases", ())))
            mended = ", ".join(flaw["fix_versions"]) or "nowhere yet"
            yield Flaw(
                _plain(package["name"]), package["version"], ids, f"mended in {mended}", lock
            )


def _ask_npm() -> Iterator[Flaw]:
    for folder in NPM_LOCKS:
        said = _run(["npm", "audit", "--package-lock-only", "--json"], ROOT / folder)
        yield from of_npm(said, f"{folder}/package-lock.json")


def of_npm(said: str, lock: str) -> Iterator[Flaw]:
    """Read the JSON of npm; raise UnreachedError where it holds no audit."""
    answer = _json(said)
    if "vulnerabilities" not in answer:
        raise UnreachedError(str(answer.get("message", "no audit in its answer")))
    for name, package in answer["vulnerabilities"].items():
        for flaw in package["via"]:
            if isinstance(flaw, dict):  # else the name of a package that has one
                ids = frozenset({flaw["url"].rpartition("/")[2], str(flaw["source"])})
                yield Flaw(name, package["range"], ids, flaw["title"], lock)


def _json(said: str) -> dict[str, Any]:
    try:
        found = json.loads(said)
    except json.JSONDecodeError:
        raise UnreachedError(said.strip()[-200:] or "no answer") from None
    if not isinstance(found, dict):
        raise UnreachedError("an answer of another form")
    return found


def _run(command: Sequence[str], folder: Path) -> str:
    """Return what a program writes; it may fail, for it does where there are flaws."""
    beside = Path(sys.executable).parent / command[0]
    program = str(beside) if beside.exists() else shutil.which(command[0])
    if program is None:
        raise UnreachedError(f"{command[0]} is not installed")
    arguments = [program, *command[1:]]
    try:
        done = subprocess.run(
            arguments, cwd=folder, capture_output=True, text=True, timeout=PATIENCE, check=False
        )
    except subprocess.TimeoutExpired:
        raise UnreachedError(f"{command[0]} did not end") from None
    return done.stdout or done.stderr


if __name__ == "__main__":
    main()
