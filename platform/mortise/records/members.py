"""The first records of several groups at once, as the person asking may see them."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import ColumnElement, FromClause

from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.transaction import Reader
from mortise.errors import Invalid
from mortise.records.access import Door, open_form
from mortise.records.candidates import narrow
from mortise.records.filters import Filtered, filtered
from mortise.records.group_request import MembersRequest
from mortise.records.levels import grouped_by, unfit_levels
from mortise.records.page import LIMIT, MARK
from mortise.records.projection import Item, Projection, project
from mortise.records.selection import wanted
from mortise.records.shapes import READS, Read
from mortise.records.sorting import Sorting, sorting

GROUP: Final = "__group"
"""Which of the groups that were asked for a record is in, from 1."""
PLACE: Final = "__place"
TOTAL: Final = "__total"
TEXTS: Final = sa.ARRAY(sa.Text())


async def list_members(
    reader: Reader, context: Context, form: str, request: MembersRequest
) -> dict[str, object]:
    """Of each group in the order asked for: its first `items`, how many there are in all, and, where conditions mark
    records, the first that holds on each item."""
    door = open_form(context, form)
    door.demand("view")
    found = await narrow(reader, context, filtered(context, door, request.among))
    read = _read(context, door, request, found, sorting(door, request.among.sort))
    paths = {_bind(level): [path[level] for path in request.of] for level in range(len(request.by))}
    values = {**context.binds, **found.values, **paths, "limit": request.among.limit}
    rows = await reader.fetch(read.statement, values)
    groups: list[list[Record]] = [[] for _ in request.of]
    for row in rows:
        groups[row[GROUP] - 1].append(row)
    return {"groups": [_answer(rows, read, marked=bool(request.among.marks)) for rows in groups]}


def _answer(rows: Sequence[Record], read: Read, *, marked: bool) -> Mapping[str, object]:
    items: list[Item] = [read.finish(row) for row in rows]
    for item in items:
        for name in (GROUP, PLACE, TOTAL, MARK):
            item.pop(name, None)
    answer = {"items": items, "total": rows[0][TOTAL] if rows else 0}
    return {**answer, "marks": [row[MARK] for row in rows]} if marked else answer


def _bind(level: int) -> str:
    return f"of_{level}"


def _read(context: Context, door: Door, request: MembersRequest, found: Filtered, order: Sorting) -> Read:
    among = request.among
    asked = (request.by, order.name, among.fields, among.expand, context.locale)
    shape = ("members", context.rights, door.form.key, found.shape, asked)
    kept = READS.find(shape)
    if kept is not None:
        return kept
    issues = unfit_levels(door, request.by)
    if issues:
        raise Invalid(issues)
    return READS.keep(shape, *_select(context, door, request, found, order))


def _select(
    context: Context, door: Door, request: MembersRequest, found: Filtered, order: Sorting
) -> tuple[Projection, sa.Select[Any]]:
    """All groups are numbered by one look at their records, which costs the same whether they are two or fifty."""
    among = request.among
    chosen = wanted(context, door, among.fields, among.expand, rows=False)
    placed = _placed(context, door, request, found, order)
    record = door.form.table.alias("record")
    projection = project(context.app.schema, context.rights, door.form, record, chosen)
    mark = found.mark(record)
    told = [] if mark is None else [mark.label(MARK)]
    columns = [placed.c[name] for name in (GROUP, PLACE, TOTAL)]
    # A record of the projection's source is found by its id; what it names is joined to it as everywhere.
    select = sa.select(*projection.columns, *told, *columns).select_from(
        sa.join(projection.source, placed, placed.c.id == record.c.id)
    )
    return projection, select.where(placed.c[PLACE] <= LIMIT).order_by(placed.c[GROUP], placed.c[PLACE])


def _placed(
    context: Context, door: Door, request: MembersRequest, found: Filtered, order: Sorting
) -> FromClause:
    """Each record of the groups with its place in the order, and how many its group has."""
    table = door.form.table
    grouped = grouped_by(context, door, request.by)
    keys = order.keys(table)
    named = [key.column.label(f"key_{place}") for place, key in enumerate(keys)]
    rows = (
        sa.select(table.c.id, *grouped.columns, *named)
        .select_from(grouped.source)
        .where(table.c.deleted_at.is_(None), door.rows("view", table), *found.conditions())
        .subquery("rows")
    )
    asked = _asked(len(request.by))
    same = [
        _comparable(rows.c[names[0]]) == _comparable(asked.c[_bind(level)])
        for level, names in enumerate(grouped.levels)
    ]
    group = asked.c[GROUP]
    clauses = [
        rows.c[label.name].desc() if key.descending else rows.c[label.name].asc()
        for key, label in zip(keys, named, strict=True)
    ]
    place: ColumnElement[Any] = sa.func.row_number().over(partition_by=group, order_by=clauses)
    total: ColumnElement[Any] = sa.func.count().over(partition_by=group)
    placed = sa.select(rows.c.id, group, place.label(PLACE), total.label(TOTAL))
    return placed.select_from(rows.join(asked, sa.and_(*same))).subquery("placed")


def _asked(levels: int) -> FromClause:
    names = [_bind(level) for level in range(levels)]
    arrays = [sa.bindparam(name, type_=TEXTS) for name in names]
    columns = [sa.column(name, sa.Text()) for name in names]
    listed = sa.func.unnest(*arrays).table_valued(*columns, with_ordinality=GROUP, name="asked")
    return listed.render_derived()


def _comparable(value: ColumnElement[Any]) -> ColumnElement[str]:
    """No value is an empty text, so that blank ones can be looked up like all others."""
    return sa.func.coalesce(sa.cast(value, sa.Text()), sa.literal_column("''"))
