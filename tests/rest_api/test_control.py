"""Who held a place, according to whom, over REST."""

from __future__ import annotations

import httpx
import pytest

from api.rest.control import Control

PLACE = "geonames:990001"


def test_days_and_sides_are_as_described(api: httpx.Client) -> None:
    answer = api.get(
        f"/v1/places/{PLACE}/control", params={"from": "2024-05-01", "to": "2024-05-31"}
    )
    assert answer.status_code == 200, answer.text
    control = Control.model_validate(answer.json(), strict=True)
    assert control.complete
    assert control.place.key == PLACE
    days = {day.date: day for day in control.days}
    assert list(days) == sorted(days)
    assert {f"2024-05-{day:02}" for day in range(1, 11)} <= set(days)
    assert days["2024-05-02"].contested
    found = [
        (side.party, side.contested, len(side.statements)) for side in days["2024-05-02"].sides
    ]
    # The other side claimed on the 13th to have held the town from the 1st on.
    assert found == [("AM", True, 2), ("FHA", True, 1)]


def test_a_shorter_period_is_a_part_of_a_longer_one(api: httpx.Client) -> None:
    def days(first: str, last: str) -> list[object]:
        query = {"from": first, "to": last}
        return list(api.get(f"/v1/places/{PLACE}/control", params=query).json()["days"])

    assert days("2024-05-03", "2024-05-05") == days("2024-05-01", "2024-05-09")[2:5]


@pytest.mark.parametrize(
    ("path", "query", "status", "code", "where"),
    [
        (PLACE, "from=2024-05-02&to=2024-05-01", 422, "bad-filter", "to"),
        (PLACE, "from=2024-01-01&to=2024-12-31", 422, "bad-filter", "to"),
        (PLACE, "from=2024-02-30&to=2024-03-01", 422, "bad-filter", "from"),
        (PLACE, "from=yesterday&to=2024-03-01", 422, "bad-parameter", "query.from"),
        (PLACE, "from=2024-03-01", 422, "bad-parameter", "query.to"),
        (PLACE, "from=2024-03-01&to=2024-03-02&until=1", 422, "bad-parameter", "query.until"),
        ("x/y", "from=2024-03-01&to=2024-03-02", 404, "unknown-key", None),
        ("%00", "from=2024-03-01&to=2024-03-02", 422, "bad-filter", "place"),
    ],
)
def test_what_is_wrong_is_told(
    api: httpx.Client, path: str, query: str, status: int, code: str, where: str | None
) -> None:
    answer = api.get(f"/v1/places/{path}/control?{query}")
    body = answer.json()
    assert (answer.status_code, body["code"]) == (status, code), body
    assert [fault["where"] for fault in body["faults"]] == ([where] if where else [])
