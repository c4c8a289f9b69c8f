"""What a list can be asked to count beside its page: all that fit, and facets.

The facets are those of the query engine; each list has its own, and so its own models.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import GenericAlias
from typing import Any

from pydantic import Field, create_model

from api.rest import models
from api.rest.fields import fields_of, fields_parameter
from api.rest.parameter_parts import Parameters
from api.rest.resources import Resource
from db.query.connection import Connection
from db.query.description import Facet
from db.query.errors import QueryError
from db.query.facets import DEFAULT_COUNTED, DEFAULT_VALUES, MAX_COUNTED, MAX_VALUES
from db.query.paging import MAX_COUNTED as MAX_TOTAL
from db.query.roots import ROOTS
from db.query.selection import Field as Selected
from db.query.selection import Slot

MAX_FACETS = 20
"""How often `facet` may be repeated."""
VALUES: Mapping[str, Any] = {
    "TextFacet": str,
    "SpeakerFacet": models.SpeakerReference,
    "LocationFacet": models.LocationReference,
    "OutletFacet": models.Outlet,
    "DateFacet": models.Day,
    "ClaimTypeFacet": models.ClaimName,
    "StatementKindFacet": models.KindName,
    "PolarityFacet": models.PolarityName,
    "ModalityFacet": models.ModalityName,
    "StanceFacet": models.StanceName,
    "ContradictionTypeFacet": models.ClashName,
    "ReviewStatusFacet": models.StatusName,
    "RelationFacet": models.RelationName,
    "SpeakerKindFacet": models.SpeakerKindName,
    "PlaceKindFacet": models.PlaceKindName,
}
"""What the values of each type are shown as."""

COUNT_AT_MOST: Any = Field(
    default=None,
    ge=1,
    le=MAX_TOTAL,
    description="Count as totalCount, but stop there: it takes no longer in a larger archive.",
    examples=[1000],
)
FACET_LIMIT: Any = Field(
    default=DEFAULT_VALUES, ge=1, le=MAX_VALUES, description="How many values a facet shows."
)
FACET_AT_MOST: Any = Field(
    default=DEFAULT_COUNTED,
    ge=1,
    le=MAX_COUNTED,
    description="How many items are counted for facets: of more, the first of the list.",
)
_FACET = "Count how many of all that fit have each value"


@dataclass(frozen=True, slots=True)
class Counting:
    """What is counted beside a page."""

    total: bool = False
    at_most: int | None = None
    """Where to stop counting all."""
    facets: tuple[str, ...] = ()
    facet_limit: int = DEFAULT_VALUES
    facet_at_most: int = DEFAULT_COUNTED

    def fields(self, resource: Resource) -> tuple[Selected, ...]:
        """Select it from the connection of a list."""
        fields = []
        if self.total or self.at_most is not None:
            arguments = {} if self.at_most is None else {"atMost": Slot(self.at_most)}
            fields.append(Selected("totalCount", "totalCount", arguments))
        if self.facets:
            fields.append(self._facets(resource))
        return tuple(fields)

    def _facets(self, resource: Resource) -> Selected:
        known = facets_of(resource)
        if not set(self.facets) <= known.keys():
            message = f"must be one or more of {', '.join(known)}"
            raise QueryError("bad-facet", message, ("page", "facet"))
        size = {"first": Slot(self.facet_limit)}
        members = (
            *(Selected(name, name) for name in ("counted", "complete")),
            *(
                Selected(name, name, size, fields_of(value_model(known[name])))
                for name in self.facets
            ),
        )
        return Selected("facets", "facets", {"atMost": Slot(self.facet_at_most)}, members)


NOTHING = Counting()


def split_names(given: Sequence[str] | None) -> tuple[str, ...]:
    """Read names that were repeated, or set apart by commas; each counts once."""
    names = (name.strip() for each in given or () for name in each.split(","))
    return tuple(dict.fromkeys(names))


def facets_of(resource: Resource) -> Mapping[str, Facet]:
    """Return what a list can be counted by."""
    connection = ROOTS[resource.list_root]
    if not isinstance(connection, Connection):
        raise TypeError(resource.list_root)
    return connection.target().facets


@cache
def list_parameters(resource: Resource) -> type[Parameters]:
    """Return the parameters of a list: its filters, its page, its fields, and what to count."""
    names = list(facets_of(resource))
    facet: Any = Field(
        default=None,
        min_length=1,
        max_length=MAX_FACETS,
        description=f"{_FACET}: {', '.join(names)}. With commas or repeated.",
        examples=[names[:1]],
        json_schema_extra={"anyOf": [facet_schema(names), {"type": "null"}]},
    )
    added: dict[str, Any] = {
        "count_at_most": (int | None, COUNT_AT_MOST),
        "facet": (list[str] | None, facet),
        "facet_limit": (int, FACET_LIMIT),
        "facet_at_most": (int, FACET_AT_MOST),
        "fields": fields_parameter(resource.listed),
    }
    base = resource.parameters
    return create_model(f"{base.__name__}OfList", __base__=base, __doc__=base.__doc__, **added)


def facet_schema(names: Sequence[str]) -> dict[str, Any]:
    """Describe a choice of facets."""
    items = {"type": "string", "enum": list(names)}
    return {"type": "array", "items": items, "minItems": 1, "maxItems": MAX_FACETS}


def value_model(facet: Facet) -> type[models.Model]:
    """Return the model of a value of a facet with its count."""
    return _value_model(facet.type_name)


@cache
def _value_model(name: str) -> type[models.Model]:
    given: dict[str, Any] = {
        "value": (VALUES[name] | None, Field(description="Null counts those that have none.")),
        "count": (int, Field(description="How many have it.", examples=[12])),
    }
    text = "A value, and how many have it."
    return create_model(name, __base__=models.Model, __doc__=text, **given)


@cache
def page_model(resource: Resource) -> type[models.Model]:
    """Return the model of a page of a list, with the facets that it can have."""
    name = resource.listed.__name__
    facets: dict[str, Any] = {
        "counted": (int, Field(description="How many items were counted.", examples=[120])),
        "complete": (bool, Field(description="False where counting stopped at facetAtMost.")),
    }
    for given, facet in facets_of(resource).items():
        values = GenericAlias(list, (value_model(facet),)) | None
        facets[_snake(given)] = (values, Field(default=None, description=f"With `facet={given}`."))
    text = "How many items have each value, the most frequent first, whatever the page."
    counts = create_model(f"{name}Facets", __base__=models.Model, __doc__=text, **facets)
    page = models.Page[resource.listed]  # type: ignore[name-defined]  # known at run time
    shown: dict[str, Any] = {
        "facets": (counts | None, Field(default=None, description="Only with `facet`."))
    }
    return create_model(f"Page_{name}_", __base__=page, __doc__=page.__doc__, **shown)


def _snake(name: str) -> str:
    return "".join(f"_{sign.lower()}" if sign.isupper() else sign for sign in name)
