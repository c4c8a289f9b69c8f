"""Writes the generated half of the Python client from schemas/openapi.json: `make clients`.

Models, filters and the methods of the lists follow the description of the API to the letter; what
a person wrote stands beside them. Names of enums stay open (`Literal[…] | str`), and fields that a
client does not know are passed over: a client must not break when the server learns something.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
DESCRIPTION = ROOT / "schemas" / "openapi.json"
PACKAGE = ROOT / "clients" / "python" / "src" / "counterclaim_client"
HEAD = "Generated from the description by `make clients`."

type Schema = dict[str, Any]

PAGING = frozenset(
    [
        "cursor",
        "limit",
        "count",
        "format",
        "countAtMost",
        "facet",
        "facetLimit",
        "facetAtMost",
        "fields",
    ]
)
ROOTS = ("Compared", "Uncompared", "Annotated", "Control", "ChangePage", "Change", "Reviewed")
"""Models that are answered beside those of the lists."""
_PLAIN = {"string": "str", "integer": "int", "number": "float", "boolean": "bool", "null": "None"}
_FORMATS = {"date": "dt.date", "date-time": "dt.datetime"}


def generated(description: Schema) -> Iterator[tuple[str, str]]:
    """Iterate over the names and the unformatted texts of the files."""
    schemas: dict[str, Schema] = description["components"]["schemas"]
    lists = list(_lists(description))
    yield (
        "models.py",
        _models(schemas, [*ROOTS, *(each[key] for each in lists for key in ("item", "facets"))]),
    )
    yield "filters.py", _filters(schemas, lists)
    yield "sync_lists.py", _methods(lists, "Pages", "")
    yield "async_lists.py", _methods(lists, "AsyncPages", "async ")


def write(folder: Path = PACKAGE) -> list[str]:
    """Write the files and return the names of those that have changed."""
    changed = []
    for name, text in generated(json.loads(DESCRIPTION.read_text(encoding="utf-8"))):
        path, formatted = folder / name, _formatted(text)
        if not path.exists() or path.read_text(encoding="utf-8") != formatted:
            path.write_text(formatted, encoding="utf-8")
            changed.append(name)
    return changed


def _formatted(text: str) -> str:
    command = [sys.executable, "-m", "ruff"]
    options = ["--config", str(ROOT / "pyproject.toml"), "--stdin-filename", str(PACKAGE / "x.py")]
    sort = [*command, "check", "--select", "I,F401", "--fix-only", "--quiet", *options, "-"]
    for step in (sort, [*command, "format", *options, "-"]):
        done = subprocess.run(step, input=text, capture_output=True, text=True, check=True)
        text = done.stdout
    return text


def _lists(description: Schema) -> Iterator[Schema]:
    """Iterate over the lists: name, model of an item, parameters, address, and that of one item."""
    for path, operations in description["paths"].items():
        asked = operations.get("get", {})
        found = re.fullmatch(r"list([A-Z]\w+)", asked.get("operationId", ""))
        if not found or f"{path}/query" not in description["paths"]:
            continue
        answer = asked["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
        single = description["paths"].get(f"{path}/{{key}}", {}).get("get")
        yield {
            "name": snake(found[1]),
            "filters": f"{found[1]}Filters",
            "summary": asked["description"],
            "item": re.sub(r"^Page_(\w+)_$", r"\1", _name(answer)),
            "facets": _facets(description["components"]["schemas"][_name(answer)]),
            "parameters": [each for each in asked["parameters"] if each["name"] not in PAGING],
            "path": path,
            "single": single and _single(single),
        }


def _facets(page: Schema) -> str:
    """Return the name of the model of a list's facets."""
    return _name(page["properties"]["facets"]["anyOf"][0]["$ref"])


def _single(operation: Schema) -> tuple[str, str]:
    answer = operation["responses"]["200"]["content"]["application/json"]["schema"]["$ref"]
    return snake(operation["operationId"].removeprefix("get")), _name(answer)


def _models(schemas: dict[str, Schema], roots: list[str]) -> str:
    singles = [name for name in ("Article", "Problem") if name in schemas]
    wanted: dict[str, None] = {}

    def visit(name: str) -> None:
        if name in wanted:
            return
        for inner in re.findall(r'"#/components/schemas/([^"]+)"', json.dumps(schemas[name])):
            visit(inner)
        wanted[name] = None

    for root in (*roots, *singles):
        visit(root)
    classes = [_model(name, schemas) for name in wanted if schemas[name].get("properties")]
    imports = (
        "import datetime as dt\nfrom typing import Any, Literal\n\n"
        "from pydantic import Field\n\nfrom counterclaim_client.base import Model\n"
    )
    silenced = "# ruff: noqa: PYI051 - names of enums stay open\n\n"
    head = f'"""What the API answers. {HEAD}"""\n{silenced}from __future__ import annotations\n\n'
    return head + imports + "\n\n".join(classes)


def _model(name: str, schemas: dict[str, Schema]) -> str:
    schema = schemas[name]
    lines = [f"class {_class(name)}(Model):", f'    """{_sentence(schema, name)}"""', ""]
    needed = set(schema.get("required", ()))
    for given, inner in schema["properties"].items():
        field, kind = snake(given), _type(inner, schemas)
        default = "" if given in needed else "None"
        if given not in needed and "None" not in kind.split(" | "):
            kind += " | None"
        if field != given:
            default = f'Field({default + ", " if default else ""}alias="{given}")'
        lines.append(f"    {field}: {kind}{' = ' + default if default else ''}")
        if inner.get("description"):
            lines.append(_field_docstring(inner, field))
    return "\n".join(lines) + "\n"


