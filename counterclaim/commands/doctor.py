"""`counterclaim doctor`: says whether everything is here that the program needs."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

import typer

from counterclaim.commands.options import AsJson, DatabaseUrl
from counterclaim.console import people, print_json
from db.errors import DatabaseError

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Finding:
    """One thing looked at, and what to do where it is not as it should be."""

    name: str
    ok: bool
    detail: str
    cure: str = ""


def doctor(database: DatabaseUrl, as_json: AsJson = False) -> None:
    """Look at Python, the language model, the gazetteer, the pages and the archive."""
    findings = list(examine(database))
    if as_json:
        print_json([asdict(finding) for finding in findings])
    for finding in findings if not as_json else ():
        people.print(
            f"{'ok ' if finding.ok else 'BAD'} {finding.name}: {finding.detail}", markup=False
        )
        if not finding.ok:
            people.print(f"    {finding.cure}", markup=False)
    if not all(finding.ok for finding in findings):
        raise typer.Exit(1)


def examine(database: str) -> Iterator[Finding]:
    """Look at each thing in turn; a broken one never keeps the next from being looked at."""
    looks: tuple[tuple[str, Callable[[], str], str], ...] = (
        ("python", _python, "Use Python 3.12 or newer."),
        ("language model", _model, "Run: make setup"),
        ("gazetteer", _gazetteer, "Run: make setup"),
        ("pages", _pages, "Run: make setup (the API works without them)"),
        ("archive", lambda: _archive(database), "Run: counterclaim db upgrade"),
    )
    for name, look, cure in looks:
        try:
            yield Finding(name, ok=True, detail=look())
        except (DatabaseError, ImportError, OSError, ValueError, RuntimeError) as problem:
            yield Finding(name, ok=False, detail=str(problem), cure=cure)


def _python() -> str:
    return ".".join(map(str, sys.version_info[:3]))


def _model() -> str:
    from importer.segment.parser import load_parser

    meta = load_parser().meta
    return f"{meta['lang']}_{meta['name']} {meta['version']}"


def _gazetteer() -> str:
    from importer.gazetteer import open_gazetteer

    gazetteer = open_gazetteer()
    built = f"{int(gazetteer.meta()['places']):,} places"
    loaded = gazetteer.loaded()
    if not loaded:
        return f"{built}; none of your own (counterclaim places load adds them)"
    files = ", ".join(loaded["files"].split("\n"))
    return f"{built}, and {int(loaded['places']):,} loaded from {files}"


def _pages() -> str:
    missing = [
        name
        for name in ("graphiql", "react", "react-dom", "swagger-ui-dist")
        if not (ROOT / "api" / "static" / "vendor" / name).is_dir()
    ]
    if missing:
        raise RuntimeError(f"not installed: {', '.join(missing)}")
    return "the playground and the REST docs are installed"


def _archive(database: str) -> str:
    from db import migrations
    from db.engine import parse_url

    url = parse_url(database)
    path = Path(url.database or "")
    if url.get_backend_name() == "sqlite" and not path.exists():
        raise RuntimeError(f"{path} does not exist yet")
    migrations.check(database)
    if url.get_backend_name() == "sqlite" and not os.access(path, os.W_OK):
        raise RuntimeError(f"no right to write {path}")
    return f"{url.render_as_string(hide_password=True)} at version {migrations.head()}"
