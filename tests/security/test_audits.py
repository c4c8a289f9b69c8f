"""GraphQL over HTTP as its working group audits it (npm's graphql-http), on a live server."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from tests.live import LiveServer
from tests.security import node

AUDIT = Path(__file__).parent / "audits" / "audit.mjs"
EXPECTED = {"MUST": 13, "SHOULD": 23, "MAY": 24}
REFUSED = {"5A70"}
"""A query by GET that names no media type: optional, and refused by docs/adr/0007."""


@pytest.mark.timeout(300)  # the first run installs the audits
def test_every_audit_passes(server: LiveServer) -> None:
    results = node.run(AUDIT, f"{server.url}/graphql")
    passed = [result for result in results if result["status"] == "ok"]
    others = [result for result in results if result["status"] != "ok"]
    assert {result["id"] for result in others} == REFUSED, others
    assert Counter(result["name"].split()[0] for result in passed) == EXPECTED
