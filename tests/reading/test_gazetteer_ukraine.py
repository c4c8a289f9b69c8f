"""The settlements of Ukraine from the state's codifier: reading it, and where each one lies."""

from __future__ import annotations

import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.gazetteer import Gazetteer, GazetteerEntry, GazetteerError, open_gazetteer
from importer.gazetteer.katottg import (
    CodedSettlement,
    add_settlements,
    coded_settlements,
    romanised,
)
from importer.gazetteer.packages import Record

XMLNS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def write_workbook(path: Path, rows: list[tuple[str | None, ...]]) -> Path:
    """Write a workbook as small as can be: shared strings and one sheet."""
    strings: list[str] = []
    lines = []
    for number, row in enumerate(rows, start=1):
        cells = []
        for letter, value in zip("ABCDEFG", row, strict=True):
            if value is None:
                cells.append(f'<c r="{letter}{number}"/>')
                continue
            cells.append(f'<c r="{letter}{number}" t="s"><v>{len(strings)}</v></c>')
            strings.append(f"<si><t>{escape(value)}</t></si>")
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("xl/sharedStrings.xml", f'<sst xmlns="{XMLNS}">{"".join(strings)}</sst>')
        sheet = f'<worksheet xmlns="{XMLNS}"><sheetData>{"".join(lines)}</sheetData></worksheet>'
        archive.writestr("xl/worksheets/sheet1.xml", sheet)
    return path


def known(number: int, name: str, lat: float, lon: float, admin1: str = "07") -> Record:
    return Record(
        GazetteerEntry(
            number, name, name, "P", "PPL", "UA", admin1, None, lat, lon, 900, "geonames"
        )
    )


def coded(
    name: str, community: str, sort: str = "C", raion: str = "r1", oblast: str = "o1"
) -> CodedSettlement:
    return CodedSettlement(f"UA-{name}-{community}", name, sort, oblast, raion, community)


@pytest.mark.parametrize(
    ("name", "latin"),
    [
        ("Згурівка", "Zghurivka"),
        ("Юр’ївка", "Yurivka"),
        ("Щасливе", "Shchaslyve"),
        ("Новий Яр", "Novyi Yar"),
        ("Єлань-Колодязь", "Yelan-Kolodiaz"),
        ("Їжаківка", "Yizhakivka"),
        ("Льодове", "Lodove"),
        ("Ґанок", "Ganok"),
    ],
)
def test_names_are_romanised_as_the_state_does(name: str, latin: str) -> None:
    assert romanised(name) == latin


@given(st.text(max_size=30))
def test_any_name_can_be_romanised(name: str) -> None:
    assert romanised(name) == romanised(name)


def test_only_settlements_are_read(tmp_path: Path) -> None:
    workbook = write_workbook(
        tmp_path / "codes.xlsx",
        [
            ("Перший рівень", None, None, None, None, None, None),
            ("UA1", None, None, None, None, "O", "Тестова"),
            ("UA1", "UA12", "UA123", None, None, "H", "Яківська "),
            ("UA1", "UA12", "UA123", "UA1234", None, "C", "Яківка "),
            ("UA1", "UA12", "UA123", "UA1235", "UA12351", "B", "Центральний"),
        ],
    )
    assert coded_settlements(workbook) == [
        CodedSettlement("UA1234", "Яківка", "C", "UA1", "UA12", "UA123")
    ]


@pytest.mark.parametrize("content", [b"", b"PK", b"no workbook at all"])
def test_a_damaged_codifier_says_what_to_run(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "codes.xlsx"
    path.write_bytes(content)
    with pytest.raises(GazetteerError, match="make setup"):
        coded_settlements(path)


def test_an_unknown_village_lies_amid_its_community() -> None:
    records = {
        r.entry.id: r
        for r in (
            known(1, "Yakivka", 49.0, 36.0),
            known(2, "Stavkove", 49.2, 36.2),
            known(3, "Daleke", 50.5, 38.0),
        )
    }
    settlements = [
        coded("Яківка", "c1"),
        coded("Ставкове", "c1"),
        coded("Далеке", "c2"),
        coded("Малі Ставки", "c1"),
        coded("Глухий Кут", "c3"),
    ]
    added = {r.entry.name: r.entry for r in add_settlements(records, settlements)}
    assert sorted(added) == ["Hlukhyi Kut", "Mali Stavky"]
    village = added["Mali Stavky"]
    assert (village.latitude, village.longitude, village.admin1) == (49.1, 36.1, "07")
    assert village.id < 0
    assert added["Hlukhyi Kut"].latitude is None


def test_a_namesake_is_told_by_its_community() -> None:
    records = {
        r.entry.id: r
        for r in (
            known(1, "Yakivka", 49.0, 36.0),
            known(2, "Stavkove", 50.0, 38.0),
            known(3, "Ivanove", 50.05, 38.05),
        )
    }
    settlements = [
        coded("Яківка", "c1", raion="r1"),
        coded("Ставкове", "c2", raion="r2"),
        coded("Іванове", "c1", raion="r1"),
        coded("Іванове", "c2", raion="r2"),
    ]
    (added,) = add_settlements(records, settlements)
    assert added.entry.name == "Ivanove"
    assert (added.entry.latitude, added.entry.longitude) == (49.0, 36.0)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return open_gazetteer()


def test_the_built_gazetteer_has_them(gazetteer: Gazetteer) -> None:
    villages = [m.entry for m in gazetteer.lookup("Stepove") if m.entry.country == "UA"]
    assert len({entry.admin1 for entry in villages}) > 10
    assert all(entry.admin1 for entry in villages)


def test_cities_keep_their_points(gazetteer: Gazetteer) -> None:
    (match,) = [m for m in gazetteer.lookup("Kupiansk") if m.entry.country == "UA" and m.rank < 2]
    assert match.entry.geonameid is not None
    assert match.entry.population > 10_000
