"""What can be exported, by which filters, and in which formats."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from api.rest import models
from api.rest.export_formats import (
    CONTRADICTION_COLUMNS,
    STATEMENT_COLUMNS,
    Csv,
    Format,
    GeoJson,
    JsonLd,
    JsonLines,
    claim,
    feature,
)
from api.rest.export_gold import Annotations
from api.rest.export_parquet import Parquet
from api.rest.fields import fields_of
from api.rest.parameter_parts import Parameters, Path, place, text
from api.rest.parameters import ContradictionParameters, StatementParameters
from api.rest.reading import check_depth
from db.annotation_exports import ACROSS_FIELDS, ARTICLE_FIELDS, TEXT_FIELDS
from db.exports import ARTICLES, Export
from db.query.engine import QueryEngine

type _Written = tuple[type[Format], tuple[Any, ...]]
"""A format, and what it is made with."""

FORMATS: Mapping[str, Mapping[str, _Written]] = {
    "statements": {
        "jsonl": (JsonLines, ()),
        "csv": (Csv, (STATEMENT_COLUMNS,)),
        "geojson": (GeoJson, (feature,)),
        "jsonld": (JsonLd, (claim,)),
        "parquet": (Parquet, (models.Statement,)),
    },
    "contradictions": {
        "jsonl": (JsonLines, ()),
        "csv": (Csv, (CONTRADICTION_COLUMNS,)),
        "parquet": (Parquet, (models.Contradiction,)),
    },
    "annotations": {"jsonl": (Annotations, ())},
}
"""By what is exported, and by the name that readers use."""

_MODELS: Mapping[str, type[models.Model]] = {
    "statements": models.Statement,
    "contradictions": models.Contradiction,
}


class AnnotationParameters(StatementParameters):
    """Filters on articles, and on statements of which an article must have one."""

    article_paths: ClassVar[Mapping[str, Path]] = {
        "title": ("title", "contains"),
        "language": ("language", "eq"),
        "outlet": ("outlet", "name", "eq"),
        "article": ("key", "eq"),
        "published_from": ("published", "gte"),
        "published_to": ("published", "lte"),
    }

    title: str | None = text("Part of the article's title.", "Tarnova")
    language: str | None = text("ISO 639-1, of the article.", "en")

    def where(self) -> dict[str, Any]:
        """Build the filter on articles; all that is asked of a statement holds of the same one."""
        ours = self.model_copy(update=dict.fromkeys(self.article_paths))
        said = StatementParameters.where(ours)
        where: dict[str, Any] = {"statement": said} if said else {}
        for name, path in self.article_paths.items():
            if (value := getattr(self, name)) is not None:
                place(where, path, value)
        return where

    def places(self) -> Mapping[str, Path]:
        """Return where each parameter stands."""
        said = super().places()
        return {
            **{
                name: ("statement", *path)
                for name, path in said.items()
                if name not in self.article_paths
            },
            **self.article_paths,
        }


PARAMETERS: Mapping[str, type[Parameters]] = {
    "statements": StatementParameters,
    "contradictions": ContradictionParameters,
    "annotations": AnnotationParameters,
}


def format_of(root: str, name: str) -> Format:
    """Make what writes one export; raise ParquetMissingError where nothing can."""
    written, made_with = FORMATS[root][name]
    return written(*made_with)


def media_types(root: str) -> list[str]:
    """Return the types of the files that may come, without their parameters."""
    return sorted({each.media_type.partition(";")[0] for each, _ in FORMATS[root].values()})


def export_of(
    engine: QueryEngine, root: str, where: dict[str, Any], *, texts: bool = False
) -> Export:
    """Return what exports one of `FORMATS` under a filter, as REST shows it.

    Annotations are of articles, with their texts where `texts` is true.
    """
    check_depth(where)
    if root != "annotations":
        model = _MODELS[root]
        return Export(engine, root, fields_of(model), model.__name__, where)
    across = Export(engine, "across", ACROSS_FIELDS, "across", {"across": where})
    fields, name = (TEXT_FIELDS, "texts") if texts else (ARTICLE_FIELDS, "articles")
    return Export(engine, root, fields, name, where, ARTICLES, across)
