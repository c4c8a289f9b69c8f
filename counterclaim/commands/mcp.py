"""`counterclaim mcp`: the tools of the Model Context Protocol over standard input and output."""

from __future__ import annotations

import asyncio

from counterclaim.commands.options import DatabaseUrl
from counterclaim.console import fail


def serve_mcp(database: DatabaseUrl) -> None:
    """Offer the archive to a program that speaks MCP over standard input and output."""
    from db import migrations

    migrations.check(database)
    try:
        import mcp  # noqa: F401 - only whether it is there
    except ImportError:
        fail(
            "mcp-missing",
            "The SDK of the Model Context Protocol is not installed.",
            'Install it beside the program: pip install "counterclaim[mcp]"',
        )
    asyncio.run(_serve(database))


async def _serve(database: str) -> None:
    from api.annotating import Annotator
    from api.mcp.server import make_server
    from api.mcp.tools import Archive
    from api.settings import get_settings
    from db.query.engine import open_engine

    settings = get_settings()
    engine = open_engine(database, timeout=settings.statement_timeout, readers=settings.readers)
    annotator = Annotator()
    await engine.executor.open()
    try:
        await make_server(Archive(lambda: engine, lambda: annotator)).run_stdio_async()
    finally:
        annotator.close()
        await engine.executor.close()
