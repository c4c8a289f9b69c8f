"""A browser and a server over the sample archive."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, expect, sync_playwright

from tests.live import LiveServer, run_program, serving

expect.set_options(timeout=20_000)  # milliseconds: the machine may be busy with other tests

BROWSERS = ("chromium", "chromium-browser", "google-chrome")


@pytest.fixture(scope="session")
def sample_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LiveServer]:
    """Serve the sample articles from SQLite."""
    url = f"sqlite:///{tmp_path_factory.mktemp('archive')}/samples.sqlite"
    for arguments in (["db", "upgrade"], ["import", "seeds"]):
        done = run_program(*arguments, database_url=url)
        assert done.returncode == 0, done.stderr.decode()
    with serving(url) as server:
        yield server


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine, or leave the test out with a word.

    It ends with the module: while it runs, no test of another module could run an event loop.
    """
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        if os.environ.get("COUNTERCLAIM_REQUIRE_BROWSER"):
            pytest.fail("no Chromium on the PATH, and COUNTERCLAIM_REQUIRE_BROWSER is set")
        pytest.skip("no Chromium on the PATH: install chromium to run the page tests")
    flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page, with what went wrong on it."""

    page: Page
    server: str
    other_hosts: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    def listen(self) -> None:
        """Note from now on what goes wrong."""
        self.page.on("request", self.hear_request)
        self.page.on("console", self.hear_console)
        self.page.on("pageerror", lambda error: self.complaints.append(error.message))

    def open(self, path: str) -> None:
        """Go to an address and wait until all is loaded."""
        self.page.goto(f"{self.server}{path}", wait_until="networkidle")

    def hear_request(self, request: Request) -> None:
        """Note a request that leaves the server."""
        if not request.url.startswith((f"{self.server}/", "data:", "blob:")):
            self.other_hosts.append(request.url)

    def hear_console(self, message: ConsoleMessage) -> None:
        """Note a complaint of the browser or of a script."""
        if message.type in {"error", "warning"}:
            self.complaints.append(message.text)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page without history."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture
def visit(page: Page, sample_server: LiveServer) -> Iterator[Visit]:
    """Visit the server, and see to it that nobody else is asked and nothing is complained of."""
    visit = Visit(page, sample_server.url)
    visit.listen()
    yield visit
    assert visit.other_hosts == []
    assert visit.complaints == []
