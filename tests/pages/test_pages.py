"""The start page, the REST docs and the pages of errors, in a browser."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.live import LiveServer
from tests.pages.conftest import Visit

PAGES = ("/", "/playground", "/docs", "/errors/bad-filter")
PHONE = ViewportSize(width=380, height=800)


def test_the_start_page_leads_everywhere(visit: Visit) -> None:
    visit.open("/")
    expect(visit.page.get_by_role("heading", level=1)).to_be_visible()
    links = [link.get_attribute("href") for link in visit.page.get_by_role("link").all()]
    assert {"/playground", "/docs", "/openapi.json"} <= set(links)
    for link in links:
        answer = httpx.get(f"{visit.server}{link}")
        assert answer.status_code == 200, link
        if "/v1/" in (link or ""):
            assert answer.json().get("items") or answer.json().get("features"), link


@pytest.mark.parametrize("path", PAGES)
def test_a_phone_need_not_scroll_sideways(visit: Visit, path: str) -> None:
    visit.page.set_viewport_size(PHONE)
    visit.open(path)
    assert visit.page.evaluate("document.scrollingElement.scrollWidth") <= PHONE["width"]


@pytest.mark.parametrize("path", [*PAGES, "/graphql"])
def test_a_page_may_ask_nobody_else(sample_server: LiveServer, page: Page, path: str) -> None:
    response = page.goto(f"{sample_server.url}{path}")
    assert response is not None
    policy = response.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "'unsafe-eval'" not in policy
    violated = page.evaluate(
        """() => new Promise((resolve) => {
            const hear = (event) => resolve(event.violatedDirective);
            document.addEventListener("securitypolicyviolation", hear);
            fetch("http://127.0.0.2:9/").catch(() => undefined);
        })"""
    )
    assert violated == "connect-src"


def test_the_rest_docs_show_every_operation(visit: Visit) -> None:
    described = httpx.get(f"{visit.server}/openapi.json").json()["paths"]
    visit.open("/docs")
    expect(visit.page.locator(".opblock").first).to_be_visible()
    shown = {
        (
            block.locator(".opblock-summary-method").inner_text().lower(),
            block.locator(".opblock-summary-path").get_attribute("data-path"),
        )
        for block in visit.page.locator(".opblock").all()
    }
    assert shown == {(method, path) for path, methods in described.items() for method in methods}


def test_the_rest_docs_send_a_request(visit: Visit) -> None:
    visit.open("/docs")
    block = visit.page.locator("#operations-contradictions-listContradictions")
    block.locator(".opblock-summary-control").click()
    with visit.page.expect_response("**/v1/contradictions*") as answered:
        block.get_by_role("button", name="Execute").click()
    assert answered.value.status == 200
    assert answered.value.json()["items"]
    expect(block.locator(".responses-table.live-responses-table")).to_contain_text("200")


def test_an_error_is_explained_on_a_page(visit: Visit) -> None:
    problem = httpx.get(f"{visit.server}/v1/statements?kind=SPOKEN").json()
    visit.open(problem["type"])
    expect(visit.page.get_by_role("heading", level=1)).to_have_text(problem["code"])
    expect(visit.page.get_by_text("What to do.")).to_be_visible()
    assert "**" not in visit.page.inner_text("main")


@pytest.mark.parametrize(("path", "target"), [("/playground", "#graphiql"), ("/docs", "#docs")])
def test_pages_without_their_libraries_say_so(
    page: Page, sample_server: LiveServer, path: str, target: str
) -> None:
    page.route("**/static/vendor/**", lambda route: route.abort())
    page.goto(f"{sample_server.url}{path}")
    expect(page.locator(target)).to_contain_text("make setup")


def test_a_complaint_and_a_request_elsewhere_would_be_heard(
    page: Page, sample_server: LiveServer
) -> None:
    visit = Visit(page, sample_server.url)
    visit.listen()
    visit.open("/")
    assert (visit.other_hosts, visit.complaints) == ([], [])
    page.evaluate("console.error('broken')")
    page.evaluate("setTimeout(() => { throw new Error('thrown') })")
    with page.expect_event("requestfailed"):
        page.evaluate("location.assign('http://127.0.0.2:9/')")
    assert visit.other_hosts == ["http://127.0.0.2:9/"]
    assert "broken" in visit.complaints
    assert "thrown" in visit.complaints
