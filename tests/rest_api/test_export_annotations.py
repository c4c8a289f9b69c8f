"""Exports in the annotation form, under filters of articles and of statements."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from bench.quality.links import Pairs, score_links
from bench.quality.scoring import Score, score_statements
from db.linking import load_links
from db.loader import load_annotations
from importer.gold import corpus_records
from tests.databases import Database

ANNOTATIONS = "/v1/export/annotations"

type Record = dict[str, Any]


@pytest.fixture(scope="module")
def stored(archive: Database) -> list[Record]:
    """Give all records, written by the importer from what was loaded without the query engine."""
    engine = archive.engine()
    records = list(corpus_records(list(load_annotations(engine)), load_links(engine)))
    engine.dispose()
    return json.loads(json.dumps(records))  # type: ignore[no-any-return]  # JSON is anything


def _export(api: httpx.Client, **query: Any) -> tuple[list[Record], Record]:
    answer = api.get(ANNOTATIONS, params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("application/x-ndjson")
    *articles, last = map(json.loads, answer.text.splitlines())
    assert last["export"]["rows"] == len(articles)
    return articles, last


def _bare(articles: list[Record]) -> list[Record]:
    """Leave out what the form does not have, and put them in an order."""
    own = ({k: v for k, v in each.items() if k not in {"key", "cursor"}} for each in articles)
    return sorted(own, key=lambda each: each["file"])


def _pairs(record: Record) -> list[tuple[str, ...]]:
    return sorted((*sorted((pair["a"], pair["b"])), pair["type"]) for pair in record["cross"])


def _within(records: list[Record], files: set[str]) -> list[tuple[str, ...]]:
    return [
        pair
        for pair in _pairs(records[-1])
        if {end.rpartition("#")[0] for end in pair[:2]} <= files
    ]


def test_the_whole_archive_is_what_the_importer_writes(
    api: httpx.Client, stored: list[Record]
) -> None:
    articles, last = _export(api)
    assert _bare(articles) == _bare(stored[:-1])
    assert _pairs(last) == _pairs(stored[-1])
    assert len(articles) > 10
    assert len(_pairs(last)) > 5
    assert last["export"] == {"complete": True, "rows": len(articles), "nextCursor": None}


def test_the_reader_of_gold_finds_no_difference(api: httpx.Client, stored: list[Record]) -> None:
    """Score an export against the importer's own writing, as readings are scored."""
    articles, _ = _export(api)
    exported = {each["file"]: each for each in articles}
    score = Score()
    to_gold: dict[str, str] = {}
    for gold in stored[:-1]:
        name = gold["file"]
        pairs = score_statements(score, name, gold["statements"], exported[name]["statements"])
        to_gold |= {f"{name}#{read['id']}": f"{name}#{own['id']}" for own, read in pairs}
    own = Pairs([json.dumps(record) for record in stored])
    score_links(score, own, Pairs(api.get(ANNOTATIONS).text.splitlines()), to_gold)
    assert score.errors == []
    assert {value for value in score.figures.values() if value is not None} == {1.0}
    assert {"statements", "speaker", "locations", "quantities", "time"} <= set(score.figures)
    assert score.tallies["contradictions"].found > 5


def test_a_filter_on_articles_keeps_pairs_with_both_ends_in_it(
    api: httpx.Client, stored: list[Record]
) -> None:
    articles, last = _export(api, publishedTo="2024-05-05")
    files = {each["file"] for each in articles}
    assert {each["file"] for each in stored[:-1] if each["published"] <= "2024-05-05"} == files
    assert _pairs(last) == _within(stored, files)
    assert 0 < len(_pairs(last)) < len(_pairs(stored[-1]))


def test_a_filter_on_statements_chooses_whole_articles(
    api: httpx.Client, stored: list[Record]
) -> None:
    articles, last = _export(api, kind="DIRECT")
    fitting = [
        each
        for each in stored[:-1]
        if any(statement["kind"] == "direct" for statement in each["statements"])
    ]
    assert _bare(articles) == _bare(fitting)
    assert any(
        statement["kind"] != "direct" for each in articles for statement in each["statements"]
    )
    assert _pairs(last) == _within(stored, {each["file"] for each in articles})
    assert 0 < len(articles) < len(stored) - 1


