"""Options that several commands take."""

from __future__ import annotations

from typing import Annotated

import typer

from api.settings import get_settings

DatabaseUrl = Annotated[
    str,
    typer.Option(
        "--database",
        metavar="URL",
        default_factory=lambda: get_settings().database_url,
        help="The archive: sqlite:///file or postgresql://…",
        show_default="COUNTERCLAIM_DATABASE_URL, or data/counterclaim.sqlite",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Write the outcome as JSON.")]
