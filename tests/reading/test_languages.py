"""A text in another language is stored and marked, and not misread as English."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from importer.model import Article
from importer.pipeline import annotate
from importer.read import parse_article
from importer.read.language import language_of

REPORTS = {
    "uk": "Російські війська обстріляли Харків, повідомив мер. Загинули двоє людей, є поранені.",
    "ru": "Российские войска заняли село Лесное, сообщило министерство. Потери уточняются.",
    "ar": "قال الجيش إنه استعاد المدينة بعد معارك عنيفة مع قوات الدعم السريع يوم الاثنين.",
    "fa": "ارتش ایران اعلام کرد که پهپادهای دشمن بر فراز شهر سرنگون شده است.",
    "he": "הצבא תקף מטרות בצפון הרצועה, מסר הדובר. שלושה אנשים נהרגו.",
    "am": "የኢትዮጵያ ጦር ከተማዋን መቆጣጠሩን አስታወቀ",
    "zh": "军队周一袭击了这座城市，市长说有两人死亡。",
    "fr": "L’armée a annoncé avoir repris la ville lundi. Le porte-parole des rebelles a démenti.",
    "es": "El ministro dijo que los rebeldes mataron a cinco soldados en la frontera el lunes.",
    "de": "Die Armee hat nach eigenen Angaben das Dorf eingenommen, sagte ein Sprecher am Montag.",
    "pt": "O exército disse que os rebeldes mataram dez pessoas na aldeia durante a noite.",
    "pl": "Rosyjskie drony naruszyły przestrzeń powietrzną, poinformował rzecznik armii w nocy.",
    "tr": "Savunma Bakanlığı, ülkenin kuzeyinde on iki kişinin öldürüldüğünü pazartesi açıkladı.",
    "sw": "Waasi wa kundi hilo wameingia katika mji wa Goma, alisema msemaji wa jeshi la Kongo.",
}
HEADLINES = {
    "Ворог обстріляв Куп’янськ": "uk",
    "غارة على خان يونس": "ar",
    "Le maire a dit": "fr",
    "Attaque à Goma : douze morts": "fr",
    "Ataque en Cauca deja tres muertos": "es",
    "Drei Tote bei Angriff auf Charkiw": "de",
}
ENGLISH = [
    "Kyiv, Kharkiv hit",
    "Three dead in Goma",
    "Army retakes Bara",
    "Soldiers die at El Fasher",
    "Erdoğan arrives",
    "Çavuşoğlu and Erdoğan meet in Kyiv",
    "M23 rebels seize Goma airport; UN peacekeepers shot, Congo says",
    "Gen. Oleh Stets (Олег Стець) said troops held Pokrovsk.",
    "“Nous n’avons pas peur”, said the mayor of Goma as rebels entered the town on Monday.",
    "Shells fell on Kharkiv, the mayor said. «Ми бачили вибухи», he wrote. Two people died there.",
    "1) 2) 3)",
    "",
]


@pytest.mark.parametrize("language", REPORTS)
def test_report(language: str) -> None:
    assert language_of(REPORTS[language]) == language


@pytest.mark.parametrize("text", HEADLINES)
def test_headline(text: str) -> None:
    assert language_of(text) == HEADLINES[text]


@pytest.mark.parametrize("text", ENGLISH)
def test_english(text: str) -> None:
    assert language_of(text) == "en"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(
            "Rosiiski viiska obstrilialy misto, povidomyv mer Ihor Stets. Zahynuly dvoie liudei, "
            "piatero poraneni.",
            id="transliterated Ukrainian",
        ),
        pytest.param(
            "Rossiyskie voyska zanyali selo v sredu, soobshchilo ministerstvo. Poteri protivnika "
            "poka ne utochniaiutsia.",
            id="transliterated Russian",
        ),
        pytest.param("asdf qwer zxcv uiop hjkl vbnm " * 4, id="garbage"),
        pytest.param(
            f"{REPORTS['uk']} The mayor said that two people were killed. {REPORTS['uk']}",
            id="mostly Ukrainian",
        ),
        pytest.param(
            f"{REPORTS['fr'] * 4} The army said that the town was calm. {REPORTS['fr'] * 4}",
            id="mostly French",
        ),
    ],
)
def test_what_is_not_english_is_not_taken_for_it(text: str) -> None:
    assert language_of(text) != "en"


@pytest.mark.parametrize("language", REPORTS)
def test_a_text_in_another_language_is_stored_and_marked(language: str) -> None:
    text = REPORTS[language]
    article = parse_article("a.txt", text.encode())
    assert isinstance(article, Article)
    read = annotate(article)
    assert (read.article.text, read.article.language, read.statements) == (text, language, ())
    assert f"'{language}'" in read.warnings[0]


def test_a_quotation_in_another_language_is_its_speakers() -> None:
    text = (
        "The army shelled Kharkiv on Monday, the mayor, Oleh Stets, said. Two people were killed "
        "and the fire was out by noon.\n\n«Ми бачили вибухи в усьому місті», he wrote on Telegram."
    )
    assert language_of(text) == "en"
    said = annotate(Article("a", text)).statements[-1]
    assert said.text == "Ми бачили вибухи в усьому місті"
    assert said.speaker is not None
    assert said.speaker.name == "Oleh Stets"


@given(st.text(max_size=200))
def test_any_text_has_a_language(text: str) -> None:
    assert 2 <= len(language_of(text)) <= 3
