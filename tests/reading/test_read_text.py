"""One article from its bytes: header, encoding, language, and what is no report."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.model import Article
from importer.read import ReadCode, ReadSettings, Rejection, parse_article

REPORT = "Soldiers took the bridge, the mayor said. They were in the town by noon."


def read(raw: bytes | str, settings: ReadSettings | None = None) -> Article:
    item = parse_article(
        "a.txt", raw.encode() if isinstance(raw, str) else raw, settings=settings or ReadSettings()
    )
    assert isinstance(item, Article), item
    return item


def refused(raw: bytes | str, settings: ReadSettings | None = None) -> ReadCode:
    item = parse_article(
        "a.txt", raw.encode() if isinstance(raw, str) else raw, settings=settings or ReadSettings()
    )
    assert isinstance(item, Rejection), item
    assert item.name == "a.txt"
    assert item.message
    assert item.hint
    return ReadCode(item.code)


@pytest.mark.parametrize(
    ("header", "body_start"),
    [(" date 2025-03-04 ", 17), ("date 2025-03-04 ", 16), (" date 2025-03-04\n", 16)],
)
def test_the_header_sets_the_day_and_stays_in_the_text(header: str, body_start: int) -> None:
    article = read(header + REPORT)
    assert (article.published, article.body_start) == (date(2025, 3, 4), body_start)
    assert article.text == header + REPORT


@pytest.mark.parametrize("text", [REPORT, f"Dates grow here. {REPORT}", f"date palms. {REPORT}"])
def test_no_header_is_no_fault(text: str) -> None:
    article = read(text)
    assert (article.published, article.body_start) == (None, 0)


@pytest.mark.parametrize(
    "day", ["2025-02-30", "2025-13-01", "04.03.2025", "2025-3-4", "0000-01-01"]
)
def test_an_impossible_date_is_refused(day: str) -> None:
    assert refused(f" date {day} {REPORT}") is ReadCode.INVALID_DATE


@pytest.mark.parametrize(
    "raw",
    ["", " \n\t ", "\ufeff", " date 2025-03-04 ", " date 2025-03-04", "\n" * 5000],
)
def test_nothing_to_read(raw: str) -> None:
    assert refused(raw) is ReadCode.EMPTY_TEXT


@pytest.mark.parametrize(
    "raw",
    [
        b"\x89PNG\r\n\x1a\n rest",
        b"%PDF-1.7 rest",
        b"PK\x03\x04 rest",
        b"Soldiers took\x00 the bridge",
        b"\xff\xfe\x00",
        bytes(range(1, 32)) * 20,
        b"\xf0\x9f\x00\xff" * 50,
    ],
)
def test_binary_files_are_refused(raw: bytes) -> None:
    assert refused(raw) in {ReadCode.BINARY_FILE, ReadCode.UNKNOWN_ENCODING}


def test_newlines_become_line_feeds_and_nothing_else_changes() -> None:
    raw = "Rain fell.\r\n\r\nIt was  cold.\rSnow\u2028came.\tCafé\u0301 “odd quote.\n"
    assert (
        read(raw).text == "Rain fell.\n\nIt was  cold.\nSnow\u2028came.\tCafé\u0301 “odd quote.\n"
    )


def test_a_byte_order_mark_is_no_text() -> None:
    assert read(b"\xef\xbb\xbf" + REPORT.encode()).text == REPORT


@pytest.mark.parametrize("encoding", ["cp1252", "utf-16", "utf-32"])
def test_other_encodings_are_read_with_a_warning(encoding: str) -> None:
    text = f"“Señor Müller’s men” – they said. {REPORT}"
    article = read(text.encode(encoding))
    assert article.text == text
    assert len(article.warnings) == 1


def test_a_cyrillic_encoding_is_guessed() -> None:
    text = (
        "Военные сообщили, что противник отступил от города и удерживает позиции на берегу реки. "
        * 3
    )
    article = read(text.encode("cp1251"))
    assert article.text == text
    assert article.language != "en"


def test_utf_8_needs_no_warning() -> None:
    assert read(REPORT).warnings == ()


def test_a_text_beyond_the_limit_is_refused() -> None:
    assert refused(REPORT, ReadSettings(max_bytes=20)) is ReadCode.TOO_LARGE


def test_an_endless_line_is_refused() -> None:
    assert refused("word " * 40_000) is ReadCode.PARAGRAPH_TOO_LONG
    assert read("word and word.\n\n" * 10_000).body_start == 0


@pytest.mark.parametrize(
    ("text", "language"),
    [
        (REPORT, "en"),
        ("Kyiv", "en"),
        ("Les soldats ont pris le pont lundi matin, a déclaré le maire de la ville voisine.", "fr"),
        (
            "Сили оборони відбили атаку ворога на околицях міста, повідомив речник угруповання.",
            "uk",
        ),
        ("قالت القوات المسلحة إنها سيطرت على المدينة صباح يوم الاثنين بعد معارك عنيفة.", "ar"),
    ],
)
def test_the_language_is_told(text: str, language: str) -> None:
    assert read(text).language == language


PAGE = """<!DOCTYPE html><html><head><title>Bridge falls</title>
<meta property="og:site_name" content="The Courier">
<meta property="article:published_time" content="2025-03-04T10:00:00Z"></head>
<body><nav><a href="/">Home</a><a href="/war">War</a></nav><article><h1>Bridge falls</h1>
<p>Soldiers took the bridge on Monday, the mayor of the town said. They had come at dawn.</p>
<p>Nobody was hurt, but the market stayed closed, and the road to the coast was blocked.</p>
</article><footer>All rights reserved</footer></body></html>"""


def test_a_page_gives_its_report_even_in_a_text_file() -> None:
    article = read(PAGE)
    assert (article.title, article.outlet) == ("Bridge falls", "The Courier")
    assert article.published == date(2025, 3, 4)
    first, second = article.text.split("\n\n")
    assert first.startswith("Soldiers took the bridge")
    assert second.endswith("was blocked.")


def test_a_page_without_a_report_is_refused() -> None:
    assert refused("<html><body><script>start()</script></body></html>") is ReadCode.EMPTY_TEXT


def test_a_declared_encoding_is_believed() -> None:
    raw = PAGE.replace("<head>", '<head><meta charset="iso-8859-2">').replace(
        "mayor", "mayor Łukasz"
    )
    article = read(raw.encode("iso-8859-2"))
    assert "mayor Łukasz of the town" in article.text


def test_the_key_ignores_white_space_alone() -> None:
    text = f" date 2025-03-04 {REPORT}"
    assert read(text).key == read(text.replace(". ", ".\r\n\r\n  ")).key
    assert read(text).key != read(text.replace("mayor", "major")).key


@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(raw: bytes) -> None:
    item = parse_article("a.txt", raw)
    if isinstance(item, Rejection):
        assert ReadCode(item.code)
    else:
        assert "\r" not in item.text
        assert "\x00" not in item.text
        item.text.encode()


@given(st.text(min_size=1, max_size=300))
def test_any_text_is_kept_to_the_letter(text: str) -> None:
    item = parse_article("a.txt", text.encode("utf-8", "surrogatepass"))
    if isinstance(item, Article) and not item.warnings and item.title is None:
        kept = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
        assert item.text in {kept, text.replace("\r\n", "\n").replace("\r", "\n")}
