"""Values that a conversion could not carry over, the same in many records: counted, and put right at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy.dialects.postgresql import ARRAY

from engines.expression.values import fold
from engines.form.compiled import SubTable
from engines.issues import Issue
from mortise.access.context import Context
from mortise.db.connections import Record
from mortise.db.statements import prepare
from mortise.db.tables.applications import unconverted
from mortise.db.transaction import Reader, Tx
from mortise.definitions.published import PublishedApps
from mortise.errors import Invalid, NotFound
from mortise.publishing.names import names_for
from mortise.publishing.repairs import ONE, Place, find_place, places_of, shelf_of, step_of, wanted
from mortise.publishing.shown import old_text, old_values, seen_rows
from mortise.records.bulk.carrying_out import change_many
from mortise.records.bulk.request import MOST, BulkRequest, One

LISTED: Final = 100
COUNTED: Final = 5_000
"""So many different values are looked through."""

ID: Final = sa.bindparam("id", type_=sa.BigInteger)
LIMIT: Final = sa.bindparam("limit", type_=sa.BigInteger)
SETTLE_ALL: Final = prepare(
    sa.update(unconverted)
    .where(unconverted.c.id == sa.any_(sa.bindparam("ids", type_=ARRAY(sa.BigInteger))))
    .values(settled_at=sa.func.now(), settled_by=sa.bindparam("person", type_=sa.BigInteger))
)


@dataclass(frozen=True, slots=True)
class Alike:
    """An old value, how many records have it, and the number of one of them."""

    id: int
    text: str
    count: int


@dataclass(frozen=True, slots=True)
class Settled:
    """How many were put right or left blank, how many are left, and what forbids it for the first of those."""

    settled: int
    left: int
    refused: Sequence[Mapping[str, object]]


async def list_alike(
    reader: Reader, context: Context, apps: PublishedApps, form: str, field: str, search: str
) -> tuple[list[Alike], bool]:
    """The different old values of a field that the person may see, the most frequent first, those that contain a text;
    and whether there are more."""
    found: list[Alike] = []
    is_cut = False
    for place in await places_of(reader, context, apps, form, field):
        columns = old_values(context, place.source, place.before, place.columns)
        counted = sa.func.count().label("count")
        statement = (
            _open(context, place, [sa.func.min(unconverted.c.id).label("number"), counted, *columns])
            .group_by(*(column.element for column in columns))
            .order_by(counted.desc(), sa.literal_column("number"))
            .limit(LIMIT)
        )
        binds = {**context.binds, "app": context.app.id, "limit": COUNTED + 1}
        rows = await reader.fetch(prepare(statement), binds)
        is_cut = is_cut or len(rows) > COUNTED
        names = await names_for(reader, context.app.schema, step_of(place), place.source.table)
        for row in rows[:COUNTED]:
            text = old_text(place.before, row, place.columns, context.locale, names)
            if text is not None and fold(search) in fold(text):
                found.append(Alike(row["number"], text, row["count"]))
    found.sort(key=lambda each: -each.count)
    return found[:LISTED], is_cut or len(found) > LISTED


async def settle_alike(
    tx: Tx, context: Context, apps: PublishedApps, number: int, given: Mapping[str, object]
) -> Settled:
    """Puts a value right wherever it is the same, as far as the person may; without a new value all stay blank."""
    row = await tx.fetchrow(ONE, {"app": context.app.id, "id": number})
    if row is None or row["version"] > context.app.version:
        raise NotFound
    shelf = await shelf_of(tx, context, apps)
    place = await find_place(shelf, context, row["form"], row["field"], row["version"])
    same = [] if place is None else await _same(tx, context, place, number)
    if place is None or not same:
        raise NotFound
    chosen = same[:MOST]
    refused: Sequence[Mapping[str, Any]] = ()
    if given:
        if isinstance(place.source, SubTable):
            raise Invalid([Issue("alike_in_rows")])
        value = await wanted(tx, place, given)
        named = tuple(One(each["record_id"]) for each in chosen)
        request = BulkRequest("edit", named, None, {place.after.key: value}, preview=False, partial=True)
        outcome: Mapping[str, Any] = await change_many(tx, context, place.form, request)
        refused = outcome["refused"]
    kept = {each["id"] for each in refused}
    done = [each["id"] for each in chosen if each["record_id"] not in kept]
    await tx.execute(SETTLE_ALL, {"ids": done, "person": context.principal.person})
    return Settled(len(done), len(same) - len(done), refused)


async def _same(tx: Tx, context: Context, place: Place, number: int) -> list[Record]:
    """The open values that are the same as that of `number`; none when the person may not read it."""
    columns = old_values(context, place.source, place.before, place.columns)
    one = _open(context, place, columns).where(unconverted.c.id == ID).cte("one")
    readable = sa.or_(*(one.c[column.name].is_not(None) for column in columns))
    same = [column.element.is_not_distinct_from(one.c[column.name]) for column in columns]
    statement = (
        _open(context, place, [unconverted.c.id, unconverted.c.record_id])
        .join(one, sa.and_(readable, *same))
        .order_by(unconverted.c.id)
        .limit(LIMIT)
    )
    binds = {**context.binds, "app": context.app.id, "id": number, "limit": COUNTED * 20}
    return await tx.fetch(prepare(statement), binds)


def _open(context: Context, place: Place, columns: Sequence[Any]) -> sa.Select[Any]:
    """Some columns of the values that are open and that the person may see."""
    rows, seen = seen_rows(context, place.source)
    table = place.source.table
    return (
        sa.select(*columns)
        .select_from(rows.join(unconverted, unconverted.c.row_id == table.c.id))
        .where(*place.is_open(), *seen)
    )
