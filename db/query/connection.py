"""Connections: one page of a type, with its filter, order, cursors and count."""
# ruff: noqa: S608 - only names of the schema and checked response keys reach SQL text

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from db.filters.relations import compile_where
from db.filters.scope import Scope
from db.query.compiler import Compiler
from db.query.description import ObjectType, Row, project
from db.query.dialect import Kind, OrderTerm, order_by
from db.query.errors import PageError, QueryError
from db.query.facets import FacetsOf
from db.query.finder import Finder
from db.query.joining import concatenate, json_object, quoted
from db.query.paging import MAX_COUNTED, MAX_PAGE, PageRequest, read_page
from db.query.rows import Rows
from db.query.selection import Argument, Field, Slot
from db.query.sqlite_dialect import Sqlite

ARGUMENTS = dict.fromkeys(("first", "last", "after", "before", "orderBy", "where"))


@dataclass(frozen=True, slots=True)
class Connection:
    """A field that gives pages of a type, of all rows or of those that `link` leads to."""

    target: Callable[[], ObjectType]
    link: str = ""
    """The condition that ties a row (`{other}`) to the one that it is listed under (`{row}`)."""
    at_place: bool = False
    """True for the statements of a place, which are read off the covering table."""
    largest: int = MAX_PAGE
    """Rows that a page may have."""

    def sql(self, compiler: Compiler, row: Row, chosen: Field) -> str:
        """Write the connection as a JSON object."""
        compiler.weigh()
        for name in chosen.arguments:
            if name not in ARGUMENTS:
                raise QueryError("unknown-argument", "is not an argument here", (name,))
        target = self.target()
        page = read_page(chosen.arguments, target.orders, target.default_order, self.largest)
        rows = self._rows(compiler, row.alias, chosen.arguments.get("where"), page.order.column)
        return _Page(compiler, rows, page).sql(chosen.fields)

    def _rows(self, compiler: Compiler, parent: str, where: Argument | None, order: str) -> Rows:
        target = self.target()
        if isinstance(where, Slot) and where.value is None:
            where = None
        own = compiler.alias(target.table)
        hidden = target.supersedes and not mentions(where, "superseded")
        if target.name == "Statement" and hidden and not self.link and not self.at_place:
            return Finder(compiler, target, own, order).rows(where)
        rows = Rows(target, own)
        if self.at_place and hidden:
            rows.covering = compiler.alias("d")
            rows.conditions = [
                f"{rows.covering}.listed",
                f"{rows.covering}.location_id = {parent}.id",
            ]
        else:
            link = self.link.format(row=parent, other=own)
            rows.conditions += [link] if link else []
            if hidden:
                rows.conditions.append(f"{own}.superseded_at IS NULL")
            if target.merges:
                rows.conditions.append(f"{own}.merged_into_id IS NULL")
            if target.reviewed and not mentions(where, "status"):
                rows.conditions.append(f"{own}.status <> 'rejected'")
        if where is not None:
            scope = Scope(compiler, own, rows.joins, current=hidden, covering=rows.covering)
            rows.conditions.append(compile_where(target.filters, scope, where, ("where",)))
        return rows


def mentions(node: Argument | None, key: str) -> bool:
    """Say whether a `where` itself, or one of its branches, has a key."""
    if isinstance(node, list):
        return any(mentions(item, key) for item in node)
    if not isinstance(node, dict):
        return False
    branches = (node.get(name) for name in ("and", "or", "not"))
    return key in node or any(mentions(branch, key) for branch in branches)


