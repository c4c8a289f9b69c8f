"""One article from its bytes."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

from importer.model import Article
from importer.read.dates import check_year, read_header
from importer.read.decode import check_characters, decode
from importer.read.html import looks_like_html, read_page
from importer.read.language import language_of
from importer.read.rejection import ReadCode, Rejection, UnreadableError, printable
from importer.read.settings import DEFAULTS, ReadSettings

_BLANK_LINE = re.compile(r"\n\s*\n")


def parse_article(
    name: str,
    raw: bytes,
    *,
    url: str | None = None,
    charset: str | None = None,
    settings: ReadSettings = DEFAULTS,
) -> Article | Rejection:
    """Read an article from its bytes: the user's own form, plain text or a web page."""
    try:
        _check_size(len(raw), settings)
        text, warning = decode(raw, declared=charset)
        article = article_of(Article(printable(name), text, url=url), settings)
        return replace(article, warnings=(warning,)) if warning else article
    except UnreadableError as problem:
        return problem.rejection(name)


def article_of(article: Article, settings: ReadSettings = DEFAULTS) -> Article:
    """Complete an article whose text is known: header, page, language; refuse what is no report.

    What the article says of itself already (a JSON line's fields) wins over what its text says.
    """
    if looks_like_html(article.text):
        page = read_page(article.text, article.url)
        article = replace(
            article,
            text=page.text,
            title=article.title or page.title,
            outlet=article.outlet or page.outlet,
            published=article.published or page.published,
        )
    check_characters(article.text)
    day, body_start = read_header(article.text)
    _check_text(article.text, body_start, settings)
    published: date | None = article.published or day
    check_year(published)
    return replace(
        article,
        published=published,
        body_start=body_start,
        language=language_of(article.text[body_start:]),
    )


def _check_size(size: int, settings: ReadSettings) -> None:
    if size > settings.max_bytes:
        raise UnreadableError(
            ReadCode.TOO_LARGE,
            f"The text has more than {settings.max_bytes:,} bytes.",
            "Import one report a file; split collections into JSON Lines.",
        )


def _check_text(text: str, body_start: int, settings: ReadSettings) -> None:
    if not text[body_start:].strip():
        raise UnreadableError(
            ReadCode.EMPTY_TEXT,
            "There is no text to read.",
            "Check that the file was saved with its content.",
        )
    longest = max(len(paragraph) for paragraph in _BLANK_LINE.split(text))
    if longest > settings.max_paragraph:
        raise UnreadableError(
            ReadCode.PARAGRAPH_TOO_LONG,
            f"A paragraph has {longest:,} characters; the most is {settings.max_paragraph:,}.",
            "Set paragraphs apart with blank lines.",
        )
