"""Branches of the tree that a form's records make, as the person asking may see it.

A record whose parent they may not see, or may not know of, stands at the top. Of a tree that is narrowed by a filter or
a search those stay that match, and those above them, which lead there."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import CTE, ColumnElement, FromClause
from sqlalchemy.dialects.postgresql import array

from engines.form.naming import called_field
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.transaction import Reader
from mortise.errors import Invalid
from mortise.records.access import Door, open_form
from mortise.records.branch_request import BranchRequest
from mortise.records.candidates import narrow
from mortise.records.cursor import CursorSeal
from mortise.records.filters import Filtered, filtered
from mortise.records.order import OrderKey, after
from mortise.records.page import KEYS, LIMIT
from mortise.records.projection import Item, Projection, project
from mortise.records.reading import opened
from mortise.records.selection import is_read, unknown_field, wanted
from mortise.records.shapes import READS, Read
from mortise.records.sorting import Sorting, sorting

UNDER: Final = "__under"
CHILDREN: Final = "__children"
MATCHES: Final = "__matches"
UNDER_IDS: Final = sa.bindparam("under", type_=sa.ARRAY(sa.BigInteger()))


async def list_branches(
    reader: Reader, context: Context, form: str, request: BranchRequest, seal: CursorSeal
) -> dict[str, object]:
    """Each branch in the order asked for: `under` (null at the top), its `items`, of each how many `children` stand
    right below it and whether it `matches` what the tree is narrowed by, and the `next` cursor."""
    door = open_form(context, form)
    door.demand("view")
    _refuse(door, request)
    asked = request.among
    found = await narrow(reader, context, filtered(context, door, asked))
    order = sorting(door, asked.sort)
    under = request.under or (None,)
    place = f"{context.principal.person} {context.app.id} {form} {order.name} {request.parent}"
    last = opened(asked, seal, f"{place} {under[0]}", order)
    tree = Tree(context, door, request, found, order, None if last is None else _blanks(last))
    values = {
        **context.binds,
        **found.values,
        **{f"after_{place}": value for place, value in enumerate(last or ())},
        "limit": asked.limit + 1,
        "under": list(request.under or ()),
    }
    read = tree.read()
    rows = await reader.fetch(read.statement, values)
    branches: dict[int | None, list[Record]] = {number: [] for number in under}
    for row in rows:
        branches[row[UNDER] if request.under else None].append(row)
    return {
        "branches": [
            _answer(number, found, read, asked.limit, seal, f"{place} {number}")
            for number, found in branches.items()
        ]
    }


def _answer(
    under: int | None, rows: Sequence[Record], read: Read, limit: int, seal: CursorSeal, bound_to: str
) -> dict[str, object]:
    shown = rows[:limit]
    items: list[Item] = [read.finish(row) for row in shown]
    for item in items:
        for name in (UNDER, KEYS, CHILDREN, MATCHES):
            item.pop(name)
    return {
        "under": under,
        "items": items,
        "children": [row[CHILDREN] for row in shown],
        "matches": [row[MATCHES] for row in shown],
        "next": seal.seal(rows[limit - 1][KEYS], bound_to) if len(rows) > limit else None,
    }


def _blanks(last: Sequence[str | None]) -> tuple[bool, ...]:
    return tuple(value is None for value in last)


def _refuse(door: Door, request: BranchRequest) -> None:
    """Raises Invalid where the field makes no tree, hidden or not there alike."""
    field = door.form.fields.get(request.parent)
    if field is None or not is_read(door.rights, request.parent):
        raise Invalid([unknown_field(door, "/parent", request.parent)])
    link = field.link()
    if link is None or not link.is_tree:
        named = called_field(door.form.fields, request.parent)
        raise Invalid([Issue("parent_impossible", "/parent", {"key": named})])


@dataclass(frozen=True)
class Tree:
    """The statement behind branches."""

    context: Context
    door: Door
    request: BranchRequest
    found: Filtered
    order: Sorting
    blanks: tuple[bool, ...] | None

    def read(self) -> Read:
        """The statement for a request of this shape."""
        asked = self.request.among
        way = (self.request.parent, self.request.under is None, self.blanks, self.order.name)
        chosen = (asked.fields, asked.expand, self.context.locale)
        shape = ("branches", self.context.rights, self.door.form.key, self.found.shape, way, chosen)
        kept = READS.find(shape)
        return kept if kept is not None else READS.keep(shape, *self._select())

    def _select(self) -> tuple[Projection, sa.Select[Any]]:
        context, asked = self.context, self.request.among
        chosen = wanted(context, self.door, asked.fields, asked.expand, rows=False)
        record = self._top() if self.request.under is None else self._below()
        projection = project(context.app.schema, context.rights, self.door.form, record, chosen)
        keys = self.order.keys(record)
        children = record.c[CHILDREN] if self._is_narrowed else self._children(record)
        matches = record.c[MATCHES] if self._is_narrowed else sa.true()
        columns = [
            *projection.columns,
            record.c[self.request.parent].label(UNDER),
            array([key.as_text() for key in keys]).label(KEYS),
            children.label(CHILDREN),
            matches.label(MATCHES),
        ]
        select = sa.select(*columns).select_from(projection.source).order_by(*(key.clause() for key in keys))
        return projection, select

    def _top(self) -> FromClause:
        """The records that stand below none which the person sees."""
        record = self._table("one")
        if self._is_narrowed:
            return self._kept_page(record).subquery("record")
        above = self._table("above")
        stands_below = sa.exists().where(above.c.id == self._parent(record), *self._seen(above))
        return self._page(record, sa.not_(stands_below)).subquery("record")

    def _below(self) -> FromClause:
        """The records right below those that are asked for, so many of each."""
        record = self._table("one")
        above = self._table("above")
        if self._is_narrowed:
            select = self._kept_page(record).where(self._placed.c.above == above.c.id)
        else:
            select = self._page(record, self._is_below(record, above))
        page = select.lateral("page")
        branches = sa.select(page).select_from(above.join(page, sa.true()))
        return branches.where(above.c.id == sa.any_(UNDER_IDS), *self._seen(above)).subquery("record")

    def _page(self, record: FromClause, condition: ColumnElement[bool]) -> sa.Select[Any]:
        keys = self.order.keys(record)
        page = sa.select(record).where(condition, *self._seen(record))
        if self.blanks is not None:
            page = page.where(after(keys, self.blanks))
        return page.order_by(*(key.clause() for key in keys)).limit(LIMIT)

    def _children(self, record: FromClause) -> ColumnElement[Any]:
        child = self._table("child")
        below = sa.select(sa.func.count()).where(self._is_below(child, record), *self._seen(child))
        return below.scalar_subquery()

    # A tree that is narrowed ----------------------------------------------------------------------------------

    @property
    def _is_narrowed(self) -> bool:
        return self.found.filter is not None or bool(self.found.search)

    @cached_property
    def _matching(self) -> CTE:
        table = self.door.form.table
        matching = sa.select(table.c.id, self._parent(table).label("above"))
        return (
            matching.where(*self._seen(table), *self.found.conditions())
            .cte("matching")
            .prefix_with("MATERIALIZED")
        )

    @cached_property
    def _kept(self) -> CTE:
        """What matches and what stands above it, once each."""
        above = self._table("higher")
        kept = sa.select(self._matching.c.id, self._matching.c.above).cte("kept", recursive=True)
        higher = sa.select(above.c.id, self._parent(above)).join(kept, kept.c.above == above.c.id)
        return kept.union(higher.where(*self._seen(above)))

    @cached_property
    def _level(self) -> CTE:
        """What is kept of the branches that are asked for. Made of nothing but what was gathered aside, of which
        PostgreSQL knows no numbers: it then puts all of it together at once, instead of one by one."""
        kept, matching = self._kept, self._matching
        counts = (
            sa.select(kept.c.above, sa.func.count().label("children")).group_by(kept.c.above).cte("counts")
        )
        higher = kept.alias("higher_kept")
        if self.request.under is None:
            asked = sa.not_(sa.exists().where(higher.c.id == kept.c.above))
        else:
            asked = kept.c.above == sa.any_(UNDER_IDS)
        level = sa.select(
            kept.c.id,
            kept.c.above,
            sa.func.coalesce(counts.c.children, 0).label(CHILDREN),
            matching.c.id.is_not(None).label(MATCHES),
        )
        source = kept.outerjoin(counts, counts.c.above == kept.c.id)
        source = source.outerjoin(matching, matching.c.id == kept.c.id)
        return level.select_from(source).where(asked).cte("level").prefix_with("MATERIALIZED")

    @cached_property
    def _placed(self) -> CTE:
        """That level with what it is ordered by, likewise aside: else a page's limit makes PostgreSQL walk the whole
        table in the order."""
        level, record = self._level, self._table("placed_record")
        keys = [key.column.label(f"key_{place}") for place, key in enumerate(self.order.keys(record))]
        placed = sa.select(level, *keys).join(record, record.c.id == level.c.id)
        return placed.where(*self._seen(record)).cte("placed").prefix_with("MATERIALIZED")

    def _kept_page(self, record: FromClause) -> sa.Select[Any]:
        placed = self._placed
        keys = [
            OrderKey(placed.c[f"key_{place}"], key.descending)
            for place, key in enumerate(self.order.keys(record))
        ]
        page = sa.select(record, placed.c[CHILDREN], placed.c[MATCHES])
        page = page.select_from(placed.join(record, record.c.id == placed.c.id))
        if self.blanks is not None:
            page = page.where(after(keys, self.blanks))
        return page.order_by(*(key.clause() for key in keys)).limit(LIMIT)

    # Rights ---------------------------------------------------------------------------------------------------

    def _table(self, name: str) -> FromClause:
        return self.door.form.table.alias(name)

    def _seen(self, table: FromClause) -> list[ColumnElement[Any]]:
        return [table.c.deleted_at.is_(None), self.door.rows("view", table)]

    def _parent(self, table: FromClause) -> ColumnElement[Any]:
        """The record above, blank where the person may not know of it."""
        return self.door.rights.value(self.request.parent, table.c[self.request.parent], table)

    def _is_below(self, record: FromClause, above: FromClause) -> ColumnElement[bool]:
        """Said beside the bare column, so that its index serves."""
        readable = self.door.rights.filter_condition(self.request.parent, record)
        below = record.c[self.request.parent] == above.c.id
        return below if readable is None else sa.and_(below, readable)
