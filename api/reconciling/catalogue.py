"""What can be reconciled: types, their properties, and the manifest that tells of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

VERSIONS = ("0.2",)
BATCH_SIZE = 50
"""Queries that one request may hold."""
MAX_LIMIT = 50
PREVIEW = {"width": 420, "height": 180}


@dataclass(frozen=True, slots=True)
class Folder:
    """A folder of REST whose items are entities: its address is the first part of their ids."""

    path: str
    list_root: str
    item_root: str
    properties: Mapping[str, str]
    """Names of fields in words."""
    filters: frozenset[str]
    """Properties that alone can be asked for, without a name."""
    merges: bool = False
    """Whether people merge items, which are then found by the keys of all."""


SPEAKERS = Folder(
    "speakers",
    "speakers",
    "speaker",
    {
        "party": "Party that the speaker stands for",
        "role": "Role as last given",
        "organisation": "Organisation as last given",
        "kind": "Sort of speaker",
        "aliases": "Names met",
    },
    frozenset({"party", "role", "organisation"}),
    merges=True,
)
PLACES = Folder(
    "locations",
    "locations",
    "location",
    {
        "country": "Country (ISO 3166 alpha-2)",
        "admin1": "First-level division of the country",
        "kind": "Sort of place",
        "latitude": "Degrees north",
        "longitude": "Degrees east",
        "geonameid": "Number in GeoNames",
        "aliases": "Names met",
    },
    frozenset({"country", "admin1"}),
)
FOLDERS = {folder.path: folder for folder in (SPEAKERS, PLACES)}


@dataclass(frozen=True, slots=True)
class Type:
    """A sort of entity; a narrower one is that of the items whose `kind` it names."""

    id: str
    name: str
    folder: Folder
    kind: str | None = None


_SPEAKER = Type("speaker", "Speaker", SPEAKERS)
_PLACE = Type("place", "Place", PLACES)
TYPES = {
    each.id: each
    for each in (
        _SPEAKER,
        Type("person", "Person", SPEAKERS, "PERSON"),
        Type("body", "Body or side", SPEAKERS, "BODY"),
        _PLACE,
    )
}
PROPERTIES = {
    name: label for folder in FOLDERS.values() for name, label in folder.properties.items()
}


def types_of(folder: Folder, kind: str | None) -> list[Type]:
    """Return the types of an item, the narrowest first."""
    broad = _SPEAKER if folder is SPEAKERS else _PLACE
    narrow = [
        each for each in TYPES.values() if each.folder is folder and kind and each.kind == kind
    ]
    return [*narrow, broad]


def entity_id(folder: Folder, key: str) -> str:
    """Name an entity: its address under `/v1/`."""
    return f"{folder.path}/{key}"


def read_id(written: str) -> tuple[Folder, str] | None:
    """Split the name of an entity; None for what cannot be one."""
    path, _, key = written.partition("/")
    folder = FOLDERS.get(path)
    return None if folder is None or not key else (folder, key)


def described(each: Type) -> dict[str, Any]:
    """Write a type as the protocol does."""
    written: dict[str, Any] = {"id": each.id, "name": each.name}
    if each.kind is not None:
        written["broader"] = [{"id": _SPEAKER.id, "name": _SPEAKER.name}]
    return written


def manifest(base: str, version: str, *, keyed: bool) -> dict[str, Any]:
    """Describe the service; `base` is the address of the server without a slash at its end."""
    service = f"{base}/v1/reconcile"

    def suggest(what: str) -> dict[str, str]:
        return {"service_url": service, "service_path": f"/suggest/{what}"}

    body: dict[str, Any] = {
        "versions": list(VERSIONS),
        "name": "Counterclaim: speakers and places of reports on wars",
        "identifierSpace": f"{base}/v1/",
        "schemaSpace": f"{base}/v1/reconcile/types/",
        "defaultTypes": [described(each) for each in TYPES.values()],
        "documentation": f"{base}/docs",
        "serviceVersion": version,
        "batchSize": BATCH_SIZE,
        "view": {"url": f"{base}/v1/{{{{id}}}}"},
        "preview": {"url": f"{service}/preview?id={{{{id}}}}", **PREVIEW},
        "suggest": {
            "entity": {**suggest("entity"), "flyout_service_path": "/flyout?id=${id}"},
            "type": suggest("type"),
            "property": suggest("property"),
        },
        "extend": {
            "propose_properties": {"service_url": service, "service_path": "/properties"},
            "property_settings": [],
        },
    }
    if keyed:
        body["authentication"] = {"type": "http", "scheme": "bearer"}
    return body
