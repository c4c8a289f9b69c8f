"""Numbers in addresses: as JSON writes them, and in no other way that a language may know."""

from __future__ import annotations

from urllib.parse import quote

import httpx
import pytest

ODD = ("1_0", "+5", " 5", "5 ", "\u0665", "\uff15", "1e1", "5.0", "5.", "05", "-0.0", "0x5", "nan")
WHOLE = (
    "statements?limit",
    "speakers?facetLimit",
    "locations?countAtMost",
    "disputes?sizeMin",
    "statements/stats?groupBy=party&limit",
    "export/statements?limit",
    "changes?limit",
    "reconcile/suggest/entity?prefix=a&cursor",
    "reconcile/properties?type=place&limit",
)
FRACTIONS = (
    "statements?quantityMin",
    "statements?near=49,37&radiusKm",
    "contradictions?confidenceMin",
    "changes?wait",
)
ODD_FRACTIONS = ("0_1", "+0.5", " 0.5", "\u0660.\u0665", ".5", "00.5", "1e", "1e+", "inf", "0x1")


@pytest.mark.parametrize("address", WHOLE)
def test_whole_numbers(api: httpx.Client, address: str) -> None:
    name = address.rpartition("&")[2].rpartition("?")[2]
    assert api.get(f"/v1/{address}=5").status_code == 200
    for written in ODD:
        answer = api.get(f"/v1/{address}={quote(written)}")
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-parameter"), written
        assert answer.json()["faults"][0]["where"] == f"query.{name}"


@pytest.mark.parametrize("address", FRACTIONS)
def test_fractions(api: httpx.Client, address: str) -> None:
    for written in ("0.5", "1", "5e-1", "1E0", "0.1e+1"):
        assert api.get(f"/v1/{address}={quote(written)}").status_code == 200, written
    for written in ODD_FRACTIONS:
        answer = api.get(f"/v1/{address}={quote(written)}")
        assert (answer.status_code, answer.json()["code"]) == (422, "bad-parameter"), written


def test_numbers_in_a_list(api: httpx.Client) -> None:
    for name, written in (
        ("bbox", "\u0663\u0666,49,38,50"),
        ("bbox", "36, 49,38,50"),
        ("bbox", "3_6,49,38,50"),
        ("near", "\uff14\uff19,37"),
        ("near", "+49,37"),
        ("near", "4e1,37"),
    ):
        answer = api.get("/v1/statements", params={name: written, "radiusKm": "5"})
        assert answer.status_code == 422, (name, written)


def test_all_that_is_wrong_with_numbers_is_told(api: httpx.Client) -> None:
    answer = api.get("/v1/statements?limit=1_0&quantityMin=%2B2&facetLimit=1&facetLimit=2").json()
    assert [fault["where"] for fault in answer["faults"]] == [
        "query.facetLimit",
        "query.limit",
        "query.quantityMin",
    ]
    assert "such as 20" in answer["detail"]
