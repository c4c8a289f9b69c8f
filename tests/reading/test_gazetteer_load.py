"""Loading a GeoNames dump beside the built gazetteer."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.gazetteer import Gazetteer, GazetteerError, open_gazetteer
from importer.gazetteer.geonames import (
    BadLineError,
    DumpKind,
    kind_of,
    read_name,
    read_place,
    read_subdivision,
)
from importer.gazetteer.load import LoadReport, load
from importer.gazetteer.schema import loaded_path
from importer.model import PlaceKind
from tests.reading.geonames_dump import code_line, name_line, place_line

BEFORE: list[Gazetteer] = []
"""What other tests have opened, and may use still."""
OPENED: list[Gazetteer] = []
"""Closed after each test; the next one opens its own."""
VILLAGE = 900_000_001
KYIV = 703_448


@pytest.fixture(autouse=True)
def own_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Let what is loaded go to a file of the test's own."""
    path = tmp_path / "own" / "places.sqlite"
    monkeypatch.setenv("COUNTERCLAIM_PLACES", str(path))
    yield path
    open_gazetteer.cache_clear()
    while OPENED:
        OPENED.pop().close()


def write(folder: Path, name: str, *lines: str) -> Path:
    path = folder / name
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def opened() -> Gazetteer:
    """Open the gazetteer anew, as a fresh process would."""
    open_gazetteer.cache_clear()
    gazetteer = open_gazetteer()
    OPENED.append(gazetteer)
    return gazetteer


def loaded(*paths: Path) -> LoadReport:
    return load(paths)


@pytest.fixture(autouse=True, scope="module")
def _forget_own_places() -> object:
    """Open the gazetteer anew for the tests that come after these."""
    if open_gazetteer.cache_info().currsize:
        BEFORE.append(open_gazetteer())
    yield
    open_gazetteer.cache_clear()


def test_a_place_is_found_by_each_of_its_names(tmp_path: Path) -> None:
    line = place_line(VILLAGE, "Zabolottia Druhe", "Zabolotye Vtoroye,Заболоття Друге")
    loaded(write(tmp_path, "UA.txt", line))
    gazetteer = opened()
    for name in ("Zabolottia Druhe", "zabolotye vtoroye"):
        (match,) = gazetteer.lookup(name)
        assert (match.entry.id, match.entry.country, match.entry.admin1) == (VILLAGE, "UA", "07")
        assert match.entry.kind is PlaceKind.VILLAGE
    assert VILLAGE in {match.entry.id for match in gazetteer.lookup_alike("Zabolotya Druge")}
    assert gazetteer.names(match.entry) == ("Zabolottia Druhe", "Zabolotye Vtoroye")


def test_other_files_add_names_to_places_of_either_file(tmp_path: Path) -> None:
    names = write(
        tmp_path,
        "names.txt",
        name_line(1, VILLAGE, "en", "Second Marsh"),
        name_line(2, KYIV, "", "Kyivburg"),
        name_line(3, VILLAGE, "link", "https://example.org/Marsh"),
        name_line(4, VILLAGE, "ru", "Заболотье"),
        name_line(5, 999_999_999, "en", "Nowhere At All"),
    )
    codes = write(tmp_path, "admin1.txt", code_line("UA.07", "Slobozhanshchyna Land", 706_482))
    places = write(tmp_path, "UA.txt", place_line(VILLAGE, "Zabolottia Druhe"))
    report = loaded(names, codes, places)
    assert [file.kind for file in report.files] == ["places", "subdivisions", "alternate names"]
    assert [file.left_out for file in report.files] == [0, 0, 3]
    gazetteer = opened()
    assert [m.entry.id for m in gazetteer.lookup("Second Marsh")] == [VILLAGE]
    assert [m.entry.name for m in gazetteer.lookup("Kyivburg")] == ["Kyiv"]
    assert [m.entry.name for m in gazetteer.lookup("Slobozhanshchyna Land")] == ["Kharkiv Oblast"]
    assert gazetteer.lookup("Nowhere At All") == ()


def test_loading_again_changes_nothing(tmp_path: Path, own_places: Path) -> None:
    path = write(tmp_path, "UA.txt", place_line(VILLAGE, "Zabolottia Druhe"))
    first = loaded(path)
    content = own_places.read_bytes()
    second = loaded(path)
    assert first.files[0].changed > 0
    assert second.files[0].changed == 0
    assert (first.places, first.names) == (second.places, second.names)
    assert own_places.read_bytes() == content


