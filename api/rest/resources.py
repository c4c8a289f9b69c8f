"""The resources of REST: what each is called, what it answers, filters and sorts by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.rest import models, parameters
from api.rest.geojson import ToFeature, location_feature, statement_feature
from api.rest.parameter_parts import Parameters


@dataclass(frozen=True, slots=True, eq=False)
class Resource:
    """One kind of thing: a list, a query and an item."""

    path: str
    """In the address: plural, words set apart by hyphens."""
    list_root: str
    item_root: str | None
    """The roots of the query engine; None where there is no look-up by key."""
    title: str
    description: str
    listed: type[models.Model]
    item: type[models.Model]
    parameters: type[Parameters]
    sorts: Mapping[str, str]
    """The engine's orders by the words that `sort` takes; the first is the default."""
    to_feature: ToFeature | None = None
    moves: bool = False
    """Whether an item may be merged into another, which then answers for it."""

    @property
    def sort_words(self) -> tuple[str, ...]:
        """Return what `sort` takes; a minus is for descending."""
        return tuple(f"{sign}{word}" for word in self.sorts for sign in ("", "-"))

    def order(self, word: str | None) -> dict[str, str] | None:
        """Return the order that a word asks for."""
        if word is None:
            return None
        direction = "DESC" if word.startswith("-") else "ASC"
        return {"field": self.sorts[word.removeprefix("-")], "direction": direction}


_DATED = {"date": "DATE", "recorded": "RECORDED"}
_JUDGED = {**_DATED, "confidence": "CONFIDENCE"}

RESOURCES = (
    Resource(
        "statements", "statements", "statement", "statement",
        "What was said: who, through whom, where, when, how many. Newest first.",
        models.Statement, models.Statement, parameters.StatementParameters, _JUDGED,
        statement_feature,
    ),
    Resource(
        "speakers", "speakers", "speaker", "speaker",
        "Who speaks. In alphabetical order.",
        models.Speaker, models.Speaker, parameters.SpeakerParameters, {"name": "NAME"},
        moves=True,
    ),
    Resource(
        "locations", "locations", "location", "location",
        "Places that statements name. In alphabetical order.",
        models.Location, models.Location, parameters.LocationParameters, {"name": "NAME"},
        location_feature,
    ),
    Resource(
        "articles", "articles", "article", "article",
        "Articles; the text stands in the single article. Newest first.",
        models.ArticleSummary, models.Article, parameters.ArticleParameters,
        {**_DATED, "name": "NAME"},
    ),
    Resource(
        "contradictions", "contradictions", "contradiction", "contradiction",
        "Pairs of statements that cannot both be true, with the reason. Newest first.",
        models.Contradiction, models.Contradiction, parameters.ContradictionParameters, _JUDGED,
    ),
    Resource(
        "near-misses", "nearMisses", None, "near miss",
        "Pairs of statements that look opposed and are not, with the reason. Newest first.",
        models.NearMiss, models.NearMiss, parameters.NearMissParameters, _JUDGED,
    ),
    Resource(
        "disputes", "disputes", "dispute", "dispute",
        "Contradictions on one matter that share statements. Newest first.",
        models.Dispute, models.Dispute, parameters.DisputeParameters,
        {**_DATED, "size": "SIZE"},
    ),
)  # fmt: skip
