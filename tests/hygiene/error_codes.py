"""Finds every error code that the program can tell a user, by reading its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache

from tests.hygiene.test_tree import modules, name_of

FOLDERS = ("api/", "counterclaim/", "db/", "importer/")
_CODE = re.compile(r"[a-z]+(-[a-z]+)*")
_TELLS = frozenset({"fail", "Rejected", "written_error"})
"""Functions that take a code and are no class of errors."""


@cache
def codes() -> dict[str, set[str]]:
    """Return all codes, and the modules that tell them."""
    found: dict[str, set[str]] = {}
    trees = {
        name_of(path): ast.parse(path.read_text(encoding="utf-8"))
        for path in modules()
        if name_of(path).startswith(FOLDERS)
    }
    errors = {
        node.name
        for tree in trees.values()
        for node in ast.walk(tree)
        if isinstance(node, ast.ClassDef) and node.name.endswith("Error")
    }
    for name, tree in trees.items():
        for node in ast.walk(tree):
            for code in codes_of(node, errors):
                found.setdefault(code, set()).add(name)
    return found


def codes_of(node: ast.AST, errors: set[str]) -> Iterator[str]:
    """Iterate over the codes that a node names."""
    if isinstance(node, ast.Call) and _name(node.func) in errors | _TELLS:
        yield from _texts(node.args[:3])
    elif isinstance(node, ast.ClassDef) and node.name in errors:
        # An error of one code only hands it to the class above it.
        for call in ast.walk(node):
            if isinstance(call, ast.Call) and _name(call.func) == "__init__":
                yield from _texts(call.args[:2])
    elif isinstance(node, ast.ClassDef) and node.name.endswith("Code"):
        yield from _texts([line.value for line in node.body if isinstance(line, ast.Assign)])
    elif isinstance(node, ast.Assign):
        yield from _assigned(node)


def _assigned(node: ast.Assign) -> Iterator[str]:
    """Iterate over what is assigned to `code`, or stands in a table of codes."""
    target = node.targets[0]
    if _name(target) == "code":
        yield from _texts([node.value])
    elif _name(target).endswith("_CODES") and isinstance(node.value, ast.Dict):
        for value in node.value.values:
            yield from _texts(value.elts[:1] if isinstance(value, ast.Tuple) else [])
    elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
        for each, value in zip(target.elts, node.value.elts, strict=True):
            if _name(each) == "code":
                yield from _texts([value])


def _name(node: ast.expr) -> str:
    """Return the last part of a name."""
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _texts(nodes: list[ast.expr]) -> Iterator[str]:
    """Iterate over those that are texts in the form of a code."""
    for node in nodes:
        if (
            isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and _CODE.fullmatch(node.value)
        ):
            yield node.value
