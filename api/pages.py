"""The pages: a start page, the GraphQL playground, the REST docs, and one for every error code.

Everything they load comes from this server: our own files are in `static/pages`, the script
libraries are put into `static/vendor` at set-up. The content policy lets a browser ask no other
host.
"""

from __future__ import annotations

import json
from http import HTTPStatus
from pathlib import Path

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from api.markdown import to_html

STATIC = Path(__file__).with_name("static")
ERRORS = Path(__file__).resolve().parent.parent / "docs" / "errors"
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
    "Vary": "Accept",
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


def page(name: str, *, with_playground: bool = True) -> HTMLResponse:
    """Return one of our pages with the headers that keep it from asking other hosts."""
    lines = (STATIC / "pages" / f"{name}.html").read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if with_playground or 'href="/playground"' not in line]
    return HTMLResponse("\n".join(kept) + "\n", headers=PAGE_HEADERS)


def playground() -> HTMLResponse:
    """Return the page of the GraphQL playground."""
    return page("playground")


async def _examples(_: Request) -> Response:
    return JSONResponse(load_examples(), headers={"X-Content-Type-Options": "nosniff"})


async def _error(request: Request) -> Response:
    """Explain an error code: to a browser as a page, to a program as Markdown."""
    code = request.path_params["code"]
    pages = {path.stem: path for path in ERRORS.glob("*.md")}
    if code not in pages:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    text = pages[code].read_text(encoding="utf-8")
    if "text/html" not in request.headers.get("accept", ""):
        headers = {"X-Content-Type-Options": "nosniff", "Vary": "Accept"}
        return PlainTextResponse(text, headers=headers, media_type="text/markdown")
    _, _, body = text.partition("\n")
    html = (STATIC / "pages" / "error.html").read_text(encoding="utf-8")
    filled = html.replace("{code}", code).replace("{text}", to_html(body))
    return HTMLResponse(filled, headers=PAGE_HEADERS)


class _Files(StaticFiles):
    """Static files with the headers that every answer carries."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        response = await super().get_response(path, scope)
        response.headers["X-Content-Type-Options"] = "nosniff"
        return response


def _page_route(path: str, name: str, *, with_playground: bool) -> Route:
    async def serve(_: Request) -> Response:
        return page(name, with_playground=with_playground)

    return Route(path, serve, name=name)


def page_routes(*, with_playground: bool = True) -> list[BaseRoute]:
    """Return the routes of the pages and of the files that they load.

    Without the playground its address is unknown and the other pages do not lead there.
    """
    names = {"/": "index", "/docs": "docs"} | (
        {"/playground": "playground"} if with_playground else {}
    )
    return [
        *(_page_route(path, name, with_playground=with_playground) for path, name in names.items()),
        Route("/errors/{code}", _error, name="error"),
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
