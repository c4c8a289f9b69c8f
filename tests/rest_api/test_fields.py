"""Answers with chosen fields: the whole item without the rest, in lists, items and on the map."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.rest.fields import MEDIA_TYPE, chosen_of, fields_of, names_of, pruned
from api.rest.resources import RESOURCES, Resource
from db.query.errors import QueryError
from db.query.selection import Field

each_resource = pytest.mark.parametrize("resource", RESOURCES, ids=lambda each: each.path)


def _spread(resource: Resource) -> list[tuple[str, ...]]:
    """Choose fields: one, one of those in another, every third of all."""
    names = names_of(resource.listed)
    inner = [name for name in names if "." in name]
    return [names[:1], (names[0], *inner[-1:]), names[::3]]


def _kept(item: Any, names: tuple[str, ...]) -> Any:
    """Leave out of an item what is not named, in a way of its own."""
    if isinstance(item, list):
        return [_kept(each, names) for each in item]
    if not isinstance(item, dict) or not names:
        return item
    kept = {}
    for key, value in item.items():
        if key in names:
            kept[key] = value
        elif inner := tuple(name[len(key) + 1 :] for name in names if name.startswith(f"{key}.")):
            kept[key] = _kept(value, inner)
    return kept


@each_resource
def test_lists_answer_what_is_chosen(api: httpx.Client, resource: Resource) -> None:
    url = f"/v1/{resource.path}"
    whole = api.get(url, params={"limit": 3}).json()
    for names in _spread(resource):
        short = api.get(url, params={"limit": 3, "fields": ",".join(names)})
        body = short.json()
        assert (short.status_code, short.headers["content-type"]) == (200, MEDIA_TYPE)
        assert body == {**whole, "items": _kept(whole["items"], names)}
        asked = api.post(f"{url}/query", json={"limit": 3, "fields": list(names)})
        assert (asked.json(), asked.headers["content-type"]) == (body, MEDIA_TYPE)
        if whole["nextCursor"]:
            following = api.get(short.links["next"]["url"])
            assert following.headers["content-type"] == MEDIA_TYPE
            assert all(each == _kept(each, names) for each in following.json()["items"])


@pytest.mark.parametrize(
    "resource", [each for each in RESOURCES if each.item_root], ids=lambda each: each.path
)
def test_items_answer_what_is_chosen(api: httpx.Client, resource: Resource) -> None:
    key = api.get(f"/v1/{resource.path}", params={"limit": 1}).json()["items"][0]["key"]
    address = f"/v1/{resource.path}/{key}"
    whole = api.get(address).json()
    for names in _spread(resource):
        for params in ({"fields": ",".join(names)}, {"fields": list(names)}):
            short = api.get(address, params=params)
            assert (short.json(), short.headers["content-type"]) == (
                _kept(whole, names),
                MEDIA_TYPE,
            )


def test_what_is_on_the_map_has_its_place_whatever_is_chosen(api: httpx.Client) -> None:
    for path in ("statements", "locations"):
        for address in (f"/v1/{path}", f"/v1/{path}/{_first(api, path)}"):
            headers = {"Accept": "application/geo+json"}
            whole = api.get(address, headers=headers).json()
            short = api.get(address, headers=headers, params={"fields": "key"}).json()
            for full, part in zip(_features(whole), _features(short), strict=True):
                assert part == {**full, "properties": {"key": full["id"]}}


def _first(api: httpx.Client, path: str) -> str:
    key: str = api.get(f"/v1/{path}", params={"limit": 1}).json()["items"][0]["key"]
    return key


def _features(body: dict[str, Any]) -> list[dict[str, Any]]:
    features: list[dict[str, Any]] = body.get("features", [body])
    return features


@pytest.mark.parametrize("given", ["nothing", "key,", "speaker.nothing", "key.name", "KEY", ""])
def test_other_names_are_refused_with_those_that_there_are(api: httpx.Client, given: str) -> None:
    for address in ("/v1/statements", f"/v1/statements/{_first(api, 'statements')}"):
        answer = api.get(address, params={"fields": given})
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-parameter")
        assert "fields must be one or more of key, text, " in answer.json()["detail"]


def test_the_description_has_parts_in_which_any_field_may_lack(api: httpx.Client) -> None:
    described = api.get("/openapi.json").json()
    schemas = described["components"]["schemas"]
    answers = described["paths"]["/v1/statements"]["get"]["responses"]["200"]["content"]
    page = schemas[answers[MEDIA_TYPE]["schema"]["$ref"].rpartition("/")[2]]
    assert page["required"] == ["items", "nextCursor"]
    assert page["properties"]["items"]["items"]["$ref"].endswith("/StatementPart")
    for name in ("StatementPart", "ArticleReferencePart", "OutletPart"):
        assert "required" not in schemas[name]
        assert schemas[name]["properties"].keys() == schemas[name[:-4]]["properties"].keys()
    assert schemas["StatementPart"]["properties"]["article"]["$ref"].endswith("ReferencePart")
    assert "text" in schemas["Statement"]["required"]


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_what_is_chosen_is_what_is_left_of_the_whole(data: st.DataObject) -> None:
    resource = data.draw(st.sampled_from(RESOURCES))
    names = tuple(data.draw(st.lists(st.sampled_from(names_of(resource.item)), min_size=1)))
    whole = _written(fields_of(resource.item))
    chosen = chosen_of(resource.item, names)
    assert _written(chosen) == _kept(whole, names) == pruned(whole, chosen)


def _written(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {field.name: _written(field.fields) if field.fields else 1 for field in fields}


def test_names_that_are_none_are_refused() -> None:
    with pytest.raises(QueryError, match="must be one or more of"):
        chosen_of(RESOURCES[0].item, ("key", "nothing"))
