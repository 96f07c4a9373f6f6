"""Records as the person asking may see them: one by its id, or a page of a list."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import JSONB, array

from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.statements import StatementCache
from mortise.db.tables import people
from mortise.db.tables.records import record_change
from mortise.db.transaction import Reader
from mortise.errors import Invalid, NotFound
from mortise.records.access import Door, open_form
from mortise.records.cursor import CursorSeal
from mortise.records.filters import Filtered, filtered
from mortise.records.order import OrderKey, after
from mortise.records.projection import Item, localised, project
from mortise.records.request import ListRequest, OneRequest
from mortise.records.selection import wanted
from mortise.records.shapes import READS, Read
from mortise.records.sorting import Sorting, sorting

ID: Final = sa.bindparam("id", type_=sa.BigInteger())
IDS: Final = sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger()))
LIMIT: Final = sa.bindparam("limit", type_=sa.BigInteger())
OFFSET: Final = sa.bindparam("offset", type_=sa.BigInteger())
WHOLE: Final = OneRequest()
KEYS: Final = "__keys"

COUNTS: Final = StatementCache()


async def get_record(
    reader: Reader, context: Context, form: str, number: int, request: OneRequest = WHOLE
) -> Item:
    """The record, as far as the person may read it; NotFound where none is there to be seen."""
    read = one_read(context, form, request)
    row = await reader.fetchrow(read.statement, {**context.binds, "id": number})
    if row is None:
        raise NotFound
    return read.finish(row)


def one_read(context: Context, form: str, request: OneRequest) -> Read:
    """The statement that reads one record."""
    shape = ("one", context.rights, form, request, context.locale)
    kept = READS.find(shape)
    if kept is not None:
        return kept
    door = open_form(context, form)
    table = door.form.table
    chosen = wanted(context, door, request.fields, request.expand, rows=True)
    projection = project(context.app.schema, context.rights, door.form, table, chosen)
    select = (
        sa.select(*projection.columns)
        .select_from(projection.source)
        .where(table.c.id == ID, table.c.deleted_at.is_(None), door.rows("view", table))
    )
    return READS.keep(shape, projection, select)


async def read_many(
    reader: Reader, context: Context, door: Door, numbers: Sequence[int], expand: tuple[str, ...] = ()
) -> dict[int, Item]:
    """Records by their ids, without rows of sub-tables, as far as the person may read them; what is not there to be
    seen is left out."""
    shape = ("many", context.rights, door.form.key, expand, context.locale)
    read = READS.find(shape)
    if read is None:
        table = door.form.table
        chosen = wanted(context, door, None, expand, rows=False)
        projection = project(context.app.schema, context.rights, door.form, table, chosen)
        select = (
            sa.select(*projection.columns)
            .select_from(projection.source)
            .where(table.c.id == sa.any_(IDS), table.c.deleted_at.is_(None), door.rows("view", table))
        )
        read = READS.keep(shape, projection, select)
    rows = await reader.fetch(read.statement, {**context.binds, "ids": sorted(numbers)})
    return {row["id"]: read.finish(row) for row in rows}


async def list_records(
    reader: Reader, context: Context, form: str, request: ListRequest, seal: CursorSeal
) -> dict[str, object]:
    """A page of the records that the person may see: items, the total where it is asked for, the next cursor."""
    door = open_form(context, form)
    door.demand("view")
    if request.deleted:
        door.demand("delete")
    found = filtered(context, door, request)
    order = sorting(door, request.sort, deleted=request.deleted)
    bound_to = f"{context.principal.person} {context.app.id} {form} {order.name} {request.deleted}"
    last = _opened(request, seal, bound_to, order)
    read = _page(context, door, request, found, order, last)
    values = {
        **context.binds,
        **found.values,
        **{f"after_{place}": value for place, value in enumerate(last or ())},
        "limit": request.limit + 1,
        "offset": request.offset,
    }
    rows = await reader.fetch(read.statement, values)
    total = await _count(reader, context, door, request, found) if request.count else None
    more = len(rows) > request.limit
    items = [read.finish(row) for row in rows[: request.limit]]
    for item in items:
        del item[KEYS]
    next_page = seal.seal(rows[request.limit - 1][KEYS], bound_to) if more else None
    return {"items": items, "total": total, "next": next_page}


def _opened(
    request: ListRequest, seal: CursorSeal, bound_to: str, order: Sorting
) -> tuple[str | None, ...] | None:
    if request.cursor is None:
        return None
    last = seal.open(request.cursor, bound_to)
    if last is None or len(last) != order.length:
        raise Invalid([Issue("cursor_invalid", "/cursor")])
    return last


def _page(
    context: Context,
    door: Door,
    request: ListRequest,
    found: Filtered,
    order: Sorting,
    last: Sequence[str | None] | None,
) -> Read:
    blanks = None if last is None else tuple(value is None for value in last)
    shape = (
        "page",
        context.rights,
        door.form.key,
        found.shape,
        order.name,
        blanks,
        bool(request.offset),
        request.fields,
        request.expand,
        request.deleted,
        context.locale,
    )
    kept = READS.find(shape)
    if kept is not None:
        return kept
    table = door.form.table
    chosen = wanted(context, door, request.fields, request.expand, rows=False)
    if request.deleted:
        chosen = chosen.also("deleted_at")
    projection = project(context.app.schema, context.rights, door.form, table, chosen)
    keys: list[OrderKey] = order.keys(table)
    told = [_deleted_by(context, door, table)] if request.deleted else []
    select = (
        sa.select(*projection.columns, *told, array([key.as_text() for key in keys]).label(KEYS))
        .select_from(projection.source)
        .where(*_conditions(door, request, found))
        .order_by(*(key.clause() for key in keys))
        .limit(LIMIT)
    )
    if blanks is not None:
        select = select.where(after(keys, blanks))
    if request.offset:
        select = select.offset(OFFSET)
    return READS.keep(shape, projection, select)


def _deleted_by(context: Context, door: Door, table: sa.FromClause) -> sa.ColumnElement[Any]:
    """Who put a record into the recycle bin the last time, as {id, title}."""
    change, person = record_change.c, people.person
    return (
        sa.select(
            sa.func.jsonb_build_object(
                "id", person.c.id, "title", localised(person, context.locale), type_=JSONB
            )
        )
        .select_from(record_change.join(person, person.c.id == change.actor_id))
        .where(
            change.app_id == sa.literal(context.app.id, sa.BigInteger()),
            change.form == sa.literal(door.form.key, sa.Text()),
            change.record_id == table.c.id,
            change.action == sa.literal("delete", sa.Text()),
        )
        .order_by(change.id.desc())
        .limit(1)
        .scalar_subquery()
        .label("deleted_by")
    )


def _conditions(door: Door, request: ListRequest, found: Filtered) -> list[sa.ColumnElement[Any]]:
    table = door.form.table
    conditions = [door.rows("view", table), *found.conditions(table)]
    if request.deleted:
        return [table.c.deleted_at.is_not(None), door.rows("delete", table), *conditions]
    return [table.c.deleted_at.is_(None), *conditions]


async def _count(
    reader: Reader, context: Context, door: Door, request: ListRequest, found: Filtered
) -> object:
    shape = (context.rights, door.form.key, found.shape, request.deleted)
    statement = COUNTS.get(
        shape,
        lambda: (
            sa.select(sa.func.count()).select_from(door.form.table).where(*_conditions(door, request, found))
        ),
    )
    values: Mapping[str, object] = {**context.binds, **found.values}
    return await reader.fetchval(statement, values)