@dataclass(slots=True)
class _Page:
    """Writes the parts of a connection that were asked for."""

    compiler: Compiler
    rows: Rows
    page: PageRequest
    _items: list[str] = field(default_factory=list)

    def sql(self, fields: tuple[Field, ...]) -> str:
        """Write the object; its parts share the rows of the page."""
        self.page = replace(self.page, spare=_tells_of_more(fields))
        parts = {
            "edges": self._edges,
            "pageInfo": self._page_info,
            "totalCount": self._total_count,
            "facets": FacetsOf(self.compiler, self.rows, self.page).sql,
        }
        written: dict[str, str] = {}
        for chosen in fields:
            if chosen.name == "__typename":
                written[chosen.key] = quoted(f'"{self.rows.described.name}Connection"')
                continue
            with self.compiler.at(chosen.key):
                written[chosen.key] = parts[chosen.name](chosen)
        value = json_object(written)
        if any(chosen.name in {"edges", "pageInfo"} for chosen in fields):
            tables = [f"page AS ({self.rows.page(self.compiler, self.page)})", *self._items]
            return f"(WITH {', '.join(tables)} SELECT {value})"
        self.page.check_cursors(self.compiler)
        return value

    def _terms(self) -> tuple[OrderTerm, OrderTerm]:
        return self.page.terms("p.k", "p.i")

    def _kept(self) -> str:
        """Return the page without the row too many."""
        if not self.page.spare:
            return "page p"
        terms = order_by(self.page.terms("k", "i"), reverse=self.page.backwards)
        return f"(SELECT k, i FROM page ORDER BY {terms} LIMIT {self.page.size}) p"

    def _edges(self, chosen: Field) -> str:
        """Write the edges in a table of its own, which takes little of SQLite's parser stack."""
        described = self.rows.described
        row = Row(self.compiler.alias(described.table))
        written: dict[str, str] = {}
        for member in chosen.fields:
            if member.name == "cursor":
                written[member.key] = self._cursor("p.k", "p.i")
            elif member.name == "node":
                with self.compiler.at(member.key):
                    written[member.key] = project(self.compiler, described, row, member.fields)
            else:
                written[member.key] = quoted(f'"{described.name}Edge"')
        # A cross join pins the order on SQLite: the page first, then each of its rows.
        row_of = f"CROSS JOIN {described.table} {row.alias}{row.joined} WHERE {row.alias}.id = p.i"
        needed = any(member.name == "node" for member in chosen.fields)
        name = self.compiler.alias("edge")
        self._items.append(
            f"{name} AS (SELECT p.k AS k, p.i AS i, {json_object(written)} AS item "
            f"FROM {self._kept()} {row_of if needed else ''})"
        )
        if isinstance(self.compiler.dialect, Sqlite) and not self.page.backwards:
            # They come in the order of the page, and to sort whole items takes a tenth of the time.
            return f"(SELECT '['||coalesce(group_concat({name}.item,','),'')||']' FROM {name})"
        return self.compiler.dialect.json_list(
            f"{name}.item", name, self.page.terms(f"{name}.k", f"{name}.i"), self.page.size
        )

    def _cursor(self, key: str, row: str) -> str:
        return concatenate(["'\"'", self.page.cursor(self.compiler, key, row), "'\"'"])

    def _page_info(self, chosen: Field) -> str:
        parts = {
            "hasNextPage": lambda: self._more(forwards=True),
            "hasPreviousPage": lambda: self._more(forwards=False),
            "startCursor": lambda: self._edge_cursor(last=False),
            "endCursor": lambda: self._edge_cursor(last=True),
        }
        return json_object(
            {
                member.key: quoted('"PageInfo"')
                if member.name == "__typename"
                else parts[member.name]()
                for member in chosen.fields
            }
        )

    def _more(self, *, forwards: bool) -> str:
        """Write whether rows lie past the page: those too many, or those that a cursor cut off."""
        conditions = []
        if self.page.backwards != forwards:
            conditions.append(f"(SELECT count(*) FROM page) > {self.page.size}")
        cursor = "before" if forwards else "after"
        if getattr(self.page, cursor) is not None:
            conditions.append(self.rows.cut_off(self.compiler, self.page, cursor))
        test = " OR ".join(conditions) or "1=0"
        return f"CASE WHEN {test} THEN 'true' ELSE 'false' END"

    def _edge_cursor(self, *, last: bool) -> str:
        terms = order_by(self._terms(), reverse=last)
        cursor = self._cursor("p.k", "p.i")
        return f"coalesce((SELECT {cursor} FROM {self._kept()} ORDER BY {terms} LIMIT 1),'null')"

    def _total_count(self, chosen: Field) -> str:
        limit = _size(chosen.arguments.get("atMost"))
        count = self.rows.count() if limit is None else self.rows.capped(limit)
        return self.compiler.dialect.json(f"({count})", Kind.INTEGER, nullable=False)


def _tells_of_more(fields: tuple[Field, ...]) -> bool:
    """Say whether the answer tells if there are rows beyond the page."""
    told = (part for chosen in fields if chosen.name == "pageInfo" for part in chosen.fields)
    return any(part.name in {"hasNextPage", "hasPreviousPage"} for part in told)


def _size(argument: Argument | None) -> int | None:
    """Read how far to count; it is part of the plan's key."""
    if argument is None or (isinstance(argument, Slot) and argument.value is None):
        return None
    size = argument.value if isinstance(argument, Slot) else None
    if isinstance(size, bool) or not isinstance(size, int) or not 1 <= size <= MAX_COUNTED:
        raise PageError(f"must be a whole number from 1 to {MAX_COUNTED}", ("atMost",))
    return size
