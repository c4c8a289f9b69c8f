"""`counterclaim places load`, run as a process, and what the reading makes of it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.live import run_program
from tests.reading.geonames_dump import name_line, place_line

TEXT = "Shells hit the village of Kvasolinka in the Kharkiv region on Monday, a medic said."


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let what is loaded go to a file of the test's own."""
    path = tmp_path / "own" / "places.sqlite"
    monkeypatch.setenv("COUNTERCLAIM_PLACES", str(path))
    return path


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    path = tmp_path / "UA.txt"
    line = place_line(900_000_001, "Zabolottia Druhe", "Kvasolinka")
    path.write_text(f"{line}\nnot a place\n", encoding="utf-8")
    return path


def point_of_village(tmp_path: Path) -> tuple[float | None, int | None]:
    report = tmp_path / "report.txt"
    report.write_text(TEXT, encoding="utf-8")
    done = run_program("annotate", str(report), "--layers")
    places = json.loads(done.stdout)["places"]
    (village,) = (place for place in places if place["mention"].startswith("Kvasolinka"))
    return village["lat"], village["geonameid"]


def test_a_loaded_village_is_found_on_the_map(tmp_path: Path, dump: Path) -> None:
    assert point_of_village(tmp_path) == (None, None)
    done = run_program("places", "load", str(dump))
    assert done.returncode == 0, done.stderr
    assert b"UA.txt, line 2: 1 columns instead of 19" in done.stderr
    assert point_of_village(tmp_path) == (49.91, 900_000_001)


def test_the_outcome_as_json(tmp_path: Path, dump: Path, own_places: Path) -> None:
    names = tmp_path / "names.txt"
    names.write_text(name_line(1, 900_000_001, "en", "Second Marsh") + "\n")
    bad = tmp_path / "bad.csv"
    bad.write_text("a,b\n")
    first = run_program("places", "load", "--json", str(names), str(dump), str(bad))
    second = run_program("places", "load", "--json", str(names), str(dump))
    assert (first.returncode, second.returncode) == (1, 0)
    outcome = json.loads(first.stdout)
    assert (outcome["path"], outcome["places"], outcome["names"]) == (str(own_places), 1, 3)
    assert [(file["kind"], file["bad"]) for file in outcome["files"]] == [
        ("places", 1),
        ("alternate names", 0),
    ]
    assert [item["code"] for item in outcome["rejected"]] == ["not-geonames"]
    assert [file["changed"] for file in json.loads(second.stdout)["files"]] == [0, 0]


def test_doctor_says_what_is_loaded(dump: Path) -> None:
    assert b"none of your own" in run_program("doctor").stderr
    run_program("places", "load", str(dump))
    assert b"and 1 loaded from UA.txt" in run_program("doctor").stderr


def test_places_of_no_use_are_named_by_doctor_and_reading(tmp_path: Path, own_places: Path) -> None:
    own_places.parent.mkdir()
    own_places.write_text("no database")
    report = tmp_path / "report.txt"
    report.write_text(TEXT)
    for arguments in (("doctor",), ("annotate", str(report))):
        done = run_program(*arguments)
        assert done.returncode in {1, 2}
        assert b"COUNTERCLAIM_PLACES" in done.stderr
        assert b"Traceback" not in done.stderr
