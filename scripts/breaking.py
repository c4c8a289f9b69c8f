"""What a client of the last release would miss in the GraphQL schema of today.

`make release-schema` keeps the schemas of today, that of REST (`breaking_rest`) along with this, as
those of the version that pyproject.toml names.
A thing may only go when the last release told that it would: docs/deprecation.md.
"""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

from graphql import GraphQLEnumType, GraphQLSchema, build_schema
from graphql.utilities import find_breaking_changes

ROOT = Path(__file__).resolve().parent.parent
CURRENT = ROOT / "schemas" / "schema.graphql"
CURRENT_REST = ROOT / "schemas" / "openapi.json"
RELEASED = ROOT / "schemas" / "released"
_REMOVED = re.compile(r"(_REMOVED|_REMOVED_FROM_ENUM|_REMOVED_FROM_UNION)$")


def last_release(folder: Path = RELEASED, suffix: str = ".graphql") -> Path:
    """Return the schema of the newest version, by number; that of REST ends in `.json`."""
    return max(folder.glob(f"*{suffix}"), key=lambda path: version_of(path.stem))


def version_of(name: str) -> tuple[int, ...]:
    """Read a version such as 0.10.2, so that it sorts behind 0.9."""
    return tuple(int(part) for part in name.split("."))


def breaking_changes(released: str, current: str) -> list[str]:
    """Say what breaks a client, but for what was marked as deprecated when it was released."""
    old, new = build_schema(released), build_schema(current)
    return [
        change.description
        for change in find_breaking_changes(old, new)
        if not (_REMOVED.search(change.type.name) and _was_deprecated(old, change.description))
    ]


def _was_deprecated(schema: GraphQLSchema, description: str) -> bool:
    """Look up what a description says was removed: a field, an argument or a value of an enum."""
    named = re.search(r"(\w+)\.(\w+)(?:\((\w+):?\))?", description)
    if not named:
        return False
    owner = schema.type_map.get(named[1])
    members = getattr(owner, "values" if isinstance(owner, GraphQLEnumType) else "fields", {})
    found = members.get(named[2])
    if found is not None and named[3]:
        found = found.args.get(named[3])
    return found is not None and found.deprecation_reason is not None


def release(folder: Path = RELEASED) -> list[Path]:
    """Keep the schemas of today under the version of the project."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    kept = []
    for current in (CURRENT, CURRENT_REST):
        path = folder / f"{project['version']}{current.suffix}"
        path.write_text(current.read_text(encoding="utf-8"), encoding="utf-8")
        kept.append(path)
    return kept


if __name__ == "__main__":
    print(f"Kept as {', '.join(str(path.relative_to(ROOT)) for path in release())}")
