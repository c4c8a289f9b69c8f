"""Articles with all that was read off them: every span is looked up in the stored text.

Articles are read a few at a time, with plain SQL: a value that the program could not even load is
a finding here, not an end.
"""

import hashlib
import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, TextClause, bindparam, text

from db.keys import hash_key
from db.verification.report import Kind, Report

PAGE = 20
"""Articles held in memory at once."""

_ARTICLES = text(
    "SELECT id, key, text, body_start, CAST(published_on AS VARCHAR) AS published_on, "
    "extractor, extractor_version FROM article WHERE id > :last ORDER BY id LIMIT :page"
)


def _of_articles(query: str) -> TextClause:
    return text(query).bindparams(bindparam("articles", expanding=True))


_STATEMENTS = _of_articles(
    "SELECT id, key, article_id, position, kind, span_start, span_end, text, cue, cue_start, "
    "cue_end, source_start, source_end, frames, search_places, extractor, extractor_version "
    "FROM statement WHERE article_id IN :articles AND superseded_at IS NULL "
    "ORDER BY article_id, position, id"
)
_PLACES = _of_articles(
    "SELECT p.id, p.statement_id, p.location_id, p.position, p.span_start, p.span_end, p.mention, "
    "p.listed FROM statement_location p JOIN statement s ON s.id = p.statement_id "
    "WHERE s.article_id IN :articles AND s.superseded_at IS NULL "
    "ORDER BY p.statement_id, p.position, p.id"
)
_QUANTITIES = _of_articles(
    "SELECT q.id, q.statement_id, q.position, q.span_start, q.span_end, q.mention "
    "FROM quantity q JOIN statement s ON s.id = q.statement_id "
    "WHERE s.article_id IN :articles AND s.superseded_at IS NULL "
    "ORDER BY q.statement_id, q.position, q.id"
)

type Row = RowMapping


def check_articles(connection: Connection, report: Report) -> None:
    """Check all articles, the oldest first."""
    last = 0
    while True:
        found = connection.execute(_ARTICLES, {"last": last, "page": PAGE}).mappings().all()
        if not found:
            return
        last = found[-1]["id"]
        chosen = {"articles": [row["id"] for row in found]}
        statements = _grouped(connection, _STATEMENTS, chosen, "article_id")
        places = _grouped(connection, _PLACES, chosen, "statement_id")
        quantities = _grouped(connection, _QUANTITIES, chosen, "statement_id")
        for row in found:
            article = _Article(report, row, statements[row["id"]])
            article.check()
            for statement in article.statements:
                article.check_places(statement, places[statement["id"]])
                article.check_mentions(statement, "quantity", quantities[statement["id"]])


def _grouped(
    connection: Connection, query: TextClause, chosen: Mapping[str, Any], by: str
) -> Mapping[int, list[Row]]:
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for row in connection.execute(query, chosen).mappings():
        groups[row[by]].append(row)
    return groups