def _filters(schemas: dict[str, Schema], lists: list[Schema]) -> str:
    classes = []
    for each in lists:
        lines = [f"class {each['filters']}(TypedDict, total=False):"]
        lines += [f'    """What {each["name"].replace("_", " ")} can be chosen by."""', ""]
        for parameter in each["parameters"]:
            kind = _filter_type(parameter["schema"], schemas)
            lines.append(f"    {snake(parameter['name'])}: {kind}")
            lines.append(_field_docstring(parameter, parameter["name"]))
        classes.append("\n".join(lines) + "\n")
    head = f'"""What lists take. {HEAD}"""\n\nfrom __future__ import annotations\n\n'
    imports = "import datetime as dt\nfrom typing import Literal, TypedDict\n\n"
    return head + imports + "\n\n".join(classes)


_HELPERS = """
    def _pages[T, F](
        self, path: str, models: tuple[type[T], type[F]], size: int, filters: Mapping[str, Any]
    ) -> {pages}[T, F]:
        raise NotImplementedError

    def _queried[T, F](
        self, path: str, models: tuple[type[T], type[F]], size: int, body: dict[str, Any]
    ) -> {pages}[T, F]:
        raise NotImplementedError

    {marked}def _one[T](self, path: str, key: str, model: type[T]) -> T:
        raise NotImplementedError
"""


def _methods(lists: list[Schema], pages: str, marked: str) -> str:
    names = sorted(
        {each[key] for each in lists for key in ("item", "facets")}
        | {each["single"][1] for each in lists if each["single"]}
    )
    filters = ", ".join(sorted(each["filters"] for each in lists))
    text = [
        f'"""The lists as methods. {HEAD}"""\n\nfrom __future__ import annotations\n',
        "from collections.abc import Mapping\nfrom typing import Any, Unpack\n",
        f"from counterclaim_client.filters import {filters}",
        f"from counterclaim_client.models import {', '.join(names)}",
        f"from counterclaim_client.paging import {pages}\n\n",
        "class Lists:",
        '    """Asks for lists, page after page as far as they are read, and for single items."""',
        _HELPERS.format(pages=pages, marked=marked),
    ]
    text += [_method(each, pages, marked) for each in lists]
    return "\n".join(text)


def _method(each: Schema, pages: str, marked: str) -> str:
    name, item, facets, path = each["name"], each["item"], each["facets"], each["path"]
    words = name.replace("_", " ")
    text = f'''
    def {name}(
        self, *, page_size: int = 100, **filters: Unpack[{each["filters"]}]
    ) -> {pages}[{item}, {facets}]:
        """List {words}.

        {each["summary"]}
        """
        return self._pages("{path}", ({item}, {facets}), page_size, filters)

    def query_{name}(
        self, where: Mapping[str, Any], *, sort: str | None = None, page_size: int = 100
    ) -> {pages}[{item}, {facets}]:
        """List {words} that fit a nested filter, as GraphQL's `where` takes it."""
        body = {{"where": dict(where)}} | ({{}} if sort is None else {{"sort": sort}})
        return self._queried("{path}/query", ({item}, {facets}), page_size, body)
'''
    if each["single"]:
        one, model = each["single"]
        awaited = "await " if marked else ""
        text += f'''
    {marked}def {one}(self, key: str) -> {model}:
        """Get one {one.replace("_", " ")} by its key; raise ApiError, `unknown-key` for none."""
        return {awaited}self._one("{path}", key, {model})
'''
    return text


def _type(schema: Schema, schemas: dict[str, Schema]) -> str:
    if "$ref" in schema:
        name = _name(schema["$ref"])
        return _class(name) if schemas[name].get("properties") else _type(schemas[name], schemas)
    if branches := schema.get("anyOf") or schema.get("oneOf"):
        return " | ".join(dict.fromkeys(_type(each, schemas) for each in branches))
    if names := schema.get("enum", [schema["const"]] if "const" in schema else []):
        return f"Literal[{', '.join(map(json.dumps, names))}] | str"
    if schema.get("type") == "array":
        return f"list[{_type(schema.get('items', {}), schemas)}]"
    if schema.get("type") == "object":
        return "dict[str, Any]"
    return _FORMATS.get(schema.get("format", ""), _PLAIN.get(schema.get("type", ""), "Any"))


def _field_docstring(schema: Schema, name: str) -> str:
    words = textwrap.wrap(_sentence(schema, name), 88)
    return textwrap.indent('"""{}"""'.format("\n".join(words)), "    ")


def _name(reference: str) -> str:
    return reference.rpartition("/")[2]


def _class(name: str) -> str:
    """Name a class: two models of one name have their modules before them in the description."""
    parts = name.split("__")
    return parts[-1] if len(parts) == 1 else f"{parts[-2].title()}{parts[-1]}"


def _filter_type(schema: Schema, schemas: dict[str, Schema]) -> str:
    """Return what a filter takes; the server refuses other names, so that here they are closed."""
    kind = _type(schema, schemas).replace("] | str", "]")
    return "dt.date | str" if schema.get("format") == "date" else kind


def _sentence(schema: Schema, name: str) -> str:
    words = " ".join((schema.get("description") or name.replace("_", " ").capitalize()).split())
    return words.replace("\\", "") + ("" if words.endswith((".", "?", "…")) else ".")


def snake(name: str) -> str:
    """Write a name of the API in Python's way: `saidFrom` as `said_from`."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


if __name__ == "__main__":
    print(f"Changed in {PACKAGE.name}: {', '.join(write()) or 'nothing'}")