def test_a_newer_dump_corrects_the_older(tmp_path: Path) -> None:
    loaded(write(tmp_path, "UA.txt", place_line(VILLAGE, "Zabolottia Druhe")))
    loaded(write(tmp_path, "UA.txt", place_line(VILLAGE, "Zabolottia Druhe", population=5_000)))
    (match,) = opened().lookup("Zabolottia Druhe")
    assert match.entry.population == 5_000


def test_bad_lines_are_counted_and_named_and_stop_nothing(tmp_path: Path) -> None:
    path = tmp_path / "UA.txt"
    lines = [
        place_line(VILLAGE, "Zabolottia Druhe"),
        "one column",
        place_line("x", "No Number"),
        place_line(1, "Beyond", point=(91, 0)),
        place_line(2, "Nan", point=("nan", 0)),
        place_line(3, ""),
        place_line(4, "Long " * 100),
        place_line(5, "Crowd", population="many"),
        place_line(6, "Nation", country="Ukraine"),
        "# a comment",
        "",
        place_line(VILLAGE + 1, "Zabolottia Tretie"),
    ]
    path.write_bytes("\n".join(lines).encode() + b"\n\xff\xfe\tnot text\n")
    (file,) = loaded(path).files
    assert (file.bad, file.left_out, file.lines) == (9, 2, 13)
    assert file.bad_lines[0] == "UA.txt, line 2: 1 columns instead of 19"
    assert file.bad_lines[-1] == "UA.txt, line 13: it is not in UTF-8"
    assert opened().lookup("Zabolottia Tretie")