@dataclass(frozen=True)
class _Article:
    """One article and its current statements, by their position."""

    report: Report
    row: Row
    statements: Sequence[Row]

    @property
    def text(self) -> str:
        """Return the stored text, to which all offsets count."""
        found: str = self.row["text"]
        return found

    def check(self) -> None:
        """Check the article itself and what its statements quote of it."""
        if content_key(self.text, self.row["published_on"]) != self.row["key"]:
            self._add(Kind.ARTICLE, "its key is not the hash of its day and text")
        if not 0 <= self.row["body_start"] <= len(self.text):
            self._add(Kind.SPAN, f"its body begins at {self.row['body_start']}, outside the text")
        positions = [row["position"] for row in self.statements]
        if positions != list(range(len(positions))):
            self._add(Kind.STATEMENT, f"its statements are not numbered through: {positions!s:.60}")
        keys = self._keys()
        for row, key in zip(self.statements, keys, strict=True):
            self._check_statement(row, key)

    def _keys(self) -> list[str]:
        """Name the statements as they were named when they were stored."""
        seen: Counter[tuple[str, ...]] = Counter()
        keys = []
        for row in self.statements:
            parts = (self.row["key"], str(row["span_start"]), str(row["span_end"]), row["kind"])
            number = seen[parts]
            seen[parts] += 1
            keys.append(hash_key("statement", *parts, *([str(number)] if number else [])))
        return keys

    def _check_statement(self, row: Row, key: str) -> None:
        where = f"statement {row['key']}"
        if row["key"] != key:
            self.report.add(Kind.STATEMENT, where, f"its key is not that of its place: {key}")
        read_by = ("extractor", "extractor_version")
        if any(row[name] != self.row[name] for name in read_by):
            self.report.add(Kind.STATEMENT, where, "was read by another version than its article")
        if self._quote(where, "span", row) != row["text"]:
            self.report.add(Kind.SPAN, where, "its text is not what stands in the article")
        if row["cue_start"] is not None:
            quoted = self._quote(where, "cue", row)
            if quoted is not None and _words(quoted) != _words(row["cue"] or ""):
                self.report.add(Kind.SPAN, where, f"its cue {row['cue']!r} stands elsewhere")
        if row["source_start"] is not None:
            self._quote(where, "source", row)
        for frame in _json(row["frames"]):
            inside = row["span_start"] <= frame["start"] <= frame["end"] <= row["span_end"]
            if not inside:
                self.report.add(Kind.SPAN, where, f"a claim lies outside it, at {frame['start']}")

    def check_places(self, statement: Row, places: Sequence[Row]) -> None:
        """Check the mentions of places, which of them are listed, and their words for search."""
        self.check_mentions(statement, "statement_location", places)
        met: set[int] = set()
        for row in places:
            first = row["location_id"] not in met
            met.add(row["location_id"])
            if bool(row["listed"]) != first:
                words = "is the first of its place and not listed" if first else "is listed twice"
                self.report.add(Kind.COPY, f"statement_location {row['id']}", words)
        if set(statement["search_places"].split()) != {f"place{number}" for number in met}:
            words = f"its places for search are {statement['search_places']!r:.80}"
            self.report.add(Kind.COPY, f"statement {statement['key']}", words)

    def check_mentions(self, statement: Row, table: str, rows: Iterable[Row]) -> None:
        """Check that each mention stands in its statement, word for word."""
        for position, row in enumerate(rows):
            where = f"{table} {row['id']}"
            inside = statement["span_start"] <= row["span_start"] <= row["span_end"]
            if not (inside and row["span_end"] <= statement["span_end"]):
                self.report.add(Kind.SPAN, where, "lies outside its statement")
            if self._quote(where, "span", row) != row["mention"]:
                self.report.add(
                    Kind.SPAN, where, f"{row['mention']!r:.60} is not what stands there"
                )
            if row["position"] != position:
                words = f"is number {position} of its statement and says {row['position']}"
                self.report.add(Kind.STATEMENT, where, words)

    def _quote(self, where: str, name: str, row: Row) -> str | None:
        """Return the text of a span; None, with a finding, where it is none of this text."""
        start, end = row[f"{name}_start"], row[f"{name}_end"]
        if end is None or not 0 <= start <= end <= len(self.text):
            words = f"its {name} is {start} to {end} in a text of {len(self.text)}"
            self.report.add(Kind.SPAN, where, words)
            return None
        return self.text[start:end]

    def _add(self, kind: Kind, detail: str) -> None:
        self.report.add(kind, f"article {self.row['key']}", detail)


def content_key(content: str, published: str | None) -> str:
    """Name a text as `importer.model.Article.key` does, written again so that both are checked."""
    plain = " ".join(content.split())
    return hashlib.sha256(f"{published or ''}\n{plain}".encode()).hexdigest()[:32]


def _words(piece: str) -> list[str]:
    # A cue is told without the quotation marks that it reaches across: lied” about.
    return re.findall(r"\w+", piece)


def _json(value: Any) -> list[dict[str, Any]]:
    """Decode a column that SQLite hands over as text, PostgreSQL as objects; skip what is none."""
    try:
        decoded = json.loads(value) if isinstance(value, str) else value
    except ValueError:
        return []  # found by the check of all values
    frames = decoded if isinstance(decoded, list) else []
    return [frame for frame in frames if isinstance(frame, dict) and {"start", "end"} <= set(frame)]
