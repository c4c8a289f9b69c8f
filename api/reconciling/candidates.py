"""Find the entities that a name may stand for, and put the likeliest first.

The query engine answers for names that are equal, that hold a word of the one asked for, or that
share a few letters with each; how alike they are is judged afterwards, on these few.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from api.reconciling.asked import Wanted
from api.reconciling.catalogue import (
    FOLDERS,
    TYPES,
    Folder,
    described,
    entity_id,
    read_id,
    types_of,
)
from api.reconciling.scoring import AHEAD, EXACT, LEAST, SURE, Score, score
from db.keys import fold
from db.query.engine import QueryEngine
from db.query.selection import Field, Slot, shape_of, variables_as_arguments

PER_TIER = 100
"""Items that each way of looking for a name may bring."""
MAX_WORDS = 4
BEGINNING = 3
LONG_WORD = 6

type Item = dict[str, Any]
type Where = dict[str, Any]


async def candidates(engine: QueryEngine, wanted: Wanted) -> list[dict[str, Any]]:
    """Return the likeliest entities of a query as the protocol writes them."""
    scored: list[tuple[Score, Folder, Item]] = []
    for folder in _folders(wanted):
        scored += [
            (score(item, wanted.name, wanted.properties), folder, item)
            for item in await _found(engine, folder, wanted)
            if _has_type(folder, item, wanted.types)
        ]
    least = LEAST if wanted.name else EXACT / 100
    kept = sorted(
        (each for each in scored if each[0].total >= least),
        key=lambda each: (-each[0].total, each[2]["name"], each[2]["key"]),
    )
    return [_written(each, kept) for each in kept[: wanted.limit]]


async def items_by_id(engine: QueryEngine, ids: Iterable[str]) -> dict[str, tuple[Folder, Item]]:
    """Return the items of those ids that are known."""
    found: dict[str, tuple[Folder, Item]] = {}
    split = {written: read_id(written) for written in dict.fromkeys(ids)}
    for folder in FOLDERS.values():
        keys = {each[1]: name for name, each in split.items() if each and each[0] is folder}
        known = sorted(key for key in keys if _is_text(key))
        for start in range(0, len(known), PER_TIER):
            where = {"key": {"in": known[start : start + PER_TIER]}}
            for item in await _list(engine, folder, {"named": where}):
                # Who was merged into another is answered by that one.
                for key in (item["key"], *item["mergedKeys"]):
                    if key in keys:
                        found[keys[key]] = (folder, item)
    return found


async def suggestions(engine: QueryEngine, prefix: str, cursor: int, size: int) -> list[Item]:
    """Return entities for what somebody has begun to type, after the first `cursor` of them."""
    typed = Wanted(prefix.strip() or None, limit=cursor + size)
    if typed.name is None or not _is_text(typed.name):
        return []
    found: list[tuple[bool, Score, Folder, Item]] = []
    for folder in FOLDERS.values():
        tiers = _tiers(folder, typed)
        begun = {"begun": {"name": {"startsWith": typed.name}}} if fold(typed.name) else {}
        for item in await _list(engine, folder, tiers | begun):
            starts = any(
                fold(each).startswith(fold(typed.name)) for each in [item["name"], *item["aliases"]]
            )
            fit = score(item, typed.name, {})
            starts = starts or typed.name in {item["key"], item["id"]}
            found.append((starts, fit, folder, item))
    kept = [each for each in found if each[0] or each[1].name >= LEAST]
    kept.sort(key=lambda each: (not each[0], -each[1].name, each[3]["name"], each[3]["key"]))
    return [
        {
            "id": item["id"],
            "name": item["name"],
            "description": description(folder, item),
            "notable": [described(each) for each in types_of(folder, item["kind"])],
        }
        for _, _, folder, item in kept[cursor : cursor + size]
    ]


def description(folder: Folder, item: Item) -> str:
    """Say in a few words who or what an item is, to tell namesakes apart."""
    parts = [item["kind"], *(item.get(name) for name in folder.properties if name in _TELLING)]
    return ", ".join(
        str(part).lower() if part == item["kind"] else str(part) for part in parts if part
    )


_TELLING = frozenset({"party", "role", "organisation", "country", "admin1"})


def _folders(wanted: Wanted) -> list[Folder]:
    if not wanted.types:
        return list(FOLDERS.values())
    chosen = {TYPES[each].folder.path for each in wanted.types}
    return [folder for folder in FOLDERS.values() if folder.path in chosen]


def _has_type(folder: Folder, item: Item, types: tuple[str, ...]) -> bool:
    own = {each.id for each in types_of(folder, item["kind"])}
    return not types or bool(own.intersection(types))


def _is_text(written: str) -> bool:
    """Tell whether a database can hold it."""
    return "\0" not in written and not any("\ud800" <= sign <= "\udfff" for sign in written)


async def _found(engine: QueryEngine, folder: Folder, wanted: Wanted) -> list[Item]:
    tiers = _tiers(folder, wanted) if wanted.name else _by_properties(folder, wanted)
    return await _list(engine, folder, tiers) if tiers else []


def _tiers(folder: Folder, wanted: Wanted) -> dict[str, Where]:
    """Return filters from the strict to the loose; each brings a bounded number of items."""
    name = wanted.name or ""
    if not _is_text(name):
        return {}
    split = read_id(name)
    tiers: dict[str, Where] = {
        "named": {"key": {"eq": split[1] if split and split[0] is folder else name}}
    }
    words = sorted(dict.fromkeys(fold(name).split()), key=len, reverse=True)[:MAX_WORDS]
    if not words:
        return tiers
    tiers["equal"] = {"name": {"eq": name}}
    tiers["whole"] = {"or": [{"name": {"contains": word}} for word in words]}
    tiers["begun"] = {"and": [{"name": {"contains": word[:BEGINNING]}} for word in words]}
    inner = [word[1:-1][: LONG_WORD - 2] for word in words if len(word) >= LONG_WORD - 1]
    if inner:
        tiers["inner"] = {"or": [{"name": {"contains": piece}} for piece in inner]}
    return tiers


def _by_properties(folder: Folder, wanted: Wanted) -> dict[str, Where]:
    """Return a filter for what can be asked for without a name."""
    asked = [
        {pid: {"in": list(values)}}
        for pid, values in wanted.properties.items()
        if pid in folder.filters and values and all(map(_is_text, values))
    ]
    return {"fitting": {"and": asked}} if asked else {}


async def _list(engine: QueryEngine, folder: Folder, tiers: Mapping[str, Where]) -> list[Item]:
    """Read the items of all tiers in one go, each once."""
    variables = dict(tiers)
    key = ("reconcile", folder.path, shape_of(variables))
    plan = engine.cached(key)
    if plan is None:
        read = tuple(Field(name, name) for name in ("key", "name", *folder.properties))
        if folder.merges:
            read += (Field("mergedFrom", "mergedFrom", fields=(Field("key", "key"),)),)
        edges = Field("edges", "edges", fields=(Field("node", "node", fields=read),))
        size = Slot(PER_TIER)
        plan = engine.plan(
            [
                Field(folder.list_root, tier, {"where": where, "first": size}, (edges,))
                for tier, where in variables_as_arguments(variables).items()
            ]
        )
        engine.keep(key, plan)
    answer = orjson.loads(await engine.run_in_turn(plan, variables))
    items = {edge["node"]["key"]: edge["node"] for tier in tiers for edge in answer[tier]["edges"]}
    return [_with_keys(folder, item) for item in items.values()]


def _with_keys(folder: Folder, item: Item) -> Item:
    """Add the id of an item, and all by which those are known who were merged into it."""
    merged = [each["key"] for each in item.get("mergedFrom", ())]
    ids = [entity_id(folder, key) for key in merged]
    return {"id": entity_id(folder, item["key"]), "mergedKeys": merged, "mergedIds": ids, **item}


def _written(
    each: tuple[Score, Folder, Item], kept: list[tuple[Score, Folder, Item]]
) -> dict[str, Any]:
    found, folder, item = each
    best = kept[0] is each and (len(kept) == 1 or found.total - kept[1][0].total >= AHEAD)
    return {
        "id": item["id"],
        "name": item["name"],
        "description": description(folder, item),
        "type": [{"id": own.id, "name": own.name} for own in types_of(folder, item["kind"])],
        "score": found.total,
        "features": [
            {"id": "name", "value": found.name},
            {"id": "properties_fitting", "value": found.fitting},
            {"id": "properties_failing", "value": found.failing},
        ],
        "match": bool(best and found.total >= SURE and not found.failing),
    }
