"""Write `schemas/openapi.json` anew: `python -m tests.rest_api.dump_openapi`."""

import json
from pathlib import Path

from api.app import create_app
from api.settings import Settings

SNAPSHOT = Path(__file__).resolve().parents[2] / "schemas" / "openapi.json"


def description() -> str:
    """Return the description of REST as it is checked in."""
    return json.dumps(create_app(Settings()).openapi(), indent=1, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SNAPSHOT.write_text(description(), encoding="utf-8")
