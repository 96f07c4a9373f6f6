"""Records as the person asking may see them: one by its id, or a page of a list."""

from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.transaction import Reader
from mortise.errors import Invalid, NotFound
from mortise.records.access import Door, open_form
from mortise.records.cursor import CursorSeal
from mortise.records.filters import filtered
from mortise.records.page import KEYS, MARK, Page
from mortise.records.projection import Item, project
from mortise.records.request import ListRequest, OneRequest
from mortise.records.searching import count_found, find_page
from mortise.records.selection import wanted
from mortise.records.shapes import READS, Read
from mortise.records.sorting import Sorting, sorting

ID: Final = sa.bindparam("id", type_=sa.BigInteger())
IDS: Final = sa.bindparam("ids", type_=sa.ARRAY(sa.BigInteger()))
WHOLE: Final = OneRequest()


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
    shape = ("one", context.rights, form, request, context.locale, context.shape)
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
        .where(table.c.id == ID, table.c.deleted_at.is_(None), door.rows("view", table), *context.vouched)
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
    """A page of the records that the person may see: items, the total where it is asked for, the next cursor, and of
    each item the first marking condition that holds where there are any."""
    door = open_form(context, form)
    door.demand("view")
    if request.deleted:
        door.demand("delete")
    found = filtered(context, door, request)
    order = sorting(door, request.sort, deleted=request.deleted)
    bound_to = f"{context.principal.person} {context.app.id} {form} {order.name} {request.deleted}"
    last = opened(request, seal, bound_to, order)
    page, items = Page(context, door, request, found, order, last), list[Item]()
    if request.limit:
        page, items = await find_page(reader, page)
    total: object = None
    if request.count:
        known = known_total(request, len(items)) if request.limit else None
        total = await count_found(reader, page) if known is None else known
    keys = [item.pop(KEYS) for item in items]
    marks = [item.pop(MARK) for item in items[: request.limit]] if request.marks else None
    next_page = seal.seal(keys[request.limit - 1], bound_to) if len(items) > request.limit else None
    answer = {"items": items[: request.limit], "total": total, "next": next_page}
    return answer if marks is None else {**answer, "marks": marks}


def known_total(request: ListRequest, found: int) -> int | None:
    """How many there are in all, where a page that is not the middle of a list ends it; one more than asked for was
    looked for."""
    ends = found <= request.limit and (found > 0 or request.offset == 0)
    return request.offset + found if ends and request.cursor is None else None


def opened(
    request: ListRequest, seal: CursorSeal, bound_to: str, order: Sorting
) -> tuple[str | None, ...] | None:
    """The sort values behind which a page begins; raises Invalid where the cursor is not one of this list."""
    if request.cursor is None:
        return None
    last = seal.open(request.cursor, bound_to)
    if last is None or len(last) != order.length:
        raise Invalid([Issue("cursor_invalid", "/cursor")])
    return last