def test_a_line_without_end_is_left_out(tmp_path: Path) -> None:
    path = tmp_path / "UA.txt"
    good = place_line(VILLAGE, "Zabolottia Druhe")
    path.write_text(f"{good}\n{'x' * 2_500_000}\n{place_line(VILLAGE + 1, 'Zabolottia Tretie')}\n")
    (file,) = loaded(path).files
    assert (file.lines, file.bad) == (3, 1)


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("cities.csv", b"name,lat,lon\nKobo,12.1,39.6\n", "not-geonames"),
        ("empty.txt", b"", "not-geonames"),
        ("postal.txt", b"UA\t01000\tKyiv\tKyiv\t12\t\t\t\t\t50.4\t30.5\t4\n", "not-geonames"),
        ("noise.txt", bytes(range(256)) * 50, "not-geonames"),
        ("broken.zip", b"PK\x05\x06" + b"\0" * 18, "not-geonames"),
        (".", b"", "unreadable-file"),
        ("missing/none.txt", b"", "unreadable-file"),
    ],
)
def test_what_is_no_dump_is_rejected_and_the_rest_is_loaded(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    path = tmp_path / name
    if content or name == "empty.txt":
        path.write_bytes(content)
    good = write(tmp_path, "UA.txt", place_line(VILLAGE, "Zabolottia Druhe"))
    report = loaded(path, good)
    assert [(item.path, item.code) for item in report.rejected] == [(str(path), code)]
    assert report.places == 1


def test_zip_files_are_read_as_they_are_offered(tmp_path: Path) -> None:
    path = tmp_path / "UA.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "This readme describes the columns.\n")
        archive.writestr("UA.txt", place_line(VILLAGE, "Zabolottia Druhe") + "\n")
    report = loaded(path)
    assert [file.file for file in report.files] == ["UA.zip:UA.txt"]
    assert opened().loaded()["files"] == "UA.zip:UA.txt"


def test_a_zip_file_that_breaks_off_is_named_and_the_rest_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "UA.zip"
    lines = [place_line(VILLAGE + i, f"Zabolottia {i} {hash(str(i))}") for i in range(3_000)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("UA.txt", "\n".join(lines))
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2 : len(raw) // 2 + 40] = b"\0" * 40
    path.write_bytes(raw)
    report = loaded(path, write(tmp_path, "XX.txt", place_line(1_000, "Zelena Hora Mala")))
    assert [item.code for item in report.rejected] == ["unreadable-file"]
    assert opened().lookup("Zelena Hora Mala")


def test_what_reports_do_not_name_is_left_out(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        "UA.txt",
        place_line(1, "Hotel Zoria", feature=("S", "HTL")),
        place_line(2, "Old Zabolottia", feature=("P", "PPLH")),
        place_line(3, "Zabolottia Air Base", feature=("S", "AIRB")),
        place_line(4, "Zabolottia Stream", feature=("H", "STM")),
    )
    report = loaded(path)
    assert (report.files[0].left_out, report.places) == (2, 2)
    (stream,) = opened().lookup("Zabolottia Stream")
    assert stream.entry.kind is PlaceKind.RIVER


def test_a_seeded_village_gets_the_surveyed_point_and_keeps_its_name(tmp_path: Path) -> None:
    (seeded,) = (m for m in opened().lookup("Robotyne") if m.entry.country == "UA")
    assert seeded.entry.id < 0
    near = (round((seeded.entry.latitude or 0) + 0.03, 4), seeded.entry.longitude)
    loaded(write(tmp_path, "UA.txt", place_line(VILLAGE, "Robotyne", point=near, admin1="26")))
    (match,) = (m for m in opened().lookup("Robotyne") if m.entry.country == "UA")
    assert (match.entry.id, match.entry.latitude) == (VILLAGE, near[0])
    assert match.entry.name == "Robotyne"


def test_a_namesake_far_off_is_a_place_of_its_own(tmp_path: Path) -> None:
    loaded(write(tmp_path, "UA.txt", place_line(VILLAGE, "Robotyne", point=(51.5, 24.5))))
    assert VILLAGE in {match.entry.id for match in opened().lookup("Robotyne")}
    assert any(match.entry.id < 0 for match in opened().lookup("Robotyne"))


def test_a_file_that_is_no_database_says_what_to_do(own_places: Path) -> None:
    own_places.parent.mkdir()
    own_places.write_text("no database")
    with pytest.raises(GazetteerError, match="COUNTERCLAIM_PLACES"):
        opened()


def test_places_of_another_version_say_what_to_do(tmp_path: Path, own_places: Path) -> None:
    path = write(tmp_path, "UA.txt", place_line(VILLAGE, "Zabolottia Druhe"))
    loaded(path)
    with sqlite3.connect(own_places) as connection:
        connection.execute("UPDATE meta SET value = 'old' WHERE key = 'keys'")
    connection.close()
    with pytest.raises(GazetteerError, match="counterclaim places load"):
        opened()
    with pytest.raises(GazetteerError, match="counterclaim places load"):
        loaded(path)


def test_a_place_that_cannot_be_written_to_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("COUNTERCLAIM_PLACES", str(tmp_path / "file" / "places.sqlite"))
    with pytest.raises(GazetteerError, match="COUNTERCLAIM_PLACES"):
        loaded(write(tmp_path, "UA.txt", place_line(VILLAGE, "Zabolottia Druhe")))


def test_an_interrupted_load_leaves_what_was(tmp_path: Path, own_places: Path) -> None:
    loaded(write(tmp_path, "UA.txt", place_line(VILLAGE, "Zabolottia Druhe")))
    content = own_places.read_bytes()
    many = [place_line(VILLAGE + i, f"Zabolottia {i}") for i in range(6_000)]

    def interrupt(name: str, done: int, total: int) -> None:
        assert 0 < done <= total, name
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        load([write(tmp_path, "UA.txt", *many)], interrupt)
    assert own_places.read_bytes() == content
    assert list(own_places.parent.iterdir()) == [own_places]


def test_the_default_lies_beside_the_archive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COUNTERCLAIM_PLACES")
    assert loaded_path() == Path("data") / "places.sqlite"


@given(st.lists(st.text(max_size=12), max_size=20).map("\t".join))
def test_no_line_breaks_the_reading(line: str) -> None:
    assert kind_of([line]) in {None, *DumpKind}
    for read in (read_place, read_name, read_subdivision):
        with suppress(BadLineError):
            read(line)


@given(
    st.text(st.characters(categories=("L", "N", "P", "Zs")), min_size=1, max_size=30),
    st.floats(-90, 90),
    st.floats(-180, 180),
    st.integers(0, 10**9),
)
def test_a_good_line_is_read_as_it_is(name: str, lat: float, lon: float, people: int) -> None:
    record = read_place(place_line(7, f"Q{name.strip()}", point=(lat, lon), population=people))
    assert record is not None
    assert record.entry.name == f"Q{name.strip()}"
    assert (record.entry.latitude, record.entry.longitude) == (lat, lon)
    assert record.entry.population == people
