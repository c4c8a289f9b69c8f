"""A browser and a server over the sample archive."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from tests.live import LiveServer, run_program, serving

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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the Chromium of this machine, or leave the test out with a word."""
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


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Open an empty page without history."""
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    yield context.new_page()
    context.close()
