"""Sizes, places and words: what CONTRIBUTING asks for."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
MAX_MODULE = 400
MAX_FUNCTION = 50


def tracked(*patterns: str) -> list[Path]:
    """List the files of the repository, those not yet added included."""
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        pytest.skip("not a git checkout: there is no list of the project's files")
    return [ROOT / line for line in done.stdout.splitlines() if (ROOT / line).is_file()]


def modules() -> list[Path]:
    """List what a person wrote and another reads."""
    return [
        path
        for path in tracked("*.py")
        if "versions" not in path.parts
        and "Generated from the description" not in path.read_text(encoding="utf-8")[:200]
    ]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_modules_can_be_held_in_the_head() -> None:
    long = {
        name_of(path): lines
        for path in modules()
        if (lines := len(path.read_text(encoding="utf-8").splitlines())) > MAX_MODULE
    }
    assert not long


def test_functions_are_short() -> None:
    long = {}
    for path in modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                lines = (node.end_lineno or node.lineno) - node.lineno + 1
                if lines > MAX_FUNCTION:
                    long[f"{name_of(path)}:{node.name}"] = lines
    assert not long


def test_sql_stands_in_the_database_folder_alone() -> None:
    pattern = re.compile(r"\bselect\(|\bSELECT\b.+\bFROM\b")
    outside = [
        name_of(path)
        for path in modules()
        if path.parts[len(ROOT.parts)] in {"api", "counterclaim", "importer"}
        and not name_of(path).startswith(("importer/gazetteer/", "importer/wordnet/"))
        and pattern.search(path.read_text(encoding="utf-8"))
    ]
    assert not outside


def test_lock_files_name_versions_and_hashes_but_no_host() -> None:
    for path in tracked("requirements/*.txt"):
        text = path.read_text(encoding="utf-8")
        assert "://" not in text, name_of(path)
        for block in re.split(r"\n(?=[a-z])", text)[1:]:
            assert "--hash=sha256:" in block, block.partition("\n")[0]


def test_npm_lock_names_no_host() -> None:
    lock = (ROOT / "api/static/package-lock.json").read_text(encoding="utf-8")
    assert '"resolved"' not in lock


def test_no_silencer_without_a_reason() -> None:
    bare = re.compile(r"#\s*(noqa(:\s*[A-Z]+\d+(,\s*[A-Z]+\d+)*)?|type: ignore(\[[^\]]*\])?)\s*$")
    found = [
        f"{name_of(path)}:{number}"
        for path in modules()
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if bare.search(line)
    ]
    assert not found