def test_what_is_asked_of_statements_holds_of_one(api: httpx.Client) -> None:
    both, _ = _export(api, kind="DIRECT", party="FHA")
    assert not both
    assert _export(api, kind="DIRECT")[0]
    assert _export(api, party="FHA")[0]


def test_a_nested_filter_is_exported_under(api: httpx.Client, stored: list[Record]) -> None:
    said = {"place": {"name": {"eq": "Tarnova"}}, "not": {"party": {"eq": "AM"}}}
    where = {"statement": said, "or": [{"published": {"gte": "2024-05-01"}}]}
    answer = api.post(f"{ANNOTATIONS}/query", json={"where": where})
    assert answer.status_code == 200, answer.text
    *articles, last = map(json.loads, answer.text.splitlines())
    assert 0 < len(articles) < len(stored)
    assert _pairs(last) == _within(stored, {each["file"] for each in articles})


@pytest.mark.parametrize("cut", [1, 5, 12])
def test_what_was_cut_goes_on_behind_its_last_article(
    api: httpx.Client, stored: list[Record], cut: int
) -> None:
    whole, last = _export(api)
    rest, end = _export(api, cursor=whole[cut - 1]["cursor"])
    assert whole[:cut] + rest == whole
    assert end["cross"] == last["cross"] != []
    assert len(stored) == len(whole) + 1


def test_parts_end_with_where_to_go_on_and_the_last_has_the_pairs(api: httpx.Client) -> None:
    whole, last = _export(api)
    found: list[Record] = []
    cursor: dict[str, str] = {}
    while True:
        articles, end = _export(api, limit=5, **cursor)
        found += articles
        if end["export"]["nextCursor"] is None:
            break
        assert end["cross"] == []
        cursor = {"cursor": end["export"]["nextCursor"]}
    assert found == whole
    assert end["cross"] == last["cross"]


def test_offsets_index_the_texts(api: httpx.Client) -> None:
    articles, _ = _export(api, texts="true")
    for each in articles:
        for statement in each["statements"]:
            assert each["text"][statement["start"] : statement["end"]] == statement["text"]
            for part in statement["locations"]:
                assert each["text"][part["start"] : part["end"]] == part["mention"]
    assert all("text" not in each for each in _export(api)[0])


def test_keys_lead_to_the_articles(api: httpx.Client) -> None:
    articles, _ = _export(api, limit=1)
    answer = api.get(f"/v1/articles/{articles[0]['key']}")
    assert answer.json()["published"] == articles[0]["published"]
    (again,), _ = _export(api, article=articles[0]["key"])
    assert again == articles[0]


@pytest.mark.parametrize(
    ("query", "code", "where"),
    [
        ("format=csv", "bad-parameter", "query.format"),
        ("cursor=abc", "bad-page", "cursor"),
        ("saidFrom=2024-02-30", "bad-filter", "saidFrom"),
        ("publishedFrom=2024-02-30", "bad-filter", "publishedFrom"),
        ("near=1,2", "bad-filter", "radiusKm"),
        ("colour=red", "bad-parameter", "query.colour"),
    ],
)
def test_faults_name_the_parameter(api: httpx.Client, query: str, code: str, where: str) -> None:
    answer = api.get(f"{ANNOTATIONS}?{query}")
    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert [fault["where"] for fault in answer.json()["faults"]] == [where]


def test_the_deepest_filter_of_articles_is_taken(api: httpx.Client) -> None:
    """The pairs across them are found by the same filter, inside another."""
    where: Record = {"title": {"contains": "Tarnova"}}
    for _ in range(4):
        where = {"and": [where]}
    answer = api.post(f"{ANNOTATIONS}/query", json={"where": where})
    assert (answer.status_code, json.loads(answer.text.splitlines()[-1])["export"]["complete"]) == (
        200,
        True,
    )
    assert api.post(f"{ANNOTATIONS}/query", json={"where": {"and": [where]}}).status_code == 422
