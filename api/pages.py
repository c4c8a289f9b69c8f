"""The pages: a start page, the GraphQL playground and the REST docs.

Everything they load comes from this server: our own files are in `static/pages`, the script
libraries are put into `static/vendor` at set-up. The content policy lets a browser ask no other
host.
"""

from __future__ import annotations

import json
from pathlib import Path

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

STATIC = Path(__file__).with_name("static")
CONTENT_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'"
)
PAGE_HEADERS = {
    "Content-Security-Policy": CONTENT_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-cache",
}


def load_examples() -> list[dict[str, object]]:
    """Return the ready-made queries: name, title, query and variables, in the order of the files.

    A file is GraphQL; its first line is a comment with the title, and `name.json` beside it holds
    the variables, if there are any.
    """
    examples: list[dict[str, object]] = []
    for path in sorted((STATIC / "examples").glob("*.graphql")):
        query = path.read_text(encoding="utf-8")
        variables = path.with_suffix(".json")
        examples.append(
            {
                "name": path.stem.partition("-")[2],
                "title": query.partition("\n")[0].lstrip("# "),
                "query": query,
                "variables": json.loads(variables.read_text(encoding="utf-8"))
                if variables.exists()
                else None,
            }
        )
    return examples


def page(name: str) -> HTMLResponse:
    """Return one of our pages with the headers that keep it from asking other hosts."""
    html = (STATIC / "pages" / f"{name}.html").read_text(encoding="utf-8")
    return HTMLResponse(html, headers=PAGE_HEADERS)


async def _start(_: Request) -> Response:
    return page("index")


async def _playground(_: Request) -> Response:
    return page("playground")


async def _docs(_: Request) -> Response:
    return page("docs")


async def _examples(_: Request) -> Response:
    return JSONResponse(load_examples(), headers={"X-Content-Type-Options": "nosniff"})


class _Files(StaticFiles):
    """Static files with the headers that every answer carries."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def page_routes() -> list[BaseRoute]:
    """Return the routes of the pages and of the files that they load."""
    return [
        Route("/", _start, name="start"),
        Route("/playground", _playground, name="playground"),
        Route("/docs", _docs, name="docs"),
        Route("/examples.json", _examples, name="examples"),
        Mount(
            "/static",
            routes=[
                Mount("/pages", _Files(directory=STATIC / "pages")),
                # Missing before set-up has fetched it: then the pages say so themselves.
                Mount("/vendor", _Files(directory=STATIC / "vendor", check_dir=False)),
            ],
            name="static",
        ),
    ]
