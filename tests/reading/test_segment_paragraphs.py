"""Paragraphs: where they end, and which of them are the report."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.segment.document import ParagraphKind
from importer.segment.masking import mask
from importer.segment.paragraphs import MAX_PARAGRAPH, blocks

REPORT = "Two shells fell on the port of Selim on Monday."

KINDS = [
    (REPORT, ParagraphKind.BODY),
    ("Map: the front near Selim", ParagraphKind.CAPTION),
    ("Photo: a street in Selim after the shelling", ParagraphKind.CAPTION),
    ("Smoke over the harbour of Selim (Illustrative photo: EPA)", ParagraphKind.CAPTION),
    ("Smoke over the harbour. [AP Photo/Jan Novak]", ParagraphKind.CAPTION),
    ("A woman carries water in Selim. Getty Images", ParagraphKind.CAPTION),
    ("File photo of the governor", ParagraphKind.CAPTION),
    ("Read also: What the ceasefire is worth", ParagraphKind.BOILERPLATE),
    ("Read more: Ten days in Selim", ParagraphKind.BOILERPLATE),
    ("Subscribe to our newsletter for the latest news.", ParagraphKind.BOILERPLATE),
    ("Follow us on Telegram.", ParagraphKind.BOILERPLATE),
    ("Reporting by Ana Silva; Editing by Tom Reed", ParagraphKind.BOILERPLATE),
    ("© 2025 The Selim Courier. All rights reserved.", ParagraphKind.BOILERPLATE),
    ("By Ana Silva and Tom Reed", ParagraphKind.BOILERPLATE),
    ("Ana Silva in Selim contributed to this report.", ParagraphKind.BOILERPLATE),
    ("Advertisement", ParagraphKind.BOILERPLATE),
    ("Fighting in the north", ParagraphKind.HEADING),
    ("Photos show that the bridge is gone, the army said on Monday.", ParagraphKind.BODY),
    ("Reading the map, the colonel said that his men had left.", ParagraphKind.BODY),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), KINDS)
def test_kind_of_a_paragraph(text: str, kind: ParagraphKind) -> None:
    article = f"{REPORT}\n\n{text}\n\n{REPORT}"
    assert [b.kind for b in blocks(article, 0)] == [ParagraphKind.BODY, kind, ParagraphKind.BODY]


DATELINES = [
    "SELIM: ",
    "Selim / Tora – ",
    "SELIM, 7 avril - ",
    "Selim, Obia – ",
    "SELIM, May 2. /NASA/. ",
    "BUKAVU – ",
    "MOSCOW — ",
    "GAZA CITY, Gaza Strip (AP) — ",
    "KYIV, June 3 (Reuters) - ",
    "Port Sudan, 12 March 2024 – ",
    "Geneva/Khartoum (OCHA) – ",
    "(Reuters) - ",
    "(SELIM) May 2, 2031 — ",
    "SELIM, Tora (May 2, 2031) – ",
    "KHAN YOUNIS, Nov. 4, 2025 -- ",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_stands_apart(dateline: str) -> None:
    article = dateline + REPORT
    first, second = blocks(article, 0)
    assert first.kind is ParagraphKind.HEADING
    assert article[second.start : second.end] == REPORT


@pytest.mark.parametrize(
    "text",
    [
        "M23 – the rebel group – said that it had left the town.",
        "RSF – a militia – has left the town of Selim.",
        "Selim – once a market town – lies in ruins.",
        "The town – once a market – lies in ruins.",
    ],
)
def test_a_dash_makes_no_dateline(text: str) -> None:
    (only,) = blocks(text, 0)
    assert only.start == 0


def test_a_first_paragraph_behind_a_header_is_the_lead_even_without_a_stop() -> None:
    text = " date 2025-01-02 Rebels left the town of Selim, the mayor said"
    (lead,) = blocks(text, 17)
    assert (lead.start, lead.kind) == (17, ParagraphKind.BODY)


def test_single_line_ends_close_paragraphs() -> None:
    assert len(blocks(f"{REPORT}\n{REPORT}\n{REPORT}", 0)) == 3


def test_wrapped_lines_stay_one_paragraph() -> None:
    text = (
        "The governor of the province said on Monday that his men had left\n"
        "the town of Selim and that nobody had been hurt in the fighting\n"
        "around the port."
    )
    assert [(b.start, b.end) for b in blocks(text, 0)] == [(0, len(text))]


def test_a_huge_paragraph_is_cut_at_sentences() -> None:
    text = (REPORT + " ") * 2000
    found = blocks(text, 0)
    assert all(b.end - b.start <= MAX_PARAGRAPH for b in found)
    assert all(text[b.end - 1] == "." for b in found)


@given(st.text(alphabet="aB .\n\t\u00a0—-:()", max_size=200))
def test_blocks_are_ordered_trimmed_and_lose_no_letter(text: str) -> None:
    position, kept = 0, ""
    for block in blocks(text, 0):
        assert position <= block.start < block.end <= len(text)
        assert text[block.start : block.end] == text[block.start : block.end].strip()
        kept += text[block.start : block.end]
        position = block.end
    assert [c for c in kept if c.isalpha()] == [c for c in text if c.isalpha()]


MASKS = [
    ("They [the rebels] fled.", "They              fled."),
    ("to [army chief] Diallo", "to  army chief  Diallo"),
    ("[The rebels] fled.", " The rebels  fled."),
    ("“[t]he town fell”", "“the   town fell”"),
    ("drones [capable of it], how", "drones                , how"),
    ("one\ntwo", "one two"),
    ("no brackets", "no brackets"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MASKS)
def test_mask(text: str, expected: str) -> None:
    assert mask(text) == expected


@given(st.text(alphabet="aB []\n“”.,", max_size=120))
def test_a_mask_keeps_the_length_and_every_place(text: str) -> None:
    masked = mask(text)
    assert len(masked) == len(text)
    for before, after in zip(text, masked, strict=True):
        assert after in (before, " ") or "[" in text


def test_a_title_behind_a_header_is_a_heading_where_a_report_follows() -> None:
    text = f" date 2025-01-02 General Staff: 12 clashes over the past day\n\n{REPORT}"
    title, body = blocks(text, 17)
    assert (title.kind, body.kind) == (ParagraphKind.HEADING, ParagraphKind.BODY)


def test_an_item_of_a_list_is_part_of_the_report() -> None:
    (item,) = blocks("• Two people were killed in Selim", 0)
    assert item.kind is ParagraphKind.BODY
