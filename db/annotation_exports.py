"""What an export of annotations reads: whole articles, and the pairs across them.

An article is read whole or not at all: a filter on statements chooses articles, since a reading of
a text with some statements left out would be a wrong reading of it.
"""
# ruff: noqa: S608 - only names of the schema reach SQL text

from collections.abc import Mapping
from dataclasses import replace

from db.filters.catalogue import ARTICLE as ARTICLE_FILTERS
from db.filters.relations import compile_where
from db.filters.scope import Scope
from db.query.catalogue import ARTICLE, CONTRADICTION, STATEMENT
from db.query.description import Column, Expression, Many, Member, ObjectType, One, columns
from db.query.dialect import Kind
from db.query.parts import TABLES
from db.query.selection import Argument, Field, select
from db.query.values import Path

MOST_STATEMENTS = 100_000
"""Statements of one article; more than any text that is read can hold."""

_NAME = Expression(
    "CASE WHEN EXISTS (SELECT 1 FROM article shared "
    "WHERE shared.name = {row}.name AND shared.id <> {row}.id) "
    "THEN {row}.name || '~' || substr({row}.key, 1, 8) ELSE {row}.name END"
)
"""As `db.known.ArticleNames` names articles."""

_WITHIN = (
    "(SELECT pair.id, pair.type, a.local_id AS a, b.local_id AS b FROM contradiction pair "
    "JOIN statement a ON a.id = pair.statement_a_id JOIN statement b ON b.id = pair.statement_b_id "
    "WHERE pair.superseded_at IS NULL AND pair.status <> 'rejected' "
    "AND a.article_id = {row}.id AND b.article_id = {row}.id) {other}"
)


class Across:
    """Two articles, both of which fit a filter, with a statement each in the pair."""

    def sql(self, scope: Scope, node: Argument, path: Path) -> str:
        """Look both articles up; a filter on them is as deep as in a list of articles."""
        fitting = []
        tables = []
        for side in ("a", "b"):
            said, article = scope.compiler.alias("said"), scope.compiler.alias("article")
            tables += [f"statement {said}", f"article {article}"]
            inner = replace(scope.inside(article, joins=None), depth=0)
            fitting += [
                f"{said}.id = {scope.column(f'statement_{side}_id')}",
                f"{article}.id = {said}.article_id",
                compile_where(ARTICLE_FILTERS, inner, node, path),
            ]
        fitting.append(f"{tables[1].split()[1]}.id <> {tables[3].split()[1]}.id")
        return f"EXISTS (SELECT 1 FROM {', '.join(tables)} WHERE {' AND '.join(fitting)})"


def _annotated() -> Mapping[str, Member]:
    return {
        **columns(TABLES["article"], key="key", text="text", published="published_on"),
        "file": _NAME,
        "statements": Many(
            lambda: STATEMENT,
            "{other}.article_id = {row}.id AND {other}.superseded_at IS NULL",
            ("position", "id"),
            largest=MOST_STATEMENTS,
        ),
        "contradictions": Many(lambda: _PAIR, "1=1", ("id",), _WITHIN, largest=MOST_STATEMENTS),
    }


_PAIR = ObjectType(
    "PairWithin",
    lambda: {
        name: Column(name, kind, nullable=False)
        for name, kind in (("a", Kind.TEXT), ("b", Kind.TEXT), ("type", Kind.ENUM))
    },
    "pair",
)

_FILE = ObjectType("AnnotatedFile", lambda: {"file": _NAME}, "article")

_SIDE = ObjectType(
    "SideAcross",
    lambda: {
        **columns(TABLES["statement"], localId="local_id"),
        "article": One(lambda: _FILE, "{other}.id = {row}.article_id"),
    },
    "statement",
)

ANNOTATION = ObjectType(
    "Annotation",
    _annotated,
    "article",
    ARTICLE.filters,
    ARTICLE.orders,
    ARTICLE.default_order,
)

ACROSS = ObjectType(
    "PairAcross",
    lambda: {
        **columns(TABLES["contradiction"], type="type"),
        "a": One(lambda: _SIDE, "{other}.id = {row}.statement_a_id"),
        "b": One(lambda: _SIDE, "{other}.id = {row}.statement_b_id"),
    },
    "contradiction",
    {"across": Across()},
    CONTRADICTION.orders,
    CONTRADICTION.default_order,
    supersedes=True,
    reviewed=True,
)

_STATEMENT = (
    *select("localId", "kind", "text", "utterance", "party", "stance", "confidence", "via"),
    *select(
        claim=select("type", "agent", "target", "polarity", "modality"),
        about=select("start", "end"),
        evidence=select("cue", span=select("start", "end")),
        attribution=select("name", "role", "organisation", "party"),
        parent=select("localId"),
        places=(
            *select("mention", "implicit", span=select("start", "end")),
            *select(location=select("name", "country", "kind", "latitude", "longitude")),
        ),
        quantities=select(
            *("mention", "low", "high", "unit", "counted", "approx"), span=select("start", "end")
        ),
    ),
)

ARTICLE_FIELDS: tuple[Field, ...] = (
    *select("key", "file", "published"),
    *select(statements=_STATEMENT, contradictions=select("a", "b", "type")),
)
TEXT_FIELDS: tuple[Field, ...] = (*ARTICLE_FIELDS, *select("text"))
_SIDE_FIELDS = select("localId", article=select("file"))
ACROSS_FIELDS: tuple[Field, ...] = select("type", a=_SIDE_FIELDS, b=_SIDE_FIELDS)
