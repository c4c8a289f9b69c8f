"""Web addresses: a server on this machine plays all the strangers."""

from __future__ import annotations

import ipaddress
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from importer.model import Article
from importer.read import ReadCode, ReadSettings, Rejection, read_inputs
from importer.read.http import is_public

REPORT = "Soldiers took the bridge, the mayor said. They were in the town by noon."
HERE = ReadSettings(allow_private=True, max_bytes=5000, timeout=2, deadline=4, max_redirects=2)


class _Stranger(BaseHTTPRequestHandler):
    """Answers each path with another behaviour."""

    def do_GET(self) -> None:
        """Play the part that the path names."""
        match self.path:
            case "/report":
                self._answer(REPORT.encode(), "text/plain; charset=utf-8")
            case "/latin":
                self._answer(
                    "Señor Łuk left the town.".encode("iso-8859-2", "replace"),
                    "text/plain; charset=iso-8859-2",
                )
            case "/endless":
                self._answer(b"x" * 20_000, "text/plain")
            case "/picture":
                self._answer(b"\x89PNG", "image/png")
            case "/loop":
                self._answer(b"", "text/plain", 302, "/loop")
            case "/moved":
                self._answer(b"", "text/plain", 301, "/report")
            case "/escape":
                self._answer(b"", "text/plain", 302, "file:///etc/passwd")
            case _:
                self._answer(b"no", "text/plain", 404)

    def _answer(self, body: bytes, kind: str, status: int = 200, to: str | None = None) -> None:
        self.send_response(status)
        if to:
            self.send_header("Location", to)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Keep the test's output clean."""


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """Serve on a free port of this machine."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Stranger) as httpd:
        thread = threading.Thread(target=httpd.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{httpd.server_port}"
        httpd.shutdown()
        thread.join()


def read(url: str, settings: ReadSettings = HERE) -> Article | Rejection:
    (item,) = read_inputs([url], settings=settings)
    return item


@pytest.mark.parametrize("path", ["/report", "/moved"])
def test_a_page_is_read_through_redirects(server: str, path: str) -> None:
    article = read(server + path)
    assert isinstance(article, Article)
    assert article.text == REPORT
    assert article.name == server + path
    assert article.url == f"{server}/report"


def test_the_charset_of_the_server_is_believed(server: str) -> None:
    article = read(f"{server}/latin")
    assert isinstance(article, Article)
    assert "Łuk" in article.text


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/missing", ReadCode.UNREACHABLE_URL),
        ("/loop", ReadCode.UNREACHABLE_URL),
        ("/endless", ReadCode.TOO_LARGE),
        ("/picture", ReadCode.BINARY_FILE),
        ("/escape", ReadCode.BAD_URL),
    ],
)
def test_what_a_stranger_may_not_do(server: str, path: str, code: ReadCode) -> None:
    item = read(server + path)
    assert isinstance(item, Rejection)
    assert item.code == code
    assert item.hint


def test_this_machine_is_out_of_bounds_by_default(server: str) -> None:
    item = read(f"{server}/report", ReadSettings())
    assert isinstance(item, Rejection)
    assert item.code == ReadCode.BLOCKED_ADDRESS


@pytest.mark.parametrize(
    "url",
    [
        "http://localhost/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://10.0.0.8/",
        "http://169.254.169.254/latest/meta-data/",
        "http://0.0.0.0/",
        "http://2130706433/",
    ],
)
def test_private_addresses_are_blocked(url: str) -> None:
    item = read(url, ReadSettings())
    assert isinstance(item, Rejection)
    assert item.code == ReadCode.BLOCKED_ADDRESS


@pytest.mark.parametrize("url", ["http://", "https://user:word@example.org/", "gopher://x/"])
def test_addresses_that_are_none(url: str) -> None:
    item = read(url)
    assert isinstance(item, Rejection)
    assert item.code == ReadCode.BAD_URL


def test_a_server_that_is_not_there() -> None:
    item = read("http://127.0.0.1:1/")
    assert isinstance(item, Rejection)
    assert item.code == ReadCode.UNREACHABLE_URL


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("93.184.216.34", True),
        ("2606:2800:220:1::1", True),
        ("100.64.0.1", False),
        ("192.168.0.1", False),
        ("224.0.0.1", False),
        ("fd00::1", False),
        ("fe80::1", False),
        ("64:ff9b::7f00:1", False),
        ("::ffff:10.0.0.1", False),
        ("::ffff:93.184.216.34", True),
        ("::10.0.0.1", False),
        ("::127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("2002:a00:1::1", False),
        ("2001:0:a00:1::1", False),
        ("fec0::1", False),
        ("169.254.169.254", False),
        ("192.88.99.1", False),
        ("0.0.0.0", False),  # noqa: S104 - an address to refuse, not to listen on
    ],
)
def test_which_addresses_are_public(address: str, *, public: bool) -> None:
    assert is_public(ipaddress.ip_address(address)) is public
