"""A small page on one entity, to be shown inside of another program's."""

from __future__ import annotations

from html import escape
from typing import Any

from api.reconciling.candidates import description
from api.reconciling.catalogue import Folder

CONTENT_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = "body{font:14px sans-serif;margin:8px}h1{font-size:16px;margin:0}p{margin:4px 0}"


def fragment(folder: Folder, item: dict[str, Any]) -> str:
    """Write the entity as a piece of HTML; everything in it comes from texts and is escaped."""
    aliases = [each for each in item["aliases"] if each != item["name"]][:10]
    lines = [f"<h1>{escape(item['name'])}</h1>", f"<p>{escape(description(folder, item))}</p>"]
    if aliases:
        lines.append(f"<p>Also: {escape(', '.join(aliases))}</p>")
    if item.get("latitude") is not None:
        lines.append(f"<p>{item['latitude']:.4f}, {item['longitude']:.4f}</p>")
    return "".join(lines)


def page(folder: Folder, item: dict[str, Any]) -> str:
    """Write the entity as a page."""
    title = escape(item["name"])
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head><body>{fragment(folder, item)}</body></html>"
    )
