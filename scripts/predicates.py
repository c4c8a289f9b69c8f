"""Writes docs/predicates.md from the word classes in importer/data: `python -m scripts.predicates`.

A test compares the page with the data, so that no class goes without its meaning and its source.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DATA = ROOT / "importer" / "data"
PAGE = ROOT / "docs" / "predicates.md"
SHOWN = 4
"""How many words of a class stand on the page."""
HEAD = """# Predicates: what the verbs of war reporting claim

Made from `importer/data/predicates.toml` and `opposites.toml` by
`python -m scripts.predicates`: edit those. A **class** is one meaning. Its *source* is a type of
the [annotation guide](annotation-guide.md), which has the last word on it, or an event type of a
public codebook that has the same meaning (ACLED sub-events, CAMEO codes, PLOVER, UCDP). A verb
belongs in a class if it can take the place of the class's name in "The army ___ the town" and a
reader would still say the same of its type, of who acts and who undergoes, and of who holds the
place.

"Rules out" holds where "X did the one and, that very hour, X did the other" is nonsense; "implies"
where "X did the one without having done the other" is nonsense.
"""


def page() -> str:
    """Return the text of the page."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    classes = _load("predicates.toml")["classes"]
    linking = _load("opposites.toml")
    yield HEAD
    for kind in dict.fromkeys(entry["type"] for entry in classes.values()):
        yield f"## {kind}\n"
        yield "| class | means | such as | rules out | implies | source |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for name, entry in classes.items():
            if entry["type"] == kind:
                yield _row(name, entry)
        yield ""
    yield "## Scales\n"
    yield "Two ends that exclude each other, whatever the predicate.\n"
    yield "| scale | one end | the other end |"
    yield "| --- | --- | --- |"
    for scale in linking["scale"]:
        yield f"| {scale['name']} | {scale['low']} | {scale['high']} |"
    yield ""


def _row(name: str, entry: Mapping[str, Any]) -> str:
    words = ", ".join(_words(entry))
    rules_out = ", ".join(f"`{other}`" for other in entry.get("opposites", ()))
    implies = ", ".join(f"`{other}`" for other in entry.get("implies", ()))
    cells = (f"`{name}`", entry["means"], words, rules_out, implies, entry["source"])
    return f"| {' | '.join(cell or '–' for cell in cells)} |"


def _words(entry: Mapping[str, Any]) -> list[str]:
    """Return the first plain words of a class, those with conditions left out."""
    listed = (word for part in ("verbs", "nouns", "adjectives") for word in entry.get(part, ()))
    return [word for word in listed if not set(word) & set("<*:|")][:SHOWN]


def _load(name: str) -> dict[str, Any]:
    return tomllib.loads((DATA / name).read_text(encoding="utf-8"))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"Wrote {PAGE.relative_to(ROOT)}")
